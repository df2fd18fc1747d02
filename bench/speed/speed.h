/* Private to the speed bench: lists of any size, and questions of each kind about them. */
#ifndef INTERDICT_BENCH_SPEED_H
#define INTERDICT_BENCH_SPEED_H

#include "accuracy.h"

/* Numbers that are the same in every run. */
typedef struct dice {
    uint64_t state;
} dice;

uint32_t dice_roll(dice *d, uint32_t sides);

/* Parts of listed names, from which names nobody has are put together. */
typedef struct pools {
    ix_str *families, *givens, *words, *tails; /* words and last words of organizations */
    int family_count, given_count, word_count, tail_count;
} pools;

/* Take the parts of all names of these lists. */
ix_status pools_fill(pools *out, const ix_list_history *lists, int count, ix_arena *arena);
/* A name of parts of several listed ones, about a third of the words new ones of their syllables.
 */
ix_str pools_person(const pools *p, dice *d, ix_arena *arena);
ix_str pools_organization(const pools *p, dice *d, ix_arena *arena);

/* Cut the lists, in their order, after `names` names, or add one of made-up entities until there
 * are as many. With 0 they stay as they are, and `names` tells how many they have. */
ix_status grow(lists *all, int64_t *names, ix_error *error);

/* One letter put in, left out, changed or swapped with the next. */
ix_str with_edit(ix_str name, dice *d, ix_arena *arena);
/* The name as Russian writes it. */
ix_str in_cyrillic(ix_str name, ix_arena *arena);

#endif
