/* SPDX 2.x as tags and values. */
#include <interdict/os.h>

#include "test_inventory.h"

static void test_packages(void **state) {
    inventory_test *t = *state;
    inventory_test_text(t, "spdx_tag",
                        "SPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\n\n# a package\n"
                        "PackageName: zlib\nPackageComment: <text>PackageName: Kaspersky\n"
                        "PackageSupplier: Organization: Kaspersky Lab</text>\n"
                        "PackageName: kesl\nPackageVersion: 12\n"
                        "PackageSupplier: Organization: Kaspersky Lab (x@y)\n"
                        "ExternalRef: SECURITY cpe23Type cpe:2.3:a:kaspersky:endpoint_security:*\n"
                        "ExternalRef: PACKAGE-MANAGER purl pkg:rpm/kesl@12\n"
                        "FileName: ./opt/x/readme\n");
    assert_int_equal(inventory_test_components(t), 2);
    assert_int_equal(inventory_test_finds(t), 1);
    const ix_found_component *kesl = inventory_test_found(t, "", "kaspersky.endpoint_security");
    assert_non_null(kesl);
    assert_int_equal(kesl->line, 8);
    assert_text(kesl->publisher, "Kaspersky Lab");
}

static void test_broken(void **state) {
    inventory_test *t = *state;
    inventory_test_read(t, "spdx_tag", IX_STR("SPDXVersion: SPDX-2.3\nComment: <text>x\n"));
    assert_int_equal(t->status, IX_OK);
    assert_int_equal(t->reader.unread, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        INVENTORY_TEST(test_packages),
        INVENTORY_TEST(test_broken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
