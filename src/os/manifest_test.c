/* Tests of manifest.json: round trip, refusal of anything else. */
#include <interdict/os.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "home.h"

static ix_counter warnings[] = {{IX_STR("orphan alias"), 3, IX_STR("alt.csv:17: entity 1234")},
                                {IX_STR("nul\0and \xff"), 1, {0}}};
static ix_archived snapshots[] = {
    {.snapshot = {.published = {IX_WHEN_DATE, 19894}, .received = 1718900000, .entities = 15402},
     .published_from = IX_PUBLISHED_GIVEN,
     .format = IX_STR("ofac_sdn_csv"),
     .files =
         {{.role = IX_STR("primary"), .name = IX_STR("sdn.csv"), .bytes = 3923848},
          {.role = IX_STR("alias"), .name = IX_STR("alt \"x\".csv"), .bytes = 1, .delta = true}},
     .file_count = 2,
     .rows = 100,
     .rows_read = 98,
     .rows_refused = 2,
     .names = 300,
     .filled = {[IX_FILLED_BIRTHS] = 7, [IX_FILLED_REMARKS] = 90},
     .errors_accepted = 2,
     .layout = IX_STR("12 columns"),
     .warnings = warnings,
     .warning_count = 2},
    {.snapshot = {.published = {IX_WHEN_INSTANT, 1719000000},
                  .received = 1719000001,
                  .entities = 1},
     .published_from = IX_PUBLISHED_BYTES,
     .format = IX_STR("ofac_sdn_xml"),
     .held = true}};

static ix_manifest sample(void) {
    snapshots[0].snapshot.hash = ix_sha256(IX_STR("a"));
    snapshots[1].snapshot.hash = ix_sha256(IX_STR("b"));
    snapshots[0].files[1].base = ix_sha256(IX_STR("c"));
    return (ix_manifest){.id = IX_STR("us_ofac_sdn"),
                         .publisher = IX_STR("Treasury, \"OFAC\""),
                         .zone = IX_ZONE_NEW_YORK,
                         .snapshots = snapshots,
                         .snapshot_count = 2,
                         .serving = 0};
}

static void reads_back_what_it_wrote(void **state) {
    (void)state;
    ix_manifest list = sample();
    ix_manifest read;
    ix_arena arena;
    ix_buf text;
    ix_buf again;
    ix_error error = {0};
    ix_arena_init(&arena, 1 << 20);
    ix_buf_init(&text, 1 << 20);
    ix_buf_init(&again, 1 << 20);
    manifest_write(&text, &list);
    assert_int_equal(text.status, IX_OK);
    assert_int_equal(manifest_parse(&read, ix_buf_view(&text), IX_STR("m"), &arena, &error), IX_OK);
    assert_int_equal(read.serving, 0);
    assert_int_equal(read.zone, IX_ZONE_NEW_YORK);
    assert_int_equal(read.snapshot_count, 2);
    const ix_archived *s = &read.snapshots[0];
    assert_int_equal(s->snapshot.published.kind, IX_WHEN_DATE);
    assert_int_equal(s->snapshot.published.value, 19894);
    assert_int_equal(s->published_from, IX_PUBLISHED_GIVEN);
    assert_int_equal(s->file_count, 2);
    assert_false(s->files[0].delta);
    assert_true(s->files[1].delta);
    assert_true(ix_digest_equal(&s->files[1].base, &snapshots[0].files[1].base));
    assert_true(ix_str_equal(s->files[1].name, IX_STR("alt \"x\".csv")));
    assert_int_equal(s->warning_count, 2);
    assert_int_equal(s->warnings[0].count, 3);
    assert_true(ix_str_equal(s->warnings[0].example, warnings[0].example));
    assert_true(read.snapshots[1].held);
    manifest_write(&again, &read);
    assert_true(ix_str_equal(ix_buf_view(&text), ix_buf_view(&again)));
    ix_buf_free(&text);
    ix_buf_free(&again);
    ix_arena_free(&arena);
}

static void assert_corrupt(const char *from, const char *to) {
    ix_manifest list = sample();
    ix_manifest read = {.snapshot_count = 77};
    ix_arena arena;
    ix_buf text;
    ix_buf other;
    ix_error error = {0};
    ix_arena_init(&arena, 1 << 20);
    ix_buf_init(&text, 1 << 20);
    ix_buf_init(&other, 1 << 20);
    manifest_write(&text, &list);
    ix_str whole = ix_buf_view(&text);
    ptrdiff_t at = ix_str_find(whole, ix_str_from_cstr(from), 0);
    assert_true(at >= 0);
    ix_buf_append(&other, ix_str_slice(whole, 0, at));
    ix_buf_append_cstr(&other, to);
    ix_buf_append(&other, ix_str_slice(whole, at + (ptrdiff_t)strlen(from), whole.len));
    assert_int_equal(manifest_parse(&read, ix_buf_view(&other), IX_STR("m"), &arena, &error),
                     IX_E_CORRUPT);
    assert_int_equal(read.snapshot_count, 77);
    assert_non_null(strstr(error.text, "damaged"));
    ix_buf_free(&text);
    ix_buf_free(&other);
    ix_arena_free(&arena);
}

static void damage_is_refused(void **state) {
    (void)state;
    assert_corrupt("{\"manifest\":1", "{\"manifest\":2");
    assert_corrupt("{", "");
    assert_corrupt("us_ofac_sdn", "../../etc");
    assert_corrupt("America/New_York", "Atlantis");
    assert_corrupt("2024-06-20\"", "soon\"");
    assert_corrupt("\"given\"", "\"guessed\"");
    assert_corrupt("\"held\":false", "\"held\":0");
    assert_corrupt("\"held\":false", "\"held\":true"); /* then another one serves */
    assert_corrupt("\"rows\":100", "\"rows\":-1");
    assert_corrupt("\"rows\":100", "\"rows\":1e2");
    assert_corrupt("\"rows\":100,", "");
    assert_corrupt("\"entities\":15402", "\"entities\":15402000000");
    assert_corrupt("\"role\":\"primary\"", "\"role\":\"a role that is much too long for a role\"");
    assert_corrupt("\"base\":null", "\"base\":\"abc\"");
    assert_corrupt("\"layout\":\"12 columns\"", "\"layout\":12");
}

static void memory_runs_out(void **state) {
    (void)state;
    ix_manifest list = sample();
    ix_buf text;
    ix_buf_init(&text, 1 << 20);
    manifest_write(&text, &list);
    for (size_t cap = 0;; cap += 7) {
        ix_arena arena;
        ix_manifest read;
        ix_error error = {0};
        ix_arena_init(&arena, cap);
        ix_status status = manifest_parse(&read, ix_buf_view(&text), IX_STR("m"), &arena, &error);
        ix_arena_free(&arena);
        if (status == IX_OK) {
            break;
        }
        assert_int_equal(status, IX_E_MEMORY);
    }
    ix_buf_free(&text);
}

static void ids_are_checked(void **state) {
    (void)state;
    assert_true(list_id_is_valid(IX_STR("us_ofac_sdn")));
    assert_true(list_id_is_valid(IX_STR("7")));
    assert_false(list_id_is_valid(IX_STR("")));
    assert_false(list_id_is_valid(IX_STR("US")));
    assert_false(list_id_is_valid(IX_STR("a/b")));
    assert_false(list_id_is_valid(IX_STR("..")));
    assert_false(list_id_is_valid(IX_STR("a\0b")));
    char wide[65];
    memset(wide, 'a', sizeof wide);
    assert_true(list_id_is_valid((ix_str){wide, 64}));
    assert_false(list_id_is_valid((ix_str){wide, 65}));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_back_what_it_wrote),
        cmocka_unit_test(damage_is_refused),
        cmocka_unit_test(memory_runs_out),
        cmocka_unit_test(ids_are_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
