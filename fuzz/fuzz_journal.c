/* The journal of a list. */
#include <interdict/lists.h>

#include <assert.h>

#define ARENA_BYTES (16 << 20)
#define JOURNAL_BYTES (16 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ix_arena arena;
    ix_arena_init(&arena, ARENA_BYTES);
    ix_list_history history;
    ix_str bytes = {(const char *)data, (ptrdiff_t)size};
    if (ix_journal_read(&history, bytes, &arena, NULL) == IX_OK) {
        ix_buf again;
        ix_buf_init(&again, JOURNAL_BYTES);
        ix_journal_write(&again, &history);
        assert(again.status == IX_OK);
        ix_list_history second;
        ix_status status = ix_journal_read(&second, ix_buf_view(&again), &arena, NULL);
        assert(status == IX_OK || status == IX_E_MEMORY);
        if (status == IX_OK) {
            assert(second.version_count == history.version_count);
            assert(second.snapshot_count == history.snapshot_count);
        }
        ix_buf_free(&again);
    }
    ix_arena_free(&arena);
    return 0;
}
