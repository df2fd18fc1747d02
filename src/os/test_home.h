/* For the tests of this folder: a data folder, small lists to add to it, and a stand-in for the
 * image that says which snapshots it was built from. */
#ifndef INTERDICT_OS_TEST_HOME_H
#define INTERDICT_OS_TEST_HOME_H

#include "home.h"
#include "test_folder.h"

typedef struct world {
    char folder[IX_PATH_BYTES_MAX];
    ix_home home;
    ix_arena arena;
} world;

/* Image: a line "id count hash-of-newest" a list. */
static inline ix_status build_stand_in(ix_buf *image, const ix_knowledge *knowledge,
                                       const ix_list_history *lists, int count, ix_error *error) {
    (void)knowledge;
    for (int i = 0; i < count; i++) {
        int newest = lists[i].snapshot_count - 1;
        assert_int_equal(lists[i].snapshots[newest].received, 0);
        ix_buf_printf(image, "%.*s %d ", IX_ARG(lists[i].id), newest + 1);
        ix_digest_print(image, &lists[i].snapshots[newest].hash);
        ix_buf_append_char(image, '\n');
    }
    return image->status == IX_OK ? IX_OK : ix_error_set(error, image->status, "image");
}

static inline ix_status build_refused(ix_buf *image, const ix_knowledge *knowledge,
                                      const ix_list_history *lists, int count, ix_error *error) {
    (void)image;
    (void)knowledge;
    (void)lists;
    (void)count;
    return ix_error_set(error, IX_E_REFUSED, "a name does not find itself");
}

static inline void open_world(world *w) {
    make_folder(w->folder);
    ix_arena_init(&w->arena, (size_t)1 << 30);
    assert_int_equal(ix_home_open(&w->home, in_folder(w->folder, "home"), NULL), IX_OK);
    w->home.build = build_stand_in;
}

static inline void close_world(world *w) {
    ix_home_close(&w->home);
    ix_arena_free(&w->arena);
    drop_folder(w->folder);
}

/* Rows `from` to `to` of a list in the layout of sdn.csv; `form` changes what every fifth says. */
static inline ix_str sdn_rows(ix_arena *arena, int from, int to, int form) {
    ix_buf text;
    ix_buf_init(&text, 1 << 24);
    for (int i = from; i < to; i++) {
        ix_buf_printf(&text,
                      "%d,\"FAMILYNAME%d, Given\",\"individual\",\"SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,"
                      "-0- ,-0- ,\"DOB 01 Jan %d; POB Somewhere.\"\r\n",
                      i + 1, i, i % 5 == 0 ? 1950 + form : 1940);
    }
    ix_buf_append_char(&text, 0x1A);
    ix_str kept = ix_arena_copy(arena, ix_buf_view(&text));
    ix_buf_free(&text);
    return kept;
}

static inline ix_addition addition_of(const ix_input *input, int64_t day) {
    return (ix_addition){.reader = ix_list_reader_find(IX_STR("ofac_sdn_csv")),
                         .input = input,
                         .published = {IX_WHEN_DATE, day},
                         .received = day * 86400 + 50000};
}

/* An input of one file in memory; `input` borrows. */
static inline void input_of(ix_input *input, ix_str bytes) {
    *input = (ix_input){.count = 1, .digest = ix_sha256(bytes)};
    input->files[0] = (ix_list_file){IX_STR("sdn.csv"), IX_STR("primary"), bytes};
}

static inline ix_status add_bytes(world *w, ix_addition_result *result, ix_str bytes, int64_t day,
                                  bool hold, ix_error *error) {
    ix_input *input = IX_NEW(&w->arena, ix_input, 1);
    assert_non_null(input);
    input_of(input, bytes);
    ix_addition addition = addition_of(input, day);
    addition.hold = hold;
    *error = (ix_error){0};
    return ix_home_add(result, &w->home, &addition, &w->arena, error);
}

static inline ix_added added(world *w, ix_str bytes, int64_t day, bool hold) {
    ix_addition_result result;
    ix_error error;
    ix_status status = add_bytes(w, &result, bytes, day, hold, &error);
    assert_string_equal(error.text, "");
    assert_int_equal(status, IX_OK);
    return result.added;
}

static inline ix_manifest list_of(world *w, const char *id) {
    ix_manifest list;
    ix_error error = {0};
    ix_status status = ix_home_list(&list, &w->home, ix_str_from_cstr(id), &w->arena, &error);
    assert_string_equal(error.text, "");
    assert_int_equal(status, IX_OK);
    return list;
}

/* SHA-256 over names and bytes of all files below the data folder but those in `but` (a part of
 * their path; NULL: none). */
static ix_buf world_text;
static const char *world_but;

static inline int digest_entry(const char *path, const struct stat *info, int kind,
                               struct FTW *place) {
    (void)info;
    (void)place;
    if (kind == FTW_F && (world_but == NULL || strstr(path, world_but) == NULL)) {
        ix_buf bytes;
        ix_buf_init(&bytes, (size_t)1 << 30);
        assert_int_equal(ix_file_read(&bytes, path, NULL), IX_OK);
        ix_digest digest = ix_sha256(ix_buf_view(&bytes));
        /* The order of a folder is not ours: add up instead of chaining. */
        ix_str name = ix_str_from_cstr(path);
        uint64_t sum = ix_hash64(name) ^ ix_hash64((ix_str){(char *)digest.bytes, 32});
        uint64_t *total = (uint64_t *)(void *)world_text.ptr;
        *total += sum * 2685821657736338717u;
        ix_buf_free(&bytes);
    }
    return 0;
}

static inline uint64_t digest_home(const world *w, const char *but) {
    ix_buf_init(&world_text, 64);
    memset(ix_buf_extend(&world_text, 8), 0, 8);
    world_but = but;
    if (ix_file_exists(w->home.path)) {
        assert_int_equal(nftw(w->home.path, digest_entry, 16, FTW_PHYS), 0);
    }
    uint64_t total = *(uint64_t *)(void *)world_text.ptr;
    ix_buf_free(&world_text);
    return total;
}

static inline ix_str read_kept(world *w, const char *name) {
    ix_buf bytes;
    ix_buf_init(&bytes, (size_t)1 << 30);
    assert_int_equal(ix_file_read(&bytes, in_folder(w->home.path, name), NULL), IX_OK);
    ix_str kept = ix_arena_copy(&w->arena, ix_buf_view(&bytes));
    ix_buf_free(&bytes);
    return kept;
}

#endif
