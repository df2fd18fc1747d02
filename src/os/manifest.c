/* manifest.json: what the data folder knows of one list, for this program and for auditors.
 *
 *     {"manifest": 1, "id", "publisher", "zone", "serving": HASH|null,
 *      "snapshots": [{"hash", "state", "published", "published_from", "received", "format", "held",
 *                     "files": [{"role", "name", "sha256", "bytes", "base": HASH|null}],
 *                     "entities", "names", "rows", "rows_read", "rows_refused", "filled": {...},
 *                     "errors_accepted", "layout",
 *                     "columns": [{"name", "count", "example"}], "warnings": [...],
 *                     "unmodelled": [...]}]}
 *
 * Snapshots stand in publication order. A file with a base is stored as difference to it. */
#include <interdict/os.h>

#include <assert.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "home.h"

#define MANIFEST_VERSION 1

const char *ix_published_from_name(ix_published_from from) {
    static const char *const names[] = {
#define PUBLISHED_NAME(name, text) [name] = text,
        IX_PUBLISHED_FROM_LIST(PUBLISHED_NAME)
#undef PUBLISHED_NAME
    };
    return names[from];
}

bool list_id_is_valid(ix_str id) {
    for (ptrdiff_t i = 0; i < id.len; i++) {
        char c = id.ptr[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_')) {
            return false;
        }
    }
    return id.len > 0 && id.len <= IX_LIST_ID_BYTES_MAX;
}

ix_status list_path(char out[IX_PATH_BYTES_MAX], ix_str id, const char *name, ix_error *error) {
    char folder[IX_LIST_ID_BYTES_MAX + 8];
    assert(list_id_is_valid(id));
    snprintf(folder, sizeof folder, "lists/%" IX_FMT, IX_ARG(id));
    return ix_path_join(out, folder, name, error);
}

/* ------------------------------------------------------------------ writing */

void json_key_digest(ix_json *json, const char *key, const ix_digest *digest) {
    ix_buf hex;
    ix_buf_init(&hex, 2 * sizeof digest->bytes);
    ix_digest_print(&hex, digest);
    ix_json_key(json, key);
    if (hex.status != IX_OK) {
        json->out->status = hex.status;
    }
    ix_json_str(json, ix_buf_view(&hex));
    ix_buf_free(&hex);
}

static void put_str(ix_json *json, const char *key, ix_str value) {
    ix_json_key_str(json, key, value, false);
}

static void put_int(ix_json *json, const char *key, int64_t value) {
    ix_json_key(json, key);
    ix_json_int(json, value);
}

static void put_instant(ix_json *json, const char *key, int64_t seconds) {
    ix_json_key(json, key);
    ix_json_when(json, (ix_when){IX_WHEN_INSTANT, seconds});
}

static void put_counters(ix_json *json, const char *key, const ix_counter *counters, int count) {
    ix_json_key(json, key);
    ix_json_open_array(json);
    for (int i = 0; i < count; i++) {
        ix_json_open_object(json);
        put_str(json, "name", counters[i].name);
        put_int(json, "count", counters[i].count);
        put_str(json, "example", counters[i].example);
        ix_json_close_object(json);
    }
    ix_json_close_array(json);
}

static void put_files(ix_json *json, const ix_archived_file *files, int count) {
    ix_json_key(json, "files");
    ix_json_open_array(json);
    for (int i = 0; i < count; i++) {
        ix_json_open_object(json);
        put_str(json, "role", files[i].role);
        put_str(json, "name", files[i].name);
        json_key_digest(json, "sha256", &files[i].hash);
        put_int(json, "bytes", files[i].bytes);
        if (files[i].delta) {
            json_key_digest(json, "base", &files[i].base);
        } else {
            ix_json_key(json, "base");
            ix_json_null(json);
        }
        ix_json_close_object(json);
    }
    ix_json_close_array(json);
}

static void put_filled(ix_json *json, const int64_t *filled) {
    ix_json_key(json, "filled");
    ix_json_open_object(json);
    for (int i = 0; i < IX_FILLED_COUNT; i++) {
        put_int(json, ix_filled_name((ix_filled)i), filled[i]);
    }
    ix_json_close_object(json);
}

static void put_snapshot(ix_json *json, const ix_archived *s) {
    ix_json_open_object(json);
    json_key_digest(json, "hash", &s->snapshot.hash);
    json_key_digest(json, "state", &s->snapshot.state);
    ix_json_key(json, "published");
    ix_json_when(json, s->snapshot.published);
    ix_json_key(json, "published_from");
    ix_json_cstr(json, ix_published_from_name(s->published_from));
    put_instant(json, "received", s->snapshot.received);
    put_str(json, "format", s->format);
    ix_json_key(json, "held");
    ix_json_bool(json, s->held);
    put_files(json, s->files, s->file_count);
    put_int(json, "entities", s->snapshot.entities);
    put_int(json, "names", s->names);
    put_int(json, "rows", s->rows);
    put_int(json, "rows_read", s->rows_read);
    put_int(json, "rows_refused", s->rows_refused);
    put_filled(json, s->filled);
    put_int(json, "errors_accepted", s->errors_accepted);
    put_str(json, "layout", s->layout);
    put_counters(json, "columns", s->columns, s->column_count);
    put_counters(json, "warnings", s->warnings, s->warning_count);
    put_counters(json, "unmodelled", s->unmodelled, s->unmodelled_count);
    ix_json_close_object(json);
}

void manifest_write(ix_buf *out, const ix_manifest *manifest) {
    ix_json json;
    ix_json_init(&json, out);
    ix_json_open_object(&json);
    put_int(&json, "manifest", MANIFEST_VERSION);
    put_str(&json, "id", manifest->id);
    put_str(&json, "publisher", manifest->publisher);
    ix_json_key(&json, "zone");
    ix_json_cstr(&json, ix_zone_name(manifest->zone));
    if (manifest->serving >= 0) {
        json_key_digest(&json, "serving", &manifest->snapshots[manifest->serving].snapshot.hash);
    } else {
        ix_json_key(&json, "serving");
        ix_json_null(&json);
    }
    ix_json_key(&json, "snapshots");
    ix_json_open_array(&json);
    for (int i = 0; i < manifest->snapshot_count; i++) {
        put_snapshot(&json, &manifest->snapshots[i]);
    }
    ix_json_close_array(&json);
    ix_json_close_object(&json);
    ix_buf_append_char(out, '\n');
}

/* Nothing that could be had has no hash; no bytes have the hash of zeros. */
static bool attempt_has_bytes(const ix_attempt *attempt) {
    static const ix_digest none;
    return !ix_digest_equal(&attempt->hash, &none);
}

void attempt_write(ix_buf *out, const ix_attempt *attempt, const ix_archived_file *files,
                   int count) {
    ix_json json;
    ix_json_init(&json, out);
    ix_json_open_object(&json);
    put_instant(&json, "received", attempt->received);
    if (attempt_has_bytes(attempt)) {
        json_key_digest(&json, "hash", &attempt->hash);
    } else {
        ix_json_key(&json, "hash");
        ix_json_null(&json);
    }
    put_str(&json, "format", attempt->format);
    put_str(&json, "reason", attempt->reason);
    put_files(&json, files, count);
    ix_json_close_object(&json);
    ix_buf_append_char(out, '\n');
}

/* ------------------------------------------------------------------ reading */

/* Where reading is, and what went wrong first. Getters of a wrong member give zero values. */
typedef struct reading {
    ix_arena *arena;
    const char *wrong; /* the first member that is missing or of another kind */
    bool memory_gone;
} reading;

static void is_wrong(reading *r, const char *key) {
    r->wrong = r->wrong == NULL ? key : r->wrong;
}

static ix_str get_str(reading *r, const json_t *object, const char *key) {
    const json_t *value = json_object_get(object, key);
    if (!json_is_string(value)) {
        is_wrong(r, key);
        return (ix_str){0};
    }
    ix_str text = {json_string_value(value), (ptrdiff_t)json_string_length(value)};
    ix_str copy = ix_arena_copy(r->arena, text);
    r->memory_gone |= copy.ptr == NULL && text.len > 0;
    return copy;
}

static int64_t get_count(reading *r, const json_t *object, const char *key) {
    const json_t *value = json_object_get(object, key);
    if (!json_is_integer(value) || json_integer_value(value) < 0) {
        is_wrong(r, key);
        return 0;
    }
    return json_integer_value(value);
}

static ix_digest get_digest(reading *r, const json_t *object, const char *key) {
    ix_digest digest = {0};
    ix_str hex = get_str(r, object, key);
    if (!ix_digest_parse(&digest, hex)) {
        is_wrong(r, key);
    }
    return digest;
}

static ix_when get_when(reading *r, const json_t *object, const char *key) {
    ix_when when = {0};
    if (ix_when_parse(&when, get_str(r, object, key), NULL) != IX_OK) {
        is_wrong(r, key);
    }
    return when;
}

static int64_t get_instant(reading *r, const json_t *object, const char *key) {
    ix_when when = get_when(r, object, key);
    if (when.kind != IX_WHEN_INSTANT) {
        is_wrong(r, key);
    }
    return when.value;
}

/* The array under `key`, with at most `max` members; NULL and *count 0 when it is none. */
static const json_t *get_array(reading *r, const json_t *object, const char *key, size_t max,
                               int *count) {
    const json_t *array = json_object_get(object, key);
    *count = 0;
    if (!json_is_array(array) || json_array_size(array) > max) {
        is_wrong(r, key);
        return NULL;
    }
    *count = (int)json_array_size(array);
    return array;
}

static ix_counter *get_counters(reading *r, const json_t *object, const char *key, size_t max,
                                int *count) {
    const json_t *array = get_array(r, object, key, max, count);
    ix_counter *counters = IX_NEW(r->arena, ix_counter, *count);
    r->memory_gone |= counters == NULL;
    *count = counters == NULL ? 0 : *count;
    for (int i = 0; i < *count; i++) {
        const json_t *one = json_array_get(array, (size_t)i);
        counters[i].name = get_str(r, one, "name");
        counters[i].count = get_count(r, one, "count");
        counters[i].example = get_str(r, one, "example");
    }
    return counters;
}

static void get_files(reading *r, const json_t *object, ix_archived *s) {
    const json_t *array = get_array(r, object, "files", IX_LIST_FILES_MAX, &s->file_count);
    for (int i = 0; i < s->file_count; i++) {
        const json_t *one = json_array_get(array, (size_t)i);
        ix_archived_file *file = &s->files[i];
        file->role = get_str(r, one, "role");
        file->name = get_str(r, one, "name");
        file->hash = get_digest(r, one, "sha256");
        file->bytes = get_count(r, one, "bytes");
        file->delta = !json_is_null(json_object_get(one, "base"));
        if (file->delta) {
            file->base = get_digest(r, one, "base");
        }
        if (file->role.len > IX_LIST_ROLE_BYTES_MAX || file->bytes > IX_LIST_BYTES_MAX) {
            is_wrong(r, "files");
        }
    }
}

static ix_published_from get_published_from(reading *r, const json_t *object) {
    ix_str name = get_str(r, object, "published_from");
#define PUBLISHED_ROW(value, text)                                                                 \
    if (ix_str_equal(name, IX_STR(text))) {                                                        \
        return value;                                                                              \
    }
    IX_PUBLISHED_FROM_LIST(PUBLISHED_ROW)
#undef PUBLISHED_ROW
    is_wrong(r, "published_from");
    return IX_PUBLISHED_RECEIVED;
}

static void get_snapshot(reading *r, const json_t *object, ix_archived *s) {
    s->snapshot.hash = get_digest(r, object, "hash");
    s->snapshot.state = get_digest(r, object, "state");
    s->snapshot.published = get_when(r, object, "published");
    s->snapshot.received = get_instant(r, object, "received");
    int64_t entities = get_count(r, object, "entities");
    s->snapshot.entities = (uint32_t)entities;
    s->published_from = get_published_from(r, object);
    s->format = get_str(r, object, "format");
    s->held = json_is_true(json_object_get(object, "held"));
    get_files(r, object, s);
    s->names = get_count(r, object, "names");
    s->rows = get_count(r, object, "rows");
    s->rows_read = get_count(r, object, "rows_read");
    s->rows_refused = get_count(r, object, "rows_refused");
    for (int i = 0; i < IX_FILLED_COUNT; i++) {
        const json_t *filled = json_object_get(object, "filled");
        s->filled[i] = get_count(r, filled, ix_filled_name((ix_filled)i));
    }
    s->errors_accepted = get_count(r, object, "errors_accepted");
    s->layout = get_str(r, object, "layout");
    s->columns = get_counters(r, object, "columns", IX_COLUMNS_MAX, &s->column_count);
    s->warnings = get_counters(r, object, "warnings", IX_COUNTERS_MAX, &s->warning_count);
    s->unmodelled = get_counters(r, object, "unmodelled", IX_COUNTERS_MAX, &s->unmodelled_count);
    if (entities > UINT32_MAX || !json_is_boolean(json_object_get(object, "held"))) {
        is_wrong(r, "snapshots");
    }
}

static void get_manifest(reading *r, const json_t *root, ix_manifest *m) {
    if (get_count(r, root, "manifest") != MANIFEST_VERSION) {
        is_wrong(r, "manifest");
    }
    m->id = get_str(r, root, "id");
    m->publisher = get_str(r, root, "publisher");
    if (!ix_zone_parse(&m->zone, get_str(r, root, "zone"))) {
        is_wrong(r, "zone");
    }
    const json_t *array = get_array(r, root, "snapshots", IX_SNAPSHOTS_MAX, &m->snapshot_count);
    m->snapshots = IX_NEW(r->arena, ix_archived, m->snapshot_count);
    r->memory_gone |= m->snapshots == NULL;
    m->snapshot_count = m->snapshots == NULL ? 0 : m->snapshot_count;
    m->serving = -1;
    for (int i = 0; i < m->snapshot_count; i++) {
        get_snapshot(r, json_array_get(array, (size_t)i), &m->snapshots[i]);
        m->serving = m->snapshots[i].held ? m->serving : i;
    }
    if (m->serving < 0) {
        if (!json_is_null(json_object_get(root, "serving"))) {
            is_wrong(r, "serving");
        }
        return;
    }
    ix_digest serving = get_digest(r, root, "serving");
    if (!ix_digest_equal(&serving, &m->snapshots[m->serving].snapshot.hash)) {
        is_wrong(r, "serving");
    }
}

static ix_status finish(const reading *r, ix_str source, ix_error *error) {
    if (r->memory_gone) {
        return ix_error_at(error, IX_E_MEMORY, source, 0, -1, "out of memory");
    }
    return r->wrong == NULL ? IX_OK
                            : ix_error_at(error, IX_E_CORRUPT, source, 0, -1,
                                          "damaged: member '%s' is missing or wrong", r->wrong);
}

static json_t *load(ix_str bytes, ix_str source, ix_error *error) {
    json_error_t fault;
    json_t *root = json_loadb(bytes.ptr == NULL ? "" : bytes.ptr, (size_t)bytes.len,
                              JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &fault);
    if (root == NULL) {
        ix_error_at(error, IX_E_CORRUPT, source, fault.line, -1, "damaged: %s", fault.text);
    }
    return root;
}

ix_status manifest_parse(ix_manifest *out, ix_str bytes, ix_str source, ix_arena *arena,
                         ix_error *error) {
    reading r = {.arena = arena};
    ix_manifest manifest = {0};
    json_t *root = load(bytes, source, error);
    if (root == NULL) {
        return IX_E_CORRUPT;
    }
    get_manifest(&r, root, &manifest);
    json_decref(root);
    if (!list_id_is_valid(manifest.id)) {
        is_wrong(&r, "id");
    }
    ix_status status = finish(&r, source, error);
    if (status == IX_OK) {
        *out = manifest;
    }
    return status;
}

ix_status attempt_parse(ix_attempt *out, ix_str bytes, ix_str source, ix_arena *arena,
                        ix_error *error) {
    reading r = {.arena = arena};
    ix_attempt attempt = {0};
    json_t *root = load(bytes, source, error);
    if (root == NULL) {
        return IX_E_CORRUPT;
    }
    attempt.received = get_instant(&r, root, "received");
    if (!json_is_null(json_object_get(root, "hash"))) {
        attempt.hash = get_digest(&r, root, "hash");
    }
    attempt.format = get_str(&r, root, "format");
    attempt.reason = get_str(&r, root, "reason");
    json_decref(root);
    ix_status status = finish(&r, source, error);
    if (status == IX_OK) {
        *out = attempt;
    }
    return status;
}
