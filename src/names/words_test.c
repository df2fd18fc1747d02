/* Tests of the word table. */
#include "test_names.h"

static void words_are_found_folded(void **state) {
    (void)state;
    test_knowledge t = test_load("names/places.txt", "city | Москва Saint-Étienne_\n");
    assert_int_equal(t.status, IX_E_INPUT); /* two words where one is expected */
    ix_arena_free(&t.arena);
    t = test_load("names/places.txt", "city | Москва MOSCOW O'Fallon\n");
    assert_int_equal(t.status, IX_OK);
    assert_true(ix_knowledge_word(t.knowledge, IX_STR("moskva"))->flags & IX_WORD_PLACE);
    assert_true(ix_knowledge_word(t.knowledge, IX_STR("moscow"))->flags & IX_WORD_PLACE);
    assert_true(ix_knowledge_word(t.knowledge, IX_STR("ofallon"))->flags & IX_WORD_PLACE);
    assert_null(ix_knowledge_word(t.knowledge, IX_STR("Moscow")));
    assert_null(ix_knowledge_word(t.knowledge, IX_STR("tula")));
    assert_null(ix_knowledge_word(t.knowledge, (ix_str){0}));
    ix_arena_free(&t.arena);
}

static void a_word_too_long_is_not_known(void **state) {
    (void)state;
    test_knowledge t = test_load(NULL, NULL);
    char longer[IX_TOKEN_BYTES_MAX + 1];
    memset(longer, 'a', sizeof longer);
    assert_null(ix_knowledge_word(t.knowledge, (ix_str){longer, sizeof longer}));
    ix_arena_free(&t.arena);
}

static void what_folds_to_nothing_is_refused(void **state) {
    (void)state;
    test_load_fails("names/places.txt", "city | moscow\ncity | --\n", 2);
}

static void flags_of_several_files_add_up(void **state) {
    (void)state;
    test_knowledge t = test_load("names/places.txt", "region | andrei\n");
    const ix_word *word = ix_knowledge_word(t.knowledge, IX_STR("andrei"));
    assert_int_equal(word->flags, IX_WORD_PLACE | IX_WORD_GIVEN | IX_WORD_MALE);
    assert_int_equal(word->class_count, 1);
    assert_true(word->person_millibits > 0);
    ix_arena_free(&t.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_found_folded),
        cmocka_unit_test(a_word_too_long_is_not_known),
        cmocka_unit_test(what_folds_to_nothing_is_refused),
        cmocka_unit_test(flags_of_several_files_add_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
