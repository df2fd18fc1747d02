/*
 * The oracle: parses and scores every listed name. It shares with the index only the parser of
 * names, the scorer and the judge; no dictionary, key, posting or bound.
 */
#include "scan.h"

#include "match_tables.h"

#include <string.h>

/* What there is to know of a pair before it is compared. */
static void hint(ix_pair_hints *out, const ix_judge *judge, const ix_scan *scan,
                 const ix_scan_relations *related, size_t reading, uint32_t name) {
    const uint32_t *ids = scan->part_ids + scan->part_first[name];
    size_t asked = (size_t)judge->readings[reading].name.count;
    memset(out->may_link, 0, asked * sizeof out->may_link[0]);
    memset(out->may_hold, 0, asked * sizeof out->may_hold[0]);
    for (int j = 0; j < scan->names[name].count; j++) {
        ix_scan_relation found = related->parts[ids[j] * related->readings + reading];
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
    out->may_join = (related->touched[name] & IX_SCAN_JOINS) != 0;
}

/* Nothing of the name has to do with anything of the question: no more than nothing speaks for it
 * (is_apart() in align.c). */
static bool is_untouched(const ix_scan_relations *related, uint32_t name, const ix_mname *query,
                         const ix_mname *listed, int32_t floor) {
    return related && related->touched[name] == 0 && floor > IX_W_FORM_EQUAL &&
           !ix_same_whole(query, listed);
}

/* ---------------------------------------------------------------- every name */

static void score_name(ix_judge *judge, const ix_scan *scan, const ix_scan_relations *related,
                       ix_case *entity_case, uint32_t n, const ix_mname *listed) {
    const ix_name_row *row = &judge->index->names[n];
    ix_party_type type = (ix_party_type)row->type;
    ix_pair_hints hints;
    hints.links_known = false;
    hints.floor = judge->need - IX_W_TYPE_EQUAL;
    for (int q = 0; q < judge->reading_count; q++) {
        if (!ix_reading_holds(judge, q, type) ||
            is_untouched(related, n, &judge->readings[q].name, listed, hints.floor)) {
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

static ix_status score_names(ix_judge *judge, const ix_scan *scan, const ix_scan_relations *related,
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
            scan->names ? IX_OK : ix_scan_name(listed, index, n, judge->arena, judge->error);
        if (status != IX_OK) {
            return status;
        }
        score_name(judge, scan, related, entity_case, n, scan->names ? &scan->names[n] : listed);
    }
    return IX_OK;
}

static ix_status judge_entity(ix_judge *judge, const ix_scan *scan,
                              const ix_scan_relations *related, uint32_t entity) {
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

ix_status ix_scan_match(ix_matches *out, const ix_scan *scan, ix_scan_memo *memo,
                        const ix_query *query, ix_arena *arena, ix_error *error) {
    ix_judge judge;
    ix_scan_relations related;
    *out = (ix_matches){0};
    ix_status status = ix_judge_init(&judge, scan->index, query, arena, error);
    if (status == IX_OK && scan->names) {
        status = ix_scan_relate(&related, &judge, scan, memo);
    }
    for (uint32_t e = 0; status == IX_OK && e < scan->index->entity_count; e++) {
        status = judge_entity(&judge, scan, scan->names ? &related : NULL, e);
    }
    if (status == IX_OK) {
        ix_judge_finish(&judge, out);
    }
    return status;
}

ix_status ix_match_exhaustive(ix_matches *out, const ix_index *index, const ix_query *query,
                              ix_arena *arena, ix_error *error) {
    ix_scan scan = {.index = index};
    return ix_scan_match(out, &scan, NULL, query, arena, error);
}
