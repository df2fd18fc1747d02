/* What a document is, by its bytes. */
#include <interdict/screen_mail.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static ix_document_kind kind_of(const char *bytes) {
    return ix_document_kind_of(ix_str_from_cstr(bytes));
}

static void kinds_are_told_by_the_bytes(void **state) {
    (void)state;
    assert_int_equal(kind_of("%PDF-1.4\n..."), IX_DOCUMENT_PDF);
    assert_int_equal(kind_of("junk before\n%PDF-1.7"), IX_DOCUMENT_PDF);
    assert_int_equal(kind_of("<!DOCTYPE html><p>a"), IX_DOCUMENT_HTML);
    assert_int_equal(kind_of("\xEF\xBB\xBF \n<HTML lang=en>"), IX_DOCUMENT_HTML);
    assert_int_equal(kind_of("An article on <html> and more."), IX_DOCUMENT_TEXT);
    assert_int_equal(kind_of("{\\rtf1\\ansi \\'f2"), IX_DOCUMENT_RTF);
    assert_int_equal(kind_of(""), IX_DOCUMENT_TEXT);
}

/* A message in which nothing is encoded and that says nothing of its type is text as it is. */
static void mail_is_told_by_its_header(void **state) {
    (void)state;
    assert_int_equal(kind_of("Subject: hello\n\nAndrei Tikhonov"), IX_DOCUMENT_TEXT);
    assert_int_equal(kind_of("Subject: =?utf-8?B?VGlraG9ub3Y=?=\r\n\r\nx"), IX_DOCUMENT_MAIL);
    assert_int_equal(kind_of("From a@b.c Sat\nTo: b\nSubject: a\n\nx"), IX_DOCUMENT_MAIL);
    assert_int_equal(kind_of("From a distance one sees\nwhat is near"), IX_DOCUMENT_TEXT);
    assert_int_equal(kind_of("To: b\nContent-Type: text/html\n\n<p>"), IX_DOCUMENT_MAIL);
    assert_int_equal(kind_of("To: b\n\nWhat is =?utf-8?B?VGlraG9ub3Y=?= here"), IX_DOCUMENT_TEXT);
    assert_int_equal(kind_of("To: b\ncontent-transfer-encoding:  BASE64\n\nVGlr"),
                     IX_DOCUMENT_MAIL);
    assert_int_equal(kind_of("To: b\n\n--part\nContent-Transfer-Encoding: quoted-printable\n\n=69"),
                     IX_DOCUMENT_MAIL);
    assert_int_equal(kind_of("To: b\nContent-Transfer-Encoding: 8bit\n\nx"), IX_DOCUMENT_TEXT);
    assert_int_equal(kind_of("Content-Transfer-Encoding is a header\nContent-Transfer-Encoding: "
                             "base64 is one of its values"),
                     IX_DOCUMENT_TEXT);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(kinds_are_told_by_the_bytes),
                                       cmocka_unit_test(mail_is_told_by_its_header)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
