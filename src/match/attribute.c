/* Evidence of birth dates and gender; places and identifiers have files of their own. */
#include "judge.h"

#include "match_tables.h"

#include <string.h>

#define CIRCA_DAYS 731 /* "circa" reaches two years either way */

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

static bool is_plain(ix_date_range r) {
    return ix_date_equal(r.from, r.to) && !r.from.circa && !r.to.circa;
}

static bool meet(ix_date_range a, ix_date_range b, int64_t reach) {
    return ix_date_first_day(a.from) - reach <= ix_date_last_day(b.to) &&
           ix_date_first_day(b.from) - reach <= ix_date_last_day(a.to);
}

static date_verdict compare_loose(ix_date_range a, ix_date_range b) {
    bool circa = a.from.circa || b.from.circa || a.to.circa || b.to.circa;
    if (meet(a, b, circa ? CIRCA_DAYS : 0)) {
        return (date_verdict){IX_RELATION_VARIANT, IX_W_DOB_CIRCA, false};
    }
    return circa && meet(a, b, 2 * CIRCA_DAYS)
               ? (date_verdict){IX_RELATION_CONTRADICTS, IX_W_DOB_NEAR_CIRCA, false}
               : (date_verdict){IX_RELATION_CONTRADICTS, IX_W_DOB_CONTRADICTS, false};
}

/* One digit of two is another, or the two are exchanged. */
static bool is_near_number(int x, int y) {
    return x % 10 == y % 10 || x / 10 == y / 10 || (x % 10 == y / 10 && x / 10 == y % 10);
}

/* Do two day-precise dates differ by one slip: one digit of one field, two digits exchanged, or a
 * year more or less? */
static bool is_near(ix_date a, ix_date b) {
    int fields = (a.year != b.year) + (a.month != b.month) + (a.day != b.day);
    if (fields != 1) {
        return false;
    }
    if (a.year != b.year) {
        int apart = a.year > b.year ? a.year - b.year : b.year - a.year;
        return apart == 1 || apart % 10 == 0 ||
               (a.year / 100 == b.year / 100 && a.year % 10 == b.year / 10 % 10 &&
                a.year / 10 % 10 == b.year % 10);
    }
    return a.month != b.month ? is_near_number(a.month, b.month) : is_near_number(a.day, b.day);
}

/* The papers of many countries give 1 January to whose birthday is not known. */
static bool is_first_january(ix_date date) {
    return date.month == 1 && date.day == 1;
}

/* Two dates of one year, or of two; they do not agree to the day or month. */
static date_verdict compare_apart(ix_date a, ix_date b) {
    if (a.year == b.year && (is_first_january(a) || is_first_january(b))) {
        return (date_verdict){IX_RELATION_VARIANT, IX_W_DOB_FIRST_JANUARY, false};
    }
    int apart = a.year > b.year ? a.year - b.year : b.year - a.year;
    if (apart == 1 && (a.month == 0 || b.month == 0)) {
        return (date_verdict){IX_RELATION_TYPO, IX_W_DOB_NEAR_YEAR, false};
    }
    return (date_verdict){IX_RELATION_CONTRADICTS,
                          apart == 0 ? IX_W_DOB_DIFFERS_WITHIN_YEAR : IX_W_DOB_CONTRADICTS, false};
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
    return compare_apart(a, b);
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

ix_status ix_attributes_weigh(ix_reasons *reasons, const ix_query *query, const ix_entity *entity,
                              const ix_knowledge *knowledge, ix_arena *arena, ix_error *error) {
    ix_status status = weigh_births(reasons, query, entity, arena);
    weigh_gender(reasons, query, entity);
    return status ? status : ix_places_weigh(reasons, query, entity, knowledge, arena, error);
}
