/* Tests of fetching over a transport that answers by script and only counts the time it waits. */
#include "http.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "test_transport.h"

static const ix_fetch_limits limits = {.connect_seconds = 1,
                                       .stall_seconds = 1,
                                       .total_seconds = 1000,
                                       .retries = 3,
                                       .backoff_seconds = 2,
                                       .bytes_max = 1 << 20};

static ix_status fetch(http_result *out, script *s, const char *etag, ix_error *error) {
    ix_transport transport = script_transport(s);
    http_request request = {
        .url = "https://a.example/list", .etag = etag, .modified = "", .limits = &limits};
    *error = (ix_error){0};
    return http_fetch(out, &transport, &request, error);
}

static void a_file_is_fetched(void **state) {
    (void)state;
    script s = {.answers = {{.status = 200,
                             .body = "1,A\n",
                             .headers = {"ETag: \"x\"\r\n", "last-modified:  then \r\n"}}}};
    http_result result;
    ix_error error;
    assert_int_equal(fetch(&result, &s, "", &error), IX_OK);
    assert_true(ix_str_equal(ix_buf_view(&result.bytes), IX_STR("1,A\n")));
    assert_string_equal(result.etag, "\"x\"");
    assert_string_equal(result.modified, "then");
    assert_true(ix_digest_equal(&result.digest, &result.sent));
    assert_int_equal(result.requests, 1);
    assert_false(result.unchanged);
    http_result_free(&result);
}

static void not_modified_counts_only_when_asked(void **state) {
    (void)state;
    script asked = {.answers = {{.status = 304}}};
    script unasked = asked;
    http_result result;
    ix_error error;
    assert_int_equal(fetch(&result, &asked, "\"x\"", &error), IX_OK);
    assert_true(result.unchanged);
    assert_string_equal(asked.etags[0], "\"x\"");
    http_result_free(&result);
    assert_int_equal(fetch(&result, &unasked, "", &error), IX_E_IO);
}

static void pauses_double(void **state) {
    (void)state;
    script s = {.answers = {{.status = 500},
                            {.status = 0, .may_retry = true},
                            {.status = 503},
                            {.status = 200, .body = "x"}}};
    http_result result;
    ix_error error;
    assert_int_equal(fetch(&result, &s, "", &error), IX_OK);
    assert_int_equal(result.requests, 4);
    assert_int_equal(s.ticks, 2000 + 4000 + 8000);
    http_result_free(&result);
}

static void tries_end(void **state) {
    (void)state;
    script s = {.answers = {{.status = 500}, {.status = 500}, {.status = 500}, {.status = 502}}};
    http_result result;
    ix_error error;
    assert_int_equal(fetch(&result, &s, "", &error), IX_E_IO);
    assert_string_equal(error.text, "tried 4 times: the server answered 502 bad gateway");
    assert_string_equal(error.source, "https://a.example/list");
    assert_int_equal(s.asked, 4);
}

static void what_will_not_pass_is_not_tried_again(void **state) {
    (void)state;
    const scripted answers[] = {{.status = 404}, {.status = 403}, {.status = 0}, {.status = 501}};
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        script s = {.answers = {answers[i], {.status = 200, .body = "x"}}};
        http_result result;
        ix_error error;
        assert_int_equal(fetch(&result, &s, "", &error), IX_E_IO);
        assert_int_equal(s.asked, 1);
        assert_int_equal(s.ticks, 0);
    }
}

static void servers_say_how_long(void **state) {
    (void)state;
    script s = {.answers = {{.status = 429, .headers = {"Retry-After: 30"}},
                            {.status = 503, .headers = {"Retry-After: 1"}},
                            {.status = 200, .body = "x"}}};
    http_result result;
    ix_error error;
    assert_int_equal(fetch(&result, &s, "", &error), IX_OK);
    assert_int_equal(s.ticks, 30000 + 4000);
    http_result_free(&result);
    script long_wait = {.answers = {{.status = 429, .headers = {"Retry-After: 4000"}}}};
    assert_int_equal(fetch(&result, &long_wait, "", &error), IX_E_IO);
    assert_string_equal(error.text,
                        "the server answered 429 too many requests and asked to wait 4000 seconds");
    assert_int_equal(http_retry_after("120", 0), 120);
    assert_int_equal(http_retry_after("Fri, 21 Jun 2024 04:01:00 GMT", 1718942400), 60);
    assert_int_equal(http_retry_after("Fri, 21 Jun 2024 04:01:00 GMT", 1818942400), 0);
    assert_int_equal(http_retry_after("soon", 0), -1);
    assert_int_equal(http_retry_after("", 0), -1);
}

static void time_ends_before_tries_do(void **state) {
    (void)state;
    script s = {.answers = {{.status = 503, .takes = 999000}, {.status = 200, .body = "x"}}};
    http_result result;
    ix_error error;
    assert_int_equal(fetch(&result, &s, "", &error), IX_E_IO);
    assert_int_equal(s.asked, 1);
}

static void redirects_are_followed(void **state) {
    (void)state;
    script s = {.answers = {{.status = 302, .location = "https://b.example/store?key=secret"},
                            {.status = 200, .body = "x"}}};
    http_result result;
    ix_error error;
    assert_int_equal(fetch(&result, &s, "", &error), IX_OK);
    assert_string_equal(s.urls[1], "https://b.example/store?key=secret");
    http_result_free(&result);
    script down = {.answers = {{.status = 301, .location = "http://b.example/x?key=secret"}}};
    assert_int_equal(fetch(&result, &down, "", &error), IX_E_IO);
    assert_string_equal(error.text, "was sent on to http://b.example/x, which is not https");
    assert_int_equal(down.asked, 1);
    script nowhere = {.answers = {{.status = 307}}};
    assert_int_equal(fetch(&result, &nowhere, "", &error), IX_E_IO);
    assert_string_equal(error.text, "answered 307 without saying where the file is");
    script loop = {.answers = {{.status = 302, .location = "https://a.example/list"}},
                   .repeats = true};
    assert_int_equal(fetch(&result, &loop, "", &error), IX_E_IO);
    assert_int_equal(loop.asked, HTTP_REDIRECTS_MAX + 1);
    assert_true(http_redirect_is_allowed("http://a/", "HTTPS://b/"));
    assert_true(http_redirect_is_allowed("http://a/", "http://b/"));
    assert_false(http_redirect_is_allowed("https://a/", "http://b/"));
    assert_false(http_redirect_is_allowed("http://a/", "file:///etc/passwd"));
}

static void headers_of_the_last_answer_count(void **state) {
    (void)state;
    http_answer answer;
    http_answer_init(&answer, 100);
    http_answer_header(&answer, IX_STR("HTTP/1.1 100 Continue\r\n"));
    http_answer_header(&answer, IX_STR("ETag: \"first\"\r\n"));
    http_answer_header(&answer, IX_STR("HTTP/1.1 200 OK\r\n"));
    assert_string_equal(answer.etag, "");
    http_answer_header(&answer, IX_STR("etag:\"second\"\r\n"));
    assert_string_equal(answer.etag, "\"second\"");
    http_answer_header(&answer, IX_STR("ETag: \"with\x01 control\"\r\n"));
    assert_string_equal(answer.etag, "");
    char line[HTTP_FIELD_BYTES_MAX + 20];
    memset(line, 'a', sizeof line);
    memcpy(line, "ETag: ", 6);
    http_answer_header(&answer, (ix_str){line, sizeof line});
    assert_string_equal(answer.etag, "");
    http_answer_header(&answer, IX_STR("no colon"));
    http_answer_header(&answer, IX_STR(""));
    http_answer_free(&answer);
}

/* "x" in a gzip member. */
static const char packed[] = "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xab\x00\x00\x83\x16\xdc"
                             "\x8c\x01\x00\x00\x00";

static void encodings_are_undone(void **state) {
    (void)state;
    ix_str bytes = {packed, sizeof packed - 1};
    script s = {.answers = {{.status = 200,
                             .body = packed,
                             .body_len = sizeof packed - 1,
                             .headers = {"Content-Encoding: gzip"}}}};
    http_result result;
    ix_error error;
    assert_int_equal(fetch(&result, &s, "", &error), IX_OK);
    assert_true(ix_str_equal(ix_buf_view(&result.bytes), IX_STR("x")));
    ix_digest sent = ix_sha256(bytes);
    ix_digest digest = ix_sha256(IX_STR("x"));
    assert_true(ix_digest_equal(&result.sent, &sent));
    assert_true(ix_digest_equal(&result.digest, &digest));
    http_result_free(&result);
    script unknown = {
        .answers = {{.status = 200, .body = "?", .headers = {"Content-Encoding: br"}}}};
    assert_int_equal(fetch(&result, &unknown, "", &error), IX_E_INPUT);
    assert_int_equal(unknown.asked, 1);
    /* A cut one may have been cut on the way. */
    script cut = {
        .answers = {
            {.status = 200, .body = packed, .body_len = 15, .headers = {"Content-Encoding: gzip"}},
            {.status = 200, .body = "y"}}};
    assert_int_equal(fetch(&result, &cut, "", &error), IX_OK);
    assert_true(ix_str_equal(ix_buf_view(&result.bytes), IX_STR("y")));
    http_result_free(&result);
}

static void dates_and_addresses(void **state) {
    (void)state;
    assert_int_equal(http_date("Fri, 21 Jun 2024 04:00:00 GMT").value, 1718942400);
    assert_int_equal(http_date("").kind, IX_WHEN_NONE);
    assert_int_equal(http_date("yesterday").kind, IX_WHEN_NONE);
    assert_true(ix_str_equal(http_shown("https://a/b?token=c"), IX_STR("https://a/b")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_fetched),
        cmocka_unit_test(not_modified_counts_only_when_asked),
        cmocka_unit_test(pauses_double),
        cmocka_unit_test(tries_end),
        cmocka_unit_test(what_will_not_pass_is_not_tried_again),
        cmocka_unit_test(servers_say_how_long),
        cmocka_unit_test(time_ends_before_tries_do),
        cmocka_unit_test(redirects_are_followed),
        cmocka_unit_test(headers_of_the_last_answer_count),
        cmocka_unit_test(encodings_are_undone),
        cmocka_unit_test(dates_and_addresses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
