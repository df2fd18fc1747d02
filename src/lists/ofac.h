/* What the readers of OFAC's formats share: the words OFAC has for kinds of detail, and the remarks
 * column, which holds in prose what the XML files hold in elements. */
#ifndef INTERDICT_LISTS_OFAC_H
#define INTERDICT_LISTS_OFAC_H

#include "draft.h"

/* What a detail is to the model. */
typedef enum ofac_kind {
    OFAC_IDENTIFIER, /* of ofac_word.id */
    OFAC_WALLET,     /* "Digital Currency Address - XBT 12Qt..." */
    OFAC_TICKER,     /* "Equity Ticker PME US": an identifier that may be of letters alone */
    OFAC_CONTACT,    /* phone, e-mail, website: no country, no dates */
    OFAC_BIRTH,
    OFAC_BIRTH_PLACE,
    OFAC_NATIONALITY,
    OFAC_GENDER,
    OFAC_TITLE,
    OFAC_RELATION,
    OFAC_NOTE,   /* a sentence that carries law, or its scope */
    OFAC_VESSEL, /* a feature of a vessel or aircraft, kept as ofac_word.field */
    OFAC_BUILT,  /* the year a vessel or aircraft was built */
    OFAC_FIELD   /* known, and no place in the model: unmodelled, by name */
} ofac_kind;

/* One of OFAC's words for a kind of detail. */
typedef struct ofac_word {
    ix_str words; /* as published, without a final colon */
    ofac_kind kind;
    ix_identifier_type id;
    ix_str field;
} ofac_word;

/* The longest of OFAC's words that `text` begins with (any case, ended by a colon, a comma, a space
 * or the end), or NULL; *length gets its bytes, colon or comma included. */
const ofac_word *ofac_word_find(ix_str text, ptrdiff_t *length);

/* Parse a whole remarks text into the draft. `cut`: it ends where the column's limit cut it, so
 * that its last part is a fragment and is kept as such. */
void ofac_remarks_parse(ix_draft *draft, ix_str remarks, bool cut);
/* An `id` of the XML formats, which says in elements what a remark says as
 * "TYPE NUMBER (COUNTRY) issued ISSUED expires EXPIRES". */
void ofac_id_parse(ix_draft *draft, ix_str type, ix_str number, ix_str country, ix_str issued,
                   ix_str expires);
/* A detail whose type and value stand apart: "Vessel Flag", "Panama". False when nothing was added:
 * the type is none of OFAC's words (*known is false), or the value is not of that kind. */
bool ofac_detail_parse(ix_draft *draft, ix_str type, ix_str value, bool *known);
/* Programme tags as the csv joins them: "SDGT] [SYRIA". */
void ofac_programs_parse(ix_draft *draft, ix_str programs);
/* Set the party type from "individual", "vessel", "aircraft", "entity", or nothing. */
void ofac_type_parse(ix_draft *draft, ix_str type);

/* ------------------------------------------------------------------ ofac_party.c */

#define OFAC_NAME_PARTS_MAX 64

/* A part of a name with OFAC's word for it: "Last Name", "First Name", "Patronymic", ... */
typedef struct ofac_name_part {
    ix_str type;
    ix_str value;
} ofac_name_part;

/* "LAST, First Patronymic" as the flat files write it; parts of no person stand in their order. */
ix_str ofac_name_join(ix_draft *draft, const ofac_name_part *parts, int count);
/* The kind of a name: weak whatever else it is, then former, then in another script. */
ix_name_kind ofac_name_kind(ix_draft *draft, ix_str alias_type, bool low_quality, bool translation);

/* The first and the last day of a time as OFAC's XML writes it; either may be no date. */
typedef struct ofac_period {
    ix_date first;
    ix_date last;
    bool circa;
} ofac_period;

/* "1966-11-09", "1966-11", "1966" (a month or year from its first to its last day), "1971 to 1972",
 * "circa 1965"; empty when there is none. */
ix_str ofac_period_text(ix_draft *draft, const ofac_period *period);

/* A feature of a party: what it is called, what it says, when. */
void ofac_feature_parse(ix_draft *draft, ix_str type, ix_str value, const ofac_period *period);

/* The parts of an address, by OFAC's words: ADDRESS1, CITY, STATE/PROVINCE, POSTAL CODE, REGION. */
typedef struct ofac_address {
    ix_str street;
    ix_str city;
    ix_str state;
    ix_str postal;
} ofac_address;

/* False: the word is not known, nothing was taken. */
bool ofac_address_part(ix_draft *draft, ofac_address *address, ix_str type, ix_str value);
void ofac_address_add(ix_draft *draft, const ofac_address *address, ix_str country);

/* The list a listing is of: the SDN list needs no name of its own. */
void ofac_listing_name(ix_listing *listing, ix_str list);
/* Is it the word for all lists together, which stands beside that of the list itself? */
bool ofac_list_is_any(ix_str list);
/* A uid: 1 to 10 digits, no leading zero. */
bool ofac_is_uid(ix_str uid);
/* A time of publication; without a zone it is New York's, and its midnight is a date. */
bool ofac_when_parse(ix_when *when, ix_str text);

#endif
