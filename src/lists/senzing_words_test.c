#include "test_opensanctions.h"

#include "senzing.h"

static void the_longest_attribute_counts(void **state) {
    (void)state;
    senzing_known known;
    assert_true(senzing_find(&known, IX_STR("HOME_ADDR_LINE1")));
    assert_true(ix_str_equal(known.name, IX_STR("ADDR_LINE1")));
    assert_true(ix_str_equal(known.word, IX_STR("HOME_")));
    assert_true(senzing_find(&known, IX_STR("SSN_NUMBER")));
    assert_true(ix_str_equal(known.name, IX_STR("SSN_NUMBER")));
    assert_int_equal(known.family, FAMILY_IDENTIFIER);
    assert_false(senzing_find(&known, IX_STR("MY_RECORD_ID")));
    assert_false(senzing_find(&known, IX_STR("MYSSN")));
    assert_false(senzing_find(&known, IX_STR("")));
}

static void the_word_may_say_what_a_number_is(void **state) {
    (void)state;
    static const struct {
        const char *number;
        const char *word;
        ix_identifier_type type;
        const char *country;
    } rows[] = {{"NATIONAL_ID_NUMBER", "", IX_ID_NATIONAL, ""},
                {"NATIONAL_ID_NUMBER", "ogrnCode", IX_ID_REGISTRATION, "RU"},
                {"NATIONAL_ID_NUMBER", "UEN", IX_ID_NATIONAL, ""},
                {"NATIONAL_ID_NUMBER", "registration", IX_ID_REGISTRATION, ""},
                {"OTHER_ID_NUMBER", "Diplomatic passport", IX_ID_PASSPORT, ""},
                {"OTHER_ID_NUMBER", "Badge", IX_ID_OTHER, ""},
                {"SSN_NUMBER", "", IX_ID_NATIONAL, "US"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const senzing_identifier *kind = senzing_identifiers;
        char country[3];
        while (strcmp(kind->number, rows[i].number) != 0) {
            kind++;
        }
        assert_int_equal(senzing_type(kind, ix_str_from_cstr(rows[i].word), IX_PARTY_ANY, country),
                         rows[i].type);
        assert_string_equal(country, rows[i].country);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_longest_attribute_counts),
        cmocka_unit_test(the_word_may_say_what_a_number_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
