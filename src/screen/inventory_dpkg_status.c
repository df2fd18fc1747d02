/* Paragraphs of packages: /var/lib/dpkg/status, apk's and others' in the same form.
 *
 *     Package: kesl
 *     Status: install ok installed
 *     Maintainer: Kaspersky Lab
 *     Version: 12.0.0-6672 */
#include "inventory.h"

static void read_field(inventory_reader *r, ix_str name, ix_str value) {
    if (ix_str_equal(name, IX_STR("Package"))) {
        r->component.name = value;
        inventory_sign(r, IX_SIGN_PACKAGE, value, name);
        inventory_sign(r, IX_SIGN_NAME, value, name);
        r->component.packaged = true;
    } else if (ix_str_equal(name, IX_STR("Version"))) {
        r->component.version = value;
    } else if (ix_str_equal(name, IX_STR("Status"))) {
        r->component.place = value;
    } else if (ix_str_equal(name, IX_STR("Maintainer"))) {
        ix_str mail;
        ix_str who = ix_str_trim(ix_str_cut(value, '<', &mail));
        r->component.publisher = who;
        inventory_sign(r, IX_SIGN_PUBLISHER, who, name);
    } else if (ix_str_equal(name, IX_STR("Homepage"))) {
        inventory_any(r, value, name);
    }
}

int inventory_sniff_dpkg_status(ix_str start) {
    bool first = ix_str_starts_with(start, IX_STR("Package: "));
    return first && ix_str_find(start, IX_STR("\nVersion: "), 0) >= 0 ? 95 : first ? 60 : 0;
}

ix_status inventory_read_dpkg_status(inventory_reader *r) {
    inventory_lines lines = {r->bytes, 0};
    ix_str line;
    bool open = false;
    ix_status status = IX_OK;
    while (status == IX_OK && inventory_next_line(&lines, &line)) {
        if (ix_str_trim(line).len == 0) {
            status = open ? inventory_end(r) : IX_OK;
            open = false;
            continue;
        }
        ix_str value;
        ix_str name = ix_str_cut(line, ':', &value);
        if (line.ptr[0] == ' ' || line.ptr[0] == '\t') {
            continue; /* goes on with the field before it */
        }
        if (value.ptr == NULL) {
            status = inventory_unread(r, lines.line, "expected a field such as Package: name");
            continue;
        }
        if (!open) {
            inventory_begin(r, CLASS_COMPONENT, lines.line);
            open = true;
        }
        read_field(r, ix_str_trim(name), ix_str_trim(value));
    }
    return status == IX_OK && open ? inventory_end(r) : status;
}
