/* Deltas of OFAC: merging DATE_delta.xml into the whole enhanced file that it was made from.
 *
 *     sanctionsData                                    (namespace .../ofac/DeltaFile/1.0)
 *       publicationInfo: datePublished publicationType
 *       entities/entity@id @action                     the parts as in the enhanced file
 *
 * The result is a whole enhanced file again: entities that did not change are the same bytes, in
 * their order; added ones stand at the end. A delta that does not fit the file is refused as a
 * whole.
 *
 * A delta tells of all of OFAC's lists. Where the file says which of them it holds, entities that
 * are only on others are passed over, and one that leaves the list leaves the file. */
#include <stdlib.h>
#include <string.h>

#include "ofac.h"
#include "ofac_delta.h"
#include "pieces.h"
#include "readers.h"

#define OUT_BYTES_MAX ((size_t)IX_LIST_BYTES_MAX)

enum { PUBLICATION, REFERENCE_VALUE, FEATURE_TYPE, ENTITY, SECTIONS };

/* A file as places of its pieces. */
typedef struct document {
    const ix_list_file *file;
    ix_arena *arena;
    ix_error *error;
    ix_tree_parser *parser;
    ix_pieces sections[SECTIONS];
    bool strict; /* an element that is not known is refused */
} document;

/* What became of an entity: bytes of `changed`, none: it is gone. */
typedef struct edit {
    ptrdiff_t base; /* where it stands in the base, -1: nowhere */
    ptrdiff_t order;
    size_t from;
    size_t to;
} edit;

typedef struct merging {
    document base;
    document delta;
    ix_tree *base_publication; /* or NULL */
    ix_tree *delta_publication;
    ix_tree *filter; /* sanctionsLists of the base, where its entities use it; or NULL */
    ix_buf changed;
    ix_buf edits; /* of type edit */
    change_count count;
    ix_arena *arena;
    ix_arena scratch; /* of one entity */
    ix_error *error;
} merging;

/* ------------------------------------------------------------------ the two files */

static ix_status on_record(void *context, int which, ix_tree *record, const ix_tree_place *place,
                           ix_error *error) {
    document *d = context;
    ix_status status =
        ix_pieces_add(&d->sections[which], ix_tree_attribute_take(record, "id"), place, d->arena);
    return status != IX_E_LIMIT ? status
                                : ix_error_at(error, status, d->file->name, place->line,
                                              place->from, "the file has too many elements");
}

static void on_unknown(void *context, ix_str path, int64_t line) {
    document *d = context;
    if (d->strict && d->error->status == IX_OK) {
        ix_error_at(d->error, IX_E_REFUSED, d->file->name, line, -1,
                    "a delta has no element %" IX_FMT, IX_ARG(path));
    }
}

static const ix_tree_layout layout = {
    .file = "a delta or sdn_enhanced.xml",
    .root = "sanctionsData",
    .records = {[PUBLICATION] = {"publicationInfo", IX_TREE_BYTES},
                [REFERENCE_VALUE] = {"referenceValues/referenceValue", IX_TREE_BYTES},
                [FEATURE_TYPE] = {"featureTypes/featureType", IX_TREE_BYTES},
                [ENTITY] = {"entities/entity", IX_TREE_BYTES}},
    .record = on_record,
    .unknown = on_unknown};

static ix_status read_document(document *d) {
    ix_error fault = {0};
    ix_status status = ix_tree_parser_open(&d->parser, d->file->name, d->arena, d->error);
    if (status == IX_OK) {
        status = ix_tree_read(&fault, &layout, d->file, d, d->arena, d->error);
    }
    if (status == IX_OK && fault.status != IX_OK) {
        *d->error = fault;
        d->error->status = IX_E_REFUSED;
        ix_error_wrap(d->error, "truncated or damaged");
    }
    return status == IX_OK ? d->error->status : status;
}

static ix_str bytes_of(const document *d, const ix_piece *piece) {
    return ix_str_slice(d->file->bytes, piece->place.from, piece->place.to);
}

static ix_status tree_of(ix_tree **out, const document *d, const ix_piece *piece, ix_arena *arena) {
    *out = NULL;
    return ix_tree_parse(out, d->parser, bytes_of(d, piece), arena, d->error);
}

static ix_status read_publication(ix_tree **out, const document *d) {
    const ix_pieces *found = &d->sections[PUBLICATION];
    *out = NULL;
    return found->count == 0 ? IX_OK : tree_of(out, d, &found->items[0], d->arena);
}

/* ------------------------------------------------------------------ lists */

static bool is_listed(const ix_tree *lists, const ix_tree *filter) {
    for (const ix_tree *at = lists->first; at != NULL; at = at->next) {
        for (const ix_tree *of = filter->first; of != NULL; of = of->next) {
            if (ix_str_equal(at->text, of->text)) {
                return true;
            }
        }
    }
    return false;
}

/* Is the entity said to be on other lists only? */
static bool is_elsewhere(const merging *m, const ix_tree *entity) {
    const ix_tree *lists = ix_tree_child(entity, "sanctionsLists");
    bool told = lists != NULL && lists->first != NULL && lists->first->text.len > 0;
    return m->filter != NULL && told && !is_listed(lists, m->filter);
}

/* The file's own word on what it holds counts if its entities bear it out. */
static ix_status find_filter(merging *m) {
    const ix_tree *filters = ix_tree_child(m->base_publication, "filters");
    ix_tree *lists = ix_tree_child(filters, "sanctionsLists");
    const ix_pieces *entities = &m->base.sections[ENTITY];
    if (lists == NULL || entities->count == 0) {
        return IX_OK;
    }
    ix_tree *first;
    ix_arena_reset(&m->scratch);
    ix_status status = tree_of(&first, &m->base, &entities->items[0], &m->scratch);
    const ix_tree *of_first = ix_tree_child(first, "sanctionsLists");
    m->filter = of_first != NULL && is_listed(of_first, lists) ? lists : NULL;
    return status;
}

/* ------------------------------------------------------------------ one entity */

/* Does the entity stand on none of the file's lists now? */
static bool has_left(const merging *m, const ix_tree *entity) {
    const ix_tree *lists = ix_tree_child(entity, "sanctionsLists");
    return (lists != NULL && lists->first == NULL) || is_elsewhere(m, entity);
}

static bool add_edit(merging *m, const ix_tree *entity, const ix_piece *base, ptrdiff_t order) {
    edit e = {.base = base == NULL ? -1 : base->place.from, .order = order, .from = m->changed.len};
    if (entity != NULL && !has_left(m, entity)) {
        change_write(&m->changed, entity);
    }
    e.to = m->changed.len;
    ix_buf_append(&m->edits, (ix_str){(const char *)&e, sizeof e});
    return m->changed.status == IX_OK && m->edits.status == IX_OK;
}

/* Apply all that the delta says of one entity, in its order. */
static ix_status change_one(merging *m, const ix_piece *changes, int count) {
    ix_piece *base;
    ix_tree *entity = NULL;
    ix_arena_reset(&m->scratch);
    ix_pieces_find(&m->base.sections[ENTITY], &base, changes[0].owner);
    ix_status status = base == NULL ? IX_OK : tree_of(&entity, &m->base, base, &m->scratch);
    int made = m->count.made;
    for (int i = 0; i < count && status == IX_OK; i++) {
        ix_tree *change;
        status = tree_of(&change, &m->delta, &changes[i], &m->scratch);
        if (status != IX_OK) {
            break;
        }
        if (entity == NULL && is_elsewhere(m, change)) {
            continue;
        }
        m->count.line = changes[i].place.line;
        m->count.entity = changes[i].owner;
        if (!change_entity(&entity, change, &m->count, &m->scratch)) {
            status = IX_E_MEMORY;
        }
    }
    if (status == IX_OK && m->count.made > made &&
        !add_edit(m, entity, base, changes[0].place.from)) {
        status = m->changed.status != IX_OK ? m->changed.status : m->edits.status;
    }
    return status;
}

static ix_status change_all(merging *m) {
    const ix_pieces *changes = &m->delta.sections[ENTITY];
    ix_status status = IX_OK;
    for (int i = 0; i < changes->count && status == IX_OK;) {
        int count = 1;
        while (i + count < changes->count &&
               ix_str_equal(changes->items[i].owner, changes->items[i + count].owner)) {
            count++;
        }
        if (!ofac_is_uid(changes->items[i].owner)) {
            return ix_error_at(m->error, IX_E_REFUSED, m->delta.file->name,
                               changes->items[i].place.line, -1,
                               "the id of an entity is no number");
        }
        status = change_one(m, &changes->items[i], count);
        if (m->count.refused > 0 || (m->count.in_effect > 0 && m->count.made > 0)) {
            return IX_E_REFUSED;
        }
        i += count;
    }
    return status;
}

/* ------------------------------------------------------------------ the result */

static int compare_edits(const void *a, const void *b) {
    const edit *x = a;
    const edit *y = b;
    ptrdiff_t p = x->base < 0 ? PTRDIFF_MAX : x->base;
    ptrdiff_t q = y->base < 0 ? PTRDIFF_MAX : y->base;
    int order = (p > q) - (p < q);
    return order != 0 ? order : (x->order > y->order) - (x->order < y->order);
}

static void write_pieces(ix_buf *out, const char *group, const document *d, int section) {
    const ix_pieces *pieces = &d->sections[section];
    if (pieces->count > 0) {
        ix_buf_printf(out, "<%s>\n", group);
        for (int i = 0; i < pieces->count; i++) {
            ix_buf_append(out, bytes_of(d, &pieces->items[i]));
            ix_buf_append_char(out, '\n');
        }
        ix_buf_printf(out, "</%s>\n", group);
    }
}

/* The delta's, and what the file's own says besides: its time is the delta's now. */
static void write_publication(ix_buf *out, const merging *m) {
    ix_buf_append_cstr(out, "<publicationInfo>");
    const ix_tree *tree = m->delta_publication;
    for (const ix_tree *at = tree == NULL ? NULL : tree->first; at != NULL; at = at->next) {
        change_write(out, at);
    }
    tree = m->base_publication;
    for (const ix_tree *at = tree == NULL ? NULL : tree->first; at != NULL; at = at->next) {
        static const char *const dated[] = {"dataAsOf", "datePublished", "publicationType",
                                            "publicationID"};
        bool own = true;
        for (size_t i = 0; i < sizeof dated / sizeof dated[0]; i++) {
            own = own && !ix_str_equal(at->name, ix_str_from_cstr(dated[i]));
        }
        char name[IX_TREE_NAME_BYTES_MAX + 1] = {0};
        memcpy(name, at->name.ptr == NULL ? "" : at->name.ptr, (size_t)at->name.len);
        if (own && ix_tree_child(m->delta_publication, name) == NULL) {
            change_write(out, at);
        }
    }
    ix_buf_append_cstr(out, "</publicationInfo>\n");
}

static void write_entities(ix_buf *out, merging *m) {
    const ix_pieces *entities = &m->base.sections[ENTITY];
    const edit *edits = (const edit *)(const void *)m->edits.ptr;
    size_t count = m->edits.len / sizeof *edits;
    size_t next = 0;
    ix_buf_append_cstr(out, "<entities>\n");
    for (int i = 0; i < entities->count + (int)count; i++) {
        const ix_piece *piece = i < entities->count ? &entities->items[i] : NULL;
        const edit *e = next < count ? &edits[next] : NULL;
        bool changed = e != NULL && (piece == NULL || e->base == piece->place.from);
        ix_str bytes =
            changed ? ix_str_slice(ix_buf_view(&m->changed), (ptrdiff_t)e->from, (ptrdiff_t)e->to)
            : piece != NULL ? bytes_of(&m->base, piece)
                            : (ix_str){0};
        next += changed;
        if (bytes.len > 0) {
            ix_buf_append(out, bytes);
            ix_buf_append_char(out, '\n');
        }
    }
    ix_buf_append_cstr(out, "</entities>\n");
}

static ix_status write_result(ix_buf *out, merging *m) {
    for (int i = 0; i < SECTIONS; i++) {
        ix_pieces_sort_by_place(&m->base.sections[i]);
        ix_pieces_sort_by_place(&m->delta.sections[i]);
    }
    if (m->edits.len > sizeof(edit)) {
        qsort(m->edits.ptr, m->edits.len / sizeof(edit), sizeof(edit), compare_edits);
    }
    ix_buf_append_cstr(out,
                       "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                       "<sanctionsData xmlns=\"https://sanctionslistservice.ofac.treas.gov/api/"
                       "PublicationPreview/exports/ENHANCED_XML\">\n");
    write_publication(out, m);
    write_pieces(out, "referenceValues", &m->delta, REFERENCE_VALUE);
    write_pieces(out, "referenceValues", &m->base, REFERENCE_VALUE);
    write_pieces(out, "featureTypes", &m->base, FEATURE_TYPE);
    write_entities(out, m);
    ix_buf_append_cstr(out, "</sanctionsData>\n");
    return out->status == IX_OK ? IX_OK
                                : ix_error_at(m->error, out->status, m->delta.file->name, 0, -1,
                                              "the merged list: %s", ix_status_text(out->status));
}

/* ------------------------------------------------------------------ merging */

static ix_status read_both(merging *m) {
    ix_status status = read_document(&m->delta);
    if (status == IX_OK && m->delta.sections[ENTITY].count == 0 &&
        m->delta.sections[PUBLICATION].count == 0) {
        status = ix_error_at(m->error, IX_E_REFUSED, m->delta.file->name, 0, -1,
                             "empty: neither a publication nor an entity");
    }
    if (status == IX_OK) {
        status = read_document(&m->base);
    }
    if (status == IX_OK) {
        status = read_publication(&m->delta_publication, &m->delta);
    }
    if (status == IX_OK) {
        status = read_publication(&m->base_publication, &m->base);
    }
    return status == IX_OK ? find_filter(m) : status;
}

static ix_status merge(ix_buf *out, ix_delta_effect *effect, merging *m) {
    ix_status status = read_both(m);
    if (status != IX_OK) {
        return status;
    }
    ix_pieces_sort(&m->base.sections[ENTITY]);
    ix_pieces_sort(&m->delta.sections[ENTITY]);
    ix_error first = {0};
    m->count.error = &first;
    status = change_all(m);
    if (status == IX_E_REFUSED && first.status != IX_OK) {
        *m->error = first;
    }
    if (status != IX_OK) {
        return status;
    }
    if (m->count.in_effect > 0) {
        *effect = IX_DELTA_IN_EFFECT;
        *m->error = first; /* what does not fit, were it not for the time */
        return IX_OK;
    }
    *effect = m->count.made > 0 ? IX_DELTA_MERGED : IX_DELTA_NOTHING;
    return write_result(out, m);
}

ix_status ofac_delta_merge(ix_buf *out, ix_delta_effect *effect, const ix_list_file *base,
                           const ix_list_file *delta, ix_arena *arena, ix_error *error) {
    ix_error own = {0};
    error = error == NULL ? &own : error;
    *error = (ix_error){0};
    merging m = {.base = {.file = base, .arena = arena, .error = error},
                 .delta = {.file = delta, .arena = arena, .error = error, .strict = true},
                 .count = {.source = delta->name},
                 .arena = arena,
                 .error = error};
    ix_arena_init_with(&m.scratch, arena->cap, arena->allocator);
    ix_buf_init(&m.changed, OUT_BYTES_MAX);
    ix_buf_init(&m.edits, OUT_BYTES_MAX);
    m.changed.allocator = m.edits.allocator = arena->allocator;
    ix_status status = merge(out, effect, &m);
    if (status == IX_E_MEMORY) {
        ix_error_at(error, status, delta->name, 0, -1, "no memory to merge it");
    }
    ix_tree_parser_close(m.base.parser);
    ix_tree_parser_close(m.delta.parser);
    ix_buf_free(&m.changed);
    ix_buf_free(&m.edits);
    ix_arena_free(&m.scratch);
    return status;
}

static ix_status take_time(void *context, int which, ix_tree *record, const ix_tree_place *place,
                           ix_error *error) {
    (void)which;
    (void)place;
    (void)error;
    ix_str text = ix_tree_take(record, "datePublished");
    text = text.len > 0 ? text : ix_tree_take(record, "dataAsOf");
    ofac_when_parse(context, text);
    return IX_OK;
}

static void pass_over(void *context, ix_str path, int64_t line) {
    (void)context;
    (void)path;
    (void)line;
}

ix_status ofac_delta_published(ix_when *when, const ix_list_file *delta, ix_arena *arena,
                               ix_error *error) {
    static const ix_tree_layout head = {.file = "a delta",
                                        .root = "sanctionsData",
                                        .records = {{"publicationInfo"}},
                                        .record = take_time,
                                        .unknown = pass_over};
    ix_error fault;
    *when = (ix_when){0};
    return ix_tree_read(&fault, &head, delta, when, arena, error);
}
