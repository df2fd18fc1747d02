/* Sorting numbers that are few and nearly random: by Shell's method (Ciura 2001); many: by their
 * bytes, the last first. */
#include "order.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#define MANY 400

void ix_sort_ids(uint32_t *ids, uint32_t count) {
    static const uint32_t gaps[] = {1750, 701, 301, 132, 57, 23, 10, 4, 1};
    for (size_t g = 0; g < sizeof gaps / sizeof gaps[0]; g++) {
        for (uint32_t i = gaps[g]; i < count; i++) {
            uint32_t item = ids[i], j = i;
            for (; j >= gaps[g] && ids[j - gaps[g]] > item; j -= gaps[g]) {
                ids[j] = ids[j - gaps[g]];
            }
            ids[j] = item;
        }
    }
}

/* Copy the numbers in the order of one of their bytes; false when it is the same in all of them. */
static bool by_byte(uint32_t *to, const uint32_t *from, uint32_t count, int shift) {
    uint32_t starts[257] = {0};
    for (uint32_t i = 0; i < count; i++) {
        starts[(from[i] >> shift & 0xff) + 1]++;
    }
    if (starts[(from[0] >> shift & 0xff) + 1] == count) {
        return false;
    }
    for (int b = 0; b < 256; b++) {
        starts[b + 1] += starts[b];
    }
    for (uint32_t i = 0; i < count; i++) {
        to[starts[from[i] >> shift & 0xff]++] = from[i];
    }
    return true;
}

void ix_sort_many_ids(uint32_t *ids, uint32_t *spare, uint32_t count) {
    if (count < MANY) {
        ix_sort_ids(ids, count);
        return;
    }
    uint32_t *from = ids, *to = spare;
    for (int shift = 0; shift < 32; shift += 8) {
        if (by_byte(to, from, count, shift)) {
            uint32_t *sorted = to;
            to = from;
            from = sorted;
        }
    }
    if (from != ids) {
        memcpy(ids, from, count * sizeof *ids);
    }
}
