/* The Swiss sanctions list of the State Secretariat for Economic Affairs, XML.
 *
 *     swiss-sanctions-list@list-type@date
 *       sanctions-program@ssid
 *         program-key@lang program-name@lang origin sanctions-set@ssid@lang
 *       target@ssid
 *         sanctions-set-id foreign-identifier
 *         individual@sex | entity | object@object-type
 *           identity@main
 *             name (ch_names.c)
 *             day-month-year@day@month@year@calendar@quality
 *             nationality/country@iso-code
 *             place-of-birth@place-id
 *             address@place-id{c-o address-details p-o-box zip-code remarks}
 *             identification-document@document-type{number issuer date-of-issue expiry-date remark}
 *           justification other-information relation@target-id@relation-type
 *         modification (ch_listing.c)
 *       place@ssid{location area country@iso-code}
 *
 * Targets name their sets and places by number; places stand behind them, so that both are read in
 * a pass of their own. Texts come in several languages, of which English is taken. */
#include "ch.h"
#include "readers.h"
#include "un_reference.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_ROWS 256
#define IMO_DIGITS 7

/* A set of measures under one ordinance. */
typedef struct sanctions_set {
    ix_str id;
    ptrdiff_t place; /* in the document */
    bool english;
    ix_str text;
    ix_str program; /* "Belarus" */
    ix_str law;     /* "Ordinance of 16 March 2022 on measures against Belarus" */
} sanctions_set;

typedef struct place {
    ix_str id;
    ptrdiff_t place;
    ix_str location;
    ix_str area;
    ix_str code;
    ix_str country;
} place;

typedef struct references {
    sanctions_set *sets;
    ptrdiff_t set_count;
    place *places;
    ptrdiff_t place_count;
    bool sorted;
} references;

/* ------------------------------------------------------------------ what targets refer to */

static ix_str keep(ix_xml *x, ix_str text) {
    ix_str kept = ix_arena_copy(x->draft.keep, text);
    if (kept.ptr == NULL && text.len > 0) {
        x->draft.status = IX_E_MEMORY;
    }
    return kept;
}

/* Room for one more item behind `count`, which grow by doubling; NULL: no memory. */
static void *with_room(ix_xml *x, void *items, ptrdiff_t count, size_t size) {
    if (x->draft.status != IX_OK) {
        return NULL;
    }
    if (count > 0 && (count < FIRST_ROWS || (count & (count - 1)) != 0)) {
        return items;
    }
    size_t cap = count == 0 ? FIRST_ROWS : (size_t)count * 2;
    void *grown = ix_arena_alloc(x->draft.keep, size, _Alignof(max_align_t), cap);
    if (grown == NULL) {
        x->draft.status = IX_E_MEMORY;
    } else if (count > 0) {
        memcpy(grown, items, (size_t)count * size);
    }
    return grown;
}

/* An attribute of the element a leaf is of. */
static ix_str attribute(const ix_xml *x, int32_t element, const char *path) {
    for (int i = 0; i < x->leaf_count; i++) {
        if (x->leaves[i].element == element &&
            ix_str_equal(x->leaves[i].path, ix_str_from_cstr(path))) {
            return x->leaves[i].text;
        }
    }
    return (ix_str){0};
}

/* The text of a path in English, else the first. */
static ix_str in_english(const ix_xml *x, const char *path, const char *lang) {
    ix_str found = {0};
    for (int i = 0; i < x->leaf_count; i++) {
        const ix_xml_leaf *l = &x->leaves[i];
        if (!ix_str_equal(l->path, ix_str_from_cstr(path))) {
            continue;
        }
        if (ix_str_equal(attribute(x, l->element, lang), IX_STR("eng"))) {
            return l->text;
        }
        found = found.len == 0 ? l->text : found;
    }
    return found;
}

static void read_program(ix_xml *x, references *r) {
    ix_str program = keep(x, in_english(x, "program-key", "program-key@lang"));
    ix_str law = keep(x, in_english(x, "program-name", "program-name@lang"));
    ptrdiff_t first = r->set_count;
    for (int i = 0; i < x->leaf_count; i++) {
        const ix_xml_leaf *l = &x->leaves[i];
        if (!ix_str_equal(l->path, IX_STR("sanctions-set"))) {
            continue;
        }
        ix_str id = attribute(x, l->element, "sanctions-set@ssid");
        bool english = ix_str_equal(attribute(x, l->element, "sanctions-set@lang"), IX_STR("eng"));
        ptrdiff_t at = first;
        while (at < r->set_count && !ix_str_equal(r->sets[at].id, id)) {
            at++;
        }
        void *room =
            at < r->set_count ? r->sets : with_room(x, r->sets, r->set_count, sizeof *r->sets);
        if (room == NULL) {
            return;
        }
        r->sets = room;
        if (at == r->set_count) {
            r->sets[r->set_count++] =
                (sanctions_set){.id = keep(x, id), .place = at, .program = program, .law = law};
        }
        if (english || r->sets[at].text.len == 0) {
            r->sets[at].text = keep(x, ix_draft_line(&x->draft, l->text));
        }
    }
}

static void read_place(ix_xml *x, references *r) {
    void *room = with_room(x, r->places, r->place_count, sizeof *r->places);
    if (room != NULL) {
        r->places = room;
        r->places[r->place_count] = (place){
            .id = keep(x, ix_xml_take(x, IX_STR("place@ssid"))),
            .place = r->place_count,
            .location = keep(x, ix_xml_take(x, IX_STR("location"))),
            .area = keep(x, ix_xml_take(x, IX_STR("area"))),
            .code = keep(x, ix_xml_take(x, IX_STR("country@iso-code"))),
            .country = keep(x, ix_xml_take(x, IX_STR("country"))),
        };
        r->place_count++;
    }
}

static void read_reference(ix_xml *x) {
    ix_arena_reset(x->draft.arena);
    if (x->record == 0) {
        read_program(x, x->state);
    } else {
        read_place(x, x->state);
    }
}

static int compare_sets(const void *a, const void *b) {
    const sanctions_set *left = a;
    const sanctions_set *right = b;
    int order = ix_str_compare(left->id, right->id);
    return order != 0 ? order : (left->place > right->place) - (left->place < right->place);
}

static int compare_places(const void *a, const void *b) {
    const place *left = a;
    const place *right = b;
    int order = ix_str_compare(left->id, right->id);
    return order != 0 ? order : (left->place > right->place) - (left->place < right->place);
}

static references *sorted_references(ix_xml *x) {
    references *r = x->state;
    if (!r->sorted && r->set_count > 0) {
        qsort(r->sets, (size_t)r->set_count, sizeof r->sets[0], compare_sets);
    }
    if (!r->sorted && r->place_count > 0) {
        qsort(r->places, (size_t)r->place_count, sizeof r->places[0], compare_places);
    }
    r->sorted = true;
    return r;
}

static const sanctions_set *find_set(ix_xml *x, ix_str id) {
    const references *r = sorted_references(x);
    ptrdiff_t from = 0;
    for (ptrdiff_t to = r->set_count; from < to;) {
        ptrdiff_t middle = from + (to - from) / 2;
        bool below = ix_str_compare(r->sets[middle].id, id) < 0;
        from = below ? middle + 1 : from;
        to = below ? to : middle;
    }
    return from < r->set_count && ix_str_equal(r->sets[from].id, id) ? &r->sets[from] : NULL;
}

static const place *find_place(ix_xml *x, ix_str id) {
    const references *r = sorted_references(x);
    ptrdiff_t from = 0;
    for (ptrdiff_t to = r->place_count; from < to;) {
        ptrdiff_t middle = from + (to - from) / 2;
        bool below = ix_str_compare(r->places[middle].id, id) < 0;
        from = below ? middle + 1 : from;
        to = below ? to : middle;
    }
    bool found = from < r->place_count && ix_str_equal(r->places[from].id, id);
    if (!found && id.len > 0) {
        ix_draft_warn(&x->draft, IX_STR("unknown_place"), id);
    }
    return found ? &r->places[from] : NULL;
}

/* ------------------------------------------------------------------ births and places */

/* @day @month @year @calendar @quality. Of a person and of a ship; of others it is when they were
 * set up. */
static void add_day(ix_xml *x, const ix_str *v) {
    static const ix_str zero = {"0", 1};
    static const ix_str dash = {"-", 1};
    static const ix_str circa = {"circa ", 6};
    const ix_str none = {0};
    bool low = ix_str_equal(v[4], IX_STR("low"));
    bool month = v[1].len > 0;
    bool day = month && v[0].len > 0;
    const ix_str parts[] = {low ? circa : none,
                            v[2],
                            month ? dash : none,
                            v[1].len == 1 ? zero : none,
                            v[1],
                            day ? dash : none,
                            day && v[0].len == 1 ? zero : none,
                            day ? v[0] : none};
    ix_str text = ix_draft_join(&x->draft, parts, sizeof parts / sizeof parts[0]);
    ix_party_type type = x->draft.entity.type;
    bool other = v[3].len > 0 && !ix_str_equal_ascii_nocase(v[3], IX_STR("Gregorian"));
    if (other || v[2].len == 0 || (v[0].len > 0 && !month)) {
        const ix_str all[] = {v[0], dash, v[1], dash, v[2], v[3].len > 0 ? IX_STR(" ") : none,
                              v[3]};
        ix_draft_unmodelled(&x->draft, IX_STR("day-month-year"), ix_draft_join(&x->draft, all, 7));
    } else if (type == IX_PARTY_PERSON || type == IX_PARTY_VESSEL) {
        ix_draft_birth(&x->draft, IX_STR("day-month-year"), text);
    } else {
        ix_draft_unmodelled(&x->draft, IX_STR("day-month-year"), text);
    }
}

/* country@iso-code country */
static void add_nationality(ix_xml *x, const ix_str *v) {
    char code[3];
    bool known = ix_draft_country(&x->draft, code, v[0]);
    ix_draft_nationality(&x->draft, IX_STR("nationality"), known || v[1].len == 0 ? v[0] : v[1]);
}

/* Where an item is: what it says itself goes before what its place says. */
static place place_of(ix_xml *x, ix_str id, const ix_str *own) {
    place p = {.location = own[0], .area = own[1], .code = own[2], .country = own[3]};
    const place *known = find_place(x, id);
    if (known != NULL) {
        p.location = p.location.len > 0 ? p.location : known->location;
        p.area = p.area.len > 0 ? p.area : known->area;
        bool country = p.code.len + p.country.len > 0;
        p.code = country ? p.code : known->code;
        p.country = country ? p.country : known->country;
    }
    return p;
}

/* @place-id location area country@iso-code country remarks */
static void add_birth_place(ix_xml *x, const ix_str *v) {
    place p = place_of(x, v[0], v + 1);
    ix_str text = ix_xml_join(x, p.location, IX_STR(", "), p.area);
    text = ix_xml_join(x, text, IX_STR(", "), p.country.len > 0 ? p.country : p.code);
    ix_draft_birth_place(&x->draft, ix_xml_line(x, text));
    ix_draft_unmodelled(&x->draft, IX_STR("place-of-birth/remarks"), v[5]);
}

/* @place-id location area country@iso-code country c-o address-details p-o-box zip-code remarks */
static void add_address(ix_xml *x, const ix_str *v) {
    place p = place_of(x, v[0], v + 1);
    ix_str street = ix_xml_join(x, v[5], IX_STR(", "), v[6]);
    ix_str box = v[7].len > 0 ? ix_xml_join(x, IX_STR("P.O. Box"), IX_STR(" "), v[7]) : (ix_str){0};
    street = ix_xml_join(x, street, IX_STR(", "), box);
    ix_str where = ix_xml_join(x, v[8], IX_STR(" "), p.location);
    where = ix_xml_join(x, where, IX_STR(", "), p.area);
    ix_str country = p.code.len > 0 ? p.code : p.country;
    if (street.len + where.len + country.len == 0) {
        ix_draft_unmodelled(&x->draft, IX_STR("address/remarks"), v[9]);
    }
    ix_draft_address(&x->draft, ix_xml_line(x, street), ix_xml_line(x, where), country,
                     ix_xml_line(x, v[9]));
}

/* ------------------------------------------------------------------ documents */

static void read_date(ix_draft *draft, ix_date *date, const char *name, ix_str text) {
    ix_date_range readings[2];
    int count = 0;
    if (text.len > 0 && ix_date_parse(readings, &count, text, NULL) == IX_OK && count == 1) {
        *date = readings[0].from;
    } else {
        ix_draft_unmodelled(draft, ix_str_from_cstr(name), text);
    }
}

/* @document-type number issuer@iso-code issuer@code issuer date-of-issue expiry-date remark */
static void add_document(ix_xml *x, const ix_str *v) {
    static const struct {
        const char *word;
        ix_identifier_type type;
    } rows[] = {{"passport", IX_ID_PASSPORT},
                {"diplomatic-passport", IX_ID_PASSPORT},
                {"service-passport", IX_ID_PASSPORT},
                {"travel-document", IX_ID_PASSPORT},
                {"id-card", IX_ID_NATIONAL}};
    ix_draft *draft = &x->draft;
    ix_identifier_type type = IX_ID_OTHER;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        type = ix_str_equal(v[0], ix_str_from_cstr(rows[i].word)) ? rows[i].type : type;
    }
    ix_identifier *id = ix_draft_identifier(draft, type, v[0], ix_xml_line(x, v[1]));
    ix_identifier none = {0};
    id = id == NULL ? &none : id;
    ix_str issuer = v[2].len > 0 ? v[2] : v[3].len > 0 ? v[3] : v[4];
    if (!ix_draft_country(draft, id->country, issuer)) {
        ix_draft_unmodelled(draft, IX_STR("identification-document/issuer"),
                            v[4].len > 0 ? v[4] : issuer);
    }
    read_date(draft, &id->issued, "identification-document/date-of-issue", v[5]);
    read_date(draft, &id->expires, "identification-document/expiry-date", v[6]);
    if (v[7].len > 0) {
        ix_draft_unmodelled(draft, IX_STR("identification-document/remark"),
                            ix_xml_join(x, v[1], IX_STR(": "), v[7]));
    }
}

/* ------------------------------------------------------------------ other information */

/* The value behind "LABEL:" up to a semicolon, without a final period. */
static ix_str value_behind(ix_str text, ix_str label) {
    ix_str rest;
    ix_str head = ix_str_cut(text, ':', &rest);
    if (rest.ptr == NULL || !ix_str_equal_ascii_nocase(ix_str_trim(head), label)) {
        return (ix_str){0};
    }
    ix_str end;
    ix_str value = ix_str_trim(ix_str_cut(rest, ';', &end));
    while (value.len > 0 && value.ptr[value.len - 1] == '.') {
        value = ix_str_trim(ix_str_slice(value, 0, value.len - 1));
    }
    return value;
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* Seven digits behind the word IMO. */
static ix_str imo_in(ix_str text) {
    ptrdiff_t at = ix_str_find(text, IX_STR("IMO"), 0);
    for (ptrdiff_t i = at < 0 ? text.len : at; i + IMO_DIGITS <= text.len; i++) {
        ptrdiff_t end = i;
        while (end < text.len && is_digit(text.ptr[end])) {
            end++;
        }
        if (end - i == IMO_DIGITS) {
            return ix_str_slice(text, i, end);
        }
        i = end > i ? end : i;
    }
    return (ix_str){0};
}

/* A sentence on the target: remarks, and what it says in a known form. Ships alone are known by an
 * IMO number: that of a company's ship stands with the company too. */
static void add_information(ix_xml *x, ix_str text) {
    static const struct {
        ix_str label;
        ix_identifier_type type;
        char country[3];
    } rows[] = {
        {{"Registration number", 19}, IX_ID_REGISTRATION, ""},
        {{"State registration number", 25}, IX_ID_REGISTRATION, ""},
        {{"Business registration number", 28}, IX_ID_REGISTRATION, ""},
        {{"OGRN", 4}, IX_ID_REGISTRATION, "RU"},
        {{"Taxpayer identification number", 30}, IX_ID_TAX, ""},
        {{"Tax registration number", 23}, IX_ID_TAX, ""},
        {{"INN", 3}, IX_ID_TAX, "RU"},
        {{"LEI", 3}, IX_ID_LEI, ""},
        {{"SWIFT/BIC", 9}, IX_ID_BIC, ""},
        {{"Website", 7}, IX_ID_WEBSITE, ""},
        {{"Email", 5}, IX_ID_EMAIL, ""},
        {{"E-mail", 6}, IX_ID_EMAIL, ""},
        {{"Email address", 13}, IX_ID_EMAIL, ""},
        {{"Tel.", 4}, IX_ID_PHONE, ""},
        {{"Telephone", 9}, IX_ID_PHONE, ""},
        {{"Telephone number", 16}, IX_ID_PHONE, ""},
    };
    ix_draft *draft = &x->draft;
    draft->entity.remarks = ix_xml_join(x, draft->entity.remarks, IX_STR("\n"), text);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char key[64];
        ix_str value = value_behind(text, rows[i].label);
        if (value.len > 0 && ix_identifier_key(key, sizeof key, rows[i].type, value) > 0) {
            ix_identifier *id = ix_draft_identifier(draft, rows[i].type, rows[i].label, value);
            if (id != NULL) {
                memcpy(id->country, rows[i].country, sizeof id->country);
            }
        }
    }
    if (draft->entity.type == IX_PARTY_VESSEL) {
        ix_draft_identifier(draft, IX_ID_IMO, IX_STR("IMO number"), imo_in(text));
    }
    ix_draft_relation(draft, IX_STR("UN reference"), un_reference_in(draft, text));
}

/* ------------------------------------------------------------------ a target */

/* @target-id @relation-type remark */
static void add_relation(ix_xml *x, const ix_str *v) {
    ix_draft_relation(&x->draft, v[1].len > 0 ? v[1] : IX_STR("relation"), v[0]);
    if (v[2].len > 0) {
        ix_draft_unmodelled(&x->draft, IX_STR("relation/remark"),
                            ix_xml_join(x, v[0], IX_STR(": "), v[2]));
    }
}

#define PLACE_FIELDS "@place-id", "location", "area", "country@iso-code", "country"

static const ix_xml_item item_kinds[] = {
    {{"identity/day-month-year", 23},
     add_day,
     {"@day", "@month", "@year", "@calendar", "@quality"}},
    {{"identity/nationality", 20}, add_nationality, {"country@iso-code", "country"}},
    {{"identity/place-of-birth", 23}, add_birth_place, {PLACE_FIELDS, "remarks"}},
    {{"identity/address", 16},
     add_address,
     {PLACE_FIELDS, "c-o", "address-details", "p-o-box", "zip-code", "remarks"}},
    {{"identity/identification-document", 32},
     add_document,
     {"@document-type", "number", "issuer@iso-code", "issuer@code", "issuer", "date-of-issue",
      "expiry-date", "remark"}},
};

bool ch_is_bookkeeping(ix_str path, ix_str text) {
    static const ix_str always[] = {
        {"@ssid", 5}, {"@order", 6}, {"@lang", 5}, {"@spelling-variant-type", 22}};
    for (size_t i = 0; i < sizeof always / sizeof always[0]; i++) {
        if (ix_str_ends_with(path, always[i])) {
            return true;
        }
    }
    return (ix_str_ends_with(path, IX_STR("@quality")) && ix_str_equal(text, IX_STR("good"))) ||
           (ix_str_ends_with(path, IX_STR("@main")));
}

/* Tell what the target is by the element around its details, and leave that out of their paths. */
static ix_party_type strip_kind(ix_xml *x) {
    static const struct {
        ix_str head;
        ix_party_type type;
    } rows[] = {{{"individual", 10}, IX_PARTY_PERSON},
                {{"entity", 6}, IX_PARTY_ORGANIZATION},
                {{"object", 6}, IX_PARTY_ANY}};
    ix_party_type type = IX_PARTY_ANY;
    bool told = false;
    for (int i = 0; i < x->leaf_count; i++) {
        ix_xml_leaf *l = &x->leaves[i];
        for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
            ix_str rest = ix_str_slice(l->path, rows[k].head.len, l->path.len);
            bool below = ix_str_starts_with(l->path, rows[k].head) && rest.len > 0 &&
                         (rest.ptr[0] == '/' || rest.ptr[0] == '@');
            type = below && !told ? rows[k].type : type;
            told = told || below;
            if (below && rest.ptr[0] == '/') {
                l->path = ix_str_slice(rest, 1, rest.len);
                break;
            }
        }
    }
    ix_str object = ix_xml_take(x, IX_STR("object@object-type"));
    if (object.len > 0) {
        type = ix_str_equal(object, IX_STR("vessel"))     ? IX_PARTY_VESSEL
               : ix_str_equal(object, IX_STR("aircraft")) ? IX_PARTY_AIRCRAFT
                                                          : IX_PARTY_ANY;
        ix_draft_unmodelled(&x->draft, IX_STR("object-type"),
                            type == IX_PARTY_ANY ? object : (ix_str){0});
    }
    return type;
}

static bool has_program(const ix_listing *listing, ix_str program) {
    for (int i = 0; i < listing->program_count; i++) {
        if (ix_str_equal(listing->programs[i], program)) {
            return true;
        }
    }
    return false;
}

static void add_set(ix_xml *x, ix_str id) {
    const sanctions_set *set = find_set(x, id);
    ix_listing *listing = &x->draft.entity.listings[0];
    if (set == NULL) {
        ix_draft_warn(&x->draft, IX_STR("unknown_sanctions_set"), id);
        ix_draft_unmodelled(&x->draft, IX_STR("sanctions-set-id"), id);
        return;
    }
    if (!has_program(listing, set->program)) {
        ix_draft_program(&x->draft, set->program);
    }
    listing->measures = ix_xml_join(x, listing->measures, IX_STR("|"), set->text);
    if (ix_str_find(listing->authority, set->law, 0) < 0) {
        listing->authority = ix_xml_join(x, listing->authority, IX_STR("; "), set->law);
    }
}

static void add_sets(ix_xml *x) {
    static const ix_str paths[] = {{"target@sanctions-set-id", 23}, {"sanctions-set-id", 16}};
    for (int i = 0; i < 2; i++) {
        for (ix_str id; (id = ix_xml_take(x, paths[i])).len > 0;) {
            add_set(x, id);
        }
    }
    if (x->draft.status == IX_OK && x->draft.entity.listings[0].program_count == 0) {
        ix_draft_warn(&x->draft, IX_STR("no_program"), x->draft.entity.key);
    }
}

/* What stands beside the identities. */
static void add_texts(ix_xml *x) {
    ix_draft *draft = &x->draft;
    ix_listing *listing = &draft->entity.listings[0];
    for (ix_str text; (text = ix_xml_take(x, IX_STR("justification"))).len > 0;) {
        listing->reason = ix_xml_join(x, listing->reason, IX_STR("\n"), text);
    }
    for (ix_str text; (text = ix_xml_take(x, IX_STR("other-information"))).len > 0;) {
        add_information(x, text);
    }
    for (ix_str text; (text = ix_xml_take(x, IX_STR("foreign-identifier"))).len > 0;) {
        ix_str un = un_reference(draft, text);
        ix_draft_relation(draft, IX_STR("UN reference"), un);
        ix_draft_unmodelled(draft, IX_STR("foreign-identifier"), un.len > 0 ? (ix_str){0} : text);
    }
    ix_str sex = ix_xml_take(x, IX_STR("individual@sex"));
    draft->entity.gender = ix_str_equal_ascii_nocase(sex, IX_STR("male"))     ? IX_GENDER_MALE
                           : ix_str_equal_ascii_nocase(sex, IX_STR("female")) ? IX_GENDER_FEMALE
                                                                              : IX_GENDER_UNKNOWN;
    ix_draft_unmodelled(draft, IX_STR("individual@sex"),
                        draft->entity.gender == IX_GENDER_UNKNOWN ? sex : (ix_str){0});
}

/* Relations stand one level above the items of identities: each begins with an attribute. */
static void add_relations(ix_xml *x) {
    for (int i = 0; i < x->leaf_count; i++) {
        const ix_xml_leaf *l = &x->leaves[i];
        if (l->taken || !ix_str_starts_with(l->path, IX_STR("relation@"))) {
            continue;
        }
        int32_t element = l->element;
        ix_str values[3] = {0};
        for (int k = i; k < x->leaf_count; k++) {
            ix_xml_leaf *of = &x->leaves[k];
            int slot =
                of->element == element && ix_str_equal(of->path, IX_STR("relation@target-id")) ? 0
                : of->element == element && ix_str_equal(of->path, IX_STR("relation@relation-type"))
                    ? 1
                : of->parent == element && ix_str_equal(of->path, IX_STR("relation/remark")) ? 2
                                                                                             : -1;
            if (slot >= 0) {
                values[slot] = of->text;
                of->taken = true;
            } else if (of->element == element) {
                of->taken = of->taken || ch_is_bookkeeping(of->path, of->text);
            }
        }
        add_relation(x, values);
    }
}

static const char *read_target(ix_xml *x) {
    ix_draft *draft = &x->draft;
    ix_str key = ix_xml_take(x, IX_STR("target@ssid"));
    ix_draft_begin(draft, key, IX_PARTY_ANY);
    if (draft->status != IX_OK) {
        return NULL;
    }
    if (key.len == 0) {
        return "the target has no ssid";
    }
    draft->entity.type = strip_kind(x);
    add_sets(x);
    add_texts(x);
    ch_add_names(x);
    for (size_t i = 0; i < sizeof item_kinds / sizeof item_kinds[0]; i++) {
        ix_xml_items(x, &item_kinds[i]);
    }
    add_relations(x);
    if (draft->status != IX_OK) {
        return NULL;
    }
    if (!ix_draft_primary_first(draft)) {
        return "the target has no name";
    }
    ch_add_listings(x);
    for (int i = 0; i < x->leaf_count; i++) {
        ix_xml_leaf *l = &x->leaves[i];
        l->taken = l->taken || ch_is_bookkeeping(l->path, l->text);
    }
    ix_xml_leftovers(x);
    return NULL;
}

static void read_publication(ix_xml *x, ix_str path, ix_str text) {
    if (ix_str_equal(path, IX_STR("@date")) &&
        ix_when_parse(&x->report->published, text, NULL) == IX_OK) {
        return;
    }
    if (ix_str_equal(path, IX_STR("@list-type"))) {
        if (!ix_str_equal(text, IX_STR("whole-list"))) {
            ix_draft_warn(&x->draft, IX_STR("not_the_whole_list"), text);
        }
    } else if (!ix_str_starts_with(path, IX_STR("@xsi:"))) {
        ix_draft_warn(&x->draft, IX_STR("publication_not_understood"), text);
    }
}

static const ix_xml_layout layout = {.file = "the list of SECO",
                                     .root = "swiss-sanctions-list",
                                     .records = {"target"},
                                     .item_levels = 3,
                                     .outside = read_publication,
                                     .record = read_target,
                                     .references = {"sanctions-program", "place"},
                                     .reference = read_reference};

ix_status ch_xml_read(const ix_list_file *files, int file_count, const ix_knowledge *knowledge,
                      ix_entity_sink sink, void *context, ix_read_report *report, ix_arena *arena,
                      ix_error *error) {
    references state = {0};
    return ix_xml_read_with(&state, &layout, files, file_count, knowledge, sink, context, report,
                            arena, error);
}
