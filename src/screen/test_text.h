/* For tests of running text: a world and one text screened in it, sooner or exhaustively. */
#ifndef SCREEN_TEST_TEXT_H
#define SCREEN_TEST_TEXT_H

#include <interdict/os.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "world.h"

static world w;
static const ix_context context = {.user = {"private", 7}, .nexus = {"us", 2}};

/* A bar a hair below the alert bar is screened by windows: every run of words is asked. */
static inline ix_decision text_screen(ix_str text, bool windows) {
    ix_decision d;
    ix_error error = {.status = IX_OK};
    const ix_screen_options options = {.threshold = windows ? IX_SCORE_ALERT - 1 : 0};
    ix_status status =
        ix_screen_text(&d, &w.screener, text, IX_STR("-"), &context, world_time("2024-07-01"),
                       world_time(NULL), &options, &w.request, &error);
    if (status != IX_OK) {
        fail_msg("%s", error.text);
    }
    return d;
}

static inline const ix_finding *text_find(const ix_decision *d, ix_str entity) {
    for (int i = 0; i < d->finding_count; i++) {
        if (ix_str_ends_with(d->findings[i].entity, entity)) {
            return &d->findings[i];
        }
    }
    return NULL;
}

static inline int set_up(void **state) {
    (void)state;
    world_open(&w, getenv("INTERDICT_SOURCE"));
    return 0;
}

static inline int tear_down(void **state) {
    (void)state;
    world_close(&w);
    return 0;
}

#endif
