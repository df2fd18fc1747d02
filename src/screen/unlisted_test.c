/* Tests of what the rules say of a party beside the lists: places, products, names on record. */
#include <interdict/os.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "world.h"

static world w;

typedef struct question {
    const char *name, *type, *country, *address, *user, *nexus, *activity, *as_of;
} question;

static void add(ix_party *party, ix_party_field_kind kind, const char *value) {
    if (value != NULL) {
        WORLD_CHECK(ix_party_add(party, (ix_party_field){.kind = kind}, ix_str_from_cstr(value),
                                 w.knowledge, &w.request, &w.error),
                    &w);
    }
}

static ix_decision ask(question q) {
    ix_party *party = IX_NEW(&w.request, ix_party, 1);
    assert_non_null(party);
    memset(party, 0, sizeof *party);
    add(party, IX_FIELD_NAME, q.name);
    add(party, IX_FIELD_TYPE, q.type);
    add(party, IX_FIELD_COUNTRY, q.country);
    add(party, IX_FIELD_ADDRESS, q.address);
    ix_context context = {.user = ix_str_from_cstr(q.user != NULL ? q.user : "private"),
                          .nexus = ix_str_from_cstr(q.nexus != NULL ? q.nexus : "us"),
                          .role = IX_STR("party"),
                          .activity = ix_str_from_cstr(q.activity != NULL ? q.activity : "")};
    ix_decision decision;
    WORLD_CHECK(ix_screen_party(&decision, &w.screener, party, &context, world_time(q.as_of),
                                world_time(NULL), NULL, &w.request, &w.error),
                &w);
    return decision;
}

static const ix_finding *find(const ix_decision *decision, const char *entity) {
    for (int i = 0; i < decision->finding_count; i++) {
        if (ix_str_equal(decision->findings[i].entity, ix_str_from_cstr(entity))) {
            assert_true(decision->findings[i].unlisted);
            return &decision->findings[i];
        }
    }
    return NULL;
}

static void check(question q, ix_verdict verdict, ix_verdict open, const char *entity) {
    ix_decision d = ask(q);
    if (d.verdict != verdict || d.open != open || (entity != NULL && find(&d, entity) == NULL)) {
        fail_msg("%s: %s, open %s", q.name, ix_verdict_name(d.verdict), ix_verdict_name(d.open));
    }
}

#define NONE IX_VERDICT_NOT_SCREENED

static void places_are_told(void **state) {
    (void)state;
    check((question){.name = "Acme Trading",
                     .address = "1 Main St, Simferopol, Crimea",
                     .as_of = "2024-07-01"},
          IX_VERDICT_PROHIBITED, NONE, "places:EMBARGO-CRIMEA");
    check((question){.name = "Acme Trading",
                     .address = "1 Main St, Donetsk, Ukraine",
                     .as_of = "2024-07-01"},
          IX_VERDICT_REVIEW, IX_VERDICT_PROHIBITED, "places:EMBARGO-DNR-LNR");
    check(
        (question){
            .name = "Acme Trading", .type = "organization", .country = "IR", .as_of = "2024-07-01"},
        IX_VERDICT_PROHIBITED, NONE, "places:EMBARGO-IRAN");
    check((question){.name = "Acme Trading",
                     .type = "organization",
                     .country = "IR",
                     .nexus = "none",
                     .user = "foreign_bank",
                     .as_of = "2024-07-01"},
          IX_VERDICT_INFO, NONE, "places:EMBARGO-IRAN");
    /* A nationality alone forbids nothing: it asks where the person lives. */
    check(
        (question){.name = "Reza Karimi", .type = "person", .country = "IR", .as_of = "2024-07-01"},
        IX_VERDICT_INFO, NONE, "places:EMBARGO-IRAN");
    check(
        (question){
            .name = "Acme Trading", .type = "organization", .country = "CU", .as_of = "2024-07-01"},
        IX_VERDICT_BLOCK, NONE, "places:EMBARGO-CUBA");
    check(
        (question){
            .name = "Acme Trading", .type = "organization", .country = "DE", .as_of = "2024-07-01"},
        IX_VERDICT_CLEAR, NONE, NULL);
}

static void products_are_weighed(void **state) {
    (void)state;
    check((question){.name = "Kaspersky Premium",
                     .type = "product",
                     .activity = "license",
                     .as_of = "2024-07-19T23:59:59-04:00"},
          IX_VERDICT_INFO, NONE, "products:kaspersky.premium");
    check((question){.name = "Kaspersky Premium",
                     .type = "product",
                     .activity = "license",
                     .as_of = "2024-07-20T00:00:00-04:00"},
          IX_VERDICT_PROHIBITED, NONE, "products:kaspersky.premium");
    /* Told by its name where nobody said that it is a product. */
    check((question){.name = "Kaspersky Premium", .activity = "resale", .as_of = "2024-09-29"},
          IX_VERDICT_PROHIBITED, NONE, "products:kaspersky.premium");
    check((question){.name = "Kaspersky Premium",
                     .type = "product",
                     .activity = "update",
                     .nexus = "none",
                     .as_of = "2025-03-01"},
          IX_VERDICT_INFO, NONE, NULL);
    check((question){.name = "Hikvision camera",
                     .type = "product",
                     .user = "contractor",
                     .activity = "use",
                     .as_of = "2021-01-15"},
          IX_VERDICT_PROHIBITED, NONE, NULL);
    ix_decision d =
        ask((question){.name = "Kaspersky Premium", .type = "product", .as_of = "2024-10-01"});
    assert_int_equal(d.verdict, IX_VERDICT_INFO);
    assert_true(ix_str_equal(d.findings[0].listings[0].law.depends_on[0], IX_STR("activity")));
}

static void names_are_on_record(void **state) {
    (void)state;
    ix_decision d = ask((question){.name = "Eugene Kaspersky", .as_of = "2024-07-01"});
    assert_int_equal(d.verdict, IX_VERDICT_INFO);
    const ix_finding *found = find(&d, "records:eugene_kaspersky");
    assert_non_null(found);
    assert_true(ix_str_equal(found->listings[0].programs[0], IX_STR("deliberately_not_listed")));
    assert_non_null(find(&(ix_decision){.findings = d.findings, .finding_count = d.finding_count},
                         "records:eugene_kaspersky"));
    d = ask((question){.name = "Евгений Касперский", .as_of = "2024-07-01"});
    assert_non_null(find(&d, "records:eugene_kaspersky"));
    /* Before the act there is nothing on record, and a namesake is somebody else. */
    check((question){.name = "Eugene Kaspersky", .as_of = "2024-06-20"}, IX_VERDICT_CLEAR, NONE,
          NULL);
    check((question){.name = "Natalya Kaspersky", .as_of = "2024-07-01"}, IX_VERDICT_CLEAR, NONE,
          NULL);
    d = ask((question){.name = "Kaspersky Lab", .as_of = "2022-04-01"});
    assert_int_equal(d.verdict, IX_VERDICT_INFO);
    found = find(&d, "records:kaspersky_lab");
    assert_non_null(found);
    assert_int_equal(found->listing_count, 1);
    assert_true(ix_str_equal(found->listings[0].programs[0], IX_STR("proposed")));
    /* The maker: what is asked depends on the product. */
    found = find(&d, "products:kaspersky");
    assert_non_null(found);
    for (int i = 0; i < found->listing_count; i++) {
        assert_int_equal(found->listings[i].effect, IX_VERDICT_INFO);
    }
}

static void lists_asked_by_name_leave_it_out(void **state) {
    (void)state;
    ix_party party = {.line = 0};
    add(&party, IX_FIELD_NAME, "Kaspersky Lab");
    ix_context context = {.user = IX_STR("private"), .nexus = IX_STR("us")};
    ix_str list = IX_STR("us_ofac_sdn");
    ix_screen_options options = {.lists = &list, .list_count = 1};
    ix_decision d;
    WORLD_CHECK(ix_screen_party(&d, &w.screener, &party, &context, world_time("2022-04-01"),
                                world_time(NULL), &options, &w.request, &w.error),
                &w);
    assert_int_equal(d.verdict, IX_VERDICT_CLEAR);
}

/* As a press statement has another date than the instrument, the instrument's is used and the
 * finding tells the conflict. */
static void an_instrument_beats_the_press(void **state) {
    (void)state;
    ix_decision d = ask((question){.name = "Andrei Gennadyevich Tikhonov", .as_of = "2024-07-01"});
    assert_int_equal(d.verdict, IX_VERDICT_BLOCK);
    const ix_finding_listing *listing = &d.findings[0].listings[0];
    assert_int_equal(listing->times.effective_from.value, WORLD_2024_06_21);
    bool told = false;
    for (int i = 0; i < listing->law.note_count; i++) {
        told = told || ix_str_find(listing->law.notes[i].text, IX_STR("2024-09-29"), 0) > 0;
    }
    assert_true(told);
}

static int open_world(void **state) {
    (void)state;
    world_open(&w, getenv("INTERDICT_SOURCE"));
    return 0;
}

static int close_world(void **state) {
    (void)state;
    world_close(&w);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_are_told), cmocka_unit_test(products_are_weighed),
        cmocka_unit_test(names_are_on_record), cmocka_unit_test(lists_asked_by_name_leave_it_out),
        cmocka_unit_test(an_instrument_beats_the_press)};
    return cmocka_run_group_tests(tests, open_world, close_world);
}
