/* Tests of statuses and error records. */
#include <interdict/base.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "utf8_step.h"

static void every_status_has_a_text(void **state) {
    (void)state;
    assert_int_equal(IX_OK, 0);
    for (int status = IX_OK; status <= IX_E_USAGE; status++) {
        assert_true(strlen(ix_status_text((ix_status)status)) > 0);
        assert_string_not_equal(ix_status_text((ix_status)status), "unknown status");
    }
    assert_string_equal(ix_status_text((ix_status)999), "unknown status");
}

static void sets_and_wraps(void **state) {
    (void)state;
    ix_error error = {0};
    assert_int_equal(ix_error_set(&error, IX_E_LIMIT, "more than %d names", 7), IX_E_LIMIT);
    assert_int_equal(error.status, IX_E_LIMIT);
    assert_string_equal(error.text, "more than 7 names");
    assert_int_equal(error.line, 0);
    assert_int_equal(error.offset, -1);
    assert_string_equal(error.source, "");

    assert_int_equal(ix_error_at(&error, IX_E_INPUT, IX_STR("sdn.csv"), 812, 40, "no date"),
                     IX_E_INPUT);
    assert_int_equal(ix_error_wrap(&error, "record %d", 45815), IX_E_INPUT);
    assert_int_equal(ix_error_wrap(&error, "un list"), IX_E_INPUT);
    assert_string_equal(error.text, "un list: record 45815: no date");
    assert_string_equal(error.source, "sdn.csv");
    assert_int_equal(error.line, 812);
    assert_int_equal(error.offset, 40);
}

static void works_without_a_record(void **state) {
    (void)state;
    assert_int_equal(ix_error_set(NULL, IX_E_IO, "x"), IX_E_IO);
    assert_int_equal(ix_error_at(NULL, IX_E_IO, IX_STR("f"), 1, 1, "x"), IX_E_IO);
    assert_int_not_equal(ix_error_wrap(NULL, "x"), IX_OK);
}

static void assert_valid_utf8(const char *text) {
    ptrdiff_t length = (ptrdiff_t)strlen(text);
    bool valid = true;
    for (ptrdiff_t pos = 0; pos < length && valid;) {
        pos += utf8_step(text + pos, length - pos, &valid);
    }
    assert_true(valid);
}

static void cuts_at_a_character(void **state) {
    (void)state;
    /* Three-byte letters at all phases of the limit. */
    for (size_t lead = 0; lead < 4; lead++) {
        char text[2 * IX_ERROR_TEXT_MAX] = {0};
        memset(text, 'a', lead);
        for (size_t at = lead; at + 3 < sizeof text; at += 3) {
            memcpy(text + at, "\xE2\x82\xAC", 3);
        }
        ix_error error = {0};
        ix_error_at(&error, IX_E_INPUT, ix_str_from_cstr(text), 1, 1, "%s", text);
        assert_valid_utf8(error.text);
        assert_valid_utf8(error.source);
        assert_in_range(strlen(error.text), IX_ERROR_TEXT_MAX - 3, IX_ERROR_TEXT_MAX - 1);
        assert_in_range(strlen(error.source), IX_ERROR_SOURCE_MAX - 3, IX_ERROR_SOURCE_MAX - 1);
        ix_error_wrap(&error, "%s", "context");
        assert_valid_utf8(error.text);
        assert_memory_equal(error.text, "context: ", 9);
        assert_in_range(strlen(error.text), IX_ERROR_TEXT_MAX - 3, IX_ERROR_TEXT_MAX - 1);
        ix_error_wrap(&error, "%s", text);
        assert_valid_utf8(error.text);
    }
}

static void hostile_text_becomes_one_clean_line(void **state) {
    (void)state;
    ix_error error = {0};
    ix_error_set(&error, IX_E_INPUT, "name \"%s\"", "a\nb\r\x1B[31m\xFF\xC3(\xED\xA0\x80\x7F");
    assert_string_equal(error.text, "name \"a b  [31m??\x28??? \"");
    ix_error_at(&error, IX_E_INPUT, IX_STR("a\nb\xC0"), 1, 2, "x");
    assert_string_equal(error.source, "a b?");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_status_has_a_text),
        cmocka_unit_test(sets_and_wraps),
        cmocka_unit_test(works_without_a_record),
        cmocka_unit_test(cuts_at_a_character),
        cmocka_unit_test(hostile_text_becomes_one_clean_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
