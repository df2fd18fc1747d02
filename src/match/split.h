/* Private to match: listed names in which a word of the question may be written apart; see split.c.
 */
#ifndef INTERDICT_MATCH_SPLIT_H
#define INTERDICT_MATCH_SPLIT_H

#include "image.h"

/** Takes the number of a name. */
typedef void (*ix_name_sink)(void *context, uint32_t name);

/** Tell the names entered in PAIRS under a key, and at times one that is not. */
void ix_pairs_find(const ix_index *index, uint64_t hash, ix_name_sink each, void *context);
/** The dictionary's row of exactly this folded word, or NULL. */
const ix_dict_row *ix_dict_find(const ix_index *index, ix_str text);
/** Tell every name that holds the word as a run of neighbours (ix_run_is), and some that do not; in
 *  no order, some more than once. */
void ix_split_names(const ix_index *index, const ix_mpart *word, ix_name_sink each, void *context);
/** The same for runs that are the word by their consonants (ix_abjad_compare): many that are not
 * are told too. */
void ix_split_like(const ix_index *index, const ix_mpart *word, ix_name_sink each, void *context);

#endif
