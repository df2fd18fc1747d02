/**
 * @file lists.h
 * From a publisher's bytes to entities, and from snapshots to the history of a list.
 *
 * One reader a format: one .c file in src/lists/, one row in src/lists/readers.c, one golden test
 * in tests/lists/. Readers never skip in silence: each row is read, or refused with line and
 * reason; what a publisher gives that is not understood is kept verbatim and counted.
 */
#ifndef INTERDICT_LISTS_H
#define INTERDICT_LISTS_H

#include <interdict/entity.h>

#ifdef __cplusplus
extern "C" {
#endif

#define IX_LIST_FILES_MAX      4
#define IX_LIST_ROLE_BYTES_MAX 32
#define IX_LIST_MAP_ROLE       "map" /**< role of the mapping among the files of a mapped format */
#define IX_LIST_BYTES_MAX      ((ptrdiff_t)1 << 30) /**< decompressed bytes of one file */
#define IX_REFUSALS_KEPT_MAX   100    /**< refusals whose text is kept; all are counted */
#define IX_COUNTERS_MAX        64     /**< distinct warnings; distinct unmodelled fields */
#define IX_COLUMNS_MAX         256    /**< columns that are counted; all are read */
#define IX_SNAPSHOTS_MAX       100000 /**< snapshots in the history of one list */
#define IX_SNAPSHOT_BYTES_MAX  ((ptrdiff_t)4 << 30) /**< encoded versions of one snapshot */
#define IX_HASH_DIGITS_MIN     4                    /**< of a snapshot's hash, to name it by */

/** One file of a snapshot. `role` empty: the reader tells it by name or column count. */
typedef struct ix_list_file {
    ix_str name;  /**< as given, for errors */
    ix_str role;  /**< "primary", "alias", "address", "comments", "map"; may be empty */
    ix_str bytes; /**< decompressed */
} ix_list_file;

/** A counted kind of warning or field. */
typedef struct ix_counter {
    ix_str name; /**< a constant or arena text */
    int64_t count;
    ix_str example; /**< first occurrence: "alt.csv:17: entity 1234" */
} ix_counter;

/** Fields of the model that are counted by the entities that say something in them. Rows are (enum,
 *  JSON name). */
#define IX_FILLED_LIST(X)                                                                          \
    X(IX_FILLED_STRONG_NAMES, "strong_names")                                                      \
    X(IX_FILLED_WEAK_NAMES, "weak_names")                                                          \
    X(IX_FILLED_FORMER_NAMES, "former_names")                                                      \
    X(IX_FILLED_TRANSLATIONS, "translations")                                                      \
    X(IX_FILLED_BIRTHS, "births")                                                                  \
    X(IX_FILLED_BIRTH_PLACES, "birth_places")                                                      \
    X(IX_FILLED_GENDERS, "genders")                                                                \
    X(IX_FILLED_NATIONALITIES, "nationalities")                                                    \
    X(IX_FILLED_IDENTIFIERS, "identifiers")                                                        \
    X(IX_FILLED_ADDRESSES, "addresses")                                                            \
    X(IX_FILLED_PROGRAMS, "programs")                                                              \
    X(IX_FILLED_LISTING_DATES, "listing_dates")                                                    \
    X(IX_FILLED_AUTHORITIES, "authorities")                                                        \
    X(IX_FILLED_REASONS, "reasons")                                                                \
    X(IX_FILLED_MEASURES, "measures")                                                              \
    X(IX_FILLED_RELATIONS, "relations")                                                            \
    X(IX_FILLED_TITLES, "titles")                                                                  \
    X(IX_FILLED_VESSELS, "vessels")                                                                \
    X(IX_FILLED_NOTES, "notes")                                                                    \
    X(IX_FILLED_REMARKS, "remarks")

typedef enum ix_filled {
#define IX_FILLED_ENUM(name, text) name,
    IX_FILLED_LIST(IX_FILLED_ENUM)
#undef IX_FILLED_ENUM
        IX_FILLED_COUNT
} ix_filled;

/** The JSON name of a field. Never NULL. */
const char *ix_filled_name(ix_filled field);

/** What reading a snapshot came to. rows_read + rows_refused == rows. Zero it before reading. */
typedef struct ix_read_report {
    int64_t rows; /**< records of all files of the snapshot, a header row not counted */
    int64_t rows_read;
    int64_t rows_refused;
    int64_t primary_rows; /**< records of the primary file: one a party */
    int64_t entities;
    int64_t names;
    ix_counter warnings[IX_COUNTERS_MAX];
    int warning_count;
    ix_counter unmodelled[IX_COUNTERS_MAX];
    int unmodelled_count;
    ix_error refusals[IX_REFUSALS_KEPT_MAX];
    int refusal_count;               /**< kept; rows_refused counts all */
    ix_when published;               /**< as the bytes themselves say, else NONE */
    int64_t filled[IX_FILLED_COUNT]; /**< entities that say something, by field */
    int64_t stated_count;            /**< record count the publication states, or -1 */
    bool truncated;                  /**< the bytes end in the middle of a record or element */
    ix_str layout;                   /**< header or layout signature, to notice a changed layout */
    ix_counter columns[IX_COLUMNS_MAX]; /**< of files in rows: how many rows fill each */
    int column_count;
    ix_str layout_before; /**< set before reading, may be empty: of the last snapshot of the format;
                               its columns stand in for a header row that is missing */
} ix_read_report;

/** Add one to a counter by name (used by readers). */
void ix_counter_add(ix_counter *counters, int *count, ix_str name, ix_str example);
/** Count a refused row and keep its error while there is room. */
void ix_report_refuse(ix_read_report *report, const ix_error *error);
/** A snapshot of one file: IX_E_INPUT when there are others, IX_E_LIMIT when it is larger than
 *  IX_LIST_BYTES_MAX (used by readers). `what` names the publication: "the list". */
ix_status ix_list_one_file(const ix_list_file *files, int file_count, const char *what,
                           ix_error *error);

/** Count an entity in the fields in which it says something. */
void ix_filled_add(int64_t filled[IX_FILLED_COUNT], const ix_entity *entity);
/** Warn ("emptied_births") of each field that entities had in the snapshot before and none has now.
 *  Texts live in the arena. IX_E_MEMORY. */
ix_status ix_filled_compare(ix_read_report *report, const int64_t before[IX_FILLED_COUNT],
                            ix_arena *arena, ix_error *error);

/** Warn ("emptied_column") of each column that rows filled in the snapshot before and none fills
 *  now. Texts live in the arena. IX_E_MEMORY. */
ix_status ix_columns_compare(ix_read_report *report, const ix_counter *before, int before_count,
                             ix_arena *arena, ix_error *error);

/** Receives each entity of a snapshot; what it points to lives until it returns.
 *  Anything but IX_OK stops the reading and is returned. */
typedef ix_status (*ix_entity_sink)(void *context, const ix_entity *entity, ix_error *error);

typedef struct ix_list_reader {
    const char *format;    /**< "ofac_sdn_csv" */
    const char *list_id;   /**< default list, "us_ofac_sdn" */
    const char *publisher; /**< "US Treasury, Office of Foreign Assets Control" */
    const char *title;     /**< for `interdict lists formats` */
    ix_zone zone;          /**< of the publisher's dates alone */
    /** File names (case ignored) that belong beside the first one, by role; {NULL,NULL} ends. */
    struct {
        const char *name;
        const char *role;
    } companions[IX_LIST_FILES_MAX];
    /** Parse all files of one snapshot. A fault of the whole file (no such layout, binary bytes)
     *  is returned; a fault of a row is refused in the report and reading goes on. */
    ix_status (*read)(const ix_list_file *files, int file_count, const ix_knowledge *knowledge,
                      ix_entity_sink sink, void *context, ix_read_report *report, ix_arena *arena,
                      ix_error *error);
    /** Of a layout that two lists share: files whose name begins so (case ignored) are the other
     *  list's, by default. {NULL,NULL}: there is none. */
    struct {
        const char *prefix;
        const char *list_id;
    } other;
} ix_list_reader;

/** All readers, ended by a row with format NULL. */
extern const ix_list_reader ix_list_readers[];
/** NULL when there is no such format. */
const ix_list_reader *ix_list_reader_find(ix_str format);
/** The default list of a file: the reader's own, or the other one that its name tells. */
ix_str ix_list_reader_list(const ix_list_reader *reader, ix_str file_name);

/** Does the format read by a mapping file, which is one of the snapshot's files? */
bool ix_list_reader_is_mapped(const ix_list_reader *reader);
/** Let a mapped reader stand for the list its mapping names: default list, publisher and zone. The
 *  reader is the caller's copy; its texts live in the arena. A fault of the mapping names file and
 *  line. */
ix_status ix_mapping_apply(ix_list_reader *reader, ix_str bytes, ix_str source, ix_arena *arena,
                           ix_error *error);

/* ------------------------------------------------------------------ deltas */

/** What merging a delta came to. */
typedef enum ix_delta_effect {
    IX_DELTA_MERGED = 0,
    IX_DELTA_IN_EFFECT, /**< all it says is so already */
    IX_DELTA_NOTHING    /**< it says nothing of this list: the state is the same, later */
} ix_delta_effect;

/** A format whose files say what changed since the publication before. It is read by merging it
 *  into the whole file of the state before, which gives the whole file of the state after: a
 *  snapshot of such a format holds both, the delta under the role "delta", the result under
 *  "primary", and its reader reads the result. */
typedef struct ix_delta_format {
    const char *format; /**< "ofac_delta_xml" */
    const char *base;   /**< format of the whole file, "ofac_enhanced_xml" */
    /** When it was published, as its bytes say; NONE when they do not. IX_E_INPUT: no delta. */
    ix_status (*published)(ix_when *when, const ix_list_file *delta, ix_arena *arena,
                           ix_error *error);
    /** Append the merged file to `out`, whose maximum is the limit; nothing if the effect is
     *  IX_DELTA_IN_EFFECT. IX_E_REFUSED: it was not made from `base`, or is damaged; the error
     *  names what does not fit. With IX_DELTA_IN_EFFECT the error (status IX_E_REFUSED) is filled
     *  as well: at a later time than the base's, that it fits already is a fault. IX_E_INPUT: no
     *  delta. */
    ix_status (*merge)(ix_buf *out, ix_delta_effect *effect, const ix_list_file *base,
                       const ix_list_file *delta, ix_arena *arena, ix_error *error);
} ix_delta_format;

/** NULL when the format is none of deltas. */
const ix_delta_format *ix_delta_format_find(ix_str format);

/* ------------------------------------------------------------------ snapshots and history */

/** SHA-256 over the sorted (role, SHA-256 of bytes) of a snapshot's files: of the text that has one
 *  line "ROLE HEX" a file, in bytewise order. Roles are at most IX_LIST_ROLE_BYTES_MAX bytes. */
ix_digest ix_snapshot_hash(const ix_list_file *files, int count);

/** A parsed snapshot: versions sorted by key, from/to unset, all records in one buffer. */
typedef struct ix_parsed_snapshot {
    ix_version *versions;
    int64_t count;
    ix_digest state; /**< as ix_snapshot.state */
    ix_read_report report;
} ix_parsed_snapshot;

/** Read files with a reader into sorted, encoded versions. A key that occurs twice in one snapshot
 *  is refused (counted, kept with its error), the first stands. */
ix_status ix_snapshot_parse(ix_parsed_snapshot *out, const ix_list_reader *reader,
                            const ix_list_file *files, int file_count,
                            const ix_knowledge *knowledge, ix_arena *arena, ix_error *error);

/** How a snapshot is read. Zeroed: as ix_snapshot_parse() reads it. */
typedef struct ix_reading {
    ix_str layout_before; /**< of the last snapshot of this format; empty: not known */
    ix_progress progress;
    const char *what; /**< for the progress */
    int64_t expected; /**< entities, for the progress; 0: not known */
} ix_reading;

/** ix_snapshot_parse(), with what is known of the list and somebody who listens. */
ix_status ix_snapshot_parse_like(ix_parsed_snapshot *out, const ix_reading *reading,
                                 const ix_list_reader *reader, const ix_list_file *files,
                                 int file_count, const ix_knowledge *knowledge, ix_arena *arena,
                                 ix_error *error);

/** SHA-256 over the SHA-256 of each record: the state that sorted versions are. Zero without
 *  memory, which no state is. */
ix_digest ix_state_digest(const ix_version *versions, int64_t count, ix_allocator allocator);

/** Insert a snapshot at its place by publication time (equal times: behind those already there).
 *  Versions whose records are equal in neighbouring snapshots are one version. `out` shares
 *  records with both inputs. *ordinal receives its place. The same hash published at the same
 *  time: IX_OK, *ordinal tells where, nothing changes. At another time it is a snapshot of its own:
 *  a list may return to an earlier state. */
ix_status ix_history_insert(ix_list_history *out, uint32_t *ordinal, const ix_list_history *history,
                            const ix_snapshot *snapshot, const ix_parsed_snapshot *parsed,
                            ix_arena *arena, ix_error *error);
/** What an image is built from: times received of dated snapshots forgotten, and of snapshots that
 *  say the same at the same time only the first. Shares all else with `history`. */
ix_status ix_history_distill(ix_list_history *out, const ix_list_history *history, ix_arena *arena,
                             ix_error *error);
/** The journal file of a list: header, snapshots, versions; drawn in src/lists/journal.c.
 *  Deterministic. */
void ix_journal_write(ix_buf *out, const ix_list_history *history);
/** IX_E_CORRUPT names the damaged part. Records are slices of `bytes`. */
ix_status ix_journal_read(ix_list_history *out, ix_str bytes, ix_arena *arena, ix_error *error);

/* ------------------------------------------------------------------ what changed, and when */

/** What a detail of an entity is about. Rows are (enum, JSON name). */
#define IX_DETAIL_LIST(X)                                                                          \
    X(IX_DETAIL_TYPE, "type")                                                                      \
    X(IX_DETAIL_NAME, "name")                                                                      \
    X(IX_DETAIL_DOB, "dob")                                                                        \
    X(IX_DETAIL_BIRTH_PLACE, "birth_place")                                                        \
    X(IX_DETAIL_GENDER, "gender")                                                                  \
    X(IX_DETAIL_NATIONALITY, "nationality")                                                        \
    X(IX_DETAIL_IDENTIFIER, "identifier")                                                          \
    X(IX_DETAIL_ADDRESS, "address")                                                                \
    X(IX_DETAIL_LISTING, "listing")                                                                \
    X(IX_DETAIL_PROGRAM, "program")                                                                \
    X(IX_DETAIL_ANNOUNCED, "announced")                                                            \
    X(IX_DETAIL_PUBLISHED, "published")                                                            \
    X(IX_DETAIL_EFFECTIVE_FROM, "effective_from")                                                  \
    X(IX_DETAIL_EFFECTIVE_UNTIL, "effective_until")                                                \
    X(IX_DETAIL_AUTHORITY, "authority")                                                            \
    X(IX_DETAIL_REASON, "reason")                                                                  \
    X(IX_DETAIL_MEASURES, "measures")                                                              \
    X(IX_DETAIL_RELATION, "relation")                                                              \
    X(IX_DETAIL_TITLE, "title")                                                                    \
    X(IX_DETAIL_VESSEL, "vessel")                                                                  \
    X(IX_DETAIL_NOTE, "note")                                                                      \
    X(IX_DETAIL_REMARKS, "remarks")                                                                \
    X(IX_DETAIL_UNMODELLED, "unmodelled")

typedef enum ix_detail_kind {
#define IX_DETAIL_ENUM(name, text) name,
    IX_DETAIL_LIST(IX_DETAIL_ENUM)
#undef IX_DETAIL_ENUM
} ix_detail_kind;

/** The JSON name of a kind. Never NULL. */
const char *ix_detail_kind_name(ix_detail_kind kind);

/** One detail that two descriptions of an entity do not share. The text is all that is said of it
 *  in one line: "530193947 (Passport; RU; issued 2010-02-01)". */
typedef struct ix_detail_change {
    ix_detail_kind kind;
    ix_str of;   /**< kind of name, type of identifier, sub-list of a listing, words of a relation,
                      name of a vessel's or an unmodelled field; empty for others */
    ix_str from; /**< empty: it was not said */
    ix_str to;   /**< empty: it is no longer said; never both */
} ix_detail_change;

/** What differs between two descriptions; NULL is nobody, so that all of the other is listed. In
 *  the order of the kinds. Details are compared as what is said, whatever their order: where
 *  something stood (`origin`) is no difference. Two details are one that changed if they are of
 *  the same identifier, or else the only ones of their kind and `of` that are not on both sides. */
ix_status ix_entity_diff(ix_detail_change **out, int *count, const ix_entity *from,
                         const ix_entity *to, ix_arena *arena, ix_error *error);

typedef enum ix_change_kind {
    IX_CHANGE_ADDED = 0,
    IX_CHANGE_REMOVED,
    IX_CHANGE_AMENDED
} ix_change_kind;

/** "added", "removed", "amended". Never NULL. */
const char *ix_change_kind_name(ix_change_kind kind);

/** What became of one entity. */
typedef struct ix_change {
    ix_change_kind kind;
    ix_str key;
    const ix_entity *before; /**< NULL when added */
    const ix_entity *after;  /**< NULL when removed */
    const ix_detail_change *details;
    int detail_count;
} ix_change;

/** Receives each change; what it points to lives until it returns. Anything but IX_OK stops and is
 *  returned. */
typedef ix_status (*ix_change_sink)(void *context, const ix_change *change, ix_error *error);

/** The changes from one snapshot of a history to another, of whichever is the older, by key. An
 *  entity whose descriptions differ in nothing that ix_entity_diff() lists has not changed. */
ix_status ix_history_diff(const ix_list_history *history, uint32_t from, uint32_t to,
                          ix_change_sink sink, void *context, ix_arena *arena, ix_error *error);

/** A run of snapshots that say the same of one entity: those of ordinals [from, to). */
typedef struct ix_period {
    uint32_t from;
    uint32_t to;      /**< exclusive; IX_ORDINAL_OPEN when the newest snapshot says it */
    bool gone;        /**< the snapshot behind it does not hold the entity */
    ix_change change; /**< from the snapshot before the first to the first: never removed */
} ix_period;

typedef ix_status (*ix_period_sink)(void *context, const ix_period *interval, ix_error *error);

/** The intervals of one entity, oldest first; none for a key the list never held. */
ix_status ix_history_periods(const ix_list_history *history, ix_str key, ix_period_sink sink,
                             void *context, ix_arena *arena, ix_error *error);

/** The snapshot that is meant by a date alone (the last one published on that day as it is written;
 *  a time is written in UTC, but its day in the publisher's zone will do), an instant (the newest
 *  published by then), or the first digits of a hash, at least IX_HASH_DIGITS_MIN.
 *  IX_E_NOT_FOUND says what there is; IX_E_INPUT: none of these three, or digits with which several
 *  hashes begin. */
ix_status ix_history_find(uint32_t *ordinal, const ix_list_history *history, ix_str text,
                          ix_error *error);
/** Keys of the entities that are meant by a key, by LIST:KEY, or by the whole of a name that some
 *  snapshot gave one (case of A-Z ignored; then there may be several, in order).
 *  IX_E_NOT_FOUND. */
ix_status ix_history_find_entities(ix_str **keys, int *count, const ix_list_history *history,
                                   ix_str text, ix_arena *arena, ix_error *error);

/** The moment of knowledge that `text` names: an instant; LIST@WHEN, what the list had published
 *  then (WHEN as ix_history_find reads it); a date alone, what any list published on that day of
 *  its publisher's; the first digits of the hash of a snapshot of any list. Of snapshots it is the
 *  publication of the newest; a day on which nothing was published stays a date. Only ids, zones
 *  and snapshots of the histories are looked at. IX_E_NOT_FOUND; IX_E_INPUT: none of these, or
 *  hashes of several lists. */
ix_status ix_moment_find(ix_when *out, const ix_list_history *lists, int list_count, ix_str text,
                         ix_error *error);

/* ------------------------------------------------------------------ promotion */

/** What must hold before a snapshot may replace the serving one. Zeroed members are defaults. */
typedef struct ix_promotion_policy {
    int shrink_percent_max;  /**< largest loss of entities, in percent; default 20 */
    bool layout_accepted;    /**< a changed layout may serve */
    int64_t errors_accepted; /**< refused rows allowed; default 0 */
} ix_promotion_policy;

/** The largest loss of entities that a snapshot may serve with, in percent. */
int ix_promotion_share(const ix_promotion_policy *policy);
/** May the snapshot be promoted? IX_OK or IX_E_REFUSED with the reason: empty, truncated, shrank
 *  from N to M, refused rows, stated count differs, layout changed. `serving_entities` -1: none
 *  yet; `serving_layout` empty: unknown. */
ix_status ix_promotion_check(const ix_read_report *report, const ix_promotion_policy *policy,
                             int64_t serving_entities, ix_str serving_layout, ix_error *error);
/** The layout of a publication without columns (XML, JSON): IX_E_REFUSED if a field of the model
 * lost a larger share of its entities than the list may lose, while about as many values came that
 * are not modelled, under a name that is not among the `unmodelled` of the snapshot before. What
 * was there goes by another name then. */
ix_status ix_filled_check(const ix_read_report *report, const int64_t before[IX_FILLED_COUNT],
                          const ix_counter *unmodelled, int unmodelled_count,
                          const ix_promotion_policy *policy, ix_error *error);

/* ------------------------------------------------------------------ writing lists */

/** Entities on their way into another format. Zero it, set list and published. */
typedef struct ix_export {
    ix_str list;       /**< id of the list */
    bool joined;       /**< entities of several lists are written: they are called LIST:KEY */
    int64_t published; /**< seconds since 1970 UTC */
    ix_counter lost[IX_COUNTERS_MAX]; /**< what the format has no place for */
    int lost_count;
} ix_export;

typedef struct ix_list_writer {
    const char *format; /**< one that a reader has too */
    /** Append an entity's rows; deterministic. Failure shows in out->status. */
    void (*write)(ix_buf *out, ix_export *account, const ix_entity *entity);
    const char *header; /**< once before all rows; NULL: none */
} ix_list_writer;

/** All writers, ended by a row with format NULL. */
extern const ix_list_writer ix_list_writers[];
/** NULL when the format is not written. */
const ix_list_writer *ix_list_writer_find(ix_str format);

#ifdef __cplusplus
}
#endif
#endif
