/* The files that say where lists are fetched from: the one shipped with the knowledge, and the
 * user's, whose entries add to it and change it key by key. data/sources.yml explains the keys. */
#include <interdict/os.h>

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "home.h"

#define CONNECT_SECONDS 20
#define STALL_SECONDS   60
#define TOTAL_SECONDS   1800
#define RETRIES         4
#define BACKOFF_SECONDS 2
#define BYTES_MAX       (256 << 20)
#define SECONDS_MAX     86400 /* of any time that can be set */
#define RETRIES_MAX     20
#define HOURS_MAX       (366 * 24)
#define UNSET           (-1)

/* ------------------------------------------------------------------ as written */

typedef struct written_file {
    ix_str url;
    ix_str role;
    ix_str name;
    ix_str sha256;
    int64_t line;
} written_file;

/* One entry as its file has it; what is not given is empty or UNSET. */
typedef struct written {
    ix_str list;
    ix_str format;
    ix_str map;
    ix_str checksum;
    ix_str checksum_url;
    ix_str published_from;
    ix_vector files; /* written_file */
    bool enabled;
    bool enabled_given;
    int32_t every_hours, max_bytes;
    int32_t connect_seconds, stall_seconds, total_seconds, retries, backoff_seconds;
    int64_t line;
} written;

typedef struct written_sources {
    ix_vector entries; /* written */
} written_sources;

static ix_status memory_fault(ix_yaml *reader) {
    return ix_error_at(reader->error, IX_E_MEMORY, reader->source, 0, -1, "out of memory");
}

static ix_status read_file(ix_yaml *reader, void *object) {
    static const ix_yaml_field fields[] = {
        {"url", IX_YAML_TEXT, true, offsetof(written_file, url), NULL},
        {"role", IX_YAML_TEXT, false, offsetof(written_file, role), NULL},
        {"name", IX_YAML_TEXT, false, offsetof(written_file, name), NULL},
        {"sha256", IX_YAML_TEXT, false, offsetof(written_file, sha256), NULL},
    };
    written *entry = object;
    written_file *file = ix_vector_push(&entry->files, sizeof *file, reader->arena);
    if (file == NULL) {
        return memory_fault(reader);
    }
    return ix_yaml_mapping_read(reader, file, fields, IX_YAML_FIELD_COUNT(fields), &file->line);
}

static ix_status read_files(ix_yaml *reader, void *object) {
    return ix_yaml_sequence_read(reader, object, read_file);
}

static ix_status read_enabled(ix_yaml *reader, void *object) {
    written *entry = object;
    ix_str text;
    int64_t line = ix_yaml_line(reader);
    ix_status status = ix_yaml_text_read(reader, &text);
    if (status != IX_OK) {
        return status;
    }
    entry->enabled = ix_str_equal(text, IX_STR("true"));
    entry->enabled_given = true;
    return entry->enabled || ix_str_equal(text, IX_STR("false"))
               ? IX_OK
               : ix_yaml_fault(reader, line, "expected true or false, found \"%" IX_FMT "\"",
                               IX_ARG(text));
}

static ix_status read_entry(ix_yaml *reader, void *object) {
    static const ix_yaml_field fields[] = {
        {"list", IX_YAML_TEXT, true, offsetof(written, list), NULL},
        {"format", IX_YAML_TEXT, false, offsetof(written, format), NULL},
        {"map", IX_YAML_TEXT, false, offsetof(written, map), NULL},
        {"files", IX_YAML_CUSTOM, false, 0, read_files},
        {"checksum", IX_YAML_TEXT, false, offsetof(written, checksum), NULL},
        {"checksum_url", IX_YAML_TEXT, false, offsetof(written, checksum_url), NULL},
        {"published_from", IX_YAML_TEXT, false, offsetof(written, published_from), NULL},
        {"enabled", IX_YAML_CUSTOM, false, 0, read_enabled},
        {"every_hours", IX_YAML_COUNT, false, offsetof(written, every_hours), NULL},
        {"max_bytes", IX_YAML_COUNT, false, offsetof(written, max_bytes), NULL},
        {"connect_seconds", IX_YAML_COUNT, false, offsetof(written, connect_seconds), NULL},
        {"stall_seconds", IX_YAML_COUNT, false, offsetof(written, stall_seconds), NULL},
        {"total_seconds", IX_YAML_COUNT, false, offsetof(written, total_seconds), NULL},
        {"retries", IX_YAML_COUNT, false, offsetof(written, retries), NULL},
        {"backoff_seconds", IX_YAML_COUNT, false, offsetof(written, backoff_seconds), NULL},
    };
    written_sources *sources = object;
    written *entry = ix_vector_push(&sources->entries, sizeof *entry, reader->arena);
    if (entry == NULL) {
        return memory_fault(reader);
    }
    entry->every_hours = entry->max_bytes = entry->connect_seconds = UNSET;
    entry->stall_seconds = entry->total_seconds = entry->retries = entry->backoff_seconds = UNSET;
    return ix_yaml_mapping_read(reader, entry, fields, IX_YAML_FIELD_COUNT(fields), &entry->line);
}

static ix_status read_entries(ix_yaml *reader, void *object) {
    return ix_yaml_sequence_read(reader, object, read_entry);
}

/* ------------------------------------------------------------------ as meant */

/* What is being settled: for the faults' places. */
typedef struct settling {
    ix_str source;
    ix_arena *arena;
    ix_error *error;
} settling;

static ix_status fault(const settling *s, int64_t line, const char *format, ...) IX_PRINTF(3, 4);
static ix_status fault(const settling *s, int64_t line, const char *format, ...) {
    char text[IX_ERROR_TEXT_MAX];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return ix_error_at(s->error, IX_E_INPUT, s->source, line, -1, "%s", text);
}

static const struct {
    const char *name;
    ix_checksum scheme;
    bool needs_url;
} checksums[] = {{"none", IX_CHECKSUM_NONE, false},
                 {"sha256_file", IX_CHECKSUM_FILE, false},
                 {"ofac_catalogue", IX_CHECKSUM_OFAC, true},
                 {"rss", IX_CHECKSUM_RSS, true}};
#define CHECKSUM_COUNT (sizeof checksums / sizeof checksums[0])

const char *ix_checksum_name(ix_checksum scheme) {
    return checksums[scheme].name;
}

/* http or https with a host, no user or password, nothing that a request line could break at. */
static bool url_is_valid(ix_str url) {
    bool secure = ix_str_starts_with(url, IX_STR("https://"));
    if ((!secure && !ix_str_starts_with(url, IX_STR("http://"))) || url.len >= IX_URL_BYTES_MAX) {
        return false;
    }
    for (ptrdiff_t i = 0; i < url.len; i++) {
        if (url.ptr[i] <= 0x20 || url.ptr[i] > 0x7e) {
            return false;
        }
    }
    ix_str host = ix_str_slice(url, secure ? 8 : 7, url.len);
    ix_str rest;
    host = ix_str_cut(host, '/', &rest);
    return host.len > 0 && ix_str_find(host, IX_STR("@"), 0) < 0 && host.ptr[0] != '?' &&
           host.ptr[0] != '#';
}

static ix_status settle_url(const settling *s, ix_str *out, ix_str url, int64_t line) {
    if (!url_is_valid(url)) {
        return fault(s, line,
                     "expected an address https://... without user and password, found "
                     "\"%" IX_FMT "\"",
                     IX_ARG(url));
    }
    *out = url;
    return IX_OK;
}

/* The last part of an address's path. */
static ix_str name_in_url(ix_str url) {
    ix_str rest;
    ix_str path = ix_str_cut(ix_str_cut(url, '#', &rest), '?', &rest);
    ptrdiff_t at = path.len;
    while (at > 0 && path.ptr[at - 1] != '/') {
        at--;
    }
    return ix_str_slice(path, at, path.len);
}

static bool role_is_valid(ix_str role) {
    static const char *const roles[] = {"primary", "alias", "address", "comments"};
    for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
        if (ix_str_equal(role, ix_str_from_cstr(roles[i]))) {
            return true;
        }
    }
    return false;
}

static ix_status settle_file(const settling *s, ix_source_file *out, const written_file *w) {
    ix_status status = settle_url(s, &out->url, w->url, w->line);
    if (status != IX_OK) {
        return status;
    }
    if (w->role.len > 0 && !role_is_valid(w->role)) {
        return fault(s, w->line,
                     "expected the role primary, alias, address or comments, found \"%" IX_FMT "\"",
                     IX_ARG(w->role));
    }
    out->role = w->role;
    out->name = w->name.len > 0 ? w->name : name_in_url(w->url);
    if (out->name.len == 0 || out->name.len >= IX_FILE_NAME_BYTES_MAX ||
        ix_str_find(out->name, IX_STR("/"), 0) >= 0) {
        return fault(s, w->line, "the address does not end in a file's name; give one with name");
    }
    out->pinned = w->sha256.len > 0;
    if (out->pinned && !ix_digest_parse(&out->sha256, w->sha256)) {
        return fault(s, w->line, "sha256: expected 64 hexadecimal digits, found \"%" IX_FMT "\"",
                     IX_ARG(w->sha256));
    }
    return IX_OK;
}

static ix_status settle_files(const settling *s, ix_source *out, const written *w) {
    if (w->files.count > IX_LIST_FILES_MAX) {
        return fault(s, w->line, "a snapshot has at most %d files, %d are named", IX_LIST_FILES_MAX,
                     w->files.count);
    }
    out->file_count = w->files.count;
    ix_status status = IX_OK;
    for (int i = 0; i < w->files.count && status == IX_OK; i++) {
        out->files[i] = (ix_source_file){0};
        const written_file *file = (const written_file *)w->files.items + i;
        status = settle_file(s, &out->files[i], file);
        for (int j = 0; j < i && status == IX_OK && file->role.len > 0; j++) {
            if (ix_str_equal(file->role, out->files[j].role)) {
                status =
                    fault(s, file->line, "a second file of the role %" IX_FMT, IX_ARG(file->role));
            }
        }
    }
    return status;
}

static ix_status settle_number(const settling *s, const written *w, int *out, const char *key,
                               int32_t given, int least, int most) {
    if (given == UNSET) {
        return IX_OK;
    }
    if (given < least || given > most) {
        return fault(s, w->line, "%s: expected a number from %d to %d, found %d", key, least, most,
                     (int)given);
    }
    *out = given;
    return IX_OK;
}

static ix_status settle_numbers(const settling *s, ix_source *out, const written *w) {
    const struct {
        const char *key;
        int *out;
        int32_t given;
        int least;
        int most;
    } numbers[] = {
        {"every_hours", &out->every_hours, w->every_hours, 0, HOURS_MAX},
        {"max_bytes", &out->limits.bytes_max, w->max_bytes, 1, (int)IX_LIST_BYTES_MAX},
        {"connect_seconds", &out->limits.connect_seconds, w->connect_seconds, 1, SECONDS_MAX},
        {"stall_seconds", &out->limits.stall_seconds, w->stall_seconds, 1, SECONDS_MAX},
        {"total_seconds", &out->limits.total_seconds, w->total_seconds, 1, SECONDS_MAX},
        {"retries", &out->limits.retries, w->retries, 0, RETRIES_MAX},
        {"backoff_seconds", &out->limits.backoff_seconds, w->backoff_seconds, 0, SECONDS_MAX},
    };
    ix_status status = IX_OK;
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0] && status == IX_OK; i++) {
        status = settle_number(s, w, numbers[i].out, numbers[i].key, numbers[i].given,
                               numbers[i].least, numbers[i].most);
    }
    return status;
}

static ix_status settle_checksum(const settling *s, ix_source *out, const written *w) {
    size_t i = out->checksum;
    if (w->checksum.len > 0) {
        for (i = 0; i < CHECKSUM_COUNT; i++) {
            if (ix_str_equal(w->checksum, ix_str_from_cstr(checksums[i].name))) {
                break;
            }
        }
        if (i == CHECKSUM_COUNT) {
            return fault(s, w->line,
                         "expected the checksum none, sha256_file, ofac_catalogue or rss, found "
                         "\"%" IX_FMT "\"",
                         IX_ARG(w->checksum));
        }
        out->checksum = checksums[i].scheme;
        out->checksum_url = (ix_str){0};
    }
    if (w->checksum_url.len > 0) {
        ix_status status = settle_url(s, &out->checksum_url, w->checksum_url, w->line);
        if (status != IX_OK) {
            return status;
        }
    }
    if (checksums[i].needs_url && out->checksum_url.len == 0) {
        return fault(s, w->line, "the checksum %s needs a checksum_url", checksums[i].name);
    }
    return IX_OK;
}

static ix_status settle_format(const settling *s, ix_source *out, const written *w) {
    if (w->format.len > 0) {
        out->reader = ix_list_reader_find(w->format);
        if (out->reader == NULL) {
            return fault(s, w->line, "there is no list format \"%" IX_FMT "\"", IX_ARG(w->format));
        }
    }
    if (out->reader == NULL) {
        return fault(s, w->line, "%" IX_FMT " has no format", IX_ARG(w->list));
    }
    out->map = w->map.len > 0 ? w->map : out->map;
    if (ix_list_reader_is_mapped(out->reader) != (out->map.len > 0)) {
        return out->map.len > 0
                   ? fault(s, w->line, "map is for mapped formats, not for %s", out->reader->format)
                   : fault(s, w->line, "%s needs a map", out->reader->format);
    }
    if (w->published_from.len > 0) {
        out->header_first = ix_str_equal(w->published_from, IX_STR("header"));
        if (!out->header_first && !ix_str_equal(w->published_from, IX_STR("bytes"))) {
            return fault(s, w->line,
                         "expected published_from bytes or header, found \"%" IX_FMT "\"",
                         IX_ARG(w->published_from));
        }
    }
    return IX_OK;
}

/* What an entry says over what was known of its list before. */
static ix_status settle_entry(const settling *s, ix_source *out, const written *w) {
    if (!list_id_is_valid(w->list)) {
        return fault(s, w->line, "\"%" IX_FMT "\" is no list id: at most %d of a-z, 0-9 and _",
                     IX_ARG(w->list), IX_LIST_ID_BYTES_MAX);
    }
    ix_status status = settle_format(s, out, w);
    if (status == IX_OK && w->files.count > 0) {
        status = settle_files(s, out, w);
    }
    if (status == IX_OK && out->file_count == 0) {
        status = fault(s, w->line, "%" IX_FMT " names no files", IX_ARG(w->list));
    }
    if (status == IX_OK) {
        status = settle_checksum(s, out, w);
    }
    if (status == IX_OK) {
        status = settle_numbers(s, out, w);
    }
    out->list_id = w->list;
    out->disabled = w->enabled_given ? !w->enabled : out->disabled;
    out->file = s->source;
    out->line = w->line;
    return status;
}

/* ------------------------------------------------------------------ both files */

static ix_source *find_source(const ix_vector *sources, ix_str list) {
    ix_source *items = sources->items;
    for (int i = 0; i < sources->count; i++) {
        if (ix_str_equal(items[i].list_id, list)) {
            return &items[i];
        }
    }
    return NULL;
}

static ix_status settle_entries(const settling *s, ix_vector *sources, const ix_vector *entries) {
    static const ix_source unknown = {.limits = {.connect_seconds = CONNECT_SECONDS,
                                                 .stall_seconds = STALL_SECONDS,
                                                 .total_seconds = TOTAL_SECONDS,
                                                 .retries = RETRIES,
                                                 .backoff_seconds = BACKOFF_SECONDS,
                                                 .bytes_max = BYTES_MAX}};
    const written *items = entries->items;
    for (int i = 0; i < entries->count; i++) {
        for (int j = 0; j < i; j++) {
            if (ix_str_equal(items[i].list, items[j].list)) {
                return fault(s, items[i].line, "%" IX_FMT " has an entry already, in line %lld",
                             IX_ARG(items[i].list), (long long)items[j].line);
            }
        }
        ix_source *source = find_source(sources, items[i].list);
        if (source == NULL) {
            if (sources->count == IX_LISTS_MAX) {
                return fault(s, items[i].line, "more than %d lists", IX_LISTS_MAX);
            }
            source = ix_vector_push(sources, sizeof *source, s->arena);
            if (source == NULL) {
                return ix_error_at(s->error, IX_E_MEMORY, s->source, 0, -1, "out of memory");
            }
            *source = unknown;
        }
        ix_status status = settle_entry(s, source, &items[i]);
        if (status != IX_OK) {
            return status;
        }
    }
    return IX_OK;
}

ix_status ix_sources_read(ix_source **out, int *count, const ix_sources_file *files, int file_count,
                          ix_arena *arena, ix_error *error) {
    static const ix_yaml_field fields[] = {{"sources", IX_YAML_CUSTOM, true, 0, read_entries}};
    ix_vector sources = {0};
    ix_status status = IX_OK;
    for (int i = 0; i < file_count && status == IX_OK; i++) {
        written_sources file = {0};
        settling s = {files[i].name, arena, error};
        status = ix_yaml_file_read(&file, fields, IX_YAML_FIELD_COUNT(fields), files[i].bytes,
                                   files[i].name, arena, error);
        if (status == IX_OK) {
            status = settle_entries(&s, &sources, &file.entries);
        }
    }
    *out = status == IX_OK ? sources.items : NULL;
    *count = status == IX_OK ? sources.count : 0;
    return status;
}
