/* A list with one thing a line: names of programs, paths, files, hosts. It is never guessed,
 * because any text would fit it; --format lines asks for it. */
#include "inventory.h"

static ix_status read_line(inventory_reader *r, ix_str line, int64_t number) {
    ix_str text = ix_str_trim(line);
    if (text.len > INVENTORY_LINE_BYTES_MAX) {
        return inventory_unread(r, number, "a line is longer than 1 MiB");
    }
    inventory_begin(r, CLASS_COMPONENT, number);
    r->component.name = text;
    inventory_any(r, text, IX_STR("line"));
    /* A word may be the name of many things. */
    static const ix_sign words[] = {IX_SIGN_NAME, IX_SIGN_PACKAGE, IX_SIGN_SERVICE,
                                    IX_SIGN_EXECUTABLE};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        inventory_sign_at_most(r, IX_STRENGTH_WEAK, words[i], text, IX_STR("line"));
    }
    inventory_sign(r, IX_SIGN_BUNDLE, text, IX_STR("line"));
    inventory_sign(r, IX_SIGN_DOMAIN, text, IX_STR("line"));
    inventory_sign(r, IX_SIGN_CPE, text, IX_STR("line"));
    inventory_sign(r, IX_SIGN_PURL, text, IX_STR("line"));
    return inventory_end(r);
}

int inventory_sniff_lines(ix_str start) {
    (void)start;
    return 0;
}

ix_status inventory_read_lines(inventory_reader *r) {
    return inventory_each_line(r, read_line);
}
