/* SDN.XML and CONSOLIDATED.XML of the US Treasury's Office of Foreign Assets Control.
 *
 *     sdnList
 *       publshInformation (sic): Publish_Date month/day/year, Record_Count
 *       sdnEntry: uid firstName lastName title sdnType remarks
 *         programList/program                  vesselInfo/{callSign vesselType vesselFlag ...}
 *         idList/id{uid idType idNumber idCountry issueDate expirationDate}
 *         akaList/aka{uid type category lastName firstName}
 *         addressList/address{uid address1-3 city stateOrProvince postalCode country}
 *         nationalityList/nationality{uid country mainEntry}       citizenshipList alike
 *         dateOfBirthList/dateOfBirthItem{uid dateOfBirth mainEntry} placeOfBirthList alike
 *
 * xml.c collects the leaves of an entry; this file makes an entity of them. */
#include "ofac.h"
#include "readers.h"
#include "xml.h"

/* ------------------------------------------------------------------ an entry's items */

/* "SURNAME, Given", as the flat files write it. */
static ix_str full_name(ix_xml *x, ix_str last, ix_str first) {
    if (last.len == 0 || first.len == 0) {
        return last.len == 0 ? first : last;
    }
    const ix_str parts[] = {last, IX_STR(", "), first};
    return ix_draft_join(&x->draft, parts, 3);
}

static void add_program(ix_xml *x, const ix_str *v) {
    ix_draft_program(&x->draft, v[0]);
}

static void add_id(ix_xml *x, const ix_str *v) {
    ofac_id_parse(&x->draft, v[1], v[2], v[3], v[4], v[5]);
}

/* Without a category an alias is strong. A weak one is weak whatever its type, as in the remarks of
 * the flat files. */
static void add_aka(ix_xml *x, const ix_str *v) {
    ix_draft *draft = &x->draft;
    ix_str name = full_name(x, v[3], v[4]);
    bool weak = ix_str_equal_ascii_nocase(v[2], IX_STR("weak"));
    bool former = ix_str_equal_ascii_nocase(v[1], IX_STR("f.k.a."));
    if (name.len == 0) {
        ix_draft_warn(draft, IX_STR("empty_alias"), draft->entity.key);
        return;
    }
    if (!weak && v[2].len > 0 && !ix_str_equal_ascii_nocase(v[2], IX_STR("strong"))) {
        ix_draft_warn(draft, IX_STR("unknown_alias_category"), v[2]);
    }
    if (!former && !ix_str_equal_ascii_nocase(v[1], IX_STR("a.k.a.")) &&
        !ix_str_equal_ascii_nocase(v[1], IX_STR("n.k.a."))) {
        ix_draft_warn(draft, IX_STR("unknown_alias_type"), v[1]);
    }
    const ix_str origin[] = {ix_str_from_cstr(x->layout->file), IX_STR(" "),
                             v[1].len > 0 ? v[1] : IX_STR("aka"), IX_STR(" "), v[0]};
    ix_draft_name(draft,
                  weak     ? IX_NAME_WEAK
                  : former ? IX_NAME_FORMER
                           : IX_NAME_STRONG,
                  name, ix_draft_join(draft, origin, v[0].len > 0 ? 5 : 3));
}

/* City, state and postal code as the flat files join them: "Daqing, Heilongjiang 163453". */
static void add_address(ix_xml *x, const ix_str *v) {
    ix_str street = ix_xml_join(x, v[1], IX_STR(", "), v[2]);
    street = ix_xml_join(x, street, IX_STR(", "), v[3]);
    ix_str place = ix_xml_join(x, v[4], IX_STR(", "), v[5]);
    place = ix_xml_join(x, place, IX_STR(" "), v[6]);
    ix_draft_address(&x->draft, street, place, v[7], (ix_str){0});
}

static void add_nationality(ix_xml *x, const ix_str *v) {
    ix_draft_nationality(&x->draft, IX_STR("nationality"), v[1]);
}

static void add_citizenship(ix_xml *x, const ix_str *v) {
    ix_draft_nationality(&x->draft, IX_STR("citizen"), v[1]);
}

static void add_birth(ix_xml *x, const ix_str *v) {
    if (v[1].len > 0) {
        ix_draft_birth(&x->draft, IX_STR("DOB"), v[1]);
    }
}

static void add_birth_place(ix_xml *x, const ix_str *v) {
    ix_draft_birth_place(&x->draft, v[1]);
}

static void add_vessel(ix_xml *x, const ix_str *v) {
    static const ix_str names[] = {{"call_sign", 9}, {"type", 4}, {"tonnage", 7},
                                   {"grt", 3},       {"flag", 4}, {"owner", 5}};
    ix_draft *draft = &x->draft;
    for (int i = 0; i < 6; i++) {
        ix_draft_vessel(draft, names[i], v[i]);
    }
    ix_draft_identifier(draft, IX_ID_CALL_SIGN, IX_STR("Call Sign"), v[0]);
    char code[3];
    if (ix_draft_country(draft, code, v[4])) {
        ix_draft_nationality(draft, IX_STR("flag"), v[4]);
    }
}

/* The items an entry may hold, in the order in which they go into the entity. */
static const ix_xml_item item_kinds[] = {
    {{"programList", 11}, add_program, {"program"}},
    {{"vesselInfo", 10},
     add_vessel,
     {"callSign", "vesselType", "tonnage", "grossRegisteredTonnage", "vesselFlag", "vesselOwner"}},
    {{"akaList/aka", 11}, add_aka, {"uid", "type", "category", "lastName", "firstName"}},
    {{"addressList/address", 19},
     add_address,
     {"uid", "address1", "address2", "address3", "city", "stateOrProvince", "postalCode",
      "country"}},
    {{"dateOfBirthList/dateOfBirthItem", 31}, add_birth, {"uid", "dateOfBirth", "mainEntry"}},
    {{"placeOfBirthList/placeOfBirthItem", 33},
     add_birth_place,
     {"uid", "placeOfBirth", "mainEntry"}},
    {{"nationalityList/nationality", 27}, add_nationality, {"uid", "country", "mainEntry"}},
    {{"citizenshipList/citizenship", 27}, add_citizenship, {"uid", "country", "mainEntry"}},
    {{"idList/id", 9},
     add_id,
     {"uid", "idType", "idNumber", "idCountry", "issueDate", "expirationDate"}},
};

/* ------------------------------------------------------------------ an entry */

static const char *read_entry(ix_xml *x) {
    ix_draft *draft = &x->draft;
    ix_str uid = ix_xml_take(x, IX_STR("uid"));
    ix_str last = ix_xml_take(x, IX_STR("lastName"));
    ix_str first = ix_xml_take(x, IX_STR("firstName"));
    if (!ofac_is_uid(uid) || last.len + first.len == 0) {
        return ofac_is_uid(uid) ? "the name is empty" : "uid is not a number";
    }
    ix_draft_begin(draft, uid, IX_PARTY_ANY);
    ofac_type_parse(draft, ix_xml_take(x, IX_STR("sdnType")));
    ix_draft_name(draft, IX_NAME_PRIMARY, full_name(x, last, first),
                  ix_str_from_cstr(x->layout->file));
    draft->entity.title = ix_xml_take(x, IX_STR("title"));
    for (size_t i = 0; i < sizeof item_kinds / sizeof item_kinds[0]; i++) {
        ix_xml_items(x, &item_kinds[i]);
    }
    if (draft->status == IX_OK && draft->entity.listings[0].program_count == 0) {
        ix_draft_warn(draft, IX_STR("no_program"), uid);
    }
    ofac_remarks_parse(draft, ix_xml_take(x, IX_STR("remarks")), false);
    ix_xml_leftovers(x);
    return NULL;
}

/* Publish_Date is month/day/year: of two readings it is the second. */
static void read_publication(ix_xml *x, ix_str path, ix_str text) {
    ix_date_range readings[2];
    int count = 0;
    if (!ix_str_starts_with(path, IX_STR("publshInformation/"))) {
        return;
    }
    if (ix_str_equal(path, IX_STR("publshInformation/Publish_Date")) &&
        ix_date_parse(readings, &count, text, NULL) == IX_OK && count > 0 &&
        readings[count - 1].from.day > 0) {
        x->report->published.kind = IX_WHEN_DATE;
        x->report->published.value = ix_date_first_day(readings[count - 1].from);
    } else if (!ix_str_equal(path, IX_STR("publshInformation/Record_Count")) ||
               !ix_str_to_int(text, &x->report->stated_count)) {
        ix_draft_warn(&x->draft, IX_STR("publication_not_understood"), text);
    }
}

/* ------------------------------------------------------------------ the two files */

static const ix_xml_layout sdn = {.file = "sdn.xml",
                                  .root = "sdnList",
                                  .records = {"sdnEntry"},
                                  .others = {"publshInformation"},
                                  .item_levels = 2,
                                  .outside = read_publication,
                                  .record = read_entry};

static const ix_xml_layout nonsdn = {.file = "consolidated.xml",
                                     .root = "sdnList",
                                     .records = {"sdnEntry"},
                                     .others = {"publshInformation"},
                                     .item_levels = 2,
                                     .outside = read_publication,
                                     .record = read_entry};

ix_status ofac_sdn_xml_read(const ix_list_file *files, int file_count,
                            const ix_knowledge *knowledge, ix_entity_sink sink, void *context,
                            ix_read_report *report, ix_arena *arena, ix_error *error) {
    return ix_xml_read(&sdn, files, file_count, knowledge, sink, context, report, arena, error);
}

ix_status ofac_nonsdn_xml_read(const ix_list_file *files, int file_count,
                               const ix_knowledge *knowledge, ix_entity_sink sink, void *context,
                               ix_read_report *report, ix_arena *arena, ix_error *error) {
    return ix_xml_read(&nonsdn, files, file_count, knowledge, sink, context, report, arena, error);
}
