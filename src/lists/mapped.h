/* Lists read by a mapping: rows as trees of named texts, values taken out of them, entities made of
 * those.
 *
 * A reader of a format turns each row into a tree; everything behind it is the same for all. Each
 * text of the tree is marked when it goes somewhere; what is left over at the end is what the
 * mapping does not name, and stays as unmodelled. */
#ifndef INTERDICT_LISTS_MAPPED_H
#define INTERDICT_LISTS_MAPPED_H

#include "draft.h"
#include "mapping.h"

#define MAPPED_NODES_MAX (1 << 18) /* texts, arrays and objects of one row; more: refused */
#define MAPPED_DEPTH_MAX 32        /* arrays and objects in one another; deeper: refused */

/* ------------------------------------------------------------------ rows as trees */

typedef enum node_kind { NODE_NULL, NODE_TEXT, NODE_ARRAY, NODE_OBJECT } node_kind;

typedef struct mapped_node {
    ix_str name; /* of a member of an object */
    ix_str text; /* of a text; of an object that a split made, the text it was */
    struct mapped_node *items;
    int count;
    node_kind kind;
    bool taken; /* the text went somewhere */
} mapped_node;

/* Mark as seen what the path leads to from `item` (or, if it says so, from `row`), and append the
 * nodes to `found` (mapped_node *), items of arrays one by one. False when memory is gone. */
bool mapped_find(ix_vector *found, mapped_node *item, mapped_node *row, mapping_path *path,
                 ix_arena *arena);
/* Mark as seen each path that the row has, whether or not anything asks for it. False when memory
 * is gone. */
bool mapped_probe(mapped_node *row, const mapping *map, ix_arena *arena);
/* Take apart the texts that the mapping splits. False when memory is gone. */
bool mapped_split(mapped_node *row, const mapping *map, ix_arena *arena);
/* The text of a node, trimmed; empty for what the mapping calls null and for what is no text. */
ix_str mapped_text(const mapped_node *node, const mapping *map);

/* ------------------------------------------------------------------ values */

/* What values are taken from. */
typedef struct mapped_source {
    mapping *map;
    mapped_node *row;
    ix_draft *draft; /* its arena takes what is made, its status sticks */
    bool repeats;    /* a further row of one entity: it may say again what the others say */
} mapped_source;

/* All texts that the values give, in order, into `out` (ix_str). */
void mapped_all(ix_vector *out, mapped_source *source, const ix_vector *values, mapped_node *item);
/* The first text that one of the values gives, or an empty one. */
ix_str mapped_first(mapped_source *source, const ix_vector *values, mapped_node *item);
/* As mapped_first, for a key: parts that are empty keep their place. */
ix_str mapped_key(mapped_source *source, const ix_vector *values);
/* Do all conditions hold? They take nothing. */
bool mapped_meets(mapped_source *source, const ix_vector *conditions, mapped_node *item);
/* The items a scope names, or the item itself (mapped_node *), of which the conditions hold. */
ix_vector mapped_items(mapped_source *source, const mapping_scope *scope, mapped_node *item);

/* ------------------------------------------------------------------ entities */

/* Enter what a row says into the draft, which has begun. */
void mapped_fill(mapped_source *source);
/* A day or an instant, read in the order of dates that the mapping tells. */
bool mapped_when(mapped_source *source, ix_when *when, ix_str text);
/* Complete the draft. The reason why it is refused, or NULL. */
const char *mapped_end(ix_draft *draft);
/* Keep as unmodelled what nothing took. */
void mapped_leave(mapped_source *source);

/* ------------------------------------------------------------------ reading */

/* A row: its tree, or why there is none. */
typedef struct mapped_row {
    mapped_node *node;
    const char *fault; /* NULL: none; lives until the next row */
    int64_t line;
    ptrdiff_t place; /* to come back to it */
} mapped_row;

/* What reading by mapping has at hand, whatever the format. */
typedef struct mapped_reading {
    mapping *map;
    ix_list_file file;
    ix_draft draft;
    ix_arena rows;   /* trees of the rows at hand */
    ix_arena entity; /* of the draft */
    ix_arena *arena;
    ix_read_report *report;
    ix_entity_sink sink;
    void *context;
    ix_error *error;
    int64_t taken; /* rows that `where` leaves */
    /* A format's own part. The next row: IX_OK, IX_END, or a failure of the whole file; the tree
     * lives in the arena. Going back to a row that was read. */
    void *reader;
    ix_status (*next)(mapped_row *row, void *reader, ix_arena *arena, ix_error *error);
    void (*seek)(void *reader, ptrdiff_t place, int64_t line);
} mapped_reading;

/* Find the mapping among the files by its role, read it, and enter the file it is for. */
ix_status mapped_open(mapped_reading *reading, ix_str format, const ix_list_file *files,
                      int file_count, const ix_knowledge *knowledge, ix_read_report *report,
                      ix_arena *arena, ix_error *error);
/* Read all rows; a path of the mapping that no row has is a fault of the file. */
ix_status mapped_read(mapped_reading *reading);
void mapped_close(mapped_reading *reading);

#endif
