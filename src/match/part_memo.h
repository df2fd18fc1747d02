/* Private to match: keys of parts and runs that were made before, kept by one thread. */
#ifndef INTERDICT_MATCH_PART_MEMO_H
#define INTERDICT_MATCH_PART_MEMO_H

#include "run.h"

/** What one holds at most. What comes when it is full is made each time; by then it has the words
 *  that come often. */
#define IX_PART_MEMO_BYTES ((size_t)16 << 20)

typedef struct ix_part_memo {
    ix_arena arena;
    struct ix_kept_part **parts; /* by hash, open addressing */
    struct ix_kept_run **runs;
    uint32_t part_count, run_count;
} ix_part_memo;

/** IX_E_MEMORY; what came of it may be freed. */
ix_status ix_part_memo_init(ix_part_memo *memo);
void ix_part_memo_free(ix_part_memo *memo);
/** As ix_mpart_make(), with a memo of one knowledge. Slices live as long as the memo, the part's
 *  text and the arena. False: no memory. */
bool ix_part_memo_make(ix_mpart *out, ix_part_memo *memo, const ix_knowledge *knowledge,
                       const ix_part *part, ix_arena *arena);
/** As ix_run_keys() of what is listed. */
void ix_part_memo_run_keys(ix_part_memo *memo, const ix_run *run, ix_key_sink each, void *context);

#endif
