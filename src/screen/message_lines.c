/* Fields in lines, as SWIFT MT writes parties and texts.
 *
 *     :50F:/12547896              the account
 *     1/C Consumer                numbered: name, street, country and town, birth, identifiers
 *     2/High Street
 *     3/GB/Epping
 *     :59:/DE89370400440532013000
 *     ANDREI GENNADYEVICH TIKHONOV OF     a name, maybe broken at 35 characters
 *     MOSCOW
 *     :57A:DEUTDEFF                an institution by its BIC */
#include "message_lines.h"
#include "message_iso_names.h"

#include <string.h>

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\0';
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static void add_range(message_lines *lines, int64_t from, int64_t to) {
    const char *file = lines->d->file.ptr;
    while (from < to && is_blank(file[from])) {
        from++;
    }
    while (to > from && is_blank(file[to - 1])) {
        to--;
    }
    if (from == to) {
        return;
    }
    if (lines->count == MESSAGE_LINES_MAX) {
        lines->items[lines->count - 1].to = to;
        return;
    }
    lines->items[lines->count++] = (message_range){from, to};
}

void message_lines_cut(message_lines *lines, message_draft *d, int64_t from, int64_t to) {
    lines->d = d;
    lines->count = 0;
    int64_t begin = from;
    for (int64_t i = from; i < to; i++) {
        if (d->file.ptr[i] == '\n' || d->file.ptr[i] == '\r') {
            add_range(lines, begin, i);
            begin = i + 1;
        }
    }
    add_range(lines, begin, to);
}

/* ------------------------------------------------------------------ Russian in Latin letters */

/* SWIFT's RUR6 convention for payments in roubles, as banks publish it: 31 letters. */
static const struct {
    char latin;
    uint32_t letter;
} rur6[] = {
    {'A', 0x410}, {'B', 0x411}, {'V', 0x412}, {'G', 0x413}, {'D', 0x414}, {'E', 0x415},
    {'o', 0x401}, {'J', 0x416}, {'Z', 0x417}, {'I', 0x418}, {'i', 0x419}, {'K', 0x41A},
    {'L', 0x41B}, {'M', 0x41C}, {'N', 0x41D}, {'O', 0x41E}, {'P', 0x41F}, {'R', 0x420},
    {'S', 0x421}, {'T', 0x422}, {'U', 0x423}, {'F', 0x424}, {'H', 0x425}, {'C', 0x426},
    {'c', 0x427}, {'Q', 0x428}, {'q', 0x429}, {'x', 0x42A}, {'Y', 0x42B}, {'X', 0x42C},
    {'e', 0x42D}, {'u', 0x42E}, {'a', 0x42F},
};

uint32_t message_rur6_letter(char c) {
    for (size_t i = 0; i < sizeof rur6 / sizeof rur6[0]; i++) {
        if (rur6[i].latin == c) {
            return rur6[i].letter;
        }
    }
    return (unsigned char)c;
}

bool message_is_rur6(ix_str text) {
    int capitals = 0;
    int small = 0;
    for (ptrdiff_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        capitals += c >= 'A' && c <= 'Z';
        if (c >= 'a' && c <= 'z') {
            small++;
            if (message_rur6_letter(c) == (unsigned char)c) {
                return false;
            }
        }
        if ((unsigned char)c >= 0x80) {
            return false;
        }
    }
    return small > 0 && capitals >= 3 && capitals > small;
}

/* Each Latin letter becomes one Cyrillic letter, whose place is that of the Latin one. */
static void add_cyrillic(message_draft *d, const ix_message_field *as_written) {
    ix_message_field reading = *as_written;
    ptrdiff_t count = reading.value.len;
    char *text = IX_NEW(d->arena, char, 2 * count);
    ix_message_span *spans = IX_NEW(d->arena, ix_message_span, count);
    ix_message_field *place = NULL;
    if (text != NULL && spans != NULL) {
        place = ix_vector_push(&d->fields, sizeof *place, d->arena);
    }
    if (place == NULL) {
        d->status = ix_error_set(d->error, IX_E_MEMORY, "no memory for a message");
        return;
    }
    int32_t at = 0;
    for (ptrdiff_t i = 0; i < count; i++) {
        int64_t from;
        int64_t to;
        int length = ix_utf8_encode(text + at, message_rur6_letter(as_written->value.ptr[i]));
        message_origin(&from, &to, as_written, (int32_t)i, (int32_t)i + 1);
        spans[i] = (ix_message_span){at, length, from, to};
        at += length;
    }
    reading.value = (ix_str){text, at};
    reading.spans = spans;
    reading.span_count = (int32_t)count;
    reading.continues = false;
    *place = reading;
}

/* ------------------------------------------------------------------ lines as values */

static ix_message_field *add_part(message_lines *lines, int64_t from, int64_t to,
                                  ix_message_kind kind, int32_t party, ix_str path) {
    message_draft *d = lines->d;
    message_value value = message_value_at(d, from, to);
    message_exempt(d, IX_EXEMPT_MARKUP, d->covered, from);
    message_screened(d, from, to);
    return message_add(d, kind, lines->role, party, path, &value);
}

ix_message_field *message_line_add(message_lines *lines, int line, ix_message_kind kind,
                                   int32_t party, bool continues) {
    message_range range = lines->items[line];
    ix_message_field *field = add_part(lines, range.from, range.to, kind, party, lines->path);
    if (field != NULL) {
        field->continues = continues;
    }
    return field;
}

/* The readings of all lines stand behind the lines themselves, so that those keep together. */
static void add_readings(message_lines *lines, int32_t first) {
    message_draft *d = lines->d;
    int32_t last = d->fields.count;
    for (int32_t i = first; i < last && d->status == IX_OK; i++) {
        ix_message_field field = ((ix_message_field *)d->fields.items)[i];
        bool text = field.kind == IX_VALUE_TEXT || field.kind == IX_VALUE_NAME ||
                    field.kind == IX_VALUE_ADDRESS;
        if (text && message_is_rur6(field.value)) {
            add_cyrillic(d, &field);
        }
    }
}

void message_lines_text(message_lines *lines) {
    int32_t first = lines->d->fields.count;
    for (int i = 0; i < lines->count; i++) {
        message_line_add(lines, i, IX_VALUE_TEXT, -1, i > 0);
    }
    add_readings(lines, first);
}

/* ------------------------------------------------------------------ parties */

static ix_str line_text(const message_lines *lines, int line) {
    return ix_str_slice(lines->d->file, (ptrdiff_t)lines->items[line].from,
                        (ptrdiff_t)lines->items[line].to);
}

static ix_identifier_type account_type(ix_str account) {
    return account.len >= 15 && ix_identifier_check(IX_ID_IBAN, account) && account.ptr[0] >= 'A' &&
                   account.ptr[0] <= 'Z'
               ? IX_ID_IBAN
               : IX_ID_OTHER;
}

static void add_identifier(message_lines *lines, int64_t from, int64_t to, ix_identifier_type type,
                           int32_t party) {
    ix_message_field *field = add_part(lines, from, to, IX_VALUE_IDENTIFIER, party, lines->path);
    if (field != NULL) {
        field->identifier = type;
    }
}

/* "/12547896", "//CH123456", "/D/12345": slashes and the mark of debit or credit are no part. */
static void add_account(message_lines *lines, int line, int32_t party) {
    message_range range = lines->items[line];
    const char *file = lines->d->file.ptr;
    while (range.from < range.to && file[range.from] == '/') {
        range.from++;
    }
    if (range.to - range.from > 2 && file[range.from + 1] == '/' &&
        (file[range.from] == 'C' || file[range.from] == 'D')) {
        range.from += 2;
    }
    if (range.from < range.to) {
        ix_str account = ix_str_slice(lines->d->file, (ptrdiff_t)range.from, (ptrdiff_t)range.to);
        add_identifier(lines, range.from, range.to, account_type(account), party);
    }
}

/* "CCPT/DE/5301", "NIDN/RU/45114", "TXID/123-45": a code of ISO 20022, maybe the country, the
 * number. */
static bool add_coded_identifier(message_lines *lines, int line, int32_t party) {
    ix_str text = line_text(lines, line);
    message_range range = lines->items[line];
    ix_identifier_type type = IX_ID_OTHER;
    ix_exempt_rule code;
    if (text.len < 6 || text.ptr[4] != '/' ||
        !message_form(&code, MESSAGE_IS_CODE, ix_str_slice(text, 0, 4))) {
        return false;
    }
    if (!iso_identifier_scheme(&type, ix_str_slice(text, 0, 4))) {
        type = IX_ID_OTHER;
    }
    int64_t from = range.from + 5;
    if (text.len > 8 && text.ptr[7] == '/' && message_is_country(ix_str_slice(text, 5, 7))) {
        add_part(lines, from, from + 2, IX_VALUE_COUNTRY, party, lines->path);
        from += 3;
    }
    add_identifier(lines, from, range.to, type, party);
    return true;
}

/* "GB/Epping": the country is said of the party when the line is of address or birth. */
static void add_place(message_lines *lines, int64_t from, int64_t to, int32_t party, bool birth,
                      ix_str path) {
    ix_str text = ix_str_slice(lines->d->file, (ptrdiff_t)from, (ptrdiff_t)to);
    bool coded = text.len >= 2 && message_is_country(ix_str_slice(text, 0, 2)) &&
                 (text.len == 2 || text.ptr[2] == '/');
    if (coded) {
        add_part(lines, from, from + 2, birth ? IX_VALUE_BIRTH_COUNTRY : IX_VALUE_COUNTRY, party,
                 path);
        from += from + 3 < to ? 3 : to - from;
    }
    if (from < to) {
        add_part(lines, from, to, birth ? IX_VALUE_BIRTH_TOWN : IX_VALUE_TOWN, party, path);
    }
}

/* "19780906" as the date that other formats write. */
static void add_birth(message_lines *lines, int64_t from, int64_t to, int32_t party, ix_str path) {
    message_draft *d = lines->d;
    ix_message_field *field = add_part(lines, from, to, IX_VALUE_BIRTH_DATE, party, path);
    ix_exempt_rule rule;
    if (field == NULL || field->value.len != 8 ||
        !message_form(&rule, MESSAGE_IS_DATE, field->value)) {
        return;
    }
    const char *digits = field->value.ptr;
    ix_str date = message_path(d, "%.4s-%.2s-%.2s", digits, digits + 4, digits + 6);
    ix_message_span *span = IX_NEW(d->arena, ix_message_span, 1);
    if (span == NULL || date.len == 0) {
        d->status = ix_error_set(d->error, IX_E_MEMORY, "no memory for a message");
        return;
    }
    *span = (ix_message_span){0, (int32_t)date.len, from, to};
    field->value = date;
    field->spans = span;
}

/* "RU/FTS/772642282067": country, maybe the issuer, the number. */
static void add_national(message_lines *lines, int64_t from, int64_t to, int32_t party,
                         ix_identifier_type type) {
    ix_str text = ix_str_slice(lines->d->file, (ptrdiff_t)from, (ptrdiff_t)to);
    ptrdiff_t last = text.len;
    while (last > 0 && text.ptr[last - 1] != '/') {
        last--;
    }
    if (last > 0) {
        add_part(lines, from, from + last - 1, IX_VALUE_TEXT, party, lines->path);
    }
    add_identifier(lines, from + last, to, type, party);
}

/* One numbered line; `before` is the number of the line before it. */
static void add_numbered(message_lines *lines, int line, int32_t party, char before) {
    message_range range = lines->items[line];
    char number = lines->d->file.ptr[range.from];
    ix_str path = message_path(lines->d, "%" IX_FMT "/%c", IX_ARG(lines->path), number);
    int64_t from = range.from + 2;
    ix_message_field *field = NULL;
    if (from >= range.to) {
        return;
    }
    switch (number) {
    case '1':
        field = add_part(lines, from, range.to, IX_VALUE_NAME, party, path);
        break;
    case '3':
        add_place(lines, from, range.to, party, false, path);
        return;
    case '4':
        add_birth(lines, from, range.to, party, path);
        return;
    case '5':
        add_place(lines, from, range.to, party, true, path);
        return;
    case '6':
        add_national(lines, from, range.to, party, IX_ID_OTHER);
        return;
    case '7':
        add_national(lines, from, range.to, party, IX_ID_NATIONAL);
        return;
    default:
        field = add_part(lines, from, range.to, IX_VALUE_ADDRESS, party, path);
        break;
    }
    if (field != NULL) {
        field->continues = number == before || number == '8';
    }
}

static bool is_numbered(const message_lines *lines, int line) {
    ix_str text = line_text(lines, line);
    return text.len >= 2 && is_digit(text.ptr[0]) && text.ptr[1] == '/';
}

/* A name and, line by line, an address; the first lines may be one name. */
static void add_name_and_address(message_lines *lines, int first, int32_t party) {
    if (lines->count - first == 1 && message_is_bic(line_text(lines, first))) {
        add_identifier(lines, lines->items[first].from, lines->items[first].to, IX_ID_BIC, party);
        return;
    }
    for (int i = first; i < lines->count; i++) {
        message_line_add(lines, i, i == first ? IX_VALUE_NAME : IX_VALUE_ADDRESS, party, i > first);
    }
}

void message_lines_party(message_lines *lines, char option) {
    int32_t first = lines->d->fields.count;
    int32_t party = message_open_party(lines->d, lines->role, lines->path);
    int line = 0;
    while (line < lines->count && line_text(lines, line).ptr[0] == '/') {
        add_account(lines, line++, party);
    }
    if (option == 'F' && line == 0 && lines->count > 0 && add_coded_identifier(lines, 0, party)) {
        line = 1;
    }
    if (line < lines->count && is_numbered(lines, line)) {
        char before = '\0';
        for (; line < lines->count; line++) {
            if (is_numbered(lines, line)) {
                add_numbered(lines, line, party, before);
                before = line_text(lines, line).ptr[0];
            } else {
                message_line_add(lines, line, IX_VALUE_ADDRESS, party, true);
            }
        }
    } else if (line < lines->count) {
        add_name_and_address(lines, line, party);
    }
    message_close_party(lines->d, party);
    add_readings(lines, first);
    message_close_party(lines->d, party);
}

void message_lines_account(message_lines *lines) {
    int32_t party = message_open_party(lines->d, lines->role, lines->path);
    for (int i = 0; i < lines->count; i++) {
        if (i == 0) {
            add_account(lines, i, party);
        } else if (message_is_bic(line_text(lines, i))) {
            add_identifier(lines, lines->items[i].from, lines->items[i].to, IX_ID_BIC, party);
        } else {
            message_line_add(lines, i, IX_VALUE_TEXT, party, i > 1);
        }
    }
    message_close_party(lines->d, party);
}

/* ------------------------------------------------------------------ institutions in texts */

/* Code words of field 72 with which a bank is named that no field of its own has (SWIFT Standards,
 * field 72; CHRQ: the CBPR+ translation rules of camt.105 and camt.106). What stands behind ACC,
 * INT and REC is said to a bank and names none. */
static const struct {
    const char *word;
    ix_message_role role;
} institutions[] = {
    {"/INS/", IX_MESSAGE_PREVIOUS_AGENT},
    {"/CHRQ/", IX_MESSAGE_OTHER_PARTY},
};

/* The text stays text; the bank is a party besides. */
static void add_institution(message_lines *lines, int line, const char *word,
                            ix_message_role role) {
    message_lines named = {.d = lines->d, .role = role};
    message_range range = lines->items[line];
    range.from += (int64_t)strlen(word);
    named.path =
        message_path(lines->d, "%" IX_FMT "%.*s", IX_ARG(lines->path), (int)strlen(word) - 1, word);
    message_lines_cut(&named, lines->d, range.from, range.to);
    if (named.count > 0) {
        int32_t party = message_open_party(lines->d, role, named.path);
        add_name_and_address(&named, 0, party);
        message_close_party(lines->d, party);
    }
}

void message_lines_institutions(message_lines *lines) {
    for (int i = 0; i < lines->count; i++) {
        for (size_t j = 0; j < sizeof institutions / sizeof institutions[0]; j++) {
            if (ix_str_starts_with(line_text(lines, i), ix_str_from_cstr(institutions[j].word))) {
                add_institution(lines, i, institutions[j].word, institutions[j].role);
            }
        }
    }
}
