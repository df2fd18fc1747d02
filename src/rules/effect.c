/* What a listing asks in given circumstances.
 *
 * Each programme of the listing gives measures; each measure is weighed against the circumstances:
 *
 *     not in force on the day, or somebody else bound, or another activity or role   -> info
 *     bound to an activity, role or user that was not told                           -> info, open
 *     else                                                                           -> its effect
 *
 * The most severe decides the finding; notes and obligations of all are joined. */
#include "ruleset.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

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

/* ------------------------------------------------------------------ one measure */

enum { OPEN_USER = 1 << 0, OPEN_ROLE = 1 << 1, OPEN_ACTIVITY = 1 << 2 };

/* A measure weighed against the circumstances. */
typedef struct weighed {
    const rule_program *program; /* whose authority it is */
    const rule_program *rule;    /* whose measure it is: the programme or its list's general rule */
    const rule_measure *measure;
    ix_str tag;   /* as listed */
    bool general; /* no programme has the tag: the general rule stands in */
    ix_verdict effect;
    unsigned open;    /* OPEN_ bits: what was not told and decides */
    const char *idle; /* why it does not apply, or NULL */
} weighed;

/* Everything one call works with. */
typedef struct weighing {
    const ix_rules *rules;
    const ix_entity *entity;
    const ix_listing *listing;
    const ix_context *context;
    int64_t as_of;
    ix_arena *arena;
    ix_error *error;
    ix_vector measures; /* weighed */
    ix_vector notes;    /* ix_note */
} weighing;

static ix_status memory_fault(const weighing *w) {
    return ix_error_set(w->error, IX_E_MEMORY, "no memory to weigh a listing");
}

static bool in_force(ix_when from, ix_when until, ix_zone zone, int64_t as_of) {
    return (from.kind == IX_WHEN_NONE || ix_when_instant(from, zone) <= as_of) &&
           (until.kind == IX_WHEN_NONE || as_of < ix_when_instant(until, zone));
}

typedef enum answer { ANSWER_NO, ANSWER_YES, ANSWER_OPEN } answer;

/* 31 CFR 587.314 and its siblings: a US person is bound wherever located; others by a nexus with
 * the United States. A nexus is assumed unless the question denies it. */
static answer is_us_bound(const ix_context *context) {
    bool no_nexus = ix_str_equal(context->nexus, IX_STR("none"));
    bool federal = ix_str_equal(context->user, IX_STR("federal"));
    return no_nexus && !federal ? ANSWER_NO : ANSWER_YES;
}

static answer is_user(const ix_context *context, ix_str user) {
    if (context->user.len == 0) {
        return ANSWER_OPEN;
    }
    return ix_str_equal(context->user, user) ? ANSWER_YES : ANSWER_NO;
}

static answer is_bound(const rule_measure *measure, const ix_context *context) {
    switch (measure->binds) {
    case RULE_US_PERSON:
    case RULE_US_BANK:
        return is_us_bound(context);
    case RULE_ANYONE:
        break;
    case RULE_FOREIGN_BANK:
        return is_user(context, IX_STR("foreign_bank"));
    case RULE_FEDERAL:
        return is_user(context, IX_STR("federal"));
    case RULE_CONTRACTOR:
        return is_user(context, IX_STR("contractor"));
    }
    return ANSWER_YES;
}

static answer is_among(ix_texts texts, ix_str value) {
    if (texts.count == 0) {
        return ANSWER_YES;
    }
    if (value.len == 0) {
        return ANSWER_OPEN;
    }
    return ix_texts_contain(texts, value) ? ANSWER_YES : ANSWER_NO;
}

static void weigh(const weighing *w, weighed *it) {
    const rule_measure *measure = it->measure;
    answer bound = is_bound(measure, w->context);
    answer role = is_among(measure->roles, w->context->role);
    answer activity = is_among(measure->activities, w->context->activity);
    it->effect = IX_VERDICT_INFO;
    if (!in_force(measure->from, measure->until, it->rule->zone, w->as_of)) {
        it->idle = "The measure is not in force on this date.";
    } else if (bound == ANSWER_NO) {
        it->idle = measure->binds == RULE_US_PERSON || measure->binds == RULE_US_BANK
                       ? "The measure binds US persons and dealings with a US nexus; the question "
                         "says there is none."
                       : "The measure binds others than the user the question names.";
    } else if (role == ANSWER_NO) {
        it->idle = "The measure does not speak of the role the question names.";
    } else if (activity == ANSWER_NO) {
        it->idle = "The measure does not speak of the activity the question names.";
    } else {
        it->open = (bound == ANSWER_OPEN ? OPEN_USER : 0U) |
                   (role == ANSWER_OPEN ? OPEN_ROLE : 0U) |
                   (activity == ANSWER_OPEN ? OPEN_ACTIVITY : 0U);
        if (it->open == 0) {
            it->effect = measure->effect;
        }
    }
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
        weighed *slot = ix_vector_push(&w->measures, sizeof(weighed), w->arena);
        if (slot == NULL) {
            return memory_fault(w);
        }
        *slot = (weighed){.program = program,
                          .rule = rule,
                          .measure = &measures[i],
                          .tag = tag,
                          .general = general};
        weigh(w, slot);
    }
    return IX_OK;
}

/* ------------------------------------------------------------------ notes */

static ix_status add_note(weighing *w, ix_str text, ix_str authority, bool verified) {
    const ix_note *notes = w->notes.items;
    for (int i = 0; i < w->notes.count; i++) {
        if (ix_str_equal(notes[i].text, text) && ix_str_equal(notes[i].authority, authority)) {
            return IX_OK;
        }
    }
    ix_note *slot = ix_vector_push(&w->notes, sizeof(ix_note), w->arena);
    if (slot == NULL) {
        return memory_fault(w);
    }
    *slot = (ix_note){text, authority, verified};
    return IX_OK;
}

static ix_status add_rule_notes(weighing *w, const rule_program *rule) {
    const rule_note *notes = rule->notes.items;
    ix_status status = IX_OK;
    for (int i = 0; status == IX_OK && i < rule->notes.count; i++) {
        if (in_force(notes[i].from, notes[i].until, rule->zone, w->as_of)) {
            status =
                add_note(w, notes[i].note.text, notes[i].note.authority, notes[i].note.verified);
        }
    }
    return status;
}

/* What each measure says, why an idle one does not apply, and the publisher's own sentences. */
static ix_status add_notes(weighing *w) {
    const weighed *measures = w->measures.items;
    ix_status status = IX_OK;
    for (int i = 0; status == IX_OK && i < w->measures.count; i++) {
        const weighed *it = &measures[i];
        status = add_note(w, it->measure->text, it->measure->citation, it->measure->verified);
        if (status == IX_OK && it->idle != NULL) {
            status = add_note(w, ix_str_from_cstr(it->idle), it->measure->citation,
                              it->measure->verified);
        }
        if (status == IX_OK) {
            status = add_rule_notes(w, it->program);
        }
        if (status == IX_OK) {
            status = add_rule_notes(w, it->rule);
        }
    }
    for (int i = 0; status == IX_OK && i < w->entity->note_count; i++) {
        status = add_note(w, w->entity->notes[i], IX_STR("the list entry itself"), true);
    }
    return status;
}

/* ------------------------------------------------------------------ obligations */

/* Text put together in the arena, however long. */
static ix_status IX_PRINTF(3, 4) write_text(weighing *w, ix_str *out, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    assert(length > 0);
    char *text = IX_NEW(w->arena, char, length + 1);
    if (text == NULL) {
        return memory_fault(w);
    }
    va_start(arguments, format);
    vsnprintf(text, (size_t)length + 1, format, arguments);
    va_end(arguments);
    *out = (ix_str){text, length};
    return IX_OK;
}

static ix_when when_day(int64_t day) {
    return (ix_when){IX_WHEN_DATE, day};
}

static ix_date shift_years(ix_date date, int years) {
    ix_date shifted = date;
    shifted.year = (int16_t)(date.year + years);
    if (!ix_date_is_valid(shifted)) { /* 29 February: the day after its end */
        shifted.month = 3;
        shifted.day = 1;
    }
    return shifted;
}

/* "reported by 30 September for what is held on 30 June": the first such day not yet past. */
static int64_t yearly_due(const rule_obligation *o, int64_t day, int64_t *held) {
    ix_date now = ix_date_from_day(day);
    ix_date held_on = o->held_on;
    held_on.year = now.year;
    if (ix_date_first_day(held_on) < day) {
        held_on.year++;
    }
    ix_date due = o->due_on;
    due.year = held_on.year;
    *held = ix_date_first_day(held_on);
    return ix_date_first_day(due);
}

/* 31 CFR 501.603: business days. An obligation outside the calendar stands without a date. */
static ix_status owe_business_days(weighing *w, ix_obligation *out, const rule_obligation *o,
                                   int64_t day, ix_date from) {
    const rule_calendar *calendar = rule_calendar_find(w->rules, o->calendar);
    assert(calendar != NULL);
    int64_t due;
    bool covered = rule_calendar_after(&due, calendar, day, o->business_days);
    if (covered) {
        out->due = when_day(due);
    }
    return write_text(w, &out->basis,
                      "%d business days after %04d-%02d-%02d, %" IX_FMT "; calendar %" IX_FMT
                      ", version %" IX_FMT "%s; zone %s",
                      (int)o->business_days, from.year, from.month, from.day,
                      IX_ARG(o->counts_from), IX_ARG(calendar->name), IX_ARG(calendar->version),
                      covered ? "" : ", does not cover these days: count by hand",
                      ix_zone_name(o->zone));
}

/* 31 CFR 501.603, 501.601: when it is due, counted from the day of the question. */
static ix_status owe(weighing *w, ix_obligation *out, const rule_obligation *o) {
    int64_t day = ix_zone_day(o->zone, w->as_of);
    ix_date from = ix_date_from_day(day);
    *out = (ix_obligation){.what = o->what, .authority = o->citation};
    if (from.year < 1 || from.year + RULE_YEARS_MAX > 9999) {
        return write_text(w, &out->basis, "the question's date lies outside any calendar");
    }
    if (o->business_days > 0) {
        return owe_business_days(w, out, o, day, from);
    }
    if (o->years > 0) {
        out->due = when_day(ix_date_first_day(shift_years(from, o->years)));
        return write_text(w, &out->basis, "%d years after %04d-%02d-%02d, %" IX_FMT "; zone %s",
                          (int)o->years, from.year, from.month, from.day, IX_ARG(o->counts_from),
                          ix_zone_name(o->zone));
    }
    int64_t held;
    out->due = when_day(yearly_due(o, day, &held));
    ix_date on = ix_date_from_day(held);
    return write_text(w, &out->basis, "if still held on %04d-%02d-%02d, %" IX_FMT "; zone %s",
                      on.year, on.month, on.day, IX_ARG(o->counts_from), ix_zone_name(o->zone));
}

static bool is_owed(const ix_vector *owed, ix_str what) {
    const ix_obligation *items = owed->items;
    for (int i = 0; i < owed->count; i++) {
        if (ix_str_equal(items[i].what, what)) {
            return true;
        }
    }
    return false;
}

/* Obligations of the measures that apply, each once. */
static ix_status add_obligations(weighing *w, ix_effect *out) {
    const weighed *measures = w->measures.items;
    ix_vector owed = {0};
    for (int i = 0; i < w->measures.count; i++) {
        const rule_measure *measure = measures[i].measure;
        bool applies = measures[i].idle == NULL && measures[i].open == 0;
        for (int j = 0; applies && j < measure->owed.count; j++) {
            const rule_obligation *o = measure->obligations[j];
            if (is_owed(&owed, o->what)) {
                continue;
            }
            ix_obligation *slot = ix_vector_push(&owed, sizeof(ix_obligation), w->arena);
            if (slot == NULL) {
                return memory_fault(w);
            }
            ix_status status = owe(w, slot, o);
            if (status != IX_OK) {
                return status;
            }
        }
    }
    out->obligations = owed.items;
    out->obligation_count = owed.count;
    return IX_OK;
}

/* ------------------------------------------------------------------ the finding's effect */

/* The effect if what is open held. */
static ix_verdict full_effect(const weighed *it) {
    return it->open != 0 ? it->measure->effect : it->effect;
}

static bool is_better(const weighed *a, const weighed *b) {
    if (a->effect != b->effect) {
        return a->effect > b->effect;
    }
    if (full_effect(a) != full_effect(b)) {
        return full_effect(a) > full_effect(b);
    }
    if (a->general != b->general) {
        return b->general;
    }
    return a->measure->verified && a->program->verified &&
           !(b->measure->verified && b->program->verified);
}

/* "E.O. 14024, as amended by E.O. 14114; 31 CFR part 587; 31 CFR 587.201" */
static ix_status write_authority(weighing *w, ix_effect *out, const weighed *best) {
    const rule_program *program = best->program;
    if (best->general && best->tag.len == 0) {
        return write_text(w, &out->authority,
                          "%" IX_FMT " (general rule of list %" IX_FMT
                          "; this snapshot carries no programme of the entry)",
                          IX_ARG(program->order), IX_ARG(program->list));
    }
    if (best->general) {
        return write_text(w, &out->authority,
                          "%" IX_FMT " (general rule of list %" IX_FMT
                          "; no rule of its own is on file for programme \"%" IX_FMT "\")",
                          IX_ARG(program->order), IX_ARG(program->list), IX_ARG(best->tag));
    }
    bool own = program->measures.count > 0;
    ix_str citation = own ? best->measure->citation : (ix_str){0};
    return write_text(w, &out->authority, "%" IX_FMT "%s%" IX_FMT "%s%" IX_FMT,
                      IX_ARG(program->order), program->regulation.len > 0 ? "; " : "",
                      IX_ARG(program->regulation), own ? "; " : "", IX_ARG(citation));
}

static ix_status write_binds(weighing *w, ix_effect *out, const weighed *best) {
    static const char *const words[] = {
#define RULE_BOUND_TEXT(name, word, text) text,
        RULE_BOUND_LIST(RULE_BOUND_TEXT)
#undef RULE_BOUND_TEXT
    };
    const char *who = words[best->measure->binds];
    ix_str defined = best->program->us_person;
    if (defined.len == 0) {
        out->binds = ix_str_from_cstr(who);
        return IX_OK;
    }
    return write_text(w, &out->binds, "%s (%" IX_FMT ")", who, IX_ARG(defined));
}

static ix_status write_depends(weighing *w, ix_effect *out, unsigned open) {
    static const ix_str words[] = {{"user", 4}, {"role", 4}, {"activity", 8}};
    if (open == 0) {
        return IX_OK;
    }
    out->depends_on = IX_NEW(w->arena, ix_str, 3);
    if (out->depends_on == NULL) {
        return memory_fault(w);
    }
    for (int i = 0; i < 3; i++) {
        if ((open & 1U << i) != 0) {
            out->depends_on[out->depends_count++] = words[i];
        }
    }
    return IX_OK;
}

static ix_status write_effect(weighing *w, ix_effect *out) {
    const weighed *measures = w->measures.items;
    const weighed *best = &measures[0];
    for (int i = 1; i < w->measures.count; i++) {
        best = is_better(&measures[i], best) ? &measures[i] : best;
    }
    out->effect = best->effect;
    out->full = best->effect;
    unsigned open = 0;
    for (int i = 0; i < w->measures.count; i++) {
        ix_verdict full = full_effect(&measures[i]);
        open |= full > best->effect ? measures[i].open : 0;
        out->full = full > out->full ? full : out->full;
    }
    out->program = best->tag;
    out->from = best->measure->from;
    out->until = best->measure->until;
    out->verified = best->program->verified && best->measure->verified;
    ix_status status = write_authority(w, out, best);
    status = status == IX_OK ? write_binds(w, out, best) : status;
    status = status == IX_OK ? write_depends(w, out, open) : status;
    status = status == IX_OK ? add_obligations(w, out) : status;
    status = status == IX_OK ? add_notes(w) : status;
    out->notes = w->notes.items;
    out->note_count = w->notes.count;
    return status;
}

/* Fail closed: a listing nobody wrote a rule for may not pass as permitted. */
static ix_status write_unknown(weighing *w, ix_effect *out, ix_str list) {
    out->effect = IX_VERDICT_PROHIBITED;
    out->full = IX_VERDICT_PROHIBITED;
    out->binds = IX_STR("any person, wherever located");
    ix_status status =
        write_text(w, &out->authority,
                   "no rule is on file for list %" IX_FMT ": held to be prohibited until one is",
                   IX_ARG(list));
    for (int i = 0; status == IX_OK && i < w->entity->note_count; i++) {
        status = add_note(w, w->entity->notes[i], IX_STR("the list entry itself"), true);
    }
    out->notes = w->notes.items;
    out->note_count = w->notes.count;
    return status;
}

/* The act that listed the party, where the publication cites it, before the law it rests on. */
static ix_status cite_listing(weighing *w, ix_effect *out, ix_str act) {
    return act.len == 0 ? IX_OK
                        : write_text(w, &out->authority, "%" IX_FMT "; %" IX_FMT, IX_ARG(act),
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
        status = w.measures.count > 0 ? write_effect(&w, out) : write_unknown(&w, out, list);
    }
    if (status == IX_OK) {
        status = cite_listing(&w, out, listing->authority);
    }
    if (status != IX_OK) {
        *out = (ix_effect){0};
    }
    return status;
}
