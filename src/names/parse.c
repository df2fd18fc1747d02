/* From a raw name to its parts: analyze, look up, guess what it names, give roles, write parts. */
#include "parse.h"

#include <assert.h>
#include <string.h>

static void look_up(names_unit *units, int count, const ix_knowledge *knowledge) {
    for (int i = 0; i < count; i++) {
        units[i].entry = names_word_find(knowledge, units[i].text);
    }
}

static bool has_han(const names_parse *parse) {
    for (int i = 0; i < parse->unit_count; i++) {
        if (names_is_character(&parse->units[i])) {
            return true;
        }
    }
    return false;
}

static ix_status join_han(names_parse *parse) {
    int count = names_han_join(parse->units, parse->unit_count, parse->forms, parse->knowledge,
                               parse->arena);
    if (count < 0) {
        return IX_E_MEMORY;
    }
    if (count < parse->unit_count) {
        parse->unit_count = count;
        look_up(parse->units, count, parse->knowledge);
        names_forms_scan(parse->forms, parse->knowledge, parse->units, count);
    }
    return IX_OK;
}

static ix_status prepare(names_parse *parse, const ix_text *text) {
    parse->token_count = names_units_from_tokens(parse->tokens, text);
    look_up(parse->tokens, parse->token_count, parse->knowledge);
    memcpy(parse->units, parse->tokens, sizeof(names_unit) * (size_t)parse->token_count);
    parse->unit_count =
        names_units_join(parse->units, parse->token_count, parse->knowledge, parse->arena);
    if (parse->unit_count < 0) {
        return IX_E_MEMORY;
    }
    if (parse->unit_count < parse->token_count) {
        look_up(parse->units, parse->unit_count, parse->knowledge);
    }
    names_forms_scan(parse->forms, parse->knowledge, parse->units, parse->unit_count);
    return has_han(parse) ? join_han(parse) : IX_OK;
}

/* Adds the text of a unit to the part before: "forty" and "four", "limited" and "company". */
static bool extend(ix_part *part, const names_parse *parse, const names_unit *unit) {
    ptrdiff_t length = part->text.len + unit->text.len;
    char *text = IX_NEW(parse->arena, char, length);
    if (text == NULL) {
        return false;
    }
    memcpy(text, part->text.ptr, (size_t)part->text.len);
    memcpy(text + part->text.len, unit->text.ptr, (size_t)unit->text.len);
    part->text = (ix_str){text, length};
    part->to = unit->to;
    part->concept = 0;
    part->word = NULL;
    return true;
}

static void set_knowledge(ix_part *part, const ix_knowledge *knowledge, const word_entry *entry) {
    int32_t person = entry == NULL ? -1 : entry->word.person_millibits;
    int32_t organization = entry == NULL ? -1 : entry->word.org_millibits;
    part->word = entry == NULL ? NULL : &entry->word;
    part->person_millibits =
        person >= 0 ? person : names_unseen_millibits(knowledge, part->text, false);
    part->org_millibits =
        organization >= 0 ? organization : names_unseen_millibits(knowledge, part->text, true);
}

static ix_part part_of(const names_parse *parse, const names_unit *unit, int i) {
    uint8_t role = parse->roles[i];
    bool in_class =
        role == IX_ROLE_GENERIC || role == IX_ROLE_DISTINCTIVE || role == IX_ROLE_LEGAL_FORM;
    ix_part part = {.text = unit->text,
                    .from = unit->from,
                    .to = unit->to,
                    .role = role,
                    .script = unit->script,
                    .joined = unit->joined,
                    .concept = in_class && unit->entry != NULL ? unit->entry->word.concept : 0,
                    .number = role == IX_ROLE_NUMBER ? parse->numbers[i] : 0};
    set_knowledge(&part, parse->knowledge, unit->entry);
    return part;
}

/* The form of a part that spans several matches is the most telling of them. */
static void set_form(ix_part *part, const names_parse *parse, int i, bool units) {
    uint16_t form = units ? parse->forms[i].form : 0;
    if (part->role == IX_ROLE_LEGAL_FORM && form != 0 &&
        (part->form == 0 ||
         names_form_rank(parse->knowledge, part->form) < names_form_rank(parse->knowledge, form))) {
        part->form = form;
    }
}

/* Writes the parts of `count` units. Those that say nothing give way when there are too many. */
static ix_status write_parts(ix_parsed_name *out, const names_parse *parse, const names_unit *units,
                             int count) {
    bool by_unit = units == parse->units;
    int parts = 0;
    for (int i = 0; i < count; i++) {
        parts += !parse->last_merged[i];
    }
    bool skip_stops = parts > IX_PARTS_MAX;
    out->cut |= skip_stops;
    for (int i = 0; i < count; i++) {
        if (parse->last_merged[i] && out->count > 0) {
            ix_part *part = &out->parts[out->count - 1];
            if (!extend(part, parse, &units[i])) {
                return IX_E_MEMORY;
            }
            if (parse->roles[i] == IX_ROLE_NUMBER && part->role != IX_ROLE_LEGAL_FORM) {
                part->number = parse->numbers[i];
            }
            set_form(part, parse, i, by_unit);
            set_knowledge(part, parse->knowledge, names_word_find(parse->knowledge, part->text));
            continue;
        }
        if (skip_stops && parse->roles[i] == IX_ROLE_STOP) {
            continue;
        }
        if (out->count == IX_PARTS_MAX) {
            return IX_OK;
        }
        out->parts[out->count++] = part_of(parse, &units[i], i);
        set_form(&out->parts[out->count - 1], parse, i, by_unit);
    }
    return IX_OK;
}

/* A person's name of nothing but titles, particles and the like keeps them as plain words. */
static void keep_something(names_parse *parse) {
    for (int i = 0; i < parse->token_count; i++) {
        switch (parse->roles[i]) {
        case IX_ROLE_TITLE:
        case IX_ROLE_PARTICLE:
        case IX_ROLE_SUFFIX:
        case IX_ROLE_STOP:
            break;
        default:
            return;
        }
    }
    memset(parse->roles, IX_ROLE_UNKNOWN, (size_t)parse->token_count);
}

static ix_status give_roles(ix_parsed_name *out, names_parse *parse, ix_party_type type) {
    if (type == IX_PARTY_ANY || type == IX_PARTY_PERSON) {
        if (type == IX_PARTY_PERSON) {
            names_split_initials(parse);
        }
        names_person_roles(parse, &out->comma_order);
        keep_something(parse);
        return write_parts(out, parse, parse->tokens, parse->token_count);
    }
    out->form = names_organization_roles(parse, type == IX_PARTY_ORGANIZATION);
    return write_parts(out, parse, parse->units, parse->unit_count);
}

ix_status ix_name_parse(ix_parsed_name *out, const ix_knowledge *knowledge, ix_str raw,
                        ix_party_type type, ix_arena *arena, ix_error *error) {
    assert(out != NULL && knowledge != NULL && arena != NULL);
    *out = (ix_parsed_name){.raw = raw};
    ix_text text;
    ix_status status = ix_text_analyze(&text, raw, arena, error);
    if (status != IX_OK) {
        return status;
    }
    out->anomaly_count = text.anomaly_count;
    memcpy(out->anomalies, text.anomalies, sizeof(ix_anomaly) * (size_t)text.anomaly_count);
    out->cut = text.count > NAMES_TOKENS_MAX;
    names_parse parse;
    parse.knowledge = knowledge;
    parse.arena = arena;
    parse.raw = raw;
    status = prepare(&parse, &text);
    if (status == IX_OK) {
        out->guess = names_guess(&parse);
        status = give_roles(out, &parse, type == IX_PARTY_ANY ? out->guess : type);
    }
    if (status == IX_E_MEMORY) {
        *out = (ix_parsed_name){.raw = raw};
        return ix_error_set(error, status, "a name does not fit into memory");
    }
    assert(status != IX_OK || (out->count > 0) == (text.count > 0));
    return status;
}
