/* The Consolidated Screening List as json (api.trade.gov consolidated.json): an object whose
 * `results` holds one object a row, its members named as the columns of the csv. Fields of several
 * values are arrays; addresses and ids are objects and become the text that the csv has for them:
 *
 *     {address, city, state, postal_code, country}              "ADDRESS, CITY, STATE, POSTAL, CC"
 *     {type, number, country, issue_date, expiration_date}      "TYPE, NUMBER, CC, ISSUED, EXPIRES"
 *
 * json has no lines to tell: the line of a row is its number in `results`. */
#include "csl.h"
#include "json_rows.h"
#include "readers.h"

#include <jansson.h>
#include <string.h>

#define SEPARATOR   '\x1F'    /* between items of an array: never in text that json_loadb gave */
#define TEXT_BYTES  (1 << 20) /* of one field */
#define MEMBERS_MAX 256

/* An identifier without any but its type and number keeps its commas: OFAC's notes have them. */
static const char *const address_members[] = {"address", "city", "state", "postal_code", "country"};
static const char *const id_members[] = {"type", "number", "country", "issue_date",
                                         "expiration_date"};

static void append_value(ix_buf *out, const json_t *value);

static void append_members(ix_buf *out, const json_t *object, const char *const *names, int count) {
    size_t start = out->len;
    for (int i = 0; i < count; i++) {
        const json_t *member = json_object_get(object, names[i]);
        if (json_is_string(member) && json_string_length(member) > 0) {
            ix_buf_append(out, out->len > start ? IX_STR(", ") : (ix_str){0});
            append_value(out, member);
        }
    }
}

/* A value as text, which has a limit. Objects that are neither address nor identifier: their
 * strings, in order. */
static void append_value(ix_buf *out, const json_t *value) {
    if (json_is_string(value)) {
        ix_buf_append(out,
                      (ix_str){json_string_value(value), (ptrdiff_t)json_string_length(value)});
    } else if (json_is_integer(value)) {
        ix_buf_append_int(out, json_integer_value(value));
    } else if (json_is_boolean(value)) {
        ix_buf_append_cstr(out, json_is_true(value) ? "true" : "false");
    } else if (json_is_array(value)) {
        for (size_t i = 0; i < json_array_size(value); i++) {
            const json_t *item = json_array_get(value, i);
            if (i > 0) {
                ix_buf_append_char(out, SEPARATOR);
            }
            if (!json_is_array(item)) {
                append_value(out, item);
            }
        }
    } else if (json_object_get(value, "number") != NULL) {
        append_members(out, value, id_members, 5);
    } else if (json_is_object(value)) {
        append_members(out, value, address_members, 5);
    }
}

static ix_str text_of(csl_table *table, const json_t *value, bool *cut) {
    ix_buf out;
    ix_buf_init(&out, TEXT_BYTES);
    out.allocator = table->arena->allocator;
    append_value(&out, value);
    *cut |= out.status == IX_E_LIMIT;
    ix_str text = ix_arena_copy(table->arena, ix_buf_view(&out));
    if (out.status == IX_E_MEMORY || (out.len > 0 && text.ptr == NULL)) {
        table->draft.status = IX_E_MEMORY;
    }
    ix_buf_free(&out);
    return text;
}

/* The publisher's `id` numbers the row, as `_id` does in the csv. */
static csl_field field_of(ix_str name) {
    return ix_str_equal(name, IX_STR("id")) ? CSL_ROW_ID : csl_field_find(name);
}

static ix_status take_row(csl_table *table, json_t *object, int64_t number) {
    if (!json_is_object(object) || json_object_size(object) > MEMBERS_MAX) {
        csl_refuse(table, number, "it is not an object of named fields");
        return IX_OK;
    }
    csl_row row = {.line = number};
    row.extra = IX_NEW(table->arena, ix_field, json_object_size(object) + 1);
    if (row.extra == NULL) {
        return IX_E_MEMORY;
    }
    const char *key;
    json_t *value;
    bool cut = false;
    json_object_foreach(object, key, value) {
        ix_str name = ix_arena_copy(table->arena, ix_str_from_cstr(key));
        csl_field field = field_of(name);
        ix_str text = text_of(table, value, &cut);
        if (field < CSL_FIELD_COUNT) {
            row.fields[field] = text;
        } else if (text.len > 0) {
            row.extra[row.extra_count++] =
                (ix_field){name.len > 0 ? name : IX_STR("unnamed"), text};
        }
    }
    if (cut && table->draft.status == IX_OK) {
        csl_refuse(table, number, "a text is too long");
        return IX_OK;
    }
    return table->draft.status == IX_OK ? csl_take(table, &row) : table->draft.status;
}

static ix_status read_rows(csl_table *table, const json_t *results) {
    ix_status status = IX_OK;
    for (size_t i = 0; i < json_array_size(results) && status == IX_OK; i++) {
        status = take_row(table, json_array_get(results, i), (int64_t)i + 1);
    }
    return status;
}

ix_status us_csl_json_read(const ix_list_file *files, int file_count, const ix_knowledge *knowledge,
                           ix_entity_sink sink, void *context, ix_read_report *report,
                           ix_arena *arena, ix_error *error) {
    const ix_list_file *file = &files[0];
    if (file_count != 1) {
        return ix_error_at(error, IX_E_INPUT, file->name, 0, -1,
                           "the Consolidated Screening List is one file, %d were given",
                           file_count);
    }
    json_error_t fault;
    json_t *root = json_document_parse(file->bytes, 0, &fault);
    if (root == NULL) {
        return ix_error_at(error, IX_E_INPUT, file->name, fault.line, -1, "no valid json: %s",
                           fault.text);
    }
    const json_t *results = json_is_array(root) ? root : json_object_get(root, "results");
    const json_t *first = json_array_get(results, 0);
    if (json_object_get(first, "name") == NULL || json_object_get(first, "source") == NULL) {
        json_decref(root);
        return ix_error_at(error, IX_E_INPUT, file->name, 0, -1,
                           "expected an object with the array results, whose items have source "
                           "and name, as the Consolidated Screening List has it");
    }
    const json_t *total = json_object_get(root, "total");
    report->stated_count = json_is_integer(total) ? json_integer_value(total) : -1;
    report->layout = IX_STR("results");
    csl_table table;
    csl_open(&table, file, SEPARATOR, knowledge, report, arena);
    ix_status status = read_rows(&table, results);
    status = status == IX_OK ? csl_give(&table, sink, context, error) : status;
    csl_close(&table);
    json_decref(root);
    return status != IX_E_MEMORY
               ? status
               : ix_error_at(error, IX_E_MEMORY, file->name, 0, -1, "no memory to read the file");
}
