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
#include "senzing.h"

#include <string.h>

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

static const char *const record_words[] = {"DATA_SOURCE", "RECORD_ID", "RECORD_TYPE"};

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
static void add_identifier(const feature *f, const senzing_identifier *kind) {
    ix_draft *draft = f->record->draft;
    ix_str number = text_of(f, kind->number);
    ix_str word = text_of(f, kind->kind);
    ix_str country = text_of(f, kind->country);
    if (ix_str_equal(word, IX_STR("OPEN_SANCTIONS")) && ix_str_equal(number, draft->entity.key)) {
        return; /* its own id once more */
    }
    char issuer[3];
    char code[3];
    ix_identifier_type type = senzing_type(kind, word, draft->entity.type, issuer);
    if (!ix_draft_country(draft, code, ftm_country(country))) {
        memcpy(code, issuer, sizeof code);
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

static void add_feature(record *r, const feature *f, const senzing_known *k) {
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
        add_identifier(f, &senzing_identifiers[k->number]);
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
static bool is_begun(const json_t *object, const char *until, const senzing_known *k) {
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)object, key, value) {
        senzing_known other;
        if (strcmp(key, until) == 0) {
            return false;
        }
        if (senzing_find(&other, ix_str_from_cstr(key)) && other.family == k->family &&
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
        senzing_known k;
        ix_str member = ix_str_from_cstr(key);
        if (is_list(value) && object == r->root) { /* its objects are visited by themselves */
            keep_others(r->draft, member, value);
            continue;
        }
        if (!senzing_find(&k, member)) {
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
        senzing_known k;
        if (!senzing_find(&k, ix_str_from_cstr(key)) || k.family != FAMILY_NAME ||
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
    if (json_object_size(object) > SENZING_MEMBERS_MAX) {
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
