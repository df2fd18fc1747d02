/* Australia's consolidated list as its Department of Foreign Affairs and Trade publishes it: a
 * workbook of one sheet, its first row the header. Further sheets of the same columns are read as
 * well; a sheet of other columns is a warning. The line of a row is its number in the sheet. */
#include "au.h"
#include "columns.h"
#include "readers.h"
#include "xlsx.h"

#define HEADER_ROWS_MAX 20 /* in which the header is looked for */

typedef struct sheet_reading {
    au_table *table;
    bool found;  /* this sheet's header */
    bool other;  /* it is another list's */
    bool before; /* a sheet before this one had a header */
    int above;   /* rows above the header */
} sheet_reading;

static bool is_same_header(const au_table *table, const ix_str *cells, int count) {
    bool same = count == table->column_count;
    for (int i = 0; i < count && same; i++) {
        same = ix_str_equal(ix_str_trim(cells[i]), table->names[i]);
    }
    return same;
}

/* A row while the header is not found yet; *row is set where it is one of a party all the same. */
static ix_status look_for_header(sheet_reading *r, const ix_str *cells, int count, bool *row) {
    au_table *table = r->table;
    bool first = !r->before && r->above == 0;
    r->found = r->before ? is_same_header(table, cells, count) : au_header(table, cells, count);
    if (!r->found && first && au_assume_header(table, cells, count)) {
        ix_draft_warn(&table->draft, IX_STR("header_missing"), (ix_str){0});
        r->found = *row = true;
    }
    if (r->found) {
        return r->before ? IX_OK
                         : ix_columns_begin(table->report, table->names, table->column_count,
                                            table->arena);
    }
    r->other = ++r->above >= HEADER_ROWS_MAX;
    return IX_OK;
}

static ix_status take_row(void *context, const ix_str *cells, int count, int64_t number,
                          const char *fault) {
    sheet_reading *r = context;
    au_table *table = r->table;
    if (!r->found) {
        bool row = false;
        table->draft.line = number;
        ix_status status =
            r->other || fault != NULL ? IX_OK : look_for_header(r, cells, count, &row);
        if (status != IX_OK || !row) {
            return status;
        }
    }
    for (int i = table->column_count; i < count && fault == NULL; i++) {
        fault = ix_str_trim(cells[i]).len > 0 ? "more cells than the header has" : NULL;
    }
    if (fault != NULL) {
        table->report->rows++;
        au_refuse(table, number, fault);
        return IX_OK;
    }
    return au_take(table, cells, count, number);
}

static ix_status read_sheets(au_table *table, const ix_xlsx *book, ix_error *error) {
    bool found = false;
    for (int i = 0; i < book->sheet_count; i++) {
        sheet_reading r = {.table = table, .before = found};
        bool broken = false;
        ix_status status = ix_xlsx_rows(book, i, take_row, &r, &broken, error);
        if (status != IX_OK) {
            return status;
        }
        if (broken) {
            table->report->truncated = true;
            table->report->rows++;
            au_refuse(table, 0, "the sheet breaks off: what stands behind cannot be read");
        }
        if (!r.found && r.above > 0) {
            ix_draft_warn(&table->draft, IX_STR("another_sheet"), book->sheets[i].name);
        } else if (r.found && r.above > 0) {
            ix_draft_warn(&table->draft, IX_STR("row_above_header"), book->sheets[i].name);
        }
        found |= r.found;
    }
    return found ? table->draft.status
                 : ix_error_at(error, IX_E_INPUT, table->file, 1, -1,
                               "expected the header of Australia's consolidated list: "
                               "Reference, Name of Individual or Entity, ...");
}

ix_status au_xlsx_read(const ix_list_file *files, int file_count, const ix_knowledge *knowledge,
                       ix_entity_sink sink, void *context, ix_read_report *report, ix_arena *arena,
                       ix_error *error) {
    const ix_list_file *file = &files[0];
    ix_status status = ix_list_one_file(files, file_count, "the list", error);
    if (status != IX_OK) {
        return status;
    }
    au_table *table = IX_NEW(arena, au_table, 1);
    ix_xlsx *book = IX_NEW(arena, ix_xlsx, 1);
    if (table == NULL || book == NULL) {
        return ix_error_at(error, IX_E_MEMORY, file->name, 0, -1, "no memory to read the list");
    }
    au_open(table, file->name, report, knowledge, arena);
    status = ix_xlsx_open(book, file->name, file->bytes, arena, error);
    table->dates_1904 = book->dates_1904;
    report->published = book->saved;
    status = status == IX_OK ? read_sheets(table, book, error) : status;
    status = status == IX_OK ? au_give(table, sink, context, error) : status;
    ix_xlsx_close(book);
    au_close(table);
    return status != IX_E_MEMORY
               ? status
               : ix_error_at(error, IX_E_MEMORY, file->name, 0, -1, "no memory to read the list");
}
