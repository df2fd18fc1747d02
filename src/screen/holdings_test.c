/* Tests of the parties of an owners file: LIST:KEY, and owners that lists state. */
#include <interdict/os.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "holdings_sample.h"
#include "test_world.h"

static void references_are_told_from_names(void **state) {
    (void)state;
    static const struct {
        const char *name;
        bool reference;
    } rows[] = {{"us_ofac_sdn:45815", true},   {"un_sc:QDi.002", true}, {"Project: Alpha", false},
                {"us_ofac_sdn: 45815", false}, {"us_ofac_sdn:", false}, {"alpha:beta", false},
                {"us_ofac_sdn", false},        {"US_ofac:1", false},    {":45815", false}};
    const ix_holdings h = {.screener = &w.screener};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(holdings_is_reference(&h, ix_str_from_cstr(rows[i].name)),
                         rows[i].reference);
    }
}

/* ------------------------------------------------------------------ a list that states owners */

typedef struct stated {
    const char *key, *name, *relation, *target;
    const char *source; /* of the listing */
} stated;

static ix_version version_of(const stated *one) {
    ix_entity_name name = {ix_str_from_cstr(one->name), IX_NAME_PRIMARY, IX_STR("test")};
    ix_relation relation = {ix_str_from_cstr(one->relation), ix_str_from_cstr(one->target)};
    ix_listing listing = {.source = ix_str_from_cstr(one->source),
                          .effective_from = world_time("2020-01-01")};
    ix_entity entity = {.key = ix_str_from_cstr(one->key),
                        .type = IX_PARTY_ORGANIZATION,
                        .names = &name,
                        .name_count = 1,
                        .relations = &relation,
                        .relation_count = one->relation != NULL,
                        .listings = &listing,
                        .listing_count = 1};
    ix_buf record;
    ix_buf_init(&record, 1 << 16);
    ix_entity_encode(&record, &entity);
    ix_str copy = ix_arena_copy(&w.arena, ix_buf_view(&record));
    ix_buf_free(&record);
    return (ix_version){entity.key, copy, 0, IX_ORDINAL_OPEN};
}

static void open_stated(ix_buf *image, ix_screener *screener, const stated *rows, int count) {
    ix_snapshot snapshot = {.published = {IX_WHEN_DATE, WORLD_2024_06_21},
                            .entities = (uint32_t)count};
    ix_list_history list = {.id = IX_STR("opensanctions"),
                            .publisher = IX_STR("test"),
                            .format = IX_STR("test"),
                            .zone = IX_ZONE_UTC,
                            .snapshots = &snapshot,
                            .snapshot_count = 1,
                            .versions = IX_NEW(&w.arena, ix_version, count),
                            .version_count = count};
    ix_index *index;
    for (int i = 0; i < count; i++) {
        list.versions[i] = version_of(&rows[i]);
    }
    ix_buf_init(image, 1 << 24);
    WORLD_CHECK(ix_index_build(image, w.knowledge, &list, 1, &w.error), &w);
    WORLD_CHECK(ix_index_open(&index, ix_buf_view(image), w.knowledge, &w.arena, &w.error), &w);
    ix_screener_init(screener, index, w.knowledge, w.rules, w.products, &w.policy);
}

/* FollowTheMoney Ownership: the owners that a list states of its own entries are followed. */
static void owners_that_a_list_states_are_followed(void **state) {
    (void)state;
    static const stated rows[] = {
        {"a", "Zhelezny Konveyer LLC", NULL, NULL, "sanction"},
        {"b", "Severnaya Pristan LLC", "Ownership.owner [percentage=60; startDate=2014-01-01]", "a",
         "poi"},
        {"c", "Yuzhnaya Gavan LLC", "Ownership.owner [percentage=60; endDate=2024-01-01]", "a",
         "poi"},
        {"d", "Zapadny Bereg LLC", "Ownership.owner", "a", "poi"},
        {"e", "Vostochny Kray LLC", "Directorship.director", "a", "poi"}};
    ownership o;
    ix_buf image;
    ix_screener screener;
    open_stated(&image, &screener, rows, 5);
    begin(&o, &w);
    add(&o, "opensanctions:b", "Daughter B", 50);
    add(&o, "opensanctions:c", "Daughter C", 50);
    add(&o, "opensanctions:d", "Daughter D", 50);
    add(&o, "opensanctions:e", "Daughter E", 50);
    settle(&o, &screener);
    assert_int_equal(ix_owners_stake_count(&o.owners), 7);
    for (uint32_t i = 4; i < 7; i++) {
        assert_false(ix_owners_stakes(&o.owners)[i].repeated);
    }
    ix_decision b = decide(&o, "opensanctions:b");
    bool owner = false;
    for (int i = 0; i < b.finding_count; i++) {
        const ix_finding *f = &b.findings[i];
        owner = owner || (f->claim != NULL && f->claim->steps[0].share == 60 * IX_PERCENT_ONE &&
                          ix_str_equal(f->entity, IX_STR("opensanctions:a")));
    }
    assert_true(owner);
    close_all(&o);
    ix_buf_free(&image);
}

/* The file may tell the same stake in other words: the list's counts as possible only. */
static void what_the_file_tells_is_not_counted_again(void **state) {
    (void)state;
    static const stated rows[] = {
        {"a", "Zhelezny Konveyer LLC", NULL, NULL, "sanction"},
        {"b", "Severnaya Pristan LLC", "Ownership.owner [percentage=30]", "a", "poi"}};
    ownership o;
    ix_buf image;
    ix_screener screener;
    open_stated(&image, &screener, rows, 2);
    begin(&o, &w);
    add(&o, "opensanctions:a", "opensanctions:b", 30);
    settle(&o, &screener);
    assert_int_equal(ix_owners_stake_count(&o.owners), 2);
    assert_true(ix_owners_stakes(&o.owners)[1].repeated);
    close_all(&o);
    ix_buf_free(&image);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(references_are_told_from_names),
        cmocka_unit_test(owners_that_a_list_states_are_followed),
        cmocka_unit_test(what_the_file_tells_is_not_counted_again),
    };
    return cmocka_run_group_tests_name("screen/holdings", tests, set_up, tear_down);
}
