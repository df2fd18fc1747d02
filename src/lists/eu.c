/* Details of the European Union's list, whichever format they come in. */
#include "eu.h"

#include <string.h>

#define KEY_BYTES 128 /* enough to see whether a number has anything to compare */

/* Two texts with a separator between them unless one is empty. */
static ix_str join(ix_draft *draft, ix_str a, const char *separator, ix_str b) {
    if (a.len == 0 || b.len == 0) {
        return a.len == 0 ? b : a;
    }
    const ix_str parts[] = {a, ix_str_from_cstr(separator), b};
    return ix_draft_join(draft, parts, 3);
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

/* "00" is the list's code for a country that is not known. */
static ix_str country_of(ix_str code, ix_str name) {
    bool known = code.len > 0 && !ix_str_equal(code, IX_STR("00"));
    if (known) {
        return code;
    }
    return ix_str_equal_ascii_nocase(name, IX_STR("UNKNOWN")) ? (ix_str){0} : name;
}

/* Keep a remark on a detail, with what it is about. */
static void keep_remark(ix_draft *draft, const char *name, ix_str about, ix_str remark) {
    if (remark.len > 0) {
        ix_draft_unmodelled(draft, ix_str_from_cstr(name), join(draft, about, ": ", remark));
    }
}

/* ------------------------------------------------------------------ names */

/* A function or title that several names repeat is kept once. */
static void add_title(ix_draft *draft, ix_str title) {
    ix_str have = draft->entity.title;
    if (title.len > 0 && ix_str_find(have, title, 0) < 0) {
        draft->entity.title = join(draft, have, "; ", title);
    }
}

static void add_gender(ix_draft *draft, ix_str gender) {
    ix_gender read = ix_str_equal(gender, IX_STR("M"))   ? IX_GENDER_MALE
                     : ix_str_equal(gender, IX_STR("F")) ? IX_GENDER_FEMALE
                                                         : IX_GENDER_UNKNOWN;
    ix_gender have = draft->entity.gender;
    if (read == IX_GENDER_UNKNOWN || (have != IX_GENDER_UNKNOWN && have != read)) {
        ix_draft_unmodelled(draft, IX_STR("gender"), gender);
    } else {
        draft->entity.gender = read;
    }
}

void eu_add_name(ix_draft *draft, const ix_str *v) {
    ix_str name = v[EU_WHOLE];
    if (name.len == 0) {
        name = join(draft, join(draft, v[EU_FIRST], " ", v[EU_MIDDLE]), " ", v[EU_LAST]);
    }
    ix_str remark = v[EU_NAME_REMARK];
    bool weak = ix_str_equal_ascii_nocase(v[EU_STRONG], IX_STR("false")) ||
                speaks_of(remark, "low quality") || speaks_of(remark, "lo quality");
    const ix_str origin[] = {IX_STR("nameAlias"), v[EU_NAME_ID].len > 0 ? IX_STR(" ") : (ix_str){0},
                             v[EU_NAME_ID], v[EU_LANGUAGE].len > 0 ? IX_STR(" ") : (ix_str){0},
                             v[EU_LANGUAGE]};
    if (name.len == 0) {
        ix_draft_warn(draft, IX_STR("empty_alias"), draft->entity.key);
    }
    ix_draft_name(draft, weak ? IX_NAME_WEAK : IX_NAME_STRONG, name,
                  ix_draft_join(draft, origin, sizeof origin / sizeof origin[0]));
    if (v[EU_GENDER].len > 0) {
        add_gender(draft, v[EU_GENDER]);
    }
    add_title(draft, v[EU_TITLE]);
    add_title(draft, v[EU_FUNCTION]);
    keep_remark(draft, "name_remark", name, remark);
}

/* ------------------------------------------------------------------ identifications */

static ix_identifier_type identification_type(ix_draft *draft, ix_str code) {
    static const struct {
        const char *code;
        ix_identifier_type type;
    } rows[] = {
        {"passport", IX_ID_PASSPORT},
        {"diplpassport", IX_ID_PASSPORT},
        {"travelcardid", IX_ID_OTHER},
        {"id", IX_ID_NATIONAL},
        {"ssn", IX_ID_NATIONAL},
        {"unssn", IX_ID_OTHER},
        {"residentperm", IX_ID_OTHER},
        {"electionid", IX_ID_OTHER},
        {"fiscalcode", IX_ID_TAX},
        {"taxid", IX_ID_TAX},
        {"euvat", IX_ID_TAX},
        {"regnumber", IX_ID_REGISTRATION},
        {"tradelic", IX_ID_OTHER},
        {"imo", IX_ID_IMO},
        {"swiftbic", IX_ID_BIC},
        {"lei", IX_ID_LEI},
        {"birthcert", IX_ID_OTHER},
        {"nationcert", IX_ID_OTHER},
        {"drivinglicence", IX_ID_OTHER},
        {"iban", IX_ID_IBAN},
        {"other", IX_ID_OTHER},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (ix_str_equal(code, ix_str_from_cstr(rows[i].code))) {
            return rows[i].type;
        }
    }
    ix_draft_warn(draft, IX_STR("unknown_identification"), code);
    return IX_ID_OTHER;
}

static void read_date(ix_draft *draft, ix_date *date, const char *name, ix_str text) {
    ix_date_range readings[2];
    int count = 0;
    if (text.len > 0 && ix_date_parse(readings, &count, text, NULL) == IX_OK && count == 1) {
        *date = readings[0].from;
    } else {
        ix_draft_unmodelled(draft, ix_str_from_cstr(name), text);
    }
}

void eu_add_identification(ix_draft *draft, const ix_str *v) {
    ix_str number = v[EU_NUMBER].len > 0 ? v[EU_NUMBER] : v[EU_LATIN_NUMBER];
    ix_str label = v[EU_ID_DESCRIPTION].len > 0 ? v[EU_ID_DESCRIPTION] : v[EU_ID_TYPE];
    ix_identifier_type type = identification_type(draft, v[EU_ID_TYPE]);
    ix_str country = country_of(v[EU_ID_COUNTRY], v[EU_ID_COUNTRY_NAME]);
    ix_identifier none = {0};
    char key[KEY_BYTES];
    bool comparable = ix_identifier_key(key, KEY_BYTES, type, number) > 0;
    ix_identifier *id = comparable ? ix_draft_identifier(draft, type, label, number) : NULL;
    ix_draft_unmodelled(draft, IX_STR("identification_number"), comparable ? (ix_str){0} : number);
    id = id == NULL ? &none : id;
    if (!ix_draft_country(draft, id->country, country)) {
        ix_draft_unmodelled(draft, IX_STR("identification_country"), country);
    }
    read_date(draft, &id->issued, "identification_issued", v[EU_ISSUED]);
    read_date(draft, &id->expires, "identification_valid_to", v[EU_VALID_TO]);
    if (comparable && !ix_str_equal(v[EU_LATIN_NUMBER], number)) {
        ix_draft_identifier(draft, type, label, v[EU_LATIN_NUMBER]);
    }
    keep_remark(draft, "identification_remark", number, v[EU_ID_REMARK]);
}

/* ------------------------------------------------------------------ births */

/* Year, month and day as the list's other date columns write them: "1924-02-21". */
static ix_str date_of_parts(ix_draft *draft, const ix_str *v) {
    static const ix_str zero = {"0", 1};
    ix_str date = v[EU_YEAR];
    for (int i = EU_MONTH; i <= EU_DAY && date.len > 0 && v[i].len > 0; i++) {
        const ix_str parts[] = {date, IX_STR("-"), v[i].len == 1 ? zero : (ix_str){0}, v[i]};
        date = ix_draft_join(draft, parts, 4);
    }
    return date;
}

/* In another calendar only the whole date is the list's conversion; its parts are not. */
void eu_add_birth(ix_draft *draft, const ix_str *v) {
    bool gregorian =
        v[EU_CALENDAR].len == 0 || ix_str_equal_ascii_nocase(v[EU_CALENDAR], IX_STR("GREGORIAN"));
    ix_str date = v[EU_BIRTH].len > 0 ? v[EU_BIRTH] : date_of_parts(draft, v);
    if (date.len == 0) {
        date = join(draft, v[EU_YEAR_FROM], " to ", v[EU_YEAR_TO]);
    }
    if (!gregorian && v[EU_BIRTH].len == 0 && date.len > 0) {
        ix_draft_unmodelled(draft, IX_STR("birthdate"), join(draft, v[EU_CALENDAR], " ", date));
    } else if (date.len > 0) {
        bool circa = ix_str_equal_ascii_nocase(v[EU_CIRCA], IX_STR("true"));
        ix_draft_birth(draft, IX_STR("birthdate"),
                       circa ? join(draft, IX_STR("circa"), " ", date) : date);
    }
    ix_str place = join(draft, v[EU_BIRTH_PLACE], ", ", v[EU_BIRTH_CITY]);
    place = join(draft, place, ", ", v[EU_BIRTH_REGION]);
    ix_str country = country_of(v[EU_BIRTH_COUNTRY], v[EU_BIRTH_COUNTRY_NAME]);
    bool named = v[EU_BIRTH_COUNTRY_NAME].len > 0 && country.len > 0;
    place = join(draft, place, ", ", named ? v[EU_BIRTH_COUNTRY_NAME] : country);
    ix_draft_birth_place(draft, place);
    keep_remark(draft, "birthdate_remark", date, v[EU_BIRTH_REMARK]);
}

/* ------------------------------------------------------------------ places */

void eu_add_citizenship(ix_draft *draft, const ix_str *v) {
    ix_str country = country_of(v[EU_CITIZEN_COUNTRY], v[EU_CITIZEN_COUNTRY_NAME]);
    if (country.len > 0) {
        ix_draft_nationality(draft, IX_STR("citizenship"), country);
    }
    keep_remark(draft, "citizenship_region", country, v[EU_CITIZEN_REGION]);
    keep_remark(draft, "citizenship_remark", country, v[EU_CITIZEN_REMARK]);
}

void eu_add_address(ix_draft *draft, const ix_str *v) {
    ix_str box =
        v[EU_PO_BOX].len > 0 ? join(draft, IX_STR("P.O. Box"), " ", v[EU_PO_BOX]) : (ix_str){0};
    ix_str street = join(draft, v[EU_STREET], ", ", box);
    ix_str place = join(draft, v[EU_PLACE], ", ", v[EU_CITY]);
    place = join(draft, place, " ", v[EU_ZIP]);
    place = join(draft, place, ", ", v[EU_REGION]);
    ix_str remark = join(draft, v[EU_CONTACT], "; ", v[EU_ADDRESS_REMARK]);
    ix_str country = country_of(v[EU_COUNTRY], v[EU_COUNTRY_NAME]);
    if (street.len + place.len + country.len == 0) {
        ix_draft_unmodelled(draft, IX_STR("address_remark"), remark);
    }
    ix_draft_address(draft, street, place, country, remark);
}

/* ------------------------------------------------------------------ the listing */

static bool is_earlier(ix_when a, ix_when b) {
    return b.kind == IX_WHEN_NONE || (a.kind == b.kind && a.value < b.value);
}

static void start_by(ix_draft *draft, const char *name, ix_str text) {
    ix_when when = {0};
    if (text.len == 0 || draft->status != IX_OK) {
        return;
    }
    ix_listing *listing = &draft->entity.listings[0];
    if (ix_when_parse(&when, text, NULL) != IX_OK) {
        ix_draft_unmodelled(draft, ix_str_from_cstr(name), text);
        ix_draft_warn(draft, IX_STR("date_not_understood"), text);
    } else if (is_earlier(when, listing->effective_from)) {
        listing->effective_from = when;
    }
}

/* An entity with several keeps the programmes and titles of all. */
void eu_add_regulation(ix_draft *draft, const ix_str *v) {
    if (draft->status != IX_OK) {
        return;
    }
    ix_listing *listing = &draft->entity.listings[0];
    bool have = false;
    for (int i = 0; i < listing->program_count; i++) {
        have |= ix_str_equal(listing->programs[i], v[EU_PROGRAMME]);
    }
    if (!have) {
        ix_draft_program(draft, v[EU_PROGRAMME]);
    }
    if (ix_str_find(listing->authority, v[EU_NUMBER_TITLE], 0) < 0) {
        listing->authority = join(draft, listing->authority, "; ", v[EU_NUMBER_TITLE]);
    }
    ix_when published = {0};
    if (ix_when_parse(&published, v[EU_PUBLISHED], NULL) == IX_OK &&
        is_earlier(published, listing->published)) {
        listing->published = published;
    }
    start_by(draft, "entryIntoForceDate", v[EU_IN_FORCE]);
}

void eu_add_summary(ix_draft *draft, const ix_str *v) {
    const ix_entity *e = &draft->entity;
    ix_str title = v[EU_SUMMARY_TITLE];
    ix_str text = join(draft, v[EU_SUMMARY_TYPE], " ", title);
    text = join(draft, text, " ", v[EU_SUMMARY_PUBLISHED]);
    text = join(draft, text, " ", v[EU_SUMMARY_URL]);
    if (text.len == 0 || draft->status != IX_OK) {
        return;
    }
    if (title.len > 0 && ix_str_find(e->listings[0].authority, title, 0) < 0) {
        start_by(draft, "regulationSummary", v[EU_SUMMARY_PUBLISHED]);
    }
    for (int i = 0; i < e->unmodelled_count; i++) {
        if (ix_str_equal(e->unmodelled[i].value, text)) {
            return;
        }
    }
    ix_draft_unmodelled(draft, IX_STR("regulationSummary"), text);
}

/* ------------------------------------------------------------------ the entity */

static ix_party_type subject_type(ix_draft *draft, ix_str code) {
    if (ix_str_equal(code, IX_STR("person")) || ix_str_equal(code, IX_STR("P"))) {
        return IX_PARTY_PERSON;
    }
    if (!ix_str_equal(code, IX_STR("enterprise")) && !ix_str_equal(code, IX_STR("E"))) {
        ix_draft_warn(draft, IX_STR("unknown_subject_type"), code);
        return IX_PARTY_ANY;
    }
    return IX_PARTY_ORGANIZATION;
}

const char *eu_begin(ix_draft *draft, const ix_str *v) {
    ix_draft_begin(draft, v[EU_REFERENCE], IX_PARTY_ANY);
    if (v[EU_REFERENCE].len == 0) {
        return "the EU reference number is missing";
    }
    draft->entity.type = subject_type(draft, v[EU_SUBJECT]);
    ix_draft_relation(draft, IX_STR("UN reference"), v[EU_UN_ID]);
    start_by(draft, "designationDate", v[EU_DESIGNATED]);
    ix_draft_unmodelled(draft, IX_STR("designationDetails"), v[EU_DESIGNATION_DETAILS]);
    ix_draft_unmodelled(draft, IX_STR("logicalId"), v[EU_LOGICAL_ID]);
    return NULL;
}

/* How little a name is fit to be the primary one: those of no language or in English come first,
 * weak ones last. The language ends the origin, see eu_add_name. */
static int rank_of(const ix_entity_name *name) {
    ix_str end = ix_str_slice(name->origin, name->origin.len - 3, name->origin.len);
    bool language = end.len == 3 && end.ptr[0] == ' ' && end.ptr[1] >= 'A' && end.ptr[1] <= 'Z';
    int rank = !language ? 0 : ix_str_equal(end, IX_STR(" EN")) ? 1 : 2;
    return name->kind == IX_NAME_WEAK ? rank + 3 : rank;
}

const char *eu_end(ix_draft *draft) {
    ix_entity *e = &draft->entity;
    if (draft->status != IX_OK) {
        return NULL;
    }
    if (e->name_count == 0) {
        return "the entity has no name";
    }
    int first = 0;
    for (int i = 1; i < e->name_count; i++) {
        first = rank_of(&e->names[i]) < rank_of(&e->names[first]) ? i : first;
    }
    if (e->names[first].kind == IX_NAME_WEAK) {
        ix_draft_warn(draft, IX_STR("only_weak_names"), e->key);
    }
    ix_entity_name primary = e->names[first];
    memmove(e->names + 1, e->names, (size_t)first * sizeof *e->names);
    primary.kind = IX_NAME_PRIMARY;
    e->names[0] = primary;
    if (e->listings[0].program_count == 0) {
        ix_draft_warn(draft, IX_STR("no_program"), e->key);
    }
    return NULL;
}
