/* Charsets of the system. */
#include <interdict/os.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* All of the bytes in UTF-8; a byte that is no character is "?". */
static const char *decoded(char *out, const char *charset, ix_str bytes) {
    const ix_mail_tools *tools = &ix_mail_tools_system;
    void *open = tools->open_charset(ix_str_from_cstr(charset));
    size_t at = 0;
    assert_non_null(open);
    while (bytes.len > 0) {
        char one[16];
        int written = 0;
        ptrdiff_t took = tools->next_character(open, one, &written, bytes);
        assert_true(took >= 0 && took <= bytes.len && written <= 16);
        memcpy(out + at, took > 0 ? one : "?", took > 0 ? (size_t)written : 1);
        at += took > 0 ? (size_t)written : 1;
        bytes = ix_str_slice(bytes, took > 0 ? took : 1, bytes.len);
    }
    out[at] = '\0';
    tools->close_charset(open);
    return out;
}

static void charsets_become_utf8(void **state) {
    char out[256];
    (void)state;
    assert_string_equal(decoded(out, "KOI8-R", IX_STR("\xF4\xC9\xC8\xCF\xCE\xCF\xD7")), "Тихонов");
    assert_string_equal(decoded(out, "windows-1251", IX_STR("\xD2\xE8\xF5\xEE\xED\xEE\xE2")),
                        "Тихонов");
    assert_string_equal(decoded(out, "ISO-2022-JP", IX_STR("\x1B$B;3\x1B(Ba")), "山a");
    assert_string_equal(decoded(out, "shift_jis", IX_STR("\x8E\x52")), "山");
    assert_string_equal(decoded(out, "gb2312", IX_STR("\xBF\xA8")), "卡");
    assert_string_equal(decoded(out, "UTF-16", IX_STR("\xFF\xFE\x22\x04")), "Т");
    assert_string_equal(decoded(out, "UTF-7", IX_STR("a+BCI-b")), "aТb");
}

static void what_is_no_character_is_told(void **state) {
    char out[256];
    (void)state;
    assert_string_equal(decoded(out, "gb2312", IX_STR("a\xFF\xFFz")), "a??z");
    assert_string_equal(decoded(out, "shift_jis", IX_STR("a\x8E")), "a?");
}

static void unknown_charsets_are_none(void **state) {
    (void)state;
    const char *const names[] = {
        "", "no-such-charset", "UTF-8//TRANSLIT", "a/../b",
        "a123456789012345678901234567890123456789012345678901234567890123"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        assert_null(ix_mail_tools_system.open_charset(ix_str_from_cstr(names[i])));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(charsets_become_utf8),
                                       cmocka_unit_test(what_is_no_character_is_told),
                                       cmocka_unit_test(unknown_charsets_are_none)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
