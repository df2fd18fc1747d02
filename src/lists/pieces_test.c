#include "pieces.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static void add(ix_pieces *pieces, const char *owner, ptrdiff_t from, ix_arena *arena) {
    ix_tree_place place = {.line = 1, .from = from, .to = from + 1};
    assert_int_equal(ix_pieces_add(pieces, ix_str_from_cstr(owner), &place, arena), IX_OK);
}

static void pieces_of_an_owner_stand_together_in_their_order(void **state) {
    (void)state;
    static const char *const owners[] = {"b", "a", "b", "c", "b"};
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    ix_pieces pieces = {0};
    ix_piece *first;
    assert_int_equal(ix_pieces_find(&pieces, &first, IX_STR("a")), 0);
    for (int i = 0; i < 5; i++) {
        add(&pieces, owners[i], i * 10, &arena);
    }
    ix_pieces_sort(&pieces);
    assert_int_equal(ix_pieces_find(&pieces, &first, IX_STR("b")), 3);
    assert_int_equal(first[0].place.from, 0);
    assert_int_equal(first[2].place.from, 40);
    assert_int_equal(ix_pieces_find(&pieces, &first, IX_STR("d")), 0);
    assert_null(first);
    ix_pieces_sort_by_place(&pieces);
    for (int i = 0; i < 5; i++) {
        assert_int_equal(pieces.items[i].place.from, i * 10);
    }
    ix_arena_free(&arena);
}

static void they_grow(void **state) {
    (void)state;
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    ix_pieces pieces = {0};
    ix_piece *first;
    for (int i = 0; i < 2000; i++) {
        add(&pieces, i % 2 == 0 ? "even" : "odd", i, &arena);
    }
    ix_pieces_sort(&pieces);
    assert_int_equal(ix_pieces_find(&pieces, &first, IX_STR("odd")), 1000);
    ix_arena_free(&arena);
}

static void without_memory_nothing_is_added(void **state) {
    (void)state;
    ix_arena arena;
    ix_arena_init(&arena, 8);
    ix_pieces pieces = {0};
    ix_tree_place place = {0};
    assert_int_equal(ix_pieces_add(&pieces, IX_STR("a"), &place, &arena), IX_E_MEMORY);
    assert_int_equal(pieces.count, 0);
    ix_arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_of_an_owner_stand_together_in_their_order),
        cmocka_unit_test(they_grow),
        cmocka_unit_test(without_memory_nothing_is_added),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
