/* Header fields: folding (RFC 5322, 2.2.3), encoded words (RFC 2047), parameters (RFC 2045, 2231).
 */
#include "mail.h"

#include <stdio.h>
#include <string.h>

#define WORD_BYTES_MAX    8192 /* RFC 2047 allows 75; longer ones are not decoded, and told */
#define CONTINUATIONS_MAX 64   /* pieces of one parameter, name*0 to name*63 */

/* ------------------------------------------------------------------ fields */

bool mail_is_field(ix_str line) {
    ptrdiff_t colon = ix_str_find(line, IX_STR(":"), 0);
    ptrdiff_t end = colon;
    while (end > 0 && (line.ptr[end - 1] == ' ' || line.ptr[end - 1] == '\t')) {
        end--; /* obsolete, and still read: "Subject : a" (RFC 5322, 4.5) */
    }
    for (ptrdiff_t i = 0; i < end; i++) {
        if (line.ptr[i] <= ' ' || line.ptr[i] > '~') {
            return false;
        }
    }
    return end > 0;
}

/* Behind the line that begins at a byte. */
static int32_t line_end(ix_str bytes, int32_t at, int32_t to) {
    const char *end = at < to ? memchr(bytes.ptr + at, '\n', (size_t)(to - at)) : NULL;
    return end == NULL ? to : (int32_t)(end - bytes.ptr) + 1;
}

static bool is_fold(ix_str bytes, int32_t at, int32_t to) {
    return at < to && (bytes.ptr[at] == ' ' || bytes.ptr[at] == '\t') &&
           ix_str_trim(ix_str_slice(bytes, at, line_end(bytes, at, to))).len > 0;
}

bool mail_next_field(mail_field *field, ix_str bytes, int32_t *at, int32_t to) {
    int32_t begin = *at;
    int32_t end = line_end(bytes, begin, to);
    ix_str line = ix_str_slice(bytes, begin, end);
    if (ix_str_trim(line).len == 0) {
        *at = end; /* behind the empty line, or the end of all */
        return false;
    }
    while (is_fold(bytes, end, to)) {
        end = line_end(bytes, end, to);
    }
    ptrdiff_t colon = mail_is_field(line) ? ix_str_find(line, IX_STR(":"), 0) : -1;
    *field = (mail_field){.name = ix_str_trim(ix_str_slice(line, 0, colon < 0 ? 0 : colon)),
                          .from = begin + (int32_t)colon + 1,
                          .to = end,
                          .end = end};
    while (field->to > field->from &&
           (bytes.ptr[field->to - 1] == '\n' || bytes.ptr[field->to - 1] == '\r')) {
        field->to--;
    }
    *at = end;
    return true;
}

bool mail_is_named(const mail_field *field, const char *name) {
    return ix_str_equal_ascii_nocase(field->name, ix_str_from_cstr(name));
}

/* ------------------------------------------------------------------ encoded words */

typedef struct encoded_word {
    ix_str charset;
    int32_t from, to; /* of what is encoded */
    int32_t end;
    bool base64;
} encoded_word;

/* "=?KOI8-R*ru?B?9MnIz87P1w==?=" at a byte. */
static bool word_at(encoded_word *word, ix_str bytes, int32_t at, int32_t to) {
    ix_str rest = ix_str_slice(bytes, at, to - at > WORD_BYTES_MAX ? at + WORD_BYTES_MAX : to);
    if (!ix_str_starts_with(rest, IX_STR("=?"))) {
        return false;
    }
    ptrdiff_t first = ix_str_find(rest, IX_STR("?"), 2);
    ptrdiff_t last = first < 0 ? -1 : ix_str_find(rest, IX_STR("?="), first + 3);
    if (last < 0 || rest.ptr[first + 2] != '?') {
        return false;
    }
    char how = rest.ptr[first + 1];
    ix_str inside = ix_str_slice(rest, first + 3, last);
    ix_str language;
    *word = (encoded_word){.charset = ix_str_cut(ix_str_slice(rest, 2, first), '*', &language),
                           .from = at + (int32_t)first + 3,
                           .to = at + (int32_t)last,
                           .end = at + (int32_t)last + 2,
                           .base64 = how == 'B' || how == 'b'};
    return (word->base64 || how == 'Q' || how == 'q') && word->charset.len > 0 &&
           ix_str_find(word->charset, IX_STR(" "), 0) < 0 &&
           ix_str_find(inside, IX_STR("\n\n"), 0) < 0;
}

/* Blanks between two words are not of the text; 0: what follows is no word. */
static int32_t next_word(encoded_word *word, ix_str bytes, int32_t at, int32_t to) {
    int32_t i = at;
    while (i < to && strchr(" \t\r\n", bytes.ptr[i]) != NULL) {
        i++;
    }
    return word_at(word, bytes, i, to) ? i : 0;
}

/* Add a source to a field, byte for byte, by where its bytes are in what the field is of. */
static void add_decoded(mail_maker *out, const mail_source *made, const mail_source *under) {
    for (int32_t i = 0; i < made->bytes.len; i++) {
        int32_t from = i;
        int32_t to = i + 1;
        for (const mail_source *at = made; at != under; at = at->under) {
            mail_below(&from, &to, at);
        }
        mail_add(out, ix_str_slice(made->bytes, i, i + 1), from, to - from);
    }
}

/* Words of one charset that follow each other are decoded together: a character may be divided
 * between them. Returns the end of the last one. */
static int32_t add_words(mail_reading *m, mail_maker *out, const mail_source *source,
                         encoded_word word, int32_t at, int32_t to) {
    mail_maker maker;
    encoded_word next = word;
    bool whole = true;
    int32_t end = at;
    mail_make(&maker, m->arena);
    do {
        whole = mail_decode_word(&maker, source->bytes, next.from, next.to, next.base64) && whole;
        end = next.end;
    } while (next_word(&next, source->bytes, end, to) > 0 &&
             ix_str_equal_ascii_nocase(next.charset, word.charset));
    bool known = true;
    const mail_source *made = mail_made(&maker, source);
    const mail_source *text = made == NULL ? NULL : mail_to_utf8(m, &known, made, word.charset);
    if (text == NULL) {
        mail_no_memory(m);
        return end;
    }
    if (known) {
        add_decoded(out, text, source);
    } else {
        mail_add(out, ix_str_slice(source->bytes, at, end), at, end - at);
    }
    if ((!known || !whole) && m->doubt.len == 0) {
        mail_doubt(m, mail_text(m,
                                "a word of a header that cannot be decoded (charset %" IX_FMT
                                "), so a person must look",
                                IX_ARG(ix_str_slice(word.charset, 0, 40))));
    }
    return end;
}

/* A word that begins as one, and does not end within the bound. */
static bool is_endless_word(ix_str bytes, int32_t at, int32_t to) {
    ix_str rest = ix_str_slice(bytes, at, to);
    ptrdiff_t first = ix_str_find(ix_str_slice(rest, 0, 80), IX_STR("?"), 2);
    ix_str how = first < 0 ? (ix_str){0} : ix_str_slice(rest, first, first + 3);
    return rest.len > WORD_BYTES_MAX && ix_str_starts_with(rest, IX_STR("=?")) &&
           (ix_str_equal_ascii_nocase(how, IX_STR("?B?")) ||
            ix_str_equal_ascii_nocase(how, IX_STR("?Q?")));
}

const mail_source *mail_field_value(mail_reading *m, const mail_source *source, int32_t from,
                                    int32_t to) {
    mail_maker maker;
    encoded_word word;
    ix_str bytes = source->bytes;
    mail_make(&maker, m->arena);
    int32_t i = from;
    while (i < to && !maker.failed && m->status == IX_OK) {
        char c = bytes.ptr[i];
        if (c == '=' && word_at(&word, bytes, i, to)) {
            i = add_words(m, &maker, source, word, i, to);
            encoded_word next;
            int32_t other = next_word(&next, bytes, i, to);
            i = other > 0 ? other : i; /* a word of another charset: the blanks go all the same */
            continue;
        }
        if (c == '=' && is_endless_word(bytes, i, to)) {
            mail_doubt(m, IX_STR("a word of a header that is too long to be decoded, so a person "
                                 "must look"));
        }
        if (c != '\r' && c != '\n') { /* a fold: the blank behind it stays */
            mail_add(&maker, ix_str_slice(bytes, i, i + 1), i, 1);
        }
        i++;
    }
    const mail_source *value = mail_made(&maker, source);
    if (value == NULL) {
        mail_no_memory(m);
    }
    return value;
}

/* ------------------------------------------------------------------ parameters */

typedef struct parameter {
    ix_str name, value;
    bool quoted;
} parameter;

/* The next one; *rest begins with its semicolon. */
static bool next_parameter(parameter *out, ix_str *rest) {
    ptrdiff_t at = ix_str_find(*rest, IX_STR(";"), 0);
    if (at < 0) {
        return false;
    }
    ix_str text = ix_str_slice(*rest, at + 1, rest->len);
    ptrdiff_t equals = 0;
    while (equals < text.len && text.ptr[equals] != '=' && text.ptr[equals] != ';') {
        equals++;
    }
    out->name = ix_str_trim(ix_str_slice(text, 0, equals));
    if (equals == text.len || text.ptr[equals] == ';') {
        out->value = (ix_str){0};
        *rest = ix_str_slice(text, equals, text.len);
        return true;
    }
    ix_str value = ix_str_slice(text, equals + 1, text.len);
    while (value.len > 0 && (value.ptr[0] == ' ' || value.ptr[0] == '\t')) {
        value = ix_str_slice(value, 1, value.len);
    }
    out->quoted = ix_str_starts_with(value, IX_STR("\""));
    ptrdiff_t end = out->quoted ? 1 : 0;
    while (end < value.len && value.ptr[end] != (out->quoted ? '"' : ';')) {
        end += out->quoted && value.ptr[end] == '\\' && end + 1 < value.len ? 2 : 1;
    }
    end = end < value.len ? end : value.len;
    out->value = ix_str_trim(ix_str_slice(value, out->quoted ? 1 : 0, end));
    *rest = ix_str_slice(value, end, value.len);
    return true;
}

/* A quoted value without its backslashes. */
static void append_plain(ix_buf *out, const parameter *p) {
    for (ptrdiff_t i = 0; i < p->value.len; i++) {
        bool escaped = p->quoted && p->value.ptr[i] == '\\' && i + 1 < p->value.len;
        i += escaped;
        ix_buf_append_char(out, p->value.ptr[i]);
    }
}

static int hex_of(char c) {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                  : -1;
}

static void append_percent(ix_buf *out, ix_str value) {
    for (ptrdiff_t i = 0; i < value.len; i++) {
        int high = value.ptr[i] == '%' && i + 2 < value.len ? hex_of(value.ptr[i + 1]) : -1;
        int low = high >= 0 ? hex_of(value.ptr[i + 2]) : -1;
        ix_buf_append_char(out, low >= 0 ? (char)(unsigned char)(high << 4 | low) : value.ptr[i]);
        i += low >= 0 ? 2 : 0;
    }
}

/* Instead of the number of a piece: a parameter in one. */
#define AS_IT_IS         (-1)
#define IN_PERCENT_SIGNS (-2)

/* A piece of a parameter: its plain value, or behind "*" in percent signs, the first one with
 * charset'language' in front. */
static bool append_piece(ix_buf *out, ix_str *charset, ix_str value, const char *name, int number) {
    char wanted[64];
    parameter one;
    snprintf(wanted, sizeof wanted, number < 0 ? "%s" : "%s*%d", name, number);
    ix_str plain = ix_str_from_cstr(wanted);
    while (next_parameter(&one, &value)) {
        bool starred = ix_str_ends_with(one.name, IX_STR("*"));
        ix_str base = starred ? ix_str_slice(one.name, 0, one.name.len - 1) : one.name;
        if (!ix_str_equal_ascii_nocase(base, plain) || (number == IN_PERCENT_SIGNS && !starred)) {
            continue;
        }
        ix_str rest = one.value;
        if (starred && number <= 0) {
            ix_str language;
            *charset = ix_str_cut(rest, '\'', &language);
            ix_str_cut(language, '\'', &rest);
        }
        if (starred) {
            append_percent(out, rest);
        } else {
            append_plain(out, &one);
        }
        return true;
    }
    return false;
}

ix_str mail_parameter(mail_reading *m, ix_str value, const char *name) {
    ix_buf text;
    ix_str charset = {0};
    ix_buf_init(&text, (size_t)value.len + 1);
    text.allocator = m->arena->allocator;
    /* Readers take the encoded one of two (RFC 6266, 4.3); the other is searched in its field. */
    bool found = append_piece(&text, &charset, value, name, IN_PERCENT_SIGNS) ||
                 append_piece(&text, &charset, value, name, AS_IT_IS);
    int pieces = 0;
    while (!found && pieces < CONTINUATIONS_MAX &&
           append_piece(&text, &charset, value, name, pieces)) {
        pieces++;
    }
    if (pieces == CONTINUATIONS_MAX) {
        mail_doubt(m, IX_STR("a parameter of a header in too many pieces, so a person must look"));
    }
    mail_source plain = {.bytes = ix_arena_copy(m->arena, ix_buf_view(&text))};
    bool whole = text.status == IX_OK && (plain.bytes.ptr != NULL || text.len == 0);
    ix_buf_free(&text);
    bool known = true;
    const mail_source *made = whole ? mail_to_utf8(m, &known, &plain, charset) : NULL;
    if (made == NULL) {
        mail_no_memory(m);
        return (ix_str){0};
    }
    if (!known) {
        mail_doubt(m, IX_STR("the name of a part in a charset that is not known, so a person must "
                             "look"));
    }
    return made->bytes;
}
