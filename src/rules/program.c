/* Programme files: who is forbidden what, under which law.
 *
 *     lists: us_ofac_sdn          list ids the programmes below stand on
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
    ix_vector programs; /* rule_program, list unset */
    ix_vector obligations;
} program_file;

static ix_status memory_fault(ix_yaml *reader) {
    return ix_error_at(reader->error, IX_E_MEMORY, reader->source, 0, -1,
                       "no memory to read the rule file");
}

/* ------------------------------------------------------------------ words */

static ix_status read_effect(ix_yaml *reader, void *object) {
    rule_measure *measure = object;
    int64_t line = ix_yaml_line(reader);
    ix_str name;
    ix_status status = ix_yaml_text_read(reader, &name);
    if (status == IX_OK &&
        (!ix_verdict_parse(&measure->effect, name) || measure->effect < IX_VERDICT_INFO ||
         measure->effect == IX_VERDICT_REVIEW)) {
        return ix_yaml_fault(reader, line,
                             "expected block, reject, prohibited, license or info, found "
                             "\"%" IX_FMT "\"",
                             IX_ARG(name));
    }
    return status;
}

static ix_status read_binds(ix_yaml *reader, void *object) {
    static const char *const words[] = {
#define RULE_BOUND_WORD(name, word, text) word,
        RULE_BOUND_LIST(RULE_BOUND_WORD)
#undef RULE_BOUND_WORD
    };
    rule_measure *measure = object;
    int64_t line = ix_yaml_line(reader);
    ix_str name;
    ix_status status = ix_yaml_text_read(reader, &name);
    for (size_t i = 0; status == IX_OK && i < sizeof words / sizeof words[0]; i++) {
        if (ix_str_equal(name, ix_str_from_cstr(words[i]))) {
            measure->binds = (rule_bound)i;
            return IX_OK;
        }
    }
    return status != IX_OK
               ? status
               : ix_yaml_fault(reader, line, "\"%" IX_FMT "\" names nobody who is bound",
                               IX_ARG(name));
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

/* The words a question may use, of rules.h's ix_context: a measure bound to any other never
 * applied. */
static const char *const activity_words[] = {
    "sale",       "resale",      "license",          "update",  "integrate", "use",
    "service",    "information", "export",           "payment", "debt",      "equity",
    "securities", "account",     "foreign_exchange", NULL};
static const char *const role_words[] = {"party",       "owner",      "signatory",
                                         "agent",       "consignee",  "end_user",
                                         "beneficiary", "originator", NULL};

static ix_status check_words(ix_yaml *reader, int64_t line, ix_texts texts,
                             const char *const *words, const char *what) {
    for (int i = 0; i < texts.count; i++) {
        int at = 0;
        while (words[at] != NULL && !ix_str_equal(texts.items[i], ix_str_from_cstr(words[at]))) {
            at++;
        }
        if (words[at] == NULL) {
            return ix_yaml_fault(reader, line, "\"%" IX_FMT "\" is no %s", IX_ARG(texts.items[i]),
                                 what);
        }
    }
    return IX_OK;
}

/* ------------------------------------------------------------------ measures, notes, obligations
 */

static ix_status read_measure(ix_yaml *reader, void *object) {
    static const ix_yaml_field fields[] = {
        {"effect", IX_YAML_CUSTOM, true, 0, read_effect},
        {"binds", IX_YAML_CUSTOM, true, 0, read_binds},
        {"text", IX_YAML_TEXT, true, offsetof(rule_measure, text), NULL},
        {"citation", IX_YAML_TEXT, true, offsetof(rule_measure, citation), NULL},
        {"activities", IX_YAML_TEXTS, false, offsetof(rule_measure, activities), NULL},
        {"roles", IX_YAML_TEXTS, false, offsetof(rule_measure, roles), NULL},
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
    if (status == IX_OK) {
        status =
            check_words(reader, measure->line, measure->activities, activity_words, "activity");
    }
    if (status == IX_OK) {
        status = check_words(reader, measure->line, measure->roles, role_words, "role");
    }
    return status;
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
    return IX_OK;
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
    int64_t line = ix_yaml_line(reader);
    ix_str name;
    ix_status status = ix_yaml_text_read(reader, &name);
    if (status == IX_OK && !ix_zone_parse(&((program_file *)object)->zone, name)) {
        return ix_yaml_fault(reader, line, "unknown zone \"%" IX_FMT "\"", IX_ARG(name));
    }
    return status;
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

/* One row a list and programme. */
static ix_status add_programs(ix_rules *rules, const program_file *file, ix_arena *arena,
                              ix_error *error) {
    const rule_program *programs = file->programs.items;
    for (int i = 0; i < file->programs.count; i++) {
        for (int j = 0; j < file->lists.count; j++) {
            rule_program *slot = ix_vector_push(&rules->programs, sizeof(rule_program), arena);
            if (slot == NULL) {
                return ix_error_set(error, IX_E_MEMORY, "no memory for the programmes");
            }
            *slot = programs[i];
            slot->list = file->lists.items[j];
            slot->zone = file->zone;
        }
    }
    return IX_OK;
}

ix_status rule_programs_load(ix_rules *rules, ix_str bytes, ix_str source, ix_arena *arena,
                             ix_error *error) {
    program_file file = {0};
    ix_status status = ix_yaml_file_read(&file, file_fields, IX_YAML_FIELD_COUNT(file_fields),
                                         bytes, source, arena, error);
    if (status != IX_OK) {
        return status;
    }
    if (file.programs.count > 0 && file.lists.count == 0) {
        return ix_error_at(error, IX_E_INPUT, source, 1, -1,
                           "the file has programmes but names no lists");
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
    return add_programs(rules, &file, arena, error);
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

static const rule_obligation *find_obligation(const ix_rules *rules, ix_str what) {
    const rule_obligation *obligations = rules->obligations.items;
    for (int i = 0; i < rules->obligations.count; i++) {
        if (ix_str_equal(obligations[i].what, what)) {
            return &obligations[i];
        }
    }
    return NULL;
}

/* Each obligation once, and its calendar known. */
static ix_status check_obligations(const ix_rules *rules, ix_error *error) {
    const rule_obligation *obligations = rules->obligations.items;
    for (int i = 0; i < rules->obligations.count; i++) {
        const rule_obligation *o = &obligations[i];
        if (find_obligation(rules, o->what) != o) {
            return ix_error_at(error, IX_E_INPUT, o->file, o->line, -1,
                               "obligation %" IX_FMT " stands on file already", IX_ARG(o->what));
        }
        if (o->calendar.len > 0 && rule_calendar_find(rules, o->calendar) == NULL) {
            return ix_error_at(error, IX_E_INPUT, o->file, o->line, -1,
                               "calendar %" IX_FMT " is not on file", IX_ARG(o->calendar));
        }
    }
    return IX_OK;
}

static ix_status resolve_measure(const ix_rules *rules, const rule_program *program,
                                 rule_measure *measure, ix_arena *arena, ix_error *error) {
    if (measure->obligations != NULL) {
        return IX_OK; /* shared with the same programme of another list */
    }
    measure->obligations = IX_NEW(arena, const rule_obligation *, measure->owed.count);
    if (measure->obligations == NULL) {
        return ix_error_set(error, IX_E_MEMORY, "no memory for the measures");
    }
    for (int i = 0; i < measure->owed.count; i++) {
        measure->obligations[i] = find_obligation(rules, measure->owed.items[i]);
        if (measure->obligations[i] == NULL) {
            return ix_error_at(error, IX_E_INPUT, program->file, measure->line, -1,
                               "obligation %" IX_FMT " is not on file",
                               IX_ARG(measure->owed.items[i]));
        }
    }
    if (measure->from.kind != IX_WHEN_NONE && measure->until.kind != IX_WHEN_NONE &&
        ix_when_instant(measure->from, program->zone) >=
            ix_when_instant(measure->until, program->zone)) {
        return ix_error_at(error, IX_E_INPUT, program->file, measure->line, -1,
                           "the measure ends before it begins");
    }
    return IX_OK;
}

ix_status rule_programs_finish(ix_rules *rules, ix_arena *arena, ix_error *error) {
    ix_status status = check_obligations(rules, error);
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
        rule_measure *measures = program->measures.items;
        for (int j = 0; status == IX_OK && j < program->measures.count; j++) {
            status = resolve_measure(rules, program, &measures[j], arena, error);
        }
    }
    return status;
}
