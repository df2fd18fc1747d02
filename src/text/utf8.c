/* UTF-8: decoding, encoding, checking, repair (Unicode 15, section 3.9), and Windows-1252. */
#include <interdict/text.h>

#include <assert.h>
#include <string.h>

uint32_t ix_utf8_decode(ix_str s, ptrdiff_t *pos, bool *valid) {
    /* Table 3-7: how many bytes follow a lead byte, and what the first of them may be. */
    assert(*pos >= 0 && *pos < s.len);
    const unsigned char *p = (const unsigned char *)s.ptr + *pos;
    ptrdiff_t room = s.len - *pos;
    uint32_t lead = p[0];
    uint32_t code;
    unsigned low = 0x80;
    unsigned high = 0xBF;
    ptrdiff_t need;
    bool good = true;
    if (lead < 0x80) {
        code = lead;
        need = 1;
    } else if (lead >= 0xC2 && lead <= 0xDF) {
        code = lead & 0x1F;
        need = 2;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
        code = lead & 0x0F;
        need = 3;
        low = lead == 0xE0 ? 0xA0 : low;   /* no overlong forms */
        high = lead == 0xED ? 0x9F : high; /* no surrogates */
    } else if (lead >= 0xF0 && lead <= 0xF4) {
        code = lead & 0x07;
        need = 4;
        low = lead == 0xF0 ? 0x90 : low;
        high = lead == 0xF4 ? 0x8F : high; /* nothing above 10FFFF */
    } else {
        code = 0xFFFD;
        need = 1;
        good = false;
    }
    ptrdiff_t i = 1;
    for (; i < need && good; i++) {
        unsigned next = i < room ? p[i] : 0;
        if (next < low || next > high) {
            code = 0xFFFD;
            good = false;
            break;
        }
        code = code << 6 | (next & 0x3F);
        low = 0x80;
        high = 0xBF;
    }
    *pos += i;
    if (valid != NULL) {
        *valid = good;
    }
    return code;
}

int ix_utf8_encode(char out[4], uint32_t code) {
    if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) {
        code = 0xFFFD;
    }
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        out[0] = (char)(0xC0 | code >> 6);
        out[1] = (char)(0x80 | (code & 0x3F));
        return 2;
    }
    if (code < 0x10000) {
        out[0] = (char)(0xE0 | code >> 12);
        out[1] = (char)(0x80 | (code >> 6 & 0x3F));
        out[2] = (char)(0x80 | (code & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | code >> 18);
    out[1] = (char)(0x80 | (code >> 12 & 0x3F));
    out[2] = (char)(0x80 | (code >> 6 & 0x3F));
    out[3] = (char)(0x80 | (code & 0x3F));
    return 4;
}

/* Where the ASCII bytes that start at pos end. */
static ptrdiff_t skip_ascii(ix_str s, ptrdiff_t pos) {
    while (s.len - pos >= 8) {
        uint64_t word;
        memcpy(&word, s.ptr + pos, 8);
        if ((word & UINT64_C(0x8080808080808080)) != 0) {
            break;
        }
        pos += 8;
    }
    while (pos < s.len && (unsigned char)s.ptr[pos] < 0x80) {
        pos++;
    }
    return pos;
}

bool ix_utf8_is_valid(ix_str s) {
    bool valid = true;
    ptrdiff_t pos = skip_ascii(s, 0);
    while (pos < s.len && valid) {
        ix_utf8_decode(s, &pos, &valid);
        pos = skip_ascii(s, pos);
    }
    return valid;
}

int64_t ix_utf8_repair(ix_buf *out, ix_str s) {
    int64_t replaced = 0;
    ptrdiff_t run = 0; /* start of bytes that can be copied as they are */
    ptrdiff_t pos = skip_ascii(s, 0);
    while (pos < s.len) {
        bool valid;
        ptrdiff_t start = pos;
        ix_utf8_decode(s, &pos, &valid);
        if (!valid) {
            ix_buf_append(out, ix_str_slice(s, run, start));
            ix_buf_append(out, IX_STR("\xEF\xBF\xBD"));
            run = pos;
            replaced++;
        }
        pos = skip_ascii(s, pos);
    }
    ix_buf_append(out, ix_str_slice(s, run, s.len));
    return replaced;
}

void ix_utf8_from_windows1252(ix_buf *out, ix_str bytes) {
    /* 80 to 9F; the five bytes without a character stay control characters, as browsers do
     * (WHATWG Encoding Standard, index-windows-1252). */
    static const uint16_t high[32] = {
        0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};
    ptrdiff_t pos = 0;
    while (pos < bytes.len) {
        ptrdiff_t end = skip_ascii(bytes, pos);
        ix_buf_append(out, ix_str_slice(bytes, pos, end));
        pos = end;
        if (pos < bytes.len) {
            char text[4];
            uint32_t code = (unsigned char)bytes.ptr[pos++];
            code = code < 0xA0 ? high[code - 0x80] : code;
            ix_buf_append(out, (ix_str){text, ix_utf8_encode(text, code)});
        }
    }
}
