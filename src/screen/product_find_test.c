/* Finding products. */
#include <interdict/os.h>

#include "test_inventory.h"

static void check_name(inventory_test *t, const char *name, const char *id) {
    const ix_product *product = ix_products_named(t->products, ix_str_from_cstr(name), &t->arena);
    assert_string_equal(
        product == NULL ? "" : inventory_test_cstr((char[256]){0}, 256, product->id), id);
}

static void test_names(void **state) {
    inventory_test *t = *state;
    check_name(t, "Kaspersky Premium", "kaspersky.premium");
    check_name(t, "KASPERSKY ENDPOINT SECURITY for windows 12.4",
               "kaspersky.endpoint_security_windows");
    check_name(t, "Kaspersky 21.9.6.465", "kaspersky.kaspersky");
    check_name(t, "Kaspersky", "kaspersky.kaspersky");
    check_name(t, "Eugene Kaspersky", "");
    check_name(t, "Hikvision", "hikvision.hikvision");
    check_name(t, "Excel", "");
    check_name(t, "", "");
}

static void test_text(void **state) {
    inventory_test *t = *state;
    ix_product_mention *mentions;
    int count;
    ix_str text = IX_STR("INV 88 resale of Kaspersky Endpoint Security Cloud, 20 seats; Kaspersky");
    assert_int_equal(
        ix_products_in_text(&mentions, &count, t->products, text, &t->arena, &t->error), IX_OK);
    assert_int_equal(count, 2);
    assert_text(mentions[0].product->id, "kaspersky.endpoint_security_cloud");
    assert_text(ix_str_slice(text, mentions[0].from, mentions[0].to),
                "Kaspersky Endpoint Security Cloud");
    assert_false(mentions[0].bare);
    assert_true(mentions[1].bare);
    assert_int_equal(ix_products_in_text(&mentions, &count, t->products, IX_STR("rent for June"),
                                         &t->arena, &t->error),
                     IX_OK);
    assert_int_equal(count, 0);
}

static void test_activities(void **state) {
    inventory_test *t = *state;
    assert_text(ix_products_activity(t->products, IX_STR("For RESALE in Ohio"), &t->arena),
                "resale");
    assert_text(ix_products_activity(t->products, IX_STR("licence renewal 2024"), &t->arena),
                "license");
    assert_int_equal(ix_products_activity(t->products, IX_STR("rent"), &t->arena).len, 0);
    ix_str field;
    assert_int_equal(products_column(&field, t->products, IX_STR("Display-Name"), &t->arena),
                     IX_OK);
    assert_text(field, "product_name");
    assert_int_equal(products_column(&field, t->products, IX_STR("colour"), &t->arena), IX_OK);
    assert_int_equal(field.len, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        INVENTORY_TEST(test_names),
        INVENTORY_TEST(test_text),
        INVENTORY_TEST(test_activities),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
