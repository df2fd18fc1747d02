/* Tests of country names. */
#include "test_names.h"

static void expect(const ix_knowledge *knowledge, const char *text, const char *code) {
    char found[3] = "";
    bool known = ix_country_parse(found, knowledge, ix_str_from_cstr(text));
    if (known != (code[0] != '\0') || strcmp(found, code) != 0) {
        fail_msg("'%s' gave '%s', expected '%s'", text, found, code);
    }
}

static void publishers_forms_are_known(void **state) {
    (void)state;
    test_knowledge t = test_shipped();
    static const char *const cases[][2] = {
        {"Russia", "RU"},
        {"RU", "RU"},
        {"RUS", "RU"},
        {"Russian Federation", "RU"},
        {"RUSSIAN FEDERATION", "RU"},
        {"Российская Федерация", "RU"},
        {"Korea, North", "KP"},
        {"Korea, South", "KR"},
        {"KP", "KP"},
        {"DPRK", "KP"},
        {"Burma", "MM"},
        {"Myanmar", "MM"},
        {"Congo, Democratic Republic of the", "CD"},
        {"Congo, Republic of the", "CG"},
        {"Zaire", "CD"},
        {"West Bank", "PS"},
        {"Region: Gaza", "PS"},
        {"Region: Crimea", "XC"},
        {"Region: Kurdistan", "XU"},
        {"Region: Northern Mali", "ML"},
        {"undetermined", ""},
        {"Unknown", ""},
        {"USSR", "SU"},
        {"Yugoslavia", "YU"},
        {"Czechoslovakia", "CS"},
        {"Serbia and Montenegro", "XS"},
        {"Kosovo", "XK"},
        {"Cote d'Ivoire", "CI"},
        {"Côte d’Ivoire", "CI"},
        {"Ivory Coast", "CI"},
        {"Türkiye", "TR"},
        {"TURKEY", "TR"},
        {"Macau", "MO"},
        {"Hong Kong", "HK"},
        {"Taiwan", "TW"},
        {"The Gambia", "GM"},
        {"Gambia, The", "GM"},
        {"Bahamas, The", "BS"},
        {"St. Kitts and Nevis", "KN"},
        {"Virgin Islands, British", "VG"},
        {"Iran (Islamic Republic of)", "IR"},
        {"Syrian Arab Republic", "SY"},
        {"United Arab Emirates", "AE"},
        {"UAE", "AE"},
        {"U.S.A.", "US"},
        {"United Kingdom of Great Britain and Northern Ireland", "GB"},
        {"Palestinian", "PS"},
        {"Swaziland", "SZ"},
        {" Russia ", "RU"},
        {"ru", "RU"},
        {"Atlantis", ""},
        {"", ""},
        {"QQ", ""},
        {"!!", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        expect(t.knowledge, cases[i][0], cases[i][1]);
    }
    ix_arena_free(&t.arena);
}

static void every_code_gives_its_name_and_back(void **state) {
    (void)state;
    test_knowledge t = test_shipped();
    int known = 0;
    for (char a = 'A'; a <= 'Z'; a++) {
        for (char b = 'A'; b <= 'Z'; b++) {
            char code[3] = {a, b, '\0'}, back[3] = "";
            ix_str name = ix_country_name(t.knowledge, ix_str_from_cstr(code));
            if (ix_str_equal(name, ix_str_from_cstr(code))) {
                continue;
            }
            known++;
            assert_true(ix_country_parse(back, t.knowledge, name));
            assert_string_equal(back, code);
        }
    }
    assert_in_range(known, 249 + 10, 249 + 30);
    assert_true(ix_str_equal(ix_country_name(t.knowledge, IX_STR("KP")), IX_STR("North Korea")));
    assert_true(ix_str_equal(ix_country_name(t.knowledge, IX_STR("QQ")), IX_STR("QQ")));
    assert_true(ix_str_equal(ix_country_name(t.knowledge, IX_STR("x")), IX_STR("x")));
    ix_arena_free(&t.arena);
}

static void long_and_hostile_texts_are_no_country(void **state) {
    (void)state;
    test_knowledge t = test_load(NULL, NULL);
    char code[3];
    char text[4096];
    memset(text, 'x', sizeof text);
    assert_false(ix_country_parse(code, t.knowledge, (ix_str){text, sizeof text}));
    memset(text, '\xC3', sizeof text);
    assert_false(ix_country_parse(code, t.knowledge, (ix_str){text, 200}));
    for (size_t i = 0; i < sizeof text; i += 2) {
        memcpy(text + i, "a ", 2);
    }
    assert_false(ix_country_parse(code, t.knowledge, (ix_str){text, 200}));
    ix_arena_free(&t.arena);
}

static void rows_are_checked(void **state) {
    (void)state;
    test_load_fails("countries.txt", "RU | RUS | Russia\nRU | - | Rossiya\n", 2);
    test_load_fails("countries.txt", "RU | RUS | Russia\nUA | UKR | Ukraine | Russia\n", 2);
    test_load_fails("countries.txt", "Russia\n", 1);
    test_load_fails("countries.txt", "RU | RUS\n", 1);
    test_load_fails("countries.txt", "ru | - | Russia\n", 1);
    test_load_fails("countries.txt", "RU | RUS | Russia | ...\n", 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(publishers_forms_are_known),
        cmocka_unit_test(every_code_gives_its_name_and_back),
        cmocka_unit_test(long_and_hostile_texts_are_no_country),
        cmocka_unit_test(rows_are_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
