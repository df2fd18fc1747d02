/*
 * The two-stage search.
 *
 * Stage one, per query name: each part becomes a term, the dictionary rows related to it with the
 * evidence each can give at most. Terms are taken rarest first; their postings are added up per
 * name. Before a term is walked, a name not yet met could still reach at most the sum of the terms
 * left; once that cannot suffice, no further name needs to be met, and the postings of the common
 * parts are never touched.
 *
 * Stage two: names whose bound still suffices are compared in full, entity by entity.
 *
 * What bounds must cover (see align.c): links of parts, joined parts, the bonus for completeness,
 * an equal legal form, an agreeing type, initials, and the floor of a name exactly as listed.
 */
#include "judge.h"

#include "match_tables.h"

#include <string.h>

#define ROWS_FIRST 256
#define JOIN_LENGTH_MIN 4
/* No name without any related part can collect more than this. */
#define UNRELATED_MOST (IX_W_FORM_EQUAL + IX_W_TYPE_EQUAL)

/* A dictionary row related to a term, and the most it can give in each domain. */
typedef struct row {
    uint32_t dict;
    int32_t person, org;
    bool exact; /* equal or transliterated */
} row;

/* A query part, or two neighbours run together, with all rows related to it. */
typedef struct term {
    const ix_mpart *part;
    row *rows;
    int row_count;
    ix_bucket pairs;    /* names that hold it split in two */
    int32_t pair_most;
    int32_t most;
    bool core;          /* a part of the query, not a run of two */
} term;

typedef struct slot {
    uint32_t name; /* + 1; 0 is free */
    int32_t sum;
    uint32_t hits; /* core terms met in exact form */
    uint32_t term; /* the term that `given` belongs to, + 1 */
    int32_t given; /* what that term has given so far: the best row counts */
} slot;

typedef struct survivor {
    uint32_t name;
    uint32_t query_name;
} survivor;

typedef struct search {
    ix_judge judge;
    term terms[2 * IX_PARTS_MAX];
    int term_count;
    int32_t beyond;     /* what a name may gain besides its terms */
    slot *slots;
    uint32_t slot_mask, slot_used;
    survivor *survivors;
    uint32_t survivor_count, survivor_room;
    uint32_t *row_ids;
    uint32_t row_count, row_room;
    bool failed; /* out of memory */
} search;

/* ---------------------------------------------------------------- growing arrays */

static void *grown(search *s, const void *old, uint32_t count, uint32_t *room, size_t size)
{
    uint32_t more = *room ? *room * 2 : ROWS_FIRST;
    void *memory = ix_arena_alloc(s->judge.arena, size, 8, more);
    if (!memory) {
        s->failed = true;
        return NULL;
    }
    if (count > 0) {
        memcpy(memory, old, count * size);
    }
    *room = more;
    return memory;
}

static void add_survivor(search *s, uint32_t name, int query_name)
{
    if (s->survivor_count == s->survivor_room) {
        survivor *memory = grown(s, s->survivors, s->survivor_count, &s->survivor_room,
                                 sizeof *memory);
        if (!memory) {
            return;
        }
        s->survivors = memory;
    }
    s->survivors[s->survivor_count++] = (survivor){name, (uint32_t)query_name};
}

/* ---------------------------------------------------------------- stage one: related rows */

static void collect_rows(void *context, uint64_t hash)
{
    search *s = context;
    ix_bucket bucket = ix_bucket_find(s->judge.index, IX_SEC_KEYS_STARTS, hash);
    uint32_t tag = (uint32_t)(hash >> 56) << 24;
    for (uint32_t i = 0; i < bucket.count; i++) {
        if ((bucket.entries[i] & 0xff000000u) != tag) {
            continue;
        }
        if (s->row_count == s->row_room) {
            uint32_t *memory = grown(s, s->row_ids, s->row_count, &s->row_room, sizeof *memory);
            if (!memory) {
                return;
            }
            s->row_ids = memory;
        }
        s->row_ids[s->row_count++] = bucket.entries[i] & 0xffffffu;
    }
}

static void sift_down(uint32_t *a, uint32_t root, uint32_t count)
{
    for (uint32_t child = 2 * root + 1; child < count; child = 2 * root + 1) {
        if (child + 1 < count && a[child + 1] > a[child]) {
            child++;
        }
        if (a[root] >= a[child]) {
            return;
        }
        uint32_t t = a[root];
        a[root] = a[child];
        a[child] = t;
        root = child;
    }
}

static void sort_ids(uint32_t *a, uint32_t count)
{
    for (uint32_t i = count / 2; i-- > 0;) {
        sift_down(a, i, count);
    }
    for (uint32_t end = count; end-- > 1;) {
        uint32_t t = a[0];
        a[0] = a[end];
        a[end] = t;
        sift_down(a, 0, end);
    }
}

/* The most a listed occurrence of this dictionary row can give, whatever its role and script. */
static row bound_row(const search *s, const ix_mpart *asked, const ix_mpart *listed, uint32_t dict)
{
    row r = {.dict = dict};
    ix_link link;
    if (ix_part_link(&link, s->judge.index->knowledge, asked, listed, false)) {
        r.person = link.millibits;
        r.exact = link.relation == IX_RELATION_EQUAL ||
                  link.relation == IX_RELATION_TRANSLITERATION;
    }
    if (ix_part_link(&link, s->judge.index->knowledge, asked, listed, true)) {
        r.org = link.millibits;
        r.exact = r.exact || link.relation == IX_RELATION_EQUAL ||
                  link.relation == IX_RELATION_TRANSLITERATION;
    }
    return r;
}

static void keep_rows(search *s, term *t)
{
    t->rows = IX_NEW(s->judge.arena, row, s->row_count + 1);
    if (!t->rows) {
        s->failed = true;
        return;
    }
    ix_mpart asked = *t->part;
    asked.role = asked.role == IX_ROLE_STOP ? IX_ROLE_STOP : IX_ROLE_UNKNOWN;
    for (uint32_t i = 0; i < s->row_count; i++) {
        if (i > 0 && s->row_ids[i] == s->row_ids[i - 1]) {
            continue;
        }
        ix_mpart listed;
        ix_mpart_load(&listed, s->judge.index, s->row_ids[i]);
        listed.script = asked.script;
        row r = bound_row(s, &asked, &listed, s->row_ids[i]);
        int32_t most = r.person > r.org ? r.person : r.org;
        if (most > 0) {
            t->rows[t->row_count++] = r;
            t->most = most > t->most ? most : t->most;
        }
    }
}

/* A part of the query: every relation the scorer knows, and listed names that write it apart. */
static void add_part_term(search *s, const ix_mpart *part)
{
    term *t = &s->terms[s->term_count++];
    *t = (term){.part = part, .core = true};
    s->row_count = 0;
    ix_part_keys(part, collect_rows, s);
    if (part->text.len > 1) {
        /* Listed initials: the row of the first letter. */
        collect_rows(s, ix_key_hash(IX_KEY_TEXT, ix_str_slice(part->text, 0, 1)));
    }
    sort_ids(s->row_ids, s->row_count);
    keep_rows(s, t);
    if (part->text.len >= JOIN_LENGTH_MIN) {
        t->pairs = ix_bucket_find(s->judge.index, IX_SEC_PAIRS_STARTS,
                                  ix_key_hash(IX_KEY_ROMAN, part->roman));
        int32_t person = ix_part_surprise(part, false), org = ix_part_surprise(part, true);
        t->pair_most = person > org ? person : org;
        if (t->pairs.count > 0 && t->pair_most > t->most) {
            t->most = t->pair_most;
        }
    }
}

/* Two neighbours of the query that may be one word on the list. */
static void add_joined_term(search *s, const ix_mpart *first, const ix_mpart *second)
{
    char run[2 * IX_TOKEN_BYTES_MAX], key[4 * IX_TOKEN_BYTES_MAX];
    ptrdiff_t len = first->text.len + second->text.len;
    if (len > (ptrdiff_t)sizeof run) {
        return;
    }
    memcpy(run, first->text.ptr, (size_t)first->text.len);
    memcpy(run + first->text.len, second->text.ptr, (size_t)second->text.len);
    ix_str roman = {key, ix_text_roman_key(key, (int)sizeof key, (ix_str){run, len})};
    s->row_count = 0;
    collect_rows(s, ix_key_hash(IX_KEY_ROMAN, roman));
    term t = {0};
    t.rows = IX_NEW(s->judge.arena, row, s->row_count + 1);
    if (!t.rows) {
        s->failed = true;
        return;
    }
    for (uint32_t i = 0; i < s->row_count; i++) {
        ix_mpart listed;
        ix_mpart_load(&listed, s->judge.index, s->row_ids[i]);
        if (!ix_str_equal(listed.roman, roman)) {
            continue;
        }
        int32_t person = ix_part_surprise(&listed, false), org = ix_part_surprise(&listed, true);
        int32_t most = person > org ? person : org;
        most = most > IX_W_RELATION_LEAST ? most : IX_W_RELATION_LEAST;
        t.rows[t.row_count++] = (row){s->row_ids[i], most, most, false};
        t.most = most > t.most ? most : t.most;
    }
    if (t.row_count > 0) {
        s->terms[s->term_count++] = t;
    }
}

static bool takes_part(const ix_mpart *part)
{
    return part->role != IX_ROLE_STOP && part->role != IX_ROLE_LEGAL_FORM;
}

static void make_terms(search *s, const ix_mname *name)
{
    s->term_count = 0;
    s->beyond = IX_W_COMPLETE_BONUS + IX_W_FORM_EQUAL + IX_W_TYPE_EQUAL;
    for (int i = 0; i < name->count && !s->failed; i++) {
        const ix_mpart *part = &name->parts[i];
        if (!takes_part(part)) {
            continue;
        }
        if (part->text.len == 1) {
            s->beyond += IX_W_INITIAL;
        }
        add_part_term(s, part);
        if (i + 1 < name->count && takes_part(part + 1)) {
            add_joined_term(s, part, part + 1);
        }
    }
    /* Most telling first. */
    for (int i = 1; i < s->term_count; i++) {
        term t = s->terms[i];
        int j = i;
        for (; j > 0 && s->terms[j - 1].most < t.most; j--) {
            s->terms[j] = s->terms[j - 1];
        }
        s->terms[j] = t;
    }
}

/* ---------------------------------------------------------------- stage one: adding up */

static bool make_slots(search *s, uint64_t postings)
{
    uint32_t room = 64;
    while (room < postings * 2 && room < (1u << 30)) {
        room *= 2;
    }
    s->slots = IX_NEW(s->judge.arena, slot, room);
    s->slot_mask = room - 1;
    s->slot_used = 0;
    s->failed = s->failed || !s->slots;
    return s->slots != NULL;
}

static slot *slot_for(search *s, uint32_t name, bool add)
{
    uint32_t at = (name * 0x9e3779b1u) >> 7 & s->slot_mask;
    while (s->slots[at].name != 0 && s->slots[at].name != name + 1) {
        at = (at + 1) & s->slot_mask;
    }
    if (s->slots[at].name == 0) {
        if (!add) {
            return NULL;
        }
        s->slots[at].name = name + 1;
        s->slot_used++;
    }
    return &s->slots[at];
}

/* Each term gives a name its best row only. */
static void give(search *s, uint32_t name, int number, int32_t millibits, bool exact)
{
    slot *found = slot_for(s, name, true);
    if (found->term != (uint32_t)number + 1) {
        found->term = (uint32_t)number + 1;
        found->given = 0;
    }
    if (millibits > found->given) {
        found->sum += millibits - found->given;
        found->given = millibits;
    }
    if (exact) {
        found->hits |= 1u << (number & 31);
    }
}

static void walk(search *s, int number, bool exact_only)
{
    const term *t = &s->terms[number];
    for (int r = 0; r < t->row_count; r++) {
        const row *related = &t->rows[r];
        if (exact_only && !related->exact) {
            continue;
        }
        const ix_dict_row *dict = &s->judge.index->dict[related->dict];
        const uint32_t *posting = s->judge.index->postings + dict->posting_first;
        for (uint32_t i = 0; i < dict->posting_count; i++) {
            int32_t most = posting[i] & IX_POSTING_ORG ? related->org : related->person;
            if (most > 0) {
                give(s, posting[i] & ~IX_POSTING_ORG, number, most, related->exact && t->core);
            }
        }
    }
    for (uint32_t i = 0; !exact_only && i < t->pairs.count; i++) {
        give(s, t->pairs.entries[i], number, t->pair_most, false);
    }
}

static uint64_t postings_of(const search *s, int number, bool exact_only)
{
    const term *t = &s->terms[number];
    uint64_t total = exact_only ? 0 : t->pairs.count;
    for (int r = 0; r < t->row_count; r++) {
        if (!exact_only || t->rows[r].exact) {
            total += s->judge.index->dict[t->rows[r].dict].posting_count;
        }
    }
    return total;
}

/* How many terms must be walked before no unmet name can suffice any more. */
static int terms_to_walk(const search *s)
{
    int64_t left = s->beyond;
    for (int i = 0; i < s->term_count; i++) {
        left += s->terms[i].most;
    }
    int walked = 0;
    while (walked < s->term_count && left >= s->judge.need) {
        left -= s->terms[walked++].most;
    }
    return walked;
}

/* Names that the terms not walked could still lift over the bar, or that may be exactly as listed. */
static void keep_survivors(search *s, int walked, int last_exact, int query_name)
{
    int64_t rest = s->beyond;
    uint32_t all = 0;
    for (int i = 0; i < s->term_count; i++) {
        rest += i >= walked ? s->terms[i].most : 0;
        if (i <= last_exact && s->terms[i].core) {
            all |= 1u << (i & 31);
        }
    }
    for (uint32_t i = 0; i <= s->slot_mask && !s->failed; i++) {
        const slot *found = &s->slots[i];
        if (found->name != 0 &&
            (found->sum + rest >= s->judge.need || (found->hits & all) == all)) {
            add_survivor(s, found->name - 1, query_name);
        }
    }
}

/* Names that are the query's letter for letter, however it was parsed. */
static void add_whole(search *s, uint64_t whole, int query_name)
{
    ix_bucket bucket = ix_bucket_find(s->judge.index, IX_SEC_WHOLE_STARTS, whole);
    for (uint32_t i = 0; whole != 0 && i < bucket.count; i++) {
        if (s->judge.index->names[bucket.entries[i]].whole == whole) {
            add_survivor(s, bucket.entries[i], query_name);
        }
    }
}

static void search_name(search *s, int query_name)
{
    const ix_mname *name = &s->judge.names[query_name];
    add_whole(s, name->whole, query_name);
    make_terms(s, name);
    if (s->failed || s->term_count == 0) {
        return;
    }
    int walked = terms_to_walk(s);
    /* A name exactly as listed has every part: its rarest core term alone finds it. */
    int exact = 0;
    while (exact < s->term_count && !s->terms[exact].core) {
        exact++;
    }
    bool extra = exact >= walked && exact < s->term_count;
    uint64_t postings = extra ? postings_of(s, exact, true) : 0;
    for (int i = 0; i < walked; i++) {
        postings += postings_of(s, i, false);
    }
    if (!make_slots(s, postings)) {
        return;
    }
    for (int i = 0; i < walked; i++) {
        walk(s, i, false);
    }
    if (extra) {
        walk(s, exact, true);
    }
    keep_survivors(s, walked, extra ? exact : walked - 1, query_name);
}

/* ---------------------------------------------------------------- identifiers */

/* The forms in which a listed identifier equal to the asked one may have been entered. */
static int ident_types(ix_identifier_type asked, ix_identifier_type out[5])
{
    static const ix_identifier_type all[5] = {IX_ID_OTHER, IX_ID_WALLET, IX_ID_PHONE, IX_ID_EMAIL,
                                              IX_ID_WEBSITE};
    if (asked != IX_ID_OTHER) {
        out[0] = asked;
        return 1;
    }
    memcpy(out, all, sizeof all);
    return 5;
}

/* Entities that an identifier of the query leads to, ascending, in s->row_ids. */
static void find_by_identifiers(search *s)
{
    s->row_count = 0;
    for (int i = 0; i < s->judge.query->identifier_count; i++) {
        const ix_query_identifier *asked = &s->judge.query->identifiers[i];
        ix_identifier_type types[5];
        int count = ident_types(asked->type, types);
        for (int t = 0; t < count; t++) {
            char key[512];
            ix_str made = {key, ix_identifier_key(key, (int)sizeof key, types[t], asked->value)};
            ix_bucket bucket = {0};
            if (made.len > 0) {
                bucket = ix_bucket_find(s->judge.index, IX_SEC_IDENTS_STARTS, ix_ident_hash(made));
            }
            for (uint32_t e = 0; e < bucket.count; e++) {
                if (s->row_count == s->row_room) {
                    uint32_t *memory = grown(s, s->row_ids, s->row_count, &s->row_room,
                                             sizeof *memory);
                    if (!memory) {
                        return;
                    }
                    s->row_ids = memory;
                }
                s->row_ids[s->row_count++] = bucket.entries[e];
            }
        }
    }
    sort_ids(s->row_ids, s->row_count);
}

/* ---------------------------------------------------------------- stage two */

static void sort_survivors(survivor *a, uint32_t count)
{
    for (uint32_t gap = count / 2; gap > 0; gap /= 2) {
        for (uint32_t i = gap; i < count; i++) {
            survivor item = a[i];
            uint32_t j = i;
            for (; j >= gap && (a[j - gap].name > item.name ||
                                (a[j - gap].name == item.name &&
                                 a[j - gap].query_name > item.query_name));
                 j -= gap) {
                a[j] = a[j - gap];
            }
            a[j] = item;
        }
    }
}

static void compare_survivor(search *s, ix_case *entity_case, const survivor *item)
{
    const ix_name_row *name = &s->judge.index->names[item->name];
    if (!ix_name_is_held(s->judge.index, item->name, entity_case->ordinal)) {
        return;
    }
    ix_mname listed;
    ix_name_evidence evidence;
    ix_mname_load(&listed, s->judge.index, item->name);
    int32_t sum = ix_judge_pair(&s->judge, &evidence, &s->judge.names[item->query_name], &listed,
                                (ix_party_type)name->type);
    if (sum >= s->judge.need) {
        ix_case_note(entity_case, (ix_name_kind)name->kind, sum, item->name,
                     (int)item->query_name);
    }
}

/* Merge survivors by entity with the entities reached by identifier, and judge each once. */
static ix_status judge_all(search *s)
{
    uint32_t n = 0, k = 0;
    while (n < s->survivor_count || k < s->row_count) {
        uint32_t by_name = n < s->survivor_count
                               ? s->judge.index->names[s->survivors[n].name].entity
                               : UINT32_MAX;
        uint32_t by_ident = k < s->row_count ? s->row_ids[k] : UINT32_MAX;
        ix_case c = {.entity = by_name < by_ident ? by_name : by_ident};
        bool wanted = ix_judge_ordinal(&s->judge, c.entity, &c.ordinal);
        for (; n < s->survivor_count &&
               s->judge.index->names[s->survivors[n].name].entity == c.entity;
             n++) {
            bool again = n > 0 && s->survivors[n].name == s->survivors[n - 1].name &&
                         s->survivors[n].query_name == s->survivors[n - 1].query_name;
            if (wanted && !again) {
                compare_survivor(s, &c, &s->survivors[n]);
            }
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
                          ix_arena *arena, ix_error *error)
{
    *out = (ix_matches){0};
    if (ix_millibits_for_score(query->threshold) - IX_W_LIFT_MAX <= UNRELATED_MOST) {
        /* The bar lies so low that names without a related part may pass: nothing to prune. */
        return ix_match_exhaustive(out, index, query, arena, error);
    }
    search *s = IX_NEW(arena, search, 1);
    if (!s) {
        return ix_error_set(error, IX_E_MEMORY, "no memory to search");
    }
    ix_status status = ix_judge_init(&s->judge, index, query, arena, error);
    for (int q = 0; status == IX_OK && q < query->name_count && !s->failed; q++) {
        search_name(s, q);
    }
    if (status == IX_OK && !s->failed) {
        sort_survivors(s->survivors, s->survivor_count);
        find_by_identifiers(s);
    }
    if (status == IX_OK && s->failed) {
        status = ix_error_set(error, IX_E_MEMORY, "no memory to search");
    }
    status = status ? status : judge_all(s);
    if (status == IX_OK) {
        ix_judge_finish(&s->judge, out);
    }
    return status;
}
