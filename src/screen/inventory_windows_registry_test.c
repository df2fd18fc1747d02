/* Exports of the Windows registry. */
#include <interdict/os.h>

#include "test_inventory.h"

#define HEAD      "Windows Registry Editor Version 5.00\r\n\r\n"
#define UNINSTALL "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall"

static void test_uninstall(void **state) {
    inventory_test *t = *state;
    inventory_test_text(
        t, "windows_registry",
        HEAD UNINSTALL
        "]\r\n@=\"\"\r\n\r\n" UNINSTALL "\\7-Zip]\r\n\"DisplayName\"=\"7-Zip\"\r\n"
        "\"Publisher\"=\"Igor Pavlov\"\r\n\"Size\"=dword:00000001\r\n\r\n" UNINSTALL
        "\\{63129F5E-8EC5-41BA-A4CF-47966CE84953}]\r\n"
        "\"DisplayName\"=\"Kaspersky Total Security\"\r\n"
        "\"DisplayVersion\"=\"21.2\"\r\n\"Publisher\"=hex(2):4b,00,61,00,73,00,70,00,"
        "\\\r\n  65,00,72,00,73,00,6b,00,79,00,00,00\r\n");
    assert_int_equal(inventory_test_components(t), 2);
    assert_int_equal(t->reader.unread, 0);
    const ix_found_component *one = inventory_test_found(t, "", "kaspersky.total_security");
    assert_non_null(one);
    assert_text(one->name, "Kaspersky Total Security");
    assert_text(one->publisher, "Kaspersky");
    assert_text(one->version, "21.2");
    assert_int_equal(one->line, 11);
    assert_true(one->sign_count >= 3);
    assert_int_equal(inventory_test_finds(t), 1);
}

static void test_services(void **state) {
    inventory_test *t = *state;
    inventory_test_text(
        t, "windows_registry",
        HEAD
        "[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\klif]\r\n"
        "\"Type\"=dword:00000002\r\n"
        "\"ImagePath\"=\"system32\\\\DRIVERS\\\\klif.sys\"\r\n"
        "[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\AVP21.2]\r\n"
        "\"ImagePath\"=\"\\\"C:\\\\Program Files (x86)\\\\Kaspersky Lab\\\\avp.exe\\\" -r\"\r\n");
    const ix_found_component *driver = inventory_test_found(t, "", "kaspersky.endpoint");
    assert_non_null(driver);
    assert_text(driver->name, "klif");
    const inventory_host *host = inventory_test_host(t, "");
    assert_int_equal(((const ix_find *)host->finds.items)[0].component_total, 2);
}

/* A publisher in Cyrillic, in UTF-16 as regedit writes it, and in the code page of older ones. */
static void test_encodings(void **state) {
    inventory_test *t = *state;
    static const char utf16[] =
        "\xFF\xFE[\0H\0K\0E\0Y\0_\0X\0\\\0U\0n\0i\0n\0s\0t\0a\0l\0l\0\\\0a\0]\0\r\0\n\0"
        "\"\0P\0u\0b\0l\0i\0s\0h\0e\0r\0\"\0=\0\"\0"
        "\x1b\x04\x30\x04\x31\x04\x3e\x04\x40\x04\x30\x04\x42\x04\x3e\x04\x40\x04\x38\x04\x4f\x04"
        " \0\x1a\x04\x30\x04\x41\x04\x3f\x04\x35\x04\x40\x04\x41\x04\x3a\x04\x3e\x04\x33\x04\x3e"
        "\x04\"\0\r\0\n";
    inventory_test_read(t, "windows_registry", (ix_str){utf16, (ptrdiff_t)sizeof utf16});
    assert_int_equal(t->status, IX_OK);
    assert_non_null(inventory_test_found(t, "", "kaspersky.kaspersky"));
    inventory_test_read(t, "windows_registry",
                        IX_STR("REGEDIT4\r\n[HKEY_X\\Uninstall\\a]\r\n\"Publisher\"=\""
                               "\xCB\xE0\xE1\xEE\xF0\xE0\xF2\xEE\xF0\xE8\xFF "
                               "\xCA\xE0\xF1\xEF\xE5\xF0\xF1\xEA\xEE\xE3\xEE\"\r\n"));
    assert_non_null(inventory_test_found(t, "", "kaspersky.kaspersky"));
    assert_int_equal(t->reader.oddities.count, 1);
}

static void test_broken(void **state) {
    inventory_test *t = *state;
    inventory_test_read(t, "windows_registry",
                        IX_STR(HEAD "\"a\"=\"b\"\r\n[HKEY_X\\a\r\n[HKEY_X\\b]\r\n\"a\"=\"b\r\n"
                                    "\"a\r\nnonsense\r\n\"a\"=hex(2):4b,zz\r\n\"a\"\r\n"));
    assert_int_equal(t->status, IX_OK);
    assert_int_equal(t->reader.unread, 7);
    const ix_oddity *odd = t->reader.oddities.items;
    assert_text(odd[0].where, "line 3");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        INVENTORY_TEST(test_uninstall),
        INVENTORY_TEST(test_services),
        INVENTORY_TEST(test_encodings),
        INVENTORY_TEST(test_broken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
