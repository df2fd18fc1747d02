/* A list of four persons and the search of a name among them, for the tests of both stages. */
#ifndef INTERDICT_MATCH_TEST_SEARCH_H
#define INTERDICT_MATCH_TEST_SEARCH_H

#include "search.h"
#include "test_support.h"

static const support_row rows[] = {
    {"1", IX_PARTY_PERSON, "TIKHONOV, Andrei Gennadyevich", NULL, NULL, 0, 0, 0},
    {"2", IX_PARTY_PERSON, "TIKHONOVA, Katerina Vladimirovna", NULL, NULL, 0, 0, 0},
    {"3", IX_PARTY_PERSON, "ABD AL-RAHMAN, Muhammad", NULL, NULL, 0, 0, 0},
    {"4", IX_PARTY_PERSON, "PETROV, Andrei Ivanovich", NULL, NULL, 0, 0, 0},
};

static inline int set_up(void **state) {
    return support_set_up(state, rows, 4);
}

static inline search *kept_for(support_fixture *f, const char *name, uint32_t from, uint32_t to) {
    search *s = IX_NEW(&f->arena, search, 1);
    ix_query *query = IX_NEW(&f->arena, ix_query, 1);
    *query = support_query(&f->arena, f->index, name, IX_PARTY_ANY);
    assert_int_equal(ix_judge_init(&s->judge, f->index, query, &f->arena, NULL), IX_OK);
    s->sets = IX_NEW(&f->arena, search_term_set, s->judge.reading_count + 1);
    s->ranks = f->index->ranks;
    s->name_from = from;
    s->name_to = to;
    search_name(s, 0);
    assert_false(s->failed);
    return s;
}

#endif
