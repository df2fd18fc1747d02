/* Tests of the promotion guard: each refusal, its reason, and its edge. */
#include <interdict/lists.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static ix_read_report good_report(int64_t entities) {
    ix_read_report report = {.rows = entities,
                             .rows_read = entities,
                             .primary_rows = entities,
                             .entities = entities,
                             .stated_count = -1,
                             .layout = IX_STR("12 columns")};
    return report;
}

static void assert_refused(const ix_read_report *report, const ix_promotion_policy *policy,
                           int64_t serving, ix_str layout, const char *reason) {
    ix_error error = {0};
    assert_int_equal(ix_promotion_check(report, policy, serving, layout, &error), IX_E_REFUSED);
    assert_string_equal(error.text, reason);
}

static void assert_allowed(const ix_read_report *report, const ix_promotion_policy *policy,
                           int64_t serving, ix_str layout) {
    ix_error error = {0};
    assert_int_equal(ix_promotion_check(report, policy, serving, layout, &error), IX_OK);
    assert_string_equal(error.text, "");
}

static void first_snapshot_may_serve(void **state) {
    (void)state;
    ix_read_report report = good_report(15402);
    assert_allowed(&report, NULL, -1, (ix_str){0});
    assert_allowed(&report, &(ix_promotion_policy){0}, -1, (ix_str){0});
}

static void damage_is_refused(void **state) {
    (void)state;
    ix_read_report report = good_report(10);
    report.truncated = true;
    assert_refused(&report, NULL, -1, (ix_str){0},
                   "truncated: the bytes end in the middle of a record");
    report = good_report(0);
    report.rows = 3;
    assert_refused(&report, NULL, -1, (ix_str){0}, "empty: no entity in 3 rows");
    report = good_report(10);
    report.stated_count = 11;
    assert_refused(&report, NULL, -1, (ix_str){0},
                   "the publication states 11 records and holds 10");
    report.stated_count = 10;
    assert_allowed(&report, NULL, -1, (ix_str){0});
}

static void refused_rows_need_acceptance(void **state) {
    (void)state;
    ix_read_report report = good_report(100);
    report.rows_refused = 2;
    report.rows_read = 98;
    assert_refused(&report, NULL, -1, (ix_str){0}, "2 of 100 rows refused, 0 accepted");
    ix_promotion_policy policy = {.errors_accepted = 1};
    assert_refused(&report, &policy, -1, (ix_str){0}, "2 of 100 rows refused, 1 accepted");
    policy.errors_accepted = 2;
    assert_allowed(&report, &policy, -1, (ix_str){0});
}

static void shrinking_has_an_exact_edge(void **state) {
    (void)state;
    ix_read_report report = good_report(80);
    assert_allowed(&report, NULL, 100, (ix_str){0});
    report = good_report(79);
    assert_refused(&report, NULL, 100, (ix_str){0},
                   "shrank from 100 to 79 entities, more than 20 percent");
    ix_promotion_policy policy = {.shrink_percent_max = 21};
    assert_allowed(&report, &policy, 100, (ix_str){0});
    policy.shrink_percent_max = 100;
    report = good_report(1);
    assert_allowed(&report, &policy, 4000000000, (ix_str){0});
    policy.shrink_percent_max = 1;
    report = good_report(200);
    assert_allowed(&report, &policy, 100, (ix_str){0});
    assert_allowed(&report, &policy, 0, (ix_str){0});
}

static void changed_layout_is_refused(void **state) {
    (void)state;
    ix_read_report report = good_report(10);
    assert_allowed(&report, NULL, 10, IX_STR("12 columns"));
    assert_refused(&report, NULL, 10, IX_STR("11 columns"),
                   "layout changed: gone is '11 columns'; new is '12 columns'");
    char wide[1000];
    memset(wide, 'x', sizeof wide);
    report.layout = (ix_str){wide, sizeof wide};
    ix_error error = {0};
    assert_int_equal(ix_promotion_check(&report, NULL, 10, IX_STR("11 columns"), &error),
                     IX_E_REFUSED);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(first_snapshot_may_serve),
        cmocka_unit_test(damage_is_refused),
        cmocka_unit_test(refused_rows_need_acceptance),
        cmocka_unit_test(shrinking_has_an_exact_edge),
        cmocka_unit_test(changed_layout_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
