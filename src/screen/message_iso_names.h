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

/** All that a name says, looked up once. */
typedef struct iso_word {
    const iso_container *container; /* NULL: none */
    const iso_leaf *leaf; /* the first of the name, its parent not looked at; NULL: none */
    message_shape shape;
    message_fact fact;
} iso_word;

#define ISO_WORDS           512 /* places for words, a power of two */
#define ISO_WORDS_KEPT_MAX  384
#define ISO_WORD_NAME_BYTES 23 /* a longer one is not kept; no name of a table is */

/** Names met before: a message has a few dozen, and the next one has the same. Zeroed: none yet.
 *  When it is full the others are looked up each time. */
typedef struct iso_words {
    struct {
        char name[ISO_WORD_NAME_BYTES];
        uint8_t len; /* 0: free */
        iso_word word;
    } kept[ISO_WORDS];
    int count;
} iso_words;

/** What the name of an element says. */
iso_word iso_word_find(iso_words *words, ix_str name);
/** Of the leaves of one name the one that stands in such a parent; NULL: none. */
const iso_leaf *iso_leaf_in(const iso_leaf *first, ix_str parent);

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
