/* interdict message FILE...
 *
 * Every message of every file is one decision. They are printed by what they ask for, the gravest
 * first, and in the order of the files where they ask for the same. */
#include <stdio.h>
#include <stdlib.h>

#include "question.h"
#include "terminal.h"

#define FILE_BYTES_MAX ((size_t)2000 << 20)
#define CACHE_BYTES    ((size_t)64 << 20) /* words come again from message to message */

/* One decision in writing. */
typedef struct written {
    size_t from, to; /* in the output */
    int rank;
    int64_t number; /* in the order of the files */
} written;

typedef struct run_state {
    cli_session *session;
    const cli_question *question;
    int64_t limit;
    ix_decision_style style;
    ix_when as_of;
    ix_buf out;
    ix_vector answers; /* written */
    ix_arena arena;    /* of the answers */
    ix_arena request;  /* of one message */
    ix_message_reader *reader;
    int64_t alerts, refused;
    bool failed;
} run_state;

/* What a decision asks for: the effect that is established or open, whichever is graver; what could
 * not be screened before what is only for information. */
static int rank_of(const ix_decision *decision) {
    int verdict = (int)decision->verdict;
    int open = (int)decision->open;
    int rank = 2 * (open > verdict ? open : verdict) + (verdict >= open);
    int refused = 2 * (int)IX_VERDICT_REVIEW - 1;
    return decision->verdict == IX_VERDICT_NOT_SCREENED && rank < refused ? refused : rank;
}

static void keep(run_state *run, const ix_decision *decision) {
    written *answer = ix_vector_push(&run->answers, sizeof *answer, &run->arena);
    if (answer == NULL) {
        run->failed = true;
        return;
    }
    answer->from = run->out.len;
    if (run->question->common.json) {
        ix_decision_write_json(&run->out, decision, &run->style);
        ix_buf_append_char(&run->out, '\n');
    } else {
        ix_decision_write_text(&run->out, decision, &run->style);
    }
    answer->to = run->out.len;
    answer->rank = rank_of(decision);
    answer->number = run->answers.count;
    run->alerts += ix_decision_is_alert(decision);
    run->refused += decision->verdict == IX_VERDICT_NOT_SCREENED;
}

static void screen_file(run_state *run, const char *path, ix_str file) {
    int64_t at = 0;
    int32_t number = 0;
    do {
        ix_message message;
        ix_decision decision;
        ix_error error = {0};
        ix_arena_reset(&run->request);
        ix_status status = ix_message_read(&message, &at, file, ix_str_from_cstr(path), ++number,
                                           run->reader, &run->request, &error);
        if (status != IX_OK) {
            cli_fail_error(&error);
            run->failed = true;
            return;
        }
        ix_screen_message(&decision, &run->session->screener, &message, &run->session->context,
                          run->as_of, run->session->known_at, &run->session->options, &run->request,
                          &error);
        keep(run, &decision);
    } while (at < file.len && !run->failed);
}

static int compare(const void *left, const void *right) {
    const written *a = left;
    const written *b = right;
    if (a->rank != b->rank) {
        return a->rank > b->rank ? -1 : 1;
    }
    return a->number < b->number ? -1 : 1;
}

static int print_all(run_state *run) {
    ix_buf sorted;
    written *answers = run->answers.items;
    ix_buf_init(&sorted, FILE_BYTES_MAX);
    if (run->answers.count > 1) {
        qsort(answers, (size_t)run->answers.count, sizeof *answers, compare);
    }
    for (int i = 0; i < run->answers.count; i++) {
        if (i > 0 && !run->question->common.json) {
            ix_buf_append_char(&sorted, '\n');
        }
        ix_buf_append(&sorted, ix_str_slice(ix_buf_view(&run->out), (ptrdiff_t)answers[i].from,
                                            (ptrdiff_t)answers[i].to));
    }
    if (run->out.status != IX_OK) {
        return cli_fail("the decisions are too long to be held and put in order");
    }
    return cli_print(&sorted);
}

static bool screen_path(run_state *run, const char *path) {
    ix_buf file;
    ix_error error = {0};
    ix_buf_init(&file, FILE_BYTES_MAX);
    bool read = ix_file_read(&file, path, &error) == IX_OK;
    if (read) {
        screen_file(run, path, ix_buf_view(&file));
    } else {
        cli_fail_error(&error);
    }
    ix_buf_free(&file);
    return read && !run->failed;
}

static bool screen_folder(run_state *run, const char *folder) {
    ix_str *names;
    int count = 0;
    ix_error error = {0};
    if (ix_folder_files(&names, &count, folder, &run->arena, &error) != IX_OK) {
        cli_fail_error(&error);
        return false;
    }
    bool whole = true;
    for (int i = 0; i < count; i++) {
        char name[IX_PATH_BYTES_MAX];
        char *path = IX_NEW(&run->arena, char, IX_PATH_BYTES_MAX); /* decisions name it */
        snprintf(name, sizeof name, "%" IX_FMT, IX_ARG(names[i]));
        if (path == NULL || ix_path_join(path, folder, name, &error) != IX_OK) {
            cli_fail("%s: no memory or too long a path", folder);
            return false;
        }
        whole = screen_path(run, path) && whole;
    }
    return whole;
}

static int screen_all(run_state *run, const cli_words *words) {
    bool whole = true;
    for (int i = 0; i < words->count; i++) {
        bool folder = ix_folder_exists(words->items[i]);
        whole =
            (folder ? screen_folder(run, words->items[i]) : screen_path(run, words->items[i])) &&
            whole;
    }
    int printed = print_all(run);
    if (printed != CLI_CLEAR || run->answers.count == 0 || !whole) {
        return CLI_ERROR;
    }
    if (run->refused == run->answers.count && run->alerts == 0) {
        return CLI_ERROR;
    }
    return run->alerts + run->refused > 0 ? CLI_FOUND : CLI_CLEAR;
}

/* What the messages of a run have in common. Where the lists of the run cannot be told there is no
 * frame, and each decision says why. */
static ix_status begin(run_state *run, ix_error *error) {
    cli_session *session = run->session;
    run->style = (ix_decision_style){.limit = run->limit > INT32_MAX ? INT32_MAX : (int)run->limit,
                                     .color = cli_has_color()};
    ix_status status = ix_part_cache_open(&session->options.cache, CACHE_BYTES, error);
    if (status == IX_OK) {
        status = ix_message_reader_open(&run->reader, error);
    }
    const ix_screen_frame *frame;
    ix_error ignored = {0};
    if (status == IX_OK && ix_screen_frame_make(&frame, &session->screener, &session->context,
                                                run->as_of, session->known_at, &session->options,
                                                &session->arena, &ignored) == IX_OK) {
        session->options.frame = frame;
        run->style.clear = ix_clear_line_make(frame, &run->style, &session->arena);
    }
    return status;
}

static int run(int argc, char **argv) {
    cli_question q = {.user = NULL};
    run_state state = {.question = &q, .limit = CLI_FINDINGS_SHOWN};
    const cli_option options[] = {CLI_OPTIONS_QUESTION(q),
                                  {"--limit", OPTION_COUNT, &state.limit, "COUNT",
                                   "Print at most this many findings, 0: all. Default 10."},
                                  CLI_OPTION_ACCEPT(q),
                                  CLI_OPTION_JSON(q.common),
                                  CLI_OPTION_HOME(q.common),
                                  CLI_OPTION_DATA(q.common),
                                  {0}};
    cli_words words;
    int status;
    if (!cli_parse(&status, &words, &command_message, options, argc, argv)) {
        return status;
    }
    if (words.count == 0) {
        return cli_fail("message takes files and folders of payment messages, or -");
    }
    cli_session session;
    if (!cli_session_open(&session, &q)) {
        return CLI_ERROR;
    }
    state.session = &session;
    state.as_of = cli_session_run_as_of(&session);
    ix_buf_init(&state.out, FILE_BYTES_MAX);
    ix_arena_init(&state.arena, CLI_REQUEST_BYTES_MAX);
    ix_arena_init(&state.request, CLI_REQUEST_BYTES_MAX);
    ix_error error = {0};
    if (session.screener.index == NULL) {
        status = cli_fail("no list is loaded; `interdict lists add` loads one");
    } else if (begin(&state, &error) != IX_OK) {
        status = cli_fail_error(&error);
    } else {
        status = screen_all(&state, &words);
    }
    ix_message_reader_close(state.reader);
    ix_part_cache_close(session.options.cache);
    ix_buf_free(&state.out);
    ix_arena_free(&state.request);
    ix_arena_free(&state.arena);
    cli_session_close(&session);
    return status;
}

const cli_command command_message = {.name = "message",
                                     .summary = "screen payment messages",
                                     .usage = "interdict message [OPTION]... FILE...\n",
                                     .run = run};
