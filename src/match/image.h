/*
 * Private to match: the layout of an image, and the open index over it.
 *
 *   header | section table | sections, each 64-byte aligned ... | SHA-256 of all before it (32
 * bytes)
 *
 * All integers are little-endian, all references are counts from the start of a section. A section
 * is checked by XXH3-64 over its bytes. Rows are plain structures of fixed size; an image written
 * on one machine is read on another of the same byte order, others are refused by the magic.
 *
 *   LISTS      one row a list            SNAPSHOTS  its dated states
 *   ENTITIES   one row a LIST:KEY        VERSIONS   its records by ordinal -> RECORDS (cold)
 *   HELD       intervals of entities     SPANS      intervals of names and identifiers
 *   NAMES      one row a distinct (entity, text, kind)
 *   NAME_PARTS its parts                 DICT       distinct parts with their keys
 *   WORDS      bytes of DICT rows        CLASSES    numbers of DICT rows
 *   POSTINGS   names that hold a part, ascending
 *   TAGS       beside each posting, hashes of the other parts of that name (sift.h)
 *   KEYS       key hash -> DICT rows     PAIRS      hash of what spans parts -> NAMES:
 *                                                   neighbours run together, the value of a number,
 *                                                   the first letters of several
 *   WHOLE      hash of a whole name -> NAMES
 *   IDENTS     hash of an identifier key -> ENTITIES
 *   PARTIES    which entities are one     TEXT       bytes of all other strings
 *   ANCHORS    by DICT row: the names that a running text finds by it (anchor.h)
 *   ANCHOR_PARTS  what each of NAME_PARTS may say in a running text
 *
 * KEYS, PAIRS, WHOLE and IDENTS are bucket tables: 2^k + 1 ascending starts, then the entries, two
 * to four a bucket: they lie in one cache line, and the starts take a quarter of the room. Bits of
 * an entry of KEYS, PAIRS and IDENTS that its number leaves free hold the highest bits of the hash,
 * so that a chance neighbour in the bucket is told without a look at its row.
 *
 * LISTS to HELD, PARTIES and TEXT are checked when the image is opened; what a search reads
 * besides, at the first search; ANCHORS, at the first running text; a record, by itself, each time
 * it is read.
 */
#ifndef INTERDICT_MATCH_IMAGE_H
#define INTERDICT_MATCH_IMAGE_H

#include "compare.h"
#include "sift.h"

#define IX_IMAGE_MAGIC     0x3532474d49584925ull /* "%IXIMG25" read little-endian */
#define IX_IMAGE_ALIGN     64
#define IX_NAMES_TOTAL_MAX 0x7fffffffu

typedef enum ix_section {
    IX_SEC_LISTS = 0,
    IX_SEC_SNAPSHOTS,
    IX_SEC_ENTITIES,
    IX_SEC_VERSIONS,
    IX_SEC_HELD,
    IX_SEC_SPANS,
    IX_SEC_NAMES,
    IX_SEC_NAME_PARTS,
    IX_SEC_DICT,
    IX_SEC_WORDS,
    IX_SEC_CLASSES,
    IX_SEC_POSTINGS,
    IX_SEC_TAGS,
    IX_SEC_KEYS_STARTS,
    IX_SEC_KEYS,
    IX_SEC_PAIRS_STARTS,
    IX_SEC_PAIRS,
    IX_SEC_WHOLE_STARTS,
    IX_SEC_WHOLE,
    IX_SEC_IDENTS_STARTS,
    IX_SEC_IDENTS,
    IX_SEC_PARTIES,
    IX_SEC_ANCHOR_STARTS,
    IX_SEC_ANCHORS,
    IX_SEC_ANCHOR_PARTS,
    IX_SEC_TEXT,
    IX_SEC_RECORDS,
    IX_SEC_COUNT
} ix_section;

typedef struct ix_section_row {
    uint64_t offset, size, hash;
} ix_section_row;

typedef struct ix_image_header {
    uint64_t magic;
    uint64_t size; /* of the whole image, digest included */
    uint8_t knowledge[32];
    uint64_t table_hash; /* of the section rows */
    ix_section_row sections[IX_SEC_COUNT];
} ix_image_header;

typedef struct ix_ref {
    uint32_t offset, len; /* into TEXT */
} ix_ref;

typedef struct ix_list_row {
    ix_ref id, publisher;
    uint32_t zone, snapshot_first, snapshot_count, entity_first, entity_count, pad;
} ix_list_row;

typedef struct ix_snapshot_row {
    uint8_t
        state[32]; /* not the hash: the same states make the same image, whatever bytes said it */
    int64_t published, received;
    uint32_t published_kind, entities;
} ix_snapshot_row;

typedef struct ix_entity_row {
    uint32_t key; /* into TEXT */
    uint32_t name_first, name_count;
    uint32_t version_first, version_count;
    uint32_t held_first;             /* of HELD, shared by entities that were held alike */
    uint32_t key_len : 24, type : 8; /* type: of its newest version */
    uint32_t list : 16, held_count : 16;
} ix_entity_row;

/** The ring of entities that are one party; see parties.c. */
typedef struct ix_party_row {
    uint32_t first, next;
} ix_party_row;

typedef struct ix_version_row {
    uint64_t offset; /* into RECORDS */
    uint32_t len, from, to;
    uint32_t check; /* ix_record_check() of it */
} ix_version_row;

typedef struct ix_name_row {
    uint64_t whole, turned; /* of ix_mname */
    uint32_t text;          /* into TEXT */
    uint32_t part_first;
    uint32_t span_first; /* of SPANS, shared by names that were held alike */
    uint32_t entity : 24, guess : 4, type : 4;
    uint32_t text_len : 24, part_count : 5, kind : 3;
    uint32_t form : 16, span_count : 15, org : 1;
} ix_name_row;

#define IX_NAME_SPANS_MAX  32767
#define IX_ENTITY_HELD_MAX 65535

#define IX_DICT_BITS   23 /* of the number of a row of DICT */
#define IX_DICT_MASK   0x7fffffu
#define IX_ENTITY_MASK 0xffffffu
#define IX_LENGTH_MASK 0xffffffu /* of a key or name: a record is no longer */

typedef struct ix_name_part_row {
    uint32_t dict : IX_DICT_BITS;
    uint32_t role : 4;
    uint32_t script : 5;
    uint16_t value;   /* ix_part_form(), or ix_part_number() */
    uint8_t ranks[2]; /* ix_part_rank() in a person's name, and in others */
} ix_name_part_row;

/** The legal form that a part is, or 0. Such a part has no number. */
static inline uint16_t ix_part_form(const ix_name_part_row *part) {
    return part->role == IX_ROLE_LEGAL_FORM ? part->value : 0;
}
static inline uint16_t ix_part_number(const ix_name_part_row *part) {
    return part->role == IX_ROLE_LEGAL_FORM ? 0 : part->value;
}

/* A part, its roman key and its skeleton lie side by side in WORDS, each left out where it is the
 * one before. Before the text of a respelt part stands its script. */
typedef struct ix_dict_row {
    uint32_t text;
    uint32_t text_len : 10, roman_len : 10, skeleton_len : 10;
    uint32_t has_roman : 1, has_skeleton : 1; /* they are others */
    uint32_t class_first : 24, class_count : 8;
    uint32_t posting_first, posting_count;
    uint32_t flags;
    int16_t person_millibits, org_millibits;
    uint16_t abbreviated_count; /* concepts, behind the classes */
    uint16_t concept, slavic, rarity_most;
} ix_dict_row;

#define IX_DICT_TEXT_MAX 1023 /* of a part, its roman key or its skeleton */

/** Where these bytes of a row begin in WORDS. */
static inline uint32_t ix_dict_roman_at(const ix_dict_row *row) {
    return row->text + (row->has_roman ? row->text_len : 0);
}
static inline uint32_t ix_dict_skeleton_at(const ix_dict_row *row) {
    return ix_dict_roman_at(row) + (row->has_skeleton ? row->roman_len : 0);
}

/** Kinds of key in KEYS; each salts its hash so that kinds do not meet. */
typedef enum ix_key_kind {
    IX_KEY_TEXT = 1,
    IX_KEY_ROMAN,
    IX_KEY_SKELETON,
    IX_KEY_CLASS,
    IX_KEY_CONCEPT,
    IX_KEY_NUMBER,
    IX_KEY_STEM,
    IX_KEY_PLACE,
    IX_KEY_SLAVIC,
    IX_KEY_DELETION,
    IX_KEY_ARTICLE,    /* of a part without an article in it; see run.c */
    IX_KEY_CONSONANTS, /* of a part in a-z; see abjad.c */
    IX_KEY_ABJAD,      /* of a part in a script that leaves vowels out */
    IX_KEY_ACRONYM,    /* in PAIRS: first letters of a run of parts */
    IX_KEY_BUT_ONE     /* of a word too short to lose letters, but for one that may be another */
} ix_key_kind;

uint64_t ix_key_hash(ix_key_kind kind, ix_str bytes);
/** Hash in PAIRS under which names with a number of this value (ix_part.number) stand. */
uint64_t ix_number_hash(uint16_t number);

/** Calls `each` with every key by which a part is found (or looked up: the two sets are the same).
 */
typedef void (*ix_key_sink)(void *context, uint64_t hash);
void ix_part_keys(const ix_mpart *part, ix_key_sink each, void *context);
/** They are, each where the part has any: those of what it is (itself, other romanizations,
 *  variants, meanings, stems); of its sound; of its text and roman key with at most one letter
 *  deleted; and with two. A word one edit away meets it under a key of the third kind. */
void ix_part_name_keys(const ix_mpart *part, ix_key_sink each, void *context);
void ix_part_sound_keys(const ix_mpart *part, ix_key_sink each, void *context);
void ix_part_one_edit_keys(const ix_mpart *part, ix_key_sink each, void *context);
void ix_part_two_edit_keys(const ix_mpart *part, ix_key_sink each, void *context);
/** The keys of one word with at most one letter deleted, under which words no more than one edit
 *  apart meet (ix_text_distance), and with two, which words of eight letters and more have. */
void ix_one_edit_keys(ix_str word, ix_key_sink each, void *context);
void ix_two_edit_keys(ix_str word, ix_key_sink each, void *context);
/** Of a listed word of three letters a-z, those under which others that differ in one meet it; each
 *  such word is found so as half of a word run together (split.c). */
void ix_but_one_keys(ix_str word, ix_key_sink each, void *context);
/** Calls `each` with the key (IX_KEY_ROMAN) of every Latin word that these characters spell. */
void ix_han_keys(ix_str han, ix_key_sink each, void *context);
/** The same for words of scripts that leave vowels out and words in a-z: what is entered and what
 *  is asked for differ. */
void ix_abjad_keys(ix_str text, bool asked, ix_key_sink each, void *context);
/** Calls `each` with the key (IX_KEY_ROMAN) of the Wade-Giles spelling of a word, if it has one. */
void ix_wade_giles_key(ix_str word, ix_key_sink each, void *context);

/** A bucket table: where each bucket begins among the entries, their number less one as a mask. */
typedef struct ix_table {
    const uint32_t *starts, *entries;
    uint64_t mask;
} ix_table;

struct ix_index {
    ix_str bytes;
    _Atomic bool ready;            /* the sections that a search needs were checked */
    _Atomic bool ready_for_text;   /* ... and those of a running text */
    void (*release)(ix_str bytes); /* or NULL */
    const ix_image_header *header;
    const ix_knowledge *knowledge;
    ix_index_list *lists;
    ix_snapshot *snapshots; /* of all lists; their hashes come from the provenance */
    uint32_t list_count, entity_count, name_count, dict_count;
    const ix_list_row *list_rows;
    const ix_entity_row *entities;
    const ix_version_row *versions;
    const ix_interval *held, *spans;
    const ix_name_row *names;
    const ix_name_part_row *name_parts;
    const ix_dict_row *dict;
    const ix_party_row *parties;
    const struct search_ranks *ranks; /* what leaving parts out costs */
    const uint16_t *classes;
    const uint32_t *anchor_starts;
    const struct ix_anchor_row *anchors;
    const struct ix_anchor_part *anchor_parts;
    const uint64_t *tags;     /* beside the postings: of the name's other parts; see sift.h */
    ix_sift_fn sift;          /* at the fastest level there is */
    const uint32_t *postings; /* name number, top bit set for a name of the organization domain */
    const char *text, *words, *records;
    ix_table tables[IX_SEC_COUNT]; /* by the section of their starts */
};

#define IX_POSTING_ORG 0x80000000u

/** Entries of the bucket a hash falls into. */
typedef struct ix_bucket {
    const uint32_t *entries;
    uint32_t count;
} ix_bucket;
static inline ix_bucket ix_bucket_find(const ix_index *index, ix_section starts, uint64_t hash) {
    const ix_table *table = &index->tables[starts];
    const uint32_t *start = table->starts + (hash & table->mask);
    return (ix_bucket){table->entries + start[0], start[1] - start[0]};
}
#define IX_TAG_BITS 8 /**< of KEYS and PAIRS */
/** The bits of IDENTS that numbers of so many entities leave free. */
static inline int ix_ident_tag_bits(uint32_t entities) {
    return entities > 1 ? __builtin_clz(entities - 1) : 31;
}
/** The highest bits of a hash at the top of an entry; 0: none. */
static inline uint32_t ix_entry_tag(uint64_t hash, int tag_bits) {
    return tag_bits == 0 ? 0 : (uint32_t)(hash >> (64 - tag_bits)) << (32 - tag_bits);
}
/** Ask memory for the start of that bucket. */
static inline void ix_bucket_prefetch(const ix_index *index, ix_section starts, uint64_t hash) {
    __builtin_prefetch(index->tables[starts].starts + (hash & index->tables[starts].mask));
}

static inline ix_str ix_ref_str(const ix_index *index, ix_ref ref) {
    return (ix_str){index->text + ref.offset, (ptrdiff_t)ref.len};
}
static inline ix_str ix_entity_key(const ix_index *index, const ix_entity_row *row) {
    return (ix_str){index->text + row->key, row->key_len};
}
static inline ix_str ix_name_text(const ix_index *index, const ix_name_row *row) {
    return (ix_str){index->text + row->text, row->text_len};
}
static inline ix_str ix_dict_text(const ix_index *index, const ix_dict_row *row) {
    return (ix_str){index->words + row->text, row->text_len};
}
static inline ix_str ix_dict_roman(const ix_index *index, const ix_dict_row *row) {
    return (ix_str){index->words + ix_dict_roman_at(row), row->roman_len};
}
static inline ix_str ix_dict_skeleton(const ix_index *index, const ix_dict_row *row) {
    return (ix_str){index->words + ix_dict_skeleton_at(row), row->skeleton_len};
}
/** What tells that a record is whole: the low half of its XXH3-64. */
static inline uint32_t ix_record_check(ix_str record) {
    return (uint32_t)ix_hash64(record);
}
/** Is a bit of a selection set? */
static inline bool ix_selection_bit(const uint64_t *bits, uint32_t at) {
    return bits[at / 64] >> (at % 64) & 1;
}
/** ix_index_ready(), and the sections that only a running text needs. */
ix_status ix_index_ready_for_text(const ix_index *index, ix_error *error);
/** Fill a name from the image: what parsing its text gave when the image was built. */
void ix_mname_load(ix_mname *out, const ix_index *index, uint32_t name);
/** Fill a part from the dictionary. */
void ix_mpart_load(ix_mpart *out, const ix_index *index, uint32_t dict);
uint64_t ix_ident_hash(ix_str key);
#define IX_IDENT_TYPES_MAX 5
/** The types under which a listed identifier equal to the asked one may have been entered. */
int ix_ident_types(ix_identifier_type out[IX_IDENT_TYPES_MAX], ix_identifier_type asked);

#endif
