#include "test_support.h"

/* Names with Arabic and Hebrew ones among them; the first is that of the party. */
static const support_row parties[] = {
    {"1", IX_PARTY_PERSON, "محمد رسول ایوب", NULL, NULL, 0, 0, 0},
    {"2", IX_PARTY_PERSON, "Abdul Rahman Yasin", NULL, NULL, 0, 0, 0},
    {"3", IX_PARTY_PERSON, "عبدالرحمن المصري", NULL, NULL, 0, 0, 0},
    {"4", IX_PARTY_PERSON, "شمس الدين", NULL, NULL, 0, 0, 0},
    {"5", IX_PARTY_PERSON, "AL-ZAWAHIRI, Ayman Muhammed Rabi", NULL, NULL, 0, 0, 0},
    {"6", IX_PARTY_PERSON, "بشار الأسد", NULL, NULL, 0, 0, 0},
    {"7", IX_PARTY_PERSON, "יצחק כהן", NULL, NULL, 0, 0, 0},
    {"8", IX_PARTY_PERSON, "ABD AL-KHALIQ AL-HOUTHI", NULL, NULL, 0, 0, 0},
    {"9", IX_PARTY_ORGANIZATION, "شرکت نفت گچساران", NULL, NULL, 0, 0, 0},
    {"A", IX_PARTY_PERSON, "Ali Ghanem", NULL, NULL, 0, 0, 0},
    {"B", IX_PARTY_PERSON, "نجيب الله حقانی", NULL, NULL, 0, 0, 0},
};
#define PARTIES ((int)(sizeof parties / sizeof parties[0]))

static int set_up(void **state) {
    return support_set_up(state, parties, PARTIES);
}

static void names_are_found_across_scripts(void **state) {
    support_fixture *f = *state;
    static const struct {
        const char *name, *key;
    } cases[] = {
        {"Mohammad Rasul Ayyub", "1"},
        {"Мохаммад Расул Айюб", "1"},
        {"عبد الرحمن ياسين", "2"},
        {"عبدالرحمان یاسین", "2"},
        {"Abd al-Rahman al-Masri", "3"},
        {"Abdelrahman El Masry", "3"},
        {"عبد الرحمن المصري", "3"},
        {"Shamsuddin", "4"},
        {"Shams al-Din", "4"},
        {"شمس‌الدین", "4"},
        {"أيمن محمد ربيع الظواهري", "5"},
        {"Bashar al-Assad", "6"},
        {"Bashar Assad", "6"},
        {"Башар аль-Асад", "6"},
        {"Yitzhak Cohen", "7"},
        {"Itzhak Kohen", "7"},
        {"عبدالخالق الحوثي", "8"},
        {"عبد الخالق الحوثي", "8"},
        {"Abdulkhaliq al Houthi", "8"},
        {"Gachsaran Oil Company", "9"},
        {"علی غانم", "A"},
        {"Najibullah Haqqani", "B"},
        {"Najib Ullah Haqqani", "B"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        support_expect_found(f, cases[i].name, cases[i].key);
    }
}

static void others_are_not_found(void **state) {
    support_fixture *f = *state;
    static const struct {
        const char *name, *key;
    } cases[] = {
        {"Mohammad Ayyub Khan Durrani", "1"},
        {"محمد کریم حسینی", "1"},
        {"بشار غانم", "6"},
        {"علی", "A"},
        {"عبدالرحمن", "2"},
        {"Itamar Cohen", "7"},
        {"Shams al-Haq", "4"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ix_matches found = support_both_ways(f, cases[i].name, IX_PARTY_ANY, &f->arena);
        const ix_match *match = support_find(f->index, &found, cases[i].key);
        if (match && match->score >= IX_SCORE_ALERT) {
            fail_msg("%s finds %s at %d", cases[i].name, cases[i].key, match->score);
        }
    }
}

static uint32_t next_random(uint32_t *seed) {
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

/* Words of names of both kinds, joined, apart, with articles, some letters changed. */
static void index_and_scan_agree_on_random_names(void **state) {
    support_fixture *f = *state;
    static const char *const words[] = {
        "محمد",  "رسول",  "ایوب",  "عبد",     "الرحمن", "رحمان",  "شمس",    "الدين",
        "دین",   "بشار",  "أسد",   "ال",      "غانم",   "علی",    "חיים",   "כהן",
        "יצחק",  "شرکت",  "نفت",   "abd",     "al",     "ul",     "el",     "rahman",
        "shams", "din",   "ud",    "bashar",  "assad",  "ali",    "ghanem", "mohammad",
        "rasul", "najib", "ullah", "haqqani", "masri",  "houthi", "khaliq"};
    static const char *const joints[] = {" ", " ", "-", ""};
    uint32_t seed = 3;
    for (int round = 0; round < 3000; round++) {
        char name[512] = "";
        int count = 1 + (int)(next_random(&seed) % 5);
        for (int i = 0; i < count; i++) {
            strcat(name, words[next_random(&seed) % (sizeof words / sizeof words[0])]);
            strcat(name, i + 1 < count ? joints[next_random(&seed) % 4] : "");
        }
        ix_arena_mark mark = ix_arena_position(&f->arena);
        support_both_ways(f, name, IX_PARTY_ANY, &f->arena);
        ix_arena_rewind(&f->arena, mark);
    }
}

static bool compare(ix_doubt *doubt, ix_str a, ix_str b) {
    return ix_abjad_compare(doubt, (ix_abjad_side){a, NULL}, (ix_abjad_side){b, NULL}, true);
}

static void less_to_agree_on_is_worth_less(void **state) {
    ix_doubt one, four, unusual;
    assert_true(compare(&one, IX_STR("علي"), IX_STR("ali")));
    assert_true(compare(&four, IX_STR("چمران"), IX_STR("chamran")));
    assert_true(compare(&unusual, IX_STR("چمران"), IX_STR("jamran")));
    assert_true(one.most < four.most && unusual.most < four.most && one.plain && four.plain);
    assert_false(compare(&one, IX_STR("ali"), IX_STR("ali")));
    assert_false(compare(&one, IX_STR("علي"), IX_STR("a1")));
    assert_false(compare(&one, IX_STR("علي"), IX_STR("алі")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_found_across_scripts),
        cmocka_unit_test(others_are_not_found),
        cmocka_unit_test(index_and_scan_agree_on_random_names),
        cmocka_unit_test(less_to_agree_on_is_worth_less),
    };
    return cmocka_run_group_tests(tests, set_up, support_tear_down);
}
