/* What is told of a name before it is compared. */
#include "test_search.h"

static bool may_suffice(support_fixture *f, const char *name, uint32_t listed) {
    const search *s = kept_for(f, name, 0, f->index->name_count);
    return search_most(s, 0, listed, true) >= s->judge.need;
}

static void parts_left_over_on_the_list_count(void **state) {
    support_fixture *f = *state;
    assert_true(may_suffice(f, "Andrei Tikhonov", 0));
    assert_false(may_suffice(f, "Andrei Kuznetsov", 0));
    assert_false(may_suffice(f, "Katerina Tikhonova Sidorova", 0));
}

static void joined_parts_are_not_left_over(void **state) {
    assert_true(may_suffice(*state, "Muhammad Abdalrahman", 2));
}

static void hints_tell_links_and_runs(void **state) {
    support_fixture *f = *state;
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
        cmocka_unit_test_setup_teardown(parts_left_over_on_the_list_count, set_up,
                                        support_tear_down),
        cmocka_unit_test_setup_teardown(joined_parts_are_not_left_over, set_up, support_tear_down),
        cmocka_unit_test_setup_teardown(hints_tell_links_and_runs, set_up, support_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
