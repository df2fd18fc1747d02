/* What is owed, and by when.
 *
 *     business days   31 CFR 501.603, 501.604: counted through a calendar of holidays
 *     years           31 CFR 501.601: the same date years later
 *     yearly          31 CFR 501.603: what is held on 30 June is reported by 30 September
 *
 * An obligation of one name may stand in several rows, each with its own from and until: a law that
 * changed. */
#include "weighing.h"

#include <assert.h>

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

/* An obligation outside the calendar stands without a date. */
static ix_status owe_business_days(weighing *w, ix_obligation *out, const rule_obligation *o,
                                   int64_t day, ix_date from) {
    const rule_calendar *calendar = rule_calendar_find(w->rules, o->calendar);
    assert(calendar != NULL);
    int64_t due;
    bool covered = rule_calendar_after(&due, calendar, day, o->business_days);
    if (covered) {
        out->due = when_day(due);
    }
    return weighing_write(w, &out->basis,
                          "%d business days after %04d-%02d-%02d, %" IX_FMT "; calendar %" IX_FMT
                          ", version %" IX_FMT "%s; zone %s",
                          (int)o->business_days, from.year, from.month, from.day,
                          IX_ARG(o->counts_from), IX_ARG(calendar->name), IX_ARG(calendar->version),
                          covered ? "" : ", does not cover these days: count by hand",
                          ix_zone_name(o->zone));
}

/* When it is due, counted from the day of the question. */
static ix_status owe(weighing *w, ix_obligation *out, const rule_obligation *o) {
    int64_t day = ix_zone_day(o->zone, w->as_of);
    ix_date from = ix_date_from_day(day);
    *out = (ix_obligation){.what = o->what, .authority = o->citation};
    if (from.year < 1 || from.year + RULE_YEARS_MAX > 9999) {
        return weighing_write(w, &out->basis, "the question's date lies outside any calendar");
    }
    if (o->business_days > 0) {
        return owe_business_days(w, out, o, day, from);
    }
    if (o->years > 0) {
        out->due = when_day(ix_date_first_day(shift_years(from, o->years)));
        return weighing_write(w, &out->basis, "%d years after %04d-%02d-%02d, %" IX_FMT "; zone %s",
                              (int)o->years, from.year, from.month, from.day,
                              IX_ARG(o->counts_from), ix_zone_name(o->zone));
    }
    int64_t held;
    out->due = when_day(yearly_due(o, day, &held));
    ix_date on = ix_date_from_day(held);
    return weighing_write(w, &out->basis, "if still held on %04d-%02d-%02d, %" IX_FMT "; zone %s",
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

/* The row of a name in force at the time of the question, or NULL: not owed then. */
static const rule_obligation *row_in_force(const ix_rules *rules, ix_str what, int64_t as_of) {
    const rule_obligation *rows = rules->obligations.items;
    for (int i = 0; i < rules->obligations.count; i++) {
        if (ix_str_equal(rows[i].what, what) &&
            rule_in_force(rows[i].from, rows[i].until, rows[i].zone, as_of)) {
            return &rows[i];
        }
    }
    return NULL;
}

ix_status weighing_owe(weighing *w, ix_effect *out) {
    const weighed *measures = w->measures.items;
    ix_vector owed = {0};
    for (int i = 0; i < w->measures.count; i++) {
        const rule_measure *measure = measures[i].measure;
        bool applies = weighing_applies(&measures[i]);
        for (int j = 0; (applies || measures[i].licensed) && j < measure->owed.count; j++) {
            const rule_obligation *o = row_in_force(w->rules, measure->owed.items[j], w->as_of);
            if (o == NULL || is_owed(&owed, o->what) || !(applies || o->licensed)) {
                continue;
            }
            ix_obligation *slot = ix_vector_push(&owed, sizeof(ix_obligation), w->arena);
            ix_status status = slot == NULL ? weighing_memory(w) : owe(w, slot, o);
            if (status != IX_OK) {
                return status;
            }
        }
    }
    out->obligations = owed.items;
    out->obligation_count = owed.count;
    return IX_OK;
}

ix_status ix_rules_obligation(ix_obligation *out, const ix_rules *rules, ix_str what, int64_t event,
                              ix_arena *arena, ix_error *error) {
    weighing w = {.rules = rules, .as_of = event, .arena = arena, .error = error};
    *out = (ix_obligation){0};
    const rule_obligation *o = row_in_force(rules, what, event);
    if (o == NULL) {
        return ix_error_set(error, IX_E_NOT_FOUND,
                            "no rule on file owes %" IX_FMT " for what happens at that time",
                            IX_ARG(what));
    }
    return owe(&w, out, o);
}

const ix_str *ix_rules_obligations(const ix_rules *rules, int *count) {
    *count = rules->obligation_names.count;
    return rules->obligation_names.items;
}
