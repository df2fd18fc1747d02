/**
 * @file os.h
 * The world outside: files, mapped files, the clock, threads, knowledge folder and data folder.
 *
 * Only this module and the programs above it touch the operating system. Nothing below includes
 * this header: the nine modules get bytes, dates and options as arguments.
 *
 * Conventions beyond those of base.h
 *  - Paths are NUL-terminated, at most IX_PATH_BYTES_MAX bytes, and as the system has them.
 *  - IX_E_NOT_FOUND: there is no such file. IX_E_IO: the system refused, in its own words.
 *    IX_E_LIMIT: larger than allowed. The error's source is the path.
 *  - What is written is written aside in the same folder, synced, and moved into place by rename;
 *    the folder is synced too. A reader sees the old bytes or the new ones, never a part.
 *
 * The data folder (INTERDICT_HOME)
 *
 *     lock                       held by the one writer; readers never take it
 *     commit                     only while a change is being put in place, see ix_home_commit()
 *     staging/                   new files before they are put in place
 *     lists/<id>/manifest.json   snapshots of the list: hashes, times, files, counts; what serves
 *     lists/<id>/journal.ixj     zstd frame of the journal of what serves (lists.h)
 *     lists/<id>/held.ixj        the same with the snapshots added by --hold, while there are any
 *     lists/<id>/bytes/          <sha256>.zst, one zstd frame a file: whole, or (the manifest says)
 *                                with another archived file as prefix, `zstd -d --patch-from`
 *     lists/<id>/refused/        last refused attempt: attempt.json and the files offered, <n>.zst
 *     lists/<id>/fetched.json    what servers said of the files fetched last (`lists update`)
 *     sources.yml                the user's sources, where there are any; written by nobody else
 *     image/current.iximg        the image that serves
 *     image/provenance.txt       which bytes each state of the image was read from (match.h)
 */
#ifndef INTERDICT_OS_H
#define INTERDICT_OS_H

#include <interdict/lists.h>
#include <interdict/match.h>
#include <interdict/screen_mail.h>

#ifdef __cplusplus
extern "C" {
#endif

#define IX_PATH_BYTES_MAX      4096               /**< bytes of a path with its NUL */
#define IX_FILE_NAME_BYTES_MAX 256                /**< bytes of a file's name with its NUL */
#define IX_UNPACK_RATIO_MAX    200                /**< unpacked bytes a packed byte may give ... */
#define IX_UNPACK_FREE_BYTES   (16 << 20)         /**< ... once this much has come out */
#define IX_KNOWLEDGE_FILES_MAX 20000              /**< files below the knowledge folder */
#define IX_KNOWLEDGE_BYTES_MAX (512 << 20)        /**< bytes of all of them */
#define IX_LIST_ID_BYTES_MAX   64                 /**< bytes of a list id: a-z 0-9 _ */
#define IX_LISTS_MAX           1000               /**< lists in one data folder */
#define IX_MANIFEST_BYTES_MAX  (256 << 20)        /**< bytes of one manifest */
#define IX_JOURNAL_BYTES_MAX   ((size_t)8 << 30)  /**< bytes of one journal, unpacked */
#define IX_IMAGE_BYTES_MAX     ((size_t)64 << 30) /**< bytes of one image */
#define IX_DELTA_CHAIN_MAX     32                 /**< archived files from one to its whole copy */
#define IX_THREADS_MAX         256                /**< threads of one pipeline */
#define IX_FOLDER_FILES_MAX    ((size_t)1 << 20)  /**< files below one folder that is listed */
#define IX_URL_BYTES_MAX       2048               /**< bytes of an address with its NUL */

/* ------------------------------------------------------------------ clock */

/** Seconds since 1970-01-01T00:00:00Z. */
int64_t ix_clock_now(void);
/** Milliseconds of a clock that never goes back; its zero means nothing. */
int64_t ix_clock_ticks(void);

/* ------------------------------------------------------------------ files */

/** Append the bytes of a file to `out`, whose maximum is the limit. "-" is standard input.
 *  IX_E_NOT_FOUND; IX_E_INPUT for a folder; IX_E_LIMIT; IX_E_IO; IX_E_MEMORY. */
ix_status ix_file_read(ix_buf *out, const char *path, ix_error *error);

#define IX_DOCUMENT_MILLISECONDS_MAX 60000 /**< that a converter may take */

/** Append the text of a PDF or HTML document, in UTF-8, as a program makes it that is found by
 * PATH: pdftotext, w3m, html2text; *by is its name. IX_E_NOT_FOUND: none is installed, the error
 * says which are looked for, or there is none for documents of the kind; IX_E_INPUT: it cannot read
 * the document; IX_E_LIMIT: more text than the maximum of `out`, or more time; IX_E_IO;
 * IX_E_MEMORY. */
ix_status ix_document_convert(ix_buf *out, const char **by, ix_document_kind kind, ix_str bytes,
                              ix_error *error);
/** What the system has for reading e-mails: charsets by iconv, converters. */
extern const ix_mail_tools ix_mail_tools_system;

/** Replace a file by these bytes, atomically and durably. On failure the old file is untouched. */
ix_status ix_file_write(const char *path, ix_str bytes, ix_error *error);
/** Does something stand at this path? */
bool ix_file_exists(const char *path);
/** Is it a folder? */
bool ix_folder_exists(const char *path);
/** Make a folder and those above it; one that is there already is fine. */
ix_status ix_folder_create(const char *path, ix_error *error);
/** Paths of all regular files below a folder, seen from it, sorted; names that begin with a period
 *  are left out. They live in the arena. IX_E_NOT_FOUND; IX_E_INPUT where it is no folder. */
ix_status ix_folder_files(ix_str **paths, int *count, const char *folder, ix_arena *arena,
                          ix_error *error);
/** The name without its folders; points into `path`. */
const char *ix_path_name(const char *path);
/** folder + "/" + name. IX_E_LIMIT when it does not fit. */
ix_status ix_path_join(char out[IX_PATH_BYTES_MAX], const char *folder, const char *name,
                       ix_error *error);

typedef struct ix_packer ix_packer;
/** Output written piece by piece: a regular or new file aside until it is closed, a device, pipe
 *  or standard output straight. */
typedef struct ix_output {
    int descriptor;
    bool aside; /**< written to `aside_path`, moved to `path` by close */
    ix_buf pending;
    int64_t written, sent; /**< bytes so far; of those, that the disk was asked to take */
    ix_packer *packer;     /**< NULL: written as it is */
    char path[IX_PATH_BYTES_MAX];
    char aside_path[IX_PATH_BYTES_MAX];
} ix_output;

/** NULL or "-" is standard output. */
ix_status ix_output_open(ix_output *out, const char *path, ix_error *error);
/** Buffered. After a failure: abandon. */
ix_status ix_output_write(ix_output *out, ix_str bytes, ix_error *error);
/** Write what is buffered now. */
ix_status ix_output_flush(ix_output *out, ix_error *error);
/** Flush, sync and put in place. Whatever it returns, the output is closed. */
ix_status ix_output_close(ix_output *out, ix_error *error);
/** Drop the output; a file aside is removed, the old one stays. */
void ix_output_abandon(ix_output *out);

/** A file mapped read-only. */
typedef struct ix_map {
    ix_str bytes; /**< valid until closed, also when the file is replaced meanwhile */
} ix_map;

/** IX_E_NOT_FOUND; IX_E_INPUT for what is not a regular file; IX_E_IO. */
ix_status ix_map_open(ix_map *out, const char *path, ix_error *error);
void ix_map_close(ix_map *map);
/** Let the pages that lie whole within these bytes of a map go from memory; who reads them again
 *  gets the same bytes. Never of memory that is no map of a file. */
void ix_map_release(ix_str bytes);

/* ------------------------------------------------------------------ compressed files */

typedef enum ix_packing {
    IX_PACKING_NONE = 0,
    IX_PACKING_GZIP,
    IX_PACKING_XZ,
    IX_PACKING_ZSTD,
    IX_PACKING_ZIP
} ix_packing;
/** From now on what is written is packed: gzip or zstd. Nothing may have been written yet. The same
 *  pieces give the same bytes. IX_E_MEMORY. */
ix_status ix_output_pack(ix_output *out, ix_packing packing, ix_error *error);

/** A packed file read as it comes, in bounded memory whatever its length. */
typedef struct ix_stream ix_stream;
/** `head`: what was read of the descriptor already, at most 256 KiB; `packing`: gzip or zstd. The
 *  descriptor stays the caller's; `name`, for messages, must outlive the stream. IX_E_MEMORY. */
ix_status ix_stream_open(ix_stream **out, int descriptor, ix_str head, ix_packing packing,
                         ix_str name, ix_error *error);
/** *got of at most `count` bytes; 0: it has ended as its format ends. IX_E_INPUT: damaged or cut
 *  short; IX_E_IO. */
ix_status ix_stream_read(ix_stream *stream, char *room, size_t count, size_t *got, ix_error *error);
void ix_stream_close(ix_stream *stream);

/** One file out of a package. */
typedef struct ix_unpacked {
    char name[IX_FILE_NAME_BYTES_MAX]; /**< without folders, for .gz .xz .zst without the suffix */
    ix_buf bytes;                      /**< the caller frees it */
} ix_unpacked;

/** gzip, xz and zstd are known by their first bytes, zip by the name's suffix (because some lists
 *  are zip files themselves). A suffix that the bytes contradict is found out by ix_unpack(). */
ix_packing ix_packing_of(ix_str name, ix_str bytes);
/** Take apart: one file for gzip, xz, zstd and plain bytes (copied), up to `files_max` for zip.
 *  One layer only. IX_E_LIMIT: more than `bytes_max` bytes, more than IX_UNPACK_RATIO_MAX times
 *  the packed size (beyond IX_UNPACK_FREE_BYTES), or too many files. IX_E_INPUT: damaged,
 *  truncated, encrypted, empty. On failure nothing is left to free. */
ix_status ix_unpack(ix_unpacked *files, int *count, int files_max, ix_str name, ix_str bytes,
                    size_t bytes_max, ix_error *error);

/** The files of one snapshot as given on a command line. */
typedef struct ix_input {
    ix_list_file files[IX_LIST_FILES_MAX]; /**< names without folders */
    int count;
    ix_digest digest; /**< SHA-256 of the first file's bytes as given, still packed */
    char names[IX_LIST_FILES_MAX][2 * IX_FILE_NAME_BYTES_MAX];
    ix_buf bytes[IX_LIST_FILES_MAX];
} ix_input;

/** Read and unpack the files, and those that the reader's table names beside the first one
 *  (case ignored, also packed) unless a file of that role was given. A file has the role its name
 *  has in that table; else, for formats with companions, the one its number of columns tells (12
 *  primary, 5 alias, 6 address, 2 comments); else it is "primary". A file without bytes is
 *  IX_E_INPUT, save for comments. On failure nothing is left to free. */
ix_status ix_input_read(ix_input *out, const ix_list_reader *reader, const char *const *paths,
                        int path_count, ix_error *error);
/** Enter one file that is in memory into a zeroed or begun input, unpacked; bytes are copied. A
 *  `role` that is empty is told by name or columns in ix_input_settle(). IX_E_INPUT when the file
 *  is empty, save for comments; IX_E_LIMIT beyond `bytes_max` unpacked bytes. On failure the input
 *  is as it was. */
ix_status ix_input_enter(ix_input *input, const ix_list_reader *reader, const char *name,
                         ix_str role, ix_str bytes, size_t bytes_max, ix_error *error);
/** Tell the roles that are still open. */
void ix_input_settle(ix_input *input, const ix_list_reader *reader);
/** Add the mapping file of a mapped format, under the role IX_LIST_MAP_ROLE. On failure
 *  the input is as it was. */
ix_status ix_input_add_mapping(ix_input *input, const char *path, ix_error *error);
void ix_input_free(ix_input *input);

/* ------------------------------------------------------------------ customers in a store */

/** Customers kept in a SQLite database: its table or view `customers`, read row by row in one
 *  transaction, so that writers meanwhile change nothing of what is read. */
typedef struct ix_customers {
    struct sqlite3 *database;
    struct sqlite3_stmt *rows;
} ix_customers;

/** Does a file begin as a SQLite database does? */
bool ix_customers_is_sqlite(ix_str bytes);
/** Open for reading; nothing is created, nothing in it is run but the view. IX_E_NOT_FOUND: no such
 *  file, or no table or view `customers` in it; IX_E_LIMIT: more than IX_CSV_FIELDS_MAX columns;
 *  IX_E_CORRUPT; IX_E_IO. On failure nothing is left to close. */
ix_status ix_customers_open(ix_customers *out, const char *path, ix_error *error);
/** Names of the columns, valid until closed; `names` has room for IX_CSV_FIELDS_MAX. */
ix_status ix_customers_columns(ix_str *names, int *count, const ix_customers *customers,
                               ix_error *error);
/** The next row in order of rowid (of a view: in its own), a value a column: text and bytes as they
 *  are, numbers in decimal, NULL as empty. Valid until the next call. IX_END behind the last. */
ix_status ix_customers_next(ix_str *values, int *count, ix_customers *customers, ix_error *error);
void ix_customers_close(ix_customers *customers);

/* ------------------------------------------------------------------ threads */

/** Processors this process may use, at least 1. */
int ix_processor_count(void);

/** Where ix_crew_threads() keeps what its crew is. */
typedef struct ix_crew_of_threads {
    int threads;
} ix_crew_of_threads;

/** A crew (base.h) of that many threads, the caller's among them; 0: one a processor. Threads live
 *  while there is work. `crew` must live as long as what is returned. */
ix_crew ix_crew_threads(ix_crew_of_threads *crew, int threads);

/** Runs jobs on worker threads and hands the results back in the order the jobs were submitted.
 *  The jobs are an array of the caller's, used round and round: never more are in flight than it
 *  has, so memory is bounded and backpressure is built in.
 *
 *      while (more input) {
 *          job *j = ix_pipeline_next(pipeline, &error);     delivers finished ones when it must
 *          if (j == NULL) break;
 *          fill(j);
 *          ix_pipeline_submit(pipeline);
 *      }
 *      status = ix_pipeline_finish(pipeline, &error);       delivers the rest, joins, frees
 */
typedef struct ix_pipeline ix_pipeline;

typedef struct ix_pipeline_options {
    int threads; /**< 0: as many as processors; 1: everything runs in the caller's thread */
    void *jobs;  /**< job_count objects of job_size bytes */
    size_t job_size;
    int job_count; /**< at least 1; twice the threads is a good choice */
    /** On a worker thread, `worker` from 0 to threads - 1: for state of its own. */
    void (*work)(void *context, int worker, void *job);
    /** In the caller's thread, in order of submission. Anything but IX_OK ends the pipeline. */
    ix_status (*deliver)(void *context, void *job, ix_error *error);
    void *context;
} ix_pipeline_options;

/** Fewer threads than asked for is not a failure, none is not either: then the caller works. */
ix_status ix_pipeline_open(ix_pipeline **out, const ix_pipeline_options *options, ix_error *error);
/** Workers there are, for state of their own: `worker` is below this. */
int ix_pipeline_workers(const ix_pipeline *pipeline);
/** A job that may be filled. NULL once a delivery has failed: finish then returns why. */
void *ix_pipeline_next(ix_pipeline *pipeline);
/** Hand over the job that next returned last. */
void ix_pipeline_submit(ix_pipeline *pipeline);
/** Deliver what is in flight, end the threads, free. Returns the first failure of deliver. */
ix_status ix_pipeline_finish(ix_pipeline *pipeline, ix_error *error);

/* ------------------------------------------------------------------ the knowledge folder */

/** Find data/: `given` (--data), else INTERDICT_DATA, else ../data seen from the executable (a
 *  build folder in the source tree), else ../share/interdict/data seen from it, else `installed`
 *  (from the build; may be NULL). The first two must exist. IX_E_NOT_FOUND says what was tried. */
ix_status ix_data_find(char out[IX_PATH_BYTES_MAX], const char *given, const char *installed,
                       ix_error *error);
/** Read all .txt, .tsv and .yml files below a folder, sorted by path; names that begin with a
 *  period are left out. Everything lives in the arena. */
ix_status ix_data_read(ix_knowledge_file **files, int *count, const char *folder, ix_arena *arena,
                       ix_error *error);

/* ------------------------------------------------------------------ the data folder */

/** An open data folder. Transparent so that tests can set the hooks; others only read `path`. */
typedef struct ix_home {
    char path[IX_PATH_BYTES_MAX];
    int lock;   /**< descriptor while locked, else -1 */
    int staged; /**< files in staging/ */
    ix_buf commit_text;
    /** Tests: called before each change of the disk; not IX_OK fails that change, and a hook that
     *  ends the process plays a crash. NULL otherwise. */
    ix_status (*before)(void *context, const char *change, ix_error *error);
    void *before_context;
    /** Tests: stands in for ix_index_build(). NULL otherwise. */
    ix_status (*build)(ix_buf *image, const ix_knowledge *knowledge, const ix_list_history *lists,
                       int list_count, ix_error *error);
} ix_home;

/** Open the data folder `given` (--home), else INTERDICT_HOME, else ~/.local/share/interdict.
 *  Nothing is created: a folder that does not exist holds no list. A change that a crash
 *  interrupted is put in place if this process may write and nobody else does. */
ix_status ix_home_open(ix_home *out, const char *given, ix_error *error);
/** Unlocks; drops what is staged. */
void ix_home_close(ix_home *home);
/** Path of something in the folder: "lists", "image/current.iximg". */
ix_status ix_home_path(char out[IX_PATH_BYTES_MAX], const ix_home *home, const char *name,
                       ix_error *error);

/** Become the one writer: creates the folder, waits for another writer up to `wait_seconds`, puts
 *  an interrupted change in place, clears leftovers. IX_E_REFUSED when the wait was in vain. */
ix_status ix_home_lock(ix_home *home, int wait_seconds, ix_error *error);
void ix_home_unlock(ix_home *home);
/** Write what shall stand at `name` once the change is committed. Locked only. */
ix_status ix_home_stage(ix_home *home, const char *name, ix_str bytes, ix_error *error);
/** Let `name` be gone once the change is committed. Locked only. */
ix_status ix_home_stage_removal(ix_home *home, const char *name, ix_error *error);
/** Put all that is staged in place, as one change: once the file `commit` is there the change is
 *  made, and who comes after a crash finishes it. */
ix_status ix_home_commit(ix_home *home, ix_error *error);

/** Map the serving image. IX_E_NOT_FOUND when no list serves. */
ix_status ix_home_image(ix_map *out, const ix_home *home, ix_error *error);
/** Map the serving image, open it, and name its snapshots by their hashes. The statuses of
 *  ix_home_image() and ix_index_open(); whenever *map is open it is the caller's to close. */
ix_status ix_home_index(ix_index **out, ix_map *map, const ix_home *home,
                        const ix_knowledge *knowledge, ix_arena *arena, ix_error *error);

/* ------------------------------------------------------------------ swapping what serves */

#define IX_SERVED_MAX 64 /**< images held at once: the one that serves and older ones in use */

/** An image as its readers hold it. */
typedef struct ix_served {
    const ix_index *index;
    const void *made; /**< by ix_serving_options.make; NULL without */
    /** 1, 2, ...: no two images of one ix_serving have the same. What a thread keeps of an index,
     *  an ix_part_cache say, belongs to one number. */
    int64_t number;
} ix_served;

typedef struct ix_serving_options {
    const ix_knowledge *knowledge; /**< outlives the ix_serving */
    /** Makes of an index that is about to serve what readers want beside it (an ix_screener, with
     *  rules read again), in the arena, which lives as long as the image. Anything but IX_OK keeps
     *  it from serving: a malformed rule file leaves readers with the rules before. May be NULL.
     *  Runs in the thread that swaps, while readers go on with the image before. */
    ix_status (*make)(void *context, const void **made, const ix_index *index, ix_arena *arena,
                      ix_error *error);
    void *context;
} ix_serving_options;

/** What serves of a data folder, for threads that ask while lists change.
 *
 *  Readers take what serves, ask as often as they like, and release it: every answer between the
 *  two is of that one image, which stays mapped until then, whatever is put in its place. To take
 *  and to release is one atomic addition each: readers never wait, for a swap or for each other. */
typedef struct ix_serving ix_serving;

/** Map and open what serves. The statuses of ix_home_index(), ix_index_ready() and make(). */
ix_status ix_serving_open(ix_serving **out, const ix_home *home, const ix_serving_options *options,
                          ix_error *error);
/** What serves now. Never NULL. */
const ix_served *ix_serving_take(ix_serving *serving);
/** Done with it: `served` is no longer valid. */
void ix_serving_release(ix_serving *serving, const ix_served *served);
/** Let what stands in the data folder now serve from here on. Whoever took an image before keeps
 *  it. Unmaps older images that nobody holds. On failure nothing changes for readers: the statuses
 *  of ix_serving_open(); IX_E_LIMIT when IX_SERVED_MAX images are held. Threads that swap take
 *  turns. */
ix_status ix_serving_swap(ix_serving *serving, const ix_home *home, ix_error *error);
/** Unmap older images that nobody holds; returns how many are still held. */
int ix_serving_reclaim(ix_serving *serving);
/** Unmap all. Nobody may hold an image. NULL is nothing. */
void ix_serving_close(ix_serving *serving);

/* ------------------------------------------------------------------ what is archived */

/** One archived file. */
typedef struct ix_archived_file {
    ix_str role;
    ix_str name;    /**< as given, without folders */
    ix_digest hash; /**< of the decompressed bytes */
    int64_t bytes;
    bool delta; /**< stored as difference to `base` */
    ix_digest base;
} ix_archived_file;

/** Where a time of publication comes from: the time received stands in; the bytes; the server they
 *  were fetched from, or the publisher's catalogue; the command line. Rows are (enum, JSON name).
 */
#define IX_PUBLISHED_FROM_LIST(X)                                                                  \
    X(IX_PUBLISHED_RECEIVED, "received")                                                           \
    X(IX_PUBLISHED_BYTES, "bytes")                                                                 \
    X(IX_PUBLISHED_HEADER, "header")                                                               \
    X(IX_PUBLISHED_GIVEN, "given")

typedef enum ix_published_from {
#define IX_PUBLISHED_ENUM(name, text) name,
    IX_PUBLISHED_FROM_LIST(IX_PUBLISHED_ENUM)
#undef IX_PUBLISHED_ENUM
} ix_published_from;

/** The JSON name. Never NULL. */
const char *ix_published_from_name(ix_published_from from);

/** What the manifest keeps of one snapshot. */
typedef struct ix_archived {
    ix_snapshot snapshot;
    ix_published_from published_from;
    ix_str format;
    bool held; /**< added with --hold and not promoted since */
    ix_archived_file files[IX_LIST_FILES_MAX];
    int file_count;
    int64_t rows, rows_read, rows_refused, names;
    int64_t filled[IX_FILLED_COUNT]; /**< as ix_read_report.filled */
    int64_t errors_accepted;
    ix_str layout;
    ix_counter *columns; /**< as ix_read_report.columns; examples empty */
    int column_count;
    ix_counter *warnings;
    int warning_count;
    ix_counter *unmodelled;
    int unmodelled_count;
} ix_archived;

/** A snapshot that was offered and not taken, or could not be fetched. */
typedef struct ix_attempt {
    int64_t received; /**< 0: none */
    ix_digest hash;   /**< zero: no bytes were had */
    ix_str format;
    ix_str reason;
} ix_attempt;

/** All that is kept about one list. */
typedef struct ix_manifest {
    ix_str id;
    ix_str publisher;
    ix_zone zone;
    ix_archived *snapshots; /**< in publication order */
    int snapshot_count;
    int serving;        /**< the newest that is not held, or -1 */
    ix_attempt refused; /**< the last one since something was taken */
} ix_manifest;

/** The manifests of all lists, sorted by id. None when the folder does not exist. */
ix_status ix_home_lists(ix_manifest **out, int *count, const ix_home *home, ix_arena *arena,
                        ix_error *error);
/** One of them; IX_E_NOT_FOUND when there is no such list. */
ix_status ix_home_list(ix_manifest *out, const ix_home *home, ix_str id, ix_arena *arena,
                       ix_error *error);
/** The journal of what serves of a list, or with `held` of all that is archived. `bytes` keeps it
 *  and must outlive the history; the caller initializes and frees it. */
ix_status ix_home_history(ix_list_history *out, ix_buf *bytes, const ix_home *home, ix_str id,
                          bool held, ix_arena *arena, ix_error *error);
/** Append the decompressed bytes of an archived file, proved by their hash. */
ix_status ix_home_bytes(ix_buf *out, const ix_home *home, const ix_manifest *list,
                        const ix_digest *hash, ix_error *error);

/** A snapshot to be added. */
typedef struct ix_addition {
    const ix_list_reader *reader;
    const ix_input *input;
    ix_str list_id;            /**< empty: the reader's own */
    ix_when published;         /**< NONE: as the bytes say, else `served`, else `received` */
    ix_when served;            /**< as the server said where the files were fetched, else NONE */
    bool served_first;         /**< believe `served` more than the bytes */
    bool newest_only;          /**< refuse a snapshot older than the serving one */
    ix_str fetched;            /**< fetched.json for these files; empty: they were not fetched */
    int64_t received;          /**< now */
    const ix_digest *expected; /**< hash the first file must have as given, or NULL */
    ix_promotion_policy policy;
    bool hold; /**< archive and check, do not promote */
    const ix_knowledge *knowledge;
    ix_progress progress;
} ix_addition;

typedef enum ix_added {
    IX_ADDED_SERVING, /**< it serves now */
    IX_ADDED_HISTORY, /**< older than what serves: filed into history */
    IX_ADDED_HELD,    /**< archived and checked, held back as asked */
    IX_ADDED_SAME     /**< these bytes were there already; nothing changed */
} ix_added;

/** What adding came to; also filled, as far as it went, when the snapshot was refused. */
typedef struct ix_addition_result {
    ix_added added;
    ix_str list_id;
    ix_snapshot snapshot;
    uint32_t ordinal;
    ix_published_from published_from;
    const ix_read_report *report; /**< in the arena; NULL when nothing was read */
    int64_t serving_entities;     /**< of the snapshot it was compared with, or -1 */
} ix_addition_result;

/** Parse, check, archive, enter into the history, build the image, promote: all or nothing.
 *  IX_E_REFUSED: nothing that serves was changed; where the list exists the attempt is kept for
 *  `lists status`. IX_E_INPUT: the bytes are not of this format at all; the same. */
ix_status ix_home_add(ix_addition_result *out, ix_home *home, const ix_addition *addition,
                      ix_arena *arena, ix_error *error);
/** Keep for `lists status` that something was offered for a list and could not even be read: no
 *  bytes, a damaged package, an error page. `input` is what was had of it, or NULL. Best effort,
 *  and nothing where there is no such list. */
void ix_home_refuse(ix_home *home, ix_str list_id, const ix_list_reader *reader,
                    const ix_input *input, int64_t received, const ix_error *reason);
/* ------------------------------------------------------------------ sources and updates */

/** How long a fetch may take, how often it is tried, how much it may bring. */
typedef struct ix_fetch_limits {
    int connect_seconds; /**< for the connection to stand */
    int stall_seconds;   /**< without a byte */
    int total_seconds;   /**< for one file, all tries and pauses included */
    int retries;         /**< further tries after failures that may pass */
    int backoff_seconds; /**< before the first of them; doubles for each next one */
    int bytes_max;       /**< of a file, unpacked */
} ix_fetch_limits;

/** Where the checksum of a file is found. */
typedef enum ix_checksum {
    IX_CHECKSUM_NONE, /**< "none" */
    IX_CHECKSUM_FILE, /**< "sha256_file": at checksum_url, else at the file's own with .sha256 */
    IX_CHECKSUM_OFAC, /**< "ofac_catalogue": JSON that is asked for by POST */
    IX_CHECKSUM_RSS   /**< "rss": the item of a feed that names the file */
} ix_checksum;

/** The name in a sources file. Never NULL. */
const char *ix_checksum_name(ix_checksum scheme);

/** One file of a source. */
typedef struct ix_source_file {
    ix_str url;
    ix_str role; /**< empty: told by name or columns */
    ix_str name; /**< what it is called when it is read */
    bool pinned; /**< it must have this SHA-256 */
    ix_digest sha256;
} ix_source_file;

/** Where one list is fetched from. */
typedef struct ix_source {
    ix_str list_id;
    const ix_list_reader *reader;
    ix_str map; /**< of a mapped format: the mapping, a file or the name of a shipped one */
    ix_source_file files[IX_LIST_FILES_MAX];
    int file_count;
    ix_checksum checksum;
    ix_str checksum_url;
    bool header_first; /**< published_from: header; what the server says wins over the bytes */
    bool disabled;
    int every_hours; /**< how often it is worth asking; 0: not said */
    ix_fetch_limits limits;
    ix_str file; /**< the sources file that spoke of it last */
    int64_t line;
} ix_source;

/** A sources file in memory. */
typedef struct ix_sources_file {
    ix_str name; /**< for errors */
    ix_str bytes;
} ix_sources_file;

/** Read sources files, each over those before it: an entry for a list that is known changes the
 *  keys it gives, another one adds a list. In the order of first mention. IX_E_INPUT names file
 *  and line. */
ix_status ix_sources_read(ix_source **out, int *count, const ix_sources_file *files, int file_count,
                          ix_arena *arena, ix_error *error);

/** How files are fetched; NULL stands for libcurl. Tests have others. */
typedef struct ix_transport ix_transport;

/** One list to be brought up to date. */
typedef struct ix_update {
    const ix_source *source;
    const char *map;  /**< path of the source's mapping; NULL: none */
    int64_t received; /**< now */
    ix_promotion_policy policy;
    bool hold;
    const ix_knowledge *knowledge;
    ix_progress progress;
    const ix_transport *transport;
} ix_update;

/** One file that was fetched. */
typedef struct ix_updated_file {
    int64_t bytes;    /**< as fetched; -1: not fetched, the server has nothing new */
    ix_digest sha256; /**< of these bytes */
    bool verified;    /**< the publisher, or the sources file, gives this SHA-256 */
} ix_updated_file;

/** What an update came to. */
typedef struct ix_update_result {
    bool unchanged; /**< the publisher has what serves: nothing was added */
    bool tried_add; /**< the files were had; `addition` is filled */
    ix_updated_file files[IX_LIST_FILES_MAX];
    ix_addition_result addition;
} ix_update_result;

/** Fetch the files of a source, verify them, add them as one snapshot. Nothing that serves changes
 *  unless it returns IX_OK; any failure is kept for `lists status` where the list exists. IX_E_IO:
 *  the files could not be had; IX_E_INPUT: they are not the list; IX_E_LIMIT: too large;
 *  IX_E_REFUSED: an older snapshot, another checksum, or as ix_home_add(). */
ix_status ix_home_update(ix_update_result *out, ix_home *home, const ix_update *update,
                         ix_arena *arena, ix_error *error);

/* ------------------------------------------------------------------ all lists */

/** Let held snapshots of these lists serve (none given: of all), with one build of the image.
 *  *promoted counts them. IX_E_NOT_FOUND names a list that is not there. */
ix_status ix_home_promote(int *promoted, ix_home *home, const ix_str *ids, int id_count,
                          const ix_knowledge *knowledge, ix_progress progress, ix_arena *arena,
                          ix_error *error);
/** Make all journals and the image again from the archived bytes. Same program, same knowledge:
 *  the same bytes. Anything that no longer reads as it did stops it, and nothing is changed. */
ix_status ix_home_rebuild(ix_home *home, const ix_knowledge *knowledge, ix_progress progress,
                          ix_arena *arena, ix_error *error);

/** What a verification looked at. */
typedef struct ix_verification {
    int64_t files; /**< archived files whose hash was proved */
    int64_t snapshots;
    int64_t lists;
    int64_t faults; /**< told to `fault` */
    bool image;     /**< there is an image, and its checksums were proved */
    int64_t names;  /**< serving names that found their entry by the whole search, or were missed */
    int64_t identifiers; /**< the same of identifiers */
} ix_verification;

/** Prove every archived byte, journal and section of the image against its hash, and that every
 *  serving name and identifier finds its entry (ix_index_self_screen, on all processors). Each
 *  fault is told to `fault`; the result is IX_E_CORRUPT when there was one. Changes nothing. */
ix_status ix_home_verify(ix_verification *out, const ix_home *home, const ix_knowledge *knowledge,
                         void (*fault)(void *context, const ix_error *error), void *context,
                         ix_progress progress, ix_arena *arena, ix_error *error);

#ifdef __cplusplus
}
#endif
#endif
