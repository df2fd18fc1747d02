/* The UK Sanctions List of the Foreign, Commonwealth and Development Office as XML.
 *
 *     Designations
 *       DateGenerated
 *       Designation
 *         LastUpdated DateDesignated UniqueID OFSIGroupID UNReferenceNumber RegimeName
 *         IndividualEntityShip DesignationSource SanctionsImposed OtherInformation
 *         UKStatementofReasons
 *         Names/Name{Name1 ... Name6 NameType AliasStrength}
 *         NonLatinNames/NonLatinName{NameNonLatinScript NonLatinScriptType NonLatinScriptLanguage}
 *         Titles/Title Addresses/Address{AddressLine1 ...} PhoneNumbers/PhoneNumber ...
 *         SanctionsImposedIndicators{AssetFreeze TravelBan ...}
 *         IndividualDetails/Individual{DOBs/DOB PassportDetails/Passport{...} ...}
 *         EntityDetails/Entity{...} ShipDetails/Ship{...}
 *
 * What stands together (the parts of a name, of an address) has one element around it and becomes
 * one row; what is told by its element's name alone may stand anywhere. */
#include "readers.h"
#include "uk.h"
#include "xml.h"

#include <string.h>

#define NAMED(text)                                                                                \
    { text, sizeof(text) - 1 }

/* Elements by their own name. */
static const struct element {
    ix_str name;
    int slot;
} elements[] = {
    {NAMED("UniqueID"), UK_KEY},
    {NAMED("OFSIGroupID"), UK_GROUP},
    {NAMED("UNReferenceNumber"), UK_UN},
    {NAMED("Name1"), UK_NAME1},
    {NAMED("Name2"), UK_NAME2},
    {NAMED("Name3"), UK_NAME3},
    {NAMED("Name4"), UK_NAME4},
    {NAMED("Name5"), UK_NAME5},
    {NAMED("Name6"), UK_NAME6},
    {NAMED("NameType"), UK_NAME_TYPE},
    {NAMED("AliasStrength"), UK_STRENGTH},
    {NAMED("NameNonLatinScript"), UK_SCRIPT_NAME},
    {NAMED("NonLatinScriptType"), UK_SCRIPT_TYPE},
    {NAMED("NonLatinScriptLanguage"), UK_SCRIPT_LANGUAGE},
    {NAMED("Title"), UK_TITLE},
    {NAMED("Position"), UK_POSITION},
    {NAMED("Gender"), UK_GENDER},
    {NAMED("RegimeName"), UK_REGIME},
    {NAMED("IndividualEntityShip"), UK_KIND},
    {NAMED("DesignationSource"), UK_SOURCE},
    {NAMED("SanctionsImposed"), UK_MEASURES},
    {NAMED("OtherInformation"), UK_INFORMATION},
    {NAMED("UKStatementofReasons"), UK_REASONS},
    {NAMED("DateDesignated"), UK_DESIGNATED},
    {NAMED("LastUpdated"), UK_UPDATED},
    {NAMED("AddressLine1"), UK_LINE1},
    {NAMED("AddressLine2"), UK_LINE2},
    {NAMED("AddressLine3"), UK_LINE3},
    {NAMED("AddressLine4"), UK_LINE4},
    {NAMED("AddressLine5"), UK_LINE5},
    {NAMED("AddressLine6"), UK_LINE6},
    {NAMED("AddressPostalCode"), UK_POSTCODE},
    {NAMED("AddressCountry"), UK_COUNTRY},
    {NAMED("PhoneNumber"), UK_PHONE},
    {NAMED("Website"), UK_WEBSITE},
    {NAMED("EmailAddress"), UK_EMAIL},
    {NAMED("DOB"), UK_BORN},
    {NAMED("TownOfBirth"), UK_TOWN},
    {NAMED("CountryOfBirth"), UK_BIRTH_COUNTRY},
    {NAMED("Nationality"), UK_NATIONALITY},
    {NAMED("PassportNumber"), UK_PASSPORT},
    {NAMED("PassportAdditionalInformation"), UK_PASSPORT_NOTE},
    {NAMED("NationalIdentifierNumber"), UK_NATIONAL_ID},
    {NAMED("NationalIdentifierAdditionalInformation"), UK_NATIONAL_ID_NOTE},
    {NAMED("TypeOfEntity"), UK_ENTITY_TYPE},
    {NAMED("Subsidiary"), UK_SUBSIDIARY},
    {NAMED("ParentCompany"), UK_PARENT},
    {NAMED("BusinessRegistrationNumber"), UK_REGISTRATION},
    {NAMED("IMONumber"), UK_IMO},
    {NAMED("CurrentOwnerOperator"), UK_OWNER},
    {NAMED("PreviousOwnerOperator"), UK_FORMER_OWNER},
    {NAMED("CurrentBelievedFlagOfShip"), UK_FLAG},
    {NAMED("PreviousFlag"), UK_FORMER_FLAG},
    {NAMED("TypeOfShip"), UK_SHIP_TYPE},
    {NAMED("TonnageOfShip"), UK_TONNAGE},
    {NAMED("LengthOfShip"), UK_LENGTH},
    {NAMED("YearBuilt"), UK_BUILT},
    {NAMED("HullIdentificationNumber"), UK_HULL},
};

static int slot_of(ix_str path) {
    ptrdiff_t slash = path.len;
    while (slash > 0 && path.ptr[slash - 1] != '/') {
        slash--;
    }
    ix_str name = ix_str_slice(path, slash, path.len);
    for (size_t i = 0; i < sizeof elements / sizeof elements[0]; i++) {
        if (ix_str_equal(name, elements[i].name)) {
            return elements[i].slot;
        }
    }
    return -1;
}

/* ------------------------------------------------------------------ measures */

static char letter_of(char c) {
    c = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    return (char)(c >= 'a' && c <= 'z' ? c : '\0');
}

/* Do the letters of the words stand in the text from there on? Neither spaces nor hyphens count. */
static bool letters_at(ix_str text, ptrdiff_t at, ix_str words) {
    for (ptrdiff_t i = 0; i < words.len; i++) {
        if (letter_of(words.ptr[i]) == '\0') {
            continue;
        }
        while (at < text.len && letter_of(text.ptr[at]) == '\0') {
            at++;
        }
        if (at == text.len || letter_of(text.ptr[at]) != letter_of(words.ptr[i])) {
            return false;
        }
        at++;
    }
    return true;
}

/* "De-flag" mentions "Deflag". */
static bool mentions(ix_str text, ix_str words) {
    for (ptrdiff_t at = 0; at < text.len; at++) {
        if (letter_of(text.ptr[at]) != '\0' && letters_at(text, at, words)) {
            return true;
        }
    }
    return false;
}

/* An indicator's name as words: "Asset Freeze". */
static ix_str spaced(ix_draft *draft, ix_str name) {
    char text[2 * IX_XML_NAME_BYTES_MAX];
    ptrdiff_t len = 0;
    for (ptrdiff_t i = 0; i < name.len && i < IX_XML_NAME_BYTES_MAX; i++) {
        bool capital = name.ptr[i] >= 'A' && name.ptr[i] <= 'Z';
        if (capital && i > 0) {
            text[len++] = ' ';
        }
        text[len++] = (char)(capital && i > 0 ? name.ptr[i] + ('a' - 'A') : name.ptr[i]);
    }
    return ix_draft_join(draft, &(ix_str){text, len}, 1);
}

/* The indicators say the measures again, one by one. One that is not among the measures is added,
 * whatever its name: an asset freeze must not be lost to a text that was cut. */
static void read_indicators(ix_xml *x) {
    static const ix_str prefix = NAMED("SanctionsImposedIndicators/");
    ix_listing *listing = &x->draft.entity.listings[0];
    for (int i = 0; i < x->leaf_count; i++) {
        ix_xml_leaf *l = &x->leaves[i];
        if (l->taken || !ix_str_starts_with(l->path, prefix)) {
            continue;
        }
        l->taken = true;
        ix_str name = ix_str_slice(l->path, prefix.len, l->path.len);
        if (!ix_str_equal_ascii_nocase(l->text, IX_STR("true"))) {
            if (!ix_str_equal_ascii_nocase(l->text, IX_STR("false"))) {
                uk_keep(&x->draft, l->path, l->text);
            }
        } else if (!mentions(listing->measures, name)) {
            ix_str measure = spaced(&x->draft, name);
            ix_draft_warn(&x->draft, IX_STR("measure_only_indicated"), measure);
            listing->measures = ix_xml_join(x, listing->measures, IX_STR("|"), measure);
        }
    }
}

/* ------------------------------------------------------------------ a designation */

/* Rows of the leaves: one ends where another element's children begin, or a slot is taken. */
static void add_rows(ix_xml *x) {
    ix_str row[UK_SLOTS] = {0};
    int32_t parent = -1;
    bool empty = true;
    for (int i = 0; i < x->leaf_count; i++) {
        ix_xml_leaf *l = &x->leaves[i];
        int slot = l->taken ? -1 : slot_of(l->path);
        if (slot < 0) {
            continue;
        }
        if (!empty && (l->parent != parent || row[slot].len > 0)) {
            uk_add(&x->draft, row);
            memset(row, 0, sizeof row);
        }
        row[slot] = l->text;
        parent = l->parent;
        empty = false;
        l->taken = true;
    }
    if (!empty) {
        uk_add(&x->draft, row);
    }
}

static const char *read_entry(ix_xml *x) {
    ix_str head[UK_SLOTS] = {0};
    head[UK_KEY] = ix_xml_take(x, IX_STR("UniqueID"));
    head[UK_KIND] = ix_xml_take(x, IX_STR("IndividualEntityShip"));
    const char *why = uk_begin(&x->draft, head);
    if (why != NULL || x->draft.status != IX_OK) {
        return why;
    }
    add_rows(x);
    if (x->draft.status == IX_OK) {
        read_indicators(x);
        ix_xml_leftovers(x);
    }
    return uk_end(&x->draft);
}

static void read_publication(ix_xml *x, ix_str path, ix_str text) {
    bool midnight = text.len == 19 && text.ptr[10] == 'T'; /* in no zone: the date alone */
    ix_str date = uk_date(&x->draft, midnight ? ix_str_slice(text, 0, 10) : text);
    if (ix_str_equal(path, IX_STR("DateGenerated")) &&
        ix_when_parse(&x->report->published, date, NULL) == IX_OK) {
        return;
    }
    if (!ix_str_starts_with(path, IX_STR("@xsi:"))) {
        ix_draft_warn(&x->draft, IX_STR("publication_not_understood"), text);
    }
}

static const ix_xml_layout layout = {.file = "UK-Sanctions-List.xml",
                                     .root = "Designations",
                                     .records = {"Designation"},
                                     .others = {"DateGenerated"},
                                     .item_levels = 2,
                                     .outside = read_publication,
                                     .record = read_entry};

ix_status uk_xml_read(const ix_list_file *files, int file_count, const ix_knowledge *knowledge,
                      ix_entity_sink sink, void *context, ix_read_report *report, ix_arena *arena,
                      ix_error *error) {
    return ix_xml_read(&layout, files, file_count, knowledge, sink, context, report, arena, error);
}
