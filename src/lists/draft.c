/* Filling an entity. Arrays grow by doubling in the entity's arena; their capacity is not stored:
 * it is the next power of two, at least four, of their count. */
#include "draft.h"

#include <assert.h>
#include <string.h>

#define FIRST_CAP         4
#define EXAMPLE_BYTES_MAX 120 /* of the detail in a counter's example */

void ix_draft_begin(ix_draft *draft, ix_str key, ix_party_type type) {
    ix_arena_reset(draft->arena);
    draft->entity = (ix_entity){.key = key, .type = type};
    draft->entity.listings = IX_NEW(draft->arena, ix_listing, 1);
    draft->entity.listing_count = 1;
    draft->status = draft->entity.listings == NULL ? IX_E_MEMORY : draft->status;
}

/* Room for one more item behind `count` items: the items where they are or moved, or NULL. */
static void *with_room(ix_draft *draft, void *items, int count, size_t size) {
    if (draft->status != IX_OK) {
        return NULL;
    }
    bool full = count == 0 || (count >= FIRST_CAP && (count & (count - 1)) == 0);
    if (!full) {
        return items;
    }
    size_t cap = count == 0 ? FIRST_CAP : (size_t)count * 2;
    void *grown = ix_arena_alloc(draft->arena, size, _Alignof(max_align_t), cap);
    if (grown == NULL) {
        draft->status = IX_E_MEMORY;
    } else if (count > 0) {
        memcpy(grown, items, (size_t)count * size);
    }
    return grown;
}

/* Append one item to an array member and its count. */
#define APPEND(draft, array, counter, ...)                                                         \
    do {                                                                                           \
        void *room_ = with_room((draft), (array), (counter), sizeof *(array));                     \
        if (room_ != NULL) {                                                                       \
            (array) = room_;                                                                       \
            (array)[(counter)++] = __VA_ARGS__;                                                    \
        }                                                                                          \
    } while (0)

void ix_draft_name(ix_draft *draft, ix_name_kind kind, ix_str text, ix_str origin) {
    ix_entity *e = &draft->entity;
    if (text.len > 0) {
        APPEND(draft, e->names, e->name_count, (ix_entity_name){text, kind, origin});
    }
}

void ix_draft_program(ix_draft *draft, ix_str program) {
    if (program.len > 0 && draft->status == IX_OK) {
        ix_listing *listing = &draft->entity.listings[draft->entity.listing_count - 1];
        APPEND(draft, listing->programs, listing->program_count, program);
    }
}

ix_listing *ix_draft_listing(ix_draft *draft) {
    ix_entity *e = &draft->entity;
    int before = e->listing_count;
    if (before == 1 && draft->status == IX_OK) { /* begun with room for one alone */
        ix_listing *room = IX_NEW(draft->arena, ix_listing, FIRST_CAP);
        if (room == NULL) {
            draft->status = IX_E_MEMORY;
            return NULL;
        }
        room[0] = e->listings[0];
        e->listings = room;
    }
    APPEND(draft, e->listings, e->listing_count, (ix_listing){0});
    return e->listing_count > before ? &e->listings[before] : NULL;
}

void ix_draft_birth_place(ix_draft *draft, ix_str place) {
    ix_entity *e = &draft->entity;
    if (place.len > 0) {
        APPEND(draft, e->birth_places, e->birth_place_count, place);
    }
}

void ix_draft_relation(ix_draft *draft, ix_str kind, ix_str target) {
    ix_entity *e = &draft->entity;
    if (target.len > 0) {
        APPEND(draft, e->relations, e->relation_count, (ix_relation){kind, target});
    }
}

void ix_draft_vessel(ix_draft *draft, ix_str name, ix_str value) {
    ix_entity *e = &draft->entity;
    if (value.len > 0) {
        APPEND(draft, e->vessel, e->vessel_count, (ix_field){name, value});
    }
}

void ix_draft_note(ix_draft *draft, ix_str note) {
    ix_entity *e = &draft->entity;
    if (note.len > 0) {
        APPEND(draft, e->notes, e->note_count, note);
    }
}

ix_identifier *ix_draft_identifier(ix_draft *draft, ix_identifier_type type, ix_str label,
                                   ix_str value) {
    ix_entity *e = &draft->entity;
    int before = e->identifier_count;
    if (value.len > 0) {
        APPEND(draft, e->identifiers, e->identifier_count,
               (ix_identifier){.type = type, .label = label, .value = value});
    }
    return e->identifier_count > before ? &e->identifiers[before] : NULL;
}

bool ix_draft_country(const ix_draft *draft, char code[3], ix_str text) {
    memset(code, 0, 3);
    return draft->knowledge != NULL && text.len > 0 &&
           ix_country_parse(code, draft->knowledge, text);
}

void ix_draft_address(ix_draft *draft, ix_str street, ix_str place, ix_str country, ix_str remark) {
    ix_entity *e = &draft->entity;
    if (street.len == 0 && place.len == 0 && country.len == 0) {
        return; /* OFAC writes such rows for parties whose address it does not know */
    }
    ix_address address = {
        .street = street, .place = place, .country_text = country, .remark = remark};
    bool told = country.len > 0 && !ix_str_equal(country, IX_STR("undetermined"));
    if (!ix_draft_country(draft, address.country, country) && told && draft->knowledge != NULL) {
        ix_draft_warn(draft, IX_STR("unknown_country"), country);
    }
    APPEND(draft, e->addresses, e->address_count, address);
}

void ix_draft_nationality(ix_draft *draft, ix_str word, ix_str country) {
    ix_entity *e = &draft->entity;
    char code[3];
    if (!ix_draft_country(draft, code, country)) {
        ix_draft_unmodelled(draft, word, country);
        return;
    }
    for (int i = 0; i < e->nationality_count; i++) {
        if (memcmp(e->nationalities[i], code, sizeof code) == 0) {
            return;
        }
    }
    void *room = with_room(draft, e->nationalities, e->nationality_count, sizeof code);
    if (room != NULL) {
        e->nationalities = room;
        memcpy(e->nationalities[e->nationality_count++], code, sizeof code);
    }
}

void ix_draft_birth(ix_draft *draft, ix_str word, ix_str text) {
    ix_date_range readings[2];
    int count = 0;
    if (ix_date_parse(readings, &count, text, NULL) != IX_OK) {
        ix_draft_unmodelled(draft, word, text);
        return;
    }
    if (count > 1) {
        ix_draft_warn(draft, IX_STR("ambiguous_date"), text);
    }
    for (int i = 0; i < count; i++) {
        ix_draft_born(draft, readings[i]);
    }
}

void ix_draft_born(ix_draft *draft, ix_date_range range) {
    ix_entity *e = &draft->entity;
    APPEND(draft, e->births, e->birth_count, range);
}

static ix_str join(ix_draft *draft, ix_arena *arena, const ix_str *parts, int count) {
    ptrdiff_t len = 0;
    for (int i = 0; i < count; i++) {
        len += parts[i].len;
    }
    char *text = len > 0 ? ix_arena_alloc(arena, 1, 1, (size_t)len) : NULL;
    if (text == NULL) {
        draft->status = len > 0 ? IX_E_MEMORY : draft->status;
        return (ix_str){0};
    }
    char *at = text;
    for (int i = 0; i < count; i++) {
        if (parts[i].len > 0) {
            memcpy(at, parts[i].ptr, (size_t)parts[i].len);
            at += parts[i].len;
        }
    }
    return (ix_str){text, len};
}

/* "alt.csv:17: 1234", in the report's arena. */
static ix_str example_text(ix_draft *draft, ix_str detail) {
    char line[24];
    ix_buf digits = {.ptr = line, .cap = sizeof line, .max = sizeof line - 1};
    ix_buf_append_int(&digits, draft->line);
    const ix_str parts[] = {draft->file, IX_STR(":"), ix_buf_view(&digits),
                            detail.len > 0 ? IX_STR(": ") : (ix_str){0}, detail};
    return join(draft, draft->keep, parts, sizeof parts / sizeof parts[0]);
}

/* Count; the example (and a name that may not last) is made only at the first occurrence. */
static void tally(ix_draft *draft, ix_counter *counters, int *count, ix_str name, ix_str detail) {
    for (int i = 0; i < *count; i++) {
        if (ix_str_equal(counters[i].name, name)) {
            counters[i].count++;
            return;
        }
    }
    ix_str lasting = ix_arena_copy(draft->keep, name);
    ix_str example = example_text(draft, ix_str_slice(detail, 0, EXAMPLE_BYTES_MAX));
    if (lasting.ptr == NULL || draft->status != IX_OK) {
        draft->status = IX_E_MEMORY;
        return;
    }
    ix_counter_add(counters, count, lasting, example);
}

void ix_draft_warn(ix_draft *draft, ix_str warning, ix_str key) {
    tally(draft, draft->report->warnings, &draft->report->warning_count, warning, key);
}

void ix_draft_unmodelled(ix_draft *draft, ix_str name, ix_str value) {
    ix_entity *e = &draft->entity;
    if (value.len == 0) {
        return;
    }
    APPEND(draft, e->unmodelled, e->unmodelled_count, (ix_field){name, value});
    tally(draft, draft->report->unmodelled, &draft->report->unmodelled_count, name, value);
}

ix_str ix_draft_join(ix_draft *draft, const ix_str *parts, int count) {
    return join(draft, draft->arena, parts, count);
}

/* ------------------------------------------------------------------ one line */

/* Bytes of a space or of what stands for one at `at`, else 0. */
static ptrdiff_t space_at(ix_str text, ptrdiff_t at) {
    static const ix_str forms[] = {{" ", 1},        {"\t", 1},           {"\r", 1},     {"\n", 1},
                                   {"\xC2\xA0", 2}, {"\xE2\x80\x8B", 3}, {"_x000D_", 7}};
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        if (ix_str_starts_with(ix_str_slice(text, at, text.len), forms[i])) {
            return forms[i].len;
        }
    }
    return 0;
}

static bool is_one_line(ix_str text) {
    bool space = true;
    for (ptrdiff_t i = 0; i < text.len; i++) {
        ptrdiff_t bytes = space_at(text, i);
        if (bytes > 1 || (bytes == 1 && (space || text.ptr[i] != ' '))) {
            return false;
        }
        space = bytes == 1;
    }
    return text.len == 0 || !space;
}

ix_str ix_draft_line(ix_draft *draft, ix_str text) {
    if (is_one_line(text)) {
        return text;
    }
    char *line = ix_arena_alloc(draft->arena, 1, 1, (size_t)text.len);
    if (line == NULL) {
        draft->status = IX_E_MEMORY;
        return (ix_str){0};
    }
    ptrdiff_t len = 0;
    for (ptrdiff_t i = 0; i < text.len;) {
        ptrdiff_t bytes = space_at(text, i);
        if (bytes == 0) {
            line[len++] = text.ptr[i++];
        } else {
            i += bytes;
            if (len > 0 && line[len - 1] != ' ') {
                line[len++] = ' ';
            }
        }
    }
    return ix_str_trim((ix_str){line, len});
}

/* How little a name is fit to be the primary one. */
static int rank_of(ix_name_kind kind) {
    return kind == IX_NAME_PRIMARY ? 0 : kind == IX_NAME_STRONG ? 1 : 2;
}

bool ix_draft_primary_first(ix_draft *draft) {
    ix_entity *e = &draft->entity;
    int first = 0;
    for (int i = 1; i < e->name_count; i++) {
        first = rank_of(e->names[i].kind) < rank_of(e->names[first].kind) ? i : first;
    }
    if (e->name_count == 0) {
        return false;
    }
    ix_entity_name primary = e->names[first];
    if (primary.kind != IX_NAME_PRIMARY) {
        ix_draft_warn(draft, IX_STR("no_primary_name"), e->key);
    }
    memmove(e->names + 1, e->names, (size_t)first * sizeof *e->names);
    primary.kind = IX_NAME_PRIMARY;
    e->names[0] = primary;
    for (int i = 1; i < e->name_count; i++) {
        e->names[i].kind = e->names[i].kind == IX_NAME_PRIMARY ? IX_NAME_STRONG : e->names[i].kind;
    }
    return true;
}

bool ix_draft_says_something(ix_str s) {
    for (ptrdiff_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c >= 0x80 || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')) {
            return true;
        }
    }
    return false;
}
