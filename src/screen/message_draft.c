/* What a message is made of while it is read: its values with their places, its parties, and the
 * account of its bytes, which is kept as a cursor that only moves forward. */
#include "message.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void fail(message_draft *d, ix_status status, const char *why) {
    if (d->status == IX_OK) {
        d->status = ix_error_set(d->error, status, "%s", why);
    }
}

/* ------------------------------------------------------------------ the account of the bytes */

void message_anomaly(message_draft *d, int64_t to) {
    if (to > d->covered) {
        d->out->coverage.anomaly += to - d->covered;
        d->covered = to;
    }
}

void message_screened(message_draft *d, int64_t from, int64_t to) {
    message_anomaly(d, from);
    if (to > d->covered) {
        d->out->coverage.screened += to - d->covered;
        d->covered = to;
    }
}

void message_exempt(message_draft *d, ix_exempt_rule rule, int64_t from, int64_t to) {
    message_anomaly(d, from);
    if (to > d->covered) {
        d->out->coverage.exempt += to - d->covered;
        d->out->exempt[rule] += to - d->covered;
        d->covered = to;
    }
}

/* ------------------------------------------------------------------ text */

ix_str message_keep(message_draft *d, ix_str text) {
    ix_str copy = ix_arena_copy(d->arena, text);
    if (copy.ptr == NULL && text.len > 0) {
        fail(d, IX_E_MEMORY, "no memory for a message");
        return (ix_str){0};
    }
    return copy;
}

ix_str message_keep_valid(message_draft *d, ix_str text) {
    if (ix_utf8_is_valid(text)) {
        return message_keep(d, text);
    }
    ix_buf valid;
    ix_buf_init(&valid, (size_t)4 * MESSAGE_PATH_BYTES_MAX);
    ix_utf8_repair(&valid, text);
    ix_str copy = message_keep(d, ix_buf_view(&valid));
    ix_buf_free(&valid);
    return copy;
}

ix_str message_path(message_draft *d, const char *format, ...) {
    char text[256];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return message_keep_valid(d, (ix_str){text, length < (int)sizeof text ? length : 255});
}

static void add_span(message_draft *d, ix_vector *spans, ix_message_span span) {
    ix_message_span *last =
        spans->count > 0 ? (ix_message_span *)spans->items + spans->count - 1 : NULL;
    bool plain = span.to - span.from == span.len;
    if (last != NULL && plain && last->to - last->from == last->len && last->to == span.from) {
        last->len += span.len;
        last->to = span.to;
        return;
    }
    ix_message_span *place = ix_vector_push(spans, sizeof *place, d->arena);
    if (place == NULL) {
        fail(d, IX_E_MEMORY, "no memory for a message");
    } else {
        *place = span;
    }
}

/* Text with ill-formed bytes: each run of them is one U+FFFD. */
static message_value repaired(message_draft *d, int64_t from, ix_str bytes) {
    ix_buf text;
    ix_vector spans = {0};
    ptrdiff_t pos = 0;
    ix_buf_init(&text, (size_t)3 * IX_MESSAGE_BYTES_MAX);
    while (pos < bytes.len && d->status == IX_OK) {
        ptrdiff_t begin = pos;
        bool valid;
        char code[4];
        ix_message_span span = {.at = (int32_t)text.len};
        int length = ix_utf8_encode(code, ix_utf8_decode(bytes, &pos, &valid));
        ix_buf_append(&text, (ix_str){code, length});
        span.len = length;
        span.from = from + begin;
        span.to = from + pos;
        add_span(d, &spans, span);
    }
    message_value value = {.text = message_keep(d, ix_buf_view(&text)),
                           .spans = spans.items,
                           .span_count = spans.count,
                           .damaged = true};
    if (text.status != IX_OK) {
        fail(d, text.status, "no memory for a message");
    }
    ix_buf_free(&text);
    return value;
}

message_value message_value_at(message_draft *d, int64_t from, int64_t to) {
    ix_str bytes = ix_str_slice(d->file, (ptrdiff_t)from, (ptrdiff_t)to);
    if (bytes.len == 0) {
        return (message_value){{NULL, 0}, NULL, 0, false};
    }
    if (!ix_utf8_is_valid(bytes)) {
        return repaired(d, from, bytes);
    }
    ix_message_span *span = IX_NEW(d->arena, ix_message_span, 1);
    if (span == NULL) {
        fail(d, IX_E_MEMORY, "no memory for a message");
        return (message_value){{NULL, 0}, NULL, 0, false};
    }
    *span = (ix_message_span){0, (int32_t)bytes.len, from, to};
    return (message_value){bytes, span, 1, false};
}

message_value message_value_slice(message_draft *d, const message_value *value, ptrdiff_t from,
                                  ptrdiff_t to) {
    message_value part = {.text = ix_str_slice(value->text, from, to), .damaged = value->damaged};
    from = part.text.len > 0 ? part.text.ptr - value->text.ptr : 0;
    ix_message_span *spans = IX_NEW(d->arena, ix_message_span, value->span_count + 1);
    if (spans == NULL) {
        fail(d, IX_E_MEMORY, "no memory for a message");
        return (message_value){{NULL, 0}, NULL, 0, false};
    }
    for (int32_t i = 0; i < value->span_count && part.text.len > 0; i++) {
        ix_message_span span = value->spans[i];
        bool plain = span.to - span.from == span.len;
        ptrdiff_t begin = span.at > from ? span.at : from;
        ptrdiff_t end = from + part.text.len;
        end = span.at + span.len < end ? span.at + span.len : end;
        if (begin >= end) {
            continue;
        }
        spans[part.span_count++] =
            (ix_message_span){(int32_t)(begin - from), (int32_t)(end - begin),
                              plain ? span.from + (begin - span.at) : span.from,
                              plain ? span.from + (end - span.at) : span.to};
    }
    part.spans = spans;
    return part;
}

message_value message_value_trim(message_draft *d, const message_value *value) {
    ix_str text = ix_str_trim(value->text);
    if (text.len == value->text.len || text.len == 0) {
        message_value whole = *value;
        whole.text = text;
        return whole;
    }
    ptrdiff_t from = text.ptr - value->text.ptr;
    return message_value_slice(d, value, from, from + text.len);
}

void message_origin(int64_t *file_from, int64_t *file_to, const ix_message_field *field,
                    int32_t from, int32_t to) {
    *file_from = *file_to = field->span_count > 0 ? field->spans[0].from : 0;
    bool begun = false;
    for (int32_t i = 0; i < field->span_count; i++) {
        const ix_message_span *span = &field->spans[i];
        bool plain = span->to - span->from == span->len;
        if (span->at + span->len <= from || span->at >= to) {
            continue;
        }
        if (!begun) {
            *file_from = plain && from > span->at ? span->from + (from - span->at) : span->from;
            begun = true;
        }
        *file_to = plain && to < span->at + span->len ? span->from + (to - span->at) : span->to;
    }
}

/* ------------------------------------------------------------------ parties and values */

int32_t message_open_party(message_draft *d, ix_message_role role, ix_str path) {
    ix_message_party *party = ix_vector_push(&d->parties, sizeof *party, d->arena);
    if (party == NULL) {
        fail(d, IX_E_MEMORY, "no memory for a message");
        return -1;
    }
    *party = (ix_message_party){role, path, d->transaction, d->fields.count, INT32_MAX};
    return d->parties.count - 1;
}

void message_close_party(message_draft *d, int32_t party) {
    if (party >= 0) {
        ((ix_message_party *)d->parties.items)[party].last = d->fields.count;
    }
}

static ix_message_field *push(message_draft *d, const ix_message_field *field) {
    if (d->fields.count == IX_MESSAGE_FIELDS_MAX) {
        fail(d, IX_E_LIMIT, "a message has too many values");
        return NULL;
    }
    ix_message_field *place = ix_vector_push(&d->fields, sizeof *place, d->arena);
    if (place == NULL) {
        fail(d, IX_E_MEMORY, "no memory for a message");
        return NULL;
    }
    *place = *field;
    return place;
}

/* Ill-formed bytes are usually Windows-1252: what they say then is a value of its own. */
static void push_reading(message_draft *d, const ix_message_field *field) {
    const ix_message_span *last = &field->spans[field->span_count - 1];
    ix_str bytes = ix_str_slice(d->file, (ptrdiff_t)field->spans[0].from, (ptrdiff_t)last->to);
    ix_buf text;
    ix_buf_init(&text, (size_t)3 * IX_MESSAGE_BYTES_MAX);
    ix_utf8_from_windows1252(&text, bytes);
    ix_message_field reading = *field;
    ix_message_span *span = IX_NEW(d->arena, ix_message_span, 1);
    reading.value = message_keep(d, ix_buf_view(&text));
    if (text.status != IX_OK || span == NULL) {
        fail(d, IX_E_MEMORY, "no memory for a message");
    } else {
        *span = (ix_message_span){0, (int32_t)reading.value.len, field->spans[0].from, last->to};
        reading.spans = span;
        reading.span_count = 1;
        push(d, &reading);
    }
    ix_buf_free(&text);
}

ix_message_field *message_add_identifier(message_draft *d, ix_identifier_type type,
                                         ix_message_role role, int32_t party, ix_str path,
                                         const message_value *value) {
    ix_message_field *field = message_add(d, IX_VALUE_IDENTIFIER, role, party, path, value);
    if (field != NULL) {
        field->identifier = type;
    }
    return field;
}

ix_message_field *message_add(message_draft *d, ix_message_kind kind, ix_message_role role,
                              int32_t party, ix_str path, const message_value *value) {
    if (value->text.len == 0 || d->status != IX_OK) {
        return NULL;
    }
    assert(value->span_count > 0);
    ix_message_field field = {.kind = kind,
                              .role = role,
                              .path = path,
                              .transaction = d->transaction,
                              .party = party,
                              .value = value->text,
                              .spans = value->spans,
                              .span_count = value->span_count,
                              .damaged = value->damaged};
    if (field.damaged) {
        push_reading(d, &field);
    }
    return push(d, &field);
}

/* ------------------------------------------------------------------ facts and faults */

static void set_once(ix_str *place, ix_str value) {
    *place = place->len == 0 ? value : *place;
}

/* "USD1000,00", "1000.00". */
static void tell_amount(message_draft *d, ix_str value) {
    ix_message *m = d->out;
    if (m->amount.len > 0) {
        return;
    }
    ptrdiff_t letters = 0;
    while (letters < value.len && value.ptr[letters] >= 'A' && value.ptr[letters] <= 'Z') {
        letters++;
    }
    if (letters == 3) {
        set_once(&m->currency, ix_str_slice(value, 0, 3));
    }
    m->amount = ix_str_slice(value, letters, value.len);
}

void message_tell(message_draft *d, message_fact fact, ix_str value) {
    switch (fact) {
    case MESSAGE_FACT_ID:
        set_once(&d->out->id, value);
        return;
    case MESSAGE_FACT_UUID:
        set_once(&d->out->uetr, value);
        return;
    case MESSAGE_FACT_AMOUNT:
        tell_amount(d, value);
        return;
    case MESSAGE_FACT_CURRENCY:
        set_once(&d->out->currency, value);
        return;
    case MESSAGE_FACT_DATE:
        set_once(&d->out->value_date, value);
        break;
    case MESSAGE_FACT_CUT_OFF:
        set_once(&d->out->cut_off, value);
        return;
    case MESSAGE_NO_FACT:
        break;
    }
}

static int64_t line_of(ix_str file, int64_t at) {
    int64_t line = 1;
    for (int64_t i = 0; i < at && i < file.len; i++) {
        line += file.ptr[i] == '\n';
    }
    return line;
}

void message_fault(message_draft *d, int64_t at, int64_t end, const char *format, ...) {
    char why[256];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(why, sizeof why, format, arguments);
    va_end(arguments);
    if (d->out->fault.len > 0) {
        message_anomaly(d, end);
        return;
    }
    at = at < d->covered ? d->covered : at;
    d->out->fault = message_path(d, "byte %lld, line %lld: %s", (long long)at,
                                 (long long)line_of(d->file, at), why);
    d->out->fault_offset = at;
    message_value rest = message_value_at(d, d->covered, end);
    rest = message_value_trim(d, &rest);
    message_anomaly(d, end);
    message_add(d, IX_VALUE_TEXT, IX_MESSAGE_OTHER_TEXT, -1, IX_STR("not understood"), &rest);
}
