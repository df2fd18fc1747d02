/* The journal of a list. Its checksums would keep a fuzzer out of everything behind them, so the
 * mutator works on a real journal and seals what it changed. */
#include <interdict/lists.h>

#include <assert.h>
#include <string.h>

#define ARENA_BYTES     (16 << 20)
#define JOURNAL_BYTES   (16 << 20)
#define SECTIONS        4
#define FRAME_BYTES     24 /* name, length, check */
#define NAME_AND_LENGTH 16

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);

/* A small history with a gap, a change, and a version that still holds. */
static size_t write_sample(uint8_t *out, size_t max) {
    ix_snapshot snapshots[3] = {{.published = {IX_WHEN_DATE, 19800}, .entities = 2},
                                {.published = {IX_WHEN_INSTANT, 1718942400}, .entities = 1},
                                {.published = {IX_WHEN_DATE, 19900}, .entities = 3}};
    ix_version versions[4] = {{IX_STR("1"), IX_STR("a"), 0, 1},
                              {IX_STR("1"), IX_STR("b"), 2, IX_ORDINAL_OPEN},
                              {IX_STR("2"), IX_STR("c"), 0, IX_ORDINAL_OPEN},
                              {IX_STR("3"), IX_STR("d"), 2, IX_ORDINAL_OPEN}};
    ix_list_history history = {.id = IX_STR("us_sample"),
                               .publisher = IX_STR("P"),
                               .format = IX_STR("f"),
                               .zone = IX_ZONE_NEW_YORK,
                               .snapshots = snapshots,
                               .snapshot_count = 3,
                               .versions = versions,
                               .version_count = 4};
    ix_buf bytes;
    ix_buf_init(&bytes, max);
    ix_journal_write(&bytes, &history);
    size_t size = bytes.status == IX_OK ? bytes.len : 0;
    memcpy(out, bytes.ptr, size);
    ix_buf_free(&bytes);
    return size;
}

static uint64_t get64(const uint8_t *at) {
    uint64_t value = 0;
    for (int i = 7; i >= 0; i--) {
        value = value << 8 | at[i];
    }
    return value;
}

static void put64(uint8_t *at, uint64_t value) {
    for (int i = 0; i < 8; i++) {
        at[i] = (uint8_t)(value >> (8 * i));
    }
}

/* Offset of a section; SIZE_MAX when the sections before it do not fit. */
static size_t find_section(const uint8_t *data, size_t size, unsigned section) {
    size_t at = 0;
    for (unsigned i = 0; i <= section; i++) {
        if (size - at < FRAME_BYTES || get64(data + at + 8) > size - at - FRAME_BYTES) {
            return SIZE_MAX;
        }
        at += i == section ? 0 : FRAME_BYTES + (size_t)get64(data + at + 8);
    }
    return at;
}

/* Change one section's payload, in length too, and put length and check right. */
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed) {
    unsigned section = seed % SECTIONS;
    if (seed % 64 == 63) {
        return LLVMFuzzerMutate(data, size, max_size);
    }
    if (find_section(data, size, SECTIONS - 1) == SIZE_MAX) {
        size = write_sample(data, max_size);
    }
    size_t at = find_section(data, size, section);
    if (size == 0 || at == SIZE_MAX) {
        return size;
    }
    uint8_t payload[4096];
    size_t old = (size_t)get64(data + at + 8);
    size_t room =
        sizeof payload < max_size - (size - old) ? sizeof payload : max_size - (size - old);
    if (old > room) {
        return size;
    }
    memcpy(payload, data + at + NAME_AND_LENGTH, old);
    size_t now = LLVMFuzzerMutate(payload, old, room);
    uint8_t *behind = data + at + FRAME_BYTES + old;
    memmove(data + at + FRAME_BYTES + now, behind, size - (size_t)(behind - data));
    memcpy(data + at + NAME_AND_LENGTH, payload, now);
    put64(data + at + 8, now);
    ix_str sealed = {(const char *)data + at, (ptrdiff_t)(NAME_AND_LENGTH + now)};
    put64(data + at + NAME_AND_LENGTH + now, ix_hash64(sealed));
    return size - old + now;
}

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
        assert(ix_str_equal(ix_buf_view(&again), bytes)); /* one history, one journal */
        ix_buf_free(&again);
    }
    ix_arena_free(&arena);
    return 0;
}
