/* Tests of the CSV form: as many cells as the header, read back by our own lexer. */
#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { COLUMNS = 16 };

static void read_rows(ix_str bytes, ix_str rows[2][COLUMNS], ix_arena *arena) {
    ix_csv csv;
    ix_str fields[64];
    ix_csv_init(&csv, bytes, IX_STR("out"));
    for (int i = 0; i < 2; i++) {
        int count = 0;
        assert_int_equal(ix_csv_next(fields, 64, &count, &csv, NULL, NULL, arena, NULL), IX_OK);
        assert_int_equal(count, COLUMNS);
        memcpy(rows[i], fields, sizeof rows[i]);
    }
}

static ix_str cell(ix_str rows[2][COLUMNS], const char *column) {
    for (int i = 0; i < COLUMNS; i++) {
        if (ix_str_equal(rows[0][i], ix_str_from_cstr(column))) {
            return rows[1][i];
        }
    }
    fail_msg("no column %s", column);
    return (ix_str){0};
}

static void assert_cell(ix_str rows[2][COLUMNS], const char *column, const char *expected) {
    ix_str got = cell(rows, column);
    if (!ix_str_equal(got, ix_str_from_cstr(expected))) {
        fail_msg("%s is '%.*s', expected '%s'", column, IX_ARG(got), expected);
    }
}

static void one_row_a_decision(void **state) {
    (void)state;
    static const ix_decision_style style;
    sample s;
    ix_buf out;
    ix_arena arena;
    ix_str rows[2][COLUMNS];
    sample_block(&s);
    s.party.line = 7;
    s.party.id = IX_STR("=cmd|'/c calc'!A0");
    ix_arena_init(&arena, 1 << 20);
    ix_buf_init(&out, 1 << 20);
    ix_decision_write_csv_header(&out);
    ix_decision_write_csv(&out, &s.decision, &style);
    assert_int_equal(out.status, IX_OK);
    read_rows(ix_buf_view(&out), rows, &arena);
    assert_cell(rows, "id", "'=cmd|'/c calc'!A0"); /* no formula for a spreadsheet */
    assert_cell(rows, "line", "7");
    assert_cell(rows, "verdict", "block");
    assert_cell(rows, "open", "");
    assert_cell(rows, "findings", "1");
    assert_cell(rows, "entity", "us_ofac_sdn:45815");
    assert_cell(rows, "listed_name", "TIKHONOV, Andrei Gennadyevich");
    assert_cell(rows, "programs", "RUSSIA-EO14024");
    assert_cell(rows, "effect", "block");
    assert_cell(rows, "score", "0.9871");
    assert_cell(rows, "authority", "E.O. 14024; 31 CFR part 587");
    assert_int_equal(cell(rows, "decision").len, 64);
    ix_buf_free(&out);
    ix_arena_free(&arena);
}

static void a_clear_row_has_every_cell(void **state) {
    (void)state;
    static const ix_decision_style style;
    sample s;
    ix_buf out;
    ix_arena arena;
    ix_str rows[2][COLUMNS];
    sample_block(&s);
    s.decision.finding_count = 0;
    s.decision.verdict = IX_VERDICT_CLEAR;
    ix_arena_init(&arena, 1 << 20);
    ix_buf_init(&out, 1 << 20);
    ix_decision_write_csv_header(&out);
    ix_decision_write_csv(&out, &s.decision, &style);
    read_rows(ix_buf_view(&out), rows, &arena);
    assert_cell(rows, "verdict", "clear");
    assert_cell(rows, "entity", "");
    assert_int_equal(cell(rows, "decision").len, 64);
    ix_buf_free(&out);
    ix_arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_row_a_decision),
        cmocka_unit_test(a_clear_row_has_every_cell),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
