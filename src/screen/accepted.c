/* Decided pairs (screen_accepted.h): the file, and what a pair does to a finding.
 *
 * A pair is exact (all that is said of the subject, the entry, the version of the entry), it
 * expires, and it falls when either side changes. */
#include "accepted.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_BYTES_MAX ((size_t)1 << 20)

struct ix_accepted {
    ix_digest digest;
    ix_acceptance *pairs; /* by entity, subject, id */
    uint32_t *keyed;      /* those with an id, by entity, id, line */
    int count;
    int keyed_count;
};

const ix_digest *ix_accepted_digest(const ix_accepted *accepted) {
    return &accepted->digest;
}

/* ------------------------------------------------------------------ the subject's data */

typedef struct said {
    ix_buf text; /* values one behind the other */
    ptrdiff_t from[8 * (IX_SUBJECT_VALUES_MAX + 1)];
    int count;
} said;

static void begin_value(said *all, char kind) {
    assert(all->count < (int)(sizeof all->from / sizeof all->from[0]));
    all->from[all->count++] = (ptrdiff_t)all->text.len;
    ix_buf_append_char(&all->text, kind);
}

static void say(said *all, char kind, ix_str value) {
    begin_value(all, kind);
    ix_buf_append(&all->text, value);
}

static void say_all(said *all, char kind, const ix_str *values, int count) {
    for (int i = 0; i < count; i++) {
        say(all, kind, values[i]);
    }
}

/* As one text: a message tells street and place apart, a file does not. */
static void say_addresses(said *all, const ix_party *party) {
    for (int i = 0; i < party->address_count; i++) {
        ix_str text = party->address_texts[i];
        ix_str place = party->addresses[i].place;
        say(all, 'l', text);
        if (place.len > 0 && ix_str_find(text, place, 0) < 0) {
            ix_buf_append(&all->text, text.len > 0 ? IX_STR(", ") : (ix_str){0});
            ix_buf_append(&all->text, place);
        }
    }
}

static void say_identifiers(said *all, const ix_party *party) {
    for (int i = 0; i < party->identifier_count; i++) {
        const ix_party_identifier *id = &party->identifiers[i];
        begin_value(all, 'i');
        ix_buf_printf(&all->text, "%s\n%s\n%" IX_FMT "\n", ix_identifier_type_name(id->type),
                      id->country, IX_ARG(id->currency));
        ix_buf_append(&all->text, id->value);
    }
}

static void say_party(said *all, const ix_party *party) {
    say(all, 'n', party->name);
    say(all, 't', ix_str_from_cstr(ix_party_type_name(party->type)));
    begin_value(all, 'g');
    ix_buf_printf(&all->text, "%d", (int)party->gender);
    say_all(all, 'a', party->aliases, party->alias_count);
    say_addresses(all, party);
    say_all(all, 'p', party->birth_places, party->birth_place_count);
    for (int i = 0; i < party->birth_count; i++) {
        begin_value(all, 'b');
        ix_date_range_print(&all->text, party->births[i]);
    }
    for (int i = 0; i < party->country_count; i++) {
        say(all, 'c', ix_str_from_cstr(party->countries[i]));
    }
    say_identifiers(all, party);
}

static int compare_digests(const void *left, const void *right) {
    return memcmp(left, right, sizeof(ix_digest));
}

/* Each value by itself, so that no two sets of values read as one text; then all, in order. */
ix_status accepted_subject(ix_digest *out, const ix_party *party, ix_arena *arena) {
    ix_arena_mark mark = ix_arena_position(arena);
    said *all = IX_NEW(arena, said, 1);
    if (all == NULL) {
        return IX_E_MEMORY;
    }
    ix_buf_init(&all->text, (size_t)8 * IX_SUBJECT_VALUES_MAX * IX_SUBJECT_VALUE_BYTES_MAX);
    say_party(all, party);
    ix_digest *each = IX_NEW(arena, ix_digest, all->count);
    ix_status status = each == NULL ? IX_E_MEMORY : all->text.status;
    for (int i = 0; i < all->count && status == IX_OK; i++) {
        ptrdiff_t to = i + 1 < all->count ? all->from[i + 1] : (ptrdiff_t)all->text.len;
        each[i] = ix_sha256(ix_str_slice(ix_buf_view(&all->text), all->from[i], to));
    }
    if (status == IX_OK) {
        qsort(each, (size_t)all->count, sizeof *each, compare_digests);
        *out =
            ix_sha256((ix_str){(const char *)each, (ptrdiff_t)((size_t)all->count * sizeof *each)});
    }
    ix_buf_free(&all->text);
    ix_arena_rewind(arena, mark);
    return status;
}

/* ------------------------------------------------------------------ the file */

#define COLUMN_LIST(X)                                                                             \
    X(COLUMN_ENTITY, "entity", true)                                                               \
    X(COLUMN_DECIDED_ON, "decided_on", true)                                                       \
    X(COLUMN_DECIDED_BY, "decided_by", true)                                                       \
    X(COLUMN_APPROVED_BY, "approved_by", false)                                                    \
    X(COLUMN_UNTIL, "until", true)                                                                 \
    X(COLUMN_REASON, "reason", true)

enum {
#define COLUMN_ENUM(name, heading, needed) name,
    COLUMN_LIST(COLUMN_ENUM)
#undef COLUMN_ENUM
        COLUMN_COUNT
};

static const struct {
    const char *heading;
    bool needed;
} columns[] = {
#define COLUMN_ROW(name, heading, needed) {heading, needed},
    COLUMN_LIST(COLUMN_ROW)
#undef COLUMN_ROW
};

/* A file under way. */
typedef struct reading {
    ix_csv csv;
    ix_row_layout layout; /* of the subject */
    int at[COLUMN_COUNT]; /* of the pair's own columns; -1: none */
    ix_party party;
    ix_str cells[IX_CSV_FIELDS_MAX];
    int count;
    int64_t line;
    ix_vector pairs;
    const ix_knowledge *knowledge;
    ix_arena *arena;
    ix_error *error;
} reading;

#define FAULT(r, ...)                                                                              \
    ix_error_at((r)->error, IX_E_INPUT, (r)->csv.source, (r)->line, -1, __VA_ARGS__)

static ix_status no_memory(const reading *r) {
    return ix_error_set(r->error, IX_E_MEMORY, "no memory for decided pairs");
}

/* A column that is not known is not passed over: it may be one of these, misspelt. */
static ix_status place_column(reading *r, int column) {
    ix_str heading = ix_str_trim(r->cells[column]);
    for (int i = 0; i < COLUMN_COUNT; i++) {
        if (ix_str_equal_ascii_nocase(heading, ix_str_from_cstr(columns[i].heading))) {
            if (r->at[i] >= 0) {
                return FAULT(r, "two columns are headed %s", columns[i].heading);
            }
            r->at[i] = column;
            return IX_OK;
        }
    }
    return r->layout.names[column].len > 0
               ? IX_OK
               : FAULT(r, "the column '%" IX_FMT "' is not known", IX_ARG(heading));
}

static ix_status read_header(reading *r) {
    ix_status status = ix_csv_next(r->cells, IX_CSV_FIELDS_MAX, &r->count, &r->csv, &r->line, NULL,
                                   r->arena, r->error);
    if (status == IX_END) {
        r->line = 1;
        return FAULT(r, "the file is empty; expected a header row");
    }
    if (status == IX_OK) {
        status = ix_row_layout_read(&r->layout, r->cells, r->count, NULL, 0, r->error);
        status = status == IX_E_INPUT ? FAULT(r, "the header row has no column name, or two of id, "
                                                 "type or gender")
                                      : status;
    }
    for (int i = 0; i < COLUMN_COUNT; i++) {
        r->at[i] = -1;
    }
    for (int i = 0; i < r->count && status == IX_OK; i++) {
        status = place_column(r, i);
    }
    for (int i = 0; i < COLUMN_COUNT && status == IX_OK; i++) {
        if (columns[i].needed && r->at[i] < 0) {
            status = FAULT(r, "the column %s is missing", columns[i].heading);
        }
    }
    return status;
}

static ix_str cell(const reading *r, int column) {
    return r->at[column] >= 0 ? ix_str_trim(r->cells[r->at[column]]) : (ix_str){0};
}

static ix_status read_day(ix_when *out, const reading *r, int column) {
    ix_error why = {0};
    ix_status status = ix_when_parse(out, cell(r, column), &why);
    return status == IX_OK ? IX_OK : FAULT(r, "%s: %s", columns[column].heading, why.text);
}

/* A name alone would let everybody of that name pass. */
static bool is_told_apart(const ix_party *party) {
    return party->id.len > 0 || party->birth_count + party->country_count +
                                        party->identifier_count + party->address_count +
                                        party->birth_place_count >
                                    0;
}

static ix_status check_subject(const reading *r) {
    const ix_party *party = &r->party;
    if (party->unreadable || party->damaged) {
        const ix_oddity *odd = &party->oddities[0];
        return FAULT(r, "the subject cannot be read: %" IX_FMT ": %" IX_FMT, IX_ARG(odd->where),
                     IX_ARG(odd->detail));
    }
    if (party->name.len == 0 && party->identifier_count == 0) {
        return FAULT(r, "the subject has neither name nor identifier");
    }
    return is_told_apart(party)
               ? IX_OK
               : FAULT(r,
                       "a name alone is no subject: expected an id, or a date or place of birth, "
                       "a country, an address or an identifier");
}

static ix_status check_pair(const reading *r, const ix_acceptance *pair) {
    ix_str key;
    ix_str list = ix_str_cut(pair->entity, ':', &key);
    for (int i = 0; i < COLUMN_COUNT; i++) {
        if (columns[i].needed && cell(r, i).len == 0) {
            return FAULT(r, "%s is empty", columns[i].heading);
        }
    }
    if (list.len == 0 || key.len == 0) {
        return FAULT(r, "entity: expected LIST:KEY, not '%" IX_FMT "'", IX_ARG(pair->entity));
    }
    if (ix_when_instant(pair->until, IX_ZONE_UTC) <=
        ix_when_instant(pair->decided_on, IX_ZONE_UTC)) {
        return FAULT(r, "until is not after decided_on");
    }
    if (ix_str_equal_ascii_nocase(pair->decided_by, pair->approved_by)) {
        return FAULT(r, "approved_by is the person who decided; it takes a second one");
    }
    return IX_OK;
}

static ix_status read_pair(reading *r) {
    ix_acceptance pair = {.line = r->line,
                          .entity = cell(r, COLUMN_ENTITY),
                          .decided_by = cell(r, COLUMN_DECIDED_BY),
                          .approved_by = cell(r, COLUMN_APPROVED_BY),
                          .reason = cell(r, COLUMN_REASON)};
    ix_status status = ix_party_read_row(&r->party, &r->layout, r->cells, r->count, r->knowledge,
                                         r->arena, r->error);
    if (status == IX_E_INPUT || status == IX_E_LIMIT) {
        ix_error why = *r->error;
        return FAULT(r, "%s", why.text);
    }
    status = status == IX_OK ? check_subject(r) : status;
    status = status == IX_OK ? read_day(&pair.decided_on, r, COLUMN_DECIDED_ON) : status;
    status = status == IX_OK ? read_day(&pair.until, r, COLUMN_UNTIL) : status;
    status = status == IX_OK ? check_pair(r, &pair) : status;
    if (status != IX_OK) {
        return status;
    }
    pair.id = r->party.id;
    ix_acceptance *slot = ix_vector_push(&r->pairs, sizeof *slot, r->arena);
    if (slot == NULL || accepted_subject(&pair.subject, &r->party, r->arena) != IX_OK) {
        return no_memory(r);
    }
    *slot = pair;
    return IX_OK;
}

static ix_status read_pairs(reading *r) {
    ix_status status = IX_OK;
    while (status == IX_OK) {
        status = ix_csv_next(r->cells, IX_CSV_FIELDS_MAX, &r->count, &r->csv, &r->line, NULL,
                             r->arena, r->error);
        if (status == IX_OK && r->pairs.count >= IX_ACCEPTED_MAX) {
            return ix_error_at(r->error, IX_E_LIMIT, r->csv.source, r->line, -1,
                               "more than %d pairs", IX_ACCEPTED_MAX);
        }
        if (status == IX_OK && r->count != r->layout.count) {
            return FAULT(r, "a row of %d cells under a header of %d", r->count, r->layout.count);
        }
        status = status == IX_OK ? read_pair(r) : status;
    }
    return status == IX_END ? IX_OK : status;
}

/* ------------------------------------------------------------------ in order */

static int compare_subjects(const ix_acceptance *a, ix_str entity, const ix_digest *subject,
                            ix_str id) {
    int entities = ix_str_compare(a->entity, entity);
    if (entities != 0) {
        return entities;
    }
    int subjects = memcmp(&a->subject, subject, sizeof *subject);
    return subjects != 0 ? subjects : ix_str_compare(a->id, id);
}

static int compare_pairs(const void *left, const void *right) {
    const ix_acceptance *b = right;
    return compare_subjects(left, b->entity, &b->subject, b->id);
}

static ix_status check_once(const reading *r, const ix_accepted *all) {
    for (int i = 1; i < all->count; i++) {
        const ix_acceptance *a = &all->pairs[i - 1];
        const ix_acceptance *b = &all->pairs[i];
        if (compare_pairs(a, b) == 0) {
            int64_t first = a->line < b->line ? a->line : b->line;
            return ix_error_at(r->error, IX_E_INPUT, r->csv.source, a->line + b->line - first, -1,
                               "the same pair as line %lld", (long long)first);
        }
    }
    return IX_OK;
}

static int compare_keys(const ix_acceptance *a, ix_str entity, ix_str id) {
    int entities = ix_str_compare(a->entity, entity);
    return entities != 0 ? entities : ix_str_compare(a->id, id);
}

/* By entity and id: an insertion into what is nearly in order, for pairs are by entity already. */
static void sort_keyed(ix_accepted *all) {
    for (int i = 0; i < all->count; i++) {
        if (all->pairs[i].id.len == 0) {
            continue;
        }
        all->keyed[all->keyed_count++] = (uint32_t)i;
    }
    for (int gap = all->keyed_count / 2; gap > 0; gap /= 2) {
        for (int i = gap; i < all->keyed_count; i++) {
            uint32_t moving = all->keyed[i];
            const ix_acceptance *pair = &all->pairs[moving];
            int at = i;
            for (; at >= gap &&
                   compare_keys(&all->pairs[all->keyed[at - gap]], pair->entity, pair->id) > 0;
                 at -= gap) {
                all->keyed[at] = all->keyed[at - gap];
            }
            all->keyed[at] = moving;
        }
    }
}

ix_status ix_accepted_read(const ix_accepted **out, ix_str bytes, ix_str source,
                           const ix_knowledge *knowledge, ix_arena *arena, ix_error *error) {
    ix_error own = {.status = IX_OK};
    reading *r = IX_NEW(arena, reading, 1);
    ix_accepted *all = IX_NEW(arena, ix_accepted, 1);
    *out = NULL;
    error = error != NULL ? error : &own;
    if (r == NULL || all == NULL) {
        return ix_error_set(error, IX_E_MEMORY, "no memory for decided pairs");
    }
    r->knowledge = knowledge;
    r->arena = arena;
    r->error = error;
    ix_csv_init(&r->csv, bytes, source);
    ix_status status = read_header(r);
    status = status == IX_OK ? read_pairs(r) : status;
    if (status != IX_OK) {
        return status;
    }
    all->digest = ix_sha256(bytes);
    all->pairs = r->pairs.items;
    all->count = r->pairs.count;
    all->keyed = IX_NEW(arena, uint32_t, all->count + 1);
    if (all->keyed == NULL) {
        return no_memory(r);
    }
    if (all->count > 1) {
        qsort(all->pairs, (size_t)all->count, sizeof *all->pairs, compare_pairs);
    }
    sort_keyed(all);
    status = check_once(r, all);
    *out = status == IX_OK ? all : NULL;
    return status;
}

/* ------------------------------------------------------------------ looking up */

static const ix_acceptance *find_pair(const ix_accepted *all, ix_str entity,
                                      const ix_digest *subject, ix_str id) {
    int from = 0;
    int to = all->count;
    while (from < to) {
        int middle = from + (to - from) / 2;
        if (compare_subjects(&all->pairs[middle], entity, subject, id) < 0) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    bool found = from < all->count && compare_subjects(&all->pairs[from], entity, subject, id) == 0;
    return found ? &all->pairs[from] : NULL;
}

static const ix_acceptance *find_keyed(const ix_accepted *all, ix_str entity, ix_str id) {
    int from = 0;
    int to = all->keyed_count;
    while (from < to) {
        int middle = from + (to - from) / 2;
        if (compare_keys(&all->pairs[all->keyed[middle]], entity, id) < 0) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    bool found =
        from < all->keyed_count && compare_keys(&all->pairs[all->keyed[from]], entity, id) == 0;
    return found ? &all->pairs[all->keyed[from]] : NULL;
}

/* ------------------------------------------------------------------ does it hold? */

/* The version of an entity that a time shows, of those known then. */
static ix_str version_at(const screening *s, uint32_t entity, int64_t at, uint32_t known) {
    uint32_t ordinal;
    ix_index_entity held = ix_index_entity_at(s->screener->index, entity);
    return ix_interval_pick(&ordinal, held.held, held.held_count, at, known)
               ? ix_index_record(s->screener->index, entity, ordinal)
               : (ix_str){0};
}

/* Snapshots published by the time the pair was decided. */
static uint32_t known_then(const ix_index_list *list, const ix_acceptance *pair) {
    uint32_t known = 0;
    int64_t then = ix_when_instant(pair->decided_on, list->zone);
    while (known < (uint32_t)list->snapshot_count &&
           ix_when_instant(list->snapshots[known].published, list->zone) <= then) {
        known++;
    }
    return known;
}

static bool an_identifier_agrees(const ix_finding *finding) {
    for (int i = 0; i < finding->evidence_count; i++) {
        const ix_evidence *one = &finding->evidence[i];
        if (one->kind == IX_EVIDENCE_IDENTIFIER && one->relation == IX_RELATION_EQUAL) {
            return true;
        }
    }
    return false;
}

/* Why the pair does not set the finding aside; empty: it does. */
static ix_str why_void(const screening *s, const ix_finding *finding, const ix_acceptance *pair,
                       bool same_subject) {
    uint32_t entity;
    ix_str key;
    ix_str id = ix_str_cut(finding->entity, ':', &key);
    if (!ix_index_find(&entity, s->screener->index, id, key)) {
        return IX_STR("the entry is not known");
    }
    uint32_t number = (uint32_t)ix_index_entity_at(s->screener->index, entity).list;
    const ix_index_list *list = ix_index_list_at(s->screener->index, (int)number);
    if (!same_subject) {
        return IX_STR("what is said of the subject is not what was said then");
    }
    if (ix_when_instant(pair->until, list->zone) <= s->as_of[number]) {
        return IX_STR("its time is over");
    }
    uint32_t known = known_then(list, pair);
    ix_str then = version_at(s, entity, (int64_t)known - 1, known);
    if (then.ptr == NULL) {
        return IX_STR("no version of the entry published by then is archived");
    }
    if (!ix_str_equal(then, version_at(s, entity, s->views[number].at, s->views[number].known))) {
        return IX_STR("the entry has changed since");
    }
    if (finding->identity == IX_IDENTITY_ESTABLISHED && an_identifier_agrees(finding)) {
        return IX_STR("an identifier agrees");
    }
    if (finding->identity == IX_IDENTITY_ESTABLISHED && pair->approved_by.len == 0) {
        return IX_STR("the identity is established, and no second person approved the pair");
    }
    return (ix_str){0};
}

/* "accepted as another party on 2024-07-02 by A, approved by B, until 2025-07-02: reason" */
static ix_status say_accepted(ix_finding *finding, const screening *s) {
    const ix_acceptance *pair = finding->accepted;
    ix_buf text;
    ix_buf_init(&text, TEXT_BYTES_MAX * 4);
    if (finding->accepted_void.len > 0) {
        ix_buf_append(&text, finding->why);
        ix_buf_append(&text, IX_STR("; once "));
    }
    ix_buf_append(&text, IX_STR("accepted as another party on "));
    ix_when_print(&text, pair->decided_on);
    ix_buf_printf(&text, " by %" IX_FMT, IX_ARG(pair->decided_by));
    if (pair->approved_by.len > 0) {
        ix_buf_printf(&text, ", approved by %" IX_FMT, IX_ARG(pair->approved_by));
    }
    ix_buf_append(&text, IX_STR(", until "));
    ix_when_print(&text, pair->until);
    ix_buf_append(&text, IX_STR(": "));
    ix_buf_append(&text, pair->reason);
    if (finding->accepted_void.len > 0) {
        ix_buf_append(&text, IX_STR("; it does not hold: "));
        ix_buf_append(&text, finding->accepted_void);
    }
    finding->why = text.status == IX_OK ? ix_arena_copy(s->arena, ix_buf_view(&text)) : (ix_str){0};
    ix_buf_free(&text);
    return finding->why.ptr != NULL ? IX_OK : IX_E_MEMORY;
}

static ix_status accept_finding(ix_finding *finding, const screening *s, const ix_digest *subject) {
    const ix_accepted *all = s->options->accepted;
    ix_str id = s->decision->party->id;
    const ix_acceptance *pair = find_pair(all, finding->entity, subject, id);
    if (pair == NULL && id.len > 0) {
        pair = find_pair(all, finding->entity, subject, (ix_str){0});
    }
    bool same_subject = pair != NULL;
    if (pair == NULL && id.len > 0) {
        pair = find_keyed(all, finding->entity, id);
    }
    if (pair == NULL) {
        return IX_OK;
    }
    finding->accepted = pair;
    finding->accepted_void = why_void(s, finding, pair, same_subject);
    if (finding->accepted_void.len == 0) {
        finding->identity = IX_IDENTITY_SUPPRESSED;
        weigh_finding(finding);
    }
    return say_accepted(finding, s);
}

ix_status screening_accept(screening *s) {
    ix_decision *decision = s->decision;
    const ix_party *party = decision->party;
    ix_digest subject;
    bool known = false;
    ix_status status = IX_OK;
    if (s->options->accepted == NULL || party == NULL || party->damaged || party->unreadable) {
        return IX_OK;
    }
    for (int i = 0; i < decision->finding_count && status == IX_OK; i++) {
        if (decision->findings[i].identity < IX_IDENTITY_OPEN) {
            continue;
        }
        status = known ? IX_OK : accepted_subject(&subject, party, s->arena);
        known = true;
        status = status == IX_OK ? accept_finding(&decision->findings[i], s, &subject) : status;
    }
    return status == IX_OK ? IX_OK : ix_error_set(s->error, status, "no memory for decided pairs");
}
