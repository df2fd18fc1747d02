/* Tests of decisions on owned parties, over the example lists. */
#include <interdict/os.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "holdings_sample.h"
#include "test_world.h"

static void tells_it_whole(const ownership *o, const char *name) {
    ix_holdings_memory *memory;
    ix_decision decision;
    uint32_t party;
    WORLD_CHECK(ix_holdings_remember(&memory, true, &o->w->arena, &o->w->error), o->w);
    assert_true(ix_owners_find(&party, &o->owners, ix_str_from_cstr(name)));
    WORLD_CHECK(
        ix_holdings_decide(&decision, o->holdings, party, memory, &o->w->arena, &o->w->error),
        o->w);
    const ix_claim *claim = decision.findings[0].claim;
    assert_int_equal(claim->step_count, 200);
    assert_false(claim->cut);
    assert_true(claim->steps[199].holders[0].listed);
    for (int i = 0; i < 200; i++) {
        assert_int_equal(claim->steps[i].holders[0].beyond, 0);
    }
    ix_holdings_forget(memory);
}

/* OFAC FAQ 401: who stands at the end of a path of any length is named; what fits of the path is
 * told whole, of a longer one the nearest steps and how far it goes on, and all of it when asked
 * for. */
static void an_owner_far_up_is_named(void **state) {
    (void)state;
    ownership o;
    char above[32] = "us_ofac_sdn:45815";
    begin(&o, &w);
    for (int i = 0; i < 200; i++) {
        char below[32];
        snprintf(below, sizeof below, "Link %d LLC", i);
        add(&o, above, below, 50);
        memcpy(above, below, sizeof above);
    }
    settle(&o, &w.screener);
    ix_decision last = decide(&o, "Link 199 LLC");
    assert_int_equal(last.verdict, IX_VERDICT_BLOCK);
    assert_int_equal(last.finding_count, 1);
    assert_true(ix_str_equal(last.findings[0].entity, IX_STR("us_ofac_sdn:45815")));
    const ix_claim *claim = last.findings[0].claim;
    assert_true(claim->cut);
    assert_int_equal(claim->step_count, IX_CLAIM_STEPS_CUT);
    /* Link 198 holds it, and is the 199th below the listed party. */
    assert_int_equal(claim->steps[IX_CLAIM_STEPS_CUT - 1].holders[0].beyond,
                     200 - IX_CLAIM_STEPS_CUT);
    ix_decision near = decide(&o, "Link 15 LLC");
    assert_false(near.findings[0].claim->cut);
    assert_int_equal(near.findings[0].claim->step_count, IX_CLAIM_STEPS_MAX);
    ix_decision far = decide(&o, "Link 16 LLC");
    assert_true(far.findings[0].claim->cut);
    assert_int_equal(far.findings[0].claim->steps[IX_CLAIM_STEPS_CUT - 1].holders[0].beyond,
                     17 - IX_CLAIM_STEPS_CUT);
    tells_it_whole(&o, "Link 199 LLC");
    close_all(&o);
}

/* More owners than are remembered at one time; what was copied from them stays. */
static void many_owners_stay_whole(void **state) {
    (void)state;
    static const int keys[] = {45815, 45817, 45858, 45821, 45849, 45854, 45856};
    ownership o;
    begin(&o, &w);
    for (int i = 0; i < 7; i++) {
        char owner[32];
        snprintf(owner, sizeof owner, "us_ofac_sdn:%d", keys[i]);
        add(&o, owner, "Shared Company", 10);
    }
    settle(&o, &w.screener);
    ix_decision decision = decide(&o, "Shared Company");
    assert_int_equal(decision.verdict, IX_VERDICT_BLOCK);
    assert_int_equal(decision.finding_count, 7);
    assert_int_equal(decision.findings[0].claim->steps[0].share, 70 * IX_PERCENT_ONE);
    for (int i = 0; i < 7; i++) {
        const ix_finding *finding = &decision.findings[i];
        assert_true(finding->listings[0].law.obligation_count > 0);
        assert_int_equal(ix_str_find(finding->listings[0].law.authority, IX_STR("587.406"), 0) >= 0,
                         true);
    }
    close_all(&o);
}

/* Are all the notes of `some` among those of `all`, in their order? */
static bool are_among(const ix_effect *some, const ix_effect *all) {
    int met = 0;
    for (int i = 0; i < all->note_count && met < some->note_count; i++) {
        met += ix_str_equal(all->notes[i].text, some->notes[met].text);
    }
    return met == some->note_count;
}

/* A report over all parties tells an owner's notes where it holds itself; through another the
 * rule's own, and none that is unverified is lost. What is asked and owed stays the same. */
static void notes_are_told_where_the_owner_holds(void **state) {
    (void)state;
    ownership o;
    begin(&o, &w);
    add(&o, "us_ofac_sdn:45815", "Near LLC", 50);
    add(&o, "Near LLC", "Far LLC", 50);
    settle(&o, &w.screener);
    ix_decision near = decide(&o, "Near LLC");
    ix_decision far = decide(&o, "Far LLC");
    const ix_effect *full = &near.findings[0].listings[0].law;
    const ix_effect *part = &far.findings[0].listings[0].law;
    assert_true(part->note_count > 0 && part->note_count < full->note_count);
    assert_true(are_among(part, full));
    assert_true(ix_str_equal(part->notes[0].text, far.findings[0].claim->rule->text));
    int unverified = 0;
    for (int i = 0; i < full->note_count; i++) {
        unverified += !full->notes[i].verified;
    }
    for (int i = 0; i < part->note_count; i++) {
        unverified -= !part->notes[i].verified;
    }
    assert_int_equal(unverified, 0);
    assert_int_equal(part->effect, full->effect);
    assert_int_equal(part->obligation_count, full->obligation_count);
    assert_true(ix_str_equal(part->authority, full->authority));
    close_all(&o);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_owner_far_up_is_named),
        cmocka_unit_test(notes_are_told_where_the_owner_holds),
        cmocka_unit_test(many_owners_stay_whole),
    };
    return cmocka_run_group_tests_name("screen/owned", tests, set_up, tear_down);
}
