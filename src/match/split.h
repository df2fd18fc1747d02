/* Private to match: listed names in which a word of the question may be written apart; see split.c.
 */
#ifndef INTERDICT_MATCH_SPLIT_H
#define INTERDICT_MATCH_SPLIT_H

#include "image.h"

/** Takes the number of a name. */
typedef void (*ix_name_sink)(void *context, uint32_t name);

/** Tell the names entered in PAIRS under a key, and at times one that is not. */
void ix_pairs_find(const ix_index *index, uint64_t hash, ix_name_sink each, void *context);
/** Tell every name that holds the word as a run of neighbours (ix_run_is), and some that do not; in
 *  no order, some more than once. */
void ix_split_names(const ix_index *index, const ix_mpart *word, ix_name_sink each, void *context);
/** Drop from names told those that do not hold the word as a run, if it leaves vowels out: keys of
 *  such words are coarse, and what they lead to is dear to compare in full. Returns how many stay.
 */
uint32_t ix_split_keep(const ix_index *index, const ix_mpart *word, uint32_t *names,
                       uint32_t count);

#endif
