/* Private to screen: the parties of an owners file and what their stakes come to. */
#ifndef SCREEN_HOLDINGS_H
#define SCREEN_HOLDINGS_H

#include <interdict/screen.h>

#include "screener.h"

#define HOLDING_KEY_BYTES 16

/** What is kept of each party. */
typedef struct holding_party {
    uint32_t
        sure; /**< a bit a rule of ownership: a listing that it speaks of, surely of the party */
    uint32_t open;    /**< the same where identity or time of the listing is not sure */
    uint32_t entity;  /**< established listed entity + 1, for the owners its list states; or 0 */
    uint32_t ordinal; /**< at which it was read */
    uint32_t group;   /**< the party that stands for all spellings of its name */
    bool screened;
    bool plain;                     /**< its decision is clear and has nothing else to tell */
    bool doubtful;                  /**< it could not be screened, or not in full */
    bool keyless;                   /**< there was no memory to make its key */
    bool owned;                     /**< stands in the file as owned */
    uint8_t key[HOLDING_KEY_BYTES]; /**< of the name; equal for spellings of one */
} holding_party;

/** How far one rule of ownership spread. */
typedef struct holding_spread {
    const ix_ownership_rule *rule;
    bool in_force;
    const ix_ownership_window *window;
    bool used;               /**< somebody owns something by it; else the rest is not set */
    ix_spread_rule measure;  /**< of what is sure */
    ix_spread_rule possible; /**< of what is possible */
    ix_spread sure_reach;
    ix_spread possible_reach;
    uint32_t *sure_origin;     /**< of who was reached: a listed party behind it, */
    uint32_t *possible_origin; /**< however far up */
} holding_spread;

struct ix_holdings {
    const ix_screener *screener;
    const ix_context *context;
    const ix_screen_options *options;
    ix_owners *owners;
    ix_arena *arena;
    ix_decision run;
    screening base;            /**< of the run: how the lists are viewed */
    ix_screen_frame frame;     /**< what the screenings of all parties have in common */
    ix_context owners_context; /**< that of owners asked about for what they own */
    ix_screen_frame owners_frame;
    ix_buf parties;    /**< holding_party each */
    uint32_t extended; /**< parties looked at for owners that lists state */
    uint32_t *owned;
    uint32_t owned_count;
    ix_ownership graph; /**< of the parties that stand for groups */
    uint32_t *marks;    /**< by party: rules it is listed under, surely or not */
    uint32_t *sure_marks;
    uint32_t *by_key;        /**< parties by key, then name */
    uint32_t *teller;        /**< of a group: the spelling whose decision tells who it is */
    holding_spread *spreads; /**< one a rule of ownership */
    int spread_count;
    ix_spread doubt; /**< of parties that could not be screened; round NULL: there are none */
};

/** The parties; valid until one is added. */
static inline holding_party *holdings_parties(const ix_holdings *h) {
    return (holding_party *)(void *)h->parties.ptr;
}

/** LIST:KEY, or just a name? What stands before the colon is the id of a loaded list, or looks like
 *  one ("eu_fsf"): a list that is missing is told, and not taken for a part of a name. */
bool holdings_is_reference(const ix_holdings *h, ix_str name);
/** Make the decision on one party by itself, as it stands in the file, or as an owner of what is
 *  asked about. `party` is filled; `cache` may be NULL. */
ix_status holdings_screen_alone(ix_decision *out, const ix_holdings *h, uint32_t number,
                                ix_party *party, bool as_owner, ix_part_cache *cache,
                                ix_arena *arena, ix_error *error);
/** How parties are screened; `cache` may be NULL. */
ix_screen_options holdings_options(const ix_holdings *h, bool as_owner, ix_part_cache *cache);
/** The entry LIST:KEY as it is read at the times of the run. IX_E_NOT_FOUND: the run knows none. */
ix_status holdings_read_entity(ix_entity *out, const ix_holdings *h, ix_str id, ix_arena *arena);
/** What a party is called where people read it: its name, or of LIST:KEY the entry's name too. */
ix_str holdings_label(const ix_holdings *h, uint32_t party, ix_arena *arena);
/** The key of a name. IX_E_MEMORY. */
ix_status holdings_make_key(uint8_t key[HOLDING_KEY_BYTES], const ix_holdings *h, ix_str name,
                            ix_arena *arena);
/** *found: the file knows the name in some spelling, of *group; after settling. Statuses of
 *  holdings_make_key(). */
ix_status holdings_find(bool *found, uint32_t *group, const ix_holdings *h, ix_str name,
                        ix_arena *arena);
/** Find the groups of spellings and make each stake one between those that stand for them. */
ix_status holdings_join(ix_holdings *h, ix_error *error);

#endif
