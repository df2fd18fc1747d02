/* What inventories in json share. */
#include <interdict/os.h>

#include "inventory_json.h"
#include "test_inventory.h"

static void test_sniffing(void **state) {
    (void)state;
    ix_str start = IX_STR(" {\n\"x\": \"bomFormat\", \"bomFormat\" : \"CycloneDX\"");
    assert_true(inventory_json_is(start));
    assert_false(inventory_json_is(IX_STR("x{")));
    assert_true(inventory_json_has(start, "bomFormat", "CycloneDX"));
    assert_true(inventory_json_has(start, "bomFormat", ""));
    assert_false(inventory_json_has(start, "bomFormat", "SPDX"));
    assert_false(inventory_json_has(start, "Format", ""));
    assert_false(inventory_json_has(IX_STR("{\"a\":\"bomFormat\""), "bomFormat", ""));
}

static void test_members(void **state) {
    (void)state;
    json_error_t fault;
    json_t *one = json_loads("{\"a\":\" x \",\"b\":1}", 0, &fault);
    assert_text(inventory_json_member(one, "a"), "x");
    assert_int_equal(inventory_json_member(one, "b").len, 0);
    assert_int_equal(inventory_json_member(one, "c").len, 0);
    assert_int_equal(inventory_json_member(NULL, "a").len, 0);
    json_decref(one);
}

static void test_parse(void **state) {
    inventory_test *t = *state;
    json_t *root;
    inventory_test_read(t, "lines", IX_STR("{\n}"));
    assert_int_equal(inventory_json_parse(&root, &t->reader), IX_OK);
    json_decref(root);
    inventory_test_read(t, "lines", IX_STR("{\n\"a\":1,\n\"a\":2}"));
    assert_int_equal(inventory_json_parse(&root, &t->reader), IX_E_INPUT);
    assert_int_equal(t->error.line, 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        INVENTORY_TEST(test_sniffing),
        INVENTORY_TEST(test_members),
        INVENTORY_TEST(test_parse),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
