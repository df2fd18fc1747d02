/* Australia's consolidated list: what its workbook and its csv share.
 *
 * A row is a name: `101` the primary name of a party, `101a`, `101b` its aliases and its name in
 * its own script, with the details of the party on each row. au_words.c reads what stands in the
 * fields, au.c puts rows together into parties. */
#ifndef INTERDICT_LISTS_AU_H
#define INTERDICT_LISTS_AU_H

#include "draft.h"

#define AU_COLUMNS_MAX 256
#define AU_NAMES_MAX   4096 /* rows of one party; the real list has at most some 90 */

typedef enum au_field {
    AU_REFERENCE,
    AU_NAME,
    AU_TYPE,
    AU_NAME_TYPE,
    AU_STRENGTH,
    AU_BIRTH,
    AU_BIRTH_PLACE,
    AU_CITIZENSHIP,
    AU_ADDRESS,
    AU_INFORMATION,
    AU_LISTED,
    AU_IMO,
    AU_COMMITTEES,
    AU_CONTROL_DATE,
    AU_INSTRUMENT,
    AU_FINANCIAL, /* the measures: yes or no */
    AU_TRAVEL,
    AU_ARMS,
    AU_MARITIME,
    AU_FIELD_COUNT
} au_field;

typedef struct au_row {
    const ix_str *fields; /* by column */
    int64_t number;       /* of the reference */
    int64_t line;
    ptrdiff_t place; /* among all rows */
} au_row;

typedef struct au_table {
    ix_draft draft;
    ix_read_report *report;
    ix_arena *arena;
    ix_arena entity_arena;
    ix_str file;
    bool dates_1904; /* serial numbers count from 1904 */
    ix_str names[AU_COLUMNS_MAX];
    au_field fields[AU_COLUMNS_MAX]; /* AU_FIELD_COUNT: not known */
    int columns[AU_FIELD_COUNT];     /* column of a field, or -1 */
    int column_count;
    au_row *rows;
    ptrdiff_t row_count;
} au_table;

void au_open(au_table *table, ix_str file, ix_read_report *report, const ix_knowledge *knowledge,
             ix_arena *arena);
void au_close(au_table *table);
/* Take the header row; false when it is none of this list. */
bool au_header(au_table *table, const ix_str *fields, int count);
/* Where the header row is missing: take the columns of the snapshot before, if the first row is as
 * wide and has a reference where they have it. */
bool au_assume_header(au_table *table, const ix_str *first, int count);
/* Count and keep a row, or refuse it; one without any text is a warning. Its texts must live until
 * au_give has returned. */
ix_status au_take(au_table *table, const ix_str *fields, int count, int64_t line);
void au_refuse(au_table *table, int64_t line, const char *why);
/* Give the parties. */
ix_status au_give(au_table *table, ix_entity_sink sink, void *context, ix_error *error);

/* ------------------------------------------------------------------ au_words.c */

/* The items of "a) X b) Y", "X; Y", or one alone. */
typedef struct au_items {
    ix_str rest;
    char letter;   /* of the next item */
    bool after_iv; /* of roman numbers, v) is the next */
} au_items;

au_items au_items_of(ix_str text);
/* The next item, trimmed; false at the end. Items without text are passed over. */
bool au_items_next(au_items *items, ix_str *item);

/* Births of "1961, 4/05/1961" and all the forms the column has; what is no date stays as
 * `date_of_birth`. Those already there are not added again. */
void au_births(ix_draft *draft, ix_str text, bool dates_1904);
/* The earliest day that a sentence tells ("Listed on 25 Jan. 2001 (amended on ...)"), or a serial
 * number; false when it tells none. */
bool au_first_day(int64_t *day, ix_str text, bool dates_1904);
/* "TAi.002" as the Security Council writes it, where the text begins with one; else empty. */
ix_str au_un_reference(ix_draft *draft, ix_str text);
/* The addresses of the column. */
void au_addresses(ix_draft *draft, ix_str text);

#endif
