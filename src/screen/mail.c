/* An e-mail as one running text, with the way back to the file and an account of its bytes. */
#include "mail.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* ------------------------------------------------------------------ telling */

ix_status mail_no_memory(mail_reading *m) {
    if (m->status == IX_OK) {
        m->status = ix_error_set(m->error, IX_E_MEMORY, "no memory for the e-mail");
    }
    return m->status;
}

void mail_account(mail_reading *m, const mail_source *source, mail_class class, int64_t bytes) {
    if (source->under != NULL) {
        return;
    }
    m->coverage.exempt += class == MAIL_EXEMPT ? bytes : 0;
    m->coverage.screened += class == MAIL_SCREENED ? bytes : 0;
    m->coverage.anomaly += class == MAIL_ANOMALY ? bytes : 0;
}

ix_str mail_text(mail_reading *m, const char *format, ...) {
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (length < 0 || length >= (int)sizeof text) {
        length = length < 0 ? 0 : (int)sizeof text - 1;
    }
    ix_str copy = ix_arena_copy(m->arena, (ix_str){text, length});
    if (copy.ptr == NULL && length > 0) {
        mail_no_memory(m);
    }
    return copy;
}

void mail_refuse(mail_reading *m, int32_t part, ix_str why) {
    ix_mail_part *one = part < 0 ? NULL : &((ix_mail_part *)m->parts.items)[part];
    if (one != NULL && one->why.len > 0) {
        return; /* told already, and counted */
    }
    m->unscreened++;
    if (one != NULL) {
        one->why = why;
    }
    if (m->fault.len > 0) {
        return;
    }
    m->fault = one == NULL ? why
               : one->name.len > 0
                   ? mail_text(m, "%" IX_FMT " (%" IX_FMT "): %" IX_FMT, IX_ARG(one->path),
                               IX_ARG(ix_str_slice(one->name, 0, 80)), IX_ARG(why))
                   : mail_text(m, "%" IX_FMT " (%" IX_FMT "): %" IX_FMT, IX_ARG(one->path),
                               IX_ARG(ix_str_slice(one->type, 0, 80)), IX_ARG(why));
}

void mail_doubt(mail_reading *m, ix_str why) {
    m->doubt = m->doubt.len > 0 ? m->doubt : why;
}

/* ------------------------------------------------------------------ the text */

static ix_status add_piece(mail_reading *m, ix_str where, const mail_source *source, int32_t offset,
                           ix_str text) {
    if (m->status != IX_OK || ix_str_trim(text).len == 0) {
        return m->status;
    }
    ix_buf_append(&m->text, m->text.len > 0 ? IX_STR("\n\n") : (ix_str){0});
    ix_mail_piece *piece = ix_vector_push(&m->pieces, sizeof *piece, m->arena);
    if (piece == NULL) {
        return mail_no_memory(m);
    }
    *piece = (ix_mail_piece){(int32_t)m->text.len, (int32_t)text.len, where, source, offset};
    ix_buf_append(&m->text, text);
    if (m->text.status != IX_OK) {
        m->status = ix_error_set(m->error, m->text.status,
                                 "the texts of the e-mail come to more than %d MiB",
                                 (int)(IX_MAIL_TEXT_BYTES_MAX >> 20));
    }
    return m->status;
}

ix_status mail_piece(mail_reading *m, ix_str where, const mail_source *source, int32_t from,
                     int32_t to) {
    return add_piece(m, where, source, from, ix_str_slice(source->bytes, from, to));
}

ix_status mail_foreign_piece(mail_reading *m, ix_str where, ix_str text) {
    return add_piece(m, where, NULL, 0, text);
}

const ix_mail_piece *ix_mail_origin(int32_t *from, int32_t *to, const ix_mail *mail) {
    int32_t first = 0;
    int32_t last = mail->piece_count;
    while (last - first > 1) {
        int32_t middle = first + (last - first) / 2;
        if (mail->pieces[middle].at <= *from) {
            first = middle;
        } else {
            last = middle;
        }
    }
    const ix_mail_piece *piece = &mail->pieces[first];
    int32_t end = *to - piece->at;
    *from = *from - piece->at < piece->len ? *from - piece->at : piece->len;
    *to = end < piece->len ? end : piece->len;
    if (piece->source != NULL) {
        *from += piece->offset;
        *to += piece->offset;
        mail_origin(from, to, piece->source);
    }
    return piece;
}

/* ------------------------------------------------------------------ the file */

static int32_t line_behind(ix_str bytes, int32_t at) {
    const char *end = memchr(bytes.ptr + at, '\n', (size_t)(bytes.len - at));
    return end == NULL ? (int32_t)bytes.len : (int32_t)(end - bytes.ptr) + 1;
}

/* Does a message of an mbox (RFC 4155) begin at a line: "From a@b Sat ...", and a header below? */
static bool begins_message(ix_str bytes, int32_t at) {
    if (!ix_str_starts_with(ix_str_slice(bytes, at, bytes.len), IX_STR("From "))) {
        return false;
    }
    int32_t next = line_behind(bytes, at);
    return mail_is_field(ix_str_slice(bytes, next, line_behind(bytes, next)));
}

/* Where the next message begins behind a byte: at a "From " line below an empty one. */
static int32_t next_message(ix_str bytes, int32_t at) {
    bool empty = false;
    at = line_behind(bytes, at);
    while (at < bytes.len) {
        int32_t next = line_behind(bytes, at);
        if (empty && begins_message(bytes, at)) {
            return at;
        }
        empty = ix_str_trim(ix_str_slice(bytes, at, next)).len == 0;
        at = next;
    }
    return (int32_t)bytes.len;
}

static ix_status read_messages(mail_reading *m) {
    ix_str bytes = m->file->bytes;
    int32_t at = 0;
    bool mark = ix_str_starts_with(bytes, IX_STR("\xEF\xBB\xBF"));
    at = mark ? 3 : 0;
    while (at < bytes.len && strchr(" \t\r\n", bytes.ptr[at]) != NULL) {
        at++;
    }
    mail_account(m, m->file, MAIL_EXEMPT, at);
    bool box = at < bytes.len && begins_message(bytes, at);
    ix_status status = IX_OK;
    for (int number = 1; at < bytes.len && status == IX_OK; number++) {
        mail_place place = {.source = m->file, .from = at, .to = (int32_t)bytes.len};
        if (box) {
            place.to = next_message(bytes, at);
            place.from = line_behind(bytes, at);
            place.path = number > 1 || place.to < bytes.len ? mail_text(m, "message %d", number)
                                                            : (ix_str){0};
            mail_account(m, m->file, MAIL_SCREENED, place.from - at);
            status = mail_piece(m, IX_STR("envelope"), m->file, at, place.from);
        }
        status = status == IX_OK ? mail_read_message(m, &place) : status;
        at = place.to;
    }
    return status == IX_OK ? m->status : status;
}

/* What nobody accounted for is an anomaly. */
static void close_account(mail_reading *m) {
    m->coverage.total = m->file->bytes.len;
    int64_t known = m->coverage.screened + m->coverage.exempt + m->coverage.anomaly;
    if (known < m->coverage.total) {
        m->coverage.anomaly += m->coverage.total - known;
        mail_refuse(m, -1, IX_STR("bytes of the e-mail that belong to no part"));
    }
}

ix_status ix_mail_read(ix_mail *out, ix_str bytes, ix_str source, const ix_mail_tools *tools,
                       ix_arena *arena, ix_error *error) {
    mail_source file = {.bytes = bytes};
    mail_reading m = {.tools = tools, .arena = arena, .error = error};
    *out = (ix_mail){.source = source, .bytes = bytes.len, .sha256 = ix_sha256(bytes)};
    out->unscreened = 1;
    out->fault = IX_STR("it is too long, or there is no memory for it");
    if (bytes.len > INT32_MAX) {
        return ix_error_set(error, IX_E_LIMIT, "an e-mail of more than %d bytes", INT32_MAX);
    }
    m.file = IX_NEW(arena, mail_source, 1);
    if (m.file == NULL) {
        return mail_no_memory(&m);
    }
    *m.file = file;
    ix_buf_init(&m.text, IX_MAIL_TEXT_BYTES_MAX);
    m.text.allocator = arena->allocator;
    ix_error own = {.status = IX_OK};
    m.error = error != NULL ? error : &own;
    ix_status status = read_messages(&m);
    out->text = ix_arena_copy(arena, ix_buf_view(&m.text));
    if (status == IX_OK && out->text.ptr == NULL && m.text.len > 0) {
        status = mail_no_memory(&m);
    }
    ix_buf_free(&m.text);
    close_account(&m);
    out->pieces = m.pieces.items;
    out->piece_count = m.pieces.count;
    out->parts = m.parts.items;
    out->part_count = m.parts.count;
    out->unscreened = m.unscreened;
    out->fault = m.fault;
    out->doubt = m.doubt;
    out->coverage = m.coverage;
    if (status != IX_OK) { /* nothing of it may pass for read */
        out->text = (ix_str){0};
        out->unscreened++;
        out->fault = ix_arena_copy(arena, ix_str_from_cstr(m.error->text));
        out->fault = out->fault.len > 0 ? out->fault : IX_STR("out of memory");
    }
    return status;
}
