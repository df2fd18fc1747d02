/* pacman. */
#include <interdict/os.h>

#include "test_inventory.h"

static void test_paragraphs(void **state) {
    inventory_test *t = *state;
    inventory_test_text(t, "pacman",
                        "Name            : bash\nVersion         : 5.2-1\n"
                        "Installed Size  : 1 MiB\nOptional Deps   : x\n                  Name : y\n"
                        "\nName            : klnagent64\nVersion         : 14.2-1\n"
                        "Packager        : Somebody <a@b>\n");
    assert_int_equal(inventory_test_components(t), 2);
    const ix_found_component *one = inventory_test_found(t, "", "kaspersky.network_agent");
    assert_non_null(one);
    assert_text(one->version, "14.2-1");
    assert_int_equal(one->line, 7);
}

static void test_pairs(void **state) {
    inventory_test *t = *state;
    inventory_test_text(t, "pacman", "bash 5.2.026-2\nkesl 12.0-1\n");
    assert_int_equal(inventory_test_components(t), 2);
    assert_non_null(inventory_test_found(t, "", "kaspersky.endpoint_security_linux"));
    inventory_test_read(t, "pacman", IX_STR("bash 5.2-1\nerror\n"));
    assert_int_equal(t->reader.unread, 1);
    /* A line of a log is no package. */
    assert_int_equal(inventory_sniff_pacman(IX_STR("2024-10-01 12:00:01,10.0.0.5,ksn.a-b.com\n")),
                     0);
    assert_int_equal(inventory_sniff_pacman(IX_STR("a-b 1-1\nc 2:1.0_rc+2~1-1.1\n")), 60);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        INVENTORY_TEST(test_paragraphs),
        INVENTORY_TEST(test_pairs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
