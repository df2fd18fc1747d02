/* Tests of slices. */
#include <interdict/base.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static ix_str S(const char *text) {
    return ix_str_from_cstr(text);
}

static void equality_and_order(void **state) {
    (void)state;
    assert_int_equal(ix_str_from_cstr(NULL).len, 0);
    assert_true(ix_str_equal((ix_str){0}, S("")));
    assert_true(ix_str_equal(IX_STR("Tikhonov"), S("Tikhonov")));
    assert_false(ix_str_equal(S("ab"), S("abc")));
    assert_false(ix_str_equal(S("abc"), S("abd")));
    assert_int_equal(ix_str_compare((ix_str){0}, S("")), 0);
    assert_true(ix_str_compare(S("ab"), S("abc")) < 0);
    assert_true(ix_str_compare(S("b"), S("abc")) > 0);
    assert_true(ix_str_compare(S("\xFF"), S("a")) > 0);
}

static void equality_without_case(void **state) {
    (void)state;
    assert_true(ix_str_equal_ascii_nocase(S("aBcZ"), S("AbCz")));
    assert_false(ix_str_equal_ascii_nocase(S("ab"), S("abc")));
    /* Only A-Z fold: '@' and '`', '[' and '{' differ by the same bit. */
    assert_false(ix_str_equal_ascii_nocase(S("@"), S("`")));
    assert_false(ix_str_equal_ascii_nocase(S("["), S("{")));
    assert_false(ix_str_equal_ascii_nocase(S("\xC3\xA9"), S("\xC3\x89")));
}

static void prefix_and_suffix(void **state) {
    (void)state;
    assert_true(ix_str_starts_with(S("SDN.CSV"), S("SDN")));
    assert_true(ix_str_starts_with(S("x"), (ix_str){0}));
    assert_false(ix_str_starts_with(S("SD"), S("SDN")));
    assert_true(ix_str_ends_with(S("SDN.CSV"), S(".CSV")));
    assert_true(ix_str_ends_with((ix_str){0}, (ix_str){0}));
    assert_false(ix_str_ends_with(S("CSV"), S(".CSV")));
}

static void slices_are_clamped(void **state) {
    (void)state;
    static const struct {
        ptrdiff_t from, to;
        const char *expected;
    } rows[] = {{0, 5, "hello"}, {1, 3, "el"}, {-4, 2, "he"}, {3, 99, "lo"},
                {4, 2, ""},      {9, 12, ""},  {2, -1, ""}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ix_str part = ix_str_slice(S("hello"), rows[i].from, rows[i].to);
        assert_true(ix_str_equal(part, S(rows[i].expected)));
    }
    assert_null(ix_str_slice((ix_str){0}, 0, 3).ptr);
}

static void finds(void **state) {
    (void)state;
    assert_int_equal(ix_str_find(S("ababc"), S("abc"), 0), 2);
    assert_int_equal(ix_str_find(S("ababc"), S("ab"), 1), 2);
    assert_int_equal(ix_str_find(S("ababc"), S("x"), 0), -1);
    assert_int_equal(ix_str_find(S("ababc"), S("ababcd"), 0), -1);
    assert_int_equal(ix_str_find(S("abc"), (ix_str){0}, 3), 3);
    assert_int_equal(ix_str_find(S("abc"), (ix_str){0}, 4), -1);
    assert_int_equal(ix_str_find(S("abc"), S("a"), -7), 0);
    assert_int_equal(ix_str_find(S("abc"), S("a"), PTRDIFF_MAX), -1);
    assert_int_equal(ix_str_find((ix_str){"a\0b", 3}, (ix_str){"\0b", 2}, 0), 1);
}

static void trims(void **state) {
    (void)state;
    assert_true(ix_str_equal(ix_str_trim(S(" \t\r\n\v\f-0- ")), S("-0-")));
    assert_true(ix_str_equal(ix_str_trim(S(" a b ")), S("a b")));
    assert_int_equal(ix_str_trim(S("   ")).len, 0);
    assert_int_equal(ix_str_trim((ix_str){0}).len, 0);
    /* A no-break space is not ASCII. */
    assert_int_equal(ix_str_trim(S("\xC2\xA0")).len, 2);
}

static void cuts(void **state) {
    (void)state;
    ix_str rest;
    assert_true(ix_str_equal(ix_str_cut(S("a;b;c"), ';', &rest), S("a")));
    assert_true(ix_str_equal(rest, S("b;c")));
    assert_true(ix_str_equal(ix_str_cut(S("a;"), ';', &rest), S("a")));
    assert_int_equal(rest.len, 0);
    assert_non_null(rest.ptr);
    assert_true(ix_str_equal(ix_str_cut(S("abc"), ';', &rest), S("abc")));
    assert_null(rest.ptr);
    assert_int_equal(ix_str_cut((ix_str){0}, ';', &rest).len, 0);
    assert_null(rest.ptr);
}

static void reads_integers(void **state) {
    (void)state;
    int64_t value = -1;
    assert_true(ix_str_to_int(S("0"), &value) && value == 0);
    assert_true(ix_str_to_int(S("45815"), &value) && value == 45815);
    assert_true(ix_str_to_int(S("9223372036854775807"), &value) && value == INT64_MAX);
    assert_true(ix_str_to_int(S("00000000000000000000000012"), &value) && value == 12);
    static const char *const bad[] = {
        "", "-1", "+1", " 1", "1 ", "1a", "9223372036854775808", "99999999999999999999"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        value = 77;
        assert_false(ix_str_to_int(S(bad[i]), &value));
        assert_int_equal(value, 77);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equality_and_order),
        cmocka_unit_test(equality_without_case),
        cmocka_unit_test(prefix_and_suffix),
        cmocka_unit_test(slices_are_clamped),
        cmocka_unit_test(finds),
        cmocka_unit_test(trims),
        cmocka_unit_test(cuts),
        cmocka_unit_test(reads_integers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
