/* For tests: a screener over the shipped knowledge, rules and examples. The test includes
 * <interdict/os.h> before this, because files can only be read through it.
 *
 * Snapshots of us_ofac_sdn: 2024-06-12 without the twelve of 21 June 2024, 2024-06-21 with them,
 * 2026-04-23 without ASTRAKHAN. */
#ifndef SCREEN_WORLD_H
#define SCREEN_WORLD_H

#include <interdict/screen.h>

#include <stdio.h>
#include <string.h>

typedef struct world {
    ix_arena arena; /* lives as long as the world */
    ix_arena request;
    const ix_knowledge *knowledge;
    const ix_rules *rules;
    const ix_products *products;
    ix_policy policy;
    ix_buf image;
    ix_index *index;
    ix_screener screener;
    ix_error error;
    ix_input inputs[2];
} world;

#define WORLD_CHECK(call, w)                                                                       \
    do {                                                                                           \
        if ((call) != IX_OK) {                                                                     \
            fail_msg("%s: %s:%d: %s", #call, (w)->error.source, (int)(w)->error.line,              \
                     (w)->error.text);                                                             \
        }                                                                                          \
    } while (0)

static inline void world_load_data(world *w, const char *source) {
    char folder[4096];
    ix_knowledge_file *files;
    int count;
    snprintf(folder, sizeof folder, "%s/data", source);
    WORLD_CHECK(ix_data_read(&files, &count, folder, &w->arena, &w->error), w);
    WORLD_CHECK(ix_knowledge_load(&w->knowledge, files, count, &w->arena, &w->error), w);
    WORLD_CHECK(ix_rules_load(&w->rules, files, count, &w->arena, &w->error), w);
    WORLD_CHECK(ix_products_load(&w->products, files, count, &w->arena, &w->error), w);
    for (int i = 0; i < count; i++) {
        if (ix_str_equal(files[i].path, IX_STR("policy.yml"))) {
            WORLD_CHECK(ix_policy_load(&w->policy, files[i].bytes, files[i].path, &w->error), w);
        }
    }
}

/* The lines of a file whose first cell is none of the twelve. */
static inline ix_str world_without_twelve(world *w, ix_str bytes) {
    char *kept = IX_NEW(&w->arena, char, bytes.len + 1);
    ptrdiff_t len = 0;
    ix_str rest = bytes;
    while (rest.ptr != NULL) {
        ix_str line = ix_str_cut(rest, '\n', &rest);
        ix_str behind;
        int64_t uid = 0;
        bool number = ix_str_to_int(ix_str_cut(line, ',', &behind), &uid);
        if (!number || uid < 45815 || uid > 45864) {
            memcpy(kept + len, line.ptr, (size_t)line.len);
            len += line.len;
            if (rest.ptr != NULL) {
                kept[len++] = '\n';
            }
        }
    }
    return (ix_str){kept, len};
}

static inline void world_add(world *w, ix_list_history *history, const ix_list_reader *reader,
                             const ix_list_file *files, int count, int64_t day) {
    ix_parsed_snapshot *parsed = IX_NEW(&w->arena, ix_parsed_snapshot, 1);
    ix_list_history next;
    uint32_t ordinal;
    WORLD_CHECK(ix_snapshot_parse(parsed, reader, files, count, w->knowledge, &w->arena, &w->error),
                w);
    ix_snapshot snapshot = {.hash = ix_snapshot_hash(files, count),
                            .published = {IX_WHEN_DATE, day},
                            .received = day * 86400,
                            .entities = (uint32_t)parsed->count};
    WORLD_CHECK(
        ix_history_insert(&next, &ordinal, history, &snapshot, parsed, &w->arena, &w->error), w);
    *history = next;
}

enum { WORLD_2024_06_12 = 19886, WORLD_2024_06_21 = 19895, WORLD_2026_04_23 = 20566 };

static inline void world_load_lists(world *w, const char *source) {
    static const char *const folders[] = {"june-2024", "april-2026"};
    const ix_list_reader *reader = ix_list_reader_find(IX_STR("ofac_sdn_csv"));
    ix_list_history history = {.id = ix_str_from_cstr(reader->list_id),
                               .publisher = ix_str_from_cstr(reader->publisher),
                               .format = ix_str_from_cstr(reader->format),
                               .zone = reader->zone};
    for (int i = 0; i < 2; i++) {
        char path[4096];
        const char *paths[] = {path};
        snprintf(path, sizeof path, "%s/examples/%s/sdn.csv", source, folders[i]);
        WORLD_CHECK(ix_input_read(&w->inputs[i], reader, paths, 1, &w->error), w);
    }
    ix_list_file before[IX_LIST_FILES_MAX];
    for (int i = 0; i < w->inputs[0].count; i++) {
        before[i] = w->inputs[0].files[i];
        before[i].bytes = world_without_twelve(w, before[i].bytes);
    }
    world_add(w, &history, reader, before, w->inputs[0].count, WORLD_2024_06_12);
    world_add(w, &history, reader, w->inputs[0].files, w->inputs[0].count, WORLD_2024_06_21);
    world_add(w, &history, reader, w->inputs[1].files, w->inputs[1].count, WORLD_2026_04_23);
    ix_buf_init(&w->image, (size_t)64 << 20);
    WORLD_CHECK(ix_index_build(&w->image, w->knowledge, &history, 1, &w->error), w);
    WORLD_CHECK(
        ix_index_open(&w->index, ix_buf_view(&w->image), w->knowledge, &w->arena, &w->error), w);
}

/** Knowledge, rules and products without lists. `source`: the source tree (NULL: the current
 *  folder). */
static inline void world_know(world *w, const char *source) {
    memset(w, 0, sizeof *w);
    ix_arena_init(&w->arena, (size_t)1 << 30);
    ix_arena_init(&w->request, (size_t)64 << 20);
    world_load_data(w, source != NULL ? source : ".");
}

/** The same with the lists of the example. */
static inline void world_open(world *w, const char *source) {
    world_know(w, source);
    source = source != NULL ? source : ".";
    world_load_lists(w, source);
    ix_screener_init(&w->screener, w->index, w->knowledge, w->rules, w->products, &w->policy);
}

static inline void world_close(world *w) {
    ix_input_free(&w->inputs[0]);
    ix_input_free(&w->inputs[1]);
    ix_buf_free(&w->image);
    ix_arena_free(&w->request);
    ix_arena_free(&w->arena);
}

static inline ix_when world_time(const char *text) {
    ix_when when = {0};
    if (text != NULL && ix_when_parse(&when, ix_str_from_cstr(text), NULL) != IX_OK) {
        when.kind = IX_WHEN_NONE;
    }
    return when;
}

#endif
