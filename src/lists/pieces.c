/* An array of places, sorted once by whose they are. */
#include "pieces.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_ROOM 256

ix_status ix_pieces_add(ix_pieces *pieces, ix_str owner, const ix_tree_place *place,
                        ix_arena *arena) {
    if (pieces->count == IX_PIECES_MAX) {
        return IX_E_LIMIT;
    }
    if (pieces->count == pieces->room) {
        int room = pieces->room == 0 ? FIRST_ROOM : pieces->room * 2;
        ix_piece *grown = IX_NEW(arena, ix_piece, room);
        if (grown == NULL) {
            return IX_E_MEMORY;
        }
        if (pieces->count > 0) {
            memcpy(grown, pieces->items, (size_t)pieces->count * sizeof *grown);
        }
        pieces->items = grown;
        pieces->room = room;
    }
    ix_str copy = ix_arena_copy(arena, owner);
    if (copy.ptr == NULL && owner.len > 0) {
        return IX_E_MEMORY;
    }
    pieces->items[pieces->count++] = (ix_piece){.owner = copy, .place = *place};
    return IX_OK;
}

static int compare_places(const void *a, const void *b) {
    const ix_piece *x = a;
    const ix_piece *y = b;
    return (x->place.from > y->place.from) - (x->place.from < y->place.from);
}

static int compare_owners(const void *a, const void *b) {
    const ix_piece *x = a;
    const ix_piece *y = b;
    int order = ix_str_compare(x->owner, y->owner);
    return order != 0 ? order : compare_places(a, b);
}

static void sort(ix_pieces *pieces, int (*compare)(const void *a, const void *b)) {
    if (pieces->count > 1) {
        qsort(pieces->items, (size_t)pieces->count, sizeof *pieces->items, compare);
    }
}

void ix_pieces_sort(ix_pieces *pieces) {
    sort(pieces, compare_owners);
}

void ix_pieces_sort_by_place(ix_pieces *pieces) {
    sort(pieces, compare_places);
}

int ix_pieces_find(const ix_pieces *pieces, ix_piece **first, ix_str owner) {
    int from = 0;
    int to = pieces->count;
    while (from < to) {
        int middle = from + (to - from) / 2;
        if (ix_str_compare(pieces->items[middle].owner, owner) < 0) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    int count = 0;
    while (from + count < pieces->count && ix_str_equal(pieces->items[from + count].owner, owner)) {
        count++;
    }
    *first = count > 0 ? &pieces->items[from] : NULL;
    return count;
}
