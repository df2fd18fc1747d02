/* Reading a mapping file: tables of keys, and the check of the words that must be the model's. */
#include "mapping.h"

#include <assert.h>
#include <string.h>

/* ------------------------------------------------------------------ paths and values */

static ix_status no_memory(ix_yaml *reader) {
    return ix_error_at(reader->error, IX_E_MEMORY, reader->source, 0, -1,
                       "no memory to read the mapping");
}

/* The next member name of a path of json; "\." is a point of the name itself. */
static ix_str next_step(ix_str *rest, ix_arena *arena) {
    char *step = IX_NEW(arena, char, rest->len + 1);
    ptrdiff_t len = 0;
    ptrdiff_t i = 0;
    for (; step != NULL && i < rest->len && rest->ptr[i] != '.'; i++) {
        i += rest->ptr[i] == '\\' && i + 1 < rest->len;
        step[len++] = rest->ptr[i];
    }
    *rest = ix_str_slice(*rest, i + 1, rest->len);
    return (ix_str){step, len};
}

static ix_status split_path(mapping_path *path, ix_yaml *reader) {
    ix_str rest = path->text;
    while (rest.len > 0) {
        if (path->step_count == MAPPING_STEPS_MAX) {
            return ix_yaml_fault(reader, path->line, "a path of more than %d steps",
                                 MAPPING_STEPS_MAX);
        }
        ix_str step = next_step(&rest, reader->arena);
        if (step.ptr == NULL) {
            return no_memory(reader);
        }
        path->steps[path->step_count++] = step;
    }
    return IX_OK;
}

static ix_status read_path(ix_yaml *reader, void *object) {
    mapping_path **out = object;
    mapping *map = reader->root;
    mapping_path *path = IX_NEW(reader->arena, mapping_path, 1);
    if (path == NULL) {
        return no_memory(reader);
    }
    path->line = ix_yaml_line(reader);
    ix_status status = ix_yaml_text_read(reader, &path->written);
    if (status != IX_OK) {
        return status;
    }
    path->text = path->written;
    path->from_row = path->text.len > 1 && path->text.ptr[0] == '/';
    path->text = ix_str_slice(path->text, path->from_row, path->text.len);
    path->optional = path->text.len > 1 && ix_str_ends_with(path->text, IX_STR("?"));
    path->text = ix_str_slice(path->text, 0, path->text.len - path->optional);
    if (!ix_str_equal(path->text, IX_STR("."))) {
        status = split_path(path, reader);
    }
    path->next = map->paths;
    map->paths = path;
    *out = path;
    return status;
}

static ix_status push_path(ix_yaml *reader, void *object) {
    mapping_path **slot = ix_vector_push(object, sizeof *slot, reader->arena);
    return slot == NULL ? no_memory(reader) : read_path(reader, slot);
}

static ix_status read_paths(ix_yaml *reader, void *object) {
    return ix_yaml_ahead(reader) == IX_YAML_IS_SEQUENCE
               ? ix_yaml_sequence_read(reader, object, push_path)
               : push_path(reader, object);
}

static ix_status read_table(ix_yaml *reader, void *object) {
    return ix_yaml_pairs_read(reader, object);
}

static ix_status read_values(ix_yaml *reader, void *object);
static ix_status read_when(ix_yaml *reader, void *object);

static ix_status push_part(ix_yaml *reader, void *object) {
    ix_vector *slot = ix_vector_push(object, sizeof *slot, reader->arena);
    return slot == NULL ? no_memory(reader) : read_values(reader, slot);
}

static ix_status read_parts(ix_yaml *reader, void *object) {
    return ix_yaml_sequence_read(reader, object, push_part);
}

static ix_status push_value(ix_yaml *reader, void *object) {
    static const ix_yaml_field fields[] = {
        {"each", IX_YAML_CUSTOM, false, offsetof(mapping_value, scope.each), read_path},
        {"when", IX_YAML_CUSTOM, false, offsetof(mapping_value, scope.when), read_when},
        {"from", IX_YAML_CUSTOM, false, offsetof(mapping_value, from), read_paths},
        {"parts", IX_YAML_CUSTOM, false, offsetof(mapping_value, parts), read_parts},
        {"constant", IX_YAML_TEXT, false, offsetof(mapping_value, constant), NULL},
        {"join", IX_YAML_VERBATIM, false, offsetof(mapping_value, join), NULL},
        {"split", IX_YAML_VERBATIM, false, offsetof(mapping_value, split), NULL},
        {"before", IX_YAML_VERBATIM, false, offsetof(mapping_value, before), NULL},
        {"after", IX_YAML_VERBATIM, false, offsetof(mapping_value, after), NULL},
        {"prefix", IX_YAML_VERBATIM, false, offsetof(mapping_value, prefix), NULL},
        {"table", IX_YAML_CUSTOM, false, offsetof(mapping_value, table), read_table},
        {"otherwise", IX_YAML_TEXT, false, offsetof(mapping_value, otherwise), NULL},
        {"hash", IX_YAML_BOOL, false, offsetof(mapping_value, hash), NULL},
        {"slug", IX_YAML_BOOL, false, offsetof(mapping_value, slug), NULL},
    };
    mapping_value value = {.line = ix_yaml_line(reader)};
    ix_status status =
        ix_yaml_ahead(reader) == IX_YAML_IS_MAPPING
            ? ix_yaml_mapping_read(reader, &value, fields, IX_YAML_FIELD_COUNT(fields), NULL)
            : push_path(reader, &value.from);
    int given = (value.from.count > 0) + (value.parts.count > 0) + (value.constant.len > 0);
    if (status == IX_OK && given != 1) {
        return ix_yaml_fault(reader, value.line,
                             "a value has one of `from`, `parts` and `constant`");
    }
    mapping_value *slot =
        status == IX_OK ? ix_vector_push(object, sizeof *slot, reader->arena) : NULL;
    if (slot == NULL) {
        return status == IX_OK ? no_memory(reader) : status;
    }
    value.joined = value.join.ptr != NULL || value.parts.count > 0;
    *slot = value;
    return IX_OK;
}

static ix_status read_values(ix_yaml *reader, void *object) {
    return ix_yaml_ahead(reader) == IX_YAML_IS_SEQUENCE
               ? ix_yaml_sequence_read(reader, object, push_value)
               : push_value(reader, object);
}

/* ------------------------------------------------------------------ conditions */

static ix_status read_presence(ix_yaml *reader, void *object) {
    mapping_presence *presence = object;
    int64_t line = ix_yaml_line(reader);
    ix_str word;
    ix_status status = ix_yaml_text_read(reader, &word);
    bool yes = ix_str_equal(word, IX_STR("true"));
    if (status == IX_OK && !yes && !ix_str_equal(word, IX_STR("false"))) {
        return ix_yaml_fault(reader, line, "expected true or false, found \"%" IX_FMT "\"",
                             IX_ARG(word));
    }
    *presence = yes ? PRESENCE_WANTED : PRESENCE_BARRED;
    return status;
}

static ix_status push_condition(ix_yaml *reader, void *object) {
    static const ix_yaml_field fields[] = {
        {"value", IX_YAML_CUSTOM, true, offsetof(mapping_condition, value), read_values},
        {"is", IX_YAML_TEXTS, false, offsetof(mapping_condition, is), NULL},
        {"is_not", IX_YAML_TEXTS, false, offsetof(mapping_condition, is_not), NULL},
        {"begins", IX_YAML_TEXTS, false, offsetof(mapping_condition, begins), NULL},
        {"present", IX_YAML_CUSTOM, false, offsetof(mapping_condition, presence), read_presence},
    };
    mapping_condition condition = {0};
    int64_t line;
    ix_status status =
        ix_yaml_mapping_read(reader, &condition, fields, IX_YAML_FIELD_COUNT(fields), &line);
    bool asks = condition.is.count > 0 || condition.is_not.count > 0 ||
                condition.begins.count > 0 || condition.presence != PRESENCE_ANY;
    if (status == IX_OK && !asks) {
        return ix_yaml_fault(reader, line,
                             "a condition needs `is`, `is_not`, `begins` or `present`");
    }
    mapping_condition *slot =
        status == IX_OK ? ix_vector_push(object, sizeof *slot, reader->arena) : NULL;
    if (slot == NULL) {
        return status == IX_OK ? no_memory(reader) : status;
    }
    *slot = condition;
    return IX_OK;
}

static ix_status read_when(ix_yaml *reader, void *object) {
    return ix_yaml_ahead(reader) == IX_YAML_IS_SEQUENCE
               ? ix_yaml_sequence_read(reader, object, push_condition)
               : push_condition(reader, object);
}

/* ------------------------------------------------------------------ blocks */

#define SLOT(number) offsetof(mapping_block, slots) + (number) * sizeof(ix_vector)
#define SLOT_FIELD(key, required, number)                                                          \
    { key, IX_YAML_CUSTOM, required, SLOT(number), read_values }
#define SCOPE_FIELDS                                                                               \
    {"each", IX_YAML_CUSTOM, false, offsetof(mapping_block, scope.each), read_path}, {             \
        "when", IX_YAML_CUSTOM, false, offsetof(mapping_block, scope.when), read_when              \
    }

static const ix_yaml_field name_fields[] = {
    SCOPE_FIELDS,
    SLOT_FIELD("text", false, NAME_TEXT),
    SLOT_FIELD("surname", false, NAME_SURNAME),
    SLOT_FIELD("given", false, NAME_GIVEN),
    SLOT_FIELD("kind", false, NAME_KIND),
    {"origin", IX_YAML_TEXT, false, offsetof(mapping_block, origin), NULL},
};
static const ix_yaml_field birth_fields[] = {
    SCOPE_FIELDS,
    SLOT_FIELD("date", false, BIRTH_DATE),
    SLOT_FIELD("year", false, BIRTH_YEAR),
    SLOT_FIELD("month", false, BIRTH_MONTH),
    SLOT_FIELD("day", false, BIRTH_DAY),
    SLOT_FIELD("circa", false, BIRTH_CIRCA),
};
static const ix_yaml_field identifier_fields[] = {
    SCOPE_FIELDS,
    SLOT_FIELD("type", true, ID_TYPE),
    SLOT_FIELD("value", true, ID_VALUE),
    SLOT_FIELD("label", false, ID_LABEL),
    SLOT_FIELD("country", false, ID_COUNTRY),
    SLOT_FIELD("currency", false, ID_CURRENCY),
    SLOT_FIELD("issued", false, ID_ISSUED),
    SLOT_FIELD("expires", false, ID_EXPIRES),
};
static const ix_yaml_field address_fields[] = {
    SCOPE_FIELDS,
    SLOT_FIELD("whole", false, ADDRESS_WHOLE),
    SLOT_FIELD("street", false, ADDRESS_STREET),
    SLOT_FIELD("place", false, ADDRESS_PLACE),
    SLOT_FIELD("country", false, ADDRESS_COUNTRY),
    SLOT_FIELD("remark", false, ADDRESS_REMARK),
};
static const ix_yaml_field listing_fields[] = {
    SCOPE_FIELDS,
    SLOT_FIELD("source", false, LISTING_SOURCE),
    SLOT_FIELD("programs", false, LISTING_PROGRAMS),
    SLOT_FIELD("announced", false, LISTING_ANNOUNCED),
    SLOT_FIELD("published", false, LISTING_PUBLISHED),
    SLOT_FIELD("effective_from", false, LISTING_FROM),
    SLOT_FIELD("effective_until", false, LISTING_UNTIL),
    SLOT_FIELD("authority", false, LISTING_AUTHORITY),
    SLOT_FIELD("reason", false, LISTING_REASON),
    SLOT_FIELD("measures", false, LISTING_MEASURES),
    {"several", IX_YAML_BOOL, false, offsetof(mapping_block, several), NULL},
};
static const ix_yaml_field relation_fields[] = {
    SCOPE_FIELDS,
    SLOT_FIELD("kind", true, PAIR_NAME),
    SLOT_FIELD("target", true, PAIR_VALUE),
};
static const ix_yaml_field vessel_fields[] = {
    SCOPE_FIELDS,
    SLOT_FIELD("name", true, PAIR_NAME),
    SLOT_FIELD("value", true, PAIR_VALUE),
};

static ix_status push_block(ix_yaml *reader, ix_vector *blocks, const ix_yaml_field *fields,
                            int field_count) {
    mapping_block block = {0};
    ix_status status = ix_yaml_mapping_read(reader, &block, fields, field_count, &block.line);
    mapping_block *slot =
        status == IX_OK ? ix_vector_push(blocks, sizeof *slot, reader->arena) : NULL;
    if (slot == NULL) {
        return status == IX_OK ? no_memory(reader) : status;
    }
    *slot = block;
    return IX_OK;
}

/* A block alone, or a sequence of them. */
#define BLOCK_READER(what)                                                                         \
    static ix_status push_##what(ix_yaml *reader, void *object) {                                  \
        return push_block(reader, object, what##_fields, IX_YAML_FIELD_COUNT(what##_fields));      \
    }                                                                                              \
    static ix_status read_##what(ix_yaml *reader, void *object) {                                  \
        return ix_yaml_ahead(reader) == IX_YAML_IS_SEQUENCE                                        \
                   ? ix_yaml_sequence_read(reader, object, push_##what)                            \
                   : push_##what(reader, object);                                                  \
    }

BLOCK_READER(name)
BLOCK_READER(birth)
BLOCK_READER(identifier)
BLOCK_READER(address)
BLOCK_READER(listing)
BLOCK_READER(relation)
BLOCK_READER(vessel)

/* ------------------------------------------------------------------ layout */

/* One of these words; *number is its place. */
static ix_status read_word(ix_yaml *reader, int *number, const char *const *words, int count) {
    int64_t line = ix_yaml_line(reader);
    ix_str word;
    ix_status status = ix_yaml_text_read(reader, &word);
    for (int i = 0; status == IX_OK && i < count; i++) {
        if (ix_str_equal_ascii_nocase(word, ix_str_from_cstr(words[i]))) {
            *number = i;
            return IX_OK;
        }
    }
    return status != IX_OK
               ? status
               : ix_yaml_fault(reader, line, "\"%" IX_FMT "\" is not known here", IX_ARG(word));
}

static ix_status read_zone(ix_yaml *reader, void *object) {
    int64_t line = ix_yaml_line(reader);
    ix_str name;
    ix_status status = ix_yaml_text_read(reader, &name);
    if (status == IX_OK && !ix_zone_parse(object, name)) {
        return ix_yaml_fault(reader, line, "no zone of ours: \"%" IX_FMT "\"", IX_ARG(name));
    }
    return status;
}

static ix_status read_encoding(ix_yaml *reader, void *object) {
    static const char *const words[] = {"utf-8", "windows-1252", "iso-8859-1"};
    int number = 0;
    ix_status status = read_word(reader, &number, words, 3);
    *(bool *)object = number > 0;
    return status;
}

static ix_status read_quotes(ix_yaml *reader, void *object) {
    static const char *const words[] = {"true", "false"};
    int number = 0;
    ix_status status = read_word(reader, &number, words, 2);
    *(mapping_quotes *)object = number == 0 ? QUOTES_MEANT : QUOTES_PLAIN;
    return status;
}

static ix_status read_order(ix_yaml *reader, void *object) {
    static const char *const words[] = {"day_first", "month_first"};
    int number = 0;
    ix_status status = read_word(reader, &number, words, 2);
    *(mapping_date_order *)object = number == 0 ? DATES_DAY_FIRST : DATES_MONTH_FIRST;
    return status;
}

/* One byte that parts fields. */
static ix_status read_separator(ix_yaml *reader, void *object) {
    int64_t line = ix_yaml_line(reader);
    ix_str text;
    ix_status status = ix_yaml_verbatim_read(reader, &text);
    if (status != IX_OK) {
        return status;
    }
    char c = text.len == 1 ? text.ptr[0] : '"';
    if (c == '"' || c == '\n' || c == '\r' || c == '\0' || (unsigned char)c >= 0x80) {
        return ix_yaml_fault(reader, line,
                             "a separator is one ASCII character, not a quote or line end");
    }
    *(char *)object = c;
    return IX_OK;
}

static ix_status read_layout(ix_yaml *reader, void *object) {
    static const ix_yaml_field fields[] = {
        {"encoding", IX_YAML_CUSTOM, false, offsetof(mapping, windows_1252), read_encoding},
        {"separator", IX_YAML_CUSTOM, false, offsetof(mapping, separator), read_separator},
        {"wrapped", IX_YAML_CUSTOM, false, offsetof(mapping, wrapped), read_separator},
        {"quotes", IX_YAML_CUSTOM, false, offsetof(mapping, quotes), read_quotes},
        {"short_rows", IX_YAML_BOOL, false, offsetof(mapping, short_rows), NULL},
        {"skip_lines", IX_YAML_COUNT, false, offsetof(mapping, skip_lines), NULL},
        {"columns", IX_YAML_TEXTS, false, offsetof(mapping, columns), NULL},
        {"rows", IX_YAML_CUSTOM, false, offsetof(mapping, rows), read_path},
        {"stated", IX_YAML_CUSTOM, false, offsetof(mapping, stated), read_path},
        {"null", IX_YAML_TEXTS, false, offsetof(mapping, null_texts), NULL},
        {"dates", IX_YAML_CUSTOM, false, offsetof(mapping, dates), read_order},
    };
    (void)object;
    return ix_yaml_mapping_read(reader, reader->root, fields, IX_YAML_FIELD_COUNT(fields), NULL);
}

static ix_status push_split(ix_yaml *reader, void *object) {
    static const ix_yaml_field fields[] = {
        {"from", IX_YAML_CUSTOM, true, offsetof(mapping_split, from), read_path},
        {"at", IX_YAML_VERBATIM, false, offsetof(mapping_split, at), NULL},
        {"cut", IX_YAML_VERBATIM, false, offsetof(mapping_split, cut), NULL},
        {"into", IX_YAML_TEXTS, false, offsetof(mapping_split, into), NULL},
    };
    mapping_split split = {0};
    int64_t line;
    ix_status status =
        ix_yaml_mapping_read(reader, &split, fields, IX_YAML_FIELD_COUNT(fields), &line);
    if (status == IX_OK && split.at.len == 0 && split.cut.len == 0) {
        return ix_yaml_fault(reader, line, "a split needs `at`, `cut` or both");
    }
    if (status == IX_OK && (split.cut.len > 0) != (split.into.count == 2)) {
        return ix_yaml_fault(reader, line, "`cut` needs `into` with two names");
    }
    mapping_split *slot =
        status == IX_OK ? ix_vector_push(object, sizeof *slot, reader->arena) : NULL;
    if (slot == NULL) {
        return status == IX_OK ? no_memory(reader) : status;
    }
    *slot = split;
    return IX_OK;
}

static ix_status read_splits(ix_yaml *reader, void *object) {
    return ix_yaml_sequence_read(reader, object, push_split);
}

/* ------------------------------------------------------------------ the file */

#define VALUES_FIELD(key, required, member)                                                        \
    { key, IX_YAML_CUSTOM, required, offsetof(mapping, member), read_values }
#define BLOCKS_FIELD(key, required, member, what)                                                  \
    { key, IX_YAML_CUSTOM, required, offsetof(mapping, member), read_##what }

static const ix_yaml_field mapping_fields[] = {
    {"format", IX_YAML_TEXT, true, offsetof(mapping, format), NULL},
    {"list", IX_YAML_TEXT, true, offsetof(mapping, list), NULL},
    {"publisher", IX_YAML_TEXT, true, offsetof(mapping, publisher), NULL},
    {"title", IX_YAML_TEXT, false, offsetof(mapping, title), NULL},
    {"zone", IX_YAML_CUSTOM, false, offsetof(mapping, zone), read_zone},
    {"layout", IX_YAML_CUSTOM, false, 0, read_layout},
    {"split", IX_YAML_CUSTOM, false, offsetof(mapping, splits), read_splits},
    {"where", IX_YAML_CUSTOM, false, offsetof(mapping, where), read_when},
    {"group", IX_YAML_BOOL, false, offsetof(mapping, group), NULL},
    VALUES_FIELD("published", false, published),
    VALUES_FIELD("key", true, key),
    VALUES_FIELD("type", true, type),
    VALUES_FIELD("gender", false, gender),
    VALUES_FIELD("birth_places", false, birth_places),
    VALUES_FIELD("nationalities", false, nationalities),
    VALUES_FIELD("titles", false, titles),
    VALUES_FIELD("notes", false, notes),
    VALUES_FIELD("remarks", false, remarks),
    BLOCKS_FIELD("names", true, names, name),
    BLOCKS_FIELD("births", false, births, birth),
    BLOCKS_FIELD("identifiers", false, identifiers, identifier),
    BLOCKS_FIELD("addresses", false, addresses, address),
    BLOCKS_FIELD("listing", false, listings, listing),
    BLOCKS_FIELD("relations", false, relations, relation),
    BLOCKS_FIELD("vessel", false, vessel, vessel),
    {"ignore", IX_YAML_CUSTOM, false, offsetof(mapping, ignore), read_paths},
};

/* ------------------------------------------------------------------ where paths begin */

static void bind_values(ix_vector *values, mapping_path *base);

static mapping_path *bind_scope(mapping_scope *scope, mapping_path *base) {
    mapping_condition *conditions = scope->when.items;
    if (scope->each != NULL) {
        scope->each->base = base;
        base = scope->each;
    }
    for (int i = 0; i < scope->when.count; i++) {
        bind_values(&conditions[i].value, base);
    }
    return base;
}

/* As deep as the file is nested, which its reader bounds. */
static void bind_values(ix_vector *values, mapping_path *base) {
    for (int i = 0; i < values->count; i++) {
        mapping_value *value = (mapping_value *)values->items + i;
        mapping_path **paths = value->from.items;
        ix_vector *parts = value->parts.items;
        mapping_path *inner = bind_scope(&value->scope, base);
        for (int j = 0; j < value->from.count; j++) {
            paths[j]->base = inner;
        }
        for (int j = 0; j < value->parts.count; j++) {
            bind_values(&parts[j], inner);
        }
    }
}

/* Values outside blocks begin at the row, which is the default, unless they have an `each`. */
static void bind_mapping(mapping *map) {
    ix_vector *values[] = {&map->key,          &map->type,          &map->gender,
                           &map->birth_places, &map->nationalities, &map->titles,
                           &map->notes,        &map->remarks,       &map->published};
    ix_vector *blocks[] = {&map->names,    &map->births,    &map->identifiers, &map->addresses,
                           &map->listings, &map->relations, &map->vessel};
    mapping_scope whole = {.when = map->where};
    bind_scope(&whole, NULL);
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        bind_values(values[i], NULL);
    }
    for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++) {
        for (int j = 0; j < blocks[i]->count; j++) {
            mapping_block *block = (mapping_block *)blocks[i]->items + j;
            mapping_path *inner = bind_scope(&block->scope, NULL);
            for (int k = 0; k < MAPPING_SLOTS_MAX; k++) {
                bind_values(&block->slots[k], inner);
            }
        }
    }
}

/* ------------------------------------------------------------------ words of the model */

static bool is_party_type(ix_str word) {
    ix_party_type type;
    return ix_party_type_parse(&type, word);
}

static bool is_identifier_type(ix_str word) {
    ix_identifier_type type;
    return ix_identifier_type_parse(&type, word);
}

static bool is_name_kind(ix_str word) {
    ix_name_kind kind;
    return mapping_name_kind(&kind, word);
}

static bool is_gender(ix_str word) {
    return ix_str_equal(word, IX_STR("female")) || ix_str_equal(word, IX_STR("male"));
}

bool mapping_name_kind(ix_name_kind *kind, ix_str word) {
    for (int i = IX_NAME_PRIMARY; i <= IX_NAME_TRANSLATION; i++) {
        if (ix_str_equal(word, ix_str_from_cstr(ix_name_kind_name((ix_name_kind)i)))) {
            *kind = (ix_name_kind)i;
            return true;
        }
    }
    return false;
}

static ix_status check_word(const mapping *map, const mapping_value *value, ix_str word,
                            bool (*known)(ix_str), const char *what, ix_error *error) {
    return word.len == 0 || known(word)
               ? IX_OK
               : ix_error_at(error, IX_E_INPUT, map->source, value->line, -1,
                             "\"%" IX_FMT "\" is no %s", IX_ARG(word), what);
}

/* What the mapping itself says must be a word of the model: constants and results of tables. */
static ix_status check_words(const mapping *map, const ix_vector *values, bool (*known)(ix_str),
                             const char *what, ix_error *error) {
    ix_status status = IX_OK;
    for (int i = 0; i < values->count && status == IX_OK; i++) {
        const mapping_value *value = (const mapping_value *)values->items + i;
        const ix_yaml_pair *pairs = value->table.items;
        if (value->table.count == 0) {
            status = check_word(map, value, value->constant, known, what, error);
        }
        for (int j = 0; j < value->table.count && status == IX_OK; j++) {
            status = check_word(map, value, pairs[j].value, known, what, error);
        }
        if (status == IX_OK) {
            status = check_word(map, value, value->otherwise, known, what, error);
        }
    }
    return status;
}

static ix_status check_slots(const mapping *map, const ix_vector *blocks, int slot,
                             bool (*known)(ix_str), const char *what, ix_error *error) {
    ix_status status = IX_OK;
    for (int i = 0; i < blocks->count && status == IX_OK; i++) {
        const mapping_block *block = (const mapping_block *)blocks->items + i;
        status = check_words(map, &block->slots[slot], known, what, error);
    }
    return status;
}

static ix_status check_names(const mapping *map, ix_error *error) {
    for (int i = 0; i < map->names.count; i++) {
        const mapping_block *block = (const mapping_block *)map->names.items + i;
        if (block->slots[NAME_TEXT].count == 0 && block->slots[NAME_SURNAME].count == 0) {
            return ix_error_at(error, IX_E_INPUT, map->source, block->line, -1,
                               "a name needs `text` or `surname`");
        }
    }
    return IX_OK;
}

static ix_status check_mapping(const mapping *map, ix_str format, ix_error *error) {
    if (!ix_str_equal(map->format, format)) {
        return ix_error_at(error, IX_E_INPUT, map->source, 0, -1,
                           "a mapping of the format '%" IX_FMT "', used for '%" IX_FMT "'",
                           IX_ARG(map->format), IX_ARG(format));
    }
    ix_status status = check_names(map, error);
    if (status == IX_OK) {
        status = check_words(map, &map->type, is_party_type, "party type", error);
    }
    if (status == IX_OK) {
        status = check_words(map, &map->gender, is_gender, "gender", error);
    }
    if (status == IX_OK) {
        status = check_slots(map, &map->names, NAME_KIND, is_name_kind, "kind of name", error);
    }
    if (status == IX_OK) {
        status = check_slots(map, &map->identifiers, ID_TYPE, is_identifier_type,
                             "type of identifier", error);
    }
    return status;
}

ix_status mapping_read(mapping **out, ix_str format, ix_str bytes, ix_str source, ix_arena *arena,
                       ix_error *error) {
    mapping *map = IX_NEW(arena, mapping, 1);
    if (map == NULL) {
        return ix_error_at(error, IX_E_MEMORY, source, 0, -1, "no memory to read the mapping");
    }
    map->source = source;
    ix_status status = ix_yaml_file_read(map, mapping_fields, IX_YAML_FIELD_COUNT(mapping_fields),
                                         bytes, source, arena, error);
    status = status == IX_OK ? check_mapping(map, format, error) : status;
    if (status == IX_OK) {
        bind_mapping(map);
    }
    *out = status == IX_OK ? map : NULL;
    return status;
}
