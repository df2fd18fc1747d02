/* Tests of calendar dates. */
#include <interdict/base.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static ix_date D(int year, int month, int day) {
    return (ix_date){(int16_t)year, (uint8_t)month, (uint8_t)day, false};
}

static void validity(void **state) {
    (void)state;
    assert_true(ix_date_is_valid(D(1966, 11, 9)));
    assert_true(ix_date_is_valid(D(1966, 11, 0)));
    assert_true(ix_date_is_valid(D(1966, 0, 0)));
    assert_true(ix_date_is_valid(D(1, 1, 1)));
    assert_true(ix_date_is_valid(D(9999, 12, 31)));
    assert_true(ix_date_is_valid(D(2000, 2, 29)));
    assert_true(ix_date_is_valid(D(2024, 2, 29)));
    assert_false(ix_date_is_valid(D(1900, 2, 29)));
    assert_false(ix_date_is_valid(D(2023, 2, 29)));
    assert_false(ix_date_is_valid(D(0, 0, 0)));
    assert_false(ix_date_is_valid(D(0, 1, 1)));
    assert_false(ix_date_is_valid(D(-5, 1, 1)));
    assert_false(ix_date_is_valid(D(10000, 1, 1)));
    assert_false(ix_date_is_valid(D(1970, 13, 0)));
    assert_false(ix_date_is_valid(D(1970, 4, 31)));
    assert_false(ix_date_is_valid(D(1970, 0, 5)));
}

static void day_numbers(void **state) {
    (void)state;
    assert_int_equal(ix_date_first_day(D(1970, 1, 1)), 0);
    assert_int_equal(ix_date_first_day(D(2024, 6, 21)), 19895);
    assert_int_equal(ix_date_first_day(D(1, 1, 1)), -719162);
    assert_int_equal(ix_date_last_day(D(9999, 12, 31)), 2932896);
    assert_int_equal(ix_date_first_day(D(1972, 0, 0)), 730);
    assert_int_equal(ix_date_last_day(D(1972, 0, 0)), 730 + 365);
    assert_int_equal(ix_date_first_day(D(1972, 2, 0)), 730 + 31);
    assert_int_equal(ix_date_last_day(D(1972, 2, 0)), 730 + 31 + 28);
    assert_int_equal(ix_date_last_day(D(1971, 12, 0)), 729);
}

static void every_day_goes_there_and_back(void **state) {
    (void)state;
    ix_date previous = D(1, 1, 1);
    for (int64_t day = -719162; day <= 2932896; day++) {
        ix_date date = ix_date_from_day(day);
        if (!ix_date_is_valid(date) || ix_date_first_day(date) != day ||
            ix_date_last_day(date) != day) {
            fail_msg("day %lld", (long long)day);
        }
        bool next = date.year > previous.year || date.month > previous.month ||
                    date.day > previous.day || day == -719162;
        assert_true(next);
        previous = date;
    }
    assert_int_equal(ix_date_from_day(-719163).year, 0);
    assert_int_equal(ix_date_from_day(2932897).year, 0);
    assert_int_equal(ix_date_from_day(INT64_MAX).year, 0);
    assert_int_equal(ix_date_from_day(INT64_MIN).year, 0);
}

static void weekdays(void **state) {
    (void)state;
    assert_int_equal(ix_date_weekday(0), 4);
    assert_int_equal(ix_date_weekday(-1), 3);
    assert_int_equal(ix_date_weekday(-4), 0);
    assert_int_equal(ix_date_weekday(-5), 6);
    assert_int_equal(ix_date_weekday(19895), 5); /* Friday 21 June 2024 */
    int64_t far[] = {INT64_MAX, INT64_MIN};
    for (int i = 0; i < 2; i++) {
        assert_in_range(ix_date_weekday(far[i]), 0, 6);
    }
}

/* The readings, printed and joined by a space; "" for IX_E_INPUT. */
static const struct {
    const char *text;
    const char *expected;
} rows[] = {
    {"1966-11-09", "1966-11-09"},
    {"1966-11", "1966-11"},
    {"1966", "1966"},
    {" 1966\r\n", "1966"},
    {"15.06.1978", "1978-06-15"},
    {"05.06.1978", "1978-06-05"},
    {"15/06/1978", "1978-06-15"},
    {"06/15/1978", "1978-06-15"},
    {"05/06/1978", "1978-06-05 1978-05-06"},
    {"5/6/1978", "1978-06-05 1978-05-06"},
    {"05/05/1978", "1978-05-05"},
    {"29 Apr 1971", "1971-04-29"},
    {"09 Nov 1966", "1966-11-09"},
    {"9 november 1966", "1966-11-09"},
    {"29Apr1971", "1971-04-29"},
    {"Apr 1971", "1971-04"},
    {"SEPT 1971", "1971-09"},
    {"May 1971", "1971-05"},
    {"circa 1965", "~1965"},
    {"c. 1965", "~1965"},
    {"C.1965", "~1965"},
    {"c 1965", "~1965"},
    {"ca. 1965", "~1965"},
    {"Approximately 1965", "~1965"},
    {"circa 01 Jan 1965", "~1965-01-01"},
    {"circa Jan 1965", "~1965-01"},
    {"circa 05/06/1978", "~1978-06-05 ~1978-05-06"},
    {"1971 to 1972", "1971/1972"},
    {"1971-1972", "1971/1972"},
    {"1971 - 1972", "1971/1972"},
    {"1971\xE2\x80\x93"
     "1972",
     "1971/1972"},
    {"circa 1971-1972", "~1971/~1972"},
    {"1971 to circa 1972", "1971/~1972"},
    {"1971 to 1971", "1971"},
    {"01 Jan 1970 to 31 Dec 1972", "1970-01-01/1972-12-31"},
    {"Sep 1961 - Oct 1962", "1961-09/1962-10"},
    {"between 1970 and 1972", "1970/1972"},
    {"Between Apr 1970 and 1972", "1970-04/1972"},
    {"1966-11-1967", ""},
    {"1966-11 - 1967", "1966-11/1967"},
    {"1970 to Jun 1970", "1970/1970-06"},
    {"01/02/1970 to 12/31/1970", "1970-01-02/1970-12-31"},
    {"01/02/1970 to 31/12/1970", "1970-02-01/1970-12-31"},
    {"13/02/1970 to 02/13/1970", ""},
    {"1972-1970", ""},
    {"", ""},
    {" ", ""},
    {"-0-", ""},
    {"66", ""},
    {"19661109", ""},
    {"1966-13", ""},
    {"1966-00", ""},
    {"1966-1-1", ""},
    {"1966-11-31", ""},
    {"1966-11-00", ""},
    {"29 Feb 1900", ""},
    {"0000", ""},
    {"00/00/1970", ""},
    {"00/01/1970", ""},
    {"32/01/1970", ""},
    {"13/13/1970", ""},
    {"1/2/70", ""},
    {"1/2.1970", ""},
    {"1/2/1970/3", ""},
    {"2 Sep 1990 x", ""},
    {"2 Sepp 1990", ""},
    {"2 Se 1990", ""},
    {"Sep", ""},
    {"circa", ""},
    {"circa1965", "~1965"},
    {"between 1970", ""},
    {"between 1970 to 1972", ""},
    {"1970 and 1972", ""},
    {"1970 to", ""},
    {"1971-72", ""},
    {"Monday", ""},
};

static void parses(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ix_date_range readings[2];
        int count = -1;
        ix_error error = {0};
        ix_buf out;
        ix_buf_init(&out, 100);
        ix_str text = ix_str_from_cstr(rows[i].text);
        ix_status status = ix_date_parse(readings, &count, text, &error);
        for (int k = 0; k < count; k++) {
            ix_buf_append_cstr(&out, k == 0 ? "" : " ");
            ix_date_range_print(&out, readings[k]);
        }
        if (!ix_str_equal(ix_buf_view(&out), ix_str_from_cstr(rows[i].expected)) ||
            (status == IX_OK) != (count > 0)) {
            fail_msg("\"%s\": got %" IX_FMT, rows[i].text, IX_ARG(ix_buf_view(&out)));
        }
        if (status != IX_OK) {
            assert_int_equal(status, IX_E_INPUT);
            assert_non_null(strstr(error.text, "expected"));
        }
        ix_buf_free(&out);
    }
}

static void parses_what_it_is_given_only(void **state) {
    (void)state;
    /* Every prefix of a text, in memory that ends there. */
    static const char text[] = "between 01 January 1970 and 31/12/1972";
    for (size_t length = 0; length < sizeof text; length++) {
        ix_arena arena;
        ix_date_range readings[2];
        int count;
        ix_arena_init(&arena, 1000);
        ix_str copy = ix_arena_copy(&arena, (ix_str){text, (ptrdiff_t)length});
        ix_status status = ix_date_parse(readings, &count, copy, NULL);
        assert_int_equal(status == IX_OK, length == sizeof text - 1);
        ix_arena_free(&arena);
    }
}

static void no_date_prints_nothing(void **state) {
    (void)state;
    ix_buf out;
    ix_buf_init(&out, 100);
    ix_date_range_print(&out, (ix_date_range){0});
    assert_int_equal(out.len, 0);
    ix_date_range_print(&out, (ix_date_range){D(7, 0, 0), D(7, 0, 0)});
    assert_true(ix_str_equal(ix_buf_view(&out), IX_STR("0007")));
    ix_buf_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(validity),
        cmocka_unit_test(day_numbers),
        cmocka_unit_test(every_day_goes_there_and_back),
        cmocka_unit_test(weekdays),
        cmocka_unit_test(parses),
        cmocka_unit_test(parses_what_it_is_given_only),
        cmocka_unit_test(no_date_prints_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
