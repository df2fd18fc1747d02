/* Private to the proving ground: the parts of its engine. */
#ifndef INTERDICT_BENCH_ACCURACY_H
#define INTERDICT_BENCH_ACCURACY_H

#include <interdict/lists.h>
#include <interdict/match.h>
#include <interdict/os.h>

#define SCORE_NONE      (-1) /* a score that was not asked for, or that nothing has */
#define ARENA_BYTES_MAX ((size_t)8 << 30)

/* ------------------------------------------------------------------ the baselines (baseline.c) */

/* A name as the baselines see it: its words in lower case without accents, of other scripts than
 * Latin as written. */
typedef struct plain_name {
    const uint32_t *letters; /* of all words, one after the other */
    const int32_t *ends;     /* where each word ends */
    int count;
} plain_name;

ix_status plain_name_read(plain_name *out, ix_str raw, ix_arena *arena, ix_error *error);
/* Jaro-Winkler of two words, 0 to IX_SCORE_ONE. */
int32_t jaro_winkler(const uint32_t *a, int a_len, const uint32_t *b, int b_len);
/* Each word with its best partner by Jaro-Winkler, weighed by length; words left over count 0. */
int32_t baseline_jaro_winkler(const plain_name *a, const plain_name *b);
/* One less edits by length, of the words in alphabetical order with a space between. */
int32_t baseline_levenshtein(const plain_name *a, const plain_name *b);
/* The most it can be, as the lengths tell. */
int32_t baseline_levenshtein_most(const plain_name *a, const plain_name *b);

/* ------------------------------------------------------------------ the lists (lists.c) */

/* The names of one entity, as the baselines see them. */
typedef struct plain_entity {
    plain_name *names;
    int count;
} plain_entity;

typedef struct lists {
    const ix_knowledge *knowledge;
    ix_arena arena;
    ix_list_history histories[IX_LISTS_MAX];
    int count;
    ix_buf image;
    ix_index *index;
    plain_entity *plain; /* by entity number */
} lists;

/* Read a list: `words` are id, format, mapping (may be empty) and paths. */
ix_status lists_add(lists *all, const ix_str *words, int count, ix_error *error);
/* Build the index of all that were added. A list that does not find itself is told on standard
 * error and measured all the same. */
ix_status lists_build(lists *all, ix_crew crew, ix_error *error);
/* Read all names as the baselines compare them. */
ix_status lists_read_plain(lists *all, ix_error *error);
/* Append every listed name: list, key, party, type, kind of name, name. */
ix_status lists_write_names(ix_buf *out, const lists *all, ix_error *error);

/* ------------------------------------------------------------------ questions (answer.c) */

/* Append the line that answers a line; see README.md for both. */
ix_status answer_line(ix_buf *out, const lists *all, ix_str line, ix_arena *arena, ix_error *error);
/* Cut a line at its tabs. Returns how many words there are, at most `max`. */
int cut_words(ix_str *words, int max, ix_str line);

#endif
