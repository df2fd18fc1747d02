/* Making trees of the records of an XML publication with expat. */
#include "tree.h"
#include "feed.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define PATH_BYTES_MAX (IX_TREE_DEPTH_MAX * (IX_TREE_NAME_BYTES_MAX + 1))

typedef struct reading {
    const ix_tree_layout *layout; /* NULL: one element, whole */
    const ix_list_file *file;
    void *context;
    XML_Parser parser;
    ix_arena *arena; /* of the record being made */
    ix_error *error;
    ix_status status; /* of what stopped the parser, else IX_OK */

    char path[PATH_BYTES_MAX]; /* of the open elements from below the root down to a record */
    int ends[IX_TREE_DEPTH_MAX];
    int depth;        /* open elements, the root counted */
    int which;        /* of the layout's records: the one being made */
    int record_depth; /* its depth; 0: between records */
    ix_tree *open[IX_TREE_DEPTH_MAX];
    int nodes; /* made for the record */
    ix_tree *tree;
    ix_tree_place place;
    ix_buf text; /* of the innermost element since the last tag */
} reading;

static void stop(reading *r, ix_status status) {
    r->status = r->status == IX_OK ? status : r->status;
    XML_StopParser(r->parser, XML_FALSE);
}

static void stop_with(reading *r, ix_status status, const char *why) {
    if (r->status == IX_OK) {
        ix_error_at(r->error, status, r->file->name, (int64_t)XML_GetCurrentLineNumber(r->parser),
                    (int64_t)XML_GetCurrentByteIndex(r->parser), "%s", why);
    }
    stop(r, status);
}

/* ------------------------------------------------------------------ making a tree */

static ix_str keep(reading *r, ix_str text) {
    ix_str copy = ix_arena_copy(r->arena, text);
    if (copy.ptr == NULL && text.len > 0) {
        stop(r, IX_E_MEMORY);
        return (ix_str){0};
    }
    return copy;
}

static ix_str local_name(const char *name) {
    ix_str local;
    ix_str whole = ix_str_from_cstr(name);
    ix_str prefix = ix_str_cut(whole, ':', &local);
    return local.ptr == NULL ? prefix : local;
}

static int compare_names(const void *a, const void *b) {
    const ix_tree_attribute *x = a;
    const ix_tree_attribute *y = b;
    return ix_str_compare(x->name, y->name); /* no two are equal: that would not be XML */
}

/* Sorted by name: their order says nothing. */
static void add_attributes(reading *r, ix_tree *node, const XML_Char **attributes) {
    int count = 0;
    for (int i = 0; attributes[i] != NULL; i += 2) {
        count += strncmp(attributes[i], "xmlns", 5) != 0;
    }
    if (count == 0) {
        return;
    }
    node->attributes = IX_NEW(r->arena, ix_tree_attribute, count);
    if (node->attributes == NULL) {
        stop(r, IX_E_MEMORY);
        return;
    }
    for (int i = 0; attributes[i] != NULL && r->status == IX_OK; i += 2) {
        ix_str name = ix_str_from_cstr(attributes[i]);
        ix_str value = ix_str_trim(ix_str_from_cstr(attributes[i + 1]));
        if (ix_str_starts_with(name, IX_STR("xmlns"))) {
            continue;
        }
        if (value.len > IX_TREE_TEXT_BYTES_MAX || name.len > IX_TREE_NAME_BYTES_MAX) {
            stop_with(r, IX_E_LIMIT, "an attribute is too long");
            return;
        }
        node->attributes[node->attribute_count++] =
            (ix_tree_attribute){.name = keep(r, name), .value = keep(r, value)};
    }
    qsort(node->attributes, (size_t)node->attribute_count, sizeof *node->attributes, compare_names);
}

/* The name of the element before it is mostly that of this one. */
static ix_str name_of(reading *r, const ix_tree *parent, ix_str name) {
    bool again = parent != NULL && parent->last != NULL && ix_str_equal(parent->last->name, name);
    return again ? parent->last->name : keep(r, name);
}

static ix_tree *add_node(reading *r, ix_tree *parent, ix_str name) {
    if (r->nodes++ == IX_TREE_NODES_MAX) {
        stop_with(r, IX_E_LIMIT, "a record has too many elements");
        return NULL;
    }
    ix_tree *node = IX_NEW(r->arena, ix_tree, 1);
    if (node == NULL) {
        stop(r, IX_E_MEMORY);
        return NULL;
    }
    node->name = name_of(r, parent, name);
    if (parent != NULL && parent->last != NULL) {
        parent->last = parent->last->next = node;
    } else if (parent != NULL) {
        parent->first = parent->last = node;
    }
    return node;
}

static void add_element(reading *r, ix_str name, const XML_Char **attributes) {
    ix_tree *parent = r->depth > r->record_depth ? r->open[r->depth - 2] : NULL;
    ix_tree *node = add_node(r, parent, name);
    if (node != NULL) {
        add_attributes(r, node, attributes);
        r->open[r->depth - 1] = node;
        r->tree = parent == NULL ? node : r->tree;
    }
}

/* Text since the last tag, to the element it stands in. Between elements there is white space; if
 * there is more, each further piece is an element without a name. */
static void take_text(reading *r) {
    ix_str text = ix_str_trim(ix_buf_view(&r->text));
    bool inside = r->record_depth > 0 && r->depth >= r->record_depth;
    if (text.len > 0 && inside && r->status == IX_OK) {
        ix_tree *node = r->open[r->depth - 1];
        node = node->text.len == 0 ? node : add_node(r, node, (ix_str){0});
        if (node != NULL) {
            node->text = keep(r, text);
        }
    }
    ix_buf_clear(&r->text);
}

/* ------------------------------------------------------------------ records */

/* Put the element's name at the end of the path. */
static void push(reading *r, ix_str name) {
    int end = r->depth == 0 ? 0 : r->ends[r->depth - 1];
    if (r->depth > 1) {
        r->path[end++] = '/';
    }
    if (r->depth > 0) {
        memcpy(r->path + end, name.ptr, (size_t)name.len);
        end += (int)name.len;
    }
    r->ends[r->depth++] = end;
}

/* Does a path match a pattern: 2 as a whole, 1 as far as it goes, 0 not? */
static int match(const char *pattern, ix_str path) {
    ix_str left = ix_str_from_cstr(pattern);
    ix_str rest = path;
    while (rest.ptr != NULL) {
        ix_str name = ix_str_cut(rest, '/', &rest);
        if (left.ptr == NULL) {
            return 0;
        }
        ix_str wanted = ix_str_cut(left, '/', &left);
        if (!ix_str_equal(wanted, IX_STR("*")) && !ix_str_equal(wanted, name)) {
            return 0;
        }
    }
    return left.ptr == NULL ? 2 : 1;
}

static void find_record(reading *r) {
    ix_str path = {r->path, r->ends[r->depth - 1]};
    bool known = false;
    const ix_tree_layout *layout = r->layout;
    for (int i = 0; i < IX_TREE_RECORDS_MAX && layout->records[i].path != NULL; i++) {
        int matched = match(layout->records[i].path, path);
        known |= matched > 0;
        if (matched == 2) {
            r->which = i;
            r->record_depth = r->depth;
            return;
        }
    }
    if (!known) {
        layout->unknown(r->context, path, (int64_t)XML_GetCurrentLineNumber(r->parser));
    }
}

static void begin_record(reading *r) {
    r->nodes = 0;
    r->tree = NULL;
    r->place = (ix_tree_place){.line = (int64_t)XML_GetCurrentLineNumber(r->parser),
                               .from = (ptrdiff_t)XML_GetCurrentByteIndex(r->parser)};
}

static void end_record(reading *r) {
    r->place.to =
        (ptrdiff_t)XML_GetCurrentByteIndex(r->parser) + XML_GetCurrentByteCount(r->parser);
    if (r->layout != NULL) {
        ix_status status = r->layout->record(r->context, r->which, r->tree, &r->place, r->error);
        r->record_depth = 0;
        ix_arena_reset(r->arena);
        if (status != IX_OK) {
            stop(r, status);
        }
    }
}

static void begin_if_record(reading *r) {
    if (r->layout == NULL) {
        r->record_depth = 1;
    } else if (r->depth > 1) {
        find_record(r);
    }
    if (r->record_depth > 0) {
        begin_record(r);
    }
}

static bool shallow(const reading *r) {
    return r->layout != NULL && r->depth > r->record_depth &&
           r->layout->records[r->which].part == IX_TREE_BYTES;
}

static bool root_fits(reading *r, ix_str name) {
    if (r->layout == NULL || r->depth > 1 ||
        ix_str_equal(name, ix_str_from_cstr(r->layout->root))) {
        return true;
    }
    ix_error_at(r->error, IX_E_INPUT, r->file->name, (int64_t)XML_GetCurrentLineNumber(r->parser),
                (int64_t)XML_GetCurrentByteIndex(r->parser), "expected the root element %s of %s",
                r->layout->root, r->layout->file);
    stop(r, IX_E_INPUT);
    return false;
}

/* ------------------------------------------------------------------ what expat calls */

static void XMLCALL on_start(void *user, const XML_Char *element, const XML_Char **attributes) {
    reading *r = user;
    take_text(r);
    if (r->status != IX_OK) {
        return;
    }
    ix_str name = local_name(element);
    if (r->depth == IX_TREE_DEPTH_MAX || name.len > IX_TREE_NAME_BYTES_MAX) {
        stop_with(r, IX_E_LIMIT,
                  r->depth == IX_TREE_DEPTH_MAX ? "elements are nested too deep"
                                                : "the name of an element is too long");
        return;
    }
    if (r->record_depth > 0) {
        r->depth++;
    } else {
        push(r, name);
        if (!root_fits(r, name)) {
            return;
        }
        begin_if_record(r);
    }
    if (r->record_depth > 0 && !shallow(r)) {
        add_element(r, name, attributes);
    }
}

static void XMLCALL on_end(void *user, const XML_Char *element) {
    (void)element;
    reading *r = user;
    if (r->record_depth > 0 && shallow(r)) {
        ix_buf_clear(&r->text);
    }
    take_text(r);
    if (r->record_depth > 0 && r->depth == r->record_depth && r->status == IX_OK) {
        end_record(r);
    }
    r->depth--;
}

static void XMLCALL on_text(void *user, const XML_Char *text, int len) {
    reading *r = user;
    if (r->record_depth == 0 || shallow(r)) {
        return;
    }
    ix_buf_append(&r->text, (ix_str){text, len});
    if (r->text.status == IX_E_LIMIT) {
        stop_with(r, IX_E_LIMIT, "the text of an element is too long");
    } else if (r->text.status != IX_OK) {
        stop(r, r->text.status);
    }
}

/* No list has one, and entities are declared there. */
static void XMLCALL on_doctype(void *user, const XML_Char *name, const XML_Char *system,
                               const XML_Char *publisher, int has_subset) {
    (void)name;
    (void)system;
    (void)publisher;
    (void)has_subset;
    stop_with(user, IX_E_INPUT, IX_DOCTYPE_TEXT);
}

/* Records taken as bytes are read by themselves, so the file must be of the encoding that needs no
 * declaration. */
static void XMLCALL on_declaration(void *user, const XML_Char *version, const XML_Char *encoding,
                                   int standalone) {
    (void)version;
    (void)standalone;
    ix_str name = ix_str_from_cstr(encoding);
    if (name.len > 0 && !ix_str_equal_ascii_nocase(name, IX_STR("utf-8")) &&
        !ix_str_equal_ascii_nocase(name, IX_STR("us-ascii"))) {
        stop_with(user, IX_E_UNSUPPORTED, "the file is not in UTF-8");
    }
}

/* ------------------------------------------------------------------ the document */

/* The bytes are not XML from here on: nothing behind this place can be read. */
static ix_status broken(reading *r, ix_error *fault) {
    int64_t line = (int64_t)XML_GetCurrentLineNumber(r->parser);
    int64_t offset = (int64_t)XML_GetCurrentByteIndex(r->parser);
    enum XML_Error code = XML_GetErrorCode(r->parser);
    if (code == XML_ERROR_NO_MEMORY) {
        return IX_E_MEMORY;
    }
    if (fault == NULL || r->ends[0] == -1) {
        const char *file = r->layout == NULL ? "an element" : r->layout->file;
        return ix_error_at(r->error, IX_E_INPUT, r->file->name, line, offset, "expected %s: %s",
                           file, XML_ErrorString(code));
    }
    ix_error_at(fault, IX_E_INPUT, r->file->name, line, offset, "%s", XML_ErrorString(code));
    return IX_OK;
}

static ix_status parse_bytes(reading *r, ix_error *fault) {
    switch (ix_feed(r->parser, r->file->bytes, &r->status)) {
    case IX_FED_WHOLE:
        break;
    case IX_FED_LONG:
        stop_with(r, IX_E_LIMIT, IX_FED_LONG_TEXT);
        return r->status;
    case IX_FED_STOPPED:
        return r->status;
    case IX_FED_BROKEN:
        return broken(r, fault);
    }
    return IX_OK;
}

static void begin(reading *r, ix_allocator allocator) {
    r->ends[0] = -1; /* until the root has begun */
    r->text.allocator = allocator;
    XML_SetUserData(r->parser, r);
    XML_SetElementHandler(r->parser, on_start, on_end);
    XML_SetCharacterDataHandler(r->parser, on_text);
    XML_SetStartDoctypeDeclHandler(r->parser, on_doctype);
    XML_SetXmlDeclHandler(r->parser, on_declaration);
}

static ix_status run(reading *r, ix_error *fault) {
    ix_status status = parse_bytes(r, fault);
    if (status == IX_E_MEMORY) {
        ix_error_at(r->error, status, r->file->name, 0, -1, "no memory to read it");
    }
    return status;
}

static ix_status read_file(reading *r, ix_error *fault, ix_allocator allocator) {
    r->parser = XML_ParserCreate(NULL);
    if (r->parser == NULL) {
        return ix_error_at(r->error, IX_E_MEMORY, r->file->name, 0, -1, "no memory to read it");
    }
    ix_buf_init(&r->text, IX_TREE_TEXT_BYTES_MAX);
    begin(r, allocator);
    ix_status status = run(r, fault);
    ix_buf_free(&r->text);
    XML_ParserFree(r->parser);
    return status;
}

ix_status ix_tree_read(ix_error *fault, const ix_tree_layout *layout, const ix_list_file *file,
                       void *context, ix_arena *arena, ix_error *error) {
    *fault = (ix_error){0};
    ix_error own = {0};
    if (file->bytes.len == 0 || file->bytes.len > IX_LIST_BYTES_MAX) {
        return ix_error_at(error, file->bytes.len == 0 ? IX_E_INPUT : IX_E_LIMIT, file->name, 0, -1,
                           "expected %s: it is %s", layout->file,
                           file->bytes.len == 0 ? "empty" : "too large");
    }
    if (file->bytes.len > 1 && (unsigned char)file->bytes.ptr[0] >= 0xFE) {
        return ix_error_at(error, IX_E_UNSUPPORTED, file->name, 0, -1, "the file is not in UTF-8");
    }
    ix_arena record;
    ix_arena_init_with(&record, arena->cap, arena->allocator);
    reading r = {.layout = layout,
                 .file = file,
                 .context = context,
                 .arena = &record,
                 .error = error == NULL ? &own : error};
    ix_status status = read_file(&r, fault, arena->allocator);
    ix_arena_free(&record);
    return status;
}

struct ix_tree_parser {
    XML_Parser expat;
    ix_str source;
    ix_buf text;
};

ix_status ix_tree_parser_open(ix_tree_parser **out, ix_str source, ix_arena *arena,
                              ix_error *error) {
    ix_tree_parser *parser = IX_NEW(arena, ix_tree_parser, 1);
    XML_Parser expat = parser == NULL ? NULL : XML_ParserCreate(NULL);
    *out = NULL;
    if (expat == NULL) {
        return ix_error_at(error, IX_E_MEMORY, source, 0, -1, "no memory to read it");
    }
    *parser = (ix_tree_parser){.expat = expat, .source = source};
    ix_buf_init(&parser->text, IX_TREE_TEXT_BYTES_MAX);
    parser->text.allocator = arena->allocator;
    *out = parser;
    return IX_OK;
}

void ix_tree_parser_close(ix_tree_parser *parser) {
    if (parser != NULL) {
        XML_ParserFree(parser->expat);
        ix_buf_free(&parser->text);
    }
}

ix_status ix_tree_parse(ix_tree **out, ix_tree_parser *parser, ix_str bytes, ix_arena *arena,
                        ix_error *error) {
    ix_list_file file = {.name = parser->source, .bytes = bytes};
    ix_error own = {0};
    reading r = {.file = &file,
                 .arena = arena,
                 .parser = parser->expat,
                 .text = parser->text,
                 .error = error == NULL ? &own : error};
    XML_ParserReset(parser->expat, NULL);
    ix_buf_clear(&r.text);
    begin(&r, parser->text.allocator);
    ix_status status = run(&r, NULL);
    parser->text = r.text;
    assert(status != IX_OK || r.tree != NULL);
    *out = status == IX_OK ? r.tree : NULL;
    return status;
}

/* ------------------------------------------------------------------ what readers call */

ix_tree *ix_tree_child(const ix_tree *parent, const char *name) {
    ix_str wanted = ix_str_from_cstr(name);
    ix_tree *at = parent == NULL ? NULL : parent->first;
    while (at != NULL && !ix_str_equal(at->name, wanted)) {
        at = at->next;
    }
    return at;
}

ix_str ix_tree_text(ix_tree *node) {
    if (node == NULL) {
        return (ix_str){0};
    }
    node->taken = true;
    return node->text;
}

ix_str ix_tree_take(const ix_tree *parent, const char *path) {
    ix_str rest = ix_str_from_cstr(path);
    ix_tree *at = NULL;
    while (rest.ptr != NULL && parent != NULL) {
        ix_str name = ix_str_cut(rest, '/', &rest);
        for (at = parent->first; at != NULL && !ix_str_equal(at->name, name);) {
            at = at->next;
        }
        parent = at;
    }
    return ix_tree_text(at);
}

ix_str ix_tree_attribute_take(ix_tree *node, const char *name) {
    ix_str wanted = ix_str_from_cstr(name);
    for (int i = 0; node != NULL && i < node->attribute_count; i++) {
        if (ix_str_equal(node->attributes[i].name, wanted)) {
            node->attributes[i].taken = true;
            return node->attributes[i].value;
        }
    }
    return (ix_str){0};
}

static int compare_attributes(const ix_tree *a, const ix_tree *b) {
    int order =
        (a->attribute_count > b->attribute_count) - (a->attribute_count < b->attribute_count);
    for (int i = 0; order == 0 && i < a->attribute_count; i++) {
        order = ix_str_compare(a->attributes[i].name, b->attributes[i].name);
        order = order != 0 ? order : ix_str_compare(a->attributes[i].value, b->attributes[i].value);
    }
    return order;
}

int ix_tree_compare(const ix_tree *a, const ix_tree *b) {
    int order = ix_str_compare(a->name, b->name);
    order = order != 0 ? order : ix_str_compare(a->text, b->text);
    order = order != 0 ? order : compare_attributes(a, b);
    const ix_tree *x = a->first;
    const ix_tree *y = b->first;
    for (; order == 0 && x != NULL && y != NULL; x = x->next, y = y->next) {
        order = ix_tree_compare(x, y);
    }
    return order != 0 ? order : (x != NULL) - (y != NULL);
}

static int compare_pointers(const void *a, const void *b) {
    return ix_tree_compare(*(ix_tree *const *)a, *(ix_tree *const *)b);
}

bool ix_tree_sort(ix_tree *parent, ix_arena *arena) {
    int count = 0;
    if (parent == NULL || parent->first == parent->last) {
        return true;
    }
    for (const ix_tree *at = parent->first; at != NULL; at = at->next) {
        count++;
    }
    ix_tree **items = IX_NEW(arena, ix_tree *, count);
    if (items == NULL) {
        return false;
    }
    count = 0;
    for (ix_tree *at = parent->first; at != NULL; at = at->next) {
        items[count++] = at;
    }
    qsort(items, (size_t)count, sizeof *items, compare_pointers);
    for (int i = 0; i < count; i++) {
        items[i]->next = i + 1 < count ? items[i + 1] : NULL;
    }
    parent->first = items[0];
    parent->last = items[count - 1];
    return true;
}

static bool is_serial(ix_str name, const char *const *serials) {
    for (; *serials != NULL; serials++) {
        if (ix_str_equal(name, ix_str_from_cstr(*serials))) {
            return true;
        }
    }
    return false;
}

/* Elements from the record down to the one looked at. */
typedef struct trail {
    const struct trail *above; /* NULL: directly in the record */
    ix_str name;
} trail;

static ix_str path_of(ix_draft *draft, const ix_tree *record, const trail *at, ix_str end) {
    ix_str parts[2 * IX_TREE_DEPTH_MAX + 2];
    int first = 2 * IX_TREE_DEPTH_MAX + 1;
    parts[first] = end;
    if (at == NULL) {
        parts[--first] = record->name;
    }
    for (; at != NULL; at = at->above) {
        parts[--first] = at->name;
        if (at->above != NULL) {
            parts[--first] = IX_STR("/");
        }
    }
    return ix_draft_join(draft, parts + first, 2 * IX_TREE_DEPTH_MAX + 2 - first);
}

static void keep_node(ix_draft *draft, const ix_tree *record, const ix_tree *node,
                      const trail *above, const char *const *serials) {
    for (int i = 0; i < node->attribute_count; i++) {
        const ix_tree_attribute *a = &node->attributes[i];
        if (!a->taken && a->value.len > 0 && !is_serial(a->name, serials)) {
            const ix_str end[] = {IX_STR("@"), a->name};
            ix_draft_unmodelled(draft, path_of(draft, record, above, ix_draft_join(draft, end, 2)),
                                a->value);
        }
    }
    if (!node->taken && node->text.len > 0) {
        ix_draft_unmodelled(draft, path_of(draft, record, above, (ix_str){0}), node->text);
    }
    for (const ix_tree *at = node->first; at != NULL; at = at->next) {
        const trail below = {above, at->name};
        keep_node(draft, record, at, &below, serials);
    }
}

void ix_tree_leftovers(ix_draft *draft, const ix_tree *record, bool named,
                       const char *const *serials) {
    const trail own = {NULL, record->name};
    keep_node(draft, record, record, named ? &own : NULL, serials);
}
