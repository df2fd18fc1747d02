/* Day numbers and civil dates of the proleptic Gregorian calendar, for any year an int64 day
 * number can reach (H. Hinnant, "chrono-compatible low-level date algorithms"). */
#ifndef INTERDICT_BASE_CIVIL_H
#define INTERDICT_BASE_CIVIL_H

#include <stdint.h>

#define SECONDS_PER_DAY INT64_C(86400)

typedef struct civil {
    int64_t year;
    int month; /* 1 to 12 */
    int day;   /* 1 to 31 */
} civil;

/* Quotient rounded down, and the remainder that goes with it, 0 to b - 1; b > 0. */
static inline int64_t floor_divide(int64_t a, int64_t b) {
    return a / b - (a % b < 0);
}

static inline int64_t floor_modulo(int64_t a, int64_t b) {
    return a % b + (a % b < 0 ? b : 0);
}

/* Days since 1970-01-01. Years are counted from March, so that the leap day comes last. */
static inline int64_t day_from_civil(int64_t year, int month, int day) {
    year -= month <= 2;
    int64_t era = floor_divide(year, 400);
    int64_t year_of_era = floor_modulo(year, 400);
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

static inline civil civil_from_day(int64_t number) {
    /* The era is split off first: adding the offset to a number near the limits would overflow. */
    int64_t era = floor_divide(number, 146097);
    int64_t day_of_era = floor_modulo(number, 146097) + 719468;
    era += day_of_era / 146097;
    day_of_era %= 146097;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t shifted = (5 * day_of_year + 2) / 153;
    int month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
    int day = (int)(day_of_year - (153 * shifted + 2) / 5 + 1);
    return (civil){year_of_era + era * 400 + (month <= 2), month, day};
}

#endif
