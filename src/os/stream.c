/* Packed bytes as they come and go: gzip by zlib, zstd by libzstd, both in bounded memory. What
 * does not end as its format ends is refused, so that a file cut short is never taken for a whole
 * one. */
#include "stream.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#define PIECE_BYTES      ((size_t)256 << 10)
#define GZIP_WINDOW_BITS (15 + 16) /* zlib: the largest window, a gzip wrapper with its checksum   \
                                    */
#define WINDOW_LOG_MAX 27 /* zstd: 128 MiB, what its own program takes without being asked */
#define ZSTD_LEVEL     3
#define GZIP_LEVEL     6

/* ------------------------------------------------------------------ in */

struct ix_stream {
    ix_packing packing;
    ix_str name;
    int descriptor;
    z_stream gzip;
    ZSTD_DStream *zstd;
    size_t used, held; /* of `piece` */
    bool within;       /* a member or frame has begun and not ended */
    bool ended;        /* the descriptor has */
    char piece[PIECE_BYTES];
};

static ix_status damaged(const ix_stream *s, const char *why, ix_error *error) {
    return ix_error_at(error, IX_E_INPUT, s->name, 0, -1, "cannot be unpacked: %s", why);
}

ix_status ix_stream_open(ix_stream **out, int descriptor, ix_str head, ix_packing packing,
                         ix_str name, ix_error *error) {
    assert(packing == IX_PACKING_GZIP || packing == IX_PACKING_ZSTD);
    ix_stream *s = calloc(1, sizeof *s + (size_t)head.len);
    bool made = s != NULL && head.len <= (ptrdiff_t)sizeof s->piece;
    if (made) {
        s->packing = packing;
        s->name = name;
        s->descriptor = descriptor;
        memcpy(s->piece, head.ptr, (size_t)head.len);
        s->held = (size_t)head.len;
        if (packing == IX_PACKING_GZIP) {
            made = inflateInit2(&s->gzip, GZIP_WINDOW_BITS) == Z_OK;
        } else {
            s->zstd = ZSTD_createDStream();
            made =
                s->zstd != NULL &&
                !ZSTD_isError(ZSTD_DCtx_setParameter(s->zstd, ZSTD_d_windowLogMax, WINDOW_LOG_MAX));
        }
    }
    *out = s;
    if (!made) {
        ix_stream_close(s);
        *out = NULL;
        return ix_error_set(error, IX_E_MEMORY, "no memory to unpack");
    }
    return IX_OK;
}

void ix_stream_close(ix_stream *s) {
    if (s != NULL) {
        if (s->packing == IX_PACKING_GZIP) {
            inflateEnd(&s->gzip);
        }
        ZSTD_freeDStream(s->zstd);
        free(s);
    }
}

static ix_status fill(ix_stream *s, ix_error *error) {
    ssize_t got = read(s->descriptor, s->piece, sizeof s->piece);
    if (got < 0) {
        return ix_error_at(error, IX_E_IO, s->name, 0, -1, "%s", strerror(errno));
    }
    s->used = 0;
    s->held = (size_t)got;
    s->ended = got == 0;
    return IX_OK;
}

static ix_status inflate_some(ix_stream *s, char *room, size_t count, size_t *got,
                              ix_error *error) {
    if (!s->within) {
        /* Only zero bytes may stand behind a member beside another one: some writers pad. */
        while (s->used < s->held && s->gzip.total_in > 0 && s->piece[s->used] == 0) {
            s->used++;
        }
        if (s->used == s->held) {
            return IX_OK;
        }
        s->within = true;
        inflateReset(&s->gzip);
    }
    s->gzip.next_in = (z_const Bytef *)(void *)(s->piece + s->used);
    s->gzip.avail_in = (uInt)(s->held - s->used);
    s->gzip.next_out = (Bytef *)(void *)room;
    s->gzip.avail_out = (uInt)count;
    int code = inflate(&s->gzip, Z_NO_FLUSH);
    s->used = s->held - s->gzip.avail_in;
    *got = count - s->gzip.avail_out;
    s->within = code != Z_STREAM_END;
    return code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR
               ? IX_OK
               : damaged(s, s->gzip.msg != NULL ? s->gzip.msg : "damaged", error);
}

static ix_status decompress_some(ix_stream *s, char *room, size_t count, size_t *got,
                                 ix_error *error) {
    ZSTD_inBuffer in = {s->piece, s->held, s->used};
    ZSTD_outBuffer out = {room, count, 0};
    size_t left = ZSTD_decompressStream(s->zstd, &out, &in);
    s->used = in.pos;
    *got = out.pos;
    if (ZSTD_isError(left)) {
        return damaged(s, ZSTD_getErrorName(left), error);
    }
    s->within = left != 0;
    return IX_OK;
}

ix_status ix_stream_read(ix_stream *s, char *room, size_t count, size_t *got, ix_error *error) {
    ix_status status = IX_OK;
    *got = 0;
    count = count < PIECE_BYTES * 4 ? count : PIECE_BYTES * 4;
    while (status == IX_OK && *got == 0) {
        if (s->used == s->held && !s->ended) {
            status = fill(s, error);
        }
        bool dry = s->used == s->held && s->ended;
        if (status == IX_OK && (s->within || !dry)) {
            status = s->packing == IX_PACKING_GZIP ? inflate_some(s, room, count, got, error)
                                                   : decompress_some(s, room, count, got, error);
        }
        if (status == IX_OK && *got == 0 && dry) {
            return s->within ? damaged(s, "it ends too early", error) : IX_OK;
        }
    }
    return status;
}

/* ------------------------------------------------------------------ out */

struct ix_packer {
    ix_packing packing;
    z_stream gzip;
    ZSTD_CStream *zstd;
};

ix_status packer_open(ix_packer **out, ix_packing packing, ix_error *error) {
    assert(packing == IX_PACKING_GZIP || packing == IX_PACKING_ZSTD);
    ix_packer *p = calloc(1, sizeof *p);
    bool made = p != NULL;
    if (made && packing == IX_PACKING_GZIP) {
        made = deflateInit2(&p->gzip, GZIP_LEVEL, Z_DEFLATED, GZIP_WINDOW_BITS, 8,
                            Z_DEFAULT_STRATEGY) == Z_OK;
    } else if (made) {
        p->zstd = ZSTD_createCStream();
        made = p->zstd != NULL && !ZSTD_isError(ZSTD_initCStream(p->zstd, ZSTD_LEVEL)) &&
               !ZSTD_isError(ZSTD_CCtx_setParameter(p->zstd, ZSTD_c_checksumFlag, 1));
    }
    if (!made) {
        free(p);
        return ix_error_set(error, IX_E_MEMORY, "no memory to pack");
    }
    p->packing = packing;
    *out = p;
    return IX_OK;
}

void packer_close(ix_packer *p) {
    if (p != NULL) {
        if (p->packing == IX_PACKING_GZIP) {
            deflateEnd(&p->gzip);
        }
        ZSTD_freeCStream(p->zstd);
        free(p);
    }
}

/* One step: what was packed is appended. True while there is more to come. */
static bool pack_some(ix_packer *p, ix_buf *out, ZSTD_inBuffer *in, bool end) {
    char piece[16 << 10];
    ZSTD_outBuffer packed = {piece, sizeof piece, 0};
    bool more;
    if (p->packing == IX_PACKING_GZIP) {
        p->gzip.next_in = (z_const Bytef *)(uintptr_t)((const char *)in->src + in->pos);
        p->gzip.avail_in = (uInt)(in->size - in->pos);
        p->gzip.next_out = (Bytef *)(void *)piece;
        p->gzip.avail_out = sizeof piece;
        int code = deflate(&p->gzip, end ? Z_FINISH : Z_NO_FLUSH);
        in->pos = in->size - p->gzip.avail_in;
        packed.pos = sizeof piece - p->gzip.avail_out;
        more = end ? code != Z_STREAM_END : p->gzip.avail_out == 0;
    } else {
        size_t left =
            ZSTD_compressStream2(p->zstd, &packed, in, end ? ZSTD_e_end : ZSTD_e_continue);
        if (ZSTD_isError(left)) {
            out->status = IX_E_MEMORY;
            return false;
        }
        more = end ? left != 0 : in->pos < in->size;
    }
    ix_buf_append(out, (ix_str){piece, (ptrdiff_t)packed.pos});
    return more && out->status == IX_OK;
}

void packer_pack(ix_packer *p, ix_buf *out, ix_str bytes, bool end) {
    ZSTD_inBuffer in = {bytes.len > 0 ? bytes.ptr : "", (size_t)bytes.len, 0};
    while (pack_some(p, out, &in, end)) {
    }
}
