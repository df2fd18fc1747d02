/* Decisions on inventories in json, and the migration list. */
#include <interdict/os.h>

#include "test_inventory.h"

#define HOST "host,name,publisher\n=pc,Kaspersky VPN,Kaspersky\n"

static void test_json(void **state) {
    inventory_test *t = *state;
    const ix_decision_style style = {.limit = 0};
    const ix_decision *d = inventory_test_screen(t, HOST, "contractor", "2025-03-03");
    ix_buf out;
    ix_buf_init(&out, 1 << 22);
    ix_decision_write_json(&out, d, &style);
    ix_buf_append_char(&out, '\0');
    assert_int_equal(out.status, IX_OK);
    assert_non_null(strstr(out.ptr, "\"subject\":{\"kind\":\"inventory\",\"source\":\"test\","
                                    "\"format\":\"csv\",\"host\":\"=pc\""));
    assert_non_null(strstr(out.ptr, "\"place\":null,\"line\":2"));
    assert_non_null(strstr(out.ptr, "\"where\":\"line 2\""));
    assert_non_null(strstr(out.ptr, "\"migration\":[{\"product\":\"products:kaspersky.vpn\""));
    assert_non_null(strstr(out.ptr, "\"since\":\"2018-10-01\",\"until\":null,\"applies\":\"yes\""));
    ix_buf_free(&out);
}

static void test_migration(void **state) {
    inventory_test *t = *state;
    const ix_decision *d = inventory_test_screen(t, HOST, "private", "2025-03-03");
    ix_buf out;
    ix_buf_init(&out, 1 << 22);
    ix_inventory_write_migration_header(&out);
    ix_inventory_write_migration(&out, d);
    ix_buf_append_char(&out, '\0');
    assert_int_equal(out.status, IX_OK);
    assert_non_null(strstr(out.ptr, "host,product,version,"));
    assert_non_null(
        strstr(out.ptr, "\n'=pc,Kaspersky VPN Secure Connection,,Kaspersky VPN,1,vpn,"));
    assert_non_null(strstr(out.ptr, ",2024-09-29T04:00:00Z,,depends,"));
    assert_null(strstr(out.ptr, ",yes,"));
    ix_buf_clear(&out);
    d = inventory_test_screen(t, "name,version\nKaspersky Threat Intelligence,1\n", "private",
                              "2025-03-03");
    ix_inventory_write_migration(&out, d);
    assert_int_equal(out.len, 0);
    ix_buf_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        DECISION_TEST(test_json),
        DECISION_TEST(test_migration),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
