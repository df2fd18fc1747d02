/* Tests of what is kept of each entity. */
#include "test_text.h"

static void the_surest_place_is_kept(void **state) {
    (void)state;
    ix_str text = IX_STR("A. Tikhonov came. Then Andrei Gennadyevich Tikhonov left. "
                         "Andrey Tikhonov slept.");
    ix_decision d = text_screen(text, false);
    const ix_finding *finding = text_find(&d, IX_STR("45815"));
    assert_non_null(finding);
    int32_t from = INT32_MAX, to = 0;
    for (int i = 0; i < finding->evidence_count; i++) {
        if (finding->evidence[i].from >= 0) {
            from = finding->evidence[i].from < from ? finding->evidence[i].from : from;
            to = finding->evidence[i].to > to ? finding->evidence[i].to : to;
        }
    }
    assert_true(ix_str_equal(ix_str_slice(text, from, to), IX_STR("Andrei Gennadyevich Tikhonov")));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_surest_place_is_kept)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
