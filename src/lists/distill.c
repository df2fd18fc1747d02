/* What of a history an image is built from. Two data folders that hold the same publications, or
 * came to the same states by differences and by whole files, come to the same bytes:
 *
 *     when this computer received a dated snapshot is forgotten,
 *     a snapshot that says, at the same time, what the one before it says is left out
 *
 * What is left out moves the ordinals behind it:    0 1 2 3    with 2 the same as 1
 *                                                   0 1 1 2    as it is numbered afterwards */
#include <interdict/lists.h>

#include <assert.h>

static bool says_the_same(const ix_snapshot *a, const ix_snapshot *b) {
    return a->published.kind != IX_WHEN_NONE && a->published.kind == b->published.kind &&
           a->published.value == b->published.value && ix_digest_equal(&a->state, &b->state);
}

/* Copies those that count; number[i] is what ordinal i becomes. */
static int choose(ix_snapshot *chosen, uint32_t *number, const ix_list_history *history) {
    int count = 0;
    for (int i = 0; i < history->snapshot_count; i++) {
        const ix_snapshot *s = &history->snapshots[i];
        if (count == 0 || !says_the_same(&chosen[count - 1], s)) {
            chosen[count] = *s;
            bool dated = s->published.kind != IX_WHEN_NONE;
            chosen[count].received = dated ? 0 : s->received;
            count++;
        }
        number[i] = (uint32_t)count - 1;
    }
    return count;
}

static ix_status renumber(ix_list_history *out, const uint32_t *number, ix_arena *arena) {
    ix_version *versions = IX_NEW(arena, ix_version, out->version_count);
    if (versions == NULL) {
        return IX_E_MEMORY;
    }
    for (int64_t i = 0; i < out->version_count; i++) {
        versions[i] = out->versions[i];
        versions[i].from = number[versions[i].from];
        if (versions[i].to != IX_ORDINAL_OPEN) {
            versions[i].to = number[versions[i].to];
        }
        assert(versions[i].from < versions[i].to);
    }
    out->versions = versions;
    return IX_OK;
}

ix_status ix_history_distill(ix_list_history *out, const ix_list_history *history, ix_arena *arena,
                             ix_error *error) {
    int before = history->snapshot_count;
    ix_snapshot *chosen = IX_NEW(arena, ix_snapshot, before);
    uint32_t *number = IX_NEW(arena, uint32_t, before);
    *out = *history;
    if (chosen == NULL || number == NULL) {
        return ix_error_set(error, IX_E_MEMORY, "out of memory");
    }
    out->snapshot_count = choose(chosen, number, history);
    out->snapshots = chosen;
    if (out->snapshot_count < before && renumber(out, number, arena) != IX_OK) {
        return ix_error_set(error, IX_E_MEMORY, "out of memory");
    }
    return IX_OK;
}
