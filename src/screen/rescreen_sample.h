/* For tests: hand-made re-screenings. */
#ifndef SCREEN_RESCREEN_SAMPLE_H
#define SCREEN_RESCREEN_SAMPLE_H

#include "sample.h"

typedef struct rescreen_sample {
    sample before, after;
    ix_difference differences[2];
    ix_rescreened rescreened;
} rescreen_sample;

/** The party of sample_block(), not found before and blocked after. */
static inline void rescreen_sample_new_hit(rescreen_sample *s) {
    memset(s, 0, sizeof *s);
    sample_block(&s->before);
    sample_block(&s->after);
    s->before.decision.verdict = IX_VERDICT_CLEAR;
    s->before.decision.open = IX_VERDICT_NOT_SCREENED;
    s->before.decision.reason = IX_STR("No listed party reaches the reporting bar.");
    s->before.decision.finding_count = 0;
    s->differences[0] = (ix_difference){.after = &s->after.finding};
    s->rescreened = (ix_rescreened){.change = IX_RESCREEN_NEWLY_HIT,
                                    .since = sample_day(SAMPLE_2024_06_21),
                                    .before = s->before.decision,
                                    .after = s->after.decision,
                                    .differences = s->differences,
                                    .difference_count = 1};
}

/** The same found on both sides, of which effect and state differ. */
static inline void rescreen_sample_amended(rescreen_sample *s) {
    rescreen_sample_new_hit(s);
    s->rescreened.change = IX_RESCREEN_NO_LONGER_HIT;
    s->rescreened.before = s->after.decision;
    s->before.finding.effect = IX_VERDICT_INFO;
    s->before.listings[0].times.state = IX_LISTING_ENDED;
    s->before.decision.verdict = IX_VERDICT_INFO;
    s->before.decision.finding_count = 1;
    s->rescreened.after = s->before.decision;
    s->differences[0] = (ix_difference){&s->after.finding, &s->before.finding,
                                        1u << IX_PROJECTED_EFFECT | 1u << IX_PROJECTED_STATE};
}

#endif
