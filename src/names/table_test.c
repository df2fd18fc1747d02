/* Tests of the hash tables and growing arrays. */
#include "test_names.h"

#define COUNT 5000u

static void what_is_put_is_found_through_growth(void **state) {
    (void)state;
    ix_arena arena;
    ix_arena_init(&arena, TEST_MEMORY);
    names_table table;
    assert_int_equal(names_table_init(&table, 10, &arena), IX_OK);
    for (uint32_t i = 0; i < COUNT; i++) {
        /* Few hashes: long runs of equal ones. */
        assert_int_equal(names_table_put(&table, (i % 997) * 64, i, &arena), IX_OK);
    }
    assert_int_equal(table.used, COUNT);
    for (uint32_t i = 0; i < COUNT; i++) {
        uint32_t hash = (i % 997) * 64, at = NAMES_TABLE_FIRST(&table, hash), index;
        bool found = false;
        while ((index = names_table_step(&table, hash, &at)) != 0) {
            found |= index - 1 == i;
        }
        assert_true(found);
    }
    uint32_t at = NAMES_TABLE_FIRST(&table, 7);
    assert_int_equal(names_table_step(&table, 7, &at), 0);
    ix_arena_free(&arena);
}

static void arrays_keep_what_they_hold(void **state) {
    (void)state;
    ix_arena arena;
    ix_arena_init(&arena, TEST_MEMORY);
    uint32_t *array = NULL, capacity = 0;
    for (uint32_t i = 0; i < COUNT; i++) {
        assert_int_equal(names_grow((void **)&array, i, &capacity, sizeof *array, &arena), IX_OK);
        array[i] = i;
    }
    for (uint32_t i = 0; i < COUNT; i++) {
        assert_int_equal(array[i], i);
    }
    ix_arena_free(&arena);
}

static void no_memory_is_said(void **state) {
    (void)state;
    ix_arena arena;
    ix_arena_init(&arena, 100);
    names_table table;
    assert_int_equal(names_table_init(&table, 1000, &arena), IX_E_MEMORY);
    void *array = NULL;
    uint32_t capacity = 0;
    assert_int_equal(names_grow(&array, 0, &capacity, 64, &arena), IX_E_MEMORY);
    ix_arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_put_is_found_through_growth),
        cmocka_unit_test(arrays_keep_what_they_hold),
        cmocka_unit_test(no_memory_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
