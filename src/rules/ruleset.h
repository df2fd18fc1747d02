/* Private to rules: what the data files become.
 *
 *     programs/.../X.yml  -> rule_program (one a tag and list, or one of products or a place)
 *                            with rule_measure, rule_note
 *                         -> rule_obligation (shared by name)
 *     actions/X.yml       -> ix_action, ix_fact
 *     licenses/X.yml      -> rule_license
 *     calendars/X.txt     -> rule_calendar
 *     ownership/X.yml     -> ix_ownership_rule
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
    X(RULE_US_NEXUS, "us_nexus", "anyone, in what touches the United States or a US person")       \
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
    bool licensed;      /* owed of what a licence releases as well */
    ix_str counts_from; /* in words */
    ix_when from;       /* owed for what happens since ... */
    ix_when until;      /* ... and before */
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
    ix_texts activities;        /* empty: any ... */
    ix_texts except_activities; /* ... but these */
    ix_texts roles;             /* empty: any */
    ix_texts except_roles;
    ix_texts scopes;        /* of products: empty: any ... */
    ix_texts except_scopes; /* ... but these */
    ix_texts depends;       /* circumstances that no question tells and that decide */
    ix_when announced;
    ix_texts remarks;  /* chosen by any of these phrases in the entry */
    ix_texts measures; /* ... or in the listing's measures; both empty: always */
    bool otherwise;    /* chosen when no phrase of the programme's measures is found, or the
                          listing's measures say more than they name */
    ix_when from;
    ix_when until;
    bool verified;
    ix_texts owed; /* names of obligations */
    int64_t line;
} rule_measure;

typedef struct rule_note {
    ix_note note;
    ix_when from;
    ix_when until;
} rule_note;

#define RULE_BEGINNINGS 512

/* The first two bytes of words, in small letters: a bit for each pair that falls on it. Nearly all
 * texts and lists of phrases are told by them to have no word in common. */
typedef struct rule_beginnings {
    uint64_t bits[RULE_BEGINNINGS / 64];
} rule_beginnings;

/* A programme of one list (tag and source empty: the list's general rule), or one of no list that
 * speaks of products or of a place. */
typedef struct rule_program {
    ix_str list;
    ix_texts products;  /* families of products */
    ix_texts countries; /* ISO 3166-1 alpha-2 codes of a place ... */
    ix_texts places;    /* ... words in an address that tell it ... */
    ix_texts towns;     /* ... and such that may tell another place of the name */
    rule_beginnings place_begins, town_begins; /* of those two */
    ix_texts within;                           /* further countries that it may be said to lie in */
    bool only_if_asked;  /* told only where the question names an activity of it */
    bool asks_residence; /* a country that may be a nationality raises the question */
    ix_texts parties;    /* makers that the law on products names */
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

/* A licence or exemption: what is allowed although a measure forbids it. */
typedef struct rule_license {
    ix_license_kind kind;
    ix_str id;
    ix_str title;
    ix_str citation;
    ix_str scope;        /* what it allows, in words */
    ix_texts conditions; /* to be kept, in words */
    ix_texts lists;
    ix_texts programs;   /* tags; empty: any */
    ix_texts parties;    /* keys on those lists; empty: any */
    ix_texts activities; /* empty: any */
    ix_texts roles;
    ix_texts users;
    ix_texts licensees; /* of a specific licence: who may use it, in words */
    bool owned;         /* of some parties: what they own as well */
    bool cites_only;    /* releases only when named: its conditions or licensee are not told here */
    ix_when from;
    ix_when until;
    bool verified;
    ix_zone zone;
    ix_str file;
    int64_t line;
} rule_license;

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
    ix_vector programs;        /* rule_program by list, tag, source */
    ix_vector bans;            /* rule_program of products, in file order */
    ix_vector territories;     /* rule_program of places, in file order */
    ix_vector licenses;        /* rule_license in file order */
    ix_vector obligations;     /* rule_obligation in file order */
    ix_texts obligation_names; /* each once, in file order */
    ix_vector actions;         /* ix_action by list, key, effective */
    ix_vector facts;           /* ix_fact in file order */
    ix_vector names;           /* ix_rule_name of facts, then of makers */
    ix_vector calendars;       /* rule_calendar */
    ix_vector ownership;       /* ix_ownership_rule by name */
    ix_digest digest;
};

/* Loaders: one file each, added to the rules. */
ix_status rule_programs_load(ix_rules *rules, ix_str bytes, ix_str source, ix_arena *arena,
                             ix_error *error);
ix_status rule_actions_load(ix_rules *rules, ix_str bytes, ix_str source, ix_arena *arena,
                            ix_error *error);
ix_status rule_licenses_load(ix_rules *rules, ix_str bytes, ix_str source, ix_arena *arena,
                             ix_error *error);
ix_status rule_calendar_load(ix_rules *rules, ix_str bytes, ix_str source, ix_arena *arena,
                             ix_error *error);
ix_status rule_ownership_load(ix_rules *rules, ix_str bytes, ix_str source, ix_arena *arena,
                              ix_error *error);
/* Words a question may use, of rules.h's ix_context, each ending in NULL: what is bound to any
 * other would never apply. */
extern const char *const rule_activity_words[];
extern const char *const rule_role_words[];
extern const char *const rule_user_words[];
/* Refuse a text that is none of the words, as "\"x\" is no WHAT". */
ix_status rule_check_words(ix_yaml *reader, int64_t line, ix_texts texts, const char *const *words,
                           const char *what);
/* Consume the name of a zone. */
ix_status rule_read_zone(ix_yaml *reader, ix_zone *zone);

/* Sort, refuse duplicates, resolve names. */
ix_status rule_programs_finish(ix_rules *rules, ix_arena *arena, ix_error *error);
ix_status rule_actions_finish(ix_rules *rules, ix_error *error);
/* Gather the names of facts and makers. */
ix_status rule_names_finish(ix_rules *rules, ix_arena *arena, ix_error *error);
ix_status rule_ownership_finish(ix_rules *rules, ix_error *error);

/* Consume an effect of law; consume who is bound; that in a decision's words. */
ix_status rule_read_effect(ix_yaml *reader, ix_verdict *effect);
ix_status rule_read_bound(ix_yaml *reader, rule_bound *bound);
const char *rule_bound_text(rule_bound bound);

/* The rule of a programme tag on a list, or NULL; the list's general rule has tag and source empty.
 */
const rule_program *rule_program_find(const ix_rules *rules, ix_str list, ix_str tag,
                                      ix_str source);
/* The beginnings of phrases (place.c). */
rule_beginnings rule_phrases_begin(ix_texts phrases);
/* The calendar of that name, or NULL. */
const rule_calendar *rule_calendar_find(const ix_rules *rules, ix_str name);
/* The n-th business day after a day; false outside the calendar's years. */
bool rule_calendar_after(int64_t *out, const rule_calendar *calendar, int64_t day, int n);
#endif
