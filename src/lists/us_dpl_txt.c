/* The Denied Persons List of the Bureau of Industry and Security: tab separated, every field
 * quoted, one header row. A row says what a DPL row of the Consolidated Screening List says, so it
 * becomes one (with the same key), but its address comes in columns and its dates as
 * month/day/year. */
#include "columns.h"
#include "csl.h"
#include "readers.h"

#include <string.h>

#define COLUMNS_MAX 64
#define SEPARATOR   '\x1F' /* fields hold one value each */

/* Columns by the publisher's name; those of the address are put together. */
typedef enum dpl_column {
    DPL_NAME,
    DPL_STREET,
    DPL_CITY,
    DPL_STATE,
    DPL_COUNTRY,
    DPL_POSTAL_CODE,
    DPL_EFFECTIVE,
    DPL_EXPIRATION,
    DPL_STANDARD_ORDER,
    DPL_LAST_UPDATE,
    DPL_ACTION,
    DPL_CITATION,
    DPL_COLUMN_COUNT
} dpl_column;

static const ix_str column_names[DPL_COLUMN_COUNT] = {{"Name", 4},
                                                      {"Street_Address", 14},
                                                      {"City", 4},
                                                      {"State", 5},
                                                      {"Country", 7},
                                                      {"Postal_Code", 11},
                                                      {"Effective_Date", 14},
                                                      {"Expiration_Date", 15},
                                                      {"Standard_Order", 14},
                                                      {"Last_Update", 11},
                                                      {"Action", 6},
                                                      {"FR_Citation", 11}};

typedef struct header {
    ix_str names[COLUMNS_MAX];
    dpl_column columns[COLUMNS_MAX]; /* DPL_COLUMN_COUNT: not known */
    int count;
} header;

static dpl_column column_find(ix_str name) {
    name = ix_str_trim(name);
    for (int i = 0; i < DPL_COLUMN_COUNT; i++) {
        if (ix_str_equal_ascii_nocase(name, column_names[i])) {
            return (dpl_column)i;
        }
    }
    return DPL_COLUMN_COUNT;
}

static bool take_header(header *out, const ix_str *fields, int count) {
    bool has[DPL_COLUMN_COUNT + 1] = {false};
    for (int i = 0; i < count; i++) {
        out->names[i] = ix_str_trim(fields[i]);
        dpl_column column = column_find(fields[i]);
        out->columns[i] = has[column] ? DPL_COLUMN_COUNT : column;
        has[column] = true;
    }
    out->count = count;
    return has[DPL_NAME] && has[DPL_EFFECTIVE] && has[DPL_CITATION];
}

/* "06/29/2056" */
static bool is_date(ix_str text) {
    text = ix_str_trim(text);
    return text.len == 10 && text.ptr[2] == '/' && text.ptr[5] == '/';
}

/* Without a header row: the columns of the snapshot before, or the publisher's own, if the first
 * row is as wide and has a date where they have one. */
static bool assume_header(header *out, const ix_str *first, int count, ix_str layout_before) {
    ix_str names[COLUMNS_MAX];
    int before = ix_columns_of(names, COLUMNS_MAX, layout_before);
    if (before != count) {
        memcpy(names, column_names, sizeof column_names);
        before = DPL_COLUMN_COUNT;
    }
    if (before != count || !take_header(out, names, count)) {
        return false;
    }
    for (int i = 0; i < count; i++) {
        if (out->columns[i] == DPL_EFFECTIVE) {
            return is_date(first[i]);
        }
    }
    return false;
}

/* *missing: the first row is one of a party already, and is read again as such. */
static bool read_header(header *out, ix_csv *csv, ix_str layout_before, bool *missing,
                        ix_arena *arena, ix_status *status) {
    ix_str fields[COLUMNS_MAX];
    ix_csv start = *csv;
    int count = 0;
    *status = ix_csv_next(fields, COLUMNS_MAX, &count, csv, NULL, NULL, arena, NULL);
    if (*status != IX_OK || take_header(out, fields, count)) {
        return *status == IX_OK;
    }
    *missing = assume_header(out, fields, count, layout_before);
    *csv = *missing ? start : *csv;
    return *missing;
}

/* "06/29/2056" as "2056-06-29"; anything else as it is. */
static ix_str iso_date(ix_draft *draft, ix_arena *arena, ix_str text) {
    text = ix_str_trim(text);
    if (!is_date(text)) {
        return text;
    }
    char iso[10] = {text.ptr[6], text.ptr[7], text.ptr[8], text.ptr[9], '-',
                    text.ptr[0], text.ptr[1], '-',         text.ptr[3], text.ptr[4]};
    ix_str copy = ix_arena_copy(arena, (ix_str){iso, sizeof iso});
    draft->status = copy.ptr == NULL ? IX_E_MEMORY : draft->status;
    return copy;
}

/* The columns of the address as one item of `addresses`: "STREET, CITY, STATE, POSTAL CODE, CC". */
static ix_str join_address(ix_draft *draft, ix_arena *arena, const ix_str *values) {
    static const dpl_column order[] = {DPL_STREET, DPL_CITY, DPL_STATE, DPL_POSTAL_CODE,
                                       DPL_COUNTRY};
    ix_buf out;
    ix_buf_init(&out, (size_t)IX_LIST_BYTES_MAX);
    out.allocator = arena->allocator;
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        ix_str value = ix_str_trim(values[order[i]]);
        if (value.len > 0) {
            ix_buf_append(&out, out.len > 0 ? IX_STR(", ") : (ix_str){0});
            ix_buf_append(&out, value);
        }
    }
    ix_str copy = ix_arena_copy(arena, ix_buf_view(&out));
    if (out.status != IX_OK || (out.len > 0 && copy.ptr == NULL)) {
        draft->status = IX_E_MEMORY;
    }
    ix_buf_free(&out);
    return copy;
}

static ix_status take_row(csl_table *table, const header *head, const ix_str *fields,
                          int64_t line) {
    ix_draft *draft = &table->draft;
    csl_row row = {.line = line};
    ix_str values[DPL_COLUMN_COUNT + 1] = {{0}};
    row.extra = IX_NEW(table->arena, ix_field, head->count + 1);
    if (row.extra == NULL) {
        return IX_E_MEMORY;
    }
    for (int i = 0; i < head->count; i++) {
        values[head->columns[i]] = fields[i];
        bool kept = head->columns[i] == DPL_COLUMN_COUNT || head->columns[i] == DPL_LAST_UPDATE;
        if (kept && fields[i].len > 0) {
            ix_str name = head->names[i].len > 0 ? head->names[i] : IX_STR("unnamed");
            row.extra[row.extra_count++] = (ix_field){name, fields[i]};
        }
    }
    row.fields[CSL_SOURCE] = IX_STR("DPL");
    row.fields[CSL_NAME] = values[DPL_NAME];
    row.fields[CSL_ADDRESSES] = join_address(draft, table->arena, values);
    row.fields[CSL_START_DATE] = iso_date(draft, table->arena, values[DPL_EFFECTIVE]);
    row.fields[CSL_END_DATE] = iso_date(draft, table->arena, values[DPL_EXPIRATION]);
    row.fields[CSL_STANDARD_ORDER] = values[DPL_STANDARD_ORDER];
    row.fields[CSL_REMARKS] = values[DPL_ACTION];
    row.fields[CSL_NOTICE] = values[DPL_CITATION];
    return draft->status == IX_OK ? csl_take(table, &row) : draft->status;
}

static ix_status read_rows(csl_table *table, const header *head, ix_csv *csv) {
    ix_str fields[COLUMNS_MAX];
    bool faulty = false;
    for (;;) {
        int count = 0;
        int64_t line = csv->line;
        ix_error why = {0};
        ix_status status =
            ix_csv_next(fields, COLUMNS_MAX, &count, csv, &line, NULL, table->arena, &why);
        if (status == IX_END || status == IX_E_MEMORY) {
            bool ended = csv->bytes.len == 0 || csv->bytes.ptr[csv->bytes.len - 1] == '\n';
            table->draft.report->truncated = faulty && !ended;
            return status == IX_END ? IX_OK : status;
        }
        faulty = status != IX_OK || count != head->count;
        if (faulty) {
            csl_refuse(table, line, status != IX_OK ? why.text : "other columns than the header");
            continue;
        }
        ix_columns_row(table->draft.report, fields, count);
        status = take_row(table, head, fields, line);
        if (status != IX_OK) {
            return status;
        }
    }
}

ix_status us_dpl_txt_read(const ix_list_file *files, int file_count, const ix_knowledge *knowledge,
                          ix_entity_sink sink, void *context, ix_read_report *report,
                          ix_arena *arena, ix_error *error) {
    const ix_list_file *file = &files[0];
    if (file_count != 1) {
        return ix_error_at(error, IX_E_INPUT, file->name, 0, -1,
                           "the Denied Persons List is one file, %d were given", file_count);
    }
    ix_csv csv;
    ix_csv_init(&csv, file->bytes, file->name);
    csv.separator = '\t';
    header head = {.count = 0};
    bool missing = false;
    ix_status status;
    if (!read_header(&head, &csv, report->layout_before, &missing, arena, &status) &&
        status != IX_E_MEMORY) {
        return ix_error_at(error, IX_E_INPUT, file->name, 1, -1,
                           "expected a header row with the tab-separated columns Name, "
                           "Effective_Date and FR_Citation, as the Denied Persons List has it");
    }
    csl_table table;
    csl_open(&table, file, SEPARATOR, knowledge, report, arena);
    if (missing) {
        ix_draft_warn(&table.draft, IX_STR("header_missing"), (ix_str){0});
    }
    status = status == IX_OK ? ix_columns_begin(report, head.names, head.count, arena) : status;
    status = status == IX_OK ? read_rows(&table, &head, &csv) : status;
    status = status == IX_OK ? csl_give(&table, sink, context, error) : status;
    csl_close(&table);
    return status != IX_E_MEMORY
               ? status
               : ix_error_at(error, IX_E_MEMORY, file->name, 0, -1, "no memory to read the file");
}
