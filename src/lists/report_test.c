#include <interdict/lists.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static void counters_count_by_name(void **state) {
    (void)state;
    ix_counter counters[IX_COUNTERS_MAX] = {0};
    int count = 0;
    ix_counter_add(counters, &count, IX_STR("a"), IX_STR("first"));
    ix_counter_add(counters, &count, IX_STR("b"), (ix_str){0});
    ix_counter_add(counters, &count, IX_STR("a"), IX_STR("second"));
    assert_int_equal(count, 2);
    assert_int_equal(counters[0].count, 2);
    assert_true(ix_str_equal(counters[0].example, IX_STR("first")));
    assert_int_equal(counters[1].count, 1);
}

static void no_name_is_lost_when_slots_are_gone(void **state) {
    (void)state;
    ix_counter counters[IX_COUNTERS_MAX] = {0};
    static char names[200][16];
    int count = 0;
    int64_t total = 0;
    for (int i = 0; i < 200; i++) {
        snprintf(names[i], sizeof names[i], "n%d", i);
        ix_counter_add(counters, &count, ix_str_from_cstr(names[i]), (ix_str){0});
    }
    assert_int_equal(count, IX_COUNTERS_MAX);
    for (int i = 0; i < count; i++) {
        total += counters[i].count;
    }
    assert_int_equal(total, 200);
    assert_true(ix_str_equal(counters[count - 1].name, IX_STR("others")));
}

static void refusals_are_all_counted_and_some_kept(void **state) {
    (void)state;
    static ix_read_report report;
    memset(&report, 0, sizeof report);
    for (int i = 0; i < IX_REFUSALS_KEPT_MAX + 5; i++) {
        ix_error error = {0};
        ix_error_at(&error, IX_E_INPUT, IX_STR("sdn.csv"), i + 1, 0, "bad");
        ix_report_refuse(&report, &error);
    }
    assert_int_equal(report.rows_refused, IX_REFUSALS_KEPT_MAX + 5);
    assert_int_equal(report.refusal_count, IX_REFUSALS_KEPT_MAX);
    assert_int_equal(report.refusals[IX_REFUSALS_KEPT_MAX - 1].line, IX_REFUSALS_KEPT_MAX);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counters_count_by_name),
        cmocka_unit_test(no_name_is_lost_when_slots_are_gone),
        cmocka_unit_test(refusals_are_all_counted_and_some_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
