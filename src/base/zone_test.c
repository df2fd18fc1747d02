/* Tests of zones and legal times; the rules are compared with the system's zone files. */
#include <interdict/base.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#define HOUR INT64_C(3600)
#define DAY  (24 * HOUR)

static int64_t at(const char *text) {
    ix_when when;
    ix_error error = {0};
    if (ix_when_parse(&when, ix_str_from_cstr(text), &error) != IX_OK) {
        fail_msg("%s: %s", text, error.text);
    }
    return when.value;
}

static void names(void **state) {
    (void)state;
    for (int i = IX_ZONE_UTC; i <= IX_ZONE_SYDNEY; i++) {
        ix_zone zone;
        assert_true(ix_zone_parse(&zone, ix_str_from_cstr(ix_zone_name((ix_zone)i))));
        assert_int_equal(zone, i);
    }
    ix_zone zone;
    assert_false(ix_zone_parse(&zone, IX_STR("America/Chicago")));
    assert_false(ix_zone_parse(&zone, (ix_str){0}));
}

/* Each row: one second before a change, and the offsets before and after it. */
static void changes_at_the_second(void **state) {
    (void)state;
    static const struct {
        ix_zone zone;
        const char *last_second;
        int32_t before, after;
    } rows[] = {
        {IX_ZONE_NEW_YORK, "1987-04-05T06:59:59Z", -18000, -14400},
        {IX_ZONE_NEW_YORK, "2006-10-29T05:59:59Z", -14400, -18000},
        {IX_ZONE_NEW_YORK, "2007-03-11T06:59:59Z", -18000, -14400},
        {IX_ZONE_NEW_YORK, "2024-11-03T05:59:59Z", -14400, -18000},
        {IX_ZONE_TORONTO, "2024-03-10T06:59:59Z", -18000, -14400},
        {IX_ZONE_BRUSSELS, "1995-09-24T00:59:59Z", 7200, 3600},
        {IX_ZONE_BRUSSELS, "1996-10-27T00:59:59Z", 7200, 3600},
        {IX_ZONE_ZURICH, "2024-03-31T00:59:59Z", 3600, 7200},
        {IX_ZONE_LONDON, "1989-10-29T00:59:59Z", 3600, 0},
        {IX_ZONE_LONDON, "1995-10-22T00:59:59Z", 3600, 0},
        {IX_ZONE_LONDON, "2024-03-31T00:59:59Z", 0, 3600},
        {IX_ZONE_SYDNEY, "2000-08-26T15:59:59Z", 36000, 39600},
        {IX_ZONE_SYDNEY, "2006-04-01T15:59:59Z", 39600, 36000},
        {IX_ZONE_SYDNEY, "2008-04-05T15:59:59Z", 39600, 36000},
        {IX_ZONE_SYDNEY, "2024-10-05T15:59:59Z", 36000, 39600},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t second = at(rows[i].last_second);
        assert_int_equal(ix_zone_offset(rows[i].zone, second), rows[i].before);
        assert_int_equal(ix_zone_offset(rows[i].zone, second + 1), rows[i].after);
    }
    assert_int_equal(ix_zone_offset(IX_ZONE_UTC, at("2024-07-01T00:00Z")), 0);
}

static void agrees_with_the_zone_files(void **state) {
    (void)state;
    if (access("/usr/share/zoneinfo/Australia/Sydney", R_OK) != 0) {
        skip();
    }
    for (int i = IX_ZONE_NEW_YORK; i <= IX_ZONE_SYDNEY; i++) {
        setenv("TZ", ix_zone_name((ix_zone)i), 1);
        tzset();
        for (int64_t t = at("1987-01-01T00:00Z"); t < at("2040-01-01T00:00Z"); t += HOUR) {
            struct tm local;
            time_t instant = (time_t)t;
            localtime_r(&instant, &local);
            if (local.tm_gmtoff != ix_zone_offset((ix_zone)i, t)) {
                fail_msg("%s at %lld", ix_zone_name((ix_zone)i), (long long)t);
            }
        }
    }
}

static void years_outside_the_rules(void **state) {
    (void)state;
    assert_int_equal(ix_zone_offset(IX_ZONE_NEW_YORK, at("1950-07-01T00:00Z")), -14400);
    assert_int_equal(ix_zone_offset(IX_ZONE_NEW_YORK, at("1950-01-01T00:00Z")), -18000);
    assert_int_equal(ix_zone_offset(IX_ZONE_SYDNEY, at("9999-12-31T00:00Z")), 39600);
    /* A corrupt instant must not upset the arithmetic. */
    int64_t far = INT64_C(1) << 55;
    for (int i = IX_ZONE_UTC; i <= IX_ZONE_SYDNEY; i++) {
        assert_in_range(ix_zone_offset((ix_zone)i, far) + 50000, 32000, 89600);
        assert_in_range(ix_zone_offset((ix_zone)i, -far) + 50000, 32000, 89600);
    }
}

static void midnights_and_days(void **state) {
    (void)state;
    int64_t day = at("2024-09-29T00:00Z") / DAY;
    assert_int_equal(ix_zone_midnight(IX_ZONE_NEW_YORK, day), at("2024-09-29T04:00:00Z"));
    assert_int_equal(ix_zone_midnight(IX_ZONE_BRUSSELS, day), at("2024-09-28T22:00:00Z"));
    assert_int_equal(ix_zone_midnight(IX_ZONE_SYDNEY, day), at("2024-09-28T14:00:00Z"));
    for (int i = IX_ZONE_UTC; i <= IX_ZONE_SYDNEY; i++) {
        for (int64_t d = at("1987-01-01T00:00Z") / DAY; d < at("2040-01-01T00:00Z") / DAY; d++) {
            int64_t midnight = ix_zone_midnight((ix_zone)i, d);
            assert_int_equal(ix_zone_day((ix_zone)i, midnight), d);
            assert_int_equal(ix_zone_day((ix_zone)i, midnight - 1), d - 1);
        }
    }
    ix_when date = {IX_WHEN_DATE, day};
    ix_when instant = {IX_WHEN_INSTANT, 77};
    assert_int_equal(ix_when_instant(date, IX_ZONE_NEW_YORK), at("2024-09-29T04:00:00Z"));
    assert_int_equal(ix_when_instant(instant, IX_ZONE_NEW_YORK), 77);
}

static void parses_and_prints(void **state) {
    (void)state;
    static const struct {
        const char *text;
        const char *expected;
    } rows[] = {
        {"2024-06-21", "2024-06-21"},
        {" 2024-06-21 ", "2024-06-21"},
        {"1969-12-31", "1969-12-31"},
        {"0001-01-01", "0001-01-01"},
        {"2024-06-21T00:00:00Z", "2024-06-21T00:00:00Z"},
        {"2024-06-21T00:00Z", "2024-06-21T00:00:00Z"},
        {"2024-06-21T00:00:00.123456789012345678901Z", "2024-06-21T00:00:00Z"},
        {"2024-06-21T00:00:00-04:00", "2024-06-21T04:00:00Z"},
        {"2024-06-21T00:00:00+05:30", "2024-06-20T18:30:00Z"},
        {"2024-07-19T23:59 EDT", "2024-07-20T03:59:00Z"},
        {"2024-01-19T23:59 EST", "2024-01-20T04:59:00Z"},
        {"2024-01-19T23:59:01 UTC", "2024-01-19T23:59:01Z"},
        {"2024-01-19T23:59 GMT", "2024-01-19T23:59:00Z"},
        {"2024-01-19T23:59 CET", "2024-01-19T22:59:00Z"},
        {"2024-06-19T23:59 CEST", "2024-06-19T21:59:00Z"},
        {"2024-06-19T23:59 BST", "2024-06-19T22:59:00Z"},
        {"1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ix_when when;
        ix_buf out;
        ix_buf_init(&out, 100);
        assert_int_equal(ix_when_parse(&when, ix_str_from_cstr(rows[i].text), NULL), IX_OK);
        ix_when_print(&out, when);
        assert_true(ix_str_equal(ix_buf_view(&out), ix_str_from_cstr(rows[i].expected)));
        ix_buf_free(&out);
    }
}

static void refuses(void **state) {
    (void)state;
    static const char *const bad[] = {
        "",
        "2024",
        "2024-06",
        "2024-06-31",
        "2024-00-01",
        "2024-01-00",
        "0000-01-01",
        "2024-6-21",
        "2024-06-21T",
        "2024-06-21T00:00:00", /* no zone: not a legal time */
        "2024-06-21T24:00:00Z",
        "2024-06-21T00:60:00Z",
        "2024-06-21T00:00:60Z",
        "2024-06-21T00:00:00.Z",
        "2024-06-21T00Z",
        "2024-06-21T00:00:00+15:00",
        "2024-06-21T00:00:00-04:60",
        "2024-06-21T00:00:00-04",
        "2024-06-21T00:00:00-04:00x",
        "2024-06-21T00:00 PDT",
        "2024-06-21T00:00EDT",
        "2024-06-21x",
        "21 Jun 2024",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        ix_when when = {IX_WHEN_DATE, 5};
        ix_error error = {0};
        assert_int_equal(ix_when_parse(&when, ix_str_from_cstr(bad[i]), &error), IX_E_INPUT);
        assert_int_equal(when.kind, IX_WHEN_NONE);
        assert_int_equal(error.status, IX_E_INPUT);
    }
}

static void nothing_prints_nothing(void **state) {
    (void)state;
    ix_buf out;
    ix_buf_init(&out, 100);
    ix_when_print(&out, (ix_when){0});
    assert_int_equal(out.len, 0);
    ix_when_print(&out, (ix_when){IX_WHEN_INSTANT, INT64_MIN});
    ix_when_print(&out, (ix_when){IX_WHEN_DATE, INT64_MAX});
    assert_int_equal(out.status, IX_OK);
    ix_buf_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names),
        cmocka_unit_test(changes_at_the_second),
        cmocka_unit_test(agrees_with_the_zone_files),
        cmocka_unit_test(years_outside_the_rules),
        cmocka_unit_test(midnights_and_days),
        cmocka_unit_test(parses_and_prints),
        cmocka_unit_test(refuses),
        cmocka_unit_test(nothing_prints_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
