/* What changed between two snapshots of a history, and in which runs of snapshots an entity was
 * described in the same words. Both read the versions of a key, which stand together, oldest
 * first. */
#include <interdict/lists.h>

#include <assert.h>

/* A change while it is worked out: both sides decoded. */
typedef struct decoded {
    ix_entity before;
    ix_entity after;
    ix_change change;
} decoded;

static bool holds(const ix_version *version, uint32_t ordinal) {
    return version->from <= ordinal && ordinal < version->to;
}

static bool same_key(const ix_version *a, const ix_version *b) {
    return ix_str_equal(a->key, b->key);
}

/* From one version to another, either of which may be NULL; `before` and `after` of the change
 * point into `out`. */
static ix_status compare_versions(decoded *out, const ix_version *from, const ix_version *to,
                                  ix_arena *arena, ix_error *error) {
    assert(from != NULL || to != NULL);
    *out = (decoded){.change.key = from != NULL ? from->key : to->key};
    ix_change *c = &out->change;
    ix_status status = IX_OK;
    if (from != NULL) {
        status = ix_entity_decode(&out->before, from->record, arena, error);
        c->before = &out->before;
    }
    if (to != NULL && status == IX_OK) {
        status = ix_entity_decode(&out->after, to->record, arena, error);
        c->after = &out->after;
    }
    if (status != IX_OK) {
        ix_error_wrap(error, "entity %" IX_FMT, IX_ARG(c->key));
        return status;
    }
    c->kind = from == NULL ? IX_CHANGE_ADDED : to == NULL ? IX_CHANGE_REMOVED : IX_CHANGE_AMENDED;
    ix_detail_change *details;
    status = ix_entity_diff(&details, &c->detail_count, c->before, c->after, arena, error);
    c->details = details;
    return status;
}

/* Do two versions say the same, though their records differ? */
static ix_status say_the_same(bool *same, const ix_version *a, const ix_version *b, ix_arena *arena,
                              ix_error *error) {
    ix_arena_mark mark = ix_arena_position(arena);
    decoded d;
    ix_status status = compare_versions(&d, a, b, arena, error);
    *same = status == IX_OK && d.change.detail_count == 0;
    ix_arena_rewind(arena, mark);
    return status;
}

/* ------------------------------------------------------------------ two snapshots */

static ix_status tell_change(const ix_version *from, const ix_version *to, ix_change_sink sink,
                             void *context, ix_arena *arena, ix_error *error) {
    if (from == to) {
        return IX_OK; /* neither holds the entity, or one version is in both */
    }
    ix_arena_mark mark = ix_arena_position(arena);
    decoded d;
    ix_status status = compare_versions(&d, from, to, arena, error);
    if (status == IX_OK && (d.change.kind != IX_CHANGE_AMENDED || d.change.detail_count > 0)) {
        status = sink(context, &d.change, error);
    }
    ix_arena_rewind(arena, mark);
    return status;
}

ix_status ix_history_diff(const ix_list_history *history, uint32_t from, uint32_t to,
                          ix_change_sink sink, void *context, ix_arena *arena, ix_error *error) {
    assert(from < (uint32_t)history->snapshot_count && to < (uint32_t)history->snapshot_count);
    ix_status status = IX_OK;
    const ix_version *end = history->versions + history->version_count;
    for (const ix_version *v = history->versions; v < end && status == IX_OK;) {
        const ix_version *key = v;
        const ix_version *old = NULL;
        const ix_version *new = NULL;
        for (; v < end && same_key(v, key); v++) {
            old = holds(v, from) ? v : old;
            new = holds(v, to) ? v : new;
        }
        status = tell_change(old, new, sink, context, arena, error);
    }
    return status;
}

/* ------------------------------------------------------------------ one entity */

static const ix_version *find_versions(const ix_list_history *history, ix_str key,
                                       const ix_version **end) {
    int64_t low = 0;
    int64_t high = history->version_count;
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        if (ix_str_compare(history->versions[middle].key, key) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    const ix_version *first = history->versions + low;
    const ix_version *v = first;
    while (v < history->versions + history->version_count && ix_str_equal(v->key, key)) {
        v++;
    }
    *end = v;
    return first;
}

/* The last version of the interval that begins with `first`. */
static ix_status find_last(const ix_version **last, const ix_version *first, const ix_version *end,
                           ix_arena *arena, ix_error *error) {
    ix_status status = IX_OK;
    bool same = true;
    for (*last = first; *last + 1 < end && (*last)->to == (*last)[1].from;) {
        status = say_the_same(&same, *last, *last + 1, arena, error);
        if (status != IX_OK || !same) {
            break;
        }
        (*last)++;
    }
    return status;
}

ix_status ix_history_periods(const ix_list_history *history, ix_str key, ix_period_sink sink,
                               void *context, ix_arena *arena, ix_error *error) {
    const ix_version *end;
    const ix_version *first = find_versions(history, key, &end);
    const ix_version *before = NULL;
    ix_status status = IX_OK;
    while (first < end && status == IX_OK) {
        const ix_version *last;
        decoded d;
        ix_arena_mark mark = ix_arena_position(arena);
        bool goes_on = before != NULL && before->to == first->from;
        status = find_last(&last, first, end, arena, error);
        if (status == IX_OK) {
            status = compare_versions(&d, goes_on ? before : NULL, first, arena, error);
        }
        if (status == IX_OK) {
            ix_period interval = {.from = first->from, .to = last->to, .change = d.change};
            bool goes_on_behind = last + 1 < end && last[1].from == last->to;
            interval.gone = last->to != IX_ORDINAL_OPEN && !goes_on_behind;
            status = sink(context, &interval, error);
        }
        ix_arena_rewind(arena, mark);
        before = last;
        first = last + 1;
    }
    return status;
}
