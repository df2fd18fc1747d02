/* Hangul syllables: the spellings of both states and of families, and what is none. */
#include "han.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static bool spells(const char *hangul, const char *latin) {
    return ix_han_spells(ix_str_from_cstr(hangul), ix_str_from_cstr(latin));
}

static void every_convention(void **state) {
    (void)state;
    static const char *const pairs[][2] = {
        {"김", "kim"},      {"김", "gim"},        {"이", "lee"},        {"이", "yi"},
        {"이", "ri"},       {"리", "i"},          {"리", "rhee"},       {"림", "im"},
        {"임", "rim"},      {"임", "lim"},        {"노", "noh"},        {"로", "no"},
        {"류", "yoo"},      {"유", "ryu"},        {"최", "choi"},       {"최", "choe"},
        {"박", "pak"},      {"박", "bak"},        {"정", "jeong"},      {"정", "chong"},
        {"정", "jung"},     {"철", "chol"},       {"철", "cheol"},      {"영", "young"},
        {"영", "yong"},     {"영", "yeong"},      {"혁", "hyok"},       {"혁", "hyuk"},
        {"은", "un"},       {"은", "eun"},        {"광", "gwang"},      {"권", "kwon"},
        {"허", "hur"},      {"서", "suh"},        {"우", "woo"},        {"안", "ahn"},
        {"백", "paek"},     {"백", "paik"},       {"성", "song"},       {"신", "shin"},
        {"정은", "jongun"}, {"정은", "jeongeun"}, {"영철", "yongchol"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        if (!spells(pairs[i][0], pairs[i][1])) {
            fail_msg("%s does not spell %s", pairs[i][0], pairs[i][1]);
        }
    }
    assert_false(spells("김", "im"));
    assert_false(spells("김", "kin"));
    assert_false(spells("정", "jang"));
    assert_false(spells("정", "jong un"));
    assert_false(spells("정은", "jong"));
    assert_false(spells("ㄱ", "g")); /* a letter is no syllable */
}

typedef struct tally {
    ix_str hangul;
    int count;
} tally;

static void count_spelled(void *context, ix_str latin) {
    tally *t = context;
    assert_true(ix_han_spells(t->hangul, latin));
    t->count++;
}

static void every_syllable(void **state) {
    (void)state;
    for (uint32_t code = 0xAC00; code <= 0xD7A3; code++) {
        char bytes[4], letters[HAN_SPELLING_MAX];
        tally t = {{bytes, ix_utf8_encode(bytes, code)}, 0};
        int count = hangul_count(code);
        assert_in_range(count, 1, 200);
        for (int i = 0; i < count; i++) {
            ix_str spelling = hangul_spelling(letters, code, i);
            assert_in_range(spelling.len, 1, HAN_SPELLING_MAX);
        }
        if (code % 5 == 0) {
            ix_han_spellings(t.hangul, count_spelled, &t);
            assert_int_equal(t.count, count);
        }
    }
    assert_int_equal(hangul_count(0xAC00 - 1), 0);
    assert_int_equal(hangul_count(0xD7A4), 0);
    assert_int_equal(hangul_count('a'), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_convention),
        cmocka_unit_test(every_syllable),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
