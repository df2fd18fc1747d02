/* Tokens of one name with what is known of them, and units: tokens with runs of single letters
 * joined ("S.A." is one unit "sa"). Persons are parsed by tokens, everything else by units. */
#ifndef NAMES_UNITS_H
#define NAMES_UNITS_H

#include "knowledge.h"

#define NAMES_TOKENS_MAX 64 /* tokens of a name that are looked at */

typedef struct names_unit {
    ix_str text;
    int32_t from, to;
    uint8_t script;
    uint8_t kind;   /* ix_token_kind */
    uint8_t joint;  /* ix_joint before it */
    uint8_t tokens; /* how many were joined */
    bool joined;    /* nothing but a hyphen or the like stood before it: no space */
    bool single;    /* one letter, as in initials */
    bool dotted;    /* a period stands behind it or between its letters */
    bool slashed;   /* a slash stands between its letters: A/S, M/V */
    bool upper;
    const word_entry *entry; /* NULL: not known */
} names_unit;

/* One unit a token, at most NAMES_TOKENS_MAX. Returns their number. */
int names_units_from_tokens(names_unit *units, const ix_text *text);
/* Joins runs of single letters in place. `knowledge` (may be NULL while loading) tells where a run
 * ends in a legal form: "A.B.C. S.A." is two units. Returns the new number; -1: memory is gone. */
int names_units_join(names_unit *units, int count, const ix_knowledge *knowledge, ix_arena *arena);

/* One unit out of units[from, to). False: memory is gone. */
bool names_units_merge(names_unit *out, const names_unit *units, int from, int to, ix_arena *arena);

/* A legal form found at a unit. */
typedef struct form_match {
    uint16_t form; /* 0: none */
    uint8_t units;
    uint8_t marks;
    bool dotted;
} form_match;

/* ---- han.c
 * Of scripts whose characters are tokens of their own: Han, Hangul. */
bool names_is_character(const names_unit *unit);
/* Joins runs of them that spell a known word of organizations ("international", a place) in place,
 * the longest first, legal forms being left as they are. Returns the new number; -1:
 * memory is gone. */
int names_han_join(names_unit *units, int count, const form_match *forms,
                   const ix_knowledge *knowledge, ix_arena *arena);
/* How many of the characters that units[0, count) begin with are a Chinese, Korean or Japanese
 * family name; 0 when they are not known as one. */
int names_han_surname(const names_unit *units, int count, const ix_knowledge *knowledge);

/* matches[i] is the longest legal form that begins at unit i and stands where it may. */
void names_forms_scan(form_match *matches, const ix_knowledge *knowledge, const names_unit *units,
                      int count);
/* How telling a form is: 1 group, holding; 2 Co, Inc and their like; 3 those of another class. */
int names_form_rank(const ix_knowledge *knowledge, uint16_t form);
/* Is this joined run of letters by itself a spelling of a legal form? */
bool names_form_is_word(const ix_knowledge *knowledge, ix_str text);

#endif
