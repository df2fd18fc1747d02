/* Rows of json, one by one: an object a line, or the items of one array. Never is more than one row
 * held as a tree, whatever the file's size. */
#ifndef INTERDICT_LISTS_JSON_ROWS_H
#define INTERDICT_LISTS_JSON_ROWS_H

#include <interdict/lists.h>

#include <jansson.h>

#define JSON_ROW_BYTES_MAX (8 << 20) /* of one row; a longer one is refused */

typedef struct json_rows {
    ix_str bytes;
    ptrdiff_t pos;
    int64_t line;
    bool array; /* the rows are items of an array, not lines */
    bool ended; /* of an array: its end, or a fault behind which nothing can be read */
    /* Lines of which this says true are not read yet: they come without a value. May be NULL. */
    bool (*is_later)(ix_str line);
} json_rows;

typedef struct json_row {
    ix_str text;
    int64_t line;  /* it starts on */
    bool later;    /* not read yet */
    json_t *value; /* the caller's to release; NULL: no json, see `why` */
    char why[JSON_ERROR_TEXT_LENGTH];
} json_row;

/* A whole document as a tree, behind a byte-order mark if there is one. NULL: as json_loadb. */
json_t *json_document_parse(ix_str bytes, size_t flags, json_error_t *fault);
/* Start at the first row; a byte-order mark is stepped over. */
void json_rows_init(json_rows *rows, ix_str bytes);
/* The next row. False: there is none. Rows that are no json come without a value; empty lines are
 * stepped over. */
bool json_rows_next(json_row *row, json_rows *rows);
/* Was the last row cut off by the end of the file? Ask of a row without a value. */
bool json_rows_is_cut(const json_rows *rows);
/* A row's text as a tree. NULL: no json, or memory is gone. */
json_t *json_row_parse(ix_str text, json_error_t *fault);

#endif
