/* Building an image from the histories of lists: sections, checks, digest, self-screen.
 *
 * Threads enter portions of the entities, each into a builder of its own; the portions are joined
 * in order (build_merge.c), by one of the threads while the others enter the next. Then they make
 * the keys of the dictionary, sort the tables, write the sections and prove the image, each part by
 * itself. Portions are cut by count alone, so that the bytes do not depend on the threads. */
#include "anchor.h"
#include "parties.h"

#include <stdatomic.h>
#include <string.h>

#define PORTION_VERSIONS 256 /* an entity is never cut */
#define PORTIONS_A_WAVE  16  /* a worker: bounds what is held twice */

/* Some entities of one list, and what they came to. */
typedef struct portion {
    int list;
    const ix_version *versions;
    int64_t count;
    ix_builder builder;
    ix_status status;
    ix_error error;
} portion;

/* Portions that are entered, or joined, at once. */
typedef struct wave {
    portion *portions;
    int count;
} wave;

/* A build at work. */
typedef struct build {
    ix_builder whole;
    const ix_list_history *const *lists; /* by id */
    int list_count;
    ix_build_options options;
    int64_t versions; /* of all lists */
    int list;         /* from which portions are cut, and the version from which on */
    int64_t from;
    wave entering, joining;
    int joined;          /* lists of which a portion was joined, or which have none */
    ix_status status;    /* of joining */
    ix_part_memo *memos; /* one a worker */
    _Atomic int64_t entered;
    ix_buf *image;
    ix_image_header header;
} build;

bool ix_pieces_make(ix_pieces *pieces, int64_t count) {
    size_t bytes = sizeof *pieces->at * (size_t)(count + 1);
    ix_buf_init(&pieces->memory, SIZE_MAX / 2);
    pieces->at = (ix_buf *)(void *)ix_buf_extend(&pieces->memory, bytes);
    for (; pieces->at && pieces->count < count; pieces->count++) {
        ix_buf_init(&pieces->at[pieces->count], SIZE_MAX / 2);
    }
    return pieces->at != NULL;
}

void ix_pieces_free(ix_pieces *pieces) {
    for (int64_t i = 0; i < pieces->count; i++) {
        ix_buf_free(&pieces->at[i]);
    }
    if (pieces->at) {
        ix_buf_free(&pieces->memory);
    }
    *pieces = (ix_pieces){0};
}

static ix_status pieces_status(const ix_pieces *pieces) {
    ix_status status = IX_OK;
    for (int64_t i = 0; i < pieces->count && status == IX_OK; i++) {
        status = pieces->at[i].status;
    }
    return status;
}

void ix_builder_init(ix_builder *b, const ix_knowledge *knowledge, ix_error *error) {
    memset(b, 0, sizeof *b);
    b->knowledge = knowledge;
    b->error = error;
    for (int i = 0; i < IX_SEC_COUNT; i++) {
        ix_buf_init(&b->sections[i], UINT32_MAX);
    }
    ix_buf *const entries[] = {&b->pairs, &b->whole, &b->idents, &b->slots};
    for (size_t i = 0; i < sizeof entries / sizeof entries[0]; i++) {
        ix_buf_init(entries[i], SIZE_MAX / 2);
    }
    ix_buf_init(&b->references, SIZE_MAX / 2);
    ix_buf_init(&b->reference_text, UINT32_MAX);
    ix_arena_init(&b->scratch, IX_BUILD_SCRATCH_MAX);
}

void ix_builder_free(ix_builder *b) {
    for (int i = 0; i < IX_SEC_COUNT; i++) {
        ix_buf_free(&b->sections[i]);
    }
    ix_pieces_free(&b->keys);
    ix_pieces_free(&b->anchors);
    ix_buf_free(&b->pairs);
    ix_buf_free(&b->whole);
    ix_buf_free(&b->idents);
    ix_buf_free(&b->slots);
    ix_buf_free(&b->references);
    ix_buf_free(&b->reference_text);
    ix_arena_free(&b->scratch);
}

ix_status ix_builder_status(const ix_builder *b) {
    const ix_buf *const others[] = {&b->pairs, &b->whole,      &b->idents,
                                    &b->slots, &b->references, &b->reference_text};
    ix_status status = IX_OK;
    for (int i = 0; i < IX_SEC_COUNT && status == IX_OK; i++) {
        status = b->sections[i].status;
    }
    for (size_t i = 0; i < sizeof others / sizeof others[0] && status == IX_OK; i++) {
        status = others[i]->status;
    }
    status = status ? status : pieces_status(&b->keys);
    return status ? status : pieces_status(&b->anchors);
}

/* ---------------------------------------------------------------- lists and their entities */

static void enter_snapshots(ix_builder *b, const ix_list_history *list) {
    for (int i = 0; i < list->snapshot_count; i++) {
        const ix_snapshot *s = &list->snapshots[i];
        ix_snapshot_row row = {.published = s->published.value,
                               .received = s->received,
                               .published_kind = (uint32_t)s->published.kind,
                               .entities = s->entities};
        memcpy(row.state, s->state.bytes, sizeof row.state);
        ix_buf_append(&b->sections[IX_SEC_SNAPSHOTS], (ix_str){(const char *)&row, sizeof row});
    }
}

/* Where the versions of one entity end. */
static int64_t entity_end(const ix_list_history *list, int64_t from) {
    int64_t next = from + 1;
    while (next < list->version_count &&
           ix_str_equal(list->versions[next].key, list->versions[from].key)) {
        next++;
    }
    return next;
}

static void enter_portion(build *own, portion *p, int worker) {
    ix_builder_init(&p->builder, own->whole.knowledge, &p->error);
    p->builder.list_id = own->lists[p->list]->id;
    p->builder.memo = &own->memos[worker];
    for (int64_t i = 0, next; i < p->count && p->status == IX_OK; i = next) {
        next = i + 1;
        while (next < p->count && ix_str_equal(p->versions[next].key, p->versions[i].key)) {
            next++;
        }
        p->status = ix_builder_entity(&p->builder, &p->versions[i], (uint32_t)(next - i),
                                      (uint32_t)p->list);
    }
    p->status = p->status ? p->status : ix_builder_status(&p->builder);
    int64_t entered = atomic_fetch_add(&own->entered, p->count) + p->count;
    if (worker == 0) {
        ix_progress_tell(own->options.progress, "building the image", entered, own->versions);
    }
}

/* Cut the next portions off the lists. */
static void cut_wave(build *own) {
    wave *w = &own->entering;
    int most = PORTIONS_A_WAVE * ix_crew_workers(own->options.crew);
    w->count = 0;
    while (own->status == IX_OK && w->count < most && own->list < own->list_count) {
        const ix_list_history *list = own->lists[own->list];
        int64_t to = own->from;
        while (to < list->version_count && to - own->from < PORTION_VERSIONS) {
            to = entity_end(list, to);
        }
        if (to > own->from) {
            w->portions[w->count++] = (portion){
                .list = own->list, .versions = &list->versions[own->from], .count = to - own->from};
        }
        own->list += to == list->version_count;
        own->from = to == list->version_count ? 0 : to;
    }
}

static void begin_list(ix_builder *b, const ix_list_history *list) {
    ix_list_row row = {.id = ix_builder_text(b, list->id),
                       .publisher = ix_builder_text(b, list->publisher),
                       .zone = (uint32_t)list->zone,
                       .snapshot_first = IX_ROW_COUNT(b, IX_SEC_SNAPSHOTS, ix_snapshot_row),
                       .snapshot_count = (uint32_t)list->snapshot_count,
                       .entity_first = IX_ROW_COUNT(b, IX_SEC_ENTITIES, ix_entity_row)};
    enter_snapshots(b, list);
    ix_buf_append(&b->sections[IX_SEC_LISTS], (ix_str){(const char *)&row, sizeof row});
}

/* Begin the lists up to this one, each behind the last entity of the one before. */
static void begin_lists(build *own, int list) {
    for (; own->joined <= list; own->joined++) {
        begin_list(&own->whole, own->lists[own->joined]);
    }
}

static void join_portion(build *own, portion *p) {
    ix_builder *b = &own->whole;
    if (own->status == IX_OK) {
        begin_lists(own, p->list);
        own->status = p->status;
        if (own->status != IX_OK && b->error) {
            *b->error = p->error;
        }
        own->status = own->status ? own->status : ix_builder_merge(b, &p->builder);
        if (own->status != IX_OK) {
            ix_error_wrap(b->error, "list %" IX_FMT, IX_ARG(own->lists[p->list]->id));
        } else if (b->sections[IX_SEC_LISTS].status == IX_OK) {
            ix_list_row *row = IX_ROWS(b, IX_SEC_LISTS, ix_list_row) + p->list;
            row->entity_count = IX_ROW_COUNT(b, IX_SEC_ENTITIES, ix_entity_row) - row->entity_first;
        }
    }
    ix_builder_free(&p->builder);
}

/* Task 0 joins what was entered before, the others enter. */
static void work_on_wave(void *context, int worker, int64_t task) {
    build *own = context;
    if (task > 0) {
        enter_portion(own, &own->entering.portions[task - 1], worker);
        return;
    }
    for (int i = 0; i < own->joining.count; i++) {
        join_portion(own, &own->joining.portions[i]);
    }
}

static ix_status enter_lists(build *own) {
    do {
        cut_wave(own);
        ix_crew_run(own->options.crew, 1 + own->entering.count, work_on_wave, own);
        wave entered = own->entering;
        own->entering = own->joining;
        own->joining = entered;
    } while (own->joining.count > 0);
    begin_lists(own, own->list_count - 1);
    return own->status ? own->status : ix_builder_status(&own->whole);
}

/* ---------------------------------------------------------------- tables */

/* The tables that are made of rows and entries, largest first. */
static ix_status make_table(ix_builder *b, int64_t which) {
    switch (which) {
    case 0:
        return ix_builder_buckets(b, b->keys.at, b->keys.count, IX_SEC_KEYS_STARTS, IX_TAG_BITS);
    case 1:
        return ix_builder_buckets(b, &b->pairs, 1, IX_SEC_PAIRS_STARTS, IX_TAG_BITS);
    case 2:
        return ix_builder_postings(b);
    case 3:
        return ix_builder_parties(b);
    case 4:
        return ix_builder_anchors(b);
    case 5:
        return ix_builder_buckets(b, &b->whole, 1, IX_SEC_WHOLE_STARTS, 0);
    default:
        return ix_builder_buckets(
            b, &b->idents, 1, IX_SEC_IDENTS_STARTS,
            ix_ident_tag_bits(IX_ROW_COUNT(b, IX_SEC_ENTITIES, ix_entity_row)));
    }
}

#define TABLES 7

typedef struct table_work {
    ix_builder *b;
    ix_status status[TABLES];
} table_work;

static void table_task(void *context, int worker, int64_t which) {
    table_work *work = context;
    work->status[which] = make_table(work->b, which);
}

static ix_status finish_tables(ix_builder *b, ix_crew crew) {
    ix_status status = ix_builder_status(b);
    status = status ? status : ix_builder_keys(b, crew);
    status = status ? status : ix_builder_anchor_rows(b, crew);
    if (status != IX_OK) {
        return status;
    }
    table_work work = {.b = b};
    ix_crew_run(crew, TABLES, table_task, &work);
    for (int i = 0; i < TABLES && status == IX_OK; i++) {
        status = work.status[i];
    }
    return status ? status : ix_builder_status(b);
}

/* ---------------------------------------------------------------- writing */

static uint64_t aligned(uint64_t offset) {
    return (offset + IX_IMAGE_ALIGN - 1) / IX_IMAGE_ALIGN * IX_IMAGE_ALIGN;
}

/* Where each section will lie; where the last one ends. */
static uint64_t lay_out(build *own) {
    uint64_t offset = sizeof(ix_image_header);
    for (int i = 0; i < IX_SEC_COUNT; i++) {
        uint64_t size = i == IX_SEC_RECORDS ? own->whole.record_bytes : own->whole.sections[i].len;
        own->header.sections[i] = (ix_section_row){aligned(offset), size, 0};
        offset = aligned(offset) + size;
    }
    return aligned(offset);
}

/* The records come from the histories, in the order in which they were entered. */
static void write_records(const build *own, char *out) {
    for (int l = 0; l < own->list_count; l++) {
        const ix_list_history *list = own->lists[l];
        for (int64_t i = 0; i < list->version_count; i++) {
            ix_str record = list->versions[i].record;
            memcpy(out, record.ptr, (size_t)record.len);
            out += record.len;
        }
    }
}

/* Tasks take the sections from the last one, the largest, on. */
static void write_section(void *context, int worker, int64_t task) {
    build *own = context;
    int section = IX_SEC_COUNT - 1 - (int)task;
    ix_section_row *row = &own->header.sections[section];
    char *out = own->image->ptr + row->offset;
    if (section == IX_SEC_RECORDS) {
        write_records(own, out);
    } else if (row->size > 0) {
        memcpy(out, own->whole.sections[section].ptr, row->size);
        ix_buf_free(&own->whole.sections[section]); /* the image has them now */
    }
    uint64_t end = row->offset + row->size;
    memset(own->image->ptr + end, 0, aligned(end) - end);
    row->hash = ix_hash64((ix_str){out, (ptrdiff_t)row->size});
}

static ix_status write_image(build *own) {
    ix_buf *image = own->image;
    ix_image_header *header = &own->header;
    header->magic = IX_IMAGE_MAGIC;
    memcpy(header->knowledge, ix_knowledge_digest(own->whole.knowledge)->bytes,
           sizeof header->knowledge);
    uint64_t end = lay_out(own);
    ix_buf_clear(image);
    if (!ix_buf_extend(image, end + sizeof(ix_digest))) {
        return ix_error_set(own->whole.error, image->status, "no room for the image");
    }
    memset(image->ptr + sizeof *header, 0, aligned(sizeof *header) - sizeof *header);
    ix_crew_run(own->options.crew, IX_SEC_COUNT, write_section, own);
    header->size = image->len;
    header->table_hash =
        ix_hash64((ix_str){(const char *)header->sections, sizeof header->sections});
    memcpy(image->ptr, header, sizeof *header);
    return IX_OK;
}

/* The digest of all before it, while the others prove what it is the digest of. */
static void write_digest(void *context) {
    const build *own = context;
    size_t end = own->image->len - sizeof(ix_digest);
    ix_digest digest = ix_sha256((ix_str){own->image->ptr, (ptrdiff_t)end});
    memcpy(own->image->ptr + end, digest.bytes, sizeof digest.bytes);
}

/* Design promise 1: no listed name or identifier is unreachable, proved before anyone relies on it.
 */
static ix_status prove(build *own, const ix_knowledge *knowledge, ix_error *error) {
    ix_arena arena;
    ix_arena_init(&arena, IX_BUILD_SCRATCH_MAX);
    ix_index *index = NULL;
    ix_self_screen proof = {0};
    ix_status status = ix_index_open(&index, ix_buf_view(own->image), knowledge, &arena, error);
    status = status ? status : ix_index_ready(index, error);
    const ix_proof_beside digest = {write_digest, own};
    status =
        status ? status
               : ix_self_screen_shortest(&proof, index, &own->options, own->memos, &digest, error);
    if (status == IX_OK && proof.missed > 0) {
        status = IX_E_REFUSED;
    }
    ix_arena_free(&arena);
    return status;
}

/* ---------------------------------------------------------------- the whole */

/* Lists enter by id, so that the order of adding them leaves no trace in the image. */
static ix_status sort_lists(const ix_list_history **out, const ix_list_history *lists, int count,
                            ix_error *error) {
    for (int i = 0; i < count; i++) {
        int at = i;
        for (; at > 0 && ix_str_compare(out[at - 1]->id, lists[i].id) > 0; at--) {
            out[at] = out[at - 1];
        }
        out[at] = &lists[i];
    }
    for (int i = 1; i < count; i++) {
        if (ix_str_equal(out[i - 1]->id, out[i]->id)) {
            return ix_error_set(error, IX_E_INPUT, "two lists have one id");
        }
    }
    return IX_OK;
}

static ix_status build_image(build *own, ix_arena *lasting) {
    int workers = ix_crew_workers(own->options.crew);
    own->entering.portions = IX_NEW(lasting, portion, PORTIONS_A_WAVE * workers);
    own->joining.portions = IX_NEW(lasting, portion, PORTIONS_A_WAVE * workers);
    own->memos = IX_NEW(lasting, ix_part_memo, workers);
    if (!own->entering.portions || !own->joining.portions || !own->memos) {
        return IX_E_MEMORY;
    }
    ix_status status = IX_OK;
    for (int i = 0; i < workers && status == IX_OK; i++) {
        status = ix_part_memo_init(&own->memos[i]);
    }
    status = status ? status : enter_lists(own);
    status = status ? status : finish_tables(&own->whole, own->options.crew);
    return status ? status : write_image(own);
}

ix_status ix_index_build_with(ix_buf *image, const ix_knowledge *knowledge,
                              const ix_list_history *lists, int list_count,
                              const ix_build_options *options, ix_error *error) {
    ix_arena lasting;
    ix_error fault = {0};
    ix_arena_init(&lasting, IX_BUILD_SCRATCH_MAX);
    build *own = IX_NEW(&lasting, build, 1);
    const ix_list_history **sorted = IX_NEW(&lasting, const ix_list_history *, list_count + 1);
    ix_status status = own && sorted ? sort_lists(sorted, lists, list_count, &fault) : IX_E_MEMORY;
    if (status == IX_OK) {
        own->lists = sorted;
        own->list_count = list_count;
        own->options = options ? *options : (ix_build_options){0};
        own->image = image;
        for (int i = 0; i < list_count; i++) {
            own->versions += lists[i].version_count;
        }
        ix_builder_init(&own->whole, knowledge, &fault);
        status = build_image(own, &lasting);
        ix_builder_free(&own->whole);
    }
    if (status == IX_E_MEMORY && fault.status == IX_OK) {
        ix_error_set(&fault, status, "no memory to build the index");
    }
    status = status ? status : prove(own, knowledge, &fault);
    for (int i = 0; own && own->memos && i < ix_crew_workers(own->options.crew); i++) {
        ix_part_memo_free(&own->memos[i]);
    }
    ix_arena_free(&lasting);
    if (status != IX_OK && error) {
        *error = fault;
    }
    return status;
}

ix_status ix_index_build(ix_buf *image, const ix_knowledge *knowledge, const ix_list_history *lists,
                         int list_count, ix_error *error) {
    return ix_index_build_with(image, knowledge, lists, list_count, NULL, error);
}
