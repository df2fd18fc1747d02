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

#define IX_ANCHOR_OTHERS 3
/** No other part is needed, or too many could do: the first of the others. */
#define IX_ANCHOR_ALONE UINT32_MAX
/** ... and the second, where the name has no other part of substance. */
#define IX_ANCHOR_WHOLE 0u

/** The other parts of the name, one of which must stand near by too: dictionary row, and in the top
 *  byte the letter that may stand for it as an initial, 0 for none. The first may be
 *  IX_ANCHOR_ALONE; where there are fewer, the last is repeated. */
typedef struct ix_anchor_row {
    uint32_t name;
    uint32_t others[IX_ANCHOR_OTHERS];
} ix_anchor_row;

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

/** Fill ANCHORS and their starts from NAMES, NAME_PARTS and DICT. IX_E_MEMORY. */
ix_status ix_builder_anchors(ix_builder *b);

#endif
