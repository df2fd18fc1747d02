/* SPDX 2.x in json. */
#include <interdict/os.h>

#include "test_inventory.h"

static void test_packages(void **state) {
    inventory_test *t = *state;
    inventory_test_text(
        t, "spdx_json",
        "{\"spdxVersion\":\"SPDX-2.3\",\"packages\":[{\"name\":\"zlib\",\"supplier\":"
        "\"NOASSERTION\"},{\"name\":\"kesl\",\"versionInfo\":\"12.0\",\"supplier\":"
        "\"Organization: Kaspersky Lab (info@example.org)\",\"externalRefs\":[{\"referenceType\":"
        "\"cpe23Type\",\"referenceLocator\":\"cpe:2.3:a:kaspersky:endpoint_security:12:*:*:*:*:*:*:"
        "*\"},{\"referenceType\":\"purl\",\"referenceLocator\":\"pkg:rpm/kesl@12\"}]}],"
        "\"files\":[{\"fileName\":\"./opt/kaspersky/kesl/bin/kesl-control\"}]}");
    assert_int_equal(inventory_test_components(t), 2);
    const ix_found_component *kesl = inventory_test_found(t, "", "kaspersky.endpoint_security");
    assert_non_null(kesl);
    assert_text(kesl->publisher, "Kaspersky Lab");
    assert_text(kesl->place, "/packages/1");
    const ix_found_component *file =
        inventory_test_found(t, "", "kaspersky.endpoint_security_linux");
    assert_non_null(file);
    assert_text(file->place, "/files/0");
}

static void test_broken(void **state) {
    inventory_test *t = *state;
    inventory_test_read(t, "spdx_json", IX_STR("[]"));
    assert_int_equal(t->status, IX_E_INPUT);
    inventory_test_read(t, "spdx_json", IX_STR("{\"spdxVersion\":\"SPDX-2.3\",\"packages\":[3]}"));
    assert_int_equal(t->reader.unread, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        INVENTORY_TEST(test_packages),
        INVENTORY_TEST(test_broken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
