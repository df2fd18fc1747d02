/* Sorting numbers that are few and nearly random: by Shell's method (Ciura 2001). */
#include "order.h"

#include <stddef.h>

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
