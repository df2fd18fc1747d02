/* One measure after another against the circumstances of a question:
 *
 *     not in force on the day, or somebody else bound, or another activity or role   -> info
 *     bound to an activity, role, user or other circumstance that was not told       -> info, open
 *     covered by a licence                                                           -> info
 *     else                                                                           -> its effect
 *
 * The most severe decides; notes and obligations of all are joined. */
#include "weighing.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

ix_status weighing_memory(const weighing *w) {
    return ix_error_set(w->error, IX_E_MEMORY, "no memory to weigh the law");
}

ix_status IX_PRINTF(3, 4) weighing_write(weighing *w, ix_str *out, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    assert(length > 0);
    char *text = IX_NEW(w->arena, char, length + 1);
    if (text == NULL) {
        return weighing_memory(w);
    }
    va_start(arguments, format);
    vsnprintf(text, (size_t)length + 1, format, arguments);
    va_end(arguments);
    *out = (ix_str){text, length};
    return IX_OK;
}

bool rule_in_force(ix_when from, ix_when until, ix_zone zone, int64_t as_of) {
    return (from.kind == IX_WHEN_NONE || ix_when_instant(from, zone) <= as_of) &&
           (until.kind == IX_WHEN_NONE || as_of < ix_when_instant(until, zone));
}

/* ------------------------------------------------------------------ one measure */

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
    case RULE_US_NEXUS:
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

static bool binds_by_nexus(rule_bound bound) {
    return bound == RULE_US_PERSON || bound == RULE_US_BANK || bound == RULE_US_NEXUS;
}

static answer is_among(ix_texts texts, ix_texts except, ix_str value) {
    if (value.len > 0 && ix_texts_contain(except, value)) {
        return ANSWER_NO;
    }
    if (texts.count == 0) {
        return ANSWER_YES;
    }
    if (value.len == 0) {
        return ANSWER_OPEN;
    }
    return ix_texts_contain(texts, value) ? ANSWER_YES : ANSWER_NO;
}

/* "The measure takes effect on 2024-09-29." */
static ix_status say_time(weighing *w, weighed *it) {
    const rule_measure *measure = it->measure;
    bool ahead = measure->from.kind != IX_WHEN_NONE &&
                 w->as_of < ix_when_instant(measure->from, it->rule->zone);
    ix_buf text;
    ix_buf_init(&text, 256);
    ix_buf_append(&text,
                  ahead ? IX_STR("The measure takes effect on ") : IX_STR("The measure ended on "));
    ix_when_print(&text, ahead ? measure->from : measure->until);
    ix_buf_append_char(&text, '.');
    it->idle = ix_arena_copy(w->arena, ix_buf_view(&text));
    ix_buf_free(&text);
    return it->idle.ptr != NULL ? IX_OK : weighing_memory(w);
}

static ix_status weigh(weighing *w, weighed *it) {
    const rule_measure *measure = it->measure;
    answer bound = is_bound(measure, w->context);
    answer role = is_among(measure->roles, measure->except_roles, w->context->role);
    answer activity =
        is_among(measure->activities, measure->except_activities, w->context->activity);
    it->effect = IX_VERDICT_INFO;
    if (!rule_in_force(measure->from, measure->until, it->rule->zone, w->as_of)) {
        return say_time(w, it);
    }
    if (bound == ANSWER_NO) {
        it->idle = binds_by_nexus(measure->binds)
                       ? IX_STR("The measure binds US persons and dealings with a US nexus; the "
                                "question says there is none.")
                       : IX_STR("The measure binds others than the user the question names.");
    } else if (role == ANSWER_NO) {
        it->idle = IX_STR("The measure does not speak of the role the question names.");
    } else if (activity == ANSWER_NO) {
        it->idle = IX_STR("The measure does not speak of the activity the question names.");
    } else {
        it->open =
            (bound == ANSWER_OPEN ? OPEN_USER : 0U) | (role == ANSWER_OPEN ? OPEN_ROLE : 0U) |
            (activity == ANSWER_OPEN ? OPEN_ACTIVITY : 0U) | (w->not_located ? OPEN_RESIDENCE : 0U);
        if (it->open == 0 && measure->depends.count == 0) {
            it->effect = measure->effect;
        }
    }
    return IX_OK;
}

bool weighing_applies(const weighed *it) {
    return it->idle.len == 0 && it->open == 0 && it->measure->depends.count == 0;
}

ix_verdict weighing_full(const weighed *it) {
    return it->idle.len == 0 ? it->measure->effect : it->effect;
}

ix_status weighing_add(weighing *w, const weighed *measure) {
    weighed *slot = ix_vector_push(&w->measures, sizeof(weighed), w->arena);
    if (slot == NULL) {
        return weighing_memory(w);
    }
    *slot = *measure;
    ix_status status = weigh(w, slot);
    return status == IX_OK ? weighing_license(w, slot) : status;
}

/* ------------------------------------------------------------------ notes */

ix_status weighing_note(weighing *w, ix_str text, ix_str authority, bool verified) {
    const ix_note *notes = w->notes.items;
    for (int i = 0; i < w->notes.count; i++) {
        if (ix_str_equal(notes[i].text, text) && ix_str_equal(notes[i].authority, authority)) {
            return IX_OK;
        }
    }
    ix_note *slot = ix_vector_push(&w->notes, sizeof(ix_note), w->arena);
    if (slot == NULL) {
        return weighing_memory(w);
    }
    *slot = (ix_note){text, authority, verified};
    return IX_OK;
}

static ix_status add_rule_notes(weighing *w, const rule_program *rule) {
    const rule_note *notes = rule->notes.items;
    ix_status status = IX_OK;
    for (int i = 0; status == IX_OK && i < rule->notes.count; i++) {
        if (rule_in_force(notes[i].from, notes[i].until, rule->zone, w->as_of)) {
            status = weighing_note(w, notes[i].note.text, notes[i].note.authority,
                                   notes[i].note.verified);
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
        status = weighing_note(w, it->measure->text, it->measure->citation, it->measure->verified);
        if (status == IX_OK && it->idle.len > 0) {
            status = weighing_note(w, it->idle, it->measure->citation, it->measure->verified);
        }
        if (status == IX_OK) {
            status = add_rule_notes(w, it->program);
        }
        if (status == IX_OK) {
            status = add_rule_notes(w, it->rule);
        }
    }
    for (int i = 0; status == IX_OK && w->entity != NULL && i < w->entity->note_count; i++) {
        status = weighing_note(w, w->entity->notes[i], IX_STR("the list entry itself"), true);
    }
    return status;
}

/* ------------------------------------------------------------------ the effect of all */

static bool is_verified(const weighed *it) {
    return it->measure->verified && it->program->verified;
}

static bool is_better(const weighed *a, const weighed *b) {
    if (a->effect != b->effect) {
        return a->effect > b->effect;
    }
    if (weighing_full(a) != weighing_full(b)) {
        return weighing_full(a) > weighing_full(b);
    }
    if (a->general != b->general) {
        return b->general;
    }
    return is_verified(a) && !is_verified(b);
}

/* "E.O. 14024, as amended by E.O. 14114; 31 CFR part 587; 31 CFR 587.201" */
static ix_status cite_program(weighing *w, ix_str *out, const weighed *it) {
    const rule_program *program = it->program;
    bool own = program->measures.count > 0;
    ix_str citation = own ? it->measure->citation : (ix_str){0};
    return weighing_write(w, out, "%" IX_FMT "%s%" IX_FMT "%s%" IX_FMT, IX_ARG(program->order),
                          program->regulation.len > 0 ? "; " : "", IX_ARG(program->regulation),
                          own ? "; " : "", IX_ARG(citation));
}

static ix_status write_authority(weighing *w, ix_effect *out, const weighed *best) {
    const rule_program *program = best->program;
    if (best->general && best->tag.len == 0) {
        return weighing_write(w, &out->authority,
                              "%" IX_FMT " (general rule of list %" IX_FMT
                              "; this snapshot carries no programme of the entry)",
                              IX_ARG(program->order), IX_ARG(program->list));
    }
    if (best->general) {
        return weighing_write(w, &out->authority,
                              "%" IX_FMT " (general rule of list %" IX_FMT
                              "; no rule of its own is on file for programme \"%" IX_FMT "\")",
                              IX_ARG(program->order), IX_ARG(program->list), IX_ARG(best->tag));
    }
    return cite_program(w, &out->authority, best);
}

/* Do both come to the same, and the second by a programme that none before it in `measures` has? */
static bool adds_programme(const weighing *w, const weighed *best, const weighed *it) {
    const weighed *measures = w->measures.items;
    if (it->effect != best->effect || it->effect == IX_VERDICT_INFO || it->general ||
        it->tag.len == 0 || ix_str_equal(it->tag, best->tag)) {
        return false;
    }
    for (const weighed *before = measures; before < it; before++) {
        if (before->effect == it->effect && ix_str_equal(before->tag, it->tag)) {
            return false;
        }
    }
    return true;
}

/* The other programmes by which the effect is the same: each holds by itself, and a licence under
 * one does not release from the other. */
static ix_status write_others(weighing *w, ix_effect *out, const weighed *best) {
    const weighed *measures = w->measures.items;
    ix_status status = IX_OK;
    out->under = best->tag;
    for (int i = 0; status == IX_OK && i < w->measures.count; i++) {
        if (!adds_programme(w, best, &measures[i])) {
            continue;
        }
        ix_str cited;
        status = weighing_write(w, &out->under, "%" IX_FMT ", %" IX_FMT, IX_ARG(out->under),
                                IX_ARG(measures[i].tag));
        status = status == IX_OK ? cite_program(w, &cited, &measures[i]) : status;
        if (status == IX_OK && ix_str_find(out->authority, cited, 0) < 0) {
            status = weighing_write(w, &out->authority, "%" IX_FMT "; and %" IX_FMT,
                                    IX_ARG(out->authority), IX_ARG(cited));
        }
    }
    return status;
}

const char *rule_bound_text(rule_bound bound) {
    static const char *const words[] = {
#define RULE_BOUND_TEXT(name, word, text) text,
        RULE_BOUND_LIST(RULE_BOUND_TEXT)
#undef RULE_BOUND_TEXT
    };
    return words[bound];
}

static ix_status write_binds(weighing *w, ix_effect *out, const weighed *best) {
    const char *who = rule_bound_text(best->measure->binds);
    ix_str defined = best->program->us_person;
    if (defined.len == 0) {
        out->binds = ix_str_from_cstr(who);
        return IX_OK;
    }
    return weighing_write(w, &out->binds, "%s (%" IX_FMT ")", who, IX_ARG(defined));
}

static void depend_on(ix_effect *out, ix_str word) {
    for (int i = 0; i < out->depends_count; i++) {
        if (ix_str_equal(out->depends_on[i], word)) {
            return;
        }
    }
    out->depends_on[out->depends_count++] = word;
}

/* What decides whether the effect is graver than `effect`: of each measure that could make it so.
 */
static ix_status write_depends(weighing *w, ix_effect *out) {
    static const ix_str words[OPEN_BITS] = {
        {"user", 4}, {"role", 4}, {"activity", 8}, {"residence", 9}};
    const weighed *measures = w->measures.items;
    int room = OPEN_BITS;
    unsigned open = 0;
    for (int i = 0; i < w->measures.count; i++) {
        room += measures[i].measure->depends.count;
        open |= weighing_full(&measures[i]) > out->effect ? measures[i].open : 0;
    }
    out->depends_on = IX_NEW(w->arena, ix_str, room);
    if (out->depends_on == NULL) {
        return weighing_memory(w);
    }
    for (int i = 0; i < OPEN_BITS; i++) {
        if ((open & 1U << i) != 0) {
            depend_on(out, words[i]);
        }
    }
    for (int i = 0; i < w->measures.count; i++) {
        ix_texts depends = measures[i].measure->depends;
        bool graver = weighing_full(&measures[i]) > out->effect;
        for (int j = 0; graver && j < depends.count; j++) {
            depend_on(out, depends.items[j]);
        }
    }
    return IX_OK;
}

ix_status weighing_conclude(weighing *w, ix_effect *out) {
    const weighed *measures = w->measures.items;
    const weighed *best = &measures[0];
    assert(w->measures.count > 0);
    for (int i = 1; i < w->measures.count; i++) {
        best = is_better(&measures[i], best) ? &measures[i] : best;
    }
    out->effect = best->effect;
    out->full = best->effect;
    for (int i = 0; i < w->measures.count; i++) {
        ix_verdict full = weighing_full(&measures[i]);
        out->full = full > out->full ? full : out->full;
    }
    out->program = best->tag;
    out->from = best->measure->from;
    out->until = best->measure->until;
    out->verified = is_verified(best);
    ix_status status = write_authority(w, out, best);
    status = status == IX_OK ? write_others(w, out, best) : status;
    status = status == IX_OK ? write_binds(w, out, best) : status;
    status = status == IX_OK ? write_depends(w, out) : status;
    status = status == IX_OK ? weighing_owe(w, out) : status;
    status = status == IX_OK ? add_notes(w) : status;
    out->notes = w->notes.items;
    out->note_count = w->notes.count;
    out->licenses = w->licenses.items;
    out->license_count = w->licenses.count;
    return status;
}
