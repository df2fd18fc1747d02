/* Tests of finding snapshots and entities by what somebody typed. */
#include <interdict/lists.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "history_samples.h"

/* Published on 2024-06-20 (a date alone), 2024-06-21 10:00 and 18:00 UTC, and 2024-06-23 02:00 UTC,
 * which is the 22nd in New York. */
static ix_list_history open_history(ix_arena *arena) {
    static const ix_when times[] = {{IX_WHEN_DATE, 19894},
                                    {IX_WHEN_INSTANT, 1718964000},
                                    {IX_WHEN_INSTANT, 1718992800},
                                    {IX_WHEN_INSTANT, 1719108000}};
    ix_list_history h = sample_history();
    h.snapshot_count = 4;
    h.snapshots = IX_NEW(arena, ix_snapshot, 4);
    for (int i = 0; i < 4; i++) {
        h.snapshots[i].published = times[i];
        memset(h.snapshots[i].hash.bytes, 0xAB, 32);
        h.snapshots[i].hash.bytes[2] = (uint8_t)(0x10 * i);
    }
    h.version_count = 4;
    h.versions = IX_NEW(arena, ix_version, 4);
    static const char *const keys[] = {"QDi.001", "QDi.002", "QDi.002", "us_sample:7"};
    static const char *const names[] = {"HAWK", "Hawk", "OWL", "Owl"};
    for (uint32_t i = 0; i < 4; i++) {
        h.versions[i] = (ix_version){ix_str_from_cstr(keys[i]),
                                     sample_record(arena, keys[i], names[i], ""), i, i + 1};
    }
    return h;
}

static void expect_snapshot(const char *text, int wanted) {
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    ix_list_history h = open_history(&arena);
    uint32_t ordinal = 77;
    ix_error error = {0};
    ix_status status = ix_history_find(&ordinal, &h, ix_str_from_cstr(text), &error);
    if (status != IX_OK || (int)ordinal != wanted) {
        fail_msg("%s: snapshot %u, expected %d (%s)", text, ordinal, wanted, error.text);
    }
    ix_arena_free(&arena);
}

static void expect_refusal(const char *text, ix_status wanted, const char *words) {
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    ix_list_history h = open_history(&arena);
    uint32_t ordinal;
    ix_error error = {0};
    assert_int_equal(ix_history_find(&ordinal, &h, ix_str_from_cstr(text), &error), wanted);
    assert_string_equal(error.text, words);
    ix_arena_free(&arena);
}

static void snapshots_by_day(void **state) {
    (void)state;
    expect_snapshot("2024-06-20", 0);
    expect_snapshot("2024-06-21", 2);
    expect_snapshot("2024-06-23", 3);
    expect_snapshot("2024-06-22", 3);
    expect_refusal("2024-06-24", IX_E_NOT_FOUND,
                   "us_sample: no snapshot was published on 2024-06-24, one on "
                   "2024-06-23T02:00:00Z");
    expect_refusal("2020-01-01", IX_E_NOT_FOUND,
                   "us_sample: no snapshot was published on 2020-01-01, the first on 2024-06-20");
}

static void snapshots_by_instant(void **state) {
    (void)state;
    expect_snapshot("2024-06-21T10:00:00Z", 1);
    expect_snapshot("2024-06-21T09:59:59Z", 0);
    expect_snapshot("2024-06-21T14:00:00-04:00", 2);
    expect_snapshot("2030-01-01T00:00Z", 3);
    expect_snapshot("2024-06-20T04:00:00Z", 0);
    expect_refusal("2024-06-20T03:59:59Z", IX_E_NOT_FOUND,
                   "us_sample: no snapshot was published by 2024-06-20T03:59:59Z, the first on "
                   "2024-06-20");
}

static void snapshots_by_hash(void **state) {
    (void)state;
    expect_snapshot("abab10", 1);
    expect_snapshot("ABAB2", 2);
    expect_snapshot("abab30abababababababababababababababababababababababababababab"
                    "ab",
                    3);
    expect_refusal("abab", IX_E_INPUT,
                   "us_sample: the hashes of several snapshots begin with abab");
    expect_refusal("abcd", IX_E_NOT_FOUND,
                   "us_sample: no snapshot has a hash that begins with abcd");
    expect_refusal("2024", IX_E_NOT_FOUND,
                   "us_sample: no snapshot has a hash that begins with 2024");
    expect_refusal("aba", IX_E_INPUT,
                   "'aba' is no date, no time, and not the first 4 or more digits of a snapshot's "
                   "hash");
    expect_refusal("", IX_E_INPUT,
                   "'' is no date, no time, and not the first 4 or more digits of a snapshot's "
                   "hash");
    expect_refusal("2024-02-30", IX_E_INPUT,
                   "'2024-02-30' is no date, no time, and not the first 4 or more digits of a "
                   "snapshot's hash");
}

/* Keys with a space between them; NULL: not found. */
static void expect_entities(const char *text, const char *wanted) {
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    ix_list_history h = open_history(&arena);
    ix_str *keys;
    int count;
    ix_error error = {0};
    ix_status status =
        ix_history_find_entities(&keys, &count, &h, ix_str_from_cstr(text), &arena, &error);
    assert_int_equal(status, wanted == NULL ? IX_E_NOT_FOUND : IX_OK);
    ix_buf found;
    ix_buf_init(&found, 1000);
    for (int i = 0; i < count; i++) {
        ix_buf_printf(&found, "%s%" IX_FMT, i > 0 ? " " : "", IX_ARG(keys[i]));
    }
    ix_buf_append_char(&found, '\0');
    assert_string_equal(found.ptr, wanted == NULL ? "" : wanted);
    ix_buf_free(&found);
    ix_arena_free(&arena);
}

static void entities_by_key_and_by_name(void **state) {
    (void)state;
    expect_entities("QDi.001", "QDi.001");
    expect_entities(" qdI.002 ", "QDi.002");
    expect_entities("us_sample:QDi.002", "QDi.002");
    expect_entities("us_sample:7", "us_sample:7");
    expect_entities("us_sample:us_sample:7", "us_sample:7");
    expect_entities("us_other:QDi.002", NULL);
    expect_entities("hawk", "QDi.001 QDi.002");
    expect_entities("Owl", "QDi.002 us_sample:7");
    expect_entities("haw", NULL);
    expect_entities("", NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(snapshots_by_day),
        cmocka_unit_test(snapshots_by_instant),
        cmocka_unit_test(snapshots_by_hash),
        cmocka_unit_test(entities_by_key_and_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
