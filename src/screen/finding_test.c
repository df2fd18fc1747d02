/* Tests of findings: a match placed in time and weighed, and damage that must not pass. */
#include <interdict/os.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "screener.h"
#include "test_world.h"

static const ix_context context = {.user = {"private", 7}, .nexus = {"us", 2}};

/* The finding of a sure match of an entity. */
static ix_status find(ix_finding *finding, bool *made, const char *key, uint32_t ordinal,
                      const char *as_of) {
    ix_decision *decision = IX_NEW(&w.request, ix_decision, 1);
    screening s;
    ix_match match = {.ordinal = ordinal,
                      .score = 9900,
                      .name_score = 9900,
                      .full_person_name = true,
                      .matched_name = IX_STR("as matched")};
    WORLD_CHECK(screening_begin(&s, decision, &w.screener, &context, world_time(as_of),
                                world_time(NULL), NULL, &w.request, &w.error),
                &w);
    assert_true(
        ix_index_find(&match.entity, w.index, IX_STR("us_ofac_sdn"), ix_str_from_cstr(key)));
    return screening_find(&s, finding, made, &match, false);
}

static void a_listing_in_force(void **state) {
    (void)state;
    ix_finding f;
    bool made;
    assert_int_equal(find(&f, &made, "45815", 1, "2024-07-01"), IX_OK);
    assert_true(made);
    assert_true(ix_str_equal(f.entity, IX_STR("us_ofac_sdn:45815")));
    assert_true(ix_str_equal(f.party, f.entity));
    assert_true(ix_str_equal(f.name, IX_STR("TIKHONOV, Andrei Gennadyevich")));
    assert_int_equal(f.type, IX_PARTY_PERSON);
    assert_int_equal(f.effect, IX_VERDICT_BLOCK);
    assert_int_equal(f.identity, IX_IDENTITY_ESTABLISHED);
    assert_int_equal(f.listings[0].times.state, IX_LISTING_IN_FORCE);
    assert_int_equal(f.listings[0].times.basis, IX_BASIS_ACTION);
}

static void a_listing_of_the_future_is_no_finding(void **state) {
    (void)state;
    ix_finding f;
    bool made = true;
    assert_int_equal(find(&f, &made, "45815", 1, "2024-06-20"), IX_OK);
    assert_false(made);
}

static void what_the_first_snapshot_holds_was_always_in_force(void **state) {
    (void)state;
    ix_finding f;
    bool made;
    assert_int_equal(find(&f, &made, "36236", 0, "2023-01-01"), IX_OK);
    assert_true(made);
    assert_int_equal(f.listings[0].times.basis, IX_BASIS_ARCHIVE_BASE);
    assert_int_equal(f.listings[0].times.effective_from.kind, IX_WHEN_NONE);
    assert_int_equal(f.effect, IX_VERDICT_BLOCK);
}

static void an_ended_listing_says_when_it_was_removed(void **state) {
    (void)state;
    ix_finding f;
    bool made;
    assert_int_equal(find(&f, &made, "45818", 1, "2026-05-01"), IX_OK);
    assert_true(made);
    assert_int_equal(f.listings[0].times.state, IX_LISTING_ENDED);
    assert_int_equal(f.effect, IX_VERDICT_INFO);
    assert_true(
        ix_str_equal(f.listings[0].removed,
                     IX_STR("removed between the versions published 2024-06-21 and 2026-04-23")));
    assert_int_equal(f.listings[0].law.obligation_count, 0);
}

static void a_version_that_is_not_there_is_an_error(void **state) {
    (void)state;
    ix_finding f;
    bool made;
    assert_int_not_equal(find(&f, &made, "45818", 2, "2026-05-01"), IX_OK);
    assert_false(made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_listing_in_force),
        cmocka_unit_test(a_listing_of_the_future_is_no_finding),
        cmocka_unit_test(what_the_first_snapshot_holds_was_always_in_force),
        cmocka_unit_test(an_ended_listing_says_when_it_was_removed),
        cmocka_unit_test(a_version_that_is_not_there_is_an_error),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
