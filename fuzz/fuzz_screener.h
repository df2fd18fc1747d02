/* Shared by fuzzers that screen: the shipped knowledge, and an index of the shipped example. */
#ifndef FUZZ_SCREENER_H
#define FUZZ_SCREENER_H

#include <interdict/lists.h>
#include <interdict/screen.h>

#include <assert.h>
#include <string.h>

#include "fuzz_knowledge.h"

#define ARENA_BYTES ((size_t)512 << 20)

static ix_arena lasting;
static ix_buf image;
static ix_screener screener;

/* The SDN list of the examples, as the only snapshot of its list. */
static inline ix_index *open_index(const char *source, const ix_knowledge *knowledge) {
    static ix_input input;
    char path[IX_PATH_BYTES_MAX];
    const char *paths[] = {path};
    ix_error error = {0};
    const ix_list_reader *reader = ix_list_reader_find(IX_STR("ofac_sdn_csv"));
    ix_list_history history = {.id = ix_str_from_cstr(reader->list_id),
                               .publisher = ix_str_from_cstr(reader->publisher),
                               .format = ix_str_from_cstr(reader->format),
                               .zone = reader->zone};
    ix_parsed_snapshot *parsed = IX_NEW(&lasting, ix_parsed_snapshot, 1);
    ix_list_history next;
    uint32_t ordinal;
    ix_index *index;
    snprintf(path, sizeof path, "%s/examples/june-2024/sdn.csv", source);
    must(ix_input_read(&input, reader, paths, 1, &error), &error);
    must(ix_snapshot_parse(parsed, reader, input.files, input.count, knowledge, &lasting, &error),
         &error);
    ix_snapshot snapshot = {.hash = ix_snapshot_hash(input.files, input.count),
                            .published = {IX_WHEN_DATE, 19895},
                            .entities = (uint32_t)parsed->count};
    must(ix_history_insert(&next, &ordinal, &history, &snapshot, parsed, &lasting, &error), &error);
    ix_buf_init(&image, ARENA_BYTES);
    must(ix_index_build(&image, knowledge, &next, 1, &error), &error);
    must(ix_index_open(&index, ix_buf_view(&image), knowledge, &lasting, &error), &error);
    return index;
}

/* Over the shipped knowledge, rules and products. */
static inline void open_screener(void) {
    const ix_rules *rules;
    const ix_products *products;
    ix_policy policy = {.alert_score = 7000, .establish_score = 8500};
    ix_error error = {0};
    shipped data = open_shipped(&lasting, (size_t)4 << 30);
    must(ix_rules_load(&rules, data.files, data.count, &lasting, &error), &error);
    must(ix_products_load(&products, data.files, data.count, &lasting, &error), &error);
    ix_screener_init(&screener, open_index(data.source, data.knowledge), data.knowledge, rules,
                     products, &policy);
}

#endif
