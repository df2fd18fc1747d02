/* sc query. */
#include <interdict/os.h>

#include "test_inventory.h"

static void test_services(void **state) {
    inventory_test *t = *state;
    inventory_test_text(t, "sc_query",
                        "\r\nSERVICE_NAME: Appinfo\r\nDISPLAY_NAME: Application Information\r\n"
                        "        TYPE               : 20  WIN32_SHARE_PROCESS  \r\n"
                        "        STATE              : 4  RUNNING \r\n"
                        "                                (STOPPABLE, NOT_PAUSABLE)\r\n"
                        "\r\nSERVICE_NAME: klnagent\r\n"
                        "DISPLAY_NAME: Kaspersky Security Center Network Agent\r\n"
                        "        TYPE               : 10  WIN32_OWN_PROCESS  \r\n"
                        "        STATE              : 4  RUNNING \r\n"
                        "        PID                : 4412\r\n");
    assert_int_equal(inventory_test_components(t), 2);
    const ix_found_component *one = inventory_test_found(t, "", "kaspersky.network_agent");
    assert_non_null(one);
    assert_text(one->name, "Kaspersky Security Center Network Agent");
    assert_text(one->place, "klnagent");
    assert_int_equal(one->line, 8);
}

static void test_drivers(void **state) {
    inventory_test *t = *state;
    inventory_test_text(t, "sc_query",
                        "SERVICE_NAME: klif\nDISPLAY_NAME: klif\n"
                        "        TYPE               : 2  FILE_SYSTEM_DRIVER  \n"
                        "        STATE              : 1  STOPPED \n");
    assert_int_equal(inventory_test_finds(t), 1);
    const inventory_host *host = inventory_test_host(t, "");
    const ix_found_component *one = ((const ix_vector *)host->kept.items)[0].items;
    bool driver = false;
    for (int i = 0; i < one->sign_count; i++) {
        driver = driver || one->signs[i].sign->kind == IX_SIGN_DRIVER;
    }
    assert_true(driver);
}

/* Labels are of the language of the machine. */
static void test_other_languages(void **state) {
    inventory_test *t = *state;
    inventory_test_text(t, "sc_query",
                        "\nИмя_службы: klnagent\nВыводимое_имя: Агент администрирования\n"
                        "        Тип                : 10  WIN32_OWN_PROCESS  \n"
                        "        Состояние          : 4  RUNNING \n");
    assert_non_null(inventory_test_found(t, "", "kaspersky.network_agent"));
}

static void test_configuration(void **state) {
    inventory_test *t = *state;
    inventory_test_text(t, "sc_query",
                        "[SC] QueryServiceConfig SUCCESS\n\nSERVICE_NAME: unknown\n"
                        "        TYPE               : 10  WIN32_OWN_PROCESS\n"
                        "        BINARY_PATH_NAME   : \"C:\\Program Files (x86)\\Kaspersky "
                        "Lab\\NetworkAgent\\klnagent.exe\"\n"
                        "        DISPLAY_NAME       : something\n");
    assert_int_equal(inventory_test_finds(t), 1);
}

static void test_types_that_are_errors(void **state) {
    inventory_test *t = *state;
    inventory_test_text(t, "sc_query",
                        "SERVICE_NAME: klnagent\n        TYPE               : f0   ERROR  \n"
                        "        STATE              : 4  RUNNING \n");
    assert_non_null(inventory_test_found(t, "", "kaspersky.network_agent"));
}

/* A listing that was cut, and an error, are told. */
static void test_what_is_missing(void **state) {
    inventory_test *t = *state;
    inventory_test_read(t, "sc_query",
                        IX_STR("SERVICE_NAME: a\n        TYPE : 10  WIN32_OWN_PROCESS\n\n"
                               "Enum: more data, need 2340 bytes start resume at index 79\n"
                               "[SC] EnumQueryServicesStatus:OpenService FAILED 1060:\n"
                               "what is this\n"));
    assert_int_equal(t->status, IX_OK);
    assert_int_equal(t->reader.unread, 3);
    assert_int_equal(inventory_test_components(t), 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        INVENTORY_TEST(test_services),        INVENTORY_TEST(test_drivers),
        INVENTORY_TEST(test_other_languages), INVENTORY_TEST(test_configuration),
        INVENTORY_TEST(test_what_is_missing), INVENTORY_TEST(test_types_that_are_errors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
