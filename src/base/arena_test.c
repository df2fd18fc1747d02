/* Tests of the arena: contract, marks, caps, and failing memory. */
#include <interdict/base.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* An allocator that counts what is out and fails at the Nth request for memory (0: never). */
typedef struct meter {
    int calls;
    int fail_at;
    size_t bytes_out;
    int blocks_out;
} meter;

static void *metered_resize(void *context, void *old, size_t old_size, size_t new_size) {
    meter *m = context;
    if (new_size != 0 && ++m->calls == m->fail_at) {
        return NULL;
    }
    m->bytes_out = m->bytes_out - old_size + new_size;
    m->blocks_out += (old == NULL) - (new_size == 0);
    if (new_size == 0) {
        free(old);
        return NULL;
    }
    return realloc(old, new_size);
}

static ix_arena metered_arena(meter *m, size_t cap) {
    ix_arena arena;
    ix_arena_init_with(&arena, cap, (ix_allocator){metered_resize, m});
    return arena;
}

static void objects_are_zeroed_aligned_and_apart(void **state) {
    (void)state;
    meter m = {0};
    ix_arena arena = metered_arena(&m, (size_t)1 << 30);
    assert_int_equal(m.calls, 0);
    for (size_t align = 1; align <= 64; align *= 2) {
        for (size_t size = 1; size < 5000; size = size * 3 + 1) {
            unsigned char *p = ix_arena_alloc(&arena, size, align, 3);
            assert_non_null(p);
            assert_int_equal((uintptr_t)p % align, 0);
            for (size_t i = 0; i < 3 * size; i++) {
                assert_int_equal(p[i], 0);
            }
            memset(p, 0xA5, 3 * size);
        }
    }
    ix_arena_reset(&arena);
    assert_int_equal(arena.used, 0);
    assert_int_equal(m.blocks_out, 1);
    unsigned char *again = ix_arena_alloc(&arena, 1, 1, 4000);
    for (size_t i = 0; i < 4000; i++) {
        assert_int_equal(again[i], 0);
    }
    ix_arena_free(&arena);
    assert_int_equal(m.blocks_out, 0);
    assert_int_equal(m.bytes_out, 0);
    assert_non_null(IX_NEW(&arena, int, 3));
    ix_arena_free(&arena);
    assert_int_equal(m.blocks_out, 0);
}

static void refuses_past_the_cap(void **state) {
    (void)state;
    ix_arena arena;
    ix_arena_init(&arena, 100);
    assert_non_null(ix_arena_alloc(&arena, 1, 64, 60));
    assert_non_null(ix_arena_alloc(&arena, 1, 64, 40));
    assert_int_equal(arena.used, 100);
    assert_null(ix_arena_alloc(&arena, 1, 1, 1));
    ix_arena_reset(&arena);
    assert_null(ix_arena_alloc(&arena, 1, 1, 101));
    assert_non_null(ix_arena_alloc(&arena, 1, 1, 100));
    ix_arena_free(&arena);

    ix_arena_init(&arena, SIZE_MAX);
    assert_null(ix_arena_alloc(&arena, SIZE_MAX / 2, 1, 3));
    assert_null(ix_arena_alloc(&arena, SIZE_MAX, 1, 1));
    assert_non_null(ix_arena_alloc(&arena, 8, 8, 100));
    ix_arena_free(&arena);

    ix_arena_init(&arena, 0);
    assert_null(ix_arena_alloc(&arena, 1, 1, 1));
    ix_arena_free(&arena);
}

static void empty_objects_have_an_address(void **state) {
    (void)state;
    ix_arena arena;
    ix_arena_init(&arena, 100);
    assert_non_null(IX_NEW(&arena, int, 0));
    assert_non_null(ix_arena_alloc(&arena, 0, 1, 5));
    ix_arena_free(&arena);
}

static void copies(void **state) {
    (void)state;
    ix_arena arena;
    ix_arena_init(&arena, 10);
    ix_str copy = ix_arena_copy(&arena, IX_STR("Zenkin"));
    assert_true(ix_str_equal(copy, IX_STR("Zenkin")));
    assert_null(ix_arena_copy(&arena, (ix_str){0}).ptr);
    assert_null(ix_arena_copy(&arena, IX_STR("Denis")).ptr);
    ix_arena_free(&arena);
}

static void rewinds_over_blocks(void **state) {
    (void)state;
    meter m = {0};
    ix_arena arena = metered_arena(&m, (size_t)1 << 30);
    ix_arena_mark empty = ix_arena_position(&arena);
    char *kept = ix_arena_alloc(&arena, 1, 1, 100);
    memset(kept, 'k', 100);
    ix_arena_mark mark = ix_arena_position(&arena);
    char *first = ix_arena_alloc(&arena, 1, 1, 10);
    for (int round = 0; round < 50; round++) {
        ix_arena_rewind(&arena, mark);
        assert_int_equal(arena.used, 100);
        assert_ptr_equal(ix_arena_alloc(&arena, 1, 1, 10), first);
        for (int i = 0; i < 100; i++) {
            memset(ix_arena_alloc(&arena, 1, 16, 1000), round, 1000);
        }
    }
    for (int i = 0; i < 100; i++) {
        assert_int_equal(kept[i], 'k');
    }
    /* A block is kept across rewinds, so a loop does not thrash the allocator. */
    int before = m.calls;
    for (int round = 0; round < 50; round++) {
        ix_arena_rewind(&arena, mark);
        assert_non_null(ix_arena_alloc(&arena, 1, 16, 9000));
    }
    assert_int_equal(m.calls, before);
    ix_arena_rewind(&arena, empty);
    assert_int_equal(arena.used, 0);
    ix_arena_free(&arena);
    assert_int_equal(m.bytes_out, 0);
}

/* Uses the arena in all ways; every allocation may fail. */
static int exercise(ix_arena *arena) {
    int failures = 0;
    for (int i = 0; i < 40; i++) {
        ix_arena_mark mark = ix_arena_position(arena);
        size_t size = (size_t)(i * i * 37 % 9000) + 1;
        char *p = ix_arena_alloc(arena, size, 8, 1);
        failures += p == NULL;
        if (p != NULL) {
            memset(p, i, size);
        }
        if (i % 3 == 0) {
            ix_arena_rewind(arena, mark);
        }
        if (i % 17 == 16) {
            ix_arena_reset(arena);
        }
    }
    return failures;
}

static void survives_failing_memory(void **state) {
    (void)state;
    meter whole = {0};
    ix_arena arena = metered_arena(&whole, (size_t)1 << 20);
    assert_int_equal(exercise(&arena), 0);
    ix_arena_free(&arena);
    assert_true(whole.calls > 3);
    for (int n = 1; n <= whole.calls; n++) {
        meter m = {.fail_at = n};
        arena = metered_arena(&m, (size_t)1 << 20);
        assert_int_equal(exercise(&arena), 1);
        ix_arena_free(&arena);
        assert_int_equal(m.bytes_out, 0);
        assert_int_equal(m.blocks_out, 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(objects_are_zeroed_aligned_and_apart),
        cmocka_unit_test(refuses_past_the_cap),
        cmocka_unit_test(empty_objects_have_an_address),
        cmocka_unit_test(copies),
        cmocka_unit_test(rewinds_over_blocks),
        cmocka_unit_test(survives_failing_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
