/* Reading by a mapping, whatever the format: rows are refused, left out, or become entities, and
 * each is accounted for.
 *
 * Where rows of one key are one entity, the file is read twice: first for the keys, then each
 * entity's rows by their places, so that memory holds the rows of one entity at a time. */
#include "mapped.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define KEY_BYTES_MAX 1024 /* a longer key is no key */

static void refuse(mapped_reading *r, int64_t line, const char *why) {
    ix_error error = {0};
    ix_error_at(&error, IX_E_INPUT, r->file.name, line, -1, "%s", why);
    ix_report_refuse(r->report, &error);
}

/* ------------------------------------------------------------------ one row */

/* The next row's tree, with its texts taken apart. */
static ix_status next_row(mapped_row *row, mapped_reading *r) {
    *row = (mapped_row){0};
    ix_status status = r->next(row, r->reader, &r->rows, r->error);
    if (status == IX_OK && row->fault == NULL && !mapped_split(row->node, r->map, &r->rows)) {
        status = IX_E_MEMORY;
    }
    r->draft.line = row->line;
    return status;
}

static mapped_source source_of(mapped_reading *r, const mapped_row *row) {
    return (mapped_source){.map = r->map, .row = row->node, .draft = &r->draft};
}

/* The key, in the arena of the rows; NULL or why there is none. */
static const char *key_of(ix_str *key, mapped_reading *r, mapped_source *source) {
    ix_str found = mapped_key(source, &r->map->key);
    if (found.len == 0) {
        return "the key is empty";
    }
    if (found.len > KEY_BYTES_MAX) {
        return "the key is longer than 1024 bytes";
    }
    *key = ix_arena_copy(&r->rows, found);
    r->draft.status = key->ptr == NULL ? IX_E_MEMORY : r->draft.status;
    return NULL;
}

static void begin(mapped_reading *r, mapped_source *source, ix_str key) {
    ix_party_type type = IX_PARTY_ANY;
    ix_str word = mapped_first(source, &r->map->type, source->row);
    if (!ix_party_type_parse(&type, word)) {
        ix_draft_warn(&r->draft, IX_STR("unknown_type"), word);
    }
    ix_draft_begin(&r->draft, key, type);
}

/* When the list was published, as its first row that tells says. */
static void note_published(mapped_reading *r, mapped_source *source) {
    ix_str text = mapped_first(source, &r->map->published, source->row);
    ix_when when;
    if (text.len > 0 && !mapped_when(source, &when, text)) {
        ix_draft_warn(&r->draft, IX_STR("unknown_publication_date"), text);
    } else if (text.len > 0 && r->report->published.kind == IX_WHEN_NONE) {
        r->report->published = when;
    }
}

/* Is the row one of those the mapping wants? If not it is counted. Conditions take nothing, but
 * what they make lies in the draft's arena, which is emptied first. */
static bool is_wanted(mapped_reading *r, mapped_source *source) {
    ix_arena_reset(&r->entity);
    note_published(r, source);
    if (mapped_meets(source, &r->map->where, source->row)) {
        bool probed = mapped_probe(source->row, r->map, &r->rows);
        r->draft.status = probed ? r->draft.status : IX_E_MEMORY;
        r->taken++;
        return true;
    }
    r->report->rows_read++;
    ix_draft_warn(&r->draft, IX_STR("excluded_by_mapping"), (ix_str){0});
    return false;
}

/* The draft is complete, of `count` rows. */
static ix_status give(mapped_reading *r, const int64_t *lines, int64_t count) {
    const char *why = mapped_end(&r->draft);
    if (r->draft.status != IX_OK) {
        return r->draft.status;
    }
    for (int64_t i = 0; why != NULL && i < count; i++) {
        refuse(r, lines[i], why);
    }
    if (why != NULL) {
        return IX_OK;
    }
    r->report->rows_read += count;
    r->report->entities++;
    r->report->names += r->draft.entity.name_count;
    return r->sink(r->context, &r->draft.entity, r->error);
}

/* Count a row; is it one to be taken? One with a fault or without key is refused. */
static bool admit(ix_str *key, mapped_reading *r, mapped_source *source, const mapped_row *row) {
    const char *why = row->fault;
    r->report->rows++;
    if (why == NULL && !is_wanted(r, source)) {
        return false;
    }
    why = why == NULL ? key_of(key, r, source) : why;
    if (why != NULL) {
        refuse(r, row->line, why);
    }
    return why == NULL && r->draft.status == IX_OK;
}

static ix_status take_row(mapped_reading *r, const mapped_row *row) {
    mapped_source source = source_of(r, row);
    ix_str key = {0};
    if (!admit(&key, r, &source, row)) {
        return r->draft.status;
    }
    begin(r, &source, key);
    mapped_fill(&source);
    mapped_leave(&source);
    return give(r, &row->line, 1);
}

static ix_status read_single(mapped_reading *r) {
    ix_status status = IX_OK;
    while (status == IX_OK) {
        mapped_row row;
        ix_arena_reset(&r->rows);
        status = next_row(&row, r);
        status = status == IX_OK ? take_row(r, &row) : status;
    }
    return status == IX_END ? IX_OK : status;
}

/* ------------------------------------------------------------------ rows of one key */

/* Where a row of a key lies. */
typedef struct keyed {
    ix_str key;
    ptrdiff_t place;
    int64_t line;
} keyed;

static int compare_keyed(const void *a, const void *b) {
    const keyed *x = a;
    const keyed *y = b;
    int order = ix_str_compare(x->key, y->key);
    return order != 0 ? order : (x->place > y->place) - (x->place < y->place);
}

/* One row of the first pass. */
static ix_status note_row(ix_vector *found, mapped_reading *r, const mapped_row *row) {
    mapped_source source = source_of(r, row);
    ix_str key = {0};
    if (!admit(&key, r, &source, row)) {
        return r->draft.status;
    }
    keyed *slot = ix_vector_push(found, sizeof *slot, r->arena);
    if (slot == NULL) {
        return IX_E_MEMORY;
    }
    *slot = (keyed){ix_arena_copy(r->arena, key), row->place, row->line};
    return slot->key.ptr == NULL ? IX_E_MEMORY : r->draft.status;
}

static ix_status find_rows(ix_vector *found, mapped_reading *r) {
    ix_status status = IX_OK;
    while (status == IX_OK) {
        mapped_row row;
        ix_arena_reset(&r->rows);
        status = next_row(&row, r);
        status = status == IX_OK ? note_row(found, r, &row) : status;
    }
    return status == IX_END ? IX_OK : status;
}

/* Make an entity of its rows, each read again. */
static ix_status merge_rows(mapped_reading *r, const keyed *rows, int64_t count) {
    int64_t *lines = NULL;
    ix_arena_reset(&r->rows);
    ix_arena_reset(&r->entity);
    for (int64_t i = 0; i < count; i++) {
        mapped_row row;
        r->seek(r->reader, rows[i].place, rows[i].line);
        ix_status status = next_row(&row, r);
        if (status != IX_OK) {
            return status;
        }
        assert(row.fault == NULL); /* the first pass read it */
        mapped_source source = source_of(r, &row);
        source.repeats = i > 0;
        if (i == 0) {
            lines = IX_NEW(&r->rows, int64_t, count);
            begin(r, &source, rows[0].key);
        } else {
            mapped_first(&source, &r->map->type, source.row);
        }
        if (lines == NULL) {
            return IX_E_MEMORY;
        }
        lines[i] = rows[i].line;
        mapped_key(&source, &r->map->key);
        mapped_first(&source, &r->map->published, source.row);
        mapped_fill(&source);
        mapped_leave(&source);
    }
    return give(r, lines, count);
}

static ix_status read_grouped(mapped_reading *r) {
    ix_vector found = {0};
    ix_status status = find_rows(&found, r);
    keyed *rows = found.items;
    if (status == IX_OK && found.count > 1) {
        qsort(rows, (size_t)found.count, sizeof *rows, compare_keyed);
    }
    for (int64_t i = 0, end; i < found.count && status == IX_OK; i = end) {
        for (end = i + 1; end < found.count && ix_str_equal(rows[end].key, rows[i].key);) {
            end++;
        }
        status = merge_rows(r, rows + i, end - i);
    }
    return status;
}

/* ------------------------------------------------------------------ the file */

/* The check of the layout: what the mapping names must be there. */
static ix_status check_paths(const mapped_reading *r) {
    const mapping_path *missing = NULL;
    if (r->taken == 0) {
        return r->report->rows == r->report->rows_refused
                   ? IX_OK
                   : ix_error_at(r->error, IX_E_INPUT, r->map->source, 0, -1,
                                 "`where` leaves none of the %lld rows of %" IX_FMT,
                                 (long long)r->report->rows, IX_ARG(r->file.name));
    }
    for (const mapping_path *path = r->map->paths; path != NULL; path = path->next) {
        missing = !path->seen && !path->optional ? path : missing;
    }
    return missing == NULL ? IX_OK
                           : ix_error_at(r->error, IX_E_INPUT, r->map->source, missing->line, -1,
                                         "no row of %" IX_FMT " has '%" IX_FMT "'",
                                         IX_ARG(r->file.name), IX_ARG(missing->text));
}

ix_status mapped_open(mapped_reading *r, ix_str format, const ix_list_file *files, int file_count,
                      const ix_knowledge *knowledge, ix_read_report *report, ix_arena *arena,
                      ix_error *error) {
    const ix_list_file *map = NULL;
    const ix_list_file *data = NULL;
    for (int i = 0; i < file_count; i++) {
        bool is_map = ix_str_equal(files[i].role, IX_STR(IX_LIST_MAP_ROLE));
        map = is_map ? &files[i] : map;
        data = is_map ? data : &files[i];
    }
    *r = (mapped_reading){.arena = arena, .report = report, .error = error};
    ix_arena_init_with(&r->rows, arena->cap, arena->allocator);
    ix_arena_init_with(&r->entity, arena->cap, arena->allocator);
    if (map == NULL || data == NULL || file_count != 2) {
        return ix_error_at(error, IX_E_INPUT, files[0].name, 0, -1,
                           "a list read by mapping is one file and its mapping, %d files were "
                           "given",
                           file_count);
    }
    r->file = *data;
    r->draft = (ix_draft){.arena = &r->entity,
                          .keep = arena,
                          .report = report,
                          .knowledge = knowledge,
                          .file = data->name};
    return mapping_read(&r->map, format, map->bytes, map->name, arena, error);
}

ix_status mapped_read(mapped_reading *r) {
    ix_status status = r->map->group ? read_grouped(r) : read_single(r);
    r->report->primary_rows = r->report->rows;
    status = status == IX_OK ? r->draft.status : status;
    if (status == IX_E_MEMORY) {
        return ix_error_at(r->error, status, r->file.name, 0, -1, "no memory to read the list");
    }
    return status == IX_OK ? check_paths(r) : status;
}

void mapped_close(mapped_reading *r) {
    ix_arena_free(&r->rows);
    ix_arena_free(&r->entity);
}

ix_status ix_mapping_apply(ix_list_reader *reader, ix_str bytes, ix_str source, ix_arena *arena,
                           ix_error *error) {
    mapping *map;
    ix_status status =
        mapping_read(&map, ix_str_from_cstr(reader->format), bytes, source, arena, error);
    if (status != IX_OK) {
        return status;
    }
    char *list = IX_NEW(arena, char, map->list.len + 1);
    char *publisher = IX_NEW(arena, char, map->publisher.len + 1);
    if (list == NULL || publisher == NULL) {
        return ix_error_at(error, IX_E_MEMORY, source, 0, -1, "no memory to read the mapping");
    }
    memcpy(list, map->list.ptr, (size_t)map->list.len);
    memcpy(publisher, map->publisher.ptr, (size_t)map->publisher.len);
    reader->list_id = list;
    reader->publisher = publisher;
    reader->zone = map->zone;
    return IX_OK;
}
