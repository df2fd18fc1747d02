/* system_profiler -xml: a property list of reports, whose _items are the components.
 *
 *     <dict> <key>_items</key> <array> <dict> <key>_name</key><string>Safari</string> ... */
#include "inventory_xml.h"

/* Members of a dict: a key, then its value. */
static const inventory_node *value_behind(const inventory_node *key) {
    return ix_str_equal(key->name, IX_STR("key")) ? key->next : NULL;
}

static bool has_name(const inventory_node *dict) {
    for (const inventory_node *one = dict->first; one != NULL; one = one->next) {
        const inventory_node *value = value_behind(one);
        if (value != NULL && ix_str_equal(one->text, IX_STR("_name"))) {
            return value->text.len > 0;
        }
    }
    return false;
}

static void read_value(inventory_reader *r, ix_str key, const inventory_node *value) {
    inventory_heading(r, key, value->text);
    for (const inventory_node *one = value->first; one != NULL; one = one->next) {
        inventory_heading(r, key, one->text);
    }
}

static ix_status read_item(inventory_reader *r, const inventory_node *dict) {
    inventory_begin(r, CLASS_COMPONENT, dict->line);
    for (const inventory_node *one = dict->first; one != NULL; one = one->next) {
        const inventory_node *value = value_behind(one);
        if (value != NULL && !ix_str_equal(one->text, IX_STR("_items"))) {
            read_value(r, one->text, value);
        }
    }
    return inventory_end(r);
}

/* Every dict with a name below an _items; those of groups stand in each other. */
static ix_status walk(inventory_reader *r, const inventory_node *node, bool items) {
    ix_status status = IX_OK;
    if (items && ix_str_equal(node->name, IX_STR("dict")) && has_name(node)) {
        status = read_item(r, node);
    }
    bool inside = items && !ix_str_equal(node->name, IX_STR("dict"));
    for (const inventory_node *one = node->first; status == IX_OK && one != NULL; one = one->next) {
        const inventory_node *value = value_behind(one);
        bool begins = value != NULL && ix_str_equal(one->text, IX_STR("_items"));
        status = begins ? walk(r, value, true) : walk(r, one, inside);
        one = begins ? value : one;
    }
    return status;
}

int inventory_sniff_macos_plist(ix_str start) {
    return ix_str_find(start, IX_STR("<plist"), 0) >= 0 ? 90 : 0;
}

ix_status inventory_read_macos_plist(inventory_reader *r) {
    inventory_node *root;
    ix_status status = inventory_xml_parse(&root, r, INVENTORY_XML_DOCTYPE);
    if (status == IX_OK && (root == NULL || !ix_str_equal(root->name, IX_STR("plist")))) {
        status = ix_error_at(r->error, IX_E_INPUT, r->source, root == NULL ? 0 : root->line, -1,
                             "expected the root element plist of a property list");
    }
    return status == IX_OK ? walk(r, root, false) : status;
}
