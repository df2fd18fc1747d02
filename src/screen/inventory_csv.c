/* Separated values with a row of headings: PowerShell's Export-Csv, `wmic /format:csv`,
 * `driverquery /fo csv`, exports of device managers, anything by --map COLUMN=FIELD.
 *
 * The separator is the one of , ; | and tab that parts the headings most; "sep=;" in a line of its
 * own says it. PowerShell's "#TYPE ..." and empty lines before the headings are stepped over. */
#include "inventory.h"

#include <string.h>

typedef struct columns {
    ix_str headings[IX_CSV_FIELDS_MAX];
    ix_str fields[IX_CSV_FIELDS_MAX]; /* what they mean; empty: not known */
    int count;
    int known;
    inventory_class class; /* of its rows */
} columns;

/* Lines before the headings: how many bytes they take. */
static ptrdiff_t skip_preamble(ix_str bytes, char *separator) {
    ix_str rest = bytes;
    while (rest.len > 0) {
        ix_str behind;
        ix_str line = ix_str_trim(ix_str_cut(rest, '\n', &behind));
        bool says =
            line.len == 5 && ix_str_equal_ascii_nocase(ix_str_slice(line, 0, 4), IX_STR("sep="));
        if (says) {
            *separator = line.ptr[4];
        }
        if (line.len > 0 && !says && !ix_str_starts_with(line, IX_STR("#TYPE"))) {
            break;
        }
        rest = behind;
    }
    return rest.len == 0 ? bytes.len : rest.ptr - bytes.ptr;
}

static int count_of(ix_str line, char c) {
    int count = 0;
    for (ptrdiff_t i = 0; i < line.len; i++) {
        count += line.ptr[i] == c;
    }
    return count;
}

static char separator_of(ix_str line) {
    static const char candidates[] = ",;\t|";
    char best = ',';
    for (size_t i = 1; i < sizeof candidates - 1; i++) {
        best = count_of(line, candidates[i]) > count_of(line, best) ? candidates[i] : best;
    }
    return best;
}

static void open_csv(ix_csv *csv, ix_str bytes, ix_str source) {
    char said = '\0';
    ptrdiff_t from = skip_preamble(bytes, &said);
    ix_str rest = ix_str_slice(bytes, from, bytes.len);
    ix_csv_init(csv, rest, source);
    ix_str behind;
    csv->separator = said != '\0' ? said : separator_of(ix_str_cut(rest, '\n', &behind));
    csv->line += count_of(ix_str_slice(bytes, 0, from), '\n');
}

/* ------------------------------------------------------------------ headings */

static const ix_column_map *map_of(const inventory_reader *r, ix_str heading) {
    for (int i = 0; i < r->how->map_count; i++) {
        if (ix_str_equal_ascii_nocase(heading, r->how->maps[i].column)) {
            return &r->how->maps[i];
        }
    }
    return NULL;
}

/* A mapped heading is what the map says, any other what columns.yml says. */
static void lay_out(columns *c, inventory_reader *r) {
    inventory_row row = {.domain = false};
    for (int i = 0; i < c->count; i++) {
        ix_str heading = ix_str_trim(c->headings[i]);
        const ix_column_map *map = map_of(r, heading);
        c->headings[i] = heading;
        c->fields[i] = map != NULL ? map->field : inventory_column(r, heading, r->arena);
        c->known += c->fields[i].len > 0;
        inventory_row_has(&row, c->fields[i], heading);
    }
    c->class = inventory_row_class(&row);
}

static ix_status check_maps(const columns *c, const inventory_reader *r) {
    for (int i = 0; i < r->how->map_count; i++) {
        bool found = false;
        for (int j = 0; j < c->count; j++) {
            found = found || ix_str_equal_ascii_nocase(c->headings[j], r->how->maps[i].column);
        }
        if (!found) {
            return ix_error_at(r->error, IX_E_INPUT, r->source, 1, -1,
                               "no column \"%" IX_FMT "\", which a map names",
                               IX_ARG(r->how->maps[i].column));
        }
    }
    if (c->known == 0) {
        return ix_error_at(r->error, IX_E_INPUT, r->source, 1, -1,
                           "no heading says what is installed; name columns by --map COLUMN=FIELD");
    }
    return IX_OK;
}

/* ------------------------------------------------------------------ rows */

static ix_status read_row(inventory_reader *r, const columns *c, const ix_str *cells, int count,
                          int64_t line) {
    if (count != c->count) {
        return inventory_unread(r, line, "expected %d cells as there are headings, found %d",
                                c->count, count);
    }
    inventory_begin(r, c->class, line);
    for (int i = 0; i < count; i++) {
        if (!ix_str_equal(c->fields[i], IX_STR("-"))) {
            inventory_field(r, c->fields[i], cells[i], c->headings[i]);
        }
    }
    return inventory_end(r);
}

static ix_status read_rows(inventory_reader *r, ix_csv *csv, const columns *c) {
    ix_arena row;
    ix_status status = IX_OK;
    ix_arena_init_with(&row, (size_t)4 * IX_CSV_RECORD_BYTES_MAX, r->arena->allocator);
    while (status == IX_OK) {
        ix_str cells[IX_CSV_FIELDS_MAX];
        int count = 0;
        int64_t line = 0;
        ix_error fault = {0};
        ix_arena_reset(&row);
        status = ix_csv_next(cells, IX_CSV_FIELDS_MAX, &count, csv, &line, NULL, &row, &fault);
        if (status == IX_OK) {
            status = read_row(r, c, cells, count, line);
        } else if (status == IX_E_INPUT || status == IX_E_LIMIT) {
            status = inventory_unread(r, fault.line, "%s", fault.text);
        }
    }
    ix_arena_free(&row);
    return status == IX_END ? IX_OK : status;
}

/* A file of one column has no separators; its heading must say what it is. */
static bool is_usual_heading(ix_str line) {
    static const char *const usual[] = {"name",    "product", "software",  "application",
                                        "package", "program", "publisher", "displayname"};
    for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++) {
        if (ix_str_equal_ascii_nocase(ix_str_trim(line), ix_str_from_cstr(usual[i]))) {
            return true;
        }
    }
    return false;
}

int inventory_sniff_csv(ix_str start) {
    char said = '\0';
    ix_str rest;
    ptrdiff_t from = skip_preamble(start, &said);
    ix_str line = ix_str_cut(ix_str_slice(start, from, start.len), '\n', &rest);
    int separators = count_of(line, separator_of(line));
    bool text =
        ix_str_find(line, IX_STR(": "), 0) < 0 && ix_str_find(line, (ix_str){"\0", 1}, 0) < 0;
    bool heading = (separators > 0 && text) || is_usual_heading(line);
    bool marked = said != '\0' || ix_str_starts_with(ix_str_trim(start), IX_STR("#TYPE"));
    return marked ? 75 : heading ? 30 : 0;
}

ix_status inventory_read_csv(inventory_reader *r) {
    columns c = {.count = 0};
    ix_csv csv;
    open_csv(&csv, r->bytes, r->source);
    ix_status status =
        ix_csv_next(c.headings, IX_CSV_FIELDS_MAX, &c.count, &csv, NULL, NULL, r->arena, r->error);
    if (status == IX_END) {
        return ix_error_at(r->error, IX_E_INPUT, r->source, 1, 0, "there is no row of headings");
    }
    if (status == IX_OK) {
        lay_out(&c, r);
        status = r->status == IX_OK ? check_maps(&c, r) : r->status;
    }
    return status == IX_OK ? read_rows(r, &csv, &c) : status;
}
