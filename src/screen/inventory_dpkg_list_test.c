/* dpkg -l and dpkg-query -W. */
#include <interdict/os.h>

#include "test_inventory.h"

static void test_list(void **state) {
    inventory_test *t = *state;
    inventory_test_text(
        t, "dpkg_list",
        "Desired=Unknown/Install/Remove/Purge/Hold\n"
        "| Status=Not/Inst/Conf-files/Unpacked/halF-conf/Half-inst/trig-aWait/Trig-pend\n"
        "|/ Err?=(none)/Reinst-required (Status,Err: uppercase=bad)\n"
        "||/ Name            Version      Architecture Description\n"
        "+++-===============-============-============-=================\n"
        "ii  klnagent64      14.2.0-1     amd64        Network Agent\n"
        "ii  libc6:amd64     2.36-9       amd64        GNU C Library\n"
        "rc  vlc             3.0          amd64        player\n");
    assert_int_equal(inventory_test_components(t), 3);
    const ix_found_component *agent = inventory_test_found(t, "", "kaspersky.network_agent");
    assert_non_null(agent);
    assert_int_equal(agent->line, 6);
    assert_text(agent->version, "14.2.0-1");
    assert_int_equal(inventory_test_finds(t), 1);
}

static void test_tabs(void **state) {
    inventory_test *t = *state;
    inventory_test_text(t, "dpkg_list",
                        "adduser\tall\t3.112\t1228\tadmin\nkesl\tamd64\t12.0\t9\tbase\tinstall ok "
                        "installed\n");
    assert_int_equal(inventory_test_components(t), 2);
    assert_non_null(inventory_test_found(t, "", "kaspersky.endpoint_security_linux"));
}

static void test_broken(void **state) {
    inventory_test *t = *state;
    inventory_test_read(t, "dpkg_list", IX_STR("ii kesl\nhello world and more\n"));
    assert_int_equal(t->reader.unread, 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        INVENTORY_TEST(test_list),
        INVENTORY_TEST(test_tabs),
        INVENTORY_TEST(test_broken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
