/* system_profiler as it prints for people. */
#include <interdict/os.h>

#include "test_inventory.h"

static void test_applications(void **state) {
    inventory_test *t = *state;
    inventory_test_text(t, "macos_text",
                        "Applications:\n\n    Safari:\n\n      Version: 17.1\n"
                        "      Obtained from: Apple\n\n    Security:\n\n      Version: 21.1\n"
                        "      Signed by: Developer ID Application: Kaspersky Lab UK Limited "
                        "(2Y8XE5CQ94), Developer ID Certification Authority\n"
                        "      Location: /Applications/Security.app\n");
    assert_int_equal(inventory_test_components(t), 2);
    const ix_found_component *one = inventory_test_found(t, "", "kaspersky.kaspersky");
    assert_non_null(one);
    assert_text(one->name, "Security");
    assert_text(one->version, "21.1");
    assert_int_equal(one->line, 8);
}

static void test_what_does_not_fit(void **state) {
    inventory_test *t = *state;
    inventory_test_read(t, "macos_text", IX_STR("prose\n    A:\n      Version: 1\n      prose\n"));
    assert_int_equal(t->reader.unread, 2);
    assert_int_equal(inventory_test_components(t), 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        INVENTORY_TEST(test_applications),
        INVENTORY_TEST(test_what_does_not_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
