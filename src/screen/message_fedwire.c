/* Fedwire's tag format, which carried US wires until July 2025 and lives on in archives:
 *
 *     {1510}1000{1520}20240624SOURCE0800000001{2000}000001234567
 *     {3100}121042882Wells Fargo NA*
 *     {4200}D123456789*EFREMOV ANDREI ANATOLYEVICH*Address One*Address Two*
 *     {6000}LineOne*LineTwo*
 *
 * A field is its tag in braces and what follows up to the next one. Its parts end with '*', or, in
 * the older form, are padded with spaces to 35 characters. Field meanings: Fedwire Funds Service,
 * format reference. */
#include "message_lines.h"

#include <string.h>

#define TAG_BYTES       6 /* "{4200}" */
#define PART_CHARACTERS 35
#define SWIFT_TAG_BYTES 5

static const message_row rows[] = {
    {"1100", IX_MESSAGE_OTHER_TEXT, MESSAGE_IS_TEXT, MESSAGE_NO_FACT},
    {"1500", IX_MESSAGE_OTHER_TEXT, MESSAGE_IS_TEXT, MESSAGE_NO_FACT},
    {"1510", IX_MESSAGE_OTHER_TEXT, MESSAGE_IS_CODE, MESSAGE_NO_FACT},
    {"1520", IX_MESSAGE_REFERENCE, MESSAGE_IS_TEXT, MESSAGE_FACT_ID},
    {"2000", IX_MESSAGE_OTHER_TEXT, MESSAGE_IS_AMOUNT, MESSAGE_FACT_AMOUNT},
    {"3100", IX_MESSAGE_SENDER, MESSAGE_IS_PARTY, MESSAGE_NO_FACT},
    {"3400", IX_MESSAGE_RECEIVER, MESSAGE_IS_PARTY, MESSAGE_NO_FACT},
    {"3320", IX_MESSAGE_REFERENCE, MESSAGE_IS_TEXT, MESSAGE_NO_FACT},
    {"3500", IX_MESSAGE_REFERENCE, MESSAGE_IS_TEXT, MESSAGE_NO_FACT},
    {"3600", IX_MESSAGE_OTHER_TEXT, MESSAGE_IS_CODE, MESSAGE_NO_FACT},
    {"3710", IX_MESSAGE_OTHER_TEXT, MESSAGE_IS_AMOUNT, MESSAGE_NO_FACT},
    {"3720", IX_MESSAGE_OTHER_TEXT, MESSAGE_IS_AMOUNT, MESSAGE_NO_FACT},
    {"4000", IX_MESSAGE_INTERMEDIARY_AGENT, MESSAGE_IS_PARTY, MESSAGE_NO_FACT},
    {"4100", IX_MESSAGE_CREDITOR_AGENT, MESSAGE_IS_PARTY, MESSAGE_NO_FACT},
    {"4200", IX_MESSAGE_CREDITOR, MESSAGE_IS_PARTY, MESSAGE_NO_FACT},
    {"4320", IX_MESSAGE_REFERENCE, MESSAGE_IS_TEXT, MESSAGE_NO_FACT},
    {"4400", IX_MESSAGE_DEBTOR, MESSAGE_IS_PARTY, MESSAGE_NO_FACT},
    {"5000", IX_MESSAGE_DEBTOR, MESSAGE_IS_PARTY, MESSAGE_NO_FACT},
    {"5010", IX_MESSAGE_DEBTOR, MESSAGE_IS_PARTY, MESSAGE_NO_FACT},
    {"5100", IX_MESSAGE_DEBTOR_AGENT, MESSAGE_IS_PARTY, MESSAGE_NO_FACT},
    {"5200", IX_MESSAGE_INSTRUCTING_AGENT, MESSAGE_IS_PARTY, MESSAGE_NO_FACT},
    {"5400", IX_MESSAGE_ACCOUNT, MESSAGE_IS_IDENTIFIER, MESSAGE_NO_FACT},
    {"6000", IX_MESSAGE_REMITTANCE, MESSAGE_IS_LINES, MESSAGE_NO_FACT},
    {"6100", IX_MESSAGE_INSTRUCTION, MESSAGE_IS_LINES, MESSAGE_NO_FACT},
    {"6110", IX_MESSAGE_INSTRUCTION, MESSAGE_IS_LINES, MESSAGE_NO_FACT},
    {"6200", IX_MESSAGE_INSTRUCTION, MESSAGE_IS_LINES, MESSAGE_NO_FACT},
    {"6210", IX_MESSAGE_INSTRUCTION, MESSAGE_IS_LINES, MESSAGE_NO_FACT},
    {"6300", IX_MESSAGE_INSTRUCTION, MESSAGE_IS_LINES, MESSAGE_NO_FACT},
    {"6310", IX_MESSAGE_INSTRUCTION, MESSAGE_IS_LINES, MESSAGE_NO_FACT},
    {"6400", IX_MESSAGE_INSTRUCTION, MESSAGE_IS_LINES, MESSAGE_NO_FACT},
    {"6410", IX_MESSAGE_INSTRUCTION, MESSAGE_IS_LINES, MESSAGE_NO_FACT},
    {"6420", IX_MESSAGE_INSTRUCTION, MESSAGE_IS_LINES, MESSAGE_NO_FACT},
    {"6500", IX_MESSAGE_INSTRUCTION, MESSAGE_IS_LINES, MESSAGE_NO_FACT},
    {"7050", IX_MESSAGE_DEBTOR, MESSAGE_IS_PARTY, MESSAGE_NO_FACT},
    {"7052", IX_MESSAGE_DEBTOR_AGENT, MESSAGE_IS_PARTY, MESSAGE_NO_FACT},
    {"7056", IX_MESSAGE_INTERMEDIARY_AGENT, MESSAGE_IS_PARTY, MESSAGE_NO_FACT},
    {"7057", IX_MESSAGE_CREDITOR_AGENT, MESSAGE_IS_PARTY, MESSAGE_NO_FACT},
    {"7059", IX_MESSAGE_CREDITOR, MESSAGE_IS_PARTY, MESSAGE_NO_FACT},
    {"7070", IX_MESSAGE_REMITTANCE, MESSAGE_IS_LINES, MESSAGE_NO_FACT},
    {"7072", IX_MESSAGE_INSTRUCTION, MESSAGE_IS_LINES, MESSAGE_NO_FACT},
    {"8200", IX_MESSAGE_REMITTANCE, MESSAGE_IS_LINES, MESSAGE_NO_FACT},
    {"8250", IX_MESSAGE_REMITTANCE, MESSAGE_IS_LINES, MESSAGE_NO_FACT},
    {"8300", IX_MESSAGE_OTHER_PARTY, MESSAGE_IS_LINES, MESSAGE_NO_FACT},
    {"8350", IX_MESSAGE_OTHER_PARTY, MESSAGE_IS_LINES, MESSAGE_NO_FACT},
    {"8650", IX_MESSAGE_OTHER_TEXT, MESSAGE_IS_DATE, MESSAGE_NO_FACT},
    {"8750", IX_MESSAGE_REMITTANCE, MESSAGE_IS_LINES, MESSAGE_NO_FACT},
};

const message_format message_fedwire_tags = {"Fedwire", NULL, NULL, MESSAGE_ROWS(rows)};

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_tag(ix_str bytes) {
    return bytes.len >= TAG_BYTES && bytes.ptr[0] == '{' && is_digit(bytes.ptr[1]) &&
           is_digit(bytes.ptr[2]) && is_digit(bytes.ptr[3]) && is_digit(bytes.ptr[4]) &&
           bytes.ptr[5] == '}';
}

static bool is_blank(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\0';
}

bool message_begins_fedwire(ix_str bytes) {
    ptrdiff_t at = 0;
    while (at < bytes.len && is_blank(bytes.ptr[at])) {
        at++;
    }
    return is_tag(ix_str_slice(bytes, at, bytes.len));
}

static ix_str bytes_of(const message_draft *d, int64_t from, int64_t to) {
    return ix_str_slice(d->file, (ptrdiff_t)from, (ptrdiff_t)to);
}

/* ------------------------------------------------------------------ parts */

static void add_item(message_lines *lines, int64_t from, int64_t to) {
    const char *file = lines->d->file.ptr;
    while (from < to && is_blank(file[from])) {
        from++;
    }
    while (to > from && is_blank(file[to - 1])) {
        to--;
    }
    if (from < to && lines->count < MESSAGE_LINES_MAX) {
        lines->items[lines->count++] = (message_range){from, to};
    } else if (from < to) {
        lines->items[lines->count - 1].to = to;
    }
}

/* Parts end with '*'; without one, in places of 35 characters, of which `head` come first. */
static void cut(message_lines *lines, message_draft *d, int64_t from, int64_t to, int64_t head) {
    bool starred = ix_str_find(bytes_of(d, from, to), IX_STR("*"), 0) >= 0;
    int64_t begin = from;
    lines->d = d;
    lines->count = 0;
    if (starred) {
        for (int64_t i = from; i < to; i++) {
            if (d->file.ptr[i] == '*' || d->file.ptr[i] == '\n') {
                add_item(lines, begin, i);
                begin = i + 1;
            }
        }
        add_item(lines, begin, to);
        return;
    }
    add_item(lines, begin, begin + head < to ? begin + head : to);
    for (begin += head; begin < to; begin += PART_CHARACTERS) {
        add_item(lines, begin, begin + PART_CHARACTERS < to ? begin + PART_CHARACTERS : to);
    }
}

/* ------------------------------------------------------------------ parties */

/* "D123456789": a code of what the number is, and the number. B: BIC, F: routing number, D, T, U, 1
 * to 9: accounts and documents (2 passport, 3 tax, 4 driver's license, 5 alien registration). */
static ix_identifier_type coded_type(char code) {
    switch (code) {
    case 'B':
        return IX_ID_BIC;
    case '2':
        return IX_ID_PASSPORT;
    case '3':
        return IX_ID_TAX;
    default:
        break;
    }
    return IX_ID_OTHER;
}

static void add_number(message_lines *lines, int64_t from, int64_t to, ix_identifier_type type,
                       int32_t party) {
    message_draft *d = lines->d;
    message_value value = message_value_at(d, from, to);
    message_exempt(d, IX_EXEMPT_MARKUP, d->covered, from);
    message_screened(d, from, to);
    message_add_identifier(d, type, lines->role, party, lines->path, &value);
}

static int count_digits(ix_str text) {
    int digits = 0;
    for (ptrdiff_t i = 0; i < text.len; i++) {
        digits += is_digit(text.ptr[i]);
    }
    return digits;
}

/* A bank at an end of the wire: routing number of nine digits, then its short name. */
static void add_bank(message_lines *lines, int64_t from, int64_t to) {
    message_draft *d = lines->d;
    int32_t party = message_open_party(d, lines->role, lines->path);
    if (to - from > 9 && count_digits(bytes_of(d, from, from + 9)) == 9) {
        add_number(lines, from, from + 9, IX_ID_OTHER, party);
        from += 9;
    }
    lines->count = 0;
    cut(lines, d, from, to, to - from);
    for (int i = 0; i < lines->count; i++) {
        message_line_add(lines, i, i == 0 ? IX_VALUE_NAME : IX_VALUE_ADDRESS, party, i > 0);
    }
    message_close_party(d, party);
}

/* A code and a number, a name, up to three lines of address. Without a number the code stands alone
 * before the name. */
static void add_party(message_lines *lines, int64_t from, int64_t to) {
    message_draft *d = lines->d;
    cut(lines, d, from, to, PART_CHARACTERS);
    int32_t party = message_open_party(d, lines->role, lines->path);
    int line = 0;
    if (lines->count > 0) {
        message_range first = lines->items[0];
        ix_str text = bytes_of(d, first.from, first.to);
        bool coded = text.len >= 2 && (count_digits(text) > 2 || text.ptr[0] == 'B');
        if (coded) {
            message_exempt(d, IX_EXEMPT_MARKUP, d->covered, first.from);
            message_exempt(d, IX_EXEMPT_CODE, first.from, first.from + 1);
            add_number(lines, first.from + 1, first.to, coded_type(text.ptr[0]), party);
            line = 1;
        }
    }
    for (int i = line; i < lines->count; i++) {
        message_line_add(lines, i, i == line ? IX_VALUE_NAME : IX_VALUE_ADDRESS, party, i > line);
    }
    message_close_party(d, party);
}

/* ------------------------------------------------------------------ fields */

static const message_row *find_row(ix_str tag) {
    static const message_row text = {"", IX_MESSAGE_OTHER_TEXT, MESSAGE_IS_LINES, MESSAGE_NO_FACT};
    for (int i = 0; i < message_fedwire_tags.row_count; i++) {
        if (ix_str_equal(ix_str_from_cstr(rows[i].path), tag)) {
            return &rows[i];
        }
    }
    return &text;
}

static bool take_exempt(message_draft *d, const message_row *row, int64_t from, int64_t to) {
    ix_exempt_rule rule;
    ix_str text = ix_str_trim(bytes_of(d, from, to));
    if (ix_str_ends_with(text, IX_STR("*"))) {
        text = ix_str_slice(text, 0, text.len - 1);
    }
    message_tell(d, row->fact, text);
    if (text.len == 0 || !message_form(&rule, row->shape, text)) {
        return false;
    }
    int64_t begin = text.ptr - d->file.ptr;
    message_exempt(d, IX_EXEMPT_MARKUP, d->covered, begin);
    message_exempt(d, rule, begin, begin + text.len);
    return true;
}

/* A party of a SWIFT message is written behind its tag there: "50F", "59". */
static void take_swift_tag(message_lines *lines) {
    if (lines->count > 1 && lines->items[0].to - lines->items[0].from <= SWIFT_TAG_BYTES) {
        message_line_add(lines, 0, IX_VALUE_TEXT, -1, false);
        lines->count--;
        memmove(&lines->items[0], &lines->items[1], (size_t)lines->count * sizeof lines->items[0]);
    }
}

static void take_field(message_draft *d, ix_str tag, int64_t from, int64_t to) {
    const message_row *row = find_row(tag);
    message_lines lines = {
        .d = d, .role = row->role, .path = message_path(d, "{%" IX_FMT "}", IX_ARG(tag))};
    if (take_exempt(d, row, from, to)) {
        return;
    }
    bool end = row->role == IX_MESSAGE_SENDER || row->role == IX_MESSAGE_RECEIVER;
    bool swift = tag.ptr[0] == '7' || ix_str_equal(tag, IX_STR("5010"));
    if (row->shape == MESSAGE_IS_PARTY && end) {
        add_bank(&lines, from, to);
    } else if (row->shape == MESSAGE_IS_PARTY && swift) {
        cut(&lines, d, from, to, PART_CHARACTERS);
        take_swift_tag(&lines);
        message_lines_party(&lines, 'F');
    } else if (row->shape == MESSAGE_IS_PARTY || row->shape == MESSAGE_IS_IDENTIFIER) {
        add_party(&lines, from, to);
    } else {
        cut(&lines, d, from, to, PART_CHARACTERS);
        message_lines_text(&lines);
    }
}

static int64_t next_tag(const message_draft *d, int64_t at) {
    while (at < d->file.len && !is_tag(bytes_of(d, at, d->file.len))) {
        at++;
    }
    return at;
}

/* Where a tag begins that the end of the file cuts off; -1: nowhere. */
static int64_t cut_tag(const message_draft *d, int64_t from) {
    ix_str rest = ix_str_trim(bytes_of(d, from, d->file.len));
    ptrdiff_t at = rest.len;
    while (at > 0 && rest.len - at < TAG_BYTES - 2 && is_digit(rest.ptr[at - 1])) {
        at--;
    }
    return at > 0 && rest.ptr[at - 1] == '{' ? (rest.ptr - d->file.ptr) + at - 1 : -1;
}

/* A wire begins with {1500}; one that follows another begins the next message. What the Reserve
 * Bank appends ({1100} and on) is the wire's own. */
int64_t message_read_fedwire(message_draft *d) {
    int64_t at = next_tag(d, d->start);
    bool begun = false;
    d->out->family = "fedwire";
    d->out->format = IX_STR("Fedwire");
    d->out->currency = IX_STR("USD");
    message_exempt(d, IX_EXEMPT_MARKUP, d->covered, at);
    while (at < d->file.len && d->status == IX_OK) {
        ix_str tag = bytes_of(d, at + 1, at + 5);
        bool first = ix_str_equal(tag, IX_STR("1500"));
        if (first && begun) {
            break;
        }
        begun = begun || first;
        int64_t value = at + TAG_BYTES;
        int64_t next = next_tag(d, value);
        int64_t cut_off = next == d->file.len ? cut_tag(d, value) : -1;
        int64_t to = cut_off >= 0 ? cut_off : next;
        message_exempt(d, IX_EXEMPT_MARKUP, d->covered, value);
        take_field(d, tag, value, to);
        message_exempt(d, IX_EXEMPT_MARKUP, d->covered, to);
        if (cut_off >= 0) {
            message_fault(d, cut_off, next, "a tag is not closed by }");
        }
        at = next;
    }
    return at;
}
