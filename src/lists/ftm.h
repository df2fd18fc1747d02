/* FollowTheMoney, the model OpenSanctions publishes in: everything is an entity of a schema with
 * properties of many values. Parties are such entities, and so are the links between them.
 *
 *     party    Person, Company, Vessel, ...                  becomes an entity of the list
 *     place    Address, Position                             taken in where a party points to it
 *     edge     Sanction, Ownership, Passport, ...            told to the parties it points to
 *
 * ftm_words.c knows the schemata and properties, ftm_edge.c tells an edge to a party, ftm_party.c
 * makes an entity of a party and its edges, ftm_jsonl.c reads the file. */
#ifndef INTERDICT_LISTS_FTM_H
#define INTERDICT_LISTS_FTM_H

#include "draft.h"

#include <jansson.h>

#define FTM_LINE_BYTES_MAX (8 << 20) /* of one row; a longer one is refused */
#define FTM_SAME_LOOK_MAX  128       /* of names, identifiers, addresses compared with one more */
#define FTM_ADDRESS_LOOK_BYTES                                                                     \
    2048 /* of an address compared with its parts; longer ones are kept */
#define FTM_EDGES_BYTES_MAX (8 << 20) /* rows of all edges of one party; beyond it is refused */

/* ------------------------------------------------------------------ words */

typedef enum ftm_class {
    FTM_UNKNOWN = 0, /* a schema without a row of its own */
    FTM_PARTY,
    FTM_PLACE,
    FTM_EDGE
} ftm_class;

typedef struct ftm_schema {
    ix_str name;
    ftm_class class;
    ix_party_type type; /* of a party */
    ix_str ends[2];     /* of an edge: the properties that point to its parties */
    bool to_place;      /* its second end is a place */
} ftm_schema;

/* NULL: not known. */
const ftm_schema *ftm_schema_find(ix_str name);
/* The schema a party of this type is written under. */
const ftm_schema *ftm_schema_of(ix_party_type type);

/* A property that holds identifiers. */
typedef struct ftm_identifier {
    ix_str property;
    ix_identifier_type type;
    char country[3]; /* where only one country issues them, else "" */
} ftm_identifier;

/* NULL: not one. The registration of an aircraft is its tail number: ask with the party's type. */
const ftm_identifier *ftm_identifier_find(ix_str property, ix_party_type type);
/* The property that says as much as the identifier does by itself, its dates and label apart;
 * NULL: none. */
const ftm_identifier *ftm_identifier_property(const ix_identifier *id, ix_party_type type);
/* What kind of document the words of an Identification speak of. */
ix_identifier_type ftm_document_type(ix_str words);

/* What is done with a property of a party. */
typedef enum ftm_place {
    FTM_UNMODELLED = 0,
    FTM_TAKEN, /* read apart, or said again by another one */
    FTM_BIRTH,
    FTM_BUILD,
    FTM_BIRTH_PLACE,
    FTM_GENDER,
    FTM_NATIONALITY,
    FTM_COUNTRY,
    FTM_ADDRESS,
    FTM_TITLE,
    FTM_REMARK,
    FTM_VESSEL,
    FTM_RELATION
} ftm_place;

ftm_place ftm_property_place(ix_str property);
/* The country of a code that may name a part of it ("gb-sct": "gb"). */
ix_str ftm_country(ix_str code);
/* The topic that a party's Sanctions are filed under: `sanction` unless its topics say that the
 * measure is another one (a debarment, an export control). */
ix_str ftm_sanction_topic(const json_t *topics);

/* ------------------------------------------------------------------ json */

/* The member of an object as text; empty when it is none. */
ix_str ftm_member(const json_t *object, const char *key);
/* The values of a property: an array's items, or the one value alone. */
size_t ftm_count(const json_t *values);
json_t *ftm_value(const json_t *values, size_t index);
/* A value as text, in the value itself or the draft's arena: what is neither text nor number as
 * json. */
ix_str ftm_text(ix_draft *draft, const json_t *value);
/* All values, parted. */
ix_str ftm_joined(ix_draft *draft, const json_t *values, ix_str separator);
/* The id a value points with: its text, or of an object the member `id`. */
ix_str ftm_id(const json_t *value);

/* ------------------------------------------------------------------ details */

/* Is the first letter one of a Latin alphabet? True for a name without letters. */
bool ftm_is_latin(ix_str name);
/* Add a name, trimmed, unless the party has it. */
void ftm_add_name(ix_draft *draft, ix_name_kind kind, ix_str text, ix_str origin);
/* A country by its name or code, which may be one of a part of it: then the code is kept too. */
void ftm_add_nationality(ix_draft *draft, ix_str property, ix_str text);
/* A whole address as one text: what stands behind the last comma is the country if it is one.
 * Nothing where an address says the same. */
void ftm_add_address(ix_draft *draft, ix_str text);

/* ------------------------------------------------------------------ parties */

/* A party while it is read. */
typedef struct ftm_party {
    ix_draft *draft;
    const json_t *properties;
    ix_str sanction_topic;
    int sanctions; /* listings filled so far */
} ftm_party;

/* Tell an edge to a party; `role` is the end the party stands at where the edge does not say (in
 * a nested file), or -1. `post` is the name of the place it points to, if known. */
void ftm_edge_apply(ftm_party *party, const json_t *edge, int role, ix_str post);
/* An Address row. */
void ftm_address_apply(ftm_party *party, const json_t *address);
/* Keep a property as it is under SCHEMA.PROPERTY. */
void ftm_keep(ix_draft *draft, ix_str schema, ix_str property, const json_t *values);
/* Add an identifier unless the party has it, with whatever country. */
ix_identifier *ftm_add_identifier(ix_draft *draft, ix_identifier_type type, ix_str label,
                                  ix_str value, const char *country);

/* Begin an entity with its names. NULL, or why the row is refused. */
const char *ftm_party_begin(ftm_party *party, ix_draft *draft, const json_t *row);
/* All edges and addresses were applied: everything else. */
void ftm_party_finish(ftm_party *party, const json_t *row);

#endif
