/* interdict explain DECISION.json */
#include <string.h>

#include <interdict/os.h>
#include <interdict/screen.h>

#include "options.h"
#include "terminal.h"

/* The run record beside the output of a batch, if there is one. */
static ix_status read_run(ix_buf *run, const char *path, ix_error *error) {
    char beside[IX_PATH_BYTES_MAX];
    static const char suffix[] = ".run.json";
    if (strcmp(path, "-") == 0 || strlen(path) + sizeof suffix > sizeof beside) {
        return IX_OK;
    }
    memcpy(beside, path, strlen(path));
    memcpy(beside + strlen(path), suffix, sizeof suffix);
    return ix_file_exists(beside) ? ix_file_read(run, beside, error) : IX_OK;
}

/* One decision, or one a line. */
static ix_status explain_all(ix_buf *out, ix_str json, ix_str run, const char *path,
                             ix_error *error) {
    ix_str rest;
    ix_str first = ix_str_cut(ix_str_trim(json), '\n', &rest);
    ix_status status = ix_decision_explain(out, json, run, error);
    if (status != IX_E_INPUT || rest.ptr == NULL ||
        !ix_str_ends_with(ix_str_trim(first), IX_STR("}"))) {
        return status;
    }
    int64_t number = 0;
    rest = json;
    ix_buf_clear(out);
    for (status = IX_OK; rest.ptr != NULL && status == IX_OK;) {
        ix_str line = ix_str_trim(ix_str_cut(rest, '\n', &rest));
        number++;
        if (line.len > 0) {
            ix_buf_append_cstr(out, out->len > 0 ? "\n----\n\n" : "");
            status = ix_decision_explain(out, line, run, error);
            error->line = number;
        }
    }
    return status;
}

static int explain(const char *path) {
    ix_buf json;
    ix_buf run;
    ix_buf out;
    ix_error error = {0};
    ix_buf_init(&json, (size_t)1 << 30);
    ix_buf_init(&run, IX_DECISION_BYTES_MAX);
    ix_buf_init(&out, (size_t)1 << 31);
    ix_status status = ix_file_read(&json, path, &error);
    if (status == IX_OK) {
        status = read_run(&run, path, &error);
    }
    if (status == IX_OK) {
        status = explain_all(&out, ix_buf_view(&json), ix_buf_view(&run), path, &error);
        if (status != IX_OK && error.source[0] == '\0') {
            ix_error why = error;
            ix_error_at(&error, why.status, ix_str_from_cstr(path), why.line, why.offset, "%s",
                        why.text);
        }
    }
    ix_buf_free(&json);
    ix_buf_free(&run);
    if (status != IX_OK) {
        ix_buf_free(&out);
        return cli_fail_error(&error);
    }
    return cli_print(&out);
}

static int run(int argc, char **argv) {
    cli_common common = {0};
    const cli_option options[] = {CLI_OPTION_HOME(common), CLI_OPTION_DATA(common), {0}};
    cli_words words;
    int status;
    if (!cli_parse(&status, &words, &command_explain, options, argc, argv)) {
        return status;
    }
    if (words.count != 1) {
        return cli_fail("explain takes one file of decisions, or - for standard input");
    }
    return explain(words.items[0]);
}

const cli_command command_explain = {.name = "explain",
                                     .summary = "a decision in sentences",
                                     .usage = "interdict explain [OPTION]... DECISION.json\n",
                                     .run = run};
