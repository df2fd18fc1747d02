/* Two names side by side, without an index: `interdict compare`. */
#include "judge.h"
#include "lost_letter.h"

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

/* What a comparison works on. */
typedef struct comparing {
    ix_comparison *out;
    const ix_knowledge *knowledge;
    ix_party_type type;
    ix_parsed_name parsed[2];
    ix_mname names[2];
    ix_name_evidence evidence;
    ix_arena *arena;
    ix_error *error;
} comparing;

static ix_status read_name(comparing *c, int side, ix_str text) {
    ix_status status =
        ix_name_parse(&c->parsed[side], c->knowledge, text, c->type, c->arena, c->error);
    return status ? status
                  : ix_mname_make(&c->names[side], c->knowledge, &c->parsed[side], c->arena);
}

/* Compare the names as they are read now; what says more stays. */
static void compare_read(comparing *c) {
    ix_names_compare(&c->evidence, c->knowledge, &c->names[0], &c->names[1],
                     weighs_as_org(c->type, c->names[0].guess, c->names[1].guess), NULL);
    if (c->out->evidence_count == 0 || c->evidence.millibits > c->out->millibits) {
        fill(c->out, &c->evidence, c->parsed);
    }
}

static bool has_part(void *context, ix_str folded) {
    const ix_mname *name = context;
    for (int i = 0; i < name->count; i++) {
        if (ix_str_equal(name->parts[i].text, folded)) {
            return true;
        }
    }
    return false;
}

/* Compare the other writings of one of the names, and read that name again as it is. */
static ix_status compare_writings(comparing *c, int side, ix_str raw) {
    ix_writing writings[IX_WRITINGS_ALL + IX_LOST_LETTERS_MAX];
    ix_words_at_hand words = {has_part, &c->names[!side]};
    int count = 0, completed = 0;
    ix_status status =
        ix_writings_make(writings, &count, c->knowledge, &c->parsed[side], c->arena, c->error);
    status = status
                 ? status
                 : ix_lost_letters(writings + count, &completed, raw, &words, c->arena, c->error);
    count += completed;
    for (int i = 0; status == IX_OK && i < count; i++) {
        status = read_name(c, side, writings[i].text);
        if (status == IX_OK) {
            ix_writing_settle(&c->parsed[side], &writings[i], raw);
            if ((writings[i].undone & IX_DISGUISE_ABBREVIATED) != 0) {
                ix_mname_note_written_out(&c->names[side], c->knowledge, &c->parsed[side],
                                          c->arena);
            }
            compare_read(c);
        }
    }
    return status == IX_OK && count > 0 ? read_name(c, side, raw) : status;
}

ix_status ix_match_compare(ix_comparison *out, const ix_knowledge *knowledge, ix_str name1,
                           ix_str name2, ix_party_type type, ix_arena *arena, ix_error *error) {
    memset(out, 0, sizeof *out);
    comparing *c = IX_NEW(arena, comparing, 1);
    if (!c) {
        return ix_error_set(error, IX_E_MEMORY, "no memory to compare");
    }
    c->out = out;
    c->knowledge = knowledge;
    c->type = type;
    c->arena = arena;
    c->error = error;
    ix_status status = read_name(c, 0, name1);
    status = status ? status : read_name(c, 1, name2);
    if (status != IX_OK) {
        return status;
    }
    compare_read(c);
    status = compare_writings(c, 0, name1);
    return status ? status : compare_writings(c, 1, name2);
}
