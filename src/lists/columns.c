/* The columns of a publication in rows: their names are its layout, and how many rows fill each is
 * kept with the snapshot, so that a column that a publisher renames, drops or silently empties is
 * noticed. Where the header row is missing the columns are those of the snapshot before, if the
 * rows are as wide. */
#include "columns.h"

#include <assert.h>
#include <string.h>

#define LAYOUT_BYTES_MAX (1 << 20)

ix_status ix_columns_begin(ix_read_report *report, const ix_str *names, int count,
                           ix_arena *arena) {
    ix_buf out;
    ix_buf_init(&out, LAYOUT_BYTES_MAX);
    out.allocator = arena->allocator;
    report->column_count = 0;
    for (int i = 0; i < count; i++) {
        ix_buf_append(&out, i > 0 ? IX_STR(",") : (ix_str){0});
        ix_buf_append(&out, names[i]);
        if (i < IX_COLUMNS_MAX) {
            report->columns[report->column_count++] =
                (ix_counter){.name = ix_arena_copy(arena, names[i])};
        }
    }
    report->layout = ix_arena_copy(arena, ix_buf_view(&out));
    bool lost = out.status != IX_OK || (out.len > 0 && report->layout.ptr == NULL);
    for (int i = 0; i < report->column_count; i++) {
        lost |= names[i].len > 0 && report->columns[i].name.ptr == NULL;
    }
    ix_buf_free(&out);
    return lost ? IX_E_MEMORY : IX_OK;
}

void ix_columns_fill(ix_read_report *report, int column, bool filled) {
    assert(column >= 0);
    if (column < report->column_count) {
        report->columns[column].count += filled;
    }
}

void ix_columns_row(ix_read_report *report, const ix_str *fields, int count) {
    for (int i = 0; i < count; i++) {
        ix_columns_fill(report, i, fields[i].len > 0);
    }
}

int ix_columns_of(ix_str *names, int names_max, ix_str layout) {
    int count = 0;
    while (layout.ptr != NULL && layout.len > 0) {
        ix_str name = ix_str_cut(layout, ',', &layout);
        if (count == names_max) {
            return 0;
        }
        names[count++] = name;
    }
    return count;
}

static const ix_counter *find(const ix_counter *columns, int count, ix_str name) {
    for (int i = 0; i < count; i++) {
        if (ix_str_equal(columns[i].name, name)) {
            return &columns[i];
        }
    }
    return NULL;
}

ix_status ix_columns_compare(ix_read_report *report, const ix_counter *before, int before_count,
                             ix_arena *arena, ix_error *error) {
    for (int i = 0; i < report->column_count; i++) {
        const ix_counter *was = find(before, before_count, report->columns[i].name);
        if (was == NULL || was->count == 0 || report->columns[i].count > 0) {
            continue;
        }
        ix_buf text;
        ix_buf_init(&text, 4096);
        text.allocator = arena->allocator;
        ix_buf_append(&text, was->name);
        ix_buf_append_cstr(&text, ", which ");
        ix_buf_append_int(&text, was->count);
        ix_buf_append_cstr(&text, " rows had before");
        ix_str example = ix_arena_copy(arena, ix_buf_view(&text));
        ix_buf_free(&text);
        if (example.ptr == NULL) {
            return ix_error_set(error, IX_E_MEMORY, "out of memory");
        }
        ix_counter_add(report->warnings, &report->warning_count, IX_STR("emptied_column"), example);
    }
    return IX_OK;
}

const char *ix_row_fault(ix_str record, ix_status lexed, const ix_error *why) {
    if (record.len > 0 && memchr(record.ptr, '\0', (size_t)record.len) != NULL) {
        return "a NUL byte";
    }
    if (lexed != IX_OK) {
        return why->text;
    }
    return ix_utf8_is_valid(record) ? NULL : "bytes that are not UTF-8";
}
