/* Tests of what of a history makes an image. */
#include <interdict/lists.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "history_samples.h"

/* A snapshot of one key that says `record`; `hash` is of the bytes that said it. */
static void insert(ix_list_history *history, int64_t instant, const char *record, const char *hash,
                   ix_arena *arena) {
    ix_version version = {.key = IX_STR("a"), .record = ix_str_from_cstr(record)};
    ix_snapshot snapshot = {.published = {IX_WHEN_INSTANT, instant},
                            .received = instant + 7,
                            .hash = ix_sha256(ix_str_from_cstr(hash))};
    ix_parsed_snapshot *parsed = IX_NEW(arena, ix_parsed_snapshot, 1);
    parsed->versions = IX_NEW(arena, ix_version, 1);
    parsed->versions[0] = version;
    parsed->count = 1;
    parsed->state = ix_state_digest(&version, 1, ix_allocator_libc());
    ix_list_history next;
    uint32_t ordinal;
    assert_int_equal(ix_history_insert(&next, &ordinal, history, &snapshot, parsed, arena, NULL),
                     IX_OK);
    *history = next;
}

static void assert_same(const ix_list_history *a, const ix_list_history *b) {
    ix_buf left;
    ix_buf right;
    ix_buf_init(&left, 1 << 16);
    ix_buf_init(&right, 1 << 16);
    ix_journal_write(&left, a);
    ix_journal_write(&right, b);
    assert_true(ix_str_equal(ix_buf_view(&left), ix_buf_view(&right)));
    ix_buf_free(&left);
    ix_buf_free(&right);
}

/* The difference came first and the whole file confirmed it: as if there had been one of them. */
static void what_confirms_leaves_no_trace(void **state) {
    (void)state;
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    ix_list_history once = sample_history();
    ix_list_history twice = sample_history();
    insert(&once, 100, "one", "h1", &arena);
    insert(&once, 200, "two", "h2", &arena);
    insert(&once, 300, "three", "h3", &arena);
    insert(&twice, 100, "one", "h1", &arena);
    insert(&twice, 200, "two", "h2", &arena);
    insert(&twice, 200, "two", "of other bytes", &arena);
    insert(&twice, 300, "three", "h3", &arena);
    assert_int_equal(twice.snapshot_count, 4);
    ix_list_history a;
    ix_list_history b;
    assert_int_equal(ix_history_distill(&a, &once, &arena, NULL), IX_OK);
    assert_int_equal(ix_history_distill(&b, &twice, &arena, NULL), IX_OK);
    assert_int_equal(b.snapshot_count, 3);
    assert_int_equal(b.snapshots[2].received, 0);
    assert_same(&a, &b);
    assert_int_equal(twice.snapshot_count, 4);
    assert_int_equal(twice.snapshots[3].received, 307);
    ix_arena_free(&arena);
}

/* Another time, or another state at the same time, is a statement of its own. */
static void what_says_more_stays(void **state) {
    (void)state;
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    ix_list_history history = sample_history();
    insert(&history, 100, "one", "h1", &arena);
    insert(&history, 150, "one", "h2", &arena);
    insert(&history, 150, "two", "h3", &arena);
    ix_list_history out;
    assert_int_equal(ix_history_distill(&out, &history, &arena, NULL), IX_OK);
    assert_int_equal(out.snapshot_count, 3);
    history.snapshots[1].published = (ix_when){IX_WHEN_NONE, 0};
    assert_int_equal(ix_history_distill(&out, &history, &arena, NULL), IX_OK);
    assert_int_equal(out.snapshots[1].received, 157); /* nothing else dates it */
    ix_arena_free(&arena);
}

static void memory_may_end(void **state) {
    (void)state;
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    ix_list_history history = sample_history();
    insert(&history, 100, "one", "h1", &arena);
    insert(&history, 100, "one", "h2", &arena);
    for (size_t cap = 1; cap < 200; cap += 8) {
        ix_arena small;
        ix_list_history out;
        ix_arena_init(&small, cap);
        ix_status status = ix_history_distill(&out, &history, &small, NULL);
        assert_true(status == IX_OK || status == IX_E_MEMORY);
        ix_arena_free(&small);
    }
    ix_arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_confirms_leaves_no_trace),
        cmocka_unit_test(what_says_more_stays),
        cmocka_unit_test(memory_may_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
