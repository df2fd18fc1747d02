/* From screened parties to what their stakes reach: spellings of one name become one party, and
 * each rule of ownership spreads twice, over what is sure and over what is possible. */
#include "holdings.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static ix_status no_memory(ix_error *error) {
    return ix_error_set(error, IX_E_MEMORY, "no memory for what the parties own");
}

/* ------------------------------------------------------------------ spellings of one name */

/* A party as it is sorted: by key, then by name. */
typedef struct spelling {
    const uint8_t *key;
    ix_str name;
    uint32_t party;
} spelling;

static int compare_spellings(const void *left, const void *right) {
    const spelling *a = left;
    const spelling *b = right;
    int keys = memcmp(a->key, b->key, HOLDING_KEY_BYTES);
    return keys != 0 ? keys : ix_str_compare(a->name, b->name);
}

/* The least spelling stands for all, whatever their order in the file. */
static void group_spellings(ix_holdings *h, spelling *all, uint32_t count) {
    holding_party *parties = holdings_parties(h);
    for (uint32_t i = 0; i < count; i++) {
        all[i] = (spelling){parties[i].key, ix_owners_name(h->owners, i), i};
    }
    qsort(all, count, sizeof *all, compare_spellings);
    uint32_t first = 0;
    for (uint32_t i = 0; i < count; i++) {
        first = i > 0 && memcmp(all[i].key, all[i - 1].key, HOLDING_KEY_BYTES) == 0 ? first
                                                                                    : all[i].party;
        parties[all[i].party].group = first;
        h->by_key[i] = all[i].party;
    }
}

ix_status holdings_find(bool *found, uint32_t *group, const ix_holdings *h, ix_str name,
                        ix_arena *arena) {
    uint8_t key[HOLDING_KEY_BYTES];
    const holding_party *parties = holdings_parties(h);
    uint32_t from = 0;
    uint32_t to = ix_holdings_party_count(h);
    ix_status status = holdings_make_key(key, h, name, arena);
    while (from < to) {
        uint32_t middle = from + (to - from) / 2;
        if (memcmp(parties[h->by_key[middle]].key, key, sizeof key) < 0) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    *found = status == IX_OK && from < ix_holdings_party_count(h) &&
             memcmp(parties[h->by_key[from]].key, key, sizeof key) == 0;
    *group = *found ? parties[h->by_key[from]].group : 0;
    return status;
}

bool ix_holdings_find(uint32_t *party, const ix_holdings *holdings, ix_str name, ix_arena *arena) {
    const holding_party *parties = holdings_parties(holdings);
    uint32_t group;
    bool found = false;
    if (ix_owners_find(party, holdings->owners, name) && parties[*party].owned) {
        return true;
    }
    if (holdings_find(&found, &group, holdings, name, arena) != IX_OK || !found) {
        return false;
    }
    for (uint32_t i = 0; i < holdings->owned_count; i++) {
        *party = holdings->owned[i];
        if (parties[*party].group == group) {
            return true;
        }
    }
    return false;
}

ix_status holdings_join(ix_holdings *h, ix_error *error) {
    uint32_t count = ix_holdings_party_count(h);
    h->by_key = IX_NEW(h->arena, uint32_t, (size_t)count + 1);
    ix_arena_mark mark = ix_arena_position(h->arena);
    spelling *all = IX_NEW(h->arena, spelling, (size_t)count + 1);
    if (all == NULL || h->by_key == NULL) {
        return no_memory(error);
    }
    for (uint32_t i = 0; i < count; i++) {
        if (holdings_parties(h)[i].keyless) { /* its stakes could go to nobody */
            return no_memory(error);
        }
    }
    group_spellings(h, all, count);
    ix_arena_rewind(h->arena, mark);
    ix_stake *stakes = ix_owners_stakes(h->owners);
    for (uint32_t i = 0; i < ix_owners_stake_count(h->owners); i++) {
        stakes[i].owner = holdings_parties(h)[stakes[i].owner].group;
        stakes[i].owned = holdings_parties(h)[stakes[i].owned].group;
    }
    return IX_OK;
}

/* ------------------------------------------------------------------ spreading */

/* Does spelling a tell more of who the party is than b? */
static bool tells_more(const ix_holdings *h, uint32_t a, uint32_t b) {
    const holding_party *parties = holdings_parties(h);
    if (parties[a].sure != parties[b].sure) {
        return parties[a].sure > parties[b].sure;
    }
    if (parties[a].open != parties[b].open) {
        return parties[a].open > parties[b].open;
    }
    return ix_str_compare(ix_owners_name(h->owners, a), ix_owners_name(h->owners, b)) < 0;
}

/* What is known of any spelling is known of the group. */
static uint32_t gather_marks(ix_holdings *h) {
    const holding_party *parties = holdings_parties(h);
    uint32_t used = 0;
    for (uint32_t i = 0; i < ix_holdings_party_count(h); i++) {
        h->teller[i] = i;
    }
    for (uint32_t i = 0; i < ix_holdings_party_count(h); i++) {
        uint32_t *teller = &h->teller[parties[i].group];
        *teller = tells_more(h, i, *teller) ? i : *teller;
        h->sure_marks[parties[i].group] |= parties[i].sure;
        h->marks[parties[i].group] |= parties[i].sure | parties[i].open;
        used |= parties[i].sure | parties[i].open;
    }
    return used;
}

/* A rule without a bar is followed one step: nobody is reached by it. */
static ix_spread_rule measure_of(const ix_holdings *h, const ix_ownership_rule *rule) {
    return (ix_spread_rule){.bar = rule->bar > 0 ? rule->bar : INT64_MAX,
                            .above = rule->above,
                            .aggregate = rule->aggregate,
                            .zone = rule->zone,
                            .as_of = ix_when_instant(h->run.as_of, rule->zone)};
}

/* The holder whose stake counted for most when the party was reached, by share, then name. */
static uint32_t best_holder(const ix_holdings *h, const ix_spread *reach,
                            const ix_spread_rule *measure, uint32_t party) {
    const ix_ownership *graph = &h->graph;
    uint32_t best = party;
    int64_t most = 0;
    for (uint32_t i = graph->owned_first[party]; i < graph->owned_first[party + 1]; i++) {
        const ix_stake *stake = &graph->stakes[graph->by_owned[i]];
        int64_t share = ix_spread_share(measure, stake);
        uint32_t round = reach->round[stake->owner];
        if (share > 0 && round > 0 && round < reach->round[party] &&
            (share > most ||
             (share == most && ix_str_compare(ix_owners_name(h->owners, stake->owner),
                                              ix_owners_name(h->owners, best)) < 0))) {
            most = share;
            best = stake->owner;
        }
    }
    return best;
}

/* Those that were reached, by round: a counting sort. */
static uint32_t sort_by_round(uint32_t *sorted, uint32_t *first, const ix_spread *reach,
                              uint32_t count) {
    uint32_t reached = 0;
    for (uint32_t i = 0; i < count; i++) {
        first[reach->round[i]]++;
    }
    for (uint32_t round = 1; round <= count; round++) {
        uint32_t size = first[round];
        first[round] = reached;
        reached += size;
    }
    for (uint32_t i = 0; i < count; i++) {
        if (reach->round[i] > 0) {
            sorted[first[reach->round[i]]++] = i;
        }
    }
    return reached;
}

/* A listed party behind each that was reached: its own best holder's, which was reached before. */
static ix_status find_origins(uint32_t **out, const ix_holdings *h, const ix_spread *reach,
                              const ix_spread_rule *measure, ix_error *error) {
    uint32_t count = ix_holdings_party_count(h);
    *out = IX_NEW(h->arena, uint32_t, (size_t)count + 1);
    ix_arena_mark mark = ix_arena_position(h->arena);
    uint32_t *sorted = IX_NEW(h->arena, uint32_t, (size_t)count + 1);
    uint32_t *first = IX_NEW(h->arena, uint32_t, (size_t)count + 2);
    if (*out == NULL || sorted == NULL || first == NULL) {
        return no_memory(error);
    }
    uint32_t reached = sort_by_round(sorted, first, reach, count);
    for (uint32_t i = 0; i < reached; i++) {
        uint32_t party = sorted[i];
        uint32_t best = reach->round[party] == 1 ? party : best_holder(h, reach, measure, party);
        (*out)[party] = best == party ? party : (*out)[best];
    }
    ix_arena_rewind(h->arena, mark);
    return IX_OK;
}

static ix_status spread_rule(ix_holdings *h, int number, ix_error *error) {
    holding_spread *s = &h->spreads[number];
    uint32_t mask = UINT32_C(1) << number;
    s->measure = measure_of(h, s->rule);
    s->possible = s->measure;
    s->possible.possible = true;
    s->possible.aggregate = true;
    s->in_force = ix_ownership_in_force(&s->window, s->rule, s->measure.as_of);
    s->used = s->in_force || !s->rule->silent_outside;
    if (!s->used) {
        return IX_OK;
    }
    ix_status status = ix_ownership_spread(&s->sure_reach, &h->graph, h->sure_marks, mask,
                                           &s->measure, h->arena, error);
    if (status == IX_OK) {
        status = ix_ownership_spread(&s->possible_reach, &h->graph, h->marks, mask, &s->possible,
                                     h->arena, error);
    }
    if (status == IX_OK) {
        status = find_origins(&s->sure_origin, h, &s->sure_reach, &s->measure, error);
    }
    if (status == IX_OK) {
        status = find_origins(&s->possible_origin, h, &s->possible_reach, &s->possible, error);
    }
    return status;
}

/* The bar that parties who could not be screened are followed by: the lowest of any rule. */
static ix_spread_rule measure_of_doubt(const ix_holdings *h) {
    ix_spread_rule measure = {.bar = IX_PERCENT_WHOLE,
                              .aggregate = true,
                              .possible = true,
                              .as_of = ix_when_instant(h->run.as_of, IX_ZONE_UTC)};
    for (int i = 0; i < h->spread_count; i++) {
        const ix_ownership_rule *rule = h->spreads[i].rule;
        measure.bar = rule->bar > 0 && rule->bar < measure.bar ? rule->bar : measure.bar;
    }
    return measure;
}

static ix_status spread_doubt(ix_holdings *h, ix_error *error) {
    uint32_t count = ix_holdings_party_count(h);
    const holding_party *parties = holdings_parties(h);
    ix_spread_rule measure = measure_of_doubt(h);
    uint32_t *marks = IX_NEW(h->arena, uint32_t, (size_t)count + 1);
    uint32_t doubtful = 0;
    if (marks == NULL) {
        return no_memory(error);
    }
    for (uint32_t i = 0; i < count; i++) {
        marks[parties[i].group] |= parties[i].doubtful;
        doubtful += parties[i].doubtful;
    }
    return doubtful == 0
               ? IX_OK
               : ix_ownership_spread(&h->doubt, &h->graph, marks, 1, &measure, h->arena, error);
}

static ix_status spread_all(ix_holdings *h, ix_error *error) {
    uint32_t used = gather_marks(h);
    ix_status status = IX_OK;
    for (int i = 0; i < h->spread_count && status == IX_OK; i++) {
        status = (used & UINT32_C(1) << i) != 0 ? spread_rule(h, i, error) : IX_OK;
    }
    return status == IX_OK ? spread_doubt(h, error) : status;
}

ix_status ix_holdings_settle(ix_holdings *holdings, ix_error *error) {
    ix_holdings *h = holdings;
    size_t count = (size_t)ix_holdings_party_count(h) + 1;
    const ix_ownership_rule *rules = ix_rules_ownership(h->screener->rules, &h->spread_count);
    h->marks = IX_NEW(h->arena, uint32_t, count);
    h->sure_marks = IX_NEW(h->arena, uint32_t, count);
    h->teller = IX_NEW(h->arena, uint32_t, count);
    h->spreads = IX_NEW(h->arena, holding_spread, (size_t)h->spread_count + 1);
    if (h->marks == NULL || h->sure_marks == NULL || h->teller == NULL || h->spreads == NULL) {
        return no_memory(error);
    }
    for (int i = 0; i < h->spread_count; i++) {
        h->spreads[i].rule = &rules[i];
    }
    ix_status status = holdings_join(h, error);
    if (status == IX_OK) {
        status = ix_ownership_build(&h->graph, ix_owners_stakes(h->owners),
                                    ix_owners_stake_count(h->owners), ix_holdings_party_count(h),
                                    h->arena, error);
    }
    return status == IX_OK ? spread_all(h, error) : status;
}
