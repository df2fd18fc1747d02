/* Evidence of everything but names: birth dates, gender, countries, addresses, identifiers. */
#include "judge.h"

#include "match_tables.h"

#include <string.h>

#define IDENT_KEY_MAX     512
#define CIRCA_DAYS        731 /* "circa" reaches two years either way */
#define IDENT_UNTYPED_MIN 5   /* shorter untyped numbers are too common to mean anything */

void ix_reason_add(ix_reasons *reasons, ix_evidence_kind kind, ix_relation_kind relation,
                   ix_str query, ix_str listed, int32_t millibits) {
    if (reasons->count < IX_EVIDENCE_MAX) {
        reasons->items[reasons->count++] =
            (ix_evidence){kind, relation, query, listed, millibits, -1, -1, -1};
    }
}

/* ---------------------------------------------------------------- birth dates */

typedef struct date_verdict {
    ix_relation_kind relation;
    int32_t millibits;
    bool telling; /* agrees to the month or better */
} date_verdict;

static bool same_date(ix_date a, ix_date b) {
    return a.year == b.year && a.month == b.month && a.day == b.day;
}

static bool is_plain(ix_date_range r) {
    return same_date(r.from, r.to) && !r.from.circa && !r.to.circa;
}

static date_verdict compare_loose(ix_date_range a, ix_date_range b) {
    int64_t reach = a.from.circa || b.from.circa || a.to.circa || b.to.circa ? CIRCA_DAYS : 0;
    bool meet = ix_date_first_day(a.from) - reach <= ix_date_last_day(b.to) &&
                ix_date_first_day(b.from) - reach <= ix_date_last_day(a.to);
    return meet ? (date_verdict){IX_RELATION_VARIANT, IX_W_DOB_CIRCA, false}
                : (date_verdict){IX_RELATION_CONTRADICTS, IX_W_DOB_CONTRADICTS, false};
}

/* Do two day-precise dates differ by one slip: one digit of one field, or a year more or less? */
static bool is_near(ix_date a, ix_date b) {
    int fields = (a.year != b.year) + (a.month != b.month) + (a.day != b.day);
    if (fields != 1) {
        return false;
    }
    if (a.year != b.year) {
        int apart = a.year > b.year ? a.year - b.year : b.year - a.year;
        return apart == 1 || apart % 10 == 0;
    }
    int x = a.month != b.month ? a.month : a.day, y = a.month != b.month ? b.month : b.day;
    return x % 10 == y % 10 || x / 10 == y / 10;
}

static date_verdict compare_dates(ix_date_range ra, ix_date_range rb) {
    if (!is_plain(ra) || !is_plain(rb)) {
        return compare_loose(ra, rb);
    }
    ix_date a = ra.from, b = rb.from;
    bool months = a.month != 0 && b.month != 0, days = a.day != 0 && b.day != 0;
    if (a.year == b.year && (!months || a.month == b.month) && (!days || a.day == b.day)) {
        return (date_verdict){IX_RELATION_EQUAL,
                              days     ? IX_W_DOB_EQUAL_DAY
                              : months ? IX_W_DOB_EQUAL_MONTH
                                       : IX_W_DOB_EQUAL_YEAR,
                              months};
    }
    if (days && a.year == b.year && a.month == b.day && a.day == b.month) {
        return (date_verdict){IX_RELATION_TYPO, IX_W_DOB_SWAPPED, false};
    }
    if (days && is_near(a, b)) {
        return (date_verdict){IX_RELATION_TYPO, IX_W_DOB_NEAR, false};
    }
    bool within = a.year == b.year;
    return (date_verdict){IX_RELATION_CONTRADICTS,
                          within ? IX_W_DOB_DIFFERS_WITHIN_YEAR : IX_W_DOB_CONTRADICTS, false};
}

static ix_str date_text(ix_date_range range, ix_arena *arena) {
    ix_buf buf;
    ix_buf_init(&buf, 64);
    ix_date_range_print(&buf, range);
    ix_str text = ix_arena_copy(arena, ix_buf_view(&buf));
    ix_buf_free(&buf);
    return text;
}

static ix_status weigh_births(ix_reasons *reasons, const ix_query *query, const ix_entity *entity,
                              ix_arena *arena) {
    if (query->birth_count == 0 || entity->birth_count == 0) {
        return IX_OK;
    }
    date_verdict best = {0};
    int best_query = -1, best_listed = -1;
    for (int i = 0; i < query->birth_count; i++) {
        for (int j = 0; j < entity->birth_count; j++) {
            date_verdict v = compare_dates(query->births[i], entity->births[j]);
            if (best_query < 0 || v.millibits > best.millibits) {
                best = v;
                best_query = i;
                best_listed = j;
            }
        }
    }
    ix_str asked = date_text(query->births[best_query], arena);
    ix_str listed = date_text(entity->births[best_listed], arena);
    if (!asked.ptr || !listed.ptr) {
        return IX_E_MEMORY;
    }
    ix_reason_add(reasons, IX_EVIDENCE_DOB, best.relation, asked, listed, best.millibits);
    reasons->attribute_agrees = reasons->attribute_agrees || best.telling;
    reasons->contradicted = reasons->contradicted || best.relation == IX_RELATION_CONTRADICTS;
    return IX_OK;
}

/* ---------------------------------------------------------------- gender and country */

static ix_str gender_text(ix_gender gender) {
    return gender == IX_GENDER_FEMALE ? IX_STR("female") : IX_STR("male");
}

static void weigh_gender(ix_reasons *reasons, const ix_query *query, const ix_entity *entity) {
    if (query->gender == IX_GENDER_UNKNOWN || entity->gender == IX_GENDER_UNKNOWN) {
        return;
    }
    bool equal = query->gender == entity->gender;
    ix_reason_add(reasons, IX_EVIDENCE_GENDER, equal ? IX_RELATION_EQUAL : IX_RELATION_CONTRADICTS,
                  gender_text(query->gender), gender_text(entity->gender),
                  equal ? IX_W_GENDER_EQUAL : IX_W_GENDER_CONTRADICTS);
    reasons->contradicted = reasons->contradicted || !equal;
}

static ix_str country_code(const char code[3]) {
    return (ix_str){code, 2};
}

/* A country that differs is evidence against, but people move: it is no contradiction. */
static void weigh_country(ix_reasons *reasons, const ix_query *query, const ix_entity *entity) {
    ix_str first = {0};
    for (int i = 0; i < query->country_count; i++) {
        for (int j = 0; j < entity->nationality_count + entity->address_count; j++) {
            const char *listed = j < entity->nationality_count
                                     ? entity->nationalities[j]
                                     : entity->addresses[j - entity->nationality_count].country;
            if (listed[0] == '\0') {
                continue;
            }
            if (memcmp(query->countries[i], listed, 2) == 0) {
                ix_reason_add(reasons, IX_EVIDENCE_COUNTRY, IX_RELATION_EQUAL,
                              country_code(query->countries[i]), country_code(listed),
                              IX_W_COUNTRY_EQUAL);
                return;
            }
            first = first.ptr ? first : country_code(listed);
        }
    }
    if (query->country_count > 0 && first.ptr) {
        ix_reason_add(reasons, IX_EVIDENCE_COUNTRY, IX_RELATION_CONTRADICTS,
                      country_code(query->countries[0]), first, IX_W_COUNTRY_CONTRADICTS);
    }
}

/* ---------------------------------------------------------------- addresses */

static bool shares_token(const ix_text *a, const ix_text *b, bool number) {
    for (int i = 0; i < a->count; i++) {
        if ((a->tokens[i].kind != IX_TOKEN_WORD) != number ||
            (!number && a->tokens[i].folded.len < 4)) {
            continue;
        }
        for (int j = 0; j < b->count; j++) {
            if (ix_str_equal(a->tokens[i].folded, b->tokens[j].folded)) {
                return true;
            }
        }
    }
    return false;
}

static ix_str whole_address(const ix_address *address) {
    return address->street.len > 0 ? address->street : address->place;
}

static ix_status weigh_address(ix_reasons *reasons, const ix_address *asked,
                               const ix_address *listed, ix_arena *arena, ix_error *error,
                               bool *street_agrees) {
    ix_text q, street, place;
    ix_status status = ix_text_analyze(&q, whole_address(asked), arena, error);
    status = status ? status : ix_text_analyze(&street, listed->street, arena, error);
    status = status ? status : ix_text_analyze(&place, listed->place, arena, error);
    if (status != IX_OK) {
        return status;
    }
    *street_agrees = shares_token(&street, &q, false) && shares_token(&street, &q, true);
    if (*street_agrees) {
        ix_reason_add(reasons, IX_EVIDENCE_ADDRESS, IX_RELATION_EQUAL, whole_address(asked),
                      listed->street, IX_W_ADDRESS_STREET);
        reasons->attribute_agrees = true;
    } else if (shares_token(&place, &q, false)) {
        ix_reason_add(reasons, IX_EVIDENCE_ADDRESS, IX_RELATION_VARIANT, whole_address(asked),
                      listed->place, IX_W_ADDRESS_CITY);
    }
    return IX_OK;
}

/* One reason at most: the first street that agrees, else the first city. */
static ix_status weigh_addresses(ix_reasons *reasons, const ix_query *query,
                                 const ix_entity *entity, ix_arena *arena, ix_error *error) {
    int before = reasons->count;
    for (int i = 0; i < query->address_count; i++) {
        for (int j = 0; j < entity->address_count; j++) {
            bool street = false;
            ix_status status = weigh_address(reasons, &query->addresses[i], &entity->addresses[j],
                                             arena, error, &street);
            if (status != IX_OK) {
                return status;
            }
            if (street || reasons->count > before + 1) {
                reasons->items[before] =
                    street ? reasons->items[reasons->count - 1] : reasons->items[before];
                reasons->count = before + 1;
            }
            if (street) {
                return IX_OK;
            }
        }
    }
    return IX_OK;
}

ix_status ix_attributes_weigh(ix_reasons *reasons, const ix_query *query, const ix_entity *entity,
                              ix_arena *arena, ix_error *error) {
    ix_status status = weigh_births(reasons, query, entity, arena);
    weigh_gender(reasons, query, entity);
    weigh_country(reasons, query, entity);
    return status ? status : weigh_addresses(reasons, query, entity, arena, error);
}

/* ---------------------------------------------------------------- identifiers */

static bool is_unique_kind(ix_identifier_type type) {
    return type == IX_ID_IMO || type == IX_ID_LEI;
}

static bool countries_differ(const char a[3], const char b[3]) {
    return a[0] != '\0' && b[0] != '\0' && memcmp(a, b, 2) != 0;
}

/* The listed identifier whose key equals the asked one's, one of its own type first. */
static const ix_identifier *find_equal(const ix_query_identifier *asked, const ix_entity *entity) {
    char key[IDENT_KEY_MAX], other[IDENT_KEY_MAX];
    const ix_identifier *found = NULL;
    for (int i = 0; i < entity->identifier_count; i++) {
        const ix_identifier *id = &entity->identifiers[i];
        /* An asker who does not know the type writes it as the publisher's type would be written.
         */
        ix_identifier_type as = asked->type == IX_ID_OTHER ? id->type : asked->type;
        ix_str a = {key, ix_identifier_key(key, (int)sizeof key, as, asked->value)};
        ix_str b = {other, ix_identifier_key(other, (int)sizeof other, id->type, id->value)};
        if (a.len == 0 || !ix_str_equal(a, b)) {
            continue;
        }
        if (id->type == asked->type) {
            return id;
        }
        if (a.len >= IDENT_UNTYPED_MIN && !found) {
            found = id;
        }
    }
    return found;
}

static void weigh_agreement(ix_reasons *reasons, const ix_query_identifier *asked,
                            const ix_identifier *listed) {
    bool typed = asked->type == listed->type && asked->type != IX_ID_OTHER && !asked->from_text;
    ix_reason_add(reasons, IX_EVIDENCE_IDENTIFIER,
                  asked->type == listed->type ? IX_RELATION_EQUAL : IX_RELATION_VARIANT,
                  asked->value, listed->value, typed ? IX_W_ID_TYPED_EQUAL : IX_W_ID_UNTYPED_EQUAL);
    ix_evidence *last = &reasons->items[reasons->count - 1];
    if (asked->from_text) {
        last->from = asked->from;
        last->to = asked->to;
        last->name = 0;
    }
    if (typed && countries_differ(asked->country, listed->country)) {
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

/* The asked identifier agrees with none: against, where the entity has one of that kind. */
static void weigh_disagreement(ix_reasons *reasons, const ix_query_identifier *asked,
                               const ix_entity *entity) {
    if (asked->from_text || asked->type == IX_ID_OTHER) {
        return;
    }
    for (int i = 0; i < entity->identifier_count; i++) {
        const ix_identifier *id = &entity->identifiers[i];
        bool unique = is_unique_kind(asked->type);
        bool document = asked->type == IX_ID_PASSPORT || asked->type == IX_ID_NATIONAL ||
                        asked->type == IX_ID_TAX;
        bool same_country = asked->country[0] != '\0' && id->country[0] != '\0' &&
                            memcmp(asked->country, id->country, 2) == 0;
        if (id->type == asked->type && (unique || (document && same_country))) {
            ix_reason_add(reasons, IX_EVIDENCE_IDENTIFIER, IX_RELATION_CONTRADICTS, asked->value,
                          id->value, unique ? IX_W_ID_UNIQUE_CONTRADICTS : IX_W_ID_CONTRADICTS);
            reasons->contradicted = reasons->contradicted || unique;
            return;
        }
    }
}

void ix_identifiers_weigh(ix_reasons *reasons, const ix_query *query, const ix_entity *entity) {
    bool agreed = false;
    for (int i = 0; i < query->identifier_count; i++) {
        const ix_identifier *equal = find_equal(&query->identifiers[i], entity);
        if (equal && !agreed) {
            weigh_agreement(reasons, &query->identifiers[i], equal);
            agreed = true;
        } else if (!equal) {
            weigh_disagreement(reasons, &query->identifiers[i], entity);
        }
    }
}

ix_status ix_judge_identifiers(const ix_judge *judge, uint32_t entity, uint32_t ordinal,
                               bool *agree) {
    ix_entity decoded;
    ix_arena_mark mark = ix_arena_position(judge->arena);
    ix_status status = ix_entity_decode(&decoded, ix_index_record(judge->index, entity, ordinal),
                                        judge->arena, judge->error);
    *agree = false;
    for (int i = 0; status == IX_OK && i < judge->query->identifier_count; i++) {
        *agree = *agree || find_equal(&judge->query->identifiers[i], &decoded) != NULL;
    }
    ix_arena_rewind(judge->arena, mark);
    return status;
}
