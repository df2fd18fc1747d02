/* Tests of the growable buffer: appends, numbers, limits, failing memory. */
#include <interdict/base.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void assert_holds(const ix_buf *buf, const char *expected) {
    assert_int_equal(buf->status, IX_OK);
    assert_int_equal(buf->len, strlen(expected));
    assert_true(ix_str_equal(ix_buf_view(buf), ix_str_from_cstr(expected)));
}

static void appends(void **state) {
    (void)state;
    ix_buf buf;
    ix_buf_init(&buf, 1000);
    assert_int_equal(ix_buf_view(&buf).len, 0);
    ix_buf_append(&buf, (ix_str){0});
    ix_buf_append(&buf, IX_STR("ab"));
    ix_buf_append_cstr(&buf, "cd");
    ix_buf_append_char(&buf, 'e');
    ix_buf_printf(&buf, "%d-%s", 7, "x");
    ix_buf_printf(&buf, "%s", "");
    assert_holds(&buf, "abcde7-x");
    char *zeros = ix_buf_extend(&buf, 3);
    assert_memory_equal(zeros, "\0\0\0", 3);
    assert_int_equal(buf.len, 11);
    ix_buf_clear(&buf);
    assert_holds(&buf, "");
    ix_buf_free(&buf);
    ix_buf_append_cstr(&buf, "again");
    assert_holds(&buf, "again");
    ix_buf_free(&buf);
}

static void prints_integers(void **state) {
    (void)state;
    static const struct {
        int64_t value;
        const char *expected;
    } rows[] = {{0, "0"},
                {-1, "-1"},
                {1234567890, "1234567890"},
                {INT64_MAX, "9223372036854775807"},
                {INT64_MIN, "-9223372036854775808"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ix_buf buf;
        ix_buf_init(&buf, 100);
        ix_buf_append_int(&buf, rows[i].value);
        assert_holds(&buf, rows[i].expected);
        ix_buf_free(&buf);
    }
}

static void prints_fixed_point(void **state) {
    (void)state;
    static const struct {
        int64_t value;
        int decimals;
        const char *expected;
    } rows[] = {{12345, 3, "12.345"},
                {-12345, 3, "-12.345"},
                {5, 3, "0.005"},
                {-5, 3, "-0.005"},
                {0, 2, "0.00"},
                {70, 2, "0.70"},
                {100, 2, "1.00"},
                {42, 0, "42"},
                {-42, 0, "-42"},
                {INT64_MAX, 18, "9.223372036854775807"},
                {INT64_MIN, 18, "-9.223372036854775808"},
                {INT64_MIN, 1, "-922337203685477580.8"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ix_buf buf;
        ix_buf_init(&buf, 100);
        ix_buf_append_fixed(&buf, rows[i].value, rows[i].decimals);
        assert_holds(&buf, rows[i].expected);
        ix_buf_free(&buf);
    }
}

static void printf_grows_exactly(void **state) {
    (void)state;
    char long_text[2000];
    memset(long_text, 'x', sizeof long_text);
    for (int length = 0; length < (int)sizeof long_text; length++) {
        ix_buf buf;
        ix_buf_init(&buf, sizeof long_text);
        ix_buf_printf(&buf, "%.*s", length, long_text);
        assert_int_equal(buf.status, IX_OK);
        assert_true(ix_str_equal(ix_buf_view(&buf), (ix_str){long_text, length}));
        ix_buf_free(&buf);
    }
}

static void failures_stick(void **state) {
    (void)state;
    ix_buf buf;
    ix_buf_init(&buf, 5);
    ix_buf_append_cstr(&buf, "abcde");
    assert_holds(&buf, "abcde");
    ix_buf_append_char(&buf, 'f');
    assert_int_equal(buf.status, IX_E_LIMIT);
    ix_buf_append(&buf, (ix_str){0});
    ix_buf_printf(&buf, "%s", "");
    assert_null(ix_buf_extend(&buf, 0));
    assert_int_equal(buf.len, 5);
    ix_buf_clear(&buf);
    ix_buf_printf(&buf, "%d", 123456);
    assert_int_equal(buf.status, IX_E_LIMIT);
    assert_int_equal(buf.len, 0);
    ix_buf_clear(&buf);
    assert_null(ix_buf_extend(&buf, SIZE_MAX));
    assert_int_equal(buf.status, IX_E_LIMIT);
    ix_buf_free(&buf);
    assert_int_equal(buf.status, IX_OK);
}

typedef struct countdown {
    int left;
} countdown;

static void *failing_resize(void *context, void *old, size_t old_size, size_t new_size) {
    countdown *c = context;
    (void)old_size;
    if (new_size == 0) {
        free(old);
        return NULL;
    }
    return --c->left == 0 ? NULL : realloc(old, new_size);
}

static void survives_failing_memory(void **state) {
    (void)state;
    int failed = 0;
    int n = 0;
    do {
        countdown c = {++n};
        ix_buf buf;
        ix_buf_init(&buf, 100000);
        buf.allocator = (ix_allocator){failing_resize, &c};
        for (int i = 0; i < 500; i++) {
            ix_buf_append_cstr(&buf, "0123456789");
            ix_buf_printf(&buf, "%d", i);
        }
        failed = buf.status == IX_E_MEMORY;
        assert_true(failed || buf.status == IX_OK);
        ix_buf_free(&buf);
    } while (failed);
    assert_true(n > 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(appends),
        cmocka_unit_test(prints_integers),
        cmocka_unit_test(prints_fixed_point),
        cmocka_unit_test(printf_grows_exactly),
        cmocka_unit_test(failures_stick),
        cmocka_unit_test(survives_failing_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
