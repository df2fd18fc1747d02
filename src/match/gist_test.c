/* The gist of two parts never denies what relates them, and denies most of what does not. */
#include "gist.h"

#include "test_support.h"

static const char *const words[] = {
    "Tikhonov",   "Tichonov",   "Tikhonova",   "Mohammed", "Mehmet",    "Muhammad",    "Iurii",
    "Yury",       "Elsayed",    "Sayed",       "Binladin", "Laden",     "Samara",      "Samarskiy",
    "Kaluga",     "Kaluzhskiy", "Institute",   "Institut", "Inst",      "Engineering", "Eng",
    "Robert",     "Bob",        "Four",        "IV",       "Valfajr2",  "Valfagr2",    "44",
    "Forty",      "Чекунов",    "Chekunov",    "الاسد",    "Assad",     "金",          "Kim",
    "Jin",        "Li",         "Lu",          "T",        "Promsvyaz", "Ivanov",      "Ivanoff",
    "Zhukov",     "Joukov",     "Schukow",     "Brigade",  "Company",   "Kompaniya",   "Smith",
    "Buchenberg", "Friedrich",  "Gazprombank",
};

#define WORDS ((int)(sizeof words / sizeof words[0]))

static void the_gist_never_denies_a_relation(void **state) {
    (void)state;
    ix_arena arena;
    ix_mpart parts[WORDS];
    ix_part_gist gists[WORDS];
    int related = 0, denied = 0;
    ix_arena_init(&arena, (size_t)1 << 28);
    const ix_knowledge *knowledge = support_knowledge(&arena);
    for (int i = 0; i < WORDS; i++) {
        ix_parsed_name parsed;
        ix_mname name;
        assert_int_equal(ix_name_parse(&parsed, knowledge, ix_str_from_cstr(words[i]), IX_PARTY_ANY,
                                       &arena, NULL),
                         IX_OK);
        assert_int_equal(ix_mname_make(&name, knowledge, &parsed, &arena), IX_OK);
        parts[i] = name.parts[0];
        gists[i] = ix_part_gist_of(&parts[i]);
    }
    for (int i = 0; i < WORDS; i++) {
        for (int j = 0; j < WORDS; j++) {
            ix_link links[2];
            ix_part_links(links, knowledge, &parts[i], &parts[j]);
            bool is = links[0].millibits > 0 || links[1].millibits > 0;
            bool may = ix_part_gist_may(&gists[i], &gists[j]);
            if (is && !may) {
                fail_msg("%s is related to %s", words[i], words[j]);
            }
            related += is;
            denied += !may;
        }
    }
    assert_true(related >= WORDS + 30);
    assert_true(denied > WORDS * WORDS / 2);
    ix_arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_gist_never_denies_a_relation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
