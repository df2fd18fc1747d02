/* Tests of the JSON writer; what it writes is read back by jansson. */
#include <interdict/base.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

static void begin(ix_json *json, ix_buf *out) {
    ix_buf_init(out, 1 << 20);
    ix_json_init(json, out);
}

static void writes_a_document(void **state) {
    (void)state;
    ix_buf out;
    ix_json json;
    begin(&json, &out);
    ix_json_open_object(&json);
    ix_json_key(&json, "empty");
    ix_json_open_object(&json);
    ix_json_close_object(&json);
    ix_json_key(&json, "list");
    ix_json_open_array(&json);
    ix_json_int(&json, -7);
    ix_json_fixed(&json, 705, 3);
    ix_json_bool(&json, true);
    ix_json_bool(&json, false);
    ix_json_null(&json);
    ix_json_open_array(&json);
    ix_json_close_array(&json);
    ix_json_cstr(&json, NULL);
    ix_json_cstr(&json, "x");
    ix_json_close_array(&json);
    ix_json_key(&json, "none");
    ix_json_when(&json, (ix_when){0});
    ix_json_key(&json, "day");
    ix_json_when(&json, (ix_when){IX_WHEN_DATE, 19895});
    ix_json_key(&json, "at");
    ix_json_when(&json, (ix_when){IX_WHEN_INSTANT, INT64_C(1718942400)});
    ix_json_key_str(&json, "a", (ix_str){0}, true);
    ix_json_key_str(&json, "b", (ix_str){0}, false);
    ix_json_key_str(&json, "c", IX_STR("v"), true);
    ix_json_close_object(&json);
    ix_str expected = IX_STR("{\"empty\":{},\"list\":[-7,0.705,true,false,null,[],null,\"x\"],"
                             "\"none\":null,\"day\":\"2024-06-21\","
                             "\"at\":\"2024-06-21T04:00:00Z\",\"a\":null,\"b\":\"\",\"c\":\"v\"}");
    assert_true(ix_str_equal(ix_buf_view(&out), expected));
    assert_int_equal(json.depth, 0);
    ix_buf_free(&out);
}

/* What was written before goes between commas like any other item; nothing leaves no trace. */
static void takes_what_was_written_before(void **state) {
    (void)state;
    ix_buf out;
    ix_json json;
    begin(&json, &out);
    ix_json_open_object(&json);
    ix_json_raw(&json, (ix_str){0});
    ix_json_raw(&json, IX_STR("\"a\":1,\"b\":2"));
    ix_json_key(&json, "c");
    ix_json_open_array(&json);
    ix_json_raw(&json, IX_STR("3"));
    ix_json_raw(&json, (ix_str){0});
    ix_json_raw(&json, IX_STR("4,5"));
    ix_json_close_array(&json);
    ix_json_close_object(&json);
    assert_true(ix_str_equal(ix_buf_view(&out), IX_STR("{\"a\":1,\"b\":2,\"c\":[3,4,5]}")));
    ix_buf_free(&out);
}

/* A buffer that is full at any byte says so, whichever way the bytes would have gone in. */
static void a_full_buffer_says_so(void **state) {
    (void)state;
    ix_str whole = IX_STR("{\"key\":\"value\",\"second\":\"\\n\"}");
    for (size_t most = 0; most <= (size_t)whole.len; most++) {
        ix_buf out;
        ix_json json;
        ix_buf_init(&out, most);
        ix_json_init(&json, &out);
        ix_json_open_object(&json);
        ix_json_key_str(&json, "key", IX_STR("value"), false);
        ix_json_key_str(&json, "second", IX_STR("\n"), false);
        ix_json_close_object(&json);
        assert_int_equal(out.status, most < (size_t)whole.len ? IX_E_LIMIT : IX_OK);
        if (most == (size_t)whole.len) {
            assert_true(ix_str_equal(ix_buf_view(&out), whole));
        }
        ix_buf_free(&out);
    }
}

/* A key is written as a string of the same bytes is, short or long, plain or not. */
static void keys_are_strings(void **state) {
    (void)state;
    static const char *const keys[] = {"",
                                       "a",
                                       "with \"quotes\"",
                                       "back\\slash",
                                       "\n",
                                       "\xC3\xA9t\xC3\xA9",
                                       "\x7F",
                                       "a key of thirty-one characters.",
                                       "a key of thirty-two characters..",
                                       "a key of thirty-three characters.",
                                       "a key of thirty-two characters.\""};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        for (int room = 0; room < 2; room++) {
            ix_buf out, expected;
            ix_json json, other;
            ix_buf_init(&out, 1000);
            ix_buf_init(&expected, 1000);
            ix_json_init(&json, &out);
            ix_json_init(&other, &expected);
            if (room) {
                ix_buf_extend(&out, 200); /* grown already */
                ix_buf_clear(&out);
            }
            ix_json_open_object(&json);
            ix_json_key_str(&json, keys[i], IX_STR("v"), false);
            ix_json_key_str(&json, keys[i], IX_STR("v"), false);
            ix_buf_append(&expected, IX_STR("{"));
            for (int twice = 0; twice < 2; twice++) {
                ix_json_str(&other, ix_str_from_cstr(keys[i]));
                ix_buf_append(&expected, IX_STR(":\"v\""));
            }
            assert_true(ix_str_equal(ix_buf_view(&out), ix_buf_view(&expected)));
            ix_buf_free(&out);
            ix_buf_free(&expected);
        }
    }
}

/* Whatever stands where in a string of any length, it is read back as it was. */
static void reads_back_any_place(void **state) {
    (void)state;
    static const char odd[] = {'"', '\\', '\n', 0x01, 0x1F, ' ', '!', '#', '[', ']', 0x7F, 'a'};
    for (int length = 1; length <= 26; length++) {
        for (int at = 0; at < length; at++) {
            for (size_t i = 0; i < sizeof odd; i++) {
                char text[26];
                ix_buf out;
                ix_json json;
                memset(text, 'x', sizeof text);
                text[at] = odd[i];
                text[length - 1] = odd[(i + (size_t)at) % sizeof odd];
                begin(&json, &out);
                ix_json_str(&json, (ix_str){text, length});
                json_t *read = json_loadb(out.ptr, out.len, JSON_DECODE_ANY, NULL);
                assert_non_null(read);
                assert_int_equal(json_string_length(read), length);
                assert_memory_equal(json_string_value(read), text, (size_t)length);
                json_decref(read);
                ix_buf_free(&out);
            }
        }
    }
}

static void escapes_strings(void **state) {
    (void)state;
    static const struct {
        ix_str value;
        const char *expected;
    } rows[] = {
        {{"", 0}, "\"\""},
        {{"GOD'S \"LOYAL\" \\/", 16}, "\"GOD'S \\\"LOYAL\\\" \\\\/\""},
        {{"\b\t\n\f\r", 5}, "\"\\b\\t\\n\\f\\r\""},
        {{"a\0b\x1F\x7F", 5}, "\"a\\u0000b\\u001f\x7F\""},
        {{"\xD0\xA2\xC3\xA9\xF0\x9F\x98\x80", 8}, "\"\xD0\xA2\xC3\xA9\xF0\x9F\x98\x80\""},
        /* One U+FFFD for each maximal ill-formed subpart (Unicode 15, table 3-8). */
        {{"a\xF1\x80\x80\xE1\x80\xC2"
          "b\x80"
          "c\x80\xBF"
          "d",
          13},
         "\"a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"
         "b\xEF\xBF\xBD"
         "c\xEF\xBF\xBD\xEF\xBF\xBD"
         "d\""},
        {{"\xC0\xAF", 2}, "\"\xEF\xBF\xBD\xEF\xBF\xBD\""},
        {{"\xED\xA0\x80", 3}, "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\""},
        {{"\xF4\x90\x80\x80", 4}, "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\""},
        {{"\xE2\x82", 2}, "\"\xEF\xBF\xBD\""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ix_buf out;
        ix_json json;
        begin(&json, &out);
        ix_json_str(&json, rows[i].value);
        assert_true(ix_str_equal(ix_buf_view(&out), ix_str_from_cstr(rows[i].expected)));
        ix_buf_free(&out);
    }
}

static void jansson_reads_all_bytes_back(void **state) {
    (void)state;
    for (int first = 0; first < 256; first++) {
        for (int second = 0; second < 256; second++) {
            char bytes[4] = {'k', (char)first, (char)second, '.'};
            ix_buf out;
            ix_json json;
            begin(&json, &out);
            ix_json_open_array(&json);
            ix_json_str(&json, (ix_str){bytes, 4});
            ix_json_close_array(&json);
            json_error_t error;
            ix_str text = ix_buf_view(&out);
            json_t *root = json_loadb(text.ptr, (size_t)text.len, JSON_ALLOW_NUL, &error);
            assert_non_null(root);
            if (first < 0x80 && second < 0x80) {
                json_t *value = json_array_get(root, 0);
                assert_int_equal(json_string_length(value), 4);
                assert_memory_equal(json_string_value(value), bytes, 4);
            }
            json_decref(root);
            ix_buf_free(&out);
        }
    }
}

static void nests_to_sixty(void **state) {
    (void)state;
    ix_buf out;
    ix_json json;
    begin(&json, &out);
    for (int i = 0; i < 60; i++) {
        ix_json_open_array(&json);
    }
    ix_json_int(&json, 1);
    ix_json_int(&json, 2);
    for (int i = 0; i < 60; i++) {
        ix_json_close_array(&json);
    }
    assert_int_equal(ix_buf_view(&out).len, 123);
    ix_buf_free(&out);
}

static void failures_stay_in_the_buffer(void **state) {
    (void)state;
    ix_buf out;
    ix_json json;
    ix_buf_init(&out, 10);
    ix_json_init(&json, &out);
    ix_json_open_object(&json);
    ix_json_key_str(&json, "key", IX_STR("a long value"), false);
    ix_json_close_object(&json);
    assert_int_equal(out.status, IX_E_LIMIT);
    assert_true(out.len <= 10);
    ix_buf_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_a_document),
        cmocka_unit_test(takes_what_was_written_before),
        cmocka_unit_test(a_full_buffer_says_so),
        cmocka_unit_test(reads_back_any_place),
        cmocka_unit_test(keys_are_strings),
        cmocka_unit_test(escapes_strings),
        cmocka_unit_test(jansson_reads_all_bytes_back),
        cmocka_unit_test(nests_to_sixty),
        cmocka_unit_test(failures_stay_in_the_buffer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
