/* Private to rules: measures weighed against the circumstances of a question, for listings
 * (effect.c), products (product.c) and places (place.c) alike. */
#ifndef INTERDICT_RULES_WEIGHING_H
#define INTERDICT_RULES_WEIGHING_H

#include "ruleset.h"

/* What was not told and decides; the order is that of `depends_on`. */
enum { OPEN_USER = 1 << 0, OPEN_ROLE = 1 << 1, OPEN_ACTIVITY = 1 << 2, OPEN_RESIDENCE = 1 << 3 };
#define OPEN_BITS 4

/* A measure weighed against the circumstances. */
typedef struct weighed {
    const rule_program *program; /* whose authority it is */
    const rule_program *rule;    /* whose measure it is: the programme or its list's general rule */
    const rule_measure *measure;
    ix_str tag;   /* as listed */
    bool general; /* no programme has the tag: the general rule stands in */
    ix_verdict effect;
    unsigned open; /* OPEN_ bits; beside them the measure's own `depends` are open */
    ix_str idle;   /* why it does not apply, or empty */
    bool released; /* because licences or exemptions cover it */
    bool licensed; /* the same, by a licence among them: 31 CFR 501.601 speaks of these */
} weighed;

/* Everything one call works with. */
typedef struct weighing {
    const ix_rules *rules;
    const ix_entity *entity;   /* NULL: of no list */
    const ix_listing *listing; /* NULL: of no list */
    ix_str list;
    const ix_context *context;
    bool not_located; /* of a place: a nationality or residence, not told which */
    int64_t as_of;
    ix_arena *arena;
    ix_error *error;
    ix_vector measures; /* weighed */
    ix_vector notes;    /* ix_note */
    ix_vector licenses; /* ix_license_use */
} weighing;

/* Does `from` <= as_of < `until` hold in the zone? NONE is open. */
bool rule_in_force(ix_when from, ix_when until, ix_zone zone, int64_t as_of);

/* Weigh one measure and add it; IX_E_MEMORY. */
ix_status weighing_add(weighing *w, const weighed *measure);
/* Is nothing in its way and nothing left open: does the measure have its effect? */
bool weighing_applies(const weighed *it);
/* The effect if what is open held. */
ix_verdict weighing_full(const weighed *it);
/* The effect of all measures added: the most severe, with its authority, whom it binds, what it
 * depends on, obligations and notes of all. At least one measure. */
ix_status weighing_conclude(weighing *w, ix_effect *out);

ix_status weighing_note(weighing *w, ix_str text, ix_str authority, bool verified);
/* Text put together in the arena, however long. */
ix_status IX_PRINTF(3, 4) weighing_write(weighing *w, ix_str *out, const char *format, ...);
ix_status weighing_memory(const weighing *w);

/* Licences and exemptions that cover a measure which applies, or might: license.c. */
ix_status weighing_license(weighing *w, weighed *it);
/* Obligations of the measures that apply, and of released ones those that stay, each once: owed.c.
 */
ix_status weighing_owe(weighing *w, ix_effect *out);

#endif
