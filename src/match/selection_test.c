/* A search among some entities must return exactly what the search among all returns of them. */
#include "test_support.h"

static const support_row people[] = {
    {"1", IX_PARTY_PERSON, "TIKHONOV, Andrei Gennadyevich|TIKHONOV, Andrey", "1966-11-09",
     "passport:530193947:RU", IX_GENDER_MALE, 0, 2},
    {"1", IX_PARTY_PERSON, "TIKHONOV, Andrei Gennadyevich|ORLOV, Boris", "1966-11-09",
     "passport:999193947:RU", IX_GENDER_MALE, 2, 0},
    {"2", IX_PARTY_PERSON, "ALESKEEVA, Marina Mikhaylovna|ALEKSEYEVA, Marina", "1978-06-15", NULL,
     IX_GENDER_FEMALE, 1, 0},
    {"3", IX_PARTY_PERSON, "IVANOV, Anton Mikhaylovich|IVANOV, Anton", "1990-01-26",
     "passport:726716892:RU", IX_GENDER_MALE, 0, 0},
    {"4", IX_PARTY_PERSON, "IVANOV, Andrei|TIKHONOV, Anton", "1957-12-03", NULL, IX_GENDER_MALE, 0,
     0},
    {"5", IX_PARTY_PERSON, "TIKHONOVA, Katerina Vladimirovna", "1986-08-31", NULL, IX_GENDER_FEMALE,
     0, 1},
    {"6", IX_PARTY_ORGANIZATION, "BANCO NACIONAL DE CUBA|~BNC", NULL, NULL, 0, 0, 0},
    {"7", IX_PARTY_ORGANIZATION, "ANDREI TIKHONOV TRADING FUND IV, S.A.", NULL, NULL, 0, 2, 0},
    {"8", IX_PARTY_VESSEL, "GIANT", NULL, "imo:9074729", 0, 0, 0},
    {"9", IX_PARTY_PERSON, "PETROV, A. V.|LI, Wei", NULL, NULL, 0, 0, 0},
};
#define ROWS ((int)(sizeof people / sizeof people[0]))

typedef struct fixture {
    ix_arena arena;
    ix_buf image;
    ix_index *index;
    uint32_t seed;
} fixture;

static int set_up(void **state) {
    fixture *f = calloc(1, sizeof *f);
    ix_arena_init(&f->arena, (size_t)1 << 30);
    f->seed = 1105;
    const ix_knowledge *knowledge = support_knowledge(&f->arena);
    ix_list_history list = support_history(&f->arena, "test", people, ROWS, 3);
    f->index = support_index(&f->arena, &f->image, knowledge, &list, 1);
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    fixture *f = *state;
    ix_buf_free(&f->image);
    ix_arena_free(&f->arena);
    free(f);
    return 0;
}

static uint32_t next_random(fixture *f, uint32_t below) {
    f->seed = f->seed * 1664525u + 1013904223u;
    return (f->seed >> 8) % below;
}

static void takes_an_entity_in_once(void **state) {
    fixture *f = *state;
    ix_selection some;
    assert_int_equal(ix_selection_init(&some, f->index, &f->arena, NULL), IX_OK);
    assert_int_equal(some.count, 0);
    assert_false(ix_selection_has(&some, 3));
    ix_selection_add(&some, f->index, 3);
    ix_selection_add(&some, f->index, 3);
    assert_int_equal(some.count, 1);
    assert_true(ix_selection_has(&some, 3));
    assert_false(ix_selection_has(&some, 2) || ix_selection_has(&some, 4));
}

static void without_memory_there_is_no_selection(void **state) {
    fixture *f = *state;
    ix_arena small;
    ix_selection some;
    ix_arena_init(&small, 1);
    assert_int_equal(ix_selection_init(&some, f->index, &small, NULL), IX_E_MEMORY);
    ix_arena_free(&small);
}

/* What the search among all finds of the selected. */
static ix_matches selected(fixture *f, const ix_query *query) {
    ix_query all = *query;
    ix_matches found;
    all.among = NULL;
    assert_int_equal(ix_match_search(&found, f->index, &all, &f->arena, NULL), IX_OK);
    int kept = 0;
    for (int i = 0; i < found.count; i++) {
        if (ix_selection_has(query->among, found.items[i].entity)) {
            found.items[kept++] = found.items[i];
        }
    }
    found.count = kept;
    return found;
}

static void check(fixture *f, ix_query *query, const ix_list_view *others, const char *what) {
    ix_matches by_index;
    ix_matches by_scan;
    ix_matches expected = selected(f, query);
    bool touches;
    assert_int_equal(ix_match_search(&by_index, f->index, query, &f->arena, NULL), IX_OK);
    assert_int_equal(ix_match_exhaustive(&by_scan, f->index, query, &f->arena, NULL), IX_OK);
    assert_same_matches(&by_index, &expected, what);
    assert_same_matches(&by_scan, &expected, what);
    assert_int_equal(ix_match_touches(&touches, f->index, query, NULL, &f->arena, NULL), IX_OK);
    assert_int_equal(touches, expected.count > 0);
    assert_int_equal(ix_match_touches(&touches, f->index, query, others, &f->arena, NULL), IX_OK);
    query->lists = others;
    ix_matches also = selected(f, query);
    assert_int_equal(touches, expected.count + also.count > 0);
}

static void mutate(fixture *f, char *text) {
    for (uint32_t edits = next_random(f, 3); edits > 0 && text[0] != '\0'; edits--) {
        size_t at = next_random(f, (uint32_t)strlen(text));
        text[at] = (char)('a' + next_random(f, 26));
    }
}

/* Over mutated names at several bars, random selections, and two states of the list. */
static void a_search_among_some_finds_what_the_search_among_all_finds_of_them(void **state) {
    fixture *f = *state;
    static const int32_t bars[] = {7000, 7000, 8500, 5000, 1000};
    int64_t entities = ix_index_entity_count(f->index);
    for (int round = 0; round < 3000; round++) {
        ix_arena_mark mark = ix_arena_position(&f->arena);
        const char *names = people[next_random(f, ROWS)].names;
        const char *alias = strchr(names, '|');
        names = alias != NULL && next_random(f, 2) == 0 ? alias + 1 : names;
        char text[256];
        snprintf(text, sizeof text, "%.*s", (int)strcspn(names, "|"), names);
        mutate(f, text);
        ix_query query = support_query(&f->arena, f->index, text, IX_PARTY_ANY);
        query.threshold = bars[(uint32_t)round % 5];
        ix_query_identifier asked = {
            .type = IX_ID_PASSPORT, .value = IX_STR("530193947"), .from = -1, .to = -1};
        if (round % 4 == 0) {
            query.identifiers = &asked;
            query.identifier_count = 1;
        }
        ix_selection some;
        assert_int_equal(ix_selection_init(&some, f->index, &f->arena, NULL), IX_OK);
        for (uint32_t e = 0; e < entities; e++) {
            if (next_random(f, 3) == 0) {
                ix_selection_add(&some, f->index, e);
            }
        }
        query.among = &some;
        uint32_t known[2] = {next_random(f, 4), next_random(f, 4)};
        ix_list_view views[2] = {{true, known[0], (int64_t)known[0] - 1},
                                 {true, known[1], (int64_t)known[1] - 1}};
        query.lists = &views[0];
        check(f, &query, &views[1], text);
        ix_arena_rewind(&f->arena, mark);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_an_entity_in_once),
        cmocka_unit_test(without_memory_there_is_no_selection),
        cmocka_unit_test(a_search_among_some_finds_what_the_search_among_all_finds_of_them),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
