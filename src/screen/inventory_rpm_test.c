/* rpm -qa. */
#include <interdict/os.h>

#include "test_inventory.h"

static void test_names(void **state) {
    inventory_test *t = *state;
    inventory_test_text(t, "rpm",
                        "bash-5.2.15-3.el9.x86_64\ngpg-pubkey-3228467c-613798eb\n"
                        "kesl-gui-12.0.0-6672.x86_64\n");
    assert_int_equal(inventory_test_components(t), 3);
    const ix_found_component *one =
        inventory_test_found(t, "", "kaspersky.endpoint_security_linux");
    assert_non_null(one);
    assert_text(one->name, "kesl-gui");
    assert_text(one->version, "12.0.0-6672");
    assert_int_equal(one->line, 3);
}

static void test_tabs(void **state) {
    inventory_test *t = *state;
    inventory_test_text(t, "rpm",
                        "gjs\tx86_64\t1.32\t1332868101\t1\tMageia.Org\tbindings\tNone\n"
                        "tool\tx86_64\t1\t1\t1\tAO Kaspersky Lab\tscanner\tNone\n");
    assert_int_equal(inventory_test_components(t), 2);
    const ix_found_component *one = inventory_test_found(t, "", "kaspersky.kaspersky");
    assert_non_null(one);
    assert_text(one->publisher, "AO Kaspersky Lab");
}

static void test_broken(void **state) {
    inventory_test *t = *state;
    inventory_test_read(t, "rpm", IX_STR("bash-5-3.x86_64\nrpmdb: damaged\n"));
    assert_int_equal(t->reader.unread, 1);
    assert_int_equal(inventory_test_components(t), 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        INVENTORY_TEST(test_names),
        INVENTORY_TEST(test_tabs),
        INVENTORY_TEST(test_broken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
