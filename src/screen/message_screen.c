/* Screening a payment message: each party is asked about as a party, and all text together as one
 * running text; what is found is told by its place in the message.
 *
 *     parties ---- ix_screen_party, each ----> findings --+
 *                                                         +-- the surest of each entity -->
 * decision text of all fields ---- ix_screen_text ---> findings --+
 *
 * Text for the text search is put together from the fields: lines of one field stand below each
 * other, fields are parted by a blank line, which no name goes across. */
#include "message_screen.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#define FULL_LINE_SWIFT    35 /* characters at which a line of SWIFT and Fedwire is full */
#define FULL_LINE_ISO      140
#define LONG_NAME_WORDS    5   /* a name of so many words may hold two: "X or Y", "X c/o Y" */
#define NAME_BYTES_MAX     512 /* what is longer is searched as text too */
#define NAME_SIGNS_MIN     5   /* letters and digits: fewer of an address name nobody */
#define POSTCODE_BYTES_MAX 7
#define REPEATED_PARTS     32

static ix_status no_memory(const message_screening *m) {
    return ix_error_set(m->s->error, IX_E_MEMORY, "no memory for a message");
}

/* ------------------------------------------------------------------ places */

static ix_status normalize(ix_str *out, const message_screening *m, ix_str value) {
    ix_text tokens;
    ix_buf text;
    ix_status status = ix_text_analyze(&tokens, value, m->s->arena, m->s->error);
    if (status != IX_OK) {
        return status == IX_E_LIMIT ? IX_OK : status;
    }
    ix_buf_init(&text, (size_t)8 * IX_TEXT_BYTES_MAX);
    for (int i = 0; i < tokens.count; i++) {
        ix_buf_append(&text, i > 0 ? IX_STR(" ") : (ix_str){0});
        ix_buf_append(&text, tokens.tokens[i].folded);
    }
    *out = ix_arena_copy(m->s->arena, ix_buf_view(&text));
    ix_buf_free(&text);
    return out->ptr != NULL || tokens.count == 0 ? IX_OK : no_memory(m);
}

/* The whole of the places of a finding's evidence in one field, or the field's whole value. */
static ix_finding_place place_of(const message_screening *m, const ix_evidence *evidence, int count,
                                 int32_t field) {
    ix_finding_place place = {.field = field, .from = INT64_MAX, .to = -1};
    for (int i = 0; i < count; i++) {
        if (evidence[i].name == field && evidence[i].from >= 0) {
            place.from = evidence[i].from < place.from ? evidence[i].from : place.from;
            place.to = evidence[i].to > place.to ? evidence[i].to : place.to;
        }
    }
    if (place.to < 0) {
        const ix_message_field *f = &m->message->fields[field];
        message_origin(&place.from, &place.to, f, 0, (int32_t)f->value.len);
    }
    return place;
}

static bool has_place(const ix_finding *finding, int32_t field) {
    for (int i = 0; i < finding->place_count; i++) {
        if (finding->places[i].field == field) {
            return true;
        }
    }
    return false;
}

/* A place for each field that evidence lies in, the field of the best evidence first. */
static ix_status make_places(const message_screening *m, ix_finding *finding, int32_t otherwise) {
    ix_status status = IX_OK;
    finding->places = IX_NEW(m->s->arena, ix_finding_place, finding->evidence_count + 1);
    if (finding->places == NULL) {
        return no_memory(m);
    }
    for (int i = 0; i < finding->evidence_count && status == IX_OK; i++) {
        int32_t field = finding->evidence[i].from >= 0 ? finding->evidence[i].name : -1;
        if (field >= 0 && !has_place(finding, field)) {
            ix_finding_place *place = &finding->places[finding->place_count++];
            *place = place_of(m, finding->evidence, finding->evidence_count, field);
            status = normalize(&place->normalized, m, m->message->fields[field].value);
        }
    }
    if (finding->place_count == 0 && otherwise >= 0) {
        finding->places[finding->place_count++] = place_of(m, NULL, 0, otherwise);
        status = normalize(&finding->places[0].normalized, m, m->message->fields[otherwise].value);
    }
    return status;
}

/* ------------------------------------------------------------------ findings of all parts */

static bool is_surer(const ix_finding *a, const ix_finding *b) {
    if (a->identity != b->identity) {
        return a->identity > b->identity;
    }
    if (a->effect != b->effect) {
        return a->effect > b->effect;
    }
    return a->score > b->score;
}

/* `into` takes the places of `of` that it has not. */
static ix_status join_places(const message_screening *m, ix_finding *into, const ix_finding *of) {
    ix_finding_place *places =
        IX_NEW(m->s->arena, ix_finding_place, into->place_count + of->place_count + 1);
    if (places == NULL) {
        return no_memory(m);
    }
    if (into->place_count > 0) {
        memcpy(places, into->places, (size_t)into->place_count * sizeof *places);
    }
    into->places = places;
    for (int i = 0; i < of->place_count; i++) {
        if (!has_place(into, of->places[i].field)) {
            into->places[into->place_count++] = of->places[i];
        }
    }
    return IX_OK;
}

/* Of each entity the surest finding is kept, with the places of all. */
static ix_status keep_finding(message_screening *m, const ix_finding *finding) {
    ix_finding *found = m->found.items;
    for (int i = 0; i < m->found.count; i++) {
        if (!ix_str_equal(found[i].entity, finding->entity)) {
            continue;
        }
        ix_finding best = is_surer(finding, &found[i]) ? *finding : found[i];
        ix_finding other = is_surer(finding, &found[i]) ? found[i] : *finding;
        found[i] = best;
        return join_places(m, &found[i], &other);
    }
    ix_finding *place = ix_vector_push(&m->found, sizeof *place, m->s->arena);
    if (place == NULL) {
        return no_memory(m);
    }
    *place = *finding;
    return IX_OK;
}

static ix_status keep_oddity(message_screening *m, const ix_oddity *odd, ix_str where) {
    ix_oddity *place = ix_vector_push(&m->oddities, sizeof *place, m->s->arena);
    if (place == NULL) {
        return no_memory(m);
    }
    *place = (ix_oddity){odd->kind, where, odd->detail};
    return IX_OK;
}

/* What a part that was screened by itself says of the whole, beside its findings. */
static void note_part(message_screening *m, const ix_decision *part, ix_status status) {
    if (status != IX_OK || part->verdict == IX_VERDICT_NOT_SCREENED) {
        m->why_stopped = m->why_stopped.len == 0 ? part->reason : m->why_stopped;
    } else if (part->verdict == IX_VERDICT_REVIEW && part->open == IX_VERDICT_NOT_SCREENED) {
        m->hindered = IX_VERDICT_REVIEW;
    }
}

/* ------------------------------------------------------------------ a party */

static ix_status add_name(message_screening *m, ix_party_field_kind kind, int32_t field,
                          ix_str value) {
    ix_party *p = m->party;
    int before = p->alias_count;
    ix_status status = ix_party_add_lenient(p, (ix_party_field){.kind = kind}, value, false,
                                            m->s->screener->knowledge, m->s->arena, m->s->error);
    m->name_fields[0] = kind == IX_FIELD_NAME ? field : m->name_fields[0];
    for (int i = before; i < p->alias_count; i++) {
        m->name_fields[1 + i] = field;
    }
    return status;
}

static ix_status add_value(message_screening *m, ix_party_field_kind kind, ix_str value) {
    return ix_party_add_lenient(m->party, (ix_party_field){.kind = kind}, value, false,
                                m->s->screener->knowledge, m->s->arena, m->s->error);
}

/* As the type its field says; a branch's BIC also as that of its institution. What has not the form
 * or the check digits of its type is asked about as a number of any type. */
static ix_status add_identifier(message_screening *m, const ix_message_field *field) {
    ix_party *p = m->party;
    ix_party_identifier id = {.type = field->identifier, .value = field->value};
    if (p->identifier_count + 2 > IX_SUBJECT_VALUES_MAX) {
        return ix_error_set(m->s->error, IX_E_LIMIT, "a party has too many identifiers");
    }
    bool wrong = !ix_identifier_check(id.type, id.value) ||
                 (id.type == IX_ID_BIC && !message_is_bic(id.value));
    if (wrong) {
        ix_oddity odd = {IX_STR("check_digit"), {NULL, 0}, field->value};
        ix_status status = keep_oddity(m, &odd, field->path);
        if (status != IX_OK) {
            return status;
        }
        id.type = IX_ID_OTHER;
    }
    p->identifiers[p->identifier_count++] = id;
    if (id.type == IX_ID_BIC && id.value.len == 11) {
        id.value = ix_str_slice(id.value, 0, 8);
        p->identifiers[p->identifier_count++] = id;
    }
    return IX_OK;
}

/* Town, region and country of birth in one line. */
static ix_status add_birth_place(message_screening *m, const ix_str parts[3]) {
    ix_buf text;
    ix_buf_init(&text, IX_SUBJECT_VALUE_BYTES_MAX);
    for (int i = 0; i < 3; i++) {
        ix_buf_append(&text, text.len > 0 && parts[i].len > 0 ? IX_STR(", ") : (ix_str){0});
        ix_buf_append(&text, parts[i]);
    }
    ix_str line = ix_arena_copy(m->s->arena, ix_buf_view(&text));
    ix_status status = text.status;
    ix_buf_free(&text);
    if (status != IX_OK || (line.ptr == NULL && line.len > 0)) {
        return no_memory(m);
    }
    return line.len > 0 ? add_value(m, IX_FIELD_BIRTH_PLACE, line) : IX_OK;
}

/* An address in its parts. */
typedef struct address_parts {
    ix_buf street, place;
    ix_str country;
} address_parts;

static void append_part(ix_buf *out, ix_str text) {
    ix_buf_append(out, out->len > 0 ? IX_STR(", ") : (ix_str){0});
    ix_buf_append(out, text);
}

static ix_status add_address(message_screening *m, address_parts *parts) {
    ix_party *p = m->party;
    ix_address address = {.country_text = parts->country};
    bool memory = parts->street.status == IX_OK && parts->place.status == IX_OK;
    address.street = ix_arena_copy(m->s->arena, ix_buf_view(&parts->street));
    address.place = ix_arena_copy(m->s->arena, ix_buf_view(&parts->place));
    if (parts->country.len == 2) {
        memcpy(address.country, parts->country.ptr, 2);
    }
    memory = memory && (address.street.ptr != NULL || parts->street.len == 0) &&
             (address.place.ptr != NULL || parts->place.len == 0);
    bool told = address.street.len + address.place.len > 0;
    ix_buf_free(&parts->street);
    ix_buf_free(&parts->place);
    if (!memory) {
        return no_memory(m);
    }
    if (told) {
        p->address_texts[p->address_count] = address.street;
        p->addresses[p->address_count++] = address;
    }
    return IX_OK;
}

static ix_status add_field(message_screening *m, int32_t number, address_parts *address,
                           ix_str birth[3]) {
    const ix_message_field *f = &m->message->fields[number];
    switch (f->kind) {
    case IX_VALUE_NAME:
        return add_name(m, m->party->name.len == 0 ? IX_FIELD_NAME : IX_FIELD_ALIAS, number,
                        f->value);
    case IX_VALUE_ADDRESS:
        append_part(&address->street, f->value);
        return IX_OK;
    case IX_VALUE_TOWN:
    case IX_VALUE_REGION:
        append_part(&address->place, f->value);
        return IX_OK;
    case IX_VALUE_COUNTRY:
        address->country = address->country.len == 0 ? f->value : address->country;
        return message_is_country(f->value) ? add_value(m, IX_FIELD_COUNTRY, f->value) : IX_OK;
    case IX_VALUE_BIRTH_DATE:
        m->party->type = IX_PARTY_PERSON;
        return add_value(m, IX_FIELD_DOB, f->value);
    case IX_VALUE_BIRTH_TOWN:
        birth[0] = f->value;
        return IX_OK;
    case IX_VALUE_BIRTH_REGION:
        birth[1] = f->value;
        return IX_OK;
    case IX_VALUE_BIRTH_COUNTRY:
        birth[2] = f->value;
        return IX_OK;
    case IX_VALUE_IDENTIFIER:
        return add_identifier(m, f);
    case IX_VALUE_TEXT:
        break;
    }
    return IX_OK;
}

/* A name whose line is full may go on in the line behind it. */
static ix_status add_broken_name(message_screening *m, const ix_message_party *party,
                                 int32_t number) {
    const ix_message_field *name = &m->message->fields[number];
    for (int32_t i = number + 1; i < party->last; i++) {
        const ix_message_field *next = &m->message->fields[i];
        if (next->party != name->party || next->kind == IX_VALUE_IDENTIFIER) {
            continue;
        }
        if (!next->continues) {
            return IX_OK;
        }
        for (int gap = 0; gap < 2; gap++) {
            ix_buf text;
            ix_buf_init(&text, IX_SUBJECT_VALUE_BYTES_MAX);
            ix_buf_append(&text, name->value);
            ix_buf_append(&text, gap == 0 ? (ix_str){0} : IX_STR(" "));
            ix_buf_append(&text, next->value);
            ix_str joined = ix_arena_copy(m->s->arena, ix_buf_view(&text));
            ix_buf_free(&text);
            ix_status status = joined.ptr == NULL
                                   ? no_memory(m)
                                   : add_name(m, IX_FIELD_ALIAS, -1 - number, joined);
            m->name_gaps[m->party->alias_count] = gap;
            if (status != IX_OK) {
                return status;
            }
        }
        return IX_OK;
    }
    return IX_OK;
}

static ix_status make_party(message_screening *m, int32_t number) {
    const ix_message_party *party = &m->message->parties[number];
    address_parts address = {.country = {NULL, 0}};
    ix_str birth[3] = {{NULL, 0}};
    ix_status status = IX_OK;
    ix_party_clear(m->party);
    ix_buf_init(&address.street, IX_SUBJECT_VALUE_BYTES_MAX);
    ix_buf_init(&address.place, IX_SUBJECT_VALUE_BYTES_MAX);
    for (int32_t i = party->first; i < party->last && status == IX_OK; i++) {
        const ix_message_field *field = &m->message->fields[i];
        if (field->party != number) {
            continue;
        }
        status = add_field(m, i, &address, birth);
        if (status == IX_OK && field->kind == IX_VALUE_NAME) {
            status = add_broken_name(m, party, i);
        }
        m->party->damaged = m->party->damaged || field->damaged;
    }
    ix_status added = add_address(m, &address);
    status = status == IX_OK ? added : status;
    return status == IX_OK ? add_birth_place(m, birth) : status;
}

/* ------------------------------------------------------------------ evidence of a party */

static bool says_the_same(const ix_message_field *field, const ix_evidence *evidence) {
    switch (evidence->kind) {
    case IX_EVIDENCE_IDENTIFIER:
        return field->kind == IX_VALUE_IDENTIFIER &&
               ix_str_starts_with(field->value, evidence->query);
    case IX_EVIDENCE_DOB:
        return field->kind == IX_VALUE_BIRTH_DATE;
    case IX_EVIDENCE_COUNTRY:
        return field->kind == IX_VALUE_COUNTRY && ix_str_equal(field->value, evidence->query);
    case IX_EVIDENCE_ADDRESS:
        return field->kind == IX_VALUE_TOWN || field->kind == IX_VALUE_ADDRESS;
    case IX_EVIDENCE_BIRTH_PLACE:
        return field->kind == IX_VALUE_BIRTH_TOWN;
    case IX_EVIDENCE_NAME_PART:
    case IX_EVIDENCE_NAME:
    case IX_EVIDENCE_GENDER:
    case IX_EVIDENCE_TYPE:
    case IX_EVIDENCE_OWNERSHIP:
        break;
    }
    return false;
}

/* Evidence that is not of a name lies in the field that says the same. */
static void place_attribute(const message_screening *m, int32_t number, ix_evidence *evidence) {
    const ix_message_party *party = &m->message->parties[number];
    for (int32_t i = party->first; i < party->last; i++) {
        const ix_message_field *field = &m->message->fields[i];
        int64_t from;
        int64_t to;
        if (field->party == number && says_the_same(field, evidence)) {
            message_origin(&from, &to, field, 0, (int32_t)field->value.len);
            evidence->name = i;
            evidence->from = (int32_t)from;
            evidence->to = (int32_t)to;
            return;
        }
    }
    evidence->name = -1;
    evidence->from = evidence->to = -1;
}

/* A joined name is its first line up to its end, then what its next line says. */
static void place_broken(const message_screening *m, int32_t first, int32_t gap,
                         ix_evidence *evidence) {
    const ix_message_field *name = &m->message->fields[first];
    int32_t second = first + 1;
    while (m->message->fields[second].party != name->party ||
           m->message->fields[second].kind == IX_VALUE_IDENTIFIER) {
        second++;
    }
    const ix_message_field *next = &m->message->fields[second];
    int32_t split = (int32_t)name->value.len;
    int32_t begin = split + gap; /* of the next line in the joined name */
    int64_t from;
    int64_t to;
    int64_t ignored;
    if (evidence->from < split) {
        message_origin(&from, &to, name, evidence->from,
                       evidence->to < split ? evidence->to : split);
        evidence->name = first;
    } else {
        message_origin(&from, &to, next, evidence->from - begin, evidence->to - begin);
        evidence->name = second;
    }
    if (evidence->from < split && evidence->to > begin) {
        message_origin(&ignored, &to, next, 0, evidence->to - begin);
    }
    evidence->from = (int32_t)from;
    evidence->to = (int32_t)to;
}

static ix_status place_evidence(const message_screening *m, int32_t number, ix_finding *finding) {
    ix_evidence *copy = IX_NEW(m->s->arena, ix_evidence, finding->evidence_count + 1);
    if (copy == NULL) {
        return no_memory(m);
    }
    for (int i = 0; i < finding->evidence_count; i++) {
        copy[i] = finding->evidence[i];
        bool named = copy[i].from >= 0 && copy[i].name >= -1;
        int32_t field = named ? m->name_fields[copy[i].name < 0 ? 0 : copy[i].name] : -1;
        int64_t from;
        int64_t to;
        if (!named) {
            place_attribute(m, number, &copy[i]);
        } else if (field < 0) {
            place_broken(m, -1 - field, m->name_gaps[copy[i].name], &copy[i]);
        } else {
            message_origin(&from, &to, &m->message->fields[field], copy[i].from, copy[i].to);
            copy[i].name = field;
            copy[i].from = (int32_t)from;
            copy[i].to = (int32_t)to;
        }
    }
    finding->evidence = copy;
    return IX_OK;
}

static int32_t first_field_of(const ix_message *message, int32_t number) {
    const ix_message_party *party = &message->parties[number];
    int32_t first = party->first;
    for (int32_t i = party->last - 1; i >= party->first; i--) {
        first = message->fields[i].party == number ? i : first;
    }
    return first;
}

static ix_status keep_party(message_screening *m, int32_t number, ix_decision *part) {
    ix_status status = IX_OK;
    for (int i = 0; i < part->finding_count && status == IX_OK; i++) {
        ix_finding *finding = &part->findings[i];
        status = place_evidence(m, number, finding);
        if (status == IX_OK) {
            status = make_places(m, finding, first_field_of(m->message, number));
        }
        if (status == IX_OK) {
            status = keep_finding(m, finding);
        }
    }
    for (int i = 0; i < part->oddity_count && status == IX_OK; i++) {
        status = keep_oddity(m, &part->oddities[i], m->message->parties[number].path);
    }
    return status;
}

static ix_status screen_party(message_screening *m, int32_t number) {
    ix_decision part;
    ix_error error = {.status = IX_OK};
    screening *s = m->s;
    ix_status status = make_party(m, number);
    const ix_party *p = m->party;
    if (status == IX_E_LIMIT) { /* what could be said of it is asked all the same */
        ix_str why = ix_arena_copy(s->arena, ix_str_from_cstr(s->error->text));
        m->why_stopped = m->why_stopped.len == 0 ? why : m->why_stopped;
        s->error->status = IX_OK;
        status = why.ptr == NULL ? no_memory(m) : IX_OK;
    }
    if (status != IX_OK || (p->name.len == 0 && p->identifier_count == 0)) {
        return status;
    }
    status = ix_screen_party(&part, s->screener, p, s->context, s->decision->as_of,
                             s->decision->known_at, s->options, s->arena, &error);
    if (status == IX_E_INPUT && p->identifier_count == 0) {
        return IX_OK; /* a name without a letter or digit; its field is searched as text too */
    }
    note_part(m, &part, status);
    return keep_party(m, number, &part);
}

/* ------------------------------------------------------------------ text */

static int words_in(ix_str text) {
    int words = 0;
    bool inside = false;
    for (ptrdiff_t i = 0; i < text.len; i++) {
        bool space = text.ptr[i] == ' ';
        words += !space && !inside;
        inside = !space;
    }
    return words;
}

/* A detail of an address that cannot name anybody: too short, or the number of a house or a post
 * code. */
static bool is_short_detail(ix_str text) {
    int signs = 0;
    int digits = 0;
    int letters = 0; /* of the longest run */
    int run = 0;
    for (ptrdiff_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        bool digit = c >= '0' && c <= '9';
        bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c >= 0x80;
        run = letter ? run + 1 : 0;
        letters = run > letters ? run : letters;
        signs += digit || letter;
        digits += digit;
    }
    return signs < NAME_SIGNS_MIN ||
           (digits > 0 && letters < NAME_SIGNS_MIN - 1 && text.len <= POSTCODE_BYTES_MAX);
}

/* Is every word of it the name of a known place? Such an address is compared as an address. */
static bool is_known_place(const message_screening *m, ix_str value) {
    ix_text tokens;
    ix_arena_mark mark = ix_arena_position(m->s->arena);
    bool known = ix_text_analyze(&tokens, value, m->s->arena, NULL) == IX_OK && tokens.count > 0;
    for (int i = 0; known && i < tokens.count; i++) {
        const ix_word *word = ix_knowledge_word(m->s->screener->knowledge, tokens.tokens[i].folded);
        known = word != NULL &&
                (word->flags & (IX_WORD_PLACE | IX_WORD_COUNTRY | IX_WORD_CITY)) != 0 &&
                (word->flags & (IX_WORD_GIVEN | IX_WORD_FAMILY)) == 0;
    }
    ix_arena_rewind(m->s->arena, mark);
    return known;
}

static bool has_letter_or_digit(ix_str text) {
    for (ptrdiff_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
            c >= 0x80) {
            return true;
        }
    }
    return false;
}

/* Is the value searched as text? Codes that prove what they are need not be, and a name of few
 * words is asked about whole. */
static bool is_text(const message_screening *m, const ix_message_field *field) {
    switch (field->kind) {
    case IX_VALUE_TEXT:
        return has_letter_or_digit(field->value);
    case IX_VALUE_ADDRESS:
    case IX_VALUE_TOWN:
    case IX_VALUE_REGION:
    case IX_VALUE_BIRTH_TOWN:
    case IX_VALUE_BIRTH_REGION:
        return !is_short_detail(field->value) && !is_known_place(m, field->value);
    case IX_VALUE_NAME:
        return words_in(field->value) >= LONG_NAME_WORDS || field->value.len > NAME_BYTES_MAX ||
               !has_letter_or_digit(field->value);
    case IX_VALUE_COUNTRY:
    case IX_VALUE_BIRTH_COUNTRY:
        return !message_is_country(field->value);
    case IX_VALUE_BIRTH_DATE: {
        ix_exempt_rule rule;
        return !message_form(&rule, MESSAGE_IS_DATE, field->value);
    }
    case IX_VALUE_IDENTIFIER:
        return field->identifier == IX_ID_BIC ? !message_is_bic(field->value)
               : field->identifier == IX_ID_LEI || field->identifier == IX_ID_IBAN
                   ? !ix_identifier_check(field->identifier, field->value)
                   : true;
    }
    return true;
}

static ix_status append_text(message_screening *m, int32_t number, ix_str separator) {
    const ix_message_field *field = &m->message->fields[number];
    ix_buf_append(&m->text, m->text.len > 0 ? separator : (ix_str){0});
    text_part *part = ix_vector_push(&m->parts, sizeof *part, m->s->arena);
    if (part == NULL) {
        return no_memory(m);
    }
    *part = (text_part){(int32_t)m->text.len, (int32_t)field->value.len, number};
    ix_buf_append(&m->text, field->value);
    return m->text.status == IX_OK ? IX_OK
                                   : ix_error_set(m->s->error, m->text.status, "a text too long");
}

static bool is_full_line(const ix_message_field *field) {
    ptrdiff_t characters = 0;
    for (ptrdiff_t i = 0; i < field->value.len; i++) {
        characters += ((unsigned char)field->value.ptr[i] & 0xC0) != 0x80;
    }
    return characters == FULL_LINE_SWIFT || characters == FULL_LINE_ISO;
}

/* The lines of one field, [first, last); once more without line ends where a line is full, because
 * then a word may be broken there. */
static ix_status append_lines(message_screening *m, int32_t first, int32_t last) {
    bool full = false;
    ix_status status = IX_OK;
    for (int32_t i = first; i < last && status == IX_OK; i++) {
        status = append_text(m, i, i > first ? IX_STR("\n") : IX_STR("\n\n"));
        full = full || (i + 1 < last && is_full_line(&m->message->fields[i]));
    }
    for (int32_t i = first; full && i < last && status == IX_OK; i++) {
        bool joined = i > first && is_full_line(&m->message->fields[i - 1]);
        status = append_text(m, i,
                             i == first ? IX_STR("\n\n")
                             : joined   ? (ix_str){0}
                                        : IX_STR("\n"));
    }
    return status;
}

/* References are often the same, four times over; what was searched a little before is not searched
 * again. */
static bool is_repeated(const message_screening *m, int32_t number) {
    const text_part *parts = m->parts.items;
    ix_str value = m->message->fields[number].value;
    int first = m->parts.count > REPEATED_PARTS ? m->parts.count - REPEATED_PARTS : 0;
    for (int i = first; i < m->parts.count; i++) {
        const ix_message_field *before = &m->message->fields[parts[i].field];
        if (ix_str_equal(before->value, value) && !before->continues) {
            return true;
        }
    }
    return false;
}

static ix_status gather_text(message_screening *m) {
    const ix_message *message = m->message;
    ix_status status = IX_OK;
    int32_t i = 0;
    while (i < message->field_count && status == IX_OK) {
        int32_t last = i + 1;
        bool wanted = is_text(m, &message->fields[i]);
        while (last < message->field_count && message->fields[last].continues) {
            wanted = wanted || is_text(m, &message->fields[last]);
            last++;
        }
        wanted = wanted && !(last == i + 1 && is_repeated(m, i));
        status = wanted ? append_lines(m, i, last) : IX_OK;
        i = last;
    }
    return status;
}

static const text_part *part_at(const message_screening *m, int32_t at) {
    const text_part *parts = m->parts.items;
    int from = 0;
    int to = m->parts.count;
    while (to - from > 1) {
        int middle = from + (to - from) / 2;
        if (parts[middle].at <= at) {
            from = middle;
        } else {
            to = middle;
        }
    }
    return &parts[from];
}

/* Spans of the text become spans of the file; one that goes on in the next line ends there. */
static ix_status place_text_evidence(const message_screening *m, ix_finding *finding) {
    ix_evidence *copy = IX_NEW(m->s->arena, ix_evidence, finding->evidence_count + 1);
    if (copy == NULL) {
        return no_memory(m);
    }
    for (int i = 0; i < finding->evidence_count; i++) {
        copy[i] = finding->evidence[i];
        if (copy[i].from < 0) {
            copy[i].name = -1;
            continue;
        }
        const text_part *begin = part_at(m, copy[i].from);
        const text_part *end = part_at(m, copy[i].to > 0 ? copy[i].to - 1 : 0);
        int64_t from;
        int64_t to;
        int64_t ignored;
        message_origin(&from, &ignored, &m->message->fields[begin->field], copy[i].from - begin->at,
                       begin->len);
        message_origin(&ignored, &to, &m->message->fields[end->field], 0, copy[i].to - end->at);
        copy[i].name = begin->field;
        copy[i].from = (int32_t)from;
        copy[i].to = (int32_t)to;
    }
    finding->evidence = copy;
    return IX_OK;
}

/* Does something of the listed name have no like in the text? */
static bool is_partial(const ix_finding *finding) {
    for (int i = 0; i < finding->evidence_count; i++) {
        const ix_evidence *one = &finding->evidence[i];
        if (one->kind == IX_EVIDENCE_NAME_PART && one->relation == IX_RELATION_MISSING &&
            one->listed.len > 0) {
            return true;
        }
    }
    return false;
}

/* Text that people write to say something, not to address or to number. */
bool message_is_said(const ix_message_field *field) {
    switch (field->role) {
    case IX_MESSAGE_REMITTANCE:
    case IX_MESSAGE_INSTRUCTION:
    case IX_MESSAGE_PURPOSE:
    case IX_MESSAGE_REGULATORY:
        return field->kind == IX_VALUE_TEXT;
    default:
        break;
    }
    return field->kind == IX_VALUE_NAME;
}

/* One word of an address, a reference or of markup names nobody, and neither does a part of an
 * organization's name there: half the streets of the world are called like a company. */
static bool names_nobody(const message_screening *m, const ix_finding *finding) {
    const ix_message_field *field = &m->message->fields[finding->places[0].field];
    if (message_is_said(field) || finding->identity == IX_IDENTITY_ESTABLISHED ||
        finding->by_identifier) {
        return false;
    }
    return finding->identity < IX_IDENTITY_OPEN ||
           (finding->type != IX_PARTY_PERSON && is_partial(finding));
}

const ix_message_field *message_field_at(const message_screening *m, int32_t at) {
    return &m->message->fields[part_at(m, at)->field];
}

ix_status message_keep_finding_at(message_screening *m, ix_finding *finding, int32_t field) {
    ix_status status = make_places(m, finding, field);
    return status == IX_OK ? keep_finding(m, finding) : status;
}

ix_status message_keep_text_finding(message_screening *m, ix_finding *finding) {
    ix_status status = place_text_evidence(m, finding);
    if (status == IX_OK) {
        status = make_places(m, finding, -1);
    }
    if (status == IX_OK && finding->place_count > 0 && names_nobody(m, finding)) {
        return IX_OK;
    }
    return status == IX_OK ? keep_finding(m, finding) : status;
}

static ix_status keep_text(message_screening *m, ix_decision *part) {
    ix_status status = IX_OK;
    for (int i = 0; i < part->finding_count && status == IX_OK; i++) {
        status = message_keep_text_finding(m, &part->findings[i]);
    }
    for (int i = 0; i < part->oddity_count && status == IX_OK; i++) {
        status = keep_oddity(m, &part->oddities[i], part->oddities[i].where);
    }
    return status;
}

/* The one way to the search of running text. */
static ix_status screen_text(message_screening *m) {
    ix_decision part;
    ix_error error = {.status = IX_OK};
    screening *s = m->s;
    if (m->text.len == 0) {
        return IX_OK;
    }
    ix_str text = ix_arena_copy(s->arena, ix_buf_view(&m->text)); /* evidence points into it */
    if (text.ptr == NULL) {
        return no_memory(m);
    }
    ix_status status =
        ix_screen_text(&part, s->screener, text, m->message->source, s->context, s->decision->as_of,
                       s->decision->known_at, s->options, s->arena, &error);
    note_part(m, &part, status);
    status = keep_text(m, &part);
    return status == IX_OK ? message_find_products(m, text) : status;
}

/* ------------------------------------------------------------------ the decision */

/* What was found in a message that could not be read whole settles nothing and hides nothing. */
static void refuse_whole(ix_decision *decision) {
    for (int i = 0; i < decision->finding_count; i++) {
        ix_verdict effect = decision->findings[i].effect;
        if (effect > IX_VERDICT_INFO && effect > decision->open) {
            decision->open = effect;
        }
    }
    decision->verdict = IX_VERDICT_NOT_SCREENED;
}

static void conclude(message_screening *m) {
    screening *s = m->s;
    ix_decision *decision = s->decision;
    const ix_message *message = m->message;
    ix_str hindrance = message->fault.len > 0 ? message->fault : m->why_stopped;
    decision->findings = m->found.items;
    decision->finding_count = m->found.count;
    decision->oddities = m->oddities.items;
    decision->oddity_count = m->oddities.count;
    decision->coverage = message->coverage;
    decision->has_coverage = true;
    weigh_decision(decision);
    if (hindrance.len > 0) {
        refuse_whole(decision);
    } else if (message->coverage.anomaly > 0) {
        hindrance = IX_STR("bytes of the message that nothing accounts for, so a person must look");
        weigh_hindrance(decision, IX_VERDICT_REVIEW);
    } else if (m->hindered == IX_VERDICT_REVIEW) {
        hindrance = IX_STR("what hinders a sure answer stands among the anomalies");
        weigh_hindrance(decision, IX_VERDICT_REVIEW);
    }
    weigh_reason(decision, hindrance, s->arena);
}

static ix_status screen_parts(message_screening *m) {
    ix_status status = IX_OK;
    m->party = IX_NEW_RAW(m->s->arena, ix_party, 1); /* cleared for each party */
    if (m->party == NULL) {
        return no_memory(m);
    }
    for (int32_t i = 0; i < m->message->party_count && status == IX_OK; i++) {
        status = screen_party(m, i);
    }
    if (status == IX_OK) {
        status = message_find_places(m);
    }
    if (status == IX_OK) {
        status = gather_text(m);
    }
    return status == IX_OK ? screen_text(m) : status;
}

/* What the screenings of all parts have in common is worked out once for a message too. */
static void share_frame(screening *s, ix_screen_frame *frame, ix_screen_options *options) {
    *options = *s->options;
    if (options->frame == NULL) {
        *frame = (ix_screen_frame){.s = *s, .decision = *s->decision};
        frame->decision.reason = IX_STR("Nothing was found.");
        options->frame = frame;
    }
    s->options = options;
}

ix_status ix_screen_message(ix_decision *out, const ix_screener *screener,
                            const ix_message *message, const ix_context *context, ix_when as_of,
                            ix_when known_at, const ix_screen_options *options, ix_arena *arena,
                            ix_error *error) {
    ix_error own = {.status = IX_OK};
    screening s;
    ix_screen_frame frame;
    ix_screen_options shared;
    message_screening m = {.s = &s, .message = message};
    *out = (ix_decision){.message = message, .reason = IX_STR("Not screened.")};
    error = error != NULL ? error : &own;
    ix_buf_init(&m.text, INT32_MAX);
    m.text.allocator = arena->allocator;
    ix_status status =
        screening_begin(&s, out, screener, context, as_of, known_at, options, arena, error);
    if (status == IX_OK) {
        share_frame(&s, &frame, &shared);
        status = screen_parts(&m);
    }
    if (status == IX_OK) {
        conclude(&m);
    } else {
        screening_stop(&s, status, error);
    }
    ix_buf_free(&m.text);
    return status;
}
