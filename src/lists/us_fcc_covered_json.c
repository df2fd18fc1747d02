/* The FCC's list of covered equipment and services (47 CFR 1.50002) as json: an array of entries,
 * or an object that holds it.
 *
 *     {entry, scope, date_added}
 *
 * `entry` is a company, or a kind of equipment from whatever company made abroad; `scope` says in
 * the FCC's words what is covered. Members go by several names. The list has no key of its own: it
 * is the entry's name in lower case, letters and digits with a hyphen between them; entries of one
 * such name are one party with a listing each. json has no lines: the line of a row is its number.
 */
#include "days.h"
#include "json_rows.h"
#include "draft.h"
#include "readers.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_BYTES_MAX (1 << 20) /* of one member */
#define ROWS_MAX       (1 << 16)
#define PROGRAM        "COVERED LIST"
#define HASH_DIGITS    16

typedef enum member {
    M_NAME,
    M_SCOPE,
    M_DATE,
    M_ALIASES,
    M_CITATION,
    M_COUNT /* not known */
} member;

typedef struct row {
    ix_str values[M_ALIASES]; /* name, scope, dates */
    ix_str citation;
    const json_t *object;
    ix_str key;
    int64_t number;
} row;

typedef struct reading {
    ix_draft draft;
    ix_read_report *report;
    ix_arena *arena;
    ix_str file;
    row *rows;
    int row_count;
} reading;

static member member_of(const char *name) {
    static const struct {
        const char *name;
        member which;
    } rows[] = {
        {"entry", M_NAME},
        {"entity_name", M_NAME},
        {"name", M_NAME},
        {"company", M_NAME},
        {"scope", M_SCOPE},
        {"description", M_SCOPE},
        {"notes", M_SCOPE},
        {"covered_equipment_or_services", M_SCOPE},
        {"date_added", M_DATE},
        {"effective_date", M_DATE},
        {"date_of_inclusion_on_covered_list", M_DATE},
        {"aka", M_ALIASES},
        {"aliases", M_ALIASES},
        {"federal_register_cite", M_CITATION},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (strcmp(rows[i].name, name) == 0) {
            return rows[i].which;
        }
    }
    return M_COUNT;
}

static void refuse(reading *r, int64_t number, const char *why) {
    ix_error error = {0};
    ix_error_at(&error, IX_E_INPUT, r->file, number, -1, "%s", why);
    ix_report_refuse(r->report, &error);
}

/* ------------------------------------------------------------------ values */

static ix_str string_of(const json_t *value) {
    return json_is_string(value) ? ix_str_trim((ix_str){json_string_value(value),
                                                        (ptrdiff_t)json_string_length(value)})
                                 : (ix_str){0};
}

/* A value as text in the arena: strings as they stand, of an array its items with "; " between
 * them, anything else as json. IX_E_LIMIT: too long. */
static ix_status text_of(reading *r, const json_t *value, ix_str *text) {
    ix_buf out;
    ix_buf_init(&out, TEXT_BYTES_MAX);
    out.allocator = r->arena->allocator;
    if (json_is_string(value)) {
        ix_buf_append(&out, string_of(value));
    } else if (json_is_array(value)) {
        for (size_t i = 0; i < json_array_size(value); i++) {
            ix_buf_append_cstr(&out, out.len > 0 ? "; " : "");
            ix_buf_append(&out, string_of(json_array_get(value, i)));
        }
    } else if (json_is_integer(value)) {
        ix_buf_append_int(&out, json_integer_value(value));
    } else if (json_is_boolean(value)) {
        ix_buf_append_cstr(&out, json_is_true(value) ? "true" : "false");
    }
    *text = ix_arena_copy(r->arena, ix_buf_view(&out));
    ix_status status = out.status;
    if (status == IX_OK && out.len > 0 && text->ptr == NULL) {
        status = IX_E_MEMORY;
    }
    ix_buf_free(&out);
    return status;
}

/* What stands behind the first of these words, up to where the company's name ends. */
static ix_str company_in(ix_str scope) {
    static const ix_str before[] = {{" by ", 4}};
    static const ix_str after[] = {{", including", 11},    {", subject to", 12},
                                   {" subject to", 11},    {", to the extent", 15},
                                   {" or any of its", 14}, {" and its", 8},
                                   {" and any of its", 15}};
    ptrdiff_t at = ix_str_find(scope, before[0], 0);
    if (at < 0) {
        return (ix_str){0};
    }
    ix_str name = ix_str_slice(scope, at + before[0].len, scope.len);
    for (size_t i = 0; i < sizeof after / sizeof after[0]; i++) {
        ptrdiff_t end = ix_str_find(name, after[i], 0);
        name = end < 0 ? name : ix_str_slice(name, 0, end);
    }
    name = ix_str_trim(name);
    bool ends = ix_str_ends_with(name, IX_STR(".")) && !ix_str_ends_with(name, IX_STR("Inc.")) &&
                !ix_str_ends_with(name, IX_STR("Corp.")) && !ix_str_ends_with(name, IX_STR("Ltd."));
    return ix_str_slice(name, 0, name.len - ends);
}

/* The name of an entry that has none: the company its scope names, else what is covered, up to
 * where the scope goes on to say made where or with which exceptions. */
static ix_str name_in(ix_str scope) {
    static const ix_str after[] = {
        {",", 1}, {" produced in", 12}, {"\xE2\x80\xA0", 3}, {"\xE2\x80\x94", 3}, {" except", 7}};
    ix_str name = company_in(scope);
    if (name.len > 0) {
        return name;
    }
    name = scope;
    for (size_t i = 0; i < sizeof after / sizeof after[0]; i++) {
        ptrdiff_t end = ix_str_find(name, after[i], 1);
        name = end < 0 ? name : ix_str_slice(name, 0, end);
    }
    return ix_str_trim(name);
}

static ix_status make_key(reading *r, row *to) {
    ix_buf out;
    ix_buf_init(&out, TEXT_BYTES_MAX);
    out.allocator = r->arena->allocator;
    ix_str name = to->values[M_NAME];
    for (ptrdiff_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        c = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            ix_buf_append_char(&out, c);
        } else if (out.len > 0 && out.ptr[out.len - 1] != '-') {
            ix_buf_append_char(&out, '-');
        }
    }
    out.len -= out.len > 0 && out.ptr[out.len - 1] == '-';
    if (out.len == 0) { /* a name of other letters */
        ix_digest digest = ix_sha256(name);
        ix_digest_print(&out, &digest);
        out.len = out.len < HASH_DIGITS ? out.len : HASH_DIGITS;
    }
    to->key = ix_arena_copy(r->arena, ix_buf_view(&out));
    ix_status status = out.status != IX_OK ? out.status : IX_OK;
    ix_buf_free(&out);
    return to->key.ptr == NULL ? IX_E_MEMORY : status;
}

/* ------------------------------------------------------------------ rows */

/* Take the members of a row; *why tells why it is refused. */
static ix_status take_members(reading *r, row *to, const json_t *object, const char **why) {
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)object, name, value) {
        member which = member_of(name);
        ix_str *slot = which < M_ALIASES     ? &to->values[which]
                       : which == M_CITATION ? &to->citation
                                             : NULL;
        if (slot == NULL || slot->len > 0) {
            continue;
        }
        ix_status status = text_of(r, value, slot);
        if (status == IX_E_LIMIT) {
            *why = "a text is too long";
        } else if (status != IX_OK) {
            return status;
        }
    }
    if (to->values[M_NAME].len == 0 && to->values[M_SCOPE].len > 0) {
        to->values[M_NAME] = name_in(to->values[M_SCOPE]);
        r->draft.line = to->number;
        ix_draft_warn(&r->draft, IX_STR("entry_without_name"), to->values[M_NAME]);
    }
    if (*why == NULL && to->values[M_NAME].len == 0) {
        *why = "neither entry nor scope is told";
    }
    return r->draft.status;
}

static ix_status take_row(reading *r, const json_t *object, int64_t number) {
    const char *why = json_is_object(object) ? NULL : "it is not an object of named fields";
    row *to = &r->rows[r->row_count];
    *to = (row){.object = object, .number = number};
    r->report->rows++;
    ix_status status = why == NULL ? take_members(r, to, object, &why) : IX_OK;
    if (status != IX_OK || why != NULL) {
        if (status == IX_OK) {
            refuse(r, number, why);
        }
        return status;
    }
    r->row_count++;
    return make_key(r, to);
}

static int compare_rows(const void *a, const void *b) {
    const row *left = a;
    const row *right = b;
    int order = ix_str_compare(left->key, right->key);
    return order != 0 ? order : (left->number > right->number) - (left->number < right->number);
}

/* ------------------------------------------------------------------ an entry */

/* A kind of equipment from abroad is no company. */
static ix_party_type type_of(const row *of) {
    static const ix_str words[] = {
        {"Foreign-produced", 16}, {"Foreign-made", 12}, {"produced in a foreign country", 29}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (ix_str_find(of->values[M_NAME], words[i], 0) >= 0 ||
            ix_str_find(of->values[M_SCOPE], words[i], 0) >= 0) {
            return IX_PARTY_PRODUCT;
        }
    }
    return IX_PARTY_ORGANIZATION;
}

/* The part of the scope from `from` up to the end of its sentence, or to what it includes. */
static ix_str clause(ix_str scope, ptrdiff_t from) {
    ptrdiff_t end = ix_str_find(scope, IX_STR(". "), from);
    ptrdiff_t included = ix_str_find(scope, IX_STR(", including"), from);
    end = end < 0 || (included >= 0 && included < end) ? included : end;
    ix_str text = ix_str_trim(ix_str_slice(scope, from, end < 0 ? scope.len : end));
    bool ends = ix_str_ends_with(text, IX_STR("."));
    return ix_str_slice(text, 0, text.len - ends);
}

/* Whom it reaches beside the company, and what is excepted: sentences that carry law. */
static void add_notes(ix_draft *draft, ix_str scope) {
    static const ix_str marks[] = {{"or any of its ", 14},
                                   {", except ", 9},
                                   {"\xE2\x80\x94"
                                    "except",
                                    9},
                                   {"with exceptions for ", 20}};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        ptrdiff_t at = ix_str_find(scope, marks[i], 0);
        if (at >= 0) {
            at += scope.ptr[at] == ',' ? 2 : 0;
            ix_draft_note(draft, clause(scope, at));
        }
    }
}

/* "and its wholly-owned subsidiary X", "(wholly-owned subsidiary of X)". */
static void add_relations(ix_draft *draft, ix_str scope) {
    static const ix_str mark = {"wholly-owned subsidiary ", 24};
    ptrdiff_t at = ix_str_find(scope, mark, 0);
    if (at < 0) {
        return;
    }
    ix_str rest = ix_str_slice(scope, at + mark.len, scope.len);
    bool of = ix_str_starts_with(rest, IX_STR("of "));
    rest = ix_str_slice(rest, of ? 3 : 0, rest.len);
    ptrdiff_t end = ix_str_find(rest, of ? IX_STR(")") : IX_STR(" subject to"), 0);
    ix_draft_relation(draft,
                      of ? IX_STR("wholly-owned subsidiary of") : IX_STR("wholly-owned subsidiary"),
                      ix_str_slice(rest, 0, end < 0 ? rest.len : end));
}

static void add_listing(ix_draft *draft, const row *of) {
    ix_listing *listing = &draft->entity.listings[draft->entity.listing_count - 1];
    int64_t day;
    listing->reason = of->values[M_SCOPE];
    listing->authority = of->citation;
    if (ix_days_first(&day, of->values[M_DATE])) {
        listing->published = listing->effective_from = (ix_when){IX_WHEN_DATE, day};
    } else {
        ix_draft_warn(draft, IX_STR("no_date_of_listing"), draft->entity.key);
    }
    if (ix_days_told(of->values[M_DATE]) != 1) { /* later days are those of updates */
        ix_draft_unmodelled(draft, IX_STR("date_added"), of->values[M_DATE]);
    }
    ix_draft_program(draft, IX_STR(PROGRAM));
}

static ix_status add_others(reading *r, const row *of) {
    ix_draft *draft = &r->draft;
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)of->object, name, value) {
        member which = member_of(name);
        for (size_t i = 0; which == M_ALIASES && i < json_array_size(value); i++) {
            ix_draft_name(draft, IX_NAME_STRONG, string_of(json_array_get(value, i)),
                          IX_STR("aka"));
        }
        ix_str text = {0};
        if (which == M_COUNT) {
            ix_status status = text_of(r, value, &text);
            if (status == IX_E_MEMORY) {
                return status;
            }
        }
        if (text.len > 0) {
            ix_str kept = ix_arena_copy(r->arena, ix_str_from_cstr(name));
            ix_draft_unmodelled(draft, kept.len > 0 ? kept : IX_STR("unnamed"), text);
        }
    }
    return draft->status;
}

static ix_status fill_entity(reading *r, const row *rows, int count) {
    ix_draft *draft = &r->draft;
    draft->line = rows[0].number;
    ix_draft_begin(draft, rows[0].key, type_of(&rows[0]));
    for (int i = 0; i < count && draft->status == IX_OK; i++) {
        const row *of = &rows[i];
        draft->line = of->number;
        if (i == 0 || !ix_str_equal(of->values[M_NAME], rows[0].values[M_NAME])) {
            ix_draft_name(draft, i == 0 ? IX_NAME_PRIMARY : IX_NAME_STRONG, of->values[M_NAME],
                          IX_STR("entry"));
        }
        if (i == 0 || ix_draft_listing(draft) != NULL) {
            add_listing(draft, of);
        }
        add_notes(draft, of->values[M_SCOPE]);
        add_relations(draft, of->values[M_SCOPE]);
        ix_status status = add_others(r, of);
        if (status != IX_OK) {
            return status;
        }
    }
    return draft->status;
}

static ix_status give(reading *r, ix_entity_sink sink, void *context, ix_error *error) {
    if (r->row_count > 0) {
        qsort(r->rows, (size_t)r->row_count, sizeof r->rows[0], compare_rows);
    }
    for (int i = 0, end; i < r->row_count; i = end) {
        for (end = i + 1; end < r->row_count && ix_str_equal(r->rows[end].key, r->rows[i].key);) {
            end++;
        }
        ix_status status = fill_entity(r, &r->rows[i], end - i);
        if (status != IX_OK) {
            return status;
        }
        r->report->rows_read += end - i;
        r->report->primary_rows++;
        r->report->entities++;
        r->report->names += r->draft.entity.name_count;
        status = sink(context, &r->draft.entity, error);
        if (status != IX_OK) {
            return status;
        }
    }
    return IX_OK;
}

/* ------------------------------------------------------------------ the file */

/* The array of entries, or NULL. Its first object tells whether it is this list. */
static const json_t *entries_of(const json_t *root) {
    static const char *const names[] = {"entries", "entities", "items", "data", "results"};
    const json_t *entries = json_is_array(root) ? root : NULL;
    for (size_t i = 0; i < sizeof names / sizeof names[0] && entries == NULL; i++) {
        const json_t *value = json_object_get(root, names[i]);
        entries = json_is_array(value) ? value : NULL;
    }
    bool has[M_COUNT + 1] = {false};
    for (size_t i = 0; i < json_array_size(entries) && !has[M_SCOPE] && !has[M_NAME]; i++) {
        const char *name;
        json_t *value;
        json_object_foreach((json_t *)json_array_get(entries, i), name, value) {
            has[member_of(name)] = true;
        }
    }
    bool known = has[M_SCOPE] || (has[M_NAME] && has[M_DATE]);
    return known && json_array_size(entries) <= ROWS_MAX ? entries : NULL;
}

static ix_status read_entries(reading *r, const json_t *entries) {
    size_t count = json_array_size(entries);
    r->rows = IX_NEW(r->arena, row, count);
    ix_status status = r->rows == NULL ? IX_E_MEMORY : IX_OK;
    for (size_t i = 0; i < count && status == IX_OK; i++) {
        status = take_row(r, json_array_get(entries, i), (int64_t)i + 1);
    }
    return status;
}

ix_status us_fcc_covered_json_read(const ix_list_file *files, int file_count,
                                   const ix_knowledge *knowledge, ix_entity_sink sink,
                                   void *context, ix_read_report *report, ix_arena *arena,
                                   ix_error *error) {
    const ix_list_file *file = &files[0];
    json_error_t fault;
    ix_status status = ix_list_one_file(files, file_count, "the list", error);
    if (status != IX_OK) {
        return status;
    }
    json_t *root = json_document_parse(file->bytes, JSON_REJECT_DUPLICATES, &fault);
    if (root == NULL) {
        return ix_error_at(error, IX_E_INPUT, file->name, fault.line, -1, "no valid json: %s",
                           fault.text);
    }
    const json_t *entries = entries_of(root);
    if (entries == NULL) {
        json_decref(root);
        return ix_error_at(error, IX_E_INPUT, file->name, 0, -1,
                           "expected an array of entries with entry, scope and date_added, as the "
                           "FCC's Covered List has it");
    }
    report->stated_count = -1;
    report->layout = IX_STR("entry, scope, date_added");
    ix_arena scratch;
    ix_arena_init_with(&scratch, arena->cap, arena->allocator);
    reading r = {.draft = {.arena = &scratch,
                           .keep = arena,
                           .report = report,
                           .knowledge = knowledge,
                           .file = file->name},
                 .report = report,
                 .arena = arena,
                 .file = file->name};
    status = read_entries(&r, entries);
    status = status == IX_OK ? give(&r, sink, context, error) : status;
    ix_arena_free(&scratch);
    json_decref(root);
    return status != IX_E_MEMORY
               ? status
               : ix_error_at(error, IX_E_MEMORY, file->name, 0, -1, "no memory to read the list");
}
