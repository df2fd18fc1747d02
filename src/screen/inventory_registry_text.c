/* Listings of registry keys for people: PowerShell's of a key's properties, and `reg query`.
 *
 *     Hive: HKEY_LOCAL_MACHINE\SOFTWARE\WOW6432Node\KasperskyLab
 *
 *     environment      CompanyName    : Kaspersky
 *                      ProductRoot    : C:\Program Files (x86)\Kaspersky Lab\Kaspersky Total
 *                      Security 21.2
 *
 *     HKEY_LOCAL_MACHINE\SOFTWARE\...\Uninstall\X
 *         DisplayName    REG_SZ    Kaspersky Total Security
 *
 * Paragraphs are components; a line without a name goes on with the value before it. */
#include "inventory.h"

#include <string.h>

#define VALUE_BYTES_MAX 65536

typedef struct listing {
    inventory_reader *r;
    ix_str key; /* the last one named */
    bool open;
    ix_str name; /* of the value being read; empty: none */
    ix_str subkey;
    ix_buf value;
} listing;

static ptrdiff_t indent_of(ix_str line) {
    ptrdiff_t at = 0;
    while (at < line.len && line.ptr[at] == ' ') {
        at++;
    }
    return at;
}

static void tell_value(listing *g) {
    ix_str text = ix_arena_copy(g->r->scratch, ix_str_trim(ix_buf_view(&g->value)));
    if (g->name.len > 0 && text.len > 0) {
        inventory_heading(g->r, g->name, text);
    }
    g->name = (ix_str){0};
    ix_buf_clear(&g->value);
}

static ix_status end_component(listing *g) {
    tell_value(g);
    if (!g->open) {
        return IX_OK;
    }
    g->open = false;
    if (g->r->component.name.len == 0) {
        g->r->component.name = g->subkey.len > 0 ? g->subkey : g->key;
    }
    return inventory_end(g->r);
}

static void begin_component(listing *g, int64_t line) {
    if (g->open) {
        return;
    }
    g->open = true;
    g->subkey = (ix_str){0};
    inventory_begin(g->r, CLASS_COMPONENT, line);
    g->r->component.place = g->key;
    inventory_sign(g->r, IX_SIGN_REGISTRY_KEY, g->key, IX_STR("key"));
}

/* "    DisplayName    REG_SZ    Kaspersky": name, kind, value. */
static bool read_query_value(listing *g, ix_str line, int64_t number) {
    ptrdiff_t at = ix_str_find(line, IX_STR("    REG_"), 0);
    if (at < 0) {
        return false;
    }
    tell_value(g);
    begin_component(g, number);
    g->name = ix_str_trim(ix_str_slice(line, 0, at));
    ix_str rest = ix_str_slice(line, at + 4, line.len);
    ptrdiff_t gap = ix_str_find(rest, IX_STR("    "), 0);
    ix_buf_append(&g->value, gap < 0 ? (ix_str){0} : ix_str_slice(rest, gap, rest.len));
    return true;
}

/* "environment    CompanyName : Kaspersky": before the value's name a key may be named. */
static bool read_property(listing *g, ix_str line, int64_t number) {
    ptrdiff_t colon = ix_str_find(line, IX_STR(" :"), 0);
    if (colon < 0 || (colon + 2 < line.len && line.ptr[colon + 2] != ' ')) {
        return false;
    }
    tell_value(g);
    begin_component(g, number);
    ix_str name = ix_str_trim(ix_str_slice(line, 0, colon));
    ptrdiff_t gap = ix_str_find(name, IX_STR("  "), 0);
    if (gap > 0) {
        g->subkey = ix_str_slice(name, 0, gap);
        name = ix_str_trim(ix_str_slice(name, gap, name.len));
    }
    g->name = name;
    ix_buf_append(&g->value, ix_str_slice(line, colon + 2, line.len));
    return true;
}

static ix_status read_line(listing *g, ix_str line, int64_t number) {
    ix_str text = ix_str_trim(line);
    if (text.len == 0) {
        return end_component(g);
    }
    bool hive = ix_str_starts_with(text, IX_STR("Hive: "));
    if (hive || ix_str_starts_with(text, IX_STR("HKEY_"))) {
        ix_status status = end_component(g);
        g->key = hive ? ix_str_trim(ix_str_slice(text, 5, text.len)) : text;
        /* The key alone is a sign; its values, if there are any, belong to it. */
        begin_component(g, number);
        return status;
    }
    if (read_query_value(g, line, number) || read_property(g, line, number)) {
        return IX_OK;
    }
    if (g->name.len > 0 && indent_of(line) > 0) {
        ix_buf_append_char(&g->value, ' ');
        ix_buf_append(&g->value, text);
    }
    /* What is left are headings, rules and names of keys without values. */
    return IX_OK;
}

int inventory_sniff_registry_text(ix_str start) {
    bool hive = ix_str_find(start, IX_STR("Hive: HKEY_"), 0) >= 0;
    bool query = ix_str_find(start, IX_STR("    REG_"), 0) >= 0 &&
                 ix_str_find(start, IX_STR("HKEY_"), 0) >= 0;
    return hive || query ? 80 : 0;
}

ix_status inventory_read_registry_text(inventory_reader *r) {
    listing g = {.r = r};
    inventory_lines lines = {r->bytes, 0};
    ix_str line;
    ix_status status = IX_OK;
    ix_buf_init(&g.value, VALUE_BYTES_MAX);
    while (status == IX_OK && inventory_next_line(&lines, &line)) {
        status = read_line(&g, line, lines.line);
        if (g.value.status != IX_OK) {
            ix_buf_clear(&g.value);
            g.name = (ix_str){0};
            status = inventory_unread(r, lines.line, "a value is longer than 64 KiB");
        }
    }
    status = status == IX_OK ? end_component(&g) : status;
    ix_buf_free(&g.value);
    return status;
}
