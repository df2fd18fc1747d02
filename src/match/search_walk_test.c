/* Which names stage one keeps: those that may suffice, and few others. */
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

static bool keeps(const search *s, uint32_t name) {
    for (uint32_t i = 0; i < s->survivor_count; i++) {
        if (s->survivors[i].name == name) {
            return true;
        }
    }
    return false;
}

static void what_may_suffice_is_kept(void **state) {
    fixture *f = *state;
    uint32_t all = f->index->name_count;
    assert_true(keeps(kept_for(f, "Andrey Tichonov", 0, all), 0));
    assert_true(keeps(kept_for(f, "Abdulrahman Muhammad", 0, all), 2));
    assert_true(keeps(kept_for(f, "petrov andrei ivanovich", 0, all), 3));
}

static void what_shares_one_common_part_is_not(void **state) {
    fixture *f = *state;
    const search *s = kept_for(f, "Andrei Gennadyevich Tikhonov", 0, f->index->name_count);
    assert_false(keeps(s, 3));
    assert_false(keeps(s, 2));
}

static void names_out_of_view_are_passed_over(void **state) {
    fixture *f = *state;
    const search *s = kept_for(f, "Andrei Gennadyevich Tikhonov", 1, f->index->name_count);
    assert_false(keeps(s, 0));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_may_suffice_is_kept, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_shares_one_common_part_is_not, set_up, tear_down),
        cmocka_unit_test_setup_teardown(names_out_of_view_are_passed_over, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
