/* Names of organizations, vessels and aircraft side by side. */
#include "test_support.h"

#include "match_tables.h"

static ix_name_evidence compare(support_knowing *f, const char *a, const char *b,
                                ix_party_type type) {
    ix_name_evidence evidence;
    ix_names_compare(&evidence, f->knowledge, support_name(f, a, type), support_name(f, b, type),
                     type != IX_PARTY_PERSON, NULL);
    return evidence;
}

static int count_of(const ix_name_evidence *e, ix_relation_kind relation) {
    int count = 0;
    for (int i = 0; i < e->count; i++) {
        count += e->pieces[i].relation == relation && e->pieces[i].kind == IX_EVIDENCE_NAME_PART;
    }
    return count;
}

static void legal_forms_agree_fit_or_contradict(void **state) {
    ix_name_evidence equal =
        compare(*state, "Zarubezhneft GmbH", "ZARUBEZHNEFT GMBH", IX_PARTY_ORGANIZATION);
    ix_name_evidence fits =
        compare(*state, "OOO Zarubezhneft", "Zarubezhneft LLC", IX_PARTY_ORGANIZATION);
    ix_name_evidence other =
        compare(*state, "Zarubezhneft AG", "Zarubezhneft GmbH", IX_PARTY_ORGANIZATION);
    assert_true(equal.form_agrees && fits.form_agrees && !other.form_agrees);
    assert_true(other.form_contradicts && other.contradicted);
    assert_true(equal.millibits > fits.millibits && fits.millibits > other.millibits);
}

static void leftovers_of_one_kind_contradict(void **state) {
    ix_name_evidence firm =
        compare(*state, "Zarubezhneft Vostok-17", "Zarubezhneft Vostok-18", IX_PARTY_ORGANIZATION);
    assert_int_equal(count_of(&firm, IX_RELATION_CONTRADICTS), 1);
    ix_name_evidence part =
        compare(*state, "Zarubezhneft Kaspersky", "Zarubezhneft", IX_PARTY_ORGANIZATION);
    assert_int_equal(count_of(&part, IX_RELATION_MISSING), 1);
    assert_true(firm.contradicted && !part.contradicted);
    assert_true(firm.millibits < part.millibits);
}

/* Several letters lost of one word: it is garbled, where another word would be another firm. */
static void a_word_without_some_letters_is_garbled(void **state) {
    ix_name_evidence thinned = compare(*state, "Zarubezhneft Kaspersky Potaovou",
                                       "Zarubezhneft Kaspersky Pocitacovou", IX_PARTY_ORGANIZATION);
    ix_name_evidence other = compare(*state, "Zarubezhneft Kaspersky Potuvaou",
                                     "Zarubezhneft Kaspersky Pocitacovou", IX_PARTY_ORGANIZATION);
    assert_true(!thinned.at_odds && other.at_odds);
    assert_true(thinned.millibits >= IX_W_ALERT_BAR && other.millibits < IX_W_ALERT_BAR);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(legal_forms_agree_fit_or_contradict),
        cmocka_unit_test(leftovers_of_one_kind_contradict),
        cmocka_unit_test(a_word_without_some_letters_is_garbled),
    };
    return cmocka_run_group_tests(tests, support_know, support_forget);
}
