/* For tests that share one world: it is opened before the first test of a file and closed after the
 * last, by cmocka_run_group_tests(tests, set_up, tear_down). */
#ifndef SCREEN_TEST_WORLD_H
#define SCREEN_TEST_WORLD_H

#include "world.h"

#include <stdlib.h>

static world w;

static int set_up(void **state) {
    (void)state;
    world_open(&w, getenv("INTERDICT_SOURCE"));
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    world_close(&w);
    return 0;
}

#endif
