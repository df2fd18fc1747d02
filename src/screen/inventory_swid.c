/* Software identification tags: ISO/IEC 19770-2:2015, and 2009 before it.
 *
 *     <SoftwareIdentity name="Kaspersky Endpoint Security" version="12.0" tagId="...">
 *       <Entity name="AO Kaspersky Lab" regid="kaspersky.com" role="softwareCreator"/>
 *       <Payload><Directory root="/opt" name="kaspersky"><File name="kesl"/></Directory></Payload>
 *     </SoftwareIdentity>
 *
 * Tags may stand in a collection of any name, below each other. */
#include "inventory_xml.h"

static void sign(inventory_reader *r, ix_sign kind, const inventory_node *node,
                 const char *attribute) {
    inventory_sign(r, kind, inventory_xml_attribute(node, attribute), ix_str_from_cstr(attribute));
}

static void publisher(inventory_reader *r, ix_str name, ix_str field) {
    r->component.publisher = r->component.publisher.len == 0 ? name : r->component.publisher;
    inventory_sign(r, IX_SIGN_PUBLISHER, name, field);
}

/* "kaspersky.com", "http://kaspersky.com", or, in tags of 2009, "regid.1997-06.com.kaspersky". */
static void find_registrant(inventory_reader *r, ix_str regid) {
    if (!ix_str_starts_with(regid, IX_STR("regid."))) {
        inventory_field(r, IX_STR("domain"), regid, IX_STR("regid"));
        return;
    }
    ix_str month;
    ix_str names;
    ix_str_cut(regid, '.', &month);
    ix_str_cut(month, '.', &names);
    ix_str domain = (ix_str){0};
    while (names.len > 0) { /* the parts of a domain, the last one first */
        ix_str part = ix_str_cut(names, '.', &names);
        part = ix_str_cut(part, ',', &(ix_str){0});
        domain = domain.len == 0
                     ? part
                     : inventory_text(r, "%" IX_FMT ".%" IX_FMT, IX_ARG(part), IX_ARG(domain));
    }
    inventory_sign(r, IX_SIGN_DOMAIN, domain, IX_STR("regid"));
}

/* Who only wrote the tag, as an inventory program does, has not made the software. */
static void find_entity(inventory_reader *r, const inventory_node *entity) {
    ix_str name = inventory_xml_attribute(entity, "name");
    if (ix_str_equal(inventory_xml_attribute(entity, "role"), IX_STR("tagCreator"))) {
        inventory_sign_at_most(r, IX_STRENGTH_WEAK, IX_SIGN_PUBLISHER, name, IX_STR("tagCreator"));
        return;
    }
    publisher(r, name, IX_STR("Entity"));
    find_registrant(r, inventory_xml_attribute(entity, "regid"));
}

/* What a tag says of files, processes and what it is linked to. The depth of the document is
 * bounded where it is parsed. */
static void find_payload(inventory_reader *r, const inventory_node *node) {
    for (const inventory_node *one = node->first; one != NULL; one = one->next) {
        ix_str name = inventory_xml_attribute(one, "name");
        ix_str root = inventory_xml_attribute(one, "root");
        ix_str location = inventory_xml_attribute(one, "location");
        if (ix_str_equal(one->name, IX_STR("File")) || ix_str_equal(one->name, IX_STR("Process"))) {
            inventory_sign(r, IX_SIGN_EXECUTABLE, name, one->name);
        }
        if (root.len > 0 && name.len > 0) {
            inventory_sign(r, IX_SIGN_PATH,
                           inventory_text(r, "%" IX_FMT "/%" IX_FMT, IX_ARG(root), IX_ARG(name)),
                           one->name);
        }
        inventory_any(r, root, one->name);
        inventory_any(r, location, one->name);
        inventory_any(r, name, one->name);
        find_payload(r, one);
    }
}

/* Attributes of Meta say anything; those that name a product are its names. */
static void find_meta(inventory_reader *r, const inventory_node *meta) {
    for (const inventory_attribute *one = meta->attributes; one != NULL; one = one->next) {
        inventory_sign_at_most(r, IX_STRENGTH_WEAK, IX_SIGN_NAME, one->value, one->name);
        inventory_any(r, one->value, one->name);
    }
}

static void read_2015(inventory_reader *r, const inventory_node *tag) {
    r->component.name = inventory_xml_attribute(tag, "name");
    r->component.version = inventory_xml_attribute(tag, "version");
    r->component.place = inventory_xml_attribute(tag, "tagId");
    sign(r, IX_SIGN_NAME, tag, "name");
    sign(r, IX_SIGN_PACKAGE, tag, "name");
    sign(r, IX_SIGN_PACKAGE, tag, "tagId");
    for (const inventory_node *one = tag->first; one != NULL; one = one->next) {
        if (ix_str_equal(one->name, IX_STR("Entity"))) {
            find_entity(r, one);
        } else if (ix_str_equal(one->name, IX_STR("Meta"))) {
            find_meta(r, one);
        } else if (ix_str_equal(one->name, IX_STR("Link"))) {
            inventory_any(r, inventory_xml_attribute(one, "href"), IX_STR("Link"));
        } else {
            find_payload(r, one); /* Payload, Evidence */
        }
    }
}

/* Elements instead of attributes. */
static void read_2009(inventory_reader *r, const inventory_node *tag) {
    static const char *const makers[] = {"software_creator", "software_licensor", "tag_creator"};
    r->component.name = inventory_xml_text(tag, "product_title");
    r->component.version = inventory_xml_text(inventory_xml_child(tag, "product_version"), "name");
    r->component.place = inventory_xml_text(inventory_xml_child(tag, "software_id"), "unique_id");
    inventory_sign(r, IX_SIGN_NAME, r->component.name, IX_STR("product_title"));
    inventory_sign(r, IX_SIGN_PACKAGE, r->component.place, IX_STR("unique_id"));
    for (size_t i = 0; i < sizeof makers / sizeof makers[0]; i++) {
        const inventory_node *maker = inventory_xml_child(tag, makers[i]);
        publisher(r, inventory_xml_text(maker, "name"), ix_str_from_cstr(makers[i]));
        find_registrant(r, inventory_xml_text(maker, "regid"));
    }
}

static bool is_2015(const inventory_node *node) {
    return ix_str_equal(node->name, IX_STR("SoftwareIdentity"));
}

static bool is_2009(const inventory_node *node) {
    return ix_str_equal(node->name, IX_STR("software_identification_tag"));
}

static ix_status read_tags(inventory_reader *r, const inventory_node *node) {
    ix_status status = IX_OK;
    if (is_2015(node) || is_2009(node)) {
        inventory_begin(r, CLASS_COMPONENT, node->line);
        if (is_2015(node)) {
            read_2015(r, node);
        } else {
            read_2009(r, node);
        }
        return r->component.name.len > 0
                   ? inventory_end(r)
                   : inventory_unread(r, node->line, "a tag without the name of its product");
    }
    for (const inventory_node *one = node->first; one != NULL && status == IX_OK; one = one->next) {
        status = read_tags(r, one);
    }
    return status;
}

int inventory_sniff_swid(ix_str start) {
    return ix_str_find(start, IX_STR("SoftwareIdentity"), 0) > 0 ||
                   ix_str_find(start, IX_STR("software_identification_tag"), 0) > 0
               ? ix_str_starts_with(ix_str_trim(start), IX_STR("<")) ? 90 : 0
               : 0;
}

ix_status inventory_read_swid(inventory_reader *r) {
    inventory_node *root;
    ix_status status = inventory_xml_parse(&root, r, INVENTORY_XML_ATTRIBUTES);
    if (status == IX_OK && root != NULL) {
        status = read_tags(r, root);
    }
    return status;
}
