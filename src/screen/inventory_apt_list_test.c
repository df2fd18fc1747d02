/* apt list --installed. */
#include <interdict/os.h>

#include "test_inventory.h"

static void test_installed(void **state) {
    inventory_test *t = *state;
    inventory_test_text(
        t, "apt_list",
        "Listing...\n"
        "adduser/stable,now 3.134 all [installed,automatic]\n"
        "kesl/now 12.0.0-6672 amd64 [installed,local]\n"
        "klnagent64/stable 14.2-1 amd64\n"
        "rspamd/stable-security,now 3.4-1 amd64 [installed,upgradable to: 3.5-1]\n");
    assert_int_equal(inventory_test_components(t), 3);
    const ix_found_component *one =
        inventory_test_found(t, "", "kaspersky.endpoint_security_linux");
    assert_non_null(one);
    assert_text(one->version, "12.0.0-6672");
    assert_text(one->place, "installed,local");
    assert_int_equal(one->line, 3);
    assert_int_equal(inventory_test_finds(t), 1);
}

static void test_other_languages(void **state) {
    inventory_test *t = *state;
    inventory_test_text(t, "apt_list",
                        "Auflistung…\nkesl/now 12.0 amd64 [Installiert,lokal]\n"
                        "bash/stable,now 5.2 amd64 [installiert]\n");
    assert_int_equal(inventory_test_components(t), 2);
    assert_int_equal(inventory_test_finds(t), 1);
}

static void test_what_does_not_fit(void **state) {
    inventory_test *t = *state;
    inventory_test_read(
        t, "apt_list", IX_STR("bash/stable,now 5.2 amd64 [installed]\nE: broken\nkesl/now 12.0\n"));
    assert_int_equal(t->reader.unread, 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        INVENTORY_TEST(test_installed),
        INVENTORY_TEST(test_other_languages),
        INVENTORY_TEST(test_what_does_not_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
