/* A decision as one line of JSON. The keys and their order are fixed; what is absent is null or [],
 * never a missing key. docs/schema/decision.schema.json says the same; a test holds both together.
 *
 * The id is the SHA-256 of the line without it. The line is written with room for it in front,
 * where the comma behind it is first the opening brace of what is hashed:
 *     {"id":"<64 hex>", <the same bytes without their opening brace> */
#include <interdict/screen.h>

#include <assert.h>

#include "screener.h"
#include "writers.h"

#define ID_HEAD              "{\"id\":\""
#define ID_ROOM              "0000000000000000000000000000000000000000000000000000000000000000"
#define CLEAR_LINE_BYTES_MAX ((size_t)1 << 20)
#define SAID_BYTES_MAX       ((size_t)64 << 20)

static void key_digest(ix_json *json, const char *key, const ix_digest *digest) {
    static const ix_digest none;
    ix_json_key(json, key);
    if (ix_digest_equal(digest, &none)) {
        ix_json_null(json);
        return;
    }
    static const char digits[] = "0123456789abcdef";
    char hex[2 * sizeof digest->bytes];
    for (size_t i = 0; i < sizeof digest->bytes; i++) {
        hex[2 * i] = digits[digest->bytes[i] >> 4];
        hex[2 * i + 1] = digits[digest->bytes[i] & 15];
    }
    ix_json_str(json, (ix_str){hex, (ptrdiff_t)sizeof hex});
}

static void key_when(ix_json *json, const char *key, ix_when when) {
    ix_json_key(json, key);
    ix_json_when(json, when);
}

static void key_cstr(ix_json *json, const char *key, const char *value) {
    ix_json_key(json, key);
    ix_json_cstr(json, value);
}

static void key_int(ix_json *json, const char *key, int64_t value) {
    ix_json_key(json, key);
    ix_json_int(json, value);
}

static void key_bool(ix_json *json, const char *key, bool value) {
    ix_json_key(json, key);
    ix_json_bool(json, value);
}

/* A string, or null when empty. */
static void key_str(ix_json *json, const char *key, ix_str value) {
    ix_json_key_str(json, key, value, true);
}

static void key_score(ix_json *json, const char *key, int32_t score) {
    ix_json_key(json, key);
    ix_json_fixed(json, score, 4);
}

static void key_strings(ix_json *json, const char *key, const ix_str *items, int count) {
    ix_json_key(json, key);
    ix_json_open_array(json);
    for (int i = 0; i < count; i++) {
        ix_json_str(json, items[i]);
    }
    ix_json_close_array(json);
}

static void key_verdict(ix_json *json, const char *key, ix_verdict verdict) {
    key_cstr(json, key, verdict == IX_VERDICT_NOT_SCREENED ? NULL : ix_verdict_name(verdict));
}

/* ------------------------------------------------------------------ the subject */

static void write_births(ix_json *json, const ix_party *party) {
    ix_json_key(json, "dob");
    ix_json_open_array(json);
    for (int i = 0; i < party->birth_count; i++) {
        ix_buf text;
        ix_buf_init(&text, 128);
        ix_date_range_print(&text, party->births[i]);
        if (text.status != IX_OK && json->out->status == IX_OK) {
            json->out->status = text.status;
        }
        ix_json_str(json, ix_buf_view(&text));
        ix_buf_free(&text);
    }
    ix_json_close_array(json);
}

static void write_identifiers(ix_json *json, const ix_party *party) {
    ix_json_key(json, "identifiers");
    ix_json_open_array(json);
    for (int i = 0; i < party->identifier_count; i++) {
        const ix_party_identifier *id = &party->identifiers[i];
        ix_json_open_object(json);
        key_cstr(json, "type", ix_identifier_type_name(id->type));
        ix_json_key_str(json, "value", id->value, false);
        key_str(json, "country", ix_str_from_cstr(id->country));
        key_str(json, "currency", id->currency);
        ix_json_close_object(json);
    }
    ix_json_close_array(json);
}

static void write_party(ix_json *json, const ix_party *party) {
    ix_json_open_object(json);
    key_cstr(json, "kind", "party");
    key_str(json, "id", party->id);
    ix_json_key(json, "line");
    if (party->line > 0) {
        ix_json_int(json, party->line);
    } else {
        ix_json_null(json);
    }
    key_str(json, "name", party->name);
    key_cstr(json, "type", ix_party_type_name(party->type));
    key_strings(json, "aliases", party->aliases, party->alias_count);
    write_births(json, party);
    ix_json_key(json, "country");
    ix_json_open_array(json);
    for (int i = 0; i < party->country_count; i++) {
        ix_json_cstr(json, party->countries[i]);
    }
    ix_json_close_array(json);
    key_cstr(json, "gender",
             party->gender == IX_GENDER_FEMALE ? "female"
             : party->gender == IX_GENDER_MALE ? "male"
                                               : NULL);
    write_identifiers(json, party);
    key_strings(json, "addresses", party->address_texts, party->address_count);
    key_strings(json, "birth_places", party->birth_places, party->birth_place_count);
    ix_json_close_object(json);
}

static void write_text_subject(ix_json *json, const ix_text_subject *text) {
    ix_json_open_object(json);
    key_cstr(json, "kind", "text");
    key_str(json, "source", text->source);
    key_int(json, "bytes", text->bytes);
    key_digest(json, "sha256", &text->sha256);
    mail_write_parts(json, text->mail);
    ix_json_close_object(json);
}

void write_subject(ix_json *json, const ix_decision *decision) {
    if (decision->party != NULL) {
        write_party(json, decision->party);
    } else if (decision->message != NULL) {
        write_message_subject(json, decision->message);
    } else if (decision->inventory != NULL) {
        inventory_write_subject(json, decision->inventory);
    } else {
        write_text_subject(json, decision->text);
    }
}

/* ------------------------------------------------------------------ what it depended on */

static void write_engine(ix_json *json, const ix_engine *engine) {
    ix_json_key(json, "engine");
    ix_json_open_object(json);
    key_cstr(json, "version", IX_VERSION);
    key_digest(json, "image", &engine->image);
    key_digest(json, "rules", &engine->rules);
    key_digest(json, "policy", &engine->policy);
    key_digest(json, "knowledge", &engine->knowledge);
    ix_json_close_object(json);
}

static void write_lists(ix_json *json, const ix_decision *decision) {
    ix_json_key(json, "lists");
    ix_json_open_array(json);
    for (int i = 0; i < decision->list_count; i++) {
        const ix_used_list *list = &decision->lists[i];
        ix_json_open_object(json);
        ix_json_key_str(json, "id", list->id, false);
        key_when(json, "published", list->published);
        key_digest(json, "sha256", &list->sha256);
        key_int(json, "entities", list->entities);
        key_bool(json, "stale", list->stale);
        ix_json_close_object(json);
    }
    ix_json_close_array(json);
}

void write_circumstances(ix_json *json, const ix_decision *decision) {
    key_when(json, "as_of", decision->as_of);
    key_when(json, "known_at", decision->known_at);
    write_engine(json, &decision->engine);
    write_lists(json, decision);
}

void write_question(ix_json *json, const ix_decision *decision) {
    ix_json_key(json, "context");
    ix_json_open_object(json);
    key_str(json, "user", decision->context.user);
    key_str(json, "nexus", decision->context.nexus);
    key_str(json, "role", decision->context.role);
    key_str(json, "activity", decision->context.activity);
    key_str(json, "license", decision->context.license);
    key_digest(json, "owners", &decision->owners);
    key_digest(json, "accepted", &decision->accepted);
    ix_json_close_object(json);
    ix_json_key(json, "bars");
    ix_json_open_object(json);
    key_score(json, "threshold", decision->threshold);
    key_score(json, "alert", decision->alert_score);
    key_score(json, "establish", decision->establish_score);
    ix_json_close_object(json);
}

/* ------------------------------------------------------------------ findings */

static void write_law(ix_json *json, ix_verdict effect, const ix_effect *law) {
    key_cstr(json, "effect", ix_verdict_name(effect));
    key_str(json, "authority", law->authority);
    key_str(json, "binds", law->binds);
    key_strings(json, "depends_on", law->depends_on, law->depends_count);
    key_bool(json, "verified", law->verified);
}

static void write_listing(ix_json *json, const ix_finding *finding,
                          const ix_finding_listing *listing) {
    const ix_timeline *times = &listing->times;
    ix_json_key(json, "listing");
    ix_json_open_object(json);
    key_str(json, "list", finding->list);
    key_str(json, "source", listing->source);
    key_strings(json, "programs", listing->programs, listing->program_count);
    key_when(json, "announced", times->announced);
    key_when(json, "published", times->published);
    key_when(json, "effective_from", times->effective_from);
    key_when(json, "effective_until", times->effective_until);
    key_cstr(json, "basis", ix_basis_name(times->basis));
    key_str(json, "reason", listing->reason);
    key_cstr(json, "state", ix_listing_state_name(times->state));
    key_when(json, "gap_from", times->gap_from);
    key_when(json, "gap_to", times->gap_to);
    key_str(json, "removed", listing->removed);
    key_str(json, "citation", times->citation);
    ix_json_close_object(json);
}

void write_one_evidence(ix_json *json, const ix_evidence *evidence, ix_str where) {
    ix_json_open_object(json);
    key_cstr(json, "kind", ix_evidence_kind_name(evidence->kind));
    key_str(json, "query", evidence->query);
    key_str(json, "listed", evidence->listed);
    key_cstr(json, "relation", ix_relation_kind_name(evidence->relation));
    ix_json_key(json, "bits");
    ix_json_fixed(json, evidence->millibits, 3);
    ix_json_key(json, "span");
    if (evidence->from < 0) {
        ix_json_null(json);
    } else {
        ix_json_open_array(json);
        ix_json_int(json, evidence->from);
        ix_json_int(json, evidence->to);
        ix_json_close_array(json);
    }
    key_str(json, "where", where);
    ix_json_close_object(json);
}

static void write_evidence(ix_json *json, const ix_decision *decision, const ix_finding *finding) {
    int steps = finding->said != NULL ? finding->claim->step_count : finding->evidence_count;
    ix_json_key(json, "evidence");
    ix_json_open_array(json);
    for (int i = 0; i < steps; i++) {
        char where[32];
        const ix_evidence *evidence = &finding->evidence[i];
        write_one_evidence(json, evidence, evidence_place(where, decision, evidence));
    }
    ix_json_raw(json, finding->said != NULL ? finding->said->items : (ix_str){0});
    ix_json_close_array(json);
}

static void write_obligations(ix_json *json, const ix_effect *law) {
    ix_json_key(json, "obligations");
    ix_json_open_array(json);
    for (int i = 0; i < law->obligation_count; i++) {
        const ix_obligation *owed = &law->obligations[i];
        ix_json_open_object(json);
        ix_json_key_str(json, "what", owed->what, false);
        key_when(json, "due", owed->due);
        key_str(json, "authority", owed->authority);
        key_str(json, "basis", owed->basis);
        ix_json_close_object(json);
    }
    ix_json_close_array(json);
}

static void write_notes(ix_json *json, const ix_effect *law) {
    ix_json_key(json, "notes");
    ix_json_open_array(json);
    for (int i = 0; i < law->note_count; i++) {
        const ix_note *note = &law->notes[i];
        ix_json_open_object(json);
        ix_json_key_str(json, "text", note->text, false);
        key_str(json, "authority", note->authority);
        key_bool(json, "verified", note->verified);
        ix_json_close_object(json);
    }
    ix_json_close_array(json);
}

/* Licences that lift a measure of the listing, and those that might. */
static void write_licenses(ix_json *json, const ix_effect *law) {
    ix_json_key(json, "licenses");
    ix_json_open_array(json);
    for (int i = 0; i < law->license_count; i++) {
        const ix_license_use *use = &law->licenses[i];
        ix_json_open_object(json);
        ix_json_key_str(json, "id", use->id, false);
        key_cstr(json, "kind", ix_license_kind_name(use->kind));
        key_str(json, "title", use->title);
        key_str(json, "authority", use->citation);
        key_str(json, "scope", use->scope);
        key_strings(json, "conditions", use->conditions, use->condition_count);
        key_when(json, "from", use->from);
        key_when(json, "until", use->until);
        key_bool(json, "covers", use->covers);
        key_strings(json, "lifts", use->lifts, use->lift_count);
        key_bool(json, "verified", use->verified);
        ix_json_close_object(json);
    }
    ix_json_close_array(json);
}

/* The listings of an entity beside the one shown. */
static void write_other_listings(ix_json *json, const ix_finding *finding) {
    ix_json_key(json, "listings");
    ix_json_open_array(json);
    for (int i = 1; i < finding->listing_count; i++) {
        const ix_finding_listing *listing = &finding->listings[i];
        ix_json_open_object(json);
        write_listing(json, finding, listing);
        write_law(json, listing->effect, &listing->law);
        write_obligations(json, &listing->law);
        write_notes(json, &listing->law);
        write_licenses(json, &listing->law);
        ix_json_close_object(json);
    }
    ix_json_close_array(json);
}

static void write_unasked(ix_json *json, unsigned unasked) {
    ix_json_key(json, "unasked");
    ix_json_open_array(json);
#define WRITE_KIND(kind, text)                                                                     \
    if ((unasked & 1u << kind) != 0) {                                                             \
        ix_json_cstr(json, text);                                                                  \
    }
    IX_EVIDENCE_KIND_LIST(WRITE_KIND)
#undef WRITE_KIND
    ix_json_close_array(json);
}

/* A percentage with as many decimals as it has. */
static void key_percent(ix_json *json, const char *key, int64_t share) {
    int decimals = IX_PERCENT_DECIMALS;
    while (decimals > 0 && share % 10 == 0) {
        share /= 10;
        decimals--;
    }
    ix_json_key(json, key);
    ix_json_fixed(json, share, decimals);
}

static void write_step(ix_json *json, const ix_claim_step *step) {
    ix_json_open_object(json);
    ix_json_key_str(json, "owned", step->owned, false);
    key_percent(json, "percent", step->share);
    ix_json_key(json, "holders");
    ix_json_open_array(json);
    for (int i = 0; i < step->holder_count; i++) {
        const ix_claim_holder *holder = &step->holders[i];
        ix_json_open_object(json);
        ix_json_key_str(json, "name", holder->name, false);
        key_percent(json, "percent", holder->share);
        key_bool(json, "unknown", holder->unknown);
        key_bool(json, "listed", holder->listed);
        key_int(json, "beyond", holder->beyond);
        key_strings(json, "programs", holder->programs, holder->program_count);
        ix_json_close_object(json);
    }
    ix_json_close_array(json);
    key_int(json, "more", step->more);
    ix_json_close_object(json);
}

/* Why the party is treated as a listed one: by which rule, with the path and its sums. */
static void write_claim(ix_json *json, const ix_claim *claim) {
    ix_json_key(json, "ownership");
    if (claim == NULL) {
        ix_json_null(json);
        return;
    }
    ix_json_open_object(json);
    ix_json_key_str(json, "rule", claim->rule->name, false);
    ix_json_key_str(json, "title", claim->rule->title, false);
    key_cstr(json, "outcome", ix_claim_outcome_name(claim->outcome));
    key_bool(json, "in_force", claim->in_force);
    key_percent(json, "percent", claim->steps[0].share);
    if (claim->rule->bar > 0) {
        key_percent(json, "bar", claim->rule->bar);
    } else {
        key_cstr(json, "bar", NULL);
    }
    key_cstr(json, "reached", claim->rule->above ? "above" : "at");
    key_bool(json, "aggregate", claim->rule->aggregate);
    ix_json_key_str(json, "owner", claim->owner, false);
    ix_json_key(json, "steps");
    ix_json_open_array(json);
    for (int i = 0; i < claim->step_count; i++) {
        write_step(json, &claim->steps[i]);
    }
    ix_json_close_array(json);
    key_bool(json, "cut", claim->cut);
    ix_json_close_object(json);
}

/* The decided pair that speaks of the finding. */
static void write_accepted(ix_json *json, const ix_finding *finding) {
    const ix_acceptance *pair = finding->accepted;
    ix_json_key(json, "accepted");
    if (pair == NULL) {
        ix_json_null(json);
        return;
    }
    ix_json_open_object(json);
    key_bool(json, "holds", finding->accepted_void.len == 0);
    key_str(json, "void", finding->accepted_void);
    key_str(json, "id", pair->id);
    key_int(json, "line", pair->line);
    key_when(json, "decided_on", pair->decided_on);
    ix_json_key_str(json, "decided_by", pair->decided_by, false);
    key_str(json, "approved_by", pair->approved_by);
    key_when(json, "until", pair->until);
    ix_json_key_str(json, "reason", pair->reason, false);
    ix_json_close_object(json);
}

static void write_front(ix_json *json, const ix_finding *finding) {
    ix_json_key(json, "entity");
    ix_json_open_object(json);
    ix_json_key_str(json, "id", finding->entity, false);
    ix_json_key_str(json, "name", finding->name, false);
    key_cstr(json, "type", ix_party_type_name(finding->type));
    ix_json_close_object(json);
    ix_json_key_str(json, "party", finding->party, false);
    key_str(json, "through", finding->through);
    write_listing(json, finding, &finding->listings[0]);
}

static void write_match(ix_json *json, const ix_finding *finding) {
    key_score(json, "score", finding->score);
    ix_json_key(json, "matched");
    ix_json_open_object(json);
    ix_json_key_str(json, "name", finding->matched_name, false);
    key_cstr(json, "kind",
             finding->by_identifier ? "identifier" : ix_name_kind_name(finding->matched_kind));
    key_str(json, "read_as", finding->read_as);
    ix_json_close_object(json);
}

/* What stands behind the evidence; `message` NULL: it is of none. */
static void write_meaning(ix_json *json, const ix_message *message, const ix_finding *finding) {
    const ix_effect *law = &finding->listings[0].law;
    write_unasked(json, finding->unasked);
    write_obligations(json, law);
    key_cstr(json, "identity", ix_identity_name(finding->identity));
    key_str(json, "why", finding->why);
    key_verdict(json, "full_effect", law->full);
    write_notes(json, law);
    write_licenses(json, law);
    write_other_listings(json, finding);
    write_message_places(json, message, finding);
}

static void write_finding(ix_json *json, const ix_decision *decision, const ix_finding *finding) {
    assert(finding->listing_count > 0);
    const ix_finding_said *said = finding->said;
    assert(said == NULL || (finding->claim != NULL && decision->message == NULL));
    ix_json_open_object(json);
    if (said != NULL) {
        ix_json_raw(json, said->front);
    } else {
        write_front(json, finding);
    }
    write_law(json, finding->effect, &finding->listings[0].law);
    if (said != NULL) {
        ix_json_raw(json, said->match);
    } else {
        write_match(json, finding);
    }
    write_evidence(json, decision, finding);
    if (said != NULL) {
        ix_json_raw(json, said->rest);
    } else {
        write_meaning(json, decision->message, finding);
    }
    write_claim(json, finding->claim);
    write_accepted(json, finding);
    if (finding->find != NULL) {
        inventory_write_find(json, finding->find);
    }
    ix_json_close_object(json);
}

/* ------------------------------------------------------------------ findings written before */

/* Parts of a finding, each what stands between the braces of an object or array of its own. */
typedef enum said_part { SAID_FRONT, SAID_MATCH, SAID_ITEMS, SAID_REST } said_part;

static void write_items(ix_json *json, const ix_finding *finding) {
    ix_json_open_array(json);
    for (int i = 0; i < finding->evidence_count; i++) {
        write_one_evidence(json, &finding->evidence[i], (ix_str){0});
    }
    ix_json_close_array(json);
}

static bool say_part(ix_str *out, said_part part, const ix_finding *finding, ix_arena *arena) {
    ix_buf text;
    ix_json json;
    ix_buf_init(&text, SAID_BYTES_MAX);
    ix_json_init(&json, &text);
    if (part == SAID_ITEMS) {
        write_items(&json, finding);
    } else {
        ix_json_open_object(&json);
        if (part == SAID_FRONT) {
            write_front(&json, finding);
        } else if (part == SAID_MATCH) {
            write_match(&json, finding);
        } else {
            write_meaning(&json, NULL, finding);
        }
        ix_json_close_object(&json);
    }
    bool whole = text.status == IX_OK;
    *out = whole
               ? ix_arena_copy(arena, ix_str_slice(ix_buf_view(&text), 1, (ptrdiff_t)text.len - 1))
               : (ix_str){0};
    whole = whole && (out->ptr != NULL || text.len == 2);
    ix_buf_free(&text);
    return whole;
}

const ix_finding_said *finding_say(const ix_finding *finding, ix_arena *arena) {
    ix_finding_said *said = IX_NEW(arena, ix_finding_said, 1);
    bool done = said != NULL && say_part(&said->front, SAID_FRONT, finding, arena) &&
                say_part(&said->match, SAID_MATCH, finding, arena) &&
                say_part(&said->items, SAID_ITEMS, finding, arena) &&
                say_part(&said->rest, SAID_REST, finding, arena);
    return done ? said : NULL;
}

/* ------------------------------------------------------------------ the line */

static void write_anomalies(ix_json *json, const ix_decision *decision) {
    ix_json_key(json, "anomalies");
    ix_json_open_array(json);
    for (int i = 0; i < decision->oddity_count; i++) {
        ix_json_open_object(json);
        ix_json_key_str(json, "kind", decision->oddities[i].kind, false);
        ix_json_key_str(json, "where", decision->oddities[i].where, false);
        key_str(json, "detail", decision->oddities[i].detail);
        ix_json_close_object(json);
    }
    ix_json_close_array(json);
}

static void write_coverage(ix_json *json, const ix_decision *decision) {
    ix_json_key(json, "coverage");
    if (!decision->has_coverage) {
        ix_json_null(json);
        return;
    }
    ix_json_open_object(json);
    key_int(json, "screened", decision->coverage.screened);
    key_int(json, "exempt", decision->coverage.exempt);
    key_int(json, "anomaly", decision->coverage.anomaly);
    key_int(json, "total", decision->coverage.total);
    if (decision->text != NULL && decision->text->mail != NULL) {
        mail_write_exempt(json, decision->text->mail);
    } else {
        write_message_exempt(json, decision->message);
    }
    ix_json_close_object(json);
}

struct ix_clear_line {
    const char *reason; /* where the frame's own sentence lies: no other decision has it there */
    ix_str rest;        /* from behind the subject on */
    const ix_used_list *lists; /* likewise of the frame: its decisions have them there */
    ix_digest owners;
    ix_str circumstances, question; /* of each of its decisions, clear or not */
};

/* Of a decision of the frame, what all of them say; else NULL. */
static const ix_clear_line *said_in_frame(const ix_decision *decision,
                                          const ix_decision_style *style) {
    const ix_clear_line *line = style->clear;
    bool same = line != NULL && style->run == NULL && decision->lists == line->lists &&
                decision->lists != NULL && ix_digest_equal(&decision->owners, &line->owners);
    return same ? line : NULL;
}

/* All that stands behind the subject. */
static void write_rest(ix_json *json, const ix_decision *decision, const ix_decision_style *style) {
    int shown = findings_shown(decision, style);
    const ix_clear_line *frame = said_in_frame(decision, style);
    if (frame != NULL) {
        ix_json_raw(json, frame->circumstances);
    } else if (style->run == NULL) {
        write_circumstances(json, decision);
    } else {
        key_when(json, "known_at", decision->known_at);
        key_digest(json, "run", style->run);
    }
    key_cstr(json, "verdict", ix_verdict_name(decision->verdict));
    key_verdict(json, "open", decision->open);
    ix_json_key_str(json, "reason", decision->reason, false);
    key_int(json, "findings_total", decision->finding_count);
    ix_json_key(json, "findings");
    ix_json_open_array(json);
    for (int i = 0; i < shown; i++) {
        write_finding(json, decision, &decision->findings[i]);
    }
    ix_json_close_array(json);
    write_anomalies(json, decision);
    write_coverage(json, decision);
    if (decision->inventory != NULL) {
        inventory_write_migration(json, decision);
    }
    if (frame != NULL) {
        ix_json_raw(json, frame->question);
    } else if (style->run == NULL) {
        write_question(json, decision);
    }
}

/* What one of the two says, as items of an object. */
static bool say_frame(ix_str *out, void (*write)(ix_json *, const ix_decision *),
                      const ix_decision *decision, ix_arena *arena) {
    ix_buf text;
    ix_json json;
    ix_buf_init(&text, CLEAR_LINE_BYTES_MAX);
    ix_json_init(&json, &text);
    ix_json_open_object(&json);
    write(&json, decision);
    *out = text.status == IX_OK
               ? ix_arena_copy(arena, ix_str_slice(ix_buf_view(&text), 1, (ptrdiff_t)text.len))
               : (ix_str){0};
    ix_buf_free(&text);
    return out->ptr != NULL;
}

const ix_clear_line *ix_clear_line_make(const ix_screen_frame *frame,
                                        const ix_decision_style *style, ix_arena *arena) {
    ix_buf rest;
    ix_json json;
    ix_clear_line *line = IX_NEW(arena, ix_clear_line, 1);
    ix_buf_init(&rest, CLEAR_LINE_BYTES_MAX);
    ix_json_init(&json, &rest);
    ix_json_open_object(&json);
    write_rest(&json, &frame->decision, style);
    ix_json_close_object(&json);
    ix_str copy =
        rest.status == IX_OK
            ? ix_arena_copy(arena, ix_str_slice(ix_buf_view(&rest), 1, (ptrdiff_t)rest.len))
            : (ix_str){0};
    ix_buf_free(&rest);
    if (line == NULL || copy.ptr == NULL) {
        return NULL;
    }
    *line = (ix_clear_line){.reason = frame->decision.reason.ptr,
                            .rest = copy,
                            .lists = frame->decision.lists,
                            .owners = frame->decision.owners};
    bool said = say_frame(&line->circumstances, write_circumstances, &frame->decision, arena) &&
                say_frame(&line->question, write_question, &frame->decision, arena);
    return said ? line : NULL;
}

static void write_body(ix_json *json, const ix_decision *decision, const ix_decision_style *style) {
    bool clear = style->clear != NULL && decision->reason.ptr == style->clear->reason &&
                 decision->verdict == IX_VERDICT_CLEAR && decision->finding_count == 0 &&
                 decision->oddity_count == 0;
    ix_json_open_object(json);
    ix_json_key(json, "subject");
    write_subject(json, decision);
    if (clear) {
        ix_buf_append_char(json->out, ',');
        ix_buf_append(json->out, style->clear->rest);
        return;
    }
    write_rest(json, decision, style);
    ix_json_close_object(json);
}

void ix_decision_write_json(ix_buf *out, const ix_decision *decision,
                            const ix_decision_style *style) {
    assert(decision->party != NULL || decision->text != NULL || decision->message != NULL ||
           decision->inventory != NULL);
    size_t line = out->len, body = line + sizeof ID_HEAD ID_ROOM;
    ix_json json;
    ix_buf_append(out, IX_STR(ID_HEAD ID_ROOM));
    ix_buf_append_char(out, '"');
    ix_json_init(&json, out);
    write_body(&json, decision, style);
    if (out->status != IX_OK) {
        out->len = line;
        return;
    }
    ix_digest id = ix_sha256((ix_str){out->ptr + body, (ptrdiff_t)(out->len - body)});
    ix_digest_write(out->ptr + line + sizeof ID_HEAD - 1, &id);
    out->ptr[body] = ',';
}
