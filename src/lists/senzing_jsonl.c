/* Records of Senzing's entity specification, as OpenSanctions' senzing.json has them: a record a
 * line, or the items of one array.
 *
 *     DATA_SOURCE RECORD_ID RECORD_TYPE, and features: attributes that belong together
 *
 * Features stand flat in the record, in a list FEATURES, or in lists by kind (NAMES, ADDRESSES,
 * IDENTIFIERS, RISKS, RELATIONSHIPS ...); flat ones may carry a word before their attributes that
 * keeps several apart (HOME_ADDR_LINE1, PRIMARY_NAME_FULL). Attributes that are not known are kept
 * under their name. */
#include "ftm.h"
#include "json_rows.h"
#include "readers.h"

#include <string.h>

#define MEMBERS_MAX     256 /* of one object; beyond: the record is refused */
#define ATTRIBUTE_BYTES 128

#define S(text)                                                                                    \
    { text, sizeof(text) - 1 }

typedef struct record {
    ix_draft *draft;
    const json_t *root;
    ix_str source; /* DATA_SOURCE */
    int topics;    /* listings filled so far */
} record;

/* Attributes with one word before them that are one feature. */
typedef struct feature {
    const record *record;
    const json_t *object;
    ix_str word; /* "HOME_" or empty */
} feature;

/* ------------------------------------------------------------------ attributes */

typedef enum family {
    FAMILY_NAME,
    FAMILY_ADDRESS,
    FAMILY_IDENTIFIER,
    FAMILY_RELATION,
    FAMILY_ANCHOR,
    FAMILY_BIRTH,
    FAMILY_BIRTH_PLACE,
    FAMILY_GENDER,
    FAMILY_COUNTRY,
    FAMILY_TOPIC,
    FAMILY_REFERENCE,
    FAMILY_RECORD, /* of the record itself */
} family;

/* One attribute. `number` groups those of one feature within its family. */
typedef struct attribute {
    ix_str name;
    family family;
    int number;
} attribute;

/* An identifier's attributes. */
typedef struct identifier_kind {
    const char *number;
    const char *kind;
    const char *country;
    ix_str label;
    ix_identifier_type type;
    char fixed[3]; /* where only one country issues them */
} identifier_kind;

static const identifier_kind identifier_kinds[] = {
    {"PASSPORT_NUMBER", NULL, "PASSPORT_COUNTRY", S("PASSPORT"), IX_ID_PASSPORT, ""},
    {"NATIONAL_ID_NUMBER", "NATIONAL_ID_TYPE", "NATIONAL_ID_COUNTRY", S("NATIONAL_ID"),
     IX_ID_NATIONAL, ""},
    {"TAX_ID_NUMBER", "TAX_ID_TYPE", "TAX_ID_COUNTRY", S("TAX_ID"), IX_ID_TAX, ""},
    {"SSN_NUMBER", NULL, NULL, S("SSN"), IX_ID_NATIONAL, "US"},
    {"SSN", NULL, NULL, S("SSN"), IX_ID_NATIONAL, "US"},
    {"DRIVERS_LICENSE_NUMBER", NULL, NULL, S("DRIVERS_LICENSE"), IX_ID_OTHER, ""},
    {"OTHER_ID_NUMBER", "OTHER_ID_TYPE", "OTHER_ID_COUNTRY", S("OTHER_ID"), IX_ID_OTHER, ""},
    {"TRUSTED_ID_NUMBER", "TRUSTED_ID_TYPE", NULL, S("TRUSTED_ID"), IX_ID_OTHER, ""},
    {"LEI_NUMBER", NULL, NULL, S("LEI"), IX_ID_LEI, ""},
    {"IMO_NUMBER", NULL, NULL, S("IMO"), IX_ID_IMO, ""},
    {"MMSI_NUMBER", NULL, NULL, S("MMSI"), IX_ID_MMSI, ""},
    {"CALL_SIGN", NULL, NULL, S("CALL_SIGN"), IX_ID_CALL_SIGN, ""},
    {"ISIN_NUMBER", NULL, NULL, S("ISIN"), IX_ID_ISIN, ""},
    {"DUNS_NUMBER", NULL, NULL, S("DUNS"), IX_ID_OTHER, ""},
    {"NPI_NUMBER", NULL, NULL, S("NPI"), IX_ID_OTHER, "US"},
    {"ACCOUNT_NUMBER", NULL, NULL, S("ACCOUNT"), IX_ID_OTHER, ""},
    {"PHONE_NUMBER", NULL, NULL, S("PHONE"), IX_ID_PHONE, ""},
    {"EMAIL_ADDRESS", NULL, NULL, S("EMAIL"), IX_ID_EMAIL, ""},
    {"WEBSITE_ADDRESS", NULL, NULL, S("WEBSITE"), IX_ID_WEBSITE, ""},
};

#define IDENTIFIER_KINDS ((int)(sizeof identifier_kinds / sizeof identifier_kinds[0]))

static const attribute attributes[] = {
    {S("NAME_TYPE"), FAMILY_NAME, 0},
    {S("NAME_FULL"), FAMILY_NAME, 0},
    {S("NAME_ORG"), FAMILY_NAME, 0},
    {S("NAME_LAST"), FAMILY_NAME, 0},
    {S("NAME_FIRST"), FAMILY_NAME, 0},
    {S("NAME_MIDDLE"), FAMILY_NAME, 0},
    {S("NAME_SUFFIX"), FAMILY_NAME, 0},
    {S("ADDR_TYPE"), FAMILY_ADDRESS, 0},
    {S("ADDR_FULL"), FAMILY_ADDRESS, 0},
    {S("ADDR_LINE1"), FAMILY_ADDRESS, 0},
    {S("ADDR_LINE2"), FAMILY_ADDRESS, 0},
    {S("ADDR_LINE3"), FAMILY_ADDRESS, 0},
    {S("ADDR_LINE4"), FAMILY_ADDRESS, 0},
    {S("ADDR_LINE5"), FAMILY_ADDRESS, 0},
    {S("ADDR_LINE6"), FAMILY_ADDRESS, 0},
    {S("ADDR_CITY"), FAMILY_ADDRESS, 0},
    {S("ADDR_STATE"), FAMILY_ADDRESS, 0},
    {S("ADDR_POSTAL_CODE"), FAMILY_ADDRESS, 0},
    {S("ADDR_COUNTRY"), FAMILY_ADDRESS, 0},
    {S("REL_POINTER_DOMAIN"), FAMILY_RELATION, 0},
    {S("REL_POINTER_KEY"), FAMILY_RELATION, 0},
    {S("REL_POINTER_ROLE"), FAMILY_RELATION, 0},
    {S("REL_ANCHOR_DOMAIN"), FAMILY_ANCHOR, 0},
    {S("REL_ANCHOR_KEY"), FAMILY_ANCHOR, 0},
    {S("DATE_OF_BIRTH"), FAMILY_BIRTH, 0},
    {S("PLACE_OF_BIRTH"), FAMILY_BIRTH_PLACE, 0},
    {S("GENDER"), FAMILY_GENDER, 0},
    {S("NATIONALITY"), FAMILY_COUNTRY, 0},
    {S("CITIZENSHIP"), FAMILY_COUNTRY, 1},
    {S("COUNTRY_OF_ASSOCIATION"), FAMILY_COUNTRY, 2},
    {S("REGISTRATION_COUNTRY"), FAMILY_COUNTRY, 3},
    {S("TOPIC"), FAMILY_TOPIC, 0},
    {S("OFAC_ID"), FAMILY_REFERENCE, 0},
    {S("DATA_SOURCE"), FAMILY_RECORD, 0},
    {S("RECORD_ID"), FAMILY_RECORD, 1},
    {S("RECORD_TYPE"), FAMILY_RECORD, 2},
};

static const char *const record_words[] = {"DATA_SOURCE", "RECORD_ID", "RECORD_TYPE"};

/* What an attribute is called by, behind the word before it; false: not known. */
typedef struct known {
    ix_str name;
    ix_str word;
    family family;
    int number;
} known;

/* `name` is the member's name or its end behind a word. */
static bool is_called(known *out, ix_str member, ix_str name, family of, int number) {
    ix_str word = ix_str_slice(member, 0, member.len - name.len);
    bool whole = word.len == 0 || ix_str_ends_with(word, IX_STR("_"));
    if (member.len < name.len || !whole || !ix_str_ends_with(member, name) ||
        (out->name.ptr != NULL && out->name.len >= name.len)) {
        return false;
    }
    *out = (known){name, word, of, number};
    return true;
}

/* The longest attribute that the member ends with. */
static bool find_attribute(known *out, ix_str member) {
    *out = (known){0};
    for (size_t i = 0; i < sizeof attributes / sizeof attributes[0]; i++) {
        is_called(out, member, attributes[i].name, attributes[i].family, attributes[i].number);
    }
    for (int i = 0; i < IDENTIFIER_KINDS; i++) {
        const identifier_kind *kind = &identifier_kinds[i];
        const char *names[] = {kind->number, kind->kind, kind->country};
        for (int n = 0; n < 3; n++) {
            is_called(out, member, ix_str_from_cstr(names[n]), FAMILY_IDENTIFIER, i);
        }
    }
    return out->name.len > 0 && out->name.ptr != NULL &&
           !(out->family == FAMILY_RECORD && out->word.len > 0);
}

/* The text of an attribute of a feature, trimmed; empty when it has none. */
static ix_str text_of(const feature *f, const char *name) {
    char member[ATTRIBUTE_BYTES];
    ix_str last = ix_str_from_cstr(name);
    if (name == NULL || f->word.len + last.len >= ATTRIBUTE_BYTES) {
        return (ix_str){0};
    }
    if (f->word.len > 0) {
        memcpy(member, f->word.ptr, (size_t)f->word.len);
    }
    memcpy(member + f->word.len, name, (size_t)last.len + 1);
    const json_t *value = json_object_get(f->object, member);
    return ix_str_trim(ftm_text(f->record->draft, value));
}

/* Texts of attributes one behind the other, parted where both are there. */
static ix_str joined(const feature *f, ix_str before, ix_str separator, const char *const *names,
                     size_t count) {
    for (size_t i = 0; i < count; i++) {
        ix_str text = text_of(f, names[i]);
        const ix_str parts[] = {before, before.len > 0 && text.len > 0 ? separator : (ix_str){0},
                                text};
        before = ix_draft_join(f->record->draft, parts, 3);
    }
    return before;
}

/* ------------------------------------------------------------------ features */

/* "LAST, FIRST MIDDLE SUFFIX" where the name is split. */
static ix_str name_of(const feature *f) {
    static const char *const behind[] = {"NAME_FIRST", "NAME_MIDDLE", "NAME_SUFFIX"};
    ix_str name = text_of(f, "NAME_FULL");
    name = name.len > 0 ? name : text_of(f, "NAME_ORG");
    if (name.len > 0) {
        return name;
    }
    ix_str given = joined(f, (ix_str){0}, IX_STR(" "), behind, 3);
    ix_str last = text_of(f, "NAME_LAST");
    const ix_str parts[] = {last, last.len > 0 && given.len > 0 ? IX_STR(", ") : (ix_str){0},
                            given};
    return ix_draft_join(f->record->draft, parts, 3);
}

static ix_str name_type(const feature *f) {
    ix_str type = text_of(f, "NAME_TYPE");
    return type.len > 0 ? type : ix_str_slice(f->word, 0, f->word.len - 1);
}

static void add_name(const feature *f) {
    static const struct {
        ix_str type;
        ix_name_kind kind;
    } rows[] = {{S("WEAK"), IX_NAME_WEAK},
                {S("FORMER"), IX_NAME_FORMER},
                {S("PREVIOUS"), IX_NAME_FORMER},
                {S("MAIDEN"), IX_NAME_FORMER},
                {S("NATIVE"), IX_NAME_TRANSLATION}};
    ix_str type = name_type(f);
    ix_name_kind kind = IX_NAME_STRONG;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        kind = ix_str_equal_ascii_nocase(type, rows[i].type) ? rows[i].kind : kind;
    }
    ftm_add_name(f->record->draft, kind, name_of(f), type.len > 0 ? type : IX_STR("NAME"));
}

static void add_address(const feature *f) {
    static const char *const lines[] = {"ADDR_LINE1", "ADDR_LINE2", "ADDR_LINE3",
                                        "ADDR_LINE4", "ADDR_LINE5", "ADDR_LINE6"};
    static const char *const places[] = {"ADDR_CITY", "ADDR_STATE", "ADDR_POSTAL_CODE"};
    ix_draft *draft = f->record->draft;
    ix_str full = text_of(f, "ADDR_FULL");
    ix_str street = joined(f, (ix_str){0}, IX_STR(", "), lines, 6);
    ix_str place = joined(f, (ix_str){0}, IX_STR(", "), places, 3);
    ix_str country = text_of(f, "ADDR_COUNTRY");
    if (street.len + place.len + country.len == 0) {
        ftm_add_address(draft, full);
    } else {
        ix_draft_address(draft, street, place, country, text_of(f, "ADDR_TYPE"));
        ix_draft_unmodelled(draft, IX_STR("ADDR_FULL"), full);
    }
}

/* The word for the kind may be a property of FollowTheMoney, a type of ours, or any. */
static void add_identifier(const feature *f, const identifier_kind *kind) {
    ix_draft *draft = f->record->draft;
    ix_str number = text_of(f, kind->number);
    ix_str word = text_of(f, kind->kind);
    ix_str country = text_of(f, kind->country);
    if (ix_str_equal(word, IX_STR("OPEN_SANCTIONS")) && ix_str_equal(number, draft->entity.key)) {
        return; /* its own id once more */
    }
    const ftm_identifier *property = ftm_identifier_find(word, draft->entity.type);
    ix_identifier_type type = property != NULL ? property->type : kind->type;
    if (property == NULL && word.len > 0 &&
        (kind->type == IX_ID_OTHER || ix_identifier_type_parse(&(ix_identifier_type){0}, word))) {
        type = ftm_document_type(word);
    }
    char code[3];
    bool told = ix_draft_country(draft, code, ftm_country(country));
    if (!told) {
        memcpy(code, property != NULL ? property->country : kind->fixed, sizeof code);
        ix_draft_unmodelled(draft, ix_str_from_cstr(kind->country), country);
    }
    ftm_add_identifier(draft, type, word.len > 0 ? word : kind->label, number, code);
}

static void add_relation(const feature *f) {
    ix_draft *draft = f->record->draft;
    ix_str role = text_of(f, "REL_POINTER_ROLE");
    ix_str domain = text_of(f, "REL_POINTER_DOMAIN");
    ix_draft_relation(draft, role.len > 0 ? role : IX_STR("REL_POINTER"),
                      text_of(f, "REL_POINTER_KEY"));
    if (!ix_str_equal(domain, f->record->source) &&
        !ix_str_equal(domain, IX_STR("OPEN_SANCTIONS"))) {
        ix_draft_unmodelled(draft, IX_STR("REL_POINTER_DOMAIN"), domain);
    }
}

static void add_anchor(const feature *f) {
    ix_str key = text_of(f, "REL_ANCHOR_KEY");
    if (!ix_str_equal(key, f->record->draft->entity.key)) {
        ix_draft_relation(f->record->draft, IX_STR("REL_ANCHOR"), key);
    }
}

static void add_gender(const feature *f) {
    ix_draft *draft = f->record->draft;
    ix_str text = text_of(f, "GENDER");
    ix_str first = ix_str_slice(text, 0, 1);
    if (ix_str_equal_ascii_nocase(first, IX_STR("M"))) {
        draft->entity.gender = IX_GENDER_MALE;
    } else if (ix_str_equal_ascii_nocase(first, IX_STR("F"))) {
        draft->entity.gender = IX_GENDER_FEMALE;
    } else {
        ix_draft_unmodelled(draft, IX_STR("GENDER"), text);
    }
}

static void add_topic(record *r, ix_str topic) {
    ix_listing *listing =
        r->topics == 0 ? &r->draft->entity.listings[0] : ix_draft_listing(r->draft);
    if (listing != NULL && r->draft->status == IX_OK && topic.len > 0) {
        listing->source = topic;
        listing->authority = r->source;
        r->topics++;
    }
}

static void add_feature(record *r, const feature *f, const known *k) {
    char name[ATTRIBUTE_BYTES];
    memcpy(name, k->name.ptr, (size_t)k->name.len);
    name[k->name.len] = '\0';
    switch (k->family) {
    case FAMILY_NAME:
        add_name(f);
        break;
    case FAMILY_ADDRESS:
        add_address(f);
        break;
    case FAMILY_IDENTIFIER:
        add_identifier(f, &identifier_kinds[k->number]);
        break;
    case FAMILY_RELATION:
        add_relation(f);
        break;
    case FAMILY_ANCHOR:
        add_anchor(f);
        break;
    case FAMILY_BIRTH:
        ix_draft_birth(r->draft, k->name, text_of(f, name));
        break;
    case FAMILY_BIRTH_PLACE:
        ix_draft_birth_place(r->draft, text_of(f, name));
        break;
    case FAMILY_GENDER:
        add_gender(f);
        break;
    case FAMILY_COUNTRY:
        ftm_add_nationality(r->draft, k->name, text_of(f, name));
        break;
    case FAMILY_TOPIC:
        add_topic(r, text_of(f, name));
        break;
    case FAMILY_REFERENCE:
        ix_draft_relation(r->draft, IX_STR("authority reference"), text_of(f, name));
        break;
    case FAMILY_RECORD:
        break;
    }
}

/* Was a feature of the same family, number and word begun by an earlier member? */
static bool is_begun(const json_t *object, const char *until, const known *k) {
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)object, key, value) {
        known other;
        if (strcmp(key, until) == 0) {
            return false;
        }
        if (find_attribute(&other, ix_str_from_cstr(key)) && other.family == k->family &&
            other.number == k->number && ix_str_equal(other.word, k->word)) {
            return true;
        }
    }
    return false;
}

static bool is_list(const json_t *value) {
    return json_is_array(value) && json_is_object(json_array_get(value, 0));
}

/* Items of a list of objects that are none. */
static void keep_others(ix_draft *draft, ix_str member, const json_t *list) {
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *item = json_array_get(list, i);
        ftm_keep(draft, (ix_str){0}, member, json_is_object(item) ? NULL : item);
    }
}

/* The features of one object. */
static void add_object(record *r, const json_t *object) {
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)object, key, value) {
        known k;
        ix_str member = ix_str_from_cstr(key);
        if (is_list(value) && object == r->root) { /* its objects are visited by themselves */
            keep_others(r->draft, member, value);
            continue;
        }
        if (!find_attribute(&k, member)) {
            ftm_keep(r->draft, (ix_str){0}, member, value);
        } else if (!is_begun(object, key, &k)) {
            add_feature(r, &(feature){r, object, k.word}, &k);
        }
    }
}

/* ------------------------------------------------------------------ records */

/* Call for the record itself and each object in its lists. */
typedef void (*visit)(record *r, const json_t *object);

static void each_object(record *r, visit call) {
    call(r, r->root);
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)r->root, key, value) {
        for (size_t i = 0; is_list(value) && i < json_array_size(value); i++) {
            const json_t *item = json_array_get(value, i);
            if (json_is_object(item)) {
                call(r, item);
            }
        }
    }
}

/* The first name of the type PRIMARY, else the first at all. */
static void find_primary(record *r, const json_t *object) {
    ix_entity *e = &r->draft->entity;
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)object, key, value) {
        known k;
        if (!find_attribute(&k, ix_str_from_cstr(key)) || k.family != FAMILY_NAME ||
            is_begun(object, key, &k)) {
            continue;
        }
        feature f = {r, object, k.word};
        bool primary = ix_str_equal_ascii_nocase(name_type(&f), IX_STR("PRIMARY"));
        ix_str name = name_of(&f);
        if (name.len > 0 && e->name_count == 0) {
            ix_draft_name(r->draft, IX_NAME_PRIMARY, name, primary ? IX_STR("PRIMARY") : k.name);
        } else if (name.len > 0 && primary &&
                   !ix_str_equal(e->names[0].origin, IX_STR("PRIMARY"))) {
            e->names[0] = (ix_entity_name){name, IX_NAME_PRIMARY, IX_STR("PRIMARY")};
        }
    }
}

static void find_type(record *r, const json_t *object) {
    static const struct {
        ix_str word;
        ix_party_type type;
    } rows[] = {{S("PERSON"), IX_PARTY_PERSON},         {S("ORGANIZATION"), IX_PARTY_ORGANIZATION},
                {S("BUSINESS"), IX_PARTY_ORGANIZATION}, {S("COMPANY"), IX_PARTY_ORGANIZATION},
                {S("VESSEL"), IX_PARTY_VESSEL},         {S("AIRCRAFT"), IX_PARTY_AIRCRAFT}};
    ix_str word = ftm_member(object, "RECORD_TYPE");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (ix_str_equal_ascii_nocase(word, rows[i].word)) {
            r->draft->entity.type = rows[i].type;
            return;
        }
    }
    ix_draft_unmodelled(r->draft, IX_STR("RECORD_TYPE"), word);
}

static void check_size(record *r, const json_t *object) {
    if (json_object_size(object) > MEMBERS_MAX) {
        r->topics = -1;
    }
}

/* OpenSanctions says of its records what they are listed for; one without a topic is only
 * mentioned. Whatever else writes such records does not say, and is not taken to mean nothing. */
static bool is_opensanctions(ix_str source) {
    return ix_str_equal(source, IX_STR("OPEN_SANCTIONS")) ||
           ix_str_starts_with(source, IX_STR("OS_")) || ix_str_starts_with(source, IX_STR("OS-"));
}

/* A party that is known by a number alone is called by it. */
static void name_by_identifier(ix_draft *draft) {
    const ix_entity *e = &draft->entity;
    if (draft->status == IX_OK && e->name_count == 0 && e->identifier_count > 0) {
        ix_draft_name(draft, IX_NAME_PRIMARY, e->identifiers[0].value, e->identifiers[0].label);
        ix_draft_warn(draft, IX_STR("named_by_identifier"), e->key);
    }
}

/* NULL, or why the record is refused. */
static const char *read_record(ix_draft *draft, const json_t *root) {
    record r = {.draft = draft, .root = root, .source = ftm_member(root, "DATA_SOURCE")};
    const json_t *id = json_object_get(root, "RECORD_ID");
    if (!json_is_object(root)) {
        return "it is no record";
    }
    each_object(&r, check_size);
    if (r.topics < 0) {
        return "an object of more than 256 members";
    }
    ix_draft_begin(draft, (ix_str){0}, IX_PARTY_ANY);
    draft->entity.key = ix_str_trim(ftm_text(draft, id));
    if (draft->entity.key.len == 0) {
        return draft->status == IX_OK ? "the RECORD_ID is missing" : NULL;
    }
    each_object(&r, find_type);
    each_object(&r, find_primary);
    if (draft->status != IX_OK) {
        return NULL;
    }
    each_object(&r, add_object);
    name_by_identifier(draft);
    if (draft->entity.name_count == 0) {
        return draft->status == IX_OK ? "the record has no name and no identifier" : NULL;
    }
    if (r.topics == 0) {
        ix_str none = is_opensanctions(r.source) ? IX_STR("mentioned") : IX_STR("record");
        add_topic(&r, none);
    }
    ix_draft_relation(draft, IX_STR("dataset"), r.source);
    return NULL;
}

static void refuse(ix_draft *draft, int64_t line, const char *why) {
    ix_error error = {0};
    ix_error_at(&error, IX_E_INPUT, draft->file, line, -1, "%s", why);
    ix_report_refuse(draft->report, &error);
}

static ix_status give_row(ix_draft *draft, const json_row *row, ix_entity_sink sink, void *context,
                          ix_error *error) {
    draft->line = row->line;
    const char *why = read_record(draft, row->value);
    if (draft->status != IX_OK) {
        return ix_error_at(error, draft->status, draft->file, row->line, -1,
                           "no memory to read the file");
    }
    if (why != NULL) {
        refuse(draft, row->line, why);
        return IX_OK;
    }
    draft->report->entities++;
    draft->report->names += draft->entity.name_count;
    return sink(context, &draft->entity, error);
}

static bool is_record(const json_t *value) {
    for (size_t i = 0; i < sizeof record_words / sizeof record_words[0]; i++) {
        if (json_object_get(value, record_words[i]) != NULL) {
            return true;
        }
    }
    return false;
}

static ix_status read_rows(ix_draft *draft, ix_str bytes, ix_entity_sink sink, void *context,
                           ix_error *error) {
    ix_read_report *report = draft->report;
    json_rows rows;
    json_row row;
    ix_status status = IX_OK;
    json_rows_init(&rows, bytes);
    while (status == IX_OK && json_rows_next(&row, &rows)) {
        bool first = report->rows == 0;
        report->rows++;
        report->primary_rows++;
        if (first && !is_record(row.value)) {
            status = ix_error_at(error, IX_E_INPUT, draft->file, row.line, -1,
                                 "expected records with DATA_SOURCE and RECORD_ID, as "
                                 "OpenSanctions' senzing.json has them");
        } else if (row.value == NULL) {
            refuse(draft, row.line, row.why);
            report->truncated = json_rows_is_cut(&rows);
        } else {
            status = give_row(draft, &row, sink, context, error);
        }
        json_decref(row.value);
    }
    report->rows_read = report->rows - report->rows_refused;
    if (status == IX_OK && report->rows == 0) {
        status = ix_error_at(error, IX_E_INPUT, draft->file, 1, -1, "the file holds no record");
    }
    return status;
}

ix_status senzing_jsonl_read(const ix_list_file *files, int file_count,
                             const ix_knowledge *knowledge, ix_entity_sink sink, void *context,
                             ix_read_report *report, ix_arena *arena, ix_error *error) {
    const ix_list_file *file = &files[0];
    if (file_count != 1) {
        return ix_error_at(error, IX_E_INPUT, file->name, 0, -1,
                           "Senzing records are one file, %d were given", file_count);
    }
    ix_arena party;
    ix_arena_init_with(&party, arena->cap, arena->allocator);
    ix_draft draft = {.arena = &party,
                      .keep = arena,
                      .report = report,
                      .knowledge = knowledge,
                      .file = file->name};
    report->stated_count = -1;
    report->layout = IX_STR("DATA_SOURCE,RECORD_ID");
    ix_status status = read_rows(&draft, file->bytes, sink, context, error);
    ix_arena_free(&party);
    return status;
}
