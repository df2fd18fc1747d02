/* Tests of tokens joined to units. */
#include "test_names.h"

/* Units of a text as words parted by '|', joined with the shipped knowledge. */
static void expect(const ix_knowledge *knowledge, const char *raw, const char *expected) {
    ix_arena arena;
    ix_arena_init(&arena, TEST_MEMORY);
    ix_text text;
    assert_int_equal(ix_text_analyze(&text, ix_str_from_cstr(raw), &arena, NULL), IX_OK);
    names_unit units[NAMES_TOKENS_MAX];
    int count = names_units_from_tokens(units, &text);
    for (int i = 0; i < count; i++) {
        units[i].entry = names_word_find(knowledge, units[i].text);
    }
    count = names_units_join(units, count, knowledge, &arena);
    char out[512] = "";
    for (int i = 0; i < count; i++) {
        snprintf(out + strlen(out), sizeof out - strlen(out), "%s%" IX_FMT, i > 0 ? "|" : "",
                 IX_ARG(units[i].text));
        assert_true(units[i].from < units[i].to);
        assert_true(i == 0 || units[i - 1].to <= units[i].from);
    }
    assert_string_equal(out, expected);
    ix_arena_free(&arena);
}

static void runs_of_letters_are_joined(void **state) {
    (void)state;
    test_knowledge t = test_shipped();
    expect(t.knowledge, "S.A. de C.V.", "sa|de|cv");
    expect(t.knowledge, "S A DE C V", "sa|de|cv");
    expect(t.knowledge, "L.L.C", "llc");
    expect(t.knowledge, "Maersk A/S", "maersk|as");
    expect(t.knowledge, "M/V Giant", "mv|giant");
    expect(t.knowledge, "А.Б.В. завод", "abv|zavod");
    expect(t.knowledge, "Sp. z o.o.", "sp|z|oo");
    expect(t.knowledge, "A-B", "a|b");
    expect(t.knowledge, "A, B", "a|b");
    ix_arena_free(&t.arena);
}

static void runs_end_where_a_form_begins(void **state) {
    (void)state;
    test_knowledge t = test_shipped();
    expect(t.knowledge, "A.B.C. S.A.", "abc|sa");
    expect(t.knowledge, "A B C S A", "abc|sa");
    expect(t.knowledge, "O.O.O. A.B.C.", "ooo|abc");
    expect(t.knowledge, "Vitamin C S.A.", "vitamin|c|sa");
    expect(t.knowledge, "A.B.S.A.", "absa");
    ix_arena_free(&t.arena);
}

static void words_of_one_letter_join_nothing(void **state) {
    (void)state;
    test_knowledge t = test_shipped();
    expect(t.knowledge, "J HENAO M E HIJOS", "j|henao|m|e|hijos");
    ix_arena_free(&t.arena);
}

static void only_the_first_tokens_are_taken(void **state) {
    (void)state;
    ix_arena arena;
    ix_arena_init(&arena, TEST_MEMORY);
    char raw[400];
    for (size_t i = 0; i < sizeof raw; i += 2) {
        memcpy(raw + i, "ab", 1);
        raw[i + 1] = ' ';
    }
    ix_text text;
    assert_int_equal(ix_text_analyze(&text, (ix_str){raw, sizeof raw}, &arena, NULL), IX_OK);
    names_unit units[NAMES_TOKENS_MAX];
    assert_int_equal(names_units_from_tokens(units, &text), NAMES_TOKENS_MAX);
    ix_arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(runs_of_letters_are_joined),
        cmocka_unit_test(runs_end_where_a_form_begins),
        cmocka_unit_test(words_of_one_letter_join_nothing),
        cmocka_unit_test(only_the_first_tokens_are_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
