#include "readers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static ix_read_report report;
static ix_arena arena; /* of the last reading, whose report points into it */

static void print_when(ix_buf *out, ix_when when) {
    if (when.kind == IX_WHEN_NONE) {
        ix_buf_append_char(out, '-');
    } else {
        ix_when_print(out, when);
    }
}

static ix_status print_listings(void *context, const ix_entity *e, ix_error *error) {
    (void)error;
    ix_buf *out = context;
    for (int i = 0; i < e->listing_count; i++) {
        print_when(out, e->listings[i].effective_from);
        ix_buf_append_char(out, '/');
        print_when(out, e->listings[i].effective_until);
        ix_buf_printf(out, " %" IX_FMT "|", IX_ARG(e->listings[i].measures));
    }
    for (int i = 0; i < e->unmodelled_count; i++) {
        ix_buf_printf(out, "%" IX_FMT "=%" IX_FMT "|", IX_ARG(e->unmodelled[i].name),
                      IX_ARG(e->unmodelled[i].value));
    }
    return IX_OK;
}

static void expect(const char *modifications, const char *wanted) {
    report = (ix_read_report){0};
    ix_buf text;
    ix_buf out;
    ix_buf_init(&text, 1 << 20);
    ix_buf_init(&out, 1 << 20);
    ix_buf_printf(&text,
                  "<swiss-sanctions-list><sanctions-program><program-key>P</program-key>"
                  "<sanctions-set ssid='9'>M</sanctions-set></sanctions-program><target ssid='1'>"
                  "<sanctions-set-id>9</sanctions-set-id><entity><identity><name "
                  "name-type='primary-name'><name-part>"
                  "<value>A</value></name-part></name></identity></entity>%s</target>"
                  "</swiss-sanctions-list>",
                  modifications);
    ix_list_file file = {.name = IX_STR("t"), .bytes = ix_buf_view(&text)};
    ix_arena_reset(&arena);
    ix_error error = {0};
    assert_int_equal(ch_xml_read(&file, 1, NULL, print_listings, &out, &report, &arena, &error),
                     IX_OK);
    ix_buf_append_char(&out, '\0');
    assert_string_equal(out.ptr, wanted);
    ix_buf_free(&text);
    ix_buf_free(&out);
}

#define CHANGE(type, day) "<modification modification-type='" type "' effective-date='" day "'/>"
#define KEPT(day)         "modification=amended enacted  published  effective " day "|"

/* The last modification decides; dates go before the order of the document. */
static void a_de_listing_ends_what_a_listing_began(void **state) {
    (void)state;
    expect("", "-/- M|");
    expect(CHANGE("listed", "2016-01-19"), "2016-01-19/- M|");
    expect(CHANGE("de-listed", "2025-06-20") CHANGE("listed", "2016-01-19"),
           "2016-01-19/2025-06-20 M|");
    expect(CHANGE("listed", "2016-01-19") CHANGE("de-listed", "2025-06-20"),
           "2016-01-19/2025-06-20 M|");
    expect(CHANGE("amended", "2025-06-03") CHANGE("de-listed", "2025-06-20")
               CHANGE("listed", "2016-01-19"),
           "2016-01-19/2025-06-20 M|" KEPT("2025-06-03"));
    expect(CHANGE("de-listed", "2016-01-19") CHANGE("listed", "2016-01-19"),
           "2016-01-19/2016-01-19 M|");
}

/* What is known of a target may begin with an amendment or its end: it was listed before. */
static void a_beginning_that_is_not_told_stays_open(void **state) {
    (void)state;
    expect(CHANGE("de-listed", "2016-03-01") CHANGE("amended", "2015-11-18"),
           "-/2016-03-01 M|" KEPT("2015-11-18"));
    expect(CHANGE("de-listed", "2016-03-01"), "-/2016-03-01 M|");
    expect(CHANGE("amended", "2015-11-18"), "-/- M|" KEPT("2015-11-18"));
}

static void each_time_on_the_list_is_a_listing(void **state) {
    (void)state;
    expect(CHANGE("listed", "2022-01-01") CHANGE("de-listed", "2018-01-01")
               CHANGE("listed", "2016-01-01"),
           "2016-01-01/2018-01-01 M|2022-01-01/- M|");
    expect(CHANGE("amended", "2022-01-01") CHANGE("de-listed", "2018-01-01")
               CHANGE("listed", "2016-01-01"),
           "2016-01-01/2018-01-01 M|2022-01-01/- M|" KEPT("2022-01-01"));
    expect(CHANGE("de-listed", "2019-01-01") CHANGE("de-listed", "2018-01-01")
               CHANGE("listed", "2016-01-01"),
           "2016-01-01/2019-01-01 M|");
    assert_true(ix_str_equal(report.warnings[0].name, IX_STR("delisted_again")));
}

static void dates_that_are_not_told(void **state) {
    (void)state;
    expect("<modification modification-type='listed' publication-date='2016-01-02' "
           "enactment-date='2016-01-01'/>",
           "2016-01-02/- M|");
    expect("<modification modification-type='listed' effective-date='soon'/>", "-/- M|");
    assert_int_equal(report.warning_count, 2);
    expect(CHANGE("listed", "2016-01-01") "<modification modification-type='de-listed'/>",
           "-/- M|2016-01-01/- M|");
}

/* Former details say nothing of today, and are kept. */
static void what_was_added_and_removed_is_kept(void **state) {
    (void)state;
    expect(
        "<modification modification-type='listed' effective-date='2016-01-01'><added>"
        "<individual><identity ssid='3' main='true'><name><name-part order='1'><value>Old</value>"
        "</name-part></name></identity></individual></added><removed><other-information>x"
        "</other-information></removed></modification>" CHANGE("amended", "2017-01-01"),
        "2016-01-01/- M|modification=listed enacted  published  effective 2016-01-01; "
        "added/individual/identity/name/name-part/value: Old; removed/other-information: x|" KEPT(
            "2017-01-01"));
    assert_int_equal(report.names, 1);
}

static int set_up(void **state) {
    (void)state;
    ix_arena_init(&arena, (size_t)64 << 20);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    ix_arena_free(&arena);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_de_listing_ends_what_a_listing_began),
        cmocka_unit_test(a_beginning_that_is_not_told_stays_open),
        cmocka_unit_test(each_time_on_the_list_is_a_listing),
        cmocka_unit_test(dates_that_are_not_told),
        cmocka_unit_test(what_was_added_and_removed_is_kept),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
