/* Rows of Australia's consolidated list, put together into parties.
 *
 * The number of the reference is the key. Rows of one number belong together wherever they stand,
 * save where the publisher used a number twice: a further primary name begins another party, and so
 * does a row that stands apart from the others and is of another type. The first such party in the
 * file keeps the number, the others are NUMBER-HASH, of the name they begin with. */
#include "au.h"
#include "columns.h"
#include "xlsx.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_ROWS  1024
#define HASH_DIGITS 16

/* ------------------------------------------------------------------ columns */

static const struct {
    const char *name; /* letters and digits of the header, lower case */
    au_field field;
} column_names[] = {
    {"reference", AU_REFERENCE},
    {"nameofindividualorentity", AU_NAME},
    {"name", AU_NAME},
    {"type", AU_TYPE},
    {"nametype", AU_NAME_TYPE},
    {"aliasstrength", AU_STRENGTH},
    {"dateofbirth", AU_BIRTH},
    {"placeofbirth", AU_BIRTH_PLACE},
    {"citizenship", AU_CITIZENSHIP},
    {"address", AU_ADDRESS},
    {"additionalinformation", AU_INFORMATION},
    {"listinginformation", AU_LISTED},
    {"imonumber", AU_IMO},
    {"committees", AU_COMMITTEES},
    {"controldate", AU_CONTROL_DATE},
    {"instrumentofdesignation", AU_INSTRUMENT},
    {"targetedfinancialsanction", AU_FINANCIAL},
    {"targetedfinancialsanctions", AU_FINANCIAL},
    {"travelban", AU_TRAVEL},
    {"armsembargo", AU_ARMS},
    {"maritimerestriction", AU_MARITIME},
    {"maritimerestrictions", AU_MARITIME},
};

/* Is the header, read without its spaces, signs and case, this name? */
static bool is_column(ix_str header, const char *name) {
    for (ptrdiff_t i = 0; i < header.len; i++) {
        char c = header.ptr[i];
        c = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            if (*name++ != c) {
                return false;
            }
        }
    }
    return *name == '\0';
}

static au_field field_of(ix_str header) {
    for (size_t i = 0; i < sizeof column_names / sizeof column_names[0]; i++) {
        if (is_column(header, column_names[i].name)) {
            return column_names[i].field;
        }
    }
    return AU_FIELD_COUNT;
}

bool au_header(au_table *table, const ix_str *fields, int count) {
    for (int f = 0; f < AU_FIELD_COUNT; f++) {
        table->columns[f] = -1;
    }
    table->column_count = count < AU_COLUMNS_MAX ? count : AU_COLUMNS_MAX;
    for (int i = 0; i < table->column_count; i++) {
        table->names[i] = ix_str_trim(fields[i]);
        au_field field = field_of(fields[i]);
        if (field < AU_FIELD_COUNT && table->columns[field] >= 0) {
            field = AU_FIELD_COUNT; /* a column twice: the second is one more that is not known */
        }
        table->fields[i] = field;
        if (field < AU_FIELD_COUNT) {
            table->columns[field] = i;
        }
    }
    return table->columns[AU_REFERENCE] >= 0 && table->columns[AU_NAME] >= 0;
}

/* "101a", "101" or, from a spreadsheet, "101.0": 101. */
static bool read_reference(int64_t *number, ix_str text) {
    text = ix_str_trim(text);
    ptrdiff_t digits = 0;
    while (digits < text.len && text.ptr[digits] >= '0' && text.ptr[digits] <= '9') {
        digits++;
    }
    ptrdiff_t end = digits;
    while (end < text.len && ((text.ptr[end] >= 'a' && text.ptr[end] <= 'z') ||
                              (text.ptr[end] >= 'A' && text.ptr[end] <= 'Z'))) {
        end++;
    }
    bool whole = ix_str_equal(ix_str_slice(text, digits, text.len), IX_STR(".0"));
    return (end == text.len || whole) && ix_str_to_int(ix_str_slice(text, 0, digits), number);
}

bool au_assume_header(au_table *table, const ix_str *first, int count) {
    ix_str names[AU_COLUMNS_MAX];
    int64_t number;
    int before = ix_columns_of(names, AU_COLUMNS_MAX, table->report->layout_before);
    return before > 0 && before == count && au_header(table, names, count) &&
           read_reference(&number, first[table->columns[AU_REFERENCE]]);
}

void au_open(au_table *table, ix_str file, ix_read_report *report, const ix_knowledge *knowledge,
             ix_arena *arena) {
    *table = (au_table){.report = report, .arena = arena, .file = file};
    ix_arena_init_with(&table->entity_arena, arena->cap, arena->allocator);
    table->draft = (ix_draft){.arena = &table->entity_arena,
                              .keep = arena,
                              .report = report,
                              .knowledge = knowledge,
                              .file = file};
    report->stated_count = -1;
}

void au_close(au_table *table) {
    ix_arena_free(&table->entity_arena);
}

/* ------------------------------------------------------------------ rows */

void au_refuse(au_table *table, int64_t line, const char *why) {
    ix_error error = {0};
    ix_error_at(&error, IX_E_INPUT, table->file, line, -1, "%s", why);
    ix_report_refuse(table->report, &error);
}

static ix_str field(const au_table *table, const au_row *row, au_field which) {
    int column = table->columns[which];
    return column < 0 ? (ix_str){0} : row->fields[column];
}

static ix_status keep_row(au_table *table, au_row row) {
    ptrdiff_t count = table->row_count;
    if ((count & (count - 1)) == 0 && (count == 0 || count >= FIRST_ROWS)) {
        au_row *grown = IX_NEW(table->arena, au_row, count == 0 ? FIRST_ROWS : count * 2);
        if (grown == NULL) {
            return IX_E_MEMORY;
        }
        if (count > 0) {
            memcpy(grown, table->rows, (size_t)count * sizeof *grown);
        }
        table->rows = grown;
    }
    table->rows[table->row_count++] = row;
    return IX_OK;
}

ix_status au_take(au_table *table, const ix_str *fields, int count, int64_t line) {
    ix_str *copy = IX_NEW(table->arena, ix_str, table->column_count);
    if (copy == NULL) {
        return IX_E_MEMORY;
    }
    bool empty = true;
    for (int i = 0; i < table->column_count && i < count; i++) {
        copy[i] = ix_str_trim(fields[i]);
        empty &= copy[i].len == 0;
    }
    au_row row = {.fields = copy, .line = line, .place = table->row_count};
    if (empty) { /* a workbook has none either: what is not filled is no row */
        table->draft.line = line;
        ix_draft_warn(&table->draft, IX_STR("empty_row"), (ix_str){0});
        return table->draft.status;
    }
    table->report->rows++;
    if (!read_reference(&row.number, field(table, &row, AU_REFERENCE))) {
        au_refuse(table, line, "expected a reference such as 101 or 101a");
        return IX_OK;
    }
    ix_arena_reset(&table->entity_arena);
    if (ix_draft_line(&table->draft, field(table, &row, AU_NAME)).len == 0) {
        au_refuse(table, line, "the name is empty");
        return table->draft.status;
    }
    ix_columns_row(table->report, copy, table->column_count);
    return keep_row(table, row);
}

static int compare_rows(const void *a, const void *b) {
    const au_row *left = a;
    const au_row *right = b;
    int order = (left->number > right->number) - (left->number < right->number);
    return order != 0 ? order : (left->place > right->place) - (left->place < right->place);
}

/* ------------------------------------------------------------------ a party */

static bool is_word(ix_str text, const char *const *words) {
    for (; *words != NULL; words++) {
        if (ix_str_equal_ascii_nocase(text, ix_str_from_cstr(*words))) {
            return true;
        }
    }
    return false;
}

/* A name without a type is the primary one if its reference has no letter. */
static bool is_primary(const au_table *table, const au_row *row) {
    static const char *const words[] = {"Primary Name", "Primary", "Primay Name", NULL};
    ix_str type = field(table, row, AU_NAME_TYPE);
    ix_str reference = field(table, row, AU_REFERENCE);
    char last = reference.ptr[reference.len - 1];
    return type.len > 0 ? is_word(type, words) : last >= '0' && last <= '9';
}

static ix_name_kind kind_of(au_table *table, const au_row *row) {
    static const char *const aliases[] = {"Alias", "aka", "a", "", NULL};
    static const char *const former[] = {"Formerly known as", "Previously listed as", "Former Name",
                                         NULL};
    ix_str type = field(table, row, AU_NAME_TYPE);
    ix_str strength = field(table, row, AU_STRENGTH);
    if (ix_str_equal_ascii_nocase(strength, IX_STR("Weak"))) {
        return IX_NAME_WEAK;
    }
    if (strength.len > 0 && !ix_str_equal_ascii_nocase(strength, IX_STR("Strong"))) {
        ix_draft_warn(&table->draft, IX_STR("unknown_alias_strength"), strength);
    }
    if (ix_str_equal_ascii_nocase(type, IX_STR("Original Script"))) {
        return IX_NAME_TRANSLATION;
    }
    if (is_word(type, former)) {
        return IX_NAME_FORMER;
    }
    if (!is_word(type, aliases) && !is_primary(table, row)) {
        ix_draft_warn(&table->draft, IX_STR("unknown_name_type"), type);
    }
    return IX_NAME_STRONG;
}

/* The type of the party by its leading row, or where that has none by the first that has one. */
static ix_party_type party_type(au_table *table, const au_row *leading, const au_row *rows,
                                ptrdiff_t count) {
    static const struct {
        ix_str word;
        ix_party_type type;
    } types[] = {
        {{"Individual", 10}, IX_PARTY_PERSON},
        {{"Entity", 6}, IX_PARTY_ORGANIZATION},
        {{"Vessel", 6}, IX_PARTY_VESSEL},
        {{"Aircraft", 8}, IX_PARTY_AIRCRAFT},
    };
    ix_str type = field(table, leading, AU_TYPE);
    for (ptrdiff_t i = 0; i < count && type.len == 0; i++) {
        type = field(table, &rows[i], AU_TYPE);
    }
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (ix_str_equal_ascii_nocase(type, types[i].word)) {
            return types[i].type;
        }
    }
    ix_draft_warn(&table->draft, IX_STR("unknown_type"), type);
    return IX_PARTY_ANY;
}

/* "101", or of a number used again "101-0123456789abcdef". */
static ix_str key_of(au_table *table, const au_row *row, bool again) {
    char text[48];
    ix_buf out = {.ptr = text, .cap = sizeof text, .max = sizeof text - 1};
    ix_buf_append_int(&out, row->number);
    if (again) {
        char hex[65];
        ix_buf digits = {.ptr = hex, .cap = sizeof hex, .max = sizeof hex - 1};
        ix_digest digest = ix_sha256(ix_draft_line(&table->draft, field(table, row, AU_NAME)));
        ix_digest_print(&digits, &digest);
        ix_buf_append_char(&out, '-');
        ix_buf_append(&out, (ix_str){hex, HASH_DIGITS});
    }
    return ix_buf_view(&out).len > 0 ? ix_arena_copy(table->arena, ix_buf_view(&out)) : (ix_str){0};
}

/* A serial number as the day it is, any other text as it stands. */
static ix_str readable(au_table *table, ix_str text) {
    int64_t day;
    if (!ix_xlsx_day(&day, text, table->dates_1904)) {
        return text;
    }
    char room[32];
    ix_buf out = {.ptr = room, .cap = sizeof room, .max = sizeof room - 1};
    ix_when_print(&out, (ix_when){IX_WHEN_DATE, day});
    const ix_str parts[] = {ix_buf_view(&out)};
    return ix_draft_join(&table->draft, parts, 1);
}

/* One country, of "Korea (North Korea)" what stands before the parenthesis if need be. */
static void add_citizenship(ix_draft *draft, ix_str country) {
    char code[3];
    ptrdiff_t open = ix_str_find(country, IX_STR(" ("), 0);
    ix_str before = ix_str_slice(country, 0, open < 0 ? 0 : open);
    bool shorter = !ix_draft_country(draft, code, country) && ix_draft_country(draft, code, before);
    ix_draft_nationality(draft, IX_STR("citizenship"), shorter ? before : country);
}

static void add_citizenships(ix_draft *draft, ix_str text) {
    char code[3];
    au_items items = au_items_of(text);
    for (ix_str item; au_items_next(&items, &item);) {
        if (ix_draft_country(draft, code, item)) { /* "Congo, Democratic Republic of the" */
            add_citizenship(draft, item);
            continue;
        }
        while (item.ptr != NULL) {
            ix_str rest;
            add_citizenship(draft, ix_str_trim(ix_str_cut(item, ',', &rest)));
            item = rest;
        }
    }
}

static void add_birth_places(ix_draft *draft, ix_str text) {
    au_items items = au_items_of(text);
    for (ix_str item; au_items_next(&items, &item);) {
        ix_draft_birth_place(draft, item);
    }
}

static void add_imo(ix_draft *draft, ix_str text) {
    if (ix_str_equal_ascii_nocase(ix_str_slice(text, 0, 3), IX_STR("IMO"))) {
        text = ix_str_trim(ix_str_slice(text, 3, text.len));
    }
    ix_draft_identifier(draft, IX_ID_IMO, IX_STR("IMO Number"), text);
}

/* Details of the party; what an alias row says otherwise than its party is added to it. */
static void add_details(au_table *table, au_field which, ix_str text) {
    ix_draft *draft = &table->draft;
    switch (which) {
    case AU_BIRTH:
        au_births(draft, text, table->dates_1904);
        break;
    case AU_BIRTH_PLACE:
        add_birth_places(draft, text);
        break;
    case AU_CITIZENSHIP:
        add_citizenships(draft, text);
        break;
    case AU_ADDRESS:
        au_addresses(draft, text);
        break;
    case AU_IMO:
        add_imo(draft, text);
        break;
    default:
        assert(which == AU_COMMITTEES);
        ix_draft_program(draft, text);
        break;
    }
}

/* What only the first row of a party gives to the model; rows that say otherwise keep it verbatim
 * under the column's name. */
static void add_verbatim(au_table *table, const au_row *row, int column, ix_str text) {
    ix_draft *draft = &table->draft;
    const ix_str parts[] = {field(table, row, AU_REFERENCE), IX_STR(": "), readable(table, text)};
    ix_str name = table->names[column].len > 0 ? table->names[column] : IX_STR("unnamed");
    ix_draft_unmodelled(draft, name, ix_draft_join(draft, parts, 3));
}

static bool is_detail(au_field which) {
    return which == AU_BIRTH || which == AU_BIRTH_PLACE || which == AU_CITIZENSHIP ||
           which == AU_ADDRESS || which == AU_IMO || which == AU_COMMITTEES;
}

static bool is_statement(au_field which) {
    return which == AU_INFORMATION || which == AU_LISTED || which == AU_CONTROL_DATE ||
           which == AU_INSTRUMENT || which == AU_FIELD_COUNT;
}

/* ------------------------------------------------------------------ the listing */

/* Does the text name a legal instrument, as against "Listed on 2 Sep. 2014"? */
static bool names_instrument(ix_str text) {
    static const char *const words[] = {"Instrument", "Regulation", "Charter",
                                        " Act",       "List 20",    "Designation"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (ix_str_find(text, ix_str_from_cstr(words[i]), 0) >= 0) {
            return true;
        }
    }
    return false;
}

/* The two columns say by what and when the party was listed; in some rows they have changed places.
 * The first day they tell is that of the listing: amendments and renewals follow it. */
static void add_listing(au_table *table, const au_row *row) {
    ix_draft *draft = &table->draft;
    ix_str listed = ix_draft_line(draft, field(table, row, AU_LISTED));
    ix_str instrument = ix_draft_line(draft, field(table, row, AU_INSTRUMENT));
    bool changed = names_instrument(listed) && !names_instrument(instrument);
    int64_t day;
    if (draft->status != IX_OK) {
        return;
    }
    ix_listing *listing = &draft->entity.listings[0];
    if (au_first_day(&day, listed, table->dates_1904) ||
        au_first_day(&day, instrument, table->dates_1904)) {
        listing->effective_from = (ix_when){IX_WHEN_DATE, day};
    }
    ix_str authority = changed ? listed : instrument;
    ix_str other = changed ? instrument : listed;
    int64_t ignored;
    if (!ix_xlsx_day(&ignored, authority, table->dates_1904)) {
        listing->authority = authority;
    }
    if (other.len > 0 && !ix_str_equal(other, authority)) {
        int column = table->columns[changed ? AU_INSTRUMENT : AU_LISTED];
        ix_draft_unmodelled(draft, table->names[column], readable(table, other));
    }
}

/* A yes of one row is enough; a word that is neither yes nor no counts as yes. */
static bool applies(au_table *table, const au_row *row, au_field measure) {
    static const char *const no[] = {"", "0", "false", "no", "n", "n/a"};
    static const char *const yes[] = {"1", "true", "yes", "y", "x"};
    ix_str word = ix_draft_line(&table->draft, field(table, row, measure));
    for (size_t i = 0; i < sizeof no / sizeof no[0]; i++) {
        if (ix_str_equal_ascii_nocase(word, ix_str_from_cstr(no[i]))) {
            return false;
        }
    }
    for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++) {
        if (ix_str_equal_ascii_nocase(word, ix_str_from_cstr(yes[i]))) {
            return true;
        }
    }
    ix_draft_warn(&table->draft, IX_STR("unknown_measure_word"), word);
    return true;
}

static void add_measures(au_table *table, const au_row *rows, ptrdiff_t count) {
    static const struct {
        au_field field;
        ix_str words;
    } measures[] = {
        {AU_FINANCIAL, {"targeted financial sanction", 27}},
        {AU_TRAVEL, {"travel ban", 10}},
        {AU_ARMS, {"arms embargo", 12}},
        {AU_MARITIME, {"maritime restriction", 20}},
    };
    ix_draft *draft = &table->draft;
    ix_str parts[8];
    int part_count = 0;
    bool stated = false;
    for (size_t i = 0; i < sizeof measures / sizeof measures[0]; i++) {
        bool holds = false;
        stated |= table->columns[measures[i].field] >= 0;
        for (ptrdiff_t r = 0; r < count; r++) {
            holds |= applies(table, &rows[r], measures[i].field);
        }
        if (holds) {
            parts[part_count] = part_count > 0 ? IX_STR("|") : (ix_str){0};
            parts[part_count + 1] = measures[i].words;
            part_count += 2;
        }
    }
    if (draft->status == IX_OK) {
        draft->entity.listings[0].measures = ix_draft_join(draft, parts, part_count);
    }
    if (stated && part_count == 0) {
        ix_draft_warn(draft, IX_STR("no_measure"), draft->entity.key);
    }
}

/* ------------------------------------------------------------------ parties */

/* The row that describes the party: its primary name, else the first. */
static ptrdiff_t leading_row(au_table *table, const au_row *rows, ptrdiff_t count) {
    for (ptrdiff_t i = 0; i < count; i++) {
        if (is_primary(table, &rows[i])) {
            return i;
        }
    }
    ix_draft_warn(&table->draft, IX_STR("no_primary_name"), field(table, &rows[0], AU_REFERENCE));
    return 0;
}

static void add_name(au_table *table, const au_row *row, bool leading) {
    ix_draft *draft = &table->draft;
    const ix_str origin[] = {IX_STR("reference "), field(table, row, AU_REFERENCE)};
    draft->line = row->line;
    ix_draft_name(draft, leading ? IX_NAME_PRIMARY : kind_of(table, row),
                  ix_draft_line(draft, field(table, row, AU_NAME)),
                  ix_draft_join(draft, origin, 2));
}

/* Take what the row says that no row before it said. `said` holds the last two texts of a column:
 * of the leading row, and the newest of another. */
static void add_row(au_table *table, const au_row *row, bool leading,
                    ix_str said[AU_COLUMNS_MAX][2]) {
    ix_draft *draft = &table->draft;
    for (int i = 0; i < table->column_count; i++) {
        ix_str text = ix_draft_line(draft, row->fields[i]);
        bool again = ix_str_equal(text, said[i][0]) || ix_str_equal(text, said[i][1]);
        if (text.len == 0 || (again && !leading)) {
            continue;
        }
        said[i][leading ? 0 : 1] = text;
        if (is_detail(table->fields[i])) {
            add_details(table, table->fields[i], text);
        } else if (!leading && is_statement(table->fields[i])) {
            add_verbatim(table, row, i, text);
        } else if (table->fields[i] == AU_FIELD_COUNT) {
            ix_str name = table->names[i].len > 0 ? table->names[i] : IX_STR("unnamed");
            ix_draft_unmodelled(draft, name, text);
        }
    }
}

static void add_reference(au_table *table, const au_row *rows, ptrdiff_t count) {
    ix_draft *draft = &table->draft;
    ix_str reference = {0};
    for (ptrdiff_t i = 0; i < count && reference.len == 0; i++) {
        reference =
            au_un_reference(draft, ix_draft_line(draft, field(table, &rows[i], AU_INFORMATION)));
    }
    ix_draft_relation(draft, IX_STR("UN reference"), reference);
}

/* Do both rows tell a type, and not the same? */
static bool is_of_another_type(const au_table *table, const au_row *a, const au_row *b) {
    ix_str left = field(table, a, AU_TYPE);
    ix_str right = field(table, b, AU_TYPE);
    return left.len > 0 && right.len > 0 && !ix_str_equal_ascii_nocase(left, right);
}

static void fill_party(au_table *table, const au_row *rows, ptrdiff_t count, bool again) {
    ix_str said[AU_COLUMNS_MAX][2] = {0};
    ix_draft *draft = &table->draft;
    draft->line = rows[0].line;
    ptrdiff_t first = leading_row(table, rows, count);
    const au_row *leading = &rows[first];
    draft->line = leading->line;
    ix_draft_begin(draft, key_of(table, &rows[0], again), party_type(table, leading, rows, count));
    if (again) {
        ix_draft_warn(draft, IX_STR("reference_used_again"), draft->entity.key);
    }
    add_name(table, leading, true);
    add_row(table, leading, true, said);
    draft->entity.remarks = ix_draft_line(draft, field(table, leading, AU_INFORMATION));
    add_listing(table, leading);
    ix_draft_unmodelled(draft, IX_STR("Control Date"),
                        readable(table, field(table, leading, AU_CONTROL_DATE)));
    add_measures(table, rows, count);
    add_reference(table, rows, count);
    for (ptrdiff_t i = 0; i < count && draft->status == IX_OK; i++) {
        if (i != first) {
            if (is_of_another_type(table, &rows[i], leading)) {
                ix_draft_warn(draft, IX_STR("another_type"), field(table, &rows[i], AU_REFERENCE));
            }
            add_name(table, &rows[i], false);
            add_row(table, &rows[i], false, said);
        }
    }
    if (draft->status == IX_OK && draft->entity.listings[0].program_count == 0) {
        ix_draft_warn(draft, IX_STR("no_program"), draft->entity.key);
    }
    if (draft->status == IX_OK && draft->entity.key.len == 0) {
        draft->status = IX_E_MEMORY;
    }
}

static ix_status give_party(au_table *table, const au_row *rows, ptrdiff_t count, bool again,
                            ix_entity_sink sink, void *context, ix_error *error) {
    ix_read_report *report = table->report;
    for (; count > AU_NAMES_MAX; count--) {
        au_refuse(table, rows[count - 1].line, "a party of too many names");
    }
    fill_party(table, rows, count, again);
    if (table->draft.status != IX_OK) {
        return table->draft.status;
    }
    report->rows_read += count;
    report->primary_rows++;
    report->entities++;
    report->names += table->draft.entity.name_count;
    return sink(context, &table->draft.entity, error);
}

/* Does the row begin another party than the one of the rows before it, of the same number? */
static bool begins_party(const au_table *table, const au_row *rows, ptrdiff_t count,
                         bool has_primary) {
    const au_row *row = &rows[count];
    bool apart = row->place != rows[count - 1].place + 1;
    bool other = is_of_another_type(table, row, &rows[count - 1]);
    return (has_primary && is_primary(table, row)) || (apart && other);
}

ix_status au_give(au_table *table, ix_entity_sink sink, void *context, ix_error *error) {
    if (table->row_count > 0) {
        qsort(table->rows, (size_t)table->row_count, sizeof table->rows[0], compare_rows);
    }
    bool again = false;
    for (ptrdiff_t i = 0, end; i < table->row_count; i = end) {
        const au_row *rows = &table->rows[i];
        bool has_primary = is_primary(table, rows);
        bool same = true;
        for (end = i + 1; end < table->row_count; end++) {
            same = table->rows[end].number == rows->number;
            if (!same || begins_party(table, rows, end - i, has_primary)) {
                break;
            }
            has_primary |= is_primary(table, &table->rows[end]);
        }
        ix_status status = give_party(table, rows, end - i, again, sink, context, error);
        if (status != IX_OK) {
            return status;
        }
        again = same;
    }
    return IX_OK;
}
