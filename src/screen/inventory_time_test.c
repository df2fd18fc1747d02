/* Times in lines of logs. */
#include "inventory_time.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define AT 1727582400 /* 2024-09-29T04:00:00Z */

static int64_t at(const char *line) {
    ix_when when = inventory_time(ix_str_from_cstr(line));
    return when.kind == IX_WHEN_NONE ? -1 : when.value;
}

static void test_forms(void **state) {
    (void)state;
    assert_int_equal(at("2024-09-29T04:00:00Z x"), AT);
    assert_int_equal(at("x 2024-09-29 04:00:00,512 y"), AT);
    assert_int_equal(at("2024-09-29T00:00:00-04:00"), AT);
    assert_int_equal(at("2024-09-29 00:00 -0400"), AT);
    assert_int_equal(at("[29/Sep/2024:06:00:00 +0200] x"), AT);
    assert_int_equal(at("29-Sep-2024 04:00:00.113 client"), AT);
    assert_int_equal(at("1727582400.512 x"), AT);
    assert_int_equal(at("1727582400"), AT);
    assert_int_equal(at("9/29/2024 4:00:00 AM x"), AT);
    assert_int_equal(at("09/29/2024 12:00:00 PM"), AT + 8 * 3600);
    assert_int_equal(at("9/29/2024 12:00:00 AM"), AT - 4 * 3600);
    assert_int_equal(at("Sun Sep 29 04:00:00 2024 x"), AT);
    assert_int_equal(at("Sun, 29 Sep 2024 04:00:00 GMT"), AT);
    assert_int_equal(at("x 29 Sep 2024 06:00:00 +0200"), AT);
    assert_int_equal(at("Sep 29, 2024 4:00:00 AM"), AT);
    assert_int_equal(at("Oct  1 2024 04:00:00 host"), AT + 2 * 86400);
    assert_int_equal(at("1 Oct 2024 04:00:00"), AT + 2 * 86400);
}

static void test_none(void **state) {
    (void)state;
    assert_int_equal(at(""), -1);
    assert_int_equal(at("Sep 29 04:00:00 dnsmasq"), -1);
    assert_int_equal(at("Sep"), -1);
    assert_int_equal(at("Sep 2024"), -1);
    assert_int_equal(at("a Sep 2024 04:00:00"), -1);
    assert_int_equal(at("2024-13-29 04:00:00"), -1);
    assert_int_equal(at("2024-09-31 04:00:00"), -1);
    assert_int_equal(at("2024-09-29 24:00:00"), -1);
    assert_int_equal(at("17275824001 x"), -1);
    assert_int_equal(at("10.0.0.1 2024-09"), -1);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_forms), cmocka_unit_test(test_none)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
