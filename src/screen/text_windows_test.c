/* Tests of the exhaustive way to search a text. */
#include "test_text.h"

static void every_run_is_asked(void **state) {
    (void)state;
    ix_decision d = text_screen(IX_STR("We saw Andrei Gennadyevich Tikhonov."), true);
    const ix_finding *finding = text_find(&d, IX_STR("45815"));
    assert_non_null(finding);
    assert_int_equal(finding->effect, IX_VERDICT_BLOCK);
    d = text_screen(IX_STR("we saw andrei gennadyevich tikhonov"), true);
    assert_non_null(text_find(&d, IX_STR("45815")));
    d = text_screen(IX_STR("We saw nobody."), true);
    assert_int_equal(d.verdict, IX_VERDICT_CLEAR);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_run_is_asked)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
