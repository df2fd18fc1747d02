/* CycloneDX in json, versions 1.2 to 1.6.
 *
 *     components[]           each with components[] of its own
 *     services[]             with services[]; provider and endpoints
 *     metadata.component     what the document is about
 *     metadata.supplier, .manufacturer, .manufacture   of that
 *
 * Vulnerabilities, dependencies and what made the document name no software that is there. */
#include "inventory_json.h"

#include <string.h>

static ix_status read_components(inventory_reader *r, const json_t *parent, const char *path,
                                 int depth, const char *name);

static void read_swid(inventory_reader *r, const json_t *component) {
    const json_t *swid = json_object_get(component, "swid");
    inventory_sign(r, IX_SIGN_NAME, inventory_json_member(swid, "name"), IX_STR("swid.name"));
    inventory_any(r, inventory_json_member(swid, "tagId"), IX_STR("swid.tagId"));
}

/* Where a component was seen: evidence.occurrences[].location. */
static void read_occurrences(inventory_reader *r, const json_t *component) {
    size_t i;
    json_t *one;
    const json_t *evidence = json_object_get(component, "evidence");
    json_array_foreach(json_object_get(evidence, "occurrences"), i, one) {
        inventory_any(r, inventory_json_member(one, "location"),
                      IX_STR("evidence.occurrences.location"));
    }
}

static void read_endpoints(inventory_reader *r, const json_t *component) {
    size_t i;
    json_t *one;
    json_array_foreach(json_object_get(component, "endpoints"), i, one) {
        inventory_any(r, inventory_json_text(one), IX_STR("endpoints"));
    }
}

/* A file and a driver are named by their file names. */
static void read_type(inventory_reader *r, const json_t *component) {
    ix_str type = inventory_json_member(component, "type");
    if (ix_str_equal(type, IX_STR("file")) || ix_str_equal(type, IX_STR("device-driver"))) {
        inventory_sign(r, IX_SIGN_PATH, r->component.name, IX_STR("name"));
    }
}

static void read_group(inventory_reader *r, const json_t *component) {
    ix_str group = inventory_json_member(component, "group");
    inventory_sign(r, IX_SIGN_PUBLISHER, group, IX_STR("group"));
    inventory_sign(r, IX_SIGN_BUNDLE, group, IX_STR("group"));
}

static ix_status read_one(inventory_reader *r, const json_t *component, inventory_class class,
                          ix_str place) {
    inventory_begin(r, class, 0);
    r->component.place = place;
    r->component.name = inventory_json_member(component, "name");
    r->component.version = inventory_json_member(component, "version");
    r->component.publisher = inventory_json_member(component, "publisher");
    inventory_json_sign(r, IX_SIGN_PUBLISHER, component, "publisher");
    inventory_json_named(r, IX_SIGN_PUBLISHER, component, "supplier");
    inventory_json_named(r, IX_SIGN_PUBLISHER, component, "manufacturer");
    inventory_json_named(r, IX_SIGN_PUBLISHER, component, "provider");
    inventory_json_named(r, IX_SIGN_PUBLISHER, component, "author");
    inventory_json_named(r, IX_SIGN_PUBLISHER, component, "authors");
    inventory_json_sign(r, IX_SIGN_NAME, component, "name");
    inventory_json_sign(r, IX_SIGN_PACKAGE, component, "name");
    inventory_json_sign(r, IX_SIGN_CPE, component, "cpe");
    inventory_json_sign(r, IX_SIGN_PURL, component, "purl");
    read_group(r, component);
    read_type(r, component);
    read_swid(r, component);
    read_occurrences(r, component);
    read_endpoints(r, component);
    return inventory_end(r);
}

static ix_status read_nested(inventory_reader *r, const json_t *component, const char *path,
                             int depth) {
    /* What a component was made of, or is a variant of, is in it as well. */
    static const char *const made_of[] = {"ancestors", "descendants", "variants"};
    const json_t *pedigree = json_object_get(component, "pedigree");
    ix_status status = read_components(r, component, path, depth, "components");
    if (status == IX_OK) {
        status = read_components(r, component, path, depth, "services");
    }
    for (size_t i = 0; status == IX_OK && i < sizeof made_of / sizeof made_of[0]; i++) {
        status = read_components(r, pedigree, path, depth, made_of[i]);
    }
    return status;
}

static ix_status read_components(inventory_reader *r, const json_t *parent, const char *path,
                                 int depth, const char *name) {
    const json_t *array = json_object_get(parent, name);
    bool components = strcmp(name, "components") == 0;
    if (array != NULL && !json_is_array(array)) {
        return inventory_unread(r, 0, "%s/%s: expected an array", path, name);
    }
    if (depth == IX_INVENTORY_DEPTH_MAX && json_array_size(array) > 0) {
        return inventory_unread(r, 0, "components are nested deeper than %d levels",
                                IX_INVENTORY_DEPTH_MAX);
    }
    ix_status status = IX_OK;
    for (size_t i = 0; status == IX_OK && i < json_array_size(array); i++) {
        const json_t *one = json_array_get(array, i);
        ix_buf place;
        ix_buf_init(&place, 4096);
        ix_buf_printf(&place, "%s/%s/%zu", path, name, i);
        ix_str text = ix_buf_view(&place);
        ix_buf_append_char(&place, '\0');
        if (place.status != IX_OK) {
            status = ix_error_at(r->error, place.status, r->source, 0, -1,
                                 "no memory for the inventory");
        } else if (!json_is_object(one)) {
            status = inventory_unread(r, 0, "%s: expected an object", place.ptr);
        } else {
            status = read_one(r, one, components ? CLASS_COMPONENT : CLASS_OTHER, text);
        }
        if (status == IX_OK && json_is_object(one)) {
            status = read_nested(r, one, place.ptr, depth + 1);
        }
        ix_buf_free(&place);
    }
    return status;
}

static ix_status read_metadata(inventory_reader *r, const json_t *metadata) {
    const json_t *subject = json_object_get(metadata, "component");
    if (!json_is_object(subject)) {
        return IX_OK;
    }
    ix_status status = read_one(r, subject, CLASS_OTHER, IX_STR("/metadata/component"));
    return status == IX_OK ? read_nested(r, subject, "/metadata/component", 1) : status;
}

int inventory_sniff_cyclonedx_json(ix_str start) {
    return inventory_json_is(start) && inventory_json_has(start, "bomFormat", "CycloneDX") ? 100
                                                                                           : 0;
}

ix_status inventory_read_cyclonedx_json(inventory_reader *r) {
    json_t *root;
    ix_status status = inventory_json_parse(&root, r);
    if (status == IX_OK && !json_is_object(root)) {
        status = ix_error_at(r->error, IX_E_INPUT, r->source, 1, 0,
                             "expected an object with bomFormat CycloneDX");
    }
    if (status == IX_OK) {
        status = read_metadata(r, json_object_get(root, "metadata"));
    }
    if (status == IX_OK) {
        status = read_nested(r, root, "", 0);
    }
    json_decref(root);
    return status;
}
