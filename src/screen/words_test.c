/* Tests of text for terminals. */
#include "words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void assert_shown(const char *raw, const char *expected, int columns) {
    ix_buf out;
    ix_buf_init(&out, 1000);
    int taken = words_append(&out, ix_str_from_cstr(raw));
    if (!ix_str_equal(ix_buf_view(&out), ix_str_from_cstr(expected)) || taken != columns) {
        fail_msg("shown '%.*s' in %d columns, expected '%s' in %d", (int)out.len, out.ptr, taken,
                 expected, columns);
    }
    assert_int_equal(words_width(ix_str_from_cstr(raw)), columns);
    ix_buf_free(&out);
}

static void no_escape_reaches_a_terminal(void **state) {
    (void)state;
    assert_shown("plain", "plain", 5);
    assert_shown("a\033[31mb", "a<U+001B>[31mb", 14);
    assert_shown("a\nb", "a<U+000A>b", 10);
    assert_shown("\xC2\x9B", "<U+009B>", 8);               /* a C1 control sequence introducer */
    assert_shown("x\xE2\x80\xAEy", "x<U+202E>y", 10);      /* right-to-left override */
    assert_shown("x\xF3\xA0\x81\x81y", "x<U+E0041>y", 11); /* tag character */
    assert_shown("a\xFFz", "a\xEF\xBF\xBDz", 3);
}

static void columns_are_counted(void **state) {
    (void)state;
    assert_shown("Тихонов", "Тихонов", 7);
    assert_shown("e\xCC\x81", "e\xCC\x81", 1); /* combining acute */
    assert_shown("金正恩", "金正恩", 6);
    assert_shown("김", "김", 2);
}

static void padding_fills_up(void **state) {
    (void)state;
    ix_buf out;
    ix_buf_init(&out, 1000);
    words_append_padded(&out, IX_STR("金"), 4);
    words_append_padded(&out, IX_STR("long enough"), 4);
    assert_true(ix_str_equal(ix_buf_view(&out), IX_STR("金  long enough")));
    ix_buf_free(&out);
}

static void names_in_code_become_words(void **state) {
    (void)state;
    ix_buf out;
    ix_buf_init(&out, 1000);
    words_append_spaced(&out, IX_STR("report_blocked\033_property"));
    assert_true(ix_str_equal(ix_buf_view(&out), IX_STR("report blocked<U+001B> property")));
    ix_buf_free(&out);
}

static void long_text_is_wrapped(void **state) {
    (void)state;
    ix_buf out;
    ix_buf_init(&out, 1000);
    words_append_wrapped(&out, IX_STR("one two three four"), 12, 2, 4);
    assert_true(ix_str_equal(ix_buf_view(&out), IX_STR("one two\n  three four")));
    ix_buf_clear(&out);
    words_append_wrapped(&out, IX_STR("unbreakable word"), 5, 1, 0);
    assert_true(ix_str_equal(ix_buf_view(&out), IX_STR("unbreakable\n word")));
    ix_buf_clear(&out);
    words_append_wrapped(&out, (ix_str){0}, 5, 1, 0);
    assert_int_equal(out.len, 0);
    ix_buf_free(&out);
}

static void every_name_has_words(void **state) {
    (void)state;
#define KNOWN_KIND(name, text)                                                                     \
    assert_string_not_equal(words_evidence_kind(IX_STR(text)), "unknown");
    IX_EVIDENCE_KIND_LIST(KNOWN_KIND)
#define KNOWN_RELATION(name, text) assert_string_not_equal(words_relation(IX_STR(text)), "unknown");
    IX_RELATION_LIST(KNOWN_RELATION)
#define KNOWN_EFFECT(name, text) assert_string_not_equal(words_effect(IX_STR(text)), "unknown");
    IX_VERDICT_LIST(KNOWN_EFFECT)
#define KNOWN_BASIS(name, text) assert_string_not_equal(words_basis(IX_STR(text)), "unknown");
    IX_BASIS_LIST(KNOWN_BASIS)
#define KNOWN_NAME(name, text) assert_string_not_equal(words_matched_kind(IX_STR(text)), "unknown");
    IX_NAME_KIND_LIST(KNOWN_NAME)
#define KNOWN_IDENTITY(name, text) assert_string_not_equal(words_identity(IX_STR(text)), "unknown");
    IX_IDENTITY_LIST(KNOWN_IDENTITY)
    assert_string_equal(words_matched_kind(IX_STR("identifier")), "identifier");
    assert_string_equal(words_relation(IX_STR("nonsense")), "unknown");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_escape_reaches_a_terminal),
        cmocka_unit_test(columns_are_counted),
        cmocka_unit_test(padding_fills_up),
        cmocka_unit_test(names_in_code_become_words),
        cmocka_unit_test(long_text_is_wrapped),
        cmocka_unit_test(every_name_has_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
