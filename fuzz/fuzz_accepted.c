/* Files of decided pairs (--accept). One fault refuses all of it, since a pair half read could
 * set aside what nobody decided on: so a file that is read is refused as soon as a row without its
 * cells stands behind it. */
#include <interdict/screen.h>

#include <assert.h>

#include "fuzz_knowledge.h"

#define ARENA_BYTES ((size_t)256 << 20)

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static ix_arena knowledge_arena;
static const ix_knowledge *knowledge;

int LLVMFuzzerInitialize(int *argc, char ***argv) {
    (void)argc;
    (void)argv;
    knowledge = open_shipped(&knowledge_arena, ARENA_BYTES).knowledge;
    return 0;
}

static bool read_pairs(ix_str bytes, ix_arena *arena) {
    const ix_accepted *accepted = NULL;
    ix_error error = {0};
    ix_status status =
        ix_accepted_read(&accepted, bytes, IX_STR("pairs.csv"), knowledge, arena, &error);
    if (status != IX_OK) {
        assert(status == error.status && error.text[0] != '\0');
        assert(ix_utf8_is_valid(ix_str_from_cstr(error.text)));
        return false;
    }
    ix_digest digest = ix_sha256(bytes);
    assert(ix_digest_equal(&digest, ix_accepted_digest(accepted)));
    return true;
}

static void check_row_behind(ix_str bytes, ix_arena *arena) {
    ix_buf longer;
    ix_buf_init(&longer, (size_t)bytes.len + 16);
    ix_buf_append(&longer, bytes);
    ix_buf_append(&longer, IX_STR("\none cell\n"));
    assert(longer.status == IX_OK && !read_pairs(ix_buf_view(&longer), arena));
    ix_buf_free(&longer);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ix_str bytes = {(const char *)data, (ptrdiff_t)size};
    ix_arena arena;
    ix_arena_init(&arena, ARENA_BYTES);
    if (read_pairs(bytes, &arena)) {
        check_row_behind(bytes, &arena);
    }
    ix_arena_free(&arena);
    return 0;
}
