/* For the tests of this folder: a temporary folder, files in it, and their bytes. */
#ifndef INTERDICT_OS_TEST_FOLDER_H
#define INTERDICT_OS_TEST_FOLDER_H

#include <interdict/os.h>

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* A new folder; the caller frees nothing and calls drop_folder. */
static inline void make_folder(char out[IX_PATH_BYTES_MAX]) {
    const char *base = getenv("TMPDIR");
    snprintf(out, IX_PATH_BYTES_MAX, "%s/interdict-test-XXXXXX", base == NULL ? "/tmp" : base);
    assert_non_null(mkdtemp(out));
}

static inline int drop_entry(const char *path, const struct stat *info, int kind,
                             struct FTW *place) {
    (void)info;
    (void)kind;
    (void)place;
    return remove(path);
}

static inline void drop_folder(const char *path) {
    assert_int_equal(nftw(path, drop_entry, 16, FTW_DEPTH | FTW_PHYS), 0);
}

/* folder/name; the same few buffers in turn. */
static inline const char *in_folder(const char *folder, const char *name) {
    static char paths[8][IX_PATH_BYTES_MAX];
    static int turn;
    char *path = paths[turn++ % 8];
    assert_int_equal(ix_path_join(path, folder, name, NULL), IX_OK);
    return path;
}

static inline void put_file(const char *folder, const char *name, ix_str bytes) {
    FILE *file = fopen(in_folder(folder, name), "wb");
    assert_non_null(file);
    if (bytes.len > 0) {
        assert_int_equal(fwrite(bytes.ptr, 1, (size_t)bytes.len, file), bytes.len);
    }
    assert_int_equal(fclose(file), 0);
}

static inline void assert_file(const char *folder, const char *name, ix_str expected) {
    ix_buf bytes;
    ix_buf_init(&bytes, (size_t)1 << 30);
    assert_int_equal(ix_file_read(&bytes, in_folder(folder, name), NULL), IX_OK);
    assert_true(ix_str_equal(ix_buf_view(&bytes), expected));
    ix_buf_free(&bytes);
}

/* How many entries a folder has, hidden ones too. */
static int counted;
static inline int count_entry(const char *path, const struct stat *info, int kind,
                              struct FTW *place) {
    (void)path;
    (void)info;
    (void)kind;
    counted += place->level > 0;
    return 0;
}

static inline int count_entries(const char *path) {
    counted = 0;
    assert_int_equal(nftw(path, count_entry, 16, FTW_PHYS), 0);
    return counted;
}

#endif
