/* Paths of a Nix store. */
#include <interdict/os.h>

#include "test_inventory.h"

static void test_store(void **state) {
    inventory_test *t = *state;
    inventory_test_text(
        t, "nix",
        "/nix/store/0091zbvsr1psw152fi8pmk32zx8lws7s-imake-1.0.7\n"
        "/nix/store/0091zbvsr1psw152fi8pmk32zx8lws7s-kesl-12.0\n/nix/store/short\n");
    assert_int_equal(inventory_test_components(t), 2);
    assert_int_equal(t->reader.unread, 1);
    const ix_found_component *one =
        inventory_test_found(t, "", "kaspersky.endpoint_security_linux");
    assert_non_null(one);
    assert_text(one->name, "kesl");
    assert_text(one->version, "12.0");
}

int main(void) {
    const struct CMUnitTest tests[] = {INVENTORY_TEST(test_store)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
