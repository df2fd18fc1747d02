/* Making journals and image again from the archived bytes.
 *
 * Each snapshot is read as it was read when it came, in publication order, with the times kept in
 * the manifest. After each one the history is written as a journal and read back, so that memory
 * holds one history and one snapshot however long the archive is:
 *
 *     history n (in bytes A)  +  snapshot n+1  ->  journal in bytes B  ->  history n+1 (in B) */
#include <interdict/os.h>

#include <assert.h>
#include <string.h>

#include "home.h"

#define WAIT_SECONDS    300 /* for another writer */
#define ARENA_BYTES_MAX ((size_t)32 << 30)

/* A history and the bytes it lies in. */
typedef struct stand {
    ix_list_history history;
    ix_buf bytes;
    ix_arena arena;
} stand;

/* Two stands taking turns: the newest is stands[turn]. */
typedef struct growing {
    stand stands[2];
    int turn;
} growing;

static void growing_init(growing *g, const ix_manifest *list) {
    *g = (growing){0};
    for (int i = 0; i < 2; i++) {
        ix_buf_init(&g->stands[i].bytes, IX_JOURNAL_BYTES_MAX);
        ix_arena_init(&g->stands[i].arena, ARENA_BYTES_MAX);
    }
    g->stands[0].history =
        (ix_list_history){.id = list->id, .publisher = list->publisher, .zone = list->zone};
}

static void growing_free(growing *g) {
    for (int i = 0; i < 2; i++) {
        ix_buf_free(&g->stands[i].bytes);
        ix_arena_free(&g->stands[i].arena);
    }
}

static const ix_list_history *newest(const growing *g) {
    return &g->stands[g->turn].history;
}

static ix_status grow(growing *g, const ix_snapshot *snapshot, const ix_parsed_snapshot *parsed,
                      ix_str format, ix_arena *scratch, ix_error *error) {
    stand *next = &g->stands[1 - g->turn];
    ix_list_history history;
    uint32_t ordinal;
    ix_status status =
        ix_history_insert(&history, &ordinal, newest(g), snapshot, parsed, scratch, error);
    if (status != IX_OK) {
        return status;
    }
    if (ordinal + 1 != (uint32_t)history.snapshot_count) {
        return ix_error_set(error, IX_E_CORRUPT, "the manifest is not in order of publication");
    }
    history.format = format;
    ix_buf_clear(&next->bytes);
    ix_arena_reset(&next->arena);
    ix_journal_write(&next->bytes, &history);
    if (next->bytes.status != IX_OK) {
        return ix_error_set(error, next->bytes.status, "the journal: %s",
                            ix_status_text(next->bytes.status));
    }
    status = ix_journal_read(&next->history, ix_buf_view(&next->bytes), &next->arena, error);
    g->turn = 1 - g->turn;
    return status;
}

/* ------------------------------------------------------------------ one snapshot */

/* What rebuilding a list works on. */
typedef struct rebuilding {
    const ix_home *home;
    const ix_knowledge *knowledge;
    ix_manifest *list;
    archive_cache cache;
    growing all;
    growing serving;
    bool any_held;
    ix_arena scratch; /* of one snapshot */
    ix_arena *arena;  /* of the new manifest */
} rebuilding;

static ix_status fetch_files(ix_list_file *files, rebuilding *r, const ix_archived *s,
                             ix_error *error) {
    for (int i = 0; i < s->file_count; i++) {
        files[i] = (ix_list_file){.name = s->files[i].name, .role = s->files[i].role};
        ix_status status =
            archive_fetch(&files[i].bytes, &r->cache, r->home, r->list, &s->files[i].hash, error);
        if (status != IX_OK) {
            return status;
        }
    }
    ix_digest hash = ix_snapshot_hash(files, s->file_count);
    if (!ix_digest_equal(&hash, &s->snapshot.hash)) {
        return ix_error_set(error, IX_E_CORRUPT, "a snapshot is not made of its files");
    }
    return IX_OK;
}

/* Copy what the manifest keeps of counters out of the snapshot's scratch memory. */
static ix_counter *copy_counters(const ix_counter *counters, int count, ix_arena *arena) {
    ix_counter *copies = IX_NEW(arena, ix_counter, count);
    for (int i = 0; i < count && copies != NULL; i++) {
        copies[i] = (ix_counter){ix_arena_copy(arena, counters[i].name), counters[i].count,
                                 ix_arena_copy(arena, counters[i].example)};
    }
    return copies;
}

/* The counts as the reader gives them now. */
static ix_status recount(ix_archived *s, const ix_read_report *report, ix_arena *arena,
                         ix_error *error) {
    s->rows = report->rows;
    s->rows_read = report->rows_read;
    s->rows_refused = report->rows_refused;
    s->names = report->names;
    s->snapshot.entities = (uint32_t)report->entities;
    memcpy(s->filled, report->filled, sizeof s->filled);
    s->column_count = report->column_count;
    s->columns = copy_counters(report->columns, report->column_count, arena);
    s->warning_count = report->warning_count;
    s->warnings = copy_counters(report->warnings, report->warning_count, arena);
    s->unmodelled_count = report->unmodelled_count;
    s->unmodelled = copy_counters(report->unmodelled, report->unmodelled_count, arena);
    return s->columns != NULL && s->warnings != NULL && s->unmodelled != NULL
               ? IX_OK
               : ix_error_set(error, IX_E_MEMORY, "out of memory");
}

static ix_status rebuild_snapshot(rebuilding *r, ix_archived *s, ix_error *error) {
    ix_list_file files[IX_LIST_FILES_MAX];
    const ix_list_reader *reader = ix_list_reader_find(s->format);
    if (reader == NULL) {
        return ix_error_set(error, IX_E_UNSUPPORTED, "no reader of the format '%" IX_FMT "'",
                            IX_ARG(s->format));
    }
    ix_status status = fetch_files(files, r, s, error);
    ix_parsed_snapshot *parsed =
        status == IX_OK ? IX_NEW(&r->scratch, ix_parsed_snapshot, 1) : NULL;
    if (parsed == NULL) {
        return status != IX_OK ? status : ix_error_set(error, IX_E_MEMORY, "out of memory");
    }
    ix_reading reading = {.layout_before = s->layout};
    status = ix_snapshot_parse_like(parsed, &reading, reader, files, s->file_count, r->knowledge,
                                    &r->scratch, error);
    s->snapshot.state = parsed->state;
    if (status == IX_OK && parsed->report.rows_refused > s->errors_accepted) {
        const ix_error *first = &parsed->report.refusals[0];
        status = ix_error_set(error, IX_E_REFUSED, "rows are refused that were not: %s:%lld: %s",
                              first->source, (long long)first->line, first->text);
    }
    const ix_archived *before = s == r->list->snapshots ? NULL : s - 1;
    if (status == IX_OK && before != NULL && ix_str_equal(before->format, s->format)) {
        status = ix_filled_compare(&parsed->report, before->filled, &r->scratch, error);
    }
    if (status == IX_OK && before != NULL && ix_str_equal(before->format, s->format)) {
        status = ix_columns_compare(&parsed->report, before->columns, before->column_count,
                                    &r->scratch, error);
    }
    if (status == IX_OK) {
        delta_compare(&parsed->report, before, &s->snapshot, s->format, r->list->zone);
        status = recount(s, &parsed->report, r->arena, error);
    }
    if (status == IX_OK) {
        status = grow(&r->all, &s->snapshot, parsed, s->format, &r->scratch, error);
    }
    if (status == IX_OK && r->any_held && !s->held) {
        status = grow(&r->serving, &s->snapshot, parsed, s->format, &r->scratch, error);
    }
    return status;
}

/* ------------------------------------------------------------------ one list */

static void rebuilding_init(rebuilding *r, const ix_home *home, ix_manifest *list,
                            const ix_knowledge *knowledge, ix_arena *arena) {
    *r = (rebuilding){.home = home, .knowledge = knowledge, .list = list, .arena = arena};
    archive_cache_init(&r->cache);
    growing_init(&r->all, list);
    growing_init(&r->serving, list);
    ix_arena_init(&r->scratch, ARENA_BYTES_MAX);
    for (int i = 0; i < list->snapshot_count; i++) {
        r->any_held |= list->snapshots[i].held;
    }
}

static void rebuilding_free(rebuilding *r) {
    archive_cache_free(&r->cache);
    growing_free(&r->all);
    growing_free(&r->serving);
    ix_arena_free(&r->scratch);
}

static ix_status stage_list(ix_home *home, const rebuilding *r, ix_error *error) {
    const ix_list_history *serving = r->any_held ? newest(&r->serving) : newest(&r->all);
    ix_status status = IX_OK;
    if (serving->snapshot_count > 0) {
        status = stage_journal(home, serving, "journal.ixj", error);
    }
    if (status == IX_OK && r->any_held) {
        status = stage_journal(home, newest(&r->all), "held.ixj", error);
    }
    return status == IX_OK ? stage_manifest(home, r->list, error) : status;
}

static ix_status rebuild_list(rebuilding *r, ix_home *home, ix_progress progress, ix_error *error) {
    ix_manifest *list = r->list;
    for (int i = 0; i < list->snapshot_count; i++) {
        ix_progress_tell(progress, "reading snapshots", i, list->snapshot_count);
        ix_status status = rebuild_snapshot(r, &list->snapshots[i], error);
        if (status != IX_OK) {
            ix_buf when;
            ix_buf_init(&when, 64);
            ix_when_print(&when, list->snapshots[i].snapshot.published);
            ix_error_wrap(error, "%" IX_FMT ", snapshot of %" IX_FMT, IX_ARG(list->id),
                          IX_ARG(ix_buf_view(&when)));
            ix_buf_free(&when);
            return status;
        }
        ix_arena_reset(&r->scratch);
    }
    return stage_list(home, r, error);
}

/* ------------------------------------------------------------------ all lists */

static ix_status rebuild_all(ix_home *home, rebuilding *parts, ix_list_history *histories,
                             ix_manifest *lists, int count, const ix_knowledge *knowledge,
                             ix_progress progress, ix_arena *arena, ix_error *error) {
    ix_status status = IX_OK;
    for (int i = 0; i < count; i++) {
        rebuilding_init(&parts[i], home, &lists[i], knowledge, arena);
    }
    for (int i = 0; i < count && status == IX_OK; i++) {
        status = rebuild_list(&parts[i], home, progress, error);
        histories[i] = parts[i].any_held ? *newest(&parts[i].serving) : *newest(&parts[i].all);
    }
    if (status == IX_OK && count > 0) {
        ix_progress_tell(progress, "building the image", 0, 0);
        status = stage_image(home, histories, count, knowledge, progress, arena, error);
    }
    for (int i = 0; i < count; i++) {
        rebuilding_free(&parts[i]);
    }
    return status == IX_OK ? ix_home_commit(home, error) : status;
}

ix_status ix_home_rebuild(ix_home *home, const ix_knowledge *knowledge, ix_progress progress,
                          ix_arena *arena, ix_error *error) {
    ix_manifest *lists;
    int count = 0;
    if (!ix_file_exists(home->path)) {
        return IX_OK;
    }
    ix_error own = {0};
    error = error == NULL ? &own : error;
    ix_status status = ix_home_lock(home, WAIT_SECONDS, error);
    if (status != IX_OK) {
        return status;
    }
    status = ix_home_lists(&lists, &count, home, arena, error);
    rebuilding *parts = status == IX_OK ? IX_NEW(arena, rebuilding, count) : NULL;
    ix_list_history *histories = status == IX_OK ? IX_NEW(arena, ix_list_history, count) : NULL;
    if (status == IX_OK && (parts == NULL || histories == NULL)) {
        status = ix_error_set(error, IX_E_MEMORY, "out of memory");
    }
    if (status == IX_OK) {
        status =
            rebuild_all(home, parts, histories, lists, count, knowledge, progress, arena, error);
    }
    ix_home_unlock(home);
    return status;
}
