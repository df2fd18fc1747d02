/* For tests: checks a value against a JSON Schema, as much of it as docs/schema/ uses. A keyword it
 * does not know is a failure, so that no rule of a schema is passed over. */
#ifndef SCREEN_SCHEMA_H
#define SCREEN_SCHEMA_H

#include <jansson.h>
#include <regex.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/** The schema and, after a check, what was wrong first. */
typedef struct schema {
    json_t *root;
    const char *source; /* tree that other schemas are read from */
    char fault[512];
} schema;

static inline bool schema_check(schema *s, const json_t *rule, const json_t *value,
                                const char *path);

static inline bool schema_fault(schema *s, const char *path, const char *what) {
    if (s->fault[0] == '\0') {
        snprintf(s->fault, sizeof s->fault, "%.255s: %.250s", path, what);
    }
    return false;
}

/** Load docs/schema/NAME below a source tree (NULL: the current folder). */
static inline bool schema_load(schema *s, const char *source, const char *name) {
    char path[4096];
    json_error_t why;
    memset(s, 0, sizeof *s);
    s->source = source;
    snprintf(path, sizeof path, "%s/docs/schema/%s", source != NULL ? source : ".", name);
    s->root = json_load_file(path, 0, &why);
    return s->root != NULL || schema_fault(s, path, why.text);
}

static inline bool schema_has_type(const char *type, const json_t *value) {
    return (strcmp(type, "object") == 0 && json_is_object(value)) ||
           (strcmp(type, "array") == 0 && json_is_array(value)) ||
           (strcmp(type, "string") == 0 && json_is_string(value)) ||
           (strcmp(type, "integer") == 0 && json_is_integer(value)) ||
           (strcmp(type, "number") == 0 && json_is_number(value)) ||
           (strcmp(type, "boolean") == 0 && json_is_boolean(value)) ||
           (strcmp(type, "null") == 0 && json_is_null(value));
}

static inline bool schema_type(const json_t *types, const json_t *value) {
    if (json_is_string(types)) {
        return schema_has_type(json_string_value(types), value);
    }
    for (size_t i = 0; i < json_array_size(types); i++) {
        if (schema_has_type(json_string_value(json_array_get(types, i)), value)) {
            return true;
        }
    }
    return false;
}

static inline bool schema_enum(const json_t *allowed, const json_t *value) {
    for (size_t i = 0; i < json_array_size(allowed); i++) {
        if (json_equal(json_array_get(allowed, i), value)) {
            return true;
        }
    }
    return false;
}

static inline bool schema_pattern(const char *pattern, const json_t *value) {
    regex_t compiled;
    if (!json_is_string(value)) {
        return true;
    }
    if (regcomp(&compiled, pattern, REG_EXTENDED | REG_NOSUB) != 0) {
        return false;
    }
    bool match = regexec(&compiled, json_string_value(value), 0, NULL, 0) == 0;
    regfree(&compiled);
    return match;
}

/* Exactly one of the alternatives must hold. */
static inline bool schema_one_of(schema *s, const json_t *rules, const json_t *value,
                                 const char *path) {
    size_t held = 0;
    for (size_t i = 0; i < json_array_size(rules); i++) {
        schema trial = {.root = s->root, .source = s->source};
        held += schema_check(&trial, json_array_get(rules, i), value, path);
    }
    return held == 1;
}

static inline bool schema_properties(schema *s, const json_t *rule, const json_t *value,
                                     const char *path) {
    const json_t *known = json_object_get(rule, "properties");
    bool closed = json_is_false(json_object_get(rule, "additionalProperties"));
    const char *key;
    json_t *member;
    json_object_foreach((json_t *)value, key, member) {
        char below[512];
        snprintf(below, sizeof below, "%.400s/%.100s", path, key);
        const json_t *child = json_object_get(known, key);
        if (child == NULL && closed) {
            return schema_fault(s, below, "a key that the schema does not know");
        }
        if (child != NULL && !schema_check(s, child, member, below)) {
            return false;
        }
    }
    return true;
}

static inline bool schema_required(schema *s, const json_t *keys, const json_t *value,
                                   const char *path) {
    for (size_t i = 0; i < json_array_size(keys); i++) {
        const char *key = json_string_value(json_array_get(keys, i));
        if (json_object_get(value, key) == NULL) {
            char what[256];
            snprintf(what, sizeof what, "the key %s is missing", key);
            return schema_fault(s, path, what);
        }
    }
    return true;
}

static inline bool schema_items(schema *s, const json_t *rule, const json_t *value,
                                const char *path) {
    for (size_t i = 0; i < json_array_size(value); i++) {
        char below[512];
        snprintf(below, sizeof below, "%.480s/%zu", path, i);
        if (!schema_check(s, rule, json_array_get(value, i), below)) {
            return false;
        }
    }
    return true;
}

/* A rule of this schema (#/$defs/NAME), of another (FILE#/$defs/NAME), or another as a whole. */
static inline bool schema_refer(schema *s, const char *to, const json_t *value, const char *path) {
    size_t file = strcspn(to, "#");
    if (file > 0) {
        char name[256];
        schema other;
        snprintf(name, sizeof name, "%.*s", (int)file, to);
        bool held = schema_load(&other, s->source, name) &&
                    (to[file] != '\0' ? schema_refer(&other, to + file, value, path)
                                      : schema_check(&other, other.root, value, path));
        json_decref(other.root);
        return held || schema_fault(s, path, other.fault);
    }
    const char *name = to + strlen("#/$defs/");
    const json_t *target = json_object_get(json_object_get(s->root, "$defs"), name);
    return target != NULL ? schema_check(s, target, value, path)
                          : schema_fault(s, path, "a $ref to nothing");
}

static inline bool schema_keyword(schema *s, const char *word, const json_t *argument,
                                  const json_t *rule, const json_t *value, const char *path) {
    if (strcmp(word, "$ref") == 0) {
        return schema_refer(s, json_string_value(argument), value, path);
    }
    if (strcmp(word, "type") == 0) {
        return schema_type(argument, value) || schema_fault(s, path, "of another type");
    }
    if (strcmp(word, "enum") == 0) {
        return schema_enum(argument, value) || schema_fault(s, path, "not one of the enum");
    }
    if (strcmp(word, "const") == 0) {
        return json_equal(argument, value) || schema_fault(s, path, "not the constant");
    }
    if (strcmp(word, "pattern") == 0) {
        return schema_pattern(json_string_value(argument), value) ||
               schema_fault(s, path, "not of the pattern");
    }
    if (strcmp(word, "oneOf") == 0) {
        return schema_one_of(s, argument, value, path) ||
               schema_fault(s, path, "not exactly one of the alternatives");
    }
    if (strcmp(word, "required") == 0) {
        return schema_required(s, argument, value, path);
    }
    if (strcmp(word, "properties") == 0) {
        return schema_properties(s, rule, value, path);
    }
    if (strcmp(word, "items") == 0) {
        return schema_items(s, argument, value, path);
    }
    if (strcmp(word, "minItems") == 0 || strcmp(word, "maxItems") == 0) {
        json_int_t size = (json_int_t)json_array_size(value);
        json_int_t bound = json_integer_value(argument);
        return !json_is_array(value) || (word[1] == 'i' ? size >= bound : size <= bound) ||
               schema_fault(s, path, "of another length");
    }
    static const char *const silent[] = {"$schema", "title", "description", "$defs",
                                         "additionalProperties"};
    for (size_t i = 0; i < sizeof silent / sizeof silent[0]; i++) {
        if (strcmp(word, silent[i]) == 0) {
            return true;
        }
    }
    return schema_fault(s, path, "the schema has a keyword that this check does not know");
}

static inline bool schema_check(schema *s, const json_t *rule, const json_t *value,
                                const char *path) {
    const char *word;
    json_t *argument;
    json_object_foreach((json_t *)rule, word, argument) {
        if (!schema_keyword(s, word, argument, rule, value, path)) {
            return false;
        }
    }
    return true;
}

#endif
