/* base64, quoted-printable, charsets. */
#include <interdict/os.h>

#include "test_mail.h"

static const mail_source *decode(mail_test *t, mail_damage *damage, const char *text, bool base64) {
    mail_source *file = IX_NEW(&t->arena, mail_source, 1);
    file->bytes = ix_str_from_cstr(text);
    return mail_decode(&t->reading, damage, file, 0, (int32_t)file->bytes.len, base64);
}

static void base64_is_decoded(void **state) {
    mail_test *t = *state;
    mail_damage damage;
    assert_mail_text(decode(t, &damage, "VGlraG9ub3Y=", true)->bytes, "Tikhonov");
    assert_int_equal(damage.base64, -1);
    assert_mail_text(decode(t, &damage, "VGlr\r\naG9u\r\n b3Y\r\n", true)->bytes, "Tikhonov");
    assert_int_equal(damage.base64, -1); /* without padding */
    assert_mail_text(decode(t, &damage, "VGlr*aG9ub3Y=", true)->bytes, "Tikhonov");
    assert_int_equal(damage.base64, 4);
    assert_mail_text(decode(t, &damage, "VGlraA==\nlist footer", true)->bytes, "Tikh");
    assert_int_equal(damage.base64, 9);
    decode(t, &damage, "VGlrV", true);
    assert_int_equal(damage.base64, 4);
    assert_int_equal(decode(t, &damage, "", true)->bytes.len, 0);
}

/* Each byte goes back to the digits that hold its bits, over line ends. */
static void base64_goes_back(void **state) {
    mail_test *t = *state;
    mail_damage damage;
    const mail_source *made = decode(t, &damage, "VG\r\nlraG9ub3Y=", true);
    int32_t from = 0;
    int32_t to = 1;
    mail_origin(&from, &to, made);
    assert_int_equal(from, 0);
    assert_int_equal(to, 2);
    from = 1;
    to = 8;
    mail_origin(&from, &to, made);
    assert_int_equal(from, 1);
    assert_int_equal(to, 13);
}

static void quoted_printable_is_decoded(void **state) {
    mail_test *t = *state;
    mail_damage damage;
    assert_mail_text(decode(t, &damage, "T=69kh=\r\nonov =D0=A2=\n", false)->bytes, "Tikhonov Т");
    assert_int_equal(damage.quoted, -1);
    assert_mail_text(decode(t, &damage, "a=  \nb", false)->bytes, "ab");
    assert_mail_text(decode(t, &damage, "1 = 2, a=xyb=", false)->bytes, "1 = 2, a=xyb");
    assert_int_equal(damage.quoted, 2);
}

static void charsets_are_decoded(void **state) {
    mail_test *t = *state;
    bool known;
    const mail_source bytes = {.bytes = IX_STR("\xF4\xC9\xC8 a")};
    const mail_source *made = mail_to_utf8(&t->reading, &known, &bytes, IX_STR("koi8-r"));
    assert_true(known);
    assert_mail_text(made->bytes, "Тих a");
    int32_t from = 2;
    int32_t to = 6;
    mail_below(&from, &to, made);
    assert_int_equal(from, 1);
    assert_int_equal(to, 3);
    assert_ptr_equal(mail_to_utf8(&t->reading, &known, &bytes, IX_STR("UTF-8")), &bytes);
    assert_true(known);
    mail_to_utf8(&t->reading, &known, &bytes, IX_STR("no-such"));
    assert_false(known);
    const mail_source broken = {.bytes = IX_STR("a\xFF\xFFz")};
    made = mail_to_utf8(&t->reading, &known, &broken, IX_STR("gb2312"));
    assert_false(ix_utf8_is_valid(made->bytes)); /* and so a person looks */
    assert_int_equal(made->bytes.len, 4);
}

int main(void) {
    const struct CMUnitTest tests[] = {MAIL_TEST(base64_is_decoded), MAIL_TEST(base64_goes_back),
                                       MAIL_TEST(quoted_printable_is_decoded),
                                       MAIL_TEST(charsets_are_decoded)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
