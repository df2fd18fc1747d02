/* What the commands say: results, diagnostics, progress. */
#ifndef INTERDICT_CLI_TERMINAL_H
#define INTERDICT_CLI_TERMINAL_H

#include <interdict/base.h>
#include <interdict/os.h>

/* Print "interdict: message" on standard error, one line. Returns CLI_ERROR. */
int cli_fail(const char *format, ...) IX_PRINTF(1, 2);
/* The same of an error, with its place: "interdict: sdn.csv:812: message". Returns CLI_ERROR. */
int cli_fail_error(const ix_error *error);
/* Append an error with its place, as cli_fail_error prints it. */
void cli_append_error(ix_buf *out, const ix_error *error);
/* Print "interdict: warning: message" on standard error. */
void cli_warn(const char *format, ...) IX_PRINTF(1, 2);

/* Write to standard output what was gathered; CLI_ERROR, and says so, when that fails. Frees it. */
int cli_print(ix_buf *text);

/* May standard output be colored: a terminal, and NO_COLOR not set? */
bool cli_has_color(void);

/* Columns of the terminal that standard output is; 0 when it is none. */
int cli_columns(void);

/* A line of progress on standard error, shown only on a terminal and only once the work has taken
 * half a second. Zeroed it is ready; `quiet` shows nothing. */
typedef struct cli_progress {
    bool quiet;
    bool shown;
    int64_t began; /* ticks; 0: not yet */
    int64_t last;
} cli_progress;

/* Of `total` things `done` are done; total 0: only what is being done is known. */
void cli_progress_tell(void *progress, const char *what, int64_t done, int64_t total);
/* Take the line away. */
void cli_progress_end(cli_progress *progress);
/* To hand to the functions of os.h. */
ix_progress cli_progress_teller(cli_progress *progress);

#endif
