/* NACHA files: records of 94 characters. Each entry is a message; the headers before it and the
 * controls behind it belong to the entry they stand next to, so that every byte of a file is
 * accounted for.
 *
 *     101 ...                    file header
 *     5...IAT...                 batch header: the company that originates
 *     6...                       entry: the receiver's account
 *     710... receiver's name     addenda of an international entry: 710 to 718
 *     8... 9...                  controls
 *
 * Field places: NACHA Operating Rules, appendix three (IAT: 710 to 718). */
#include "message_nacha.h"

#include "message_lines.h"

#define RECORD_BYTES 94

static const nacha_place places[] = {
    {"1", false, 3, 13, IX_MESSAGE_RECEIVER, MESSAGE_IS_IDENTIFIER},
    {"1", false, 13, 23, IX_MESSAGE_SENDER, MESSAGE_IS_IDENTIFIER},
    {"1", false, 40, 63, IX_MESSAGE_RECEIVER, MESSAGE_IS_NAME},
    {"1", false, 63, 86, IX_MESSAGE_SENDER, MESSAGE_IS_NAME},
    {"1", false, 86, 94, IX_MESSAGE_REFERENCE, MESSAGE_IS_TEXT},
    {"5", true, 23, 38, IX_MESSAGE_REFERENCE, MESSAGE_IS_TEXT},
    {"5", true, 40, 50, IX_MESSAGE_DEBTOR, MESSAGE_IS_IDENTIFIER},
    {"5", true, 53, 63, IX_MESSAGE_PURPOSE, MESSAGE_IS_TEXT},
    {"5", false, 4, 20, IX_MESSAGE_DEBTOR, MESSAGE_IS_NAME},
    {"5", false, 20, 40, IX_MESSAGE_REMITTANCE, MESSAGE_IS_TEXT},
    {"5", false, 40, 50, IX_MESSAGE_DEBTOR, MESSAGE_IS_IDENTIFIER},
    {"5", false, 53, 63, IX_MESSAGE_PURPOSE, MESSAGE_IS_TEXT},
    {"5", false, 63, 69, IX_MESSAGE_REFERENCE, MESSAGE_IS_TEXT},
    {"6", true, 39, 74, IX_MESSAGE_CREDITOR, MESSAGE_IS_IDENTIFIER},
    {"6", false, 12, 29, IX_MESSAGE_CREDITOR, MESSAGE_IS_IDENTIFIER},
    {"6", false, 39, 54, IX_MESSAGE_CREDITOR, MESSAGE_IS_IDENTIFIER},
    {"6", false, 54, 76, IX_MESSAGE_CREDITOR, MESSAGE_IS_NAME},
    {"705", false, 3, 83, IX_MESSAGE_REMITTANCE, MESSAGE_IS_TEXT},
    {"710", true, 24, 46, IX_MESSAGE_REFERENCE, MESSAGE_IS_TEXT},
    {"710", true, 46, 81, IX_MESSAGE_CREDITOR, MESSAGE_IS_NAME},
    {"711", true, 3, 38, IX_MESSAGE_DEBTOR, MESSAGE_IS_NAME},
    {"711", true, 38, 73, IX_MESSAGE_DEBTOR, MESSAGE_IS_ADDRESS},
    {"712", true, 3, 38, IX_MESSAGE_DEBTOR, MESSAGE_IS_ADDRESS},
    {"712", true, 38, 73, IX_MESSAGE_DEBTOR, MESSAGE_IS_ADDRESS},
    {"713", true, 3, 38, IX_MESSAGE_DEBTOR_AGENT, MESSAGE_IS_NAME},
    {"713", true, 40, 74, IX_MESSAGE_DEBTOR_AGENT, MESSAGE_IS_IDENTIFIER},
    {"713", true, 74, 77, IX_MESSAGE_DEBTOR_AGENT, MESSAGE_IS_TEXT},
    {"714", true, 3, 38, IX_MESSAGE_CREDITOR_AGENT, MESSAGE_IS_NAME},
    {"714", true, 40, 74, IX_MESSAGE_CREDITOR_AGENT, MESSAGE_IS_IDENTIFIER},
    {"714", true, 74, 77, IX_MESSAGE_CREDITOR_AGENT, MESSAGE_IS_TEXT},
    {"715", true, 3, 18, IX_MESSAGE_CREDITOR, MESSAGE_IS_IDENTIFIER},
    {"715", true, 18, 53, IX_MESSAGE_CREDITOR, MESSAGE_IS_ADDRESS},
    {"716", true, 3, 38, IX_MESSAGE_CREDITOR, MESSAGE_IS_ADDRESS},
    {"716", true, 38, 73, IX_MESSAGE_CREDITOR, MESSAGE_IS_ADDRESS},
    {"717", true, 3, 83, IX_MESSAGE_REMITTANCE, MESSAGE_IS_TEXT},
    {"718", true, 3, 38, IX_MESSAGE_INTERMEDIARY_AGENT, MESSAGE_IS_NAME},
    {"718", true, 40, 74, IX_MESSAGE_INTERMEDIARY_AGENT, MESSAGE_IS_IDENTIFIER},
    {"718", true, 74, 77, IX_MESSAGE_INTERMEDIARY_AGENT, MESSAGE_IS_TEXT},
};

#define PLACES (int)(sizeof places / sizeof places[0])

const nacha_place *nacha_place_at(int number) {
    return number < PLACES ? &places[number] : NULL;
}

/* Parties of an entry, whose values stand in several records. */
typedef struct nacha_reader {
    message_draft *d;
    bool international;
    int32_t parties[IX_MESSAGE_OTHER_TEXT + 1]; /* number + 1 by role */
} nacha_reader;

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool message_begins_nacha(ix_str bytes) {
    ix_str line = ix_str_slice(bytes, 0, RECORD_BYTES);
    return line.len == RECORD_BYTES && ix_str_starts_with(line, IX_STR("101")) &&
           (bytes.len == RECORD_BYTES || bytes.ptr[RECORD_BYTES] == '\n' ||
            bytes.ptr[RECORD_BYTES] == '\r');
}

static ix_str bytes_of(const message_draft *d, int64_t from, int64_t to) {
    return ix_str_slice(d->file, (ptrdiff_t)from, (ptrdiff_t)to);
}

/* The end of the record at `at`: a line end, or 94 bytes where records are not in lines. */
static int64_t record_end(const message_draft *d, int64_t at) {
    int64_t end = at;
    while (end < d->file.len && end < at + RECORD_BYTES && d->file.ptr[end] != '\n' &&
           d->file.ptr[end] != '\r') {
        end++;
    }
    return end;
}

static int64_t behind_line(const message_draft *d, int64_t at) {
    while (at < d->file.len && (d->file.ptr[at] == '\n' || d->file.ptr[at] == '\r')) {
        at++;
    }
    return at;
}

/* ------------------------------------------------------------------ values */

static int32_t party_in(nacha_reader *r, ix_message_role role, ix_str path) {
    int32_t *number = &r->parties[role];
    if (*number == 0) {
        *number = message_open_party(r->d, role, path) + 1;
    }
    return *number - 1;
}

/* A part of a record as a value. It is accounted for unless it lies before the message, as a header
 * that the entry shares with one before it does. */
static void add_place(nacha_reader *r, const nacha_place *place, int64_t from, int64_t to) {
    message_draft *d = r->d;
    ix_str text = ix_str_trim(bytes_of(d, from, to));
    if (text.len == 0) {
        return;
    }
    int64_t begin = text.ptr - d->file.ptr;
    message_value value = message_value_at(d, begin, begin + text.len);
    if (from >= d->start) {
        message_exempt(d, IX_EXEMPT_MARKUP, d->covered, begin);
        message_screened(d, begin, begin + text.len);
    }
    ix_str path = message_path(d, "%s", place->record);
    if (place->shape == MESSAGE_IS_TEXT) {
        message_add(d, IX_VALUE_TEXT, place->role, -1, path, &value);
        return;
    }
    int32_t party = party_in(r, place->role, path);
    if (place->shape == MESSAGE_IS_IDENTIFIER) {
        ix_identifier_type type = message_is_bic(text) ? IX_ID_BIC : IX_ID_OTHER;
        message_add_identifier(d, type, place->role, party, path, &value);
    } else {
        message_add(d, place->shape == MESSAGE_IS_NAME ? IX_VALUE_NAME : IX_VALUE_ADDRESS,
                    place->role, party, path, &value);
    }
}

/* Digits, spaces and codes of at most three capitals: routing numbers, amounts, dates, traces. */
static bool is_number_or_code(ix_str text) {
    int letters = 0;
    for (ptrdiff_t i = 0; i < text.len; i++) {
        bool capital = text.ptr[i] >= 'A' && text.ptr[i] <= 'Z';
        letters = capital ? letters + 1 : 0;
        if (letters > 3 || (!capital && text.ptr[i] != ' ' && !is_digit(text.ptr[i]))) {
            return false;
        }
    }
    return true;
}

/* What lies between the places of a record. */
static void take_between(nacha_reader *r, int64_t from, int64_t to, const char *record) {
    nacha_place text = {record, false, 0, 0, IX_MESSAGE_OTHER_TEXT, MESSAGE_IS_TEXT};
    if (from >= to || from < r->d->start) {
        return;
    }
    if (!is_number_or_code(bytes_of(r->d, from, to))) {
        add_place(r, &text, from, to);
    }
    message_exempt(r->d, IX_EXEMPT_COUNT, r->d->covered, to);
}

/* ------------------------------------------------------------------ records */

static bool is_of(const nacha_place *place, ix_str record, bool international) {
    ix_str name = ix_str_from_cstr(place->record);
    bool either = ix_str_equal(name, IX_STR("1")) || ix_str_equal(name, IX_STR("705"));
    return ix_str_starts_with(record, name) && (either || place->international == international);
}

static void take_record(nacha_reader *r, int64_t at, int64_t end) {
    message_draft *d = r->d;
    ix_str record = bytes_of(d, at, end);
    int64_t done = at;
    const char *name = "record";
    for (int i = 0; i < PLACES; i++) {
        const nacha_place *place = &places[i];
        int64_t from = at + place->from;
        int64_t to = at + place->to < end ? at + place->to : end;
        if (!is_of(place, record, r->international) || from >= end) {
            continue;
        }
        name = place->record;
        take_between(r, done, from, name);
        add_place(r, place, from, to);
        if (to >= d->start) {
            message_exempt(d, IX_EXEMPT_MARKUP, d->covered, to);
        }
        done = to;
    }
    take_between(r, done, end, name);
}

/* The batch that the record at `at` stands in: international or not; its header's place, -1. */
static int64_t batch_of(const message_draft *d, int64_t at) {
    int64_t header = -1;
    for (int64_t i = 0; i < at; i = behind_line(d, record_end(d, i))) {
        if (d->file.ptr[i] == '5') {
            header = i;
        }
        if (record_end(d, i) == i) {
            break;
        }
    }
    return header;
}

static bool is_international(const message_draft *d, int64_t header) {
    return ix_str_equal(bytes_of(d, header + 50, header + 53), IX_STR("IAT"));
}

static void tell_entry(message_draft *d, int64_t at, int64_t end) {
    ix_str amount = bytes_of(d, at + 29, at + 39);
    ix_exempt_rule rule;
    if (at + 39 <= end && message_form(&rule, MESSAGE_IS_AMOUNT, amount)) {
        message_tell(d, MESSAGE_FACT_AMOUNT, amount); /* in cents, as written */
    }
    message_tell(d, MESSAGE_FACT_ID, bytes_of(d, at + 79, end));
    d->out->transactions = 1;
}

/* Does the record of this kind begin the next message? */
static bool begins_next(char kind, bool entry, bool closed) {
    return (kind == '6' && entry) || ((kind == '5' || kind == '1') && (entry || closed));
}

int64_t message_read_nacha(message_draft *d) {
    nacha_reader r = {.d = d};
    bool entry = false;
    bool closed = false;
    int64_t at = d->start;
    d->out->family = "nacha";
    d->out->format = IX_STR("NACHA");
    if (d->file.ptr[at] == '6') {
        int64_t header = batch_of(d, at);
        if (header >= 0) {
            r.international = is_international(d, header);
            take_record(&r, header, record_end(d, header));
        }
    }
    while (at < d->file.len && d->status == IX_OK) {
        char kind = d->file.ptr[at];
        int64_t end = record_end(d, at);
        if (begins_next(kind, entry, closed)) {
            return at;
        }
        if (end == at || kind < '1' || kind > '9' || (kind > '1' && kind < '5')) {
            message_fault(d, at, d->file.len, "expected a record of type 1, 5, 6, 7, 8 or 9");
            return d->file.len;
        }
        if (kind == '5') {
            r.international = is_international(d, at);
        }
        if (kind == '6') {
            tell_entry(d, at, end);
        }
        entry = entry || kind == '6';
        closed = closed || kind == '8';
        if (r.international) {
            d->out->format = IX_STR("NACHA IAT");
        }
        take_record(&r, at, end);
        at = behind_line(d, end);
        message_exempt(d, IX_EXEMPT_MARKUP, d->covered, at);
    }
    return at;
}
