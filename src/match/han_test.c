/* Han characters and Latin words: runs, the relation, and that it has a key. */
#include "test_support.h"

static ix_mname of_texts(const char *const *texts, int count) {
    ix_mname name = {.count = count};
    for (int i = 0; i < count; i++) {
        name.parts[i].text = ix_str_from_cstr(texts[i]);
    }
    return name;
}

static ix_str run_of(char bytes[IX_HAN_RUN_BYTES], const ix_mname *name, int from, int count) {
    return ix_han_run(bytes, name, from, count);
}

static void runs_are_of_han_characters_only_and_short(void **state) {
    static const char *const texts[] = {"上海", "尤", "曼", "特", "co", "贸"};
    ix_mname name = of_texts(texts, 6);
    char bytes[IX_HAN_RUN_BYTES];
    assert_true(ix_str_equal(run_of(bytes, &name, 1, 3), IX_STR("尤曼特")));
    assert_true(ix_str_equal(run_of(bytes, &name, 0, 3), IX_STR("上海尤曼")));
    assert_int_equal(run_of(bytes, &name, 0, 4).len, 0);
    assert_int_equal(run_of(bytes, &name, 3, 2).len, 0);
    assert_int_equal(run_of(bytes, &name, 5, 2).len, 0);
    (void)state;
}

static void either_side_may_spell_the_other(void **state) {
    assert_true(ix_han_link(IX_STR("习"), IX_STR("xi")));
    assert_true(ix_han_link(IX_STR("hsi"), IX_STR("习")));
    assert_true(ix_han_link(IX_STR("上海"), IX_STR("shanghai")));
    assert_false(ix_han_link(IX_STR("习"), IX_STR("习")));
    assert_false(ix_han_link(IX_STR("xi"), IX_STR("xi")));
    assert_false(ix_han_link(IX_STR("李"), IX_STR("lu")));
    (void)state;
}

typedef struct key_list {
    uint64_t hashes[8192];
    int count;
} key_list;

static void collect(void *context, uint64_t hash) {
    key_list *list = context;
    assert_true(list->count < 8192);
    list->hashes[list->count++] = hash;
}

static bool holds(const key_list *list, uint64_t hash) {
    for (int i = 0; i < list->count; i++) {
        if (list->hashes[i] == hash) {
            return true;
        }
    }
    return false;
}

typedef struct check {
    key_list keys;
    int spellings;
} check;

/* A Latin part of this spelling is entered under its roman key. */
static void check_spelling(void *context, ix_str latin) {
    check *c = context;
    char key[256];
    ix_str roman = {key, ix_text_roman_key(key, (int)sizeof key, latin)};
    assert_true(holds(&c->keys, ix_key_hash(IX_KEY_ROMAN, roman)));
    c->spellings++;
}

static void every_spelling_has_its_key(void **state) {
    static const char *const texts[] = {"习",   "李",     "金",   "近平",   "正恩",
                                        "上海", "尤曼特", "安倍", "哈尔滨", "乌鲁木齐"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        static check c;
        c = (check){0};
        ix_mpart part = {.text = ix_str_from_cstr(texts[i])};
        ix_part_keys(&part, collect, &c.keys);
        ix_han_spellings(part.text, check_spelling, &c);
        assert_true(c.spellings > 0);
    }
    (void)state;
}

static const support_row listed[] = {
    {"1", IX_PARTY_PERSON, "习近平|Xi Jinping", NULL, NULL, 0, 0, 0},
    {"2", IX_PARTY_PERSON, "XI, Jin Ping", NULL, NULL, 0, 0, 0},
    {"3", IX_PARTY_PERSON, "毛澤東", NULL, NULL, 0, 0, 0},
    {"4", IX_PARTY_PERSON, "MAO, Tse-tung", NULL, NULL, 0, 0, 0},
    {"5", IX_PARTY_PERSON, "安倍晋三", NULL, NULL, 0, 0, 0},
    {"6", IX_PARTY_PERSON, "ABE, Shinzo", NULL, NULL, 0, 0, 0},
    {"7", IX_PARTY_PERSON, "金正恩", NULL, NULL, 0, 0, 0},
    {"8", IX_PARTY_PERSON, "KIM, Jong Un|Kim Jongun", NULL, NULL, 0, 0, 0},
    {"9", IX_PARTY_ORGANIZATION, "大连尤曼特贸易有限公司", NULL, NULL, 0, 0, 0},
    {"A", IX_PARTY_ORGANIZATION, "DALIAN YOU MAN TE TRADING CO., LTD.", NULL, NULL, 0, 0, 0},
    {"B", IX_PARTY_ORGANIZATION, "Dalian Youmante Maoyi", NULL, NULL, 0, 0, 0},
    {"C", IX_PARTY_ORGANIZATION, "海能机械(香港)有限公司", NULL, NULL, 0, 0, 0},
    {"D", IX_PARTY_ORGANIZATION, "Haineng Machinery (Hong Kong) Limited", NULL, NULL, 0, 0, 0},
    {"E", IX_PARTY_PERSON, "ZHANG, Wei|张伟", NULL, NULL, 0, 0, 0},
    {"F", IX_PARTY_PERSON, "XIJINPING", NULL, NULL, 0, 0, 0},
    {"G", IX_PARTY_PERSON, "WANG, Jianguo", NULL, NULL, 0, 0, 0},
    {"H", IX_PARTY_PERSON, "Wang Chien-kuo", NULL, NULL, 0, 0, 0},
    {"I", IX_PARTY_PERSON, "Wang Chienkuo", NULL, NULL, 0, 0, 0},
};

static const char *const pieces[] = {
    "习",     "近",       "平",         "近平",  "毛",        "泽",       "东",
    "安",     "倍",       "晋三",       "金",    "正",        "恩",       "尤",
    "曼特",   "大连",     "贸易",       "香港",  "有限公司",  "张",       "伟",
    "海",     "能",       "机械",       "xi ",   "jin ",      "ping ",    "jinping ",
    "mao ",   "tsetung ", "zedong ",    "abe ",  "shinzo ",   "kim ",     "jong ",
    "un ",    "jongun ",  "dalian ",    "you ",  "man ",      "te ",      "youmante ",
    "maoyi ", "trading ", "hong ",      "kong ", "hongkong ", "haineng ", "co ltd ",
    "zhang ", "wei ",     "xijinping ", " ",     "-",         "·",        ","};

static void the_index_is_the_scan(void **state) {
    ix_arena arena;
    ix_arena_init(&arena, (size_t)1 << 30);
    ix_buf image;
    const ix_knowledge *knowledge = support_knowledge(&arena);
    int count = (int)(sizeof listed / sizeof listed[0]);
    ix_list_history list = support_history(&arena, "test", listed, count, 2);
    ix_index *index = support_index(&arena, &image, knowledge, &list, 1);
    static const int32_t bars[] = {7000, 5000, 2000, 300};
    uint32_t seed = 11;
    int found = 0;
    for (int round = 0; round < 6000; round++) {
        ix_arena_mark mark = ix_arena_position(&arena);
        char name[256] = "";
        seed = seed * 1664525u + 1013904223u;
        for (int n = 1 + (int)(seed >> 10) % 7; n > 0; n--) {
            seed = seed * 1664525u + 1013904223u;
            strcat(name, pieces[(seed >> 9) % (sizeof pieces / sizeof pieces[0])]);
        }
        ix_query query = support_query(&arena, index, name, IX_PARTY_ANY);
        query.threshold = bars[round % 4];
        ix_matches by_index, by_scan;
        assert_int_equal(ix_match_search(&by_index, index, &query, &arena, NULL), IX_OK);
        assert_int_equal(ix_match_exhaustive(&by_scan, index, &query, &arena, NULL), IX_OK);
        assert_same_matches(&by_index, &by_scan, name);
        found += by_scan.count;
        ix_arena_rewind(&arena, mark);
    }
    assert_true(found > 500);
    ix_buf_free(&image);
    ix_arena_free(&arena);
    (void)state;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_index_is_the_scan),
        cmocka_unit_test(runs_are_of_han_characters_only_and_short),
        cmocka_unit_test(either_side_may_spell_the_other),
        cmocka_unit_test(every_spelling_has_its_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
