/*
 * Stage one of the search, its second half: names that the postings of the terms lead to are sifted
 * by all their parts, and those that may suffice are kept. Which postings need not be read: see
 * choose_walks(). */
#include "search.h"

#include <string.h>

static void add_survivor(search *s, search_survivor found) {
    if (s->survivor_count == s->survivor_room) {
        search_survivor *memory =
            search_grown(s, s->survivors, s->survivor_count, &s->survivor_room, sizeof *memory);
        if (!memory) {
            return;
        }
        s->survivors = memory;
    }
    s->survivors[s->survivor_count++] = found;
}

/* ---------------------------------------------------------------- the sieve */

#define SIEVE_TAKES IX_SIFT_TAKES /* the last bit is for more parts of the question */
#define SIEVE_NEVER UINT32_MAX
#define HOLDER_BITS 11
#define HOLDERS     32

/* A row at work: what it gives by itself. */
typedef struct walked_row {
    uint32_t dict;
    uint32_t gain, takes;
} walked_row;

/* A name that passed by its tags, met at a row. */
typedef struct met_name {
    uint32_t name;
    walked_row at;
} met_name;
#define MET_AT_ONCE 32

/* Tells most names that cannot suffice by a sum over their parts. No sum here is below that of
 * search_most(), which looks at what passes. */
typedef struct sieve {
    /* What a listed part may add, by its tag: what it gives to the terms that it is a row of, and
     * in the higher half, parts of the question that these may take, a bit each. */
    uint32_t *cells;
    int shift;
    /* By IX_POSTING_ORG and the parts of the question that a name may have: the sum that it needs,
     * and the most that these parts can give. */
    uint32_t wanted[2][1 << SIEVE_TAKES], most[1 << SIEVE_TAKES];
    uint16_t takes[2 * IX_PARTS_MAX]; /* by term: as in cells */
    /* Of names that no row leads to: the sum needed, by whether they are an organization's. */
    uint32_t wanted_named[2][1 << SIEVE_TAKES];
    uint64_t named;    /* terms that give to such names */
    uint32_t *holders; /* by a hash of the name: which terms may give to it so, a bit each */
    int met_count;
    met_name met[MET_AT_ONCE]; /* waiting to be looked at by their own rows */
} sieve;

static inline uint32_t *cell_of(const sieve *v, uint32_t dict) {
    return &v->cells[(uint32_t)ix_part_tag(dict) >> v->shift];
}

static inline uint32_t cell_gain(uint32_t cell) {
    return cell & UINT16_MAX;
}

static inline uint32_t cell_takes(uint32_t cell) {
    return cell >> 16;
}

/* The bit of a core term among the parts that are told apart. */
static int sieve_bit(const search_term_set *set, int term) {
    int before = __builtin_popcountll(set->sizable & (((uint64_t)1 << term) - 1));
    return before < SIEVE_TAKES ? before : SIEVE_TAKES - 1;
}

static uint16_t sieve_takes(const search_term_set *set, uint64_t terms) {
    uint16_t takes = 0;
    for (uint64_t left = terms & set->sizable; left != 0; left &= left - 1) {
        takes |= (uint16_t)(1u << sieve_bit(set, __builtin_ctzll(left)));
    }
    return takes;
}

/* The sum needed by a name that has these parts of the question and leaves out the others. */
static uint32_t sum_wanted(const search *s, uint32_t takes, int by) {
    const search_term_set *set = s->set;
    int32_t wanted = s->judge.need - set->beyond;
    bool complete = true;
    for (uint64_t left = set->sizable; left != 0; left &= left - 1) {
        int term = __builtin_ctzll(left);
        if (!(takes >> sieve_bit(set, term) & 1)) {
            wanted -= set->terms[term].left_out[by];
            complete = complete && !(set->substance[by] >> term & 1);
        }
    }
    return complete || wanted < 0 ? 0 : (uint32_t)wanted;
}

/* Does at most one part of the question agree? */
static bool is_alone(const search_term_set *set, uint32_t takes) {
    return set->placed == 0 && (takes & (takes - 1)) == 0 && takes >> (SIEVE_TAKES - 1) == 0;
}

static void make_wanted(const search *s, sieve *v) {
    const search_term_set *set = s->set;
    uint32_t most[SIEVE_TAKES] = {0}, else_most = 0;
    for (int i = 0; i < set->count; i++) {
        const search_term *t = &set->terms[i];
        int32_t given = search_greater(t->most, search_greater(t->own_most, t->like_most));
        *(v->takes[i] == 0 ? &else_most : &most[__builtin_ctz(v->takes[i])]) += (uint32_t)given;
    }
    uint32_t all = sieve_takes(set, set->sizable);
    for (uint32_t takes = 0; takes <= all; takes++) {
        bool alone = is_alone(set, takes);
        v->most[takes] = else_most;
        for (uint32_t bits = takes; bits != 0; bits &= bits - 1) {
            v->most[takes] += most[__builtin_ctz(bits)];
        }
        for (int org = 0; org < 2; org++) {
            uint32_t person = sum_wanted(s, takes, alone ? SEARCH_LEFT_ALONE : SEARCH_LEFT_PERSON);
            uint32_t other = org ? sum_wanted(s, takes, SEARCH_LEFT_ORG) : person;
            /* Names whose party the list does not tell are weighed as what is asked for. */
            uint32_t wanted = set->asks_person && person < other ? person : other;
            v->wanted[org][takes] = wanted > v->most[takes] ? SIEVE_NEVER : wanted;
            if (v->named != 0) {
                v->wanted_named[org][takes] =
                    sum_wanted(s, takes, org ? SEARCH_LEFT_ORG : SEARCH_LEFT_PERSON);
            }
        }
    }
}

static void add_to_cell(uint32_t *cell, int32_t gain, uint32_t takes) {
    uint32_t sum = cell_gain(*cell) + (uint32_t)gain;
    *cell = (sum < UINT16_MAX ? sum : UINT16_MAX) | (cell_takes(*cell) | takes) << 16;
}

static bool make_sieve(search *s, sieve *v) {
    const search_term_set *set = s->set;
    uint32_t rows = 0;
    int bits = IX_SIFT_BITS_MIN;
    for (int i = 0; i < set->count; i++) {
        rows += (uint32_t)set->terms[i].row_count;
    }
    while (bits < IX_SIFT_BITS_MAX && 1u << bits < 16 * rows) {
        bits++;
    }
    v->cells = IX_NEW(s->judge.arena, uint32_t, (size_t)1 << bits);
    v->shift = 16 - bits;
    v->named = 0;
    s->failed = s->failed || !v->cells;
    for (int i = 0; i < set->count && v->cells; i++) {
        const search_term *t = &set->terms[i];
        v->takes[i] = sieve_takes(set, t->takes);
        for (int r = 0; r < t->row_count; r++) {
            const search_row *row = &t->rows[r];
            add_to_cell(cell_of(v, row->dict), search_greater(row->most[0], row->most[1]),
                        v->takes[i]);
        }
        bool named = t->pairs.count + t->like.count + t->numbers.count > 0;
        v->named |= (uint64_t)named << i;
    }
    make_wanted(s, v);
    return !s->failed;
}

/* ---------------------------------------------------------------- names met */

/* Look at a name by all its parts, unless that was done just now. */
static void look_at(search *s, int reading, uint32_t name) {
    uint32_t *seen = &s->rows_seen[name * 0x9e3779b1u >> (32 - SEARCH_SEEN_BITS)];
    if (*seen == name + 1) {
        return;
    }
    *seen = name + 1;
    int32_t most = search_most(s, reading, name, s->set->spread != 0);
    if (most >= s->judge.need && search_settle(s, reading, name)) {
        most = search_most(s, reading, name, s->set->spread != 0);
    }
    if (most >= s->judge.need) {
        add_survivor(s, (search_survivor){name, most, (uint16_t)reading, false});
    }
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

static uint32_t *holders_of(const sieve *v, uint32_t name) {
    return &v->holders[name * 0x9e3779b1u >> (32 - HOLDER_BITS)];
}

/* The bit of a term among the holders: from a number on they share one. */
static uint32_t holder_bit(int number) {
    return 1u << (number < HOLDERS ? number : HOLDERS - 1);
}

static void note_holders(const sieve *v, int number, ix_bucket names) {
    for (uint32_t i = 0; i < names.count; i++) {
        *holders_of(v, names.entries[i]) |= holder_bit(number);
    }
}

/* What the terms but this one may give to a name that no row leads to, and what they take. */
static uint32_t named_besides(const search *s, const sieve *v, int number, uint32_t name,
                              uint32_t *takes) {
    uint32_t most = 0, holders = *holders_of(v, name);
    uint64_t left = v->named & ~((uint64_t)1 << number);
    left = (holders & ~holder_bit(number)) == 0 && number < HOLDERS - 1 ? 0 : left;
    for (; left != 0; left &= left - 1) {
        int term = __builtin_ctzll(left);
        const search_term *t = &s->set->terms[term];
        bool held = (holders & holder_bit(term)) != 0;
        most += held ? (uint32_t)search_greater(t->own_most, t->like_most) : 0;
        *takes |= held ? v->takes[term] : 0u;
    }
    return most;
}

/* Names of a term whose own rows are fetched ahead, and their parts half as far. */
#define NAMES_AHEAD 16

static void fetch_ahead(const ix_index *index, ix_bucket names, uint32_t at) {
    if (at + NAMES_AHEAD < names.count) {
        __builtin_prefetch(&index->names[names.entries[at + NAMES_AHEAD]].part_first);
    }
    if (at + NAMES_AHEAD / 2 < names.count) {
        const ix_name_row *name = &index->names[names.entries[at + NAMES_AHEAD / 2]];
        __builtin_prefetch(index->name_parts + name->part_first);
        __builtin_prefetch(index->name_parts + name->part_first + 3);
    }
}

/* Sift the names that a term gives to though no row leads to them. `gives`: what each gets, as in
 * search_term.like_gives; NULL: as much as any. */
static void meet_names(search *s, const sieve *v, int reading, int number, ix_bucket names,
                       const int32_t *gives, int32_t any) {
    const ix_index *index = s->judge.index;
    for (uint32_t i = 0; i < names.count; i++) {
        int32_t given = gives && gives[i] != SEARCH_OPEN ? gives[i] : any;
        fetch_ahead(index, names, i);
        if (given == 0) {
            continue;
        }
        const ix_name_row *name = &index->names[names.entries[i]];
        const ix_name_part_row *parts = index->name_parts + name->part_first;
        uint32_t gain = (uint32_t)given, takes = v->takes[number];
        for (uint32_t j = 0; j < name->part_count; j++) {
            uint32_t cell = *cell_of(v, parts[j].dict);
            gain += cell_gain(cell);
            takes |= cell_takes(cell);
        }
        gain = gain < v->most[takes] ? gain : v->most[takes];
        gain += named_besides(s, v, number, names.entries[i], &takes);
        bool org = ix_judge_as_org(&s->judge, reading, (ix_party_type)name->type);
        if (gain >= v->wanted_named[org][takes] && is_in_view(s, names.entries[i])) {
            look_at(s, reading, names.entries[i]);
        }
    }
}

/* The names that no row of a term leads to: they are few, and all are met, so that what is not met
 * gains no more of a term than its rows can give. */
static void meet_named(search *s, sieve *v, int reading) {
    if (v->named == 0) {
        return;
    }
    v->holders = IX_NEW(s->judge.arena, uint32_t, (size_t)1 << HOLDER_BITS);
    s->failed = s->failed || !v->holders;
    for (uint64_t left = s->failed ? 0 : v->named; left != 0; left &= left - 1) {
        const search_term *t = &s->set->terms[__builtin_ctzll(left)];
        note_holders(v, __builtin_ctzll(left), t->pairs);
        note_holders(v, __builtin_ctzll(left), t->like);
        note_holders(v, __builtin_ctzll(left), t->numbers);
    }
    for (uint64_t left = s->failed ? 0 : v->named; left != 0; left &= left - 1) {
        int i = __builtin_ctzll(left);
        const search_term *t = &s->set->terms[i];
        meet_names(s, v, reading, i, t->pairs, NULL, t->own_most);
        meet_names(s, v, reading, i, t->like, t->like_gives, t->like_most);
        meet_names(s, v, reading, i, t->numbers, NULL, t->own_most);
    }
}

static walked_row row_at_work(const search *s, const sieve *v, uint32_t dict) {
    const search_term_set *set = s->set;
    walked_row w = {.dict = dict};
    for (uint32_t at = search_hit_first(set, dict); at != 0; at = search_hit_next(set, at, dict)) {
        uint32_t term = set->hits[at - 1].term;
        const search_row *row = &set->terms[term].rows[set->hits[at - 1].row];
        w.gain += (uint32_t)search_greater(row->most[0], row->most[1]);
        w.takes |= v->takes[term];
    }
    return w;
}

/* What of its own a name leaves over, by its parts as bits: does it still suffice? */
static bool suffices_with(const search *s, const sieve *v, uint32_t gain, uint32_t takes,
                          const ix_name_row *name, uint32_t left, int reading) {
    const ix_name_part_row *parts = s->judge.index->name_parts + name->part_first;
    bool org = ix_judge_as_org(&s->judge, reading, (ix_party_type)name->type);
    int by = org                       ? SEARCH_LEFT_ORG
             : is_alone(s->set, takes) ? SEARCH_LEFT_ALONE
                                       : SEARCH_LEFT_PERSON;
    int32_t cost = 0;
    uint32_t ranks = 0;
    /* An initial of the question fits any part. */
    for (left = s->set->placed == 0 ? left : 0; left != 0; left &= left - 1) {
        uint8_t rank = parts[__builtin_ctz(left)].ranks[org] % SEARCH_RANKS;
        cost += s->ranks->left_out[by][rank];
        ranks |= 1u << (rank & IX_RANK_MASK);
    }
    bool complete = (ranks & s->ranks->substance[by]) == 0 && v->wanted[name->org][takes] == 0;
    gain = gain < v->most[takes] ? gain : v->most[takes];
    return complete || (int32_t)gain + cost + s->set->beyond >= s->judge.need;
}

/* May a name that the row leads to suffice, by what its other parts may add? */
static bool may_suffice(const search *s, const sieve *v, const walked_row *w, int reading,
                        uint32_t number) {
    const ix_name_row *name = &s->judge.index->names[number];
    const ix_name_part_row *parts = s->judge.index->name_parts + name->part_first;
    uint32_t gain = w->gain, takes = w->takes, left = 0;
    for (uint32_t j = 0; j < name->part_count; j++) {
        uint32_t cell = *cell_of(v, parts[j].dict);
        bool other = parts[j].dict != w->dict;
        gain += other ? cell_gain(cell) : 0;
        takes |= other ? cell_takes(cell) : 0;
        left |= (uint32_t)(other && cell == 0) << j;
    }
    return gain >= v->wanted[name->org][takes] &&
           suffices_with(s, v, gain, takes, name, left, reading);
}

/* Look at the names met; their own rows lie anywhere in memory and are fetched side by side. */
static void flush_met(search *s, sieve *v, int reading) {
    const ix_index *index = s->judge.index;
    for (int i = 0; i < v->met_count; i++) {
        const ix_name_part_row *parts = index->name_parts + index->names[v->met[i].name].part_first;
        __builtin_prefetch(parts);
        __builtin_prefetch(parts + 3);
    }
    for (int i = 0; i < v->met_count; i++) {
        if (may_suffice(s, v, &v->met[i].at, reading, v->met[i].name)) {
            look_at(s, reading, v->met[i].name);
        }
    }
    v->met_count = 0;
}

static void meet(search *s, sieve *v, int reading, uint32_t name, const walked_row *at) {
    if (v->met_count == MET_AT_ONCE) {
        flush_met(s, v, reading);
    }
    __builtin_prefetch(&s->judge.index->names[name].part_first);
    v->met[v->met_count++] = (met_name){name, *at};
}

/* The names of one row. */
static void walk_row(search *s, sieve *v, int reading, const search_row *row) {
    const ix_index *index = s->judge.index;
    const uint32_t *posting = index->postings + row->posting_first;
    const uint64_t *tags = index->tags + row->posting_first;
    const walked_row w = row_at_work(s, v, row->dict);
    const ix_sift sift = {v->cells, v->shift, w.gain, w.takes, &v->wanted[0][0]};
    for (uint32_t i = first_in_view(s, posting, row->posting_count); i < row->posting_count;
         i += IX_SIFT_BLOCK) {
        uint32_t left = row->posting_count - i;
        uint64_t passed = index->sift(&sift, posting + i, tags + i,
                                      (int)(left < IX_SIFT_BLOCK ? left : IX_SIFT_BLOCK));
        for (; passed != 0; passed &= passed - 1) {
            uint32_t name = posting[i + (uint32_t)__builtin_ctzll(passed)] & ~IX_POSTING_ORG;
            if (is_in_view(s, name)) {
                meet(s, v, reading, name, &w);
            }
        }
        if ((posting[i] & ~IX_POSTING_ORG) >= s->name_to) {
            break;
        }
    }
}

/* Rows of which the postings are fetched ahead. */
#define ROWS_AHEAD 8

static void walk(search *s, sieve *v, int reading, int number, bool exact_only) {
    const search_term *t = &s->set->terms[number];
    const ix_index *index = s->judge.index;
    for (int r = 0; r < t->row_count + ROWS_AHEAD; r++) {
        if (r < t->row_count) {
            __builtin_prefetch(index->postings + t->rows[r].posting_first);
            __builtin_prefetch(index->tags + t->rows[r].posting_first);
        }
        const search_row *row = r < ROWS_AHEAD ? NULL : &t->rows[r - ROWS_AHEAD];
        if (row && search_row_counts(row) && (!exact_only || row->exact)) {
            walk_row(s, v, reading, row);
        }
    }
}

static uint64_t postings_of(const search *s, int number, bool exact_only) {
    const search_term *t = &s->set->terms[number];
    uint64_t total = 0;
    for (int r = 0; r < t->row_count; r++) {
        if (!exact_only || t->rows[r].exact) {
            total += t->rows[r].posting_count;
        }
    }
    return total;
}

/* The core term with the fewest postings that no complete name can leave out; -1 without one. */
static int surest_term(const search_term_set *set, const uint64_t *postings) {
    int best = -1;
    uint64_t fewest = UINT64_MAX;
    for (int i = 0; i < set->count; i++) {
        const search_term *t = &set->terms[i];
        if (!t->core || t->optional || t->person_omission == 0 || t->org_omission == 0) {
            continue;
        }
        if (postings[i] < fewest) {
            fewest = postings[i];
            best = i;
        }
    }
    return best;
}

/* Must a term be read because a name with one slip may be lifted to the bar? Such a name is
 * complete, so that the surest term meets it, or a term that joins parts of the question does. */
static bool serves_slips(const search_term *t, int number, int surest) {
    return surest < 0 || number == surest || !t->core;
}

/* Mark the terms to walk, those with the fewest postings that do: what the others give, and what
 * leaving out the parts of those walked costs, must leave no unmet name enough; a part may escape
 * that only by being joined. `total` is what all terms and the rest give. */
static void choose_walks(const search *s, search_term_set *set, const uint64_t *postings,
                         int64_t total) {
    uint64_t joins = 0; /* core terms that a run may take, so that they are not left out */
    uint8_t order[2 * IX_PARTS_MAX];
    int64_t left = total; /* that a name met by none of the walked terms may come to */
    for (int i = 0; i < set->count; i++) {
        joins |= set->terms[i].core ? 0 : set->terms[i].takes;
        int j = i;
        for (; j > 0 && postings[order[j - 1]] < postings[i]; j--) {
            order[j] = order[j - 1];
        }
        order[j] = (uint8_t)i;
    }
    bool slips = s->judge.need <= SEARCH_SLIP_MOST && total >= IX_W_SLIP_FLOOR_FROM;
    int surest = slips ? surest_term(set, postings) : -1;
    int32_t spared[2 * IX_PARTS_MAX]; /* how much less an unmet name can come to for each */
    for (int i = 0; i < set->count; i++) {
        const search_term *t = &set->terms[i];
        spared[i] = t->most;
        if (t->core && !(joins >> i & 1)) {
            spared[i] -= search_greater(t->person_omission, t->org_omission);
        }
        left -= spared[i];
    }
    for (int k = 0; k < set->count; k++) {
        int i = order[k];
        search_term *t = &set->terms[i];
        t->walked = left + spared[i] >= s->judge.need || (slips && serves_slips(t, i, surest));
        left += t->walked ? 0 : spared[i];
    }
}

/* Does every name exactly as listed have this part, or a run with it? One that may be a word of the
 * listed legal form need not be found there. */
static bool must_be_listed(const search_term *t) {
    return t->core && (t->part->flags & IX_WORD_FORM_LIKE) == 0;
}

/* A core term by which all names exactly as listed are met, and the runs that may take its part:
 * such a name has every part. The runs are walked. -1: there is no such term, so that any may be
 * the only part that is listed, and all are walked. */
static int choose_exact(search_term_set *set, const uint64_t *postings) {
    int exact = -1;
    for (int i = 0; i < set->count; i++) {
        const search_term *t = &set->terms[i];
        bool better = exact < 0 || (t->walked && !set->terms[exact].walked) ||
                      (t->walked == set->terms[exact].walked && postings[i] < postings[exact]);
        exact = must_be_listed(t) && better ? i : exact;
    }
    for (int i = 0; i < set->count; i++) {
        search_term *t = &set->terms[i];
        t->walked = t->walked || exact < 0 || (!t->core && (t->covers >> exact & 1));
    }
    return exact;
}

/* Names that are the query's letter for letter, however it was parsed. */
static void add_whole(search *s, uint64_t whole, int reading) {
    ix_bucket bucket = ix_bucket_find(s->judge.index, IX_SEC_WHOLE_STARTS, whole);
    for (uint32_t i = 0; whole != 0 && i < bucket.count; i++) {
        const ix_name_row *name = &s->judge.index->names[bucket.entries[i]];
        if (is_in_view(s, bucket.entries[i]) && (name->whole == whole || name->turned == whole)) {
            add_survivor(s,
                         (search_survivor){bucket.entries[i], INT32_MAX, (uint16_t)reading, true});
        }
    }
}

void search_name(search *s, int reading) {
    const ix_mname *name = &s->judge.readings[reading].name;
    s->set = &s->sets[reading];
    s->set->asks_person = ix_judge_asks_person(&s->judge, reading);
    add_whole(s, name->whole, reading);
    add_whole(s, name->turned, reading);
    search_make_terms(s, name);
    search_term_set *set = s->set;
    if (s->failed || set->count == 0) {
        return;
    }
    uint64_t postings[2 * IX_PARTS_MAX];
    int64_t most = set->beyond + IX_W_COMPLETE_BONUS;
    for (int i = 0; i < set->count; i++) {
        postings[i] = postings_of(s, i, false);
        most += set->terms[i].most;
    }
    choose_walks(s, set, postings, most);
    int exact = choose_exact(set, postings);
    sieve v;
    if (!make_sieve(s, &v)) {
        return;
    }
    v.met_count = 0;
    memset(s->rows_seen, 0, sizeof s->rows_seen);
    meet_named(s, &v, reading);
    for (int i = 0; i < set->count; i++) {
        if (set->terms[i].walked) {
            walk(s, &v, reading, i, false);
        }
    }
    if (exact >= 0 && !set->terms[exact].walked) {
        walk(s, &v, reading, exact, true);
    }
    flush_met(s, &v, reading);
}
