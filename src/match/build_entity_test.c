/* Names and identifiers over the versions of an entity. */
#include "build.h"
#include "test_support.h"

typedef struct fixture {
    ix_arena arena;
    ix_buf image;
    ix_index *index;
} fixture;

static const support_row rows[] = {
    {"1", IX_PARTY_PERSON, "PETROV, Ivan", NULL, NULL, 0, 0, 1},
    {"1", IX_PARTY_PERSON, "PETROV, Ivan|~VANYA", NULL, "passport:11112222:RU", 0, 1, 2},
    {"1", IX_PARTY_PERSON, "PETROV, Ivan|VANYA", NULL, "passport:11112222:RU", 0, 2, 4},
    {"1", IX_PARTY_PERSON, "PETROV, Ivan|~VANYA", NULL, NULL, 0, 4, 0},
};

static int set_up(void **state) {
    fixture *f = calloc(1, sizeof *f);
    ix_arena_init(&f->arena, (size_t)1 << 28);
    const ix_knowledge *knowledge = support_knowledge(&f->arena);
    ix_list_history list = support_history(&f->arena, "test", rows, 4, 6);
    f->index = support_index(&f->arena, &f->image, knowledge, &list, 1);
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    fixture *f = *state;
    ix_buf_free(&f->image);
    ix_arena_free(&f->arena);
    free(f);
    return 0;
}

static void a_name_is_one_row_with_its_spans(void **state) {
    fixture *f = *state;
    assert_int_equal(f->index->name_count, 3);
    assert_int_equal(f->index->entity_count, 1);
    for (uint32_t ordinal = 0; ordinal < 6; ordinal++) {
        int held = 0, weak = 0;
        for (uint32_t n = 0; n < 3; n++) {
            if (ix_name_is_held(f->index, n, ordinal)) {
                held++;
                weak += f->index->names[n].kind == IX_NAME_WEAK;
            }
        }
        assert_int_equal(held, ordinal == 0 ? 1 : 2);
        assert_int_equal(weak, ordinal == 1 || ordinal >= 4);
    }
}

static void a_loaded_name_is_the_parsed_one(void **state) {
    fixture *f = *state;
    ix_mname loaded;
    ix_mname_load(&loaded, f->index, 0);
    assert_true(ix_str_equal(loaded.raw, IX_STR("PETROV, Ivan")));
    assert_int_equal(loaded.count, 2);
    assert_true(ix_str_equal(loaded.parts[0].text, IX_STR("petrov")));
    assert_int_equal(loaded.parts[0].role, IX_ROLE_FAMILY);
    assert_int_equal(loaded.parts[1].role, IX_ROLE_GIVEN);
    uint64_t whole = 0;
    assert_int_equal(ix_whole_hash(&whole, loaded.raw, &f->arena, NULL), IX_OK);
    assert_true(loaded.whole == whole);
}

static void the_identifier_is_read_at_the_ordinal_asked(void **state) {
    fixture *f = *state;
    for (int64_t at = 0; at < 6; at++) {
        ix_query_identifier asked = {
            .type = IX_ID_PASSPORT, .value = IX_STR("11112222"), .from = -1};
        ix_query query = support_query(&f->arena, f->index, NULL, IX_PARTY_ANY);
        ix_list_view view = {true, 6, at};
        query.lists = &view;
        query.identifiers = &asked;
        query.identifier_count = 1;
        ix_matches found;
        assert_int_equal(ix_match_search(&found, f->index, &query, &f->arena, NULL), IX_OK);
        assert_int_equal(found.count, at >= 1 && at < 4);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_is_one_row_with_its_spans),
        cmocka_unit_test(a_loaded_name_is_the_parsed_one),
        cmocka_unit_test(the_identifier_is_read_at_the_ordinal_asked),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
