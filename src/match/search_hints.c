/*
 * What stage one found of a name: whether it may suffice after all its parts are looked at, and the
 * hints with which it is compared. Both look the rows of its parts up among those of each term; no
 * text is read. */
#include "run.h"
#include "search.h"

#include <string.h>

static const uint32_t *find(ix_bucket sorted, uint32_t id) {
    uint32_t low = 0, high = sorted.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (sorted.entries[middle] < id) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < sorted.count && sorted.entries[low] == id ? &sorted.entries[low] : NULL;
}

/* What a term gives to a name that has its part as several by their consonants; 0: it has not. */
static int32_t like_gives(const search_term *t, uint32_t name) {
    const uint32_t *found = find(t->like, name);
    int32_t gives = found ? t->like_gives[found - t->like.entries] : 0;
    return gives == SEARCH_OPEN ? t->like_most : gives;
}

/* The link of a part of the question to a listed one by what stage one found of their texts; with
 * no millibits where it depends on their places in the names. */
static ix_link link_of(const search_term *t, const search_row *row, const ix_name_part_row *listed,
                       int org) {
    const ix_mpart *asked = t->part;
    bool placed = row->open || (asked->number != 0 && ix_part_number(listed) != 0) ||
                  (asked->role == IX_ROLE_TITLE && listed->role == IX_ROLE_TITLE) ||
                  listed->role == IX_ROLE_STOP ||
                  (row->relations[org] == IX_RELATION_EQUAL && asked->script != listed->script);
    int32_t most = row->most[org] > 0 ? row->most[org] : -1;
    return (ix_link){(ix_relation_kind)row->relations[org], placed ? 0 : most, row->two_names[org]};
}

/* A listed name, and the first hit of the row of each of its parts. */
typedef struct listed_parts {
    const ix_name_row *name;
    const ix_name_part_row *parts;
    bool org; /* weighed as a name of an organization */
    uint32_t hits[IX_PARTS_MAX];
} listed_parts;

static void find_hits(listed_parts *out, const search *s, int reading, uint32_t number) {
    const search_term_set *set = &s->sets[reading];
    const ix_name_row *name = &s->judge.index->names[number];
    const ix_name_part_row *parts = s->judge.index->name_parts + name->part_first;
    out->name = name;
    out->parts = parts;
    out->org = ix_judge_as_org(&s->judge, reading, (ix_party_type)name->type);
    for (uint32_t j = 0; j < name->part_count; j++) {
        out->hits[j] = search_hit_first(set, parts[j].dict);
    }
}

/* The row of a term that listed part j is; NULL: it is none. */
static const search_row *row_at(const search_term_set *set, const listed_parts *l, uint32_t j,
                                uint32_t term) {
    for (uint32_t at = l->hits[j]; at != 0; at = search_hit_next(set, at, l->parts[j].dict)) {
        if (set->hits[at - 1].term == term) {
            return &set->terms[term].rows[set->hits[at - 1].row];
        }
    }
    return NULL;
}

/* Links of the parts of the listed name to a core term, as bits and one by one. */
static void hint_links(ix_pair_hints *hints, int *known, const search_term_set *set, uint32_t term,
                       const listed_parts *l) {
    const search_term *t = &set->terms[term];
    uint32_t *links = &hints->may_link[t->number];
    for (uint32_t j = 0; j < l->name->part_count; j++) {
        ix_link link = {0};
        bool initial = t->part->text.len == 1; /* fits parts that no key leads to */
        bool number = t->part->number != 0 && t->part->number == ix_part_number(&l->parts[j]);
        if (!initial && !number) {
            const search_row *row = row_at(set, l, j, term);
            if (!row || !search_row_counts(row)) {
                continue;
            }
            link = link_of(t, row, &l->parts[j], l->org);
        }
        *links |= 1u << j;
        if (*known < IX_LINKS_KNOWN_MAX) {
            hints->links[*known] = link;
        }
        ++*known;
    }
}

void search_make_hints(const search *s, int reading, uint32_t number, ix_pair_hints *hints) {
    const search_term_set *set = &s->sets[reading];
    size_t asked = (size_t)s->judge.readings[reading].name.count;
    memset(hints->may_link, 0, asked * sizeof hints->may_link[0]);
    memset(hints->may_hold, 0, asked * sizeof hints->may_hold[0]);
    hints->may_be_run = 0;
    hints->may_join = false;
    hints->floor = s->judge.need - IX_W_TYPE_EQUAL;
    int known = 0;
    listed_parts l;
    find_hits(&l, s, reading, number);
    for (int k = 0; k < set->count; k++) {
        uint32_t term = set->by_part[k];
        const search_term *t = &set->terms[term];
        if (t->core) {
            hint_links(hints, &known, set, term, &l);
            bool held = find(t->pairs, number) || like_gives(t, number) > 0;
            hints->may_be_run |= (uint32_t)held << t->number;
            continue;
        }
        for (uint32_t j = 0; j < l.name->part_count; j++) {
            const search_row *row = row_at(set, &l, j, term);
            bool held = row != NULL && search_row_counts(row);
            hints->may_hold[t->number] |= (uint32_t)held << j;
            hints->may_join = hints->may_join || held;
        }
    }
    hints->may_join = hints->may_join || hints->may_be_run != 0;
    hints->links_known = known <= IX_LINKS_KNOWN_MAX;
}

/* ---------------------------------------------------------------- what a name may come to */

/* What agrees of a name, as far as rows and keys tell. */
typedef struct found {
    int32_t most[2 * IX_PARTS_MAX]; /* the most that each term met gives */
    uint64_t met;                   /* terms that give, a bit each */
    uint32_t listed;                /* listed parts that may find their like */
    bool joined;                    /* a part of the query may be several listed ones, whichever */
} found;

static void note(found *f, uint32_t term, int32_t given) {
    if (given > 0) {
        bool met = f->met >> term & 1;
        f->most[term] = met ? search_greater(f->most[term], given) : given;
        f->met |= (uint64_t)1 << term;
    }
}

/* What the term's own place in the names gives: a number's value, an initial. */
static void note_placed(found *f, const search_term_set *set, uint32_t term,
                        const listed_parts *l) {
    const search_term *t = &set->terms[term];
    bool initial = t->part->text.len == 1 && !l->org;
    for (uint32_t j = 0; j < l->name->part_count; j++) {
        int32_t given = initial ? IX_W_INITIAL : 0; /* fits parts that no key leads to */
        if (t->part->number != 0 && t->part->number == ix_part_number(&l->parts[j])) {
            given = search_greater(given, t->own_most);
        }
        note(f, term, given);
        f->listed |= (uint32_t)(given > 0) << j;
    }
}

/* What terms give to a name that has their part as several. */
static void note_spread(found *f, const search_term_set *set, uint32_t number) {
    for (uint64_t left = set->spread; left != 0; left &= left - 1) {
        uint32_t term = (uint32_t)__builtin_ctzll(left);
        const search_term *t = &set->terms[term];
        bool held = find(t->pairs, number) != NULL;
        int32_t given = held ? t->own_most : like_gives(t, number);
        note(f, term, given);
        f->joined = f->joined || given > 0;
    }
}

static void find_most(found *f, const search_term_set *set, const listed_parts *l) {
    f->met = 0;
    f->listed = 0;
    f->joined = false;
    for (uint32_t j = 0; j < l->name->part_count; j++) {
        for (uint32_t at = l->hits[j]; at != 0; at = search_hit_next(set, at, l->parts[j].dict)) {
            const search_hit *hit = &set->hits[at - 1];
            int32_t given = set->terms[hit->term].rows[hit->row].most[l->org];
            note(f, hit->term, given);
            f->listed |= (uint32_t)(given > 0) << j;
        }
    }
    for (uint64_t left = set->placed; left != 0; left &= left - 1) {
        note_placed(f, set, (uint32_t)__builtin_ctzll(left), l);
    }
}

/* What is left over on a side at the least. */
typedef struct leftover {
    int32_t cost;
    bool substance; /* the name is not complete without it */
    bool named;     /* some of it is a person's name */
} leftover;

static leftover left_of_query(const search_term_set *set, uint64_t taken, int by) {
    uint64_t left = set->sizable & ~taken;
    leftover l = {0, (left & set->substance[by]) != 0,
                  by != SEARCH_LEFT_ORG && (left & set->named)};
    for (; left != 0; left &= left - 1) {
        l.cost += set->terms[__builtin_ctzll(left)].left_out[by];
    }
    return l;
}

static leftover left_of_listed(const search *s, const found *f, const listed_parts *name, int by) {
    const search_ranks *ranks = s->ranks;
    uint32_t left = 0; /* ranks of the parts that are left, a bit each */
    leftover l = {0};
    for (uint32_t j = 0; j < name->name->part_count && !f->joined; j++) {
        if (!(f->listed >> j & 1)) {
            uint8_t rank = name->parts[j].ranks[by == SEARCH_LEFT_ORG] % SEARCH_RANKS;
            l.cost += ranks->left_out[by][rank];
            left |= 1u << (rank & IX_RANK_MASK);
        }
    }
    l.substance = (left & ranks->substance[by]) != 0;
    l.named = by != SEARCH_LEFT_ORG && (left & ranks->named) != 0;
    return l;
}

/* What leaving out a part costs at the least. The one contradiction that may cost less than leaving
 * it out: an initial, a given name. */
static int32_t least_cost(uint8_t rank, int by, bool *substance) {
    bool org = by == SEARCH_LEFT_ORG;
    int32_t cost = ix_rank_omission(rank, org, by == SEARCH_LEFT_ALONE);
    *substance = org ? cost < IX_W_MISSING_KIND : cost != 0;
    return search_greater(cost, IX_W_CONTRADICTS_INITIAL);
}

void search_make_ranks(search_ranks *out) {
    *out = (search_ranks){.named = 0};
    for (uint8_t rank = 0; rank < SEARCH_RANKS; rank++) {
        int bit = rank & IX_RANK_MASK;
        for (int by = 0; by < SEARCH_LEFT_COUNT; by++) {
            bool substance;
            out->left_out[by][rank] = least_cost(rank, by, &substance);
            out->substance[by] |= (uint32_t)substance << bit;
        }
        out->named |= (uint32_t)ix_rank_is_name(rank) << bit;
    }
}

void search_weigh_left(search_term_set *set, const search_ranks *ranks, const ix_mname *name) {
    set->sizable = set->named = 0;
    memset(set->substance, 0, sizeof set->substance);
    for (int i = 0; i < set->count; i++) {
        search_term *t = &set->terms[i];
        if (!t->core || t->part->text.len == 1) {
            continue;
        }
        set->sizable |= (uint64_t)1 << i;
        for (int by = 0; by < SEARCH_LEFT_COUNT; by++) {
            uint8_t rank = ix_part_rank(name, t->number, by == SEARCH_LEFT_ORG);
            t->left_out[by] = ranks->left_out[by][rank];
            set->substance[by] |= (uint64_t)(ranks->substance[by] >> (rank & IX_RANK_MASK) & 1)
                                  << i;
        }
        set->named |= (uint64_t)ix_part_is_name(t->part) << i;
    }
}

static bool is_same_whole(const ix_mname *query, const ix_name_row *name) {
    return query->whole != 0 && (query->whole == name->whole || query->whole == name->turned ||
                                 (query->turned != 0 && query->turned == name->whole));
}

/* The most that a name may come to, complete, or lifted because it is exactly as listed or but for
 * a slip, `sum` given by its parts and by what they are. */
static int32_t most_of_complete(int32_t sum) {
    int32_t floor = search_greater(IX_W_EXACT_FLOOR, IX_W_SLIP_FLOOR);
    return search_greater(sum + IX_W_COMPLETE_BONUS, floor);
}

int32_t search_most(const search *s, int reading, uint32_t number, bool joined) {
    const search_term_set *set = &s->sets[reading];
    listed_parts name;
    find_hits(&name, s, reading, number);
    found f;
    find_most(&f, set, &name);
    if (joined) {
        note_spread(&f, set, number);
    }
    int32_t most = name.org ? IX_W_FORM_EQUAL : 0;
    uint64_t taken = 0;
    for (uint64_t left = f.met; left != 0; left &= left - 1) {
        int term = __builtin_ctzll(left);
        most += f.most[term];
        taken |= set->terms[term].takes;
    }
    bool alone = !f.joined && __builtin_popcountll(taken) < 2;
    int by = name.org ? SEARCH_LEFT_ORG : alone ? SEARCH_LEFT_ALONE : SEARCH_LEFT_PERSON;
    leftover query = left_of_query(set, taken, by);
    leftover listed = left_of_listed(s, &f, &name, by);
    int32_t type = ix_judge_type(&s->judge, reading, (ix_party_type)name.name->type);
    if (is_same_whole(&s->judge.readings[reading].name, name.name)) {
        return INT32_MAX; /* whatever its parts are */
    }
    if (!query.substance && !listed.substance) {
        return search_greater(most_of_complete(most) + type, s->judge.need); /* always looked at */
    }
    int32_t cost = query.cost < listed.cost ? query.cost : listed.cost;
    if (query.named && listed.named && cost > IX_W_GARBLED) {
        cost = IX_W_GARBLED; /* some part of either is garbled, or contradicts */
    }
    return most + cost + type;
}

/* ---------------------------------------------------------------- what was left open */

/* What a part of the question gives to a name that may have it as several by their consonants. */
static int32_t given_by_runs(const search_term *t, const ix_mname *listed) {
    int32_t gives = 0;
    int32_t most = search_greater(ix_run_most(t->part, false), ix_run_most(t->part, true));
    for (int i = 0; i + 1 < listed->count; i++) {
        for (int parts = 2; parts <= IX_RUN_PARTS_MAX && i + parts <= listed->count; parts++) {
            ix_run run;
            ix_doubt doubt;
            if (ix_run_make(&run, &listed->parts[i], parts) && ix_run_is(&doubt, &run, t->part)) {
                int32_t worth = search_greater(ix_doubt_leaves(&doubt, most), IX_W_RELATION_LEAST);
                gives = search_greater(gives, worth);
            }
        }
    }
    return gives;
}

static bool settle_runs(const search *s, const search_term_set *set, uint32_t number) {
    bool settled = false;
    for (uint64_t left = set->spread; left != 0; left &= left - 1) {
        const search_term *t = &set->terms[__builtin_ctzll(left)];
        const uint32_t *like = find(t->like, number);
        int32_t *gives = like ? &t->like_gives[like - t->like.entries] : NULL;
        if (gives && *gives == SEARCH_OPEN && !find(t->pairs, number)) {
            ix_mname listed;
            ix_mname_load(&listed, s->judge.index, number);
            *gives = given_by_runs(t, &listed);
            settled = true;
        }
    }
    return settled;
}

/* What a row of a term is to it, as the two words laid side by side say. */
static search_row settled(const search *s, int reading, const search_term *t,
                          const search_row *row) {
    search_row r = {.dict = row->dict};
    ix_mpart listed;
    ix_mpart_load(&listed, s->judge.index, row->dict);
    if (t->core) {
        const ix_mpart asked = search_any_role(t->part);
        listed.script = asked.script;
        r = search_relate(s, &asked, &listed, row->dict);
    } else {
        r.most[0] = search_run_gives(&s->judge.readings[reading].name, t->number, &listed);
        r.most[1] = r.most[0];
    }
    r.posting_first = row->posting_first;
    r.posting_count = row->posting_count;
    return r;
}

bool search_settle(search *s, int reading, uint32_t number) {
    const search_term_set *set = &s->sets[reading];
    bool some = settle_runs(s, set, number);
    listed_parts name;
    find_hits(&name, s, reading, number);
    for (uint32_t j = 0; j < name.name->part_count; j++) {
        uint32_t dict = name.parts[j].dict;
        for (uint32_t at = name.hits[j]; at != 0; at = search_hit_next(set, at, dict)) {
            const search_hit *hit = &set->hits[at - 1];
            const search_term *t = &set->terms[hit->term];
            if (t->rows[hit->row].open) {
                t->rows[hit->row] = settled(s, reading, t, &t->rows[hit->row]);
                some = true;
            }
        }
    }
    return some;
}
