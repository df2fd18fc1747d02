/* SPDX 2.2 and 2.3 in json: packages[] with supplier, originator and external references; files[]
 * by their names. */
#include "inventory_json.h"

static void read_agent(inventory_reader *r, const json_t *package, const char *key) {
    ix_str name = inventory_agent(inventory_json_member(package, key));
    if (!ix_str_equal(name, IX_STR("NOASSERTION"))) {
        r->component.publisher = r->component.publisher.len == 0 ? name : r->component.publisher;
        inventory_sign(r, IX_SIGN_PUBLISHER, name, ix_str_from_cstr(key));
    }
}

static void read_references(inventory_reader *r, const json_t *package) {
    size_t i;
    json_t *one;
    json_array_foreach(json_object_get(package, "externalRefs"), i, one) {
        ix_str type = inventory_json_member(one, "referenceType");
        ix_str locator = inventory_json_member(one, "referenceLocator");
        if (ix_str_equal(type, IX_STR("purl"))) {
            inventory_sign(r, IX_SIGN_PURL, locator, IX_STR("externalRefs.purl"));
        } else if (ix_str_find(type, IX_STR("cpe2"), 0) >= 0) {
            inventory_sign(r, IX_SIGN_CPE, locator, IX_STR("externalRefs.cpe"));
        }
    }
}

static ix_status read_package(inventory_reader *r, const json_t *package, size_t number) {
    if (!json_is_object(package)) {
        return inventory_unread(r, 0, "/packages/%zu: expected an object", number);
    }
    inventory_begin(r, CLASS_COMPONENT, 0);
    r->component.place = inventory_text(r, "/packages/%zu", number);
    r->component.name = inventory_json_member(package, "name");
    r->component.version = inventory_json_member(package, "versionInfo");
    inventory_json_sign(r, IX_SIGN_NAME, package, "name");
    inventory_json_sign(r, IX_SIGN_PACKAGE, package, "name");
    read_agent(r, package, "supplier");
    read_agent(r, package, "originator");
    read_references(r, package);
    inventory_sign(r, IX_SIGN_PATH, inventory_json_member(package, "packageFileName"),
                   IX_STR("packageFileName"));
    return inventory_end(r);
}

static ix_status read_file(inventory_reader *r, const json_t *file, size_t number) {
    inventory_begin(r, CLASS_OTHER, 0);
    r->component.place = inventory_text(r, "/files/%zu", number);
    r->component.name = inventory_json_member(file, "fileName");
    inventory_json_sign(r, IX_SIGN_PATH, file, "fileName");
    return inventory_end(r);
}

int inventory_sniff_spdx_json(ix_str start) {
    return inventory_json_is(start) && inventory_json_has(start, "spdxVersion", "SPDX-2") ? 100 : 0;
}

ix_status inventory_read_spdx_json(inventory_reader *r) {
    json_t *root;
    size_t i;
    json_t *one;
    ix_status status = inventory_json_parse(&root, r);
    if (status == IX_OK && !json_is_object(root)) {
        status =
            ix_error_at(r->error, IX_E_INPUT, r->source, 1, 0, "expected an SPDX document object");
    }
    json_array_foreach(json_object_get(root, "packages"), i, one) {
        status = status == IX_OK ? read_package(r, one, i) : status;
    }
    json_array_foreach(json_object_get(root, "files"), i, one) {
        status = status == IX_OK ? read_file(r, one, i) : status;
    }
    json_decref(root);
    return status;
}
