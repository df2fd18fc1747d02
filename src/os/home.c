/* The data folder: where it is, who may write, and how many files change as one.
 *
 * A change is made in three steps:
 *
 *   1. stage    new files are written to staging/0, staging/1, ... and synced
 *   2. commit   a list of what goes where is written and renamed to `commit`: the change is made
 *               from here on
 *   3. place    each staged file is renamed to its place, folders are synced, `commit` is removed
 *
 *     commit = line*  "end\n"          line = "put N NAME\n"  |  "gone NAME\n"
 *
 * A crash before 2 leaves files in staging/ that the next writer clears. A crash behind it leaves
 * `commit`, and whoever opens the folder next repeats step 3: a staged file that is no longer
 * there was put in place already. */
#include <interdict/os.h>

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "home.h"
#include "system.h"

#define COMMIT_BYTES_MAX (16 << 20)
#define WAIT_STEP_MS     20

/* ------------------------------------------------------------------ paths */

static ix_status locate(char out[IX_PATH_BYTES_MAX], const char *given, ix_error *error) {
    const char *variable = getenv("INTERDICT_HOME");
    const char *user = getenv("HOME");
    if (given != NULL && given[0] == '\0') {
        return ix_error_set(error, IX_E_USAGE, "the data folder's name is empty");
    }
    if (given == NULL && variable != NULL && variable[0] != '\0') {
        given = variable;
    }
    if (given != NULL) {
        return ix_path_join(out, "", given, error);
    }
    if (user == NULL || user[0] == '\0') {
        return ix_error_set(error, IX_E_USAGE,
                            "no data folder: neither --home nor INTERDICT_HOME nor HOME is set");
    }
    return ix_path_join(out, user, ".local/share/interdict", error);
}

ix_status ix_home_path(char out[IX_PATH_BYTES_MAX], const ix_home *home, const char *name,
                       ix_error *error) {
    return ix_path_join(out, home->path, name, error);
}

static ix_status before(const ix_home *home, const char *change, ix_error *error) {
    return home->before == NULL ? IX_OK : home->before(home->before_context, change, error);
}

/* ------------------------------------------------------------------ putting in place */

static ix_status staged_path(char out[IX_PATH_BYTES_MAX], const ix_home *home, ix_str number,
                             ix_error *error) {
    char name[64];
    snprintf(name, sizeof name, "staging/%" IX_FMT, IX_ARG(number));
    return ix_home_path(out, home, name, error);
}

/* A name that a commit file may speak of: below the data folder, and nothing clever. */
static bool name_is_safe(ix_str name) {
    return name.len > 0 && name.len < IX_PATH_BYTES_MAX / 2 && name.ptr[0] != '/' &&
           ix_str_find(name, IX_STR(".."), 0) < 0 && memchr(name.ptr, 0, (size_t)name.len) == NULL;
}

static ix_status place_file(const ix_home *home, const char *from, const char *to,
                            ix_error *error) {
    char folder[IX_PATH_BYTES_MAX];
    if (!ix_file_exists(from)) {
        return IX_OK; /* put in place before a crash */
    }
    snprintf(folder, sizeof folder, "%.*s", (int)(ix_path_name(to) - to - 1), to);
    ix_status status = ix_folder_create(folder, error);
    if (status == IX_OK) {
        status = before(home, "put a file in place", error);
    }
    if (status == IX_OK && rename(from, to) != 0) {
        status = system_refused(error, to, "replace", errno);
    }
    return status == IX_OK ? sync_folder_of(to, error) : status;
}

static ix_status remove_file(const ix_home *home, const char *path, ix_error *error) {
    ix_status status = before(home, "remove a file", error);
    if (status == IX_OK && unlink(path) != 0 && errno != ENOENT && errno != ENOTDIR) {
        status = system_refused(error, path, "remove", errno);
    }
    return status == IX_OK && ix_file_exists(path) ? IX_E_IO : status;
}

/* One line of a commit file. */
static ix_status place_line(const ix_home *home, ix_str line, ix_error *error) {
    char from[IX_PATH_BYTES_MAX];
    char to[IX_PATH_BYTES_MAX];
    char name[IX_PATH_BYTES_MAX];
    ix_str rest;
    ix_str verb = ix_str_cut(line, ' ', &rest);
    bool put = ix_str_equal(verb, IX_STR("put"));
    ix_str number = put ? ix_str_cut(rest, ' ', &rest) : (ix_str){0};
    int64_t value;
    if ((!put && !ix_str_equal(verb, IX_STR("gone"))) || !name_is_safe(rest) ||
        (put && (!ix_str_to_int(number, &value) || number.len > 9))) {
        return ix_error_set(error, IX_E_CORRUPT, "%s/commit is damaged", home->path);
    }
    snprintf(name, sizeof name, "%" IX_FMT, IX_ARG(rest));
    ix_status status = ix_home_path(to, home, name, error);
    if (status != IX_OK) {
        return status;
    }
    if (!put) {
        return remove_file(home, to, error);
    }
    status = staged_path(from, home, number, error);
    return status == IX_OK ? place_file(home, from, to, error) : status;
}

static ix_status place_all(const ix_home *home, ix_str text, ix_error *error) {
    if (!ix_str_ends_with(text, IX_STR("end\n"))) {
        return ix_error_set(error, IX_E_CORRUPT, "%s/commit is damaged", home->path);
    }
    text = ix_str_slice(text, 0, text.len - 4);
    ix_status status = IX_OK;
    while (text.len > 0 && status == IX_OK) {
        status = place_line(home, ix_str_cut(text, '\n', &text), error);
    }
    char path[IX_PATH_BYTES_MAX];
    if (status == IX_OK) {
        status = ix_home_path(path, home, "commit", error);
    }
    if (status == IX_OK) {
        status = remove_file(home, path, error);
    }
    return status == IX_OK ? sync_folder_of(path, error) : status;
}

/* Finish what a crash interrupted. Locked only. */
static ix_status recover(const ix_home *home, ix_error *error) {
    char path[IX_PATH_BYTES_MAX];
    ix_status status = ix_home_path(path, home, "commit", error);
    if (status != IX_OK || !ix_file_exists(path)) {
        return status;
    }
    ix_buf text;
    ix_buf_init(&text, COMMIT_BYTES_MAX);
    status = ix_file_read(&text, path, error);
    if (status == IX_OK) {
        status = place_all(home, ix_buf_view(&text), error);
    }
    ix_buf_free(&text);
    return status;
}

/* Remove what a crash left in staging/. */
static ix_status clear_staging(const ix_home *home, ix_error *error) {
    char path[IX_PATH_BYTES_MAX];
    char inside[IX_PATH_BYTES_MAX];
    ix_status status = ix_home_path(path, home, "staging", error);
    if (status == IX_OK) {
        status = ix_folder_create(path, error);
    }
    DIR *folder = status == IX_OK ? opendir(path) : NULL;
    if (folder == NULL) {
        return status == IX_OK ? system_refused(error, path, "read", errno) : status;
    }
    struct dirent *entry;
    while (status == IX_OK && (entry = readdir(folder)) != NULL) {
        bool self = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
        if (!self && ix_path_join(inside, path, entry->d_name, error) == IX_OK) {
            status = remove_file(home, inside, error);
        }
    }
    closedir(folder);
    return status;
}

/* ------------------------------------------------------------------ locking */

static bool pause_and_retry(int64_t until) {
    struct timespec step = {.tv_nsec = WAIT_STEP_MS * 1000000L};
    if (ix_clock_ticks() >= until) {
        return false;
    }
    nanosleep(&step, NULL);
    return true;
}

static ix_status take_lock(ix_home *home, int wait_seconds, ix_error *error) {
    char path[IX_PATH_BYTES_MAX];
    ix_status status = ix_home_path(path, home, "lock", error);
    if (status != IX_OK) {
        return status;
    }
    int descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor < 0) {
        return system_refused(error, path, "open", errno);
    }
    int64_t until = ix_clock_ticks() + (int64_t)wait_seconds * 1000;
    while (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR) {
            status = system_refused(error, path, "lock", errno);
        } else if (!pause_and_retry(until)) {
            status = ix_error_at(error, IX_E_REFUSED, ix_str_from_cstr(home->path), 0, -1,
                                 "another process is changing this data folder");
        }
        if (status != IX_OK) {
            close(descriptor);
            return status;
        }
    }
    home->lock = descriptor;
    return IX_OK;
}

ix_status ix_home_lock(ix_home *home, int wait_seconds, ix_error *error) {
    assert(home->lock < 0 && wait_seconds >= 0);
    ix_status status = before(home, "make the data folder", error);
    if (status == IX_OK) {
        status = ix_folder_create(home->path, error);
    }
    if (status == IX_OK) {
        status = take_lock(home, wait_seconds, error);
    }
    if (status != IX_OK) {
        return status;
    }
    status = recover(home, error);
    if (status == IX_OK) {
        status = clear_staging(home, error);
    }
    if (status != IX_OK) {
        ix_home_unlock(home);
    }
    return status;
}

/* Give back the room of what was staged in vain. With a commit in place it is not in vain. */
static void drop_staged(const ix_home *home) {
    char path[IX_PATH_BYTES_MAX];
    if (ix_home_path(path, home, "commit", NULL) == IX_OK && !ix_file_exists(path)) {
        clear_staging(home, NULL);
    }
}

void ix_home_unlock(ix_home *home) {
    if (home->lock >= 0) {
        drop_staged(home);
        close(home->lock);
    }
    home->lock = -1;
    home->staged = 0;
    ix_buf_clear(&home->commit_text);
}

/* ------------------------------------------------------------------ changing */

ix_status ix_home_stage(ix_home *home, const char *name, ix_str bytes, ix_error *error) {
    assert(home->lock >= 0 && name_is_safe(ix_str_from_cstr(name)));
    char number[16];
    char path[IX_PATH_BYTES_MAX];
    int length = snprintf(number, sizeof number, "%d", home->staged);
    ix_status status = staged_path(path, home, (ix_str){number, length}, error);
    if (status == IX_OK) {
        status = before(home, "write a staged file", error);
    }
    if (status == IX_OK) {
        status = ix_file_write(path, bytes, error);
    }
    if (status == IX_OK) {
        ix_buf_printf(&home->commit_text, "put %d %s\n", home->staged, name);
        home->staged++;
    }
    return status;
}

ix_status ix_home_stage_removal(ix_home *home, const char *name, ix_error *error) {
    (void)error;
    assert(home->lock >= 0 && name_is_safe(ix_str_from_cstr(name)));
    ix_buf_printf(&home->commit_text, "gone %s\n", name);
    return IX_OK;
}

ix_status ix_home_commit(ix_home *home, ix_error *error) {
    assert(home->lock >= 0);
    char from[IX_PATH_BYTES_MAX];
    char to[IX_PATH_BYTES_MAX];
    ix_buf_append_cstr(&home->commit_text, "end\n");
    if (home->commit_text.status != IX_OK) {
        return ix_error_set(error, home->commit_text.status, "too many files in one change");
    }
    ix_str text = ix_buf_view(&home->commit_text);
    ix_status status = ix_home_path(from, home, "staging/commit", error);
    if (status == IX_OK) {
        status = ix_home_path(to, home, "commit", error);
    }
    if (status == IX_OK) {
        status = before(home, "write the commit", error);
    }
    if (status == IX_OK) {
        status = ix_file_write(from, text, error);
    }
    if (status == IX_OK) {
        status = before(home, "commit", error);
    }
    if (status == IX_OK && rename(from, to) != 0) {
        status = system_refused(error, to, "write", errno);
    }
    if (status == IX_OK) {
        status = sync_folder_of(to, error);
    }
    if (status == IX_OK) {
        status = place_all(home, text, error);
    }
    ix_buf_clear(&home->commit_text);
    home->staged = 0;
    return status;
}

/* ------------------------------------------------------------------ opening */

ix_status ix_home_open(ix_home *out, const char *given, ix_error *error) {
    *out = (ix_home){.lock = -1};
    ix_buf_init(&out->commit_text, COMMIT_BYTES_MAX);
    char commit[IX_PATH_BYTES_MAX];
    ix_status status = locate(out->path, given, error);
    if (status == IX_OK) {
        status = ix_home_path(commit, out, "commit", error);
    }
    if (status != IX_OK) {
        ix_buf_free(&out->commit_text);
        return status;
    }
    /* A writer at work will finish itself; without the right to write, what is there is read. */
    if (ix_file_exists(commit) && take_lock(out, 0, NULL) == IX_OK) {
        recover(out, NULL);
        ix_home_unlock(out);
    }
    return IX_OK;
}

void ix_home_close(ix_home *home) {
    ix_home_unlock(home);
    ix_buf_free(&home->commit_text);
}
