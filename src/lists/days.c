/* Finding days in a sentence. */
#include "days.h"

#include <string.h>

#define WORD_BYTES_MAX 12 /* of a month or year */
#define DATE_BYTES_MAX 64

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The number or word that begins at *at; steps over it. Empty when there is neither, or it is
 * longer than any part of a date. */
static ix_str take_word(ix_str text, ptrdiff_t *at) {
    ptrdiff_t end = *at;
    bool number = end < text.len && is_digit(text.ptr[end]);
    while (end < text.len && (number ? is_digit(text.ptr[end]) : is_letter(text.ptr[end]))) {
        end++;
    }
    ix_str word = ix_str_slice(text, *at, end);
    *at = end;
    return word.len > WORD_BYTES_MAX ? (ix_str){0} : word;
}

static void skip_signs(ix_str text, ptrdiff_t *at) {
    while (*at < text.len && memchr(" .,", text.ptr[*at], 3) != NULL) {
        ++*at;
    }
}

/* Without "st", "nd", "rd", "th" behind the number of a day. */
static void skip_ordinal(ix_str text, ptrdiff_t *at) {
    static const ix_str forms[] = {{"st", 2}, {"nd", 2}, {"rd", 2}, {"th", 2}};
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        if (ix_str_starts_with(ix_str_slice(text, *at, text.len), forms[i])) {
            *at += 2;
            return;
        }
    }
}

/* The day of "DAY MONTH YEAR", in whatever form ix_date_parse reads alone in one way. */
static bool read_day(int64_t *day, ix_str date) {
    ix_date_range readings[2];
    int count = 0;
    if (ix_date_parse(readings, &count, date, NULL) != IX_OK || count != 1 ||
        readings[0].from.day == 0) {
        return false;
    }
    *day = ix_date_first_day(readings[0].from);
    return true;
}

static bool read_parts(int64_t *day, ix_str number, ix_str month, ix_str year) {
    char room[DATE_BYTES_MAX];
    ix_buf out = {.ptr = room, .cap = sizeof room, .max = sizeof room - 1};
    ix_buf_append(&out, number);
    ix_buf_append_char(&out, ' ');
    ix_buf_append(&out, month);
    ix_buf_append_char(&out, ' ');
    ix_buf_append(&out, year);
    return number.len > 0 && month.len > 2 && year.len == 4 && read_day(day, ix_buf_view(&out));
}

/* "13/09/2025": the day first. */
static bool read_slashed(int64_t *day, ix_str text) {
    ptrdiff_t at = 0;
    ix_str parts[3];
    for (int i = 0; i < 3; i++) {
        parts[i] = take_word(text, &at);
        bool joined = i == 2 || (at < text.len && text.ptr[at] == '/');
        if (parts[i].len == 0 || !is_digit(parts[i].ptr[0]) || !joined) {
            return false;
        }
        at += i < 2;
    }
    int64_t month;
    if (parts[0].len > 2 || parts[2].len != 4 || !ix_str_to_int(parts[1], &month) || month < 1 ||
        month > 12) {
        return false;
    }
    char room[DATE_BYTES_MAX];
    ix_buf out = {.ptr = room, .cap = sizeof room, .max = sizeof room - 1};
    ix_buf_printf(&out, "%" IX_FMT "-%02d-%s%" IX_FMT, IX_ARG(parts[2]), (int)month,
                  parts[0].len == 1 ? "0" : "", IX_ARG(parts[0]));
    return read_day(day, ix_buf_view(&out));
}

/* The day that begins at `at` with a number or with the name of a month. */
static bool day_at(int64_t *day, ix_str text, ptrdiff_t at) {
    ix_str here = ix_str_slice(text, at, text.len);
    ptrdiff_t end = 0;
    ix_str first = take_word(here, &end);
    if (first.len == 4 && is_digit(first.ptr[0])) {
        return read_day(day, ix_str_slice(here, 0, 10)); /* 2022-03-25 */
    }
    if (end < here.len && here.ptr[end] == '/') {
        return read_slashed(day, here);
    }
    if (first.len > 0 && is_digit(first.ptr[0])) {
        skip_ordinal(here, &end);
    }
    skip_signs(here, &end);
    ix_str second = take_word(here, &end);
    if (second.len > 0 && is_digit(second.ptr[0])) {
        skip_ordinal(here, &end);
    }
    skip_signs(here, &end);
    ix_str third = take_word(here, &end);
    third = third.len > 4 ? ix_str_slice(third, 0, 0) : third;
    return first.len > 0 && is_digit(first.ptr[0]) ? read_parts(day, first, second, third)
                                                   : read_parts(day, second, first, third);
}

/* The next place after `at` where a day could begin. */
static bool begins_word(ix_str text, ptrdiff_t at) {
    bool digit = is_digit(text.ptr[at]);
    if (!digit && !is_letter(text.ptr[at])) {
        return false;
    }
    char before = at > 0 ? text.ptr[at - 1] : ' ';
    return digit ? !is_digit(before) && before != '/' && before != '-' : !is_letter(before);
}

bool ix_days_first(int64_t *day, ix_str text) {
    bool found = false;
    for (ptrdiff_t at = 0; at < text.len; at++) {
        int64_t told;
        if (begins_word(text, at) && day_at(&told, text, at) && (!found || told < *day)) {
            *day = told;
            found = true;
        }
    }
    return found;
}

int ix_days_told(ix_str text) {
    int64_t first = 0;
    int count = 0;
    for (ptrdiff_t at = 0; at < text.len && count < 2; at++) {
        int64_t told;
        if (begins_word(text, at) && day_at(&told, text, at) && (count == 0 || told != first)) {
            first = told;
            count++;
        }
    }
    return count;
}
