/* Compressed inputs, one layer and with caps on size and ratio: gzip by zlib, because libarchive
 * does not look at its checksums, all others by libarchive. */
#include <interdict/os.h>

#include <archive.h>
#include <archive_entry.h>
#include <assert.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <zlib.h>

#define PIECE_BYTES (64 << 10)

static const struct {
    ix_packing packing;
    ix_str magic;
    ix_str suffix;
    int filter; /* of libarchive; gzip has none */
} kinds[] = {
    {IX_PACKING_GZIP, {"\x1f\x8b", 2}, {".gz", 3}, ARCHIVE_FILTER_NONE},
    {IX_PACKING_XZ,
     {"\xfd"
      "7zXZ\0",
      6},
     {".xz", 3},
     ARCHIVE_FILTER_XZ},
    {IX_PACKING_ZSTD, {"\x28\xb5\x2f\xfd", 4}, {".zst", 4}, ARCHIVE_FILTER_ZSTD},
    {IX_PACKING_ZIP, {"PK", 2}, {".zip", 4}, ARCHIVE_FILTER_NONE},
};
#define KIND_COUNT (sizeof kinds / sizeof kinds[0])

static bool has_suffix(ix_str name, ix_str suffix) {
    return ix_str_equal_ascii_nocase(ix_str_slice(name, name.len - suffix.len, name.len), suffix);
}

/* Index into kinds, or KIND_COUNT for plain bytes. */
static size_t kind_of(ix_str name, ix_str bytes) {
    for (size_t i = 0; i < KIND_COUNT; i++) {
        if (has_suffix(name, kinds[i].suffix) ||
            (kinds[i].packing != IX_PACKING_ZIP && ix_str_starts_with(bytes, kinds[i].magic))) {
            return i;
        }
    }
    return KIND_COUNT;
}

ix_packing ix_packing_of(ix_str name, ix_str bytes) {
    size_t kind = kind_of(name, bytes);
    return kind == KIND_COUNT ? IX_PACKING_NONE : kinds[kind].packing;
}

/* Name without folders, and without `suffix` if it ends so. */
static void set_name(ix_unpacked *file, ix_str name, ix_str suffix) {
    for (ptrdiff_t i = name.len; i > 0; i--) {
        if (name.ptr[i - 1] == '/' || name.ptr[i - 1] == '\\') {
            name = ix_str_slice(name, i, name.len);
            break;
        }
    }
    if (suffix.len > 0 && has_suffix(name, suffix)) {
        name = ix_str_slice(name, 0, name.len - suffix.len);
    }
    snprintf(file->name, sizeof file->name, "%" IX_FMT, IX_ARG(name));
}

static ix_status damaged(struct archive *a, ix_str name, ix_error *error) {
    const char *why = archive_error_string(a);
    return ix_error_at(error, IX_E_INPUT, name, 0, -1, "cannot be unpacked: %s",
                       why == NULL ? "damaged" : why);
}

/* Unpacked bytes so far of the whole package, and what they may come to. */
typedef struct budget {
    size_t done;
    size_t max;
    size_t packed;
} budget;

static ix_status spend(budget *b, size_t bytes, ix_str name, ix_error *error) {
    b->done += bytes;
    if (b->done > b->max) {
        return ix_error_at(error, IX_E_LIMIT, name, 0, -1, "unpacks to more than %zu bytes",
                           b->max);
    }
    if (b->done > IX_UNPACK_FREE_BYTES && b->done / IX_UNPACK_RATIO_MAX > b->packed) {
        return ix_error_at(error, IX_E_LIMIT, name, 0, -1, "unpacks to more than %d times its size",
                           IX_UNPACK_RATIO_MAX);
    }
    return IX_OK;
}

static ix_status read_entry(ix_buf *out, struct archive *a, budget *b, ix_str name,
                            ix_error *error) {
    char piece[PIECE_BYTES];
    for (;;) {
        la_ssize_t got = archive_read_data(a, piece, sizeof piece);
        if (got < 0) {
            return damaged(a, name, error);
        }
        if (got == 0) {
            return IX_OK;
        }
        ix_status status = spend(b, (size_t)got, name, error);
        if (status != IX_OK) {
            return status;
        }
        ix_buf_append(out, (ix_str){piece, (ptrdiff_t)got});
        if (out->status != IX_OK) {
            return ix_error_at(error, out->status, name, 0, -1, "%s", ix_status_text(out->status));
        }
    }
}

/* What the package is read as: raw bytes behind exactly one filter, or a zip, by its directory: it
 * stands at the end, and without it nothing tells that files are missing. */
static int configure(struct archive *a, size_t kind) {
    if (kinds[kind].packing == IX_PACKING_ZIP) {
        return archive_read_support_format_zip_seekable(a);
    }
    int code = archive_read_support_format_raw(a);
    return code == ARCHIVE_OK ? archive_read_append_filter(a, kinds[kind].filter) : code;
}

/* Take all entries that are files. *count is kept current so that the caller can free them. */
static ix_status take_entries(ix_unpacked *files, int *count, int files_max, struct archive *a,
                              budget *b, size_t kind, ix_str name, ix_error *error) {
    for (;;) {
        struct archive_entry *entry;
        int code = archive_read_next_header(a, &entry);
        if (code == ARCHIVE_EOF) {
            break;
        }
        if (code != ARCHIVE_OK && code != ARCHIVE_WARN) {
            return damaged(a, name, error);
        }
        const char *inner = archive_entry_pathname(entry);
        bool zip = kinds[kind].packing == IX_PACKING_ZIP;
        if (zip && (archive_entry_filetype(entry) != AE_IFREG || inner == NULL)) {
            continue;
        }
        if (*count == files_max) {
            return ix_error_at(error, IX_E_LIMIT, name, 0, -1, "holds more than %d files",
                               files_max);
        }
        ix_unpacked *file = &files[(*count)++];
        set_name(file, zip ? ix_str_from_cstr(inner) : name,
                 zip ? (ix_str){0} : kinds[kind].suffix);
        ix_buf_init(&file->bytes, b->max);
        ix_status status = read_entry(&file->bytes, a, b, name, error);
        if (status != IX_OK) {
            return status;
        }
        if (file->bytes.len == 0) {
            return ix_error_at(error, IX_E_INPUT, name, 0, -1, "holds an empty file");
        }
    }
    return *count > 0 ? IX_OK : ix_error_at(error, IX_E_INPUT, name, 0, -1, "holds no file");
}

static ix_status take_apart(ix_unpacked *files, int *count, int files_max, size_t kind, ix_str name,
                            ix_str bytes, size_t bytes_max, ix_error *error) {
    struct archive *a = archive_read_new();
    if (a == NULL) {
        return ix_error_set(error, IX_E_MEMORY, "out of memory while unpacking");
    }
    budget b = {.max = bytes_max, .packed = (size_t)bytes.len};
    ix_status status;
    if (configure(a, kind) < ARCHIVE_WARN ||
        archive_read_open_memory(a, bytes.ptr, (size_t)bytes.len) != ARCHIVE_OK) {
        status = damaged(a, name, error);
    } else {
        status = take_entries(files, count, files_max, a, &b, kind, name, error);
    }
    archive_read_free(a);
    return status;
}

/* ------------------------------------------------------------------ gzip */

#define GZIP_WINDOW_BITS (15 + 16) /* zlib: any window, a gzip wrapper with its checksum */

static ix_status gzip_damaged(const z_stream *z, ix_str name, ix_error *error) {
    return ix_error_at(error, IX_E_INPUT, name, 0, -1, "cannot be unpacked: %s",
                       z->msg == NULL ? "truncated gzip input" : z->msg);
}

/* Only zero bytes may stand behind the last member: tapes and some servers pad. */
static bool is_padding(const z_stream *z) {
    for (uInt i = 0; i < z->avail_in; i++) {
        if (z->next_in[i] != 0) {
            return false;
        }
    }
    return true;
}

/* One member after the other; inflate() proves the checksum and length of each at its end. */
static ix_status inflate_members(ix_buf *out, z_stream *z, budget *b, ix_str name,
                                 ix_error *error) {
    for (;;) {
        Bytef piece[PIECE_BYTES];
        z->next_out = piece;
        z->avail_out = sizeof piece;
        int code = inflate(z, Z_NO_FLUSH);
        size_t got = sizeof piece - z->avail_out;
        if (code != Z_OK && code != Z_STREAM_END) {
            return code == Z_MEM_ERROR
                       ? ix_error_set(error, IX_E_MEMORY, "out of memory while unpacking")
                       : gzip_damaged(z, name, error);
        }
        ix_status status = spend(b, got, name, error);
        if (status != IX_OK) {
            return status;
        }
        ix_buf_append(out, (ix_str){(const char *)piece, (ptrdiff_t)got});
        if (out->status != IX_OK) {
            return ix_error_at(error, out->status, name, 0, -1, "%s", ix_status_text(out->status));
        }
        if (code == Z_STREAM_END && is_padding(z)) {
            return IX_OK;
        }
        if (code == Z_STREAM_END && inflateReset(z) != Z_OK) {
            return gzip_damaged(z, name, error);
        }
    }
}

static ix_status take_gzip(ix_unpacked *file, int *count, size_t kind, ix_str name, ix_str bytes,
                           size_t bytes_max, ix_error *error) {
    if (bytes.len > UINT_MAX) {
        return ix_error_at(error, IX_E_LIMIT, name, 0, -1, "larger than 4 GiB");
    }
    budget b = {.max = bytes_max, .packed = (size_t)bytes.len};
    set_name(file, name, kinds[kind].suffix);
    ix_buf_init(&file->bytes, bytes_max);
    *count = 1;
    z_stream z = {.next_in = (z_const Bytef *)(const void *)bytes.ptr, .avail_in = (uInt)bytes.len};
    if (inflateInit2(&z, GZIP_WINDOW_BITS) != Z_OK) {
        return ix_error_set(error, IX_E_MEMORY, "out of memory while unpacking");
    }
    ix_status status = inflate_members(&file->bytes, &z, &b, name, error);
    inflateEnd(&z);
    return status == IX_OK && file->bytes.len == 0
               ? ix_error_at(error, IX_E_INPUT, name, 0, -1, "holds an empty file")
               : status;
}

/* ------------------------------------------------------------------ any input */

static ix_status copy_plain(ix_unpacked *file, int *count, ix_str name, ix_str bytes,
                            size_t bytes_max, ix_error *error) {
    set_name(file, name, (ix_str){0});
    ix_buf_init(&file->bytes, bytes_max);
    *count = 1;
    ix_buf_append(&file->bytes, bytes);
    return file->bytes.status == IX_OK ? IX_OK
                                       : ix_error_at(error, file->bytes.status, name, 0, -1, "%s",
                                                     ix_status_text(file->bytes.status));
}

ix_status ix_unpack(ix_unpacked *files, int *count, int files_max, ix_str name, ix_str bytes,
                    size_t bytes_max, ix_error *error) {
    assert(files_max > 0);
    size_t kind = kind_of(name, bytes);
    *count = 0;
    ix_status status;
    if (kind == KIND_COUNT) {
        status = copy_plain(files, count, name, bytes, bytes_max, error);
    } else if (kinds[kind].packing == IX_PACKING_GZIP) {
        status = take_gzip(files, count, kind, name, bytes, bytes_max, error);
    } else {
        status = take_apart(files, count, files_max, kind, name, bytes, bytes_max, error);
    }
    if (status != IX_OK) {
        for (int i = 0; i < *count; i++) {
            ix_buf_free(&files[i].bytes);
        }
        *count = 0;
    }
    return status;
}
