/* Which names stage one keeps: those that may suffice, and few others. */
#include "test_search.h"

static bool keeps(const search *s, uint32_t name) {
    for (uint32_t i = 0; i < s->survivor_count; i++) {
        if (s->survivors[i].name == name) {
            return true;
        }
    }
    return false;
}

static void what_may_suffice_is_kept(void **state) {
    support_fixture *f = *state;
    uint32_t all = f->index->name_count;
    assert_true(keeps(kept_for(f, "Andrey Tichonov", 0, all), 0));
    assert_true(keeps(kept_for(f, "Abdulrahman Muhammad", 0, all), 2));
    assert_true(keeps(kept_for(f, "petrov andrei ivanovich", 0, all), 3));
}

static void what_shares_one_common_part_is_not(void **state) {
    support_fixture *f = *state;
    const search *s = kept_for(f, "Andrei Gennadyevich Tikhonov", 0, f->index->name_count);
    assert_false(keeps(s, 3));
    assert_false(keeps(s, 2));
}

static void names_out_of_view_are_passed_over(void **state) {
    support_fixture *f = *state;
    const search *s = kept_for(f, "Andrei Gennadyevich Tikhonov", 1, f->index->name_count);
    assert_false(keeps(s, 0));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_may_suffice_is_kept, set_up, support_tear_down),
        cmocka_unit_test_setup_teardown(what_shares_one_common_part_is_not, set_up,
                                        support_tear_down),
        cmocka_unit_test_setup_teardown(names_out_of_view_are_passed_over, set_up,
                                        support_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
