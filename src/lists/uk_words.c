/* What stands inside the values of the United Kingdom's lists. */
#include "uk.h"

#include <interdict/text.h>

#include <string.h>

#define ENTITY_BYTES_MAX 10 /* of "&#x10FFFF;" and of the longest name */
#define LONG_NUMBER      5  /* digits that make a number wherever it stands; a year has four */

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char lower(char c) {
    return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

/* ------------------------------------------------------------------ HTML */

/* The number in "#39" or "#x2019", else 0. Controls are none. */
static uint32_t numeric_entity(ix_str name) {
    bool hex = name.len > 2 && lower(name.ptr[1]) == 'x';
    uint32_t code = 0;
    for (ptrdiff_t i = hex ? 2 : 1; i < name.len; i++) {
        char c = lower(name.ptr[i]);
        if (!is_digit(c) && !(hex && c >= 'a' && c <= 'f')) {
            return 0;
        }
        code = code * (hex ? 16 : 10) + (uint32_t)(is_digit(c) ? c - '0' : c - 'a' + 10);
    }
    bool is_text = code >= 0xA0 || (code >= ' ' && code < 0x7F);
    return is_text && code <= 0x10FFFF && !(code >= 0xD800 && code < 0xE000) ? code : 0;
}

/* The character of "&name;" at the start of the text and its length; 0: there is none. */
static uint32_t entity_of(ix_str text, ptrdiff_t *len) {
    static const struct {
        ix_str name;
        uint32_t code;
    } rows[] = {
        {{"amp", 3}, '&'},       {{"lt", 2}, '<'},       {{"gt", 2}, '>'},
        {{"quot", 4}, '"'},      {{"apos", 4}, '\''},    {{"nbsp", 4}, ' '},
        {{"lsquo", 5}, 0x2018},  {{"rsquo", 5}, 0x2019}, {{"ldquo", 5}, 0x201C},
        {{"rdquo", 5}, 0x201D},  {{"ndash", 5}, 0x2013}, {{"mdash", 5}, 0x2014},
        {{"hellip", 6}, 0x2026},
    };
    ix_str rest;
    ix_str name = ix_str_cut(ix_str_slice(text, 1, ENTITY_BYTES_MAX), ';', &rest);
    if (rest.ptr == NULL || name.len == 0) {
        return 0;
    }
    *len = name.len + 2;
    if (name.ptr[0] == '#') {
        return numeric_entity(name);
    }
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (ix_str_equal(name, rows[i].name)) {
            return rows[i].code;
        }
    }
    return 0;
}

static bool is_plain(ix_str text) {
    return text.len == 0 || (memchr(text.ptr, '&', (size_t)text.len) == NULL &&
                             memchr(text.ptr, '\r', (size_t)text.len) == NULL);
}

ix_str uk_text(ix_draft *draft, ix_str value) {
    value = ix_str_trim(value);
    if (is_plain(value)) {
        return value;
    }
    char *text = ix_arena_alloc(draft->arena, 1, 1, (size_t)value.len); /* it never grows */
    if (text == NULL) {
        draft->status = IX_E_MEMORY;
        return (ix_str){0};
    }
    ptrdiff_t len = 0;
    bool decoded = false;
    for (ptrdiff_t i = 0; i < value.len;) {
        ptrdiff_t bytes = 1;
        uint32_t code =
            value.ptr[i] == '&' ? entity_of(ix_str_slice(value, i, value.len), &bytes) : 0;
        if (code != 0) {
            len += ix_utf8_encode(text + len, code);
            i += bytes;
            decoded = true;
            continue;
        }
        if (value.ptr[i] != '\r' || i + 1 == value.len || value.ptr[i + 1] != '\n') {
            text[len++] = value.ptr[i];
        }
        i++;
    }
    if (decoded) {
        ix_draft_warn(draft, IX_STR("html_entity"), draft->entity.key);
    }
    return ix_str_trim((ix_str){text, len});
}

/* ------------------------------------------------------------------ enumerations */

/* A mark "(3)", "3)", "(c)" or "c)": its number, and where the text behind it begins; 0: none. */
static int mark_at(ix_str text, ptrdiff_t at, bool open, bool letter, ptrdiff_t *end) {
    if (open && (at >= text.len || text.ptr[at] != '(')) {
        return 0;
    }
    at += open;
    int number = 0;
    ptrdiff_t from = at;
    for (; at < text.len && at - from < 2; at++) {
        char c = text.ptr[at];
        if (letter ? !(at == from && c >= 'a' && c <= 'z') : !is_digit(c)) {
            break;
        }
        number = letter ? c - 'a' + 1 : number * 10 + (c - '0');
    }
    if (at == from || at >= text.len || text.ptr[at] != ')') {
        return 0;
    }
    *end = at + 1;
    return number;
}

/* Where the mark of a number stands, from `at` on; -1: nowhere. One without an opening parenthesis
 * must begin a word. */
static ptrdiff_t find_mark(ix_str text, ptrdiff_t at, bool open, bool letter, int number,
                           ptrdiff_t *end) {
    for (; at < text.len; at++) {
        bool begins = open || at == 0 || text.ptr[at - 1] == ' ' || text.ptr[at - 1] == '\n';
        if (begins && mark_at(text, at, open, letter, end) == number) {
            return at;
        }
    }
    return -1;
}

static ix_str without_commas(ix_str text) {
    text = ix_str_trim(text);
    while (text.len > 0 && (text.ptr[text.len - 1] == ',' || text.ptr[text.len - 1] == ';')) {
        text = ix_str_trim(ix_str_slice(text, 0, text.len - 1));
    }
    return text;
}

int uk_items(uk_item items[UK_ITEMS_MAX], ix_str text) {
    text = ix_str_trim(text);
    bool open = text.len > 0 && text.ptr[0] == '(';
    bool letter = text.len > open && text.ptr[open] == 'a';
    ptrdiff_t at = 0;
    ptrdiff_t next_end = 0;
    int number = mark_at(text, 0, open, letter, &at);
    bool several = number == 1 && (find_mark(text, at, open, letter, 2, &next_end) >= 0 ||
                                   (at < text.len && text.ptr[at] == '-'));
    if (!several) {
        items[0] = (uk_item){text, 0, 0};
        return text.len > 0 && !ix_str_equal(text, IX_STR("-"));
    }
    int count = 0;
    while (number > 0) {
        int to = number;
        ptrdiff_t range_end = at;
        if (at < text.len && text.ptr[at] == '-') {
            int last = mark_at(text, at + 1, open, letter, &range_end);
            to = last > number ? last : number;
            at = last > number ? range_end : at;
        }
        ptrdiff_t next =
            count + 1 < UK_ITEMS_MAX ? find_mark(text, at, open, letter, to + 1, &next_end) : -1;
        ix_str thing = without_commas(ix_str_slice(text, at, next < 0 ? text.len : next));
        if (thing.len > 0 && !ix_str_equal(thing, IX_STR("-"))) {
            items[count++] = (uk_item){thing, number, to};
        }
        at = next_end;
        number = next < 0 ? 0 : to + 1;
    }
    return count;
}

/* ------------------------------------------------------------------ dates and numbers */

/* The number of a part of a date, 0 for "dd", "mm" and "00", -1 for anything else. */
static int date_part(ix_str part) {
    int64_t value = 0;
    bool blank = part.len == 2 && lower(part.ptr[0]) == lower(part.ptr[1]) &&
                 (lower(part.ptr[0]) == 'd' || lower(part.ptr[0]) == 'm');
    if (blank) {
        return 0;
    }
    return part.len <= 2 && ix_str_to_int(part, &value) ? (int)value : -1;
}

ix_str uk_date(ix_draft *draft, ix_str text) {
    ix_str rest;
    ix_str day_text = ix_str_cut(ix_str_trim(text), '/', &rest);
    ix_str month_text = ix_str_cut(rest, '/', &rest);
    int day = date_part(day_text);
    int month = date_part(month_text);
    int64_t year;
    bool known = day >= 0 && day <= 31 && month >= 0 && month <= 12 && (day == 0 || month > 0) &&
                 rest.len == 4 && ix_str_to_int(rest, &year);
    if (!known) {
        return text;
    }
    static const ix_str zero = {"0", 1};
    static const ix_str dash = {"-", 1};
    const ix_str none = {0};
    bool short_month = month_text.len == 1;
    bool short_day = day_text.len == 1;
    const ix_str parts[] = {rest,
                            month > 0 ? dash : none,
                            month > 0 && short_month ? zero : none,
                            month > 0 ? month_text : none,
                            day > 0 ? dash : none,
                            day > 0 && short_day ? zero : none,
                            day > 0 ? day_text : none};
    return ix_draft_join(draft, parts, sizeof parts / sizeof parts[0]);
}

/* Where the text stands behind "No", "no.", "number" and a colon or space, or -1. */
static ptrdiff_t behind_number_word(ix_str text) {
    static const ix_str words[] = {{"number", 6}, {"nos", 3}, {"no", 2}};
    for (ptrdiff_t i = 0; i < text.len; i++) {
        if (i > 0 && is_letter(text.ptr[i - 1])) {
            continue;
        }
        for (size_t w = 0; w < sizeof words / sizeof words[0]; w++) {
            ptrdiff_t end = i + words[w].len;
            if (end >= text.len || is_letter(text.ptr[end]) ||
                !ix_str_equal_ascii_nocase(ix_str_slice(text, i, end), words[w])) {
                continue;
            }
            while (end < text.len && memchr(".: ", text.ptr[end], 3) != NULL) {
                end++;
            }
            return end;
        }
    }
    return -1;
}

static int digits_in(ix_str text) {
    int digits = 0;
    for (ptrdiff_t i = 0; i < text.len; i++) {
        digits += is_digit(text.ptr[i]);
    }
    return digits;
}

/* The number a text begins with, up to a comma, parenthesis or the word behind it. A short word of
 * capitals may belong to it: "R 512768". */
static ix_str leading_number(ix_str text) {
    ptrdiff_t end = 0;
    bool digit = false;
    while (end < text.len && memchr(",;()\n", text.ptr[end], 5) == NULL) {
        char c = text.ptr[end];
        bool digits_follow = end + 1 < text.len && is_digit(text.ptr[end + 1]);
        bool words =
            (c == ' ' && digit && !digits_follow) || (c >= 'a' && c <= 'z' && !digit && end > 2);
        if (words) {
            break;
        }
        digit |= is_digit(c);
        end++;
    }
    text = ix_str_trim(ix_str_slice(text, 0, end));
    while (text.len > 0 && text.ptr[text.len - 1] == '.') {
        text.len--;
    }
    return digits_in(text) > 0 ? text : (ix_str){0};
}

ix_str uk_number(ix_str text) {
    text = ix_str_trim(text);
    ptrdiff_t behind = behind_number_word(text);
    ix_str number = behind < 0 ? (ix_str){0} : leading_number(ix_str_slice(text, behind, text.len));
    number = number.len > 0 ? number : leading_number(text);
    for (ix_str rest = text, word; number.len == 0 && rest.len > 0;) {
        word = ix_str_cut(rest, ' ', &rest);
        if (digits_in(word) >= LONG_NUMBER) {
            number = leading_number(word);
        }
    }
    return number;
}
