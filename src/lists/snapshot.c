/* One dated state of a list: its hash, and its entities as sorted, encoded versions. */
#include <interdict/lists.h>

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ hash */

#define HASH_LINE_BYTES_MAX (IX_LIST_ROLE_BYTES_MAX + 1 + 64 + 1)

typedef struct hash_line {
    char text[HASH_LINE_BYTES_MAX];
    ptrdiff_t len;
} hash_line;

static hash_line write_line(const ix_list_file *file) {
    static const char hex[] = "0123456789abcdef";
    assert(file->role.len <= IX_LIST_ROLE_BYTES_MAX);
    hash_line line = {.len = file->role.len};
    if (file->role.len > 0) {
        memcpy(line.text, file->role.ptr, (size_t)file->role.len);
    }
    line.text[line.len++] = ' ';
    ix_digest digest = ix_sha256(file->bytes);
    for (size_t i = 0; i < sizeof digest.bytes; i++) {
        line.text[line.len++] = hex[digest.bytes[i] >> 4];
        line.text[line.len++] = hex[digest.bytes[i] & 15];
    }
    line.text[line.len++] = '\n';
    return line;
}

static int compare_lines(const void *a, const void *b) {
    const hash_line *x = a;
    const hash_line *y = b;
    return ix_str_compare((ix_str){x->text, x->len}, (ix_str){y->text, y->len});
}

ix_digest ix_snapshot_hash(const ix_list_file *files, int count) {
    assert(count >= 0 && count <= IX_LIST_FILES_MAX);
    hash_line lines[IX_LIST_FILES_MAX];
    char text[IX_LIST_FILES_MAX * HASH_LINE_BYTES_MAX];
    ptrdiff_t len = 0;
    for (int i = 0; i < count; i++) {
        lines[i] = write_line(&files[i]);
    }
    qsort(lines, (size_t)count, sizeof lines[0], compare_lines);
    for (int i = 0; i < count; i++) {
        memcpy(text + len, lines[i].text, (size_t)lines[i].len);
        len += lines[i].len;
    }
    return ix_sha256((ix_str){text, len});
}

/* ------------------------------------------------------------------ parsing */

#define TELL_EACH 64 /* entities from one word about the progress to the next */

/* What the sink keeps of one entity: where its key and record lie in the gathered bytes. */
typedef struct item {
    size_t key_at;
    size_t key_len;
    size_t record_len; /* the record follows the key */
    const char *bytes; /* set once they no longer move */
    int64_t names;
} item;

/* The reader uses the caller's arena and may rewind it after each entity, so what is gathered grows
 * in buffers of its own and enters the arena when reading is over. */
typedef struct gather {
    ix_buf bytes;
    ix_buf items;
    int64_t filled[IX_FILLED_COUNT];
    const ix_reading *reading;
    int64_t count;
} gather;

/* What was guessed is no longer said once it is passed. */
static void tell_reading(gather *g) {
    const ix_reading *r = g->reading;
    if (++g->count % TELL_EACH == 0) {
        ix_progress_tell(r->progress, r->what, g->count, g->count <= r->expected ? r->expected : 0);
    }
}

static void gather_init(gather *g, ix_allocator allocator) {
    *g = (gather){0};
    ix_buf_init(&g->bytes, (size_t)IX_SNAPSHOT_BYTES_MAX);
    ix_buf_init(&g->items, (size_t)IX_SNAPSHOT_BYTES_MAX);
    g->bytes.allocator = allocator;
    g->items.allocator = allocator;
}

static void gather_free(gather *g) {
    ix_buf_free(&g->bytes);
    ix_buf_free(&g->items);
}

static ix_status gather_entity(void *context, const ix_entity *entity, ix_error *error) {
    gather *g = context;
    assert(entity->key.len > 0 && entity->name_count > 0);
    item it = {
        .key_at = g->bytes.len, .key_len = (size_t)entity->key.len, .names = entity->name_count};
    ix_buf_append(&g->bytes, entity->key);
    size_t record_at = g->bytes.len;
    ix_entity_encode(&g->bytes, entity);
    it.record_len = g->bytes.len - record_at;
    ix_buf_append(&g->items, (ix_str){(const char *)&it, sizeof it});
    ix_filled_add(g->filled, entity);
    tell_reading(g);
    ix_status status = g->bytes.status != IX_OK ? g->bytes.status : g->items.status;
    if (status == IX_OK && it.record_len > IX_ENTITY_RECORD_BYTES_MAX) {
        status = IX_E_LIMIT;
    }
    return status == IX_OK ? IX_OK
                           : ix_error_set(error, status, "entity %" IX_FMT ": %s",
                                          IX_ARG(entity->key), ix_status_text(status));
}

/* By key; equal keys in the order they were read. */
static int compare_items(const void *a, const void *b) {
    const item *x = a;
    const item *y = b;
    int order = ix_str_compare((ix_str){x->bytes, (ptrdiff_t)x->key_len},
                               (ix_str){y->bytes, (ptrdiff_t)y->key_len});
    return order != 0 ? order : (x->key_at > y->key_at) - (x->key_at < y->key_at);
}

static void refuse_repeated(ix_read_report *report, ix_str source, ix_str key) {
    ix_error fault = {0};
    ix_error_at(&fault, IX_E_INPUT, source, 0, -1,
                "entity %" IX_FMT " occurs twice; the first occurrence stands", IX_ARG(key));
    ix_report_refuse(report, &fault);
    report->rows_read--;
}

/* Sorted items to versions; repeated keys are refused. Counts entities and names. */
static void settle(ix_parsed_snapshot *out, const item *items, int64_t count, ix_str source) {
    ix_read_report *report = &out->report;
    report->names = 0;
    for (int64_t i = 0; i < count; i++) {
        ix_str key = {items[i].bytes, (ptrdiff_t)items[i].key_len};
        if (out->count > 0 && ix_str_equal(out->versions[out->count - 1].key, key)) {
            refuse_repeated(report, source, key);
            continue;
        }
        ix_str record = {items[i].bytes + items[i].key_len, (ptrdiff_t)items[i].record_len};
        out->versions[out->count++] = (ix_version){.key = key, .record = record};
        report->names += items[i].names;
    }
    report->entities = out->count;
}

ix_digest ix_state_digest(const ix_version *versions, int64_t count, ix_allocator allocator) {
    ix_digest state = {0};
    ix_buf digests;
    ix_buf_init(&digests, (size_t)IX_SNAPSHOT_BYTES_MAX);
    digests.allocator = allocator;
    for (int64_t i = 0; i < count; i++) {
        ix_digest one = ix_sha256(versions[i].record);
        ix_buf_append(&digests, (ix_str){(const char *)one.bytes, sizeof one.bytes});
    }
    if (digests.status == IX_OK) {
        state = ix_sha256(ix_buf_view(&digests));
    }
    ix_buf_free(&digests);
    return state;
}

static ix_status take_gathered(ix_parsed_snapshot *out, gather *g, ix_str source, ix_arena *arena,
                               ix_error *error) {
    item *items = (item *)(void *)g->items.ptr;
    int64_t count = (int64_t)(g->items.len / sizeof *items);
    ix_str bytes = ix_arena_copy(arena, ix_buf_view(&g->bytes));
    out->versions = IX_NEW(arena, ix_version, count);
    if ((bytes.ptr == NULL && g->bytes.len > 0) || out->versions == NULL) {
        return ix_error_set(error, IX_E_MEMORY, "out of memory while reading a snapshot");
    }
    for (int64_t i = 0; i < count; i++) {
        items[i].bytes = bytes.ptr + items[i].key_at;
    }
    if (count > 1) {
        qsort(items, (size_t)count, sizeof *items, compare_items);
    }
    settle(out, items, count, source);
    static const ix_digest none;
    out->state = ix_state_digest(out->versions, out->count, arena->allocator);
    return ix_digest_equal(&out->state, &none)
               ? ix_error_set(error, IX_E_MEMORY, "out of memory while reading a snapshot")
               : IX_OK;
}

/* A reader that loses rows in silence is the one fault this engine must not have. */
static ix_status check_account(const ix_read_report *report, const ix_list_reader *reader,
                               ix_error *error) {
    if (report->rows_read + report->rows_refused == report->rows) {
        return IX_OK;
    }
    return ix_error_set(error, IX_E_INPUT,
                        "%s accounts for %" PRId64 " read and %" PRId64 " refused of %" PRId64
                        " rows",
                        reader->format, report->rows_read, report->rows_refused, report->rows);
}

ix_status ix_snapshot_parse(ix_parsed_snapshot *out, const ix_list_reader *reader,
                            const ix_list_file *files, int file_count,
                            const ix_knowledge *knowledge, ix_arena *arena, ix_error *error) {
    static const ix_reading plain;
    return ix_snapshot_parse_like(out, &plain, reader, files, file_count, knowledge, arena, error);
}

ix_status ix_snapshot_parse_like(ix_parsed_snapshot *out, const ix_reading *reading,
                                 const ix_list_reader *reader, const ix_list_file *files,
                                 int file_count, const ix_knowledge *knowledge, ix_arena *arena,
                                 ix_error *error) {
    assert(file_count > 0 && file_count <= IX_LIST_FILES_MAX);
    *out = (ix_parsed_snapshot){
        .report = {.stated_count = -1, .layout_before = reading->layout_before}};
    gather g;
    gather_init(&g, arena->allocator);
    g.reading = reading;
    ix_status status =
        reader->read(files, file_count, knowledge, gather_entity, &g, &out->report, arena, error);
    memcpy(out->report.filled, g.filled, sizeof g.filled);
    if (status == IX_OK) {
        status = check_account(&out->report, reader, error);
    }
    if (status == IX_OK) {
        status = take_gathered(out, &g, files[0].name, arena, error);
    }
    gather_free(&g);
    if (status != IX_OK) {
        *out = (ix_parsed_snapshot){0};
    }
    return status;
}
