/*
 * The oracle: parses and scores every listed name. It shares with the index only the parser of
 * names, the scorer and the judge; no dictionary, key, posting or bound.
 */
#include "judge.h"

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

ix_status ix_scan_init(ix_scan *scan, const ix_index *index, ix_arena *arena, ix_error *error) {
    *scan = (ix_scan){.index = index, .names = IX_NEW(arena, ix_mname, index->name_count + 1)};
    if (!scan->names) {
        return ix_error_set(error, IX_E_MEMORY, "no memory to parse every name");
    }
    ix_status status = ix_index_ready(index, error);
    for (uint32_t n = 0; status == IX_OK && n < index->name_count; n++) {
        status = parse_name(&scan->names[n], index, n, arena, error);
    }
    return status ? status : number_parts(scan, arena, error);
}

/* ---------------------------------------------------------------- which parts are related */

/* Bits of the parts of this name that are related to a listed part in either domain. */
static uint32_t related_bits(const ix_judge *judge, const ix_mname *query, const ix_mpart *listed) {
    const ix_knowledge *knowledge = judge->index->knowledge;
    uint32_t bits = 0;
    for (int i = 0; i < query->count; i++) {
        ix_link links[2];
        ix_part_links(links, knowledge, &query->parts[i], listed);
        bool related = links[0].millibits > 0 || links[1].millibits > 0;
        bits |= (uint32_t)related << i;
    }
    return bits;
}

/* Rows by distinct listed part, columns by reading. NULL: each pair is to find out for itself. */
static ix_status relate(uint32_t **out, const ix_judge *judge, const ix_scan *scan) {
    *out = NULL;
    if (!scan->names) {
        return IX_OK;
    }
    size_t readings = (size_t)judge->reading_count;
    uint32_t *bits = IX_NEW(judge->arena, uint32_t, scan->part_count * readings + 1);
    if (!bits) {
        return ix_error_set(judge->error, IX_E_MEMORY, "no memory to score every name");
    }
    for (uint32_t p = 0; p < scan->part_count; p++) {
        for (size_t r = 0; r < readings; r++) {
            bits[p * readings + r] = related_bits(judge, &judge->readings[r].name, &scan->parts[p]);
        }
    }
    *out = bits;
    return IX_OK;
}

static void hint(ix_pair_hints *out, const ix_scan *scan, const uint32_t *bits, int readings,
                 int reading, uint32_t name) {
    const uint32_t *ids = scan->part_ids + scan->part_first[name];
    memset(out->may_link, 0, sizeof out->may_link);
    for (int j = 0; j < scan->names[name].count; j++) {
        for (uint32_t left = bits[ids[j] * (size_t)readings + (size_t)reading]; left != 0;
             left &= left - 1) {
            out->may_link[__builtin_ctz(left)] |= 1u << j;
        }
    }
}

/* ---------------------------------------------------------------- every name */

static void score_name(ix_judge *judge, const ix_scan *scan, const uint32_t *related,
                       ix_case *entity_case, uint32_t n, const ix_mname *listed) {
    const ix_name_row *row = &judge->index->names[n];
    ix_party_type type = (ix_party_type)row->type;
    ix_pair_hints hints;
    memset(hints.may_hold, -1, sizeof hints.may_hold);
    hints.may_be_run = UINT32_MAX;
    hints.may_join = true;
    hints.links_known = false;
    hints.floor = judge->need - IX_W_TYPE_EQUAL;
    for (int q = 0; q < judge->reading_count; q++) {
        if (!ix_reading_holds(judge, q, type)) {
            continue;
        }
        ix_name_evidence evidence;
        if (related) {
            hint(&hints, scan, related, judge->reading_count, q, n);
        }
        int32_t sum = ix_judge_pair(judge, &evidence, q, listed, type, related ? &hints : NULL);
        if (sum >= judge->need) {
            ix_case_note(entity_case, (ix_name_kind)row->kind, sum, n, q);
        }
    }
}

static ix_status score_names(ix_judge *judge, const ix_scan *scan, const uint32_t *related,
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

static ix_status judge_entity(ix_judge *judge, const ix_scan *scan, const uint32_t *related,
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
    uint32_t *related = NULL;
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
