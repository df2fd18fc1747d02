/* Tests of a re-screening in CSV: as many cells as the header has, whatever is missing. */
#include "rescreen_sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

enum { COLUMNS = 17 };

static void write_and_read(ix_str row[COLUMNS], ix_buf *out, const ix_rescreened *rescreened,
                           ix_arena *arena) {
    ix_csv csv;
    ix_str fields[64];
    int count = 0;
    ix_buf_clear(out);
    ix_rescreened_write_csv_header(out);
    ix_rescreened_write_csv(out, rescreened);
    assert_int_equal(out->status, IX_OK);
    ix_csv_init(&csv, ix_buf_view(out), IX_STR("out"));
    for (int i = 0; i < 2; i++) {
        assert_int_equal(ix_csv_next(fields, 64, &count, &csv, NULL, NULL, arena, NULL), IX_OK);
        assert_int_equal(count, COLUMNS);
    }
    memcpy(row, fields, COLUMNS * sizeof row[0]);
}

static void assert_cell(const ix_str *row, int at, const char *expected) {
    if (!ix_str_equal(row[at], ix_str_from_cstr(expected))) {
        fail_msg("cell %d is '%.*s', expected '%s'", at, IX_ARG(row[at]), expected);
    }
}

static void one_row_a_subject(void **state) {
    (void)state;
    rescreen_sample s;
    ix_buf out;
    ix_arena arena;
    ix_str row[COLUMNS];
    ix_arena_init(&arena, 1 << 20);
    ix_buf_init(&out, 1 << 20);
    rescreen_sample_amended(&s);
    s.before.party.id = IX_STR("=1+1");
    write_and_read(row, &out, &s.rescreened, &arena);
    assert_cell(row, 0, "'=1+1"); /* no formula for a spreadsheet */
    assert_cell(row, 3, "no_longer_hit");
    assert_cell(row, 4, "block");
    assert_cell(row, 6, "info");
    assert_cell(row, 8, "1");
    assert_cell(row, 9, "us_ofac_sdn:45815");
    assert_cell(row, 11, "amended");
    assert_cell(row, 12, "effect;state");
    assert_cell(row, 15, "in_force");
    assert_cell(row, 16, "ended");
    rescreen_sample_new_hit(&s);
    write_and_read(row, &out, &s.rescreened, &arena);
    assert_cell(row, 11, "added");
    assert_cell(row, 13, "");
    assert_cell(row, 14, "block");
    s.rescreened.difference_count = 0;
    write_and_read(row, &out, &s.rescreened, &arena);
    assert_cell(row, 16, "");
    ix_buf_free(&out);
    ix_arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(one_row_a_subject)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
