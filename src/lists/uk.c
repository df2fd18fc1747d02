/* Details of the United Kingdom's lists, whichever format they come in. */
#include "uk.h"
#include "un_reference.h"

#include <stdlib.h>
#include <string.h>

#define KEY_BYTES 128 /* enough to see whether a number has anything to compare */

static bool is_set(const ix_str *v, int slot) {
    return v[slot].len > 0;
}

/* A value that is one line. */
static ix_str line(ix_draft *draft, const ix_str *v, int slot) {
    return is_set(v, slot) ? ix_draft_line(draft, uk_text(draft, v[slot])) : (ix_str){0};
}

/* Two texts with a separator between them unless one is empty. */
static ix_str join(ix_draft *draft, ix_str a, const char *separator, ix_str b) {
    if (a.len == 0 || b.len == 0) {
        return a.len == 0 ? b : a;
    }
    const ix_str parts[] = {a, ix_str_from_cstr(separator), b};
    return ix_draft_join(draft, parts, 3);
}

/* Values of neighbouring slots in one text. */
static ix_str joined(ix_draft *draft, const ix_str *v, int from, int to, const char *separator) {
    ix_str text = {0};
    for (int slot = from; slot <= to; slot++) {
        text = join(draft, text, separator, line(draft, v, slot));
    }
    return text;
}

/* Does the text stand between separators? It may hold some itself. */
static bool has_part(ix_str all, ix_str separator, ix_str text) {
    for (ptrdiff_t at = ix_str_find(all, text, 0); at >= 0; at = ix_str_find(all, text, at + 1)) {
        ix_str before = ix_str_slice(all, 0, at);
        ix_str after = ix_str_slice(all, at + text.len, all.len);
        if ((before.len == 0 || ix_str_ends_with(before, separator)) &&
            (after.len == 0 || ix_str_starts_with(after, separator))) {
            return true;
        }
    }
    return false;
}

static ix_str with_part(ix_draft *draft, ix_str all, const char *separator, ix_str text) {
    return has_part(all, ix_str_from_cstr(separator), text) ? all
                                                            : join(draft, all, separator, text);
}

void uk_keep(ix_draft *draft, ix_str name, ix_str value) {
    const ix_entity *e = &draft->entity;
    value = uk_text(draft, value);
    for (int i = 0; i < e->unmodelled_count; i++) {
        if (ix_str_equal(e->unmodelled[i].name, name) &&
            ix_str_equal(e->unmodelled[i].value, value)) {
            return;
        }
    }
    ix_draft_unmodelled(draft, name, value);
}

static void keep_slot(ix_draft *draft, const ix_str *v, int slot, const char *name) {
    if (is_set(v, slot)) {
        uk_keep(draft, ix_str_from_cstr(name), v[slot]);
    }
}

/* ------------------------------------------------------------------ names */

static ix_name_kind name_kind(ix_draft *draft, ix_str type, ix_str strength) {
    static const struct {
        ix_str word;
        ix_name_kind kind;
    } types[] = {
        {{"Primary Name", 12}, IX_NAME_PRIMARY},
        {{"Prime Alias", 11}, IX_NAME_PRIMARY},
        {{"Primary Name Variation", 22}, IX_NAME_STRONG},
        {{"Alias", 5}, IX_NAME_STRONG},
        {{"AKA", 3}, IX_NAME_STRONG},
        {{"FKA", 3}, IX_NAME_FORMER},
    };
    ix_name_kind kind = IX_NAME_STRONG;
    bool known = false;
    for (size_t i = 0; i < sizeof types / sizeof types[0] && !known; i++) {
        known = ix_str_equal_ascii_nocase(type, types[i].word);
        kind = known ? types[i].kind : kind;
    }
    if (!known) {
        ix_draft_warn(draft, IX_STR("unknown_name_type"), type);
    }
    bool low = ix_str_equal_ascii_nocase(ix_str_slice(strength, 0, 3), IX_STR("Low"));
    if (strength.len > 0 && !low &&
        !ix_str_equal_ascii_nocase(ix_str_slice(strength, 0, 4), IX_STR("Good"))) {
        ix_draft_warn(draft, IX_STR("unknown_alias_strength"), strength);
    }
    return low ? IX_NAME_WEAK : kind;
}

static void add_name_once(ix_draft *draft, ix_name_kind kind, ix_str text, ix_str origin) {
    const ix_entity *e = &draft->entity;
    for (int i = 0; i < e->name_count; i++) {
        if (e->names[i].kind == kind && ix_str_equal(e->names[i].text, text)) {
            return;
        }
    }
    ix_draft_name(draft, kind, text, origin);
}

static void add_names(ix_draft *draft, const ix_str *v) {
    ix_str given = joined(draft, v, UK_NAME1, UK_NAME5, " ");
    ix_str family = line(draft, v, UK_NAME6);
    ix_str type = line(draft, v, UK_NAME_TYPE);
    ix_str strength = line(draft, v, UK_STRENGTH);
    bool person = draft->entity.type == IX_PARTY_PERSON;
    ix_str name = person ? join(draft, family, ", ", given) : join(draft, given, " ", family);
    if (name.len > 0) {
        add_name_once(draft, name_kind(draft, type, strength), name,
                      join(draft, type.len > 0 ? type : IX_STR("name"), " ", strength));
    } else if (type.len > 0) {
        ix_draft_warn(draft, IX_STR("empty_name"), draft->entity.key);
    }
    ix_str origin = join(draft, IX_STR("Name non-latin script"), " ",
                         joined(draft, v, UK_SCRIPT_TYPE, UK_SCRIPT_LANGUAGE, " "));
    ix_str script = line(draft, v, UK_SCRIPT_NAME);
    if (script.len > 0) {
        add_name_once(draft, IX_NAME_TRANSLATION, script, origin);
    }
}

static void add_title(ix_draft *draft, ix_str title) {
    if (title.len > 0) {
        draft->entity.title = with_part(draft, draft->entity.title, "; ", title);
    }
}

static void add_gender(ix_draft *draft, const ix_str *v) {
    ix_str word = line(draft, v, UK_GENDER);
    ix_gender read = ix_str_equal_ascii_nocase(word, IX_STR("Male"))     ? IX_GENDER_MALE
                     : ix_str_equal_ascii_nocase(word, IX_STR("Female")) ? IX_GENDER_FEMALE
                                                                         : IX_GENDER_UNKNOWN;
    ix_gender have = draft->entity.gender;
    if (read == IX_GENDER_UNKNOWN || (have != IX_GENDER_UNKNOWN && have != read)) {
        keep_slot(draft, v, UK_GENDER, "Gender");
    } else {
        draft->entity.gender = read;
    }
}

/* ------------------------------------------------------------------ births */

static bool is_same_range(const ix_date_range *a, const ix_date_range *b) {
    return ix_date_first_day(a->from) == ix_date_first_day(b->from) &&
           ix_date_last_day(a->to) == ix_date_last_day(b->to) && a->from.day == b->from.day &&
           a->from.circa == b->from.circa;
}

static void add_birth(ix_draft *draft, const char *word, ix_str text) {
    ix_entity *e = &draft->entity;
    ix_str date = uk_date(draft, text);
    ix_date_range readings[2];
    int count = 0;
    if (ix_date_parse(readings, &count, date, NULL) != IX_OK) {
        uk_keep(draft, ix_str_from_cstr(word), text);
        return;
    }
    for (int i = 0; count == 1 && i < e->birth_count; i++) {
        if (is_same_range(&e->births[i], &readings[0])) {
            return;
        }
    }
    ix_draft_birth(draft, ix_str_from_cstr(word), date);
}

static void add_birth_place(ix_draft *draft, ix_str place) {
    const ix_entity *e = &draft->entity;
    for (int i = 0; i < e->birth_place_count; i++) {
        if (ix_str_equal(e->birth_places[i], place)) {
            return;
        }
    }
    ix_draft_birth_place(draft, place);
}

static bool overlap(const uk_item *a, const uk_item *b) {
    return a->from == 0 || b->from == 0 || (a->from <= b->to && b->from <= a->to);
}

/* Towns and countries may be enumerated, each for itself: those of one number belong together. */
static void add_birth_places(ix_draft *draft, const ix_str *v) {
    uk_item towns[UK_ITEMS_MAX];
    uk_item countries[UK_ITEMS_MAX];
    int town_count = uk_items(towns, line(draft, v, UK_TOWN));
    int country_count = uk_items(countries, line(draft, v, UK_BIRTH_COUNTRY));
    for (int t = 0; t < town_count; t++) {
        bool paired = false;
        for (int c = 0; c < country_count; c++) {
            if (overlap(&towns[t], &countries[c])) {
                add_birth_place(draft, join(draft, towns[t].text, ", ", countries[c].text));
                paired = true;
            }
        }
        if (!paired) {
            add_birth_place(draft, towns[t].text);
        }
    }
    for (int c = 0; c < country_count; c++) {
        bool paired = false;
        for (int t = 0; t < town_count; t++) {
            paired = paired || overlap(&towns[t], &countries[c]);
        }
        if (!paired) {
            add_birth_place(draft, countries[c].text);
        }
    }
}

/* Pieces of a text between any of the separators. */
static ix_str next_piece(ix_str *rest, const char *separators) {
    ptrdiff_t end = 0;
    while (end < rest->len && strchr(separators, rest->ptr[end]) == NULL) {
        end++;
    }
    ix_str piece = ix_str_trim(ix_str_slice(*rest, 0, end));
    *rest = ix_str_slice(*rest, end + 1, rest->len);
    return piece;
}

static bool is_country(ix_draft *draft, ix_str text) {
    char code[3];
    return ix_draft_country(draft, code, text);
}

static bool is_date(ix_draft *draft, ix_str text) {
    ix_date_range readings[2];
    int count = 0;
    return ix_date_parse(readings, &count, uk_date(draft, text), NULL) == IX_OK;
}

/* Add a text as one, or piece by piece where it is nothing as a whole and each piece is something.
 */
static void add_pieces(ix_draft *draft, ix_str text, const char *separators,
                       bool (*is)(ix_draft *draft, ix_str text),
                       void (*add)(ix_draft *draft, ix_str text)) {
    bool all = !is(draft, text);
    for (ix_str rest = text; all && rest.len > 0;) {
        all = is(draft, next_piece(&rest, separators));
    }
    if (!all) {
        add(draft, text);
        return;
    }
    for (ix_str rest = text; rest.len > 0;) {
        add(draft, next_piece(&rest, separators));
    }
}

static void add_nationality(ix_draft *draft, ix_str text) {
    if (is_country(draft, text)) {
        ix_draft_nationality(draft, IX_STR("Nationality"), text);
    } else {
        uk_keep(draft, IX_STR("Nationality"), text);
    }
}

static void add_born_on(ix_draft *draft, ix_str text) {
    add_birth(draft, "D.O.B", text);
}

static void add_of_persons(ix_draft *draft, const ix_str *v) {
    uk_item items[UK_ITEMS_MAX];
    int count = uk_items(items, line(draft, v, UK_BORN));
    for (int i = 0; i < count; i++) {
        add_pieces(draft, items[i].text, ";|", is_date, add_born_on);
    }
    count = uk_items(items, line(draft, v, UK_NATIONALITY));
    for (int i = 0; i < count; i++) {
        add_pieces(draft, items[i].text, ";|,/", is_country, add_nationality);
    }
}

/* ------------------------------------------------------------------ identifiers */

/* The identifier, new or had already; NULL: the value has nothing to compare, or no memory. */
static ix_identifier *add_identifier(ix_draft *draft, ix_identifier_type type, const char *label,
                                     ix_str value) {
    ix_entity *e = &draft->entity;
    char key[KEY_BYTES];
    if (ix_identifier_key(key, KEY_BYTES, type, value) == 0) {
        return NULL;
    }
    for (int i = 0; i < e->identifier_count; i++) {
        if (e->identifiers[i].type == type && ix_str_equal(e->identifiers[i].value, value)) {
            return &e->identifiers[i];
        }
    }
    return ix_draft_identifier(draft, type, ix_str_from_cstr(label), value);
}

/* The country of a document where a part of the text is one: "Tax ID. Russia", "Issued by Iran". */
static void find_country_alone(ix_draft *draft, char code[3], ix_str text) {
    static const ix_str by = {"Issued by ", 10};
    for (ptrdiff_t from = 0, at = 0; at <= text.len && code[0] == '\0'; at++) {
        if (at == text.len || memchr(".,;:", text.ptr[at], 4) != NULL) {
            ix_str part = ix_str_trim(ix_str_slice(text, from, at));
            bool issued = ix_str_equal_ascii_nocase(ix_str_slice(part, 0, by.len), by);
            ix_draft_country(draft, code, ix_str_slice(part, issued ? by.len : 0, part.len));
            from = at + 1;
        }
    }
}

/* Else in parentheses, "(Indian)", or in front of the word passport. */
static void find_country(ix_draft *draft, char code[3], ix_str text) {
    find_country_alone(draft, code, text);
    for (ptrdiff_t i = 0; i < text.len && code[0] == '\0'; i++) {
        if (text.ptr[i] == '(') {
            ix_str rest;
            ix_str inner = ix_str_cut(ix_str_slice(text, i + 1, text.len), ')', &rest);
            ix_draft_country(draft, code, ix_str_trim(inner));
        }
    }
    for (ix_str rest = text; rest.len > 0 && code[0] == '\0';) {
        ix_str word = ix_str_cut(rest, ' ', &rest);
        if (ix_str_equal_ascii_nocase(ix_str_slice(rest, 0, 8), IX_STR("passport"))) {
            ix_str before = ix_str_slice(text, 0, word.ptr + word.len - text.ptr);
            if (!ix_draft_country(draft, code, before)) {
                ix_draft_country(draft, code, word);
            }
        }
    }
}

/* Is the text the number and its country alone: "AA780554 (Filipino)"? */
static bool is_country_behind(ix_draft *draft, ix_str text, ix_str number) {
    char code[3];
    ix_str rest = ix_str_trim(ix_str_slice(text, number.len, text.len));
    return ix_str_starts_with(text, number) && ix_str_starts_with(rest, IX_STR("(")) &&
           ix_str_ends_with(rest, IX_STR(")")) &&
           ix_draft_country(draft, code, ix_str_slice(rest, 1, rest.len - 1));
}

/* A document by its number and a note on it, either of which may hold both. */
static void add_document(ix_draft *draft, ix_identifier_type type, const char *label, ix_str number,
                         ix_str note) {
    ix_str text = number.len > 0 ? number : note;
    ix_str value = uk_number(text);
    ix_identifier *id = value.len > 0 ? add_identifier(draft, type, label, value) : NULL;
    if (id != NULL && id->country[0] == '\0') {
        find_country(draft, id->country, text);
        if (id->country[0] == '\0' && note.len > 0) {
            find_country(draft, id->country, note);
        }
    }
    if (value.len < text.len && !is_country_behind(draft, text, value)) {
        uk_keep(draft, ix_str_from_cstr(label), text);
    }
    if (number.len > 0 && note.len > 0) {
        uk_keep(draft, ix_str_from_cstr(label), join(draft, value, ": ", note));
    }
}

static void add_documents(ix_draft *draft, const ix_str *v) {
    static const struct {
        int number;
        int note;
        ix_identifier_type type;
        const char *label;
    } kinds[] = {
        {UK_PASSPORT, UK_PASSPORT_NOTE, IX_ID_PASSPORT, "Passport number"},
        {UK_NATIONAL_ID, UK_NATIONAL_ID_NOTE, IX_ID_NATIONAL, "National Identifier number"}};
    for (int k = 0; k < 2; k++) {
        uk_item items[UK_ITEMS_MAX];
        bool numbered = is_set(v, kinds[k].number);
        ix_str note = numbered ? line(draft, v, kinds[k].note) : (ix_str){0};
        int count = uk_items(items, line(draft, v, numbered ? kinds[k].number : kinds[k].note));
        for (int i = 0; i < count; i++) {
            add_document(draft, kinds[k].type, kinds[k].label, items[i].text, note);
        }
    }
}

/* "INN: 7713076301": whose number it is. */
static void add_registration(ix_draft *draft, ix_str text) {
    static const struct {
        ix_str word;
        ix_identifier_type type;
        char country[3];
    } rows[] = {
        {{"INN", 3}, IX_ID_TAX, "RU"},     {{"OGRN", 4}, IX_ID_REGISTRATION, "RU"},
        {{"KPP", 3}, IX_ID_OTHER, "RU"},   {{"TIN", 3}, IX_ID_TAX, ""},
        {{"Tax ID", 6}, IX_ID_TAX, ""},    {{"LEI", 3}, IX_ID_LEI, ""},
        {{"SWIFT/BIC", 9}, IX_ID_BIC, ""}, {{"SWIFT", 5}, IX_ID_BIC, ""},
        {{"IMO", 3}, IX_ID_IMO, ""},
    };
    static const char label[] = "Business registration number";
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ix_str head = ix_str_slice(text, 0, rows[i].word.len);
        ix_str rest = ix_str_slice(text, rows[i].word.len, text.len);
        if (rest.len > 0 && memchr(": ", rest.ptr[0], 2) != NULL &&
            ix_str_equal_ascii_nocase(head, rows[i].word)) {
            while (rest.len > 0 && memchr(": ", rest.ptr[0], 2) != NULL) {
                rest = ix_str_slice(rest, 1, rest.len);
            }
            ix_identifier *id = add_identifier(draft, rows[i].type, rows[i].word.ptr, rest);
            if (id != NULL && rows[i].country[0] != '\0') {
                memcpy(id->country, rows[i].country, sizeof id->country);
            }
            return;
        }
    }
    add_document(draft, IX_ID_REGISTRATION, label, text, (ix_str){0});
}

/* Each of the values that stand in one, parted by semicolons, commas or lines. */
static void each_value(ix_draft *draft, ix_str text, void (*add)(ix_draft *draft, ix_str value)) {
    uk_item items[UK_ITEMS_MAX];
    int count = uk_items(items, text);
    for (int i = 0; i < count; i++) {
        ix_str rest = items[i].text;
        ptrdiff_t from = 0;
        for (ptrdiff_t at = 0; at <= rest.len; at++) {
            if (at == rest.len || memchr(";,\n", rest.ptr[at], 3) != NULL) {
                ix_str value = ix_str_trim(ix_str_slice(rest, from, at));
                if (value.len > 0) {
                    add(draft, value);
                }
                from = at + 1;
            }
        }
    }
}

static void add_phone(ix_draft *draft, ix_str value) {
    if (add_identifier(draft, IX_ID_PHONE, "Phone number", value) == NULL) {
        uk_keep(draft, IX_STR("Phone number"), value);
    }
}

static void add_email(ix_draft *draft, ix_str value) {
    if (memchr(value.ptr, '@', (size_t)value.len) == NULL ||
        add_identifier(draft, IX_ID_EMAIL, "Email address", value) == NULL) {
        uk_keep(draft, IX_STR("Email address"), value);
    }
}

static void add_website(ix_draft *draft, ix_str value) {
    if (memchr(value.ptr, '.', (size_t)value.len) == NULL ||
        add_identifier(draft, IX_ID_WEBSITE, "Website", value) == NULL) {
        uk_keep(draft, IX_STR("Website"), value);
    }
}

static void add_imo(ix_draft *draft, ix_str value) {
    ix_identifier *id = add_identifier(draft, IX_ID_IMO, "IMO number", value);
    if (id == NULL) {
        uk_keep(draft, IX_STR("IMO number"), value);
    } else if (!ix_identifier_check(IX_ID_IMO, value)) {
        ix_draft_warn(draft, IX_STR("imo_check_digit"), draft->entity.key);
    }
}

static void add_numbers(ix_draft *draft, const ix_str *v) {
    static const struct {
        int slot;
        void (*add)(ix_draft *draft, ix_str value);
    } kinds[] = {{UK_PHONE, add_phone},
                 {UK_EMAIL, add_email},
                 {UK_WEBSITE, add_website},
                 {UK_REGISTRATION, add_registration},
                 {UK_IMO, add_imo}};
    add_documents(draft, v);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (is_set(v, kinds[i].slot)) {
            each_value(draft, uk_text(draft, v[kinds[i].slot]), kinds[i].add);
        }
    }
    ix_str hull = line(draft, v, UK_HULL);
    if (hull.len > 0) {
        add_identifier(draft, IX_ID_OTHER, "Hull identification number", hull);
    }
}

/* ------------------------------------------------------------------ addresses and relations */

static void add_address(ix_draft *draft, const ix_str *v) {
    const ix_entity *e = &draft->entity;
    ix_str street = joined(draft, v, UK_LINE1, UK_LINE3, ", ");
    ix_str place = joined(draft, v, UK_LINE4, UK_LINE6, ", ");
    place = join(draft, place, " ", line(draft, v, UK_POSTCODE));
    ix_str country = line(draft, v, UK_COUNTRY);
    ix_str remark = {0};
    char code[3];
    ptrdiff_t note = ix_str_find(country, IX_STR(" ("), 0);
    if (note > 0 && !ix_draft_country(draft, code, country) &&
        ix_draft_country(draft, code, ix_str_slice(country, 0, note))) {
        remark = ix_str_trim(ix_str_slice(country, note, country.len));
        country = ix_str_slice(country, 0, note);
    }
    for (int i = 0; i < e->address_count; i++) {
        const ix_address *a = &e->addresses[i];
        if (ix_str_equal(a->street, street) && ix_str_equal(a->place, place) &&
            ix_str_equal(a->country_text, country) && ix_str_equal(a->remark, remark)) {
            return;
        }
    }
    ix_draft_address(draft, street, place, country, remark);
}

static void add_relation(ix_draft *draft, const char *kind, ix_str target) {
    const ix_entity *e = &draft->entity;
    ix_str word = ix_str_from_cstr(kind);
    for (int i = 0; i < e->relation_count; i++) {
        if (ix_str_equal(e->relations[i].kind, word) &&
            ix_str_equal(e->relations[i].target, target)) {
            return;
        }
    }
    ix_draft_relation(draft, word, target);
}

static void add_relations(ix_draft *draft, const ix_str *v) {
    static const struct {
        int slot;
        const char *kind;
    } kinds[] = {{UK_GROUP, "OFSI group"},
                 {UK_PARENT, "Parent company"},
                 {UK_SUBSIDIARY, "Subsidiary"},
                 {UK_OWNER, "Current owner/operator"},
                 {UK_FORMER_OWNER, "Previous owner/operator"}};
    ix_str un = line(draft, v, UK_UN);
    if (un.len > 0 && !ix_str_equal_ascii_nocase(un, IX_STR("N/A"))) {
        ix_str reference = un_reference(draft, un);
        add_relation(draft, "UN reference", reference.len > 0 ? reference : un);
    }
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        uk_item items[UK_ITEMS_MAX];
        int count = uk_items(items, line(draft, v, kinds[k].slot));
        for (int i = 0; i < count; i++) {
            add_relation(draft, kinds[k].kind, items[i].text);
        }
    }
}

static void add_vessel(ix_draft *draft, const ix_str *v) {
    static const struct {
        int slot;
        const char *name;
    } fields[] = {{UK_SHIP_TYPE, "type"}, {UK_TONNAGE, "tonnage"},         {UK_LENGTH, "length"},
                  {UK_FLAG, "flag"},      {UK_FORMER_FLAG, "former_flag"}, {UK_OWNER, "owner"}};
    const ix_entity *e = &draft->entity;
    for (size_t f = 0; f < sizeof fields / sizeof fields[0]; f++) {
        ix_str name = ix_str_from_cstr(fields[f].name);
        ix_str value = line(draft, v, fields[f].slot);
        bool have = false;
        for (int i = 0; i < e->vessel_count; i++) {
            have = have || (ix_str_equal(e->vessel[i].name, name) &&
                            ix_str_equal(e->vessel[i].value, value));
        }
        if (!have) {
            ix_draft_vessel(draft, name, value);
        }
    }
    ix_str flag = line(draft, v, UK_FLAG);
    char code[3];
    if (ix_draft_country(draft, code, flag)) {
        ix_draft_nationality(draft, IX_STR("flag"), flag);
    }
    if (is_set(v, UK_BUILT)) {
        add_birth(draft, "Year built", line(draft, v, UK_BUILT));
    }
}

/* ------------------------------------------------------------------ the listing */

/* A text that several rows repeat; one that differs follows on a line of its own. */
static ix_str with_text(ix_draft *draft, ix_str have, ix_str text) {
    text = uk_text(draft, text);
    return text.len > 0 && ix_str_find(have, text, 0) < 0 ? join(draft, have, "\n", text) : have;
}

static void add_measures(ix_draft *draft, ix_str text) {
    ix_listing *listing = &draft->entity.listings[0];
    while (text.len > 0) {
        ix_str part = ix_str_trim(ix_str_cut(text, '|', &text));
        if (part.len > 0 && !ix_str_equal(part, IX_STR("-"))) {
            listing->measures = with_part(draft, listing->measures, "|", part);
        }
    }
}

static void add_program(ix_draft *draft, ix_str regime) {
    const ix_listing *listing = &draft->entity.listings[0];
    for (int i = 0; i < listing->program_count; i++) {
        if (ix_str_equal(listing->programs[i], regime)) {
            return;
        }
    }
    ix_draft_program(draft, regime);
}

static void add_start(ix_draft *draft, ix_str text) {
    ix_when when = {0};
    ix_str date = uk_date(draft, text);
    ix_listing *listing = &draft->entity.listings[0];
    if (ix_when_parse(&when, date, NULL) != IX_OK) {
        uk_keep(draft, IX_STR("Date Designated"), text);
        ix_draft_warn(draft, IX_STR("date_not_understood"), text);
    } else if (listing->effective_from.kind == IX_WHEN_NONE ||
               (when.kind == listing->effective_from.kind &&
                when.value < listing->effective_from.value)) {
        listing->effective_from = when;
    }
}

static void add_listing(ix_draft *draft, const ix_str *v) {
    if (draft->status != IX_OK) {
        return;
    }
    ix_listing *listing = &draft->entity.listings[0];
    add_program(draft, line(draft, v, UK_REGIME));
    add_measures(draft, line(draft, v, UK_MEASURES));
    if (is_set(v, UK_DESIGNATED)) {
        add_start(draft, line(draft, v, UK_DESIGNATED));
    }
    listing->reason = with_text(draft, listing->reason, v[UK_REASONS]);
    draft->entity.remarks = with_text(draft, draft->entity.remarks, v[UK_INFORMATION]);
    if (is_set(v, UK_INFORMATION)) {
        ix_str un = un_reference_in(draft, v[UK_INFORMATION]);
        if (un.len > 0) {
            add_relation(draft, "UN reference", un);
        }
    }
    keep_slot(draft, v, UK_SOURCE, "Designation source");
    keep_slot(draft, v, UK_UPDATED, "Last Updated");
    keep_slot(draft, v, UK_ENTITY_TYPE, "Type of entity");
}

/* ------------------------------------------------------------------ the entity */

static ix_party_type type_of(ix_draft *draft, ix_str kind) {
    static const struct {
        ix_str word;
        ix_party_type type;
    } rows[] = {{{"Individual", 10}, IX_PARTY_PERSON},
                {{"Entity", 6}, IX_PARTY_ORGANIZATION},
                {{"Ship", 4}, IX_PARTY_VESSEL}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (ix_str_equal_ascii_nocase(kind, rows[i].word)) {
            return rows[i].type;
        }
    }
    ix_draft_warn(draft, IX_STR("unknown_designation_type"), kind);
    return IX_PARTY_ANY;
}

const char *uk_begin(ix_draft *draft, const ix_str *v) {
    ix_str key = ix_str_trim(v[UK_KEY]);
    ix_draft_begin(draft, key, IX_PARTY_ANY);
    if (key.len == 0) {
        return "the entity has no identifier of its own";
    }
    draft->entity.type = type_of(draft, ix_str_trim(v[UK_KIND]));
    return NULL;
}

void uk_add(ix_draft *draft, const ix_str *v) {
    uk_item titles[UK_ITEMS_MAX];
    int count = uk_items(titles, line(draft, v, UK_TITLE));
    add_names(draft, v);
    for (int i = 0; i < count; i++) {
        add_title(draft, titles[i].text);
    }
    add_title(draft, line(draft, v, UK_POSITION));
    add_gender(draft, v);
    add_listing(draft, v);
    add_of_persons(draft, v);
    add_birth_places(draft, v);
    add_numbers(draft, v);
    add_address(draft, v);
    add_relations(draft, v);
    add_vessel(draft, v);
}

static int compare_identifiers(const void *a, const void *b) {
    const ix_identifier *left = a;
    const ix_identifier *right = b;
    int order = (left->type > right->type) - (left->type < right->type);
    return order != 0 ? order : ix_str_compare(left->value, right->value);
}

static int compare_fields(const void *a, const void *b) {
    const ix_field *left = a;
    const ix_field *right = b;
    int order = ix_str_compare(left->name, right->name);
    return order != 0 ? order : ix_str_compare(left->value, right->value);
}

static int compare_relations(const void *a, const void *b) {
    const ix_relation *left = a;
    const ix_relation *right = b;
    int order = ix_str_compare(left->kind, right->kind);
    return order != 0 ? order : ix_str_compare(left->target, right->target);
}

static void sort(void *items, int count, size_t size, int (*compare)(const void *, const void *)) {
    if (count > 1) {
        qsort(items, (size_t)count, size, compare);
    }
}

/* The order of details that have none of their own: csv and XML give them in different ones. */
static void sort_details(ix_entity *e) {
    sort(e->identifiers, e->identifier_count, sizeof *e->identifiers, compare_identifiers);
    sort(e->relations, e->relation_count, sizeof *e->relations, compare_relations);
    sort(e->vessel, e->vessel_count, sizeof *e->vessel, compare_fields);
    sort(e->unmodelled, e->unmodelled_count, sizeof *e->unmodelled, compare_fields);
}

const char *uk_end(ix_draft *draft) {
    ix_entity *e = &draft->entity;
    if (draft->status != IX_OK) {
        return NULL;
    }
    if (!ix_draft_primary_first(draft)) {
        return "the entity has no name";
    }
    if (e->listings[0].program_count == 0) {
        ix_draft_warn(draft, IX_STR("no_program"), e->key);
    }
    sort_details(e);
    return NULL;
}
