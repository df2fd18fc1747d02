/* What the readers of the United Kingdom's lists share: the same details come as columns of csv
 * rows and as elements of XML. A row is values by slot, an empty one is not there; csv repeats an
 * entity's details on each of its rows, XML gives rows of few values. Details are kept once. */
#ifndef INTERDICT_LISTS_UK_H
#define INTERDICT_LISTS_UK_H

#include "draft.h"

#define UK_ITEMS_MAX 64    /* of one enumeration; what is beyond stays with the last */
#define UK_ROWS_MAX  20000 /* of one entity in a csv; more are refused */

enum {
    UK_KEY,
    UK_GROUP, /* OFSI's number of the entity on its own list */
    UK_UN,
    UK_NAME1, /* given names up to UK_NAME5 */
    UK_NAME2,
    UK_NAME3,
    UK_NAME4,
    UK_NAME5,
    UK_NAME6, /* family name, or the name of what is no person */
    UK_NAME_TYPE,
    UK_STRENGTH,
    UK_SCRIPT_NAME,
    UK_SCRIPT_TYPE,
    UK_SCRIPT_LANGUAGE,
    UK_TITLE,
    UK_POSITION,
    UK_GENDER,
    UK_REGIME,
    UK_KIND,   /* Individual, Entity, Ship */
    UK_SOURCE, /* UK, UN */
    UK_MEASURES,
    UK_INFORMATION,
    UK_REASONS,
    UK_DESIGNATED,
    UK_UPDATED,
    UK_LINE1, /* of an address, up to UK_LINE6 */
    UK_LINE2,
    UK_LINE3,
    UK_LINE4,
    UK_LINE5,
    UK_LINE6,
    UK_POSTCODE,
    UK_COUNTRY,
    UK_PHONE,
    UK_WEBSITE,
    UK_EMAIL,
    UK_BORN,
    UK_TOWN, /* of birth */
    UK_BIRTH_COUNTRY,
    UK_NATIONALITY,
    UK_PASSPORT,
    UK_PASSPORT_NOTE,
    UK_NATIONAL_ID,
    UK_NATIONAL_ID_NOTE,
    UK_ENTITY_TYPE,
    UK_SUBSIDIARY,
    UK_PARENT,
    UK_REGISTRATION,
    UK_IMO,
    UK_OWNER,
    UK_FORMER_OWNER,
    UK_FLAG,
    UK_FORMER_FLAG,
    UK_SHIP_TYPE,
    UK_TONNAGE,
    UK_LENGTH,
    UK_BUILT,
    UK_HULL,
    UK_SLOTS
};

/* Start an entity by one of its rows. Returns NULL, or why it is refused. */
const char *uk_begin(ix_draft *draft, const ix_str *v);
/* Add what a row says and the entity does not have yet. */
void uk_add(ix_draft *draft, const ix_str *v);
/* Keep what no slot is known for, once. */
void uk_keep(ix_draft *draft, ix_str name, ix_str value);
/* Close it: the primary name first. Returns NULL, or why it is refused. */
const char *uk_end(ix_draft *draft);

/* ------------------------------------------------------------------ words inside a value */

/* The value with HTML's entities and carriage returns undone, trimmed; in the draft's arena where
 * it had to be changed. */
ix_str uk_text(ix_draft *draft, ix_str value);

/* One thing of an enumeration "(1) A (2)-(3) B" or "a) A b) B"; numbers are 0 where there is one
 * thing that has none. Things said to be nothing ("-") are left out. */
typedef struct uk_item {
    ix_str text;
    int from;
    int to;
} uk_item;
int uk_items(uk_item items[UK_ITEMS_MAX], ix_str text);

/* The day, month or year of "17/07/2012", "dd/mm/1965" and "00/00/1965", as "2012-07-17" or
 * "1965"; any other text as it is. */
ix_str uk_date(ix_draft *draft, ix_str text);
/* The number in "Passport No: 592667 (Qatari passport issued on 3 May 2007)"; empty: there is
 * none. */
ix_str uk_number(ix_str text);

/* ------------------------------------------------------------------ csv */

typedef struct uk_column {
    const char *name; /* in lower case, letters and digits alone */
    int slot;
} uk_column;

typedef struct uk_layout {
    const char *file; /* for errors */
    const uk_column *columns;
    int column_count;
} uk_layout;

/* Read the one csv file of a snapshot: what stands above the header dates it, the rows of one key
 * make an entity wherever they stand. Arguments as of ix_list_reader.read. */
ix_status uk_rows_read(const uk_layout *layout, const ix_list_file *files, int file_count,
                       const ix_knowledge *knowledge, ix_entity_sink sink, void *context,
                       ix_read_report *report, ix_arena *arena, ix_error *error);

#endif
