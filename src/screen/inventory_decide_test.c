/* From what an inventory holds to decisions. */
#include <interdict/os.h>

#include "test_inventory.h"

#define DRIVER "name,driver\nfilter,klif.sys\n"

/* Pub. L. 115-91, section 1634(a): no federal use from 1 October 2018. */
static void test_by_user(void **state) {
    inventory_test *t = *state;
    const ix_decision *d = inventory_test_screen(t, DRIVER, "private", "2025-03-01");
    assert_int_equal(d->verdict, IX_VERDICT_INFO);
    assert_int_equal(d->findings[0].identity, IX_IDENTITY_ESTABLISHED);
    assert_int_equal(d->findings[0].listings[0].law.full, IX_VERDICT_PROHIBITED);
    d = inventory_test_screen(t, DRIVER, "federal", "2018-10-01");
    assert_int_equal(d->verdict, IX_VERDICT_PROHIBITED);
    assert_text(d->findings[0].listings[0].law.program, "NDAA-2018-1634");
    assert_true(d->findings[0].listings[0].idle.len == 0);
    assert_true(ix_digest_equal(&d->engine.knowledge, ix_products_digest(t->products)));
}

/* Exact and strong signs establish a product, two kinds of weak ones too; one asks a person, and a
 * hint informs. */
static void test_identity(void **state) {
    inventory_test *t = *state;
    static const struct {
        const char *text;
        ix_identity identity;
        ix_verdict verdict;
    } rows[] = {
        {"publisher\nKaspersky Lab\n", IX_IDENTITY_ESTABLISHED, IX_VERDICT_PROHIBITED},
        {"name,driver\nx,klhk.sys\n", IX_IDENTITY_ESTABLISHED, IX_VERDICT_PROHIBITED},
        {"name,executable\nx,avp.exe\n", IX_IDENTITY_OPEN, IX_VERDICT_REVIEW},
        {"name,path\nx,C:\\Kaspersky Lab\\avp.exe\n", IX_IDENTITY_ESTABLISHED,
         IX_VERDICT_PROHIBITED},
        {"name,version\nMonitor for Kaspersky,1\n", IX_IDENTITY_BELOW, IX_VERDICT_INFO},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const ix_decision *d = inventory_test_screen(t, rows[i].text, "federal", "2025-03-01");
        assert_int_equal(d->finding_count, 1);
        assert_int_equal(d->findings[0].identity, rows[i].identity);
        assert_int_equal(d->verdict, rows[i].verdict);
        assert_int_equal(d->open, rows[i].identity == IX_IDENTITY_OPEN ? IX_VERDICT_PROHIBITED
                                                                       : IX_VERDICT_NOT_SCREENED);
        int32_t sum = 0;
        for (int j = 0; j < d->findings[0].evidence_count; j++) {
            sum += d->findings[0].evidence[j].millibits;
        }
        assert_int_equal(d->findings[0].score, ix_score_from_millibits(sum));
    }
}

/* 89 FR 52434: no signature updates from 29 September 2024, 00:00 EDT. A contact is judged by its
 * own time, not by that of the question. */
static void test_contacts(void **state) {
    inventory_test *t = *state;
    const ix_decision *d = inventory_test_screen(
        t, "2024-09-29T03:59:59Z 10.0.0.1 p07.upd.kaspersky.com\n", "private", "2025-03-01");
    assert_int_equal(d->verdict, IX_VERDICT_INFO);
    d = inventory_test_screen(t,
                              "2024-09-01T00:00:00Z 10.0.0.1 p07.upd.kaspersky.com\n"
                              "2024-09-29T04:00:00Z 10.0.0.1 p07.upd.kaspersky.com\n",
                              "private", "2024-01-01");
    assert_int_equal(d->verdict, IX_VERDICT_PROHIBITED);
    const ix_find *find = d->findings[0].find;
    assert_true(find->contact);
    assert_int_equal(find->component_total, 2);
    assert_int_equal(find->last_at.value - find->first_at.value, 28 * 86400 + 4 * 3600);
}

/* A measure announced says what it will be. */
static void test_ahead(void **state) {
    inventory_test *t = *state;
    t->context.activity = IX_STR("resale");
    const ix_decision *d =
        inventory_test_screen(t, "publisher\nKaspersky Lab\n", "private", "2024-08-01");
    assert_int_equal(d->verdict, IX_VERDICT_INFO);
    int ahead = 0;
    for (int i = 0; i < d->findings[0].listing_count; i++) {
        const ix_finding_listing *listing = &d->findings[0].listings[i];
        assert_int_equal(listing->effect, IX_VERDICT_INFO);
        ahead += listing->times.state == IX_LISTING_ANNOUNCED &&
                 listing->law.full == IX_VERDICT_PROHIBITED;
    }
    assert_int_equal(ahead, 1);
}

static void test_nothing(void **state) {
    inventory_test *t = *state;
    const ix_decision *d =
        inventory_test_screen(t, "name,version\nvim,9\n", "federal", "2025-03-01");
    assert_int_equal(d->verdict, IX_VERDICT_CLEAR);
    d = inventory_test_screen(t, "{\"bomFormat\":\"CycloneDX\"}", "federal", "2025-03-01");
    assert_int_equal(d->verdict, IX_VERDICT_INFO);
    assert_true(ix_str_find(d->reason, IX_STR("names nothing"), 0) >= 0);
    d = inventory_test_screen(t, "name,version\nvim\n", "federal", "2025-03-01");
    assert_int_equal(d->verdict, IX_VERDICT_NOT_SCREENED);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        DECISION_TEST(test_by_user), DECISION_TEST(test_identity), DECISION_TEST(test_contacts),
        DECISION_TEST(test_ahead),   DECISION_TEST(test_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
