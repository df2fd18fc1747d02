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
 * What bounds must cover (see align.c, align_org.c): links, joined parts, acronyms, completeness,
 * an equal legal form, an agreeing type, initials, and the floor of a name exactly as listed. */
#include "acronym.h"
#include "judge.h"
#include "order.h"
#include "run.h"
#include "split.h"

#include "match_tables.h"

#include <assert.h>
#include <string.h>

#define ROWS_FIRST   256
#define KEYS_AT_ONCE 64
/* Postings as short as this are read even where they need not be: each term read tightens the
 * bound of every name met, and comparing one name costs as much as reading a hundred postings. */
#define POSTINGS_CHEAP 256
/* Terms with no more postings than this are read too where a name with one slip may be lifted to
 * the bar: without them every name that shares one common part would have to be compared. */
#define POSTINGS_FAIR 16384
/* What a name with one slip may be lifted to. */
#define SLIP_MOST (IX_W_SLIP_FLOOR + IX_W_TYPE_EQUAL)
/* No name without any related part can collect more than this. */
#define UNRELATED_MOST (IX_W_FORM_EQUAL + IX_W_TYPE_EQUAL)

/* A dictionary row related to a term, and the most it can give in each domain. */
typedef struct row {
    uint32_t dict;
    int32_t person, org;
    bool exact; /* equal or transliterated */
} row;

/* The rows of one part text, kept for the next search. */
struct ix_cached_part {
    struct ix_cached_part *next;
    ix_str text;
    row *rows;
    int row_count;
    int32_t most;
};

/* A query part, or neighbours from one on run together or as an acronym, with all related rows. */
typedef struct term {
    const ix_mpart *part;
    row *rows;
    int row_count;
    ix_bucket pairs;   /* names that hold it split, or what it is the acronym of */
    ix_bucket numbers; /* names with a number of its value */
    uint64_t covers;   /* core terms that it stands for, a bit each */
    int32_t own_most;  /* the most it can give by itself, in either domain */
    int32_t most;
    bool core;                             /* a part of the query, not a run */
    bool optional;                         /* a name of an organization is complete without it */
    bool walked;                           /* its postings were read */
    int number;                            /* of its (first) part in the query */
    int32_t person_omission, org_omission; /* what having nothing like it costs at the least */
    int32_t person_alone;                  /* the same when it leaves at most one part agreeing */
} term;

/* The terms of one query name, most telling first. */
typedef struct term_set {
    term terms[2 * IX_PARTS_MAX];
    int count;
    int32_t beyond;   /* what a name may gain besides its terms, the bonus for completeness apart */
    bool unread_join; /* a term not walked may still join or split parts */
} term_set;

/* A name met, with what its terms have given so far. */
typedef struct slot {
    uint32_t name;
    int32_t sum;
    uint64_t exact;  /* core terms met in exact form, a bit each */
    uint64_t linked; /* terms met in any form */
    uint32_t term;   /* the term that `given` belongs to, + 1 */
    int32_t given;   /* what that term has given so far: the best row counts */
    bool org, joined;
} slot;

typedef struct survivor {
    uint32_t name;
    uint16_t reading;
    bool may_join;
    bool unhinted; /* found as a whole: nothing is known of its parts */
} survivor;

typedef struct search {
    ix_judge judge;
    term_set *sets; /* one a query name */
    term_set *set;  /* the one at work */
    slot *slots;    /* names met, in the order of meeting */
    uint32_t slot_used;
    uint32_t *slot_table; /* by hash of the name: slot number + 1, 0 is free */
    uint32_t slot_mask;
    uint64_t keys[KEYS_AT_ONCE]; /* waiting to be looked up together */
    uint32_t key_count;
    survivor *survivors;
    uint32_t survivor_count, survivor_room;
    uint32_t *row_ids;
    uint32_t row_count, row_room;
    uint32_t only;               /* the one entity to judge, or IX_EVERY_ENTITY */
    uint32_t name_from, name_to; /* its names; all names when every entity is judged */
    const ix_selection *among;   /* the query's, or NULL */
    ix_part_cache *cache;        /* or NULL */
    bool failed;                 /* out of memory */
} search;

static int32_t greater(int32_t a, int32_t b) {
    return a > b ? a : b;
}

/* ---------------------------------------------------------------- growing arrays */

static void *grown(search *s, const void *old, uint32_t count, uint32_t *room, size_t size) {
    uint32_t more = *room ? *room * 2 : ROWS_FIRST;
    void *memory = ix_arena_alloc(s->judge.arena, size, 8, more);
    if (!memory) {
        s->failed = true;
        return NULL;
    }
    memcpy(memory, old ? old : memory, count * size);
    *room = more;
    return memory;
}

static void add_survivor(search *s, survivor found) {
    if (s->survivor_count == s->survivor_room) {
        survivor *memory =
            grown(s, s->survivors, s->survivor_count, &s->survivor_room, sizeof *memory);
        if (!memory) {
            return;
        }
        s->survivors = memory;
    }
    s->survivors[s->survivor_count++] = found;
}

/* ---------------------------------------------------------------- stage one: related rows */

static void add_row(void *context, uint32_t id) {
    search *s = context;
    if (s->row_count == s->row_room) {
        uint32_t *memory = grown(s, s->row_ids, s->row_count, &s->row_room, sizeof *memory);
        if (!memory) {
            return;
        }
        s->row_ids = memory;
    }
    s->row_ids[s->row_count++] = id;
}

/* Look the waiting keys up; rows that no name searched among has are left out. Buckets are fetched
 * in two sweeps, so that the waits for memory that a table larger than the cache costs run side by
 * side. */
static void flush_keys(search *s) {
    const uint64_t *parts = s->among ? s->among->parts : NULL;
    ix_bucket buckets[KEYS_AT_ONCE];
    for (uint32_t k = 0; k < s->key_count; k++) {
        ix_bucket_prefetch(s->judge.index, IX_SEC_KEYS_STARTS, s->keys[k]);
    }
    for (uint32_t k = 0; k < s->key_count; k++) {
        buckets[k] = ix_bucket_find(s->judge.index, IX_SEC_KEYS_STARTS, s->keys[k]);
        __builtin_prefetch(buckets[k].entries);
    }
    for (uint32_t k = 0; k < s->key_count; k++) {
        uint32_t tag = (uint32_t)(s->keys[k] >> 56) << 24;
        for (uint32_t i = 0; i < buckets[k].count; i++) {
            uint32_t id = buckets[k].entries[i] & 0xffffffu;
            if ((buckets[k].entries[i] & 0xff000000u) == tag &&
                (!parts || ix_selection_bit(parts, id))) {
                add_row(s, id);
            }
        }
    }
    s->key_count = 0;
}

static void add_key(void *context, uint64_t hash) {
    search *s = context;
    if (s->key_count == KEYS_AT_ONCE) {
        flush_keys(s);
    }
    s->keys[s->key_count++] = hash;
}

/* The most a listed occurrence of this dictionary row can give, whatever its role and script. */
static row bound_row(const search *s, const ix_mpart *asked, const ix_mpart *listed,
                     uint32_t dict) {
    row r = {.dict = dict};
    ix_link link;
    if (ix_part_link(&link, s->judge.index->knowledge, asked, listed, false)) {
        r.person = link.millibits;
        r.exact =
            link.relation == IX_RELATION_EQUAL || link.relation == IX_RELATION_TRANSLITERATION;
    }
    if (ix_part_link(&link, s->judge.index->knowledge, asked, listed, true)) {
        r.org = link.millibits;
        r.exact = r.exact || link.relation == IX_RELATION_EQUAL ||
                  link.relation == IX_RELATION_TRANSLITERATION;
    }
    return r;
}

static void keep_rows(search *s, term *t) {
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

static struct ix_cached_part **cache_chain(const search *s, ix_str text) {
    return &s->cache->buckets[ix_hash64(text) & (IX_PART_CACHE_BUCKETS - 1)];
}

static bool from_cache(const search *s, term *t) {
    if (!s->cache) {
        return false;
    }
    for (const struct ix_cached_part *c = *cache_chain(s, t->part->text); c; c = c->next) {
        if (ix_str_equal(c->text, t->part->text)) {
            t->rows = c->rows;
            t->row_count = c->row_count;
            t->most = c->most;
            return true;
        }
    }
    return false;
}

/* A full cache keeps what it has. */
static void to_cache(const search *s, const term *t) {
    if (!s->cache || s->failed) {
        return;
    }
    struct ix_cached_part *c = IX_NEW(&s->cache->arena, struct ix_cached_part, 1);
    row *rows = IX_NEW(&s->cache->arena, row, t->row_count + 1);
    ix_str text = ix_arena_copy(&s->cache->arena, t->part->text);
    if (!c || !rows || !text.ptr) {
        return;
    }
    if (t->row_count > 0) {
        memcpy(rows, t->rows, (size_t)t->row_count * sizeof *rows);
    }
    struct ix_cached_part **chain = cache_chain(s, text);
    *c = (struct ix_cached_part){*chain, text, rows, t->row_count, t->most};
    *chain = c;
}

/* The names collected, ascending, each once. */
static ix_bucket names_found(search *s) {
    ix_sort_ids(s->row_ids, s->row_count);
    uint32_t *names = IX_NEW(s->judge.arena, uint32_t, s->row_count + 1);
    ix_bucket found = {names, 0};
    if (!names) {
        s->failed = true;
        return found;
    }
    for (uint32_t i = 0; i < s->row_count; i++) {
        if (i == 0 || s->row_ids[i] != s->row_ids[i - 1]) {
            names[found.count++] = s->row_ids[i];
        }
    }
    return found;
}

/* Names that have the part as several, as first letters, or as a number of its value. */
static void find_names(search *s, term *t) {
    s->row_count = 0;
    ix_split_names(s->judge.index, t->part, add_row, s);
    s->row_count = ix_split_keep(s->judge.index, t->part, s->row_ids, s->row_count);
    if (ix_acronym_like(t->part)) {
        ix_pairs_find(s->judge.index, ix_key_hash(IX_KEY_ACRONYM, t->part->text), add_row, s);
    }
    t->pairs = names_found(s);
    s->row_count = 0;
    if (t->part->number != 0) {
        ix_pairs_find(s->judge.index, ix_number_hash(t->part->number), add_row, s);
    }
    t->numbers = names_found(s);
}

/* A part of the query: every relation the scorer knows, and listed names that write it apart. */
static void add_part_term(search *s, const ix_mpart *part, int number) {
    term *t = &s->set->terms[s->set->count++];
    *t = (term){.part = part, .core = true, .number = number};
    if (part->text.len > 1) {
        /* An initial may fit a part that no key leads to, so it is never known to be left out. */
        t->person_omission = ix_part_omission(part, false, false);
        t->person_alone = ix_part_omission(part, false, true);
        t->org_omission = ix_part_omission(part, true, false);
    }
    t->optional = ix_part_omission(part, true, false) >= IX_W_MISSING_KIND;
    if (!from_cache(s, t)) {
        s->row_count = 0;
        ix_part_keys(part, add_key, s);
        ix_abjad_keys(part->text, true, add_key, s);
        if (part->text.len > 1) {
            /* Listed initials: the row of the first letter. */
            add_key(s, ix_key_hash(IX_KEY_TEXT, ix_str_slice(part->text, 0, 1)));
        }
        flush_keys(s);
        ix_sort_ids(s->row_ids, s->row_count);
        keep_rows(s, t);
        to_cache(s, t);
    }
    find_names(s, t);
    t->own_most = t->pairs.count > 0
                      ? greater(ix_run_most(part, false), ix_run_most(part, true))
                      : greater(ix_part_surprise(part, false), ix_part_surprise(part, true));
    t->own_most = greater(t->own_most, IX_W_RELATION_LEAST);
    if (t->pairs.count + t->numbers.count > 0) {
        t->most = greater(t->most, t->own_most);
    }
}

/* Of the rows found, those that the run is, or where it is NULL, those whose text these letters are
 * or these Han characters spell. */
static void keep_run_rows(search *s, term *t, const ix_run *run, ix_str text) {
    ix_sort_ids(s->row_ids, s->row_count);
    row *rows = IX_NEW(s->judge.arena, row, t->row_count + (int)s->row_count + 1);
    if (!rows) {
        s->failed = true;
        return;
    }
    if (t->row_count > 0) {
        memcpy(rows, t->rows, (size_t)t->row_count * sizeof *rows);
    }
    t->rows = rows;
    for (uint32_t i = 0; i < s->row_count; i++) {
        ix_mpart listed;
        ix_doubt doubt = {.most = IX_MILLIBITS_MAX};
        if (i > 0 && s->row_ids[i] == s->row_ids[i - 1]) {
            continue;
        }
        ix_mpart_load(&listed, s->judge.index, s->row_ids[i]);
        if (run ? !ix_run_is(&doubt, run, &listed)
                : !ix_str_equal(text, listed.text) && !ix_han_spells(text, listed.text)) {
            continue;
        }
        int32_t most = greater(ix_run_most(&listed, false), ix_run_most(&listed, true));
        most = greater(ix_doubt_leaves(&doubt, most), IX_W_RELATION_LEAST);
        t->rows[t->row_count++] = (row){s->row_ids[i], most, most, false};
        t->most = greater(t->most, most);
    }
}

/* Dictionary rows that a run of the query may be. */
static void find_run_rows(search *s, term *t, const ix_run *run) {
    s->row_count = 0;
    ix_run_keys(run, true, add_key, s);
    flush_keys(s);
    keep_run_rows(s, t, run, (ix_str){0});
}

/* Dictionary rows that a run of Han characters spells. */
static void find_spelled_rows(search *s, term *t, ix_str han) {
    s->row_count = 0;
    ix_han_keys(han, add_key, s);
    flush_keys(s);
    keep_run_rows(s, t, NULL, han);
}

typedef struct acronym_search {
    search *s;
    term *t;
} acronym_search;

/* Dictionary rows that an acronym of the query is. */
static bool find_acronym_row(void *context, const ix_acronym *acronym) {
    const acronym_search *at = context;
    if (acronym->first == at->t->number) {
        at->s->row_count = 0;
        add_key(at->s, ix_key_hash(IX_KEY_TEXT, acronym->letters));
        flush_keys(at->s);
        keep_run_rows(at->s, at->t, NULL, acronym->letters);
    }
    return !at->s->failed;
}

static bool takes_part(const ix_mpart *part) {
    return part->role != IX_ROLE_STOP && part->role != IX_ROLE_LEGAL_FORM;
}

/* Neighbours of the query, from the part `number` on, that may be one word on the list: run
 * together (two of which one may be a legal form), or by their first letters. */
static void add_joined_term(search *s, const ix_mname *name, int number) {
    term t = {.number = number};
    for (int parts = 2; parts <= IX_RUN_PARTS_MAX && number + parts <= name->count; parts++) {
        ix_run run;
        const ix_mpart *from = &name->parts[number], *to = from + parts - 1;
        if (to->role == IX_ROLE_STOP || (parts > 2 && !(takes_part(from) && takes_part(to)))) {
            break;
        }
        if (ix_run_make(&run, &name->parts[number], parts)) {
            find_run_rows(s, &t, &run);
        }
    }
    char bytes[IX_HAN_RUN_BYTES];
    ix_str han;
    for (int n = 2; (han = ix_han_run(bytes, name, number, n)).len > 0; n++) {
        find_spelled_rows(s, &t, han);
    }
    ix_acronyms_of(name, find_acronym_row, &(acronym_search){s, &t});
    if (t.row_count > 0 && !s->failed) {
        s->set->terms[s->set->count++] = t;
    }
}

/* Which core terms each term stands for: a run may take the place of all its parts. */
static void find_covers(term_set *set) {
    for (int i = 0; i < set->count; i++) {
        term *t = &set->terms[i];
        for (int j = 0; j < set->count; j++) {
            const term *core = &set->terms[j];
            int behind = core->number - t->number;
            if (core->core && behind >= 0 && behind < (t->core ? 1 : IX_RUN_PARTS_MAX)) {
                t->covers |= (uint64_t)1 << j;
            }
        }
    }
}

static void make_terms(search *s, const ix_mname *name) {
    term_set *set = s->set;
    set->beyond = IX_W_FORM_EQUAL + IX_W_TYPE_EQUAL;
    for (int i = 0; i < name->count && !s->failed; i++) {
        const ix_mpart *part = &name->parts[i];
        if (takes_part(part)) {
            set->beyond += part->text.len == 1 ? IX_W_INITIAL : 0;
            add_part_term(s, part, i);
        }
        if (part->role != IX_ROLE_STOP) {
            add_joined_term(s, name, i);
        }
    }
    for (int i = 1; i < set->count; i++) {
        term t = set->terms[i];
        int j = i;
        for (; j > 0 && set->terms[j - 1].most < t.most; j--) {
            set->terms[j] = set->terms[j - 1];
        }
        set->terms[j] = t;
    }
    find_covers(set);
}

/* ---------------------------------------------------------------- stage one: adding up */

static bool make_slots(search *s, uint64_t postings) {
    uint32_t room = 64;
    uint32_t names = s->name_to - s->name_from;
    postings = postings < names ? postings : names;
    while (room < postings * 2 && room < (1u << 30)) {
        room *= 2;
    }
    s->slots = IX_NEW(s->judge.arena, slot, postings + 1);
    s->slot_table = IX_NEW(s->judge.arena, uint32_t, room);
    s->slot_mask = room - 1;
    s->slot_used = 0;
    s->failed |= !s->slots || !s->slot_table;
    return !s->failed;
}

static slot *slot_for(search *s, uint32_t name) {
    uint32_t at = (name * 0x9e3779b1u) >> 7 & s->slot_mask;
    while (s->slot_table[at] != 0) {
        slot *found = &s->slots[s->slot_table[at] - 1];
        if (found->name == name) {
            return found;
        }
        at = (at + 1) & s->slot_mask;
    }
    slot *added = &s->slots[s->slot_used++];
    added->name = name;
    s->slot_table[at] = s->slot_used;
    return added;
}

/* Each term gives a name its best row only. */
static slot *give(search *s, uint32_t name, int number, int32_t millibits) {
    slot *found = slot_for(s, name);
    if (found->term != (uint32_t)number + 1) {
        found->term = (uint32_t)number + 1;
        found->given = 0;
        found->linked |= (uint64_t)1 << number;
    }
    if (millibits > found->given) {
        found->sum += millibits - found->given;
        found->given = millibits;
    }
    return found;
}

/* Postings of other entities change nothing for the one that is judged. */
static bool is_in_view(const search *s, uint32_t name) {
    return name >= s->name_from && name < s->name_to &&
           (!s->among || ix_selection_bit(s->among->names, name));
}

/* Postings ascend by name: where those begin that may be in view, found by halving. */
static uint32_t first_in_view(const search *s, const uint32_t *posting, uint32_t count) {
    uint32_t from = 0;
    uint32_t to = s->name_from > 0 ? count : 0;
    while (from < to) {
        uint32_t middle = from + (to - from) / 2;
        if ((posting[middle] & ~IX_POSTING_ORG) < s->name_from) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    return from;
}

static void walk(search *s, int number, bool exact_only) {
    const term *t = &s->set->terms[number];
    for (int r = 0; r < t->row_count; r++) {
        const row *related = &t->rows[r];
        if (exact_only && !related->exact) {
            continue;
        }
        const ix_dict_row *dict = &s->judge.index->dict[related->dict];
        const uint32_t *posting = s->judge.index->postings + dict->posting_first;
        for (uint32_t i = first_in_view(s, posting, dict->posting_count); i < dict->posting_count;
             i++) {
            uint32_t name = posting[i] & ~IX_POSTING_ORG;
            bool org = (posting[i] & IX_POSTING_ORG) != 0;
            int32_t most = org ? related->org : related->person;
            if (name >= s->name_to) {
                break;
            }
            if (most > 0 && is_in_view(s, name)) {
                slot *found = give(s, name, number, most);
                found->org = org;
                found->joined = found->joined || !t->core;
                found->exact |= related->exact || !t->core ? t->covers : 0;
            }
        }
    }
    for (uint32_t i = 0; i < t->pairs.count; i++) {
        if (!is_in_view(s, t->pairs.entries[i])) {
            continue;
        }
        slot *found = give(s, t->pairs.entries[i], number, t->own_most);
        found->org = s->judge.index->names[t->pairs.entries[i]].org;
        found->joined = true;
        found->exact |= t->covers;
    }
    for (uint32_t i = 0; !exact_only && i < t->numbers.count; i++) {
        if (!is_in_view(s, t->numbers.entries[i])) {
            continue;
        }
        slot *found = give(s, t->numbers.entries[i], number, t->own_most);
        found->org = s->judge.index->names[t->numbers.entries[i]].org;
    }
}

static uint64_t postings_of(const search *s, int number, bool exact_only) {
    const term *t = &s->set->terms[number];
    uint64_t total = t->pairs.count + (exact_only ? 0 : (uint64_t)t->numbers.count);
    for (int r = 0; r < t->row_count; r++) {
        if (!exact_only || t->rows[r].exact) {
            total += s->judge.index->dict[t->rows[r].dict].posting_count;
        }
    }
    return total;
}

/* The core term with the fewest postings that no complete name can leave out; -1 without one. */
static int surest_term(const search *s, const term_set *set) {
    int best = -1;
    uint64_t fewest = UINT64_MAX;
    for (int i = 0; i < set->count; i++) {
        const term *t = &set->terms[i];
        if (!t->core || t->optional || t->person_omission == 0 || t->org_omission == 0) {
            continue;
        }
        uint64_t postings = postings_of(s, i, false);
        if (postings < fewest) {
            fewest = postings;
            best = i;
        }
    }
    return best;
}

/* Must a term be read because a name with one slip may be lifted to the bar? Such a name is
 * complete, so that the surest term meets it, or a term that joins parts does. */
static bool serves_slips(const term *t, int number, int surest, uint64_t postings) {
    return surest < 0 || number == surest || !t->core || t->pairs.count > 0 ||
           postings <= POSTINGS_FAIR;
}

/* Mark the terms to walk: those that must be so that no unmet name can suffice any more, and the
 * cheap ones. A name that none of the walked terms met leaves all their parts out; a part may
 * escape that only by being joined. Returns the postings to read. */
static uint64_t choose_walks(const search *s, term_set *set) {
    int64_t left = set->beyond + IX_W_COMPLETE_BONUS;
    bool joins = false;
    for (int i = 0; i < set->count; i++) {
        left += set->terms[i].most;
        joins = joins || !set->terms[i].core;
    }
    bool slips = s->judge.need <= SLIP_MOST && left >= IX_W_SLIP_FLOOR_FROM;
    int surest = slips ? surest_term(s, set) : -1;
    uint64_t total = 0;
    for (int i = 0; i < set->count; i++) {
        term *t = &set->terms[i];
        uint64_t postings = postings_of(s, i, false);
        t->walked = left >= s->judge.need || postings <= POSTINGS_CHEAP ||
                    (slips && serves_slips(t, i, surest, postings));
        total += t->walked ? postings : 0;
        left -= t->most;
        if (!joins && t->core) {
            left += greater(t->person_omission, t->org_omission);
        }
    }
    return total;
}

/* The most a complete name can come to, what it agrees in given. */
static int64_t bound_of_complete(int64_t bound) {
    bound += IX_W_COMPLETE_BONUS;
    return bound >= IX_W_SLIP_FLOOR_FROM && bound < SLIP_MOST ? SLIP_MOST : bound;
}

/* The most a name can come to whose met terms are known. */
static int64_t bound_of(const term_set *set, const slot *found, int64_t rest, int unread) {
    int64_t bound = found->sum + rest;
    if (found->joined || set->unread_join) {
        return bound_of_complete(bound);
    }
    int agreeing = unread + __builtin_popcountll(found->linked);
    bool complete = true;
    for (int i = 0; i < set->count; i++) {
        const term *t = &set->terms[i];
        if (!t->core || !t->walked || (found->linked >> i & 1)) {
            continue;
        }
        int32_t cost = found->org     ? t->org_omission
                       : agreeing < 2 ? t->person_alone
                                      : t->person_omission;
        bound += cost;
        complete = complete && (cost == 0 || (found->org && t->optional));
    }
    return complete ? bound_of_complete(bound) : bound;
}

/* Names that the terms not walked could still lift over the bar, or that may be exactly as listed.
 * `exact`: a core term all names exactly as listed were met by, whether it was walked whole or not.
 */
static void keep_survivors(search *s, int exact, int reading) {
    const term_set *set = s->set;
    int64_t rest = set->beyond;
    uint64_t all = 0;
    int unread = 0;
    for (int i = 0; i < set->count; i++) {
        const term *t = &set->terms[i];
        rest += t->walked ? 0 : t->most;
        unread += !t->walked;
        if (t->core && (t->walked || i == exact)) {
            all |= (uint64_t)1 << i;
        }
    }
    for (uint32_t i = 0; i < s->slot_used && !s->failed; i++) {
        const slot *found = &s->slots[i];
        if (bound_of(set, found, rest, unread) >= s->judge.need || (found->exact & all) == all) {
            add_survivor(s, (survivor){found->name, (uint16_t)reading,
                                       found->joined || set->unread_join, false});
        }
    }
}

/* Names that are the query's letter for letter, however it was parsed. */
static void add_whole(search *s, uint64_t whole, int reading) {
    ix_bucket bucket = ix_bucket_find(s->judge.index, IX_SEC_WHOLE_STARTS, whole);
    for (uint32_t i = 0; whole != 0 && i < bucket.count; i++) {
        const ix_name_row *name = &s->judge.index->names[bucket.entries[i]];
        if (is_in_view(s, bucket.entries[i]) && (name->whole == whole || name->turned == whole)) {
            add_survivor(s, (survivor){bucket.entries[i], (uint16_t)reading, true, true});
        }
    }
}

/* May a term that was not walked join or split parts? */
static bool has_unread_join(const term_set *set) {
    for (int i = 0; i < set->count; i++) {
        const term *t = &set->terms[i];
        if (!t->walked && (!t->core || t->pairs.count > 0)) {
            return true;
        }
    }
    return false;
}

static void search_name(search *s, int reading) {
    const ix_mname *name = &s->judge.readings[reading].name;
    s->set = &s->sets[reading];
    add_whole(s, name->whole, reading);
    add_whole(s, name->turned, reading);
    make_terms(s, name);
    term_set *set = s->set;
    if (s->failed || set->count == 0) {
        return;
    }
    uint64_t postings = choose_walks(s, set);
    /* A name exactly as listed has every part, if not a run that holds it: its rarest core term and
     * the runs find it. */
    int exact = 0;
    while (exact < set->count && !set->terms[exact].core) {
        exact++;
    }
    bool extra = exact < set->count && !set->terms[exact].walked;
    postings += extra ? postings_of(s, exact, true) : 0;
    for (int i = 0; extra && i < set->count; i++) {
        term *t = &set->terms[i];
        if (!t->core && !t->walked && (t->covers >> exact & 1)) {
            t->walked = true;
            postings += postings_of(s, i, false);
        }
    }
    set->unread_join = has_unread_join(set);
    if (!make_slots(s, postings)) {
        return;
    }
    for (int i = 0; i < set->count; i++) {
        if (set->terms[i].walked) {
            walk(s, i, false);
        }
    }
    if (extra) {
        walk(s, exact, true);
    }
    keep_survivors(s, exact, reading);
}

/* ---------------------------------------------------------------- identifiers */

/* Entities that an identifier of the query leads to, ascending, in s->row_ids. */
static void find_by_identifiers(search *s) {
    s->row_count = 0;
    for (int i = 0; i < s->judge.query->identifier_count; i++) {
        const ix_query_identifier *asked = &s->judge.query->identifiers[i];
        ix_identifier_type types[IX_IDENT_TYPES_MAX];
        int count = ix_ident_types(types, asked->type);
        for (int t = 0; t < count; t++) {
            char key[512];
            ix_str made = {key, ix_identifier_key(key, (int)sizeof key, types[t], asked->value)};
            ix_bucket bucket = {0};
            if (made.len > 0) {
                bucket = ix_bucket_find(s->judge.index, IX_SEC_IDENTS_STARTS, ix_ident_hash(made));
            }
            for (uint32_t e = 0; e < bucket.count; e++) {
                if (ix_judge_wants(&s->judge, bucket.entries[e])) {
                    add_row(s, bucket.entries[e]);
                }
            }
        }
    }
    ix_sort_ids(s->row_ids, s->row_count);
}

/* ---------------------------------------------------------------- stage two */

static void sort_survivors(survivor *a, uint32_t count) {
    for (uint32_t gap = count / 2; gap > 0; gap /= 2) {
        for (uint32_t i = gap; i < count; i++) {
            survivor item = a[i];
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

static bool has_row(const term *t, uint32_t dict) {
    int low = 0, high = t->row_count;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (t->rows[middle].dict == dict) {
            return true;
        }
        if (t->rows[middle].dict < dict) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return false;
}

/* Stage one has already found which rows are related to which part. */
static void make_hints(const search *s, const survivor *item, ix_pair_hints *hints) {
    const term_set *set = &s->sets[item->reading];
    const ix_name_row *name = &s->judge.index->names[item->name];
    const ix_name_part_row *parts = s->judge.index->name_parts + name->part_first;
    memset(hints->may_link, 0, sizeof hints->may_link);
    hints->may_join = item->may_join;
    for (int i = 0; i < set->count; i++) {
        const term *t = &set->terms[i];
        if (!t->core) {
            continue;
        }
        uint32_t *links = &hints->may_link[t->number];
        if (t->part->text.len == 1) {
            *links = UINT32_MAX; /* an initial fits parts that no key leads to */
            continue;
        }
        for (uint32_t j = 0; j < name->part_count; j++) {
            bool related = has_row(t, parts[j].dict) ||
                           (t->part->number != 0 && t->part->number == parts[j].number);
            *links |= (uint32_t)related << j;
        }
    }
}

static void compare_survivor(search *s, ix_case *entity_case, const survivor *item) {
    const ix_name_row *name = &s->judge.index->names[item->name];
    if (!ix_name_is_held(s->judge.index, item->name, entity_case->ordinal) ||
        !ix_reading_holds(&s->judge, item->reading, (ix_party_type)name->type)) {
        return;
    }
    ix_mname listed;
    ix_name_evidence evidence;
    ix_mname_load(&listed, s->judge.index, item->name);
    ix_pair_hints hints;
    if (!item->unhinted) {
        make_hints(s, item, &hints);
    }
    int32_t sum = ix_judge_pair(&s->judge, &evidence, item->reading, &listed,
                                (ix_party_type)name->type, item->unhinted ? NULL : &hints);
    if (sum >= s->judge.need) {
        ix_case_note(entity_case, (ix_name_kind)name->kind, sum, item->name, (int)item->reading);
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
        for (; n < s->survivor_count &&
               s->judge.index->names[s->survivors[n].name].entity == c.entity;
             n++) {
            bool again = n > 0 && s->survivors[n].name == s->survivors[n - 1].name &&
                         s->survivors[n].reading == s->survivors[n - 1].reading;
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
                          ix_arena *arena, ix_error *error) {
    return ix_search_for(out, index, query, IX_EVERY_ENTITY, NULL, arena, error);
}

ix_status ix_part_cache_init(ix_part_cache *cache, size_t cap) {
    ix_arena_init(&cache->arena, cap);
    cache->buckets = IX_NEW(&cache->arena, struct ix_cached_part *, IX_PART_CACHE_BUCKETS);
    return cache->buckets ? IX_OK : IX_E_MEMORY;
}

void ix_part_cache_free(ix_part_cache *cache) {
    ix_arena_free(&cache->arena);
}

/* Does the bar lie so low that names without a related part may pass? Then nothing can be pruned.
 */
static bool prunes(const ix_query *query) {
    return ix_millibits_for_score(query->threshold) - IX_W_LIFT_MAX > UNRELATED_MOST;
}

/* Stage one: all names that may suffice, all entities that an identifier leads to. */
static ix_status find_survivors(search *s, const ix_index *index, const ix_query *query,
                                ix_arena *arena, ix_error *error) {
    ix_status status = ix_judge_init(&s->judge, index, query, arena, error);
    s->sets = IX_NEW(arena, term_set, s->judge.reading_count + 1);
    s->failed = !s->sets;
    s->among = query->among;
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
