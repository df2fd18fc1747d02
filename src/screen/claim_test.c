/* Tests of claims in writing: names of outcomes, sums as evidence. */
#include <interdict/screen.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "claim.h"

static void outcomes_have_names(void **state) {
    (void)state;
    assert_string_equal(ix_claim_outcome_name(IX_CLAIM_BELOW), "below");
    assert_string_equal(ix_claim_outcome_name(IX_CLAIM_POSSIBLE), "possible");
    assert_string_equal(ix_claim_outcome_name(IX_CLAIM_REACHED), "reached");
    assert_string_equal(ix_claim_outcome_name((ix_claim_outcome)9), "unknown");
}

static void sums_are_evidence_before_that_of_the_owner(void **state) {
    (void)state;
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    const ix_str programs[] = {IX_STR("DPRK3"), IX_STR("CYBER2")};
    const ix_claim_holder holders[] = {
        {.name = IX_STR("Alpha"),
         .share = 30 * IX_PERCENT_ONE,
         .listed = true,
         .programs = programs,
         .program_count = 2},
        {.name = IX_STR("Beta"), .share = IX_PERCENT_WHOLE, .unknown = true, .beyond = 7},
    };
    const ix_claim_step step = {IX_STR("Gamma"), holders, 2, 3, 130 * IX_PERCENT_ONE + 1};
    const ix_claim claim = {.outcome = IX_CLAIM_REACHED, .steps = &step, .step_count = 1};
    const ix_evidence name = {.kind = IX_EVIDENCE_NAME, .millibits = 2000, .from = -1, .to = -1};
    const ix_finding owner = {.evidence = &name, .evidence_count = 1};
    ix_evidence *all;
    int count;
    assert_int_equal(claim_evidence(&all, &count, &claim, &owner, &arena, NULL), IX_OK);
    assert_int_equal(count, 2);
    assert_int_equal(all[0].kind, IX_EVIDENCE_OWNERSHIP);
    assert_int_equal(all[0].millibits, 0);
    assert_true(ix_str_equal(all[0].query, IX_STR("Gamma")));
    assert_true(ix_str_equal(
        all[0].listed, IX_STR("Alpha 30 % (DPRK3, CYBER2) + Beta 100 % at most (7 links below "
                              "a listed party) + 3 more = 130.000000001 %")));
    assert_int_equal(all[1].kind, IX_EVIDENCE_NAME);
    assert_int_equal(all[1].millibits, 2000);
    assert_int_equal(all[1].from, -1);
    ix_arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(outcomes_have_names),
        cmocka_unit_test(sums_are_evidence_before_that_of_the_owner),
    };
    return cmocka_run_group_tests_name("screen/claim", tests, NULL, NULL);
}
