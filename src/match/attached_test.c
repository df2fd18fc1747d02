/* Names written at one with an article or a word of descent: what is left, and who meets. */
#include "test_support.h"

static const char *rest_of(const char *text) {
    static char rest[64];
    ix_str left = ix_attached_rest(ix_str_from_cstr(text));
    memcpy(rest, left.ptr ? left.ptr : "", (size_t)left.len);
    rest[left.len] = '\0';
    return rest;
}

static void small_words_come_off(void **state) {
    (void)state;
    static const char *const rows[][2] = {
        {"elsayed", "sayed"},
        {"alsisi", "sisi"},
        {"ulhaqq", "haqq"},
        {"essayed", "sayed"},
        {"ennasr", ""},
        {"arrahman", "rahman"},
        {"binladin", "ladin"},
        {"benkhaldoun", "khaldoun"},
        {"alan", ""},
        {"elias", ""},
        {"arroyo", ""},
        {"emmanuel", ""},
        {"benson", ""},
        {"olsayed", ""},
        {"al", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_string_equal(rest_of(rows[i][0]), rows[i][1]);
    }
}

static void they_have_a_usual_spelling(void **state) {
    (void)state;
    static const char *const rows[][2] = {
        {"elsayed", "alsayed"},   {"essayed", "alsayed"},       {"alsayed", "alsayed"},
        {"benladin", "binladin"}, {"ibnkhaldun", "binkhaldun"}, {"sayed", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char out[32];
        int len = ix_attached_usual(out, (int)sizeof out, ix_str_from_cstr(rows[i][0]));
        assert_int_equal(len, strlen(rows[i][1]));
        assert_memory_equal(out, rows[i][1], (size_t)len);
    }
    char narrow[8];
    assert_int_equal(ix_attached_usual(narrow, 7, IX_STR("elsayed")), 7);
    assert_int_equal(ix_attached_usual(narrow, 6, IX_STR("elsayed")), 0);
}

static ix_attachment meet(const char *a, const char *b) {
    char key[4][128];
    ix_mpart parts[2] = {{.text = ix_str_from_cstr(a)}, {.text = ix_str_from_cstr(b)}};
    for (int i = 0; i < 2; i++) {
        parts[i].roman = (ix_str){key[i], ix_text_roman_key(key[i], 128, parts[i].text)};
        parts[i].skeleton = (ix_str){key[2 + i], ix_text_skeleton(key[2 + i], 128, parts[i].text)};
    }
    ix_attachment found = ix_attached_compare(&parts[0], &parts[1]);
    assert_int_equal(found, ix_attached_compare(&parts[1], &parts[0]));
    return found;
}

static void names_meet_without_them(void **state) {
    (void)state;
    assert_int_equal(meet("elsayed", "sayed"), IX_ATTACHED_SPELLING);
    assert_int_equal(meet("elmasri", "almasry"), IX_ATTACHED_SPELLING);
    assert_int_equal(meet("essayed", "elsayed"), IX_ATTACHED_SPELLING);
    assert_int_equal(meet("binladin", "laden"), IX_ATTACHED_SOUND);
    assert_int_equal(meet("benkhaldoun", "khaldun"), IX_ATTACHED_SPELLING);
    assert_int_equal(meet("elsayed", "masri"), IX_ATTACHED_NONE);
    assert_int_equal(meet("sayed", "sayed"), IX_ATTACHED_NONE); /* nothing is attached */
    assert_int_equal(meet("alberto", "roberto"), IX_ATTACHED_NONE);
    assert_int_equal(meet("benedict", "maledict"), IX_ATTACHED_NONE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_words_come_off),
        cmocka_unit_test(they_have_a_usual_spelling),
        cmocka_unit_test(names_meet_without_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
