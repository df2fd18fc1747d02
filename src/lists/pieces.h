/* Where the pieces of parties stand in a file that keeps them apart: owner -> places. */
#ifndef INTERDICT_LISTS_PIECES_H
#define INTERDICT_LISTS_PIECES_H

#include "tree.h"

#define IX_PIECES_MAX (1 << 22) /* of one kind; the real files have some 30,000 */

typedef struct ix_piece {
    ix_str owner;
    ix_tree_place place;
    bool taken;
} ix_piece;

/* Zeroed it is empty. */
typedef struct ix_pieces {
    ix_piece *items;
    int count;
    int room;
} ix_pieces;

/* The owner is copied into the arena. IX_E_LIMIT beyond IX_PIECES_MAX, IX_E_MEMORY. */
ix_status ix_pieces_add(ix_pieces *pieces, ix_str owner, const ix_tree_place *place,
                        ix_arena *arena);
/* By owner, and of one owner by place. */
void ix_pieces_sort(ix_pieces *pieces);
/* As they stand in the file. */
void ix_pieces_sort_by_place(ix_pieces *pieces);
/* How many pieces of the owner there are, once sorted; the first is *first. */
int ix_pieces_find(const ix_pieces *pieces, ix_piece **first, ix_str owner);

#endif
