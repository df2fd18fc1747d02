/* Tests of due dates by the name of what is owed: the worked examples of 31 CFR part 501. */
#include "test_shipped.h"

static void worked_examples(void **state) {
    (void)state;
    static const struct {
        const char *what, *event, *due; /* due NULL: nothing is owed for that time */
    } cases[] = {
        /* 4 July and 11 November are skipped, and so are Thanksgiving and weekends. */
        {"report_blocked_property", "2024-06-21", "2024-07-08"},
        {"report_rejected_transaction", "2024-07-01", "2024-07-16"},
        {"report_unblocked_property", "2024-11-08", "2024-11-25"},
        {"report_blocked_property", "2024-06-24", "2024-07-09"},
        /* An instant late in the evening in New York belongs to that day there. */
        {"report_blocked_property", "2024-06-22T03:59:59Z", "2024-07-08"},
        {"report_blocked_property", "2024-06-22T04:00:00Z", "2024-07-08"},
        {"report_blocked_property", "2024-06-24T04:00:00Z", "2024-07-09"},
        /* 4 July 2026 is a Saturday, kept on Friday the 3rd; 4 July 2021 a Sunday, kept on the 5th.
         */
        {"report_blocked_property", "2026-06-22", "2026-07-07"},
        {"report_blocked_property", "2021-06-21", "2021-07-06"},
        {"annual_report_of_blocked_property", "2024-06-21", "2024-09-30"},
        {"annual_report_of_blocked_property", "2024-07-01", "2025-09-30"},
        /* 31 CFR 501.601: ten years since 12 March 2025, so for records of 12 March 2020 and later.
         */
        {"keep_records", "2024-07-01", "2034-07-01"},
        {"keep_records", "2020-03-12", "2030-03-12"},
        {"keep_records", "2020-03-11", "2025-03-11"},
        {"keep_records", "2024-02-29", "2034-03-01"},
        /* 84 FR 29055: any US person since 21 June 2019; 89 FR 40372: since 8 August 2024. */
        {"report_rejected_transaction", "2019-06-20", NULL},
        {"report_unblocked_property", "2024-08-07", NULL},
        {"report_covered_article", "2025-03-03", "2025-03-06"},
        {"nothing_of_the_kind", "2024-07-01", NULL},
    };
    data_files data;
    const ix_rules *rules = load_shipped(&data);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ix_obligation owed;
        ix_error error = {0};
        ix_status status = ix_rules_obligation(&owed, rules, ix_str_from_cstr(cases[i].what),
                                               instant_of(cases[i].event), &data.arena, &error);
        if (cases[i].due == NULL) {
            assert_int_equal(status, IX_E_NOT_FOUND);
            continue;
        }
        assert_int_equal(status, IX_OK);
        if (owed.due.value != day_of(cases[i].due)) {
            fail_msg("%s of %s", cases[i].what, cases[i].event);
        }
        assert_true(ix_str_find(owed.basis, IX_STR("zone America/New_York"), 0) > 0);
        assert_true(owed.authority.len > 0);
    }
    ix_arena_free(&data.arena);
}

static void names_stand_once(void **state) {
    (void)state;
    data_files data;
    const ix_rules *rules = load_shipped(&data);
    int count;
    const ix_str *names = ix_rules_obligations(rules, &count);
    assert_true(count >= 5);
    for (int i = 0; i < count; i++) {
        for (int j = 0; j < i; j++) {
            assert_false(ix_str_equal(names[i], names[j]));
        }
    }
    ix_arena_free(&data.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(worked_examples),
                                       cmocka_unit_test(names_stand_once)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
