/* Tests of evidence in lines: columns that line up, and colours by what it says. */
#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "writers.h"

static void assert_row(const evidence_row *row, ix_evidence evidence, const char *expected) {
    ix_buf out;
    ix_buf_init(&out, 4096);
    evidence_row_write(&out, row, &evidence);
    if (!ix_str_equal(ix_buf_view(&out), ix_str_from_cstr(expected))) {
        fail_msg("'%.*s', expected '%s'", (int)out.len, out.ptr, expected);
    }
    ix_buf_free(&out);
}

static void columns_fit_what_is_shown(void **state) {
    (void)state;
    ix_evidence items[] = {{.query = {"Тихонов", 14}, .listed = {"TIKHONOV", 8}},
                           {.query = {"a query that is much too long to be a column", 44},
                            .listed = {"1234567890", 10}}};
    evidence_row row = {.color = false};
    evidence_row_fit(&row, items, 2);
    assert_int_equal(row.query, 8);
    assert_int_equal(row.listed, 10);
}

static void one_line_each(void **state) {
    (void)state;
    sample s;
    sample_block(&s);
    evidence_row row = {.query = 8, .listed = 8};
    assert_row(&row, s.evidence[3],
               " -0.250  name part      -         Gennadyevich  only on one side\n");
    assert_row(&row, s.evidence[1], "+11.500  name part      Tikhonov  TIKHONOV  same\n");
}

static void colours_tell_for_and_against(void **state) {
    (void)state;
    evidence_row row = {.color = true, .query = 1, .listed = 1};
    assert_row(&row,
               (ix_evidence){
                   IX_EVIDENCE_DOB, IX_RELATION_CONTRADICTS, {"1", 1}, {"2", 1}, -9000, -1, -1, -1},
               "\033[31m -9.000\033[0m  date of birth  1  2  contradicts\n");
    assert_row(
        &row,
        (ix_evidence){IX_EVIDENCE_DOB, IX_RELATION_EQUAL, {"1", 1}, {"1", 1}, 14000, -1, -1, -1},
        "\033[32m+14.000\033[0m  date of birth  1  1  same\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_fit_what_is_shown),
        cmocka_unit_test(one_line_each),
        cmocka_unit_test(colours_tell_for_and_against),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
