/* Tests of encodings of one byte a character. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <interdict/text.h>

static void a_page_is_found_by_any_of_its_names(void **state) {
    (void)state;
    const ix_code_page *page = ix_code_page_find(IX_STR("windows-1251"));
    assert_non_null(page);
    assert_string_equal(page->name, "windows-1251");
    assert_ptr_equal(ix_code_page_find(IX_STR("Windows-1251")), page);
    assert_ptr_equal(ix_code_page_find(IX_STR("CP1251")), page);
    assert_null(ix_code_page_find(IX_STR("windows-125")));
    assert_null(ix_code_page_find(IX_STR("windows-12511")));
    assert_null(ix_code_page_find(IX_STR("UTF-8")));
    assert_null(ix_code_page_find(IX_STR("")));
}

/* Letters of which the standards speak, and bytes that stand for nothing. */
static void bytes_stand_for_characters(void **state) {
    (void)state;
    static const struct {
        const char *name;
        unsigned byte;
        uint16_t code;
    } cases[] = {{"windows-1251", 0xD2, 0x0422}, {"windows-1251", 0xB8, 0x0451},
                 {"windows-1251", 0x98, 0},      {"windows-1252", 0x80, 0x20AC},
                 {"koi8-r", 0xF4, 0x0422},       {"koi8-u", 0xA4, 0x0454},
                 {"iso-8859-5", 0xC2, 0x0422},   {"iso-8859-15", 0xA4, 0x20AC},
                 {"windows-1256", 0xC7, 0x0627}, {"ibm866", 0x92, 0x0422},
                 {"windows-874", 0xA1, 0x0E01},  {"windows-1254", 0xFD, 0x0131}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const ix_code_page *page = ix_code_page_find(ix_str_from_cstr(cases[i].name));
        assert_non_null(page);
        assert_int_equal(page->codes[cases[i].byte - 0x80], cases[i].code);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_is_found_by_any_of_its_names),
        cmocka_unit_test(bytes_stand_for_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
