/* What the two halves of OFAC's deltas share: ofac_delta.c merges files, ofac_change.c changes one
 * entity. */
#ifndef INTERDICT_LISTS_OFAC_DELTA_H
#define INTERDICT_LISTS_OFAC_DELTA_H

#include "tree.h"

/* What a change does to what is there. */
typedef enum change_effect {
    CHANGE_MADE = 0,
    CHANGE_IN_EFFECT, /* it says what is there already */
    CHANGE_REFUSED    /* it does not fit what is there */
} change_effect;

/* What changing an entity came to, of all its changes. */
typedef struct change_count {
    int made;
    int in_effect;
    int refused;
    ix_error *error; /* of the first change that was not made; its status is IX_OK until then */
    ix_str source;   /* and the place of the change, for it */
    int64_t line;
    ix_str entity;
} change_count;

/* Apply what a delta says of one entity to *entity, which is NULL where it is not there, and
 * becomes so when it is removed. Trees of both live in the arena. False: memory is gone. */
bool change_entity(ix_tree **entity, ix_tree *change, change_count *count, ix_arena *arena);
/* Append a tree as XML. */
void change_write(ix_buf *out, const ix_tree *tree);

#endif
