/* The other entries of a party. Publishers say that entries of several lists are one party (UN
 * reference numbers, OFAC's numbers in the joint list, numbers only one party has); so whoever is
 * presumed to be one of them is presumed to be all of them, also where another list spells the name
 * so that it would not be found. Each becomes a finding of its own, with the evidence of the entry
 * that was found and the law of its own list. */
#include "screener.h"

#include <assert.h>

/* The findings under way, and the entity of each. */
typedef struct family {
    screening *s;
    ix_finding *findings;
    const ix_match **matches; /* of findings made by a match; NULL behind them */
    uint32_t *entities;
    int count;
    int room;
} family;

static ix_status no_memory(const screening *s) {
    return ix_error_set(s->error, IX_E_MEMORY, "no memory for the entries of a party");
}

/* The finding of the entity, or where a new one goes. */
static int find_place(const family *f, uint32_t entity) {
    int at = 0;
    while (at < f->count && f->entities[at] != entity) {
        at++;
    }
    return at;
}

/* Rings of all that may be the subject: an upper bound of what will be added. */
static int count_kin(const screening *s, const ix_match **matches, int count) {
    int kin = 0;
    for (int i = 0; i < count; i++) {
        uint32_t entity = matches[i]->entity;
        if (s->decision->findings[i].identity >= IX_IDENTITY_OPEN) {
            for (uint32_t at = ix_index_party_next(s->screener->index, entity); at != entity;
                 at = ix_index_party_next(s->screener->index, at)) {
                kin++;
            }
        }
    }
    return kin;
}

/* Where the entry is read: as the search would, had it found it. */
static bool place_kin(ix_match *out, const screening *s, const ix_match *match, uint32_t entity) {
    ix_index_entity held = ix_index_entity_at(s->screener->index, entity);
    const ix_list_view *view = &s->views[held.list];
    *out = *match;
    out->entity = entity;
    return view->wanted &&
           ix_interval_pick(&out->ordinal, held.held, held.held_count, view->at, view->known);
}

static ix_status say_why(ix_str *why, const screening *s, const ix_finding *found) {
    ix_buf text;
    ix_buf_init(&text, 4096);
    ix_buf_append(&text, IX_STR("the same party as "));
    ix_buf_append(&text, found->entity);
    ix_buf_append(&text, IX_STR(" by the publishers' references: "));
    ix_buf_append(&text, found->why);
    *why = text.status == IX_OK ? ix_arena_copy(s->arena, ix_buf_view(&text)) : (ix_str){0};
    ix_buf_free(&text);
    return why->ptr != NULL ? IX_OK : no_memory(s);
}

/* An entry that was found itself, but is less surely the subject than another of its party, is told
 * by that one: its own spelling or birth date must not hide what is known of the party. */
static ix_status add_kin(family *f, int of, uint32_t entity) {
    const ix_finding *found = &f->findings[of];
    int at = find_place(f, entity);
    ix_finding finding;
    ix_match match;
    bool made = false;
    if ((at < f->count && f->findings[at].identity >= found->identity) ||
        !place_kin(&match, f->s, f->matches[of], entity)) {
        return IX_OK;
    }
    ix_status status = screening_find(f->s, &finding, &made, &match, false);
    if (status == IX_OK && made) {
        finding.through = found->entity;
        finding.identity = found->identity;
        weigh_finding(&finding);
        status = say_why(&finding.why, f->s, found);
        assert(at < f->room);
        f->findings[at] = finding;
        f->entities[at] = entity;
        f->count += at == f->count;
    }
    return status;
}

static ix_status open_family(family *f, screening *s, const ix_match **matches, int kin) {
    int count = s->decision->finding_count;
    *f = (family){.s = s, .matches = matches, .count = count, .room = count + kin};
    f->findings = IX_NEW(s->arena, ix_finding, f->room);
    f->entities = IX_NEW(s->arena, uint32_t, f->room);
    if (f->findings == NULL || f->entities == NULL) {
        return no_memory(s);
    }
    for (int i = 0; i < count; i++) {
        f->findings[i] = s->decision->findings[i];
        f->entities[i] = matches[i]->entity;
    }
    return IX_OK;
}

ix_status screening_add_kin(screening *s, const ix_match **matches) {
    int count = s->decision->finding_count;
    int kin = count_kin(s, matches, count);
    family f = {.count = 0};
    ix_status status = kin > 0 ? open_family(&f, s, matches, kin) : IX_OK;
    if (kin == 0 || status != IX_OK) {
        return status;
    }
    for (int i = 0; i < count && status == IX_OK; i++) {
        uint32_t entity = matches[i]->entity;
        if (f.findings[i].identity < IX_IDENTITY_OPEN) {
            continue;
        }
        for (uint32_t at = ix_index_party_next(s->screener->index, entity);
             at != entity && status == IX_OK; at = ix_index_party_next(s->screener->index, at)) {
            status = add_kin(&f, i, at);
        }
    }
    s->decision->findings = f.findings;
    s->decision->finding_count = f.count;
    return status;
}
