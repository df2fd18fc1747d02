/*
 * Stage one of the search, its second half: the postings of the terms are added up per name, and
 * names whose bound suffices are kept. Which postings need not be read: see choose_walks(). */
#include "search.h"

#include <string.h>

/* Postings as short as this, or as this share of those that must be read, are read even where they
 * need not be: each term read tightens the bound of every name met, and looking at one name costs
 * as much as reading ten postings. */
#define POSTINGS_CHEAP 32
#define POSTINGS_TIMES 2
/* Sets of terms met that are remembered, for each domain, joined or not. */
#define MEMO_BITS 4
#define MEMO_SIZE (4 << MEMO_BITS)

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

/* ---------------------------------------------------------------- stage one: adding up */

static bool make_slots(search *s, uint64_t postings) {
    int bits = 6;
    uint32_t names = s->name_to - s->name_from;
    postings = postings < names ? postings : names;
    while ((uint64_t)1 << bits < postings * 2 && bits < 30) {
        bits++;
    }
    s->slots = IX_NEW_RAW(s->judge.arena, search_slot, postings + 1);
    s->slot_table = IX_NEW(s->judge.arena, uint32_t, (size_t)1 << bits);
    s->slot_shift = 32 - bits;
    s->slot_used = 0;
    s->failed |= !s->slots || !s->slot_table;
    return !s->failed;
}

static inline search_slot *slot_for(search *s, uint32_t name) {
    uint32_t mask = UINT32_MAX >> s->slot_shift;
    uint32_t at = name * 0x9e3779b1u >> s->slot_shift;
    while (s->slot_table[at] != 0) {
        search_slot *found = &s->slots[s->slot_table[at] - 1];
        if (found->name == name) {
            return found;
        }
        at = (at + 1) & mask;
    }
    search_slot *added = &s->slots[s->slot_used++];
    added->name = name;
    added->sum = 0;
    added->exact = added->linked = 0;
    added->term = 0;
    added->org = added->joined = false;
    s->slot_table[at] = s->slot_used;
    return added;
}

/* Each term gives a name its best row only. */
static inline search_slot *give(search *s, uint32_t name, int number, int32_t millibits) {
    search_slot *found = slot_for(s, name);
    if (found->term != (uint32_t)number + 1) {
        found->term = (uint32_t)number + 1;
        found->given = 0;
        found->linked |= (uint64_t)1 << number;
    }
    int32_t more = millibits - found->given;
    if (more > 0) {
        found->sum += more;
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

/* What a term gives to names that no row leads to; `joined`: as several parts of theirs. */
static void give_names(search *s, int number, ix_bucket names, int32_t most, bool joined) {
    for (uint32_t i = 0; i < names.count; i++) {
        if (is_in_view(s, names.entries[i])) {
            search_slot *found = give(s, names.entries[i], number, most);
            found->org = s->judge.index->names[names.entries[i]].org;
            found->joined = found->joined || joined;
            found->exact |= joined ? s->set->terms[number].covers : 0;
        }
    }
}

/* What a row gives at most to a name of an organization, or of a party that may be one: names whose
 * party the list does not tell are weighed as those of persons when a person is asked for. */
static int32_t most_of_org(const search *s, const search_row *row) {
    return s->set->asks_person ? search_greater(row->most[0], row->most[1]) : row->most[1];
}

/* The names of one row. */
static void walk_row(search *s, int number, const search_row *related) {
    const search_term *t = &s->set->terms[number];
    const ix_dict_row *dict = &s->judge.index->dict[related->dict];
    const uint32_t *posting = s->judge.index->postings + dict->posting_first;
    const uint32_t count = dict->posting_count;
    const uint64_t exact = related->exact || !t->core ? t->covers : 0;
    const bool joined = !t->core;
    const uint64_t *among = s->among ? s->among->names : NULL;
    const uint32_t to = s->name_to;
    const int32_t gives[2] = {related->most[0], most_of_org(s, related)};
    for (uint32_t i = first_in_view(s, posting, count); i < count; i++) {
        uint32_t name = posting[i] & ~IX_POSTING_ORG;
        bool org = (posting[i] & IX_POSTING_ORG) != 0;
        if (name >= to) {
            break;
        }
        if (gives[org] > 0 && (!among || ix_selection_bit(among, name))) {
            search_slot *found = give(s, name, number, gives[org]);
            found->org = org;
            found->joined |= joined;
            found->exact |= exact;
        }
    }
}

static void walk(search *s, int number, bool exact_only) {
    const search_term *t = &s->set->terms[number];
    for (int r = 0; r < t->row_count; r++) {
        if (!exact_only || t->rows[r].exact) {
            walk_row(s, number, &t->rows[r]);
        }
    }
}

/* The names that no row of a term leads to: they are few, and all are met, so that what is not met
 * gains no more of a term than its rows can give. */
static void meet_named(search *s) {
    for (int i = 0; i < s->set->count; i++) {
        const search_term *t = &s->set->terms[i];
        give_names(s, i, t->pairs, t->own_most, true);
        give_names(s, i, t->like, t->like_most, true);
        give_names(s, i, t->numbers, t->own_most, false);
    }
}

static uint64_t count_named(const search_term_set *set) {
    uint64_t total = 0;
    for (int i = 0; i < set->count; i++) {
        const search_term *t = &set->terms[i];
        total += (uint64_t)t->pairs.count + t->like.count + t->numbers.count;
    }
    return total;
}

static uint64_t postings_of(const search *s, int number, bool exact_only) {
    const search_term *t = &s->set->terms[number];
    uint64_t total = 0;
    for (int r = 0; r < t->row_count; r++) {
        if (!exact_only || t->rows[r].exact) {
            total += s->judge.index->dict[t->rows[r].dict].posting_count;
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

/* Terms that are so cheap beside those walked that reading them too is worth while: each tightens
 * the bound of every name met. */
static void add_cheap_walks(search_term_set *set, const uint64_t *postings) {
    uint64_t cheap = 0;
    for (int i = 0; i < set->count; i++) {
        cheap += set->terms[i].walked ? postings[i] : 0;
    }
    cheap = cheap * POSTINGS_TIMES > POSTINGS_CHEAP ? cheap * POSTINGS_TIMES : POSTINGS_CHEAP;
    for (int i = 0; i < set->count; i++) {
        set->terms[i].walked = set->terms[i].walked || postings[i] <= cheap;
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

/* What the terms that were not walked may still do for any name. */
typedef struct unread {
    int64_t most;   /* what they may give, and what names may gain besides */
    uint64_t takes; /* core terms whose parts they may take */
} unread;

/* What a name leaves out by the terms that it met, at the least. */
typedef struct left_out {
    int32_t cost;
    bool complete;
} left_out;

static left_out find_left_out(const search_term_set *set, const search_slot *found,
                              const unread *rest) {
    left_out out = {.complete = true};
    uint64_t taken = rest->takes;
    int agreeing = found->joined ? 1 : 0; /* a part written apart on the list agrees as several */
    for (uint64_t left = found->linked; left != 0; left &= left - 1) {
        taken |= set->terms[__builtin_ctzll(left)].takes;
    }
    for (uint64_t left = taken; left != 0 && agreeing < 2; left &= left - 1) {
        agreeing++;
    }
    for (int i = 0; i < set->count; i++) {
        const search_term *t = &set->terms[i];
        if (!t->core || (taken >> i & 1)) {
            continue;
        }
        int32_t person = agreeing < 2 ? t->person_alone : t->person_omission;
        int32_t cost = !found->org        ? person
                       : set->asks_person ? search_greater(person, t->org_omission)
                                          : t->org_omission;
        out.cost += cost;
        out.complete = out.complete && (cost == 0 || (found->org && t->optional));
    }
    return out;
}

/* The least sum of what its terms gave with which a name may suffice: the rest of the bound is the
 * same for all names that met the same terms. A complete one earns a bonus, and may be lifted. */
static int64_t sum_wanted(const search *s, const search_slot *found, const unread *rest) {
    left_out left = find_left_out(s->set, found, rest);
    int64_t wanted = s->judge.need;
    if (left.complete) {
        wanted = wanted <= SEARCH_SLIP_MOST && wanted > IX_W_SLIP_FLOOR_FROM ? IX_W_SLIP_FLOOR_FROM
                                                                             : wanted;
        wanted -= IX_W_COMPLETE_BONUS;
    }
    return wanted - rest->most - left.cost;
}

/* The same, kept for the terms met last: most names met one or two. */
typedef struct memo {
    uint64_t linked[MEMO_SIZE]; /* never 0: a name met has met a term */
    int64_t wanted[MEMO_SIZE];
} memo;

static bool bound_suffices(const search *s, const search_slot *found, const unread *rest, memo *m) {
    uint32_t kind = (uint32_t)found->org | (uint32_t)found->joined << 1;
    uint64_t hash = found->linked * 0x9e3779b97f4a7c15ull >> (64 - MEMO_BITS);
    uint64_t at = kind << MEMO_BITS | hash;
    if (m->linked[at] != found->linked) {
        m->linked[at] = found->linked;
        m->wanted[at] = sum_wanted(s, found, rest);
    }
    return found->sum >= m->wanted[at];
}

/* Names that the terms not walked could still lift over the bar, or that may be exactly as listed.
 * `exact`: a core term all names exactly as listed were met by, whether it was walked whole or not.
 */
static void keep_survivors(search *s, int exact, int reading) {
    const search_term_set *set = s->set;
    unread rest = {.most = set->beyond};
    memo seen;
    memset(seen.linked, 0, sizeof seen.linked);
    uint64_t all = 0;
    for (int i = 0; i < set->count; i++) {
        const search_term *t = &set->terms[i];
        if (!t->walked) {
            rest.most += t->most;
            rest.takes |= t->takes;
        }
        if (must_be_listed(t) && (t->walked || i == exact)) {
            all |= (uint64_t)1 << i;
        }
    }
    for (uint32_t i = 0; i < s->slot_used && !s->failed; i++) {
        const search_slot *found = &s->slots[i];
        if (!bound_suffices(s, found, &rest, &seen) && (found->exact & all) != all) {
            continue;
        }
        int32_t most = search_most(s, reading, found->name, found->joined);
        if (most >= s->judge.need) {
            add_survivor(s, (search_survivor){found->name, most, (uint16_t)reading, false});
        }
    }
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
    add_cheap_walks(set, postings);
    int exact = choose_exact(set, postings);
    bool extra = exact >= 0 && !set->terms[exact].walked;
    uint64_t total = count_named(set) + (extra ? postings_of(s, exact, true) : 0);
    for (int i = 0; i < set->count; i++) {
        total += set->terms[i].walked ? postings[i] : 0;
    }
    if (!make_slots(s, total)) {
        return;
    }
    meet_named(s);
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
