/*
 * Private to match: the anchors of listed names, by which a running text finds them.
 *
 * A run of words that reaches the alert bar with a name has something like one of its anchors: the
 * name's other parts, all of them agreeing, stay below it. So names are looked for only where one
 * of their rarest parts stands, and a name as frequent as its parts are is still found by the
 * rarest. Row d of DICT has the anchors [starts[d], starts[d + 1]).
 */
#ifndef INTERDICT_MATCH_ANCHOR_H
#define INTERDICT_MATCH_ANCHOR_H

#include "build.h"

#define IX_ANCHOR_OTHERS 5

/** What tells soon that a name is not there, though one of its anchors is. `others` are the
 *  rarest of its other parts: dictionary row, and in the top byte the letter that may stand for it
 *  as an initial, 0 for none. What the anchor says and the gains of those others that are near by
 *  must come to `need`, or no other part of substance may be missing; what else the name has is
 *  taken to agree. Millibits. Others that the name does not have gain nothing. */
typedef struct ix_anchor_row {
    uint32_t name;
    uint32_t others[IX_ANCHOR_OTHERS];
    int16_t gains[IX_ANCHOR_OTHERS]; /* by agreeing rather than being left out, at most */
    int16_t need;
    uint8_t substance; /* a bit for each of the others without which the name is not complete */
    uint8_t whole;     /* 1: it has no other part of substance */
    uint8_t pad[2];
} ix_anchor_row;

/** In the place of a letter: any number of the text may be this part. */
#define IX_ANCHOR_NUMBER 1u

/** What a part of a name may add, or costs when it is left out. ANCHOR_PARTS has one for each row
 * of NAME_PARTS; parts that cost nothing, and say nothing here, have zeroes. */
typedef struct ix_anchor_part {
    uint32_t other; /* as in ix_anchor_row */
    int16_t most;
    int16_t missing, missing_alone; /* ix_part_omission(), where more agrees and where not */
    uint16_t pad;
} ix_anchor_part;

static inline uint32_t ix_anchor_dict(uint32_t other) {
    return other & 0xffffffu;
}

/** The place of a part of a name that makes leaving it out cost least (ix_part_omission), whatever
 *  else agrees. `rows` are the name's, `count` of them. */
static inline unsigned ix_anchor_place(const ix_name_part_row *rows, uint32_t count, uint32_t at) {
    unsigned place = IX_PLACE_SURNAMES;
    for (uint32_t i = 0; i < count; i++) {
        place |= i != at && rows[i].dict == rows[at].dict ? IX_PLACE_REPEATED : 0;
    }
    return place;
}

/** Least score for which names are found by their anchors: the alert bar. */
#define IX_ANCHOR_SCORE IX_SCORE_ALERT

/** Fill ANCHORS, their starts and ANCHOR_PARTS from NAMES, NAME_PARTS and DICT. IX_E_MEMORY. */
ix_status ix_builder_anchors(ix_builder *b);

#endif
