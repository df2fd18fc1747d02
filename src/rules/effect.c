/* What a listing asks in given circumstances: each programme of it gives measures, which are
 * weighed one by one and together (weighing.c). */
#include "weighing.h"

#include <assert.h>

const char *ix_verdict_name(ix_verdict verdict) {
    static const char *const names[] = {
#define RULE_VERDICT_NAME(name, text) text,
        IX_VERDICT_LIST(RULE_VERDICT_NAME)
#undef RULE_VERDICT_NAME
    };
    assert((size_t)verdict < sizeof names / sizeof names[0]);
    return names[verdict];
}

bool ix_verdict_parse(ix_verdict *verdict, ix_str name) {
    for (int i = IX_VERDICT_NOT_SCREENED; i <= IX_VERDICT_BLOCK; i++) {
        if (ix_str_equal(name, ix_str_from_cstr(ix_verdict_name((ix_verdict)i)))) {
            *verdict = (ix_verdict)i;
            return true;
        }
    }
    return false;
}

/* ------------------------------------------------------------------ measures by remark */

static bool is_word_byte(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* Does `phrase` stand in `text`, not cut off inside a word ("Directive 1" is not "Directive 1a")?
 */
static bool mentions(ix_str text, ix_str phrase) {
    ptrdiff_t at = ix_str_find(text, phrase, 0);
    while (at >= 0) {
        ptrdiff_t end = at + phrase.len;
        if (end == text.len || !is_word_byte(text.ptr[end])) {
            return true;
        }
        at = ix_str_find(text, phrase, at + 1);
    }
    return false;
}

/* The same where a publisher splits the sentence into a label and a value. */
static bool field_mentions(ix_str label, ix_str value, ix_str phrase) {
    if (mentions(value, phrase) || mentions(label, phrase)) {
        return true;
    }
    return label.len > 0 && ix_str_starts_with(phrase, label) && label.len < phrase.len &&
           mentions(value, ix_str_trim(ix_str_slice(phrase, label.len, phrase.len)));
}

static bool entity_mentions(const ix_entity *entity, ix_str phrase) {
    if (mentions(entity->remarks, phrase)) {
        return true;
    }
    for (int i = 0; i < entity->note_count; i++) {
        if (mentions(entity->notes[i], phrase)) {
            return true;
        }
    }
    for (int i = 0; i < entity->identifier_count; i++) {
        if (field_mentions(entity->identifiers[i].label, entity->identifiers[i].value, phrase)) {
            return true;
        }
    }
    for (int i = 0; i < entity->unmodelled_count; i++) {
        if (field_mentions(entity->unmodelled[i].name, entity->unmodelled[i].value, phrase)) {
            return true;
        }
    }
    return false;
}

static bool is_remarked(const rule_measure *measure, const ix_entity *entity) {
    for (int i = 0; i < measure->remarks.count; i++) {
        if (entity_mentions(entity, measure->remarks.items[i])) {
            return true;
        }
    }
    return false;
}

/* The same as `mentions` for a publisher that writes "Travel Ban" and "Travel ban". */
static bool names(ix_str measures, ix_str phrase) {
    for (ptrdiff_t at = 0; at + phrase.len <= measures.len; at++) {
        ptrdiff_t end = at + phrase.len;
        if (ix_str_equal_ascii_nocase(ix_str_slice(measures, at, end), phrase) &&
            (end == measures.len || !is_word_byte(measures.ptr[end]))) {
            return true;
        }
    }
    return false;
}

static bool is_named(const rule_measure *measure, ix_str measures) {
    for (int i = 0; i < measure->measures.count; i++) {
        if (names(measures, measure->measures.items[i])) {
            return true;
        }
    }
    return false;
}

static bool is_chosen(const weighing *w, const rule_measure *measure) {
    return is_remarked(measure, w->entity) || is_named(measure, w->listing->measures);
}

/* Does a part of the listing's measures say what no measure of the rule is there for? A sign alone
 * ("-") is no measure; a rule that does not choose by measures leaves none unnamed. */
static bool has_unnamed(const rule_program *rule, ix_str measures) {
    const rule_measure *items = rule->measures.items;
    bool chooses = false;
    for (int i = 0; i < rule->measures.count; i++) {
        chooses = chooses || items[i].measures.count > 0;
    }
    while (chooses && measures.len > 0) {
        ix_str part = ix_str_cut(measures, '|', &measures);
        bool named = true;
        for (ptrdiff_t i = 0; i < part.len; i++) {
            named = named && !is_word_byte(part.ptr[i]) && (part.ptr[i] & 0x80) == 0;
        }
        for (int i = 0; i < rule->measures.count; i++) {
            named = named || is_named(&items[i], part);
        }
        if (!named) {
            return true;
        }
    }
    return false;
}

static bool has_otherwise(const rule_program *rule) {
    const rule_measure *measures = rule->measures.items;
    for (int i = 0; i < rule->measures.count; i++) {
        if (measures[i].otherwise) {
            return true;
        }
    }
    return false;
}

/* Weigh the measures of a rule that the entry's remarks and the listing's measures choose. Where
 * nothing chooses, and where the listing says more than the rule names, those marked `otherwise`
 * apply too, and without such all of them: what is not told is not cleared. */
static ix_status weigh_measures(weighing *w, const rule_program *program, const rule_program *rule,
                                ix_str tag, bool general) {
    const rule_measure *measures = rule->measures.items;
    bool told = false;
    for (int i = 0; i < rule->measures.count; i++) {
        told = told || is_chosen(w, &measures[i]);
    }
    told = told && !has_unnamed(rule, w->listing->measures);
    bool all = !told && !has_otherwise(rule);
    for (int i = 0; i < rule->measures.count; i++) {
        bool always = measures[i].remarks.count == 0 && measures[i].measures.count == 0 &&
                      !measures[i].otherwise;
        if (!always && !all && !is_chosen(w, &measures[i]) && (told || !measures[i].otherwise)) {
            continue;
        }
        ix_status status = weighing_add(w, &(weighed){.program = program,
                                                      .rule = rule,
                                                      .measure = &measures[i],
                                                      .tag = tag,
                                                      .general = general});
        if (status != IX_OK) {
            return status;
        }
    }
    return IX_OK;
}

/* ------------------------------------------------------------------ the listing */

/* Fail closed: a listing nobody wrote a rule for may not pass as permitted. */
static ix_status write_unknown(weighing *w, ix_effect *out, ix_str list) {
    out->effect = IX_VERDICT_PROHIBITED;
    out->full = IX_VERDICT_PROHIBITED;
    out->binds = IX_STR("any person, wherever located");
    ix_status status = weighing_write(w, &out->authority,
                                      "no rule is on file for list %" IX_FMT
                                      ": held to be prohibited until one is",
                                      IX_ARG(list));
    for (int i = 0; status == IX_OK && i < w->entity->note_count; i++) {
        status = weighing_note(w, w->entity->notes[i], IX_STR("the list entry itself"), true);
    }
    out->notes = w->notes.items;
    out->note_count = w->notes.count;
    return status;
}

/* The act that listed the party, where the publication cites it, before the law it rests on. */
static ix_status cite_listing(weighing *w, ix_effect *out, ix_str act) {
    return act.len == 0 ? IX_OK
                        : weighing_write(w, &out->authority, "%" IX_FMT "; %" IX_FMT, IX_ARG(act),
                                         IX_ARG(out->authority));
}

/* Weigh what a list asks under one tag: by tag and source, by tag, by source, else in general. */
static ix_status weigh_tag(weighing *w, ix_str list, ix_str tag, ix_str source) {
    const ix_str none = {0};
    const rule_program *general = rule_program_find(w->rules, list, none, none);
    const rule_program *program = NULL;
    if (tag.len > 0) {
        program = rule_program_find(w->rules, list, tag, source);
        program = program != NULL ? program : rule_program_find(w->rules, list, tag, none);
    }
    if (program == NULL && source.len > 0) {
        program = rule_program_find(w->rules, list, none, source);
    }
    if (program == NULL) {
        return general == NULL ? IX_OK : weigh_measures(w, general, general, tag, true);
    }
    assert(general != NULL); /* a list with programmes has one */
    const rule_program *rule = program->measures.count > 0 ? program : general;
    return weigh_measures(w, program, rule, tag, false);
}

ix_status ix_rules_effect(ix_effect *out, const ix_rules *rules, ix_str list,
                          const ix_entity *entity, const ix_listing *listing,
                          const ix_context *context, int64_t as_of, ix_arena *arena,
                          ix_error *error) {
    *out = (ix_effect){0};
    weighing w = {.rules = rules,
                  .entity = entity,
                  .listing = listing,
                  .list = list,
                  .context = context,
                  .as_of = as_of,
                  .arena = arena,
                  .error = error};
    ix_status status = IX_OK;
    const ix_str none = {0};
    for (int i = 0; status == IX_OK && i < listing->program_count; i++) {
        status = weigh_tag(&w, list, listing->programs[i], listing->source);
    }
    if (status == IX_OK && listing->program_count == 0) {
        status = weigh_tag(&w, list, none, listing->source);
    }
    if (status == IX_OK) {
        status = w.measures.count > 0 ? weighing_conclude(&w, out) : write_unknown(&w, out, list);
    }
    if (status == IX_OK) {
        status = cite_listing(&w, out, listing->authority);
    }
    if (status != IX_OK) {
        *out = (ix_effect){0};
    }
    return status;
}
