/* SPDX 2.x as tags and values: a package begins with PackageName, a file with FileName.
 *
 *     PackageName: Kaspersky Endpoint Security
 *     PackageSupplier: Organization: Kaspersky Lab
 *     ExternalRef: SECURITY cpe23Type cpe:2.3:a:kaspersky:...
 *     PackageComment: <text>may run
 *     over lines</text> */
#include "inventory.h"

/* "SECURITY cpe23Type cpe:2.3:..." */
static void read_reference(inventory_reader *r, ix_str value) {
    ix_str rest;
    ix_str_cut(value, ' ', &rest);
    ix_str type = ix_str_cut(ix_str_trim(rest), ' ', &rest);
    if (ix_str_equal(type, IX_STR("purl"))) {
        inventory_sign(r, IX_SIGN_PURL, rest, IX_STR("ExternalRef purl"));
    } else if (ix_str_find(type, IX_STR("cpe2"), 0) >= 0) {
        inventory_sign(r, IX_SIGN_CPE, rest, IX_STR("ExternalRef cpe"));
    }
}

static void read_tag(inventory_reader *r, ix_str tag, ix_str value) {
    if (ix_str_equal(tag, IX_STR("PackageVersion"))) {
        r->component.version = value;
    } else if (ix_str_equal(tag, IX_STR("PackageSupplier")) ||
               ix_str_equal(tag, IX_STR("PackageOriginator"))) {
        ix_str name = inventory_agent(value);
        r->component.publisher = r->component.publisher.len == 0 ? name : r->component.publisher;
        inventory_sign(r, IX_SIGN_PUBLISHER, name, tag);
    } else if (ix_str_equal(tag, IX_STR("ExternalRef"))) {
        read_reference(r, value);
    } else if (ix_str_equal(tag, IX_STR("PackageFileName"))) {
        inventory_sign(r, IX_SIGN_PATH, value, tag);
    }
}

static ix_status begin(inventory_reader *r, bool *open, bool file, ix_str name, int64_t line) {
    ix_status status = *open ? inventory_end(r) : IX_OK;
    inventory_begin(r, file ? CLASS_OTHER : CLASS_COMPONENT, line);
    *open = true;
    r->component.name = name;
    inventory_sign(r, file ? IX_SIGN_PATH : IX_SIGN_NAME, name,
                   file ? IX_STR("FileName") : IX_STR("PackageName"));
    if (!file) {
        inventory_sign(r, IX_SIGN_PACKAGE, name, IX_STR("PackageName"));
    }
    return status;
}

/* Is the text of <text> still open behind this line? */
static bool text_stays_open(ix_str line, bool open) {
    ptrdiff_t begins = ix_str_find(line, IX_STR("<text>"), 0);
    ptrdiff_t ends = ix_str_find(line, IX_STR("</text>"), 0);
    return ends >= 0 ? false : open || begins >= 0;
}

int inventory_sniff_spdx_tag(ix_str start) {
    return ix_str_starts_with(start, IX_STR("SPDXVersion: SPDX-")) ||
                   ix_str_find(start, IX_STR("\nSPDXVersion: SPDX-"), 0) >= 0
               ? 100
               : 0;
}

ix_status inventory_read_spdx_tag(inventory_reader *r) {
    inventory_lines lines = {r->bytes, 0};
    ix_str line;
    bool open = false;
    bool inside = false;
    ix_status status = IX_OK;
    while (status == IX_OK && inventory_next_line(&lines, &line)) {
        bool was_inside = inside;
        inside = text_stays_open(line, inside);
        ix_str value;
        ix_str tag = ix_str_trim(ix_str_cut(line, ':', &value));
        value = ix_str_trim(value);
        if (was_inside || tag.len == 0 || tag.ptr[0] == '#') {
            continue;
        }
        if (ix_str_equal(tag, IX_STR("PackageName"))) {
            status = begin(r, &open, false, value, lines.line);
        } else if (ix_str_equal(tag, IX_STR("FileName"))) {
            status = begin(r, &open, true, value, lines.line);
        } else if (open) {
            read_tag(r, tag, value);
        }
    }
    if (status == IX_OK && inside) {
        status = inventory_unread(r, lines.line, "a <text> does not end");
    }
    return status == IX_OK && open ? inventory_end(r) : status;
}
