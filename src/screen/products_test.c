/* Reading the data about products. */
#include <interdict/os.h>

#include "test_inventory.h"

/* Every sign of the shipped data finds its own product. */
static void test_every_sign(void **state) {
    inventory_test *t = *state;
    int count;
    const ix_product_sign *signs = ix_products_signs(t->products, &count);
    assert_true(count > 200);
    for (int i = 0; i < count; i++) {
        ix_buf value;
        ix_buf_init(&value, 4096);
        ix_buf_append_cstr(&value, signs[i].kind == IX_SIGN_CPE    ? "cpe:2.3:a:"
                                   : signs[i].kind == IX_SIGN_PURL ? "pkg:"
                                                                   : "");
        for (ptrdiff_t j = 0; j < signs[i].value.len; j++) {
            char c = signs[i].value.ptr[j];
            ix_buf_append(&value, c == '*' ? IX_STR("x9") : (ix_str){&signs[i].value.ptr[j], 1});
        }
        inventory_test_read(t, "lines", IX_STR("vim\n"));
        inventory_begin(&t->reader,
                        signs[i].kind == IX_SIGN_DOMAIN ? CLASS_CONTACT : CLASS_COMPONENT, 1);
        inventory_sign(&t->reader, signs[i].kind, ix_buf_view(&value), IX_STR("field"));
        bool found = false;
        const ix_found_sign *all = t->reader.component.signs.items;
        for (int j = 0; j < t->reader.component.signs.count; j++) {
            found = found || ix_str_equal(all[j].sign->product->id, signs[i].product->id);
        }
        if (!found) {
            fail_msg("%s \"%s\" is not found", ix_sign_name(signs[i].kind),
                     inventory_test_cstr((char[1024]){0}, 1024, signs[i].value));
        }
        inventory_end(&t->reader);
        ix_buf_free(&value);
    }
}

static ix_status load(inventory_test *t, const char *path, const char *text) {
    const ix_products *products;
    ix_knowledge_file file = {.path = ix_str_from_cstr(path), .bytes = ix_str_from_cstr(text)};
    t->error = (ix_error){0};
    return ix_products_load(&products, &file, 1, &t->arena, &t->error);
}

#define HEAD "family: f\nmaker: m\nchecked: 2026-01-01\nsources: [s]\nproducts:\n"
#define ONE  "  - {key: f, name: n, scope: security}\n"
#define SIGN "signs:\n  - {kind: driver, strength: strong, source: s, values: [a.sys]}\n"

static void test_faults(void **state) {
    inventory_test *t = *state;
    const char *path = "products/f.yml";
    assert_int_equal(load(t, path, HEAD ONE SIGN), IX_OK);
    assert_int_equal(load(t, path, HEAD ONE), IX_E_INPUT);
    assert_int_equal(load(t, "products/g.yml", HEAD ONE SIGN), IX_E_INPUT);
    assert_non_null(strstr(t->error.text, "named after it: f.yml"));
    assert_int_equal(load(t, path, HEAD ONE ONE SIGN), IX_E_INPUT);
    assert_int_equal(t->error.line, 7);
    assert_int_equal(load(t, path, HEAD "  - {key: g, name: n, scope: s}\n" SIGN), IX_E_INPUT);
    assert_non_null(strstr(t->error.text, "own key"));
    assert_int_equal(load(t, path,
                          HEAD ONE "signs:\n  - {kind: gadget, strength: strong, source: "
                                   "s, values: [a]}\n"),
                     IX_E_INPUT);
    assert_int_equal(t->error.line, 8);
    assert_int_equal(load(t, path,
                          HEAD ONE "signs:\n  - {kind: driver, strength: sure, source: "
                                   "s, values: [a]}\n"),
                     IX_E_INPUT);
    assert_int_equal(load(t, path,
                          HEAD ONE "signs:\n  - {kind: driver, strength: weak, product: "
                                   "h, source: s, values: [a]}\n"),
                     IX_E_INPUT);
    assert_int_equal(load(t, path,
                          HEAD ONE "signs:\n  - {kind: publisher, strength: weak, "
                                   "source: s, values: [\"--\"]}\n"),
                     IX_E_INPUT);
    assert_int_equal(load(t, "products/activities.yml", "words:\n  - {means: a, texts: [\"-\"]}\n"),
                     IX_E_INPUT);
    assert_int_equal(load(t, "names/x.yml", "nonsense"), IX_OK);
}

static void test_digest(void **state) {
    inventory_test *t = *state;
    const ix_products *a;
    const ix_products *b;
    ix_knowledge_file file = {.path = IX_STR("products/f.yml"), .bytes = IX_STR(HEAD ONE SIGN)};
    assert_int_equal(ix_products_load(&a, &file, 1, &t->arena, &t->error), IX_OK);
    file.bytes = IX_STR(HEAD ONE SIGN "# more\n");
    assert_int_equal(ix_products_load(&b, &file, 1, &t->arena, &t->error), IX_OK);
    assert_false(ix_digest_equal(ix_products_digest(a), ix_products_digest(b)));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        INVENTORY_TEST(test_every_sign),
        INVENTORY_TEST(test_faults),
        INVENTORY_TEST(test_digest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
