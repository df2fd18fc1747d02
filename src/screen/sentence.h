/* Evidence in sentences. */
#ifndef SCREEN_SENTENCE_H
#define SCREEN_SENTENCE_H

#include <interdict/screen.h>

/** In which breath a reason is told. */
typedef enum sentence_group {
    SENTENCE_AGREES,
    SENTENCE_DIFFERS, /* alike, and not the same */
    SENTENCE_MISSING, /* stands on one side only */
    SENTENCE_CONTRADICTS
} sentence_group;

#define SENTENCE_GROUPS 4

sentence_group sentence_group_of(ix_evidence_kind kind, ix_relation_kind relation);
/** "agrees", "differs", "missing", "contradicts". */
const char *sentence_group_name(sentence_group group);
/** One reason as a sentence without its full stop; text of either side as safe as words_append.
 *  Every kind has a sentence for every relation: the compiler misses none (-Wswitch). */
void sentence_append(ix_buf *out, ix_evidence_kind kind, ix_relation_kind relation, ix_str query,
                     ix_str listed);
/** "strong evidence for it", "weak evidence against it". */
void sentence_append_strength(ix_buf *out, int64_t millibits);
/** A date as a decision writes it, in words: "9 November 1966", "1966, year only", "about 1965",
 *  "between 1970 and 1972". What is no such date stays as it is. */
void sentence_append_date(ix_buf *out, ix_str date);

/** The sum of a finding's evidence, and the bars of its decision. */
typedef struct sentence_sum {
    int64_t millibits;
    bool contradicted;
    int32_t alert, establish;
} sentence_sum;

/** What would settle a finding that is open or below the bar: of these kinds of evidence (bits of
 *  ix_evidence_kind) the listed party tells something that was not asked about. Nothing for none.
 */
void sentence_append_settling(ix_buf *out, unsigned unasked, const sentence_sum *sum);

#endif
