/* Values of components. */
#include <interdict/os.h>

#include "test_inventory.h"

static void begin(inventory_test *t) {
    inventory_test_read(t, "lines", IX_STR("x"));
    inventory_begin(&t->reader, CLASS_COMPONENT, 1);
}

static void field(inventory_test *t, const char *name, const char *value) {
    inventory_field(&t->reader, ix_str_from_cstr(name), ix_str_from_cstr(value), IX_STR("h"));
}

static void test_fields(void **state) {
    inventory_test *t = *state;
    begin(t);
    field(t, "host", "pc");
    field(t, "product_name", "first");
    field(t, "product_name", "second");
    field(t, "version", "1");
    field(t, "time", "2024-09-29T04:00:00Z");
    field(t, "publisher", "CN=AO Kaspersky Lab, O=AO Kaspersky Lab, C=RU");
    assert_text(t->reader.component.host, "pc");
    assert_text(t->reader.component.name, "first");
    assert_text(t->reader.component.version, "1");
    assert_int_equal(t->reader.component.at.value, 1727582400);
    assert_int_equal(t->reader.component.signs.count, 1);
    assert_int_equal(inventory_end(&t->reader), IX_OK);
    assert_non_null(inventory_test_found(t, "pc", "kaspersky.kaspersky"));
}

/* Paths, addresses and codes in values of which nothing is known. */
static void test_any(void **state) {
    inventory_test *t = *state;
    begin(t);
    field(t, "", "msiexec.exe /x {63129F5E-8EC5-41BA-A4CF-47966CE84953} /qb");
    assert_int_equal(t->reader.component.signs.count, 1);
    field(t, "", "{not-a-code} {63129F5E-8EC5-41BA-A4CF-47966CE8495Z}");
    assert_int_equal(t->reader.component.signs.count, 1);
    field(t, "", "\"C:\\Program Files\\x\\ksde.exe\" --start");
    assert_int_equal(t->reader.component.signs.count, 2);
    field(t, "", "https://user@p01.upd.kaspersky.com:443/x");
    const ix_found_sign *signs = t->reader.component.signs.items;
    assert_true(t->reader.component.signs.count > 2);
    assert_int_equal(signs[2].sign->kind, IX_SIGN_DOMAIN);
    assert_int_equal(signs[2].strength, IX_STRENGTH_WEAK); /* settings are no contact */
    assert_int_equal(inventory_end(&t->reader), IX_OK);
}

static void test_agents(void **state) {
    (void)state;
    assert_text(inventory_agent(IX_STR("Organization: Kaspersky Lab (a@b)")), "Kaspersky Lab");
    assert_text(inventory_agent(IX_STR("Kaspersky Lab")), "Kaspersky Lab");
    assert_text(inventory_agent(IX_STR("Other: x")), "Other: x");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        INVENTORY_TEST(test_fields),
        INVENTORY_TEST(test_any),
        INVENTORY_TEST(test_agents),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
