/* What is a match, and with which reasons: shared by the indexed and the exhaustive search. */
#include "judge.h"

#include "match_tables.h"

#include <string.h>

#define ITEMS_FIRST 16
/* A name below this says that the bearer of the document is somebody else. */
#define NAME_CONTRADICTS_FLOOR (-4000)

/* Is anything asked that may lift a name? An identifier may, by a slip. */
static bool has_attributes(const ix_query *q) {
    bool typed = false;
    for (int i = 0; i < q->identifier_count; i++) {
        typed = typed || (!q->identifiers[i].from_text && q->identifiers[i].type != IX_ID_OTHER);
    }
    return typed || q->birth_count > 0 || q->birth_place_count > 0 || q->country_count > 0 ||
           q->address_count > 0 || q->gender != IX_GENDER_UNKNOWN;
}

int32_t ix_judge_need(const ix_query *query) {
    return ix_millibits_for_score(query->threshold) - (has_attributes(query) ? IX_W_LIFT_MAX : 0);
}

ix_status ix_judge_init(ix_judge *judge, const ix_index *index, const ix_query *query,
                        ix_arena *arena, ix_error *error) {
    *judge = (ix_judge){.index = index, .query = query, .arena = arena, .error = error};
    judge->need = ix_judge_need(query);
    ix_status status = ix_index_ready(index, error);
    return status ? status : ix_readings_make(judge);
}

bool ix_judge_ordinal(const ix_judge *judge, uint32_t entity, uint32_t *ordinal) {
    const ix_entity_row *row = &judge->index->entities[entity];
    const ix_list_view *view = &judge->query->lists[row->list];
    return view->wanted && view->known > 0 &&
           ix_interval_pick(ordinal, judge->index->held + row->held_first, (int)row->held_count,
                            view->at, view->known);
}

bool ix_judge_wants(const ix_judge *judge, uint32_t entity) {
    const ix_selection *among = judge->query->among;
    return among == NULL || ix_selection_has(among, entity);
}

bool ix_name_is_held(const ix_index *index, uint32_t name, uint32_t ordinal) {
    const ix_name_row *row = &index->names[name];
    for (uint32_t i = 0; i < row->span_count; i++) {
        const ix_interval *span = &index->spans[row->span_first + i];
        if (ordinal >= span->from && ordinal < span->to) {
            return true;
        }
    }
    return false;
}

/* ---------------------------------------------------------------- names */

static bool guess_differs(ix_party_type guess, ix_party_type listed) {
    switch (guess) {
    case IX_PARTY_PERSON:
        return listed != IX_PARTY_PERSON;
    case IX_PARTY_ORGANIZATION:
        return listed == IX_PARTY_PERSON;
    case IX_PARTY_VESSEL:
    case IX_PARTY_AIRCRAFT:
        return listed != guess;
    default:
        return false;
    }
}

int32_t ix_judge_type(const ix_judge *judge, int reading, ix_party_type listed) {
    if (judge->query->type != IX_PARTY_ANY || listed == IX_PARTY_ANY) {
        return listed == IX_PARTY_ANY         ? 0
               : judge->query->type == listed ? IX_W_TYPE_EQUAL
                                              : IX_W_TYPE_CONTRADICTS;
    }
    return guess_differs(judge->readings[reading].name.guess, listed) ? IX_W_TYPE_GUESS_CONTRADICTS
                                                                      : 0;
}

bool ix_judge_asks_person(const ix_judge *judge, int reading) {
    ix_party_type asked = judge->query->type;
    return (asked != IX_PARTY_ANY ? asked : judge->readings[reading].name.guess) == IX_PARTY_PERSON;
}

bool ix_judge_as_org(const ix_judge *judge, int reading, ix_party_type listed) {
    return listed == IX_PARTY_ANY ? !ix_judge_asks_person(judge, reading)
                                  : listed != IX_PARTY_PERSON;
}

int32_t ix_judge_pair(const ix_judge *judge, ix_name_evidence *evidence, int reading,
                      const ix_mname *listed, ix_party_type listed_type,
                      const ix_pair_hints *hints) {
    const ix_mname *query = &judge->readings[reading].name;
    ix_names_compare(evidence, judge->index->knowledge, query, listed,
                     ix_judge_as_org(judge, reading, listed_type), hints);
    bool guessed = judge->query->type == IX_PARTY_ANY;
    return evidence->millibits + (guessed && ix_same_whole(query, listed)
                                      ? 0
                                      : ix_judge_type(judge, reading, listed_type));
}

void ix_case_note(ix_case *entity_case, ix_name_kind kind, int32_t millibits, uint32_t name,
                  int reading) {
    ix_best *best = kind == IX_NAME_WEAK ? &entity_case->weak : &entity_case->strong;
    bool better = !best->any || millibits > best->millibits ||
                  (millibits == best->millibits &&
                   (name < best->name || (name == best->name && reading < best->reading)));
    if (better) {
        *best = (ix_best){true, millibits, name, reading};
    }
}

/* Reached by an identifier: what do the names say? */
static void note_all_names(const ix_judge *judge, ix_case *entity_case) {
    const ix_entity_row *row = &judge->index->entities[entity_case->entity];
    for (uint32_t n = row->name_first; n < row->name_first + row->name_count; n++) {
        if (!ix_name_is_held(judge->index, n, entity_case->ordinal)) {
            continue;
        }
        ix_mname listed;
        ix_mname_load(&listed, judge->index, n);
        ix_party_type type = (ix_party_type)judge->index->names[n].type;
        for (int q = 0; q < judge->reading_count; q++) {
            if (!ix_reading_holds(judge, q, type)) {
                continue;
            }
            ix_name_evidence evidence;
            int32_t sum = ix_judge_pair(judge, &evidence, q, &listed, type, NULL);
            ix_case_note(entity_case, (ix_name_kind)judge->index->names[n].kind, sum, n, q);
        }
    }
}

/* ---------------------------------------------------------------- reasons */

static ix_str raw_slice(ix_str raw, const ix_part *first, const ix_part *last) {
    return ix_str_slice(raw, first->from, last->to);
}

static void add_piece(ix_reasons *reasons, const ix_piece *piece, const ix_parsed_name *query,
                      const ix_parsed_name *listed, int query_name) {
    ix_str asked = {0}, found = {0};
    const ix_part *first = NULL, *last = NULL;
    if (piece->query >= 0) {
        first = &query->parts[piece->query];
        last = piece->query_more >= 0 ? &query->parts[piece->query_more] : first;
        asked = raw_slice(query->raw, first, last);
    }
    if (piece->listed >= 0) {
        const ix_part *a = &listed->parts[piece->listed];
        const ix_part *z = piece->listed_more >= 0 ? &listed->parts[piece->listed_more] : a;
        found = raw_slice(listed->raw, a, z);
    }
    if (piece->kind == IX_EVIDENCE_NAME) {
        asked = query->raw;
        found = listed->raw;
    }
    ix_reason_add(reasons, (ix_evidence_kind)piece->kind, (ix_relation_kind)piece->relation, asked,
                  found, piece->millibits);
    ix_evidence *added = &reasons->items[reasons->count - 1];
    added->name = query_name;
    if (first) {
        added->from = first->from;
        added->to = last->to;
    }
}

static int32_t sum_of(const ix_reasons *reasons) {
    int32_t sum = 0;
    for (int i = 0; i < reasons->count; i++) {
        sum += reasons->items[i].millibits;
    }
    return sum;
}

static int32_t magnitude(int32_t value) {
    return value < 0 ? -value : value;
}

/* Most telling first; equal ones keep their order. */
static void sort_reasons(ix_reasons *reasons) {
    for (int i = 1; i < reasons->count; i++) {
        ix_evidence item = reasons->items[i];
        int j = i;
        for (; j > 0 && magnitude(reasons->items[j - 1].millibits) < magnitude(item.millibits);
             j--) {
            reasons->items[j] = reasons->items[j - 1];
        }
        reasons->items[j] = item;
    }
}

/* How far below zero a name at odds can pull: a document in another name is still that document. */
static void add_name_contradiction(const ix_judge *judge, ix_reasons *reasons, ix_str listed) {
    ix_reason_add(reasons, IX_EVIDENCE_NAME, IX_RELATION_CONTRADICTS, judge->query->names[0].raw,
                  listed, NAME_CONTRADICTS_FLOOR);
    reasons->items[reasons->count - 1].name = 0;
    reasons->contradicted = true;
}

static ix_str type_text(ix_party_type type) {
    return ix_str_from_cstr(ix_party_type_name(type));
}

/* Evidence of the pair that stands for the entity, compared once more with all its reasons. */
static ix_status add_name_reasons(const ix_judge *judge, ix_reasons *reasons, const ix_best *best,
                                  ix_match *match) {
    const ix_name_row *row = &judge->index->names[best->name];
    ix_party_type type = (ix_party_type)row->type;
    ix_str raw = ix_name_text(judge->index, row);
    ix_parsed_name *parsed = IX_NEW(judge->arena, ix_parsed_name, 1);
    if (!parsed) {
        return ix_error_set(judge->error, IX_E_MEMORY, "no memory for a match");
    }
    ix_status status =
        ix_name_parse(parsed, judge->index->knowledge, raw, type, judge->arena, judge->error);
    if (status != IX_OK) {
        return status;
    }
    ix_mname listed;
    ix_name_evidence evidence;
    const ix_reading *reading = &judge->readings[best->reading];
    ix_mname_load(&listed, judge->index, best->name);
    int32_t total = ix_judge_pair(judge, &evidence, best->reading, &listed, type, NULL);
    for (int i = 0; i < evidence.count; i++) {
        add_piece(reasons, &evidence.pieces[i], reading->parsed, parsed, reading->query_name);
    }
    int32_t by_type = total - evidence.millibits;
    ix_party_type asked = judge->query->type ? judge->query->type : reading->name.guess;
    if (by_type != 0) {
        ix_reason_add(reasons, IX_EVIDENCE_TYPE,
                      by_type > 0 ? IX_RELATION_EQUAL : IX_RELATION_CONTRADICTS, type_text(asked),
                      type_text(type), by_type);
    }
    reasons->contradicted = reasons->contradicted || evidence.contradicted || by_type < 0;
    match->name_score = ix_score_from_millibits(total);
    match->undone = reading->undone;
    match->read_as = reading->text;
    match->read_name = reading->query_name;
    bool exact = evidence.exact && reading->undone == 0;
    reasons->as_listed = exact;
    reasons->name_millibits = total;
    /* Where the list does not tell what the party is, it is what was asked for. */
    ix_party_type kind = type != IX_PARTY_ANY ? type : asked;
    match->full_person_name = kind == IX_PARTY_PERSON && exact && evidence.aligned >= 3;
    match->full_organization_name =
        kind == IX_PARTY_ORGANIZATION && exact && !evidence.form_contradicts;
    return IX_OK;
}

/* ---------------------------------------------------------------- the decision on one entity */

static ix_status append_match(ix_judge *judge, const ix_match *match) {
    if (judge->count == judge->room) {
        int room = judge->room ? judge->room * 2 : ITEMS_FIRST;
        ix_match *items = IX_NEW(judge->arena, ix_match, room);
        if (!items) {
            return ix_error_set(judge->error, IX_E_MEMORY, "no memory for a match");
        }
        if (judge->count > 0) {
            memcpy(items, judge->items, (size_t)judge->count * sizeof *items);
        }
        judge->items = items;
        judge->room = room;
    }
    judge->items[judge->count++] = *match;
    return IX_OK;
}

/* A strong name stands for the entity when it suffices; else whichever says more. */
static const ix_best *choose(const ix_judge *judge, const ix_case *c) {
    bool strong = c->strong.any && (!c->weak.any || c->strong.millibits >= judge->need ||
                                    c->strong.millibits >= c->weak.millibits);
    return strong ? &c->strong : c->weak.any ? &c->weak : NULL;
}

static ix_status keep_match(ix_judge *judge, ix_match *match, ix_reasons *reasons) {
    match->millibits = sum_of(reasons);
    match->score = ix_score_from_millibits(match->millibits);
    /* A document that agrees is never silent, whatever speaks against it. */
    bool document = reasons->identifier_agrees || reasons->identifier_untyped;
    if (!document && match->score < judge->query->threshold &&
        match->name_score < judge->query->threshold) {
        return IX_OK;
    }
    match->identifier_agrees = reasons->identifier_agrees;
    match->identifier_untyped = reasons->identifier_untyped && !reasons->identifier_agrees;
    match->attribute_agrees = reasons->attribute_agrees;
    match->contradicted = reasons->contradicted;
    sort_reasons(reasons);
    ix_evidence *kept = IX_NEW(judge->arena, ix_evidence, reasons->count + 1);
    if (!kept) {
        return ix_error_set(judge->error, IX_E_MEMORY, "no memory for a match");
    }
    memcpy(kept, reasons->items, (size_t)reasons->count * sizeof *kept);
    match->evidence = kept;
    match->evidence_count = reasons->count;
    return append_match(judge, match);
}

static bool asked_in_text_only(const ix_query *query) {
    for (int i = 0; i < query->identifier_count; i++) {
        if (!query->identifiers[i].from_text) {
            return false;
        }
    }
    return true;
}

static ix_str agreeing_value(const ix_reasons *reasons) {
    for (int i = 0; i < reasons->count; i++) {
        const ix_evidence *e = &reasons->items[i];
        if (e->kind == IX_EVIDENCE_IDENTIFIER && e->relation != IX_RELATION_CONTRADICTS) {
            return e->listed;
        }
    }
    return (ix_str){0};
}

static ix_status weigh_rest(const ix_judge *judge, ix_reasons *reasons, const ix_case *c) {
    const ix_query *query = judge->query;
    if (query->identifier_count == 0 && !has_attributes(query)) {
        return IX_OK;
    }
    ix_entity entity;
    ix_status status =
        ix_index_decode(&entity, judge->index, c->entity, c->ordinal, judge->arena, judge->error);
    if (status == IX_OK) {
        ix_identifiers_weigh(reasons, query, &entity);
        status = ix_attributes_weigh(reasons, query, &entity, judge->index->knowledge, judge->arena,
                                     judge->error);
    }
    return status;
}

ix_status ix_judge_decide(ix_judge *judge, const ix_case *entity_case) {
    ix_case c = *entity_case;
    if (c.by_identifier) {
        note_all_names(judge, &c);
    }
    const ix_best *best = choose(judge, &c);
    bool by_name = best && best->millibits >= judge->need;
    if (!by_name && !c.by_identifier) {
        return IX_OK;
    }
    ix_match match = {.entity = c.entity, .ordinal = c.ordinal};
    ix_reasons *reasons = IX_NEW(judge->arena, ix_reasons, 1);
    if (!reasons) {
        return ix_error_set(judge->error, IX_E_MEMORY, "no memory for a match");
    }
    ix_status status = IX_OK;
    bool in_text = asked_in_text_only(judge->query);
    if (best && (by_name || (!in_text && best->millibits > NAME_CONTRADICTS_FLOOR))) {
        status = add_name_reasons(judge, reasons, best, &match);
    } else if (best && !in_text) {
        add_name_contradiction(judge, reasons,
                               ix_name_text(judge->index, &judge->index->names[best->name]));
    }
    status = status ? status : weigh_rest(judge, reasons, &c);
    if (status != IX_OK) {
        return status;
    }
    match.by_identifier = !by_name;
    if (by_name) {
        const ix_name_row *row = &judge->index->names[best->name];
        match.matched_name = ix_name_text(judge->index, row);
        match.matched_kind = (ix_name_kind)row->kind;
        match.weak_only = best == &c.weak;
    } else {
        match.matched_name = agreeing_value(reasons);
        match.matched_kind = IX_NAME_PRIMARY;
    }
    return keep_match(judge, &match, reasons);
}

/* ---------------------------------------------------------------- order */

/* Entities are numbered by list id, then key. */
static bool comes_before(const ix_match *a, const ix_match *b) {
    return a->score != b->score ? a->score > b->score : a->entity < b->entity;
}

void ix_judge_finish(ix_judge *judge, ix_matches *out) {
    for (int i = 1; i < judge->count; i++) {
        ix_match item = judge->items[i];
        int j = i;
        for (; j > 0 && comes_before(&item, &judge->items[j - 1]); j--) {
            judge->items[j] = judge->items[j - 1];
        }
        judge->items[j] = item;
    }
    out->items = judge->items;
    out->count = judge->count;
}
