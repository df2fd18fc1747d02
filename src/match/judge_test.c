/* What is decided about an entity once its names have been compared. */
#include "test_support.h"

typedef struct fixture {
    ix_arena arena;
    ix_buf image;
    ix_index *index;
} fixture;

static const support_row rows[] = {
    {"1", IX_PARTY_PERSON, "TIKHONOV, Andrei Gennadyevich|~THE SHADOW", "1966-11-09",
     "passport:530193947:RU", IX_GENDER_MALE, 0, 0},
    {"2", IX_PARTY_ORGANIZATION, "ZARUBEZHNEFT GMBH", NULL, NULL, 0, 0, 0},
    {"3", IX_PARTY_VESSEL, "OCEAN GIANT", NULL, "imo:9074729", 0, 0, 0},
};

static int set_up(void **state) {
    fixture *f = calloc(1, sizeof *f);
    ix_arena_init(&f->arena, (size_t)1 << 28);
    const ix_knowledge *knowledge = support_knowledge(&f->arena);
    ix_list_history list = support_history(&f->arena, "test", rows, 3, 1);
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

static const ix_match *ask(fixture *f, const ix_query *query, const char *key) {
    ix_matches *found = IX_NEW(&f->arena, ix_matches, 1);
    assert_int_equal(ix_match_search(found, f->index, query, &f->arena, NULL), IX_OK);
    return support_find(f->index, found, key);
}

static void full_names_are_marked_as_such(void **state) {
    fixture *f = *state;
    static const struct {
        const char *name, *key;
        bool person, organization;
    } cases[] = {
        {"Tikhonov Andrei Gennadyevich", "1", true, false},
        {"Тихонов Андрей Геннадьевич", "1", true, false},
        {"Andrei Tikhonov", "1", false, false},
        {"Tikhonov Andrei Gennadyevick", "1", false, false},
        {"Zarubezhneft GmbH", "2", false, true},
        {"Zarubezhneft OOO", "2", false, true},
        {"Zarubezhneft AG", "2", false, false},
        {"Ocean Giant", "3", false, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ix_query query = support_query(&f->arena, f->index, cases[i].name, IX_PARTY_ANY);
        query.threshold = 4000;
        const ix_match *match = ask(f, &query, cases[i].key);
        assert_non_null(match);
        if (match->full_person_name != cases[i].person ||
            match->full_organization_name != cases[i].organization) {
            fail_msg("%s: person %d, organization %d", cases[i].name, match->full_person_name,
                     match->full_organization_name);
        }
    }
}

/* R14: a person is never a vessel. */
static void a_type_that_contradicts_weighs_against(void **state) {
    fixture *f = *state;
    ix_query vessel = support_query(&f->arena, f->index, "Ocean Giant", IX_PARTY_VESSEL);
    ix_query person = support_query(&f->arena, f->index, "Ocean Giant", IX_PARTY_PERSON);
    assert_non_null(ask(f, &vessel, "3"));
    assert_null(ask(f, &person, "3"));
}

static void an_identifier_under_another_name_is_contradicted(void **state) {
    fixture *f = *state;
    ix_query query = support_query(&f->arena, f->index, "Jonathan Featherstone", IX_PARTY_PERSON);
    ix_query_identifier asked = {.type = IX_ID_PASSPORT, .value = IX_STR("530193947"), .from = -1};
    query.identifiers = &asked;
    query.identifier_count = 1;
    const ix_match *match = ask(f, &query, "1");
    assert_non_null(match);
    assert_true(match->by_identifier && match->contradicted && match->score >= IX_SCORE_ALERT);
    assert_true(ix_str_equal(match->matched_name, IX_STR("530193947")));
}

static void a_strong_name_stands_before_a_weak_one(void **state) {
    fixture *f = *state;
    ix_parsed_name *names = IX_NEW(&f->arena, ix_parsed_name, 2);
    static const char *const texts[] = {"The Shadow", "Andrei Gennadyevich Tikhonov"};
    for (int i = 0; i < 2; i++) {
        assert_int_equal(ix_name_parse(&names[i], f->index->knowledge, ix_str_from_cstr(texts[i]),
                                       IX_PARTY_PERSON, &f->arena, NULL),
                         IX_OK);
    }
    ix_query query = support_query(&f->arena, f->index, NULL, IX_PARTY_PERSON);
    query.names = names;
    query.name_count = 1;
    const ix_match *weak = ask(f, &query, "1");
    assert_non_null(weak);
    assert_true(weak->weak_only);
    query.name_count = 2;
    const ix_match *strong = ask(f, &query, "1");
    assert_non_null(strong);
    assert_false(strong->weak_only);
    assert_int_equal(strong->evidence[0].name, 1);
}

static void evidence_comes_most_telling_first(void **state) {
    fixture *f = *state;
    ix_query query = support_query(&f->arena, f->index, "Andrei Tikhonov", IX_PARTY_PERSON);
    ix_date_range birth = {{1966, 11, 9, false}, {1966, 11, 9, false}};
    query.births = &birth;
    query.birth_count = 1;
    const ix_match *match = ask(f, &query, "1");
    assert_non_null(match);
    assert_true(match->attribute_agrees);
    for (int i = 1; i < match->evidence_count; i++) {
        assert_true(abs(match->evidence[i - 1].millibits) >= abs(match->evidence[i].millibits));
    }
}

/* A cap on memory is an error, never fewer matches. */
static void too_little_memory_is_an_error(void **state) {
    fixture *f = *state;
    ix_query query = support_query(&f->arena, f->index, "Andrei Tikhonov", IX_PARTY_PERSON);
    bool answered = false;
    for (size_t cap = 0; cap < (1 << 20) && !answered; cap += 512) {
        ix_arena small;
        ix_arena_init(&small, cap);
        ix_matches found = {0};
        ix_status status = ix_match_search(&found, f->index, &query, &small, NULL);
        answered = status == IX_OK;
        assert_true(status == IX_OK || found.count == 0);
        assert_true(status != IX_OK || support_find(f->index, &found, "1") != NULL);
        ix_arena_free(&small);
    }
    assert_true(answered);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(full_names_are_marked_as_such),
        cmocka_unit_test(a_type_that_contradicts_weighs_against),
        cmocka_unit_test(an_identifier_under_another_name_is_contradicted),
        cmocka_unit_test(a_strong_name_stands_before_a_weak_one),
        cmocka_unit_test(evidence_comes_most_telling_first),
        cmocka_unit_test(too_little_memory_is_an_error),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
