/* Tests of what is settled before anybody is decided on: spellings of one name, doubt. */
#include <interdict/os.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "holdings_sample.h"
#include "test_world.h"

static void an_owner_that_cannot_be_screened_is_not_clear(void **state) {
    (void)state;
    ownership o;
    begin(&o, &w);
    add(&o, "???", "Odd Company", 60);
    add(&o, "Odd Company", "Odd Daughter", 60);
    add(&o, "Odd Company", "Odd Niece", 5);
    add(&o, "Plain Company", "Plain Daughter", 60);
    settle(&o, &w.screener);
    assert_int_equal(decide(&o, "Odd Company").verdict, IX_VERDICT_REVIEW);
    assert_int_equal(decide(&o, "Odd Daughter").verdict, IX_VERDICT_REVIEW);
    assert_int_equal(decide(&o, "Odd Niece").verdict, IX_VERDICT_REVIEW);
    assert_int_equal(decide(&o, "Plain Daughter").verdict, IX_VERDICT_CLEAR);
    close_all(&o);
}

static void another_spelling_is_added_to(void **state) {
    (void)state;
    ownership o;
    ix_party *party = IX_NEW(&w.arena, ix_party, 1);
    ix_decision decision;
    begin(&o, &w);
    add(&o, "us_ofac_sdn:45815", "Alpha Trading Limited", 50);
    settle(&o, &w.screener);
    party->name = IX_STR("ALPHA TRADING, LTD.");
    WORLD_CHECK(ix_screen_party(&decision, &w.screener, party, &o.nobody, world_time(DAY),
                                (ix_when){0}, NULL, &w.arena, &w.error),
                &w);
    assert_int_equal(decision.verdict, IX_VERDICT_CLEAR);
    WORLD_CHECK(ix_holdings_add(&decision, o.holdings, party->name, NULL, &w.arena, &w.error), &w);
    assert_int_equal(decision.verdict, IX_VERDICT_BLOCK);
    assert_true(ix_str_equal(decision.findings[0].claim->steps[0].owned, party->name));
    party->name = IX_STR("Alpha Trading GmbH");
    WORLD_CHECK(ix_screen_party(&decision, &w.screener, party, &o.nobody, world_time(DAY),
                                (ix_when){0}, NULL, &w.arena, &w.error),
                &w);
    WORLD_CHECK(ix_holdings_add(&decision, o.holdings, party->name, NULL, &w.arena, &w.error), &w);
    assert_int_equal(decision.verdict, IX_VERDICT_CLEAR);
    close_all(&o);
}

/* Without memory the file is not one that does not know the name. */
static void without_memory_owners_are_not_forgotten(void **state) {
    (void)state;
    ownership o;
    ix_arena none;
    ix_error error = {0};
    ix_party *party = IX_NEW(&w.arena, ix_party, 1);
    ix_decision decision;
    begin(&o, &w);
    add(&o, "us_ofac_sdn:45815", "Alpha Trading Limited", 50);
    settle(&o, &w.screener);
    party->name = IX_STR("Alpha Trading Ltd");
    WORLD_CHECK(ix_screen_party(&decision, &w.screener, party, &o.nobody, world_time(DAY),
                                (ix_when){0}, NULL, &w.arena, &w.error),
                &w);
    assert_int_equal(decision.verdict, IX_VERDICT_CLEAR);
    ix_arena_init(&none, 1);
    assert_int_equal(ix_holdings_add(&decision, o.holdings, party->name, NULL, &none, &error),
                     IX_E_MEMORY);
    assert_int_equal(decision.verdict, IX_VERDICT_NOT_SCREENED);
    ix_arena_free(&none);
    close_all(&o);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_owner_that_cannot_be_screened_is_not_clear),
        cmocka_unit_test(another_spelling_is_added_to),
        cmocka_unit_test(without_memory_owners_are_not_forgotten),
    };
    return cmocka_run_group_tests_name("screen/settle", tests, set_up, tear_down);
}
