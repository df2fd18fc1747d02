/* Programme files: who is forbidden what, under which law.
 *
 *     lists: us_ofac_sdn          list ids the programmes below stand on; none where all of them
 *                                 speak of products or places
 *     zone: America/New_York      of dates alone
 *     checked: 2026-11-21         when the facts were last compared with their sources
 *     sources: [...]              where they were read
 *     general: {...}              the list's rule for tags without one of their own
 *     programs: [...]             one a tag
 *     obligations: [...]          what is owed, by name
 *
 * The keys of each mapping are the tables below; data/programs/README.md describes them. */
#include "ruleset.h"

#include <assert.h>
#include <stddef.h>
#include <stdlib.h>

/* One file as it is read. */
typedef struct program_file {
    ix_texts lists;
    ix_zone zone;
    ix_when checked;
    ix_texts sources;
    ix_vector programs; /* rule_program, list unset; those of products and places among them */
    ix_vector obligations;
} program_file;

static ix_status memory_fault(ix_yaml *reader) {
    return ix_error_at(reader->error, IX_E_MEMORY, reader->source, 0, -1,
                       "no memory to read the rule file");
}

/* ------------------------------------------------------------------ words */

ix_status rule_read_effect(ix_yaml *reader, ix_verdict *effect) {
    int64_t line = ix_yaml_line(reader);
    ix_str name;
    ix_status status = ix_yaml_text_read(reader, &name);
    if (status == IX_OK && (!ix_verdict_parse(effect, name) || *effect < IX_VERDICT_INFO ||
                            *effect == IX_VERDICT_REVIEW)) {
        return ix_yaml_fault(reader, line,
                             "expected block, reject, prohibited, license or info, found "
                             "\"%" IX_FMT "\"",
                             IX_ARG(name));
    }
    return status;
}

static ix_status read_effect(ix_yaml *reader, void *object) {
    return rule_read_effect(reader, &((rule_measure *)object)->effect);
}

ix_status rule_read_bound(ix_yaml *reader, rule_bound *bound) {
    static const char *const words[] = {
#define RULE_BOUND_WORD(name, word, text) word,
        RULE_BOUND_LIST(RULE_BOUND_WORD)
#undef RULE_BOUND_WORD
    };
    int64_t line = ix_yaml_line(reader);
    ix_str name;
    ix_status status = ix_yaml_text_read(reader, &name);
    for (size_t i = 0; status == IX_OK && i < sizeof words / sizeof words[0]; i++) {
        if (ix_str_equal(name, ix_str_from_cstr(words[i]))) {
            *bound = (rule_bound)i;
            return IX_OK;
        }
    }
    return status != IX_OK
               ? status
               : ix_yaml_fault(reader, line, "\"%" IX_FMT "\" names nobody who is bound",
                               IX_ARG(name));
}

static ix_status read_binds(ix_yaml *reader, void *object) {
    return rule_read_bound(reader, &((rule_measure *)object)->binds);
}

/* "06-30": a month and a day of any year. */
static ix_status read_month_day(ix_yaml *reader, ix_date *out) {
    int64_t line = ix_yaml_line(reader);
    ix_str text;
    ix_status status = ix_yaml_text_read(reader, &text);
    if (status != IX_OK) {
        return status;
    }
    ix_str rest;
    int64_t month;
    int64_t day;
    bool read = ix_str_to_int(ix_str_cut(text, '-', &rest), &month) && ix_str_to_int(rest, &day) &&
                month >= 1 && month <= 12 && day >= 1 && day <= 31;
    *out = read ? (ix_date){2023, (uint8_t)month, (uint8_t)day, false} : (ix_date){0};
    if (!read || !ix_date_is_valid(*out)) {
        return ix_yaml_fault(reader, line,
                             "expected a month and day such as 06-30, found "
                             "\"%" IX_FMT "\"",
                             IX_ARG(text));
    }
    return IX_OK;
}

static ix_status read_held_on(ix_yaml *reader, void *object) {
    return read_month_day(reader, &((rule_obligation *)object)->held_on);
}

static ix_status read_due_on(ix_yaml *reader, void *object) {
    return read_month_day(reader, &((rule_obligation *)object)->due_on);
}

/* Kinds of product that a measure may be bound to. */
static const char *const scope_words[] = {"security", "management", "vpn",         "parental",
                                          "training", "client",     "information", "embedded",
                                          "hardware", "service",    "development", NULL};

/* ------------------------------------------------------------------ measures, notes, obligations
 */

static ix_status check_measure_words(ix_yaml *reader, const rule_measure *measure) {
    const struct {
        ix_texts texts;
        const char *const *words;
        const char *what;
    } checks[] = {{measure->activities, rule_activity_words, "activity"},
                  {measure->except_activities, rule_activity_words, "activity"},
                  {measure->roles, rule_role_words, "role"},
                  {measure->except_roles, rule_role_words, "role"},
                  {measure->scopes, scope_words, "scope of products"},
                  {measure->except_scopes, scope_words, "scope of products"}};
    ix_status status = IX_OK;
    for (size_t i = 0; status == IX_OK && i < sizeof checks / sizeof checks[0]; i++) {
        status = rule_check_words(reader, measure->line, checks[i].texts, checks[i].words,
                                  checks[i].what);
    }
    return status;
}

static ix_status read_measure(ix_yaml *reader, void *object) {
    static const ix_yaml_field fields[] = {
        {"effect", IX_YAML_CUSTOM, true, 0, read_effect},
        {"binds", IX_YAML_CUSTOM, true, 0, read_binds},
        {"text", IX_YAML_TEXT, true, offsetof(rule_measure, text), NULL},
        {"citation", IX_YAML_TEXT, true, offsetof(rule_measure, citation), NULL},
        {"activities", IX_YAML_TEXTS, false, offsetof(rule_measure, activities), NULL},
        {"except_activities", IX_YAML_TEXTS, false, offsetof(rule_measure, except_activities),
         NULL},
        {"roles", IX_YAML_TEXTS, false, offsetof(rule_measure, roles), NULL},
        {"except_roles", IX_YAML_TEXTS, false, offsetof(rule_measure, except_roles), NULL},
        {"scopes", IX_YAML_TEXTS, false, offsetof(rule_measure, scopes), NULL},
        {"except_scopes", IX_YAML_TEXTS, false, offsetof(rule_measure, except_scopes), NULL},
        {"depends", IX_YAML_TEXTS, false, offsetof(rule_measure, depends), NULL},
        {"announced", IX_YAML_WHEN, false, offsetof(rule_measure, announced), NULL},
        {"remarks", IX_YAML_TEXTS, false, offsetof(rule_measure, remarks), NULL},
        {"measures", IX_YAML_TEXTS, false, offsetof(rule_measure, measures), NULL},
        {"otherwise", IX_YAML_BOOL, false, offsetof(rule_measure, otherwise), NULL},
        {"from", IX_YAML_WHEN, false, offsetof(rule_measure, from), NULL},
        {"until", IX_YAML_WHEN, false, offsetof(rule_measure, until), NULL},
        {"verified", IX_YAML_BOOL, true, offsetof(rule_measure, verified), NULL},
        {"obligations", IX_YAML_TEXTS, false, offsetof(rule_measure, owed), NULL},
    };
    rule_program *program = object;
    rule_measure *measure = ix_vector_push(&program->measures, sizeof(rule_measure), reader->arena);
    if (measure == NULL) {
        return memory_fault(reader);
    }
    ix_status status =
        ix_yaml_mapping_read(reader, measure, fields, IX_YAML_FIELD_COUNT(fields), &measure->line);
    if (status == IX_OK && measure->otherwise &&
        measure->remarks.count + measure->measures.count > 0) {
        return ix_yaml_fault(reader, measure->line, "%s and otherwise exclude each other",
                             measure->remarks.count > 0 ? "remarks" : "measures");
    }
    return status == IX_OK ? check_measure_words(reader, measure) : status;
}

static ix_status read_measures(ix_yaml *reader, void *object) {
    return ix_yaml_sequence_read(reader, object, read_measure);
}

static ix_status read_note(ix_yaml *reader, void *object) {
    static const ix_yaml_field fields[] = {
        {"text", IX_YAML_TEXT, true, offsetof(rule_note, note.text), NULL},
        {"citation", IX_YAML_TEXT, true, offsetof(rule_note, note.authority), NULL},
        {"from", IX_YAML_WHEN, false, offsetof(rule_note, from), NULL},
        {"until", IX_YAML_WHEN, false, offsetof(rule_note, until), NULL},
        {"verified", IX_YAML_BOOL, true, offsetof(rule_note, note.verified), NULL},
    };
    rule_program *program = object;
    rule_note *note = ix_vector_push(&program->notes, sizeof(rule_note), reader->arena);
    if (note == NULL) {
        return memory_fault(reader);
    }
    return ix_yaml_mapping_read(reader, note, fields, IX_YAML_FIELD_COUNT(fields), NULL);
}

static ix_status read_notes(ix_yaml *reader, void *object) {
    return ix_yaml_sequence_read(reader, object, read_note);
}

static ix_status read_obligation(ix_yaml *reader, void *object) {
    static const ix_yaml_field fields[] = {
        {"what", IX_YAML_TEXT, true, offsetof(rule_obligation, what), NULL},
        {"citation", IX_YAML_TEXT, true, offsetof(rule_obligation, citation), NULL},
        {"business_days", IX_YAML_COUNT, false, offsetof(rule_obligation, business_days), NULL},
        {"calendar", IX_YAML_TEXT, false, offsetof(rule_obligation, calendar), NULL},
        {"years", IX_YAML_COUNT, false, offsetof(rule_obligation, years), NULL},
        {"held_on", IX_YAML_CUSTOM, false, 0, read_held_on},
        {"due_on", IX_YAML_CUSTOM, false, 0, read_due_on},
        {"counts_from", IX_YAML_TEXT, true, offsetof(rule_obligation, counts_from), NULL},
        {"licensed", IX_YAML_BOOL, false, offsetof(rule_obligation, licensed), NULL},
        {"from", IX_YAML_WHEN, false, offsetof(rule_obligation, from), NULL},
        {"until", IX_YAML_WHEN, false, offsetof(rule_obligation, until), NULL},
        {"verified", IX_YAML_BOOL, true, offsetof(rule_obligation, verified), NULL},
    };
    program_file *file = object;
    rule_obligation *o = ix_vector_push(&file->obligations, sizeof(rule_obligation), reader->arena);
    if (o == NULL) {
        return memory_fault(reader);
    }
    ix_status status =
        ix_yaml_mapping_read(reader, o, fields, IX_YAML_FIELD_COUNT(fields), &o->line);
    if (status != IX_OK) {
        return status;
    }
    if (o->years > RULE_YEARS_MAX || o->business_days > RULE_BUSINESS_DAYS_MAX) {
        return ix_yaml_fault(reader, o->line, "a term is at most %d years or %d business days",
                             RULE_YEARS_MAX, RULE_BUSINESS_DAYS_MAX);
    }
    int ways = (o->business_days > 0) + (o->years > 0) + (o->due_on.month > 0);
    if (ways != 1 || (o->business_days > 0) != (o->calendar.len > 0) ||
        (o->due_on.month > 0) != (o->held_on.month > 0)) {
        return ix_yaml_fault(reader, o->line,
                             "an obligation is due after business_days of a calendar, after years, "
                             "or by due_on for what is held_on a day: give one");
    }
    return IX_OK;
}

/* ------------------------------------------------------------------ programmes */

static bool speaks_of_place(const rule_program *program) {
    return program->countries.count + program->places.count + program->towns.count > 0;
}

static ix_status check_codes(ix_yaml *reader, const rule_program *program, ix_texts codes) {
    for (int i = 0; i < codes.count; i++) {
        ix_str code = codes.items[i];
        if (code.len != 2 || code.ptr[0] < 'A' || code.ptr[0] > 'Z' || code.ptr[1] < 'A' ||
            code.ptr[1] > 'Z') {
            return ix_yaml_fault(reader, program->line,
                                 "expected a country code such as IR, found \"%" IX_FMT "\"",
                                 IX_ARG(code));
        }
    }
    return IX_OK;
}

/* What speaks of products or a place stands on no list and has measures of its own. */
static ix_status check_unlisted(ix_yaml *reader, const rule_program *program, bool general) {
    bool place = speaks_of_place(program);
    if (program->parties.count > 0 && program->products.count != 1 &&
        program->parties.count != program->products.count) {
        return ix_yaml_fault(reader, program->line,
                             "parties are the makers of one family of products, or one of each");
    }
    if (!place && program->products.count == 0) {
        return IX_OK;
    }
    if (general || program->tag.len == 0 || program->source.len > 0 ||
        (place && program->products.count > 0)) {
        return ix_yaml_fault(reader, program->line,
                             "a programme of products or of a place has a tag and no source, and "
                             "speaks of one of the two");
    }
    if (program->measures.count == 0) {
        return ix_yaml_fault(reader, program->line,
                             "a programme of products or of a place needs measures");
    }
    ix_status status = check_codes(reader, program, program->countries);
    return status == IX_OK ? check_codes(reader, program, program->within) : status;
}

/* A programme, or with the tag left out a list's general rule. */
static ix_status read_program(ix_yaml *reader, program_file *file, bool general) {
    static const ix_yaml_field fields[] = {
        {"title", IX_YAML_TEXT, true, offsetof(rule_program, title), NULL},
        {"order", IX_YAML_TEXT, true, offsetof(rule_program, order), NULL},
        {"regulation", IX_YAML_TEXT, false, offsetof(rule_program, regulation), NULL},
        {"us_person", IX_YAML_TEXT, false, offsetof(rule_program, us_person), NULL},
        {"verified", IX_YAML_BOOL, true, offsetof(rule_program, verified), NULL},
        {"measures", IX_YAML_CUSTOM, false, 0, read_measures},
        {"notes", IX_YAML_CUSTOM, false, 0, read_notes},
        {"source", IX_YAML_TEXT, false, offsetof(rule_program, source), NULL},
        {"tag", IX_YAML_TEXT, false, offsetof(rule_program, tag), NULL},
        {"products", IX_YAML_TEXTS, false, offsetof(rule_program, products), NULL},
        {"countries", IX_YAML_TEXTS, false, offsetof(rule_program, countries), NULL},
        {"places", IX_YAML_TEXTS, false, offsetof(rule_program, places), NULL},
        {"towns", IX_YAML_TEXTS, false, offsetof(rule_program, towns), NULL},
        {"within", IX_YAML_TEXTS, false, offsetof(rule_program, within), NULL},
        {"only_if_asked", IX_YAML_BOOL, false, offsetof(rule_program, only_if_asked), NULL},
        {"asks_residence", IX_YAML_BOOL, false, offsetof(rule_program, asks_residence), NULL},
        {"parties", IX_YAML_TEXTS, false, offsetof(rule_program, parties), NULL},
    };
    rule_program *program = ix_vector_push(&file->programs, sizeof(rule_program), reader->arena);
    if (program == NULL) {
        return memory_fault(reader);
    }
    program->file = reader->source;
    ix_status status =
        ix_yaml_mapping_read(reader, program, fields, IX_YAML_FIELD_COUNT(fields), &program->line);
    if (status != IX_OK) {
        return status;
    }
    if (general != (program->tag.len == 0 && program->source.len == 0)) {
        return ix_yaml_fault(reader, program->line,
                             general ? "a general rule has neither tag nor source"
                                     : "a programme needs a tag, or the source code of a listing");
    }
    if (general && program->measures.count == 0) {
        return ix_yaml_fault(reader, program->line, "a general rule needs measures");
    }
    return check_unlisted(reader, program, general);
}

static ix_status read_general(ix_yaml *reader, void *object) {
    return read_program(reader, object, true);
}

static ix_status read_tagged(ix_yaml *reader, void *object) {
    return read_program(reader, object, false);
}

static ix_status read_programs(ix_yaml *reader, void *object) {
    return ix_yaml_sequence_read(reader, object, read_tagged);
}

static ix_status read_obligations(ix_yaml *reader, void *object) {
    return ix_yaml_sequence_read(reader, object, read_obligation);
}

static ix_status read_zone(ix_yaml *reader, void *object) {
    return rule_read_zone(reader, &((program_file *)object)->zone);
}

static const ix_yaml_field file_fields[] = {
    {"lists", IX_YAML_TEXTS, false, offsetof(program_file, lists), NULL},
    {"zone", IX_YAML_CUSTOM, true, 0, read_zone},
    {"checked", IX_YAML_WHEN, true, offsetof(program_file, checked), NULL},
    {"sources", IX_YAML_TEXTS, true, offsetof(program_file, sources), NULL},
    {"general", IX_YAML_CUSTOM, false, 0, read_general},
    {"programs", IX_YAML_CUSTOM, false, 0, read_programs},
    {"obligations", IX_YAML_CUSTOM, false, 0, read_obligations},
};

static ix_status no_memory(ix_error *error) {
    return ix_error_set(error, IX_E_MEMORY, "no memory for the programmes");
}

static ix_status add_program(ix_vector *to, const rule_program *program, ix_str list, ix_zone zone,
                             ix_arena *arena, ix_error *error) {
    rule_program *slot = ix_vector_push(to, sizeof(rule_program), arena);
    if (slot == NULL) {
        return no_memory(error);
    }
    *slot = *program;
    slot->list = list;
    slot->zone = zone;
    slot->place_begins = rule_phrases_begin(program->places);
    slot->town_begins = rule_phrases_begin(program->towns);
    return IX_OK;
}

/* One row a list and programme; of products and places one row. */
static ix_status add_programs(ix_rules *rules, const program_file *file, ix_str source,
                              ix_arena *arena, ix_error *error) {
    const rule_program *programs = file->programs.items;
    const ix_str none = {0};
    ix_status status = IX_OK;
    for (int i = 0; status == IX_OK && i < file->programs.count; i++) {
        const rule_program *program = &programs[i];
        if (program->products.count > 0) {
            status = add_program(&rules->bans, program, none, file->zone, arena, error);
        } else if (speaks_of_place(program)) {
            status = add_program(&rules->territories, program, none, file->zone, arena, error);
        } else if (file->lists.count == 0) {
            return ix_error_at(error, IX_E_INPUT, source, 1, -1,
                               "the file has programmes but names no lists");
        }
        bool listed = program->products.count == 0 && !speaks_of_place(program);
        for (int j = 0; status == IX_OK && listed && j < file->lists.count; j++) {
            status = add_program(&rules->programs, program, file->lists.items[j], file->zone, arena,
                                 error);
        }
    }
    return status;
}

ix_status rule_programs_load(ix_rules *rules, ix_str bytes, ix_str source, ix_arena *arena,
                             ix_error *error) {
    program_file file = {0};
    ix_status status = ix_yaml_file_read(&file, file_fields, IX_YAML_FIELD_COUNT(file_fields),
                                         bytes, source, arena, error);
    if (status != IX_OK) {
        return status;
    }
    const rule_obligation *obligations = file.obligations.items;
    for (int i = 0; i < file.obligations.count; i++) {
        rule_obligation *slot = ix_vector_push(&rules->obligations, sizeof(rule_obligation), arena);
        if (slot == NULL) {
            return ix_error_set(error, IX_E_MEMORY, "no memory for the obligations");
        }
        *slot = obligations[i];
        slot->zone = file.zone;
        slot->file = source;
    }
    return add_programs(rules, &file, source, arena, error);
}

/* ------------------------------------------------------------------ order and names */

static int compare_names(ix_str list, ix_str tag, ix_str source, const rule_program *b) {
    int order = ix_str_compare(list, b->list);
    order = order != 0 ? order : ix_str_compare(tag, b->tag);
    return order != 0 ? order : ix_str_compare(source, b->source);
}

static int compare_programs(const void *left, const void *right) {
    const rule_program *a = left;
    return compare_names(a->list, a->tag, a->source, right);
}

const rule_program *rule_program_find(const ix_rules *rules, ix_str list, ix_str tag,
                                      ix_str source) {
    const rule_program *programs = rules->programs.items;
    int from = 0;
    int to = rules->programs.count;
    while (from < to) {
        int middle = from + (to - from) / 2;
        int order = compare_names(list, tag, source, &programs[middle]);
        if (order == 0) {
            return &programs[middle];
        }
        if (order < 0) {
            to = middle;
        } else {
            from = middle + 1;
        }
    }
    return NULL;
}

static bool overlap(const rule_obligation *a, const rule_obligation *b) {
    bool a_first = a->until.kind != IX_WHEN_NONE && b->from.kind != IX_WHEN_NONE &&
                   ix_when_instant(a->until, a->zone) <= ix_when_instant(b->from, b->zone);
    bool b_first = b->until.kind != IX_WHEN_NONE && a->from.kind != IX_WHEN_NONE &&
                   ix_when_instant(b->until, b->zone) <= ix_when_instant(a->from, a->zone);
    return !a_first && !b_first;
}

static ix_status check_interval(ix_when from, ix_when until, ix_zone zone, const char *what,
                                ix_str file, int64_t line, ix_error *error) {
    bool ordered = from.kind == IX_WHEN_NONE || until.kind == IX_WHEN_NONE ||
                   ix_when_instant(from, zone) < ix_when_instant(until, zone);
    return ordered ? IX_OK
                   : ix_error_at(error, IX_E_INPUT, file, line, -1, "the %s ends before it begins",
                                 what);
}

/* Each obligation once at any time, its calendar known, and each name once among the names. */
static ix_status check_obligations(ix_rules *rules, ix_arena *arena, ix_error *error) {
    const rule_obligation *obligations = rules->obligations.items;
    ix_texts *names = &rules->obligation_names;
    names->items = IX_NEW(arena, ix_str, rules->obligations.count + 1);
    if (names->items == NULL) {
        return no_memory(error);
    }
    for (int i = 0; i < rules->obligations.count; i++) {
        const rule_obligation *o = &obligations[i];
        for (int j = 0; j < i; j++) {
            if (ix_str_equal(obligations[j].what, o->what) && overlap(&obligations[j], o)) {
                return ix_error_at(error, IX_E_INPUT, o->file, o->line, -1,
                                   "obligation %" IX_FMT " stands on file already",
                                   IX_ARG(o->what));
            }
        }
        if (o->calendar.len > 0 && rule_calendar_find(rules, o->calendar) == NULL) {
            return ix_error_at(error, IX_E_INPUT, o->file, o->line, -1,
                               "calendar %" IX_FMT " is not on file", IX_ARG(o->calendar));
        }
        ix_status status =
            check_interval(o->from, o->until, o->zone, "obligation", o->file, o->line, error);
        if (status != IX_OK) {
            return status;
        }
        if (!ix_texts_contain(*names, o->what)) {
            names->items[names->count++] = o->what;
        }
    }
    return IX_OK;
}

static ix_status check_measure(const ix_rules *rules, const rule_program *program,
                               const rule_measure *measure, ix_error *error) {
    for (int i = 0; i < measure->owed.count; i++) {
        if (!ix_texts_contain(rules->obligation_names, measure->owed.items[i])) {
            return ix_error_at(error, IX_E_INPUT, program->file, measure->line, -1,
                               "obligation %" IX_FMT " is not on file",
                               IX_ARG(measure->owed.items[i]));
        }
    }
    if (measure->scopes.count + measure->except_scopes.count > 0 && program->products.count == 0) {
        return ix_error_at(error, IX_E_INPUT, program->file, measure->line, -1,
                           "scopes are of products, and the programme speaks of none");
    }
    return check_interval(measure->from, measure->until, program->zone, "measure", program->file,
                          measure->line, error);
}

static ix_status check_measures(const ix_rules *rules, const ix_vector *of, ix_error *error) {
    const rule_program *programs = of->items;
    ix_status status = IX_OK;
    for (int i = 0; status == IX_OK && i < of->count; i++) {
        const rule_measure *measures = programs[i].measures.items;
        for (int j = 0; status == IX_OK && j < programs[i].measures.count; j++) {
            status = check_measure(rules, &programs[i], &measures[j], error);
        }
    }
    return status;
}

/* A tag of products or of a place stands on file once. */
static ix_status check_tags(const ix_vector *of, ix_error *error) {
    const rule_program *programs = of->items;
    for (int i = 0; i < of->count; i++) {
        for (int j = 0; j < i; j++) {
            if (ix_str_equal(programs[j].tag, programs[i].tag)) {
                return ix_error_at(error, IX_E_INPUT, programs[i].file, programs[i].line, -1,
                                   "programme \"%" IX_FMT "\" stands in %" IX_FMT ", line %d, too",
                                   IX_ARG(programs[i].tag), IX_ARG(programs[j].file),
                                   (int)programs[j].line);
            }
        }
    }
    return IX_OK;
}

ix_status rule_programs_finish(ix_rules *rules, ix_arena *arena, ix_error *error) {
    ix_status status = check_obligations(rules, arena, error);
    rule_program *programs = rules->programs.items;
    int count = rules->programs.count;
    if (count > 1) {
        qsort(programs, (size_t)count, sizeof(rule_program), compare_programs);
    }
    for (int i = 0; status == IX_OK && i < count; i++) {
        const rule_program *program = &programs[i];
        if (i > 0 && compare_programs(&programs[i - 1], program) == 0) {
            return ix_error_at(
                error, IX_E_INPUT, program->file, program->line, -1,
                "%s \"%" IX_FMT "\" of list %" IX_FMT " stands in %" IX_FMT ", line %d, too",
                program->tag.len > 0 ? "programme" : "general rule or source", IX_ARG(program->tag),
                IX_ARG(program->list), IX_ARG(programs[i - 1].file), (int)programs[i - 1].line);
        }
        const ix_str none = {0};
        if (rule_program_find(rules, program->list, none, none) == NULL) {
            return ix_error_at(error, IX_E_INPUT, program->file, program->line, -1,
                               "list %" IX_FMT " has programmes but no general rule",
                               IX_ARG(program->list));
        }
    }
    status = status == IX_OK ? check_measures(rules, &rules->programs, error) : status;
    status = status == IX_OK ? check_measures(rules, &rules->bans, error) : status;
    status = status == IX_OK ? check_measures(rules, &rules->territories, error) : status;
    status = status == IX_OK ? check_tags(&rules->bans, error) : status;
    return status == IX_OK ? check_tags(&rules->territories, error) : status;
}
