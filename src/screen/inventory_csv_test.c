/* Separated values. */
#include <interdict/os.h>

#include "test_inventory.h"

static void test_powershell(void **state) {
    inventory_test *t = *state;
    inventory_test_text(t, "csv",
                        "#TYPE Selected.System.Management.Automation.PSCustomObject\r\n"
                        "\"DisplayName\",\"DisplayVersion\",\"Publisher\",\"PSChildName\"\r\n"
                        "\"7-Zip\",\"23\",\"Igor Pavlov\",\"7-Zip\"\r\n"
                        "\"Security\",\"12\",\"\",\"{27534751-4A40-48BD-B393-BC3BF28C876E}\"\r\n");
    assert_int_equal(inventory_test_components(t), 2);
    const ix_found_component *one =
        inventory_test_found(t, "", "kaspersky.endpoint_security_windows");
    assert_non_null(one);
    assert_int_equal(one->line, 4);
    assert_text(one->name, "Security");
}

static void test_hosts(void **state) {
    inventory_test *t = *state;
    inventory_test_text(t, "csv",
                        "Computer;Name;Hersteller\nPC-1;avp;Kaspersky Lab\nPC-2;vim;Bram\n"
                        "PC-1;klif;\n");
    assert_int_equal(t->reader.hosts.count, 2);
    assert_non_null(inventory_test_found(t, "PC-1", "kaspersky.kaspersky"));
    assert_int_equal(inventory_test_host(t, "PC-1")->inventory.components, 2);
    assert_int_equal(inventory_test_host(t, "PC-2")->finds.count, 0);
}

/* driverquery /fo csv */
static void test_drivers(void **state) {
    inventory_test *t = *state;
    inventory_test_text(t, "csv",
                        "\"Module Name\",\"Display Name\",\"Driver Type\",\"Link Date\"\n"
                        "\"klhk\",\"Filter\",\"Kernel \",\"1/1/2020\"\n"
                        "\"ACPI\",\"Microsoft ACPI Driver\",\"Kernel \",\"\"\n");
    assert_non_null(inventory_test_found(t, "", "kaspersky.endpoint"));
    assert_int_equal(inventory_test_finds(t), 1);
}

static void test_maps(void **state) {
    inventory_test *t = *state;
    const ix_column_map maps[] = {{IX_STR("Was"), IX_STR("product_name")},
                                  {IX_STR("Name"), IX_STR("-")}};
    t->how = (ix_inventory_options){.maps = maps, .map_count = 2};
    inventory_test_read(t, "csv", IX_STR("Name,Was\nKaspersky VPN,vim\nx,Kaspersky Plus\n"));
    assert_int_equal(t->status, IX_OK);
    assert_non_null(inventory_test_found(t, "", "kaspersky.plus"));
    assert_int_equal(inventory_test_finds(t), 1);
    inventory_test_read(t, "csv", IX_STR("Name,Wer\n"));
    assert_int_equal(t->status, IX_E_INPUT);
    assert_non_null(strstr(t->error.text, "Was"));
}

/* Rows of a proxy are contacts, with who spoke and when; rows of software with an address are not.
 */
static void test_contacts(void **state) {
    inventory_test *t = *state;
    inventory_test_text(t, "csv",
                        "\"datetime\",\"user\",\"appname\",\"url\",\"ClientIP\"\n"
                        "\"Tue Oct 01 12:00:01 2024\",\"alice\",\"General\","
                        "\"ksn.kaspersky-labs.com:443\",\"10.0.0.5\"\n");
    const ix_found_component *one = inventory_test_found(t, "", "kaspersky.ksn");
    assert_non_null(one);
    assert_int_equal(one->at.value, 1727784001);
    assert_text(one->place, "alice");
    const ix_find *find = inventory_test_host(t, "")->finds.items;
    assert_true(find->contact);
    inventory_test_text(t, "csv", "name,version,url\nx,1,https://ksn.kaspersky-labs.com/\n");
    find = inventory_test_host(t, "")->finds.items;
    assert_false(find->contact);
}

static void test_other_languages(void **state) {
    inventory_test *t = *state;
    const char *const files[] = {"名称,发布者,版本\n卡巴斯基,卡巴斯基实验室,21\n",
                                 "名前;発行元;バージョン\nx;株式会社カスペルスキー;21\n",
                                 "이름,게시자,버전\nx,카스퍼스키,21\n",
                                 "Nome,Editora,Versão\nKaspersky Plus,AO Kaspersky Lab,21\n",
                                 "Nazwa,Wydawca,Wersja\nKaspersky Plus,AO Kaspersky Lab,21\n"};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        inventory_test_text(t, "csv", files[i]);
        assert_int_equal(inventory_test_finds(t), 1);
        const ix_find *find = inventory_test_host(t, "")->finds.items;
        assert_int_equal(find->strength, IX_STRENGTH_EXACT);
    }
}

static void test_broken(void **state) {
    inventory_test *t = *state;
    inventory_test_read(t, "csv", IX_STR("a,b\n1,2\n"));
    assert_int_equal(t->status, IX_E_INPUT);
    assert_non_null(strstr(t->error.text, "--map"));
    inventory_test_read(t, "csv", IX_STR("name,publisher\nx\nKaspersky Plus,y\n\"z,1\n"));
    assert_int_equal(t->status, IX_OK);
    assert_int_equal(t->reader.unread, 2);
    assert_non_null(inventory_test_found(t, "", "kaspersky.plus"));
    inventory_test_read(t, "csv", IX_STR("\n\n"));
    assert_int_equal(t->status, IX_E_INPUT);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        INVENTORY_TEST(test_powershell),      INVENTORY_TEST(test_hosts),
        INVENTORY_TEST(test_drivers),         INVENTORY_TEST(test_maps),
        INVENTORY_TEST(test_broken),          INVENTORY_TEST(test_contacts),
        INVENTORY_TEST(test_other_languages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
