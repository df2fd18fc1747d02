/* An edge of FollowTheMoney told to one of its parties:
 *
 *     Sanction                    a listing: authority, programme, reason, provisions, dates
 *     Identification, Passport    an identifier with its country and dates
 *     BankAccount, CryptoWallet   an identifier of the holder
 *     Address                     an address
 *     all others                  a relation "Ownership.owner [percentage=60;
 * startDate=2014-03-01]" to the other party's id
 *
 * Properties that are not read stay under SCHEMA.PROPERTY. */
#include "ftm.h"

#include <string.h>

#define S(text)                                                                                    \
    { text, sizeof(text) - 1 }

static const ix_str semicolon = {"; ", 2};

/* The text of a property's values, parted by "; ". */
static ix_str joined(ftm_party *party, const json_t *properties, const char *property) {
    return ftm_joined(party->draft, json_object_get(properties, property), semicolon);
}

static ix_str under_schema(ix_draft *draft, ix_str schema, ix_str property) {
    const ix_str name[] = {schema, IX_STR("."), property};
    return ix_draft_join(draft, name, 3);
}

void ftm_keep(ix_draft *draft, ix_str schema, ix_str property, const json_t *values) {
    ix_str name = schema.len > 0 ? under_schema(draft, schema, property) : property;
    for (size_t i = 0; i < ftm_count(values); i++) {
        ix_draft_unmodelled(draft, name, ftm_text(draft, ftm_value(values, i)));
    }
}

/* Keep all properties but those named. */
static void keep_others(ftm_party *party, ix_str schema, const json_t *properties,
                        const char *const *taken, size_t count) {
    const char *key;
    json_t *values;
    json_object_foreach((json_t *)properties, key, values) {
        bool known = false;
        for (size_t i = 0; i < count && !known; i++) {
            known = strcmp(key, taken[i]) == 0;
        }
        if (!known) {
            ftm_keep(party->draft, schema, ix_str_from_cstr(key), values);
        }
    }
}

/* ------------------------------------------------------------------ sanctions */

/* The first of the property's values that is a whole date; others stay as they are. */
static ix_when read_when(ftm_party *party, const json_t *properties, const char *property) {
    ix_when found = {0};
    const json_t *values = json_object_get(properties, property);
    for (size_t i = 0; i < ftm_count(values); i++) {
        ix_str text = ftm_text(party->draft, ftm_value(values, i));
        ix_when when;
        if (found.kind != IX_WHEN_NONE || ix_when_parse(&when, text, NULL) != IX_OK) {
            ix_draft_unmodelled(
                party->draft,
                under_schema(party->draft, IX_STR("Sanction"), ix_str_from_cstr(property)), text);
        } else {
            found = when;
        }
    }
    return found;
}

static void add_programs(ftm_party *party, const json_t *properties) {
    const json_t *ids = json_object_get(properties, "programId");
    const json_t *words = json_object_get(properties, "program");
    const json_t *tags = ftm_count(ids) > 0 ? ids : words;
    for (size_t i = 0; i < ftm_count(tags); i++) {
        ix_draft_program(party->draft, ftm_text(party->draft, ftm_value(tags, i)));
    }
    if (tags != words) {
        ftm_keep(party->draft, IX_STR("Sanction"), IX_STR("program"), words);
    }
}

/* The numbers other lists know the party by. */
static void add_references(ftm_party *party, const json_t *properties) {
    static const struct {
        const char *property;
        ix_str kind;
    } rows[] = {{"unscId", S("UN reference")}, {"authorityId", S("authority reference")}};
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        const json_t *values = json_object_get(properties, rows[r].property);
        for (size_t i = 0; i < ftm_count(values); i++) {
            ix_draft_relation(party->draft, rows[r].kind,
                              ftm_text(party->draft, ftm_value(values, i)));
        }
    }
}

static void apply_sanction(ftm_party *party, const json_t *properties) {
    static const char *const taken[] = {"entity",      "authority", "authorityId", "unscId",
                                        "program",     "programId", "reason",      "provisions",
                                        "listingDate", "startDate", "endDate"};
    ix_draft *draft = party->draft;
    ix_listing *listing =
        party->sanctions == 0 ? &draft->entity.listings[0] : ix_draft_listing(draft);
    if (listing == NULL || draft->status != IX_OK) {
        return;
    }
    party->sanctions++;
    listing->source = party->sanction_topic;
    listing->authority = joined(party, properties, "authority");
    listing->reason = joined(party, properties, "reason");
    listing->measures = joined(party, properties, "provisions");
    listing->published = read_when(party, properties, "listingDate");
    listing->effective_from = read_when(party, properties, "startDate");
    listing->effective_until = read_when(party, properties, "endDate");
    if (listing->effective_from.kind == IX_WHEN_NONE) {
        listing->effective_from = listing->published;
    }
    add_programs(party, properties);
    add_references(party, properties);
    keep_others(party, IX_STR("Sanction"), properties, taken, sizeof taken / sizeof taken[0]);
}

/* ------------------------------------------------------------------ identifiers */

ix_identifier *ftm_add_identifier(ix_draft *draft, ix_identifier_type type, ix_str label,
                                  ix_str value, const char *country) {
    const ix_entity *e = &draft->entity;
    value = ix_str_trim(value);
    for (int i = 0; i < e->identifier_count && i < FTM_SAME_LOOK_MAX; i++) {
        const ix_identifier *id = &e->identifiers[i];
        bool same_country = country[0] == '\0' || memcmp(id->country, country, 3) == 0;
        if (id->type == type && same_country && ix_str_equal(id->value, value)) {
            return NULL;
        }
    }
    ix_identifier *id = ix_draft_identifier(draft, type, label, value);
    if (id != NULL) {
        memcpy(id->country, country, sizeof id->country);
    }
    return id;
}

static ix_date read_date(ftm_party *party, ix_str schema, const json_t *properties,
                         const char *property) {
    ix_date_range readings[2];
    int count = 0;
    ix_str text = joined(party, properties, property);
    if (text.len > 0 && ix_date_parse(readings, &count, text, NULL) == IX_OK && count == 1) {
        return readings[0].from;
    }
    ftm_keep(party->draft, schema, ix_str_from_cstr(property),
             json_object_get(properties, property));
    return (ix_date){0};
}

/* The country of a document; FollowTheMoney writes codes in lower case. */
static void read_country(ftm_party *party, ix_str schema, const json_t *properties, char code[3]) {
    const json_t *values = json_object_get(properties, "country");
    bool known = ix_draft_country(party->draft, code, ftm_country(ftm_id(ftm_value(values, 0))));
    if (!known || ftm_count(values) > 1) {
        ftm_keep(party->draft, schema, IX_STR("country"), values);
    }
}

/* The words of `type`; one that is a type of ours says what it is, the others label it. */
static ix_str document_label(ftm_party *party, const json_t *properties, ix_identifier_type *type) {
    const json_t *values = json_object_get(properties, "type");
    ix_str label = {0};
    bool told = false;
    for (size_t i = 0; i < ftm_count(values); i++) {
        ix_str words = ftm_text(party->draft, ftm_value(values, i));
        ix_identifier_type exact;
        if (!told && ix_identifier_type_parse(&exact, words)) {
            *type = exact;
            told = true;
        } else if (label.len == 0) {
            label = words;
        } else {
            ix_draft_unmodelled(party->draft, IX_STR("Identification.type"), words);
        }
    }
    if (!told && *type != IX_ID_PASSPORT) {
        *type = ftm_document_type(label);
    }
    return label;
}

static void apply_document(ftm_party *party, ix_str schema, const json_t *properties) {
    static const char *const taken[] = {"holder",    "number",  "type",    "country",
                                        "startDate", "endDate", "currency"};
    ix_draft *draft = party->draft;
    bool passport = ix_str_equal(schema, IX_STR("Passport"));
    ix_identifier_type type = passport ? IX_ID_PASSPORT : IX_ID_OTHER;
    ix_str label = document_label(party, properties, &type);
    char country[3];
    read_country(party, schema, properties, country);
    ix_date issued = read_date(party, schema, properties, "startDate");
    ix_date expires = read_date(party, schema, properties, "endDate");
    const json_t *numbers = json_object_get(properties, "number");
    if (ftm_count(numbers) == 0) {
        ix_draft_warn(draft, IX_STR("document_without_number"), draft->entity.key);
        ftm_keep(draft, schema, IX_STR("type"), json_object_get(properties, "type"));
    }
    for (size_t i = 0; i < ftm_count(numbers); i++) {
        ix_identifier *id = ix_draft_identifier(draft, type, label.len > 0 ? label : schema,
                                                ftm_text(draft, ftm_value(numbers, i)));
        if (id != NULL) {
            memcpy(id->country, country, sizeof id->country);
            id->issued = issued;
            id->expires = expires;
            id->currency = joined(party, properties, "currency");
        }
    }
    keep_others(party, schema, properties, taken, sizeof taken / sizeof taken[0]);
}

static void apply_account(ftm_party *party, ix_str schema, const json_t *properties) {
    static const char *const taken[] = {"holder", "iban", "accountNumber", "bic", "name"};
    static const struct {
        const char *property;
        ix_identifier_type type;
    } rows[] = {{"iban", IX_ID_IBAN}, {"accountNumber", IX_ID_OTHER}, {"bic", IX_ID_OTHER}};
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        const json_t *values = json_object_get(properties, rows[r].property);
        for (size_t i = 0; i < ftm_count(values); i++) {
            ix_str label = under_schema(party->draft, schema, ix_str_from_cstr(rows[r].property));
            ftm_add_identifier(party->draft, rows[r].type, label,
                               ftm_text(party->draft, ftm_value(values, i)), "\0\0");
        }
    }
    ftm_keep(party->draft, schema, IX_STR("name"), json_object_get(properties, "name"));
    keep_others(party, schema, properties, taken, sizeof taken / sizeof taken[0]);
}

/* A wallet is a party of the list itself; its holder has its address too. */
static void apply_wallet(ftm_party *party, const json_t *properties) {
    const json_t *keys = json_object_get(properties, "publicKey");
    ix_str currency = joined(party, properties, "currency");
    currency = currency.len > 0 ? currency : joined(party, properties, "currencySymbol");
    for (size_t i = 0; i < ftm_count(keys); i++) {
        ix_identifier *id = ftm_add_identifier(party->draft, IX_ID_WALLET, IX_STR("publicKey"),
                                               ftm_text(party->draft, ftm_value(keys, i)), "\0\0");
        if (id != NULL) {
            id->currency = currency;
        }
    }
}

/* ------------------------------------------------------------------ addresses */

/* "Street 1, City" with the text of the parts behind it, which may be empty. */
static ix_str behind(ftm_party *party, ix_str before, const json_t *properties,
                     const char *property) {
    ix_str text = joined(party, properties, property);
    const ix_str parts[] = {before, before.len > 0 && text.len > 0 ? IX_STR(", ") : (ix_str){0},
                            text};
    return ix_draft_join(party->draft, parts, 3);
}

/* Does the whole address say nothing that its parts do not? */
static bool is_said(ix_draft *draft, ix_str whole, ix_str street, ix_str place, ix_str country) {
    char code[3];
    char other[3];
    bool known = ix_draft_country(draft, code, country);
    if (whole.len > FTM_ADDRESS_LOOK_BYTES) {
        return false;
    }
    while (whole.ptr != NULL) {
        ix_str piece = ix_str_trim(ix_str_cut(whole, ',', &whole));
        bool said =
            ix_str_equal(country, piece) || (known && ix_draft_country(draft, other, piece) &&
                                             memcmp(code, other, sizeof code) == 0);
        for (ix_str rest = piece; !said && rest.ptr != NULL;) {
            ix_str word = ix_str_cut(rest, ' ', &rest);
            if (ix_str_find(street, word, 0) < 0 && ix_str_find(place, word, 0) < 0) {
                return false;
            }
        }
    }
    return true;
}

void ftm_address_apply(ftm_party *party, const json_t *address) {
    static const char *const taken[] = {"full",  "street", "street2", "postOfficeBox", "city",
                                        "state", "region", "country", "postalCode",    "remarks"};
    static const char *const street_parts[] = {"street", "street2", "postOfficeBox"};
    static const char *const place_parts[] = {"city", "region", "state", "postalCode"};
    ix_draft *draft = party->draft;
    const json_t *properties = json_object_get(address, "properties");
    ix_str street = {0};
    ix_str place = {0};
    for (size_t i = 0; i < sizeof street_parts / sizeof street_parts[0]; i++) {
        street = behind(party, street, properties, street_parts[i]);
    }
    for (size_t i = 0; i < sizeof place_parts / sizeof place_parts[0]; i++) {
        place = behind(party, place, properties, place_parts[i]);
    }
    ix_str country = joined(party, properties, "country");
    if (ftm_country(country).len < country.len) {
        ftm_keep(draft, IX_STR("Address"), IX_STR("country"),
                 json_object_get(properties, "country"));
        country = ftm_country(country);
    }
    ix_str full = joined(party, properties, "full");
    if (street.len == 0 && place.len == 0) {
        street = full.len > 0 ? full : ftm_member(address, "caption");
    } else if (!is_said(draft, full, street, place, country)) {
        ix_draft_unmodelled(draft, IX_STR("Address.full"), full);
    }
    ix_draft_address(draft, street, place, country, joined(party, properties, "remarks"));
    keep_others(party, IX_STR("Address"), properties, taken, sizeof taken / sizeof taken[0]);
}

/* ------------------------------------------------------------------ relations */

#define DETAILS 10 /* properties that go into the kind of a relation */

static const char *const details[DETAILS] = {
    "role",      "relationship", "percentage", "sharesCount", "controlType",
    "startDate", "endDate",      "date",       "status",      "amount"};

/* "Ownership.owner [percentage=60; startDate=2014-03-01]". */
static ix_str relation_kind(ftm_party *party, ix_str schema, ix_str end, const json_t *properties) {
    ix_draft *draft = party->draft;
    ix_str kind = under_schema(draft, schema, end);
    bool open = false;
    for (size_t i = 0; i < DETAILS; i++) {
        ix_str text = joined(party, properties, details[i]);
        if (text.len > 0) {
            const ix_str parts[] = {kind, open ? semicolon : IX_STR(" ["),
                                    ix_str_from_cstr(details[i]), IX_STR("="), text};
            kind = ix_draft_join(draft, parts, 5);
            open = true;
        }
    }
    const ix_str parts[] = {kind, open ? IX_STR("]") : (ix_str){0}};
    return ix_draft_join(draft, parts, 2);
}

static bool points_to(const json_t *values, ix_str key) {
    for (size_t i = 0; i < ftm_count(values); i++) {
        if (ix_str_equal(ftm_id(ftm_value(values, i)), key)) {
            return true;
        }
    }
    return false;
}

static void relate(ftm_party *party, const ftm_schema *schema, const json_t *properties, int end,
                   ix_str post) {
    ix_draft *draft = party->draft;
    const json_t *others = json_object_get(properties, schema->ends[end].ptr);
    ix_str kind = relation_kind(party, schema->name, schema->ends[end], properties);
    for (size_t i = 0; i < ftm_count(others); i++) {
        const json_t *other = ftm_value(others, i);
        ix_str id = ftm_id(other);
        if (json_is_object(other)) { /* a nested file: the other party, whole */
            ftm_keep(draft, schema->name, schema->ends[end], other);
        }
        ix_draft_relation(draft, kind, post.len > 0 ? post : id);
    }
}

/* Which end of the edge the party stands at. */
static void apply_relation(ftm_party *party, const ftm_schema *schema, const json_t *properties,
                           int role, ix_str post) {
    const char *taken[DETAILS + 2] = {schema->ends[0].ptr, schema->ends[1].ptr};
    memcpy(taken + 2, details, sizeof details);
    bool first = role == 0 || points_to(json_object_get(properties, schema->ends[0].ptr),
                                        party->draft->entity.key);
    bool second = role == 1 || points_to(json_object_get(properties, schema->ends[1].ptr),
                                         party->draft->entity.key);
    if (first) {
        relate(party, schema, properties, 1, post);
    }
    if (second) {
        relate(party, schema, properties, 0, (ix_str){0});
    }
    keep_others(party, schema->name, properties, taken, DETAILS + 2);
}

void ftm_edge_apply(ftm_party *party, const json_t *edge, int role, ix_str post) {
    ix_str name = ftm_member(edge, "schema");
    const json_t *properties = json_object_get(edge, "properties");
    const ftm_schema *schema = ftm_schema_find(name);
    if (party->draft->status != IX_OK) {
        return;
    }
    if (schema == NULL || schema->ends[0].len == 0) {
        ftm_keep(party->draft, (ix_str){0}, name, properties);
    } else if (ix_str_equal(name, IX_STR("Sanction"))) {
        apply_sanction(party, properties);
    } else if (ix_str_equal(name, IX_STR("Identification")) ||
               ix_str_equal(name, IX_STR("Passport"))) {
        apply_document(party, schema->name, properties);
    } else if (ix_str_equal(name, IX_STR("BankAccount"))) {
        apply_account(party, schema->name, properties);
    } else if (ix_str_equal(name, IX_STR("CryptoWallet"))) {
        apply_wallet(party, properties);
    } else if (schema->ends[1].len == 0) {
        keep_others(party, schema->name, properties, (const char *const[]){schema->ends[0].ptr}, 1);
    } else {
        apply_relation(party, schema, properties, role, post);
    }
}
