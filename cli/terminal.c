#include "terminal.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "commands.h"

#define QUIET_MS       500 /* shorter work shows no progress */
#define REDRAW_MS      100
#define LINE_MAX_BYTES (2 * (IX_ERROR_TEXT_MAX + IX_ERROR_SOURCE_MAX))

/* ------------------------------------------------------------------ diagnostics */

/* A message may quote what was typed or read: one line of valid UTF-8 comes out. */
static void say(const char *prefix, const char *text) {
    ix_error clean = {0};
    ix_error_set(&clean, IX_E_USAGE, "%s", text);
    fprintf(stderr, "interdict: %s%s\n", prefix, clean.text);
}

int cli_fail(const char *format, ...) {
    char text[LINE_MAX_BYTES];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    say("", text);
    return CLI_ERROR;
}

void cli_warn(const char *format, ...) {
    char text[LINE_MAX_BYTES];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    say("warning: ", text);
}

void cli_append_error(ix_buf *out, const ix_error *error) {
    ix_buf_append_cstr(out, error->source);
    if (error->source[0] != '\0' && error->line > 0) {
        ix_buf_printf(out, ":%" PRId64, error->line);
    }
    if (error->source[0] != '\0') {
        ix_buf_append_cstr(out, ": ");
    }
    ix_buf_append_cstr(out, error->text[0] == '\0' ? ix_status_text(error->status) : error->text);
}

int cli_fail_error(const ix_error *error) {
    ix_buf text;
    ix_buf_init(&text, LINE_MAX_BYTES);
    cli_append_error(&text, error);
    ix_buf_append_char(&text, '\n');
    fprintf(stderr, "interdict: %.*s", (int)text.len, text.ptr == NULL ? "" : text.ptr);
    ix_buf_free(&text);
    return CLI_ERROR;
}

/* ------------------------------------------------------------------ results */

int cli_print(ix_buf *text) {
    ix_output out;
    ix_error error = {0};
    ix_status status = text->status;
    if (status != IX_OK) {
        ix_error_set(&error, status, "%s", ix_status_text(status));
    } else {
        fflush(stdout);
        status = ix_output_open(&out, NULL, &error);
        if (status == IX_OK) {
            status = ix_output_write(&out, ix_buf_view(text), &error);
        }
        if (status == IX_OK) {
            status = ix_output_close(&out, &error);
        } else {
            ix_output_abandon(&out);
        }
    }
    ix_buf_free(text);
    return status == IX_OK ? CLI_CLEAR : cli_fail_error(&error);
}

bool cli_has_color(void) {
    const char *no_color = getenv("NO_COLOR");
    return (no_color == NULL || no_color[0] == '\0') && isatty(STDOUT_FILENO);
}

int cli_columns(void) {
    struct winsize size;
    bool known = isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0;
    return known ? size.ws_col : 0;
}

/* ------------------------------------------------------------------ progress */

void cli_progress_tell(void *progress, const char *what, int64_t done, int64_t total) {
    cli_progress *p = progress;
    if (p->quiet || !isatty(STDERR_FILENO)) {
        return;
    }
    int64_t now = ix_clock_ticks();
    p->began = p->began == 0 ? now : p->began;
    /* Counted work waits to be long; the name of a stage is shown at once, because nothing more
     * may be heard of it while it lasts. */
    if ((total != 0 || done != 0) && (now - p->began < QUIET_MS || now - p->last < REDRAW_MS)) {
        return;
    }
    p->last = now;
    p->shown = true;
    if (total > 0) {
        fprintf(stderr, "\r\033[K%s: %" PRId64 " of %" PRId64 " (%d %%)", what, done, total,
                (int)(done * 100 / total));
    } else if (done > 0) {
        fprintf(stderr, "\r\033[K%s: %" PRId64, what, done);
    } else {
        fprintf(stderr, "\r\033[K%s ...", what);
    }
    fflush(stderr);
}

void cli_progress_end(cli_progress *progress) {
    if (progress->shown) {
        fputs("\r\033[K", stderr);
        fflush(stderr);
    }
    progress->shown = false;
}

ix_progress cli_progress_teller(cli_progress *progress) {
    return (ix_progress){cli_progress_tell, progress};
}
