/* Open-addressed hash tables in an arena, and growing arrays. */
#include "knowledge.h"

#include <assert.h>
#include <string.h>

#define TABLE_MIN 64u

uint32_t names_hash(ix_str key) {
    uint64_t hash = ix_hash64(key);
    return (uint32_t)(hash ^ (hash >> 32));
}

static ix_status allocate(names_table *table, uint32_t slots, ix_arena *arena) {
    assert((slots & (slots - 1)) == 0);
    table->slots = IX_NEW(arena, names_slot, slots);
    table->mask = slots - 1;
    return table->slots == NULL ? IX_E_MEMORY : IX_OK;
}

ix_status names_table_init(names_table *table, uint32_t expected, ix_arena *arena) {
    uint32_t slots = TABLE_MIN;
    while (slots < expected * 2) {
        slots *= 2;
    }
    *table = (names_table){0};
    return allocate(table, slots, arena);
}

static void place(names_table *table, names_slot slot) {
    uint32_t at = NAMES_TABLE_FIRST(table, slot.hash);
    while (table->slots[at].index != 0) {
        at = (at + 1) & table->mask;
    }
    table->slots[at] = slot;
}

ix_status names_table_put(names_table *table, uint32_t hash, uint32_t index, ix_arena *arena) {
    if ((table->used + 1) * 2 > table->mask + 1) {
        names_table old = *table;
        ix_status status = allocate(table, (old.mask + 1) * 2, arena);
        if (status != IX_OK) {
            return status;
        }
        for (uint32_t i = 0; i <= old.mask; i++) {
            if (old.slots[i].index != 0) {
                place(table, old.slots[i]);
            }
        }
    }
    place(table, (names_slot){hash, index + 1});
    table->used++;
    return IX_OK;
}

ix_status names_grow(void **array, uint32_t count, uint32_t *capacity, size_t size,
                     ix_arena *arena) {
    if (count < *capacity) {
        return IX_OK;
    }
    uint32_t wanted = *capacity < 32 ? 64 : *capacity * 2;
    assert(count < wanted);
    void *grown = ix_arena_alloc(arena, size, sizeof(void *), wanted);
    if (grown == NULL) {
        return IX_E_MEMORY;
    }
    /* Numbering may start above 0, so what was there is the capacity, not the count. */
    if (*capacity > 0) {
        memcpy(grown, *array, size * *capacity);
    }
    *array = grown;
    *capacity = wanted;
    return IX_OK;
}
