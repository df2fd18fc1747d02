/*
 * Private to match: looking for listed names in running text; spot.c, spot_word.c, spot_unit.c,
 * spot_near.c.
 *
 *     words ---- each distinct one once ---> rows of the dictionary that may be like it
 *     sentence - words and neighbours ------> units
 *     window --- units side by side --------> which rows are near: a counter each
 *     anchors -- of the rows of a unit ------> names, dismissed by the counters or looked at
 *     name ----- its parts among the units --> runs of words that may reach the alert bar
 *
 * Everything is an upper bound of what comparing the run with the name would give.
 */
#ifndef INTERDICT_MATCH_SPOT_H
#define INTERDICT_MATCH_SPOT_H

#include "anchor.h"

#define SPOT_BYTES_MAX      ((size_t)1 << 30) /* never reached: words are dropped before */
#define SPOT_RUN_WORDS_MAX  8  /* of a run, hyphenated ones and letters in a row counted once */
#define SPOT_RUN_TOKENS_MAX 14 /* of a run */

#define SPOT_LOOSE      3 /* edits, a nickname, an initial: none of them a slip of the pen */
#define SPOT_NUMBER_ANY UINT16_MAX /* a word, or digits with an ending: may be part of a number */

/* A row of the dictionary that a word may be like, with the most that can give in names of persons
 * and in others. */
typedef struct spot_row {
    uint32_t dict;
    int32_t most[2];
    uint8_t form;    /* of the word that is like it: 0 as written, else an inflection undone, ... */
    bool initial;    /* a listed letter that the word begins with: leads to no name */
    bool judged;     /* `most` is what the scorer says, not only a bound */
    bool same[2];    /* ... and they are one word, as written or transliterated */
    bool variant[2]; /* ... one is said for the other */
    uint8_t slips[2]; /* what it takes from one to the other, SPOT_LOOSE: more than a slip */
} spot_row;

/* How a word may be several parts of a name: run together as they stand, run together and in a
 * script that leaves vowels out, their first letters. */
typedef enum spot_way { SPOT_TOGETHER, SPOT_LIKE, SPOT_ACRONYM, SPOT_WAYS } spot_way;

/* One distinct word of the texts so far, or several side by side that may be one listed part. */
typedef struct spot_word {
    struct spot_word *next;
    uint64_t hash;
    ix_str raw;
    spot_row *rows; /* ascending by dict */
    int row_count;
    uint64_t sign;              /* of their dicts, a bit each (spot_sign) */
    uint32_t *names[SPOT_WAYS]; /* that may have it as several parts, ascending */
    int name_count[SPOT_WAYS];
    ix_mpart *forms; /* as written, then what else it may be; likenesses finish them */
    ix_str *written; /* how those others are to be asked about; empty: as the text has them */
    int form_count;
    char letter;     /* an initial, or 0 */
    uint16_t number; /* value + 1 that it is as a number, SPOT_NUMBER_ANY: some, or 0 */
    int64_t seen;    /* where it stood last */
    bool of_person;  /* some row may be a part of a person's name */
    bool filler;     /* says nothing when left over */
    bool kind;       /* says next to nothing: company, group */
    bool leads;      /* some name is found by it */
    bool digraph;    /* it begins with two letters that may count as one */
    bool stop;
    bool particle;
    bool plain;       /* a word of the language: no misspelling of a name */
    bool acronym;     /* first letters of words side by side */
    int32_t left_org; /* what it costs to leave it over in an organization's name, at the least */
    bool bare;        /* a letter that is no initial: no part of a name */
    bool upper;       /* in capitals */
} spot_word;

/* Tells soon that a word has no such row. */
static inline uint64_t spot_sign(uint32_t dict) {
    return (uint64_t)1 << (dict * 0x9e3779b1u >> 26);
}

/* A word of the sentence, or neighbours that may stand for one. */
typedef struct spot_unit {
    int first, last; /* tokens */
    spot_word *word;
} spot_unit;

/* Where runs may go from a token on: tokens, the last of them that begins with a capital at or
 * before it and the first at or behind it (outside the sentence: none), and between which a
 * person's name may stand. */
typedef struct spot_bounds {
    int capital_before, capital_behind;
    int person_first, person_last; /* empty at a word that stands in no person's name */
    bool joined;                   /* a unit of several words has it */
    bool again;                    /* the same word stands near by */
} spot_bounds;

/* Units that may stand in one run with the word that is looked at. */
typedef struct spot_window {
    int from, to;    /* units counted */
    int first, last; /* tokens */
    int letters[26]; /* initials in it, and how many in all */
    int letter_count;
    int number_count; /* words that may be numbers */
} spot_window;

/* A name that was looked for in some words. */
typedef struct spot_told {
    ix_str words; /* of the text */
    uint32_t name;
    uint32_t text; /* which: ix_spotter.text */
    int from;      /* bytes before the anchor */
    bool capitals;
} spot_told;

#define SPOT_TOLD_MAX (1u << 13)

typedef struct ix_spotter {
    const ix_index *index; /* of the words kept; NULL: none yet */
    ix_arena words;
    size_t words_max;
    size_t kept; /* bytes of words so far, about */
    spot_word **buckets;
    uint64_t *whole; /* bits by hash of whole names: nearly all runs of words are none */
    uint64_t whole_mask;
    /* By row of the dictionary: units that may be like it in the window of persons' names, and from
     * bit 16 on in that of others. */
    uint32_t *near_rows;
    uint32_t *stamps; /* by name: when it was looked at last */
    uint32_t stamp;
    uint32_t *ids; /* being collected */
    uint32_t id_count, id_room;
    int64_t tokens;  /* looked at before this sentence */
    uint32_t text;   /* counts them */
    spot_told *told; /* by hash, the last of each */
    bool failed;     /* out of memory */
} ix_spotter;

/* A sentence under way. */
typedef struct spot_sentence {
    ix_spotter *spotter;
    const ix_text *text;
    int first, end; /* tokens */
    bool capitals;  /* names begin and end with one */
    bool once;      /* nothing is told twice of the same words */
    bool *small;    /* by token from `first` on: begins with a small letter */
    int *number;    /* by token from `first` on: of its word, hyphenated ones counted once */
    spot_word **words;
    spot_unit *units; /* by first token, the token itself before longer ones */
    int unit_count, unit_room;
    spot_bounds *bounds;         /* by token from `first` on */
    int reach_first, reach_last; /* tokens that may stand in a run with the one looked at */
    spot_window windows[2];      /* for names of persons, for others */
    ix_spot_sink each;
    void *context;
    ix_arena *scratch;
} spot_sentence;

/* Words, memory and counters for this index. IX_E_MEMORY, IX_E_CORRUPT. */
ix_status spot_open(ix_spotter *s, const ix_index *index, ix_error *error);
void spot_close(ix_spotter *s);
/* The word of a token; `full`: by every relation, else only as it stands, by its romanization and
 * what it means. NULL: no memory. */
spot_word *spot_word_of(ix_spotter *s, const ix_text *text, const ix_token *token, bool full);
/* Neighbours [first, last] run together as one word, NULL also where no row is like them. */
spot_word *spot_run_of(spot_sentence *c, int first, int last);
/* The same of single letters and of characters of Han and Hangul. */
spot_word *spot_joined_of(spot_sentence *c, int first, int last);
/* The acronym of some words, if it is a listed part. */
spot_word *spot_acronym_of(spot_sentence *c, ix_str letters);
/* What the row gives by the scorer. */
const spot_row *spot_judge(ix_spotter *s, spot_word *word, spot_row *row);
/* Fill c->words, c->units and c->bounds. */
bool spot_make_units(spot_sentence *c);
void spot_mark_bounds(spot_sentence *c);

/* Let the windows go along to a token. */
void spot_move_windows(spot_sentence *c, int token);
void spot_leave_windows(spot_sentence *c);
/* Count a unit itself once more or less (`by` 1, -1), by its place in c->units. */
void spot_count_own(spot_sentence *c, int unit, int by);
/* Does anything else stand in the windows? */
bool spot_has_others(const spot_sentence *c, const spot_unit *unit);
/* Can a run go over the unit at all? */
bool spot_is_within(const spot_sentence *c, const spot_unit *unit, bool org);
/* May the name come to the bar by what is near a unit: a row that says `most`, or (NULL) a word
 * that is several of its parts? Runs then stay within the tokens *first and *last. */
bool spot_may_suffice(const spot_sentence *c, const spot_unit *unit, uint32_t name,
                      const spot_row *row, int32_t most, int *first, int *last);

/* Its first row of this dict, or row_count. */
static inline int spot_find_row(const spot_word *word, uint32_t dict) {
    int low = 0, high = word->row_count;
    if ((word->sign & spot_sign(dict)) == 0) {
        return high;
    }
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (word->rows[middle].dict < dict) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static inline bool spot_has_row(const spot_word *word, uint32_t dict) {
    int at = spot_find_row(word, dict);
    return at < word->row_count && word->rows[at].dict == dict;
}

static inline bool spot_is_small(const spot_sentence *c, int token) {
    return c->small[token - c->first];
}

static inline bool spot_may_be_whole(const ix_spotter *s, uint64_t hash) {
    uint64_t bit = hash >> 32 & s->whole_mask;
    return (s->whole[bit / 64] >> (bit % 64) & 1) != 0;
}

static inline bool spot_is_row_near(const spot_sentence *c, uint32_t dict, bool org) {
    return (c->spotter->near_rows[dict] >> (org ? 16 : 0) & 0xffff) != 0;
}

/* How many words further is a token? */
static inline int spot_distance(const spot_sentence *c, int from, int to) {
    return c->number[to - c->first] - c->number[from - c->first];
}

static inline const ix_token *spot_token(const spot_sentence *c, int token) {
    return &c->text->tokens[token];
}

#endif
