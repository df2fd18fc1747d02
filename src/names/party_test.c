/* Tests of the words for party types and roles. */
#include "test_names.h"

static void types_have_names_both_ways(void **state) {
    (void)state;
    for (int type = IX_PARTY_ANY; type <= IX_PARTY_PRODUCT; type++) {
        ix_party_type back = IX_PARTY_ANY;
        assert_true(
            ix_party_type_parse(&back, ix_str_from_cstr(ix_party_type_name((ix_party_type)type))));
        assert_int_equal(back, type);
    }
    ix_party_type type = IX_PARTY_PERSON;
    assert_false(ix_party_type_parse(&type, IX_STR("Person")));
    assert_false(ix_party_type_parse(&type, IX_STR("persons")));
    assert_int_equal(type, IX_PARTY_PERSON);
}

static void roles_have_names(void **state) {
    (void)state;
    for (int role = IX_ROLE_UNKNOWN; role <= IX_ROLE_STOP; role++) {
        assert_non_null(ix_part_role_name((ix_part_role)role));
    }
    assert_string_equal(ix_part_role_name(IX_ROLE_LEGAL_FORM), "legal_form");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(types_have_names_both_ways),
        cmocka_unit_test(roles_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
