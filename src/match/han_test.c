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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(runs_are_of_han_characters_only_and_short),
        cmocka_unit_test(either_side_may_spell_the_other),
        cmocka_unit_test(every_spelling_has_its_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
