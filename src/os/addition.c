/* Adding a snapshot: read, check, archive, enter into the history, build the image, all or nothing.
 *
 * Reading needs no lock and touches nothing, so that wrong input leaves the data folder as it was.
 * Under the lock everything new is staged; one commit makes it one change.
 *
 * While snapshots are held, a list has two histories: of what serves (journal.ixj) and of all that
 * is archived (held.ixj). Otherwise they are one. */
#include <interdict/os.h>

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "home.h"

#define WAIT_SECONDS 300 /* for another writer */

/* What one addition knows on its way. */
typedef struct adding {
    const ix_addition *request;
    ix_addition_result *result;
    ix_home *home;
    ix_arena *arena;
    ix_parsed_snapshot parsed;
    ix_manifest list; /* as it is; after extend() as it will be */
    bool list_exists;
    int same;                /* the snapshot of the list that these bytes are, or -1 */
    int held_before;         /* snapshots held before this one */
    ix_list_history all;     /* of all that is archived, this one included */
    ix_list_history serving; /* of what serves, this one included unless it is to be held */
    ix_buf all_bytes;
    ix_buf serving_bytes;
    const ix_digest *base; /* of a delta: the snapshot it was merged into; else NULL */
} adding;

/* ------------------------------------------------------------------ reading */

static ix_status check_digest(const ix_addition *request, ix_error *error) {
    if (request->expected == NULL || ix_digest_equal(request->expected, &request->input->digest)) {
        return IX_OK;
    }
    ix_buf hex;
    ix_buf_init(&hex, 64);
    ix_digest_print(&hex, &request->input->digest);
    ix_error_at(error, IX_E_REFUSED, request->input->files[0].name, 0, -1,
                "its SHA-256 is %.*s, not the expected one", (int)hex.len, hex.ptr);
    ix_buf_free(&hex);
    return IX_E_REFUSED;
}

/* The order of authority on when a snapshot was published. */
static void settle_published(adding *a) {
    const ix_addition *request = a->request;
    ix_addition_result *result = a->result;
    const struct {
        ix_when when;
        ix_published_from from;
    } said[] = {{request->published, IX_PUBLISHED_GIVEN},
                {request->served_first ? request->served : (ix_when){0}, IX_PUBLISHED_HEADER},
                {a->parsed.report.published, IX_PUBLISHED_BYTES},
                {request->served, IX_PUBLISHED_HEADER},
                {{IX_WHEN_INSTANT, request->received}, IX_PUBLISHED_RECEIVED}};
    int i = 0;
    while (said[i].when.kind == IX_WHEN_NONE) {
        i++;
    }
    result->snapshot.published = said[i].when;
    result->published_from = said[i].from;
    result->snapshot.received = request->received;
}

/* The layout of the newest snapshot of this format. */
static ix_str layout_before(const adding *a) {
    for (int i = a->list.snapshot_count - 1; i >= 0; i--) {
        if (ix_str_equal(a->list.snapshots[i].format,
                         ix_str_from_cstr(a->request->reader->format))) {
            return a->list.snapshots[i].layout;
        }
    }
    return (ix_str){0};
}

static ix_status parse(adding *a, ix_error *error) {
    const ix_addition *request = a->request;
    const ix_manifest *list = &a->list;
    char what[IX_LIST_ID_BYTES_MAX + 16];
    snprintf(what, sizeof what, "reading %" IX_FMT, IX_ARG(a->result->list_id));
    /* Likely about as many as the last time. */
    int last = list->snapshot_count - 1;
    ix_reading reading = {.layout_before = layout_before(a),
                          .progress = request->progress,
                          .what = what,
                          .expected =
                              last < 0 ? 0 : (int64_t)list->snapshots[last].snapshot.entities};
    ix_progress_tell(request->progress, what, 0, 0);
    ix_status status =
        ix_snapshot_parse_like(&a->parsed, &reading, request->reader, request->input->files,
                               request->input->count, request->knowledge, a->arena, error);
    if (status != IX_OK) {
        return status;
    }
    /* Text that came out of the file is kept in JSON and must come back as it went in. */
    ix_buf repaired;
    ix_buf_init(&repaired, IX_LIST_BYTES_MAX);
    ix_utf8_repair(&repaired, a->parsed.report.layout);
    ix_str layout = ix_arena_copy(a->arena, ix_buf_view(&repaired));
    bool lost = layout.len != (ptrdiff_t)repaired.len || repaired.status != IX_OK;
    a->parsed.report.layout = layout;
    ix_buf_free(&repaired);
    if (lost) {
        return ix_error_set(error, IX_E_MEMORY, "out of memory while reading");
    }
    a->result->report = &a->parsed.report;
    a->result->snapshot.state = a->parsed.state;
    settle_published(a);
    return IX_OK;
}

/* ------------------------------------------------------------------ the list as it is */

static ix_status load_list(adding *a, ix_error *error) {
    ix_error missing = {0};
    ix_status status = ix_home_list(&a->list, a->home, a->result->list_id, a->arena, &missing);
    a->list_exists = status == IX_OK;
    if (status == IX_E_NOT_FOUND) {
        a->list = (ix_manifest){.id = a->result->list_id,
                                .publisher = ix_str_from_cstr(a->request->reader->publisher),
                                .zone = a->request->reader->zone,
                                .serving = -1};
        return IX_OK;
    }
    if (status != IX_OK) {
        if (error != NULL) {
            *error = missing;
        }
        return status;
    }
    if (a->list.zone != a->request->reader->zone) {
        return ix_error_set(error, IX_E_USAGE,
                            "list '%" IX_FMT "' is of another publisher (%" IX_FMT
                            "); store this one under an id of its own",
                            IX_ARG(a->list.id), IX_ARG(a->list.publisher));
    }
    for (int i = 0; i < a->list.snapshot_count; i++) {
        a->held_before += a->list.snapshots[i].held;
    }
    return IX_OK;
}

/* When it was published, as far as that can be told: of fetched bytes what the server said, once
 * they are read what they say themselves. */
static ix_when time_stated(const adding *a) {
    const ix_addition *request = a->request;
    if (request->published.kind != IX_WHEN_NONE || request->served.kind == IX_WHEN_NONE) {
        return request->published;
    }
    return a->result->report != NULL ? a->result->snapshot.published : request->served;
}

/* The snapshot that these bytes are, or -1. A list may return to an earlier state, so with a time
 * given only the snapshots next to that time are looked at: between others, the same bytes are a
 * statement of their own. Bytes without a time, given again, are what they were. */
static int find_same(const adding *a) {
    const ix_manifest *list = &a->list;
    const ix_digest *hash = &a->result->snapshot.hash;
    ix_when when = time_stated(a);
    bool timed = when.kind != IX_WHEN_NONE;
    int64_t instant = timed ? ix_when_instant(when, list->zone) : INT64_MAX;
    for (int i = list->snapshot_count - 1; i >= 0; i--) {
        const ix_snapshot *s = &list->snapshots[i].snapshot;
        bool next =
            i == 0 || ix_when_instant(s[0].published, list->zone) <= instant ||
            ix_when_instant(list->snapshots[i - 1].snapshot.published, list->zone) <= instant;
        if (next && ix_digest_equal(&s->hash, hash)) {
            return i;
        }
        if (timed && ix_when_instant(s->published, list->zone) < instant) {
            return -1;
        }
    }
    return -1;
}

/* Are these bytes there already, in the state asked for? Fills the result if so. */
static bool is_there(adding *a) {
    a->same = find_same(a);
    const ix_archived *s = a->same < 0 ? NULL : &a->list.snapshots[a->same];
    if (s == NULL || (s->held && !a->request->hold)) {
        return false;
    }
    a->result->added = IX_ADDED_SAME;
    a->result->snapshot = s->snapshot;
    a->result->published_from = s->published_from;
    a->result->ordinal = (uint32_t)a->same;
    return true;
}

/* An update is a step forward: what is older than the serving snapshot belongs to `lists add`. The
 * same bytes as an older snapshot's are older too, whenever they were served. */
static ix_status check_newest(const adding *a, ix_error *error) {
    const ix_manifest *list = &a->list;
    if (!a->request->newest_only || list->serving < 0) {
        return IX_OK;
    }
    const ix_archived *serving = &list->snapshots[list->serving];
    int64_t then = ix_when_instant(serving->snapshot.published, list->zone);
    if (ix_when_instant(a->result->snapshot.published, list->zone) >= then) {
        return IX_OK;
    }
    ix_buf said;
    ix_buf_init(&said, 256);
    ix_buf_append_cstr(&said, "it was published ");
    ix_when_print(&said, a->result->snapshot.published);
    ix_buf_append_cstr(&said, ", before the serving one, ");
    ix_when_print(&said, serving->snapshot.published);
    if (serving->published_from == IX_PUBLISHED_RECEIVED) {
        ix_buf_append_cstr(&said, ", which is when that one was received, for nothing said when "
                                  "it was published");
    }
    ix_error_set(error, IX_E_REFUSED, "%.*s", (int)said.len, said.ptr);
    ix_buf_free(&said);
    return IX_E_REFUSED;
}

/* ------------------------------------------------------------------ refusing */

/* Keep a refused attempt beside the list. Best effort: the refusal stands whether or not it could
 * be written down. Locked only. */
static void keep_attempt(adding *a, const ix_error *reason) {
    ix_attempt attempt = {.received = a->request->received,
                          .hash = a->result->snapshot.hash,
                          .format = ix_str_from_cstr(a->request->reader->format),
                          .reason = ix_str_from_cstr(reason->text)};
    attempt_keep(a->home, a->list.id, &attempt, a->request->input);
}

/* A refusal found before the lock was taken. Nothing is created for a list that is not there. */
static ix_status refuse_unlocked(adding *a, const ix_error *reason) {
    if (load_list(a, NULL) == IX_OK && a->list_exists &&
        ix_home_lock(a->home, WAIT_SECONDS, NULL) == IX_OK) {
        keep_attempt(a, reason);
        ix_home_unlock(a->home);
    }
    return IX_E_REFUSED;
}

/* Whatever a refused addition staged is dropped, and the attempt is kept. */
static void refuse_locked(adding *a, const ix_error *reason) {
    ix_home_unlock(a->home);
    if (a->list_exists && ix_home_lock(a->home, WAIT_SECONDS, NULL) == IX_OK) {
        keep_attempt(a, reason);
    }
}

/* ------------------------------------------------------------------ entering */

static ix_list_history empty_history(const adding *a) {
    return (ix_list_history){
        .id = a->list.id, .publisher = a->list.publisher, .zone = a->list.zone};
}

/* Insert into one history; the newest snapshot's format is the history's. */
static ix_status insert(ix_list_history *history, uint32_t *ordinal, adding *a, ix_error *error) {
    ix_list_history next;
    ix_status status = ix_history_insert(&next, ordinal, history, &a->result->snapshot, &a->parsed,
                                         a->arena, error);
    if (status == IX_OK) {
        *history = next;
        if (*ordinal + 1 == (uint32_t)next.snapshot_count) {
            history->format = ix_str_from_cstr(a->request->reader->format);
        }
    }
    return status;
}

static ix_status enter_histories(adding *a, ix_error *error) {
    uint32_t ordinal;
    ix_status status = IX_OK;
    a->all = a->serving = empty_history(a);
    if (a->list.snapshot_count > 0) {
        status =
            ix_home_history(&a->all, &a->all_bytes, a->home, a->list.id, true, a->arena, error);
    }
    if (status == IX_OK && a->list.serving >= 0) {
        status = ix_home_history(&a->serving, &a->serving_bytes, a->home, a->list.id, false,
                                 a->arena, error);
    }
    if (status == IX_OK && a->all.snapshot_count != a->list.snapshot_count) {
        status = ix_error_set(error, IX_E_CORRUPT,
                              "%" IX_FMT ": journal and manifest differ; run `lists rebuild`",
                              IX_ARG(a->list.id));
    }
    if (status == IX_OK) {
        status = insert(&a->all, &a->result->ordinal, a, error);
    }
    if (status == IX_OK && !a->request->hold) {
        status = insert(&a->serving, &ordinal, a, error);
    }
    return status;
}

/* May it serve? It is compared with the snapshot before it by publication. */
static ix_status check_promotion(adding *a, ix_error *error) {
    uint32_t ordinal = a->result->ordinal;
    const ix_archived *before = ordinal == 0 ? NULL : &a->list.snapshots[ordinal - 1];
    ix_str format = ix_str_from_cstr(a->request->reader->format);
    bool same_format = before != NULL && ix_str_equal(before->format, format);
    a->result->serving_entities = before == NULL ? -1 : (int64_t)before->snapshot.entities;
    ix_promotion_policy policy = a->request->policy;
    if (a->base != NULL) {
        policy.shrink_percent_max = 100; /* a delta names each entity that it removes */
    }
    ix_status status = ix_promotion_check(&a->parsed.report, &policy, a->result->serving_entities,
                                          same_format ? before->layout : (ix_str){0}, error);
    a->result->snapshot.entities = (uint32_t)a->parsed.count;
    if (status == IX_OK && same_format) {
        status = ix_filled_check(&a->parsed.report, before->filled, before->unmodelled,
                                 before->unmodelled_count, &policy, error);
    }
    if (status == IX_OK && same_format) {
        status = ix_filled_compare(&a->parsed.report, before->filled, a->arena, error);
    }
    if (status == IX_OK && same_format) {
        status = ix_columns_compare(&a->parsed.report, before->columns, before->column_count,
                                    a->arena, error);
    }
    if (status == IX_OK) {
        delta_compare(&a->parsed.report, before, &a->result->snapshot, format, a->list.zone);
    }
    return status;
}

static ix_status describe(ix_archived *s, adding *a, ix_error *error) {
    const ix_read_report *report = &a->parsed.report;
    uint32_t ordinal = a->result->ordinal;
    const ix_archived *before = ordinal == 0 ? NULL : &a->list.snapshots[ordinal - 1];
    *s = (ix_archived){.snapshot = a->result->snapshot,
                       .published_from = a->result->published_from,
                       .format = ix_str_from_cstr(a->request->reader->format),
                       .held = a->request->hold,
                       .file_count = a->request->input->count,
                       .rows = report->rows,
                       .rows_read = report->rows_read,
                       .rows_refused = report->rows_refused,
                       .names = report->names,
                       .errors_accepted = a->request->policy.errors_accepted,
                       .layout = report->layout,
                       .columns = a->parsed.report.columns,
                       .column_count = report->column_count,
                       .warnings = a->parsed.report.warnings,
                       .warning_count = report->warning_count,
                       .unmodelled = a->parsed.report.unmodelled,
                       .unmodelled_count = report->unmodelled_count};
    memcpy(s->filled, report->filled, sizeof s->filled);
    return archive_stage(s->files, a->home, &a->list, before, a->request->input->files,
                         s->file_count, a->arena, error);
}

/* The manifest with the snapshot at its place. */
static ix_status extend(adding *a, ix_error *error) {
    ix_manifest *list = &a->list;
    uint32_t at = a->result->ordinal;
    if (a->same >= 0) {
        list->snapshots[a->same].held = false; /* held until now; its bytes are there */
    } else {
        ix_archived *grown = IX_NEW(a->arena, ix_archived, list->snapshot_count + 1);
        if (grown == NULL) {
            return ix_error_set(error, IX_E_MEMORY, "out of memory");
        }
        ix_status status = describe(&grown[at], a, error);
        if (status != IX_OK) {
            return status;
        }
        for (int i = 0; i < list->snapshot_count; i++) {
            grown[(uint32_t)i < at ? i : i + 1] = list->snapshots[i];
        }
        list->snapshots = grown;
        list->snapshot_count++;
    }
    list->serving = -1;
    for (int i = 0; i < list->snapshot_count; i++) {
        list->serving = list->snapshots[i].held ? list->serving : i;
    }
    return IX_OK;
}

/* Journals: with held snapshots both, else the serving one alone. */
static ix_status stage_journals(adding *a, ix_error *error) {
    bool hold = a->request->hold;
    bool any_held = a->all.snapshot_count > a->serving.snapshot_count;
    ix_status status = IX_OK;
    if (!hold) {
        status = stage_journal(a->home, &a->serving, "journal.ixj", error);
    }
    if (status == IX_OK && any_held) {
        status = stage_journal(a->home, &a->all, "held.ixj", error);
    } else if (status == IX_OK && a->held_before > 0) {
        char path[IX_PATH_BYTES_MAX];
        status = list_path(path, a->list.id, "held.ixj", error);
        if (status == IX_OK) {
            status = ix_home_stage_removal(a->home, path, error);
        }
    }
    return status;
}

/* What the servers said of these files; of files that were not fetched nothing was said. */
static ix_status stage_fetched(adding *a, ix_error *error) {
    char path[IX_PATH_BYTES_MAX];
    ix_status status = list_path(path, a->list.id, "fetched.json", error);
    return status == IX_OK && a->request->fetched.len > 0
               ? ix_home_stage(a->home, path, a->request->fetched, error)
               : status;
}

static ix_status stage_all(adding *a, ix_error *error) {
    const ix_addition *request = a->request;
    ix_progress_tell(request->progress, "archiving", 0, 0);
    ix_status status = extend(a, error);
    if (status == IX_OK) {
        status = stage_journals(a, error);
    }
    if (status == IX_OK && !request->hold) {
        ix_progress_tell(request->progress, "building the image", 0, 0);
        status = stage_image(a->home, &a->serving, 1, request->knowledge, request->progress,
                             a->arena, error);
    }
    if (status == IX_OK && a->list.refused.received != 0) {
        status = attempt_stage_removal(a->home, a->list.id, error);
    }
    if (status == IX_OK) {
        status = stage_fetched(a, error);
    }
    return status == IX_OK ? stage_manifest(a->home, &a->list, error) : status;
}

/* What it came to, from the manifest as it will be. */
static void conclude(adding *a) {
    bool newest = a->list.serving == (int)a->result->ordinal;
    a->result->added = a->request->hold ? IX_ADDED_HELD
                       : newest         ? IX_ADDED_SERVING
                                        : IX_ADDED_HISTORY;
}

static ix_status add_locked(adding *a, ix_error *error) {
    ix_status status = load_list(a, error);
    if (status != IX_OK) {
        return status;
    }
    bool there = is_there(a);
    status = check_newest(a, error);
    if (status != IX_OK || there) {
        return status;
    }
    if (a->base != NULL && !delta_fits(&a->list, a->base, a->request->hold)) {
        return ix_error_set(error, IX_E_REFUSED, "the list changed meanwhile; add it again");
    }
    if (a->same >= 0) {
        a->result->snapshot = a->list.snapshots[a->same].snapshot;
        a->result->published_from = a->list.snapshots[a->same].published_from;
    }
    status = enter_histories(a, error);
    if (status == IX_OK && a->same < 0) {
        status = check_promotion(a, error);
    }
    if (status == IX_OK) {
        status = stage_all(a, error);
    }
    if (status == IX_OK) {
        status = ix_home_commit(a->home, error);
    }
    if (status == IX_OK) {
        conclude(a);
    }
    return status;
}

/* Without a list in the folder, what can be refused is refused before anything is created. */
static ix_status check_first(adding *a, ix_error *error) {
    ix_status status = load_list(a, error);
    if (status == IX_OK && !a->list_exists) {
        a->result->serving_entities = -1;
        status = ix_promotion_check(&a->parsed.report, &a->request->policy, -1, (ix_str){0}, error);
    }
    a->held_before = 0;
    return status;
}

static ix_status add(adding *a, ix_error *error) {
    ix_status status = check_digest(a->request, error);
    if (status != IX_OK) {
        return refuse_unlocked(a, error);
    }
    status = load_list(a, error);
    if (status == IX_OK && is_there(a)) {
        status = check_newest(a, error);
        return status == IX_OK ? IX_OK : refuse_unlocked(a, error);
    }
    if (status != IX_OK) {
        return status;
    }
    a->held_before = 0;
    status = parse(a, error);
    if (status == IX_E_INPUT || status == IX_E_LIMIT) {
        refuse_unlocked(a, error); /* what came in a publication's place is an alarm too */
        return status;
    }
    if (status == IX_OK) {
        status = check_first(a, error);
    }
    if (status == IX_OK) {
        status = ix_home_lock(a->home, WAIT_SECONDS, error);
    }
    if (status != IX_OK) {
        return status;
    }
    status = add_locked(a, error);
    if (status == IX_E_REFUSED) {
        refuse_locked(a, error);
    }
    ix_home_unlock(a->home);
    return status;
}

/* A delta becomes the whole list it leads to, which is then added like any other. */
static ix_status add_delta(adding *a, const ix_delta_format *format, ix_error *error) {
    ix_addition whole = *a->request;
    ix_input merged;
    ix_digest base;
    const ix_archived *known = NULL;
    ix_status status = check_digest(a->request, error);
    if (status == IX_OK) {
        status = load_list(a, error);
    }
    a->held_before = 0;
    if (status == IX_OK) {
        status = delta_merge(&merged, &known, &base, format, a->home, &a->list, a->request,
                             a->arena, error);
    }
    if (status == IX_OK && known != NULL) {
        a->result->added = IX_ADDED_SAME;
        a->result->snapshot = known->snapshot;
        a->result->published_from = known->published_from;
        a->result->ordinal = (uint32_t)(known - a->list.snapshots);
        return IX_OK;
    }
    if (status != IX_OK) {
        return status == IX_E_REFUSED ? refuse_unlocked(a, error) : status;
    }
    whole.input = &merged;
    a->request = &whole;
    a->base = &base;
    a->result->snapshot.hash = ix_snapshot_hash(merged.files, merged.count);
    status = add(a, error);
    delta_free(&merged);
    return status;
}

ix_status ix_home_add(ix_addition_result *out, ix_home *home, const ix_addition *addition,
                      ix_arena *arena, ix_error *error) {
    ix_str id = addition->list_id.len > 0
                    ? addition->list_id
                    : ix_list_reader_list(addition->reader, addition->input->files[0].name);
    ix_error own = {0};
    error = error == NULL ? &own : error;
    *out = (ix_addition_result){.list_id = id, .serving_entities = -1};
    if (!list_id_is_valid(id)) {
        return ix_error_set(error, IX_E_USAGE,
                            "'%" IX_FMT "' is no list id: at most %d of a-z, 0-9 and _", IX_ARG(id),
                            IX_LIST_ID_BYTES_MAX);
    }
    adding *a = IX_NEW(arena, adding, 1);
    if (a == NULL) {
        return ix_error_set(error, IX_E_MEMORY, "out of memory");
    }
    *a = (adding){.request = addition, .result = out, .home = home, .arena = arena};
    ix_buf_init(&a->all_bytes, IX_JOURNAL_BYTES_MAX);
    ix_buf_init(&a->serving_bytes, IX_JOURNAL_BYTES_MAX);
    out->snapshot.hash = ix_snapshot_hash(addition->input->files, addition->input->count);
    const ix_delta_format *delta = ix_delta_format_find(ix_str_from_cstr(addition->reader->format));
    ix_status status = delta == NULL ? add(a, error) : add_delta(a, delta, error);
    ix_buf_free(&a->all_bytes);
    ix_buf_free(&a->serving_bytes);
    return status;
}
