/* Documents that are no plain text, as text: by a program of another project, if it is installed.
 *
 *     bytes -> file without a name -> program's standard input
 *              program's standard output -> out, within its maximum and a time
 *
 * The program is started directly, by its name, without a shell and with an environment of its
 * own; it gets no path of ours. */
#include <interdict/os.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "system.h"

#define PIECE_BYTES 65536
#define ARGUMENTS   9

typedef struct converter {
    ix_document_kind kind;
    const char *arguments[ARGUMENTS];
} converter;

/* The first that is installed is taken. Each reads standard input and writes UTF-8. */
static const converter converters[] = {
    {IX_DOCUMENT_PDF, {"pdftotext", "-q", "-nopgbrk", "-enc", "UTF-8", "-", "-"}},
    {IX_DOCUMENT_HTML, {"w3m", "-dump", "-T", "text/html", "-cols", "1000", "-O", "UTF-8"}},
    {IX_DOCUMENT_HTML, {"html2text", "-utf8", "-nobs", "-width", "1000"}},
};
#define CONVERTERS (sizeof converters / sizeof converters[0])

/* By kind: what to say when no program is there. */
static const char *const nobody_reads[] = {
    [IX_DOCUMENT_TEXT] = "it is text, which needs no program",
    [IX_DOCUMENT_PDF] = "it is PDF, and no program is installed that reads it: pdftotext (package "
                        "poppler-utils)",
    [IX_DOCUMENT_HTML] = "it is HTML, and no program is installed that reads it: w3m or html2text "
                         "(packages of these names)",
    [IX_DOCUMENT_MAIL] = "it is an e-mail, whose parts are read one by one",
    [IX_DOCUMENT_RTF] = "it is RTF, which must be saved as text first",
};

/* ------------------------------------------------------------------ the program */

/* A file without a name that holds the bytes, read from its start; -1: *error is set. */
static int file_of(ix_str bytes, ix_error *error) {
    char path[] = "/tmp/interdict-XXXXXX";
    int file = mkstemp(path);
    if (file < 0) {
        system_refused(error, path, "be made", errno);
        return -1;
    }
    unlink(path);
    fcntl(file, F_SETFD, FD_CLOEXEC);
    if (write_all(file, bytes, path, error) != IX_OK) {
        close(file);
        return -1;
    }
    lseek(file, 0, SEEK_SET);
    return file;
}

/* Returns 0, or the error number; ENOENT: there is no such program. */
static int start(pid_t *child, const converter *by, int input, int output) {
    static char path[] = "PATH=/usr/local/bin:/usr/bin:/bin", language[] = "LANG=C.UTF-8";
    static char home[] = "HOME=/nonexistent";
    char *environment[] = {path, language, home, NULL};
    char *arguments[ARGUMENTS + 1] = {NULL};
    for (int i = 0; i < ARGUMENTS && by->arguments[i] != NULL; i++) {
        arguments[i] = (char *)(uintptr_t)by->arguments[i];
    }
    posix_spawn_file_actions_t actions;
    int code = posix_spawn_file_actions_init(&actions);
    if (code != 0) {
        return code;
    }
    code = posix_spawn_file_actions_adddup2(&actions, input, 0);
    code = code ? code : posix_spawn_file_actions_adddup2(&actions, output, 1);
    code = code ? code : posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    code =
        code ? code : posix_spawnp(child, by->arguments[0], &actions, NULL, arguments, environment);
    posix_spawn_file_actions_destroy(&actions);
    return code;
}

/* Read until the end; false: too much, too long, or no memory. */
static bool read_all(ix_buf *out, int from) {
    int64_t until = ix_clock_ticks() + IX_DOCUMENT_MILLISECONDS_MAX;
    for (;;) {
        int64_t left = until - ix_clock_ticks();
        struct pollfd wait = {.fd = from, .events = POLLIN};
        int ready = left > 0 ? poll(&wait, 1, (int)left) : 0;
        if (ready < 0 && errno == EINTR) {
            continue;
        }
        char piece[PIECE_BYTES];
        ssize_t got = ready > 0 ? read(from, piece, sizeof piece) : -1;
        if (got == 0) {
            return true;
        }
        if (got < 0) {
            return false;
        }
        ix_buf_append(out, (ix_str){piece, got});
        if (out->status != IX_OK) {
            return false;
        }
    }
}

static ix_status finish(ix_buf *out, pid_t child, int output, const char *name, ix_error *error) {
    bool all = read_all(out, output);
    int status = 0;
    if (!all) {
        kill(child, SIGKILL);
    }
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (out->status != IX_OK) {
        return ix_error_set(error, out->status, "%s makes more text than is read at once", name);
    }
    if (!all) {
        return ix_error_set(error, IX_E_LIMIT, "%s takes longer than %d seconds", name,
                            IX_DOCUMENT_MILLISECONDS_MAX / 1000);
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0
               ? IX_OK
               : ix_error_set(error, IX_E_INPUT, "%s cannot read it", name);
}

static ix_status run(ix_buf *out, const converter *by, ix_str bytes, int *code, ix_error *error) {
    int ends[2];
    int input = file_of(bytes, error);
    if (input < 0) {
        return IX_E_IO;
    }
    if (pipe(ends) != 0) {
        int refused = errno;
        close(input);
        return system_refused(error, by->arguments[0], "be started", refused);
    }
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    pid_t child = 0;
    *code = start(&child, by, input, ends[1]);
    close(input);
    close(ends[1]);
    ix_status status = *code == 0 ? finish(out, child, ends[0], by->arguments[0], error)
                                  : system_refused(error, by->arguments[0], "be started", *code);
    close(ends[0]);
    return status;
}

ix_status ix_document_convert(ix_buf *out, const char **by, ix_document_kind kind, ix_str bytes,
                              ix_error *error) {
    for (size_t i = 0; i < CONVERTERS; i++) {
        int code = 0;
        if (converters[i].kind != kind) {
            continue;
        }
        *by = converters[i].arguments[0];
        ix_status status = run(out, &converters[i], bytes, &code, error);
        if (code != ENOENT) {
            return status;
        }
    }
    return ix_error_set(error, IX_E_NOT_FOUND, "%s", nobody_reads[kind]);
}
