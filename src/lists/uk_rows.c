/* Rows of a csv of the United Kingdom, merged by the key of their entity wherever they stand.
 *
 * Columns are known by name, so that their order and number may change. What stands above the
 * header ("Last Updated,13/04/2018" or "Report Date: 24-Jun-2026") dates the publication. A row
 * that is not UTF-8 is read as Windows-1252, which the old list was published in. */
#include "columns.h"
#include "scattered.h"
#include "uk.h"

#include <interdict/text.h>

#include <assert.h>
#include <string.h>

#define ROWS_ABOVE_HEADER 4
#define COLUMN_BYTES_MAX  64 /* of a name that can be known */
#define DATE_BYTES_MAX    32 /* of a date above the header */
#define NO_SLOT           (-1)

typedef struct reading {
    const uk_layout *layout;
    const ix_list_file *file;
    ix_csv in;
    ix_draft draft;
    ix_read_report *report;
    ix_arena *arena;
    ix_arena row_arena; /* of the rows of one entity */
    ix_entity_sink sink;
    void *context;
    ix_error *error;
    int slots[IX_CSV_FIELDS_MAX];
    ix_str names[IX_CSV_FIELDS_MAX]; /* of the columns, as published */
    int column_count;
    ix_scattered rows;
} reading;

/* ------------------------------------------------------------------ one row */

static bool has_nul(ix_str text) {
    return text.len > 0 && memchr(text.ptr, '\0', (size_t)text.len) != NULL;
}

/* A field that is not UTF-8, as Windows-1252. */
static ix_status decode(reading *r, ix_str *field) {
    ix_buf out;
    ix_buf_init(&out, (size_t)field->len * 3 + 1);
    out.allocator = r->arena->allocator;
    ix_utf8_from_windows1252(&out, *field);
    *field = out.status == IX_OK ? ix_arena_copy(&r->row_arena, ix_buf_view(&out)) : (ix_str){0};
    ix_buf_free(&out);
    return field->ptr == NULL ? IX_E_MEMORY : IX_OK;
}

/* The next row; as ix_csv_next, and IX_E_INPUT for a NUL. */
static ix_status next_row(reading *r, ix_str *fields, int *count, int64_t *line, ix_error *why) {
    ix_str record = {0};
    ix_status status =
        ix_csv_next(fields, IX_CSV_FIELDS_MAX, count, &r->in, line, &record, &r->row_arena, why);
    if (status != IX_OK) {
        return status;
    }
    if (has_nul(record)) {
        return ix_error_set(why, IX_E_INPUT, "the row holds a NUL byte");
    }
    if (ix_utf8_is_valid(record)) {
        return IX_OK;
    }
    for (int i = 0; i < *count && status == IX_OK; i++) {
        status = ix_utf8_is_valid(fields[i]) ? IX_OK : decode(r, &fields[i]);
    }
    return status;
}

/* ------------------------------------------------------------------ above the rows */

static int slot_of(const uk_layout *layout, ix_str name) {
    char plain[COLUMN_BYTES_MAX];
    int len = 0;
    for (ptrdiff_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        c = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
        if ((c < 'a' || c > 'z') && (c < '0' || c > '9')) {
            continue;
        }
        if (len == COLUMN_BYTES_MAX) {
            return NO_SLOT;
        }
        plain[len++] = c;
    }
    for (int i = 0; i < layout->column_count; i++) {
        if (ix_str_equal((ix_str){plain, len}, ix_str_from_cstr(layout->columns[i].name))) {
            return layout->columns[i].slot;
        }
    }
    return NO_SLOT;
}

/* Do these names have the columns that a row cannot do without? Each slot is the first one's. */
static bool take_header(reading *r, const ix_str *names, int count) {
    bool key = false;
    bool name = false;
    r->column_count = count;
    for (int i = 0; i < count; i++) {
        r->names[i] = ix_str_trim(names[i]);
        r->slots[i] = slot_of(r->layout, r->names[i]);
        for (int j = 0; j < i && r->slots[i] != NO_SLOT; j++) {
            r->slots[i] = r->slots[j] == r->slots[i] ? NO_SLOT : r->slots[i];
        }
        key |= r->slots[i] == UK_KEY;
        name |= r->slots[i] == UK_NAME6;
    }
    return key && name;
}

static int key_column(const reading *r) {
    int at = 0;
    while (r->slots[at] != UK_KEY) {
        at++;
    }
    return at;
}

/* Without a header row: the columns of the snapshot before, if the row is as wide and has a key. */
static bool assume_header(reading *r, const ix_str *fields, int count) {
    ix_str names[IX_CSV_FIELDS_MAX];
    int before = ix_columns_of(names, IX_CSV_FIELDS_MAX, r->report->layout_before);
    return before == count && take_header(r, names, count) &&
           ix_str_trim(fields[key_column(r)]).len > 0;
}

static ix_status keep_header(reading *r) {
    for (int i = 0; i < r->column_count; i++) {
        ix_str name = ix_arena_copy(r->arena, r->names[i]);
        if (name.ptr == NULL && r->names[i].len > 0) {
            return IX_E_MEMORY;
        }
        r->names[i] = name;
    }
    return ix_columns_begin(r->report, r->names, r->column_count, r->arena);
}

/* "Report Date: 24-Jun-2026" or a date alone. */
static void read_published(reading *r, ix_str field) {
    ptrdiff_t from = 0;
    bool words = false;
    for (ptrdiff_t i = 0; i < field.len; i++) {
        from = field.ptr[i] == ':' ? i + 1 : from;
    }
    ix_str date = uk_date(&r->draft, ix_str_trim(ix_str_slice(field, from, field.len)));
    for (ptrdiff_t i = 0; i < date.len; i++) {
        words |= date.ptr[i] >= 'A' && date.ptr[i] <= 'Z';
    }
    char text[DATE_BYTES_MAX];
    if (date.len > DATE_BYTES_MAX || r->report->published.kind != IX_WHEN_NONE) {
        return;
    }
    for (ptrdiff_t i = 0; i < date.len; i++) {
        text[i] = words && date.ptr[i] == '-' ? ' ' : date.ptr[i];
    }
    ix_date_range readings[2];
    int count = 0;
    if (ix_date_parse(readings, &count, (ix_str){text, date.len}, NULL) == IX_OK && count == 1 &&
        readings[0].from.day > 0) {
        r->report->published = (ix_when){IX_WHEN_DATE, ix_date_first_day(readings[0].from)};
    }
}

static ix_status no_header(const reading *r) {
    return ix_error_at(r->error, IX_E_INPUT, r->file->name, 1, 0, "expected the header of %s",
                       r->layout->file);
}

static ix_status read_header(reading *r) {
    ix_str fields[IX_CSV_FIELDS_MAX];
    for (int i = 0; i < ROWS_ABOVE_HEADER; i++) {
        ix_csv start = r->in;
        int count = 0;
        ix_status status =
            ix_csv_next(fields, IX_CSV_FIELDS_MAX, &count, &r->in, NULL, NULL, &r->row_arena, NULL);
        if (status != IX_OK) {
            return status == IX_E_MEMORY ? status : no_header(r);
        }
        if (take_header(r, fields, count)) {
            return keep_header(r);
        }
        if (assume_header(r, fields, count)) {
            r->in = start;
            ix_draft_warn(&r->draft, IX_STR("header_missing"), (ix_str){0});
            return keep_header(r);
        }
        for (int f = 0; f < count; f++) {
            read_published(r, fields[f]);
        }
    }
    return no_header(r);
}

/* ------------------------------------------------------------------ where the rows are */

static ix_status find_rows(reading *r) {
    ix_str fields[IX_CSV_FIELDS_MAX];
    int key = key_column(r);
    for (;;) {
        ix_arena_reset(&r->row_arena);
        int count = 0;
        int64_t line = r->in.line;
        ptrdiff_t pos = r->in.pos;
        ix_error why = {0};
        ix_status status = next_row(r, fields, &count, &line, &why);
        if (status == IX_END || status == IX_E_MEMORY) {
            return status == IX_END ? IX_OK : status;
        }
        r->report->rows++;
        if (status != IX_OK || count != r->column_count) {
            r->report->truncated |= r->in.pos >= r->in.bytes.len;
            ix_scattered_refuse(&r->draft, line, pos,
                                status != IX_OK ? why.text : "not as many columns as the header");
        } else if (ix_str_trim(fields[key]).len == 0) {
            ix_scattered_refuse(&r->draft, line, pos, "the row has no identifier of an entity");
        } else {
            if (!ix_utf8_is_valid(ix_str_slice(r->in.bytes, pos, r->in.pos))) {
                r->draft.line = line;
                ix_draft_warn(&r->draft, IX_STR("windows_1252"), ix_str_trim(fields[key]));
            }
            ix_columns_row(r->report, fields, count);
            status = ix_scattered_keep(&r->rows, ix_str_trim(fields[key]), pos, line, r->arena);
        }
        if (status == IX_E_MEMORY || r->draft.status != IX_OK) {
            return IX_E_MEMORY;
        }
    }
}

/* ------------------------------------------------------------------ entities */

static void add_row(reading *r, const ix_str *fields, const ix_str *values) {
    uk_add(&r->draft, values);
    for (int i = 0; i < r->column_count; i++) {
        if (r->slots[i] == NO_SLOT && ix_str_trim(fields[i]).len > 0) {
            uk_keep(&r->draft, r->names[i].len > 0 ? r->names[i] : IX_STR("column"), fields[i]);
        }
    }
}

/* Make an entity of its rows; *why is set when it is refused. */
static ix_status fill_entity(void *reader, const ix_row_at *rows, ptrdiff_t count,
                             const char **why) {
    reading *r = reader;
    ix_str fields[IX_CSV_FIELDS_MAX];
    ix_arena_reset(&r->row_arena);
    if (count > UK_ROWS_MAX) {
        *why = "the entity has too many rows";
    }
    for (ptrdiff_t i = 0; i < count && *why == NULL; i++) {
        int field_count = 0;
        r->in.pos = rows[i].pos;
        r->in.line = rows[i].line;
        r->draft.line = rows[i].line;
        ix_status status = next_row(r, fields, &field_count, NULL, NULL);
        if (status != IX_OK) {
            return status;
        }
        ix_str values[UK_SLOTS] = {0};
        for (int f = 0; f < r->column_count; f++) {
            if (r->slots[f] != NO_SLOT) {
                values[r->slots[f]] = ix_str_trim(fields[f]);
            }
        }
        *why = i == 0 ? uk_begin(&r->draft, values) : NULL;
        if (*why == NULL && r->draft.status == IX_OK) {
            add_row(r, fields, values);
        }
    }
    *why = *why == NULL ? uk_end(&r->draft) : *why;
    return r->draft.status;
}

/* ------------------------------------------------------------------ the file */

static ix_status read_document(reading *r) {
    ix_csv_init(&r->in, r->file->bytes, r->file->name);
    ix_status status = read_header(r);
    status = status == IX_OK ? find_rows(r) : status;
    if (status != IX_OK) {
        return status;
    }
    const ix_scattered_reader how = {.fill = fill_entity,
                                     .reading = r,
                                     .draft = &r->draft,
                                     .sink = r->sink,
                                     .context = r->context};
    return ix_scattered_emit(&r->rows, &how, r->error);
}

ix_status uk_rows_read(const uk_layout *layout, const ix_list_file *files, int file_count,
                       const ix_knowledge *knowledge, ix_entity_sink sink, void *context,
                       ix_read_report *report, ix_arena *arena, ix_error *error) {
    report->stated_count = -1;
    ix_status status = ix_list_one_file(files, file_count, "the list", error);
    if (status != IX_OK) {
        return status;
    }
    ix_arena scratch;
    ix_arena_init_with(&scratch, arena->cap, arena->allocator);
    reading r = {.layout = layout,
                 .file = &files[0],
                 .draft = {.arena = &scratch,
                           .keep = arena,
                           .report = report,
                           .knowledge = knowledge,
                           .file = files[0].name},
                 .report = report,
                 .arena = arena,
                 .sink = sink,
                 .context = context,
                 .error = error};
    ix_arena_init_with(&r.row_arena, arena->cap, arena->allocator);
    status = read_document(&r);
    status = status == IX_OK ? r.draft.status : status;
    assert(status != IX_OK || report->rows == report->rows_read + report->rows_refused);
    if (status == IX_E_MEMORY) {
        ix_error_at(error, status, files[0].name, 0, -1, "no memory to read the list");
    }
    ix_arena_free(&r.row_arena);
    ix_arena_free(&scratch);
    return status;
}
