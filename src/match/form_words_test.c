/* Legal forms that one of two names writes otherwise. */
#include "test_support.h"

#include "match_tables.h"

static ix_name_evidence compare(support_knowing *f, const char *a, const char *b) {
    ix_name_evidence evidence;
    ix_names_compare(&evidence, f->knowledge, support_name(f, a, IX_PARTY_ORGANIZATION),
                     support_name(f, b, IX_PARTY_ORGANIZATION), true, NULL);
    return evidence;
}

/* Is the name as listed, but for its form? */
static void assert_form(support_knowing *f, const char *asked, const char *listed) {
    ix_name_evidence there = compare(f, asked, listed);
    ix_name_evidence back = compare(f, listed, asked);
    if (!there.complete || there.millibits < IX_W_ALERT_BAR) {
        fail_msg("%s | %s: %d", asked, listed, there.millibits);
    }
    assert_int_equal(there.millibits, back.millibits);
}

static void words_of_a_form_may_be_misspelt(void **state) {
    assert_form(*state, "AKSIONERNOE OBSHCHESTVO GAZSTROIPROM",
                "Aktsionernoe Obshchestvo Gazstroiprom");
    assert_form(*state, "MP Limited Liabiliti Company", "MP Limited Liability Company");
    assert_form(*state, "Ekran FVUP", "FGUP Ekran");
    assert_form(*state, "Kaltona Simited SASU", "Kaltona Limited SASU");
    assert_form(*state, "Gazprombank Open Company Joint Stock",
                "Gazprombank Open Joint Stock Company");
}

static void words_of_a_form_may_stand_anywhere(void **state) {
    assert_form(*state, "FZE PPI", "PPI FZE");
    assert_form(*state, "C.V. DE S.A. STORELAB", "STORELAB, S.A. DE C.V.");
    assert_form(*state, "OGRANICHENNOI S OBSHCHESTVO INVEST OTVETSTVENNOSTYU AP",
                "Obshchestvo s ogranichennoi otvetstvennostyu AP Invest");
}

static void other_words_are_no_form(void **state) {
    ix_name_evidence more = compare(*state, "Ekran Kaspersky", "FGUP Ekran");
    ix_name_evidence core = compare(*state, "Gabo Zeta", "Gabo GmbH");
    assert_true(!more.complete || more.millibits < IX_W_ALERT_BAR);
    assert_true(core.millibits < IX_W_ALERT_BAR);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_of_a_form_may_be_misspelt),
        cmocka_unit_test(words_of_a_form_may_stand_anywhere),
        cmocka_unit_test(other_words_are_no_form),
    };
    return cmocka_run_group_tests(tests, support_know, support_forget);
}
