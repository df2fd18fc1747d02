/* interdict text FILE */
#include "question.h"
#include "terminal.h"

#define TEXT_BYTES_MAX ((size_t)256 << 20)

static int screen(cli_session *session, const cli_question *question, const char *path, ix_str text,
                  int64_t limit) {
    ix_arena request;
    ix_decision decision;
    ix_error error = {0};
    ix_arena_init(&request, CLI_REQUEST_BYTES_MAX);
    ix_status status = ix_screen_text(&decision, &session->screener, text, ix_str_from_cstr(path),
                                      &session->context, cli_session_as_of(session),
                                      session->known_at, &session->options, &request, &error);
    int exit_status = cli_print_decision(&decision, &question->common, limit);
    if (status == IX_E_NOT_FOUND && session->screener.index == NULL) {
        exit_status = cli_fail("no list is loaded; `interdict lists add` loads one");
    } else if (status != IX_OK) {
        exit_status = cli_fail_error(&error);
    }
    ix_arena_free(&request);
    return exit_status;
}

static int run(int argc, char **argv) {
    cli_question q = {.user = NULL};
    int64_t limit = CLI_FINDINGS_SHOWN;
    const cli_option options[] = {CLI_OPTIONS_QUESTION(q),
                                  {"--limit", OPTION_COUNT, &limit, "COUNT",
                                   "Print at most this many findings, 0: all. Default 10."},
                                  CLI_OPTION_JSON(q.common),
                                  CLI_OPTION_HOME(q.common),
                                  CLI_OPTION_DATA(q.common),
                                  {0}};
    cli_words words;
    int status;
    if (!cli_parse(&status, &words, &command_text, options, argc, argv)) {
        return status;
    }
    if (words.count != 1) {
        return cli_fail("text takes one file, or - for standard input");
    }
    ix_buf text;
    ix_error error = {0};
    ix_buf_init(&text, TEXT_BYTES_MAX);
    if (ix_file_read(&text, words.items[0], &error) != IX_OK) {
        ix_buf_free(&text);
        return cli_fail_error(&error);
    }
    cli_session session;
    status = CLI_ERROR;
    if (cli_session_open(&session, &q)) {
        status = screen(&session, &q, words.items[0], ix_buf_view(&text), limit);
        cli_session_close(&session);
    }
    ix_buf_free(&text);
    return status;
}

const cli_command command_text = {.name = "text",
                                  .summary = "find listed parties in running text",
                                  .usage = "interdict text [OPTION]... FILE\n",
                                  .run = run};
