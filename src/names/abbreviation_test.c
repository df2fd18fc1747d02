/* Tests of generic words cut short or written without vowels. */
#include "test_names.h"

static const char rows[] = "communication | communications communication\n"
                           "service | services service\n"
                           "technology | technology technologies\n"
                           "technical | technical\n";

static int concepts_of(const test_knowledge *t, const char *word, uint16_t *first) {
    uint16_t concepts[IX_ABBREVIATED_MAX] = {0};
    int count = ix_knowledge_abbreviated(concepts, t->knowledge, ix_str_from_cstr(word));
    *first = concepts[0];
    return count;
}

static void words_cut_short_stand_for_what_they_begin(void **state) {
    (void)state;
    test_knowledge t = test_load("names/generic_words.txt", rows);
    assert_int_equal(t.status, IX_OK);
    uint16_t first;
    assert_int_equal(concepts_of(&t, "comm", &first), 1);
    assert_int_equal(first, 1);
    assert_int_equal(concepts_of(&t, "tech", &first), 2); /* the other name tells which */
    assert_int_equal(first, 3);
    assert_int_equal(concepts_of(&t, "com", &first), 0);
    assert_int_equal(concepts_of(&t, "communication", &first), 0); /* a letter less is a plural */
    assert_int_equal(concepts_of(&t, "communal", &first), 0);
    ix_arena_free(&t.arena);
}

static void words_without_vowels_stand_for_what_they_sound_like(void **state) {
    (void)state;
    test_knowledge t = test_load("names/generic_words.txt", rows);
    uint16_t first;
    assert_int_equal(concepts_of(&t, "srvces", &first), 1);
    assert_int_equal(first, 2);
    assert_int_equal(concepts_of(&t, "srvcs", &first), 1);
    assert_int_equal(concepts_of(&t, "saraveces", &first), 0); /* too many vowels */
    assert_int_equal(concepts_of(&t, "srvcz", &first), 0);
    ix_arena_free(&t.arena);
}

static void other_scripts_and_nothing_abbreviate_nothing(void **state) {
    (void)state;
    test_knowledge t = test_load("names/generic_words.txt", rows);
    uint16_t first;
    assert_int_equal(concepts_of(&t, "", &first), 0);
    assert_int_equal(concepts_of(&t, "4com", &first), 0);
    assert_int_equal(concepts_of(&t, "工业", &first), 0);
    ix_arena_free(&t.arena);
}

static void what_begins_too_many_words_says_nothing(void **state) {
    (void)state;
    char many[512] = "";
    for (char c = 'a'; c < 'a' + IX_ABBREVIATED_MAX + 1; c++) {
        char row[32];
        snprintf(row, sizeof row, "c%c | gener%cxx\n", c, c);
        strncat(many, row, sizeof many - strlen(many) - 1);
    }
    test_knowledge t = test_load("names/generic_words.txt", many);
    assert_int_equal(t.status, IX_OK);
    uint16_t first;
    assert_int_equal(concepts_of(&t, "gener", &first), 0);
    assert_int_equal(concepts_of(&t, "genera", &first), 1);
    ix_arena_free(&t.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_cut_short_stand_for_what_they_begin),
        cmocka_unit_test(words_without_vowels_stand_for_what_they_sound_like),
        cmocka_unit_test(other_scripts_and_nothing_abbreviate_nothing),
        cmocka_unit_test(what_begins_too_many_words_says_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
