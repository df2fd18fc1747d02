/* The proof itself must be able to fail. */
#include "test_support.h"

static const support_row rows[] = {
    {"1", IX_PARTY_PERSON, "LI, Wei|李偉|~K", NULL, "passport:G1234567:CN", 0, 0, 0},
    {"2", IX_PARTY_ORGANIZATION, "BNC|THE COMPANY|44|S.A. DE C.V.", NULL, NULL, 0, 0, 0},
    {"3", IX_PARTY_PERSON, "GONE, Long", NULL, NULL, 0, 0, 1},
    {"4", IX_PARTY_WALLET, "WALLET OF NOBODY", NULL, "wallet:1AjZPMsnmpdK2Rv9KQNfMurTXinscVro9V", 0,
     0, 0},
    /* the first "e" is an article, under which no name is posted; the second is a part */
    {"5", IX_PARTY_ORGANIZATION, "Bonyad e-Tavon-e", NULL, NULL, 0, 0, 0},
};

static void every_serving_name_and_identifier_is_proved(void **state) {
    ix_arena arena;
    ix_arena_init(&arena, (size_t)1 << 28);
    const ix_knowledge *knowledge = support_knowledge(&arena);
    ix_list_history list = support_history(&arena, "test", rows, 5, 2);
    ix_buf image;
    ix_index *index = support_index(&arena, &image, knowledge, &list, 1);
    ix_self_screen proof;
    assert_int_equal(ix_index_self_screen(&proof, index, NULL, NULL), IX_OK);
    assert_int_equal(proof.names, 9);
    assert_int_equal(proof.identifiers, 2);
    assert_int_equal(proof.missed, 0);
    ix_buf_free(&image);
    ix_arena_free(&arena);
}

/* Break the tables behind the index's back: the proof notices. */
static void an_unreachable_name_is_noticed(void **state) {
    ix_arena arena;
    ix_arena_init(&arena, (size_t)1 << 28);
    const ix_knowledge *knowledge = support_knowledge(&arena);
    ix_list_history list = support_history(&arena, "test", rows, 5, 2);
    ix_buf image;
    ix_index *index = support_index(&arena, &image, knowledge, &list, 1);
    assert_int_equal(ix_index_ready(index, NULL), IX_OK);
    for (int section = IX_SEC_KEYS; section <= IX_SEC_IDENTS; section += 2) {
        memset(image.ptr + index->header->sections[section].offset, 0,
               index->header->sections[section].size);
    }
    ix_self_screen proof;
    ix_error error = {0};
    assert_int_equal(ix_index_self_screen(&proof, index, NULL, &error), IX_OK);
    assert_true(proof.missed > 0);
    assert_non_null(strstr(error.text, "does not find it"));
    ix_buf_free(&image);
    ix_arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_serving_name_and_identifier_is_proved),
        cmocka_unit_test(an_unreachable_name_is_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
