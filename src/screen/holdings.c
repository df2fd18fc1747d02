/* The parties of an owners file: each is screened once, and of what was found only a few bits are
 * kept: which rules of ownership its listings fall under, and how surely. */
#include "holdings.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define PARTIES_BYTES_MAX ((size_t)IX_STAKES_MAX * 2 * sizeof(holding_party))
#define KEY_BYTES_MAX     (2 * (size_t)IX_CSV_RECORD_BYTES_MAX) /* no name is longer */
#define NAME_SCORE_ONE    IX_SCORE_ONE

/* ------------------------------------------------------------------ LIST:KEY */

static bool is_loaded(const ix_index *index, ix_str list) {
    for (int i = 0; i < ix_index_list_count(index); i++) {
        if (ix_str_equal(ix_index_list_at(index, i)->id, list)) {
            return true;
        }
    }
    return false;
}

bool holdings_is_reference(const ix_holdings *h, ix_str name) {
    ix_str key;
    ix_str list = ix_str_cut(name, ':', &key);
    bool underscore = false;
    for (ptrdiff_t i = 0; i < list.len; i++) {
        char c = list.ptr[i];
        underscore = underscore || c == '_';
        if (!(c == '_' || c == '-' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) {
            return false;
        }
    }
    return key.len > 0 && key.ptr[0] != ' ' && (underscore || is_loaded(h->screener->index, list));
}

static bool find_entity(uint32_t *entity, const ix_holdings *h, ix_str name) {
    ix_str key;
    ix_str list = ix_str_cut(name, ':', &key);
    return ix_index_find(entity, h->screener->index, list, key);
}

/* A reference that leads nowhere is a slip of the file, never somebody who is not listed. */
static ix_status check_reference(const ix_holdings *h, uint32_t party, int64_t line,
                                 ix_error *error) {
    ix_str name = ix_owners_name(h->owners, party);
    ix_str key;
    ix_str list = ix_str_cut(name, ':', &key);
    uint32_t entity;
    if (!holdings_is_reference(h, name) || find_entity(&entity, h, name)) {
        return IX_OK;
    }
    if (!is_loaded(h->screener->index, list)) {
        return ix_error_at(error, IX_E_NOT_FOUND, (ix_str){0}, line, -1,
                           "\"%" IX_FMT "\": expected LIST:KEY of a list that is loaded, and list "
                           "%" IX_FMT " is not",
                           IX_ARG(name), IX_ARG(list));
    }
    return ix_error_at(error, IX_E_NOT_FOUND, (ix_str){0}, line, -1,
                       "\"%" IX_FMT "\": list %" IX_FMT " never held the key %" IX_FMT,
                       IX_ARG(name), IX_ARG(list), IX_ARG(key));
}

static ix_status check_references(const ix_holdings *h, ix_error *error) {
    const ix_stake *stakes = ix_owners_stakes(h->owners);
    ix_status status = IX_OK;
    for (uint32_t i = 0; i < ix_owners_stake_count(h->owners) && status == IX_OK; i++) {
        status = check_reference(h, stakes[i].owner, stakes[i].line, error);
        if (status == IX_OK) {
            status = check_reference(h, stakes[i].owned, stakes[i].line, error);
        }
    }
    return status;
}

/* ------------------------------------------------------------------ beginning */

/* Room for the parties that were numbered since. */
static ix_status grow(ix_holdings *h, ix_error *error) {
    size_t held = h->parties.len / sizeof(holding_party);
    size_t wanted = ix_owners_party_count(h->owners);
    if (wanted > held &&
        ix_buf_extend(&h->parties, (wanted - held) * sizeof(holding_party)) == NULL) {
        return ix_error_set(error, h->parties.status, "no memory for %zu parties", wanted);
    }
    return IX_OK;
}

static ix_status list_owned(ix_holdings *h, ix_error *error) {
    const ix_stake *stakes = ix_owners_stakes(h->owners);
    uint32_t parties = ix_owners_party_count(h->owners);
    holding_party *party = holdings_parties(h);
    h->owned = IX_NEW(h->arena, uint32_t, (size_t)parties + 1);
    if (h->owned == NULL) {
        return ix_error_set(error, IX_E_MEMORY, "no memory for %u parties", parties);
    }
    for (uint32_t i = 0; i < ix_owners_stake_count(h->owners); i++) {
        party[stakes[i].owned].owned = true;
    }
    for (uint32_t i = 0; i < parties; i++) {
        if (party[i].owned) {
            h->owned[h->owned_count++] = i;
        }
    }
    return IX_OK;
}

ix_status ix_holdings_open(ix_holdings **out, const ix_screener *screener,
                           const ix_context *context, ix_when as_of, ix_when known_at,
                           const ix_screen_options *options, ix_owners *owners, ix_arena *arena,
                           ix_error *error) {
    *out = NULL;
    ix_holdings *h = IX_NEW(arena, ix_holdings, 1);
    if (h == NULL) {
        return ix_error_set(error, IX_E_MEMORY, "no memory for the parties of a file");
    }
    h->screener = screener;
    h->context = context;
    h->owners_context = *context;
    h->owners_context.as_owner = true;
    h->options = options;
    h->owners = owners;
    h->arena = arena;
    h->run.reason = IX_STR("Not screened: the circumstances of a run.");
    ix_buf_init(&h->parties, PARTIES_BYTES_MAX);
    ix_status status = screening_begin(&h->base, &h->run, screener, context, as_of, known_at,
                                       options, arena, error);
    if (status == IX_OK) {
        status = check_references(h, error);
    }
    if (status == IX_OK) {
        status = grow(h, error);
    }
    if (status == IX_OK) {
        status = list_owned(h, error);
    }
    if (status == IX_OK) {
        h->run.owners = ix_owners_digest(owners);
        screening_frame(&h->frame, &h->base, arena);
        h->owners_frame = h->frame;
        h->owners_frame.s.context = &h->owners_context;
        *out = h;
    } else {
        ix_buf_free(&h->parties);
    }
    return status;
}

void ix_holdings_close(ix_holdings *holdings) {
    ix_buf_free(&holdings->parties);
}

uint32_t ix_holdings_party_count(const ix_holdings *holdings) {
    return (uint32_t)(holdings->parties.len / sizeof(holding_party));
}

const uint32_t *ix_holdings_owned(const ix_holdings *holdings, uint32_t *count) {
    *count = holdings->owned_count;
    return holdings->owned;
}

const ix_decision *ix_holdings_run(const ix_holdings *holdings) {
    return &holdings->run;
}

const ix_screen_frame *ix_holdings_frame(const ix_holdings *holdings) {
    return &holdings->frame;
}

/* ------------------------------------------------------------------ one party */

ix_screen_options holdings_options(const ix_holdings *h, bool as_owner, ix_part_cache *cache) {
    ix_screen_options options = h->options != NULL ? *h->options : (ix_screen_options){0};
    options.cache = cache;
    options.frame = as_owner ? &h->owners_frame : &h->frame;
    return options;
}

/* Whoever is named by key is that entry, and nobody else is asked about. */
static ix_status screen_entity(ix_decision *out, const ix_holdings *h, const ix_party *party,
                               bool as_owner, ix_arena *arena, ix_error *error) {
    const ix_screen_options options = holdings_options(h, as_owner, NULL);
    screening s;
    uint32_t entity = 0;
    ix_match match = {.score = NAME_SCORE_ONE,
                      .name_score = NAME_SCORE_ONE,
                      .by_identifier = true,
                      .identifier_agrees = true,
                      .matched_name = party->name};
    ix_matches matches = {.items = &match, .count = 1};
    *out = (ix_decision){.party = party, .reason = IX_STR("Not screened.")};
    ix_status status = screening_begin(&s, out, h->screener, h->context, h->run.as_of,
                                       h->run.known_at, &options, arena, error);
    if (status != IX_OK || !find_entity(&entity, h, party->name)) {
        return status != IX_OK ? status : IX_E_NOT_FOUND;
    }
    ix_index_entity held = ix_index_entity_at(h->screener->index, entity);
    const ix_list_view *view = &s.views[held.list];
    match.entity = entity;
    matches.count = view->wanted && ix_interval_pick(&match.ordinal, held.held, held.held_count,
                                                     view->at, view->known);
    status = screening_weigh(&s, &matches, false);
    if (status != IX_OK) {
        return screening_stop(&s, status, error);
    }
    for (int i = 0; i < out->finding_count; i++) {
        if (out->findings[i].through.len == 0) {
            out->findings[i].why = IX_STR("it is named by its key");
        }
    }
    out->hindered = IX_VERDICT_CLEAR;
    weigh_conclude(out, arena);
    return IX_OK;
}

ix_status holdings_read_entity(ix_entity *out, const ix_holdings *h, ix_str id, ix_arena *arena) {
    uint32_t number;
    uint32_t ordinal;
    if (!find_entity(&number, h, id)) {
        return IX_E_NOT_FOUND;
    }
    ix_index_entity held = ix_index_entity_at(h->screener->index, number);
    const ix_list_view *view = &h->base.views[held.list];
    if (!view->wanted ||
        !ix_interval_pick(&ordinal, held.held, held.held_count, view->at, view->known)) {
        return IX_E_NOT_FOUND;
    }
    return ix_entity_decode(out, ix_index_record(h->screener->index, number, ordinal), arena, NULL);
}

/* The name and LIST:KEY of an entry as it is read at the times of the run. */
static ix_status label_entity(ix_str *out, const ix_holdings *h, ix_str name, ix_arena *arena) {
    ix_entity entity;
    ix_buf text;
    if (holdings_read_entity(&entity, h, name, arena) != IX_OK || entity.name_count == 0) {
        return IX_E_NOT_FOUND;
    }
    ix_buf_init(&text, KEY_BYTES_MAX);
    ix_buf_printf(&text, "%" IX_FMT " (%" IX_FMT ")", IX_ARG(entity.names[0].text), IX_ARG(name));
    *out = ix_arena_copy(arena, ix_buf_view(&text));
    ix_buf_free(&text);
    return out->ptr != NULL ? IX_OK : IX_E_MEMORY;
}

ix_str holdings_label(const ix_holdings *h, uint32_t party, ix_arena *arena) {
    ix_str name = ix_owners_name(h->owners, party);
    ix_str label = name;
    return holdings_is_reference(h, name) && label_entity(&label, h, name, arena) != IX_OK ? name
                                                                                           : label;
}

ix_status holdings_screen_alone(ix_decision *out, const ix_holdings *h, uint32_t number,
                                ix_party *party, bool as_owner, ix_part_cache *cache,
                                ix_arena *arena, ix_error *error) {
    *party = (ix_party){.name = ix_owners_name(h->owners, number)};
    if (holdings_is_reference(h, party->name)) {
        return screen_entity(out, h, party, as_owner, arena, error);
    }
    const ix_screen_options options = holdings_options(h, as_owner, cache);
    return ix_screen_party(out, h->screener, party, h->context, h->run.as_of, h->run.known_at,
                           &options, arena, error);
}

/* Words of the name in order, then its legal forms by what they mean. */
static void append_words(ix_buf *text, const ix_parsed_name *name) {
    for (int i = 0; i < name->count; i++) {
        const ix_part *part = &name->parts[i];
        if (part->role != IX_ROLE_LEGAL_FORM || part->form == 0) {
            ix_buf_append(text, part->text);
            ix_buf_append_char(text, ' ');
        }
    }
    for (int i = 0; i < name->count && text->len > 0; i++) {
        const ix_part *part = &name->parts[i];
        if (part->role == IX_ROLE_LEGAL_FORM && part->form != 0) {
            ix_buf_printf(text, "\n%u", (unsigned)part->form);
        }
    }
}

/* The bytes stand for a name that is a reference, has no words, or too many. */
ix_status holdings_make_key(uint8_t key[HOLDING_KEY_BYTES], const ix_holdings *h, ix_str name,
                            ix_arena *arena) {
    ix_parsed_name *parsed = IX_NEW(arena, ix_parsed_name, 1);
    ix_status status = parsed != NULL ? IX_OK : IX_E_MEMORY;
    ix_buf text;
    ix_buf_init(&text, KEY_BYTES_MAX);
    if (status == IX_OK && !holdings_is_reference(h, name)) {
        status =
            ix_name_parse(parsed, h->screener->knowledge, name, IX_PARTY_ORGANIZATION, arena, NULL);
        if (status == IX_OK && !parsed->cut) {
            append_words(&text, parsed);
            status = text.status;
        }
    }
    if (status != IX_E_MEMORY && (text.len == 0 || status != IX_OK)) {
        ix_buf_clear(&text);
        ix_buf_append_char(&text, '\n');
        ix_buf_append(&text, name);
        status = text.status;
    }
    ix_digest digest = ix_sha256(ix_buf_view(&text));
    memcpy(key, digest.bytes, HOLDING_KEY_BYTES);
    ix_buf_free(&text);
    return status;
}

/* Which rules speak of a listing of the party. */
static uint32_t rules_of(const ix_holdings *h, const ix_finding *finding,
                         const ix_finding_listing *listing) {
    int count;
    uint32_t bits = 0;
    const ix_ownership_rule *rules = ix_rules_ownership(h->screener->rules, &count);
    for (int i = 0; i < count; i++) {
        if (ix_ownership_scope_of(h->screener->rules, &rules[i], finding->list, listing->source,
                                  listing->programs, listing->program_count) != NULL) {
            bits |= UINT32_C(1) << i;
        }
    }
    return bits;
}

static void keep_finding(holding_party *kept, const ix_holdings *h, const ix_finding *finding) {
    for (int i = 0; i < finding->listing_count; i++) {
        const ix_finding_listing *listing = &finding->listings[i];
        if (listing->times.state == IX_LISTING_IN_FORCE &&
            finding->identity == IX_IDENTITY_ESTABLISHED) {
            kept->sure |= rules_of(h, finding, listing);
        } else if (listing->times.state == IX_LISTING_IN_FORCE ||
                   listing->times.state == IX_LISTING_GAP) {
            kept->open |= rules_of(h, finding, listing);
        }
    }
}

static void keep_entity(holding_party *kept, const ix_holdings *h, const ix_finding *finding) {
    uint32_t entity;
    if (kept->entity == 0 && finding->identity == IX_IDENTITY_ESTABLISHED &&
        finding->through.len == 0 && find_entity(&entity, h, finding->entity)) {
        ix_index_entity held = ix_index_entity_at(h->screener->index, entity);
        const ix_list_view *view = &h->base.views[held.list];
        if (view->wanted &&
            ix_interval_pick(&kept->ordinal, held.held, held.held_count, view->at, view->known)) {
            kept->entity = entity + 1;
        }
    }
}

void ix_holdings_screen(ix_holdings *holdings, uint32_t party, ix_part_cache *cache,
                        ix_arena *scratch) {
    holding_party *kept = &holdings_parties(holdings)[party];
    ix_party *subject = IX_NEW(scratch, ix_party, 1);
    ix_decision decision = {.verdict = IX_VERDICT_NOT_SCREENED};
    ix_error error = {0};
    assert(party < ix_holdings_party_count(holdings) && !kept->screened);
    ix_status status = subject == NULL ? IX_E_MEMORY
                                       : holdings_screen_alone(&decision, holdings, party, subject,
                                                               true, cache, scratch, &error);
    kept->screened = true;
    kept->doubtful = status != IX_OK || decision.hindered == IX_VERDICT_NOT_SCREENED ||
                     (decision.hindered == IX_VERDICT_REVIEW && decision.hindrance.len > 0);
    kept->plain = status == IX_OK && decision.verdict == IX_VERDICT_CLEAR &&
                  decision.finding_count == 0 && decision.oddity_count == 0;
    for (int i = 0; i < decision.finding_count; i++) {
        if (decision.findings[i].identity >= IX_IDENTITY_OPEN) {
            keep_finding(kept, holdings, &decision.findings[i]);
            keep_entity(kept, holdings, &decision.findings[i]);
        }
    }
    kept->keyless = holdings_make_key(kept->key, holdings, ix_owners_name(holdings->owners, party),
                                      scratch) != IX_OK;
}

/* ------------------------------------------------------------------ owners that lists state */

/* The value of "name=" inside "KIND [a=1; b=2]"; empty when it is not there. */
static ix_str detail_of(ix_str kind, ix_str name) {
    ix_str rest;
    ix_str_cut(kind, '[', &rest);
    while (rest.len > 0) {
        ix_str value;
        ix_str detail = ix_str_trim(ix_str_cut(rest, ';', &rest));
        if (ix_str_equal(ix_str_cut(detail, '=', &value), name)) {
            return ix_str_ends_with(value, IX_STR("]")) ? ix_str_slice(value, 0, value.len - 1)
                                                        : value;
        }
    }
    return (ix_str){0};
}

/* A share or date that is not whole is one that is not known. */
static ix_stake read_relation(ix_str kind) {
    ix_stake stake = {.share = IX_PERCENT_UNKNOWN};
    ix_percent_parse(&stake.share, detail_of(kind, IX_STR("percentage")), NULL);
    if (ix_when_parse(&stake.from, detail_of(kind, IX_STR("startDate")), NULL) != IX_OK) {
        stake.from = (ix_when){0};
    }
    if (ix_when_parse(&stake.until, detail_of(kind, IX_STR("endDate")), NULL) != IX_OK) {
        stake.until = (ix_when){0};
    }
    return stake;
}

static ix_status add_relation(ix_holdings *h, uint32_t owned, ix_str list, const ix_relation *one,
                              ix_error *error) {
    uint32_t entity;
    ix_buf name;
    if (!ix_str_starts_with(one->kind, IX_STR("Ownership.owner")) ||
        !ix_index_find(&entity, h->screener->index, list, one->target)) {
        return IX_OK;
    }
    ix_stake stake = read_relation(one->kind);
    ix_buf_init(&name, KEY_BYTES_MAX);
    ix_buf_printf(&name, "%" IX_FMT ":%" IX_FMT, IX_ARG(list), IX_ARG(one->target));
    ix_status status = name.status != IX_OK
                           ? ix_error_set(error, name.status, "no memory for an owner's name")
                           : ix_owners_party(&stake.owner, h->owners, ix_buf_view(&name), error);
    ix_buf_free(&name);
    stake.owned = owned;
    /* What the file tells of the party itself may be the same stake in other words. */
    stake.repeated = holdings_parties(h)[owned].owned;
    return status == IX_OK ? ix_owners_add(h->owners, &stake, error) : status;
}

static ix_status extend_party(ix_holdings *h, uint32_t number, ix_error *error) {
    holding_party party = holdings_parties(h)[number];
    ix_entity entity = {0};
    if (party.entity == 0) {
        return IX_OK;
    }
    const ix_index *index = h->screener->index;
    ix_str list = ix_index_list_at(index, ix_index_entity_at(index, party.entity - 1).list)->id;
    ix_arena_mark mark = ix_arena_position(h->arena);
    ix_status status = ix_entity_decode(
        &entity, ix_index_record(index, party.entity - 1, party.ordinal), h->arena, error);
    bool told = false;
    for (int i = 0; i < entity.relation_count && status == IX_OK; i++) {
        told = told || ix_str_starts_with(entity.relations[i].kind, IX_STR("Ownership.owner"));
        status = add_relation(h, number, list, &entity.relations[i], error);
    }
    if (!told) {
        ix_arena_rewind(h->arena, mark);
    }
    return status;
}

ix_status ix_holdings_extend(ix_holdings *holdings, ix_error *error) {
    ix_status status = IX_OK;
    uint32_t count = ix_holdings_party_count(holdings);
    while (holdings->extended < count && status == IX_OK) {
        status = extend_party(holdings, holdings->extended++, error);
    }
    return status == IX_OK ? grow(holdings, error) : status;
}
