/* The way back from made bytes. */
#include <interdict/os.h>

#include "test_mail.h"

static void check(const mail_source *source, int32_t from, int32_t to, int32_t wanted_from,
                  int32_t wanted_to) {
    mail_origin(&from, &to, source);
    assert_int_equal(from, wanted_from);
    assert_int_equal(to, wanted_to);
}

static void stretches_go_back(void **state) {
    mail_test *t = *state;
    const mail_source file = {.bytes = IX_STR("0123456789abcdefghij")};
    mail_maker maker;
    mail_make(&maker, &t->arena);
    mail_add(&maker, IX_STR("abc"), 4, 4); /* base64: three bytes of four */
    mail_add(&maker, IX_STR("def"), 8, 4);
    mail_add(&maker, IX_STR("g"), 14, 3); /* quoted-printable: one of three */
    const mail_source *made = mail_made(&maker, &file);
    assert_non_null(made);
    assert_int_equal(made->run_count, 2);
    check(made, 0, 3, 4, 8);
    check(made, 1, 2, 5, 7);
    check(made, 3, 6, 8, 12);
    check(made, 2, 7, 6, 17);
    check(made, 6, 7, 14, 17);
    check(made, 3, 3, 8, 8);
}

static void sources_stand_on_each_other(void **state) {
    mail_test *t = *state;
    const mail_source file = {.bytes = IX_STR("0123456789")};
    mail_maker maker;
    mail_make(&maker, &t->arena);
    mail_add(&maker, IX_STR("x"), 3, 3);
    mail_add(&maker, IX_STR("y"), 6, 3);
    const mail_source *decoded = mail_made(&maker, &file);
    mail_make(&maker, &t->arena);
    mail_add(&maker, IX_STR("ab"), 0, 1); /* a charset: two bytes of one */
    mail_add(&maker, IX_STR("cd"), 1, 1);
    const mail_source *text = mail_made(&maker, decoded);
    assert_int_equal(text->run_count, 1);
    check(text, 0, 4, 3, 9);
    check(text, 2, 3, 6, 9);
    int32_t from = 2;
    int32_t to = 4;
    mail_below(&from, &to, text);
    assert_int_equal(from, 1);
    assert_int_equal(to, 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {MAIL_TEST(stretches_go_back),
                                       MAIL_TEST(sources_stand_on_each_other)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
