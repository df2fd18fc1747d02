/* DNS and proxy logs, lists of hosts. */
#include <interdict/os.h>

#include "test_inventory.h"

static void check(inventory_test *t, const char *line, const char *product, const char *client,
                  int64_t at) {
    inventory_test_text(t, "log", line);
    const ix_found_component *one = inventory_test_found(t, "", product);
    if (one == NULL) {
        fail_msg("nothing found in %s", line);
    }
    assert_text(one->place, client);
    assert_int_equal(one->at.kind == IX_WHEN_NONE ? 0 : one->at.value, at);
}

/* 1727629200 is 2024-09-29T17:00:00Z. */
static void test_lines(void **state) {
    check(
        *state,
        "29-Sep-2024 17:00:00.113 client @0x7f 10.0.4.17#53121 (dnl-03.geo.kaspersky.com): query: "
        "dnl-03.geo.kaspersky.com IN A + (10.0.0.1)\n",
        "kaspersky.update_service", "10.0.4.17", 1727629200);
    check(*state,
          "1727629200.512    110 10.0.4.17 TCP_MISS/200 3021 GET "
          "http://p07.upd.kaspersky.com/bases/ - HIER_DIRECT/1.2.3.4 -\n",
          "kaspersky.update_service", "10.0.4.17", 1727629200);
    check(*state,
          "10.0.4.17 - - [29/Sep/2024:13:00:00 -0400] \"CONNECT ksn-url.geoksn.kaspersky.com:443 "
          "HTTP/1.1\" 200 0\n",
          "kaspersky.ksn", "10.0.4.17", 1727629200);
    check(*state,
          "9/29/2024 5:00:00 PM 0E4C PACKET 00000 UDP Rcv 10.0.4.17 8d2f Q [0001 D NOERROR] A "
          "(6)dnl-03(3)geo(9)kaspersky(3)com(0)\n",
          "kaspersky.update_service", "10.0.4.17", 1727629200);
    check(*state, "Sep 29 17:00:00 dnsmasq[5]: query[A] opentip.kaspersky.com from 10.0.4.17\n",
          "kaspersky.threat_intelligence", "10.0.4.17", 0);
    check(*state, "2024-09-29T17:00:00Z 2001:db8::7 dc1.ksn.kaspersky-labs.com AAAA\n",
          "kaspersky.ksn", "2001:db8::7", 1727629200);
}

static void test_hosts(void **state) {
    inventory_test *t = *state;
    inventory_test_text(t, "log", "www.debian.org\ndnl-01.geo.kaspersky.com\nexample.com.\n");
    assert_int_equal(inventory_test_host(t, "")->inventory.others, 3);
    assert_int_equal(inventory_test_finds(t), 1);
    const inventory_host *host = inventory_test_host(t, "");
    const ix_find *find = host->finds.items;
    assert_true(find->contact);
    assert_text(find->activity, "update");
    assert_int_equal(find->strength, IX_STRENGTH_STRONG);
}

static void test_others(void **state) {
    inventory_test *t = *state;
    inventory_test_read(
        t, "log", IX_STR("notkaspersky.com\nkaspersky.com.evil.example\n10.0.0.1 a..b.com\n"));
    assert_int_equal(inventory_test_finds(t), 0);
    assert_null(inventory_format_detect(IX_STR("nothing of the kind\n")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        INVENTORY_TEST(test_lines),
        INVENTORY_TEST(test_hosts),
        INVENTORY_TEST(test_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
