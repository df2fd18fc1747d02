/* One thing a line. */
#include <interdict/os.h>

#include "test_inventory.h"

static void test_things(void **state) {
    inventory_test *t = *state;
    inventory_test_read(t, "lines",
                        IX_STR("vim\n\nKaspersky Plus\nC:\\Windows\\klhk.sys\nklnagent\nksde.exe\n"
                               "cpe:2.3:a:kaspersky:internet_security:1:*:*:*:*:*:*:*\n"
                               "{221FA56C-0A92-4E58-98FD-CAF82237540C}\n"));
    assert_int_equal(t->status, IX_OK);
    assert_int_equal(inventory_test_components(t), 7);
    const ix_found_component *plus = inventory_test_found(t, "", "kaspersky.plus");
    assert_non_null(plus);
    assert_int_equal(plus->line, 3);
    assert_non_null(inventory_test_found(t, "", "kaspersky.endpoint"));
    assert_non_null(inventory_test_found(t, "", "kaspersky.network_agent"));
    assert_non_null(inventory_test_found(t, "", "kaspersky.vpn"));
    assert_non_null(inventory_test_found(t, "", "kaspersky.internet_security"));
}

/* Files and paths are known by their look, nothing else is. */
static void test_files(void **state) {
    inventory_test *t = *state;
    inventory_test_text(t, "lines", "acpi.sys\nklif.sys\n\nntfs.sys\n");
    assert_non_null(inventory_test_found(t, "", "kaspersky.endpoint"));
    assert_int_equal(inventory_test_finds(t), 1);
    inventory_test_text(t, "lines", "C:\\Program Files\\7-Zip\\7z.exe\r\nC:\\X\\ksde.exe\r\n");
    assert_non_null(inventory_test_found(t, "", "kaspersky.vpn"));
    inventory_test_text(t, "lines", "/usr/bin/vim\n/opt/kaspersky/kesl/bin/kesl-control\n");
    assert_non_null(inventory_test_found(t, "", "kaspersky.endpoint_security_linux"));
    assert_null(inventory_format_detect(IX_STR("Kaspersky Plus\nvim\n")));
}

int main(void) {
    const struct CMUnitTest tests[] = {INVENTORY_TEST(test_things), INVENTORY_TEST(test_files)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
