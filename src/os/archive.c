/* The archive of bytes: zstd frames, each whole or a difference to another archived file.
 *
 *     lists/<id>/bytes/<sha256>.zst      sha256 of what comes out
 *
 * Neighboring snapshots of a list differ little, so a file is stored with the file of its role in
 * the snapshot before as zstd prefix; every IX_DELTA_CHAIN_MAX files a whole copy ends the chain.
 * Outside this program: `zstd -d --patch-from=BASE <sha256>.zst`. */
#include <interdict/os.h>

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zstd.h>

#include "home.h"
#include "system.h"

#define LEVEL           9
#define WINDOW_LOG_MIN  10
#define WINDOW_LOG_MAX  31
#define DELTA_BYTES_MAX ((ptrdiff_t)256 << 20) /* beyond it a delta would take too much memory */
#define DELTA_SHARE     4 /* a delta must be this many times smaller than the bytes to be kept */

/* ------------------------------------------------------------------ frames */

static int window_log(ptrdiff_t bytes) {
    int log = WINDOW_LOG_MIN;
    while (log < WINDOW_LOG_MAX && ((ptrdiff_t)1 << log) < bytes) {
        log++;
    }
    return log;
}

static size_t compress_into(char *at, size_t room, ZSTD_CCtx *context, ix_str bytes, ix_str base) {
    ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, LEVEL);
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
    if (base.len > 0) {
        ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, window_log(base.len + bytes.len));
        ZSTD_CCtx_setParameter(context, ZSTD_c_enableLongDistanceMatching, 1);
        ZSTD_CCtx_refPrefix(context, base.ptr, (size_t)base.len);
    }
    return ZSTD_compress2(context, at, room, bytes.ptr, (size_t)bytes.len);
}

ix_status archive_pack(ix_buf *out, ix_str bytes, ix_str base, ix_error *error) {
    size_t bound = ZSTD_compressBound((size_t)bytes.len);
    size_t start = out->len;
    char *at = ix_buf_extend(out, bound);
    ZSTD_CCtx *context = at == NULL ? NULL : ZSTD_createCCtx();
    if (context == NULL) {
        return ix_error_set(error, out->status == IX_E_LIMIT ? IX_E_LIMIT : IX_E_MEMORY,
                            "out of memory while packing");
    }
    size_t size = compress_into(at, bound, context, bytes, base);
    ZSTD_freeCCtx(context);
    if (ZSTD_isError(size)) {
        return ix_error_set(error, IX_E_MEMORY, "cannot be packed: %s", ZSTD_getErrorName(size));
    }
    out->len = start + size;
    return IX_OK;
}

ix_status archive_unpack(ix_buf *out, ix_str packed, ix_str base, ix_str source, ix_error *error) {
    unsigned long long size = ZSTD_getFrameContentSize(packed.ptr, (size_t)packed.len);
    if (size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR) {
        return ix_error_at(error, IX_E_CORRUPT, source, 0, -1, "is no zstd frame of known size");
    }
    if (size > out->max - out->len) {
        return ix_error_at(error, IX_E_LIMIT, source, 0, -1, "unpacks to %llu bytes, too many",
                           size);
    }
    size_t start = out->len;
    char *at = ix_buf_extend(out, (size_t)size);
    ZSTD_DCtx *context = at == NULL ? NULL : ZSTD_createDCtx();
    if (context == NULL) {
        return ix_error_at(error, IX_E_MEMORY, source, 0, -1, "out of memory while unpacking");
    }
    ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, WINDOW_LOG_MAX);
    if (base.len > 0) {
        ZSTD_DCtx_refPrefix(context, base.ptr, (size_t)base.len);
    }
    size_t done = ZSTD_decompressDCtx(context, at, (size_t)size, packed.ptr, (size_t)packed.len);
    ZSTD_freeDCtx(context);
    if (ZSTD_isError(done) || done != size) {
        out->len = start;
        return ix_error_at(error, IX_E_CORRUPT, source, 0, -1, "cannot be unpacked: %s",
                           ZSTD_isError(done) ? ZSTD_getErrorName(done) : "too short");
    }
    return IX_OK;
}

static ix_status read_frame(ix_buf *out, const char *path, ix_str base, ix_error *error) {
    ix_buf packed;
    ix_buf_init(&packed, IX_IMAGE_BYTES_MAX);
    ix_status status = ix_file_read(&packed, path, error);
    if (status == IX_OK) {
        status = archive_unpack(out, ix_buf_view(&packed), base, ix_str_from_cstr(path), error);
    }
    ix_buf_free(&packed);
    return status;
}

ix_status archive_read(ix_buf *out, const ix_home *home, const char *name, ix_error *error) {
    char path[IX_PATH_BYTES_MAX];
    ix_status status = ix_home_path(path, home, name, error);
    return status == IX_OK ? read_frame(out, path, (ix_str){0}, error) : status;
}

/* ------------------------------------------------------------------ fetching */

static const ix_archived_file *find_file(const ix_manifest *list, const ix_digest *hash) {
    for (int i = list->snapshot_count - 1; i >= 0; i--) {
        const ix_archived *s = &list->snapshots[i];
        for (int j = 0; j < s->file_count; j++) {
            if (ix_digest_equal(&s->files[j].hash, hash)) {
                return &s->files[j];
            }
        }
    }
    return NULL;
}

static ix_status bytes_name(char out[IX_PATH_BYTES_MAX], ix_str id, const ix_digest *hash,
                            ix_error *error) {
    char name[128];
    ix_buf hex;
    ix_buf_init(&hex, 64);
    ix_digest_print(&hex, hash);
    snprintf(name, sizeof name, "bytes/%.*s.zst", (int)hex.len, hex.ptr == NULL ? "" : hex.ptr);
    ix_buf_free(&hex);
    return list_path(out, id, name, error);
}

static ix_str cached(const archive_cache *cache, const ix_digest *hash) {
    for (int i = 0; i < ARCHIVE_CACHE_SLOTS; i++) {
        if (cache->slots[i].used && ix_digest_equal(&cache->slots[i].hash, hash)) {
            return ix_buf_view(&cache->slots[i].bytes);
        }
    }
    return (ix_str){0};
}

/* Files from the wanted one down to a whole copy or a cached one, which is not among them. */
typedef struct chain {
    const ix_archived_file *files[IX_DELTA_CHAIN_MAX + 1];
    int count;
    ix_str base; /* cached bytes below the last one; empty when that is whole */
} chain;

static ix_status follow_chain(chain *out, const ix_manifest *list, const archive_cache *cache,
                              const ix_digest *hash, ix_error *error) {
    for (;;) {
        const ix_archived_file *file = find_file(list, hash);
        if (file == NULL || out->count > IX_DELTA_CHAIN_MAX) {
            return ix_error_set(error, IX_E_CORRUPT, "%" IX_FMT ": the archive %s",
                                IX_ARG(list->id),
                                file == NULL ? "lacks a file that another one builds on"
                                             : "builds too many files on each other");
        }
        out->files[out->count++] = file;
        out->base = file->delta ? cached(cache, &file->base) : (ix_str){0};
        if (!file->delta || out->base.len > 0) {
            return IX_OK;
        }
        hash = &file->base;
    }
}

/* Unpack the chain from its far end; the result is in *bytes. */
static ix_status unpack_chain(ix_buf *bytes, const chain *c, const ix_home *home, ix_str id,
                              ix_error *error) {
    ix_buf base;
    ix_status status = IX_OK;
    ix_buf_init(&base, (size_t)IX_LIST_BYTES_MAX);
    for (int i = c->count - 1; i >= 0 && status == IX_OK; i--) {
        char name[IX_PATH_BYTES_MAX];
        char path[IX_PATH_BYTES_MAX];
        ix_str prefix = i == c->count - 1 ? c->base : ix_buf_view(&base);
        ix_buf_clear(bytes);
        status = bytes_name(name, id, &c->files[i]->hash, error);
        if (status == IX_OK) {
            status = ix_home_path(path, home, name, error);
        }
        if (status == IX_OK) {
            status = read_frame(bytes, path, prefix, error);
        }
        if (status == IX_OK && i > 0) {
            ix_buf kept = base;
            base = *bytes;
            *bytes = kept;
        }
    }
    ix_buf_free(&base);
    return status;
}

static ix_status fetch(ix_buf *bytes, const ix_home *home, const ix_manifest *list,
                       const archive_cache *cache, const ix_digest *hash, ix_error *error) {
    chain c = {0};
    ix_status status = follow_chain(&c, list, cache, hash, error);
    if (status == IX_OK) {
        status = unpack_chain(bytes, &c, home, list->id, error);
    }
    if (status != IX_OK) {
        return status;
    }
    ix_digest found = ix_sha256(ix_buf_view(bytes));
    if (!ix_digest_equal(&found, hash) || (int64_t)bytes->len != c.files[0]->bytes) {
        return ix_error_set(error, IX_E_CORRUPT,
                            "%" IX_FMT ": archived file '%" IX_FMT "' is not what was archived",
                            IX_ARG(list->id), IX_ARG(c.files[0]->name));
    }
    return IX_OK;
}

void archive_cache_init(archive_cache *cache) {
    *cache = (archive_cache){0};
    for (int i = 0; i < ARCHIVE_CACHE_SLOTS; i++) {
        ix_buf_init(&cache->slots[i].bytes, (size_t)IX_LIST_BYTES_MAX);
    }
}

void archive_cache_free(archive_cache *cache) {
    for (int i = 0; i < ARCHIVE_CACHE_SLOTS; i++) {
        ix_buf_free(&cache->slots[i].bytes);
    }
}

ix_status archive_fetch(ix_str *out, archive_cache *cache, const ix_home *home,
                        const ix_manifest *list, const ix_digest *hash, ix_error *error) {
    *out = cached(cache, hash);
    if (out->len > 0) {
        return IX_OK;
    }
    archive_slot *slot = &cache->slots[cache->next];
    cache->next = (cache->next + 1) % ARCHIVE_CACHE_SLOTS;
    slot->used = false;
    ix_buf_clear(&slot->bytes);
    ix_status status = fetch(&slot->bytes, home, list, cache, hash, error);
    if (status == IX_OK) {
        slot->used = true;
        slot->hash = *hash;
        *out = ix_buf_view(&slot->bytes);
    }
    return status;
}

ix_status ix_home_bytes(ix_buf *out, const ix_home *home, const ix_manifest *list,
                        const ix_digest *hash, ix_error *error) {
    archive_cache cache;
    ix_str bytes;
    archive_cache_init(&cache);
    ix_status status = archive_fetch(&bytes, &cache, home, list, hash, error);
    if (status == IX_OK) {
        ix_buf_append(out, bytes);
        status = out->status == IX_OK
                     ? IX_OK
                     : ix_error_set(error, out->status, "%s", ix_status_text(out->status));
    }
    archive_cache_free(&cache);
    return status;
}

/* ------------------------------------------------------------------ storing */

static int chain_length(const ix_manifest *list, const ix_archived_file *file) {
    int length = 0;
    while (file != NULL && file->delta && length <= IX_DELTA_CHAIN_MAX) {
        file = find_file(list, &file->base);
        length++;
    }
    return length;
}

/* The archived file to store `given` as a difference to, or NULL to store it whole. */
static const ix_archived_file *choose_base(const ix_manifest *list, const ix_archived *before,
                                           const ix_list_file *given) {
    for (int i = 0; before != NULL && i < before->file_count; i++) {
        const ix_archived_file *file = &before->files[i];
        if (ix_str_equal(file->role, given->role)) {
            bool small = file->bytes + given->bytes.len <= DELTA_BYTES_MAX;
            return small && chain_length(list, file) < IX_DELTA_CHAIN_MAX - 1 ? file : NULL;
        }
    }
    return NULL;
}

/* Pack as a difference; *delta stays false when that is not worth it. */
static ix_status pack_delta(ix_buf *packed, bool *delta, const ix_home *home,
                            const ix_manifest *list, const ix_archived_file *base, ix_str bytes,
                            ix_error *error) {
    ix_buf before;
    ix_buf_init(&before, (size_t)IX_LIST_BYTES_MAX);
    ix_status status = ix_home_bytes(&before, home, list, &base->hash, error);
    if (status == IX_OK) {
        status = archive_pack(packed, bytes, ix_buf_view(&before), error);
    }
    ix_buf_free(&before);
    *delta = status == IX_OK && packed->len < (size_t)bytes.len / DELTA_SHARE;
    return status;
}

static ix_status stage_file(ix_archived_file *file, ix_home *home, const ix_manifest *list,
                            const ix_archived *before, ix_str bytes, const ix_list_file *given,
                            ix_error *error) {
    char name[IX_PATH_BYTES_MAX];
    const ix_archived_file *base = choose_base(list, before, given);
    ix_buf packed;
    ix_buf_init(&packed, IX_IMAGE_BYTES_MAX);
    ix_status status = bytes_name(name, list->id, &file->hash, error);
    /* A base that cannot be read must not keep a new snapshot out: store the bytes whole. */
    if (status == IX_OK && base != NULL &&
        pack_delta(&packed, &file->delta, home, list, base, bytes, NULL) == IX_OK && file->delta) {
        file->base = base->hash;
    } else if (status == IX_OK) {
        file->delta = false;
        ix_buf_clear(&packed);
        status = archive_pack(&packed, bytes, (ix_str){0}, error);
    }
    if (status == IX_OK) {
        status = ix_home_stage(home, name, ix_buf_view(&packed), error);
    }
    ix_buf_free(&packed);
    return status;
}

/* Name without folders, in the arena. */
static ix_str last_name(ix_str path, ix_arena *arena) {
    for (ptrdiff_t i = path.len; i > 0; i--) {
        if (path.ptr[i - 1] == '/') {
            return ix_arena_copy(arena, ix_str_slice(path, i, path.len));
        }
    }
    return ix_arena_copy(arena, path);
}

ix_status archive_stage(ix_archived_file *files, ix_home *home, const ix_manifest *list,
                        const ix_archived *before, const ix_list_file *given, int count,
                        ix_arena *arena, ix_error *error) {
    for (int i = 0; i < count; i++) {
        ix_digest hash = ix_sha256(given[i].bytes);
        const ix_archived_file *same = find_file(list, &hash);
        files[i] = (ix_archived_file){.role = ix_arena_copy(arena, given[i].role),
                                      .name = last_name(given[i].name, arena),
                                      .hash = hash,
                                      .bytes = given[i].bytes.len};
        if (files[i].name.ptr == NULL || (files[i].role.ptr == NULL && given[i].role.len > 0)) {
            return ix_error_set(error, IX_E_MEMORY, "out of memory while archiving");
        }
        bool twice = false;
        for (int j = 0; j < i && !twice; j++) {
            twice = ix_digest_equal(&files[j].hash, &hash);
            if (twice) {
                files[i].delta = files[j].delta;
                files[i].base = files[j].base;
            }
        }
        if (same != NULL) {
            files[i].delta = same->delta;
            files[i].base = same->base;
        } else if (!twice) {
            ix_status status =
                stage_file(&files[i], home, list, before, given[i].bytes, &given[i], error);
            if (status != IX_OK) {
                return status;
            }
        }
    }
    return IX_OK;
}
