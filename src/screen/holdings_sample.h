/* For tests: an owners file over the example lists, screened and settled. The test includes
 * <interdict/os.h> and cmocka before this. */
#ifndef SCREEN_HOLDINGS_SAMPLE_H
#define SCREEN_HOLDINGS_SAMPLE_H

#include "holdings.h"
#include "world.h"

#define DAY "2024-07-01"

/* A file and what came of it. */
typedef struct ownership {
    world *w;
    ix_context nobody; /* no circumstances */
    ix_owners owners;
    ix_holdings *holdings;
    ix_holdings_memory *memory;
} ownership;

static inline void begin(ownership *o, world *w) {
    *o = (ownership){.w = w};
    ix_owners_init(&o->owners, &w->arena);
}

static inline void add(ownership *o, const char *owner, const char *owned, int64_t percent) {
    ix_stake stake = {.share = percent * IX_PERCENT_ONE, .line = 2};
    WORLD_CHECK(ix_owners_party(&stake.owner, &o->owners, ix_str_from_cstr(owner), &o->w->error),
                o->w);
    WORLD_CHECK(ix_owners_party(&stake.owned, &o->owners, ix_str_from_cstr(owned), &o->w->error),
                o->w);
    WORLD_CHECK(ix_owners_add(&o->owners, &stake, &o->w->error), o->w);
}

static inline void settle(ownership *o, const ix_screener *screener) {
    uint32_t screened = 0;
    WORLD_CHECK(ix_holdings_open(&o->holdings, screener, &o->nobody, world_time(DAY), (ix_when){0},
                                 NULL, &o->owners, &o->w->arena, &o->w->error),
                o->w);
    while (screened < ix_holdings_party_count(o->holdings)) {
        for (uint32_t end = ix_holdings_party_count(o->holdings); screened < end; screened++) {
            ix_arena_reset(&o->w->request);
            ix_holdings_screen(o->holdings, screened, NULL, &o->w->request);
        }
        WORLD_CHECK(ix_holdings_extend(o->holdings, &o->w->error), o->w);
    }
    WORLD_CHECK(ix_holdings_settle(o->holdings, &o->w->error), o->w);
    WORLD_CHECK(ix_holdings_remember(&o->memory, false, &o->w->arena, &o->w->error), o->w);
}

static inline void close_all(ownership *o) {
    ix_holdings_forget(o->memory);
    ix_holdings_close(o->holdings);
    ix_owners_free(&o->owners);
}

static inline ix_decision decide(const ownership *o, const char *name) {
    ix_decision decision;
    uint32_t party;
    assert_true(ix_owners_find(&party, &o->owners, ix_str_from_cstr(name)));
    WORLD_CHECK(
        ix_holdings_decide(&decision, o->holdings, party, o->memory, &o->w->arena, &o->w->error),
        o->w);
    return decision;
}

#endif
