/* A streaming JSON writer (RFC 8259): compact, keys in the order written, always valid UTF-8. */
#include <interdict/base.h>

#include <assert.h>
#include <string.h>

#include "utf8_step.h"

#define JSON_DEPTH_MAX 60
#define KEY_BYTES_MAX  32 /* of a key that is written at once */

void ix_json_init(ix_json *json, ix_buf *out) {
    *json = (ix_json){.out = out, .first = 1};
}

/* Does a value or key at this depth need a comma before it? It counts as begun. */
static bool begins_behind(ix_json *json) {
    uint64_t bit = (uint64_t)1 << json->depth;
    bool behind = !json->after_key && (json->first & bit) == 0;
    if (!json->after_key) {
        json->first &= ~bit;
    }
    json->after_key = false;
    return behind;
}

static void begin_item(ix_json *json) {
    if (begins_behind(json)) {
        ix_buf_append_char(json->out, ',');
    }
}

/* Where `count` bytes can be put at once, which is most of what is written; NULL: only by
 * appending. */
static char *room_for(const ix_buf *out, size_t count) {
    bool fits = out->status == IX_OK && count < out->cap - out->len && count <= out->max - out->len;
    return fits ? out->ptr + out->len : NULL;
}

static void open_level(ix_json *json, char bracket) {
    assert(json->depth < JSON_DEPTH_MAX);
    begin_item(json);
    ix_buf_append_char(json->out, bracket);
    json->depth++;
    json->first |= (uint64_t)1 << json->depth;
}

static void close_level(ix_json *json, char bracket) {
    assert(json->depth > 0 && !json->after_key);
    json->depth--;
    ix_buf_append_char(json->out, bracket);
}

void ix_json_open_object(ix_json *json) {
    open_level(json, '{');
}

void ix_json_close_object(ix_json *json) {
    close_level(json, '}');
}

void ix_json_open_array(ix_json *json) {
    open_level(json, '[');
}

void ix_json_close_array(ix_json *json) {
    close_level(json, ']');
}

static void write_escape(ix_buf *out, unsigned char c) {
    static const char hex[] = "0123456789abcdef";
    static const char short_forms[0x20] = {
        ['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f', ['\r'] = 'r'};
    if (c == '"' || c == '\\') {
        ix_buf_append(out, (ix_str){(char[]){'\\', (char)c}, 2});
    } else if (short_forms[c] != 0) {
        ix_buf_append(out, (ix_str){(char[]){'\\', short_forms[c]}, 2});
    } else {
        ix_buf_append(out, (ix_str){(char[]){'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]}, 6});
    }
}

/* From `pos` on, the first byte that is not plain: a control, a quote, a backslash, not ASCII.
 * Eight bytes at a time: subtracting and adding in each byte carries into its top bit where it is
 * one. */
static ptrdiff_t plain_until(ix_str s, ptrdiff_t pos) {
    const uint64_t ones = 0x0101010101010101u, tops = ones << 7;
    while (s.len - pos >= 8) {
        uint64_t eight;
        memcpy(&eight, s.ptr + pos, sizeof eight);
        uint64_t quotes = eight ^ ones * '"', slashes = eight ^ ones * '\\';
        uint64_t odd = (eight - ones * 0x20) | (quotes - ones) | (slashes - ones) | eight;
        if ((odd & tops) != 0) {
            break;
        }
        pos += 8;
    }
    while (pos < s.len) {
        unsigned char c = (unsigned char)s.ptr[pos];
        if (c < 0x20 || c >= 0x80 || c == '"' || c == '\\') {
            break;
        }
        pos++;
    }
    return pos;
}

static void write_string(ix_buf *out, ix_str s) {
    ptrdiff_t run = 0; /* start of bytes that can be copied as they are */
    ptrdiff_t pos = plain_until(s, 0);
    char *at = pos == s.len && s.len > 0 ? room_for(out, (size_t)s.len + 2) : NULL;
    if (at != NULL) {
        at[0] = '"';
        memcpy(at + 1, s.ptr, (size_t)s.len);
        at[s.len + 1] = '"';
        out->len += (size_t)s.len + 2;
        return;
    }
    ix_buf_append_char(out, '"');
    while ((pos = plain_until(s, pos)) < s.len) {
        unsigned char c = (unsigned char)s.ptr[pos];
        bool valid = true;
        ptrdiff_t step = c < 0x80 ? 1 : utf8_step(s.ptr + pos, s.len - pos, &valid);
        if (valid && c >= 0x20 && c != '"' && c != '\\') {
            pos += step;
            continue;
        }
        ix_buf_append(out, ix_str_slice(s, run, pos));
        if (valid) {
            write_escape(out, c);
        } else {
            ix_buf_append(out, IX_STR("\xEF\xBF\xBD"));
        }
        pos += step;
        run = pos;
    }
    ix_buf_append(out, ix_str_slice(s, run, s.len));
    ix_buf_append_char(out, '"');
}

/* Most keys are short words of the program, in which nothing has to be escaped: looked at while
 * they are copied. False, and nothing is written: not one of them. */
static bool write_plain_key(ix_buf *out, const char *key, bool behind) {
    char *at = room_for(out, KEY_BYTES_MAX + 4);
    if (at == NULL) {
        return false;
    }
    char *to = at;
    *to = ',';
    to += behind;
    *to++ = '"';
    for (const char *from = key; *from != '\0'; from++) {
        unsigned char c = (unsigned char)*from;
        if (c < 0x20 || c >= 0x80 || c == '"' || c == '\\' || from - key == KEY_BYTES_MAX) {
            return false;
        }
        *to++ = *from;
    }
    *to++ = '"';
    *to++ = ':';
    out->len += (size_t)(to - at);
    return true;
}

void ix_json_key(ix_json *json, const char *key) {
    assert(json->depth > 0 && !json->after_key);
    bool behind = begins_behind(json);
    json->after_key = true;
    if (!write_plain_key(json->out, key, behind)) {
        ix_buf_append(json->out, behind ? IX_STR(",") : (ix_str){0});
        write_string(json->out, ix_str_from_cstr(key));
        ix_buf_append_char(json->out, ':');
    }
}

void ix_json_str(ix_json *json, ix_str value) {
    begin_item(json);
    write_string(json->out, value);
}

void ix_json_cstr(ix_json *json, const char *value) {
    if (value == NULL) {
        ix_json_null(json);
    } else {
        ix_json_str(json, ix_str_from_cstr(value));
    }
}

void ix_json_int(ix_json *json, int64_t value) {
    begin_item(json);
    ix_buf_append_int(json->out, value);
}

void ix_json_fixed(ix_json *json, int64_t value, int decimals) {
    begin_item(json);
    ix_buf_append_fixed(json->out, value, decimals);
}

void ix_json_bool(ix_json *json, bool value) {
    begin_item(json);
    ix_buf_append(json->out, value ? IX_STR("true") : IX_STR("false"));
}

void ix_json_null(ix_json *json) {
    begin_item(json);
    ix_buf_append(json->out, IX_STR("null"));
}

void ix_json_when(ix_json *json, ix_when when) {
    if (when.kind == IX_WHEN_NONE) {
        ix_json_null(json);
        return;
    }
    begin_item(json);
    ix_buf_append_char(json->out, '"');
    ix_when_print(json->out, when);
    ix_buf_append_char(json->out, '"');
}

void ix_json_key_str(ix_json *json, const char *key, ix_str value, bool null_if_empty) {
    ix_json_key(json, key);
    if (value.len == 0 && null_if_empty) {
        ix_json_null(json);
    } else {
        ix_json_str(json, value);
    }
}

void ix_json_raw(ix_json *json, ix_str items) {
    if (items.len > 0) {
        begin_item(json);
        ix_buf_append(json->out, items);
    }
}
