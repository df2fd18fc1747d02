/**
 * @file match.h
 * Who is like the one we ask about: the index of all listed names, the search, and the evidence.
 *
 * Score = evidence. Each aligned pair of name parts, each identifier, date, country, gender and
 * type gives signed evidence in millibits: a thousandth of log2 of how much likelier this agreement
 * is for the same party than for a random one (Fellegi and Sunter, 1969). The sum goes through one
 * fixed integer table to the score; nothing else enters, so the reasons shown are the score.
 *
 * The index is one immutable, relocatable image: built from the histories of all lists, checksummed
 * by section, validated at open, shared by threads and processes. It holds every version of every
 * entity with its interval of snapshot ordinals, so that one image answers any date.
 *
 * Search has two stages. Stage one looks the query's parts up in the dictionary of distinct listed
 * parts (exact, romanization, variant class, sound, deletion neighbourhood, joined, split, initial)
 * and loses nothing that the scorer could credit; stage two adds upper bounds along the postings
 * and scores the survivors exactly. ix_match_exhaustive() scores every name and shares only the
 * name parser and the scorer; both give the same matches.
 */
#ifndef INTERDICT_MATCH_H
#define INTERDICT_MATCH_H

#include <interdict/entity.h>

#ifdef __cplusplus
extern "C" {
#endif

#define IX_SCORE_ONE       10000 /**< a score of 1.0000 */
#define IX_SCORE_ALERT     7000  /**< the alert bar, 0.70 */
#define IX_QUERY_NAMES_MAX 64    /**< a subject's name and aliases */
#define IX_EVIDENCE_MAX    64    /**< reasons of one match */

/* ------------------------------------------------------------------ evidence */

#define IX_EVIDENCE_KIND_LIST(X)                                                                   \
    X(IX_EVIDENCE_NAME_PART, "name_part")                                                          \
    X(IX_EVIDENCE_NAME, "name")                                                                    \
    X(IX_EVIDENCE_DOB, "dob")                                                                      \
    X(IX_EVIDENCE_COUNTRY, "country")                                                              \
    X(IX_EVIDENCE_GENDER, "gender")                                                                \
    X(IX_EVIDENCE_IDENTIFIER, "identifier")                                                        \
    X(IX_EVIDENCE_TYPE, "type")                                                                    \
    X(IX_EVIDENCE_ADDRESS, "address")                                                              \
    X(IX_EVIDENCE_OWNERSHIP, "ownership")                                                          \
    X(IX_EVIDENCE_BIRTH_PLACE, "birth_place")

typedef enum ix_evidence_kind {
#define IX_EVIDENCE_ENUM(name, text) name,
    IX_EVIDENCE_KIND_LIST(IX_EVIDENCE_ENUM)
#undef IX_EVIDENCE_ENUM
} ix_evidence_kind;

#define IX_RELATION_LIST(X)                                                                        \
    X(IX_RELATION_EQUAL, "equal")                                                                  \
    X(IX_RELATION_TRANSLITERATION, "transliteration")                                              \
    X(IX_RELATION_VARIANT, "variant")                                                              \
    X(IX_RELATION_NICKNAME, "nickname")                                                            \
    X(IX_RELATION_SOUND, "sound")                                                                  \
    X(IX_RELATION_TYPO, "typo")                                                                    \
    X(IX_RELATION_INITIAL, "initial")                                                              \
    X(IX_RELATION_JOINED, "joined")                                                                \
    X(IX_RELATION_ACRONYM, "acronym")                                                              \
    X(IX_RELATION_MISSING, "missing")                                                              \
    X(IX_RELATION_CONTRADICTS, "contradicts")

typedef enum ix_relation_kind {
#define IX_RELATION_ENUM(name, text) name,
    IX_RELATION_LIST(IX_RELATION_ENUM)
#undef IX_RELATION_ENUM
} ix_relation_kind;

/** The JSON names of a kind and of a relation; never NULL. */
const char *ix_evidence_kind_name(ix_evidence_kind kind);
const char *ix_relation_kind_name(ix_relation_kind relation);
/** The kind or relation of a JSON name; false when there is none. */
bool ix_evidence_kind_parse(ix_evidence_kind *kind, ix_str name);
bool ix_relation_kind_parse(ix_relation_kind *relation, ix_str name);

/** One reason. `query` and `listed` are what was compared, as written; empty when missing there. */
typedef struct ix_evidence {
    ix_evidence_kind kind;
    ix_relation_kind relation;
    ix_str query;
    ix_str listed;
    int32_t millibits;
    int32_t from, to; /**< byte span in the query name `name`, or -1, -1 */
    int32_t name;     /**< which of the query's names, 0 its own; -1 when not of a name */
} ix_evidence;

/** Millibits that the surest agreement of a kind of evidence is worth, or a contradiction: what a
 *  date of birth, a gender, a country, an identifier that is asked about could change. 0: for kinds
 *  whose worth depends on what they say. */
int32_t ix_evidence_worth(ix_evidence_kind kind, bool agrees);

/** Score of a sum of evidence, 0 to IX_SCORE_ONE, by the fixed table. Monotone. */
int32_t ix_score_from_millibits(int32_t millibits);

/** Name-only comparison of two names, as `interdict compare` prints it. */
typedef struct ix_comparison {
    int32_t score;
    int32_t millibits;
    ix_evidence evidence[IX_EVIDENCE_MAX];
    int evidence_count;
} ix_comparison;

/** Compare two names of a type (ANY: as their words suggest). Symmetric: swapping the names swaps
 *  the sides of the evidence and nothing else. Needs no index. */
ix_status ix_match_compare(ix_comparison *out, const ix_knowledge *knowledge, ix_str name1,
                           ix_str name2, ix_party_type type, ix_arena *arena, ix_error *error);

/* ------------------------------------------------------------------ the index */

typedef struct ix_index ix_index;

/** Build the image of these histories and self-screen it: each name and identifier of each serving
 *  entity must find its own entity at the alert bar, else IX_E_REFUSED names the first that does
 *  not. Deterministic: same histories and knowledge, same bytes. */
ix_status ix_index_build(ix_buf *image, const ix_knowledge *knowledge, const ix_list_history *lists,
                         int list_count, ix_error *error);

/** How an image is built; zeroed, by the caller's thread and in silence. */
typedef struct ix_build_options {
    ix_progress progress; /**< told from the caller's thread: versions entered, entities proved */
    ix_crew crew;         /**< changes the time and nothing else */
} ix_build_options;

/** ix_index_build() with options. */
ix_status ix_index_build_with(ix_buf *image, const ix_knowledge *knowledge,
                              const ix_list_history *lists, int list_count,
                              const ix_build_options *options, ix_error *error);

/** What the self-screen of a build proved. */
typedef struct ix_self_screen {
    int64_t names;       /**< names screened */
    int64_t identifiers; /**< identifiers screened */
    int64_t missed;      /**< that did not find their entity; 0 in a promoted image */
} ix_self_screen;

/** Screen every serving name and identifier of an open index against itself, each through the
 *  whole search. A build proves the same by the shortest way a search takes to a name as it stands,
 *  and asks the whole search where that does not reach the bar. */
ix_status ix_index_self_screen(ix_self_screen *out, const ix_index *index,
                               const ix_build_options *options, ix_error *error);

/** Check and open an image; `bytes` must stay mapped while the index lives. The header, the table
 * of sections, and the sections that say which lists and entities there are are checked here, their
 *  checksums and every count and offset in them; those a search needs, at the first search
 *  (ix_index_ready); a record, each time it is read. IX_E_CORRUPT names the damaged section;
 *  IX_E_UNSUPPORTED an image of another version; IX_E_REFUSED one built with other knowledge. */
ix_status ix_index_open(ix_index **out, ix_str bytes, const ix_knowledge *knowledge,
                        ix_arena *arena, ix_error *error);
/** Append, as text, which bytes (ix_snapshot.hash) each state of an image was read from. */
void ix_provenance_write(ix_buf *out, const ix_list_history *lists, int list_count);
/** Give the snapshots of an open index their hashes; without it they are zero. The text may name
 *  more snapshots than the index has. IX_E_CORRUPT: it is damaged, or lacks one of the index. */
ix_status ix_index_attach(ix_index *index, ix_str provenance, ix_error *error);
/** Have the sections checked that a search needs, unless that was done: every search does it first.
 *  For who would rather not let the first search wait. IX_E_CORRUPT names the damaged section.
 *  Threads may call it at the same time. */
ix_status ix_index_ready(const ix_index *index, ix_error *error);
/** Have `release` called for bytes of the image that were read to be checked and need not stay in
 *  memory: now for all of it, later behind each section. They are read again where a search needs
 *  them, so that a search costs the memory that it reads, not that of the image. */
void ix_index_release_by(ix_index *index, void (*release)(ix_str bytes));
/** Check every byte of every section. */
ix_status ix_index_verify(const ix_index *index, ix_error *error);
/** SHA-256 of the whole image, kept in its last bytes. */
ix_digest ix_index_digest(const ix_index *index);

/** A list as the index knows it. Strings live as long as the index. */
typedef struct ix_index_list {
    ix_str id;
    ix_str publisher;
    ix_zone zone;
    const ix_snapshot *snapshots; /**< in publication order */
    int snapshot_count;
} ix_index_list;

/** The lists of an index are numbered from 0 to count - 1. */
int ix_index_list_count(const ix_index *index);
const ix_index_list *ix_index_list_at(const ix_index *index, int list);

/** An interval [from, to) of snapshot ordinals. */
typedef struct ix_interval {
    uint32_t from;
    uint32_t to;
} ix_interval;

/** An entity as the index knows it, over all its versions. */
typedef struct ix_index_entity {
    int list;
    ix_str key;
    ix_party_type type;
    const ix_interval *held; /**< intervals in which the list held the key, ascending, disjoint */
    int held_count;
} ix_index_entity;

/** Entities are numbered from 0 to count - 1, over all lists. */
int64_t ix_index_entity_count(const ix_index *index);
ix_index_entity ix_index_entity_at(const ix_index *index, uint32_t entity);
/** The encoded version that holds at `ordinal`; empty when none does, or when it is damaged. */
ix_str ix_index_record(const ix_index *index, uint32_t entity, uint32_t ordinal);
/** It decoded; IX_E_CORRUPT when it is damaged, or none holds. */
ix_status ix_index_decode(ix_entity *out, const ix_index *index, uint32_t entity, uint32_t ordinal,
                          ix_arena *arena, ix_error *error);
/** Entity number of LIST:KEY; false when the index does not hold it. */
bool ix_index_find(uint32_t *entity, const ix_index *index, ix_str list_id, ix_str key);

/** The entities of one party, which publishers join by reference (the key of another list, a number
 *  only one party has), never by name, form a ring. The party is named by its first entity: the one
 *  of the least LIST:KEY, its number the least. */
uint32_t ix_index_party(const ix_index *index, uint32_t entity);
/** The next entity of the ring; the first follows the last, and a party of one follows itself. */
uint32_t ix_index_party_next(const ix_index *index, uint32_t entity);

/** The ordinal to read an entity at: `at` when it is held then; else the last ordinal at which it
 *  was held before `at`; else the first at which it is held afterwards. Only ordinals below
 *  `known` exist. False when none. */
bool ix_interval_pick(uint32_t *ordinal, const ix_interval *held, int held_count, int64_t at,
                      uint32_t known);

/* ------------------------------------------------------------------ the search */

/** How one list takes part in a search. */
typedef struct ix_list_view {
    bool wanted;
    uint32_t known; /**< snapshots 0 .. known-1 were known; 0: the list takes no part */
    int64_t at;     /**< ordinal in force at as_of; -1: before the first */
} ix_list_view;

/** An identifier as asked. */
typedef struct ix_query_identifier {
    ix_identifier_type type; /**< OTHER when the asker does not know what it is */
    ix_str value;
    char country[3];  /**< "" when not given */
    bool from_text;   /**< found in running text: agrees, but establishes nothing */
    int32_t from, to; /**< span in query name 0 when from_text, else -1 */
} ix_query_identifier;

/** Some of the entities of an index, to search among. Zeroed it is none of no index. */
typedef struct ix_selection {
    uint64_t *entities; /**< a bit each */
    uint64_t *names;    /**< of their names ... */
    uint64_t *parts;    /**< ... and of the rows of the dictionary that these are made of */
    int64_t count;
} ix_selection;

/** None of the entities of an index; IX_E_MEMORY, or the statuses of ix_index_ready(). Lives in the
 *  arena. */
ix_status ix_selection_init(ix_selection *out, const ix_index *index, ix_arena *arena,
                            ix_error *error);
/** Take an entity in; again is nothing. */
void ix_selection_add(ix_selection *selection, const ix_index *index, uint32_t entity);
bool ix_selection_has(const ix_selection *selection, uint32_t entity);

/** What the parts of names asked before were found to be related to, for the next searches of the
 *  same index: words come again in the names of many customers. Changes the time and nothing else.
 *  Of one thread. */
typedef struct ix_part_cache ix_part_cache;

/** A cache of at most so many bytes; full, it keeps what it has. IX_E_MEMORY. */
ix_status ix_part_cache_open(ix_part_cache **out, size_t bytes_max, ix_error *error);
/** NULL is nothing. */
void ix_part_cache_close(ix_part_cache *cache);

typedef struct ix_query {
    ix_party_type type;
    const ix_parsed_name *names; /**< [0] the subject's own, then aliases */
    int name_count;
    const ix_writing *writings; /**< other writings of names[0] that the asker knows of */
    int writing_count;
    const ix_date_range *births; /**< alternatives: the best reading counts */
    int birth_count;
    const ix_str *birth_places; /**< as written; the best reading counts */
    int birth_place_count;
    const char (*countries)[3];
    int country_count;
    ix_gender gender;
    const ix_query_identifier *identifiers;
    int identifier_count;
    const ix_address *addresses;
    int address_count;
    const ix_list_view *lists; /**< one for each list of the index */
    int32_t threshold;         /**< matches below this score are not returned; see ix_match */
    const ix_selection *among; /**< only these may match; NULL: all */
    ix_part_cache *cache;      /**< of this index; NULL: none. Not used with `among` */
} ix_query;

/** One entity that may be the subject. Returned when its score, or the score its names alone would
 *  have (so that a contradiction is shown and not hidden), reaches the query's threshold; and
 *  whenever an identifier agrees. */
typedef struct ix_match {
    uint32_t entity;
    uint32_t ordinal;   /**< of its list, at which it was read */
    int32_t score;      /**< 0 to IX_SCORE_ONE, of all evidence */
    int32_t name_score; /**< of name and type evidence only */
    int32_t millibits;
    bool by_identifier;  /**< matched.name is an identifier's value */
    ix_str matched_name; /**< listed name or identifier value that matched best */
    ix_name_kind matched_kind;
    bool identifier_agrees;  /**< a typed identifier agrees, country not contradicting */
    bool identifier_untyped; /**< only an untyped or in-text number agrees */
    bool attribute_agrees;   /**< birth date (day or month precise), or address, corroborates */
    bool contradicted;       /**< some attribute or name part contradicts */
    bool full_person_name;   /**< 3 or more parts, all equal or transliterated, none left over */
    bool full_organization_name; /**< all distinctive parts equal, legal form compatible or equal */
    bool weak_only;              /**< no name but a weak a.k.a. reaches the threshold */
    unsigned undone;             /**< disguises undone to read the name (ix_disguise), or 0 */
    ix_str read_as;              /**< what was read then, else empty */
    int read_name;               /**< which of the query's names, 0 its own */
    const ix_evidence *evidence; /**< most telling first, in the arena */
    int evidence_count;
} ix_match;

typedef struct ix_matches {
    ix_match *items; /**< by score descending, then list id and key ascending */
    int count;
} ix_matches;

/** All matches of a query. Memory from the arena; the index is not changed. */
ix_status ix_match_search(ix_matches *out, const ix_index *index, const ix_query *query,
                          ix_arena *arena, ix_error *error);
/** Matches with these listed names (ix_spot.name) and by identifiers, of a query of one name: what
 *  ix_match_search() gives if no other name of the same entities says more. */
ix_status ix_match_listed(ix_matches *out, const ix_index *index, const ix_query *query,
                          const uint32_t *names, int count, ix_arena *arena, ix_error *error);
/** Does the query have any match, its lists as it views them or as `others` does (NULL: nothing)?
 *  The same as asking both, in little more than the time of one. */
ix_status ix_match_touches(bool *touches, const ix_index *index, const ix_query *query,
                           const ix_list_view *others, ix_arena *arena, ix_error *error);
/** The oracle: scores every listed name. Same answer. */
ix_status ix_match_exhaustive(ix_matches *out, const ix_index *index, const ix_query *query,
                              ix_arena *arena, ix_error *error);

/* ------------------------------------------------------------------ running text */

#define IX_SPOT_READS_MAX 8

/** A word of a spot that is read otherwise than it is written: without its case ending. */
typedef struct ix_spot_read {
    int token;
    ix_str text; /**< lives as long as the cache is not used again */
} ix_spot_read;

/** A run of words that may be a listed name. */
typedef struct ix_spot {
    int first, last; /**< its tokens */
    uint32_t name;   /**< the listed name, for ix_match_listed() */
    uint32_t entity; /**< whose it is */
    int32_t most;    /**< millibits it can come to at most; INT32_MAX: it may be complete */
    ix_spot_read reads[IX_SPOT_READS_MAX];
    int read_count;
} ix_spot;

/** Takes a spot; false: there is no memory for it, stop. */
typedef bool (*ix_spot_sink)(void *context, const ix_spot *spot);

/** Tokens [first, end) of a text that are searched together: a sentence. `small`, an item a token
 *  from `first` on, tells which begin with a small letter, so that no name begins or ends there;
 *  NULL: that tells nothing. `once`: what was told of the same words since ix_spot_begin() may be
 *  left out. */
typedef struct ix_spot_span {
    int first, end;
    const bool *small;
    bool once;
} ix_spot_span;

/** A text begins: its bytes stay where they are until the next one does. */
void ix_spot_begin(ix_part_cache *cache);

#define IX_SPOT_SCORE_MIN IX_SCORE_ALERT /**< the least score that spots are made for */

/** Give `each` the runs of up to 8 words (14 tokens) that may reach the alert bar with some listed
 *  name: all that a search for each run of the sentence would find, and some more. A run may come
 *  several times. Words in small letters among capitals count by what they are, not by what they
 *  may be misspelt from. One pass: each distinct word is looked up once for all texts of a cache.
 *  IX_E_MEMORY, IX_E_CORRUPT. */
ix_status ix_match_spot(const ix_index *index, ix_part_cache *cache, const ix_text *text,
                        const ix_spot_span *span, ix_spot_sink each, void *context,
                        ix_arena *scratch, ix_error *error);

#ifdef __cplusplus
}
#endif
#endif
