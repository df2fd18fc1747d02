/* Folders of files: the knowledge (data/), found and read; any other, listed. */
#include <interdict/os.h>

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "system.h"

#define DEPTH_MAX 16 /* folders below data/ */

/* ------------------------------------------------------------------ finding */

/* What makes a folder ours: the names folder, which no knowledge can do without. */
static bool is_knowledge(const char *folder) {
    char inside[IX_PATH_BYTES_MAX];
    struct stat info;
    return ix_path_join(inside, folder, "names", NULL) == IX_OK && stat(inside, &info) == 0 &&
           S_ISDIR(info.st_mode);
}

static ix_status take_given(char out[IX_PATH_BYTES_MAX], const char *given, const char *by,
                            ix_error *error) {
    if (!is_knowledge(given)) {
        return ix_error_at(error, IX_E_NOT_FOUND, ix_str_from_cstr(given), 0, -1,
                           "no knowledge folder, as %s says (it would hold names/)", by);
    }
    return ix_path_join(out, given, "", error);
}

/* `beside`, seen from the folder of the running program. */
static bool find_beside_program(char out[IX_PATH_BYTES_MAX], const char *beside) {
    char program[IX_PATH_BYTES_MAX];
    char seen[IX_PATH_BYTES_MAX];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    if (length <= 0) {
        return false;
    }
    program[length] = '\0';
    char *name = (char *)(program + (ix_path_name(program) - program));
    *name = '\0';
    return ix_path_join(seen, program, beside, NULL) == IX_OK && realpath(seen, out) != NULL &&
           is_knowledge(out);
}

ix_status ix_data_find(char out[IX_PATH_BYTES_MAX], const char *given, const char *installed,
                       ix_error *error) {
    const char *variable = getenv("INTERDICT_DATA");
    if (given != NULL) {
        return take_given(out, given, "--data", error);
    }
    if (variable != NULL && variable[0] != '\0') {
        return take_given(out, variable, "INTERDICT_DATA", error);
    }
    if (find_beside_program(out, "../data") ||
        find_beside_program(out, "../share/interdict/data")) {
        return IX_OK;
    }
    if (installed != NULL && is_knowledge(installed)) {
        return ix_path_join(out, installed, "", error);
    }
    out[0] = '\0';
    return ix_error_set(error, IX_E_NOT_FOUND,
                        "no knowledge folder beside the program nor in %s; name one by --data",
                        installed == NULL ? "any installed place" : installed);
}

/* ------------------------------------------------------------------ reading */

typedef struct walk {
    ix_buf paths; /* ix_str each, in the arena */
    size_t bytes; /* read so far */
    const char *root;
    bool any; /* every file, not knowledge alone */
    ix_arena *arena;
} walk;

static bool is_wanted(const char *name) {
    ix_str s = ix_str_from_cstr(name);
    return ix_str_ends_with(s, IX_STR(".txt")) || ix_str_ends_with(s, IX_STR(".tsv")) ||
           ix_str_ends_with(s, IX_STR(".yml"));
}

static ix_status walk_folder(walk *w, const char *below, int depth, ix_error *error);

/* One entry; `below` is its path below the root. */
static ix_status walk_entry(walk *w, const char *below, int depth, ix_error *error) {
    char path[IX_PATH_BYTES_MAX];
    struct stat info;
    ix_status status = ix_path_join(path, w->root, below, error);
    if (status != IX_OK) {
        return status;
    }
    if (stat(path, &info) != 0) {
        return system_refused(error, path, "read", errno);
    }
    if (S_ISDIR(info.st_mode)) {
        return walk_folder(w, below, depth + 1, error);
    }
    if (!S_ISREG(info.st_mode) || (!w->any && !is_wanted(below))) {
        return IX_OK;
    }
    ix_str kept = ix_arena_copy(w->arena, ix_str_from_cstr(below));
    ix_buf_append(&w->paths, (ix_str){(const char *)&kept, sizeof kept});
    return kept.ptr != NULL && w->paths.status == IX_OK
               ? IX_OK
               : ix_error_set(error, w->paths.status == IX_E_LIMIT ? IX_E_LIMIT : IX_E_MEMORY,
                              "%s: too many files", w->root);
}

static ix_status walk_folder(walk *w, const char *below, int depth, ix_error *error) {
    char path[IX_PATH_BYTES_MAX];
    char inside[IX_PATH_BYTES_MAX];
    ix_status status = ix_path_join(path, w->root, below, error);
    if (status != IX_OK) {
        return status;
    }
    if (depth > DEPTH_MAX) {
        return ix_error_at(error, IX_E_LIMIT, ix_str_from_cstr(path), 0, -1,
                           "more than %d folders deep", DEPTH_MAX);
    }
    DIR *folder = opendir(path);
    if (folder == NULL) {
        return system_refused(error, path, "read", errno);
    }
    struct dirent *entry = NULL;
    while (status == IX_OK && (errno = 0, entry = readdir(folder)) != NULL) {
        if (entry->d_name[0] != '.') {
            status = ix_path_join(inside, below, entry->d_name, error);
            status = status == IX_OK ? walk_entry(w, inside, depth, error) : status;
        }
    }
    if (status == IX_OK && errno != 0) {
        status = system_refused(error, path, "read", errno);
    }
    closedir(folder);
    return status;
}

static int compare_paths(const void *a, const void *b) {
    return ix_str_compare(*(const ix_str *)a, *(const ix_str *)b);
}

static ix_status read_one(ix_knowledge_file *out, walk *w, ix_str below, ix_error *error) {
    char name[IX_PATH_BYTES_MAX];
    char path[IX_PATH_BYTES_MAX];
    snprintf(name, sizeof name, "%" IX_FMT, IX_ARG(below));
    ix_status status = ix_path_join(path, w->root, name, error);
    if (status != IX_OK) {
        return status;
    }
    ix_buf bytes;
    ix_buf_init(&bytes, IX_KNOWLEDGE_BYTES_MAX - w->bytes);
    status = ix_file_read(&bytes, path, error);
    if (status == IX_OK) {
        w->bytes += bytes.len;
        *out = (ix_knowledge_file){below, ix_arena_copy(w->arena, ix_buf_view(&bytes))};
        if (out->bytes.ptr == NULL && bytes.len > 0) {
            status = ix_error_set(error, IX_E_MEMORY, "out of memory while reading knowledge");
        }
    }
    ix_buf_free(&bytes);
    return status;
}

/* The paths in their order. */
static ix_str *sort_paths(int *count, walk *w) {
    ix_str *paths = (ix_str *)(void *)w->paths.ptr;
    *count = (int)(w->paths.len / sizeof *paths);
    if (*count > 1) {
        qsort(paths, (size_t)*count, sizeof *paths, compare_paths);
    }
    return paths;
}

static ix_status read_all(ix_knowledge_file **files, int *count, walk *w, ix_error *error) {
    int found;
    ix_str *paths = sort_paths(&found, w);
    ix_knowledge_file *list = IX_NEW(w->arena, ix_knowledge_file, found);
    if (list == NULL) {
        return ix_error_set(error, IX_E_MEMORY, "out of memory while reading knowledge");
    }
    for (int i = 0; i < found; i++) {
        ix_status status = read_one(&list[i], w, paths[i], error);
        if (status != IX_OK) {
            return status;
        }
    }
    *files = list;
    *count = found;
    return IX_OK;
}

ix_status ix_data_read(ix_knowledge_file **files, int *count, const char *folder, ix_arena *arena,
                       ix_error *error) {
    walk w = {.root = folder, .arena = arena};
    ix_buf_init(&w.paths, IX_KNOWLEDGE_FILES_MAX * sizeof(ix_str));
    ix_status status = walk_folder(&w, "", 0, error);
    if (status == IX_OK) {
        status = read_all(files, count, &w, error);
    }
    ix_buf_free(&w.paths);
    return status;
}

ix_status ix_folder_files(ix_str **paths, int *count, const char *folder, ix_arena *arena,
                          ix_error *error) {
    walk w = {.root = folder, .any = true, .arena = arena};
    ix_buf_init(&w.paths, IX_FOLDER_FILES_MAX * sizeof(ix_str));
    ix_status status = walk_folder(&w, "", 0, error);
    if (status == IX_OK) {
        const ix_str *sorted = sort_paths(count, &w);
        *paths = IX_NEW(arena, ix_str, *count + 1);
        if (*paths == NULL) {
            status = ix_error_set(error, IX_E_MEMORY, "%s: too many files", folder);
        } else if (*count > 0) {
            memcpy(*paths, sorted, (size_t)*count * sizeof **paths);
        }
    }
    ix_buf_free(&w.paths);
    return status;
}
