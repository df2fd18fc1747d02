#include <interdict/text.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "han.h"

static bool spells(const char *han, const char *latin) {
    return ix_han_spells(ix_str_from_cstr(han), ix_str_from_cstr(latin));
}

static void characters_spell_their_readings_in_each_language(void **state) {
    static const char *const pairs[][2] = {
        {"习", "xi"},    {"习", "hsi"},   {"李", "li"},     {"李", "lee"},  {"李", "ri"},
        {"张", "zhang"}, {"张", "chang"}, {"张", "cheung"}, {"金", "jin"},  {"金", "kim"},
        {"正", "jong"},  {"正", "jeong"}, {"恩", "un"},     {"恩", "eun"},  {"森", "mori"},
        {"诚", "shing"}, {"重", "chong"}, {"重", "zhong"},  {"吕", "lyu"},  {"吕", "lu"},
        {"单", "shan"},  {"镕", "rong"},  {"泽", "tse"},    {"东", "tung"}, {"解", "xie"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        if (!spells(pairs[i][0], pairs[i][1])) {
            fail_msg("%s does not spell %s", pairs[i][0], pairs[i][1]);
        }
    }
    assert_false(spells("李", "lu"));
    assert_false(spells("习", "x"));
    (void)state;
}

static void runs_are_spelled_in_one_convention(void **state) {
    assert_true(spells("近平", "jinping"));
    assert_true(spells("近平", "chinping"));
    assert_true(spells("泽东", "tsetung"));
    assert_false(spells("泽东", "zetung"));
    assert_true(spells("欧阳", "ouyang"));
    assert_true(spells("尤曼特", "youmante"));
    assert_true(spells("诸葛", "zhuge"));
    assert_false(spells("近平", "jin"));
    assert_false(spells("近平", "jinpingg"));
    assert_false(spells("尤曼特贸易", "youmantemaoyi"));
    (void)state;
}

static void other_text_spells_nothing(void **state) {
    assert_false(spells("", ""));
    assert_false(spells("jin", "jin"));
    assert_false(spells("近x", "jinx"));
    assert_false(spells("近", ""));
    assert_false(spells("\xE8\xBF", "jin"));
    assert_false(ix_han_is(ix_str_from_cstr("jin")));
    assert_false(ix_han_is(ix_str_from_cstr("")));
    assert_true(ix_han_is(ix_str_from_cstr("近平")));
    (void)state;
}

typedef struct tally {
    ix_str han;
    int count;
} tally;

static void count_spelled(void *context, ix_str latin) {
    tally *t = context;
    assert_true(ix_han_spells(t->han, latin));
    t->count++;
}

static void what_is_enumerated_is_recognized(void **state) {
    for (int i = 0; i + 3 < han_code_count; i += 7) {
        char bytes[4 * IX_HAN_RUN_MAX];
        ptrdiff_t len = 0;
        for (int k = 0; k < 1 + i % IX_HAN_RUN_MAX; k++) {
            len += ix_utf8_encode(bytes + len, han_codes[(i * (k + 1)) % han_code_count]);
        }
        tally t = {{bytes, len}, 0};
        ix_han_spellings(t.han, count_spelled, &t);
        assert_true(t.count < 1000);
    }
    tally t = {ix_str_from_cstr("近平"), 0};
    ix_han_spellings(t.han, count_spelled, &t);
    assert_true(t.count >= 4);
    (void)state;
}

static void words_of_two_syllables_have_a_wade_giles_spelling(void **state) {
    static const char *const pairs[][2] = {{"jianguo", "chienkuo"},
                                           {"zedong", "tsetung"},
                                           {"xiaoping", "hsiaoping"},
                                           {"qinghua", "chinghua"},
                                           {"guozhong", "kuochung"},
                                           {"weiwei", ""},
                                           {"wei", ""},
                                           {"xian", "hsian"},
                                           {"jianguov", ""},
                                           {"ivanov", ""},
                                           {"", ""},
                                           {"zhuangzhuang", "chuangchuang"}};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        char out[IX_WADE_GILES_MAX];
        int length = ix_text_wade_giles(out, ix_str_from_cstr(pairs[i][0]));
        if (!ix_str_equal((ix_str){out, length}, ix_str_from_cstr(pairs[i][1]))) {
            fail_msg("%s: %.*s", pairs[i][0], length, out);
        }
    }
    (void)state;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(characters_spell_their_readings_in_each_language),
        cmocka_unit_test(runs_are_spelled_in_one_convention),
        cmocka_unit_test(other_text_spells_nothing),
        cmocka_unit_test(words_of_two_syllables_have_a_wade_giles_spelling),
        cmocka_unit_test(what_is_enumerated_is_recognized),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
