/* An entity while a reader fills it, and the notes a reader makes in its report.
 *
 * The draft owns no text: strings must live until the sink has returned (in the file's bytes or the
 * draft's arena). Memory failures stick in `status`; appends then do nothing, and the reader looks
 * once an entity. */
#ifndef INTERDICT_LISTS_DRAFT_H
#define INTERDICT_LISTS_DRAFT_H

#include <interdict/lists.h>

typedef struct ix_draft {
    ix_entity entity;
    ix_arena *arena; /* of this entity only: reset between entities */
    ix_arena *keep;  /* of the report's texts */
    ix_read_report *report;
    const ix_knowledge *knowledge; /* may be NULL: then no country is known */
    ix_str file;                   /* and line: the row being read, for the report's examples */
    int64_t line;
    ix_status status;
} ix_draft;

/* Start an entity with one listing; drops the one before it. */
void ix_draft_begin(ix_draft *draft, ix_str key, ix_party_type type);
/* Each appends unless the text is empty (an empty alias must never reach the matcher). */
void ix_draft_name(ix_draft *draft, ix_name_kind kind, ix_str text, ix_str origin);
void ix_draft_program(ix_draft *draft, ix_str program); /* to the newest listing */
/* A further listing, to be completed by the caller; NULL when memory is gone. Moves the others. */
ix_listing *ix_draft_listing(ix_draft *draft);
void ix_draft_birth_place(ix_draft *draft, ix_str place);
void ix_draft_relation(ix_draft *draft, ix_str kind, ix_str target);
void ix_draft_vessel(ix_draft *draft, ix_str name, ix_str value);
void ix_draft_note(ix_draft *draft, ix_str note);
/* The new identifier, to be completed by the caller; NULL when value is empty or memory is gone. */
ix_identifier *ix_draft_identifier(ix_draft *draft, ix_identifier_type type, ix_str label,
                                   ix_str value);
/* An address with its country parsed; nothing when street, place and country are all empty. */
void ix_draft_address(ix_draft *draft, ix_str street, ix_str place, ix_str country, ix_str remark);
/* A nationality or citizenship; a country that is not known stays as unmodelled field `word`. */
void ix_draft_nationality(ix_draft *draft, ix_str word, ix_str country);
/* A birth date or range (each reading of an ambiguous one); what is no date stays as `word`. */
void ix_draft_birth(ix_draft *draft, ix_str word, ix_str text);
/* The primary name to the front, where there is none the first strong one, else the first of all (a
 * warning); further primary ones are strong. False: the entity has no name. */
bool ix_draft_primary_first(ix_draft *draft);
/* A birth that the reader has read itself. */
void ix_draft_born(ix_draft *draft, ix_date_range range);
/* Keep verbatim what the model has no field for, and count it. */
void ix_draft_unmodelled(ix_draft *draft, ix_str name, ix_str value);

/* Count a warning; `key` is the entity or other detail of the example, may be empty. */
void ix_draft_warn(ix_draft *draft, ix_str warning, ix_str key);
/* The parts, one behind the other, in the draft's arena; empty when memory is gone. */
ix_str ix_draft_join(ix_draft *draft, const ix_str *parts, int count);
/* The text on one line: line ends, "_x000D_" (a workbook's escape for one), no-break spaces and
 * runs of spaces are one space. In the draft's arena where it had to be changed. */
ix_str ix_draft_line(ix_draft *draft, ix_str text);
/* ISO code of a country, "" when it is not known. */
bool ix_draft_country(const ix_draft *draft, char code[3], ix_str text);
/* Has a text any letter or digit? A name without one could never be matched. */
bool ix_draft_says_something(ix_str text);

#endif
