/* Times in lines of logs. */
#include "inventory_time.h"

#define EPOCH_DIGITS 10 /* seconds from 2001 to 2286 */

typedef struct clock_time {
    int64_t hour, minute, second;
    int32_t zone; /* seconds east */
} clock_time;

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* `count` digits at a place; -1 when they are none. */
static int64_t number_at(ix_str text, ptrdiff_t at, int count) {
    int64_t value = 0;
    ix_str digits = ix_str_slice(text, at, at + count);
    return digits.len == count && ix_str_to_int(digits, &value) ? value : -1;
}

static bool char_at(ix_str text, ptrdiff_t at, char c) {
    return at >= 0 && at < text.len && text.ptr[at] == c;
}

static int month_of(ix_str name) {
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    for (int i = 0; i < 12; i++) {
        if (ix_str_equal_ascii_nocase(name, (ix_str){months + 3 * i, 3})) {
            return i + 1;
        }
    }
    return 0;
}

/* "+0200", "-04:00", "Z" behind a time, after fractions of a second. */
static int32_t zone_at(ix_str text, ptrdiff_t at) {
    while (at < text.len &&
           (is_digit(text.ptr[at]) || text.ptr[at] == '.' || text.ptr[at] == ',')) {
        at++;
    }
    at += char_at(text, at, ' ');
    if (!char_at(text, at, '+') && !char_at(text, at, '-')) {
        return 0;
    }
    int64_t hours = number_at(text, at + 1, 2);
    int64_t minutes = number_at(text, at + (char_at(text, at + 3, ':') ? 4 : 3), 2);
    if (hours < 0 || hours > 14 || minutes < 0 || minutes > 59) {
        return 0;
    }
    int32_t seconds = (int32_t)(hours * 3600 + minutes * 60);
    return char_at(text, at, '-') ? -seconds : seconds;
}

/* "09:15:02.113 PM +0200" */
static bool clock_at(clock_time *out, ix_str text, ptrdiff_t at) {
    *out = (clock_time){0};
    int digits = char_at(text, at + 1, ':') ? 1 : 2;
    out->hour = number_at(text, at, digits);
    out->minute = number_at(text, at + digits + 1, 2);
    ptrdiff_t end = at + digits + 3;
    if (out->hour < 0 || out->hour > 23 || out->minute < 0 || out->minute > 59 ||
        !char_at(text, at + digits, ':')) {
        return false;
    }
    if (char_at(text, end, ':') && number_at(text, end + 1, 2) >= 0) {
        out->second = number_at(text, end + 1, 2);
        end += 3;
    }
    ix_str half = ix_str_slice(text, end + 1, end + 3);
    if (ix_str_equal_ascii_nocase(half, IX_STR("PM")) && out->hour < 12) {
        out->hour += 12;
    } else if (ix_str_equal_ascii_nocase(half, IX_STR("AM")) && out->hour == 12) {
        out->hour = 0;
    } else {
        out->zone = zone_at(text, end);
    }
    return true;
}

static bool make(ix_when *out, int64_t year, int64_t month, int64_t day, ix_str text,
                 ptrdiff_t clock) {
    clock_time time;
    if (year < 1990 || year > 2100 || month < 1 || month > 12 || day < 1 || day > 31) {
        return false;
    }
    ix_date date = {(int16_t)year, (uint8_t)month, (uint8_t)day, false};
    if (!ix_date_is_valid(date) || !clock_at(&time, text, clock)) {
        return false;
    }
    *out = (ix_when){IX_WHEN_INSTANT, ix_date_first_day(date) * 86400 + time.hour * 3600 +
                                          time.minute * 60 + time.second - time.zone};
    return true;
}

/* A date and a time that begin at a place of the line. */
static bool time_at(ix_when *out, ix_str line, ptrdiff_t at) {
    int64_t year = number_at(line, at, 4);
    if (year >= 0 && char_at(line, at + 4, '-') && char_at(line, at + 7, '-')) {
        return make(out, year, number_at(line, at + 5, 2), number_at(line, at + 8, 2), line,
                    at + 11);
    }
    int digits = char_at(line, at + 1, '/') ? 1 : 2;
    int64_t first = number_at(line, at, digits);
    ptrdiff_t next = at + digits + 1;
    if (first < 0) {
        return false;
    }
    int month = month_of(ix_str_slice(line, next, next + 3));
    if (month > 0 && (char_at(line, next + 3, '/') || char_at(line, next + 3, '-'))) {
        return make(out, number_at(line, next + 4, 4), month, first, line, next + 9);
    }
    int more = char_at(line, next + 1, '/') ? 1 : 2;
    if (char_at(line, next - 1, '/') && char_at(line, next + more, '/')) {
        return make(out, number_at(line, next + more + 1, 4), first, number_at(line, next, more),
                    line, next + more + 6);
    }
    return false;
}

static ptrdiff_t skip_blanks(ix_str line, ptrdiff_t at) {
    while (char_at(line, at, ' ') || char_at(line, at, ',')) {
        at++;
    }
    return at;
}

/* A number of one or two digits; *at moves behind it. */
static int64_t short_number(ix_str line, ptrdiff_t *at) {
    int digits = *at + 1 < line.len && is_digit(line.ptr[*at + 1]) ? 2 : 1;
    int64_t number = number_at(line, *at, digits);
    *at += digits;
    return number;
}

/* Behind a month at a place: "Oct 01 12:00:01 2024", "Oct 1, 2024 12:00:01 PM"; and with the day
 * before it "01 Oct 2024 12:00:01 GMT" (asctime, RFC 5322, people). */
static bool named_month_at(ix_when *out, ix_str line, ptrdiff_t at) {
    int month = month_of(ix_str_slice(line, at, at + 3));
    ptrdiff_t next = skip_blanks(line, at + 3);
    if (month == 0 || next == at + 3) {
        return false;
    }
    int64_t year = number_at(line, next, 4);
    if (year >= 0) {
        ptrdiff_t day = at - 2; /* of a space, and of a digit before it */
        day -= day > 0 && is_digit(line.ptr[day - 1]);
        return day >= 0 && char_at(line, at - 1, ' ') &&
               make(out, year, month, short_number(line, &day), line, skip_blanks(line, next + 4));
    }
    int64_t day = short_number(line, &next);
    next = skip_blanks(line, next);
    year = number_at(line, next, 4);
    if (year >= 0) {
        return make(out, year, month, day, line, skip_blanks(line, next + 4));
    }
    ptrdiff_t behind = next; /* the clock, perhaps a zone, then the year */
    while (behind < line.len && line.ptr[behind] != ' ') {
        behind++;
    }
    return make(out, number_at(line, skip_blanks(line, behind), 4), month, day, line, next);
}

/* Seconds since 1970, as squid and Zeek write them at the start of a line. */
static bool is_epoch(ix_str line) {
    return number_at(line, 0, EPOCH_DIGITS) >= 1000000000 &&
           (line.len == EPOCH_DIGITS || !is_digit(line.ptr[EPOCH_DIGITS]));
}

ix_when inventory_time(ix_str line) {
    ix_when found;
    if (is_epoch(line)) {
        return (ix_when){IX_WHEN_INSTANT, number_at(line, 0, EPOCH_DIGITS)};
    }
    for (ptrdiff_t at = 0; at < line.len; at++) {
        bool begins = is_digit(line.ptr[at]) && (at == 0 || !is_digit(line.ptr[at - 1]));
        bool word = at == 0 || line.ptr[at - 1] == ' ' || line.ptr[at - 1] == '"' ||
                    line.ptr[at - 1] == '[';
        if ((begins && time_at(&found, line, at)) ||
            (word && !begins && named_month_at(&found, line, at))) {
            return found;
        }
    }
    return (ix_when){0};
}
