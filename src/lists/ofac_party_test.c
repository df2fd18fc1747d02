#include "ofac.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

typedef struct fixture {
    ix_draft draft;
    ix_arena scratch;
    ix_arena keep;
    ix_read_report report;
} fixture;

static fixture f;

static int begin(void **state) {
    (void)state;
    f = (fixture){0};
    ix_arena_init(&f.scratch, 1 << 20);
    ix_arena_init(&f.keep, 1 << 20);
    f.draft = (ix_draft){.arena = &f.scratch, .keep = &f.keep, .report = &f.report};
    ix_draft_begin(&f.draft, IX_STR("1"), IX_PARTY_PERSON);
    return 0;
}

static int end(void **state) {
    (void)state;
    ix_arena_free(&f.scratch);
    ix_arena_free(&f.keep);
    return 0;
}

static void same(ix_str found, const char *expected) {
    if (!ix_str_equal(found, ix_str_from_cstr(expected))) {
        fail_msg("found '%.*s', expected '%s'", IX_ARG(found), expected);
    }
}

static bool warned(const char *name) {
    for (int i = 0; i < f.report.warning_count; i++) {
        if (ix_str_equal(f.report.warnings[i].name, ix_str_from_cstr(name))) {
            return true;
        }
    }
    return false;
}

static void the_family_stands_before_the_comma(void **state) {
    (void)state;
    const ofac_name_part person[] = {{IX_STR("First Name"), IX_STR("Luis")},
                                     {IX_STR("Middle Name"), IX_STR("Alberto")},
                                     {IX_STR("Last Name"), IX_STR("PEREZ")},
                                     {IX_STR("Matronymic"), IX_STR("ROCA")}};
    same(ofac_name_join(&f.draft, person, 4), "PEREZ ROCA, Luis Alberto");
    same(ofac_name_join(&f.draft, person, 2), "Luis Alberto");
    same(ofac_name_join(&f.draft, person + 2, 1), "PEREZ");
    const ofac_name_part other[] = {{IX_STR("Entity Name"), IX_STR("ACME")}, {{0}, IX_STR("LTD")}};
    same(ofac_name_join(&f.draft, other, 2), "ACME LTD");
    assert_int_equal(ofac_name_join(&f.draft, other, 0).len, 0);
}

static void weak_is_weak_whatever_else_a_name_is(void **state) {
    (void)state;
    assert_int_equal(ofac_name_kind(&f.draft, IX_STR("F.K.A."), true, true), IX_NAME_WEAK);
    assert_int_equal(ofac_name_kind(&f.draft, IX_STR("F.K.A."), false, true), IX_NAME_FORMER);
    assert_int_equal(ofac_name_kind(&f.draft, IX_STR("A.K.A."), false, true), IX_NAME_TRANSLATION);
    assert_int_equal(ofac_name_kind(&f.draft, IX_STR("N.K.A."), false, false), IX_NAME_STRONG);
    assert_int_equal(ofac_name_kind(&f.draft, (ix_str){0}, false, false), IX_NAME_STRONG);
    assert_false(warned("unknown_alias_type"));
    assert_int_equal(ofac_name_kind(&f.draft, IX_STR("P.K.A."), false, false), IX_NAME_STRONG);
    assert_true(warned("unknown_alias_type"));
}

static void a_period_says_no_more_than_it_knows(void **state) {
    (void)state;
    static const struct {
        ofac_period period;
        const char *text;
    } rows[] = {
        {{{1966, 11, 9, false}, {1966, 11, 9, false}, false}, "1966-11-09"},
        {{{1966, 11, 9, false}, {0}, false}, "1966-11-09"},
        {{{0}, {1966, 11, 9, false}, true}, "circa 1966-11-09"},
        {{{1966, 11, 1, false}, {1966, 11, 30, false}, false}, "1966-11"},
        {{{1964, 2, 1, false}, {1964, 2, 29, false}, false}, "1964-02"},
        {{{1966, 1, 1, false}, {1966, 12, 31, false}, false}, "1966"},
        {{{1966, 1, 1, false}, {1968, 12, 31, false}, false}, "1966 to 1968"},
        {{{1966, 2, 1, false}, {1966, 3, 31, false}, false}, "1966-02 to 1966-03"},
        {{{1966, 2, 3, false}, {1966, 3, 31, false}, true}, "circa 1966-02-03 to 1966-03-31"},
        {{{0}, {0}, true}, ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        same(ofac_period_text(&f.draft, &rows[i].period), rows[i].text);
        ix_date_range readings[2];
        int count;
        assert_true(rows[i].text[0] == '\0' ||
                    ix_date_parse(readings, &count, ix_str_from_cstr(rows[i].text), NULL) == IX_OK);
    }
}

static void a_time_without_a_zone_is_new_yorks(void **state) {
    (void)state;
    ix_when when;
    static const struct {
        const char *text;
        int kind;
        const char *printed;
    } rows[] = {
        {"2024-06-21", IX_WHEN_DATE, "2024-06-21"},
        {"2024-06-21T00:00:00", IX_WHEN_DATE, "2024-06-21"},
        {"2024-06-21T00:00:00-04:00", IX_WHEN_DATE, "2024-06-21"},
        {"2024-01-21T00:00:00-05:00", IX_WHEN_DATE, "2024-01-21"},
        {"2024-06-21T04:00:00Z", IX_WHEN_DATE, "2024-06-21"},
        {"2024-06-21T00:00:00-05:00", IX_WHEN_INSTANT, "2024-06-21T05:00:00Z"},
        {"2026-04-01T15:40:21.27", IX_WHEN_INSTANT, "2026-04-01T19:40:21Z"},
        {"2024-01-21T15:40:21", IX_WHEN_INSTANT, "2024-01-21T20:40:21Z"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ix_buf out;
        ix_buf_init(&out, 64);
        assert_true(ofac_when_parse(&when, ix_str_from_cstr(rows[i].text)));
        assert_int_equal(when.kind, rows[i].kind);
        ix_when_print(&out, when);
        same(ix_buf_view(&out), rows[i].printed);
        ix_buf_free(&out);
    }
    assert_false(ofac_when_parse(&when, IX_STR("soon")));
    assert_false(ofac_when_parse(&when, (ix_str){0}));
}

static void features_become_what_they_are(void **state) {
    (void)state;
    const ofac_period none = {0};
    const ofac_period year = {{1970, 1, 1, false}, {1970, 12, 31, false}, true};
    ix_entity *e = &f.draft.entity;
    ofac_feature_parse(&f.draft, IX_STR("Birthdate"), IX_STR("1970"), &year);
    ofac_feature_parse(&f.draft, IX_STR("Birthdate"), IX_STR("no date"), &year);
    ofac_feature_parse(&f.draft, IX_STR("Birthdate"), IX_STR("circa 1971"), &year);
    assert_int_equal(e->birth_count, 3);
    for (int i = 0; i < 3; i++) {
        assert_true(e->births[i].from.circa && e->births[i].from.month == 0);
    }
    ofac_feature_parse(&f.draft, IX_STR("Vessel Call Sign"), IX_STR("ABC1"), &none);
    ofac_feature_parse(&f.draft, IX_STR("Organization Established Date"), (ix_str){0}, &year);
    ofac_feature_parse(&f.draft, IX_STR("Shoe Size"), IX_STR("46"), &none);
    ofac_feature_parse(&f.draft, IX_STR("Additional Sanctions Information -"),
                       IX_STR("Subject to Secondary Sanctions"), &none);
    ofac_feature_parse(&f.draft, IX_STR("Empty"), (ix_str){0}, &none);
    assert_int_equal(e->identifier_count, 1);
    assert_int_equal(e->note_count, 1);
    same(e->notes[0], "Additional Sanctions Information - Subject to Secondary Sanctions");
    assert_int_equal(e->unmodelled_count, 4);
    same(e->unmodelled[0].value, "no date");
    same(e->unmodelled[1].value, "circa 1970");
    same(e->unmodelled[2].name, "Shoe Size");
    same(e->unmodelled[3].value, "Empty");
    assert_true(warned("unknown_feature"));
}

static void an_address_without_a_street_is_one(void **state) {
    (void)state;
    ofac_address a = {0};
    ix_entity *e = &f.draft.entity;
    ofac_address_add(&f.draft, &a, IX_STR("Cyprus"));
    assert_true(ofac_address_part(&f.draft, &a, IX_STR("ADDRESS2"), IX_STR("B")));
    assert_true(ofac_address_part(&f.draft, &a, IX_STR("ADDRESS3"), IX_STR("C")));
    assert_true(ofac_address_part(&f.draft, &a, IX_STR("CITY"), IX_STR("Town")));
    assert_true(ofac_address_part(&f.draft, &a, IX_STR("STATE/PROVINCE"), IX_STR("State")));
    assert_true(ofac_address_part(&f.draft, &a, IX_STR("POSTAL CODE"), IX_STR("123")));
    assert_false(ofac_address_part(&f.draft, &a, IX_STR("PLANET"), IX_STR("Mars")));
    ofac_address_add(&f.draft, &a, (ix_str){0});
    assert_int_equal(e->address_count, 2);
    same(e->addresses[0].country_text, "Cyprus");
    same(e->addresses[1].street, "B, C");
    same(e->addresses[1].place, "Town, State 123");
}

static void lists_and_keys(void **state) {
    (void)state;
    ix_listing listing = {0};
    ofac_listing_name(&listing, IX_STR("Non-SDN CMIC List"));
    same(listing.source, "Non-SDN CMIC List");
    ofac_listing_name(&listing, IX_STR("SDN List"));
    assert_int_equal(listing.source.len, 0);
    assert_true(ofac_list_is_any(IX_STR("Consolidated List")));
    assert_false(ofac_list_is_any(IX_STR("SDN List")));
    assert_true(ofac_is_uid(IX_STR("45815")));
    assert_false(ofac_is_uid(IX_STR("045815")) || ofac_is_uid((ix_str){0}) ||
                 ofac_is_uid(IX_STR("12345678901")) || ofac_is_uid(IX_STR("x1")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_family_stands_before_the_comma, begin, end),
        cmocka_unit_test_setup_teardown(weak_is_weak_whatever_else_a_name_is, begin, end),
        cmocka_unit_test_setup_teardown(a_period_says_no_more_than_it_knows, begin, end),
        cmocka_unit_test_setup_teardown(a_time_without_a_zone_is_new_yorks, begin, end),
        cmocka_unit_test_setup_teardown(features_become_what_they_are, begin, end),
        cmocka_unit_test_setup_teardown(an_address_without_a_street_is_one, begin, end),
        cmocka_unit_test_setup_teardown(lists_and_keys, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
