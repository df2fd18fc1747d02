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
/* Programme tags as the csv joins them: "SDGT] [SYRIA". */
void ofac_programs_parse(ix_draft *draft, ix_str programs);
/* Set the party type from "individual", "vessel", "aircraft", "entity", or nothing. */
void ofac_type_parse(ix_draft *draft, ix_str type);

#endif
