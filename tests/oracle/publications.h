/* Publishers' own lists, where they are at hand. */
#ifndef INTERDICT_TESTS_PUBLICATIONS_H
#define INTERDICT_TESTS_PUBLICATIONS_H

#include <interdict/match.h>

#define PUBLICATION_PATHS_MAX 4

typedef struct publication {
    const char *title, *format, *mapping;     /* mapping: NULL, or its name in mappings/ */
    const char *paths[PUBLICATION_PATHS_MAX]; /* in the folder of lists */
} publication;

/* Ends with one without a title. */
extern const publication publications[];

bool publication_is_there(const publication *p, const char *data);
/* Read the list and build its index. `image` is the caller's to free. */
ix_status publication_index(ix_index **out, ix_buf *image, const publication *p, const char *data,
                            const char *knowledge_folder, const ix_knowledge *knowledge,
                            ix_arena *arena, ix_error *error);

#endif
