/* The state of one ix_name_parse, shared by the files that give roles. */
#ifndef NAMES_PARSE_H
#define NAMES_PARSE_H

#include "units.h"

/* What the first look at the words found. */
typedef struct names_evidence {
    bool firm;        /* a word that only names of organizations have */
    int organization; /* weaker signs, summed */
    int person;
} names_evidence;

typedef struct names_parse {
    const ix_knowledge *knowledge;
    ix_arena *arena;
    ix_str raw;
    names_unit tokens[NAMES_TOKENS_MAX]; /* one a token */
    int token_count;
    names_unit units[NAMES_TOKENS_MAX]; /* runs of single letters joined */
    int unit_count;
    form_match forms[NAMES_TOKENS_MAX]; /* by unit */
    uint8_t roles[NAMES_TOKENS_MAX];    /* of tokens or units, as the parser at work counts */
    uint16_t numbers[NAMES_TOKENS_MAX]; /* value + 1 */
    bool last_merged[NAMES_TOKENS_MAX]; /* this one is part of the part before */
} names_parse;

/* Flags and marks of a unit; 0 when the word is not known. */
uint32_t names_unit_flags(const names_unit *unit);
uint16_t names_unit_marks(const names_unit *unit);
bool names_unit_has(const names_unit *unit, uint32_t flag);

/* ---- guess.c */
/* Index of the first token behind the comma of "SURNAME, Given", or 0 when the name has none. */
int names_comma_at(const names_parse *parse);
ix_party_type names_guess(const names_parse *parse);

/* ---- patronymic.c */
typedef enum patronymic_kind {
    PATRONYMIC_NONE = 0,
    PATRONYMIC_MALE, /* Petrovich: may be a surname */
    PATRONYMIC_WEAK, /* Petrovic: in Serbian and Croatian a surname */
    PATRONYMIC_FEMALE
} patronymic_kind;
patronymic_kind names_patronymic(ix_str folded);
/* Has the ending of a Slavic, Armenian or Georgian surname: -ov, -enko, -yan, -shvili. */
bool names_surname_ending(ix_str folded);

/* ---- initials.c: tokens that are initials written together become one token a letter. */
void names_split_initials(names_parse *parse);

/* ---- person.c: roles of tokens; *comma_order tells "SURNAME, Given". */
void names_person_roles(names_parse *parse, bool *comma_order);

/* ---- organization.c: roles of units. Without `forms` (vessels, aircraft, products) there are
 * neither legal forms nor generic words. Returns the legal form, 0 for none. */
uint16_t names_organization_roles(names_parse *parse, bool forms);
/* Value + 1 that a unit stands for as a number in a name, 0 for none. */
uint16_t names_number_of(const names_parse *parse, int i);

#endif
