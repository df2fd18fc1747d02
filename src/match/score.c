/* From a sum of evidence to a score through one fixed table, and the names of kinds and relations.
 */
#include "compare.h"

#include "match_tables.h"

int32_t ix_score_from_millibits(int32_t millibits) {
    int64_t at = (int64_t)millibits - IX_SCORE_FIRST;
    if (at <= 0) {
        return ix_score_table[0];
    }
    int64_t row = at / IX_SCORE_STEP;
    if (row >= IX_SCORE_ROWS - 1) {
        return ix_score_table[IX_SCORE_ROWS - 1];
    }
    int64_t rise = ix_score_table[row + 1] - ix_score_table[row];
    return (int32_t)(ix_score_table[row] + rise * (at % IX_SCORE_STEP) / IX_SCORE_STEP);
}

int32_t ix_millibits_for_score(int32_t score) {
    int32_t low = IX_SCORE_FIRST;
    int32_t high = IX_SCORE_FIRST + IX_SCORE_STEP * (IX_SCORE_ROWS - 1);
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (ix_score_from_millibits(middle) >= score) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}

const char *ix_evidence_kind_name(ix_evidence_kind kind) {
    static const char *const names[] = {
#define IX_EVIDENCE_TEXT(name, text) text,
        IX_EVIDENCE_KIND_LIST(IX_EVIDENCE_TEXT)
#undef IX_EVIDENCE_TEXT
    };
    return names[kind];
}

bool ix_evidence_kind_parse(ix_evidence_kind *kind, ix_str name) {
#define IX_EVIDENCE_PARSE(value, text)                                                             \
    if (ix_str_equal(name, IX_STR(text))) {                                                        \
        *kind = value;                                                                             \
        return true;                                                                               \
    }
    IX_EVIDENCE_KIND_LIST(IX_EVIDENCE_PARSE)
#undef IX_EVIDENCE_PARSE
    return false;
}

bool ix_relation_kind_parse(ix_relation_kind *relation, ix_str name) {
#define IX_RELATION_PARSE(value, text)                                                             \
    if (ix_str_equal(name, IX_STR(text))) {                                                        \
        *relation = value;                                                                         \
        return true;                                                                               \
    }
    IX_RELATION_LIST(IX_RELATION_PARSE)
#undef IX_RELATION_PARSE
    return false;
}

const char *ix_relation_kind_name(ix_relation_kind relation) {
    static const char *const names[] = {
#define IX_RELATION_TEXT(name, text) text,
        IX_RELATION_LIST(IX_RELATION_TEXT)
#undef IX_RELATION_TEXT
    };
    return names[relation];
}

int32_t ix_evidence_worth(ix_evidence_kind kind, bool agrees) {
    switch (kind) {
    case IX_EVIDENCE_DOB:
        return agrees ? IX_W_DOB_EQUAL_DAY : IX_W_DOB_CONTRADICTS;
    case IX_EVIDENCE_GENDER:
        return agrees ? IX_W_GENDER_EQUAL : IX_W_GENDER_CONTRADICTS;
    case IX_EVIDENCE_COUNTRY:
        return agrees ? IX_W_COUNTRY_EQUAL : IX_W_COUNTRY_CONTRADICTS;
    case IX_EVIDENCE_IDENTIFIER:
        return agrees ? IX_W_ID_TYPED_EQUAL : IX_W_ID_CONTRADICTS;
    case IX_EVIDENCE_BIRTH_PLACE:
        return agrees ? IX_W_BIRTH_PLACE_EQUAL : IX_W_BIRTH_COUNTRY_DIFFERS;
    case IX_EVIDENCE_ADDRESS:
        return agrees ? IX_W_ADDRESS_STREET : 0;
    case IX_EVIDENCE_TYPE:
        return agrees ? IX_W_TYPE_EQUAL : IX_W_TYPE_CONTRADICTS;
    case IX_EVIDENCE_NAME_PART:
    case IX_EVIDENCE_NAME:
    case IX_EVIDENCE_OWNERSHIP:
        break;
    }
    return 0;
}
