/* Tests of calendar files and of counting business days against a naive count. */
#include <interdict/rules.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define HEAD "calendar us_federal\nyears 2024 2025\nversion 1\n"

static ix_status load(const ix_rules **rules, const char *text, ix_arena *arena, ix_error *error) {
    *error = (ix_error){0};
    ix_knowledge_file file = {IX_STR("calendars/x.txt"), ix_str_from_cstr(text)};
    return ix_rules_load(rules, &file, 1, arena, error);
}

static void refuses_with_line_and_reason(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int line;
        const char *reason;
    } cases[] = {
        {"years 2024 2025\nversion 1\n", 2,
         "a calendar needs the lines calendar, years and version"},
        {"calendar x\nyears 2024 2025\n", 2,
         "a calendar needs the lines calendar, years and version"},
        {"calendar x\nversion 1\n", 2, "a calendar needs the lines calendar, years and version"},
        {"years 0 2025\n", 1, "expected a first and a last year, found \"0 2025\""},
        {"years 2024 10000\n", 1, "expected a first and a last year, found \"2024 10000\""},
        {HEAD "2026-01-01 holiday X\n", 4,
         "expected a date in the calendar's years, found \"2026-01-01\""},
        {"", 0, "a calendar needs the lines calendar, years and version"},
        {"calendar\n", 1, "expected a value, found \"\""},
        {"years 2025 2024\n", 1, "expected a first and a last year, found \"2025 2024\""},
        {"years 2025\n", 1, "expected a first and a last year, found \"2025\""},
        {"2024-07-04 holiday X\n", 1,
         "expected a date in the calendar's years, found \"2024-07-04\""},
        {HEAD "2023-07-04 holiday X\n", 4,
         "expected a date in the calendar's years, found \"2023-07-04\""},
        {HEAD "2024-07-32 holiday X\n", 4,
         "expected a date such as 2024-07-04, found \"2024-07-32\""},
        {HEAD "soon holiday X\n", 4, "expected a date such as 2024-07-04, found \"soon\""},
        {HEAD "2024-07-04 shut X\n", 4, "expected holiday or open behind the date, found \"shut\""},
        {HEAD "2024-07-04 holiday\n", 4, "expected the day's name, found \"2024-07-04 holiday\""},
        {HEAD "2024-07-04 holiday X\n2024-07-04 open Y\n", 5,
         "expected dates in ascending order, each once, found \"2024-07-04\""},
    };
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const ix_rules *rules;
        ix_error error;
        assert_int_equal(load(&rules, cases[i].text, &arena, &error), IX_E_INPUT);
        assert_null(rules);
        assert_string_equal(error.source, "calendars/x.txt");
        assert_string_equal(error.text, cases[i].reason);
        assert_int_equal(error.line, cases[i].line);
    }
    ix_arena_free(&arena);
}

static void two_calendars_of_one_name_are_refused(void **state) {
    (void)state;
    ix_knowledge_file files[] = {{IX_STR("calendars/a.txt"), IX_STR(HEAD)},
                                 {IX_STR("calendars/b.txt"), IX_STR(HEAD)}};
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    const ix_rules *rules;
    ix_error error = {0};
    assert_int_equal(ix_rules_load(&rules, files, 2, &arena, &error), IX_E_INPUT);
    assert_string_equal(error.source, "calendars/b.txt");
    assert_string_equal(error.text, "calendar us_federal stands in calendars/a.txt too");
    ix_arena_free(&arena);
}

static bool is_free(int64_t day, const char *const *holidays, int count) {
    int weekday = ix_date_weekday(day);
    for (int i = 0; i < count; i++) {
        ix_when when;
        assert_int_equal(ix_when_parse(&when, ix_str_from_cstr(holidays[i]), NULL), IX_OK);
        if (when.value == day) {
            return true;
        }
    }
    return weekday == 0 || weekday == 6;
}

/* Every day of two years, every count up to 12, against counting day by day. */
static void counts_as_by_hand(void **state) {
    (void)state;
    static const char *const holidays[] = {"2024-01-01", "2024-07-04", "2024-12-25", "2025-07-04",
                                           "2025-12-25"};
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    const ix_rules *rules;
    ix_error error;
    assert_int_equal(load(&rules,
                          HEAD "2024-01-01 holiday A\r\n2024-07-04 holiday B\n\n# comment\n"
                               "2024-12-24 open C\n2024-12-25 holiday D\n"
                               "2025-07-04 holiday E\n2025-12-25 holiday F",
                          &arena, &error),
                     IX_OK);
    int64_t first = ix_date_first_day((ix_date){.year = 2024});
    int64_t last = ix_date_last_day((ix_date){.year = 2025});
    for (int64_t day = first; day <= last; day++) {
        int64_t expected = day;
        for (int n = 1; n <= 12; n++) {
            do {
                expected++;
            } while (is_free(expected, holidays, 5));
            int64_t got;
            ix_status status = ix_business_day_after(&got, rules, day, n, &error);
            assert_int_equal(status, expected <= last ? IX_OK : IX_E_NOT_FOUND);
            if (status == IX_OK) {
                assert_int_equal(got, expected);
            }
        }
    }
    int64_t got;
    assert_int_equal(ix_business_day_after(&got, rules, first - 1, 1, &error), IX_E_NOT_FOUND);
    ix_arena_free(&arena);
}

static void says_that_no_calendar_is_loaded(void **state) {
    (void)state;
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    const ix_rules *rules;
    ix_error error = {0};
    assert_int_equal(ix_rules_load(&rules, NULL, 0, &arena, &error), IX_OK);
    int64_t day;
    assert_int_equal(ix_business_day_after(&day, rules, 19000, 1, &error), IX_E_NOT_FOUND);
    assert_string_equal(error.text, "no calendar us_federal is loaded");
    ix_arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refuses_with_line_and_reason),
        cmocka_unit_test(two_calendars_of_one_name_are_refused),
        cmocka_unit_test(counts_as_by_hand),
        cmocka_unit_test(says_that_no_calendar_is_loaded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
