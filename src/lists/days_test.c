#include "days.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static void the_earliest_day_of_a_sentence(void **state) {
    (void)state;
    static const struct {
        const char *text, *day;
    } rows[] = {
        {"Listed on 25 January 2001 (amended on 3 Sep 2003, 20 December 2005)", "2001-01-25"},
        {"Listed on: 18 Mar. 2014", "2014-03-18"},
        {"Listed 12 Apr. 2000 (amended 3 Sep. 1999)", "1999-09-03"},
        {"Gazette No. S 500, 21st December, 2001", "2001-12-21"},
        {"December 22, 2025Updated:January 7, 2026Updated:March 18, 2026", "2025-12-22"},
        {"Relisted on 13/09/2025 and 1/2/2026", "2025-09-13"},
        {"2022-03-25", "2022-03-25"},
        {"added 2022-03-25, again 2021-03-12", "2021-03-12"},
        {"resolution 1373 (2001)", ""},
        {"in May 1957", ""},
        {"1971 to 1972", ""},
        {"25/13/2001", ""},
        {"31 February 2001", ""},
        {"List 2012 [F2012L00482]", ""},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t day = 0;
        char text[32];
        ix_buf out = {.ptr = text, .cap = sizeof text, .max = sizeof text - 1};
        bool told = ix_days_first(&day, ix_str_from_cstr(rows[i].text));
        ix_when_print(&out, (ix_when){told ? IX_WHEN_DATE : IX_WHEN_NONE, day});
        ix_buf_append_char(&out, '\0');
        assert_string_equal(out.ptr, rows[i].day);
    }
}

static void how_many_days(void **state) {
    (void)state;
    assert_int_equal(ix_days_told(IX_STR("nothing of 2001")), 0);
    assert_int_equal(ix_days_told(IX_STR("1 May 2001, that is 1 May 2001")), 1);
    assert_int_equal(ix_days_told(IX_STR("1 May 2001, 2 May 2001, 3 May 2001")), 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_earliest_day_of_a_sentence),
        cmocka_unit_test(how_many_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
