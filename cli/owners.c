/* Reading an owners file and screening its parties.
 *
 * A file with a bad row is refused as a whole: what one row says bears on parties in others, so no
 * answer without it would be safe. */
#include "owners.h"

#include <inttypes.h>
#include <string.h>

#include "source.h"
#include "terminal.h"

#define FAULTS_SHOWN   20
#define WARNINGS_SHOWN 20
#define BLOCK_PARTIES  512
#define CACHE_BYTES    ((size_t)128 << 20) /* of name parts looked up, of all workers together */

/* ------------------------------------------------------------------ the file */

/* Say a fault with the file and the line it lies in. */
static void fail_at(const char *path, int64_t line, const ix_error *why) {
    ix_error error = {0};
    ix_error_at(&error, why->status,
                ix_str_from_cstr(strcmp(path, "-") == 0 ? "standard input" : path),
                why->line > 0 ? why->line : line, -1, "%s", why->text);
    cli_fail_error(&error);
}

static bool read_header(ix_owners_layout *layout, cli_source *source, cli_record *record) {
    ix_error error = {0};
    ix_status status = cli_source_next(record, source, &error);
    if (status == IX_END) {
        status = ix_error_set(&error, IX_E_INPUT,
                              "the file is empty; expected a header row owner,owned,percent");
    } else if (status == IX_OK && record->malformed) {
        status = ix_error_set(&error, IX_E_INPUT, "the header row: %s", record->fault.text);
    }
    if (status == IX_OK) {
        status = ix_owners_layout_read(layout, record->fields, record->count, &error);
    }
    if (status != IX_OK) {
        fail_at(source->path, 1, &error);
        return false;
    }
    for (int i = 0; i < record->count; i++) {
        if (layout->others[i]) {
            cli_warn("%s:1: column \"%" IX_FMT "\" is passed over", source->path,
                     IX_ARG(record->fields[i]));
        }
    }
    return true;
}

/* Every row, the faults of the first bad ones told; false when there is one. */
static bool read_rows(ix_owners *owners, const ix_owners_layout *layout, cli_source *source,
                      cli_record *record) {
    int64_t faults = 0;
    for (;;) {
        ix_error error = {0};
        ix_status status = cli_source_next(record, source, &error);
        if (status == IX_END) {
            break;
        }
        bool read = status == IX_OK;
        if (read && record->malformed) {
            error = record->fault;
            status = IX_E_INPUT;
        } else if (read) {
            status = ix_owners_read_row(owners, layout, record->fields, record->count, record->line,
                                        &error);
        }
        faults += status != IX_OK;
        if (status != IX_OK && faults <= FAULTS_SHOWN) {
            fail_at(source->path, record->line, &error);
        }
        if (!read || (status != IX_OK && status != IX_E_INPUT)) {
            return false; /* reading cannot go on */
        }
    }
    if (faults > FAULTS_SHOWN) {
        cli_fail("%s: %" PRId64 " more rows are bad", source->path, faults - FAULTS_SHOWN);
    }
    if (faults > 0) {
        cli_fail("%s: nothing was screened: what a bad row says could matter to any other",
                 source->path);
    }
    return faults == 0;
}

static void warn_of(const cli_holdings *h, const char *path, const ix_stake_warning *warning) {
    const ix_stake *stake = &ix_owners_stakes(&h->owners)[warning->stake];
    ix_str owned = ix_owners_name(&h->owners, stake->owned);
    ix_buf text;
    ix_buf_init(&text, CLI_LINE_BYTES_MAX);
    ix_buf_printf(&text, "%s:%" PRId64 ": ", path, stake->line);
    switch (warning->kind) {
    case IX_STAKE_REPEATED:
        ix_buf_printf(&text,
                      "the same row as line %" PRId64 ": counted once, and as possible twice",
                      warning->other_line);
        break;
    case IX_STAKE_OF_SELF:
        ix_buf_printf(&text, "%" IX_FMT " owns itself", IX_ARG(owned));
        break;
    case IX_STAKE_OVER:
        ix_buf_printf(&text, "with this stake ");
        ix_percent_print(&text, warning->share);
        ix_buf_printf(&text, " %% of %" IX_FMT " is held at one time", IX_ARG(owned));
        if (warning->when.kind != IX_WHEN_NONE) {
            ix_buf_printf(&text, ", from ");
            ix_when_print(&text, warning->when);
        }
        break;
    }
    cli_warn("%" IX_FMT, IX_ARG(ix_buf_view(&text)));
    ix_buf_free(&text);
}

static bool check(cli_holdings *h, const char *path) {
    ix_stake_warning *warnings;
    int count;
    int64_t total;
    ix_error error = {0};
    if (ix_owners_check(&warnings, &count, &total, &h->owners, WARNINGS_SHOWN, &h->arena, &error) !=
        IX_OK) {
        cli_fail_error(&error);
        return false;
    }
    for (int i = 0; i < count; i++) {
        warn_of(h, path, &warnings[i]);
    }
    if (total > count) {
        cli_warn("%s: %" PRId64 " more rows are odd", path, total - count);
    }
    return true;
}

static bool read_file(cli_holdings *h, const char *path) {
    cli_source source;
    ix_owners_layout layout;
    if (!cli_source_open(&source, path)) {
        return false;
    }
    cli_record *record = IX_NEW(&h->arena, cli_record, 1);
    bool done = record != NULL && read_header(&layout, &source, record) &&
                read_rows(&h->owners, &layout, &source, record);
    if (record == NULL) {
        cli_fail("no memory for a row");
    }
    cli_source_close(&source);
    return done && check(h, path);
}

/* ------------------------------------------------------------------ the parties */

/* Parties [from, to), screened by one worker. */
typedef struct party_block {
    uint32_t from, to;
} party_block;

typedef struct screening_run {
    ix_holdings *holdings;
    ix_arena *arenas;       /* one a worker */
    ix_part_cache **caches; /* the same */
    cli_progress progress;
    int64_t done;
} screening_run;

static void work(void *context, int worker, void *job) {
    screening_run *run = context;
    const party_block *block = job;
    for (uint32_t i = block->from; i < block->to; i++) {
        ix_arena_reset(&run->arenas[worker]);
        ix_holdings_screen(run->holdings, i, run->caches[worker], &run->arenas[worker]);
    }
}

static ix_status deliver(void *context, void *job, ix_error *error) {
    (void)error;
    screening_run *run = context;
    const party_block *block = job;
    run->done += block->to - block->from;
    cli_progress_tell(&run->progress, "screening parties", run->done,
                      ix_holdings_party_count(run->holdings));
    return IX_OK;
}

static ix_status screen_from(screening_run *run, uint32_t first, int threads, ix_arena *arena,
                             ix_error *error) {
    uint32_t count = ix_holdings_party_count(run->holdings);
    int jobs = 2 * threads + 1;
    ix_pipeline *pipeline;
    ix_pipeline_options options = {.threads = threads,
                                   .jobs = IX_NEW(arena, party_block, jobs),
                                   .job_size = sizeof(party_block),
                                   .job_count = jobs,
                                   .work = work,
                                   .deliver = deliver,
                                   .context = run};
    ix_status status = options.jobs == NULL
                           ? ix_error_set(error, IX_E_MEMORY, "no memory for %d threads", threads)
                           : ix_pipeline_open(&pipeline, &options, error);
    if (status != IX_OK) {
        return status;
    }
    while (first < count) {
        party_block *block = ix_pipeline_next(pipeline);
        if (block == NULL) {
            break;
        }
        uint32_t left = count - first;
        *block = (party_block){first, first + (left < BLOCK_PARTIES ? left : BLOCK_PARTIES)};
        first = block->to;
        ix_pipeline_submit(pipeline);
    }
    return ix_pipeline_finish(pipeline, error);
}

/* Lists may state owners of their own, who are parties too: until there are no more. */
static ix_status screen_all(screening_run *run, int threads, ix_arena *arena, ix_error *error) {
    uint32_t screened = 0;
    ix_status status = IX_OK;
    while (status == IX_OK && screened < ix_holdings_party_count(run->holdings)) {
        uint32_t count = ix_holdings_party_count(run->holdings);
        status = screen_from(run, screened, threads, arena, error);
        screened = count;
        if (status == IX_OK) {
            status = ix_holdings_extend(run->holdings, error);
        }
    }
    return status;
}

static ix_status open_workers(screening_run *run, int threads, ix_arena *arena, ix_error *error) {
    run->arenas = IX_NEW(arena, ix_arena, threads);
    run->caches = IX_NEW(arena, ix_part_cache *, threads);
    if (run->arenas == NULL || run->caches == NULL) {
        return ix_error_set(error, IX_E_MEMORY, "no memory for %d threads", threads);
    }
    ix_status status = IX_OK;
    for (int i = 0; i < threads; i++) {
        ix_arena_init(&run->arenas[i], CLI_REQUEST_BYTES_MAX);
    }
    for (int i = 0; i < threads && status == IX_OK; i++) {
        status = ix_part_cache_open(&run->caches[i], CACHE_BYTES / (size_t)threads, error);
    }
    return status;
}

static bool screen_parties(cli_holdings *h, const char *path, int threads, bool quiet) {
    screening_run run = {.holdings = h->holdings, .progress = {.quiet = quiet}};
    ix_error error = {0};
    ix_status status = open_workers(&run, threads, &h->arena, &error);
    if (status == IX_OK) {
        status = screen_all(&run, threads, &h->arena, &error);
    }
    for (int i = 0; run.arenas != NULL && run.caches != NULL && i < threads; i++) {
        ix_arena_free(&run.arenas[i]);
        ix_part_cache_close(run.caches[i]);
    }
    cli_progress_end(&run.progress);
    if (status != IX_OK) {
        fail_at(path, 0, &error);
    }
    return status == IX_OK;
}

static bool find_reach(cli_holdings *h, const char *path) {
    ix_error error = {0};
    if (ix_holdings_settle(h->holdings, &error) != IX_OK) {
        fail_at(path, 0, &error);
        return false;
    }
    return true;
}

/* ------------------------------------------------------------------ both */

static bool open_holdings(cli_holdings *h, const cli_session *session, ix_when as_of,
                          const char *path) {
    ix_error error = {0};
    if (session->screener.index == NULL) {
        cli_fail("no list is loaded; `interdict lists add` loads one");
        return false;
    }
    if (ix_holdings_open(&h->holdings, &session->screener, &session->context, as_of,
                         session->known_at, &session->options, &h->owners, &h->arena,
                         &error) != IX_OK) {
        fail_at(path, 0, &error);
        return false;
    }
    return true;
}

bool cli_holdings_open(cli_holdings *out, const cli_session *session, ix_when as_of,
                       const char *path, int64_t threads, bool quiet) {
    *out = (cli_holdings){.holdings = NULL};
    ix_arena_init(&out->arena, CLI_HOLDINGS_BYTES_MAX);
    ix_owners_init(&out->owners, &out->arena);
    if (threads > IX_THREADS_MAX) {
        cli_fail("--threads takes at most %d", IX_THREADS_MAX);
        cli_holdings_close(out);
        return false;
    }
    int workers = threads > 0 ? (int)threads : ix_processor_count();
    int64_t begun = ix_clock_ticks();
    bool done = read_file(out, path) && open_holdings(out, session, as_of, path);
    int64_t read = ix_clock_ticks();
    done = done && screen_parties(out, path, workers, quiet);
    int64_t screened = ix_clock_ticks();
    done = done && find_reach(out, path);
    out->read_ms = read - begun;
    out->screen_ms = screened - read;
    out->reach_ms = ix_clock_ticks() - screened;
    if (!done) {
        cli_holdings_close(out);
    }
    return done;
}

void cli_holdings_close(cli_holdings *holdings) {
    if (holdings->holdings != NULL) {
        ix_holdings_close(holdings->holdings);
    }
    ix_owners_free(&holdings->owners);
    ix_arena_free(&holdings->arena);
}
