/* Terms of a question: which rows of the dictionary are related to its parts. */
#include "run.h"
#include "search.h"
#include "test_support.h"

static const support_row rows[] = {
    {"1", IX_PARTY_PERSON, "TIKHONOV, Andrei", NULL, NULL, 0, 0, 0},
    {"2", IX_PARTY_PERSON, "ABDULRAHMAN, Muhammad", NULL, NULL, 0, 0, 0},
    {"3", IX_PARTY_PERSON, "TIKHONOVA, Andrea", NULL, NULL, 0, 0, 0},
    {"4", IX_PARTY_PERSON, "عبدالرحمن محمد", NULL, NULL, 0, 0, 0},
    {"5", IX_PARTY_PERSON, "تيخونوف اندري", NULL, NULL, 0, 0, 0},
};

static int set_up(void **state) {
    return support_set_up(state, rows, (int)(sizeof rows / sizeof rows[0]));
}

static search *terms_of(support_fixture *f, const char *name) {
    search *s = IX_NEW(&f->arena, search, 1);
    s->ranks = f->index->ranks;
    ix_query *query = IX_NEW(&f->arena, ix_query, 1);
    *query = support_query(&f->arena, f->index, name, IX_PARTY_PERSON);
    assert_int_equal(ix_judge_init(&s->judge, f->index, query, &f->arena, NULL), IX_OK);
    s->set = IX_NEW(&f->arena, search_term_set, 1);
    s->name_to = f->index->name_count;
    search_make_terms(s, &s->judge.readings[0].name);
    assert_false(s->failed);
    return s;
}

/* The most that the listed word gives to a term; 0: it is not among its rows. */
static int32_t given_by(const support_fixture *f, const search_term *t, const char *word) {
    for (int i = 0; i < t->row_count; i++) {
        ix_str text = ix_dict_text(f->index, &f->index->dict[t->rows[i].dict]);
        if (ix_str_equal(text, ix_str_from_cstr(word))) {
            return t->rows[i].most[0];
        }
    }
    return 0;
}

static void the_most_telling_part_comes_first(void **state) {
    support_fixture *f = *state;
    const search *s = terms_of(f, "Andrei Tikhonow");
    assert_int_equal(s->set->count, 2);
    assert_true(s->set->terms[0].most >= s->set->terms[1].most);
    assert_true(given_by(f, &s->set->terms[0], "tikhonov") > 0);
    assert_true(given_by(f, &s->set->terms[1], "andrei") > 0);
    assert_int_equal(given_by(f, &s->set->terms[1], "tikhonov"), 0);
}

static void neighbors_are_a_term_where_a_listed_word_holds_them(void **state) {
    support_fixture *f = *state;
    const search *s = terms_of(f, "Muhammad Abdul Rahman");
    const search_term *run = NULL;
    for (int i = 0; i < s->set->count; i++) {
        run = s->set->terms[i].core ? run : &s->set->terms[i];
    }
    assert_non_null(run);
    assert_true(given_by(f, run, "abdulrahman") > 0);
    assert_int_equal(__builtin_popcountll(run->covers), IX_RUN_PARTS_MAX - 1);
}

/* A cache changes the time only, be it large, or full at once. */
static void a_cache_changes_no_answer(void **state) {
    static const char *const asked[] = {"Andrei Tikhonow",       "Tikhonov Andrei",
                                        "Muhammad Abdul Rahman", "Andrei Tikhonow",
                                        "Nobody Atall",          "Abdulrahman Muhammad"};
    support_fixture *f = *state;
    for (size_t room = (size_t)1 << 19; room <= (size_t)1 << 22; room *= 8) {
        ix_part_cache *cache;
        assert_int_equal(ix_part_cache_open(&cache, room, NULL), IX_OK);
        for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++) {
            ix_query query = support_query(&f->arena, f->index, asked[i], IX_PARTY_ANY);
            ix_matches plain, cached;
            assert_int_equal(ix_match_search(&plain, f->index, &query, &f->arena, NULL), IX_OK);
            query.cache = cache;
            assert_int_equal(ix_match_search(&cached, f->index, &query, &f->arena, NULL), IX_OK);
            assert_int_equal(plain.count, cached.count);
            for (int m = 0; m < plain.count; m++) {
                assert_int_equal(plain.items[m].entity, cached.items[m].entity);
                assert_int_equal(plain.items[m].millibits, cached.items[m].millibits);
            }
        }
        ix_part_cache_close(cache);
    }
    ix_part_cache_close(NULL);
}

/* What is left open of a row is never worth more than it was bounded to. */
static void what_is_open_was_not_bounded_too_low(void **state) {
    static const char *const names[] = {"Andrey Tihonov",     "Tikhonof Andrei", "Tixonov Adnrei",
                                        "Muhamad Abdurahman", "Mohamed Rahman",  "Andrea Tichonow",
                                        "Abdul Rahman",       "Tikhnov Andrejs", "Tihon Andrian"};
    support_fixture *f = *state;
    int open = 0;
    for (size_t n = 0; n < sizeof names / sizeof names[0]; n++) {
        search *s = terms_of(f, names[n]);
        for (int i = 0; i < s->set->count; i++) {
            const search_term *t = &s->set->terms[i];
            for (int r = 0; r < t->row_count; r++) {
                const search_row *row = &t->rows[r];
                ix_mpart listed;
                ix_mpart_load(&listed, f->index, row->dict);
                if (!row->open) {
                    continue;
                }
                open++;
                if (t->core) {
                    const ix_mpart asked = search_any_role(t->part);
                    listed.script = asked.script;
                    search_row is = search_relate(s, &asked, &listed, row->dict);
                    assert_true(is.most[0] <= row->most[0] && is.most[1] <= row->most[1]);
                } else {
                    int32_t gives =
                        search_run_gives(&s->judge.readings[0].name, t->number, &listed);
                    assert_true(gives <= row->most[0]);
                }
            }
        }
    }
    assert_true(open > 10);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_most_telling_part_comes_first, set_up,
                                        support_tear_down),
        cmocka_unit_test_setup_teardown(a_cache_changes_no_answer, set_up, support_tear_down),
        cmocka_unit_test_setup_teardown(neighbors_are_a_term_where_a_listed_word_holds_them, set_up,
                                        support_tear_down),
        cmocka_unit_test_setup_teardown(what_is_open_was_not_bounded_too_low, set_up,
                                        support_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
