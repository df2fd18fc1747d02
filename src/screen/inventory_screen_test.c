/* Screening an inventory. */
#include <interdict/os.h>

#include "test_inventory.h"

static void refused(inventory_test *t, const char *text, ix_status status, const char *part) {
    const ix_decision *d = inventory_test_screen(t, text, "private", "2025-03-01");
    assert_int_equal(t->status, status);
    assert_int_equal(t->error.status, status);
    assert_int_equal(d->verdict, IX_VERDICT_NOT_SCREENED);
    assert_int_equal(d->finding_count, 0);
    char reason[1024];
    assert_non_null(strstr(inventory_test_cstr(reason, sizeof reason, d->reason), part));
}

static void test_refusals(void **state) {
    inventory_test *t = *state;
    refused(t, "", IX_E_INPUT, "empty");
    refused(t, " \n", IX_E_INPUT, "empty");
    refused(t, "nothing of the kind\n", IX_E_INPUT, "no inventory");
    refused(t, "{\"bomFormat\":\"CycloneDX\",\n]", IX_E_INPUT, "line 2");
    t->how.format = IX_STR("gadget");
    refused(t, "x\n", IX_E_USAGE, "gadget");
    t->how.format = (ix_str){0};
    t->screener.products = NULL;
    refused(t, "name\nx\n", IX_E_NOT_FOUND, "products");
}

static void test_subject(void **state) {
    inventory_test *t = *state;
    inventory_test_screen(t, "host,name\na,vim\nb,vim\na,less\n", "private", "2025-03-01");
    assert_int_equal(t->decision_count, 2);
    const ix_inventory *inventory = t->decisions[0].inventory;
    assert_text(inventory->source, "test");
    assert_text(inventory->format, "csv");
    assert_text(inventory->host, "a");
    assert_int_equal(inventory->components, 2);
    assert_int_equal(inventory->bytes, 29);
    assert_int_equal(t->decisions[0].verdict, IX_VERDICT_CLEAR);
    assert_int_equal(t->decisions[0].findings == NULL, 0);
}

/* Without memory there is an error, and no decision that could be taken for clear. */
static void test_memory(void **state) {
    inventory_test *t = *state;
    const ix_context context = {.user = IX_STR("federal")};
    for (size_t cap = 1; cap < (1 << 16); cap *= 2) {
        ix_arena small;
        ix_decision *decisions = NULL;
        int count = 0;
        ix_arena_init(&small, cap);
        ix_status status = ix_screen_inventory(
            &decisions, &count, &t->screener, IX_STR("name,driver\nx,klif.sys\n"), IX_STR("test"),
            &t->how, &context, (ix_when){IX_WHEN_DATE, 20148}, &small, NULL);
        for (int i = 0; i < count; i++) {
            assert_true(status == IX_OK ? decisions[i].verdict == IX_VERDICT_PROHIBITED
                                        : decisions[i].verdict == IX_VERDICT_NOT_SCREENED);
        }
        assert_true(status == IX_OK || status == IX_E_MEMORY);
        ix_arena_free(&small);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        DECISION_TEST(test_refusals),
        DECISION_TEST(test_subject),
        DECISION_TEST(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
