/* The US Consolidated Screening List, whatever it is written in: rows of named columns become
 * parties. Rows of one party (equal entity_number, or source and name where there is none) are
 * gathered first, so all rows are held until the file is read; see csl.c. */
#ifndef INTERDICT_LISTS_CSL_H
#define INTERDICT_LISTS_CSL_H

#include "draft.h"

/* Columns by the publisher's name. Rows are (enum, name). */
#define CSL_FIELD_LIST(X)                                                                          \
    X(CSL_ROW_ID, "_id")                                                                           \
    X(CSL_SOURCE, "source")                                                                        \
    X(CSL_ENTITY_NUMBER, "entity_number")                                                          \
    X(CSL_TYPE, "type")                                                                            \
    X(CSL_PROGRAMS, "programs")                                                                    \
    X(CSL_NAME, "name")                                                                            \
    X(CSL_TITLE, "title")                                                                          \
    X(CSL_ADDRESSES, "addresses")                                                                  \
    X(CSL_NOTICE, "federal_register_notice")                                                       \
    X(CSL_START_DATE, "start_date")                                                                \
    X(CSL_END_DATE, "end_date")                                                                    \
    X(CSL_STANDARD_ORDER, "standard_order")                                                        \
    X(CSL_REQUIREMENT, "license_requirement")                                                      \
    X(CSL_POLICY, "license_policy")                                                                \
    X(CSL_CALL_SIGN, "call_sign")                                                                  \
    X(CSL_VESSEL_TYPE, "vessel_type")                                                              \
    X(CSL_TONNAGE, "gross_tonnage")                                                                \
    X(CSL_GRT, "gross_registered_tonnage")                                                         \
    X(CSL_FLAG, "vessel_flag")                                                                     \
    X(CSL_OWNER, "vessel_owner")                                                                   \
    X(CSL_REMARKS, "remarks")                                                                      \
    X(CSL_LIST_URL, "source_list_url")                                                             \
    X(CSL_ALT_NAMES, "alt_names")                                                                  \
    X(CSL_CITIZENSHIPS, "citizenships")                                                            \
    X(CSL_BIRTHS, "dates_of_birth")                                                                \
    X(CSL_NATIONALITIES, "nationalities")                                                          \
    X(CSL_BIRTH_PLACES, "places_of_birth")                                                         \
    X(CSL_INFORMATION_URL, "source_information_url")                                               \
    X(CSL_IDS, "ids")                                                                              \
    X(CSL_COUNTRY, "country")

typedef enum csl_field {
#define CSL_FIELD_ENUM(name, text) name,
    CSL_FIELD_LIST(CSL_FIELD_ENUM)
#undef CSL_FIELD_ENUM
        CSL_FIELD_COUNT
} csl_field;

/* The column of that name (case and spaces around it ignored); CSL_FIELD_COUNT: not known. */
csl_field csl_field_find(ix_str name);
ix_str csl_field_name(csl_field field);

/* One row. What it points to lives until csl_give has returned. */
typedef struct csl_row {
    int64_t line;
    ix_str fields[CSL_FIELD_COUNT]; /* trimmed */
    ix_field *extra;                /* columns that are not known, by their names */
    int extra_count;
    ix_str key;
    int64_t next; /* next row of the party, 0: none */
    bool joined;  /* belongs to an earlier row's party */
} csl_row;

typedef struct csl_table {
    ix_buf rows; /* csl_row */
    const ix_list_file *file;
    ix_draft draft;
    ix_arena *arena; /* of the report and of what rows point to */
    ix_arena party;  /* the draft's */
    char separator;  /* between the values of one field */
} csl_table;

void csl_open(csl_table *table, const ix_list_file *file, char separator,
              const ix_knowledge *knowledge, ix_read_report *report, ix_arena *arena);
void csl_close(csl_table *table);
/* Take a row into the table or refuse it; either way it is counted. */
ix_status csl_take(csl_table *table, csl_row *row);
/* Refuse a row that could not even be lexed. */
void csl_refuse(csl_table *table, int64_t line, const char *why);
/* All rows are in: give the parties to the sink, in the order of their first rows. */
ix_status csl_give(csl_table *table, ix_entity_sink sink, void *context, ix_error *error);

/* ------------------------------------------------------------------ csl_words.c */

/* The code of a list by its name in the source column, long or short: "Entity List (EL) - Bureau of
 * Industry and Security", "EL". Empty: not known. */
ix_str csl_source_code(ix_str source);
/* Lists of the Treasury: their rows are typed and repeat OFAC's own words. */
bool csl_is_treasury(ix_str code);

/* What a name column holds besides the name. Slices of `text` but for `name`, which may be put
 * together. */
typedef struct csl_name {
    ix_str name;       /* never empty when the text is not */
    ix_str note;       /* "and any successor, sub-unit, or subsidiary thereof" */
    ix_str aliases;    /* behind a.k.a. or f.k.a., several parted by ';' */
    ix_name_kind kind; /* of the aliases */
    ix_str part_of;    /* the party that an "Affiliated Entity:" is one of */
    ix_str individual; /* "(DPRK individual)": says that it is a person */
} csl_name;

csl_name csl_name_split(ix_draft *draft, ix_str text);
/* The address in a name column that holds one ("Address 1: ..."); false when it does not. */
bool csl_name_is_address(ix_str text, ix_str *address);
/* One item of alt_names: without a leading "and", with its kind told by "F.K.A.". */
ix_str csl_alias(ix_str item, bool last, ix_name_kind *kind);

/* One item of ids: "TYPE, NUMBER, COUNTRY, ISSUED, EXPIRES" or the same backwards. */
void csl_id_parse(ix_draft *draft, ix_str item);
/* One item of addresses: "STREET, CITY, STATE, POSTAL CODE, COUNTRY CODE". `code` is the list's. */
void csl_address_parse(ix_draft *draft, ix_str item, ix_str code);

#endif
