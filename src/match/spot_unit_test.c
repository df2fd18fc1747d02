/* Tests of neighbours that may stand for one listed part, and of words that stand for several. */
#include "test_spot.h"

static void words_run_together_and_apart(void **state) {
    support_fixture *f = *state;
    spotted s;
    spot_in(&s, f, "They met Muhammad Abdulrahman there.", true);
    assert_true(is_spotted(&s, f, "2", "Muhammad Abdulrahman"));
    spot_in(&s, f, "They met Daniil Borsh Chev there.", true);
    assert_true(is_spotted(&s, f, "6", "Daniil Borsh Chev"));
    spot_in(&s, f, "They met Daniil Borsh of Chev there.", true);
    assert_false(is_spotted(&s, f, "6", "Daniil Borsh of Chev"));
}

static void acronyms_beside_another_word(void **state) {
    support_fixture *f = *state;
    spotted s;
    spot_in(&s, f, "Oil of the NITC Company.", true);
    assert_true(is_spotted_anywhere(&s, f, "3"));
    spot_in(&s, f, "Oil of N.I.T.C. Company.", true);
    assert_true(s.count >= 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_run_together_and_apart),
        cmocka_unit_test(acronyms_beside_another_word),
    };
    return cmocka_run_group_tests(tests, set_up, support_tear_down);
}
