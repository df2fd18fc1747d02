/* Private to screen: from matches and effects to a verdict. Pure functions, so that every line of
 * the decision's law can be shown by a test without an index. */
#ifndef SCREEN_WEIGH_H
#define SCREEN_WEIGH_H

#include <interdict/screen.h>

/** The bars of one screening. */
typedef struct weigh_bars {
    int32_t threshold; /**< matches below are not reported */
    int32_t alert;     /**< from here a person must look */
    int32_t establish;
    int32_t name; /**< what a name alone must reach to be corroborated: the policy's alert bar */
} weigh_bars;

/** Bars from the policy and the asker's threshold (0: none). Above the policy's alert bar it raises
 *  the alert bar; below, findings in between are reported for information. */
weigh_bars weigh_bars_set(const ix_policy *policy, int32_t threshold);
/** Digest of a policy as used: its own, or with a raised alert bar one that differs from it. */
ix_digest weigh_policy_digest(const ix_policy *policy, const weigh_bars *bars);

/** How sure the match is of whom it is about. `open_attributes`: the asker gave an attribute that
 *  could not be read, so that a weak a.k.a. alone is not suppressed. */
ix_identity weigh_identity(const ix_match *match, const weigh_bars *bars, bool open_attributes);
/** That, in words: "name and date of birth agree". IX_STR of a constant or arena text. */
ix_str weigh_why(const ix_match *match, ix_identity identity, ix_arena *arena);

/** The most severe listing first; the finding's effect by its listings and its identity. Effects
 *  become info, and obligations none, where the identity does not reach the alert bar. */
void weigh_finding(ix_finding *finding);

/** Sort the findings and set verdict and open. */
void weigh_decision(ix_decision *decision);
/** Raise the verdict to at least review, or turn one below review into not_screened. */
void weigh_hindrance(ix_decision *decision, ix_verdict verdict);
/** The decision's sentence. `hindrance`: what else has to be said, or empty. */
void weigh_reason(ix_decision *decision, ix_str hindrance, ix_arena *arena);

/** Let what hinders the decision (decision->hindered) raise the verdict, then say the sentence. */
void weigh_conclude(ix_decision *decision, ix_arena *arena);

#endif
