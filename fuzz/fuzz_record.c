/* The encoding of an entity version, as it stands in journals and images. */
#include <interdict/entity.h>

#include <assert.h>

#define ARENA_BYTES (16 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ix_arena arena;
    ix_arena_init(&arena, ARENA_BYTES);
    ix_str record = {(const char *)data, (ptrdiff_t)size};
    ix_entity entity;
    if (ix_entity_decode(&entity, record, &arena, NULL) == IX_OK) {
        assert(entity.name_count > 0 && entity.listing_count > 0);
        ix_buf again;
        ix_buf_init(&again, IX_ENTITY_RECORD_BYTES_MAX);
        ix_entity_encode(&again, &entity);
        assert(again.status == IX_OK);
        ix_entity second;
        ix_status status = ix_entity_decode(&second, ix_buf_view(&again), &arena, NULL);
        assert(status == IX_OK || status == IX_E_MEMORY);
        if (status == IX_OK) {
            ix_buf third;
            ix_buf_init(&third, IX_ENTITY_RECORD_BYTES_MAX);
            ix_entity_encode(&third, &second);
            assert(ix_str_equal(ix_buf_view(&again), ix_buf_view(&third)));
            ix_buf_free(&third);
        }
        ix_buf_free(&again);
    }
    ix_arena_free(&arena);
    return 0;
}
