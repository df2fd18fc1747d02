/* Private to rules: what the data files become.
 *
 *     programs/.../X.yml  -> rule_program (one a tag and list) with rule_measure, rule_note
 *                         -> rule_obligation (shared by name)
 *     actions/X.yml       -> ix_action, ix_fact
 *     calendars/X.txt     -> rule_calendar
 *
 * Everything is sorted once at load; nothing changes afterwards. */
#ifndef INTERDICT_RULES_RULESET_H
#define INTERDICT_RULES_RULESET_H

#include <interdict/rules.h>

#define RULE_YEARS_MAX         100  /* a longer term is a mistake in the file */
#define RULE_BUSINESS_DAYS_MAX 1000 /* so is this */

/* Whom a measure binds. Rows are (enum, word in the files, words in a decision). */
#define RULE_BOUND_LIST(X)                                                                         \
    X(RULE_US_PERSON, "us_person", "US persons, and anyone acting through the United States")      \
    X(RULE_US_BANK, "us_financial_institution", "US financial institutions")                       \
    X(RULE_ANYONE, "anyone", "any person, wherever located")                                       \
    X(RULE_FOREIGN_BANK, "foreign_financial_institution", "foreign financial institutions")        \
    X(RULE_FEDERAL, "federal_agency", "federal agencies")                                          \
    X(RULE_CONTRACTOR, "federal_contractor", "federal contractors")

typedef enum rule_bound {
#define RULE_BOUND_ENUM(name, word, text) name,
    RULE_BOUND_LIST(RULE_BOUND_ENUM)
#undef RULE_BOUND_ENUM
} rule_bound;

/* What is owed when a measure applies. Exactly one of business_days, years, due_on is set. */
typedef struct rule_obligation {
    ix_str what;
    ix_str citation;
    int32_t business_days; /* after the day it counts from */
    ix_str calendar;       /* of the business days */
    int32_t years;
    ix_date held_on;    /* month and day of a yearly obligation: what is held then ... */
    ix_date due_on;     /* ... is reported by then, in the same year */
    ix_str counts_from; /* in words */
    bool verified;
    ix_zone zone;
    ix_str file;
    int64_t line;
} rule_obligation;

/* What is forbidden, to whom, in which circumstances, from when until when. */
typedef struct rule_measure {
    ix_verdict effect;
    rule_bound binds;
    ix_str text;
    ix_str citation;
    ix_texts activities; /* empty: any */
    ix_texts roles;      /* empty: any */
    ix_texts remarks;    /* chosen by any of these phrases in the entry */
    ix_texts measures;   /* ... or in the listing's measures; both empty: always */
    bool otherwise;      /* chosen when no phrase of the programme's measures is found, or the
                            listing's measures say more than they name */
    ix_when from;
    ix_when until;
    bool verified;
    ix_texts owed; /* names of obligations */
    const rule_obligation **obligations;
    int64_t line;
} rule_measure;

typedef struct rule_note {
    ix_note note;
    ix_when from;
    ix_when until;
} rule_note;

/* A programme of one list; tag and source empty: the list's general rule. */
typedef struct rule_program {
    ix_str list;
    ix_str tag;
    ix_str source; /* sub-list code of the listing, or empty */
    ix_str title;
    ix_str order;      /* statute or executive order */
    ix_str regulation; /* where it is carried out */
    ix_str us_person;  /* where the bound person is defined */
    bool verified;
    ix_vector measures; /* rule_measure; none: those of the general rule */
    ix_vector notes;    /* rule_note */
    ix_zone zone;
    ix_str file;
    int64_t line;
} rule_program;

/* Holidays between the first day of one year and the last of another. */
typedef struct rule_calendar {
    ix_str name;
    ix_str version;
    int64_t first_day;
    int64_t last_day;
    int64_t *holidays; /* ascending day numbers */
    int holiday_count;
    ix_str file;
} rule_calendar;

struct ix_rules {
    ix_vector programs;    /* rule_program by list, tag, source */
    ix_vector obligations; /* rule_obligation by what */
    ix_vector actions;     /* ix_action by list, key, effective */
    ix_vector facts;       /* ix_fact in file order */
    ix_vector calendars;   /* rule_calendar */
    ix_digest digest;
};

/* Loaders: one file each, added to the rules. */
ix_status rule_programs_load(ix_rules *rules, ix_str bytes, ix_str source, ix_arena *arena,
                             ix_error *error);
ix_status rule_actions_load(ix_rules *rules, ix_str bytes, ix_str source, ix_arena *arena,
                            ix_error *error);
ix_status rule_calendar_load(ix_rules *rules, ix_str bytes, ix_str source, ix_arena *arena,
                             ix_error *error);
/* Sort, refuse duplicates, resolve names. */
ix_status rule_programs_finish(ix_rules *rules, ix_arena *arena, ix_error *error);
ix_status rule_actions_finish(ix_rules *rules, ix_error *error);

/* The rule of a programme tag on a list, or NULL; the list's general rule has tag and source empty.
 */
const rule_program *rule_program_find(const ix_rules *rules, ix_str list, ix_str tag,
                                      ix_str source);
/* The calendar of that name, or NULL. */
const rule_calendar *rule_calendar_find(const ix_rules *rules, ix_str name);
/* The n-th business day after a day; false outside the calendar's years. */
bool rule_calendar_after(int64_t *out, const rule_calendar *calendar, int64_t day, int n);
#endif
