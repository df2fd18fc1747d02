/* Tests of counting columns and of noticing those that were emptied. */
#include "columns.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static ix_read_report report;
static ix_arena arena;

static int set_up(void **state) {
    (void)state;
    report = (ix_read_report){0};
    ix_arena_init(&arena, 1 << 20);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    ix_arena_free(&arena);
    return 0;
}

static void names_are_the_layout(void **state) {
    (void)state;
    const ix_str names[] = {IX_STR("id"), IX_STR("name"), {0}, IX_STR("born")};
    assert_int_equal(ix_columns_begin(&report, names, 4, &arena), IX_OK);
    assert_true(ix_str_equal(report.layout, IX_STR("id,name,,born")));
    ix_str back[8];
    assert_int_equal(ix_columns_of(back, 8, report.layout), 4);
    assert_true(ix_str_equal(back[3], IX_STR("born")));
    assert_int_equal(back[2].len, 0);
    assert_int_equal(ix_columns_of(back, 3, report.layout), 0);
    assert_int_equal(ix_columns_of(back, 8, (ix_str){0}), 0);
}

static void rows_fill_columns(void **state) {
    (void)state;
    const ix_str names[] = {IX_STR("id"), IX_STR("name"), IX_STR("born")};
    const ix_str full[] = {IX_STR("1"), IX_STR("a"), IX_STR("1970"), IX_STR("beyond")};
    const ix_str half[] = {IX_STR("2"), {0}, {0}};
    ix_columns_begin(&report, names, 3, &arena);
    ix_columns_row(&report, full, 4);
    ix_columns_row(&report, half, 3);
    assert_int_equal(report.columns[0].count, 2);
    assert_int_equal(report.columns[1].count, 1);
    assert_int_equal(report.columns[2].count, 1);
}

static void wide_files_are_read_all_the_same(void **state) {
    (void)state;
    ix_str names[IX_COLUMNS_MAX + 9];
    for (int i = 0; i < IX_COLUMNS_MAX + 9; i++) {
        names[i] = IX_STR("c");
    }
    assert_int_equal(ix_columns_begin(&report, names, IX_COLUMNS_MAX + 9, &arena), IX_OK);
    ix_columns_row(&report, names, IX_COLUMNS_MAX + 9);
    assert_int_equal(report.column_count, IX_COLUMNS_MAX);
}

static void an_emptied_column_is_a_warning(void **state) {
    (void)state;
    const ix_str names[] = {IX_STR("id"), IX_STR("name"), IX_STR("born"), IX_STR("new")};
    const ix_counter before[] = {{.name = IX_STR("id"), .count = 9},
                                 {.name = IX_STR("born"), .count = 7},
                                 {.name = IX_STR("name"), .count = 0},
                                 {.name = IX_STR("gone"), .count = 4}};
    const ix_str row[] = {IX_STR("1"), {0}, {0}, {0}};
    ix_columns_begin(&report, names, 4, &arena);
    ix_columns_row(&report, row, 4);
    assert_int_equal(ix_columns_compare(&report, before, 4, &arena, NULL), IX_OK);
    assert_int_equal(report.warning_count, 1);
    assert_true(ix_str_equal(report.warnings[0].name, IX_STR("emptied_column")));
    assert_int_equal(report.warnings[0].count, 1);
    assert_true(ix_str_equal(report.warnings[0].example, IX_STR("born, which 7 rows had before")));
}

static void what_is_no_row_is_told(void **state) {
    (void)state;
    const ix_error why = {.text = "a quoted field is not closed"};
    assert_null(ix_row_fault(IX_STR("1,a"), IX_OK, &why));
    assert_null(ix_row_fault((ix_str){0}, IX_OK, &why));
    assert_string_equal(ix_row_fault((ix_str){"1\0a", 3}, IX_OK, &why), "a NUL byte");
    assert_string_equal(ix_row_fault(IX_STR("1,\"a"), IX_E_INPUT, &why), why.text);
    assert_string_equal(ix_row_fault(IX_STR("1,\xFF"), IX_OK, &why), "bytes that are not UTF-8");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(names_are_the_layout, set_up, tear_down),
        cmocka_unit_test_setup_teardown(rows_fill_columns, set_up, tear_down),
        cmocka_unit_test_setup_teardown(wide_files_are_read_all_the_same, set_up, tear_down),
        cmocka_unit_test(what_is_no_row_is_told),
        cmocka_unit_test_setup_teardown(an_emptied_column_is_a_warning, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
