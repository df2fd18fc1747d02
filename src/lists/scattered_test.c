/* Rows of entities that stand anywhere in a file. */
#include "scattered.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define MANY 3000

typedef struct seen {
    ix_draft draft;
    ix_read_report report;
    char order[256];
    ix_status sink_status;
} seen;

static ix_status fill(void *reading, const ix_row_at *rows, ptrdiff_t count, const char **why) {
    seen *s = reading;
    size_t at = strlen(s->order);
    at += (size_t)snprintf(s->order + at, sizeof s->order - at, "%.*s:", (int)rows[0].key.len,
                           rows[0].key.ptr);
    for (ptrdiff_t i = 0; i < count && at < sizeof s->order - 8; i++) {
        at += (size_t)snprintf(s->order + at, sizeof s->order - at, "%d ", (int)rows[i].pos);
    }
    *why = rows[0].key.ptr[0] == 'x' ? "it is not wanted" : NULL;
    return rows[0].key.ptr[0] == 'm' ? IX_E_MEMORY : IX_OK;
}

static ix_status take(void *context, const ix_entity *entity, ix_error *error) {
    (void)entity;
    (void)error;
    seen *s = context;
    return s->sink_status;
}

static ix_status emit(seen *s, ix_scattered *rows) {
    s->draft.report = &s->report;
    s->draft.file = IX_STR("list.csv");
    const ix_scattered_reader how = {
        .fill = fill, .reading = s, .draft = &s->draft, .sink = take, .context = s};
    return ix_scattered_emit(rows, &how, NULL);
}

static void keep(ix_scattered *rows, const char *key, int pos, ix_arena *arena) {
    assert_int_equal(ix_scattered_keep(rows, ix_str_from_cstr(key), pos, pos / 10 + 1, arena),
                     IX_OK);
}

static void rows_of_one_entity_come_together_in_order(void **state) {
    (void)state;
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    ix_scattered rows = {0};
    keep(&rows, "b", 0, &arena);
    keep(&rows, "x", 10, &arena);
    keep(&rows, "b", 30, &arena);
    keep(&rows, "a", 40, &arena);
    keep(&rows, "x", 50, &arena);
    seen s = {0};
    assert_int_equal(emit(&s, &rows), IX_OK);
    assert_string_equal(s.order, "a:40 b:0 30 x:10 50 ");
    assert_int_equal(s.report.primary_rows, 3);
    assert_int_equal(s.report.entities, 2);
    assert_int_equal(s.report.rows_read, 3);
    assert_int_equal(s.report.rows_refused, 2);
    ix_arena_free(&arena);
}

static void failures_end_it(void **state) {
    (void)state;
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    ix_scattered rows = {0};
    keep(&rows, "m", 0, &arena);
    keep(&rows, "n", 10, &arena);
    seen s = {0};
    assert_int_equal(emit(&s, &rows), IX_E_MEMORY);
    assert_string_equal(s.order, "m:0 ");
    ix_scattered other = {0};
    keep(&other, "n", 0, &arena);
    keep(&other, "o", 10, &arena);
    s = (seen){.sink_status = IX_E_LIMIT};
    assert_int_equal(emit(&s, &other), IX_E_LIMIT);
    assert_string_equal(s.order, "n:0 ");
    ix_arena_free(&arena);
}

static void any_number_of_rows_is_kept(void **state) {
    (void)state;
    ix_arena arena;
    ix_arena_init(&arena, 1 << 24);
    ix_scattered rows = {0};
    for (int i = 0; i < MANY; i++) {
        keep(&rows, i % 2 ? "odd" : "even", i, &arena);
    }
    assert_int_equal(rows.count, MANY);
    seen s = {0};
    assert_int_equal(emit(&s, &rows), IX_OK);
    assert_int_equal(s.report.entities, 2);
    assert_int_equal(s.report.rows_read, MANY);
    ix_arena small;
    ix_arena_init(&small, 64);
    ix_scattered none = {0};
    assert_int_equal(ix_scattered_keep(&none, IX_STR("a"), 0, 1, &small), IX_E_MEMORY);
    ix_arena_free(&small);
    ix_arena_free(&arena);
}

static void nothing_gives_nothing(void **state) {
    (void)state;
    ix_scattered rows = {0};
    seen s = {0};
    assert_int_equal(emit(&s, &rows), IX_OK);
    assert_int_equal(s.report.primary_rows, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_of_one_entity_come_together_in_order),
        cmocka_unit_test(failures_end_it),
        cmocka_unit_test(any_number_of_rows_is_kept),
        cmocka_unit_test(nothing_gives_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
