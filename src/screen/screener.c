/* The screener, and how its lists take part in a screening: which snapshots were known at known_at,
 * and which of those was in force at as_of.
 *
 *     snapshots   0      1      2      3      4
 *     published   |------|------|------|------|----->
 *                          as_of^  known_at^           known = 4 (0..3), at = 1 */
#include "screener.h"

#include <assert.h>

#define DAY_SECONDS 86400

/* Of the knowledge of names, and of products where there are any: a party or a message is told
 * what the law says of the products it names. */
static ix_digest knowledge_digest(const ix_knowledge *knowledge, const ix_products *products) {
    ix_digest both[2] = {*ix_knowledge_digest(knowledge)};
    if (products == NULL) {
        return both[0];
    }
    both[1] = *ix_products_digest(products);
    return ix_sha256((ix_str){(const char *)both, sizeof both});
}

void ix_screener_init(ix_screener *out, const ix_index *index, const ix_knowledge *knowledge,
                      const ix_rules *rules, const ix_products *products, const ix_policy *policy) {
    *out = (ix_screener){.index = index,
                         .knowledge = knowledge,
                         .rules = rules,
                         .products = products,
                         .policy = *policy};
    if (index != NULL) {
        out->engine.image = ix_index_digest(index);
    }
    out->engine.rules = *ix_rules_digest(rules);
    out->engine.policy = policy->digest;
    out->engine.knowledge = knowledge_digest(knowledge, products);
}

/* ------------------------------------------------------------------ the instant of a run */

static int64_t latest_until(int64_t a, int64_t b, int64_t now) {
    return b <= now && b > a ? b : a;
}

static int64_t published_at(const ix_snapshot *snapshot, ix_zone zone) {
    return snapshot->published.kind == IX_WHEN_NONE ? snapshot->received
                                                    : ix_when_instant(snapshot->published, zone);
}

int64_t ix_screener_run_instant(const ix_screener *screener, int64_t now) {
    int64_t instant = ix_zone_midnight(IX_ZONE_UTC, ix_zone_day(IX_ZONE_UTC, now));
    const ix_index *index = screener->index;
    int lists = index != NULL ? ix_index_list_count(index) : 0;
    for (int i = 0; i < lists; i++) {
        const ix_index_list *list = ix_index_list_at(index, i);
        int64_t midnight = ix_zone_midnight(list->zone, ix_zone_day(list->zone, now));
        instant = latest_until(instant, midnight, now);
        for (int j = 0; j < list->snapshot_count; j++) {
            instant = latest_until(instant, published_at(&list->snapshots[j], list->zone), now);
        }
    }
    int64_t entities = index != NULL ? ix_index_entity_count(index) : 0;
    for (int64_t i = 0; i < entities; i++) {
        ix_index_entity entity = ix_index_entity_at(index, (uint32_t)i);
        const ix_index_list *list = ix_index_list_at(index, entity.list);
        int count;
        const ix_action *actions = ix_rules_actions(screener->rules, list->id, entity.key, &count);
        for (int j = 0; j < count; j++) {
            if (actions[j].effective.kind != IX_WHEN_NONE) {
                int64_t effect = ix_when_instant(actions[j].effective, list->zone);
                instant = latest_until(instant, effect, now);
            }
        }
    }
    return instant;
}

/* ------------------------------------------------------------------ lists in time */

static bool is_named(const ix_screen_options *options, ix_str id) {
    for (int i = 0; i < options->list_count; i++) {
        if (ix_str_equal(options->lists[i], id)) {
            return true;
        }
    }
    return false;
}

/* How many of the first `count` snapshots were published by an instant. They are in order of
 * publication, so it is found by halving. */
static int count_published(const ix_index_list *list, int count, int64_t instant) {
    int from = 0;
    int to = count;
    while (from < to) {
        int middle = from + (to - from) / 2;
        if (published_at(&list->snapshots[middle], list->zone) <= instant) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    return from;
}

/* Those known are the first ones; the one in force is the last of them not later than as_of. */
static ix_list_view view_list(const ix_index_list *list, int64_t as_of, const int64_t *known_at) {
    int known = list->snapshot_count;
    if (known_at != NULL) {
        known = count_published(list, known, *known_at);
    }
    return (ix_list_view){
        .wanted = true, .known = (uint32_t)known, .at = count_published(list, known, as_of) - 1};
}

static ix_used_list use_list(const ix_index_list *list, const ix_list_view *view, int64_t as_of,
                             const int64_t *known_at, const ix_policy *policy) {
    const ix_snapshot *snapshot = &list->snapshots[view->at < 0 ? 0 : view->at];
    int64_t asked = known_at != NULL && *known_at < as_of ? *known_at : as_of;
    int64_t age = asked - published_at(snapshot, list->zone);
    ix_used_list used = {.id = list->id,
                         .published = snapshot->published,
                         .sha256 = snapshot->hash,
                         .entities = snapshot->entities,
                         .before_first = view->at < 0,
                         .age_days = age < 0 ? 0 : age / DAY_SECONDS};
    used.stale = policy->max_age_days > 0 && age > (int64_t)policy->max_age_days * DAY_SECONDS;
    return used;
}

static ix_status check_names(screening *s) {
    for (int i = 0; i < s->options->list_count; i++) {
        bool found = false;
        for (int j = 0; j < ix_index_list_count(s->screener->index); j++) {
            found = found ||
                    ix_str_equal(s->options->lists[i], ix_index_list_at(s->screener->index, j)->id);
        }
        if (!found) {
            return ix_error_set(s->error, IX_E_NOT_FOUND, "list '%" IX_FMT "' is not loaded",
                                IX_ARG(s->options->lists[i]));
        }
    }
    return IX_OK;
}

static ix_status place_list(screening *s, int number) {
    ix_decision *decision = s->decision;
    const ix_index_list *list = ix_index_list_at(s->screener->index, number);
    if (s->options->list_count > 0 && !is_named(s->options, list->id)) {
        return IX_OK;
    }
    int64_t known = 0;
    const int64_t *known_at = NULL;
    if (decision->known_at.kind != IX_WHEN_NONE) {
        known = ix_when_instant(decision->known_at, list->zone);
        known_at = &known;
    }
    s->as_of[number] = ix_when_instant(decision->as_of, list->zone);
    s->views[number] = view_list(list, s->as_of[number], known_at);
    if (s->views[number].known > 0) {
        decision->lists[decision->list_count++] =
            use_list(list, &s->views[number], s->as_of[number], known_at, &s->screener->policy);
        return IX_OK;
    }
    s->views[number].wanted = false;
    return s->options->list_count == 0
               ? IX_OK
               : ix_error_set(s->error, IX_E_NOT_FOUND,
                              "no version of list '%" IX_FMT "' was known at that time",
                              IX_ARG(list->id));
}

static ix_status place_lists(screening *s) {
    int lists = s->screener->index != NULL ? ix_index_list_count(s->screener->index) : 0;
    if (lists == 0) {
        return ix_error_set(s->error, IX_E_NOT_FOUND, "no list is loaded");
    }
    ix_status status = ix_index_ready(s->screener->index, s->error);
    status = status != IX_OK ? status : check_names(s);
    if (status != IX_OK) {
        return status;
    }
    s->views = IX_NEW(s->arena, ix_list_view, lists);
    s->as_of = IX_NEW(s->arena, int64_t, lists);
    s->decision->lists = IX_NEW(s->arena, ix_used_list, lists);
    if (s->views == NULL || s->as_of == NULL || s->decision->lists == NULL) {
        return ix_error_set(s->error, IX_E_MEMORY, "no memory for the lists of a decision");
    }
    for (int i = 0; i < lists && status == IX_OK; i++) {
        status = place_list(s, i);
    }
    if (status == IX_OK && s->decision->list_count == 0) {
        status = ix_error_set(s->error, IX_E_NOT_FOUND, "no list was known at that time");
    }
    return status;
}

/* ------------------------------------------------------------------ beginning and stopping */

ix_status screening_stop(screening *s, ix_status status, const ix_error *why) {
    ix_buf text;
    ix_buf_init(&text, 2 * IX_ERROR_TEXT_MAX);
    ix_buf_append(&text, IX_STR("Not screened: "));
    ix_buf_append_cstr(&text, why->text[0] != '\0' ? why->text : ix_status_text(status));
    ix_buf_append_char(&text, '.');
    ix_str reason =
        text.status == IX_OK ? ix_arena_copy(s->arena, ix_buf_view(&text)) : (ix_str){0};
    ix_buf_free(&text);
    ix_decision_refuse(s->decision, s->decision->party,
                       reason.ptr != NULL ? reason : IX_STR("Not screened: out of memory."));
    return status;
}

/* What all decisions of a frame have in common. */
static void begin_in_frame(screening *s, ix_decision *decision, const ix_screen_options *options,
                           ix_arena *arena, ix_error *error) {
    const ix_decision *common = &options->frame->decision;
    *s = options->frame->s;
    s->options = options;
    s->decision = decision;
    s->arena = arena;
    s->error = error;
    decision->as_of = common->as_of;
    decision->known_at = common->known_at;
    decision->engine = common->engine;
    decision->accepted = common->accepted;
    decision->context = common->context;
    decision->threshold = common->threshold;
    decision->alert_score = common->alert_score;
    decision->establish_score = common->establish_score;
    decision->lists = common->lists;
    decision->list_count = common->list_count;
}

ix_status screening_begin(screening *s, ix_decision *decision, const ix_screener *screener,
                          const ix_context *context, ix_when as_of, ix_when known_at,
                          const ix_screen_options *options, ix_arena *arena, ix_error *error) {
    static const ix_screen_options no_options;
    assert(as_of.kind != IX_WHEN_NONE && error != NULL);
    options = options != NULL ? options : &no_options;
    if (options->frame != NULL) {
        begin_in_frame(s, decision, options, arena, error);
        return IX_OK;
    }
    *s = (screening){.screener = screener,
                     .context = context,
                     .options = options,
                     .bars = weigh_bars_set(&screener->policy, options->threshold),
                     .decision = decision,
                     .arena = arena,
                     .error = error};
    decision->as_of = as_of;
    decision->known_at = known_at;
    decision->engine = screener->engine;
    decision->engine.policy = weigh_policy_digest(&screener->policy, &s->bars);
    decision->context = *context;
    if (options->accepted != NULL) {
        decision->accepted = *ix_accepted_digest(options->accepted);
    }
    decision->threshold = s->bars.threshold;
    decision->alert_score = s->bars.alert;
    decision->establish_score = s->bars.establish;
    return place_lists(s);
}

ix_status ix_screen_run(ix_decision *out, const ix_screener *screener, const ix_context *context,
                        ix_when as_of, ix_when known_at, const ix_screen_options *options,
                        ix_arena *arena, ix_error *error) {
    ix_error own;
    screening s;
    *out = (ix_decision){.reason = IX_STR("Not screened: the circumstances of a run.")};
    return screening_begin(&s, out, screener, context, as_of, known_at, options, arena,
                           error != NULL ? error : &own);
}

void screening_frame(ix_screen_frame *out, const screening *run, ix_arena *arena) {
    out->s = *run;
    out->decision = *run->decision;
    out->decision.verdict = IX_VERDICT_CLEAR;
    out->decision.hindered = IX_VERDICT_CLEAR;
    weigh_reason(&out->decision, (ix_str){0}, arena);
}

ix_status ix_screen_frame_make(const ix_screen_frame **out, const ix_screener *screener,
                               const ix_context *context, ix_when as_of, ix_when known_at,
                               const ix_screen_options *options, ix_arena *arena, ix_error *error) {
    ix_error own;
    ix_screen_frame *frame = IX_NEW(arena, ix_screen_frame, 1);
    error = error != NULL ? error : &own;
    *out = NULL;
    if (frame == NULL) {
        return ix_error_set(error, IX_E_MEMORY, "no memory for what decisions have in common");
    }
    ix_decision run = {.reason = IX_STR("Not screened.")};
    screening s;
    ix_status status =
        screening_begin(&s, &run, screener, context, as_of, known_at, options, arena, error);
    if (status == IX_OK) {
        screening_frame(frame, &s, arena);
        *out = frame;
    }
    return status;
}
