/* The encodings of MIME: base64 and quoted-printable (RFC 2045, section 6), the words of headers
 * (RFC 2047), charsets.
 *
 * Decoding leaves nothing out in silence: RFC 2045 lets a reader pass over bytes that are no
 * base64, and here they are told, because another reader may have shown them. */
#include "mail.h"

#include <string.h>

static int sextet_of(char c) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *at = c == '\0' ? NULL : strchr(digits, c);
    return at == NULL ? -1 : (int)(at - digits);
}

static int hex_of(char c) {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                  : -1;
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* ------------------------------------------------------------------ base64 */

/* Four digits, and where they stand: next to each other but for line ends. */
typedef struct quantum {
    int values[4];
    int32_t places[4];
    int count;
} quantum;

/* The bytes of two to four digits. Those of a whole quantum that stands in one piece are one unit,
 * so that a text in base64 takes one run a line. */
static void add_quantum(mail_maker *maker, const quantum *q) {
    char out[3];
    uint32_t bits = 0;
    for (int i = 0; i < 4; i++) {
        bits = bits << 6 | (uint32_t)(i < q->count ? q->values[i] : 0);
    }
    for (int i = 0; i < 3; i++) {
        out[i] = (char)(unsigned char)(bits >> (16 - 8 * i));
    }
    if (q->count == 4 && q->places[3] == q->places[0] + 3) {
        mail_add(maker, (ix_str){out, 3}, q->places[0], 4);
        return;
    }
    for (int i = 0; i + 1 < q->count; i++) {
        mail_add(maker, (ix_str){out + i, 1}, q->places[i], q->places[i + 1] + 1 - q->places[i]);
    }
}

/* Returns the first byte that is no base64, -1: none. What stands behind the padding is none. */
static int32_t decode_base64(mail_maker *maker, ix_str bytes, int32_t from, int32_t to) {
    quantum q = {.count = 0};
    int32_t damage = -1;
    bool padded = false;
    for (int32_t i = from; i < to; i++) {
        int value = sextet_of(bytes.ptr[i]);
        if (is_blank(bytes.ptr[i])) {
            continue;
        }
        if (bytes.ptr[i] == '=' && (padded || q.count >= 2)) {
            if (!padded) {
                add_quantum(maker, &q);
            }
            padded = true;
            q.count = 0;
            continue;
        }
        if (value < 0 || padded) {
            damage = damage < 0 ? i : damage;
            continue;
        }
        q.values[q.count] = value;
        q.places[q.count++] = i;
        if (q.count == 4) {
            add_quantum(maker, &q);
            q.count = 0;
        }
    }
    if (q.count == 1 && damage < 0) {
        damage = q.places[0]; /* one digit is no byte: the rest was cut off */
    } else if (q.count > 1) {
        add_quantum(maker, &q); /* padding is often left out */
    }
    return damage;
}

/* ------------------------------------------------------------------ quoted-printable */

/* How many bytes of a line end stand at a byte; 0: none. */
static int32_t line_end_at(ix_str bytes, int32_t at, int32_t to) {
    if (at < to && bytes.ptr[at] == '\n') {
        return 1;
    }
    return at + 1 < to && bytes.ptr[at] == '\r' && bytes.ptr[at + 1] == '\n' ? 2 : 0;
}

/* A soft line break: "=", blanks that a gateway added, the end of the line or of all; its bytes. */
static int32_t soft_break_at(ix_str bytes, int32_t at, int32_t to) {
    int32_t end = at + 1;
    while (end < to && (bytes.ptr[end] == ' ' || bytes.ptr[end] == '\t')) {
        end++;
    }
    int32_t line = line_end_at(bytes, end, to);
    return line > 0 ? end + line - at : end == to ? end - at : 0;
}

static int32_t decode_quoted(mail_maker *maker, ix_str bytes, int32_t from, int32_t to,
                             bool header) {
    int32_t damage = -1;
    int32_t i = from;
    while (i < to) {
        char c = bytes.ptr[i];
        int high = c == '=' && i + 2 < to ? hex_of(bytes.ptr[i + 1]) : -1;
        int low = high >= 0 ? hex_of(bytes.ptr[i + 2]) : -1;
        int32_t soft = c == '=' && low < 0 && !header ? soft_break_at(bytes, i, to) : 0;
        if (low >= 0) {
            char byte = (char)(unsigned char)(high << 4 | low);
            mail_add(maker, (ix_str){&byte, 1}, i, 3);
            i += 3;
        } else if (soft > 0) {
            i += soft;
        } else {
            damage = c == '=' && damage < 0 ? i : damage;
            c = header && c == '_' ? ' ' : c;
            mail_add(maker, (ix_str){&c, 1}, i, 1);
            i++;
        }
    }
    return damage;
}

const mail_source *mail_decode(mail_reading *m, mail_damage *damage, const mail_source *source,
                               int32_t from, int32_t to, bool base64) {
    mail_maker maker;
    mail_make(&maker, m->arena);
    *damage = (mail_damage){-1, -1};
    if (base64) {
        damage->base64 = decode_base64(&maker, source->bytes, from, to);
    } else {
        damage->quoted = decode_quoted(&maker, source->bytes, from, to, false);
    }
    return mail_made(&maker, source);
}

bool mail_decode_word(mail_maker *maker, ix_str bytes, int32_t from, int32_t to, bool base64) {
    int32_t damage = base64 ? decode_base64(maker, bytes, from, to)
                            : decode_quoted(maker, bytes, from, to, true);
    return damage < 0;
}

/* ------------------------------------------------------------------ charsets */

bool mail_is_utf8(ix_str charset) {
    static const ix_str names[] = {{"utf-8", 5}, {"utf8", 4},          {"us-ascii", 8},
                                   {"ascii", 5}, {"unknown-8bit", 12}, {"", 0}};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (ix_str_equal_ascii_nocase(charset, names[i])) {
            return true;
        }
    }
    return false;
}

const mail_source *mail_to_utf8(mail_reading *m, bool *known, const mail_source *source,
                                ix_str charset) {
    void *open = mail_is_utf8(charset) ? NULL : m->tools->open_charset(charset);
    *known = open != NULL || mail_is_utf8(charset);
    if (open == NULL) {
        return source;
    }
    mail_maker maker;
    mail_make(&maker, m->arena);
    ix_str bytes = source->bytes;
    int32_t at = 0;
    while (at < bytes.len && !maker.failed) {
        char out[16];
        int written = 0;
        ptrdiff_t took =
            m->tools->next_character(open, out, &written, ix_str_slice(bytes, at, bytes.len));
        if (took <= 0) {
            static const char no_character = '\xFF';
            mail_add(&maker, (ix_str){&no_character, 1}, at, 1);
            took = 1;
        } else {
            mail_add(&maker, (ix_str){out, written}, at, (int32_t)took);
        }
        at += (int32_t)took;
    }
    m->tools->close_charset(open);
    return mail_made(&maker, source);
}
