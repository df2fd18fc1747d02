/* One key for the romanizations of Slavic surnames in several languages. */
#include <interdict/text.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static ix_str key_of(char out[256], const char *word) {
    return (ix_str){out, ix_text_slavic_key(out, 256, ix_str_from_cstr(word))};
}

static void one_key_for_the_conventions(void **state) {
    (void)state;
    static const char *const rows[][4] = {
        {"khrushchev", "chruschtschow", "khrouchtchev", "hruscov"},
        {"kuznetsov", "kusnezow", "kuznecov", "kouznetsov"},
        {"zhukov", "joukov", "zukov", "schukow"},
        {"chernyshevskiy", "tschernyschewski", "cernysevskij", "tchernychevski"},
        {"shevchenko", "schewtschenko", "sevcenko", "chevtchenko"},
        {"zhivkovich", "zivkovic", "schiwkowitsch", "zivkovitch"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char a[256], b[256];
        ix_str first = key_of(a, rows[i][0]);
        assert_true(first.len > 0);
        for (int k = 1; k < 4; k++) {
            ix_str other = key_of(b, rows[i][k]);
            if (!ix_str_equal(first, other)) {
                fail_msg("%s: %" IX_FMT ", %s: %" IX_FMT, rows[i][0], IX_ARG(first), rows[i][k],
                         IX_ARG(other));
            }
        }
    }
}

static void other_words_have_none(void **state) {
    (void)state;
    char out[256];
    assert_int_equal(key_of(out, "sharif").len, 0);
    assert_int_equal(key_of(out, "zhang").len, 0);
    assert_int_equal(key_of(out, "ov").len, 0);
    assert_int_equal(key_of(out, "").len, 0);
    assert_int_equal(key_of(out, "김정은").len, 0);
    assert_int_equal(key_of(out, "7zhukov").len, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_key_for_the_conventions),
        cmocka_unit_test(other_words_have_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
