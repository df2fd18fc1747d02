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

static bool ends_as_program(ix_str text) {
    static const char *const ends[] = {".sys", ".exe", ".dll", ".msi", ".ko", ".kext", ".app"};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        ix_str end = ix_str_from_cstr(ends[i]);
        if (text.len > end.len &&
            ix_str_equal_ascii_nocase(ix_str_slice(text, text.len - end.len, text.len), end)) {
            return true;
        }
    }
    return false;
}

/* "klif.sys", "C:\Windows\klif.sys", "/opt/kaspersky/kesl". */
static bool is_file(ix_str line) {
    ix_str text = ix_str_trim(line);
    bool windows = text.len > 3 && text.ptr[1] == ':' && text.ptr[2] == '\\';
    bool word = ix_str_find(text, IX_STR(" "), 0) < 0;
    bool one = ix_str_find(text, IX_STR(","), 0) < 0 && ix_str_find(text, IX_STR("\t"), 0) < 0;
    return one && (windows || (word && (text.ptr[0] == '/' || ends_as_program(text))));
}

int inventory_sniff_lines(ix_str start) {
    return inventory_percent(start, is_file) >= 80 ? 45 : 0;
}

ix_status inventory_read_lines(inventory_reader *r) {
    return inventory_each_line(r, read_line);
}
