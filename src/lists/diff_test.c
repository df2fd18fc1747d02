/* Tests of what changed between snapshots, and of the periods of one entity. */
#include <interdict/lists.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "history_samples.h"

#define SNAPSHOTS 6

/* Versions of a history of six snapshots:
 *
 *              0    1    2    3    4    5
 *     gone     ONE  ONE
 *     moved    ONE  ONE' TWO  TWO' TWO  TWO      ': the name stood elsewhere
 *     back     ONE  -    -    ONE  TWO  TWO
 *     still    ONE  ONE  ONE  ONE  ONE  ONE
 *     young    -    -    -    -    -    ONE
 */
typedef struct row {
    const char *key;
    const char *name;
    const char *origin;
    uint32_t from, to;
} row;

static const row rows[] = {
    {"back", "ONE", "csv", 0, 1},
    {"back", "ONE", "csv", 3, 4},
    {"back", "TWO", "csv", 4, IX_ORDINAL_OPEN},
    {"gone", "ONE", "csv", 0, 2},
    {"moved", "ONE", "csv", 0, 1},
    {"moved", "ONE", "xml", 1, 2},
    {"moved", "TWO", "csv", 2, 3},
    {"moved", "TWO", "xml", 3, 4},
    {"moved", "TWO", "csv", 4, IX_ORDINAL_OPEN},
    {"still", "ONE", "csv", 0, IX_ORDINAL_OPEN},
    {"young", "ONE", "csv", 5, IX_ORDINAL_OPEN},
};

#define ROWS (int)(sizeof rows / sizeof rows[0])

static ix_list_history open_history(ix_arena *arena) {
    ix_list_history h = sample_history();
    h.snapshot_count = SNAPSHOTS;
    h.snapshots = IX_NEW(arena, ix_snapshot, SNAPSHOTS);
    h.version_count = ROWS;
    h.versions = IX_NEW(arena, ix_version, ROWS);
    for (int i = 0; i < ROWS; i++) {
        h.versions[i] =
            (ix_version){ix_str_from_cstr(rows[i].key),
                         sample_record(arena, rows[i].key, rows[i].name, rows[i].origin),
                         rows[i].from, rows[i].to};
    }
    return h;
}

/* ------------------------------------------------------------------ what is told, as text */

static void append_change(ix_buf *out, const ix_change *change) {
    ix_buf_printf(out, "%s%" IX_FMT " %s", out->len > 0 ? "; " : "", IX_ARG(change->key),
                  ix_change_kind_name(change->kind));
    assert_true((change->before == NULL) == (change->kind == IX_CHANGE_ADDED));
    assert_true((change->after == NULL) == (change->kind == IX_CHANGE_REMOVED));
    for (int i = 0; i < change->detail_count; i++) {
        const ix_detail_change *d = &change->details[i];
        if (d->kind == IX_DETAIL_NAME) {
            ix_buf_printf(out, " %" IX_FMT ">%" IX_FMT, IX_ARG(d->from), IX_ARG(d->to));
        }
    }
}

static ix_status take_change(void *context, const ix_change *change, ix_error *error) {
    (void)error;
    append_change(context, change);
    return IX_OK;
}

static ix_status take_period(void *context, const ix_period *period, ix_error *error) {
    (void)error;
    append_change(context, &period->change);
    ix_buf_printf(context, " [%u,", period->from);
    ix_buf_printf(context, period->to == IX_ORDINAL_OPEN ? "-)" : "%u)", period->to);
    ix_buf_append_cstr(context, period->gone ? " gone" : "");
    return IX_OK;
}

static void assert_text(ix_buf *out, const char *wanted) {
    ix_buf_append_char(out, '\0');
    assert_string_equal(out->ptr, wanted);
    ix_buf_free(out);
}

static void expect_diff(const ix_list_history *h, uint32_t from, uint32_t to, const char *wanted) {
    ix_arena arena;
    ix_buf out;
    ix_arena_init(&arena, 1 << 20);
    ix_buf_init(&out, 1 << 16);
    assert_int_equal(ix_history_diff(h, from, to, take_change, &out, &arena, NULL), IX_OK);
    assert_int_equal(arena.used, 0);
    assert_text(&out, wanted);
    ix_arena_free(&arena);
}

static void expect_periods(const ix_list_history *h, const char *key, const char *wanted) {
    ix_arena arena;
    ix_buf out;
    ix_arena_init(&arena, 1 << 20);
    ix_buf_init(&out, 1 << 16);
    assert_int_equal(ix_history_periods(h, ix_str_from_cstr(key), take_period, &out, &arena, NULL),
                     IX_OK);
    assert_int_equal(arena.used, 0);
    assert_text(&out, wanted);
    ix_arena_free(&arena);
}

/* ------------------------------------------------------------------ tests */

static void snapshots_are_compared(void **state) {
    (void)state;
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    ix_list_history h = open_history(&arena);
    expect_diff(&h, 0, 1, "back removed ONE>");
    expect_diff(&h, 1, 2, "gone removed ONE>; moved amended ONE>TWO");
    expect_diff(&h, 2, 3, "back added >ONE");
    expect_diff(&h, 3, 4, "back amended ONE>TWO");
    expect_diff(&h, 4, 5, "young added >ONE");
    /* Over several, and backwards. */
    expect_diff(&h, 0, 5,
                "back amended ONE>TWO; gone removed ONE>; moved amended ONE>TWO; young added >ONE");
    expect_diff(&h, 5, 0,
                "back amended TWO>ONE; gone added >ONE; moved amended TWO>ONE; young removed ONE>");
    for (uint32_t i = 0; i < SNAPSHOTS; i++) {
        expect_diff(&h, i, i, "");
    }
    ix_arena_free(&arena);
}

static void periods_are_runs_that_say_the_same(void **state) {
    (void)state;
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    ix_list_history h = open_history(&arena);
    expect_periods(&h, "back",
                   "back added >ONE [0,1) gone; back added >ONE [3,4); back amended ONE>TWO [4,-)");
    expect_periods(&h, "gone", "gone added >ONE [0,2) gone");
    expect_periods(&h, "moved", "moved added >ONE [0,2); moved amended ONE>TWO [2,-)");
    expect_periods(&h, "still", "still added >ONE [0,-)");
    expect_periods(&h, "young", "young added >ONE [5,-)");
    expect_periods(&h, "a", "");
    expect_periods(&h, "z", "");
    ix_arena_free(&arena);
}

/* What begins a period is the change from the snapshot before it. */
static void periods_and_changes_agree(void **state) {
    (void)state;
    uint64_t random = 20240621;
    for (int trial = 0; trial < trials(100); trial++) {
        ix_arena arena;
        ix_arena_init(&arena, (size_t)64 << 20);
        ix_list_history h = sample_history();
        uint32_t ordinal;
        for (int i = 0; i < 8; i++) {
            sample s = draw_sample(&random, 10, 1000 * (i + 1), &arena);
            for (int64_t k = 0; k < s.parsed.count; k++) {
                ix_version *v = &s.parsed.versions[k];
                char *copy = IX_NEW(&arena, char, v->key.len + 1);
                memcpy(copy, v->key.ptr, (size_t)v->key.len);
                v->record = sample_record(&arena, copy, draw_below(&random, 2) ? "ONE" : "TWO",
                                          draw_below(&random, 2) ? "csv" : "xml");
            }
            ix_history_insert(&h, &ordinal, &h, &s.snapshot, &s.parsed, &arena, NULL);
        }
        for (uint32_t i = 1; i < 8; i++) {
            ix_buf changed;
            ix_buf_init(&changed, 1 << 16);
            ix_history_diff(&h, i - 1, i, take_change, &changed, &arena, NULL);
            ix_str text = ix_buf_view(&changed);
            for (int key = 0; key < 10; key++) {
                ix_buf periods;
                ix_buf_init(&periods, 1 << 16);
                ix_str name = sample_text(&arena, "key%03d", key, 0);
                ix_history_periods(&h, name, take_period, &periods, &arena, NULL);
                ix_str told = ix_buf_view(&periods);
                ix_str begins = sample_text(&arena, " [%d,", (int)i, 0);
                ix_str came = sample_text(&arena, "key%03d a", key, 0);
                assert_int_equal(ix_str_find(told, begins, 0) >= 0,
                                 ix_str_find(text, came, 0) >= 0);
                ix_str ends = sample_text(&arena, ",%d) gone", (int)i, 0);
                ix_str went = sample_text(&arena, "key%03d r", key, 0);
                assert_int_equal(ix_str_find(told, ends, 0) >= 0, ix_str_find(text, went, 0) >= 0);
                ix_buf_free(&periods);
            }
            ix_buf_free(&changed);
        }
        ix_arena_free(&arena);
    }
}

static ix_status refuse_second(void *context, const ix_change *change, ix_error *error) {
    (void)change;
    int *count = context;
    return ++*count < 2 ? IX_OK : ix_error_set(error, IX_E_LIMIT, "enough");
}

static void failures_end_it(void **state) {
    (void)state;
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    ix_list_history h = open_history(&arena);
    int count = 0;
    ix_error error = {0};
    assert_int_equal(ix_history_diff(&h, 0, 5, refuse_second, &count, &arena, &error), IX_E_LIMIT);
    assert_int_equal(count, 2);
    assert_string_equal(error.text, "enough");
    /* A damaged record is named. */
    ix_buf out;
    ix_buf_init(&out, 1 << 16);
    h.versions[ROWS - 1].record.len--;
    assert_int_equal(ix_history_diff(&h, 4, 5, take_change, &out, &arena, &error), IX_E_CORRUPT);
    assert_non_null(strstr(error.text, "entity young"));
    assert_int_equal(ix_history_periods(&h, IX_STR("young"), take_period, &out, &arena, &error),
                     IX_E_CORRUPT);
    ix_buf_free(&out);
    ix_arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(snapshots_are_compared),
        cmocka_unit_test(periods_are_runs_that_say_the_same),
        cmocka_unit_test(periods_and_changes_agree),
        cmocka_unit_test(failures_end_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
