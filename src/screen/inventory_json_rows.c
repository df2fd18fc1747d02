/* Rows of json, whoever wrote them: osquery (arrays of rows, and results logs with one object a
 * line), `winget export`, system_profiler -json, ConvertTo-Json.
 *
 * A row is an object in an array, or an object that stands alone as a line; its members are read by
 * their names. `columns` of a results log is the row, `snapshot` an array of them, and
 * hostIdentifier beside them the host. */
#include "inventory_json.h"

#define KEY_BYTES_MAX 256

static ix_status walk(inventory_reader *r, const json_t *value, ix_str host, bool row,
                      const char *path, int depth);

static bool has_texts(const json_t *object) {
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)object, key, value) {
        if (json_is_string(value) || json_is_number(value)) {
            return true;
        }
    }
    return false;
}

/* The member that names the host, where there is one. */
static ix_str host_in(inventory_reader *r, const json_t *object, ix_str host) {
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)object, key, value) {
        ix_str name = inventory_column(r, ix_str_from_cstr(key), r->scratch);
        if (ix_str_equal(name, IX_STR("host")) && inventory_json_text(value).len > 0) {
            return inventory_json_text(value);
        }
    }
    return host;
}

static void read_texts(inventory_reader *r, ix_str key, const json_t *array) {
    size_t i;
    json_t *one;
    json_array_foreach(array, i, one) {
        inventory_heading(r, key, inventory_json_text(one));
    }
}

/* Seconds since 1970, or thousandths of them, as Zeek and others write a time. */
static void read_number(inventory_reader *r, ix_str heading, const json_t *value) {
    bool time = ix_str_equal(inventory_column(r, heading, r->scratch), IX_STR("time"));
    long long number =
        time && json_is_integer(value) ? (long long)json_integer_value(value)
        : time && json_is_real(value) && json_real_value(value) > 0 && json_real_value(value) < 1e15
            ? (long long)json_real_value(value)
            : 0;
    number = number >= 1000000000000 ? number / 1000 : number;
    if (number > 0) {
        inventory_heading(r, heading, inventory_text(r, "%lld", number));
    }
}

static ix_status read_row(inventory_reader *r, const json_t *row, ix_str host, const char *path) {
    const char *key;
    json_t *value;
    inventory_row kind = {.domain = false};
    json_object_foreach((json_t *)row, key, value) {
        ix_str heading = ix_str_slice(ix_str_from_cstr(key), 0, KEY_BYTES_MAX);
        inventory_row_has(&kind, inventory_column(r, heading, r->scratch), heading);
    }
    inventory_begin(r, inventory_row_class(&kind), 0);
    r->component.host = host;
    r->component.place = ix_str_from_cstr(path);
    json_object_foreach((json_t *)row, key, value) {
        ix_str heading = ix_str_slice(ix_str_from_cstr(key), 0, KEY_BYTES_MAX);
        if (json_is_array(value)) {
            read_texts(r, heading, value);
        } else if (json_is_number(value)) {
            read_number(r, heading, value);
        } else {
            inventory_heading(r, heading, inventory_json_text(value));
        }
    }
    return inventory_end(r);
}

/* What stands in an object or array that is no text. */
static ix_status walk_member(inventory_reader *r, const json_t *value, ix_str host, bool row,
                             const char *path, const char *key, size_t number, int depth) {
    ix_buf place;
    if (!json_is_object(value) && !json_is_array(value)) {
        return IX_OK;
    }
    ix_buf_init(&place, 32 * IX_INVENTORY_DEPTH_MAX * 10);
    if (key == NULL) {
        ix_buf_printf(&place, "%s/%zu", path, number);
    } else {
        ix_buf_printf(&place, "%s/%.*s", path, KEY_BYTES_MAX, key);
    }
    ix_buf_append_char(&place, '\0');
    ix_status status = place.status == IX_OK ? walk(r, value, host, row, place.ptr, depth + 1)
                                             : ix_error_at(r->error, place.status, r->source, 0, -1,
                                                           "a path in it is too long");
    ix_buf_free(&place);
    return status;
}

static bool is_row_member(const char *key) {
    return ix_str_equal(ix_str_from_cstr(key), IX_STR("columns"));
}

static ix_status walk(inventory_reader *r, const json_t *value, ix_str host, bool row,
                      const char *path, int depth) {
    if (depth == IX_INVENTORY_DEPTH_MAX) {
        return inventory_unread(r, 0, "%.200s: nested too deep", path);
    }
    ix_status status = IX_OK;
    for (size_t i = 0; status == IX_OK && i < json_array_size(value); i++) {
        status = walk_member(r, json_array_get(value, i), host, true, path, NULL, i, depth);
    }
    if (!json_is_object(value)) {
        return status;
    }
    host = host_in(r, value, host);
    bool wrapped =
        json_object_get(value, "columns") != NULL || json_object_get(value, "snapshot") != NULL;
    if (row && !wrapped && has_texts(value)) {
        status = read_row(r, value, host, path);
    }
    const char *key;
    json_t *member;
    json_object_foreach((json_t *)value, key, member) {
        status = status == IX_OK
                     ? walk_member(r, member, host, is_row_member(key), path, key, 0, depth)
                     : status;
    }
    return status;
}

/* Documents one after the other: a log has one a line. A line that is none is told, and those
 * behind it are read. */
static ix_status read_document(inventory_reader *r, ix_str *rest, int64_t *line, int *number) {
    json_error_t fault = {.text = ""};
    size_t flags = JSON_REJECT_DUPLICATES | JSON_DISABLE_EOF_CHECK;
    json_t *root = json_loadb(rest->ptr, (size_t)rest->len, flags, &fault);
    ix_str read = ix_str_slice(*rest, 0, fault.position);
    ix_status status = IX_OK;
    if (root == NULL && *number == 0) {
        return ix_error_at(r->error, IX_E_INPUT, r->source, *line + fault.line - 1,
                           r->bytes.len - rest->len + fault.position, "not read as json: %s",
                           fault.text);
    }
    if (root == NULL) {
        status = inventory_unread(r, *line, "not read as json: %s", fault.text);
        ix_str behind;
        read = ix_str_cut(*rest, '\n', &behind);
    } else {
        status = walk(r, root, (ix_str){0}, json_is_object(root), "", 0);
    }
    for (ptrdiff_t i = 0; i < read.len; i++) {
        *line += read.ptr[i] == '\n';
    }
    *rest = ix_str_slice(*rest, read.len, rest->len);
    json_decref(root);
    (*number)++;
    return status;
}

int inventory_sniff_json_rows(ix_str start) {
    return inventory_json_is(start) ? 40 : 0;
}

ix_status inventory_read_json_rows(inventory_reader *r) {
    ix_str rest = r->bytes;
    int64_t line = 1;
    int number = 0;
    ix_status status = IX_OK;
    while (status == IX_OK) {
        ptrdiff_t at = 0;
        while (at < rest.len && (rest.ptr[at] == ' ' || rest.ptr[at] == '\t' ||
                                 rest.ptr[at] == '\r' || rest.ptr[at] == '\n')) {
            line += rest.ptr[at++] == '\n';
        }
        rest = ix_str_slice(rest, at, rest.len);
        if (rest.len == 0) {
            break;
        }
        status = read_document(r, &rest, &line, &number);
    }
    return status;
}
