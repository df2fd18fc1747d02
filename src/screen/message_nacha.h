/* Private to the NACHA reader: the map of its records. */
#ifndef SCREEN_MESSAGE_NACHA_H
#define SCREEN_MESSAGE_NACHA_H

#include "message.h"

/* A part of a record. */
typedef struct nacha_place {
    const char *record; /* "711" for addenda of that type, "5", "6" */
    bool international; /* only in a batch of IAT; where false: only in others */
    int from, to;
    ix_message_role role;
    message_shape shape;
} nacha_place;

/** For tests: the places, by number; NULL behind the last. */
const nacha_place *nacha_place_at(int number);

#endif
