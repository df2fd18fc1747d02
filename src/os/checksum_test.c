/* Tests of what publishers say of their files. */
#include "checksum.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define B "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB"

static ix_error error;

static void is(const publisher_word *word, const char *hex) {
    ix_digest digest;
    assert_true(ix_digest_parse(&digest, ix_str_from_cstr(hex)));
    assert_true(word->has_digest);
    assert_true(ix_digest_equal(&word->digest, &digest));
}

static ix_status of_file(publisher_word *out, const char *text) {
    error = (ix_error){0};
    return checksum_of_file(out, ix_str_from_cstr(text), IX_STR("sdn.csv"), IX_STR("there"),
                            &error);
}

static void a_file_beside_the_file(void **state) {
    (void)state;
    publisher_word word;
    assert_int_equal(of_file(&word, A "\n"), IX_OK);
    is(&word, A);
    assert_int_equal(of_file(&word, B "  whatever.csv"), IX_OK);
    is(&word, B);
    assert_int_equal(of_file(&word, A "  alt.csv\n" B " *sdn.csv\n"), IX_OK);
    is(&word, B);
    assert_int_equal(of_file(&word, A "  alt.csv\n" B "  add.csv\n"), IX_E_INPUT);
    assert_false(word.has_digest);
    assert_string_equal(error.text, "holds no SHA-256 of sdn.csv");
    assert_int_equal(of_file(&word, A "0 sdn.csv"), IX_E_INPUT);
    assert_int_equal(of_file(&word, ""), IX_E_INPUT);
    assert_int_equal(of_file(&word, "<html>404</html>"), IX_E_INPUT);
}

static ix_status of_catalogue(publisher_word *out, const char *text) {
    error = (ix_error){0};
    return checksum_of_catalogue(out, ix_str_from_cstr(text), IX_STR("SDN.CSV"), IX_ZONE_NEW_YORK,
                                 IX_STR("there"), &error);
}

static void a_catalogue(void **state) {
    (void)state;
    publisher_word word;
    assert_int_equal(of_catalogue(&word, "[{\"fileName\":\"ALT.CSV\"},{\"fileName\":\"sdn.csv\","
                                         "\"lastUpdated\":\"2024-06-21T10:00:00Z\","
                                         "\"hashCodes\":{\"SHA-256\":\"" A "\"}}]"),
                     IX_OK);
    is(&word, A);
    assert_int_equal(word.updated.value, 1718964000);
    /* As text, and in the publisher's own time. */
    assert_int_equal(of_catalogue(&word, "[{\"fileName\":\"SDN.CSV\","
                                         "\"lastUpdated\":\"2024-06-21T10:00:00.123\","
                                         "\"hashCodes\":\"{\\\"SHA-256\\\":\\\"" B "\\\"}\"}]"),
                     IX_OK);
    is(&word, B);
    assert_int_equal(word.updated.value, 1718964000 + 4 * 3600);
    /* None for this file. */
    assert_int_equal(of_catalogue(&word, "[{\"fileName\":\"SDN.CSV\",\"hashCodes\":null}]"), IX_OK);
    assert_false(word.has_digest);
    assert_int_equal(word.updated.kind, IX_WHEN_NONE);
    const char *const bad[] = {"",
                               "{}",
                               "[]",
                               "[1]",
                               "[{\"fileName\":7}]",
                               "<html>",
                               "[{\"fileName\":\"SDN.CSV\",\"hashCodes\":{\"SHA-256\":\"12\"}}]"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(of_catalogue(&word, bad[i]), IX_E_INPUT);
    }
}

static ix_status of_feed(publisher_word *out, const char *text) {
    error = (ix_error){0};
    return checksum_of_feed(out, ix_str_from_cstr(text), "https://a.example/f/x?token=1",
                            IX_STR("there"), &error);
}

static void a_feed(void **state) {
    (void)state;
    publisher_word word;
    assert_int_equal(of_feed(&word,
                             "<rss><channel><description>" B "</description>"
                             "<item><link>https://a.example/f/other</link><d>" B "</d></item>"
                             "<item><link>https://a.example/f/x?token=2</link>"
                             "<pubDate> Fri, 21 Jun 2024 04:00:00 GMT </pubDate>"
                             "<description>SHA-256: " A "</description></item></channel></rss>"),
                     IX_OK);
    is(&word, A);
    assert_int_equal(word.updated.value, 1718942400);
    assert_int_equal(of_feed(&word, "<rss><item><enclosure url='https://a.example/f/x' "
                                    "hash='" B "'/></item></rss>"),
                     IX_OK);
    is(&word, B);
    assert_int_equal(of_feed(&word, "<rss><item><link>https://a.example/f/x</link></item></rss>"),
                     IX_OK);
    assert_false(word.has_digest);
    assert_int_equal(of_feed(&word, "<rss/>"), IX_E_INPUT);
    assert_string_equal(error.text, "the feed does not name https://a.example/f/x");
    assert_int_equal(of_feed(&word, ""), IX_E_INPUT);
    assert_int_equal(of_feed(&word, "<html><br></html>"), IX_E_INPUT);
    assert_int_equal(of_feed(&word, "<!DOCTYPE a [<!ENTITY b 'c'>]><rss>&b;</rss>"), IX_E_INPUT);
    assert_non_null(strstr(error.text, "document type"));
}

static void a_hostile_feed(void **state) {
    (void)state;
    publisher_word word;
    ix_buf text;
    ix_buf_init(&text, 1 << 24);
    for (int i = 0; i < 100000; i++) {
        ix_buf_append_cstr(&text, "<a>");
    }
    ix_buf_append_char(&text, '\0');
    assert_int_equal(of_feed(&word, text.ptr), IX_E_INPUT);
    assert_non_null(strstr(error.text, "nested too deep"));
    ix_buf_clear(&text);
    ix_buf_append_cstr(&text, "<rss><item>");
    for (int i = 0; i < 100000; i++) {
        ix_buf_append_cstr(&text, "more and more ");
    }
    ix_buf_append_cstr(&text, "</item></rss>");
    ix_buf_append_char(&text, '\0');
    assert_int_equal(of_feed(&word, text.ptr), IX_E_INPUT);
    assert_non_null(strstr(error.text, "too large"));
    ix_buf_free(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_beside_the_file),
        cmocka_unit_test(a_catalogue),
        cmocka_unit_test(a_feed),
        cmocka_unit_test(a_hostile_feed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
