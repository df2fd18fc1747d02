/* Workbooks: libarchive unpacks the zip, expat reads its parts.
 *
 *     xl/workbook.xml               sheet@name sheet@r:id, workbookPr@date1904
 *     xl/_rels/workbook.xml.rels    Relationship@Id @Type @Target: where the sheets and strings are
 *     the shared strings            sst/si, a string each: t, or runs r/t; hints in rPh
 *     a sheet                       row@r, c@r @t, in it v, or is/t; t: s shared, b boolean,
 *                                   inlineStr, str, e error, d date, n or none number
 *     docProps/core.xml             modified
 *
 * Namespaces and prefixes are not looked at. */
#include "xlsx.h"
#include "feed.h"

#include <interdict/text.h>

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#define PIECE_BYTES (64 << 10)

#define PARTS_MAX     128
#define FIRST_STRINGS 1024
#define UNIX_SERIAL   25569 /* 1970-01-01, counted from 1900 */
#define SHIFT_1904    1462  /* days from 1900's first to 1904's */
#define SERIAL_MAX    2958465

/* ------------------------------------------------------------------ the zip */

typedef struct part {
    ix_str name;
    ix_buf bytes;
} part;

typedef struct package {
    part parts[PARTS_MAX];
    int count;
    size_t unpacked;
    ix_str file;
    size_t packed;
    ix_arena *arena;
    ix_error *error;
} package;

static ix_status damaged(const package *p, struct archive *a) {
    const char *why = archive_error_string(a);
    return ix_error_at(p->error, IX_E_INPUT, p->file, 0, -1, "no workbook: cannot be unpacked: %s",
                       why == NULL ? "damaged" : why);
}

/* Only what is read is unpacked: pictures, embedded files and the like stay closed. */
static bool is_wanted(ix_str name) {
    return ix_str_equal_ascii_nocase(name, IX_STR("docProps/core.xml")) ||
           (ix_str_equal_ascii_nocase(ix_str_slice(name, 0, 3), IX_STR("xl/")) &&
            (ix_str_ends_with(name, IX_STR(".xml")) || ix_str_ends_with(name, IX_STR(".rels"))));
}

static const part *find_part(const package *p, ix_str name) {
    for (int i = 0; i < p->count; i++) {
        if (ix_str_equal_ascii_nocase(p->parts[i].name, name)) {
            return &p->parts[i];
        }
    }
    return NULL;
}

static ix_status spend(package *p, size_t bytes) {
    p->unpacked += bytes;
    bool large = p->unpacked > IX_XLSX_BYTES_MAX;
    if (large ||
        (p->unpacked > IX_XLSX_FREE_BYTES && p->unpacked / IX_XLSX_RATIO_MAX > p->packed)) {
        return ix_error_at(p->error, IX_E_LIMIT, p->file, 0, -1, "unpacks to more than %d %s",
                           large ? IX_XLSX_BYTES_MAX : IX_XLSX_RATIO_MAX,
                           large ? "bytes" : "times its size");
    }
    return IX_OK;
}

static ix_status unpack_part(package *p, struct archive *a, ix_buf *out) {
    char piece[PIECE_BYTES];
    for (;;) {
        la_ssize_t got = archive_read_data(a, piece, sizeof piece);
        if (got <= 0) {
            return got == 0 ? IX_OK : damaged(p, a);
        }
        ix_status status = spend(p, (size_t)got);
        ix_buf_append(out, (ix_str){piece, (ptrdiff_t)got});
        if (status != IX_OK || out->status != IX_OK) {
            return status != IX_OK ? status : out->status;
        }
    }
}

static ix_status take_entry(package *p, struct archive *a, struct archive_entry *entry) {
    const char *path = archive_entry_pathname(entry);
    if (path == NULL || archive_entry_filetype(entry) != AE_IFREG ||
        !is_wanted(ix_str_from_cstr(path))) {
        return IX_OK;
    }
    ix_str name = ix_str_from_cstr(path);
    if (archive_entry_is_encrypted(entry) != 0 || find_part(p, name) != NULL) {
        return ix_error_at(p->error, IX_E_INPUT, p->file, 0, -1, "%s is %s", path,
                           find_part(p, name) != NULL ? "there twice" : "encrypted");
    }
    if (p->count == PARTS_MAX) {
        return ix_error_at(p->error, IX_E_LIMIT, p->file, 0, -1, "a workbook of more than %d parts",
                           PARTS_MAX);
    }
    part *slot = &p->parts[p->count++];
    slot->name = ix_arena_copy(p->arena, name);
    ix_buf_init(&slot->bytes, IX_XLSX_BYTES_MAX);
    slot->bytes.allocator = p->arena->allocator;
    return slot->name.ptr == NULL ? IX_E_MEMORY : unpack_part(p, a, &slot->bytes);
}

static ix_status take_entries(package *p, struct archive *a) {
    ix_status status = IX_OK;
    for (int i = 0; status == IX_OK; i++) {
        struct archive_entry *entry;
        int code = archive_read_next_header(a, &entry);
        if (code == ARCHIVE_EOF) {
            break;
        }
        if (code != ARCHIVE_OK && code != ARCHIVE_WARN) {
            return damaged(p, a);
        }
        if (i == IX_XLSX_ENTRIES_MAX) {
            return ix_error_at(p->error, IX_E_LIMIT, p->file, 0, -1,
                               "a zip of more than %d entries", IX_XLSX_ENTRIES_MAX);
        }
        status = take_entry(p, a, entry);
    }
    return status;
}

static ix_status unpack(package *p, ix_str bytes) {
    struct archive *a = archive_read_new();
    if (a == NULL) {
        return IX_E_MEMORY;
    }
    ix_status status;
    if (archive_read_support_format_zip_seekable(a) < ARCHIVE_WARN ||
        archive_read_open_memory(a, bytes.ptr, (size_t)bytes.len) != ARCHIVE_OK) {
        status = damaged(p, a);
    } else {
        status = take_entries(p, a);
    }
    archive_read_free(a);
    return status;
}

/* ------------------------------------------------------------------ a part */

typedef struct scan scan;
struct scan {
    XML_Parser parser;
    ix_xlsx *book;
    ix_str file;
    ix_error *error;
    ix_status status; /* of what stopped the parser, else IX_OK */
    void (*start)(scan *s, ix_str name, const XML_Char **attributes);
    void (*end)(scan *s, ix_str name);
    int depth;
    bool collects; /* the text of the open element is wanted */
    int hints;     /* open rPh elements: what they hold is no part of the string */
    ix_buf text;
    const struct relations *relations; /* of a workbook */
    struct relations *found;           /* of its relations */
    struct sheet_scan *sheet;
};

static ix_str local_name(const char *name) {
    ix_str rest;
    ix_str first = ix_str_cut(ix_str_from_cstr(name), ':', &rest);
    return rest.ptr == NULL ? first : rest;
}

static void stop(scan *s, ix_status status) {
    s->status = s->status == IX_OK ? status : s->status;
    XML_StopParser(s->parser, XML_FALSE);
}

static void stop_with(scan *s, ix_status status, const char *why) {
    ix_error_at(s->error, status, s->file, (int64_t)XML_GetCurrentLineNumber(s->parser),
                (int64_t)XML_GetCurrentByteIndex(s->parser), "%s", why);
    stop(s, status);
}

static ix_str attribute(const XML_Char **attributes, const char *name) {
    for (; attributes[0] != NULL; attributes += 2) {
        if (ix_str_equal(local_name(attributes[0]), ix_str_from_cstr(name))) {
            return ix_str_from_cstr(attributes[1]);
        }
    }
    return (ix_str){0};
}

static void XMLCALL on_start(void *user, const XML_Char *name, const XML_Char **attributes) {
    scan *s = user;
    if (s->depth == IX_XLSX_DEPTH_MAX) {
        stop_with(s, IX_E_LIMIT, "elements are nested too deep");
        return;
    }
    s->depth++;
    s->start(s, local_name(name), attributes);
}

static void XMLCALL on_end(void *user, const XML_Char *name) {
    scan *s = user;
    s->depth--;
    if (s->status == IX_OK) {
        s->end(s, local_name(name));
    }
}

static void XMLCALL on_text(void *user, const XML_Char *text, int len) {
    scan *s = user;
    if (!s->collects || s->hints > 0) {
        return;
    }
    ix_buf_append(&s->text, (ix_str){text, len});
    if (s->text.status == IX_E_LIMIT) {
        stop_with(s, IX_E_LIMIT, "the text of a cell is too long");
    } else if (s->text.status != IX_OK) {
        stop(s, s->text.status);
    }
}

static void XMLCALL on_doctype(void *user, const XML_Char *name, const XML_Char *system,
                               const XML_Char *publisher, int has_subset) {
    (void)name;
    (void)system;
    (void)publisher;
    (void)has_subset;
    stop_with(user, IX_E_INPUT, IX_DOCTYPE_TEXT);
}

/* Read a part's bytes; IX_E_CORRUPT where they are not XML. */
static ix_status scan_bytes(scan *s, ix_str bytes) {
    s->parser = XML_ParserCreate(NULL);
    if (s->parser == NULL) {
        return IX_E_MEMORY;
    }
    XML_SetUserData(s->parser, s);
    XML_SetElementHandler(s->parser, on_start, on_end);
    XML_SetCharacterDataHandler(s->parser, on_text);
    XML_SetStartDoctypeDeclHandler(s->parser, on_doctype);
    ix_buf_init(&s->text, IX_XLSX_CELL_BYTES_MAX);
    s->text.allocator = s->book->arena->allocator;
    ix_fed fed = ix_feed(s->parser, bytes, &s->status);
    if (fed == IX_FED_LONG) {
        stop_with(s, IX_E_LIMIT, IX_FED_LONG_TEXT);
    } else if (fed == IX_FED_BROKEN) {
        bool memory = XML_GetErrorCode(s->parser) == XML_ERROR_NO_MEMORY;
        s->status = memory ? IX_E_MEMORY : IX_E_CORRUPT;
    }
    ix_buf_free(&s->text);
    XML_ParserFree(s->parser);
    return s->status;
}

/* A part without which there is no workbook. */
static ix_status scan_part(scan *s, const part *p, const char *what) {
    ix_status status = p == NULL ? IX_E_CORRUPT : scan_bytes(s, ix_buf_view(&p->bytes));
    return status != IX_E_CORRUPT
               ? status
               : ix_error_at(s->error, IX_E_INPUT, s->file, 0, -1, "no workbook: %s is %s", what,
                             p == NULL ? "missing" : "damaged");
}

static void ignore_end(scan *s, ix_str name) {
    (void)s;
    (void)name;
}

/* ------------------------------------------------------------------ escapes */

static int hex_digit(char c) {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                  : -1;
}

/* The character of "_x000D_" at `at`, or 0. Those XML could hold no text for stay as they are. */
static uint32_t escape_at(ix_str text, ptrdiff_t at) {
    if (at + 7 > text.len || text.ptr[at] != '_' || text.ptr[at + 1] != 'x' ||
        text.ptr[at + 6] != '_') {
        return 0;
    }
    uint32_t code = 0;
    for (int i = 2; i < 6; i++) {
        int digit = hex_digit(text.ptr[at + i]);
        if (digit < 0) {
            return 0;
        }
        code = code * 16 + (uint32_t)digit;
    }
    bool text_character = code >= 0x20 || code == '\t' || code == '\n' || code == '\r';
    bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    return text_character && !surrogate && code < 0xFFFE ? code : 0;
}

/* Put characters for their escapes; the text only becomes shorter. */
static ix_str unescape(char *text, ptrdiff_t len) {
    ix_str from = {text, len};
    ptrdiff_t end = 0;
    for (ptrdiff_t i = 0; i < len;) {
        uint32_t code = escape_at(from, i);
        if (code == 0) {
            text[end++] = text[i++];
        } else {
            char bytes[4];
            int count = ix_utf8_encode(bytes, code);
            memcpy(text + end, bytes, (size_t)count);
            end += count;
            i += 7;
        }
    }
    return (ix_str){text, end};
}

static ix_str text_in(scan *s, ix_arena *arena) {
    ix_str text = {0};
    if (s->text.len > 0) {
        text = ix_arena_copy(arena, unescape(s->text.ptr, (ptrdiff_t)s->text.len));
        if (text.ptr == NULL) {
            stop(s, IX_E_MEMORY);
        }
    }
    ix_buf_clear(&s->text);
    return text;
}

/* ------------------------------------------------------------------ workbook and relations */

typedef struct relations {
    struct {
        ix_str id;
        ix_str target;
        bool sheet;
        bool strings;
    } rows[PARTS_MAX];
    int count;
} relations;

/* "worksheets/sheet1.xml" stands below xl/, "/xl/worksheets/sheet1.xml" below the zip. */
static ix_str target_of(scan *s, ix_str target) {
    if (ix_str_starts_with(target, IX_STR("/"))) {
        return ix_arena_copy(s->book->arena, ix_str_slice(target, 1, target.len));
    }
    ix_buf_clear(&s->text);
    ix_buf_append(&s->text, IX_STR("xl/"));
    ix_buf_append(&s->text, target);
    ix_str path = ix_arena_copy(s->book->arena, ix_buf_view(&s->text));
    ix_buf_clear(&s->text);
    return path;
}

static void relation_start(scan *s, ix_str name, const XML_Char **attributes) {
    if (!ix_str_equal(name, IX_STR("Relationship"))) {
        return;
    }
    relations *found = s->found;
    if (found->count == PARTS_MAX) {
        stop_with(s, IX_E_LIMIT, "too many relations of a workbook");
        return;
    }
    ix_str type = attribute(attributes, "Type");
    ix_str id = ix_arena_copy(s->book->arena, attribute(attributes, "Id"));
    ix_str target = target_of(s, attribute(attributes, "Target"));
    if (target.ptr == NULL || (id.ptr == NULL && attribute(attributes, "Id").len > 0)) {
        stop(s, IX_E_MEMORY);
        return;
    }
    found->rows[found->count].id = id;
    found->rows[found->count].target = target;
    found->rows[found->count].sheet = ix_str_ends_with(type, IX_STR("/worksheet"));
    found->rows[found->count].strings = ix_str_ends_with(type, IX_STR("/sharedStrings"));
    found->count++;
}

/* Adds a sheet with the name of its part; place_sheets gives it the part. */
static void workbook_start(scan *s, ix_str name, const XML_Char **attributes) {
    ix_xlsx *book = s->book;
    if (ix_str_equal(name, IX_STR("workbookPr"))) {
        ix_str flag = attribute(attributes, "date1904");
        book->dates_1904 = ix_str_equal(flag, IX_STR("1")) || ix_str_equal(flag, IX_STR("true"));
    }
    if (!ix_str_equal(name, IX_STR("sheet"))) {
        return;
    }
    ix_str id = attribute(attributes, "id");
    for (int i = 0; i < s->relations->count; i++) {
        if (!s->relations->rows[i].sheet || !ix_str_equal(s->relations->rows[i].id, id)) {
            continue; /* a sheet of charts has no rows */
        }
        if (book->sheet_count == IX_XLSX_SHEETS_MAX) {
            stop_with(s, IX_E_LIMIT, "a workbook of too many sheets");
            return;
        }
        book->sheets[book->sheet_count++].name = s->relations->rows[i].target;
    }
}

static void core_start(scan *s, ix_str name, const XML_Char **attributes) {
    (void)attributes;
    s->collects = ix_str_equal(name, IX_STR("modified"));
}

static void core_end(scan *s, ix_str name) {
    if (ix_str_equal(name, IX_STR("modified"))) {
        ix_when when;
        if (ix_when_parse(&when, ix_str_trim(ix_buf_view(&s->text)), NULL) == IX_OK) {
            s->book->saved = when;
        }
    }
    s->collects = false;
    ix_buf_clear(&s->text);
}

/* ------------------------------------------------------------------ shared strings */

static void string_start(scan *s, ix_str name, const XML_Char **attributes) {
    (void)attributes;
    s->hints += ix_str_equal(name, IX_STR("rPh"));
    s->collects = ix_str_equal(name, IX_STR("t"));
}

static void add_string(scan *s, ix_str text) {
    ix_xlsx *book = s->book;
    int64_t count = book->string_count;
    if (count == IX_XLSX_STRINGS_MAX) {
        stop_with(s, IX_E_LIMIT, "too many strings");
        return;
    }
    if ((count & (count - 1)) == 0 && (count == 0 || count >= FIRST_STRINGS)) {
        ix_str *grown = IX_NEW(book->arena, ix_str, count == 0 ? FIRST_STRINGS : count * 2);
        if (grown == NULL) {
            stop(s, IX_E_MEMORY);
            return;
        }
        if (count > 0) {
            memcpy(grown, book->strings, (size_t)count * sizeof *grown);
        }
        book->strings = grown;
    }
    book->strings[book->string_count++] = text;
}

static void string_end(scan *s, ix_str name) {
    s->collects = false;
    if (ix_str_equal(name, IX_STR("rPh"))) {
        s->hints--;
    } else if (ix_str_equal(name, IX_STR("si"))) {
        ix_str text = text_in(s, s->book->arena);
        if (s->status == IX_OK) {
            add_string(s, text);
        }
    }
}

/* ------------------------------------------------------------------ a sheet */

typedef struct sheet_scan {
    ix_xlsx_row row;
    void *context;
    ix_str cells[IX_XLSX_COLUMNS_MAX];
    int count;
    int64_t number; /* of the row, and of the one before it between rows */
    int column;     /* of the cell, and of the one before it between cells */
    char type;      /* the first letters of c@t: s, b, i(nlineStr), 0 number and others */
    const char *fault;
    bool in_row;
    bool in_cell;
} sheet_scan;

/* The column of a reference such as "AB12": 27. -1 beyond the last one. */
static int column_of(ix_str reference) {
    int column = 0;
    for (ptrdiff_t i = 0; i < reference.len; i++) {
        char c = reference.ptr[i];
        c = c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
        if (c < 'A' || c > 'Z') {
            break;
        }
        column = column * 26 + (c - 'A') + 1;
        if (column > IX_XLSX_COLUMNS_MAX) {
            return -1;
        }
    }
    return column - 1;
}

static void begin_row(scan *s, const XML_Char **attributes) {
    sheet_scan *sheet = s->sheet;
    int64_t number;
    bool stated = ix_str_to_int(attribute(attributes, "r"), &number) && number > sheet->number;
    sheet->number = stated ? number : sheet->number + 1;
    if (sheet->number > IX_XLSX_ROWS_MAX) {
        stop_with(s, IX_E_LIMIT, "a sheet of too many rows");
        return;
    }
    sheet->count = 0;
    sheet->column = -1;
    sheet->fault = NULL;
    sheet->in_row = true;
}

static void begin_cell(scan *s, const XML_Char **attributes) {
    sheet_scan *sheet = s->sheet;
    ix_str reference = attribute(attributes, "r");
    int column = reference.len > 0 ? column_of(reference) : sheet->column + 1;
    if (column < 0 || column >= IX_XLSX_COLUMNS_MAX) {
        sheet->fault = "more columns than are read";
        return;
    }
    ix_str type = attribute(attributes, "t");
    sheet->type = type.len == 1 || ix_str_equal(type, IX_STR("inlineStr")) ? type.ptr[0] : '\0';
    sheet->column = column;
    sheet->in_cell = true;
    for (; sheet->count <= column; sheet->count++) {
        sheet->cells[sheet->count] = (ix_str){0};
    }
}

static void sheet_start(scan *s, ix_str name, const XML_Char **attributes) {
    sheet_scan *sheet = s->sheet;
    if (s->depth == 1 && !ix_str_equal(name, IX_STR("worksheet"))) {
        stop_with(s, IX_E_INPUT, "expected the root element worksheet of a sheet");
    } else if (ix_str_equal(name, IX_STR("row"))) {
        begin_row(s, attributes);
    } else if (sheet->in_row && ix_str_equal(name, IX_STR("c"))) {
        begin_cell(s, attributes);
    }
    s->hints += ix_str_equal(name, IX_STR("rPh"));
    s->collects =
        sheet->in_cell && (ix_str_equal(name, IX_STR("v")) || ix_str_equal(name, IX_STR("t")));
}

static void end_cell(scan *s) {
    sheet_scan *sheet = s->sheet;
    ix_str text = text_in(s, s->book->arena);
    sheet->in_cell = false;
    if (sheet->type == 's' && text.len > 0) {
        int64_t index;
        bool known = ix_str_to_int(ix_str_trim(text), &index) && index < s->book->string_count;
        sheet->fault = known ? sheet->fault : "a string that the workbook does not have";
        text = known ? s->book->strings[index] : (ix_str){0};
    } else if (sheet->type == 'b') {
        text = ix_str_trim(text);
        text = ix_str_equal(text, IX_STR("true"))    ? IX_STR("1")
               : ix_str_equal(text, IX_STR("false")) ? IX_STR("0")
                                                     : text;
    }
    if (sheet->cells[sheet->column].len > 0 && text.len > 0) {
        sheet->fault = "a cell is there twice";
        return;
    }
    sheet->cells[sheet->column] = text.len > 0 ? text : sheet->cells[sheet->column];
}

static void end_row(scan *s) {
    sheet_scan *sheet = s->sheet;
    bool filled = sheet->fault != NULL;
    for (int i = 0; i < sheet->count; i++) {
        filled |= ix_str_trim(sheet->cells[i]).len > 0;
    }
    sheet->in_row = false;
    sheet->in_cell = false;
    ix_status status =
        filled ? sheet->row(sheet->context, sheet->cells, sheet->count, sheet->number, sheet->fault)
               : IX_OK;
    if (status != IX_OK) {
        stop(s, status);
    }
}

static void sheet_end(scan *s, ix_str name) {
    s->collects = false;
    if (ix_str_equal(name, IX_STR("rPh"))) {
        s->hints--;
    } else if (s->sheet->in_cell && ix_str_equal(name, IX_STR("c"))) {
        end_cell(s);
    } else if (s->sheet->in_row && ix_str_equal(name, IX_STR("row"))) {
        end_row(s);
    }
}

ix_status ix_xlsx_rows(const ix_xlsx *book, int sheet, ix_xlsx_row row, void *context, bool *broken,
                       ix_error *error) {
    sheet_scan *state = IX_NEW(book->arena, sheet_scan, 1);
    *broken = false;
    if (state == NULL) {
        return IX_E_MEMORY;
    }
    state->row = row;
    state->context = context;
    ix_xlsx with = *book; /* the scan changes no sheet */
    scan s = {.book = &with,
              .file = book->sheets[sheet].name,
              .error = error,
              .start = sheet_start,
              .end = sheet_end,
              .sheet = state};
    ix_status status = scan_bytes(&s, ix_buf_view(&book->sheets[sheet].part));
    *broken = status == IX_E_CORRUPT;
    return status == IX_E_CORRUPT ? IX_OK : status;
}

/* ------------------------------------------------------------------ the workbook */

/* Give each sheet its part. */
static ix_status place_sheets(ix_xlsx *book, package *p) {
    for (int i = 0; i < book->sheet_count; i++) {
        const part *of = find_part(p, book->sheets[i].name);
        if (of == NULL || of->bytes.len == 0) {
            return ix_error_at(p->error, IX_E_INPUT, p->file, 0, -1,
                               "no workbook: its sheet %" IX_FMT " is missing",
                               IX_ARG(book->sheets[i].name));
        }
        part *taken = &p->parts[of - p->parts];
        book->sheets[i].part = taken->bytes;
        ix_buf_init(&taken->bytes, IX_XLSX_BYTES_MAX);
        taken->bytes.allocator = book->arena->allocator;
    }
    return book->sheet_count > 0
               ? IX_OK
               : ix_error_at(p->error, IX_E_INPUT, p->file, 0, -1, "a workbook without sheets");
}

static ix_status read_parts(ix_xlsx *book, package *p) {
    relations *found = IX_NEW(book->arena, relations, 1);
    if (found == NULL) {
        return IX_E_MEMORY;
    }
    scan links = {.book = book, .file = p->file, .error = p->error, .found = found};
    links.start = relation_start;
    links.end = ignore_end;
    ix_status status =
        scan_part(&links, find_part(p, IX_STR("xl/_rels/workbook.xml.rels")), "its relations");
    scan sheets = {.book = book, .file = p->file, .error = p->error, .relations = found};
    sheets.start = workbook_start;
    sheets.end = ignore_end;
    status = status == IX_OK
                 ? scan_part(&sheets, find_part(p, IX_STR("xl/workbook.xml")), "xl/workbook.xml")
                 : status;
    for (int i = 0; i < found->count && status == IX_OK; i++) {
        if (found->rows[i].strings) {
            scan strings = {.book = book, .file = p->file, .error = p->error};
            strings.start = string_start;
            strings.end = string_end;
            status = scan_part(&strings, find_part(p, found->rows[i].target), "its strings");
        }
    }
    const part *core = find_part(p, IX_STR("docProps/core.xml"));
    if (status == IX_OK && core != NULL) {
        scan about = {.book = book, .file = p->file, .error = p->error};
        about.start = core_start;
        about.end = core_end;
        status = scan_part(&about, core, "docProps/core.xml");
    }
    return status == IX_OK ? place_sheets(book, p) : status;
}

ix_status ix_xlsx_open(ix_xlsx *book, ix_str name, ix_str bytes, ix_arena *arena, ix_error *error) {
    *book = (ix_xlsx){.arena = arena};
    package *p = IX_NEW(arena, package, 1);
    if (p == NULL) {
        return ix_error_at(error, IX_E_MEMORY, name, 0, -1, "no memory to open the workbook");
    }
    *p = (package){.file = name, .packed = (size_t)bytes.len, .arena = arena, .error = error};
    ix_status status =
        ix_str_starts_with(bytes, IX_STR("PK"))
            ? unpack(p, bytes)
            : ix_error_at(error, IX_E_INPUT, name, 0, 0, "no workbook (.xlsx): it is no zip");
    status = status == IX_OK ? read_parts(book, p) : status;
    for (int i = 0; i < p->count; i++) {
        ix_buf_free(&p->parts[i].bytes);
    }
    return status != IX_E_MEMORY
               ? status
               : ix_error_at(error, IX_E_MEMORY, name, 0, -1, "no memory to open the workbook");
}

void ix_xlsx_close(ix_xlsx *book) {
    for (int i = 0; i < book->sheet_count; i++) {
        if (book->sheets[i].part.max > 0) {
            ix_buf_free(&book->sheets[i].part);
        }
    }
    book->sheet_count = 0;
}

/* ------------------------------------------------------------------ dates */

bool ix_xlsx_day(int64_t *day, ix_str serial, bool dates_1904) {
    ix_str part_of_day;
    ix_str digits = ix_str_cut(ix_str_trim(serial), '.', &part_of_day);
    int64_t whole;
    int64_t ignored;
    if (!ix_str_to_int(digits, &whole) || whole < 1 || whole > SERIAL_MAX ||
        (part_of_day.ptr != NULL && !ix_str_to_int(part_of_day, &ignored))) {
        return false;
    }
    if (dates_1904) {
        whole += SHIFT_1904;
    } else if (whole < 60) {
        whole++; /* before the day that never was */
    }
    *day = whole - UNIX_SERIAL;
    return true;
}
