/* What the data folder holds and what of it serves: manifests, journals, the image. */
#include <interdict/os.h>

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "home.h"
#include "system.h"

#define ATTEMPT_BYTES_MAX (1 << 20)

/* ------------------------------------------------------------------ lists */

static ix_status read_named(ix_buf *out, char path[IX_PATH_BYTES_MAX], const ix_home *home,
                            ix_str id, const char *name, ix_error *error) {
    char below[IX_PATH_BYTES_MAX];
    ix_status status = list_path(below, id, name, error);
    if (status == IX_OK) {
        status = ix_home_path(path, home, below, error);
    }
    return status == IX_OK ? ix_file_read(out, path, error) : status;
}

/* The last refused attempt; none when there is no such file. */
static ix_status read_attempt(ix_attempt *out, const ix_home *home, ix_str id, ix_arena *arena,
                              ix_error *error) {
    char path[IX_PATH_BYTES_MAX];
    ix_buf bytes;
    ix_buf_init(&bytes, ATTEMPT_BYTES_MAX);
    ix_error fault = {0};
    ix_status status = read_named(&bytes, path, home, id, "refused/attempt.json", &fault);
    if (status == IX_OK) {
        status = attempt_parse(out, ix_buf_view(&bytes), ix_str_from_cstr(path), arena, &fault);
    }
    ix_buf_free(&bytes);
    if (status == IX_E_NOT_FOUND) {
        return IX_OK;
    }
    if (status != IX_OK && error != NULL) {
        *error = fault;
    }
    return status;
}

ix_status ix_home_list(ix_manifest *out, const ix_home *home, ix_str id, ix_arena *arena,
                       ix_error *error) {
    char path[IX_PATH_BYTES_MAX];
    if (!list_id_is_valid(id)) {
        return ix_error_set(error, IX_E_NOT_FOUND, "there is no list '%" IX_FMT "'", IX_ARG(id));
    }
    ix_buf bytes;
    ix_buf_init(&bytes, IX_MANIFEST_BYTES_MAX);
    ix_manifest manifest = {0};
    ix_status status = read_named(&bytes, path, home, id, "manifest.json", error);
    if (status == IX_E_NOT_FOUND) {
        status = ix_error_set(error, IX_E_NOT_FOUND, "there is no list '%" IX_FMT "'", IX_ARG(id));
    }
    if (status == IX_OK) {
        status =
            manifest_parse(&manifest, ix_buf_view(&bytes), ix_str_from_cstr(path), arena, error);
    }
    ix_buf_free(&bytes);
    if (status == IX_OK && !ix_str_equal(manifest.id, id)) {
        status = ix_error_at(error, IX_E_CORRUPT, ix_str_from_cstr(path), 0, -1,
                             "is the manifest of another list");
    }
    if (status == IX_OK) {
        status = read_attempt(&manifest.refused, home, id, arena, error);
    }
    if (status == IX_OK) {
        *out = manifest;
    }
    return status;
}

static bool has_manifest(const char *lists, const char *id) {
    char name[IX_PATH_BYTES_MAX];
    char path[IX_PATH_BYTES_MAX];
    return list_id_is_valid(ix_str_from_cstr(id)) &&
           ix_path_join(name, id, "manifest.json", NULL) == IX_OK &&
           ix_path_join(path, lists, name, NULL) == IX_OK && ix_file_exists(path);
}

static int compare_ids(const void *a, const void *b) {
    return ix_str_compare(*(const ix_str *)a, *(const ix_str *)b);
}

/* Ids of all lists, sorted, in the arena. */
static ix_status find_ids(ix_str **ids, int *count, const ix_home *home, ix_arena *arena,
                          ix_error *error) {
    char path[IX_PATH_BYTES_MAX];
    ix_status status = ix_home_path(path, home, "lists", error);
    *count = 0;
    *ids = IX_NEW(arena, ix_str, IX_LISTS_MAX);
    if (status != IX_OK || *ids == NULL) {
        return status != IX_OK ? status : ix_error_set(error, IX_E_MEMORY, "out of memory");
    }
    DIR *folder = opendir(path);
    if (folder == NULL) {
        return errno == ENOENT ? IX_OK : system_refused(error, path, "read", errno);
    }
    struct dirent *entry;
    while (status == IX_OK && (entry = readdir(folder)) != NULL) {
        if (!has_manifest(path, entry->d_name)) {
            continue;
        }
        if (*count == IX_LISTS_MAX) {
            status = ix_error_at(error, IX_E_LIMIT, ix_str_from_cstr(path), 0, -1,
                                 "holds more than %d lists", IX_LISTS_MAX);
            break;
        }
        ix_str id = ix_arena_copy(arena, ix_str_from_cstr(entry->d_name));
        (*ids)[(*count)++] = id;
        status = id.ptr != NULL ? IX_OK : ix_error_set(error, IX_E_MEMORY, "out of memory");
    }
    closedir(folder);
    qsort(*ids, (size_t)*count, sizeof **ids, compare_ids);
    return status;
}

ix_status ix_home_lists(ix_manifest **out, int *count, const ix_home *home, ix_arena *arena,
                        ix_error *error) {
    ix_str *ids;
    int found;
    ix_status status = find_ids(&ids, &found, home, arena, error);
    ix_manifest *lists = status == IX_OK ? IX_NEW(arena, ix_manifest, found) : NULL;
    if (lists == NULL) {
        return status != IX_OK ? status : ix_error_set(error, IX_E_MEMORY, "out of memory");
    }
    for (int i = 0; i < found; i++) {
        status = ix_home_list(&lists[i], home, ids[i], arena, error);
        if (status != IX_OK) {
            return status;
        }
    }
    *out = lists;
    *count = found;
    return IX_OK;
}

/* ------------------------------------------------------------------ journals */

static ix_status read_journal(ix_buf *bytes, const ix_home *home, ix_str id, const char *name,
                              ix_error *error) {
    char path[IX_PATH_BYTES_MAX];
    ix_status status = list_path(path, id, name, error);
    return status == IX_OK ? archive_read(bytes, home, path, error) : status;
}

ix_status ix_home_history(ix_list_history *out, ix_buf *bytes, const ix_home *home, ix_str id,
                          bool held, ix_arena *arena, ix_error *error) {
    ix_error own = {0};
    error = error == NULL ? &own : error;
    /* Without held snapshots there is one journal for both. */
    ix_status status = held ? read_journal(bytes, home, id, "held.ixj", &own) : IX_E_NOT_FOUND;
    if (status == IX_E_NOT_FOUND) {
        status = read_journal(bytes, home, id, "journal.ixj", error);
    } else {
        *error = own;
    }
    if (status != IX_OK) {
        return status;
    }
    status = ix_journal_read(out, ix_buf_view(bytes), arena, error);
    if (status != IX_OK) {
        ix_error_wrap(error, "%" IX_FMT, IX_ARG(id));
        return status;
    }
    if (!ix_str_equal(out->id, id)) {
        return ix_error_set(error, IX_E_CORRUPT, "%" IX_FMT ": the journal is of another list",
                            IX_ARG(id));
    }
    return IX_OK;
}

ix_status stage_journal(ix_home *home, const ix_list_history *history, const char *name,
                        ix_error *error) {
    char path[IX_PATH_BYTES_MAX];
    ix_buf journal;
    ix_buf packed;
    ix_buf_init(&journal, IX_JOURNAL_BYTES_MAX);
    ix_buf_init(&packed, IX_JOURNAL_BYTES_MAX);
    ix_status status = list_path(path, history->id, name, error);
    ix_journal_write(&journal, history);
    if (status == IX_OK && journal.status != IX_OK) {
        status =
            ix_error_set(error, journal.status, "the journal: %s", ix_status_text(journal.status));
    }
    if (status == IX_OK) {
        status = archive_pack(&packed, ix_buf_view(&journal), (ix_str){0}, error);
    }
    if (status == IX_OK) {
        status = ix_home_stage(home, path, ix_buf_view(&packed), error);
    }
    ix_buf_free(&journal);
    ix_buf_free(&packed);
    return status;
}

ix_status stage_manifest(ix_home *home, const ix_manifest *manifest, ix_error *error) {
    char path[IX_PATH_BYTES_MAX];
    ix_buf text;
    ix_buf_init(&text, IX_MANIFEST_BYTES_MAX);
    ix_status status = list_path(path, manifest->id, "manifest.json", error);
    manifest_write(&text, manifest);
    if (status == IX_OK && text.status != IX_OK) {
        status = ix_error_set(error, text.status, "the manifest: %s", ix_status_text(text.status));
    }
    if (status == IX_OK) {
        status = ix_home_stage(home, path, ix_buf_view(&text), error);
    }
    ix_buf_free(&text);
    return status;
}

/* ------------------------------------------------------------------ the image */

static const ix_list_history *find_changed(const ix_list_history *changed, int count, ix_str id) {
    for (int i = 0; i < count; i++) {
        if (ix_str_equal(changed[i].id, id)) {
            return &changed[i];
        }
    }
    return NULL;
}

static int compare_histories(const void *a, const void *b) {
    const ix_list_history *x = a;
    const ix_list_history *y = b;
    return ix_str_compare(x->id, y->id);
}

/* The histories an image is built from, sorted by list id: the changed ones, and the journals of
 * all other lists that serve, in `bytes`. */
static ix_status gather_histories(ix_list_history *histories, ix_buf *bytes, int *count,
                                  const ix_home *home, const ix_manifest *lists, int list_count,
                                  const ix_list_history *changed, int changed_count,
                                  ix_arena *arena, ix_error *error) {
    *count = 0;
    for (int i = 0; i < changed_count; i++) {
        if (changed[i].snapshot_count > 0) {
            histories[(*count)++] = changed[i];
        }
    }
    for (int i = 0; i < list_count; i++) {
        if (lists[i].serving < 0 || find_changed(changed, changed_count, lists[i].id) != NULL) {
            continue;
        }
        ix_status status =
            ix_home_history(&histories[*count], &bytes[i], home, lists[i].id, false, arena, error);
        if (status != IX_OK) {
            return status;
        }
        (*count)++;
    }
    if (*count > 1) {
        qsort(histories, (size_t)*count, sizeof *histories, compare_histories);
    }
    return IX_OK;
}

/* Placed before the image: whoever maps an image finds all its snapshots named. */
static ix_status stage_provenance(ix_home *home, const ix_list_history *histories, int count,
                                  ix_error *error) {
    ix_buf text;
    ix_buf_init(&text, IX_MANIFEST_BYTES_MAX);
    ix_provenance_write(&text, histories, count);
    ix_status status = text.status == IX_OK
                           ? ix_home_stage(home, "image/provenance.txt", ix_buf_view(&text), error)
                           : ix_error_set(error, text.status, "the provenance of the image: %s",
                                          ix_status_text(text.status));
    ix_buf_free(&text);
    return status;
}

/* The image is a function of what was published: by which files, and when this computer received
 * them, is kept in manifest, journal and provenance. */
static ix_status distill(ix_list_history *histories, int count, ix_arena *arena, ix_error *error) {
    ix_status status = IX_OK;
    for (int i = 0; i < count && status == IX_OK; i++) {
        ix_list_history whole = histories[i];
        status = ix_history_distill(&histories[i], &whole, arena, error);
    }
    return status;
}

static ix_status build_and_stage(ix_home *home, const ix_list_history *histories, int count,
                                 const ix_knowledge *knowledge, ix_progress progress,
                                 ix_error *error) {
    ix_buf image;
    ix_crew_of_threads threads;
    const ix_build_options options = {.progress = progress, .crew = ix_crew_threads(&threads, 0)};
    ix_buf_init(&image, IX_IMAGE_BYTES_MAX);
    ix_status status = home->build != NULL ? home->build(&image, knowledge, histories, count, error)
                                           : ix_index_build_with(&image, knowledge, histories,
                                                                 count, &options, error);
    if (status == IX_OK) {
        status = ix_home_stage(home, "image/current.iximg", ix_buf_view(&image), error);
    }
    ix_buf_free(&image);
    return status;
}

ix_status stage_image(ix_home *home, const ix_list_history *changed, int changed_count,
                      const ix_knowledge *knowledge, ix_progress progress, ix_arena *arena,
                      ix_error *error) {
    ix_manifest *lists;
    int list_count;
    ix_status status = ix_home_lists(&lists, &list_count, home, arena, error);
    if (status != IX_OK) {
        return status;
    }
    ix_list_history *histories = IX_NEW(arena, ix_list_history, list_count + changed_count);
    ix_buf *bytes = IX_NEW(arena, ix_buf, list_count);
    if (histories == NULL || bytes == NULL) {
        return ix_error_set(error, IX_E_MEMORY, "out of memory");
    }
    for (int i = 0; i < list_count; i++) {
        ix_buf_init(&bytes[i], IX_JOURNAL_BYTES_MAX);
    }
    int count;
    status = gather_histories(histories, bytes, &count, home, lists, list_count, changed,
                              changed_count, arena, error);
    if (status == IX_OK) {
        status = stage_provenance(home, histories, count, error);
    }
    if (status == IX_OK) {
        status = distill(histories, count, arena, error);
    }
    if (status == IX_OK && count > 0) {
        status = build_and_stage(home, histories, count, knowledge, progress, error);
    }
    for (int i = 0; i < list_count; i++) {
        ix_buf_free(&bytes[i]);
    }
    return status;
}

ix_status ix_home_image(ix_map *out, const ix_home *home, ix_error *error) {
    char path[IX_PATH_BYTES_MAX];
    *out = (ix_map){0};
    ix_status status = ix_home_path(path, home, "image/current.iximg", error);
    return status == IX_OK ? ix_map_open(out, path, error) : status;
}

/* Without it the image would serve, but its decisions could not say by which publications. */
static ix_status attach_provenance(ix_index *index, const ix_home *home, ix_error *error) {
    char path[IX_PATH_BYTES_MAX];
    ix_buf text;
    ix_buf_init(&text, IX_MANIFEST_BYTES_MAX);
    ix_status status = ix_home_path(path, home, "image/provenance.txt", error);
    if (status == IX_OK) {
        status = ix_file_read(&text, path, error);
    }
    if (status == IX_E_NOT_FOUND) {
        status = ix_error_at(error, IX_E_CORRUPT, ix_str_from_cstr(path), 0, -1,
                             "is not there, and the image needs it; run `lists rebuild`");
    } else if (status == IX_OK) {
        status = ix_index_attach(index, ix_buf_view(&text), error);
    }
    ix_buf_free(&text);
    return status;
}

ix_status ix_home_index(ix_index **out, ix_map *map, const ix_home *home,
                        const ix_knowledge *knowledge, ix_arena *arena, ix_error *error) {
    ix_status status = ix_home_image(map, home, error);
    if (status == IX_OK) {
        status = ix_index_open(out, map->bytes, knowledge, arena, error);
    }
    if (status == IX_OK) {
        ix_index_release_by(*out, ix_map_release);
        status = attach_provenance(*out, home, error);
    }
    *out = status == IX_OK ? *out : NULL;
    return status;
}
