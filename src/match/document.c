/* Evidence of identifiers: numbers that agree, agree but for a slip, or belong to somebody else. */
#include "judge.h"

#include "match_tables.h"

#include <string.h>

#define KEY_BYTES_MAX IX_IDENTIFIER_KEY_MAX
#define UNTYPED_MIN   5 /* shorter untyped numbers are too common to mean anything */

#define TYPE(type) (1u << (type))
/* Papers of which somebody may have several, one after the other. */
#define DOCUMENTS (TYPE(IX_ID_PASSPORT) | TYPE(IX_ID_NATIONAL) | TYPE(IX_ID_TAX))
/* Numbers long and sparse enough that one slip apart is hardly another one. Telephones and
 * addresses of mail are not: those of neighbours differ in one character. */
#define SPARSE                                                                                     \
    (DOCUMENTS | TYPE(IX_ID_REGISTRATION) | TYPE(IX_ID_IMO) | TYPE(IX_ID_MMSI) | TYPE(IX_ID_LEI) | \
     TYPE(IX_ID_IBAN) | TYPE(IX_ID_ISIN) | TYPE(IX_ID_WALLET))

static bool is_of(ix_identifier_type type, unsigned types) {
    return (TYPE(type) & types) != 0;
}

static bool countries_differ(const char a[3], const char b[3]) {
    return a[0] != '\0' && b[0] != '\0' && memcmp(a, b, 2) != 0;
}

static ix_str country_code(const char code[3]) {
    return (ix_str){code, 2};
}

static ix_str key_of(char bytes[KEY_BYTES_MAX], ix_identifier_type type, ix_str value) {
    return (ix_str){bytes, ix_identifier_key(bytes, KEY_BYTES_MAX, type, value)};
}

/* The scheme of an asked number; one without a country is taken for one of the listed country. */
static ix_scheme scheme_of_asked(const ix_query_identifier *asked, const ix_identifier *listed) {
    const char *country = asked->country[0] != '\0' ? asked->country : listed->country;
    return ix_identifier_scheme(asked->type, asked->value, country);
}

/* The listed identifier whose key equals the asked one's, one of its own type first. */
static const ix_identifier *find_equal(const ix_query_identifier *asked, const ix_entity *entity) {
    char key[KEY_BYTES_MAX];
    const ix_identifier *found = NULL;
    ix_identifier_type type = asked->type;
    ix_str a = key_of(key, type, asked->value);
    for (int i = 0; i < entity->identifier_count; i++) {
        const ix_identifier *id = &entity->identifiers[i];
        /* An asker who does not know the type writes it as the publisher's type would be written.
         */
        if (asked->type == IX_ID_OTHER && id->type != type) {
            type = id->type;
            a = key_of(key, type, asked->value);
        }
        if (a.len == 0 || !ix_identifier_has_key(id->type, id->value, a, KEY_BYTES_MAX)) {
            continue;
        }
        if (id->type == asked->type) {
            return id;
        }
        if (a.len >= UNTYPED_MIN && !found) {
            found = id;
        }
    }
    return found;
}

/* A number whose own check digits are wrong was taken down wrongly by both sides: it agrees, but as
 * a number of unknown kind does. */
static void weigh_agreement(ix_reasons *reasons, const ix_query_identifier *asked,
                            const ix_identifier *listed) {
    bool typed = asked->type == listed->type && asked->type != IX_ID_OTHER && !asked->from_text &&
                 scheme_of_asked(asked, listed).proof != IX_PROOF_WRONG;
    ix_reason_add(reasons, IX_EVIDENCE_IDENTIFIER,
                  asked->type == listed->type ? IX_RELATION_EQUAL : IX_RELATION_VARIANT,
                  asked->value, listed->value, typed ? IX_W_ID_TYPED_EQUAL : IX_W_ID_UNTYPED_EQUAL);
    ix_evidence *last = &reasons->items[reasons->count - 1];
    if (asked->from_text) {
        last->from = asked->from;
        last->to = asked->to;
        last->name = 0;
    }
    if (countries_differ(asked->country, listed->country) && asked->type == listed->type) {
        ix_reason_add(reasons, IX_EVIDENCE_IDENTIFIER, IX_RELATION_CONTRADICTS,
                      country_code(asked->country), country_code(listed->country),
                      IX_W_ID_COUNTRY_CONTRADICTS);
        reasons->contradicted = true;
    } else if (typed) {
        reasons->identifier_agrees = true;
    } else {
        reasons->identifier_untyped = true;
    }
}

/* How a listed identifier of the asked type stands to the asked one, which does not agree. */
typedef struct stand {
    ix_relation_kind relation;
    int32_t millibits; /* 0: it says nothing */
    bool contradicts;
} stand;

static stand compare_other(const ix_query_identifier *asked, const ix_identifier *listed) {
    char key[KEY_BYTES_MAX], other[KEY_BYTES_MAX];
    stand nothing = {IX_RELATION_MISSING, 0, false};
    if (listed->type != asked->type) {
        return nothing;
    }
    bool elsewhere = countries_differ(asked->country, listed->country);
    ix_scheme a = scheme_of_asked(asked, listed);
    ix_scheme b = ix_identifier_scheme(listed->type, listed->value, listed->country);
    bool proved = a.proof == IX_PROOF_RIGHT && b.proof == IX_PROOF_RIGHT;
    if (!elsewhere && !proved && is_of(asked->type, SPARSE) &&
        ix_identifier_is_slip(key_of(key, asked->type, asked->value),
                              key_of(other, listed->type, listed->value))) {
        return (stand){IX_RELATION_TYPO, IX_W_ID_SLIP, false};
    }
    if (!elsewhere && a.single && b.single && strcmp(a.name, b.name) == 0) {
        return (stand){IX_RELATION_CONTRADICTS, IX_W_ID_UNIQUE_CONTRADICTS, true};
    }
    bool same_country = asked->country[0] != '\0' && listed->country[0] != '\0' && !elsewhere;
    bool single = asked->type == IX_ID_IMO || asked->type == IX_ID_LEI;
    if (single || (is_of(asked->type, DOCUMENTS) && same_country)) {
        return (stand){IX_RELATION_CONTRADICTS, IX_W_ID_CONTRADICTS, false};
    }
    return nothing;
}

/* The asked identifier agrees with none: the listed one that speaks best for it tells. */
static void weigh_other(ix_reasons *reasons, const ix_query_identifier *asked,
                        const ix_entity *entity) {
    stand best = {IX_RELATION_MISSING, 0, false};
    const ix_identifier *of = NULL;
    for (int i = 0; i < entity->identifier_count; i++) {
        stand one = compare_other(asked, &entity->identifiers[i]);
        if (one.millibits != 0 && (of == NULL || one.millibits > best.millibits)) {
            best = one;
            of = &entity->identifiers[i];
        }
    }
    if (of != NULL) {
        ix_reason_add(reasons, IX_EVIDENCE_IDENTIFIER, best.relation, asked->value, of->value,
                      best.millibits);
        reasons->contradicted = reasons->contradicted || best.contradicts;
    }
}

void ix_identifiers_weigh(ix_reasons *reasons, const ix_query *query, const ix_entity *entity) {
    bool agreed = false;
    for (int i = 0; i < query->identifier_count; i++) {
        const ix_query_identifier *asked = &query->identifiers[i];
        const ix_identifier *equal = find_equal(asked, entity);
        if (equal && !agreed) {
            weigh_agreement(reasons, asked, equal);
            agreed = true;
        } else if (!equal && !asked->from_text && asked->type != IX_ID_OTHER) {
            weigh_other(reasons, asked, entity);
        }
    }
}

ix_status ix_judge_identifiers(const ix_judge *judge, uint32_t entity, uint32_t ordinal,
                               bool *agree) {
    ix_entity decoded;
    ix_arena_mark mark = ix_arena_position(judge->arena);
    ix_status status =
        ix_index_decode(&decoded, judge->index, entity, ordinal, judge->arena, judge->error);
    *agree = false;
    for (int i = 0; status == IX_OK && i < judge->query->identifier_count; i++) {
        *agree = *agree || find_equal(&judge->query->identifiers[i], &decoded) != NULL;
    }
    ix_arena_rewind(judge->arena, mark);
    return status;
}
