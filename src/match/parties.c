/* Which entities of several lists are one party.
 *
 * Publishers say so themselves: by the key another list gave the party, or by a number that only
 * one party has (data/match/references.txt says which count). While entities are entered, each of
 * their references is noted as a text; afterwards equal texts meet, and what they join is closed
 * under union. The result is a ring a party:
 *
 *     PARTIES   one row an entity:  first    the entity of the party with the least LIST:KEY
 *                                   next     the next one of the ring; itself where it is alone
 *
 * Entities are numbered by list id and key, so the first of a ring is the one of the least number.
 * All known versions count, whenever they were published: who a party is does not depend on the
 * date asked about, only what the lists say of it does. */
#include "parties.h"

#include <stdlib.h>
#include <string.h>

#define REFERENCE_BYTES_MAX 256

typedef enum ix_reference_kind {
    IX_REFERENCE_KEY,
    IX_REFERENCE_RELATION,
    IX_REFERENCE_IDENTIFIER
} ix_reference_kind;

/* One row of data/match/references.txt. */
typedef struct ix_reference {
    ix_reference_kind kind;
    const char *space;
    const char *what; /* list id, kind of relation, or type of identifier */
    const char *more; /* sources or country; empty: any */
    bool is_inn;      /* a Russian taxpayer number, by its check digits */
} ix_reference;

#include "references.h"

#define REFERENCE_COUNT ((int)(sizeof ix_references / sizeof ix_references[0]))

/* ------------------------------------------------------------------ noting */

/* A reference of an entity; its text lies in the builder's reference_text. */
typedef struct noted {
    uint32_t offset, len;
    uint32_t entity;
    uint32_t identifier; /* 1: a number that joins only where it is of one alone */
} noted;

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* SPACE:KEY with leading zeros of each run of digits left out; 0 when nothing is left. */
static int write_reference(char out[REFERENCE_BYTES_MAX], const char *space, ix_str value) {
    char key[REFERENCE_BYTES_MAX / 2];
    int key_len = ix_identifier_key(key, (int)sizeof key, IX_ID_OTHER, value);
    int len = 0;
    for (const char *c = space; *c != '\0' && len < REFERENCE_BYTES_MAX / 4; c++) {
        out[len++] = *c;
    }
    out[len++] = ':';
    int start = len;
    for (int i = 0; i < key_len; i++) {
        bool leading = key[i] == '0' && (i == 0 || !is_digit(key[i - 1])) && i + 1 < key_len &&
                       is_digit(key[i + 1]);
        if (leading) {
            key[i] = ' '; /* no digit, so that the next zero leads too */
            continue;
        }
        out[len++] = key[i];
    }
    return len > start ? len : 0;
}

static void note(ix_builder *b, const ix_reference *row, ix_str value, uint32_t entity) {
    char text[REFERENCE_BYTES_MAX];
    int len = write_reference(text, row->space, value);
    if (len == 0) {
        return;
    }
    noted one = {.offset = (uint32_t)b->reference_text.len,
                 .len = (uint32_t)len,
                 .entity = entity,
                 .identifier = row->kind == IX_REFERENCE_IDENTIFIER};
    ix_buf_append(&b->reference_text, (ix_str){text, len});
    ix_buf_append(&b->references, (ix_str){(const char *)&one, sizeof one});
}

static bool has_source(const ix_entity *entity, const char *sources) {
    ix_str rest = ix_str_from_cstr(sources);
    while (rest.ptr != NULL) {
        ix_str source = ix_str_cut(rest, ' ', &rest);
        for (int i = 0; i < entity->listing_count; i++) {
            if (ix_str_equal(entity->listings[i].source, source)) {
                return true;
            }
        }
    }
    return false;
}

static bool is_sound(const ix_identifier *id, const ix_reference *row) {
    bool from = row->more[0] == '\0' || strcmp(id->country, row->more) == 0;
    bool named = strcmp(row->what, ix_identifier_type_name(id->type)) == 0;
    return named && from && ix_identifier_check(id->type, id->value) &&
           (!row->is_inn || ix_identifier_is_inn(id->value));
}

void ix_builder_references(ix_builder *b, const ix_entity *entity, ix_str list, uint32_t number) {
    for (int r = 0; r < REFERENCE_COUNT; r++) {
        const ix_reference *row = &ix_references[r];
        if (row->kind == IX_REFERENCE_KEY) {
            if (ix_str_equal(list, ix_str_from_cstr(row->what)) &&
                (row->more[0] == '\0' || has_source(entity, row->more))) {
                note(b, row, entity->key, number);
            }
        } else if (row->kind == IX_REFERENCE_RELATION) {
            for (int i = 0; i < entity->relation_count; i++) {
                if (ix_str_equal(entity->relations[i].kind, ix_str_from_cstr(row->what))) {
                    note(b, row, entity->relations[i].target, number);
                }
            }
        } else {
            for (int i = 0; i < entity->identifier_count; i++) {
                if (is_sound(&entity->identifiers[i], row)) {
                    note(b, row, entity->identifiers[i].value, number);
                }
            }
        }
    }
}

void ix_builder_merge_references(ix_builder *b, const ix_builder *other, uint32_t entity) {
    const noted *items = (const noted *)(const void *)other->references.ptr;
    size_t count = other->references.len / sizeof *items;
    uint32_t text = (uint32_t)b->reference_text.len;
    ix_buf_append(&b->reference_text, ix_buf_view(&other->reference_text));
    for (size_t i = 0; i < count; i++) {
        noted one = items[i];
        one.offset += text;
        one.entity += entity;
        ix_buf_append(&b->references, (ix_str){(const char *)&one, sizeof one});
    }
}

/* ------------------------------------------------------------------ joining */

/* What joining works on. */
typedef struct joining {
    const ix_builder *b;
    const ix_entity_row *entities;
    const ix_interval *held;
    uint32_t *parent;
} joining;

/* A noted reference with its text at hand, to be sorted. */
typedef struct reference {
    ix_str text;
    uint32_t entity;
    uint32_t identifier;
} reference;

static int compare_references(const void *a, const void *b) {
    const reference *x = a;
    const reference *y = b;
    int order = ix_str_compare(x->text, y->text);
    if (order == 0 && x->identifier != y->identifier) {
        order = x->identifier < y->identifier ? -1 : 1;
    }
    return order != 0 ? order : (x->entity > y->entity) - (x->entity < y->entity);
}

static uint32_t find(uint32_t *parent, uint32_t entity) {
    while (parent[entity] != entity) {
        parent[entity] = parent[parent[entity]];
        entity = parent[entity];
    }
    return entity;
}

static void unite(uint32_t *parent, uint32_t a, uint32_t b) {
    uint32_t x = find(parent, a);
    uint32_t y = find(parent, b);
    parent[x > y ? x : y] = x > y ? y : x;
}

static bool held_together(const joining *j, uint32_t a, uint32_t b) {
    const ix_entity_row *x = &j->entities[a];
    const ix_entity_row *y = &j->entities[b];
    for (uint32_t i = 0; i < x->held_count; i++) {
        for (uint32_t k = 0; k < y->held_count; k++) {
            const ix_interval *p = &j->held[x->held_first + i];
            const ix_interval *q = &j->held[y->held_first + k];
            if (p->from < q->to && q->from < p->to) {
                return true;
            }
        }
    }
    return false;
}

/* Is a number of two entries of one list at one time? Then it is a slip of the publisher's, or a
 * number of something else, and tells nothing. The entries of one list stand together. */
static bool is_shared(const joining *j, const reference *of, int64_t count) {
    for (int64_t i = 0; i < count; i++) {
        for (int64_t k = i + 1; k < count; k++) {
            if (j->entities[of[k].entity].list != j->entities[of[i].entity].list) {
                break;
            }
            if (of[k].entity != of[i].entity && held_together(j, of[i].entity, of[k].entity)) {
                return true;
            }
        }
    }
    return false;
}

/* A number may belong to a ship and to its owner's entry alike; only like meets like. */
static bool of_one_kind(const joining *j, uint32_t a, uint32_t b) {
    uint32_t x = j->entities[a].type;
    uint32_t y = j->entities[b].type;
    return x == y || x == IX_PARTY_ANY || y == IX_PARTY_ANY;
}

static void join_run(const joining *j, const reference *of, int64_t count) {
    bool number = of[0].identifier != 0;
    if (number && is_shared(j, of, count)) {
        return;
    }
    for (int64_t i = 1; i < count; i++) {
        for (int64_t k = 0; k < i; k++) {
            if (!number || of_one_kind(j, of[k].entity, of[i].entity)) {
                unite(j->parent, of[k].entity, of[i].entity);
                break;
            }
        }
    }
}

static ix_status gather(reference **out, int64_t *count, ix_builder *b) {
    const noted *items = (const noted *)(const void *)b->references.ptr;
    *count = (int64_t)(b->references.len / sizeof *items);
    *out = IX_NEW(&b->scratch, reference, *count + 1);
    if (*out == NULL) {
        return IX_E_MEMORY;
    }
    for (int64_t i = 0; i < *count; i++) {
        (*out)[i] = (reference){{b->reference_text.ptr + items[i].offset, (ptrdiff_t)items[i].len},
                                items[i].entity,
                                items[i].identifier};
    }
    if (*count > 1) {
        qsort(*out, (size_t)*count, sizeof **out, compare_references);
    }
    return IX_OK;
}

/* The ring of each party, in ascending order of its entities. */
static void link_rings(ix_party_row *rows, uint32_t *parent, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        rows[i] = (ix_party_row){find(parent, i), i};
    }
    for (uint32_t i = count; i-- > 0;) { /* backwards, each one behind the first */
        uint32_t first = rows[i].first;
        if (i != first) {
            rows[i].next = rows[first].next;
            rows[first].next = i;
        }
    }
}

ix_status ix_builder_parties(ix_builder *b) {
    uint32_t entities = IX_ROW_COUNT(b, IX_SEC_ENTITIES, ix_entity_row);
    reference *references;
    int64_t count;
    ix_arena_reset(&b->scratch);
    ix_status status = gather(&references, &count, b);
    uint32_t *parent = status == IX_OK ? IX_NEW(&b->scratch, uint32_t, entities + 1) : NULL;
    ix_party_row *rows = (ix_party_row *)(void *)ix_buf_extend(&b->sections[IX_SEC_PARTIES],
                                                               entities * sizeof(ix_party_row));
    if (parent == NULL || (rows == NULL && entities > 0)) {
        return IX_E_MEMORY;
    }
    for (uint32_t i = 0; i < entities; i++) {
        parent[i] = i;
    }
    joining j = {.b = b,
                 .entities = IX_ROWS(b, IX_SEC_ENTITIES, ix_entity_row),
                 .held = IX_ROWS(b, IX_SEC_HELD, ix_interval),
                 .parent = parent};
    for (int64_t i = 0, end; i < count; i = end) {
        end = i + 1;
        while (end < count && ix_str_equal(references[end].text, references[i].text) &&
               references[end].identifier == references[i].identifier) {
            end++;
        }
        join_run(&j, &references[i], end - i);
    }
    link_rings(rows, parent, entities);
    return IX_OK;
}

/* ------------------------------------------------------------------ asking */

uint32_t ix_index_party(const ix_index *index, uint32_t entity) {
    return index->parties[entity].first;
}

uint32_t ix_index_party_next(const ix_index *index, uint32_t entity) {
    return index->parties[entity].next;
}
