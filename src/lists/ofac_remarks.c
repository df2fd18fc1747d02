/* The remarks column of OFAC's flat files: parts parted by "; ", each a word for a kind of detail
 * and its value, the whole ended by one period.
 *
 *     DOB circa 1965; alt. DOB 1971 to 1972; POB Tver, Russia; Gender Male; Secondary sanctions
 *     risk: See Section 11 of Executive Order 14024.; Passport 72 9279533 (Russia) issued 01 Jan
 *     2005 expires 31 Dec 2014; a.k.a. 'GOD'S LOYAL SUPPORTERS'; Linked To: LAZARUS GROUP.
 *
 * Weak aliases stand here only, in single quotes, with apostrophes inside. OFAC's data
 * specification says that a name in the remarks' quotes is one it flagged weak, whatever stands
 * before it, so f.k.a. '...' is weak too; the origin keeps that it was a former name. */
#include "ofac.h"

#include <string.h>

#define ALIAS_PARTS_MAX  3  /* "; " that a quoted alias may hold */
#define NUMBER_WORDS_MAX 8  /* words of a document number */
#define NUMBER_BYTES_MAX 80 /* bytes of one */
#define LABEL_WORDS_MAX  8  /* words of a label that is not in the table */

/* What the elements of an XML id say apart from its number; empty for remarks. */
typedef struct given {
    ix_str country;
    ix_str issued;
    ix_str expires;
} given;

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static bool has_digit(ix_str s) {
    for (ptrdiff_t i = 0; i < s.len; i++) {
        if (is_digit(s.ptr[i])) {
            return true;
        }
    }
    return false;
}

static bool has_letter(ix_str s) {
    for (ptrdiff_t i = 0; i < s.len; i++) {
        if (is_letter(s.ptr[i])) {
            return true;
        }
    }
    return false;
}

static ix_str rest_of(ix_str s, ptrdiff_t from) {
    return ix_str_trim(ix_str_slice(s, from, s.len));
}

static ix_str without_periods(ix_str s) {
    s = ix_str_trim(s);
    while (s.len > 0 && s.ptr[s.len - 1] == '.') {
        s = ix_str_trim(ix_str_slice(s, 0, s.len - 1));
    }
    return s;
}

static bool starts_nocase(ix_str s, ix_str prefix) {
    return ix_str_equal_ascii_nocase(ix_str_slice(s, 0, prefix.len), prefix);
}

static bool contains_nocase(ix_str s, ix_str needle) {
    for (ptrdiff_t i = 0; i + needle.len <= s.len; i++) {
        if (ix_str_equal_ascii_nocase(ix_str_slice(s, i, i + needle.len), needle)) {
            return true;
        }
    }
    return false;
}

/* Not understood: kept verbatim under the name of the column. */
static void keep_remark(ix_draft *draft, ix_str part) {
    ix_draft_unmodelled(draft, IX_STR("remarks"), part);
}

/* ------------------------------------------------------------------ identifiers */

/* Is this a number a document may bear, not a sentence? */
static bool is_number(ix_str value, const ofac_word *of) {
    bool letters = of->kind == OFAC_TICKER || of->id == IX_ID_BIC || of->id == IX_ID_TAIL ||
                   of->id == IX_ID_CALL_SIGN;
    if (value.len == 0 || value.len > NUMBER_BYTES_MAX || (!letters && !has_digit(value))) {
        return false;
    }
    int count = 0;
    ix_str rest = value;
    while (rest.ptr != NULL) {
        ix_str word = ix_str_cut(rest, ' ', &rest);
        bool lower = word.len > 1;
        for (ptrdiff_t i = 0; i < word.len && lower; i++) {
            lower = word.ptr[i] >= 'a' && word.ptr[i] <= 'z';
        }
        count += word.len > 0;
        if (lower || count > NUMBER_WORDS_MAX) {
            return false;
        }
    }
    return true;
}

/* One date, not a range and not open to two readings. */
static bool parse_date(ix_date *date, ix_str text) {
    ix_date_range readings[2];
    int count = 0;
    if (ix_date_parse(readings, &count, without_periods(text), NULL) != IX_OK || count != 1 ||
        ix_date_first_day(readings[0].from) != ix_date_first_day(readings[0].to) ||
        ix_date_last_day(readings[0].from) != ix_date_last_day(readings[0].to)) {
        return false;
    }
    *date = readings[0].from;
    return true;
}

/* Take " issued 01 Jan 2005" or the like off the end of *value. False when what follows the word is
 * not one date: it is taken off all the same. */
static bool take_date(ix_date *date, ix_str *value, ix_str word) {
    ptrdiff_t at = -1;
    for (ptrdiff_t next = 0; (next = ix_str_find(*value, word, next)) >= 0; next++) {
        at = next;
    }
    if (at < 0) {
        return true;
    }
    ix_str text = ix_str_slice(*value, at + word.len, value->len);
    *value = ix_str_trim(ix_str_slice(*value, 0, at));
    return parse_date(date, text);
}

/* A word that names a place: the country while there is none, else a qualifier of the label. */
static void take_place(ix_draft *draft, ix_identifier *id, ix_str place, bool *may_be_country) {
    if (*may_be_country &&
        (ix_draft_country(draft, id->country, place) || draft->knowledge == NULL)) {
        *may_be_country = false;
        return;
    }
    const ix_str parts[] = {id->label, IX_STR(" ("), place, IX_STR(")")};
    id->label = ix_draft_join(draft, parts, 4);
}

/* Take parenthesized words off the end of *value: the last is the country, others qualify the
 * label: "HRB 781958 (Stuttgart) (Germany)". */
static void take_groups(ix_draft *draft, ix_identifier *id, ix_str *value) {
    bool may_be_country = id->country[0] == '\0';
    while (value->len > 2 && value->ptr[value->len - 1] == ')') {
        ptrdiff_t open = value->len - 1;
        while (open > 0 && value->ptr[open] != '(') {
            open--;
        }
        ix_str group = ix_str_slice(*value, open + 1, value->len - 1);
        if (open == 0 || !has_letter(group) || has_digit(group)) {
            return;
        }
        *value = ix_str_trim(ix_str_slice(*value, 0, open));
        take_place(draft, id, group, &may_be_country);
    }
}

/* Take a place without parentheses off the end of *value: "405885 Bogota", "1372584, Kenya". */
static void take_trailing_place(ix_draft *draft, ix_identifier *id, ix_str *value) {
    ptrdiff_t start = value->len;
    while (start > 0 && value->ptr[start - 1] >= 'a' && value->ptr[start - 1] <= 'z') {
        start--;
    }
    start--;
    if (value->len - start < 4 || start < 1 || value->ptr[start] < 'A' || value->ptr[start] > 'Z' ||
        value->ptr[start - 1] != ' ') {
        return;
    }
    ix_str number = ix_str_trim(ix_str_slice(*value, 0, start));
    number.len -= ix_str_ends_with(number, IX_STR(","));
    if (number.len == 0 || !is_digit(number.ptr[number.len - 1])) {
        return;
    }
    bool may_be_country = id->country[0] == '\0' && draft->knowledge != NULL;
    take_place(draft, id, ix_str_slice(*value, start, value->len), &may_be_country);
    *value = number;
}

/* Take parenthesized words off the start of *value into the label: "(USCC) 9122...". Both are
 * slices of one text. */
static void take_label_groups(ix_str *label, ix_str *value) {
    while (value->len > 0 && value->ptr[0] == '(') {
        ptrdiff_t close = ix_str_find(*value, IX_STR(")"), 0);
        if (close < 0 || close + 1 >= value->len || !has_letter(ix_str_slice(*value, 0, close)) ||
            label->len == 0) {
            return;
        }
        label->len = value->ptr + close + 1 - label->ptr;
        *value = rest_of(*value, close + 1);
    }
}

/* The type, where the word alone does not tell it. */
static ix_identifier_type resolve_type(const ix_draft *draft, const ofac_word *word,
                                       ix_str *value) {
    ix_str number = rest_of(*value, 3);
    if (starts_nocase(*value, IX_STR("IMO")) && number.len == 7 && has_digit(number)) {
        *value = number; /* also of companies: IMO numbers those too */
        return IX_ID_IMO;
    }
    if (word->id == IX_ID_IMO) {
        return ix_identifier_check(IX_ID_IMO, *value) ? IX_ID_IMO : IX_ID_REGISTRATION;
    }
    if (word->id == IX_ID_LEI && value->len != 20) {
        return IX_ID_REGISTRATION; /* national numbers stand under this word as well */
    }
    if (word->id == IX_ID_NATIONAL && draft->entity.type != IX_PARTY_PERSON) {
        return IX_ID_REGISTRATION;
    }
    return word->id;
}

/* What an XML id says and the model did not take up. */
static void keep_given(ix_draft *draft, const given *left) {
    ix_draft_unmodelled(draft, IX_STR("idCountry"), left->country);
    ix_draft_unmodelled(draft, IX_STR("issueDate"), left->issued);
    ix_draft_unmodelled(draft, IX_STR("expirationDate"), left->expires);
}

/* False when it does not look like an identifier, and nothing was added. */
static bool add_identifier(ix_draft *draft, const ofac_word *word, ix_str part, ix_str label,
                           ix_str value, const given *from) {
    ix_identifier id = {.label = label};
    take_label_groups(&id.label, &value);
    value = without_periods(value);
    bool read = take_date(&id.expires, &value, IX_STR(" expires "));
    read &= take_date(&id.expires, &value, IX_STR(" expired "));
    read &= take_date(&id.issued, &value, IX_STR(" issued "));
    given left = *from;
    left.issued = parse_date(&id.issued, from->issued) ? (ix_str){0} : from->issued;
    left.expires = parse_date(&id.expires, from->expires) ? (ix_str){0} : from->expires;
    if (ix_draft_country(draft, id.country, from->country)) {
        left.country = (ix_str){0};
    }
    take_groups(draft, &id, &value);
    take_trailing_place(draft, &id, &value);
    value = without_periods(value);
    id.type = resolve_type(draft, word, &value);
    if (!is_number(value, word)) {
        return false;
    }
    ix_identifier *added = ix_draft_identifier(draft, id.type, id.label, value);
    if (added != NULL) {
        memcpy(added->country, id.country, sizeof added->country);
        added->issued = id.issued;
        added->expires = id.expires;
    }
    if (!read) {
        keep_remark(draft, part); /* whole, for the date that could not be read */
    }
    keep_given(draft, &left);
    bool ship = id.type != IX_ID_IMO || draft->entity.type == IX_PARTY_VESSEL;
    if (ship && !ix_identifier_check(id.type, value)) {
        ix_draft_warn(draft, IX_STR("check_digit"), value);
    }
    return true;
}

/* A wallet: "- XBT 12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h". */
static bool add_wallet(ix_draft *draft, ix_str label, ix_str value) {
    value = without_periods(value);
    if (ix_str_starts_with(value, IX_STR("-"))) {
        value = rest_of(value, 1);
    }
    ix_str address;
    ix_str currency = ix_str_cut(value, ' ', &address);
    address = ix_str_trim(address);
    if (address.len < 8 || currency.len > 8 || ix_str_find(address, IX_STR(" "), 0) >= 0) {
        return false;
    }
    ix_identifier *added = ix_draft_identifier(draft, IX_ID_WALLET, label, address);
    if (added != NULL) {
        added->currency = currency;
    }
    return true;
}

static bool is_phone(ix_str value) {
    int digits = 0;
    for (ptrdiff_t i = 0; i < value.len; i++) {
        char c = value.ptr[i];
        digits += is_digit(c);
        if (!is_digit(c) && ix_str_find(IX_STR("+-() ./x"), (ix_str){&c, 1}, 0) < 0) {
            return false;
        }
    }
    return digits >= 5 && value.len <= NUMBER_BYTES_MAX;
}

/* A phone number, e-mail address or website; words behind an address are kept as a remark. */
static bool add_contact(ix_draft *draft, ix_identifier_type type, ix_str part, ix_str label,
                        ix_str value) {
    value = without_periods(value);
    if (type == IX_ID_PHONE) {
        ptrdiff_t extension = ix_str_find(value, IX_STR(" ext"), 0);
        value = extension < 0 ? value : ix_str_slice(value, 0, extension);
        return is_phone(value) && (ix_draft_identifier(draft, type, label, value), true);
    }
    ix_str behind;
    ix_str address = without_periods(ix_str_cut(value, ' ', &behind));
    ix_str sign = type == IX_ID_EMAIL ? IX_STR("@") : IX_STR(".");
    if (address.len < 4 || ix_str_find(address, sign, 0) < 0) {
        return false;
    }
    ix_draft_identifier(draft, type, label, address);
    if (behind.len > 0) {
        keep_remark(draft, part);
    }
    return true;
}

/* ------------------------------------------------------------------ one part */

static void add_gender(ix_draft *draft, ix_str part, ix_str value) {
    value = without_periods(value);
    if (ix_str_equal_ascii_nocase(value, IX_STR("Male"))) {
        draft->entity.gender = IX_GENDER_MALE;
    } else if (ix_str_equal_ascii_nocase(value, IX_STR("Female"))) {
        draft->entity.gender = IX_GENDER_FEMALE;
    } else {
        keep_remark(draft, part);
    }
}

static void add_title(ix_draft *draft, ix_str value) {
    value = without_periods(value);
    if (draft->entity.title.len == 0) {
        draft->entity.title = value;
    } else if (!contains_nocase(draft->entity.title, value)) {
        ix_draft_unmodelled(draft, IX_STR("title"), value);
    }
}

/* Copies made from databases join several dates by ";" without a space. */
static void add_births(ix_draft *draft, ix_str word, ix_str value) {
    ix_str rest = without_periods(value);
    while (rest.ptr != NULL) {
        ix_str one = ix_str_trim(ix_str_cut(rest, ';', &rest));
        if (one.len > 0) {
            ix_draft_birth(draft, word, one);
        }
    }
}

/* A part that begins with one of OFAC's words. False when its value is not of that kind. */
static bool add_detail(ix_draft *draft, const ofac_word *word, ptrdiff_t length, ix_str part,
                       const given *from) {
    ix_str label = ix_str_slice(part, 0, length);
    label.len -= ix_str_ends_with(label, IX_STR(":")) || ix_str_ends_with(label, IX_STR(","));
    ix_str value = rest_of(part, length);
    switch (word->kind) {
    case OFAC_IDENTIFIER:
    case OFAC_TICKER:
        return add_identifier(draft, word, part, label, value, from);
    case OFAC_WALLET:
        return add_wallet(draft, label, value);
    case OFAC_CONTACT:
        return add_contact(draft, word->id, part, label, value);
    case OFAC_BIRTH:
        add_births(draft, label, value);
        return true;
    case OFAC_BUILT:
        ix_draft_birth(draft, label, without_periods(value));
        return true;
    case OFAC_BIRTH_PLACE:
        ix_draft_birth_place(draft, value);
        return true;
    case OFAC_NATIONALITY:
        ix_draft_nationality(draft, label, without_periods(value));
        return true;
    case OFAC_GENDER:
        add_gender(draft, part, value);
        return true;
    case OFAC_TITLE:
        add_title(draft, value);
        return true;
    case OFAC_RELATION:
        ix_draft_relation(draft, label, value);
        return true;
    case OFAC_NOTE:
        ix_draft_note(draft, part);
        return true;
    case OFAC_VESSEL:
        ix_draft_vessel(draft, word->field, value);
        return true;
    case OFAC_FIELD:
        ix_draft_unmodelled(draft, word->field, value);
        return true;
    }
    return false;
}

/* Does it begin with "a.k.a. ", "f.k.a. ", "n.k.a. " or "d.b.a. "? */
static bool is_alias(ix_str part) {
    static const ix_str starts[] = {{"a.k.a. ", 7}, {"f.k.a. ", 7}, {"n.k.a. ", 7}, {"d.b.a. ", 7}};
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
        if (part.len > starts[i].len && starts_nocase(part, starts[i])) {
            return true;
        }
    }
    return false;
}

/* "a.k.a. 'NAME'", "f.k.a. 'NAME'"; false when the part is no alias. */
static bool add_alias(ix_draft *draft, ix_str part) {
    if (!is_alias(part)) {
        return false;
    }
    ix_str name = rest_of(part, 7);
    bool aka = starts_nocase(part, IX_STR("a"));
    const ix_str parts[] = {IX_STR("remarks "), ix_str_slice(part, 0, 6)};
    ix_str origin = aka ? IX_STR("remarks") : ix_draft_join(draft, parts, 2);
    if (!ix_str_starts_with(name, IX_STR("'"))) {
        bool former = starts_nocase(part, IX_STR("f"));
        ix_draft_name(draft, former ? IX_NAME_FORMER : IX_NAME_STRONG, name, origin);
        return true;
    }
    name = without_periods(name);
    if (name.len < 3 || name.ptr[name.len - 1] != '\'') {
        return false;
    }
    ix_draft_name(draft, IX_NAME_WEAK, ix_str_trim(ix_str_slice(name, 1, name.len - 1)), origin);
    return true;
}

/* Remarks of before 2010 give addresses bare: "info@manartv.com", "http://www.x.uk (website)". */
static bool add_bare_contact(ix_draft *draft, ix_str part) {
    ix_str behind;
    ix_str address = without_periods(ix_str_cut(part, ' ', &behind));
    behind = without_periods(behind);
    bool site = starts_nocase(address, IX_STR("http")) || starts_nocase(address, IX_STR("www."));
    bool mail = ix_str_find(address, IX_STR("@"), 0) > 0;
    bool plain = behind.len == 0 || ix_str_equal(behind, IX_STR("(website)")) ||
                 ix_str_equal(behind, IX_STR("(email)"));
    if (!plain || !(site || mail)) {
        return false;
    }
    ix_draft_identifier(draft, mail ? IX_ID_EMAIL : IX_ID_WEBSITE,
                        mail ? IX_STR("Email Address") : IX_STR("Website"), address);
    return true;
}

static bool ends_label(ix_str word) {
    static const ix_str ends[] = {{"No.", 3}, {"No", 2}, {"Number", 6}, {"Number:", 7},
                                  {"#", 1},   {"ID", 2}, {"Code", 4},   {"Card", 4}};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        if (ix_str_equal(word, ends[i])) {
            return true;
        }
    }
    return false;
}

/* "Exit Permit No. 1234 (Georgia)": a label that is not in the table, known by its last word. */
static bool add_labelled_number(ix_draft *draft, ix_str part, const given *from) {
    static const ofac_word any = {{"", 0}, OFAC_IDENTIFIER, IX_ID_OTHER, {"", 0}};
    ix_str rest = part;
    ix_str label = {0};
    for (int i = 0; i < LABEL_WORDS_MAX && rest.ptr != NULL; i++) {
        ix_str word = ix_str_cut(rest, ' ', &rest);
        if (has_digit(word)) {
            break;
        }
        if (ends_label(word)) {
            label = ix_str_slice(part, 0, word.ptr + word.len - part.ptr);
        }
    }
    if (label.len == 0) {
        return false;
    }
    ix_str value = rest_of(part, label.len);
    label.len -= ix_str_ends_with(label, IX_STR(":"));
    return add_identifier(draft, &any, part, label, value, from);
}

/* "(Linked To: X)" without its parentheses, which may have been lost on one side. */
static ix_str without_parentheses(ix_str part) {
    if (!ix_str_starts_with(part, IX_STR("("))) {
        return part;
    }
    ix_str inner = rest_of(part, 1);
    ptrdiff_t length;
    if (ofac_word_find(inner, &length) == NULL) {
        return part;
    }
    if (ix_str_ends_with(inner, IX_STR(")"))) {
        inner.len--;
    } else if (ix_str_ends_with(inner, IX_STR(")."))) {
        inner.len -= 2;
    } else if (ix_str_ends_with(inner, IX_STR("."))) {
        inner.len--;
    }
    return ix_str_trim(inner);
}

static void parse_part(ix_draft *draft, ix_str part) {
    static const given nothing;
    part = without_parentheses(ix_str_trim(part));
    if (starts_nocase(part, IX_STR("alt. "))) {
        part = rest_of(part, 5);
    }
    if (part.len == 0 || add_alias(draft, part)) {
        return;
    }
    ptrdiff_t length;
    const ofac_word *word = ofac_word_find(part, &length);
    if (word != NULL && length < part.len && add_detail(draft, word, length, part, &nothing)) {
        return;
    }
    if (word != NULL && word->kind == OFAC_NOTE) {
        ix_draft_note(draft, part); /* "All offices worldwide" has no value behind the words */
        return;
    }
    ix_str text = without_periods(part);
    if (text.len > 0 && contains_nocase(draft->entity.title, text)) {
        return; /* the title column again */
    }
    if (!add_bare_contact(draft, part) && !add_labelled_number(draft, part, &nothing)) {
        keep_remark(draft, part);
    }
}

/* ------------------------------------------------------------------ all parts */

/* Where the part that starts at `from` ends: at "; " or at the end. */
static ptrdiff_t part_end(ix_str text, ptrdiff_t from) {
    for (ptrdiff_t at = from; (at = ix_str_find(text, IX_STR(";"), at)) >= 0; at++) {
        if (at + 1 == text.len || text.ptr[at + 1] == ' ') {
            return at;
        }
    }
    return text.len;
}

static bool closes_quote(ix_str part) {
    part = without_periods(part);
    return part.len > 0 && part.ptr[part.len - 1] == '\'';
}

/* As part_end, but a quoted alias ends with its quote even if it holds "; ". */
static ptrdiff_t alias_end(ix_str text, ptrdiff_t from) {
    ptrdiff_t first = part_end(text, from);
    ptrdiff_t end = first;
    for (int i = 0; i < ALIAS_PARTS_MAX; i++) {
        if (closes_quote(ix_str_slice(text, from, end))) {
            return end;
        }
        ptrdiff_t length;
        ix_str next = rest_of(text, end + 1);
        if (end >= text.len || is_alias(next) || ofac_word_find(next, &length) != NULL) {
            return first;
        }
        end = part_end(text, end + 1);
    }
    return first;
}

/* Is the final period that of an abbreviation ("S.A.", "C.V.", "D.C.")? Older rows end in such a
 * word without a second period. */
static bool ends_in_abbreviation(ix_str text) {
    int letters = 0;
    int periods = 0;
    for (ptrdiff_t i = text.len - 1; i >= 0 && text.ptr[i] != ' '; i--) {
        letters = text.ptr[i] == '.' ? 0 : letters + 1;
        periods += text.ptr[i] == '.';
        if (letters > 2 || (letters == 1 && !is_letter(text.ptr[i]))) {
            return false;
        }
    }
    return periods > 1 && !ix_str_ends_with(text, IX_STR(".."));
}

void ofac_remarks_parse(ix_draft *draft, ix_str remarks, bool cut) {
    ix_str text = ix_str_trim(remarks);
    draft->entity.remarks = text;
    if (!cut && ix_str_ends_with(text, IX_STR(".")) && !ends_in_abbreviation(text)) {
        text.len--;
    }
    for (ptrdiff_t from = 0; from < text.len;) {
        while (from < text.len && text.ptr[from] == ' ') {
            from++;
        }
        bool quoted = is_alias(ix_str_slice(text, from, text.len)) && text.ptr[from + 7] == '\'';
        ptrdiff_t end = quoted ? alias_end(text, from) : part_end(text, from);
        ix_str part = ix_str_slice(text, from, end);
        if (cut && end == text.len) {
            ix_draft_unmodelled(draft, IX_STR("remarks_cut"), part);
        } else {
            parse_part(draft, part);
        }
        from = end + 1;
    }
}

void ofac_id_parse(ix_draft *draft, ix_str type, ix_str number, ix_str country, ix_str issued,
                   ix_str expires) {
    const given from = {country, issued, expires};
    const ix_str parts[] = {type, IX_STR(" "), number};
    ix_str whole = ix_draft_join(draft, parts, 3);
    ptrdiff_t length;
    const ofac_word *word = ofac_word_find(whole, &length);
    if (word != NULL && length <= type.len && add_detail(draft, word, length, whole, &from)) {
        if (word->kind != OFAC_IDENTIFIER && word->kind != OFAC_TICKER) {
            keep_given(draft, &from);
        }
        return;
    }
    static const ofac_word other = {{"", 0}, OFAC_TICKER, IX_ID_OTHER, {"", 0}};
    if (word == NULL) {
        ix_draft_warn(draft, IX_STR("unknown_id_type"), type);
    }
    if (!add_identifier(draft, &other, whole, ix_str_slice(whole, 0, type.len),
                        rest_of(whole, type.len), &from)) {
        keep_remark(draft, whole);
        keep_given(draft, &from);
    }
}

bool ofac_detail_parse(ix_draft *draft, ix_str type, ix_str value, bool *known) {
    static const given nothing;
    const ix_str parts[] = {type, IX_STR(" "), value};
    ix_str whole = ix_draft_join(draft, parts, 3);
    ptrdiff_t length;
    const ofac_word *word = ofac_word_find(whole, &length);
    *known = word != NULL && length <= type.len;
    return *known && add_detail(draft, word, length, whole, &nothing);
}

/* ------------------------------------------------------------------ small columns */

void ofac_programs_parse(ix_draft *draft, ix_str programs) {
    while (programs.ptr != NULL) {
        ptrdiff_t at = ix_str_find(programs, IX_STR("] ["), 0);
        ix_str one = at < 0 ? programs : ix_str_slice(programs, 0, at);
        programs = at < 0 ? (ix_str){0} : ix_str_slice(programs, at + 3, programs.len);
        ix_draft_program(draft, ix_str_trim(one));
    }
    if (draft->status == IX_OK && draft->entity.listings[0].program_count == 0) {
        ix_draft_warn(draft, IX_STR("no_program"), draft->entity.key);
    }
}

void ofac_type_parse(ix_draft *draft, ix_str type) {
    static const struct {
        ix_str word;
        ix_party_type type;
    } rows[] = {
        {{"", 0}, IX_PARTY_ORGANIZATION},      {{"entity", 6}, IX_PARTY_ORGANIZATION},
        {{"individual", 10}, IX_PARTY_PERSON}, {{"vessel", 6}, IX_PARTY_VESSEL},
        {{"aircraft", 8}, IX_PARTY_AIRCRAFT},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (ix_str_equal_ascii_nocase(type, rows[i].word)) {
            draft->entity.type = rows[i].type;
            return;
        }
    }
    draft->entity.type = IX_PARTY_ANY;
    ix_draft_unmodelled(draft, IX_STR("type"), type);
    ix_draft_warn(draft, IX_STR("unknown_type"), type);
}
