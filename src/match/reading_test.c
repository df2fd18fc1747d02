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

/* Each disguise leads to the party, shows what was read, and establishes nothing. */
static void names_in_disguise(void **state) {
    fixture *f = *state;
    static const struct {
        const char *name;
        unsigned undone;
    } cases[] = {
        {"Andre1 T1khonov", IX_DISGUISE_DIGITS},
        {"Andre! T|khonov", IX_DISGUISE_SIGNS},
        {"T i k h o n o v  A n d r e i", IX_DISGUISE_SPACED},
        {"Anndreiiii Tiiikhonov", IX_DISGUISE_STRETCHED},
        {"Andr*ei Tik*honov", 0},   /* two pieces are joined anyway */
        {"An-dr-ei Ti-kho-nov", 0}, /* and three */
        {"An-dr-ei Ti-kh-on-ov", IX_DISGUISE_MASKED},
        {"ierdnA vonohkiT", IX_DISGUISE_REVERSED},
        {"ierdna vonohkit", IX_DISGUISE_REVERSED},
        {"\xE2\x80\xAEvonohkiT ierdnA\xE2\x80\xAC", IX_DISGUISE_REVERSED},
        {"Tatjana\xE2\x80\x8B"
         "Andrei\xE2\x80\x8B"
         "Tikhonov",
         IX_DISGUISE_HIDDEN_SPACES},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ix_query query = support_query(&f->arena, f->index, cases[i].name, IX_PARTY_PERSON);
        query.threshold = IX_SCORE_ALERT / 2;
        const ix_match *match = ask(f, &query, "3");
        if (!match || (match->undone & cases[i].undone) != cases[i].undone ||
            (match->undone != 0) != (match->read_as.len > 0) ||
            (match->undone != 0 && match->full_person_name)) {
            fail_msg("%s: %x", cases[i].name, match ? match->undone : 0xFFFF);
        }
    }
}

/* A word that is known as it stands is not turned round, nor are the words beside it. */
static void honest_words_are_not_turned(void **state) {
    fixture *f = *state;
    static const char *const names[] = {"Anna Nolan", "Ivan Tikhonov", "Qwxkqx Ivan"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        ix_query query = support_query(&f->arena, f->index, names[i], IX_PARTY_PERSON);
        ix_writing writings[IX_WRITINGS_ALL];
        int count = 0;
        assert_int_equal(
            ix_writings_make(writings, &count, f->index->knowledge, query.names, &f->arena, NULL),
            IX_OK);
        assert_int_equal(count, 0);
    }
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
        cmocka_unit_test(names_in_disguise),
        cmocka_unit_test(honest_words_are_not_turned),
        cmocka_unit_test(given_name_and_surname_run_together),
        cmocka_unit_test(a_number_alone_stays_a_number),
        cmocka_unit_test(an_agreeing_document_is_never_silent),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
