/* The European Union's consolidated financial sanctions list, XML 1.1.
 *
 *     export@generationDate
 *       sanctionEntity{designationDate designationDetails unitedNationId euReferenceNumber
 *                      logicalId}
 *         regulation{programme publicationDate entryIntoForceDate numberTitle}/publicationUrl
 *         subjectType{code}
 *         nameAlias{wholeName firstName middleName lastName strong nameLanguage gender function
 *                   title}                                           each of these with remark
 *         identification{number identificationTypeCode countryIso2Code issuedDate validTo}
 *         birthdate{birthdate year monthOfYear dayOfMonth yearRangeFrom yearRangeTo circa city}
 *         citizenship{countryIso2Code}
 *         address{street poBox zipCode city region place countryIso2Code}/contactInfo{key value}
 *         remark
 *
 * Each detail names the regulation it rests on (regulationSummary) and has a number and a language
 * of its own (logicalId, regulationLanguage): taken and not kept, save that the regulations of an
 * entity are kept once each. */
#include "eu.h"
#include "readers.h"
#include "xml.h"

#include <string.h>

/* Fields that come behind the ones of a detail in eu.h. */
#define SUMMARY_FIELDS                                                                             \
    "regulationSummary@numberTitle", "regulationSummary@publicationDate",                          \
        "regulationSummary@regulationType", "regulationSummary@publicationUrl", "@logicalId",      \
        "@regulationLanguage"

static void add_name(ix_xml *x, const ix_str *v) {
    eu_add_name(&x->draft, v);
    eu_add_summary(&x->draft, v + EU_NAME_ID + 1);
}

static void add_identification(ix_xml *x, const ix_str *v) {
    eu_add_identification(&x->draft, v);
    eu_add_summary(&x->draft, v + EU_ID_REMARK + 1);
}

static void add_birth(ix_xml *x, const ix_str *v) {
    eu_add_birth(&x->draft, v);
    eu_add_summary(&x->draft, v + EU_BIRTH_REMARK + 1);
}

static void add_citizenship(ix_xml *x, const ix_str *v) {
    eu_add_citizenship(&x->draft, v);
    eu_add_summary(&x->draft, v + EU_CITIZEN_REMARK + 1);
}

/* contactInfo is a word and a value: "PHONE", "+0 1234". The element's own attributes follow. */
static void add_address(ix_xml *x, const ix_str *v) {
    ix_str values[EU_VALUES_MAX];
    memcpy(values, v, sizeof values);
    ix_str key = v[EU_ADDRESS_REMARK + 1];
    values[EU_CONTACT] = ix_xml_join(x, key, IX_STR(" "), v[EU_CONTACT]);
    eu_add_address(&x->draft, values);
    eu_add_summary(&x->draft, v + EU_ADDRESS_REMARK + 2);
}

static void add_regulation(ix_xml *x, const ix_str *v) {
    eu_add_regulation(&x->draft, v);
    ix_draft_unmodelled(&x->draft, IX_STR("publicationUrl"), v[EU_NUMBER_TITLE + 1]);
}

static const ix_xml_item item_kinds[] = {
    {{"regulation", 10},
     add_regulation,
     {"@programme", "@publicationDate", "@entryIntoForceDate", "@numberTitle", "publicationUrl",
      "@regulationType", "@organisationType", "@logicalId"}},
    {{"nameAlias", 9},
     add_name,
     {"@wholeName", "@firstName", "@middleName", "@lastName", "@strong", "@nameLanguage", "remark",
      "@gender", "@function", "@title", "@logicalId", SUMMARY_FIELDS}},
    {{"birthdate", 9},
     add_birth,
     {"@birthdate", "@year", "@monthOfYear", "@dayOfMonth", "@yearRangeFrom", "@yearRangeTo",
      "@circa", "@calendarType", "@place", "@city", "@region", "@countryIso2Code",
      "@countryDescription", "remark", SUMMARY_FIELDS}},
    {{"citizenship", 11},
     add_citizenship,
     {"@countryIso2Code", "@countryDescription", "@region", "remark", SUMMARY_FIELDS}},
    {{"identification", 14},
     add_identification,
     {"@number", "@identificationTypeCode", "@identificationTypeDescription", "@countryIso2Code",
      "@countryDescription", "@issuedDate", "@validTo", "@latinNumber", "remark", SUMMARY_FIELDS}},
    {{"address", 7},
     add_address,
     {"@street", "@poBox", "@place", "@city", "@zipCode", "@region", "@countryIso2Code",
      "@countryDescription", "contactInfo@value", "remark", "contactInfo@key", SUMMARY_FIELDS}},
};

/* What an identification says of itself unless it says no. */
static void drop_negatives(ix_xml *x) {
    for (int i = 0; i < x->leaf_count; i++) {
        ix_xml_leaf *l = &x->leaves[i];
        if (ix_str_equal(l->text, IX_STR("false")) &&
            (ix_str_starts_with(l->path, IX_STR("identification@")) ||
             ix_str_starts_with(l->path, IX_STR("address@")))) {
            l->taken = true;
        }
    }
}

static const char *read_entry(ix_xml *x) {
    static const ix_str paths[] = {
        [EU_REFERENCE] = {"sanctionEntity@euReferenceNumber", 32},
        [EU_UN_ID] = {"sanctionEntity@unitedNationId", 29},
        [EU_DESIGNATED] = {"sanctionEntity@designationDate", 30},
        [EU_DESIGNATION_DETAILS] = {"sanctionEntity@designationDetails", 33},
        [EU_SUBJECT] = {"subjectType@code", 16},
        [EU_LOGICAL_ID] = {"sanctionEntity@logicalId", 24},
    };
    ix_str values[EU_LOGICAL_ID + 1];
    for (int i = 0; i <= EU_LOGICAL_ID; i++) {
        values[i] = ix_xml_take(x, paths[i]);
    }
    ix_draft *draft = &x->draft;
    const char *why = eu_begin(draft, values);
    for (size_t i = 0; why == NULL && i < sizeof item_kinds / sizeof item_kinds[0]; i++) {
        ix_xml_items(x, &item_kinds[i]);
    }
    if (why != NULL || (why = eu_end(draft)) != NULL) {
        return why;
    }
    ix_xml_take(x, IX_STR("subjectType@classificationCode")); /* the same as the code */
    for (ix_str text; (text = ix_xml_take(x, IX_STR("remark"))).len > 0;) {
        draft->entity.remarks = ix_xml_join(x, draft->entity.remarks, IX_STR("\n"), text);
    }
    drop_negatives(x);
    ix_xml_leftovers(x);
    return NULL;
}

static void read_publication(ix_xml *x, ix_str path, ix_str text) {
    if (ix_str_equal(path, IX_STR("@generationDate")) &&
        ix_when_parse(&x->report->published, text, NULL) == IX_OK) {
        return;
    }
    if (!ix_str_equal(path, IX_STR("@globalFileId")) &&
        !ix_str_starts_with(path, IX_STR("@xsi:"))) {
        ix_draft_warn(&x->draft, IX_STR("publication_not_understood"), text);
    }
}

static const ix_xml_layout layout = {.file = "xmlFullSanctionsList_1_1.xml",
                                     .root = "export",
                                     .records = {"sanctionEntity"},
                                     .item_levels = 1,
                                     .outside = read_publication,
                                     .record = read_entry};

ix_status eu_xml_read(const ix_list_file *files, int file_count, const ix_knowledge *knowledge,
                      ix_entity_sink sink, void *context, ix_read_report *report, ix_arena *arena,
                      ix_error *error) {
    return ix_xml_read(&layout, files, file_count, knowledge, sink, context, report, arena, error);
}
