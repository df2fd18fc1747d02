/* Rows of parties, screened on workers and answered in the order they stand: what the commands that
 * read customers share.
 *
 * The caller's thread cuts the input into rows and hands blocks of them to the workers of a
 * pipeline; what a block's rows come to is written when all blocks before it are. Memory is bounded
 * by the blocks in flight, whatever the input's length. */
#ifndef INTERDICT_CLI_ROWS_H
#define INTERDICT_CLI_ROWS_H

#include "question.h"
#include "source.h"
#include "terminal.h"

#define CLI_ROW_COUNTS 8 /* counters that a command keeps of its rows */

/* What the rows of a block come to so far. */
typedef struct cli_answer {
    ix_buf out;
    int64_t counts[CLI_ROW_COUNTS]; /* what each counts is the command's to say */
    ix_part_cache *cache;           /* of the worker */
} cli_answer;

/* Options that all such commands have. */
typedef struct cli_rows_options {
    const char *out, *format, *input;
    cli_texts maps;
    int64_t threads;
    int64_t cache_mb;
} cli_rows_options;

#define CLI_ROWS_CACHE_MB     128 /* the default of --cache */
#define CLI_ROWS_CACHE_MB_MAX 65536

#define CLI_OPTIONS_ROWS(o)                                                                        \
    {"--out", OPTION_TEXT, &(o).out, "FILE", "Write there instead of to standard output."},        \
        {"--format", OPTION_TEXT, &(o).format, "FORMAT", "ndjson or csv."},                        \
        {"--input", OPTION_TEXT, &(o).input, "FORMAT",                                             \
         "Read ndjson or csv. Default: by the name of the file."},                                 \
        {"--map", OPTION_TEXTS, &(o).maps, "COLUMN=FIELD",                                         \
         "Read the column of this heading as that field; FIELD -: pass over it."},                 \
        {"--threads", OPTION_COUNT, &(o).threads, "COUNT",                                         \
         "Worker threads. Default: one a core."},                                                  \
    {                                                                                              \
        "--cache", OPTION_COUNT, &(o).cache_mb, "MB",                                              \
            "Memory for name parts that come again, of all threads. 0: none. Default 128."         \
    }

/* A run over all rows. Zero it, then fill the first part. */
typedef struct cli_rows {
    const cli_session *session;
    const cli_rows_options *options;
    const char *path;
    const char *counted; /* what counts[0] counts, for the line of progress */
    void *context;
    /* The header is read and `output` open: write what stands before all rows. */
    ix_status (*begin)(void *context, ix_error *error);
    /* On a worker: answer one row. `refusal`, unless empty, says why it is no party; then `party`
     * holds its line and what else could be read. All memory is gone with the next row. */
    void (*answer)(void *context, cli_answer *answer, const ix_party *party, ix_str refusal,
                   ix_arena *arena);
    /* All rows are written: write what stands behind them. */
    ix_status (*end)(void *context, ix_error *error);

    bool objects; /* the input is lines of json */
    ix_row_layout layout;
    ix_output output;
    int64_t count; /* rows written */
    int64_t counts[CLI_ROW_COUNTS];
    struct cli_row_worker *workers;
    cli_progress progress;
    int64_t began, redrawn; /* ticks */
} cli_rows;

/* Are the options well-formed? Says what is wrong. */
bool cli_rows_check(const cli_rows_options *options);
/* Read, answer and write all rows. Says what is wrong and returns false; then, unless the output is
 * a device or a pipe, nothing was written. */
bool cli_rows_run(cli_rows *rows, ix_arena *arena);

#endif
