/* Tests of words of legal forms, alone and misspelt. */
#include "test_names.h"

static const char rows[] = "stock | - | JSC | joint stock company\n"
                           "limited | - | LLC | limited liability company\n";

static void words_of_forms_are_put_or_left_at_will(void **state) {
    (void)state;
    test_knowledge t = test_load("names/legal_forms.txt", rows);
    assert_int_equal(t.status, IX_OK);
    assert_int_equal(ix_knowledge_word(t.knowledge, IX_STR("stock"))->flags, IX_WORD_ORG_KIND);
    assert_int_equal(ix_knowledge_word(t.knowledge, IX_STR("liability"))->flags, IX_WORD_ORG_KIND);
    assert_int_equal(ix_knowledge_word(t.knowledge, IX_STR("jsc"))->flags, 0); /* too short */
    ix_arena_free(&t.arena);
}

static void what_is_known_of_a_word_stays(void **state) {
    (void)state;
    test_knowledge t = test_load("names/legal_forms.txt", "stock | - | JSB | joint stock banka\n");
    assert_int_equal(t.status, IX_OK);
    assert_int_equal(ix_knowledge_word(t.knowledge, IX_STR("banka"))->flags, IX_WORD_ORG_GENERIC);
    ix_arena_free(&t.arena);
}

static void one_wrong_letter_is_near(void **state) {
    (void)state;
    test_knowledge t = test_load("names/legal_forms.txt", rows);
    static const char *const near[] = {"stoc", "stokc", "stocck", "sttck", "liabilty", "kompany"};
    static const char *const far[] = {"sto", "stokkc", "company9", "", "jsb", "statek", "limits"};
    for (size_t i = 0; i < sizeof near / sizeof near[0]; i++) {
        assert_true(ix_knowledge_is_near_form(t.knowledge, ix_str_from_cstr(near[i])));
    }
    for (size_t i = 0; i < sizeof far / sizeof far[0]; i++) {
        assert_false(ix_knowledge_is_near_form(t.knowledge, ix_str_from_cstr(far[i])));
    }
    ix_arena_free(&t.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_of_forms_are_put_or_left_at_will),
        cmocka_unit_test(what_is_known_of_a_word_stays),
        cmocka_unit_test(one_wrong_letter_is_near),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
