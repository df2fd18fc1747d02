/* Names romanized from scripts that write foreign sounds their own way: the index finds what the
 * scans do, whichever side they are on. */
#include "scan.h"

#include "test_support.h"

static const support_row parties[] = {
    {"1", IX_PARTY_PERSON, "Vladimir Putin", NULL, NULL, 0, 0, 0},
    {"2", IX_PARTY_PERSON, "ナレンドラ・モディ", NULL, NULL, 0, 0, 0},
    {"3", IX_PARTY_PERSON, "ทักษิณ ชินวัตร", NULL, NULL, 0, 0, 0},
    {"4", IX_PARTY_PERSON, "Си Цзиньпин", NULL, NULL, 0, 0, 0},
    {"5", IX_PARTY_PERSON, "KIM, Jong Un", NULL, NULL, 0, 0, 0},
    {"6", IX_PARTY_PERSON, "Νικόλ Πασινιάν", NULL, NULL, 0, 0, 0},
    {"7", IX_PARTY_PERSON, "খালেদা জিয়া", NULL, NULL, 0, 0, 0},
    {"8", IX_PARTY_PERSON, "بشار الأسد", NULL, NULL, 0, 0, 0},
    {"9", IX_PARTY_PERSON, "김정은", NULL, NULL, 0, 0, 0},
    {"A", IX_PARTY_PERSON, "Shinzo Abe", NULL, NULL, 0, 0, 0},
    {"B", IX_PARTY_ORGANIZATION, "Ρωσία Μόντι Μπανκ", NULL, NULL, 0, 0, 0},
    {"C", IX_PARTY_PERSON, "putin putin", NULL, NULL, 0, 0, 0},
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
        {"ウラジーミル・プーチン", "1"},
        {"วลาดีมีร์ ปูติน", "1"},
        {"Βλαντίμιρ Πούτιν", "1"},
        {"Narendra Modi", "2"},
        {"नरेन्द्र मोदी", "2"},
        {"Ναρέντρα Μόντι", "2"},
        {"Thaksin Shinawatra", "3"},
        {"Xi Jinping", "4"},
        {"Ким Чен Ын", "5"},
        {"Nikol Pashinyan", "6"},
        {"ניקול פשיניאן", "6"},
        {"ニコル・パシニャン", "6"},
        {"Khaleda Zia", "7"},
        {"בשאר אסד", "8"},
        {"金正恩", "9"},
        {"Синдзо Абэ", "A"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        support_expect_found(f, cases[i].name, cases[i].key);
    }
}

static uint32_t next_random(uint32_t *seed) {
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static void index_and_scan_agree_on_random_names(void **state) {
    support_fixture *f = *state;
    static const char *const words[] = {
        "putin",     "プーチン",   "ปูติน",      "Πούτιν",     "путин",   "modi",   "モディ",
        "Μόντι",     "मोदी",       "narendra", "ナレンドラ", "นเรนทระ", "ทักษิณ",   "thaksin",
        "цзиньпин",  "jinping",    "xi",       "си",         "ким",     "чен",    "ын",
        "jong",      "un",         "김",       "정",         "은",      "金",     "正",
        "恩",        "জিয়া",       "zia",      "bank",       "بشار",    "אסד",    "アサド",
        "синдзо",    "shinzo",     "абэ",      "abe",        "nikol",   "ニコル", "Νικόλ",
        "pashinyan", "パシニャン", "анна"};
    static const char *const joints[] = {" ", " ", " ", "-", ""};
    uint32_t seed = 7;
    ix_scan scan;
    assert_int_equal(ix_scan_init(&scan, f->index, &f->arena, NULL), IX_OK);
    for (int round = 0; round < 3000; round++) {
        char name[512] = "";
        int count = 1 + (int)(next_random(&seed) % 4);
        for (int i = 0; i < count; i++) {
            strcat(name, words[next_random(&seed) % (sizeof words / sizeof words[0])]);
            strcat(name, i + 1 < count ? joints[next_random(&seed) % 5] : "");
        }
        ix_arena_mark mark = ix_arena_position(&f->arena);
        ix_matches by_index = support_both_ways(f, name, IX_PARTY_ANY, &f->arena), by_scan;
        ix_query query = support_query(&f->arena, f->index, name, IX_PARTY_ANY);
        assert_int_equal(ix_scan_match(&by_scan, &scan, NULL, &query, &f->arena, NULL), IX_OK);
        assert_same_matches(&by_index, &by_scan, name);
        ix_arena_rewind(&f->arena, mark);
    }
}

/* A comparison says the same whichever name is asked. */
static void comparisons_are_symmetric(void **state) {
    support_fixture *f = *state;
    for (int i = 0; i < PARTIES; i++) {
        for (int j = 0; j < i; j++) {
            ix_comparison *one = IX_NEW(&f->arena, ix_comparison, 1);
            ix_comparison *other = IX_NEW(&f->arena, ix_comparison, 1);
            ix_str a = ix_str_from_cstr(parties[i].names), b = ix_str_from_cstr(parties[j].names);
            assert_int_equal(
                ix_match_compare(one, f->index->knowledge, a, b, IX_PARTY_ANY, &f->arena, NULL),
                IX_OK);
            assert_int_equal(
                ix_match_compare(other, f->index->knowledge, b, a, IX_PARTY_ANY, &f->arena, NULL),
                IX_OK);
            assert_int_equal(one->millibits, other->millibits);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_found_across_scripts),
        cmocka_unit_test(index_and_scan_agree_on_random_names),
        cmocka_unit_test(comparisons_are_symmetric),
    };
    return cmocka_run_group_tests(tests, set_up, support_tear_down);
}
