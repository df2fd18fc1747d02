/* Tests of how lists take part: the instant of a run, what was known, in force, stale. */
#include <interdict/os.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "screener.h"
#include "test_world.h"

static const ix_context context;

static int64_t instant(const char *text) {
    return ix_when_instant(world_time(text), IX_ZONE_UTC);
}

static ix_decision run(const char *as_of, const char *known_at) {
    ix_decision d;
    WORLD_CHECK(ix_screen_run(&d, &w.screener, &context, world_time(as_of), world_time(known_at),
                              NULL, &w.request, &w.error),
                &w);
    return d;
}

static void digests_name_what_it_is_made_of(void **state) {
    (void)state;
    ix_digest image = ix_index_digest(w.index);
    assert_true(ix_digest_equal(&w.screener.engine.image, &image));
    assert_true(ix_digest_equal(&w.screener.engine.policy, &w.policy.digest));
    ix_screener none;
    static const ix_digest zero;
    ix_screener_init(&none, NULL, w.knowledge, w.rules, w.products, &w.policy);
    assert_true(ix_digest_equal(&none.engine.image, &zero));
    assert_true(ix_digest_equal(&none.engine.knowledge, &w.screener.engine.knowledge));
    ix_screener_init(&none, NULL, w.knowledge, w.rules, NULL, &w.policy);
    assert_true(ix_digest_equal(&none.engine.knowledge, ix_knowledge_digest(w.knowledge)));
    assert_false(ix_digest_equal(&none.engine.knowledge, &w.screener.engine.knowledge));
}

static void runs_of_one_day_ask_about_one_instant(void **state) {
    (void)state;
    int64_t morning = ix_screener_run_instant(&w.screener, instant("2024-07-05T08:00:00Z"));
    int64_t evening = ix_screener_run_instant(&w.screener, instant("2024-07-05T23:59:59Z"));
    assert_int_equal(morning, instant("2024-07-05T04:00:00Z")); /* midnight in New York */
    assert_int_equal(evening, morning);
    assert_int_equal(ix_screener_run_instant(&w.screener, instant("2024-07-05T01:00:00Z")),
                     instant("2024-07-05T00:00:00Z"));
    ix_screener none;
    ix_screener_init(&none, NULL, w.knowledge, w.rules, w.products, &w.policy);
    assert_int_equal(ix_screener_run_instant(&none, instant("2024-07-05T08:00:00Z")),
                     instant("2024-07-05T00:00:00Z"));
}

static void the_snapshot_in_force_is_used(void **state) {
    (void)state;
    assert_int_equal(run("2024-06-20", NULL).lists[0].published.value, WORLD_2024_06_12);
    assert_int_equal(run("2024-06-21", NULL).lists[0].published.value, WORLD_2024_06_21);
    assert_int_equal(run("2026-04-22", NULL).lists[0].published.value, WORLD_2024_06_21);
    assert_int_equal(run("2026-04-23", NULL).lists[0].published.value, WORLD_2026_04_23);
    assert_int_equal(run("2026-04-23", "2024-06-20").lists[0].published.value, WORLD_2024_06_12);
    /* 00:00 of the list's own zone, not of UTC */
    assert_int_equal(run("2024-06-21T03:59:59Z", NULL).lists[0].published.value, WORLD_2024_06_12);
    assert_int_equal(run("2024-06-21T04:00:00Z", NULL).lists[0].published.value, WORLD_2024_06_21);
    assert_true(run("2024-06-11", NULL).lists[0].before_first);
    assert_false(run("2024-06-12", NULL).lists[0].before_first);
}

static void age_counts_from_the_time_asked_about(void **state) {
    (void)state;
    assert_false(run("2024-06-28", NULL).lists[0].stale); /* seven days, as the policy allows */
    assert_true(run("2024-06-28T04:00:01Z", NULL).lists[0].stale);
    assert_int_equal(run("2024-07-05", NULL).lists[0].age_days, 14);
    /* What was known then was fresh then. */
    assert_false(run("2026-01-01", "2024-06-21").lists[0].stale);
    /* What was in force then is judged at that time. */
    assert_false(run("2024-06-22", "2026-05-01").lists[0].stale);
}

static void a_run_refuses_what_it_does_not_have(void **state) {
    (void)state;
    ix_decision d;
    ix_error error = {.status = IX_OK};
    ix_str ids[] = {IX_STR("us_ofac_sdn"), IX_STR("nowhere")};
    ix_screen_options options = {.lists = ids, .list_count = 2};
    assert_int_equal(ix_screen_run(&d, &w.screener, &context, world_time("2024-07-01"),
                                   world_time(NULL), &options, &w.request, &error),
                     IX_E_NOT_FOUND);
    assert_non_null(strstr(error.text, "nowhere"));
    options.list_count = 1;
    assert_int_equal(ix_screen_run(&d, &w.screener, &context, world_time("2024-07-01"),
                                   world_time("2020-01-01"), &options, &w.request, &error),
                     IX_E_NOT_FOUND);
    assert_int_equal(d.verdict, IX_VERDICT_NOT_SCREENED);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digests_name_what_it_is_made_of),
        cmocka_unit_test(runs_of_one_day_ask_about_one_instant),
        cmocka_unit_test(the_snapshot_in_force_is_used),
        cmocka_unit_test(age_counts_from_the_time_asked_about),
        cmocka_unit_test(a_run_refuses_what_it_does_not_have),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
