/* Tests of adding snapshots: what serves, what is refused, and what a crash leaves. */
#include <interdict/os.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <sys/wait.h>

#include <cmocka.h>

#include "test_home.h"

#define SDN "us_ofac_sdn"

static void first_snapshot_serves(void **state) {
    (void)state;
    world w;
    ix_addition_result result;
    ix_error error;
    open_world(&w);
    ix_status status = add_bytes(&w, &result, sdn_rows(&w.arena, 0, 100, 0), 19800, false, &error);
    assert_string_equal(error.text, "");
    assert_int_equal(status, IX_OK);
    assert_int_equal(result.added, IX_ADDED_SERVING);
    assert_int_equal(result.ordinal, 0);
    assert_int_equal(result.report->entities, 100);
    assert_int_equal(result.snapshot.entities, 100);
    assert_int_equal(result.serving_entities, -1);
    ix_manifest list = list_of(&w, SDN);
    assert_int_equal(list.serving, 0);
    assert_int_equal(list.snapshot_count, 1);
    assert_int_equal(list.zone, IX_ZONE_NEW_YORK);
    assert_int_equal(list.snapshots[0].snapshot.published.kind, IX_WHEN_DATE);
    assert_int_equal(list.snapshots[0].rows, 100);
    assert_int_equal(list.refused.received, 0);
    ix_list_history history;
    ix_buf bytes;
    ix_buf_init(&bytes, 1 << 24);
    assert_int_equal(ix_home_history(&history, &bytes, &w.home, IX_STR(SDN), false, &w.arena, NULL),
                     IX_OK);
    assert_int_equal(history.version_count, 100);
    assert_true(ix_str_equal(history.format, IX_STR("ofac_sdn_csv")));
    ix_buf_free(&bytes);
    ix_map map;
    assert_int_equal(ix_home_image(&map, &w.home, NULL), IX_OK);
    assert_true(ix_str_starts_with(map.bytes, IX_STR(SDN " 1 ")));
    ix_map_close(&map);
    close_world(&w);
}

static void same_bytes_change_nothing(void **state) {
    (void)state;
    world w;
    open_world(&w);
    ix_str rows = sdn_rows(&w.arena, 0, 50, 0);
    added(&w, rows, 19800, false);
    uint64_t before = digest_home(&w, NULL);
    assert_int_equal(added(&w, rows, 19900, false), IX_ADDED_SAME);
    assert_int_equal(added(&w, rows, 19900, true), IX_ADDED_SAME);
    assert_true(digest_home(&w, NULL) == before);
    close_world(&w);
}

/* A list may return to an earlier state, and leave it again. */
static void a_return_to_an_earlier_state_is_a_snapshot(void **state) {
    (void)state;
    world w;
    open_world(&w);
    ix_str rows = sdn_rows(&w.arena, 0, 50, 0);
    added(&w, rows, 19800, false);
    added(&w, sdn_rows(&w.arena, 0, 51, 1), 19900, false);
    assert_int_equal(added(&w, rows, 19800, false), IX_ADDED_SAME);
    assert_int_equal(added(&w, rows, 19850, false), IX_ADDED_SAME);
    assert_int_equal(added(&w, rows, 19790, false), IX_ADDED_SAME);
    assert_int_equal(added(&w, rows, 19950, false), IX_ADDED_SERVING);
    ix_manifest list = list_of(&w, SDN);
    assert_int_equal(list.snapshot_count, 3);
    assert_int_equal(list.serving, 2);
    assert_true(
        ix_digest_equal(&list.snapshots[0].snapshot.state, &list.snapshots[2].snapshot.state));
    assert_int_equal(added(&w, rows, 19960, false), IX_ADDED_SAME);
    ix_verification seen;
    assert_int_equal(added(&w, sdn_rows(&w.arena, 0, 51, 1), 19990, true), IX_ADDED_HELD);
    ix_home_verify(&seen, &w.home, NULL, NULL, NULL, (ix_progress){0}, &w.arena, NULL);
    assert_int_equal(seen.snapshots, 4);
    close_world(&w);
}

static void older_snapshots_go_into_history(void **state) {
    (void)state;
    world w;
    ix_addition_result result;
    ix_error error;
    open_world(&w);
    added(&w, sdn_rows(&w.arena, 0, 100, 0), 19800, false);
    assert_int_equal(added(&w, sdn_rows(&w.arena, 0, 110, 1), 19900, false), IX_ADDED_SERVING);
    /* Much smaller, but older than all: nothing to be compared with. */
    assert_int_equal(add_bytes(&w, &result, sdn_rows(&w.arena, 0, 10, 2), 19700, false, &error),
                     IX_OK);
    assert_int_equal(result.added, IX_ADDED_HISTORY);
    assert_int_equal(result.ordinal, 0);
    ix_manifest list = list_of(&w, SDN);
    assert_int_equal(list.serving, 2);
    assert_int_equal(list.snapshots[0].snapshot.entities, 10);
    assert_int_equal(list.snapshots[2].snapshot.entities, 110);
    /* Between two of them it is compared with the one before. */
    assert_int_equal(add_bytes(&w, &result, sdn_rows(&w.arena, 0, 20, 3), 19850, false, &error),
                     IX_E_REFUSED);
    assert_string_equal(error.text, "shrank from 100 to 20 entities, more than 20 percent");
    assert_int_equal(result.serving_entities, 100);
    close_world(&w);
}

static void held_snapshots_wait(void **state) {
    (void)state;
    world w;
    open_world(&w);
    added(&w, sdn_rows(&w.arena, 0, 100, 0), 19800, false);
    ix_str image = read_kept(&w, "image/current.iximg");
    ix_str held = sdn_rows(&w.arena, 0, 105, 1);
    assert_int_equal(added(&w, held, 19900, true), IX_ADDED_HELD);
    assert_true(ix_str_equal(image, read_kept(&w, "image/current.iximg")));
    assert_int_equal(list_of(&w, SDN).serving, 0);
    /* What is added meanwhile serves without letting the held one serve. */
    assert_int_equal(added(&w, sdn_rows(&w.arena, 0, 101, 2), 19850, false), IX_ADDED_SERVING);
    ix_manifest list = list_of(&w, SDN);
    assert_int_equal(list.snapshot_count, 3);
    assert_int_equal(list.serving, 1);
    assert_true(list.snapshots[2].held);
    ix_list_history history;
    ix_buf bytes;
    ix_buf_init(&bytes, 1 << 24);
    ix_home_history(&history, &bytes, &w.home, IX_STR(SDN), false, &w.arena, NULL);
    assert_int_equal(history.snapshot_count, 2);
    ix_buf_clear(&bytes);
    ix_home_history(&history, &bytes, &w.home, IX_STR(SDN), true, &w.arena, NULL);
    assert_int_equal(history.snapshot_count, 3);
    ix_buf_free(&bytes);
    /* The same bytes without --hold let it serve, with the times it came with. */
    assert_int_equal(added(&w, held, 19999, false), IX_ADDED_SERVING);
    list = list_of(&w, SDN);
    assert_int_equal(list.serving, 2);
    assert_int_equal(list.snapshots[2].snapshot.published.value, 19900);
    assert_false(ix_file_exists(in_folder(w.home.path, "lists/" SDN "/held.ixj")));
    close_world(&w);
}

static void a_list_may_begin_held(void **state) {
    (void)state;
    world w;
    ix_map map;
    open_world(&w);
    assert_int_equal(added(&w, sdn_rows(&w.arena, 0, 100, 0), 19800, true), IX_ADDED_HELD);
    assert_int_equal(list_of(&w, SDN).serving, -1);
    assert_int_equal(ix_home_image(&map, &w.home, NULL), IX_E_NOT_FOUND);
    assert_int_equal(added(&w, sdn_rows(&w.arena, 0, 100, 1), 19801, true), IX_ADDED_HELD);
    assert_int_equal(added(&w, sdn_rows(&w.arena, 0, 100, 2), 19802, false), IX_ADDED_SERVING);
    assert_int_equal(list_of(&w, SDN).serving, 2);
    close_world(&w);
}

/* Add what must be refused; what serves must stay byte for byte, and the reason must be kept. */
static void assert_refused(world *w, const ix_addition *addition, const char *reason) {
    ix_addition_result result;
    ix_error error = {0};
    uint64_t before = digest_home(w, "/refused/");
    assert_int_equal(ix_home_add(&result, &w->home, addition, &w->arena, &error), IX_E_REFUSED);
    assert_string_equal(error.text, reason);
    assert_true(digest_home(w, "/refused/") == before);
    ix_manifest list = list_of(w, SDN);
    assert_int_equal(list.refused.received, addition->received);
    assert_true(ix_str_equal(list.refused.reason, ix_str_from_cstr(reason)));
    assert_true(ix_str_equal(list.refused.format, IX_STR("ofac_sdn_csv")));
}

static void refusals_leave_what_serves(void **state) {
    (void)state;
    world w;
    ix_input input;
    open_world(&w);
    ix_str rows = sdn_rows(&w.arena, 0, 100, 0);
    added(&w, rows, 19800, false);

    input_of(&input, sdn_rows(&w.arena, 0, 60, 0));
    ix_addition addition = addition_of(&input, 19900);
    assert_refused(&w, &addition, "shrank from 100 to 60 entities, more than 20 percent");
    input_of(&input, ix_str_slice(rows, 0, rows.len - 40));
    assert_refused(&w, &addition, "truncated: the bytes end in the middle of a record");
    ix_digest other = ix_sha256(IX_STR("other"));
    input_of(&input, sdn_rows(&w.arena, 0, 100, 3));
    addition.expected = &other;
    ix_buf reason;
    ix_buf_init(&reason, 256);
    ix_buf_append_cstr(&reason, "its SHA-256 is ");
    ix_digest_print(&reason, &input.digest);
    ix_buf_append(&reason, IX_STR(", not the expected one\0"));
    assert_refused(&w, &addition, reason.ptr);
    ix_buf_free(&reason);
    addition.expected = NULL;
    w.home.build = build_refused;
    assert_refused(&w, &addition, "a name does not find itself");
    w.home.build = build_stand_in;
    assert_true(ix_file_exists(in_folder(w.home.path, "lists/" SDN "/refused/0.zst")));
    /* Something good clears the alarm. */
    assert_int_equal(added(&w, sdn_rows(&w.arena, 0, 100, 4), 19901, false), IX_ADDED_SERVING);
    assert_int_equal(list_of(&w, SDN).refused.received, 0);
    assert_false(ix_file_exists(in_folder(w.home.path, "lists/" SDN "/refused/0.zst")));
    close_world(&w);
}

static void refused_rows_may_be_accepted(void **state) {
    (void)state;
    world w;
    ix_input input;
    ix_addition_result result;
    ix_error error = {0};
    open_world(&w);
    added(&w, sdn_rows(&w.arena, 0, 100, 0), 19800, false);
    ix_str rows = sdn_rows(&w.arena, 0, 100, 1);
    ix_buf text;
    ix_buf_init(&text, 1 << 20);
    ix_buf_append_cstr(&text, "1,too,few\r\n2,fields,here\r\n");
    ix_buf_append(&text, rows);
    input_of(&input, ix_buf_view(&text));
    ix_addition addition = addition_of(&input, 19900);
    assert_refused(&w, &addition, "2 of 102 rows refused, 0 accepted");
    addition.policy.errors_accepted = 2;
    assert_int_equal(ix_home_add(&result, &w.home, &addition, &w.arena, &error), IX_OK);
    assert_int_equal(result.added, IX_ADDED_SERVING);
    ix_manifest list = list_of(&w, SDN);
    assert_int_equal(list.snapshots[1].rows_refused, 2);
    assert_int_equal(list.snapshots[1].errors_accepted, 2);
    ix_buf_free(&text);
    close_world(&w);
}

static void nothing_is_made_for_what_is_refused(void **state) {
    (void)state;
    world w;
    ix_input input;
    ix_addition_result result;
    ix_error error = {0};
    open_world(&w);
    ix_str rows = sdn_rows(&w.arena, 0, 100, 0);
    ix_digest other = ix_sha256(IX_STR("other"));
    input_of(&input, ix_str_slice(rows, 0, rows.len - 40));
    ix_addition addition = addition_of(&input, 19800);
    assert_int_equal(ix_home_add(&result, &w.home, &addition, &w.arena, &error), IX_E_REFUSED);
    addition.expected = &other;
    assert_int_equal(ix_home_add(&result, &w.home, &addition, &w.arena, &error), IX_E_REFUSED);
    addition.expected = NULL;
    input_of(&input, IX_STR("\x7f"
                            "ELF\0\0\0\1 not a list"));
    assert_int_equal(ix_home_add(&result, &w.home, &addition, &w.arena, &error), IX_E_INPUT);
    addition.list_id = IX_STR("No List");
    assert_int_equal(ix_home_add(&result, &w.home, &addition, &w.arena, &error), IX_E_USAGE);
    assert_false(ix_file_exists(w.home.path));
    close_world(&w);
}

/* The csv reader, of a publication that says when it was published. */
static ix_status read_dated(const ix_list_file *files, int file_count,
                            const ix_knowledge *knowledge, ix_entity_sink sink, void *context,
                            ix_read_report *report, ix_arena *arena, ix_error *error) {
    const ix_list_reader *csv = ix_list_reader_find(IX_STR("ofac_sdn_csv"));
    ix_status status = csv->read(files, file_count, knowledge, sink, context, report, arena, error);
    report->published = (ix_when){IX_WHEN_DATE, 19750};
    return status;
}

static void published_by_order_of_authority(void **state) {
    (void)state;
    world w;
    ix_input input;
    ix_addition_result result;
    ix_error error = {0};
    open_world(&w);
    input_of(&input, sdn_rows(&w.arena, 0, 10, 0));
    ix_addition addition = addition_of(&input, 19800);
    addition.published = (ix_when){0};
    addition.list_id = IX_STR("other_list");
    assert_int_equal(ix_home_add(&result, &w.home, &addition, &w.arena, &error), IX_OK);
    assert_int_equal(result.published_from, IX_PUBLISHED_RECEIVED);
    assert_int_equal(result.snapshot.published.kind, IX_WHEN_INSTANT);
    assert_int_equal(result.snapshot.published.value, addition.received);
    assert_int_equal(list_of(&w, "other_list").snapshots[0].published_from, IX_PUBLISHED_RECEIVED);
    ix_list_reader dated = *addition.reader;
    dated.read = read_dated;
    addition.reader = &dated;
    addition.list_id = IX_STR("dated_list");
    assert_int_equal(ix_home_add(&result, &w.home, &addition, &w.arena, &error), IX_OK);
    assert_int_equal(result.published_from, IX_PUBLISHED_BYTES);
    assert_int_equal(result.snapshot.published.value, 19750);
    addition.list_id = IX_STR("given_list");
    addition.published = (ix_when){IX_WHEN_DATE, 19760};
    assert_int_equal(ix_home_add(&result, &w.home, &addition, &w.arena, &error), IX_OK);
    assert_int_equal(result.published_from, IX_PUBLISHED_GIVEN);
    assert_int_equal(result.snapshot.published.value, 19760);
    /* One list, one publisher: dates alone must go on meaning the same. */
    dated.zone = IX_ZONE_LONDON;
    input_of(&input, sdn_rows(&w.arena, 0, 11, 0));
    assert_int_equal(ix_home_add(&result, &w.home, &addition, &w.arena, &error), IX_E_USAGE);
    close_world(&w);
}

static void lists_stand_side_by_side(void **state) {
    (void)state;
    world w;
    ix_input input;
    ix_addition_result result;
    ix_error error = {0};
    ix_manifest *lists;
    int count;
    open_world(&w);
    added(&w, sdn_rows(&w.arena, 0, 10, 0), 19800, false);
    input_of(&input, sdn_rows(&w.arena, 0, 20, 0));
    ix_addition addition = addition_of(&input, 19800);
    addition.list_id = IX_STR("another");
    assert_int_equal(ix_home_add(&result, &w.home, &addition, &w.arena, &error), IX_OK);
    ix_str image = read_kept(&w, "image/current.iximg");
    assert_true(ix_str_starts_with(image, IX_STR("another 1 ")));
    assert_true(ix_str_find(image, IX_STR("\n" SDN " 1 "), 0) > 0);
    assert_int_equal(ix_home_lists(&lists, &count, &w.home, &w.arena, &error), IX_OK);
    assert_int_equal(count, 2);
    assert_true(ix_str_equal(lists[0].id, IX_STR("another")));
    close_world(&w);
}

/* Whatever the order in which snapshots come, the journal is the same, byte for byte. */
static void order_of_arrival_leaves_no_trace(void **state) {
    (void)state;
    static const int orders[][4] = {{0, 1, 2, 3}, {3, 2, 1, 0}, {2, 0, 3, 1}, {1, 3, 0, 2}};
    ix_digest journals[4];
    for (int o = 0; o < 4; o++) {
        world w;
        open_world(&w);
        for (int i = 0; i < 4; i++) {
            int n = orders[o][i];
            added(&w, sdn_rows(&w.arena, n, 100 + n, n % 2), 19800 + n, (i + o) % 3 == 0);
        }
        int promoted;
        ix_error error = {0};
        assert_int_equal(
            ix_home_promote(&promoted, &w.home, NULL, 0, NULL, (ix_progress){0}, &w.arena, &error),
            IX_OK);
        journals[o] = ix_sha256(read_kept(&w, "lists/" SDN "/journal.ixj"));
        assert_true(ix_digest_equal(&journals[o], &journals[0]));
        close_world(&w);
    }
}

/* ------------------------------------------------------------------ crashes and failing disks */

typedef struct hook {
    int at;
    bool dies;
    int seen;
} hook;

static ix_status play(void *context, const char *change, ix_error *error) {
    hook *h = context;
    if (++h->seen != h->at) {
        return IX_OK;
    }
    if (h->dies) {
        _exit(42);
    }
    return ix_error_set(error, IX_E_IO, "no room to %s", change);
}

/* Manifest, journal and image tell of the same snapshot. Returns how many there are. */
static int assert_consistent(world *w) {
    ix_home again;
    ix_list_history history;
    ix_buf bytes;
    ix_home_close(&w->home);
    assert_int_equal(ix_home_open(&again, in_folder(w->folder, "home"), NULL), IX_OK);
    w->home = again;
    w->home.build = build_stand_in;
    ix_manifest list = list_of(w, SDN);
    ix_buf_init(&bytes, 1 << 24);
    assert_int_equal(
        ix_home_history(&history, &bytes, &w->home, IX_STR(SDN), false, &w->arena, NULL), IX_OK);
    assert_int_equal(history.snapshot_count, list.snapshot_count);
    ix_buf_clear(&bytes);
    for (int i = 0; i < history.snapshot_count; i++) {
        history.snapshots[i].received = 0;
    }
    assert_int_equal(build_stand_in(&bytes, NULL, &history, 1, NULL), IX_OK);
    assert_true(ix_str_equal(ix_buf_view(&bytes), read_kept(w, "image/current.iximg")));
    ix_buf_clear(&bytes);
    for (int i = 0; i < list.snapshot_count; i++) {
        assert_true(ix_digest_equal(&list.snapshots[i].snapshot.hash, &history.snapshots[i].hash));
        assert_int_equal(
            ix_home_bytes(&bytes, &w->home, &list, &list.snapshots[i].files[0].hash, NULL), IX_OK);
    }
    ix_buf_free(&bytes);
    return list.snapshot_count;
}

static void every_step_may_be_the_last(void **state) {
    (void)state;
    int result = 42;
    bool was_new = false;
    for (int at = 1; result != 0; at++) {
        world w;
        open_world(&w);
        added(&w, sdn_rows(&w.arena, 0, 100, 0), 19800, false);
        ix_str next = sdn_rows(&w.arena, 0, 101, 1);
        pid_t child = fork();
        if (child == 0) {
            hook h = {.at = at, .dies = true};
            ix_addition_result out;
            ix_error error;
            w.home.before = play;
            w.home.before_context = &h;
            _exit(add_bytes(&w, &out, next, 19900, false, &error) == IX_OK ? 0 : 1);
        }
        int ended;
        assert_int_equal(waitpid(child, &ended, 0), child);
        assert_true(WIFEXITED(ended));
        result = WEXITSTATUS(ended);
        assert_true(result == 0 || result == 42);
        int count = assert_consistent(&w);
        assert_true(count == 1 || count == 2);
        assert_true(count == 2 || !was_new);
        was_new = count == 2;
        /* Trying again completes it, or finds it complete. */
        assert_int_equal(added(&w, next, 19900, false),
                         count == 2 ? IX_ADDED_SAME : IX_ADDED_SERVING);
        assert_int_equal(assert_consistent(&w), 2);
        close_world(&w);
    }
    assert_true(was_new);
}

static void every_step_may_fail(void **state) {
    (void)state;
    ix_status status = IX_E_IO;
    for (int at = 1; status != IX_OK; at++) {
        world w;
        open_world(&w);
        added(&w, sdn_rows(&w.arena, 0, 100, 0), 19800, false);
        ix_str next = sdn_rows(&w.arena, 0, 101, 1);
        hook h = {.at = at};
        ix_addition_result out;
        ix_error error;
        w.home.before = play;
        w.home.before_context = &h;
        status = add_bytes(&w, &out, next, 19900, false, &error);
        assert_true(status == IX_OK || status == IX_E_IO);
        int count = assert_consistent(&w);
        assert_true(count == 2 || status != IX_OK);
        assert_int_equal(added(&w, next, 19900, false),
                         count == 2 ? IX_ADDED_SAME : IX_ADDED_SERVING);
        close_world(&w);
    }
}

static void memory_runs_out(void **state) {
    (void)state;
    world w;
    open_world(&w);
    added(&w, sdn_rows(&w.arena, 0, 100, 0), 19800, false);
    ix_str next = sdn_rows(&w.arena, 0, 101, 1);
    ix_input input;
    input_of(&input, next);
    ix_addition addition = addition_of(&input, 19900);
    ix_status status = IX_E_MEMORY;
    for (size_t cap = 0; status != IX_OK; cap += cap / 20 + 512) {
        ix_arena arena;
        ix_addition_result result;
        ix_error error = {0};
        ix_arena_init(&arena, cap);
        uint64_t before = digest_home(&w, "/staging/");
        status = ix_home_add(&result, &w.home, &addition, &arena, &error);
        assert_true(status == IX_OK || status == IX_E_MEMORY);
        assert_true(status == IX_OK || digest_home(&w, "/staging/") == before);
        ix_arena_free(&arena);
    }
    assert_int_equal(assert_consistent(&w), 2);
    close_world(&w);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(first_snapshot_serves),
        cmocka_unit_test(same_bytes_change_nothing),
        cmocka_unit_test(a_return_to_an_earlier_state_is_a_snapshot),
        cmocka_unit_test(older_snapshots_go_into_history),
        cmocka_unit_test(held_snapshots_wait),
        cmocka_unit_test(a_list_may_begin_held),
        cmocka_unit_test(refusals_leave_what_serves),
        cmocka_unit_test(refused_rows_may_be_accepted),
        cmocka_unit_test(nothing_is_made_for_what_is_refused),
        cmocka_unit_test(published_by_order_of_authority),
        cmocka_unit_test(lists_stand_side_by_side),
        cmocka_unit_test(order_of_arrival_leaves_no_trace),
        cmocka_unit_test(every_step_may_be_the_last),
        cmocka_unit_test(every_step_may_fail),
        cmocka_unit_test(memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
