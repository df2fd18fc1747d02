/* Private to match: words that a question mark took a letter of; see lost_letter.c. */
#ifndef INTERDICT_MATCH_LOST_LETTER_H
#define INTERDICT_MATCH_LOST_LETTER_H

#include <interdict/match.h>

#define IX_LOST_LETTERS_MAX (2 * 26) /* two words, each with every letter */

/** The words that such a word may be: has this folded word a place among them? */
typedef struct ix_words_at_hand {
    bool (*has)(void *context, ix_str folded);
    void *context;
} ix_words_at_hand;

/** Writings of a text with a letter for each of its first two question marks within or beside a
 *  word, one at a time, by which that word is one at hand: none of most texts. IX_E_MEMORY. */
ix_status ix_lost_letters(ix_writing out[IX_LOST_LETTERS_MAX], int *count, ix_str raw,
                          const ix_words_at_hand *words, ix_arena *arena, ix_error *error);

#endif
