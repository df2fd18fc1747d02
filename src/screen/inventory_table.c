/* Tables of fixed columns: a row of headings, a rule below it, rows. `driverquery`, `winget list`,
 * PowerShell's Format-Table. Without a rule, where the headings are usual ones: `wmic product get`,
 * `systemctl`, `snap list`.
 *
 *     Module Name  Display Name           Driver Type   Link Date
 *     ============ ====================== ============= ======================
 *     klif         Kaspersky Lab Driver   File System   11/12/2020 3:04:05 PM
 *
 * A rule of several runs tells the columns; a rule of one run leaves it to the headings, which two
 * spaces or the ends of words part. Columns are counted in characters. */
#include "inventory.h"

#include <string.h>

#define COLUMNS_MAX 32

typedef struct table {
    inventory_reader *r;
    int from[COLUMNS_MAX]; /* characters */
    int to[COLUMNS_MAX];   /* of the last one: as far as the line goes */
    ix_str headings[COLUMNS_MAX];
    int count;
} table;

/* A rule is nothing but runs of - or = with spaces between. */
static bool is_rule(ix_str line) {
    line = ix_str_trim(line);
    ptrdiff_t signs = 0;
    for (ptrdiff_t i = 0; i < line.len; i++) {
        if (strchr("-= ", line.ptr[i]) == NULL) {
            return false;
        }
        signs += line.ptr[i] != ' ';
    }
    return signs >= 3;
}

/* The byte at which a character of a line begins, at most its end. */
static ptrdiff_t byte_of(ix_str line, int character) {
    ptrdiff_t at = 0;
    for (int i = 0; i < character && at < line.len; i++) {
        ix_utf8_decode(line, &at, NULL);
    }
    return at;
}

static ix_str cell(ix_str line, const table *t, int column) {
    ptrdiff_t from = byte_of(line, t->from[column]);
    ptrdiff_t to = column + 1 < t->count ? byte_of(line, t->from[column + 1]) : line.len;
    return ix_str_trim(ix_str_slice(line, from, to));
}

static void columns_of_rule(table *t, ix_str rule) {
    for (int i = 0; i < rule.len && t->count < COLUMNS_MAX; i++) {
        if (rule.ptr[i] != ' ' && (i == 0 || rule.ptr[i - 1] == ' ')) {
            t->from[t->count++] = i;
        }
    }
}

/* Where two spaces end, or, as some print them, one: "Name  Id  Version Source". */
static void columns_of_heading(table *t, ix_str heading) {
    t->count = 0;
    int character = 0;
    bool space = true;
    for (ptrdiff_t at = 0; at < heading.len && t->count < COLUMNS_MAX; character++) {
        bool blank = heading.ptr[at] == ' ';
        if (!blank && space) {
            t->from[t->count++] = character;
        }
        space = blank;
        ix_utf8_decode(heading, &at, NULL);
    }
}

/* `rule` empty: there is none. */
static bool lay_out(table *t, ix_str heading, ix_str rule) {
    t->count = 0;
    columns_of_rule(t, rule);
    if (t->count <= 1) {
        columns_of_heading(t, heading);
    }
    bool known = false;
    for (int i = 0; i < t->count; i++) {
        t->headings[i] = cell(heading, t, i);
        known = known || inventory_column(t->r, t->headings[i], t->r->scratch).len > 0;
    }
    return known || t->r->how->map_count > 0;
}

static ix_status read_row(table *t, ix_str line, int64_t number) {
    inventory_begin(t->r, CLASS_COMPONENT, number);
    for (int i = 0; i < t->count; i++) {
        ix_str value = cell(line, t, i);
        /* Names that do not fit their column are cut by whoever printed the table. */
        ptrdiff_t cut = ix_str_find(value, IX_STR("\xE2\x80\xA6"), 0);
        inventory_heading(t->r, t->headings[i], cut > 0 ? ix_str_slice(value, 0, cut) : value);
    }
    return inventory_end(t->r);
}

/* Is the line nothing but usual headings, two of them or more, with at least one gap of two blanks?
 */
static bool is_heading(ix_str line) {
    static const char *const usual[] = {"Name",        "Vendor",      "Version",
                                        "Caption",     "Publisher",   "PathName",
                                        "State",       "StartMode",   "Unit",
                                        "Load",        "Active",      "Sub",
                                        "Description", "Rev",         "Tracking",
                                        "Notes",       "Id",          "Status",
                                        "DisplayName", "InstallDate", "IdentifyingNumber",
                                        "ProcessId",   "Started"};
    int known = 0;
    ix_str rest = ix_str_trim(line);
    while (rest.len > 0) {
        ix_str word = ix_str_cut(rest, ' ', &rest);
        bool found = word.len == 0;
        for (size_t i = 0; !found && i < sizeof usual / sizeof usual[0]; i++) {
            found = ix_str_equal_ascii_nocase(word, ix_str_from_cstr(usual[i]));
            known += found;
        }
        if (!found) {
            return false;
        }
    }
    return known >= 2 && ix_str_find(ix_str_trim(line), IX_STR("  "), 0) > 0;
}

/* 2: a rule stands below headings; 1: usual headings begin it; 0: it is no table. */
static int kind_of(ix_str start) {
    inventory_lines lines = {start, 0};
    ix_str line;
    ix_str before = {0};
    bool first = true;
    bool headed = false;
    while (lines.line < 10 && inventory_next_line(&lines, &line)) {
        if (is_rule(line) && ix_str_trim(before).len > 0) {
            return 2;
        }
        headed = headed || (first && is_heading(line));
        first = first && ix_str_trim(line).len == 0;
        before = line;
    }
    return headed ? 1 : 0;
}

int inventory_sniff_table(ix_str start) {
    int kind = kind_of(start);
    return kind == 2 ? 65 : kind == 1 ? 55 : 0;
}

ix_status inventory_read_table(inventory_reader *r) {
    table t = {.r = r};
    inventory_lines lines = {r->bytes, 0};
    ix_str line;
    ix_str before = {0};
    bool inside = false;
    bool ruled = kind_of(ix_str_slice(r->bytes, 0, INVENTORY_SNIFF_BYTES)) != 1;
    ix_status status = IX_OK;
    while (status == IX_OK && inventory_next_line(&lines, &line)) {
        bool empty = ix_str_trim(line).len == 0;
        if (!ruled && !inside && !empty) {
            inside = lay_out(&t, line, (ix_str){0});
            ruled = !inside;
        } else if (is_rule(line)) {
            inside = lay_out(&t, before, line);
            if (!inside) {
                status = inventory_unread(r, lines.line - 1,
                                          "no heading of the table says what is installed");
            }
        } else if (inside && !empty) {
            status = read_row(&t, line, lines.line);
        }
        before = line;
    }
    return status == IX_OK && t.count == 0
               ? ix_error_at(r->error, IX_E_INPUT, r->source, 1, 0,
                             "there is no table: no rule of - or = below headings")
               : status;
}
