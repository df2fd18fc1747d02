/* interdict rescreen --customers FILE|STORE --since SNAPSHOT
 *
 * Tells which customers a change of lists affects, in both directions. */
#include <string.h>

#include "engine.h"
#include "rows.h"

enum { AFFECTED = 0, NOT_SCREENED, NEWLY_HIT, NO_LONGER_HIT, CHANGED };

typedef struct rescreen {
    cli_rows rows;
    cli_rows_options options;
    const char *customers, *since, *to;
    bool full;
    const cli_common *common;
    const ix_rescreen *change;
    ix_decision_style style;
} rescreen;

static bool is_csv(const rescreen *r) {
    return r->options.format != NULL && strcmp(r->options.format, "csv") == 0;
}

static bool is_json(const rescreen *r) {
    return r->common->json || (r->options.format != NULL && !is_csv(r));
}

/* ------------------------------------------------------------------ a customer */

static void count(cli_answer *answer, ix_rescreen_change change) {
    switch (change) {
    case IX_RESCREEN_UNAFFECTED:
        return;
    case IX_RESCREEN_NOT_SCREENED:
        answer->counts[NOT_SCREENED]++;
        return;
    case IX_RESCREEN_NEWLY_HIT:
        answer->counts[NEWLY_HIT]++;
        break;
    case IX_RESCREEN_NO_LONGER_HIT:
        answer->counts[NO_LONGER_HIT]++;
        break;
    case IX_RESCREEN_CHANGED:
        answer->counts[CHANGED]++;
        break;
    }
    answer->counts[AFFECTED]++;
}

static void answer_row(void *context, cli_answer *answer, const ix_party *party, ix_str refusal,
                       ix_arena *arena) {
    const rescreen *r = context;
    ix_rescreened result;
    if (refusal.len > 0) {
        ix_rescreen_refuse(&result, r->change, party, refusal);
    } else {
        ix_rescreen_party(&result, r->change, party, arena);
    }
    count(answer, result.change);
    if (result.change == IX_RESCREEN_UNAFFECTED) {
        return;
    }
    if (is_csv(r)) {
        ix_rescreened_write_csv(&answer->out, &result);
    } else if (is_json(r)) {
        ix_rescreened_write_json(&answer->out, &result, &r->style);
        ix_buf_append_char(&answer->out, '\n');
    } else {
        ix_rescreened_write_text(&answer->out, &result);
    }
}

/* ------------------------------------------------------------------ before and after */

static ix_status write_out(rescreen *r, ix_buf *text, ix_error *error) {
    ix_status status = text->status == IX_OK
                           ? ix_output_write(&r->rows.output, ix_buf_view(text), error)
                           : ix_error_set(error, text->status, "no memory for the output");
    ix_buf_free(text);
    return status;
}

static ix_status begin(void *context, ix_error *error) {
    rescreen *r = context;
    ix_buf head;
    ix_buf_init(&head, 4096);
    if (is_csv(r)) {
        ix_rescreened_write_csv_header(&head);
    } else if (!is_json(r)) {
        ix_rescreened_write_text_header(&head);
    }
    return write_out(r, &head, error);
}

static void append_when(ix_buf *out, ix_when when) {
    if (when.kind == IX_WHEN_NONE) {
        ix_buf_append(out, IX_STR("nothing"));
    } else {
        ix_when_print(out, when);
    }
}

/* "us_ofac_sdn, 2024-06-12 to 2024-06-21: 12 added, 0 removed, 1 amended", each list that changed.
 */
static void append_lists(ix_buf *out, const ix_rescreen *change) {
    int lists;
    const ix_list_shift *shifts = ix_rescreen_lists(change, &lists);
    for (int i = 0; i < lists; i++) {
        const ix_list_shift *shift = &shifts[i];
        if (shift->added + shift->removed + shift->amended == 0) {
            continue;
        }
        ix_buf_printf(out, "%" IX_FMT ", ", IX_ARG(shift->id));
        append_when(out, shift->before);
        ix_buf_append(out, IX_STR(" to "));
        append_when(out, shift->after);
        ix_buf_printf(out, ": %lld added, %lld removed, %lld amended\n", (long long)shift->added,
                      (long long)shift->removed, (long long)shift->amended);
    }
}

static ix_status end(void *context, ix_error *error) {
    rescreen *r = context;
    const int64_t *counts = r->rows.counts;
    ix_buf text;
    ix_buf_init(&text, (size_t)1 << 20);
    if (!is_csv(r) && !is_json(r)) {
        ix_buf_append_char(&text, '\n');
        append_lists(&text, r->change);
        ix_buf_printf(&text,
                      "%lld of %lld customers affected: %lld newly hit, %lld no longer hit, %lld "
                      "changed; %lld not screened\n",
                      (long long)counts[AFFECTED], (long long)r->rows.count,
                      (long long)counts[NEWLY_HIT], (long long)counts[NO_LONGER_HIT],
                      (long long)counts[CHANGED], (long long)counts[NOT_SCREENED]);
    }
    return write_out(r, &text, error);
}

/* ------------------------------------------------------------------ the change */

/* The snapshots of a list that serve; those held back are not known to anybody yet. */
static bool read_snapshots(ix_list_history *out, const ix_manifest *list, ix_arena *arena) {
    *out = (ix_list_history){.id = list->id, .zone = list->zone};
    out->snapshots = IX_NEW(arena, ix_snapshot, list->snapshot_count + 1);
    for (int i = 0; out->snapshots != NULL && i < list->snapshot_count; i++) {
        if (!list->snapshots[i].held) {
            out->snapshots[out->snapshot_count++] = list->snapshots[i].snapshot;
        }
    }
    return out->snapshots != NULL;
}

static bool read_archive(ix_list_history **out, int *count, const cli_common *common,
                         ix_arena *arena) {
    ix_home home;
    ix_manifest *lists;
    ix_error error = {0};
    if (!cli_open_home(&home, common->home)) {
        return false;
    }
    ix_status status = ix_home_lists(&lists, count, &home, arena, &error);
    ix_home_close(&home);
    *out = status == IX_OK ? IX_NEW(arena, ix_list_history, *count + 1) : NULL;
    for (int i = 0; *out != NULL && i < *count; i++) {
        if (!read_snapshots(&(*out)[i], &lists[i], arena)) {
            *out = NULL;
        }
    }
    if (status != IX_OK) {
        cli_fail_error(&error);
    } else if (*out == NULL) {
        cli_fail("no memory for the snapshots of all lists");
    }
    return *out != NULL;
}

static bool find_moment(ix_when *out, const ix_list_history *lists, int count, const char *option,
                        const char *given) {
    ix_error error = {0};
    if (given != NULL &&
        ix_moment_find(out, lists, count, ix_str_from_cstr(given), &error) != IX_OK) {
        cli_fail("%s %s: %s", option, given, error.text);
        return false;
    }
    return true;
}

static bool open_change(rescreen *r, cli_session *session) {
    ix_rescreen_options when = {.as_of = cli_session_run_as_of(session), .full = r->full};
    ix_rescreen *change;
    ix_error error = {0};
    if (session->screener.index == NULL) {
        cli_fail("no list is loaded; `interdict lists add` loads one");
        return false;
    }
    ix_list_history *lists;
    int count;
    if (!read_archive(&lists, &count, r->common, &session->arena) ||
        !find_moment(&when.since, lists, count, "--since", r->since) ||
        !find_moment(&when.to, lists, count, "--to", r->to)) {
        return false;
    }
    if (ix_rescreen_open(&change, &session->screener, &session->context, &when, &session->options,
                         &session->arena, &error) != IX_OK) {
        cli_fail_error(&error);
        return false;
    }
    r->change = change;
    return true;
}

static int screen_customers(rescreen *r, cli_session *session) {
    if (!open_change(r, session)) {
        return CLI_ERROR;
    }
    r->rows = (cli_rows){.session = session,
                         .options = &r->options,
                         .path = r->customers,
                         .counted = "affected",
                         .context = r,
                         .begin = begin,
                         .answer = answer_row,
                         .end = end};
    if (!cli_rows_run(&r->rows, &session->arena)) {
        return CLI_ERROR;
    }
    return r->rows.counts[AFFECTED] + r->rows.counts[NOT_SCREENED] > 0 ? CLI_FOUND : CLI_CLEAR;
}

/* ------------------------------------------------------------------ the command */

static bool check_options(const rescreen *r, const cli_words *words) {
    if (words->count > 0) {
        cli_fail("rescreen takes no word '%s'; its file is given with --customers",
                 words->items[0]);
        return false;
    }
    if (r->customers == NULL || r->since == NULL) {
        cli_fail("rescreen needs --customers FILE and --since SNAPSHOT; see `interdict help "
                 "rescreen`");
        return false;
    }
    if (strncmp(r->customers, "postgresql://", 13) == 0 ||
        strncmp(r->customers, "postgres://", 11) == 0) {
        cli_fail("--customers: this version does not read PostgreSQL; export the customers to CSV "
                 "or SQLite");
        return false;
    }
    if (r->common->json && is_csv(r)) {
        cli_fail("--json and --format csv exclude each other");
        return false;
    }
    return cli_rows_check(&r->options);
}

static int run(int argc, char **argv) {
    cli_question q = {.user = NULL};
    rescreen r = {.style = {.limit = CLI_FINDINGS_SHOWN},
                  .common = &q.common,
                  .options = {.cache_mb = CLI_ROWS_CACHE_MB}};
    const cli_option options[] = {
        {"--customers", OPTION_TEXT, &r.customers, "FILE",
         "The customers: a CSV file, a SQLite database, or - for standard input."},
        {"--since", OPTION_TEXT, &r.since, "SNAPSHOT",
         "What was known before: a hash, LIST@WHEN, a date or an instant."},
        {"--to", OPTION_TEXT, &r.to, "SNAPSHOT", "What is known after. Default: all."},
        {"--full", OPTION_FLAG, &r.full, NULL,
         "Screen every customer on both sides. Slow; the answer is the same."},
        CLI_OPTIONS_ROWS(r.options),
        CLI_OPTIONS_CONTEXT(q),
        CLI_OPTION_ACCEPT(q),
        CLI_OPTION_JSON(q.common),
        CLI_OPTION_HOME(q.common),
        CLI_OPTION_DATA(q.common),
        {0}};
    cli_words words;
    int status;
    if (!cli_parse(&status, &words, &command_rescreen, options, argc, argv)) {
        return status;
    }
    cli_session session;
    if (!check_options(&r, &words) || !cli_session_open(&session, &q)) {
        return CLI_ERROR;
    }
    status = screen_customers(&r, &session);
    cli_session_close(&session);
    return status;
}

const cli_command command_rescreen = {
    .name = "rescreen",
    .summary = "which customers does a change of lists affect?",
    .usage = "interdict rescreen --customers FILE --since SNAPSHOT [OPTION]...\n",
    .run = run};
