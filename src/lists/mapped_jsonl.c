/* JSON read by a mapping: one object a line, or the objects of an array in one document. Lines are
 * read one at a time; a document is held whole. A document has no lines to tell: the line of a row
 * is its number in the array. */
#include "json_rows.h"
#include "mapped.h"
#include "readers.h"

#include <string.h>

#define DOCUMENT_BYTES_MAX (256 << 20)
#define NUMBER_BYTES_MAX   64

typedef struct jsonl_reader {
    mapped_reading *reading;
    json_rows lines;
    json_t *root; /* of a document */
    const json_t *rows;
    ptrdiff_t item; /* the next of them */
    char text[JSON_ERROR_TEXT_LENGTH + 32];
} jsonl_reader;

/* ------------------------------------------------------------------ trees */

/* What is needed to turn one row into a tree. */
typedef struct planting {
    ix_arena *arena;
    int nodes;
    const char *fault;
} planting;

static bool plant(mapped_node *node, planting *p, const json_t *value, int depth);

static ix_str number_text(planting *p, const json_t *value) {
    char text[NUMBER_BYTES_MAX];
    size_t flags = JSON_ENCODE_ANY | JSON_REAL_PRECISION(15);
    size_t len = json_dumpb(value, text, sizeof text, flags);
    return ix_arena_copy(p->arena, (ix_str){text, len <= sizeof text ? (ptrdiff_t)len : 0});
}

static bool plant_array(mapped_node *node, planting *p, const json_t *value, int depth) {
    size_t count = json_array_size(value);
    node->kind = NODE_ARRAY;
    node->items = IX_NEW(p->arena, mapped_node, count);
    for (size_t i = 0; i < count && node->items != NULL; i++) {
        if (!plant(&node->items[i], p, json_array_get(value, i), depth + 1)) {
            return false;
        }
        node->count++;
    }
    return node->items != NULL;
}

static bool plant_object(mapped_node *node, planting *p, const json_t *value, int depth) {
    const char *key;
    json_t *item;
    node->kind = NODE_OBJECT;
    node->items = IX_NEW(p->arena, mapped_node, json_object_size(value));
    if (node->items == NULL) {
        return false;
    }
    json_object_foreach((json_t *)(uintptr_t)value, key, item) {
        mapped_node *member = &node->items[node->count];
        if (!plant(member, p, item, depth + 1)) {
            return false;
        }
        ix_str name = ix_str_from_cstr(key);
        member->name = ix_arena_copy(p->arena, name);
        if (member->name.ptr == NULL && name.len > 0) {
            return false;
        }
        node->count++;
    }
    return true;
}

/* False when memory is gone or the row has a fault, which is then told. */
static bool plant(mapped_node *node, planting *p, const json_t *value, int depth) {
    if (depth > MAPPED_DEPTH_MAX || ++p->nodes > MAPPED_NODES_MAX) {
        p->fault = depth > MAPPED_DEPTH_MAX ? "nested too deep" : "more values than a row may have";
        return false;
    }
    *node = (mapped_node){.kind = NODE_TEXT};
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        return plant_object(node, p, value, depth);
    case JSON_ARRAY:
        return plant_array(node, p, value, depth);
    case JSON_STRING: {
        ix_str text = {json_string_value(value), (ptrdiff_t)json_string_length(value)};
        node->text = ix_arena_copy(p->arena, text);
        return node->text.ptr != NULL || text.len == 0;
    }
    case JSON_INTEGER:
    case JSON_REAL:
        node->text = number_text(p, value);
        return node->text.ptr != NULL;
    case JSON_TRUE:
        node->text = IX_STR("true");
        return true;
    case JSON_FALSE:
        node->text = IX_STR("false");
        return true;
    case JSON_NULL:
        node->kind = NODE_NULL;
        return true;
    }
    return true;
}

/* The tree of a row, or its fault. */
static ix_status plant_row(mapped_row *row, const json_t *value, ix_arena *arena) {
    planting p = {.arena = arena};
    mapped_node *node = IX_NEW(arena, mapped_node, 1);
    if (!json_is_object(value)) {
        row->fault = "it is not an object of named values";
        return IX_OK;
    }
    if (node == NULL || (!plant(node, &p, value, 0) && p.fault == NULL)) {
        return IX_E_MEMORY;
    }
    row->fault = p.fault;
    row->node = node;
    return IX_OK;
}

/* ------------------------------------------------------------------ lines */

static ix_status next_of_lines(mapped_row *row, void *reader, ix_arena *arena, ix_error *error) {
    jsonl_reader *j = reader;
    json_row line;
    row->place = j->lines.pos;
    if (!json_rows_next(&line, &j->lines)) {
        return IX_END;
    }
    row->line = line.line;
    if (line.value == NULL) {
        ix_buf out = {.ptr = j->text, .cap = sizeof j->text, .max = sizeof j->text - 1};
        ix_buf_printf(&out, "no valid json: %s", line.why);
        j->text[out.len] = '\0';
        row->fault = j->text;
        j->reading->report->truncated |= json_rows_is_cut(&j->lines);
        return IX_OK;
    }
    ix_status status = plant_row(row, line.value, arena);
    json_decref(line.value);
    return status;
}

static void seek_line(void *reader, ptrdiff_t place, int64_t line) {
    jsonl_reader *j = reader;
    ix_str bytes = j->lines.bytes;
    j->lines.pos = place;
    j->lines.ended = false;
    j->lines.line = line; /* of the row itself: the line ends before it are counted again */
    for (ptrdiff_t i = place; i < bytes.len && (unsigned char)bytes.ptr[i] <= ' '; i++) {
        j->lines.line -= bytes.ptr[i] == '\n';
    }
}

/* ------------------------------------------------------------------ documents */

static ix_status next_of_document(mapped_row *row, void *reader, ix_arena *arena, ix_error *error) {
    jsonl_reader *j = reader;
    if (j->item == (ptrdiff_t)json_array_size(j->rows)) {
        return IX_END;
    }
    row->place = j->item;
    row->line = j->item + 1;
    return plant_row(row, json_array_get(j->rows, (size_t)j->item++), arena);
}

static void seek_item(void *reader, ptrdiff_t place, int64_t line) {
    ((jsonl_reader *)reader)->item = place;
}

static const json_t *find_in(const json_t *root, mapping_path *path) {
    for (int i = 0; i < path->step_count && root != NULL; i++) {
        char name[256];
        if (path->steps[i].len >= (ptrdiff_t)sizeof name) {
            return NULL;
        }
        memcpy(name, path->steps[i].ptr, (size_t)path->steps[i].len);
        name[path->steps[i].len] = '\0';
        root = json_object_get(root, name);
    }
    path->seen = root != NULL;
    return root;
}

static ix_status open_document(jsonl_reader *j) {
    mapped_reading *r = j->reading;
    ix_str bytes = r->file.bytes;
    json_error_t fault;
    if (bytes.len > DOCUMENT_BYTES_MAX) {
        return ix_error_at(r->error, IX_E_LIMIT, r->file.name, 0, -1,
                           "a json document larger than %d bytes; as lines it can be read",
                           DOCUMENT_BYTES_MAX);
    }
    j->root = json_document_parse(bytes, JSON_REJECT_DUPLICATES, &fault);
    if (j->root == NULL) {
        return ix_error_at(r->error, IX_E_INPUT, r->file.name, fault.line, -1, "no valid json: %s",
                           fault.text);
    }
    j->rows = find_in(j->root, r->map->rows);
    if (!json_is_array(j->rows)) {
        return ix_error_at(r->error, IX_E_INPUT, r->file.name, 0, -1,
                           "no array '%" IX_FMT "', which the mapping says holds the rows",
                           IX_ARG(r->map->rows->text));
    }
    const json_t *stated = r->map->stated == NULL ? NULL : find_in(j->root, r->map->stated);
    r->report->stated_count = json_is_integer(stated) ? json_integer_value(stated) : -1;
    return IX_OK;
}

/* ------------------------------------------------------------------ the file */

static ix_status read_file(mapped_reading *r) {
    jsonl_reader j = {.reading = r};
    bool document = r->map->rows != NULL;
    r->reader = &j;
    r->next = document ? next_of_document : next_of_lines;
    r->seek = document ? seek_item : seek_line;
    json_rows_init(&j.lines, r->file.bytes);
    ix_status status = document ? open_document(&j) : IX_OK;
    status = status == IX_OK ? mapped_read(r) : status;
    json_decref(j.root);
    return status;
}

ix_status mapped_jsonl_read(const ix_list_file *files, int file_count,
                            const ix_knowledge *knowledge, ix_entity_sink sink, void *context,
                            ix_read_report *report, ix_arena *arena, ix_error *error) {
    mapped_reading r;
    report->stated_count = -1;
    ix_status status =
        mapped_open(&r, IX_STR("mapped_jsonl"), files, file_count, knowledge, report, arena, error);
    r.sink = sink;
    r.context = context;
    status = status == IX_OK ? read_file(&r) : status;
    mapped_close(&r);
    return status;
}
