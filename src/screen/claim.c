/* Who stands behind a party: a walk up from it along the stakes that count, nearest holders first,
 * with a bound on how much of it is told. */
#include "claim.h"

#include <stdlib.h>
#include <string.h>

#define STEP_BYTES_MAX ((size_t)1 << 20)

static const char *const outcome_names[] = {
#define OUTCOME_TEXT(name, text) text,
    IX_CLAIM_LIST(OUTCOME_TEXT)
#undef OUTCOME_TEXT
};

const char *ix_claim_outcome_name(ix_claim_outcome outcome) {
    int count = (int)(sizeof outcome_names / sizeof outcome_names[0]);
    return (int)outcome >= 0 && (int)outcome < count ? outcome_names[outcome] : "unknown";
}

static ix_status no_memory(ix_error *error) {
    return ix_error_set(error, IX_E_MEMORY, "no memory for the owners of a party");
}

/* ------------------------------------------------------------------ one step */

/* A holder while a step is put together. */
typedef struct holding {
    uint32_t party;
    ix_claim_holder told;
} holding;

static int compare_parties(const void *left, const void *right) {
    const holding *a = left;
    const holding *b = right;
    return (a->party > b->party) - (a->party < b->party);
}

static int compare_holdings(const void *left, const void *right) {
    const holding *a = left;
    const holding *b = right;
    if (a->told.share != b->told.share) {
        return a->told.share > b->told.share ? -1 : 1;
    }
    return ix_str_compare(a->told.name, b->told.name);
}

static const ix_spread *reach_of(const claim_proof *p) {
    return p->outcome == IX_CLAIM_REACHED ? &p->spread->sure_reach : &p->spread->possible_reach;
}

static const ix_spread_rule *measure_of(const claim_proof *p) {
    return p->outcome == IX_CLAIM_REACHED ? &p->spread->measure : &p->spread->possible;
}

static uint32_t marks_of(const claim_proof *p, uint32_t party) {
    const ix_holdings *h = p->holdings;
    uint32_t mask = UINT32_C(1) << (p->spread - h->spreads);
    return (p->outcome == IX_CLAIM_REACHED ? h->sure_marks[party] : h->marks[party]) & mask;
}

/* The stakes in a party that count, each holder's added. */
static int gather(holding *out, const claim_proof *p, uint32_t party) {
    const ix_ownership *graph = &p->holdings->graph;
    int count = 0;
    for (uint32_t i = graph->owned_first[party]; i < graph->owned_first[party + 1]; i++) {
        const ix_stake *stake = &graph->stakes[graph->by_owned[i]];
        int64_t share = ix_spread_share(measure_of(p), stake);
        if (share > 0 && reach_of(p)->round[stake->owner] > 0) {
            out[count++] = (holding){stake->owner,
                                     {.name = ix_owners_name(p->holdings->owners, stake->owner),
                                      .share = share,
                                      .unknown = stake->share == IX_PERCENT_UNKNOWN,
                                      .listed = marks_of(p, stake->owner) != 0}};
        }
    }
    qsort(out, (size_t)count, sizeof *out, compare_parties);
    int merged = 0;
    for (int i = 0; i < count; i++) {
        if (merged > 0 && out[merged - 1].party == out[i].party) {
            out[merged - 1].told.share += out[i].told.share;
            out[merged - 1].told.unknown |= out[i].told.unknown;
        } else {
            out[merged++] = out[i];
        }
    }
    qsort(out, (size_t)merged, sizeof *out, compare_holdings);
    return merged;
}

static ix_status make_step(claim_node *node, const claim_proof *p, ix_arena *arena,
                           ix_error *error) {
    const ix_ownership *graph = &p->holdings->graph;
    uint32_t stakes = graph->owned_first[node->party + 1] - graph->owned_first[node->party];
    holding *all = IX_NEW_RAW(arena, holding, (size_t)stakes + 1);
    int count = all == NULL ? 0 : gather(all, p, node->party);
    int told = count < p->bounds.holders ? count : p->bounds.holders;
    ix_claim_holder *holders = IX_NEW_RAW(arena, ix_claim_holder, told + 1);
    uint32_t *numbers = IX_NEW_RAW(arena, uint32_t, told + 1);
    if (holders == NULL || numbers == NULL || all == NULL) {
        return no_memory(error);
    }
    for (int i = 0; i < count; i++) {
        int64_t share = all[i].told.share;
        node->step.share = measure_of(p)->aggregate   ? node->step.share + share
                           : share > node->step.share ? share
                                                      : node->step.share;
        if (i < told) {
            holders[i] = all[i].told;
            numbers[i] = all[i].party;
        }
    }
    node->step.owned = ix_owners_name(p->holdings->owners, node->party);
    node->step.holders = holders;
    node->step.holder_count = told;
    node->step.more = count - told;
    node->told = holders;
    node->holders = numbers;
    return IX_OK;
}

/* ------------------------------------------------------------------ the walk */

/* The number of the party's node; -1: it has none. */
static int node_of(const claim_proof *p, uint32_t party) {
    if (p->node_of != NULL) {
        return (int)p->node_of[party] - 1;
    }
    for (int i = 0; i < p->node_count; i++) {
        if (p->nodes[i].party == party) {
            return i;
        }
    }
    return -1;
}

static void add_end(claim_proof *p, uint32_t party) {
    for (int i = 0; i < p->end_count; i++) {
        if (p->ends[i] == party) {
            return;
        }
    }
    if (p->end_count == p->bounds.owners) {
        p->cut = true;
    } else {
        p->ends[p->end_count++] = party;
    }
}

/* Room for another node: twice as many as before. */
static ix_status grow(claim_proof *p, ix_arena *arena, ix_error *error) {
    int room = p->node_room == 0 ? IX_CLAIM_STEPS_MAX : 2 * p->node_room;
    if (p->node_count < p->node_room) {
        return IX_OK;
    }
    claim_node *nodes = IX_NEW_RAW(arena, claim_node, room);
    if (nodes == NULL) {
        return no_memory(error);
    }
    if (p->node_count > 0) {
        memcpy(nodes, p->nodes, (size_t)p->node_count * sizeof *nodes);
    }
    p->nodes = nodes;
    p->node_room = room;
    return IX_OK;
}

static ix_status add_node(claim_proof *p, uint32_t party, ix_arena *arena, ix_error *error) {
    if (node_of(p, party) >= 0) {
        return IX_OK;
    }
    if (p->node_count == p->bounds.steps) {
        p->cut = p->too_long = true;
        return IX_OK;
    }
    ix_status status = grow(p, arena, error);
    if (status == IX_OK) {
        p->nodes[p->node_count++] = (claim_node){.party = party};
        if (p->node_of != NULL) {
            p->node_of[party] = (uint32_t)p->node_count;
        }
    }
    return status;
}

/* The step of one node, and nodes or ends for its holders. */
static ix_status walk_node(claim_proof *p, int number, ix_arena *arena, ix_error *error) {
    claim_node *node = &p->nodes[number];
    ix_status status = make_step(node, p, arena, error);
    p->cut = p->cut || node->step.more > 0;
    for (int i = 0; status == IX_OK && i < p->nodes[number].step.holder_count; i++) {
        const claim_node *now = &p->nodes[number]; /* nodes move when they grow */
        if (now->told[i].listed) {
            add_end(p, now->holders[i]);
        } else {
            status = add_node(p, now->holders[i], arena, error);
        }
    }
    return status;
}

/* What is not told in steps has listed parties behind it all the same: of each holder one. */
static void add_far_ends(claim_proof *p) {
    const claim_node *subject = &p->nodes[0];
    const uint32_t *origins =
        p->outcome == IX_CLAIM_REACHED ? p->spread->sure_origin : p->spread->possible_origin;
    for (int i = 0; i < subject->step.holder_count; i++) {
        add_end(p, origins[subject->holders[i]]);
    }
}

static bool is_whole(const claim_proof *p) {
    return p->bounds.steps > IX_CLAIM_STEPS_MAX;
}

/* The listed holders of the steps that are told, and no others. */
static void find_ends_again(claim_proof *p) {
    p->end_count = 0;
    for (int i = 0; i < p->node_count; i++) {
        const claim_node *node = &p->nodes[i];
        for (int j = 0; j < node->step.holder_count; j++) {
            if (node->told[j].listed) {
                add_end(p, node->holders[j]);
            }
        }
    }
}

/* Of a way too long only the nearest steps are told, and how far it goes on. */
static void shorten(claim_proof *p) {
    if (!is_whole(p)) {
        p->node_count = p->node_count < IX_CLAIM_STEPS_CUT ? p->node_count : IX_CLAIM_STEPS_CUT;
        find_ends_again(p);
    }
    for (int i = 0; i < p->node_count; i++) {
        claim_node *node = &p->nodes[i];
        for (int j = 0; j < node->step.holder_count; j++) {
            bool told = node->told[j].listed || node_of(p, node->holders[j]) >= 0;
            node->told[j].beyond = told ? 0 : (int)reach_of(p)->round[node->holders[j]] - 1;
        }
    }
}

/* A party reached in round n has n - 1 parties at least on its way to a listed one: of a way that
 * cannot fit no more is walked than will be told. */
static void foresee(claim_proof *p, uint32_t party) {
    if (!is_whole(p) && reach_of(p)->round[party] > (uint32_t)p->bounds.steps + 1) {
        p->bounds.steps = IX_CLAIM_STEPS_CUT;
    }
}

static ix_status open_proof(claim_proof *p, uint32_t party, ix_arena *arena, ix_error *error) {
    p->ends = IX_NEW_RAW(arena, uint32_t, p->bounds.owners);
    if (is_whole(p)) {
        p->node_of = IX_NEW(arena, uint32_t, (size_t)p->holdings->graph.party_count + 1);
    }
    if (p->ends == NULL || (is_whole(p) && p->node_of == NULL)) {
        return no_memory(error);
    }
    foresee(p, party);
    return add_node(p, party, arena, error);
}

/* Are all steps walked that will be told of a way too long? */
static bool is_enough(const claim_proof *p, int walked) {
    return p->too_long && !is_whole(p) && walked >= IX_CLAIM_STEPS_CUT;
}

/* How a party stands to the rule; false when nobody who counts holds it. */
static bool find_outcome(ix_claim_outcome *out, const holding_spread *s, uint32_t party) {
    bool binding = s->in_force && s->rule->bar > 0;
    *out = IX_CLAIM_BELOW;
    if (binding && ix_spread_reaches(&s->measure, s->sure_reach.held[party])) {
        *out = IX_CLAIM_REACHED;
    } else if (binding && ix_spread_reaches(&s->possible, s->possible_reach.held[party])) {
        *out = IX_CLAIM_POSSIBLE;
    }
    return s->possible_reach.held[party] > 0;
}

claim_bounds claim_bounds_of(bool whole) {
    return whole ? (claim_bounds){IX_CLAIM_WHOLE_STEPS_MAX, IX_CLAIM_WHOLE_HOLDERS_MAX,
                                  IX_CLAIM_WHOLE_OWNERS_MAX}
                 : (claim_bounds){IX_CLAIM_STEPS_MAX, IX_CLAIM_HOLDERS_MAX, IX_CLAIM_OWNERS_MAX};
}

ix_status claim_prove(bool *held, claim_proof *proof, const ix_holdings *h,
                      const holding_spread *spread, uint32_t party, claim_bounds bounds,
                      ix_arena *arena, ix_error *error) {
    *proof = (claim_proof){.holdings = h, .spread = spread, .bounds = bounds};
    *held = find_outcome(&proof->outcome, spread, party);
    if (!*held) {
        return IX_OK;
    }
    ix_status status = open_proof(proof, party, arena, error);
    for (int i = 0; status == IX_OK && i < proof->node_count && !is_enough(proof, i); i++) {
        status = walk_node(proof, i, arena, error);
    }
    if (status == IX_OK && proof->too_long) {
        shorten(proof);
    }
    if (status == IX_OK && proof->cut) {
        add_far_ends(proof);
    }
    return status;
}

/* ------------------------------------------------------------------ the claim of one owner */

/* Does the node's party lie on a way from the owner: does the owner hold it, or one that does? */
static bool is_on_way(const bool *on_way, const claim_proof *p, int number, uint32_t end) {
    const claim_node *node = &p->nodes[number];
    for (int i = 0; i < node->step.holder_count; i++) {
        int above = node->holders[i] == end ? number : node_of(p, node->holders[i]);
        if (node->holders[i] == end || (above >= 0 && on_way[above])) {
            return true;
        }
    }
    return false;
}

/* The parties on ways from the owner to the subject: those it holds, those that these hold. Most
 * are found in one sweep down, since holders stand behind what they hold. Of an owner farther up
 * than is told: all that is. */
static void mark_ways(bool *on_way, const claim_proof *p, uint32_t end) {
    bool more = true;
    int found = 0;
    while (more) {
        more = false;
        for (int i = p->node_count - 1; i >= 0; i--) {
            if (!on_way[i] && is_on_way(on_way, p, i, end)) {
                on_way[i] = more = true;
                found++;
            }
        }
    }
    for (int i = 0; i < p->node_count && found == 0; i++) {
        on_way[i] = true;
    }
}

ix_status claim_of(const ix_claim **out, const claim_proof *proof, uint32_t end, ix_str subject,
                   ix_arena *arena, ix_error *error) {
    bool *on_way = IX_NEW(arena, bool, proof->node_count);
    ix_claim *claim = IX_NEW(arena, ix_claim, 1);
    ix_claim_step *steps = IX_NEW_RAW(arena, ix_claim_step, proof->node_count);
    if (claim == NULL || steps == NULL || on_way == NULL) {
        return no_memory(error);
    }
    mark_ways(on_way, proof, end);
    *claim = (ix_claim){.rule = proof->spread->rule,
                        .outcome = proof->outcome,
                        .in_force = proof->spread->in_force,
                        .cut = proof->cut,
                        .owner = ix_owners_name(proof->holdings->owners, end),
                        .steps = steps};
    for (int i = 0; i < proof->node_count; i++) {
        if (i == 0 || on_way[i]) {
            steps[claim->step_count++] = proof->nodes[i].step;
        }
    }
    steps[0].owned = subject;
    *out = claim;
    return IX_OK;
}

/* ------------------------------------------------------------------ evidence */

/* " (RUSSIA-EO14024, CYBER2)"; of one whose own holders are not told, how far the way goes on. */
static void say_holder(ix_buf *out, const ix_claim_holder *holder) {
    for (int i = 0; i < holder->program_count; i++) {
        ix_buf_append(out, i == 0 ? IX_STR(" (") : IX_STR(", "));
        ix_buf_append(out, holder->programs[i]);
    }
    ix_buf_append(out, holder->program_count > 0 ? IX_STR(")") : (ix_str){0});
    if (holder->beyond > 0) {
        ix_buf_append(out, IX_STR(" ("));
        ix_buf_append_int(out, holder->beyond);
        ix_buf_append(out, holder->beyond == 1 ? IX_STR(" link") : IX_STR(" links"));
        ix_buf_append(out, IX_STR(" below a listed party)"));
    }
}

/* "Tikhonov 30 % (RUSSIA-EO14024) + Lazarus 25 % (DPRK3) = 55 %" */
static void say_sum(ix_buf *out, const ix_claim_step *step) {
    for (int i = 0; i < step->holder_count; i++) {
        const ix_claim_holder *one = &step->holders[i];
        ix_buf_append(out, i > 0 ? IX_STR(" + ") : (ix_str){0});
        ix_buf_append(out, one->name);
        ix_buf_append_char(out, ' ');
        ix_percent_print(out, one->share);
        ix_buf_append(out, one->unknown ? IX_STR(" % at most") : IX_STR(" %"));
        say_holder(out, one);
    }
    if (step->more > 0) {
        ix_buf_printf(out, " + %d more", step->more);
    }
    ix_buf_append(out, IX_STR(" = "));
    ix_percent_print(out, step->share);
    ix_buf_append(out, IX_STR(" %"));
}

ix_status claim_evidence(ix_evidence **out, int *count, const ix_claim *claim,
                         const ix_finding *owner, ix_arena *arena, ix_error *error) {
    ix_evidence *all = IX_NEW(arena, ix_evidence, claim->step_count + owner->evidence_count);
    ix_buf sum;
    ix_status status = all == NULL ? IX_E_MEMORY : IX_OK;
    ix_buf_init(&sum, STEP_BYTES_MAX);
    for (int i = 0; i < claim->step_count && status == IX_OK; i++) {
        ix_buf_clear(&sum);
        say_sum(&sum, &claim->steps[i]);
        ix_str text = ix_arena_copy(arena, ix_buf_view(&sum));
        status = sum.status != IX_OK || text.ptr == NULL ? IX_E_MEMORY : IX_OK;
        all[i] = (ix_evidence){.kind = IX_EVIDENCE_OWNERSHIP,
                               .relation = claim->outcome == IX_CLAIM_BELOW ? IX_RELATION_VARIANT
                                                                            : IX_RELATION_EQUAL,
                               .query = claim->steps[i].owned,
                               .listed = text,
                               .from = -1,
                               .to = -1,
                               .name = -1};
    }
    ix_buf_free(&sum);
    for (int i = 0; i < owner->evidence_count && status == IX_OK; i++) {
        all[claim->step_count + i] = owner->evidence[i];
    }
    *out = all;
    *count = claim->step_count + owner->evidence_count;
    return status == IX_OK ? IX_OK : no_memory(error);
}
