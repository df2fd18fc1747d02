/* Tests of the journal: round trip, one form only, and damage at every byte. */
#include <interdict/lists.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "history_samples.h"

static ix_list_history draw_history(uint64_t *random, int snapshots, int keys, ix_arena *arena) {
    ix_list_history history = sample_history();
    for (int i = 0; i < snapshots; i++) {
        uint32_t ordinal;
        sample s = draw_sample(random, keys, 86400 * (i + 1), arena);
        assert_int_equal(
            ix_history_insert(&history, &ordinal, &history, &s.snapshot, &s.parsed, arena, NULL),
            IX_OK);
    }
    return history;
}

static void assert_same_history(const ix_list_history *a, const ix_list_history *b) {
    assert_true(ix_str_equal(a->id, b->id));
    assert_true(ix_str_equal(a->publisher, b->publisher));
    assert_true(ix_str_equal(a->format, b->format));
    assert_int_equal(a->zone, b->zone);
    assert_int_equal(a->snapshot_count, b->snapshot_count);
    assert_int_equal(a->version_count, b->version_count);
    for (int i = 0; i < a->snapshot_count; i++) {
        const ix_snapshot *s = &a->snapshots[i];
        const ix_snapshot *t = &b->snapshots[i];
        assert_true(ix_digest_equal(&s->hash, &t->hash));
        assert_int_equal(s->published.kind, t->published.kind);
        assert_int_equal(s->published.value, t->published.value);
        assert_int_equal(s->received, t->received);
        assert_int_equal(s->entities, t->entities);
        assert_true(ix_digest_equal(&s->state, &t->state));
    }
    for (int64_t i = 0; i < a->version_count; i++) {
        assert_true(ix_str_equal(a->versions[i].key, b->versions[i].key));
        assert_true(ix_str_equal(a->versions[i].record, b->versions[i].record));
        assert_int_equal(a->versions[i].from, b->versions[i].from);
        assert_int_equal(a->versions[i].to, b->versions[i].to);
    }
}

static void reads_back_what_it_wrote(void **state) {
    (void)state;
    uint64_t random = 45815;
    for (int trial = 0; trial < trials(200); trial++) {
        ix_arena arena;
        ix_arena_init(&arena, (size_t)64 << 20);
        ix_list_history history =
            draw_history(&random, draw_below(&random, 8), 1 + draw_below(&random, 30), &arena);
        if (history.snapshot_count > 0) {
            history.snapshots[0].published = (ix_when){IX_WHEN_DATE, -1};
        }
        ix_buf bytes;
        ix_buf again;
        ix_buf_init(&bytes, 1 << 24);
        ix_buf_init(&again, 1 << 24);
        ix_journal_write(&bytes, &history);
        assert_int_equal(bytes.status, IX_OK);
        ix_list_history read;
        ix_error error = {0};
        ix_status status = ix_journal_read(&read, ix_buf_view(&bytes), &arena, &error);
        assert_string_equal(error.text, "");
        assert_int_equal(status, IX_OK);
        assert_same_history(&history, &read);
        ix_journal_write(&again, &read);
        assert_true(ix_str_equal(ix_buf_view(&bytes), ix_buf_view(&again)));
        ix_buf_free(&bytes);
        ix_buf_free(&again);
        ix_arena_free(&arena);
    }
}

static void damage_at_every_byte_is_seen(void **state) {
    (void)state;
    uint64_t random = 7;
    ix_arena arena;
    ix_arena_init(&arena, (size_t)64 << 20);
    ix_list_history history = draw_history(&random, 3, 6, &arena);
    ix_buf bytes;
    ix_buf_init(&bytes, 1 << 24);
    ix_journal_write(&bytes, &history);
    ix_list_history read;
    for (size_t at = 0; at < bytes.len; at++) {
        for (int bit = 0; bit < 8; bit++) {
            ix_error error = {0};
            bytes.ptr[at] = (char)(bytes.ptr[at] ^ (1 << bit));
            assert_int_equal(ix_journal_read(&read, ix_buf_view(&bytes), &arena, &error),
                             IX_E_CORRUPT);
            assert_int_equal(read.snapshot_count, 0);
            assert_non_null(strstr(error.text, "journal, section '"));
            bytes.ptr[at] = (char)(bytes.ptr[at] ^ (1 << bit));
        }
        ix_str cut = {bytes.ptr, (ptrdiff_t)at};
        assert_int_equal(ix_journal_read(&read, cut, &arena, NULL), IX_E_CORRUPT);
    }
    assert_int_equal(ix_journal_read(&read, ix_buf_view(&bytes), &arena, NULL), IX_OK);
    ix_buf_append_char(&bytes, 0);
    assert_int_equal(ix_journal_read(&read, ix_buf_view(&bytes), &arena, NULL), IX_E_CORRUPT);
    ix_buf_free(&bytes);
    ix_arena_free(&arena);
}

/* A writer with a fault, or an enemy, could seal anything: histories of another form are refused
 * even when every checksum is right. */
static void assert_refused(const ix_list_history *history) {
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    ix_buf bytes;
    ix_buf_init(&bytes, 1 << 20);
    ix_journal_write(&bytes, history);
    ix_list_history read;
    ix_error error = {0};
    assert_int_equal(ix_journal_read(&read, ix_buf_view(&bytes), &arena, &error), IX_E_CORRUPT);
    ix_buf_free(&bytes);
    ix_arena_free(&arena);
}

static void other_forms_are_refused(void **state) {
    (void)state;
    ix_snapshot snapshots[3] = {{.published = {IX_WHEN_INSTANT, 1}, .entities = 1},
                                {.published = {IX_WHEN_INSTANT, 2}, .entities = 1},
                                {.published = {IX_WHEN_INSTANT, 3}, .entities = 1}};
    ix_version good = {IX_STR("a"), IX_STR("x"), 0, IX_ORDINAL_OPEN};
    ix_version versions[2];
    ix_list_history history = sample_history();
    history.snapshots = snapshots;
    history.snapshot_count = 3;
    history.versions = versions;
    history.version_count = 1;

    versions[0] = good;
    versions[0].to = 3; /* the newest holds it: must be OPEN */
    assert_refused(&history);
    versions[0].to = 0;
    assert_refused(&history);
    versions[0] = (ix_version){IX_STR("a"), IX_STR("x"), 3, IX_ORDINAL_OPEN};
    assert_refused(&history);
    versions[0] = (ix_version){{0}, IX_STR("x"), 0, IX_ORDINAL_OPEN};
    assert_refused(&history);
    versions[0] = (ix_version){IX_STR("a"), {0}, 0, IX_ORDINAL_OPEN};
    assert_refused(&history);

    history.version_count = 2;
    versions[0] = (ix_version){IX_STR("a"), IX_STR("x"), 0, 1};
    versions[1] = (ix_version){IX_STR("a"), IX_STR("x"), 1, IX_ORDINAL_OPEN}; /* one version */
    assert_refused(&history);
    versions[1] = (ix_version){IX_STR("a"), IX_STR("y"), 0, IX_ORDINAL_OPEN}; /* overlap */
    assert_refused(&history);
    versions[0] = (ix_version){IX_STR("b"), IX_STR("x"), 0, IX_ORDINAL_OPEN}; /* not sorted */
    assert_refused(&history);
    versions[0] = good;
    versions[1] = (ix_version){IX_STR("b"), IX_STR("x"), 0, IX_ORDINAL_OPEN}; /* entities differ */
    assert_refused(&history);
}

static void another_version_is_not_read(void **state) {
    (void)state;
    ix_list_history history = sample_history();
    ix_list_history read;
    ix_arena arena;
    ix_buf bytes;
    ix_arena_init(&arena, 1 << 20);
    ix_buf_init(&bytes, 1 << 20);
    ix_journal_write(&bytes, &history);
    bytes.ptr[7] = '1';
    ptrdiff_t strings = history.id.len + history.publisher.len + history.format.len;
    size_t checked = 16 + 28 + (size_t)strings;
    uint64_t check = ix_hash64((ix_str){bytes.ptr, (ptrdiff_t)checked});
    for (int i = 0; i < 8; i++) {
        bytes.ptr[checked + (size_t)i] = (char)(check >> (8 * i));
    }
    assert_int_equal(ix_journal_read(&read, ix_buf_view(&bytes), &arena, NULL), IX_E_UNSUPPORTED);
    ix_buf_free(&bytes);
    ix_arena_free(&arena);
}

static void memory_runs_out(void **state) {
    (void)state;
    uint64_t random = 3;
    ix_arena kept;
    ix_arena_init(&kept, (size_t)64 << 20);
    ix_list_history history = draw_history(&random, 100, 400, &kept);
    ix_buf bytes;
    ix_buf_init(&bytes, 1 << 26);
    ix_journal_write(&bytes, &history);
    for (int fail_at = 1;; fail_at++) {
        failing meter = {.fail_at = fail_at};
        ix_arena arena;
        ix_arena_init_with(&arena, (size_t)1 << 26, (ix_allocator){failing_resize, &meter});
        ix_list_history read;
        ix_error error = {0};
        ix_status status = ix_journal_read(&read, ix_buf_view(&bytes), &arena, &error);
        ix_arena_free(&arena);
        assert_int_equal(meter.blocks_out, 0);
        if (status == IX_OK) {
            assert_true(fail_at > 2);
            break;
        }
        assert_int_equal(status, IX_E_MEMORY);
        assert_int_equal(read.version_count, 0);
    }
    /* A writer out of room says so and crashes nowhere. */
    for (size_t max = 0; max < 600; max++) {
        ix_buf small;
        ix_buf_init(&small, max);
        ix_journal_write(&small, &history);
        assert_int_equal(small.status, IX_E_LIMIT);
        ix_buf_free(&small);
    }
    ix_buf_free(&bytes);
    ix_arena_free(&kept);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_back_what_it_wrote), cmocka_unit_test(damage_at_every_byte_is_seen),
        cmocka_unit_test(other_forms_are_refused),  cmocka_unit_test(another_version_is_not_read),
        cmocka_unit_test(memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
