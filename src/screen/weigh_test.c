/* The law of the verdict, rule by rule, on hand-made matches and findings. */
#include "weigh.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const ix_policy policy = {.alert_score = 7000, .establish_score = 8500};

static weigh_bars bars(void) {
    return weigh_bars_set(&policy, 0);
}

static ix_identity identity_of(ix_match match) {
    weigh_bars b = bars();
    return weigh_identity(&match, &b, false);
}

/* ------------------------------------------------------------------ identity */

static void below_the_alert_bar_nothing_is_an_alert(void **state) {
    (void)state;
    assert_int_equal(identity_of((ix_match){.score = 6999, .name_score = 9000}), IX_IDENTITY_BELOW);
    assert_int_equal(identity_of((ix_match){.score = 6999, .identifier_agrees = true}),
                     IX_IDENTITY_BELOW);
    assert_int_equal(identity_of((ix_match){.score = 7000}), IX_IDENTITY_OPEN);
}

static void what_establishes_an_identity(void **state) {
    (void)state;
    assert_int_equal(identity_of((ix_match){.score = 8500, .identifier_agrees = true}),
                     IX_IDENTITY_ESTABLISHED);
    assert_int_equal(
        identity_of((ix_match){.score = 8500, .name_score = 7000, .attribute_agrees = true}),
        IX_IDENTITY_ESTABLISHED);
    assert_int_equal(
        identity_of((ix_match){.score = 8500, .name_score = 7000, .identifier_untyped = true}),
        IX_IDENTITY_ESTABLISHED);
    assert_int_equal(identity_of((ix_match){.score = 8500, .full_person_name = true}),
                     IX_IDENTITY_ESTABLISHED);
    /* Letter for letter, form and all: from the alert bar on. */
    ix_evidence whole = {.kind = IX_EVIDENCE_NAME,
                         .relation = IX_RELATION_EQUAL,
                         .query = IX_STR("AO Kaspersky Lab"),
                         .listed = IX_STR("AO KASPERSKY LAB")};
    ix_match common = {
        .score = 7000, .full_organization_name = true, .evidence = &whole, .evidence_count = 1};
    assert_int_equal(identity_of(common), IX_IDENTITY_ESTABLISHED);
    whole.query = IX_STR("Kaspersky Lab");
    assert_int_equal(identity_of(common), IX_IDENTITY_OPEN);
    assert_int_equal(identity_of((ix_match){.score = 8500, .full_organization_name = true}),
                     IX_IDENTITY_ESTABLISHED);
}

static void what_never_establishes_it(void **state) {
    (void)state;
    /* A name of two parts, however alike. */
    assert_int_equal(identity_of((ix_match){.score = 9900, .name_score = 9900}), IX_IDENTITY_OPEN);
    /* A number without its type, or found in text. */
    assert_int_equal(identity_of((ix_match){.score = 9900, .identifier_untyped = true}),
                     IX_IDENTITY_OPEN);
    /* An attribute without a name. */
    assert_int_equal(identity_of((ix_match){.score = 9000,
                                            .name_score = 6000,
                                            .attribute_agrees = true,
                                            .identifier_untyped = true}),
                     IX_IDENTITY_OPEN);
    /* Anything that is contradicted, or under the establish bar. */
    assert_int_equal(
        identity_of((ix_match){.score = 9900, .identifier_agrees = true, .contradicted = true}),
        IX_IDENTITY_OPEN);
    assert_int_equal(identity_of((ix_match){.score = 8499, .full_person_name = true}),
                     IX_IDENTITY_OPEN);
}

/* FAQ 122-125: a weak a.k.a. is not screened for, and used to judge a hit. */
static void a_weak_alias_alone_is_suppressed(void **state) {
    (void)state;
    ix_match weak = {.score = 9900, .name_score = 9900, .weak_only = true};
    assert_int_equal(identity_of(weak), IX_IDENTITY_SUPPRESSED);
    weak.full_person_name = true;
    assert_int_equal(identity_of(weak), IX_IDENTITY_SUPPRESSED);
    weak.attribute_agrees = true;
    assert_int_equal(identity_of(weak), IX_IDENTITY_OPEN);
    weak.identifier_agrees = true;
    assert_int_equal(identity_of(weak), IX_IDENTITY_ESTABLISHED);
    ix_match unread = {.score = 9900, .weak_only = true};
    weigh_bars b = bars();
    assert_int_equal(weigh_identity(&unread, &b, true), IX_IDENTITY_OPEN);
}

/* ------------------------------------------------------------------ bars */

static void a_threshold_below_the_bar_only_reports_more(void **state) {
    (void)state;
    weigh_bars b = weigh_bars_set(&policy, 5000);
    assert_int_equal(b.threshold, 5000);
    assert_int_equal(b.alert, 7000);
    ix_digest same = weigh_policy_digest(&policy, &b);
    assert_true(ix_digest_equal(&same, &policy.digest));
}

static void a_threshold_above_the_bar_raises_it_and_shows(void **state) {
    (void)state;
    weigh_bars b = weigh_bars_set(&policy, 9000);
    assert_int_equal(b.threshold, 9000);
    assert_int_equal(b.alert, 9000);
    assert_int_equal(b.establish, 9000);
    assert_int_equal(b.name, 7000);
    ix_digest other = weigh_policy_digest(&policy, &b);
    assert_false(ix_digest_equal(&other, &policy.digest));
}

/* ------------------------------------------------------------------ verdicts */

static ix_finding_listing listing(ix_verdict law, ix_listing_state state) {
    return (ix_finding_listing){.law = {.effect = law, .full = law, .obligation_count = 1},
                                .times = {.state = state}};
}

static ix_finding finding(ix_identity identity, ix_finding_listing *listings, int count) {
    ix_finding f = {.entity = IX_STR("l:1"),
                    .identity = identity,
                    .listings = listings,
                    .listing_count = count,
                    .score = 9000};
    weigh_finding(&f);
    return f;
}

static ix_decision decide(ix_finding *findings, int count) {
    ix_decision d = {.findings = findings, .finding_count = count};
    weigh_decision(&d);
    return d;
}

/* The verdict of one finding of one listing. */
static ix_decision decide_one(ix_identity identity, ix_verdict law, ix_listing_state state) {
    ix_finding_listing l = listing(law, state);
    ix_finding f = finding(identity, &l, 1);
    ix_decision d = decide(&f, 1);
    d.findings = NULL;
    return d;
}

static void no_finding_is_clear(void **state) {
    (void)state;
    ix_decision d = decide(NULL, 0);
    assert_int_equal(d.verdict, IX_VERDICT_CLEAR);
    assert_int_equal(d.open, IX_VERDICT_NOT_SCREENED);
}

static void an_established_finding_decides(void **state) {
    (void)state;
    static const ix_verdict laws[] = {IX_VERDICT_BLOCK, IX_VERDICT_REJECT, IX_VERDICT_PROHIBITED,
                                      IX_VERDICT_LICENSE, IX_VERDICT_INFO};
    for (size_t i = 0; i < sizeof laws / sizeof laws[0]; i++) {
        ix_decision d = decide_one(IX_IDENTITY_ESTABLISHED, laws[i], IX_LISTING_IN_FORCE);
        assert_int_equal(d.verdict, laws[i]);
        assert_int_equal(d.open, IX_VERDICT_NOT_SCREENED);
    }
}

static void an_open_alert_is_review_and_open(void **state) {
    (void)state;
    ix_decision d = decide_one(IX_IDENTITY_OPEN, IX_VERDICT_BLOCK, IX_LISTING_IN_FORCE);
    assert_int_equal(d.verdict, IX_VERDICT_REVIEW);
    assert_int_equal(d.open, IX_VERDICT_BLOCK);
}

static void what_lies_below_the_bar_is_information(void **state) {
    (void)state;
    static const ix_identity low[] = {IX_IDENTITY_BELOW, IX_IDENTITY_SUPPRESSED};
    for (size_t i = 0; i < 2; i++) {
        ix_finding_listing l = listing(IX_VERDICT_BLOCK, IX_LISTING_IN_FORCE);
        ix_finding f = finding(low[i], &l, 1);
        assert_int_equal(f.effect, IX_VERDICT_INFO);
        assert_int_equal(l.law.obligation_count, 0);
        ix_decision d = decide(&f, 1);
        assert_int_equal(d.verdict, IX_VERDICT_INFO);
        assert_int_equal(d.open, IX_VERDICT_NOT_SCREENED);
    }
}

static void announced_and_ended_are_information(void **state) {
    (void)state;
    static const ix_listing_state states[] = {IX_LISTING_ANNOUNCED, IX_LISTING_ENDED};
    for (size_t i = 0; i < 2; i++) {
        ix_decision d = decide_one(IX_IDENTITY_ESTABLISHED, IX_VERDICT_BLOCK, states[i]);
        assert_int_equal(d.verdict, IX_VERDICT_INFO);
        assert_int_equal(d.open, IX_VERDICT_NOT_SCREENED);
    }
}

/* Between two snapshots that disagree neither clear nor block is known. */
static void a_gap_keeps_the_effect_and_asks_for_review(void **state) {
    (void)state;
    ix_finding_listing l = listing(IX_VERDICT_BLOCK, IX_LISTING_GAP);
    ix_finding f = finding(IX_IDENTITY_ESTABLISHED, &l, 1);
    assert_int_equal(f.effect, IX_VERDICT_BLOCK);
    ix_decision d = decide(&f, 1);
    assert_int_equal(d.verdict, IX_VERDICT_REVIEW);
    assert_int_equal(d.open, IX_VERDICT_BLOCK);
}

static void an_established_license_does_not_hide_an_open_block(void **state) {
    (void)state;
    ix_finding_listing l1 = listing(IX_VERDICT_LICENSE, IX_LISTING_IN_FORCE);
    ix_finding_listing l2 = listing(IX_VERDICT_BLOCK, IX_LISTING_IN_FORCE);
    ix_finding both[] = {finding(IX_IDENTITY_ESTABLISHED, &l1, 1),
                         finding(IX_IDENTITY_OPEN, &l2, 1)};
    ix_decision d = decide(both, 2);
    assert_int_equal(d.verdict, IX_VERDICT_LICENSE);
    assert_int_equal(d.open, IX_VERDICT_BLOCK);
    assert_int_equal(both[0].effect, IX_VERDICT_BLOCK); /* the most severe first */
}

static void several_listings_are_one_finding(void **state) {
    (void)state;
    ix_finding_listing three[] = {listing(IX_VERDICT_BLOCK, IX_LISTING_ENDED),
                                  listing(IX_VERDICT_LICENSE, IX_LISTING_IN_FORCE),
                                  listing(IX_VERDICT_PROHIBITED, IX_LISTING_GAP)};
    ix_finding f = finding(IX_IDENTITY_ESTABLISHED, three, 3);
    assert_int_equal(f.effect, IX_VERDICT_PROHIBITED);
    assert_int_equal(three[1].effect, IX_VERDICT_LICENSE);
    assert_int_equal(three[2].times.state, IX_LISTING_ENDED);
    ix_decision d = decide(&f, 1);
    assert_int_equal(d.verdict, IX_VERDICT_LICENSE);
    assert_int_equal(d.open, IX_VERDICT_PROHIBITED);
}

static void findings_are_sorted_by_effect_score_and_id(void **state) {
    (void)state;
    ix_finding_listing l = listing(IX_VERDICT_BLOCK, IX_LISTING_IN_FORCE);
    ix_finding_listing i = listing(IX_VERDICT_INFO, IX_LISTING_IN_FORCE);
    ix_finding four[] = {finding(IX_IDENTITY_OPEN, &i, 1), finding(IX_IDENTITY_OPEN, &l, 1),
                         finding(IX_IDENTITY_OPEN, &l, 1), finding(IX_IDENTITY_OPEN, &l, 1)};
    four[0].score = 9999;
    four[1].entity = IX_STR("l:9");
    four[2].entity = IX_STR("l:10");
    four[3].entity = IX_STR("l:5");
    four[3].score = 9500;
    decide(four, 4);
    assert_true(ix_str_equal(four[0].entity, IX_STR("l:5")));
    assert_true(ix_str_equal(four[1].entity, IX_STR("l:10")));
    assert_true(ix_str_equal(four[2].entity, IX_STR("l:9")));
    assert_int_equal(four[3].effect, IX_VERDICT_INFO);
}

static void a_hindrance_is_never_clear(void **state) {
    (void)state;
    ix_decision d = decide(NULL, 0);
    weigh_hindrance(&d, IX_VERDICT_REVIEW);
    assert_int_equal(d.verdict, IX_VERDICT_REVIEW);
    d = decide_one(IX_IDENTITY_ESTABLISHED, IX_VERDICT_BLOCK, IX_LISTING_IN_FORCE);
    weigh_hindrance(&d, IX_VERDICT_NOT_SCREENED);
    assert_int_equal(d.verdict, IX_VERDICT_BLOCK);
}

/* ------------------------------------------------------------------ words */

static void why_is_told(void **state) {
    (void)state;
    ix_arena arena;
    ix_arena_init(&arena, 1 << 16);
    ix_evidence against[] = {
        {IX_EVIDENCE_DOB, IX_RELATION_CONTRADICTS, {0}, {0}, -9000, -1, -1, -1},
        {IX_EVIDENCE_NAME_PART, IX_RELATION_CONTRADICTS, {0}, {0}, -5000, -1, -1, -1},
        {IX_EVIDENCE_NAME_PART, IX_RELATION_CONTRADICTS, {0}, {0}, -4000, -1, -1, -1}};
    ix_match match = {.contradicted = true, .evidence = against, .evidence_count = 3};
    ix_str why = weigh_why(&match, IX_IDENTITY_BELOW, &arena);
    assert_true(ix_str_equal(why, IX_STR("contradicted by date of birth and name")));
    ix_evidence born = {IX_EVIDENCE_DOB, IX_RELATION_EQUAL, {0}, {0}, 14000, -1, -1, -1};
    match = (ix_match){.attribute_agrees = true, .evidence = &born, .evidence_count = 1};
    why = weigh_why(&match, IX_IDENTITY_ESTABLISHED, &arena);
    assert_true(ix_str_equal(why, IX_STR("name and date of birth agree")));
    ix_arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(below_the_alert_bar_nothing_is_an_alert),
        cmocka_unit_test(what_establishes_an_identity),
        cmocka_unit_test(what_never_establishes_it),
        cmocka_unit_test(a_weak_alias_alone_is_suppressed),
        cmocka_unit_test(a_threshold_below_the_bar_only_reports_more),
        cmocka_unit_test(a_threshold_above_the_bar_raises_it_and_shows),
        cmocka_unit_test(no_finding_is_clear),
        cmocka_unit_test(an_established_finding_decides),
        cmocka_unit_test(an_open_alert_is_review_and_open),
        cmocka_unit_test(what_lies_below_the_bar_is_information),
        cmocka_unit_test(announced_and_ended_are_information),
        cmocka_unit_test(a_gap_keeps_the_effect_and_asks_for_review),
        cmocka_unit_test(an_established_license_does_not_hide_an_open_block),
        cmocka_unit_test(several_listings_are_one_finding),
        cmocka_unit_test(findings_are_sorted_by_effect_score_and_id),
        cmocka_unit_test(a_hindrance_is_never_clear),
        cmocka_unit_test(why_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
