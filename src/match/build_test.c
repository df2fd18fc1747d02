/* Building refuses what it cannot prove, and says what is wrong with its input. */
#include "test_support.h"

static void no_list_gives_an_empty_index(void **state) {
    ix_arena arena;
    ix_arena_init(&arena, (size_t)1 << 28);
    const ix_knowledge *knowledge = support_knowledge(&arena);
    ix_buf image;
    ix_index *index = support_index(&arena, &image, knowledge, NULL, 0);
    assert_int_equal(ix_index_entity_count(index), 0);
    ix_query query = support_query(&arena, index, "Andrei Tikhonov", IX_PARTY_ANY);
    ix_matches found;
    assert_int_equal(ix_match_search(&found, index, &query, &arena, NULL), IX_OK);
    assert_int_equal(found.count, 0);
    ix_buf_free(&image);
    ix_arena_free(&arena);
}

static void a_damaged_record_is_named(void **state) {
    ix_arena arena;
    ix_arena_init(&arena, (size_t)1 << 28);
    const ix_knowledge *knowledge = support_knowledge(&arena);
    const support_row row = {"77", IX_PARTY_PERSON, "PETROV, Ivan", NULL, NULL, 0, 0, 0};
    ix_list_history list = support_history(&arena, "us_test", &row, 1, 1);
    list.versions[0].record.len /= 2;
    ix_buf image;
    ix_buf_init(&image, (size_t)1 << 30);
    ix_error error = {0};
    assert_int_not_equal(ix_index_build(&image, knowledge, &list, 1, &error), IX_OK);
    assert_non_null(strstr(error.text, "us_test"));
    assert_non_null(strstr(error.text, "77"));
    ix_buf_free(&image);
    ix_arena_free(&arena);
}

static void no_room_is_an_error(void **state) {
    ix_arena arena;
    ix_arena_init(&arena, (size_t)1 << 28);
    const ix_knowledge *knowledge = support_knowledge(&arena);
    const support_row row = {"77", IX_PARTY_PERSON, "PETROV, Ivan", NULL, NULL, 0, 0, 0};
    ix_list_history list = support_history(&arena, "us_test", &row, 1, 1);
    ix_buf image;
    ix_buf_init(&image, 1000);
    ix_error error = {0};
    assert_int_equal(ix_index_build(&image, knowledge, &list, 1, &error), IX_E_LIMIT);
    assert_true(error.text[0] != '\0');
    ix_buf_free(&image);
    ix_arena_free(&arena);
}

/* How much was told of each of the two stages. */
typedef struct told {
    int64_t built;
    int64_t proved;
} told;

static void keep_told(void *context, const char *what, int64_t done, int64_t total) {
    told *t = context;
    int64_t *stage = strstr(what, "building") != NULL ? &t->built : &t->proved;
    assert_int_equal(total, 200);
    assert_true(done > *stage && done <= total);
    *stage = done;
}

static void long_work_is_told_and_changes_nothing(void **state) {
    ix_arena arena;
    ix_arena_init(&arena, (size_t)1 << 28);
    const ix_knowledge *knowledge = support_knowledge(&arena);
    support_row rows[200];
    static char keys[200][8];
    static char names[200][32];
    for (int i = 0; i < 200; i++) {
        snprintf(keys[i], sizeof keys[i], "%d", i);
        snprintf(names[i], sizeof names[i], "PETROV%c%c, Ivan", 'A' + i / 20, 'A' + i % 20);
        rows[i] = (support_row){keys[i], IX_PARTY_PERSON, names[i], NULL, NULL, 0, 0, 0};
    }
    ix_list_history list = support_history(&arena, "us_test", rows, 200, 1);
    ix_buf told_image, image;
    ix_buf_init(&told_image, (size_t)1 << 30);
    ix_buf_init(&image, (size_t)1 << 30);
    told t = {0};
    assert_int_equal(ix_index_build_with(&told_image, knowledge, &list, 1,
                                         &(ix_build_options){.progress = {keep_told, &t}}, NULL),
                     IX_OK);
    assert_int_equal(ix_index_build(&image, knowledge, &list, 1, NULL), IX_OK);
    assert_true(t.built > 100 && t.proved > 100);
    assert_true(ix_str_equal(ix_buf_view(&image), ix_buf_view(&told_image)));
    ix_buf_free(&told_image);
    ix_buf_free(&image);
    ix_arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_list_gives_an_empty_index),
        cmocka_unit_test(a_damaged_record_is_named),
        cmocka_unit_test(no_room_is_an_error),
        cmocka_unit_test(long_work_is_told_and_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
