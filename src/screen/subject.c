/* The subject: values as people and files write them, read into an ix_party. Every field has one
 * reader; the strict and the lenient way in differ only in what they do with its refusal. */
#include <interdict/screen.h>

#include <string.h>

#define COUNT(array) (int)(sizeof(array) / sizeof(array)[0])

static const char *const field_names[] = {
#define FIELD_TEXT(name, text) text,
    IX_PARTY_FIELD_LIST(FIELD_TEXT)
#undef FIELD_TEXT
};

bool ix_party_field_parse(ix_party_field *field, ix_str name) {
    for (int i = 0; i < COUNT(field_names); i++) {
        if (ix_str_equal_ascii_nocase(name, ix_str_from_cstr(field_names[i]))) {
            *field = (ix_party_field){.kind = (ix_party_field_kind)i};
            return true;
        }
    }
    ix_identifier_type type;
    if (ix_identifier_type_parse(&type, name)) {
        *field = (ix_party_field){IX_FIELD_IDENTIFIER, type};
        return true;
    }
    return false;
}

const char *ix_party_field_name(ix_party_field field) {
    if (field.kind == IX_FIELD_IDENTIFIER && field.identifier != IX_ID_OTHER) {
        return ix_identifier_type_name(field.identifier);
    }
    return field_names[field.kind];
}

static ix_status full(ix_error *error, ix_party_field field) {
    return ix_error_set(error, IX_E_LIMIT, "more than %d values of %s", IX_SUBJECT_VALUES_MAX,
                        ix_party_field_name(field));
}

static ix_status no_memory(ix_error *error) {
    return ix_error_set(error, IX_E_MEMORY, "no memory for the subject");
}

/* Note an oddity; beyond the room for them the last one stands for all that follow. */
static void note(ix_party *party, ix_str kind, ix_str where, ix_str detail) {
    if (party->oddity_count < IX_SUBJECT_VALUES_MAX) {
        party->oddities[party->oddity_count++] = (ix_oddity){kind, where, detail};
    }
}

/* ------------------------------------------------------------------ names */

/* Well-formed text of a value: itself, or a repaired copy. */
static ix_status well_formed(ix_str *out, bool *damaged, ix_str text, ix_arena *arena,
                             ix_error *error) {
    *out = text;
    *damaged = !ix_utf8_is_valid(text);
    if (!*damaged) {
        return IX_OK;
    }
    ix_buf repaired;
    ix_buf_init(&repaired, (size_t)3 * IX_SUBJECT_VALUE_BYTES_MAX);
    ix_utf8_repair(&repaired, text);
    *out = ix_arena_copy(arena, ix_buf_view(&repaired));
    bool complete = repaired.status == IX_OK && out->len == (ptrdiff_t)repaired.len;
    ix_buf_free(&repaired);
    return complete && out->ptr != NULL ? IX_OK : no_memory(error);
}

/* What the bytes say when they are Windows-1252, the usual cause of ill-formed UTF-8. */
static ix_status add_windows1252_reading(ix_party *party, ix_str text, ix_arena *arena,
                                         ix_error *error) {
    ix_buf reading;
    ix_buf_init(&reading, (size_t)3 * IX_SUBJECT_VALUE_BYTES_MAX);
    ix_utf8_from_windows1252(&reading, text);
    ix_str copy = ix_arena_copy(arena, ix_buf_view(&reading));
    ix_status status = reading.status;
    ix_buf_free(&reading);
    if (status != IX_OK || copy.ptr == NULL) {
        return no_memory(error);
    }
    party->aliases[party->alias_count++] = copy;
    return IX_OK;
}

static ix_status add_name(ix_party *party, ix_party_field field, ix_str text, ix_arena *arena,
                          ix_error *error) {
    bool alias = field.kind == IX_FIELD_ALIAS;
    ix_str value;
    bool damaged;
    if (!alias && party->name.len > 0) {
        return ix_error_set(error, IX_E_INPUT, "more than one name; give the others as alias");
    }
    if (party->alias_count + 2 > IX_SUBJECT_VALUES_MAX) {
        return full(error, field);
    }
    ix_status status = well_formed(&value, &damaged, text, arena, error);
    if (status == IX_OK && damaged) {
        status = add_windows1252_reading(party, text, arena, error);
    }
    if (status != IX_OK) {
        return status;
    }
    if (alias) {
        party->aliases[party->alias_count++] = value;
    } else {
        party->name = value;
    }
    if (damaged) {
        party->damaged = true;
        note(party, ix_str_from_cstr(ix_anomaly_name(IX_ANOMALY_INVALID_UTF8)),
             alias ? IX_STR("alias") : IX_STR("name"),
             IX_STR("ill-formed bytes were replaced; their Windows-1252 reading was screened too"));
    }
    return IX_OK;
}

/* ------------------------------------------------------------------ type, gender, date, country */

typedef struct word_value {
    const char *word;
    int value;
} word_value;

static bool look_up(int *value, const word_value *words, int count, ix_str text) {
    for (int i = 0; i < count; i++) {
        if (ix_str_equal_ascii_nocase(text, ix_str_from_cstr(words[i].word))) {
            *value = words[i].value;
            return true;
        }
    }
    return false;
}

static ix_status set_type(ix_party *party, ix_str text, ix_error *error) {
    static const word_value words[] = {
        {"individual", IX_PARTY_PERSON},     {"natural person", IX_PARTY_PERSON},
        {"human", IX_PARTY_PERSON},          {"p", IX_PARTY_PERSON},
        {"entity", IX_PARTY_ORGANIZATION},   {"company", IX_PARTY_ORGANIZATION},
        {"org", IX_PARTY_ORGANIZATION},      {"organisation", IX_PARTY_ORGANIZATION},
        {"business", IX_PARTY_ORGANIZATION}, {"ship", IX_PARTY_VESSEL}};
    int value;
    ix_party_type type;
    if (ix_party_type_parse(&type, text)) {
        party->type = type;
    } else if (look_up(&value, words, COUNT(words), text)) {
        party->type = (ix_party_type)value;
    } else {
        return ix_error_set(error, IX_E_INPUT,
                            "unknown type '%" IX_FMT "'; expected person, organization, vessel, "
                            "aircraft, wallet, product or any",
                            IX_ARG(ix_str_slice(text, 0, 60)));
    }
    return IX_OK;
}

static ix_status set_gender(ix_party *party, ix_str text, ix_error *error) {
    static const word_value words[] = {
        {"f", IX_GENDER_FEMALE},     {"female", IX_GENDER_FEMALE}, {"woman", IX_GENDER_FEMALE},
        {"w", IX_GENDER_FEMALE},     {"m", IX_GENDER_MALE},        {"male", IX_GENDER_MALE},
        {"man", IX_GENDER_MALE},     {"x", IX_GENDER_UNKNOWN},     {"unknown", IX_GENDER_UNKNOWN},
        {"other", IX_GENDER_UNKNOWN}};
    int value;
    if (!look_up(&value, words, COUNT(words), text)) {
        return ix_error_set(error, IX_E_INPUT,
                            "unknown gender '%" IX_FMT "'; expected female or male",
                            IX_ARG(ix_str_slice(text, 0, 60)));
    }
    party->gender = (ix_gender)value;
    return IX_OK;
}

static ix_status add_birth(ix_party *party, ix_party_field field, ix_str text, ix_error *error) {
    ix_date_range readings[2] = {{{0}, {0}}, {{0}, {0}}};
    int count = 0;
    ix_status status = ix_date_parse(readings, &count, text, error);
    if (status != IX_OK) {
        return status;
    }
    if (party->birth_count + count > IX_SUBJECT_VALUES_MAX) {
        return full(error, field);
    }
    memcpy(party->births + party->birth_count, readings, (size_t)count * sizeof readings[0]);
    party->birth_count += count;
    return IX_OK;
}

static ix_status unknown_country(ix_error *error, ix_str text) {
    return ix_error_set(error, IX_E_INPUT,
                        "unknown country '%" IX_FMT "'; expected an ISO 3166 code or an English "
                        "name",
                        IX_ARG(ix_str_slice(text, 0, 60)));
}

static ix_status add_country(ix_party *party, ix_party_field field, ix_str text,
                             const ix_knowledge *knowledge, ix_error *error) {
    char code[3] = "";
    if (!ix_country_parse(code, knowledge, text)) {
        return unknown_country(error, text);
    }
    for (int i = 0; i < party->country_count; i++) {
        if (memcmp(party->countries[i], code, sizeof code) == 0) {
            return IX_OK;
        }
    }
    if (party->country_count == IX_SUBJECT_VALUES_MAX) {
        return full(error, field);
    }
    memcpy(party->countries[party->country_count++], code, sizeof code);
    return IX_OK;
}

/* ------------------------------------------------------------------ identifiers */

static bool has_digit(ix_str s) {
    for (ptrdiff_t i = 0; i < s.len; i++) {
        if (s.ptr[i] >= '0' && s.ptr[i] <= '9') {
            return true;
        }
    }
    return false;
}

/* Cut off what stands behind the last ':' of a value; empty when there is none. */
static ix_str cut_last_segment(ix_str *value) {
    for (ptrdiff_t i = value->len - 1; i > 0; i--) {
        if (value->ptr[i] == ':') {
            ix_str last = ix_str_trim(ix_str_slice(*value, i + 1, value->len));
            *value = ix_str_trim(ix_str_slice(*value, 0, i));
            return last;
        }
    }
    return (ix_str){0};
}

/* A currency code in front of a wallet's address: short, letters and digits, begins with a letter.
 */
static bool is_currency(ix_str s) {
    bool ok = s.len >= 2 && s.len <= 8;
    for (ptrdiff_t i = 0; ok && i < s.len; i++) {
        char c = s.ptr[i];
        bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        ok = letter || (i > 0 && c >= '0' && c <= '9');
    }
    return ok;
}

/* VALUE[:CC], for wallets CURRENCY:ADDRESS, of a known type. */
static ix_status read_identifier(ix_party_identifier *id, ix_str text,
                                 const ix_knowledge *knowledge, ix_error *error) {
    id->value = text;
    if (id->type == IX_ID_WALLET) {
        ix_str address;
        ix_str currency = ix_str_trim(ix_str_cut(text, ':', &address));
        if (address.ptr != NULL && is_currency(currency)) {
            id->currency = currency;
            id->value = ix_str_trim(address);
        }
    } else if (id->type != IX_ID_WEBSITE && id->type != IX_ID_EMAIL) {
        ix_str whole = text;
        ix_str last = cut_last_segment(&text);
        if (last.len > 0 && !has_digit(last)) {
            id->value = text;
            if (!ix_country_parse(id->country, knowledge, last)) {
                return unknown_country(error, last);
            }
        } else {
            id->value = whole;
        }
    }
    char key[256];
    if (ix_identifier_key(key, (int)sizeof key, id->type, id->value) == 0) {
        return ix_error_set(error, IX_E_INPUT, "%s without a letter or digit in its value",
                            ix_identifier_type_name(id->type));
    }
    return IX_OK;
}

/* TYPE:VALUE[:CC] with the type in front; without a ':' a plain value of unknown type. */
static ix_status split_type(ix_party_identifier *id, ix_str *text, ix_error *error) {
    ix_str rest;
    ix_str head = ix_str_trim(ix_str_cut(*text, ':', &rest));
    ix_identifier_type named;
    if (rest.ptr == NULL && ix_identifier_type_parse(&named, head)) {
        return ix_error_set(error, IX_E_INPUT,
                            "'%" IX_FMT "' is a type without a value; expected "
                            "TYPE:VALUE[:CC]",
                            IX_ARG(head));
    }
    if (rest.ptr == NULL) {
        return IX_OK;
    }
    if (!ix_identifier_type_parse(&id->type, head)) {
        return ix_error_set(error, IX_E_INPUT,
                            "unknown identifier type '%" IX_FMT "'; expected TYPE:VALUE[:CC] with "
                            "TYPE one of passport national_id tax_id registration imo mmsi "
                            "call_sign tail lei bic iban isin wallet phone email website other",
                            IX_ARG(ix_str_slice(head, 0, 60)));
    }
    *text = ix_str_trim(rest);
    return IX_OK;
}

/* A number that its own check digits or build contradict: taken down wrongly, or made up. */
static ix_status note_unproved(ix_party *party, const ix_party_identifier *id, ix_arena *arena,
                               ix_error *error) {
    ix_scheme scheme = ix_identifier_scheme(id->type, id->value, id->country);
    if (scheme.proof != IX_PROOF_WRONG) {
        return IX_OK;
    }
    ix_buf detail;
    ix_buf_init(&detail, IX_SUBJECT_VALUE_BYTES_MAX + 256);
    ix_buf_append(&detail, id->value);
    ix_buf_printf(&detail, " is not a valid %s", scheme.name);
    ix_str copy = ix_arena_copy(arena, ix_buf_view(&detail));
    ix_buf_free(&detail);
    if (copy.ptr == NULL) {
        return no_memory(error);
    }
    note(party, IX_STR("check_digit"), ix_str_from_cstr(ix_identifier_type_name(id->type)), copy);
    return IX_OK;
}

static ix_status add_identifier(ix_party *party, ix_party_field field, ix_str text,
                                const ix_knowledge *knowledge, ix_arena *arena, ix_error *error) {
    ix_party_identifier id = {.type = field.identifier};
    if (party->identifier_count == IX_SUBJECT_VALUES_MAX) {
        return full(error, field);
    }
    ix_status status = IX_OK;
    if (field.identifier == IX_ID_OTHER) {
        status = split_type(&id, &text, error);
    }
    if (status == IX_OK) {
        status = read_identifier(&id, text, knowledge, error);
    }
    if (status == IX_OK) {
        status = note_unproved(party, &id, arena, error);
    }
    if (status == IX_OK) {
        party->identifiers[party->identifier_count++] = id;
    }
    return status;
}

/* ------------------------------------------------------------------ addresses */

/* The part of *text behind its last comma, cut off; all of it when there is no comma. */
static ix_str cut_last_part(ix_str *text) {
    ptrdiff_t i = text->len;
    while (i > 0 && text->ptr[i - 1] != ',') {
        i--;
    }
    ix_str last = ix_str_trim(ix_str_slice(*text, i, text->len));
    *text = ix_str_trim(ix_str_slice(*text, 0, i > 0 ? i - 1 : 0));
    return last;
}

static ix_status add_address(ix_party *party, ix_party_field field, ix_str text,
                             const ix_knowledge *knowledge, ix_error *error) {
    if (party->address_count == IX_SUBJECT_VALUES_MAX) {
        return full(error, field);
    }
    ix_address address = {.street = text};
    ix_str rest = text;
    ix_str last = cut_last_part(&rest);
    if (ix_country_parse(address.country, knowledge, last)) {
        address.country_text = last;
        address.street = rest;
    }
    party->address_texts[party->address_count] = text;
    party->addresses[party->address_count++] = address;
    return IX_OK;
}

static ix_status add_birth_place(ix_party *party, ix_party_field field, ix_str text,
                                 ix_error *error) {
    if (party->birth_place_count == IX_SUBJECT_VALUES_MAX) {
        return full(error, field);
    }
    party->birth_places[party->birth_place_count++] = text;
    return IX_OK;
}

/* ------------------------------------------------------------------ the ways in */

void ix_party_clear(ix_party *party) {
    party->id = party->name = (ix_str){0};
    party->line = 0;
    party->type = IX_PARTY_ANY;
    party->gender = IX_GENDER_UNKNOWN;
    party->alias_count = party->birth_count = party->birth_place_count = 0;
    party->country_count = party->identifier_count = party->address_count = 0;
    party->oddity_count = 0;
    party->damaged = party->unreadable = false;
}

static ix_status add_value(ix_party *party, ix_party_field field, ix_str text,
                           const ix_knowledge *knowledge, ix_arena *arena, ix_error *error) {
    switch (field.kind) {
    case IX_FIELD_ID:
        party->id = text;
        return IX_OK;
    case IX_FIELD_NAME:
    case IX_FIELD_ALIAS:
        return add_name(party, field, text, arena, error);
    case IX_FIELD_TYPE:
        return set_type(party, text, error);
    case IX_FIELD_DOB:
        return add_birth(party, field, text, error);
    case IX_FIELD_COUNTRY:
        return add_country(party, field, text, knowledge, error);
    case IX_FIELD_GENDER:
        return set_gender(party, text, error);
    case IX_FIELD_ADDRESS:
        return add_address(party, field, text, knowledge, error);
    case IX_FIELD_IDENTIFIER:
        return add_identifier(party, field, text, knowledge, arena, error);
    case IX_FIELD_BIRTH_PLACE:
        return add_birth_place(party, field, text, error);
    }
    return ix_error_set(error, IX_E_UNSUPPORTED, "no such field");
}

ix_status ix_party_add(ix_party *party, ix_party_field field, ix_str text,
                       const ix_knowledge *knowledge, ix_arena *arena, ix_error *error) {
    text = ix_str_trim(text);
    if (text.len == 0) {
        return IX_OK;
    }
    if (text.len > IX_SUBJECT_VALUE_BYTES_MAX) {
        return ix_error_set(error, IX_E_LIMIT, "%s of %td bytes, at most %d",
                            ix_party_field_name(field), text.len, IX_SUBJECT_VALUE_BYTES_MAX);
    }
    return add_value(party, field, text, knowledge, arena, error);
}

/* What can be kept of an identifier that could not be read whole: the value, without the type or
 * the country that nobody knows. It is looked for all the same. */
static ix_status keep_identifier(ix_party *party, ix_party_field field, ix_str text,
                                 ix_error *error) {
    ix_party_identifier id = {.type = field.identifier, .value = text};
    ix_str rest;
    ix_str head = ix_str_trim(ix_str_cut(text, ':', &rest));
    if (field.identifier == IX_ID_OTHER && rest.ptr != NULL) {
        if (!ix_identifier_type_parse(&id.type, head)) {
            id.type = IX_ID_OTHER;
        }
        id.value = ix_str_trim(rest);
    }
    ix_str whole = id.value;
    ix_str last = cut_last_segment(&id.value);
    if (last.len == 0 || has_digit(last)) {
        id.value = whole;
    }
    char key[256];
    if (ix_identifier_key(key, (int)sizeof key, id.type, id.value) == 0) {
        return IX_OK;
    }
    if (party->identifier_count == IX_SUBJECT_VALUES_MAX) {
        return full(error, field);
    }
    party->identifiers[party->identifier_count++] = id;
    return IX_OK;
}

static ix_status add_one_lenient(ix_party *party, ix_party_field field, ix_str text,
                                 const ix_knowledge *knowledge, ix_arena *arena, ix_error *error) {
    ix_error why = {.status = IX_OK};
    ix_status status = ix_party_add(party, field, text, knowledge, arena, &why);
    if (status != IX_E_INPUT) {
        if (status != IX_OK && error != NULL) {
            *error = why;
        }
        return status;
    }
    ix_str detail = ix_arena_copy(arena, ix_str_from_cstr(why.text));
    if (detail.ptr == NULL) {
        return no_memory(error);
    }
    note(party, IX_STR("unreadable"), ix_str_from_cstr(ix_party_field_name(field)), detail);
    party->unreadable = true;
    if (field.kind == IX_FIELD_IDENTIFIER) {
        return keep_identifier(party, field, ix_str_trim(text), error);
    }
    return IX_OK;
}

ix_status ix_party_add_lenient(ix_party *party, ix_party_field field, ix_str text, bool list,
                               const ix_knowledge *knowledge, ix_arena *arena, ix_error *error) {
    ix_status status = IX_OK;
    if (!list) {
        return add_one_lenient(party, field, text, knowledge, arena, error);
    }
    do {
        ix_str rest;
        ix_str one = ix_str_cut(text, ';', &rest);
        status = add_one_lenient(party, field, one, knowledge, arena, error);
        text = rest;
    } while (status == IX_OK && text.ptr != NULL);
    return status;
}
