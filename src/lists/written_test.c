#include "test_opensanctions.h"

#include "written.h"

static void ids_are_keys_and_of_several_lists_named(void **state) {
    (void)state;
    ix_entity entity = {.key = IX_STR("17")};
    ix_export account = {.list = IX_STR("un_sc")};
    ix_buf out;
    ix_buf_init(&out, 100);
    written_id(&out, &account, &entity);
    account.joined = true;
    ix_buf_append_char(&out, ' ');
    written_id(&out, &account, &entity);
    assert_true(ix_str_equal(ix_buf_view(&out), IX_STR("17 un_sc:17")));
    ix_buf_free(&out);
}

/* What is written is read as the same date. */
static void dates_are_read_as_they_were(void **state) {
    (void)state;
    static const char *const texts[] = {"1966-11-09", "1966-11",      "1966",
                                        "circa 1965", "1971 to 1972", "1971-03 to 1972-04-05"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        ix_date_range readings[2];
        int count = 0;
        ix_buf out;
        ix_buf_init(&out, 100);
        assert_int_equal(ix_date_parse(readings, &count, ix_str_from_cstr(texts[i]), NULL), IX_OK);
        written_date(&out, readings[0]);
        assert_int_equal(count, 1);
        assert_true(ix_str_equal(ix_buf_view(&out), ix_str_from_cstr(texts[i])));
        ix_buf_free(&out);
    }
}

/* Two dates are one by what they say, whatever lies between their fields. */
static void a_single_date_is_no_range(void **state) {
    (void)state;
    ix_date_range range;
    ix_buf out;
    memset(&range.from, 0, sizeof range.from);
    memset(&range.to, 0xff, sizeof range.to);
    range.from.year = range.to.year = 2011;
    range.from.month = range.to.month = 12;
    range.from.day = range.to.day = 7;
    range.from.circa = range.to.circa = false;
    ix_buf_init(&out, 100);
    written_date(&out, range);
    assert_true(ix_str_equal(ix_buf_view(&out), IX_STR("2011-12-07")));
    ix_buf_free(&out);
}

static void times_are_those_of_publication(void **state) {
    (void)state;
    ix_export account = {.published = 1718260801};
    ix_buf out;
    ix_buf_init(&out, 100);
    written_stamp(&out, &account);
    assert_true(ix_str_equal(ix_buf_view(&out), IX_STR("2024-06-13T06:40:01")));
    ix_buf_free(&out);
}

static void a_listing_of_another_publisher_is_a_sanction(void **state) {
    (void)state;
    static const struct {
        const char *source;
        const char *topic;
        bool sanction;
    } rows[] = {{"", "sanction", true},   {"EL", "sanction", true}, {"role.pep", "role.pep", false},
                {"mentioned", "", false}, {"target", "", false},    {"record", "record", false}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ix_listing listing = {.source = ix_str_from_cstr(rows[i].source)};
        assert_true(ix_str_equal(written_topic(&listing), ix_str_from_cstr(rows[i].topic)));
        assert_int_equal(written_is_sanction(&listing), rows[i].sanction);
        listing.reason = IX_STR("why");
        assert_true(written_is_sanction(&listing));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_are_keys_and_of_several_lists_named),
        cmocka_unit_test(dates_are_read_as_they_were),
        cmocka_unit_test(a_single_date_is_no_range),
        cmocka_unit_test(times_are_those_of_publication),
        cmocka_unit_test(a_listing_of_another_publisher_is_a_sanction),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
