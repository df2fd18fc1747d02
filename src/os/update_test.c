/* Tests of updates over a transport that answers by script. */
#include <interdict/os.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "test_home.h"
#include "test_transport.h"

#define SDN  "us_ofac_sdn"
#define DAY  86400
#define NOW  (1718942400 + 30 * DAY)
#define JUNE "Last-Modified: Fri, 21 Jun 2024 04:00:00 GMT"
#define JULY "Last-Modified: Mon, 01 Jul 2024 04:00:00 GMT"

static ix_source source_of(void) {
    return (ix_source){
        .list_id = IX_STR(SDN),
        .reader = ix_list_reader_find(IX_STR("ofac_sdn_csv")),
        .files = {{.url = IX_STR("https://a.example/sdn.csv"),
                   .role = IX_STR("primary"),
                   .name = IX_STR("sdn.csv")}},
        .file_count = 1,
        .limits = {.total_seconds = 100, .retries = 1, .backoff_seconds = 1, .bytes_max = 1 << 24}};
}

static ix_status update(ix_update_result *out, world *w, const ix_source *source, script *s,
                        ix_error *error) {
    ix_transport transport = script_transport(s);
    ix_update request = {.source = source, .received = NOW, .transport = &transport};
    *error = (ix_error){0};
    return ix_home_update(out, &w->home, &request, &w->arena, error);
}

/* A list of `count` rows as the server has it now. */
static script served(world *w, int count, int form, const char *modified, const char *etag) {
    ix_str rows = sdn_rows(&w->arena, 0, count, form);
    return (script){.answers = {{.status = 200,
                                 .body = rows.ptr,
                                 .body_len = (size_t)rows.len,
                                 .headers = {modified, etag}}}};
}

static void a_list_is_fetched_and_kept_up(void **state) {
    (void)state;
    world w;
    ix_update_result result;
    ix_error error;
    ix_source source = source_of();
    open_world(&w);
    script s = served(&w, 50, 0, JUNE, "ETag: \"one\"");
    assert_int_equal(update(&result, &w, &source, &s, &error), IX_OK);
    assert_int_equal(result.addition.added, IX_ADDED_SERVING);
    assert_int_equal(result.addition.published_from, IX_PUBLISHED_HEADER);
    assert_int_equal(result.addition.snapshot.published.value, 1718942400);
    assert_string_equal(s.etags[0], "");
    uint64_t before = digest_home(&w, NULL);
    script same = {.answers = {{.status = 304}}};
    assert_int_equal(update(&result, &w, &source, &same, &error), IX_OK);
    assert_true(result.unchanged);
    assert_int_equal(result.files[0].bytes, -1);
    assert_string_equal(same.etags[0], "\"one\"");
    assert_true(digest_home(&w, NULL) == before);
    s = served(&w, 51, 1, JULY, "ETag: \"two\"");
    assert_int_equal(update(&result, &w, &source, &s, &error), IX_OK);
    assert_int_equal(list_of(&w, SDN).snapshot_count, 2);
    close_world(&w);
}

/* A server that has no conditions sends all again: the same bytes change nothing but what is known
 * of them. */
static void the_same_bytes_are_the_same(void **state) {
    (void)state;
    world w;
    ix_update_result result;
    ix_error error;
    ix_source source = source_of();
    open_world(&w);
    script s = served(&w, 50, 0, JUNE, NULL);
    assert_int_equal(update(&result, &w, &source, &s, &error), IX_OK);
    ix_str manifest = read_kept(&w, "lists/" SDN "/manifest.json");
    s = served(&w, 50, 0, JULY, NULL);
    assert_int_equal(update(&result, &w, &source, &s, &error), IX_OK);
    assert_int_equal(result.addition.added, IX_ADDED_SAME);
    assert_true(ix_str_equal(manifest, read_kept(&w, "lists/" SDN "/manifest.json")));
    assert_true(ix_str_find(read_kept(&w, "lists/" SDN "/fetched.json"), IX_STR("01 Jul"), 0) > 0);
    close_world(&w);
}

static void a_return_to_an_earlier_state_is_a_snapshot(void **state) {
    (void)state;
    world w;
    ix_update_result result;
    ix_error error;
    ix_source source = source_of();
    open_world(&w);
    script s = served(&w, 50, 0, JUNE, NULL);
    assert_int_equal(update(&result, &w, &source, &s, &error), IX_OK);
    s = served(&w, 51, 1, "Last-Modified: Mon, 24 Jun 2024 04:00:00 GMT", NULL);
    assert_int_equal(update(&result, &w, &source, &s, &error), IX_OK);
    s = served(&w, 50, 0, JULY, NULL);
    assert_int_equal(update(&result, &w, &source, &s, &error), IX_OK);
    assert_int_equal(result.addition.added, IX_ADDED_SERVING);
    assert_int_equal(list_of(&w, SDN).snapshot_count, 3);
    /* With its own old date it is an older file. */
    s = served(&w, 51, 1, "Last-Modified: Mon, 24 Jun 2024 04:00:00 GMT", NULL);
    assert_int_equal(update(&result, &w, &source, &s, &error), IX_E_REFUSED);
    assert_string_equal(error.text, "it was published 2024-06-24T04:00:00Z, before the serving "
                                    "one, 2024-07-01T04:00:00Z");
    close_world(&w);
}

static void dates_ahead_are_not_believed(void **state) {
    (void)state;
    world w;
    ix_update_result result;
    ix_error error;
    ix_source source = source_of();
    open_world(&w);
    script s = served(&w, 50, 0, "Last-Modified: Fri, 21 Jun 2090 04:00:00 GMT", NULL);
    assert_int_equal(update(&result, &w, &source, &s, &error), IX_OK);
    assert_int_equal(result.addition.published_from, IX_PUBLISHED_RECEIVED);
    assert_int_equal(result.addition.snapshot.published.value, NOW);
    close_world(&w);
}

static void failures_are_kept_until_they_pass(void **state) {
    (void)state;
    world w;
    ix_update_result result;
    ix_error error;
    ix_source source = source_of();
    open_world(&w);
    script s = {.answers = {{.status = 404}}};
    /* Of a list that is not there nothing is kept. */
    assert_int_equal(update(&result, &w, &source, &s, &error), IX_E_IO);
    assert_false(ix_file_exists(w.home.path));
    s = served(&w, 50, 0, JUNE, "ETag: \"one\"");
    assert_int_equal(update(&result, &w, &source, &s, &error), IX_OK);
    uint64_t before = digest_home(&w, "/refused/");
    s = (script){.answers = {{.status = 404}}};
    assert_int_equal(update(&result, &w, &source, &s, &error), IX_E_IO);
    assert_true(digest_home(&w, "/refused/") == before);
    ix_attempt refused = list_of(&w, SDN).refused;
    assert_int_equal(refused.received, NOW);
    assert_true(ix_str_equal(refused.reason, IX_STR("https://a.example/sdn.csv: the server "
                                                    "answered 404 not found")));
    s = (script){.answers = {{.status = 304}}};
    assert_int_equal(update(&result, &w, &source, &s, &error), IX_OK);
    assert_int_equal(list_of(&w, SDN).refused.received, 0);
    assert_true(digest_home(&w, "/refused/") == before);
    close_world(&w);
}

static void what_is_sent_must_be_the_list(void **state) {
    (void)state;
    static const struct {
        const char *body;
        ix_status status;
        const char *says;
    } cases[] = {{"\xEF\xBB\xBF \n<HTML><body>", IX_E_INPUT, "the server sent a web page"},
                 {"<!doctype HTML>", IX_E_INPUT, "the server sent a web page"},
                 {NULL, IX_E_INPUT, "the file is empty"},
                 {"{\"error\": 1}", IX_E_INPUT, ""},
                 {"\x1f\x8b\x08", IX_E_INPUT, ""}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        world w;
        ix_update_result result;
        ix_error error;
        ix_source source = source_of();
        open_world(&w);
        script s = served(&w, 50, 0, JUNE, NULL);
        assert_int_equal(update(&result, &w, &source, &s, &error), IX_OK);
        s = (script){.answers = {{.status = 200, .body = cases[i].body}}};
        assert_int_equal(update(&result, &w, &source, &s, &error), cases[i].status);
        assert_non_null(strstr(error.text, cases[i].says));
        assert_int_equal(list_of(&w, SDN).refused.received, NOW);
        assert_int_equal(list_of(&w, SDN).snapshot_count, 1);
        close_world(&w);
    }
}

static void checksums_decide(void **state) {
    (void)state;
    world w;
    ix_update_result result;
    ix_error error;
    ix_source source = source_of();
    open_world(&w);
    ix_str rows = sdn_rows(&w.arena, 0, 50, 0);
    ix_digest digest = ix_sha256(rows);
    ix_buf word;
    ix_buf_init(&word, 200);
    ix_digest_print(&word, &digest);
    ix_buf_append_cstr(&word, "  sdn.csv");
    ix_buf_append_char(&word, '\0');
    source.checksum = IX_CHECKSUM_FILE;
    script s = {.answers = {{.path = ".sha256", .status = 200, .body = word.ptr},
                            {.path = "sdn.csv", .status = 200, .body = "1,"}}};
    assert_int_equal(update(&result, &w, &source, &s, &error), IX_E_REFUSED);
    assert_non_null(strstr(error.text, "which the publisher gives"));
    s.answers[1].body = rows.ptr;
    s.answers[1].body_len = (size_t)rows.len;
    assert_int_equal(update(&result, &w, &source, &s, &error), IX_OK);
    assert_true(result.files[0].verified);
    /* The word alone says that nothing is new. */
    s.asked = 0;
    assert_int_equal(update(&result, &w, &source, &s, &error), IX_OK);
    assert_true(result.unchanged);
    assert_int_equal(s.asked, 1);
    assert_string_equal(s.urls[0], "https://a.example/sdn.csv.sha256");
    ix_buf_free(&word);
    close_world(&w);
}

static void the_catalogue_is_posted_for(void **state) {
    (void)state;
    world w;
    ix_update_result result;
    ix_error error;
    ix_source source = source_of();
    open_world(&w);
    ix_str rows = sdn_rows(&w.arena, 0, 50, 0);
    source.checksum = IX_CHECKSUM_OFAC;
    source.checksum_url = IX_STR("https://a.example/catalogue");
    script s = {.answers = {{.path = "catalogue",
                             .status = 200,
                             .body = "[{\"fileName\":\"SDN.CSV\",\"hashCodes\":null,"
                                     "\"lastUpdated\":\"2024-07-02T00:00:00Z\"}]"},
                            {.path = "sdn.csv",
                             .status = 200,
                             .body = rows.ptr,
                             .body_len = (size_t)rows.len,
                             .headers = {JUNE}}}};
    assert_int_equal(update(&result, &w, &source, &s, &error), IX_OK);
    assert_true(s.posted[0]);
    assert_false(s.posted[1]);
    assert_false(result.files[0].verified);
    assert_int_equal(result.addition.snapshot.published.value, 1719878400);
    close_world(&w);
}

/* Whatever change of the disk is the last one: the list is as before, or as after. */
static ix_status fail_at(void *context, const char *change, ix_error *error) {
    int *left = context;
    (void)change;
    return (*left)-- == 0 ? ix_error_set(error, IX_E_IO, "no") : IX_OK;
}

static void a_disk_that_fails_leaves_the_old_list(void **state) {
    (void)state;
    for (int at = 0;; at++) {
        world w;
        ix_update_result result;
        ix_error error;
        ix_source source = source_of();
        int left = at;
        open_world(&w);
        script s = served(&w, 50, 0, JUNE, "ETag: \"one\"");
        assert_int_equal(update(&result, &w, &source, &s, &error), IX_OK);
        w.home.before = fail_at;
        w.home.before_context = &left;
        s = served(&w, 51, 1, JULY, "ETag: \"two\"");
        ix_status status = update(&result, &w, &source, &s, &error);
        w.home.before = NULL;
        ix_home_lock(&w.home, 0, NULL);
        ix_home_unlock(&w.home);
        int count = list_of(&w, SDN).snapshot_count;
        const char *etag = count == 2 ? "\\\"two\\\"" : "\\\"one\\\"";
        ix_str fetched = read_kept(&w, "lists/" SDN "/fetched.json");
        assert_true(ix_str_find(fetched, ix_str_from_cstr(etag), 0) > 0);
        assert_true(status != IX_OK || count == 2);
        close_world(&w);
        if (status == IX_OK) {
            assert_true(at > 5);
            return;
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_is_fetched_and_kept_up),
        cmocka_unit_test(the_same_bytes_are_the_same),
        cmocka_unit_test(a_return_to_an_earlier_state_is_a_snapshot),
        cmocka_unit_test(dates_ahead_are_not_believed),
        cmocka_unit_test(failures_are_kept_until_they_pass),
        cmocka_unit_test(what_is_sent_must_be_the_list),
        cmocka_unit_test(checksums_decide),
        cmocka_unit_test(the_catalogue_is_posted_for),
        cmocka_unit_test(a_disk_that_fails_leaves_the_old_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
