/* Rows of the Consolidated Screening List become parties.
 *
 *     key        entity_number; without one LIST-HASH, of the list's code and the name as
 * published, so that a party keeps its key from one publication to the next (`_id` changes) party
 * all rows of one key: names, addresses and the like of all of them, each once listing    one a
 * row, unless it says what an earlier one says
 *
 * What the model has no field for stays under its column's name. `_id` alone is dropped: it numbers
 * the publisher's rows anew now and then and says nothing of the party. */
#include "csl.h"
#include "ofac.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define TABLE_BYTES_MAX ((size_t)8 << 30)
#define HASH_DIGITS     16
#define LOOK_BACK       8  /* rows of a party compared with one more */
#define SAME_LOOK_MAX   64 /* names and listings of a party compared with one more */

static const ix_str field_names[CSL_FIELD_COUNT] = {
#define CSL_FIELD_NAME(name, text) {text, sizeof(text) - 1},
    CSL_FIELD_LIST(CSL_FIELD_NAME)
#undef CSL_FIELD_NAME
};

csl_field csl_field_find(ix_str name) {
    name = ix_str_trim(name);
    for (int i = 0; i < CSL_FIELD_COUNT; i++) {
        if (ix_str_equal_ascii_nocase(name, field_names[i])) {
            return (csl_field)i;
        }
    }
    return CSL_FIELD_COUNT;
}

ix_str csl_field_name(csl_field field) {
    assert(field < CSL_FIELD_COUNT);
    return field_names[field];
}

void csl_open(csl_table *table, const ix_list_file *file, char separator,
              const ix_knowledge *knowledge, ix_read_report *report, ix_arena *arena) {
    *table = (csl_table){.file = file, .arena = arena, .separator = separator};
    ix_buf_init(&table->rows, TABLE_BYTES_MAX);
    table->rows.allocator = arena->allocator;
    ix_arena_init_with(&table->party, arena->cap, arena->allocator);
    table->draft = (ix_draft){.arena = &table->party,
                              .keep = arena,
                              .report = report,
                              .knowledge = knowledge,
                              .file = file->name};
}

void csl_close(csl_table *table) {
    ix_arena_free(&table->party);
    ix_buf_free(&table->rows);
}

static csl_row *row_at(const csl_table *table, int64_t index) {
    return (csl_row *)(void *)table->rows.ptr + index;
}

static int64_t row_count(const csl_table *table) {
    return (int64_t)(table->rows.len / sizeof(csl_row));
}

/* ------------------------------------------------------------------ taking rows */

void csl_refuse(csl_table *table, int64_t line, const char *why) {
    ix_error error = {0};
    ix_error_at(&error, IX_E_INPUT, table->file->name, line, -1, "%s", why);
    table->draft.report->rows++;
    ix_report_refuse(table->draft.report, &error);
}

/* Trims the row's fields; false when bytes of one are no text. */
static bool clean_row(csl_row *row) {
    bool valid = true;
    for (int i = 0; i < CSL_FIELD_COUNT; i++) {
        row->fields[i] = ix_str_trim(row->fields[i]);
        valid = valid && ix_utf8_is_valid(row->fields[i]);
    }
    for (int i = 0; i < row->extra_count; i++) {
        row->extra[i].name = ix_str_trim(row->extra[i].name);
        row->extra[i].value = ix_str_trim(row->extra[i].value);
        valid =
            valid && ix_utf8_is_valid(row->extra[i].name) && ix_utf8_is_valid(row->extra[i].value);
    }
    return valid;
}

/* "EL-3f09...": of the list and the name, which outlast changes of everything else in the row. */
static ix_str hashed_key(csl_table *table, const csl_row *row) {
    ix_str code = csl_source_code(row->fields[CSL_SOURCE]);
    code = code.len > 0 ? code : IX_STR("CSL");
    ix_digest digest = ix_sha256(row->fields[CSL_NAME]);
    char text[80];
    ix_buf out = {.ptr = text, .cap = sizeof text, .max = sizeof text};
    ix_buf_append(&out, code);
    ix_buf_append_char(&out, '-');
    ptrdiff_t len = (ptrdiff_t)out.len + HASH_DIGITS;
    ix_digest_print(&out, &digest);
    return ix_arena_copy(table->arena, (ix_str){text, len});
}

/* The next value of a field of several; trimmed, maybe empty. False: no more. */
static bool next_value(ix_str *rest, ix_str *value, char separator) {
    if (rest->ptr == NULL) {
        return false;
    }
    *value = ix_str_trim(ix_str_cut(*rest, separator, rest));
    return true;
}

static bool has_alias(const csl_table *table, const csl_row *row) {
    ix_str rest = row->fields[CSL_ALT_NAMES];
    ix_str value;
    ix_str address;
    while (next_value(&rest, &value, table->separator)) {
        ix_name_kind kind;
        value = csl_alias(value, true, &kind);
        if (value.len > 0 && !csl_name_is_address(value, &address)) {
            return true;
        }
    }
    return false;
}

/* An address in the name column and no other name: it belongs to the row above if that is of the
 * same action. */
static bool adopt(csl_table *table, csl_row *row) {
    static const csl_field same[] = {CSL_SOURCE, CSL_NOTICE, CSL_START_DATE};
    if (row_count(table) == 0) {
        return false;
    }
    const csl_row *above = row_at(table, row_count(table) - 1);
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
        if (!ix_str_equal(above->fields[same[i]], row->fields[same[i]])) {
            return false;
        }
    }
    row->key = above->key;
    return true;
}

ix_status csl_take(csl_table *table, csl_row *row) {
    ix_draft *draft = &table->draft;
    draft->line = row->line;
    for (int i = 0; i < CSL_FIELD_COUNT; i++) {
        ix_str field = row->fields[i];
        if (field.len > 0 && memchr(field.ptr, '\0', (size_t)field.len) != NULL) {
            csl_refuse(table, row->line, "a NUL byte");
            return IX_OK;
        }
    }
    if (!clean_row(row)) {
        csl_refuse(table, row->line, "bytes that are not UTF-8");
        return IX_OK;
    }
    ix_str name = row->fields[CSL_NAME];
    ix_str address;
    if (name.len == 0) {
        csl_refuse(table, row->line, "the name is empty");
        return IX_OK;
    }
    row->key = row->fields[CSL_ENTITY_NUMBER];
    if (csl_name_is_address(name, &address)) {
        ix_draft_warn(draft, IX_STR("address_as_name"), name);
        if (!has_alias(table, row) && !adopt(table, row)) {
            csl_refuse(table, row->line, "the name is an address and there is no other name");
            return IX_OK;
        }
    }
    if (row->key.len == 0) {
        row->key = hashed_key(table, row);
    }
    ix_buf_append(&table->rows, (ix_str){(const char *)row, sizeof *row});
    ix_status status = row->key.ptr == NULL ? IX_E_MEMORY : table->rows.status;
    draft->report->rows++;
    draft->report->rows_read++;
    return status == IX_OK ? draft->status : status;
}

/* ------------------------------------------------------------------ rows of one party */

typedef struct keyed {
    ix_str key;
    int64_t row;
} keyed;

static int compare_keyed(const void *a, const void *b) {
    const keyed *x = a;
    const keyed *y = b;
    int order = ix_str_compare(x->key, y->key);
    return order != 0 ? order : (x->row > y->row) - (x->row < y->row);
}

/* Chain the rows of equal keys, in their order. */
static ix_status chain_rows(csl_table *table) {
    int64_t count = row_count(table);
    keyed *sorted = IX_NEW(table->arena, keyed, count + 1);
    if (sorted == NULL) {
        return IX_E_MEMORY;
    }
    for (int64_t i = 0; i < count; i++) {
        sorted[i] = (keyed){row_at(table, i)->key, i};
    }
    qsort(sorted, (size_t)count, sizeof sorted[0], compare_keyed);
    for (int64_t i = 1; i < count; i++) {
        if (ix_str_equal(sorted[i - 1].key, sorted[i].key)) {
            row_at(table, sorted[i - 1].row)->next = sorted[i].row;
            row_at(table, sorted[i].row)->joined = true;
        }
    }
    return IX_OK;
}

/* The rows of one party that a further one is compared with. */
typedef struct party {
    csl_table *table;
    const csl_row *seen[LOOK_BACK];
    int count;
    ix_str code; /* of the row at hand */
} party;

/* A field of a row, empty when an earlier row of the party says the same. */
static ix_str fresh(const party *p, const csl_row *row, csl_field field) {
    for (int i = 0; i < p->count && i < LOOK_BACK; i++) {
        if (ix_str_equal(p->seen[i]->fields[field], row->fields[field])) {
            return (ix_str){0};
        }
    }
    return row->fields[field];
}

/* ------------------------------------------------------------------ names */

static void add_name(ix_draft *draft, ix_name_kind kind, ix_str text, csl_field column) {
    const ix_entity *e = &draft->entity;
    for (int i = 0; i < e->name_count && i < SAME_LOOK_MAX; i++) {
        if (ix_str_equal(e->names[i].text, text)) {
            return;
        }
    }
    kind = e->name_count == 0 ? IX_NAME_PRIMARY : kind;
    ix_draft_name(draft, kind, text, csl_field_name(column));
}

static void warn_lost(ix_draft *draft, ix_str text) {
    if (text.len > 0 && memchr(text.ptr, '?', (size_t)text.len) != NULL) {
        ix_draft_warn(draft, IX_STR("lost_characters"), text);
    }
}

static void add_primary(party *p, const csl_row *row) {
    ix_draft *draft = &p->table->draft;
    ix_str text = fresh(p, row, CSL_NAME);
    ix_str address;
    warn_lost(draft, text);
    if (csl_name_is_address(text, &address)) {
        csl_address_parse(draft, address, p->code);
        return;
    }
    if (csl_is_treasury(p->code) || text.len == 0) {
        add_name(draft, IX_NAME_STRONG, text, CSL_NAME);
        return;
    }
    csl_name parts = csl_name_split(draft, text);
    add_name(draft, IX_NAME_STRONG, parts.name, CSL_NAME);
    ix_str rest = parts.aliases;
    ix_str alias;
    while (next_value(&rest, &alias, ';')) {
        add_name(draft, parts.kind, alias, CSL_NAME);
    }
    ix_draft_note(draft, parts.note);
    ix_draft_relation(draft, IX_STR("Entry of"), parts.part_of);
    ix_draft_unmodelled(draft, IX_STR("name_note"), parts.individual);
    if (parts.individual.len > 0) {
        draft->entity.type = IX_PARTY_PERSON;
    }
}

static void add_aliases(party *p, const csl_row *row) {
    ix_draft *draft = &p->table->draft;
    ix_str rest = fresh(p, row, CSL_ALT_NAMES);
    ix_str value;
    bool several = false;
    warn_lost(draft, rest);
    while (next_value(&rest, &value, p->table->separator)) {
        bool last = several && rest.ptr == NULL && !csl_is_treasury(p->code);
        several = true;
        ix_name_kind kind = IX_NAME_STRONG;
        ix_str address;
        if (csl_name_is_address(value, &address)) {
            ix_draft_warn(draft, IX_STR("address_as_name"), value);
            csl_address_parse(draft, address, p->code);
            continue;
        }
        value = csl_is_treasury(p->code) ? value : csl_alias(value, last, &kind);
        add_name(draft, kind, value, CSL_ALT_NAMES);
    }
}

/* ------------------------------------------------------------------ listing */

static bool same_when(ix_when a, ix_when b) {
    return a.kind == b.kind && a.value == b.value;
}

static bool same_listing(const ix_listing *a, const ix_listing *b) {
    bool same = ix_str_equal(a->source, b->source) && ix_str_equal(a->authority, b->authority) &&
                ix_str_equal(a->reason, b->reason) && a->program_count == b->program_count &&
                same_when(a->effective_from, b->effective_from) &&
                same_when(a->effective_until, b->effective_until);
    for (int i = 0; same && i < a->program_count; i++) {
        same = ix_str_equal(a->programs[i], b->programs[i]);
    }
    return same;
}

static ix_when read_when(ix_draft *draft, const csl_row *row, csl_field field) {
    ix_when when = {0};
    ix_str text = row->fields[field];
    if (text.len > 0 && ix_when_parse(&when, text, NULL) != IX_OK) {
        ix_draft_warn(draft, IX_STR("unreadable_date"), text);
        ix_draft_unmodelled(draft, csl_field_name(field), text);
        when = (ix_when){0};
    }
    return when;
}

/* Requirement and policy in the publisher's words, under the publisher's names for them. */
static ix_str reason_of(ix_draft *draft, const csl_row *row) {
    ix_str requirement = row->fields[CSL_REQUIREMENT];
    ix_str policy = row->fields[CSL_POLICY];
    const ix_str parts[] = {
        requirement.len > 0 ? IX_STR("License requirement: ") : (ix_str){0}, requirement,
        requirement.len > 0 && policy.len > 0 ? IX_STR(" ") : (ix_str){0},
        policy.len > 0 ? IX_STR("License review policy: ") : (ix_str){0}, policy};
    return ix_draft_join(draft, parts, 5);
}

static void add_listing(party *p, const csl_row *row) {
    ix_draft *draft = &p->table->draft;
    ix_listing *listing = p->count == 0 ? &draft->entity.listings[0] : ix_draft_listing(draft);
    if (listing == NULL) {
        return;
    }
    listing->source = p->code.len > 0 ? p->code : row->fields[CSL_SOURCE];
    if (p->code.len == 0) {
        ix_draft_warn(draft, IX_STR("unknown_source"), row->fields[CSL_SOURCE]);
    }
    ix_str rest = row->fields[CSL_PROGRAMS];
    ix_str program;
    while (next_value(&rest, &program, p->table->separator)) {
        ix_draft_program(draft, program);
    }
    listing->published = read_when(draft, row, CSL_START_DATE);
    listing->effective_from = listing->published;
    listing->effective_until = read_when(draft, row, CSL_END_DATE);
    listing->authority = row->fields[CSL_NOTICE];
    listing->reason = reason_of(draft, row);
    listing->measures = row->fields[CSL_REQUIREMENT];
    ix_entity *e = &draft->entity;
    for (int i = 0; i + 1 < e->listing_count && i < SAME_LOOK_MAX; i++) {
        if (same_listing(&e->listings[i], listing)) {
            e->listing_count--;
            return;
        }
    }
}

/* ------------------------------------------------------------------ everything else */

static void add_vessel(party *p, const csl_row *row) {
    static const struct {
        csl_field field;
        ix_str name;
    } details[] = {{CSL_CALL_SIGN, {"call_sign", 9}}, {CSL_VESSEL_TYPE, {"type", 4}},
                   {CSL_TONNAGE, {"tonnage", 7}},     {CSL_GRT, {"grt", 3}},
                   {CSL_FLAG, {"flag", 4}},           {CSL_OWNER, {"owner", 5}}};
    ix_draft *draft = &p->table->draft;
    for (size_t i = 0; i < sizeof details / sizeof details[0]; i++) {
        ix_draft_vessel(draft, details[i].name, fresh(p, row, details[i].field));
    }
    ix_draft_identifier(draft, IX_ID_CALL_SIGN, IX_STR("Call Sign"), fresh(p, row, CSL_CALL_SIGN));
    ix_str flag = fresh(p, row, CSL_FLAG);
    char code[3];
    if (ix_draft_country(draft, code, flag)) {
        ix_draft_nationality(draft, IX_STR("flag"), flag);
    }
}

/* Fields of several values, each to its place. */
static void add_values(party *p, const csl_row *row) {
    static const csl_field fields[] = {
        CSL_ADDRESSES, CSL_COUNTRY,      CSL_CITIZENSHIPS, CSL_NATIONALITIES,
        CSL_BIRTHS,    CSL_BIRTH_PLACES, CSL_IDS};
    ix_draft *draft = &p->table->draft;
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        csl_field field = fields[i];
        ix_str rest = fresh(p, row, field);
        ix_str value;
        while (next_value(&rest, &value, p->table->separator)) {
            if (value.len == 0) {
                continue;
            }
            if (field == CSL_ADDRESSES) {
                csl_address_parse(draft, value, p->code);
            } else if (field == CSL_COUNTRY) {
                ix_draft_address(draft, (ix_str){0}, (ix_str){0}, value, (ix_str){0});
            } else if (field == CSL_CITIZENSHIPS || field == CSL_NATIONALITIES) {
                ix_draft_nationality(draft, csl_field_name(field), value);
            } else if (field == CSL_BIRTHS) {
                ix_draft_birth(draft, csl_field_name(field), value);
            } else if (field == CSL_BIRTH_PLACES) {
                ix_draft_birth_place(draft, value);
            } else {
                csl_id_parse(draft, value);
            }
        }
    }
}

static void add_remarks(party *p, const csl_row *row) {
    ix_draft *draft = &p->table->draft;
    ix_str remarks = fresh(p, row, CSL_REMARKS);
    ix_str before = draft->entity.remarks;
    if (remarks.len == 0) {
        return;
    }
    if (csl_is_treasury(p->code)) {
        ofac_remarks_parse(draft, remarks, false);
    }
    const ix_str parts[] = {before, IX_STR("; "), remarks};
    draft->entity.remarks = before.len > 0 ? ix_draft_join(draft, parts, 3) : remarks;
}

static void add_kept(party *p, const csl_row *row) {
    static const csl_field fields[] = {CSL_STANDARD_ORDER, CSL_LIST_URL, CSL_INFORMATION_URL};
    ix_draft *draft = &p->table->draft;
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        ix_draft_unmodelled(draft, csl_field_name(fields[i]), fresh(p, row, fields[i]));
    }
    for (int i = 0; i < row->extra_count; i++) {
        ix_draft_unmodelled(draft, row->extra[i].name, row->extra[i].value);
    }
    ix_str title = fresh(p, row, CSL_TITLE);
    if (draft->entity.title.len == 0) {
        draft->entity.title = title;
    } else {
        ix_draft_unmodelled(draft, csl_field_name(CSL_TITLE), title);
    }
}

/* A word of capitals alone in a name that has small letters: "DM Link". */
static bool is_acronym(ix_str raw, const ix_part *part) {
    bool small = false;
    for (ptrdiff_t i = 0; i < raw.len; i++) {
        small |= raw.ptr[i] >= 'a' && raw.ptr[i] <= 'z';
    }
    for (int32_t i = part->from; i < part->to; i++) {
        if (raw.ptr[i] < 'A' || raw.ptr[i] > 'Z') {
            return false;
        }
    }
    return small && part->to - part->from > 1 && part->role != IX_ROLE_SUFFIX;
}

/* Does the name begin with a known given name, or hold a patronymic, and nothing like a firm's? */
static bool is_surely_person(const ix_parsed_name *name) {
    bool sure = false;
    bool begun = !name->comma_order;
    if (name->guess != IX_PARTY_PERSON || name->count < 2) {
        return false;
    }
    bool first = true;
    for (int i = 0; i < name->count; i++) {
        const ix_part *part = &name->parts[i];
        if (is_acronym(name->raw, part)) {
            return false;
        }
        begun |= part->role == IX_ROLE_GIVEN;
        bool given = part->word != NULL && (part->word->flags & IX_WORD_GIVEN) != 0;
        sure |= (begun && first && given) || part->role == IX_ROLE_PATRONYMIC;
        first &= !begun || part->role == IX_ROLE_TITLE;
    }
    return sure;
}

/* The publisher's type column tells. Without it the words of the name do, a person only where they
 * are sure: a firm taken for a person would be compared as one and missed. */
static ix_status tell_type(party *p, const csl_row *row) {
    ix_draft *draft = &p->table->draft;
    ix_str type = fresh(p, row, CSL_TYPE);
    ix_party_type before = draft->entity.type;
    if (type.len > 0) {
        ofac_type_parse(draft, type);
        if (before != IX_PARTY_ANY && before != draft->entity.type) {
            ix_draft_warn(draft, IX_STR("types_differ"), draft->entity.key);
            draft->entity.type = IX_PARTY_ANY;
        }
        return IX_OK;
    }
    if (before != IX_PARTY_ANY || draft->knowledge == NULL || draft->entity.name_count == 0 ||
        row->fields[CSL_TYPE].len > 0) {
        return IX_OK;
    }
    ix_parsed_name *parsed = IX_NEW(draft->arena, ix_parsed_name, 1);
    if (parsed == NULL) {
        return IX_E_MEMORY;
    }
    ix_status status = ix_name_parse(parsed, draft->knowledge, draft->entity.names[0].text,
                                     IX_PARTY_ANY, draft->arena, NULL);
    if (status == IX_OK && parsed->guess == IX_PARTY_ORGANIZATION) {
        draft->entity.type = IX_PARTY_ORGANIZATION;
    } else if (status == IX_OK && is_surely_person(parsed)) {
        draft->entity.type = IX_PARTY_PERSON;
    }
    return status == IX_E_MEMORY ? status : IX_OK;
}

static ix_status fill_row(party *p, const csl_row *row) {
    p->table->draft.line = row->line;
    p->code = csl_source_code(row->fields[CSL_SOURCE]);
    add_primary(p, row);
    add_aliases(p, row);
    add_listing(p, row);
    add_vessel(p, row);
    add_values(p, row);
    ix_status status = tell_type(p, row);
    add_remarks(p, row);
    add_kept(p, row);
    p->seen[p->count++ % LOOK_BACK] = row;
    return status == IX_OK ? p->table->draft.status : status;
}

ix_status csl_give(csl_table *table, ix_entity_sink sink, void *context, ix_error *error) {
    ix_read_report *report = table->draft.report;
    report->primary_rows = report->rows;
    ix_status status = chain_rows(table);
    for (int64_t i = 0; i < row_count(table) && status == IX_OK; i++) {
        const csl_row *row = row_at(table, i);
        if (row->joined) {
            continue;
        }
        ix_draft_begin(&table->draft, row->key, IX_PARTY_ANY);
        party p = {.table = table};
        status = table->draft.status == IX_OK ? fill_row(&p, row) : table->draft.status;
        while (row->next > 0 && status == IX_OK) {
            row = row_at(table, row->next);
            status = fill_row(&p, row);
        }
        if (status == IX_OK) {
            report->entities++;
            report->names += table->draft.entity.name_count;
            status = sink(context, &table->draft.entity, error);
        }
    }
    return status;
}
