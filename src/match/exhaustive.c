/*
 * The oracle: parses and scores every listed name. It shares with the index only the parser of
 * names, the scorer and the judge; no dictionary, key, posting or bound.
 */
#include "acronym.h"
#include "judge.h"
#include "run.h"

#include "match_tables.h"

#include <string.h>

/* A listed name as its text says; kept when many scans follow each other. */
static ix_status parse_name(ix_mname *out, const ix_index *index, uint32_t name, ix_arena *arena,
                            ix_error *error) {
    const ix_name_row *row = &index->names[name];
    ix_parsed_name *parsed = IX_NEW(arena, ix_parsed_name, 1);
    if (!parsed) {
        return ix_error_set(error, IX_E_MEMORY, "no memory to score every name");
    }
    ix_status status = ix_name_parse(parsed, index->knowledge, ix_ref_str(index, row->text),
                                     (ix_party_type)row->type, arena, error);
    return status ? status : ix_mname_make(out, index->knowledge, parsed, arena);
}

/* All that ix_part_link looks at. */
static bool same_part(const ix_mpart *a, const ix_mpart *b) {
    return ix_str_equal(a->text, b->text) && a->role == b->role && a->script == b->script &&
           a->number == b->number && a->form == b->form;
}

static ix_status scan_alloc(ix_scan *scan, uint32_t **slots, uint32_t *mask, ix_arena *arena,
                            ix_error *error) {
    uint32_t total = 0, room = 1;
    for (uint32_t n = 0; n < scan->index->name_count; n++) {
        total += (uint32_t)scan->names[n].count;
    }
    while (room < 2 * total + 1) {
        room *= 2;
    }
    scan->part_first = IX_NEW(arena, uint32_t, scan->index->name_count + 1);
    scan->part_ids = IX_NEW(arena, uint32_t, total + 1);
    scan->parts = IX_NEW(arena, ix_mpart, total + 1);
    *slots = IX_NEW(arena, uint32_t, room);
    *mask = room - 1;
    return scan->part_first && scan->part_ids && scan->parts && *slots
               ? IX_OK
               : ix_error_set(error, IX_E_MEMORY, "no memory to parse every name");
}

/* A copy whose texts stand beside those of the one before it: every question reads them all. */
static bool copy_part(ix_mpart *out, const ix_mpart *part, ix_arena *arena) {
    *out = *part;
    out->text = ix_arena_copy(arena, part->text);
    out->roman = ix_arena_copy(arena, part->roman);
    out->skeleton = ix_arena_copy(arena, part->skeleton);
    return out->text.ptr && out->roman.ptr && (out->skeleton.ptr || part->skeleton.len == 0);
}

/* Number the distinct parts: an open-addressed table of number + 1. */
static ix_status number_parts(ix_scan *scan, ix_arena *arena, ix_error *error) {
    uint32_t *slots, mask, used = 0;
    ix_status status = scan_alloc(scan, &slots, &mask, arena, error);
    for (uint32_t n = 0; status == IX_OK && n < scan->index->name_count; n++) {
        scan->part_first[n] = used;
        for (int i = 0; i < scan->names[n].count; i++) {
            const ix_mpart *part = &scan->names[n].parts[i];
            uint32_t at = (uint32_t)ix_hash64(part->text) & mask;
            while (slots[at] != 0 && !same_part(&scan->parts[slots[at] - 1], part)) {
                at = (at + 1) & mask;
            }
            if (slots[at] == 0) {
                if (!copy_part(&scan->parts[scan->part_count++], part, arena)) {
                    return ix_error_set(error, IX_E_MEMORY, "no memory to parse every name");
                }
                slots[at] = scan->part_count;
            }
            scan->part_ids[used++] = slots[at] - 1;
        }
    }
    return status;
}

static bool same_run(const ix_run *a, const ix_run *b) {
    return a->cut == b->cut && a->bound == b->bound && a->len == b->len &&
           memcmp(a->bytes, b->bytes, (size_t)a->len) == 0;
}

static uint32_t runs_at_most(const ix_scan *scan) {
    uint32_t total = 0;
    for (uint32_t n = 0; n < scan->index->name_count; n++) {
        total += (uint32_t)scan->names[n].count * (IX_RUN_PARTS_MAX - 1);
    }
    return total;
}

/* The number of a run, a new one at the end of those that there are. */
static uint32_t number_of_run(ix_scan *scan, uint32_t *slots, uint32_t mask, const ix_run *run) {
    uint32_t at = (uint32_t)ix_hash64((ix_str){run->bytes, run->len}) & mask;
    while (slots[at] != 0 && !same_run(&scan->runs[slots[at] - 1], run)) {
        at = (at + 1) & mask;
    }
    if (slots[at] == 0) {
        scan->runs[scan->run_count] = *run;
        slots[at] = ++scan->run_count;
    }
    return slots[at] - 1;
}

/* Number the distinct runs of neighbors. */
static ix_status number_runs(ix_scan *scan, ix_arena *arena, ix_error *error) {
    uint32_t total = runs_at_most(scan), room = 1, used = 0;
    while (room < 2 * total + 1) {
        room *= 2;
    }
    scan->run_first = IX_NEW(arena, uint32_t, scan->index->name_count + 1);
    scan->run_ids = IX_NEW_RAW(arena, uint32_t, total + 1);
    scan->runs = IX_NEW_RAW(arena, ix_run, total + 1);
    uint32_t *slots = IX_NEW(arena, uint32_t, room);
    if (!scan->run_first || !scan->run_ids || !scan->runs || !slots) {
        return ix_error_set(error, IX_E_MEMORY, "no memory to parse every name");
    }
    for (uint32_t n = 0; n < scan->index->name_count; n++) {
        const ix_mname *name = &scan->names[n];
        for (int i = 0; i < name->count; i++) {
            for (int parts = 2; parts <= IX_RUN_PARTS_MAX && i + parts <= name->count; parts++) {
                ix_run run;
                if (ix_run_make(&run, &name->parts[i], parts)) {
                    scan->run_ids[used++] = number_of_run(scan, slots, room - 1, &run);
                }
            }
        }
        scan->run_first[n + 1] = used;
    }
    return IX_OK;
}

/* Parts that are compared with several of the other name's in other ways than as a run. */
static bool has_acronym(const ix_mname *name) {
    for (int i = 0; i < name->count; i++) {
        if (ix_acronym_like(&name->parts[i]) || ix_han_is(name->parts[i].text)) {
            return true;
        }
    }
    return false;
}

ix_status ix_scan_init(ix_scan *scan, const ix_index *index, ix_arena *arena, ix_error *error) {
    *scan = (ix_scan){.index = index, .names = IX_NEW(arena, ix_mname, index->name_count + 1)};
    if (!scan->names) {
        return ix_error_set(error, IX_E_MEMORY, "no memory to parse every name");
    }
    ix_status status = ix_index_ready(index, error);
    for (uint32_t n = 0; status == IX_OK && n < index->name_count; n++) {
        status = parse_name(&scan->names[n], index, n, arena, error);
    }
    status = status ? status : number_parts(scan, arena, error);
    status = status ? status : number_runs(scan, arena, error);
    scan->acronyms = IX_NEW(arena, bool, index->name_count + 1);
    if (status == IX_OK && !scan->acronyms) {
        return ix_error_set(error, IX_E_MEMORY, "no memory to parse every name");
    }
    for (uint32_t n = 0; status == IX_OK && n < index->name_count; n++) {
        scan->acronyms[n] = has_acronym(&scan->names[n]);
    }
    return status;
}

/* ---------------------------------------------------------------- which parts are related */

/* What a distinct listed part is to a name of the question, a bit a part of that: is it related to
 * it, may it be a run from it on? */
typedef struct relation {
    uint32_t link, hold;
} relation;

/* All that is asked of distinct parts and runs once, not of each name. Rows by what is listed,
 * columns by reading. */
typedef struct relations {
    relation *parts;
    uint32_t *runs; /* bits of the parts of the question that the run may be */
    bool *
        acronyms; /* by reading: may one of its parts be an acronym, or is one in Han characters? */
    size_t readings;
} relations;

static relation relate_part(const ix_judge *judge, const ix_mname *query, const ix_run *runs,
                            const ix_mpart *listed) {
    relation out = {0, 0};
    for (int i = 0; i < query->count; i++) {
        ix_link links[2];
        ix_doubt doubt;
        ix_part_links(links, judge->index->knowledge, &query->parts[i], listed);
        bool related = links[0].millibits > 0 || links[1].millibits > 0;
        out.link |= (uint32_t)related << i;
        for (int parts = 2; parts <= IX_RUN_PARTS_MAX; parts++) {
            const ix_run *run = &runs[i * IX_RUN_PARTS_MAX + parts - 2];
            out.hold |= (uint32_t)(run->len > 0 && ix_run_is(&doubt, run, listed)) << i;
        }
    }
    return out;
}

static void relate_parts(relations *out, const ix_judge *judge, const ix_scan *scan,
                         size_t reading) {
    ix_run runs[IX_PARTS_MAX * IX_RUN_PARTS_MAX];
    const ix_mname *query = &judge->readings[reading].name;
    for (int i = 0; i < query->count; i++) {
        for (int parts = 2; parts <= IX_RUN_PARTS_MAX; parts++) {
            ix_run *run = &runs[i * IX_RUN_PARTS_MAX + parts - 2];
            bool made = i + parts <= query->count && ix_run_make(run, &query->parts[i], parts);
            run->len = made ? run->len : 0;
        }
    }
    for (uint32_t p = 0; p < scan->part_count; p++) {
        out->parts[p * out->readings + reading] = relate_part(judge, query, runs, &scan->parts[p]);
    }
    for (uint32_t r = 0; r < scan->run_count; r++) {
        uint32_t bits = 0;
        for (int i = 0; i < query->count; i++) {
            ix_doubt doubt;
            bool is = ix_run_is(&doubt, &scan->runs[r], &query->parts[i]);
            bits |= (uint32_t)is << i;
        }
        out->runs[r * out->readings + reading] = bits;
    }
}

/* NULL: each pair is to find out for itself. */
static ix_status relate(relations **out, const ix_judge *judge, const ix_scan *scan) {
    *out = NULL;
    if (!scan->names) {
        return IX_OK;
    }
    size_t readings = (size_t)judge->reading_count;
    relations *made = IX_NEW(judge->arena, relations, 1);
    if (made) {
        made->readings = readings;
        made->parts = IX_NEW_RAW(judge->arena, relation, scan->part_count * readings + 1);
        made->runs = IX_NEW_RAW(judge->arena, uint32_t, scan->run_count * readings + 1);
        made->acronyms = IX_NEW(judge->arena, bool, readings + 1);
    }
    if (!made || !made->parts || !made->runs || !made->acronyms) {
        return ix_error_set(judge->error, IX_E_MEMORY, "no memory to score every name");
    }
    for (size_t r = 0; r < readings; r++) {
        relate_parts(made, judge, scan, r);
        made->acronyms[r] = has_acronym(&judge->readings[r].name);
    }
    *out = made;
    return IX_OK;
}

static void hint(ix_pair_hints *out, const ix_judge *judge, const ix_scan *scan,
                 const relations *related, size_t reading, uint32_t name) {
    const uint32_t *ids = scan->part_ids + scan->part_first[name];
    size_t asked = (size_t)judge->readings[reading].name.count;
    memset(out->may_link, 0, asked * sizeof out->may_link[0]);
    memset(out->may_hold, 0, asked * sizeof out->may_hold[0]);
    uint32_t held = 0;
    for (int j = 0; j < scan->names[name].count; j++) {
        relation found = related->parts[ids[j] * related->readings + reading];
        held |= found.hold;
        for (; found.link != 0; found.link &= found.link - 1) {
            out->may_link[__builtin_ctz(found.link)] |= 1u << j;
        }
        for (; found.hold != 0; found.hold &= found.hold - 1) {
            out->may_hold[__builtin_ctz(found.hold)] |= 1u << j;
        }
    }
    out->may_be_run = 0;
    for (uint32_t r = scan->run_first[name]; r < scan->run_first[name + 1]; r++) {
        out->may_be_run |= related->runs[scan->run_ids[r] * related->readings + reading];
    }
    out->may_join =
        held != 0 || out->may_be_run != 0 || related->acronyms[reading] || scan->acronyms[name];
}

/* ---------------------------------------------------------------- every name */

static void score_name(ix_judge *judge, const ix_scan *scan, const relations *related,
                       ix_case *entity_case, uint32_t n, const ix_mname *listed) {
    const ix_name_row *row = &judge->index->names[n];
    ix_party_type type = (ix_party_type)row->type;
    ix_pair_hints hints;
    hints.links_known = false;
    hints.floor = judge->need - IX_W_TYPE_EQUAL;
    for (int q = 0; q < judge->reading_count; q++) {
        if (!ix_reading_holds(judge, q, type)) {
            continue;
        }
        ix_name_evidence evidence;
        if (related) {
            hint(&hints, judge, scan, related, (size_t)q, n);
        }
        int32_t sum = ix_judge_pair(judge, &evidence, q, listed, type, related ? &hints : NULL);
        if (sum >= judge->need) {
            ix_case_note(entity_case, (ix_name_kind)row->kind, sum, n, q);
        }
    }
}

static ix_status score_names(ix_judge *judge, const ix_scan *scan, const relations *related,
                             ix_case *entity_case) {
    const ix_index *index = judge->index;
    const ix_entity_row *row = &index->entities[entity_case->entity];
    ix_mname *listed = scan->names ? NULL : IX_NEW(judge->arena, ix_mname, 1);
    if (!scan->names && !listed) {
        return ix_error_set(judge->error, IX_E_MEMORY, "no memory to score every name");
    }
    for (uint32_t n = row->name_first; n < row->name_first + row->name_count; n++) {
        if (!ix_name_is_held(index, n, entity_case->ordinal)) {
            continue;
        }
        ix_status status =
            scan->names ? IX_OK : parse_name(listed, index, n, judge->arena, judge->error);
        if (status != IX_OK) {
            return status;
        }
        score_name(judge, scan, related, entity_case, n, scan->names ? &scan->names[n] : listed);
    }
    return IX_OK;
}

static ix_status judge_entity(ix_judge *judge, const ix_scan *scan, const relations *related,
                              uint32_t entity) {
    ix_case entity_case = {.entity = entity};
    if (!ix_judge_wants(judge, entity) || !ix_judge_ordinal(judge, entity, &entity_case.ordinal)) {
        return IX_OK;
    }
    ix_arena_mark mark = ix_arena_position(judge->arena);
    ix_status status = score_names(judge, scan, related, &entity_case);
    if (status == IX_OK && judge->query->identifier_count > 0) {
        status =
            ix_judge_identifiers(judge, entity, entity_case.ordinal, &entity_case.by_identifier);
    }
    /* The case holds numbers only, so what was parsed for it can go. */
    ix_arena_rewind(judge->arena, mark);
    return status ? status : ix_judge_decide(judge, &entity_case);
}

ix_status ix_scan_match(ix_matches *out, const ix_scan *scan, const ix_query *query,
                        ix_arena *arena, ix_error *error) {
    ix_judge judge;
    *out = (ix_matches){0};
    relations *related = NULL;
    ix_status status = ix_judge_init(&judge, scan->index, query, arena, error);
    status = status ? status : relate(&related, &judge, scan);
    for (uint32_t e = 0; status == IX_OK && e < scan->index->entity_count; e++) {
        status = judge_entity(&judge, scan, related, e);
    }
    if (status == IX_OK) {
        ix_judge_finish(&judge, out);
    }
    return status;
}

ix_status ix_match_exhaustive(ix_matches *out, const ix_index *index, const ix_query *query,
                              ix_arena *arena, ix_error *error) {
    ix_scan scan = {.index = index};
    return ix_scan_match(out, &scan, query, arena, error);
}
