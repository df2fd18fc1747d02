/* CycloneDX in XML. */
#include <interdict/os.h>

#include "test_inventory.h"

static void test_components(void **state) {
    inventory_test *t = *state;
    inventory_test_text(
        t, "cyclonedx_xml",
        "<?xml version=\"1.0\"?>\n<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\">\n"
        "<metadata><component type=\"device\"><name>box</name></component></metadata>\n"
        "<components>\n<component type=\"library\"><name>zlib</name></component>\n"
        "<component type=\"library\"><supplier><name>Kaspersky Lab</name></supplier>"
        "<name>Kaspersky Anti-Virus SDK</name><version>8.9</version>"
        "<purl>pkg:generic/sdk@8.9</purl>\n<components><component type=\"device-driver\">"
        "<name>C:\\Windows\\System32\\drivers\\klif.sys</name></component></components>"
        "</component>\n</components></bom>");
    assert_int_equal(inventory_test_components(t), 3);
    assert_int_equal(inventory_test_host(t, "")->inventory.others, 1);
    const ix_found_component *sdk = inventory_test_found(t, "", "kaspersky.sdk");
    assert_non_null(sdk);
    assert_text(sdk->place, "/components/1");
    assert_int_equal(sdk->line, 6);
    assert_text(sdk->publisher, "Kaspersky Lab");
    const ix_found_component *driver = inventory_test_found(t, "", "kaspersky.endpoint");
    assert_non_null(driver);
    assert_text(driver->place, "/components/1/components/0");
}

static void test_broken(void **state) {
    inventory_test *t = *state;
    inventory_test_read(t, "cyclonedx_xml", IX_STR("<bom>\n<components>\n</bom>"));
    assert_int_equal(t->status, IX_E_INPUT);
    assert_int_equal(t->error.line, 3);
    inventory_test_read(t, "cyclonedx_xml", IX_STR("<html></html>"));
    assert_int_equal(t->status, IX_E_INPUT);
    inventory_test_read(t, "cyclonedx_xml",
                        IX_STR("<!DOCTYPE bom [<!ENTITY a \"b\">]><bom>&a;</bom>"));
    assert_int_equal(t->status, IX_E_INPUT);
    assert_non_null(strstr(t->error.text, "DOCTYPE"));
    inventory_test_read(t, "cyclonedx_xml", IX_STR(""));
    assert_int_equal(t->status, IX_E_INPUT);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        INVENTORY_TEST(test_components),
        INVENTORY_TEST(test_broken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
