/* Portions that several threads entered come to what one would have entered alone. */
#include "test_support.h"

#define ROWS 1500 /* some portions */

/* A crew whose workers take the tasks backwards and by turns: no order can be relied on. */
static void run_backwards(void *crew, int64_t count,
                          void (*task)(void *context, int worker, int64_t i), void *context) {
    const int *workers = crew;
    for (int64_t i = count; i-- > 0;) {
        task(context, (int)(i % *workers), i);
    }
}

static ix_list_history many_rows(ix_arena *arena) {
    static support_row rows[ROWS];
    static char keys[ROWS][8];
    static char names[ROWS][64];
    for (int i = 0; i < ROWS; i++) {
        snprintf(keys[i], sizeof keys[i], "%05d", i);
        snprintf(names[i], sizeof names[i], "PETROV%c, Ivan Abd al Rahman|~VANYA %c%c",
                 'A' + i % 26, 'A' + i / 26 % 26, 'A' + i / 676);
        rows[i] = (support_row){keys[i],
                                i % 3 ? IX_PARTY_PERSON : IX_PARTY_ORGANIZATION,
                                names[i],
                                NULL,
                                i % 7 ? NULL : "passport:11112222:RU",
                                0,
                                0,
                                0};
    }
    return support_history(arena, "test", rows, ROWS, 1);
}

static void the_bytes_do_not_tell_who_built_them(void **state) {
    ix_arena arena;
    ix_arena_init(&arena, (size_t)1 << 28);
    const ix_knowledge *knowledge = support_knowledge(&arena);
    ix_list_history list = many_rows(&arena);
    ix_buf alone;
    ix_buf_init(&alone, (size_t)1 << 30);
    assert_int_equal(ix_index_build(&alone, knowledge, &list, 1, NULL), IX_OK);
    for (int workers = 1; workers <= 8; workers++) {
        ix_buf image;
        ix_buf_init(&image, (size_t)1 << 30);
        const ix_build_options options = {
            .crew = {.run = run_backwards, .crew = &workers, .workers = workers}};
        assert_int_equal(ix_index_build_with(&image, knowledge, &list, 1, &options, NULL), IX_OK);
        assert_true(ix_str_equal(ix_buf_view(&alone), ix_buf_view(&image)));
        ix_buf_free(&image);
    }
    /* All are held alike: one interval says so of all names, one of all entities. */
    const ix_image_header *header = (const ix_image_header *)(const void *)alone.ptr;
    assert_int_equal(header->sections[IX_SEC_SPANS].size, sizeof(ix_interval));
    assert_int_equal(header->sections[IX_SEC_HELD].size, sizeof(ix_interval));
    ix_buf_free(&alone);
    ix_arena_free(&arena);
}

/* Of two damaged records the first is told, whichever thread met its own first. */
static void the_first_failure_is_told(void **state) {
    ix_arena arena;
    ix_arena_init(&arena, (size_t)1 << 28);
    const ix_knowledge *knowledge = support_knowledge(&arena);
    ix_list_history list = many_rows(&arena);
    list.versions[300].record.len /= 2;
    list.versions[1200].record.len /= 2;
    int workers = 3;
    const ix_build_options options = {
        .crew = {.run = run_backwards, .crew = &workers, .workers = workers}};
    ix_buf image;
    ix_error error = {0};
    ix_buf_init(&image, (size_t)1 << 30);
    assert_int_not_equal(ix_index_build_with(&image, knowledge, &list, 1, &options, &error), IX_OK);
    assert_non_null(strstr(error.text, "00300"));
    ix_buf_free(&image);
    ix_arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_bytes_do_not_tell_who_built_them),
        cmocka_unit_test(the_first_failure_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
