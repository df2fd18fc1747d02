/* The sdn.csv family of the US Treasury's Office of Foreign Assets Control, for the SDN list and
 * the consolidated non-SDN lists (OFAC's data specification of 25 September 2023).
 *
 *     primary   12 columns  sdn.csv, cons_prim.csv          one row a party
 *     alias      5 columns  alt.csv, cons_alt.csv           ent_num, alt_num, type, name, remarks
 *     address    6 columns  add.csv, cons_add.csv           ent_num, add_num, street, place, ...
 *     comments   2 columns  sdn_comments.csv, cons_comments.csv    rest of a remark cut at 1000
 *
 * The number of columns tells which file it is; no header, CRLF ends, null is a whole field `-0-`,
 * and one byte 0x1A ends the file. Copies with LF ends, without the end byte, or with a header row
 * are read as well. A row is one line: a fault costs that row and no other.
 *
 * Companion rows are kept sorted by ent_num and joined to their party as its row is read. */
#include "columns.h"
#include "ofac.h"
#include "readers.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define COLUMNS_MAX      12
#define REMARKS_BYTES    1000 /* OFAC cuts the remarks column here */
#define TITLE_BYTES      200  /* and the title and programme columns here, without a sequel */
#define ENT_NUM_DIGITS   10
#define FIELDS_READ_MAX  64
#define SNIFF_ROWS       20
#define SNIFF_LINE_BYTES (1 << 16)
#define END_MARK         '\x1A'

typedef enum file_role {
    ROLE_PRIMARY,
    ROLE_ALIAS,
    ROLE_ADDRESS,
    ROLE_COMMENTS,
    ROLE_COUNT
} file_role;

static const struct {
    const char *name;
    int columns;
    int first_column; /* in column_names */
} roles[ROLE_COUNT] = {
    {"primary", 12, 0}, {"alias", 5, 12}, {"address", 6, 17}, {"comments", 2, 23}};

#define ALL_COLUMNS 25

/* As OFAC's data specification calls them. */
static const char *const column_names[ALL_COLUMNS] = {"ent_num",
                                                      "SDN_Name",
                                                      "SDN_Type",
                                                      "Program",
                                                      "Title",
                                                      "Call_Sign",
                                                      "Vess_type",
                                                      "Tonnage",
                                                      "GRT",
                                                      "Vess_flag",
                                                      "Vess_owner",
                                                      "Remarks",
                                                      "alias.ent_num",
                                                      "alias.alt_num",
                                                      "alias.alt_type",
                                                      "alias.alt_name",
                                                      "alias.alt_remarks",
                                                      "address.ent_num",
                                                      "address.Add_num",
                                                      "address.Address",
                                                      "address.City",
                                                      "address.Country",
                                                      "address.Add_remarks",
                                                      "comments.ent_num",
                                                      "comments.remarks"};

/* The two publications in this layout. */
typedef struct family {
    const char *names[ROLE_COUNT];
} family;

static const family sdn = {{"sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"}};
static const family nonsdn = {
    {"cons_prim.csv", "cons_alt.csv", "cons_add.csv", "cons_comments.csv"}};

/* A row of an alias, address or comments file. */
typedef struct side_row {
    int64_t ent_num;
    int64_t line;
    ix_str fields[COLUMNS_MAX / 2]; /* as in the file; 0 is ent_num */
    bool used;
} side_row;

typedef struct side {
    side_row *rows;
    int64_t count;
} side;

typedef struct reading {
    const family *family;
    const ix_list_file *files[ROLE_COUNT]; /* NULL: not given */
    side sides[ROLE_COUNT];                /* of primary unused */
    ix_draft draft;
    ix_read_report *report;
    ix_arena *arena;
} reading;

/* ------------------------------------------------------------------ rows */

/* The lines of one file, and what was seen of it. */
typedef struct lines {
    ix_str bytes;
    ptrdiff_t pos;
    int64_t number; /* of the line last taken */
    bool ended;     /* the last line taken had a line end */
    bool end_mark;
} lines;

/* The next line without its end (CRLF, LF or CR). False at the end. */
static bool next_line(lines *in, ix_str *line) {
    if (in->pos >= in->bytes.len) {
        return false;
    }
    const char *start = in->bytes.ptr + in->pos;
    ptrdiff_t left = in->bytes.len - in->pos;
    const char *stop = memchr(start, '\n', (size_t)left);
    ptrdiff_t len = stop == NULL ? left : stop - start;
    const char *cr = memchr(start, '\r', (size_t)len);
    len = cr == NULL ? len : cr - start;
    ptrdiff_t end_bytes = len == left ? 0 : cr != NULL && len + 1 < left && cr[1] == '\n' ? 2 : 1;
    in->ended = end_bytes > 0;
    in->pos += len + end_bytes;
    in->number++;
    *line = (ix_str){start, len};
    return true;
}

/* A line of the end byte alone; spreadsheets put commas behind it. */
static bool is_end_mark(ix_str line) {
    if (line.len == 0 || line.ptr[0] != END_MARK) {
        return false;
    }
    for (ptrdiff_t i = 1; i < line.len; i++) {
        if (line.ptr[i] != ',') {
            return false;
        }
    }
    return true;
}

/* Lex one line as one record. */
static ix_status lex_line(ix_str *fields, int *count, ix_str line, ix_arena *arena,
                          ix_error *error) {
    ix_csv csv;
    ix_csv_init(&csv, line, (ix_str){0});
    return ix_csv_next(fields, FIELDS_READ_MAX, count, &csv, NULL, NULL, arena, error);
}

/* Null is `-0-` and nothing else in the field: identifiers may hold it (CH-660-0-469-982-0). */
static bool is_null(ix_str field) {
    return ix_str_equal(ix_str_trim(field), IX_STR("-0-"));
}

static ix_str clean(ix_str field) {
    return is_null(field) ? (ix_str){0} : ix_str_trim(field);
}

static bool parse_ent_num(int64_t *ent_num, ix_str field) {
    field = ix_str_trim(field);
    return field.len <= ENT_NUM_DIGITS && ix_str_to_int(field, ent_num) && field.ptr[0] != '0';
}

/* The header rows that carriers of these files put on top. */
static bool is_header(ix_str first) {
    static const ix_str names[] = {
        {"ent_num", 7}, {"ent num", 7}, {"entnum", 6}, {"id", 2}, {"uid", 3}};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (ix_str_equal_ascii_nocase(ix_str_trim(first), names[i])) {
            return true;
        }
    }
    return false;
}

/* ------------------------------------------------------------------ which file is which */

/* The role whose number of columns the first rows have; ROLE_COUNT when they have none's. */
static file_role sniff(ix_str bytes, ix_arena *arena) {
    lines in = {.bytes = bytes};
    ix_str line;
    ix_arena_mark mark = ix_arena_position(arena);
    file_role found = ROLE_COUNT;
    for (int i = 0; i < SNIFF_ROWS && found == ROLE_COUNT && next_line(&in, &line); i++) {
        ix_str fields[FIELDS_READ_MAX];
        int count = 0;
        int64_t ent_num;
        if (line.len == 0 || line.len > SNIFF_LINE_BYTES ||
            memchr(line.ptr, '\0', (size_t)line.len) != NULL ||
            lex_line(fields, &count, line, arena, NULL) != IX_OK ||
            (!parse_ent_num(&ent_num, fields[0]) && !is_header(fields[0]))) {
            continue;
        }
        for (int role = 0; role < ROLE_COUNT; role++) {
            found = roles[role].columns == count ? (file_role)role : found;
        }
    }
    ix_arena_rewind(arena, mark);
    return found;
}

/* What bytes that are not of this layout look like, for the error. */
static const char *look(ix_str bytes) {
    ix_str head = ix_str_trim(ix_str_slice(bytes, 0, 512));
    if (bytes.len == 0) {
        return "it is empty";
    }
    if (memchr(head.ptr, '\0', (size_t)head.len) != NULL ||
        ix_str_starts_with(head, IX_STR("PK")) || ix_str_starts_with(head, IX_STR("\xFD\x37zXZ"))) {
        return "it is binary";
    }
    if (ix_str_starts_with(head, IX_STR("<"))) {
        return "it looks like HTML or XML";
    }
    if (ix_str_starts_with(head, IX_STR("{")) || ix_str_starts_with(head, IX_STR("["))) {
        return "it looks like JSON";
    }
    return "its first rows have other columns";
}

/* A comments file may rightly hold nothing but the end byte. */
static bool is_empty_comments(const ix_list_file *file) {
    ix_str bytes = ix_str_trim(file->bytes);
    return bytes.len == 1 && bytes.ptr[0] == END_MARK &&
           (ix_str_equal(file->role, IX_STR("comments")) ||
            ix_str_find(file->name, IX_STR("comments"), 0) >= 0);
}

static ix_status take_file(reading *r, const ix_list_file *file, ix_error *error) {
    if (file->bytes.len > IX_LIST_BYTES_MAX) {
        return ix_error_at(error, IX_E_LIMIT, file->name, 0, -1,
                           "the file is larger than %lld bytes", (long long)IX_LIST_BYTES_MAX);
    }
    file_role role = is_empty_comments(file) ? ROLE_COMMENTS : sniff(file->bytes, r->arena);
    if (role == ROLE_COUNT) {
        return ix_error_at(error, IX_E_INPUT, file->name, 0, -1,
                           "expected rows of %s (12 columns), %s (5), %s (6) or %s (2) that begin "
                           "with ent_num: %s",
                           r->family->names[0], r->family->names[1], r->family->names[2],
                           r->family->names[3], look(file->bytes));
    }
    if (file->role.len > 0 && !ix_str_equal(file->role, ix_str_from_cstr(roles[role].name))) {
        return ix_error_at(error, IX_E_INPUT, file->name, 0, -1,
                           "given as the %.*s file, but it has the %d columns of %s",
                           (int)file->role.len, file->role.ptr, roles[role].columns,
                           r->family->names[role]);
    }
    if (r->files[role] != NULL) {
        return ix_error_at(error, IX_E_INPUT, file->name, 0, -1,
                           "a second file with the %d columns of %s", roles[role].columns,
                           r->family->names[role]);
    }
    r->files[role] = file;
    return IX_OK;
}

/* ------------------------------------------------------------------ reading rows */

typedef struct rows {
    lines in;
    const ix_list_file *file;
    file_role role;
    reading *reading;
    int64_t count;   /* rows of this file, without a header */
    bool begun;      /* the first row, or the header, was met */
    bool last_short; /* the last row broke off: too few columns or an open quote */
    ix_str last_line;
} rows;

static void count_row(rows *r) {
    r->count++;
    r->reading->report->rows++;
}

static void refuse(rows *r, ptrdiff_t offset, ix_status status, const char *why) {
    ix_error error = {0};
    ix_error_at(&error, status, r->file->name, r->in.number, offset, "%s", why);
    ix_report_refuse(r->reading->report, &error);
}

/* Why a line is no row of this file, or NULL. */
static const char *row_fault(rows *r, ix_str *fields, int count, ix_status lexed,
                             const ix_error *why, char text[64]) {
    int wanted = roles[r->role].columns;
    if (lexed != IX_OK) {
        return why->text;
    }
    if (count != wanted) {
        ix_buf out = {.ptr = text, .cap = 64, .max = 63};
        ix_buf_printf(&out, "%d columns, where this file has %d", count, wanted);
        text[out.len] = '\0';
        return text;
    }
    int64_t ent_num;
    if (!parse_ent_num(&ent_num, fields[0])) {
        return "ent_num is not a number";
    }
    int name = r->role == ROLE_PRIMARY ? 1 : r->role == ROLE_ALIAS ? 3 : -1;
    if (name > 0 && clean(fields[name]).len == 0) {
        return "the name is empty";
    }
    if (name > 0 && !ix_draft_says_something(fields[name])) {
        return "the name has no letter or digit";
    }
    return NULL;
}

static void count_columns(const rows *r, const ix_str *fields, int count) {
    for (int i = 0; i < count && i < roles[r->role].columns; i++) {
        ix_columns_fill(r->reading->report, roles[r->role].first_column + i,
                        clean(fields[i]).len > 0);
    }
}

/* The next row that can be read; rows that cannot are refused on the way. IX_OK, IX_END, or a
 * failure of memory. */
static ix_status next_row(rows *r, ix_str *fields, ix_arena *arena) {
    ix_str line;
    while (next_line(&r->in, &line)) {
        if (line.len == 0) {
            continue;
        }
        if (is_end_mark(line)) {
            r->in.end_mark = true;
            continue;
        }
        r->reading->draft.line = r->in.number;
        r->last_line = line;
        r->last_short = false;
        ptrdiff_t offset = line.ptr - r->file->bytes.ptr;
        bool first = !r->begun;
        r->begun = true;
        if (memchr(line.ptr, '\0', (size_t)line.len) != NULL) {
            count_row(r);
            refuse(r, offset, IX_E_INPUT, "a NUL byte");
            continue;
        }
        if (!ix_utf8_is_valid(line)) {
            /* A replaced letter could hide the party: the row is refused, not mended. */
            count_row(r);
            refuse(r, offset, IX_E_INPUT, "bytes that are not UTF-8");
            continue;
        }
        int count = 0;
        ix_error why = {0};
        char text[64];
        ix_status lexed = lex_line(fields, &count, line, arena, &why);
        if (lexed == IX_E_MEMORY) {
            return IX_E_MEMORY;
        }
        if (first && lexed == IX_OK && count == roles[r->role].columns && is_header(fields[0])) {
            ix_draft_warn(&r->reading->draft, IX_STR("header_row"), (ix_str){0});
            continue;
        }
        count_row(r);
        const char *fault = row_fault(r, fields, count, lexed, &why, text);
        if (fault == NULL) {
            r->reading->report->rows_read++;
            count_columns(r, fields, count);
            return IX_OK;
        }
        r->last_short = lexed == IX_E_INPUT || count < roles[r->role].columns;
        refuse(r, offset, lexed == IX_OK ? IX_E_INPUT : lexed, fault);
    }
    return IX_END;
}

static void open_rows(rows *r, reading *whole, file_role role) {
    const ix_list_file *file = whole->files[role];
    *r = (rows){.in = {.bytes = file->bytes}, .file = file, .role = role, .reading = whole};
    whole->draft.file = file->name;
    whole->draft.line = 0;
}

/* What the end of a file tells. Without the end byte and without a last line end, only a last field
 * that is plainly closed shows that nothing is missing. */
static void close_rows(rows *r) {
    ix_read_report *report = r->reading->report;
    if (r->in.end_mark) {
        return;
    }
    ix_draft_warn(&r->reading->draft, IX_STR("end_mark_missing"), (ix_str){0});
    ix_str line = ix_str_trim(r->last_line);
    bool closed = ix_str_ends_with(line, IX_STR("\"")) || ix_str_ends_with(line, IX_STR(",-0-"));
    if (r->last_short || (!r->in.ended && !closed && line.len > 0)) {
        report->truncated = true;
    }
}

/* ------------------------------------------------------------------ companions */

static int compare_rows(const void *a, const void *b) {
    const side_row *x = a;
    const side_row *y = b;
    int by_entity = (x->ent_num > y->ent_num) - (x->ent_num < y->ent_num);
    return by_entity != 0 ? by_entity : (x->line > y->line) - (x->line < y->line);
}

static int64_t count_lines(ix_str bytes) {
    lines in = {.bytes = bytes};
    ix_str line;
    while (next_line(&in, &line)) {
    }
    return in.number;
}

static ix_status read_side(reading *r, file_role role) {
    if (r->files[role] == NULL) {
        return IX_OK;
    }
    rows in;
    open_rows(&in, r, role);
    side *s = &r->sides[role];
    s->rows = IX_NEW(r->arena, side_row, count_lines(in.in.bytes) + 1);
    if (s->rows == NULL) {
        return IX_E_MEMORY;
    }
    ix_str fields[FIELDS_READ_MAX];
    ix_status status;
    bool sorted = true;
    while ((status = next_row(&in, fields, r->arena)) == IX_OK) {
        side_row *row = &s->rows[s->count++];
        parse_ent_num(&row->ent_num, fields[0]);
        row->line = in.in.number;
        memcpy(row->fields, fields, (size_t)roles[role].columns * sizeof fields[0]);
        sorted &= s->count < 2 || row[-1].ent_num <= row->ent_num;
    }
    if (status != IX_END) {
        return status;
    }
    close_rows(&in);
    if (!sorted) {
        qsort(s->rows, (size_t)s->count, sizeof s->rows[0], compare_rows);
    }
    return r->draft.status;
}

/* Rows of an entity: the first, and *count. */
static side_row *find_rows(side *s, int64_t ent_num, int64_t *count) {
    int64_t low = 0;
    int64_t high = s->count;
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        if (s->rows[middle].ent_num < ent_num) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    *count = 0;
    while (low + *count < s->count && s->rows[low + *count].ent_num == ent_num) {
        s->rows[low + (*count)++].used = true;
    }
    return s->count == 0 ? NULL : s->rows + low;
}

static void warn_orphans(reading *r) {
    static const ix_str warnings[ROLE_COUNT] = {
        {0}, {"orphan_alias", 12}, {"orphan_address", 14}, {"orphan_comments", 15}};
    for (int role = ROLE_ALIAS; role < ROLE_COUNT; role++) {
        for (int64_t i = 0; i < r->sides[role].count; i++) {
            const side_row *row = &r->sides[role].rows[i];
            if (!row->used) {
                r->draft.file = r->files[role]->name;
                r->draft.line = row->line;
                ix_draft_warn(&r->draft, warnings[role], ix_str_trim(row->fields[0]));
            }
        }
    }
}

/* ------------------------------------------------------------------ parties */

static void add_aliases(reading *r, int64_t ent_num) {
    static const struct {
        ix_str type;
        ix_name_kind kind;
    } kinds[] = {
        {{"aka", 3}, IX_NAME_STRONG}, {{"nka", 3}, IX_NAME_STRONG}, {{"fka", 3}, IX_NAME_FORMER}};
    ix_draft *draft = &r->draft;
    int64_t count;
    const side_row *row = find_rows(&r->sides[ROLE_ALIAS], ent_num, &count);
    for (; count > 0; count--, row++) {
        ix_str type = clean(row->fields[2]);
        ix_name_kind kind = IX_NAME_STRONG;
        bool known = false;
        for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
            if (ix_str_equal_ascii_nocase(type, kinds[i].type)) {
                kind = kinds[i].kind;
                known = true;
            }
        }
        if (!known) {
            ix_draft_warn(draft, IX_STR("unknown_alias_type"), type);
        }
        const ix_str origin[] = {ix_str_from_cstr(r->family->names[ROLE_ALIAS]), IX_STR(" "),
                                 clean(row->fields[1])};
        ix_draft_name(draft, kind, clean(row->fields[3]), ix_draft_join(draft, origin, 3));
        ix_draft_unmodelled(draft, IX_STR("alt_remarks"), clean(row->fields[4]));
    }
}

static void add_addresses(reading *r, int64_t ent_num) {
    int64_t count;
    const side_row *row = find_rows(&r->sides[ROLE_ADDRESS], ent_num, &count);
    for (; count > 0; count--, row++) {
        ix_draft_address(&r->draft, clean(row->fields[2]), clean(row->fields[3]),
                         clean(row->fields[4]), clean(row->fields[5]));
    }
}

/* The remark with its continuation, which goes on in the middle of a word, and whether it is still
 * cut. */
static ix_str whole_remark(reading *r, int64_t ent_num, ix_str remark, bool *cut) {
    ix_draft *draft = &r->draft;
    int64_t count;
    const side_row *row = find_rows(&r->sides[ROLE_COMMENTS], ent_num, &count);
    remark = is_null(remark) ? (ix_str){0} : remark;
    *cut = false;
    if (count == 0) {
        bool complete = r->files[ROLE_COMMENTS] != NULL && ix_str_ends_with(remark, IX_STR("."));
        *cut = remark.len == REMARKS_BYTES && !complete;
        if (*cut) {
            ix_draft_warn(draft, IX_STR("remarks_cut"), draft->entity.key);
        }
        return remark;
    }
    bool whole = remark.len != REMARKS_BYTES && ix_str_ends_with(remark, IX_STR("."));
    if (whole) {
        ix_draft_warn(draft, IX_STR("comments_beside_whole_remarks"), draft->entity.key);
    }
    for (; count > 0; count--, row++) {
        const ix_str parts[] = {remark, is_null(row->fields[1]) ? (ix_str){0} : row->fields[1]};
        if (whole) {
            ix_draft_unmodelled(draft, IX_STR("comments"), parts[1]);
        } else {
            remark = ix_draft_join(draft, parts, 2);
        }
    }
    return remark;
}

static void add_vessel(ix_draft *draft, const ix_str *fields) {
    static const ix_str names[] = {{"call_sign", 9}, {"type", 4}, {"tonnage", 7},
                                   {"grt", 3},       {"flag", 4}, {"owner", 5}};
    for (int i = 0; i < 6; i++) {
        ix_draft_vessel(draft, names[i], clean(fields[5 + i]));
    }
    ix_draft_identifier(draft, IX_ID_CALL_SIGN, IX_STR("Call Sign"), clean(fields[5]));
    ix_str flag = clean(fields[9]);
    char code[3];
    if (ix_draft_country(draft, code, flag)) {
        ix_draft_nationality(draft, IX_STR("flag"), flag);
    }
}

static void warn_full_column(ix_draft *draft, ix_str field, ix_str warning) {
    if (field.len == TITLE_BYTES) {
        ix_draft_warn(draft, warning, draft->entity.key);
    }
}

static void fill_party(reading *r, const ix_str *fields) {
    ix_draft *draft = &r->draft;
    int64_t ent_num = 0;
    parse_ent_num(&ent_num, fields[0]);
    ix_draft_begin(draft, ix_str_trim(fields[0]), IX_PARTY_ANY);
    ofac_type_parse(draft, clean(fields[2]));
    ix_draft_name(draft, IX_NAME_PRIMARY, clean(fields[1]),
                  ix_str_from_cstr(r->family->names[ROLE_PRIMARY]));
    ofac_programs_parse(draft, clean(fields[3]));
    draft->entity.title = clean(fields[4]);
    warn_full_column(draft, fields[3], IX_STR("programs_at_limit"));
    warn_full_column(draft, fields[4], IX_STR("title_at_limit"));
    add_vessel(draft, fields);
    add_aliases(r, ent_num);
    add_addresses(r, ent_num);
    bool cut;
    ix_str remark = whole_remark(r, ent_num, fields[11], &cut);
    ofac_remarks_parse(draft, remark, cut);
}

static ix_status read_parties(reading *r, ix_entity_sink sink, void *context, ix_error *error) {
    rows in;
    open_rows(&in, r, ROLE_PRIMARY);
    ix_str fields[FIELDS_READ_MAX];
    ix_arena lexed; /* a row's own fields, which must outlive the draft's reset */
    ix_arena_init_with(&lexed, r->arena->cap, r->arena->allocator);
    ix_status status;
    while ((status = next_row(&in, fields, &lexed)) == IX_OK) {
        fill_party(r, fields);
        status = r->draft.status;
        if (status != IX_OK) {
            break;
        }
        r->report->entities++;
        r->report->names += r->draft.entity.name_count;
        status = sink(context, &r->draft.entity, error);
        if (status != IX_OK) {
            break;
        }
        ix_arena_reset(&lexed);
    }
    ix_arena_free(&lexed);
    r->report->primary_rows = in.count;
    if (status == IX_END) {
        close_rows(&in);
        status = IX_OK;
    }
    return status;
}

static void warn_missing_files(reading *r) {
    static const ix_str warnings[ROLE_COUNT] = {
        {0}, {"no_alias_file", 13}, {"no_address_file", 15}, {"no_comments_file", 16}};
    for (int role = ROLE_ALIAS; role < ROLE_COUNT; role++) {
        if (r->files[role] == NULL) {
            ix_draft_warn(&r->draft, warnings[role], (ix_str){0});
        }
    }
}

static ix_status read_all(reading *r, const ix_list_file *files, int file_count,
                          ix_entity_sink sink, void *context, ix_error *error) {
    for (int i = 0; i < file_count; i++) {
        ix_status status = take_file(r, &files[i], error);
        if (status != IX_OK) {
            return status;
        }
    }
    if (r->files[ROLE_PRIMARY] == NULL) {
        return ix_error_at(error, IX_E_INPUT, file_count > 0 ? files[0].name : (ix_str){0}, 0, -1,
                           "no file with the 12 columns of %s was given", r->family->names[0]);
    }
    r->draft.file = r->files[ROLE_PRIMARY]->name;
    warn_missing_files(r);
    ix_status status = IX_OK;
    for (int role = ROLE_ALIAS; role < ROLE_COUNT && status == IX_OK; role++) {
        status = read_side(r, (file_role)role);
    }
    if (status == IX_OK) {
        status = read_parties(r, sink, context, error);
    }
    if (status == IX_OK) {
        warn_orphans(r);
        status = r->draft.status;
    }
    if (status == IX_E_MEMORY) {
        ix_error_at(error, status, r->draft.file, r->draft.line, -1, "no memory to read the list");
    }
    return status;
}

static ix_status read_family(const family *of, const ix_list_file *files, int file_count,
                             const ix_knowledge *knowledge, ix_entity_sink sink, void *context,
                             ix_read_report *report, ix_arena *arena, ix_error *error) {
    assert(file_count >= 0);
    if (file_count > IX_LIST_FILES_MAX) {
        return ix_error_set(error, IX_E_LIMIT, "%d files, where a snapshot has at most %d",
                            file_count, IX_LIST_FILES_MAX);
    }
    ix_arena scratch;
    ix_arena_init_with(&scratch, arena->cap, arena->allocator);
    reading r = {
        .family = of,
        .draft = {.arena = &scratch, .keep = arena, .report = report, .knowledge = knowledge},
        .report = report,
        .arena = arena};
    report->stated_count = -1;
    ix_str names[ALL_COLUMNS];
    for (int i = 0; i < ALL_COLUMNS; i++) {
        names[i] = ix_str_from_cstr(column_names[i]);
    }
    ix_status status = ix_columns_begin(report, names, ALL_COLUMNS, arena);
    report->layout = IX_STR("12 columns"); /* what makes it this format at all */
    status = status == IX_OK ? read_all(&r, files, file_count, sink, context, error)
                             : ix_error_set(error, status, "no memory to read the list");
    assert(status != IX_OK || report->rows == report->rows_read + report->rows_refused);
    ix_arena_free(&scratch);
    return status;
}

ix_status ofac_sdn_csv_read(const ix_list_file *files, int file_count,
                            const ix_knowledge *knowledge, ix_entity_sink sink, void *context,
                            ix_read_report *report, ix_arena *arena, ix_error *error) {
    return read_family(&sdn, files, file_count, knowledge, sink, context, report, arena, error);
}

ix_status ofac_nonsdn_csv_read(const ix_list_file *files, int file_count,
                               const ix_knowledge *knowledge, ix_entity_sink sink, void *context,
                               ix_read_report *report, ix_arena *arena, ix_error *error) {
    return read_family(&nonsdn, files, file_count, knowledge, sink, context, report, arena, error);
}
