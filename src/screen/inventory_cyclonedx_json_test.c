/* CycloneDX in json. */
#include <interdict/os.h>

#include "test_inventory.h"

static void test_components(void **state) {
    inventory_test *t = *state;
    inventory_test_text(
        t, "cyclonedx_json",
        "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"metadata\":{\"component\":"
        "{\"type\":\"device\",\"name\":\"gateway\"}},\"components\":["
        "{\"type\":\"library\",\"name\":\"zlib\",\"purl\":\"pkg:deb/debian/zlib1g@1.2\"},"
        "{\"type\":\"application\",\"name\":\"endpoint\",\"version\":\"12.4\",\"components\":["
        "{\"name\":\"engine\",\"cpe\":\"cpe:2.3:a:kaspersky:total_security:21:*:*:*:*:*:*:*\"}]}],"
        "\"services\":[{\"name\":\"scan\",\"provider\":{\"name\":\"AO Kaspersky Lab\"}}]}");
    assert_int_equal(inventory_test_components(t), 3);
    assert_int_equal(inventory_test_host(t, "")->inventory.others, 2);
    const ix_found_component *engine = inventory_test_found(t, "", "kaspersky.total_security");
    assert_non_null(engine);
    assert_text(engine->place, "/components/1/components/0");
    assert_int_equal(engine->signs[0].strength, IX_STRENGTH_EXACT);
    const ix_found_component *service = inventory_test_found(t, "", "kaspersky.kaspersky");
    assert_non_null(service);
    assert_text(service->place, "/services/0");
    assert_int_equal(inventory_test_finds(t), 2);
}

static void test_publisher_and_name(void **state) {
    inventory_test *t = *state;
    inventory_test_text(t, "cyclonedx_json",
                        "{\"bomFormat\":\"CycloneDX\",\"components\":[{\"name\":\"Kaspersky "
                        "Endpoint Security for Windows (12.4.0)\",\"version\":\"12.4.0\","
                        "\"supplier\":{\"name\":\"Kaspersky Lab\"},\"authors\":[{\"name\":"
                        "\"Kaspersky\"}]}]}");
    const ix_found_component *one =
        inventory_test_found(t, "", "kaspersky.endpoint_security_windows");
    assert_non_null(one);
    assert_text(one->publisher, "Kaspersky Lab");
    assert_text(one->version, "12.4.0");
    assert_int_equal(inventory_test_finds(t), 1);
}

/* The client of a scanner is told from the scanner. */
static void test_client(void **state) {
    inventory_test *t = *state;
    inventory_test_text(t, "cyclonedx_json",
                        "{\"bomFormat\":\"CycloneDX\",\"components\":[{\"name\":\"rspamd\","
                        "\"type\":\"application\",\"components\":[{\"type\":\"file\",\"name\":"
                        "\"/usr/share/rspamd/lualib/lua_scanners/kaspersky_av.lua\"}]}]}");
    assert_int_equal(inventory_test_finds(t), 1);
    assert_non_null(inventory_test_found(t, "", "kaspersky.client"));
}

static void test_broken(void **state) {
    inventory_test *t = *state;
    inventory_test_read(t, "cyclonedx_json", IX_STR("{\"bomFormat\":\"CycloneDX\",\n\"a\":[1,}"));
    assert_int_equal(t->status, IX_E_INPUT);
    assert_int_equal(t->error.line, 2);
    inventory_test_read(t, "cyclonedx_json", IX_STR("[1]"));
    assert_int_equal(t->status, IX_E_INPUT);
    inventory_test_read(t, "cyclonedx_json",
                        IX_STR("{\"bomFormat\":\"CycloneDX\",\"components\":{\"name\":\"x\"}}"));
    assert_int_equal(t->status, IX_OK);
    assert_int_equal(t->reader.unread, 1);
    inventory_test_read(t, "cyclonedx_json",
                        IX_STR("{\"bomFormat\":\"CycloneDX\",\"components\":[7]}"));
    assert_int_equal(t->reader.unread, 1);
}

/* What a component was made of is in it, too. */
static void test_pedigree(void **state) {
    inventory_test *t = *state;
    inventory_test_text(
        t, "cyclonedx_json",
        "{\"bomFormat\":\"CycloneDX\",\"components\":[{\"name\":\"a\",\"pedigree\":{"
        "\"ancestors\":[{\"name\":\"b\",\"supplier\":{\"name\":\"Kaspersky\"}}]}}]}");
    assert_int_equal(inventory_test_components(t), 1);
    assert_int_equal(inventory_test_finds(t), 1);
    inventory_test_text(t, "cyclonedx_xml",
                        "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.4\"><components><component>"
                        "<name>a</name><pedigree><variants><component><name>b</name>"
                        "<publisher>Kaspersky</publisher></component></variants></pedigree>"
                        "</component></components></bom>");
    assert_int_equal(inventory_test_finds(t), 1);
}

static void test_depth(void **state) {
    inventory_test *t = *state;
    ix_buf text;
    ix_buf_init(&text, 1 << 20);
    ix_buf_append_cstr(&text, "{\"bomFormat\":\"CycloneDX\"");
    for (int i = 0; i <= IX_INVENTORY_DEPTH_MAX; i++) {
        ix_buf_append_cstr(&text, ",\"components\":[{\"name\":\"x\"");
    }
    for (int i = 0; i <= IX_INVENTORY_DEPTH_MAX; i++) {
        ix_buf_append_cstr(&text, "}]");
    }
    ix_buf_append_cstr(&text, "}");
    inventory_test_read(t, "cyclonedx_json", ix_buf_view(&text));
    ix_buf_free(&text);
    assert_int_equal(t->status, IX_OK);
    assert_int_equal(t->reader.unread, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        INVENTORY_TEST(test_components), INVENTORY_TEST(test_publisher_and_name),
        INVENTORY_TEST(test_client),     INVENTORY_TEST(test_broken),
        INVENTORY_TEST(test_depth),      INVENTORY_TEST(test_pedigree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
