/* The bytes of an inventory as UTF-8. Registry exports come in UTF-16, older ones in the code page
 * of the machine that wrote them. */
#include "inventory.h"

typedef enum encoding { UTF8, UTF16_LE, UTF16_BE, CYRILLIC, WESTERN } encoding;

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

/* In code page 1251 nearly all bytes above 0x7F are letters from 0xC0 on, and stand in words; in
 * 1252 they stand alone between ASCII letters. */
static bool is_cyrillic(ix_str bytes) {
    ptrdiff_t letters = 0;
    ptrdiff_t joined = 0;
    for (ptrdiff_t i = 0; i < bytes.len; i++) {
        bool high = byte_at(bytes, i) >= 0xC0;
        letters += high;
        joined += high && i > 0 && byte_at(bytes, i - 1) >= 0xC0;
    }
    return letters > 0 && 2 * joined > letters;
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
    return is_cyrillic(bytes) ? CYRILLIC : WESTERN;
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

static ix_status note_encoding(inventory_reader *r, const char *detail) {
    ix_oddity *odd = ix_vector_push(&r->oddities, sizeof *odd, r->arena);
    if (odd == NULL) {
        return ix_error_at(r->error, IX_E_MEMORY, r->source, 0, -1, "no memory for the inventory");
    }
    *odd = (ix_oddity){IX_STR("invalid_utf8"), IX_STR("file"), ix_str_from_cstr(detail)};
    return IX_OK;
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
    } else if (how == CYRILLIC) {
        from_cyrillic(&out, bytes);
        status = note_encoding(r, "no UTF-8; read as Windows-1251");
    } else {
        ix_utf8_from_windows1252(&out, bytes);
        status = note_encoding(r, "no UTF-8; read as Windows-1252");
    }
    r->bytes = status == IX_OK ? ix_arena_copy(r->arena, ix_buf_view(&out)) : (ix_str){0};
    if (status == IX_OK && (out.status != IX_OK || (r->bytes.ptr == NULL && out.len > 0))) {
        status = ix_error_at(r->error, IX_E_MEMORY, r->source, 0, -1,
                             "no memory to decode the inventory");
    }
    ix_buf_free(&out);
    return status;
}
