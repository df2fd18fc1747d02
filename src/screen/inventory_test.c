/* Components, hosts, and what is kept. */
#include <interdict/os.h>

#include "test_inventory.h"

static void test_many_hosts(void **state) {
    inventory_test *t = *state;
    ix_buf text;
    ix_buf_init(&text, 1 << 22);
    ix_buf_append_cstr(&text, "host,name\n");
    for (int i = 0; i < 3000; i++) {
        ix_buf_printf(&text, "pc%d,%s\n", i % 1500, i % 7 == 0 ? "Kaspersky Plus" : "vim");
    }
    inventory_test_read(t, "csv", ix_buf_view(&text));
    ix_buf_free(&text);
    assert_int_equal(t->status, IX_OK);
    assert_int_equal(t->reader.hosts.count, 1500);
    assert_int_equal(inventory_test_host(t, "pc7")->inventory.components, 2);
    assert_non_null(inventory_test_found(t, "pc7", "kaspersky.plus"));
    assert_null(inventory_test_found(t, "pc1", "kaspersky.plus"));
}

/* All components are counted, the first ones kept. */
static void test_many_components(void **state) {
    inventory_test *t = *state;
    ix_buf text;
    ix_buf_init(&text, 1 << 20);
    for (int i = 0; i < 250; i++) {
        ix_buf_append_cstr(&text, "Kaspersky Plus\n");
    }
    inventory_test_read(t, "lines", ix_buf_view(&text));
    ix_buf_free(&text);
    const inventory_host *host = inventory_test_host(t, "");
    const ix_find *find = host->finds.items;
    assert_int_equal(find->component_total, 250);
    assert_int_equal(((const ix_vector *)host->kept.items)[0].count, IX_FOUND_COMPONENTS_MAX);
}

/* What is exempt by its name is not so by a driver that stands beside it. */
static void test_scopes(void **state) {
    inventory_test *t = *state;
    inventory_test_read(t, "csv",
                        IX_STR("name,publisher,driver\n"
                               "Kaspersky Threat Intelligence,Kaspersky,\n"
                               "Kaspersky Security Training,Kaspersky,klif.sys\n"));
    assert_non_null(inventory_test_found(t, "", "kaspersky.threat_intelligence"));
    assert_non_null(inventory_test_found(t, "", "kaspersky.training"));
    assert_non_null(inventory_test_found(t, "", "kaspersky.endpoint"));
    assert_int_equal(inventory_test_finds(t), 3);
}

static void test_names_that_hold_the_word(void **state) {
    inventory_test *t = *state;
    inventory_test_read(t, "csv", IX_STR("name\nnagios-plugins-kaspersky\nZabbix for Kaspersky\n"));
    const inventory_host *host = inventory_test_host(t, "");
    const ix_find *find = host->finds.items;
    assert_int_equal(host->finds.count, 1);
    assert_int_equal(find->strength, IX_STRENGTH_HINT);
    assert_text(find->product->id, "kaspersky.mention");
}

/* A library is named after what it speaks to. */
static void test_packages(void **state) {
    inventory_test *t = *state;
    inventory_test_read(t, "cyclonedx_json",
                        IX_STR("{\"components\":[{\"name\":\"hikvision-client\",\"purl\":"
                               "\"pkg:pypi/hikvision-client@1\"}]}"));
    const inventory_host *host = inventory_test_host(t, "");
    const ix_find *find = host->finds.items;
    assert_int_equal(find->strength, IX_STRENGTH_HINT);
    inventory_test_read(t, "cyclonedx_json",
                        IX_STR("{\"components\":[{\"name\":\"kesl\",\"purl\":"
                               "\"pkg:pypi/kesl@1\"}]}"));
    host = inventory_test_host(t, "");
    find = host->finds.items;
    assert_int_equal(find->strength, IX_STRENGTH_HINT);
    inventory_test_read(t, "dpkg_list", IX_STR("ii kaspersky-tools 1 amd64 x\n"));
    host = inventory_test_host(t, "");
    find = host->finds.items;
    assert_int_equal(find->strength, IX_STRENGTH_HINT);
    inventory_test_read(t, "cyclonedx_json",
                        IX_STR("{\"components\":[{\"name\":\"Hikvision DS-2CD2143\"}]}"));
    host = inventory_test_host(t, "");
    find = host->finds.items;
    assert_int_equal(find->strength, IX_STRENGTH_STRONG);
}

static void test_unread(void **state) {
    inventory_test *t = *state;
    inventory_test_read(t, "lines", IX_STR("x\n"));
    for (int i = 0; i < 100; i++) {
        assert_int_equal(inventory_unread(&t->reader, i, "fault %d", i), IX_OK);
    }
    assert_int_equal(t->reader.unread, 100);
    assert_int_equal(t->reader.oddities.count, INVENTORY_NOTES_MAX);
    const ix_oddity *odd = t->reader.oddities.items;
    assert_text(odd[0].where, "file");
    assert_text(odd[1].where, "line 1");
    assert_text(odd[1].detail, "fault 1");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        INVENTORY_TEST(test_many_hosts), INVENTORY_TEST(test_many_components),
        INVENTORY_TEST(test_scopes),     INVENTORY_TEST(test_names_that_hold_the_word),
        INVENTORY_TEST(test_packages),   INVENTORY_TEST(test_unread),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
