/* FollowTheMoney as json lines: OpenSanctions' entities.ftm.json, and targets.nested.json.
 *
 *     {"id", "caption", "schema", "properties": {name: [text or nested object]}, "datasets",
 *      "referents", "first_seen", "last_seen", "last_change", "target"}
 *
 * Edges stand anywhere, before or behind their parties. So the file is gone through twice: first
 * what points to whom is noted, by the hash of the id; then each party is read with the rows that
 * point to it. What is held is the file, 24 bytes a row and 16 a link. A row that looks like a
 * party's (see looks_like_party) is left for the second pass, which finds out if it is none. */
#include "ftm.h"
#include "json_rows.h"
#include "readers.h"

#include <stdlib.h>
#include <string.h>

#define INDEX_BYTES_MAX ((size_t)4 << 30) /* of rows, and of links */
#define EDGE_ENDS_MAX   32                /* parties of one edge; beyond: the row is refused */
#define EDGE_BYTES_MAX  (1 << 20)         /* of an edge's row */
#define PLACE_BYTES_MAX (16 << 10)        /* of an Address or Position */
#define STAMP_BYTES     19                /* 2024-06-13T00:00:00 */

/* A row that was not refused. */
typedef struct row {
    int64_t at;
    uint32_t len;
    uint32_t line;
    uint8_t class;
    uint8_t used; /* links that met their party */
    uint8_t ends; /* links it has */
} row;

/* A row told to whoever has an id of this hash. */
typedef struct link {
    uint64_t id;
    uint32_t row;
} link;

typedef struct reading {
    const ix_list_file *file;
    ix_draft draft;
    ix_arena party;
    ix_buf rows;   /* row, in the order of the file */
    ix_buf links;  /* link of edges, sorted by id and row */
    ix_buf places; /* link of places, by their own id */
    ix_buf trees;  /* json_t *: rows told to the party at hand */
    char last_seen[STAMP_BYTES + 1];
} reading;

static void open_reading(reading *r, const ix_list_file *file, const ix_knowledge *knowledge,
                         ix_read_report *report, ix_arena *arena) {
    *r = (reading){.file = file};
    ix_buf *bufs[] = {&r->rows, &r->links, &r->places, &r->trees};
    for (size_t i = 0; i < sizeof bufs / sizeof bufs[0]; i++) {
        ix_buf_init(bufs[i], INDEX_BYTES_MAX);
        bufs[i]->allocator = arena->allocator;
    }
    ix_arena_init_with(&r->party, arena->cap, arena->allocator);
    r->draft = (ix_draft){.arena = &r->party,
                          .keep = arena,
                          .report = report,
                          .knowledge = knowledge,
                          .file = file->name};
}

static void release_trees(reading *r) {
    json_t **trees = (json_t **)(void *)r->trees.ptr;
    for (size_t i = 0; i < r->trees.len / sizeof *trees; i++) {
        json_decref(trees[i]);
    }
    ix_buf_clear(&r->trees);
}

static void close_reading(reading *r) {
    release_trees(r);
    ix_buf_free(&r->rows);
    ix_buf_free(&r->links);
    ix_buf_free(&r->places);
    ix_buf_free(&r->trees);
    ix_arena_free(&r->party);
}

static void refuse(reading *r, int64_t line, const char *why) {
    ix_error error = {0};
    ix_error_at(&error, IX_E_INPUT, r->file->name, line, -1, "%s", why);
    ix_report_refuse(r->draft.report, &error);
}

static row *row_at(const reading *r, uint32_t index) {
    return (row *)(void *)r->rows.ptr + index;
}

/* ------------------------------------------------------------------ first pass */

static void note_link(ix_buf *links, ix_str id, uint32_t index) {
    link l = {.id = ix_hash64(id), .row = index};
    if (id.len > 0) {
        ix_buf_append(links, (ix_str){(const char *)&l, sizeof l});
    }
}

static void note_ends(reading *r, const json_t *values, uint32_t index) {
    for (size_t i = 0; i < ftm_count(values); i++) {
        note_link(&r->links, ftm_id(ftm_value(values, i)), index);
    }
}

/* Note whom a row points to: by the ends of its schema, or of one that is not known by any of its
 * properties. */
static void note_edge(reading *r, const ftm_schema *schema, const json_t *value, uint32_t index) {
    const json_t *properties = json_object_get(value, "properties");
    if (schema == NULL) {
        const char *key;
        json_t *values;
        json_object_foreach((json_t *)properties, key, values) {
            note_ends(r, values, index);
        }
        return;
    }
    for (int end = 0; end < (schema->to_place ? 1 : 2) && schema->ends[end].len > 0; end++) {
        note_ends(r, json_object_get(properties, schema->ends[end].ptr), index);
    }
}

static size_t end_count(const ftm_schema *schema, const json_t *value) {
    const json_t *properties = json_object_get(value, "properties");
    size_t count = 0;
    if (schema != NULL) {
        for (int end = 0; end < 2 && schema->ends[end].len > 0; end++) {
            count += ftm_count(json_object_get(properties, schema->ends[end].ptr));
        }
        return count;
    }
    const char *key;
    json_t *values;
    json_object_foreach((json_t *)properties, key, values) {
        count += ftm_count(values);
    }
    return count;
}

/* Is the one `"schema":` of the row followed by a schema of parties? The bytes cannot stand inside
 * a text of json, where a quote is escaped; whether the member is the row's own is seen later. */
static bool looks_like_party(ix_str line) {
    static const ix_str word = {"\"schema\"", 8};
    ptrdiff_t at = ix_str_find(line, word, 0);
    if (at < 0 || ix_str_find(line, word, at + word.len) >= 0) {
        return false;
    }
    ix_str rest = ix_str_trim(ix_str_slice(line, at + word.len, line.len));
    rest = ix_str_trim(ix_str_slice(rest, ix_str_starts_with(rest, IX_STR(":")), rest.len));
    rest = ix_str_slice(rest, ix_str_starts_with(rest, IX_STR("\"")), rest.len);
    const ftm_schema *schema = ftm_schema_find(ix_str_cut(rest, '"', &rest));
    return schema != NULL && schema->class == FTM_PARTY && schema->ends[0].len == 0;
}

/* A schema that is not known makes a party if it has a name, else an edge. */
static ftm_class class_of(const ftm_schema *schema, const json_t *value) {
    if (schema != NULL) {
        return schema->class;
    }
    bool named = json_object_get(json_object_get(value, "properties"), "name") != NULL;
    return named ? FTM_PARTY : FTM_EDGE;
}

static const char *fault_of(const ftm_schema *schema, ftm_class class, const json_row *in) {
    if (ftm_member(in->value, "id").len == 0 || ftm_member(in->value, "schema").len == 0) {
        return "it has no id or no schema";
    }
    if (!json_is_object(json_object_get(in->value, "properties"))) {
        return "it has no properties";
    }
    if (class == FTM_PLACE && in->text.len > PLACE_BYTES_MAX) {
        return "the row of a place is longer than 16 KiB";
    }
    if (class == FTM_EDGE && in->text.len > EDGE_BYTES_MAX) {
        return "the row of an edge is longer than 1 MiB";
    }
    bool linked = schema != NULL || class == FTM_EDGE;
    return linked && end_count(schema, in->value) > EDGE_ENDS_MAX ? "the edge has more than 32 ends"
                                                                  : NULL;
}

static void note_stamp(reading *r, const json_t *value) {
    ix_str stamp = ix_str_slice(ftm_member(value, "last_seen"), 0, STAMP_BYTES);
    if (stamp.len == STAMP_BYTES && memcmp(stamp.ptr, r->last_seen, STAMP_BYTES) > 0) {
        memcpy(r->last_seen, stamp.ptr, STAMP_BYTES);
    }
}

static void append_row(reading *r, const json_row *in, ftm_class class, size_t ends) {
    row noted = {.at = in->text.ptr - r->file->bytes.ptr,
                 .len = (uint32_t)in->text.len,
                 .line = (uint32_t)in->line,
                 .class = (uint8_t) class,
                 .ends = (uint8_t)ends};
    ix_buf_append(&r->rows, (ix_str){(const char *)&noted, sizeof noted});
    r->draft.report->primary_rows += class == FTM_PARTY;
}

static void note_row(reading *r, const json_row *in) {
    ix_str name = ftm_member(in->value, "schema");
    const ftm_schema *schema = ftm_schema_find(name);
    ftm_class class = class_of(schema, in->value);
    const char *why = fault_of(schema, class, in);
    if (why != NULL) {
        refuse(r, in->line, why);
        return;
    }
    r->draft.line = in->line;
    if (schema == NULL) {
        ix_draft_warn(&r->draft, IX_STR("unknown_schema"), name);
    }
    uint32_t index = (uint32_t)(r->rows.len / sizeof(row));
    size_t before = r->links.len;
    if (class == FTM_PLACE) {
        note_link(&r->places, ftm_member(in->value, "id"), index);
    } else if (schema != NULL || class == FTM_EDGE) {
        note_edge(r, schema, in->value, index);
    }
    size_t ends = schema == NULL ? 1 : (r->links.len - before) / sizeof(link);
    append_row(r, in, class, ends);
    note_stamp(r, in->value);
}

static int compare_links(const void *a, const void *b) {
    const link *x = a;
    const link *y = b;
    int order = (x->id > y->id) - (x->id < y->id);
    return order != 0 ? order : (x->row > y->row) - (x->row < y->row);
}

static void sort_links(ix_buf *links) {
    if (links->len > sizeof(link)) {
        qsort(links->ptr, links->len / sizeof(link), sizeof(link), compare_links);
    }
}

static ix_status index_status(const reading *r) {
    const ix_buf *bufs[] = {&r->rows, &r->links, &r->places};
    for (size_t i = 0; i < sizeof bufs / sizeof bufs[0]; i++) {
        if (bufs[i]->status != IX_OK) {
            return bufs[i]->status;
        }
    }
    return r->draft.status;
}

/* Look at each row once. IX_E_INPUT: the first one is none of FollowTheMoney. */
static ix_status read_index(reading *r) {
    json_rows rows;
    json_row in;
    json_rows_init(&rows, r->file->bytes);
    rows.is_later = looks_like_party;
    ix_read_report *report = r->draft.report;
    ix_status status = IX_OK;
    while (status == IX_OK && json_rows_next(&in, &rows)) {
        report->rows++;
        if (in.later) {
            append_row(r, &in, FTM_PARTY, 0);
        } else if (in.value == NULL) {
            refuse(r, in.line, in.why);
            report->truncated = json_rows_is_cut(&rows);
        } else if (report->rows == 1 && (ftm_member(in.value, "schema").len == 0 ||
                                         ftm_member(in.value, "id").len == 0)) {
            status = IX_E_INPUT;
        } else {
            note_row(r, &in);
        }
        json_decref(in.value);
        status = status == IX_OK ? index_status(r) : status;
    }
    if (r->rows.len == 0) {
        return status == IX_OK ? IX_E_INPUT : status;
    }
    sort_links(&r->links);
    sort_links(&r->places);
    return status;
}

/* ------------------------------------------------------------------ second pass */

/* The first link of this id, and *count how many there are. */
static const link *find_links(const ix_buf *links, ix_str id, size_t *count) {
    const link *all = (const link *)(const void *)links->ptr;
    size_t low = 0;
    size_t end = links->len / sizeof *all;
    uint64_t hash = ix_hash64(id);
    for (size_t high = end; low < high;) {
        size_t middle = low + (high - low) / 2;
        if (all[middle].id < hash) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    size_t last = low;
    while (last < end && all[last].id == hash) {
        last++;
    }
    *count = last - low;
    return last > low ? &all[low] : NULL;
}

/* A row as a tree that lives as long as the party at hand. NULL: `fault` says why it is no json, or
 * memory is gone and the draft's status says so. */
static json_t *tree_of(reading *r, const row *from, json_error_t *fault) {
    json_t *tree = json_row_parse((ix_str){r->file->bytes.ptr + from->at, from->len}, fault);
    if (tree == NULL) {
        bool memory = json_error_code(fault) == json_error_out_of_memory;
        r->draft.status = memory ? IX_E_MEMORY : r->draft.status;
        return NULL;
    }
    ix_buf_append(&r->trees, (ix_str){(const char *)&tree, sizeof(json_t *)});
    if (r->trees.status != IX_OK) {
        r->draft.status = IX_E_MEMORY;
        json_decref(tree);
        return NULL;
    }
    return tree;
}

/* The place of this id; NULL: not in the file. */
static json_t *place_of(reading *r, ix_str id) {
    size_t count = 0;
    json_error_t fault;
    const link *found = id.len > 0 ? find_links(&r->places, id, &count) : NULL;
    for (size_t i = 0; found != NULL && i < count; i++) {
        row *from = row_at(r, found[i].row);
        json_t *tree = tree_of(r, from, &fault);
        if (tree == NULL || ix_str_equal(ftm_member(tree, "id"), id)) {
            from->used = 1;
            return tree;
        }
    }
    return NULL;
}

/* Does a row of an equal hash really point to the party? */
static bool points_to(const json_t *properties, ix_str id) {
    const char *key;
    json_t *values;
    json_object_foreach((json_t *)properties, key, values) {
        for (size_t i = 0; i < ftm_count(values); i++) {
            if (ix_str_equal(ftm_id(ftm_value(values, i)), id)) {
                return true;
            }
        }
    }
    return false;
}

/* The name of the position an Occupancy points to; empty for anything else. */
static ix_str post_of(reading *r, const json_t *edge) {
    if (!ix_str_equal(ftm_member(edge, "schema"), IX_STR("Occupancy"))) {
        return (ix_str){0};
    }
    const json_t *posts = json_object_get(json_object_get(edge, "properties"), "post");
    const json_t *place = place_of(r, ftm_id(ftm_value(posts, 0)));
    return ftm_member(place, "caption");
}

static void meet(row *from) {
    from->used = (uint8_t)(from->used + (from->used < from->ends));
}

static const char *apply_edges(reading *r, ftm_party *party) {
    size_t count;
    const link *links = find_links(&r->links, r->draft.entity.key, &count);
    int64_t bytes = 0;
    for (size_t i = 0; links != NULL && i < count && r->draft.status == IX_OK; i++) {
        row *from = row_at(r, links[i].row);
        bytes += from->len;
        if (i > 0 && links[i].row == links[i - 1].row) {
            meet(from);
            continue;
        }
        if (bytes > FTM_EDGES_BYTES_MAX) {
            return "the rows that point to it are longer than 8 MiB";
        }
        r->draft.line = from->line;
        json_error_t fault;
        const json_t *edge = tree_of(r, from, &fault);
        if (edge == NULL || !points_to(json_object_get(edge, "properties"), r->draft.entity.key)) {
            continue;
        }
        meet(from);
        ftm_edge_apply(party, edge, -1, post_of(r, edge));
    }
    return NULL;
}

static void apply_addresses(reading *r, ftm_party *party) {
    const json_t *values = json_object_get(party->properties, "addressEntity");
    for (size_t i = 0; i < ftm_count(values) && r->draft.status == IX_OK; i++) {
        const json_t *value = ftm_value(values, i);
        if (json_is_object(value)) {
            continue; /* nested: taken with the other objects */
        }
        const json_t *address = place_of(r, ftm_id(value));
        if (address != NULL) {
            ftm_address_apply(party, address);
        } else {
            ix_draft_warn(&r->draft, IX_STR("address_not_in_file"), ftm_id(value));
            ix_draft_unmodelled(&r->draft, IX_STR("addressEntity"), ftm_id(value));
        }
    }
}

static ix_status no_memory(const reading *r, ix_status status, ix_error *error) {
    return ix_error_at(error, status, r->file->name, 0, -1, "no memory to read the file");
}

/* Begin the party of a row and tell it its edges and addresses. NULL, or why it is refused. */
static const char *begin_party(reading *r, ftm_party *party, const json_t *tree) {
    ix_str schema = ftm_member(tree, "schema");
    if (schema.len == 0 || ftm_member(tree, "id").len == 0) {
        return "it has no id or no schema";
    }
    if (!json_is_object(json_object_get(tree, "properties"))) {
        return "it has no properties";
    }
    const char *why = ftm_party_begin(party, &r->draft, tree);
    if (why == NULL && r->draft.status == IX_OK) {
        int64_t line = r->draft.line;
        why = apply_edges(r, party);
        r->draft.line = line;
        apply_addresses(r, party);
    }
    return why;
}

static ix_status give_party(reading *r, const row *from, ix_entity_sink sink, void *context,
                            ix_error *error) {
    ix_read_report *report = r->draft.report;
    json_error_t fault;
    ftm_party party;
    const json_t *tree = tree_of(r, from, &fault);
    const char *why = tree == NULL ? fault.text : NULL;
    if (tree != NULL) {
        r->draft.line = from->line;
        note_stamp(r, tree);
        why = begin_party(r, &party, tree);
    }
    r->draft.line = from->line;
    if (r->draft.status != IX_OK) {
        return no_memory(r, r->draft.status, error);
    }
    if (why != NULL) {
        refuse(r, from->line, why);
        report->truncated |=
            tree == NULL && from->at + (int64_t)from->len == (int64_t)r->file->bytes.len;
        return IX_OK;
    }
    ftm_party_finish(&party, tree);
    if (r->draft.status != IX_OK) {
        return no_memory(r, r->draft.status, error);
    }
    report->entities++;
    report->names += r->draft.entity.name_count;
    return sink(context, &r->draft.entity, error);
}

static ix_status give_parties(reading *r, ix_entity_sink sink, void *context, ix_error *error) {
    ix_status status = IX_OK;
    uint32_t count = (uint32_t)(r->rows.len / sizeof(row));
    for (uint32_t i = 0; i < count && status == IX_OK; i++) {
        if (row_at(r, i)->class == FTM_PARTY) {
            status = give_party(r, row_at(r, i), sink, context, error);
            release_trees(r);
        }
    }
    return status;
}

/* Rows that reached nobody, or not all they point to. */
static void count_dangling(reading *r) {
    uint32_t count = (uint32_t)(r->rows.len / sizeof(row));
    for (uint32_t i = 0; i < count; i++) {
        const row *from = row_at(r, i);
        r->draft.line = from->line;
        if (from->class == FTM_PLACE && from->used == 0) {
            ix_draft_warn(&r->draft, IX_STR("place_of_nobody"), (ix_str){0});
        } else if (from->class == FTM_EDGE && from->used == 0) {
            ix_draft_warn(&r->draft, IX_STR("dangling_edge"), (ix_str){0});
        } else if (from->class == FTM_EDGE && from->used < from->ends) {
            ix_draft_warn(&r->draft, IX_STR("party_not_in_file"), (ix_str){0});
        }
    }
}

/* The newest last_seen of all rows, which have no zone and are UTC, is when the file was made. */
static void date_file(reading *r) {
    char stamp[STAMP_BYTES + 1];
    memcpy(stamp, r->last_seen, STAMP_BYTES);
    stamp[STAMP_BYTES] = 'Z';
    ix_when when;
    if (ix_when_parse(&when, (ix_str){stamp, STAMP_BYTES + 1}, NULL) == IX_OK) {
        r->draft.report->published = when;
    }
}

static ix_status read_file(reading *r, ix_entity_sink sink, void *context, ix_error *error) {
    ix_read_report *report = r->draft.report;
    ix_status status = read_index(r);
    if (status == IX_E_INPUT) {
        return ix_error_at(error, status, r->file->name, 1, -1,
                           "expected one FollowTheMoney entity a line, with id, schema and "
                           "properties, as OpenSanctions' entities.ftm.json has them");
    }
    if (status != IX_OK) {
        return no_memory(r, status, error);
    }
    status = give_parties(r, sink, context, error);
    report->rows_read = report->rows - report->rows_refused;
    report->layout = IX_STR("id,schema,properties");
    if (status != IX_OK) {
        return status;
    }
    date_file(r);
    count_dangling(r);
    return r->draft.status == IX_OK ? IX_OK : no_memory(r, r->draft.status, error);
}

ix_status ftm_jsonl_read(const ix_list_file *files, int file_count, const ix_knowledge *knowledge,
                         ix_entity_sink sink, void *context, ix_read_report *report,
                         ix_arena *arena, ix_error *error) {
    const ix_list_file *file = &files[0];
    if (file_count != 1) {
        return ix_error_at(error, IX_E_INPUT, file->name, 0, -1,
                           "FollowTheMoney entities are one file, %d were given", file_count);
    }
    reading r;
    open_reading(&r, file, knowledge, report, arena);
    report->stated_count = -1;
    ix_status status = read_file(&r, sink, context, error);
    close_reading(&r);
    return status;
}
