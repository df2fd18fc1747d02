/* Private to the ISO 20022 reader: what the names of elements say in any message. The names are
 * those of the message components of the ISO 20022 repository; they mean the same wherever they
 * stand. */
#ifndef SCREEN_MESSAGE_ISO_NAMES_H
#define SCREEN_MESSAGE_ISO_NAMES_H

#include "message.h"

/** An element that holds a party, an account or text. */
typedef struct iso_container {
    const char *name;
    ix_message_role role;
    message_shape shape;
} iso_container;

/** What a value says by the name of its element and of the one around it. */
typedef struct iso_leaf {
    const char *name;
    const char *parent; /* NULL: any */
    ix_message_kind kind;
    ix_identifier_type identifier;
} iso_leaf;

/** NULL when the name says nothing. */
const iso_container *iso_container_find(ix_str name);
const iso_leaf *iso_leaf_find(ix_str name, ix_str parent);
/** The shape that values of such an element should have: MESSAGE_IS_TEXT when nothing is known. */
message_shape iso_shape_of(ix_str name);
/** The fact that an element of this name tells of its message. */
message_fact iso_fact_of(ix_str name);
/** The type of an identifier by the code or the words of its scheme. */
bool iso_identifier_scheme(ix_identifier_type *type, ix_str scheme);

/** For tests: the leaves of parties, by number; NULL behind the last. */
const iso_leaf *iso_leaf_at(int number);

#endif
