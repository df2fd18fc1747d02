/* Tests of the loaders of plain word lists. */
#include "test_names.h"

static void a_question_mark_is_a_mark_not_a_letter(void **state) {
    (void)state;
    test_knowledge t = test_load(NULL, NULL);
    const word_entry *king = names_word_find(t.knowledge, IX_STR("king"));
    assert_int_equal(king->word.flags, IX_WORD_TITLE);
    assert_int_equal(king->marks, MARK_TITLE_UNSURE);
    assert_int_equal(names_word_find(t.knowledge, IX_STR("dr"))->marks, 0);
    assert_int_equal(names_word_find(t.knowledge, IX_STR("van"))->marks, MARK_PARTICLE_UNSURE);
    assert_int_equal(names_word_find(t.knowledge, IX_STR("bin"))->marks, MARK_PARTICLE_SON);
    assert_int_equal(names_word_find(t.knowledge, IX_STR("ss"))->marks, MARK_VESSEL_UNSURE);
    ix_arena_free(&t.arena);
}

static void kinds_are_checked(void **state) {
    (void)state;
    test_load_fails("names/particles.txt", "article | al\nnephew | foo\n", 2);
    test_load_fails("names/particles.txt", "article\n", 1);
    test_load_fails("names/stop_words.txt", "the of\n", 1);
}

static void concepts_are_shared_by_a_line(void **state) {
    (void)state;
    test_knowledge t =
        test_load("names/generic_words.txt", "bank | bank банк\nplant | завод plant?\n");
    assert_int_equal(t.status, IX_OK);
    const ix_word *bank = ix_knowledge_word(t.knowledge, IX_STR("bank"));
    const word_entry *plant = names_word_find(t.knowledge, IX_STR("plant"));
    assert_int_equal(bank->concept, 1);
    assert_int_equal(plant->word.concept, 2);
    assert_int_equal(plant->marks, MARK_GENERIC_UNSURE);
    assert_int_equal(ix_knowledge_word(t.knowledge, IX_STR("zavod"))->concept, 2);
    ix_arena_free(&t.arena);
}

static void a_row_continues_the_concept_of_its_first_word(void **state) {
    (void)state;
    test_knowledge t = test_load("names/generic_words.txt",
                                 "plant | plant? usine\nbank | bank\nzavod | plant завода\n");
    assert_int_equal(t.status, IX_OK);
    assert_int_equal(ix_knowledge_word(t.knowledge, IX_STR("zavoda"))->concept, 1);
    const word_entry *plant = names_word_find(t.knowledge, IX_STR("plant"));
    assert_int_equal(plant->marks, MARK_GENERIC_UNSURE);
    ix_arena_free(&t.arena);
}

static void a_word_has_one_concept(void **state) {
    (void)state;
    test_load_fails("names/generic_words.txt", "bank | bank\ntrust | trust bank\n", 2);
    test_load_fails("names/generic_words.txt", "bank\n", 1);
    test_load_fails("names/generic_words.txt", "bank | new york-city\n", 1);
}

static void words_left_at_will_are_marked(void **state) {
    (void)state;
    test_knowledge t = test_load("names/generic_words.txt", "company~ | company\nbank | bank\n");
    assert_int_equal(t.status, IX_OK);
    assert_int_equal(ix_knowledge_word(t.knowledge, IX_STR("company"))->flags,
                     IX_WORD_ORG_GENERIC | IX_WORD_ORG_KIND);
    assert_int_equal(ix_knowledge_word(t.knowledge, IX_STR("bank"))->flags, IX_WORD_ORG_GENERIC);
    ix_arena_free(&t.arena);
}

static void places_have_a_kind_and_a_concept(void **state) {
    (void)state;
    test_load_fails("names/places.txt", "moscow\n", 1);
    test_load_fails("names/places.txt", "village | moscow\n", 1);
    test_load_fails("names/places.txt", "city | moscow\ncity | tula moscow\n", 2);
    test_knowledge t =
        test_load("names/places.txt", "country | iran iranian\ncity | tehran\nregion | ural\n");
    assert_int_equal(t.status, IX_OK);
    const ix_word *iran = ix_knowledge_word(t.knowledge, IX_STR("iran"));
    const ix_word *iranian = ix_knowledge_word(t.knowledge, IX_STR("iranian"));
    const ix_word *tehran = ix_knowledge_word(t.knowledge, IX_STR("tehran"));
    assert_int_equal(iran->flags, IX_WORD_PLACE | IX_WORD_COUNTRY);
    assert_int_equal(tehran->flags, IX_WORD_PLACE | IX_WORD_CITY);
    assert_int_equal(ix_knowledge_word(t.knowledge, IX_STR("ural"))->flags, IX_WORD_PLACE);
    assert_true(iran->concept != 0 && iran->concept == iranian->concept);
    assert_true(iran->concept != tehran->concept);
    ix_arena_free(&t.arena);
}

static void numbers_are_values_plus_one(void **state) {
    (void)state;
    test_knowledge t = test_load(NULL, NULL);
    assert_int_equal(ix_knowledge_word(t.knowledge, IX_STR("four"))->number, 5);
    const word_entry *roman = names_word_find(t.knowledge, IX_STR("iv"));
    assert_int_equal(roman->word.number, 5);
    assert_int_equal(roman->marks, MARK_ROMAN);
    ix_arena_free(&t.arena);
}

static void number_rows_are_checked(void **state) {
    (void)state;
    test_load_fails("names/number_words.txt", "4 | cardinal | four\n5 | cardinal | four\n", 2);
    test_load_fails("names/number_words.txt", "four | cardinal | four\n", 1);
    test_load_fails("names/number_words.txt", "4 | fraction | four\n", 1);
    test_load_fails("names/number_words.txt", "65535 | cardinal | many\n", 1);
    test_load_fails("names/number_words.txt", "4 | cardinal\n", 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_question_mark_is_a_mark_not_a_letter),
        cmocka_unit_test(kinds_are_checked),
        cmocka_unit_test(concepts_are_shared_by_a_line),
        cmocka_unit_test(a_row_continues_the_concept_of_its_first_word),
        cmocka_unit_test(a_word_has_one_concept),
        cmocka_unit_test(words_left_at_will_are_marked),
        cmocka_unit_test(places_have_a_kind_and_a_concept),
        cmocka_unit_test(numbers_are_values_plus_one),
        cmocka_unit_test(number_rows_are_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
