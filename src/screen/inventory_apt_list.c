/* `apt list --installed`: name/suites version architecture [state].
 *
 *     kesl/now 12.0.0-6672 amd64 [installed,local]
 *
 * The words in brackets are of the language of the machine. A line without them is of a package
 * that can be had and is not installed. */
#include "inventory.h"

typedef struct listed {
    ix_str name, version, state;
} listed;

static bool read_listed(listed *out, ix_str line) {
    ix_str rest;
    ix_str architecture;
    ix_str origin;
    *out = (listed){.name = ix_str_cut(ix_str_cut(ix_str_trim(line), ' ', &rest), '/', &origin)};
    out->version = ix_str_cut(rest, ' ', &rest);
    architecture = ix_str_cut(rest, ' ', &rest);
    rest = ix_str_trim(rest);
    bool state = ix_str_starts_with(rest, IX_STR("[")) && ix_str_ends_with(rest, IX_STR("]"));
    out->state = state ? ix_str_slice(rest, 1, rest.len - 1) : (ix_str){0};
    return out->name.len > 0 && origin.len > 0 && out->version.len > 0 && architecture.len > 0 &&
           (state || rest.len == 0);
}

/* "Listing...", in any language: one word with dots behind it, before any package. */
static bool is_heading(ix_str line) {
    return ix_str_find(line, IX_STR("/"), 0) < 0 &&
           (ix_str_ends_with(line, IX_STR("...")) ||
            ix_str_ends_with(line, IX_STR("\xE2\x80\xA6")) ||
            ix_str_ends_with(line, IX_STR("... Done")));
}

static ix_status read_line(inventory_reader *r, ix_str line, int64_t number) {
    listed one;
    line = ix_str_trim(line);
    if (is_heading(line) || ix_str_starts_with(line, IX_STR("WARNING: apt does not have"))) {
        return IX_OK;
    }
    if (!read_listed(&one, line)) {
        return inventory_unread(r, number,
                                "expected name/suite, version, architecture and [state]");
    }
    bool installed = one.state.len > 0;
    inventory_begin(r, installed ? CLASS_COMPONENT : CLASS_OTHER, number);
    if (!installed) {
        return inventory_end(r); /* counted, and no more */
    }
    r->component.name = one.name;
    r->component.version = one.version;
    r->component.place = one.state;
    r->component.packaged = true;
    inventory_sign(r, IX_SIGN_PACKAGE, one.name, IX_STR("package"));
    inventory_sign(r, IX_SIGN_NAME, one.name, IX_STR("package"));
    return inventory_end(r);
}

static bool fits(ix_str line) {
    listed one;
    return read_listed(&one, line) || is_heading(ix_str_trim(line));
}

int inventory_sniff_apt_list(ix_str start) {
    inventory_lines lines = {start, 0};
    ix_str line;
    listed one;
    bool any = false;
    while (!any && lines.line < 20 && inventory_next_line(&lines, &line)) {
        any = read_listed(&one, line) && one.state.len > 0;
    }
    return any && inventory_percent(start, fits) >= 90 ? 85 : 0;
}

ix_status inventory_read_apt_list(inventory_reader *r) {
    return inventory_each_line(r, read_line);
}
