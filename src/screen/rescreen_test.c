/* Tests of re-screening: what is affected, in which direction, and that leaving subjects out loses
 * nothing. */
#include <interdict/os.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "screener.h"
#include "test_world.h"

static const ix_context context = {.user = {"private", 7}, .nexus = {"us", 2}};
static const ix_screen_options no_options;

typedef struct change {
    const char *as_of, *since, *to;
} change;

static ix_rescreen *open_change(const change *c, bool full, const ix_screen_options *options) {
    ix_rescreen *rescreen;
    ix_rescreen_options when = {.as_of = world_time(c->as_of),
                                .since = world_time(c->since),
                                .to = world_time(c->to),
                                .full = full};
    WORLD_CHECK(ix_rescreen_open(&rescreen, &w.screener, &context, &when,
                                 options != NULL ? options : &no_options, &w.request, &w.error),
                &w);
    return rescreen;
}

static ix_rescreened ask(const change *c, const char *name) {
    ix_rescreened out;
    ix_party *party = IX_NEW(&w.request, ix_party, 1);
    party->name = ix_str_from_cstr(name);
    ix_rescreen_party(&out, open_change(c, false, NULL), party, &w.request);
    return out;
}

static void assert_change(const ix_rescreened *rescreened, ix_rescreen_change expected) {
    if (rescreened->change != expected) {
        fail_msg("%s, expected %s", ix_rescreen_change_name(rescreened->change),
                 ix_rescreen_change_name(expected));
    }
}

/* ------------------------------------------------------------------ directions */

static void a_designation_is_newly_hit(void **state) {
    (void)state;
    static const change june = {"2024-07-01", "2024-06-12", "2024-06-21"};
    ix_rescreened r = ask(&june, "Andrei Gennadyevich Tikhonov");
    assert_change(&r, IX_RESCREEN_NEWLY_HIT);
    assert_int_equal(r.before.verdict, IX_VERDICT_CLEAR);
    assert_int_equal(r.after.verdict, IX_VERDICT_BLOCK);
    assert_int_equal(r.difference_count, 1);
    assert_null(r.differences[0].before);
    assert_true(ix_str_equal(r.differences[0].after->entity, IX_STR("us_ofac_sdn:45815")));
    assert_ptr_equal(ix_rescreened_gravest(&r), &r.differences[0]);
    ix_arena_reset(&w.request);
}

static void a_removal_is_no_longer_hit(void **state) {
    (void)state;
    static const change removal = {"2026-05-01", "2024-06-21", NULL};
    ix_rescreened r = ask(&removal, "Kirill Aleksandrovich Astrakhan");
    assert_change(&r, IX_RESCREEN_NO_LONGER_HIT);
    assert_int_equal(r.before.verdict, IX_VERDICT_BLOCK);
    assert_int_equal(r.after.verdict, IX_VERDICT_INFO);
    assert_true(r.differences[0].fields & 1u << IX_PROJECTED_STATE);
    assert_true(r.differences[0].fields & 1u << IX_PROJECTED_EFFECT);
    ix_arena_reset(&w.request);
}

static void who_is_listed_on_both_sides_alike_is_unaffected(void **state) {
    (void)state;
    static const change removal = {"2024-07-01", "2024-06-21", NULL};
    ix_rescreened r = ask(&removal, "Banco Nacional de Cuba");
    assert_change(&r, IX_RESCREEN_UNAFFECTED);
    r = ask(&removal, "Nobody Atall");
    assert_change(&r, IX_RESCREEN_UNAFFECTED);
    assert_null(ix_rescreened_gravest(&r));
    ix_arena_reset(&w.request);
}

static void what_was_not_in_force_yet_affects_nobody(void **state) {
    (void)state;
    static const change june = {"2024-06-13", "2024-06-12", "2024-06-21"};
    ix_rescreened r = ask(&june, "Andrei Gennadyevich Tikhonov");
    assert_change(&r, IX_RESCREEN_UNAFFECTED);
    ix_arena_reset(&w.request);
}

/* ------------------------------------------------------------------ what is no answer */

static void a_party_without_a_name_is_not_screened(void **state) {
    (void)state;
    static const change june = {"2024-07-01", "2024-06-12", NULL};
    ix_rescreened r = ask(&june, "");
    assert_change(&r, IX_RESCREEN_NOT_SCREENED);
    assert_true(r.before.reason.len > 0 && r.after.reason.len > 0);
    ix_party party = {.line = 3};
    ix_rescreen_refuse(&r, open_change(&june, false, NULL), &party, IX_STR("Not screened: x."));
    assert_change(&r, IX_RESCREEN_NOT_SCREENED);
    assert_ptr_equal(r.before.party, &party);
    assert_int_equal(r.difference_count, 0);
    ix_arena_reset(&w.request);
}

/* A value that could not be read may have been what tells them apart: a new hit is told, that a hit
 * is gone is not. */
static void an_unreadable_value_claims_nothing(void **state) {
    (void)state;
    static const change june = {"2026-05-01", "2024-06-12", "2024-06-21"};
    static const change removal = {"2026-05-01", "2024-06-21", NULL};
    ix_party party = {.name = IX_STR("Kirill Aleksandrovich Astrakhan"), .unreadable = true};
    ix_rescreened r;
    ix_rescreen_party(&r, open_change(&june, false, NULL), &party, &w.request);
    assert_change(&r, IX_RESCREEN_NEWLY_HIT);
    ix_rescreen_party(&r, open_change(&removal, false, NULL), &party, &w.request);
    assert_change(&r, IX_RESCREEN_NOT_SCREENED);
    party.name = IX_STR("Nobody Atall");
    ix_rescreen_party(&r, open_change(&removal, false, NULL), &party, &w.request);
    assert_change(&r, IX_RESCREEN_NOT_SCREENED);
    ix_arena_reset(&w.request);
}

static void a_change_must_begin_where_something_was_known(void **state) {
    (void)state;
    static const struct {
        change c;
        ix_status status;
    } cases[] = {
        {{"2024-07-01", "2024-06-01", NULL}, IX_E_NOT_FOUND},
        {{"2024-07-01", "2024-06-21", "2024-06-12"}, IX_E_USAGE},
        {{"2024-07-01", "2024-06-30", "2024-06-25"}, IX_E_USAGE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ix_rescreen *rescreen;
        ix_rescreen_options when = {.as_of = world_time(cases[i].c.as_of),
                                    .since = world_time(cases[i].c.since),
                                    .to = world_time(cases[i].c.to)};
        assert_int_equal(ix_rescreen_open(&rescreen, &w.screener, &context, &when, &no_options,
                                          &w.request, &w.error),
                         cases[i].status);
    }
    ix_arena_reset(&w.request);
}

static void without_memory_nothing_is_claimed(void **state) {
    (void)state;
    static const change june = {"2024-07-01", "2024-06-12", NULL};
    ix_rescreen *rescreen = open_change(&june, false, NULL);
    ix_party party = {.name = IX_STR("Andrei Gennadyevich Tikhonov")};
    bool through = false;
    for (size_t bytes = 64; !through; bytes *= 2) {
        ix_arena small;
        ix_rescreened r;
        ix_arena_init(&small, bytes);
        ix_rescreen_party(&r, rescreen, &party, &small);
        through = r.change == IX_RESCREEN_NEWLY_HIT;
        assert_true(through || r.change == IX_RESCREEN_NOT_SCREENED);
        ix_arena_free(&small);
    }
    ix_arena_reset(&w.request);
}

/* ------------------------------------------------------------------ the lists */

static void the_change_of_a_list_is_counted(void **state) {
    (void)state;
    static const change june = {"2024-07-01", "2024-06-12", "2024-06-21"};
    int count;
    const ix_rescreen *rescreen = open_change(&june, false, NULL);
    const ix_list_shift *lists = ix_rescreen_lists(rescreen, &count);
    assert_int_equal(count, 1);
    assert_true(ix_str_equal(lists[0].id, IX_STR("us_ofac_sdn")));
    assert_int_equal(lists[0].added, 12);
    assert_int_equal(lists[0].removed, 0);
    assert_int_equal(lists[0].after.value, WORLD_2024_06_21);
    assert_true(ix_rescreen_entity_count(rescreen) >= 12);
    ix_arena_reset(&w.request);
}

/* ------------------------------------------------------------------ nothing is lost */

static ix_str in_writing(ix_buf *out, const ix_rescreened *r) {
    static const ix_decision_style style;
    ix_buf_clear(out);
    if (r->change != IX_RESCREEN_UNAFFECTED) {
        ix_rescreened_write_json(out, r, &style);
    }
    return ix_buf_view(out);
}

static void check_both_ways(const change *c, const ix_party *party,
                            const ix_screen_options *options, ix_buf out[2], int *affected) {
    ix_str text[2];
    for (int full = 0; full < 2; full++) {
        ix_rescreened r;
        ix_rescreen_party(&r, open_change(c, full == 1, options), party, &w.request);
        text[full] = in_writing(&out[full], &r);
    }
    *affected += text[1].len > 0;
    if (!ix_str_equal(text[0], text[1])) {
        fail_msg("%.*s since %s: '%.*s', in full '%.*s'", IX_ARG(party->name), c->since,
                 IX_ARG(text[0]), IX_ARG(text[1]));
    }
}

/* A listed name of any version, with up to two slips of the pen. */
static ix_str any_name(uint32_t *seed, char text[512]) {
    int64_t count = ix_index_entity_count(w.screener.index);
    ix_entity decoded;
    *seed = *seed * 1664525u + 1013904223u;
    uint32_t number = (uint32_t)((*seed >> 8) % (uint64_t)count);
    ix_index_entity entity = ix_index_entity_at(w.screener.index, number);
    ix_str record = ix_index_record(w.screener.index, number, entity.held[0].from);
    WORLD_CHECK(ix_entity_decode(&decoded, record, &w.request, &w.error), &w);
    ix_str name = decoded.names[(*seed >> 4) % (uint32_t)decoded.name_count].text;
    int len = (int)(name.len < 500 ? name.len : 500);
    memcpy(text, name.ptr, (size_t)len);
    for (uint32_t edits = (*seed >> 12) % 3; edits > 0; edits--) {
        *seed = *seed * 1664525u + 1013904223u;
        text[(*seed >> 8) % (uint32_t)len] = (char)('a' + (*seed >> 20) % 26);
    }
    return (ix_str){text, len};
}

static void leaving_subjects_out_loses_nothing(void **state) {
    (void)state;
    static const change changes[] = {
        {"2024-07-01", "2024-06-12", NULL},         {"2026-05-01", "2024-06-12", "2024-06-21"},
        {"2026-05-01", "2024-06-21", NULL},         {"2025-01-01", "2024-06-21", "2026-04-23"},
        {"2024-06-15", "2024-06-12", "2026-04-23"}, {"2020-01-01", "2024-06-12", NULL},
    };
    static const int32_t bars[] = {0, 5000, 8500, 1000};
    uint32_t seed = 1918;
    int affected = 0;
    ix_buf out[2];
    ix_buf_init(&out[0], 1 << 24);
    ix_buf_init(&out[1], 1 << 24);
    for (int round = 0; round < 900; round++) {
        char text[512];
        ix_party party = {.name = any_name(&seed, text), .unreadable = round % 29 == 0};
        ix_screen_options options = {.threshold = bars[round % 4], .exhaustive = round % 7 == 0};
        check_both_ways(&changes[round % 6], &party, &options, out, &affected);
        ix_arena_reset(&w.request);
    }
    assert_true(affected > 100);
    ix_buf_free(&out[0]);
    ix_buf_free(&out[1]);
}

/* Where the policy makes a stale list a matter for a person, its age alone may change a verdict. */
static void the_age_of_a_list_counts_where_the_policy_says_so(void **state) {
    (void)state;
    static const change fresh = {"2026-04-24", "2024-06-21", NULL};
    static const change aged = {"2026-04-24", "2026-01-01", NULL};
    ix_rescreened r = ask(&aged, "Nobody Atall");
    assert_change(&r, IX_RESCREEN_UNAFFECTED);
    w.screener.policy.stale_is_review = true;
    r = ask(&aged, "Nobody Atall");
    assert_change(&r, IX_RESCREEN_CHANGED);
    assert_int_equal(r.before.verdict, IX_VERDICT_REVIEW);
    assert_int_equal(r.after.verdict, IX_VERDICT_CLEAR);
    r = ask(&fresh, "Nobody Atall");
    assert_change(&r, IX_RESCREEN_UNAFFECTED);
    w.screener.policy.stale_is_review = false;
    ix_arena_reset(&w.request);
}

/* ------------------------------------------------------------------ entries of one party */

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

/* Screen against these lists for a while. */
static ix_screener change_lists(ix_buf *image, const ix_list_history *lists, int count,
                                const ix_rules *rules) {
    ix_index *index;
    ix_screener before = w.screener;
    ix_buf_init(image, 1 << 24);
    WORLD_CHECK(ix_index_build(image, w.knowledge, lists, count, &w.error), &w);
    WORLD_CHECK(ix_index_open(&index, ix_buf_view(image), w.knowledge, &w.arena, &w.error), &w);
    ix_screener_init(&w.screener, index, w.knowledge, rules, w.products, &w.policy);
    return before;
}

/* A removal changes no record: the entity is read as it last was. */
static void a_removal_without_a_recorded_act_is_not_missed(void **state) {
    (void)state;
    static const change july = {"2024-08-01", "2024-06-20", NULL};
    ix_version gone = version_of("QDi.900", "Testim Proban Exemplov", NULL, 0);
    gone.to = 1;
    ix_list_history list = list_of("un_sc", &gone);
    ix_buf image;
    ix_screener before = change_lists(&image, &list, 1, w.rules);
    ix_rescreened r = ask(&july, "Testim Proban Exemplov");
    assert_change(&r, IX_RESCREEN_NO_LONGER_HIT);
    w.screener = before;
    ix_buf_free(&image);
    ix_arena_reset(&w.request);
}

/* An act says that the entity was removed; a later snapshot holds it all the same. Neither its
 * record nor its interval changed. */
static void a_recorded_act_that_a_snapshot_contradicts_is_not_missed(void **state) {
    (void)state;
    static const change july = {"2024-08-01", "2024-06-20", NULL};
    static const char act[] =
        "sources:\n  - a press release\nactions:\n  - list: un_sc\n    kind: removal\n    keys:\n"
        "      - \"QDi.900\"\n    effective: 2024-07-01\n"
        "    citation: a press release\n    verified: true\n";
    ix_knowledge_file file = {IX_STR("actions/test.yml"), ix_str_from_cstr(act)};
    const ix_rules *rules;
    WORLD_CHECK(ix_rules_load(&rules, &file, 1, &w.arena, &w.error), &w);
    ix_version held = version_of("QDi.900", "Testim Proban Exemplov", NULL, 0);
    ix_list_history list = list_of("un_sc", &held);
    ix_buf image;
    ix_screener before = change_lists(&image, &list, 1, rules);
    ix_rescreened r = ask(&july, "Testim Proban Exemplov");
    assert_change(&r, IX_RESCREEN_NEWLY_HIT);
    assert_true(r.differences[0].fields & 1u << IX_PROJECTED_STATE);
    w.screener = before;
    ix_buf_free(&image);
    ix_arena_reset(&w.request);
}

/* The United Kingdom lists, under a name unlike it, whom the United Nations listed before. */
static void a_new_entry_of_a_known_party_is_not_missed(void **state) {
    (void)state;
    static const change july = {"2024-08-01", "2024-06-20", NULL};
    ix_version versions[] = {version_of("AQD0900", "ZHELEZNOGORSKY Arkady", "QDi.900", 1),
                             version_of("QDi.900", "Testim Proban Exemplov", NULL, 0)};
    ix_list_history lists[] = {list_of("uk_sl", &versions[0]), list_of("un_sc", &versions[1])};
    ix_buf image;
    ix_screener before = change_lists(&image, lists, 2, w.rules);
    ix_rescreened r = ask(&july, "Testim Proban Exemplov");
    assert_int_not_equal(r.change, IX_RESCREEN_UNAFFECTED);
    assert_int_equal(r.difference_count, 1);
    assert_true(ix_str_equal(r.differences[0].after->entity, IX_STR("uk_sl:AQD0900")));
    assert_true(ix_str_equal(r.differences[0].after->through, IX_STR("un_sc:QDi.900")));
    w.screener = before;
    ix_buf_free(&image);
    ix_arena_reset(&w.request);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_designation_is_newly_hit),
        cmocka_unit_test(a_removal_is_no_longer_hit),
        cmocka_unit_test(who_is_listed_on_both_sides_alike_is_unaffected),
        cmocka_unit_test(what_was_not_in_force_yet_affects_nobody),
        cmocka_unit_test(a_party_without_a_name_is_not_screened),
        cmocka_unit_test(an_unreadable_value_claims_nothing),
        cmocka_unit_test(a_change_must_begin_where_something_was_known),
        cmocka_unit_test(without_memory_nothing_is_claimed),
        cmocka_unit_test(the_change_of_a_list_is_counted),
        cmocka_unit_test(leaving_subjects_out_loses_nothing),
        cmocka_unit_test(the_age_of_a_list_counts_where_the_policy_says_so),
        cmocka_unit_test(a_removal_without_a_recorded_act_is_not_missed),
        cmocka_unit_test(a_recorded_act_that_a_snapshot_contradicts_is_not_missed),
        cmocka_unit_test(a_new_entry_of_a_known_party_is_not_missed),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
