/* Tests of what is near a word of a sentence: names it dismisses, and names it must not. */
#include "test_spot.h"

static void other_words_end_a_persons_name(void **state) {
    support_fixture *f = *state;
    spotted s;
    spot_in(&s, f, "Andrei met Tikhonov.", true);
    assert_false(is_spotted_anywhere(&s, f, "1"));
    spot_in(&s, f, "Andrei gennadyevich Tikhonov and Dr. Daniil Borshchev paid.", true);
    assert_true(is_spotted(&s, f, "1", "Andrei gennadyevich Tikhonov"));
    assert_true(is_spotted(&s, f, "6", "Daniil Borshchev"));
}

static void words_of_a_company_may_stand_apart(void **state) {
    support_fixture *f = *state;
    spotted s;
    spot_in(&s, f, "The National and Iranian Tanker of them is a Company.", true);
    assert_true(is_spotted(&s, f, "3", "National and Iranian Tanker"));
    spot_in(&s, f, "Tanker rates fell while those who had fallen ill went home Iranian.", true);
    assert_false(is_spotted_anywhere(&s, f, "3"));
}

static void an_initial_is_near_as_its_name_is(void **state) {
    support_fixture *f = *state;
    spotted s;
    spot_in(&s, f, "It was A. Tikhonov.", true);
    assert_true(is_spotted(&s, f, "1", "A. Tikhonov"));
}

/* How many spots the two sentences of a text have. */
static int count_spots(support_fixture *f, ix_part_cache *cache, spotted *s, bool once) {
    const bool small[] = {false, false};
    int before = s->count;
    for (int from = 0; from < s->text.count; from += 2) {
        ix_spot_span span = {from, from + 2, small, once};
        assert_int_equal(
            ix_match_spot(f->index, cache, &s->text, &span, keep_spot, s, &f->arena, NULL), IX_OK);
    }
    return s->count - before;
}

/* Nothing is told twice of the same words of a text, and all anew of the next one. */
static void the_same_words_are_told_once(void **state) {
    support_fixture *f = *state;
    spotted s = {.count = 0};
    ix_part_cache *cache;
    assert_int_equal(
        ix_text_analyze(&s.text, IX_STR("Andrei Tikhonov. Andrei Tikhonov."), &f->arena, NULL),
        IX_OK);
    assert_int_equal(ix_part_cache_open(&cache, 1 << 22, NULL), IX_OK);
    ix_spot_begin(cache);
    int once = count_spots(f, cache, &s, true);
    assert_true(once > 0);
    assert_int_equal(count_spots(f, cache, &s, true), 0);
    assert_int_equal(count_spots(f, cache, &s, false), 2 * once);
    ix_spot_begin(cache);
    assert_int_equal(count_spots(f, cache, &s, true), once);
    ix_part_cache_close(cache);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(other_words_end_a_persons_name),
        cmocka_unit_test(words_of_a_company_may_stand_apart),
        cmocka_unit_test(an_initial_is_near_as_its_name_is),
        cmocka_unit_test(the_same_words_are_told_once),
    };
    return cmocka_run_group_tests(tests, set_up, support_tear_down);
}
