/* What a listed owner means for what it owns, kept from one decision to the next: its own decision,
 * and its findings turned to what it owns.
 *
 * Such a finding is the owner's. What it asks is what the owner's listing asks in the circumstances
 * of the question, or what the rule says instead; below the bar it asks nothing, and is a caution.
 *
 * Two hash tables in an arena. A decision borrows from it, so it is emptied only between decisions,
 * when it has become large. */
#include "remembered.h"

#include "writers.h"

#define BUCKETS            1024 /* a power of two */
#define OWNERS_KEPT_MAX    2048
#define MEMORY_BYTES_MAX   ((size_t)2 << 30)
#define CACHE_BYTES_MAX    ((size_t)32 << 20)
#define CITATION_BYTES_MAX ((size_t)64 << 10)
#define LINK_BYTES_MAX     ((size_t)1 << 20)

/* The decision on a party by itself. */
typedef struct remembered_decision {
    struct remembered_decision *next;
    uint32_t number;
    ix_party party;
    ix_decision decision;
} remembered_decision;

static ix_status no_memory(ix_error *error) {
    return ix_error_set(error, IX_E_MEMORY, "no memory for the findings of an owned party");
}

/* ------------------------------------------------------------------ the memory */

static ix_status make_tables(ix_holdings_memory *memory, ix_error *error) {
    memory->count = 0;
    memory->owners = IX_NEW(memory->arena, remembered_owner *, BUCKETS);
    memory->decisions = IX_NEW(memory->arena, remembered_decision *, BUCKETS);
    return memory->owners == NULL || memory->decisions == NULL ? no_memory(error) : IX_OK;
}

ix_status remembered_open(ix_holdings_memory **out, ix_arena *arena, ix_error *error) {
    ix_holdings_memory *memory = IX_NEW(arena, ix_holdings_memory, 1);
    *out = memory;
    if (memory == NULL) {
        return no_memory(error);
    }
    memory->arena = arena;
    return make_tables(memory, error);
}

ix_status ix_holdings_remember(ix_holdings_memory **out, bool whole, ix_arena *arena,
                               ix_error *error) {
    ix_holdings_memory *memory = IX_NEW(arena, ix_holdings_memory, 1);
    *out = memory;
    if (memory == NULL) {
        return no_memory(error);
    }
    ix_arena_init(&memory->own, MEMORY_BYTES_MAX);
    memory->arena = &memory->own;
    memory->whole = whole;
    memory->keeps = true;
    ix_status status = make_tables(memory, error);
    return status == IX_OK ? ix_part_cache_open(&memory->cache, CACHE_BYTES_MAX, error) : status;
}

void ix_holdings_forget(ix_holdings_memory *memory) {
    if (memory != NULL && memory->keeps) {
        ix_part_cache_close(memory->cache);
        ix_arena_free(&memory->own);
    }
}

ix_status remembered_begin(ix_holdings_memory *memory, ix_error *error) {
    bool made = memory->owners != NULL && memory->decisions != NULL;
    if (!memory->keeps || (made && memory->count < OWNERS_KEPT_MAX)) {
        return IX_OK;
    }
    ix_arena_reset(&memory->own);
    return make_tables(memory, error);
}

/* The decision on the spelling of the owner that tells most of who it is. */
static ix_status recall(const ix_decision **out, const ix_holdings *h, uint32_t end,
                        ix_holdings_memory *memory, ix_error *error) {
    uint32_t number = h->teller[end];
    remembered_decision **bucket = &memory->decisions[number & (BUCKETS - 1)];
    for (remembered_decision *one = *bucket; one != NULL; one = one->next) {
        if (one->number == number) {
            *out = &one->decision;
            return IX_OK;
        }
    }
    remembered_decision *made = IX_NEW(memory->arena, remembered_decision, 1);
    if (made == NULL) {
        return no_memory(error);
    }
    ix_status status = holdings_screen_alone(&made->decision, h, number, &made->party, true,
                                             memory->cache, memory->arena, error);
    if (status == IX_OK) {
        made->number = number;
        made->next = *bucket;
        *bucket = made;
    }
    *out = &made->decision;
    return status;
}

/* ------------------------------------------------------------------ one finding */

/* One that is being made. */
typedef struct turning {
    const claim_proof *proof;
    uint32_t end;
    ix_arena *arena;
    ix_error *error;
} turning;

static const ix_holdings *holdings_of(const turning *t) {
    return t->proof->holdings;
}

static const ix_ownership_rule *rule_of(const turning *t) {
    return t->proof->spread->rule;
}

/* Does the rule, with this outcome, speak of this listing of the owner? */
static bool counts(const ix_ownership_scope **scope, const turning *t, const ix_finding *owner,
                   const ix_finding_listing *listing) {
    bool sure = t->proof->outcome == IX_CLAIM_REACHED;
    bool acts = listing->times.state == IX_LISTING_IN_FORCE ||
                (listing->times.state == IX_LISTING_GAP && !sure);
    *scope = ix_ownership_scope_of(holdings_of(t)->screener->rules, rule_of(t), owner->list,
                                   listing->source, listing->programs, listing->program_count);
    return acts && *scope != NULL &&
           (sure ? owner->identity == IX_IDENTITY_ESTABLISHED
                 : owner->identity >= IX_IDENTITY_OPEN);
}

/* The owner's listing for which the rule counts its stakes: the most severe such. */
static const ix_finding_listing *listing_of(const ix_ownership_scope **scope, const turning *t,
                                            const ix_finding *owner) {
    for (int i = 0; i < owner->listing_count; i++) {
        if (counts(scope, t, owner, &owner->listings[i])) {
            return &owner->listings[i];
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
static ix_status cite(ix_effect *law, const turning *t) {
    const holding_spread *spread = t->proof->spread;
    ix_buf text;
    bool binding = t->proof->outcome != IX_CLAIM_BELOW;
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
    law->authority = ix_arena_copy(t->arena, ix_buf_view(&text));
    law->verified = law->verified && spread->rule->verified &&
                    (!binding || spread->window == NULL || spread->window->verified);
    ix_status status = text.status == IX_OK && law->authority.ptr != NULL ? IX_OK : IX_E_MEMORY;
    ix_buf_free(&text);
    return status;
}

/* A link that the list states of the owner, in words; empty when the relation is none. */
static ix_status say_link(ix_str *out, const ix_relation *one, const turning *t) {
    ix_buf text;
    *out = (ix_str){0};
    if (!ix_str_equal(one->kind, IX_STR("Linked To"))) {
        return IX_OK;
    }
    ix_buf_init(&text, LINK_BYTES_MAX);
    ix_buf_printf(&text,
                  "The list says of this owner: linked to %" IX_FMT
                  ". A link is no ownership; it is a caution only.",
                  IX_ARG(one->target));
    *out = ix_arena_copy(t->arena, ix_buf_view(&text));
    ix_buf_free(&text);
    return out->ptr != NULL ? IX_OK : IX_E_MEMORY;
}

/* What the rule says, as a note, before those of the owner's listing; then links of the owner. */
static ix_status add_notes(ix_effect *law, ix_str owner, const turning *t) {
    const ix_ownership_rule *rule = rule_of(t);
    ix_entity entity = {0};
    if (holdings_read_entity(&entity, holdings_of(t), owner, t->arena) != IX_OK) {
        entity.relation_count = 0;
    }
    ix_note *notes = IX_NEW(t->arena, ix_note, law->note_count + entity.relation_count + 1);
    if (notes == NULL) {
        return IX_E_MEMORY;
    }
    notes[0] = (ix_note){.text = t->proof->outcome == IX_CLAIM_BELOW ? rule->below : rule->text,
                         .authority = rule->citation,
                         .verified = rule->verified};
    int count = 1;
    for (int i = 0; i < law->note_count; i++) {
        notes[count++] = law->notes[i];
    }
    ix_status status = IX_OK;
    for (int i = 0; i < entity.relation_count && status == IX_OK; i++) {
        ix_str text;
        status = say_link(&text, &entity.relations[i], t);
        notes[count] = (ix_note){text, IX_STR("the list entry itself"), true};
        count += text.len > 0;
    }
    law->notes = notes;
    law->note_count = count;
    return status;
}

/* A caution asks nothing, whatever the law would ask were the bar reached. */
static ix_status lower(ix_finding_listing *listing, const turning *t) {
    ix_effect *law = &listing->law;
    ix_str *depends = IX_NEW(t->arena, ix_str, law->depends_count + 1);
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
    return IX_OK;
}

static ix_status write_why(ix_finding *finding, const turning *t) {
    ix_buf text;
    ix_str name = ix_owners_name(holdings_of(t)->owners, t->end);
    if (holdings_is_reference(holdings_of(t), name)) {
        finding->why = IX_STR("the owner is named by its key");
        return IX_OK;
    }
    ix_buf_init(&text, CITATION_BYTES_MAX);
    ix_buf_printf(&text, "the owner \"%" IX_FMT "\" is taken for it: %" IX_FMT, IX_ARG(name),
                  IX_ARG(finding->why));
    finding->why = ix_arena_copy(t->arena, ix_buf_view(&text));
    ix_buf_free(&text);
    return finding->why.ptr != NULL ? IX_OK : IX_E_MEMORY;
}

/* The evidence of who the owner is; its spans lie in the owner's name. */
static ix_status take_evidence(ix_finding *finding, const turning *t) {
    ix_evidence *all = IX_NEW(t->arena, ix_evidence, finding->evidence_count + 1);
    if (all == NULL) {
        return IX_E_MEMORY;
    }
    for (int i = 0; i < finding->evidence_count; i++) {
        all[i] = finding->evidence[i];
        all[i].from = all[i].to = all[i].name = -1;
    }
    finding->evidence = all;
    return IX_OK;
}

/* The owner's finding, turned to what it owns. */
static ix_status turn(remembered_finding *out, const turning *t, const ix_finding *owner,
                      const ix_finding_listing *listing) {
    ix_finding *finding = &out->finding;
    ix_finding_listing *own = IX_NEW(t->arena, ix_finding_listing, 1);
    if (own == NULL) {
        return IX_E_MEMORY;
    }
    *finding = *owner;
    *own = *listing;
    own->removed = (ix_str){0};
    finding->listings = own;
    finding->listing_count = 1;
    finding->through = (ix_str){0};
    finding->unasked = 0;
    ix_status status = take_evidence(finding, t);
    put_effect(&own->law, rule_of(t));
    out->authority = own->law.authority;
    out->verified = own->law.verified;
    status = status == IX_OK ? cite(&own->law, t) : status;
    status = status == IX_OK ? add_notes(&own->law, finding->entity, t) : status;
    status = status == IX_OK ? write_why(finding, t) : status;
    if (status == IX_OK && t->proof->outcome == IX_CLAIM_BELOW) {
        status = lower(own, t);
    } else if (t->proof->outcome == IX_CLAIM_POSSIBLE) {
        finding->identity = IX_IDENTITY_OPEN;
    }
    own->effect = own->law.effect;
    finding->effect = own->effect;
    return status;
}

/* What the owner's listing means is told where the owner itself holds: for who is held through
 * others a report over all parties repeats the rule, and notes that nobody has verified. */
static ix_status shorten(remembered_finding *out, ix_arena *arena) {
    ix_finding_listing *listing = IX_NEW(arena, ix_finding_listing, 1);
    const ix_effect *law = &out->finding.listings[0].law;
    ix_note *notes = IX_NEW(arena, ix_note, law->note_count + 1);
    if (listing == NULL || notes == NULL) {
        return IX_E_MEMORY;
    }
    *listing = out->finding.listings[0];
    listing->law.notes = notes;
    listing->law.note_count = 0;
    for (int i = 0; i < law->note_count; i++) {
        if (i == 0 || !law->notes[i].verified) {
            notes[listing->law.note_count++] = law->notes[i];
        }
    }
    out->far.listings = listing;
    return IX_OK;
}

/* Both forms, and where the memory is used again their JSON too. */
static ix_status tell(remembered_finding *out, const ix_holdings_memory *memory, ix_arena *arena) {
    ix_status status = IX_OK;
    out->far = out->finding;
    if (memory->keeps && !memory->whole) {
        status = shorten(out, arena);
    }
    if (status == IX_OK && memory->keeps) {
        out->finding.said = finding_say(&out->finding, arena);
        out->far.said = finding_say(&out->far, arena);
        status = out->finding.said != NULL && out->far.said != NULL ? IX_OK : IX_E_MEMORY;
    }
    return status;
}

/* ------------------------------------------------------------------ one owner */

static bool has_program(const ix_vector *all, ix_str program) {
    const ix_str *items = all->items;
    for (int i = 0; i < all->count; i++) {
        if (ix_str_equal(items[i], program)) {
            return true;
        }
    }
    return false;
}

/* The programmes of all its listings that count, each once. */
static ix_status add_programs(ix_vector *all, const turning *t, const ix_finding *owner) {
    const ix_ownership_scope *scope;
    for (int i = 0; i < owner->listing_count; i++) {
        const ix_finding_listing *listing = &owner->listings[i];
        if (!counts(&scope, t, owner, listing)) {
            continue;
        }
        for (int j = 0; j < listing->program_count; j++) {
            if (has_program(all, listing->programs[j])) {
                continue;
            }
            ix_str *slot = ix_vector_push(all, sizeof *slot, t->arena);
            if (slot == NULL) {
                return IX_E_MEMORY;
            }
            *slot = listing->programs[j];
        }
    }
    return IX_OK;
}

/* Does a stake that asks nothing call for a person? Never more than what the owner's own listing
 * asks. */
static bool is_for_a_person(const turning *t, const ix_ownership_scope *scope,
                            const ix_finding_listing *listing) {
    return t->proof->outcome == IX_CLAIM_BELOW && scope->caution == IX_CAUTION_REVIEW &&
           listing->effect > IX_VERDICT_INFO;
}

static ix_status add_finding(ix_vector *all, ix_vector *programs, const turning *t,
                             const ix_finding *owner, const ix_holdings_memory *memory) {
    const ix_ownership_scope *scope;
    const ix_finding_listing *listing = listing_of(&scope, t, owner);
    bool below = t->proof->outcome == IX_CLAIM_BELOW;
    if (listing == NULL || (below && scope->caution == IX_CAUTION_NOTHING)) {
        return IX_OK;
    }
    remembered_finding *slot = ix_vector_push(all, sizeof *slot, t->arena);
    if (slot == NULL) {
        return IX_E_MEMORY;
    }
    *slot = (remembered_finding){.review = is_for_a_person(t, scope, listing)};
    ix_status status = turn(slot, t, owner, listing);
    status = status == IX_OK ? tell(slot, memory, t->arena) : status;
    return status == IX_OK ? add_programs(programs, t, owner) : status;
}

static ix_status make_owner(remembered_owner *out, const turning *t, ix_holdings_memory *memory) {
    const ix_decision *decision = NULL;
    ix_vector findings = {0};
    ix_vector programs = {0};
    ix_status status = recall(&decision, holdings_of(t), t->end, memory, t->error);
    for (int i = 0; status == IX_OK && i < decision->finding_count; i++) {
        status = add_finding(&findings, &programs, t, &decision->findings[i], memory);
    }
    out->spread = t->proof->spread;
    out->outcome = t->proof->outcome;
    out->end = t->end;
    out->label = holdings_label(holdings_of(t), t->end, t->arena);
    out->findings = findings.items;
    out->count = findings.count;
    out->programs = programs.items;
    out->program_count = programs.count;
    return status;
}

ix_status remembered_find(const remembered_owner **out, const claim_proof *proof, uint32_t end,
                          ix_holdings_memory *memory, ix_error *error) {
    remembered_owner **bucket = &memory->owners[end & (BUCKETS - 1)];
    for (remembered_owner *one = *bucket; one != NULL; one = one->next) {
        if (one->end == end && one->spread == proof->spread && one->outcome == proof->outcome) {
            *out = one;
            return IX_OK;
        }
    }
    const turning t = {proof, end, memory->arena, error};
    remembered_owner *made = IX_NEW(memory->arena, remembered_owner, 1);
    ix_status status = made == NULL ? IX_E_MEMORY : make_owner(made, &t, memory);
    if (status == IX_OK) {
        made->next = *bucket;
        *bucket = made;
        memory->count++;
        *out = made;
    }
    return status;
}
