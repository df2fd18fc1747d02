/* Tests of the table of plain words. */
#include <interdict/text.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void words_of_the_language(void **state) {
    (void)state;
    static const char *const plain[] = {"the", "staff", "giant", "immediate", "was", "studies"};
    static const char *const names[] = {"", "t", "tikhonov", "putin", "staf", "chekunov", "Staff"};
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++) {
        assert_true(ix_text_is_plain_word(ix_str_from_cstr(plain[i])));
    }
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        assert_false(ix_text_is_plain_word(ix_str_from_cstr(names[i])));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(words_of_the_language)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
