/* Tables of fixed columns. */
#include <interdict/os.h>

#include "test_inventory.h"

static void test_driverquery(void **state) {
    inventory_test *t = *state;
    inventory_test_text(
        t, "table",
        "\nModule Name  Display Name           Driver Type   Link Date\n"
        "============ ====================== ============= ======================\n"
        "ACPI         Microsoft ACPI Driver  Kernel\n"
        "klif         Kaspersky Lab Driver   File System   11/12/2020 3:04:05 PM\n");
    assert_int_equal(inventory_test_components(t), 2);
    const ix_found_component *one = inventory_test_found(t, "", "kaspersky.endpoint");
    assert_non_null(one);
    assert_int_equal(one->line, 5);
}

static void test_winget(void **state) {
    inventory_test *t = *state;
    inventory_test_text(
        t, "table",
        "Name                    Id                                Version\n"
        "------------------------------------------------------------------\n"
        "Git                     Git.Git                           2.43\n"
        "Kaspersky Total Secur\xE2\x80\xA6  Kaspersky.KasperskyTotalSecurity  21.3\n");
    assert_int_equal(inventory_test_components(t), 2);
    const ix_found_component *one = inventory_test_found(t, "", "kaspersky.total_security");
    assert_non_null(one);
    assert_text(one->version, "21.3");
}

static void test_broken(void **state) {
    inventory_test *t = *state;
    inventory_test_read(t, "table", IX_STR("no table\n"));
    assert_int_equal(t->status, IX_E_INPUT);
    inventory_test_read(t, "table", IX_STR("Foo Bar\n--- ---\n1   2\n"));
    assert_int_equal(t->reader.unread, 1);
}

/* Usual headings need no rule below them. */
static void test_headings_alone(void **state) {
    inventory_test *t = *state;
    inventory_test_text(t, "table",
                        "Name                Vendor         Version  \r\n"
                        "Kaspersky Free      Kaspersky      21.3     \r\n"
                        "7-Zip 19.00 (x64)   Igor Pavlov    19.00    \r\n");
    assert_int_equal(inventory_test_components(t), 2);
    const ix_found_component *one = inventory_test_found(t, "", "kaspersky.free");
    assert_non_null(one);
    assert_text(one->version, "21.3");
    assert_text(one->publisher, "Kaspersky");
    inventory_test_text(t, "table",
                        "  UNIT          LOAD   ACTIVE SUB     DESCRIPTION\n"
                        "  kesl.service  loaded active running Some service\n"
                        "  ssh.service   loaded active running OpenBSD Secure Shell server\n");
    assert_non_null(inventory_test_found(t, "", "kaspersky.endpoint_security_linux"));
    assert_int_equal(inventory_sniff_table(IX_STR("Name and address\nof somebody\n")), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        INVENTORY_TEST(test_driverquery),
        INVENTORY_TEST(test_winget),
        INVENTORY_TEST(test_broken),
        INVENTORY_TEST(test_headings_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
