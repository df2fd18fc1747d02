/* pacman: `pacman -Qi`, paragraphs that begin with "Name            : x", and `pacman -Q`, a name
 * and a version a line. */
#include "inventory.h"

static void read_field(inventory_reader *r, ix_str name, ix_str value) {
    if (ix_str_equal(name, IX_STR("Version"))) {
        r->component.version = value;
    } else if (ix_str_equal(name, IX_STR("Packager"))) {
        ix_str mail;
        r->component.publisher = ix_str_trim(ix_str_cut(value, '<', &mail));
        inventory_sign(r, IX_SIGN_PUBLISHER, r->component.publisher, name);
    } else if (ix_str_equal(name, IX_STR("Description"))) {
        inventory_sign_at_most(r, IX_STRENGTH_WEAK, IX_SIGN_NAME, value, name);
    } else if (ix_str_equal(name, IX_STR("URL"))) {
        inventory_any(r, value, name);
    }
}

static void begin(inventory_reader *r, ix_str name, int64_t line) {
    inventory_begin(r, CLASS_COMPONENT, line);
    r->component.name = name;
    inventory_sign(r, IX_SIGN_PACKAGE, name, IX_STR("Name"));
    inventory_sign(r, IX_SIGN_NAME, name, IX_STR("Name"));
    r->component.packaged = true;
}

static ix_status read_paragraphs(inventory_reader *r) {
    inventory_lines lines = {r->bytes, 0};
    ix_str line;
    bool open = false;
    ix_status status = IX_OK;
    while (status == IX_OK && inventory_next_line(&lines, &line)) {
        ptrdiff_t colon = ix_str_find(line, IX_STR(" : "), 0);
        if (colon < 0 || line.ptr[0] == ' ') {
            continue; /* an empty line, or one that goes on */
        }
        ix_str name = ix_str_trim(ix_str_slice(line, 0, colon));
        ix_str value = ix_str_trim(ix_str_slice(line, colon + 3, line.len));
        if (ix_str_equal(name, IX_STR("Name"))) {
            status = open ? inventory_end(r) : IX_OK;
            begin(r, value, lines.line);
            open = true;
        } else if (open) {
            read_field(r, name, value);
        }
    }
    return status == IX_OK && open ? inventory_end(r) : status;
}

static bool is_pair(ix_str line, ix_str *name, ix_str *version) {
    *name = ix_str_cut(line, ' ', version);
    return name->len > 0 && version->len > 2 && ix_str_find(*version, IX_STR(" "), 0) < 0 &&
           ix_str_find(*version, IX_STR("-"), 0) > 0;
}

static ix_status read_pair(inventory_reader *r, ix_str line, int64_t number) {
    ix_str name;
    ix_str version;
    if (!is_pair(ix_str_trim(line), &name, &version)) {
        return inventory_unread(r, number, "expected a name and a version");
    }
    begin(r, name, number);
    r->component.version = version;
    return inventory_end(r);
}

static bool has_paragraphs(ix_str start) {
    ix_str rest;
    ix_str name = ix_str_cut(start, ':', &rest);
    return name.len > 5 && name.ptr[name.len - 1] == ' ' &&
           ix_str_equal(ix_str_trim(name), IX_STR("Name")) &&
           ix_str_find(start, IX_STR("\nVersion "), 0) > 0 &&
           ix_str_find(start, IX_STR("\nInstalled Size "), 0) > 0;
}

static bool fits(ix_str line) {
    ix_str name;
    ix_str version;
    return is_pair(ix_str_trim(line), &name, &version);
}

int inventory_sniff_pacman(ix_str start) {
    return has_paragraphs(start) ? 95 : inventory_percent(start, fits) == 100 ? 60 : 0;
}

ix_status inventory_read_pacman(inventory_reader *r) {
    return has_paragraphs(ix_str_slice(r->bytes, 0, INVENTORY_SNIFF_BYTES))
               ? read_paragraphs(r)
               : inventory_each_line(r, read_pair);
}
