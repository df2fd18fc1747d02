/* SDN_ENHANCED.XML and CONS_ENHANCED.XML of the US Treasury's Office of Foreign Assets Control.
 *
 *     sanctionsData
 *       publicationInfo: dataAsOf, or datePublished and publicationType; filters
 *       referenceValues/referenceValue@refId {type value}     featureTypes/featureType
 *       entities/entity@id
 *         generalInfo{identityId entityType title remarks}
 *         sanctionsLists/sanctionsList@datePublished           sanctionsPrograms/sanctionsProgram
 *         sanctionsTypes/sanctionsType                         legalAuthorities/legalAuthority
 *         names/name{isPrimary aliasType isLowQuality}/translations/translation{isPrimary script
 *           formattedFullName formattedFirstName formattedLastName nameParts/namePart{type value}}
 *         addresses/address{country}/translations/translation/addressParts/addressPart{type value}
 *         features/feature{type value|valueRefId valueDate isPrimary}
 *         identityDocuments/identityDocument{type documentNumber issuingCountry issueDate ...}
 *         relationships/relationship{type relatedEntity@entityId}
 *
 * The elements of each group are put in order before they are read, and so the entity is the same
 * in whatever order the publisher gave them: a state reached by deltas and the same state in a
 * whole file are then the same bytes. A date is four days, the first and last of its begin and
 * of its end. */
#include "codes.h"
#include "ofac.h"
#include "readers.h"
#include "tree.h"

#define FILE_NAME "sdn_enhanced.xml"

enum { PUBLICATION, REFERENCE_VALUE, FEATURE_TYPE, ENTITY };

typedef struct reading {
    ix_draft draft;
    ix_read_report *report;
    ix_codes references;
    ix_entity_sink sink;
    void *context;
    const ix_list_file *file;
} reading;

static bool is_true(ix_str text) {
    return ix_str_equal_ascii_nocase(text, IX_STR("true"));
}

/* Each element of a group in its order; `e` is the element. */
#define EACH(e, group)                                                                             \
    for (ix_tree *e = (group) == NULL ? NULL : (group)->first; (e) != NULL; (e) = (e)->next)

/* ------------------------------------------------------------------ names */

static ix_str translation_text(ix_draft *draft, ix_tree *translation) {
    ofac_name_part parts[OFAC_NAME_PARTS_MAX];
    int count = 0;
    EACH(part, ix_tree_child(translation, "nameParts")) {
        ofac_name_part one = {ix_tree_take(part, "type"), ix_tree_take(part, "value")};
        if (one.value.len > 0 && count < OFAC_NAME_PARTS_MAX) {
            parts[count++] = one;
        }
    }
    ix_str full = ix_tree_take(translation, "formattedFullName");
    const ofac_name_part halves[] = {
        {IX_STR("Last Name"), ix_tree_take(translation, "formattedLastName")},
        {IX_STR("First Name"), ix_tree_take(translation, "formattedFirstName")},
    };
    if (full.len == 0) {
        full = ofac_name_join(draft, halves, 2);
    }
    return full.len > 0 ? full : ofac_name_join(draft, parts, count);
}

static ix_str name_origin(ix_draft *draft, ix_tree *name, ix_str alias_type, ix_str script) {
    const ix_str parts[] = {IX_STR(FILE_NAME " "),
                            alias_type,
                            alias_type.len > 0 ? IX_STR(" ") : (ix_str){0},
                            ix_tree_attribute_take(name, "id"),
                            script.len > 0 ? IX_STR(" ") : (ix_str){0},
                            script};
    return ix_str_trim(ix_draft_join(draft, parts, 6));
}

static bool is_latin(ix_str script) {
    return script.len == 0 || ix_str_equal_ascii_nocase(script, IX_STR("Latin"));
}

static bool has_text(const ix_tree *translation) {
    static const char *const paths[] = {"formattedFullName", "formattedLastName",
                                        "formattedFirstName"};
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        const ix_tree *node = ix_tree_child(translation, paths[i]);
        if (node != NULL && node->text.len > 0) {
            return true;
        }
    }
    EACH(part, ix_tree_child(translation, "nameParts")) {
        const ix_tree *value = ix_tree_child(part, "value");
        if (value != NULL && value->text.len > 0) {
            return true;
        }
    }
    return false;
}

/* The translation that stands for the name: the primary one in Latin letters, as far as there is
 * one. NULL: none has a text. */
static ix_tree *main_translation(ix_tree *name) {
    ix_tree *best = NULL;
    int most = -1;
    EACH(t, ix_tree_child(name, "translations")) {
        ix_tree *script = ix_tree_child(t, "script");
        int worth = 2 * is_latin(script == NULL ? (ix_str){0} : script->text) +
                    is_true(ix_tree_take(t, "isPrimary"));
        if (has_text(t) && worth > most) {
            best = t;
            most = worth;
        }
    }
    return best;
}

/* One name in all its scripts. `primary`: its main translation is the entity's first name. */
static void add_name(ix_draft *draft, ix_tree *name, bool primary) {
    ix_str alias_type = ix_tree_take(name, "aliasType");
    bool low = is_true(ix_tree_take(name, "isLowQuality"));
    ix_tree *first = main_translation(name);
    if (first == NULL) {
        ix_draft_warn(draft, IX_STR("empty_alias"), draft->entity.key);
        return;
    }
    for (int pass = 0; pass < 2; pass++) {
        EACH(t, ix_tree_child(name, "translations")) {
            if ((t == first) != (pass == 0)) {
                continue;
            }
            ix_str script = ix_tree_take(t, "script");
            script = is_latin(script) ? (ix_str){0} : script;
            ix_str text = translation_text(draft, t);
            ix_name_kind kind = ofac_name_kind(draft, alias_type, low, pass > 0 || script.len > 0);
            kind = primary && pass == 0 ? IX_NAME_PRIMARY : kind;
            ix_draft_name(draft, kind, text, name_origin(draft, name, alias_type, script));
        }
    }
}

/* The name that is the entity's: one said to be primary, of several the first, of none any. */
static ix_tree *primary_name(ix_draft *draft, ix_tree *names) {
    ix_tree *found = NULL;
    ix_tree *any = NULL;
    int count = 0;
    EACH(name, names) {
        bool text = main_translation(name) != NULL;
        bool primary = is_true(ix_tree_take(name, "isPrimary"));
        any = any == NULL && text ? name : any;
        found = found == NULL && text && primary ? name : found;
        count += primary;
    }
    if (count > 1) {
        ix_draft_warn(draft, IX_STR("several_primary_names"), draft->entity.key);
    } else if (found == NULL && any != NULL) {
        ix_draft_warn(draft, IX_STR("no_primary_name"), draft->entity.key);
    }
    return found != NULL ? found : any;
}

static void add_names(ix_draft *draft, ix_tree *names) {
    ix_tree *primary = primary_name(draft, names);
    if (primary != NULL) {
        add_name(draft, primary, true);
    }
    EACH(name, names) {
        if (name != primary) {
            add_name(draft, name, false);
        }
    }
}

/* ------------------------------------------------------------------ times, features, documents */

static ix_date take_day(ix_tree *period, const char *path) {
    ix_date_range readings[2];
    int count = 0;
    ix_str text = ix_str_slice(ix_tree_take(period, path), 0, 10);
    bool read = text.len > 0 && ix_date_parse(readings, &count, text, NULL) == IX_OK && count == 1;
    return read ? readings[0].from : (ix_date){0};
}

static ofac_period take_period(ix_tree *period) {
    ofac_period out = {0};
    if (period == NULL) {
        return out;
    }
    ix_date begun = take_day(period, "fromDateEnd");
    ix_date ends = take_day(period, "toDateBegin");
    out.first = take_day(period, "fromDateBegin");
    out.last = take_day(period, "toDateEnd");
    out.first = out.first.year != 0 ? out.first : begun;
    out.last = out.last.year != 0 ? out.last : ends.year != 0 ? ends : begun;
    out.circa = is_true(ix_tree_take(period, "isApproximate"));
    ix_tree_take(period, "isDateRange");
    return out;
}

/* A feature's value may stand among the reference values. */
static ix_str feature_value(reading *r, ix_tree *feature) {
    ix_str value = ix_tree_take(feature, "value");
    ix_str code = ix_tree_take(feature, "valueRefId");
    if (value.len > 0 || code.len == 0) {
        return value;
    }
    const ix_str *word = ix_codes_find(&r->references, (ix_str){0}, code);
    if (word == NULL) {
        ix_draft_warn(&r->draft, IX_STR("unknown_reference"), code);
        return code;
    }
    return *word;
}

static void add_feature(reading *r, ix_tree *feature) {
    ix_str type = ix_tree_take(feature, "type");
    ix_str value = feature_value(r, feature);
    ofac_period period = take_period(ix_tree_child(feature, "valueDate"));
    ix_tree_take(feature, "isPrimary");
    ix_tree_take(feature, "versionId");
    ofac_feature_parse(&r->draft, type, value, &period);
}

/* A time that is an element of its own, or has days in it. */
static ix_str document_day(ix_draft *draft, ix_tree *document, const char *name) {
    ix_tree *time = ix_tree_child(document, name);
    ofac_period period = take_period(time);
    ix_str text = ofac_period_text(draft, &period);
    ix_str own = ix_tree_text(time);
    return text.len > 0 ? text : ix_str_slice(own, 0, 10);
}

static void add_document(ix_draft *draft, ix_tree *document) {
    ix_str type = ix_tree_take(document, "type");
    ix_str number = ix_tree_take(document, "documentNumber");
    ix_str issued = document_day(draft, document, "issueDate");
    ix_str expires = document_day(draft, document, "expirationDate");
    ix_str country = ix_tree_take(document, "issuingCountry");
    ix_tree *valid = ix_tree_child(document, "isValid");
    if (valid != NULL && is_true(valid->text)) {
        valid->taken = true;
    }
    if (type.len + number.len == 0) {
        ix_draft_warn(draft, IX_STR("empty_document"), draft->entity.key);
        return;
    }
    ofac_id_parse(draft, type, number, country, issued, expires);
}

/* ------------------------------------------------------------------ addresses, relations */

/* An address in each of its scripts; one without any says its country alone. */
static void add_address(ix_draft *draft, ix_tree *address) {
    ix_str country = ix_tree_take(address, "country");
    ix_tree *translations = ix_tree_child(address, "translations");
    if (translations == NULL || translations->first == NULL) {
        ofac_address_add(draft, &(ofac_address){0}, country);
    }
    EACH(t, translations) {
        ofac_address parts = {0};
        ix_tree_take(t, "isPrimary");
        ix_tree_take(t, "script");
        EACH(part, ix_tree_child(t, "addressParts")) {
            ix_tree *type = ix_tree_child(part, "type");
            ix_tree *value = ix_tree_child(part, "value");
            if (value != NULL &&
                ofac_address_part(draft, &parts, type == NULL ? (ix_str){0} : type->text,
                                  value->text)) {
                ix_tree_text(type);
                ix_tree_text(value);
            }
        }
        ofac_address_add(draft, &parts, country);
    }
}

/* To the party's number; its name, which stands at its own entry, only where there is no number. */
static void add_relation(ix_draft *draft, ix_tree *relation) {
    ix_tree *other = ix_tree_child(relation, "relatedEntity");
    ix_str key = ix_tree_attribute_take(other, "entityId");
    ix_str name = ix_tree_text(other);
    ix_draft_relation(draft, ix_tree_take(relation, "type"), key.len > 0 ? key : name);
    if (key.len == 0 && name.len == 0) {
        ix_draft_warn(draft, IX_STR("empty_relation"), draft->entity.key);
    }
}

/* ------------------------------------------------------------------ listings */

static ix_str join_texts(ix_draft *draft, ix_tree *group, ix_str separator) {
    ix_str all = {0};
    EACH(e, group) {
        ix_str text = ix_tree_text(e);
        const ix_str parts[] = {all, separator, text};
        all = all.len == 0 || text.len == 0 ? (text.len == 0 ? all : text)
                                            : ix_draft_join(draft, parts, 3);
    }
    return all;
}

static void date_listing(ix_draft *draft, ix_listing *listing, ix_tree *list) {
    ix_str date = ix_tree_attribute_take(list, "datePublished");
    ix_when when;
    if (date.len > 0 && ofac_when_parse(&when, date)) {
        listing->published = when;
        listing->effective_from = when;
    } else if (date.len > 0) {
        ix_draft_unmodelled(draft, IX_STR("sanctionsList@datePublished"), date);
    }
}

/* A listing for each list, with the programmes of all; the word for all lists together stands for
 * one only where no list is named. */
static void add_listings(ix_draft *draft, ix_tree *lists, ix_tree *programs, ix_str authority,
                         ix_str measures) {
    int named = 0;
    int count = 0;
    EACH(list, lists) {
        named += list->text.len > 0 && !ofac_list_is_any(list->text);
    }
    for (ix_tree *list = lists == NULL ? NULL : lists->first; list != NULL || count == 0;
         list = list->next) {
        if (list != NULL && named > 0 && (list->text.len == 0 || ofac_list_is_any(list->text))) {
            ix_tree_text(list);
            ix_tree_attribute_take(list, "datePublished");
            continue;
        }
        ix_listing *listing = count++ == 0 ? NULL : ix_draft_listing(draft);
        if (draft->status != IX_OK) {
            return;
        }
        listing = listing == NULL ? &draft->entity.listings[0] : listing;
        listing->authority = authority;
        listing->measures = measures;
        if (list != NULL) {
            ofac_listing_name(listing, ix_tree_text(list));
            date_listing(draft, listing, list);
        }
        EACH(program, programs) {
            ix_draft_program(draft, ix_tree_text(program));
        }
        if (list == NULL) {
            break;
        }
    }
    if (draft->status == IX_OK && draft->entity.listings[0].program_count == 0) {
        ix_draft_warn(draft, IX_STR("no_program"), draft->entity.key);
    }
}

/* ------------------------------------------------------------------ an entity */

static bool sort_groups(ix_tree *entity, ix_arena *arena) {
    bool sorted = true;
    EACH(group, entity) {
        sorted = sorted && ix_tree_sort(group, arena);
    }
    EACH(name, ix_tree_child(entity, "names")) {
        sorted = sorted && ix_tree_sort(ix_tree_child(name, "translations"), arena);
    }
    EACH(address, ix_tree_child(entity, "addresses")) {
        sorted = sorted && ix_tree_sort(ix_tree_child(address, "translations"), arena);
    }
    return sorted;
}

static void read_details(reading *r, ix_tree *entity) {
    ix_draft *draft = &r->draft;
    EACH(address, ix_tree_child(entity, "addresses")) {
        add_address(draft, address);
    }
    EACH(feature, ix_tree_child(entity, "features")) {
        add_feature(r, feature);
    }
    EACH(document, ix_tree_child(entity, "identityDocuments")) {
        add_document(draft, document);
    }
    EACH(relation, ix_tree_child(entity, "relationships")) {
        add_relation(draft, relation);
    }
}

/* NULL, or why the entity is refused. */
static const char *read_entity(reading *r, ix_tree *entity) {
    static const char *const serials[] = {"id", "refId", "featureTypeId", NULL};
    ix_draft *draft = &r->draft;
    ix_str id = ix_tree_attribute_take(entity, "id");
    if (!ofac_is_uid(id)) {
        return "its id is not a number";
    }
    ix_draft_begin(draft, id, IX_PARTY_ANY);
    if (!sort_groups(entity, draft->arena)) {
        draft->status = IX_E_MEMORY;
        return NULL;
    }
    ix_tree *general = ix_tree_child(entity, "generalInfo");
    ofac_type_parse(draft, ix_tree_take(general, "entityType"));
    add_names(draft, ix_tree_child(entity, "names"));
    if (draft->status == IX_OK && draft->entity.name_count == 0) {
        return "it has no name";
    }
    draft->entity.title = ix_tree_take(general, "title");
    ix_tree_take(general, "identityId");
    ix_str authority = join_texts(draft, ix_tree_child(entity, "legalAuthorities"), IX_STR("; "));
    ix_str measures = join_texts(draft, ix_tree_child(entity, "sanctionsTypes"), IX_STR("|"));
    add_listings(draft, ix_tree_child(entity, "sanctionsLists"),
                 ix_tree_child(entity, "sanctionsPrograms"), authority, measures);
    read_details(r, entity);
    ofac_remarks_parse(draft, ix_tree_take(general, "remarks"), false);
    ix_tree_leftovers(draft, entity, false, serials);
    return NULL;
}

static ix_status take_entity(reading *r, ix_tree *entity, const ix_tree_place *place,
                             ix_error *error) {
    ix_read_report *report = r->report;
    if (ix_tree_attribute_take(entity, "action").len > 0) {
        return ix_error_at(error, IX_E_INPUT, r->file->name, place->line, place->from,
                           "it is a delta, not a whole list: read it as ofac_delta_xml");
    }
    const char *why = read_entity(r, entity);
    if (r->draft.status != IX_OK) {
        return r->draft.status;
    }
    report->rows++;
    if (why != NULL) {
        ix_error fault = {0};
        ix_error_at(&fault, IX_E_INPUT, r->file->name, place->line, place->from, "%s", why);
        ix_report_refuse(report, &fault);
        return IX_OK;
    }
    report->rows_read++;
    report->entities++;
    report->names += r->draft.entity.name_count;
    return r->sink(r->context, &r->draft.entity, error);
}

/* ------------------------------------------------------------------ the file */

static void read_publication(reading *r, ix_tree *publication) {
    EACH(e, publication) {
        bool time = ix_str_equal(e->name, IX_STR("dataAsOf")) ||
                    ix_str_equal(e->name, IX_STR("datePublished"));
        if (time && e->text.len > 0 && !ofac_when_parse(&r->report->published, e->text)) {
            ix_draft_warn(&r->draft, IX_STR("publication_not_understood"), e->text);
        }
    }
}

static ix_status on_record(void *context, int which, ix_tree *record, const ix_tree_place *place,
                           ix_error *error) {
    reading *r = context;
    ix_status status = IX_OK;
    r->draft.line = place->line;
    if (which == PUBLICATION) {
        read_publication(r, record);
    } else if (which == REFERENCE_VALUE) {
        status = ix_codes_add(&r->references, (ix_str){0}, ix_tree_attribute_take(record, "refId"),
                              ix_tree_take(record, "value"), r->draft.keep);
    } else if (which == ENTITY) {
        status = take_entity(r, record, place, error);
    }
    return status == IX_OK ? r->draft.status : status;
}

static void on_unknown(void *context, ix_str path, int64_t line) {
    reading *r = context;
    r->draft.line = line;
    ix_draft_warn(&r->draft, IX_STR("unknown_element"), path);
}

static const ix_tree_layout layout = {
    .file = FILE_NAME,
    .root = "sanctionsData",
    .records = {[PUBLICATION] = {"publicationInfo"},
                [REFERENCE_VALUE] = {"referenceValues/referenceValue"},
                [FEATURE_TYPE] = {"featureTypes/featureType"},
                [ENTITY] = {"entities/entity"}},
    .record = on_record,
    .unknown = on_unknown};

/* Files without a role are told by their names. */
static const ix_list_file *whole_file(const ix_list_file *files, int file_count) {
    for (int i = 0; i < file_count; i++) {
        ix_str role = files[i].role;
        bool named = role.len == 0 && !ix_str_ends_with(files[i].name, IX_STR("_delta.xml"));
        if (named || ix_str_equal(role, IX_STR("primary"))) {
            return &files[i];
        }
    }
    return NULL;
}

/* The whole file among the files of a snapshot; a delta beside it is in it already. */
static ix_status read_whole(const ix_list_file *file, const ix_knowledge *knowledge,
                            ix_entity_sink sink, void *context, ix_read_report *report,
                            ix_arena *arena, ix_error *error) {
    ix_arena scratch;
    ix_arena_init_with(&scratch, arena->cap, arena->allocator);
    report->stated_count = -1;
    report->layout = ix_str_from_cstr(layout.root);
    reading r = {.draft = {.arena = &scratch,
                           .keep = arena,
                           .report = report,
                           .knowledge = knowledge,
                           .file = file->name},
                 .report = report,
                 .sink = sink,
                 .context = context,
                 .file = file};
    ix_error fault;
    ix_status status = ix_tree_read(&fault, &layout, file, &r, arena, error);
    if (status == IX_OK && fault.status != IX_OK) {
        report->truncated = true;
        report->rows++;
        ix_report_refuse(report, &fault);
    }
    report->primary_rows = report->rows;
    ix_arena_free(&scratch);
    return status;
}

ix_status ofac_enhanced_xml_read(const ix_list_file *files, int file_count,
                                 const ix_knowledge *knowledge, ix_entity_sink sink, void *context,
                                 ix_read_report *report, ix_arena *arena, ix_error *error) {
    if (file_count != 1) {
        return ix_error_set(error, IX_E_INPUT, "%d files were given, where %s is one", file_count,
                            layout.file);
    }
    return read_whole(&files[0], knowledge, sink, context, report, arena, error);
}

ix_status ofac_delta_xml_read(const ix_list_file *files, int file_count,
                              const ix_knowledge *knowledge, ix_entity_sink sink, void *context,
                              ix_read_report *report, ix_arena *arena, ix_error *error) {
    const ix_list_file *whole = whole_file(files, file_count);
    if (whole == NULL || file_count != 2) {
        return ix_error_at(error, IX_E_INPUT, files[0].name, 0, -1,
                           "a delta is no list: it is read with the file it was merged into");
    }
    return read_whole(whole, knowledge, sink, context, report, arena, error);
}
