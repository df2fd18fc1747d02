/* Paragraphs of a label and a value a line: PowerShell's Format-List, `wmic ... /format:list`,
 * `systeminfo`-like listings.
 *
 *     DisplayName : Kaspersky Premium        Name=Kaspersky Premium
 *     Publisher   : Kaspersky                Vendor=Kaspersky
 *
 * A component is what stands between empty lines; a label that comes again begins another. The
 * labels mean what columns.yml says. A long value goes on in lines that begin with blanks. */
#include "inventory.h"

#define VALUE_BYTES_MAX (1 << 16)
#define LABELS_MAX      64

typedef struct listing {
    inventory_reader *r;
    bool open;
    ix_str labels[LABELS_MAX]; /* of the component */
    int count;
    ix_str label;
    ix_buf value;
} listing;

/* A label has no sign that values begin with, and does not begin with a blank. */
static bool split_line(ix_str *label, ix_str *value, ix_str line) {
    ptrdiff_t colon = ix_str_find(line, IX_STR(" : "), 0);
    ptrdiff_t equals = ix_str_find(line, IX_STR("="), 0);
    bool ends = colon < 0 && ix_str_ends_with(ix_str_trim(line), IX_STR(" :"));
    colon = ends ? ix_str_trim(line).len - 2 : colon;
    bool list = colon > 0;
    ptrdiff_t at = list ? colon : equals;
    *label = at > 0 ? ix_str_trim(ix_str_slice(line, 0, at)) : (ix_str){0};
    *value = at > 0 ? ix_str_trim(ix_str_slice(line, at + (list ? 2 : 1), line.len)) : (ix_str){0};
    return label->len > 0 && label->len < 80 && line.ptr[0] != ' ' && line.ptr[0] != '\t' &&
           ix_str_find(*label, IX_STR("\\"), 0) < 0 && ix_str_find(*label, IX_STR("/"), 0) < 0;
}

static ix_status end_value(listing *g) {
    if (g->label.len > 0) {
        ix_str value = ix_arena_copy(g->r->scratch, ix_buf_view(&g->value));
        inventory_heading(g->r, g->label, value);
    }
    g->label = (ix_str){0};
    ix_buf_clear(&g->value);
    return IX_OK;
}

static ix_status end_component(listing *g) {
    ix_status status = end_value(g);
    bool open = g->open;
    g->open = false;
    g->count = 0;
    return open && status == IX_OK ? inventory_end(g->r) : status;
}

static bool has_label(const listing *g, ix_str label) {
    for (int i = 0; i < g->count; i++) {
        if (ix_str_equal(g->labels[i], label)) {
            return true;
        }
    }
    return false;
}

static ix_status read_line(listing *g, ix_str line, int64_t number) {
    ix_str label;
    ix_str value;
    ix_status status = IX_OK;
    if (ix_str_trim(line).len == 0) {
        return end_component(g);
    }
    if (!split_line(&label, &value, line)) {
        bool goes_on = g->label.len > 0 && (line.ptr[0] == ' ' || line.ptr[0] == '\t');
        ix_buf_append(&g->value, goes_on ? ix_str_trim(line) : (ix_str){0});
        return goes_on ? IX_OK : inventory_unread(g->r, number, "expected a label and a value");
    }
    status = has_label(g, label) ? end_component(g) : end_value(g);
    if (!g->open) {
        inventory_begin(g->r, CLASS_COMPONENT, number);
        g->open = true;
    }
    if (g->count < LABELS_MAX) {
        g->labels[g->count++] = label;
    }
    g->label = label;
    ix_buf_append(&g->value, value);
    return status;
}

/* Labels that say what software is called: of any paragraphs only such are an inventory. */
static bool names_software(ix_str label) {
    static const char *const names[] = {
        "DisplayName", "Name",           "ProductName",  "Publisher",
        "Vendor",      "DisplayVersion", "Version",      "PackageFullName",
        "ServiceName", "PathName",       "ProviderName", "Manufacturer"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (ix_str_equal_ascii_nocase(label, ix_str_from_cstr(names[i]))) {
            return true;
        }
    }
    return false;
}

static bool fits(ix_str line) {
    ix_str label;
    ix_str value;
    return split_line(&label, &value, line) || line.ptr[0] == ' ';
}

int inventory_sniff_properties(ix_str start) {
    inventory_lines lines = {start, 0};
    ix_str line;
    ix_str label;
    ix_str value;
    int named = 0;
    while (lines.line < 40 && inventory_next_line(&lines, &line)) {
        named +=
            ix_str_trim(line).len > 0 && split_line(&label, &value, line) && names_software(label);
    }
    return named >= 2 && inventory_percent(start, fits) >= 90 ? 55 : 0;
}

ix_status inventory_read_properties(inventory_reader *r) {
    listing g = {.r = r};
    inventory_lines lines = {r->bytes, 0};
    ix_str line;
    ix_status status = IX_OK;
    ix_buf_init(&g.value, VALUE_BYTES_MAX);
    while (status == IX_OK && inventory_next_line(&lines, &line)) {
        status = read_line(&g, line, lines.line);
        if (g.value.status != IX_OK) {
            ix_buf_clear(&g.value);
            g.label = (ix_str){0};
            status = inventory_unread(r, lines.line, "a value is longer than 64 KiB");
        }
    }
    status = status == IX_OK ? end_component(&g) : status;
    ix_buf_free(&g.value);
    return status;
}
