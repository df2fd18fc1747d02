/* The pull reader of YAML files: libyaml's events in, values of the key tables out. */
#include <interdict/base.h>

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <yaml.h>

struct ix_yaml_lexer {
    yaml_parser_t parser;
    yaml_event_t event; /* the event not yet consumed */
    bool has_event;
    int depth;
};

void *ix_vector_push(ix_vector *vector, size_t size, ix_arena *arena) {
    if (vector->count == vector->capacity) {
        int capacity = vector->capacity == 0 ? 4 : vector->capacity * 2;
        void *items = ix_arena_alloc(arena, size, _Alignof(max_align_t), (size_t)capacity);
        if (items == NULL) {
            return NULL;
        }
        if (vector->count > 0) {
            memcpy(items, vector->items, size * (size_t)vector->count);
        }
        vector->items = items;
        vector->capacity = capacity;
    }
    return (char *)vector->items + size * (size_t)vector->count++;
}

bool ix_texts_contain(ix_texts texts, ix_str text) {
    for (int i = 0; i < texts.count; i++) {
        if (ix_str_equal(texts.items[i], text)) {
            return true;
        }
    }
    return false;
}

/* ------------------------------------------------------------------ faults */

ix_status ix_yaml_fault(ix_yaml *reader, int64_t line, const char *format, ...) {
    char text[IX_ERROR_TEXT_MAX];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return ix_error_at(reader->error, IX_E_INPUT, reader->source, line, -1, "%s", text);
}

static ix_status memory_fault(ix_yaml *reader) {
    return ix_error_at(reader->error, IX_E_MEMORY, reader->source, 0, -1,
                       "no memory to read the file");
}

static ix_status parser_fault(ix_yaml *reader) {
    const yaml_parser_t *parser = &reader->lexer->parser;
    if (parser->error == YAML_MEMORY_ERROR) {
        return memory_fault(reader);
    }
    if (parser->error == YAML_READER_ERROR) {
        return ix_error_at(reader->error, IX_E_INPUT, reader->source, 0,
                           (int64_t)parser->problem_offset, "not UTF-8 text: %s", parser->problem);
    }
    return ix_yaml_fault(reader, (int64_t)parser->problem_mark.line + 1, "not YAML: %s",
                         parser->problem != NULL ? parser->problem : "cannot be read");
}

/* ------------------------------------------------------------------ events */

static void drop_event(ix_yaml *reader) {
    if (reader->lexer->has_event) {
        yaml_event_delete(&reader->lexer->event);
        reader->lexer->has_event = false;
    }
}

/* Make the next event visible without consuming it. */
static ix_status peek(ix_yaml *reader) {
    if (reader->lexer->has_event) {
        return IX_OK;
    }
    if (!yaml_parser_parse(&reader->lexer->parser, &reader->lexer->event)) {
        return parser_fault(reader);
    }
    reader->lexer->has_event = true;
    const yaml_event_t *event = &reader->lexer->event;
    const yaml_char_t *anchor = NULL;
    const yaml_char_t *tag = NULL;
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        anchor = event->data.scalar.anchor;
        tag = event->data.scalar.tag;
        break;
    case YAML_SEQUENCE_START_EVENT:
        anchor = event->data.sequence_start.anchor;
        tag = event->data.sequence_start.tag;
        break;
    case YAML_MAPPING_START_EVENT:
        anchor = event->data.mapping_start.anchor;
        tag = event->data.mapping_start.tag;
        break;
    case YAML_ALIAS_EVENT:
        anchor = event->data.alias.anchor;
        break;
    default:
        break;
    }
    if (anchor != NULL || tag != NULL) {
        return ix_yaml_fault(reader, ix_yaml_line(reader),
                             "anchors, aliases and tags have no place here");
    }
    return IX_OK;
}

int64_t ix_yaml_line(const ix_yaml *reader) {
    assert(reader->lexer->has_event);
    return (int64_t)reader->lexer->event.start_mark.line + 1;
}

static const char *event_name(yaml_event_type_t type) {
    switch (type) {
    case YAML_SCALAR_EVENT:
        return "a value";
    case YAML_SEQUENCE_START_EVENT:
        return "a list";
    case YAML_MAPPING_START_EVENT:
        return "a mapping";
    case YAML_DOCUMENT_START_EVENT:
        return "a document";
    default:
        return "the end of the file";
    }
}

/* Consume an event that must be of this type. */
static ix_status expect(ix_yaml *reader, yaml_event_type_t type) {
    ix_status status = peek(reader);
    if (status != IX_OK) {
        return status;
    }
    if (reader->lexer->event.type != type) {
        return ix_yaml_fault(reader, ix_yaml_line(reader), "expected %s, found %s",
                             event_name(type), event_name(reader->lexer->event.type));
    }
    drop_event(reader);
    return IX_OK;
}

/* Step into a mapping or sequence that has been looked at. */
static ix_status enter(ix_yaml *reader, yaml_event_type_t type) {
    if (reader->lexer->depth == IX_YAML_DEPTH_MAX) {
        return ix_yaml_fault(reader, ix_yaml_line(reader), "nested more than %d deep",
                             IX_YAML_DEPTH_MAX);
    }
    reader->lexer->depth++;
    return expect(reader, type);
}

static ix_status leave(ix_yaml *reader, yaml_event_type_t type) {
    assert(reader->lexer->depth > 0);
    reader->lexer->depth--;
    return expect(reader, type);
}

/* ------------------------------------------------------------------ values */

/* The scalar ahead, already looked at, as text of the event; valid until it is consumed. */
static ix_status scalar_view(ix_yaml *reader, ix_str *out, bool *plain) {
    assert(reader->lexer->has_event);
    if (reader->lexer->event.type != YAML_SCALAR_EVENT) {
        return ix_yaml_fault(reader, ix_yaml_line(reader), "expected a value, found %s",
                             event_name(reader->lexer->event.type));
    }
    *out = ix_str_trim((ix_str){(const char *)reader->lexer->event.data.scalar.value,
                                (ptrdiff_t)reader->lexer->event.data.scalar.length});
    *plain = reader->lexer->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    if (out->len == 0) {
        return ix_yaml_fault(reader, ix_yaml_line(reader), "the value is empty");
    }
    return IX_OK;
}

ix_status ix_yaml_text_read(ix_yaml *reader, ix_str *out) {
    ix_str view;
    bool plain;
    ix_status status = scalar_view(reader, &view, &plain);
    if (status != IX_OK) {
        return status;
    }
    *out = ix_arena_copy(reader->arena, view);
    if (out->ptr == NULL) {
        return memory_fault(reader);
    }
    drop_event(reader);
    return IX_OK;
}

ix_status ix_yaml_verbatim_read(ix_yaml *reader, ix_str *out) {
    const yaml_event_t *event = &reader->lexer->event;
    if (event->type != YAML_SCALAR_EVENT) {
        return ix_yaml_fault(reader, ix_yaml_line(reader), "expected a value, found %s",
                             event_name(event->type));
    }
    ix_str view = {(const char *)event->data.scalar.value, (ptrdiff_t)event->data.scalar.length};
    *out = view.len > 0 ? ix_arena_copy(reader->arena, view) : IX_STR("");
    if (out->ptr == NULL) {
        return memory_fault(reader);
    }
    drop_event(reader);
    return IX_OK;
}

static ix_status push_text(ix_yaml *reader, void *object) {
    ix_vector *vector = object;
    ix_str text;
    ix_status status = ix_yaml_text_read(reader, &text);
    if (status != IX_OK) {
        return status;
    }
    ix_str *slot = ix_vector_push(vector, sizeof(ix_str), reader->arena);
    if (slot == NULL) {
        return memory_fault(reader);
    }
    *slot = text;
    return IX_OK;
}

static ix_status read_texts(ix_yaml *reader, ix_texts *out) {
    ix_vector vector = {0};
    ix_status status = reader->lexer->event.type == YAML_SEQUENCE_START_EVENT
                           ? ix_yaml_sequence_read(reader, &vector, push_text)
                           : push_text(reader, &vector);
    *out = (ix_texts){vector.items, vector.count};
    return status;
}

static ix_status read_bool(ix_yaml *reader, bool *out) {
    ix_str view;
    bool plain;
    ix_status status = scalar_view(reader, &view, &plain);
    if (status != IX_OK) {
        return status;
    }
    bool yes = ix_str_equal(view, IX_STR("true"));
    if (!plain || (!yes && !ix_str_equal(view, IX_STR("false")))) {
        return ix_yaml_fault(reader, ix_yaml_line(reader),
                             "expected true or false, found \"%" IX_FMT "\"", IX_ARG(view));
    }
    *out = yes;
    drop_event(reader);
    return IX_OK;
}

static ix_status read_count(ix_yaml *reader, int32_t *out) {
    ix_str view;
    bool plain;
    ix_status status = scalar_view(reader, &view, &plain);
    if (status != IX_OK) {
        return status;
    }
    int64_t value;
    if (!ix_str_to_int(view, &value) || value > INT32_MAX) {
        return ix_yaml_fault(reader, ix_yaml_line(reader),
                             "expected a whole number, found \"%" IX_FMT "\"", IX_ARG(view));
    }
    *out = (int32_t)value;
    drop_event(reader);
    return IX_OK;
}

/* "0.7", "0.7000", "1": ten-thousandths; false for anything else. */
static bool parse_score(ix_str text, int32_t *out) {
    ix_str fraction;
    ix_str whole = ix_str_cut(text, '.', &fraction);
    int64_t ones;
    int64_t parts = 0;
    if (!ix_str_to_int(whole, &ones) || ones > 1 || fraction.len > 4 ||
        (fraction.ptr != NULL && !ix_str_to_int(fraction, &parts))) {
        return false;
    }
    for (ptrdiff_t i = fraction.len; i < 4; i++) {
        parts *= 10;
    }
    *out = (int32_t)(ones * 10000 + parts);
    return *out <= 10000;
}

static ix_status read_score(ix_yaml *reader, int32_t *out) {
    ix_str view;
    bool plain;
    ix_status status = scalar_view(reader, &view, &plain);
    if (status != IX_OK) {
        return status;
    }
    if (!parse_score(view, out)) {
        return ix_yaml_fault(reader, ix_yaml_line(reader),
                             "expected a score from 0 to 1 with at most four decimals, found "
                             "\"%" IX_FMT "\"",
                             IX_ARG(view));
    }
    drop_event(reader);
    return IX_OK;
}

static ix_status read_when(ix_yaml *reader, ix_when *out) {
    ix_str view;
    bool plain;
    ix_status status = scalar_view(reader, &view, &plain);
    if (status != IX_OK) {
        return status;
    }
    if (ix_when_parse(out, view, NULL) != IX_OK) {
        return ix_yaml_fault(reader, ix_yaml_line(reader),
                             "expected a date or an instant such as 2024-06-21, found "
                             "\"%" IX_FMT "\"",
                             IX_ARG(view));
    }
    drop_event(reader);
    return IX_OK;
}

static ix_status read_field(ix_yaml *reader, void *object, const ix_yaml_field *field) {
    void *target = (char *)object + field->offset;
    ix_status status = peek(reader);
    if (status != IX_OK) {
        return status;
    }
    switch (field->kind) {
    case IX_YAML_TEXT:
        return ix_yaml_text_read(reader, target);
    case IX_YAML_VERBATIM:
        return ix_yaml_verbatim_read(reader, target);
    case IX_YAML_TEXTS:
        return read_texts(reader, target);
    case IX_YAML_BOOL:
        return read_bool(reader, target);
    case IX_YAML_COUNT:
        return read_count(reader, target);
    case IX_YAML_SCORE:
        return read_score(reader, target);
    case IX_YAML_WHEN:
        return read_when(reader, target);
    case IX_YAML_CUSTOM:
        break;
    }
    return field->read(reader, target);
}

/* ------------------------------------------------------------------ structure */

ix_status ix_yaml_sequence_read(ix_yaml *reader, void *object, ix_yaml_read item) {
    ix_status status = enter(reader, YAML_SEQUENCE_START_EVENT);
    while (status == IX_OK) {
        status = peek(reader);
        if (status == IX_OK && reader->lexer->event.type == YAML_SEQUENCE_END_EVENT) {
            return leave(reader, YAML_SEQUENCE_END_EVENT);
        }
        if (status == IX_OK) {
            status = item(reader, object);
        }
    }
    return status;
}

/* Consume a key: its number in the table. */
static ix_status read_key(ix_yaml *reader, int *out, const ix_yaml_field *fields, int field_count,
                          uint32_t *seen) {
    ix_str key;
    bool plain;
    ix_status status = scalar_view(reader, &key, &plain);
    if (status != IX_OK) {
        return status;
    }
    int i = 0;
    while (i < field_count && !ix_str_equal(ix_str_from_cstr(fields[i].key), key)) {
        i++;
    }
    int64_t line = ix_yaml_line(reader);
    if (i == field_count) {
        return ix_yaml_fault(reader, line, "unknown key \"%" IX_FMT "\"", IX_ARG(key));
    }
    if ((*seen & (uint32_t)1 << i) != 0) {
        return ix_yaml_fault(reader, line, "key \"%s\" is given twice", fields[i].key);
    }
    *seen |= (uint32_t)1 << i;
    *out = i;
    drop_event(reader);
    return IX_OK;
}

ix_status ix_yaml_mapping_read(ix_yaml *reader, void *object, const ix_yaml_field *fields,
                               int field_count, int64_t *line) {
    assert(field_count <= IX_YAML_FIELDS_MAX);
    ix_status status = peek(reader);
    if (status != IX_OK) {
        return status;
    }
    int64_t start = ix_yaml_line(reader);
    if (line != NULL) {
        *line = start;
    }
    uint32_t seen = 0;
    status = enter(reader, YAML_MAPPING_START_EVENT);
    while (status == IX_OK) {
        status = peek(reader);
        if (status != IX_OK || reader->lexer->event.type == YAML_MAPPING_END_EVENT) {
            break;
        }
        int number = 0;
        status = read_key(reader, &number, fields, field_count, &seen);
        if (status == IX_OK) {
            status = read_field(reader, object, &fields[number]);
        }
    }
    for (int i = 0; status == IX_OK && i < field_count; i++) {
        if (fields[i].required && (seen & (uint32_t)1 << i) == 0) {
            status = ix_yaml_fault(reader, start, "key \"%s\" is missing", fields[i].key);
        }
    }
    return status == IX_OK ? leave(reader, YAML_MAPPING_END_EVENT) : status;
}

ix_status ix_yaml_pairs_read(ix_yaml *reader, ix_vector *pairs) {
    ix_status status = enter(reader, YAML_MAPPING_START_EVENT);
    while (status == IX_OK) {
        status = peek(reader);
        if (status == IX_OK && reader->lexer->event.type == YAML_MAPPING_END_EVENT) {
            return leave(reader, YAML_MAPPING_END_EVENT);
        }
        ix_yaml_pair *pair = ix_vector_push(pairs, sizeof *pair, reader->arena);
        if (pair == NULL) {
            return memory_fault(reader);
        }
        status = status == IX_OK ? ix_yaml_verbatim_read(reader, &pair->key) : status;
        status = status == IX_OK ? peek(reader) : status;
        status = status == IX_OK ? ix_yaml_verbatim_read(reader, &pair->value) : status;
    }
    return status;
}

ix_yaml_shape ix_yaml_ahead(const ix_yaml *reader) {
    assert(reader->lexer->has_event);
    switch (reader->lexer->event.type) {
    case YAML_MAPPING_START_EVENT:
        return IX_YAML_IS_MAPPING;
    case YAML_SEQUENCE_START_EVENT:
        return IX_YAML_IS_SEQUENCE;
    default:
        return IX_YAML_IS_SCALAR;
    }
}

static ix_status read_document(ix_yaml *reader, void *object, const ix_yaml_field *fields,
                               int field_count) {
    ix_status status = expect(reader, YAML_STREAM_START_EVENT);
    if (status == IX_OK) {
        status = expect(reader, YAML_DOCUMENT_START_EVENT);
    }
    if (status == IX_OK) {
        status = ix_yaml_mapping_read(reader, object, fields, field_count, NULL);
    }
    if (status == IX_OK) {
        status = expect(reader, YAML_DOCUMENT_END_EVENT);
    }
    return status == IX_OK ? expect(reader, YAML_STREAM_END_EVENT) : status;
}

ix_status ix_yaml_file_read(void *object, const ix_yaml_field *fields, int field_count,
                            ix_str bytes, ix_str source, ix_arena *arena, ix_error *error) {
    if (bytes.len > IX_YAML_BYTES_MAX) {
        return ix_error_at(error, IX_E_LIMIT, source, 0, -1, "larger than %d bytes",
                           IX_YAML_BYTES_MAX);
    }
    struct ix_yaml_lexer lexer = {.has_event = false};
    ix_yaml reader = {
        .source = source, .arena = arena, .error = error, .root = object, .lexer = &lexer};
    if (!yaml_parser_initialize(&lexer.parser)) {
        return memory_fault(&reader);
    }
    yaml_parser_set_encoding(&lexer.parser, YAML_UTF8_ENCODING);
    const char *start = bytes.ptr == NULL ? "" : bytes.ptr;
    yaml_parser_set_input_string(&lexer.parser, (const unsigned char *)start, (size_t)bytes.len);
    ix_status status = read_document(&reader, object, fields, field_count);
    drop_event(&reader);
    yaml_parser_delete(&lexer.parser);
    return status;
}
