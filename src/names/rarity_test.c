/* Tests of the rarity table and its integer logarithm. */
#include "test_names.h"

static void logarithms_are_right_and_never_fall(void **state) {
    (void)state;
    names_log2 table;
    names_log2_init(&table);
    assert_int_equal(names_log2_millibits(&table, 1), 0);
    assert_int_equal(names_log2_millibits(&table, 2), 1000);
    assert_int_equal(names_log2_millibits(&table, 3), 1584);
    assert_int_equal(names_log2_millibits(&table, 10), 3321);
    assert_int_equal(names_log2_millibits(&table, 1000000), 19931);
    assert_int_equal(names_log2_millibits(&table, 100000000), 26575);
    assert_int_equal(names_log2_millibits(&table, UINT64_MAX), 63999);
    for (int power = 0; power < 64; power++) {
        assert_int_equal(names_log2_millibits(&table, (uint64_t)1 << power), power * 1000);
    }
    int32_t before = 0;
    for (uint64_t value = 1; value < 200000; value++) {
        int32_t here = names_log2_millibits(&table, value);
        assert_true(here >= before);
        before = here;
    }
}

static void known_words_have_their_count(void **state) {
    (void)state;
    test_knowledge t = test_load(NULL, NULL);
    /* 1000 of 1000000 is a thousandth: 9.966 bits; 10 is 16.61, capped by the six letters. */
    assert_in_range(ix_knowledge_millibits(t.knowledge, IX_STR("andrei"), false), 9964, 9968);
    assert_int_equal(ix_knowledge_millibits(t.knowledge, IX_STR("andrei"), true), 15500);
    ix_arena_free(&t.arena);
}

static void unknown_words_are_capped_by_length(void **state) {
    (void)state;
    test_knowledge t = test_load("names/rarity.tsv", "*\t1000000\t1000000\n?\t1\t1\n");
    const ix_knowledge *k = t.knowledge;
    assert_int_equal(ix_knowledge_millibits(k, IX_STR("q"), false), 3000);
    assert_int_equal(ix_knowledge_millibits(k, IX_STR("qx"), false), 6000);
    assert_int_equal(ix_knowledge_millibits(k, IX_STR("qxz"), false), 9000);
    assert_int_equal(ix_knowledge_millibits(k, IX_STR("qxzw"), false), 11500);
    assert_int_equal(ix_knowledge_millibits(k, IX_STR("qxzwk"), false), 13500);
    assert_int_equal(ix_knowledge_millibits(k, IX_STR("qxzwkj"), true), 15500);
    assert_int_equal(ix_knowledge_millibits(k, IX_STR("qxzwkjv"), true), IX_MILLIBITS_MAX);
    assert_int_equal(ix_knowledge_millibits(k, IX_STR("44"), true), 6644);
    assert_int_equal(ix_knowledge_millibits(k, IX_STR("1234567890"), true), IX_MILLIBITS_MAX);
    assert_int_equal(ix_knowledge_millibits(k, IX_STR("a3"), true), 6322);
    assert_int_equal(ix_knowledge_millibits(k, IX_STR("\xE4\xB8\xAD"), true), 6000);
    assert_int_equal(ix_knowledge_millibits(k, (ix_str){0}, true), 0);
    ix_arena_free(&t.arena);
}

static void the_unseen_value_bounds_long_words(void **state) {
    (void)state;
    test_knowledge t = test_load("names/rarity.tsv", "*\t1024000\t1024000\n?\t1000\t250\n");
    assert_int_equal(ix_knowledge_millibits(t.knowledge, IX_STR("qxzwkjvb"), false), 10000);
    assert_int_equal(ix_knowledge_millibits(t.knowledge, IX_STR("qxzwkjvb"), true), 12000);
    ix_arena_free(&t.arena);
}

static void a_count_of_nothing_is_not_known(void **state) {
    (void)state;
    test_knowledge t = test_load("names/rarity.tsv", "*\t1000\t1000\n?\t1\t1\nzavod\t0\t10\n");
    const ix_word *word = ix_knowledge_word(t.knowledge, IX_STR("zavod"));
    assert_int_equal(word->person_millibits, -1);
    assert_in_range(word->org_millibits, 6640, 6646);
    ix_arena_free(&t.arena);
}

static void rows_are_checked(void **state) {
    (void)state;
    test_load_fails("names/rarity.tsv", "andrei\t1\t1\n", 1);
    test_load_fails("names/rarity.tsv", "*\t10\t10\nandrei\t1\t1\n", 2);
    test_load_fails("names/rarity.tsv", "*\t0\t10\n?\t1\t1\n", 1);
    test_load_fails("names/rarity.tsv", "*\t10\t10\n?\t1\t1\nivan\t1\n", 3);
    test_load_fails("names/rarity.tsv", "*\t10\t10\n?\t1\t1\nivan\t1\tx\n", 3);
    test_load_fails("names/rarity.tsv", "*\t10\t10\n?\t1\t1\nivan\t1\t1\t1\n", 3);
    test_load_fails("names/rarity.tsv", "*\t10\t10\n?\t1\t1\nivan\t1\t1\nivan\t1\t1\n", 4);
    test_load_fails("names/rarity.tsv", "*\t10\t10\n?\t1\t1\nivan\t1\t9999999999999999\n", 3);
}

static void the_shipped_table_tells_common_from_rare(void **state) {
    (void)state;
    test_knowledge t = test_shipped();
    const ix_knowledge *k = t.knowledge;
    int32_t ivanov = ix_knowledge_millibits(k, IX_STR("ivanov"), false);
    int32_t dukhvalov = ix_knowledge_millibits(k, IX_STR("dukhvalov"), false);
    int32_t muhammad = ix_knowledge_millibits(k, IX_STR("muhammad"), false);
    assert_true(muhammad < ivanov && ivanov + 3000 < dukhvalov);
    assert_true(ix_knowledge_millibits(k, IX_STR("trading"), true) + 8000 <
                ix_knowledge_millibits(k, IX_STR("kaspersky"), true));
    ix_arena_free(&t.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(logarithms_are_right_and_never_fall),
        cmocka_unit_test(known_words_have_their_count),
        cmocka_unit_test(unknown_words_are_capped_by_length),
        cmocka_unit_test(the_unseen_value_bounds_long_words),
        cmocka_unit_test(a_count_of_nothing_is_not_known),
        cmocka_unit_test(rows_are_checked),
        cmocka_unit_test(the_shipped_table_tells_common_from_rare),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
