/* What a change of lists means for subjects screened before.
 *
 * Between two states of knowledge few entities change. Which ones is read off the image once: each
 * entity's record on both sides, and the ends of its intervals, because these are all that a
 * finding is made of besides the question.
 *
 *     ordinals      0 ... known before ........ known after
 *     interval A    [------------------------------------>   the same record: the same finding
 *     interval B    [------------)                           ended in between: changed
 *     interval C                    [-------------------->   began in between: changed
 *
 * Entries of one party are findings of each other, so with one of them all are taken for changed. A
 * subject that none of these entities matches, on neither side, has the same findings on both. So
 * most subjects cost one search among few names, and only the rest are screened, on both sides. */
#include "screener.h"

#include <assert.h>
#include <string.h>

enum { BEFORE = 0, AFTER = 1 };

struct ix_rescreen {
    const ix_screener *screener;
    const ix_context *context;
    const ix_screen_options *options;
    ix_rescreen_options when;
    ix_decision common[2]; /* times, lists, bars */
    screening sides[2];
    ix_selection changed;
    bool all; /* every subject may be affected */
    ix_list_shift *lists;
    int list_count;
};

static const char *const change_names[] = {
#define RESCREEN_TEXT(name, text) text,
    IX_RESCREEN_LIST(RESCREEN_TEXT)
#undef RESCREEN_TEXT
};

static const char *const projected_names[] = {
#define PROJECTED_TEXT(name, text) text,
    IX_PROJECTED_LIST(PROJECTED_TEXT)
#undef PROJECTED_TEXT
};

const char *ix_rescreen_change_name(ix_rescreen_change change) {
    assert((size_t)change < sizeof change_names / sizeof change_names[0]);
    return change_names[change];
}

const char *ix_projected_name(ix_projected field) {
    assert((size_t)field < sizeof projected_names / sizeof projected_names[0]);
    return projected_names[field];
}

/* ------------------------------------------------------------------ which entities changed */

/* The record a side reads of an entity; empty when it knows nothing of it. */
static ix_str record_of(const ix_rescreen *r, int side, uint32_t number,
                        const ix_index_entity *entity) {
    const ix_list_view *view = &r->sides[side].views[entity->list];
    uint32_t ordinal;
    if (!view->wanted || view->known == 0 ||
        !ix_interval_pick(&ordinal, entity->held, entity->held_count, view->at, view->known)) {
        return (ix_str){0};
    }
    return ix_index_record(r->screener->index, number, ordinal);
}

/* Does one of its intervals begin or end with a snapshot that only the side after knows? */
static bool crosses(const ix_index_entity *entity, uint32_t before, uint32_t after) {
    for (int i = 0; i < entity->held_count; i++) {
        const ix_interval *held = &entity->held[i];
        if ((held->from >= before && held->from < after) ||
            (held->to >= before && held->to < after)) {
            return true;
        }
    }
    return false;
}

/* May the two sides make different findings of one match? A recorded act is weighed against the
 * newest snapshot that still holds the entity (ix_listing_timeline), which every new one moves. */
static bool may_change(const ix_rescreen *r, uint32_t number, const ix_index_entity *entity) {
    const ix_list_view *before = &r->sides[BEFORE].views[entity->list];
    const ix_list_view *after = &r->sides[AFTER].views[entity->list];
    int actions;
    if (before->known == after->known) {
        return false;
    }
    const ix_index_list *list = ix_index_list_at(r->screener->index, entity->list);
    ix_rules_actions(r->screener->rules, list->id, entity->key, &actions);
    return actions > 0 || crosses(entity, before->known, after->known) ||
           !ix_str_equal(record_of(r, BEFORE, number, entity), record_of(r, AFTER, number, entity));
}

/* ------------------------------------------------------------------ how the lists changed */

/* What the newest known snapshot says of an entity; empty: nothing. */
static ix_str newest_record(const ix_rescreen *r, int side, uint32_t number,
                            const ix_index_entity *entity) {
    uint32_t known = r->sides[side].views[entity->list].known;
    return known == 0 ? (ix_str){0} : ix_index_record(r->screener->index, number, known - 1);
}

static void count_change(const ix_rescreen *r, ix_list_shift *shift, uint32_t number,
                         const ix_index_entity *entity) {
    ix_str before = newest_record(r, BEFORE, number, entity);
    ix_str after = newest_record(r, AFTER, number, entity);
    shift->added += before.len == 0 && after.len > 0;
    shift->removed += before.len > 0 && after.len == 0;
    shift->amended += before.len > 0 && after.len > 0 && !ix_str_equal(before, after);
}

static ix_when newest_published(const ix_rescreen *r, int side, int list) {
    uint32_t known = r->sides[side].views[list].known;
    if (known == 0) {
        return (ix_when){0};
    }
    return ix_index_list_at(r->screener->index, list)->snapshots[known - 1].published;
}

/* The lists that take part; *place[i] is where list i stands among them. */
static ix_status shift_lists(ix_rescreen *r, int **place, ix_arena *arena, ix_error *error) {
    const ix_index *index = r->screener->index;
    int lists = ix_index_list_count(index);
    r->lists = IX_NEW(arena, ix_list_shift, lists);
    *place = IX_NEW(arena, int, lists);
    if (r->lists == NULL || *place == NULL) {
        return ix_error_set(error, IX_E_MEMORY, "no memory to compare two states of the lists");
    }
    for (int i = 0; i < lists; i++) {
        ix_str id = ix_index_list_at(index, i)->id;
        if (!r->sides[AFTER].views[i].wanted && !r->sides[BEFORE].views[i].wanted) {
            continue;
        }
        if (r->sides[BEFORE].views[i].known > r->sides[AFTER].views[i].known) {
            return ix_error_set(error, IX_E_USAGE,
                                "the change runs backwards: more of list '%" IX_FMT
                                "' was known at its beginning than at its end",
                                IX_ARG(id));
        }
        (*place)[i] = r->list_count;
        r->lists[r->list_count++] = (ix_list_shift){.id = id,
                                                    .before = newest_published(r, BEFORE, i),
                                                    .after = newest_published(r, AFTER, i)};
    }
    return IX_OK;
}

/* Whoever matches one entry of a party has findings of all of them (kin.c), so all are changed. */
static void add_party(ix_rescreen *r, uint32_t entity) {
    uint32_t at = entity;
    do {
        ix_selection_add(&r->changed, r->screener->index, at);
        at = ix_index_party_next(r->screener->index, at);
    } while (at != entity);
}

static ix_status find_changes(ix_rescreen *r, ix_arena *arena, ix_error *error) {
    const ix_index *index = r->screener->index;
    int *place;
    ix_status status = shift_lists(r, &place, arena, error);
    if (status == IX_OK) {
        status = ix_selection_init(&r->changed, index, arena, error);
    }
    int64_t count = status == IX_OK ? ix_index_entity_count(index) : 0;
    for (int64_t i = 0; i < count; i++) {
        uint32_t number = (uint32_t)i;
        ix_index_entity entity = ix_index_entity_at(index, number);
        if (!r->sides[AFTER].views[entity.list].wanted) {
            continue;
        }
        count_change(r, &r->lists[place[entity.list]], number, &entity);
        if (may_change(r, number, &entity)) {
            add_party(r, number);
        }
    }
    return status;
}

/* ------------------------------------------------------------------ opening */

static ix_status begin_side(ix_rescreen *r, int side, ix_arena *arena, ix_error *error) {
    r->common[side] = (ix_decision){.reason = IX_STR("Not screened: the circumstances of a run.")};
    return screening_begin(&r->sides[side], &r->common[side], r->screener, r->context,
                           r->when.as_of, side == BEFORE ? r->when.since : r->when.to, r->options,
                           arena, error);
}

/* That no snapshot lies between the two is found out by none of the lists. */
static ix_status check_direction(const ix_rescreen_options *when, ix_error *error) {
    bool backwards = when->to.kind != IX_WHEN_NONE && ix_when_instant(when->since, IX_ZONE_UTC) >
                                                          ix_when_instant(when->to, IX_ZONE_UTC);
    return backwards && when->since.kind == when->to.kind
               ? ix_error_set(error, IX_E_USAGE, "the change ends before it begins")
               : IX_OK;
}

ix_status ix_rescreen_open(ix_rescreen **out, const ix_screener *screener,
                           const ix_context *context, const ix_rescreen_options *when,
                           const ix_screen_options *options, ix_arena *arena, ix_error *error) {
    assert(when->since.kind != IX_WHEN_NONE);
    ix_error own = {0};
    error = error != NULL ? error : &own;
    ix_rescreen *r = *out = IX_NEW(arena, ix_rescreen, 1);
    if (r == NULL) {
        return ix_error_set(error, IX_E_MEMORY, "no memory to re-screen");
    }
    *r = (ix_rescreen){.screener = screener, .context = context, .options = options, .when = *when};
    ix_status status = begin_side(r, AFTER, arena, error);
    if (status == IX_OK) {
        status = begin_side(r, BEFORE, arena, error);
        if (status != IX_OK) {
            return ix_error_wrap(error, "before the change");
        }
        status = check_direction(when, error);
    }
    if (status == IX_OK) {
        status = find_changes(r, arena, error);
    }
    /* Where the age of a list is a matter for a person, it is one for every subject alike. */
    bool aged =
        screening_has_stale_list(&r->common[BEFORE]) != screening_has_stale_list(&r->common[AFTER]);
    r->all = when->full || (aged && screener->policy.stale_is_review);
    return status;
}

const ix_list_shift *ix_rescreen_lists(const ix_rescreen *rescreen, int *count) {
    *count = rescreen->list_count;
    return rescreen->lists;
}

int64_t ix_rescreen_entity_count(const ix_rescreen *rescreen) {
    return rescreen->changed.count;
}

/* ------------------------------------------------------------------ what differs */

static bool same_when(ix_when a, ix_when b) {
    return a.kind == b.kind && (a.kind == IX_WHEN_NONE || a.value == b.value);
}

static bool same_texts(const ix_str *a, int a_count, const ix_str *b, int b_count) {
    bool same = a_count == b_count;
    for (int i = 0; same && i < a_count; i++) {
        same = ix_str_equal(a[i], b[i]);
    }
    return same;
}

static bool same_programs(const ix_finding_listing *a, const ix_finding_listing *b) {
    return ix_str_equal(a->source, b->source) &&
           same_texts(a->programs, a->program_count, b->programs, b->program_count);
}

static bool same_times(const ix_timeline *a, const ix_timeline *b) {
    return a->basis == b->basis && same_when(a->announced, b->announced) &&
           same_when(a->published, b->published) &&
           same_when(a->effective_from, b->effective_from) &&
           same_when(a->effective_until, b->effective_until) &&
           same_when(a->gap_from, b->gap_from) && same_when(a->gap_to, b->gap_to);
}

static bool same_law(const ix_finding_listing *a, const ix_finding_listing *b) {
    const ix_effect *x = &a->law;
    const ix_effect *y = &b->law;
    return a->effect == b->effect && x->full == y->full && x->verified == y->verified &&
           ix_str_equal(x->authority, y->authority) && ix_str_equal(x->binds, y->binds) &&
           same_texts(x->depends_on, x->depends_count, y->depends_on, y->depends_count);
}

static uint32_t field(ix_projected one, bool differs) {
    return (uint32_t)differs << one;
}

/* Listings stand in the order of their gravity, the one shown first. */
static uint32_t listings_differ(const ix_finding *a, const ix_finding *b) {
    if (a->listing_count != b->listing_count) {
        return field(IX_PROJECTED_PROGRAMS, true);
    }
    uint32_t fields = 0;
    for (int i = 0; i < a->listing_count; i++) {
        const ix_finding_listing *x = &a->listings[i];
        const ix_finding_listing *y = &b->listings[i];
        fields |= field(IX_PROJECTED_PROGRAMS, !same_programs(x, y)) |
                  field(IX_PROJECTED_STATE, x->times.state != y->times.state) |
                  field(IX_PROJECTED_TIMES, !same_times(&x->times, &y->times)) |
                  field(IX_PROJECTED_LAW, !same_law(x, y));
    }
    return fields;
}

static uint32_t findings_differ(const ix_finding *a, const ix_finding *b) {
    bool matched = a->by_identifier == b->by_identifier && a->matched_kind == b->matched_kind &&
                   ix_str_equal(a->matched_name, b->matched_name) &&
                   ix_str_equal(a->through, b->through);
    return field(IX_PROJECTED_EFFECT, a->effect != b->effect) |
           field(IX_PROJECTED_IDENTITY, a->identity != b->identity) |
           field(IX_PROJECTED_SCORE, a->score != b->score) |
           field(IX_PROJECTED_NAME, !ix_str_equal(a->name, b->name)) |
           field(IX_PROJECTED_TYPE, a->type != b->type) | field(IX_PROJECTED_MATCHED, !matched) |
           listings_differ(a, b);
}

static const ix_finding *find_entity(const ix_decision *decision, ix_str entity) {
    for (int i = 0; i < decision->finding_count; i++) {
        if (ix_str_equal(decision->findings[i].entity, entity)) {
            return &decision->findings[i];
        }
    }
    return NULL;
}

static ix_status compare_findings(ix_rescreened *out, ix_arena *arena) {
    const ix_decision *before = &out->before;
    const ix_decision *after = &out->after;
    out->differences =
        IX_NEW(arena, ix_difference, before->finding_count + after->finding_count + 1);
    if (out->differences == NULL) {
        return IX_E_MEMORY;
    }
    for (int i = 0; i < before->finding_count; i++) {
        const ix_finding *old = &before->findings[i];
        const ix_finding *now = find_entity(after, old->entity);
        uint32_t fields = now != NULL ? findings_differ(old, now) : 0;
        if (now == NULL || fields != 0) {
            out->differences[out->difference_count++] = (ix_difference){old, now, fields};
        }
    }
    for (int i = 0; i < after->finding_count; i++) {
        const ix_finding *now = &after->findings[i];
        if (find_entity(before, now->entity) == NULL) {
            out->differences[out->difference_count++] = (ix_difference){NULL, now, 0};
        }
    }
    return IX_OK;
}

static bool is_hit(const ix_decision *decision) {
    for (int i = 0; i < decision->finding_count; i++) {
        const ix_finding *finding = &decision->findings[i];
        bool counts = !finding->unlisted && finding->identity >= IX_IDENTITY_OPEN;
        for (int j = 0; counts && j < finding->listing_count; j++) {
            ix_listing_state state = finding->listings[j].times.state;
            if (state == IX_LISTING_IN_FORCE || state == IX_LISTING_GAP) {
                return true;
            }
        }
    }
    return false;
}

/* What a value that could not be read might have changed is not claimed: such a side may show a new
 * hit, but never that one is gone. */
static ix_rescreen_change tell_change(const ix_rescreened *out) {
    bool before = is_hit(&out->before);
    bool after = is_hit(&out->after);
    if (!before && after) {
        return IX_RESCREEN_NEWLY_HIT;
    }
    if (out->before.verdict == IX_VERDICT_NOT_SCREENED ||
        out->after.verdict == IX_VERDICT_NOT_SCREENED) {
        return IX_RESCREEN_NOT_SCREENED;
    }
    if (before && !after) {
        return IX_RESCREEN_NO_LONGER_HIT;
    }
    bool differs = out->difference_count > 0 || out->before.verdict != out->after.verdict ||
                   out->before.open != out->after.open;
    return differs ? IX_RESCREEN_CHANGED : IX_RESCREEN_UNAFFECTED;
}

/* ------------------------------------------------------------------ one subject */

/* Whatever stops the question is told by the screening itself, on both sides. */
static bool may_be_affected(const ix_rescreen *r, const ix_party *party, ix_arena *arena) {
    if (r->all || party->unreadable) {
        return true;
    }
    ix_error error = {0};
    ix_decision decision = r->common[AFTER];
    screening s = r->sides[AFTER];
    bool touches = false;
    decision.party = party;
    s.decision = &decision;
    s.arena = arena;
    s.error = &error;
    ix_arena_mark mark = ix_arena_position(arena);
    ix_status status = screening_touches(&touches, &s, party, &r->changed, r->sides[BEFORE].views);
    ix_arena_rewind(arena, mark);
    return status != IX_OK || touches;
}

static void begin_answer(ix_rescreened *out, const ix_rescreen *r) {
    *out = (ix_rescreened){.since = r->when.since,
                           .to = r->when.to,
                           .before = r->common[BEFORE],
                           .after = r->common[AFTER]};
}

void ix_rescreen_refuse(ix_rescreened *out, const ix_rescreen *r, const ix_party *party,
                        ix_str reason) {
    begin_answer(out, r);
    ix_decision_refuse(&out->before, party, reason);
    ix_decision_refuse(&out->after, party, reason);
    out->change = IX_RESCREEN_NOT_SCREENED;
}

void ix_rescreen_party(ix_rescreened *out, const ix_rescreen *r, const ix_party *party,
                       ix_arena *arena) {
    ix_error error = {0};
    begin_answer(out, r);
    if (!may_be_affected(r, party, arena)) {
        return;
    }
    ix_status before = ix_screen_party(&out->before, r->screener, party, r->context, r->when.as_of,
                                       r->when.since, r->options, arena, &error);
    ix_status after = ix_screen_party(&out->after, r->screener, party, r->context, r->when.as_of,
                                      r->when.to, r->options, arena, &error);
    if (before != IX_OK || after != IX_OK) {
        out->change = IX_RESCREEN_NOT_SCREENED;
    } else if (compare_findings(out, arena) != IX_OK) {
        ix_rescreen_refuse(out, r, party, IX_STR("Not screened: out of memory."));
    } else {
        out->change = tell_change(out);
    }
}

static ix_verdict gravity(const ix_difference *difference) {
    ix_verdict before = difference->before != NULL ? difference->before->effect : 0;
    ix_verdict after = difference->after != NULL ? difference->after->effect : 0;
    return before > after ? before : after;
}

const ix_difference *ix_rescreened_gravest(const ix_rescreened *rescreened) {
    const ix_difference *gravest = NULL;
    for (int i = 0; i < rescreened->difference_count; i++) {
        const ix_difference *one = &rescreened->differences[i];
        if (gravest == NULL || gravity(one) > gravity(gravest)) {
            gravest = one;
        }
    }
    return gravest;
}
