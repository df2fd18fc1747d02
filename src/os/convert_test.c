/* Tests of documents that are no plain text. What programs are installed differs. */
#include <interdict/os.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

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

/* An e-mail is plain text as long as nothing in it is encoded. */
static void encoded_mail_is_told(void **state) {
    (void)state;
    assert_int_equal(kind_of("Subject: hello\n\nAndrei Tikhonov"), IX_DOCUMENT_TEXT);
    assert_int_equal(kind_of("Subject: =?utf-8?B?VGlraG9ub3Y=?=\r\n\r\nx"), IX_DOCUMENT_MAIL);
    assert_int_equal(kind_of("From a@b.c Sat\nTo: b\nSubject: a\n =?utf-8?q?T=69?=\n\nx"),
                     IX_DOCUMENT_MAIL);
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

static void what_no_program_reads_is_said(void **state) {
    (void)state;
    ix_buf out;
    const char *by = NULL;
    ix_error error = {0};
    ix_buf_init(&out, 1 << 20);
    assert_int_equal(ix_document_convert(&out, &by, IX_DOCUMENT_MAIL, IX_STR("To: b"), &error),
                     IX_E_NOT_FOUND);
    assert_non_null(strstr(error.text, "base64"));
    ix_buf_free(&out);
}

/* Text, or a reason; never silence. */
static void a_document_gives_text_or_a_reason(void **state) {
    (void)state;
    ix_buf out;
    const char *by = NULL;
    ix_error error = {0};
    ix_buf_init(&out, 1 << 20);
    ix_status status =
        ix_document_convert(&out, &by, IX_DOCUMENT_HTML,
                            IX_STR("<html><body><p>Andrei <b>Tikhonov</b></body></html>"), &error);
    if (status == IX_OK) {
        assert_non_null(by);
        assert_true(out.len > 0 && memcmp(out.ptr, "Andrei Tikhonov", 15) == 0);
    } else {
        assert_int_equal(status, IX_E_NOT_FOUND);
        assert_non_null(strstr(error.text, "w3m"));
    }
    ix_buf_free(&out);
}

static void a_broken_document_is_no_text(void **state) {
    (void)state;
    ix_buf out;
    const char *by = NULL;
    ix_error error = {0};
    ix_buf_init(&out, 1 << 20);
    ix_status status = ix_document_convert(&out, &by, IX_DOCUMENT_PDF, IX_STR("%PDF-"), &error);
    assert_int_not_equal(status, IX_OK);
    assert_true(error.text[0] != '\0');
    ix_buf_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(kinds_are_told_by_the_bytes),
                                       cmocka_unit_test(encoded_mail_is_told),
                                       cmocka_unit_test(what_no_program_reads_is_said),
                                       cmocka_unit_test(a_document_gives_text_or_a_reason),
                                       cmocka_unit_test(a_broken_document_is_no_text)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
