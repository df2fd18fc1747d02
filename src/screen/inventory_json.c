/* What inventories in json share. jansson reads the document; depth and size are capped. */
#include "inventory_json.h"

#include <string.h>

ix_status inventory_json_parse(json_t **out, inventory_reader *r) {
    json_error_t fault = {.text = ""};
    *out = json_loadb(r->bytes.ptr == NULL ? "" : r->bytes.ptr, (size_t)r->bytes.len,
                      JSON_REJECT_DUPLICATES, &fault);
    if (*out != NULL) {
        return IX_OK;
    }
    bool memory = json_error_code(&fault) == json_error_out_of_memory;
    return ix_error_at(r->error, memory ? IX_E_MEMORY : IX_E_INPUT, r->source, fault.line,
                       fault.position, "not read as json: %s", fault.text);
}

ix_str inventory_json_text(const json_t *value) {
    return json_is_string(value) ? ix_str_trim((ix_str){json_string_value(value),
                                                        (ptrdiff_t)json_string_length(value)})
                                 : (ix_str){0};
}

ix_str inventory_json_member(const json_t *object, const char *key) {
    return inventory_json_text(json_object_get(object, key));
}

void inventory_json_sign(inventory_reader *r, ix_sign kind, const json_t *object, const char *key) {
    inventory_sign(r, kind, inventory_json_member(object, key), ix_str_from_cstr(key));
}

void inventory_json_named(inventory_reader *r, ix_sign kind, const json_t *object,
                          const char *key) {
    const json_t *value = json_object_get(object, key);
    const json_t *one = value;
    size_t count = json_is_array(value) ? json_array_size(value) : 1;
    for (size_t i = 0; i < count; i++) {
        one = json_is_array(value) ? json_array_get(value, i) : value;
        ix_str name =
            json_is_object(one) ? inventory_json_member(one, "name") : inventory_json_text(one);
        inventory_sign(r, kind, name, ix_str_from_cstr(key));
        if (r->component.publisher.len == 0 && kind == IX_SIGN_PUBLISHER) {
            r->component.publisher = name;
        }
    }
}

static ptrdiff_t skip_space(ix_str text, ptrdiff_t at) {
    while (at < text.len && strchr(" \t\r\n", text.ptr[at]) != NULL) {
        at++;
    }
    return at;
}

bool inventory_json_is(ix_str start) {
    ptrdiff_t at = skip_space(start, 0);
    return at < start.len && (start.ptr[at] == '{' || start.ptr[at] == '[');
}

bool inventory_json_has(ix_str start, const char *key, const char *value) {
    ix_str wanted = ix_str_from_cstr(key);
    ptrdiff_t at = ix_str_find(start, wanted, 0);
    while (at >= 0) {
        ptrdiff_t end = at + wanted.len;
        if (at > 0 && start.ptr[at - 1] == '"' && end < start.len && start.ptr[end] == '"') {
            ptrdiff_t colon = skip_space(start, end + 1);
            ptrdiff_t text = skip_space(start, colon + 1);
            ix_str found = ix_str_slice(start, text + 1, start.len);
            if (colon < start.len && start.ptr[colon] == ':' &&
                (value[0] == '\0' || ix_str_starts_with(found, ix_str_from_cstr(value)))) {
                return true;
            }
        }
        at = ix_str_find(start, wanted, end);
    }
    return false;
}
