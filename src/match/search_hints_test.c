/* What is told of a name before it is compared. */
#include "search.h"
#include "test_support.h"

static const support_row rows[] = {
    {"1", IX_PARTY_PERSON, "TIKHONOV, Andrei Gennadyevich", NULL, NULL, 0, 0, 0},
    {"2", IX_PARTY_PERSON, "TIKHONOVA, Katerina Vladimirovna", NULL, NULL, 0, 0, 0},
    {"3", IX_PARTY_PERSON, "ABD AL-RAHMAN, Muhammad", NULL, NULL, 0, 0, 0},
    {"4", IX_PARTY_PERSON, "PETROV, Andrei Ivanovich", NULL, NULL, 0, 0, 0},
};

typedef struct fixture {
    ix_arena arena;
    ix_buf image;
    ix_index *index;
} fixture;

static int set_up(void **state) {
    fixture *f = calloc(1, sizeof *f);
    ix_arena_init(&f->arena, (size_t)1 << 30);
    ix_list_history list = support_history(&f->arena, "test", rows, 4, 1);
    f->index = support_index(&f->arena, &f->image, support_knowledge(&f->arena), &list, 1);
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

static search *kept_for(fixture *f, const char *name, uint32_t from, uint32_t to) {
    search *s = IX_NEW(&f->arena, search, 1);
    ix_query *query = IX_NEW(&f->arena, ix_query, 1);
    *query = support_query(&f->arena, f->index, name, IX_PARTY_ANY);
    assert_int_equal(ix_judge_init(&s->judge, f->index, query, &f->arena, NULL), IX_OK);
    s->sets = IX_NEW(&f->arena, search_term_set, s->judge.reading_count + 1);
    s->name_from = from;
    s->name_to = to;
    search_name(s, 0);
    assert_false(s->failed);
    return s;
}

static bool may_suffice(fixture *f, const char *name, uint32_t listed) {
    const search *s = kept_for(f, name, 0, f->index->name_count);
    return search_may_suffice(s, 0, listed);
}

static void parts_left_over_on_the_list_count(void **state) {
    fixture *f = *state;
    assert_true(may_suffice(f, "Andrei Tikhonov", 0));
    assert_false(may_suffice(f, "Andrei Kuznetsov", 0));
    assert_false(may_suffice(f, "Katerina Tikhonova Sidorova", 0));
}

static void joined_parts_are_not_left_over(void **state) {
    assert_true(may_suffice(*state, "Muhammad Abdalrahman", 2));
}

static void hints_tell_links_and_runs(void **state) {
    fixture *f = *state;
    ix_pair_hints hints;
    const search *s = kept_for(f, "Andrei Tikhonov", 0, f->index->name_count);
    search_make_hints(s, 0, 0, &hints);
    assert_true(hints.links_known);
    assert_false(hints.may_join);
    assert_int_equal(hints.may_link[0], 1u << 1);
    assert_int_equal(hints.may_link[1], 1u << 0);
    assert_int_equal(hints.links[0].relation, IX_RELATION_EQUAL);
    s = kept_for(f, "Muhammad Abdalrahman", 0, f->index->name_count);
    search_make_hints(s, 0, 2, &hints);
    assert_true(hints.may_join);
    assert_int_equal(hints.may_be_run, 1u << 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(parts_left_over_on_the_list_count, set_up, tear_down),
        cmocka_unit_test_setup_teardown(joined_parts_are_not_left_over, set_up, tear_down),
        cmocka_unit_test_setup_teardown(hints_tell_links_and_runs, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
