/* interdict text FILE */
#include "question.h"
#include "terminal.h"

#define TEXT_BYTES_MAX   ((size_t)256 << 20)
#define SOURCE_BYTES_MAX ((size_t)1 << 16)

/* An e-mail is read part by part, text as it is. What cannot be read of it is in the decision. */
static ix_status decide(ix_decision *decision, ix_mail *mail, cli_session *session, ix_str source,
                        ix_str text, bool is_mail, ix_arena *request, ix_error *error) {
    if (!is_mail) {
        return ix_screen_text(decision, &session->screener, text, source, &session->context,
                              cli_session_as_of(session), session->known_at, &session->options,
                              request, error);
    }
    ix_status status = ix_mail_read(mail, text, source, &ix_mail_tools_system, request, error);
    ix_status screened = ix_screen_mail(decision, &session->screener, mail, &session->context,
                                        cli_session_as_of(session), session->known_at,
                                        &session->options, request, error);
    return status == IX_OK ? screened : status;
}

static int screen(cli_session *session, const cli_question *question, ix_str source, ix_str text,
                  bool is_mail, int64_t limit) {
    ix_arena request;
    ix_decision decision;
    ix_mail mail;
    ix_error error = {0};
    ix_arena_init(&request, CLI_REQUEST_BYTES_MAX);
    ix_status status = decide(&decision, &mail, session, source, text, is_mail, &request, &error);
    int exit_status = cli_print_decision(&decision, &question->common, limit);
    if (status == IX_E_NOT_FOUND && session->screener.index == NULL) {
        exit_status = cli_fail("no list is loaded; `interdict lists add` loads one");
    } else if (status != IX_OK) {
        exit_status = cli_fail_error(&error);
    }
    ix_arena_free(&request);
    return exit_status;
}

/* A document of a converter's kinds is replaced by its text. False: it cannot be, and was said. */
static bool convert(ix_buf *text, ix_buf *source, ix_document_kind kind, const char *path) {
    const char *by = NULL;
    ix_error error = {0};
    if (kind == IX_DOCUMENT_TEXT || kind == IX_DOCUMENT_MAIL) {
        return true;
    }
    ix_buf made;
    ix_buf_init(&made, TEXT_BYTES_MAX);
    ix_status status = ix_document_convert(&made, &by, kind, ix_buf_view(text), &error);
    if (status != IX_OK) {
        cli_fail("%s: %s; --as-is reads the bytes as they are", path, error.text);
        ix_buf_free(&made);
        return false;
    }
    ix_buf_free(text);
    *text = made;
    ix_buf_append_cstr(source, " as text by ");
    ix_buf_append_cstr(source, by);
    return source->status == IX_OK;
}

static int run(int argc, char **argv) {
    cli_question q = {.user = NULL};
    int64_t limit = CLI_FINDINGS_SHOWN;
    bool as_is = false;
    const cli_option options[] = {CLI_OPTIONS_QUESTION(q),
                                  {"--as-is", OPTION_FLAG, &as_is, NULL,
                                   "Read HTML, PDF, RTF and e-mails as the bytes they are."},
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
    ix_buf text, source;
    ix_error error = {0};
    ix_buf_init(&text, TEXT_BYTES_MAX);
    ix_buf_init(&source, SOURCE_BYTES_MAX);
    ix_buf_append_cstr(&source, words.items[0]);
    if (ix_file_read(&text, words.items[0], &error) != IX_OK) {
        ix_buf_free(&text);
        ix_buf_free(&source);
        return cli_fail_error(&error);
    }
    cli_session session;
    status = CLI_ERROR;
    ix_document_kind kind = as_is ? IX_DOCUMENT_TEXT : ix_document_kind_of(ix_buf_view(&text));
    bool read = convert(&text, &source, kind, words.items[0]);
    if (read && cli_session_open(&session, &q)) {
        status = screen(&session, &q, ix_buf_view(&source), ix_buf_view(&text),
                        kind == IX_DOCUMENT_MAIL, limit);
        cli_session_close(&session);
    }
    ix_buf_free(&text);
    ix_buf_free(&source);
    return status;
}

const cli_command command_text = {.name = "text",
                                  .summary = "find listed parties in running text",
                                  .usage = "interdict text [OPTION]... FILE\n",
                                  .run = run};
