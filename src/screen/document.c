/* What a document is, by its bytes. */
#include <interdict/screen_mail.h>

#include <string.h>

#define MAGIC_WITHIN 1024 /* PDF 1.7, annex H.3.4: readers accept the header within so many bytes  \
                           */

static bool begins_nocase(ix_str text, const char *what) {
    ix_str begin = ix_str_from_cstr(what);
    return text.len >= begin.len &&
           ix_str_equal_ascii_nocase(ix_str_slice(text, 0, begin.len), begin);
}

static bool holds(ix_str text, const char *what) {
    ix_str part = ix_str_from_cstr(what);
    for (ptrdiff_t i = 0; i + part.len <= text.len; i++) {
        if (memcmp(text.ptr + i, part.ptr, (size_t)part.len) == 0) {
            return true;
        }
    }
    return false;
}

/* The next line from *at on, without its end; false when there is none left. */
static bool next_line(ix_str *line, ix_str text, ptrdiff_t *at) {
    if (*at >= text.len) {
        return false;
    }
    const char *end = memchr(text.ptr + *at, '\n', (size_t)(text.len - *at));
    ptrdiff_t to = end ? end - text.ptr : text.len;
    *line = ix_str_slice(text, *at, to);
    *at = to + 1;
    return true;
}

/* Does a line name a field, as all headers of an e-mail do? */
static bool is_header(ix_str line) {
    ptrdiff_t colon = ix_str_find(line, IX_STR(":"), 0);
    for (ptrdiff_t i = 0; i < colon; i++) {
        if (line.ptr[i] <= ' ' || line.ptr[i] > '~') {
            return false;
        }
    }
    return colon > 0;
}

static bool is_encoded_field(ix_str line) {
    static const char field[] = "content-transfer-encoding:";
    if (!begins_nocase(line, field)) {
        return false;
    }
    ix_str value = ix_str_trim(ix_str_slice(line, (ptrdiff_t)sizeof field - 1, line.len));
    return begins_nocase(value, "base64") || begins_nocase(value, "quoted-printable");
}

static bool has_encoded_word(ix_str line) {
    return holds(line, "?B?") || holds(line, "?b?") || holds(line, "?Q?") || holds(line, "?q?");
}

/* An e-mail whose header says what its body is, or with something encoded in its headers, or in
 * those of any of its parts; or a box of them, which begins with the line of the first? */
static bool is_mail(ix_str text) {
    ptrdiff_t at = 0;
    ix_str line;
    bool in_head = true;
    if (!next_line(&line, text, &at) || (!is_header(line) && !begins_nocase(line, "From "))) {
        return false;
    }
    if (!is_header(line)) {
        return next_line(&line, text, &at) && is_header(line);
    }
    do {
        in_head = in_head && ix_str_trim(line).len > 0;
        if (is_encoded_field(line) ||
            (in_head && (has_encoded_word(line) || begins_nocase(line, "content-type:")))) {
            return true;
        }
    } while (next_line(&line, text, &at));
    return false;
}

ix_document_kind ix_document_kind_of(ix_str bytes) {
    ix_str head = ix_str_slice(bytes, 0, bytes.len < MAGIC_WITHIN ? bytes.len : MAGIC_WITHIN);
    if (holds(head, "%PDF-")) {
        return IX_DOCUMENT_PDF;
    }
    head = begins_nocase(head, "\xEF\xBB\xBF") ? ix_str_slice(head, 3, head.len) : head;
    head = ix_str_trim(head);
    bool html = begins_nocase(head, "<!doctype html") || begins_nocase(head, "<html") ||
                begins_nocase(head, "<head") || begins_nocase(head, "<body");
    return html                            ? IX_DOCUMENT_HTML
           : begins_nocase(head, "{\\rtf") ? IX_DOCUMENT_RTF
           : is_mail(ix_str_trim(bytes))   ? IX_DOCUMENT_MAIL
                                           : IX_DOCUMENT_TEXT;
}
