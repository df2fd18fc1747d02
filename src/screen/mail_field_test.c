/* Header fields. */
#include <interdict/os.h>

#include "test_mail.h"

static ix_str value_of(mail_test *t, const char *text) {
    mail_source *file = IX_NEW(&t->arena, mail_source, 1);
    file->bytes = ix_str_from_cstr(text);
    return mail_field_value(&t->reading, file, 0, (int32_t)file->bytes.len)->bytes;
}

static void fields_are_told_apart(void **state) {
    (void)state;
    ix_str bytes = IX_STR("Subject: a\r\n b\r\nX-Y : c\r\nno field\r\n\r\nbody");
    mail_field field;
    int32_t at = 0;
    assert_true(mail_next_field(&field, bytes, &at, (int32_t)bytes.len));
    assert_true(mail_is_named(&field, "subject"));
    assert_mail_text(ix_str_slice(bytes, field.from, field.to), " a\r\n b");
    assert_true(mail_next_field(&field, bytes, &at, (int32_t)bytes.len));
    assert_true(mail_is_named(&field, "X-Y"));
    assert_true(mail_next_field(&field, bytes, &at, (int32_t)bytes.len));
    assert_int_equal(field.name.len, 0); /* a line that is none does not end the header */
    assert_mail_text(ix_str_slice(bytes, field.from, field.to), "no field");
    assert_false(mail_next_field(&field, bytes, &at, (int32_t)bytes.len));
    assert_mail_text(ix_str_slice(bytes, at, bytes.len), "body");
}

static void words_are_decoded(void **state) {
    mail_test *t = *state;
    assert_mail_text(value_of(t, "=?utf-8?B?VGlraG9ub3Y=?= x"), "Tikhonov x");
    assert_mail_text(value_of(t, "a =?iso-8859-1?q?caf=E9_b?= c"), "a café b c");
    assert_mail_text(value_of(t, "=?KOI8-R*ru?B?9Mk=?=\r\n =?KOI8-R?B?yM/Oz9c=?="), "Тихонов");
    assert_mail_text(value_of(t, "=?utf-8?Q?=D0?= =?utf-8?Q?=A2?="),
                     "Т"); /* one letter, two words */
    assert_mail_text(value_of(t, "=?utf-8?Q?a?= =?koi8-r?Q?=F4?="), "aТ");
    assert_mail_text(value_of(t, "a =? b ?= =?x?Z?y?="), "a =? b ?= =?x?Z?y?=");
    assert_mail_text(value_of(t, "folded\r\n\there"), "folded\there");
    assert_int_equal(t->reading.doubt.len, 0);
    assert_mail_text(value_of(t, "=?no-such?Q?abc?="), "=?no-such?Q?abc?=");
    assert_true(t->reading.doubt.len > 0);
}

/* What is too long to be a word is told, not passed over. */
static void endless_words_are_told(void **state) {
    mail_test *t = *state;
    ix_buf text;
    ix_buf_init(&text, 1 << 20);
    ix_buf_append_cstr(&text, "=?utf-8?B?");
    for (int i = 0; i < 5000; i++) {
        ix_buf_append_cstr(&text, "QUJD");
    }
    ix_buf_append_cstr(&text, "?=");
    ix_buf_append_char(&text, '\0');
    value_of(t, text.ptr);
    assert_true(t->reading.doubt.len > 0);
    ix_buf_free(&text);
}

static void words_go_back(void **state) {
    mail_test *t = *state;
    const mail_source file = {.bytes = IX_STR("x =?utf-8?B?VGlraG9ub3Y=?= y")};
    const mail_source *made = mail_field_value(&t->reading, &file, 0, (int32_t)file.bytes.len);
    int32_t from = 2;
    int32_t to = 10;
    assert_mail_text(ix_str_slice(made->bytes, from, to), "Tikhonov");
    mail_origin(&from, &to, made);
    assert_mail_text(ix_str_slice(file.bytes, from, to), "VGlraG9ub3Y");
}

static void parameters_are_read(void **state) {
    mail_test *t = *state;
    mail_reading *m = &t->reading;
    ix_str value = IX_STR("text/plain; Charset=\"koi8-r\" ; name=a b.txt; x=\"1;\\\"2\"");
    assert_mail_text(mail_parameter(m, value, "charset"), "koi8-r");
    assert_mail_text(mail_parameter(m, value, "name"), "a b.txt");
    assert_mail_text(mail_parameter(m, value, "x"), "1;\"2");
    assert_int_equal(mail_parameter(m, value, "y").len, 0);
    assert_mail_text(
        mail_parameter(m, IX_STR("attachment; filename*=utf-8'ru'%D0%A2.pdf"), "filename"),
        "Т.pdf");
    assert_mail_text(
        mail_parameter(m,
                       IX_STR("attachment; filename*1*=%C9%C8; filename*0*=koi8-r''%F4;"
                              " filename*2=\".pdf\""),
                       "filename"),
        "Тих.pdf");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        MAIL_TEST(fields_are_told_apart), MAIL_TEST(words_are_decoded), MAIL_TEST(words_go_back),
        MAIL_TEST(endless_words_are_told), MAIL_TEST(parameters_are_read)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
