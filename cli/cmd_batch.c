/* interdict batch FILE
 *
 * Each row of the file becomes one line. What the rows have in common (times, lists, versions,
 * bars) is fixed before the first one. */
#include <string.h>

#include "owners.h"
#include "rows.h"

enum { ALERTS = 0, REFUSED };

typedef struct batch {
    cli_rows rows;
    cli_rows_options options;
    const char *only;
    cli_session *session;
    ix_decision common; /* times, lists, bars of every decision */
    cli_holdings held;  /* of --owners; no holdings: none was given */
    ix_digest run;
    ix_decision_style style;
    const ix_screen_frame *frame;
    bool csv;
    char run_path[IX_PATH_BYTES_MAX]; /* of the run record; empty: none is written */
    ix_buf run_record;
} batch;

/* ------------------------------------------------------------------ a row */

static void write_row(const batch *b, cli_answer *answer, const ix_decision *decision) {
    bool refused = decision->verdict == IX_VERDICT_NOT_SCREENED;
    bool alert = ix_decision_is_alert(decision);
    answer->counts[ALERTS] += alert;
    answer->counts[REFUSED] += refused;
    if (b->only != NULL && !alert && !refused) {
        return;
    }
    if (b->csv) {
        ix_decision_write_csv(&answer->out, decision, &b->style);
    } else {
        ix_decision_write_json(&answer->out, decision, &b->style);
        ix_buf_append_char(&answer->out, '\n');
    }
}

static void answer_row(void *context, cli_answer *answer, const ix_party *party, ix_str refusal,
                       ix_arena *arena) {
    const batch *b = context;
    const cli_session *session = b->session;
    ix_decision decision;
    ix_error error = {0};
    ix_screen_options options = session->options;
    options.cache = answer->cache;
    options.frame = b->frame;
    if (refusal.len > 0) {
        decision = b->common;
        ix_decision_refuse(&decision, party, refusal);
    } else {
        ix_screen_party(&decision, &session->screener, party, &session->context, b->common.as_of,
                        b->common.known_at, &options, arena, &error);
        if (b->held.holdings != NULL) {
            ix_holdings_add(&decision, b->held.holdings, party->name, NULL, arena, &error);
        }
    }
    write_row(b, answer, &decision);
}

/* ------------------------------------------------------------------ before and after */

/* With a file to write, what the decisions have in common is kept beside it, once. */
static ix_status make_run_record(batch *b, ix_error *error) {
    static const char suffix[] = ".run.json";
    const char *out = b->options.out;
    if (!b->rows.output.aside) {
        return IX_OK;
    }
    if (strlen(out) + sizeof suffix > IX_PATH_BYTES_MAX) {
        return ix_error_set(error, IX_E_LIMIT, "the name of the output file is too long");
    }
    memcpy(b->run_path, out, strlen(out));
    memcpy(b->run_path + strlen(out), suffix, sizeof suffix);
    const ix_row_layout *layout = &b->rows.layout;
    ix_run_write_json(&b->run_record, &b->common, layout->columns, layout->names, layout->count);
    b->run = ix_sha256(ix_buf_view(&b->run_record));
    b->style.run = &b->run;
    return b->run_record.status;
}

static ix_status begin(void *context, ix_error *error) {
    batch *b = context;
    ix_status status = make_run_record(b, error);
    if (status == IX_OK && !b->csv) {
        b->style.clear = ix_clear_line_make(b->frame, &b->style, &b->session->arena);
        status = b->style.clear != NULL ? IX_OK
                                        : ix_error_set(error, IX_E_MEMORY, "no memory for a line");
    }
    if (status == IX_OK && b->csv) {
        ix_buf head;
        ix_buf_init(&head, 4096);
        ix_decision_write_csv_header(&head);
        status = ix_output_write(&b->rows.output, ix_buf_view(&head), error);
        ix_buf_free(&head);
    }
    return status;
}

static ix_status end(void *context, ix_error *error) {
    batch *b = context;
    return b->run_path[0] == '\0' ? IX_OK
                                  : ix_file_write(b->run_path, ix_buf_view(&b->run_record), error);
}

static int screen_file(batch *b, const char *path, const cli_question *q) {
    cli_session *session = b->session;
    ix_error error = {0};
    ix_when as_of = cli_session_run_as_of(session);
    if (q->owners != NULL && !cli_holdings_open(&b->held, session, as_of, q->owners,
                                                b->options.threads, q->common.quiet)) {
        return CLI_ERROR;
    }
    ix_status status = ix_screen_run(&b->common, &session->screener, &session->context, as_of,
                                     session->known_at, &session->options, &session->arena, &error);
    if (status == IX_OK) {
        status =
            ix_screen_frame_make(&b->frame, &session->screener, &session->context, as_of,
                                 session->known_at, &session->options, &session->arena, &error);
    }
    if (status != IX_OK) {
        return cli_fail_error(&error);
    }
    if (q->owners != NULL) {
        b->common.owners = ix_holdings_run(b->held.holdings)->owners;
    }
    b->rows = (cli_rows){.session = session,
                         .options = &b->options,
                         .path = path,
                         .counted = "alerts",
                         .context = b,
                         .begin = begin,
                         .answer = answer_row,
                         .end = end};
    ix_buf_init(&b->run_record, CLI_LINE_BYTES_MAX);
    bool done = cli_rows_run(&b->rows, &session->arena);
    ix_buf_free(&b->run_record);
    if (!done) {
        return CLI_ERROR;
    }
    return b->rows.counts[ALERTS] + b->rows.counts[REFUSED] > 0 ? CLI_FOUND : CLI_CLEAR;
}

/* ------------------------------------------------------------------ the command */

static bool check_options(const batch *b) {
    if (!cli_rows_check(&b->options)) {
        return false;
    }
    if (b->only != NULL && strcmp(b->only, "alerts") != 0) {
        cli_fail("--only takes alerts, not '%s'", b->only);
        return false;
    }
    return true;
}

static int run(int argc, char **argv) {
    cli_question q = {.user = NULL};
    batch b = {.style = {.limit = CLI_FINDINGS_SHOWN}, .options = {.cache_mb = CLI_ROWS_CACHE_MB}};
    const cli_option options[] = {
        CLI_OPTIONS_ROWS(b.options),
        {"--only", OPTION_TEXT, &b.only, "WHICH", "With alerts, leave out rows without an alert."},
        CLI_OPTIONS_QUESTION(q),
        CLI_OPTION_ACCEPT(q),
        CLI_OPTION_OWNERS(q),
        CLI_OPTION_HOME(q.common),
        CLI_OPTION_DATA(q.common),
        {0}};
    cli_words words;
    int status;
    if (!cli_parse(&status, &words, &command_batch, options, argc, argv)) {
        return status;
    }
    if (words.count != 1) {
        return cli_fail("batch takes one file of rows, or - for standard input");
    }
    cli_session session;
    if (!check_options(&b) || !cli_session_open(&session, &q)) {
        return CLI_ERROR;
    }
    b.session = &session;
    b.csv = b.options.format != NULL && strcmp(b.options.format, "csv") == 0;
    status = screen_file(&b, words.items[0], &q);
    if (b.held.holdings != NULL) {
        cli_holdings_close(&b.held);
    }
    cli_session_close(&session);
    return status;
}

const cli_command command_batch = {.name = "batch",
                                   .summary = "screen the rows of a file",
                                   .usage = "interdict batch [OPTION]... FILE\n",
                                   .run = run};
