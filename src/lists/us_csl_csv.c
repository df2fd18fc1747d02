/* The Consolidated Screening List as csv (trade.gov): one header row that names the columns, one
 * row a party and list, several values of a field parted by ';'. Copies begin with a byte-order
 * mark, repeat the header row, leave `_id` out or add columns; columns are found by name alone. */
#include "columns.h"
#include "csl.h"
#include "readers.h"

#include <string.h>

#define COLUMNS_MAX      64
#define HEADER_ROWS_MAX  20 /* lines before the header in which it is looked for */
#define HEADER_BYTES_MAX (1 << 16)

typedef struct columns {
    ix_str names[COLUMNS_MAX];
    csl_field fields[COLUMNS_MAX]; /* CSL_FIELD_COUNT: not known */
    int count;
} columns;

static bool read_header(columns *out, const ix_str *fields, int count) {
    bool has[CSL_FIELD_COUNT + 1] = {false};
    for (int i = 0; i < count; i++) {
        out->names[i] = ix_str_trim(fields[i]);
        out->fields[i] = csl_field_find(fields[i]);
        if (has[out->fields[i]]) { /* a column twice: the second is one more that is not known */
            out->fields[i] = CSL_FIELD_COUNT;
        }
        has[out->fields[i]] = true;
    }
    out->count = count;
    return has[CSL_SOURCE] && has[CSL_NAME];
}

static bool is_header(const columns *known, const ix_str *fields, int count) {
    bool same = count == known->count;
    for (int i = 0; i < count && same; i++) {
        same = ix_str_equal(ix_str_trim(fields[i]), known->names[i]);
    }
    return same;
}

static ix_status take_row(csl_table *table, const columns *known, const ix_str *fields,
                          int64_t line) {
    csl_row row = {.line = line};
    int extra = 0;
    for (int i = 0; i < known->count; i++) {
        extra += known->fields[i] == CSL_FIELD_COUNT && fields[i].len > 0;
    }
    row.extra = extra > 0 ? IX_NEW(table->arena, ix_field, extra) : NULL;
    if (extra > 0 && row.extra == NULL) {
        return IX_E_MEMORY;
    }
    for (int i = 0; i < known->count; i++) {
        if (known->fields[i] < CSL_FIELD_COUNT) {
            row.fields[known->fields[i]] = fields[i];
        } else if (fields[i].len > 0) {
            ix_str name = known->names[i].len > 0 ? known->names[i] : IX_STR("unnamed");
            row.extra[row.extra_count++] = (ix_field){name, fields[i]};
        }
    }
    return csl_take(table, &row);
}

/* Why the record is no row, or NULL. */
static const char *fault_of(const columns *known, int count, ix_str record, ix_status lexed,
                            const ix_error *why, char text[64]) {
    const char *fault = ix_row_fault(record, lexed, why);
    if (fault != NULL || count == known->count) {
        return fault;
    }
    ix_buf out = {.ptr = text, .cap = 64, .max = 63};
    ix_buf_printf(&out, "%d columns, where the header has %d", count, known->count);
    text[out.len] = '\0';
    return text;
}

static ix_status read_rows(csl_table *table, const columns *known, ix_csv *csv) {
    ix_read_report *report = table->draft.report;
    ix_str fields[COLUMNS_MAX];
    bool faulty = false;
    for (;;) {
        int count = 0;
        int64_t line = csv->line;
        ix_str record = {0};
        ix_error why = {0};
        ix_status status =
            ix_csv_next(fields, COLUMNS_MAX, &count, csv, &line, &record, table->arena, &why);
        if (status == IX_END || status == IX_E_MEMORY) {
            bool ended = csv->bytes.len == 0 || csv->bytes.ptr[csv->bytes.len - 1] == '\n';
            report->truncated = faulty && !ended;
            return status == IX_END ? IX_OK : status;
        }
        char text[64];
        const char *fault = fault_of(known, count, record, status, &why, text);
        faulty = fault != NULL;
        if (fault != NULL) {
            csl_refuse(table, line, fault);
        } else if (is_header(known, fields, count)) {
            table->draft.line = line;
            ix_draft_warn(&table->draft, IX_STR("header_row_again"), (ix_str){0});
        } else {
            ix_columns_row(report, fields, count);
            status = take_row(table, known, fields, line);
            if (status != IX_OK) {
                return status;
            }
        }
    }
}

/* Without a header row: the columns of the snapshot before, or as the publisher documents them, if
 * the first row is as wide and begins with a source. */
static bool assume_header(columns *known, const ix_str *first, int count, ix_str layout_before) {
    static const char documented[] =
        "_id,source,entity_number,type,programs,name,title,addresses,federal_register_notice,"
        "start_date,end_date,standard_order,license_requirement,license_policy,call_sign,"
        "vessel_type,gross_tonnage,gross_registered_tonnage,vessel_flag,vessel_owner,remarks,"
        "source_list_url,alt_names,citizenships,dates_of_birth,nationalities,places_of_birth,"
        "source_information_url,ids";
    const ix_str with_id = ix_str_from_cstr(documented);
    const ix_str layouts[] = {layout_before, with_id, ix_str_slice(with_id, 4, with_id.len)};
    for (size_t i = 0; i < sizeof layouts / sizeof layouts[0]; i++) {
        ix_str names[COLUMNS_MAX];
        if (ix_columns_of(names, COLUMNS_MAX, layouts[i]) != count ||
            !read_header(known, names, count)) {
            continue;
        }
        for (int k = 0; k < count; k++) {
            if (known->fields[k] == CSL_SOURCE && csl_source_code(first[k]).len > 0) {
                return true;
            }
        }
    }
    known->count = 0;
    return false;
}

/* The header: the first row that has the columns `source` and `name`. Where the first row is one of
 * a party instead, *missing is set and reading goes on from there. */
static ix_status find_header(columns *known, ix_csv *csv, ix_str layout_before, bool *missing,
                             ix_arena *arena) {
    ix_str fields[COLUMNS_MAX];
    ix_csv start = *csv;
    for (int i = 0; i < HEADER_ROWS_MAX && csv->pos < HEADER_BYTES_MAX; i++) {
        int count = 0;
        ix_status status = ix_csv_next(fields, COLUMNS_MAX, &count, csv, NULL, NULL, arena, NULL);
        if (status == IX_END || status == IX_E_MEMORY) {
            return status;
        }
        if (status == IX_OK && read_header(known, fields, count)) {
            return IX_OK;
        }
        *missing = i == 0 && status == IX_OK && assume_header(known, fields, count, layout_before);
        if (*missing) {
            *csv = start;
            return IX_OK;
        }
    }
    return IX_END;
}

ix_status us_csl_csv_read(const ix_list_file *files, int file_count, const ix_knowledge *knowledge,
                          ix_entity_sink sink, void *context, ix_read_report *report,
                          ix_arena *arena, ix_error *error) {
    const ix_list_file *file = &files[0];
    if (file_count != 1) {
        return ix_error_at(error, IX_E_INPUT, file->name, 0, -1,
                           "the Consolidated Screening List is one file, %d were given",
                           file_count);
    }
    ix_csv csv;
    ix_csv_init(&csv, file->bytes, file->name);
    columns known = {.count = 0};
    bool missing = false;
    ix_status status = find_header(&known, &csv, report->layout_before, &missing, arena);
    if (status == IX_END) {
        return ix_error_at(error, IX_E_INPUT, file->name, 1, -1,
                           "expected a header row with the columns source and name, as the "
                           "Consolidated Screening List has it");
    }
    csl_table table;
    csl_open(&table, file, ';', knowledge, report, arena);
    if (missing) {
        ix_draft_warn(&table.draft, IX_STR("header_missing"), (ix_str){0});
    }
    status = status == IX_OK ? ix_columns_begin(report, known.names, known.count, arena) : status;
    status = status == IX_OK ? table.draft.status : status;
    status = status == IX_OK ? read_rows(&table, &known, &csv) : status;
    status = status == IX_OK ? csl_give(&table, sink, context, error) : status;
    csl_close(&table);
    return status != IX_E_MEMORY
               ? status
               : ix_error_at(error, IX_E_MEMORY, file->name, 0, -1, "no memory to read the file");
}
