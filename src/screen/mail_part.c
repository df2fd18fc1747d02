/* Messages as trees: headers, multiparts, messages in messages, and what a leaf is read as.
 *
 * Whatever is not read is told: a part comes out with what it was read as, or with why it was not.
 */
#include "mail.h"

#include <string.h>

/* What the header of a part says of it. */
typedef struct part_head {
    ix_str type;     /* "text/plain", in small letters; empty: not told, or no type */
    ix_str charset;  /* empty: not told */
    ix_str boundary; /* empty: not told */
    ix_str encoding; /* in small letters; empty: not told */
    ix_str name;
    int types, encodings; /* fields that tell them: of two a reader takes either */
} part_head;

static ix_status read_entity(mail_reading *m, const mail_place *place, ix_str usual, bool nested);

/* ------------------------------------------------------------------ words for people */

/* "part 2.1", "message 3, part 2.1"; "body" where there is one alone. */
static ix_str path_of(const mail_place *place) {
    return place->path.len > 0 ? place->path : IX_STR("body");
}

static ix_str where_of(mail_reading *m, const mail_place *place, ix_str what) {
    return place->path.len == 0
               ? ix_arena_copy(m->arena, what)
               : mail_text(m, "%" IX_FMT ", %" IX_FMT, IX_ARG(place->path), IX_ARG(what));
}

static ix_str child_path(mail_reading *m, const mail_place *place, int number) {
    bool part = ix_str_find(place->path, IX_STR("part "), 0) >= 0;
    return part                  ? mail_text(m, "%" IX_FMT ".%d", IX_ARG(place->path), number)
           : place->path.len > 0 ? mail_text(m, "%" IX_FMT ", part %d", IX_ARG(place->path), number)
                                 : mail_text(m, "part %d", number);
}

static ix_str lowered(mail_reading *m, ix_str text) {
    text = ix_str_trim(text);
    char *out = IX_NEW(m->arena, char, text.len + 1);
    if (out == NULL) {
        mail_no_memory(m);
        return (ix_str){0};
    }
    for (ptrdiff_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        out[i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
    }
    return (ix_str){out, text.len};
}

static bool is(ix_str text, const char *word) {
    return ix_str_equal(text, ix_str_from_cstr(word));
}

static bool begins(ix_str text, const char *word) {
    return ix_str_starts_with(text, ix_str_from_cstr(word));
}

/* ------------------------------------------------------------------ headers */

/* Has the value nothing that stands outside of angle brackets but blanks? */
static bool is_of_identifiers(ix_str value) {
    bool inside = false;
    for (ptrdiff_t i = 0; i < value.len; i++) {
        char c = value.ptr[i];
        if (!inside && strchr("< \t\r\n", c) == NULL) {
            return false;
        }
        inside = inside ? c != '>' : c == '<';
    }
    return !inside;
}

/* No comment, nothing quoted, and no longer than such a value is. */
static bool is_short_and_plain(ix_str value) {
    return value.len <= 64 && ix_str_find(value, IX_STR("("), 0) < 0 &&
           ix_str_find(value, IX_STR("\""), 0) < 0;
}

/* Fields that say how a message is built, and nothing of anybody, where their value has their form
 * (RFC 5322, 3.3 and 3.6.4; RFC 2045); and signatures (RFC 6376; RFC 8617). All others are
 * searched, known or not. */
static bool is_exempt(const mail_field *field, ix_str value) {
    static const char *const plain[] = {"Date", "MIME-Version", "Content-Transfer-Encoding"};
    static const char *const identifiers[] = {"Message-ID", "In-Reply-To", "References",
                                              "Content-ID"};
    static const char *const signatures[] = {"DKIM-Signature", "ARC-Seal", "ARC-Message-Signature"};
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++) {
        if (mail_is_named(field, plain[i])) {
            return is_short_and_plain(value);
        }
    }
    for (size_t i = 0; i < sizeof identifiers / sizeof identifiers[0]; i++) {
        if (mail_is_named(field, identifiers[i])) {
            return is_of_identifiers(value);
        }
    }
    for (size_t i = 0; i < sizeof signatures / sizeof signatures[0]; i++) {
        if (mail_is_named(field, signatures[i])) {
            return true;
        }
    }
    return false;
}

/* A structured value without its comments, which may stand anywhere between its words and in one
 * another (RFC 5322, 3.2.2). */
static ix_str without_comments(mail_reading *m, ix_str value) {
    char *out = IX_NEW(m->arena, char, value.len + 1);
    ptrdiff_t len = 0;
    int depth = 0;
    bool quoted = false;
    if (out == NULL) {
        mail_no_memory(m);
        return (ix_str){0};
    }
    for (ptrdiff_t i = 0; i < value.len; i++) {
        char c = value.ptr[i];
        bool escaped = c == '\\' && i + 1 < value.len && (quoted || depth > 0);
        quoted = depth == 0 && c == '"' ? !quoted : quoted;
        depth += !quoted && c == '(';
        if (depth == 0) {
            out[len++] = c;
        }
        if (escaped) {
            i++;
            if (depth == 0) {
                out[len++] = value.ptr[i];
            }
        }
        depth -= !quoted && depth > 0 && !escaped && c == ')';
    }
    if (depth > 0) {
        mail_doubt(m, IX_STR("a comment of a header that does not end, so a person must look"));
    }
    return (ix_str){out, len};
}

/* "text/plain" of "Text/Plain; charset=x". */
static ix_str type_of(mail_reading *m, ix_str value) {
    ix_str rest;
    ix_str type = lowered(m, ix_str_cut(value, ';', &rest));
    if (type.len == 0) {
        mail_doubt(m, IX_STR("a part that says it has a type or an encoding and not which, so a "
                             "person must look"));
    }
    return type;
}

/* The name of a file as a piece of its own: it may stand encoded in the field. */
static void read_name(mail_reading *m, part_head *head, const mail_place *place, ix_str value,
                      const char *parameter) {
    ix_str name = mail_parameter(m, value, parameter);
    if (name.len > 0) {
        head->name = name;
        mail_foreign_piece(m, where_of(m, place, IX_STR("name of the file")), name);
    }
}

static void read_structure(mail_reading *m, part_head *head, const mail_place *place,
                           const mail_field *field, ix_str written) {
    bool type = mail_is_named(field, "Content-Type");
    bool encoding = mail_is_named(field, "Content-Transfer-Encoding");
    bool disposition = mail_is_named(field, "Content-Disposition");
    if (!type && !encoding && !disposition) {
        return;
    }
    ix_str value = without_comments(m, written);
    head->types += type;
    head->encodings += encoding;
    if (type) {
        head->type = type_of(m, value);
        head->charset = mail_parameter(m, value, "charset");
        head->boundary = mail_parameter(m, value, "boundary");
        read_name(m, head, place, value, "name");
    } else if (encoding) {
        head->encoding = type_of(m, value);
    } else {
        read_name(m, head, place, value, "filename");
    }
}

static ix_status read_field(mail_reading *m, part_head *head, const mail_place *place,
                            const mail_field *field, int32_t begin) {
    int32_t from = field->from;
    const mail_source *value = mail_field_value(m, place->source, from, field->to);
    if (value == NULL) {
        return m->status;
    }
    bool exempt = is_exempt(field, value->bytes);
    read_structure(m, head, place, field, value->bytes);
    mail_account(m, place->source, MAIL_EXEMPT, (from - begin) + (field->end - field->to));
    mail_account(m, place->source, exempt ? MAIL_EXEMPT : MAIL_SCREENED, field->to - from);
    if (field->name.len == 0) {
        mail_doubt(m, IX_STR("a line of a header that is no field, so a person must look"));
    }
    ix_str what = field->name.len > 0 ? field->name : IX_STR("header");
    return exempt ? m->status
                  : mail_piece(m, where_of(m, place, what), value, 0, (int32_t)value->bytes.len);
}

/* Reads the header of a part; *body is where what it heads begins. */
static ix_status read_head(mail_reading *m, part_head *head, const mail_place *place,
                           int32_t *body) {
    mail_field field;
    ix_status status = IX_OK;
    int32_t at = place->from;
    int32_t begin = at;
    while (status == IX_OK && mail_next_field(&field, place->source->bytes, &at, place->to)) {
        status = read_field(m, head, place, &field, begin);
        begin = at;
    }
    mail_account(m, place->source, MAIL_EXEMPT, at - begin);
    if (head->types > 1 || head->encodings > 1) {
        mail_doubt(m, head->types > 1
                          ? IX_STR("a part that tells two types of itself, so a person must look")
                          : IX_STR("a part that tells two encodings of itself, so a person must "
                                   "look"));
    }
    *body = at;
    return status == IX_OK ? m->status : status;
}

/* ------------------------------------------------------------------ leaves */

static ix_mail_part *part_at(const mail_reading *m, int32_t number) {
    return &((ix_mail_part *)m->parts.items)[number];
}

/* A part of the list; -1: there are too many, or memory is gone. */
static int32_t begin_part(mail_reading *m, const mail_place *place, const part_head *head,
                          int32_t body) {
    ix_mail_part *part = m->parts.count < IX_MAIL_PARTS_MAX
                             ? ix_vector_push(&m->parts, sizeof *part, m->arena)
                             : NULL;
    if (part == NULL) {
        return -1;
    }
    *part = (ix_mail_part){.path = path_of(place),
                           .type = head->type.len > 0 ? head->type : IX_STR("text/plain"),
                           .name = head->name,
                           .from = body,
                           .to = place->to,
                           .inside = place->source->under != NULL};
    return m->parts.count - 1;
}

/* The bytes from a place as a source of its own. */
static const mail_source *window_of(mail_reading *m, const mail_source *source, int32_t from,
                                    int32_t to) {
    mail_source *window = IX_NEW(m->arena, mail_source, 1);
    mail_run *run = IX_NEW(m->arena, mail_run, 1);
    if (window == NULL || run == NULL) {
        mail_no_memory(m);
        return NULL;
    }
    *run = (mail_run){0, to - from, from, 1, 1};
    *window = (mail_source){ix_str_slice(source->bytes, from, to), source, run, to > from};
    return window;
}

/* The body without its transfer encoding; NULL: memory is gone, or nobody decodes it. */
static const mail_source *decoded_body(mail_reading *m, int32_t part, const mail_place *place,
                                       const part_head *head, int32_t from) {
    const mail_source *source = place->source;
    int32_t to = place->to;
    bool base64 = is(head->encoding, "base64");
    if (!base64 && !is(head->encoding, "quoted-printable")) {
        bool plain = head->encoding.len == 0 || is(head->encoding, "7bit") ||
                     is(head->encoding, "8bit") || is(head->encoding, "binary");
        if (!plain) {
            mail_refuse(m, part,
                        mail_text(m, "the encoding %" IX_FMT " is not known",
                                  IX_ARG(ix_str_slice(head->encoding, 0, 40))));
            return NULL;
        }
        return window_of(m, source, from, to);
    }
    mail_damage damage;
    const mail_source *made = mail_decode(m, &damage, source, from, to, base64);
    if (made == NULL) {
        mail_no_memory(m);
        return NULL;
    }
    if (damage.base64 >= 0) {
        mail_refuse(m, part,
                    mail_text(m, "byte %d of it is no base64: not all of it is decoded",
                              damage.base64 - from));
        /* A list server's lines below a body in base64 are text as they stand. */
        return mail_piece(m, where_of(m, place, IX_STR("what is no base64")), source, damage.base64,
                          to) == IX_OK
                   ? made
                   : NULL;
    }
    if (damage.quoted >= 0) {
        mail_doubt(m, IX_STR("ill-formed quoted-printable, so a person must look"));
    }
    return made;
}

/* What stands encoded in a text, and would pass for words: uuencode (POSIX), OpenPGP (RFC 9580),
 * CMS (RFC 7468), yEnc, BinHex (RFC 1741). */
static bool holds_encoded(ix_str text) {
    ptrdiff_t at = 0;
    while (at < text.len) {
        const char *end = memchr(text.ptr + at, '\n', (size_t)(text.len - at));
        ptrdiff_t to = end == NULL ? text.len : end - text.ptr;
        ix_str line = ix_str_slice(text, at, to);
        bool mode = begins(line, "begin ") && line.len > 10 && line.ptr[9] == ' ';
        for (int i = 6; mode && i < 9; i++) {
            mode = line.ptr[i] >= '0' && line.ptr[i] <= '7';
        }
        if (mode || begins(line, "begin-base64 ") || begins(line, "-----BEGIN PGP MESSAGE-----") ||
            begins(line, "-----BEGIN PKCS7-----") || begins(line, "-----BEGIN CMS-----") ||
            begins(line, "=ybegin ") || begins(line, "(This file must be converted with BinHex")) {
            return true;
        }
        at = to + 1;
    }
    return false;
}

static ix_status read_text(mail_reading *m, int32_t part, const mail_place *place,
                           const mail_source *text) {
    part_at(m, part)->read = "text";
    if (holds_encoded(text->bytes)) {
        mail_refuse(m, part, IX_STR("it holds what is encoded or encrypted in the text itself"));
    }
    return mail_piece(m, path_of(place), text, 0, (int32_t)text->bytes.len);
}

/* HTML in ASCII: every other character as a reference, so that no charset that the document tells
 * of itself, or that a program guesses, reads it otherwise. */
static void write_ascii(ix_buf *out, ix_str text) {
    ptrdiff_t at = 0;
    while (at < text.len) {
        uint32_t code = ix_utf8_decode(text, &at, NULL);
        if (code < 0x80) {
            ix_buf_append_char(out, (char)code);
        } else {
            ix_buf_printf(out, "&#%u;", code);
        }
    }
}

/* A document that a program makes text of. Without it HTML is searched as it stands, markup and
 * all, and is not screened all the same. */
static ix_status read_document(mail_reading *m, int32_t part, const mail_place *place,
                               ix_document_kind kind, const mail_source *body) {
    ix_buf bytes;
    ix_buf made;
    const char *by = NULL;
    ix_error error = {.status = IX_OK};
    ix_buf_init(&bytes, 10 * IX_MAIL_TEXT_BYTES_MAX);
    ix_buf_init(&made, IX_MAIL_TEXT_BYTES_MAX);
    bytes.allocator = made.allocator = m->arena->allocator;
    if (kind == IX_DOCUMENT_HTML) {
        write_ascii(&bytes, body->bytes);
        /* The converter would make letters of them that nobody wrote. */
        if (!ix_utf8_is_valid(body->bytes) ||
            ix_str_find(body->bytes, IX_STR("\xEF\xBF\xBD"), 0) >= 0) {
            mail_doubt(m, IX_STR("HTML with bytes that are no letters of its charset, so a person "
                                 "must look"));
        }
    }
    ix_str given = kind == IX_DOCUMENT_HTML ? ix_buf_view(&bytes) : body->bytes;
    ix_status status =
        bytes.status != IX_OK ? bytes.status : m->tools->convert(&made, &by, kind, given, &error);
    bool html = kind == IX_DOCUMENT_HTML;
    if (status == IX_OK) {
        part_at(m, part)->read = html ? "html" : "pdf";
        part_at(m, part)->by = by;
        status = mail_foreign_piece(
            m, mail_text(m, "%" IX_FMT " as text by %s", IX_ARG(path_of(place)), by),
            ix_buf_view(&made));
    } else {
        ix_str why =
            error.text[0] != '\0' ? ix_str_from_cstr(error.text) : IX_STR("no memory for it");
        mail_refuse(m, part, mail_text(m, "%" IX_FMT, IX_ARG(why)));
        status = html ? mail_piece(m, path_of(place), body, 0, (int32_t)body->bytes.len) : IX_OK;
    }
    ix_buf_free(&bytes);
    ix_buf_free(&made);
    return status == IX_OK ? m->status : status;
}

/* Text for people, or what reads as such: everything but what has a form of its own. */
static bool is_textual(ix_str type) {
    static const char *const kinds[] = {"application/json",
                                        "application/xml",
                                        "application/x-yaml",
                                        "application/sql",
                                        "application/pgp-signature",
                                        "application/pgp-encrypted",
                                        "application/pgp-keys",
                                        "application/javascript",
                                        "message/delivery-status",
                                        "message/global-delivery-status",
                                        "message/disposition-notification",
                                        "message/feedback-report"};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (is(type, kinds[i])) {
            return true;
        }
    }
    return type.len == 0 || begins(type, "text/") || ix_str_ends_with(type, IX_STR("+xml")) ||
           ix_str_ends_with(type, IX_STR("+json"));
}

/* Bytes that say nothing of what they are, and are text: UTF-8 without control characters. */
static bool looks_like_text(ix_str bytes) {
    for (ptrdiff_t i = 0; i < bytes.len; i++) {
        unsigned char c = (unsigned char)bytes.ptr[i];
        if (c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f') {
            return false;
        }
    }
    return bytes.len > 0 && ix_utf8_is_valid(bytes);
}

/* Types whose bytes are never what they say, even where all of them are letters. */
static bool is_opaque(ix_str type) {
    static const char *const kinds[] = {
        "application/pkcs7",       "application/x-pkcs7", "application/zip",
        "application/x-zip",       "application/gzip",    "application/x-gzip",
        "application/msword",      "application/vnd.",    "application/x-7z",
        "application/x-rar",       "application/x-tar",   "application/ms-tnef",
        "application/mac-binhex40"};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (begins(type, kinds[i])) {
            return true;
        }
    }
    return begins(type, "image/") || begins(type, "audio/") || begins(type, "video/") ||
           begins(type, "font/");
}

static bool is_ascii(ix_str bytes) {
    for (ptrdiff_t i = 0; i < bytes.len; i++) {
        if ((unsigned char)bytes.ptr[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

/* What the bytes are read as, by the type that the message tells and by themselves; RTF: nobody
 * reads it; TEXT only where *text says so. */
static ix_document_kind kind_of_leaf(bool *text, ix_str type, ix_str bytes) {
    bool opaque = is_opaque(type);
    ix_document_kind kind = ix_document_kind_of(bytes);
    *text = is_textual(type);
    if (is(type, "text/html") || is(type, "application/xhtml+xml")) {
        return kind == IX_DOCUMENT_PDF ? kind : IX_DOCUMENT_HTML;
    }
    if (is(type, "application/pdf")) {
        return IX_DOCUMENT_PDF;
    }
    if (is(type, "text/rtf") || is(type, "text/richtext") || is(type, "application/rtf")) {
        return IX_DOCUMENT_RTF;
    }
    if (*text) {
        return kind == IX_DOCUMENT_PDF || kind == IX_DOCUMENT_RTF ? kind : IX_DOCUMENT_TEXT;
    }
    *text = !opaque && looks_like_text(bytes);
    return opaque ? IX_DOCUMENT_TEXT : kind;
}

/* UTF-16 of files that say nothing of their charset, by its mark (Unicode 2.6). */
static ix_str charset_of(const part_head *head, ix_str bytes) {
    bool marked = ix_str_starts_with(bytes, IX_STR("\xFF\xFE")) ||
                  ix_str_starts_with(bytes, IX_STR("\xFE\xFF"));
    return marked && mail_is_utf8(head->charset) ? IX_STR("UTF-16") : head->charset;
}

static ix_status read_inner(mail_reading *m, int32_t part, const mail_place *place,
                            const mail_source *body) {
    mail_place inner = *place;
    part_at(m, part)->read = "message";
    inner.source = body;
    inner.from = 0;
    inner.to = (int32_t)body->bytes.len;
    inner.depth++;
    return read_entity(m, &inner, IX_STR("text/plain"), true);
}

static ix_status read_decoded(mail_reading *m, int32_t part, const mail_place *place,
                              const part_head *head, const mail_source *body) {
    bool known;
    bool text;
    if (is(head->type, "message/rfc822") || is(head->type, "message/global")) {
        return read_inner(m, part, place, body);
    }
    if (is(head->type, "message/partial") || is(head->type, "message/external-body")) {
        mail_refuse(m, part, IX_STR("what it is of stands elsewhere"));
        return m->status;
    }
    ix_document_kind kind = kind_of_leaf(&text, head->type, body->bytes);
    if (kind == IX_DOCUMENT_MAIL && !is_textual(head->type)) {
        return read_inner(m, part, place, body);
    }
    if (kind == IX_DOCUMENT_PDF) {
        return read_document(m, part, place, kind, body);
    }
    if (kind == IX_DOCUMENT_RTF || (kind == IX_DOCUMENT_TEXT && !text)) {
        mail_refuse(m, part,
                    kind == IX_DOCUMENT_RTF ? IX_STR("it is RTF, which nobody here reads")
                                            : mail_text(m, "nobody here reads %" IX_FMT,
                                                        IX_ARG(ix_str_slice(head->type, 0, 80))));
        return m->status;
    }
    const mail_source *made = mail_to_utf8(m, &known, body, charset_of(head, body->bytes));
    if (made == NULL) {
        return mail_no_memory(m);
    }
    if (!known) {
        mail_refuse(m, part,
                    mail_text(m, "the charset %" IX_FMT " is not known",
                              IX_ARG(ix_str_slice(head->charset, 0, 40))));
        return m->status;
    }
    ix_status status = kind == IX_DOCUMENT_HTML ? read_document(m, part, place, kind, made)
                                                : read_text(m, part, place, made);
    /* Told to be of another charset, and UTF-8 all the same, which hardly comes by chance. */
    bool twice = made != body && !is_ascii(body->bytes) && ix_utf8_is_valid(body->bytes);
    return status == IX_OK && twice
               ? mail_piece(m, mail_text(m, "%" IX_FMT " as UTF-8", IX_ARG(path_of(place))), body,
                            0, (int32_t)body->bytes.len)
               : status;
}

static ix_status read_leaf(mail_reading *m, int32_t part, const mail_place *place,
                           const part_head *head, int32_t from) {
    int32_t refused = m->unscreened;
    const mail_source *source = place->source;
    const mail_source *body = decoded_body(m, part, place, head, from);
    ix_status status = body != NULL ? read_decoded(m, part, place, head, body) : m->status;
    mail_account(m, source, m->unscreened > refused ? MAIL_ANOMALY : MAIL_SCREENED,
                 place->to - from);
    return status;
}

/* ------------------------------------------------------------------ multiparts */

typedef enum delimiter { NO_DELIMITER, NEXT_PART, LAST_PART } delimiter;

/* Is the line "--boundary", or "--boundary--", blanks behind it or none (RFC 2046, 5.1.1)? */
static delimiter delimiter_of(ix_str line, ix_str boundary) {
    while (line.len > 0 && strchr(" \t\r\n", line.ptr[line.len - 1]) != NULL) {
        line.len--;
    }
    if (!begins(line, "--") || !ix_str_starts_with(ix_str_slice(line, 2, line.len), boundary)) {
        return NO_DELIMITER;
    }
    ix_str rest = ix_str_slice(line, 2 + boundary.len, line.len);
    return rest.len == 0 ? NEXT_PART : is(rest, "--") ? LAST_PART : NO_DELIMITER;
}

/* The next delimiter from a byte on: its line, and *end behind it. */
static delimiter find_delimiter(int32_t *line, int32_t *end, const mail_place *place, int32_t at,
                                ix_str boundary) {
    const char *bytes = place->source->bytes.ptr;
    while (at < place->to) {
        const char *stop = memchr(bytes + at, '\n', (size_t)(place->to - at));
        int32_t next = stop == NULL ? place->to : (int32_t)(stop - bytes) + 1;
        delimiter found = delimiter_of(ix_str_slice(place->source->bytes, at, next), boundary);
        if (found != NO_DELIMITER) {
            *line = at;
            *end = next;
            return found;
        }
        at = next;
    }
    *line = *end = place->to;
    return NO_DELIMITER;
}

/* What stands before the first part and behind the last is no part, and is searched as text. */
static ix_status read_margin(mail_reading *m, const mail_place *place, int32_t from, int32_t to,
                             const char *what) {
    mail_account(m, place->source, MAIL_SCREENED, to - from);
    return mail_piece(m, where_of(m, place, ix_str_from_cstr(what)), place->source, from, to);
}

static ix_status read_multipart(mail_reading *m, int32_t part, const mail_place *place,
                                const part_head *head, int32_t from) {
    ix_str usual =
        is(head->type, "multipart/digest") ? IX_STR("message/rfc822") : IX_STR("text/plain");
    int32_t line;
    int32_t end;
    part_at(m, part)->read = "multipart";
    delimiter found = find_delimiter(&line, &end, place, from, head->boundary);
    ix_status status = read_margin(m, place, from, line, "before its parts");
    if (found == NO_DELIMITER) {
        mail_refuse(m, part,
                    IX_STR("its boundary stands nowhere in it: its parts are not told "
                           "apart"));
        return m->status;
    }
    for (int number = 1; found == NEXT_PART && status == IX_OK; number++) {
        mail_place child = {.source = place->source,
                            .from = end,
                            .path = child_path(m, place, number),
                            .depth = place->depth + 1};
        mail_account(m, place->source, MAIL_EXEMPT, end - line);
        found = find_delimiter(&line, &end, place, child.from, head->boundary);
        child.to = line;
        status = read_entity(m, &child, usual, false);
    }
    if (found == NO_DELIMITER) {
        mail_refuse(m, part, mail_text(m, "it has no end: cut off at byte %d", place->to));
        return m->status;
    }
    mail_account(m, place->source, MAIL_EXEMPT, end - line);
    return status == IX_OK ? read_margin(m, place, end, place->to, "behind its parts") : status;
}

/* ------------------------------------------------------------------ entities */

/* A part by its type. A multipart is never encoded (RFC 2045, 6.4); one that says it is, is a leaf.
 */
static ix_status read_body(mail_reading *m, const mail_place *place, const part_head *head,
                           int32_t body) {
    int32_t part = begin_part(m, place, head, body);
    if (part < 0) {
        mail_refuse(m, -1,
                    mail_text(m, "%" IX_FMT " and what follows: more than %d parts",
                              IX_ARG(path_of(place)), IX_MAIL_PARTS_MAX));
        mail_account(m, place->source, MAIL_ANOMALY, place->to - body);
        return m->status;
    }
    if (place->depth > IX_MAIL_DEPTH_MAX) {
        mail_refuse(m, part, IX_STR("it lies too deep in other parts"));
        mail_account(m, place->source, MAIL_ANOMALY, place->to - body);
        return m->status;
    }
    bool multipart = begins(head->type, "multipart/");
    bool encoded = is(head->encoding, "base64") || is(head->encoding, "quoted-printable");
    if (multipart && (encoded || head->boundary.len == 0)) {
        mail_refuse(m, part,
                    encoded ? IX_STR("a multipart that is encoded")
                            : IX_STR("a multipart without a boundary"));
        return read_leaf(m, part, place,
                         &(part_head){.type = IX_STR("text/plain"), .encoding = head->encoding},
                         body);
    }
    return multipart ? read_multipart(m, part, place, head, body)
                     : read_leaf(m, part, place, head, body);
}

/* `nested`: a message in another part, whose own body is a part of it. */
static ix_status read_entity(mail_reading *m, const mail_place *place, ix_str usual, bool nested) {
    part_head head = {0};
    mail_place body_place = *place;
    int32_t body;
    ix_status status = read_head(m, &head, place, &body);
    if (status != IX_OK) {
        return status;
    }
    head.type = head.types > 0 ? head.type : usual;
    if (nested && !begins(head.type, "multipart/")) {
        body_place.path = child_path(m, place, 1);
    }
    return read_body(m, &body_place, &head, body);
}

ix_status mail_read_message(mail_reading *m, const mail_place *place) {
    return read_entity(m, place, IX_STR("text/plain"), false);
}
