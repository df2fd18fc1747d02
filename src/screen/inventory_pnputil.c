/* `pnputil /enum-drivers` and the older `pnputil -e`: a paragraph a driver package.
 *
 *     Published Name:     oem5.inf
 *     Original Name:      klim6.inf
 *     Provider Name:      Kaspersky Lab ZAO
 *     Class Name:         Network Service
 *     Class GUID:         {4d36e974-e325-11ce-bfc1-08002be10318}
 *     Driver Version:     06/21/2020 30.50.0.1
 *     Signer Name:        Microsoft Windows Hardware Compatibility Publisher
 *
 * The labels are of the language of the machine, so the values tell: a package begins with
 * oemN.inf, the name it came with is another .inf, and whom it is of stands behind them. */
#include "inventory.h"

/* What a value may be; the class of device and its GUID, between provider and version, name nobody.
 */
typedef enum next_value { NEXT_ORIGINAL, NEXT_PROVIDER, NEXT_VERSION, NEXT_SIGNER } next_value;

typedef struct packages {
    inventory_reader *r;
    bool open;
    next_value next;
} packages;

static bool is_inf(ix_str value) {
    return value.len > 4 &&
           ix_str_equal_ascii_nocase(ix_str_slice(value, value.len - 4, value.len), IX_STR(".inf"));
}

/* "oem5.inf": the name under which Windows keeps a package. */
static bool is_published(ix_str value) {
    bool digits = value.len > 7 && is_inf(value) &&
                  ix_str_equal_ascii_nocase(ix_str_slice(value, 0, 3), IX_STR("oem"));
    for (ptrdiff_t i = 3; digits && i < value.len - 4; i++) {
        digits = value.ptr[i] >= '0' && value.ptr[i] <= '9';
    }
    return digits;
}

/* The label and the value of a line; a label may hold spaces. */
static bool split_line(ix_str *label, ix_str *value, ix_str line) {
    *label = ix_str_trim(ix_str_cut(line, ':', value));
    *value = ix_str_trim(*value);
    return label->len > 0 && value->len > 0;
}

/* An .inf is called like the driver that it installs: klim6.inf, klim6.sys. */
static void find_driver(inventory_reader *r, ix_str inf, ix_str label) {
    ix_str stem = ix_str_slice(inf, 0, inf.len - 4);
    r->component.name = inf;
    inventory_sign(r, IX_SIGN_DRIVER, inventory_text(r, "%" IX_FMT ".sys", IX_ARG(stem)), label);
}

static void read_value(packages *p, ix_str label, ix_str value) {
    inventory_reader *r = p->r;
    if (p->next == NEXT_ORIGINAL && is_inf(value)) {
        find_driver(r, value, label);
        p->next = NEXT_PROVIDER;
    } else if (p->next < NEXT_VERSION) {
        r->component.publisher = value;
        inventory_sign(r, IX_SIGN_PUBLISHER, value, label);
        p->next = NEXT_VERSION;
    } else if (p->next == NEXT_VERSION && value.ptr[0] >= '0' && value.ptr[0] <= '9') {
        ix_str version;
        ix_str_cut(value, ' ', &version); /* behind its date */
        r->component.version = version.len > 0 ? version : value;
        p->next = NEXT_SIGNER;
    } else if (p->next == NEXT_SIGNER && value.ptr[0] != '{') {
        inventory_sign(r, IX_SIGN_PUBLISHER, value, label);
    }
}

static ix_status end_package(packages *p) {
    bool open = p->open;
    p->open = false;
    return open ? inventory_end(p->r) : IX_OK;
}

static ix_status read_line(packages *p, ix_str line, int64_t number) {
    ix_str label;
    ix_str value;
    if (ix_str_trim(line).len == 0) {
        return IX_OK;
    }
    bool fits = split_line(&label, &value, line);
    if (fits && is_published(value)) {
        ix_status status = end_package(p);
        inventory_begin(p->r, CLASS_COMPONENT, number);
        p->r->component.name = value;
        p->r->component.place = value;
        p->open = true;
        p->next = NEXT_ORIGINAL;
        return status;
    }
    if (p->open && fits) {
        read_value(p, label, value);
    } else if (p->open && ix_str_find(line, IX_STR(":"), 0) < 0) {
        return inventory_unread(p->r, number, "expected a label and a value");
    }
    /* Else the heading of the tool, or a field without a value. */
    return IX_OK;
}

int inventory_sniff_pnputil(ix_str start) {
    inventory_lines lines = {start, 0};
    ix_str line;
    ix_str label;
    ix_str value;
    while (lines.line < 10 && inventory_next_line(&lines, &line)) {
        if (split_line(&label, &value, line)) {
            return is_published(value) ? 90 : 0;
        }
    }
    return 0;
}

ix_status inventory_read_pnputil(inventory_reader *r) {
    packages p = {.r = r};
    inventory_lines lines = {r->bytes, 0};
    ix_str line;
    ix_status status = IX_OK;
    while (status == IX_OK && inventory_next_line(&lines, &line)) {
        status = read_line(&p, line, lines.line);
    }
    return status == IX_OK ? end_package(&p) : status;
}
