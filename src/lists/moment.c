/* The moment of knowledge that somebody names by a snapshot. */
#include <interdict/lists.h>

static ix_status find_in_list(int64_t *instant, const ix_list_history *list, ix_str text,
                              ix_error *error) {
    uint32_t ordinal;
    ix_status status = ix_history_find(&ordinal, list, text, error);
    if (status == IX_OK) {
        const ix_snapshot *snapshot = &list->snapshots[ordinal];
        *instant = snapshot->published.kind != IX_WHEN_NONE
                       ? ix_when_instant(snapshot->published, list->zone)
                       : snapshot->received;
    }
    return status;
}

static ix_status find_by_list(ix_when *out, const ix_list_history *lists, int count, ix_str id,
                              ix_str when, ix_error *error) {
    for (int i = 0; i < count; i++) {
        if (ix_str_equal(lists[i].id, id)) {
            out->kind = IX_WHEN_INSTANT;
            return find_in_list(&out->value, &lists[i], when, error);
        }
    }
    return ix_error_set(error, IX_E_NOT_FOUND, "no list '%" IX_FMT "' is loaded", IX_ARG(id));
}

/* The last publication of that day, of any list; without one the day itself says it all. */
static ix_when find_day(const ix_list_history *lists, int count, ix_when day, ix_str text) {
    ix_when found = day;
    for (int i = 0; i < count; i++) {
        int64_t instant;
        if (find_in_list(&instant, &lists[i], text, NULL) == IX_OK &&
            (found.kind == IX_WHEN_DATE || instant > found.value)) {
            found = (ix_when){IX_WHEN_INSTANT, instant};
        }
    }
    return found;
}

static ix_status find_hash(ix_when *out, const ix_list_history *lists, int count, ix_str digits,
                           ix_error *error) {
    const ix_list_history *owner = NULL;
    for (int i = 0; i < count; i++) {
        int64_t instant;
        ix_status status = find_in_list(&instant, &lists[i], digits, error);
        if (status == IX_E_NOT_FOUND) {
            continue;
        }
        if (status != IX_OK) {
            return status;
        }
        if (owner != NULL) {
            return ix_error_set(error, IX_E_INPUT,
                                "hashes of snapshots of %" IX_FMT " and of %" IX_FMT
                                " begin with %" IX_FMT,
                                IX_ARG(owner->id), IX_ARG(lists[i].id), IX_ARG(digits));
        }
        owner = &lists[i];
        *out = (ix_when){IX_WHEN_INSTANT, instant};
    }
    return owner != NULL
               ? IX_OK
               : ix_error_set(error, IX_E_NOT_FOUND,
                              "no snapshot has a hash that begins with %" IX_FMT, IX_ARG(digits));
}

ix_status ix_moment_find(ix_when *out, const ix_list_history *lists, int list_count, ix_str text,
                         ix_error *error) {
    ix_str when;
    ix_str id = ix_str_cut(text, '@', &when);
    *out = (ix_when){0};
    if (when.ptr != NULL) {
        return find_by_list(out, lists, list_count, id, when, error);
    }
    ix_when day;
    if (ix_when_parse(&day, text, NULL) != IX_OK) {
        return find_hash(out, lists, list_count, text, error);
    }
    *out = day.kind == IX_WHEN_DATE ? find_day(lists, list_count, day, text) : day;
    return IX_OK;
}
