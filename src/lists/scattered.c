/* Rows of one entity that stand anywhere in a file: found, sorted, made into entities. */
#include "scattered.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_ROWS 1024

ix_status ix_scattered_keep(ix_scattered *rows, ix_str key, ptrdiff_t pos, int64_t line,
                            ix_arena *arena) {
    ptrdiff_t count = rows->count;
    if ((count & (count - 1)) == 0 && (count == 0 || count >= FIRST_ROWS)) {
        ix_row_at *grown = IX_NEW(arena, ix_row_at, count == 0 ? FIRST_ROWS : count * 2);
        if (grown == NULL) {
            return IX_E_MEMORY;
        }
        if (count > 0) {
            memcpy(grown, rows->rows, (size_t)count * sizeof *grown);
        }
        rows->rows = grown;
    }
    bool again = count > 0 && ix_str_equal(rows->rows[count - 1].key, key);
    key = again ? rows->rows[count - 1].key : ix_arena_copy(arena, key);
    rows->rows[rows->count++] = (ix_row_at){key, pos, line};
    return key.ptr == NULL ? IX_E_MEMORY : IX_OK;
}

void ix_scattered_refuse(const ix_draft *draft, int64_t line, ptrdiff_t offset, const char *why) {
    ix_error error = {0};
    ix_error_at(&error, IX_E_INPUT, draft->file, line, offset, "%s", why);
    ix_report_refuse(draft->report, &error);
}

static int compare_rows(const void *a, const void *b) {
    const ix_row_at *left = a, *right = b;
    int order = ix_str_compare(left->key, right->key);
    return order != 0 ? order : (left->pos > right->pos) - (left->pos < right->pos);
}

static ix_status emit_entity(const ix_row_at *rows, ptrdiff_t count, const ix_scattered_reader *how,
                             ix_error *error) {
    const char *why = NULL;
    ix_read_report *report = how->draft->report;
    ix_status status = how->fill(how->reading, rows, count, &why);
    if (status != IX_OK) {
        return status;
    }
    report->primary_rows++;
    for (ptrdiff_t i = 0; why != NULL && i < count; i++) {
        ix_scattered_refuse(how->draft, rows[i].line, rows[i].pos, why);
    }
    if (why != NULL) {
        return IX_OK;
    }
    report->rows_read += count;
    report->entities++;
    report->names += how->draft->entity.name_count;
    return how->sink(how->context, &how->draft->entity, error);
}

ix_status ix_scattered_emit(ix_scattered *rows, const ix_scattered_reader *how, ix_error *error) {
    if (rows->count > 0) {
        qsort(rows->rows, (size_t)rows->count, sizeof rows->rows[0], compare_rows);
    }
    ix_status status = IX_OK;
    for (ptrdiff_t i = 0, end; i < rows->count && status == IX_OK; i = end) {
        for (end = i + 1;
             end < rows->count && ix_str_equal(rows->rows[end].key, rows->rows[i].key);) {
            end++;
        }
        status = emit_entity(rows->rows + i, end - i, how, error);
    }
    return status;
}
