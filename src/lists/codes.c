/* Codes are collected as they come and sorted once, when the first is looked up. */
#include "codes.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_ROOM 64

static bool copied(ix_str *out, ix_str text, ix_arena *arena) {
    *out = ix_arena_copy(arena, text);
    return out->ptr != NULL || text.len == 0;
}

ix_status ix_codes_add(ix_codes *codes, ix_str set, ix_str code, ix_str word, ix_arena *arena) {
    if (codes->count == IX_CODES_MAX) {
        return IX_E_LIMIT;
    }
    if (codes->count == codes->room) {
        int room = codes->room == 0 ? FIRST_ROOM : codes->room * 2;
        ix_code *grown = IX_NEW(arena, ix_code, room);
        if (grown == NULL) {
            return IX_E_MEMORY;
        }
        if (codes->count > 0) {
            memcpy(grown, codes->items, (size_t)codes->count * sizeof *grown);
        }
        codes->items = grown;
        codes->room = room;
    }
    ix_code *item = &codes->items[codes->count];
    *item = (ix_code){.order = codes->count};
    const ix_code *before = codes->count > 0 ? item - 1 : NULL;
    bool again = before != NULL && !codes->sorted && ix_str_equal(before->set, set);
    if (again) {
        item->set = before->set;
    }
    if ((!again && !copied(&item->set, set, arena)) || !copied(&item->code, code, arena) ||
        !copied(&item->word, word, arena)) {
        return IX_E_MEMORY;
    }
    codes->count++;
    codes->sorted = false;
    return IX_OK;
}

static int compare_keys(const ix_code *a, ix_str set, ix_str code) {
    int order = ix_str_compare(a->set, set);
    return order != 0 ? order : ix_str_compare(a->code, code);
}

static int compare_codes(const void *a, const void *b) {
    const ix_code *x = a;
    const ix_code *y = b;
    int order = compare_keys(x, y->set, y->code);
    return order != 0 ? order : (x->order > y->order) - (x->order < y->order);
}

const ix_str *ix_codes_find(ix_codes *codes, ix_str set, ix_str code) {
    if (!codes->sorted && codes->count > 1) {
        qsort(codes->items, (size_t)codes->count, sizeof *codes->items, compare_codes);
    }
    codes->sorted = true;
    int from = 0;
    int to = codes->count;
    while (from < to) {
        int middle = from + (to - from) / 2;
        if (compare_keys(&codes->items[middle], set, code) < 0) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    bool found = from < codes->count && compare_keys(&codes->items[from], set, code) == 0;
    return found ? &codes->items[from].word : NULL;
}
