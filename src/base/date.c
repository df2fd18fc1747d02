/* Calendar dates with precision: validity, day numbers, reading the forms that lists and customers
 * use, printing. */
#include <interdict/base.h>

#include <assert.h>

#include "civil.h"

static bool is_leap_year(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int month_days(int year, int month) {
    static const uint8_t days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap_year(year) ? 29 : days[month - 1];
}

bool ix_date_is_valid(ix_date date) {
    if (date.year < 1 || date.year > 9999 || date.month > 12) {
        return false;
    }
    if (date.month == 0 || date.day == 0) {
        return date.day == 0;
    }
    return date.day <= month_days(date.year, date.month);
}

int64_t ix_date_first_day(ix_date date) {
    assert(ix_date_is_valid(date));
    return day_from_civil(date.year, date.month == 0 ? 1 : date.month,
                          date.day == 0 ? 1 : date.day);
}

int64_t ix_date_last_day(ix_date date) {
    assert(ix_date_is_valid(date));
    int month = date.month == 0 ? 12 : date.month;
    int day = date.day == 0 ? month_days(date.year, month) : date.day;
    return day_from_civil(date.year, month, day);
}

ix_date ix_date_from_day(int64_t day) {
    civil c = civil_from_day(day);
    if (c.year < 1 || c.year > 9999) {
        return (ix_date){0};
    }
    return (ix_date){(int16_t)c.year, (uint8_t)c.month, (uint8_t)c.day, false};
}

int ix_date_weekday(int64_t day) {
    return (int)((floor_modulo(day, 7) + 4) % 7); /* 1970-01-01 was a Thursday */
}

/* ------------------------------------------------------------------ reading */

/* The text and how far it is read. */
typedef struct cursor {
    ix_str s;
    ptrdiff_t pos;
} cursor;

/* One date as written, in both orders of day and month. They are equal where the order is plain;
 * a reading that is no real date is zero. */
typedef struct written_date {
    ix_date day_first;
    ix_date month_first;
} written_date;

static char peek(const cursor *c, ptrdiff_t ahead) {
    return c->pos + ahead < c->s.len ? c->s.ptr[c->pos + ahead] : '\0';
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void skip_spaces(cursor *c) {
    while (peek(c, 0) == ' ' || peek(c, 0) == '\t') {
        c->pos++;
    }
}

/* Reads at most 4 digits; *count is how many there were, 0 when more follow. */
static int read_number(cursor *c, int *count) {
    int value = 0;
    int length = 0;
    while (is_digit(peek(c, 0)) && length < 4) {
        value = value * 10 + (c->s.ptr[c->pos++] - '0');
        length++;
    }
    *count = is_digit(peek(c, 0)) ? 0 : length;
    return value;
}

/* Steps over `word` (with the spaces behind it) when it stands here as a whole word. */
static bool take_word(cursor *c, const char *word) {
    ix_str w = ix_str_from_cstr(word);
    if (!ix_str_equal_ascii_nocase(ix_str_slice(c->s, c->pos, c->pos + w.len), w) ||
        is_letter(peek(c, w.len))) {
        return false;
    }
    c->pos += w.len;
    skip_spaces(c);
    return true;
}

static bool take_circa(cursor *c) {
    static const char *const words[] = {"circa",   "c.",     "ca.", "approximately",
                                        "approx.", "approx", "c"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (take_word(c, words[i])) {
            return true;
        }
    }
    return false;
}

/* An English month name, whole or its first three letters ("Sept" too); 0 when there is none. */
static int read_month_name(cursor *c) {
    static const char *const names[12] = {"january",   "february", "march",    "april",
                                          "may",       "june",     "july",     "august",
                                          "september", "october",  "november", "december"};
    ptrdiff_t length = 0;
    while (is_letter(peek(c, length))) {
        length++;
    }
    ix_str word = ix_str_slice(c->s, c->pos, c->pos + length);
    for (int month = 1; month <= 12; month++) {
        ix_str name = ix_str_from_cstr(names[month - 1]);
        bool is_short = length == 3 || (month == 9 && length == 4);
        if (ix_str_equal_ascii_nocase(word, is_short ? ix_str_slice(name, 0, length) : name)) {
            c->pos += length;
            return month;
        }
    }
    return 0;
}

/* A written date that reads one way only; zero when it is no real one. */
static written_date plain_date(int year, int month, int day) {
    ix_date date = {(int16_t)year, (uint8_t)month, (uint8_t)day, false};
    date = ix_date_is_valid(date) ? date : (ix_date){0};
    return (written_date){date, date};
}

/* Behind a four-digit year: -MM-DD, -MM, or nothing. A hyphen that starts a range stays. */
static written_date read_after_year(cursor *c, int year) {
    int digits;
    char separator = peek(c, 0);
    bool two_digits = is_digit(peek(c, 1)) && is_digit(peek(c, 2)) && !is_digit(peek(c, 3));
    if ((separator != '-' && separator != '/' && separator != '.') || !two_digits) {
        return plain_date(year, 0, 0);
    }
    c->pos++;
    int month = read_number(c, &digits);
    if (peek(c, 0) != separator) {
        return separator == '-' && month != 0 ? plain_date(year, month, 0) : (written_date){0};
    }
    c->pos++;
    int day = read_number(c, &digits);
    return digits == 2 && month != 0 && day != 0 ? plain_date(year, month, day) : (written_date){0};
}

/* Behind a first number of one or two digits: separator, second number, separator, year. */
static written_date read_numeric(cursor *c, int first) {
    int second_digits;
    int year_digits;
    char separator = peek(c, 0);
    c->pos++;
    int second = read_number(c, &second_digits);
    if (second_digits < 1 || second_digits > 2 || peek(c, 0) != separator) {
        return (written_date){0};
    }
    c->pos++;
    int year = read_number(c, &year_digits);
    if (year_digits != 4 || first == 0 || second == 0) {
        return (written_date){0};
    }
    written_date date = plain_date(year, second, first);
    /* With periods the day always comes first. */
    date.month_first =
        separator == '.' ? date.day_first : plain_date(year, first, second).day_first;
    return date;
}

static written_date read_named_month(cursor *c, int day) {
    int digits;
    int month = read_month_name(c);
    skip_spaces(c);
    int year = read_number(c, &digits);
    return month != 0 && digits == 4 ? plain_date(year, month, day) : (written_date){0};
}

/* One date, without "circa"; false when neither reading is a real date. */
static bool read_date(written_date *out, cursor *c) {
    *out = (written_date){0};
    if (is_letter(peek(c, 0))) {
        *out = read_named_month(c, 0);
    } else {
        int digits;
        int number = read_number(c, &digits);
        char next = peek(c, 0);
        bool is_day = digits == 1 || digits == 2;
        if (digits == 4) {
            *out = read_after_year(c, number);
        } else if (is_day && (next == '.' || next == '/' || next == '-')) {
            *out = read_numeric(c, number);
        } else if (is_day && number != 0) {
            skip_spaces(c);
            *out = read_named_month(c, number);
        }
    }
    return out->day_first.year != 0 || out->month_first.year != 0;
}

/* What stands between the two dates of a range. */
static bool take_range_word(cursor *c, bool between) {
    if (between) {
        return take_word(c, "and");
    }
    if (peek(c, 0) == '-') {
        c->pos++;
    } else if (ix_str_starts_with(ix_str_slice(c->s, c->pos, c->s.len), IX_STR("\xE2\x80\x93"))) {
        c->pos += 3;
    } else {
        return take_word(c, "to");
    }
    skip_spaces(c);
    return true;
}

/* Both dates of the text; a single date gives from equal to to. */
static bool read_dates(written_date *from, written_date *to, bool circa[2], cursor *c) {
    bool between = take_word(c, "between");
    circa[0] = take_circa(c);
    if (!read_date(from, c)) {
        return false;
    }
    skip_spaces(c);
    *to = *from;
    circa[1] = circa[0];
    if (c->pos == c->s.len) {
        return !between;
    }
    if (!take_range_word(c, between)) {
        return false;
    }
    circa[1] = take_circa(c) || circa[0];
    if (!read_date(to, c)) {
        return false;
    }
    return c->pos == c->s.len;
}

bool ix_date_equal(ix_date a, ix_date b) {
    return a.year == b.year && a.month == b.month && a.day == b.day && a.circa == b.circa;
}

/* Adds a reading unless one of its ends is no date, it runs backwards, or it is there already. */
static void add_reading(ix_date_range readings[2], int *count, ix_date from, ix_date to,
                        const bool circa[2]) {
    from.circa = circa[0];
    to.circa = circa[1];
    if (from.year == 0 || to.year == 0 || ix_date_first_day(from) > ix_date_last_day(to)) {
        return;
    }
    if (*count == 0 || !ix_date_equal(readings[0].from, from) ||
        !ix_date_equal(readings[0].to, to)) {
        readings[(*count)++] = (ix_date_range){from, to};
    }
}

ix_status ix_date_parse(ix_date_range readings[2], int *count, ix_str text, ix_error *error) {
    written_date from;
    written_date to;
    bool circa[2];
    cursor c = {.s = ix_str_trim(text)};
    *count = 0;
    readings[0] = readings[1] = (ix_date_range){0};
    if (!read_dates(&from, &to, circa, &c)) {
        ix_str shown = ix_str_slice(c.s, 0, 64);
        return ix_error_at(error, IX_E_INPUT, (ix_str){0}, 0, c.pos,
                           "expected a date such as 1966-11-09, 1966-11, 1966, 09/11/1966 or "
                           "9 Nov 1966, or a range of two, not \"%" IX_FMT "\"",
                           IX_ARG(shown));
    }
    /* Both ends of a range are read in the same order. */
    add_reading(readings, count, from.day_first, to.day_first, circa);
    add_reading(readings, count, from.month_first, to.month_first, circa);
    if (*count == 0) {
        return ix_error_set(error, IX_E_INPUT, "expected a range that ends after it starts");
    }
    return IX_OK;
}

/* ------------------------------------------------------------------ printing */

static void print_date(ix_buf *out, ix_date date) {
    if (date.circa) {
        ix_buf_append_char(out, '~');
    }
    ix_buf_printf(out, "%04d", date.year);
    if (date.month != 0) {
        ix_buf_printf(out, "-%02d", date.month);
    }
    if (date.month != 0 && date.day != 0) {
        ix_buf_printf(out, "-%02d", date.day);
    }
}

void ix_date_range_print(ix_buf *out, ix_date_range range) {
    if (range.from.year == 0) {
        return;
    }
    print_date(out, range.from);
    if (!ix_date_equal(range.from, range.to)) {
        ix_buf_append_char(out, '/');
        print_date(out, range.to);
    }
}
