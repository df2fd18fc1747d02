/* Tests of the rules of ownership: the shipped ones, what they speak of and when, and refusals. */
#include <interdict/os.h>
#include <interdict/rules.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define HEAD "zone: America/New_York\nchecked: 2026-11-28\nsources: a source\nrules:\n"
#define RULE                                                                                       \
    "  - name: r\n    title: t\n    text: x\n    below: b\n    citation: c\n    verified: true\n"

static ix_arena arena;
static const ix_rules *shipped;

static int set_up(void **state) {
    (void)state;
    char folder[4096];
    const char *source = getenv("INTERDICT_SOURCE");
    ix_knowledge_file *files;
    int count;
    ix_error error = {0};
    ix_arena_init(&arena, (size_t)256 << 20);
    snprintf(folder, sizeof folder, "%s/data", source != NULL ? source : ".");
    if (ix_data_read(&files, &count, folder, &arena, &error) != IX_OK ||
        ix_rules_load(&shipped, files, count, &arena, &error) != IX_OK) {
        print_error("%s:%d: %s\n", error.source, (int)error.line, error.text);
        return 1;
    }
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    ix_arena_free(&arena);
    return 0;
}

static const ix_ownership_rule *find_rule(const char *name) {
    int count;
    const ix_ownership_rule *rules = ix_rules_ownership(shipped, &count);
    for (int i = 0; i < count; i++) {
        if (ix_str_equal(rules[i].name, ix_str_from_cstr(name))) {
            return &rules[i];
        }
    }
    fail_msg("no rule %s", name);
    return NULL;
}

static int64_t instant(const char *text) {
    ix_when when;
    assert_int_equal(ix_when_parse(&when, ix_str_from_cstr(text), NULL), IX_OK);
    return ix_when_instant(when, IX_ZONE_NEW_YORK);
}

static const ix_ownership_scope *scope(const char *rule, const char *list, const char *source,
                                       const char *program) {
    ix_str tag = ix_str_from_cstr(program);
    return ix_ownership_scope_of(shipped, find_rule(rule), ix_str_from_cstr(list),
                                 ix_str_from_cstr(source), &tag, program != NULL);
}

/* 31 CFR 587.406: "50 percent or greater", in the aggregate. */
static void fifty_percent_rule(void **state) {
    (void)state;
    const ix_ownership_rule *rule = find_rule("us_ofac_50_percent");
    assert_int_equal(rule->bar, 50 * IX_PERCENT_ONE);
    assert_false(rule->above);
    assert_true(rule->aggregate);
    assert_true(rule->verified);
    assert_int_equal(rule->effect, IX_VERDICT_NOT_SCREENED);
    assert_true(ix_ownership_in_force(NULL, rule, instant("1999-01-01")));
    assert_non_null(scope("us_ofac_50_percent", "us_ofac_sdn", "", "CYBER2"));
    assert_non_null(scope("us_ofac_50_percent", "us_csl", "SDN", NULL));
    assert_null(scope("us_ofac_50_percent", "us_csl", "EL", NULL));
    assert_null(scope("us_ofac_50_percent", "eu_fsf", "", NULL));
}

/* FR Doc 2025-19001 and its suspension. */
static void affiliates_rule_in_time(void **state) {
    (void)state;
    const ix_ownership_rule *rule = find_rule("us_bis_affiliates");
    const ix_ownership_window *window;
    assert_false(ix_ownership_in_force(&window, rule, instant("2025-09-28T23:59:59-04:00")));
    assert_null(window);
    assert_true(ix_ownership_in_force(&window, rule, instant("2025-09-29")));
    assert_true(window->verified);
    assert_true(ix_ownership_in_force(NULL, rule, instant("2025-11-10") - 1));
    assert_false(ix_ownership_in_force(NULL, rule, instant("2025-11-10")));
    assert_false(ix_ownership_in_force(NULL, rule, instant("2026-11-10") - 1));
    assert_true(ix_ownership_in_force(&window, rule, instant("2026-11-10")));
    assert_false(window->verified);
    assert_int_equal(rule->effect, IX_VERDICT_LICENSE);
    assert_int_equal(scope("us_bis_affiliates", "us_csl", "EL", NULL)->caution, IX_CAUTION_REVIEW);
    assert_int_equal(scope("us_bis_affiliates", "us_ofac_sdn", "", "RUSSIA-EO14024")->caution,
                     IX_CAUTION_NOTHING);
    assert_null(scope("us_bis_affiliates", "us_ofac_sdn", "", "CYBER2"));
    assert_null(scope("us_bis_affiliates", "us_csl", "UVL", NULL));
}

static void europe_and_the_kingdom(void **state) {
    (void)state;
    const ix_ownership_rule *now = find_rule("eu_ownership");
    const ix_ownership_rule *before = find_rule("eu_ownership_before_2024");
    assert_false(now->above);
    assert_true(before->above);
    assert_true(now->aggregate && before->aggregate);
    assert_true(find_rule("uk_ownership")->above);
    assert_false(find_rule("uk_ownership")->aggregate);
    assert_non_null(scope("uk_ownership", "uk_ofsi_conlist", "", NULL));
}

/* The Council's update of the EU best practices of 3 July 2024: one rule gives way to the other,
 * and neither says anything in the other's time. */
static void europe_changed_its_rule(void **state) {
    (void)state;
    static const char *const times[] = {"2014-03-17", "2024-07-02T21:59:59Z",
                                        "2024-07-02T22:00:00Z", "2026-01-01"};
    const ix_ownership_rule *now = find_rule("eu_ownership");
    const ix_ownership_rule *before = find_rule("eu_ownership_before_2024");
    assert_true(now->silent_outside && before->silent_outside);
    for (int i = 0; i < 4; i++) {
        assert_int_equal(ix_ownership_in_force(NULL, before, instant(times[i])), i < 2);
        assert_int_equal(ix_ownership_in_force(NULL, now, instant(times[i])), i >= 2);
    }
}

static void what_no_rule_speaks_of(void **state) {
    (void)state;
    assert_int_equal(find_rule("no_rule_on_file")->bar, 0);
    assert_non_null(scope("no_rule_on_file", "house_list", "", NULL));
    assert_non_null(scope("no_rule_on_file", "us_csl", "DPL", NULL));
    assert_null(scope("no_rule_on_file", "us_csl", "EL", NULL));
    assert_null(scope("no_rule_on_file", "us_ofac_nonsdn", "", "CMIC-EO13959"));
    assert_int_equal(scope("us_ofac_cmic", "us_ofac_nonsdn", "", "CMIC-EO13959")->caution,
                     IX_CAUTION_INFO);
}

static void bad_files_are_refused_with_their_line(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int line;
        const char *why;
    } rows[] = {
        {HEAD RULE, 5, "owners"},
        {HEAD RULE "    owners: []\n", 5, "speaks of nobody"},
        {HEAD RULE "    owners:\n      - lists: [any, b]\n", 12, "the word any alone"},
        {HEAD RULE "    owners:\n      - lists: a\n        caution: maybe\n", 13, "maybe"},
        {HEAD RULE "    owners:\n      - lists: a\n    percent: half\n", 13, "percent: expected"},
        {HEAD RULE "    owners:\n      - lists: a\n    percent: \"0\"\n", 13, "more than 0"},
        {HEAD RULE "    owners:\n      - lists: a\n    aggregate: true\n", 5, "need a percent"},
        {HEAD RULE "    owners:\n      - lists: a\n    percent: \"50\"\n    effect: block\n", 5,
         "together"},
        {HEAD RULE "    owners:\n      - lists: a\n    percent: \"50\"\n    reached: near\n", 14,
         "expected at or above"},
        {HEAD RULE
         "    owners:\n      - lists: a\n    in_force:\n      - {from: 2024-01-02, until: "
         "2024-01-01, citation: c, verified: true}\n",
         14, "ends before"},
        {HEAD RULE "    owners:\n      - lists: a\n" RULE "    owners:\n      - lists: a\n", 0,
         "given twice"},
        {HEAD RULE "    owners:\n      - lists: a\n    colour: red\n", 13, "colour"},
        {HEAD RULE "    owners:\n      - lists: a\n    outside: nothing\n", 0,
         "a rule that is always in force has no outside"},
        {HEAD RULE "    owners:\n      - lists: a\n    outside: silence\n", 13,
         "expected caution or nothing"},
        {"zone: Mars\n", 1, "Mars"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const ix_rules *rules;
        ix_error error = {0};
        ix_knowledge_file file = {IX_STR("ownership/x.yml"), ix_str_from_cstr(rows[i].text)};
        if (ix_rules_load(&rules, &file, 1, &arena, &error) != IX_E_INPUT ||
            strcmp(error.source, "ownership/x.yml") != 0 ||
            strstr(error.text, rows[i].why) == NULL ||
            (rows[i].line > 0 && error.line != rows[i].line)) {
            fail_msg("row %zu: %s:%d: %s", i, error.source, (int)error.line, error.text);
        }
    }
}

static void too_many_rules_are_refused(void **state) {
    (void)state;
    ix_buf text;
    const ix_rules *rules;
    ix_error error = {0};
    ix_buf_init(&text, 1 << 20);
    ix_buf_append_cstr(&text, HEAD);
    for (int i = 0; i <= IX_OWNERSHIP_RULES_MAX; i++) {
        ix_buf_printf(&text,
                      "  - {name: r%d, title: t, text: x, below: b, citation: c, verified: true, "
                      "owners: [{lists: a}]}\n",
                      i);
    }
    ix_knowledge_file file = {IX_STR("ownership/x.yml"), ix_buf_view(&text)};
    assert_int_equal(ix_rules_load(&rules, &file, 1, &arena, &error), IX_E_INPUT);
    assert_non_null(strstr(error.text, "more than 32"));
    ix_buf_free(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fifty_percent_rule),
        cmocka_unit_test(affiliates_rule_in_time),
        cmocka_unit_test(europe_and_the_kingdom),
        cmocka_unit_test(europe_changed_its_rule),
        cmocka_unit_test(what_no_rule_speaks_of),
        cmocka_unit_test(bad_files_are_refused_with_their_line),
        cmocka_unit_test(too_many_rules_are_refused),
    };
    return cmocka_run_group_tests_name("rules/ownership", tests, set_up, tear_down);
}
