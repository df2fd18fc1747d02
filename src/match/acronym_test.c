/* Acronyms: which a name has, and which parts may be one. */
#include "test_support.h"

#include "acronym.h"

typedef struct wanted {
    ix_str letters;
    int count, given, from[IX_PARTS_MAX];
} wanted;

static bool note(void *context, const ix_acronym *acronym) {
    wanted *w = context;
    w->given++;
    w->from[acronym->first]++;
    w->count += ix_str_equal(acronym->letters, w->letters);
    return true;
}

static bool has_acronym(support_knowing *f, const char *name, const char *letters) {
    wanted w = {.letters = ix_str_from_cstr(letters)};
    ix_acronyms_of(support_name(f, name, IX_PARTY_ORGANIZATION), note, &w);
    for (int i = 0; i < IX_PARTS_MAX; i++) {
        assert_true(w.from[i] <= IX_ACRONYMS_FROM_MAX);
    }
    return w.count > 0;
}

static void first_letters_with_and_without_small_words(void **state) {
    support_knowing *f = *state;
    assert_true(has_acronym(f, "National Iranian Tanker Company", "nitc"));
    assert_true(has_acronym(f, "National Iranian Tanker Company", "nit"));
    assert_true(has_acronym(f, "Islamic Republic of Iran Shipping Lines", "irisl"));
    assert_true(has_acronym(f, "Office of the Prosecutor", "op") == false);
    assert_true(has_acronym(f, "Ministry of Road Works", "morw"));
    assert_false(has_acronym(f, "National Iranian Tanker Company", "ntc"));
    assert_false(has_acronym(f, "National 7 Tanker Company", "ntc"));
}

static void romanized_letters_count_as_one_or_two(void **state) {
    support_knowing *f = *state;
    const char *name = "Tsentralnyy Nauchno Issledovatelskiy Institut";
    assert_true(has_acronym(f, name, "tnii"));
    assert_true(has_acronym(f, name, "tsnii"));
}

static void persons_have_none(void **state) {
    support_knowing *f = *state;
    wanted w = {0};
    ix_mname *name = support_name(f, "Ivan Petrovich Sidorov", IX_PARTY_ANY);
    assert_int_equal(name->guess, IX_PARTY_PERSON);
    ix_acronyms_of(name, note, &w);
    assert_int_equal(w.given, 0);
}

static void the_longest_name_has_boundedly_many(void **state) {
    support_knowing *f = *state;
    char text[512] = "";
    for (int i = 0; i < IX_PARTS_MAX; i++) {
        strcat(text, i % 3 == 1 ? "of " : "Shtab ");
    }
    strcat(text, "Zq");
    wanted w = {0};
    ix_acronyms_of(support_name(f, text, IX_PARTY_ORGANIZATION), note, &w);
    for (int i = 0; i < IX_PARTS_MAX; i++) {
        assert_true(w.from[i] <= IX_ACRONYMS_FROM_MAX);
    }
}

static void words_known_otherwise_are_no_acronyms(void **state) {
    support_knowing *f = *state;
    static const struct {
        const char *text;
        bool like;
    } cases[] = {{"NITC", true}, {"IRAN", false}, {"BANK", false},
                 {"AB", false},  {"OOO", false},  {"ABCDEFGHIJ", false}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[64];
        snprintf(text, sizeof text, "%s Zarubezh", cases[i].text);
        const ix_mname *name = support_name(f, text, IX_PARTY_ORGANIZATION);
        assert_int_equal(ix_acronym_like(&name->parts[0]), cases[i].like);
    }
}

static bool is_own(support_knowing *f, const char *text, int part) {
    return ix_acronym_is_own(support_name(f, text, IX_PARTY_ORGANIZATION), part);
}

static void a_name_may_hold_its_own(void **state) {
    support_knowing *f = *state;
    assert_true(is_own(f, "Featherstone Blenkinsop Ullathorne FBU", 3));
    assert_true(is_own(f, "FBU Featherstone Blenkinsop Ullathorne", 0));
    assert_false(is_own(f, "Featherstone Blenkinsop Ullathorne FBZ", 3));
    assert_false(is_own(f, "Featherstone Blenkinsop Ullathorne FBU", 0));
    assert_false(is_own(f, "Featherstone FBU", 1));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(first_letters_with_and_without_small_words),
        cmocka_unit_test(romanized_letters_count_as_one_or_two),
        cmocka_unit_test(persons_have_none),
        cmocka_unit_test(the_longest_name_has_boundedly_many),
        cmocka_unit_test(words_known_otherwise_are_no_acronyms),
        cmocka_unit_test(a_name_may_hold_its_own),
    };
    return cmocka_run_group_tests(tests, support_know, support_forget);
}
