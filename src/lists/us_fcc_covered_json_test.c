#include "csl_samples.h"

static void expect(const char *bytes, const char *wanted) {
    expect_shown("us_fcc_covered_json", bytes, wanted);
}

static void an_entry_with_its_scope(void **state) {
    (void)state;
    expect(
        "[{\"entry\": \"AO Zenda Lab\", \"scope\": \"Software by AO Zenda Lab or any of its "
        "successors, including its gear. Else.\", \"date_added\": \"2022-03-25\", \"x\": 7}]",
        "ao-zenda-lab organization\n  name primary | AO Zenda Lab | entry\n"
        "  listing  | COVERED LIST | published 2022-03-25 | from 2022-03-25\n"
        "    reason Software by AO Zenda Lab or any of its successors, including its gear. Else.\n"
        "  note or any of its successors\n  unmodelled x | 7\n");
    expect("{\"entities\": [{\"entity_name\": \"Z\", \"aka\": [\"Z Co\"], \"notes\": \"s\", "
           "\"date_added\": \"2022-03-25\", \"federal_register_cite\": \"1 FR 2\"}]}",
           "  name strong | Z Co | aka\n  listing  | COVERED LIST | published 2022-03-25 | from "
           "2022-03-25\n    authority 1 FR 2\n");
}

static void equipment_of_no_company(void **state) {
    (void)state;
    expect("[{\"entry\": \"Foreign-produced Routers\", \"scope\": \"Routers produced in a foreign "
           "country, except routers that are approved.\", \"date_added\": \"2026-03-23\"}]",
           "foreign-produced-routers product\n");
    expect("[{\"scope\": \"Robots produced in a foreign country, except toys.\", \"date_added\": "
           "\"December 22, 2025Updated:January 7, 2026\"}]",
           "robots product\n  name primary | Robots | entry\n  listing  | COVERED LIST | published "
           "2025-12-22 | from 2025-12-22\n    reason Robots produced in a foreign country, except "
           "toys.\n  note except toys\n  unmodelled date_added | December 22, 2025Updated:January "
           "7, 2026\n");
    expect("[{\"scope\": \"Services provided by Zenda Inc., subject to section 214.\", "
           "\"date_added\": [\"2026-03-23\", \"2025-03-23\"]}]",
           "zenda-inc organization\n  name primary | Zenda Inc. | entry\n  listing  | COVERED LIST "
           "| published 2025-03-23 | from 2025-03-23\n");
}

static void an_entry_in_two_parts(void **state) {
    (void)state;
    expect("[{\"entry\": \"Z, Inc.\", \"scope\": \"a\", \"date_added\": \"2024-01-01\"},"
           "{\"entry\": \"Z Inc\", \"scope\": \"b\", \"date_added\": \"2021-01-01\"}]",
           "z-inc organization\n  name primary | Z, Inc. | entry\n  name strong | Z Inc | entry\n"
           "  listing  | COVERED LIST | published 2024-01-01 | from 2024-01-01\n    reason a\n"
           "  listing  | COVERED LIST | published 2021-01-01 | from 2021-01-01\n    reason b\n");
    expect("[{\"entry\": \"\xD0\x96\", \"scope\": \"a\", \"date_added\": \"soon\"}]",
           "warning no_date_of_listing 1");
    expect("[{\"entry\": \"P\", \"scope\": \"by P and its wholly-owned subsidiary C LLC subject to "
           "x\", \"date_added\": \"2021-01-01\"}]",
           "  relation wholly-owned subsidiary | C LLC\n");
}

static void rows_that_are_none(void **state) {
    (void)state;
    expect("[{\"entry\": \"Z\", \"scope\": \"a\", \"date_added\": \"2024-01-01\"}, 7, {}, "
           "{\"entry\": \"\"}]",
           "rows 4 = 1 read + 3 refused, 1 entities, 1 names\n"
           "refused list:2: it is not an object of named fields\n"
           "refused list:3: neither entry nor scope is told\n"
           "refused list:4: neither entry nor scope is told\n");
    static const char *const inputs[] = {"",
                                         "[]",
                                         "{}",
                                         "[{\"name\": \"Z\"}]",
                                         "{\"results\": [{\"name\": \"Z\", \"source\": \"EL\"}]}",
                                         "[{\"entry\": \"Z\", \"entry\": \"Y\", \"scope\": \"\"}]",
                                         "[{\"entry\": \"Z\", \"scope\": \"a\""};
    for (size_t i = 0; i < sizeof inputs / sizeof inputs[0]; i++) {
        ix_buf out;
        ix_buf_init(&out, 4096);
        assert_int_equal(show_file(&out, "us_fcc_covered_json", "list", ix_str_from_cstr(inputs[i]),
                                   NULL, ix_allocator_libc()),
                         IX_E_INPUT);
        ix_buf_free(&out);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_entry_with_its_scope),
        cmocka_unit_test(equipment_of_no_company),
        cmocka_unit_test(an_entry_in_two_parts),
        cmocka_unit_test(rows_that_are_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
