/* Private to match: sorting numbers. */
#ifndef INTERDICT_MATCH_ORDER_H
#define INTERDICT_MATCH_ORDER_H

#include <stdint.h>

/** Sort ascending, in place. */
void ix_sort_ids(uint32_t *ids, uint32_t count);
/** The same for what may be many: `spare` holds as many and is overwritten. */
void ix_sort_many_ids(uint32_t *ids, uint32_t *spare, uint32_t count);

#endif
