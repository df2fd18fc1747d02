/* Tests of the decision's own properties: its zero value, its exit status, its names. */
#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "writers.h"

static void a_zeroed_decision_is_not_a_clear_one(void **state) {
    (void)state;
    ix_decision zero = {0};
    assert_int_equal(zero.verdict, IX_VERDICT_NOT_SCREENED);
    assert_int_equal(ix_decision_exit_status(&zero), 2);
    assert_false(ix_decision_is_alert(&zero));
}

static void exit_status_follows_verdict_and_open(void **state) {
    (void)state;
    static const int expected[] = {2, 0, 0, 1, 1, 1, 1, 1};
    for (int verdict = IX_VERDICT_NOT_SCREENED; verdict <= IX_VERDICT_BLOCK; verdict++) {
        ix_decision d = {.verdict = (ix_verdict)verdict};
        assert_int_equal(ix_decision_exit_status(&d), expected[verdict]);
        assert_int_equal(ix_decision_is_alert(&d), expected[verdict] == 1);
    }
    ix_decision open = {.verdict = IX_VERDICT_INFO, .open = IX_VERDICT_BLOCK};
    assert_int_equal(ix_decision_exit_status(&open), 1);
}

static void a_refusal_keeps_no_finding(void **state) {
    (void)state;
    sample s;
    sample_block(&s);
    ix_decision_refuse(&s.decision, &s.party, IX_STR("Not screened: no list is loaded."));
    assert_int_equal(s.decision.verdict, IX_VERDICT_NOT_SCREENED);
    assert_int_equal(s.decision.finding_count, 0);
    assert_int_equal(s.decision.open, IX_VERDICT_NOT_SCREENED);
}

static void names_are_stable(void **state) {
    (void)state;
    assert_string_equal(ix_identity_name(IX_IDENTITY_BELOW), "below");
    assert_string_equal(ix_identity_name(IX_IDENTITY_ESTABLISHED), "established");
    assert_string_equal(ix_identity_name((ix_identity)99), "unknown");
    assert_string_equal(ix_listing_state_name(IX_LISTING_GAP), "gap");
    assert_string_equal(ix_listing_state_name(IX_LISTING_IN_FORCE), "in_force");
}

static void a_span_says_which_text_it_lies_in(void **state) {
    (void)state;
    char where[32];
    sample s;
    sample_block(&s);
    ix_evidence e = {.from = -1};
    assert_int_equal(evidence_place(where, &s.decision, &e).len, 0);
    e.from = 3;
    assert_true(ix_str_equal(evidence_place(where, &s.decision, &e), IX_STR("name")));
    e.name = 2;
    assert_true(ix_str_equal(evidence_place(where, &s.decision, &e), IX_STR("alias 2")));
}

static void a_limit_of_nothing_shows_all(void **state) {
    (void)state;
    ix_decision d = {.finding_count = 12};
    assert_int_equal(findings_shown(&d, &(ix_decision_style){.limit = 0}), 12);
    assert_int_equal(findings_shown(&d, &(ix_decision_style){.limit = 10}), 10);
    assert_int_equal(findings_shown(&d, &(ix_decision_style){.limit = 20}), 12);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_zeroed_decision_is_not_a_clear_one),
        cmocka_unit_test(exit_status_follows_verdict_and_open),
        cmocka_unit_test(a_refusal_keeps_no_finding),
        cmocka_unit_test(names_are_stable),
        cmocka_unit_test(a_span_says_which_text_it_lies_in),
        cmocka_unit_test(a_limit_of_nothing_shows_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
