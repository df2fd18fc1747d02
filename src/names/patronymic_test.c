/* Tests of the endings of Slavic and Caucasian names. */
#include "test_names.h"

static void patronymics_are_told_by_their_ending(void **state) {
    (void)state;
    static const struct {
        const char *word;
        patronymic_kind kind;
    } cases[] = {
        {"gennadyevich", PATRONYMIC_MALE},   {"gennadevich", PATRONYMIC_MALE},
        {"petrovich", PATRONYMIC_MALE},      {"lvovich", PATRONYMIC_MALE},
        {"ilyich", PATRONYMIC_MALE},         {"kuzmich", PATRONYMIC_MALE},
        {"oleksandrovych", PATRONYMIC_MALE}, {"arkadevitch", PATRONYMIC_MALE},
        {"mikhaylovna", PATRONYMIC_FEMALE},  {"sergeevna", PATRONYMIC_FEMALE},
        {"petrivna", PATRONYMIC_FEMALE},     {"ilinichna", PATRONYMIC_FEMALE},
        {"nikitichna", PATRONYMIC_FEMALE},   {"uladzimirauna", PATRONYMIC_FEMALE},
        {"petrovic", PATRONYMIC_WEAK},       {"gennadjevitj", PATRONYMIC_MALE},
        {"ivanov", PATRONYMIC_NONE},         {"anna", PATRONYMIC_NONE},
        {"ovich", PATRONYMIC_NONE},          {"rich", PATRONYMIC_NONE},
        {"munich", PATRONYMIC_NONE},         {"", PATRONYMIC_NONE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        if (names_patronymic(ix_str_from_cstr(cases[i].word)) != cases[i].kind) {
            fail_msg("%s", cases[i].word);
        }
    }
}

static void surname_endings_need_a_stem(void **state) {
    (void)state;
    assert_true(names_surname_ending(IX_STR("tikhonov")));
    assert_true(names_surname_ending(IX_STR("shevchenko")));
    assert_true(names_surname_ending(IX_STR("saakashvili")));
    assert_true(names_surname_ending(IX_STR("petrosyan")));
    assert_true(names_surname_ending(IX_STR("karadzovic")));
    assert_false(names_surname_ending(IX_STR("ov")));
    assert_false(names_surname_ending(IX_STR("lvov")));
    assert_false(names_surname_ending(IX_STR("smith")));
    assert_false(names_surname_ending((ix_str){0}));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patronymics_are_told_by_their_ending),
        cmocka_unit_test(surname_endings_need_a_stem),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
