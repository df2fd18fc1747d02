/* Growable bytes with a maximum; failures stick until the buffer is cleared. */
#include <interdict/base.h>

#include <assert.h>
#include <stdio.h>
#include <string.h>

#define BUF_FIRST_CAP ((size_t)256)

void ix_buf_init(ix_buf *buf, size_t max) {
    *buf = (ix_buf){.max = max, .allocator = ix_allocator_libc()};
}

void ix_buf_free(ix_buf *buf) {
    if (buf->ptr != NULL) {
        buf->allocator.resize(buf->allocator.context, buf->ptr, buf->cap, 0);
    }
    buf->ptr = NULL;
    buf->cap = 0;
    ix_buf_clear(buf);
}

void ix_buf_clear(ix_buf *buf) {
    buf->len = 0;
    buf->status = IX_OK;
}

ix_str ix_buf_view(const ix_buf *buf) {
    return (ix_str){buf->ptr, (ptrdiff_t)buf->len};
}

/* Make room for `count` more bytes and one behind them, where printf puts its NUL. */
static bool reserve(ix_buf *buf, size_t count) {
    if (buf->status != IX_OK) {
        return false;
    }
    if (count > buf->max - buf->len || buf->len + count >= (size_t)PTRDIFF_MAX / 2) {
        buf->status = IX_E_LIMIT;
        return false;
    }
    size_t need = buf->len + count + 1;
    if (need <= buf->cap) {
        return true;
    }
    size_t cap = buf->cap == 0 ? BUF_FIRST_CAP : buf->cap * 2;
    cap = cap < need ? need : cap;
    char *grown = buf->allocator.resize(buf->allocator.context, buf->ptr, buf->cap, cap);
    if (grown == NULL) {
        buf->status = IX_E_MEMORY;
        return false;
    }
    buf->ptr = grown;
    buf->cap = cap;
    return true;
}

void ix_buf_append(ix_buf *buf, ix_str s) {
    assert(s.len >= 0);
    if (s.len > 0 && reserve(buf, (size_t)s.len)) {
        memcpy(buf->ptr + buf->len, s.ptr, (size_t)s.len);
        buf->len += (size_t)s.len;
    }
}

void ix_buf_append_cstr(ix_buf *buf, const char *text) {
    ix_buf_append(buf, ix_str_from_cstr(text));
}

void ix_buf_append_char(ix_buf *buf, char c) {
    if (reserve(buf, 1)) {
        buf->ptr[buf->len++] = c;
    }
}

/* Digits of value ending at `end`; returns where they start. */
static char *digits_before(char *end, uint64_t value) {
    do {
        *--end = (char)('0' + value % 10);
        value /= 10;
    } while (value != 0);
    return end;
}

static uint64_t magnitude(int64_t value) {
    return value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
}

void ix_buf_append_int(ix_buf *buf, int64_t value) {
    char text[24];
    char *end = text + sizeof text;
    char *start = digits_before(end, magnitude(value));
    if (value < 0) {
        *--start = '-';
    }
    ix_buf_append(buf, (ix_str){start, end - start});
}

void ix_buf_append_fixed(ix_buf *buf, int64_t value, int decimals) {
    assert(decimals >= 0 && decimals <= 18);
    if (decimals == 0) {
        ix_buf_append_int(buf, value);
        return;
    }
    uint64_t unit = 1;
    for (int i = 0; i < decimals; i++) {
        unit *= 10;
    }
    char text[48];
    char *end = text + sizeof text;
    char *point = end - decimals - 1;
    char *start = digits_before(end, magnitude(value) % unit);
    while (start > point + 1) {
        *--start = '0';
    }
    *point = '.';
    start = digits_before(point, magnitude(value) / unit);
    if (value < 0) {
        *--start = '-';
    }
    ix_buf_append(buf, (ix_str){start, end - start});
}

void ix_buf_printf(ix_buf *buf, const char *format, ...) {
    if (buf->status != IX_OK) {
        return;
    }
    va_list args;
    va_list again;
    va_start(args, format);
    va_copy(again, args);
    size_t room = buf->cap - buf->len;
    int length = vsnprintf(room == 0 ? NULL : buf->ptr + buf->len, room, format, args);
    if (length < 0) {
        buf->status = IX_E_INPUT;
    } else if (reserve(buf, (size_t)length)) {
        if ((size_t)length >= room) {
            vsnprintf(buf->ptr + buf->len, (size_t)length + 1, format, again);
        }
        buf->len += (size_t)length;
    }
    va_end(again);
    va_end(args);
}

char *ix_buf_extend(ix_buf *buf, size_t count) {
    if (!reserve(buf, count)) {
        return NULL;
    }
    char *start = buf->ptr + buf->len;
    memset(start, 0, count);
    buf->len += count;
    return start;
}
