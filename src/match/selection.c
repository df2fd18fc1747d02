/* Some of the entities of an index: which they are, which names are theirs, and which rows of the
 * dictionary these names are made of. A row that is in none of them can lead a search to nothing,
 * so most of what stage one looks up is dropped at once. */
#include "image.h"

static void set_bit(uint64_t *bits, uint32_t at) {
    bits[at / 64] |= (uint64_t)1 << (at % 64);
}

ix_status ix_selection_init(ix_selection *out, const ix_index *index, ix_arena *arena,
                            ix_error *error) {
    *out = (ix_selection){.entities = IX_NEW(arena, uint64_t, index->entity_count / 64 + 1),
                          .names = IX_NEW(arena, uint64_t, index->name_count / 64 + 1),
                          .parts = IX_NEW(arena, uint64_t, index->dict_count / 64 + 1)};
    return out->entities && out->names && out->parts
               ? ix_index_ready(index, error)
               : ix_error_set(error, IX_E_MEMORY, "no memory to select entities");
}

void ix_selection_add(ix_selection *selection, const ix_index *index, uint32_t entity) {
    if (ix_selection_bit(selection->entities, entity)) {
        return;
    }
    const ix_entity_row *row = &index->entities[entity];
    set_bit(selection->entities, entity);
    selection->count++;
    for (uint32_t n = row->name_first; n < row->name_first + row->name_count; n++) {
        const ix_name_row *name = &index->names[n];
        set_bit(selection->names, n);
        for (uint32_t i = 0; i < name->part_count; i++) {
            set_bit(selection->parts, index->name_parts[name->part_first + i].dict);
        }
    }
}

bool ix_selection_has(const ix_selection *selection, uint32_t entity) {
    return ix_selection_bit(selection->entities, entity);
}
