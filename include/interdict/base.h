/**
 * @file base.h
 * Memory, slices, growable output, errors, dates, instants, hashes, CSV lexing, YAML reading and
 * JSON writing.
 *
 * Nothing here knows about sanctions. Nothing here reads a clock, a file, a locale or a global:
 * whatever a function needs is an argument.
 *
 * Conventions that hold for every public header of Interdict
 *  - What can fail returns `ix_status`; IX_OK is zero. Outputs come first, the object next, then
 *    the inputs, then the arena, and the caller's `ix_error *` last (may be NULL). On failure
 *    outputs are left zeroed or untouched and the error says where and why.
 *  - What cannot fail returns its value.
 *  - `ix_str` is borrowed: it never owns and is never freed. Text is not NUL-terminated.
 *  - Memory from an arena lives until the arena is reset or freed; nothing in it is freed singly.
 *  - Structures whose zero value is meaningful say so; zeroed options are the defaults.
 *  - No function is thread-safe on a shared mutable object; const objects may be shared freely.
 */
#ifndef INTERDICT_BASE_H
#define INTERDICT_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

#define IX_VERSION "0.1.0"

#if defined(__GNUC__)
#define IX_PRINTF(fmt, first) __attribute__((format(printf, fmt, first)))
#else
#define IX_PRINTF(fmt, first)
#endif

/* ------------------------------------------------------------------ limits
 * Every bound of the engine that base owns; each is a refusal with IX_E_LIMIT, never a cut. */
#define IX_CSV_FIELDS_MAX       256        /**< fields in one CSV record */
#define IX_CSV_RECORD_BYTES_MAX (16 << 20) /**< bytes in one CSV record */
#define IX_ERROR_TEXT_MAX       384        /**< bytes of an error message, cut at a character */
#define IX_ERROR_SOURCE_MAX     256        /**< bytes of an error's source name */

/* ------------------------------------------------------------------ slices */

/** A borrowed run of bytes. len >= 0; ptr may be NULL when len is 0. The zero value is empty. */
typedef struct ix_str {
    const char *ptr;
    ptrdiff_t len;
} ix_str;

/** A slice of a string literal. */
#define IX_STR(literal) ((ix_str){(literal), (ptrdiff_t)sizeof(literal) - 1})
/** For printf: `printf("%" IX_FMT, IX_ARG(s))` prints a slice (at most INT_MAX bytes). */
#define IX_FMT    ".*s"
#define IX_ARG(s) (int)(s).len, (s).ptr

/** Slice of a NUL-terminated string; NULL gives the empty slice. */
ix_str ix_str_from_cstr(const char *text);
/** Inline, since most comparisons end at the length or the first byte. memcmp must not see NULL,
 *  which an empty slice may hold. */
static inline bool ix_str_equal(ix_str a, ix_str b) {
    return a.len == b.len &&
           (a.len == 0 || (a.ptr[0] == b.ptr[0] && memcmp(a.ptr, b.ptr, (size_t)a.len) == 0));
}
/** Bytewise order: negative, zero, positive. */
int ix_str_compare(ix_str a, ix_str b);
/** Equality ignoring the case of A-Z only. */
bool ix_str_equal_ascii_nocase(ix_str a, ix_str b);
bool ix_str_starts_with(ix_str s, ix_str prefix);
bool ix_str_ends_with(ix_str s, ix_str suffix);
/** Part from byte `from` up to but without byte `to`; both are clamped into s. */
ix_str ix_str_slice(ix_str s, ptrdiff_t from, ptrdiff_t to);
/** Offset of the first occurrence of `needle` at or after `from`, or -1. */
ptrdiff_t ix_str_find(ix_str s, ix_str needle, ptrdiff_t from);
/** Without leading and trailing ASCII white space. */
ix_str ix_str_trim(ix_str s);
/** Cut at the first `separator`: returns what stands before it, *rest gets what stands behind.
 *  Without a separator returns all of s and *rest becomes empty with ptr NULL. */
ix_str ix_str_cut(ix_str s, char separator, ix_str *rest);
/** Decimal digits only, no sign; false when empty, not a number, or above INT64_MAX. */
bool ix_str_to_int(ix_str s, int64_t *value);

/* ------------------------------------------------------------------ status and error */

/** Every way a call can end. Rows are (name, what it means). */
#define IX_STATUS_LIST(X)                                                                          \
    X(IX_OK, "ok")                                                                                 \
    X(IX_END, "nothing more to read")                                                              \
    X(IX_MORE, "the record continues beyond the bytes given")                                      \
    X(IX_E_INPUT, "malformed input")                                                               \
    X(IX_E_LIMIT, "a limit was passed")                                                            \
    X(IX_E_MEMORY, "out of memory")                                                                \
    X(IX_E_NOT_FOUND, "not found")                                                                 \
    X(IX_E_UNSUPPORTED, "not supported")                                                           \
    X(IX_E_CORRUPT, "stored data is damaged")                                                      \
    X(IX_E_IO, "the operating system refused")                                                     \
    X(IX_E_REFUSED, "refused by policy")                                                           \
    X(IX_E_USAGE, "wrong use of the command line")

typedef enum ix_status {
#define IX_STATUS_ENUM(name, text) name,
    IX_STATUS_LIST(IX_STATUS_ENUM)
#undef IX_STATUS_ENUM
} ix_status;

/** Why a call failed and where. The caller owns it; zero it before the call. */
typedef struct ix_error {
    ix_status status;
    int64_t line;                     /**< 1-based line of the source, 0 when not known */
    int64_t offset;                   /**< 0-based byte offset in the source, -1 when not known */
    char source[IX_ERROR_SOURCE_MAX]; /**< file or list the fault lies in; "" when none */
    char text[IX_ERROR_TEXT_MAX];     /**< one line, no final period, always valid UTF-8 */
} ix_error;

/** The constant description of a status. Never NULL. */
const char *ix_status_text(ix_status status);
/** Fill `error` (NULL is allowed) with status and message; line 0, offset -1. Returns `status`. */
ix_status ix_error_set(ix_error *error, ix_status status, const char *format, ...) IX_PRINTF(3, 4);
/** As ix_error_set, with a place. */
ix_status ix_error_at(ix_error *error, ix_status status, ix_str source, int64_t line,
                      int64_t offset, const char *format, ...) IX_PRINTF(6, 7);
/** Put "context: " before an error's message on its way up; keeps its place. Returns its status, or
 *  IX_E_INPUT for NULL: a caller that lets `error` be NULL keeps the status itself. */
ix_status ix_error_wrap(ix_error *error, const char *format, ...) IX_PRINTF(2, 3);

/* ------------------------------------------------------------------ memory */

/** Where memory comes from. `resize` behaves as realloc with the old size given; new_size 0 frees
 *  and returns NULL. It may return NULL (out of memory). Tests pass one that fails at the Nth
 *  call. */
typedef struct ix_allocator {
    void *(*resize)(void *context, void *old, size_t old_size, size_t new_size);
    void *context;
} ix_allocator;

/** The C library's allocator. */
ix_allocator ix_allocator_libc(void);

/** A region that grows by blocks and is dropped at once. Zeroed it is not usable: call init. */
typedef struct ix_arena {
    ix_allocator allocator;
    struct ix_arena_block *block; /**< newest block, linked to older ones */
    size_t used;                  /**< bytes handed out since the last reset */
    size_t cap;                   /**< refuse to hand out more than this many bytes */
} ix_arena;

/** A point to which an arena can be rewound. */
typedef struct ix_arena_mark {
    struct ix_arena_block *block;
    size_t block_used;
    size_t used;
} ix_arena_mark;

/** `cap` in bytes; nothing is allocated yet. */
void ix_arena_init(ix_arena *arena, size_t cap);
void ix_arena_init_with(ix_arena *arena, size_t cap, ix_allocator allocator);
/** `count` objects of `size` bytes, zeroed; alignment is a power of two up to 64.
 *  NULL when the cap would be passed, the product overflows, or memory is gone. */
void *ix_arena_alloc(ix_arena *arena, size_t size, size_t align, size_t count);
#define IX_NEW(arena, type, count)                                                                 \
    ((type *)ix_arena_alloc((arena), sizeof(type), _Alignof(type), (size_t)(count)))
/** The same, but not zeroed: for large arrays whose items are written before they are read. */
void *ix_arena_alloc_raw(ix_arena *arena, size_t size, size_t align, size_t count);
#define IX_NEW_RAW(arena, type, count)                                                             \
    ((type *)ix_arena_alloc_raw((arena), sizeof(type), _Alignof(type), (size_t)(count)))
/** A copy of s in the arena; ptr is NULL when memory is gone (and for an empty s). */
ix_str ix_arena_copy(ix_arena *arena, ix_str s);
ix_arena_mark ix_arena_position(const ix_arena *arena);
/** Drop all that was handed out since the mark. */
void ix_arena_rewind(ix_arena *arena, ix_arena_mark mark);
/** Drop everything, keep the largest block for reuse. */
void ix_arena_reset(ix_arena *arena);
/** Give everything back; the arena may be used again. */
void ix_arena_free(ix_arena *arena);

/** Growable bytes with a maximum. Failures stick: once `status` is not IX_OK appends do nothing,
 *  so a writer may append throughout and look once at the end. Zeroed it is not usable. */
typedef struct ix_buf {
    char *ptr;
    size_t len;
    size_t cap;
    size_t max; /**< IX_E_LIMIT when len would pass this */
    ix_status status;
    ix_allocator allocator;
} ix_buf;

/** Empty, with a maximum; nothing is allocated yet. */
void ix_buf_init(ix_buf *buf, size_t max);
void ix_buf_free(ix_buf *buf);
/** Empty it and forget a failure; memory is kept. */
void ix_buf_clear(ix_buf *buf);
ix_str ix_buf_view(const ix_buf *buf);
void ix_buf_append(ix_buf *buf, ix_str s);
void ix_buf_append_cstr(ix_buf *buf, const char *text);
void ix_buf_append_char(ix_buf *buf, char c);
void ix_buf_append_int(ix_buf *buf, int64_t value);
/** printf into the buffer. No floating point is ever printed: scores are integers. */
void ix_buf_printf(ix_buf *buf, const char *format, ...) IX_PRINTF(2, 3);
/** Append `count` zero bytes and return where they start, or NULL on failure. */
char *ix_buf_extend(ix_buf *buf, size_t count);
/** A fixed-point number: value 12345 with 3 decimals prints 12.345; negative values too. */
void ix_buf_append_fixed(ix_buf *buf, int64_t value, int decimals);

/* ------------------------------------------------------------------ dates and instants */

/** A calendar date with its precision, as lists and customers state it (births, documents).
 *  Proleptic Gregorian. The zero value means "no date". */
typedef struct ix_date {
    int16_t year;  /**< 1 to 9999; 0: no date */
    uint8_t month; /**< 1 to 12; 0: year precision */
    uint8_t day;   /**< 1 to 31; 0: month or year precision */
    bool circa;    /**< the source says "circa" or "approximately" */
} ix_date;

/** A date that may be a range ("1971 to 1972"); from equals to for a single date. */
typedef struct ix_date_range {
    ix_date from;
    ix_date to;
} ix_date_range;

/** Are they the same date, of the same precision, both circa or neither? */
bool ix_date_equal(ix_date a, ix_date b);
/** Is the date a real one (month lengths, leap years), given its precision? */
bool ix_date_is_valid(ix_date date);
/** Days since 1970-01-01 of the first day the date may mean. */
int64_t ix_date_first_day(ix_date date);
/** Days since 1970-01-01 of the last day the date may mean (circa does not widen it). */
int64_t ix_date_last_day(ix_date date);
/** The date of a day number; no date outside the years 1 to 9999. */
ix_date ix_date_from_day(int64_t day);
/** Weekday of a day number: 0 Sunday to 6 Saturday. */
int ix_date_weekday(int64_t day);
/** Reads 1966-11-09, 1966-11, 1966, 15.06.1978, 15/06/1978, 29 Apr 1971, Apr 1971,
 *  "circa 1965", "c. 1965", "approximately 1965", "1971 to 1972", "1971-1972",
 *  "01 Jan 1970 to 31 Dec 1972", "between 1970 and 1972". A numeric day/month that can be read both
 *  ways gives two readings (day first, then month first). `readings` has room for two; *count is
 *  the number found. IX_E_INPUT names what was expected. */
ix_status ix_date_parse(ix_date_range readings[2], int *count, ix_str text, ix_error *error);
/** Appends 1966-11-09, 1966-11 or 1966; a range as FROM/TO; circa with a leading "~". */
void ix_date_range_print(ix_buf *out, ix_date_range range);

/** A legal time: nothing, a calendar date in a zone still to be named, or an instant.
 *  A date alone means 00:00 in the authority's own zone. The zero value is "not known". */
typedef struct ix_when {
    enum { IX_WHEN_NONE = 0, IX_WHEN_DATE, IX_WHEN_INSTANT } kind;
    int64_t value; /**< DATE: days since 1970-01-01; INSTANT: seconds since then, UTC */
} ix_when;

/** Zones whose rules the engine carries: US, EU, UK, Switzerland, Canada, Australia, UTC. */
typedef enum ix_zone {
    IX_ZONE_UTC = 0,
    IX_ZONE_NEW_YORK,
    IX_ZONE_BRUSSELS,
    IX_ZONE_LONDON,
    IX_ZONE_ZURICH,
    IX_ZONE_TORONTO,
    IX_ZONE_SYDNEY
} ix_zone;

/** "America/New_York" and the like; false when the zone is not one of ours. */
bool ix_zone_parse(ix_zone *zone, ix_str name);
const char *ix_zone_name(ix_zone zone);
/** Offset of local time from UTC in seconds at an instant (New York summer: -14400).
 *  Rules of 1987 and later; earlier instants use those of 1987. */
int32_t ix_zone_offset(ix_zone zone, int64_t instant);
/** Instant of 00:00 local time on `day` (days since 1970-01-01). */
int64_t ix_zone_midnight(ix_zone zone, int64_t day);
/** Day number of the local calendar date at an instant. */
int64_t ix_zone_day(ix_zone zone, int64_t instant);
/** Seconds since 1970 UTC a when denotes in a zone. Precondition: kind is not NONE. */
int64_t ix_when_instant(ix_when when, ix_zone zone);
/** Reads 2024-06-21, 2024-06-21T00:00:00Z, 2024-06-21T00:00:00-04:00, seconds optional, fraction
 *  dropped; "2024-07-19T23:59 EDT" (EDT EST UTC GMT CET CEST BST) too. IX_E_INPUT otherwise. */
ix_status ix_when_parse(ix_when *when, ix_str text, ix_error *error);
/** Appends 2024-06-21 or 2024-06-21T04:00:00Z; nothing for NONE. */
void ix_when_print(ix_buf *out, ix_when when);

/* ------------------------------------------------------------------ hashes */

/** A SHA-256 digest (FIPS 180-4), computed by libcrypto. */
typedef struct ix_digest {
    uint8_t bytes[32];
} ix_digest;

/** The digest of these bytes. */
ix_digest ix_sha256(ix_str bytes);
/** 64 lower-case hexadecimal digits, without a NUL. */
void ix_digest_write(char hex[2 * sizeof(ix_digest)], const ix_digest *digest);
void ix_digest_print(ix_buf *out, const ix_digest *digest);
/** Exactly 64 hexadecimal digits of either case. */
bool ix_digest_parse(ix_digest *digest, ix_str hex);
bool ix_digest_equal(const ix_digest *a, const ix_digest *b);
/** XXH3-64 with seed 0: for tables and image checks, not against adversaries. */
uint64_t ix_hash64(ix_str bytes);

/* ------------------------------------------------------------------ CSV */

/** A pull lexer for separated values over a slice (RFC 4180 with the publishers' habits):
 *  quoted fields may hold separators, line ends and doubled quotes; CRLF, LF or CR end a record;
 *  an empty line is skipped; a byte 0x1A alone as the last byte (OFAC's end mark) ends the file.
 *  A quote inside an unquoted field is kept as a plain character. Nothing is trimmed. */
typedef struct ix_csv {
    ix_str bytes;
    ptrdiff_t pos;  /**< next byte to read */
    int64_t line;   /**< 1-based line on which the next record starts */
    char separator; /**< ',' unless set otherwise */
    bool partial;   /**< more bytes may follow: an unfinished record gives IX_MORE */
    bool end_mark;  /**< set when the 0x1A end mark was met */
    bool unquoted;  /**< quotes have no meaning (tab-separated files) */
    ix_str source;  /**< name for errors */
} ix_csv;

/** Start at byte 0, line 1, separator ','. A UTF-8 byte-order mark is stepped over. */
void ix_csv_init(ix_csv *csv, ix_str bytes, ix_str source);
/** Read the next record. Fields are slices of the input where nothing had to be undoubled, else
 *  copies in the arena. *record_line is its first line, *record its raw bytes without the line end
 *  (either may be NULL).
 *  IX_OK; IX_END; IX_MORE (only when partial: pos is left at the record's start);
 *  IX_E_INPUT for an unclosed quote or text behind a closing quote (pos has moved past the record
 *  so that reading can go on, save for an unclosed quote, where it is at the end);
 *  IX_E_LIMIT beyond `fields_max` or IX_CSV_FIELDS_MAX (pos has moved past the record) or beyond
 *  IX_CSV_RECORD_BYTES_MAX (pos is at the end of the bytes); IX_E_MEMORY (pos has not moved). */
ix_status ix_csv_next(ix_str *fields, int fields_max, int *count, ix_csv *csv, int64_t *record_line,
                      ix_str *record, ix_arena *arena, ix_error *error);
/** Append a CSV field, quoted when it holds a separator, quote, or line end. */
void ix_csv_write(ix_buf *out, ix_str field, bool first);

/* ------------------------------------------------------------------ YAML in */

#define IX_YAML_DEPTH_MAX  12        /**< nested mappings and sequences */
#define IX_YAML_BYTES_MAX  (8 << 20) /**< one file */
#define IX_YAML_FIELDS_MAX 32        /**< keys of one table */

/** A growing array in an arena; what it outgrows stays behind until the arena is reset. Zero it to
 *  begin. */
typedef struct ix_vector {
    void *items;
    int count;
    int capacity;
} ix_vector;

/** A zeroed slot at the end, or NULL when memory is gone. */
void *ix_vector_push(ix_vector *vector, size_t size, ix_arena *arena);

typedef struct ix_texts {
    ix_str *items;
    int count;
} ix_texts;

/** Is the text one of them, byte for byte? */
bool ix_texts_contain(ix_texts texts, ix_str text);

/** A pull reader of YAML files, driven by tables of keys. A file is a mapping of mappings,
 * sequences and scalars. Anchors, aliases, tags, several documents, unknown keys and keys given
 * twice are refused with file, line and reason. Nothing is kept but what the tables ask for: there
 * is no tree. */
typedef struct ix_yaml {
    ix_str source;
    ix_arena *arena;
    ix_error *error;
    void *root; /**< the object of the whole file */
    struct ix_yaml_lexer *lexer;
} ix_yaml;

/** What a key's value is and where in the object it goes. */
typedef enum ix_yaml_kind {
    IX_YAML_TEXT,     /**< ix_str, not empty, white space trimmed */
    IX_YAML_VERBATIM, /**< ix_str as written, may be empty or white space */
    IX_YAML_TEXTS,    /**< ix_texts: one scalar or a sequence of scalars */
    IX_YAML_BOOL,     /**< bool: true or false, unquoted */
    IX_YAML_COUNT,    /**< int32_t: decimal digits */
    IX_YAML_SCORE,    /**< int32_t: 0 to 1 with at most four decimals, in ten-thousandths */
    IX_YAML_WHEN,     /**< ix_when: a date or an instant */
    IX_YAML_CUSTOM    /**< read by a function */
} ix_yaml_kind;

/** Consume a value into the field's place in the object; the value has been looked at. */
typedef ix_status (*ix_yaml_read)(ix_yaml *reader, void *object);

typedef struct ix_yaml_field {
    const char *key;
    ix_yaml_kind kind;
    bool required;
    size_t offset;
    ix_yaml_read read; /**< IX_YAML_CUSTOM */
} ix_yaml_field;

#define IX_YAML_FIELD_COUNT(fields) ((int)(sizeof(fields) / sizeof((fields)[0])))

typedef struct ix_yaml_pair {
    ix_str key;
    ix_str value;
} ix_yaml_pair;

typedef enum ix_yaml_shape {
    IX_YAML_IS_SCALAR,
    IX_YAML_IS_SEQUENCE,
    IX_YAML_IS_MAPPING
} ix_yaml_shape;

/** Read a whole file, a mapping with these fields, into `object`. */
ix_status ix_yaml_file_read(void *object, const ix_yaml_field *fields, int field_count,
                            ix_str bytes, ix_str source, ix_arena *arena, ix_error *error);
/** Consume a mapping; *line (may be NULL) receives the line it starts on. */
ix_status ix_yaml_mapping_read(ix_yaml *reader, void *object, const ix_yaml_field *fields,
                               int field_count, int64_t *line);
/** Consume a sequence, calling `item` for each element. */
ix_status ix_yaml_sequence_read(ix_yaml *reader, void *object, ix_yaml_read item);
/** Consume a mapping of any keys to scalars: ix_yaml_pair, both as written. */
ix_status ix_yaml_pairs_read(ix_yaml *reader, ix_vector *pairs);
/** Consume a scalar. */
ix_status ix_yaml_text_read(ix_yaml *reader, ix_str *out);
/** Consume a scalar as written, white space kept; it may be empty. */
ix_status ix_yaml_verbatim_read(ix_yaml *reader, ix_str *out);
/** What the value ahead is, and its line; it has been looked at. */
ix_yaml_shape ix_yaml_ahead(const ix_yaml *reader);
int64_t ix_yaml_line(const ix_yaml *reader);
/** Fail at a line of the file. */
ix_status ix_yaml_fault(ix_yaml *reader, int64_t line, const char *format, ...) IX_PRINTF(3, 4);

/* ------------------------------------------------------------------ progress */

/** Told of each stage of long work: what, and of how much how much is done (total 0: not known). It
 *  changes nothing of what comes out. Zeroed: nobody listens. */
typedef struct ix_progress {
    void (*tell)(void *context, const char *what, int64_t done, int64_t total);
    void *context;
} ix_progress;

/** Tell it, if anybody listens. */
static inline void ix_progress_tell(ix_progress progress, const char *what, int64_t done,
                                    int64_t total) {
    if (progress.tell != NULL) {
        progress.tell(progress.context, what, done, total);
    }
}

/** Who does parts of one work side by side. run() calls task(context, worker, i) once for each i
 * from 0 to count - 1, in any order, each on one of `workers` threads, and returns when all are
 * done. A task may not depend on another one of the same run. Zeroed: the caller does all, in
 * order. What comes out of a work may not depend on who does it. ix_crew_threads() in os.h gives
 * threads. */
typedef struct ix_crew {
    void (*run)(void *crew, int64_t count, void (*task)(void *context, int worker, int64_t i),
                void *context);
    void *crew;
    int workers; /**< tasks see worker numbers below it */
} ix_crew;

/** How many of its threads a crew may have at work at once; at least 1. */
static inline int ix_crew_workers(ix_crew crew) {
    return crew.run != NULL && crew.workers > 1 ? crew.workers : 1;
}

/** Have it done. Worker 0 is the caller's thread. */
static inline void ix_crew_run(ix_crew crew, int64_t count,
                               void (*task)(void *context, int worker, int64_t i), void *context) {
    if (crew.run != NULL) {
        crew.run(crew.crew, count, task, context);
        return;
    }
    for (int64_t i = 0; i < count; i++) {
        task(context, 0, i);
    }
}

/* ------------------------------------------------------------------ JSON out */

/** A streaming JSON writer: compact, keys in the order written, always valid UTF-8 (bytes that are
 *  not are written as U+FFFD). Commas are placed by the writer. Zero `state` to begin. */
typedef struct ix_json {
    ix_buf *out;
    uint64_t first; /**< bit d: nothing written yet at depth d */
    int depth;      /**< at most 60, asserted */
    bool after_key;
} ix_json;

/** Begin a value at the end of `out`. The calls below append what their names say; failures show
 *  in out->status, wrong nesting is asserted. */
void ix_json_init(ix_json *json, ix_buf *out);
void ix_json_open_object(ix_json *json);
void ix_json_close_object(ix_json *json);
void ix_json_open_array(ix_json *json);
void ix_json_close_array(ix_json *json);
void ix_json_key(ix_json *json, const char *key);
void ix_json_str(ix_json *json, ix_str value);
void ix_json_cstr(ix_json *json, const char *value); /**< NULL writes null */
void ix_json_int(ix_json *json, int64_t value);
void ix_json_fixed(ix_json *json, int64_t value, int decimals);
void ix_json_bool(ix_json *json, bool value);
void ix_json_null(ix_json *json);
void ix_json_when(ix_json *json, ix_when when); /**< NONE writes null */
/** key and string value in one; an empty string writes null when `null_if_empty`. */
void ix_json_key_str(ix_json *json, const char *key, ix_str value, bool null_if_empty);
/** Members or elements that were written before, without a comma around them; empty: none. */
void ix_json_raw(ix_json *json, ix_str items);

#ifdef __cplusplus
}
#endif
#endif
