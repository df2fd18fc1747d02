/* Rows of json. */
#include <interdict/os.h>

#include "test_inventory.h"

static void test_osquery(void **state) {
    inventory_test *t = *state;
    inventory_test_text(t, "json_rows",
                        "[{\"name\":\"7-Zip\",\"publisher\":\"Igor Pavlov\",\"version\":\"23\"},\n"
                        "{\"name\":\"klif\",\"path\":\"C:\\\\Windows\\\\klif.sys\"}]\n");
    assert_int_equal(inventory_test_components(t), 2);
    const ix_found_component *driver = inventory_test_found(t, "", "kaspersky.endpoint");
    assert_non_null(driver);
    assert_text(driver->place, "/1");
    assert_int_equal(inventory_test_finds(t), 1);
}

/* A results log: one object a line, hosts beside the rows; what is no json is told. */
static void test_log(void **state) {
    inventory_test *t = *state;
    inventory_test_text(
        t, "json_rows",
        "{\"name\":\"programs\",\"hostIdentifier\":\"pc1\",\"columns\":{\"name\":\"Kaspersky "
        "VPN\"}}\n"
        "{\"name\":\"programs\",\"hostIdentifier\":\"pc2\",\"snapshot\":[{\"name\":\"vim\"},"
        "{\"name\":\"x\",\"publisher\":\"Kaspersky Lab\"}]}\nbroken\n"
        "{\"name\":\"p\",\"hostIdentifier\":\"pc3\",\"columns\":{\"name\":\"Notepad\"}}\n");
    assert_int_equal(inventory_test_components(t), 4);
    assert_non_null(inventory_test_found(t, "pc1", "kaspersky.vpn"));
    assert_non_null(inventory_test_found(t, "pc2", "kaspersky.kaspersky"));
    assert_non_null(inventory_test_host(t, "pc3"));
    assert_int_equal(t->reader.unread, 1);
}

static void test_winget(void **state) {
    inventory_test *t = *state;
    inventory_test_text(
        t, "json_rows",
        "{\"Sources\":[{\"Packages\":[{\"PackageIdentifier\":"
        "\"Kaspersky.KasperskyTotalSecurity\",\"Version\":\"21\"},"
        "{\"PackageIdentifier\":\"Git.Git\"}],\"SourceDetails\":{\"Name\":\"winget\","
        "\"Identifier\":\"x\"}}]}");
    assert_int_equal(inventory_test_components(t), 2);
    const ix_found_component *one = inventory_test_found(t, "", "kaspersky.total_security");
    assert_non_null(one);
    assert_text(one->place, "/Sources/0/Packages/0");
}

static void test_system_profiler(void **state) {
    inventory_test *t = *state;
    inventory_test_text(
        t, "json_rows",
        "{\"SPApplicationsDataType\":[{\"_name\":\"Safari\",\"obtained_from\":\"apple\"},"
        "{\"_name\":\"Security\",\"signed_by\":[\"Developer ID Application: Kaspersky Lab UK "
        "Limited (2Y8XE5CQ94)\",\"Apple Root CA\"],\"path\":\"/Applications/Security.app\"}]}");
    assert_int_equal(inventory_test_components(t), 2);
    assert_non_null(inventory_test_found(t, "", "kaspersky.kaspersky"));
    assert_int_equal(inventory_test_finds(t), 1);
}

/* Who spoke to whom, and when: a log in rows of json. */
static void test_contacts(void **state) {
    inventory_test *t = *state;
    inventory_test_text(t, "json_rows",
                        "{\"ts\":1727524801.5,\"id.orig_h\":\"10.0.0.6\","
                        "\"query\":\"dnl-01.geo.kaspersky.com\"}\n"
                        "{\"ts\":1727784001000,\"query\":\"ksn.kaspersky-labs.com\"}\n");
    const ix_found_component *one = inventory_test_found(t, "", "kaspersky.update_service");
    assert_non_null(one);
    assert_int_equal(one->at.value, 1727524801);
    assert_text(one->place, "10.0.0.6");
    one = inventory_test_found(t, "", "kaspersky.ksn");
    assert_int_equal(one->at.value, 1727784001);
    assert_true(((const ix_find *)inventory_test_host(t, "")->finds.items)->contact);
}

static void test_broken(void **state) {
    inventory_test *t = *state;
    inventory_test_read(t, "json_rows", IX_STR("\n[{\"name\":]"));
    assert_int_equal(t->status, IX_E_INPUT);
    assert_int_equal(t->error.line, 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        INVENTORY_TEST(test_osquery), INVENTORY_TEST(test_log),
        INVENTORY_TEST(test_winget),  INVENTORY_TEST(test_system_profiler),
        INVENTORY_TEST(test_broken),  INVENTORY_TEST(test_contacts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
