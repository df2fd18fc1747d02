/* Exports of the Windows registry (.reg): uninstall keys, services, anything.
 *
 *     [HKEY_LOCAL_MACHINE\SOFTWARE\...\Uninstall\{63129F5E-...}]
 *     "DisplayName"="Kaspersky Total Security"
 *     "UninstallString"=hex(2):6d,00,73,00,...,\
 *       69,00,65,00,00,00
 *
 * A key with values is a component. Its last part may be a product code, a program's id or, below
 * Services, a service or a driver. */
#include "inventory.h"

#include <string.h>

#define VALUE_BYTES_MAX (1 << 20)

typedef struct registry {
    inventory_reader *r;
    inventory_lines lines;
    ix_str key;
    int64_t key_line;
    bool open;    /* a component has begun for the key */
    ix_buf value; /* of one value */
} registry;

static ix_str last_part(ix_str key) {
    ptrdiff_t from = key.len;
    while (from > 0 && key.ptr[from - 1] != '\\') {
        from--;
    }
    return ix_str_slice(key, from, key.len);
}

static bool is_below(ix_str key, const char *part) {
    ix_str wanted = ix_str_from_cstr(part);
    for (ptrdiff_t at = 0; at + wanted.len <= key.len; at++) {
        if (ix_str_equal_ascii_nocase(ix_str_slice(key, at, at + wanted.len), wanted)) {
            return true;
        }
    }
    return false;
}

static void begin_key(registry *g) {
    inventory_reader *r = g->r;
    inventory_begin(r, CLASS_COMPONENT, g->key_line);
    g->open = true;
    ix_str name = last_part(g->key);
    r->component.place = g->key;
    inventory_sign(r, IX_SIGN_REGISTRY_KEY, g->key, IX_STR("key"));
    if (is_below(g->key, "\\Services\\")) {
        r->component.name = name;
        inventory_sign(r, IX_SIGN_SERVICE, name, IX_STR("key"));
    } else if (is_below(g->key, "\\Uninstall\\")) {
        inventory_any(r, name, IX_STR("key"));
        inventory_sign(r, IX_SIGN_NAME, name, IX_STR("key"));
    }
}

static ix_status end_key(registry *g) {
    if (!g->open) {
        return IX_OK;
    }
    g->open = false;
    if (g->r->component.name.len == 0) {
        g->r->component.name = last_part(g->key);
    }
    return inventory_end(g->r);
}

/* ------------------------------------------------------------------ values */

/* A quoted text up to its closing mark, with \\ and \" undone; *rest is what stands behind. */
static bool read_quoted(registry *g, ix_str text, ix_str *rest) {
    ix_buf_clear(&g->value);
    for (ptrdiff_t i = 1; i < text.len; i++) {
        if (text.ptr[i] == '"') {
            *rest = ix_str_slice(text, i + 1, text.len);
            return g->value.status == IX_OK;
        }
        i += text.ptr[i] == '\\' && i + 1 < text.len;
        ix_buf_append_char(&g->value, text.ptr[i]);
    }
    return false;
}

static int hex_digit(char c) {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* "6d,00,73,00" as UTF-16; texts of a list are divided by a zero, here by a space. */
static bool read_hex(registry *g, ix_str text) {
    ix_buf_clear(&g->value);
    uint32_t unit = 0;
    int bytes = 0;
    while (text.len > 0) {
        ix_str pair = ix_str_trim(ix_str_cut(text, ',', &text));
        if (pair.len == 0) {
            continue;
        }
        int high = pair.len == 2 ? hex_digit(pair.ptr[0]) : -1;
        int low = pair.len == 2 ? hex_digit(pair.ptr[1]) : -1;
        if (high < 0 || low < 0) {
            return false;
        }
        unit |= (uint32_t)(high * 16 + low) << (bytes % 2 == 1 ? 8 : 0);
        if (++bytes % 2 == 0) {
            char code[4];
            int length = ix_utf8_encode(code, unit == 0 ? ' ' : unit);
            ix_buf_append(&g->value, (ix_str){code, length});
            unit = 0;
        }
    }
    return g->value.status == IX_OK;
}

/* The lines of one value: a line that ends in a backslash goes on. */
static ix_str join_lines(registry *g, ix_str line) {
    while (ix_str_ends_with(line, IX_STR("\\")) && ix_str_find(line, IX_STR("=hex"), 0) >= 0) {
        ix_str next;
        if (!inventory_next_line(&g->lines, &next)) {
            break;
        }
        next = ix_str_trim(next);
        char *joined = line.len + next.len > VALUE_BYTES_MAX
                           ? NULL
                           : IX_NEW(g->r->scratch, char, line.len + next.len);
        if (joined == NULL) {
            break;
        }
        memcpy(joined, line.ptr, (size_t)line.len - 1);
        memcpy(joined + line.len - 1, next.ptr, (size_t)next.len);
        line = (ix_str){joined, line.len - 1 + next.len};
    }
    return line;
}

static void tell_value(registry *g, ix_str name) {
    inventory_reader *r = g->r;
    ix_str text = ix_arena_copy(r->scratch, ix_str_trim(ix_buf_view(&g->value)));
    if (text.len == 0) {
        return;
    }
    inventory_heading(r, name, text);
    bool driver = is_below(text, ".sys");
    if (driver && !ix_str_equal(r->component.name, text)) {
        inventory_sign(r, IX_SIGN_DRIVER, text, name);
    }
}

/* "Name"=data or @=data. Numbers and binary data name nothing. */
static ix_status read_value(registry *g, ix_str line, int64_t number) {
    ix_str data;
    ix_str name = IX_STR("(default)");
    if (line.ptr[0] == '@') {
        data = ix_str_slice(line, 1, line.len);
    } else if (read_quoted(g, line, &data)) {
        name = ix_arena_copy(g->r->scratch, ix_buf_view(&g->value));
    } else {
        return inventory_unread(g->r, number, "the name of a value does not end");
    }
    if (!ix_str_starts_with(data, IX_STR("="))) {
        return inventory_unread(g->r, number, "expected = behind the name of a value");
    }
    data = ix_str_slice(data, 1, data.len);
    ix_str rest;
    bool text = ix_str_starts_with(data, IX_STR("\""));
    if (text && !read_quoted(g, data, &rest)) {
        return inventory_unread(g->r, number, "a text does not end");
    }
    static const ix_str kinds[] = {{"hex(1):", 7}, {"hex(2):", 7}, {"hex(7):", 7}};
    for (size_t i = 0; !text && i < sizeof kinds / sizeof kinds[0]; i++) {
        if (ix_str_starts_with(data, kinds[i])) {
            text = true;
            if (!read_hex(g, ix_str_slice(data, kinds[i].len, data.len))) {
                return inventory_unread(g->r, number, "expected bytes such as 6d,00");
            }
        }
    }
    if (text) {
        tell_value(g, name);
    }
    return IX_OK;
}

/* ------------------------------------------------------------------ lines */

static ix_status read_line(registry *g, ix_str line) {
    int64_t number = g->lines.line;
    line = ix_str_trim(line);
    if (line.len == 0 || line.ptr[0] == ';') {
        return IX_OK;
    }
    if (line.ptr[0] == '[') {
        ix_status status = end_key(g);
        ptrdiff_t end = line.len;
        while (end > 0 && line.ptr[end - 1] != ']') {
            end--;
        }
        g->key = ix_str_slice(line, 1, end - 1);
        g->key_line = number;
        return status == IX_OK && end == 0
                   ? inventory_unread(g->r, number, "the name of a key does not end")
                   : status;
    }
    if (line.ptr[0] != '"' && line.ptr[0] != '@') {
        return number == 1 ? IX_OK : inventory_unread(g->r, number, "neither a key nor a value");
    }
    if (g->key.len == 0) {
        return inventory_unread(g->r, number, "a value stands before the first key");
    }
    bool empty_default = ix_str_equal(line, IX_STR("@=\"\""));
    if (!g->open && !empty_default) {
        begin_key(g);
    }
    return empty_default ? IX_OK : read_value(g, join_lines(g, line), number);
}

int inventory_sniff_windows_registry(ix_str start) {
    return ix_str_starts_with(start, IX_STR("Windows Registry Editor")) ||
                   ix_str_starts_with(start, IX_STR("REGEDIT4"))
               ? 100
           : ix_str_starts_with(start, IX_STR("[HKEY_")) ? 90
                                                         : 0;
}

ix_status inventory_read_windows_registry(inventory_reader *r) {
    registry g = {.r = r, .lines = {r->bytes, 0}};
    ix_str line;
    ix_status status = IX_OK;
    ix_buf_init(&g.value, VALUE_BYTES_MAX);
    while (status == IX_OK && inventory_next_line(&g.lines, &line)) {
        status = read_line(&g, line);
    }
    status = status == IX_OK ? end_key(&g) : status;
    ix_buf_free(&g.value);
    return status;
}
