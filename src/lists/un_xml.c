/* The Consolidated List of the United Nations Security Council.
 *
 *     CONSOLIDATED_LIST@dateGenerated
 *       INDIVIDUALS/INDIVIDUAL, ENTITIES/ENTITY
 *         DATAID VERSIONNUM FIRST_NAME SECOND_NAME THIRD_NAME FOURTH_NAME UN_LIST_TYPE
 *         REFERENCE_NUMBER LISTED_ON GENDER NAME_ORIGINAL_SCRIPT COMMENTS1
 *         TITLE/VALUE... DESIGNATION/VALUE... NATIONALITY/VALUE... LAST_DAY_UPDATED/VALUE...
 *         INDIVIDUAL_ALIAS{QUALITY ALIAS_NAME DATE_OF_BIRTH CITY_OF_BIRTH COUNTRY_OF_BIRTH NOTE}
 *         INDIVIDUAL_ADDRESS{STREET CITY STATE_PROVINCE ZIP_CODE COUNTRY NOTE}
 *         INDIVIDUAL_DATE_OF_BIRTH{TYPE_OF_DATE DATE YEAR FROM_YEAR TO_YEAR NOTE}
 *         INDIVIDUAL_PLACE_OF_BIRTH{STREET CITY STATE_PROVINCE COUNTRY NOTE}
 *         INDIVIDUAL_DOCUMENT{TYPE_OF_DOCUMENT TYPE_OF_DOCUMENT2 NUMBER ISSUING_COUNTRY
 *                             COUNTRY_OF_ISSUE CITY_OF_ISSUE DATE_OF_ISSUE NOTE}
 *         ENTITY_ALIAS and ENTITY_ADDRESS alike
 *
 * Elements without text (an alias of nobody, a document that is not known) leave no leaf. */
#include "readers.h"
#include "xml.h"

#include <string.h>

#define DATE_BYTES 10 /* of "2015-07-01-04:00", which carries its zone */

static bool has_digit(ix_str text) {
    for (ptrdiff_t i = 0; i < text.len; i++) {
        if (text.ptr[i] >= '0' && text.ptr[i] <= '9') {
            return true;
        }
    }
    return false;
}

/* ------------------------------------------------------------------ names */

typedef struct alias {
    ix_name_kind kind;
    ix_str origin;
} alias;

static alias alias_of(ix_xml *x, ix_str quality) {
    static const struct {
        ix_str quality;
        ix_name_kind kind;
    } rows[] = {
        {{"Good", 4}, IX_NAME_STRONG},
        {{"Low", 3}, IX_NAME_WEAK},
        {{"a.k.a.", 6}, IX_NAME_STRONG},
        {{"f.k.a.", 6}, IX_NAME_FORMER},
    };
    const ix_str origin[] = {IX_STR("alias "), quality};
    alias a = {IX_NAME_STRONG, ix_draft_join(&x->draft, origin, 2)};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (ix_str_equal_ascii_nocase(quality, rows[i].quality)) {
            a.kind = rows[i].kind;
            return a;
        }
    }
    ix_draft_warn(&x->draft, IX_STR("unknown_alias_quality"), quality);
    return a;
}

static void add_one_alias(ix_xml *x, const alias *of, ix_str name) {
    static const ix_str mark = {"(original script)", 17};
    bool original = ix_str_ends_with(name, mark);
    name = ix_str_trim(ix_str_slice(name, 0, name.len - (original ? mark.len : 0)));
    ix_draft_name(&x->draft, original ? IX_NAME_TRANSLATION : of->kind, ix_xml_line(x, name),
                  of->origin);
}

static void add_joined(ix_xml *x, const alias *of, ix_str names) {
    while (names.ptr != NULL) {
        ix_str rest;
        add_one_alias(x, of, ix_str_trim(ix_str_cut(names, ';', &rest)));
        names = rest;
    }
}

/* Where the parenthesis that ends the text opens, or -1. */
static ptrdiff_t last_parenthesis(ix_str text) {
    int open = 0;
    for (ptrdiff_t i = text.len; i-- > 0;) {
        open += (text.ptr[i] == ')') - (text.ptr[i] == '(');
        if (open == 0) {
            return text.ptr[i] == '(' ? i : -1;
        }
    }
    return -1;
}

/* One name, several as "A; B; C", or one with its forms as "A (B; C)". */
static void add_names(ix_xml *x, const alias *of, ix_str text) {
    ptrdiff_t open = last_parenthesis(text);
    ptrdiff_t first = ix_str_find(text, IX_STR(";"), 0);
    if (first >= 0 && open > 0 && first > open) {
        add_one_alias(x, of, ix_str_trim(ix_str_slice(text, 0, open)));
        text = ix_str_slice(text, open + 1, text.len - 1);
    }
    add_joined(x, of, text);
}

static ix_str place_of(ix_xml *x, ix_str street, ix_str city, ix_str province, ix_str country) {
    ix_str place = ix_xml_join(x, street, IX_STR(", "), city);
    place = ix_xml_join(x, place, IX_STR(", "), province);
    return ix_xml_line(x, ix_xml_join(x, place, IX_STR(", "), country));
}

/* QUALITY ALIAS_NAME DATE_OF_BIRTH CITY_OF_BIRTH COUNTRY_OF_BIRTH NOTE */
static void add_alias(ix_xml *x, const ix_str *v) {
    ix_draft *draft = &x->draft;
    if (v[1].len == 0) {
        ix_draft_warn(draft, IX_STR("empty_alias"), draft->entity.key);
    } else {
        alias of = alias_of(x, v[0]);
        add_names(x, &of, v[1]);
    }
    if (v[2].len > 0) {
        ix_draft_birth(draft, IX_STR("alias_date_of_birth"), v[2]);
    }
    ix_draft_birth_place(draft, place_of(x, (ix_str){0}, v[3], (ix_str){0}, v[4]));
    if (v[5].len > 0) {
        const ix_str note[] = {v[1], IX_STR(": "), v[5]};
        ix_draft_unmodelled(draft, IX_STR("alias_note"), ix_draft_join(draft, note, 3));
    }
}

/* ------------------------------------------------------------------ births and places */

/* TYPE_OF_DATE DATE YEAR FROM_YEAR TO_YEAR NOTE. Without any date the note may be one. */
static void add_birth(ix_xml *x, const ix_str *v) {
    static const ix_str about = {"Approximately", 13};
    ix_draft *draft = &x->draft;
    ix_str note = v[5];
    bool circa = ix_str_equal_ascii_nocase(v[0], about) || ix_str_equal_ascii_nocase(note, about);
    ix_str date = v[1].len > 0 ? ix_str_slice(v[1], 0, DATE_BYTES) : v[2];
    date = date.len > 0 ? date : ix_xml_join(x, v[3], IX_STR(" to "), v[4]);
    if (date.len > 0) {
        const ix_str parts[] = {circa ? IX_STR("circa ") : (ix_str){0}, date};
        ix_draft_birth(draft, IX_STR("date_of_birth"), ix_draft_join(draft, parts, 2));
        ix_draft_unmodelled(draft, IX_STR("date_of_birth_note"),
                            ix_str_equal_ascii_nocase(note, about) ? (ix_str){0} : note);
    } else if (note.len > 0) {
        ix_draft_birth(draft, IX_STR("date_of_birth_note"), note);
    } else if (v[0].len > 0) {
        ix_draft_warn(draft, IX_STR("empty_date_of_birth"), draft->entity.key);
    }
    if (v[0].len > 0 && !circa && !ix_str_equal_ascii_nocase(v[0], IX_STR("EXACT")) &&
        !ix_str_equal_ascii_nocase(v[0], IX_STR("BETWEEN"))) {
        ix_draft_warn(draft, IX_STR("unknown_type_of_date"), v[0]);
    }
}

/* STREET CITY STATE_PROVINCE COUNTRY NOTE */
static void add_birth_place(ix_xml *x, const ix_str *v) {
    ix_draft_birth_place(&x->draft, place_of(x, v[0], v[1], v[2], v[3]));
    ix_draft_unmodelled(&x->draft, IX_STR("place_of_birth_note"), v[4]);
}

/* STREET CITY STATE_PROVINCE ZIP_CODE COUNTRY NOTE. The postal code may be the name of a place. */
static void add_address(ix_xml *x, const ix_str *v) {
    ix_draft *draft = &x->draft;
    ix_str place = ix_xml_join(x, v[1], IX_STR(", "), v[2]);
    place = ix_xml_join(x, place, has_digit(v[3]) ? IX_STR(" ") : IX_STR(", "), v[3]);
    if (v[0].len + place.len + v[4].len > 0) {
        ix_draft_address(draft, ix_xml_line(x, v[0]), ix_xml_line(x, place), v[4],
                         ix_xml_line(x, v[5]));
    } else {
        ix_draft_unmodelled(draft, IX_STR("address_note"), v[5]);
    }
}

/* ------------------------------------------------------------------ documents */

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

/* The second type is the more exact one. */
static ix_identifier_type document_type(ix_str type, ix_str exact) {
    static const struct {
        const char *words;
        ix_identifier_type type;
    } rows[] = {
        {"passport", IX_ID_PASSPORT},
        {"passeport", IX_ID_PASSPORT},
        {"pasaporte", IX_ID_PASSPORT},
        {"fiscal", IX_ID_TAX},
        {"tax", IX_ID_TAX},
        {"certificate", IX_ID_OTHER},
        {"ration", IX_ID_OTHER},
        {"permit", IX_ID_OTHER},
        {"voter", IX_ID_OTHER},
        {"student", IX_ID_OTHER},
        {"other", IX_ID_OTHER},
        {"identi", IX_ID_NATIONAL},
        {"national", IX_ID_NATIONAL},
        {"social security", IX_ID_NATIONAL},
    };
    const ix_str texts[] = {exact, type};
    for (int t = 0; t < 2; t++) {
        for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
            if (speaks_of(texts[t], rows[i].words)) {
                return rows[i].type;
            }
        }
    }
    return IX_ID_OTHER;
}

/* The number in "CAR diplomatic passport no. D00000898" or "04643632 issued on 18 Jun. 1999", up to
 * a comma, parenthesis or the word behind it; empty when there is none. */
static ix_str number_in(ix_str text) {
    static const ix_str marks[] = {{"number ", 7}, {"number: ", 8}, {"no. ", 4}, {"Code: ", 6}};
    ptrdiff_t from = -1;
    for (size_t i = 0; i < sizeof marks / sizeof marks[0] && from < 0; i++) {
        ptrdiff_t at = ix_str_find(text, marks[i], 0);
        from = at < 0 ? -1 : at + marks[i].len;
    }
    if (from < 0 && (text.len == 0 || !has_digit(ix_str_slice(text, 0, 1)))) {
        return (ix_str){0};
    }
    text = ix_str_trim(ix_str_slice(text, from < 0 ? 0 : from, text.len));
    ptrdiff_t end = 0;
    while (end < text.len && memchr(",;()\n", text.ptr[end], 5) == NULL &&
           (text.ptr[end] != ' ' || !has_digit(ix_str_slice(text, 0, end)))) {
        end++;
    }
    text = ix_str_slice(text, 0, end);
    return has_digit(text) ? text : (ix_str){0};
}

/* TYPE_OF_DOCUMENT TYPE_OF_DOCUMENT2 NUMBER ISSUING_COUNTRY COUNTRY_OF_ISSUE CITY_OF_ISSUE
 * DATE_OF_ISSUE NOTE. A number without its element stands in the note or the second type. */
static void add_document(ix_xml *x, const ix_str *v) {
    ix_draft *draft = &x->draft;
    ix_str label = ix_xml_line(x, v[1].len > 0 ? v[1] : v[0]);
    ix_str country = v[3].len > 0 ? v[3] : v[4];
    ix_str value = number_in(v[2]);
    bool worded = value.len > 0 && !has_digit(ix_str_slice(v[2], 0, 1));
    value = worded ? value : ix_xml_line(x, v[2]);
    value = value.len > 0 ? value : number_in(v[7]);
    value = value.len > 0 ? value : number_in(v[1]);
    ix_identifier *id = ix_draft_identifier(draft, document_type(v[0], v[1]), label, value);
    if (id == NULL || !ix_draft_country(draft, id->country, country)) {
        ix_draft_unmodelled(draft, IX_STR("document_country"), country);
    }
    if (worded) {
        ix_draft_unmodelled(draft, IX_STR("document_number"), v[2]);
    }
    ix_date_range readings[2];
    int count = 0;
    ix_str issued = ix_str_slice(v[6], 0, DATE_BYTES);
    if (id != NULL && ix_date_parse(readings, &count, issued, NULL) == IX_OK && count == 1) {
        id->issued = readings[0].from;
    } else {
        ix_draft_unmodelled(draft, IX_STR("document_issued"), v[6]);
    }
    bool same = ix_str_equal(v[4], country);
    ix_draft_unmodelled(draft, IX_STR("document_country"), same ? (ix_str){0} : v[4]);
    ix_draft_unmodelled(draft, IX_STR("document_city"), v[5]);
    if (v[7].len > 0 || id == NULL) {
        const ix_str note[] = {label, label.len > 0 && v[7].len > 0 ? IX_STR(": ") : (ix_str){0},
                               v[7]};
        ix_draft_unmodelled(draft, IX_STR("document_note"), ix_draft_join(draft, note, 3));
    }
}

/* ------------------------------------------------------------------ an entry */

#define ALIAS_FIELDS                                                                               \
    { "QUALITY", "ALIAS_NAME", "DATE_OF_BIRTH", "CITY_OF_BIRTH", "COUNTRY_OF_BIRTH", "NOTE" }
#define ADDRESS_FIELDS                                                                             \
    { "STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY", "NOTE" }

static const ix_xml_item item_kinds[] = {
    {{"INDIVIDUAL_ALIAS", 16}, add_alias, ALIAS_FIELDS},
    {{"ENTITY_ALIAS", 12}, add_alias, ALIAS_FIELDS},
    {{"INDIVIDUAL_DATE_OF_BIRTH", 24},
     add_birth,
     {"TYPE_OF_DATE", "DATE", "YEAR", "FROM_YEAR", "TO_YEAR", "NOTE"}},
    {{"INDIVIDUAL_PLACE_OF_BIRTH", 25},
     add_birth_place,
     {"STREET", "CITY", "STATE_PROVINCE", "COUNTRY", "NOTE"}},
    {{"INDIVIDUAL_ADDRESS", 18}, add_address, ADDRESS_FIELDS},
    {{"ENTITY_ADDRESS", 14}, add_address, ADDRESS_FIELDS},
    {{"INDIVIDUAL_DOCUMENT", 19},
     add_document,
     {"TYPE_OF_DOCUMENT", "TYPE_OF_DOCUMENT2", "NUMBER", "ISSUING_COUNTRY", "COUNTRY_OF_ISSUE",
      "CITY_OF_ISSUE", "DATE_OF_ISSUE", "NOTE"}},
};

static ix_str full_name(ix_xml *x) {
    static const ix_str paths[] = {
        {"FIRST_NAME", 10}, {"SECOND_NAME", 11}, {"THIRD_NAME", 10}, {"FOURTH_NAME", 11}};
    ix_str name = {0};
    for (int i = 0; i < 4; i++) {
        name = ix_xml_join(x, name, IX_STR(" "), ix_xml_take(x, paths[i]));
    }
    return ix_xml_line(x, name);
}

static ix_str joined_values(ix_xml *x, ix_str so_far, ix_str path) {
    for (ix_str value; (value = ix_xml_take(x, path)).len > 0;) {
        so_far = ix_xml_join(x, so_far, IX_STR("; "), ix_xml_line(x, value));
    }
    return so_far;
}

static void read_gender(ix_xml *x) {
    ix_str gender = ix_xml_take(x, IX_STR("GENDER"));
    if (ix_str_equal_ascii_nocase(gender, IX_STR("Male"))) {
        x->draft.entity.gender = IX_GENDER_MALE;
    } else if (ix_str_equal_ascii_nocase(gender, IX_STR("Female"))) {
        x->draft.entity.gender = IX_GENDER_FEMALE;
    } else {
        ix_draft_unmodelled(&x->draft, IX_STR("GENDER"), gender);
    }
}

/* The day the Committee listed the party: the list says no other. */
static void read_listing(ix_xml *x) {
    ix_draft *draft = &x->draft;
    ix_draft_program(draft, ix_xml_take(x, IX_STR("UN_LIST_TYPE")));
    ix_str listed = ix_xml_take(x, IX_STR("LISTED_ON"));
    ix_when when = {0};
    if (draft->status != IX_OK) {
        return;
    }
    if (ix_when_parse(&when, ix_str_slice(listed, 0, DATE_BYTES), NULL) == IX_OK) {
        draft->entity.listings[0].effective_from = when;
    } else {
        ix_draft_unmodelled(draft, IX_STR("LISTED_ON"), listed);
        ix_draft_warn(draft, IX_STR("no_date_of_listing"), draft->entity.key);
    }
    if (draft->entity.listings[0].program_count == 0) {
        ix_draft_warn(draft, IX_STR("no_program"), draft->entity.key);
    }
}

/* What says nothing of the party, and what all entries have alike. */
static void drop_bookkeeping(ix_xml *x) {
    ix_xml_take(x, IX_STR("VERSIONNUM"));
    ix_xml_take(x, IX_STR("SORT_KEY"));
    ix_xml_take(x, IX_STR("SORT_KEY_LAST_MOD"));
    ix_str type = ix_xml_take(x, IX_STR("LIST_TYPE/VALUE"));
    ix_draft_unmodelled(&x->draft, IX_STR("LIST_TYPE/VALUE"),
                        ix_str_equal(type, IX_STR("UN List")) ? (ix_str){0} : type);
}

static const char *read_entry(ix_xml *x) {
    ix_draft *draft = &x->draft;
    ix_str key = ix_xml_take(x, IX_STR("REFERENCE_NUMBER"));
    ix_draft_begin(draft, key, x->record == 0 ? IX_PARTY_PERSON : IX_PARTY_ORGANIZATION);
    ix_str name = full_name(x);
    if (draft->status != IX_OK) {
        return NULL;
    }
    if (key.len == 0 || name.len == 0) {
        return key.len == 0 ? "REFERENCE_NUMBER is missing" : "the name is empty";
    }
    ix_draft_name(draft, IX_NAME_PRIMARY, name, ix_str_from_cstr(x->layout->file));
    for (ix_str text; (text = ix_xml_take(x, IX_STR("NAME_ORIGINAL_SCRIPT"))).len > 0;) {
        ix_draft_name(draft, IX_NAME_TRANSLATION, ix_xml_line(x, text),
                      IX_STR("NAME_ORIGINAL_SCRIPT"));
    }
    for (size_t i = 0; i < sizeof item_kinds / sizeof item_kinds[0]; i++) {
        ix_xml_items(x, &item_kinds[i]);
    }
    read_gender(x);
    for (ix_str text; (text = ix_xml_take(x, IX_STR("NATIONALITY/VALUE"))).len > 0;) {
        ix_draft_nationality(draft, IX_STR("NATIONALITY"), text);
    }
    ix_str title = joined_values(x, (ix_str){0}, IX_STR("TITLE/VALUE"));
    draft->entity.title = joined_values(x, title, IX_STR("DESIGNATION/VALUE"));
    draft->entity.remarks = ix_xml_take(x, IX_STR("COMMENTS1"));
    read_listing(x);
    drop_bookkeeping(x);
    ix_xml_leftovers(x);
    return NULL;
}

static void read_publication(ix_xml *x, ix_str path, ix_str text) {
    if (ix_str_equal(path, IX_STR("@dateGenerated")) &&
        ix_when_parse(&x->report->published, text, NULL) == IX_OK) {
        return;
    }
    if (!ix_str_starts_with(path, IX_STR("@xsi:"))) {
        ix_draft_warn(&x->draft, IX_STR("publication_not_understood"), text);
    }
}

static const ix_xml_layout layout = {.file = "consolidated.xml",
                                     .root = "CONSOLIDATED_LIST",
                                     .records = {"INDIVIDUALS/INDIVIDUAL", "ENTITIES/ENTITY"},
                                     .others = {"INDIVIDUALS", "ENTITIES"},
                                     .item_levels = 1,
                                     .outside = read_publication,
                                     .record = read_entry};

ix_status un_xml_read(const ix_list_file *files, int file_count, const ix_knowledge *knowledge,
                      ix_entity_sink sink, void *context, ix_read_report *report, ix_arena *arena,
                      ix_error *error) {
    return ix_xml_read(&layout, files, file_count, knowledge, sink, context, report, arena, error);
}
