/* Inventories in XML as trees. */
#include <interdict/os.h>

#include "inventory_xml.h"
#include "test_inventory.h"

static ix_status parse(inventory_test *t, inventory_node **root, const char *text, unsigned how) {
    t->error = (ix_error){0};
    assert_int_equal(inventory_open(&t->reader, t->products, &t->how, IX_STR("test"), &t->arena,
                                    &t->scratch, &t->error),
                     IX_OK);
    t->reader.bytes = ix_str_from_cstr(text);
    return inventory_xml_parse(root, &t->reader, how);
}

static void test_tree(void **state) {
    inventory_node *root;
    assert_int_equal(
        parse(*state, &root, "<a>\n<x:b type=\"t\"> one &amp; two </x:b><c>3</c></a>", 0), IX_OK);
    assert_text(root->name, "a");
    assert_text(inventory_xml_text(root, "b"), "one & two");
    assert_text(inventory_xml_child(root, "b")->id, "t");
    assert_int_equal(inventory_xml_child(root, "b")->line, 2);
    assert_text(inventory_xml_text(root, "c"), "3");
    assert_null(inventory_xml_child(root, "d"));
    assert_int_equal(inventory_xml_text(NULL, "c").len, 0);
}

static void test_doctype(void **state) {
    inventory_node *root;
    const char *plain = "<!DOCTYPE plist PUBLIC \"-//Apple//DTD\" \"x.dtd\"><plist/>";
    assert_int_equal(parse(*state, &root, plain, INVENTORY_XML_DOCTYPE), IX_OK);
    assert_int_equal(parse(*state, &root, plain, 0), IX_E_INPUT);
    assert_int_equal(
        parse(*state, &root, "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", INVENTORY_XML_DOCTYPE),
        IX_E_INPUT);
}

static void test_depth(void **state) {
    inventory_node *root;
    ix_buf text;
    ix_buf_init(&text, 1 << 20);
    for (int i = 0; i <= IX_INVENTORY_DEPTH_MAX; i++) {
        ix_buf_append_cstr(&text, "<a>");
    }
    ix_buf_append_char(&text, '\0');
    assert_int_equal(parse(*state, &root, text.ptr, 0), IX_E_LIMIT);
    ix_buf_free(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        INVENTORY_TEST(test_tree),
        INVENTORY_TEST(test_doctype),
        INVENTORY_TEST(test_depth),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
