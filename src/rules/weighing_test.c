/* Tests of single measures against circumstances: exceptions, what no question tells, whom a nexus
 * binds, and times told in words. */
#include <interdict/rules.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define HEAD                                                                                       \
    "lists: [l]\nzone: America/New_York\nchecked: 2024-01-01\nsources: s\n"                        \
    "general:\n  title: General\n  order: Order\n  verified: true\n  measures:\n"

typedef struct circumstance {
    const char *user, *nexus, *activity, *as_of;
} circumstance;

/* The effect of one measure, given by its keys, as the only one of a list. */
static ix_effect weigh(ix_arena *arena, const char *measure, circumstance c) {
    ix_buf text;
    ix_buf_init(&text, 4096);
    ix_buf_printf(&text, HEAD "    - {text: t, citation: c, verified: true, %s}\n", measure);
    ix_knowledge_file file = {IX_STR("programs/x.yml"), ix_buf_view(&text)};
    const ix_rules *rules;
    ix_error error = {0};
    if (ix_rules_load(&rules, &file, 1, arena, &error) != IX_OK) {
        fail_msg("%s:%d: %s", error.source, (int)error.line, error.text);
    }
    ix_buf_free(&text);
    ix_when when;
    assert_int_equal(ix_when_parse(&when, ix_str_from_cstr(c.as_of), NULL), IX_OK);
    ix_context context = {.user = ix_str_from_cstr(c.user),
                          .nexus = ix_str_from_cstr(c.nexus),
                          .activity = ix_str_from_cstr(c.activity)};
    ix_entity entity = {.key = IX_STR("1")};
    ix_listing listing = {0};
    ix_effect effect;
    assert_int_equal(ix_rules_effect(&effect, rules, IX_STR("l"), &entity, &listing, &context,
                                     ix_when_instant(when, IX_ZONE_NEW_YORK), arena, NULL),
                     IX_OK);
    return effect;
}

static bool says(const ix_effect *effect, const char *text) {
    for (int i = 0; i < effect->note_count; i++) {
        if (ix_str_equal(effect->notes[i].text, ix_str_from_cstr(text))) {
            return true;
        }
    }
    return false;
}

static void circumstances_decide(void **state) {
    (void)state;
    static const struct {
        const char *measure;
        circumstance c;
        ix_verdict effect, full;
        const char *depends; /* the only thing it depends on, or NULL */
    } cases[] = {
        /* 15 CFR 744.11: any dealing but those that move no item. */
        {"effect: license, binds: anyone, except_activities: [payment, use]",
         {"private", "us", "", "2024-07-01"},
         IX_VERDICT_LICENSE,
         IX_VERDICT_LICENSE,
         NULL},
        {"effect: license, binds: anyone, except_activities: [payment, use]",
         {"private", "us", "payment", "2024-07-01"},
         IX_VERDICT_INFO,
         IX_VERDICT_INFO,
         NULL},
        {"effect: license, binds: anyone, except_activities: [payment, use]",
         {"private", "us", "sale", "2024-07-01"},
         IX_VERDICT_LICENSE,
         IX_VERDICT_LICENSE,
         NULL},
        {"effect: prohibited, binds: anyone, depends: contract_scope",
         {"private", "us", "sale", "2024-07-01"},
         IX_VERDICT_INFO,
         IX_VERDICT_PROHIBITED,
         "contract_scope"},
        {"effect: prohibited, binds: us_nexus, activities: update",
         {"foreign_bank", "us", "update", "2024-07-01"},
         IX_VERDICT_PROHIBITED,
         IX_VERDICT_PROHIBITED,
         NULL},
        {"effect: prohibited, binds: us_nexus, activities: update",
         {"private", "none", "update", "2024-07-01"},
         IX_VERDICT_INFO,
         IX_VERDICT_INFO,
         NULL},
        {"effect: prohibited, binds: us_nexus, activities: update",
         {"federal", "none", "update", "2024-07-01"},
         IX_VERDICT_PROHIBITED,
         IX_VERDICT_PROHIBITED,
         NULL},
        {"effect: prohibited, binds: us_nexus, activities: update",
         {"private", "us", "", "2024-07-01"},
         IX_VERDICT_INFO,
         IX_VERDICT_PROHIBITED,
         "activity"},
    };
    ix_arena arena;
    ix_arena_init(&arena, 1 << 22);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ix_effect e = weigh(&arena, cases[i].measure, cases[i].c);
        if (e.effect != cases[i].effect || e.full != cases[i].full ||
            e.depends_count != (cases[i].depends != NULL)) {
            fail_msg("case %zu: %s", i, ix_verdict_name(e.effect));
        }
        if (cases[i].depends != NULL) {
            assert_true(ix_str_equal(e.depends_on[0], ix_str_from_cstr(cases[i].depends)));
        }
    }
    ix_arena_free(&arena);
}

/* Instants one second apart across a boundary; within an interval nothing changes. */
static void times_are_told(void **state) {
    (void)state;
    static const char measure[] =
        "effect: block, binds: anyone, from: 2024-09-29T00:00:00-04:00, until: 2024-10-01";
    static const struct {
        const char *as_of;
        ix_verdict effect;
        const char *note;
    } cases[] = {
        {"2024-09-29T03:59:59Z", IX_VERDICT_INFO,
         "The measure takes effect on 2024-09-29T04:00:00Z."},
        {"2024-09-29T04:00:00Z", IX_VERDICT_BLOCK, "t"},
        {"2024-09-30T12:00:00Z", IX_VERDICT_BLOCK, "t"},
        {"2024-10-01T03:59:59Z", IX_VERDICT_BLOCK, "t"},
        {"2024-10-01T04:00:00Z", IX_VERDICT_INFO, "The measure ended on 2024-10-01."},
    };
    ix_arena arena;
    ix_arena_init(&arena, 1 << 22);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ix_effect e = weigh(&arena, measure, (circumstance){"private", "us", "", cases[i].as_of});
        assert_int_equal(e.effect, cases[i].effect);
        assert_true(says(&e, cases[i].note));
    }
    ix_arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(circumstances_decide),
                                       cmocka_unit_test(times_are_told)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
