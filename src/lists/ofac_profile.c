/* A party of the advanced XML out of its pieces: names, features, documents, relations, entries. */
#include "ofac_advanced.h"

#include <string.h>

#define FILE_NAME "sdn_advanced.xml"

/* Codes and references, which mean nothing outside the file. */
static const char *const serials[] = {"ID",
                                      "FixedRef",
                                      "AliasTypeID",
                                      "Primary",
                                      "DocNameStatusID",
                                      "ScriptID",
                                      "ScriptStatusID",
                                      "Acronym",
                                      "NamePartGroupID",
                                      "NamePartTypeID",
                                      "PartySubTypeID",
                                      "FeatureTypeID",
                                      "ReliabilityID",
                                      "DetailTypeID",
                                      "DetailReferenceID",
                                      "IdentityID",
                                      "IdentityFeatureLinkTypeID",
                                      "IDRegDocumentID",
                                      "IDRegDocTypeID",
                                      "IDRegDocDateTypeID",
                                      "FeatureVersionID",
                                      "DocumentedNameID",
                                      "ProfileRelationshipID",
                                      "SanctionsEntryID",
                                      "ProfileID",
                                      "From-ProfileID",
                                      "To-ProfileID",
                                      "RelationTypeID",
                                      "RelationQualityID",
                                      "ListID",
                                      "EntryEventTypeID",
                                      "SanctionsTypeID",
                                      "LegalBasisID",
                                      "CountryID",
                                      "IssuedBy-CountryID",
                                      "CountryRelevanceID",
                                      "LocPartTypeID",
                                      "LocPartValueTypeID",
                                      "LocPartValueStatusID",
                                      "CalendarTypeID",
                                      "YearFixed",
                                      "MonthFixed",
                                      "DayFixed",
                                      "DeltaAction",
                                      NULL};

#define EACH(e, group, element)                                                                    \
    for (ix_tree *e = (group) == NULL ? NULL : (group)->first; (e) != NULL; (e) = (e)->next)       \
        if (ix_str_equal((e)->name, IX_STR(element)))

static bool is_true(ix_str text) {
    return ix_str_equal_ascii_nocase(text, IX_STR("true"));
}

/* The word for a code. A code without one is a warning and stands for itself, "ListID 1550". */
static ix_str word_of(advanced_reading *r, const char *set, ix_str code) {
    if (code.len == 0) {
        return (ix_str){0};
    }
    const ix_str *word = ix_codes_find(&r->codes, ix_str_from_cstr(set), code);
    if (word != NULL && word->len > 0) {
        return *word;
    }
    const ix_str parts[] = {ix_str_from_cstr(set), IX_STR(" "), code};
    ix_str self = ix_draft_join(&r->draft, parts, 3);
    ix_draft_warn(&r->draft, IX_STR("unknown_code"), self);
    return self;
}

/* ------------------------------------------------------------------ times */

static int small_number(ix_str text, int most) {
    int64_t number;
    return ix_str_to_int(text, &number) && number <= most ? (int)number : 0;
}

ix_date advanced_date(ix_tree *parent) {
    ix_date date = {
        .year = (int16_t)small_number(ix_tree_take(parent, "Year"), 9999),
        .month = (uint8_t)small_number(ix_tree_take(parent, "Month"), 12),
        .day = (uint8_t)small_number(ix_tree_take(parent, "Day"), 31),
    };
    return date.year != 0 && ix_date_is_valid(date) ? date : (ix_date){0};
}

static ix_date either(ix_tree *boundary, const char *first, const char *second) {
    ix_tree *child = ix_tree_child(boundary, first);
    ix_tree *other = ix_tree_child(boundary, second);
    ix_date date = child == NULL ? (ix_date){0} : advanced_date(child);
    ix_date spare = other == NULL ? (ix_date){0} : advanced_date(other);
    return date.year != 0 ? date : spare;
}

static ofac_period take_period(ix_tree *period) {
    ofac_period out = {0};
    if (period == NULL) {
        return out;
    }
    ix_tree *start = ix_tree_child(period, "Start");
    ix_tree *end = ix_tree_child(period, "End");
    out.first = either(start, "From", "To");
    out.last = end == NULL ? either(start, "To", "From") : either(end, "To", "From");
    ix_str circa[] = {ix_tree_attribute_take(period, "Approximate"),
                      ix_tree_attribute_take(start, "Approximate"),
                      ix_tree_attribute_take(end, "Approximate")};
    out.circa = is_true(circa[0]) || is_true(circa[1]) || is_true(circa[2]);
    return out;
}

/* ------------------------------------------------------------------ names */

/* A documented name as found in the profile. */
typedef struct found_name {
    ix_tree *alias;
    ix_tree *name;
    ix_codes *groups;
    int worth;    /* as the name of the entity */
    bool further; /* not the first of its alias */
} found_name;

static ix_str script_of(advanced_reading *r, ix_tree *name) {
    ix_tree *part = ix_tree_child(name, "DocumentedNamePart");
    ix_str script = word_of(
        r, "Script", ix_tree_attribute_take(ix_tree_child(part, "NamePartValue"), "ScriptID"));
    return ix_str_equal_ascii_nocase(script, IX_STR("Latin")) ? (ix_str){0} : script;
}

static ix_str text_of(advanced_reading *r, ix_tree *name, ix_codes *groups) {
    ofac_name_part parts[OFAC_NAME_PARTS_MAX];
    int count = 0;
    EACH(part, name, "DocumentedNamePart") {
        ix_tree *value = ix_tree_child(part, "NamePartValue");
        ix_str group = ix_tree_attribute_take(value, "NamePartGroupID");
        const ix_str *code = ix_codes_find(groups, (ix_str){0}, group);
        if (code == NULL) {
            ix_draft_warn(&r->draft, IX_STR("unknown_name_part_group"), group);
        }
        if (value != NULL && value->text.len > 0 && count < OFAC_NAME_PARTS_MAX) {
            parts[count++] =
                (ofac_name_part){code == NULL ? (ix_str){0} : word_of(r, "NamePartType", *code),
                                 ix_tree_text(value)};
        }
    }
    return ofac_name_join(&r->draft, parts, count);
}

static void add_name(advanced_reading *r, const found_name *found, bool primary) {
    ix_draft *draft = &r->draft;
    ix_str type = word_of(r, "AliasType", ix_tree_attribute_take(found->alias, "AliasTypeID"));
    ix_str script = script_of(r, found->name);
    ix_str text = text_of(r, found->name, found->groups);
    bool low = is_true(ix_tree_attribute_take(found->alias, "LowQuality"));
    ix_name_kind kind = ofac_name_kind(draft, type, low, found->further || script.len > 0);
    const ix_str origin[] = {IX_STR(FILE_NAME " "),
                             type,
                             IX_STR(" "),
                             ix_tree_attribute_take(found->alias, "FixedRef"),
                             script.len > 0 ? IX_STR(" ") : (ix_str){0},
                             script};
    if (text.len == 0) {
        ix_draft_warn(draft, IX_STR("empty_alias"), draft->entity.key);
    }
    ix_draft_name(draft, primary ? IX_NAME_PRIMARY : kind, text,
                  ix_str_trim(ix_draft_join(draft, origin, 6)));
}

static ix_codes *take_groups(advanced_reading *r, ix_tree *identity) {
    ix_codes *groups = IX_NEW(r->draft.arena, ix_codes, 1);
    ix_status status = groups == NULL ? IX_E_MEMORY : IX_OK;
    EACH(master, ix_tree_child(identity, "NamePartGroups"), "MasterNamePartGroup") {
        EACH(group, master, "NamePartGroup") {
            if (status == IX_OK) {
                status =
                    ix_codes_add(groups, (ix_str){0}, ix_tree_attribute_take(group, "ID"),
                                 ix_tree_attribute_take(group, "NamePartTypeID"), r->draft.arena);
            }
        }
    }
    r->draft.status = status == IX_OK ? r->draft.status : status;
    return groups;
}

static bool has_text(const ix_tree *name) {
    EACH(part, name, "DocumentedNamePart") {
        const ix_tree *value = ix_tree_child(part, "NamePartValue");
        if (value != NULL && value->text.len > 0) {
            return true;
        }
    }
    return false;
}

/* Call for each documented name; `best` gets the one that is the entity's, or an empty one. */
static void each_name(advanced_reading *r, ix_tree *profile, found_name *best, bool add) {
    EACH(identity, profile, "Identity") {
        ix_codes *groups = take_groups(r, identity);
        if (groups == NULL) {
            return;
        }
        bool main = !ix_str_equal(ix_tree_attribute_take(identity, "Primary"), IX_STR("false"));
        EACH(alias, identity, "Alias") {
            bool further = false;
            EACH(name, alias, "DocumentedName") {
                found_name found = {alias, name, groups, .further = further};
                found.worth = 1 + (main ? 4 : 0) +
                              (is_true(ix_tree_attribute_take(alias, "Primary")) ? 8 : 0) +
                              (script_of(r, name).len == 0 ? 2 : 0);
                further = true;
                if (add && name != best->name) {
                    add_name(r, &found, false);
                } else if (!add && has_text(name) && found.worth > best->worth) {
                    *best = found;
                }
            }
        }
    }
}

static void add_names(advanced_reading *r, ix_tree *profile) {
    found_name best = {0};
    each_name(r, profile, &best, false);
    if (best.name == NULL || r->draft.status != IX_OK) {
        return;
    }
    if (best.worth < 8) {
        ix_draft_warn(&r->draft, IX_STR("no_primary_name"), r->draft.entity.key);
    }
    add_name(r, &best, true);
    each_name(r, profile, &best, true);
}

/* ------------------------------------------------------------------ features */

/* A location as an address and its country. False: there is none of that number. */
static bool read_location(advanced_reading *r, ix_str id, ofac_address *address, ix_str *country) {
    ix_piece *piece;
    ix_pieces_find(&r->locations, &piece, id);
    ix_tree *location = piece == NULL ? NULL : advanced_tree(r, &piece->place);
    if (location == NULL) {
        ix_draft_warn(&r->draft, IX_STR("unknown_location"), id);
        return false;
    }
    EACH(part, location, "LocationPart") {
        ix_str type = word_of(r, "LocPartType", ix_tree_attribute_take(part, "LocPartTypeID"));
        EACH(value, part, "LocationPartValue") {
            ix_tree *text = ix_tree_child(value, "Value");
            if (text != NULL && ofac_address_part(&r->draft, address, type, text->text)) {
                ix_tree_text(text);
            }
        }
    }
    EACH(of, location, "LocationCountry") {
        ix_str name = word_of(r, "Country", ix_tree_attribute_take(of, "CountryID"));
        if (country->len > 0) {
            ix_draft_unmodelled(&r->draft, IX_STR("LocationCountry"), name);
        }
        *country = country->len > 0 ? *country : name;
    }
    EACH(area, location, "LocationAreaCode") {
        ix_str name = word_of(r, "AreaCode", ix_tree_attribute_take(area, "AreaCodeID"));
        if (country->len > 0) {
            ix_draft_unmodelled(&r->draft, IX_STR("LocationAreaCode"), name);
        }
        *country = country->len > 0 ? *country : name;
    }
    ix_tree_leftovers(&r->draft, location, true, serials);
    return true;
}

static ix_str join(ix_draft *draft, ix_str a, ix_str separator, ix_str b) {
    if (a.len == 0 || b.len == 0) {
        return a.len == 0 ? b : a;
    }
    const ix_str parts[] = {a, separator, b};
    return ix_draft_join(draft, parts, 3);
}

static void add_location(advanced_reading *r, ix_str type, ix_str id, const ofac_period *period) {
    ix_draft *draft = &r->draft;
    ofac_address address = {0};
    ix_str country = {0};
    if (!read_location(r, id, &address, &country)) {
        const ix_str parts[] = {IX_STR("Location "), id};
        ix_draft_unmodelled(draft, type, ix_draft_join(draft, parts, 2));
        return;
    }
    if (ix_str_equal_ascii_nocase(type, IX_STR("Location")) ||
        ix_str_equal_ascii_nocase(type, IX_STR("Address"))) {
        ofac_address_add(draft, &address, country);
        return;
    }
    ix_str value = join(draft, address.street, IX_STR(", "), address.city);
    value = join(draft, value, IX_STR(", "), address.state);
    value = join(draft, value, IX_STR(" "), address.postal);
    ofac_feature_parse(draft, type, join(draft, value, IX_STR(", "), country), period);
}

static void add_version(advanced_reading *r, ix_str type, ix_tree *version) {
    int said = 0;
    ofac_period period = take_period(ix_tree_child(version, "DatePeriod"));
    EACH(place, version, "VersionLocation") {
        add_location(r, type, ix_tree_attribute_take(place, "LocationID"), &period);
        said++;
    }
    EACH(detail, version, "VersionDetail") {
        ix_str code = ix_tree_attribute_take(detail, "DetailReferenceID");
        ix_str value = ix_tree_text(detail);
        value = value.len > 0 ? value : word_of(r, "DetailReference", code);
        if (value.len > 0) {
            ofac_feature_parse(&r->draft, type, value, &period);
            said++;
        }
    }
    bool first = true;
    EACH(time, version, "DatePeriod") {
        period = first ? period : take_period(time);
        if (said == 0 && period.first.year != 0) {
            ofac_feature_parse(&r->draft, type, (ix_str){0}, &period);
        }
        first = false;
    }
    if (said == 0 && first) {
        ix_draft_warn(&r->draft, IX_STR("empty_feature"), type);
    }
}

static void add_features(advanced_reading *r, ix_tree *profile) {
    EACH(feature, profile, "Feature") {
        ix_str type = word_of(r, "FeatureType", ix_tree_attribute_take(feature, "FeatureTypeID"));
        EACH(version, feature, "FeatureVersion") {
            add_version(r, type, version);
        }
    }
}

/* ------------------------------------------------------------------ documents, relations */

static bool starts_nocase(ix_str s, ix_str prefix) {
    return ix_str_equal_ascii_nocase(ix_str_slice(s, 0, prefix.len), prefix);
}

static void add_document(advanced_reading *r, ix_tree *document) {
    ix_draft *draft = &r->draft;
    ix_str issued = {0};
    ix_str expires = {0};
    EACH(time, document, "DocumentDate") {
        ix_str type =
            word_of(r, "IDRegDocDateType", ix_tree_attribute_take(time, "IDRegDocDateTypeID"));
        ofac_period period = take_period(ix_tree_child(time, "DatePeriod"));
        ix_str text = ofac_period_text(draft, &period);
        if (starts_nocase(type, IX_STR("Issue"))) {
            issued = text;
        } else if (starts_nocase(type, IX_STR("Expir"))) {
            expires = text;
        } else {
            ix_draft_unmodelled(draft, type, text);
        }
    }
    ix_str validity = ix_tree_attribute_take(document, "ValidityID");
    if (validity.len > 0 &&
        !ix_str_equal_ascii_nocase(word_of(r, "Validity", validity), IX_STR("Valid"))) {
        ix_draft_unmodelled(draft, IX_STR("Validity"), word_of(r, "Validity", validity));
    }
    ix_str country = word_of(r, "Country", ix_tree_attribute_take(document, "IssuedBy-CountryID"));
    ofac_id_parse(draft,
                  word_of(r, "IDRegDocType", ix_tree_attribute_take(document, "IDRegDocTypeID")),
                  ix_tree_take(document, "IDRegistrationNo"), country, issued, expires);
    ix_tree_leftovers(draft, document, true, serials);
}

/* As stated: out from this party, in the file's own words, also where they run the wrong way. */
static void add_relation(advanced_reading *r, ix_tree *relation) {
    ix_draft *draft = &r->draft;
    ix_str kind = word_of(r, "RelationType", ix_tree_attribute_take(relation, "RelationTypeID"));
    ix_str to = ix_tree_attribute_take(relation, "To-ProfileID");
    if (ix_codes_find(&r->codes, IX_STR("DistinctParty"), to) == NULL) {
        ix_draft_warn(draft, IX_STR("unknown_profile"), to);
    }
    if (is_true(ix_tree_attribute_take(relation, "Former"))) {
        kind = join(draft, kind, IX_STR(" "), IX_STR("(former)"));
    }
    ix_draft_relation(draft, kind, to);
    ix_tree_leftovers(draft, relation, true, serials);
}

/* Hand over each piece of an owner. */
static void each_piece(advanced_reading *r, ix_pieces *pieces, ix_str owner,
                       void (*add)(advanced_reading *r, ix_tree *piece)) {
    ix_piece *piece;
    int count = ix_pieces_find(pieces, &piece, owner);
    for (int i = 0; i < count; i++) {
        ix_tree *tree = advanced_tree(r, &piece[i].place);
        piece[i].taken = true;
        if (tree != NULL) {
            add(r, tree);
        }
    }
}

/* ------------------------------------------------------------------ entries */

static bool is_earlier(ix_date a, ix_date b) {
    return b.year == 0 || ix_date_first_day(a) < ix_date_first_day(b);
}

/* When the entry was made, and under which law. */
static void take_events(advanced_reading *r, ix_tree *entry, ix_listing *listing) {
    ix_date first = {0};
    ix_str law = {0};
    EACH(event, entry, "EntryEvent") {
        ix_tree *date = ix_tree_child(event, "Date");
        ix_date day = date == NULL ? (ix_date){0} : advanced_date(date);
        ix_str basis = word_of(r, "LegalBasis", ix_tree_attribute_take(event, "LegalBasisID"));
        first = day.day > 0 && is_earlier(day, first) ? day : first;
        law = ix_str_find(law, basis, 0) >= 0 ? law : join(&r->draft, law, IX_STR("; "), basis);
    }
    listing->authority = law;
    if (first.year != 0) {
        listing->published = (ix_when){IX_WHEN_DATE, ix_date_first_day(first)};
        listing->effective_from = listing->published;
    }
}

static void add_program(ix_draft *draft, ix_str program) {
    const ix_listing *listing = &draft->entity.listings[draft->entity.listing_count - 1];
    for (int i = 0; i < listing->program_count; i++) {
        if (ix_str_equal(listing->programs[i], program)) {
            return;
        }
    }
    ix_draft_program(draft, program);
}

static bool is_program(advanced_reading *r, ix_tree *measure) {
    ix_str type = word_of(r, "SanctionsType", ix_tree_attribute_take(measure, "SanctionsTypeID"));
    return ix_str_equal_ascii_nocase(type, IX_STR("Program"));
}

static ix_str measures_of(advanced_reading *r, ix_tree *entry) {
    ix_str all = {0};
    EACH(measure, entry, "SanctionsMeasure") {
        if (!is_program(r, measure)) {
            ix_str code = ix_tree_attribute_take(measure, "SanctionsTypeID");
            all = join(&r->draft, all, IX_STR("|"), word_of(r, "SanctionsType", code));
        }
    }
    return all;
}

/* An entry of the profile; `programs` of all its entries go to each listing. */
typedef struct entry_list {
    ix_tree **items;
    int count;
    int named; /* on a list, not on all together */
} entry_list;

static ix_str list_of(advanced_reading *r, ix_tree *entry) {
    return word_of(r, "List", ix_tree_attribute_take(entry, "ListID"));
}

static entry_list take_entries(advanced_reading *r, ix_str profile) {
    entry_list list = {0};
    ix_piece *first;
    int room = ix_pieces_find(&r->entries, &first, profile);
    list.items = IX_NEW(r->draft.arena, ix_tree *, room);
    if (list.items == NULL) {
        r->draft.status = IX_E_MEMORY;
        return list;
    }
    for (int i = 0; i < room; i++) {
        ix_tree *entry = advanced_tree(r, &first[i].place);
        first[i].taken = true;
        if (entry != NULL) {
            list.items[list.count++] = entry;
            ix_str name = list_of(r, entry);
            list.named += name.len > 0 && !ofac_list_is_any(name);
        }
    }
    return list;
}

static void add_programs(advanced_reading *r, const entry_list *entries) {
    for (int i = 0; i < entries->count; i++) {
        EACH(measure, entries->items[i], "SanctionsMeasure") {
            if (is_program(r, measure)) {
                add_program(&r->draft, ix_tree_take(measure, "Comment"));
            }
        }
    }
}

static void add_listings(advanced_reading *r, ix_str profile) {
    ix_draft *draft = &r->draft;
    entry_list entries = take_entries(r, profile);
    int count = 0;
    for (int i = 0; i < entries.count && draft->status == IX_OK; i++) {
        ix_tree *entry = entries.items[i];
        ix_str name = list_of(r, entry);
        bool meta = entries.named > 0 && (name.len == 0 || ofac_list_is_any(name));
        ix_listing spare = {0};
        ix_listing *listing = meta           ? &spare
                              : count++ == 0 ? &draft->entity.listings[0]
                                             : ix_draft_listing(draft);
        if (listing == NULL) {
            return;
        }
        take_events(r, entry, listing);
        listing->measures = measures_of(r, entry);
        ofac_listing_name(listing, name);
        if (!meta) {
            add_programs(r, &entries);
        }
    }
    if (entries.count == 0) {
        ix_draft_warn(draft, IX_STR("no_entry"), draft->entity.key);
    }
    if (draft->status == IX_OK && draft->entity.listings[0].program_count == 0) {
        ix_draft_warn(draft, IX_STR("no_program"), draft->entity.key);
    }
    for (int i = 0; i < entries.count; i++) {
        ix_tree_leftovers(draft, entries.items[i], true, serials);
    }
}

/* ------------------------------------------------------------------ a profile */

static void read_type(advanced_reading *r, ix_tree *profile) {
    ix_str code = ix_tree_attribute_take(profile, "PartySubTypeID");
    ix_str type = word_of(r, "PartySubType", code);
    const ix_str *wider = ix_codes_find(&r->codes, IX_STR("PartyTypeID"), code);
    if (wider != NULL && ix_str_equal_ascii_nocase(type, IX_STR("Unknown"))) {
        type = word_of(r, "PartyType", *wider);
    }
    ofac_type_parse(&r->draft, type);
}

static ix_str comments_of(advanced_reading *r, ix_tree *parent, ix_str so_far) {
    EACH(comment, parent, "Comment") {
        so_far = join(&r->draft, so_far, IX_STR("; "), ix_tree_text(comment));
    }
    return so_far;
}

static void keep_leftovers(advanced_reading *r, ix_tree *party, ix_tree *profile) {
    for (ix_tree *e = party->first; e != NULL; e = e->next) {
        bool other = ix_str_equal(e->name, IX_STR("Profile"));
        if (!other) {
            ix_tree_leftovers(&r->draft, e, true, serials);
        }
    }
    ix_tree_leftovers(&r->draft, profile, false, serials);
}

const char *advanced_profile_read(advanced_reading *r, ix_tree *party, ix_tree *profile) {
    ix_draft *draft = &r->draft;
    ix_str id = ix_tree_attribute_take(profile, "ID");
    id = id.len > 0 ? id : ix_tree_attribute_take(party, "FixedRef");
    if (!ofac_is_uid(id)) {
        return "the ID of its profile is not a number";
    }
    ix_draft_begin(draft, id, IX_PARTY_ANY);
    read_type(r, profile);
    add_names(r, profile);
    if (draft->status == IX_OK && draft->entity.name_count == 0) {
        return "it has no name";
    }
    add_listings(r, id);
    add_features(r, profile);
    EACH(identity, profile, "Identity") {
        ix_str false_one = ix_tree_attribute_take(identity, "False");
        ix_draft_unmodelled(draft, IX_STR("Identity@False"),
                            is_true(false_one) ? false_one : (ix_str){0});
        each_piece(r, &r->documents, ix_tree_attribute_take(identity, "ID"), add_document);
    }
    each_piece(r, &r->relations, id, add_relation);
    ofac_remarks_parse(draft, comments_of(r, profile, comments_of(r, party, (ix_str){0})), false);
    keep_leftovers(r, party, profile);
    return NULL;
}
