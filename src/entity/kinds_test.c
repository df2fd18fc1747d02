#include <interdict/entity.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static void names_of_kinds(void **state) {
    (void)state;
    assert_string_equal(ix_name_kind_name(IX_NAME_PRIMARY), "primary");
    assert_string_equal(ix_name_kind_name(IX_NAME_TRANSLATION), "translation");
    assert_string_equal(ix_name_kind_name((ix_name_kind)99), "unknown");
}

static void identifier_types_round_trip(void **state) {
    (void)state;
    for (int i = 0; i <= IX_ID_WEBSITE; i++) {
        ix_identifier_type type = IX_ID_OTHER;
        const char *name = ix_identifier_type_name((ix_identifier_type)i);
        assert_true(ix_identifier_type_parse(&type, ix_str_from_cstr(name)));
        assert_int_equal(type, i);
    }
}

static void identifier_types_parse_any_case_and_nothing_else(void **state) {
    (void)state;
    ix_identifier_type type = IX_ID_OTHER;
    assert_true(ix_identifier_type_parse(&type, IX_STR("National_ID")));
    assert_int_equal(type, IX_ID_NATIONAL);
    assert_false(ix_identifier_type_parse(&type, IX_STR("passports")));
    assert_false(ix_identifier_type_parse(&type, (ix_str){0}));
    assert_int_equal(type, IX_ID_NATIONAL);
    assert_string_equal(ix_identifier_type_name((ix_identifier_type)-1), "unknown");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_of_kinds),
        cmocka_unit_test(identifier_types_round_trip),
        cmocka_unit_test(identifier_types_parse_any_case_and_nothing_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
