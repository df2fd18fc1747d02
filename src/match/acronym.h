/*
 * Private to match: acronyms of names (NITC, National Iranian Tanker Company).
 */
#ifndef INTERDICT_MATCH_ACRONYM_H
#define INTERDICT_MATCH_ACRONYM_H

#include "compare.h"

/* Two letters are those of too many names; more than eight are no acronym that people use. */
#define IX_ACRONYM_LETTERS_MIN 3
#define IX_ACRONYM_LETTERS_MAX 8
#define IX_ACRONYM_PARTS_MIN   3
/* Four ways of writing, each with runs of 3 to 8 letters. */
#define IX_ACRONYMS_FROM_MAX 24 /**< acronyms of a name that begin with one part */

/** First letters of the parts [first, last] of a name. */
typedef struct ix_acronym {
    ix_str letters;
    int first, last;
} ix_acronym;

/** Takes an acronym; false: no more are wanted. */
typedef bool (*ix_acronym_sink)(void *context, const ix_acronym *acronym);

/** May this part of an organization's name be an acronym? Depends on what is known of its text and
 *  on its role; a part that may be one with some role may be one as a distinctive word. */
bool ix_acronym_like(const ix_mpart *part);
/** Gives `each` every acronym of a name that is no person's. */
void ix_acronyms_of(const ix_mname *name, ix_acronym_sink each, void *context);
/** Is this part the acronym of other parts of its own name: "Islamic Revolutionary Guard Corps
 *  (IRGC)"? It may be left out then. */
bool ix_acronym_is_own(const ix_mname *name, int part);

#endif
