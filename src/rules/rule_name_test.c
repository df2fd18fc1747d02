/* Tests of the names that rules speak of: each with the word it cannot do without. */
#include "test_shipped.h"

static uint64_t hash(const char *word) {
    return ix_hash64(ix_str_from_cstr(word));
}

static void names_have_their_longest_word(void **state) {
    (void)state;
    data_files data;
    const ix_rules *rules = load_shipped(&data);
    int count;
    const ix_rule_name *names = ix_rules_names(rules, &count);
    int facts = 0;
    int makers = 0;
    for (int i = 0; i < count; i++) {
        if (ix_str_equal(names[i].name, IX_STR("AO Kaspersky Lab"))) {
            assert_int_equal(names[i].word, hash("kaspersky"));
        }
        if (ix_str_equal(names[i].name, IX_STR("ZTE Corporation"))) {
            assert_true(ix_str_equal(names[i].family, IX_STR("zte")));
        }
        assert_true((names[i].fact != NULL) != (names[i].family.len > 0));
        facts += names[i].fact != NULL;
        makers += names[i].fact == NULL;
        /* Facts first. */
        assert_true(makers == 0 || names[i].fact == NULL);
    }
    assert_true(facts > 5 && makers > 5);
    ix_arena_free(&data.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(names_have_their_longest_word)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
