/* Parties given as lines of json. jansson reads the object; it keeps the order of the keys, which
 * is the order of the columns of a row. */
#include "row.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#define WHOLE_NUMBER_BYTES 24 /* of 64 bits, with sign */

/* What reading an object needs. */
typedef struct reader {
    ix_party *party;
    const ix_row_layout *layout;
    const ix_knowledge *knowledge;
    ix_arena *arena;
    ix_error *error;
} reader;

/* ------------------------------------------------------------------ keys */

ix_status ix_row_layout_objects(ix_row_layout *out, const ix_column_map *maps, int map_count,
                                ix_error *error) {
    memset(out, 0, sizeof *out);
    for (int i = 0; i < map_count && i < IX_CSV_FIELDS_MAX; i++) {
        ix_status status = row_check_map(&maps[i], error);
        if (status != IX_OK) {
            return status;
        }
        out->columns[i] = maps[i].column;
        if (ix_party_field_parse(&out->fields[i], ix_str_trim(maps[i].field))) {
            out->names[i] = ix_str_from_cstr(ix_party_field_name(out->fields[i]));
        }
        out->count = i + 1;
    }
    return row_check_single(out, error);
}

typedef enum key_use { KEY_UNKNOWN, KEY_PASSED_OVER, KEY_FIELD } key_use;

static key_use use_of(ix_party_field *field, const ix_row_layout *layout, const char *key) {
    ix_str heading = ix_str_trim(ix_str_from_cstr(key));
    for (int i = 0; i < layout->count; i++) {
        if (row_same_heading(layout->columns[i], heading)) {
            *field = layout->fields[i];
            return layout->names[i].len > 0 ? KEY_FIELD : KEY_PASSED_OVER;
        }
    }
    if (!ix_party_field_parse(field, heading)) {
        return KEY_UNKNOWN;
    }
    for (int i = 0; i < layout->count; i++) {
        if (layout->names[i].len > 0 && layout->fields[i].kind == field->kind &&
            layout->fields[i].identifier == field->identifier) {
            return KEY_PASSED_OVER;
        }
    }
    return KEY_FIELD;
}

/* ------------------------------------------------------------------ what is refused */

static bool is_plain(const json_t *value) {
    return json_is_string(value) || json_is_integer(value) || json_is_null(value);
}

/* Why a value is not read, or NULL. */
static const char *fault_of(const json_t *value, key_use use, ix_party_field field) {
    if (use == KEY_PASSED_OVER || is_plain(value)) {
        return NULL;
    }
    if (json_is_object(value)) {
        return "holds an object";
    }
    for (size_t i = 0; i < json_array_size(value); i++) {
        const json_t *one = json_array_get(value, i);
        if (json_is_object(one) || json_is_array(one)) {
            return "holds an object or array within an array";
        }
        if (use == KEY_FIELD && !is_plain(one)) {
            return "holds an array of other than strings and whole numbers";
        }
    }
    if (use == KEY_UNKNOWN) {
        return NULL;
    }
    if (json_is_array(value)) {
        return row_is_list(field) ? NULL : "holds an array, but stands once only";
    }
    return json_is_real(value) ? "holds a number that is not whole; write it as a string"
                               : "holds neither a string nor a number";
}

static ix_status check(const reader *r, json_t *object) {
    const char *key;
    json_t *value;
    unsigned seen = 0;
    if (json_object_size(object) > IX_CSV_FIELDS_MAX) {
        return ix_error_set(r->error, IX_E_LIMIT, "an object of more than %d keys",
                            IX_CSV_FIELDS_MAX);
    }
    json_object_foreach(object, key, value) {
        ix_party_field field = {.kind = IX_FIELD_NAME};
        key_use use = use_of(&field, r->layout, key);
        const char *fault = fault_of(value, use, field);
        unsigned bit = 1u << field.kind;
        bool single = use == KEY_FIELD && field.kind != IX_FIELD_NAME && !row_is_list(field);
        if (fault == NULL && single && (seen & bit) != 0) {
            fault = "stands twice";
        }
        if (fault != NULL) {
            ix_str shown = ix_str_slice(ix_str_from_cstr(key), 0, 60);
            return ix_error_set(r->error, IX_E_INPUT, "the key '%" IX_FMT "' %s", IX_ARG(shown),
                                fault);
        }
        seen |= single ? bit : 0;
    }
    return IX_OK;
}

/* ------------------------------------------------------------------ values */

/* The text of a plain value, in the arena: the object does not outlive the party. */
static ix_status text_of(ix_str *out, const json_t *value, const reader *r) {
    char number[WHOLE_NUMBER_BYTES];
    ix_str text = {0};
    if (json_is_string(value)) {
        text = (ix_str){json_string_value(value), (ptrdiff_t)json_string_length(value)};
    } else if (json_is_integer(value)) {
        int length =
            snprintf(number, sizeof number, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
        text = (ix_str){number, length};
    }
    *out = ix_arena_copy(r->arena, text);
    return out->len == text.len
               ? IX_OK
               : ix_error_set(r->error, IX_E_MEMORY, "no memory for the value of a party");
}

static ix_status add(const reader *r, ix_party_field field, const json_t *value, bool list) {
    ix_str text;
    ix_status status = text_of(&text, value, r);
    return status == IX_OK
               ? ix_party_add_lenient(r->party, field, text, list, r->knowledge, r->arena, r->error)
               : status;
}

static ix_status add_value(const reader *r, ix_party_field field, const json_t *value) {
    ix_status status = IX_OK;
    if (is_plain(value)) {
        return add(r, field, value, row_is_list(field));
    }
    if (!row_is_list(field)) {
        return IX_OK;
    }
    for (size_t i = 0; status == IX_OK && i < json_array_size(value); i++) {
        status = add(r, field, json_array_get(value, i), false);
    }
    return status;
}

/* The name in one piece: a key's text behind what is there already. */
static ix_status join_name(ix_str *name, const json_t *value, const reader *r) {
    ix_str part;
    ix_status status = text_of(&part, value, r);
    part = ix_str_trim(part);
    if (status != IX_OK || part.len == 0 || name->len == 0) {
        *name = part.len > 0 ? part : *name;
        return status;
    }
    char *joined = IX_NEW(r->arena, char, name->len + 1 + part.len);
    if (joined == NULL) {
        return ix_error_set(r->error, IX_E_MEMORY, "no memory for the name of a party");
    }
    memcpy(joined, name->ptr, (size_t)name->len);
    joined[name->len] = ' ';
    memcpy(joined + name->len + 1, part.ptr, (size_t)part.len);
    *name = (ix_str){joined, name->len + 1 + part.len};
    return IX_OK;
}

static ix_status read_name(const reader *r, json_t *object) {
    const char *key;
    json_t *value;
    ix_str name = {0};
    ix_status status = IX_OK;
    json_object_foreach(object, key, value) {
        ix_party_field field;
        if (status == IX_OK && use_of(&field, r->layout, key) == KEY_FIELD &&
            field.kind == IX_FIELD_NAME && is_plain(value)) {
            status = join_name(&name, value, r);
        }
    }
    return status == IX_OK ? ix_party_add_lenient(r->party, (ix_party_field){.kind = IX_FIELD_NAME},
                                                  name, false, r->knowledge, r->arena, r->error)
                           : status;
}

static ix_status read_others(const reader *r, json_t *object, bool id_only) {
    const char *key;
    json_t *value;
    ix_status status = IX_OK;
    json_object_foreach(object, key, value) {
        ix_party_field field;
        if (status == IX_OK && use_of(&field, r->layout, key) == KEY_FIELD &&
            field.kind != IX_FIELD_NAME && (!id_only || field.kind == IX_FIELD_ID)) {
            status = add_value(r, field, value);
        }
    }
    return status;
}

/* ------------------------------------------------------------------ an object */

static ix_status parse(json_t **out, ix_str object, ix_error *error) {
    json_error_t fault = {.text = ""};
    if (object.len > IX_OBJECT_BYTES_MAX) {
        return ix_error_set(error, IX_E_LIMIT, "an object of more than %d bytes",
                            IX_OBJECT_BYTES_MAX);
    }
    *out = json_loadb(object.len > 0 ? object.ptr : "", (size_t)object.len, JSON_REJECT_DUPLICATES,
                      &fault);
    if (*out == NULL) {
        bool memory = json_error_code(&fault) == json_error_out_of_memory;
        return ix_error_set(error, memory ? IX_E_MEMORY : IX_E_INPUT,
                            "not read as json at byte %d: %s", fault.position, fault.text);
    }
    if (!json_is_object(*out)) {
        json_decref(*out);
        *out = NULL;
        return ix_error_set(error, IX_E_INPUT, "no object of json");
    }
    return IX_OK;
}

ix_status ix_party_read_object(ix_party *party, const ix_row_layout *layout, ix_str object,
                               const ix_knowledge *knowledge, ix_arena *arena, ix_error *error) {
    json_t *root = NULL;
    ix_error fault = {0};
    ix_party_clear(party);
    ix_status status = parse(&root, object, error);
    if (status != IX_OK) {
        return status;
    }
    reader r = {party, layout, knowledge, arena, &fault};
    ix_status checked = check(&r, root);
    r.error = error;
    status = read_name(&r, root);
    if (status == IX_OK) {
        status = read_others(&r, root, checked != IX_OK);
    }
    if (status == IX_OK && checked != IX_OK) {
        status = ix_error_set(error, checked, "%s", fault.text);
    }
    json_decref(root);
    return status;
}
