/* What all that is listed is to a question, found once. */
#include "scan.h"

#include "test_support.h"

static const support_row rows[] = {
    {"1", IX_PARTY_PERSON, "TIKHONOV, Andrei", NULL, NULL, 0, 0, 0},
    {"2", IX_PARTY_ORGANIZATION, "NATIONAL IRANIAN TANKER COMPANY", NULL, NULL, 0, 0, 0},
    {"3", IX_PARTY_PERSON, "ABD AL RAHMAN, Omar", NULL, NULL, 0, 0, 0},
    {"4", IX_PARTY_PERSON, "SMITH, Walter", NULL, NULL, 0, 0, 0},
};

/* Marks of the four names. */
static void relate(uint8_t marks[4], const char *name, ix_scan_memo *memo) {
    ix_arena arena;
    ix_buf image;
    ix_scan scan;
    ix_judge judge;
    ix_scan_relations related;
    ix_arena_init(&arena, (size_t)1 << 28);
    const ix_knowledge *knowledge = support_knowledge(&arena);
    ix_list_history list = support_history(&arena, "test", rows, 4, 1);
    ix_index *index = support_index(&arena, &image, knowledge, &list, 1);
    assert_int_equal(index->name_count, 4);
    assert_int_equal(ix_scan_init(&scan, index, &arena, NULL), IX_OK);
    ix_query query = support_query(&arena, index, name, IX_PARTY_ANY);
    assert_int_equal(ix_judge_init(&judge, index, &query, &arena, NULL), IX_OK);
    assert_int_equal(ix_scan_relate(&related, &judge, &scan, memo), IX_OK);
    memcpy(marks, related.touched, 4);
    ix_buf_free(&image);
    ix_arena_free(&arena);
}

static void names_are_marked_for_what_they_have(void **state) {
    uint8_t marks[4];
    relate(marks, "Tichonov", NULL);
    assert_memory_equal(marks, ((uint8_t[]){IX_SCAN_LINKS, 0, 0, 0}), 4);
    relate(marks, "NITC", NULL);
    assert_memory_equal(marks, ((uint8_t[]){0, IX_SCAN_JOINS, 0, 0}), 4);
    relate(marks, "Abdulrahman", NULL);
    assert_true((marks[2] & IX_SCAN_JOINS) != 0);
    assert_int_equal(marks[0] | marks[1] | marks[3], 0);
    relate(marks, "Wal ter", NULL);
    assert_true((marks[3] & IX_SCAN_JOINS) != 0);
}

/* The memo is of one scan; here each has the same names in the same order. */
static void a_memo_changes_no_mark(void **state) {
    static const char *const names[] = {"Tichonov Omar", "Omar Tichonov", "Abdulrahman Tichonov"};
    ix_scan_memo memo;
    assert_int_equal(ix_scan_memo_init(&memo, NULL), IX_OK);
    for (int i = 0; i < 6; i++) {
        uint8_t with[4], without[4];
        relate(with, names[i % 3], &memo);
        relate(without, names[i % 3], NULL);
        assert_memory_equal(with, without, 4);
        assert_true((with[0] & IX_SCAN_LINKS) != 0);
    }
    ix_scan_memo_free(&memo);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_marked_for_what_they_have),
        cmocka_unit_test(a_memo_changes_no_mark),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
