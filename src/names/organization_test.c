/* Tests of the roles of organizations' parts, on knowledge of a few rows. */
#include "test_names.h"

static void parse(ix_party_type type, const char *raw, const char *expected) {
    test_knowledge t = test_load(NULL, NULL);
    test_parse(t.knowledge, type, raw, expected);
    ix_arena_free(&t.arena);
}

static void words_have_their_roles(void **state) {
    (void)state;
    parse(IX_PARTY_ORGANIZATION, "The Bank of Zorg LLC",
          "organization llc: the/stop bank/generic of/stop zorg/distinctive llc/legal_form");
    parse(IX_PARTY_ORGANIZATION, "Al-Zorg Trading",
          "organization: al/particle ~zorg/distinctive trading/generic");
}

static void names_of_generic_words_keep_them(void **state) {
    (void)state;
    parse(IX_PARTY_ORGANIZATION, "Trading Bank",
          "organization: trading/distinctive bank/distinctive");
    parse(IX_PARTY_ORGANIZATION, "The Bank", "organization: the/stop bank/distinctive");
    parse(IX_PARTY_ORGANIZATION, "Bank 4", "organization: bank/generic 4/number=4");
    parse(IX_PARTY_ORGANIZATION, "of the", "organization: of/distinctive the/distinctive");
    parse(IX_PARTY_ORGANIZATION, "LLC", "any llc: llc/distinctive");
}

static void numbers_have_values(void **state) {
    (void)state;
    parse(IX_PARTY_ORGANIZATION, "Zorg 007", "organization: zorg/distinctive 007/number=7");
    parse(IX_PARTY_ORGANIZATION, "44th Zorg", "organization: 44th/number=44 zorg/distinctive");
    parse(IX_PARTY_ORGANIZATION, "Zorg Forty-Four", "any: zorg/distinctive fortyfour/number=44");
    parse(IX_PARTY_ORGANIZATION, "Zorg Four Forty",
          "any: zorg/distinctive four/number=4 forty/number=40");
    parse(IX_PARTY_ORGANIZATION, "Zorg IV", "any: zorg/distinctive iv/number=4");
    parse(IX_PARTY_ORGANIZATION, "IV Zorg", "any: iv/distinctive zorg/distinctive");
    parse(IX_PARTY_ORGANIZATION, "Zorg iv Bank",
          "organization: zorg/distinctive iv/distinctive bank/generic");
    parse(IX_PARTY_ORGANIZATION, "Zorg 123456", "organization: zorg/distinctive 123456/number");
    parse(IX_PARTY_ORGANIZATION, "Zorg №5", "organization: zorg/distinctive no5/number=5");
    parse(IX_PARTY_ORGANIZATION, "Zorg A380", "organization: zorg/distinctive a380/distinctive");
}

static void letters_are_joined_in_firms(void **state) {
    (void)state;
    parse(IX_PARTY_ORGANIZATION, "A.B.C. Zorg", "person: abc/distinctive zorg/distinctive");
    parse(IX_PARTY_ORGANIZATION, "Zorg Limited Liability Company",
          "organization llc: zorg/distinctive limitedliabilitycompany/legal_form");
}

static void vessels_have_no_forms_nor_generic_words(void **state) {
    (void)state;
    parse(IX_PARTY_VESSEL, "M/V Zorg Trading",
          "organization: mv/title zorg/distinctive trading/distinctive");
    parse(IX_PARTY_VESSEL, "SS Zorg 4", "organization: ss/title zorg/distinctive 4/number=4");
    parse(IX_PARTY_VESSEL, "MV", "any: mv/distinctive");
    parse(IX_PARTY_AIRCRAFT, "YV-2726", "aircraft: yv/distinctive ~2726/number=2726");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_have_their_roles),
        cmocka_unit_test(names_of_generic_words_keep_them),
        cmocka_unit_test(numbers_have_values),
        cmocka_unit_test(letters_are_joined_in_firms),
        cmocka_unit_test(vessels_have_no_forms_nor_generic_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
