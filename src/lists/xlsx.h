/* A workbook (Office Open XML, .xlsx) as rows of text: a zip of SpreadsheetML.
 *
 * Strings are given as they stand, those of the shared table and those inside a cell; of rich text
 * its runs, of phonetic hints nothing; `_x000D_` is the character it stands for. Numbers are given
 * as they are written, dates therefore as serial numbers (ix_xlsx_day); booleans as "1" and "0".
 * Formats of cells, formulas and everything that is not a value are not looked at.
 *
 * Refused: what is no such zip, encrypted entries, a zip that unpacks to too much, a DOCTYPE,
 * elements nested too deep, too long a text, too many strings, rows or columns. */
#ifndef INTERDICT_LISTS_XLSX_H
#define INTERDICT_LISTS_XLSX_H

#include <interdict/base.h>

#define IX_XLSX_ENTRIES_MAX    1024      /* in the zip; the real workbooks have some 12 */
#define IX_XLSX_BYTES_MAX      (1 << 28) /* unpacked, of the parts that are read together */
#define IX_XLSX_FREE_BYTES     (1 << 24) /* may always be unpacked, */
#define IX_XLSX_RATIO_MAX      200       /* beyond it at most this many times the zip's size */
#define IX_XLSX_SHEETS_MAX     64
#define IX_XLSX_DEPTH_MAX      24
#define IX_XLSX_COLUMNS_MAX    256
#define IX_XLSX_ROWS_MAX       (1 << 20) /* the last row a sheet can have */
#define IX_XLSX_STRINGS_MAX    (1 << 22)
#define IX_XLSX_CELL_BYTES_MAX (1 << 20) /* Excel's own limit is 32,767 characters */

typedef struct ix_xlsx_sheet {
    ix_str name; /* of its part in the zip */
    ix_buf part; /* its XML */
} ix_xlsx_sheet;

typedef struct ix_xlsx {
    ix_xlsx_sheet sheets[IX_XLSX_SHEETS_MAX]; /* in the workbook's order */
    int sheet_count;
    ix_str *strings; /* the shared table */
    int64_t string_count;
    bool dates_1904; /* serial numbers count from 1904 */
    ix_when saved;   /* when it was last saved, as it says itself */
    ix_arena *arena;
} ix_xlsx;

/* Unpack a workbook; what it holds lives in the arena, save the sheets' XML. Close it also when
 * opening failed. IX_E_INPUT, IX_E_LIMIT and IX_E_MEMORY name the file. */
ix_status ix_xlsx_open(ix_xlsx *book, ix_str name, ix_str bytes, ix_arena *arena, ix_error *error);
void ix_xlsx_close(ix_xlsx *book);

/* Receives a row by its number in the sheet: cells[0] is column A, cells that are not there are
 * empty; the array lives until it returns, the texts in the arena. `fault` is NULL, or why the row
 * cannot be read. Anything but IX_OK stops the reading and is returned. */
typedef ix_status (*ix_xlsx_row)(void *context, const ix_str *cells, int count, int64_t number,
                                 const char *fault);

/* Give the rows of a sheet that hold anything. *broken is set, and the rows before it are given,
 * where the XML breaks off or is no XML. */
ix_status ix_xlsx_rows(const ix_xlsx *book, int sheet, ix_xlsx_row row, void *context, bool *broken,
                       ix_error *error);

/* The calendar day of a serial number such as "45913" or "45913.25", in days since 1970-01-01;
 * false for anything else. Serial 60 is 29 February 1900, which never was. */
bool ix_xlsx_day(int64_t *day, ix_str serial, bool dates_1904);

#endif
