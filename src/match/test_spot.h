/* A small list and the spots of a sentence about it, for the tests of running text. */
#ifndef INTERDICT_MATCH_TEST_SPOT_H
#define INTERDICT_MATCH_TEST_SPOT_H

#include "test_support.h"

static const support_row rows[] = {
    {"1", IX_PARTY_PERSON, "TIKHONOV, Andrei Gennadyevich", NULL, NULL, 0, 0, 0},
    {"2", IX_PARTY_PERSON, "ABD AL-RAHMAN, Muhammad", NULL, NULL, 0, 0, 0},
    {"3", IX_PARTY_ORGANIZATION, "NATIONAL IRANIAN TANKER COMPANY", NULL, NULL, 0, 0, 0},
    {"4", IX_PARTY_VESSEL, "GIANT", NULL, NULL, 0, 0, 0},
    {"5", IX_PARTY_PERSON, "WANG, Li", NULL, NULL, 0, 0, 0},
    {"6", IX_PARTY_PERSON, "BORSHCHEV, Daniil Sergeyevich", NULL, NULL, 0, 0, 0},
};

#define SPOTS_MAX 64

typedef struct spotted {
    ix_text text;
    ix_spot items[SPOTS_MAX];
    int count;
} spotted;

static inline int set_up(void **state) {
    return support_set_up(state, rows, (int)(sizeof rows / sizeof rows[0]));
}

static inline bool keep_spot(void *context, const ix_spot *spot) {
    spotted *s = context;
    assert_true(s->count < SPOTS_MAX);
    s->items[s->count++] = *spot;
    return true;
}

/* The spots of one sentence; small letters tell as in running text when `capitals`. */
static inline void spot_in(spotted *out, support_fixture *f, const char *sentence, bool capitals) {
    ix_part_cache *cache;
    *out = (spotted){.count = 0};
    assert_int_equal(ix_text_analyze(&out->text, ix_str_from_cstr(sentence), &f->arena, NULL),
                     IX_OK);
    bool *small = IX_NEW(&f->arena, bool, out->text.count + 1);
    for (int i = 0; i < out->text.count; i++) {
        char first = sentence[out->text.tokens[i].from];
        small[i] = first >= 'a' && first <= 'z';
    }
    assert_int_equal(ix_part_cache_open(&cache, 1 << 22, NULL), IX_OK);
    ix_spot_span span = {0, out->text.count, capitals ? small : NULL};
    assert_int_equal(
        ix_match_spot(f->index, cache, &out->text, &span, keep_spot, out, &f->arena, NULL), IX_OK);
    ix_part_cache_close(cache);
}

/* Is a name of this entity spotted in just these words? */
static inline bool is_spotted(const spotted *s, support_fixture *f, const char *key,
                              const char *words) {
    for (int i = 0; i < s->count; i++) {
        const ix_token *tokens = s->text.tokens;
        ix_str run =
            ix_str_slice(s->text.raw, tokens[s->items[i].first].from, tokens[s->items[i].last].to);
        if (ix_str_equal(ix_index_entity_at(f->index, s->items[i].entity).key,
                         ix_str_from_cstr(key)) &&
            ix_str_equal(run, ix_str_from_cstr(words))) {
            return true;
        }
    }
    return false;
}

static inline bool is_spotted_anywhere(const spotted *s, support_fixture *f, const char *key) {
    for (int i = 0; i < s->count; i++) {
        if (ix_str_equal(ix_index_entity_at(f->index, s->items[i].entity).key,
                         ix_str_from_cstr(key))) {
            return true;
        }
    }
    return false;
}

#endif
