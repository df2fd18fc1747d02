/* The graph of stakes, and how far a property of owners reaches in it.
 *
 * Stakes are indexed twice by counting, no pointers:
 *
 *     owner_first   0 . 2 . 2 . 5 ...       one more entry than parties
 *     by_owner      [7, 3 | | 0, 4, 9 ...   stake numbers
 *
 * The spread goes in rounds: those that were reached in one round hand all they hold to what they
 * own, and whoever is lifted to the bar by it makes the next round. A party enters once, so rings
 * end, and a round is a set, so the order of the rows changes nothing. */
#include <interdict/entity.h>

#include <string.h>

static ix_status no_memory(ix_error *error) {
    return ix_error_set(error, IX_E_MEMORY, "no memory for the stakes of a file");
}

/* ------------------------------------------------------------------ the indexes */

static uint32_t end_of(const ix_stake *stake, bool owner) {
    return owner ? stake->owner : stake->owned;
}

/* Counting sort of `order` (NULL: as they come) by one end of the stakes; stable. */
static ix_status sort_by(uint32_t **first, uint32_t **sorted, const ix_ownership *graph, bool owner,
                         const uint32_t *order, ix_arena *arena) {
    uint32_t *starts = IX_NEW(arena, uint32_t, (size_t)graph->party_count + 2);
    uint32_t *places = IX_NEW(arena, uint32_t, (size_t)graph->stake_count + 1);
    if (starts == NULL || places == NULL) {
        return IX_E_MEMORY;
    }
    uint32_t *next = starts + 1; /* shifted by one while it is filled */
    for (uint32_t i = 0; i < graph->stake_count; i++) {
        next[end_of(&graph->stakes[i], owner) + 1]++;
    }
    for (uint32_t p = 0; p < graph->party_count; p++) {
        next[p + 1] += next[p];
    }
    for (uint32_t i = 0; i < graph->stake_count; i++) {
        uint32_t stake = order != NULL ? order[i] : i;
        places[next[end_of(&graph->stakes[stake], owner)]++] = stake;
    }
    *first = starts;
    *sorted = places;
    return IX_OK;
}

ix_status ix_ownership_build(ix_ownership *out, const ix_stake *stakes, uint32_t stake_count,
                             uint32_t party_count, ix_arena *arena, ix_error *error) {
    uint32_t *owner_first;
    uint32_t *by_owner;
    uint32_t *owned_first;
    uint32_t *by_owned;
    *out = (ix_ownership){.stakes = stakes, .stake_count = stake_count, .party_count = party_count};
    ix_status status = sort_by(&owned_first, &by_owned, out, false, NULL, arena);
    if (status == IX_OK) { /* stable, so that an owner's stakes lie by what is owned */
        status = sort_by(&owner_first, &by_owner, out, true, by_owned, arena);
    }
    if (status != IX_OK) {
        return no_memory(error);
    }
    out->owner_first = owner_first;
    out->by_owner = by_owner;
    out->owned_first = owned_first;
    out->by_owned = by_owned;
    return IX_OK;
}

/* ------------------------------------------------------------------ the spread */

/* What it needs while it goes on: those of this round and of the next. */
typedef struct spreading {
    const ix_ownership *graph;
    const ix_spread_rule *rule;
    ix_spread *out;
    uint32_t *now, *next;
    uint32_t now_count, next_count;
} spreading;

bool ix_spread_reaches(const ix_spread_rule *rule, int64_t held) {
    return rule->above ? held > rule->bar : held >= rule->bar;
}

int64_t ix_spread_share(const ix_spread_rule *rule, const ix_stake *stake) {
    bool again = stake->repeated && !rule->possible;
    if (again || !ix_stake_is_held(stake, rule->zone, rule->as_of)) {
        return 0;
    }
    if (stake->share == IX_PERCENT_UNKNOWN) {
        return rule->possible ? IX_PERCENT_WHOLE : 0;
    }
    return stake->share;
}

/* A holder hands all it holds of one party to it; it may be lifted to the bar by that. */
static void hand(spreading *s, uint32_t owned, int64_t share, uint32_t round) {
    int64_t *held = &s->out->held[owned];
    if (s->rule->aggregate) {
        *held += share;
    } else {
        *held = share > *held ? share : *held;
    }
    if (s->out->round[owned] == 0 && ix_spread_reaches(s->rule, *held)) {
        s->out->round[owned] = round + 1;
        s->next[s->next_count++] = owned;
    }
}

/* All that one holder owns; its stakes in one party lie side by side. */
static void hand_out(spreading *s, uint32_t holder, uint32_t round) {
    const ix_ownership *graph = s->graph;
    uint32_t to = graph->owner_first[holder + 1];
    uint32_t at = graph->owner_first[holder];
    while (at < to) {
        uint32_t owned = graph->stakes[graph->by_owner[at]].owned;
        int64_t share = 0;
        while (at < to && graph->stakes[graph->by_owner[at]].owned == owned) {
            share += ix_spread_share(s->rule, &graph->stakes[graph->by_owner[at]]);
            at++;
        }
        if (share > 0) {
            hand(s, owned, share, round);
        }
    }
}

static void spread(spreading *s) {
    for (uint32_t round = 1; s->now_count > 0; round++) {
        s->next_count = 0;
        for (uint32_t i = 0; i < s->now_count; i++) {
            hand_out(s, s->now[i], round);
        }
        uint32_t *used = s->now;
        s->now = s->next;
        s->now_count = s->next_count;
        s->next = used;
    }
}

ix_status ix_ownership_spread(ix_spread *out, const ix_ownership *graph, const uint32_t *marks,
                              uint32_t mask, const ix_spread_rule *rule, ix_arena *arena,
                              ix_error *error) {
    size_t count = (size_t)graph->party_count + 1;
    spreading s = {.graph = graph, .rule = rule, .out = out};
    *out =
        (ix_spread){.round = IX_NEW(arena, uint32_t, count), .held = IX_NEW(arena, int64_t, count)};
    ix_arena_mark scratch = ix_arena_position(arena);
    s.now = IX_NEW(arena, uint32_t, count);
    s.next = IX_NEW(arena, uint32_t, count);
    if (out->round == NULL || out->held == NULL || s.now == NULL || s.next == NULL) {
        return no_memory(error);
    }
    for (uint32_t p = 0; p < graph->party_count; p++) {
        if ((marks[p] & mask) != 0) {
            out->round[p] = 1;
            s.now[s.now_count++] = p;
        }
    }
    spread(&s);
    ix_arena_rewind(arena, scratch);
    return IX_OK;
}
