/* An entity as FollowTheMoney json lines: its own row, and one for each of its addresses, listings,
 * documents and relations. What the model has no place for is counted. */
#include "ftm.h"
#include "writers.h"
#include "written.h"

#include <string.h>

typedef struct writing {
    ix_json json;
    ix_buf *out;
    ix_export *export;
    const ix_entity *entity;
} writing;

static void lose(writing *w, const char *what) {
    written_lose(w->export, w->entity, what);
}

/* The entity's id: its key, of several lists LIST:KEY; with a kind and a number that of a row. */
static void put_id(writing *w, const char *kind, int number) {
    ix_buf id;
    ix_buf_init(&id, IX_ENTITY_RECORD_BYTES_MAX);
    id.allocator = w->out->allocator;
    written_id(&id, w->export, w->entity);
    if (kind != NULL) {
        ix_buf_append_char(&id, '/');
        ix_buf_append_cstr(&id, kind);
        ix_buf_append_char(&id, '/');
        ix_buf_append_int(&id, number);
    }
    ix_json_str(&w->json, ix_buf_view(&id));
    w->out->status = id.status != IX_OK ? id.status : w->out->status;
    ix_buf_free(&id);
}

/* A property of one value; nothing when it is empty. */
static void put_one(writing *w, const char *property, ix_str value) {
    if (value.len > 0) {
        ix_json_key(&w->json, property);
        ix_json_open_array(&w->json);
        ix_json_str(&w->json, value);
        ix_json_close_array(&w->json);
    }
}

/* Open a row; the party's own has no kind. */
static void open_row(writing *w, const char *schema, const char *kind, int number) {
    ix_json_init(&w->json, w->out);
    ix_json_open_object(&w->json);
    ix_json_key(&w->json, "id");
    put_id(w, kind, number);
    if (kind == NULL) {
        ix_json_key_str(&w->json, "caption", w->entity->names[0].text, false);
    }
    ix_json_key(&w->json, "schema");
    ix_json_cstr(&w->json, schema);
    ix_json_key(&w->json, "properties");
    ix_json_open_object(&w->json);
}

/* What stands behind the properties of every row. */
static void close_row(writing *w) {
    ix_json_close_object(&w->json);
    ix_json_key(&w->json, "datasets");
    ix_json_open_array(&w->json);
    ix_json_str(&w->json, w->export->list);
    ix_json_close_array(&w->json);
    ix_json_key(&w->json, "last_seen");
    ix_buf stamp;
    ix_buf_init(&stamp, 64);
    stamp.allocator = w->out->allocator;
    written_stamp(&stamp, w->export);
    ix_json_str(&w->json, ix_buf_view(&stamp));
    w->out->status = stamp.status != IX_OK ? stamp.status : w->out->status;
    ix_buf_free(&stamp);
    ix_json_close_object(&w->json);
    ix_buf_append_char(w->out, '\n');
}

/* A property that points to the entity itself. */
static void put_self(writing *w, const char *property) {
    ix_json_key(&w->json, property);
    ix_json_open_array(&w->json);
    put_id(w, NULL, 0);
    ix_json_close_array(&w->json);
}

/* ------------------------------------------------------------------ dates */

static void put_date(writing *w, ix_date from, ix_date to) {
    ix_buf text;
    ix_buf_init(&text, 128);
    text.allocator = w->out->allocator;
    written_date(&text, (ix_date_range){from, to});
    ix_json_str(&w->json, ix_buf_view(&text));
    w->out->status = text.status != IX_OK ? text.status : w->out->status;
    ix_buf_free(&text);
}

static void put_day(writing *w, const char *property, ix_date date) {
    if (date.year != 0) {
        ix_json_key(&w->json, property);
        ix_json_open_array(&w->json);
        put_date(w, date, date);
        ix_json_close_array(&w->json);
    }
}

static void put_when(writing *w, const char *property, ix_when when) {
    if (when.kind != IX_WHEN_NONE) {
        ix_json_key(&w->json, property);
        ix_json_open_array(&w->json);
        ix_json_when(&w->json, when);
        ix_json_close_array(&w->json);
    }
}

/* ------------------------------------------------------------------ the party's row */

/* Names of one kind or another under a property. */
static void put_names(writing *w, const char *property, ix_name_kind kind, ix_name_kind other) {
    const ix_entity *e = w->entity;
    bool open = false;
    for (int i = 0; i < e->name_count; i++) {
        if (e->names[i].kind != kind && e->names[i].kind != other) {
            continue;
        }
        if (!open) {
            ix_json_key(&w->json, property);
            ix_json_open_array(&w->json);
        }
        open = true;
        ix_json_str(&w->json, e->names[i].text);
        if (e->names[i].kind == IX_NAME_TRANSLATION &&
            ftm_is_latin(e->names[i].text) == ftm_is_latin(e->names[0].text)) {
            lose(w, "that a name of the same script is a translation");
        }
    }
    if (open) {
        ix_json_close_array(&w->json);
    }
}

static void put_texts(writing *w, const char *property, const ix_str *texts, int count) {
    if (count > 0) {
        ix_json_key(&w->json, property);
        ix_json_open_array(&w->json);
        for (int i = 0; i < count; i++) {
            ix_json_str(&w->json, texts[i]);
        }
        ix_json_close_array(&w->json);
    }
}

static void put_births(writing *w) {
    const ix_entity *e = w->entity;
    if (e->birth_count > 0) {
        bool person = e->type == IX_PARTY_PERSON || e->type == IX_PARTY_ANY;
        ix_json_key(&w->json, person ? "birthDate" : "buildDate");
        ix_json_open_array(&w->json);
        for (int i = 0; i < e->birth_count; i++) {
            put_date(w, e->births[i].from, e->births[i].to);
        }
        ix_json_close_array(&w->json);
    }
    put_texts(w, "birthPlace", e->birth_places, e->birth_place_count);
    if (e->gender != IX_GENDER_UNKNOWN) {
        put_one(w, "gender", e->gender == IX_GENDER_MALE ? IX_STR("male") : IX_STR("female"));
    }
}

static void put_countries(writing *w) {
    const ix_entity *e = w->entity;
    if (e->nationality_count == 0) {
        return;
    }
    ix_json_key(&w->json, e->type == IX_PARTY_PERSON ? "nationality" : "country");
    ix_json_open_array(&w->json);
    for (int i = 0; i < e->nationality_count; i++) {
        const char code[] = {(char)(e->nationalities[i][0] | 32),
                             (char)(e->nationalities[i][1] | 32)};
        ix_json_str(&w->json, (ix_str){code, 2});
    }
    ix_json_close_array(&w->json);
}

/* The property an identifier is said whole by; NULL: it needs a row of its own. */
static const ftm_identifier *property_of(const writing *w, const ix_identifier *id) {
    bool bare = id->issued.year == 0 && id->expires.year == 0 && id->currency.len == 0;
    return bare ? ftm_identifier_property(id, w->entity->type) : NULL;
}

/* Those of one property together, where the first of them stands. */
static void put_identifiers(writing *w) {
    const ix_entity *e = w->entity;
    for (int i = 0; i < e->identifier_count; i++) {
        const ftm_identifier *row = property_of(w, &e->identifiers[i]);
        bool first = row != NULL;
        for (int j = 0; j < i && first; j++) {
            first = property_of(w, &e->identifiers[j]) != row;
        }
        if (!first) {
            continue;
        }
        ix_json_key(&w->json, row->property.ptr);
        ix_json_open_array(&w->json);
        for (int j = i; j < e->identifier_count; j++) {
            if (property_of(w, &e->identifiers[j]) == row) {
                ix_json_str(&w->json, e->identifiers[j].value);
                if (!ix_str_equal(e->identifiers[j].label, row->property)) {
                    lose(w, "words for an identifier");
                }
            }
        }
        ix_json_close_array(&w->json);
    }
}

static void put_vessel(writing *w) {
    static const struct {
        ix_str name;
        const char *property;
    } rows[] = {{{"type", 4}, "type"},
                {{"flag", 4}, "flag"},
                {{"tonnage", 7}, "tonnage"},
                {{"grt", 3}, "grossRegisteredTonnage"}};
    bool written[4] = {false};
    for (int i = 0; i < w->entity->vessel_count; i++) {
        const ix_field *field = &w->entity->vessel[i];
        bool known = false;
        for (int r = 0; r < 4 && !known; r++) {
            known = !written[r] && ix_str_equal(field->name, rows[r].name);
            if (known) {
                put_one(w, rows[r].property, field->value);
                written[r] = true;
            }
        }
        if (!known) {
            lose(w, "details of vessels");
        }
    }
}

/* ------------------------------------------------------------------ topics */

static void put_topics(writing *w) {
    const ix_entity *e = w->entity;
    ix_json_key(&w->json, "topics");
    ix_json_open_array(&w->json);
    for (int i = 0; i < e->listing_count; i++) {
        ix_str topic = written_topic(&e->listings[i]);
        bool said = topic.len == 0;
        for (int j = 0; j < i && !said; j++) {
            said = ix_str_equal(topic, written_topic(&e->listings[j]));
        }
        if (!said) {
            ix_json_str(&w->json, topic);
        }
    }
    ix_json_close_array(&w->json);
}

static void put_party(writing *w) {
    const ix_entity *e = w->entity;
    open_row(w, ftm_schema_of(e->type)->name.ptr, NULL, 0);
    put_names(w, "name", IX_NAME_PRIMARY, IX_NAME_TRANSLATION);
    put_names(w, "alias", IX_NAME_STRONG, IX_NAME_STRONG);
    put_names(w, "weakAlias", IX_NAME_WEAK, IX_NAME_WEAK);
    put_names(w, "previousName", IX_NAME_FORMER, IX_NAME_FORMER);
    put_births(w);
    put_countries(w);
    put_identifiers(w);
    put_one(w, "position", e->title);
    put_one(w, "notes", e->remarks);
    put_vessel(w);
    put_topics(w);
    if (e->address_count > 0) {
        ix_json_key(&w->json, "addressEntity");
        ix_json_open_array(&w->json);
        for (int i = 0; i < e->address_count; i++) {
            put_id(w, "address", i + 1);
        }
        ix_json_close_array(&w->json);
    }
    close_row(w);
    for (int i = 0; i < e->unmodelled_count; i++) {
        lose(w, "fields that are kept as they are");
    }
    for (int i = 0; i < e->note_count; i++) {
        lose(w, "notes");
    }
}

/* ------------------------------------------------------------------ rows beside it */

static void put_addresses(writing *w) {
    for (int i = 0; i < w->entity->address_count; i++) {
        const ix_address *a = &w->entity->addresses[i];
        open_row(w, "Address", "address", i + 1);
        put_one(w, "street", a->street);
        put_one(w, "city", a->place);
        put_one(w, "country", a->country_text);
        put_one(w, "remarks", a->remark);
        close_row(w);
    }
}

/* The references of other lists go with the first listing. */
static void put_references(writing *w, const char *property, ix_str kind) {
    for (int i = 0; i < w->entity->relation_count; i++) {
        if (ix_str_equal(w->entity->relations[i].kind, kind)) {
            put_one(w, property, w->entity->relations[i].target);
            return;
        }
    }
}

static void put_sanctions(writing *w) {
    const ix_entity *e = w->entity;
    bool first = true;
    for (int i = 0; i < e->listing_count; i++) {
        const ix_listing *listing = &e->listings[i];
        if (!written_is_sanction(listing)) {
            continue;
        }
        open_row(w, "Sanction", "sanction", i + 1);
        put_self(w, "entity");
        put_one(w, "authority", listing->authority);
        put_texts(w, "program", listing->programs, listing->program_count);
        put_one(w, "reason", listing->reason);
        put_one(w, "provisions", listing->measures);
        put_when(w, "listingDate", listing->published);
        put_when(w, "startDate", listing->effective_from);
        put_when(w, "endDate", listing->effective_until);
        if (first) {
            put_references(w, "unscId", IX_STR("UN reference"));
            put_references(w, "authorityId", IX_STR("authority reference"));
        }
        first = false;
        close_row(w);
        if (listing->source.len > 0 && !ix_str_equal(listing->source, written_topic(listing))) {
            lose(w, "sub-list codes");
        }
    }
}

static void put_documents(writing *w) {
    for (int i = 0; i < w->entity->identifier_count; i++) {
        const ix_identifier *id = &w->entity->identifiers[i];
        if (property_of(w, id) != NULL) {
            continue;
        }
        open_row(w, "Identification", "document", i + 1);
        put_self(w, "holder");
        put_one(w, "number", id->value);
        const ix_str words[] = {ix_str_from_cstr(ix_identifier_type_name(id->type)), id->label};
        put_texts(w, "type", words, id->label.len > 0 ? 2 : 1);
        put_one(w, "country", ix_str_from_cstr(id->country));
        put_one(w, "currency", id->currency);
        put_day(w, "startDate", id->issued);
        put_day(w, "endDate", id->expires);
        close_row(w);
    }
}

/* A relation in its publisher's words. */
static void put_relations(writing *w) {
    static const ix_str apart[] = {
        {"UN reference", 12}, {"authority reference", 19}, {"dataset", 7}};
    for (int i = 0; i < w->entity->relation_count; i++) {
        const ix_relation *relation = &w->entity->relations[i];
        bool said = false;
        for (size_t a = 0; a < sizeof apart / sizeof apart[0]; a++) {
            said = said || ix_str_equal(relation->kind, apart[a]);
        }
        if (!said) {
            open_row(w, "UnknownLink", "link", i + 1);
            put_self(w, "subject");
            put_one(w, "object", relation->target);
            put_one(w, "role", relation->kind);
            close_row(w);
        }
    }
}

void ftm_jsonl_write(ix_buf *out, ix_export *export, const ix_entity *entity) {
    writing w = {.out = out, .export = export, .entity = entity};
    put_party(&w);
    put_addresses(&w);
    put_sanctions(&w);
    put_documents(&w);
    put_relations(&w);
}
