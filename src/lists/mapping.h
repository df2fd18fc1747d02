/* A mapping file: which column or path of a row becomes which field of an entity. The keys are
 * explained in data/mappings/README.md; src/lists/mapping.c has their tables.
 *
 * A value is written as a path, as a mapping {from, table, ...}, or as a sequence of those. In a
 * field that holds one text a sequence means the first that says something, in a field that holds
 * several it means all of them. */
#ifndef INTERDICT_LISTS_MAPPING_H
#define INTERDICT_LISTS_MAPPING_H

#include <interdict/lists.h>

#define MAPPING_STEPS_MAX 16 /* member names in one path */
#define MAPPING_SLOTS_MAX 10 /* fields of one block */

typedef struct mapping_path {
    ix_str text;                     /* as written, without the mark of optional ones */
    ix_str written;                  /* as written */
    ix_str steps[MAPPING_STEPS_MAX]; /* of json */
    int step_count;                  /* 0: the item itself, written "." */
    int64_t line;
    bool from_row;             /* begins with '/': sought in the row, not in the item */
    bool optional;             /* ends in '?': no row need have it */
    bool seen;                 /* set while reading */
    struct mapping_path *base; /* the `each` in whose items it is sought; NULL: the row */
    struct mapping_path *next; /* of all paths of the file */
} mapping_path;

typedef enum mapping_presence { PRESENCE_ANY, PRESENCE_WANTED, PRESENCE_BARRED } mapping_presence;

typedef struct mapping_condition {
    ix_vector value; /* mapping_value */
    ix_texts is;
    ix_texts is_not;
    ix_texts begins;
    mapping_presence presence;
} mapping_condition;

/* Where a value or block looks: in the items of `each`, if given, that meet all conditions. */
typedef struct mapping_scope {
    mapping_path *each;
    ix_vector when; /* mapping_condition */
} mapping_scope;

typedef struct mapping_value {
    mapping_scope scope;
    ix_vector from;  /* mapping_path * */
    ix_vector parts; /* ix_vector of mapping_value: what gives one part each, first come */
    ix_str constant;
    ix_str join;
    ix_str split;
    ix_str before;
    ix_str after;
    ix_str prefix;
    ix_str otherwise;
    ix_vector table; /* ix_yaml_pair */
    bool joined;
    bool hash;
    bool slug; /* letters, digits and points; anything between them becomes one hyphen */
    int64_t line;
} mapping_value;

/* One entry below `names`, `births` and so on: values by slot, slots by the enumerations below. */
typedef struct mapping_block {
    mapping_scope scope;
    ix_vector slots[MAPPING_SLOTS_MAX]; /* mapping_value */
    ix_str origin;                      /* of names */
    bool several;                       /* of listings: one for each item that says something new */
    int64_t line;
} mapping_block;

typedef enum name_slot { NAME_TEXT, NAME_SURNAME, NAME_GIVEN, NAME_KIND } name_slot;
typedef enum birth_slot { BIRTH_DATE, BIRTH_YEAR, BIRTH_MONTH, BIRTH_DAY, BIRTH_CIRCA } birth_slot;
typedef enum identifier_slot {
    ID_TYPE,
    ID_VALUE,
    ID_LABEL,
    ID_COUNTRY,
    ID_CURRENCY,
    ID_ISSUED,
    ID_EXPIRES
} identifier_slot;
typedef enum address_slot {
    ADDRESS_WHOLE,
    ADDRESS_STREET,
    ADDRESS_PLACE,
    ADDRESS_COUNTRY,
    ADDRESS_REMARK
} address_slot;
typedef enum listing_slot {
    LISTING_SOURCE,
    LISTING_PROGRAMS,
    LISTING_ANNOUNCED,
    LISTING_PUBLISHED,
    LISTING_FROM,
    LISTING_UNTIL,
    LISTING_AUTHORITY,
    LISTING_REASON,
    LISTING_MEASURES
} listing_slot;
typedef enum pair_slot { PAIR_NAME, PAIR_VALUE } pair_slot; /* of relations and vessel fields */

/* A cell that holds several texts, or a label and a value. */
typedef struct mapping_split {
    mapping_path *from;
    ix_str at;
    ix_str cut;
    ix_texts into;
} mapping_split;

typedef enum mapping_quotes { QUOTES_OF_FORMAT, QUOTES_MEANT, QUOTES_PLAIN } mapping_quotes;
typedef enum mapping_date_order {
    DATES_AS_WRITTEN,
    DATES_DAY_FIRST,
    DATES_MONTH_FIRST
} mapping_date_order;

typedef struct mapping {
    ix_str source; /* name of the file, for errors */
    ix_str format;
    ix_str list;
    ix_str publisher;
    ix_str title;
    ix_zone zone;
    /* layout of csv and tsv */
    bool windows_1252; /* and ISO-8859-1, which it contains */
    char separator;    /* 0: the format's own */
    char wrapped;      /* separator inside rows that are quoted as one field; 0: they are not */
    mapping_quotes quotes;
    bool short_rows;
    int32_t skip_lines;
    ix_texts columns; /* names, where there is no header row */
    /* layout of jsonl */
    mapping_path *rows;   /* the array that holds the rows of one document; NULL: a row a line */
    mapping_path *stated; /* number of rows as the document says */
    /* both */
    ix_texts null_texts;
    mapping_date_order dates;
    ix_vector splits;    /* mapping_split */
    ix_vector published; /* mapping_value */
    ix_vector where;     /* mapping_condition */
    bool group;          /* rows of one key are one entity */
    /* mapping_value each */
    ix_vector key;
    ix_vector type;
    ix_vector gender;
    ix_vector birth_places;
    ix_vector nationalities;
    ix_vector titles;
    ix_vector notes;
    ix_vector remarks;
    /* mapping_block each */
    ix_vector names;
    ix_vector births;
    ix_vector identifiers;
    ix_vector addresses;
    ix_vector listings;
    ix_vector relations;
    ix_vector vessel;
    ix_vector ignore;    /* mapping_path * */
    mapping_path *paths; /* all of them, newest first */
} mapping;

/* The kind of a name by its word; false when it is none. */
bool mapping_name_kind(ix_name_kind *kind, ix_str word);
/* Read a mapping file for a format ("mapped_csv"); a fault names file and line. The mapping and its
 * texts live in the arena. */
ix_status mapping_read(mapping **out, ix_str format, ix_str bytes, ix_str source, ix_arena *arena,
                       ix_error *error);

#endif
