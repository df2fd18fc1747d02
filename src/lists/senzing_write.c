/* An entity as a record of Senzing's entity specification, its features in one list. What the
 * specification has no attribute for is counted. */
#include "ftm.h"
#include "writers.h"

typedef struct writing {
    ix_json json;
    ix_buf *out;
    ix_export *account;
    const ix_entity *entity;
} writing;

static void lose(writing *w, const char *what) {
    ix_counter_add(w->account->lost, &w->account->lost_count, ix_str_from_cstr(what),
                   w->entity->key);
}

static void put(writing *w, const char *attribute, ix_str value) {
    if (value.len > 0) {
        ix_json_key_str(&w->json, attribute, value, false);
    }
}

/* A feature of up to three attributes; those without a value are left out. */
static void put_feature(writing *w, const char *const attributes[3], const ix_str values[3]) {
    ix_json_open_object(&w->json);
    for (int i = 0; i < 3 && attributes[i] != NULL; i++) {
        put(w, attributes[i], values[i]);
    }
    ix_json_close_object(&w->json);
}

static void put_single(writing *w, const char *attribute, ix_str value) {
    put_feature(w, (const char *const[3]){attribute}, (const ix_str[3]){value});
}

static void put_id(writing *w) {
    ix_buf id;
    ix_buf_init(&id, IX_ENTITY_RECORD_BYTES_MAX);
    id.allocator = w->out->allocator;
    if (w->account->joined) {
        ix_buf_append(&id, w->account->list);
        ix_buf_append_char(&id, ':');
    }
    ix_buf_append(&id, w->entity->key);
    ix_json_key_str(&w->json, "RECORD_ID", ix_buf_view(&id), false);
    w->out->status = id.status != IX_OK ? id.status : w->out->status;
    ix_buf_free(&id);
}

static const char *record_type(ix_party_type type) {
    switch (type) {
    case IX_PARTY_PERSON:
        return "PERSON";
    case IX_PARTY_ORGANIZATION:
        return "ORGANIZATION";
    case IX_PARTY_VESSEL:
        return "VESSEL";
    case IX_PARTY_AIRCRAFT:
        return "AIRCRAFT";
    case IX_PARTY_ANY:
    case IX_PARTY_WALLET:
    case IX_PARTY_PRODUCT:
        break;
    }
    return "GENERIC";
}

static void put_names(writing *w) {
    static const char *const types[] = {[IX_NAME_PRIMARY] = "PRIMARY",
                                        [IX_NAME_STRONG] = "ALIAS",
                                        [IX_NAME_WEAK] = "WEAK",
                                        [IX_NAME_FORMER] = "FORMER",
                                        [IX_NAME_TRANSLATION] = "NATIVE"};
    bool person = w->entity->type == IX_PARTY_PERSON || w->entity->type == IX_PARTY_ANY;
    const char *const attributes[3] = {"NAME_TYPE", person ? "NAME_FULL" : "NAME_ORG"};
    for (int i = 0; i < w->entity->name_count; i++) {
        const ix_entity_name *name = &w->entity->names[i];
        put_feature(w, attributes,
                    (const ix_str[3]){ix_str_from_cstr(types[name->kind]), name->text});
    }
}

static void append_date(ix_buf *out, ix_date date) {
    ix_buf_append_cstr(out, date.circa ? "circa " : "");
    date.circa = false;
    ix_date_range_print(out, (ix_date_range){date, date});
}

static void put_births(writing *w) {
    for (int i = 0; i < w->entity->birth_count; i++) {
        ix_date_range range = w->entity->births[i];
        ix_buf text;
        ix_buf_init(&text, 128);
        text.allocator = w->out->allocator;
        append_date(&text, range.from);
        if (range.from.year != range.to.year || range.from.month != range.to.month ||
            range.from.day != range.to.day) {
            ix_buf_append_cstr(&text, " to ");
            append_date(&text, range.to);
        }
        put_single(w, "DATE_OF_BIRTH", ix_buf_view(&text));
        w->out->status = text.status != IX_OK ? text.status : w->out->status;
        ix_buf_free(&text);
    }
    for (int i = 0; i < w->entity->birth_place_count; i++) {
        put_single(w, "PLACE_OF_BIRTH", w->entity->birth_places[i]);
    }
}

static void put_attributes(writing *w) {
    const ix_entity *e = w->entity;
    if (e->gender != IX_GENDER_UNKNOWN) {
        put_single(w, "GENDER", e->gender == IX_GENDER_MALE ? IX_STR("M") : IX_STR("F"));
    }
    for (int i = 0; i < e->nationality_count; i++) {
        put_single(w, "NATIONALITY", ix_str_from_cstr(e->nationalities[i]));
    }
    for (int i = 0; i < e->address_count; i++) {
        const ix_address *a = &e->addresses[i];
        put_feature(w, (const char *const[3]){"ADDR_LINE1", "ADDR_CITY", "ADDR_COUNTRY"},
                    (const ix_str[3]){a->street, a->place, a->country_text});
        if (a->remark.len > 0) {
            lose(w, "address_remark");
        }
    }
    for (int i = 0; i < e->relation_count; i++) {
        put_feature(
            w, (const char *const[3]){"REL_POINTER_DOMAIN", "REL_POINTER_KEY", "REL_POINTER_ROLE"},
            (const ix_str[3]){w->account->list, e->relations[i].target, e->relations[i].kind});
    }
}

/* Attributes by type; of others the type is said in words. */
static void put_identifier(writing *w, const ix_identifier *id) {
    static const struct {
        ix_identifier_type type;
        const char *attributes[3]; /* number, kind, country */
    } rows[] = {
        {IX_ID_PASSPORT, {"PASSPORT_NUMBER", NULL, "PASSPORT_COUNTRY"}},
        {IX_ID_NATIONAL, {"NATIONAL_ID_NUMBER", "NATIONAL_ID_TYPE", "NATIONAL_ID_COUNTRY"}},
        {IX_ID_TAX, {"TAX_ID_NUMBER", "TAX_ID_TYPE", "TAX_ID_COUNTRY"}},
        {IX_ID_LEI, {"LEI_NUMBER", NULL, NULL}},
        {IX_ID_IMO, {"IMO_NUMBER", NULL, NULL}},
        {IX_ID_MMSI, {"MMSI_NUMBER", NULL, NULL}},
        {IX_ID_CALL_SIGN, {"CALL_SIGN", NULL, NULL}},
        {IX_ID_ISIN, {"ISIN_NUMBER", NULL, NULL}},
        {IX_ID_PHONE, {"PHONE_NUMBER", NULL, NULL}},
        {IX_ID_EMAIL, {"EMAIL_ADDRESS", NULL, NULL}},
        {IX_ID_WEBSITE, {"WEBSITE_ADDRESS", NULL, NULL}},
    };
    static const char *const other[3] = {"OTHER_ID_NUMBER", "OTHER_ID_TYPE", "OTHER_ID_COUNTRY"};
    const char *const *attributes = other;
    ix_str kind = ix_str_from_cstr(ix_identifier_type_name(id->type));
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        attributes = rows[i].type == id->type ? rows[i].attributes : attributes;
    }
    if (attributes != other && id->label.len > 0) {
        lose(w, "identifier_label");
    }
    ix_json_open_object(&w->json);
    put(w, attributes[0], id->value);
    if (attributes[1] != NULL) {
        put(w, attributes[1], kind);
    }
    if (attributes[2] != NULL) {
        put(w, attributes[2], ix_str_from_cstr(id->country));
    } else if (id->country[0] != '\0') {
        lose(w, "identifier_country");
    }
    ix_json_close_object(&w->json);
    if (id->issued.year != 0 || id->expires.year != 0) {
        lose(w, "identifier_dates");
    }
}

static void put_topics(writing *w) {
    for (int i = 0; i < w->entity->listing_count; i++) {
        const ix_listing *l = &w->entity->listings[i];
        put_single(w, "TOPIC", l->source.len > 0 ? l->source : IX_STR("sanction"));
        if (l->program_count > 0) {
            lose(w, "programs");
        }
        if (l->effective_from.kind != IX_WHEN_NONE || l->effective_until.kind != IX_WHEN_NONE) {
            lose(w, "listing_dates");
        }
        if (l->reason.len + l->authority.len + l->measures.len > 0) {
            lose(w, "reasons");
        }
    }
}

static void count_lost(writing *w) {
    const ix_entity *e = w->entity;
    const struct {
        const char *what;
        bool there;
    } rows[] = {{"title", e->title.len > 0},
                {"vessel", e->vessel_count > 0},
                {"notes", e->note_count > 0},
                {"remarks", e->remarks.len > 0},
                {"unmodelled", e->unmodelled_count > 0}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].there) {
            lose(w, rows[i].what);
        }
    }
}

void senzing_jsonl_write(ix_buf *out, ix_export *account, const ix_entity *entity) {
    writing w = {.out = out, .account = account, .entity = entity};
    ix_json_init(&w.json, out);
    ix_json_open_object(&w.json);
    ix_json_key_str(&w.json, "DATA_SOURCE", account->list, false);
    put_id(&w);
    ix_json_key(&w.json, "RECORD_TYPE");
    ix_json_cstr(&w.json, record_type(entity->type));
    ix_json_key(&w.json, "FEATURES");
    ix_json_open_array(&w.json);
    put_names(&w);
    put_births(&w);
    put_attributes(&w);
    for (int i = 0; i < entity->identifier_count; i++) {
        put_identifier(&w, &entity->identifiers[i]);
    }
    put_topics(&w);
    ix_json_close_array(&w.json);
    ix_json_close_object(&w.json);
    ix_buf_append_char(out, '\n');
    count_lost(&w);
}
