/* system_profiler -xml. */
#include <interdict/os.h>

#include "test_inventory.h"

static void test_items(void **state) {
    inventory_test *t = *state;
    inventory_test_text(
        t, "macos_plist",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST "
        "1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n<plist version=\"1.0\">"
        "<array><dict><key>_dataType</key><string>SPApplicationsDataType</string><key>_items</key>"
        "<array>\n<dict><key>_name</key><string>Safari</string></dict>\n"
        "<dict><key>_name</key><string>Parallels Internet Security Powered by Kaspersky</string>"
        "<key>version</key><string>6.0</string></dict>\n<dict><key>_name</key><string>Group</"
        "string>"
        "<key>_items</key><array><dict><key>_name</key><string>agent</string><key>path</key>"
        "<string>/Library/Application Support/Kaspersky Lab/kav</string></dict></array></dict>"
        "</array></dict></array></plist>");
    assert_int_equal(inventory_test_components(t), 4);
    const ix_found_component *oem = inventory_test_found(t, "", "kaspersky.embedded");
    assert_non_null(oem);
    assert_int_equal(oem->line, 5);
    assert_text(oem->version, "6.0");
    assert_non_null(inventory_test_found(t, "", "kaspersky.kaspersky"));
}

static void test_broken(void **state) {
    inventory_test *t = *state;
    inventory_test_read(t, "macos_plist", IX_STR("<plist><array></plist>"));
    assert_int_equal(t->status, IX_E_INPUT);
    inventory_test_read(t, "macos_plist", IX_STR("<bom/>"));
    assert_int_equal(t->status, IX_E_INPUT);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        INVENTORY_TEST(test_items),
        INVENTORY_TEST(test_broken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
