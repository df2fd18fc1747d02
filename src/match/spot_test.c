/* Tests of runs that may be listed names. */
#include "test_spot.h"

static void names_in_a_sentence(void **state) {
    support_fixture *f = *state;
    spotted s;
    spot_in(&s, f, "On Friday Andrei Gennadyevich Tikhonov of Moscow paid Daniil Borshchew.", true);
    assert_true(is_spotted(&s, f, "1", "Andrei Gennadyevich Tikhonov"));
    assert_true(is_spotted(&s, f, "6", "Daniil Borshchew"));
    assert_false(is_spotted_anywhere(&s, f, "2"));
    spot_in(&s, f, "payment for andrei gennadyevich tikhonov in march", false);
    assert_true(is_spotted(&s, f, "1", "andrei gennadyevich tikhonov"));
}

static void parts_too_far_apart_are_no_name(void **state) {
    support_fixture *f = *state;
    spotted s;
    spot_in(&s, f,
            "Andrei was seen by the river on that day, when all of them had gone, by Tikhonov.",
            true);
    assert_false(is_spotted_anywhere(&s, f, "1"));
    spot_in(&s, f, "Andrei was there and so was Tikhonov.", true);
    assert_false(is_spotted_anywhere(&s, f, "1"));
    spot_in(&s, f, "Andrei Peter de la Tikhonov.", true);
    assert_true(is_spotted(&s, f, "1", "Andrei Peter de la Tikhonov"));
}

static void one_word_is_a_name_only_as_it_stands(void **state) {
    support_fixture *f = *state;
    spotted s;
    spot_in(&s, f, "The Giant sailed.", true);
    assert_true(is_spotted(&s, f, "4", "Giant"));
    spot_in(&s, f, "The Giants sailed for Grant.", true);
    assert_false(is_spotted_anywhere(&s, f, "4"));
}

static void initials_and_common_names(void **state) {
    support_fixture *f = *state;
    spotted s;
    spot_in(&s, f, "Signed by D. Borshchev for Li Wang.", true);
    assert_true(is_spotted(&s, f, "6", "D. Borshchev"));
    assert_true(is_spotted(&s, f, "5", "Li Wang"));
}

/* Whatever a search for a run finds, is spotted in it. */
static void nothing_that_a_search_finds_is_lost(void **state) {
    support_fixture *f = *state;
    static const char *const runs[] = {"Tikhonov Andrei",         "Andrey Tichonov",
                                       "A. G. Tikhonov",          "Muhammad Abdulrahman",
                                       "Mohammed Abd al Rahman",  "National Iranian Tanker Co.",
                                       "Iranian National Tanker", "Daniel Borschev",
                                       "Borshchev, Daniil",       "Андрей Тихонов",
                                       "Даниил Сергеевич Борщев", "Gennadyevich Tikhonov",
                                       "Tank Company of Iran",    "Wang Li",
                                       "Mr. Li Wang of Beijing"};
    for (size_t i = 0; i < sizeof runs / sizeof runs[0]; i++) {
        ix_query query = support_query(&f->arena, f->index, runs[i], IX_PARTY_ANY);
        ix_matches all, some;
        assert_int_equal(ix_match_exhaustive(&all, f->index, &query, &f->arena, NULL), IX_OK);
        spotted s;
        spot_in(&s, f, runs[i], false);
        uint32_t names[SPOTS_MAX];
        int count = 0;
        for (int k = 0; k < s.count; k++) {
            if (s.items[k].first == 0 && s.items[k].last == s.text.count - 1) {
                names[count++] = s.items[k].name;
            }
        }
        assert_int_equal(ix_match_listed(&some, f->index, &query, names, count, &f->arena, NULL),
                         IX_OK);
        assert_same_matches(&some, &all, runs[i]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_in_a_sentence),
        cmocka_unit_test(parts_too_far_apart_are_no_name),
        cmocka_unit_test(one_word_is_a_name_only_as_it_stands),
        cmocka_unit_test(initials_and_common_names),
        cmocka_unit_test(nothing_that_a_search_finds_is_lost),
    };
    return cmocka_run_group_tests(tests, set_up, support_tear_down);
}
