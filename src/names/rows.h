/* Rows of the knowledge files: one entry a line, '#' begins a comment line, '|' parts columns. */
#ifndef NAMES_ROWS_H
#define NAMES_ROWS_H

#include <interdict/base.h>

typedef struct names_rows {
    ix_str path;  /* for errors */
    ix_str bytes; /* the whole file */
    ptrdiff_t pos;
    int64_t line; /* 1-based line of the row last returned */
} names_rows;

names_rows names_rows_open(ix_str path, ix_str bytes);
/* The next row that is neither blank nor a comment, trimmed; false at the end. */
bool names_rows_next(names_rows *rows, ix_str *row);
/* Cuts the next '|' column off *rest, trimmed. *more tells whether there was one. */
ix_str names_rows_column(ix_str *rest, bool *more);
/* Cuts the next word off *rest at white space; empty when none is left. */
ix_str names_rows_word(ix_str *rest);
/* IX_E_INPUT at the current row. */
ix_status names_rows_fault(const names_rows *rows, ix_error *error, const char *format, ...)
    IX_PRINTF(3, 4);

#endif
