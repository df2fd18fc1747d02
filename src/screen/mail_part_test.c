/* Messages as trees. */
#include <interdict/os.h>

#include "test_mail.h"

#define MIXED "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"a b\"\r\n\r\n"

static void a_body_is_decoded(void **state) {
    mail_test *t = *state;
    const char *text = "From: a\r\nContent-Type: text/plain; charset=koi8-r\r\n"
                       "Content-Transfer-Encoding: quoted-printable\r\n\r\n=F4=C9=C8 x\r\n";
    mail_test_read(t, text);
    assert_mail_text(mail_test_piece(t, "body"), "Тих x\r\n");
    assert_mail_text(mail_test_stands(t, text, "Тих"), "=F4=C9=C8");
    assert_int_equal(t->mail.unscreened, 0);
    assert_string_equal(mail_test_part(t, "body")->read, "text");
}

static void multiparts_are_trees(void **state) {
    mail_test *t = *state;
    const char *text =
        MIXED "before\r\n--a b\r\nContent-Type: multipart/alternative; boundary=c\r\n\r\n"
              "--c\r\n\r\nplain text\r\n--c \r\nContent-Type: text/html\r\n\r\n"
              "<p>An<b>drei</b> &eacute;\r\n--c--\r\n"
              "--a b\r\nContent-Type: text/plain; name=\"=?utf-8?Q?T=C3=A9.txt?=\"\r\n"
              "Content-Transfer-Encoding: base64\r\n\r\nVGlraG9ub3Y=\r\n--a b--\r\nbehind";
    mail_test_read(t, text);
    assert_int_equal(t->mail.unscreened, 0);
    assert_int_equal(t->mail.part_count, 5);
    assert_mail_text(mail_test_piece(t, "part 1.1"), "plain text\r\n");
    assert_mail_text(mail_test_piece(t, "part 1.2 as text by test"), "Andrei &eacute;\r\n");
    assert_mail_text(mail_test_piece(t, "part 2"), "Tikhonov");
    assert_mail_text(mail_test_piece(t, "part 2, name of the file"), "Té.txt");
    assert_mail_text(mail_test_piece(t, "before its parts"), "before\r\n");
    assert_mail_text(mail_test_piece(t, "behind its parts"), "behind");
    assert_mail_text(mail_test_stands(t, text, "Tikhonov"), "VGlraG9ub3Y");
    assert_mail_text(mail_test_stands(t, text, "Andrei"), "no way back");
    assert_int_equal(t->mail.coverage.anomaly, 0);
}

/* A message in a message, itself encoded: the way back leads through both. */
static void messages_in_messages(void **state) {
    mail_test *t = *state;
    const char *text =
        MIXED "--a b\r\nContent-Type: message/rfc822\r\n"
              "Content-Transfer-Encoding: base64\r\n\r\n"
              /* Subject: Tikhonov, an empty line, and T=69khonov in quoted-printable */
              "U3ViamVjdDogVGlraG9ub3YKQ29udGVudC1UcmFuc2Zlci1FbmNvZGluZzogcXVv"
              "dGVkLXByaW50YWJsZQoKVD02OWtob25vdg==\r\n"
              "--a b\r\nContent-Type: message/rfc822\r\n\r\n"
              "Subject: Chekunov\r\n\r\nbody\r\n--a b--\r\n";
    mail_test_read(t, text);
    assert_int_equal(t->mail.unscreened, 0);
    assert_mail_text(mail_test_piece(t, "part 1, Subject"), " Tikhonov");
    assert_mail_text(mail_test_piece(t, "part 1.1"), "Tikhonov");
    assert_mail_text(mail_test_piece(t, "part 2, Subject"), " Chekunov");
    assert_mail_text(mail_test_stands(t, text, "Chekunov"), "Chekunov");
    assert_mail_text(mail_test_stands(t, text, "Tikhonov"), "VGlraG9ub3Y");
    assert_true(mail_test_part(t, "part 1.1")->inside);
}

/* Whatever is not read is told, and its bytes are an anomaly. */
static void what_nobody_reads_is_told(void **state) {
    mail_test *t = *state;
    mail_test_read(t, MIXED "--a b\r\n\r\nx\r\n--a b\r\nContent-Type: image/png\r\n"
                            "Content-Disposition: attachment; filename=logo.png\r\n"
                            "Content-Transfer-Encoding: base64\r\n\r\nAAECAwQF\r\n--a b\r\n"
                            "Content-Type: application/pdf\r\n\r\n%PDF-1.4\r\n--a b--\r\n");
    assert_int_equal(t->mail.unscreened, 2);
    assert_null(mail_test_part(t, "part 2")->read);
    assert_mail_text(mail_test_part(t, "part 2")->name, "logo.png");
    assert_mail_text(t->mail.fault, "part 2 (logo.png): nobody here reads image/png");
    assert_mail_text(mail_test_part(t, "part 3")->why, "no program reads it");
    assert_int_equal(t->mail.coverage.anomaly, 8 + 2 + 8 + 2);
}

/* A charset that is told wrongly hides nothing: what is UTF-8 is read as that, too. */
static void a_charset_told_wrongly(void **state) {
    mail_test *t = *state;
    const char *text = "Content-Type: text/plain; charset=iso-8859-1\n\nТихонов\n";
    mail_test_read(t, text);
    assert_mail_text(mail_test_piece(t, "body as UTF-8"), "Тихонов\n");
    assert_mail_text(mail_test_stands(t, text, "Тихонов"), "Тихонов");
    mail_test_read(t, "Content-Type: text/plain; charset=iso-8859-1\n\ncaf\xE9\n");
    assert_mail_text(mail_test_piece(t, "body"), "café\n");
    assert_int_equal(mail_test_piece(t, "body as UTF-8").len, 0);
}

static void charsets_and_encodings_nobody_knows(void **state) {
    mail_test *t = *state;
    mail_test_read(t, "Content-Type: text/plain; charset=no-such\n\nx\n");
    assert_mail_text(t->mail.fault, "body (text/plain): the charset no-such is not known");
    mail_test_read(t, "Content-Type: text/plain\nContent-Transfer-Encoding: x-uue\n\nx\n");
    assert_mail_text(t->mail.fault, "body (text/plain): the encoding x-uue is not known");
}

/* What parsed is read, and what is missing is told. */
static void broken_messages(void **state) {
    mail_test *t = *state;
    mail_test_read(t, MIXED "--a b\r\n\r\nTikhonov");
    assert_mail_text(mail_test_piece(t, "part 1"), "Tikhonov");
    assert_int_equal(t->mail.unscreened, 1);
    assert_non_null(strstr(mail_test_cstr((char[512]){0}, 512, t->mail.fault), "cut off at byte"));
    mail_test_read(t, MIXED "Tikhonov, and no boundary");
    assert_int_equal(t->mail.unscreened, 1);
    assert_mail_text(mail_test_piece(t, "before its parts"), "Tikhonov, and no boundary");
    mail_test_read(t, "Content-Type: multipart/mixed\n\nTikhonov");
    assert_int_equal(t->mail.unscreened, 1);
    assert_mail_text(mail_test_piece(t, "body"), "Tikhonov");
    mail_test_read(t, "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n"
                      "VGlraA==\nsent to the list by Chekunov\n");
    assert_int_equal(t->mail.unscreened, 1);
    assert_mail_text(mail_test_piece(t, "body"), "Tikh");
    assert_mail_text(mail_test_piece(t, "what is no base64"), "sent to the list by Chekunov\n");
    mail_test_read(t, "Content-Type: text/plain\nContent-Type: text/html\n\nx");
    assert_true(t->mail.doubt.len > 0);
}

/* What stands encoded or encrypted in a text would pass for words. */
static void texts_that_hold_more(void **state) {
    mail_test *t = *state;
    mail_test_read(t, "Content-Type: text/plain\n\nbegin 644 list.doc\nM5&EK:&]N;W8\n`\nend\n");
    assert_int_equal(t->mail.unscreened, 1);
    mail_test_read(t, "Content-Type: text/plain\n\n-----BEGIN PGP MESSAGE-----\n\nhQEMA\n");
    assert_int_equal(t->mail.unscreened, 1);
    mail_test_read(t, "Content-Type: text/plain\n\nbegin 644 and begin it soon\n");
    assert_int_equal(t->mail.unscreened, 1); /* which is one more than need be */
    mail_test_read(t, "Content-Type: text/plain\n\nbegin with the list\n");
    assert_int_equal(t->mail.unscreened, 0);
}

/* Types that say nothing are read by what the bytes are. */
static void bytes_tell_where_types_do_not(void **state) {
    mail_test *t = *state;
    mail_test_read(t, "Content-Type: application/octet-stream\n\nAndrei Tikhonov\n");
    assert_mail_text(mail_test_piece(t, "body"), "Andrei Tikhonov\n");
    mail_test_read(t, "Content-Type: application/octet-stream\n\nTo: b\nContent-Type: text/plain\n"
                      "\ninner\n");
    assert_mail_text(mail_test_piece(t, "part 1"), "inner\n");
    mail_test_read(t, "Content-Type: application/octet-stream\n\n\x01\x02\n");
    assert_int_equal(t->mail.unscreened, 1);
    mail_test_read(t, "Content-Type: text/plain\n\n{\\rtf1 x}\n");
    assert_int_equal(t->mail.unscreened, 1);
}

static void nesting_is_bounded(void **state) {
    mail_test *t = *state;
    ix_buf text;
    ix_buf_init(&text, 1 << 20);
    for (int i = 0; i < IX_MAIL_DEPTH_MAX + 2; i++) {
        ix_buf_printf(&text, "Content-Type: message/rfc822\n\n");
    }
    ix_buf_append_cstr(&text, "Subject: deep\n\nx\n");
    ix_buf_append_char(&text, '\0');
    mail_test_read(t, text.ptr);
    assert_int_equal(t->mail.unscreened, 1);
    assert_non_null(strstr(mail_test_cstr((char[512]){0}, 512, t->mail.fault), "too deep"));
    ix_buf_free(&text);
}

/* Comments stand anywhere in structured fields; what they say is searched, what they hide is not
 * lost. */
static void comments_hide_nothing(void **state) {
    mail_test *t = *state;
    mail_test_read(t, "Content-Type: (a (b) \\) ) text/plain (c; d=e)\n"
                      "Content-Transfer-Encoding: (x) base64\n\nVGlraG9ub3Y=\n");
    assert_mail_text(mail_test_piece(t, "body"), "Tikhonov");
    assert_int_equal(t->mail.doubt.len, 0);
    mail_test_read(t, "Content-Type: (x) multipart/mixed; boundary=\"q\"\n\n--q\n"
                      "Content-Transfer-Encoding: base64\n\nVGlraG9ub3Y=\n--q--\n");
    assert_mail_text(mail_test_piece(t, "part 1"), "Tikhonov");
    mail_test_read(t, "Date: Sat, 28 Nov 2026 10:00:00 +0000 (Tikhonov)\n"
                      "In-Reply-To: Your letter <1@b>\nReferences: <1@b> <2@b>\n\nx\n");
    assert_true(mail_test_piece(t, "Date").len > 0);
    assert_true(mail_test_piece(t, "In-Reply-To").len > 0);
    assert_int_equal(mail_test_piece(t, "References").len, 0);
    mail_test_read(t, "Content-Type: (never ends\n\nx\n");
    assert_true(t->mail.doubt.len > 0);
}

static void of_two_that_are_told_a_person_must_choose(void **state) {
    mail_test *t = *state;
    mail_test_read(t, "Content-Transfer-Encoding: base64\nContent-Transfer-Encoding: 7bit\n\n"
                      "VGlraG9ub3Y=\n");
    assert_true(t->mail.doubt.len > 0);
}

static void every_name_of_a_file_is_searched(void **state) {
    static const char *const heads[] = {
        "Content-Type: text/plain; name=\"Tikhonov.txt\"\n"
        "Content-Disposition: attachment; filename=\"x.txt\"\n\nx\n",
        "Content-Disposition: attachment; filename=\"x.txt\"; "
        "filename*=UTF-8''%54ikhonov.txt\n\nx\n",
        "Content-Type: multipart/mixed; name=\"Tikhonov.txt\"; boundary=q\n\n--q\n\nx\n--q--\n"};
    mail_test *t = *state;
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        mail_test_read(t, heads[i]);
        assert_mail_text(mail_test_piece(t, "name of the file"), "Tikhonov.txt");
    }
}

static void letters_of_closed_types_are_no_text(void **state) {
    mail_test *t = *state;
    mail_test_read(t, "Content-Type: application/pkcs7-mime\n\nVGlraG9ub3Y=\n");
    assert_int_equal(t->mail.unscreened, 1);
    mail_test_read(t, "Subject: x\n\n-----BEGIN PKCS7-----\nVGlraG9ub3Y=\n");
    assert_int_equal(t->mail.unscreened, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {MAIL_TEST(a_body_is_decoded),
                                       MAIL_TEST(multiparts_are_trees),
                                       MAIL_TEST(messages_in_messages),
                                       MAIL_TEST(what_nobody_reads_is_told),
                                       MAIL_TEST(charsets_and_encodings_nobody_knows),
                                       MAIL_TEST(a_charset_told_wrongly),
                                       MAIL_TEST(broken_messages),
                                       MAIL_TEST(texts_that_hold_more),
                                       MAIL_TEST(bytes_tell_where_types_do_not),
                                       MAIL_TEST(nesting_is_bounded),
                                       MAIL_TEST(comments_hide_nothing),
                                       MAIL_TEST(of_two_that_are_told_a_person_must_choose),
                                       MAIL_TEST(every_name_of_a_file_is_searched),
                                       MAIL_TEST(letters_of_closed_types_are_no_text)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
