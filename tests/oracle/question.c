/* Questions after a list, each decided by its number alone. */
#include "oracle.h"

#include "scan.h" /* tidy: allow layering: the scan is the engine's own */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

ix_status listed_scan(listed *list, ix_error *error) {
    list->scan = IX_NEW(&list->arena, ix_scan, 1);
    return list->scan ? ix_scan_init(list->scan, list->index, &list->arena, error)
                      : ix_error_set(error, IX_E_MEMORY, "no memory for a scan");
}

ix_status memo_open(struct ix_scan_memo **memo, ix_error *error) {
    *memo = calloc(1, sizeof **memo);
    return *memo ? ix_scan_memo_init(*memo, error)
                 : ix_error_set(error, IX_E_MEMORY, "no memory to keep words");
}

void memo_close(struct ix_scan_memo *memo) {
    if (memo) {
        ix_scan_memo_free(memo);
        free(memo);
    }
}

int64_t listed_names(const listed *list) {
    return list->index->name_count;
}

ix_status question_ask(ix_matches *by_index, ix_matches *by_scan, const question *q,
                       const listed *list, struct ix_scan_memo *memo, ix_arena *arena,
                       ix_error *error) {
    ix_status status = ix_match_search(by_index, list->index, &q->query, arena, error);
    return status ? status : ix_scan_match(by_scan, list->scan, memo, &q->query, arena, error);
}

/* Steele, Lea and Flood's SplitMix64. */
static uint64_t chance_next(chance *c) {
    uint64_t z = c->state += 0x9e3779b97f4a7c15ull;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return z ^ (z >> 31);
}

uint32_t chance_draw(chance *c, uint32_t below) {
    return below ? (uint32_t)((chance_next(c) >> 32) * below >> 32) : 0;
}

bool chance_in(chance *c, uint32_t times, uint32_t out_of) {
    return chance_draw(c, out_of) < times;
}

static ix_str any_name(const listed *list, chance *c) {
    return list->scan->names[chance_draw(c, list->index->name_count)].raw;
}

static void put(char text[QUESTION_BYTES_MAX], ix_str name) {
    snprintf(text, QUESTION_BYTES_MAX, "%" IX_FMT, IX_ARG(name));
}

/* Words of several listed names. */
static void mixed_name(char text[QUESTION_BYTES_MAX], const listed *list, chance *c) {
    int words = 1 + (int)chance_draw(c, QUESTION_WORDS_MAX / 2);
    words = chance_in(c, 1, 8) ? QUESTION_WORDS_MAX : words;
    ix_buf out;
    ix_buf_init(&out, QUESTION_BYTES_MAX);
    for (int i = 0; i < words; i++) {
        const ix_mname *name = &list->scan->names[chance_draw(c, list->index->name_count)];
        if (name->count > 0) {
            const ix_mpart *part = &name->parts[chance_draw(c, (uint32_t)name->count)];
            ix_buf_append_char(&out, ' ');
            ix_buf_append(&out, ix_str_slice(name->raw, part->from, part->to));
        }
    }
    put(text, ix_buf_view(&out));
    ix_buf_free(&out);
}

static void chance_letters(char text[QUESTION_BYTES_MAX], chance *c) {
    size_t len = 2 + chance_draw(c, 24);
    for (size_t i = 0; i < len; i++) {
        text[i] = chance_in(c, 1, 7) ? ' ' : (char)('a' + chance_draw(c, 26));
    }
    text[len] = '\0';
}

static void make_text(char text[QUESTION_BYTES_MAX], const listed *list, ix_str own, chance *c) {
    static const int times[] = {0, 1, 1, 1, 1, 2, 2, 2, 3, 5};
    uint32_t kind = chance_draw(c, 20);
    if (kind < 14) {
        put(text, own);
    } else if (kind < 19) {
        mixed_name(text, list, c);
    } else {
        chance_letters(text, c);
    }
    for (int i = times[chance_draw(c, 10)]; i > 0; i--) {
        mangle(text, c);
    }
}

static bool ask_identifier(question *q, const ix_entity *entity, chance *c, ix_arena *arena) {
    const ix_identifier *id =
        &entity->identifiers[chance_draw(c, (uint32_t)entity->identifier_count)];
    q->identifier = (ix_query_identifier){
        .type = chance_in(c, 1, 5) ? IX_ID_OTHER : id->type, .from = -1, .to = -1};
    q->identifier.value = ix_arena_copy(arena, id->value);
    memcpy(q->identifier.country, id->country, sizeof q->identifier.country);
    if (chance_in(c, 1, 4) && id->value.len > 0) {
        ((char *)(uintptr_t)q->identifier.value.ptr)[chance_draw(c, (uint32_t)id->value.len)] = '7';
    }
    q->query.identifiers = &q->identifier;
    q->query.identifier_count = 1;
    return q->identifier.value.ptr != NULL || id->value.len == 0;
}

/* What is asked besides the name: the entity's own or something else. */
static bool ask_more(question *q, const ix_entity *entity, chance *c, ix_arena *arena) {
    static const char *const countries[] = {"RU", "IR", "CN", "SY", "US", "DE"};
    if (chance_in(c, 1, 3)) {
        bool own = entity->birth_count > 0 && chance_in(c, 2, 3);
        ix_date day = {(int16_t)(1940 + chance_draw(c, 70)), (uint8_t)(1 + chance_draw(c, 12)),
                       (uint8_t)(1 + chance_draw(c, 28)), false};
        q->birth = own ? entity->births[0] : (ix_date_range){day, day};
        q->query.births = &q->birth;
        q->query.birth_count = 1;
    }
    if (chance_in(c, 1, 3)) {
        bool own = entity->nationality_count > 0 && chance_in(c, 2, 3);
        memcpy(q->country[0], own ? entity->nationalities[0] : countries[chance_draw(c, 6)], 3);
        q->query.countries = q->country;
        q->query.country_count = 1;
    }
    if (chance_in(c, 1, 6)) {
        q->query.gender = chance_in(c, 1, 2) ? IX_GENDER_FEMALE : IX_GENDER_MALE;
    }
    if (chance_in(c, 1, 8) && entity->address_count > 0) {
        q->address = entity->addresses[0];
        q->query.addresses = &q->address;
        q->query.address_count = 1;
    }
    return !chance_in(c, 1, 6) || entity->identifier_count == 0 ||
           ask_identifier(q, entity, c, arena);
}

static ix_party_type any_type(const ix_entity *entity, chance *c) {
    static const ix_party_type types[] = {IX_PARTY_PERSON, IX_PARTY_ORGANIZATION, IX_PARTY_VESSEL,
                                          IX_PARTY_AIRCRAFT};
    uint32_t kind = chance_draw(c, 10);
    return kind < 6 ? IX_PARTY_ANY : kind < 9 ? entity->type : types[chance_draw(c, 4)];
}

ix_status question_make(question *out, const listed *list, uint64_t number, ix_arena *arena,
                        ix_error *error) {
    /* Lower yet, a search of names with attributes is the scan itself. */
    static const int32_t bars[] = {IX_SCORE_ALERT, IX_SCORE_ALERT, IX_SCORE_ALERT, 8500,
                                   6000,           5000,           4000,           3500};
    chance c = {number};
    ix_index *index = list->index;
    uint32_t e = chance_draw(&c, index->entity_count);
    uint32_t ordinal = 0;
    ix_entity entity;
    ix_interval_pick(&ordinal, index->held + index->entities[e].held_first,
                     (int)index->entities[e].held_count, list->view.at, list->view.known);
    ix_status status = ix_entity_decode(&entity, ix_index_record(index, e, ordinal), arena, error);
    *out = (question){.query = {.lists = &list->view,
                                .threshold = bars[chance_draw(&c, 8)],
                                .names = out->names,
                                .name_count = chance_in(&c, 9, 10) ? 1 : QUESTION_NAMES_MAX}};
    if (status != IX_OK) {
        return status;
    }
    out->query.type = any_type(&entity, &c);
    for (int i = 0; status == IX_OK && i < out->query.name_count; i++) {
        ix_str own = entity.names[chance_draw(&c, (uint32_t)entity.name_count)].text;
        make_text(out->text[i], list, i == 0 ? own : any_name(list, &c), &c);
        status = ix_name_parse(&out->names[i], list->knowledge, ix_str_from_cstr(out->text[i]),
                               out->query.type, arena, error);
    }
    if (status == IX_OK && !ask_more(out, &entity, &c, arena)) {
        status = ix_error_set(error, IX_E_MEMORY, "no memory for a question");
    }
    return status;
}
