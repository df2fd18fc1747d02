#include "json_rows.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* "line:a" for each row with the member `a`, "line!" for one that is no json; '.' behind: cut. */
static void expect_rows(const char *bytes, const char *wanted) {
    json_rows rows;
    json_row row;
    ix_buf out;
    ix_buf_init(&out, 4096);
    json_rows_init(&rows, ix_str_from_cstr(bytes));
    while (json_rows_next(&row, &rows)) {
        ix_buf_append_int(&out, row.line);
        if (row.value == NULL) {
            assert_true(row.why[0] != '\0');
            ix_buf_append_cstr(&out, json_rows_is_cut(&rows) ? "!." : "!");
        } else {
            ix_buf_append_char(&out, ':');
            ix_buf_append_int(&out, json_integer_value(json_object_get(row.value, "a")));
            json_t *again = json_row_parse(row.text, &(json_error_t){0});
            assert_true(json_equal(again, row.value));
            json_decref(again);
        }
        ix_buf_append_char(&out, ' ');
        json_decref(row.value);
    }
    ix_buf_append_char(&out, '\0');
    assert_int_equal(out.status, IX_OK);
    assert_string_equal(out.ptr, wanted);
    ix_buf_free(&out);
}

static void rows_are_lines(void **state) {
    (void)state;
    expect_rows("", "");
    expect_rows("\n \r\n", "");
    expect_rows("\xEF\xBB\xBF{\"a\":1}\n\n{\"a\":2}\r\n", "1:1 3:2 ");
    expect_rows("{\"a\":1}\n{\"a\":\nx\n{\"a\":4}", "1:1 2! 3! 4:4 ");
    expect_rows("{\"a\":1}\n{\"a\":2,\"b\"", "1:1 2!. ");
    expect_rows("{\"a\":1}\n{\"a\":2,\"b\"\n", "1:1 2! ");
    expect_rows("{\"a\":1,\"a\":2}\n{\"a\":\"\\u0000\"}\n{\"a\":\"\xFF\"}\n", "1! 2! 3! ");
}

static void rows_are_items_of_an_array(void **state) {
    (void)state;
    expect_rows("[]", "");
    expect_rows(" [ {\"a\":1},\n  {\"a\":\n2}\n ,{\"a\":3} ]\n", "1:1 2:2 4:3 ");
    expect_rows("[{\"a\":1}, {\"a\":2", "1:1 1!. ");
    expect_rows("[{\"a\":1} {\"a\":2}]", "1!. ");
    expect_rows("[{\"a\":1},", "1:1 1!. ");
    expect_rows("[", "1!. ");
}

static void a_row_that_is_too_long_is_refused(void **state) {
    (void)state;
    static const char head[] = "{\"a\":\"";
    size_t len = JSON_ROW_BYTES_MAX + 100;
    char *bytes = malloc(len + 1);
    assert_non_null(bytes);
    memset(bytes, 'x', len);
    memcpy(bytes, head, sizeof head - 1);
    memcpy(bytes + len - 13, "\"}\n{\"a\":  2}\n", 13);
    bytes[len] = '\0';
    expect_rows(bytes, "1! 2:2 ");
    free(bytes);
}

static void nesting_ends(void **state) {
    (void)state;
    size_t len = 1 << 20;
    char *bytes = malloc(len + 1);
    assert_non_null(bytes);
    memset(bytes, '[', len);
    memcpy(bytes, "{\"a\":", 5);
    bytes[len] = '\0';
    expect_rows(bytes, "1!. ");
    free(bytes);
}

static bool has_two(ix_str line) {
    return ix_str_find(line, IX_STR("2"), 0) >= 0;
}

static void lines_may_be_left_for_later(void **state) {
    (void)state;
    json_rows rows;
    json_row row;
    json_rows_init(&rows, IX_STR("{\"a\":2}\n{\"a\":1}\n"));
    rows.is_later = has_two;
    assert_true(json_rows_next(&row, &rows));
    assert_true(row.later && row.value == NULL);
    assert_true(ix_str_equal(row.text, IX_STR("{\"a\":2}")));
    assert_true(json_rows_next(&row, &rows));
    assert_true(!row.later && row.value != NULL);
    json_decref(row.value);
    assert_false(json_rows_next(&row, &rows));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_lines),
        cmocka_unit_test(rows_are_items_of_an_array),
        cmocka_unit_test(a_row_that_is_too_long_is_refused),
        cmocka_unit_test(nesting_ends),
        cmocka_unit_test(lines_may_be_left_for_later),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
