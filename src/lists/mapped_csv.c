/* Separated values read by a mapping: csv and tsv. A row is a tree of one level, its columns. */
#include "mapped.h"
#include "readers.h"

#include <interdict/text.h>

#include <string.h>

typedef struct csv_reader {
    mapped_reading *reading;
    ix_csv csv;
    ix_str names[IX_CSV_FIELDS_MAX];
    ix_str header[IX_CSV_FIELDS_MAX]; /* as written, to know it again */
    int count;
    bool has_header;
    bool faulty; /* the last row */
    char text[96];
} csv_reader;

/* ------------------------------------------------------------------ the layout */

/* All bytes as UTF-8, from the encoding the mapping tells. */
static ix_status decode(ix_str *bytes, mapped_reading *r) {
    if (!r->map->windows_1252) {
        return IX_OK;
    }
    ix_buf out;
    ix_buf_init(&out, (size_t)IX_LIST_BYTES_MAX * 3);
    out.allocator = r->arena->allocator;
    ix_utf8_from_windows1252(&out, *bytes);
    *bytes = ix_arena_copy(r->arena, ix_buf_view(&out));
    bool lost = out.status != IX_OK || (bytes->ptr == NULL && out.len > 0);
    ix_buf_free(&out);
    return lost ? ix_error_at(r->error, IX_E_MEMORY, r->file.name, 0, -1,
                              "no memory to read the list")
                : IX_OK;
}

static void skip_lines(ix_csv *csv, int32_t count) {
    for (int32_t i = 0; i < count && csv->pos < csv->bytes.len; i++) {
        ptrdiff_t end = ix_str_find(csv->bytes, IX_STR("\n"), csv->pos);
        csv->pos = end < 0 ? csv->bytes.len : end + 1;
        csv->line++;
    }
}

/* The name of a column: as written, but never empty and never one twice. */
static ix_str unique_name(const csv_reader *c, ix_str name, int column) {
    int same = 1;
    for (int i = 0; i < column; i++) {
        same += ix_str_equal(c->header[i], name);
    }
    if (name.len > 0 && same == 1) {
        return name;
    }
    ix_buf out;
    ix_buf_init(&out, (size_t)name.len + 32);
    out.allocator = c->reading->arena->allocator;
    if (name.len > 0) {
        ix_buf_printf(&out, "%" IX_FMT "#%d", IX_ARG(name), same);
    } else {
        ix_buf_printf(&out, "column %d", column + 1);
    }
    ix_str copy = ix_arena_copy(c->reading->arena, ix_buf_view(&out));
    ix_buf_free(&out);
    return copy;
}

/* A row that is quoted as one field is a row of its own inside. */
static ix_status unwrap(ix_str *fields, int *count, const csv_reader *c, ix_arena *arena,
                        ix_error *why) {
    ix_csv inner;
    char separator = c->reading->map->wrapped;
    if (separator == 0) {
        return IX_OK;
    }
    for (int i = 1; i < *count; i++) {
        if (ix_str_trim(fields[i]).len > 0) {
            return ix_error_set(why, IX_E_INPUT, "text behind the field that holds the row");
        }
    }
    ix_csv_init(&inner, fields[0], c->reading->file.name);
    inner.separator = separator;
    ix_status status =
        ix_csv_next(fields, IX_CSV_FIELDS_MAX, count, &inner, NULL, NULL, arena, why);
    return status == IX_END ? ix_error_set(why, IX_E_INPUT, "the row is empty") : status;
}

static ix_status read_header(csv_reader *c) {
    mapped_reading *r = c->reading;
    ix_str fields[IX_CSV_FIELDS_MAX];
    int count = r->map->columns.count;
    ix_error why = {0};
    ix_status status = IX_OK;
    c->has_header = count == 0;
    if (c->has_header) {
        status =
            ix_csv_next(fields, IX_CSV_FIELDS_MAX, &count, &c->csv, NULL, NULL, r->arena, &why);
        status = status == IX_OK ? unwrap(fields, &count, c, r->arena, &why) : status;
    } else if (count > IX_CSV_FIELDS_MAX) {
        status = ix_error_set(&why, IX_E_LIMIT, "the mapping names too many columns");
    } else {
        memcpy(fields, r->map->columns.items, (size_t)count * sizeof *fields);
    }
    if (status != IX_OK) {
        return ix_error_at(r->error, status == IX_END ? IX_E_INPUT : status, r->file.name,
                           c->csv.line, -1, "no header row: %s",
                           status == IX_END ? "the file ends before it" : why.text);
    }
    for (int i = 0; i < count; i++) {
        c->header[i] = ix_str_trim(fields[i]);
        if (!ix_utf8_is_valid(c->header[i])) {
            return ix_error_at(r->error, IX_E_INPUT, r->file.name, c->csv.line, -1,
                               "the header row is not UTF-8; the mapping may tell the encoding");
        }
        c->names[i] = unique_name(c, c->header[i], i);
        if (c->names[i].ptr == NULL) {
            return ix_error_at(r->error, IX_E_MEMORY, r->file.name, 0, -1,
                               "no memory to read the list");
        }
    }
    c->count = count;
    return IX_OK;
}

static ix_status open_csv(csv_reader *c, mapped_reading *r, char separator, bool quotes) {
    ix_str bytes = r->file.bytes;
    const mapping *map = r->map;
    if (bytes.len > IX_LIST_BYTES_MAX) {
        return ix_error_at(r->error, IX_E_LIMIT, r->file.name, 0, -1,
                           "the file is larger than %lld bytes", (long long)IX_LIST_BYTES_MAX);
    }
    *c = (csv_reader){.reading = r};
    ix_status status = decode(&bytes, r);
    ix_csv_init(&c->csv, bytes, r->file.name);
    c->csv.separator = map->separator != 0 ? map->separator : separator;
    c->csv.unquoted = map->quotes == QUOTES_OF_FORMAT ? !quotes : map->quotes == QUOTES_PLAIN;
    skip_lines(&c->csv, map->skip_lines);
    return status == IX_OK ? read_header(c) : status;
}

/* ------------------------------------------------------------------ rows */

static bool is_header(const csv_reader *c, const ix_str *fields, int count) {
    bool same = c->has_header && count == c->count;
    for (int i = 0; same && i < count; i++) {
        same = ix_str_equal(ix_str_trim(fields[i]), c->header[i]);
    }
    return same;
}

static const char *say(csv_reader *c, const char *format, int count) {
    ix_buf out = {.ptr = c->text, .cap = sizeof c->text, .max = sizeof c->text - 1};
    ix_buf_printf(&out, "%d %s %d", count, format, c->count);
    c->text[out.len] = '\0';
    return c->text;
}

/* Why the record is no row of this layout, or NULL; *count is then at most the header's. */
static const char *fault_of(csv_reader *c, const ix_str *fields, int *count, ix_str record) {
    ix_draft *draft = &c->reading->draft;
    if (record.len > 0 && memchr(record.ptr, '\0', (size_t)record.len) != NULL) {
        return "a NUL byte";
    }
    if (!ix_utf8_is_valid(record)) {
        return "not UTF-8; the mapping may tell the encoding";
    }
    if (*count > c->count) {
        for (int i = c->count; i < *count; i++) {
            if (ix_str_trim(fields[i]).len > 0) {
                return say(c, "columns, where the header has", *count);
            }
        }
        *count = c->count;
        ix_draft_warn(draft, IX_STR("empty_columns_behind"), (ix_str){0});
    } else if (*count < c->count && !c->reading->map->short_rows) {
        return say(c, "columns, where the header has", *count);
    } else if (*count < c->count) {
        ix_draft_warn(draft, IX_STR("short_row"), (ix_str){0});
    }
    return NULL;
}

static ix_status make_row(mapped_row *row, const csv_reader *c, const ix_str *fields, int count,
                          ix_arena *arena) {
    mapped_node *nodes = IX_NEW(arena, mapped_node, 1 + c->count);
    if (nodes == NULL) {
        return IX_E_MEMORY;
    }
    nodes[0] = (mapped_node){.kind = NODE_OBJECT, .items = nodes + 1, .count = c->count};
    for (int i = 0; i < c->count; i++) {
        nodes[1 + i] = (mapped_node){
            .name = c->names[i], .text = i < count ? fields[i] : (ix_str){0}, .kind = NODE_TEXT};
    }
    row->node = nodes;
    return IX_OK;
}

static ix_status next_csv(mapped_row *row, void *reader, ix_arena *arena, ix_error *error) {
    csv_reader *c = reader;
    mapped_reading *r = c->reading;
    ix_str fields[IX_CSV_FIELDS_MAX];
    for (;;) {
        int count = 0;
        ix_str record = {0};
        ix_error why = {0};
        row->place = c->csv.pos;
        row->line = c->csv.line;
        ix_status status = ix_csv_next(fields, IX_CSV_FIELDS_MAX, &count, &c->csv, &row->line,
                                       &record, arena, &why);
        if (status == IX_END) {
            ix_str bytes = c->csv.bytes;
            bool ended = ix_str_ends_with(bytes, IX_STR("\n")) || c->csv.end_mark;
            r->report->truncated |= c->faulty && !ended;
            return IX_END;
        }
        if (status == IX_OK) {
            status = unwrap(fields, &count, c, arena, &why);
        }
        if (status == IX_E_MEMORY) {
            return status;
        }
        r->draft.line = row->line;
        if (status == IX_OK && is_header(c, fields, count)) {
            ix_draft_warn(&r->draft, IX_STR("header_row_again"), (ix_str){0});
            continue;
        }
        if (status != IX_OK) { /* `why` does not outlive this call */
            ix_buf out = {.ptr = c->text, .cap = sizeof c->text, .max = sizeof c->text - 1};
            ix_buf_append(&out, ix_str_slice(ix_str_from_cstr(why.text), 0, sizeof c->text - 1));
            c->text[out.len] = '\0';
            row->fault = c->text;
        } else {
            row->fault = fault_of(c, fields, &count, record);
        }
        c->faulty = row->fault != NULL;
        return c->faulty ? IX_OK : make_row(row, c, fields, count, arena);
    }
}

static void seek_csv(void *reader, ptrdiff_t place, int64_t line) {
    csv_reader *c = reader;
    c->csv.pos = place;
    c->csv.line = line;
}

static ix_status read_separated(ix_str format, char separator, bool quotes,
                                const ix_list_file *files, int file_count,
                                const ix_knowledge *knowledge, ix_entity_sink sink, void *context,
                                ix_read_report *report, ix_arena *arena, ix_error *error) {
    mapped_reading r;
    report->stated_count = -1;
    ix_status status = mapped_open(&r, format, files, file_count, knowledge, report, arena, error);
    csv_reader *c = status == IX_OK ? IX_NEW(arena, csv_reader, 1) : NULL;
    if (status == IX_OK && c == NULL) {
        status = ix_error_at(error, IX_E_MEMORY, r.file.name, 0, -1, "no memory to read the list");
    }
    status = status == IX_OK ? open_csv(c, &r, separator, quotes) : status;
    if (status == IX_OK) {
        r.reader = c;
        r.next = next_csv;
        r.seek = seek_csv;
        r.sink = sink;
        r.context = context;
        status = mapped_read(&r);
    }
    mapped_close(&r);
    return status;
}

ix_status mapped_csv_read(const ix_list_file *files, int file_count, const ix_knowledge *knowledge,
                          ix_entity_sink sink, void *context, ix_read_report *report,
                          ix_arena *arena, ix_error *error) {
    return read_separated(IX_STR("mapped_csv"), ',', true, files, file_count, knowledge, sink,
                          context, report, arena, error);
}

ix_status mapped_tsv_read(const ix_list_file *files, int file_count, const ix_knowledge *knowledge,
                          ix_entity_sink sink, void *context, ix_read_report *report,
                          ix_arena *arena, ix_error *error) {
    return read_separated(IX_STR("mapped_tsv"), '\t', false, files, file_count, knowledge, sink,
                          context, report, arena, error);
}
