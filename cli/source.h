/* A CSV file, or lines of json, read piece by piece, in bounded memory, also where it is packed by
 * gzip or zstd; one packed otherwise (.xz, .zip) is unpacked first. A SQLite database is read as
 * the CSV file that its table `customers` would make, the names of the columns first. */
#ifndef INTERDICT_CLI_SOURCE_H
#define INTERDICT_CLI_SOURCE_H

#include <interdict/os.h>
#include <interdict/screen.h>

typedef struct cli_source {
    const char *path;
    int descriptor;
    ix_stream *stream; /* of gzip or zstd, or NULL */
    bool sniffed;      /* the first bytes were read */
    ix_buf held;       /* the bytes at hand: a window, or all that was unpacked */
    ix_csv csv;
    ix_arena arena; /* of the record read last */
    bool stored;    /* a database: `customers` is open, `held` is the record read last */
    ix_customers customers;
    int64_t rows; /* read of it, the names of the columns among them */
} cli_source;

/* One record. */
typedef struct cli_record {
    ix_str fields[IX_CSV_FIELDS_MAX];
    int count;
    int64_t line;
    ix_str raw;     /* its bytes, without the line end; valid until the next one is read */
    bool malformed; /* fault says why; only the record's first line was used up */
    ix_error fault;
} cli_record;

/* "-" is standard input. Says what is wrong and returns false. */
bool cli_source_open(cli_source *source, const char *path);
/* Is it the regular file at `path`, under whatever name? Writing there would destroy it. */
bool cli_source_is_file(const cli_source *source, const char *path);
/* IX_OK; IX_END; anything else has filled `error`. A malformed record is IX_OK, and reading goes on
 * behind its first line, so that a stray quote cannot swallow the rows below it. */
ix_status cli_source_next(cli_record *record, cli_source *source, ix_error *error);
/* The same of lines of at most IX_OBJECT_BYTES_MAX bytes each, without fields: an object of json. A
 * line of white space is none. Not of a database. */
ix_status cli_source_next_line(cli_record *record, cli_source *source, ix_error *error);
void cli_source_close(cli_source *source);

#endif
