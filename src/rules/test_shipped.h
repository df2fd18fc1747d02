/* For tests: the shipped rules. Needs INTERDICT_SOURCE. */
#ifndef RULES_TEST_SHIPPED_H
#define RULES_TEST_SHIPPED_H

#include <interdict/rules.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dirent.h>

#include <cmocka.h>

#define FILES_MAX 256

typedef struct data_files {
    ix_knowledge_file files[FILES_MAX];
    int count;
    ix_arena arena;
} data_files;

static inline ix_str read_whole(const char *path, ix_arena *arena) {
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    long size = ftell(file);
    rewind(file);
    char *bytes = IX_NEW(arena, char, size + 1);
    assert_non_null(bytes);
    assert_int_equal(fread(bytes, 1, (size_t)size, file), (size_t)size);
    fclose(file);
    return (ix_str){bytes, (ptrdiff_t)size};
}

/* All files below `folder` of data/, with paths relative to data/. */
static inline void read_folder(data_files *data, const char *folder) {
    const char *root = getenv("INTERDICT_SOURCE");
    assert_non_null(root);
    char path[1024];
    snprintf(path, sizeof path, "%s/data/%s", root, folder);
    DIR *open = opendir(path);
    assert_non_null(open);
    for (struct dirent *entry = readdir(open); entry != NULL; entry = readdir(open)) {
        if (entry->d_name[0] == '.') {
            continue;
        }
        char below[512];
        snprintf(below, sizeof below, "%.250s/%.250s", folder, entry->d_name);
        if (entry->d_type == DT_DIR) {
            read_folder(data, below);
            continue;
        }
        assert_true(data->count < FILES_MAX);
        snprintf(path, sizeof path, "%s/data/%s", root, below);
        ix_str name = ix_arena_copy(&data->arena, ix_str_from_cstr(below));
        data->files[data->count++] = (ix_knowledge_file){name, read_whole(path, &data->arena)};
    }
    closedir(open);
}

static inline void read_shipped(data_files *data) {
    *data = (data_files){0};
    ix_arena_init(&data->arena, (size_t)64 << 20);
    read_folder(data, "programs");
    read_folder(data, "actions");
    read_folder(data, "calendars");
    read_folder(data, "licenses");
    read_folder(data, "products");
}

/* The shipped rules, loaded; *arena owns them. */
static inline const ix_rules *load_shipped(data_files *data) {
    read_shipped(data);
    const ix_rules *rules;
    ix_error error = {0};
    if (ix_rules_load(&rules, data->files, data->count, &data->arena, &error) != IX_OK) {
        fail_msg("%s:%d: %s", error.source, (int)error.line, error.text);
    }
    return rules;
}

static inline int64_t instant_of(const char *text) {
    ix_when when;
    assert_int_equal(ix_when_parse(&when, ix_str_from_cstr(text), NULL), IX_OK);
    return ix_when_instant(when, IX_ZONE_NEW_YORK);
}

static inline ix_when at(const char *text) {
    ix_when when;
    assert_int_equal(ix_when_parse(&when, ix_str_from_cstr(text), NULL), IX_OK);
    return when;
}

static inline int64_t day_of(const char *text) {
    ix_when when;
    assert_int_equal(ix_when_parse(&when, ix_str_from_cstr(text), NULL), IX_OK);
    assert_int_equal(when.kind, IX_WHEN_DATE);
    return when.value;
}

#endif
