/* The words a publication gives for its codes, before it uses the codes: (set, code) -> word. */
#ifndef INTERDICT_LISTS_CODES_H
#define INTERDICT_LISTS_CODES_H

#include <interdict/lists.h>

#define IX_CODES_MAX (1 << 20) /* codes of one file; the real ones have some 20,000 */

typedef struct ix_code {
    ix_str set;
    ix_str code;
    ix_str word;
    int order; /* in which they were given */
} ix_code;

/* Zeroed it is empty; all lives in one arena. */
typedef struct ix_codes {
    ix_code *items;
    int count;
    int room;
    bool sorted;
} ix_codes;

/* Texts are copied into the arena. IX_E_LIMIT beyond IX_CODES_MAX, IX_E_MEMORY. */
ix_status ix_codes_add(ix_codes *codes, ix_str set, ix_str code, ix_str word, ix_arena *arena);
/* The word, the first one given for the code; NULL when there is none. */
const ix_str *ix_codes_find(ix_codes *codes, ix_str set, ix_str code);

#endif
