/* Decisions on parties that are owned: screened by themselves, then a finding for each listed party
 * that stands behind them, by each rule of ownership.
 *
 * Such a finding is the owner's, with the steps between as evidence. What it asks is what the
 * owner's listing asks in the circumstances of the question, or what the rule says instead; below
 * the bar it asks nothing, and is a caution. */
#include "claim.h"

#include <assert.h>
#include <stdlib.h>

#define MEMORY_SLOTS       64
#define SLOT_BYTES_MAX     ((size_t)256 << 20)
#define CACHE_BYTES_MAX    ((size_t)32 << 20)
#define CITATION_BYTES_MAX ((size_t)64 << 10)

static ix_status no_memory(ix_error *error) {
    return ix_error_set(error, IX_E_MEMORY, "no memory for the findings of an owned party");
}

/* ------------------------------------------------------------------ owners decided before */

/* One owner's decision; a slot is used again for another owner. */
typedef struct memory_slot {
    uint32_t holder; /* party + 1; 0: none */
    ix_arena arena;
    ix_decision decision;
} memory_slot;

struct ix_holdings_memory {
    memory_slot slots[MEMORY_SLOTS];
    ix_part_cache *cache; /* NULL: none */
};

static ix_status open_slots(ix_holdings_memory **out, ix_arena *arena, ix_error *error) {
    *out = IX_NEW(arena, ix_holdings_memory, 1);
    if (*out == NULL) {
        return no_memory(error);
    }
    for (int i = 0; i < MEMORY_SLOTS; i++) {
        ix_arena_init(&(*out)->slots[i].arena, SLOT_BYTES_MAX);
    }
    return IX_OK;
}

ix_status ix_holdings_remember(ix_holdings_memory **out, ix_arena *arena, ix_error *error) {
    ix_status status = open_slots(out, arena, error);
    return status == IX_OK ? ix_part_cache_open(&(*out)->cache, CACHE_BYTES_MAX, error) : status;
}

void ix_holdings_forget(ix_holdings_memory *memory) {
    for (int i = 0; memory != NULL && i < MEMORY_SLOTS; i++) {
        ix_arena_free(&memory->slots[i].arena);
    }
    ix_part_cache_close(memory != NULL ? memory->cache : NULL);
}

/* The decision on an owner; whatever it borrows from its slot is gone when another takes it. */
static ix_status recall(const ix_decision **out, const ix_holdings *h, uint32_t group,
                        ix_holdings_memory *memory, ix_error *error) {
    uint32_t party = h->teller[group];
    memory_slot *slot = &memory->slots[party % MEMORY_SLOTS];
    ix_status status = IX_OK;
    if (slot->holder != party + 1) {
        ix_arena_reset(&slot->arena);
        slot->holder = 0;
        ix_party *subject = IX_NEW(&slot->arena, ix_party, 1);
        status = subject == NULL ? no_memory(error)
                                 : holdings_screen_alone(&slot->decision, h, party, subject,
                                                         memory->cache, &slot->arena, error);
        slot->holder = status == IX_OK ? party + 1 : 0;
    }
    *out = &slot->decision;
    return status;
}

/* ------------------------------------------------------------------ what lives longer */

static ix_str keep(ix_str text, ix_arena *arena, ix_status *status) {
    ix_str copy = ix_arena_copy(arena, text);
    *status = copy.ptr == NULL && text.len > 0 ? IX_E_MEMORY : *status;
    return copy;
}

static const ix_str *keep_all(const ix_str *texts, int count, ix_arena *arena, ix_status *status) {
    ix_str *copies = IX_NEW(arena, ix_str, count + 1);
    *status = copies == NULL ? IX_E_MEMORY : *status;
    for (int i = 0; copies != NULL && i < count; i++) {
        copies[i] = keep(texts[i], arena, status);
    }
    return copies;
}

static void keep_licenses(ix_effect *law, ix_arena *arena, ix_status *status) {
    ix_license_use *licenses = IX_NEW(arena, ix_license_use, law->license_count + 1);
    *status = licenses == NULL ? IX_E_MEMORY : *status;
    for (int i = 0; licenses != NULL && i < law->license_count; i++) {
        ix_license_use *one = &licenses[i];
        *one = law->licenses[i];
        one->id = keep(one->id, arena, status);
        one->title = keep(one->title, arena, status);
        one->citation = keep(one->citation, arena, status);
        one->scope = keep(one->scope, arena, status);
        one->conditions = keep_all(one->conditions, one->condition_count, arena, status);
    }
    law->licenses = licenses;
}

static void keep_law(ix_effect *law, ix_arena *arena, ix_status *status) {
    ix_note *notes = IX_NEW(arena, ix_note, law->note_count + 1);
    ix_obligation *owed = IX_NEW(arena, ix_obligation, law->obligation_count + 1);
    if (notes == NULL || owed == NULL) {
        *status = IX_E_MEMORY;
        return;
    }
    law->program = keep(law->program, arena, status);
    law->under = keep(law->under, arena, status);
    law->authority = keep(law->authority, arena, status);
    law->binds = keep(law->binds, arena, status);
    law->depends_on = (ix_str *)keep_all(law->depends_on, law->depends_count, arena, status);
    for (int i = 0; i < law->note_count; i++) {
        notes[i] = law->notes[i];
        notes[i].text = keep(notes[i].text, arena, status);
        notes[i].authority = keep(notes[i].authority, arena, status);
    }
    for (int i = 0; i < law->obligation_count; i++) {
        owed[i] = law->obligations[i];
        owed[i].what = keep(owed[i].what, arena, status);
        owed[i].authority = keep(owed[i].authority, arena, status);
        owed[i].basis = keep(owed[i].basis, arena, status);
    }
    law->notes = notes;
    law->obligations = owed;
    keep_licenses(law, arena, status);
}

static void keep_listing(ix_finding_listing *listing, ix_arena *arena, ix_status *status) {
    listing->source = keep(listing->source, arena, status);
    listing->programs = keep_all(listing->programs, listing->program_count, arena, status);
    listing->reason = keep(listing->reason, arena, status);
    listing->removed = (ix_str){0};
    listing->times.citation = keep(listing->times.citation, arena, status);
    keep_law(&listing->law, arena, status);
}

static void keep_finding(ix_finding *finding, ix_arena *arena, ix_status *status) {
    ix_evidence *evidence = (ix_evidence *)finding->evidence;
    finding->entity = keep(finding->entity, arena, status);
    finding->list = keep(finding->list, arena, status);
    finding->name = keep(finding->name, arena, status);
    finding->party = keep(finding->party, arena, status);
    finding->matched_name = keep(finding->matched_name, arena, status);
    finding->read_as = keep(finding->read_as, arena, status);
    for (int i = 0; i < finding->evidence_count; i++) {
        evidence[i].query = keep(evidence[i].query, arena, status);
        evidence[i].listed = keep(evidence[i].listed, arena, status);
    }
    for (int i = 0; i < finding->listing_count; i++) {
        keep_listing(&finding->listings[i], arena, status);
    }
}

/* ------------------------------------------------------------------ one finding */

/* A decision that findings are being added to. */
typedef struct judging {
    const ix_holdings *h;
    ix_decision *decision;
    ix_holdings_memory *memory;
    ix_vector findings; /* ix_finding */
    ix_arena *arena;
    ix_error *error;
} judging;

/* The owner's listing for which the rule counts its stakes: the most severe such. */
static const ix_finding_listing *listing_of(const ix_ownership_scope **scope, const judging *j,
                                            const ix_finding *owner, const ix_claim *claim) {
    bool sure = claim->outcome == IX_CLAIM_REACHED;
    bool known = owner->identity == IX_IDENTITY_ESTABLISHED;
    for (int i = 0; i < owner->listing_count; i++) {
        const ix_finding_listing *one = &owner->listings[i];
        bool acts = one->times.state == IX_LISTING_IN_FORCE ||
                    (one->times.state == IX_LISTING_GAP && !sure);
        *scope = ix_ownership_scope_of(j->h->screener->rules, claim->rule, owner->list, one->source,
                                       one->programs, one->program_count);
        if (acts && *scope != NULL && (sure ? known : owner->identity >= IX_IDENTITY_OPEN)) {
            return one;
        }
    }
    return NULL;
}

/* The rule's own effect in place of that of the owner's listing. */
static void put_effect(ix_effect *law, const ix_ownership_rule *rule) {
    if (rule->effect != IX_VERDICT_NOT_SCREENED) {
        *law = (ix_effect){.effect = rule->effect,
                           .full = rule->effect,
                           .program = law->program,
                           .under = law->under,
                           .binds = rule->binds,
                           .verified = true};
    }
}

/* "CITATION OF THE RULE, OF THE TIME IT IS IN FORCE; AUTHORITY OF THE LISTING" */
static ix_status cite(ix_effect *law, const holding_spread *spread, const ix_claim *claim,
                      const judging *j) {
    ix_buf text;
    bool binding = claim->outcome != IX_CLAIM_BELOW;
    ix_buf_init(&text, CITATION_BYTES_MAX);
    ix_buf_append(&text, spread->rule->citation);
    if (spread->window != NULL) {
        ix_buf_append(&text, IX_STR("; "));
        ix_buf_append(&text, spread->window->citation);
    }
    if (law->authority.len > 0) {
        ix_buf_append(&text, IX_STR("; "));
        ix_buf_append(&text, law->authority);
    }
    law->authority = ix_arena_copy(j->arena, ix_buf_view(&text));
    law->verified = law->verified && spread->rule->verified &&
                    (!binding || spread->window == NULL || spread->window->verified);
    ix_status status = text.status == IX_OK && law->authority.ptr != NULL ? IX_OK : IX_E_MEMORY;
    ix_buf_free(&text);
    return status;
}

/* A link that the list states of the owner, in words; empty when the relation is none. */
static ix_status say_link(ix_str *out, const ix_relation *one, const judging *j) {
    ix_buf text;
    *out = (ix_str){0};
    if (!ix_str_equal(one->kind, IX_STR("Linked To"))) {
        return IX_OK;
    }
    ix_buf_init(&text, CITATION_BYTES_MAX * 16);
    ix_buf_printf(&text,
                  "The list says of this owner: linked to %" IX_FMT
                  ". A link is no ownership; it is a caution only.",
                  IX_ARG(one->target));
    *out = ix_arena_copy(j->arena, ix_buf_view(&text));
    ix_buf_free(&text);
    return out->ptr != NULL ? IX_OK : IX_E_MEMORY;
}

/* What the rule says, as a note, before those of the owner's listing; then links of the owner. */
static ix_status add_notes(ix_effect *law, ix_str owner, const ix_claim *claim, const judging *j) {
    ix_entity entity = {0};
    if (holdings_read_entity(&entity, j->h, owner, j->arena) != IX_OK) {
        entity.relation_count = 0;
    }
    ix_note *notes = IX_NEW(j->arena, ix_note, law->note_count + entity.relation_count + 1);
    if (notes == NULL) {
        return IX_E_MEMORY;
    }
    notes[0] =
        (ix_note){.text = claim->outcome == IX_CLAIM_BELOW ? claim->rule->below : claim->rule->text,
                  .authority = claim->rule->citation,
                  .verified = claim->rule->verified};
    int count = 1;
    for (int i = 0; i < law->note_count; i++) {
        notes[count++] = law->notes[i];
    }
    ix_status status = IX_OK;
    for (int i = 0; i < entity.relation_count && status == IX_OK; i++) {
        ix_str text;
        status = say_link(&text, &entity.relations[i], j);
        notes[count] = (ix_note){text, IX_STR("the list entry itself"), true};
        count += text.len > 0;
    }
    law->notes = notes;
    law->note_count = count;
    return status;
}

/* A caution asks nothing, whatever the law would ask were the bar reached. */
static ix_status lower(ix_finding_listing *listing, const judging *j) {
    ix_effect *law = &listing->law;
    ix_str *depends = IX_NEW(j->arena, ix_str, law->depends_count + 1);
    if (depends == NULL) {
        return IX_E_MEMORY;
    }
    for (int i = 0; i < law->depends_count; i++) {
        depends[i] = law->depends_on[i];
    }
    depends[law->depends_count++] = IX_STR("ownership");
    law->depends_on = depends;
    law->effect = IX_VERDICT_INFO;
    law->obligation_count = 0;
    listing->effect = IX_VERDICT_INFO;
    return IX_OK;
}

static ix_status write_why(ix_finding *finding, const judging *j) {
    ix_buf text;
    if (holdings_is_reference(j->h, finding->claim->owner)) {
        finding->why = IX_STR("the owner is named by its key");
        return IX_OK;
    }
    ix_buf_init(&text, CITATION_BYTES_MAX);
    ix_buf_printf(&text, "the owner \"%" IX_FMT "\" is taken for it: %" IX_FMT,
                  IX_ARG(finding->claim->owner), IX_ARG(finding->why));
    finding->why = ix_arena_copy(j->arena, ix_buf_view(&text));
    ix_buf_free(&text);
    return finding->why.ptr != NULL ? IX_OK : IX_E_MEMORY;
}

/* The owner's finding, turned to what it owns. */
static ix_status turn(ix_finding *out, const judging *j, const holding_spread *spread,
                      const ix_finding *owner, const ix_finding_listing *listing,
                      const ix_claim *claim) {
    ix_evidence *evidence;
    *out = *owner;
    out->claim = claim;
    out->through = (ix_str){0};
    out->unasked = 0;
    out->listing_count = 1;
    out->listings = IX_NEW(j->arena, ix_finding_listing, 1);
    if (out->listings == NULL) {
        return IX_E_MEMORY;
    }
    out->listings[0] = *listing;
    ix_status status =
        claim_evidence(&evidence, &out->evidence_count, claim, owner, j->arena, j->error);
    out->evidence = evidence;
    put_effect(&out->listings[0].law, claim->rule);
    status = status == IX_OK ? cite(&out->listings[0].law, spread, claim, j) : status;
    status = status == IX_OK ? add_notes(&out->listings[0].law, out->entity, claim, j) : status;
    status = status == IX_OK ? write_why(out, j) : status;
    if (status == IX_OK && claim->outcome == IX_CLAIM_BELOW) {
        status = lower(&out->listings[0], j);
    } else if (claim->outcome == IX_CLAIM_POSSIBLE) {
        out->identity = IX_IDENTITY_OPEN;
    }
    if (status == IX_OK) {
        keep_finding(out, j->arena, &status);
        out->listings[0].effect = out->listings[0].law.effect;
        out->effect = out->listings[0].effect;
    }
    return status;
}

/* Does a stake that asks nothing call for a person? Never more than what the owner's own listing
 * asks. */
static bool is_for_a_person(const ix_ownership_scope *scope, const ix_finding_listing *listing) {
    return scope->caution == IX_CAUTION_REVIEW && listing->effect > IX_VERDICT_INFO;
}

static ix_status add_owner(judging *j, const holding_spread *spread, const ix_finding *owner,
                           const ix_claim *claim) {
    const ix_ownership_scope *scope;
    const ix_finding_listing *listing = listing_of(&scope, j, owner, claim);
    bool below = claim->outcome == IX_CLAIM_BELOW;
    if (listing == NULL || (below && scope->caution == IX_CAUTION_NOTHING)) {
        return IX_OK;
    }
    ix_claim *own = IX_NEW(j->arena, ix_claim, 1);
    ix_finding *slot = ix_vector_push(&j->findings, sizeof *slot, j->arena);
    if (own == NULL || slot == NULL) {
        return IX_E_MEMORY;
    }
    *own = *claim;
    own->review = below && is_for_a_person(scope, listing);
    if (own->review) {
        j->decision->hindered = IX_VERDICT_REVIEW;
    }
    return turn(slot, j, spread, owner, listing, own);
}

/* ------------------------------------------------------------------ all of them */

static ix_status add_end(judging *j, const claim_proof *proof, uint32_t end) {
    const ix_decision *owner;
    const ix_claim *claim;
    ix_status status = recall(&owner, j->h, end, j->memory, j->error);
    if (status == IX_OK) {
        status = claim_of(&claim, proof, end, j->decision->party->name, j->arena, j->error);
    }
    for (int i = 0; status == IX_OK && i < owner->finding_count; i++) {
        status = add_owner(j, proof->spread, &owner->findings[i], claim);
    }
    return status;
}

static ix_status add_rule(judging *j, const holding_spread *spread, uint32_t group) {
    claim_proof *proof = IX_NEW(j->arena, claim_proof, 1);
    bool held = false;
    if (proof == NULL) {
        return IX_E_MEMORY;
    }
    ix_status status = claim_prove(&held, proof, j->h, spread, group, j->arena, j->error);
    for (int i = 0; held && i < proof->end_count && status == IX_OK; i++) {
        status = add_end(j, proof, proof->ends[i]);
    }
    return status;
}

static ix_status join_findings(judging *j) {
    ix_decision *decision = j->decision;
    ix_finding *all = IX_NEW(j->arena, ix_finding, decision->finding_count + j->findings.count + 1);
    const ix_finding *added = j->findings.items;
    if (all == NULL) {
        return IX_E_MEMORY;
    }
    for (int i = 0; i < decision->finding_count; i++) {
        all[i] = decision->findings[i];
    }
    for (int i = 0; i < j->findings.count; i++) {
        all[decision->finding_count++] = added[i];
    }
    decision->findings = all;
    return IX_OK;
}

/* An owner that could not be screened may be anybody. */
static void weigh_doubt(judging *j, uint32_t group) {
    if (j->h->doubt.round != NULL && j->h->doubt.held[group] > 0) {
        j->decision->hindered = IX_VERDICT_REVIEW;
        j->decision->hindrance =
            IX_STR("one of its owners could not be screened in full, so a person must look");
    }
}

static ix_status judge(judging *j, uint32_t group) {
    ix_status status = IX_OK;
    for (int i = 0; i < j->h->spread_count && status == IX_OK; i++) {
        const holding_spread *spread = &j->h->spreads[i];
        if (spread->used && spread->possible_reach.held[group] > 0) {
            status = add_rule(j, spread, group);
        }
    }
    weigh_doubt(j, group);
    bool changed = j->findings.count > 0 || j->decision->hindered == IX_VERDICT_REVIEW;
    if (status != IX_OK || !changed) {
        return status;
    }
    status = join_findings(j);
    if (status == IX_OK) {
        weigh_decision(j->decision);
        weigh_conclude(j->decision, j->arena);
    }
    return status;
}

static void refuse_untold(ix_decision *decision) {
    ix_decision_refuse(decision, decision->party,
                       IX_STR("Not screened: its owners could not be told."));
}

static ix_status judge_or_refuse(ix_decision *decision, const ix_holdings *h, uint32_t group,
                                 ix_holdings_memory *memory, ix_arena *arena, ix_error *error) {
    ix_error own = {.status = IX_OK};
    judging j = {.h = h,
                 .decision = decision,
                 .memory = memory,
                 .arena = arena,
                 .error = error != NULL ? error : &own};
    ix_status status = judge(&j, group);
    if (status == IX_E_MEMORY) {
        no_memory(j.error);
    }
    if (status != IX_OK) {
        refuse_untold(decision);
    }
    return status;
}

/* ------------------------------------------------------------------ decisions */

/* Another spelling that was taken for the same party. */
static ix_status note_spelling(ix_decision *decision, const ix_holdings *h, uint32_t party,
                               ix_arena *arena) {
    const holding_party *one = &holdings_parties(h)[party];
    if (one->group == party) {
        return IX_OK;
    }
    ix_oddity *all = IX_NEW(arena, ix_oddity, decision->oddity_count + 1);
    ix_buf text;
    ix_buf_init(&text, CITATION_BYTES_MAX * 16);
    ix_buf_printf(&text, "taken for the same party as \"%" IX_FMT "\"",
                  IX_ARG(ix_owners_name(h->owners, one->group)));
    ix_str detail = ix_arena_copy(arena, ix_buf_view(&text));
    ix_buf_free(&text);
    if (all == NULL || detail.ptr == NULL) {
        return IX_E_MEMORY;
    }
    for (int i = 0; i < decision->oddity_count; i++) {
        all[i] = decision->oddities[i];
    }
    all[decision->oddity_count++] = (ix_oddity){IX_STR("same_party"), IX_STR("name"), detail};
    decision->oddities = all;
    return IX_OK;
}

ix_status ix_holdings_decide(ix_decision *out, const ix_holdings *holdings, uint32_t party,
                             ix_holdings_memory *memory, ix_arena *arena, ix_error *error) {
    const holding_party *kept = &holdings_parties(holdings)[party];
    ix_party *subject = IX_NEW(arena, ix_party, 1);
    assert(party < ix_holdings_party_count(holdings) && kept->screened);
    if (subject == NULL) {
        return no_memory(error);
    }
    if (kept->plain) {
        subject->name = ix_owners_name(holdings->owners, party);
        *out = holdings->frame.decision; /* nothing was found of it by itself: clear */
        out->party = subject;
    } else if (holdings_screen_alone(out, holdings, party, subject, memory->cache, arena, error) !=
               IX_OK) {
        out->hindrance = IX_STR("it could not be screened by itself");
    }
    out->owners = holdings->run.owners;
    ix_status status = judge_or_refuse(out, holdings, kept->group, memory, arena, error);
    if (status == IX_OK && note_spelling(out, holdings, party, arena) != IX_OK) {
        status = no_memory(error);
    }
    return status;
}

ix_status ix_holdings_add(ix_decision *decision, const ix_holdings *holdings, ix_str name,
                          ix_holdings_memory *memory, ix_arena *arena, ix_error *error) {
    uint32_t group;
    bool found;
    ix_holdings_memory *own = NULL;
    decision->owners = holdings->run.owners;
    ix_status status = holdings_find(&found, &group, holdings, name, arena);
    if (status == IX_OK && !found) {
        return IX_OK;
    }
    if (status == IX_OK && memory == NULL) {
        status = open_slots(&own, arena, error); /* of one question: no cache */
    }
    if (status == IX_OK) {
        status =
            judge_or_refuse(decision, holdings, group, memory != NULL ? memory : own, arena, error);
    } else {
        refuse_untold(decision);
        status = no_memory(error);
    }
    ix_holdings_forget(own);
    return status;
}
