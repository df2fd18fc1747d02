/* Dated, cited acts and facts: what a publication does not say of itself.
 *
 *     sources: [...]
 *     actions:                     each is expanded to one a key
 *       - list: us_ofac_sdn
 *         kind: designation        or removal
 *         keys: ["45815", ...]
 *         announced, published, effective, citation, verified
 *         claim: true              said by the press: dates nothing
 *     facts:
 *       - kind: deliberately_not_listed    or proposed, conflicting_sources, other_law
 *         about, type, list, names, keys, from, until, text, citation, verified
 *
 * Dates alone mean 00:00 in the zone of the list they speak of. */
#include "ruleset.h"

#include <assert.h>
#include <stddef.h>
#include <stdlib.h>

typedef struct action_file {
    ix_texts sources;
    ix_rules *rules;
} action_file;

/* One entry of `actions`, before it is expanded. */
typedef struct action_entry {
    ix_action action;
    ix_texts keys;
} action_entry;

/* One entry of `facts`. */
typedef struct fact_entry {
    ix_fact fact;
    ix_texts names;
    ix_texts keys;
    ix_str type;
} fact_entry;

static ix_status memory_fault(ix_yaml *reader) {
    return ix_error_at(reader->error, IX_E_MEMORY, reader->source, 0, -1,
                       "no memory to read the action file");
}

/* Does a lie behind b for certain? The zone of a date alone is not known here: a day of slack. */
static bool is_after(ix_when a, ix_when b) {
    int64_t slack = a.kind == b.kind ? 0 : 86400;
    return a.kind != IX_WHEN_NONE && b.kind != IX_WHEN_NONE &&
           ix_when_instant(a, IX_ZONE_UTC) > ix_when_instant(b, IX_ZONE_UTC) + slack;
}

static ix_status check_action(ix_yaml *reader, const ix_action *action, int64_t line) {
    if (!ix_str_equal(action->kind, IX_STR("designation")) &&
        !ix_str_equal(action->kind, IX_STR("removal"))) {
        return ix_yaml_fault(reader, line,
                             "expected the kind designation or removal, found \"%" IX_FMT "\"",
                             IX_ARG(action->kind));
    }
    if (is_after(action->announced, action->effective)) {
        return ix_yaml_fault(reader, line, "announced after it took effect");
    }
    return IX_OK;
}

static ix_status read_action(ix_yaml *reader, void *object) {
    static const ix_yaml_field fields[] = {
        {"list", IX_YAML_TEXT, true, offsetof(action_entry, action.list), NULL},
        {"kind", IX_YAML_TEXT, true, offsetof(action_entry, action.kind), NULL},
        {"keys", IX_YAML_TEXTS, true, offsetof(action_entry, keys), NULL},
        {"announced", IX_YAML_WHEN, false, offsetof(action_entry, action.announced), NULL},
        {"published", IX_YAML_WHEN, false, offsetof(action_entry, action.published), NULL},
        {"effective", IX_YAML_WHEN, true, offsetof(action_entry, action.effective), NULL},
        {"citation", IX_YAML_TEXT, true, offsetof(action_entry, action.citation), NULL},
        {"verified", IX_YAML_BOOL, true, offsetof(action_entry, action.verified), NULL},
        {"claim", IX_YAML_BOOL, false, offsetof(action_entry, action.claim), NULL},
    };
    const action_file *file = object;
    action_entry entry = {0};
    int64_t line;
    ix_status status =
        ix_yaml_mapping_read(reader, &entry, fields, IX_YAML_FIELD_COUNT(fields), &line);
    if (status == IX_OK && entry.keys.count == 0) {
        return ix_yaml_fault(reader, line, "an action without keys acts on nobody");
    }
    if (status == IX_OK && entry.action.claim && entry.action.verified) {
        return ix_yaml_fault(reader, line, "a claim is not verified: an instrument is no claim");
    }
    if (status == IX_OK) {
        status = check_action(reader, &entry.action, line);
    }
    for (int i = 0; status == IX_OK && i < entry.keys.count; i++) {
        ix_action *slot = ix_vector_push(&file->rules->actions, sizeof(ix_action), reader->arena);
        if (slot == NULL) {
            return memory_fault(reader);
        }
        *slot = entry.action;
        slot->key = entry.keys.items[i];
        slot->source_file = reader->source;
    }
    return status;
}

static ix_status check_fact(ix_yaml *reader, fact_entry *entry, int64_t line) {
    static const char *const kinds[] = {"deliberately_not_listed", "proposed",
                                        "conflicting_sources", "other_law", NULL};
    size_t kind = 0;
    while (kinds[kind] != NULL && !ix_str_equal(entry->fact.kind, ix_str_from_cstr(kinds[kind]))) {
        kind++;
    }
    if (kinds[kind] == NULL) {
        return ix_yaml_fault(reader, line, "unknown kind of fact \"%" IX_FMT "\"",
                             IX_ARG(entry->fact.kind));
    }
    if (entry->names.count == 0) {
        return ix_yaml_fault(reader, line, "a fact without names is about nobody");
    }
    if (entry->type.len > 0 && !ix_party_type_parse(&entry->fact.type, entry->type)) {
        return ix_yaml_fault(reader, line, "\"%" IX_FMT "\" is no kind of party",
                             IX_ARG(entry->type));
    }
    return IX_OK;
}

static ix_status read_fact(ix_yaml *reader, void *object) {
    static const ix_yaml_field fields[] = {
        {"kind", IX_YAML_TEXT, true, offsetof(fact_entry, fact.kind), NULL},
        {"list", IX_YAML_TEXT, true, offsetof(fact_entry, fact.list), NULL},
        {"names", IX_YAML_TEXTS, true, offsetof(fact_entry, names), NULL},
        {"about", IX_YAML_TEXT, false, offsetof(fact_entry, fact.about), NULL},
        {"type", IX_YAML_TEXT, false, offsetof(fact_entry, type), NULL},
        {"keys", IX_YAML_TEXTS, false, offsetof(fact_entry, keys), NULL},
        {"from", IX_YAML_WHEN, true, offsetof(fact_entry, fact.from), NULL},
        {"until", IX_YAML_WHEN, false, offsetof(fact_entry, fact.until), NULL},
        {"text", IX_YAML_TEXT, true, offsetof(fact_entry, fact.text), NULL},
        {"citation", IX_YAML_TEXT, true, offsetof(fact_entry, fact.citation), NULL},
        {"verified", IX_YAML_BOOL, true, offsetof(fact_entry, fact.verified), NULL},
    };
    const action_file *file = object;
    fact_entry entry = {0};
    int64_t line;
    ix_status status =
        ix_yaml_mapping_read(reader, &entry, fields, IX_YAML_FIELD_COUNT(fields), &line);
    if (status != IX_OK) {
        return status;
    }
    status = check_fact(reader, &entry, line);
    if (status != IX_OK) {
        return status;
    }
    if (is_after(entry.fact.from, entry.fact.until)) {
        return ix_yaml_fault(reader, line, "the fact ends before it begins");
    }
    ix_fact *slot = ix_vector_push(&file->rules->facts, sizeof(ix_fact), reader->arena);
    if (slot == NULL) {
        return memory_fault(reader);
    }
    *slot = entry.fact;
    slot->names = entry.names.items;
    slot->name_count = entry.names.count;
    slot->keys = entry.keys.items;
    slot->key_count = entry.keys.count;
    slot->about = entry.fact.about.len > 0 ? entry.fact.about : slot->names[0];
    slot->source_file = reader->source;
    return IX_OK;
}

static ix_status read_actions(ix_yaml *reader, void *object) {
    return ix_yaml_sequence_read(reader, object, read_action);
}

static ix_status read_facts(ix_yaml *reader, void *object) {
    return ix_yaml_sequence_read(reader, object, read_fact);
}

ix_status rule_actions_load(ix_rules *rules, ix_str bytes, ix_str source, ix_arena *arena,
                            ix_error *error) {
    static const ix_yaml_field fields[] = {
        {"sources", IX_YAML_TEXTS, true, offsetof(action_file, sources), NULL},
        {"actions", IX_YAML_CUSTOM, false, 0, read_actions},
        {"facts", IX_YAML_CUSTOM, false, 0, read_facts},
    };
    action_file file = {.rules = rules};
    return ix_yaml_file_read(&file, fields, IX_YAML_FIELD_COUNT(fields), bytes, source, arena,
                             error);
}

/* ------------------------------------------------------------------ order */

static int compare_parties(ix_str list, ix_str key, const ix_action *b) {
    int order = ix_str_compare(list, b->list);
    return order != 0 ? order : ix_str_compare(key, b->key);
}

/* Dates alone and instants are compared as if dates meant UTC: files give either, and two acts on
 * one party less than a day apart do not occur. */
static int64_t effect_order(const ix_action *action) {
    return ix_when_instant(action->effective, IX_ZONE_UTC);
}

static int compare_actions(const void *left, const void *right) {
    const ix_action *a = left;
    const ix_action *b = right;
    int order = compare_parties(a->list, a->key, b);
    if (order != 0) {
        return order;
    }
    int64_t x = effect_order(a);
    int64_t y = effect_order(b);
    return x != y ? (x < y ? -1 : 1) : ix_str_compare(a->kind, b->kind);
}

ix_status rule_actions_finish(ix_rules *rules, ix_error *error) {
    ix_action *actions = rules->actions.items;
    int count = rules->actions.count;
    if (count > 1) {
        qsort(actions, (size_t)count, sizeof(ix_action), compare_actions);
    }
    for (int i = 1; i < count; i++) {
        if (compare_actions(&actions[i - 1], &actions[i]) == 0) {
            return ix_error_at(
                error, IX_E_INPUT, actions[i].source_file, 0, -1,
                "the %" IX_FMT " of %" IX_FMT ":%" IX_FMT " is stated twice for one day",
                IX_ARG(actions[i].kind), IX_ARG(actions[i].list), IX_ARG(actions[i].key));
        }
    }
    return IX_OK;
}

const ix_action *ix_rules_actions(const ix_rules *rules, ix_str list, ix_str key, int *count) {
    const ix_action *actions = rules->actions.items;
    int from = 0;
    int to = rules->actions.count;
    while (from < to) {
        int middle = from + (to - from) / 2;
        if (compare_parties(list, key, &actions[middle]) > 0) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    int end = from;
    while (end < rules->actions.count && compare_parties(list, key, &actions[end]) == 0) {
        end++;
    }
    *count = end - from;
    return end > from ? &actions[from] : NULL;
}

const ix_fact *ix_rules_facts(const ix_rules *rules, int *count) {
    *count = rules->facts.count;
    return rules->facts.items;
}
