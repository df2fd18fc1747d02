/*
 * Private to the two-stage search (search.c, search_terms.c, search_walk.c): its state.
 *
 * search_terms.c looks the parts of the question up in the dictionary, search_walk.c adds up what
 * the postings give to each name and keeps those that may suffice, search.c compares these in full.
 */
#ifndef INTERDICT_MATCH_SEARCH_H
#define INTERDICT_MATCH_SEARCH_H

#include "judge.h"

#include "match_tables.h"

#define SEARCH_KEYS_AT_ONCE 64
#define SEARCH_SEEN_BITS    9
/* What a name with one slip may be lifted to. */
#define SEARCH_SLIP_MOST (IX_W_SLIP_FLOOR + IX_W_TYPE_EQUAL)

/* A dictionary row related to a term, and the most it can give in each domain: persons' names, then
 * others. What it gives to a core term is a link of parts, but for what depends on the place. */
typedef struct search_row {
    uint32_t dict;
    uint32_t posting_first, posting_count; /* its names */
    int32_t most[2];
    uint8_t relations[2]; /* ix_relation_kind */
    bool two_names[2];
    bool exact; /* equal or transliterated */
    bool open;  /* whether they are alike at all is not known yet; see search_settle() */
} search_row;

/* What was found of one part text, kept for the next search. */
struct ix_cached_part {
    struct ix_cached_part *next;
    ix_str text;
    bool acronym; /* was it looked up as an acronym too? */
    int row_count;
    search_row *rows;
    int32_t most;
    ix_bucket pairs, like; /* as in search_term */
    int32_t *like_gives;
};

#define SEARCH_OPEN (-1)

/* What a key says of the two words that share it, bits beside the number of a row in row_ids: by
 * edits and sounds alone they can be alike in no other way. */
enum {
    SEARCH_BY_NAME = 1,
    SEARCH_BY_SOUND = 2,
    SEARCH_BY_ONE_EDIT = 4,
    SEARCH_BY_TWO_EDITS = 8,
    SEARCH_BY_CONSONANTS = 16 /* a word in a-z and one in letters that leave vowels out */
};
#define SEARCH_WAY_BITS 8 /* numbers of rows have the others: see the entries of KEYS */

/* Leaving a part out, in a person's name, in one of which at most one part agrees, and in others.
 */
enum { SEARCH_LEFT_PERSON, SEARCH_LEFT_ALONE, SEARCH_LEFT_ORG, SEARCH_LEFT_COUNT };

/* A query part, or neighbours from one on run together or as an acronym, with all related rows. */
typedef struct search_term {
    const ix_mpart *part;
    search_row *rows;
    int row_count;
    ix_bucket pairs;     /* names that hold it split, or what it is the acronym of */
    ix_bucket like;      /* names that may hold it split by their consonants ... */
    int32_t *like_gives; /* ... and what they get for it, 0: they do not; SEARCH_OPEN: not known */
    ix_bucket numbers;   /* names with a number of its value */
    uint64_t covers;     /* core terms that it stands for as they are, a bit each */
    uint64_t takes;      /* core terms whose parts it may take, a bit each */
    int32_t own_most;    /* the most it can give by itself, in either domain ... */
    int32_t like_most;   /* ... and to names like it */
    int32_t most;
    int32_t left_out[SEARCH_LEFT_COUNT];   /* what leaving it out costs, by SEARCH_LEFT_... */
    bool core;                             /* a part of the query, not a run */
    unsigned place;                        /* bits of ix_place */
    bool optional;                         /* a name of an organization is complete without it */
    bool walked;                           /* the postings of its rows were read */
    int number;                            /* of its first part in the query */
    int last;                              /* of the last part that it may take */
    int32_t person_omission, org_omission; /* what having nothing like it costs at the least */
    int32_t person_alone;                  /* the same when it leaves at most one part agreeing */
} search_term;

/* A row of a term, found by its number: those of one slot of a table form a chain. */
typedef struct search_hit {
    uint32_t dict, row;
    uint32_t next; /* hit number + 1, 0 is the end */
    uint32_t term;
} search_hit;

/* The terms of one query name, most telling first. */
typedef struct search_term_set {
    search_term terms[2 * IX_PARTS_MAX];
    int count;
    search_hit *hits; /* the rows of all terms */
    uint32_t *heads;  /* by hash of the dictionary row: hit number + 1 */
    int head_shift;
    uint64_t
        placed; /* terms that give by the place in the name too, a bit each: initials, numbers */
    uint64_t spread; /* terms that give to names that no row leads to */
    /* Core terms but initials, which may be left out: all; those without which a name is not
     * complete, by SEARCH_LEFT_...; those that are a person's name. */
    uint64_t sizable, substance[SEARCH_LEFT_COUNT], named;
    uint8_t by_part[2 * IX_PARTS_MAX]; /* the same in the order of their first parts */
    bool asks_person;
    int32_t beyond; /* what a name may gain besides its terms, the bonus for completeness apart */
} search_term_set;

typedef struct search_survivor {
    uint32_t name;
    int32_t most; /* the evidence that comparing it gives at most */
    uint16_t reading;
    bool unhinted; /* found as a whole: nothing is known of its parts */
} search_survivor;

/* What leaving out a listed part costs, by its rank (ix_part_rank); see the same of terms. */
#define SEARCH_RANKS 128
typedef struct search_ranks {
    int32_t left_out[SEARCH_LEFT_COUNT][SEARCH_RANKS];
    uint32_t substance[SEARCH_LEFT_COUNT], named; /* a bit a rank, places apart */
} search_ranks;

typedef struct search {
    ix_judge judge;
    search_term_set *sets; /* one a query name */
    search_term_set *set;  /* the one at work */
    const search_ranks *ranks;
    uint64_t keys[SEARCH_KEYS_AT_ONCE]; /* waiting to be looked up together ... */
    uint8_t ways[SEARCH_KEYS_AT_ONCE];  /* ... and by which way each leads to rows: SEARCH_BY_... */
    uint8_t way;                        /* of the keys that are being added */
    uint32_t key_count;
    search_survivor *survivors;
    uint32_t survivor_count, survivor_room;
    uint32_t *row_ids;
    uint32_t row_count, row_room;
    /* By hash: the number in row_ids of a row, and 1, with the next ones behind it; or, once rows
     * are found, the name looked at last, and 1. */
    uint32_t rows_seen[1 << SEARCH_SEEN_BITS];
    uint32_t only;               /* the one entity to judge, or IX_EVERY_ENTITY */
    uint32_t name_from, name_to; /* its names; all names when every entity is judged */
    const ix_selection *among;   /* the query's, or NULL */
    ix_part_cache *cache;        /* or NULL */
    bool failed;                 /* out of memory */
} search;

static inline int32_t search_greater(int32_t a, int32_t b) {
    return a > b ? a : b;
}

static inline int32_t search_lesser(int32_t a, int32_t b) {
    return a < b ? a : b;
}

/* Is it something to the term, as far as is known? */
static inline bool search_row_counts(const search_row *row) {
    return (row->most[0] | row->most[1]) != 0;
}

/* The first hit of this dictionary row, number + 1, and the next one behind it; 0: none. */
static inline uint32_t search_hit_from(const search_term_set *set, uint32_t at, uint32_t dict) {
    while (at != 0 && set->hits[at - 1].dict != dict) {
        at = set->hits[at - 1].next;
    }
    return at;
}

static inline uint32_t search_hit_first(const search_term_set *set, uint32_t dict) {
    return search_hit_from(set, set->heads[dict * 0x9e3779b1u >> set->head_shift], dict);
}

static inline uint32_t search_hit_next(const search_term_set *set, uint32_t at, uint32_t dict) {
    return search_hit_from(set, set->hits[at - 1].next, dict);
}

/** A larger copy of an array of `count` items in the query's arena, `room` doubled. NULL: no memory
 *  is left, and the search has failed. */
void *search_grown(search *s, const void *old, uint32_t count, uint32_t *room, size_t size);
/** Append to s->row_ids. `context` is the search. */
void search_add_row(void *context, uint32_t id);
/** Fill s->set with the terms of this name, most telling first. */
void search_make_terms(search *s, const ix_mname *name);
/** Stage one for one reading: append the names that may suffice to s->survivors. */
void search_name(search *s, int reading);

/** The most that this name may come to for a reading, all its parts considered. `joined`: a term
 * may give to it that no row of its parts leads to. */
int32_t search_most(const search *s, int reading, uint32_t name, bool joined);
/** Find out what was left open of the name's likeness to the question, and keep it with the terms.
 * False: nothing was. */
bool search_settle(search *s, int reading, uint32_t name);
/** What neighbours of the question from a part on give at most when they are run together and are
 *  this word, nothing left open. */
int32_t search_run_gives(const ix_mname *asked, int from, const ix_mpart *listed);
/** Whether two parts are alike and what that is worth, nothing left open. */
search_row search_relate(const search *s, const ix_mpart *asked, const ix_mpart *listed,
                         uint32_t dict);
/** The part as one of any name. */
ix_mpart search_any_role(const ix_mpart *part);
void search_make_ranks(search_ranks *out);
/** Fill what leaving out terms costs. */
void search_weigh_left(search_term_set *set, const search_ranks *ranks, const ix_mname *name);
/** What stage one knows of the pair, for comparing it. */
void search_make_hints(const search *s, int reading, uint32_t name, ix_pair_hints *hints);

#endif
