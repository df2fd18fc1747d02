/*
 * Private to match: all names of an index parsed from their texts, for many exhaustive scans of it
 * in a row. Nothing of the index but those texts is used: no dictionary, key, posting or bound.
 */
#ifndef INTERDICT_MATCH_SCAN_H
#define INTERDICT_MATCH_SCAN_H

#include "gist.h"
#include "judge.h"
#include "run.h"

/** Things of names, numbered, and the names that have each: those of number n are
 *  names[first[n] .. first[n + 1]). */
typedef struct ix_scan_names {
    uint32_t count;
    uint32_t *first, *names;
} ix_scan_names;

/** The names parsed, with the distinct parts, runs and acronyms among them, so that a scan asks
 *  once what each of those is to the question's. Shared by threads. */
typedef struct ix_scan {
    const ix_index *index;
    ix_mname *names;      /**< one a name of the index; NULL: each scan parses anew */
    uint32_t *part_first; /**< by name: its first in part_ids */
    uint32_t *part_ids;   /**< by part of a name: which distinct one it is */
    ix_mpart *parts;      /**< the distinct ones, side by side in memory */
    ix_run *runs;         /**< the distinct runs of neighbours */
    ix_run_ends *run_ends;
    ix_run_word *words;  /**< by distinct part: what runs are asked of it first ... */
    ix_part_gist *gists; /**< ... and what parts are */
    ix_str *acronyms;    /**< the distinct acronyms of names */
    uint32_t *part_slots, *acronym_slots; /**< by hash of letters, open-addressed: number + 1 */
    uint32_t part_mask, acronym_mask;
    ix_scan_names with_part, with_run, with_acronym;
    uint32_t *run_first; /**< by name: its first in run_ids; one more at the end */
    uint32_t *run_ids;   /**< by run of a name: which distinct one it is */
    uint8_t *han;        /**< by name: is a part in Han characters? */
} ix_scan;

/** Parse every name; memory from `arena`. */
ix_status ix_scan_init(ix_scan *scan, const ix_index *index, ix_arena *arena, ix_error *error);
/** One listed name as its text says. */
ix_status ix_scan_name(ix_mname *out, const ix_index *index, uint32_t name, ix_arena *arena,
                       ix_error *error);
/** Has the name a part in Han characters? Such parts are compared with several at once. */
bool ix_scan_has_han(const ix_mname *name);

/** What the listed parts and runs are to words asked before; it changes no answer. One a thread,
 *  of one scan. */
typedef struct ix_scan_memo {
    ix_arena arena;
    struct memo_entry **buckets;
} ix_scan_memo;

ix_status ix_scan_memo_init(ix_scan_memo *memo, ix_error *error);
void ix_scan_memo_free(ix_scan_memo *memo);

/** ix_match_exhaustive() over what was parsed. `memo` may be NULL. */
ix_status ix_scan_match(ix_matches *out, const ix_scan *scan, ix_scan_memo *memo,
                        const ix_query *query, ix_arena *arena, ix_error *error);

/** What a distinct listed part is to a name of the question, a bit a part of that: is it related
 *  to it, may it be a run from it on? */
typedef struct ix_scan_relation {
    uint32_t link, hold;
} ix_scan_relation;

/** All that is asked of distinct parts and runs once a question, not of each name. Rows by what is
 *  listed, columns by reading. */
typedef struct ix_scan_relations {
    size_t readings;
    ix_scan_relation *parts;
    uint32_t *runs;   /**< bits of the parts of the question that the run may be */
    uint8_t *touched; /**< by name: IX_SCAN_LINKS, IX_SCAN_JOINS */
} ix_scan_relations;

#define IX_SCAN_LINKS 1 /**< some part of the name is related to one of the question */
#define IX_SCAN_JOINS 2 /**< some may be joined, split, acronyms or in Han characters */

/** Relations of all that is listed to all readings of the question; memory from the judge's. */
ix_status ix_scan_relate(ix_scan_relations *out, const ix_judge *judge, const ix_scan *scan,
                         ix_scan_memo *memo);

#endif
