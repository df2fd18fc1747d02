/* The European Union's consolidated financial sanctions list, csv 1.1: columns by name, separated
 * by semicolons, a row for each detail of an entity, its own columns repeated on each. Rows are
 * merged by Entity_LogicalId wherever they stand. Dates are as in the XML, save that of the file
 * (day/month/year). */
#include "columns.h"
#include "eu.h"
#include "readers.h"
#include "scattered.h"

#include <interdict/text.h>

#include <assert.h>
#include <string.h>

#define SUMMARY 20 /* slot of the first of the four values of a regulation summary */
#define NO_SLOT -1

typedef enum column_group {
    G_ENTITY,
    G_REGULATION,
    G_NAME,
    G_ADDRESS,
    G_BIRTH,
    G_IDENTIFICATION,
    G_CITIZENSHIP,
    G_COUNT,
    G_REMARK, /* single columns from here on */
    G_FILE_DATE,
    G_IGNORED,
    G_UNKNOWN
} column_group;

typedef struct column {
    column_group group;
    int slot;
    ix_str name;
} column;

typedef struct column_name {
    const char *name;
    int slot;
} column_name;

#define NAMES_MAX 24

/* Columns by what they begin with; the longest beginning comes first. */
static const struct column_family {
    const char *prefix;
    column_group group;
    column_name names[NAMES_MAX];
} families[] = {
    {"Entity_Regulation_",
     G_REGULATION,
     {{"Programme", EU_PROGRAMME},
      {"PublicationDate", EU_PUBLISHED},
      {"EntryIntoForceDate", EU_IN_FORCE},
      {"NumberTitle", EU_NUMBER_TITLE},
      {"Type", NO_SLOT},
      {"OrganisationType", NO_SLOT},
      {"PublicationUrl", NO_SLOT}}},
    {"Entity_",
     G_ENTITY,
     {{"EU_ReferenceNumber", EU_REFERENCE},
      {"UnitedNationId", EU_UN_ID},
      {"DesignationDate", EU_DESIGNATED},
      {"DesignationDetails", EU_DESIGNATION_DETAILS},
      {"SubjectType_ClassificationCode", EU_SUBJECT},
      {"SubjectType", NO_SLOT},
      {"LogicalId", EU_LOGICAL_ID}}},
    {"NameAlias_",
     G_NAME,
     {{"WholeName", EU_WHOLE},
      {"FirstName", EU_FIRST},
      {"MiddleName", EU_MIDDLE},
      {"LastName", EU_LAST},
      {"Strong", EU_STRONG},
      {"NameLanguage", EU_LANGUAGE},
      {"Remark", EU_NAME_REMARK},
      {"Gender", EU_GENDER},
      {"Function", EU_FUNCTION},
      {"Title", EU_TITLE},
      {"LogicalId", EU_NAME_ID}}},
    {"Address_",
     G_ADDRESS,
     {{"Street", EU_STREET},
      {"PoBox", EU_PO_BOX},
      {"Place", EU_PLACE},
      {"City", EU_CITY},
      {"ZipCode", EU_ZIP},
      {"Region", EU_REGION},
      {"CountryIso2Code", EU_COUNTRY},
      {"CountryDescription", EU_COUNTRY_NAME},
      {"ContactInfo", EU_CONTACT},
      {"Remark", EU_ADDRESS_REMARK}}},
    {"BirthDate_",
     G_BIRTH,
     {{"BirthDate", EU_BIRTH},
      {"Year", EU_YEAR},
      {"Month", EU_MONTH},
      {"Day", EU_DAY},
      {"YearRangeFrom", EU_YEAR_FROM},
      {"YearRangeTo", EU_YEAR_TO},
      {"Circa", EU_CIRCA},
      {"CalendarType", EU_CALENDAR},
      {"Place", EU_BIRTH_PLACE},
      {"City", EU_BIRTH_CITY},
      {"Region", EU_BIRTH_REGION},
      {"CountryIso2Code", EU_BIRTH_COUNTRY},
      {"CountryDescription", EU_BIRTH_COUNTRY_NAME},
      {"Remark", EU_BIRTH_REMARK}}},
    {"Identification_",
     G_IDENTIFICATION,
     {{"Number", EU_NUMBER},
      {"TypeCode", EU_ID_TYPE},
      {"TypeDescription", EU_ID_DESCRIPTION},
      {"CountryIso2Code", EU_ID_COUNTRY},
      {"CountryDescription", EU_ID_COUNTRY_NAME},
      {"IssuedDate", EU_ISSUED},
      {"ValidTo", EU_VALID_TO},
      {"LatinNumber", EU_LATIN_NUMBER},
      {"Remark", EU_ID_REMARK}}},
    {"Citizenship_",
     G_CITIZENSHIP,
     {{"CountryIso2Code", EU_CITIZEN_COUNTRY},
      {"CountryDescription", EU_CITIZEN_COUNTRY_NAME},
      {"Region", EU_CITIZEN_REGION},
      {"Remark", EU_CITIZEN_REMARK}}},
};

/* Columns that every detail has. */
static const column_name of_details[] = {
    {"Regulation_NumberTitle", SUMMARY + EU_SUMMARY_TITLE},
    {"Regulation_PublicationDate", SUMMARY + EU_SUMMARY_PUBLISHED},
    {"Regulation_Type", SUMMARY + EU_SUMMARY_TYPE},
    {"Regulation_PublicationUrl", SUMMARY + EU_SUMMARY_URL},
    {"Regulation_OrganisationType", NO_SLOT},
    {"Regulation_EntryIntoForceDate", NO_SLOT},
    {"Regulation_Programme", NO_SLOT},
    {"RegulationLanguage", NO_SLOT},
    {"LogicalId", NO_SLOT},
};

typedef struct reading {
    const ix_list_file *file;
    ix_str bytes;
    ix_csv in;
    ix_draft draft;
    ix_read_report *report;
    ix_arena *arena;
    ix_arena line_arena; /* of the rows of one entity */
    ix_entity_sink sink;
    void *context;
    ix_error *error;
    column columns[IX_CSV_FIELDS_MAX];
    int column_count;
    ix_scattered rows;
} reading;

/* ------------------------------------------------------------------ the header */

static column column_of(ix_str name) {
    column c = {G_UNKNOWN, NO_SLOT, name};
    if (ix_str_equal(name, IX_STR("fileGenerationDate"))) {
        c.group = G_FILE_DATE;
    } else if (ix_str_equal(name, IX_STR("Entity_Remark"))) {
        c.group = G_REMARK;
    }
    for (size_t f = 0; f < sizeof families / sizeof families[0] && c.group == G_UNKNOWN; f++) {
        ix_str prefix = ix_str_from_cstr(families[f].prefix);
        if (!ix_str_starts_with(name, prefix)) {
            continue;
        }
        ix_str rest = ix_str_slice(name, prefix.len, name.len);
        for (int i = 0; i < NAMES_MAX && families[f].names[i].name != NULL; i++) {
            if (ix_str_equal(rest, ix_str_from_cstr(families[f].names[i].name))) {
                c.slot = families[f].names[i].slot;
                c.group = c.slot == NO_SLOT ? G_IGNORED : families[f].group;
            }
        }
        size_t count = families[f].group < G_NAME ? 0 : sizeof of_details / sizeof of_details[0];
        for (size_t i = 0; i < count && c.group == G_UNKNOWN; i++) {
            if (ix_str_equal(rest, ix_str_from_cstr(of_details[i].name))) {
                c.slot = of_details[i].slot;
                c.group = c.slot == NO_SLOT ? G_IGNORED : families[f].group;
            }
        }
        break;
    }
    return c;
}

static int find_column(const reading *r, column_group group, int slot) {
    for (int i = 0; i < r->column_count; i++) {
        if (r->columns[i].group == group && r->columns[i].slot == slot) {
            return i;
        }
    }
    return -1;
}

static bool take_header(reading *r, ix_str *fields, int count) {
    r->column_count = count;
    for (int i = 0; i < count; i++) {
        fields[i] = ix_str_trim(fields[i]);
        r->columns[i] = column_of(fields[i]);
    }
    return find_column(r, G_ENTITY, EU_LOGICAL_ID) >= 0 &&
           find_column(r, G_ENTITY, EU_REFERENCE) >= 0 && find_column(r, G_NAME, EU_WHOLE) >= 0;
}

/* Without a header row: the columns of the snapshot before, if the first row is as wide and has a
 * number where they have one. It is then read again as a row. */
static bool assume_header(reading *r, const ix_str *first, int count, ix_str *names) {
    int64_t number;
    int before = ix_columns_of(names, IX_CSV_FIELDS_MAX, r->report->layout_before);
    return before > 0 && before == count && take_header(r, names, count) &&
           ix_str_to_int(ix_str_trim(first[find_column(r, G_ENTITY, EU_LOGICAL_ID)]), &number);
}

static ix_status read_header(reading *r) {
    ix_str fields[IX_CSV_FIELDS_MAX];
    ix_str names[IX_CSV_FIELDS_MAX];
    ix_csv start = r->in;
    int count = 0;
    ix_status status =
        ix_csv_next(fields, IX_CSV_FIELDS_MAX, &count, &r->in, NULL, NULL, r->arena, NULL);
    if (status == IX_E_MEMORY) {
        return status;
    }
    memcpy(names, fields, (size_t)count * sizeof names[0]);
    bool known = status == IX_OK && take_header(r, names, count);
    if (!known && status == IX_OK && assume_header(r, fields, count, names)) {
        known = true;
        r->in = start;
        ix_draft_warn(&r->draft, IX_STR("header_missing"), (ix_str){0});
    }
    if (!known) {
        return ix_error_at(r->error, IX_E_INPUT, r->file->name, 1, 0,
                           "expected the header of csvFullSanctionsList_1_1.csv: "
                           "Entity_LogicalId;Entity_EU_ReferenceNumber;NameAlias_WholeName");
    }
    return ix_columns_begin(r->report, names, r->column_count, r->arena);
}

/* ------------------------------------------------------------------ rows */

static void read_file_date(reading *r, const ix_str *fields) {
    int at = find_column(r, G_FILE_DATE, NO_SLOT);
    ix_date_range readings[2];
    int count = 0;
    if (at >= 0 && r->report->published.kind == IX_WHEN_NONE &&
        ix_date_parse(readings, &count, fields[at], NULL) == IX_OK && count > 0 &&
        readings[0].from.day > 0) {
        r->report->published.kind = IX_WHEN_DATE;
        r->report->published.value = ix_date_first_day(readings[0].from); /* day first */
    }
}

/* Where the rows of each entity are. */
static ix_status find_rows(reading *r) {
    ix_str fields[IX_CSV_FIELDS_MAX];
    int id = find_column(r, G_ENTITY, EU_LOGICAL_ID);
    for (;;) {
        ix_arena_reset(&r->line_arena);
        int count = 0;
        int64_t line = r->in.line;
        ptrdiff_t pos = r->in.pos;
        ix_str record = {0};
        ix_error why = {0};
        ix_status status = ix_csv_next(fields, IX_CSV_FIELDS_MAX, &count, &r->in, &line, &record,
                                       &r->line_arena, &why);
        if (status == IX_END || status == IX_E_MEMORY) {
            return status == IX_END ? IX_OK : status;
        }
        r->report->rows++;
        if (status != IX_OK || count != r->column_count) {
            r->report->truncated |= r->in.pos >= r->bytes.len;
            ix_scattered_refuse(&r->draft, line, pos,
                                status != IX_OK ? why.text : "not as many columns as the header");
        } else if (!ix_utf8_is_valid(record)) {
            ix_scattered_refuse(&r->draft, line, pos, "bytes that are not UTF-8");
        } else if (ix_str_trim(fields[id]).len == 0) {
            ix_scattered_refuse(&r->draft, line, pos, "Entity_LogicalId is empty");
        } else {
            ix_columns_row(r->report, fields, count);
            read_file_date(r, fields);
            status = ix_scattered_keep(&r->rows, ix_str_trim(fields[id]), pos, line, r->arena);
            if (status != IX_OK) {
                return status;
            }
        }
    }
}

/* ------------------------------------------------------------------ entities */

/* Values of a row by group; true for the groups that have any. */
static void sort_values(const reading *r, const ix_str *fields,
                        ix_str values[G_COUNT][EU_VALUES_MAX], bool filled[G_COUNT]) {
    for (int i = 0; i < r->column_count; i++) {
        const column *c = &r->columns[i];
        ix_str text = ix_str_trim(fields[i]);
        if (c->group < G_COUNT && text.len > 0) {
            values[c->group][c->slot] = text;
            filled[c->group] |= c->slot < SUMMARY;
        }
    }
}

/* The remark of the entity, repeated on its rows, and what no column is known for. */
static void add_singles(reading *r, const ix_str *fields) {
    ix_draft *draft = &r->draft;
    for (int i = 0; i < r->column_count; i++) {
        ix_str text = ix_str_trim(fields[i]);
        if (r->columns[i].group == G_REMARK && text.len > 0 &&
            ix_str_find(draft->entity.remarks, text, 0) < 0) {
            const ix_str parts[] = {draft->entity.remarks,
                                    draft->entity.remarks.len > 0 ? IX_STR("\n") : (ix_str){0},
                                    text};
            draft->entity.remarks = ix_draft_join(draft, parts, 3);
        } else if (r->columns[i].group == G_UNKNOWN &&
                   !ix_str_equal_ascii_nocase(text, IX_STR("false"))) {
            ix_draft_unmodelled(draft, r->columns[i].name, text);
        }
    }
}

static void add_row(reading *r, const ix_str *fields, ix_str values[G_COUNT][EU_VALUES_MAX],
                    const bool filled[G_COUNT]) {
    static const struct {
        column_group group;
        void (*add)(ix_draft *draft, const ix_str *v);
    } kinds[] = {
        {G_NAME, eu_add_name},
        {G_ADDRESS, eu_add_address},
        {G_BIRTH, eu_add_birth},
        {G_IDENTIFICATION, eu_add_identification},
        {G_CITIZENSHIP, eu_add_citizenship},
    };
    ix_draft *draft = &r->draft;
    if (filled[G_REGULATION]) {
        eu_add_regulation(draft, values[G_REGULATION]);
    }
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (filled[kinds[i].group]) {
            kinds[i].add(draft, values[kinds[i].group]);
            eu_add_summary(draft, values[kinds[i].group] + SUMMARY);
        }
    }
    add_singles(r, fields);
}

/* Make an entity of its rows; *why is set when it is refused. */
static ix_status fill_entity(void *reader, const ix_row_at *rows, ptrdiff_t count,
                             const char **why) {
    reading *r = reader;
    ix_str fields[IX_CSV_FIELDS_MAX];
    ix_arena_reset(&r->line_arena);
    for (ptrdiff_t i = 0; i < count && *why == NULL; i++) {
        int field_count = 0;
        r->in.pos = rows[i].pos;
        r->in.line = rows[i].line;
        r->draft.line = rows[i].line;
        ix_status status = ix_csv_next(fields, IX_CSV_FIELDS_MAX, &field_count, &r->in, NULL, NULL,
                                       &r->line_arena, NULL);
        if (status != IX_OK) {
            return status;
        }
        ix_str values[G_COUNT][EU_VALUES_MAX] = {0};
        bool filled[G_COUNT] = {0};
        sort_values(r, fields, values, filled);
        if (i == 0) {
            *why = eu_begin(&r->draft, values[G_ENTITY]);
        }
        if (*why == NULL) {
            add_row(r, fields, values, filled);
        }
    }
    *why = *why == NULL ? eu_end(&r->draft) : *why;
    return r->draft.status;
}

/* ------------------------------------------------------------------ the file */

static ix_status read_document(reading *r) {
    ix_csv_init(&r->in, r->bytes, r->file->name);
    r->in.separator = ';';
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

ix_status eu_csv_read(const ix_list_file *files, int file_count, const ix_knowledge *knowledge,
                      ix_entity_sink sink, void *context, ix_read_report *report, ix_arena *arena,
                      ix_error *error) {
    report->stated_count = -1;
    ix_status status = ix_list_one_file(files, file_count, "the list", error);
    if (status != IX_OK) {
        return status;
    }
    ix_arena scratch;
    ix_arena_init_with(&scratch, arena->cap, arena->allocator);
    reading r = {.file = &files[0],
                 .bytes = files[0].bytes,
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
    ix_arena_init_with(&r.line_arena, arena->cap, arena->allocator);
    status = read_document(&r);
    assert(status != IX_OK || report->rows == report->rows_read + report->rows_refused);
    if (status == IX_E_MEMORY) {
        ix_error_at(error, status, files[0].name, 0, -1, "no memory to read the list");
    }
    ix_arena_free(&r.line_arena);
    ix_arena_free(&scratch);
    return status;
}
