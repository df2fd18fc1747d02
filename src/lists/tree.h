/* XML publications whose records nest too deep for the leaves of xml.h. An element of a record and
 * all that stands in it becomes a tree; what a reader asked no node for is kept as unmodelled under
 * its path. Records may also be taken as bytes, to be made trees when they are needed, so that
 * what stands far apart in a file can be joined without holding the file's trees in memory.
 *
 * Namespaces are not looked at. A DOCTYPE, elements nested too deep, a text too long and a record
 * of too many elements are refused. */
#ifndef INTERDICT_LISTS_TREE_H
#define INTERDICT_LISTS_TREE_H

#include "draft.h"

#define IX_TREE_DEPTH_MAX      24        /* elements in each other, the root counted */
#define IX_TREE_NODES_MAX      (1 << 15) /* elements of one record; real ones have some 6,000 */
#define IX_TREE_TEXT_BYTES_MAX (1 << 20) /* of one element or attribute */
#define IX_TREE_NAME_BYTES_MAX 64        /* of an element's or attribute's name */
#define IX_TREE_RECORDS_MAX    12

typedef struct ix_tree_attribute {
    ix_str name;  /* as written */
    ix_str value; /* trimmed */
    bool taken;
} ix_tree_attribute;

typedef struct ix_tree {
    ix_str name;                   /* without prefix; empty: text between elements */
    ix_str text;                   /* of this element alone, trimmed */
    ix_tree_attribute *attributes; /* sorted by name */
    int attribute_count;
    struct ix_tree *first; /* elements in it, in their order */
    struct ix_tree *last;
    struct ix_tree *next;
    bool taken;
} ix_tree;

/* Where a record stands in its file. */
typedef struct ix_tree_place {
    int64_t line;
    ptrdiff_t from; /* bytes, the tags included */
    ptrdiff_t to;
} ix_tree_place;

typedef enum ix_tree_part {
    IX_TREE_WHOLE = 0,
    IX_TREE_BYTES /* the element itself with its attributes; what stands in it is not looked at */
} ix_tree_part;

typedef struct ix_tree_layout {
    const char *file; /* "sdn_advanced.xml": in errors */
    const char *root;
    struct {
        const char *path; /* below the root; an element "*" is any */
        ix_tree_part part;
    } records[IX_TREE_RECORDS_MAX];
    /* A record; it lives until this returns. Anything but IX_OK stops the reading. */
    ix_status (*record)(void *context, int which, ix_tree *record, const ix_tree_place *place,
                        ix_error *error);
    /* An element that is no record and has none in it. */
    void (*unknown)(void *context, ix_str path, int64_t line);
} ix_tree_layout;

/* Read a file record by record. A fault of the XML behind the start of the root is told in `fault`
 * (status IX_OK: none), and what stood before it was read. IX_E_INPUT: another root, a DOCTYPE. */
ix_status ix_tree_read(ix_error *fault, const ix_tree_layout *layout, const ix_list_file *file,
                       void *context, ix_arena *arena, ix_error *error);
/* Makes trees of elements out of their bytes, one after the other. */
typedef struct ix_tree_parser ix_tree_parser;

/* The parser lies in the arena. NULL is closed without effect. */
ix_status ix_tree_parser_open(ix_tree_parser **out, ix_str source, ix_arena *arena,
                              ix_error *error);
void ix_tree_parser_close(ix_tree_parser *parser);
/* The tree of one element, in the arena. */
ix_status ix_tree_parse(ix_tree **out, ix_tree_parser *parser, ix_str bytes, ix_arena *arena,
                        ix_error *error);

/* The first element of a name in it, or NULL. */
ix_tree *ix_tree_child(const ix_tree *parent, const char *name);
/* Its text, and take it; NULL gives the empty text. */
ix_str ix_tree_text(ix_tree *node);
/* The text of the first element at a path such as "translations/translation", and take it. */
ix_str ix_tree_take(const ix_tree *parent, const char *path);
/* An attribute, and take it; empty when it is not there. */
ix_str ix_tree_attribute_take(ix_tree *node, const char *name);
/* A total order of what trees say; equal trees say the same. */
int ix_tree_compare(const ix_tree *a, const ix_tree *b);
/* Put the elements of a tree in order. False: memory is gone. */
bool ix_tree_sort(ix_tree *parent, ix_arena *arena);
/* Keep what was not taken as unmodelled under its path, with the record's own name before it if it
 * is to be named; attributes of `serials` (ended by NULL) are numbers of the publisher's and are
 * dropped. */
void ix_tree_leftovers(ix_draft *draft, const ix_tree *record, bool named,
                       const char *const *serials);

#endif
