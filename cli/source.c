#include "source.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "terminal.h"

#define READ_BYTES         ((size_t)1 << 20)
#define SNIFF_BYTES        ((size_t)64 << 10) /* read first, to see what the input is */
#define WINDOW_BYTES_MAX   ((size_t)IX_CSV_RECORD_BYTES_MAX * 4)
#define PACKED_BYTES_MAX   ((size_t)1 << 30)
#define UNPACKED_BYTES_MAX ((size_t)8 << 30)
#define RECORD_MEMORY_MAX  ((size_t)IX_CSV_RECORD_BYTES_MAX * 4)

/* ------------------------------------------------------------------ opening */

static ix_status io_error(const cli_source *source, ix_error *error) {
    return ix_error_at(error, IX_E_IO, ix_str_from_cstr(source->path), 0, -1, "%s",
                       strerror(errno));
}

/* Up to READ_BYTES more of the input, unpacked where it is packed. A read that a signal broke off
 * is an error: the signal wants the program to end. */
static ix_status read_bytes(cli_source *source, char *room, size_t *got, ix_error *error) {
    if (source->stream != NULL) {
        return ix_stream_read(source->stream, room, READ_BYTES, got, error);
    }
    ssize_t count = read(source->descriptor, room, source->sniffed ? READ_BYTES : SNIFF_BYTES);
    source->sniffed = true;
    *got = count > 0 ? (size_t)count : 0;
    return count < 0 ? io_error(source, error) : IX_OK;
}

/* Read more; what was used up goes. At the end csv.partial is cleared. */
static ix_status read_more(cli_source *source, ix_error *error) {
    ix_csv *csv = &source->csv;
    ix_buf *held = &source->held;
    if (csv->pos > 0) {
        memmove(held->ptr, held->ptr + csv->pos, held->len - (size_t)csv->pos);
        held->len -= (size_t)csv->pos;
        csv->pos = 0;
    }
    size_t before = held->len;
    char *room = ix_buf_extend(held, READ_BYTES);
    if (room == NULL) {
        return ix_error_at(error, held->status, ix_str_from_cstr(source->path), csv->line, -1,
                           "a record is too long");
    }
    size_t got = 0;
    ix_status status = read_bytes(source, room, &got, error);
    held->len = before + got;
    csv->bytes = ix_buf_view(held);
    csv->partial = got > 0;
    return status;
}

/* All of a packed file, whose first bytes are held. */
static ix_status unpack(cli_source *source, ix_error *error) {
    ix_buf packed;
    ix_unpacked file;
    int count = 0;
    ix_buf_init(&packed, PACKED_BYTES_MAX);
    ix_status status = ix_file_read(&packed, source->path, error);
    if (status == IX_OK) {
        status = ix_unpack(&file, &count, 1, ix_str_from_cstr(source->path), ix_buf_view(&packed),
                           UNPACKED_BYTES_MAX, error);
    }
    ix_buf_free(&packed);
    if (status == IX_OK) {
        ix_buf_free(&source->held);
        source->held = file.bytes;
        source->csv.bytes = ix_buf_view(&source->held);
        source->csv.partial = false;
    }
    return status;
}

/* The bytes at hand are the head of a packed stream. */
static ix_status open_packed(cli_source *source, ix_packing packing, ix_str name, ix_error *error) {
    ix_status status = ix_stream_open(&source->stream, source->descriptor,
                                      ix_buf_view(&source->held), packing, name, error);
    ix_buf_clear(&source->held);
    source->csv.pos = 0;
    return status == IX_OK ? read_more(source, error) : status;
}

static ix_status open_store(cli_source *source, bool file, ix_error *error) {
    if (!file) {
        return ix_error_set(error, IX_E_INPUT,
                            "a SQLite database is read from a file, not from a stream");
    }
    source->stored = true;
    return ix_customers_open(&source->customers, source->path, error);
}

static ix_status open_stream(cli_source *source, ix_error *error) {
    bool standard = strcmp(source->path, "-") == 0;
    ix_str name = standard ? IX_STR("standard input") : ix_str_from_cstr(source->path);
    struct stat info;
    source->descriptor = standard ? STDIN_FILENO : open(source->path, O_RDONLY | O_CLOEXEC);
    if (source->descriptor < 0 || fstat(source->descriptor, &info) != 0) {
        return io_error(source, error);
    }
    if (S_ISDIR(info.st_mode)) {
        return ix_error_at(error, IX_E_INPUT, name, 0, -1, "is a folder, expected a file of rows");
    }
    source->csv.partial = true;
    ix_status status = read_more(source, error);
    if (status == IX_OK && ix_customers_is_sqlite(source->csv.bytes)) {
        return open_store(source, S_ISREG(info.st_mode) && !standard, error);
    }
    ix_packing packing = status == IX_OK ? ix_packing_of(name, source->csv.bytes) : IX_PACKING_NONE;
    if (packing == IX_PACKING_GZIP || packing == IX_PACKING_ZSTD) {
        status = open_packed(source, packing, name, error);
    } else if (packing != IX_PACKING_NONE && S_ISREG(info.st_mode) && !standard) {
        status = unpack(source, error);
    }
    bool partial = source->csv.partial;
    ix_csv_init(&source->csv, source->csv.bytes, name);
    source->csv.partial = partial;
    return status;
}

bool cli_source_open(cli_source *source, const char *path) {
    ix_error error = {0};
    *source = (cli_source){.path = path, .descriptor = -1};
    ix_buf_init(&source->held, WINDOW_BYTES_MAX);
    ix_arena_init(&source->arena, RECORD_MEMORY_MAX);
    ix_status status = open_stream(source, &error);
    if (status != IX_OK) {
        cli_source_close(source);
        cli_fail_error(&error);
    }
    return status == IX_OK;
}

bool cli_source_is_file(const cli_source *source, const char *path) {
    struct stat own;
    struct stat other;
    return fstat(source->descriptor, &own) == 0 && stat(path, &other) == 0 &&
           S_ISREG(own.st_mode) && own.st_dev == other.st_dev && own.st_ino == other.st_ino;
}

void cli_source_close(cli_source *source) {
    if (source->descriptor > STDIN_FILENO) {
        close(source->descriptor);
    }
    if (source->stored) {
        ix_customers_close(&source->customers);
    }
    ix_stream_close(source->stream);
    ix_buf_free(&source->held);
    ix_arena_free(&source->arena);
    source->stream = NULL;
    source->descriptor = -1;
}

/* ------------------------------------------------------------------ records */

/* Go on behind the first line of the record that began at `start`. Of a stream more may have to be
 * read before that line ends. */
static ix_status skip_line(cli_source *source, ptrdiff_t start, int64_t line, ix_error *error) {
    ix_csv *csv = &source->csv;
    csv->pos = start;
    csv->line = line + 1;
    for (;;) {
        ix_str rest = ix_str_slice(csv->bytes, csv->pos, csv->bytes.len);
        const char *end = rest.len > 0 ? memchr(rest.ptr, '\n', (size_t)rest.len) : NULL;
        if (end != NULL) {
            csv->pos = end + 1 - csv->bytes.ptr;
            return IX_OK;
        }
        csv->pos = csv->bytes.len;
        if (!csv->partial) {
            return IX_OK;
        }
        ix_status status = read_more(source, error);
        if (status != IX_OK) {
            return status;
        }
    }
}

/* A row of a database, written as the line of a CSV file. One that is too long is malformed. */
static ix_status next_stored(cli_record *record, cli_source *source, ix_error *error) {
    ix_buf *held = &source->held;
    ix_status status =
        source->rows == 0
            ? ix_customers_columns(record->fields, &record->count, &source->customers, error)
            : ix_customers_next(record->fields, &record->count, &source->customers, error);
    if (status != IX_OK) {
        return status;
    }
    record->line = ++source->rows;
    ix_buf_clear(held);
    for (int i = 0; i < record->count; i++) {
        ix_csv_write(held, record->fields[i], i == 0);
    }
    if (held->len == 0) {
        ix_buf_append(held, IX_STR("\"\"")); /* an empty line would be no record */
    }
    record->raw = ix_buf_view(held);
    if (held->status != IX_OK || record->raw.len > IX_CSV_RECORD_BYTES_MAX) {
        record->malformed = true;
        ix_error_set(&record->fault, IX_E_LIMIT, "a row of more than %d bytes",
                     IX_CSV_RECORD_BYTES_MAX);
    }
    return IX_OK;
}

ix_status cli_source_next(cli_record *record, cli_source *source, ix_error *error) {
    ix_csv *csv = &source->csv;
    record->malformed = false;
    if (source->stored) {
        return next_stored(record, source, error);
    }
    for (;;) {
        ix_arena_reset(&source->arena);
        memset(&record->fault, 0, sizeof record->fault);
        ptrdiff_t start = csv->pos;
        int64_t line = csv->line;
        ix_status status = ix_csv_next(record->fields, IX_CSV_FIELDS_MAX, &record->count, csv,
                                       &record->line, &record->raw, &source->arena, &record->fault);
        if (status == IX_MORE) {
            status = read_more(source, error);
            if (status != IX_OK) {
                return status;
            }
            continue;
        }
        if (status == IX_E_INPUT || status == IX_E_LIMIT) {
            /* Empty lines before the record are stepped over already; its own line is told. */
            line = record->fault.line > line ? record->fault.line : line;
            while (start < csv->bytes.len &&
                   (csv->bytes.ptr[start] == '\n' || csv->bytes.ptr[start] == '\r')) {
                start++;
            }
            record->malformed = true;
            record->line = line;
            return skip_line(source, start, line, error);
        }
        if (status != IX_OK && status != IX_END) {
            *error = record->fault;
        }
        return status;
    }
}

/* The bytes from `pos` to the line's end, after which `pos` stands at the line's start still. The
 * line is malformed when it is too long; then its head is given. */
static ix_status find_line(ix_str *line, bool *too_long, cli_source *source, ix_error *error) {
    ix_csv *csv = &source->csv;
    for (;;) {
        ix_str rest = ix_str_slice(csv->bytes, csv->pos, csv->bytes.len);
        const char *end = rest.len > 0 ? memchr(rest.ptr, '\n', (size_t)rest.len) : NULL;
        *line = end != NULL ? ix_str_slice(rest, 0, end - rest.ptr) : rest;
        *too_long = line->len > IX_OBJECT_BYTES_MAX + 1; /* and a carriage return */
        if (end != NULL || *too_long || !csv->partial) {
            return rest.len == 0 && !csv->partial ? IX_END : IX_OK;
        }
        ix_status status = read_more(source, error);
        if (status != IX_OK) {
            return status;
        }
    }
}

ix_status cli_source_next_line(cli_record *record, cli_source *source, ix_error *error) {
    ix_csv *csv = &source->csv;
    for (;;) {
        ix_str line;
        ix_status status = find_line(&line, &record->malformed, source, error);
        if (status != IX_OK) {
            return status;
        }
        record->count = 0;
        record->line = csv->line;
        if (record->malformed) {
            ix_error_set(&record->fault, IX_E_LIMIT, "a line of more than %d bytes",
                         IX_OBJECT_BYTES_MAX);
            return skip_line(source, csv->pos, csv->line, error);
        }
        csv->pos += line.len;
        csv->pos += csv->pos < csv->bytes.len; /* over the line's end */
        csv->line++;
        record->raw = ix_str_trim(line);
        if (record->raw.len > 0) {
            return IX_OK;
        }
    }
}
