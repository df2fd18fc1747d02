/* When one listing was announced, in force and ended, as far as its sources tell.
 *
 * The archive alone gives, for one interval of snapshots that hold the entity,
 *
 *     without A      with B ............ with C      without D
 *     --------|  gap  |     in force      |   gap    |-------- ended
 *
 * with no A when the first snapshot of all holds it (archive_base: in force for any earlier day),
 * and no D when the newest known one does. A dated source, the publication itself or else a
 * verified action, replaces the gap at the end it dates. An unverified action dates nothing: it
 * could only turn a review into a false clear or a false block. */
#include <interdict/rules.h>

#include <assert.h>
#include <stdint.h>

const char *ix_basis_name(ix_basis basis) {
    static const char *const names[] = {
#define RULE_BASIS_NAME(name, text) text,
        IX_BASIS_LIST(RULE_BASIS_NAME)
#undef RULE_BASIS_NAME
    };
    assert((size_t)basis < sizeof names / sizeof names[0]);
    return names[basis];
}

/* What one call looks at. */
typedef struct view {
    const ix_listing *listing;
    const ix_action *actions; /* in order of effect */
    int action_count;
    const ix_snapshot *snapshots;
    uint32_t known;
    const ix_held *held; /* the intervals that begin within the known snapshots */
    int held_count;
    ix_zone zone;
    int64_t as_of;
} view;

/* One interval of the archive with what dates its ends. */
typedef struct episode {
    bool has_before;                    /* a snapshot without the entity stands before it */
    bool has_after;                     /* ... and behind it */
    int64_t before, first, last, after; /* A, B, C, D */
    ix_when start;                      /* dated; NONE: the archive tells */
    ix_when end;
    bool by_publication; /* start comes from the publication */
    ix_when announced;
    ix_when published;
    ix_str citation;
} episode;

static bool is_set(ix_when when) {
    return when.kind != IX_WHEN_NONE;
}

static int64_t instant(const view *v, ix_when when) {
    return ix_when_instant(when, v->zone);
}

static int64_t snapshot_instant(const view *v, uint32_t ordinal) {
    return instant(v, v->snapshots[ordinal].published);
}

static bool is_designation(const ix_action *action) {
    return ix_str_equal(action->kind, IX_STR("designation"));
}

/* ------------------------------------------------------------------ what dates an episode */

/* The publication's own dates belong to the episode whose start they may be: `earlier` is when a
 * snapshot showed that the one before had ended. */
static void date_by_publication(const view *v, episode *e, bool has_earlier, int64_t earlier) {
    ix_when start =
        is_set(v->listing->effective_from) ? v->listing->effective_from : v->listing->published;
    if (is_set(start) && (!has_earlier || instant(v, start) > earlier)) {
        e->start = start;
        e->by_publication = true;
        e->announced = v->listing->announced;
        e->published = v->listing->published;
    }
    ix_when end = v->listing->effective_until;
    if (is_set(end) && (!is_set(e->start) || instant(v, end) >= instant(v, e->start))) {
        e->end = end;
    }
}

/* A removal ends an episode unless a snapshot of a later day still holds the entity. */
static bool may_end(const view *v, const episode *e, const ix_action *removal) {
    return ix_zone_day(v->zone, instant(v, removal->effective)) >= ix_zone_day(v->zone, e->last);
}

/* A designation began the episode unless the archive held the entity before it was announced: then
 * it came on top of an older listing. */
static bool may_start(const view *v, const episode *e, const ix_action *designation) {
    ix_when known =
        is_set(designation->announced) ? designation->announced : designation->effective;
    return ix_zone_day(v->zone, instant(v, known)) <= ix_zone_day(v->zone, e->first);
}

static void start_by_action(const view *v, episode *e, const ix_action *action) {
    if (!is_set(e->start)) {
        e->start = action->effective;
        e->citation = action->citation;
    } else if (ix_zone_day(v->zone, instant(v, e->start)) !=
               ix_zone_day(v->zone, instant(v, action->effective))) {
        return; /* the publication dates it otherwise */
    }
    if (!is_set(e->announced)) {
        e->announced = action->announced;
    }
    if (!is_set(e->published)) {
        e->published = action->published;
    }
}

/* Replay the verified actions of the episode: those behind the end of the one before, up to its own
 * last holding (designations) or the next one's beginning (removals). */
static void date_by_actions(const view *v, episode *e, bool has_earlier, int64_t earlier,
                            bool has_later, int64_t later) {
    bool removed = false;
    for (int i = 0; i < v->action_count; i++) {
        const ix_action *action = &v->actions[i];
        int64_t at = instant(v, action->effective);
        if (!action->verified || (has_earlier && at <= earlier)) {
            continue;
        }
        if (is_designation(action)) {
            bool again = removed && at <= v->as_of;
            if ((has_later && at > e->last) || (!again && !may_start(v, e, action))) {
                continue;
            }
            if (again) { /* listed, removed and listed anew between two snapshots */
                e->start = e->announced = e->published = e->end = (ix_when){0};
                e->by_publication = removed = false;
            }
            start_by_action(v, e, action);
        } else if (!removed && !is_set(e->end) && (!has_later || at < later) &&
                   may_end(v, e, action)) {
            e->end = action->effective;
            removed = true;
        }
    }
}

static episode read_episode(const view *v, int number) {
    ix_held held = v->held[number];
    bool has_earlier = number > 0;
    bool has_later = number + 1 < v->held_count;
    uint32_t to = held.to < v->known ? held.to : v->known;
    assert(held.from < to);
    episode e = {.has_before = held.from > 0, .has_after = held.to < v->known};
    e.first = snapshot_instant(v, held.from);
    e.last = snapshot_instant(v, to - 1);
    e.before = e.has_before ? snapshot_instant(v, held.from - 1) : INT64_MIN;
    e.after = e.has_after ? snapshot_instant(v, to) : INT64_MAX;
    int64_t earlier = has_earlier ? snapshot_instant(v, v->held[number - 1].to) : INT64_MIN;
    int64_t later = has_later ? snapshot_instant(v, v->held[number + 1].from) : INT64_MAX;
    date_by_publication(v, &e, has_earlier, earlier);
    date_by_actions(v, &e, has_earlier, earlier, has_later, later);
    return e;
}

/* ------------------------------------------------------------------ the state on the day */

/* The first instant of which the episode has something to say. */
static int64_t episode_opens(const view *v, const episode *e) {
    if (!is_set(e->start)) {
        int64_t behind = e->has_before ? e->before + 1 : INT64_MIN;
        return behind < e->first ? behind : e->first;
    }
    int64_t opens = instant(v, e->start);
    if (is_set(e->announced) && instant(v, e->announced) < opens) {
        opens = instant(v, e->announced);
    }
    return e->first < opens ? e->first : opens;
}

/* The times that hold whatever the day asked about. */
static ix_timeline describe(const view *v, const episode *e, ix_held held) {
    ix_timeline t = {.basis = IX_BASIS_ARCHIVE_BASE,
                     .announced = e->announced,
                     .published = e->published,
                     .effective_from = e->start,
                     .effective_until = e->end,
                     .citation = e->citation};
    if (is_set(e->start)) {
        t.basis = e->by_publication ? IX_BASIS_PUBLICATION : IX_BASIS_ACTION;
    } else if (e->has_before) {
        t.basis = IX_BASIS_ARCHIVE;
        t.effective_from = v->snapshots[held.from].published;
    }
    if (!is_set(t.published) && e->has_before) {
        t.published = v->snapshots[held.from].published;
    }
    if (!is_set(t.effective_until) && e->has_after) {
        t.effective_until = v->snapshots[held.to].published;
    }
    return t;
}

static ix_timeline gap_between(const view *v, ix_timeline t, uint32_t from, uint32_t to) {
    t.state = IX_LISTING_GAP;
    t.basis = IX_BASIS_ARCHIVE_GAP;
    t.gap_from = v->snapshots[from].published;
    t.gap_to = v->snapshots[to].published;
    return t;
}

static ix_timeline place(const view *v, const episode *e, ix_held held) {
    ix_timeline t = describe(v, e, held);
    if (is_set(e->end) ? v->as_of >= instant(v, e->end) : v->as_of >= e->after) {
        t.state = IX_LISTING_ENDED;
    } else if (is_set(e->start) && v->as_of < instant(v, e->start)) {
        t.state = v->as_of < episode_opens(v, e) ? IX_LISTING_NOT_YET : IX_LISTING_ANNOUNCED;
    } else if (!is_set(e->start) && v->as_of < episode_opens(v, e)) {
        t.state = IX_LISTING_NOT_YET;
    } else if (!is_set(e->start) && v->as_of < e->first && e->has_before) {
        t = gap_between(v, t, held.from - 1, held.from);
        t.effective_from = (ix_when){0};
    } else if (!is_set(e->end) && v->as_of > e->last && e->has_after) {
        t = gap_between(v, t, held.to - 1, held.to);
        t.gap_is_end = true;
        t.effective_until = (ix_when){0};
    } else {
        t.state = IX_LISTING_IN_FORCE;
    }
    return t;
}

ix_timeline ix_listing_timeline(const ix_listing *listing, const ix_action *actions,
                                int action_count, const ix_snapshot *snapshots, int known_count,
                                const ix_held *held, int held_count, ix_zone zone, int64_t as_of) {
    assert(known_count >= 0 && held_count >= 0);
    view v = {.listing = listing,
              .actions = actions,
              .action_count = action_count,
              .snapshots = snapshots,
              .known = (uint32_t)known_count,
              .held = held,
              .zone = zone,
              .as_of = as_of};
    while (v.held_count < held_count && held[v.held_count].from < v.known) {
        v.held_count++;
    }
    if (v.held_count == 0) { /* nothing known yet: later knowledge, dated or not, does not count */
        return (ix_timeline){.state = IX_LISTING_NOT_YET, .basis = IX_BASIS_ARCHIVE};
    }
    int number = v.held_count - 1;
    episode e = read_episode(&v, number);
    while (number > 0 && as_of < episode_opens(&v, &e)) {
        number--;
        e = read_episode(&v, number);
    }
    return place(&v, &e, held[number]);
}
