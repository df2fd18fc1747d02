/* SPDX 3.0 in json (JSON-LD). The elements stand in @graph, in any order; a package names its
 * suppliers and originators by the ids of agents elsewhere in it. */
#include "inventory_json.h"

static ix_str id_of(const json_t *element) {
    ix_str id = inventory_json_member(element, "spdxId");
    return id.len > 0 ? id : inventory_json_member(element, "@id");
}

static bool is_agent(const json_t *element) {
    ix_str type = inventory_json_member(element, "type");
    return ix_str_equal(type, IX_STR("Organization")) || ix_str_equal(type, IX_STR("Agent")) ||
           ix_str_equal(type, IX_STR("Person"));
}

/* Ids to elements; a second element of one id leaves the first. */
static json_t *collect_agents(const json_t *graph) {
    json_t *agents = json_object();
    size_t i;
    json_t *one;
    json_array_foreach(graph, i, one) {
        ix_str id = id_of(one);
        if (is_agent(one) && id.len > 0 &&
            json_object_getn(agents, id.ptr, (size_t)id.len) == NULL) {
            json_object_setn(agents, id.ptr, (size_t)id.len, one);
        }
    }
    return agents;
}

static void read_agent(inventory_reader *r, const json_t *agents, const json_t *reference,
                       const char *key) {
    ix_str id = inventory_json_text(reference);
    const json_t *agent = id.len > 0 ? json_object_getn(agents, id.ptr, (size_t)id.len) : reference;
    ix_str name = inventory_json_member(agent, "name");
    r->component.publisher = r->component.publisher.len == 0 ? name : r->component.publisher;
    inventory_sign(r, IX_SIGN_PUBLISHER, name, ix_str_from_cstr(key));
}

static void read_agents(inventory_reader *r, const json_t *agents, const json_t *package,
                        const char *key) {
    const json_t *value = json_object_get(package, key);
    if (!json_is_array(value)) {
        read_agent(r, agents, value, key);
    }
    for (size_t i = 0; i < json_array_size(value); i++) {
        read_agent(r, agents, json_array_get(value, i), key);
    }
}

static void read_identifiers(inventory_reader *r, const json_t *package) {
    size_t i;
    json_t *one;
    inventory_json_sign(r, IX_SIGN_PURL, package, "software_packageUrl");
    inventory_json_sign(r, IX_SIGN_PURL, package, "packageUrl");
    json_array_foreach(json_object_get(package, "externalIdentifier"), i, one) {
        ix_str type = inventory_json_member(one, "externalIdentifierType");
        ix_str value = inventory_json_member(one, "identifier");
        bool cpe = ix_str_starts_with(type, IX_STR("cpe"));
        if (cpe || ix_str_equal(type, IX_STR("packageUrl")) || ix_str_equal(type, IX_STR("purl"))) {
            inventory_sign(r, cpe ? IX_SIGN_CPE : IX_SIGN_PURL, value,
                           IX_STR("externalIdentifier"));
        }
    }
}

static ix_status read_element(inventory_reader *r, const json_t *agents, const json_t *element,
                              size_t number, bool file) {
    inventory_begin(r, file ? CLASS_OTHER : CLASS_COMPONENT, 0);
    r->component.place = inventory_text(r, "/@graph/%zu", number);
    r->component.name = inventory_json_member(element, "name");
    ix_str version = inventory_json_member(element, "software_packageVersion");
    r->component.version =
        version.len > 0 ? version : inventory_json_member(element, "packageVersion");
    inventory_json_sign(r, file ? IX_SIGN_PATH : IX_SIGN_NAME, element, "name");
    if (!file) {
        inventory_json_sign(r, IX_SIGN_PACKAGE, element, "name");
    }
    read_agents(r, agents, element, "suppliedBy");
    read_agents(r, agents, element, "originatedBy");
    read_identifiers(r, element);
    return inventory_end(r);
}

int inventory_sniff_spdx3_json(ix_str start) {
    return inventory_json_is(start) && inventory_json_has(start, "@context", "") &&
                   ix_str_find(start, IX_STR("spdx.org/rdf/3"), 0) >= 0
               ? 100
               : 0;
}

static ix_status read_graph(inventory_reader *r, const json_t *graph) {
    size_t i;
    json_t *one;
    ix_status status = IX_OK;
    json_t *agents = collect_agents(graph);
    if (agents == NULL) {
        return ix_error_at(r->error, IX_E_MEMORY, r->source, 0, -1, "no memory for the inventory");
    }
    json_array_foreach(graph, i, one) {
        ix_str type = inventory_json_member(one, "type");
        bool file = ix_str_ends_with(type, IX_STR("File"));
        bool package =
            ix_str_ends_with(type, IX_STR("Package")) || ix_str_equal(type, IX_STR("ai_AIPackage"));
        if (status == IX_OK && (file || package)) {
            status = read_element(r, agents, one, i, file);
        }
    }
    json_decref(agents);
    return status;
}

ix_status inventory_read_spdx3_json(inventory_reader *r) {
    json_t *root;
    ix_status status = inventory_json_parse(&root, r);
    const json_t *graph = json_object_get(root, "@graph");
    if (status == IX_OK && !json_is_array(graph)) {
        status = ix_error_at(r->error, IX_E_INPUT, r->source, 1, 0,
                             "expected an SPDX 3 document with a @graph of elements");
    }
    if (status == IX_OK) {
        status = read_graph(r, graph);
    }
    json_decref(root);
    return status;
}
