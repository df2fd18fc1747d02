/* Private to screen: the parts that screenings of all kinds of subjects share. */
#ifndef SCREEN_SCREENER_H
#define SCREEN_SCREENER_H

#include <interdict/screen.h>

#include "weigh.h"

/** One screening under way. */
typedef struct screening {
    const ix_screener *screener;
    const ix_context *context;
    const ix_screen_options *options;
    weigh_bars bars;
    ix_list_view *views; /**< one for each list of the index */
    int64_t *as_of;      /**< instant asked about, in each list's zone */
    ix_decision *decision;
    ix_arena *arena;
    ix_error *error;
} screening;

struct ix_screen_frame {
    screening s;
    ix_decision decision; /**< a clear one, without a party */
};

/** Fill what a decision has before any search: times, engine, bars, lists. On failure the decision
 *  is not_screened with its reason. */
ix_status screening_begin(screening *s, ix_decision *decision, const ix_screener *screener,
                          const ix_context *context, ix_when as_of, ix_when known_at,
                          const ix_screen_options *options, ix_arena *arena, ix_error *error);
/** What the screenings of a run that has begun have in common, as a frame. */
void screening_frame(ix_screen_frame *out, const screening *run, ix_arena *arena);
/** Make the decision not_screened because of an error; returns the status. */
ix_status screening_stop(screening *s, ix_status status, const ix_error *why);
/** Is a list of the decision older than the policy allows? */
bool screening_has_stale_list(const ix_decision *decision);
/** Does any of some entities match a party, at the times of the screening or with the lists viewed
 *  as `others`? */
ix_status screening_touches(bool *touches, screening *s, const ix_party *party,
                            const ix_selection *among, const ix_list_view *others);
/** Turn a match into a finding. *made is false when nothing of it is known at as_of yet. */
ix_status screening_find(screening *s, ix_finding *finding, bool *made, const ix_match *match,
                         bool open_attributes);
/** Add findings for the other entries of each party that a finding so far may be (open or
 *  established), unless they are among the findings. `matches`: of each finding. */
ix_status screening_add_kin(screening *s, const ix_match **matches);
/** Add what the rules say of the party beside the lists: places, products, names on record. `names`
 *  are those asked, `given` their numbers as given. */
ix_status screening_add_unlisted(screening *s, const ix_party *party, const ix_parsed_name *names,
                                 const int *given, int name_count);
/** Findings of all matches, weighed and sorted, with the verdict; not yet the sentence. */
ix_status screening_weigh(screening *s, const ix_matches *matches, bool open_attributes);

/** What the law itself speaks of, not a list: a product, a territory; and how it was recognized. */
typedef struct rule_subject {
    ix_str list; /**< "products", "places" */
    ix_str key;
    ix_str name;
    ix_party_type type;
    ix_identity identity;
    ix_str why;
    ix_evidence_kind kind;
    ix_str query;     /**< what was written ... */
    ix_str listed;    /**< ... and what it is in the data */
    int32_t from, to; /**< its bytes, or -1 */
} rule_subject;

/** Name a finding LIST:KEY, a party of its own. IX_E_MEMORY. */
ix_status rule_entity(ix_finding *finding, ix_str list, ix_str key, ix_arena *arena,
                      ix_error *error);
/** A listing that an instrument makes: what the caller told in *listing (law, state, basis, ...),
 *  with the program and the dates of the law. IX_E_MEMORY. */
ix_status rule_listing(ix_finding_listing *listing, ix_arena *arena, ix_error *error);
/** The listing that a measure about products, or a territory, makes: the same in the finding of a
 *  party, of a message and of an inventory, with the measure's own words. IX_E_MEMORY. */
ix_status rule_product_listing(ix_finding_listing *listing, const ix_product_measure *measure,
                               ix_arena *arena, ix_error *error);
ix_status rule_place_listing(ix_finding_listing *listing, const ix_place *place, ix_arena *arena,
                             ix_error *error);
/** A finding of a product, with a listing for each measure that was announced or is in force or
 *  ended; none: the finding has no listing, and is none. */
ix_status screening_product(screening *s, ix_finding *finding, const rule_subject *subject,
                            const ix_product_measure *measures, int count);
/** The same of a territory. */
ix_status screening_place(screening *s, ix_finding *finding, const rule_subject *subject,
                          const ix_place *place);

#endif
