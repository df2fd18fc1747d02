/* What is odd about the stakes of a file: rows that stand twice, parties that own themselves, more
 * than the whole held at one time. Each party's stakes are looked at by themselves. */
#include <interdict/entity.h>

#include <stdlib.h>

/* What is being looked at; warnings beyond `most` are counted only. */
typedef struct inspection {
    ix_stake *stakes;
    ix_vector warnings;
    ix_arena *arena;
    ix_error *error;
} inspection;

bool ix_stake_is_held(const ix_stake *stake, ix_zone zone, int64_t as_of) {
    return (stake->from.kind == IX_WHEN_NONE || ix_when_instant(stake->from, zone) <= as_of) &&
           (stake->until.kind == IX_WHEN_NONE || as_of < ix_when_instant(stake->until, zone));
}

static ix_status warn(inspection *in, ix_stake_warning warning) {
    ix_stake_warning *slot = ix_vector_push(&in->warnings, sizeof warning, in->arena);
    if (slot == NULL) {
        return ix_error_set(in->error, IX_E_MEMORY, "no memory for the warnings of a file");
    }
    *slot = warning;
    return IX_OK;
}

/* ------------------------------------------------------------------ rows that stand twice */

static int compare_whens(ix_when a, ix_when b) {
    if (a.kind != b.kind) {
        return a.kind < b.kind ? -1 : 1;
    }
    return (a.value > b.value) - (a.value < b.value);
}

/* All that a row says, then its line. */
static int compare_rows(const ix_stake *a, const ix_stake *b) {
    if (a->owner != b->owner) {
        return a->owner < b->owner ? -1 : 1;
    }
    if (a->share != b->share) {
        return a->share < b->share ? -1 : 1;
    }
    int from = compare_whens(a->from, b->from);
    return from != 0 ? from : compare_whens(a->until, b->until);
}

static int compare_row_places(const void *left, const void *right) {
    const ix_stake *const *a = left;
    const ix_stake *const *b = right;
    int rows = compare_rows(*a, *b);
    return rows != 0 ? rows : (*a > *b) - (*a < *b);
}

static ix_status find_repeated(inspection *in, ix_stake **held, size_t count) {
    ix_status status = IX_OK;
    qsort(held, count, sizeof *held, compare_row_places);
    for (size_t i = 1; i < count && status == IX_OK; i++) {
        if (compare_rows(held[i - 1], held[i]) == 0) {
            held[i]->repeated = true;
            status = warn(in, (ix_stake_warning){.kind = IX_STAKE_REPEATED,
                                                 .stake = (uint32_t)(held[i] - in->stakes),
                                                 .other_line = held[i - 1]->line});
        }
    }
    return status;
}

/* ------------------------------------------------------------------ more than the whole */

static int64_t begin_of(const ix_stake *stake) {
    return stake->from.kind == IX_WHEN_NONE ? INT64_MIN : ix_when_instant(stake->from, IX_ZONE_UTC);
}

static int64_t end_of(const ix_stake *stake) {
    return stake->until.kind == IX_WHEN_NONE ? INT64_MAX
                                             : ix_when_instant(stake->until, IX_ZONE_UTC);
}

static int compare_begins(const void *left, const void *right) {
    const ix_stake *const *a = left;
    const ix_stake *const *b = right;
    int64_t x = begin_of(*a);
    int64_t y = begin_of(*b);
    return x != y ? (x > y) - (x < y) : (*a > *b) - (*a < *b);
}

static int compare_ends(const void *left, const void *right) {
    const ix_stake *const *a = left;
    const ix_stake *const *b = right;
    int64_t x = end_of(*a);
    int64_t y = end_of(*b);
    return x != y ? (x > y) - (x < y) : (*a > *b) - (*a < *b);
}

static int64_t counted(const ix_stake *stake) {
    return stake->repeated || stake->share == IX_PERCENT_UNKNOWN ? 0 : stake->share;
}

/* Walk through time: what has ended by the begin of a stake is taken off before it is added. */
static ix_status find_over(inspection *in, ix_stake **begins, ix_stake **ends, size_t count) {
    int64_t held = 0;
    size_t ended = 0;
    for (size_t i = 0; i < count; i++) {
        ends[i] = begins[i];
    }
    qsort(begins, count, sizeof *begins, compare_begins);
    qsort(ends, count, sizeof *ends, compare_ends);
    for (size_t i = 0; i < count; i++) {
        while (end_of(ends[ended]) <= begin_of(begins[i])) {
            held -= counted(ends[ended++]);
        }
        held += counted(begins[i]);
        if (held > IX_PERCENT_WHOLE) {
            return warn(in, (ix_stake_warning){.kind = IX_STAKE_OVER,
                                               .stake = (uint32_t)(begins[i] - in->stakes),
                                               .share = held,
                                               .when = begins[i]->from});
        }
    }
    return IX_OK;
}

/* ------------------------------------------------------------------ all of a file */

static ix_status inspect_party(inspection *in, ix_stake **held, ix_stake **ends, size_t count) {
    ix_status status = IX_OK;
    for (size_t i = 0; i < count && status == IX_OK; i++) {
        if (held[i]->owner == held[i]->owned) {
            status = warn(in, (ix_stake_warning){.kind = IX_STAKE_OF_SELF,
                                                 .stake = (uint32_t)(held[i] - in->stakes)});
        }
    }
    if (status == IX_OK) {
        status = find_repeated(in, held, count);
    }
    return status == IX_OK ? find_over(in, held, ends, count) : status;
}

static ix_status inspect_all(inspection *in, const ix_ownership *graph) {
    size_t most = 0;
    for (uint32_t p = 0; p < graph->party_count; p++) {
        size_t count = graph->owned_first[p + 1] - graph->owned_first[p];
        most = count > most ? count : most;
    }
    ix_stake **held = IX_NEW(in->arena, ix_stake *, most + 1);
    ix_stake **ends = IX_NEW(in->arena, ix_stake *, most + 1);
    if (held == NULL || ends == NULL) {
        return ix_error_set(in->error, IX_E_MEMORY, "no memory to look at %zu stakes", most);
    }
    ix_status status = IX_OK;
    for (uint32_t p = 0; p < graph->party_count && status == IX_OK; p++) {
        size_t count = graph->owned_first[p + 1] - graph->owned_first[p];
        for (size_t i = 0; i < count; i++) {
            held[i] = &in->stakes[graph->by_owned[graph->owned_first[p] + i]];
        }
        status = count > 0 ? inspect_party(in, held, ends, count) : IX_OK;
    }
    return status;
}

static int compare_warnings(const void *left, const void *right) {
    const ix_stake_warning *a = left;
    const ix_stake_warning *b = right;
    if (a->stake != b->stake) {
        return a->stake < b->stake ? -1 : 1;
    }
    return (a->kind > b->kind) - (a->kind < b->kind);
}

ix_status ix_owners_check(ix_stake_warning **out, int *count, int64_t *total, ix_owners *owners,
                          int most, ix_arena *arena, ix_error *error) {
    inspection in = {.stakes = ix_owners_stakes(owners), .arena = arena, .error = error};
    ix_ownership graph;
    *out = NULL;
    *count = 0;
    *total = 0;
    ix_status status = ix_ownership_build(&graph, in.stakes, ix_owners_stake_count(owners),
                                          ix_owners_party_count(owners), arena, error);
    if (status == IX_OK) {
        status = inspect_all(&in, &graph);
    }
    if (status != IX_OK) {
        return status;
    }
    if (in.warnings.count > 1) {
        qsort(in.warnings.items, (size_t)in.warnings.count, sizeof(ix_stake_warning),
              compare_warnings);
    }
    *out = in.warnings.items;
    *total = in.warnings.count;
    *count = in.warnings.count < most ? in.warnings.count : most;
    return IX_OK;
}
