/* The files of one snapshot: as given, unpacked, with their companions. */
#include <interdict/os.h>

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "system.h"

static const ix_str packed_suffixes[] = {{".gz", 3}, {".xz", 3}, {".zst", 4}};
#define PACKED_SUFFIX_COUNT (sizeof packed_suffixes / sizeof packed_suffixes[0])

/* Name without folders and without the suffix of a packing. */
static ix_str plain_name(const char *path) {
    ix_str name = ix_str_from_cstr(ix_path_name(path));
    for (size_t i = 0; i < PACKED_SUFFIX_COUNT; i++) {
        ix_str end = ix_str_slice(name, name.len - packed_suffixes[i].len, name.len);
        if (ix_str_equal_ascii_nocase(end, packed_suffixes[i])) {
            return ix_str_slice(name, 0, name.len - end.len);
        }
    }
    return name;
}

/* Role that the reader's table gives a file of this name; empty when it is not in the table. */
static ix_str role_of(const ix_list_reader *reader, ix_str name) {
    for (int i = 0; i < IX_LIST_FILES_MAX && reader->companions[i].name != NULL; i++) {
        if (ix_str_equal_ascii_nocase(name, ix_str_from_cstr(reader->companions[i].name))) {
            return ix_str_from_cstr(reader->companions[i].role);
        }
    }
    return (ix_str){0};
}

static bool has_role(const ix_input *input, ix_str role) {
    for (int i = 0; i < input->count; i++) {
        if (ix_str_equal(input->files[i].role, role)) {
            return true;
        }
    }
    return false;
}

/* Enter one unpacked file; takes over its bytes. `from` is the path it came from. */
static ix_status enter(ix_input *input, const ix_list_reader *reader, ix_unpacked *file,
                       const char *from, bool several, ix_error *error) {
    if (input->count == IX_LIST_FILES_MAX) {
        return ix_error_at(error, IX_E_LIMIT, ix_str_from_cstr(from), 0, -1,
                           "a snapshot has at most %d files", IX_LIST_FILES_MAX);
    }
    int at = input->count++;
    input->bytes[at] = file->bytes;
    ix_buf_init(&file->bytes, 0);
    /* Without folders: the name goes into what is kept, and must be the same on any machine. */
    if (several) {
        snprintf(input->names[at], sizeof input->names[at], "%.255s:%.255s", ix_path_name(from),
                 file->name);
    } else {
        snprintf(input->names[at], sizeof input->names[at], "%.255s", ix_path_name(from));
    }
    ix_str role = role_of(reader, plain_name(file->name));
    input->files[at] =
        (ix_list_file){ix_str_from_cstr(input->names[at]), role, ix_buf_view(&input->bytes[at])};
    for (int i = 0; i < at && role.len > 0; i++) {
        if (ix_str_equal(input->files[i].role, role)) {
            return ix_error_at(error, IX_E_INPUT, input->files[at].name, 0, -1,
                               "a second file of the role '%" IX_FMT "', besides %" IX_FMT,
                               IX_ARG(role), IX_ARG(input->files[i].name));
        }
    }
    return IX_OK;
}

/* An empty file is a failed download; only comments may have nothing to say. */
static ix_status check_empty(const ix_list_reader *reader, const char *path, ix_str role,
                             ix_str bytes, ix_error *error) {
    role = role.len > 0 ? role : role_of(reader, plain_name(path));
    return bytes.len > 0 || ix_str_equal(role, IX_STR("comments"))
               ? IX_OK
               : ix_error_at(error, IX_E_INPUT, ix_str_from_cstr(path), 0, -1, "the file is empty");
}

static ix_status read_packed(ix_buf *packed, const ix_list_reader *reader, const char *path,
                             ix_error *error) {
    ix_buf_init(packed, (size_t)IX_LIST_BYTES_MAX);
    ix_status status = ix_file_read(packed, path, error);
    return status == IX_OK ? check_empty(reader, path, (ix_str){0}, ix_buf_view(packed), error)
                           : status;
}

/* Take bytes apart, a file or the files of a package, and enter them. */
static ix_status enter_packed(ix_input *input, const ix_list_reader *reader, const char *shown,
                              ix_str bytes, size_t bytes_max, ix_error *error) {
    ix_unpacked unpacked[IX_LIST_FILES_MAX];
    int count = 0;
    if (input->count == 0) {
        input->digest = ix_sha256(bytes);
    }
    ix_status status = ix_unpack(unpacked, &count, IX_LIST_FILES_MAX, ix_str_from_cstr(shown),
                                 bytes, bytes_max, error);
    for (int i = 0; i < count; i++) {
        if (status == IX_OK) {
            status = enter(input, reader, &unpacked[i], shown, count > 1, error);
        }
        ix_buf_free(&unpacked[i].bytes);
    }
    return status;
}

/* Read one path: a file, or the files of a package. */
static ix_status read_path(ix_input *input, const ix_list_reader *reader, const char *path,
                           ix_error *error) {
    const char *shown = strcmp(path, "-") == 0 ? "standard input" : path;
    ix_buf packed;
    ix_status status = read_packed(&packed, reader, path, error);
    if (status == IX_OK) {
        status = enter_packed(input, reader, shown, ix_buf_view(&packed), (size_t)IX_LIST_BYTES_MAX,
                              error);
    }
    ix_buf_free(&packed);
    return status;
}

/* The entry of a folder that is the companion `wanted`, plain before packed; false when none. */
static bool find_companion(char found[IX_FILE_NAME_BYTES_MAX], DIR *folder, const char *wanted) {
    bool any = false;
    struct dirent *entry;
    rewinddir(folder);
    while ((entry = readdir(folder)) != NULL) {
        if (!ix_str_equal_ascii_nocase(plain_name(entry->d_name), ix_str_from_cstr(wanted))) {
            continue;
        }
        /* Which one is taken must not depend on the order of the folder: the shortest name, then
         * the first in bytewise order. */
        size_t length = strlen(entry->d_name);
        if (!any || length < strlen(found) ||
            (length == strlen(found) && strcmp(entry->d_name, found) < 0)) {
            snprintf(found, IX_FILE_NAME_BYTES_MAX, "%s", entry->d_name);
            any = true;
        }
    }
    return any;
}

/* Read what the reader's table names beside the first file. */
static ix_status read_companions(ix_input *input, const ix_list_reader *reader, const char *first,
                                 ix_error *error) {
    char folder_path[IX_PATH_BYTES_MAX];
    size_t length = (size_t)(ix_path_name(first) - first);
    snprintf(folder_path, sizeof folder_path, "%.*s", (int)length, first);
    DIR *folder = opendir(length == 0 ? "." : folder_path);
    if (folder == NULL) {
        return system_refused(error, folder_path, "read", errno);
    }
    ix_status status = IX_OK;
    for (int i = 0; i < IX_LIST_FILES_MAX && reader->companions[i].name != NULL; i++) {
        char name[IX_FILE_NAME_BYTES_MAX];
        char path[IX_PATH_BYTES_MAX];
        ix_str role = ix_str_from_cstr(reader->companions[i].role);
        if (has_role(input, role) || ix_str_equal(role, IX_STR("primary")) ||
            !find_companion(name, folder, reader->companions[i].name)) {
            continue;
        }
        status = ix_path_join(path, folder_path, name, error);
        if (status == IX_OK) {
            status = read_path(input, reader, path, error);
        }
        if (status != IX_OK) {
            break;
        }
    }
    closedir(folder);
    return status;
}

/* Fields of the first record of a csv file; 0 when it has none that can be read. */
static int count_columns(const ix_list_file *file) {
    ix_str fields[IX_CSV_FIELDS_MAX];
    int count = 0;
    ix_arena arena;
    ix_csv csv;
    ix_arena_init(&arena, (size_t)IX_CSV_RECORD_BYTES_MAX);
    ix_csv_init(&csv, file->bytes, file->name);
    if (ix_csv_next(fields, IX_CSV_FIELDS_MAX, &count, &csv, NULL, NULL, &arena, NULL) != IX_OK) {
        count = 0;
    }
    ix_arena_free(&arena);
    return count;
}

/* Roles of files whose names say nothing: by columns where the format has several files. What is
 * told wrongly here is refused by the reader, which knows its layout. */
void ix_input_settle(ix_input *input, const ix_list_reader *reader) {
    for (int i = 0; i < input->count; i++) {
        if (input->files[i].role.len > 0) {
            continue;
        }
        int columns = reader->companions[0].name == NULL ? 0 : count_columns(&input->files[i]);
        ix_str role = columns == 5   ? IX_STR("alias")
                      : columns == 6 ? IX_STR("address")
                      : columns == 2 ? IX_STR("comments")
                                     : IX_STR("primary");
        input->files[i].role = role;
    }
}

ix_status ix_input_read(ix_input *out, const ix_list_reader *reader, const char *const *paths,
                        int path_count, ix_error *error) {
    assert(path_count > 0);
    *out = (ix_input){0};
    ix_status status = IX_OK;
    for (int i = 0; i < path_count && status == IX_OK; i++) {
        status = read_path(out, reader, paths[i], error);
    }
    if (status == IX_OK) {
        ix_input_settle(out, reader);
        if (strcmp(paths[0], "-") != 0) {
            status = read_companions(out, reader, paths[0], error);
        }
    }
    if (status != IX_OK) {
        ix_input_free(out);
    }
    return status;
}

ix_status ix_input_enter(ix_input *input, const ix_list_reader *reader, const char *name,
                         ix_str role, ix_str bytes, size_t bytes_max, ix_error *error) {
    int before = input->count;
    ix_status status = check_empty(reader, name, role, bytes, error);
    if (status == IX_OK) {
        status = enter_packed(input, reader, name, bytes, bytes_max, error);
    }
    if (status != IX_OK) {
        for (int i = before; i < input->count; i++) {
            ix_buf_free(&input->bytes[i]);
        }
        input->count = before;
    } else if (role.len > 0 && input->count == before + 1) {
        input->files[before].role = role;
    }
    return status;
}

ix_status ix_input_add_mapping(ix_input *input, const char *path, ix_error *error) {
    int at = input->count;
    ix_str name = ix_str_from_cstr(path);
    if (at == IX_LIST_FILES_MAX) {
        return ix_error_at(error, IX_E_LIMIT, name, 0, -1,
                           "a snapshot has at most %d files, its mapping among them",
                           IX_LIST_FILES_MAX);
    }
    ix_buf_init(&input->bytes[at], IX_YAML_BYTES_MAX);
    ix_status status = ix_file_read(&input->bytes[at], path, error);
    if (status == IX_OK && input->bytes[at].len == 0) {
        status = ix_error_at(error, IX_E_INPUT, name, 0, -1, "the file is empty");
    }
    if (status != IX_OK) {
        ix_buf_free(&input->bytes[at]);
        return status;
    }
    snprintf(input->names[at], sizeof input->names[at], "%.255s", ix_path_name(path));
    input->files[at] = (ix_list_file){ix_str_from_cstr(input->names[at]), IX_STR(IX_LIST_MAP_ROLE),
                                      ix_buf_view(&input->bytes[at])};
    input->count++;
    return IX_OK;
}

void ix_input_free(ix_input *input) {
    for (int i = 0; i < input->count; i++) {
        ix_buf_free(&input->bytes[i]);
    }
    input->count = 0;
}
