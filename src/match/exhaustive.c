/*
 * The oracle: parses and scores every listed name. It shares with the index only the parser of
 * names, the scorer and the judge; no dictionary, key, posting or bound.
 */
#include "judge.h"

static ix_status score_names(ix_judge *judge, ix_case *entity_case) {
    const ix_index *index = judge->index;
    const ix_entity_row *row = &index->entities[entity_case->entity];
    ix_parsed_name *parsed = IX_NEW(judge->arena, ix_parsed_name, 1);
    ix_mname *listed = IX_NEW(judge->arena, ix_mname, 1);
    if (!parsed || !listed) {
        return ix_error_set(judge->error, IX_E_MEMORY, "no memory to score every name");
    }
    for (uint32_t n = row->name_first; n < row->name_first + row->name_count; n++) {
        const ix_name_row *name = &index->names[n];
        if (!ix_name_is_held(index, n, entity_case->ordinal)) {
            continue;
        }
        ix_status status = ix_name_parse(parsed, index->knowledge, ix_ref_str(index, name->text),
                                         (ix_party_type)name->type, judge->arena, judge->error);
        status = status ? status : ix_mname_make(listed, index->knowledge, parsed, judge->arena);
        if (status != IX_OK) {
            return status;
        }
        for (int q = 0; q < judge->reading_count; q++) {
            if (!ix_reading_holds(judge, q, (ix_party_type)name->type)) {
                continue;
            }
            ix_name_evidence evidence;
            int32_t sum =
                ix_judge_pair(judge, &evidence, q, listed, (ix_party_type)name->type, NULL);
            if (sum >= judge->need) {
                ix_case_note(entity_case, (ix_name_kind)name->kind, sum, n, q);
            }
        }
    }
    return IX_OK;
}

static ix_status judge_entity(ix_judge *judge, uint32_t entity) {
    ix_case entity_case = {.entity = entity};
    if (!ix_judge_wants(judge, entity) || !ix_judge_ordinal(judge, entity, &entity_case.ordinal)) {
        return IX_OK;
    }
    ix_arena_mark mark = ix_arena_position(judge->arena);
    ix_status status = score_names(judge, &entity_case);
    if (status == IX_OK && judge->query->identifier_count > 0) {
        status =
            ix_judge_identifiers(judge, entity, entity_case.ordinal, &entity_case.by_identifier);
    }
    /* The case holds numbers only, so what was parsed for it can go. */
    ix_arena_rewind(judge->arena, mark);
    return status ? status : ix_judge_decide(judge, &entity_case);
}

ix_status ix_match_exhaustive(ix_matches *out, const ix_index *index, const ix_query *query,
                              ix_arena *arena, ix_error *error) {
    ix_judge judge;
    *out = (ix_matches){0};
    ix_status status = ix_judge_init(&judge, index, query, arena, error);
    for (uint32_t e = 0; status == IX_OK && e < index->entity_count; e++) {
        status = judge_entity(&judge, e);
    }
    if (status == IX_OK) {
        ix_judge_finish(&judge, out);
    }
    return status;
}
