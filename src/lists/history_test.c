/* Tests of the history: intervals by hand, and that the order of arrival does not matter. */
#include <interdict/lists.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "history_samples.h"

#define KEYS_MAX      40
#define SNAPSHOTS_MAX 12

static ix_status insert(ix_list_history *history, const sample *s, uint32_t *ordinal,
                        ix_arena *arena) {
    ix_list_history next;
    ix_error error = {0};
    ix_status status =
        ix_history_insert(&next, ordinal, history, &s->snapshot, &s->parsed, arena, &error);
    *history = next;
    return status;
}

/* A snapshot of one-letter keys, each with a record: "a1 b2". */
static sample spelled(const char *text, int64_t instant, ix_arena *arena) {
    sample s = {0};
    s.snapshot.published = (ix_when){IX_WHEN_INSTANT, instant};
    s.snapshot.hash = ix_sha256(sample_text(arena, "%d", (int)instant, 0));
    s.parsed.versions = IX_NEW(arena, ix_version, strlen(text) + 1);
    for (const char *p = text; *p != '\0'; p += p[2] == '\0' ? 2 : 3) {
        ix_version *v = &s.parsed.versions[s.parsed.count++];
        v->key = ix_arena_copy(arena, (ix_str){p, 1});
        v->record = ix_arena_copy(arena, (ix_str){p + 1, 1});
    }
    return s;
}

static void assert_versions(const ix_list_history *history, const char *expected) {
    ix_buf text;
    ix_buf_init(&text, 4096);
    for (int64_t i = 0; i < history->version_count; i++) {
        const ix_version *v = &history->versions[i];
        ix_buf_printf(&text, "%s%.*s%.*s[%u,", i == 0 ? "" : " ", IX_ARG(v->key), IX_ARG(v->record),
                      v->from);
        if (v->to == IX_ORDINAL_OPEN) {
            ix_buf_append_cstr(&text, "-)");
        } else {
            ix_buf_printf(&text, "%u)", v->to);
        }
    }
    ix_buf_append_char(&text, '\0');
    assert_string_equal(text.ptr, expected);
    ix_buf_free(&text);
}

static void keeps_intervals(void **state) {
    (void)state;
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    ix_list_history history = sample_history();
    uint32_t ordinal;
    sample first = spelled("a1 b1 c1", 100, &arena);
    sample second = spelled("a1 b2 d1", 200, &arena);
    assert_int_equal(insert(&history, &first, &ordinal, &arena), IX_OK);
    assert_int_equal(ordinal, 0);
    assert_versions(&history, "a1[0,-) b1[0,-) c1[0,-)");
    assert_int_equal(insert(&history, &second, &ordinal, &arena), IX_OK);
    assert_int_equal(ordinal, 1);
    assert_versions(&history, "a1[0,-) b1[0,1) b2[1,-) c1[0,1) d1[1,-)");
    assert_int_equal(history.snapshots[1].entities, 3);
    /* Delisted and listed again with the same words: two versions, a gap between them. */
    sample third = spelled("b2", 300, &arena);
    sample fourth = spelled("a1 b2 c1", 400, &arena);
    insert(&history, &third, &ordinal, &arena);
    insert(&history, &fourth, &ordinal, &arena);
    assert_versions(&history, "a1[0,2) a1[3,-) b1[0,1) b2[1,-) c1[0,1) c1[3,-) d1[1,2)");
    ix_arena_free(&arena);
}

static void older_snapshot_cuts_and_joins(void **state) {
    (void)state;
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    ix_list_history history = sample_history();
    uint32_t ordinal;
    sample first = spelled("a1 b1 c1", 100, &arena);
    sample third = spelled("a1 b1 d1", 300, &arena);
    sample second = spelled("a1 b2 d1", 200, &arena);
    insert(&history, &first, &ordinal, &arena);
    insert(&history, &third, &ordinal, &arena);
    assert_versions(&history, "a1[0,-) b1[0,-) c1[0,1) d1[1,-)");
    insert(&history, &second, &ordinal, &arena);
    assert_int_equal(ordinal, 1);
    assert_versions(&history, "a1[0,-) b1[0,1) b2[1,2) b1[2,-) c1[0,1) d1[1,-)");
    assert_int_equal(history.snapshots[1].published.value, 200);
    assert_int_equal(history.snapshots[2].published.value, 300);
    /* Before all others. */
    sample zeroth = spelled("a1 c1", 50, &arena);
    insert(&history, &zeroth, &ordinal, &arena);
    assert_int_equal(ordinal, 0);
    assert_versions(&history, "a1[0,-) b1[1,2) b2[2,3) b1[3,-) c1[0,2) d1[2,-)");
    ix_arena_free(&arena);
}

static void same_hash_changes_nothing(void **state) {
    (void)state;
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    ix_list_history history = sample_history();
    uint32_t ordinal;
    sample first = spelled("a1", 100, &arena);
    sample second = spelled("a2", 200, &arena);
    insert(&history, &first, &ordinal, &arena);
    insert(&history, &second, &ordinal, &arena);
    sample again = spelled("z9", 100, &arena);
    again.snapshot.hash = first.snapshot.hash;
    assert_int_equal(insert(&history, &again, &ordinal, &arena), IX_OK);
    assert_int_equal(ordinal, 0);
    assert_versions(&history, "a1[0,1) a2[1,-)");
    ix_arena_free(&arena);
}

static void a_list_may_return_to_a_state(void **state) {
    (void)state;
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    ix_list_history history = sample_history();
    uint32_t ordinal;
    sample first = spelled("a1", 100, &arena);
    sample second = spelled("a2", 200, &arena);
    sample back = spelled("a1", 300, &arena);
    back.snapshot.hash = first.snapshot.hash;
    insert(&history, &first, &ordinal, &arena);
    insert(&history, &second, &ordinal, &arena);
    assert_int_equal(insert(&history, &back, &ordinal, &arena), IX_OK);
    assert_int_equal(ordinal, 2);
    assert_versions(&history, "a1[0,1) a2[1,2) a1[2,-)");
    ix_arena_free(&arena);
}

static void equal_times_keep_the_order_of_arrival(void **state) {
    (void)state;
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    ix_list_history history = sample_history();
    uint32_t ordinal;
    /* 2024-06-21 in New York begins at 04:00 UTC: a date alone equals that instant. */
    sample day = spelled("a1", 100, &arena);
    day.snapshot.published = (ix_when){IX_WHEN_DATE, 19895};
    sample instant = spelled("a2", 1718942400, &arena);
    sample later = spelled("a3", 1718942401, &arena);
    insert(&history, &later, &ordinal, &arena);
    insert(&history, &day, &ordinal, &arena);
    insert(&history, &instant, &ordinal, &arena);
    assert_int_equal(ordinal, 1);
    assert_versions(&history, "a1[0,1) a2[1,2) a3[2,-)");
    /* Without a time of publication the time of receipt stands in. */
    sample unknown = spelled("a4", 1, &arena);
    unknown.snapshot.published = (ix_when){0};
    unknown.snapshot.received = 1718942402;
    insert(&history, &unknown, &ordinal, &arena);
    assert_int_equal(ordinal, 3);
    ix_arena_free(&arena);
}

static void assert_same_state(const ix_list_history *history, const sample *samples, int count) {
    for (int o = 0; o < count; o++) {
        int64_t at = 0;
        for (int64_t i = 0; i < history->version_count; i++) {
            const ix_version *v = &history->versions[i];
            if (v->from <= (uint32_t)o && (uint32_t)o < v->to) {
                assert_true(at < samples[o].parsed.count);
                assert_true(ix_str_equal(v->key, samples[o].parsed.versions[at].key));
                assert_true(ix_str_equal(v->record, samples[o].parsed.versions[at].record));
                at++;
            }
        }
        assert_int_equal(at, samples[o].parsed.count);
        assert_int_equal(history->snapshots[o].entities, at);
    }
}

static void any_order_gives_the_same_bytes(void **state) {
    (void)state;
    uint64_t random = 20240621;
    for (int trial = 0; trial < trials(300); trial++) {
        ix_arena arena;
        ix_arena_init(&arena, (size_t)64 << 20);
        int count = 1 + draw_below(&random, SNAPSHOTS_MAX);
        int keys = 1 + draw_below(&random, KEYS_MAX);
        sample samples[SNAPSHOTS_MAX];
        int order[SNAPSHOTS_MAX];
        ix_list_history in_order = sample_history();
        ix_list_history shuffled = sample_history();
        uint32_t ordinal;
        for (int i = 0; i < count; i++) {
            samples[i] = draw_sample(&random, keys, 1000 * (i + 1), &arena);
            assert_int_equal(insert(&in_order, &samples[i], &ordinal, &arena), IX_OK);
            assert_int_equal(ordinal, i);
            order[i] = i;
        }
        for (int i = count - 1; i > 0; i--) {
            int j = draw_below(&random, i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        for (int i = 0; i < count; i++) {
            assert_int_equal(insert(&shuffled, &samples[order[i]], &ordinal, &arena), IX_OK);
        }
        assert_same_state(&in_order, samples, count);
        ix_buf a;
        ix_buf b;
        ix_buf_init(&a, 1 << 24);
        ix_buf_init(&b, 1 << 24);
        ix_journal_write(&a, &in_order);
        ix_journal_write(&b, &shuffled);
        assert_int_equal(a.status, IX_OK);
        assert_true(ix_str_equal(ix_buf_view(&a), ix_buf_view(&b)));
        ix_buf_free(&a);
        ix_buf_free(&b);
        ix_arena_free(&arena);
    }
}

static void memory_runs_out(void **state) {
    (void)state;
    ix_arena samples;
    ix_arena_init(&samples, 1 << 20);
    sample first = spelled("a1 b1", 100, &samples);
    sample second = spelled("a2 b1", 200, &samples);
    for (int fail_at = 1;; fail_at++) {
        assert_true(fail_at < 20);
        failing meter = {.fail_at = fail_at};
        ix_arena arena;
        ix_arena_init_with(&arena, 1 << 20, (ix_allocator){failing_resize, &meter});
        ix_list_history history = sample_history();
        uint32_t ordinal = 77;
        ix_error error = {0};
        ix_status status = ix_history_insert(&history, &ordinal, &history, &first.snapshot,
                                             &first.parsed, &arena, &error);
        if (status == IX_OK) {
            status = ix_history_insert(&history, &ordinal, &history, &second.snapshot,
                                       &second.parsed, &arena, &error);
        } else {
            assert_int_equal(history.snapshot_count, 0);
        }
        ix_arena_free(&arena);
        assert_int_equal(meter.blocks_out, 0);
        if (status == IX_OK) {
            break;
        }
        assert_int_equal(status, IX_E_MEMORY);
        assert_int_equal(error.status, IX_E_MEMORY);
    }
    ix_arena_free(&samples);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_intervals),
        cmocka_unit_test(older_snapshot_cuts_and_joins),
        cmocka_unit_test(same_hash_changes_nothing),
        cmocka_unit_test(a_list_may_return_to_a_state),
        cmocka_unit_test(equal_times_keep_the_order_of_arrival),
        cmocka_unit_test(any_order_gives_the_same_bytes),
        cmocka_unit_test(memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
