/* Legal times: the summer-time rules of seven zones since 1987, and instants written as text.
 *
 * The rules are from the IANA time zone database, release 2024a (files northamerica, europe,
 * australasia; rules US, Canada, EU, GB-Eire, AN), which cites the statutes:
 *   United States 15 U.S.C. 260a; Ontario Time Act, R.S.O. 1990 c. T.9; European Union Directive
 *   2000/84/EC; United Kingdom Summer Time Act 1972 and its yearly orders; New South Wales
 *   Standard Time Act 1987. */
#include <interdict/base.h>

#include <assert.h>

#include "civil.h"

enum { LAST_SUNDAY = 0 };     /* in `sunday`; any other value: the first Sunday on or after it */
enum { WALL, STANDARD, UTC }; /* what `seconds` of the day are counted in */
enum { RULES_NONE, RULES_AMERICA, RULES_EU, RULES_UK, RULES_SYDNEY };

/* One change of the clock, each year from first_year to last_year. */
typedef struct change {
    uint8_t rules;
    uint8_t month;
    uint8_t sunday;
    uint8_t clock;
    uint16_t first_year;
    uint16_t last_year;
    int16_t seconds; /* of the day */
    int16_t summer;  /* seconds added to standard time from then on */
} change;

#define FOREVER UINT16_MAX

static const change changes[] = {
    {RULES_AMERICA, 4, 1, WALL, 1987, 2006, 7200, 3600},
    {RULES_AMERICA, 10, LAST_SUNDAY, WALL, 1987, 2006, 7200, 0},
    {RULES_AMERICA, 3, 8, WALL, 2007, FOREVER, 7200, 3600},
    {RULES_AMERICA, 11, 1, WALL, 2007, FOREVER, 7200, 0},
    {RULES_EU, 3, LAST_SUNDAY, UTC, 1987, FOREVER, 3600, 3600},
    {RULES_EU, 9, LAST_SUNDAY, UTC, 1987, 1995, 3600, 0},
    {RULES_EU, 10, LAST_SUNDAY, UTC, 1996, FOREVER, 3600, 0},
    {RULES_UK, 3, LAST_SUNDAY, UTC, 1987, FOREVER, 3600, 3600},
    {RULES_UK, 10, 23, UTC, 1987, 1989, 3600, 0},
    {RULES_UK, 10, 22, UTC, 1990, 1995, 3600, 0},
    {RULES_UK, 10, LAST_SUNDAY, UTC, 1996, FOREVER, 3600, 0},
    {RULES_SYDNEY, 3, 15, STANDARD, 1987, 1989, 7200, 0},
    {RULES_SYDNEY, 3, 1, STANDARD, 1990, 1995, 7200, 0},
    {RULES_SYDNEY, 3, LAST_SUNDAY, STANDARD, 1996, 2005, 7200, 0},
    {RULES_SYDNEY, 4, 1, STANDARD, 2006, 2006, 7200, 0},
    {RULES_SYDNEY, 3, LAST_SUNDAY, STANDARD, 2007, 2007, 7200, 0},
    {RULES_SYDNEY, 4, 1, STANDARD, 2008, FOREVER, 7200, 0},
    {RULES_SYDNEY, 10, LAST_SUNDAY, STANDARD, 1987, 1999, 7200, 3600},
    {RULES_SYDNEY, 8, LAST_SUNDAY, STANDARD, 2000, 2000, 7200, 3600}, /* Olympic games */
    {RULES_SYDNEY, 10, LAST_SUNDAY, STANDARD, 2001, 2007, 7200, 3600},
    {RULES_SYDNEY, 10, 1, STANDARD, 2008, FOREVER, 7200, 3600},
};

typedef struct zone_row {
    const char *name;
    int32_t standard; /* seconds from UTC outside summer time */
    uint8_t rules;
} zone_row;

static const zone_row zones[] = {
    [IX_ZONE_UTC] = {"UTC", 0, RULES_NONE},
    [IX_ZONE_NEW_YORK] = {"America/New_York", -18000, RULES_AMERICA},
    [IX_ZONE_BRUSSELS] = {"Europe/Brussels", 3600, RULES_EU},
    [IX_ZONE_LONDON] = {"Europe/London", 0, RULES_UK},
    [IX_ZONE_ZURICH] = {"Europe/Zurich", 3600, RULES_EU},
    [IX_ZONE_TORONTO] = {"America/Toronto", -18000, RULES_AMERICA},
    [IX_ZONE_SYDNEY] = {"Australia/Sydney", 36000, RULES_SYDNEY},
};

#define ZONE_COUNT (sizeof zones / sizeof zones[0])

static const zone_row *zone_find(ix_zone zone) {
    assert((size_t)zone < ZONE_COUNT);
    return &zones[zone];
}

bool ix_zone_parse(ix_zone *zone, ix_str name) {
    for (size_t i = 0; i < ZONE_COUNT; i++) {
        if (ix_str_equal(name, ix_str_from_cstr(zones[i].name))) {
            *zone = (ix_zone)i;
            return true;
        }
    }
    return false;
}

const char *ix_zone_name(ix_zone zone) {
    return zone_find(zone)->name;
}

/* The instant of a change in a year. */
static int64_t change_instant(const change *c, int64_t year, int32_t standard) {
    int64_t day;
    if (c->sunday == LAST_SUNDAY) {
        day = day_from_civil(c->month == 12 ? year + 1 : year, c->month % 12 + 1, 1) - 1;
        day -= ix_date_weekday(day);
    } else {
        day = day_from_civil(year, c->month, c->sunday);
        day += (7 - ix_date_weekday(day)) % 7;
    }
    int64_t instant = day * SECONDS_PER_DAY + c->seconds;
    if (c->clock != UTC) {
        instant -= standard;
    }
    if (c->clock == WALL && c->summer == 0) {
        instant -= 3600; /* the wall clock still shows summer time */
    }
    return instant;
}

int32_t ix_zone_offset(ix_zone zone, int64_t instant) {
    const zone_row *z = zone_find(zone);
    if (z->rules == RULES_NONE) {
        return z->standard;
    }
    /* Each year has two changes, none within a day of new year. The newest past one holds; before
     * the first of a year the last of the year before holds, the opposite of that first. */
    int64_t year = civil_from_day(floor_divide(instant, SECONDS_PER_DAY)).year;
    int64_t rule_year = year < 1987 ? 1987 : year > FOREVER ? FOREVER : year;
    int64_t newest = INT64_MIN;
    int64_t earliest = INT64_MAX;
    int32_t summer = 0;
    int32_t summer_before = 0;
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        const change *c = &changes[i];
        if (c->rules != z->rules || rule_year < c->first_year || rule_year > c->last_year) {
            continue;
        }
        int64_t at = change_instant(c, year, z->standard);
        if (at < earliest) {
            earliest = at;
            summer_before = c->summer == 0 ? 3600 : 0;
        }
        if (at <= instant && at > newest) {
            newest = at;
            summer = c->summer;
        }
    }
    return z->standard + (newest == INT64_MIN ? summer_before : summer);
}

int64_t ix_zone_midnight(ix_zone zone, int64_t day) {
    /* No zone of ours changes its clock at midnight, so the second guess is exact. */
    int64_t utc = day * SECONDS_PER_DAY;
    int64_t guess = utc - zone_find(zone)->standard;
    guess = utc - ix_zone_offset(zone, guess);
    return utc - ix_zone_offset(zone, guess);
}

int64_t ix_zone_day(ix_zone zone, int64_t instant) {
    return floor_divide(instant + ix_zone_offset(zone, instant), SECONDS_PER_DAY);
}

int64_t ix_when_instant(ix_when when, ix_zone zone) {
    assert(when.kind != IX_WHEN_NONE);
    return when.kind == IX_WHEN_DATE ? ix_zone_midnight(zone, when.value) : when.value;
}

/* ------------------------------------------------------------------ instants as text */

/* Exactly `width` digits at *pos. */
static bool read_digits(int *value, ix_str s, ptrdiff_t *pos, int width) {
    int sum = 0;
    if (s.len - *pos < width) {
        return false;
    }
    for (int i = 0; i < width; i++) {
        int digit = s.ptr[*pos + i] - '0';
        if (digit < 0 || digit > 9) {
            return false;
        }
        sum = sum * 10 + digit;
    }
    *pos += width;
    *value = sum;
    return true;
}

static bool take_char(ix_str s, ptrdiff_t *pos, char c) {
    if (*pos >= s.len || s.ptr[*pos] != c) {
        return false;
    }
    ++*pos;
    return true;
}

static bool read_day(int64_t *day, ix_str s, ptrdiff_t *pos) {
    int year = 0;
    int month = 0;
    int dom = 0;
    if (!read_digits(&year, s, pos, 4) || !take_char(s, pos, '-') ||
        !read_digits(&month, s, pos, 2) || !take_char(s, pos, '-') ||
        !read_digits(&dom, s, pos, 2) || month == 0 || dom == 0) {
        return false;
    }
    ix_date date = {(int16_t)year, (uint8_t)month, (uint8_t)dom, false};
    if (!ix_date_is_valid(date)) {
        return false;
    }
    *day = ix_date_first_day(date);
    return true;
}

static bool read_clock(int *seconds, ix_str s, ptrdiff_t *pos) {
    int hour;
    int minute;
    int second = 0;
    if (!read_digits(&hour, s, pos, 2) || !take_char(s, pos, ':') ||
        !read_digits(&minute, s, pos, 2)) {
        return false;
    }
    if (take_char(s, pos, ':')) {
        int ignored;
        if (!read_digits(&second, s, pos, 2)) {
            return false;
        }
        if (take_char(s, pos, '.')) {
            if (!read_digits(&ignored, s, pos, 1)) {
                return false;
            }
            while (read_digits(&ignored, s, pos, 1)) {
            }
        }
    }
    *seconds = hour * 3600 + minute * 60 + second;
    return hour < 24 && minute < 60 && second < 60;
}

/* The zone that ends the text: Z, an offset, or an abbreviation behind a space. */
static bool read_offset(int *offset, ix_str rest) {
    static const struct {
        const char *name;
        int offset;
    } abbreviations[] = {{"EDT", -14400}, {"EST", -18000}, {"UTC", 0},   {"GMT", 0},
                         {"CET", 3600},   {"CEST", 7200},  {"BST", 3600}};
    ptrdiff_t pos = 1;
    int hours;
    int minutes;
    if (ix_str_equal(rest, IX_STR("Z"))) {
        *offset = 0;
        return true;
    }
    if (ix_str_starts_with(rest, IX_STR("+")) || ix_str_starts_with(rest, IX_STR("-"))) {
        bool read = read_digits(&hours, rest, &pos, 2) && take_char(rest, &pos, ':') &&
                    read_digits(&minutes, rest, &pos, 2) && pos == rest.len;
        if (!read || minutes > 59 || hours * 60 + minutes > 14 * 60) {
            return false;
        }
        *offset = (hours * 3600 + minutes * 60) * (rest.ptr[0] == '-' ? -1 : 1);
        return true;
    }
    for (size_t i = 0; i < sizeof abbreviations / sizeof abbreviations[0]; i++) {
        if (ix_str_starts_with(rest, IX_STR(" ")) &&
            ix_str_equal(ix_str_trim(rest), ix_str_from_cstr(abbreviations[i].name))) {
            *offset = abbreviations[i].offset;
            return true;
        }
    }
    return false;
}

ix_status ix_when_parse(ix_when *when, ix_str text, ix_error *error) {
    ix_str s = ix_str_trim(text);
    ptrdiff_t pos = 0;
    int64_t day;
    int seconds;
    int offset;
    *when = (ix_when){0};
    bool read = read_day(&day, s, &pos);
    if (read && pos == s.len) {
        *when = (ix_when){IX_WHEN_DATE, day};
        return IX_OK;
    }
    if (!read || !take_char(s, &pos, 'T') || !read_clock(&seconds, s, &pos) ||
        !read_offset(&offset, ix_str_slice(s, pos, s.len))) {
        ix_str shown = ix_str_slice(s, 0, 64);
        return ix_error_at(error, IX_E_INPUT, (ix_str){0}, 0, pos,
                           "expected a date such as 2024-06-21 or a time with its zone such as "
                           "2024-06-21T00:00:00Z, 2024-06-21T00:00-04:00 or "
                           "2024-06-21T00:00 EDT, not \"%" IX_FMT "\"",
                           IX_ARG(shown));
    }
    *when = (ix_when){IX_WHEN_INSTANT, day * SECONDS_PER_DAY + seconds - offset};
    return IX_OK;
}

void ix_when_print(ix_buf *out, ix_when when) {
    if (when.kind == IX_WHEN_NONE) {
        return;
    }
    bool instant = when.kind == IX_WHEN_INSTANT;
    int64_t day = instant ? floor_divide(when.value, SECONDS_PER_DAY) : when.value;
    civil c = civil_from_day(day);
    ix_buf_printf(out, "%04lld-%02d-%02d", (long long)c.year, c.month, c.day);
    if (instant) {
        int second = (int)floor_modulo(when.value, SECONDS_PER_DAY);
        ix_buf_printf(out, "T%02d:%02d:%02dZ", second / 3600, second / 60 % 60, second % 60);
    }
}
