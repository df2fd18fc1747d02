/* The ways in which names are misspelt, shortened, disguised and written in another script. */
#include "oracle.h"

#include <stdio.h>
#include <string.h>

static void insert(char *text, size_t at, const char *what) {
    size_t len = strlen(text), more = strlen(what);
    if (len + more < QUESTION_BYTES_MAX) {
        memmove(text + at + more, text + at, len - at + 1);
        memcpy(text + at, what, more);
    }
}

static void drop(char *text, size_t at, size_t count) {
    memmove(text + at, text + at + count, strlen(text + at + count) + 1);
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Somewhere a Latin letter stands; false when there is none near. */
static bool letter_at(size_t *at, const char *text, chance *c) {
    size_t len = strlen(text);
    for (int i = 0; i < 8 && len > 0; i++) {
        *at = chance_draw(c, (uint32_t)len);
        if (is_letter(text[*at])) {
            return true;
        }
    }
    return false;
}

static char any_letter(chance *c) {
    return (char)('a' + chance_draw(c, 26));
}

/* ---------------------------------------------------------------- slips of the pen */

static void replace(char *text, chance *c) {
    size_t at;
    if (letter_at(&at, text, c)) {
        text[at] = any_letter(c);
    }
}

static void leave_out(char *text, chance *c) {
    size_t at;
    if (letter_at(&at, text, c)) {
        drop(text, at, 1);
    }
}

static void put_in(char *text, chance *c) {
    size_t at;
    char one[2] = {any_letter(c), '\0'};
    if (letter_at(&at, text, c)) {
        insert(text, at, one);
    }
}

static void twice(char *text, chance *c) {
    size_t at;
    if (letter_at(&at, text, c)) {
        char one[2] = {text[at], '\0'};
        insert(text, at, one);
    }
}

static void swap(char *text, chance *c) {
    size_t at;
    if (letter_at(&at, text, c) && is_letter(text[at + 1])) {
        char first = text[at];
        text[at] = text[at + 1];
        text[at + 1] = first;
    }
}

static void unreadable(char *text, chance *c) {
    size_t at;
    if (letter_at(&at, text, c)) {
        text[at] = chance_in(c, 1, 2) ? '?' : (char)('0' + chance_draw(c, 10));
    }
}

static void romanized_otherwise(char *text, chance *c) {
    static const char *const pairs[][2] = {{"kh", "h"},   {"y", "i"},  {"ou", "u"},   {"q", "k"},
                                           {"ch", "tch"}, {"iy", "y"}, {"x", "ks"},   {"v", "w"},
                                           {"j", "dzh"},  {"ee", "i"}, {"ov", "off"}, {"e", "ye"}};
    size_t n = sizeof pairs / sizeof pairs[0], first = chance_draw(c, (uint32_t)n);
    for (size_t i = 0; i < n; i++) {
        const char *const *pair = pairs[(first + i) % n];
        char *found = strcasestr(text, pair[0]);
        if (found) {
            drop(text, (size_t)(found - text), strlen(pair[0]));
            insert(text, (size_t)(found - text), pair[1]);
            return;
        }
    }
}

/* ---------------------------------------------------------------- words */

/* A word of the text: where it begins and how long it is. */
static bool word_at(size_t *from, size_t *len, const char *text, chance *c) {
    size_t words = 0;
    for (const char *p = text; *p; p++) {
        words += *p != ' ' && (p == text || p[-1] == ' ');
    }
    size_t wanted = words ? chance_draw(c, (uint32_t)words) : 0;
    for (const char *p = text; *p; p++) {
        if (*p != ' ' && (p == text || p[-1] == ' ') && wanted-- == 0) {
            *from = (size_t)(p - text);
            *len = strcspn(p, " ");
            return words > 1;
        }
    }
    return false;
}

static void without_word(char *text, chance *c) {
    size_t from, len;
    if (word_at(&from, &len, text, c)) {
        drop(text, from, len);
    }
}

static void initial(char *text, chance *c) {
    size_t from, len;
    if (word_at(&from, &len, text, c) && len > 1 && is_letter(text[from])) {
        drop(text, from + 1, len - 1);
        insert(text, from + 1, chance_in(c, 1, 2) ? "." : "");
    }
}

static void other_order(char *text, chance *c) {
    size_t from, len;
    char word[QUESTION_BYTES_MAX];
    if (word_at(&from, &len, text, c)) {
        memcpy(word, text + from, len);
        word[len] = '\0';
        drop(text, from, len);
        insert(text, 0, " ");
        insert(text, 0, word);
    }
}

static void other_joint(char *text, chance *c) {
    char *space = strchr(text, ' ');
    for (uint32_t skip = chance_draw(c, 3); space && skip > 0 && strchr(space + 1, ' '); skip--) {
        space = strchr(space + 1, ' ');
    }
    if (space) {
        static const char joints[] = "-'./,&";
        *space = joints[chance_draw(c, sizeof joints - 1)];
    }
}

static void joined(char *text, chance *c) {
    size_t from, len;
    if (word_at(&from, &len, text, c) && text[from + len] == ' ') {
        drop(text, from + len, 1);
    }
}

static void apart(char *text, chance *c) {
    size_t at;
    if (letter_at(&at, text, c)) {
        insert(text, at, " ");
    }
}

static void another_word(char *text, chance *c) {
    static const char *const words[] = {"LLC ", "al ",       "Dr. ", "company ", "bin ",  "AG ",
                                        "2 ",   "IV ",       "OOO ", "trading ", "Ivan ", "mv ",
                                        "jr. ", "Mohammed ", "Li ",  "bank ",    "44 ",   "abd "};
    size_t from, len;
    word_at(&from, &len, text, c);
    insert(text, text[0] ? from % (strlen(text) + 1) : 0,
           words[chance_draw(c, sizeof words / sizeof words[0])]);
}

/* ---------------------------------------------------------------- disguises */

static void look_alike(char *text, chance *c) {
    static const char latin[] = "aeopcxyiAEOPCXBHKMT";
    static const char *const others[] = {"а", "е", "о", "р", "с", "х", "у", "і", "А", "Е",
                                         "О", "Р", "С", "Х", "В", "Н", "К", "М", "Т"};
    size_t at;
    const char *found;
    if (letter_at(&at, text, c) && (found = strchr(latin, text[at])) != NULL) {
        drop(text, at, 1);
        insert(text, at, others[found - latin]);
    }
}

static void unseen_sign(char *text, chance *c) {
    static const char *const signs[] = {"\u200b", "\u00ad", "\u202e", "\u0301", "\u2060"};
    size_t at;
    if (letter_at(&at, text, c)) {
        insert(text, at, signs[chance_draw(c, sizeof signs / sizeof signs[0])]);
    }
}

static void digit_for_letter(char *text, chance *c) {
    static const char letters[] = "oliesabt", digits[] = "01135487";
    size_t at;
    const char *found;
    if (letter_at(&at, text, c) && (found = strchr(letters, text[at] | 0x20)) != NULL) {
        text[at] = digits[found - letters];
    }
}

static void wide(char *text, chance *c) {
    size_t at;
    if (letter_at(&at, text, c)) {
        unsigned code = 0xFF00u + (unsigned char)text[at] - 0x20;
        char utf8[4] = {(char)(0xE0 | code >> 12), (char)(0x80 | (code >> 6 & 0x3F)),
                        (char)(0x80 | (code & 0x3F)), '\0'};
        drop(text, at, 1);
        insert(text, at, utf8);
    }
}

/* Letter by letter into Cyrillic or Greek, as one who reads it aloud would write it. */
static void other_script(char *text, chance *c) {
    static const char *const cyrillic[] = {"а", "б", "ц", "д", "е", "ф",  "г", "х", "и",
                                           "й", "к", "л", "м", "н", "о",  "п", "к", "р",
                                           "с", "т", "у", "в", "в", "кс", "ы", "з"};
    static const char *const greek[] = {"α", "β", "κ",  "δ", "ε", "φ", "γ", "χ", "ι",
                                        "ι", "κ", "λ",  "μ", "ν", "ο", "π", "κ", "ρ",
                                        "σ", "τ", "ου", "β", "ω", "ξ", "υ", "ζ"};
    const char *const *letters = chance_in(c, 3, 4) ? cyrillic : greek;
    char out[QUESTION_BYTES_MAX] = "";
    for (const char *p = text; *p && strlen(out) + 5 < sizeof out; p++) {
        char one[2] = {*p, '\0'};
        strcat(out, is_letter(*p) ? letters[(*p | 0x20) - 'a'] : one);
    }
    strcpy(text, out);
}

void mangle(char text[QUESTION_BYTES_MAX], chance *c) {
    static void (*const ways[])(char *, chance *) = {replace,
                                                     leave_out,
                                                     put_in,
                                                     twice,
                                                     swap,
                                                     replace,
                                                     leave_out,
                                                     unreadable,
                                                     romanized_otherwise,
                                                     without_word,
                                                     initial,
                                                     other_order,
                                                     other_joint,
                                                     joined,
                                                     apart,
                                                     another_word,
                                                     look_alike,
                                                     unseen_sign,
                                                     digit_for_letter,
                                                     wide,
                                                     romanized_otherwise,
                                                     other_order,
                                                     without_word};
    if (chance_in(c, 1, 25)) {
        other_script(text, c);
    } else {
        ways[chance_draw(c, sizeof ways / sizeof ways[0])](text, c);
    }
}
