/* E-mails as texts: pieces, boxes of messages, the account. */
#include <interdict/os.h>

#include "test_mail.h"

static void headers_and_body_are_pieces(void **state) {
    mail_test *t = *state;
    const char *text = "Received: by x (Tikhonov)\r\nFrom: \"Tikhonov, Andrei\" <a@b>\r\n"
                       "Subject: =?utf-8?B?VGlr?=\r\n =?utf-8?B?aG9ub3Y=?=\r\n"
                       "X-Unknown: something\r\nMessage-ID: <1@b>\r\n\r\nbody text\r\n";
    mail_test_read(t, text);
    assert_mail_text(mail_test_piece(t, "From"), " \"Tikhonov, Andrei\" <a@b>");
    assert_mail_text(mail_test_piece(t, "Subject"), " Tikhonov");
    assert_mail_text(mail_test_piece(t, "X-Unknown"), " something"); /* unknown is searched */
    assert_mail_text(mail_test_piece(t, "Received"), " by x (Tikhonov)");
    assert_mail_text(mail_test_stands(t, text, "body text"), "body text");
    assert_int_equal(t->mail.coverage.anomaly, 0);
    assert_true(t->mail.coverage.exempt > 0);
}

/* Neither the end of a header nor a part can be run together with what follows. */
static void pieces_are_apart(void **state) {
    mail_test *t = *state;
    mail_test_read(t, "Subject: Andrei\nX-B: Tikhonov\n\nx");
    assert_int_equal(ix_str_find(t->mail.text, IX_STR("Andrei\n\n Tikhonov\n\nx"), 0), 1);
}

static void boxes_hold_messages(void **state) {
    mail_test *t = *state;
    const char *text = "From a@b Sat Nov 28\nSubject: one\n\nfirst\nFrom here it is text\n\n"
                       "From c@d Sat Nov 28\nSubject: two\nContent-Transfer-Encoding: base64\n\n"
                       "VGlraG9ub3Y=\n";
    mail_test_read(t, text);
    assert_mail_text(mail_test_piece(t, "message 1, Subject"), " one");
    assert_mail_text(mail_test_piece(t, "message 2, Subject"), " two");
    assert_mail_text(mail_test_piece(t, "message 2"), "Tikhonov");
    assert_mail_text(mail_test_stands(t, text, "Tikhonov"), "VGlraG9ub3Y");
    assert_int_equal(t->mail.part_count, 2);
    assert_int_equal(t->mail.unscreened, 0);
}

static void spans_stay_in_their_piece(void **state) {
    mail_test *t = *state;
    mail_test_read(t, "Subject: ab\n\ncd\n");
    int32_t from = 1;
    int32_t to = 1000;
    const ix_mail_piece *piece = ix_mail_origin(&from, &to, &t->mail);
    assert_mail_text(piece->where, "Subject");
    assert_int_equal(from, 9);
    assert_int_equal(to, 11);
}

/* Without memory nothing passes for read. */
static void no_memory_is_no_mail(void **state) {
    mail_test *t = *state;
    ix_arena small;
    ix_str bytes =
        IX_STR("Subject: Andrei Tikhonov\nContent-Type: text/plain; charset=koi8-r\n\nx");
    for (size_t cap = 0; cap < 4096; cap += 64) {
        ix_arena_init(&small, cap);
        ix_status status = ix_mail_read(&t->mail, bytes, IX_STR("a"), &t->tools, &small, &t->error);
        if (status != IX_OK) {
            assert_int_equal(t->mail.text.len, 0);
            assert_true(t->mail.unscreened > 0 && t->mail.fault.len > 0);
        }
        ix_arena_free(&small);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {MAIL_TEST(headers_and_body_are_pieces),
                                       MAIL_TEST(pieces_are_apart), MAIL_TEST(boxes_hold_messages),
                                       MAIL_TEST(spans_stay_in_their_piece),
                                       MAIL_TEST(no_memory_is_no_mail)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
