#include "csl_samples.h"

#define H                                                                                          \
    "\"Name\"\t\"Street_Address\"\t\"City\"\t\"State\"\t\"Country\"\t\"Postal_Code\"\t"            \
    "\"Effective_Date\"\t\"Expiration_Date\"\t\"Standard_Order\"\t\"Last_Update\"\t\"Action\"\t"   \
    "\"FR_Citation\"\n"
#define ROW(name, country, from)                                                                   \
    "\"" name "\"\t\"1 ROAD\"\t\"PARIS\"\t\"\"\t\"" country "\"\t\"75\"\t\"" from                  \
    "\"\t\"06/29/2056\"\t\"Y\"\t\"2007-01-31\"\t\"F.R. NOTICE ADDED\"\t\"68 F.R. 1\"\n"

static void expect(const char *bytes, const char *wanted) {
    expect_shown("us_dpl_txt", bytes, wanted);
}

static void a_row_is_what_the_screening_list_makes_of_it(void **state) {
    (void)state;
    expect(H ROW(" I. ASH", "FR", "06/19/2003"),
           "  name primary | I. ASH | name\n"
           "  listing DPL | published 2003-06-19 | from 2003-06-19 | until 2056-06-29\n"
           "    authority 68 F.R. 1\n"
           "  address 1 ROAD | PARIS, 75 | FR = \n"
           "  remarks F.R. NOTICE ADDED\n"
           "  unmodelled standard_order | Y\n"
           "  unmodelled Last_Update | 2007-01-31\n"
           "rows 1 = 1 read + 0 refused, 1 entities, 1 names\n");
    expect(H ROW("Acme", "", "soon"), "  unmodelled start_date | soon\n");
}

static void rows_of_one_name_are_one_party(void **state) {
    (void)state;
    expect(H ROW("A", "FR", "06/19/2003") ROW("B", "FR", "06/19/2003") ROW("A", "IT", "06/19/2003"),
           "rows 3 = 3 read + 0 refused, 2 entities, 2 names\n");
}

static void what_is_no_row_is_refused(void **state) {
    (void)state;
    expect(H ROW("", "FR", "06/19/2003") "x\ty\n" ROW("A", "FR", "06/19/2003"),
           "refused list:2: the name is empty\n"
           "refused list:3: other columns than the header\n");
    expect(H ROW("A", "FR", "06/19/2003") "\"B", ", truncated\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_is_what_the_screening_list_makes_of_it),
        cmocka_unit_test(rows_of_one_name_are_one_party),
        cmocka_unit_test(what_is_no_row_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
