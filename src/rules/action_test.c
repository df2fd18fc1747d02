/* Tests of action files: expansion by key, order, lookups, and refusals. */
#include <interdict/rules.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define HEAD "sources: a source\nactions:\n"
#define DESIGNATION                                                                                \
    "  - {list: a, kind: designation, keys: [\"1\"], effective: 2024-06-21, citation: c, "         \
    "verified: true}\n"

static ix_status load(const ix_rules **rules, const char *text, ix_arena *arena, ix_error *error) {
    *error = (ix_error){0};
    ix_knowledge_file file = {IX_STR("actions/x.yml"), ix_str_from_cstr(text)};
    return ix_rules_load(rules, &file, 1, arena, error);
}

static void expands_and_sorts(void **state) {
    (void)state;
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    const ix_rules *rules;
    ix_error error;
    assert_int_equal(
        load(&rules,
             HEAD "  - {list: b, kind: designation, keys: [\"7\"], effective: 2020-01-01, "
                  "citation: c, verified: true}\n"
                  "  - {list: a, kind: removal, keys: [\"9\", \"10\"], effective: 2024-01-01, "
                  "citation: gone, verified: false}\n"
                  "  - {list: a, kind: designation, keys: [\"10\", \"9\", \"X1\"], "
                  "announced: 2022-02-01, published: 2022-02-02, effective: 2022-02-03, "
                  "citation: come, verified: true}\n",
             &arena, &error),
        IX_OK);
    int count;
    const ix_action *actions = ix_rules_actions(rules, IX_STR("a"), IX_STR("9"), &count);
    assert_int_equal(count, 2);
    assert_true(ix_str_equal(actions[0].kind, IX_STR("designation")));
    assert_true(ix_str_equal(actions[0].citation, IX_STR("come")));
    assert_true(actions[0].verified);
    assert_int_equal(actions[0].effective.value - actions[0].announced.value, 2);
    assert_int_equal(actions[0].effective.value - actions[0].published.value, 1);
    assert_true(ix_str_equal(actions[1].kind, IX_STR("removal")));
    assert_false(actions[1].verified);
    assert_true(ix_str_equal(actions[1].source_file, IX_STR("actions/x.yml")));
    ix_rules_actions(rules, IX_STR("a"), IX_STR("X1"), &count);
    assert_int_equal(count, 1);
    ix_rules_actions(rules, IX_STR("b"), IX_STR("7"), &count);
    assert_int_equal(count, 1);
    assert_null(ix_rules_actions(rules, IX_STR("b"), IX_STR("9"), &count));
    assert_null(ix_rules_actions(rules, IX_STR("c"), IX_STR("7"), &count));
    assert_null(ix_rules_actions(rules, IX_STR("a"), IX_STR("1"), &count));
    assert_int_equal(count, 0);
    ix_arena_free(&arena);
}

static void reads_facts(void **state) {
    (void)state;
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    const ix_rules *rules;
    ix_error error;
    assert_int_equal(load(&rules,
                          "sources: a source\nfacts:\n"
                          "  - {kind: proposed, list: a, names: [N1, N2], from: 2022-04-01, "
                          "until: 2024-06-21, text: on hold, citation: c, verified: false}\n",
                          &arena, &error),
                     IX_OK);
    int count;
    const ix_fact *facts = ix_rules_facts(rules, &count);
    assert_int_equal(count, 1);
    assert_true(ix_str_equal(facts->kind, IX_STR("proposed")));
    assert_int_equal(facts->name_count, 2);
    assert_true(ix_str_equal(facts->names[1], IX_STR("N2")));
    assert_int_equal(facts->until.kind, IX_WHEN_DATE);
    assert_true(ix_str_equal(facts->source_file, IX_STR("actions/x.yml")));
    ix_arena_free(&arena);
}

static void refuses_with_line_and_reason(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int line;
        const char *reason;
    } cases[] = {
        {"actions: []\n", 1, "key \"sources\" is missing"},
        {HEAD "  - {list: a, kind: listing, keys: [\"1\"], effective: 2024-06-21, citation: c, "
              "verified: true}\n",
         3, "expected the kind designation or removal, found \"listing\""},
        {HEAD "  - {list: a, kind: removal, keys: [\"1\"], citation: c, verified: true}\n", 3,
         "key \"effective\" is missing"},
        {HEAD "  - {list: a, kind: removal, keys: [\"1\"], effective: 2024-06-21, citation: c}\n",
         3, "key \"verified\" is missing"},
        {HEAD "  - {list: a, kind: removal, keys: [], effective: 2024-06-21, citation: c, "
              "verified: true}\n",
         3, "an action without keys acts on nobody"},
        {HEAD DESIGNATION "  - {list: a, kind: removal, keys: [\"1\"], announced: 2024-07-02, "
                          "effective: 2024-07-01, citation: c, verified: true}\n",
         4, "announced after it took effect"},
        {HEAD DESIGNATION DESIGNATION, 0, "the designation of a:1 is stated twice for one day"},
        {"sources: s\nfacts:\n  - {kind: rumour, list: a, names: N, from: 2024-01-01, text: t, "
         "citation: c, verified: true}\n",
         3, "unknown kind of fact \"rumour\""},
        {"sources: s\nfacts:\n  - {kind: proposed, list: a, names: N, from: 2024-01-01, "
         "until: 2023-01-01, text: t, citation: c, verified: true}\n",
         3, "the fact ends before it begins"},
    };
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const ix_rules *rules;
        ix_error error;
        assert_int_equal(load(&rules, cases[i].text, &arena, &error), IX_E_INPUT);
        assert_null(rules);
        assert_string_equal(error.source, "actions/x.yml");
        assert_string_equal(error.text, cases[i].reason);
        assert_int_equal(error.line, cases[i].line);
    }
    ix_arena_free(&arena);
}

/* Every key but the dates of announcement, publication and end is required. */
static void refuses_a_missing_key(void **state) {
    (void)state;
    static const struct {
        const char *part, *name, *value;
    } keys[] = {
        {"actions", "list", "a"},       {"actions", "kind", "removal"},
        {"actions", "keys", "[\"1\"]"}, {"actions", "effective", "2024-06-21"},
        {"actions", "citation", "c"},   {"actions", "verified", "true"},
        {"facts", "kind", "proposed"},  {"facts", "list", "a"},
        {"facts", "names", "N"},        {"facts", "from", "2024-06-21"},
        {"facts", "text", "t"},         {"facts", "citation", "c"},
        {"facts", "verified", "true"},
    };
    const size_t count = sizeof keys / sizeof keys[0];
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    for (size_t left_out = 0; left_out <= count; left_out++) {
        ix_buf text;
        ix_buf_init(&text, 4096);
        const char *part = left_out < count ? keys[left_out].part : "actions";
        ix_buf_printf(&text, "sources: s\n%s:\n  - {", part);
        for (size_t i = 0; i < count; i++) {
            if (i != left_out && strcmp(keys[i].part, part) == 0) {
                ix_buf_printf(&text, "%s: %s, ", keys[i].name, keys[i].value);
            }
        }
        ix_buf_append_cstr(&text, "}\n");
        ix_buf_append_char(&text, '\0');
        const ix_rules *rules;
        ix_error error;
        ix_status status = load(&rules, text.ptr, &arena, &error);
        char expected[64] = "";
        if (left_out < count) {
            snprintf(expected, sizeof expected, "key \"%s\" is missing", keys[left_out].name);
        }
        assert_int_equal(status, left_out < count ? IX_E_INPUT : IX_OK);
        assert_string_equal(error.text, expected);
        ix_buf_free(&text);
    }
    ix_arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(expands_and_sorts),
        cmocka_unit_test(reads_facts),
        cmocka_unit_test(refuses_with_line_and_reason),
        cmocka_unit_test(refuses_a_missing_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
