#include "test_opensanctions.h"

/* Read, written and read again it says the same. */
static void what_is_written_reads_the_same(void **state) {
    (void)state;
    static const char *const said[] = {
        "  name ", "  born ", "  identifier ", "  address ", "  listing ", "  nationality ", NULL};
    expect_round_trip("ftm_jsonl", slurp_sample("tests/lists/ftm_jsonl", "round_trip.json"), said);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_written_reads_the_same)};
    return cmocka_run_group_tests(tests, load_samples, free_samples);
}
