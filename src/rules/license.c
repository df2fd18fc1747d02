/* Licences and exemptions: what may be done although a measure forbids it.
 *
 *     zone: America/New_York
 *     checked: 2026-11-28
 *     sources: [...]
 *     licenses:
 *       - kind: general            or specific, exemption
 *         id: GL 8L
 *         title, citation, scope, conditions: [...]
 *         lists: [...]             whose measures it lifts
 *         programs, parties, activities, roles, users: [...]   left out: any
 *         licensees: [...]         of a specific licence, which the question must name
 *         owned: true              of one for some parties: for what they own as well
 *         releases: false          shown with the finding, but decided by a person
 *         from, until, verified
 *
 * A measure that licences cover has the effect info, and each of them is cited; one that a licence
 * might cover, were the question to tell more, keeps its effect and names the licence. Each measure
 * is released by itself: a licence for one programme leaves those of another as they are. */
#include "weighing.h"

#include <stddef.h>

typedef struct license_file {
    ix_zone zone;
    ix_when checked;
    ix_texts sources;
    ix_vector licenses;
} license_file;

/* A licence as it is read: the file says what it does, the rule what it does not. */
typedef struct license_entry {
    rule_license license;
    bool releases;
} license_entry;

/* ------------------------------------------------------------------ reading */

static const char *const kind_names[] = {
#define LICENSE_NAME(name, text) text,
    IX_LICENSE_LIST(LICENSE_NAME)
#undef LICENSE_NAME
};

const char *ix_license_kind_name(ix_license_kind kind) {
    return kind_names[kind];
}

static ix_status read_kind(ix_yaml *reader, void *object) {
    license_entry *entry = object;
    int64_t line = ix_yaml_line(reader);
    ix_str name;
    ix_status status = ix_yaml_text_read(reader, &name);
    for (size_t i = 0; status == IX_OK && i < sizeof kind_names / sizeof kind_names[0]; i++) {
        if (ix_str_equal(name, ix_str_from_cstr(kind_names[i]))) {
            entry->license.kind = (ix_license_kind)i;
            return IX_OK;
        }
    }
    return status != IX_OK ? status
                           : ix_yaml_fault(reader, line,
                                           "expected general, specific or exemption, found "
                                           "\"%" IX_FMT "\"",
                                           IX_ARG(name));
}

static ix_status check_license(ix_yaml *reader, const rule_license *license) {
    if (ix_str_find(license->id, IX_STR(";"), 0) >= 0) {
        return ix_yaml_fault(reader, license->line,
                             "the id of a licence holds no \";\", which parts those of a question");
    }
    if ((license->kind == IX_LICENSE_SPECIFIC) != (license->licensees.count > 0)) {
        return ix_yaml_fault(reader, license->line,
                             "a specific licence names its licensees, and no other does");
    }
    if (license->from.kind != IX_WHEN_NONE && license->until.kind != IX_WHEN_NONE &&
        ix_when_instant(license->from, license->zone) >=
            ix_when_instant(license->until, license->zone)) {
        return ix_yaml_fault(reader, license->line, "the licence ends before it begins");
    }
    const struct {
        ix_texts texts;
        const char *const *words;
        const char *what;
    } checks[] = {{license->activities, rule_activity_words, "activity"},
                  {license->roles, rule_role_words, "role"},
                  {license->users, rule_user_words, "user"}};
    ix_status status = IX_OK;
    for (size_t i = 0; status == IX_OK && i < sizeof checks / sizeof checks[0]; i++) {
        status = rule_check_words(reader, license->line, checks[i].texts, checks[i].words,
                                  checks[i].what);
    }
    return status;
}

#define LICENSE_FIELD(key, kind, required)                                                         \
    { #key, kind, required, offsetof(license_entry, license.key), NULL }

static ix_status read_license(ix_yaml *reader, void *object) {
    static const ix_yaml_field fields[] = {
        {"kind", IX_YAML_CUSTOM, true, 0, read_kind},
        LICENSE_FIELD(id, IX_YAML_TEXT, true),
        LICENSE_FIELD(title, IX_YAML_TEXT, true),
        LICENSE_FIELD(citation, IX_YAML_TEXT, true),
        LICENSE_FIELD(scope, IX_YAML_TEXT, true),
        LICENSE_FIELD(conditions, IX_YAML_TEXTS, false),
        LICENSE_FIELD(lists, IX_YAML_TEXTS, true),
        LICENSE_FIELD(programs, IX_YAML_TEXTS, false),
        LICENSE_FIELD(parties, IX_YAML_TEXTS, false),
        LICENSE_FIELD(activities, IX_YAML_TEXTS, false),
        LICENSE_FIELD(roles, IX_YAML_TEXTS, false),
        LICENSE_FIELD(users, IX_YAML_TEXTS, false),
        LICENSE_FIELD(licensees, IX_YAML_TEXTS, false),
        LICENSE_FIELD(from, IX_YAML_WHEN, true),
        LICENSE_FIELD(until, IX_YAML_WHEN, false),
        LICENSE_FIELD(verified, IX_YAML_BOOL, true),
        LICENSE_FIELD(owned, IX_YAML_BOOL, false),
        {"releases", IX_YAML_BOOL, false, offsetof(license_entry, releases), NULL},
    };
    license_file *file = object;
    license_entry entry = {.releases = true};
    ix_status status = ix_yaml_mapping_read(reader, &entry, fields, IX_YAML_FIELD_COUNT(fields),
                                            &entry.license.line);
    entry.license.zone = file->zone;
    /* What was given to somebody by name is no release for whoever asks. */
    entry.license.cites_only = !entry.releases || entry.license.kind == IX_LICENSE_SPECIFIC;
    entry.license.file = reader->source;
    status = status == IX_OK ? check_license(reader, &entry.license) : status;
    if (status != IX_OK) {
        return status;
    }
    rule_license *slot = ix_vector_push(&file->licenses, sizeof(rule_license), reader->arena);
    if (slot == NULL) {
        return ix_error_at(reader->error, IX_E_MEMORY, reader->source, 0, -1,
                           "no memory to read the licences");
    }
    *slot = entry.license;
    return IX_OK;
}

static ix_status read_licenses(ix_yaml *reader, void *object) {
    return ix_yaml_sequence_read(reader, object, read_license);
}

static ix_status read_zone(ix_yaml *reader, void *object) {
    return rule_read_zone(reader, &((license_file *)object)->zone);
}

ix_status rule_licenses_load(ix_rules *rules, ix_str bytes, ix_str source, ix_arena *arena,
                             ix_error *error) {
    static const ix_yaml_field fields[] = {
        {"zone", IX_YAML_CUSTOM, true, 0, read_zone},
        {"checked", IX_YAML_WHEN, true, offsetof(license_file, checked), NULL},
        {"sources", IX_YAML_TEXTS, true, offsetof(license_file, sources), NULL},
        {"licenses", IX_YAML_CUSTOM, true, 0, read_licenses},
    };
    license_file file = {.zone = IX_ZONE_UTC};
    ix_status status =
        ix_yaml_file_read(&file, fields, IX_YAML_FIELD_COUNT(fields), bytes, source, arena, error);
    const rule_license *licenses = file.licenses.items;
    for (int i = 0; status == IX_OK && i < file.licenses.count; i++) {
        rule_license *slot = ix_vector_push(&rules->licenses, sizeof(rule_license), arena);
        if (slot == NULL) {
            return ix_error_set(error, IX_E_MEMORY, "no memory for the licences");
        }
        *slot = licenses[i];
    }
    return status;
}

/* ------------------------------------------------------------------ covering */

/* Does the licence speak of this measure's party and programme at all? */
static bool speaks_of(const weighing *w, const rule_license *license, const weighed *it) {
    bool party = w->entity != NULL && ix_texts_contain(license->parties, w->entity->key) &&
                 (!w->context->as_owner || license->owned);
    return ix_texts_contain(license->lists, w->list) &&
           (license->programs.count == 0 || ix_texts_contain(license->programs, it->tag)) &&
           (license->parties.count == 0 || party);
}

/* One circumstance: told and named, or the licence names none; else what it depends on. */
static bool is_met(ix_texts allowed, ix_str told, bool *excluded) {
    if (allowed.count == 0 || ix_texts_contain(allowed, told)) {
        return true;
    }
    *excluded = *excluded || told.len > 0;
    return false;
}

static ix_license_use *find_use(const weighing *w, const rule_license *license) {
    ix_license_use *uses = w->licenses.items;
    for (int i = 0; i < w->licenses.count; i++) {
        if (ix_str_equal(uses[i].id, license->id) &&
            ix_str_equal(uses[i].citation, license->citation)) {
            return &uses[i];
        }
    }
    return NULL;
}

/* Add the programme whose measure the licence lifts, once. */
static ix_status add_lifted(weighing *w, ix_license_use *use, ix_str tag) {
    for (int i = 0; i < use->lift_count; i++) {
        if (ix_str_equal(use->lifts[i], tag)) {
            return IX_OK;
        }
    }
    ix_str *lifts = IX_NEW(w->arena, ix_str, use->lift_count + 1);
    if (lifts == NULL) {
        return weighing_memory(w);
    }
    for (int i = 0; i < use->lift_count; i++) {
        lifts[i] = use->lifts[i];
    }
    lifts[use->lift_count++] = tag;
    use->lifts = lifts;
    return IX_OK;
}

static ix_status cite(weighing *w, const rule_license *license, bool covers, ix_str tag) {
    ix_license_use *slot = find_use(w, license);
    if (slot != NULL) {
        slot->covers = slot->covers || covers;
        return covers ? add_lifted(w, slot, tag) : IX_OK;
    }
    slot = ix_vector_push(&w->licenses, sizeof(ix_license_use), w->arena);
    if (slot == NULL) {
        return weighing_memory(w);
    }
    *slot = (ix_license_use){.kind = license->kind,
                             .id = license->id,
                             .title = license->title,
                             .citation = license->citation,
                             .scope = license->scope,
                             .conditions = license->conditions.items,
                             .condition_count = license->conditions.count,
                             .from = license->from,
                             .until = license->until,
                             .covers = covers,
                             .verified = license->verified};
    return covers ? add_lifted(w, slot, tag) : IX_OK;
}

/* Is it one of those that the question relies on: "A; B"? */
static bool is_named(ix_str named, ix_str id) {
    while (named.len > 0) {
        if (ix_str_equal_ascii_nocase(ix_str_trim(ix_str_cut(named, ';', &named)), id)) {
            return true;
        }
    }
    return false;
}

/* "Released under GL A (CITATION) and GL B (CITATION)", without its period. */
static ix_status release(weighing *w, const rule_license *license, weighed *it) {
    ix_status status =
        it->idle.len > 0
            ? weighing_write(w, &it->idle, "%" IX_FMT " and %" IX_FMT " (%" IX_FMT ")",
                             IX_ARG(it->idle), IX_ARG(license->id), IX_ARG(license->citation))
            : weighing_write(w, &it->idle, "Released under %" IX_FMT " (%" IX_FMT ")",
                             IX_ARG(license->id), IX_ARG(license->citation));
    it->effect = IX_VERDICT_INFO;
    it->released = true;
    it->licensed = it->licensed || license->kind != IX_LICENSE_EXEMPTION;
    return status;
}

static ix_status apply(weighing *w, const rule_license *license, weighed *it) {
    bool excluded = false;
    if (!rule_in_force(license->from, license->until, license->zone, w->as_of)) {
        return IX_OK;
    }
    bool activity = is_met(license->activities, w->context->activity, &excluded);
    bool role = is_met(license->roles, w->context->role, &excluded);
    bool user = is_met(license->users, w->context->user, &excluded);
    /* An exemption is always there; it is cited where the question itself brings it up. */
    if (excluded || (license->kind == IX_LICENSE_EXEMPTION && !(activity && role && user))) {
        return IX_OK;
    }
    bool named = is_named(w->context->license, license->id);
    bool covers = activity && role && user && (named || !license->cites_only);
    ix_status status = cite(w, license, covers, it->tag);
    return status == IX_OK && covers ? release(w, license, it) : status;
}

/* Why one that the question relies on does not help: not on file, for another party or programme,
 * not in force. */
static ix_status say_unused(weighing *w, const weighed *it, ix_str named) {
    const rule_license *licenses = w->rules->licenses.items;
    ix_buf text;
    ix_buf_init(&text, 4096 + (size_t)named.len);
    ix_buf_printf(&text, "The licence named in the question, %" IX_FMT ", does not cover this",
                  IX_ARG(named));
    if (it->tag.len > 0) {
        ix_buf_printf(&text, " (%" IX_FMT ")", IX_ARG(it->tag));
    }
    bool on_file = false;
    for (int i = 0; i < w->rules->licenses.count; i++) {
        const rule_license *one = &licenses[i];
        if (ix_str_equal_ascii_nocase(one->id, named)) {
            ix_buf_append(&text, on_file ? IX_STR("; or it is in force from ")
                                         : IX_STR(": it is in force from "));
            on_file = true;
            ix_when_print(&text, one->from);
            if (one->until.kind != IX_WHEN_NONE) {
                ix_buf_append(&text, IX_STR(" until "));
                ix_when_print(&text, one->until);
            }
            ix_buf_append(&text, speaks_of(w, one, it)
                                     ? IX_STR(" and for other circumstances")
                                     : IX_STR(" and for other parties or programmes"));
        }
    }
    ix_buf_append(&text, on_file ? IX_STR(".") : IX_STR(": it is not on file."));
    ix_str copy = ix_arena_copy(w->arena, ix_buf_view(&text));
    ix_buf_free(&text);
    return copy.ptr == NULL ? weighing_memory(w)
                            : weighing_note(w, copy, IX_STR("the licences on file"), true);
}

/* Of a measure that none of them lifts. */
static ix_status say_all_unused(weighing *w, const weighed *it) {
    ix_str named = w->context->license;
    ix_status status = IX_OK;
    bool forbids = it->idle.len == 0 && it->measure->effect > IX_VERDICT_INFO;
    while (forbids && named.len > 0 && status == IX_OK) {
        ix_str one = ix_str_trim(ix_str_cut(named, ';', &named));
        status = one.len > 0 ? say_unused(w, it, one) : IX_OK;
    }
    return status;
}

ix_status weighing_license(weighing *w, weighed *it) {
    const rule_license *licenses = w->rules->licenses.items;
    bool forbids = it->idle.len == 0 && it->measure->effect > IX_VERDICT_INFO;
    ix_status status = IX_OK;
    for (int i = 0; forbids && status == IX_OK && i < w->rules->licenses.count; i++) {
        if (speaks_of(w, &licenses[i], it)) {
            status = apply(w, &licenses[i], it);
        }
    }
    if (status == IX_OK && it->released) {
        status =
            weighing_write(w, &it->idle, "%" IX_FMT "%s%" IX_FMT ".", IX_ARG(it->idle),
                           it->tag.len > 0 ? " from what is asked under " : "", IX_ARG(it->tag));
    }
    return status == IX_OK ? say_all_unused(w, it) : status;
}
