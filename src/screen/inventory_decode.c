/* The bytes of an inventory as UTF-8. Registry exports come in UTF-16, older ones in the code page
 * of the machine that wrote them. */
#include "inventory.h"

#include <string.h>

#define DAMAGED_PARTS 8 /* of the bytes above 0x7F one of so many may be ill-formed in UTF-8 */

typedef enum encoding {
    UTF8,
    UTF8_DAMAGED, /* but for a few bytes */
    UTF16_LE,
    UTF16_BE,
    CYRILLIC,     /* Windows-1251 */
    CYRILLIC_OEM, /* 866: what a Russian console writes into a file */
    WESTERN,      /* Windows-1252 */
    WESTERN_OEM,  /* 850: what a console of Western Europe writes */
    UNKNOWN       /* of Chinese, Japanese, Korean and others */
} encoding;

static unsigned char byte_at(ix_str bytes, ptrdiff_t at) {
    return (unsigned char)bytes.ptr[at];
}

/* UTF-16 without a mark: every other byte of the start is zero. */
static bool has_zeros(ix_str bytes, ptrdiff_t first) {
    ptrdiff_t pairs = bytes.len / 2 < 64 ? bytes.len / 2 : 64;
    ptrdiff_t zeros = 0;
    for (ptrdiff_t i = 0; i < pairs; i++) {
        zeros += bytes.ptr[2 * i + first] == '\0' && bytes.ptr[2 * i + 1 - first] != '\0';
    }
    return pairs >= 4 && 4 * zeros >= 3 * pairs;
}

/* What the bytes above 0x7F are, of which kinds, and how they stand. */
typedef struct high_bytes {
    ptrdiff_t all;
    ptrdiff_t upper;    /* 0xC0 to 0xFF: letters of 1251 and 1252 */
    ptrdiff_t controls; /* 0x80 to 0x9F: few signs in 1252, letters of 850 */
    ptrdiff_t oem;      /* letters of 866 */
    ptrdiff_t letters;  /* letters of 850 that languages of Western Europe write */
    ptrdiff_t joined;   /* behind another one */
    ptrdiff_t spread; /* behind one ASCII sign that is itself behind another one: two-byte codes */
} high_bytes;

static high_bytes count_high(ix_str bytes) {
    static const char western_oem[] = "\x80\x81\x82\x83\x84\x85\x86\x87\x88\x89\x8A\x8B\x8C\x8D"
                                      "\x8E\x8F\x90\x91\x92\x93\x94\x95\x96\x97\x99\x9A\x9B\x9D"
                                      "\xA0\xA1\xA2\xA3\xA4\xA5\xB5\xC6\xC7\xE1";
    high_bytes h = {0};
    for (ptrdiff_t i = 0; i < bytes.len; i++) {
        unsigned char c = byte_at(bytes, i);
        if (c < 0x80) {
            continue;
        }
        bool before = i > 0 && byte_at(bytes, i - 1) >= 0x80;
        h.all++;
        h.upper += c >= 0xC0;
        h.controls += c < 0xA0;
        h.oem += c < 0xB0 || (c >= 0xE0 && c <= 0xF1);
        h.letters += strchr(western_oem, (char)c) != NULL;
        h.joined += before;
        h.spread += !before && i > 1 && byte_at(bytes, i - 2) >= 0x80;
    }
    return h;
}

static ptrdiff_t count_damaged(ix_str bytes) {
    ptrdiff_t damaged = 0;
    ptrdiff_t at = 0;
    while (at < bytes.len) {
        bool valid;
        ix_utf8_decode(bytes, &at, &valid);
        damaged += !valid;
    }
    return damaged;
}

/* Russian stands in words of high bytes: in 1251 nearly all from 0xC0 on, in 866 below 0xB0 and
 * from 0xE0 to 0xF1. Letters of Western Europe stand alone between ASCII letters: in 1252 from 0xC0
 * on, in 850 mostly below 0xA0. What is neither is of a code page that is not read here. */
static encoding code_page_of(ix_str bytes) {
    high_bytes h = count_high(bytes);
    if (DAMAGED_PARTS * count_damaged(bytes) < h.all) {
        return UTF8_DAMAGED;
    }
    if (2 * h.joined > h.all) {
        return 10 * h.upper >= 9 * h.all ? CYRILLIC
               : 10 * h.oem >= 9 * h.all ? CYRILLIC_OEM
                                         : UNKNOWN;
    }
    if (4 * h.spread > h.all) {
        return UNKNOWN;
    }
    return 2 * h.controls <= h.all ? WESTERN : 10 * h.letters >= 9 * h.all ? WESTERN_OEM : UNKNOWN;
}

static encoding encoding_of(ix_str bytes) {
    if (ix_str_starts_with(bytes, IX_STR("\xFF\xFE"))) {
        return UTF16_LE;
    }
    if (ix_str_starts_with(bytes, IX_STR("\xFE\xFF"))) {
        return UTF16_BE;
    }
    if (has_zeros(bytes, 1)) {
        return UTF16_LE;
    }
    if (has_zeros(bytes, 0)) {
        return UTF16_BE;
    }
    if (ix_utf8_is_valid(bytes)) {
        return UTF8;
    }
    return code_page_of(bytes);
}

static void append_code(ix_buf *out, uint32_t code) {
    char text[4];
    int length = ix_utf8_encode(text, code);
    ix_buf_append(out, (ix_str){text, length});
}

/* Returns how many units were no text. */
static int64_t from_utf16(ix_buf *out, ix_str bytes, bool little) {
    int64_t bad = bytes.len % 2;
    for (ptrdiff_t i = 0; i + 1 < bytes.len; i += 2) {
        uint32_t unit = little ? (uint32_t)byte_at(bytes, i) | (uint32_t)byte_at(bytes, i + 1) << 8
                               : (uint32_t)byte_at(bytes, i) << 8 | byte_at(bytes, i + 1);
        if (unit == 0xFEFF && i == 0) {
            continue;
        }
        if (unit >= 0xD800 && unit < 0xDC00 && i + 3 < bytes.len) {
            uint32_t low =
                little ? (uint32_t)byte_at(bytes, i + 2) | (uint32_t)byte_at(bytes, i + 3) << 8
                       : (uint32_t)byte_at(bytes, i + 2) << 8 | byte_at(bytes, i + 3);
            if (low >= 0xDC00 && low < 0xE000) {
                append_code(out, 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00));
                i += 2;
                continue;
            }
        }
        bad += unit >= 0xD800 && unit < 0xE000;
        append_code(out, unit);
    }
    return bad;
}

/* Code page 1251: А to я are 0xC0 to 0xFF, Ё and ё stand apart; the rest as in 1252, which is
 * close enough for what is compared. */
static void from_cyrillic(ix_buf *out, ix_str bytes) {
    for (ptrdiff_t i = 0; i < bytes.len; i++) {
        unsigned char c = byte_at(bytes, i);
        if (c >= 0xC0) {
            append_code(out, 0x410u + (c - 0xC0u));
        } else if (c == 0xA8 || c == 0xB8) {
            append_code(out, c == 0xA8 ? 0x401 : 0x451);
        } else {
            ix_utf8_from_windows1252(out, ix_str_slice(bytes, i, i + 1));
        }
    }
}

/* Code page 866. */
static void from_cyrillic_oem(ix_buf *out, ix_str bytes) {
    for (ptrdiff_t i = 0; i < bytes.len; i++) {
        unsigned char c = byte_at(bytes, i);
        bool early = c >= 0x80 && c < 0xB0;
        bool late = c >= 0xE0 && c < 0xF0;
        append_code(out, c < 0x80                 ? c
                         : early                  ? 0x410u + (c - 0x80u)
                         : late                   ? 0x440u + (c - 0xE0u)
                         : c == 0xF0 || c == 0xF1 ? (c == 0xF0 ? 0x401u : 0x451u)
                                                  : 0x2588u);
    }
}

/* Code page 850, the letters of languages of Western Europe; 0: another sign. */
static void from_western_oem(ix_buf *out, ix_str bytes) {
    static const uint16_t first[] = {0xC7, 0xFC,  0xE9, 0xE2, 0xE4, 0xE0, 0xE5, 0xE7, 0xEA, 0xEB,
                                     0xE8, 0xEF,  0xEE, 0xEC, 0xC4, 0xC5, 0xC9, 0xE6, 0xC6, 0xF4,
                                     0xF6, 0xF2,  0xFB, 0xF9, 0xFF, 0xD6, 0xDC, 0xF8, 0xA3, 0xD8,
                                     0xD7, 0x192, 0xE1, 0xED, 0xF3, 0xFA, 0xF1, 0xD1};
    for (ptrdiff_t i = 0; i < bytes.len; i++) {
        unsigned char c = byte_at(bytes, i);
        ptrdiff_t number = c - 0x80;
        bool known = number >= 0 && number < (ptrdiff_t)(sizeof first / sizeof first[0]);
        append_code(out, c < 0x80    ? c
                         : known     ? first[number]
                         : c == 0xE1 ? 0xDFu
                         : c == 0xB5 ? 0xC1u
                         : c == 0xC6 ? 0xE3u
                         : c == 0xC7 ? 0xC3u
                                     : 0x2588u);
    }
}

static ix_status note_encoding(inventory_reader *r, const char *detail) {
    ix_oddity *odd = ix_vector_push(&r->oddities, sizeof *odd, r->arena);
    if (odd == NULL) {
        return ix_error_at(r->error, IX_E_MEMORY, r->source, 0, -1, "no memory for the inventory");
    }
    *odd = (ix_oddity){IX_STR("invalid_utf8"), IX_STR("file"), ix_str_from_cstr(detail)};
    return IX_OK;
}

/* What is taken for a code page is told; what is of none that is read here is not read. */
static ix_status from_code_page(inventory_reader *r, ix_buf *out, ix_str bytes, encoding how) {
    switch (how) {
    case CYRILLIC:
        from_cyrillic(out, bytes);
        return note_encoding(r, "no UTF-8; read as Windows-1251");
    case CYRILLIC_OEM:
        from_cyrillic_oem(out, bytes);
        return note_encoding(r, "no UTF-8; read as code page 866");
    case WESTERN_OEM:
        from_western_oem(out, bytes);
        return note_encoding(r, "no UTF-8; read as code page 850");
    case UTF8_DAMAGED:
        return inventory_unread(r, 0, "%lld bytes are no UTF-8",
                                (long long)ix_utf8_repair(out, bytes));
    case UTF8:
    case UTF16_LE:
    case UTF16_BE:
    case WESTERN:
    case UNKNOWN:
        break;
    }
    ix_utf8_from_windows1252(out, bytes);
    return how == UNKNOWN ? inventory_unread(r, 0,
                                             "it is of a code page that is not read here: "
                                             "only its ASCII is; save it as Unicode")
                          : note_encoding(r, "no UTF-8; read as Windows-1252");
}

ix_status inventory_decode(inventory_reader *r, ix_str bytes) {
    encoding how = encoding_of(bytes);
    if (how == UTF8) {
        bool mark = ix_str_starts_with(bytes, IX_STR("\xEF\xBB\xBF"));
        r->bytes = ix_str_slice(bytes, mark ? 3 : 0, bytes.len);
        return IX_OK;
    }
    ix_buf out;
    ix_status status = IX_OK;
    ix_buf_init(&out, 4 * (size_t)IX_INVENTORY_BYTES_MAX);
    out.allocator = r->arena->allocator;
    if (how == UTF16_LE || how == UTF16_BE) {
        int64_t bad = from_utf16(&out, bytes, how == UTF16_LE);
        status = bad > 0
                     ? inventory_unread(r, 0, "%lld units of UTF-16 are no text", (long long)bad)
                     : IX_OK;
    } else {
        status = from_code_page(r, &out, bytes, how);
    }
    r->bytes = status == IX_OK ? ix_arena_copy(r->arena, ix_buf_view(&out)) : (ix_str){0};
    if (status == IX_OK && (out.status != IX_OK || (r->bytes.ptr == NULL && out.len > 0))) {
        status = ix_error_at(r->error, IX_E_MEMORY, r->source, 0, -1,
                             "no memory to decode the inventory");
    }
    ix_buf_free(&out);
    return status;
}
