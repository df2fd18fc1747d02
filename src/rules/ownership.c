/* Rules of ownership: when what is owned by listed parties is treated as they are.
 *
 *     zone: America/New_York      of dates alone, of stakes too
 *     checked: 2026-11-28
 *     sources: [...]
 *     rules:
 *       - name, title, text, below, citation, verified
 *         owners:                 each: lists, and perhaps sources, programs, caution
 *         percent: "50"           and reached: at | above, aggregate: true | false
 *         effect, binds           where it is another than that of the owners' listings
 *         in_force:               each: from, until, citation, verified
 *         outside: caution        or nothing: what a stake means while it is not in force
 *
 * data/ownership/README.md describes the keys. */
#include "ruleset.h"

#include <stddef.h>
#include <stdlib.h>

typedef struct ownership_file {
    ix_zone zone;
    ix_when checked;
    ix_texts sources;
    ix_rules *rules;
    int first; /* of its rules */
} ownership_file;

/* One rule as it is read. */
typedef struct ownership_entry {
    ix_ownership_rule rule;
    ix_vector scopes;
    ix_vector windows;
    bool bound;
} ownership_entry;

static ix_status memory_fault(ix_yaml *reader) {
    return ix_error_at(reader->error, IX_E_MEMORY, reader->source, 0, -1,
                       "no memory to read the rules of ownership");
}

/* ------------------------------------------------------------------ words */

/* One of a few words, by its place. */
static ix_status read_word(ix_yaml *reader, const char *const *words, int count, int *which) {
    int64_t line = ix_yaml_line(reader);
    ix_str word;
    ix_status status = ix_yaml_text_read(reader, &word);
    for (int i = 0; status == IX_OK && i < count; i++) {
        if (ix_str_equal(word, ix_str_from_cstr(words[i]))) {
            *which = i;
            return IX_OK;
        }
    }
    return status != IX_OK ? status
                           : ix_yaml_fault(reader, line, "expected %s or %s, found \"%" IX_FMT "\"",
                                           words[0], words[count - 1], IX_ARG(word));
}

static ix_status read_caution(ix_yaml *reader, void *object) {
    static const char *const words[] = {"review", "info", "nothing"};
    int which = 0;
    ix_status status = read_word(reader, words, 3, &which);
    ((ix_ownership_scope *)object)->caution = (ix_caution)which;
    return status;
}

static ix_status read_outside(ix_yaml *reader, void *object) {
    static const char *const words[] = {"caution", "nothing"};
    int which = 0;
    ix_status status = read_word(reader, words, 2, &which);
    ((ownership_entry *)object)->rule.silent_outside = which == 1;
    return status;
}

static ix_status read_reached(ix_yaml *reader, void *object) {
    static const char *const words[] = {"at", "above"};
    int which = 0;
    ix_status status = read_word(reader, words, 2, &which);
    ((ownership_entry *)object)->rule.above = which == 1;
    return status;
}

static ix_status read_percent(ix_yaml *reader, void *object) {
    ownership_entry *entry = object;
    int64_t line = ix_yaml_line(reader);
    ix_str text;
    ix_error why = {0};
    ix_status status = ix_yaml_text_read(reader, &text);
    if (status == IX_OK &&
        (ix_percent_parse(&entry->rule.bar, text, &why) != IX_OK || entry->rule.bar == 0)) {
        return ix_yaml_fault(reader, line, "percent: %s",
                             why.text[0] != '\0' ? why.text : "expected more than 0");
    }
    return status;
}

static ix_status read_effect(ix_yaml *reader, void *object) {
    return rule_read_effect(reader, &((ownership_entry *)object)->rule.effect);
}

static ix_status read_binds(ix_yaml *reader, void *object) {
    ownership_entry *entry = object;
    rule_bound bound = RULE_ANYONE;
    ix_status status = rule_read_bound(reader, &bound);
    entry->rule.binds = ix_str_from_cstr(rule_bound_text(bound));
    entry->bound = true;
    return status;
}

static ix_status read_zone(ix_yaml *reader, void *object) {
    return rule_read_zone(reader, &((ownership_file *)object)->zone);
}

/* ------------------------------------------------------------------ a rule */

static ix_status read_scope(ix_yaml *reader, void *object) {
    static const ix_yaml_field fields[] = {
        {"lists", IX_YAML_TEXTS, true, offsetof(ix_ownership_scope, lists), NULL},
        {"sources", IX_YAML_TEXTS, false, offsetof(ix_ownership_scope, sources), NULL},
        {"programs", IX_YAML_TEXTS, false, offsetof(ix_ownership_scope, programs), NULL},
        {"caution", IX_YAML_CUSTOM, false, 0, read_caution},
    };
    ownership_entry *entry = object;
    ix_ownership_scope *scope = ix_vector_push(&entry->scopes, sizeof *scope, reader->arena);
    int64_t line;
    if (scope == NULL) {
        return memory_fault(reader);
    }
    ix_status status =
        ix_yaml_mapping_read(reader, scope, fields, IX_YAML_FIELD_COUNT(fields), &line);
    bool any = ix_texts_contain(scope->lists, IX_STR("any"));
    if (status == IX_OK && (scope->lists.count == 0 || (any && scope->lists.count > 1))) {
        return ix_yaml_fault(reader, line, "expected list ids, or the word any alone");
    }
    return status;
}

static ix_status read_scopes(ix_yaml *reader, void *object) {
    return ix_yaml_sequence_read(reader, object, read_scope);
}

static ix_status read_window(ix_yaml *reader, void *object) {
    static const ix_yaml_field fields[] = {
        {"from", IX_YAML_WHEN, false, offsetof(ix_ownership_window, from), NULL},
        {"until", IX_YAML_WHEN, false, offsetof(ix_ownership_window, until), NULL},
        {"citation", IX_YAML_TEXT, true, offsetof(ix_ownership_window, citation), NULL},
        {"verified", IX_YAML_BOOL, true, offsetof(ix_ownership_window, verified), NULL},
    };
    ownership_entry *entry = object;
    ix_ownership_window *window = ix_vector_push(&entry->windows, sizeof *window, reader->arena);
    int64_t line;
    if (window == NULL) {
        return memory_fault(reader);
    }
    ix_status status =
        ix_yaml_mapping_read(reader, window, fields, IX_YAML_FIELD_COUNT(fields), &line);
    if (status == IX_OK && window->from.kind != IX_WHEN_NONE &&
        window->until.kind != IX_WHEN_NONE &&
        ix_when_instant(window->until, IX_ZONE_UTC) <= ix_when_instant(window->from, IX_ZONE_UTC)) {
        return ix_yaml_fault(reader, line, "it ends before it begins");
    }
    return status;
}

static ix_status read_windows(ix_yaml *reader, void *object) {
    return ix_yaml_sequence_read(reader, object, read_window);
}

static ix_status check_rule(ix_yaml *reader, const ownership_entry *entry, int64_t line) {
    const ix_ownership_rule *rule = &entry->rule;
    if (entry->scopes.count == 0) {
        return ix_yaml_fault(reader, line, "a rule without owners speaks of nobody");
    }
    if (rule->bar == 0 && (rule->above || rule->aggregate || rule->effect != 0)) {
        return ix_yaml_fault(reader, line,
                             "reached, aggregate and effect need a percent that is enough");
    }
    if (rule->silent_outside && entry->windows.count == 0) {
        return ix_yaml_fault(reader, line, "a rule that is always in force has no outside");
    }
    if ((rule->effect != IX_VERDICT_NOT_SCREENED) != entry->bound) {
        return ix_yaml_fault(reader, line, "effect and binds are given together or not at all");
    }
    return IX_OK;
}

static ix_status read_rule(ix_yaml *reader, void *object) {
#define RULE_FIELD(name) offsetof(ownership_entry, rule.name)
    static const ix_yaml_field fields[] = {
        {"name", IX_YAML_TEXT, true, RULE_FIELD(name), NULL},
        {"title", IX_YAML_TEXT, true, RULE_FIELD(title), NULL},
        {"text", IX_YAML_TEXT, true, RULE_FIELD(text), NULL},
        {"below", IX_YAML_TEXT, true, RULE_FIELD(below), NULL},
        {"citation", IX_YAML_TEXT, true, RULE_FIELD(citation), NULL},
        {"owners", IX_YAML_CUSTOM, true, 0, read_scopes},
        {"percent", IX_YAML_CUSTOM, false, 0, read_percent},
        {"reached", IX_YAML_CUSTOM, false, 0, read_reached},
        {"aggregate", IX_YAML_BOOL, false, RULE_FIELD(aggregate), NULL},
        {"effect", IX_YAML_CUSTOM, false, 0, read_effect},
        {"binds", IX_YAML_CUSTOM, false, 0, read_binds},
        {"in_force", IX_YAML_CUSTOM, false, 0, read_windows},
        {"outside", IX_YAML_CUSTOM, false, 0, read_outside},
        {"verified", IX_YAML_BOOL, true, RULE_FIELD(verified), NULL},
    };
#undef RULE_FIELD
    ownership_file *file = object;
    ownership_entry entry = {.bound = false};
    int64_t line;
    ix_status status =
        ix_yaml_mapping_read(reader, &entry, fields, IX_YAML_FIELD_COUNT(fields), &line);
    if (status == IX_OK) {
        status = check_rule(reader, &entry, line);
    }
    if (status != IX_OK) {
        return status;
    }
    if (file->rules->ownership.count == IX_OWNERSHIP_RULES_MAX) {
        return ix_yaml_fault(reader, line, "more than %d rules of ownership",
                             IX_OWNERSHIP_RULES_MAX);
    }
    ix_ownership_rule *slot = ix_vector_push(&file->rules->ownership, sizeof *slot, reader->arena);
    if (slot == NULL) {
        return memory_fault(reader);
    }
    *slot = entry.rule;
    slot->scopes = entry.scopes.items;
    slot->scope_count = entry.scopes.count;
    slot->windows = entry.windows.items;
    slot->window_count = entry.windows.count;
    slot->source_file = reader->source;
    return IX_OK;
}

static ix_status read_rules(ix_yaml *reader, void *object) {
    return ix_yaml_sequence_read(reader, object, read_rule);
}

ix_status rule_ownership_load(ix_rules *rules, ix_str bytes, ix_str source, ix_arena *arena,
                              ix_error *error) {
    static const ix_yaml_field fields[] = {
        {"zone", IX_YAML_CUSTOM, true, 0, read_zone},
        {"checked", IX_YAML_WHEN, true, offsetof(ownership_file, checked), NULL},
        {"sources", IX_YAML_TEXTS, true, offsetof(ownership_file, sources), NULL},
        {"rules", IX_YAML_CUSTOM, true, 0, read_rules},
    };
    ownership_file file = {.rules = rules, .first = rules->ownership.count};
    ix_status status =
        ix_yaml_file_read(&file, fields, IX_YAML_FIELD_COUNT(fields), bytes, source, arena, error);
    for (int i = file.first; status == IX_OK && i < rules->ownership.count; i++) {
        ((ix_ownership_rule *)rules->ownership.items)[i].zone = file.zone;
    }
    return status;
}

static int compare_rules(const void *left, const void *right) {
    const ix_ownership_rule *a = left;
    const ix_ownership_rule *b = right;
    return ix_str_compare(a->name, b->name);
}

ix_status rule_ownership_finish(ix_rules *rules, ix_error *error) {
    ix_ownership_rule *items = rules->ownership.items;
    if (rules->ownership.count > 1) {
        qsort(items, (size_t)rules->ownership.count, sizeof *items, compare_rules);
    }
    for (int i = 1; i < rules->ownership.count; i++) {
        if (ix_str_equal(items[i].name, items[i - 1].name)) {
            return ix_error_at(error, IX_E_INPUT, items[i].source_file, 0, -1,
                               "rule of ownership \"%" IX_FMT "\" is given twice",
                               IX_ARG(items[i].name));
        }
    }
    return IX_OK;
}

/* ------------------------------------------------------------------ asking */

const ix_ownership_rule *ix_rules_ownership(const ix_rules *rules, int *count) {
    *count = rules->ownership.count;
    return rules->ownership.items;
}

static bool shares_program(ix_texts wanted, const ix_str *programs, int count) {
    for (int i = 0; i < count; i++) {
        if (ix_texts_contain(wanted, programs[i])) {
            return true;
        }
    }
    return wanted.count == 0;
}

static const ix_ownership_scope *find_scope(const ix_ownership_rule *rule, ix_str list,
                                            ix_str source, const ix_str *programs, int count) {
    for (int i = 0; i < rule->scope_count; i++) {
        const ix_ownership_scope *scope = &rule->scopes[i];
        if (ix_texts_contain(scope->lists, list) &&
            (scope->sources.count == 0 || ix_texts_contain(scope->sources, source)) &&
            shares_program(scope->programs, programs, count)) {
            return scope;
        }
    }
    return NULL;
}

/* The scope of a rule that is for listings no other speaks of. */
static const ix_ownership_scope *rest_of(const ix_ownership_rule *rule) {
    for (int i = 0; i < rule->scope_count; i++) {
        if (ix_texts_contain(rule->scopes[i].lists, IX_STR("any"))) {
            return &rule->scopes[i];
        }
    }
    return NULL;
}

const ix_ownership_scope *ix_ownership_scope_of(const ix_rules *rules,
                                                const ix_ownership_rule *rule, ix_str list,
                                                ix_str source, const ix_str *programs,
                                                int program_count) {
    const ix_ownership_scope *found = find_scope(rule, list, source, programs, program_count);
    const ix_ownership_scope *rest = found == NULL ? rest_of(rule) : NULL;
    const ix_ownership_rule *all = rules->ownership.items;
    for (int i = 0; rest != NULL && i < rules->ownership.count; i++) {
        rest = find_scope(&all[i], list, source, programs, program_count) == NULL ? rest : NULL;
    }
    return found != NULL ? found : rest;
}

bool ix_ownership_in_force(const ix_ownership_window **window, const ix_ownership_rule *rule,
                           int64_t as_of) {
    const ix_ownership_window *found = NULL;
    for (int i = 0; i < rule->window_count && found == NULL; i++) {
        const ix_ownership_window *one = &rule->windows[i];
        ix_stake span = {.from = one->from, .until = one->until};
        found = ix_stake_is_held(&span, rule->zone, as_of) ? one : NULL;
    }
    if (window != NULL) {
        *window = found;
    }
    return rule->window_count == 0 || found != NULL;
}
