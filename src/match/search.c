/*
 * The two-stage search.
 *
 * Stage one, per query name: each part becomes a term, the dictionary rows related to it with the
 * evidence each can give at most. A name that no walked term leads to could reach at most the sum
 * of the others; so those with the fewest postings are walked that leave it too little, and the
 * postings of common parts are never touched. A name met is sifted by what its parts may add.
 *
 * Stage two: names whose bound still suffices are compared in full, entity by entity.
 *
 * What bounds must cover (see align.c, align_org.c): links, joined parts, acronyms, completeness,
 * an equal legal form, an agreeing type, initials, and the floor of a name exactly as listed. */
#include "order.h"
#include "search.h"

#include <assert.h>
#include <string.h>

/* No name without any related part can collect more than this. */
#define UNRELATED_MOST (IX_W_FORM_EQUAL + IX_W_TYPE_EQUAL)

/* ---------------------------------------------------------------- identifiers */

/* A value of one type in the table of identifiers: its bucket, and the tag that its own entries
 * have. False: it has no form that is compared. */
static bool find_bucket(ix_bucket *bucket, uint32_t *tag, const ix_index *index,
                        ix_identifier_type type, ix_str value) {
    char key[512];
    ix_str made = {key, ix_identifier_key(key, (int)sizeof key, type, value)};
    if (made.len == 0) {
        return false;
    }
    uint64_t hash = ix_ident_hash(made);
    *tag = ix_entry_tag(hash, ix_ident_tag_bits(index->entity_count));
    *bucket = ix_bucket_find(index, IX_SEC_IDENTS_STARTS, hash);
    return true;
}

/* Entities that an identifier of the query leads to, ascending, in s->row_ids. */
static void find_by_identifiers(search *s) {
    uint32_t mask = UINT32_MAX >> ix_ident_tag_bits(s->judge.index->entity_count);
    s->row_count = 0;
    for (int i = 0; i < s->judge.query->identifier_count; i++) {
        const ix_query_identifier *asked = &s->judge.query->identifiers[i];
        ix_identifier_type types[IX_IDENT_TYPES_MAX];
        int count = ix_ident_types(types, asked->type);
        for (int t = 0; t < count; t++) {
            ix_bucket bucket;
            uint32_t tag;
            if (!find_bucket(&bucket, &tag, s->judge.index, types[t], asked->value)) {
                continue;
            }
            for (uint32_t e = 0; e < bucket.count; e++) {
                uint32_t entity = bucket.entries[e] & mask;
                if ((bucket.entries[e] & ~mask) == tag && ix_judge_wants(&s->judge, entity)) {
                    search_add_row(s, entity);
                }
            }
        }
    }
    ix_sort_ids(s->row_ids, s->row_count);
}

/* Does the question have numbers alone, none of which leads to any entity? So do nearly all numbers
 * of running text and all banks of payments, and the search need not even begin. */
static bool leads_nowhere(const ix_index *index, const ix_query *query) {
    uint32_t mask = UINT32_MAX >> ix_ident_tag_bits(index->entity_count);
    if (query->name_count > 0) {
        return false;
    }
    for (int i = 0; i < query->identifier_count; i++) {
        ix_identifier_type types[IX_IDENT_TYPES_MAX];
        int count = ix_ident_types(types, query->identifiers[i].type);
        for (int t = 0; t < count; t++) {
            ix_bucket bucket;
            uint32_t tag;
            if (!find_bucket(&bucket, &tag, index, types[t], query->identifiers[i].value)) {
                continue;
            }
            for (uint32_t e = 0; e < bucket.count; e++) {
                if ((bucket.entries[e] & ~mask) == tag) {
                    return false;
                }
            }
        }
    }
    return true;
}

/* ---------------------------------------------------------------- stage two */

static void sort_survivors(search_survivor *a, uint32_t count) {
    for (uint32_t gap = count / 2; gap > 0; gap /= 2) {
        for (uint32_t i = gap; i < count; i++) {
            search_survivor item = a[i];
            uint32_t j = i;
            for (; j >= gap && (a[j - gap].name > item.name || (a[j - gap].name == item.name &&
                                                                a[j - gap].reading > item.reading));
                 j -= gap) {
                a[j] = a[j - gap];
            }
            a[j] = item;
        }
    }
}

/* Can the name, at the most that it may come to, take the place of the best one so far? */
static bool may_be_best(const ix_case *entity_case, const search_survivor *item,
                        ix_name_kind kind) {
    const ix_best *best = kind == IX_NAME_WEAK ? &entity_case->weak : &entity_case->strong;
    return !best->any || item->most >= best->millibits;
}

static void compare_survivor(search *s, ix_case *entity_case, const search_survivor *item) {
    const ix_name_row *name = &s->judge.index->names[item->name];
    if (!may_be_best(entity_case, item, (ix_name_kind)name->kind) ||
        !ix_name_is_held(s->judge.index, item->name, entity_case->ordinal) ||
        !ix_reading_holds(&s->judge, item->reading, (ix_party_type)name->type)) {
        return;
    }
    ix_mname listed;
    ix_name_evidence evidence;
    ix_mname_load(&listed, s->judge.index, item->name);
    ix_pair_hints hints;
    if (!item->unhinted) {
        search_make_hints(s, item->reading, item->name, &hints);
    }
    int32_t sum = ix_judge_pair(&s->judge, &evidence, item->reading, &listed,
                                (ix_party_type)name->type, item->unhinted ? NULL : &hints);
    if (sum >= s->judge.need) {
        ix_case_note(entity_case, (ix_name_kind)name->kind, sum, item->name, (int)item->reading);
    }
}

static bool is_again(const search *s, uint32_t n) {
    const search_survivor *item = &s->survivors[n];
    return n > 0 && item[-1].name == item->name && item[-1].reading == item->reading;
}

/* Compare the survivors [from, to), all of one entity, the likeliest first: what cannot be better
 * need not be compared. */
static void compare_survivors(search *s, ix_case *entity_case, uint32_t from, uint32_t to) {
    uint32_t first = from;
    for (uint32_t n = from; n < to; n++) {
        first = s->survivors[n].most > s->survivors[first].most ? n : first;
    }
    if (from < to) {
        compare_survivor(s, entity_case, &s->survivors[first]);
    }
    for (uint32_t n = from; n < to; n++) {
        if (n != first && !is_again(s, n)) {
            compare_survivor(s, entity_case, &s->survivors[n]);
        }
    }
}

/* Merge survivors by entity with the entities reached by identifier, and judge each once. */
static ix_status judge_all(search *s) {
    uint32_t n = 0, k = 0;
    while (n < s->survivor_count || k < s->row_count) {
        uint32_t by_name =
            n < s->survivor_count ? s->judge.index->names[s->survivors[n].name].entity : UINT32_MAX;
        uint32_t by_ident = k < s->row_count ? s->row_ids[k] : UINT32_MAX;
        ix_case c = {.entity = by_name < by_ident ? by_name : by_ident};
        bool wanted = (s->only == IX_EVERY_ENTITY || s->only == c.entity) &&
                      ix_judge_ordinal(&s->judge, c.entity, &c.ordinal);
        uint32_t from = n;
        while (n < s->survivor_count &&
               s->judge.index->names[s->survivors[n].name].entity == c.entity) {
            n++;
        }
        if (wanted) {
            compare_survivors(s, &c, from, n);
        }
        bool reached = by_ident == c.entity;
        while (k < s->row_count && s->row_ids[k] == c.entity) {
            k++;
        }
        ix_status status = IX_OK;
        if (wanted && reached) {
            status = ix_judge_identifiers(&s->judge, c.entity, c.ordinal, &c.by_identifier);
        }
        if (wanted && status == IX_OK) {
            status = ix_judge_decide(&s->judge, &c);
        }
        if (status != IX_OK) {
            return status;
        }
    }
    return IX_OK;
}

ix_status ix_match_search(ix_matches *out, const ix_index *index, const ix_query *query,
                          ix_arena *arena, ix_error *error) {
    ix_part_cache *cache = query->among ? NULL : query->cache;
    return ix_search_for(out, index, query, IX_EVERY_ENTITY, cache, arena, error);
}

/* Does the bar lie so low that names without a related part may pass? Then nothing can be pruned.
 */
static bool prunes(const ix_query *query) {
    return ix_judge_need(query) > UNRELATED_MOST;
}

/* Stage one: all names that may suffice, all entities that an identifier leads to. */
static ix_status find_survivors(search *s, const ix_index *index, const ix_query *query,
                                ix_arena *arena, ix_error *error) {
    ix_status status = ix_judge_init(&s->judge, index, query, arena, error);
    s->sets = IX_NEW_RAW(arena, search_term_set, s->judge.reading_count + 1);
    s->failed = !s->sets;
    s->among = query->among;
    s->ranks = index->ranks;
    s->name_to = index->name_count;
    if (s->only != IX_EVERY_ENTITY) {
        s->name_from = index->entities[s->only].name_first;
        s->name_to = s->name_from + index->entities[s->only].name_count;
    }
    for (int q = 0; status == IX_OK && q < s->judge.reading_count && !s->failed; q++) {
        search_name(s, q);
    }
    if (status == IX_OK && !s->failed) {
        sort_survivors(s->survivors, s->survivor_count);
        find_by_identifiers(s);
    }
    return status == IX_OK && s->failed ? ix_error_set(error, IX_E_MEMORY, "no memory to search")
                                        : status;
}

ix_status ix_search_for(ix_matches *out, const ix_index *index, const ix_query *query,
                        uint32_t only, ix_part_cache *cache, ix_arena *arena, ix_error *error) {
    assert(!cache || !query->among); /* the cache keeps all related rows */
    *out = (ix_matches){0};
    if (!prunes(query)) {
        return ix_match_exhaustive(out, index, query, arena, error);
    }
    if (leads_nowhere(index, query)) {
        return IX_OK;
    }
    search *s = IX_NEW(arena, search, 1);
    if (!s) {
        return ix_error_set(error, IX_E_MEMORY, "no memory to search");
    }
    s->only = only;
    s->cache = cache;
    ix_status status = find_survivors(s, index, query, arena, error);
    status = status ? status : judge_all(s);
    if (status == IX_OK) {
        ix_judge_finish(&s->judge, out);
    }
    return status;
}

ix_status ix_match_listed(ix_matches *out, const ix_index *index, const ix_query *query,
                          const uint32_t *names, int count, ix_arena *arena, ix_error *error) {
    *out = (ix_matches){0};
    search *s = IX_NEW(arena, search, 1);
    if (!s) {
        return ix_error_set(error, IX_E_MEMORY, "no memory to search");
    }
    s->only = IX_EVERY_ENTITY;
    ix_status status = ix_judge_init(&s->judge, index, query, arena, error);
    if (status != IX_OK) {
        return status;
    }
    s->survivors =
        IX_NEW_RAW(arena, search_survivor, (size_t)count * (size_t)s->judge.reading_count + 1);
    if (!s->survivors) {
        return ix_error_set(error, IX_E_MEMORY, "no memory to search");
    }
    for (int i = 0; i < count; i++) {
        for (int q = 0; q < s->judge.reading_count; q++) {
            s->survivors[s->survivor_count++] =
                (search_survivor){names[i], INT32_MAX, (uint16_t)q, .unhinted = true};
        }
    }
    sort_survivors(s->survivors, s->survivor_count);
    find_by_identifiers(s);
    status = s->failed ? ix_error_set(error, IX_E_MEMORY, "no memory to search") : judge_all(s);
    if (status == IX_OK) {
        ix_judge_finish(&s->judge, out);
    }
    return status;
}

ix_status ix_match_touches(bool *touches, const ix_index *index, const ix_query *query,
                           const ix_list_view *others, ix_arena *arena, ix_error *error) {
    ix_query again = *query;
    again.lists = others;
    *touches = false;
    if (!prunes(query)) {
        ix_matches found;
        ix_status status = ix_match_exhaustive(&found, index, query, arena, error);
        if (status == IX_OK && found.count == 0 && others) {
            status = ix_match_exhaustive(&found, index, &again, arena, error);
        }
        *touches = status == IX_OK && found.count > 0;
        return status;
    }
    search *s = IX_NEW(arena, search, 1);
    if (!s) {
        return ix_error_set(error, IX_E_MEMORY, "no memory to search");
    }
    s->only = IX_EVERY_ENTITY;
    ix_status status = find_survivors(s, index, query, arena, error);
    status = status ? status : judge_all(s);
    if (status == IX_OK && s->judge.count == 0 && others) {
        /* Stage one does not look at times: its survivors are those of both views. */
        s->judge.query = &again;
        status = judge_all(s);
    }
    *touches = status == IX_OK && s->judge.count > 0;
    return status;
}
