/* Business days. A calendar file is text, one line an entry:
 *
 *     calendar us_federal
 *     years 2017 2030
 *     version 2026-11-21
 *     2024-07-04 holiday Independence Day
 *     2024-12-24 open    federal offices closed by executive order; still a business day here
 *
 * `open` days are on record but count as business days. '#' starts a comment line. */
#include "ruleset.h"

#include <assert.h>
#include <string.h>

typedef struct calendar_reader {
    rule_calendar calendar;
    ix_vector holidays; /* int64_t */
    int64_t last;       /* day of the entry before */
    bool has_years;
    int64_t line;
    ix_str source;
    ix_arena *arena;
    ix_error *error;
} calendar_reader;

static ix_status fault(calendar_reader *reader, const char *what, ix_str text) {
    return ix_error_at(reader->error, IX_E_INPUT, reader->source, reader->line, -1,
                       "%s, found \"%" IX_FMT "\"", what, IX_ARG(text));
}

static ix_status memory_fault(calendar_reader *reader) {
    return ix_error_at(reader->error, IX_E_MEMORY, reader->source, 0, -1,
                       "no memory to read the calendar");
}

/* "2017 2030" */
static ix_status read_years(calendar_reader *reader, ix_str text) {
    ix_str rest;
    ix_str from = ix_str_cut(text, ' ', &rest);
    ix_str until = ix_str_trim(rest);
    int64_t first;
    int64_t last;
    if (!ix_str_to_int(from, &first) || !ix_str_to_int(until, &last) || first < 1 || last < first ||
        last > 9999) {
        return fault(reader, "expected a first and a last year", text);
    }
    reader->calendar.first_day = ix_date_first_day((ix_date){.year = (int16_t)first});
    reader->calendar.last_day = ix_date_last_day((ix_date){.year = (int16_t)last});
    reader->last = reader->calendar.first_day - 1;
    reader->has_years = true;
    return IX_OK;
}

/* "2024-07-04 holiday Independence Day" */
static ix_status read_day(calendar_reader *reader, ix_str text) {
    ix_str rest;
    ix_str date = ix_str_cut(text, ' ', &rest);
    ix_str name;
    ix_str kind = ix_str_cut(ix_str_trim(rest), ' ', &name);
    ix_when when;
    if (date.len != 10 || ix_when_parse(&when, date, NULL) != IX_OK || when.kind != IX_WHEN_DATE) {
        return fault(reader, "expected a date such as 2024-07-04", date);
    }
    if (!reader->has_years || when.value < reader->calendar.first_day ||
        when.value > reader->calendar.last_day) {
        return fault(reader, "expected a date in the calendar's years", date);
    }
    if (when.value <= reader->last) {
        return fault(reader, "expected dates in ascending order, each once", date);
    }
    bool holiday = ix_str_equal(kind, IX_STR("holiday"));
    if (!holiday && !ix_str_equal(kind, IX_STR("open"))) {
        return fault(reader, "expected holiday or open behind the date", kind);
    }
    if (ix_str_trim(name).len == 0) {
        return fault(reader, "expected the day's name", text);
    }
    reader->last = when.value;
    if (holiday) {
        int64_t *slot = ix_vector_push(&reader->holidays, sizeof(int64_t), reader->arena);
        if (slot == NULL) {
            return memory_fault(reader);
        }
        *slot = when.value;
    }
    return IX_OK;
}

static ix_status read_name(calendar_reader *reader, ix_str *out, ix_str text) {
    if (text.len == 0) {
        return fault(reader, "expected a value", text);
    }
    *out = ix_arena_copy(reader->arena, text);
    return out->ptr == NULL ? memory_fault(reader) : IX_OK;
}

static ix_status read_line(calendar_reader *reader, ix_str line) {
    ix_str text = ix_str_trim(line);
    if (text.len == 0 || text.ptr[0] == '#') {
        return IX_OK;
    }
    ix_str rest;
    ix_str word = ix_str_cut(text, ' ', &rest);
    rest = ix_str_trim(rest);
    if (ix_str_equal(word, IX_STR("calendar"))) {
        return read_name(reader, &reader->calendar.name, rest);
    }
    if (ix_str_equal(word, IX_STR("version"))) {
        return read_name(reader, &reader->calendar.version, rest);
    }
    if (ix_str_equal(word, IX_STR("years"))) {
        return read_years(reader, rest);
    }
    return read_day(reader, text);
}

ix_status rule_calendar_load(ix_rules *rules, ix_str bytes, ix_str source, ix_arena *arena,
                             ix_error *error) {
    calendar_reader reader = {.source = source, .arena = arena, .error = error};
    ix_str rest = bytes;
    while (rest.len > 0) {
        reader.line++;
        ix_str line = ix_str_cut(rest, '\n', &rest);
        ix_status status = read_line(&reader, line);
        if (status != IX_OK) {
            return status;
        }
    }
    rule_calendar calendar = reader.calendar;
    if (calendar.name.len == 0 || calendar.version.len == 0 || !reader.has_years) {
        return ix_error_at(error, IX_E_INPUT, source, reader.line, -1,
                           "a calendar needs the lines calendar, years and version");
    }
    const rule_calendar *other = rule_calendar_find(rules, calendar.name);
    if (other != NULL) {
        return ix_error_at(error, IX_E_INPUT, source, 0, -1,
                           "calendar %" IX_FMT " stands in %" IX_FMT " too", IX_ARG(calendar.name),
                           IX_ARG(other->file));
    }
    calendar.holidays = reader.holidays.items;
    calendar.holiday_count = reader.holidays.count;
    calendar.file = source;
    rule_calendar *slot = ix_vector_push(&rules->calendars, sizeof(rule_calendar), arena);
    if (slot == NULL) {
        return memory_fault(&reader);
    }
    *slot = calendar;
    return IX_OK;
}

const rule_calendar *rule_calendar_find(const ix_rules *rules, ix_str name) {
    const rule_calendar *calendars = rules->calendars.items;
    for (int i = 0; i < rules->calendars.count; i++) {
        if (ix_str_equal(calendars[i].name, name)) {
            return &calendars[i];
        }
    }
    return NULL;
}

static bool is_holiday(const rule_calendar *calendar, int64_t day) {
    int from = 0;
    int to = calendar->holiday_count;
    while (from < to) {
        int middle = from + (to - from) / 2;
        if (calendar->holidays[middle] < day) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    return from < calendar->holiday_count && calendar->holidays[from] == day;
}

/* 31 CFR 501.603(b)(1), 501.604(c): reports are due within 10 business days. The part does not
 * define the term; read as Monday to Friday without the legal public holidays of 5 U.S.C. 6103. */
bool rule_calendar_after(int64_t *out, const rule_calendar *calendar, int64_t day, int n) {
    assert(n >= 0);
    if (day < calendar->first_day) {
        return false;
    }
    int64_t at = day;
    while (n > 0) {
        if (++at > calendar->last_day) {
            return false;
        }
        int weekday = ix_date_weekday(at);
        if (weekday != 0 && weekday != 6 && !is_holiday(calendar, at)) {
            n--;
        }
    }
    *out = at;
    return at <= calendar->last_day;
}

ix_status ix_business_day_after(int64_t *out, const ix_rules *rules, int64_t day, int n,
                                ix_error *error) {
    const rule_calendar *calendar = rule_calendar_find(rules, IX_STR("us_federal"));
    if (calendar == NULL) {
        return ix_error_set(error, IX_E_NOT_FOUND, "no calendar us_federal is loaded");
    }
    if (!rule_calendar_after(out, calendar, day, n)) {
        ix_date first = ix_date_from_day(calendar->first_day);
        ix_date last = ix_date_from_day(calendar->last_day);
        return ix_error_set(error, IX_E_NOT_FOUND,
                            "calendar us_federal covers the years %d to %d only", first.year,
                            last.year);
    }
    return IX_OK;
}
