/*
 * Private to match: which names of a row of postings may have enough beside the row, by what their
 * other parts may add. It is the innermost loop of a search.
 *
 * Other parts are told by their tags, which stand beside the posting, so that the names' own rows
 * are not touched. The loop is compiled for several levels of the processor; each gives the same.
 */
#ifndef INTERDICT_MATCH_SIFT_H
#define INTERDICT_MATCH_SIFT_H

#include <stdint.h>

#define IX_SIFT_BLOCK    64 /* postings at once */
#define IX_SIFT_TAKES    8  /* parts of the question that are told apart */
#define IX_SIFT_BITS_MIN 8  /* of a number of cells: tags are no less, so that cell 0 is empty */
#define IX_SIFT_BITS_MAX 16
#define IX_TAGS_MANY     UINT64_MAX /* the name has more other parts than there is room for */

/** What a row of postings is sifted by. */
typedef struct ix_sift {
    const uint32_t *cells; /* by tag >> shift: what is added, millibits; above them the takes */
    int shift;
    uint32_t gain, takes;   /* of the row itself */
    const uint32_t *wanted; /* by the posting's top bit and the takes: the sum that is needed */
} ix_sift;

/** Bit i is set where posting i may suffice. `count` is at most IX_SIFT_BLOCK. */
typedef uint64_t (*ix_sift_fn)(const ix_sift *f, const uint32_t *postings, const uint64_t *tags,
                               int count);

/** One level of the processor, by name. */
typedef struct ix_sift_level {
    const char *name;
    ix_sift_fn sift;
} ix_sift_level;

#define IX_SIFT_LEVELS_MAX 3
/** The levels that this processor has, the plain one first, the fastest last; how many. */
int ix_sift_levels(ix_sift_level out[IX_SIFT_LEVELS_MAX]);

/** What stands for a part where room is short: a hash of its dictionary row. */
static inline uint16_t ix_part_tag(uint32_t dict) {
    uint32_t tag = dict * 0x9e3779b1u >> 16;
    return (uint16_t)(tag < 1u << IX_SIFT_BITS_MIN ? tag + (1u << IX_SIFT_BITS_MIN) : tag);
}

#endif
