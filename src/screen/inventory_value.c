/* Values of components: by what their heading means, and values whose heading says nothing. */
#include "inventory.h"
#include "inventory_time.h"

#include <string.h>

static bool is_guid(ix_str text) {
    if (text.len != 38 || text.ptr[0] != '{' || text.ptr[37] != '}') {
        return false;
    }
    for (ptrdiff_t i = 1; i < 37; i++) {
        char c = text.ptr[i];
        bool dash = i == 9 || i == 14 || i == 19 || i == 24;
        bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        if (dash ? c != '-' : !hex) {
            return false;
        }
    }
    return true;
}

/* Every {GUID} in a command line: "msiexec.exe /x {63129F5E-...} /qb". */
static void find_codes(inventory_reader *r, ix_str value, ix_str field) {
    ptrdiff_t at = ix_str_find(value, IX_STR("{"), 0);
    while (at >= 0) {
        ix_str code = ix_str_slice(value, at, at + 38);
        if (is_guid(code)) {
            inventory_sign(r, IX_SIGN_PRODUCT_CODE, code, field);
        }
        at = ix_str_find(value, IX_STR("{"), at + 1);
    }
}

/* The host of "https://user@host:443/path". */
static ix_str host_of_address(ix_str address) {
    ptrdiff_t from = ix_str_find(address, IX_STR("://"), 0);
    ix_str rest = from < 0 ? address : ix_str_slice(address, from + 3, address.len);
    ptrdiff_t end = 0;
    while (end < rest.len && strchr("/?#\\ \t\"'<>", rest.ptr[end]) == NULL) {
        end++;
    }
    rest = ix_str_slice(rest, 0, end);
    ptrdiff_t at = ix_str_find(rest, IX_STR("@"), 0);
    rest = at < 0 ? rest : ix_str_slice(rest, at + 1, rest.len);
    ix_str port;
    return ix_str_cut(rest, ':', &port);
}

static bool is_path(ix_str value) {
    return ix_str_find(value, IX_STR("\\"), 0) >= 0 || ix_str_starts_with(value, IX_STR("/")) ||
           ix_str_starts_with(value, IX_STR("~/"));
}

/* "C:\x\avp.exe" -r "...": what stands between quotation marks, else before an option. */
static void find_path(inventory_reader *r, ix_str value, ix_str field) {
    inventory_sign(r, IX_SIGN_PATH, value, field);
    ix_str rest = ix_str_trim(value);
    if (ix_str_starts_with(rest, IX_STR("\""))) {
        ix_str behind;
        ix_str quoted = ix_str_cut(ix_str_slice(rest, 1, rest.len), '"', &behind);
        inventory_sign(r, IX_SIGN_PATH, quoted, field);
        return;
    }
    static const ix_str ends[] = {{" /", 2}, {" -", 2}, {".exe,", 5}, {".exe ", 5}, {".sys ", 5}};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        ptrdiff_t at = ix_str_find(rest, ends[i], 0);
        if (at > 0) {
            ptrdiff_t end = ends[i].ptr[0] == '.' ? at + 4 : at;
            inventory_sign(r, IX_SIGN_PATH, ix_str_slice(rest, 0, end), field);
        }
    }
}

void inventory_any(inventory_reader *r, ix_str value, ix_str field) {
    value = ix_str_trim(value);
    if (ix_str_find(value, IX_STR("://"), 0) >= 0) {
        inventory_sign(r, IX_SIGN_DOMAIN, host_of_address(value), field);
    } else if (is_path(value)) {
        find_path(r, value, field);
    }
    find_codes(r, value, field);
    static const ix_str files[] = {{".sys", 4}, {".exe", 4}};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        if (value.len > 4 && !is_path(value) &&
            ix_str_equal_ascii_nocase(ix_str_slice(value, value.len - 4, value.len), files[i])) {
            inventory_sign(r, i == 0 ? IX_SIGN_DRIVER : IX_SIGN_EXECUTABLE, value, field);
        }
    }
}

/* Whom a signature names: "Developer ID Application: Kaspersky Lab UK Limited (2Y8XE5CQ94)",
 * "CN=AO Kaspersky Lab, O=AO Kaspersky Lab, L=Moscow, C=RU". */
static void find_signer(inventory_reader *r, ix_str value, ix_str field) {
    ptrdiff_t colon = ix_str_find(value, IX_STR(": "), 0);
    if (colon >= 0) {
        ix_str rest;
        ix_str name = ix_str_slice(value, colon + 2, value.len);
        inventory_sign(r, IX_SIGN_PUBLISHER, ix_str_cut(name, '(', &rest), field);
    }
    ix_str parts = ix_str_find(value, IX_STR("="), 0) < 0 ? (ix_str){0} : value;
    while (parts.len > 0) {
        ix_str name;
        ix_str key = ix_str_trim(ix_str_cut(ix_str_cut(parts, ',', &parts), '=', &name));
        if (ix_str_equal(key, IX_STR("CN")) || ix_str_equal(key, IX_STR("O"))) {
            inventory_sign(r, IX_SIGN_PUBLISHER, name, field);
        }
    }
}

static void set_first(ix_str *slot, ix_str value) {
    if (slot->len == 0) {
        *slot = ix_str_trim(value);
    }
}

static void read_time(inventory_reader *r, ix_str value) {
    ix_when when;
    if (r->component.at.kind == IX_WHEN_NONE) {
        r->component.at = ix_when_parse(&when, value, NULL) == IX_OK ? when : inventory_time(value);
    }
}

/* A driver may be named by its service: "klif" for klif.sys. */
static void find_driver(inventory_reader *r, ix_str value, ix_str field) {
    set_first(&r->component.name, value);
    inventory_sign(r, IX_SIGN_DRIVER, value, field);
    if (ix_str_find(value, IX_STR("."), 0) < 0 && value.len < 256) {
        inventory_sign(r, IX_SIGN_DRIVER, inventory_text(r, "%" IX_FMT ".sys", IX_ARG(value)),
                       field);
    }
}

static bool sign_parse(ix_sign *sign, ix_str name) {
    for (int i = 0; i < IX_SIGN_COUNT; i++) {
        if (ix_str_equal(name, ix_str_from_cstr(ix_sign_name((ix_sign)i)))) {
            *sign = (ix_sign)i;
            return true;
        }
    }
    return false;
}

static void find_sign(inventory_reader *r, ix_sign sign, ix_str value, ix_str heading) {
    switch (sign) {
    case IX_SIGN_NAME:
        set_first(&r->component.name, value);
        if (ix_str_find(value, IX_STR(" "), 0) < 0) { /* osquery's deb_packages call it so too */
            inventory_sign(r, IX_SIGN_PACKAGE, value, heading);
        }
        break;
    case IX_SIGN_PUBLISHER:
        set_first(&r->component.publisher, value);
        find_signer(r, value, heading);
        break;
    case IX_SIGN_PATH:
        inventory_any(r, value, heading);
        break;
    case IX_SIGN_DRIVER:
        find_driver(r, value, heading);
        return;
    case IX_SIGN_DOMAIN:
        value = host_of_address(value);
        set_first(&r->component.name, value);
        break;
    case IX_SIGN_PRODUCT_CODE:
        find_codes(r, value, heading);
        break;
    case IX_SIGN_PACKAGE:
    case IX_SIGN_EXECUTABLE:
    case IX_SIGN_SERVICE:
    case IX_SIGN_BUNDLE:
    case IX_SIGN_CPE:
    case IX_SIGN_PURL:
    case IX_SIGN_REGISTRY_KEY:
    case IX_SIGN_COUNT:
        break;
    }
    inventory_sign(r, sign, value, heading);
}

void inventory_field(inventory_reader *r, ix_str field, ix_str value, ix_str heading) {
    ix_sign sign;
    value = ix_str_trim(value);
    if (value.len == 0) {
        return;
    }
    if (ix_str_equal(field, IX_STR("host"))) {
        set_first(&r->component.host, value);
    } else if (ix_str_equal(field, IX_STR("version"))) {
        set_first(&r->component.version, value);
    } else if (ix_str_equal(field, IX_STR("time"))) {
        read_time(r, value);
    } else if (ix_str_equal(field, IX_STR("client")) && r->component.class == CLASS_CONTACT) {
        set_first(&r->component.client, value);
    } else if (ix_str_equal(field, IX_STR("text"))) {
        inventory_sign_at_most(r, IX_STRENGTH_WEAK, IX_SIGN_NAME, value, heading);
    } else if (sign_parse(&sign, field)) {
        find_sign(r, sign, value, heading);
    } else {
        inventory_any(r, value, heading);
        inventory_sign_at_most(r, IX_STRENGTH_WEAK, IX_SIGN_NAME, value, heading);
        inventory_sign_at_most(r, IX_STRENGTH_WEAK, IX_SIGN_PUBLISHER, value, heading);
    }
}

void inventory_row_has(inventory_row *row, ix_str field, ix_str heading) {
    static const char *const of_software[] = {
        "product_name", "publisher",    "version",   "cpe",     "purl",
        "package",      "product_code", "bundle_id", "service", "registry_key"};
    bool application = ix_str_equal_ascii_nocase(ix_str_slice(heading, 0, 3), IX_STR("app"));
    row->domain = row->domain || ix_str_equal(field, IX_STR("domain"));
    row->time = row->time || ix_str_equal(field, IX_STR("time"));
    for (size_t i = 0; i < sizeof of_software / sizeof of_software[0]; i++) {
        bool tells = ix_str_equal(field, ix_str_from_cstr(of_software[i]));
        row->application = row->application || (tells && i == 0 && application);
        row->product = row->product || (tells && !(i == 0 && application));
    }
}

inventory_class inventory_row_class(const inventory_row *row) {
    bool contact = row->domain && !row->product && (row->time || !row->application);
    return contact ? CLASS_CONTACT : CLASS_COMPONENT;
}

void inventory_heading(inventory_reader *r, ix_str heading, ix_str value) {
    for (int i = 0; i < r->how->map_count; i++) {
        if (ix_str_equal_ascii_nocase(heading, r->how->maps[i].column)) {
            if (!ix_str_equal(r->how->maps[i].field, IX_STR("-"))) {
                inventory_field(r, r->how->maps[i].field, value, heading);
            }
            return;
        }
    }
    inventory_field(r, inventory_column(r, heading, r->scratch), value, heading);
}

ix_str inventory_agent(ix_str agent) {
    ix_str name;
    ix_str kind = ix_str_cut(agent, ':', &name);
    bool known = ix_str_equal(kind, IX_STR("Organization")) ||
                 ix_str_equal(kind, IX_STR("Person")) || ix_str_equal(kind, IX_STR("Tool"));
    ix_str rest;
    return ix_str_trim(ix_str_cut(known ? name : agent, '(', &rest));
}
