/* `system_profiler` as it prints for people: names at one depth, their properties at the next.
 *
 *     Applications:
 *
 *         Kaspersky Internet Security:
 *
 *           Version: 21.1
 *           Signed by: Developer ID Application: Kaspersky Lab UK Limited (2Y8XE5CQ94), ...
 *
 * A line that ends with its colon names what the deeper lines below it tell of. */
#include "inventory.h"

#define PREFERENCE 70 /* over formats that any lines with colons fit */

typedef struct profile {
    inventory_reader *r;
    bool open;
    ptrdiff_t depth; /* of the name of the component */
} profile;

static ptrdiff_t depth_of(ix_str line) {
    ptrdiff_t depth = 0;
    while (depth < line.len && line.ptr[depth] == ' ') {
        depth++;
    }
    return depth;
}

static bool is_name(ix_str line) {
    return ix_str_ends_with(ix_str_trim(line), IX_STR(":"));
}

static ix_status end_component(profile *p) {
    bool open = p->open;
    p->open = false;
    return open ? inventory_end(p->r) : IX_OK;
}

static ix_status read_line(profile *p, ix_str line, int64_t number) {
    ix_str text = ix_str_trim(line);
    ptrdiff_t depth = depth_of(line);
    if (is_name(line) && (!p->open || depth <= p->depth)) {
        ix_status status = end_component(p);
        ix_str name = ix_str_slice(text, 0, text.len - 1);
        if (depth == 0) {
            return status; /* "Applications:" heads them all */
        }
        inventory_begin(p->r, CLASS_COMPONENT, number);
        p->open = true;
        p->depth = depth;
        inventory_field(p->r, IX_STR("product_name"), name, IX_STR("name"));
        return status;
    }
    ix_str value;
    ix_str label = ix_str_cut(text, ':', &value);
    if (!p->open || value.ptr == NULL) {
        return inventory_unread(p->r, number, "expected a name or a property of one");
    }
    inventory_heading(p->r, label, value);
    return IX_OK;
}

int inventory_sniff_macos_text(ix_str start) {
    inventory_lines lines = {start, 0};
    ix_str line;
    int names = 0;
    int properties = 0;
    while (lines.line < 12 && inventory_next_line(&lines, &line)) {
        ptrdiff_t depth = depth_of(line);
        if (ix_str_trim(line).len == 0) {
            continue;
        }
        names += is_name(line) && depth == (names == 0 ? 0 : 4);
        properties += names >= 2 && depth == 6 && ix_str_find(line, IX_STR(": "), 0) > 0;
    }
    return names >= 2 && properties > 0 ? PREFERENCE : 0;
}

ix_status inventory_read_macos_text(inventory_reader *r) {
    profile p = {.r = r};
    inventory_lines lines = {r->bytes, 0};
    ix_str line;
    ix_status status = IX_OK;
    while (status == IX_OK && inventory_next_line(&lines, &line)) {
        status = ix_str_trim(line).len > 0 ? read_line(&p, line, lines.line) : IX_OK;
    }
    return status == IX_OK ? end_component(&p) : status;
}
