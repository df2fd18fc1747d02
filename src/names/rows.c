/* Lexing of the knowledge files. */
#include "rows.h"

#include <stdio.h>
#include <string.h>

names_rows names_rows_open(ix_str path, ix_str bytes) {
    names_rows rows = {.path = path, .bytes = bytes};
    if (ix_str_starts_with(bytes, IX_STR("\xEF\xBB\xBF"))) {
        rows.pos = 3;
    }
    return rows;
}

bool names_rows_next(names_rows *rows, ix_str *row) {
    while (rows->pos < rows->bytes.len) {
        const char *start = rows->bytes.ptr + rows->pos;
        size_t left = (size_t)(rows->bytes.len - rows->pos);
        const char *end = memchr(start, '\n', left);
        ptrdiff_t length = end == NULL ? (ptrdiff_t)left : end - start;
        rows->pos += length + 1;
        rows->line++;
        *row = ix_str_trim((ix_str){start, length});
        if (row->len > 0 && row->ptr[0] != '#') {
            return true;
        }
    }
    return false;
}

ix_str names_rows_column(ix_str *rest, bool *more) {
    *more = rest->ptr != NULL;
    ix_str all = *rest;
    return ix_str_trim(ix_str_cut(all, '|', rest));
}

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

ix_str names_rows_word(ix_str *rest) {
    ptrdiff_t from = 0;
    while (from < rest->len && is_space(rest->ptr[from])) {
        from++;
    }
    ptrdiff_t to = from;
    while (to < rest->len && !is_space(rest->ptr[to])) {
        to++;
    }
    ix_str word = ix_str_slice(*rest, from, to);
    *rest = ix_str_slice(*rest, to, rest->len);
    return word;
}

ix_status names_rows_fault(const names_rows *rows, ix_error *error, const char *format, ...) {
    char text[IX_ERROR_TEXT_MAX];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return ix_error_at(error, IX_E_INPUT, rows->path, rows->line, -1, "%s", text);
}
