/* What the readers of publications in rows share about their columns. */
#ifndef INTERDICT_LISTS_COLUMNS_H
#define INTERDICT_LISTS_COLUMNS_H

#include <interdict/lists.h>

/* Take note of the columns: they are the layout, and are counted from here on. Names are copied.
 * IX_E_MEMORY. */
ix_status ix_columns_begin(ix_read_report *report, const ix_str *names, int count, ix_arena *arena);
/* Count the columns that a row fills; an empty field is one without a byte. */
void ix_columns_row(ix_read_report *report, const ix_str *fields, int count);
/* Count one column of a row. */
void ix_columns_fill(ix_read_report *report, int column, bool filled);
/* Why a record of a csv file is no row, or NULL: a NUL byte, what the lexer said, bytes that are
 * not UTF-8, since a replaced letter could hide a party. */
const char *ix_row_fault(ix_str record, ix_status lexed, const ix_error *why);
/* The names in a layout; their number, 0 when there are none or more than fit. */
int ix_columns_of(ix_str *names, int names_max, ix_str layout);

#endif
