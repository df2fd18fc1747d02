/* Tests of the other entries of a party: joined by reference, found through each other. */
#include <interdict/os.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "screener.h"
#include "world.h"

static world w;
static ix_buf image;

/* What a list says of its one entity: a person with three names, or an organization. */
static ix_version version_of(const char *key, const char *name, const char *un, uint32_t from) {
    ix_entity_name names[] = {{ix_str_from_cstr(name), IX_NAME_PRIMARY, IX_STR("test")}};
    ix_relation relation = {IX_STR("UN reference"), ix_str_from_cstr(un)};
    ix_listing listing = {.effective_from = world_time("2020-01-01")};
    ix_entity entity = {.key = ix_str_from_cstr(key),
                        .type = IX_PARTY_PERSON,
                        .names = names,
                        .name_count = 1,
                        .relations = &relation,
                        .relation_count = un != NULL,
                        .listings = &listing,
                        .listing_count = 1};
    ix_buf record;
    ix_buf_init(&record, 1 << 16);
    ix_entity_encode(&record, &entity);
    ix_str copy = ix_arena_copy(&w.arena, ix_buf_view(&record));
    ix_buf_free(&record);
    return (ix_version){ix_str_from_cstr(key), copy, from, IX_ORDINAL_OPEN};
}

static ix_list_history list_of(const char *id, const ix_version *version) {
    ix_list_history list = {.id = ix_str_from_cstr(id),
                            .publisher = IX_STR("test"),
                            .format = IX_STR("test"),
                            .zone = IX_ZONE_UTC,
                            .snapshot_count = 2,
                            .version_count = 1};
    list.snapshots = IX_NEW(&w.arena, ix_snapshot, 2);
    for (int i = 0; i < 2; i++) {
        list.snapshots[i] =
            (ix_snapshot){.published = {IX_WHEN_DATE, WORLD_2024_06_12 + 30 * i}, .entities = 1};
    }
    list.versions = IX_NEW(&w.arena, ix_version, 1);
    list.versions[0] = *version;
    return list;
}

/* The UN entry, the EU's of another spelling, the UK's that came a month later, and OFAC's entry of
 * somebody else of a like name; Australia's has two parts of the name, which establish nobody. */
static int set_up(void **state) {
    (void)state;
    world_open(&w, getenv("INTERDICT_SOURCE"));
    ix_version versions[] = {
        version_of("EU.9.9", "Vsevolod Kirillovitch TCHERNOMYRDINE", "QDi.900", 0),
        version_of("AQD0900", "ZHELEZNOGORSKY Arkady", "QDi.900", 1),
        version_of("QDi.900", "Testim Proban Exemplov", NULL, 0),
        version_of("1", "EXEMPLOV, Boris", NULL, 0),
        version_of("30", "Testim Exemplov", "QDi.900", 1),
    };
    static const char *const ids[] = {"eu_fsf", "uk_sl", "un_sc", "us_ofac_sdn", "au_dfat"};
    enum { LISTS = sizeof ids / sizeof ids[0] };
    ix_list_history lists[LISTS];
    for (int i = 0; i < LISTS; i++) {
        lists[i] = list_of(ids[i], &versions[i]);
    }
    ix_index *index;
    ix_buf_init(&image, 1 << 24);
    WORLD_CHECK(ix_index_build(&image, w.knowledge, lists, LISTS, &w.error), &w);
    WORLD_CHECK(ix_index_open(&index, ix_buf_view(&image), w.knowledge, &w.arena, &w.error), &w);
    ix_screener_init(&w.screener, index, w.knowledge, w.rules, w.products, &w.policy);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    ix_buf_free(&image);
    world_close(&w);
    return 0;
}

static ix_decision decide(const char *name, const char *known_at,
                          const ix_screen_options *options) {
    static const ix_context context = {.user = {"foreign_bank", 12}, .nexus = {"none", 4}};
    ix_party *party = IX_NEW(&w.request, ix_party, 1);
    *party = (ix_party){.name = ix_str_from_cstr(name), .type = IX_PARTY_PERSON};
    ix_decision d;
    ix_screen_party(&d, &w.screener, party, &context, world_time("2024-08-01"),
                    world_time(known_at), options, &w.request, &w.error);
    return d;
}

static const ix_finding *of(const ix_decision *d, const char *entity) {
    for (int i = 0; i < d->finding_count; i++) {
        if (ix_str_equal(d->findings[i].entity, ix_str_from_cstr(entity))) {
            return &d->findings[i];
        }
    }
    return NULL;
}

static void one_name_finds_all_entries(void **state) {
    (void)state;
    ix_decision d = decide("Testim Proban Exemplov", NULL, NULL);
    const ix_finding *un = of(&d, "un_sc:QDi.900");
    const ix_finding *eu = of(&d, "eu_fsf:EU.9.9");
    const ix_finding *uk = of(&d, "uk_sl:AQD0900");
    assert_non_null(un);
    assert_non_null(eu);
    assert_non_null(uk);
    assert_int_equal(un->through.len, 0);
    assert_true(ix_str_equal(eu->through, IX_STR("un_sc:QDi.900")));
    assert_true(ix_str_equal(eu->party, IX_STR("au_dfat:30")));
    assert_true(ix_str_equal(un->party, eu->party));
    assert_true(ix_str_equal(uk->party, eu->party));
    assert_int_equal(eu->identity, un->identity);
    assert_int_equal(eu->identity, IX_IDENTITY_ESTABLISHED);
    assert_int_equal(eu->score, un->score);
    assert_int_equal(eu->evidence_count, un->evidence_count);
    assert_true(ix_str_find(eu->why, IX_STR("the same party as un_sc:QDi.900"), 0) == 0);
    assert_true(eu->effect >= IX_VERDICT_INFO);
}

/* Who is established as one entry is as all, also where another was found with less. */
static void the_surest_entry_speaks_for_all(void **state) {
    (void)state;
    ix_str ids[] = {IX_STR("au_dfat")};
    const ix_screen_options alone = {.lists = ids, .list_count = 1};
    ix_decision d = decide("Testim Proban Exemplov", NULL, &alone);
    assert_non_null(of(&d, "au_dfat:30"));
    assert_true(of(&d, "au_dfat:30")->identity < IX_IDENTITY_ESTABLISHED);
    d = decide("Testim Proban Exemplov", NULL, NULL);
    const ix_finding *au = of(&d, "au_dfat:30");
    assert_non_null(au);
    assert_int_equal(au->identity, IX_IDENTITY_ESTABLISHED);
    assert_true(ix_str_equal(au->through, IX_STR("un_sc:QDi.900")));
    int found = 0;
    for (int i = 0; i < d.finding_count; i++) {
        found += ix_str_equal(d.findings[i].entity, IX_STR("au_dfat:30"));
    }
    assert_int_equal(found, 1);
}

/* Who is only alike brings nobody along. */
static void a_like_name_has_a_party_of_its_own(void **state) {
    (void)state;
    ix_decision d = decide("Boris Exemplov", NULL, NULL);
    const ix_finding *other = of(&d, "us_ofac_sdn:1");
    assert_non_null(other);
    assert_true(ix_str_equal(other->party, other->entity));
    for (int i = 0; i < d.finding_count; i++) {
        assert_int_equal(d.findings[i].through.len, 0);
    }
}

static void lists_not_known_or_not_wanted_take_no_part(void **state) {
    (void)state;
    ix_str ids[] = {IX_STR("un_sc"), IX_STR("uk_sl")};
    const ix_screen_options options = {.lists = ids, .list_count = 2};
    ix_decision d = decide("Testim Proban Exemplov", NULL, &options);
    assert_null(of(&d, "eu_fsf:EU.9.9"));
    assert_non_null(of(&d, "uk_sl:AQD0900"));
    d = decide("Testim Proban Exemplov", "2024-06-20", NULL);
    assert_non_null(of(&d, "eu_fsf:EU.9.9"));
    assert_null(of(&d, "uk_sl:AQD0900"));
}

/* What was decided before another list told of the party stays as it was. */
static void a_party_is_named_by_what_was_known(void **state) {
    (void)state;
    ix_decision d = decide("Testim Proban Exemplov", "2024-08-01", NULL);
    assert_true(ix_str_equal(of(&d, "un_sc:QDi.900")->party, IX_STR("au_dfat:30")));
    d = decide("Testim Proban Exemplov", "2024-06-20", NULL);
    assert_null(of(&d, "au_dfat:30"));
    assert_true(ix_str_equal(of(&d, "un_sc:QDi.900")->party, IX_STR("eu_fsf:EU.9.9")));
}

static void text_finds_them_too(void **state) {
    (void)state;
    static const ix_context context = {.user = {"foreign_bank", 12}, .nexus = {"none", 4}};
    ix_decision d;
    assert_int_equal(ix_screen_text(&d, &w.screener,
                                    IX_STR("Paid to Mr. Testim Proban Exemplov on Monday."),
                                    IX_STR("t"), &context, world_time("2024-08-01"),
                                    world_time(NULL), NULL, &w.request, &w.error),
                     IX_OK);
    assert_non_null(of(&d, "un_sc:QDi.900"));
    assert_non_null(of(&d, "eu_fsf:EU.9.9"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_name_finds_all_entries),
        cmocka_unit_test(the_surest_entry_speaks_for_all),
        cmocka_unit_test(a_like_name_has_a_party_of_its_own),
        cmocka_unit_test(lists_not_known_or_not_wanted_take_no_part),
        cmocka_unit_test(a_party_is_named_by_what_was_known),
        cmocka_unit_test(text_finds_them_too),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
