/* Bytes as UTF-8. */
#include <interdict/os.h>

#include "test_inventory.h"

static void check(inventory_test *t, ix_str bytes, const char *expected) {
    inventory_test_read(t, "lines", bytes);
    assert_int_equal(t->status, IX_OK);
    assert_text(t->reader.bytes, expected);
}

static void test_encodings(void **state) {
    inventory_test *t = *state;
    check(t, IX_STR("plain"), "plain");
    check(t, IX_STR("\xEF\xBB\xBFmark"), "mark");
    check(t,
          IX_STR("\xFF\xFE"
                 "a\0\x16\x04"),
          "a\xD0\x96");
    check(t, IX_STR("\xFE\xFF\0a\x04\x16"), "a\xD0\x96");
    check(t, IX_STR("a\0b\0c\0d\0e\0"), "abcde");
    check(t, IX_STR("\0a\0b\0c\0d\0e"), "abcde");
    check(t, IX_STR("\xFF\xFE\x3D\xD8\x00\xDE"), "\xF0\x9F\x98\x80");
    check(t, IX_STR("M\xFCller"), "M\xC3\xBCller");
    assert_int_equal(t->reader.oddities.count, 1);
    check(t, IX_STR("\xCA\xEB\xE8\xE5\xED\xF2"),
          "\xD0\x9A\xD0\xBB\xD0\xB8\xD0\xB5\xD0\xBD\xD1\x82");
}

static void test_code_pages(void **state) {
    inventory_test *t = *state;
    /* "Имя_службы: klif" of a Russian console, "Gerätename Schlüssel" of a German one */
    check(t, IX_STR("\x88\xAC\xEF_\xE1\xAB\xE3\xA6\xA1\xEB: klif"), "Имя_службы: klif");
    check(t, IX_STR("Ger\x84tename Schl\x81ssel"), "Gerätename Schlüssel");
    check(t, IX_STR("Ger\xE4tename \x96 Schl\xFCssel"), "Gerätename \xE2\x80\x93 Schlüssel");
    assert_int_equal(t->reader.unread, 0);
    /* "卡巴斯基" in GBK, "カスペルスキー" in Shift-JIS */
    inventory_test_read(t, "lines", IX_STR("\xBF\xA8\xB0\xCD\xCB\xB9\xBB\xF9"));
    assert_int_equal(t->reader.unread, 1);
    inventory_test_read(t, "lines", IX_STR("\x83J\x83X\x83y\x83\x8B\x83X\x83L\x81["));
    assert_int_equal(t->reader.unread, 1);
}

/* A file in UTF-8 with one bad byte stays one. */
static void test_damaged(void **state) {
    inventory_test *t = *state;
    check(t, IX_STR("Лаборатория Касперского \xFF"), "Лаборатория Касперского \xEF\xBF\xBD");
    assert_int_equal(t->reader.unread, 1);
}

static void test_halves(void **state) {
    inventory_test *t = *state;
    check(t,
          IX_STR("\xFF\xFE\x3D\xD8"
                 "a\0"),
          "\xEF\xBF\xBD"
          "a");
    assert_int_equal(t->reader.unread, 1);
    check(t,
          IX_STR("\xFF\xFE"
                 "a\0b"),
          "a");
    assert_int_equal(t->reader.unread, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        INVENTORY_TEST(test_encodings),
        INVENTORY_TEST(test_code_pages),
        INVENTORY_TEST(test_damaged),
        INVENTORY_TEST(test_halves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
