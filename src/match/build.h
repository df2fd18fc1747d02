/* Private to match: the sections of an image while it is being built. */
#ifndef INTERDICT_MATCH_BUILD_H
#define INTERDICT_MATCH_BUILD_H

#include "part_memo.h"

#define IX_BUILD_SCRATCH_MAX ((size_t)1 << 30)
#define IX_SHARED_SLOTS      1024u

/** A hash and what it leads to, before it is sorted into buckets. There are so many that the hash
 *  lies in halves: twelve bytes, not sixteen. */
typedef struct ix_hash_entry {
    uint32_t low, high;
    uint32_t id;
} ix_hash_entry;

static inline uint64_t ix_entry_hash(const ix_hash_entry *entry) {
    return (uint64_t)entry->high << 32 | entry->low;
}

/** What tasks made, a buffer each, in the order of the tasks. Zeroed it is empty. */
typedef struct ix_pieces {
    ix_buf *at;
    int64_t count;
    ix_buf memory; /* of the buffers themselves */
} ix_pieces;

/** As many empty pieces, into what is empty. False: no memory. */
bool ix_pieces_make(ix_pieces *pieces, int64_t count);
void ix_pieces_free(ix_pieces *pieces);

/** Everything under construction, of the whole image or of some entities that one thread enters.
 *  Rows are appended to the sections as they become known. RECORDS stays empty: records are copied
 *  from the histories when the image is written. */
typedef struct ix_builder {
    const ix_knowledge *knowledge;
    ix_buf sections[IX_SEC_COUNT];
    ix_buf pairs, whole, idents;       /* of ix_hash_entry */
    ix_pieces keys;                    /* the same: they are by far the most */
    ix_pieces anchors;                 /* see anchor.c */
    ix_buf slots;                      /* dictionary hash slots: DICT row + 1 */
    ix_buf references, reference_text; /* see parties.c */
    ix_str list_id;                    /* of the list being entered */
    uint32_t dict_count;
    uint32_t shared[2][IX_SHARED_SLOTS]; /* rows of SPANS and HELD + 1, by hash of what they are */
    uint64_t record_bytes;               /* of RECORDS so far */
    ix_arena scratch;                    /* dropped after each name or entity */
    ix_part_memo *memo;                  /* of the thread that enters, lent */
    ix_error *error;
} ix_builder;

#define IX_ROWS(builder, section, type) ((type *)(void *)(builder)->sections[section].ptr)
#define IX_ROW_COUNT(builder, section, type)                                                       \
    ((uint32_t)((builder)->sections[section].len / sizeof(type)))

void ix_builder_init(ix_builder *b, const ix_knowledge *knowledge, ix_error *error);
void ix_builder_free(ix_builder *b);
/** The first failure of any of its buffers. */
ix_status ix_builder_status(const ix_builder *b);
/** Append bytes to TEXT. */
ix_ref ix_builder_text(ix_builder *b, ix_str text);
/** Append bytes to WORDS. */
ix_ref ix_builder_word(ix_builder *b, ix_str text);
static inline ix_str ix_builder_dict_text(const ix_builder *b, const ix_dict_row *row) {
    return (ix_str){b->sections[IX_SEC_WORDS].ptr + row->text, row->text_len};
}
/** DICT row of a part. IX_E_MEMORY or IX_E_LIMIT in *status. */
uint32_t ix_builder_part(ix_builder *b, const ix_mpart *part, ix_status *status);
/** The same for a row of another builder's dictionary. */
uint32_t ix_builder_row(ix_builder *b, const ix_builder *other, const ix_dict_row *row,
                        ix_status *status);
/** Rows of SPANS or HELD with these intervals: such as are there already, if they are remembered,
 *  else new ones. */
uint32_t ix_builder_intervals(ix_builder *b, ix_section section, const ix_interval *intervals,
                              uint32_t count);
/** Append a hash entry. */
void ix_builder_entry(ix_buf *entries, uint64_t hash, uint32_t id);
/** Enter one entity (all versions of one key) of a list. */
ix_status ix_builder_entity(ix_builder *b, const ix_version *versions, uint32_t count,
                            uint32_t list);
/** Append what another builder entered, as if it had been entered here. */
ix_status ix_builder_merge(ix_builder *b, const ix_builder *other);
/** Make the keys of all rows of the dictionary that names are posted under. */
ix_status ix_builder_keys(ix_builder *b, ix_crew crew);
/** Sort entries, which are freed, into a bucket table. They lie in pieces, one behind another.
 *  `tag_bits`: so many of the highest bits of the hash are kept at the top of an entry, above the
 *  number. */
ix_status ix_builder_buckets(ix_builder *b, ix_buf *entries, int64_t pieces, ix_section starts,
                             int tag_bits);
/** Fill POSTINGS, TAGS and the posting ranges of DICT from NAMES and NAME_PARTS. */
ix_status ix_builder_postings(ix_builder *b);
/** One more task for the crew that proves an image: it may only write what no search reads. */
typedef struct ix_proof_beside {
    void (*task)(void *context);
    void *context;
} ix_proof_beside;

/** The self-screen of a build; see ix_index_self_screen(). `memos`: one a worker, lent. */
ix_status ix_self_screen_shortest(ix_self_screen *out, const ix_index *index,
                                  const ix_build_options *options, ix_part_memo *memos,
                                  const ix_proof_beside *beside, ix_error *error);

#endif
