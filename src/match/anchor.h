/*
 * Private to match: the anchors of listed names, by which a running text finds them.
 *
 * A run of words that reaches the alert bar with a name has something like one of its anchors: the
 * name's other parts, all of them agreeing, stay below it. So names are looked for only where one
 * of their rarest parts stands, and a name as frequent as its parts are is still found by the
 * rarest. Row d of DICT has the anchors [starts[d], starts[d + 1]), first those of whole names,
 * then those that need no other part.
 */
#ifndef INTERDICT_MATCH_ANCHOR_H
#define INTERDICT_MATCH_ANCHOR_H

#include "build.h"

/** A name by one of its anchors, and what tells soon that it is not there though the anchor is: the
 *  one other part that must be near, or the letter that may stand for it, where the anchor is one
 *  word: run together of several it may say more. A name of which one of several must be near has a
 *  row for each. */
typedef struct ix_anchor_row {
    uint32_t name; /* top bit: not a person's */
    uint32_t key;  /* row of the dictionary, and in the top byte the letter, 0 for none; or ... */
} ix_anchor_row;

#define IX_ANCHOR_ORG   0x80000000u
#define IX_ANCHOR_ALONE 0x01000000u /* ... any: the anchor alone may reach the bar */
#define IX_ANCHOR_WHOLE                                                                            \
    0x02000000u /* ... none: the name has no other part of substance. It has                       \
                   rows for the others beside this one */

/** What a part of a name may add. ANCHOR_PARTS has one for each row of NAME_PARTS; parts that no
 *  row leads to, and say nothing here, have zeroes. Leaving it out costs what its rank says. */
typedef struct ix_anchor_part {
    int16_t most;
    char letter; /* that may stand for it as an initial, or 0 */
    uint8_t kind;
} ix_anchor_part;

/** Kinds of part: found by no row, a number, all others. */
enum { IX_ANCHOR_NOTHING, IX_ANCHOR_NUMBER, IX_ANCHOR_PART };

static inline uint32_t ix_anchor_name(const ix_anchor_row *row) {
    return row->name & ~IX_ANCHOR_ORG;
}

static inline uint32_t ix_anchor_dict(const ix_anchor_row *row) {
    return row->key & 0xffffffu;
}

/** 0, or 'a' to 'z'. */
static inline unsigned ix_anchor_letter(const ix_anchor_row *row) {
    return row->key >> 24;
}

/** Least score for which names are found by their anchors: the alert bar. */
#define IX_ANCHOR_SCORE IX_SCORE_ALERT

/** Weigh the parts of all names: fills ANCHOR_PARTS from NAMES, NAME_PARTS and DICT, and makes the
 *  rows of ANCHORS. IX_E_MEMORY. */
ix_status ix_builder_anchor_rows(ix_builder *b, ix_crew crew);
/** Fill ANCHORS and their starts with the rows made. IX_E_MEMORY. */
ix_status ix_builder_anchors(ix_builder *b);

#endif
