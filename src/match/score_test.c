#include "compare.h"

#include "match_tables.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

static void the_bar_lies_where_the_weights_say(void **state) {
    assert_int_equal(ix_score_from_millibits(IX_W_ALERT_BAR), IX_SCORE_ALERT);
    assert_true(ix_score_from_millibits(IX_W_EXACT_FLOOR) >= IX_SCORE_ALERT);
    assert_true(IX_W_EXACT_FLOOR >= IX_W_ALERT_BAR);
}

static void the_score_never_falls_as_evidence_grows(void **state) {
    int32_t last = 0;
    for (int32_t m = -60000; m <= 150000; m += 7) {
        int32_t score = ix_score_from_millibits(m);
        assert_true(score >= last && score >= 0 && score <= IX_SCORE_ONE);
        last = score;
    }
    assert_int_equal(ix_score_from_millibits(INT32_MIN), ix_score_from_millibits(-60000));
    assert_int_equal(ix_score_from_millibits(INT32_MAX), ix_score_from_millibits(150000));
}

static void the_least_evidence_for_a_score_is_found(void **state) {
    for (int32_t score = 400; score <= 9990; score += 13) {
        int32_t least = ix_millibits_for_score(score);
        assert_true(ix_score_from_millibits(least) >= score);
        assert_true(ix_score_from_millibits(least - 1) < score);
    }
}

/* R14: one of several parts only is no match, however rare the part. */
static void one_part_of_several_cannot_reach_the_bar(void **state) {
    assert_true(IX_MILLIBITS_MAX + IX_W_MISSING_GIVEN_ALONE < IX_W_ALERT_BAR);
    assert_true(IX_MILLIBITS_MAX + IX_W_MISSING_FAMILY < IX_W_ALERT_BAR);
}

static void weights_have_their_sign(void **state) {
    const int32_t against[] = {IX_W_MISSING_PATRONYMIC,  IX_W_MISSING_FIRST,
                               IX_W_MISSING_DISTINCTIVE, IX_W_CONTRADICTS_NAME,
                               IX_W_CONTRADICTS_NUMBER,  IX_W_TYPE_CONTRADICTS,
                               IX_W_DOB_CONTRADICTS,     IX_W_GENDER_CONTRADICTS,
                               IX_W_FORM_CONTRADICTS,    IX_W_ID_UNIQUE_CONTRADICTS};
    for (size_t i = 0; i < sizeof against / sizeof against[0]; i++) {
        assert_true(against[i] < 0);
    }
    /* A contradiction costs far more than an omission. */
    assert_true(IX_W_CONTRADICTS_NAME < 2 * IX_W_MISSING_FIRST);
    assert_true(IX_W_CONTRADICTS_PATRONYMIC < 2 * IX_W_MISSING_PATRONYMIC);
    /* The bound of a name takes an omission where the scorer may see a contradiction. */
    assert_true(IX_W_CONTRADICTS_NAME < IX_W_MISSING_GIVEN_ALONE);
    assert_true(IX_W_CONTRADICTS_NAME < IX_W_MISSING_FAMILY);
    assert_true(IX_W_CONTRADICTS_NAME < IX_W_MISSING_UNKNOWN);
    assert_true(IX_W_CONTRADICTS_DISTINCTIVE < IX_W_MISSING_DISTINCTIVE);
    assert_true(IX_W_CONTRADICTS_DISTINCTIVE < IX_W_MISSING_PLACE);
    assert_true(IX_W_CONTRADICTS_GENERIC < IX_W_MISSING_GENERIC);
    assert_true(IX_W_CONTRADICTS_NUMBER < IX_W_MISSING_NUMBER);
    assert_true(IX_W_ID_TYPED_EQUAL + IX_W_ID_COUNTRY_CONTRADICTS > IX_W_ALERT_BAR);
}

static void kinds_and_relations_have_names(void **state) {
    assert_string_equal(ix_evidence_kind_name(IX_EVIDENCE_NAME_PART), "name_part");
    assert_string_equal(ix_evidence_kind_name(IX_EVIDENCE_OWNERSHIP), "ownership");
    assert_string_equal(ix_relation_kind_name(IX_RELATION_CONTRADICTS), "contradicts");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_bar_lies_where_the_weights_say),
        cmocka_unit_test(the_score_never_falls_as_evidence_grows),
        cmocka_unit_test(the_least_evidence_for_a_score_is_found),
        cmocka_unit_test(one_part_of_several_cannot_reach_the_bar),
        cmocka_unit_test(weights_have_their_sign),
        cmocka_unit_test(kinds_and_relations_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
