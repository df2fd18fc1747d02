/*
 * For the unit tests of match: the shipped knowledge, small lists written as rows, and questions.
 * Everything is static so that each test program carries its own.
 */
#ifndef INTERDICT_MATCH_TEST_SUPPORT_H
#define INTERDICT_MATCH_TEST_SUPPORT_H

#include "judge.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define SUPPORT_FILES_MAX 64
#define SUPPORT_ROWS_MAX  64

static inline ix_str support_read(ix_arena *arena, const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file) {
        fail_msg("cannot open %s", path);
    }
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    long len = ftell(file);
    rewind(file);
    char *bytes = IX_NEW(arena, char, len + 1);
    assert_non_null(bytes);
    assert_int_equal(fread(bytes, 1, (size_t)len, file), len);
    fclose(file);
    return (ix_str){bytes, len};
}

static inline void support_add(ix_arena *arena, ix_knowledge_file *files, int *count,
                               const char *root, const char *path) {
    char full[1024];
    snprintf(full, sizeof full, "%s/data/%s", root, path);
    assert_true(*count < SUPPORT_FILES_MAX);
    files[(*count)++] = (ix_knowledge_file){ix_arena_copy(arena, ix_str_from_cstr(path)),
                                            support_read(arena, full)};
}

/** The knowledge of the source tree. */
static inline const ix_knowledge *support_knowledge(ix_arena *arena) {
    const char *root = getenv("INTERDICT_SOURCE") ? getenv("INTERDICT_SOURCE") : ".";
    ix_knowledge_file files[SUPPORT_FILES_MAX];
    int count = 0;
    char folder[1024], path[512];
    snprintf(folder, sizeof folder, "%s/data/names", root);
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    for (struct dirent *entry = readdir(dir); entry; entry = readdir(dir)) {
        size_t len = strlen(entry->d_name);
        if (len > 4 && (strcmp(entry->d_name + len - 4, ".txt") == 0 ||
                        strcmp(entry->d_name + len - 4, ".tsv") == 0)) {
            snprintf(path, sizeof path, "names/%s", entry->d_name);
            support_add(arena, files, &count, root, path);
        }
    }
    closedir(dir);
    support_add(arena, files, &count, root, "countries.txt");
    const ix_knowledge *knowledge = NULL;
    ix_error error = {0};
    if (ix_knowledge_load(&knowledge, files, count, arena, &error) != IX_OK) {
        fail_msg("%s:%d: %s", error.source, (int)error.line, error.text);
    }
    return knowledge;
}

/** One entity of a list under test. Names are split at '|'; a leading '~' marks a weak one. */
typedef struct support_row {
    const char *key;
    ix_party_type type;
    const char *names;
    const char *birth;      /* or NULL */
    const char *identifier; /* "passport:530193947:RU", or NULL */
    ix_gender gender;
    uint32_t from, to; /* ordinals; to 0 means open */
} support_row;

static inline void support_names(ix_arena *arena, ix_entity *entity, const char *text) {
    entity->names = IX_NEW(arena, ix_entity_name, 32);
    ix_str rest = ix_str_from_cstr(text);
    while (rest.len > 0) {
        ix_str name = ix_str_cut(rest, '|', &rest);
        bool weak = name.ptr[0] == '~';
        entity->names[entity->name_count++] =
            (ix_entity_name){weak ? ix_str_slice(name, 1, name.len) : name,
                             weak                      ? IX_NAME_WEAK
                             : entity->name_count == 0 ? IX_NAME_PRIMARY
                                                       : IX_NAME_STRONG,
                             IX_STR("test")};
    }
}

static inline void support_identifier(ix_arena *arena, ix_entity *entity, const char *text) {
    ix_str value, country;
    ix_str type = ix_str_cut(ix_str_from_cstr(text), ':', &value);
    value = ix_str_cut(value, ':', &country);
    entity->identifiers = IX_NEW(arena, ix_identifier, 1);
    entity->identifier_count = 1;
    assert_true(ix_identifier_type_parse(&entity->identifiers[0].type, type));
    entity->identifiers[0].value = value;
    if (country.len == 2) {
        memcpy(entity->identifiers[0].country, country.ptr, 2);
    }
}

static inline ix_str support_record(ix_arena *arena, const support_row *row) {
    ix_entity entity = {
        .key = ix_str_from_cstr(row->key), .type = row->type, .gender = row->gender};
    support_names(arena, &entity, row->names);
    ix_date_range readings[2];
    if (row->birth) {
        assert_int_equal(
            ix_date_parse(readings, &entity.birth_count, ix_str_from_cstr(row->birth), NULL),
            IX_OK);
        entity.births = readings;
    }
    if (row->identifier) {
        support_identifier(arena, &entity, row->identifier);
    }
    ix_listing listing = {.source = {0}};
    entity.listings = &listing;
    entity.listing_count = 1;
    ix_buf buf;
    ix_buf_init(&buf, 1 << 20);
    ix_entity_encode(&buf, &entity);
    ix_str record = ix_arena_copy(arena, ix_buf_view(&buf));
    ix_buf_free(&buf);
    return record;
}

/** A history of one list with `snapshots` states a day apart; rows sorted by key. */
static inline ix_list_history support_history(ix_arena *arena, const char *id,
                                              const support_row *rows, int count, int snapshots) {
    ix_list_history list = {.id = ix_str_from_cstr(id),
                            .publisher = IX_STR("Test publisher"),
                            .format = IX_STR("test"),
                            .zone = IX_ZONE_NEW_YORK,
                            .snapshot_count = snapshots,
                            .version_count = count};
    list.snapshots = IX_NEW(arena, ix_snapshot, snapshots);
    for (int i = 0; i < snapshots; i++) {
        list.snapshots[i].hash = ix_sha256((ix_str){(const char *)&i, sizeof i});
        list.snapshots[i].published = (ix_when){IX_WHEN_DATE, 20000 + i};
        list.snapshots[i].entities = (uint32_t)count;
    }
    list.versions = IX_NEW(arena, ix_version, count);
    for (int i = 0; i < count; i++) {
        list.versions[i] =
            (ix_version){ix_str_from_cstr(rows[i].key), support_record(arena, &rows[i]),
                         rows[i].from, rows[i].to ? rows[i].to : IX_ORDINAL_OPEN};
    }
    return list;
}

/** Build and open; the image's bytes are kept in `image` (the caller frees it). */
static inline ix_index *support_index(ix_arena *arena, ix_buf *image, const ix_knowledge *knowledge,
                                      const ix_list_history *lists, int count) {
    ix_error error = {0};
    ix_index *index = NULL;
    ix_buf_init(image, (size_t)1 << 30);
    if (ix_index_build(image, knowledge, lists, count, &error) != IX_OK ||
        ix_index_open(&index, ix_buf_view(image), knowledge, arena, &error) != IX_OK) {
        fail_msg("%s", error.text);
    }
    return index;
}

/* An index of a few rows, for a test of its own. */
typedef struct support_fixture {
    ix_arena arena;
    ix_buf image;
    ix_index *index;
} support_fixture;

static inline int support_set_up(void **state, const support_row *rows, int count) {
    support_fixture *f = calloc(1, sizeof *f);
    ix_arena_init(&f->arena, (size_t)1 << 30);
    ix_list_history list = support_history(&f->arena, "test", rows, count, 1);
    f->index = support_index(&f->arena, &f->image, support_knowledge(&f->arena), &list, 1);
    *state = f;
    return 0;
}

static inline int support_tear_down(void **state) {
    support_fixture *f = *state;
    ix_buf_free(&f->image);
    ix_arena_free(&f->arena);
    free(f);
    return 0;
}

/* Knowledge alone, for tests of names side by side. */
typedef struct support_knowing {
    ix_arena arena;
    const ix_knowledge *knowledge;
} support_knowing;

static inline int support_know(void **state) {
    support_knowing *f = calloc(1, sizeof *f);
    ix_arena_init(&f->arena, (size_t)1 << 28);
    f->knowledge = support_knowledge(&f->arena);
    *state = f;
    return 0;
}

static inline int support_forget(void **state) {
    support_knowing *f = *state;
    ix_arena_free(&f->arena);
    free(f);
    return 0;
}

/** A name ready to be compared. */
static inline ix_mname *support_name(support_knowing *f, const char *text, ix_party_type type) {
    ix_parsed_name *parsed = IX_NEW(&f->arena, ix_parsed_name, 1);
    ix_mname *name = IX_NEW(&f->arena, ix_mname, 1);
    assert_int_equal(
        ix_name_parse(parsed, f->knowledge, ix_str_from_cstr(text), type, &f->arena, NULL), IX_OK);
    assert_int_equal(ix_mname_make(name, f->knowledge, parsed, &f->arena), IX_OK);
    return name;
}

/** A question after one name, at the newest snapshot of every list. */
static inline ix_query support_query(ix_arena *arena, const ix_index *index, const char *name,
                                     ix_party_type type) {
    ix_query query = {.type = type, .name_count = name ? 1 : 0, .threshold = IX_SCORE_ALERT};
    ix_parsed_name *parsed = IX_NEW(arena, ix_parsed_name, 1);
    if (name) {
        assert_int_equal(
            ix_name_parse(parsed, index->knowledge, ix_str_from_cstr(name), type, arena, NULL),
            IX_OK);
    }
    ix_list_view *views = IX_NEW(arena, ix_list_view, index->list_count + 1);
    for (uint32_t i = 0; i < index->list_count; i++) {
        uint32_t known = (uint32_t)index->lists[i].snapshot_count;
        views[i] = (ix_list_view){true, known, (int64_t)known - 1};
    }
    query.names = parsed;
    query.lists = views;
    return query;
}

static inline const ix_match *support_find(const ix_index *index, const ix_matches *matches,
                                           const char *key) {
    for (int i = 0; i < matches->count; i++) {
        ix_str have = ix_index_entity_at(index, matches->items[i].entity).key;
        if (ix_str_equal(have, ix_str_from_cstr(key))) {
            return &matches->items[i];
        }
    }
    return NULL;
}

static inline void assert_same_matches(const ix_matches *a, const ix_matches *b, const char *what) {
    if (a->count != b->count) {
        fail_msg("%s: %d matches by index, %d by exhaustive search", what, a->count, b->count);
    }
    for (int i = 0; i < a->count; i++) {
        const ix_match *x = &a->items[i], *y = &b->items[i];
        if (x->entity != y->entity || x->score != y->score || x->millibits != y->millibits ||
            x->evidence_count != y->evidence_count ||
            !ix_str_equal(x->matched_name, y->matched_name)) {
            fail_msg("%s: match %d differs: entity %u score %d against entity %u score %d", what, i,
                     x->entity, x->score, y->entity, y->score);
        }
    }
}

/* What the search finds; the exhaustive scan finds the same. */
static inline ix_matches support_both_ways(support_fixture *f, const char *name, ix_party_type type,
                                           ix_arena *arena) {
    ix_matches by_index, by_scan;
    ix_query query = support_query(arena, f->index, name, type);
    assert_int_equal(ix_match_search(&by_index, f->index, &query, arena, NULL), IX_OK);
    assert_int_equal(ix_match_exhaustive(&by_scan, f->index, &query, arena, NULL), IX_OK);
    assert_same_matches(&by_index, &by_scan, name);
    return by_index;
}

/* The entity of this key is found, at the alert bar or above, both ways. */
static inline void support_expect_found(support_fixture *f, const char *name, const char *key) {
    ix_matches found = support_both_ways(f, name, IX_PARTY_ANY, &f->arena);
    const ix_match *match = support_find(f->index, &found, key);
    if (!match || match->score < IX_SCORE_ALERT) {
        fail_msg("%s does not find %s (%d)", name, key, match ? match->score : -1);
    }
}

#endif
