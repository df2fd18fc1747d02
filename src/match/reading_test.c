/* Names that may be read in more than one way. */
#include "test_support.h"

static const support_row rows[] = {
    {"1", IX_PARTY_PERSON, "SOE, Aung", NULL, NULL, 0, 0, 0},
    {"2", IX_PARTY_ORGANIZATION, "KOREA RUNGRADO RYONGAK TRADING CO", NULL, NULL, 0, 0, 0},
    {"3", IX_PARTY_PERSON, "TIKHONOV, Andrei", NULL, "passport:530193947:RU", 0, 0, 0},
    {"4", IX_PARTY_ORGANIZATION, "BRIGADE 44", NULL, NULL, 0, 0, 0},
};

typedef struct fixture {
    ix_arena arena;
    ix_buf image;
    ix_index *index;
} fixture;

static int set_up(void **state) {
    fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    ix_arena_init(&f->arena, (size_t)1 << 28);
    ix_list_history list = support_history(&f->arena, "test", rows, 4, 1);
    f->index = support_index(&f->arena, &f->image, support_knowledge(&f->arena), &list, 1);
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
    ix_matches *found = IX_NEW(&f->arena, ix_matches, 2);
    assert_int_equal(ix_match_search(found, f->index, query, &f->arena, NULL), IX_OK);
    assert_int_equal(ix_match_exhaustive(found + 1, f->index, query, &f->arena, NULL), IX_OK);
    assert_same_matches(found, found + 1, "readings");
    return support_find(f->index, found, key);
}

static void a_surname_that_is_a_legal_form_too(void **state) {
    fixture *f = *state;
    ix_query query = support_query(&f->arena, f->index, "Aung Soe", IX_PARTY_ANY);
    const ix_match *match = ask(f, &query, "1");
    assert_non_null(match);
    assert_true(match->score >= IX_SCORE_ALERT && !match->contradicted);
}

static void digits_for_letters(void **state) {
    fixture *f = *state;
    ix_query query =
        support_query(&f->arena, f->index, "K0REA RUNGRAD0 RY0NGAK TRAD1NG C0", IX_PARTY_ANY);
    const ix_match *match = ask(f, &query, "2");
    assert_non_null(match);
    assert_false(match->full_organization_name);
    /* The evidence shows what was written. */
    bool shown = false;
    for (int i = 0; i < match->evidence_count; i++) {
        shown = shown || ix_str_equal(match->evidence[i].query, IX_STR("RUNGRAD0"));
    }
    assert_true(shown);
}

static void given_name_and_surname_run_together(void **state) {
    fixture *f = *state;
    ix_query query = support_query(&f->arena, f->index, "AndreiTikhonov", IX_PARTY_ANY);
    assert_non_null(ask(f, &query, "3"));
    query = support_query(&f->arena, f->index, "TikhonovAndrei", IX_PARTY_ANY);
    assert_non_null(ask(f, &query, "3"));
}

static void a_number_alone_stays_a_number(void **state) {
    fixture *f = *state;
    ix_query query = support_query(&f->arena, f->index, "Brigade 44", IX_PARTY_ANY);
    assert_non_null(ask(f, &query, "4"));
}

/* A document that agrees is shown whatever speaks against it. */
static void an_agreeing_document_is_never_silent(void **state) {
    fixture *f = *state;
    static const ix_identifier_type types[] = {IX_ID_PASSPORT, IX_ID_OTHER, IX_ID_NATIONAL};
    static const char *const countries[] = {"", "US", "RU"};
    ix_date_range birth = {{1901, 1, 1, false}, {1901, 1, 1, false}};
    for (int i = 0; i < 18; i++) {
        ix_query_identifier asked = {
            .type = types[i % 3], .value = IX_STR("530193947"), .from = -1, .to = -1};
        memcpy(asked.country, countries[i / 3 % 3], 3 * (countries[i / 3 % 3][0] != 0));
        ix_query query = support_query(&f->arena, f->index, "Zzz Qqq", IX_PARTY_PERSON);
        query.identifiers = &asked;
        query.identifier_count = 1;
        query.births = &birth;
        query.birth_count = i / 9;
        const ix_match *match = ask(f, &query, "3");
        if (!match || (i < 9 && match->score < IX_SCORE_ALERT && i / 3 != 1)) {
            fail_msg("case %d: %d", i, match ? match->score : -1);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_surname_that_is_a_legal_form_too),
        cmocka_unit_test(digits_for_letters),
        cmocka_unit_test(given_name_and_surname_run_together),
        cmocka_unit_test(a_number_alone_stays_a_number),
        cmocka_unit_test(an_agreeing_document_is_never_silent),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
