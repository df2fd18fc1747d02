/* Borrowed slices: comparison, search and cutting. Nothing here allocates. */
#include <interdict/base.h>

#include <string.h>

ix_str ix_str_from_cstr(const char *text) {
    if (text == NULL) {
        return (ix_str){0};
    }
    return (ix_str){text, (ptrdiff_t)strlen(text)};
}

int ix_str_compare(ix_str a, ix_str b) {
    ptrdiff_t common = a.len < b.len ? a.len : b.len;
    int order = common == 0 ? 0 : memcmp(a.ptr, b.ptr, (size_t)common);
    if (order != 0) {
        return order;
    }
    return (a.len > b.len) - (a.len < b.len);
}

static unsigned char ascii_lower(char c) {
    unsigned char u = (unsigned char)c;
    return (u >= 'A' && u <= 'Z') ? (unsigned char)(u | 0x20) : u;
}

bool ix_str_equal_ascii_nocase(ix_str a, ix_str b) {
    if (a.len != b.len) {
        return false;
    }
    for (ptrdiff_t i = 0; i < a.len; i++) {
        if (ascii_lower(a.ptr[i]) != ascii_lower(b.ptr[i])) {
            return false;
        }
    }
    return true;
}

bool ix_str_starts_with(ix_str s, ix_str prefix) {
    return s.len >= prefix.len && ix_str_equal((ix_str){s.ptr, prefix.len}, prefix);
}

bool ix_str_ends_with(ix_str s, ix_str suffix) {
    return s.len >= suffix.len && ix_str_equal(ix_str_slice(s, s.len - suffix.len, s.len), suffix);
}

ix_str ix_str_slice(ix_str s, ptrdiff_t from, ptrdiff_t to) {
    from = from < 0 ? 0 : from > s.len ? s.len : from;
    to = to < from ? from : to > s.len ? s.len : to;
    return (ix_str){s.ptr == NULL ? NULL : s.ptr + from, to - from};
}

ptrdiff_t ix_str_find(ix_str s, ix_str needle, ptrdiff_t from) {
    from = from < 0 ? 0 : from;
    if (from > s.len || s.len - from < needle.len) {
        return -1;
    }
    if (needle.len == 0) {
        return from;
    }
    const char *hit = memmem(s.ptr + from, (size_t)(s.len - from), needle.ptr, (size_t)needle.len);
    return hit == NULL ? -1 : hit - s.ptr;
}

static bool is_ascii_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

ix_str ix_str_trim(ix_str s) {
    ptrdiff_t from = 0;
    ptrdiff_t to = s.len;
    while (from < to && is_ascii_space(s.ptr[from])) {
        from++;
    }
    while (to > from && is_ascii_space(s.ptr[to - 1])) {
        to--;
    }
    return ix_str_slice(s, from, to);
}

ix_str ix_str_cut(ix_str s, char separator, ix_str *rest) {
    const char *hit = s.len == 0 ? NULL : memchr(s.ptr, separator, (size_t)s.len);
    if (hit == NULL) {
        *rest = (ix_str){0};
        return s;
    }
    ptrdiff_t at = hit - s.ptr;
    *rest = ix_str_slice(s, at + 1, s.len);
    return ix_str_slice(s, 0, at);
}

bool ix_str_to_int(ix_str s, int64_t *value) {
    if (s.len == 0) {
        return false;
    }
    int64_t sum = 0;
    for (ptrdiff_t i = 0; i < s.len; i++) {
        int digit = s.ptr[i] - '0';
        if (digit < 0 || digit > 9 || sum > (INT64_MAX - digit) / 10) {
            return false;
        }
        sum = sum * 10 + digit;
    }
    *value = sum;
    return true;
}
