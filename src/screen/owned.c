/* Decisions on parties that are owned: screened by themselves, then a finding for each listed party
 * that stands behind them, by each rule of ownership, with the steps between as evidence. */
#include "remembered.h"

#include <assert.h>

#define CITATION_BYTES_MAX ((size_t)64 << 10)

static ix_status no_memory(ix_error *error) {
    return ix_error_set(error, IX_E_MEMORY, "no memory for the findings of an owned party");
}

/* ------------------------------------------------------------------ the owners of a party */

/* A decision that findings are being added to. */
typedef struct judging {
    const ix_holdings *h;
    ix_decision *decision;
    ix_holdings_memory *memory;
    ix_vector findings; /* ix_finding */
    ix_arena *arena;
    ix_error *error;
} judging;

/* Listed holders of the steps are told with their programmes, references with their entry's name.
 */
static ix_status name_holders(claim_proof *proof, const judging *j) {
    ix_status status = IX_OK;
    for (int i = 0; i < proof->node_count && status == IX_OK; i++) {
        claim_node *node = &proof->nodes[i];
        node->step.owned = holdings_label(j->h, node->party, j->arena);
        for (int k = 0; k < node->step.holder_count && status == IX_OK; k++) {
            ix_claim_holder *holder = &node->told[k];
            const remembered_owner *owner;
            if (!holder->listed) {
                holder->name = holdings_label(j->h, node->holders[k], j->arena);
                continue;
            }
            status = remembered_find(&owner, proof, node->holders[k], j->memory, j->error);
            if (status == IX_OK) {
                holder->name = owner->label;
                holder->programs = owner->programs;
                holder->program_count = owner->program_count;
            }
        }
    }
    return status;
}

/* All listed owners behind a party by one rule, and whose authorities the finding must cite. */
typedef struct behind {
    const remembered_owner **owners;
    const remembered_finding **cited; /* one for each authority */
    int count, cited_count;
} behind;

static void cite_once(behind *b, const remembered_finding *finding) {
    for (int i = 0; i < b->cited_count; i++) {
        if (ix_str_equal(b->cited[i]->authority, finding->authority)) {
            return;
        }
    }
    if (finding->authority.len > 0) {
        b->cited[b->cited_count++] = finding;
    }
}

static ix_status find_owners(behind *out, const claim_proof *proof, const judging *j) {
    int findings = 0;
    ix_status status = IX_OK;
    *out = (behind){.owners = IX_NEW(j->arena, const remembered_owner *, proof->end_count + 1)};
    if (out->owners == NULL) {
        return IX_E_MEMORY;
    }
    for (int i = 0; i < proof->end_count && status == IX_OK; i++) {
        status = remembered_find(&out->owners[i], proof, proof->ends[i], j->memory, j->error);
        out->count += status == IX_OK;
        findings += status == IX_OK ? out->owners[i]->count : 0;
    }
    out->cited = IX_NEW(j->arena, const remembered_finding *, findings + 1);
    status = out->cited == NULL ? IX_E_MEMORY : status;
    for (int i = 0; i < out->count && status == IX_OK; i++) {
        for (int k = 0; k < out->owners[i]->count; k++) {
            cite_once(out, &out->owners[i]->findings[k]);
        }
    }
    return status;
}

/* What reaches the bar together is blocked by all their programmes together: behind the authority
 * of the owner's own listing stand those of the others. */
static ix_status cite_others(ix_finding *finding, const remembered_finding *own, const behind *b,
                             const judging *j) {
    if (b->cited_count < 2) {
        return IX_OK;
    }
    ix_finding_listing *listing = IX_NEW(j->arena, ix_finding_listing, 1);
    ix_buf text;
    if (listing == NULL) {
        return IX_E_MEMORY;
    }
    *listing = finding->listings[0];
    ix_buf_init(&text, CITATION_BYTES_MAX * IX_CLAIM_OWNERS_MAX);
    ix_buf_append(&text, listing->law.authority);
    int others = 0;
    for (int i = 0; i < b->cited_count; i++) {
        if (!ix_str_equal(b->cited[i]->authority, own->authority)) {
            ix_buf_append(&text,
                          others++ == 0 ? IX_STR("; of owners counted with it: ") : IX_STR("; "));
            ix_buf_append(&text, b->cited[i]->authority);
            listing->law.verified = listing->law.verified && b->cited[i]->verified;
        }
    }
    listing->law.authority = ix_arena_copy(j->arena, ix_buf_view(&text));
    ix_status status =
        text.status == IX_OK && listing->law.authority.ptr != NULL ? IX_OK : IX_E_MEMORY;
    ix_buf_free(&text);
    finding->listings = listing;
    return status;
}

static ix_status add_finding(judging *j, const remembered_finding *one, bool near,
                             const ix_claim *claim, const behind *b) {
    ix_claim *own = IX_NEW(j->arena, ix_claim, 1);
    ix_finding *slot = ix_vector_push(&j->findings, sizeof *slot, j->arena);
    ix_evidence *evidence;
    if (own == NULL || slot == NULL) {
        return IX_E_MEMORY;
    }
    *own = *claim;
    own->review = one->review;
    *slot = near ? one->finding : one->far;
    slot->claim = own;
    if (own->review) {
        j->decision->hindered = IX_VERDICT_REVIEW;
    }
    ix_status status =
        claim_evidence(&evidence, &slot->evidence_count, own, &one->finding, j->arena, j->error);
    slot->evidence = evidence;
    return status == IX_OK && claim->rule->aggregate ? cite_others(slot, one, b, j) : status;
}

/* Does the owner hold the subject itself? */
static bool is_near(const claim_proof *proof, uint32_t end) {
    const claim_node *subject = &proof->nodes[0];
    for (int i = 0; i < subject->step.holder_count; i++) {
        if (subject->holders[i] == end) {
            return true;
        }
    }
    return false;
}

static ix_status add_owner(judging *j, const claim_proof *proof, const remembered_owner *owner,
                           const behind *b) {
    const ix_claim *claim;
    bool near = is_near(proof, owner->end);
    ix_status status =
        claim_of(&claim, proof, owner->end, j->decision->party->name, j->arena, j->error);
    for (int i = 0; i < owner->count && status == IX_OK; i++) {
        status = add_finding(j, &owner->findings[i], near, claim, b);
    }
    return status;
}

static ix_status add_rule(judging *j, const holding_spread *spread, uint32_t group) {
    claim_proof proof;
    behind b = {0};
    bool held = false;
    ix_status status = claim_prove(&held, &proof, j->h, spread, group,
                                   claim_bounds_of(j->memory->whole), j->arena, j->error);
    if (status == IX_OK && held) {
        status = name_holders(&proof, j);
    }
    if (status == IX_OK && held) {
        status = find_owners(&b, &proof, j);
    }
    for (int i = 0; i < b.count && status == IX_OK; i++) {
        status = add_owner(j, &proof, b.owners[i], &b);
    }
    return status;
}

/* ------------------------------------------------------------------ all rules */

static ix_status join_findings(judging *j) {
    ix_decision *decision = j->decision;
    ix_finding *all = IX_NEW(j->arena, ix_finding, decision->finding_count + j->findings.count + 1);
    const ix_finding *added = j->findings.items;
    if (all == NULL) {
        return IX_E_MEMORY;
    }
    for (int i = 0; i < decision->finding_count; i++) {
        all[i] = decision->findings[i];
    }
    for (int i = 0; i < j->findings.count; i++) {
        all[decision->finding_count++] = added[i];
    }
    decision->findings = all;
    return IX_OK;
}

/* An owner that could not be screened may be anybody. */
static void weigh_doubt(judging *j, uint32_t group) {
    if (j->h->doubt.round != NULL && j->h->doubt.held[group] > 0) {
        j->decision->hindered = IX_VERDICT_REVIEW;
        j->decision->hindrance =
            IX_STR("one of its owners could not be screened in full, so a person must look");
    }
}

static ix_status judge(judging *j, uint32_t group) {
    ix_status status = IX_OK;
    for (int i = 0; i < j->h->spread_count && status == IX_OK; i++) {
        const holding_spread *spread = &j->h->spreads[i];
        if (spread->used && spread->possible_reach.held[group] > 0) {
            status = add_rule(j, spread, group);
        }
    }
    weigh_doubt(j, group);
    bool changed = j->findings.count > 0 || j->decision->hindered == IX_VERDICT_REVIEW;
    if (status != IX_OK || !changed) {
        return status;
    }
    status = join_findings(j);
    if (status == IX_OK) {
        weigh_decision(j->decision);
        weigh_conclude(j->decision, j->arena);
    }
    return status;
}

static void refuse_untold(ix_decision *decision) {
    ix_decision_refuse(decision, decision->party,
                       IX_STR("Not screened: its owners could not be told."));
}

static ix_status judge_or_refuse(ix_decision *decision, const ix_holdings *h, uint32_t group,
                                 ix_holdings_memory *memory, ix_arena *arena, ix_error *error) {
    ix_error own = {.status = IX_OK};
    judging j = {.h = h,
                 .decision = decision,
                 .memory = memory,
                 .arena = arena,
                 .error = error != NULL ? error : &own};
    ix_status status = judge(&j, group);
    if (status == IX_E_MEMORY) {
        no_memory(j.error);
    }
    if (status != IX_OK) {
        refuse_untold(decision);
    }
    return status;
}

/* ------------------------------------------------------------------ decisions */

/* Another spelling that was taken for the same party. */
static ix_status note_spelling(ix_decision *decision, const ix_holdings *h, uint32_t party,
                               ix_arena *arena) {
    const holding_party *one = &holdings_parties(h)[party];
    if (one->group == party) {
        return IX_OK;
    }
    ix_oddity *all = IX_NEW(arena, ix_oddity, decision->oddity_count + 1);
    ix_buf text;
    ix_buf_init(&text, CITATION_BYTES_MAX * 16);
    ix_buf_printf(&text, "taken for the same party as \"%" IX_FMT "\"",
                  IX_ARG(ix_owners_name(h->owners, one->group)));
    ix_str detail = ix_arena_copy(arena, ix_buf_view(&text));
    ix_buf_free(&text);
    if (all == NULL || detail.ptr == NULL) {
        return IX_E_MEMORY;
    }
    for (int i = 0; i < decision->oddity_count; i++) {
        all[i] = decision->oddities[i];
    }
    all[decision->oddity_count++] = (ix_oddity){IX_STR("same_party"), IX_STR("name"), detail};
    decision->oddities = all;
    return IX_OK;
}

ix_status ix_holdings_decide(ix_decision *out, const ix_holdings *holdings, uint32_t party,
                             ix_holdings_memory *memory, ix_arena *arena, ix_error *error) {
    const holding_party *kept = &holdings_parties(holdings)[party];
    ix_party *subject = IX_NEW(arena, ix_party, 1);
    assert(party < ix_holdings_party_count(holdings) && kept->screened);
    if (subject == NULL || remembered_begin(memory, error) != IX_OK) {
        return no_memory(error);
    }
    if (kept->plain) {
        subject->name = ix_owners_name(holdings->owners, party);
        *out = holdings->frame.decision; /* nothing was found of it by itself: clear */
        out->party = subject;
    } else if (holdings_screen_alone(out, holdings, party, subject, false, memory->cache, arena,
                                     error) != IX_OK) {
        out->hindrance = IX_STR("it could not be screened by itself");
    }
    out->owners = holdings->run.owners;
    ix_status status = judge_or_refuse(out, holdings, kept->group, memory, arena, error);
    if (status == IX_OK && note_spelling(out, holdings, party, arena) != IX_OK) {
        status = no_memory(error);
    }
    return status;
}

ix_status ix_holdings_add(ix_decision *decision, const ix_holdings *holdings, ix_str name,
                          ix_holdings_memory *memory, ix_arena *arena, ix_error *error) {
    uint32_t group;
    bool found;
    ix_holdings_memory *own = NULL;
    decision->owners = holdings->run.owners;
    ix_status status = holdings_find(&found, &group, holdings, name, arena);
    if (status == IX_OK && !found) {
        return IX_OK;
    }
    if (status == IX_OK && memory != NULL) {
        status = remembered_begin(memory, error);
    } else if (status == IX_OK) {
        status = remembered_open(&own, arena, error); /* of one question */
    }
    if (status == IX_OK) {
        status =
            judge_or_refuse(decision, holdings, group, memory != NULL ? memory : own, arena, error);
    } else {
        refuse_untold(decision);
        status = no_memory(error);
    }
    return status;
}
