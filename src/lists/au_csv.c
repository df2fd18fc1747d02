/* Australia's consolidated list as csv: the sheet of its workbook saved as such, columns by name,
 * booleans as 1 and 0 or true and false, dates as serial numbers or as dates. */
#include "au.h"
#include "columns.h"
#include "readers.h"

#include <interdict/text.h>

#include <string.h>

#define HEADER_ROWS_MAX 20 /* in which the header is looked for */

static ix_status find_header(au_table *table, ix_csv *csv, ix_error *error) {
    ix_str fields[IX_CSV_FIELDS_MAX];
    ix_csv start = *csv;
    for (int i = 0; i < HEADER_ROWS_MAX; i++) {
        int count = 0;
        ix_str record = {0};
        table->draft.line = csv->line;
        ix_status status =
            ix_csv_next(fields, IX_CSV_FIELDS_MAX, &count, csv, NULL, &record, table->arena, NULL);
        if (status == IX_E_MEMORY) {
            return status;
        }
        bool text = status == IX_OK && ix_utf8_is_valid(record);
        bool known = text && au_header(table, fields, count);
        if (!known && i == 0 && text && au_assume_header(table, fields, count)) {
            known = true;
            *csv = start;
            ix_draft_warn(&table->draft, IX_STR("header_missing"), (ix_str){0});
        }
        if (known) {
            return ix_columns_begin(table->report, table->names, table->column_count, table->arena);
        }
        if (status == IX_END) {
            break;
        }
        ix_draft_warn(&table->draft, IX_STR("row_above_header"), (ix_str){0});
    }
    return ix_error_at(error, IX_E_INPUT, table->file, 1, 0,
                       "expected the header of Australia's consolidated list: "
                       "Reference, Name of Individual or Entity, ...");
}

/* Why the record is no row, or NULL. */
static const char *fault_of(const au_table *table, int count, ix_str record, ix_status lexed,
                            const ix_error *why) {
    const char *fault = ix_row_fault(record, lexed, why);
    return fault != NULL || count == table->column_count ? fault
                                                         : "not as many columns as the header";
}

static ix_status read_rows(au_table *table, ix_csv *csv) {
    ix_str fields[IX_CSV_FIELDS_MAX];
    bool faulty = false;
    for (;;) {
        int count = 0;
        int64_t line = csv->line;
        ix_str record = {0};
        ix_error why = {0};
        ix_status status =
            ix_csv_next(fields, IX_CSV_FIELDS_MAX, &count, csv, &line, &record, table->arena, &why);
        if (status == IX_END || status == IX_E_MEMORY) {
            bool ended = csv->bytes.len > 0 && csv->bytes.ptr[csv->bytes.len - 1] == '\n';
            table->report->truncated = faulty && !ended;
            return status == IX_END ? IX_OK : status;
        }
        const char *fault = fault_of(table, count, record, status, &why);
        faulty = fault != NULL;
        if (fault != NULL) {
            table->report->rows++;
            au_refuse(table, line, fault);
        } else {
            status = au_take(table, fields, count, line);
            if (status != IX_OK) {
                return status;
            }
        }
    }
}

ix_status au_csv_read(const ix_list_file *files, int file_count, const ix_knowledge *knowledge,
                      ix_entity_sink sink, void *context, ix_read_report *report, ix_arena *arena,
                      ix_error *error) {
    const ix_list_file *file = &files[0];
    ix_status status = ix_list_one_file(files, file_count, "the list", error);
    if (status != IX_OK) {
        return status;
    }
    au_table *table = IX_NEW(arena, au_table, 1);
    if (table == NULL) {
        return ix_error_at(error, IX_E_MEMORY, file->name, 0, -1, "no memory to read the list");
    }
    au_open(table, file->name, report, knowledge, arena);
    ix_csv csv;
    ix_csv_init(&csv, file->bytes, file->name);
    status = find_header(table, &csv, error);
    status = status == IX_OK ? read_rows(table, &csv) : status;
    status = status == IX_OK ? au_give(table, sink, context, error) : status;
    au_close(table);
    return status != IX_E_MEMORY
               ? status
               : ix_error_at(error, IX_E_MEMORY, file->name, 0, -1, "no memory to read the list");
}
