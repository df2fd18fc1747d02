/* Private to screen: what is kept of listed owners from one decision to the next. */
#ifndef SCREEN_REMEMBERED_H
#define SCREEN_REMEMBERED_H

#include "claim.h"

/** A listed owner's finding turned to what it owns: all of it that is the same for whatever is
 * owned by that rule with that outcome. */
typedef struct remembered_finding {
    ix_finding finding;      /**< without claim; its evidence is of who the owner is */
    ix_finding far;          /**< the same where it is held through others: told shorter */
    const ix_finding *owner; /**< the owner's own */
    ix_str authority;        /**< of the owner's listing alone */
    bool verified;           /**< the same */
    bool review;             /**< as a caution it is for a person */
} remembered_finding;

/** What a listed owner means for what it owns by one rule with one outcome. */
typedef struct remembered_owner {
    struct remembered_owner *next; /**< of the same bucket */
    const holding_spread *spread;
    ix_claim_outcome outcome;
    uint32_t end;
    ix_str label; /**< what it is called */
    const remembered_finding *findings;
    int count;
    const ix_str *programs; /**< of the listings that the rule speaks of, each once */
    int program_count;
} remembered_owner;

/** Where decisions on owned parties keep what they found; of one thread. */
struct ix_holdings_memory {
    ix_arena own;    /**< of a memory that outlives decisions */
    ix_arena *arena; /**< that, or the caller's */
    bool whole;      /**< the whole way up is told */
    bool keeps;      /**< outlives decisions: what it writes once is used again */
    int count;
    struct remembered_owner **owners; /**< by hash; see remembered.c */
    struct remembered_decision **decisions;
    ix_part_cache *cache; /**< NULL: none */
};

/** Make a memory for one question, all of it in the arena; nothing has to be given back. */
ix_status remembered_open(ix_holdings_memory **out, ix_arena *arena, ix_error *error);
/** Between decisions: forget all when it has become much. */
ix_status remembered_begin(ix_holdings_memory *memory, ix_error *error);
/** What the owner means: found, or made and kept. Lives until the memory begins again.
 *  IX_E_MEMORY; what stops a screening. */
ix_status remembered_find(const remembered_owner **out, const claim_proof *proof, uint32_t end,
                          ix_holdings_memory *memory, ix_error *error);

#endif
