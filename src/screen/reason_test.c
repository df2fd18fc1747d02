/* Tests of the one sentence of a decision. */
#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "weigh.h"

static void assert_reason(ix_decision *decision, const char *hindrance, const char *expected) {
    ix_arena arena;
    ix_arena_init(&arena, 1 << 16);
    weigh_reason(decision, ix_str_from_cstr(hindrance), &arena);
    if (!ix_str_equal(decision->reason, ix_str_from_cstr(expected))) {
        fail_msg("'%.*s', expected '%s'", IX_ARG(decision->reason), expected);
    }
    ix_arena_free(&arena);
}

static void an_established_block(void **state) {
    (void)state;
    sample s;
    sample_block(&s);
    assert_reason(&s.decision, "",
                  "Presumed to be TIKHONOV, Andrei Gennadyevich (us_ofac_sdn:45815), blocked under "
                  "RUSSIA-EO14024: name and date of birth agree.");
}

static void a_review(void **state) {
    (void)state;
    sample s;
    sample_block(&s);
    s.finding.identity = IX_IDENTITY_OPEN;
    s.finding.why = IX_STR("the name is alike");
    weigh_decision(&s.decision);
    assert_reason(
        &s.decision, "",
        "May be TIKHONOV, Andrei Gennadyevich (us_ofac_sdn:45815), which would be blocked "
        "under RUSSIA-EO14024: the name is alike.");
}

static void a_gap_names_its_versions(void **state) {
    (void)state;
    sample s;
    sample_block(&s);
    s.listings[0].times.state = IX_LISTING_GAP;
    s.listings[0].times.gap_from = sample_day(SAMPLE_2024_06_21);
    s.listings[0].times.gap_to = sample_day(SAMPLE_2024_07_16);
    weigh_decision(&s.decision);
    assert_reason(
        &s.decision, "",
        "Whether TIKHONOV, Andrei Gennadyevich (us_ofac_sdn:45815) was listed at that time "
        "is not known: the versions published 2024-06-21 and 2024-07-16 disagree.");
}

static void information_says_why(void **state) {
    (void)state;
    sample s;
    sample_block(&s);
    s.listings[0].times.state = IX_LISTING_ENDED;
    s.listings[0].removed = IX_STR("removed between the versions published A and B");
    weigh_finding(&s.finding);
    weigh_decision(&s.decision);
    assert_reason(&s.decision, "",
                  "For information only: TIKHONOV, Andrei Gennadyevich (us_ofac_sdn:45815) was "
                  "removed between the versions published A and B.");
    s.listings[0].times.state = IX_LISTING_ANNOUNCED;
    s.listings[0].times.effective_from = sample_day(SAMPLE_2024_07_16);
    assert_reason(&s.decision, "",
                  "For information only: TIKHONOV, Andrei Gennadyevich (us_ofac_sdn:45815) was "
                  "announced on 2024-06-21 and takes effect on 2024-07-16.");
    s.listings[0].times.state = IX_LISTING_IN_FORCE;
    s.finding.identity = IX_IDENTITY_BELOW;
    s.finding.why = IX_STR("contradicted by date of birth");
    assert_reason(&s.decision, "",
                  "For information only: TIKHONOV, Andrei Gennadyevich (us_ofac_sdn:45815): "
                  "contradicted by date of birth.");
}

static void what_must_not_be_overlooked_is_added(void **state) {
    (void)state;
    sample s;
    sample_block(&s);
    s.decision.finding_count = 0;
    s.list.stale = true;
    s.list.age_days = 45;
    weigh_decision(&s.decision);
    assert_reason(&s.decision, "",
                  "No listed party reaches the reporting bar; us_ofac_sdn is 45 "
                  "days old and stale by the policy.");
    s.list.stale = false;
    s.list.before_first = true;
    weigh_hindrance(&s.decision, IX_VERDICT_REVIEW);
    assert_reason(&s.decision, "bytes were replaced",
                  "A person must look; bytes were replaced; us_ofac_sdn was first archived as of "
                  "2024-06-21, after the date asked about.");
}

static void an_open_block_is_said_beside_a_license(void **state) {
    (void)state;
    sample s;
    ix_finding both[2];
    ix_finding_listing licensed;
    sample_block(&s);
    both[0] = s.finding;
    both[0].identity = IX_IDENTITY_OPEN;
    both[1] = s.finding;
    licensed = s.listings[0];
    licensed.law.effect = IX_VERDICT_LICENSE;
    licensed.effect = IX_VERDICT_LICENSE;
    licensed.law.program = IX_STR("EL");
    both[1].listings = &licensed;
    both[1].effect = IX_VERDICT_LICENSE;
    both[1].name = IX_STR("AO Kaspersky Lab");
    both[1].entity = IX_STR("us_csl:1");
    s.decision.findings = both;
    s.decision.finding_count = 2;
    weigh_decision(&s.decision);
    assert_reason(&s.decision, "",
                  "Presumed to be AO Kaspersky Lab (us_csl:1), dealt with under a licence only "
                  "under EL: name and date of birth agree; a possible match not settled yet would "
                  "be blocked.");
}

static void without_memory_there_is_still_a_sentence(void **state) {
    (void)state;
    sample s;
    ix_arena arena;
    sample_block(&s);
    ix_arena_init(&arena, 8);
    weigh_reason(&s.decision, (ix_str){0}, &arena);
    assert_true(s.decision.reason.len > 0);
    ix_arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_established_block),
        cmocka_unit_test(a_review),
        cmocka_unit_test(a_gap_names_its_versions),
        cmocka_unit_test(information_says_why),
        cmocka_unit_test(what_must_not_be_overlooked_is_added),
        cmocka_unit_test(an_open_block_is_said_beside_a_license),
        cmocka_unit_test(without_memory_there_is_still_a_sentence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
