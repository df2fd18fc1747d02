/* The oracle uses no table: it still finds what a broken index has lost. */
#include "test_support.h"

static const support_row rows[] = {
    {"1", IX_PARTY_PERSON, "TIKHONOV, Andrei Gennadyevich", NULL, "passport:530193947:RU", 0, 0, 0},
    {"2", IX_PARTY_ORGANIZATION, "ZARUBEZHNEFT GMBH", NULL, NULL, 0, 0, 0},
};

static void the_oracle_needs_no_table(void **state) {
    ix_arena arena;
    ix_arena_init(&arena, (size_t)1 << 28);
    const ix_knowledge *knowledge = support_knowledge(&arena);
    ix_list_history list = support_history(&arena, "test", rows, 2, 1);
    ix_buf image;
    ix_index *index = support_index(&arena, &image, knowledge, &list, 1);
    assert_int_equal(ix_index_ready(index, NULL), IX_OK);
    ix_query query = support_query(&arena, index, "Andrey Tikhonov", IX_PARTY_ANY);
    ix_query_identifier asked = {.type = IX_ID_PASSPORT, .value = IX_STR("530193947"), .from = -1};
    ix_query by_id = support_query(&arena, index, NULL, IX_PARTY_ANY);
    by_id.identifiers = &asked;
    by_id.identifier_count = 1;
    for (int section = IX_SEC_POSTINGS; section <= IX_SEC_IDENTS; section++) {
        bool starts = section == IX_SEC_KEYS_STARTS || section == IX_SEC_PAIRS_STARTS ||
                      section == IX_SEC_WHOLE_STARTS || section == IX_SEC_IDENTS_STARTS;
        if (starts) {
            memset(image.ptr + index->header->sections[section].offset, 0,
                   index->header->sections[section].size);
        }
    }
    ix_matches found;
    assert_int_equal(ix_match_search(&found, index, &query, &arena, NULL), IX_OK);
    assert_int_equal(found.count, 0);
    assert_int_equal(ix_match_exhaustive(&found, index, &query, &arena, NULL), IX_OK);
    assert_non_null(support_find(index, &found, "1"));
    assert_int_equal(found.count, 1);
    assert_int_equal(ix_match_exhaustive(&found, index, &by_id, &arena, NULL), IX_OK);
    assert_non_null(support_find(index, &found, "1"));
    ix_buf_free(&image);
    ix_arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_oracle_needs_no_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
