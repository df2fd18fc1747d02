/* Tests of the archive: frames, differences, chains, and damage. */
#include <interdict/os.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <sys/stat.h>

#include <cmocka.h>

#include "home.h"
#include "test_folder.h"

#define STATES 80
#define ROWS   2000

static void frames_round_trip(void **state) {
    (void)state;
    char text[20000];
    char before[20000]; /* a prefix must not lie where the bytes lie */
    ix_buf packed;
    ix_buf bytes;
    uint32_t noise = 1;
    for (size_t i = 0; i < sizeof text; i++) {
        noise = noise * 1664525 + 1013904223;
        text[i] = (char)(noise >> 24);
    }
    ix_str all = {text, sizeof text};
    memcpy(before, text, sizeof text);
    ix_str most = {before, sizeof before - 3};
    for (int with_base = 0; with_base < 2; with_base++) {
        ix_str base = with_base ? most : (ix_str){0};
        ix_buf_init(&packed, 1 << 20);
        ix_buf_init(&bytes, 1 << 20);
        assert_int_equal(archive_pack(&packed, all, base, NULL), IX_OK);
        assert_true(with_base ? packed.len < 200 : packed.len > 19000);
        assert_int_equal(archive_unpack(&bytes, ix_buf_view(&packed), base, IX_STR("f"), NULL),
                         IX_OK);
        assert_true(ix_str_equal(ix_buf_view(&bytes), all));
        for (size_t cut = 0; cut < packed.len; cut += 13) {
            ix_buf_clear(&bytes);
            assert_int_not_equal(archive_unpack(&bytes, (ix_str){packed.ptr, (ptrdiff_t)cut}, base,
                                                IX_STR("f"), NULL),
                                 IX_OK);
        }
        ix_buf_free(&packed);
        ix_buf_free(&bytes);
    }
    /* A frame that says it holds more than there is room for. */
    ix_buf_init(&packed, 1 << 20);
    ix_buf_init(&bytes, 100);
    assert_int_equal(archive_pack(&packed, all, (ix_str){0}, NULL), IX_OK);
    assert_int_equal(archive_unpack(&bytes, ix_buf_view(&packed), (ix_str){0}, IX_STR("f"), NULL),
                     IX_E_LIMIT);
    ix_buf_free(&packed);
    ix_buf_free(&bytes);
}

/* A list of ROWS rows of which state N has changed N. */
static ix_str draw_state(int number, ix_arena *arena) {
    ix_buf text;
    ix_buf_init(&text, 1 << 22);
    for (int row = 0; row < ROWS; row++) {
        uint32_t noise = (uint32_t)row * 2654435761u + (row % STATES < number ? 1000003u : 0);
        ix_buf_printf(&text, "%d,\"NAME %08x\",%u\r\n", row, noise, noise >> 7);
    }
    ix_str kept = ix_arena_copy(arena, ix_buf_view(&text));
    ix_buf_free(&text);
    return kept;
}

/* Archive STATES states of one file in a list that grows with them. */
static ix_manifest make_archive(ix_home *home, ix_arena *arena) {
    ix_manifest list = {.id = IX_STR("us_states"), .serving = -1};
    list.snapshots = IX_NEW(arena, ix_archived, STATES);
    for (int i = 0; i < STATES; i++) {
        ix_list_file given = {IX_STR("folder/list.csv"), IX_STR("primary"), draw_state(i, arena)};
        ix_archived *s = &list.snapshots[i];
        ix_error error = {0};
        assert_int_equal(ix_home_lock(home, 0, &error), IX_OK);
        assert_int_equal(
            archive_stage(s->files, home, &list, i == 0 ? NULL : s - 1, &given, 1, arena, &error),
            IX_OK);
        assert_int_equal(ix_home_commit(home, &error), IX_OK);
        ix_home_unlock(home);
        s->file_count = 1;
        list.snapshot_count++;
        assert_true(ix_str_equal(s->files[0].name, IX_STR("list.csv")));
    }
    return list;
}

static void neighbors_are_stored_as_differences(void **state) {
    (void)state;
    char folder[IX_PATH_BYTES_MAX];
    ix_home home;
    ix_arena arena;
    make_folder(folder);
    ix_arena_init(&arena, (size_t)1 << 30);
    assert_int_equal(ix_home_open(&home, in_folder(folder, "home"), NULL), IX_OK);
    ix_manifest list = make_archive(&home, &arena);
    int whole = 0;
    int run = 0;
    for (int i = 0; i < STATES; i++) {
        run = list.snapshots[i].files[0].delta ? run + 1 : 0;
        assert_true(run < IX_DELTA_CHAIN_MAX);
        whole += run == 0;
        ix_buf bytes;
        ix_buf_init(&bytes, 1 << 22);
        ix_error error = {0};
        assert_int_equal(
            ix_home_bytes(&bytes, &home, &list, &list.snapshots[i].files[0].hash, &error), IX_OK);
        assert_true(ix_str_equal(ix_buf_view(&bytes), draw_state(i, &arena)));
        ix_buf_free(&bytes);
    }
    assert_int_equal(whole, (STATES + IX_DELTA_CHAIN_MAX - 1) / IX_DELTA_CHAIN_MAX);
    /* Through the cache, forwards and backwards. */
    archive_cache cache;
    archive_cache_init(&cache);
    for (int i = 0; i < 2 * STATES; i++) {
        int at = i < STATES ? i : 2 * STATES - 1 - i;
        ix_str bytes;
        assert_int_equal(
            archive_fetch(&bytes, &cache, &home, &list, &list.snapshots[at].files[0].hash, NULL),
            IX_OK);
        assert_true(ix_str_equal(bytes, draw_state(at, &arena)));
    }
    archive_cache_free(&cache);
    ix_home_close(&home);
    ix_arena_free(&arena);
    drop_folder(folder);
}

static void damage_is_found_out(void **state) {
    (void)state;
    char folder[IX_PATH_BYTES_MAX];
    char name[IX_PATH_BYTES_MAX];
    ix_home home;
    ix_arena arena;
    ix_error error = {0};
    make_folder(folder);
    ix_arena_init(&arena, (size_t)1 << 30);
    assert_int_equal(ix_home_open(&home, in_folder(folder, "home"), NULL), IX_OK);
    ix_manifest list = make_archive(&home, &arena);
    const ix_digest *hash = &list.snapshots[5].files[0].hash;
    ix_buf bytes;
    ix_buf hex;
    ix_buf_init(&bytes, 1 << 22);
    ix_buf_init(&hex, 64);
    ix_digest_print(&hex, hash);
    snprintf(name, sizeof name, "lists/us_states/bytes/%.*s.zst", (int)hex.len, hex.ptr);
    /* Other bytes that unpack well, but are not what was archived. */
    ix_buf packed;
    ix_buf_init(&packed, 1 << 22);
    assert_int_equal(archive_pack(&packed, IX_STR("forged"), (ix_str){0}, NULL), IX_OK);
    put_file(home.path, name, ix_buf_view(&packed));
    assert_int_equal(ix_home_bytes(&bytes, &home, &list, hash, &error), IX_E_CORRUPT);
    assert_string_equal(error.text, "us_states: archived file 'list.csv' is not what was archived");
    /* Files that build on it are lost with it, those before it are not. */
    assert_int_not_equal(
        ix_home_bytes(&bytes, &home, &list, &list.snapshots[6].files[0].hash, &error), IX_OK);
    ix_buf_clear(&bytes);
    assert_int_equal(ix_home_bytes(&bytes, &home, &list, &list.snapshots[4].files[0].hash, &error),
                     IX_OK);
    assert_int_equal(remove(in_folder(home.path, name)), 0);
    assert_int_equal(ix_home_bytes(&bytes, &home, &list, hash, &error), IX_E_NOT_FOUND);
    ix_digest unknown = ix_sha256(IX_STR("unknown"));
    assert_int_equal(ix_home_bytes(&bytes, &home, &list, &unknown, &error), IX_E_CORRUPT);
    ix_buf_free(&packed);
    ix_buf_free(&bytes);
    ix_buf_free(&hex);
    ix_home_close(&home);
    ix_arena_free(&arena);
    drop_folder(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frames_round_trip),
        cmocka_unit_test(neighbors_are_stored_as_differences),
        cmocka_unit_test(damage_is_found_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
