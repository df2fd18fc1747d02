/* Listings of registry keys. */
#include <interdict/os.h>

#include "test_inventory.h"

static void test_powershell(void **state) {
    inventory_test *t = *state;
    inventory_test_text(
        t, "registry_text",
        "    Hive: HKEY_LOCAL_MACHINE\\SOFTWARE\\WOW6432Node\\KasperskyLab\\AVP21.2\n\n\n"
        "Name                           Property\n----                           --------\n"
        "environment                    CompanyName                      : Kaspersky\n"
        "                               ProductName                      : Kaspersky Total\n"
        "                               Security\n"
        "                               ProductCode                      : "
        "{63129F5E-8EC5-41BA-A4CF-47966CE84953}\n"
        "                               KSNStatGateway                   : "
        "https://ksn-stat-install.kaspersky-labs.com/s\n\n");
    const ix_found_component *one = inventory_test_found(t, "", "kaspersky.total_security");
    assert_non_null(one);
    assert_text(one->name, "Kaspersky Total Security");
    assert_text(one->publisher, "Kaspersky");
    assert_int_equal(one->line, 6);
    assert_non_null(inventory_test_found(t, "", "kaspersky.kaspersky")); /* by the key alone */
}

static void test_reg_query(void **state) {
    inventory_test *t = *state;
    inventory_test_text(t, "registry_text",
                        "HKEY_LOCAL_MACHINE\\SOFTWARE\\X\\Uninstall\\a\n"
                        "    DisplayName    REG_SZ    Kaspersky VPN\n"
                        "    DisplayVersion    REG_SZ    5.2\n\n"
                        "HKEY_LOCAL_MACHINE\\SOFTWARE\\X\\Uninstall\\b\n"
                        "    DisplayName    REG_SZ    Notepad++\n");
    assert_int_equal(inventory_test_components(t), 2);
    const ix_found_component *vpn = inventory_test_found(t, "", "kaspersky.vpn");
    assert_non_null(vpn);
    assert_text(vpn->version, "5.2");
    assert_int_equal(inventory_test_finds(t), 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        INVENTORY_TEST(test_powershell),
        INVENTORY_TEST(test_reg_query),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
