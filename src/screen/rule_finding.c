/* Findings that no list entry makes but the law itself: a product that is barred, a territory under
 * an embargo. Each instrument is a listing of the finding, so that they are weighed, put in order
 * and written like those of parties. */
#include "screener.h"

#include <string.h>

/* What nothing else is called by says as much as two of the rarest name parts. */
#define NAMED_MILLIBITS (2 * IX_MILLIBITS_MAX)

static ix_status no_memory(const screening *s) {
    return ix_error_set(s->error, IX_E_MEMORY, "no memory for a finding");
}

ix_status rule_entity(ix_finding *finding, ix_str list, ix_str key, ix_arena *arena,
                      ix_error *error) {
    char *text = IX_NEW(arena, char, list.len + 1 + key.len);
    if (text == NULL) {
        return ix_error_set(error, IX_E_MEMORY, "no memory for a finding");
    }
    memcpy(text, list.ptr, (size_t)list.len);
    text[list.len] = ':';
    memcpy(text + list.len + 1, key.ptr, (size_t)key.len);
    finding->list = list;
    finding->entity = finding->party = (ix_str){text, list.len + 1 + key.len};
    return IX_OK;
}

ix_status rule_listing(ix_finding_listing *listing, ix_arena *arena, ix_error *error) {
    ix_str *program = IX_NEW(arena, ix_str, 1);
    if (program == NULL) {
        return ix_error_set(error, IX_E_MEMORY, "no memory for a listing");
    }
    *program = listing->law.program;
    listing->programs = program;
    listing->program_count = program->len > 0;
    listing->times.effective_from = listing->law.from;
    listing->times.effective_until = listing->law.until;
    return IX_OK;
}

ix_status rule_product_listing(ix_finding_listing *listing, const ix_product_measure *measure,
                               ix_arena *arena, ix_error *error) {
    *listing = (ix_finding_listing){.reason = measure->text,
                                    .idle = measure->idle,
                                    .times = {.state = measure->state,
                                              .basis = IX_BASIS_PUBLICATION,
                                              .announced = measure->announced},
                                    .law = measure->law};
    return rule_listing(listing, arena, error);
}

ix_status rule_place_listing(ix_finding_listing *listing, const ix_place *place, ix_arena *arena,
                             ix_error *error) {
    *listing = (ix_finding_listing){.times = {.state = place->state, .basis = IX_BASIS_PUBLICATION},
                                    .law = place->law};
    return rule_listing(listing, arena, error);
}

static ix_status begin(screening *s, ix_finding *finding, const rule_subject *subject, int room) {
    *finding = (ix_finding){.name = subject->name,
                            .type = subject->type,
                            .identity = subject->identity,
                            .score = ix_score_from_millibits(NAMED_MILLIBITS),
                            .matched_name = subject->name,
                            .matched_kind = IX_NAME_PRIMARY,
                            .why = subject->why};
    ix_evidence *evidence = IX_NEW(s->arena, ix_evidence, 1);
    finding->listings = IX_NEW(s->arena, ix_finding_listing, room);
    if (evidence == NULL || finding->listings == NULL) {
        return no_memory(s);
    }
    *evidence = (ix_evidence){.kind = subject->kind,
                              .relation = IX_RELATION_EQUAL,
                              .query = subject->query,
                              .listed = subject->listed,
                              .millibits = NAMED_MILLIBITS,
                              .from = subject->from,
                              .to = subject->to};
    finding->evidence = evidence;
    finding->evidence_count = 1;
    return rule_entity(finding, subject->list, subject->key, s->arena, s->error);
}

ix_status screening_product(screening *s, ix_finding *finding, const rule_subject *subject,
                            const ix_product_measure *measures, int count) {
    ix_status status = begin(s, finding, subject, count + 1);
    for (int i = 0; i < count && status == IX_OK; i++) {
        if (measures[i].state != IX_LISTING_NOT_YET) {
            status = rule_product_listing(&finding->listings[finding->listing_count++],
                                          &measures[i], s->arena, s->error);
        }
    }
    if (status == IX_OK && finding->listing_count > 0) {
        weigh_finding(finding);
    }
    return status;
}

ix_status screening_place(screening *s, ix_finding *finding, const rule_subject *subject,
                          const ix_place *place) {
    ix_status status = begin(s, finding, subject, 1);
    if (status == IX_OK && place->state != IX_LISTING_NOT_YET) {
        status = rule_place_listing(&finding->listings[finding->listing_count++], place, s->arena,
                                    s->error);
    }
    if (status == IX_OK && finding->listing_count > 0) {
        weigh_finding(finding);
    }
    return status;
}
