/* Inserting a snapshot into the history of a list.
 *
 * A snapshot published between two others takes a place among the ordinals, and those behind it
 * move up by one:
 *
 *     before   0 1 2 3 4          place = 2, N the new snapshot
 *     after    0 1 N 3 4 5
 *
 * A version that ends before the place stays as it is, one that begins behind it moves up, and one
 * that reaches across is cut there, because nobody has yet said that the new snapshot holds it. The
 * new snapshot's own version [place, place + 1) then joins each neighbor that touches it with the
 * same record. So a version is always the longest run of snapshots that say the same, and the
 * history does not depend on the order in which its snapshots arrived. */
#include <interdict/lists.h>

#include <assert.h>
#include <string.h>

static int64_t snapshot_instant(const ix_snapshot *snapshot, ix_zone zone) {
    if (snapshot->published.kind == IX_WHEN_NONE) {
        return snapshot->received;
    }
    return ix_when_instant(snapshot->published, zone);
}

/* Place by publication: behind all that were published at the same time or earlier. */
static uint32_t find_place(const ix_list_history *history, const ix_snapshot *snapshot) {
    int64_t instant = snapshot_instant(snapshot, history->zone);
    int place = history->snapshot_count;
    while (place > 0 && snapshot_instant(&history->snapshots[place - 1], history->zone) > instant) {
        place--;
    }
    return (uint32_t)place;
}

typedef struct merge {
    ix_version *out;
    int64_t count;
    int64_t room;
    uint32_t place;
    uint32_t total; /* snapshots after the insertion */
} merge;

/* Append a piece, or lengthen the one before it when it goes on with the same record. */
static void emit(merge *m, const ix_version *source, uint32_t from, uint32_t to) {
    assert(from < to && to <= m->total);
    ix_version *last = m->count == 0 ? NULL : &m->out[m->count - 1];
    if (last != NULL && last->to == from && ix_str_equal(last->key, source->key) &&
        ix_str_equal(last->record, source->record)) {
        last->to = to;
        return;
    }
    assert(m->count < m->room);
    m->out[m->count++] = (ix_version){source->key, source->record, from, to};
}

static uint32_t closed_end(const ix_version *version, uint32_t total_before) {
    return version->to == IX_ORDINAL_OPEN ? total_before : version->to;
}

/* All pieces of one key: what old versions say before the place, what the new snapshot says, what
 * old versions say behind it. `added` is NULL when the new snapshot lacks the key. */
static void merge_key(merge *m, const ix_version *old, int64_t old_count, const ix_version *added) {
    uint32_t before = m->total - 1;
    for (int64_t i = 0; i < old_count; i++) {
        uint32_t end = closed_end(&old[i], before);
        if (old[i].from < m->place) {
            emit(m, &old[i], old[i].from, end < m->place ? end : m->place);
        }
    }
    if (added != NULL) {
        emit(m, added, m->place, m->place + 1);
    }
    for (int64_t i = 0; i < old_count; i++) {
        uint32_t end = closed_end(&old[i], before);
        if (end > m->place) {
            uint32_t from = old[i].from > m->place ? old[i].from : m->place;
            emit(m, &old[i], from + 1, end + 1);
        }
    }
}

static void merge_versions(merge *m, const ix_list_history *history,
                           const ix_parsed_snapshot *parsed) {
    int64_t i = 0;
    int64_t j = 0;
    while (i < history->version_count || j < parsed->count) {
        const ix_version *old = i < history->version_count ? &history->versions[i] : NULL;
        const ix_version *added = j < parsed->count ? &parsed->versions[j] : NULL;
        assert(j == 0 || added == NULL || ix_str_compare(added[-1].key, added->key) < 0);
        int order = old == NULL ? 1 : added == NULL ? -1 : ix_str_compare(old->key, added->key);
        int64_t run = 0;
        while (order <= 0 && i + run < history->version_count &&
               ix_str_equal(history->versions[i + run].key, old->key)) {
            run++;
        }
        merge_key(m, old, run, order >= 0 ? added : NULL);
        i += run;
        j += order >= 0;
    }
    for (int64_t k = 0; k < m->count; k++) {
        if (m->out[k].to == m->total) {
            m->out[k].to = IX_ORDINAL_OPEN;
        }
    }
}

/* How many versions the merge can come to: each old one, one more for each that is cut in two,
 * and each new one. */
static int64_t merge_room(const ix_list_history *history, uint32_t place, int64_t added) {
    int64_t cut = 0;
    uint32_t total = (uint32_t)history->snapshot_count;
    for (int64_t i = 0; i < history->version_count; i++) {
        const ix_version *v = &history->versions[i];
        cut += v->from < place && closed_end(v, total) > place;
    }
    return history->version_count + cut + added;
}

/* Is it there: the same bytes, published at the same time? */
static bool find_same(uint32_t *ordinal, const ix_list_history *history, uint32_t place,
                      const ix_snapshot *snapshot) {
    int64_t instant = snapshot_instant(snapshot, history->zone);
    for (uint32_t at = place; at > 0; at--) {
        const ix_snapshot *one = &history->snapshots[at - 1];
        if (snapshot_instant(one, history->zone) != instant) {
            return false;
        }
        if (ix_digest_equal(&one->hash, &snapshot->hash)) {
            *ordinal = at - 1;
            return true;
        }
    }
    return false;
}

static void place_snapshot(ix_snapshot *out, const ix_list_history *history, uint32_t place,
                           const ix_snapshot *snapshot, const ix_parsed_snapshot *parsed) {
    size_t behind = (size_t)history->snapshot_count - place;
    if (place > 0) {
        memcpy(out, history->snapshots, place * sizeof *out);
    }
    if (behind > 0) {
        memcpy(out + place + 1, history->snapshots + place, behind * sizeof *out);
    }
    out[place] = *snapshot;
    out[place].entities = (uint32_t)parsed->count;
    out[place].state = parsed->state;
}

ix_status ix_history_insert(ix_list_history *out, uint32_t *ordinal, const ix_list_history *history,
                            const ix_snapshot *snapshot, const ix_parsed_snapshot *parsed,
                            ix_arena *arena, ix_error *error) {
    assert(history->snapshot_count >= 0 && parsed->count >= 0);
    uint32_t place = find_place(history, snapshot);
    if (find_same(ordinal, history, place, snapshot)) {
        *out = *history;
        return IX_OK;
    }
    if (history->snapshot_count >= IX_SNAPSHOTS_MAX || parsed->count > INT32_MAX) {
        return ix_error_set(error, IX_E_LIMIT, "a history holds at most %d snapshots",
                            IX_SNAPSHOTS_MAX);
    }
    merge m = {.place = place, .total = (uint32_t)history->snapshot_count + 1};
    m.room = merge_room(history, m.place, parsed->count);
    m.out = IX_NEW(arena, ix_version, m.room);
    ix_snapshot *snapshots = IX_NEW(arena, ix_snapshot, m.total);
    if (m.out == NULL || snapshots == NULL) {
        return ix_error_set(error, IX_E_MEMORY, "out of memory while inserting a snapshot");
    }
    merge_versions(&m, history, parsed);
    place_snapshot(snapshots, history, m.place, snapshot, parsed);
    *out = *history;
    out->snapshots = snapshots;
    out->snapshot_count = (int)m.total;
    out->versions = m.out;
    out->version_count = m.count;
    *ordinal = m.place;
    return IX_OK;
}
