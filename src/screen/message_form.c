/* What a value must look like to be exempt from screening. The forms are narrow: whatever could
 * spell a name, a number of a document or an account is not among them, so that a field in which
 * something else stands than should is screened. */
#include "message.h"

#define AMOUNT_BYTES_MAX   24
#define CODE_BYTES_MAX     4
#define COUNT_BYTES_MAX    4
#define CHECKSUM_BYTES_MAX 16
#define DAYS_MAX           31
#define MONTHS_MAX         12

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

static bool is_hex(char c) {
    return is_digit(c) || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

static ptrdiff_t digits_at(ix_str s, ptrdiff_t at) {
    ptrdiff_t to = at;
    while (to < s.len && is_digit(s.ptr[to])) {
        to++;
    }
    return to - at;
}

/* ------------------------------------------------------------------ amounts, codes, counts */

static bool is_currency(ix_str s) {
    return s.len == 3 && is_upper(s.ptr[0]) && is_upper(s.ptr[1]) && is_upper(s.ptr[2]);
}

/* "1000", "1000.50", "1000,", "-1000.50", "EUR1000,50", ".50". */
static bool is_amount(ix_str s) {
    ptrdiff_t at = 0;
    if (s.len > AMOUNT_BYTES_MAX) {
        return false;
    }
    if (is_currency(ix_str_slice(s, 0, 3))) {
        at = 3;
    } else if (s.len > 0 && (s.ptr[0] == '-' || s.ptr[0] == '+')) {
        at = 1;
    }
    ptrdiff_t whole = digits_at(s, at);
    at += whole;
    ptrdiff_t part = 0;
    if (at < s.len && (s.ptr[at] == '.' || s.ptr[at] == ',')) {
        part = digits_at(s, at + 1);
        at += 1 + part;
    }
    return at == s.len && whole + part > 0;
}

/* "pacs.008.001.08": the name of a message. */
static bool is_message_name(ix_str s) {
    static const char form[] = "aaaa.000.000.00";
    for (ptrdiff_t i = 0; i < s.len && i < (ptrdiff_t)sizeof form - 1; i++) {
        char c = s.ptr[i];
        bool fits = form[i] == 'a' ? c >= 'a' && c <= 'z' : form[i] == '0' ? is_digit(c) : c == '.';
        if (!fits) {
            return false;
        }
    }
    return s.len == 8 || s.len == (ptrdiff_t)sizeof form - 1;
}

static bool is_code(ix_str s) {
    if (ix_str_equal(s, IX_STR("true")) || ix_str_equal(s, IX_STR("false")) || is_message_name(s)) {
        return true;
    }
    for (ptrdiff_t i = 0; i < s.len; i++) {
        if (!is_upper(s.ptr[i]) && !is_digit(s.ptr[i])) {
            return false;
        }
    }
    return s.len > 0 && s.len <= CODE_BYTES_MAX;
}

static bool is_count(ix_str s) {
    return s.len > 0 && s.len <= COUNT_BYTES_MAX && digits_at(s, 0) == s.len;
}

static bool is_checksum(ix_str s) {
    for (ptrdiff_t i = 0; i < s.len; i++) {
        if (!is_hex(s.ptr[i])) {
            return false;
        }
    }
    return s.len > 0 && s.len <= CHECKSUM_BYTES_MAX;
}

/* 8-4-4-4-12 hexadecimal digits (RFC 4122). */
static bool is_uuid(ix_str s) {
    if (s.len != 36) {
        return false;
    }
    for (ptrdiff_t i = 0; i < s.len; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? s.ptr[i] != '-' : !is_hex(s.ptr[i])) {
            return false;
        }
    }
    return true;
}

/* ------------------------------------------------------------------ dates and times */

static int two_digits(ix_str s, ptrdiff_t at) {
    return (s.ptr[at] - '0') * 10 + (s.ptr[at + 1] - '0');
}

static bool is_month_day(ix_str s, ptrdiff_t month, ptrdiff_t day) {
    int m = two_digits(s, month);
    int d = two_digits(s, day);
    return m >= 1 && m <= MONTHS_MAX && d >= 1 && d <= DAYS_MAX;
}

/* "10:00", "10:00:00.123Z", "10:00:00+01:00": digits in pairs between colons. */
static bool is_time(ix_str s) {
    if (s.len < 5 || s.len > 24 || digits_at(s, 0) != 2 || s.ptr[2] != ':') {
        return false;
    }
    for (ptrdiff_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (!is_digit(c) && c != ':' && c != '.' && c != '+' && c != '-' && c != 'Z') {
            return false;
        }
    }
    return true;
}

/* ISO 8601 "2024-06-24", "2024-06-24T10:00:00Z", "2024-06-24Z", "2024-06", "2024"; SWIFT and
 * Fedwire "240624", "20240624", "2406241530", "0906041515+0200". */
static bool is_date(ix_str s) {
    ptrdiff_t digits = digits_at(s, 0);
    if (digits == s.len) {
        return digits == 4 || (digits == 6 && is_month_day(s, 2, 4)) ||
               (digits == 8 && is_month_day(s, 4, 6)) || (digits == 10 && is_month_day(s, 2, 4));
    }
    if (digits == 10 && s.len == 15 && (s.ptr[10] == '+' || s.ptr[10] == '-')) {
        return is_month_day(s, 2, 4) && digits_at(s, 11) == 4;
    }
    if (digits == 4 && s.len == 7) {
        return s.ptr[4] == '-' && digits_at(s, 5) == 2 && two_digits(s, 5) <= MONTHS_MAX;
    }
    if (digits != 4 || s.len < 10 || s.ptr[4] != '-' || digits_at(s, 5) != 2 || s.ptr[7] != '-' ||
        digits_at(s, 8) != 2 || !is_month_day(s, 5, 8)) {
        return is_time(s);
    }
    ix_str rest = ix_str_slice(s, 10, s.len);
    return rest.len == 0 || ix_str_equal(rest, IX_STR("Z")) ||
           (rest.len == 6 && (rest.ptr[0] == '+' || rest.ptr[0] == '-')) ||
           (rest.ptr[0] == 'T' && is_time(ix_str_slice(rest, 1, rest.len)));
}

/* ------------------------------------------------------------------ all of them */

bool message_form(ix_exempt_rule *rule, message_shape shape, ix_str value) {
    switch (shape) {
    case MESSAGE_IS_AMOUNT:
        *rule = IX_EXEMPT_AMOUNT;
        return is_amount(value);
    case MESSAGE_IS_DATE:
        *rule = IX_EXEMPT_DATE;
        return is_date(value);
    case MESSAGE_IS_DATED_AMOUNT:
        *rule = IX_EXEMPT_AMOUNT;
        return value.len > 6 && is_date(ix_str_slice(value, 0, 6)) &&
               is_amount(ix_str_slice(value, 6, value.len));
    case MESSAGE_IS_CODE:
        *rule = IX_EXEMPT_CODE;
        return is_code(value);
    case MESSAGE_IS_COUNT:
        *rule = IX_EXEMPT_COUNT;
        return is_count(value);
    case MESSAGE_IS_UUID:
        *rule = IX_EXEMPT_UUID;
        return is_uuid(value);
    case MESSAGE_IS_CHECKSUM:
        *rule = IX_EXEMPT_CHECKSUM;
        return is_checksum(value);
    case MESSAGE_IS_TEXT:
    case MESSAGE_IS_PARTY:
    case MESSAGE_IS_ACCOUNT:
    case MESSAGE_IS_LINES:
    case MESSAGE_IS_NAME:
    case MESSAGE_IS_ADDRESS:
    case MESSAGE_IS_IDENTIFIER:
        break;
    }
    return false;
}

/* ISO 9362: an institution of four letters or digits, a country, a location, maybe a branch. */
bool message_is_bic(ix_str s) {
    if (s.len != 8 && s.len != 11) {
        return false;
    }
    for (ptrdiff_t i = 0; i < s.len; i++) {
        if (!is_upper(s.ptr[i]) && !is_digit(s.ptr[i])) {
            return false;
        }
    }
    return is_upper(s.ptr[4]) && is_upper(s.ptr[5]);
}

bool message_is_country(ix_str s) {
    return s.len == 2 && is_upper(s.ptr[0]) && is_upper(s.ptr[1]);
}
