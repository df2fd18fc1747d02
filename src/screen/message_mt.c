/* SWIFT MT messages, one after the other in a file:
 *
 *     {1:F01BANKDEFFXXXX0000000000}{2:O1030720240624BANKUS33XXXX00000000002406240720N}
 *     {3:{121:<uuid>}}{4:
 *     :20:reference
 *     :50F:/12345
 *     1/NAME
 *     -}{5:{CHK:123456789ABC}}
 *
 * A field is found by its tag in the map of the message, with its letter, then without; then in the
 * map of all messages; what is in neither is text. */
#include "message_lines.h"

#include <string.h>

#define LOGICAL_TERMINAL 12 /* characters: a BIC of eight, a terminal, a branch */
#define TAG_BYTES_MAX    4

typedef struct mt_reader {
    message_draft *d;
    const message_format *format;
    int64_t at, end;
    bool cover;    /* {119:COV} */
    bool customer; /* of a cover: the customer's payment has begun */
    char type[4];
    ix_str receiver; /* of block 1 when the message came in, else its sender */
} mt_reader;

const message_format *const message_mt_formats[] = {&message_mt101,
                                                    &message_mt103,
                                                    &message_mt110,
                                                    &message_mt202,
                                                    &message_mt204,
                                                    &message_mt205,
                                                    NULL};

bool message_begins_mt(ix_str bytes) {
    ptrdiff_t at = 0;
    while (at < bytes.len &&
           (bytes.ptr[at] == '\x01' || bytes.ptr[at] == '$' || bytes.ptr[at] == '\n' ||
            bytes.ptr[at] == '\r' || bytes.ptr[at] == ' ')) {
        at++;
    }
    bytes = ix_str_slice(bytes, at, bytes.len);
    return ix_str_starts_with(bytes, IX_STR("{1:")) || ix_str_starts_with(bytes, IX_STR("{4:")) ||
           ix_str_starts_with(bytes, IX_STR(":20:"));
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

static ix_str bytes_of(const mt_reader *r, int64_t from, int64_t to) {
    return ix_str_slice(r->d->file, (ptrdiff_t)from, (ptrdiff_t)to);
}

/* A value of a shape: exempt when it has its form, else text. */
static void take_value(mt_reader *r, const message_row *row, ix_str path, int64_t from,
                       int64_t to) {
    message_draft *d = r->d;
    message_lines lines = {.path = path, .role = row->role};
    ix_exempt_rule rule;
    message_lines_cut(&lines, d, from, to);
    if (lines.count == 1) {
        message_range range = lines.items[0];
        ix_str text = bytes_of(r, range.from, range.to);
        if (message_form(&rule, row->shape, text)) {
            ptrdiff_t date = row->shape == MESSAGE_IS_DATED_AMOUNT ? 6 : 0;
            message_exempt(d, IX_EXEMPT_MARKUP, d->covered, range.from);
            message_exempt(d, date > 0 ? IX_EXEMPT_DATE : rule, range.from, range.from + date);
            message_exempt(d, rule, range.from + date, range.to);
            message_tell(d, row->fact, ix_str_slice(text, date, text.len));
            if (date > 0) {
                message_tell(
                    d, MESSAGE_FACT_DATE,
                    message_path(d, "20%.2s-%.2s-%.2s", text.ptr, text.ptr + 2, text.ptr + 4));
            }
            return;
        }
        message_tell(d, row->fact, text);
    }
    if (row->shape == MESSAGE_IS_PARTY) {
        message_lines_party(&lines, path.len == 3 ? path.ptr[2] : '\0');
    } else if (row->shape == MESSAGE_IS_IDENTIFIER) {
        message_lines_account(&lines);
    } else {
        message_lines_text(&lines);
        if (row->role == IX_MESSAGE_INSTRUCTION) {
            message_lines_institutions(&lines);
        }
    }
}

/* ------------------------------------------------------------------ fields of block 4 */

static const message_row *find_row(const message_format *format, ix_str tag) {
    for (int i = 0; i < format->row_count; i++) {
        if (ix_str_equal(ix_str_from_cstr(format->rows[i].path), tag)) {
            return &format->rows[i];
        }
    }
    return NULL;
}

/* The row of a tag with its letter, else without. */
static const message_row *row_of(const message_format *format, ix_str tag) {
    const message_row *row = find_row(format, tag);
    return row == NULL && tag.len == 3 ? find_row(format, ix_str_slice(tag, 0, 2)) : row;
}

static const message_row *find_field(const mt_reader *r, ix_str tag) {
    static const message_row text = {"", IX_MESSAGE_OTHER_TEXT, MESSAGE_IS_TEXT, MESSAGE_NO_FACT};
    const message_format *format = r->customer ? &message_mt202cov : r->format;
    const message_row *row = row_of(format, tag);
    row = row == NULL ? row_of(&message_mt_any, tag) : row;
    return row != NULL ? row : &text;
}

/* Does a field begin here? Then its tag, and where its value begins. */
static bool begins_field(const mt_reader *r, int64_t at, int64_t end, ix_str *tag, int64_t *value) {
    const char *file = r->d->file.ptr;
    int64_t i = at;
    if (i >= end || file[i] != ':') {
        return false;
    }
    i++;
    int64_t from = i;
    while (i < end && i - from < TAG_BYTES_MAX && (is_digit(file[i]) || is_upper(file[i]))) {
        i++;
    }
    if (i - from < 2 || !is_digit(file[from]) || !is_digit(file[from + 1]) || i >= end ||
        file[i] != ':') {
        return false;
    }
    *tag = bytes_of(r, from, i);
    *value = i + 1;
    return true;
}

/* The line behind the one that `at` lies in. */
static int64_t next_line(const mt_reader *r, int64_t at, int64_t end) {
    while (at < end && r->d->file.ptr[at] != '\n') {
        at++;
    }
    return at < end ? at + 1 : end;
}

static void begin_sequences(mt_reader *r, ix_str tag) {
    const char *transaction = r->format->transaction;
    if (r->cover && tag.ptr[0] == '5' && tag.ptr[1] == '0') {
        r->customer = true;
    }
    if (transaction != NULL && ix_str_equal(tag, ix_str_from_cstr(transaction))) {
        r->d->transaction = ++r->d->out->transactions;
    }
}

/* Fields of the text [from, end). What stands before the first one is text. */
static void read_fields(mt_reader *r, int64_t from, int64_t end) {
    message_draft *d = r->d;
    ix_str tag;
    ix_str path = IX_STR("text");
    int64_t value = from;
    const message_row *row = find_field(r, (ix_str){0});
    int64_t at = from;
    while (at < end && d->status == IX_OK) {
        ix_str next;
        int64_t next_value;
        int64_t line = at;
        while (line < end && !begins_field(r, line, end, &next, &next_value)) {
            line = next_line(r, line, end);
        }
        take_value(r, row, path, value, line);
        message_exempt(d, IX_EXEMPT_MARKUP, d->covered, line);
        if (line >= end) {
            break;
        }
        tag = next;
        begin_sequences(r, tag);
        row = find_field(r, tag);
        path = tag;
        value = at = next_value;
        message_exempt(d, IX_EXEMPT_MARKUP, d->covered, value);
    }
    d->transaction = 0;
}

/* ------------------------------------------------------------------ the heads */

static void take_text(mt_reader *r, const char *path, int64_t from, int64_t to) {
    static const message_row text = {"", IX_MESSAGE_OTHER_TEXT, MESSAGE_IS_TEXT, MESSAGE_NO_FACT};
    take_value(r, &text, message_path(r->d, "%s", path), from, to);
}

/* A logical terminal at `from`: its BIC as a party. */
static void take_terminal(mt_reader *r, int64_t from, ix_message_role role, const char *path) {
    message_draft *d = r->d;
    ix_str kept = message_path(d, "%s", path);
    int32_t party = message_open_party(d, role, kept);
    message_value value = message_value_at(d, from, from + 8);
    message_exempt(d, IX_EXEMPT_MARKUP, d->covered, from);
    message_screened(d, from, from + LOGICAL_TERMINAL);
    message_add_identifier(d, IX_ID_BIC, role, party, kept, &value);
    message_close_party(d, party);
}

/* A run of digits and capitals that numbers a session or a delivery. */
static void skip_numbers(mt_reader *r, int64_t from, int64_t to, const char *path) {
    ix_str text = bytes_of(r, from, to);
    bool plain = true;
    for (ptrdiff_t i = 0; i < text.len; i++) {
        plain = plain && (is_digit(text.ptr[i]) || (i == text.len - 1 && is_upper(text.ptr[i])));
    }
    if (plain) {
        message_exempt(r->d, IX_EXEMPT_COUNT, from, to);
    } else {
        take_text(r, path, from, to);
    }
}

/* F01BANKDEFFAXXX0000000000: the bank at this end of the line. */
static void read_basic(mt_reader *r, int64_t from, int64_t to, bool incoming) {
    if (to - from < 3 + LOGICAL_TERMINAL || !message_is_bic(bytes_of(r, from + 3, from + 11))) {
        take_text(r, "{1:}", from, to);
        return;
    }
    message_exempt(r->d, IX_EXEMPT_CODE, from, from + 3);
    take_terminal(r, from + 3, incoming ? IX_MESSAGE_RECEIVER : IX_MESSAGE_SENDER, "{1:}");
    skip_numbers(r, from + 3 + LOGICAL_TERMINAL, to, "{1:}");
}

static void choose_format(mt_reader *r, ix_str type) {
    r->format = &message_mt_any;
    for (int i = 0; message_mt_formats[i] != NULL; i++) {
        if (ix_str_equal(ix_str_from_cstr(message_mt_formats[i]->name), type)) {
            r->format = message_mt_formats[i];
        }
    }
    if (type.len == 3 && type.ptr[1] == '9') {
        r->format = &message_mtn9x;
    }
}

/* O103hhmmyymmddBANK...: came in from that bank; I103BANK...: goes out to it. */
static void read_application(mt_reader *r, int64_t from, int64_t to) {
    ix_str text = bytes_of(r, from, to);
    bool incoming = text.len > 0 && text.ptr[0] == 'O';
    int64_t terminal = from + (incoming ? 14 : 4);
    if (text.len < 4 || to - terminal < LOGICAL_TERMINAL ||
        !message_is_bic(bytes_of(r, terminal, terminal + 8))) {
        take_text(r, "{2:}", from, to);
        return;
    }
    message_exempt(r->d, IX_EXEMPT_CODE, from, from + 4);
    skip_numbers(r, from + 4, terminal, "{2:}");
    take_terminal(r, terminal, incoming ? IX_MESSAGE_SENDER : IX_MESSAGE_RECEIVER, "{2:}");
    skip_numbers(r, terminal + LOGICAL_TERMINAL, to, "{2:}");
}

/* What the second block says is needed to read the first. */
static void look_ahead(mt_reader *r) {
    ix_str rest = bytes_of(r, r->at, r->d->file.len);
    ptrdiff_t second = ix_str_find(rest, IX_STR("{2:"), 0);
    ptrdiff_t body = ix_str_find(rest, IX_STR("{4:"), 0);
    ix_message *m = r->d->out;
    if (second < 0 || second + 7 > rest.len || (body >= 0 && body < second)) {
        return;
    }
    ix_str head = ix_str_slice(rest, second + 3, second + 7);
    bool typed = head.len == 4 && (head.ptr[0] == 'O' || head.ptr[0] == 'I');
    if (typed) {
        ix_str type = ix_str_slice(head, 1, 4);
        m->direction = head.ptr[0] == 'O' ? "incoming" : "outgoing";
        ptrdiff_t cover = ix_str_find(rest, IX_STR("{119:COV}"), 0);
        r->cover = cover >= 0 && (body < 0 || cover < body);
        choose_format(r, type);
        m->format = message_path(r->d, "MT%" IX_FMT "%s", IX_ARG(type), r->cover ? " COV" : "");
    }
}

/* ------------------------------------------------------------------ blocks */

/* {121:...}{108:...}: tags of three digits or letters. */
static void read_inner(mt_reader *r, int64_t from, int64_t to) {
    static const message_row rows[] = {
        {"121", IX_MESSAGE_REFERENCE, MESSAGE_IS_UUID, MESSAGE_FACT_UUID},
        {"CHK", IX_MESSAGE_OTHER_TEXT, MESSAGE_IS_CHECKSUM, MESSAGE_NO_FACT},
        {"MAC", IX_MESSAGE_OTHER_TEXT, MESSAGE_IS_CHECKSUM, MESSAGE_NO_FACT},
        {"", IX_MESSAGE_OTHER_TEXT, MESSAGE_IS_CODE, MESSAGE_NO_FACT}};
    const char *file = r->d->file.ptr;
    int64_t at = from;
    while (at < to) {
        int64_t begin = at;
        while (begin < to && file[begin] != '{') {
            begin++;
        }
        int64_t close = begin;
        while (close < to && file[close] != '}') {
            close++;
        }
        if (begin > at) {
            take_text(r, "{}", at, begin);
            message_exempt(r->d, IX_EXEMPT_MARKUP, r->d->covered, begin);
        }
        ix_str rest;
        ix_str tag = ix_str_cut(bytes_of(r, begin + (begin < to), close), ':', &rest);
        const message_row *row = &rows[0];
        while (row->path[0] != '\0' && !ix_str_equal(ix_str_from_cstr(row->path), tag)) {
            row++;
        }
        if (begin < to) {
            int64_t value = begin + 1 + (rest.ptr != NULL ? tag.len + 1 : 0);
            message_exempt(r->d, IX_EXEMPT_MARKUP, r->d->covered, value);
            take_value(r, row,
                       message_path(r->d, "{%" IX_FMT ":}", IX_ARG(ix_str_slice(tag, 0, 8))), value,
                       close);
            close += close < to;
            message_exempt(r->d, IX_EXEMPT_MARKUP, r->d->covered, close);
        }
        at = close;
    }
}

/* Where a block that begins at `at` closes: its '}', nested ones counted; -1: nowhere. */
static int64_t close_of(const mt_reader *r, int64_t at) {
    int depth = 0;
    for (int64_t i = at; i < r->d->file.len; i++) {
        depth += r->d->file.ptr[i] == '{';
        depth -= r->d->file.ptr[i] == '}';
        if (depth == 0) {
            return i;
        }
    }
    return -1;
}

/* The text block closes with "-}" at the start of a line. */
static int64_t close_of_text(const mt_reader *r, int64_t at) {
    for (int64_t i = at; i < r->d->file.len; i = next_line(r, i, r->d->file.len)) {
        if (ix_str_starts_with(bytes_of(r, i, r->d->file.len), IX_STR("-}"))) {
            return i;
        }
    }
    return -1;
}

static void fault(mt_reader *r, int64_t at, const char *why) {
    ptrdiff_t next = ix_str_find(r->d->file, IX_STR("{1:"), (ptrdiff_t)at + 1);
    r->end = next > 0 ? next : r->d->file.len;
    message_fault(r->d, at, r->end, "%s", why);
    r->at = r->end;
}

/* The text block; one that does not close is read to the next message, and is a fault. */
static void read_text(mt_reader *r, int64_t at) {
    int64_t begin = at + 2; /* "{4" may be all there is of it */
    begin += begin < r->d->file.len && r->d->file.ptr[begin] == ':';
    int64_t close = close_of_text(r, begin);
    message_exempt(r->d, IX_EXEMPT_MARKUP, r->d->covered, begin);
    if (close >= 0) {
        read_fields(r, begin, close);
        message_exempt(r->d, IX_EXEMPT_MARKUP, r->d->covered, close + 2);
        r->at = close + 2;
        return;
    }
    ptrdiff_t next = ix_str_find(r->d->file, IX_STR("{1:"), (ptrdiff_t)at);
    r->end = next > 0 ? next : r->d->file.len;
    read_fields(r, begin, r->end);
    message_fault(r->d, r->end, r->end, "the text block is not closed by -}");
    r->at = r->end;
}

static void read_block(mt_reader *r) {
    int64_t at = r->at;
    char name = at + 1 < r->d->file.len ? r->d->file.ptr[at + 1] : '\0';
    if (name == '4') {
        read_text(r, at);
        return;
    }
    int64_t close = close_of(r, at);
    if (close < 0 || close < at + 3) {
        fault(r, at, "a block is not closed by }");
        return;
    }
    message_exempt(r->d, IX_EXEMPT_MARKUP, r->d->covered, at + 3);
    if (name == '1') {
        const char *direction = r->d->out->direction;
        read_basic(r, at + 3, close, direction != NULL && strcmp(direction, "incoming") == 0);
    } else if (name == '2') {
        read_application(r, at + 3, close);
    } else {
        read_inner(r, at + 3, close);
    }
    message_exempt(r->d, IX_EXEMPT_MARKUP, r->d->covered, close + 1);
    r->at = close + 1;
}

static bool is_between(char c) {
    return c == '$' || c == '}' || c == '\x01' || c == '\x03' || c == '\n' || c == '\r' ||
           c == ' ' || c == '\t' || c == '\0';
}

static void skip_between(mt_reader *r) {
    while (r->at < r->d->file.len && is_between(r->d->file.ptr[r->at])) {
        r->at++;
    }
    message_exempt(r->d, IX_EXEMPT_MARKUP, r->d->covered, r->at);
}

/* Fields without blocks, as archives keep them: up to the end of the file. */
static int64_t read_bare(mt_reader *r) {
    r->end = r->d->file.len;
    read_fields(r, r->at, r->end);
    return r->end;
}

int64_t message_read_mt(message_draft *d) {
    mt_reader r = {.d = d, .format = &message_mt_any, .at = d->start};
    d->out->family = "swift_mt";
    skip_between(&r);
    look_ahead(&r);
    if (r.at < d->file.len && d->file.ptr[r.at] == ':') {
        return read_bare(&r);
    }
    bool begun = false;
    while (r.at < d->file.len && d->status == IX_OK && d->out->fault.len == 0) {
        ix_str rest = bytes_of(&r, r.at, d->file.len);
        if (begun && ix_str_starts_with(rest, IX_STR("{1:"))) {
            break;
        }
        if (rest.ptr[0] != '{') {
            fault(&r, r.at, "expected a block in braces");
            break;
        }
        begun = true;
        read_block(&r);
        skip_between(&r);
    }
    return r.at;
}
