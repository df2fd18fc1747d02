/* Proving what the data folder holds: archived bytes, journals, image. Changes nothing. */
#include <interdict/os.h>

#include "home.h"

typedef struct verifying {
    ix_verification *out;
    const ix_home *home;
    void (*fault)(void *context, const ix_error *error);
    void *context;
    archive_cache cache;
    ix_arena scratch; /* of one list */
} verifying;

static void tell_fault(verifying *v, const ix_error *error) {
    v->out->faults++;
    if (v->fault != NULL) {
        v->fault(v->context, error);
    }
}

static void verify_snapshot(verifying *v, const ix_manifest *list, const ix_archived *s) {
    ix_list_file files[IX_LIST_FILES_MAX] = {{{0}, {0}, {0}}};
    for (int i = 0; i < s->file_count; i++) {
        ix_error error = {0};
        files[i].role = s->files[i].role;
        if (archive_fetch(&files[i].bytes, &v->cache, v->home, list, &s->files[i].hash, &error) !=
            IX_OK) {
            tell_fault(v, &error);
            return;
        }
        v->out->files++;
    }
    ix_digest hash = ix_snapshot_hash(files, s->file_count);
    if (!ix_digest_equal(&hash, &s->snapshot.hash)) {
        ix_error error = {0};
        ix_error_set(&error, IX_E_CORRUPT, "%" IX_FMT ": a snapshot is not made of its files",
                     IX_ARG(list->id));
        tell_fault(v, &error);
    }
    v->out->snapshots++;
}

/* Does the journal tell of the same snapshots as the manifest? With `held` of all, else only of
 * those that are not held. */
static bool journal_fits(const ix_list_history *history, const ix_manifest *list, bool held) {
    int at = 0;
    for (int i = 0; i < list->snapshot_count; i++) {
        const ix_snapshot *s = &list->snapshots[i].snapshot;
        if (list->snapshots[i].held && !held) {
            continue;
        }
        if (at == history->snapshot_count ||
            !ix_digest_equal(&history->snapshots[at].hash, &s->hash) ||
            history->snapshots[at].published.kind != s->published.kind ||
            history->snapshots[at].published.value != s->published.value ||
            history->snapshots[at].received != s->received ||
            !ix_digest_equal(&history->snapshots[at].state, &s->state) ||
            history->snapshots[at].entities != s->entities) {
            return false;
        }
        at++;
    }
    return at == history->snapshot_count;
}

static void verify_journal(verifying *v, const ix_manifest *list, bool held) {
    ix_list_history history;
    ix_buf bytes;
    ix_error error = {0};
    ix_buf_init(&bytes, IX_JOURNAL_BYTES_MAX);
    ix_status status =
        ix_home_history(&history, &bytes, v->home, list->id, held, &v->scratch, &error);
    if (status == IX_OK && !journal_fits(&history, list, held)) {
        status = ix_error_set(&error, IX_E_CORRUPT, "%" IX_FMT ": journal and manifest differ",
                              IX_ARG(list->id));
    }
    if (status != IX_OK) {
        tell_fault(v, &error);
    }
    ix_buf_free(&bytes);
}

static void verify_list(verifying *v, const ix_manifest *list, ix_progress progress) {
    bool any_held = false;
    for (int i = 0; i < list->snapshot_count; i++) {
        ix_progress_tell(progress, "checking snapshots", i, list->snapshot_count);
        verify_snapshot(v, list, &list->snapshots[i]);
        any_held |= list->snapshots[i].held;
    }
    if (list->serving >= 0) {
        verify_journal(v, list, false);
    }
    if (any_held) {
        verify_journal(v, list, true);
    }
    v->out->lists++;
    ix_arena_reset(&v->scratch);
}

/* Does the image hold what the manifests say serves? The newest snapshot may be one of several that
 * said the same at the same time; the provenance names the last of them. */
static bool image_fits(const ix_index *index, const ix_manifest *lists, int count) {
    int serving = 0;
    for (int i = 0; i < count; i++) {
        const ix_manifest *list = &lists[i];
        if (list->serving < 0) {
            continue;
        }
        const ix_index_list *known =
            serving < ix_index_list_count(index) ? ix_index_list_at(index, serving) : NULL;
        if (known == NULL || !ix_str_equal(known->id, list->id) || known->snapshot_count < 1 ||
            !ix_digest_equal(&known->snapshots[known->snapshot_count - 1].hash,
                             &list->snapshots[list->serving].snapshot.hash)) {
            return false;
        }
        serving++;
    }
    return serving == ix_index_list_count(index);
}

/* Every listed name and identifier through the whole search, as a question would go. */
static ix_status prove_search(verifying *v, const ix_index *index, ix_progress progress,
                              ix_error *error) {
    ix_crew_of_threads threads;
    ix_self_screen proved = {0};
    const ix_build_options options = {.progress = progress, .crew = ix_crew_threads(&threads, 0)};
    ix_status status = ix_index_self_screen(&proved, index, &options, error);
    v->out->names = proved.names;
    v->out->identifiers = proved.identifiers;
    if (status == IX_OK && proved.missed > 0) {
        status = ix_error_set(error, IX_E_CORRUPT,
                              "%lld listed names or identifiers do not find their entry",
                              (long long)proved.missed);
    }
    return status;
}

static void verify_image(verifying *v, const ix_manifest *lists, int count,
                         const ix_knowledge *knowledge, ix_progress progress) {
    ix_map map = {0};
    ix_index *index = NULL;
    ix_error error = {0};
    bool expected = false;
    for (int i = 0; i < count; i++) {
        expected |= lists[i].serving >= 0;
    }
    ix_status status = ix_home_index(&index, &map, v->home, knowledge, &v->scratch, &error);
    if (status == IX_E_NOT_FOUND && !expected) {
        return;
    }
    v->out->image = map.bytes.ptr != NULL;
    if (status == IX_OK) {
        status = ix_index_verify(index, &error);
    }
    if (status == IX_OK && !image_fits(index, lists, count)) {
        status = ix_error_set(&error, IX_E_CORRUPT, "image and manifests differ");
    }
    if (status == IX_OK) {
        status = prove_search(v, index, progress, &error);
    }
    if (status != IX_OK) {
        tell_fault(v, &error);
    }
    ix_map_close(&map);
}

ix_status ix_home_verify(ix_verification *out, const ix_home *home, const ix_knowledge *knowledge,
                         void (*fault)(void *context, const ix_error *error), void *context,
                         ix_progress progress, ix_arena *arena, ix_error *error) {
    ix_manifest *lists;
    int count;
    *out = (ix_verification){0};
    ix_status status = ix_home_lists(&lists, &count, home, arena, error);
    if (status != IX_OK) {
        return status;
    }
    verifying v = {.out = out, .home = home, .fault = fault, .context = context};
    archive_cache_init(&v.cache);
    ix_arena_init(&v.scratch, (size_t)32 << 30);
    for (int i = 0; i < count; i++) {
        verify_list(&v, &lists[i], progress);
    }
    verify_image(&v, lists, count, knowledge, progress);
    archive_cache_free(&v.cache);
    ix_arena_free(&v.scratch);
    return out->faults == 0 ? IX_OK
                            : ix_error_set(error, IX_E_CORRUPT, "%lld fault%s found",
                                           (long long)out->faults, out->faults == 1 ? "" : "s");
}
