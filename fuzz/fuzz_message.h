/* Shared by the fuzzers of payment messages: what must hold of every message that was read and
 * screened. */
#ifndef FUZZ_MESSAGE_H
#define FUZZ_MESSAGE_H

#include "fuzz_screener.h"

#define SCREENED_BYTES_MAX 120 /* of all values; a message that says more is only read */

static inline void check_field(const ix_message *message, const ix_message_field *field,
                               ix_str file) {
    int64_t at = 0;
    assert(ix_utf8_is_valid(field->value) && field->value.len > 0 && field->span_count > 0);
    assert(field->party >= -1 && field->party < message->party_count);
    assert(field->path.len > 0 && ix_utf8_is_valid(field->path));
    for (int32_t i = 0; i < field->span_count; i++) {
        const ix_message_span *span = &field->spans[i];
        assert(span->at == at && span->len > 0);
        assert(0 <= span->from && span->from <= span->to && span->to <= file.len);
        at += span->len;
    }
    assert(at == field->value.len);
}

static inline void check_decision(const ix_decision *decision) {
    static const ix_decision_style style = {.limit = 5};
    ix_buf out;
    ix_buf_init(&out, ARENA_BYTES);
    ix_decision_write_json(&out, decision, &style);
    assert(out.status == IX_OK && ix_utf8_is_valid(ix_buf_view(&out)));
    assert(memchr(out.ptr, '\n', out.len) == NULL);
    ix_buf_clear(&out);
    ix_decision_write_text(&out, decision, &style);
    assert(out.status == IX_OK && ix_utf8_is_valid(ix_buf_view(&out)));
    ix_buf_free(&out);
}

static inline void check_screening(const ix_message *message, ix_str file, ix_arena *arena) {
    static const ix_context context = {.user = {"private", 7}, .nexus = {"us", 2}};
    ix_decision decision;
    ix_error error = {0};
    ix_status status =
        ix_screen_message(&decision, &screener, message, &context, (ix_when){IX_WHEN_DATE, 19905},
                          (ix_when){0}, NULL, arena, &error);
    assert(status == IX_OK || decision.verdict == IX_VERDICT_NOT_SCREENED);
    assert(message->fault.len == 0 || decision.verdict == IX_VERDICT_NOT_SCREENED);
    assert(message->coverage.anomaly == 0 || decision.verdict == IX_VERDICT_NOT_SCREENED ||
           decision.verdict >= IX_VERDICT_REVIEW);
    for (int i = 0; i < decision.finding_count; i++) {
        const ix_finding *finding = &decision.findings[i];
        assert(finding->place_count > 0);
        for (int j = 0; j < finding->place_count; j++) {
            const ix_finding_place *place = &finding->places[j];
            assert(place->field >= 0 && place->field < message->field_count);
            assert(0 <= place->from && place->from <= place->to && place->to <= file.len);
        }
    }
    check_decision(&decision);
}

/* What a reader kept from the messages before it says nothing of this one. */
static inline void check_alone(const ix_message *message, int64_t at, ix_str file) {
    ix_arena arena;
    ix_message alone;
    ix_error error = {0};
    ix_arena_init(&arena, ARENA_BYTES);
    ix_status status =
        ix_message_read(&alone, &at, file, IX_STR("fuzz"), message->number, NULL, &arena, &error);
    assert(status == IX_OK && alone.bytes == message->bytes);
    assert(ix_str_equal(alone.fault, message->fault) &&
           ix_str_equal(alone.format, message->format));
    assert(alone.party_count == message->party_count && alone.field_count == message->field_count);
    for (int32_t i = 0; i < alone.field_count; i++) {
        const ix_message_field *a = &alone.fields[i];
        const ix_message_field *b = &message->fields[i];
        assert(a->kind == b->kind && a->role == b->role && a->party == b->party);
        assert(ix_str_equal(a->value, b->value) && ix_str_equal(a->path, b->path));
    }
    ix_arena_free(&arena);
}

/* Every message of a file: it ends, and all bytes are accounted for. */
static inline void check_messages(ix_str file) {
    static ix_message_reader *reader;
    int64_t at = 0;
    ix_arena arena;
    ix_arena_init(&arena, ARENA_BYTES);
    if (reader == NULL && ix_message_reader_open(&reader, NULL) != IX_OK) {
        abort();
    }
    for (int32_t number = 1; number == 1 || at < file.len; number++) {
        ix_message message;
        ix_error error = {0};
        int64_t before = at;
        ix_arena_reset(&arena);
        ix_status status =
            ix_message_read(&message, &at, file, IX_STR("fuzz"), number, reader, &arena, &error);
        if (status != IX_OK) {
            assert(error.text[0] != '\0');
            break;
        }
        check_alone(&message, before, file);
        const ix_coverage *c = &message.coverage;
        assert(at > before || file.len == 0);
        assert(message.bytes == at - before && c->total == message.bytes);
        assert(c->screened + c->exempt + c->anomaly == c->total);
        assert(c->screened >= 0 && c->exempt >= 0 && c->anomaly >= 0);
        ptrdiff_t said = 0;
        for (int32_t i = 0; i < message.field_count; i++) {
            check_field(&message, &message.fields[i], file);
            said += message.fields[i].value.len;
        }
        if (said <= SCREENED_BYTES_MAX) {
            check_screening(&message, file, &arena);
        }
    }
    ix_arena_free(&arena);
}

/* The bytes behind a beginning that makes them a message of one kind. */
static inline void check_behind(const char *begin, const uint8_t *data, size_t size) {
    size_t head = strlen(begin);
    char *bytes = malloc(head + size + 1);
    memcpy(bytes, begin, head);
    memcpy(bytes + head, data, size);
    check_messages((ix_str){bytes, (ptrdiff_t)(head + size)});
    free(bytes);
}

#endif
