/* Places as evidence: places of birth, addresses. City and country are compared before
 * streets; words that name no place (street, district, floor) agree with nothing. */
#include "judge.h"

#include "match_tables.h"
#include "place_tables.h"

#include <string.h>

#define WORD_LENGTH_MIN 3
#define SLIP_LENGTH_MIN 6 /* longer names of places may differ by a letter: Teheran, Tehran */
#define CODE_DIGITS_MIN 4 /* of a postal code */

/* A place as written: its words without the country, and the country. */
typedef struct place {
    ix_text text;
    bool *names; /* of each word: may it name a place? */
    char country[3];
} place;

/* ---------------------------------------------------------------- countries */

static bool is_former(const char a[3], const char b[3]) {
    for (size_t i = 0; i < sizeof former_countries / sizeof former_countries[0]; i++) {
        if (memcmp(former_countries[i][0], a, 2) == 0 &&
            memcmp(former_countries[i][1], b, 2) == 0) {
            return true;
        }
    }
    return false;
}

bool ix_same_country(const char a[3], const char b[3]) {
    return memcmp(a, b, 2) == 0 || is_former(a, b) || is_former(b, a);
}

/* ---------------------------------------------------------------- words of places */

static bool is_address_word(ix_str word) {
    int low = 0, high = (int)(sizeof address_words / sizeof address_words[0]);
    while (low < high) {
        int middle = low + (high - low) / 2;
        int order = ix_str_compare(word, address_words[middle]);
        if (order == 0) {
            return true;
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return false;
}

static bool names_place(const ix_token *token) {
    return token->kind == IX_TOKEN_WORD && token->folded.len >= WORD_LENGTH_MIN &&
           !is_address_word(token->folded);
}

/* What stands behind the last comma, if it is a country; it is cut off. */
static ix_str without_country(char country[3], ix_str text, const ix_knowledge *knowledge) {
    ptrdiff_t comma = text.len;
    while (comma > 0 && text.ptr[comma - 1] != ',') {
        comma--;
    }
    char code[3];
    if (!ix_country_parse(code, knowledge, ix_str_trim(ix_str_slice(text, comma, text.len)))) {
        return text;
    }
    if (country[0] == '\0') {
        memcpy(country, code, sizeof code);
    }
    return ix_str_slice(text, 0, comma > 0 ? comma - 1 : 0);
}

static ix_status read_place(place *out, ix_str text, const char country[3],
                            const ix_knowledge *knowledge, ix_arena *arena, ix_error *error) {
    *out = (place){.names = NULL};
    memcpy(out->country, country, sizeof out->country);
    ix_status status =
        ix_text_analyze(&out->text, without_country(out->country, text, knowledge), arena, error);
    if (status != IX_OK) {
        return status;
    }
    out->names = IX_NEW(arena, bool, out->text.count + 1);
    if (out->names == NULL) {
        return ix_error_set(error, IX_E_MEMORY, "no memory to compare places");
    }
    for (int i = 0; i < out->text.count; i++) {
        char code[3];
        const ix_token *token = &out->text.tokens[i];
        out->names[i] = names_place(token);
        if (out->names[i] && ix_country_parse(code, knowledge, token->folded)) {
            out->names[i] = false;
            if (out->country[0] == '\0') {
                memcpy(out->country, code, sizeof code);
            }
        }
    }
    return IX_OK;
}

static bool has_name(const place *p) {
    for (int i = 0; i < p->text.count; i++) {
        if (p->names[i]) {
            return true;
        }
    }
    return false;
}

static bool same_word(ix_str a, ix_str b) {
    if (ix_str_equal(a, b)) {
        return true;
    }
    char ka[2 * IX_TOKEN_BYTES_MAX], kb[2 * IX_TOKEN_BYTES_MAX];
    ix_str ra = {ka, ix_text_roman_key(ka, (int)sizeof ka, a)};
    ix_str rb = {kb, ix_text_roman_key(kb, (int)sizeof kb, b)};
    return ix_str_equal(ra, rb) || (ra.len >= SLIP_LENGTH_MIN && rb.len >= SLIP_LENGTH_MIN &&
                                    ix_text_distance(ra, rb, 1) <= 1);
}

/* Do they share a word that names a place, or the number of a post office? */
static bool shares_place(const place *a, const place *b) {
    for (int i = 0; i < a->text.count; i++) {
        for (int j = 0; j < b->text.count; j++) {
            const ix_token *x = &a->text.tokens[i], *y = &b->text.tokens[j];
            bool code = x->kind == IX_TOKEN_NUMBER && x->folded.len >= CODE_DIGITS_MIN &&
                        ix_str_equal(x->folded, y->folded);
            if (code || (a->names[i] && b->names[j] && same_word(x->folded, y->folded))) {
                return true;
            }
        }
    }
    return false;
}

static bool shares_number(const place *a, const place *b) {
    for (int i = 0; i < a->text.count; i++) {
        for (int j = 0; a->text.tokens[i].kind != IX_TOKEN_WORD && j < b->text.count; j++) {
            if (ix_str_equal(a->text.tokens[i].folded, b->text.tokens[j].folded)) {
                return true;
            }
        }
    }
    return false;
}

static bool shares_name(const place *a, const place *b) {
    for (int i = 0; i < a->text.count; i++) {
        for (int j = 0; a->names[i] && j < b->text.count; j++) {
            if (b->names[j] && same_word(a->text.tokens[i].folded, b->text.tokens[j].folded)) {
                return true;
            }
        }
    }
    return false;
}

/* ---------------------------------------------------------------- places of birth */

typedef struct place_verdict {
    ix_relation_kind relation;
    int32_t millibits; /* 0: it says nothing */
} place_verdict;

static place_verdict compare_births(const place *asked, const place *listed) {
    bool known = asked->country[0] != '\0' && listed->country[0] != '\0';
    if (known && !ix_same_country(asked->country, listed->country)) {
        return (place_verdict){IX_RELATION_CONTRADICTS, IX_W_BIRTH_COUNTRY_DIFFERS};
    }
    if (shares_place(asked, listed)) {
        return (place_verdict){IX_RELATION_EQUAL, IX_W_BIRTH_PLACE_EQUAL};
    }
    if (!known) {
        return (place_verdict){IX_RELATION_MISSING, 0};
    }
    return has_name(asked) && has_name(listed)
               ? (place_verdict){IX_RELATION_CONTRADICTS, IX_W_BIRTH_PLACE_DIFFERS}
               : (place_verdict){IX_RELATION_VARIANT, IX_W_BIRTH_COUNTRY_EQUAL};
}

/* The best reading counts. */
static ix_status weigh_birth_places(ix_reasons *reasons, const ix_query *query,
                                    const ix_entity *entity, const ix_knowledge *knowledge,
                                    ix_arena *arena, ix_error *error) {
    place_verdict best = {IX_RELATION_MISSING, 0};
    int best_asked = -1, best_listed = -1;
    for (int i = 0; i < query->birth_place_count; i++) {
        for (int j = 0; j < entity->birth_place_count; j++) {
            place asked, listed;
            ix_status status =
                read_place(&asked, query->birth_places[i], "\0\0", knowledge, arena, error);
            status = status ? status
                            : read_place(&listed, entity->birth_places[j], "\0\0", knowledge, arena,
                                         error);
            if (status != IX_OK) {
                return status;
            }
            place_verdict v = compare_births(&asked, &listed);
            if (v.millibits != 0 && (best_asked < 0 || v.millibits > best.millibits)) {
                best = v;
                best_asked = i;
                best_listed = j;
            }
        }
    }
    if (best_asked >= 0) {
        ix_reason_add(reasons, IX_EVIDENCE_BIRTH_PLACE, best.relation,
                      query->birth_places[best_asked], entity->birth_places[best_listed],
                      best.millibits);
    }
    return IX_OK;
}

/* ---------------------------------------------------------------- addresses */

static ix_str whole_address(const ix_address *address) {
    return address->street.len > 0 ? address->street : address->place;
}

/* A street agrees by a word and a number; where both tell the country it is the same one. */
static ix_status compare_addresses(place_verdict *out, const ix_address *asked,
                                   const ix_address *listed, const ix_knowledge *knowledge,
                                   ix_arena *arena, ix_error *error) {
    place q, street, town;
    *out = (place_verdict){IX_RELATION_MISSING, 0};
    ix_status status =
        read_place(&q, whole_address(asked), asked->country, knowledge, arena, error);
    status = status ? status
                    : read_place(&street, listed->street, listed->country, knowledge, arena, error);
    status = status ? status
                    : read_place(&town, listed->place, listed->country, knowledge, arena, error);
    if (status != IX_OK || (q.country[0] != '\0' && town.country[0] != '\0' &&
                            !ix_same_country(q.country, town.country))) {
        return status;
    }
    if (shares_name(&street, &q) && shares_number(&street, &q)) {
        *out = (place_verdict){IX_RELATION_EQUAL, IX_W_ADDRESS_STREET};
    } else if (shares_place(&town, &q)) {
        *out = (place_verdict){IX_RELATION_VARIANT, IX_W_ADDRESS_CITY};
    }
    return IX_OK;
}

/* One reason at most: the first street that agrees, else the first town. */
static ix_status weigh_addresses(ix_reasons *reasons, const ix_query *query,
                                 const ix_entity *entity, const ix_knowledge *knowledge,
                                 ix_arena *arena, ix_error *error) {
    place_verdict best = {IX_RELATION_MISSING, 0};
    int best_asked = -1, best_listed = -1;
    for (int i = 0; i < query->address_count; i++) {
        for (int j = 0; j < entity->address_count; j++) {
            place_verdict v;
            ix_status status = compare_addresses(&v, &query->addresses[i], &entity->addresses[j],
                                                 knowledge, arena, error);
            if (status != IX_OK) {
                return status;
            }
            if (v.millibits > best.millibits) {
                best = v;
                best_asked = i;
                best_listed = j;
            }
        }
    }
    if (best_asked >= 0) {
        const ix_address *listed = &entity->addresses[best_listed];
        bool street = best.relation == IX_RELATION_EQUAL;
        ix_reason_add(reasons, IX_EVIDENCE_ADDRESS, best.relation,
                      whole_address(&query->addresses[best_asked]),
                      street ? listed->street : listed->place, best.millibits);
        reasons->attribute_agrees = reasons->attribute_agrees || street;
    }
    return IX_OK;
}

ix_status ix_places_weigh(ix_reasons *reasons, const ix_query *query, const ix_entity *entity,
                          const ix_knowledge *knowledge, ix_arena *arena, ix_error *error) {
    ix_status status = ix_countries_weigh(reasons, query, entity, arena, error);
    status = status ? status
                    : weigh_birth_places(reasons, query, entity, knowledge, arena, error);
    return status ? status : weigh_addresses(reasons, query, entity, knowledge, arena, error);
}
