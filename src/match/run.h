/* Private to match: neighbouring parts of a name run together, and the words they may be; see
 * run.c.
 */
#ifndef INTERDICT_MATCH_RUN_H
#define INTERDICT_MATCH_RUN_H

#include "image.h"

#define IX_RUN_PARTS_MAX 3
#define IX_RUN_BYTES_MAX (IX_RUN_PARTS_MAX * IX_TOKEN_BYTES_MAX)
#define IX_RUN_SLIP_MIN  6 /* letters of a run with a slip */
#define IX_RUN_HALF_MIN  2 /* ... and of either part of it at the least */
#define IX_RUN_SLIP_HALF 3 /* letters of a part with a slip at the least */

typedef struct ix_run {
    int len;
    int cut;          /* length of the first of two parts; 0 in a run of three */
    char first, last; /* the first byte and the last one */
    bool bound;    /* a legal form is part of it: names are not found by that, so none has a slip */
    bool attached; /* it begins with a small word written at one with it, attached.c */
    ix_str roman;  /* its roman key, where somebody made it; else no pointer */
    char bytes[IX_RUN_BYTES_MAX];
} ix_run;

/** Run `parts` neighbours together, 2 or 3. False when such parts are never one word. */
bool ix_run_make(ix_run *out, const ix_mpart *first, int parts);
/** May the run be this part? */
bool ix_run_is(ix_doubt *doubt, const ix_run *run, const ix_mpart *whole);
/** What decides for nearly all runs that they are not a word, for many comparisons in a row. */
typedef struct ix_run_ends {
    uint16_t len;
    char first, last;
    bool attached;
} ix_run_ends;
typedef struct ix_run_word {
    ptrdiff_t len;
    char first, last;
    bool latin, attached, wade_giles;
} ix_run_word;
_Static_assert(IX_RUN_BYTES_MAX <= UINT16_MAX, "ix_run_ends holds the length of a run");

ix_run_ends ix_run_ends_of(const ix_run *run);
ix_run_word ix_run_word_of(const ix_mpart *whole);
/** False only where ix_run_is() is: neither end of two Latin words is the same. */
bool ix_run_ends_may(const ix_run_ends *run, const ix_run_word *word);
/** May a part this long be a run? */
bool ix_run_may_be(const ix_mpart *whole);
/** The most a word can say as a run: what it says itself if it is known; a word never met says as
 *  much as the parts it was run together from, up to a cap. */
int32_t ix_run_most(const ix_mpart *whole, bool org);
/** May a word be two parts run together one of which has a slip? By its length and letters. */
bool ix_run_may_slip(ix_str word);
/** May a word be cut so that `as_is` is one part of a run and `slip` the other with a slip? */
bool ix_run_may_cut(ix_str as_is, ix_str slip);
/** Are half a word and a part one slip apart? */
bool ix_run_half_slips(ix_str half, ix_str part);
/** Keys of a run: those under which names that hold it are entered in PAIRS, or those under which a
 *  question looks the words it may be up in KEYS. */
void ix_run_keys(const ix_run *run, bool asked, ix_key_sink each, void *context);
/** Of them, all but those of its consonants (ix_abjad_keys). */
void ix_run_plain_keys(const ix_run *run, bool asked, ix_key_sink each, void *context);
/** Keys of a part that may be a run, besides those of ix_abjad_keys: those that KEYS has more than
 *  ix_part_keys, or those under which a question looks the names up in PAIRS. */
void ix_run_word_keys(const ix_mpart *whole, bool asked, ix_key_sink each, void *context);

#endif
