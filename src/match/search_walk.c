/*
 * Stage one of the search, its second half: the postings of the terms are added up per name, and
 * names whose bound suffices are kept. Which postings need not be read: see choose_walks(). */
#include "search.h"

#include <string.h>

/* Postings as short as this are read even where they need not be: each term read tightens the
 * bound of every name met, and looking at one name costs as much as reading ten postings. */
#define POSTINGS_CHEAP 32
/* Terms with no more postings than this are read too where a name with one slip may be lifted to
 * the bar: without them every name that shares one common part would have to be compared. */
#define POSTINGS_FAIR 16384
#define MEMO_TERMS    6

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
    uint32_t room = 64;
    uint32_t names = s->name_to - s->name_from;
    postings = postings < names ? postings : names;
    while (room < postings * 2 && room < (1u << 30)) {
        room *= 2;
    }
    s->slots = IX_NEW_RAW(s->judge.arena, search_slot, postings + 1);
    s->slot_table = IX_NEW(s->judge.arena, uint32_t, room);
    s->slot_mask = room - 1;
    s->slot_used = 0;
    s->failed |= !s->slots || !s->slot_table;
    return !s->failed;
}

static search_slot *slot_for(search *s, uint32_t name) {
    uint32_t at = (name * 0x9e3779b1u) >> 7 & s->slot_mask;
    while (s->slot_table[at] != 0) {
        search_slot *found = &s->slots[s->slot_table[at] - 1];
        if (found->name == name) {
            return found;
        }
        at = (at + 1) & s->slot_mask;
    }
    search_slot *added = &s->slots[s->slot_used++];
    *added = (search_slot){.name = name};
    s->slot_table[at] = s->slot_used;
    return added;
}

/* Each term gives a name its best row only. */
static search_slot *give(search *s, uint32_t name, int number, int32_t millibits) {
    search_slot *found = slot_for(s, name);
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

static void walk(search *s, int number, bool exact_only) {
    const search_term *t = &s->set->terms[number];
    for (int r = 0; r < t->row_count; r++) {
        const search_row *related = &t->rows[r];
        if (exact_only && !related->exact) {
            continue;
        }
        const ix_dict_row *dict = &s->judge.index->dict[related->dict];
        const uint32_t *posting = s->judge.index->postings + dict->posting_first;
        for (uint32_t i = first_in_view(s, posting, dict->posting_count); i < dict->posting_count;
             i++) {
            uint32_t name = posting[i] & ~IX_POSTING_ORG;
            bool org = (posting[i] & IX_POSTING_ORG) != 0;
            int32_t most = org ? most_of_org(s, related) : related->most[0];
            if (name >= s->name_to) {
                break;
            }
            if (most > 0 && is_in_view(s, name)) {
                search_slot *found = give(s, name, number, most);
                found->org = org;
                found->joined = found->joined || !t->core;
                found->exact |= related->exact || !t->core ? t->covers : 0;
            }
        }
    }
    give_names(s, number, t->pairs, t->own_most, true);
    give_names(s, number, t->like, t->like_most, true);
    if (!exact_only) {
        give_names(s, number, t->numbers, t->own_most, false);
    }
}

static uint64_t postings_of(const search *s, int number, bool exact_only) {
    const search_term *t = &s->set->terms[number];
    uint64_t total = t->pairs.count + t->like.count + (exact_only ? 0 : (uint64_t)t->numbers.count);
    for (int r = 0; r < t->row_count; r++) {
        if (!exact_only || t->rows[r].exact) {
            total += s->judge.index->dict[t->rows[r].dict].posting_count;
        }
    }
    return total;
}

/* The core term with the fewest postings that no complete name can leave out; -1 without one. */
static int surest_term(const search *s, const search_term_set *set) {
    int best = -1;
    uint64_t fewest = UINT64_MAX;
    for (int i = 0; i < set->count; i++) {
        const search_term *t = &set->terms[i];
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
static bool serves_slips(const search_term *t, int number, int surest, uint64_t postings) {
    return surest < 0 || number == surest || !t->core || t->pairs.count + t->like.count > 0 ||
           postings <= POSTINGS_FAIR;
}

/* Mark the terms to walk: those that must be so that no unmet name can suffice any more, and the
 * cheap ones. A name that none of the walked terms met leaves all their parts out; a part may
 * escape that only by being joined. Returns the postings to read. */
static uint64_t choose_walks(const search *s, search_term_set *set) {
    int64_t left = set->beyond + IX_W_COMPLETE_BONUS;
    uint64_t joins = 0; /* core terms that a run may take, so that they are not left out */
    for (int i = 0; i < set->count; i++) {
        left += set->terms[i].most;
        joins |= set->terms[i].core ? 0 : set->terms[i].takes;
    }
    bool slips = s->judge.need <= SEARCH_SLIP_MOST && left >= IX_W_SLIP_FLOOR_FROM;
    int surest = slips ? surest_term(s, set) : -1;
    uint64_t total = 0;
    for (int i = 0; i < set->count; i++) {
        search_term *t = &set->terms[i];
        uint64_t postings = postings_of(s, i, false);
        t->walked = left >= s->judge.need || postings <= POSTINGS_CHEAP ||
                    (slips && serves_slips(t, i, surest, postings));
        total += t->walked ? postings : 0;
        left -= t->most;
        if (t->core && !(joins >> i & 1)) {
            left += search_greater(t->person_omission, t->org_omission);
        }
    }
    return total;
}

/* The most a complete name can come to, what it agrees in given. */
static int64_t bound_of_complete(int64_t bound) {
    bound += IX_W_COMPLETE_BONUS;
    return bound >= IX_W_SLIP_FLOOR_FROM && bound < SEARCH_SLIP_MOST ? SEARCH_SLIP_MOST : bound;
}

/* What the terms that were not walked may still do for any name. */
typedef struct unread {
    int64_t most;   /* what they may give, and what names may gain besides */
    uint64_t takes; /* core terms whose parts they may take */
    int agreeing;   /* parts that may agree by them */
} unread;

/* What a name leaves out by the terms that it met, at the least. */
typedef struct left_out {
    int32_t cost;
    bool complete, known;
} left_out;

static left_out find_left_out(const search_term_set *set, const search_slot *found,
                              const unread *rest) {
    left_out out = {.complete = true, .known = true};
    uint64_t taken = rest->takes;
    int agreeing = rest->agreeing + (found->joined ? 1 : 0);
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

/* Names that met the same terms leave the same out: found out once where the terms are few. */
typedef struct memo {
    left_out seen[1 << MEMO_TERMS][4];
} memo;

/* The most a name can come to whose met terms are known. */
static int64_t bound_of(const search_term_set *set, const search_slot *found, const unread *rest,
                        memo *m) {
    bool few = set->count <= MEMO_TERMS;
    left_out *seen = few ? &m->seen[found->linked][found->org + 2 * found->joined] : NULL;
    left_out left = seen && seen->known ? *seen : find_left_out(set, found, rest);
    if (seen) {
        *seen = left;
    }
    int64_t bound = found->sum + rest->most + left.cost;
    return left.complete ? bound_of_complete(bound) : bound;
}

/* Names that the terms not walked could still lift over the bar, or that may be exactly as listed.
 * `exact`: a core term all names exactly as listed were met by, whether it was walked whole or not.
 */
static void keep_survivors(search *s, int exact, int reading) {
    const search_term_set *set = s->set;
    unread rest = {.most = set->beyond};
    memo seen;
    memset(&seen, 0, sizeof seen.seen[0] << (set->count < MEMO_TERMS ? set->count : MEMO_TERMS));
    uint64_t all = 0;
    for (int i = 0; i < set->count; i++) {
        const search_term *t = &set->terms[i];
        if (!t->walked) {
            rest.most += t->most;
            rest.takes |= t->takes;
            /* A part that is written apart on the list agrees as several. */
            rest.agreeing += t->pairs.count + t->like.count > 0;
        }
        if (t->core && (t->walked || i == exact)) {
            all |= (uint64_t)1 << i;
        }
    }
    for (uint32_t i = 0; i < s->slot_used && !s->failed; i++) {
        const search_slot *found = &s->slots[i];
        if ((bound_of(set, found, &rest, &seen) >= s->judge.need || (found->exact & all) == all) &&
            search_may_suffice(s, reading, found->name)) {
            add_survivor(s, (search_survivor){found->name, (uint16_t)reading, false});
        }
    }
}

/* Names that are the query's letter for letter, however it was parsed. */
static void add_whole(search *s, uint64_t whole, int reading) {
    ix_bucket bucket = ix_bucket_find(s->judge.index, IX_SEC_WHOLE_STARTS, whole);
    for (uint32_t i = 0; whole != 0 && i < bucket.count; i++) {
        const ix_name_row *name = &s->judge.index->names[bucket.entries[i]];
        if (is_in_view(s, bucket.entries[i]) && (name->whole == whole || name->turned == whole)) {
            add_survivor(s, (search_survivor){bucket.entries[i], (uint16_t)reading, true});
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
        search_term *t = &set->terms[i];
        if (!t->core && !t->walked && (t->covers >> exact & 1)) {
            t->walked = true;
            postings += postings_of(s, i, false);
        }
    }
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
