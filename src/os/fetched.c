/* lists/ID/fetched.json: what the servers said of the files of a snapshot, so that the next update
 * can ask for no more than what changed.
 *
 *     {"fetched": 1, "snapshot": HASH,
 *      "files": [{"url", "etag": TEXT|null, "last_modified": TEXT|null, "sha256"}]}
 *
 * It can be lost or damaged without harm: then the next update fetches all. */
#include "fetched.h"

#include <stdio.h>
#include <string.h>

#include <jansson.h>

#define FETCHED_VERSION 1

void fetched_write(ix_buf *out, const ix_digest *snapshot, const fetched_file *files, int count) {
    ix_json json;
    ix_json_init(&json, out);
    ix_json_open_object(&json);
    ix_json_key(&json, "fetched");
    ix_json_int(&json, FETCHED_VERSION);
    json_key_digest(&json, "snapshot", snapshot);
    ix_json_key(&json, "files");
    ix_json_open_array(&json);
    for (int i = 0; i < count; i++) {
        ix_json_open_object(&json);
        ix_json_key_str(&json, "url", files[i].url, false);
        ix_json_key_str(&json, "etag", ix_str_from_cstr(files[i].etag), true);
        ix_json_key_str(&json, "last_modified", ix_str_from_cstr(files[i].modified), true);
        json_key_digest(&json, "sha256", &files[i].digest);
        ix_json_close_object(&json);
    }
    ix_json_close_array(&json);
    ix_json_close_object(&json);
    ix_buf_append_char(out, '\n');
}

static bool get_digest(ix_digest *out, const json_t *object, const char *key) {
    const char *hex = json_string_value(json_object_get(object, key));
    return hex != NULL && ix_digest_parse(out, ix_str_from_cstr(hex));
}

static bool get_field(char out[HTTP_FIELD_BYTES_MAX], const json_t *object, const char *key) {
    const char *text = json_string_value(json_object_get(object, key));
    out[0] = '\0';
    if (text != NULL && strlen(text) < HTTP_FIELD_BYTES_MAX) {
        memcpy(out, text, strlen(text) + 1);
    }
    return out[0] != '\0';
}

/* Is the file of this row the one the source names now? */
static bool read_file(fetched_file *out, const json_t *row, const ix_source_file *file) {
    const char *url = json_string_value(json_object_get(row, "url"));
    out->url = file->url;
    get_field(out->etag, row, "etag");
    get_field(out->modified, row, "last_modified");
    return url != NULL && ix_str_equal(ix_str_from_cstr(url), file->url) &&
           get_digest(&out->digest, row, "sha256");
}

bool fetched_parse(fetched_file *files, ix_digest *snapshot, ix_str text, const ix_source *source) {
    json_error_t fault;
    json_t *root = json_loadb(text.ptr == NULL ? "" : text.ptr, (size_t)text.len, 0, &fault);
    const json_t *rows = json_object_get(root, "files");
    bool good = json_integer_value(json_object_get(root, "fetched")) == FETCHED_VERSION &&
                get_digest(snapshot, root, "snapshot") &&
                json_array_size(rows) == (size_t)source->file_count;
    for (int i = 0; i < source->file_count && good; i++) {
        good = read_file(&files[i], json_array_get(rows, (size_t)i), &source->files[i]);
    }
    json_decref(root);
    return good;
}
