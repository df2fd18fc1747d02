/* interdict batch FILE.csv
 *
 * The caller's thread cuts the file into rows and hands blocks of them to the workers of a
 * pipeline; each row becomes one line of its block's output; blocks are written in the order they
 * were read. What the rows have in common (times, lists, versions, bars) is fixed before the first
 * one. */
#include <signal.h>
#include <string.h>

#include "question.h"
#include "source.h"
#include "terminal.h"

#define BLOCK_ROWS      256
#define BLOCK_BYTES     ((size_t)256 << 10) /* a block closes when it holds more than this */
#define BLOCK_BYTES_MAX ((size_t)IX_CSV_RECORD_BYTES_MAX * 2)
#define REDRAW_MS       200

typedef struct batch_options {
    const char *out, *format, *only;
    cli_texts maps;
    int64_t threads;
} batch_options;

/* One row of a block: its bytes, or why it could not even be read. */
typedef struct batch_row {
    int64_t line;
    size_t from, to; /* in the block's bytes: the record, or the fault's text */
    bool malformed;
} batch_row;

typedef struct batch_block {
    ix_buf bytes;
    batch_row rows[BLOCK_ROWS];
    int count;
    ix_buf out;
    int64_t alerts, refused;
} batch_block;

/* What a worker has of its own. */
typedef struct batch_worker {
    ix_arena arena;
    ix_party party;
} batch_worker;

typedef struct batch {
    cli_session *session;
    const batch_options *options;
    ix_row_layout layout;
    ix_decision common; /* times, lists, bars of every decision */
    ix_digest run;
    ix_decision_style style;
    bool csv, only_alerts;
    batch_worker *workers;
    ix_output output;
    cli_progress progress;
    int64_t rows, alerts, refused;
    int64_t began, redrawn; /* ticks */
} batch;

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

/* The decision on a row that is no row. */
static void refuse_row(const batch *b, ix_decision *decision, ix_party *party, ix_str why,
                       ix_arena *arena) {
    ix_buf text;
    ix_buf_init(&text, 2 * IX_ERROR_TEXT_MAX);
    ix_buf_printf(&text, "Not screened: line %lld: %" IX_FMT ".", (long long)party->line,
                  IX_ARG(why));
    ix_str reason = ix_arena_copy(arena, ix_buf_view(&text));
    ix_buf_free(&text);
    *decision = b->common;
    ix_decision_refuse(decision, party,
                       reason.ptr != NULL ? reason : IX_STR("Not screened: out of memory."));
}

static void decide_row(const batch *b, ix_decision *decision, batch_worker *worker,
                       const batch_row *row, ix_str bytes) {
    ix_str cells[IX_CSV_FIELDS_MAX];
    int count = 0;
    ix_csv csv;
    ix_error error = {0};
    const cli_session *session = b->session;
    const ix_knowledge *knowledge = session->screener.knowledge;
    if (row->malformed) {
        memset(&worker->party, 0, sizeof worker->party);
        worker->party.line = row->line;
        refuse_row(b, decision, &worker->party, bytes, &worker->arena);
        return;
    }
    /* ix_csv_init would take a byte-order mark off; it belongs to the file's start only. */
    csv = (ix_csv){.bytes = bytes, .line = row->line, .separator = ','};
    ix_status status =
        ix_csv_next(cells, IX_CSV_FIELDS_MAX, &count, &csv, NULL, NULL, &worker->arena, &error);
    if (status == IX_OK) {
        status = ix_party_read_row(&worker->party, &b->layout, cells, count, knowledge,
                                   &worker->arena, &error);
    }
    worker->party.line = row->line;
    if (status != IX_OK) {
        refuse_row(b, decision, &worker->party, ix_str_from_cstr(error.text), &worker->arena);
        return;
    }
    ix_screen_party(decision, &session->screener, &worker->party, &session->context,
                    b->common.as_of, b->common.known_at, &session->options, &worker->arena, &error);
}

static void write_row(const batch *b, batch_block *block, const ix_decision *decision) {
    bool refused = decision->verdict == IX_VERDICT_NOT_SCREENED;
    bool alert = ix_decision_is_alert(decision);
    block->refused += refused;
    block->alerts += alert;
    if (b->only_alerts && !alert && !refused) {
        return;
    }
    if (b->csv) {
        ix_decision_write_csv(&block->out, decision, &b->style);
    } else {
        ix_decision_write_json(&block->out, decision, &b->style);
        ix_buf_append_char(&block->out, '\n');
    }
}

static void work(void *context, int worker_number, void *job) {
    batch *b = context;
    batch_block *block = job;
    batch_worker *worker = &b->workers[worker_number];
    ix_buf_clear(&block->out);
    block->alerts = 0;
    block->refused = 0;
    for (int i = 0; i < block->count && !interrupted; i++) {
        const batch_row *row = &block->rows[i];
        ix_decision decision;
        ix_str bytes =
            ix_str_slice(ix_buf_view(&block->bytes), (ptrdiff_t)row->from, (ptrdiff_t)row->to);
        ix_arena_reset(&worker->arena);
        decide_row(b, &decision, worker, row, bytes);
        write_row(b, block, &decision);
    }
}

/* ------------------------------------------------------------------ in order, in the caller */

static void tell_progress(batch *b) {
    int64_t now = ix_clock_ticks();
    if (now - b->redrawn < REDRAW_MS) {
        return;
    }
    char what[128];
    int64_t spent = now - b->began;
    ix_buf text;
    ix_buf_init(&text, sizeof what);
    ix_buf_printf(&text, "%lld rows, %lld rows/s, %lld alerts", (long long)b->rows,
                  (long long)(spent > 0 ? b->rows * 1000 / spent : 0), (long long)b->alerts);
    size_t length = text.len < sizeof what ? text.len : sizeof what - 1;
    memcpy(what, text.ptr, length);
    what[length] = '\0';
    ix_buf_free(&text);
    cli_progress_tell(&b->progress, what, 0, 0);
    b->redrawn = now;
}

static ix_status deliver(void *context, void *job, ix_error *error) {
    batch *b = context;
    batch_block *block = job;
    if (interrupted) {
        return ix_error_set(error, IX_E_IO, "interrupted; nothing was written");
    }
    if (block->out.status != IX_OK) {
        return ix_error_set(error, block->out.status, "the decisions of a block: %s",
                            ix_status_text(block->out.status));
    }
    b->rows += block->count;
    b->alerts += block->alerts;
    b->refused += block->refused;
    tell_progress(b);
    return ix_output_write(&b->output, ix_buf_view(&block->out), error);
}

/* ------------------------------------------------------------------ cutting the file */

static ix_status add_row(batch_block *block, const cli_record *record, ix_error *error) {
    ix_str bytes = record->malformed ? ix_str_from_cstr(record->fault.text) : record->raw;
    size_t from = block->bytes.len;
    ix_buf_append(&block->bytes, bytes);
    if (block->bytes.status != IX_OK) {
        return ix_error_set(error, block->bytes.status, "line %lld: no memory for a row",
                            (long long)record->line);
    }
    block->rows[block->count++] =
        (batch_row){record->line, from, block->bytes.len, record->malformed};
    return IX_OK;
}

/* Rows into the block until it is full or the file ends; IX_END then. */
static ix_status fill(batch_block *block, cli_record *record, cli_source *source, ix_error *error) {
    ix_status status = IX_OK;
    ix_buf_clear(&block->bytes);
    block->count = 0;
    while (status == IX_OK && block->count < BLOCK_ROWS && block->bytes.len < BLOCK_BYTES) {
        status = cli_source_next(record, source, error);
        if (status == IX_OK) {
            status = add_row(block, record, error);
        }
    }
    return status;
}

static ix_status pump(batch *b, ix_pipeline *pipeline, cli_source *source, cli_record *record,
                      ix_error *error) {
    ix_status status = IX_OK;
    b->began = ix_clock_ticks();
    while (status == IX_OK && !interrupted) {
        batch_block *block = ix_pipeline_next(pipeline);
        if (block == NULL) {
            break; /* a delivery failed; finishing tells why */
        }
        status = fill(block, record, source, error);
        if ((status == IX_OK || status == IX_END) && block->count > 0) {
            ix_pipeline_submit(pipeline);
        }
    }
    ix_error delivery = {0};
    ix_status finished = ix_pipeline_finish(pipeline, &delivery);
    cli_progress_end(&b->progress);
    if (finished != IX_OK) {
        *error = delivery;
        return finished;
    }
    return status == IX_END ? IX_OK : status;
}

static void init_blocks(batch_block *blocks, int count) {
    for (int i = 0; i < count; i++) {
        ix_buf_init(&blocks[i].bytes, BLOCK_BYTES_MAX);
        ix_buf_init(&blocks[i].out, CLI_LINE_BYTES_MAX);
    }
}

static void free_blocks(batch_block *blocks, int count) {
    for (int i = 0; i < count; i++) {
        ix_buf_free(&blocks[i].bytes);
        ix_buf_free(&blocks[i].out);
    }
}

static ix_status run_pipeline(batch *b, int threads, cli_source *source, cli_record *record,
                              ix_arena *arena, ix_error *error) {
    int jobs = 2 * threads + 1;
    batch_block *blocks = IX_NEW(arena, batch_block, jobs);
    b->workers = IX_NEW(arena, batch_worker, threads);
    if (blocks == NULL || b->workers == NULL) {
        return ix_error_set(error, IX_E_MEMORY, "no memory for %d threads", threads);
    }
    init_blocks(blocks, jobs);
    for (int i = 0; i < threads; i++) {
        ix_arena_init(&b->workers[i].arena, CLI_REQUEST_BYTES_MAX);
    }
    ix_pipeline *pipeline;
    ix_pipeline_options options = {.threads = threads,
                                   .jobs = blocks,
                                   .job_size = sizeof blocks[0],
                                   .job_count = jobs,
                                   .work = work,
                                   .deliver = deliver,
                                   .context = b};
    ix_status status = ix_pipeline_open(&pipeline, &options, error);
    if (status == IX_OK) {
        status = pump(b, pipeline, source, record, error);
    }
    for (int i = 0; i < threads; i++) {
        ix_arena_free(&b->workers[i].arena);
    }
    free_blocks(blocks, jobs);
    return status;
}

/* ------------------------------------------------------------------ before and after */

static ix_status read_header(batch *b, cli_source *source, cli_record *record, ix_arena *arena,
                             ix_error *error) {
    ix_column_map maps[IX_CSV_FIELDS_MAX];
    int count = b->options->maps.count;
    for (int i = 0; i < count; i++) {
        maps[i].column =
            ix_str_cut(ix_str_from_cstr(b->options->maps.items[i]), '=', &maps[i].field);
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
        status = ix_row_layout_read(&b->layout, record->fields, record->count, maps, count, error);
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

/* With a file to write, what the decisions have in common is kept beside it, once. */
static ix_status write_run(batch *b, char path[IX_PATH_BYTES_MAX], ix_buf *record,
                           ix_error *error) {
    static const char suffix[] = ".run.json";
    path[0] = '\0';
    if (!b->output.aside) {
        return IX_OK;
    }
    if (strlen(b->options->out) + sizeof suffix > IX_PATH_BYTES_MAX) {
        return ix_error_set(error, IX_E_LIMIT, "the name of the output file is too long");
    }
    memcpy(path, b->options->out, strlen(b->options->out));
    memcpy(path + strlen(b->options->out), suffix, sizeof suffix);
    ix_run_write_json(record, &b->common, b->layout.columns, b->layout.names, b->layout.count);
    b->run = ix_sha256(ix_buf_view(record));
    b->style.run = &b->run;
    return record->status;
}

static ix_status write_all(batch *b, int threads, cli_source *source, cli_record *record,
                           ix_arena *arena, ix_error *error) {
    char run_path[IX_PATH_BYTES_MAX];
    ix_buf run;
    ix_buf_init(&run, CLI_LINE_BYTES_MAX);
    ix_status status = ix_output_open(&b->output, b->options->out, error);
    if (status != IX_OK) {
        ix_buf_free(&run);
        return status;
    }
    status = write_run(b, run_path, &run, error);
    if (status == IX_OK && b->csv) {
        ix_buf head;
        ix_buf_init(&head, 4096);
        ix_decision_write_csv_header(&head);
        status = ix_output_write(&b->output, ix_buf_view(&head), error);
        ix_buf_free(&head);
    }
    if (status == IX_OK) {
        status = run_pipeline(b, threads, source, record, arena, error);
    }
    if (interrupted) {
        status = ix_error_set(error, IX_E_IO, "interrupted; nothing was written");
    }
    if (status == IX_OK && run_path[0] != '\0') {
        status = ix_file_write(run_path, ix_buf_view(&run), error);
    }
    if (status == IX_OK) {
        status = ix_output_close(&b->output, error);
    } else {
        ix_output_abandon(&b->output);
    }
    ix_buf_free(&run);
    return status;
}

static int screen_file(cli_session *session, const batch_options *options, const char *path,
                       int threads) {
    batch b = {.session = session,
               .options = options,
               .style = {.limit = CLI_FINDINGS_SHOWN},
               .csv = options->format != NULL && strcmp(options->format, "csv") == 0,
               .only_alerts = options->only != NULL};
    ix_error error = {0};
    ix_when as_of = session->as_of;
    if (as_of.kind == IX_WHEN_NONE) {
        as_of =
            (ix_when){IX_WHEN_INSTANT, ix_screener_run_instant(&session->screener, ix_clock_now())};
    }
    ix_status status = ix_screen_run(&b.common, &session->screener, &session->context, as_of,
                                     session->known_at, &session->options, &session->arena, &error);
    if (status != IX_OK) {
        return cli_fail_error(&error);
    }
    cli_source source;
    if (!cli_source_open(&source, path)) {
        return CLI_ERROR;
    }
    cli_record *record = IX_NEW(&session->arena, cli_record, 1);
    status = record == NULL ? ix_error_set(&error, IX_E_MEMORY, "no memory for a row")
                            : read_header(&b, &source, record, &session->arena, &error);
    name_source(status, &error, path);
    if (status == IX_OK && options->out != NULL && cli_source_is_file(&source, options->out)) {
        status = ix_error_set(&error, IX_E_USAGE, "--out %s is the file to be screened",
                              options->out);
    }
    if (status == IX_OK) {
        status = write_all(&b, threads, &source, record, &session->arena, &error);
    }
    cli_source_close(&source);
    if (status != IX_OK) {
        return cli_fail_error(&error);
    }
    return b.alerts > 0 || b.refused > 0 ? CLI_FOUND : CLI_CLEAR;
}

/* ------------------------------------------------------------------ the command */

static bool check_options(const batch_options *o, int *threads) {
    if (o->format != NULL && strcmp(o->format, "ndjson") != 0 && strcmp(o->format, "csv") != 0) {
        cli_fail("--format takes ndjson or csv, not '%s'", o->format);
        return false;
    }
    if (o->only != NULL && strcmp(o->only, "alerts") != 0) {
        cli_fail("--only takes alerts, not '%s'", o->only);
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
    *threads = o->threads > 0 ? (int)o->threads : ix_processor_count();
    return true;
}

static int run(int argc, char **argv) {
    cli_question q = {.user = NULL};
    batch_options o = {.out = NULL};
    const cli_option options[] = {
        {"--out", OPTION_TEXT, &o.out, "FILE", "Write there instead of to standard output."},
        {"--format", OPTION_TEXT, &o.format, "FORMAT", "ndjson (default) or csv."},
        {"--map", OPTION_TEXTS, &o.maps, "COLUMN=FIELD",
         "Read the column of this heading as that field; FIELD -: pass over it."},
        {"--threads", OPTION_COUNT, &o.threads, "COUNT", "Worker threads. Default: one a core."},
        {"--only", OPTION_TEXT, &o.only, "WHICH", "With alerts, leave out rows without an alert."},
        CLI_OPTIONS_QUESTION(q),
        CLI_OPTION_HOME(q.common),
        CLI_OPTION_DATA(q.common),
        {0}};
    cli_words words;
    int status;
    int threads;
    if (!cli_parse(&status, &words, &command_batch, options, argc, argv)) {
        return status;
    }
    if (words.count != 1) {
        return cli_fail("batch takes one CSV file, or - for standard input");
    }
    cli_session session;
    if (!check_options(&o, &threads) || !cli_session_open(&session, &q)) {
        return CLI_ERROR;
    }
    catch_signals();
    status = screen_file(&session, &o, words.items[0], threads);
    cli_session_close(&session);
    return status;
}

const cli_command command_batch = {.name = "batch",
                                   .summary = "screen the rows of a file",
                                   .usage = "interdict batch [OPTION]... FILE.csv\n",
                                   .run = run};
