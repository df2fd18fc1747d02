/* Tests of measures on products: 89 FR 52434 with its two instants, Pub. L. 115-91 section 1634,
 * Pub. L. 115-232 section 889, FASCSA, over the shipped data. */
#include "test_shipped.h"

typedef struct question {
    const char *family, *scope, *user, *nexus, *activity, *as_of;
} question;

typedef struct answer {
    ix_product_measure *items;
    int count;
} answer;

static answer ask(data_files *data, const ix_rules *rules, question q) {
    ix_context context = {.user = ix_str_from_cstr(q.user),
                          .nexus = ix_str_from_cstr(q.nexus),
                          .activity = ix_str_from_cstr(q.activity)};
    answer a;
    assert_int_equal(ix_rules_product(&a.items, &a.count, rules, ix_str_from_cstr(q.family),
                                      ix_str_from_cstr(q.scope), &context, at(q.as_of),
                                      &data->arena, NULL),
                     IX_OK);
    return a;
}

static void assert_effect(data_files *data, const ix_rules *rules, question q, ix_verdict effect,
                          const char *program) {
    answer a = ask(data, rules, q);
    assert_true(a.count > 0);
    if (a.items[0].law.effect != effect ||
        (program != NULL && !ix_str_equal(a.items[0].law.program, ix_str_from_cstr(program)))) {
        fail_msg("%s %s %s %s: %s by %.*s", q.family, q.user, q.activity, q.as_of,
                 ix_verdict_name(a.items[0].law.effect), (int)a.items[0].law.program.len,
                 a.items[0].law.program.ptr);
    }
}

#define ICTS "ICTS-2021-002"

static void icts_2021_002_has_two_instants(void **state) {
    (void)state;
    static const struct {
        question q;
        ix_verdict effect;
    } cases[] = {
        {{"kaspersky", "security", "private", "us", "license", "2024-07-19T23:59:59-04:00"},
         IX_VERDICT_INFO},
        {{"kaspersky", "security", "private", "us", "license", "2024-07-20T00:00:00-04:00"},
         IX_VERDICT_PROHIBITED},
        {{"kaspersky", "security", "private", "us", "update", "2024-09-29T03:59:59Z"},
         IX_VERDICT_INFO},
        {{"kaspersky", "security", "private", "us", "update", "2024-09-29T04:00:00Z"},
         IX_VERDICT_PROHIBITED},
        {{"kaspersky", "security", "private", "us", "resale", "2024-09-28"}, IX_VERDICT_INFO},
        {{"kaspersky", "security", "private", "us", "resale", "2024-09-29"}, IX_VERDICT_PROHIBITED},
        {{"kaspersky", "embedded", "private", "us", "sale", "2024-08-01"}, IX_VERDICT_INFO},
        {{"kaspersky", "embedded", "private", "us", "sale", "2024-10-01"}, IX_VERDICT_PROHIBITED},
        {{"kaspersky", "security", "private", "us", "use", "2025-03-01"}, IX_VERDICT_INFO},
        {{"kaspersky", "information", "private", "us", "sale", "2025-03-01"}, IX_VERDICT_INFO},
        {{"kaspersky", "security", "private", "none", "update", "2025-03-01"}, IX_VERDICT_INFO},
    };
    data_files data;
    const ix_rules *rules = load_shipped(&data);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_effect(&data, rules, cases[i].q, cases[i].effect,
                      cases[i].effect == IX_VERDICT_PROHIBITED ? ICTS : NULL);
    }
    ix_arena_free(&data.arena);
}

static void federal_bans_bind_their_users(void **state) {
    (void)state;
    static const struct {
        question q;
        ix_verdict effect;
        const char *program;
    } cases[] = {
        {{"kaspersky", "security", "federal", "us", "use", "2017-10-01"}, IX_VERDICT_INFO, NULL},
        {{"kaspersky", "security", "federal", "us", "use", "2017-12-12"},
         IX_VERDICT_PROHIBITED,
         "BOD-17-01"},
        {{"kaspersky", "security", "contractor", "us", "use", "2018-09-30"}, IX_VERDICT_INFO, NULL},
        {{"kaspersky", "security", "contractor", "us", "use", "2018-10-01"},
         IX_VERDICT_PROHIBITED,
         "NDAA-2018-1634"},
        {{"kaspersky", "information", "federal", "us", "use", "2025-03-01"},
         IX_VERDICT_PROHIBITED,
         NULL},
        {{"kaspersky", "client", "federal", "us", "use", "2025-03-01"}, IX_VERDICT_INFO, NULL},
        {{"kaspersky", "security", "private", "us", "use", "2018-10-01"}, IX_VERDICT_INFO, NULL},
        {{"hikvision", "hardware", "contractor", "us", "use", "2020-08-12"}, IX_VERDICT_INFO, NULL},
        {{"hikvision", "hardware", "contractor", "us", "use", "2021-01-15"},
         IX_VERDICT_PROHIBITED,
         "NDAA-2019-889"},
        {{"hikvision", "hardware", "contractor", "us", "sale", "2019-08-13"},
         IX_VERDICT_PROHIBITED,
         "NDAA-2019-889"},
        {{"hikvision", "hardware", "private", "us", "use", "2021-01-15"}, IX_VERDICT_INFO, NULL},
        {{"acronis", "security", "federal", "us", "use", "2025-07-10"}, IX_VERDICT_INFO, NULL},
    };
    data_files data;
    const ix_rules *rules = load_shipped(&data);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        if (cases[i].q.scope[0] ==
            'c') { /* glue code is no covered article: nothing speaks of it */
            assert_int_equal(ask(&data, rules, cases[i].q).count, 0);
        } else {
            assert_effect(&data, rules, cases[i].q, cases[i].effect, cases[i].program);
        }
    }
    ix_arena_free(&data.arena);
}

static void tells_what_it_depends_on(void **state) {
    (void)state;
    data_files data;
    const ix_rules *rules = load_shipped(&data);
    answer a =
        ask(&data, rules, (question){"kaspersky", "security", "private", "us", "", "2024-10-01"});
    assert_int_equal(a.items[0].law.effect, IX_VERDICT_INFO);
    assert_int_equal(a.items[0].law.full, IX_VERDICT_PROHIBITED);
    assert_int_equal(a.items[0].law.depends_count, 1);
    assert_true(ix_str_equal(a.items[0].law.depends_on[0], IX_STR("activity")));
    a = ask(&data, rules, (question){"acronis", "security", "federal", "us", "use", "2025-07-11"});
    assert_int_equal(a.items[0].law.effect, IX_VERDICT_INFO);
    assert_int_equal(a.items[0].law.full, IX_VERDICT_PROHIBITED);
    assert_true(ix_str_equal(a.items[0].law.depends_on[0], IX_STR("contract_scope")));
    /* Announced and not in force: the cut-off ahead is told. */
    a = ask(&data, rules,
            (question){"kaspersky", "security", "private", "us", "resale", "2024-08-01"});
    bool ahead = false;
    for (int i = 0; i < a.count; i++) {
        ahead = ahead || (a.items[i].state == IX_LISTING_ANNOUNCED &&
                          a.items[i].law.from.kind == IX_WHEN_INSTANT);
    }
    assert_true(ahead);
    a = ask(&data, rules, (question){"nobody", "security", "private", "us", "", "2024-10-01"});
    assert_int_equal(a.count, 0);
    ix_arena_free(&data.arena);
}

/* FAR 52.204-23(c)(2): one business day until 4 December 2023, three since; ten to follow up. */
static void contractors_report(void **state) {
    (void)state;
    data_files data;
    const ix_rules *rules = load_shipped(&data);
    static const struct {
        const char *as_of, *first, *second;
    } cases[] = {{"2023-12-01", "2023-12-04", "2023-12-15"},
                 {"2023-12-04", "2023-12-07", "2023-12-18"},
                 {"2024-07-03", "2024-07-09", "2024-07-18"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        answer a =
            ask(&data, rules,
                (question){"kaspersky", "security", "contractor", "us", "use", cases[i].as_of});
        assert_int_equal(a.items[0].law.obligation_count, 2);
        assert_int_equal(a.items[0].law.obligations[0].due.value, day_of(cases[i].first));
        assert_int_equal(a.items[0].law.obligations[1].due.value, day_of(cases[i].second));
    }
    ix_arena_free(&data.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(icts_2021_002_has_two_instants),
                                       cmocka_unit_test(federal_bans_bind_their_users),
                                       cmocka_unit_test(tells_what_it_depends_on),
                                       cmocka_unit_test(contractors_report)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
