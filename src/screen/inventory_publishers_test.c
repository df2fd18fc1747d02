/* Publishers of an inventory against the lists of the examples. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <interdict/os.h>

#include "inventory.h"
#include "test_world.h"

#define TIKHONOV "us_ofac_sdn:45815"

typedef struct asked {
    ix_decision *decisions;
    int count;
} asked;

static asked screen(const char *text, const char *activity, const char *as_of) {
    asked out = {NULL, 0};
    ix_inventory_options how = {.map_count = 0};
    ix_error error = {.status = IX_OK};
    ix_context context = {
        .user = IX_STR("private"), .nexus = IX_STR("us"), .activity = ix_str_from_cstr(activity)};
    ix_arena_reset(&w.request);
    ix_status status =
        ix_screen_inventory(&out.decisions, &out.count, &w.screener, ix_str_from_cstr(text),
                            IX_STR("test"), &how, &context, world_time(as_of), &w.request, &error);
    if (status != IX_OK) {
        fail_msg("%s", error.text);
    }
    return out;
}

static const ix_finding *found(const ix_decision *d) {
    for (int i = 0; i < d->finding_count; i++) {
        if (ix_str_equal(d->findings[i].entity, IX_STR(TIKHONOV))) {
            return &d->findings[i];
        }
    }
    return NULL;
}

static void each_host_that_names_a_listed_publisher(void **state) {
    (void)state;
    asked a = screen("host,name,publisher\npc1,Tool,Andrei Gennadyevich Tikhonov\npc2,vim,Bram\n"
                     "pc1,Other,Andrei Gennadyevich Tikhonov\n"
                     "pc3,Tool,Andrei Gennadyevich Tikhonov\n",
                     "", "2024-07-01");
    assert_int_equal(a.count, 3);
    for (int i = 0; i < a.count; i++) {
        const ix_decision *d = &a.decisions[i];
        const ix_finding *finding = found(d);
        assert_int_equal(finding != NULL, i != 1);
        assert_int_equal(d->finding_count, i != 1);
        assert_int_equal(d->verdict, i != 1 ? IX_VERDICT_REVIEW : IX_VERDICT_CLEAR);
        assert_int_equal(d->list_count, 1);
        if (finding == NULL) {
            continue;
        }
        assert_int_equal(d->open, IX_VERDICT_BLOCK);
        assert_int_equal(finding->identity, IX_IDENTITY_OPEN);
        assert_null(finding->find);
        ix_str told = finding->listings[0].law.notes[0].text;
        assert_true(ix_str_find(told, IX_STR("\"Andrei Gennadyevich Tikhonov\", of Tool"), 0) >= 0);
    }
}

static void a_dealing_is_weighed_in_full(void **state) {
    (void)state;
    asked a =
        screen("name,publisher\nTool,Andrei Gennadyevich Tikhonov\n", "license", "2024-07-01");
    assert_int_equal(a.decisions[0].verdict, IX_VERDICT_BLOCK);
    a = screen("name,publisher\nTool,Andrei Gennadyevich Tikhonov\n", "use", "2024-07-01");
    assert_int_equal(a.decisions[0].verdict, IX_VERDICT_REVIEW);
    a = screen("name,publisher\nTool,Andrei Gennadyevich Tikhonov\n", "license", "2024-06-15");
    assert_null(found(&a.decisions[0]));
}

/* What is merely like a listed name is nothing; a long text is searched as one. */
static void names_and_texts(void **state) {
    (void)state;
    asked a = screen("name,publisher\nTool,Andrei\nTool,Tikhonov Software Works Inc.\n"
                     "Tool,Andrey Tikhonov\nTool,Logarcheos\n",
                     "", "2024-07-01");
    assert_int_equal(a.decisions[0].verdict, IX_VERDICT_CLEAR);
    assert_int_equal(a.decisions[0].finding_count, 0);
    a = screen("name,publisher\nTool,This tool was made by a large group of people over many years "
               "and was first written in 1999 by Andrei Gennadyevich Tikhonov of Moscow\n",
               "", "2024-07-01");
    assert_non_null(found(&a.decisions[0]));
    assert_int_equal(a.decisions[0].verdict, IX_VERDICT_REVIEW);
    a = screen("name,publisher\nTool,---\n", "", "2024-07-01");
    assert_int_equal(a.decisions[0].verdict, IX_VERDICT_CLEAR);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_host_that_names_a_listed_publisher),
        cmocka_unit_test(a_dealing_is_weighed_in_full),
        cmocka_unit_test(names_and_texts),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
