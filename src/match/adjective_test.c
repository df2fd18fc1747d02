/* Adjectives of places: what they share with the place, and what they do not. */
#include "test_support.h"

static ix_str roman_of(char key[128], const char *folded) {
    return (ix_str){key, ix_text_roman_key(key, 128, ix_str_from_cstr(folded))};
}

static bool same_place(const char *a, const char *b) {
    char key_a[128], key_b[128];
    bool same = ix_same_place(roman_of(key_a, a), roman_of(key_b, b));
    assert_int_equal(same, ix_same_place(roman_of(key_b, b), roman_of(key_a, a)));
    return same;
}

static void adjectives_meet_their_place(void **state) {
    (void)state;
    static const char *const rows[][2] = {
        {"samarskiy", "samara"},
        {"samarskogo", "samara"},
        {"arzamasskiy", "arzamas"},
        {"chelyabinskaya", "chelyabinsk"},
        {"cheboksarskoye", "cheboksary"},
        {"donetskiy", "donetsk"},
        {"kaluzhskiy", "kaluga"},
        {"tambovskiy", "tambov"},
        {"kazanskaia", "kazan"},
        {"uralskiy", "uralskie"},
        {"uralski", "ural"},
        {"obukhovsky", "obukhov"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (!same_place(rows[i][0], rows[i][1])) {
            fail_msg("%s, %s", rows[i][0], rows[i][1]);
        }
    }
}

static void others_do_not(void **state) {
    (void)state;
    assert_false(same_place("samara", "samari")); /* neither is an adjective */
    assert_false(same_place("samarskiy", "saratov"));
    assert_false(same_place("omskiy", "omsk")); /* too little is left */
    assert_false(same_place("ski", "sk"));
    assert_false(same_place("skaya", ""));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(adjectives_meet_their_place),
        cmocka_unit_test(others_do_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
