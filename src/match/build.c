/* Building an image from the histories of lists: sections, checks, digest, self-screen. */
#include "build.h"
#include "parties.h"

#include <string.h>

#define SCRATCH_BYTES_MAX ((size_t)1 << 30)
#define TELL_EACH         64 /* versions from one word about the progress to the next */

static ix_status builder_init(ix_builder *b, const ix_knowledge *knowledge, ix_error *error) {
    memset(b, 0, sizeof *b);
    b->knowledge = knowledge;
    b->error = error;
    for (int i = 0; i < IX_SEC_COUNT; i++) {
        ix_buf_init(&b->sections[i], i == IX_SEC_RECORDS ? SIZE_MAX / 2 : UINT32_MAX);
    }
    ix_buf *const entries[] = {&b->keys, &b->pairs, &b->whole, &b->idents, &b->slots};
    for (size_t i = 0; i < sizeof entries / sizeof entries[0]; i++) {
        ix_buf_init(entries[i], SIZE_MAX / 2);
    }
    ix_buf_init(&b->references, SIZE_MAX / 2);
    ix_buf_init(&b->reference_text, UINT32_MAX);
    ix_arena_init(&b->scratch, SCRATCH_BYTES_MAX);
    return IX_OK;
}

static void builder_free(ix_builder *b) {
    for (int i = 0; i < IX_SEC_COUNT; i++) {
        ix_buf_free(&b->sections[i]);
    }
    ix_buf_free(&b->keys);
    ix_buf_free(&b->pairs);
    ix_buf_free(&b->whole);
    ix_buf_free(&b->idents);
    ix_buf_free(&b->slots);
    ix_buf_free(&b->references);
    ix_buf_free(&b->reference_text);
    ix_arena_free(&b->scratch);
}

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

static ix_status enter_list(ix_builder *b, const ix_list_history *list, uint32_t number) {
    ix_list_row row = {.id = ix_builder_text(b, list->id),
                       .publisher = ix_builder_text(b, list->publisher),
                       .zone = (uint32_t)list->zone,
                       .snapshot_first = IX_ROW_COUNT(b, IX_SEC_SNAPSHOTS, ix_snapshot_row),
                       .snapshot_count = (uint32_t)list->snapshot_count,
                       .entity_first = IX_ROW_COUNT(b, IX_SEC_ENTITIES, ix_entity_row)};
    b->list_id = list->id;
    enter_snapshots(b, list);
    for (int64_t i = 0; i < list->version_count;) {
        int64_t next = i + 1;
        while (next < list->version_count &&
               ix_str_equal(list->versions[next].key, list->versions[i].key)) {
            next++;
        }
        ix_status status = ix_builder_entity(b, &list->versions[i], (uint32_t)(next - i), number);
        if (status != IX_OK) {
            return ix_error_wrap(b->error, "list %" IX_FMT, IX_ARG(list->id));
        }
        if ((b->entered + i) / TELL_EACH != (b->entered + next) / TELL_EACH) {
            ix_progress_tell(b->progress, "building the image", b->entered + next, b->versions);
        }
        i = next;
    }
    b->entered += list->version_count;
    row.entity_count = IX_ROW_COUNT(b, IX_SEC_ENTITIES, ix_entity_row) - row.entity_first;
    ix_buf_append(&b->sections[IX_SEC_LISTS], (ix_str){(const char *)&row, sizeof row});
    return IX_OK;
}

static ix_status finish_tables(ix_builder *b) {
    if (IX_ROW_COUNT(b, IX_SEC_NAMES, ix_name_row) >= IX_NAMES_TOTAL_MAX) {
        return ix_error_set(b->error, IX_E_LIMIT, "more names than an image can hold");
    }
    ix_status status = ix_builder_postings(b);
    status = status ? status : ix_builder_buckets(b, &b->keys, IX_SEC_KEYS_STARTS, true);
    status = status ? status : ix_builder_buckets(b, &b->pairs, IX_SEC_PAIRS_STARTS, true);
    status = status ? status : ix_builder_buckets(b, &b->whole, IX_SEC_WHOLE_STARTS, false);
    status = status ? status : ix_builder_buckets(b, &b->idents, IX_SEC_IDENTS_STARTS, false);
    status = status ? status : b->references.status;
    status = status ? status : b->reference_text.status;
    status = status ? status : ix_builder_parties(b);
    for (int i = 0; i < IX_SEC_COUNT && status == IX_OK; i++) {
        status = b->sections[i].status;
    }
    return status;
}

static void pad_to_alignment(ix_buf *image) {
    size_t over = image->len % IX_IMAGE_ALIGN;
    if (over != 0) {
        char *memory = ix_buf_extend(image, IX_IMAGE_ALIGN - over);
        if (memory) {
            memset(memory, 0, IX_IMAGE_ALIGN - over);
        }
    }
}

static ix_status write_image(ix_buf *image, ix_builder *b) {
    ix_image_header header = {.magic = IX_IMAGE_MAGIC};
    memcpy(header.knowledge, ix_knowledge_digest(b->knowledge)->bytes, sizeof header.knowledge);
    ix_buf_clear(image);
    ix_buf_append(image, (ix_str){(const char *)&header, sizeof header});
    for (int i = 0; i < IX_SEC_COUNT; i++) {
        pad_to_alignment(image);
        ix_str bytes = ix_buf_view(&b->sections[i]);
        header.sections[i] = (ix_section_row){image->len, (uint64_t)bytes.len, ix_hash64(bytes)};
        ix_buf_append(image, bytes);
    }
    pad_to_alignment(image);
    header.size = image->len + sizeof(ix_digest);
    header.table_hash = ix_hash64((ix_str){(const char *)header.sections, sizeof header.sections});
    if (image->status != IX_OK) {
        return ix_error_set(b->error, image->status, "no room for the image");
    }
    memcpy(image->ptr, &header, sizeof header);
    ix_digest digest = ix_sha256(ix_buf_view(image));
    ix_buf_append(image, (ix_str){(const char *)digest.bytes, sizeof digest.bytes});
    return image->status == IX_OK ? IX_OK
                                  : ix_error_set(b->error, image->status, "no room for the image");
}

/* Design promise 1: no listed name or identifier is unreachable, proved before anyone relies on it.
 */
static ix_status prove(const ix_buf *image, const ix_knowledge *knowledge, ix_progress progress,
                       ix_error *error) {
    ix_arena arena;
    ix_arena_init(&arena, SCRATCH_BYTES_MAX);
    ix_index *index = NULL;
    ix_self_screen proof = {0};
    ix_status status = ix_index_open(&index, ix_buf_view(image), knowledge, &arena, error);
    status = status ? status : ix_self_screen_told(&proof, index, progress, error);
    if (status == IX_OK && proof.missed > 0) {
        status = IX_E_REFUSED;
    }
    ix_arena_free(&arena);
    return status;
}

ix_status ix_index_build(ix_buf *image, const ix_knowledge *knowledge, const ix_list_history *lists,
                         int list_count, ix_error *error) {
    return ix_index_build_told(image, knowledge, lists, list_count, (ix_progress){0}, error);
}

ix_status ix_index_build_told(ix_buf *image, const ix_knowledge *knowledge,
                              const ix_list_history *lists, int list_count, ix_progress progress,
                              ix_error *error) {
    ix_builder builder;
    ix_status status = builder_init(&builder, knowledge, error);
    builder.progress = progress;
    for (int i = 0; i < list_count; i++) {
        builder.versions += lists[i].version_count;
    }
    /* Lists enter by id, so that the order of adding them leaves no trace in the image. */
    ix_str last = {0};
    for (int n = 0; n < list_count && status == IX_OK; n++) {
        const ix_list_history *next = NULL;
        for (int i = 0; i < list_count; i++) {
            if ((n == 0 || ix_str_compare(lists[i].id, last) > 0) &&
                (!next || ix_str_compare(lists[i].id, next->id) < 0)) {
                next = &lists[i];
            }
        }
        if (!next) {
            status = ix_error_set(error, IX_E_INPUT, "two lists have one id");
            break;
        }
        last = next->id;
        status = enter_list(&builder, next, (uint32_t)n);
    }
    status = status ? status : finish_tables(&builder);
    status = status ? status : write_image(image, &builder);
    if (status == IX_E_MEMORY && error && error->status == IX_OK) {
        ix_error_set(error, status, "no memory to build the index");
    }
    builder_free(&builder);
    return status ? status : prove(image, knowledge, progress, error);
}
