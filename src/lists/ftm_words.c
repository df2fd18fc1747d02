/* The vocabulary of FollowTheMoney, as far as screening needs it: one row a word. */
#include "ftm.h"

#include <string.h>

#define S(text)                                                                                    \
    { text, sizeof(text) - 1 }

/* ------------------------------------------------------------------ schemata */

static const ftm_schema schemata[] = {
    {S("Person"), FTM_PARTY, IX_PARTY_PERSON, {{0}}, false},
    {S("Organization"), FTM_PARTY, IX_PARTY_ORGANIZATION, {{0}}, false},
    {S("Company"), FTM_PARTY, IX_PARTY_ORGANIZATION, {{0}}, false},
    {S("PublicBody"), FTM_PARTY, IX_PARTY_ORGANIZATION, {{0}}, false},
    {S("LegalEntity"), FTM_PARTY, IX_PARTY_ANY, {{0}}, false},
    {S("Vessel"), FTM_PARTY, IX_PARTY_VESSEL, {{0}}, false},
    {S("Airplane"), FTM_PARTY, IX_PARTY_AIRCRAFT, {{0}}, false},
    {S("CryptoWallet"), FTM_PARTY, IX_PARTY_WALLET, {S("holder")}, false},
    {S("Security"), FTM_PARTY, IX_PARTY_ANY, {{0}}, false},
    {S("Vehicle"), FTM_PARTY, IX_PARTY_ANY, {{0}}, false},
    {S("Asset"), FTM_PARTY, IX_PARTY_ANY, {{0}}, false},
    {S("Address"), FTM_PLACE, IX_PARTY_ANY, {{0}}, false},
    {S("Position"), FTM_PLACE, IX_PARTY_ANY, {{0}}, false},
    {S("Sanction"), FTM_EDGE, IX_PARTY_ANY, {S("entity")}, false},
    {S("Risk"), FTM_EDGE, IX_PARTY_ANY, {S("entity")}, false},
    {S("Identification"), FTM_EDGE, IX_PARTY_ANY, {S("holder")}, false},
    {S("Passport"), FTM_EDGE, IX_PARTY_ANY, {S("holder")}, false},
    {S("BankAccount"), FTM_EDGE, IX_PARTY_ANY, {S("holder")}, false},
    {S("Ownership"), FTM_EDGE, IX_PARTY_ANY, {S("owner"), S("asset")}, false},
    {S("Control"), FTM_EDGE, IX_PARTY_ANY, {S("controller"), S("controlled")}, false},
    {S("Directorship"), FTM_EDGE, IX_PARTY_ANY, {S("director"), S("organization")}, false},
    {S("Employment"), FTM_EDGE, IX_PARTY_ANY, {S("employee"), S("employer")}, false},
    {S("Membership"), FTM_EDGE, IX_PARTY_ANY, {S("member"), S("organization")}, false},
    {S("Family"), FTM_EDGE, IX_PARTY_ANY, {S("person"), S("relative")}, false},
    {S("Associate"), FTM_EDGE, IX_PARTY_ANY, {S("person"), S("associate")}, false},
    {S("UnknownLink"), FTM_EDGE, IX_PARTY_ANY, {S("subject"), S("object")}, false},
    {S("Representation"), FTM_EDGE, IX_PARTY_ANY, {S("agent"), S("client")}, false},
    {S("Succession"), FTM_EDGE, IX_PARTY_ANY, {S("predecessor"), S("successor")}, false},
    {S("Occupancy"), FTM_EDGE, IX_PARTY_ANY, {S("holder"), S("post")}, true},
    {S("Debt"), FTM_EDGE, IX_PARTY_ANY, {S("debtor"), S("creditor")}, false},
    {S("Payment"), FTM_EDGE, IX_PARTY_ANY, {S("payer"), S("beneficiary")}, false},
};

const ftm_schema *ftm_schema_find(ix_str name) {
    for (size_t i = 0; i < sizeof schemata / sizeof schemata[0]; i++) {
        if (ix_str_equal(name, schemata[i].name)) {
            return &schemata[i];
        }
    }
    return NULL;
}

const ftm_schema *ftm_schema_of(ix_party_type type) {
    switch (type) {
    case IX_PARTY_PERSON:
        return ftm_schema_find(IX_STR("Person"));
    case IX_PARTY_ORGANIZATION:
        return ftm_schema_find(IX_STR("Organization"));
    case IX_PARTY_VESSEL:
        return ftm_schema_find(IX_STR("Vessel"));
    case IX_PARTY_AIRCRAFT:
        return ftm_schema_find(IX_STR("Airplane"));
    case IX_PARTY_WALLET:
        return ftm_schema_find(IX_STR("CryptoWallet"));
    case IX_PARTY_PRODUCT:
        return ftm_schema_find(IX_STR("Asset"));
    case IX_PARTY_ANY:
        break;
    }
    return ftm_schema_find(IX_STR("LegalEntity"));
}

/* ------------------------------------------------------------------ identifiers */

/* The first row of a type is the one it is written under. */
static const ftm_identifier identifiers[] = {
    {S("passportNumber"), IX_ID_PASSPORT, ""},
    {S("idNumber"), IX_ID_NATIONAL, ""},
    {S("socialSecurityNumber"), IX_ID_NATIONAL, "US"},
    {S("taxNumber"), IX_ID_TAX, ""},
    {S("innCode"), IX_ID_TAX, "RU"},
    {S("vatCode"), IX_ID_TAX, ""},
    {S("irsCode"), IX_ID_TAX, "US"},
    {S("voenCode"), IX_ID_TAX, "AZ"},
    {S("registrationNumber"), IX_ID_REGISTRATION, ""},
    {S("ogrnCode"), IX_ID_REGISTRATION, "RU"},
    {S("uscCode"), IX_ID_REGISTRATION, "CN"},
    {S("imoNumber"), IX_ID_IMO, ""},
    {S("mmsi"), IX_ID_MMSI, ""},
    {S("callSign"), IX_ID_CALL_SIGN, ""},
    {S("leiCode"), IX_ID_LEI, ""},
    {S("swiftBic"), IX_ID_BIC, ""},
    {S("isin"), IX_ID_ISIN, ""},
    {S("isinCode"), IX_ID_ISIN, ""},
    {S("publicKey"), IX_ID_WALLET, ""},
    {S("phone"), IX_ID_PHONE, ""},
    {S("email"), IX_ID_EMAIL, ""},
    {S("website"), IX_ID_WEBSITE, ""},
    {S("okpoCode"), IX_ID_OTHER, "RU"},
    {S("kppCode"), IX_ID_OTHER, "RU"},
    {S("bikCode"), IX_ID_OTHER, "RU"},
    {S("pfrNumber"), IX_ID_OTHER, "RU"},
    {S("cikCode"), IX_ID_OTHER, "US"},
    {S("npiCode"), IX_ID_OTHER, "US"},
    {S("uniqueEntityId"), IX_ID_OTHER, "US"},
    {S("licenseNumber"), IX_ID_OTHER, ""},
    {S("dunsCode"), IX_ID_OTHER, ""},
    {S("bvdId"), IX_ID_OTHER, ""},
    {S("icijId"), IX_ID_OTHER, ""},
    {S("jibCode"), IX_ID_OTHER, ""},
    {S("mbsCode"), IX_ID_OTHER, ""},
    {S("ipoCode"), IX_ID_OTHER, ""},
    {S("ticker"), IX_ID_OTHER, ""},
    {S("ricCode"), IX_ID_OTHER, ""},
    {S("figiCode"), IX_ID_OTHER, ""},
    {S("crsNumber"), IX_ID_OTHER, ""},
    {S("serialNumber"), IX_ID_OTHER, ""},
    {S("wikidataId"), IX_ID_OTHER, ""},
};

static const ftm_identifier tail = {S("registrationNumber"), IX_ID_TAIL, ""};

const ftm_identifier *ftm_identifier_find(ix_str property, ix_party_type type) {
    if (type == IX_PARTY_AIRCRAFT && ix_str_equal(property, tail.property)) {
        return &tail;
    }
    for (size_t i = 0; i < sizeof identifiers / sizeof identifiers[0]; i++) {
        if (ix_str_equal(property, identifiers[i].property)) {
            return &identifiers[i];
        }
    }
    return NULL;
}

static bool says_as_much(const ftm_identifier *row, const ix_identifier *id) {
    return row->type == id->type && memcmp(row->country, id->country, sizeof id->country) == 0;
}

const ftm_identifier *ftm_identifier_property(const ix_identifier *id, ix_party_type type) {
    const ftm_identifier *own = ftm_identifier_find(id->label, type);
    if (own != NULL && says_as_much(own, id)) {
        return own;
    }
    if (id->type == IX_ID_OTHER || id->country[0] != '\0' || id->type == IX_ID_WALLET) {
        return NULL;
    }
    if (id->type == IX_ID_TAIL) {
        return type == IX_PARTY_AIRCRAFT ? &tail : NULL;
    }
    for (size_t i = 0; i < sizeof identifiers / sizeof identifiers[0]; i++) {
        if (identifiers[i].type == id->type) {
            const ftm_identifier *row = ftm_identifier_find(identifiers[i].property, type);
            return says_as_much(row, id) ? row : NULL;
        }
    }
    return NULL;
}

/* Does the text hold these words, given in lower case? */
static bool speaks_of(ix_str text, const char *words) {
    ix_str lower = ix_str_from_cstr(words);
    for (ptrdiff_t i = 0; i + lower.len <= text.len; i++) {
        if (ix_str_equal_ascii_nocase(ix_str_slice(text, i, i + lower.len), lower)) {
            return true;
        }
    }
    return false;
}

ix_identifier_type ftm_document_type(ix_str words) {
    static const struct {
        const char *words;
        ix_identifier_type type;
    } rows[] = {
        {"passport", IX_ID_PASSPORT}, {"tax", IX_ID_TAX},
        {"vat ", IX_ID_TAX},          {"driv", IX_ID_OTHER},
        {"residen", IX_ID_OTHER},     {"permit", IX_ID_OTHER},
        {"birth", IX_ID_OTHER},       {"registration", IX_ID_REGISTRATION},
        {"national", IX_ID_NATIONAL}, {"identi", IX_ID_NATIONAL},
        {"id card", IX_ID_NATIONAL},  {"social security", IX_ID_NATIONAL},
    };
    ix_identifier_type type;
    if (ix_identifier_type_parse(&type, words)) {
        return type;
    }
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (speaks_of(words, rows[i].words)) {
            return rows[i].type;
        }
    }
    return IX_ID_OTHER;
}

/* ------------------------------------------------------------------ properties */

ftm_place ftm_property_place(ix_str property) {
    static const struct {
        ix_str property;
        ftm_place place;
    } rows[] = {
        {S("name"), FTM_TAKEN},
        {S("alias"), FTM_TAKEN},
        {S("weakAlias"), FTM_TAKEN},
        {S("previousName"), FTM_TAKEN},
        {S("abbreviation"), FTM_TAKEN},
        {S("topics"), FTM_TAKEN},
        {S("program"), FTM_TAKEN},
        {S("programId"), FTM_TAKEN},
        {S("addressEntity"), FTM_TAKEN},
        {S("currency"), FTM_TAKEN},
        {S("currencySymbol"), FTM_TAKEN},
        {S("birthDate"), FTM_BIRTH},
        {S("buildDate"), FTM_BUILD},
        {S("birthPlace"), FTM_BIRTH_PLACE},
        {S("gender"), FTM_GENDER},
        {S("nationality"), FTM_NATIONALITY},
        {S("citizenship"), FTM_NATIONALITY},
        {S("country"), FTM_COUNTRY},
        {S("jurisdiction"), FTM_COUNTRY},
        {S("mainCountry"), FTM_COUNTRY},
        {S("address"), FTM_ADDRESS},
        {S("title"), FTM_TITLE},
        {S("position"), FTM_TITLE},
        {S("notes"), FTM_REMARK},
        {S("description"), FTM_REMARK},
        {S("summary"), FTM_REMARK},
        {S("type"), FTM_VESSEL},
        {S("flag"), FTM_VESSEL},
        {S("tonnage"), FTM_VESSEL},
        {S("grossRegisteredTonnage"), FTM_VESSEL},
        {S("parent"), FTM_RELATION},
        {S("owner"), FTM_RELATION},
        {S("operator"), FTM_RELATION},
        {S("issuer"), FTM_RELATION},
        {S("holder"), FTM_RELATION},
        {S("proof"), FTM_RELATION},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (ix_str_equal(property, rows[i].property)) {
            return rows[i].place;
        }
    }
    return FTM_UNMODELLED;
}

ix_str ftm_country(ix_str code) {
    return code.len > 3 && code.ptr[2] == '-' ? ix_str_slice(code, 0, 2) : code;
}

/* Topics that say what a measure is where it is no sanction, the heavier first. */
static const ix_str measures[] = {
    S("export.control"), S("debarment"),       S("reg.action"),  S("reg.warn"),    S("wanted"),
    S("crime"),          S("crime.terror"),    S("crime.fin"),   S("crime.fraud"), S("crime.theft"),
    S("crime.traffick"), S("crime.boss"),      S("crime.cyber"), S("crime.env"),   S("crime.war"),
    S("mare.detained"),  S("mare.shadow"),     S("mare.sts"),    S("invest.ban"),  S("export.risk"),
    S("invest.risk"),    S("sanction.counter")};

static bool has_topic(const json_t *topics, ix_str topic) {
    for (size_t i = 0; i < ftm_count(topics); i++) {
        if (ix_str_equal(ftm_id(ftm_value(topics, i)), topic)) {
            return true;
        }
    }
    return false;
}

ix_str ftm_sanction_topic(const json_t *topics) {
    if (!has_topic(topics, IX_STR("sanction"))) {
        for (size_t i = 0; i < sizeof measures / sizeof measures[0]; i++) {
            if (has_topic(topics, measures[i])) {
                return measures[i];
            }
        }
    }
    return IX_STR("sanction");
}

/* ------------------------------------------------------------------ json */

ix_str ftm_member(const json_t *object, const char *key) {
    return ftm_id(json_object_get(object, key));
}

size_t ftm_count(const json_t *values) {
    return json_is_array(values) ? json_array_size(values) : values != NULL;
}

json_t *ftm_value(const json_t *values, size_t index) {
    return json_is_array(values) ? json_array_get(values, index) : (json_t *)values;
}

static int append_dump(const char *bytes, size_t count, void *context) {
    ix_buf *out = context;
    ix_buf_append(out, (ix_str){bytes, (ptrdiff_t)count});
    return out->status == IX_OK ? 0 : -1;
}

ix_str ftm_text(ix_draft *draft, const json_t *value) {
    if (json_is_string(value)) {
        return (ix_str){json_string_value(value), (ptrdiff_t)json_string_length(value)};
    }
    if (value == NULL || json_is_null(value)) {
        return (ix_str){0};
    }
    ix_buf out;
    ix_buf_init(&out, FTM_LINE_BYTES_MAX * (size_t)6);
    out.allocator = draft->keep->allocator;
    int failed = json_dump_callback(value, append_dump, &out, JSON_COMPACT | JSON_ENCODE_ANY);
    ix_str text = ix_arena_copy(draft->arena, ix_buf_view(&out));
    if (failed != 0 || text.ptr == NULL) {
        draft->status = IX_E_MEMORY;
    }
    ix_buf_free(&out);
    return text;
}

ix_str ftm_joined(ix_draft *draft, const json_t *values, ix_str separator) {
    size_t count = ftm_count(values);
    ix_str joined = count > 0 ? ftm_text(draft, ftm_value(values, 0)) : (ix_str){0};
    if (count < 2) {
        return joined;
    }
    ix_buf out;
    ix_buf_init(&out, FTM_LINE_BYTES_MAX * (size_t)6);
    out.allocator = draft->keep->allocator;
    for (size_t i = 0; i < count; i++) {
        ix_buf_append(&out, i > 0 ? separator : (ix_str){0});
        ix_buf_append(&out, ftm_text(draft, ftm_value(values, i)));
    }
    joined = ix_arena_copy(draft->arena, ix_buf_view(&out));
    if (out.status != IX_OK || (out.len > 0 && joined.ptr == NULL)) {
        draft->status = IX_E_MEMORY;
    }
    ix_buf_free(&out);
    return joined;
}

ix_str ftm_id(const json_t *value) {
    const json_t *id = json_is_object(value) ? json_object_get(value, "id") : value;
    return json_is_string(id) ? (ix_str){json_string_value(id), (ptrdiff_t)json_string_length(id)}
                              : (ix_str){0};
}
