/* Rows of json: jansson reads one row at a time, from the line or from where the last one ended. */
#include "json_rows.h"

#include <stdio.h>
#include <string.h>

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void skip_space(json_rows *rows) {
    while (rows->pos < rows->bytes.len && is_space(rows->bytes.ptr[rows->pos])) {
        rows->line += rows->bytes.ptr[rows->pos++] == '\n';
    }
}

/* Where the json begins: behind a byte-order mark. */
static ptrdiff_t behind_mark(ix_str bytes) {
    return ix_str_starts_with(bytes, IX_STR("\xEF\xBB\xBF")) ? 3 : 0;
}

json_t *json_document_parse(ix_str bytes, size_t flags, json_error_t *fault) {
    bytes = ix_str_slice(bytes, behind_mark(bytes), bytes.len);
    return json_loadb(bytes.ptr == NULL ? "" : bytes.ptr, (size_t)bytes.len, flags, fault);
}

void json_rows_init(json_rows *rows, ix_str bytes) {
    *rows = (json_rows){.bytes = bytes, .pos = behind_mark(bytes), .line = 1};
    skip_space(rows);
    if (rows->pos < bytes.len && bytes.ptr[rows->pos] == '[') {
        rows->array = true;
        rows->pos++;
        skip_space(rows);
    }
}

static void refuse(json_row *row, const char *why) {
    row->value = NULL;
    snprintf(row->why, sizeof row->why, "%s", why);
}

static bool next_line(json_row *row, json_rows *rows) {
    skip_space(rows);
    if (rows->pos >= rows->bytes.len) {
        return false;
    }
    const char *start = rows->bytes.ptr + rows->pos;
    ptrdiff_t left = rows->bytes.len - rows->pos;
    const char *end = memchr(start, '\n', (size_t)left);
    *row = (json_row){.text = {start, end == NULL ? left : end - start}, .line = rows->line};
    rows->pos += row->text.len;
    if (row->text.len > JSON_ROW_BYTES_MAX) {
        refuse(row, "the row is longer than 8 MiB");
        return true;
    }
    row->later = rows->is_later != NULL && rows->is_later(row->text);
    json_error_t fault;
    row->value = row->later ? NULL : json_row_parse(row->text, &fault);
    if (row->value == NULL && !row->later) {
        refuse(row, fault.text);
    }
    return true;
}

/* Between items: a comma, or the end. */
static void end_item(json_row *row, json_rows *rows) {
    skip_space(rows);
    char next = rows->pos < rows->bytes.len ? rows->bytes.ptr[rows->pos] : '\0';
    rows->pos += rows->pos < rows->bytes.len;
    rows->ended = next == ']';
    if (next == ',') {
        skip_space(rows);
    } else if (next != ']' && row->value != NULL) {
        json_decref(row->value);
        refuse(row, "expected a comma or the array's end behind it");
        rows->ended = true;
        rows->pos = rows->bytes.len;
    }
}

static bool next_item(json_row *row, json_rows *rows) {
    bool empty = rows->pos < rows->bytes.len && rows->bytes.ptr[rows->pos] == ']';
    if (rows->ended || empty) {
        rows->ended = true;
        return false;
    }
    const char *start = rows->bytes.ptr + rows->pos;
    ptrdiff_t left = rows->bytes.len - rows->pos;
    left = left < JSON_ROW_BYTES_MAX ? left : JSON_ROW_BYTES_MAX;
    *row = (json_row){.text = {start, left}, .line = rows->line};
    json_error_t fault = {.text = "the array does not end"};
    row->value = left == 0 ? NULL
                           : json_loadb(start, (size_t)left,
                                        JSON_REJECT_DUPLICATES | JSON_DISABLE_EOF_CHECK, &fault);
    if (row->value == NULL) {
        refuse(row, fault.text);
        rows->ended = true;
        rows->pos = rows->bytes.len;
        return true;
    }
    row->text.len = fault.position;
    for (ptrdiff_t i = 0; i < row->text.len; i++) {
        rows->line += start[i] == '\n';
    }
    rows->pos += row->text.len;
    end_item(row, rows);
    return true;
}

bool json_rows_next(json_row *row, json_rows *rows) {
    return rows->array ? next_item(row, rows) : next_line(row, rows);
}

bool json_rows_is_cut(const json_rows *rows) {
    return rows->pos >= rows->bytes.len &&
           (rows->array || rows->bytes.len == 0 || rows->bytes.ptr[rows->bytes.len - 1] != '\n');
}

json_t *json_row_parse(ix_str text, json_error_t *fault) {
    return json_loadb(text.ptr, (size_t)text.len, JSON_REJECT_DUPLICATES, fault);
}
