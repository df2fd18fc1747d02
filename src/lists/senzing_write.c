/* An entity as a record of Senzing's entity specification: features in a list FEATURES, and beside
 * it, as payload, what is no feature. What is read back as payload alone is counted. */
#include "json_rows.h"
#include "senzing.h"
#include "writers.h"
#include "written.h"

#include <string.h>

#define PAYLOAD_NAMES_MAX 200 /* distinct ones; beyond, they are counted as not carried */
#define PAYLOAD_BYTES_MAX (4 * (size_t)IX_ENTITY_RECORD_BYTES_MAX)

#define S(text)                                                                                    \
    { text, sizeof(text) - 1 }

typedef struct writing {
    ix_json json;
    ix_buf *out;
    ix_export *export;
    const ix_entity *entity;
    ix_str source;  /* DATA_SOURCE */
    ix_arena arena; /* of the payload */
    ix_field *payload;
    int payload_count;
    int payload_room;
} writing;

static void lose(writing *w, const char *what) {
    written_lose(w->export, w->entity, what);
}

/* ------------------------------------------------------------------ features */

static void open_feature(writing *w) {
    ix_json_open_object(&w->json);
}

static void close_feature(writing *w) {
    ix_json_close_object(&w->json);
}

/* An attribute of the open feature, unless it is empty. */
static void put(writing *w, const char *attribute, ix_str value) {
    if (value.len > 0) {
        ix_json_key_str(&w->json, attribute, value, false);
    }
}

/* A feature of one attribute. */
static void put_feature(writing *w, const char *attribute, ix_str value) {
    if (value.len > 0) {
        open_feature(w);
        put(w, attribute, value);
        close_feature(w);
    }
}

static void put_names(writing *w) {
    static const ix_str types[] = {[IX_NAME_PRIMARY] = S("PRIMARY"),
                                   [IX_NAME_STRONG] = S("ALIAS"),
                                   [IX_NAME_WEAK] = S("WEAK"),
                                   [IX_NAME_FORMER] = S("FORMER"),
                                   [IX_NAME_TRANSLATION] = S("NATIVE")};
    const ix_entity *e = w->entity;
    bool person = e->type == IX_PARTY_PERSON || e->type == IX_PARTY_ANY;
    for (int i = 0; i < e->name_count; i++) {
        bool further = i > 0 && e->names[i].kind == IX_NAME_PRIMARY;
        open_feature(w);
        put(w, "NAME_TYPE", types[further ? IX_NAME_STRONG : e->names[i].kind]);
        put(w, person ? "NAME_FULL" : "NAME_ORG", e->names[i].text);
        close_feature(w);
        if (further) {
            lose(w, "that a further name is a primary one");
        }
    }
}

static void put_births(writing *w) {
    const ix_entity *e = w->entity;
    for (int i = 0; i < e->birth_count; i++) {
        char bytes[128];
        ix_buf text = {.ptr = bytes, .cap = sizeof bytes, .max = sizeof bytes - 1};
        written_date(&text, e->births[i]);
        put_feature(w, "DATE_OF_BIRTH", ix_buf_view(&text));
    }
    for (int i = 0; i < e->birth_place_count; i++) {
        put_feature(w, "PLACE_OF_BIRTH", e->birth_places[i]);
    }
    if (e->gender != IX_GENDER_UNKNOWN) {
        put_feature(w, "GENDER", e->gender == IX_GENDER_MALE ? IX_STR("M") : IX_STR("F"));
    }
    const char *country = e->type == IX_PARTY_PERSON ? "NATIONALITY" : "COUNTRY_OF_ASSOCIATION";
    for (int i = 0; i < e->nationality_count; i++) {
        put_feature(w, country, ix_str_from_cstr(e->nationalities[i]));
    }
}

/* Either whole or in parts, as the specification asks. */
static void put_addresses(writing *w) {
    for (int i = 0; i < w->entity->address_count; i++) {
        const ix_address *a = &w->entity->addresses[i];
        ix_str country = a->country_text;
        bool whole = a->place.len + country.len + a->remark.len == 0 && a->country[0] == '\0';
        open_feature(w);
        put(w, "ADDR_TYPE", a->remark);
        put(w, whole ? "ADDR_FULL" : "ADDR_LINE1", a->street);
        put(w, "ADDR_CITY", a->place);
        put(w, "ADDR_COUNTRY", country.len > 0 ? country : ix_str_from_cstr(a->country));
        close_feature(w);
    }
}

/* ------------------------------------------------------------------ identifiers */

/* How an identifier is written: under a kind, with a word for it or none. */
typedef struct form {
    const senzing_identifier *kind;
    ix_str word;
} form;

/* Is it read back as what it is? `anywhere`: its country need not be. */
static bool says(const writing *w, const form *f, const ix_identifier *id, bool anywhere) {
    char issuer[3];
    bool worded = f->word.len == 0 || f->kind->kind != NULL;
    if (!worded || ix_str_equal(f->word, IX_STR("OPEN_SANCTIONS")) ||
        senzing_type(f->kind, f->word, w->entity->type, issuer) != id->type) {
        return false;
    }
    bool told = f->kind->country != NULL && id->country[0] != '\0';
    return told || memcmp(issuer, id->country, sizeof issuer) == 0 ||
           (anywhere && issuer[0] == '\0');
}

/* The kind whose number is called so. */
static const senzing_identifier *kind_called(const char *number) {
    const senzing_identifier *kind = senzing_identifiers;
    while (kind->number != NULL && strcmp(kind->number, number) != 0) {
        kind++;
    }
    return kind;
}

/* Where numbers of a type belong: those of registers are national identifiers. */
static const senzing_identifier *kind_of(ix_identifier_type type) {
    for (const senzing_identifier *kind = senzing_identifiers; kind->number != NULL; kind++) {
        if (kind->type == type && type != IX_ID_OTHER) {
            return kind;
        }
    }
    return kind_called(type == IX_ID_REGISTRATION ? "NATIONAL_ID_NUMBER" : "OTHER_ID_NUMBER");
}

/* The first form that says what it is, and if it can be in the publisher's word. */
static form form_of(const writing *w, const ix_identifier *id) {
    for (const senzing_identifier *kind = senzing_identifiers; kind->number != NULL; kind++) {
        form own = {kind, {0}};
        if (ix_str_equal(kind->label, id->label) && says(w, &own, id, false)) {
            return own;
        }
    }
    const senzing_identifier *kind = kind_of(id->type);
    const senzing_identifier *other = kind_called("OTHER_ID_NUMBER");
    ix_str type = ix_str_from_cstr(ix_identifier_type_name(id->type));
    const form forms[] = {{kind, id->label}, {kind, {0}}, {other, id->label}, {kind, type}};
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        if (says(w, &forms[i], id, kind->country == NULL)) {
            return forms[i];
        }
    }
    return (form){other, type};
}

static void put_identifiers(writing *w) {
    for (int i = 0; i < w->entity->identifier_count; i++) {
        const ix_identifier *id = &w->entity->identifiers[i];
        form f = form_of(w, id);
        bool country = f.kind->country != NULL && id->country[0] != '\0';
        open_feature(w);
        put(w, f.kind->number, id->value);
        if (f.word.len > 0) {
            put(w, f.kind->kind, f.word);
        }
        if (country) {
            put(w, f.kind->country, ix_str_from_cstr(id->country));
        }
        close_feature(w);
        if (!country && !says(w, &f, id, false)) {
            lose(w, "countries of identifiers");
        }
        if (id->label.len > 0 &&
            !ix_str_equal(id->label, f.word.len > 0 ? f.word : f.kind->label)) {
            lose(w, "words for identifiers");
        }
        if (id->issued.year != 0 || id->expires.year != 0) {
            lose(w, "dates of documents");
        }
        if (id->currency.len > 0) {
            lose(w, "currencies of wallets");
        }
    }
}

/* ------------------------------------------------------------------ topics and relations */

/* A topic for each listing. Sub-lists of other publishers are no topics: to be listed is to be
 * sanctioned. */
static void put_topics(writing *w) {
    for (int i = 0; i < w->entity->listing_count; i++) {
        ix_str source = w->entity->listings[i].source;
        bool topic = source.len > 0 && source.ptr[0] >= 'a' && source.ptr[0] <= 'z';
        put_feature(w, "TOPIC", topic ? source : IX_STR("sanction"));
        if (!topic && source.len > 0) {
            lose(w, "sub-list codes");
        }
    }
}

static bool is_number(ix_str text) {
    for (ptrdiff_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') {
            return false;
        }
    }
    return text.len > 0;
}

static void put_relation(writing *w, const ix_relation *relation) {
    if (ix_str_equal(relation->kind, IX_STR("dataset"))) {
        if (!ix_str_equal(relation->target, w->source)) {
            lose(w, "datasets");
        }
    } else if (ix_str_equal(relation->kind, IX_STR("authority reference")) &&
               is_number(relation->target)) {
        put_feature(w, "OFAC_ID", relation->target);
    } else {
        open_feature(w);
        put(w, "REL_POINTER_DOMAIN", w->source);
        put(w, "REL_POINTER_KEY", relation->target);
        put(w, "REL_POINTER_ROLE", relation->kind);
        close_feature(w);
    }
}

/* Its own id, as a member and as what others point to. */
static void put_id(writing *w, const char *attribute) {
    ix_buf id;
    ix_buf_init(&id, IX_ENTITY_RECORD_BYTES_MAX);
    id.allocator = w->out->allocator;
    written_id(&id, w->export, w->entity);
    ix_json_key_str(&w->json, attribute, ix_buf_view(&id), false);
    w->out->status = id.status != IX_OK ? id.status : w->out->status;
    ix_buf_free(&id);
}

static void put_relations(writing *w) {
    open_feature(w);
    put(w, "REL_ANCHOR_DOMAIN", w->source);
    put_id(w, "REL_ANCHOR_KEY");
    close_feature(w);
    for (int i = 0; i < w->entity->relation_count; i++) {
        put_relation(w, &w->entity->relations[i]);
    }
}

/* ------------------------------------------------------------------ payload */

/* Keep for the payload. A name that would be read as an attribute is none. */
static void keep(writing *w, ix_str name, ix_str value) {
    senzing_known known;
    bool named = name.len > 0 && memchr(name.ptr, '\0', (size_t)name.len) == NULL;
    if (value.len == 0) {
        return;
    }
    if (!named || senzing_find(&known, name) || ix_str_equal(name, IX_STR("FEATURES"))) {
        lose(w, "fields that are called as an attribute");
        return;
    }
    if (w->payload_count == w->payload_room) {
        int room = w->payload_room == 0 ? 16 : w->payload_room * 2;
        ix_field *fields = IX_NEW(&w->arena, ix_field, room);
        if (fields == NULL) {
            w->out->status = IX_E_MEMORY;
            return;
        }
        if (w->payload_count > 0) {
            memcpy(fields, w->payload, (size_t)w->payload_count * sizeof *fields);
        }
        w->payload = fields;
        w->payload_room = room;
    }
    w->payload[w->payload_count++] = (ix_field){name, value};
}

static ix_str text_of(writing *w, ix_when when) {
    char bytes[64];
    ix_buf text = {.ptr = bytes, .cap = sizeof bytes, .max = sizeof bytes - 1};
    ix_when_print(&text, when);
    ix_str copy = ix_arena_copy(&w->arena, ix_buf_view(&text));
    w->out->status = text.len > 0 && copy.ptr == NULL ? IX_E_MEMORY : w->out->status;
    return copy;
}

static void keep_listing(writing *w, const ix_listing *listing) {
    bool own = ix_str_equal(listing->authority, w->source);
    int before = w->payload_count;
    for (int p = 0; p < listing->program_count; p++) {
        keep(w, IX_STR("PROGRAM"), listing->programs[p]);
    }
    keep(w, IX_STR("AUTHORITY"), own ? (ix_str){0} : listing->authority);
    keep(w, IX_STR("REASON"), listing->reason);
    keep(w, IX_STR("MEASURES"), listing->measures);
    keep(w, IX_STR("ANNOUNCED"), text_of(w, listing->announced));
    keep(w, IX_STR("LISTED"), text_of(w, listing->published));
    keep(w, IX_STR("START_DATE"), text_of(w, listing->effective_from));
    keep(w, IX_STR("END_DATE"), text_of(w, listing->effective_until));
    if (w->payload_count > before) {
        lose(w, "programmes, reasons and days of listings but as payload");
    }
}

static void keep_details(writing *w) {
    const ix_entity *e = w->entity;
    int before = w->payload_count;
    keep(w, IX_STR("TITLE"), e->title);
    keep(w, IX_STR("REMARKS"), e->remarks);
    for (int i = 0; i < e->note_count; i++) {
        keep(w, IX_STR("NOTE"), e->notes[i]);
    }
    for (int i = 0; i < e->vessel_count; i++) {
        const ix_str parts[] = {IX_STR("VESSEL."), e->vessel[i].name};
        char *name = ix_arena_alloc(&w->arena, 1, 1, (size_t)(parts[0].len + parts[1].len));
        if (name == NULL) {
            w->out->status = IX_E_MEMORY;
            return;
        }
        memcpy(name, parts[0].ptr, (size_t)parts[0].len);
        if (parts[1].len > 0) {
            memcpy(name + parts[0].len, parts[1].ptr, (size_t)parts[1].len);
        }
        keep(w, (ix_str){name, parts[0].len + parts[1].len}, e->vessel[i].value);
    }
    if (w->payload_count > before) {
        lose(w, "titles, remarks, notes and details of vessels but as payload");
    }
}

/* The values of one name, together: a member stands once. */
static void put_payload_of(writing *w, ix_str name) {
    const ix_str *only = NULL;
    int count = 0;
    char *key = ix_arena_alloc(&w->arena, 1, 1, (size_t)name.len + 1);
    if (key == NULL) {
        w->out->status = IX_E_MEMORY;
        return;
    }
    memcpy(key, name.ptr, (size_t)name.len);
    for (int i = 0; i < w->payload_count; i++) {
        bool same = ix_str_equal(w->payload[i].name, name);
        count += same;
        only = same ? &w->payload[i].value : only;
    }
    ix_json_key(&w->json, key);
    if (count == 1) {
        ix_json_str(&w->json, *only);
        return;
    }
    ix_json_open_array(&w->json);
    for (int i = 0; i < w->payload_count; i++) {
        if (ix_str_equal(w->payload[i].name, name)) {
            ix_json_str(&w->json, w->payload[i].value);
        }
    }
    ix_json_close_array(&w->json);
}

static void put_payload(writing *w) {
    const ix_entity *e = w->entity;
    ix_str names[PAYLOAD_NAMES_MAX];
    int name_count = 0;
    for (int i = 0; i < e->listing_count; i++) {
        keep_listing(w, &e->listings[i]);
    }
    keep_details(w);
    for (int i = 0; i < e->unmodelled_count; i++) {
        keep(w, e->unmodelled[i].name, e->unmodelled[i].value);
    }
    for (int i = 0; i < w->payload_count; i++) {
        bool known = false;
        for (int n = 0; n < name_count && !known; n++) {
            known = ix_str_equal(names[n], w->payload[i].name);
        }
        if (known) {
            continue;
        }
        if (name_count == PAYLOAD_NAMES_MAX) {
            lose(w, "fields beyond the 200th name");
            continue;
        }
        names[name_count++] = w->payload[i].name;
        put_payload_of(w, w->payload[i].name);
    }
}

/* ------------------------------------------------------------------ the record */

/* Codes of data sources are in capitals. */
static void name_source(writing *w) {
    ix_str id = w->export->list;
    char *source = ix_arena_alloc(&w->arena, 1, 1, (size_t)id.len);
    if (source == NULL) {
        w->out->status = IX_E_MEMORY;
        return;
    }
    for (ptrdiff_t i = 0; i < id.len; i++) {
        bool lower = id.ptr[i] >= 'a' && id.ptr[i] <= 'z';
        source[i] = (char)(lower ? id.ptr[i] - 'a' + 'A' : id.ptr[i]);
    }
    w->source = (ix_str){source, id.len};
}

static void put_type(writing *w) {
    static const char *const types[] = {[IX_PARTY_PERSON] = "PERSON",
                                        [IX_PARTY_ORGANIZATION] = "ORGANIZATION",
                                        [IX_PARTY_VESSEL] = "VESSEL",
                                        [IX_PARTY_AIRCRAFT] = "AIRCRAFT",
                                        [IX_PARTY_PRODUCT] = NULL};
    const char *type = types[w->entity->type];
    if (type != NULL) {
        ix_json_key_str(&w->json, "RECORD_TYPE", ix_str_from_cstr(type), false);
    } else if (w->entity->type != IX_PARTY_ANY) {
        lose(w, "kinds of parties");
    }
}

void senzing_jsonl_write(ix_buf *out, ix_export *export, const ix_entity *entity) {
    writing w = {.out = out, .export = export, .entity = entity};
    size_t start = out->len;
    ix_arena_init_with(&w.arena, PAYLOAD_BYTES_MAX, out->allocator);
    name_source(&w);
    ix_json_init(&w.json, out);
    ix_json_open_object(&w.json);
    ix_json_key_str(&w.json, "DATA_SOURCE", w.source, false);
    put_id(&w, "RECORD_ID");
    put_type(&w);
    ix_json_key(&w.json, "FEATURES");
    ix_json_open_array(&w.json);
    put_names(&w);
    put_births(&w);
    put_addresses(&w);
    put_identifiers(&w);
    put_topics(&w);
    put_relations(&w);
    ix_json_close_array(&w.json);
    put_payload(&w);
    ix_json_close_object(&w.json);
    ix_buf_append_char(out, '\n');
    bool long_row = out->len - start > JSON_ROW_BYTES_MAX;
    out->status = out->status == IX_OK && long_row ? IX_E_LIMIT : out->status;
    ix_arena_free(&w.arena);
}
