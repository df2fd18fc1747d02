/* Paragraphs of packages. */
#include <interdict/os.h>

#include "test_inventory.h"

static void test_paragraphs(void **state) {
    inventory_test *t = *state;
    inventory_test_text(t, "dpkg_status",
                        "Package: zlib1g\nStatus: install ok installed\nVersion: 1:1.2\n"
                        "Maintainer: Mark <m@debian.org>\nDescription: library\n for all\n\n"
                        "Package: kesl\nStatus: install ok installed\n"
                        "Maintainer: Kaspersky Lab <x@y>\nVersion: 12.0.0-6672\n");
    assert_int_equal(inventory_test_components(t), 2);
    const ix_found_component *one =
        inventory_test_found(t, "", "kaspersky.endpoint_security_linux");
    assert_non_null(one);
    assert_text(one->version, "12.0.0-6672");
    assert_text(one->publisher, "Kaspersky Lab");
    assert_int_equal(one->line, 8);
    assert_int_equal(inventory_test_finds(t), 1);
}

static void test_broken(void **state) {
    inventory_test *t = *state;
    inventory_test_read(t, "dpkg_status", IX_STR("Package: a\nnonsense\nVersion: 1\n"));
    assert_int_equal(t->reader.unread, 1);
    assert_int_equal(inventory_test_components(t), 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        INVENTORY_TEST(test_paragraphs),
        INVENTORY_TEST(test_broken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
