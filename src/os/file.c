/* Reading whole files with clear refusals, and writing so that nobody ever sees a part.
 *
 * Writing:   open  folder/.NAME.PID-N.aside  ->  write  ->  fsync  ->  rename to NAME
 *            ->  fsync folder
 * A crash before the rename leaves the old file and a stray .aside; one after it, the new file. */
#include <interdict/os.h>

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "stream.h"
#include "system.h"

#define PENDING_BYTES   (256 << 10) /* an output is written in pieces of about this size */
#define READ_STEP_BYTES (64 << 10)  /* at a time from what has no size: pipes, terminals */
#define AHEAD_BYTES     (32 << 20)  /* after so many the disk is asked to begin */
#define ASIDE_TRIES_MAX 100

ix_status system_refused(ix_error *error, const char *path, const char *what, int code) {
    ix_str source = ix_str_from_cstr(path);
    if (code == ENOENT) {
        return ix_error_at(error, IX_E_NOT_FOUND, source, 0, -1, "no such file or folder");
    }
    ix_status status = code == ENOMEM ? IX_E_MEMORY : IX_E_IO;
    char text[128];
    return ix_error_at(error, status, source, 0, -1, "cannot %s: %s", what,
                       strerror_r(code, text, sizeof text));
}

/* ------------------------------------------------------------------ paths */

const char *ix_path_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

ix_status ix_path_join(char out[IX_PATH_BYTES_MAX], const char *folder, const char *name,
                       ix_error *error) {
    const char *between = folder[0] == '\0' || folder[strlen(folder) - 1] == '/' ? "" : "/";
    int length = snprintf(out, IX_PATH_BYTES_MAX, "%s%s%s", folder, between, name);
    if (length < 0 || length >= IX_PATH_BYTES_MAX) {
        out[0] = '\0';
        return ix_error_at(error, IX_E_LIMIT, ix_str_from_cstr(folder), 0, -1,
                           "the path is longer than %d bytes", IX_PATH_BYTES_MAX - 1);
    }
    return IX_OK;
}

bool ix_file_exists(const char *path) {
    struct stat info;
    return stat(path, &info) == 0;
}

bool ix_folder_exists(const char *path) {
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

ix_status ix_folder_create(const char *path, ix_error *error) {
    char partial[IX_PATH_BYTES_MAX];
    size_t length = strlen(path);
    if (length >= sizeof partial) {
        return ix_error_at(error, IX_E_LIMIT, ix_str_from_cstr(path), 0, -1,
                           "the path is longer than %d bytes", IX_PATH_BYTES_MAX - 1);
    }
    for (size_t i = 1; i <= length; i++) {
        if (path[i] != '/' && path[i] != '\0') {
            continue;
        }
        memcpy(partial, path, i);
        partial[i] = '\0';
        struct stat info;
        if (mkdir(partial, 0777) == 0) {
            ix_status status = sync_folder_of(partial, error);
            if (status != IX_OK) {
                return status;
            }
        } else if (errno != EEXIST && stat(partial, &info) != 0) {
            return ix_error_at(error, IX_E_IO, ix_str_from_cstr(partial), 0, -1,
                               "the folder cannot be made");
        } else if (stat(partial, &info) != 0 || !S_ISDIR(info.st_mode)) {
            return ix_error_at(error, IX_E_IO, ix_str_from_cstr(partial), 0, -1, "is not a folder");
        }
    }
    return IX_OK;
}

/* ------------------------------------------------------------------ reading */

static ix_status too_large(ix_error *error, const char *path, size_t max) {
    return ix_error_at(error, IX_E_LIMIT, ix_str_from_cstr(path), 0, -1,
                       "larger than %zu bytes, the most that is read", max);
}

/* Read until the end, `step` bytes at a time. */
static ix_status read_rest(ix_buf *out, int descriptor, size_t step, const char *path,
                           ix_error *error) {
    for (;;) {
        size_t room = out->max - out->len;
        size_t want = step < room ? step : room;
        /* At the limit one byte more tells whether the file ends here. */
        char beyond;
        char *at = want == 0 ? &beyond : ix_buf_extend(out, want);
        if (at == NULL) {
            return ix_error_at(error, out->status, ix_str_from_cstr(path), 0, -1, "%s",
                               ix_status_text(out->status));
        }
        ssize_t got = read(descriptor, at, want == 0 ? 1 : want);
        out->len -= want;
        if (got > 0 && want == 0) {
            return too_large(error, path, out->max);
        }
        if (got == 0) {
            return IX_OK;
        }
        if (got < 0 && errno != EINTR) {
            return system_refused(error, path, "read", errno);
        }
        out->len += got > 0 ? (size_t)got : 0;
    }
}

static ix_status read_open(ix_buf *out, int descriptor, const char *path, ix_error *error) {
    struct stat info;
    if (fstat(descriptor, &info) != 0) {
        return system_refused(error, path, "read", errno);
    }
    if (S_ISDIR(info.st_mode)) {
        return ix_error_at(error, IX_E_INPUT, ix_str_from_cstr(path), 0, -1,
                           "is a folder, expected a file");
    }
    size_t step = READ_STEP_BYTES;
    if (S_ISREG(info.st_mode)) {
        if ((uint64_t)info.st_size > out->max - out->len) {
            return too_large(error, path, out->max);
        }
        step = (size_t)info.st_size > step ? (size_t)info.st_size + 1 : step;
    }
    return read_rest(out, descriptor, step, path, error);
}

ix_status ix_file_read(ix_buf *out, const char *path, ix_error *error) {
    if (strcmp(path, "-") == 0) {
        return read_open(out, STDIN_FILENO, "standard input", error);
    }
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        return system_refused(error, path, "read", errno);
    }
    ix_status status = read_open(out, descriptor, path, error);
    close(descriptor);
    return status;
}

/* ------------------------------------------------------------------ writing */

/* Linux keeps what one write gave as one piece of up to 2 MB in its cache, and who touches a byte
 * of a mapped file has the whole piece resident. */
#define WRITE_BYTES_MAX ((ptrdiff_t)64 << 10)

ix_status write_all(int descriptor, ix_str bytes, const char *path, ix_error *error) {
    while (bytes.len > 0) {
        ptrdiff_t piece = bytes.len < WRITE_BYTES_MAX ? bytes.len : WRITE_BYTES_MAX;
        ssize_t done = write(descriptor, bytes.ptr, (size_t)piece);
        if (done < 0 && errno != EINTR) {
            return system_refused(error, path, "write", errno);
        }
        bytes = ix_str_slice(bytes, done > 0 ? done : 0, bytes.len);
    }
    return IX_OK;
}

ix_status sync_folder_of(const char *path, ix_error *error) {
    char folder[IX_PATH_BYTES_MAX];
    size_t length = (size_t)(ix_path_name(path) - path);
    assert(length < sizeof folder);
    memcpy(folder, path, length);
    folder[length] = '\0';
    const char *name = length == 0 ? "." : folder;
    int descriptor = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) {
        return system_refused(error, name, "sync", errno);
    }
    /* Some file systems cannot sync a folder and say EINVAL; they have nothing better. */
    int code = fsync(descriptor) == 0 || errno == EINVAL ? 0 : errno;
    close(descriptor);
    return code == 0 ? IX_OK : system_refused(error, name, "sync", code);
}

/* Open a new file beside `path`. */
static ix_status open_aside(ix_output *out, mode_t mode, ix_error *error) {
    static atomic_uint serial;
    int folder = (int)(ix_path_name(out->path) - out->path);
    for (int i = 0; i < ASIDE_TRIES_MAX; i++) {
        int length = snprintf(out->aside_path, sizeof out->aside_path, "%.*s.%s.%ld-%u.aside",
                              folder, out->path, ix_path_name(out->path), (long)getpid(),
                              atomic_fetch_add(&serial, 1));
        if (length < 0 || (size_t)length >= sizeof out->aside_path) {
            return ix_error_at(error, IX_E_LIMIT, ix_str_from_cstr(out->path), 0, -1,
                               "the path is too long");
        }
        out->descriptor = open(out->aside_path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
        if (out->descriptor >= 0) {
            out->aside = true;
            return IX_OK;
        }
        if (errno != EEXIST) {
            break;
        }
    }
    return system_refused(error, out->path, "write", errno);
}

static ix_status open_output(ix_output *out, const char *path, ix_error *error) {
    struct stat info;
    if (path == NULL || strcmp(path, "-") == 0) {
        out->descriptor = STDOUT_FILENO;
        snprintf(out->path, sizeof out->path, "standard output");
        return IX_OK;
    }
    if (stat(path, &info) != 0) {
        bool is_new = errno == ENOENT;
        int code = errno;
        ix_status status = ix_path_join(out->path, "", path, error);
        return status != IX_OK ? status
               : is_new        ? open_aside(out, 0666, error)
                               : system_refused(error, path, "write", code);
    }
    if (S_ISDIR(info.st_mode)) {
        return ix_error_at(error, IX_E_IO, ix_str_from_cstr(path), 0, -1,
                           "is a folder, expected a file");
    }
    if (!S_ISREG(info.st_mode)) { /* a pipe behind /dev/stdout has no path of its own */
        ix_status status = ix_path_join(out->path, "", path, error);
        out->descriptor = status == IX_OK ? open(path, O_WRONLY | O_CLOEXEC) : -1;
        return status != IX_OK        ? status
               : out->descriptor >= 0 ? IX_OK
                                      : system_refused(error, path, "write", errno);
    }
    /* Behind a symbolic link its target is replaced, not the link. */
    if (realpath(path, out->path) == NULL) {
        return system_refused(error, path, "write", errno);
    }
    return open_aside(out, info.st_mode & 0777, error);
}

ix_status ix_output_open(ix_output *out, const char *path, ix_error *error) {
    *out = (ix_output){.descriptor = -1};
    ix_buf_init(&out->pending, (size_t)PTRDIFF_MAX / 4);
    return open_output(out, path, error);
}

ix_status ix_output_pack(ix_output *out, ix_packing packing, ix_error *error) {
    assert(out->packer == NULL && out->pending.len == 0);
    return packer_open(&out->packer, packing, error);
}

/* Pack what is pending; what comes out is pending then. */
static void pack(ix_output *out, bool end) {
    if (out->packer != NULL && out->pending.status == IX_OK) {
        ix_buf packed;
        ix_buf_init(&packed, out->pending.max);
        packer_pack(out->packer, &packed, ix_buf_view(&out->pending), end);
        ix_buf_free(&out->pending);
        out->pending = packed;
    }
}

/* Of a file that will be synced the bytes are sent to the disk as they come, or all of them would
 * be waited for at its end. Nobody waits here, and where it fails the sync tells. */
static void send_ahead(ix_output *out, int64_t written) {
    out->written += written;
    if (out->aside && out->written - out->sent >= AHEAD_BYTES) {
        sync_file_range(out->descriptor, out->sent, out->written - out->sent,
                        SYNC_FILE_RANGE_WRITE);
        out->sent = out->written;
    }
}

static ix_status write_pending(ix_output *out, ix_error *error) {
    assert(out->descriptor >= 0);
    if (out->pending.status != IX_OK) {
        return ix_error_at(error, out->pending.status, ix_str_from_cstr(out->path), 0, -1, "%s",
                           ix_status_text(out->pending.status));
    }
    ix_status status = write_all(out->descriptor, ix_buf_view(&out->pending), out->path, error);
    send_ahead(out, (int64_t)out->pending.len);
    ix_buf_clear(&out->pending);
    return status;
}

ix_status ix_output_flush(ix_output *out, ix_error *error) {
    pack(out, false);
    return write_pending(out, error);
}

ix_status ix_output_write(ix_output *out, ix_str bytes, ix_error *error) {
    ix_buf_append(&out->pending, bytes);
    bool full = out->pending.len >= PENDING_BYTES || out->pending.status != IX_OK;
    return full ? ix_output_flush(out, error) : IX_OK;
}

static ix_status put_in_place(ix_output *out, ix_error *error) {
    if (fsync(out->descriptor) != 0) {
        return system_refused(error, out->path, "sync", errno);
    }
    if (rename(out->aside_path, out->path) != 0) {
        return system_refused(error, out->path, "replace", errno);
    }
    out->aside = false;
    return sync_folder_of(out->path, error);
}

ix_status ix_output_close(ix_output *out, ix_error *error) {
    pack(out, true);
    ix_status status = write_pending(out, error);
    if (status == IX_OK && out->aside) {
        status = put_in_place(out, error);
    }
    ix_output_abandon(out);
    return status;
}

void ix_output_abandon(ix_output *out) {
    if (out->aside) {
        unlink(out->aside_path);
    }
    if (out->descriptor > STDERR_FILENO) {
        close(out->descriptor);
    }
    ix_buf_free(&out->pending);
    packer_close(out->packer);
    out->packer = NULL;
    out->aside = false;
    out->descriptor = -1;
}

ix_status ix_file_write(const char *path, ix_str bytes, ix_error *error) {
    ix_output out;
    ix_status status = ix_output_open(&out, path, error);
    if (status == IX_OK) {
        status = write_all(out.descriptor, bytes, path, error);
    }
    if (status == IX_OK) {
        return ix_output_close(&out, error);
    }
    ix_output_abandon(&out);
    return status;
}
