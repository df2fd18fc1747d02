/* What the two newer XML formats of OFAC say in other elements but mean alike: parts of names,
 * features, times, addresses, lists. */
#include "ofac.h"

#include <string.h>

#define UID_DIGITS_MAX 10
#define PERIOD_BYTES   64

static bool starts_nocase(ix_str s, ix_str prefix) {
    return ix_str_equal_ascii_nocase(ix_str_slice(s, 0, prefix.len), prefix);
}

static ix_str join(ix_draft *draft, ix_str a, ix_str separator, ix_str b) {
    if (a.len == 0 || b.len == 0) {
        return a.len == 0 ? b : a;
    }
    const ix_str parts[] = {a, separator, b};
    return ix_draft_join(draft, parts, 3);
}

/* ------------------------------------------------------------------ names */

/* Of a family name: what stands before the comma. */
static bool is_family(ix_str type) {
    static const ix_str words[] = {{"Last Name", 9}, {"Matronymic", 10}, {"Maiden Name", 11}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (ix_str_equal_ascii_nocase(type, words[i])) {
            return true;
        }
    }
    return false;
}

ix_str ofac_name_join(ix_draft *draft, const ofac_name_part *parts, int count) {
    ix_str family = {0};
    ix_str given = {0};
    for (int i = 0; i < count; i++) {
        ix_str *side = is_family(parts[i].type) ? &family : &given;
        *side = join(draft, *side, IX_STR(" "), parts[i].value);
    }
    return join(draft, family, IX_STR(", "), given);
}

ix_name_kind ofac_name_kind(ix_draft *draft, ix_str alias_type, bool low_quality,
                            bool translation) {
    bool former = ix_str_equal_ascii_nocase(alias_type, IX_STR("f.k.a."));
    if (!former && alias_type.len > 0 && !ix_str_equal_ascii_nocase(alias_type, IX_STR("a.k.a.")) &&
        !ix_str_equal_ascii_nocase(alias_type, IX_STR("n.k.a.")) &&
        !ix_str_equal_ascii_nocase(alias_type, IX_STR("Name"))) {
        ix_draft_warn(draft, IX_STR("unknown_alias_type"), alias_type);
    }
    return low_quality   ? IX_NAME_WEAK
           : former      ? IX_NAME_FORMER
           : translation ? IX_NAME_TRANSLATION
                         : IX_NAME_STRONG;
}

/* ------------------------------------------------------------------ times */

/* As little of the date as says the same: its year, its month, or all. */
static void print_end(ix_buf *out, ix_date date, bool year, bool month) {
    ix_buf_printf(out, "%04d", date.year);
    if (!year) {
        ix_buf_printf(out, "-%02d", date.month);
    }
    if (!year && !month) {
        ix_buf_printf(out, "-%02d", date.day);
    }
}

ix_str ofac_period_text(ix_draft *draft, const ofac_period *period) {
    ix_date first = period->first.year != 0 ? period->first : period->last;
    ix_date last = period->last.year != 0 ? period->last : period->first;
    if (first.year == 0 || first.day == 0 || last.day == 0) {
        return (ix_str){0};
    }
    ix_date month_of_last = {last.year, last.month, 0, false};
    bool month = first.day == 1 && ix_date_last_day(month_of_last) == ix_date_first_day(last);
    bool year = month && first.month == 1 && last.month == 12;
    bool one = year    ? first.year == last.year
               : month ? first.year == last.year && first.month == last.month
                       : ix_date_first_day(first) == ix_date_first_day(last);
    char bytes[PERIOD_BYTES];
    ix_buf text = {.ptr = bytes, .cap = sizeof bytes, .max = sizeof bytes - 1};
    ix_buf_append_cstr(&text, period->circa ? "circa " : "");
    print_end(&text, first, year, month);
    if (!one) {
        ix_buf_append_cstr(&text, " to ");
        print_end(&text, last, year, month);
    }
    const ix_str whole = ix_buf_view(&text);
    return ix_draft_join(draft, &whole, 1);
}

bool ofac_when_parse(ix_when *when, ix_str text) {
    const ix_zone zone = IX_ZONE_NEW_YORK;
    char bytes[PERIOD_BYTES];
    if (ix_when_parse(when, text, NULL) != IX_OK) {
        ix_buf utc = {.ptr = bytes, .cap = sizeof bytes, .max = sizeof bytes - 1};
        ix_buf_append(&utc, text);
        ix_buf_append_cstr(&utc, "Z");
        if (utc.status != IX_OK || ix_when_parse(when, ix_buf_view(&utc), NULL) != IX_OK) {
            return false;
        }
        /* The local time as if it were UTC, less the offset that holds about then. */
        int64_t about = when->value - ix_zone_offset(zone, when->value);
        when->value -= ix_zone_offset(zone, about);
    }
    int64_t day = when->kind == IX_WHEN_INSTANT ? ix_zone_day(zone, when->value) : when->value;
    if (when->kind == IX_WHEN_INSTANT && ix_zone_midnight(zone, day) == when->value) {
        *when = (ix_when){IX_WHEN_DATE, day};
    }
    return true;
}

/* ------------------------------------------------------------------ features */

/* The value may say less than the time beside it ("1951") or nothing; the time may be the only one
 * that says "about". */
static void add_birth(ix_draft *draft, ix_str value, const ofac_period *period) {
    static const ix_str word = {"DOB", 3};
    ix_date_range readings[2];
    int count = 0;
    if (value.len == 0 || ix_date_parse(readings, &count, value, NULL) != IX_OK) {
        ix_str text = ofac_period_text(draft, period);
        ix_draft_unmodelled(draft, word, value);
        if (text.len > 0) {
            ix_draft_birth(draft, word, text);
        }
        return;
    }
    bool told = readings[0].from.circa || readings[0].to.circa;
    ix_draft_birth(draft, word,
                   period->circa && !told
                       ? ix_draft_join(draft, (const ix_str[]){IX_STR("circa "), value}, 2)
                       : value);
}

/* What OFAC calls otherwise here than in its flat files. */
static ix_str flat_word(ix_str type) {
    static const struct {
        ix_str type;
        ix_str word;
    } rows[] = {
        {{"Birthdate", 9}, {"DOB", 3}},
        {{"Date of Birth", 13}, {"DOB", 3}},
        {{"Place of Birth", 14}, {"POB", 3}},
        {{"Nationality Country", 19}, {"nationality", 11}},
        {{"Citizenship Country", 19}, {"citizen", 7}},
        {{"Citizenship", 11}, {"citizen", 7}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (ix_str_equal_ascii_nocase(type, rows[i].type)) {
            return rows[i].word;
        }
    }
    return type;
}

void ofac_feature_parse(ix_draft *draft, ix_str type, ix_str value, const ofac_period *period) {
    ix_str word = flat_word(type);
    if (ix_str_equal(word, IX_STR("DOB"))) {
        add_birth(draft, value, period);
        return;
    }
    value = value.len > 0 ? value : ofac_period_text(draft, period);
    bool known = true;
    if (value.len == 0 || !ofac_detail_parse(draft, word, value, &known)) {
        ix_str name = type.len > 0 ? type : IX_STR("feature");
        ix_draft_unmodelled(draft, name, value.len > 0 ? value : type);
    }
    if (!known) {
        ix_draft_warn(draft, IX_STR("unknown_feature"), type);
    }
    char code[3];
    if (starts_nocase(type, IX_STR("Vessel Flag")) && ix_draft_country(draft, code, value)) {
        ix_draft_nationality(draft, IX_STR("flag"), value);
    }
}

/* ------------------------------------------------------------------ addresses */

bool ofac_address_part(ix_draft *draft, ofac_address *address, ix_str type, ix_str value) {
    if (starts_nocase(type, IX_STR("address"))) {
        address->street = join(draft, address->street, IX_STR(", "), value);
    } else if (starts_nocase(type, IX_STR("city"))) {
        address->city = join(draft, address->city, IX_STR(", "), value);
    } else if (starts_nocase(type, IX_STR("state")) || starts_nocase(type, IX_STR("region"))) {
        address->state = join(draft, address->state, IX_STR(", "), value);
    } else if (starts_nocase(type, IX_STR("postal"))) {
        address->postal = join(draft, address->postal, IX_STR(", "), value);
    } else {
        return false;
    }
    return true;
}

void ofac_address_add(ix_draft *draft, const ofac_address *address, ix_str country) {
    ix_str place = join(draft, address->city, IX_STR(", "), address->state);
    place = join(draft, place, IX_STR(" "), address->postal);
    ix_draft_address(draft, address->street, place, country, (ix_str){0});
}

/* ------------------------------------------------------------------ lists and keys */

bool ofac_list_is_any(ix_str list) {
    return ix_str_equal_ascii_nocase(list, IX_STR("Consolidated List"));
}

void ofac_listing_name(ix_listing *listing, ix_str list) {
    bool sdn = ix_str_equal_ascii_nocase(list, IX_STR("SDN List"));
    listing->source = sdn || ofac_list_is_any(list) ? (ix_str){0} : list;
}

bool ofac_is_uid(ix_str uid) {
    int64_t number;
    return uid.len > 0 && uid.len <= UID_DIGITS_MAX && ix_str_to_int(uid, &number) &&
           uid.ptr[0] != '0';
}
