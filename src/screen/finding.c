/* From a match to a finding: the version of the entity is decoded, each of its listings placed in
 * time and weighed by the rules. */
#include "accepted.h"
#include "screener.h"

#include <assert.h>

static ix_status no_memory(const screening *s) {
    return ix_error_set(s->error, IX_E_MEMORY, "no memory for a finding");
}

/* What of the search and the image a finding needs at hand. */
typedef struct match_place {
    const ix_match *match;
    ix_index_entity held;
    const ix_index_list *list;
    int64_t as_of;
    int known; /* snapshots */
    ix_held *intervals;
    int interval_count;
} match_place;

/* Intervals of snapshots that begin within those known. */
static ix_status place_match(match_place *place, const screening *s, const ix_match *match) {
    const ix_index *index = s->screener->index;
    ix_index_entity held = ix_index_entity_at(index, match->entity);
    *place = (match_place){.match = match,
                           .held = held,
                           .list = ix_index_list_at(index, held.list),
                           .as_of = s->as_of[held.list],
                           .known = (int)s->views[held.list].known};
    place->intervals = IX_NEW(s->arena, ix_held, held.held_count > 0 ? held.held_count : 1);
    if (place->intervals == NULL) {
        return no_memory(s);
    }
    for (int i = 0; i < held.held_count; i++) {
        if (held.held[i].from < s->views[held.list].known) {
            place->intervals[place->interval_count++] =
                (ix_held){held.held[i].from, held.held[i].to};
        }
    }
    return IX_OK;
}

static ix_status join_id(ix_str *out, const screening *s, ix_str list, ix_str key) {
    char *text = IX_NEW(s->arena, char, list.len + 1 + key.len);
    if (text == NULL) {
        return no_memory(s);
    }
    ptrdiff_t at = 0;
    for (ptrdiff_t i = 0; i < list.len; i++) {
        text[at++] = list.ptr[i];
    }
    text[at++] = ':';
    for (ptrdiff_t i = 0; i < key.len; i++) {
        text[at++] = key.ptr[i];
    }
    *out = (ix_str){text, at};
    return IX_OK;
}

/* "removed between the versions published A and B": the last snapshot that held the entity before
 * as_of, and the one behind it; empty when the newest known one still holds it. */
static ix_status say_removed(ix_str *out, const screening *s, const match_place *place) {
    const ix_held *last = NULL;
    for (int i = 0; i < place->interval_count; i++) {
        const ix_held *one = &place->intervals[i];
        if (last == NULL || (int64_t)one->from <= s->views[place->held.list].at) {
            last = one;
        }
    }
    if (last == NULL || last->to == IX_ORDINAL_OPEN || last->to >= (uint32_t)place->known) {
        return IX_OK;
    }
    ix_buf text;
    ix_buf_init(&text, 256);
    ix_buf_append(&text, IX_STR("removed between the versions published "));
    ix_when_print(&text, place->list->snapshots[last->to - 1].published);
    ix_buf_append(&text, IX_STR(" and "));
    ix_when_print(&text, place->list->snapshots[last->to].published);
    *out = ix_arena_copy(s->arena, ix_buf_view(&text));
    ix_buf_free(&text);
    return out->ptr != NULL ? IX_OK : no_memory(s);
}

/* A note behind those the law gave. */
static ix_status add_note(ix_effect *law, const screening *s, const ix_note *note) {
    ix_note *notes = IX_NEW(s->arena, ix_note, law->note_count + 1);
    if (notes == NULL) {
        return no_memory(s);
    }
    for (int i = 0; i < law->note_count; i++) {
        notes[i] = law->notes[i];
    }
    notes[law->note_count] = *note;
    law->notes = notes;
    law->note_count++;
    return IX_OK;
}

/* Facts on record of this very entry. */
static ix_status add_facts(ix_effect *law, const screening *s, const match_place *place) {
    int count;
    const ix_fact *facts = ix_rules_facts(s->screener->rules, &count);
    ix_status status = IX_OK;
    for (int i = 0; status == IX_OK && i < count; i++) {
        const ix_fact *fact = &facts[i];
        bool holds = ix_str_equal(fact->list, place->list->id) &&
                     ix_texts_contain((ix_texts){fact->keys, fact->key_count}, place->held.key) &&
                     ix_when_instant(fact->from, place->list->zone) <= place->as_of &&
                     (fact->until.kind == IX_WHEN_NONE ||
                      place->as_of < ix_when_instant(fact->until, place->list->zone));
        if (holds) {
            status = add_note(law, s, &(ix_note){fact->text, fact->citation, fact->verified});
        }
    }
    return status;
}

/* What the press says of a date and no instrument does: never used, told where it differs. */
static ix_status add_claim(ix_finding_listing *listing, const screening *s,
                           const ix_action *claim) {
    ix_when used = listing->times.effective_from;
    bool agrees = used.kind == claim->effective.kind && used.value == claim->effective.value;
    if (!claim->claim || used.kind == IX_WHEN_NONE || agrees) {
        return IX_OK;
    }
    ix_buf text;
    ix_buf_init(&text, 1024);
    ix_buf_append(&text, IX_STR("Sources conflict: a press statement gives "));
    ix_when_print(&text, claim->effective);
    ix_buf_append(&text, IX_STR(" as the day of effect; the instrument's date, "));
    ix_when_print(&text, used);
    ix_buf_append(&text, IX_STR(", is used."));
    ix_str copy = ix_arena_copy(s->arena, ix_buf_view(&text));
    ix_buf_free(&text);
    return copy.ptr == NULL ? no_memory(s)
                            : add_note(&listing->law, s, &(ix_note){copy, claim->citation, false});
}

static ix_status weigh_one(ix_finding_listing *out, const screening *s, const match_place *place,
                           const ix_entity *entity, const ix_listing *listing) {
    int action_count = 0;
    const ix_action *actions =
        ix_rules_actions(s->screener->rules, place->list->id, place->held.key, &action_count);
    *out = (ix_finding_listing){.source = listing->source,
                                .programs = listing->programs,
                                .program_count = listing->program_count,
                                .reason = listing->reason};
    out->times = ix_listing_timeline(listing, actions, action_count, place->list->snapshots,
                                     place->known, place->intervals, place->interval_count,
                                     place->list->zone, place->as_of);
    if (out->times.state == IX_LISTING_NOT_YET) {
        return IX_OK;
    }
    ix_status status = ix_rules_effect(&out->law, s->screener->rules, place->list->id, entity,
                                       listing, s->context, place->as_of, s->arena, s->error);
    if (status == IX_OK) {
        status = add_facts(&out->law, s, place);
    }
    for (int i = 0; status == IX_OK && i < action_count; i++) {
        status = add_claim(out, s, &actions[i]);
    }
    if (status == IX_OK && out->times.state == IX_LISTING_ENDED) {
        status = say_removed(&out->removed, s, place);
    }
    return status;
}

/* All listings that are known of at as_of. */
static ix_status weigh_listings(ix_finding *finding, const screening *s, const match_place *place,
                                const ix_entity *entity) {
    finding->listings = IX_NEW(s->arena, ix_finding_listing, entity->listing_count);
    if (finding->listings == NULL) {
        return no_memory(s);
    }
    for (int i = 0; i < entity->listing_count; i++) {
        ix_finding_listing *one = &finding->listings[finding->listing_count];
        ix_status status = weigh_one(one, s, place, entity, &entity->listings[i]);
        if (status != IX_OK) {
            return status;
        }
        if (one->times.state != IX_LISTING_NOT_YET) {
            finding->listing_count++;
        }
    }
    return IX_OK;
}

/* A party is named by its first entry that was known: one that was published later must not change
 * what an old decision says. Rings ascend, and the entity itself is known. */
static ix_status name_party(ix_str *party, const screening *s, uint32_t entity) {
    const ix_index *index = s->screener->index;
    uint32_t at = ix_index_party(index, entity);
    ix_index_entity held = ix_index_entity_at(index, at);
    uint32_t ordinal;
    while (at != entity &&
           !ix_interval_pick(&ordinal, held.held, held.held_count, 0, s->views[held.list].known)) {
        at = ix_index_party_next(index, at);
        held = ix_index_entity_at(index, at);
    }
    return join_id(party, s, ix_index_list_at(index, held.list)->id, held.key);
}

#define KIND_IF(kind, condition) ((condition) ? 1u << (kind) : 0u)

/* Of which kinds the listed party tells something, and the subject nothing. */
static unsigned find_unasked(const ix_party *party, const ix_entity *entity) {
    static const ix_party nobody;
    const ix_party *p = party != NULL ? party : &nobody;
    return KIND_IF(IX_EVIDENCE_DOB, entity->birth_count > 0 && p->birth_count == 0) |
           KIND_IF(IX_EVIDENCE_BIRTH_PLACE,
                   entity->birth_place_count > 0 && p->birth_place_count == 0) |
           KIND_IF(IX_EVIDENCE_GENDER,
                   entity->gender != IX_GENDER_UNKNOWN && p->gender == IX_GENDER_UNKNOWN) |
           KIND_IF(IX_EVIDENCE_COUNTRY, entity->nationality_count > 0 && p->country_count == 0) |
           KIND_IF(IX_EVIDENCE_ADDRESS, entity->address_count > 0 && p->address_count == 0) |
           KIND_IF(IX_EVIDENCE_IDENTIFIER,
                   entity->identifier_count > 0 && p->identifier_count == 0);
}

ix_status screening_find(screening *s, ix_finding *finding, bool *made, const ix_match *match,
                         bool open_attributes) {
    match_place place;
    ix_entity entity = {0};
    *made = false;
    *finding = (ix_finding){0};
    ix_status status = place_match(&place, s, match);
    if (status == IX_OK) {
        status = ix_index_decode(&entity, s->screener->index, match->entity, match->ordinal,
                                 s->arena, s->error);
    }
    if (status == IX_OK && (entity.listing_count < 1 || entity.name_count < 1)) {
        status = ix_error_set(s->error, IX_E_CORRUPT, "an entity without a listing or a name");
    }
    if (status == IX_OK) {
        status = weigh_listings(finding, s, &place, &entity);
    }
    if (status == IX_OK) {
        status = join_id(&finding->entity, s, place.list->id, place.held.key);
    }
    if (status != IX_OK || finding->listing_count == 0) {
        return status;
    }
    status = name_party(&finding->party, s, match->entity);
    if (status != IX_OK) {
        return status;
    }
    finding->list = place.list->id;
    finding->name = entity.names[0].text;
    finding->type = entity.type;
    finding->identity = weigh_identity(match, &s->bars, open_attributes);
    finding->score = match->score;
    finding->matched_name = match->matched_name;
    finding->by_identifier = match->by_identifier;
    finding->matched_kind = match->matched_kind;
    finding->read_as = match->read_as;
    finding->unasked = find_unasked(s->decision->party, &entity);
    finding->evidence = match->evidence;
    finding->evidence_count = match->evidence_count;
    finding->why = weigh_why(match, finding->identity, s->arena);
    weigh_finding(finding);
    *made = true;
    return IX_OK;
}

ix_status screening_weigh(screening *s, const ix_matches *matches, bool open_attributes) {
    ix_decision *decision = s->decision;
    decision->findings = IX_NEW(s->arena, ix_finding, matches->count + 1);
    const ix_match **found = IX_NEW(s->arena, const ix_match *, matches->count + 1);
    if (decision->findings == NULL || found == NULL) {
        return no_memory(s);
    }
    for (int i = 0; i < matches->count; i++) {
        bool made;
        ix_status status = screening_find(s, &decision->findings[decision->finding_count], &made,
                                          &matches->items[i], open_attributes);
        if (status != IX_OK) {
            ix_error_wrap(s->error, "finding %d", i + 1);
            return status;
        }
        found[decision->finding_count] = &matches->items[i];
        decision->finding_count += made;
    }
    ix_status status = screening_add_kin(s, found);
    status = status == IX_OK ? screening_accept(s) : status;
    weigh_decision(decision);
    return status;
}
