/* A party of FollowTheMoney becomes an entity.
 *
 * Its names come first, then whoever calls tells it the edges and addresses that point to it, then
 * the rest: a property that an edge has said already (an address, a passport number) is not said
 * twice. */
#include "ftm.h"

#include <string.h>

#define S(text)                                                                                    \
    { text, sizeof(text) - 1 }
#define LISTINGS_LOOK_MAX                                                                          \
    16 /* of listings, and of the programmes of each, compared with one more */

/* ------------------------------------------------------------------ names */

bool ftm_is_latin(ix_str name) {
    ptrdiff_t pos = 0;
    while (pos < name.len) {
        bool valid;
        uint32_t c = ix_utf8_decode(name, &pos, &valid);
        bool letter = (c | 32) >= 'a' && (c | 32) <= 'z';
        if (letter || c >= 0xC0) {
            return c < 0x370 || (c >= 0x1E00 && c < 0x1F00);
        }
    }
    return true;
}

void ftm_add_name(ix_draft *draft, ix_name_kind kind, ix_str text, ix_str origin) {
    const ix_entity *e = &draft->entity;
    text = ix_str_trim(text);
    for (int i = 0; i < e->name_count && i < FTM_SAME_LOOK_MAX; i++) {
        if (ix_str_equal(e->names[i].text, text)) {
            return;
        }
    }
    ix_draft_name(draft, kind, text, origin);
}

/* The name put together of its parts, where there is no other. */
static ix_str name_of_parts(ix_draft *draft, const json_t *properties) {
    static const char *const rows[] = {"firstName",  "secondName", "middleName",
                                       "fatherName", "lastName",   "nameSuffix"};
    ix_str name = {0};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ix_str text = ftm_joined(draft, json_object_get(properties, rows[i]), IX_STR(" "));
        const ix_str parts[] = {name, name.len > 0 && text.len > 0 ? IX_STR(" ") : (ix_str){0},
                                text};
        name = ix_draft_join(draft, parts, 3);
    }
    return name;
}

/* The caption is one of the names; a row without it has its first name. */
static void add_primary(ix_draft *draft, const json_t *row, const json_t *properties) {
    static const char *const rows[] = {"name",      "alias", "weakAlias",         "publicKey",
                                       "imoNumber", "isin",  "registrationNumber"};
    ix_str text = ix_str_trim(ftm_member(row, "caption"));
    ix_str origin = IX_STR("caption");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0] && text.len == 0; i++) {
        origin = ix_str_from_cstr(rows[i]);
        text = ix_str_trim(ftm_text(draft, ftm_value(json_object_get(properties, rows[i]), 0)));
        if (i == 0 && text.len == 0) {
            origin = IX_STR("parts of the name");
            text = name_of_parts(draft, properties);
        }
    }
    ix_draft_name(draft, IX_NAME_PRIMARY, text, origin);
}

static void add_names(ix_draft *draft, const json_t *properties) {
    static const struct {
        ix_str property;
        ix_name_kind kind;
    } rows[] = {{S("name"), IX_NAME_STRONG},
                {S("alias"), IX_NAME_STRONG},
                {S("abbreviation"), IX_NAME_STRONG},
                {S("weakAlias"), IX_NAME_WEAK},
                {S("previousName"), IX_NAME_FORMER}};
    bool latin = ftm_is_latin(draft->entity.names[0].text);
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        const json_t *values = json_object_get(properties, rows[r].property.ptr);
        for (size_t i = 0; i < ftm_count(values); i++) {
            ix_str text = ftm_text(draft, ftm_value(values, i));
            bool other = r == 0 && ftm_is_latin(text) != latin;
            ftm_add_name(draft, other ? IX_NAME_TRANSLATION : rows[r].kind, text, rows[r].property);
        }
    }
}

const char *ftm_party_begin(ftm_party *party, ix_draft *draft, const json_t *row) {
    const ftm_schema *schema = ftm_schema_find(ftm_member(row, "schema"));
    const json_t *properties = json_object_get(row, "properties");
    *party = (ftm_party){.draft = draft, .properties = properties};
    ix_draft_begin(draft, ftm_member(row, "id"), schema == NULL ? IX_PARTY_ANY : schema->type);
    party->sanction_topic = ftm_sanction_topic(json_object_get(properties, "topics"));
    add_primary(draft, row, properties);
    if (draft->status != IX_OK) {
        return NULL;
    }
    if (draft->entity.name_count == 0) {
        return "the party has no name";
    }
    add_names(draft, properties);
    return NULL;
}

/* ------------------------------------------------------------------ properties */

static void add_gender(ix_draft *draft, ix_str text) {
    if (ix_str_equal(text, IX_STR("male"))) {
        draft->entity.gender = IX_GENDER_MALE;
    } else if (ix_str_equal(text, IX_STR("female"))) {
        draft->entity.gender = IX_GENDER_FEMALE;
    } else {
        ix_draft_unmodelled(draft, IX_STR("gender"), text);
    }
}

/* What the party is said to be linked with is its country only where nothing closer is said: of
 * persons their nationality. */
static bool has_nationality(const ftm_party *party) {
    return ftm_count(json_object_get(party->properties, "nationality")) > 0 ||
           ftm_count(json_object_get(party->properties, "citizenship")) > 0;
}

void ftm_add_nationality(ix_draft *draft, ix_str property, ix_str text) {
    ix_str country = ftm_country(text);
    ix_draft_nationality(draft, property, country);
    if (country.len < text.len) {
        ix_draft_unmodelled(draft, property, text);
    }
}

static void add_country(ftm_party *party, ix_str property, ix_str text) {
    ix_draft *draft = party->draft;
    char code[3];
    if (draft->entity.type != IX_PARTY_PERSON || !has_nationality(party)) {
        ftm_add_nationality(draft, property, text);
        return;
    }
    bool said = ix_draft_country(draft, code, text);
    for (int i = 0; said && i < draft->entity.nationality_count; i++) {
        if (memcmp(draft->entity.nationalities[i], code, sizeof code) == 0) {
            return;
        }
    }
    ix_draft_unmodelled(draft, property, text);
}

/* Does an address say the same: in the same words, or one of an edge in its street and the first
 * part of its place? */
static bool has_address(const ix_entity *e, ix_str text, ix_str street, ix_str country) {
    for (int i = 0; i < e->address_count && i < FTM_SAME_LOOK_MAX; i++) {
        const ix_address *a = &e->addresses[i];
        ix_str rest;
        ix_str city = ix_str_cut(a->place, ',', &rest);
        bool parts = text.len <= FTM_ADDRESS_LOOK_BYTES && city.len > 0 &&
                     ix_str_find(text, a->street, 0) >= 0 && ix_str_find(text, city, 0) >= 0;
        bool same = ix_str_equal(a->street, street) && ix_str_equal(a->country_text, country);
        if (parts || same || ix_str_equal(a->street, text)) {
            return true;
        }
    }
    return false;
}

void ftm_add_address(ix_draft *draft, ix_str text) {
    text = ix_str_trim(text);
    ptrdiff_t comma = text.len - 1;
    while (comma >= 0 && text.ptr[comma] != ',') {
        comma--;
    }
    ix_str last = ix_str_trim(ix_str_slice(text, comma + 1, text.len));
    char code[3];
    bool told = last.len > 2 && ix_draft_country(draft, code, last);
    ix_str before = ix_str_trim(ix_str_slice(text, 0, comma > 0 ? comma : 0));
    ix_str street = told ? before : text;
    ix_str country = told ? last : (ix_str){0};
    if (!has_address(&draft->entity, text, street, country)) {
        ix_draft_address(draft, street, (ix_str){0}, country, (ix_str){0});
    }
}

static void add_vessel(ix_draft *draft, ix_str property, ix_str text) {
    ix_party_type type = draft->entity.type;
    if (type != IX_PARTY_VESSEL && type != IX_PARTY_AIRCRAFT) {
        ix_draft_unmodelled(draft, property, text);
        return;
    }
    bool gross = ix_str_equal(property, IX_STR("grossRegisteredTonnage"));
    ix_draft_vessel(draft, gross ? IX_STR("grt") : property, text);
    char code[3];
    if (ix_str_equal(property, IX_STR("flag")) && ix_draft_country(draft, code, text)) {
        ix_draft_nationality(draft, property, text);
    }
}

/* All values of a property behind the text of another one. */
static void append_values(ix_draft *draft, ix_str *text, ix_str separator, const json_t *values) {
    ix_str more = ftm_joined(draft, values, separator);
    const ix_str parts[] = {*text, text->len > 0 && more.len > 0 ? separator : (ix_str){0}, more};
    *text = ix_draft_join(draft, parts, 3);
}

static void add_identifiers(ftm_party *party, const ftm_identifier *row, const json_t *values) {
    ix_draft *draft = party->draft;
    for (size_t i = 0; i < ftm_count(values); i++) {
        ix_identifier *id = ftm_add_identifier(draft, row->type, row->property,
                                               ftm_text(draft, ftm_value(values, i)), row->country);
        if (id != NULL && row->type == IX_ID_WALLET) {
            const json_t *currency = json_object_get(party->properties, "currency");
            id->currency = ftm_joined(draft, currency, IX_STR("; "));
            if (id->currency.len == 0) {
                currency = json_object_get(party->properties, "currencySymbol");
                id->currency = ftm_joined(draft, currency, IX_STR("; "));
            }
        }
    }
}

static void add_value(ftm_party *party, ix_str property, ftm_place place, ix_str text) {
    ix_draft *draft = party->draft;
    switch (place) {
    case FTM_BIRTH:
    case FTM_BUILD:
        ix_draft_birth(draft, property, text);
        break;
    case FTM_BIRTH_PLACE:
        ix_draft_birth_place(draft, text);
        break;
    case FTM_GENDER:
        add_gender(draft, text);
        break;
    case FTM_NATIONALITY:
        ftm_add_nationality(draft, property, text);
        break;
    case FTM_COUNTRY:
        add_country(party, property, text);
        break;
    case FTM_ADDRESS:
        ftm_add_address(draft, text);
        break;
    case FTM_VESSEL:
        add_vessel(draft, property, text);
        break;
    case FTM_RELATION:
        ix_draft_relation(draft, property, text);
        break;
    case FTM_TITLE:
    case FTM_REMARK:
    case FTM_TAKEN:
        break;
    case FTM_UNMODELLED:
        ix_draft_unmodelled(draft, property, text);
        break;
    }
}

/* A nested object: an address, an edge (the party stands at the end it does not name), or another
 * party. */
static void add_object(ftm_party *party, ix_str property, const json_t *object) {
    const ftm_schema *schema = ftm_schema_find(ftm_member(object, "schema"));
    if (schema != NULL && schema->class == FTM_EDGE) {
        const json_t *inner = json_object_get(object, "properties");
        bool first = schema->ends[1].len > 0 && json_object_get(inner, schema->ends[0].ptr);
        ftm_edge_apply(party, object, first ? 1 : 0, (ix_str){0});
    } else if (schema != NULL && ix_str_equal(schema->name, IX_STR("Address"))) {
        ftm_address_apply(party, object);
    } else {
        ix_draft_relation(party->draft, property, ftm_id(object));
        ftm_keep(party->draft, (ix_str){0}, property, object);
    }
}

/* Objects first: what they say with a country or date is not said again by a bare property. */
static void add_objects(ftm_party *party) {
    const char *key;
    json_t *values;
    json_object_foreach((json_t *)party->properties, key, values) {
        for (size_t i = 0; i < ftm_count(values); i++) {
            const json_t *value = ftm_value(values, i);
            if (json_is_object(value)) {
                add_object(party, ix_str_from_cstr(key), value);
            }
        }
    }
}

static void add_properties(ftm_party *party) {
    const char *key;
    json_t *values;
    json_object_foreach((json_t *)party->properties, key, values) {
        ix_str property = ix_str_from_cstr(key);
        const ftm_identifier *row = ftm_identifier_find(property, party->draft->entity.type);
        if (row != NULL) {
            add_identifiers(party, row, values);
            continue;
        }
        ftm_place place = ftm_property_place(property);
        if (place == FTM_TITLE) {
            append_values(party->draft, &party->draft->entity.title, IX_STR("; "), values);
        } else if (place == FTM_REMARK) {
            append_values(party->draft, &party->draft->entity.remarks, IX_STR("\n"), values);
        }
        for (size_t i = 0; i < ftm_count(values); i++) {
            const json_t *value = ftm_value(values, i);
            if (!json_is_object(value)) {
                add_value(party, property, place, ftm_text(party->draft, value));
            }
        }
    }
}

/* ------------------------------------------------------------------ listings */

/* A listing for a topic that no Sanction speaks of; the sources of the party are its authority. */
static void add_topic(ftm_party *party, ix_str topic, ix_str sources) {
    ix_draft *draft = party->draft;
    bool first = party->sanctions == 0;
    ix_listing *listing = first ? &draft->entity.listings[0] : ix_draft_listing(draft);
    if (listing == NULL || draft->status != IX_OK) {
        return;
    }
    party->sanctions++;
    listing->source = topic;
    listing->authority = sources;
    if (ix_str_equal(topic, IX_STR("sanction"))) {
        const json_t *ids = json_object_get(party->properties, "programId");
        const json_t *tags =
            ftm_count(ids) > 0 ? ids : json_object_get(party->properties, "program");
        for (size_t i = 0; i < ftm_count(tags); i++) {
            ix_draft_program(draft, ftm_text(draft, ftm_value(tags, i)));
        }
    }
}

/* A programme of the party that no Sanction repeats. */
static void keep_programs(ftm_party *party, ix_str property) {
    ix_draft *draft = party->draft;
    const json_t *values = json_object_get(party->properties, property.ptr);
    for (size_t i = 0; i < ftm_count(values); i++) {
        ix_str text = ftm_text(draft, ftm_value(values, i));
        bool said = false;
        for (int l = 0; l < draft->entity.listing_count && l < LISTINGS_LOOK_MAX && !said; l++) {
            const ix_listing *listing = &draft->entity.listings[l];
            for (int p = 0; p < listing->program_count && p < LISTINGS_LOOK_MAX && !said; p++) {
                said = ix_str_equal(listing->programs[p], text);
            }
        }
        ix_draft_unmodelled(draft, property, said ? (ix_str){0} : text);
    }
}

/* Every topic is a listing of its own: a sanctioned minister stands there twice. A party without
 * any is only mentioned beside others. */
static void add_topics(ftm_party *party, ix_str sources) {
    const json_t *topics = json_object_get(party->properties, "topics");
    bool sanctioned = party->sanctions > 0;
    for (size_t i = 0; i < ftm_count(topics); i++) {
        ix_str topic = ftm_text(party->draft, ftm_value(topics, i));
        if (topic.len > 0 && !(sanctioned && ix_str_equal(topic, party->sanction_topic))) {
            add_topic(party, topic, sources);
        }
    }
    if (party->sanctions == 0) {
        add_topic(party, IX_STR("mentioned"), sources);
    }
    if (party->draft->status == IX_OK) {
        keep_programs(party, IX_STR("programId"));
        keep_programs(party, IX_STR("program"));
    }
}

/* ------------------------------------------------------------------ beside the properties */

static void add_references(ix_draft *draft, const json_t *row, const char *member, ix_str kind) {
    const json_t *values = json_object_get(row, member);
    for (size_t i = 0; i < ftm_count(values); i++) {
        ix_str text = ftm_text(draft, ftm_value(values, i));
        if (!ix_str_equal(text, draft->entity.key)) {
            ix_draft_relation(draft, kind, text);
        }
    }
}

/* last_seen is when the publisher's program ran last, for all alike: it dates the file. */
static void keep_members(ix_draft *draft, const json_t *row) {
    static const char *const taken[] = {"id",        "caption",  "properties", "schema",
                                        "referents", "datasets", "last_seen"};
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)row, key, value) {
        bool known = false;
        for (size_t i = 0; i < sizeof taken / sizeof taken[0] && !known; i++) {
            known = strcmp(key, taken[i]) == 0;
        }
        if (!known) {
            ftm_keep(draft, (ix_str){0}, ix_str_from_cstr(key), value);
        }
    }
    ix_str schema = ftm_member(row, "schema"); /* where the type does not say as much */
    if (!ix_str_equal(schema, ftm_schema_of(draft->entity.type)->name)) {
        ix_draft_unmodelled(draft, IX_STR("schema"), schema);
    }
}

void ftm_party_finish(ftm_party *party, const json_t *row) {
    ix_draft *draft = party->draft;
    add_objects(party);
    add_properties(party);
    add_topics(party, ftm_joined(draft, json_object_get(row, "datasets"), IX_STR("; ")));
    add_references(draft, row, "referents", IX_STR("referent"));
    add_references(draft, row, "datasets", IX_STR("dataset"));
    keep_members(draft, row);
}
