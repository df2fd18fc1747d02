/* Windows services and drivers as `sc query`, `sc queryex` and `sc qc` tell them.
 *
 *     SERVICE_NAME: klif
 *     DISPLAY_NAME: Kaspersky Lab Driver
 *             TYPE               : 2  FILE_SYSTEM_DRIVER
 *             STATE              : 4  RUNNING
 *
 * The labels are of the language of the machine. A service begins with a label at the start of a
 * line; a second one is the name that people see; the words behind the numbers are constants of
 * Windows. */
#include "inventory.h"

#define SNIFF_LINES 12

typedef struct services {
    inventory_reader *r;
    bool open;
    int names; /* lines that began at the margin since the service began */
    ix_str service;
} services;

static bool is_indented(ix_str line) {
    return line.len > 0 && (line.ptr[0] == ' ' || line.ptr[0] == '\t');
}

/* "SERVICE_NAME: klif": a label of one word, and a value. */
static bool is_name(ix_str *label, ix_str *value, ix_str line) {
    *label = ix_str_cut(line, ':', value);
    *value = ix_str_trim(*value);
    return !is_indented(line) && label->len > 0 && ix_str_find(*label, IX_STR(" "), 0) < 0 &&
           value->len > 0;
}

static bool tells_type(ix_str value) {
    return ix_str_find(value, IX_STR("WIN32_"), 0) >= 0 ||
           ix_str_find(value, IX_STR("_DRIVER"), 0) >= 0 ||
           ix_str_find(value, IX_STR("USER_OWN_PROCESS"), 0) >= 0 ||
           ix_str_find(value, IX_STR("USER_SHARE_PROCESS"), 0) >= 0;
}

/* The type of some services is told as "f0   ERROR". */
static bool tells_state(ix_str line) {
    return ix_str_find(line, IX_STR(" : 4  RUNNING"), 0) >= 0 ||
           ix_str_find(line, IX_STR(" : 1  STOPPED"), 0) >= 0;
}

static ix_status end_service(services *s) {
    bool open = s->open;
    s->open = false;
    return open ? inventory_end(s->r) : IX_OK;
}

static ix_status read_name(services *s, ix_str label, ix_str value, int64_t number) {
    if (s->open && s->names == 1) { /* the second label at the margin: what people see */
        s->names = 2;
        s->r->component.name = value;
        inventory_sign(s->r, IX_SIGN_NAME, value, label);
        return IX_OK;
    }
    ix_status status = end_service(s);
    inventory_begin(s->r, CLASS_COMPONENT, number);
    s->open = true;
    s->names = 1;
    s->service = value;
    s->r->component.name = value;
    s->r->component.place = value;
    inventory_sign(s->r, IX_SIGN_SERVICE, value, label);
    return status;
}

/* TYPE tells a driver by its constant; a path, a group, an account are told by `sc qc`. */
static void read_value(services *s, ix_str line) {
    ix_str value;
    ix_str label = ix_str_trim(ix_str_cut(line, ':', &value));
    value = ix_str_trim(value);
    s->names = 2; /* what begins at the margin now is another service */
    if (value.len == 0) {
        return;
    }
    if (ix_str_find(value, IX_STR("_DRIVER"), 0) >= 0) {
        ix_str file = inventory_text(s->r, "%" IX_FMT ".sys", IX_ARG(s->service));
        inventory_sign(s->r, IX_SIGN_DRIVER, file, label);
    }
    bool constant = value.ptr[0] >= '0' && value.ptr[0] <= '9';
    if (!constant) {
        inventory_any(s->r, value, label);
        inventory_sign_at_most(s->r, IX_STRENGTH_WEAK, IX_SIGN_NAME, value, label);
    }
}

static ix_status read_line(services *s, ix_str line, int64_t number) {
    ix_str label;
    ix_str value;
    if (ix_str_trim(line).len == 0) {
        return end_service(s);
    }
    if (ix_str_starts_with(line, IX_STR("[SC]"))) {
        bool failed = ix_str_find(line, IX_STR("SUCCESS"), 0) < 0;
        ix_status status = end_service(s);
        return failed && status == IX_OK
                   ? inventory_unread(s->r, number, "the tool reports an error")
                   : status;
    }
    if (ix_str_starts_with(line, IX_STR("Enum:"))) {
        ix_status status = end_service(s);
        return status == IX_OK ? inventory_unread(s->r, number,
                                                  "the listing was cut: the tool says that there "
                                                  "is more than its buffer held")
                               : status;
    }
    if (is_name(&label, &value, line)) {
        return read_name(s, label, value, number);
    }
    if (!s->open || !is_indented(line)) {
        return inventory_unread(s->r, number, "expected the name of a service");
    }
    read_value(s, line);
    return IX_OK;
}

int inventory_sniff_sc_query(ix_str start) {
    inventory_lines lines = {start, 0};
    ix_str line;
    ix_str label;
    ix_str value;
    bool named = false;
    while (lines.line < SNIFF_LINES && inventory_next_line(&lines, &line)) {
        if (ix_str_starts_with(line, IX_STR("[SC]"))) {
            continue;
        }
        named = named || is_name(&label, &value, line);
        if (named && is_indented(line) && (tells_type(line) || tells_state(line))) {
            return 90;
        }
    }
    return 0;
}

ix_status inventory_read_sc_query(inventory_reader *r) {
    services s = {.r = r};
    inventory_lines lines = {r->bytes, 0};
    ix_str line;
    ix_status status = IX_OK;
    while (status == IX_OK && inventory_next_line(&lines, &line)) {
        status = read_line(&s, line, lines.line);
    }
    return status == IX_OK ? end_service(&s) : status;
}
