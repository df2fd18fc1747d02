/* Paragraphs of labels and values. */
#include <interdict/os.h>

#include "test_inventory.h"

static void test_format_list(void **state) {
    inventory_test *t = *state;
    inventory_test_text(t, "properties",
                        "\r\n\r\nDisplayName     : Kaspersky Premium\r\nDisplayVersion  : 21.9\r\n"
                        "Publisher       : Kaspersky\r\nInstallLocation : C:\\Program Files\r\n"
                        "                  \\A\r\nUninstallString :\r\n\r\n"
                        "DisplayName     : 7-Zip\r\nPublisher       : Igor Pavlov\r\n");
    assert_int_equal(inventory_test_components(t), 2);
    const ix_found_component *one = inventory_test_found(t, "", "kaspersky.premium");
    assert_non_null(one);
    assert_text(one->version, "21.9");
    assert_int_equal(one->line, 3);
    assert_int_equal(t->reader.unread, 0);
}

/* A label that comes again begins another component. */
static void test_wmic_list(void **state) {
    inventory_test *t = *state;
    inventory_test_text(t, "properties",
                        "Name=7-Zip\nVendor=Igor Pavlov\nName=Kaspersky Free\nVendor=Kaspersky\n");
    assert_int_equal(inventory_test_components(t), 2);
    assert_int_equal(inventory_test_finds(t), 1);
}

static void test_what_does_not_fit(void **state) {
    inventory_test *t = *state;
    inventory_test_read(t, "properties", IX_STR("Name : a\nand prose\n"));
    assert_int_equal(t->reader.unread, 1);
    assert_int_equal(inventory_sniff_properties(IX_STR("Dear all : hello\nwe are : here\n")), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        INVENTORY_TEST(test_format_list),
        INVENTORY_TEST(test_wmic_list),
        INVENTORY_TEST(test_what_does_not_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
