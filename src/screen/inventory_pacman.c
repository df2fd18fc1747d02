/* pacman: `pacman -Qi`, paragraphs that begin with "Name            : x", and `pacman -Q`, a name
 * and a version a line. */
#include "inventory.h"

#include <string.h>

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

static bool is_one_of(char c, const char *signs) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c != '\0' && strchr(signs, c) != NULL);
}

static bool is_made_of(ix_str text, const char *signs) {
    for (ptrdiff_t i = 0; i < text.len; i++) {
        if (!is_one_of(text.ptr[i], signs)) {
            return false;
        }
    }
    return text.len > 0;
}

/* "kesl 12.0-1": a name and epoch:version-release as PKGBUILD(5) allows them. */
static bool is_pair(ix_str line, ix_str *name, ix_str *version) {
    *name = ix_str_cut(line, ' ', version);
    ptrdiff_t dash = version->len - 1;
    while (dash > 0 && version->ptr[dash] != '-') {
        dash--;
    }
    ix_str release = ix_str_slice(*version, dash + 1, version->len);
    return is_made_of(*name, "@._+-") && dash > 0 &&
           is_made_of(ix_str_slice(*version, 0, dash), ":._+~") && release.len > 0 &&
           release.ptr[0] >= '0' && release.ptr[0] <= '9' && is_made_of(release, ".");
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
