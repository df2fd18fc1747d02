/* Two names side by side, without an index: `interdict compare`. */
#include "judge.h"

#include <string.h>

static bool weighs_as_org(ix_party_type type, ix_party_type guess1, ix_party_type guess2) {
    if (type != IX_PARTY_ANY) {
        return type != IX_PARTY_PERSON;
    }
    bool person = guess1 == IX_PARTY_PERSON || guess2 == IX_PARTY_PERSON;
    bool told = guess1 != IX_PARTY_ANY || guess2 != IX_PARTY_ANY;
    return told && !person;
}

static ix_str part_text(const ix_parsed_name *name, int first, int more, int32_t *from,
                        int32_t *to) {
    if (first < 0) {
        return (ix_str){0};
    }
    *from = name->parts[first].from;
    *to = name->parts[more >= 0 ? more : first].to;
    return ix_str_slice(name->raw, *from, *to);
}

static void fill(ix_comparison *out, const ix_name_evidence *evidence,
                 const ix_parsed_name names[2]) {
    out->millibits = evidence->millibits;
    out->score = ix_score_from_millibits(evidence->millibits);
    out->evidence_count = evidence->count;
    for (int i = 0; i < evidence->count; i++) {
        const ix_piece *piece = &evidence->pieces[i];
        int32_t from = -1, to = -1, other_from, other_to;
        ix_str a = part_text(&names[0], piece->query, piece->query_more, &from, &to);
        ix_str b = part_text(&names[1], piece->listed, piece->listed_more, &other_from, &other_to);
        bool whole = piece->kind == IX_EVIDENCE_NAME;
        out->evidence[i] = (ix_evidence){(ix_evidence_kind)piece->kind,
                                         (ix_relation_kind)piece->relation,
                                         whole ? names[0].raw : a,
                                         whole ? names[1].raw : b,
                                         piece->millibits,
                                         from,
                                         to,
                                         0};
    }
}

ix_status ix_match_compare(ix_comparison *out, const ix_knowledge *knowledge, ix_str name1,
                           ix_str name2, ix_party_type type, ix_arena *arena, ix_error *error) {
    memset(out, 0, sizeof *out);
    ix_parsed_name *parsed = IX_NEW(arena, ix_parsed_name, 2);
    ix_mname *names = IX_NEW(arena, ix_mname, 2);
    if (!parsed || !names) {
        return ix_error_set(error, IX_E_MEMORY, "no memory to compare");
    }
    const ix_str raw[2] = {name1, name2};
    for (int i = 0; i < 2; i++) {
        ix_status status = ix_name_parse(&parsed[i], knowledge, raw[i], type, arena, error);
        status = status ? status : ix_mname_make(&names[i], knowledge, &parsed[i], arena);
        if (status != IX_OK) {
            return status;
        }
    }
    ix_name_evidence evidence;
    ix_names_compare(&evidence, knowledge, &names[0], &names[1],
                     weighs_as_org(type, names[0].guess, names[1].guess), NULL);
    fill(out, &evidence, parsed);
    return IX_OK;
}
