/* What stands inside the fields of the Consolidated Screening List: names of lists, names with
 * notes in them, identifiers and addresses joined into one text. */
#include "csl.h"
#include "ofac.h"

#include <string.h>

/* ------------------------------------------------------------------ lists */

/* Code, how the long name begins, and whether the Treasury keeps it. */
static const struct {
    ix_str code;
    ix_str words;
    bool treasury;
} lists[] = {
#define LIST(code, words, treasury)                                                                \
    { IX_STR_INIT(code), IX_STR_INIT(words), treasury }
#define IX_STR_INIT(text)                                                                          \
    { text, sizeof(text) - 1 }
    LIST("EL", "Entity List", false),
    LIST("DPL", "Denied Persons List", false),
    LIST("UVL", "Unverified List", false),
    LIST("MEU", "Military End User", false),
    LIST("ISN", "Nonproliferation Sanctions", false),
    LIST("DTC", "ITAR Debarred", false),
    LIST("DTC", "AECA Debarred", false),
    LIST("SDN", "Specially Designated Nationals", true),
    LIST("SSI", "Sectoral Sanctions Identifications", true),
    LIST("FSE", "Foreign Sanctions Evaders", true),
    LIST("PLC", "Palestinian Legislative Council", true),
    LIST("PLC", "Non-SDN Palestinian Legislative Council", true),
    LIST("CAP", "Capta List", true),
    LIST("CAP", "CAPTA", true),
    LIST("CAP", "Correspondent Account or Payable-Through Account", true),
    LIST("NS-MBS", "Non-SDN Menu-Based Sanctions", true),
    LIST("NS-MBS", "MBS", true),
    LIST("CMIC", "Non-SDN Chinese Military-Industrial Complex", true),
    LIST("CMIC", "NS-CMIC", true),
    LIST("PLC", "NS-PLC", true),
#undef IX_STR_INIT
#undef LIST
};

static bool starts_nocase(ix_str text, ix_str prefix) {
    return text.len >= prefix.len &&
           ix_str_equal_ascii_nocase(ix_str_slice(text, 0, prefix.len), prefix);
}

ix_str csl_source_code(ix_str source) {
    source = ix_str_trim(source);
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        if (ix_str_equal_ascii_nocase(source, lists[i].code) ||
            starts_nocase(source, lists[i].words)) {
            return lists[i].code;
        }
    }
    return (ix_str){0};
}

bool csl_is_treasury(ix_str code) {
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        if (ix_str_equal(code, lists[i].code)) {
            return lists[i].treasury;
        }
    }
    return false;
}

/* ------------------------------------------------------------------ names */

static ptrdiff_t find_nocase(ix_str text, ix_str words, ptrdiff_t from) {
    for (ptrdiff_t i = from; i + words.len <= text.len; i++) {
        if (ix_str_equal_ascii_nocase(ix_str_slice(text, i, i + words.len), words)) {
            return i;
        }
    }
    return -1;
}

/* Without spaces, commas and semicolons at its end. */
static ix_str trim_end(ix_str text) {
    text = ix_str_trim(text);
    while (text.len > 0 && strchr(" ,;", text.ptr[text.len - 1]) != NULL) {
        text.len--;
    }
    return text;
}

/* Bytes of "a.k.a.", "f/k/a", ... that text begins with, a comma behind it included; 0: none. */
static ptrdiff_t alias_marker(ix_str text, ix_name_kind *kind) {
    static const struct {
        ix_str words;
        ix_name_kind kind;
    } markers[] = {
        {{"a.k.a.", 6}, IX_NAME_STRONG}, {{"a/k/a", 5}, IX_NAME_STRONG},
        {{"aka", 3}, IX_NAME_STRONG},    {{"n.k.a.", 6}, IX_NAME_STRONG},
        {{"f.k.a.", 6}, IX_NAME_FORMER}, {{"f/k/a", 5}, IX_NAME_FORMER},
        {{"fka", 3}, IX_NAME_FORMER},    {{"formerly known as", 17}, IX_NAME_FORMER},
    };
    for (size_t i = 0; i < sizeof markers / sizeof markers[0]; i++) {
        ptrdiff_t len = markers[i].words.len;
        if (!starts_nocase(text, markers[i].words)) {
            continue;
        }
        len += len < text.len && text.ptr[len] == ',';
        if (len < text.len && text.ptr[len] == ' ') {
            *kind = markers[i].kind;
            return len;
        }
    }
    return 0;
}

/* "X (a.k.a. Y) Z": name "X Z", alias Y. "X, a.k.a. Y": name X, alias Y. */
static void split_alias(ix_draft *draft, csl_name *out) {
    ix_str text = out->name;
    for (ptrdiff_t i = 1; i < text.len; i++) {
        char before = text.ptr[i - 1];
        bool infix = before == ' ' && i + 1 < text.len && strchr("./", text.ptr[i + 1]) != NULL;
        ix_name_kind kind;
        ptrdiff_t marker = before == '(' || before == '[' || infix
                               ? alias_marker(ix_str_slice(text, i, text.len), &kind)
                               : 0;
        if (marker == 0) {
            continue;
        }
        ptrdiff_t end = text.len;
        ptrdiff_t open = before == ' ' ? i : i - 1;
        if (before != ' ') {
            for (end = i; end < text.len && text.ptr[end] != (before == '(' ? ')' : ']'); end++) {
            }
        }
        ix_str head = trim_end(ix_str_slice(text, 0, open));
        ix_str tail =
            end < text.len ? ix_str_trim(ix_str_slice(text, end + 1, text.len)) : (ix_str){0};
        if (head.len == 0) {
            return;
        }
        const ix_str parts[] = {head, IX_STR(" "), tail};
        out->aliases = trim_end(ix_str_slice(text, i + marker, end));
        out->kind = kind;
        out->name = tail.len > 0 ? ix_draft_join(draft, parts, 3) : head;
        return;
    }
}

/* "..., and any successor, sub-unit, or subsidiary thereof" from its "and" on. */
static void split_note(csl_name *out) {
    static const ix_str notes[] = {{" and any successor", 18},
                                   {" and its successor", 18},
                                   {" and its sub-unit", 17},
                                   {" and its subunit", 16}};
    for (size_t i = 0; i < sizeof notes / sizeof notes[0]; i++) {
        ptrdiff_t at = find_nocase(out->name, notes[i], 1);
        ix_str head = at > 0 ? trim_end(ix_str_slice(out->name, 0, at)) : (ix_str){0};
        if (head.len > 0) {
            out->note = ix_str_trim(ix_str_slice(out->name, at, out->name.len));
            out->name = head;
            return;
        }
    }
}

/* "X.  Affiliated Entity:  Y": the party listed is Y. */
static void split_part_of(csl_name *out) {
    static const ix_str words[] = {{"Affiliated Entity:", 18},
                                   {"Subordinate Institution -", 25},
                                   {"Subordinate Institution:", 24},
                                   {"Department of Atomic Energy entity:", 35}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        ptrdiff_t at = find_nocase(out->name, words[i], 0);
        ptrdiff_t behind = at + words[i].len;
        ix_str tail =
            at < 0 ? (ix_str){0} : trim_end(ix_str_slice(out->name, behind, out->name.len));
        if (tail.len > 0) {
            out->part_of = trim_end(ix_str_slice(out->name, 0, at));
            if (out->part_of.len == 0) { /* the words themselves name it */
                out->part_of = ix_str_slice(out->name, 0, words[i].len - 8);
            }
            out->name = tail;
            return;
        }
    }
}

/* "Ri Sung Chol (DPRK individual)". */
static void split_individual(csl_name *out) {
    static const ix_str word = {"individual", 10};
    ptrdiff_t at = find_nocase(out->name, word, 1);
    ptrdiff_t open = at;
    while (open > 0 && out->name.ptr[open] != '(') {
        open--;
    }
    ix_str head = at > 0 ? trim_end(ix_str_slice(out->name, 0, open)) : (ix_str){0};
    if (head.len > 0 && ix_str_ends_with(out->name, IX_STR(")"))) {
        out->individual = ix_str_slice(out->name, open, out->name.len);
        out->name = head;
    }
}

csl_name csl_name_split(ix_draft *draft, ix_str text) {
    csl_name out = {.name = ix_str_trim(text), .kind = IX_NAME_STRONG};
    split_note(&out);
    split_part_of(&out);
    split_individual(&out);
    split_alias(draft, &out);
    if (trim_end(out.name).len > 0) {
        out.name = trim_end(out.name);
    }
    return out;
}

bool csl_name_is_address(ix_str text, ix_str *address) {
    static const ix_str word = {"Address ", 8};
    text = ix_str_trim(text);
    ptrdiff_t at = word.len;
    if (!starts_nocase(text, word) || at == text.len || text.ptr[at] < '0' || text.ptr[at] > '9') {
        return false;
    }
    while (at < text.len && strchr("0123456789:.,- ", text.ptr[at]) != NULL) {
        bool ended = text.ptr[at] == ':' || text.ptr[at] == ',';
        at++;
        if (ended) {
            break;
        }
    }
    *address = ix_str_trim(ix_str_slice(text, at, text.len));
    return true;
}

ix_str csl_alias(ix_str item, bool last, ix_name_kind *kind) {
    static const ix_str and_word = {"and", 3};
    item = ix_str_trim(item);
    if (last && starts_nocase(item, and_word) && (item.len == 3 || item.ptr[3] == ' ')) {
        item = ix_str_trim(ix_str_slice(item, 3, item.len));
    }
    *kind = IX_NAME_STRONG;
    ix_name_kind told;
    ptrdiff_t marker = alias_marker(item, &told);
    ix_str rest = ix_str_trim(ix_str_slice(item, marker, item.len));
    if (marker > 0 && rest.len > 0) {
        *kind = told;
        item = rest;
    }
    return item;
}

/* ------------------------------------------------------------------ identifiers */

static bool is_country_code(ix_str text) {
    return text.len == 2 && text.ptr[0] >= 'A' && text.ptr[0] <= 'Z' && text.ptr[1] >= 'A' &&
           text.ptr[1] <= 'Z';
}

/* A whole date, as identifiers carry them; a number may be a date to others ("19660101"). */
static bool is_date(ix_str text) {
    bool iso = text.len == 10 && text.ptr[4] == '-' && text.ptr[7] == '-';
    bool words = text.len == 11 && text.ptr[2] == ' ' && text.ptr[6] == ' ';
    ix_date_range readings[2];
    int count;
    return (iso || words) && ix_date_parse(readings, &count, text, NULL) == IX_OK;
}

/* Take the outermost item of `rest` off, at its front or at its end. */
static ix_str take_item(ix_str *rest, bool front) {
    ptrdiff_t cut = -1;
    for (ptrdiff_t i = 0; i + 1 < rest->len && (cut < 0 || !front); i++) {
        cut = rest->ptr[i] == ',' && rest->ptr[i + 1] == ' ' ? i : cut;
    }
    ix_str item = *rest;
    if (cut < 0) {
        *rest = (ix_str){0};
    } else if (front) {
        item = ix_str_slice(item, 0, cut);
        *rest = ix_str_slice(*rest, cut + 2, rest->len);
    } else {
        item = ix_str_slice(item, cut + 2, item.len);
        *rest = ix_str_slice(*rest, 0, cut);
    }
    return ix_str_trim(item);
}

static const ofac_word *whole_word(ix_str text) {
    ptrdiff_t length;
    return ofac_word_find(text, &length);
}

void csl_id_parse(ix_draft *draft, ix_str item) {
    item = ix_str_trim(item);
    ix_str rest = item;
    ix_str type = take_item(&rest, true);
    bool forward = rest.len > 0 && whole_word(type) != NULL;
    if (!forward) {
        rest = item;
        type = take_item(&rest, false);
    }
    const ofac_word *word = whole_word(type);
    if (rest.len == 0 || word == NULL) {
        ix_draft_unmodelled(draft, IX_STR("ids"), item);
        return;
    }
    ix_str country = {0};
    ix_str dates[2] = {{0}}; /* backwards: expiry first; so is taking from the end */
    int count = 0;
    while (word->kind == OFAC_IDENTIFIER) {
        ix_str left = rest;
        ix_str outer = take_item(&left, !forward);
        if (left.len > 0 && country.len == 0 && is_country_code(outer)) {
            country = outer;
        } else if (left.len > 0 && count < 2 && is_date(outer)) {
            dates[count++] = outer;
        } else {
            break;
        }
        rest = left;
    }
    if (count == 1) { /* issued or expires: the row does not say */
        ix_draft_unmodelled(draft, IX_STR("ids_date"), item);
        dates[0] = (ix_str){0};
    }
    ofac_id_parse(draft, type, ix_str_trim(rest), country, dates[1], dates[0]);
}

/* ------------------------------------------------------------------ addresses */

/* Codes of US states that are codes of countries too: California and Canada, Delaware and Germany.
 */
static bool is_state_too(ix_str code) {
    static const char states[] = "AL AR AZ CA CO DE GA ID IL IN KY LA MA MD ME MN MO MS MT NC NE "
                                 "PA SC SD TN VA VI GU PR ";
    return ix_str_find(ix_str_from_cstr(states), code, 0) >= 0;
}

static bool has_digit(ix_str text) {
    for (ptrdiff_t i = 0; i < text.len; i++) {
        if (text.ptr[i] >= '0' && text.ptr[i] <= '9') {
            return true;
        }
    }
    return false;
}

/* States and the first digit of their postal codes (United States Postal Service, Publication 65).
 * Those are left out that are codes of countries whose own postal codes may look the same: Germany,
 * Indonesia, Israel, Mongolia, Sudan. */
static bool is_state_with_zip(ix_str state, ix_str zip) {
    static const char states[] =
        "CT0 MA0 ME0 NH0 NJ0 PR0 RI0 VT0 NY1 PA1 DC2 MD2 NC2 SC2 VA2 WV2 AL3 FL3 GA3 MS3 TN3 "
        "IN4 KY4 MI4 OH4 IA5 MT5 ND5 WI5 KS6 MO6 NE6 AR7 LA7 OK7 TX7 CO8 NM8 NV8 UT8 WY8 AK9 "
        "CA9 HI9 OR9 WA9 ";
    bool plain = zip.len == 5 || (zip.len == 10 && zip.ptr[5] == '-');
    for (ptrdiff_t i = 0; i < zip.len && plain; i++) {
        plain = i == 5 || (zip.ptr[i] >= '0' && zip.ptr[i] <= '9');
    }
    if (!plain || state.len != 2) {
        return false;
    }
    char pair[3] = {state.ptr[0], state.ptr[1], zip.ptr[0]};
    return ix_str_find(IX_STR(states), (ix_str){pair, sizeof pair}, 0) >= 0;
}

void csl_address_parse(ix_draft *draft, ix_str item, ix_str code) {
    item = ix_str_trim(item);
    ix_str rest = item;
    ix_str country = take_item(&rest, false);
    ix_str before = rest;
    ix_str previous = take_item(&before, false);
    char known[3];
    bool told = is_country_code(country) && ix_draft_country(draft, known, country);
    if (told && ix_str_equal(code, IX_STR("DPL")) && rest.len > 0 && !has_digit(previous) &&
        is_state_too(country)) {
        ix_draft_warn(draft, IX_STR("state_or_country"), item);
        told = false;
    }
    if (!told && !(draft->knowledge == NULL && is_country_code(country))) {
        bool home = ix_str_equal(code, IX_STR("DPL")) && is_state_with_zip(previous, country);
        country = home ? IX_STR("US") : (ix_str){0};
        rest = item;
    }
    ix_str place = rest;
    ix_str street = take_item(&place, true);
    if (place.len == 0) {
        place = street;
        street = (ix_str){0};
    }
    ix_draft_address(draft, street, ix_str_trim(place), country, (ix_str){0});
}
