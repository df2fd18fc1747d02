/* interdict owners FILE.csv [NAME]...
 *
 * One decision for each party that the file says is owned, in the order in which they first stand
 * there; or for those named only, with the whole way up to their owners. */
#include <stdio.h>
#include <string.h>

#include "owners.h"
#include "terminal.h"

#define BLOCK_PARTIES 256

/* What came of a block of owned parties. */
typedef struct owned_block {
    uint32_t from, to; /* of the owned parties */
    ix_buf out;
    int64_t alerts;
    ix_error error;
    ix_status status;
} owned_block;

/* What a worker has of its own. */
typedef struct owned_worker {
    ix_arena arena;
    ix_holdings_memory *memory;
} owned_worker;

typedef struct owners_run {
    const cli_session *session;
    const char *path, *out, *only;
    int64_t threads, limit;
    bool times;
    cli_common *common;
    cli_holdings held;
    owned_worker *workers;
    ix_decision_style style;
    ix_digest digest; /* of the run record */
    ix_output output;
    int64_t alerts;
    char *const *names; /* of the parties asked about; none: all that are owned */
    int name_count;
    const uint32_t *owned; /* those asked about */
    uint32_t count;
    cli_progress progress;
} owners_run;

/* ------------------------------------------------------------------ a block, on a worker */

static void write_one(const owners_run *run, owned_block *block, const ix_decision *decision) {
    bool alert = ix_decision_is_alert(decision) || decision->verdict == IX_VERDICT_NOT_SCREENED;
    block->alerts += alert;
    if (run->only != NULL && !alert) {
        return;
    }
    if (run->common->json) {
        ix_decision_write_json(&block->out, decision, &run->style);
        ix_buf_append_char(&block->out, '\n');
    } else {
        ix_decision_write_text(&block->out, decision, &run->style);
        ix_buf_append_char(&block->out, '\n');
    }
}

static void work(void *context, int number, void *job) {
    const owners_run *run = context;
    owned_block *block = job;
    owned_worker *worker = &run->workers[number];
    ix_buf_clear(&block->out);
    block->alerts = 0;
    block->status = IX_OK;
    for (uint32_t i = block->from; i < block->to && block->status == IX_OK; i++) {
        ix_decision decision;
        ix_arena_reset(&worker->arena);
        block->status = ix_holdings_decide(&decision, run->held.holdings, run->owned[i],
                                           worker->memory, &worker->arena, &block->error);
        if (block->status == IX_OK) {
            write_one(run, block, &decision);
        }
    }
}

static ix_status deliver(void *context, void *job, ix_error *error) {
    owners_run *run = context;
    owned_block *block = job;
    if (block->status != IX_OK) {
        *error = block->error;
        return block->status;
    }
    if (block->out.status != IX_OK) {
        return ix_error_set(error, block->out.status, "the decisions of a block: %s",
                            ix_status_text(block->out.status));
    }
    run->alerts += block->alerts;
    cli_progress_tell(&run->progress, "deciding on owned parties", block->to, run->count);
    return ix_output_write(&run->output, ix_buf_view(&block->out), error);
}

/* ------------------------------------------------------------------ all of them */

static ix_status decide_all(owners_run *run, owned_block *blocks, int jobs, int threads,
                            ix_error *error) {
    ix_pipeline *pipeline;
    ix_pipeline_options options = {.threads = threads,
                                   .jobs = blocks,
                                   .job_size = sizeof blocks[0],
                                   .job_count = jobs,
                                   .work = work,
                                   .deliver = deliver,
                                   .context = run};
    ix_status status = ix_pipeline_open(&pipeline, &options, error);
    if (status != IX_OK) {
        return status;
    }
    uint32_t first = 0;
    while (first < run->count) {
        owned_block *block = ix_pipeline_next(pipeline);
        if (block == NULL) {
            break;
        }
        uint32_t left = run->count - first;
        block->from = first;
        block->to = first + (left < BLOCK_PARTIES ? left : BLOCK_PARTIES);
        first = block->to;
        ix_pipeline_submit(pipeline);
    }
    return ix_pipeline_finish(pipeline, error);
}

static ix_status open_workers(owners_run *run, int threads, ix_error *error) {
    ix_status status = IX_OK;
    run->workers = IX_NEW(&run->held.arena, owned_worker, threads);
    if (run->workers == NULL) {
        return ix_error_set(error, IX_E_MEMORY, "no memory for %d threads", threads);
    }
    for (int i = 0; i < threads && status == IX_OK; i++) {
        ix_arena_init(&run->workers[i].arena, CLI_REQUEST_BYTES_MAX);
        status = ix_holdings_remember(&run->workers[i].memory, run->name_count > 0,
                                      &run->held.arena, error);
    }
    return status;
}

static void close_workers(owners_run *run, owned_block *blocks, int jobs, int threads) {
    for (int i = 0; run->workers != NULL && i < threads; i++) {
        if (run->workers[i].memory != NULL) {
            ix_holdings_forget(run->workers[i].memory);
        }
        ix_arena_free(&run->workers[i].arena);
    }
    for (int i = 0; blocks != NULL && i < jobs; i++) {
        ix_buf_free(&blocks[i].out);
    }
}

static ix_status decide(owners_run *run, ix_error *error) {
    int threads = run->threads > 0 ? (int)run->threads : ix_processor_count();
    int jobs = 2 * threads + 1;
    owned_block *blocks = IX_NEW(&run->held.arena, owned_block, jobs);
    ix_status status = blocks == NULL ? ix_error_set(error, IX_E_MEMORY, "no memory for blocks")
                                      : open_workers(run, threads, error);
    for (int i = 0; blocks != NULL && i < jobs; i++) {
        ix_buf_init(&blocks[i].out, CLI_LINE_BYTES_MAX);
    }
    if (status == IX_OK) {
        status = decide_all(run, blocks, jobs, threads, error);
    }
    close_workers(run, blocks, jobs, threads);
    cli_progress_end(&run->progress);
    return status;
}

/* What all decisions have in common stands beside a file that is written, once. */
static ix_status write_record(owners_run *run, bool names, ix_error *error) {
    static const ix_str columns[] = {
        {"owner", 5}, {"owned", 5}, {"percent", 7}, {"from", 4}, {"until", 5}};
    char path[IX_PATH_BYTES_MAX];
    ix_buf record;
    if (!run->output.aside) {
        return IX_OK;
    }
    if (strlen(run->out) + sizeof ".run.json" > sizeof path) {
        return ix_error_set(error, IX_E_LIMIT, "the name of the output file is too long");
    }
    snprintf(path, sizeof path, "%s.run.json", run->out);
    ix_buf_init(&record, CLI_LINE_BYTES_MAX);
    ix_run_write_json(&record, ix_holdings_run(run->held.holdings), columns, columns, 5);
    run->digest = ix_sha256(ix_buf_view(&record));
    run->style.run = &run->digest;
    ix_status status = record.status;
    if (status == IX_OK && names) {
        status = ix_file_write(path, ix_buf_view(&record), error);
    }
    ix_buf_free(&record);
    return status;
}

static ix_status write_all(owners_run *run, ix_error *error) {
    ix_status status = ix_output_open(&run->output, run->out, error);
    if (status != IX_OK) {
        return status;
    }
    status = write_record(run, false, error);
    if (status == IX_OK) {
        run->style.clear = ix_clear_line_make(ix_holdings_frame(run->held.holdings), &run->style,
                                              &run->held.arena);
        status = run->style.clear != NULL
                     ? decide(run, error)
                     : ix_error_set(error, IX_E_MEMORY, "no memory for a line");
    }
    if (status == IX_OK) {
        status = write_record(run, true, error);
    }
    if (status == IX_OK) {
        return ix_output_close(&run->output, error);
    }
    ix_output_abandon(&run->output);
    return status;
}

/* The parties asked about. Somebody whom the file does not have as owned is a slip, not nobody. */
static bool find_asked(owners_run *run) {
    run->owned = ix_holdings_owned(run->held.holdings, &run->count);
    if (run->name_count == 0) {
        return true;
    }
    uint32_t *asked = IX_NEW(&run->held.arena, uint32_t, run->name_count);
    if (asked == NULL) {
        cli_fail("no memory for %d names", run->name_count);
        return false;
    }
    for (int i = 0; i < run->name_count; i++) {
        if (!ix_holdings_find(&asked[i], run->held.holdings, ix_str_from_cstr(run->names[i]),
                              &run->held.arena)) {
            cli_fail("%s says of nobody that they own \"%s\"", run->path, run->names[i]);
            return false;
        }
    }
    run->owned = asked;
    run->count = (uint32_t)run->name_count;
    return true;
}

static void tell_times(const owners_run *run, int64_t decide_ms) {
    const cli_holdings *held = &run->held;
    fprintf(stderr,
            "read %lld ms, screened %u parties %lld ms, found what is reached %lld ms, decided and "
            "wrote %u decisions %lld ms\n",
            (long long)held->read_ms, (unsigned)ix_holdings_party_count(held->holdings),
            (long long)held->screen_ms, (long long)held->reach_ms, (unsigned)run->count,
            (long long)decide_ms);
}

static int answer(owners_run *run) {
    ix_error error = {0};
    if (!cli_holdings_open(&run->held, run->session, cli_session_run_as_of(run->session), run->path,
                           run->threads, run->common->quiet)) {
        return CLI_ERROR;
    }
    run->style =
        (ix_decision_style){.limit = (int)run->limit, .color = run->out == NULL && cli_has_color()};
    run->progress.quiet = run->common->quiet;
    if (!find_asked(run)) {
        cli_holdings_close(&run->held);
        return CLI_ERROR;
    }
    int64_t begun = ix_clock_ticks();
    ix_status status = write_all(run, &error);
    if (run->times && status == IX_OK) {
        tell_times(run, ix_clock_ticks() - begun);
    }
    cli_holdings_close(&run->held);
    if (status != IX_OK) {
        return cli_fail_error(&error);
    }
    return run->alerts > 0 ? CLI_FOUND : CLI_CLEAR;
}

/* ------------------------------------------------------------------ the command */

static int run(int argc, char **argv) {
    cli_question q = {.user = NULL};
    owners_run r = {.limit = CLI_FINDINGS_SHOWN, .common = &q.common};
    const cli_option options[] = {
        {"--out", OPTION_TEXT, &r.out, "FILE", "Write JSON there instead of to standard output."},
        {"--only", OPTION_TEXT, &r.only, "WHICH", "With alerts, leave out parties without one."},
        {"--threads", OPTION_COUNT, &r.threads, "COUNT", "Worker threads. Default: one a core."},
        CLI_OPTIONS_QUESTION(q),
        {"--limit", OPTION_COUNT, &r.limit, "COUNT",
         "Print at most this many findings a party, 0: all. Default 10."},
        {"--times", OPTION_FLAG, &r.times, NULL, "Say on standard error what each step took."},
        CLI_OPTION_JSON(q.common),
        CLI_OPTION_QUIET(q.common),
        CLI_OPTION_HOME(q.common),
        CLI_OPTION_DATA(q.common),
        {0}};
    cli_words words;
    int status;
    if (!cli_parse(&status, &words, &command_owners, options, argc, argv)) {
        return status;
    }
    if (words.count < 1) {
        return cli_fail("owners takes a CSV file, or - for standard input, and perhaps names");
    }
    if (r.only != NULL && strcmp(r.only, "alerts") != 0) {
        return cli_fail("--only takes alerts, not '%s'", r.only);
    }
    if (r.out != NULL && strcmp(r.out, words.items[0]) == 0) {
        return cli_fail("--out %s is the file to be read", r.out);
    }
    cli_session session;
    if (!cli_session_open(&session, &q)) {
        return CLI_ERROR;
    }
    q.common.json = q.common.json || r.out != NULL;
    r.limit = r.limit > INT32_MAX ? INT32_MAX : r.limit;
    r.session = &session;
    r.path = words.items[0];
    r.names = words.items + 1;
    r.name_count = words.count - 1;
    status = answer(&r);
    cli_session_close(&session);
    return status;
}

const cli_command command_owners = {.name = "owners",
                                    .summary = "what do listed parties own, and what follows?",
                                    .usage = "interdict owners [OPTION]... FILE.csv [NAME]...\n",
                                    .run = run};
