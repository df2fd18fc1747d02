/* For the tests of this folder: random snapshots, and an allocator that fails on demand. */
#ifndef LISTS_HISTORY_SAMPLES_H
#define LISTS_HISTORY_SAMPLES_H

#include <interdict/lists.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* xorshift64*: the tests draw the same numbers on every machine. */
static inline uint64_t draw(uint64_t *state) {
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * 2685821657736338717u;
}

static inline int draw_below(uint64_t *state, int limit) {
    return (int)(draw(state) % (uint64_t)limit);
}

/* How many times a randomized test runs: INTERDICT_SOAK multiplies it. */
static inline int trials(int count) {
    /* tidy: allow banned: this header belongs to tests */
    ix_str soak = ix_str_from_cstr(getenv("INTERDICT_SOAK"));
    int64_t factor = 1;
    return ix_str_to_int(soak, &factor) && factor > 0 ? count * (int)factor : count;
}

typedef struct sample {
    ix_snapshot snapshot;
    ix_parsed_snapshot parsed;
} sample;

static inline ix_str sample_text(ix_arena *arena, const char *format, int a, int b) {
    char text[64];
    snprintf(text, sizeof text, format, a, b);
    return ix_arena_copy(arena, ix_str_from_cstr(text));
}

/* A snapshot published at `instant`: each of `keys` keys is held or not, saying one of three
 * things. Records are copies of their own, so that equality is of bytes, not of addresses. */
static inline sample draw_sample(uint64_t *state, int keys, int64_t instant, ix_arena *arena) {
    sample s = {0};
    s.snapshot.published = (ix_when){IX_WHEN_INSTANT, instant};
    s.snapshot.received = instant + 10;
    s.snapshot.hash = ix_sha256(sample_text(arena, "%d %d", (int)instant, draw_below(state, 1000)));
    s.parsed.versions = IX_NEW(arena, ix_version, keys);
    for (int k = 0; k < keys; k++) {
        if (draw_below(state, 10) < 7) {
            ix_version *v = &s.parsed.versions[s.parsed.count++];
            v->key = sample_text(arena, "key%03d", k, 0);
            v->record = sample_text(arena, "record of %d, form %d", k, draw_below(state, 3));
        }
    }
    s.parsed.state = ix_state_digest(s.parsed.versions, s.parsed.count, ix_allocator_libc());
    return s;
}

/* The record of an organization with one name, which stood at `origin`. */
static inline ix_str sample_record(ix_arena *arena, const char *key, const char *name,
                                   const char *origin) {
    ix_entity_name names[] = {
        {ix_str_from_cstr(name), IX_NAME_PRIMARY, ix_str_from_cstr(origin)}};
    ix_listing listing = {.source = {0}};
    ix_entity entity = {.key = ix_str_from_cstr(key),
                        .type = IX_PARTY_ORGANIZATION,
                        .names = names,
                        .name_count = 1,
                        .listings = &listing,
                        .listing_count = 1};
    ix_buf bytes;
    ix_buf_init(&bytes, 1 << 16);
    ix_entity_encode(&bytes, &entity);
    ix_str record = ix_arena_copy(arena, ix_buf_view(&bytes));
    ix_buf_free(&bytes);
    return record;
}

static inline ix_list_history sample_history(void) {
    return (ix_list_history){.id = IX_STR("us_sample"),
                             .publisher = IX_STR("Publisher of Samples"),
                             .format = IX_STR("sample_csv"),
                             .zone = IX_ZONE_NEW_YORK};
}

/* The C library's allocator until the Nth request (0: never fails). */
typedef struct failing {
    int calls;
    int fail_at;
    int blocks_out;
} failing;

static inline void *failing_resize(void *context, void *old, size_t old_size, size_t new_size) {
    failing *f = context;
    ix_allocator libc = ix_allocator_libc();
    if (new_size != 0 && ++f->calls == f->fail_at) {
        return NULL;
    }
    f->blocks_out += (old == NULL) - (new_size == 0);
    return libc.resize(libc.context, old, old_size, new_size);
}

#endif
