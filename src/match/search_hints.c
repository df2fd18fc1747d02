/*
 * What stage one found of a name: whether it may suffice after all its parts are looked at, and the
 * hints with which it is compared. Both look the rows of its parts up among those of each term; no
 * text is read. */
#include "search.h"

#include <string.h>

static const search_row *find_row(const search_term *t, uint32_t dict) {
    int low = 0, high = t->row_count;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (t->rows[middle].dict == dict) {
            return &t->rows[middle];
        }
        if (t->rows[middle].dict < dict) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

static bool holds(ix_bucket sorted, uint32_t id) {
    uint32_t low = 0, high = sorted.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (sorted.entries[middle] < id) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < sorted.count && sorted.entries[low] == id;
}

/* The link of a part of the question to a listed one by what stage one found of their texts; with
 * no millibits where it depends on their places in the names. */
static ix_link link_of(const search_term *t, const search_row *row, const ix_name_part_row *listed,
                       int org) {
    const ix_mpart *asked = t->part;
    bool placed = row->open || (asked->number != 0 && listed->number != 0) ||
                  (asked->role == IX_ROLE_TITLE && listed->role == IX_ROLE_TITLE) ||
                  listed->role == IX_ROLE_STOP ||
                  (row->relations[org] == IX_RELATION_EQUAL && asked->script != listed->script);
    int32_t most = row->most[org] > 0 ? row->most[org] : -1;
    return (ix_link){(ix_relation_kind)row->relations[org], placed ? 0 : most, row->two_names[org]};
}

/* Links of the parts of the listed name to a core term, as bits and one by one. */
static void hint_links(ix_pair_hints *hints, int *known, const search_term *t,
                       const ix_name_row *name, const ix_name_part_row *parts, bool org) {
    uint32_t *links = &hints->may_link[t->number];
    for (uint32_t j = 0; j < name->part_count; j++) {
        ix_link link = {0};
        const search_row *row = NULL;
        bool initial = t->part->text.len == 1; /* fits parts that no key leads to */
        bool number = t->part->number != 0 && t->part->number == parts[j].number;
        if (!initial && !number) {
            row = find_row(t, parts[j].dict);
            if (!row) {
                continue;
            }
            link = link_of(t, row, &parts[j], org);
        }
        *links |= 1u << j;
        if (*known < IX_LINKS_KNOWN_MAX) {
            hints->links[*known] = link;
        }
        ++*known;
    }
}

/* The row by which the listed word may be neighbors of the question run together, or their acronym;
 * a word may be found as several. */
static const search_row *find_run(const search_term *t, uint32_t dict) {
    const search_row *best = NULL;
    for (int i = 0; i < t->row_count; i++) {
        if (t->rows[i].dict == dict && (!best || t->rows[i].most[0] > best->most[0])) {
            best = &t->rows[i];
        }
    }
    return best;
}

void search_make_hints(const search *s, int reading, uint32_t number, ix_pair_hints *hints) {
    const search_term_set *set = &s->sets[reading];
    const ix_name_row *name = &s->judge.index->names[number];
    const ix_name_part_row *parts = s->judge.index->name_parts + name->part_first;
    size_t asked = (size_t)s->judge.readings[reading].name.count;
    memset(hints->may_link, 0, asked * sizeof hints->may_link[0]);
    memset(hints->may_hold, 0, asked * sizeof hints->may_hold[0]);
    hints->may_be_run = 0;
    hints->may_join = false;
    hints->floor = s->judge.need - IX_W_TYPE_EQUAL;
    bool org = ix_judge_as_org(&s->judge, reading, (ix_party_type)name->type);
    int known = 0;
    for (int k = 0; k < set->count; k++) {
        const search_term *t = &set->terms[set->by_part[k]];
        if (t->core) {
            hint_links(hints, &known, t, name, parts, org);
            bool held = holds(t->pairs, number) || holds(t->like, number);
            hints->may_be_run |= (uint32_t)held << t->number;
            continue;
        }
        for (uint32_t j = 0; j < name->part_count; j++) {
            bool held = find_run(t, parts[j].dict) != NULL;
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
    int32_t most;    /* the most it can give */
    uint64_t taken;  /* terms whose parts may find their like, a bit each */
    uint32_t listed; /* listed parts that may */
    bool joined;     /* a part of the query may be several listed ones, whichever */
} found;

/* The most that one term gives to a name. */
static void add_term(found *f, const search *s, const search_term *t, uint32_t number,
                     const ix_name_row *name, const ix_name_part_row *parts, bool org) {
    int32_t most = 0;
    for (uint32_t j = 0; j < name->part_count; j++) {
        const search_row *row = t->core ? find_row(t, parts[j].dict) : find_run(t, parts[j].dict);
        int32_t given = row ? row->most[org] : 0;
        if (t->core && t->part->number != 0 && t->part->number == parts[j].number) {
            given = search_greater(given, t->own_most);
        }
        if (t->core && t->part->text.len == 1 && !org) {
            given = search_greater(given, IX_W_INITIAL); /* fits parts that no key leads to */
        }
        most = search_greater(most, given);
        f->listed |= (uint32_t)(given > 0) << j;
    }
    if (holds(t->pairs, number)) {
        most = search_greater(most, t->own_most);
        f->joined = true;
    } else if (holds(t->like, number)) {
        most = search_greater(most, t->like_most);
        f->joined = true;
    }
    f->most += most;
    f->taken |= most > 0 ? t->takes : 0;
}

/* What is left over on a side at the least. */
typedef struct leftover {
    int32_t cost;
    bool substance; /* the name is not complete without it */
    bool named;     /* some of it is a person's name */
} leftover;

static void leave_out(leftover *l, const ix_mpart *part, bool org, bool alone) {
    int32_t cost = ix_part_omission(part, org, alone);
    /* The one contradiction that may cost less than leaving out: an initial, a given name. */
    l->cost += cost > IX_W_CONTRADICTS_INITIAL ? cost : IX_W_CONTRADICTS_INITIAL;
    l->substance = l->substance || (org ? cost < IX_W_MISSING_KIND : cost != 0);
    l->named = l->named || (!org && ix_part_is_name(part));
}

static leftover left_of_query(const search_term_set *set, const found *f, bool org, bool alone) {
    leftover l = {0};
    for (int i = 0; i < set->count; i++) {
        const search_term *t = &set->terms[i];
        if (t->core && !(f->taken >> i & 1) && t->part->text.len > 1) {
            leave_out(&l, t->part, org, alone);
        }
    }
    return l;
}

static leftover left_of_listed(const search *s, const found *f, const ix_name_row *name,
                               const ix_name_part_row *parts, bool org, bool alone) {
    leftover l = {0};
    for (uint32_t j = 0; j < name->part_count && !f->joined; j++) {
        if (!(f->listed >> j & 1) && parts[j].role != IX_ROLE_STOP &&
            parts[j].role != IX_ROLE_LEGAL_FORM) {
            ix_mpart part;
            ix_mpart_load(&part, s->judge.index, parts[j].dict);
            part.role = parts[j].role;
            part.number = parts[j].number;
            leave_out(&l, &part, org, alone);
        }
    }
    return l;
}

static bool is_same_whole(const ix_mname *query, const ix_name_row *name) {
    return query->whole != 0 && (query->whole == name->whole || query->whole == name->turned ||
                                 (query->turned != 0 && query->turned == name->whole));
}

bool search_may_suffice(const search *s, int reading, uint32_t number) {
    const search_term_set *set = &s->sets[reading];
    const ix_name_row *name = &s->judge.index->names[number];
    const ix_name_part_row *parts = s->judge.index->name_parts + name->part_first;
    bool org = ix_judge_as_org(&s->judge, reading, (ix_party_type)name->type);
    found f = {0};
    for (int i = 0; i < set->count; i++) {
        add_term(&f, s, &set->terms[i], number, name, parts, org);
    }
    bool alone = !f.joined && __builtin_popcountll(f.taken) < 2;
    leftover query = left_of_query(set, &f, org, alone);
    leftover listed = left_of_listed(s, &f, name, parts, org, alone);
    if ((!query.substance && !listed.substance) ||
        is_same_whole(&s->judge.readings[reading].name, name)) {
        return true; /* it may be complete, and lifted */
    }
    int32_t cost = query.cost < listed.cost ? query.cost : listed.cost;
    if (query.named && listed.named && cost > IX_W_GARBLED) {
        cost = IX_W_GARBLED; /* some part of either is garbled, or contradicts */
    }
    int32_t most = f.most + cost + (org ? IX_W_FORM_EQUAL : 0) +
                   ix_judge_type(&s->judge, reading, (ix_party_type)name->type);
    return most >= s->judge.need;
}
