/* Tests of findings that the law itself makes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "screener.h"

static ix_arena arena;

static screening begin(ix_decision *decision) {
    *decision = (ix_decision){.as_of = {IX_WHEN_DATE, 20011}}; /* 2024-10-15 */
    return (screening){.decision = decision, .arena = &arena};
}

static void a_product_has_a_listing_an_instrument(void **state) {
    (void)state;
    ix_decision decision;
    screening s = begin(&decision);
    ix_finding finding;
    ix_product_measure measures[3] = {
        {.law = {.effect = IX_VERDICT_INFO, .full = IX_VERDICT_PROHIBITED, .program = IX_STR("A")},
         .state = IX_LISTING_ANNOUNCED},
        {.law = {.effect = IX_VERDICT_PROHIBITED, .program = IX_STR("B")},
         .text = IX_STR("no sale"),
         .state = IX_LISTING_IN_FORCE},
        {.state = IX_LISTING_NOT_YET}};
    rule_subject subject = {.list = IX_STR("products"),
                            .key = IX_STR("x.y"),
                            .name = IX_STR("Y"),
                            .type = IX_PARTY_PRODUCT,
                            .identity = IX_IDENTITY_ESTABLISHED,
                            .from = 3,
                            .to = 5};
    assert_int_equal(screening_product(&s, &finding, &subject, measures, 3), IX_OK);
    assert_int_equal(finding.listing_count, 2);
    assert_int_equal(finding.effect, IX_VERDICT_PROHIBITED);
    assert_true(ix_str_equal(finding.listings[0].programs[0], IX_STR("B")));
    assert_true(ix_str_equal(finding.listings[0].reason, IX_STR("no sale")));
    assert_int_equal(finding.listings[0].times.basis, IX_BASIS_PUBLICATION);
    assert_true(ix_str_equal(finding.entity, IX_STR("products:x.y")));
    subject.identity = IX_IDENTITY_SUPPRESSED;
    assert_int_equal(screening_product(&s, &finding, &subject, measures, 3), IX_OK);
    assert_int_equal(finding.effect, IX_VERDICT_INFO);
    assert_int_equal(screening_product(&s, &finding, &subject, measures + 2, 1), IX_OK);
    assert_int_equal(finding.listing_count, 0);
}

static void a_place_is_one_listing(void **state) {
    (void)state;
    ix_decision decision;
    screening s = begin(&decision);
    ix_finding finding;
    ix_place place = {.law = {.effect = IX_VERDICT_REJECT, .program = IX_STR("CRIMEA")},
                      .state = IX_LISTING_IN_FORCE};
    rule_subject subject = {
        .list = IX_STR("places"), .key = IX_STR("CRIMEA"), .identity = IX_IDENTITY_ESTABLISHED};
    assert_int_equal(screening_place(&s, &finding, &subject, &place), IX_OK);
    assert_int_equal(finding.effect, IX_VERDICT_REJECT);
    place.state = IX_LISTING_ENDED;
    assert_int_equal(screening_place(&s, &finding, &subject, &place), IX_OK);
    assert_int_equal(finding.effect, IX_VERDICT_INFO);
}

static int set_up(void **state) {
    (void)state;
    ix_arena_init(&arena, (size_t)1 << 20);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    ix_arena_free(&arena);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_product_has_a_listing_an_instrument),
        cmocka_unit_test(a_place_is_one_listing),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
