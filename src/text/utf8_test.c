/* Tests of UTF-8 and Windows-1252. */
#include <interdict/text.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static ix_str S(const char *text) {
    return ix_str_from_cstr(text);
}

static void every_code_goes_there_and_back(void **state) {
    (void)state;
    for (uint32_t code = 0; code <= 0x10FFFF + 2; code++) {
        char text[4];
        int length = ix_utf8_encode(text, code);
        ptrdiff_t pos = 0;
        bool valid = false;
        uint32_t decoded = ix_utf8_decode((ix_str){text, length}, &pos, &valid);
        bool scalar = code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
        if (decoded != (scalar ? code : 0xFFFD) || pos != length || !valid) {
            fail_msg("%X", (unsigned)code);
        }
        /* Each proper prefix is one ill-formed run. */
        for (int cut = 1; cut < length; cut++) {
            pos = 0;
            assert_int_equal(ix_utf8_decode((ix_str){text, cut}, &pos, &valid), 0xFFFD);
            assert_int_equal(pos, cut);
            assert_false(valid);
        }
    }
}

/* The bytes, and where each step of decoding must end. Unicode 15, tables 3-8 to 3-11. */
static void ill_formed_runs(void **state) {
    (void)state;
    static const struct {
        const char *bytes;
        const char *steps; /* one digit a step: its length; '!' before it if ill-formed */
    } rows[] = {
        {"\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41", "!1!1!1!1!1!1!1!11"},
        {"\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41", "!1!1!1!1!1!1!1!11"},
        {"\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42", "!1!1!1!1!11!1!11"},
        {"\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41", "!2!1!3!21"},
        {"\xC2", "!1"},
        {"\xF0\x9F\x98\x80\xF0\x9F\x98", "4!3"},
        {"\xF5\x80\xFE", "!1!1!1"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ix_str s = S(rows[i].bytes);
        ptrdiff_t pos = 0;
        for (const char *step = rows[i].steps; *step != '\0'; step++) {
            bool wanted = *step != '!';
            step += !wanted;
            ptrdiff_t from = pos;
            bool valid;
            uint32_t code = ix_utf8_decode(s, &pos, &valid);
            assert_int_equal(pos - from, *step - '0');
            assert_int_equal(valid, wanted);
            assert_true(valid || code == 0xFFFD);
        }
        assert_int_equal(pos, s.len);
    }
}

static void decodes_without_a_flag(void **state) {
    (void)state;
    ptrdiff_t pos = 1;
    assert_int_equal(ix_utf8_decode(S("a\xD0\xB9z"), &pos, NULL), 0x439);
    assert_int_equal(pos, 3);
}

static void checks(void **state) {
    (void)state;
    assert_true(ix_utf8_is_valid((ix_str){0}));
    assert_true(ix_utf8_is_valid(S("plain ASCII that is longer than eight bytes")));
    assert_true(ix_utf8_is_valid(S("Андрей, 東京 and \xF0\x9F\x98\x80")));
    assert_true(ix_utf8_is_valid((ix_str){"a\0b", 3}));
    static const char *const bad[] = {"\x80",         "12345678\xFF", "1234567\xC3",
                                      "\xED\xA0\x80", "Андре\xD0",    "\xC0\x80"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_false(ix_utf8_is_valid(S(bad[i])));
    }
}

static void repairs(void **state) {
    (void)state;
    static const struct {
        const char *bytes;
        const char *expected;
        int64_t replaced;
    } rows[] = {
        {"", "", 0},
        {"Тихонов", "Тихонов", 0},
        {"\xFF", "\xEF\xBF\xBD", 1},
        {"Mu\xF1oz \xE9", "Mu\xEF\xBF\xBDoz \xEF\xBF\xBD", 2},
        {"a\xE2\x82z\xC0\xAF", "a\xEF\xBF\xBDz\xEF\xBF\xBD\xEF\xBF\xBD", 3},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ix_buf out;
        ix_buf_init(&out, 1000);
        assert_int_equal(ix_utf8_repair(&out, S(rows[i].bytes)), rows[i].replaced);
        assert_true(ix_str_equal(ix_buf_view(&out), S(rows[i].expected)));
        assert_true(ix_utf8_is_valid(ix_buf_view(&out)));
        ix_buf_free(&out);
    }
}

static void repair_stops_at_the_limit(void **state) {
    (void)state;
    ix_buf out;
    ix_buf_init(&out, 4);
    ix_utf8_repair(&out, S("\xFF\xFF"));
    assert_int_equal(out.status, IX_E_LIMIT);
    ix_buf_free(&out);
}

static void windows1252(void **state) {
    (void)state;
    ix_buf out;
    ix_buf_init(&out, 1000);
    ix_utf8_from_windows1252(&out, S("Mu\xF1oz \x80 \x91\x92\x93\x94 \x8A\x9F \xFF\xA0"));
    assert_true(ix_str_equal(ix_buf_view(&out), S("Muñoz € ‘’“” ŠŸ ÿ\xC2\xA0")));
    for (int byte = 0; byte < 256; byte++) {
        char c = (char)byte;
        ix_buf_clear(&out);
        ix_utf8_from_windows1252(&out, (ix_str){&c, 1});
        ptrdiff_t pos = 0;
        uint32_t code = ix_utf8_decode(ix_buf_view(&out), &pos, NULL);
        assert_int_equal(pos, ix_buf_view(&out).len);
        assert_true((code == (uint32_t)byte) || (byte >= 0x80 && byte <= 0x9F));
        /* The five holes stay what they are. */
        bool hole = byte == 0x81 || byte == 0x8D || byte == 0x8F || byte == 0x90 || byte == 0x9D;
        assert_int_equal(code == (uint32_t)byte, hole || byte < 0x80 || byte > 0x9F);
    }
    ix_buf_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_goes_there_and_back),
        cmocka_unit_test(ill_formed_runs),
        cmocka_unit_test(decodes_without_a_flag),
        cmocka_unit_test(checks),
        cmocka_unit_test(repairs),
        cmocka_unit_test(repair_stops_at_the_limit),
        cmocka_unit_test(windows1252),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
