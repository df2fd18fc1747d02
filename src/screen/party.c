/* Screening a party: its names are parsed, what looks like an identifier in them is looked up too,
 * the search is asked, and its matches are weighed. */
#include "screener.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/* The query under construction. Names: the subject's own first, then its aliases; those without a
 * letter or digit are not asked, and neither is the name of a wallet, which is an address. */
typedef struct question {
    ix_query query;
    ix_parsed_name *names; /* as given, 0 the own one; after choose_names() those asked */
    int name_count;
    int *given; /* of an asked name: its number as given */
    ix_query_identifier *identifiers;
    int identifier_room;
    bool cut;      /* a name has more parts than are compared */
    bool controls; /* a name holds a control character, which may stand for anything */
} question;

static ix_status no_memory(const screening *s) {
    return ix_error_set(s->error, IX_E_MEMORY, "no memory for a question");
}

/* ------------------------------------------------------------------ names */

static ix_str place_of(const screening *s, int name) {
    if (name == 0) {
        return IX_STR("name");
    }
    char text[32];
    int length = snprintf(text, sizeof text, "alias %d", name);
    ix_str copy = ix_arena_copy(s->arena, (ix_str){text, length});
    return copy.ptr != NULL ? copy : IX_STR("alias");
}

static void note_anomaly(screening *s, const ix_anomaly *anomaly, int name) {
    char text[64];
    int length = snprintf(text, sizeof text, "bytes %d-%d%s", anomaly->from, anomaly->to,
                          anomaly->count > 1 ? ", and again" : "");
    ix_str detail = ix_arena_copy(s->arena, (ix_str){text, length});
    s->decision->oddities[s->decision->oddity_count++] =
        (ix_oddity){ix_str_from_cstr(ix_anomaly_name(anomaly->kind)), place_of(s, name), detail};
}

/* What no name is written with by itself: noted whether it leads to a match or not. */
#define DISGUISES_NOTED                                                                            \
    (IX_DISGUISE_SIGNS | IX_DISGUISE_STRETCHED | IX_DISGUISE_MASKED | IX_DISGUISE_HIDDEN_SPACES)
#define DISGUISES_MAX 32 /* bits of ix_disguise */

static void note_disguises(screening *s, unsigned undone, ix_str read_as, int name) {
    for (int bit = 0; bit < DISGUISES_MAX; bit++) {
        unsigned disguise = undone & (1u << bit);
        if (disguise == 0) {
            continue;
        }
        ix_buf detail;
        ix_buf_init(&detail, IX_DISGUISED_BYTES_MAX * 2);
        ix_buf_append(&detail, IX_STR("read as \""));
        ix_buf_append(&detail, read_as);
        ix_buf_append(&detail, IX_STR("\""));
        ix_str copy = ix_arena_copy(s->arena, ix_buf_view(&detail));
        ix_buf_free(&detail);
        s->decision->oddities[s->decision->oddity_count++] = (ix_oddity){
            ix_str_from_cstr(ix_disguise_name((ix_disguise)disguise)), place_of(s, name), copy};
    }
}

static ix_status note_odd_writing(screening *s, ix_str raw, int name) {
    ix_writing writings[IX_WRITINGS_MAX];
    int count = 0;
    ix_status status = ix_text_undisguise(writings, &count, raw, s->arena, s->error);
    for (int i = 0; status == IX_OK && i < count; i++) {
        unsigned noted = writings[i].undone & (unsigned)DISGUISES_NOTED;
        for (int j = 0; j < i; j++) {
            noted &= ~writings[j].undone;
        }
        note_disguises(s, noted, writings[i].text, name);
    }
    return status;
}

static ix_status parse_names(screening *s, question *q, const ix_party *party) {
    int count = 1 + party->alias_count;
    int room = party->oddity_count + count * (IX_ANOMALIES_MAX + 1 + 2 * DISGUISES_MAX);
    q->names = IX_NEW_RAW(s->arena, ix_parsed_name, count);
    s->decision->oddities = IX_NEW_RAW(s->arena, ix_oddity, room); /* filled up to the count */
    if (q->names == NULL || s->decision->oddities == NULL) {
        return no_memory(s);
    }
    memcpy(s->decision->oddities, party->oddities,
           (size_t)party->oddity_count * sizeof party->oddities[0]);
    s->decision->oddity_count = party->oddity_count;
    for (int i = 0; i < count; i++) {
        ix_parsed_name *name = &q->names[i];
        ix_str raw = i == 0 ? party->name : party->aliases[i - 1];
        ix_status status =
            ix_name_parse(name, s->screener->knowledge, raw, party->type, s->arena, s->error);
        if (status != IX_OK) {
            return status;
        }
        for (int j = 0; j < name->anomaly_count; j++) {
            note_anomaly(s, &name->anomalies[j], i);
            q->controls = q->controls || name->anomalies[j].kind == IX_ANOMALY_CONTROL;
        }
        status = note_odd_writing(s, raw, i);
        if (status != IX_OK) {
            return status;
        }
        if (name->cut) {
            q->cut = true;
            s->decision->oddities[s->decision->oddity_count++] = (ix_oddity){
                IX_STR("too_long"), place_of(s, i), IX_STR("it has more parts than are compared")};
        }
    }
    q->name_count = count;
    return IX_OK;
}

/* Leave the names worth asking, and note where each came from. */
static ix_status choose_names(const screening *s, question *q, const ix_party *party) {
    q->given = IX_NEW(s->arena, int, q->name_count);
    if (q->given == NULL) {
        return no_memory(s);
    }
    for (int i = 0; i < q->name_count; i++) {
        bool address = i == 0 && party->type == IX_PARTY_WALLET;
        int at = q->query.name_count;
        if (q->names[i].count == 0 || address) {
            continue;
        }
        if (at != i) {
            q->names[at] = q->names[i];
        }
        q->given[at] = i;
        q->query.name_count++;
    }
    q->query.names = q->names;
    return IX_OK;
}

/* Evidence counts names as asked; the decision counts them as given. */
static ix_status renumber_names(const screening *s, const question *q, ix_matches *matches) {
    bool same = true;
    for (int i = 0; i < q->query.name_count; i++) {
        same = same && q->given[i] == i;
    }
    for (int i = 0; i < matches->count && !same; i++) {
        ix_match *match = &matches->items[i];
        match->read_name = q->given[match->read_name];
        ix_evidence *copy = IX_NEW(s->arena, ix_evidence, match->evidence_count + 1);
        if (copy == NULL) {
            return no_memory(s);
        }
        for (int j = 0; j < match->evidence_count; j++) {
            copy[j] = match->evidence[j];
            if (copy[j].kind != IX_EVIDENCE_IDENTIFIER && copy[j].name >= 0) {
                copy[j].name = q->given[copy[j].name];
            }
        }
        match->evidence = copy;
    }
    return IX_OK;
}

/* ------------------------------------------------------------------ identifiers */

/* Is it worth looking for numbers? Counts what ix_numbers_find() would need. */
static bool may_hold_numbers(const ix_parsed_name *name) {
    int digits = 0;
    int run = 0;
    for (int i = 0; i < name->count; i++) {
        for (ptrdiff_t j = 0; j < name->parts[i].text.len; j++) {
            char c = name->parts[i].text.ptr[j];
            digits += c >= '0' && c <= '9';
        }
    }
    for (ptrdiff_t i = 0; i < name->raw.len && run < 8; i++) {
        char c = name->raw.ptr[i];
        bool upper = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        run = upper ? run + 1 : 0;
        digits += c == '@' ? 4 : 0;
    }
    return digits >= 4 || run >= 8 || name->cut;
}

static void add_identifier(question *q, ix_query_identifier identifier) {
    assert(q->query.identifier_count < q->identifier_room);
    q->identifiers[q->query.identifier_count++] = identifier;
}

static ix_status find_in_names(const screening *s, const question *q, ix_number **numbers,
                               int *counts, int *total) {
    for (int i = 0; i < q->name_count; i++) {
        if (!may_hold_numbers(&q->names[i])) {
            continue;
        }
        ix_status status = ix_numbers_find(&numbers[i], &counts[i], q->names[i].raw,
                                           s->screener->knowledge, s->arena, s->error);
        if (status != IX_OK) {
            return status;
        }
        *total += counts[i];
    }
    return IX_OK;
}

/* The identifiers as given, then what the names hold; the name of a wallet is its address. */
static ix_status gather_identifiers(screening *s, question *q, const ix_party *party) {
    ix_number *numbers[1 + IX_SUBJECT_VALUES_MAX] = {NULL};
    int counts[1 + IX_SUBJECT_VALUES_MAX] = {0};
    int total = 0;
    ix_status status = find_in_names(s, q, numbers, counts, &total);
    if (status != IX_OK) {
        return status;
    }
    q->identifier_room = party->identifier_count + total + 1;
    q->identifiers = IX_NEW(s->arena, ix_query_identifier, q->identifier_room);
    if (q->identifiers == NULL) {
        return no_memory(s);
    }
    for (int i = 0; i < party->identifier_count; i++) {
        ix_query_identifier one = {
            party->identifiers[i].type, party->identifiers[i].value, {0}, false, -1, -1};
        memcpy(one.country, party->identifiers[i].country, sizeof one.country);
        add_identifier(q, one);
    }
    if (party->type == IX_PARTY_WALLET && party->name.len > 0) {
        add_identifier(q, (ix_query_identifier){
                              .type = IX_ID_WALLET, .value = party->name, .from = -1, .to = -1});
    }
    for (int i = 0; i < q->name_count; i++) {
        for (int j = 0; j < counts[i]; j++) {
            const ix_number *number = &numbers[i][j];
            add_identifier(q, (ix_query_identifier){.type = number->type,
                                                    .value = number->value,
                                                    .from_text = true,
                                                    .from = i == 0 ? number->from : -1,
                                                    .to = i == 0 ? number->to : -1});
        }
    }
    q->query.identifiers = q->identifiers;
    return IX_OK;
}

/* ------------------------------------------------------------------ the question */

static ix_status ask(screening *s, question *q, const ix_party *party) {
    ix_status status = parse_names(s, q, party);
    if (status == IX_OK) {
        status = gather_identifiers(s, q, party);
    }
    if (status == IX_OK) {
        status = choose_names(s, q, party);
    }
    if (status == IX_OK && q->query.name_count == 0 && q->query.identifier_count == 0) {
        status = ix_error_set(s->error, IX_E_INPUT,
                              party->name.len == 0
                                  ? "the name is empty and no identifier is given"
                                  : "the name holds no letter or digit and no identifier is given");
    }
    if (status != IX_OK) {
        return status;
    }
    q->query.type = party->type;
    q->query.births = party->births;
    q->query.birth_count = party->birth_count;
    q->query.birth_places = party->birth_places;
    q->query.birth_place_count = party->birth_place_count;
    q->query.countries = party->countries;
    q->query.country_count = party->country_count;
    q->query.gender = party->gender;
    q->query.addresses = party->addresses;
    q->query.address_count = party->address_count;
    q->query.lists = s->views;
    q->query.threshold = s->bars.threshold;
    q->query.cache = s->options->cache;
    return IX_OK;
}

static ix_status search(screening *s, ix_matches *matches, const question *q) {
    const ix_index *index = s->screener->index;
    ix_status status = s->options->exhaustive
                           ? ix_match_exhaustive(matches, index, &q->query, s->arena, s->error)
                           : ix_match_search(matches, index, &q->query, s->arena, s->error);
    return status == IX_OK ? renumber_names(s, q, matches) : status;
}

/* The disguises that had to be undone to find somebody; those noted by themselves are not noted
 * again. Of each name the surest match tells. */
static void note_found_disguises(screening *s, const ix_matches *matches) {
    unsigned noted[1 + IX_SUBJECT_VALUES_MAX] = {0};
    for (int i = 0; i < matches->count; i++) {
        const ix_match *match = &matches->items[i];
        unsigned fresh = match->undone & ~(unsigned)DISGUISES_NOTED & ~noted[match->read_name];
        noted[match->read_name] |= fresh;
        note_disguises(s, fresh, match->read_as, match->read_name);
    }
}

bool screening_has_stale_list(const ix_decision *decision) {
    for (int i = 0; i < decision->list_count; i++) {
        if (decision->lists[i].stale) {
            return true;
        }
    }
    return false;
}

/* What keeps the answer from being sure, gravest first, and what the verdict then is at least. */
static void conclude(screening *s, const question *q, const ix_party *party) {
    ix_decision *decision = s->decision;
    decision->hindered = IX_VERDICT_CLEAR;
    if (q->cut) {
        decision->hindrance =
            IX_STR("a name has more parts than are compared, so a person must look");
    } else if (party->damaged) {
        decision->hindrance =
            IX_STR("ill-formed bytes in a name were replaced, so a person must look");
    } else if (q->controls) {
        decision->hindrance = IX_STR("a control character in a name, so a person must look");
    }
    if (party->unreadable) {
        decision->hindered = IX_VERDICT_NOT_SCREENED;
    }
    if (decision->hindrance.len > 0 ||
        (screening_has_stale_list(decision) && s->screener->policy.stale_is_review)) {
        decision->hindered = IX_VERDICT_REVIEW;
    }
    if (party->unreadable) {
        decision->hindrance = IX_STR("a value that was given could not be read, see the anomalies");
    }
    const ix_screen_frame *frame = s->options->frame;
    if (frame != NULL && decision->finding_count == 0 && decision->verdict == IX_VERDICT_CLEAR &&
        decision->hindrance.len == 0 && decision->hindered == IX_VERDICT_CLEAR) {
        decision->reason = frame->decision.reason; /* the sentence of every clear party */
        return;
    }
    weigh_conclude(decision, s->arena);
}

ix_status ix_screen_party(ix_decision *out, const ix_screener *screener, const ix_party *party,
                          const ix_context *context, ix_when as_of, ix_when known_at,
                          const ix_screen_options *options, ix_arena *arena, ix_error *error) {
    ix_error own = {.status = IX_OK};
    screening s;
    question q = {.cut = false};
    ix_matches matches = {0};
    *out = (ix_decision){.party = party, .reason = IX_STR("Not screened.")};
    error = error != NULL ? error : &own;
    ix_status status =
        screening_begin(&s, out, screener, context, as_of, known_at, options, arena, error);
    if (status == IX_OK) {
        status = ask(&s, &q, party);
    }
    if (status == IX_OK) {
        status = search(&s, &matches, &q);
    }
    if (status == IX_OK) {
        note_found_disguises(&s, &matches);
        status = screening_weigh(&s, &matches, party->unreadable);
    }
    if (status == IX_OK) {
        status = screening_add_unlisted(&s, party, q.query.names, q.given, q.query.name_count);
    }
    if (status != IX_OK) {
        return screening_stop(&s, status, error);
    }
    conclude(&s, &q, party);
    return IX_OK;
}

/* As search(), among some entities and for whether there is a match at all. */
static ix_status search_among(bool *touches, const screening *s, const ix_query *query,
                              const ix_list_view *others) {
    const ix_index *index = s->screener->index;
    if (!s->options->exhaustive) {
        return ix_match_touches(touches, index, query, others, s->arena, s->error);
    }
    ix_matches found;
    ix_query again = *query;
    again.lists = others;
    ix_status status = ix_match_exhaustive(&found, index, query, s->arena, s->error);
    if (status == IX_OK && found.count == 0) {
        status = ix_match_exhaustive(&found, index, &again, s->arena, s->error);
    }
    *touches = status == IX_OK && found.count > 0;
    return status;
}

ix_status screening_touches(bool *touches, screening *s, const ix_party *party,
                            const ix_selection *among, const ix_list_view *others) {
    question q = {.cut = false};
    *touches = false;
    ix_status status = ask(s, &q, party);
    q.query.among = among;
    return status == IX_OK ? search_among(touches, s, &q.query, others) : status;
}
