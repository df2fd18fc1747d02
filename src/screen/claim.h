/* Private to screen: who stands behind a party, by one rule of ownership. */
#ifndef SCREEN_CLAIM_H
#define SCREEN_CLAIM_H

#include "holdings.h"

/** A party on the way up from the subject, and who of those that count holds it. */
typedef struct claim_node {
    uint32_t party;
    ix_claim_step step;
    const uint32_t *holders; /**< party numbers of the step's holders, in its order */
} claim_node;

/** Everybody on the way up, and the listed parties at its ends. */
typedef struct claim_proof {
    const ix_holdings *holdings;
    const holding_spread *spread;
    ix_claim_outcome outcome;
    claim_node nodes[IX_CLAIM_STEPS_MAX]; /**< [0] the subject */
    int node_count;
    uint32_t ends[IX_CLAIM_OWNERS_MAX]; /**< in the order they were met */
    int end_count;
    bool cut;
} claim_proof;

/** Gather it, nearest first. False when nobody who counts holds the party. IX_E_MEMORY. */
ix_status claim_prove(bool *held, claim_proof *proof, const ix_holdings *h,
                      const holding_spread *spread, uint32_t party, ix_arena *arena,
                      ix_error *error);
/** The claim of one of its ends: the steps by which that owner's stake reaches the subject, which
 * is called as it was asked. */
ix_status claim_of(const ix_claim **out, const claim_proof *proof, uint32_t end, ix_str subject,
                   ix_arena *arena, ix_error *error);
/** The steps as evidence, and behind them the evidence of who the owner is. */
ix_status claim_evidence(ix_evidence **out, int *count, const ix_claim *claim,
                         const ix_finding *owner, ix_arena *arena, ix_error *error);

#endif
