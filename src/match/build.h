/* Private to match: the sections of an image while it is being built. */
#ifndef INTERDICT_MATCH_BUILD_H
#define INTERDICT_MATCH_BUILD_H

#include "image.h"

/** A hash and what it leads to, before it is sorted into buckets. */
typedef struct ix_hash_entry {
    uint64_t hash;
    uint32_t id;
    uint32_t pad;
} ix_hash_entry;

/** Everything under construction. Rows are appended to the sections as they become known. */
typedef struct ix_builder {
    const ix_knowledge *knowledge;
    ix_buf sections[IX_SEC_COUNT];
    ix_buf keys, pairs, whole, idents; /* of ix_hash_entry */
    ix_buf slots;                      /* dictionary hash slots: DICT row + 1 */
    ix_buf references, reference_text; /* see parties.c */
    ix_str list_id;                    /* of the list being entered */
    uint32_t dict_count;
    ix_progress progress;
    int64_t entered, versions; /* versions entered so far, and of all lists */
    ix_arena scratch;          /* dropped after each name or entity */
    ix_error *error;
} ix_builder;

#define IX_ROWS(builder, section, type) ((type *)(void *)(builder)->sections[section].ptr)
#define IX_ROW_COUNT(builder, section, type)                                                       \
    ((uint32_t)((builder)->sections[section].len / sizeof(type)))

/** Append bytes to TEXT. */
ix_ref ix_builder_text(ix_builder *b, ix_str text);
/** DICT row of a part, entered with its keys when it is new. IX_E_MEMORY or IX_E_LIMIT in *status.
 */
uint32_t ix_builder_part(ix_builder *b, const ix_mpart *part, ix_status *status);
/** Append a hash entry. */
void ix_builder_entry(ix_buf *entries, uint64_t hash, uint32_t id);
/** Sort entries into a bucket table. `tag`: keep the top byte of the hash in the entry. */
ix_status ix_builder_buckets(ix_builder *b, const ix_buf *entries, ix_section starts, bool tag);
/** Fill POSTINGS and the posting ranges of DICT from NAMES and NAME_PARTS. */
ix_status ix_builder_postings(ix_builder *b);
/** Enter one entity (all versions of one key) of a list. */
ix_status ix_builder_entity(ix_builder *b, const ix_version *versions, uint32_t count,
                            uint32_t list);
/** ix_index_self_screen() that tells how far it is. */
ix_status ix_self_screen_told(ix_self_screen *out, const ix_index *index, ix_progress progress,
                              ix_error *error);

#endif
