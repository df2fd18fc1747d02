/* `rpm -qa`: name-version-release.architecture, one a line; or with tabs name, architecture,
 * version, build time, size, vendor, summary, group. */
#include "inventory.h"

#define FIELDS_MAX 10

static bool is_architecture(ix_str word) {
    static const char *const known[] = {"noarch",  "x86_64",  "i386",    "i486",    "i586",
                                        "i686",    "aarch64", "armv7hl", "ppc64le", "s390x",
                                        "riscv64", "src",     "(none)"};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (ix_str_equal(word, ix_str_from_cstr(known[i]))) {
            return true;
        }
    }
    return false;
}

static ptrdiff_t last_of(ix_str text, char c) {
    ptrdiff_t at = text.len - 1;
    while (at >= 0 && text.ptr[at] != c) {
        at--;
    }
    return at;
}

/* "kesl-12.0.0-6672.x86_64"; keys that sign packages have no architecture. */
static bool split_name(ix_str line, ix_str *name, ix_str *version) {
    ptrdiff_t dot = last_of(line, '.');
    bool known = dot > 0 && is_architecture(ix_str_slice(line, dot + 1, line.len));
    ix_str rest = known ? ix_str_slice(line, 0, dot) : line;
    ptrdiff_t release = last_of(rest, '-');
    ptrdiff_t from = release > 0 ? last_of(ix_str_slice(rest, 0, release), '-') : -1;
    if (from <= 0 || (!known && !ix_str_starts_with(line, IX_STR("gpg-pubkey-")))) {
        return false;
    }
    *name = ix_str_slice(rest, 0, from);
    *version = ix_str_slice(rest, from + 1, rest.len);
    return true;
}

static ix_status read_line(inventory_reader *r, ix_str line, int64_t number) {
    ix_str fields[FIELDS_MAX] = {{0}};
    ix_str name;
    ix_str version;
    ix_str text = ix_str_trim(line);
    int tabs = inventory_split(line, '\t', fields, FIELDS_MAX);
    if (tabs >= 3) {
        name = fields[0];
        version = fields[2];
    } else if (!split_name(text, &name, &version)) {
        return inventory_unread(r, number, "expected name-version-release.architecture");
    }
    inventory_begin(r, CLASS_COMPONENT, number);
    r->component.name = name;
    r->component.version = version;
    r->component.publisher = fields[5];
    inventory_sign(r, IX_SIGN_PACKAGE, name, IX_STR("package"));
    inventory_sign(r, IX_SIGN_NAME, name, IX_STR("package"));
    r->component.packaged = true;
    inventory_sign(r, IX_SIGN_PUBLISHER, fields[5], IX_STR("vendor"));
    inventory_sign_at_most(r, IX_STRENGTH_WEAK, IX_SIGN_NAME, fields[6], IX_STR("summary"));
    return inventory_end(r);
}

static bool fits(ix_str line) {
    ix_str fields[FIELDS_MAX] = {{0}};
    ix_str name;
    ix_str version;
    int tabs = inventory_split(line, '\t', fields, FIELDS_MAX);
    return (tabs >= 7 && is_architecture(fields[1])) ||
           split_name(ix_str_trim(line), &name, &version);
}

int inventory_sniff_rpm(ix_str start) {
    return inventory_percent(start, fits) >= 80 ? 70 : 0;
}

ix_status inventory_read_rpm(inventory_reader *r) {
    return inventory_each_line(r, read_line);
}
