/* A fleet of inventories. */
#include <interdict/os.h>

#include "test_inventory.h"

static void test_fleet(void **state) {
    inventory_test *t = *state;
    ix_fleet fleet = {0};
    inventory_test_screen(t,
                          "host,name,driver\na,x,klif.sys\nb,Kaspersky Plus,\nb,y,klif.sys\n"
                          "c,vim,\nd,z,\n",
                          "federal", "2025-03-01");
    assert_int_equal(t->decision_count, 4);
    for (int i = 0; i < t->decision_count; i++) {
        assert_int_equal(ix_fleet_add(&fleet, &t->decisions[i], &t->arena), IX_OK);
    }
    assert_int_equal(fleet.hosts, 4);
    assert_int_equal(fleet.components, 5);
    assert_int_equal(fleet.verdicts[IX_VERDICT_PROHIBITED], 2);
    assert_int_equal(fleet.verdicts[IX_VERDICT_CLEAR], 2);
    ix_buf out;
    ix_buf_init(&out, 1 << 20);
    ix_fleet_write_json(&out, &fleet);
    ix_buf_append_char(&out, '\0');
    assert_non_null(strstr(out.ptr, "\"products\":[{\"product\":\"kaspersky.endpoint\""));
    assert_non_null(strstr(out.ptr, "\"effect\":\"prohibited\",\"open\":null,\"components\":2,"
                                    "\"hosts\":[\"a\",\"b\"]"));
    ix_buf_clear(&out);
    ix_fleet_write_text(&out, &fleet);
    ix_buf_append_char(&out, '\0');
    assert_non_null(strstr(out.ptr, "FLEET  4 hosts, 5 components\n"));
    assert_non_null(strstr(out.ptr, "prohibited    Kaspersky endpoint product: 2 hosts\n"));
    ix_buf_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {DECISION_TEST(test_fleet)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
