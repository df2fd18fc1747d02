/* Canada's consolidated list of autonomous sanctions (Special Economic Measures Act and Justice for
 * Victims of Corrupt Foreign Officials Act), sema-lmes.xml.
 *
 *     data-set/record: Country LastName GivenName EntityOrShip Aliases DateOfBirthOrShipBuildDate
 *                      TitleOrShip ShipIMONumber Schedule Item DateOfListing
 *
 * Elements have their English names alone, or since 2026 the French ones behind a hyphen
 * (`Item-NumeroDarticle`), `TitleOrShipType` among them; what stands before the hyphen tells.
 *
 * The list has no key. It is COUNTRY/SCHEDULE/ITEM, without the schedule where there is none, each
 * of letters, digits and points with hyphens between them: Russia/1-Part-1/1513, JVCFOR/12. An
 * entry without item has a hash of its name for it. Of several entries of one key the one listed
 * first keeps it (of one day: the one whose record has the smallest hash) and the others are
 * KEY/HASH, of the name, or of the whole record where the names are equal too; so no key depends on
 * the order of the file. A record that is there twice in every detail is read once, and warned of.
 */
#include "days.h"
#include "readers.h"
#include "xlsx.h"
#include "xml.h"

#include <stdlib.h>
#include <string.h>

#define HASH_DIGITS    16
#define FIRST_PLACES   1024
#define NAME_BYTES_MAX 1024 /* beyond it legal forms are not looked for */
#define PIVOT_YEAR     2029 /* newest two-digit year where the day of listing is not known */
#define NEIGHBOURS     64   /* entries of one key that are compared by name */
#define DATE_BYTES_MAX 64
#define YEAR_MIN       1850 /* of a birth or a ship */

typedef enum leaf {
    L_COUNTRY,
    L_LAST,
    L_GIVEN,
    L_ENTITY,
    L_ALIASES,
    L_BORN,
    L_TITLE,
    L_IMO,
    L_SCHEDULE,
    L_ITEM,
    L_LISTED,
    L_COUNT
} leaf;

/* ------------------------------------------------------------------ leaves */

/* The text of an element by the English part of its name, on one line, and take it. */
static ix_str take(ix_xml *x, const char *name) {
    for (int i = 0; i < x->leaf_count; i++) {
        ix_xml_leaf *l = &x->leaves[i];
        ix_str rest;
        ix_str english = ix_str_cut(l->path, '-', &rest);
        if (!l->taken && ix_str_equal(english, ix_str_from_cstr(name))) {
            l->taken = true;
            return ix_draft_line(&x->draft, l->text);
        }
    }
    return (ix_str){0};
}

static void take_all(ix_xml *x, ix_str values[L_COUNT]) {
    static const char *const names[L_COUNT] = {
        [L_COUNTRY] = "Country",     [L_LAST] = "LastName",
        [L_GIVEN] = "GivenName",     [L_ENTITY] = "EntityOrShip",
        [L_ALIASES] = "Aliases",     [L_BORN] = "DateOfBirthOrShipBuildDate",
        [L_TITLE] = "TitleOrShip",   [L_IMO] = "ShipIMONumber",
        [L_SCHEDULE] = "Schedule",   [L_ITEM] = "Item",
        [L_LISTED] = "DateOfListing"};
    for (int i = 0; i < L_COUNT; i++) {
        values[i] = take(x, names[i]);
    }
    if (values[L_TITLE].len == 0) {
        values[L_TITLE] = take(x, "TitleOrShipType");
    }
    if (ix_str_equal_ascii_nocase(values[L_SCHEDULE], IX_STR("N/A"))) {
        values[L_SCHEDULE] = (ix_str){0};
    }
}

/* "Russia / Russie": the English half. */
static ix_str english(ix_str text) {
    ptrdiff_t at = ix_str_find(text, IX_STR(" / "), 0);
    return at < 0 ? text : ix_str_trim(ix_str_slice(text, 0, at));
}

/* ------------------------------------------------------------------ keys */

static void append_slug(ix_buf *out, ix_str text) {
    bool gap = false;
    size_t start = out->len;
    for (ptrdiff_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        bool kept = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                    c == '.' || c >= 0x80;
        if (!kept) {
            gap = true;
            continue;
        }
        if (gap && out->len > start) {
            ix_buf_append_char(out, '-');
        }
        gap = false;
        ix_buf_append_char(out, (char)c);
    }
}

static void append_hash(ix_buf *out, const ix_digest *digest) {
    char hex[65];
    ix_buf digits = {.ptr = hex, .cap = sizeof hex, .max = sizeof hex - 1};
    ix_digest_print(&digits, digest);
    ix_buf_append(out, (ix_str){hex, HASH_DIGITS});
}

/* The name of a country or, of "... Regulations (JVCFOR)", the short one. */
static ix_str regime(ix_str country) {
    country = english(country);
    ptrdiff_t open = ix_str_find(country, IX_STR("Regulations ("), 0);
    ptrdiff_t from = open < 0 ? 0 : open + 13;
    ptrdiff_t end = open < 0 ? -1 : ix_str_find(country, IX_STR(")"), from);
    return end < 0 ? country : ix_str_slice(country, from, end);
}

static ix_str make_key(ix_xml *x, const ix_str values[L_COUNT], ix_str name) {
    ix_buf out;
    ix_buf_init(&out, IX_XML_TEXT_BYTES_MAX);
    out.allocator = x->draft.arena->allocator;
    append_slug(&out, regime(values[L_COUNTRY]));
    if (values[L_SCHEDULE].len > 0) {
        ix_buf_append_char(&out, '/');
        append_slug(&out, values[L_SCHEDULE]);
    }
    ix_buf_append_char(&out, '/');
    if (values[L_ITEM].len > 0) {
        append_slug(&out, values[L_ITEM]);
    } else {
        ix_digest digest = ix_sha256(name);
        append_hash(&out, &digest);
    }
    const ix_str view[] = {ix_buf_view(&out)};
    ix_str key = out.status == IX_OK ? ix_draft_join(&x->draft, view, 1) : (ix_str){0};
    x->draft.status = out.status == IX_OK ? x->draft.status : out.status;
    ix_buf_free(&out);
    return key;
}

/* ------------------------------------------------------------------ names */

/* Does the text name a legal form, or nothing but forms? */
typedef struct forms {
    bool any;
    bool only;
} forms;

/* The words of a name without any other would be taken for its own: they are read behind one. */
static forms forms_of(ix_draft *draft, ix_str text) {
    forms f = {false, false};
    if (draft->knowledge == NULL || text.len == 0 || text.len > NAME_BYTES_MAX) {
        return f;
    }
    const ix_str parts[] = {IX_STR("Qvarta "), text};
    ix_arena_mark mark = ix_arena_position(draft->arena);
    ix_parsed_name *parsed = IX_NEW(draft->arena, ix_parsed_name, 1);
    ix_str name = ix_draft_join(draft, parts, 2);
    ix_status status = parsed == NULL || draft->status != IX_OK
                           ? IX_E_MEMORY
                           : ix_name_parse(parsed, draft->knowledge, name, IX_PARTY_ORGANIZATION,
                                           draft->arena, NULL);
    f.only = status == IX_OK && parsed->count > 1;
    for (int i = 1; status == IX_OK && i < parsed->count; i++) {
        f.any |= parsed->parts[i].form != 0;
        f.only &= parsed->parts[i].form != 0;
    }
    draft->status = status == IX_E_MEMORY ? status : draft->status;
    ix_arena_rewind(draft->arena, mark);
    return f;
}

/* A label such as "Russian: " before a name in another script. */
static ix_str take_label(ix_str *name) {
    ptrdiff_t colon = ix_str_find(*name, IX_STR(":"), 0);
    bool label = colon > 0 && colon < 20;
    for (ptrdiff_t i = 0; i < colon && label; i++) {
        char c = name->ptr[i];
        label = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
    if (!label) {
        return (ix_str){0};
    }
    ix_str word = ix_str_slice(*name, 0, colon);
    *name = ix_str_trim(ix_str_slice(*name, colon + 1, name->len));
    return word;
}

/* Words before an alias, and what it is. */
typedef struct mark {
    ix_str words;
    ix_name_kind kind;
} mark;

static const mark *mark_of(ix_str text) {
    static const mark marks[] = {
        {{"also known as ", 14}, IX_NAME_STRONG},
        {{"a.k.a. ", 7}, IX_NAME_STRONG},
        {{"aka ", 4}, IX_NAME_STRONG},
        {{"now known as ", 13}, IX_NAME_STRONG},
        {{"formerly known as ", 18}, IX_NAME_FORMER},
        {{"formerly ", 9}, IX_NAME_FORMER},
        {{"previously known as ", 20}, IX_NAME_FORMER},
        {{"f.k.a. ", 7}, IX_NAME_FORMER},
        {{"fka ", 4}, IX_NAME_FORMER},
    };
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (ix_str_equal_ascii_nocase(ix_str_slice(text, 0, marks[i].words.len), marks[i].words)) {
            return &marks[i];
        }
    }
    return NULL;
}

/* Where aliases stand, and what they are unless words before them say otherwise. A person's alias
 * of one word has the other part of the name it stands behind. */
typedef struct aliases {
    ix_str origin;
    ix_name_kind kind;
    ix_str last;
    ix_str given;
} aliases;

/* The whole name of an alias of one word behind one part of a person's name. */
static ix_str whole_name(ix_draft *draft, ix_str name, const aliases *of) {
    bool part = of->last.len > 0 || of->given.len > 0;
    if (!part || name.len == 0 || ix_str_find(name, IX_STR(" "), 0) >= 0) {
        return name;
    }
    const ix_str parts[] = {of->last.len > 0 ? of->last : name, IX_STR(", "),
                            of->last.len > 0 ? name : of->given};
    return ix_draft_join(draft, parts, 3);
}

static void add_one_alias(ix_draft *draft, ix_str name, const aliases *of) {
    name = ix_str_trim(name);
    ix_str label = take_label(&name);
    bool alias = ix_str_equal_ascii_nocase(label, IX_STR("alias"));
    const mark *m = mark_of(name);
    ix_name_kind kind = m != NULL && m->kind == IX_NAME_FORMER ? m->kind : of->kind;
    name = m != NULL ? ix_str_trim(ix_str_slice(name, m->words.len, name.len)) : name;
    const ix_str parts[] = {of->origin, label.len > 0 ? IX_STR(" ") : (ix_str){0}, label};
    ix_draft_name(draft, label.len > 0 && !alias ? IX_NAME_TRANSLATION : kind,
                  whole_name(draft, name, of), ix_draft_join(draft, parts, 3));
}

/* Where the parenthesis that opens at `open` closes; the end of the text if it does not. */
static ptrdiff_t closing(ix_str text, ptrdiff_t open) {
    int depth = 0;
    for (ptrdiff_t i = open; i < text.len; i++) {
        depth += (text.ptr[i] == '(') - (text.ptr[i] == ')');
        if (depth == 0) {
            return i;
        }
    }
    return text.len;
}

/* Where the next "(also known as B)" opens, from `from` on, or "(or C)" if it stands `behind` one;
 * -1: there is none. *inner is what it holds, *end where it closes. */
static ptrdiff_t next_known_as(ix_str text, ptrdiff_t from, bool behind, ix_str *inner,
                               ptrdiff_t *end) {
    for (ptrdiff_t at = from; at < text.len; at++) {
        if (text.ptr[at] != '(') {
            continue;
        }
        *end = closing(text, at);
        *inner = ix_str_trim(ix_str_slice(text, at + 1, *end));
        if (mark_of(*inner) != NULL || (behind && ix_str_starts_with(*inner, IX_STR("or ")))) {
            return at;
        }
    }
    return -1;
}

/* The name without those parentheses. */
static ix_str without_known_as(ix_draft *draft, ix_str name) {
    ix_str kept = {0};
    ptrdiff_t from = 0;
    for (;;) {
        ix_str inner;
        ptrdiff_t end = 0;
        ptrdiff_t open = next_known_as(name, from, from > 0, &inner, &end);
        ix_str piece = ix_str_trim(ix_str_slice(name, from, open < 0 ? name.len : open));
        const ix_str parts[] = {kept, kept.len > 0 && piece.len > 0 ? IX_STR(" ") : (ix_str){0},
                                piece};
        kept = from == 0 ? piece : ix_draft_join(draft, parts, 3);
        if (open < 0 || end >= name.len) {
            return kept;
        }
        from = end + 1;
    }
}

/* "A", or "A (also known as B)". */
static void add_alias(ix_draft *draft, ix_str name, const aliases *of) {
    add_one_alias(draft, without_known_as(draft, name), of);
    ix_str inner;
    ptrdiff_t end = 0;
    for (ptrdiff_t from = 0; next_known_as(name, from, from > 0, &inner, &end) >= 0;) {
        add_one_alias(draft, inner, of);
        from = end + 1;
    }
}

/* Names with commas between them, save those before a legal form: "Plant, OAO, Works, JSC". */
static void add_by_commas(ix_draft *draft, ix_str names, const aliases *of) {
    ptrdiff_t from = 0;
    for (ptrdiff_t at = 0; at <= names.len && draft->status == IX_OK; at++) {
        if (at < names.len && names.ptr[at] != ',') {
            continue;
        }
        ix_str rest;
        ix_str next = ix_str_trim(ix_str_cut(ix_str_slice(names, at + 1, names.len), ',', &rest));
        if (at == names.len || !forms_of(draft, next).only) {
            add_alias(draft, ix_str_slice(names, from, at), of);
            from = at + 1;
        }
    }
}

/* Several aliases with semicolons, slashes between spaces, or else commas between them. */
static void add_aliases(ix_draft *draft, ix_str names, const aliases *of) {
    for (ptrdiff_t from = 0; from < names.len && draft->status == IX_OK;) {
        ix_str left = ix_str_slice(names, from, names.len);
        ptrdiff_t semicolon = ix_str_find(left, IX_STR(";"), 0);
        ptrdiff_t slash = ix_str_find(left, IX_STR(" / "), 0);
        ptrdiff_t end = semicolon < 0 || (slash >= 0 && slash < semicolon) ? slash : semicolon;
        end = end < 0 ? left.len : end;
        add_by_commas(draft, ix_str_slice(left, 0, end), of);
        from += end + (end == slash ? 3 : 1);
    }
}

/* Inside a parenthesis: "A and B" are two names where both have a legal form, else one. */
static void add_inner(ix_draft *draft, ix_str names, const aliases *of) {
    static const ix_str and = {" and ", 5};
    ptrdiff_t at = ix_str_find(names, and, 0);
    while (at >= 0 && !(forms_of(draft, ix_str_slice(names, 0, at)).any &&
                        forms_of(draft, ix_str_slice(names, at + and.len, names.len)).any)) {
        at = ix_str_find(names, and, at + 1);
    }
    add_aliases(draft, ix_str_slice(names, 0, at < 0 ? names.len : at), of);
    if (at >= 0) {
        add_aliases(draft, ix_str_slice(names, at + and.len, names.len), of);
    }
}

/* The aliases in parentheses of a name, which is there without them. */
static void add_known_as(ix_draft *draft, ix_str name, ix_str last, ix_str given) {
    ix_str inner;
    ptrdiff_t end = 0;
    for (ptrdiff_t from = 0; next_known_as(name, from, from > 0, &inner, &end) >= 0;) {
        const mark *m = mark_of(inner);
        bool former = m != NULL && m->kind == IX_NAME_FORMER;
        const aliases of = {former ? IX_STR("formerly known as") : IX_STR("also known as"),
                            former ? IX_NAME_FORMER : IX_NAME_STRONG, last, given};
        ptrdiff_t words = m != NULL ? m->words.len : 3; /* of "or " */
        add_inner(draft, ix_str_slice(inner, words, inner.len), &of);
        from = end + 1;
    }
}

static bool has_two_words(ix_str text) {
    return ix_str_find(ix_str_trim(text), IX_STR(" "), 0) > 0;
}

/* Where "English name/Nom français" is cut: a slash outside of parentheses between two halves of
 * two words at least, or between spaces. -1: it is one name ("M/V Maria"). */
static ptrdiff_t language_cut(ix_str name) {
    int depth = 0;
    for (ptrdiff_t i = 1; i + 1 < name.len; i++) {
        depth += (name.ptr[i] == '(') - (name.ptr[i] == ')');
        if (name.ptr[i] != '/' || depth > 0) {
            continue;
        }
        bool spaced = name.ptr[i - 1] == ' ' && name.ptr[i + 1] == ' ';
        if (spaced || (has_two_words(ix_str_slice(name, 0, i)) &&
                       has_two_words(ix_str_slice(name, i + 1, name.len)))) {
            return i;
        }
    }
    return -1;
}

/* A name that is nothing but such a parenthesis is kept whole. */
static void add_entity_name(ix_draft *draft, ix_str text) {
    ix_str name = without_known_as(draft, text);
    ptrdiff_t cut = language_cut(name);
    ix_draft_name(draft, IX_NAME_PRIMARY,
                  ix_str_trim(ix_str_slice(name, 0, cut < 0 ? name.len : cut)),
                  IX_STR("EntityOrShip"));
    if (cut >= 0) {
        ix_draft_name(draft, IX_NAME_TRANSLATION,
                      ix_str_trim(ix_str_slice(name, cut + 1, name.len)), IX_STR("EntityOrShip"));
    }
    if (draft->entity.name_count == 0) {
        ix_draft_name(draft, IX_NAME_PRIMARY, text, IX_STR("EntityOrShip"));
    }
    add_known_as(draft, text, (ix_str){0}, (ix_str){0});
}

static ix_str person_name(ix_draft *draft, ix_str last, ix_str given) {
    bool both = last.len > 0 && given.len > 0;
    const ix_str parts[] = {last, both ? IX_STR(", ") : (ix_str){0}, given};
    return ix_draft_join(draft, parts, 3);
}

static void add_person_name(ix_draft *draft, const ix_str values[L_COUNT], ix_name_kind kind) {
    ix_str last = without_known_as(draft, values[L_LAST]);
    ix_str given = without_known_as(draft, values[L_GIVEN]);
    ix_draft_name(draft, kind, person_name(draft, last, given), IX_STR("LastName, GivenName"));
    if (draft->entity.name_count == 0) {
        ix_draft_name(draft, kind, person_name(draft, values[L_LAST], values[L_GIVEN]),
                      IX_STR("LastName, GivenName"));
    }
    add_known_as(draft, values[L_LAST], (ix_str){0}, given);
    add_known_as(draft, values[L_GIVEN], last, (ix_str){0});
}

/* ------------------------------------------------------------------ dates */

/* "Sep-99": the latest such year that is not behind the day of listing. Empty: it is none. */
static ix_str two_digit_year(ix_draft *draft, ix_str text, int64_t listed,
                             char room[DATE_BYTES_MAX]) {
    ptrdiff_t hyphen = text.len - 3;
    int64_t year;
    if (hyphen < 3 || text.ptr[hyphen] != '-' ||
        !ix_str_to_int(ix_str_slice(text, hyphen + 1, text.len), &year)) {
        return (ix_str){0};
    }
    int64_t newest = ix_date_from_day(listed).year;
    year += newest / 100 * 100;
    year -= year > newest ? 100 : 0;
    ix_buf out = {.ptr = room, .cap = DATE_BYTES_MAX, .max = DATE_BYTES_MAX - 1};
    for (ptrdiff_t i = 0; i < hyphen; i++) {
        ix_buf_append_char(&out, text.ptr[i] == '-' ? ' ' : text.ptr[i]);
    }
    ix_buf_printf(&out, " %d", (int)year);
    ix_date_range readings[2];
    int count = 0;
    if (out.status != IX_OK || ix_date_parse(readings, &count, ix_buf_view(&out), NULL) != IX_OK) {
        return (ix_str){0};
    }
    ix_draft_warn(draft, IX_STR("two_digit_year"), text);
    return ix_buf_view(&out);
}

/* The date as ix_date_parse reads it in one way: of "31-12-1961" the day comes first, "23917" is a
 * workbook's serial number. */
static ix_str plain_date(ix_draft *draft, ix_str text, int64_t listed, char room[DATE_BYTES_MAX]) {
    ix_buf out = {.ptr = room, .cap = DATE_BYTES_MAX, .max = DATE_BYTES_MAX - 1};
    int64_t day;
    if (text.len > 4 && ix_xlsx_day(&day, text, false)) {
        ix_when_print(&out, (ix_when){IX_WHEN_DATE, day});
        ix_draft_warn(draft, IX_STR("serial_date"), text);
        return ix_buf_view(&out);
    }
    int64_t month;
    bool shaped = text.len == 10 && (text.ptr[2] == '-' || text.ptr[2] == '/') &&
                  text.ptr[5] == text.ptr[2] && ix_str_to_int(ix_str_slice(text, 3, 5), &month) &&
                  month >= 1 && month <= 12;
    if (shaped) {
        ix_buf_printf(&out, "%.4s-%.2s-%.2s", text.ptr + 6, text.ptr + 3, text.ptr);
        return ix_buf_view(&out);
    }
    ix_str year = two_digit_year(draft, text, listed, room);
    return year.len > 0 ? year : text;
}

static bool add_birth(ix_draft *draft, ix_str text, int64_t listed) {
    char room[DATE_BYTES_MAX];
    ix_date_range readings[2];
    int count = 0;
    if (ix_date_parse(readings, &count, plain_date(draft, text, listed, room), NULL) != IX_OK ||
        readings[0].from.year < YEAR_MIN) {
        return false;
    }
    for (int i = 0; i < count; i++) {
        ix_draft_born(draft, readings[i]);
    }
    return true;
}

/* Bytes of what parts two dates at `at`, else 0. */
static ptrdiff_t separator_at(ix_str text, ptrdiff_t at) {
    static const ix_str separators[] = {{" or ", 4}, {" OR ", 4}, {";", 1}, {",", 1}, {"/", 1}};
    for (size_t i = 0; i < sizeof separators / sizeof separators[0]; i++) {
        if (ix_str_starts_with(ix_str_slice(text, at, text.len), separators[i])) {
            return separators[i].len;
        }
    }
    return 0;
}

/* One date or range, or several: "1972-08-26 or 1974-05-31", "1987/1988". */
static void add_births(ix_draft *draft, ix_str text, int64_t listed) {
    if (text.len == 0 || add_birth(draft, text, listed)) {
        return;
    }
    ptrdiff_t from = 0;
    for (ptrdiff_t at = 0; at <= text.len; at++) {
        ptrdiff_t bytes = at < text.len ? separator_at(text, at) : 1;
        if (bytes == 0) {
            continue;
        }
        ix_str date = ix_str_trim(ix_str_slice(text, from, at));
        if (date.len > 0 && !add_birth(draft, date, listed)) {
            ix_draft_unmodelled(draft, IX_STR("DateOfBirthOrShipBuildDate"), date);
        }
        from = at + bytes;
    }
}

/* ------------------------------------------------------------------ an entry */

static void add_imo(ix_draft *draft, ix_str text) {
    bool digits = false;
    ix_str number = text;
    if (ix_str_equal_ascii_nocase(ix_str_slice(text, 0, 3), IX_STR("IMO"))) {
        number = ix_str_trim(ix_str_slice(text, 3, text.len));
    }
    for (ptrdiff_t i = 0; i < number.len; i++) {
        digits |= number.ptr[i] >= '0' && number.ptr[i] <= '9';
    }
    if (digits) {
        ix_draft_identifier(draft, IX_ID_IMO, IX_STR("IMO Number"), number);
    } else if (text.len > 0) { /* a few entries have a name there */
        ix_draft_warn(draft, IX_STR("name_as_imo_number"), text);
        ix_draft_name(draft, IX_NAME_STRONG, text, IX_STR("ShipIMONumber"));
    }
}

/* The day of listing, and of the parties' dates the newest year there can be. */
static int64_t add_listing(ix_draft *draft, const ix_str values[L_COUNT]) {
    const ix_str parts[] = {
        values[L_COUNTRY], values[L_SCHEDULE].len > 0 ? IX_STR(", Schedule ") : (ix_str){0},
        values[L_SCHEDULE], values[L_ITEM].len > 0 ? IX_STR(", item ") : (ix_str){0},
        values[L_ITEM]};
    ix_str authority = ix_draft_join(draft, parts, 5);
    int64_t newest = ix_date_first_day((ix_date){PIVOT_YEAR, 12, 31, false});
    ix_draft_program(draft, english(values[L_COUNTRY]));
    if (draft->status != IX_OK) {
        return newest;
    }
    ix_listing *listing = &draft->entity.listings[0];
    listing->authority = authority;
    char room[DATE_BYTES_MAX];
    int64_t day;
    if (ix_days_first(&day, plain_date(draft, values[L_LISTED], newest, room))) {
        listing->effective_from = (ix_when){IX_WHEN_DATE, day};
        return day;
    }
    ix_draft_unmodelled(draft, IX_STR("DateOfListing"), values[L_LISTED]);
    ix_draft_warn(draft, IX_STR("no_date_of_listing"), draft->entity.key);
    return newest;
}

static ix_party_type type_of(const ix_str values[L_COUNT]) {
    if (values[L_ENTITY].len == 0) {
        return IX_PARTY_PERSON;
    }
    bool person = values[L_LAST].len + values[L_GIVEN].len > 0;
    bool ship = values[L_IMO].len > 0 || (values[L_TITLE].len > 0 && !person);
    return ship ? IX_PARTY_VESSEL : IX_PARTY_ORGANIZATION;
}

static const char *read_record(ix_xml *x) {
    ix_draft *draft = &x->draft;
    ix_draft_begin(draft, (ix_str){0}, IX_PARTY_ANY);
    ix_str values[L_COUNT];
    take_all(x, values);
    ix_str person = person_name(draft, values[L_LAST], values[L_GIVEN]);
    ix_str name = values[L_ENTITY].len > 0 ? values[L_ENTITY] : person;
    draft->entity.key = make_key(x, values, name);
    draft->entity.type = type_of(values);
    if (draft->status != IX_OK) {
        return NULL;
    }
    if (name.len == 0 || values[L_COUNTRY].len == 0) {
        return name.len == 0 ? "the name is empty" : "Country is missing";
    }
    if (values[L_ENTITY].len > 0) {
        add_entity_name(draft, values[L_ENTITY]);
        if (person.len > 0) {
            ix_draft_warn(draft, IX_STR("two_names"), draft->entity.key);
            add_person_name(draft, values, IX_NAME_STRONG);
        }
    } else {
        add_person_name(draft, values, IX_NAME_PRIMARY);
    }
    const aliases column = {.origin = IX_STR("Aliases"), .kind = IX_NAME_STRONG};
    add_aliases(draft, values[L_ALIASES], &column);
    add_imo(draft, values[L_IMO]);
    int64_t listed = add_listing(draft, values);
    add_births(draft, values[L_BORN], listed);
    if (draft->entity.type == IX_PARTY_VESSEL) {
        ix_draft_vessel(draft, IX_STR("Type"), values[L_TITLE]);
    } else {
        draft->entity.title = values[L_TITLE];
    }
    if (values[L_ITEM].len == 0) {
        ix_draft_warn(draft, IX_STR("no_item"), draft->entity.key);
    }
    ix_xml_leftovers(x);
    return draft->entity.name_count > 0 ? NULL : "the name is empty";
}

static void read_publication(ix_xml *x, ix_str path, ix_str text) {
    if (!ix_str_starts_with(path, IX_STR("@xsi:"))) {
        ix_draft_warn(&x->draft, IX_STR("publication_not_understood"), text);
    }
}

static const ix_xml_layout layout = {.file = "sema-lmes.xml",
                                     .root = "data-set",
                                     .records = {"record"},
                                     .others = {NULL},
                                     .item_levels = 1,
                                     .outside = read_publication,
                                     .record = read_record};

/* ------------------------------------------------------------------ repeated keys */

/* An entry among those of its key. */
typedef struct place {
    ix_str key;
    int64_t listed;
    ix_digest name;
    ix_digest record;
} place;

/* What the first reading notes, and the second one uses. */
typedef struct places {
    place *rows;
    ptrdiff_t count;
    bool *given; /* by row: the second reading has given it */
    ix_arena *arena;
    ix_draft warn; /* to note repeated entries in the report */
    ix_entity_sink sink;
    void *context;
} places;

/* By key, then by what decides who keeps it. */
static int compare_places(const void *a, const void *b) {
    const place *left = a;
    const place *right = b;
    int order = ix_str_compare(left->key, right->key);
    if (order == 0) {
        order = (left->listed > right->listed) - (left->listed < right->listed);
    }
    return order != 0 ? order : memcmp(&left->record, &right->record, sizeof left->record);
}

static ix_status describe(place *out, const ix_entity *entity, ix_arena *arena, ix_error *error) {
    ix_buf record;
    ix_buf_init(&record, IX_ENTITY_RECORD_BYTES_MAX);
    record.allocator = arena->allocator;
    ix_entity_encode(&record, entity);
    ix_when from = entity->listings[0].effective_from;
    *out = (place){.key = entity->key,
                   .listed = from.kind == IX_WHEN_DATE ? from.value : INT64_MAX,
                   .name = ix_sha256(entity->names[0].text),
                   .record = ix_sha256(ix_buf_view(&record))};
    ix_status status = record.status;
    ix_buf_free(&record);
    return status == IX_OK ? IX_OK : ix_error_set(error, status, "an entry cannot be encoded");
}

static ix_status note_place(void *context, const ix_entity *entity, ix_error *error) {
    places *p = context;
    ptrdiff_t count = p->count;
    if ((count & (count - 1)) == 0 && (count == 0 || count >= FIRST_PLACES)) {
        place *grown = IX_NEW(p->arena, place, count == 0 ? FIRST_PLACES : count * 2);
        if (grown == NULL) {
            return IX_E_MEMORY;
        }
        if (count > 0) {
            memcpy(grown, p->rows, (size_t)count * sizeof *grown);
        }
        p->rows = grown;
    }
    place *to = &p->rows[p->count];
    ix_status status = describe(to, entity, p->arena, error);
    to->key = ix_arena_copy(p->arena, entity->key);
    p->count += status == IX_OK && to->key.ptr != NULL;
    return status == IX_OK && to->key.ptr == NULL ? IX_E_MEMORY : status;
}

/* The row of an entry: the first of those equal to it. */
static ptrdiff_t find_place(const places *p, const place *of) {
    ptrdiff_t low = 0;
    for (ptrdiff_t high = p->count; low < high;) {
        ptrdiff_t middle = low + (high - low) / 2;
        if (compare_places(&p->rows[middle], of) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Is another entry of this key, one of those around it, of the same name? */
static bool name_is_shared(const places *p, ptrdiff_t at) {
    ptrdiff_t from = at < NEIGHBOURS ? 0 : at - NEIGHBOURS;
    ptrdiff_t to = p->count - at < NEIGHBOURS ? p->count : at + NEIGHBOURS;
    for (ptrdiff_t i = from; i < to; i++) {
        const place *other = &p->rows[i];
        if (ix_str_equal(other->key, p->rows[at].key) &&
            ix_digest_equal(&other->name, &p->rows[at].name) &&
            !ix_digest_equal(&other->record, &p->rows[at].record)) {
            return true;
        }
    }
    return false;
}

/* Give the entry under its own key. */
static ix_status give_place(void *context, const ix_entity *entity, ix_error *error) {
    places *p = context;
    place of;
    ix_status status = describe(&of, entity, p->arena, error);
    if (status != IX_OK) {
        return status;
    }
    ptrdiff_t at = find_place(p, &of);
    ix_entity given = *entity;
    if (p->given[at]) {
        ix_draft_warn(&p->warn, IX_STR("record_again"), entity->key);
        p->warn.report->entities--;
        p->warn.report->names -= entity->name_count;
        return p->warn.status;
    }
    p->given[at] = true;
    if (at == 0 || !ix_str_equal(p->rows[at - 1].key, of.key)) {
        return p->sink(p->context, &given, error);
    }
    ix_buf key;
    ix_buf_init(&key, IX_XML_TEXT_BYTES_MAX);
    key.allocator = p->arena->allocator;
    ix_buf_append(&key, entity->key);
    ix_buf_append_char(&key, '/');
    append_hash(&key, name_is_shared(p, at) ? &of.record : &of.name);
    given.key = ix_buf_view(&key);
    ix_draft_warn(&p->warn, IX_STR("item_used_again"), entity->key);
    status = key.status != IX_OK ? key.status : p->warn.status;
    status = status == IX_OK ? p->sink(p->context, &given, error) : status;
    ix_buf_free(&key);
    return status;
}

ix_status ca_xml_read(const ix_list_file *files, int file_count, const ix_knowledge *knowledge,
                      ix_entity_sink sink, void *context, ix_read_report *report, ix_arena *arena,
                      ix_error *error) {
    ix_arena notes;
    ix_arena_init_with(&notes, arena->cap, arena->allocator);
    ix_read_report *first = IX_NEW(&notes, ix_read_report, 1);
    places p = {.arena = &notes,
                .sink = sink,
                .context = context,
                .warn = {.arena = &notes, .keep = arena, .report = report, .file = files[0].name}};
    ix_status status = first == NULL ? IX_E_MEMORY
                                     : ix_xml_read(&layout, files, file_count, knowledge,
                                                   note_place, &p, first, &notes, error);
    if (status == IX_OK && p.count > 0) {
        qsort(p.rows, (size_t)p.count, sizeof p.rows[0], compare_places);
        p.given = IX_NEW(&notes, bool, p.count);
        status = p.given == NULL ? IX_E_MEMORY : IX_OK;
    }
    if (status == IX_OK) {
        status = ix_xml_read(&layout, files, file_count, knowledge, give_place, &p, report, arena,
                             error);
    }
    ix_arena_free(&notes);
    return status != IX_E_MEMORY ? status
                                 : ix_error_at(error, IX_E_MEMORY, files[0].name, 0, -1,
                                               "no memory to read the list");
}
