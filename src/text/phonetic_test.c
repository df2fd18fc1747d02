#include <interdict/text.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static void assert_same_key(const char *a, const char *b) {
    char ka[256], kb[256];
    int la = ix_text_roman_key(ka, sizeof ka, ix_str_from_cstr(a));
    int lb = ix_text_roman_key(kb, sizeof kb, ix_str_from_cstr(b));
    if (la != lb || memcmp(ka, kb, (size_t)la) != 0) {
        fail_msg("%s gives %.*s but %s gives %.*s", a, la, ka, b, lb, kb);
    }
}

static void romanizations_of_one_spelling_share_a_key(void **state) {
    static const char *const pairs[][2] = {
        {"andrei", "andrey"},
        {"andrej", "andrey"},
        {"yuri", "iurii"},
        {"yury", "jurij"},
        {"chekunov", "tchekunov"},
        {"gennadyevich", "gennadievich"},
        {"gennadevich", "gennadyevich"},
        {"tikhonov", "tihonov"},
        {"kasperskiy", "kaspersky"},
        {"kasperskii", "kasperskij"},
        {"dukhvalov", "doukhvalov"},
        {"borshchev", "borschev"},
        {"yevgeniy", "evgeny"},
        {"ivanoff", "ivanov"},
        {"tatyana", "tatjana"},
        {"sergeyevich", "sergeevich"},
        {"petrow", "petrov"},
        {"victor", "viktor"},
        {"mahmoud", "mahmud"},
        {"mohammed", "mohamed"},
        {"alekseyeva", "alekseeva"},
        {"tschekunow", "chekunov"},
        {"anatolyevich", "anatolievich"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        assert_same_key(pairs[i][0], pairs[i][1]);
    }
}

static void different_names_keep_different_keys(void **state) {
    static const char *const pairs[][2] = {{"li", "lu"},        {"tikhonov", "tikhonova"},
                                           {"maria", "mara"},   {"ivanov", "ivanova"},
                                           {"popov", "petrov"}, {"chen", "shen"}};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        char ka[256], kb[256];
        int la = ix_text_roman_key(ka, sizeof ka, ix_str_from_cstr(pairs[i][0]));
        int lb = ix_text_roman_key(kb, sizeof kb, ix_str_from_cstr(pairs[i][1]));
        assert_false(la == lb && memcmp(ka, kb, (size_t)la) == 0);
    }
}

static uint32_t next_random(uint32_t *seed) {
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static void a_key_is_its_own_key(void **state) {
    uint32_t seed = 7;
    static const char letters[] = "aeiouyjchksztwqxpbdfglmnrv";
    for (int round = 0; round < 200000; round++) {
        char word[16], once[64], twice[64];
        int len = 1 + (int)(next_random(&seed) % 12);
        for (int i = 0; i < len; i++) {
            word[i] = letters[next_random(&seed) % (sizeof letters - 1)];
        }
        int l1 = ix_text_roman_key(once, sizeof once, (ix_str){word, len});
        int l2 = ix_text_roman_key(twice, sizeof twice, (ix_str){once, l1});
        if (l1 != l2 || memcmp(once, twice, (size_t)l1) != 0) {
            fail_msg("%.*s gives %.*s gives %.*s", len, word, l1, once, l2, twice);
        }
        assert_true(l1 > 0);
    }
}

static void assert_skeleton(const char *word, const char *expected) {
    char out[64], roman[64], again[64];
    int len = ix_text_skeleton(out, sizeof out, ix_str_from_cstr(word));
    if (!ix_str_equal((ix_str){out, len}, ix_str_from_cstr(expected))) {
        fail_msg("%s: skeleton %.*s, expected %s", word, len, out, expected);
    }
    ix_str key = {roman, ix_text_roman_key(roman, sizeof roman, ix_str_from_cstr(word))};
    ix_str same = {again, ix_text_roman_skeleton(again, sizeof again, key)};
    assert_true(ix_str_equal(same, ix_str_from_cstr(expected)));
}

static void skeletons_drop_vowels_and_merge_sounds(void **state) {
    assert_skeleton("osama", "asm");
    assert_skeleton("tikhonov", "tnv");
    assert_skeleton("suleiman", "slmn");
    assert_skeleton("soliman", "slmn");
    assert_skeleton("zulaymon", "slmn");
    assert_skeleton("li", "");
    assert_skeleton("123", "");
}

static void words_of_other_letters_are_their_own_key(void **state) {
    char out[64];
    ix_str word = IX_STR("\xe9\x83\x91");
    assert_int_equal(ix_text_roman_key(out, sizeof out, word), 3);
    assert_memory_equal(out, word.ptr, 3);
    assert_int_equal(ix_text_skeleton(out, sizeof out, word), 0);
    assert_int_equal(ix_text_roman_key(out, 2, IX_STR("petrov")), 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(romanizations_of_one_spelling_share_a_key),
        cmocka_unit_test(different_names_keep_different_keys),
        cmocka_unit_test(a_key_is_its_own_key),
        cmocka_unit_test(skeletons_drop_vowels_and_merge_sounds),
        cmocka_unit_test(words_of_other_letters_are_their_own_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
