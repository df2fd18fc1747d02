/* Private to lists: the rows of a csv in which those of one entity may stand anywhere. */
#ifndef INTERDICT_LISTS_SCATTERED_H
#define INTERDICT_LISTS_SCATTERED_H

#include "draft.h"

/** Where a row stands, and the key of its entity. */
typedef struct ix_row_at {
    ix_str key;
    ptrdiff_t pos;
    int64_t line;
} ix_row_at;

/** All rows of a file. The zero value has none. */
typedef struct ix_scattered {
    ix_row_at *rows;
    ptrdiff_t count;
} ix_scattered;

/** Remember a row; the key is copied. IX_E_MEMORY. */
ix_status ix_scattered_keep(ix_scattered *rows, ix_str key, ptrdiff_t pos, int64_t line,
                            ix_arena *arena);

/** Make the draft's entity of its rows, in the order of the file; *why says in words why it is
 *  refused. */
typedef ix_status (*ix_scattered_fill)(void *reading, const ix_row_at *rows, ptrdiff_t count,
                                       const char **why);

/** How entities are made of rows, and where they go. */
typedef struct ix_scattered_reader {
    ix_scattered_fill fill;
    void *reading;
    ix_draft *draft;
    ix_entity_sink sink;
    void *context;
} ix_scattered_reader;

/** Sort the rows by key and place, and give each entity to the sink, or refuse all its rows, and
 *  count either in the draft's report. As `fill` or the sink fails. */
ix_status ix_scattered_emit(ix_scattered *rows, const ix_scattered_reader *how, ix_error *error);

/** Count a row as refused, with its place in the draft's file and the reason. */
void ix_scattered_refuse(const ix_draft *draft, int64_t line, ptrdiff_t offset, const char *why);

#endif
