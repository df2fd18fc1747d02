/* Countries as evidence, from what the list says surest: nationalities, then addresses, then what
 * the programme of a listing is about. */
#include "judge.h"

#include "match_tables.h"
#include "programmes.h"

#include <string.h>

#define SOURCE "source:" /* a list within a list, as a row of programmes.txt names it */

static ix_str country_code(const char code[3]) {
    return (ix_str){code, 2};
}

static const char *listed_country(const ix_entity *entity, int at) {
    return at < entity->nationality_count
               ? entity->nationalities[at]
               : entity->addresses[at - entity->nationality_count].country;
}

/* The listed country that an asked one agrees with; NULL when none does. */
static const char *find_country(const char asked[3], const ix_entity *entity) {
    for (int i = 0; asked[0] != '\0' && i < entity->nationality_count + entity->address_count;
         i++) {
        const char *listed = listed_country(entity, i);
        if (listed[0] != '\0' && ix_same_country(asked, listed)) {
            return listed;
        }
    }
    return NULL;
}

static bool add_country(ix_reasons *reasons, const char asked[3], const ix_entity *entity) {
    const char *listed = find_country(asked, entity);
    if (listed != NULL) {
        bool equal = memcmp(asked, listed, 2) == 0;
        ix_reason_add(reasons, IX_EVIDENCE_COUNTRY, equal ? IX_RELATION_EQUAL : IX_RELATION_VARIANT,
                      country_code(asked), country_code(listed), IX_W_COUNTRY_EQUAL);
    }
    return listed != NULL;
}

/* ---------------------------------------------------------------- programmes */

static const programme_row *find_programme(ix_str text) {
    int low = 0, high = (int)(sizeof programmes / sizeof programmes[0]);
    while (low < high) {
        int middle = low + (high - low) / 2;
        int order = ix_str_compare(text, programmes[middle].programme);
        if (order == 0) {
            return &programmes[middle];
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return NULL;
}

static const programme_row *find_source(ix_str source) {
    char text[32] = SOURCE;
    ptrdiff_t prefix = (ptrdiff_t)sizeof SOURCE - 1;
    if (source.len == 0 || source.len > (ptrdiff_t)sizeof text - prefix) {
        return NULL;
    }
    memcpy(text + prefix, source.ptr, (size_t)source.len);
    return find_programme((ix_str){text, prefix + source.len});
}

/* What programmes that are about a country say of the countries asked. */
typedef struct programme_verdict {
    const programme_row *row; /* NULL: no programme is about one */
    const char *asked, *country;
    bool agrees;
} programme_verdict;

static void ask_programme(programme_verdict *v, const programme_row *row, const ix_query *query) {
    if (row == NULL || v->agrees) {
        return;
    }
    v->row = row;
    v->asked = query->countries[0];
    v->country = row->countries[0];
    for (int i = 0; i < query->country_count; i++) {
        for (int c = 0; c < row->count; c++) {
            if (ix_same_country(query->countries[i], row->countries[c])) {
                v->asked = query->countries[i];
                v->country = row->countries[c];
                v->agrees = true;
                return;
            }
        }
    }
}

static programme_verdict ask_programmes(const ix_query *query, const ix_entity *entity) {
    programme_verdict v = {0};
    bool person = entity->type == IX_PARTY_PERSON ||
                  (entity->type == IX_PARTY_ANY && query->type == IX_PARTY_PERSON);
    for (int i = 0; person && i < entity->listing_count; i++) {
        const ix_listing *listing = &entity->listings[i];
        for (int p = 0; p < listing->program_count; p++) {
            ask_programme(&v, find_programme(listing->programs[p]), query);
        }
        ask_programme(&v, find_source(listing->source), query);
    }
    return v;
}

/* "KP, by its programme DPRK2". */
static ix_str programme_text(const programme_verdict *v, ix_arena *arena) {
    ix_buf text;
    ix_buf_init(&text, 256);
    ix_buf_append(&text, country_code(v->country));
    ix_buf_append(&text, IX_STR(", by its programme "));
    ix_str name = v->row->programme;
    ptrdiff_t skip = ix_str_starts_with(name, IX_STR(SOURCE)) ? (ptrdiff_t)sizeof SOURCE - 1 : 0;
    ix_buf_append(&text, ix_str_slice(name, skip, name.len));
    ix_str kept = ix_arena_copy(arena, ix_buf_view(&text));
    ix_buf_free(&text);
    return kept;
}

/* ---------------------------------------------------------------- the verdict */

static const char *first_country(const ix_entity *entity) {
    for (int i = 0; i < entity->nationality_count + entity->address_count; i++) {
        if (listed_country(entity, i)[0] != '\0') {
            return listed_country(entity, i);
        }
    }
    return NULL;
}

/* Where somebody lived does not by itself take a name that is listed as it stands below the bar. */
static int32_t take_at_most(const ix_reasons *reasons, int32_t against) {
    int32_t spare = reasons->name_millibits - IX_W_ALERT_BAR;
    return reasons->as_listed && spare >= 0 && -against > spare ? -spare : against;
}

/* No country asked is listed. People move, so that it is no contradiction; a nationality says more
 * than where somebody lived, or whom a programme mostly lists. */
static ix_status weigh_against(ix_reasons *reasons, const ix_query *query, const ix_entity *entity,
                               ix_arena *arena, ix_error *error) {
    programme_verdict v = {0};
    if (entity->nationality_count == 0) {
        v = ask_programmes(query, entity);
    }
    const char *listed = first_country(entity);
    int32_t by_list = listed == NULL ? 0
                      : entity->nationality_count > 0
                          ? IX_W_COUNTRY_CONTRADICTS
                          : take_at_most(reasons, IX_W_ADDRESS_COUNTRY_DIFFERS);
    int32_t by_programme = v.row == NULL ? 0
                           : v.agrees    ? IX_W_PROGRAMME_EQUAL
                                         : IX_W_PROGRAMME_DIFFERS;
    if (v.row != NULL && (v.agrees || by_programme <= by_list)) {
        ix_str text = programme_text(&v, arena);
        if (text.ptr == NULL) {
            return ix_error_set(error, IX_E_MEMORY, "no memory to tell of a programme");
        }
        ix_reason_add(reasons, IX_EVIDENCE_COUNTRY,
                      v.agrees ? IX_RELATION_VARIANT : IX_RELATION_CONTRADICTS,
                      country_code(v.asked), text, by_programme);
    } else if (listed != NULL) {
        ix_reason_add(reasons, IX_EVIDENCE_COUNTRY, IX_RELATION_CONTRADICTS,
                      country_code(query->countries[0]), country_code(listed), by_list);
    }
    return IX_OK;
}

/* Countries of the question's addresses only speak for: who lives abroad still has a nationality.
 */
ix_status ix_countries_weigh(ix_reasons *reasons, const ix_query *query, const ix_entity *entity,
                             ix_arena *arena, ix_error *error) {
    for (int i = 0; i < query->country_count; i++) {
        if (add_country(reasons, query->countries[i], entity)) {
            return IX_OK;
        }
    }
    for (int i = 0; query->country_count == 0 && i < query->address_count; i++) {
        if (add_country(reasons, query->addresses[i].country, entity)) {
            return IX_OK;
        }
    }
    return query->country_count > 0 ? weigh_against(reasons, query, entity, arena, error) : IX_OK;
}
