/* Private to rules: a pull reader of rule files over libyaml's events, driven by tables of keys.
 *
 * A rule file is a YAML mapping of mappings, sequences and scalars. Anchors, aliases, tags, several
 * documents, unknown keys and keys given twice are refused with file, line and reason. Nothing is
 * kept but what the tables ask for: there is no tree. */
#ifndef INTERDICT_RULES_READER_H
#define INTERDICT_RULES_READER_H

#include <interdict/rules.h>

#include <yaml.h>

#define RULE_DEPTH_MAX      12        /* nested mappings and sequences */
#define RULE_FILE_BYTES_MAX (8 << 20) /* one rule file */
#define RULE_FIELDS_MAX     32        /* keys of one mapping */

/* A growing array in an arena; what it outgrows stays behind until the arena is reset. */
typedef struct rule_vector {
    void *items;
    int count;
    int capacity;
} rule_vector;

/* A zeroed slot at the end, or NULL when memory is gone. */
void *rule_vector_push(rule_vector *vector, size_t size, ix_arena *arena);

typedef struct rule_texts {
    ix_str *items;
    int count;
} rule_texts;

bool rule_texts_contain(rule_texts texts, ix_str text);

typedef struct rule_reader {
    yaml_parser_t parser;
    yaml_event_t event; /* the event not yet consumed */
    bool has_event;
    int depth;
    ix_str source;
    ix_arena *arena;
    ix_error *error;
} rule_reader;

/* What a key's value is and where in the object it goes. */
typedef enum rule_field_kind {
    RULE_TEXT,  /* ix_str, not empty, white space trimmed */
    RULE_TEXTS, /* rule_texts: one scalar or a sequence of scalars */
    RULE_BOOL,  /* bool: true or false, unquoted */
    RULE_COUNT, /* int32_t: decimal digits */
    RULE_SCORE, /* int32_t: 0 to 1 with at most four decimals, in ten-thousandths */
    RULE_WHEN,  /* ix_when: a date or an instant */
    RULE_CUSTOM /* read by a function */
} rule_field_kind;

/* Consume a value into an object; the value's event has been looked at. */
typedef ix_status (*rule_read)(rule_reader *reader, void *object);

typedef struct rule_field {
    const char *key;
    rule_field_kind kind;
    bool required;
    size_t offset;
    rule_read read; /* RULE_CUSTOM */
} rule_field;

/* Read a whole file, a mapping with these fields, into `object`. */
ix_status rule_file_read(void *object, const rule_field *fields, int field_count, ix_str bytes,
                         ix_str source, ix_arena *arena, ix_error *error);
/* Consume a mapping; *line (may be NULL) receives the line it starts on. */
ix_status rule_mapping_read(rule_reader *reader, void *object, const rule_field *fields,
                            int field_count, int64_t *line);
/* Consume a sequence, calling `item` for each element. */
ix_status rule_sequence_read(rule_reader *reader, void *object, rule_read item);
/* Consume a scalar. */
ix_status rule_text_read(rule_reader *reader, ix_str *out);
/* Line of the event ahead, which has been looked at. */
int64_t rule_reader_line(const rule_reader *reader);
/* Fail at a line of the file. */
ix_status rule_fault(rule_reader *reader, int64_t line, const char *format, ...) IX_PRINTF(3, 4);

#define RULE_FIELD_COUNT(fields) ((int)(sizeof(fields) / sizeof((fields)[0])))

#endif
