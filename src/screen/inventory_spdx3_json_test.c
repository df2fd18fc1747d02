/* SPDX 3.0 in json. */
#include <interdict/os.h>

#include "test_inventory.h"

#define HEAD "{\"@context\":\"https://spdx.org/rdf/3.0.1/spdx-context.jsonld\",\"@graph\":"

static void test_graph(void **state) {
    inventory_test *t = *state;
    inventory_test_text(
        t, "spdx3_json",
        HEAD "[{\"type\":\"software_Package\",\"spdxId\":\"p1\",\"name\":\"engine\","
             "\"software_packageVersion\":\"2\",\"suppliedBy\":\"o1\",\"originatedBy\":[\"o2\"]},"
             "{\"type\":\"Organization\",\"spdxId\":\"o1\",\"name\":\"AO Kaspersky Lab\"},"
             "{\"type\":\"Organization\",\"spdxId\":\"o2\",\"name\":\"Somebody\"},"
             "{\"type\":\"software_Package\",\"spdxId\":\"p2\",\"name\":\"zlib\","
             "\"externalIdentifier\":[{\"externalIdentifierType\":\"cpe23\",\"identifier\":"
             "\"cpe:2.3:a:zlib:zlib:1:*:*:*:*:*:*:*\"}]},"
             "{\"type\":\"software_File\",\"spdxId\":\"f1\",\"name\":\"./klif.sys\"}]}");
    assert_int_equal(inventory_test_components(t), 2);
    const ix_found_component *engine = inventory_test_found(t, "", "kaspersky.kaspersky");
    assert_non_null(engine);
    assert_text(engine->place, "/@graph/0");
    assert_text(engine->version, "2");
    assert_non_null(inventory_test_found(t, "", "kaspersky.endpoint"));
    assert_int_equal(inventory_test_finds(t), 2);
}

static void test_broken(void **state) {
    inventory_test *t = *state;
    inventory_test_read(t, "spdx3_json", IX_STR("{\"@context\":\"x\"}"));
    assert_int_equal(t->status, IX_E_INPUT);
    inventory_test_read(t, "spdx3_json", IX_STR(HEAD "[1,null]}"));
    assert_int_equal(t->status, IX_OK);
    assert_int_equal(inventory_test_components(t), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        INVENTORY_TEST(test_graph),
        INVENTORY_TEST(test_broken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
