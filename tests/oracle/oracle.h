/* What the files of the oracle test share: chance, a list under test, a question. */
#ifndef INTERDICT_TESTS_ORACLE_H
#define INTERDICT_TESTS_ORACLE_H

#include <interdict/match.h>

#define ORACLE_ARENA_BYTES ((size_t)8 << 30)
#define QUESTION_BYTES_MAX 600 /* of a name */
#define QUESTION_NAMES_MAX 3
#define QUESTION_WORDS_MAX 8 /* that a name drawn from several is made of */

/* A sequence of numbers that its start alone decides. */
typedef struct chance {
    uint64_t state;
} chance;

uint32_t chance_draw(chance *c, uint32_t below);
bool chance_in(chance *c, uint32_t times, uint32_t out_of);

struct ix_scan_memo;

/* A list, its index and its names parsed for the scan. */
typedef struct listed {
    const char *title;
    const ix_knowledge *knowledge;
    ix_arena arena;
    ix_buf image;
    ix_index *index;
    struct ix_scan *scan; /* its names parsed */
    ix_list_view view;
} listed;

/* One question with what it points at. */
typedef struct question {
    ix_query query;
    ix_parsed_name names[QUESTION_NAMES_MAX];
    char text[QUESTION_NAMES_MAX][QUESTION_BYTES_MAX];
    ix_date_range birth;
    char country[1][3];
    ix_query_identifier identifier;
    ix_address address;
} question;

/* Parse the names of the index for the scan. */
ix_status listed_scan(listed *list, ix_error *error);
int64_t listed_names(const listed *list);
/* Words asked before, one such a thread; any scan in between needs another. */
ix_status memo_open(struct ix_scan_memo **memo, ix_error *error);
void memo_close(struct ix_scan_memo *memo);
/* The same question both ways. */
ix_status question_ask(ix_matches *by_index, ix_matches *by_scan, const question *q,
                       const listed *list, struct ix_scan_memo *memo, ix_arena *arena,
                       ix_error *error);
/* The question of this number after a list: a listed name mangled, parts of several, or letters by
 * chance; with and without attributes, at several bars. Memory from the arena. */
ix_status question_make(question *out, const listed *list, uint64_t number, ix_arena *arena,
                        ix_error *error);
/* Mangle a name once, in place; what does not fit is left as it was. */
void mangle(char text[QUESTION_BYTES_MAX], chance *c);

#endif
