/* Collecting the records of an XML publication with expat. */
#include "xml.h"
#include "feed.h"

#include <assert.h>
#include <string.h>

#define FIRST_LEAVES   64
#define PATH_BYTES_MAX (IX_XML_DEPTH_MAX * (IX_XML_NAME_BYTES_MAX + 1))

typedef struct reading {
    ix_xml xml; /* first: what the reader sees */
    const ix_list_file *file;
    XML_Parser parser;
    ix_entity_sink sink;
    void *context;
    ix_error *error;
    ix_status status; /* of what stopped the parser, else IX_OK */

    char path[PATH_BYTES_MAX];  /* of the open elements below the root, joined by '/' */
    int ends[IX_XML_DEPTH_MAX]; /* ends[d]: bytes of the path with d elements below the root */
    int depth;                  /* open elements, the root counted */
    int record_depth;           /* depth of records */
    bool references;            /* the pass over what records refer to */
    bool in_record;
    bool started; /* the root element was seen */
    ix_buf text;  /* of the innermost element since its last tag */

    ix_arena leaf_arena; /* of the record being collected */
    int32_t item;
    int32_t elements;                  /* begun so far: at most one in three bytes */
    int32_t numbers[IX_XML_DEPTH_MAX]; /* of the open elements */
    int64_t record_line;
    int64_t record_offset;
} reading;

static void stop(reading *r, ix_status status) {
    r->status = r->status == IX_OK ? status : r->status;
    XML_StopParser(r->parser, XML_FALSE);
}

static void stop_with(reading *r, ix_status status, const char *why) {
    ix_error_at(r->error, status, r->file->name, (int64_t)XML_GetCurrentLineNumber(r->parser),
                (int64_t)XML_GetCurrentByteIndex(r->parser), "%s", why);
    stop(r, status);
}

/* ------------------------------------------------------------------ paths and leaves */

/* The path of the innermost open element, from below the element at depth `from`. */
static ix_str path_below(const reading *r, int from) {
    if (r->depth <= from) {
        return (ix_str){0};
    }
    int start = from == 1 ? 0 : r->ends[from - 1] + 1;
    return (ix_str){r->path + start, r->ends[r->depth - 1] - start};
}

static bool is_among(const char *const *paths, ix_str path, int *which) {
    for (int i = 0; i < IX_XML_RECORDS_MAX && paths[i] != NULL; i++) {
        if (ix_str_equal(path, ix_str_from_cstr(paths[i]))) {
            *which = i;
            return true;
        }
    }
    return false;
}

/* "akaList/aka", or "akaList/aka@uid"; in the leaf arena. */
static ix_str leaf_path(reading *r, int from, const char *attribute) {
    ix_str path = path_below(r, from);
    ix_str name = ix_str_slice(ix_str_from_cstr(attribute), 0, IX_XML_NAME_BYTES_MAX);
    ptrdiff_t len = path.len + (attribute == NULL ? 0 : 1 + name.len);
    char *text = ix_arena_alloc(&r->leaf_arena, 1, 1, (size_t)(len > 0 ? len : 1));
    if (text == NULL) {
        stop(r, IX_E_MEMORY);
        return (ix_str){0};
    }
    memcpy(text, path.ptr == NULL ? "" : path.ptr, (size_t)path.len);
    if (attribute != NULL) {
        text[path.len] = '@';
        memcpy(text + path.len + 1, name.ptr, (size_t)name.len);
    }
    return (ix_str){text, len};
}

static ix_xml_leaf *new_leaf(reading *r) {
    ix_xml *x = &r->xml;
    int count = x->leaf_count;
    if (count == IX_XML_LEAVES_MAX) {
        stop_with(r, IX_E_LIMIT, "a record has too many details");
        return NULL;
    }
    if ((count & (count - 1)) == 0 && (count == 0 || count >= FIRST_LEAVES)) {
        ix_xml_leaf *grown =
            IX_NEW(&r->leaf_arena, ix_xml_leaf, count == 0 ? FIRST_LEAVES : count * 2);
        if (grown == NULL) {
            stop(r, IX_E_MEMORY);
            return NULL;
        }
        if (count > 0) {
            memcpy(grown, x->leaves, (size_t)count * sizeof *grown);
        }
        x->leaves = grown;
    }
    return &x->leaves[x->leaf_count++];
}

static void add_leaf(reading *r, const char *attribute, ix_str text) {
    ix_xml_leaf *l = new_leaf(r);
    if (l != NULL) {
        int from = r->depth == r->record_depth ? r->record_depth - 1 : r->record_depth;
        *l = (ix_xml_leaf){.path = leaf_path(r, from, attribute),
                           .text = ix_arena_copy(&r->leaf_arena, text),
                           .item = r->item,
                           .element = r->numbers[r->depth - 1],
                           .parent = r->depth > 1 ? r->numbers[r->depth - 2] : 0};
        if (l->text.ptr == NULL) {
            stop(r, IX_E_MEMORY);
        }
    }
}

/* Is the innermost element one that records refer to, or in one? */
static bool in_reference(const reading *r) {
    int which;
    if (r->depth < r->record_depth || r->xml.layout->references[0] == NULL) {
        return false;
    }
    ix_str path = {r->path, r->ends[r->record_depth - 1]};
    return is_among(r->xml.layout->references, path, &which);
}

/* Take a text or attribute of the innermost element. */
static void take(reading *r, const char *attribute, ix_str text) {
    text = ix_str_trim(text);
    if (text.len == 0 || r->status != IX_OK) {
        return;
    }
    if (text.len > IX_XML_TEXT_BYTES_MAX) {
        stop_with(r, IX_E_LIMIT, "the text of an attribute is too long");
    } else if (r->in_record) {
        add_leaf(r, attribute, text);
    } else if (!r->references && !in_reference(r)) {
        ix_arena_reset(&r->leaf_arena);
        ix_str path = leaf_path(r, 1, attribute);
        if (path.ptr != NULL) {
            r->xml.layout->outside(&r->xml, path, text);
        }
    }
}

/* Text since the last tag; between the elements of a layout there is only white space. */
static void take_text(reading *r) {
    take(r, NULL, ix_buf_view(&r->text));
    ix_buf_clear(&r->text);
}

/* ------------------------------------------------------------------ what readers call */

ix_str ix_xml_take(ix_xml *xml, ix_str path) {
    for (int i = 0; i < xml->leaf_count; i++) {
        ix_xml_leaf *l = &xml->leaves[i];
        if (!l->taken && ix_str_equal(l->path, path)) {
            l->taken = true;
            return l->text;
        }
    }
    return (ix_str){0};
}

/* What stands behind the item's path in a leaf's: "uid", "@uid", "" for the item's own text. */
static bool field_of(const ix_xml_item *kind, ix_str path, ix_str *field) {
    if (!ix_str_starts_with(path, kind->path)) {
        return false;
    }
    *field = ix_str_slice(path, kind->path.len, path.len);
    if (field->len == 0 || field->ptr[0] == '@') {
        return true;
    }
    bool below = field->ptr[0] == '/';
    *field = ix_str_slice(*field, 1, field->len);
    return below;
}

static void collect_item(ix_xml *xml, const ix_xml_item *kind, int i,
                         ix_str values[IX_XML_FIELDS_MAX]) {
    int32_t number = xml->leaves[i].item;
    ix_str field;
    for (; i < xml->leaf_count && xml->leaves[i].item == number; i++) {
        ix_xml_leaf *l = &xml->leaves[i];
        if (l->taken || !field_of(kind, l->path, &field)) {
            continue;
        }
        for (int f = 0; f < IX_XML_FIELDS_MAX && kind->fields[f] != NULL; f++) {
            if (values[f].len == 0 && ix_str_equal(field, ix_str_from_cstr(kind->fields[f]))) {
                values[f] = l->text;
                l->taken = true;
                break;
            }
        }
    }
}

void ix_xml_items(ix_xml *xml, const ix_xml_item *kind) {
    int32_t done = -1;
    ix_str field;
    for (int i = 0; i < xml->leaf_count; i++) {
        const ix_xml_leaf *l = &xml->leaves[i];
        if (l->item == done || !field_of(kind, l->path, &field)) {
            continue;
        }
        ix_str values[IX_XML_FIELDS_MAX] = {0};
        done = l->item;
        collect_item(xml, kind, i, values);
        kind->add(xml, values);
    }
}

void ix_xml_leftovers(ix_xml *xml) {
    for (int i = 0; i < xml->leaf_count; i++) {
        const ix_xml_leaf *l = &xml->leaves[i];
        if (!l->taken) {
            ix_draft_unmodelled(&xml->draft, l->path, l->text);
        }
    }
}

ix_str ix_xml_join(ix_xml *xml, ix_str a, ix_str separator, ix_str b) {
    if (a.len == 0 || b.len == 0) {
        return a.len == 0 ? b : a;
    }
    const ix_str parts[] = {a, separator, b};
    return ix_draft_join(&xml->draft, parts, 3);
}

ix_str ix_xml_line(ix_xml *xml, ix_str text) {
    return ix_draft_line(&xml->draft, text);
}

/* ------------------------------------------------------------------ records */

static void refuse(reading *r, int64_t line, int64_t offset, const char *why) {
    ix_error error = {0};
    ix_error_at(&error, IX_E_INPUT, r->file->name, line, offset, "%s", why);
    ix_report_refuse(r->xml.report, &error);
}

static void begin_record(reading *r) {
    ix_arena_reset(&r->leaf_arena);
    r->in_record = true;
    r->xml.leaves = NULL;
    r->xml.leaf_count = 0;
    r->item = 0;
    r->record_line = (int64_t)XML_GetCurrentLineNumber(r->parser);
    r->record_offset = (int64_t)XML_GetCurrentByteIndex(r->parser);
}

static void end_record(reading *r) {
    ix_xml *x = &r->xml;
    r->in_record = false;
    if (r->references) {
        x->layout->reference(x);
        if (x->draft.status != IX_OK) {
            stop(r, x->draft.status);
        }
        return;
    }
    x->report->rows++;
    x->draft.line = r->record_line;
    const char *why = x->layout->record(x);
    if (x->draft.status != IX_OK) {
        stop(r, x->draft.status);
        x->report->rows--;
        return;
    }
    if (why != NULL) {
        refuse(r, r->record_line, r->record_offset, why);
        return;
    }
    x->report->rows_read++;
    x->report->entities++;
    x->report->names += x->draft.entity.name_count;
    ix_status status = r->sink(r->context, &x->draft.entity, r->error);
    if (status != IX_OK) {
        stop(r, status);
    }
}

/* ------------------------------------------------------------------ what expat calls */

/* Put the element's local name at the end of the path. */
static void push(reading *r, const char *name) {
    ix_str local;
    ix_str prefix = ix_str_cut(ix_str_from_cstr(name), ':', &local);
    local = ix_str_slice(local.ptr == NULL ? prefix : local, 0, IX_XML_NAME_BYTES_MAX - 1);
    int end = r->depth == 0 ? 0 : r->ends[r->depth - 1];
    if (r->depth > 1) {
        r->path[end++] = '/';
    }
    if (r->depth > 0) {
        memcpy(r->path + end, local.ptr, (size_t)local.len);
        end += (int)local.len;
    } else if (!ix_str_equal(local, ix_str_from_cstr(r->xml.layout->root))) {
        ix_error_at(r->error, IX_E_INPUT, r->file->name,
                    (int64_t)XML_GetCurrentLineNumber(r->parser),
                    (int64_t)XML_GetCurrentByteIndex(r->parser),
                    "expected the root element %s of %s", r->xml.layout->root, r->xml.layout->file);
        stop(r, IX_E_INPUT);
    }
    r->numbers[r->depth] = r->elements++;
    r->ends[r->depth++] = end;
    r->started = true;
}

static void XMLCALL on_start(void *user, const XML_Char *name, const XML_Char **attributes) {
    reading *r = user;
    take_text(r);
    if (r->depth == IX_XML_DEPTH_MAX) {
        stop_with(r, IX_E_LIMIT, "elements are nested too deep");
        return;
    }
    push(r, name);
    r->xml.draft.line = (int64_t)XML_GetCurrentLineNumber(r->parser);
    int ignored;
    if (r->status != IX_OK) {
        return;
    }
    const char *const *records = r->references ? r->xml.layout->references : r->xml.layout->records;
    if (r->depth == r->record_depth && is_among(records, path_below(r, 1), &r->xml.record)) {
        begin_record(r);
    } else if (!r->references && !r->in_record && !in_reference(r) && r->depth > 1 &&
               r->depth <= r->record_depth &&
               !is_among(r->xml.layout->others, path_below(r, 1), &ignored)) {
        ix_draft_warn(&r->xml.draft, IX_STR("unknown_element"), path_below(r, 1));
    }
    r->item += r->depth == r->record_depth + r->xml.layout->item_levels;
    for (; attributes[0] != NULL && r->status == IX_OK; attributes += 2) {
        if (strncmp(attributes[0], "xmlns", 5) != 0) {
            take(r, attributes[0], ix_str_from_cstr(attributes[1]));
        }
    }
}

static void XMLCALL on_end(void *user, const XML_Char *name) {
    (void)name;
    reading *r = user;
    take_text(r);
    if (r->in_record && r->depth == r->record_depth && r->status == IX_OK) {
        end_record(r);
    }
    r->depth--;
}

static void XMLCALL on_text(void *user, const XML_Char *text, int len) {
    reading *r = user;
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

/* ------------------------------------------------------------------ the document */

/* The bytes are not XML from here on: nothing behind this place can be read. */
static ix_status broken(reading *r) {
    int64_t line = (int64_t)XML_GetCurrentLineNumber(r->parser);
    int64_t offset = (int64_t)XML_GetCurrentByteIndex(r->parser);
    enum XML_Error code = XML_GetErrorCode(r->parser);
    if (code == XML_ERROR_NO_MEMORY) {
        return IX_E_MEMORY;
    }
    if (!r->started) {
        return ix_error_at(r->error, IX_E_INPUT, r->file->name, line, offset,
                           "expected %s (root element %s): %s", r->xml.layout->file,
                           r->xml.layout->root, XML_ErrorString(code));
    }
    r->xml.report->truncated = true;
    r->xml.report->rows++;
    refuse(r, line, offset, XML_ErrorString(code));
    return IX_OK;
}

static ix_status parse_bytes(reading *r) {
    switch (ix_feed(r->parser, r->file->bytes, &r->status)) {
    case IX_FED_WHOLE:
        break;
    case IX_FED_LONG:
        stop_with(r, IX_E_LIMIT, IX_FED_LONG_TEXT);
        return r->status;
    case IX_FED_STOPPED:
        return r->status;
    case IX_FED_BROKEN:
        return broken(r);
    }
    return r->xml.draft.status;
}

static ix_status read_document(reading *r) {
    r->parser = XML_ParserCreate(NULL);
    if (r->parser == NULL) {
        return IX_E_MEMORY;
    }
    XML_SetUserData(r->parser, r);
    XML_SetElementHandler(r->parser, on_start, on_end);
    XML_SetCharacterDataHandler(r->parser, on_text);
    XML_SetStartDoctypeDeclHandler(r->parser, on_doctype);
    ix_status status = parse_bytes(r);
    XML_ParserFree(r->parser);
    return status;
}

static ix_status check_files(const ix_xml_layout *of, const ix_list_file *files, int file_count,
                             ix_error *error) {
    ix_status status = ix_list_one_file(files, file_count, of->file, error);
    return status == IX_OK && files[0].bytes.len == 0
               ? ix_error_at(error, IX_E_INPUT, files[0].name, 0, -1, "expected %s: it is empty",
                             of->file)
               : status;
}

static int depth_of(const char *path) {
    int depth = 2; /* an element directly below the root */
    for (const char *at = path; *at != '\0'; at++) {
        depth += *at == '/';
    }
    return depth;
}

/* One pass over the document with a fresh parser. */
static ix_status read_pass(reading *r, bool references) {
    r->references = references;
    r->depth = 0;
    r->in_record = false;
    r->started = false;
    r->elements = 0;
    ix_buf_clear(&r->text);
    return read_document(r);
}

/* What records refer to first: faults of the document are the second pass's to count. */
static ix_status read_passes(reading *r, ix_arena *arena) {
    if (r->xml.layout->references[0] == NULL) {
        return read_pass(r, false);
    }
    ix_read_report *report = r->xml.report;
    ix_read_report *aside = IX_NEW(arena, ix_read_report, 1);
    if (aside == NULL) {
        return IX_E_MEMORY;
    }
    r->xml.report = r->xml.draft.report = aside;
    ix_status status = read_pass(r, true);
    r->xml.report = r->xml.draft.report = report;
    return status == IX_OK ? read_pass(r, false) : status;
}

ix_status ix_xml_read(const ix_xml_layout *layout, const ix_list_file *files, int file_count,
                      const ix_knowledge *knowledge, ix_entity_sink sink, void *context,
                      ix_read_report *report, ix_arena *arena, ix_error *error) {
    return ix_xml_read_with(NULL, layout, files, file_count, knowledge, sink, context, report,
                            arena, error);
}

ix_status ix_xml_read_with(void *state, const ix_xml_layout *layout, const ix_list_file *files,
                           int file_count, const ix_knowledge *knowledge, ix_entity_sink sink,
                           void *context, ix_read_report *report, ix_arena *arena,
                           ix_error *error) {
    report->stated_count = -1;
    report->layout = ix_str_from_cstr(layout->root);
    ix_status status = check_files(layout, files, file_count, error);
    if (status != IX_OK) {
        return status;
    }
    ix_arena scratch;
    ix_arena_init_with(&scratch, arena->cap, arena->allocator);
    reading r = {.xml = {.layout = layout,
                         .draft = {.arena = &scratch,
                                   .keep = arena,
                                   .report = report,
                                   .knowledge = knowledge,
                                   .file = files[0].name},
                         .report = report,
                         .state = state},
                 .file = &files[0],
                 .sink = sink,
                 .context = context,
                 .error = error,
                 .record_depth = depth_of(layout->records[0])};
    ix_arena_init_with(&r.leaf_arena, arena->cap, arena->allocator);
    ix_buf_init(&r.text, IX_XML_TEXT_BYTES_MAX);
    r.text.allocator = arena->allocator;
    status = read_passes(&r, arena);
    report->primary_rows = report->rows;
    assert(status != IX_OK || report->rows == report->rows_read + report->rows_refused);
    if (status == IX_E_MEMORY) {
        ix_error_at(error, status, files[0].name, 0, -1, "no memory to read the list");
    }
    ix_buf_free(&r.text);
    ix_arena_free(&r.leaf_arena);
    ix_arena_free(&scratch);
    return status;
}
