/* Rule files: the first byte chooses programmes, actions, a calendar, a policy or licences; the
 * rest is the file. What loads is asked for effects, business days and timelines. */
#include <interdict/rules.h>

#include <assert.h>

#define ARENA_BYTES ((size_t)16 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Circumstances of every kind; the answer must keep its promises whatever the file says. */
static void ask(const ix_rules *rules, ix_str tag, ix_arena *arena) {
    static const ix_str users[] = {{NULL, 0}, {"federal", 7}, {"foreign_bank", 12}};
    static const ix_str activities[] = {{NULL, 0}, {"debt", 4}, {"sale", 4}};
    ix_str note = IX_STR("Secondary sanctions risk: x");
    ix_listing listing = {.programs = &tag, .program_count = tag.len > 0 ? 1 : 0};
    ix_entity entity = {.remarks = IX_STR("r"), .notes = &note, .note_count = 1};
    for (int i = 0; i < 9; i++) {
        ix_context context = {.user = users[i % 3], .activity = activities[i / 3]};
        ix_effect effect;
        ix_status status = ix_rules_effect(&effect, rules, IX_STR("l"), &entity, &listing, &context,
                                           1718942400 + i * 86400, arena, NULL);
        if (status != IX_OK) {
            assert(status == IX_E_MEMORY && effect.effect == IX_VERDICT_NOT_SCREENED);
            return;
        }
        assert(effect.effect >= IX_VERDICT_INFO && effect.full >= effect.effect);
        assert((effect.depends_count > 0) == (effect.full > effect.effect));
        assert(effect.authority.len > 0 && effect.binds.len > 0 && effect.note_count > 0);
    }
}

/* Products and places of the file, asked by the words its seeds use. */
static void ask_unlisted(const ix_rules *rules, ix_arena *arena) {
    ix_context context = {.user = IX_STR("contractor"), .activity = IX_STR("sale")};
    ix_when as_of = {IX_WHEN_DATE, 19895}; /* 2024-06-21 */
    ix_product_measure *measures;
    ix_place *places;
    int count;
    if (ix_rules_product(&measures, &count, rules, IX_STR("f"), IX_STR("security"), &context, as_of,
                         arena, NULL) == IX_OK) {
        for (int i = 0; i < count; i++) {
            assert(measures[i].law.full >= measures[i].law.effect && measures[i].text.len > 0);
        }
    }
    if (ix_rules_places(&places, &count, rules, "IR", IX_STR("Town, Land"), true, &context, as_of,
                        arena, NULL) == IX_OK) {
        for (int i = 0; i < count; i++) {
            assert(places[i].key.len > 0 && places[i].from <= places[i].to);
        }
    }
}

static void check_calendar(const ix_rules *rules) {
    for (int64_t day = 19700; day < 19720; day++) {
        int64_t next;
        if (ix_business_day_after(&next, rules, day, 3, NULL) == IX_OK) {
            assert(next >= day + 3 && ix_date_weekday(next) % 6 != 0);
        }
    }
}

static void check_actions(const ix_rules *rules) {
    int count;
    const ix_action *actions = ix_rules_actions(rules, IX_STR("l"), IX_STR("1"), &count);
    assert((actions == NULL) == (count == 0));
    ix_snapshot snapshots[3] = {{.published = {IX_WHEN_DATE, 19700}},
                                {.published = {IX_WHEN_DATE, 19710}},
                                {.published = {IX_WHEN_DATE, 19720}}};
    ix_held held = {1, 2};
    ix_listing listing = {0};
    for (int64_t day = 19690; day < 19730; day++) {
        ix_timeline t = ix_listing_timeline(&listing, actions, count, snapshots, 3, &held, 1,
                                            IX_ZONE_NEW_YORK, day * 86400);
        assert((t.state == IX_LISTING_GAP) == (t.basis == IX_BASIS_ARCHIVE_GAP));
    }
    int fact_count;
    const ix_fact *facts = ix_rules_facts(rules, &fact_count);
    assert(fact_count == 0 || facts != NULL);
}

static void check_ownership(const ix_rules *rules) {
    int count;
    const ix_ownership_rule *all = ix_rules_ownership(rules, &count);
    const ix_str tag = IX_STR("T");
    assert(count <= IX_OWNERSHIP_RULES_MAX);
    for (int i = 0; i < count; i++) {
        const ix_ownership_window *window;
        assert(i == 0 || ix_str_compare(all[i - 1].name, all[i].name) < 0);
        assert(all[i].bar >= 0 && all[i].bar <= IX_PERCENT_WHOLE && all[i].scope_count > 0);
        bool held = ix_ownership_in_force(&window, &all[i], 1700000000);
        assert(held == (all[i].window_count == 0 || window != NULL));
        ix_ownership_scope_of(rules, &all[i], IX_STR("l"), IX_STR("S"), &tag, 1);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const paths[] = {"programs/x.yml",  "actions/x.yml",
                                        "calendars/x.txt", NULL, /* the policy */
                                        "licenses/x.yml",  "ownership/x.yml"};
    enum { KINDS = sizeof paths / sizeof paths[0] };
    if (size == 0) {
        return 0;
    }
    ix_str bytes = {(const char *)data + 1, (ptrdiff_t)size - 1};
    if (paths[data[0] % KINDS] == NULL) {
        ix_policy policy;
        ix_error error = {0};
        ix_status status = ix_policy_load(&policy, bytes, IX_STR("policy.yml"), &error);
        assert((status == IX_OK) == (policy.alert_score > 0));
        assert(status == IX_OK || error.text[0] != '\0');
        return 0;
    }
    ix_arena arena;
    ix_arena_init(&arena, ARENA_BYTES);
    ix_knowledge_file file = {ix_str_from_cstr(paths[data[0] % KINDS]), bytes};
    const ix_rules *rules;
    ix_error error = {0};
    if (ix_rules_load(&rules, &file, 1, &arena, &error) == IX_OK) {
        ask(rules, IX_STR("T"), &arena);
        ask(rules, (ix_str){0}, &arena);
        ask_unlisted(rules, &arena);
        check_calendar(rules);
        check_actions(rules);
        check_ownership(rules);
    } else {
        assert(rules == NULL && error.text[0] != '\0');
    }
    ix_arena_free(&arena);
    return 0;
}
