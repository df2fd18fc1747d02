#include "codes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static ix_str number(char text[16], int n) {
    ix_buf out = {.ptr = text, .cap = 16, .max = 15};
    ix_buf_append_int(&out, n);
    return ix_buf_view(&out);
}

static void the_first_word_of_a_code_counts(void **state) {
    (void)state;
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    ix_codes codes = {0};
    assert_null(ix_codes_find(&codes, IX_STR("List"), IX_STR("1")));
    assert_int_equal(ix_codes_add(&codes, IX_STR("List"), IX_STR("1"), IX_STR("SDN List"), &arena),
                     IX_OK);
    assert_int_equal(ix_codes_add(&codes, IX_STR("List"), IX_STR("1"), IX_STR("other"), &arena),
                     IX_OK);
    assert_int_equal(ix_codes_add(&codes, IX_STR("Script"), IX_STR("1"), (ix_str){0}, &arena),
                     IX_OK);
    assert_true(
        ix_str_equal(*ix_codes_find(&codes, IX_STR("List"), IX_STR("1")), IX_STR("SDN List")));
    assert_int_equal(ix_codes_find(&codes, IX_STR("Script"), IX_STR("1"))->len, 0);
    assert_null(ix_codes_find(&codes, IX_STR("List"), IX_STR("10")));
    assert_null(ix_codes_find(&codes, IX_STR("Lis"), IX_STR("1")));
    ix_arena_free(&arena);
}

static void many_are_found_also_when_more_come(void **state) {
    (void)state;
    ix_arena arena;
    ix_arena_init(&arena, 16 << 20);
    ix_codes codes = {0};
    char text[16];
    for (int n = 0; n < 5000; n++) {
        ix_str code = number(text, n * 7919 % 5000);
        assert_int_equal(ix_codes_add(&codes, IX_STR("set"), code, code, &arena), IX_OK);
        if (n % 1000 == 0) {
            assert_non_null(ix_codes_find(&codes, IX_STR("set"), code));
        }
    }
    for (int n = 0; n < 5000; n++) {
        ix_str code = number(text, n);
        const ix_str *word = ix_codes_find(&codes, IX_STR("set"), code);
        assert_non_null(word);
        assert_true(ix_str_equal(*word, code));
    }
    ix_arena_free(&arena);
}

static void without_memory_nothing_is_added(void **state) {
    (void)state;
    ix_arena arena;
    ix_arena_init(&arena, 8);
    ix_codes codes = {0};
    assert_int_equal(ix_codes_add(&codes, IX_STR("set"), IX_STR("1"), IX_STR("a"), &arena),
                     IX_E_MEMORY);
    assert_int_equal(codes.count, 0);
    ix_arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_word_of_a_code_counts),
        cmocka_unit_test(many_are_found_also_when_more_come),
        cmocka_unit_test(without_memory_nothing_is_added),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
