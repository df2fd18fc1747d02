/* Private to the screening of payment messages. */
#ifndef SCREEN_MESSAGE_SCREEN_H
#define SCREEN_MESSAGE_SCREEN_H

#include "message.h"
#include "screener.h"

/* A value as it went into the text that is searched. */
typedef struct text_part {
    int32_t at, len; /* in the text */
    int32_t field;
} text_part;

typedef struct message_screening {
    screening *s;
    const ix_message *message;
    ix_vector found; /* ix_finding */
    ix_buf text;
    ix_vector parts; /* text_part, ascending */
    ix_vector oddities;
    ix_verdict hindered; /* what keeps a part from being sure asks for at least this */
    ix_str why_stopped;  /* of a part that could not be screened */
    ix_party *party;     /* the one being asked about */
    int32_t name_fields[1 + IX_SUBJECT_VALUES_MAX]; /* of its name and aliases; of one that goes on
                                                       in the next line -1 - field */
    int32_t name_gaps[1 + IX_SUBJECT_VALUES_MAX];   /* bytes put between those two lines */
} message_screening;

/** Keep a finding made in the text that is searched, whose evidence has spans of that text: where
 * it is not less sure than what was found of the entity before. */
ix_status message_keep_text_finding(message_screening *m, ix_finding *finding);
/** Keep a finding made in one field, whose evidence has spans of the file. */
ix_status message_keep_finding_at(message_screening *m, ix_finding *finding, int32_t field);
/** The field that a byte of the text that is searched comes from. */
const ix_message_field *message_field_at(const message_screening *m, int32_t at);
/** Is it text that people write to say something, or a name; not to address or to number? */
bool message_is_said(const ix_message_field *field);

/** Findings of barred products that the text names. */
ix_status message_find_products(message_screening *m, ix_str text);
/** Findings of territories under an embargo in which a party lies, or of which the text speaks. */
ix_status message_find_places(message_screening *m);

#endif
