/* Private to screen: who stands behind a party, by one rule of ownership. */
#ifndef SCREEN_CLAIM_H
#define SCREEN_CLAIM_H

#include "holdings.h"

/** A party on the way up from the subject, and who of those that count holds it. */
typedef struct claim_node {
    uint32_t party;
    ix_claim_step step;
    ix_claim_holder *told;   /**< the step's holders */
    const uint32_t *holders; /**< their party numbers */
} claim_node;

/** How much of the way up is told. */
typedef struct claim_bounds {
    int steps, holders, owners;
} claim_bounds;

/** Everybody on the way up, and the listed parties at its ends. */
typedef struct claim_proof {
    const ix_holdings *holdings;
    const holding_spread *spread;
    ix_claim_outcome outcome;
    claim_bounds bounds;
    claim_node *nodes; /**< [0] the subject */
    int node_count, node_room;
    uint32_t
        *node_of;   /**< number + 1 of each party's node; NULL: they are few and looked through */
    uint32_t *ends; /**< in the order they were met */
    int end_count;
    bool too_long; /**< there are more steps than the bound */
    bool cut;      /**< that, or more holders or owners */
} claim_proof;

/** The bounds of what is told of every party, or of a party that is asked about alone. */
claim_bounds claim_bounds_of(bool whole);
/** Gather it, nearest first. False when nobody who counts holds the party. A way that does not fit
 *  into the bounds is told only as far as IX_CLAIM_STEPS_CUT. IX_E_MEMORY. */
ix_status claim_prove(bool *held, claim_proof *proof, const ix_holdings *h,
                      const holding_spread *spread, uint32_t party, claim_bounds bounds,
                      ix_arena *arena, ix_error *error);
/** The claim of one of its ends: the steps by which that owner's stake reaches the subject, which
 * is called as it was asked. */
ix_status claim_of(const ix_claim **out, const claim_proof *proof, uint32_t end, ix_str subject,
                   ix_arena *arena, ix_error *error);
/** The steps as evidence, and behind them the evidence of who the owner is. */
ix_status claim_evidence(ix_evidence **out, int *count, const ix_claim *claim,
                         const ix_finding *owner, ix_arena *arena, ix_error *error);

#endif
