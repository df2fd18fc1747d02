/* CycloneDX in XML, versions 1.2 to 1.6: the elements of the json form. */
#include "inventory_xml.h"

static void sign_of(inventory_reader *r, ix_sign kind, const inventory_node *component,
                    const char *name) {
    inventory_sign(r, kind, inventory_xml_text(component, name), ix_str_from_cstr(name));
}

/* An organization is an element with a name, or, for authors, several of them. */
static void organization_of(inventory_reader *r, const inventory_node *component,
                            const char *name) {
    const inventory_node *one = inventory_xml_child(component, name);
    ix_str text = inventory_xml_text(one, "name");
    if (one != NULL && text.len == 0) {
        text = one->text;
    }
    r->component.publisher = r->component.publisher.len == 0 ? text : r->component.publisher;
    inventory_sign(r, IX_SIGN_PUBLISHER, text, ix_str_from_cstr(name));
    const inventory_node *author = one == NULL ? NULL : inventory_xml_child(one, "author");
    for (; author != NULL; author = author->next) {
        inventory_sign(r, IX_SIGN_PUBLISHER, inventory_xml_text(author, "name"),
                       ix_str_from_cstr(name));
    }
}

static void occurrences_of(inventory_reader *r, const inventory_node *component) {
    const inventory_node *all =
        inventory_xml_child(inventory_xml_child(component, "evidence"), "occurrences");
    for (const inventory_node *one = all == NULL ? NULL : all->first; one != NULL;
         one = one->next) {
        inventory_any(r, inventory_xml_text(one, "location"),
                      IX_STR("evidence.occurrences.location"));
    }
}

static void endpoints_of(inventory_reader *r, const inventory_node *component) {
    const inventory_node *all = inventory_xml_child(component, "endpoints");
    for (const inventory_node *one = all == NULL ? NULL : all->first; one != NULL;
         one = one->next) {
        inventory_any(r, one->text, IX_STR("endpoints"));
    }
}

static ix_status read_one(inventory_reader *r, const inventory_node *component,
                          inventory_class class, ix_str place) {
    inventory_begin(r, class, component->line);
    r->component.place = place;
    r->component.name = inventory_xml_text(component, "name");
    r->component.version = inventory_xml_text(component, "version");
    r->component.publisher = inventory_xml_text(component, "publisher");
    sign_of(r, IX_SIGN_PUBLISHER, component, "publisher");
    organization_of(r, component, "supplier");
    organization_of(r, component, "manufacturer");
    organization_of(r, component, "provider");
    organization_of(r, component, "author");
    organization_of(r, component, "authors");
    sign_of(r, IX_SIGN_PUBLISHER, component, "group");
    sign_of(r, IX_SIGN_BUNDLE, component, "group");
    sign_of(r, IX_SIGN_NAME, component, "name");
    sign_of(r, IX_SIGN_PACKAGE, component, "name");
    sign_of(r, IX_SIGN_CPE, component, "cpe");
    sign_of(r, IX_SIGN_PURL, component, "purl");
    if (ix_str_equal(component->id, IX_STR("file")) ||
        ix_str_equal(component->id, IX_STR("device-driver"))) {
        inventory_sign(r, IX_SIGN_PATH, r->component.name, IX_STR("name"));
    }
    occurrences_of(r, component);
    endpoints_of(r, component);
    return inventory_end(r);
}

static ix_status read_all(inventory_reader *r, const inventory_node *parent, const char *path);

/* The elements of <components> or <services>, each with what stands in it. The depth of the
 * document is bounded where it is parsed. */
static ix_status read_list(inventory_reader *r, const inventory_node *list, const char *path,
                           const char *name, inventory_class class) {
    ix_status status = IX_OK;
    int number = 0;
    const inventory_node *one = list == NULL ? NULL : list->first;
    for (; one != NULL && status == IX_OK; one = one->next, number++) {
        ix_buf place;
        ix_buf_init(&place, 4096);
        ix_buf_printf(&place, "%s/%s/%d", path, name, number);
        ix_str text = ix_buf_view(&place);
        ix_buf_append_char(&place, '\0');
        status = place.status == IX_OK ? read_one(r, one, class, text)
                                       : ix_error_at(r->error, place.status, r->source, one->line,
                                                     -1, "no memory for the inventory");
        if (status == IX_OK) {
            status = read_all(r, one, place.ptr);
        }
        ix_buf_free(&place);
    }
    return status;
}

static ix_status read_all(inventory_reader *r, const inventory_node *parent, const char *path) {
    /* What a component was made of, or is a variant of, is in it as well. */
    static const char *const made_of[] = {"ancestors", "descendants", "variants"};
    const inventory_node *pedigree = inventory_xml_child(parent, "pedigree");
    ix_status status = read_list(r, inventory_xml_child(parent, "components"), path, "components",
                                 CLASS_COMPONENT);
    if (status == IX_OK) {
        status =
            read_list(r, inventory_xml_child(parent, "services"), path, "services", CLASS_OTHER);
    }
    for (size_t i = 0; status == IX_OK && i < sizeof made_of / sizeof made_of[0]; i++) {
        status =
            read_list(r, inventory_xml_child(pedigree, made_of[i]), path, made_of[i], CLASS_OTHER);
    }
    return status;
}

int inventory_sniff_cyclonedx_xml(ix_str start) {
    return ix_str_find(start, IX_STR("<bom"), 0) >= 0 &&
                   ix_str_find(start, IX_STR("cyclonedx.org/schema/bom"), 0) >= 0
               ? 100
               : 0;
}

ix_status inventory_read_cyclonedx_xml(inventory_reader *r) {
    inventory_node *root;
    ix_status status = inventory_xml_parse(&root, r, 0);
    if (status == IX_OK && (root == NULL || !ix_str_equal(root->name, IX_STR("bom")))) {
        status = ix_error_at(r->error, IX_E_INPUT, r->source, root == NULL ? 0 : root->line, -1,
                             "expected the root element bom of CycloneDX");
    }
    const inventory_node *subject =
        status == IX_OK ? inventory_xml_child(inventory_xml_child(root, "metadata"), "component")
                        : NULL;
    if (subject != NULL) {
        status = read_one(r, subject, CLASS_OTHER, IX_STR("/metadata/component"));
        status = status == IX_OK ? read_all(r, subject, "/metadata/component") : status;
    }
    return status == IX_OK ? read_all(r, root, "") : status;
}
