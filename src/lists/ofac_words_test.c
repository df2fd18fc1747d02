#include "ofac.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static void expect_word(const char *text, const char *words, ptrdiff_t length) {
    ptrdiff_t got = -1;
    const ofac_word *word = ofac_word_find(ix_str_from_cstr(text), &got);
    if (words == NULL) {
        assert_null(word);
        return;
    }
    if (word == NULL || !ix_str_equal(word->words, ix_str_from_cstr(words)) || got != length) {
        fail_msg("%s: not %s of %d bytes", text, words, (int)length);
    }
}

static void the_longest_word_is_found(void **state) {
    (void)state;
    expect_word("nationality Russia", "nationality", 11);
    expect_word("Nationality of Registration Russia", "Nationality of Registration", 27);
    expect_word("C.U.R.P. # X1", "C.U.R.P. #", 10);
    expect_word("C.U.R.P. X1", "C.U.R.P.", 8);
    expect_word("PHONE 850", "Phone", 5);
    expect_word("Gender", "Gender", 6);
}

static void words_end_at_a_space_colon_or_comma(void **state) {
    (void)state;
    expect_word("Linked To: X", "Linked To", 10);
    expect_word("Alternate Title, Chief", "Alternate Title", 16);
    expect_word("Passports 17", NULL, 0);
    expect_word("DOBermann", NULL, 0);
    expect_word("General Manager", NULL, 0);
    expect_word("", NULL, 0);
}

static void kinds_of_words(void **state) {
    (void)state;
    ptrdiff_t length;
    assert_int_equal(ofac_word_find(IX_STR("Tax ID No. 1"), &length)->id, IX_ID_TAX);
    assert_int_equal(ofac_word_find(IX_STR("MMSI 1"), &length)->id, IX_ID_MMSI);
    assert_int_equal(ofac_word_find(IX_STR("DOB 1950"), &length)->kind, OFAC_BIRTH);
    assert_int_equal(ofac_word_find(IX_STR("Secondary sanctions risk: x"), &length)->kind,
                     OFAC_NOTE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_longest_word_is_found),
        cmocka_unit_test(words_end_at_a_space_colon_or_comma),
        cmocka_unit_test(kinds_of_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
