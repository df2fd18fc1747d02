/* Joining what several threads entered. Each enters some entities into a builder of its own, where
 * rows and strings are numbered from 0; here they are appended, in the order of the entities, just
 * as one thread alone would have entered them: the image does not show who built it, or in which
 * portions. Strings and dictionary rows are entered anew, for a part that is new in a portion may
 * be known from an earlier one; everything else is copied and its numbers moved on. */
#include "build.h"
#include "parties.h"

#define NAMES_MAX (1u << 24) /* an entry of PAIRS holds 24 bits of name and 8 of hash */

/* What the numbers of the portion are moved by. */
typedef struct merge {
    ix_builder *b;
    const ix_builder *other;
    uint32_t entity, name, part, version;
    uint64_t record;
    uint32_t *rows; /* by row of the portion's dictionary: row + 1 of the whole, 0 not known yet */
} merge;

static void copy_entries(ix_buf *to, const ix_buf *from, uint32_t moved) {
    const ix_hash_entry *entries = (const ix_hash_entry *)(const void *)from->ptr;
    size_t count = from->len / sizeof *entries;
    ix_hash_entry *out = (ix_hash_entry *)(void *)ix_buf_extend(to, from->len);
    for (size_t i = 0; out && i < count; i++) {
        out[i] = entries[i];
        out[i].id += moved;
    }
}

/* Bytes of the portion's TEXT, entered anew: where. */
static uint32_t move_text(merge *m, uint32_t at, uint32_t len) {
    ix_str text = {m->other->sections[IX_SEC_TEXT].ptr + at, (ptrdiff_t)len};
    return ix_builder_text(m->b, text).offset;
}

static uint32_t move_intervals(merge *m, ix_section section, uint32_t first, uint32_t count) {
    const ix_interval *own = IX_ROWS(m->other, section, const ix_interval) + first;
    return ix_builder_intervals(m->b, section, own, count);
}

static ix_status merge_part(merge *m, const ix_name_part_row *part) {
    ix_status status = IX_OK;
    ix_name_part_row row = *part;
    if (m->rows[part->dict] == 0) {
        const ix_dict_row *own = IX_ROWS(m->other, IX_SEC_DICT, const ix_dict_row) + part->dict;
        m->rows[part->dict] = ix_builder_row(m->b, m->other, own, &status) + 1;
    }
    row.dict = (m->rows[part->dict] - 1) & IX_DICT_MASK;
    ix_buf_append(&m->b->sections[IX_SEC_NAME_PARTS], (ix_str){(const char *)&row, sizeof row});
    return status;
}

static ix_status merge_name(merge *m, const ix_name_row *name) {
    const ix_name_part_row *parts = IX_ROWS(m->other, IX_SEC_NAME_PARTS, const ix_name_part_row);
    ix_name_row row = *name;
    ix_status status = IX_OK;
    row.text = move_text(m, name->text, name->text_len);
    row.entity = (name->entity + m->entity) & IX_ENTITY_MASK;
    row.part_first += m->part;
    row.span_first = move_intervals(m, IX_SEC_SPANS, name->span_first, name->span_count);
    for (uint32_t i = 0; i < name->part_count && status == IX_OK; i++) {
        status = merge_part(m, &parts[name->part_first + i]);
    }
    ix_buf_append(&m->b->sections[IX_SEC_NAMES], (ix_str){(const char *)&row, sizeof row});
    return status;
}

static ix_status merge_entity(merge *m, const ix_entity_row *entity) {
    const ix_name_row *names = IX_ROWS(m->other, IX_SEC_NAMES, const ix_name_row);
    ix_entity_row row = *entity;
    ix_status status = IX_OK;
    row.key = move_text(m, entity->key, entity->key_len);
    row.name_first += m->name;
    row.version_first += m->version;
    row.held_first = move_intervals(m, IX_SEC_HELD, entity->held_first, entity->held_count);
    for (uint32_t i = 0; i < entity->name_count && status == IX_OK; i++) {
        status = merge_name(m, &names[entity->name_first + i]);
    }
    ix_buf_append(&m->b->sections[IX_SEC_ENTITIES], (ix_str){(const char *)&row, sizeof row});
    return status;
}

static void merge_versions(merge *m) {
    const ix_version_row *from = IX_ROWS(m->other, IX_SEC_VERSIONS, const ix_version_row);
    uint32_t count = IX_ROW_COUNT(m->other, IX_SEC_VERSIONS, ix_version_row);
    for (uint32_t i = 0; i < count; i++) {
        ix_version_row row = from[i];
        row.offset += m->record;
        ix_buf_append(&m->b->sections[IX_SEC_VERSIONS], (ix_str){(const char *)&row, sizeof row});
    }
    m->b->record_bytes += m->other->record_bytes;
}

ix_status ix_builder_merge(ix_builder *b, const ix_builder *other) {
    ix_arena_reset(&b->scratch);
    merge m = {.b = b,
               .other = other,
               .entity = IX_ROW_COUNT(b, IX_SEC_ENTITIES, ix_entity_row),
               .name = IX_ROW_COUNT(b, IX_SEC_NAMES, ix_name_row),
               .part = IX_ROW_COUNT(b, IX_SEC_NAME_PARTS, ix_name_part_row),
               .version = IX_ROW_COUNT(b, IX_SEC_VERSIONS, ix_version_row),
               .record = b->record_bytes,
               .rows = IX_NEW(&b->scratch, uint32_t, other->dict_count + 1)};
    if (!m.rows) {
        return IX_E_MEMORY;
    }
    const ix_entity_row *entities = IX_ROWS(other, IX_SEC_ENTITIES, const ix_entity_row);
    uint32_t count = IX_ROW_COUNT(other, IX_SEC_ENTITIES, ix_entity_row);
    ix_status status = IX_OK;
    for (uint32_t i = 0; i < count && status == IX_OK; i++) {
        status = merge_entity(&m, &entities[i]);
    }
    if (status == IX_OK && IX_ROW_COUNT(b, IX_SEC_NAMES, ix_name_row) > NAMES_MAX) {
        status = ix_error_set(b->error, IX_E_LIMIT, "more than %u names", NAMES_MAX);
    }
    merge_versions(&m);
    copy_entries(&b->pairs, &other->pairs, m.name);
    copy_entries(&b->whole, &other->whole, m.name);
    copy_entries(&b->idents, &other->idents, m.entity);
    ix_builder_merge_references(b, other, m.entity);
    return status ? status : ix_builder_status(b);
}
