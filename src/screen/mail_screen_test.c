/* Screening e-mails: what is found, where it stands, and what a part that is not read means. */
#include "test_text.h"

#include <string.h>

#include "test_mail.h"

static ix_decision screen(const char *text) {
    ix_decision d;
    ix_error error = {.status = IX_OK};
    ix_mail_tools tools = ix_mail_tools_system;
    ix_mail *mail = IX_NEW(&w.request, ix_mail, 1);
    tools.convert = mail_test_convert;
    assert_int_equal(
        ix_mail_read(mail, ix_str_from_cstr(text), IX_STR("a.eml"), &tools, &w.request, &error),
        IX_OK);
    ix_screen_mail(&d, &w.screener, mail, &context, world_time("2024-07-01"), world_time(NULL),
                   NULL, &w.request, &error);
    return d;
}

/* The evidence that stands first, of those that have a place. */
static const ix_evidence *standing(const ix_finding *finding) {
    const ix_evidence *first = NULL;
    for (int i = 0; i < finding->evidence_count; i++) {
        const ix_evidence *one = &finding->evidence[i];
        if (one->from >= 0 && (first == NULL || one->from < first->from)) {
            first = one;
        }
    }
    return first;
}

static void found_where_it_stands(void **state) {
    (void)state;
    const char *text = "Subject: a contract\r\nContent-Transfer-Encoding: base64\r\n"
                       "Content-Type: text/plain; charset=koi8-r\r\n\r\n"
                       /* "Андрей Геннадьевич Тихонов" in KOI8-R */
                       "4c7E0sXKIOfFzs7BxNjF18neIPTJyM/Oz9c=\r\n";
    ix_decision d = screen(text);
    const ix_finding *finding = text_find(&d, IX_STR(":45815"));
    assert_non_null(finding);
    const ix_evidence *one = standing(finding);
    assert_non_null(one);
    const char *body = strstr(text, "4c7E");
    assert_int_equal(one->from, body - text);
    assert_mail_text(d.text->mail->pieces[one->name].where, "body");
    assert_int_equal(d.verdict, IX_VERDICT_BLOCK);
    assert_int_equal(d.text->bytes, strlen(text));
}

static void clear_only_if_all_is_read(void **state) {
    (void)state;
    ix_decision d = screen("Content-Type: text/plain\n\nnothing at all\n");
    assert_int_equal(d.verdict, IX_VERDICT_CLEAR);
    d = screen("Content-Type: multipart/mixed; boundary=x\n\n--x\n\nnothing\n--x\n"
               "Content-Type: image/png; name=logo.png\n\nxx\n--x--\n");
    assert_int_equal(d.verdict, IX_VERDICT_NOT_SCREENED);
    assert_non_null(strstr(mail_test_cstr((char[512]){0}, 512, d.reason), "logo.png"));
    assert_int_equal(d.oddity_count, 1);
    assert_mail_text(d.oddities[0].where, "part 2");
    d = screen("Content-Type: image/png; name=a\n\nxx\n");
    assert_int_equal(d.verdict, IX_VERDICT_NOT_SCREENED); /* the name of the file is all its text */
}

/* What was found stays found, whatever else is not read. */
static void a_finding_outlives_an_unread_part(void **state) {
    (void)state;
    ix_decision d = screen("Content-Type: multipart/mixed; boundary=x\n\n--x\n\n"
                           "Andrei Gennadyevich Tikhonov\n--x\nContent-Type: image/png\n\nxx\n");
    assert_int_equal(d.verdict, IX_VERDICT_BLOCK);
    assert_non_null(strstr(mail_test_cstr((char[1024]){0}, 1024, d.reason), "not screened"));
}

static void a_doubt_asks_for_a_person(void **state) {
    (void)state;
    ix_decision d = screen("Subject: =?no-such?Q?abc?=\n\nnothing\n");
    assert_int_equal(d.verdict, IX_VERDICT_REVIEW);
}

static void nothing_to_search_but_a_header(void **state) {
    (void)state;
    ix_decision d = screen("Content-Type: image/png\n\n\x01\n");
    assert_int_equal(d.verdict, IX_VERDICT_NOT_SCREENED);
    assert_true(ix_str_find(d.reason, IX_STR("body (image/png): nobody here reads image/png"), 0) >
                0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(found_where_it_stands),
                                       cmocka_unit_test(clear_only_if_all_is_read),
                                       cmocka_unit_test(a_finding_outlives_an_unread_part),
                                       cmocka_unit_test(a_doubt_asks_for_a_person),
                                       cmocka_unit_test(nothing_to_search_but_a_header)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
