/* Private to screen: the screening of a running text under way; text.c and its pieces. */
#ifndef SCREEN_TEXT_H
#define SCREEN_TEXT_H

#include "screener.h"

#define TEXT_ASKED_RUNS  (1 << 15)
#define TEXT_CHUNK_BYTES 8192 /* at most IX_TOKENS_MAX tokens: each takes two bytes at least */

/** The best match of one entity so far. */
typedef struct text_kept {
    ix_match match;
    int64_t width; /**< bytes of the run */
} text_kept;

/** A question asked before: prose repeats itself. */
typedef struct text_asked {
    uint64_t hash; /**< 0: free */
    ix_str run;    /**< in the text */
} text_asked;

typedef struct text_scan {
    screening *s;
    ix_str text;
    text_kept *kept;
    int count, room;
    text_asked *asked; /**< by hash; NULL: not remembered */
    ix_part_cache *cache;
    ix_query_identifier *listed; /**< numbers of this chunk that some entity has */
    int listed_count;
    ix_arena scratch; /**< of the sentence */
    bool windows;     /**< ask every run of words: the exhaustive way */
    bool damaged;     /**< ill-formed bytes */
    bool controls;    /**< control characters, which may stand for anything */
    bool touched;     /**< something of the memory of this chunk is kept */
} text_scan;

/** A sentence of a chunk. */
typedef struct text_sentence {
    ix_str chunk;
    ptrdiff_t offset; /**< of the chunk in the text */
    const ix_text *tokens;
    int first, end;
    const bool *small; /**< of each token of the chunk: does it begin with a small letter? */
    bool capitals;     /**< names begin and end with a capital */
} text_sentence;

ix_status text_no_memory(const text_scan *c);
/** Keep the match if it is the best of its entity; *kept then says that its memory is needed. */
ix_status text_keep(text_scan *c, const ix_match *match, ptrdiff_t from, int64_t width, bool *kept);
/** The best evidence of the entity so far; false: none. */
bool text_best(const text_scan *c, uint32_t entity, int32_t *millibits);
/** Was this asked before of the run? A slot holds the last question of its hash, so that memory is
 *  bounded. */
bool text_is_asked(text_scan *c, ix_str run, uint64_t what);
/** Search as the screening does. */
ix_status text_search(text_scan *c, ix_matches *matches, ix_query *query);
/** Every run of up to 8 words that begins and ends like a name is asked as one. */
ix_status text_ask_windows(text_scan *c, const text_sentence *sentence);
/** Does a word for a ship stand right before these words of the text, anywhere in it? */
bool text_says_vessel(const text_scan *c, ix_str words);
/** Do these words of the text have a company's legal form behind them wherever they stand? */
bool text_says_company(const text_scan *c, ix_str words);
/** The runs that may be a listed name are compared with it: the same findings, sooner. */
ix_status text_ask_spots(text_scan *c, const text_sentence *sentence);

#endif
