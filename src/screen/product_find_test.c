/* Finding products. */
#include <interdict/os.h>

#include "test_inventory.h"

static void check_name(inventory_test *t, const char *name, const char *id) {
    const ix_product *product;
    assert_int_equal(
        ix_products_named(&product, t->products, ix_str_from_cstr(name), &t->arena, &t->error),
        IX_OK);
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

/* A statement of thousands of words is looked through to its end, whatever its slices cut. */
static void test_long_text(void **state) {
    inventory_test *t = *state;
    for (int shift = 0; shift < 40; shift++) {
        ix_buf text;
        ix_buf_init(&text, 1 << 20);
        for (int i = 0; i < shift; i++) {
            ix_buf_append_char(&text, '-');
        }
        for (int i = 0; i < 900; i++) {
            ix_buf_append_cstr(&text, "1 2 3 4 5 6 ");
            if (i % 60 == 0) {
                ix_buf_append_cstr(&text, "Kaspersky Endpoint Security Cloud ");
            }
        }
        ix_product_mention *mentions;
        int count;
        assert_int_equal(ix_products_in_text(&mentions, &count, t->products, ix_buf_view(&text),
                                             &t->arena, &t->error),
                         IX_OK);
        assert_int_equal(count, 15);
        for (int i = 0; i < count; i++) {
            assert_text(ix_str_slice(ix_buf_view(&text), mentions[i].from, mentions[i].to),
                        "Kaspersky Endpoint Security Cloud");
        }
        ix_buf_free(&text);
    }
}

/* Without memory it is an error, never "no product". */
static void test_no_memory(void **state) {
    inventory_test *t = *state;
    ix_arena none;
    const ix_product *product;
    ix_str activity;
    ix_arena_init(&none, 1);
    assert_int_equal(
        ix_products_named(&product, t->products, IX_STR("Kaspersky Premium"), &none, &t->error),
        IX_E_MEMORY);
    assert_int_equal(
        ix_products_activity(&activity, t->products, IX_STR("resale"), &none, &t->error),
        IX_E_MEMORY);
    ix_arena_free(&none);
}

static void check_activity(inventory_test *t, const char *text, const char *activity) {
    ix_str told;
    assert_int_equal(
        ix_products_activity(&told, t->products, ix_str_from_cstr(text), &t->arena, &t->error),
        IX_OK);
    assert_string_equal(inventory_test_cstr((char[256]){0}, 256, told), activity);
}

static void test_activities(void **state) {
    inventory_test *t = *state;
    check_activity(t, "For RESALE in Ohio", "resale");
    check_activity(t, "licence renewal 2024", "license");
    check_activity(t, "rent", "");
    ix_str field;
    assert_int_equal(products_column(&field, t->products, IX_STR("Display-Name"), &t->arena),
                     IX_OK);
    assert_text(field, "product_name");
    assert_int_equal(products_column(&field, t->products, IX_STR("colour"), &t->arena), IX_OK);
    assert_int_equal(field.len, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        INVENTORY_TEST(test_names),      INVENTORY_TEST(test_text),
        INVENTORY_TEST(test_long_text),  INVENTORY_TEST(test_no_memory),
        INVENTORY_TEST(test_activities),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
