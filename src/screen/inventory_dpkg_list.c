/* `dpkg -l`, and `dpkg-query -W` with tabs: name, architecture, version, size, section, status.
 *
 *     ii  kesl   12.0.0-6672   amd64   Kaspersky Endpoint Security */
#include "inventory.h"

#include <string.h>

#define FIELDS_MAX 8

/* Words, divided by any number of spaces; the last one is the rest of the line. */
static int split_words(ix_str line, ix_str *fields, int most) {
    int count = 0;
    ix_str rest = ix_str_trim(line);
    while (rest.len > 0 && count < most - 1) {
        fields[count++] = ix_str_cut(rest, ' ', &rest);
        rest = ix_str_trim(rest);
    }
    if (rest.len > 0) {
        fields[count++] = rest;
    }
    return count;
}

/* "ii", "rc", "hi", with an error flag at most. */
static bool is_state(ix_str word) {
    return (word.len == 2 || (word.len == 3 && word.ptr[2] == 'R')) &&
           strchr("uihrp", word.ptr[0]) != NULL && strchr("ncHUFWti", word.ptr[1]) != NULL;
}

static bool is_architecture(ix_str word) {
    static const char *const known[] = {"all",     "any",   "amd64",    "i386",
                                        "arm64",   "armhf", "armel",    "ppc64el",
                                        "riscv64", "s390x", "mips64el", "mipsel"};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (ix_str_equal(word, ix_str_from_cstr(known[i]))) {
            return true;
        }
    }
    return false;
}

static ix_status tell(inventory_reader *r, int64_t line, ix_str name, ix_str version,
                      ix_str state) {
    inventory_begin(r, CLASS_COMPONENT, line);
    r->component.name = name;
    r->component.version = version;
    r->component.place = state;
    inventory_sign(r, IX_SIGN_PACKAGE, name, IX_STR("package"));
    inventory_sign(r, IX_SIGN_NAME, name, IX_STR("package"));
    r->component.packaged = true;
    return inventory_end(r);
}

static bool is_heading(ix_str line) {
    return ix_str_starts_with(line, IX_STR("Desired=")) || ix_str_starts_with(line, IX_STR("|")) ||
           ix_str_starts_with(line, IX_STR("+++-"));
}

static ix_status read_line(inventory_reader *r, ix_str line, int64_t number) {
    ix_str fields[FIELDS_MAX] = {{0}};
    if (is_heading(line)) {
        return IX_OK;
    }
    int tabs = inventory_split(line, '\t', fields, FIELDS_MAX);
    if (tabs >= 3) {
        return tell(r, number, fields[0], fields[2], tabs > 5 ? fields[5] : (ix_str){0});
    }
    int words = split_words(line, fields, 5);
    if (words >= 3 && is_state(fields[0])) {
        return tell(r, number, fields[1], fields[2], fields[0]);
    }
    return inventory_unread(r, number, "expected the state, name and version of a package");
}

int inventory_sniff_dpkg_list(ix_str start) {
    inventory_lines lines = {start, 0};
    ix_str line;
    while (inventory_next_line(&lines, &line)) {
        ix_str fields[FIELDS_MAX] = {{0}};
        if (ix_str_starts_with(line, IX_STR("||/ Name"))) {
            return 100;
        }
        if (ix_str_trim(line).len == 0 || is_heading(line)) {
            continue;
        }
        int tabs = inventory_split(line, '\t', fields, FIELDS_MAX);
        if (tabs >= 3) {
            return is_architecture(fields[1]) && tabs < 7 ? 80 : 0;
        }
        return split_words(line, fields, 5) >= 4 && is_state(fields[0]) &&
                       is_architecture(fields[3])
                   ? 80
                   : 0;
    }
    return 0;
}

ix_status inventory_read_dpkg_list(inventory_reader *r) {
    return inventory_each_line(r, read_line);
}
