/* Shared by the fuzzers of payment messages: an index of the shipped example, and what must hold of
 * every message that was read and screened. */
#ifndef FUZZ_MESSAGE_H
#define FUZZ_MESSAGE_H

#include <interdict/lists.h>
#include <interdict/os.h>
#include <interdict/screen.h>

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ARENA_BYTES        ((size_t)256 << 20)
#define SCREENED_BYTES_MAX 120 /* of all values; a message that says more is only read */

static ix_arena lasting;
static ix_buf image;
static ix_screener screener;

static inline void must(ix_status status, const ix_error *error) {
    if (status != IX_OK) {
        fprintf(stderr, "%s: %s\n", error->source, error->text);
        exit(2);
    }
}

/* The SDN list of the examples, as the only snapshot of its list. */
static inline ix_index *open_index(const char *source, const ix_knowledge *knowledge) {
    static ix_input input;
    char path[IX_PATH_BYTES_MAX];
    const char *paths[] = {path};
    ix_error error = {0};
    const ix_list_reader *reader = ix_list_reader_find(IX_STR("ofac_sdn_csv"));
    ix_list_history history = {.id = ix_str_from_cstr(reader->list_id),
                               .publisher = ix_str_from_cstr(reader->publisher),
                               .format = ix_str_from_cstr(reader->format),
                               .zone = reader->zone};
    ix_parsed_snapshot *parsed = IX_NEW(&lasting, ix_parsed_snapshot, 1);
    ix_list_history next;
    uint32_t ordinal;
    ix_index *index;
    snprintf(path, sizeof path, "%s/examples/june-2024/sdn.csv", source);
    must(ix_input_read(&input, reader, paths, 1, &error), &error);
    must(ix_snapshot_parse(parsed, reader, input.files, input.count, knowledge, &lasting, &error),
         &error);
    ix_snapshot snapshot = {.hash = ix_snapshot_hash(input.files, input.count),
                            .published = {IX_WHEN_DATE, 19895},
                            .entities = (uint32_t)parsed->count};
    must(ix_history_insert(&next, &ordinal, &history, &snapshot, parsed, &lasting, &error), &error);
    ix_buf_init(&image, ARENA_BYTES);
    must(ix_index_build(&image, knowledge, &next, 1, &error), &error);
    must(ix_index_open(&index, ix_buf_view(&image), knowledge, &lasting, &error), &error);
    return index;
}

/* The shipped knowledge of the source tree that INTERDICT_SOURCE names. */
static inline void open_screener(void) {
    char folder[IX_PATH_BYTES_MAX];
    const char *source = getenv("INTERDICT_SOURCE");
    const ix_knowledge *knowledge;
    const ix_rules *rules;
    const ix_products *products;
    ix_policy policy = {.alert_score = 7000, .establish_score = 8500};
    ix_knowledge_file *files;
    int count;
    ix_error error = {0};
    source = source != NULL ? source : ".";
    snprintf(folder, sizeof folder, "%s/data", source);
    ix_arena_init(&lasting, (size_t)4 << 30);
    must(ix_data_read(&files, &count, folder, &lasting, &error), &error);
    must(ix_knowledge_load(&knowledge, files, count, &lasting, &error), &error);
    must(ix_rules_load(&rules, files, count, &lasting, &error), &error);
    must(ix_products_load(&products, files, count, &lasting, &error), &error);
    ix_screener_init(&screener, open_index(source, knowledge), knowledge, rules, products, &policy);
}

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

/* Every message of a file: it ends, and all bytes are accounted for. */
static inline void check_messages(ix_str file) {
    int64_t at = 0;
    ix_arena arena;
    ix_arena_init(&arena, ARENA_BYTES);
    for (int32_t number = 1; number == 1 || at < file.len; number++) {
        ix_message message;
        ix_error error = {0};
        int64_t before = at;
        ix_arena_reset(&arena);
        ix_status status =
            ix_message_read(&message, &at, file, IX_STR("fuzz"), number, &arena, &error);
        if (status != IX_OK) {
            assert(error.text[0] != '\0');
            break;
        }
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
