/* Rows of parties: cutting the input, the pipeline, the order of the answers. */
#include "rows.h"

#include <signal.h>
#include <string.h>

#define BLOCK_ROWS      256
#define BLOCK_BYTES     ((size_t)256 << 10) /* a block closes when it holds more than this */
#define BLOCK_BYTES_MAX ((size_t)IX_CSV_RECORD_BYTES_MAX * 2)
#define REDRAW_MS       200

#define CACHE_BYTES_LEAST ((size_t)1 << 20) /* of one worker; a smaller one keeps too little */

/* One row of a block: its bytes, or why it could not even be read. */
typedef struct row_place {
    int64_t line;
    size_t from, to; /* in the block's bytes: the record, or the fault's text */
    bool malformed;
} row_place;

typedef struct row_block {
    ix_buf bytes;
    row_place rows[BLOCK_ROWS];
    int count;
    cli_answer answer;
} row_block;

/* What a worker has of its own. */
struct cli_row_worker {
    ix_arena arena;
    ix_party party;
    ix_part_cache *cache;
};

static volatile sig_atomic_t interrupted;

static void interrupt(int signal_number) {
    (void)signal_number;
    interrupted = 1;
}

/* The first signal ends the run in order, a second one at once. Reading is not taken up again, so
 * that a run waiting for its input ends too. */
static void catch_signals(void) {
    struct sigaction action = {.sa_handler = interrupt, .sa_flags = (int)SA_RESETHAND};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

/* ------------------------------------------------------------------ a row, on a worker */

/* "Not screened: line 7: ...", of a row that is no row. */
static ix_str refuse_row(int64_t line, ix_str why, ix_arena *arena) {
    ix_buf text;
    ix_buf_init(&text, 2 * IX_ERROR_TEXT_MAX);
    ix_buf_printf(&text, "Not screened: line %lld: %" IX_FMT ".", (long long)line, IX_ARG(why));
    ix_str reason = ix_arena_copy(arena, ix_buf_view(&text));
    ix_buf_free(&text);
    return reason.ptr != NULL ? reason : IX_STR("Not screened: out of memory.");
}

static ix_status read_cells(const cli_rows *rows, struct cli_row_worker *worker,
                            const row_place *row, ix_str bytes, ix_error *error) {
    ix_str cells[IX_CSV_FIELDS_MAX];
    int count = 0;
    /* ix_csv_init would take a byte-order mark off; it belongs to the file's start only. */
    ix_csv csv = {.bytes = bytes, .line = row->line, .separator = ','};
    ix_status status =
        ix_csv_next(cells, IX_CSV_FIELDS_MAX, &count, &csv, NULL, NULL, &worker->arena, error);
    if (status == IX_OK) {
        status = ix_party_read_row(&worker->party, &rows->layout, cells, count,
                                   rows->session->screener.knowledge, &worker->arena, error);
    }
    return status;
}

/* The party of a row; the refusal is empty when there is one. */
static ix_str read_row(const cli_rows *rows, struct cli_row_worker *worker, const row_place *row,
                       ix_str bytes) {
    ix_error error = {0};
    if (row->malformed) {
        ix_party_clear(&worker->party);
        worker->party.line = row->line;
        return refuse_row(row->line, bytes, &worker->arena);
    }
    const ix_knowledge *knowledge = rows->session->screener.knowledge;
    ix_status status = rows->objects
                           ? ix_party_read_object(&worker->party, &rows->layout, bytes, knowledge,
                                                  &worker->arena, &error)
                           : read_cells(rows, worker, row, bytes, &error);
    worker->party.line = row->line;
    return status == IX_OK ? (ix_str){0}
                           : refuse_row(row->line, ix_str_from_cstr(error.text), &worker->arena);
}

static void work(void *context, int worker_number, void *job) {
    cli_rows *rows = context;
    row_block *block = job;
    struct cli_row_worker *worker = &rows->workers[worker_number];
    ix_buf_clear(&block->answer.out);
    block->answer.cache = worker->cache;
    memset(block->answer.counts, 0, sizeof block->answer.counts);
    for (int i = 0; i < block->count && !interrupted; i++) {
        const row_place *one = &block->rows[i];
        ix_str bytes =
            ix_str_slice(ix_buf_view(&block->bytes), (ptrdiff_t)one->from, (ptrdiff_t)one->to);
        ix_arena_reset(&worker->arena);
        ix_str refusal = read_row(rows, worker, one, bytes);
        rows->answer(rows->context, &block->answer, &worker->party, refusal, &worker->arena);
    }
}

/* ------------------------------------------------------------------ in order, in the caller */

static void tell_progress(cli_rows *rows) {
    int64_t now = ix_clock_ticks();
    if (now - rows->redrawn < REDRAW_MS) {
        return;
    }
    char what[128];
    int64_t spent = now - rows->began;
    ix_buf text;
    ix_buf_init(&text, sizeof what);
    ix_buf_printf(&text, "%lld rows, %lld rows/s, %lld %s", (long long)rows->count,
                  (long long)(spent > 0 ? rows->count * 1000 / spent : 0),
                  (long long)rows->counts[0], rows->counted);
    size_t length = text.len < sizeof what ? text.len : sizeof what - 1;
    memcpy(what, text.ptr, length);
    what[length] = '\0';
    ix_buf_free(&text);
    cli_progress_tell(&rows->progress, what, 0, 0);
    rows->redrawn = now;
}

static ix_status deliver(void *context, void *job, ix_error *error) {
    cli_rows *rows = context;
    row_block *block = job;
    if (interrupted) {
        return ix_error_set(error, IX_E_IO, "interrupted; nothing was written");
    }
    if (block->answer.out.status != IX_OK) {
        return ix_error_set(error, block->answer.out.status, "the decisions of a block: %s",
                            ix_status_text(block->answer.out.status));
    }
    rows->count += block->count;
    for (int i = 0; i < CLI_ROW_COUNTS; i++) {
        rows->counts[i] += block->answer.counts[i];
    }
    tell_progress(rows);
    return ix_output_write(&rows->output, ix_buf_view(&block->answer.out), error);
}

/* ------------------------------------------------------------------ cutting the file */

static ix_status add_row(row_block *block, const cli_record *record, ix_error *error) {
    ix_str bytes = record->malformed ? ix_str_from_cstr(record->fault.text) : record->raw;
    size_t from = block->bytes.len;
    ix_buf_append(&block->bytes, bytes);
    if (block->bytes.status != IX_OK) {
        return ix_error_set(error, block->bytes.status, "line %lld: no memory for a row",
                            (long long)record->line);
    }
    block->rows[block->count++] =
        (row_place){record->line, from, block->bytes.len, record->malformed};
    return IX_OK;
}

/* Rows into the block until it is full or the file ends; IX_END then. */
static ix_status fill(row_block *block, bool objects, cli_record *record, cli_source *source,
                      ix_error *error) {
    ix_status status = IX_OK;
    ix_buf_clear(&block->bytes);
    block->count = 0;
    while (status == IX_OK && block->count < BLOCK_ROWS && block->bytes.len < BLOCK_BYTES) {
        status = objects ? cli_source_next_line(record, source, error)
                         : cli_source_next(record, source, error);
        if (status == IX_OK) {
            status = add_row(block, record, error);
        }
    }
    return status;
}

static ix_status pump(cli_rows *rows, ix_pipeline *pipeline, cli_source *source, cli_record *record,
                      ix_error *error) {
    ix_status status = IX_OK;
    rows->began = ix_clock_ticks();
    while (status == IX_OK && !interrupted) {
        row_block *block = ix_pipeline_next(pipeline);
        if (block == NULL) {
            break; /* a delivery failed; finishing tells why */
        }
        status = fill(block, rows->objects, record, source, error);
        if ((status == IX_OK || status == IX_END) && block->count > 0) {
            ix_pipeline_submit(pipeline);
        }
    }
    ix_error delivery = {0};
    ix_status finished = ix_pipeline_finish(pipeline, &delivery);
    cli_progress_end(&rows->progress);
    if (finished != IX_OK) {
        *error = delivery;
        return finished;
    }
    return status == IX_END ? IX_OK : status;
}

static void init_blocks(row_block *blocks, int count) {
    for (int i = 0; i < count; i++) {
        ix_buf_init(&blocks[i].bytes, BLOCK_BYTES_MAX);
        ix_buf_init(&blocks[i].answer.out, CLI_LINE_BYTES_MAX);
    }
}

static void free_blocks(row_block *blocks, int count) {
    for (int i = 0; i < count; i++) {
        ix_buf_free(&blocks[i].bytes);
        ix_buf_free(&blocks[i].answer.out);
    }
}

static ix_status run_pipeline(cli_rows *rows, int threads, cli_source *source, cli_record *record,
                              ix_arena *arena, ix_error *error) {
    int jobs = 2 * threads + 1;
    row_block *blocks = IX_NEW(arena, row_block, jobs);
    rows->workers = IX_NEW(arena, struct cli_row_worker, threads);
    if (blocks == NULL || rows->workers == NULL) {
        return ix_error_set(error, IX_E_MEMORY, "no memory for %d threads", threads);
    }
    init_blocks(blocks, jobs);
    ix_status status = IX_OK;
    for (int i = 0; i < threads; i++) {
        ix_arena_init(&rows->workers[i].arena, CLI_REQUEST_BYTES_MAX);
    }
    size_t cache_bytes = ((size_t)rows->options->cache_mb << 20) / (size_t)threads;
    for (int i = 0; i < threads && status == IX_OK && cache_bytes >= CACHE_BYTES_LEAST; i++) {
        status = ix_part_cache_open(&rows->workers[i].cache, cache_bytes, error);
    }
    ix_pipeline *pipeline;
    ix_pipeline_options options = {.threads = threads,
                                   .jobs = blocks,
                                   .job_size = sizeof blocks[0],
                                   .job_count = jobs,
                                   .work = work,
                                   .deliver = deliver,
                                   .context = rows};
    status = status != IX_OK ? status : ix_pipeline_open(&pipeline, &options, error);
    if (status == IX_OK) {
        status = pump(rows, pipeline, source, record, error);
    }
    for (int i = 0; i < threads; i++) {
        ix_arena_free(&rows->workers[i].arena);
        ix_part_cache_close(rows->workers[i].cache);
    }
    free_blocks(blocks, jobs);
    return status;
}

/* ------------------------------------------------------------------ before and after */

/* Is the input lines of json? By the option, else by the name, also of a packed file. */
static bool is_objects(const cli_rows *rows, const cli_source *source) {
    static const char *const packed[] = {".gz", ".zst", ".xz", ".zip"};
    if (rows->options->input != NULL || source->stored) {
        return !source->stored && strcmp(rows->options->input, "ndjson") == 0;
    }
    ix_str name = ix_str_from_cstr(rows->path);
    for (size_t i = 0; i < sizeof packed / sizeof packed[0]; i++) {
        if (ix_str_ends_with(name, ix_str_from_cstr(packed[i]))) {
            name.len -= (ptrdiff_t)strlen(packed[i]);
            break;
        }
    }
    return ix_str_ends_with(name, IX_STR(".ndjson")) || ix_str_ends_with(name, IX_STR(".jsonl"));
}

static ix_status read_header(cli_rows *rows, cli_source *source, cli_record *record,
                             ix_arena *arena, ix_error *error) {
    ix_column_map maps[IX_CSV_FIELDS_MAX];
    int count = rows->options->maps.count;
    for (int i = 0; i < count; i++) {
        maps[i].column =
            ix_str_cut(ix_str_from_cstr(rows->options->maps.items[i]), '=', &maps[i].field);
    }
    rows->objects = is_objects(rows, source);
    if (rows->objects) {
        return ix_row_layout_objects(&rows->layout, maps, count, error);
    }
    ix_status status = cli_source_next(record, source, error);
    if (status == IX_END) {
        status = ix_error_set(error, IX_E_INPUT,
                              "the file is empty; expected a header row with a column name");
    } else if (status == IX_OK && record->malformed) {
        status = ix_error_set(error, IX_E_INPUT, "the header row: %s", record->fault.text);
    }
    for (int i = 0; status == IX_OK && i < record->count; i++) {
        /* The record's bytes go with the next one. */
        ix_str copy = ix_arena_copy(arena, record->fields[i]);
        if (copy.len != record->fields[i].len) {
            status = ix_error_set(error, IX_E_MEMORY, "no memory for the header row");
        }
        record->fields[i] = copy;
    }
    if (status == IX_OK) {
        status =
            ix_row_layout_read(&rows->layout, record->fields, record->count, maps, count, error);
    }
    return status;
}

static ix_status name_source(ix_status status, ix_error *error, const char *path) {
    if (status != IX_OK && error->source[0] == '\0') {
        ix_error why = *error;
        ix_error_at(error, why.status, ix_str_from_cstr(path), why.line, why.offset, "%s",
                    why.text);
    }
    return status;
}

static ix_status write_all(cli_rows *rows, cli_source *source, cli_record *record, ix_arena *arena,
                           ix_error *error) {
    const cli_rows_options *o = rows->options;
    ix_status status = ix_output_open(&rows->output, o->out, error);
    if (status != IX_OK) {
        return status;
    }
    int threads = o->threads > 0 ? (int)o->threads : ix_processor_count();
    /* By the name alone: there are no bytes yet. */
    ix_packing packing =
        o->out != NULL ? ix_packing_of(ix_str_from_cstr(o->out), (ix_str){0}) : IX_PACKING_NONE;
    if (packing == IX_PACKING_GZIP || packing == IX_PACKING_ZSTD) {
        status = ix_output_pack(&rows->output, packing, error);
    } else if (packing != IX_PACKING_NONE) {
        status = ix_error_set(error, IX_E_USAGE, "--out is packed as .gz or .zst only");
    }
    status = status == IX_OK ? rows->begin(rows->context, error) : status;
    if (status == IX_OK) {
        status = run_pipeline(rows, threads, source, record, arena, error);
    }
    if (interrupted) {
        status = ix_error_set(error, IX_E_IO, "interrupted; nothing was written");
    }
    if (status == IX_OK) {
        status = rows->end(rows->context, error);
    }
    if (status == IX_OK) {
        return ix_output_close(&rows->output, error);
    }
    ix_output_abandon(&rows->output);
    return status;
}

bool cli_rows_run(cli_rows *rows, ix_arena *arena) {
    cli_source source;
    ix_error error = {0};
    const char *out = rows->options->out;
    catch_signals();
    if (!cli_source_open(&source, rows->path)) {
        return false;
    }
    cli_record *record = IX_NEW(arena, cli_record, 1);
    ix_status status = record == NULL ? ix_error_set(&error, IX_E_MEMORY, "no memory for a row")
                                      : read_header(rows, &source, record, arena, &error);
    name_source(status, &error, rows->path);
    if (status == IX_OK && out != NULL && cli_source_is_file(&source, out)) {
        status = ix_error_set(&error, IX_E_USAGE, "--out %s is the file to be screened", out);
    }
    if (status == IX_OK) {
        status = write_all(rows, &source, record, arena, &error);
    }
    cli_source_close(&source);
    if (status != IX_OK) {
        cli_fail_error(&error);
    }
    return status == IX_OK;
}

bool cli_rows_check(const cli_rows_options *o) {
    if (o->format != NULL && strcmp(o->format, "ndjson") != 0 && strcmp(o->format, "csv") != 0) {
        cli_fail("--format takes ndjson or csv, not '%s'", o->format);
        return false;
    }
    if (o->input != NULL && strcmp(o->input, "ndjson") != 0 && strcmp(o->input, "csv") != 0) {
        cli_fail("--input takes ndjson or csv, not '%s'", o->input);
        return false;
    }
    if (o->maps.count > IX_CSV_FIELDS_MAX) {
        cli_fail("--map is given more than %d times", IX_CSV_FIELDS_MAX);
        return false;
    }
    for (int i = 0; i < o->maps.count; i++) {
        if (strchr(o->maps.items[i], '=') == NULL) {
            cli_fail("--map takes COLUMN=FIELD, not '%s'", o->maps.items[i]);
            return false;
        }
    }
    if (o->threads > IX_THREADS_MAX) {
        cli_fail("--threads takes at most %d", IX_THREADS_MAX);
        return false;
    }
    if (o->cache_mb > CLI_ROWS_CACHE_MB_MAX) {
        cli_fail("--cache takes at most %d", CLI_ROWS_CACHE_MB_MAX);
        return false;
    }
    return true;
}
