/* Paths of a Nix store, one a line: /nix/store/<32 letters>-name-version. */
#include "inventory.h"

#define STORE       "/nix/store/"
#define HASH_LENGTH 32

/* "python3.6-decorator-4.0.11" is the name up to the first hyphen with a digit behind it. */
static void split_name(ix_str text, ix_str *name, ix_str *version) {
    *name = text;
    *version = (ix_str){0};
    for (ptrdiff_t i = 1; i + 1 < text.len; i++) {
        if (text.ptr[i] == '-' && text.ptr[i + 1] >= '0' && text.ptr[i + 1] <= '9') {
            *name = ix_str_slice(text, 0, i);
            *version = ix_str_slice(text, i + 1, text.len);
            return;
        }
    }
}

static ix_status read_line(inventory_reader *r, ix_str line, int64_t number) {
    line = ix_str_trim(line);
    ptrdiff_t from = IX_STR(STORE).len + HASH_LENGTH;
    if (!ix_str_starts_with(line, IX_STR(STORE)) || line.len <= from + 1 || line.ptr[from] != '-') {
        return inventory_unread(r, number, "expected /nix/store/ with a hash and a name");
    }
    inventory_begin(r, CLASS_COMPONENT, number);
    split_name(ix_str_slice(line, from + 1, line.len), &r->component.name, &r->component.version);
    r->component.place = line;
    inventory_sign(r, IX_SIGN_PACKAGE, r->component.name, IX_STR("path"));
    inventory_sign(r, IX_SIGN_NAME, r->component.name, IX_STR("path"));
    r->component.packaged = true;
    return inventory_end(r);
}

int inventory_sniff_nix(ix_str start) {
    return ix_str_starts_with(start, IX_STR(STORE)) ? 90 : 0;
}

ix_status inventory_read_nix(inventory_reader *r) {
    return inventory_each_line(r, read_line);
}
