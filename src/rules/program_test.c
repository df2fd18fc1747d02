/* Tests of programme files: what a file must hold, and each fault with its file and line. */
#include <interdict/rules.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define HEAD        "lists: l\nzone: UTC\nchecked: 2024-01-01\nsources: s\n"
#define MEASURE     "{effect: block, binds: us_person, text: t, citation: c, verified: true}"
#define GENERAL     "general: {title: t, order: o, verified: true, measures: [" MEASURE "]}\n"
#define PROGRAM     "  - {tag: T, title: t, order: o, verified: true}\n"
#define PROGRAMS    "programs:\n"
#define IN(measure) HEAD "general: {title: t, order: o, verified: true, measures: [" measure "]}\n"
#define OWES(rest)                                                                                 \
    HEAD "obligations:\n  - {what: w, citation: c, counts_from: f, verified: true" rest "}\n"

static ix_status load(const ix_rules **rules, const char *text, ix_arena *arena, ix_error *error) {
    *error = (ix_error){0};
    ix_knowledge_file file = {IX_STR("programs/x.yml"), ix_str_from_cstr(text)};
    return ix_rules_load(rules, &file, 1, arena, error);
}

static void reads_the_smallest_file(void **state) {
    (void)state;
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    const ix_rules *rules;
    ix_error error;
    assert_int_equal(load(&rules, HEAD, &arena, &error), IX_OK);
    assert_int_equal(load(&rules, HEAD GENERAL PROGRAMS PROGRAM, &arena, &error), IX_OK);
    /* One file for two lists: each gets the rule. */
    assert_int_equal(load(&rules,
                          "lists: [l, m]\nzone: UTC\nchecked: 2024-01-01\nsources: s\n" GENERAL,
                          &arena, &error),
                     IX_OK);
    ix_arena_free(&arena);
}

typedef struct fault {
    const char *text;
    int line;
    const char *reason;
} fault;

static void run_faults(const fault *cases, size_t count) {
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    for (size_t i = 0; i < count; i++) {
        const ix_rules *rules;
        ix_error error;
        assert_int_equal(load(&rules, cases[i].text, &arena, &error), IX_E_INPUT);
        assert_null(rules);
        assert_string_equal(error.source, "programs/x.yml");
        assert_string_equal(error.text, cases[i].reason);
        assert_int_equal(error.line, cases[i].line);
    }
    ix_arena_free(&arena);
}

static void refuses_a_missing_key(void **state) {
    (void)state;
    static const fault cases[] = {
        {"zone: UTC\nchecked: 2024-01-01\n", 1, "key \"sources\" is missing"},
        {"checked: 2024-01-01\nsources: s\n", 1, "key \"zone\" is missing"},
        {"zone: UTC\nsources: s\n", 1, "key \"checked\" is missing"},
        {IN("{binds: anyone, text: t, citation: c, verified: true}"), 5,
         "key \"effect\" is missing"},
        {IN("{effect: block, text: t, citation: c, verified: true}"), 5,
         "key \"binds\" is missing"},
        {IN("{effect: block, binds: anyone, citation: c, verified: true}"), 5,
         "key \"text\" is missing"},
        {IN("{effect: block, binds: anyone, text: t, verified: true}"), 5,
         "key \"citation\" is missing"},
        {HEAD "general: {order: o, verified: true, measures: [" MEASURE "]}\n", 5,
         "key \"title\" is missing"},
        {HEAD "general: {title: t, order: o, measures: [" MEASURE "]}\n", 5,
         "key \"verified\" is missing"},
        {HEAD "general: {notes: [{citation: c, verified: true}]}\n", 5, "key \"text\" is missing"},
        {HEAD "general: {notes: [{text: t, verified: true}]}\n", 5, "key \"citation\" is missing"},
        {HEAD "general: {notes: [{text: t, citation: c}]}\n", 5, "key \"verified\" is missing"},
        {HEAD "obligations: [{citation: c, counts_from: f, verified: true, years: 1}]\n", 5,
         "key \"what\" is missing"},
        {HEAD "obligations: [{what: w, counts_from: f, verified: true, years: 1}]\n", 5,
         "key \"citation\" is missing"},
        {HEAD "obligations: [{what: w, citation: c, verified: true, years: 1}]\n", 5,
         "key \"counts_from\" is missing"},
        {HEAD "obligations: [{what: w, citation: c, counts_from: f, years: 1}]\n", 5,
         "key \"verified\" is missing"},
        {HEAD GENERAL PROGRAMS "  - {tag: T, title: t, verified: true}\n", 7,
         "key \"order\" is missing"},
        {IN("{effect: block, binds: anyone, text: t, citation: c}"), 5,
         "key \"verified\" is missing"},
    };
    run_faults(cases, sizeof cases / sizeof cases[0]);
}

static void refuses_with_line_and_reason(void **state) {
    (void)state;
    static const fault cases[] = {
        {"zone: Mars\n", 1, "unknown zone \"Mars\""},
        {"zone: UTC\nchecked: 2024-01-01\nsources: s\n" GENERAL, 1,
         "the file has programmes but names no lists"},
        {HEAD PROGRAMS PROGRAM, 6, "list l has programmes but no general rule"},
        {HEAD GENERAL PROGRAMS PROGRAM PROGRAM, 8,
         "programme \"T\" of list l stands in programs/x.yml, line 7, too"},
        {HEAD GENERAL PROGRAMS "  - {title: t, order: o, verified: true}\n", 7,
         "a programme needs a tag, or the source code of a listing"},
        {HEAD "general: {title: t, order: o, verified: true}\n", 5,
         "a general rule needs measures"},
        {HEAD "general: {tag: T, title: t, order: o, verified: true, measures: [" MEASURE "]}\n", 5,
         "a general rule has neither tag nor source"},
        {IN("{effect: clear, binds: us_person, text: t, citation: c, verified: true}"), 5,
         "expected block, reject, prohibited, license or info, found \"clear\""},
        {IN("{effect: review, binds: us_person, text: t, citation: c, verified: true}"), 5,
         "expected block, reject, prohibited, license or info, found \"review\""},
        {IN("{effect: block, binds: everybody, text: t, citation: c, verified: true}"), 5,
         "\"everybody\" names nobody who is bound"},
        {IN("{effect: block, binds: anyone, text: t, citation: c, verified: true, activities: x}"),
         5, "\"x\" is no activity"},
        {IN("{effect: block, binds: anyone, text: t, citation: c, verified: true, roles: x}"), 5,
         "\"x\" is no role"},
        {IN("{effect: block, binds: anyone, text: t, citation: c, verified: true, remarks: x, "
            "otherwise: true}"),
         5, "remarks and otherwise exclude each other"},
        {IN("{effect: block, binds: anyone, text: t, citation: c, verified: true, measures: x, "
            "otherwise: true}"),
         5, "measures and otherwise exclude each other"},
        {IN("{effect: block, binds: anyone, text: t, citation: c, verified: true, "
            "obligations: w}"),
         5, "obligation w is not on file"},
        {IN("{effect: block, binds: anyone, text: t, citation: c, verified: true, "
            "from: 2024-01-02, until: 2024-01-02}"),
         5, "the measure ends before it begins"},
        {OWES(", business_days: 10, calendar: lunar"), 6, "calendar lunar is not on file"},
        {OWES(", due_on: [a]"), 6, "expected a value, found a list"},
        {OWES(", due_on: 06-31, held_on: 06-30"), 6,
         "expected a month and day such as 06-30, found \"06-31\""},
        {OWES(", years: 1}\n  - {what: w, citation: c, counts_from: f, verified: true, years: 2"),
         7, "obligation w stands on file already"},
        {OWES(", years: 101"), 6, "a term is at most 100 years or 1000 business days"},
        {OWES(", business_days: 1001, calendar: c"), 6,
         "a term is at most 100 years or 1000 business days"},
    };
    run_faults(cases, sizeof cases / sizeof cases[0]);
}

/* An obligation is due in exactly one way. */
static void an_obligation_is_due_one_way(void **state) {
    (void)state;
    static const char *const texts[] = {
        OWES(""),
        OWES(", business_days: 10"),
        OWES(", calendar: us_federal"),
        OWES(", business_days: 10, calendar: us_federal, years: 1"),
        OWES(", due_on: 09-30"),
        OWES(", held_on: 06-30"),
        OWES(", years: 10, held_on: 06-30"),
        OWES(", years: 10, due_on: 06-30, held_on: 06-30"),
    };
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        const ix_rules *rules;
        ix_error error;
        assert_int_equal(load(&rules, texts[i], &arena, &error), IX_E_INPUT);
        assert_int_equal(error.line, 6);
        assert_non_null(strstr(error.text, "give one"));
    }
    ix_arena_free(&arena);
}

/* A cap of every size: out of memory is said, whatever was being read. */
static void survives_failing_memory(void **state) {
    (void)state;
    ix_status status = IX_E_MEMORY;
    size_t cap = 0;
    while (status == IX_E_MEMORY) {
        ix_arena arena;
        ix_arena_init(&arena, ++cap);
        const ix_rules *rules;
        ix_error error;
        status = load(&rules,
                      OWES(", years: 10}\n  - {what: v, citation: c, counts_from: f, "
                           "verified: true, years: 2") GENERAL PROGRAMS
                      "  - {tag: T, title: t, order: o, verified: true, measures: ["
                      "{effect: info, binds: anyone, text: t, citation: c, verified: true, "
                      "obligations: [w, v]}], notes: [{text: t, citation: c, verified: true}]}\n",
                      &arena, &error);
        assert_int_equal(rules != NULL, status == IX_OK);
        assert_int_equal(error.status, status);
        ix_arena_free(&arena);
    }
    assert_int_equal(status, IX_OK);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_the_smallest_file),
        cmocka_unit_test(refuses_a_missing_key),
        cmocka_unit_test(refuses_with_line_and_reason),
        cmocka_unit_test(an_obligation_is_due_one_way),
        cmocka_unit_test(survives_failing_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
