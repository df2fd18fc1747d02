/* OpenSanctions' targets.simple.csv: one row a target, columns known by name.
 *
 *     id schema name aliases birth_date countries addresses identifiers sanctions phones emails
 *     program_ids dataset first_seen last_seen last_change
 *
 * A cell of several values is a csv record of its own, parted by ';'. The file does not tell kinds
 * of names, types of identifiers, nor topics: a target is sanctioned if it has `sanctions` or
 * `program_ids`, and is listed under the source `target` otherwise. Each sanction is one text,
 * "PROGRAM - REASON - STATUS - START - END" of which any part may be missing: it is the reason,
 * whole, and the dates it ends with are read. */
#include "columns.h"
#include "ftm.h"
#include "opensanctions.h"
#include "readers.h"

#include <string.h>

#define COLUMNS_MAX 64
#define VALUES_MAX  IX_CSV_FIELDS_MAX
#define DATE_BYTES  10
#define STAMP_BYTES 19

/* Columns by the publisher's name. Rows are (enum, name). */
#define OS_COLUMN_LIST(X)                                                                          \
    X(OS_ID, "id")                                                                                 \
    X(OS_SCHEMA, "schema")                                                                         \
    X(OS_NAME, "name")                                                                             \
    X(OS_ALIASES, "aliases")                                                                       \
    X(OS_BIRTH_DATE, "birth_date")                                                                 \
    X(OS_COUNTRIES, "countries")                                                                   \
    X(OS_ADDRESSES, "addresses")                                                                   \
    X(OS_IDENTIFIERS, "identifiers")                                                               \
    X(OS_SANCTIONS, "sanctions")                                                                   \
    X(OS_PHONES, "phones")                                                                         \
    X(OS_EMAILS, "emails")                                                                         \
    X(OS_PROGRAM_IDS, "program_ids")                                                               \
    X(OS_DATASET, "dataset")                                                                       \
    X(OS_LAST_SEEN, "last_seen")

typedef enum os_column {
#define OS_COLUMN_ENUM(name, text) name,
    OS_COLUMN_LIST(OS_COLUMN_ENUM)
#undef OS_COLUMN_ENUM
        OS_COLUMN_COUNT
} os_column;

static const ix_str column_names[OS_COLUMN_COUNT] = {
#define OS_COLUMN_NAME(name, text) {text, sizeof(text) - 1},
    OS_COLUMN_LIST(OS_COLUMN_NAME)
#undef OS_COLUMN_NAME
};

typedef struct table {
    const ix_list_file *file;
    ix_draft draft;
    ix_arena arena; /* of the row and its entity */
    ix_arena party;
    ix_csv csv;
    ix_str names[COLUMNS_MAX]; /* of the header */
    os_column columns[COLUMNS_MAX];
    int column_count;
    ix_str cells[OS_COLUMN_COUNT]; /* of the row at hand */
    char last_seen[STAMP_BYTES + 1];
} table;

/* The values of a cell, undoubled; their number. A cell that is no csv record is one value. */
static int values_of(table *t, os_column column, ix_str values[VALUES_MAX]) {
    ix_csv csv;
    int count = 0;
    ix_csv_init(&csv, t->cells[column], t->file->name);
    csv.separator = ';';
    if (t->cells[column].len == 0) {
        return 0;
    }
    ix_status status =
        ix_csv_next(values, VALUES_MAX, &count, &csv, NULL, NULL, t->draft.arena, NULL);
    if (status == IX_E_MEMORY) {
        t->draft.status = status;
        return 0;
    }
    if (status != IX_OK || csv.pos < csv.bytes.len) {
        ix_draft_warn(&t->draft, IX_STR("values_as_one"), t->draft.entity.key);
        values[0] = t->cells[column];
        count = 1;
    }
    for (int i = 0; i < count; i++) {
        values[i] = ix_str_trim(values[i]);
    }
    return count;
}

/* ------------------------------------------------------------------ listings */

ix_when opensanctions_cut_date(ix_str *text) {
    ix_when when = {0};
    ix_str last = ix_str_slice(*text, text->len - DATE_BYTES, text->len);
    if (text->len < DATE_BYTES || ix_when_parse(&when, last, NULL) != IX_OK) {
        return (ix_when){0};
    }
    ix_str rest = ix_str_slice(*text, 0, text->len - DATE_BYTES);
    if (rest.len > 0 && !ix_str_ends_with(rest, IX_STR(" - "))) {
        return (ix_when){0};
    }
    *text = ix_str_slice(rest, 0, rest.len - 3);
    return when;
}

static void read_sanction(ix_listing *listing, ix_str text) {
    ix_str rest = text;
    ix_when last = opensanctions_cut_date(&rest);
    ix_when first = opensanctions_cut_date(&rest);
    bool both = first.kind != IX_WHEN_NONE;
    listing->reason = text;
    listing->effective_from = both ? first : last;
    listing->effective_until = both ? last : (ix_when){0};
}

/* A listing for each sanction; the programmes, which the file does not pair with them, stand at the
 * first. */
static void add_listings(table *t) {
    ix_draft *draft = &t->draft;
    ix_str sanctions[VALUES_MAX];
    ix_str programs[VALUES_MAX];
    int count = values_of(t, OS_SANCTIONS, sanctions);
    int program_count = values_of(t, OS_PROGRAM_IDS, programs);
    bool sanctioned = count > 0 || program_count > 0;
    for (int i = 0; i < (count > 0 ? count : 1); i++) {
        ix_listing *listing = i == 0 ? &draft->entity.listings[0] : ix_draft_listing(draft);
        if (listing == NULL || draft->status != IX_OK) {
            return;
        }
        listing->source = sanctioned ? IX_STR("sanction") : IX_STR("target");
        listing->authority = t->cells[OS_DATASET];
        if (count > 0) {
            read_sanction(listing, sanctions[i]);
        }
        for (int p = 0; p < program_count && i == 0; p++) {
            ix_draft_program(draft, programs[p]);
        }
    }
}

/* ------------------------------------------------------------------ details */

ix_identifier_type opensanctions_identifier(const ix_entity *e, ix_str value) {
    static const struct {
        ix_identifier_type type;
        ptrdiff_t len;
    } rows[] = {{IX_ID_LEI, 20}, {IX_ID_ISIN, 12}};
    if (e->type == IX_PARTY_WALLET && ix_str_equal(value, e->names[0].text)) {
        return IX_ID_WALLET;
    }
    bool imo = ix_str_starts_with(value, IX_STR("IMO"));
    if (imo && ix_identifier_check(IX_ID_IMO, value)) {
        return IX_ID_IMO;
    }
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (value.len == rows[i].len && ix_identifier_check(rows[i].type, value)) {
            return rows[i].type;
        }
    }
    return IX_ID_OTHER;
}

static void add_value(table *t, os_column column, ix_str value) {
    ix_draft *draft = &t->draft;
    ix_str word = column_names[column];
    bool other = false;
    switch (column) {
    case OS_ALIASES:
        other = ftm_is_latin(value) != ftm_is_latin(draft->entity.names[0].text);
        ftm_add_name(draft, other ? IX_NAME_TRANSLATION : IX_NAME_STRONG, value, word);
        break;
    case OS_BIRTH_DATE:
        ix_draft_birth(draft, word, value);
        break;
    case OS_COUNTRIES:
        ftm_add_nationality(draft, word, value);
        break;
    case OS_ADDRESSES:
        ftm_add_address(draft, value);
        break;
    case OS_IDENTIFIERS:
        ftm_add_identifier(draft, opensanctions_identifier(&draft->entity, value), word, value,
                           "\0\0");
        break;
    case OS_PHONES:
        ix_draft_identifier(draft, IX_ID_PHONE, word, value);
        break;
    case OS_EMAILS:
        ix_draft_identifier(draft, IX_ID_EMAIL, word, value);
        break;
    case OS_DATASET:
        ix_draft_relation(draft, word, value);
        break;
    default:
        break;
    }
}

static void add_values(table *t) {
    static const os_column columns[] = {OS_ALIASES,     OS_BIRTH_DATE, OS_COUNTRIES, OS_ADDRESSES,
                                        OS_IDENTIFIERS, OS_PHONES,     OS_EMAILS,    OS_DATASET};
    for (size_t c = 0; c < sizeof columns / sizeof columns[0]; c++) {
        ix_str values[VALUES_MAX];
        int count = values_of(t, columns[c], values);
        for (int i = 0; i < count && t->draft.status == IX_OK; i++) {
            if (values[i].len > 0) {
                add_value(t, columns[c], values[i]);
            }
        }
    }
}

static ix_party_type read_schema(ix_draft *draft, ix_str name) {
    const ftm_schema *schema = ftm_schema_find(name);
    if (schema == NULL || schema->class != FTM_PARTY) {
        ix_draft_warn(draft, IX_STR("unknown_schema"), name);
        return IX_PARTY_ANY;
    }
    return schema->type;
}

static void note_stamp(table *t, ix_str stamp) {
    stamp = ix_str_slice(stamp, 0, STAMP_BYTES);
    if (stamp.len == STAMP_BYTES && memcmp(stamp.ptr, t->last_seen, STAMP_BYTES) > 0) {
        memcpy(t->last_seen, stamp.ptr, STAMP_BYTES);
    }
}

/* ------------------------------------------------------------------ rows */

static void refuse(table *t, int64_t line, const char *why) {
    ix_error error = {0};
    ix_error_at(&error, IX_E_INPUT, t->file->name, line, -1, "%s", why);
    ix_report_refuse(t->draft.report, &error);
}

static ix_status give_row(table *t, const ix_str *fields, int64_t line, ix_entity_sink sink,
                          void *context, ix_error *error) {
    ix_draft *draft = &t->draft;
    memset(t->cells, 0, sizeof t->cells);
    for (int i = 0; i < t->column_count; i++) {
        if (t->columns[i] < OS_COLUMN_COUNT) {
            t->cells[t->columns[i]] = ix_str_trim(fields[i]);
        }
    }
    if (t->cells[OS_ID].len == 0 || t->cells[OS_NAME].len == 0) {
        refuse(t, line, t->cells[OS_ID].len == 0 ? "the id is empty" : "the name is empty");
        return IX_OK;
    }
    draft->line = line;
    ix_party_type type = read_schema(draft, t->cells[OS_SCHEMA]);
    ix_draft_begin(draft, t->cells[OS_ID], type);
    ix_draft_name(draft, IX_NAME_PRIMARY, t->cells[OS_NAME], column_names[OS_NAME]);
    if (draft->status == IX_OK) {
        add_listings(t);
        add_values(t);
        note_stamp(t, t->cells[OS_LAST_SEEN]);
    }
    if (!ix_str_equal(ftm_schema_of(type)->name, t->cells[OS_SCHEMA])) {
        ix_draft_unmodelled(draft, column_names[OS_SCHEMA], t->cells[OS_SCHEMA]);
    }
    for (int i = 0; i < t->column_count; i++) {
        if (t->columns[i] == OS_COLUMN_COUNT) {
            ix_draft_unmodelled(draft, t->names[i], ix_str_trim(fields[i]));
        }
    }
    if (draft->status != IX_OK) {
        return ix_error_at(error, draft->status, t->file->name, 0, -1,
                           "no memory to read the file");
    }
    draft->report->entities++;
    draft->report->names += draft->entity.name_count;
    return sink(context, &draft->entity, error);
}

/* Why the record is no row, or NULL. */
static const char *fault_of(const table *t, int count, ix_str record, ix_status lexed,
                            const ix_error *why) {
    const char *fault = ix_row_fault(record, lexed, why);
    return fault != NULL || count == t->column_count ? fault : "other columns than the header";
}

static ix_status read_rows(table *t, ix_entity_sink sink, void *context, ix_error *error) {
    ix_read_report *report = t->draft.report;
    ix_str fields[COLUMNS_MAX];
    bool faulty = false;
    for (;;) {
        int count = 0;
        int64_t line = t->csv.line;
        ix_str record = {0};
        ix_error why = {0};
        ix_arena_reset(&t->arena);
        ix_status status =
            ix_csv_next(fields, COLUMNS_MAX, &count, &t->csv, &line, &record, &t->arena, &why);
        if (status == IX_END) {
            ix_str bytes = t->csv.bytes;
            report->truncated = faulty && bytes.ptr[bytes.len - 1] != '\n';
            return IX_OK;
        }
        if (status == IX_E_MEMORY) {
            return ix_error_at(error, status, t->file->name, line, -1,
                               "no memory to read the file");
        }
        const char *fault = fault_of(t, count, record, status, &why);
        faulty = fault != NULL;
        report->rows++;
        report->primary_rows++;
        if (fault != NULL) {
            refuse(t, line, fault);
            continue;
        }
        status = give_row(t, fields, line, sink, context, error);
        if (status != IX_OK) {
            return status;
        }
    }
}

static ix_status note_layout(table *t, ix_arena *keep) {
    ix_buf out;
    ix_buf_init(&out, IX_CSV_RECORD_BYTES_MAX * (size_t)2);
    out.allocator = keep->allocator;
    for (int i = 0; i < t->column_count; i++) {
        ix_buf_append(&out, i > 0 ? IX_STR(",") : (ix_str){0});
        ix_buf_append(&out, t->names[i]);
    }
    t->draft.report->layout = ix_arena_copy(keep, ix_buf_view(&out));
    bool failed = out.status != IX_OK || (out.len > 0 && t->draft.report->layout.ptr == NULL);
    ix_buf_free(&out);
    return failed ? IX_E_MEMORY : IX_OK;
}

/* The columns of the header. IX_E_INPUT: it does not have those every file has. */
static ix_status read_header(table *t, ix_arena *keep) {
    ix_str fields[COLUMNS_MAX];
    int count = 0;
    bool has[OS_COLUMN_COUNT + 1] = {false};
    ix_status status = ix_csv_next(fields, COLUMNS_MAX, &count, &t->csv, NULL, NULL, keep, NULL);
    if (status == IX_E_MEMORY) {
        return status;
    }
    for (int i = 0; status == IX_OK && i < count; i++) {
        t->names[i] = ix_str_trim(fields[i]);
        t->columns[i] = OS_COLUMN_COUNT;
        for (int c = 0; c < OS_COLUMN_COUNT; c++) {
            bool same = ix_str_equal(t->names[i], column_names[c]) && !has[c];
            t->columns[i] = same ? (os_column)c : t->columns[i];
        }
        has[t->columns[i]] = true;
        t->names[i] = t->names[i].len > 0 ? t->names[i] : IX_STR("unnamed");
    }
    t->column_count = count;
    status = status == IX_OK ? note_layout(t, keep) : status;
    if (status == IX_E_MEMORY) {
        return status;
    }
    return status == IX_OK && has[OS_ID] && has[OS_SCHEMA] && has[OS_NAME] && has[OS_SANCTIONS]
               ? IX_OK
               : IX_E_INPUT;
}

/* The newest last_seen, which has no zone and is UTC, is when the file was made. */
static void date_file(table *t) {
    char stamp[STAMP_BYTES + 1];
    memcpy(stamp, t->last_seen, STAMP_BYTES);
    stamp[STAMP_BYTES] = 'Z';
    ix_when when;
    if (ix_when_parse(&when, (ix_str){stamp, STAMP_BYTES + 1}, NULL) == IX_OK) {
        t->draft.report->published = when;
    }
}

ix_status opensanctions_csv_read(const ix_list_file *files, int file_count,
                                 const ix_knowledge *knowledge, ix_entity_sink sink, void *context,
                                 ix_read_report *report, ix_arena *arena, ix_error *error) {
    const ix_list_file *file = &files[0];
    if (file_count != 1) {
        return ix_error_at(error, IX_E_INPUT, file->name, 0, -1,
                           "OpenSanctions' targets are one file, %d were given", file_count);
    }
    table t = {.file = file};
    ix_arena_init_with(&t.arena, arena->cap, arena->allocator);
    ix_arena_init_with(&t.party, arena->cap, arena->allocator);
    t.draft = (ix_draft){.arena = &t.party,
                         .keep = arena,
                         .report = report,
                         .knowledge = knowledge,
                         .file = file->name};
    ix_csv_init(&t.csv, file->bytes, file->name);
    report->stated_count = -1;
    ix_status status = read_header(&t, arena);
    if (status == IX_E_INPUT) {
        ix_error_at(error, status, file->name, 1, -1,
                    "expected a header row with the columns id, schema, name and sanctions, as "
                    "OpenSanctions' targets.simple.csv has it");
    } else if (status != IX_OK) {
        ix_error_at(error, status, file->name, 0, -1, "no memory to read the file");
    } else {
        status = read_rows(&t, sink, context, error);
        report->rows_read = report->rows - report->rows_refused;
        date_file(&t);
    }
    ix_arena_free(&t.arena);
    ix_arena_free(&t.party);
    return status;
}
