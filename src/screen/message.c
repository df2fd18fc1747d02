/* Payment messages: which format begins at a byte of a file, and what all of them have in common.
 */
#include "message.h"

#define UTF8_MARK IX_STR("\xEF\xBB\xBF")

static const char *const role_names[] = {
#define ROLE_TEXT(name, text) text,
    IX_MESSAGE_ROLE_LIST(ROLE_TEXT)
#undef ROLE_TEXT
};

const char *ix_message_role_name(ix_message_role role) {
    int count = (int)(sizeof role_names / sizeof role_names[0]);
    return (int)role >= 0 && (int)role < count ? role_names[role] : "unknown";
}

static const char *const rule_names[] = {
#define RULE_TEXT(name, text) text,
    IX_EXEMPT_LIST(RULE_TEXT)
#undef RULE_TEXT
};

const char *ix_exempt_rule_name(ix_exempt_rule rule) {
    return (int)rule >= 0 && rule < IX_EXEMPT_RULES ? rule_names[rule] : "unknown";
}

const message_format *const message_iso_formats[] = {&message_pacs008,
                                                     &message_pacs009,
                                                     &message_pacs004,
                                                     &message_pacs002,
                                                     &message_pain001,
                                                     &message_camt052,
                                                     &message_camt053,
                                                     &message_camt054,
                                                     &message_camt056,
                                                     &message_head001,
                                                     NULL};

/* ------------------------------------------------------------------ which format */

static bool is_space(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* XML begins with a tag, in UTF-8 or UTF-16, maybe behind a byte-order mark and white space. */
static bool begins_xml(ix_str bytes) {
    ix_str marks[] = {UTF8_MARK, IX_STR("\xFE\xFF"), IX_STR("\xFF\xFE")};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (ix_str_starts_with(bytes, marks[i])) {
            bytes = ix_str_slice(bytes, marks[i].len, bytes.len);
        }
    }
    for (ptrdiff_t i = 0; i < bytes.len; i++) {
        if (!is_space(bytes.ptr[i]) && bytes.ptr[i] != '\0') {
            return bytes.ptr[i] == '<';
        }
    }
    return false;
}

static int64_t read_unknown(message_draft *d) {
    d->out->family = "unknown";
    message_fault(d, d->start, d->file.len,
                  d->file.len == d->start ? "the message is empty"
                                          : "no payment message that is known begins here");
    return d->file.len;
}

static int64_t read_lines(message_draft *d, ix_str bytes) {
    if (message_begins_mt(bytes)) {
        return message_read_mt(d);
    }
    if (message_begins_fedwire(bytes)) {
        return message_read_fedwire(d);
    }
    if (message_begins_nacha(bytes) || (d->start > 0 && message_begins_nacha(d->file))) {
        return message_read_nacha(d);
    }
    return read_unknown(d);
}

/* A byte-order mark says nothing; XML's reader knows it itself. */
static int64_t read_any(message_draft *d) {
    ix_str bytes = ix_str_slice(d->file, (ptrdiff_t)d->start, d->file.len);
    int64_t start = d->start;
    if (begins_xml(bytes)) {
        return message_read_iso(d);
    }
    if (ix_str_starts_with(bytes, UTF8_MARK)) {
        message_exempt(d, IX_EXEMPT_MARKUP, start, start + UTF8_MARK.len);
        bytes = ix_str_slice(bytes, UTF8_MARK.len, bytes.len);
        d->start += UTF8_MARK.len;
    }
    int64_t end = read_lines(d, bytes);
    d->start = start;
    return end;
}

/* ------------------------------------------------------------------ what a message says */

/* The BIC, else the first identifier, of the first party in a role. */
static ix_str identifier_of(const ix_message *m, ix_message_role role) {
    ix_str first = {0};
    for (int32_t i = 0; i < m->field_count; i++) {
        const ix_message_field *field = &m->fields[i];
        if (field->role != role || field->kind != IX_VALUE_IDENTIFIER) {
            continue;
        }
        if (field->identifier == IX_ID_BIC) {
            return field->value;
        }
        first = first.len == 0 ? field->value : first;
    }
    return first;
}

static void tell_ends(ix_message *m) {
    m->sender = identifier_of(m, IX_MESSAGE_SENDER);
    m->receiver = identifier_of(m, IX_MESSAGE_RECEIVER);
    if (m->sender.len == 0) {
        m->sender = identifier_of(m, IX_MESSAGE_INSTRUCTING_AGENT);
    }
    if (m->receiver.len == 0) {
        m->receiver = identifier_of(m, IX_MESSAGE_INSTRUCTED_AGENT);
    }
}

static void conclude(message_draft *d, int64_t end) {
    ix_message *m = d->out;
    message_anomaly(d, end);
    m->bytes = end - d->start;
    m->coverage.total = m->bytes;
    m->sha256 = ix_sha256(ix_str_slice(d->file, (ptrdiff_t)d->start, (ptrdiff_t)end));
    m->fields = d->fields.items;
    m->field_count = d->fields.count;
    m->parties = d->parties.items;
    m->party_count = d->parties.count;
    for (int32_t i = 0; i < m->party_count; i++) {
        if (m->parties[i].last > m->field_count) {
            m->parties[i].last = m->field_count;
        }
    }
    if (m->transactions == 0 && m->fault.len == 0) {
        m->transactions = 1;
    }
    tell_ends(m);
}

ix_status ix_message_reader_open(ix_message_reader **out, ix_error *error) {
    ix_allocator libc = ix_allocator_libc();
    *out = libc.resize(libc.context, NULL, 0, sizeof **out);
    if (*out == NULL) {
        return ix_error_set(error, IX_E_MEMORY, "no memory for a reader of messages");
    }
    **out = (ix_message_reader){.allocator = libc};
    return IX_OK;
}

void ix_message_reader_close(ix_message_reader *reader) {
    if (reader != NULL) {
        iso_reader_close(reader->iso);
        reader->allocator.resize(reader->allocator.context, reader, sizeof *reader, 0);
    }
}

ix_status ix_message_read(ix_message *out, int64_t *at, ix_str file, ix_str source, int32_t number,
                          ix_message_reader *reader, ix_arena *arena, ix_error *error) {
    ix_message_reader own = {.allocator = arena->allocator};
    *out = (ix_message){
        .source = source, .number = number, .offset = *at, .family = "unknown", .fault_offset = -1};
    /* A message that is longer ends at the limit, which is a fault of the message. */
    int64_t limit = *at + IX_MESSAGE_BYTES_MAX;
    message_draft d = {.out = out,
                       .reader = reader != NULL ? reader : &own,
                       .file =
                           ix_str_slice(file, 0, limit < file.len ? (ptrdiff_t)limit : file.len),
                       .start = *at,
                       .covered = *at,
                       .arena = arena,
                       .error = error};
    int64_t end = read_any(&d);
    iso_reader_close(own.iso);
    if (d.status != IX_OK) {
        return d.status;
    }
    conclude(&d, end);
    *at = end;
    return IX_OK;
}
