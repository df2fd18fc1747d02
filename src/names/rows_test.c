/* Tests of the lexing of knowledge files. */
#include "test_names.h"

static void rows_skip_comments_and_count_lines(void **state) {
    (void)state;
    names_rows rows =
        names_rows_open(IX_STR("x.txt"), IX_STR("\xEF\xBB\xBF# head\n\n  one | two \r\n#\nlast"));
    ix_str row;
    assert_true(names_rows_next(&rows, &row));
    assert_true(ix_str_equal(row, IX_STR("one | two")));
    assert_int_equal(rows.line, 3);
    assert_true(names_rows_next(&rows, &row));
    assert_true(ix_str_equal(row, IX_STR("last")));
    assert_int_equal(rows.line, 5);
    assert_false(names_rows_next(&rows, &row));
    names_rows empty = names_rows_open(IX_STR("x"), (ix_str){0});
    assert_false(names_rows_next(&empty, &row));
}

static void columns_are_trimmed(void **state) {
    (void)state;
    ix_str rest = IX_STR(" a | b c |");
    bool more;
    assert_true(ix_str_equal(names_rows_column(&rest, &more), IX_STR("a")) && more);
    assert_true(ix_str_equal(names_rows_column(&rest, &more), IX_STR("b c")) && more);
    assert_true(names_rows_column(&rest, &more).len == 0 && more);
    assert_true(names_rows_column(&rest, &more).len == 0 && !more);
}

static void words_end_at_white_space(void **state) {
    (void)state;
    ix_str rest = IX_STR("  von\t der ");
    assert_true(ix_str_equal(names_rows_word(&rest), IX_STR("von")));
    assert_true(ix_str_equal(names_rows_word(&rest), IX_STR("der")));
    assert_int_equal(names_rows_word(&rest).len, 0);
}

static void faults_name_file_and_line(void **state) {
    (void)state;
    names_rows rows = names_rows_open(IX_STR("names/x.txt"), IX_STR("a\nb\n"));
    ix_str row;
    assert_true(names_rows_next(&rows, &row) && names_rows_next(&rows, &row));
    ix_error error = {0};
    assert_int_equal(names_rows_fault(&rows, &error, "bad %d", 7), IX_E_INPUT);
    assert_string_equal(error.source, "names/x.txt");
    assert_string_equal(error.text, "bad 7");
    assert_int_equal(error.line, 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_skip_comments_and_count_lines),
        cmocka_unit_test(columns_are_trimmed),
        cmocka_unit_test(words_end_at_white_space),
        cmocka_unit_test(faults_name_file_and_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
