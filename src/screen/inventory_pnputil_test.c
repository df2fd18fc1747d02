/* pnputil. */
#include <interdict/os.h>

#include "test_inventory.h"

static void test_packages(void **state) {
    inventory_test *t = *state;
    inventory_test_text(t, "pnputil",
                        "Microsoft PnP Utility\r\n\r\n"
                        "Published Name:     oem0.inf\r\n"
                        "Original Name:      netkvm.inf\r\n"
                        "Provider Name:      Red Hat, Inc.\r\n"
                        "Class Name:         Net\r\n"
                        "Class GUID:         {4d36e972-e325-11ce-bfc1-08002be10318}\r\n"
                        "Driver Version:     08/30/2021 100.85.104.20800\r\n"
                        "Signer Name:        Red Hat, Inc.\r\n\r\n"
                        "Published Name:     oem5.inf\r\n"
                        "Original Name:      klim6.inf\r\n"
                        "Provider Name:      Kaspersky Lab ZAO\r\n"
                        "Class Name:         Network Service\r\n"
                        "Class GUID:         {4d36e974-e325-11ce-bfc1-08002be10318}\r\n"
                        "Driver Version:     06/21/2020 30.50.0.1\r\n"
                        "Signer Name:        Microsoft Windows Hardware Compatibility "
                        "Publisher\r\n");
    assert_int_equal(inventory_test_components(t), 2);
    assert_int_equal(inventory_test_finds(t), 1);
    const inventory_host *host = inventory_test_host(t, "");
    const ix_find *find = host->finds.items;
    assert_text(find->product->family, "kaspersky");
    const ix_found_component *one = ((const ix_vector *)host->kept.items)[0].items;
    assert_text(one->name, "klim6.inf");
    assert_text(one->version, "30.50.0.1");
    assert_text(one->publisher, "Kaspersky Lab ZAO");
    assert_text(one->place, "oem5.inf");
    assert_int_equal(one->line, 11);
    assert_true(one->sign_count >= 2); /* the provider and the driver */
}

/* Labels of other languages, and the older command, which tells no original name. */
static void test_values_tell(void **state) {
    inventory_test *t = *state;
    inventory_test_text(t, "pnputil",
                        "Служебная программа PnP\n\n"
                        "Опубликованное имя: oem7.inf\nИсходное имя:  klflt.inf\n"
                        "Имя поставщика:  AO Kaspersky Lab\nИмя класса:  AntiVirus\n"
                        "Версия драйвера:  21.06.2020 30.50.0.1\n");
    assert_int_equal(inventory_test_finds(t), 1);
    inventory_test_text(t, "pnputil",
                        "Published name :            oem3.inf\n"
                        "Driver package provider :   Kaspersky Lab\nClass :  Network Service\n"
                        "Driver date and version :   06/21/2012 1.2\nSigner name :  x\n");
    assert_int_equal(inventory_test_finds(t), 1);
}

static void test_what_does_not_fit(void **state) {
    inventory_test *t = *state;
    inventory_test_read(t, "pnputil", IX_STR("Published Name: oem3.inf\nand something else\n"));
    assert_int_equal(t->reader.unread, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        INVENTORY_TEST(test_packages),
        INVENTORY_TEST(test_values_tell),
        INVENTORY_TEST(test_what_does_not_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
