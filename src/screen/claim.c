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
    holding *all = IX_NEW(arena, holding, (size_t)stakes + 1);
    int count = all == NULL ? 0 : gather(all, p, node->party);
    ix_claim_holder *holders = IX_NEW(arena, ix_claim_holder, count + 1);
    uint32_t *numbers = IX_NEW(arena, uint32_t, count + 1);
    if (holders == NULL || numbers == NULL || all == NULL) {
        return no_memory(error);
    }
    node->step.owned = holdings_label(p->holdings, node->party, arena);
    for (int i = 0; i < count; i++) {
        const ix_claim_holder *one = &all[i].told;
        node->step.share = measure_of(p)->aggregate        ? node->step.share + one->share
                           : one->share > node->step.share ? one->share
                                                           : node->step.share;
        if (i < IX_CLAIM_HOLDERS_MAX) {
            holders[i] = *one;
            holders[i].name = holdings_label(p->holdings, all[i].party, arena);
            numbers[i] = all[i].party;
            node->step.holder_count++;
        }
    }
    node->step.more = count - node->step.holder_count;
    node->step.holders = holders;
    node->holders = numbers;
    return IX_OK;
}

/* ------------------------------------------------------------------ the walk */

static bool is_node(const claim_proof *p, uint32_t party) {
    for (int i = 0; i < p->node_count; i++) {
        if (p->nodes[i].party == party) {
            return true;
        }
    }
    return false;
}

static void add_end(claim_proof *p, uint32_t party) {
    for (int i = 0; i < p->end_count; i++) {
        if (p->ends[i] == party) {
            return;
        }
    }
    if (p->end_count == IX_CLAIM_OWNERS_MAX) {
        p->cut = true;
    } else {
        p->ends[p->end_count++] = party;
    }
}

static void add_node(claim_proof *p, uint32_t party) {
    if (is_node(p, party)) {
        return;
    }
    if (p->node_count == IX_CLAIM_STEPS_MAX) {
        p->cut = true;
    } else {
        p->nodes[p->node_count++] = (claim_node){.party = party};
    }
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

ix_status claim_prove(bool *held, claim_proof *proof, const ix_holdings *h,
                      const holding_spread *spread, uint32_t party, ix_arena *arena,
                      ix_error *error) {
    ix_status status = IX_OK;
    *proof = (claim_proof){.holdings = h, .spread = spread};
    *held = find_outcome(&proof->outcome, spread, party);
    if (!*held) {
        return IX_OK;
    }
    add_node(proof, party);
    for (int i = 0; i < proof->node_count && status == IX_OK; i++) {
        claim_node *node = &proof->nodes[i];
        status = make_step(node, proof, arena, error);
        proof->cut = proof->cut || node->step.more > 0;
        for (int j = 0; j < node->step.holder_count && status == IX_OK; j++) {
            if (node->step.holders[j].listed) {
                add_end(proof, node->holders[j]);
            } else {
                add_node(proof, node->holders[j]);
            }
        }
    }
    if (status == IX_OK && proof->cut) {
        add_far_ends(proof);
    }
    return status;
}

/* ------------------------------------------------------------------ the claim of one owner */

static bool holds(const claim_node *node, uint32_t party) {
    for (int i = 0; i < node->step.holder_count; i++) {
        if (node->holders[i] == party) {
            return true;
        }
    }
    return false;
}

/* The parties on ways from the owner to the subject: those it holds, those that these hold. Of an
 * owner farther up than is told: all that is. */
static void mark_ways(bool *on_way, const claim_proof *p, uint32_t end) {
    bool more = false;
    for (int i = 0; i < p->node_count; i++) {
        on_way[i] = holds(&p->nodes[i], end);
        more = more || on_way[i];
    }
    for (int i = 0; i < p->node_count && !more; i++) {
        on_way[i] = true;
    }
    while (more) {
        more = false;
        for (int i = 0; i < p->node_count; i++) {
            for (int j = 0; j < p->node_count && !on_way[i]; j++) {
                on_way[i] = on_way[j] && holds(&p->nodes[i], p->nodes[j].party);
                more = more || on_way[i];
            }
        }
    }
}

ix_status claim_of(const ix_claim **out, const claim_proof *proof, uint32_t end, ix_str subject,
                   ix_arena *arena, ix_error *error) {
    bool on_way[IX_CLAIM_STEPS_MAX];
    ix_claim *claim = IX_NEW(arena, ix_claim, 1);
    ix_claim_step *steps = IX_NEW(arena, ix_claim_step, proof->node_count);
    if (claim == NULL || steps == NULL) {
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

/* "Tikhonov 30 % + Efremov 25 % = 55 %" */
static void say_sum(ix_buf *out, const ix_claim_step *step) {
    for (int i = 0; i < step->holder_count; i++) {
        const ix_claim_holder *one = &step->holders[i];
        ix_buf_append(out, i > 0 ? IX_STR(" + ") : (ix_str){0});
        ix_buf_append(out, one->name);
        ix_buf_append_char(out, ' ');
        ix_percent_print(out, one->share);
        ix_buf_append(out, one->unknown ? IX_STR(" % at most") : IX_STR(" %"));
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
        ix_evidence *one = &all[claim->step_count + i];
        *one = owner->evidence[i];
        one->from = one->to = one->name = -1; /* its spans lie in the owner's name */
    }
    *out = all;
    *count = claim->step_count + owner->evidence_count;
    return status == IX_OK ? IX_OK : no_memory(error);
}
