/* Tests of what is remembered of listed owners. */
#include <interdict/os.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "holdings_sample.h"
#include "test_world.h"

static const ix_finding *find(const ix_decision *decision, const char *entity) {
    for (int i = 0; i < decision->finding_count; i++) {
        if (ix_str_equal(decision->findings[i].entity, ix_str_from_cstr(entity))) {
            return &decision->findings[i];
        }
    }
    fail_msg("no finding of %s", entity);
    return NULL;
}

static bool cites(const ix_finding *finding, const char *words) {
    return ix_str_find(finding->listings[0].law.authority, ix_str_from_cstr(words), 0) >= 0;
}

/* S31, OFAC FAQ 399: owners under several programmes are counted together, so that each finding
 * cites the programmes of all, its own first, and the sum says who holds what under which. */
static void every_program_is_cited(void **state) {
    (void)state;
    ownership o;
    begin(&o, &w);
    add(&o, "us_ofac_sdn:45815", "Two Programmes LLC", 25);
    add(&o, "us_ofac_sdn:28263", "Two Programmes LLC", 25);
    settle(&o, &w.screener);
    ix_decision decision = decide(&o, "Two Programmes LLC");
    assert_int_equal(decision.verdict, IX_VERDICT_BLOCK);
    assert_int_equal(decision.finding_count, 2);
    const ix_finding *russia = find(&decision, "us_ofac_sdn:45815");
    const ix_finding *korea = find(&decision, "us_ofac_sdn:28263");
    for (int i = 0; i < 2; i++) {
        const ix_finding *one = i == 0 ? russia : korea;
        assert_true(cites(one, "E.O. 14024") && cites(one, "E.O. 13694"));
        const ix_claim_step *step = &one->claim->steps[0];
        assert_int_equal(step->holder_count, 2);
        for (int k = 0; k < 2; k++) {
            assert_true(step->holders[k].program_count > 0);
            assert_true(ix_str_find(one->evidence[0].listed, step->holders[k].programs[0], 0) > 0);
        }
    }
    assert_true(ix_str_find(decision.reason, IX_STR("RUSSIA-EO14024"), 0) > 0);
    assert_true(ix_str_find(decision.reason, IX_STR(" and "), 0) > 0);
    close_all(&o);
}

/* A decision is the same whether its owners were met before or not, in any order, and so are its
 * bytes, of which parts are written once only. */
static void remembering_changes_nothing(void **state) {
    (void)state;
    static const int keys[] = {45815, 45817, 45858, 45821, 45849, 45854, 45856};
    const ix_decision_style style = {.limit = 0};
    ownership o;
    begin(&o, &w);
    for (int i = 0; i < 60; i++) {
        char owner[32], owned[32];
        snprintf(owner, sizeof owner, "us_ofac_sdn:%d", keys[i % 7]);
        snprintf(owned, sizeof owned, "Company %d LLC", i / 3);
        add(&o, owner, owned, i % 2 == 0 ? 30 : 10);
    }
    settle(&o, &w.screener);
    for (int round = 0; round < 2; round++) {
        for (int i = 19; i >= 0; i--) {
            char name[32];
            ix_buf kept, fresh;
            snprintf(name, sizeof name, "Company %d LLC", i);
            ix_decision one = decide(&o, name);
            ix_party party = {.name = ix_str_from_cstr(name)};
            ix_decision other;
            ix_buf_init(&kept, 1 << 20);
            ix_buf_init(&fresh, 1 << 20);
            WORLD_CHECK(ix_screen_party(&other, &w.screener, &party, &o.nobody, world_time(DAY),
                                        (ix_when){0}, NULL, &w.arena, &w.error),
                        &w);
            WORLD_CHECK(ix_holdings_add(&other, o.holdings, party.name, NULL, &w.arena, &w.error),
                        &w);
            assert_true(one.finding_count == 0 || one.findings[0].said != NULL);
            assert_true(other.finding_count == 0 || other.findings[0].said == NULL);
            ix_decision_write_json(&kept, &one, &style);
            ix_decision_write_json(&fresh, &other, &style);
            assert_true(kept.status == IX_OK && fresh.status == IX_OK && kept.len > 0);
            assert_true(ix_str_equal(ix_buf_view(&kept), ix_buf_view(&fresh)));
            ix_buf_free(&kept);
            ix_buf_free(&fresh);
        }
    }
    close_all(&o);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_program_is_cited),
        cmocka_unit_test(remembering_changes_nothing),
    };
    return cmocka_run_group_tests_name("screen/remembered", tests, set_up, tear_down);
}
