/* Letting held snapshots serve: one build of the image for any number of lists. */
#include <interdict/os.h>

#include "home.h"

#define WAIT_SECONDS 300 /* for another writer */

static int count_held(const ix_manifest *list) {
    int held = 0;
    for (int i = 0; i < list->snapshot_count; i++) {
        held += list->snapshots[i].held;
    }
    return held;
}

static bool is_asked(ix_str id, const ix_str *ids, int id_count) {
    for (int i = 0; i < id_count; i++) {
        if (ix_str_equal(ids[i], id)) {
            return true;
        }
    }
    return id_count == 0;
}

static ix_status check_ids(const ix_home *home, const ix_str *ids, int id_count, ix_arena *arena,
                           ix_error *error) {
    for (int i = 0; i < id_count; i++) {
        ix_manifest list;
        ix_status status = ix_home_list(&list, home, ids[i], arena, error);
        if (status != IX_OK) {
            return status;
        }
    }
    return IX_OK;
}

/* All that is archived of one list becomes what serves. */
static ix_status stage_list(ix_list_history *history, ix_buf *bytes, ix_home *home,
                            ix_manifest *list, ix_arena *arena, ix_error *error) {
    char held[IX_PATH_BYTES_MAX];
    ix_status status = ix_home_history(history, bytes, home, list->id, true, arena, error);
    if (status == IX_OK) {
        status = stage_journal(home, history, "journal.ixj", error);
    }
    if (status == IX_OK) {
        status = list_path(held, list->id, "held.ixj", error);
    }
    if (status == IX_OK) {
        status = ix_home_stage_removal(home, held, error);
    }
    for (int i = 0; i < list->snapshot_count; i++) {
        list->snapshots[i].held = false;
    }
    list->serving = list->snapshot_count - 1;
    return status == IX_OK ? stage_manifest(home, list, error) : status;
}

static ix_status promote_locked(int *promoted, ix_home *home, const ix_str *ids, int id_count,
                                const ix_knowledge *knowledge, ix_progress progress,
                                ix_arena *arena, ix_error *error) {
    ix_manifest *lists;
    int list_count;
    int changed = 0;
    ix_status status = ix_home_lists(&lists, &list_count, home, arena, error);
    ix_list_history *histories =
        status == IX_OK ? IX_NEW(arena, ix_list_history, list_count) : NULL;
    ix_buf *bytes = status == IX_OK ? IX_NEW(arena, ix_buf, list_count) : NULL;
    if (histories == NULL || bytes == NULL) {
        return status != IX_OK ? status : ix_error_set(error, IX_E_MEMORY, "out of memory");
    }
    for (int i = 0; i < list_count; i++) {
        ix_buf_init(&bytes[i], IX_JOURNAL_BYTES_MAX);
    }
    for (int i = 0; i < list_count && status == IX_OK; i++) {
        int held = count_held(&lists[i]);
        if (held > 0 && is_asked(lists[i].id, ids, id_count)) {
            status =
                stage_list(&histories[changed], &bytes[changed], home, &lists[i], arena, error);
            *promoted += held;
            changed++;
        }
    }
    if (status == IX_OK && changed > 0) {
        ix_progress_tell(progress, "building the image", 0, 0);
        status = stage_image(home, histories, changed, knowledge, progress, arena, error);
    }
    if (status == IX_OK && changed > 0) {
        status = ix_home_commit(home, error);
    }
    for (int i = 0; i < list_count; i++) {
        ix_buf_free(&bytes[i]);
    }
    return status;
}

ix_status ix_home_promote(int *promoted, ix_home *home, const ix_str *ids, int id_count,
                          const ix_knowledge *knowledge, ix_progress progress, ix_arena *arena,
                          ix_error *error) {
    *promoted = 0;
    ix_status status = check_ids(home, ids, id_count, arena, error);
    if (status != IX_OK || !ix_file_exists(home->path)) {
        return status;
    }
    status = ix_home_lock(home, WAIT_SECONDS, error);
    if (status != IX_OK) {
        return status;
    }
    status = promote_locked(promoted, home, ids, id_count, knowledge, progress, arena, error);
    ix_home_unlock(home);
    if (status != IX_OK) {
        *promoted = 0;
    }
    return status;
}
