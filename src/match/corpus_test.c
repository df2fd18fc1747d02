/* The text cases of tests/corpus/match: pairs of names, written by people who know names. */
#include "test_support.h"

typedef struct fixture {
    ix_arena arena;
    const ix_knowledge *knowledge;
} fixture;

static int set_up(void **state) {
    fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    ix_arena_init(&f->arena, (size_t)1 << 30);
    f->knowledge = support_knowledge(&f->arena);
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    fixture *f = *state;
    ix_arena_free(&f->arena);
    free(f);
    return 0;
}

static void run_case(fixture *f, const char *file, int line, ix_str pair, ix_str expected) {
    ix_str names, second;
    ix_str type_name = ix_str_cut(pair, ':', &names);
    ix_str first = ix_str_trim(ix_str_cut(names, '|', &second));
    ix_party_type type;
    if (!ix_party_type_parse(&type, type_name) || second.len == 0) {
        fail_msg("%s:%d: expected 'TYPE: NAME | NAME'", file, line);
    }
    ix_comparison *c = IX_NEW(&f->arena, ix_comparison, 1);
    assert_int_equal(
        ix_match_compare(c, f->knowledge, first, ix_str_trim(second), type, &f->arena, NULL),
        IX_OK);
    bool alike = ix_str_equal(expected, IX_STR("alike"));
    if (!alike && !ix_str_equal(expected, IX_STR("other"))) {
        fail_msg("%s:%d: expected 'alike' or 'other'", file, line + 1);
    }
    if ((c->score >= IX_SCORE_ALERT) != alike) {
        fail_msg("%s:%d: %.*s: score %d", file, line, IX_ARG(pair), c->score);
    }
}

static void run_file(fixture *f, const char *name, int cases_min) {
    char path[1024];
    const char *root = getenv("INTERDICT_SOURCE") ? getenv("INTERDICT_SOURCE") : ".";
    snprintf(path, sizeof path, "%s/tests/corpus/match/%s", root, name);
    ix_str rest = support_read(&f->arena, path);
    int line = 0;
    int cases = 0;
    while (rest.len > 0) {
        ix_str text = ix_str_trim(ix_str_cut(rest, '\n', &rest));
        line++;
        if (text.len == 0 || text.ptr[0] == '#') {
            continue;
        }
        ix_str expected = ix_str_trim(ix_str_cut(rest, '\n', &rest));
        run_case(f, name, line++, text, expected);
        cases++;
    }
    assert_true(cases >= cases_min);
}

static void persons(void **state) {
    run_file(*state, "persons.txt", 20);
}

static void organizations(void **state) {
    run_file(*state, "organizations.txt", 10);
}

static void han(void **state) {
    run_file(*state, "han.txt", 60);
}

static void scripts(void **state) {
    run_file(*state, "scripts.txt", 150);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(persons),
        cmocka_unit_test(organizations),
        cmocka_unit_test(han),
        cmocka_unit_test(scripts),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
