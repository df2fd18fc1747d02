/* What the law asks of a product: each measure of each programme that names its family, apart from
 * one another, since a user wants to see all cut-offs, past and to come. */
#include "weighing.h"

#include <stdlib.h>

/* Of a product that was not told any measure may be the one. */
static bool covers_scope(const rule_measure *measure, ix_str scope) {
    return scope.len == 0 ||
           ((measure->scopes.count == 0 || ix_texts_contain(measure->scopes, scope)) &&
            !ix_texts_contain(measure->except_scopes, scope));
}

static ix_listing_state state_of(const rule_measure *measure, ix_zone zone, int64_t as_of) {
    if (measure->until.kind != IX_WHEN_NONE && as_of >= ix_when_instant(measure->until, zone)) {
        return IX_LISTING_ENDED;
    }
    if (measure->from.kind == IX_WHEN_NONE || as_of >= ix_when_instant(measure->from, zone)) {
        return IX_LISTING_IN_FORCE;
    }
    bool announced = measure->announced.kind != IX_WHEN_NONE &&
                     as_of >= ix_when_instant(measure->announced, zone);
    return announced ? IX_LISTING_ANNOUNCED : IX_LISTING_NOT_YET;
}

static ix_status weigh_one(ix_product_measure *out, weighing *w, const rule_program *program,
                           const rule_measure *measure) {
    w->measures = (ix_vector){0};
    w->notes = (ix_vector){0};
    w->licenses = (ix_vector){0};
    *out = (ix_product_measure){.title = program->title,
                                .text = measure->text,
                                .activities = measure->activities.items,
                                .activity_count = measure->activities.count,
                                .announced = measure->announced,
                                .state = state_of(measure, program->zone, w->as_of),
                                .zone = program->zone};
    ix_status status = weighing_add(
        w,
        &(weighed){.program = program, .rule = program, .measure = measure, .tag = program->tag});
    if (status == IX_OK) {
        out->idle = ((const weighed *)w->measures.items)[0].idle;
        status = weighing_conclude(w, &out->law);
    }
    return status;
}

static int64_t begins(const ix_product_measure *measure) {
    return measure->law.from.kind == IX_WHEN_NONE
               ? INT64_MIN
               : ix_when_instant(measure->law.from, measure->zone);
}

/* Graver first, then what would be graver, then the later, which says more, then the order of the
 * files. */
static bool goes_before(const ix_product_measure *a, const ix_product_measure *b) {
    if (a->law.effect != b->law.effect) {
        return a->law.effect > b->law.effect;
    }
    if (a->law.full != b->law.full) {
        return a->law.full > b->law.full;
    }
    return begins(a) > begins(b);
}

static void sort(ix_product_measure *items, int count) {
    for (int i = 1; i < count; i++) { /* stable: a handful */
        ix_product_measure moving = items[i];
        int at = i;
        while (at > 0 && goes_before(&moving, &items[at - 1])) {
            items[at] = items[at - 1];
            at--;
        }
        items[at] = moving;
    }
}

static ix_status weigh_program(ix_vector *out, weighing *w, const rule_program *program,
                               ix_str scope, ix_when as_of) {
    const rule_measure *measures = program->measures.items;
    ix_status status = IX_OK;
    w->as_of = ix_when_instant(as_of, program->zone);
    for (int i = 0; status == IX_OK && i < program->measures.count; i++) {
        if (covers_scope(&measures[i], scope)) {
            ix_product_measure *slot = ix_vector_push(out, sizeof(ix_product_measure), w->arena);
            status = slot == NULL ? weighing_memory(w) : weigh_one(slot, w, program, &measures[i]);
        }
    }
    return status;
}

ix_status ix_rules_product(ix_product_measure **out, int *count, const ix_rules *rules,
                           ix_str family, ix_str scope, const ix_context *context, ix_when as_of,
                           ix_arena *arena, ix_error *error) {
    weighing w = {.rules = rules,
                  .list = IX_STR("products"),
                  .context = context,
                  .arena = arena,
                  .error = error};
    const rule_program *programs = rules->bans.items;
    ix_vector measures = {0};
    ix_status status = IX_OK;
    *out = NULL;
    *count = 0;
    for (int i = 0; status == IX_OK && i < rules->bans.count; i++) {
        if (ix_texts_contain(programs[i].products, family)) {
            status = weigh_program(&measures, &w, &programs[i], scope, as_of);
        }
    }
    if (status == IX_OK) {
        *out = measures.items;
        *count = measures.count;
        sort(*out, *count);
    }
    return status;
}
