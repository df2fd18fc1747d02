/* The runs of words of a sentence that may be a listed name, by the index of their rarest parts
 * (ix_match_spot), are compared with it as a search for the run would. Of each run all names are
 * asked at once. */
#include "text.h"

#include <stdlib.h>
#include <string.h>

typedef struct spots {
    text_scan *c;
    const text_sentence *sentence;
    ix_vector found; /* of ix_spot */
} spots;

static uint64_t question_of(const ix_spot *spot) {
    uint64_t hash = (spot->name + 1) * 0x9e3779b97f4a7c15ull;
    for (int i = 0; i < spot->read_count; i++) {
        hash = hash * 31 + ix_hash64(spot->reads[i].text) +
               (uint64_t)(spot->reads[i].token - spot->first);
    }
    return hash;
}

static ix_str run_of(const text_sentence *sentence, const ix_spot *spot) {
    const ix_token *tokens = sentence->tokens->tokens;
    return ix_str_slice(sentence->chunk, tokens[spot->first].from, tokens[spot->last].to);
}

static bool take(void *context, const ix_spot *spot) {
    spots *own = context;
    int32_t best;
    if (own->c->listed_count == 0 && text_best(own->c, spot->entity, &best) && best > spot->most) {
        return true;
    }
    if (text_is_asked(own->c, run_of(own->sentence, spot), question_of(spot))) {
        return true;
    }
    ix_spot *copy = ix_vector_push(&own->found, sizeof *copy, &own->c->scratch);
    if (copy == NULL) {
        return false;
    }
    *copy = *spot;
    return true;
}

/* By run, then by name. */
static int order(const void *a, const void *b) {
    const ix_spot *x = a, *y = b;
    int64_t keys[][2] = {{x->first, y->first},
                         {x->last, y->last},
                         {x->read_count, y->read_count},
                         {x->name, y->name}};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (keys[i][0] != keys[i][1]) {
            return keys[i][0] < keys[i][1] ? -1 : 1;
        }
    }
    return 0;
}

/* The run with words of it read without their case endings. */
static ix_writing *read_run(const spots *own, const ix_spot *spot, ix_str run, ptrdiff_t at) {
    ix_arena *arena = own->c->s->arena;
    ptrdiff_t room = run.len;
    for (int i = 0; i < spot->read_count; i++) {
        room += spot->reads[i].text.len;
    }
    ix_writing *out = IX_NEW(arena, ix_writing, 1);
    char *bytes = IX_NEW(arena, char, room + 1);
    int32_t *origin = IX_NEW(arena, int32_t, room + 1);
    if (out == NULL || bytes == NULL || origin == NULL) {
        return NULL;
    }
    ptrdiff_t len = 0;
    const ix_token *tokens = own->sentence->tokens->tokens;
    for (ptrdiff_t pos = 0; pos < run.len;) {
        const ix_spot_read *read = NULL;
        for (int i = 0; i < spot->read_count; i++) {
            if (tokens[spot->reads[i].token].from - at == pos) {
                read = &spot->reads[i];
            }
        }
        if (read == NULL) {
            bytes[len] = run.ptr[pos];
            origin[len++] = (int32_t)pos++;
            continue;
        }
        const ix_token *token = &tokens[read->token];
        ptrdiff_t last = token->to - at - 1;
        for (ptrdiff_t i = 0; i < read->text.len; i++) {
            bytes[len] = read->text.ptr[i];
            /* the last byte of the name stands for the whole rest of the word */
            origin[len++] = (int32_t)(i + 1 == read->text.len || pos + i > last ? last : pos + i);
        }
        pos = last + 1;
    }
    *out = (ix_writing){{bytes, len}, origin, IX_DISGUISE_INFLECTED};
    return out;
}

/* One question: a run and the names that it may be. */
static ix_status ask(const spots *own, const ix_spot *from, int count) {
    text_scan *c = own->c;
    screening *s = c->s;
    ix_str run = run_of(own->sentence, from);
    ptrdiff_t at = own->sentence->tokens->tokens[from->first].from;
    ix_arena_mark mark = ix_arena_position(s->arena);
    ix_parsed_name *name = IX_NEW(s->arena, ix_parsed_name, 1);
    uint32_t *names = IX_NEW_RAW(s->arena, uint32_t, count);
    ix_writing *writing = from->read_count > 0 ? read_run(own, from, run, at) : NULL;
    ix_matches matches = {0};
    if (name == NULL || names == NULL || (from->read_count > 0 && writing == NULL)) {
        return text_no_memory(c);
    }
    for (int i = 0; i < count; i++) {
        names[i] = from[i].name;
    }
    ix_status status =
        ix_name_parse(name, s->screener->knowledge, run, IX_PARTY_ANY, s->arena, s->error);
    if (status == IX_OK && name->count > 0) {
        ix_query query = {.names = name,
                          .name_count = 1,
                          .writings = writing,
                          .writing_count = writing != NULL,
                          .identifiers = c->listed,
                          .identifier_count = c->listed_count,
                          .lists = s->views,
                          .threshold = s->bars.threshold};
        status =
            ix_match_listed(&matches, s->screener->index, &query, names, count, s->arena, s->error);
    }
    bool kept = false;
    for (int i = 0; i < matches.count && status == IX_OK; i++) {
        status = text_keep(c, &matches.items[i], own->sentence->offset + at, run.len, &kept);
    }
    if (status == IX_OK && !kept) {
        ix_arena_rewind(s->arena, mark);
    }
    return status;
}

static ix_status ask_all(const spots *own) {
    ix_spot *found = own->found.items;
    int count = (int)own->found.count;
    ix_status status = IX_OK;
    if (count > 1) {
        qsort(found, (size_t)count, sizeof *found, order);
    }
    for (int i = 0, next; i < count && status == IX_OK; i = next) {
        next = i + 1;
        while (next < count && found[i].read_count == 0 && found[next].read_count == 0 &&
               found[next].first == found[i].first && found[next].last == found[i].last) {
            next++;
        }
        status = ask(own, &found[i], next - i);
    }
    return status;
}

ix_status text_ask_spots(text_scan *c, const text_sentence *sentence) {
    spots own = {.c = c, .sentence = sentence};
    ix_arena_reset(&c->scratch);
    ix_spot_span span = {sentence->first, sentence->end,
                         sentence->capitals ? sentence->small + sentence->first : NULL,
                         c->listed_count == 0};
    ix_status status = ix_match_spot(c->s->screener->index, c->cache, sentence->tokens, &span, take,
                                     &own, &c->scratch, c->s->error);
    if (status == IX_OK) {
        status = ask_all(&own);
    }
    return status;
}
