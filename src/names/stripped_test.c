/* Tests of words without their letters beyond ASCII. */
#include "test_names.h"

static void what_is_left_is_ascii_in_lower_case(void **state) {
    (void)state;
    char out[FORM_KEY_MAX];
    assert_true(ix_str_equal(names_strip(out, IX_STR("Spoločnosť")), IX_STR("spolonos")));
    static const char *const all_or_nothing[] = {"Company", "", "Úř", "общество", "Žižň", "A.Ş.~~"};
    for (size_t i = 0; i < sizeof all_or_nothing / sizeof all_or_nothing[0]; i++) {
        assert_int_equal(names_strip(out, ix_str_from_cstr(all_or_nothing[i])).len, 0);
    }
    char long_text[2 * FORM_KEY_MAX];
    memset(long_text, 'x', sizeof long_text);
    memcpy(long_text, "\xC3\xA1", 2);
    assert_int_equal(names_strip(out, (ix_str){long_text, sizeof long_text}).len, 0);
}

static void generic_words_keep_their_meaning(void **state) {
    (void)state;
    test_knowledge t = test_load("names/generic_words.txt",
                                 "police | police policejní\nguard~ | stráž strž\ntrap | stra\n");
    assert_int_equal(t.status, IX_OK);
    const ix_word *whole = ix_knowledge_word(t.knowledge, IX_STR("policejni"));
    const ix_word *rest = ix_knowledge_word(t.knowledge, IX_STR("policejn"));
    assert_non_null(rest);
    assert_int_equal(rest->concept, whole->concept);
    assert_int_equal(rest->flags, IX_WORD_ORG_GENERIC);
    /* "stráž" leaves the word "str", too short, and "stra" is a word of its own */
    assert_null(ix_knowledge_word(t.knowledge, IX_STR("str")));
    assert_int_not_equal(ix_knowledge_word(t.knowledge, IX_STR("stra"))->concept,
                         ix_knowledge_word(t.knowledge, IX_STR("straz"))->concept);
    ix_arena_free(&t.arena);
}

static void legal_forms_are_spelled_without_their_letters(void **state) {
    (void)state;
    test_knowledge t = test_load("names/legal_forms.txt",
                                 "limited | HU | Kft | Korlátolt Felelősségű Társaság\n"
                                 "stock | SK | Akciová spoločnosť\nstate | - | Akciov spolonos\n");
    assert_int_equal(t.status, IX_OK);
    test_parse(t.knowledge, IX_PARTY_ORGANIZATION, "Gumics Korltolt Felelssg Trsasg",
               "organization kft: gumics/distinctive korltoltfelelssgtrsasg/legal_form");
    test_parse(t.knowledge, IX_PARTY_ORGANIZATION, "Gumics Akciov spolonos",
               "organization akciovspolonos: gumics/distinctive akciovspolonos/legal_form");
    ix_arena_free(&t.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_left_is_ascii_in_lower_case),
        cmocka_unit_test(generic_words_keep_their_meaning),
        cmocka_unit_test(legal_forms_are_spelled_without_their_letters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
