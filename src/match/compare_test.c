/* Pairs of names, from the rules of the field; and symmetry over many. */
#include "test_support.h"

typedef struct fixture {
    ix_arena arena;
    const ix_knowledge *knowledge;
} fixture;

static int set_up(void **state) {
    fixture *f = calloc(1, sizeof *f);
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

typedef struct pair {
    const char *a, *b;
    ix_party_type type;
    bool alike;
} pair;

static const pair pairs[] = {
    {"Andrei Gennadyevich Tikhonov", "TIKHONOV, Andrei Gennadyevich", IX_PARTY_PERSON, true},
    {"Тихонов Андрей Геннадьевич", "TIKHONOV, Andrei Gennadyevich", IX_PARTY_PERSON, true},
    {"Andrey Tikhonov", "TIKHONOV, Andrei Gennadyevich", IX_PARTY_PERSON, true},
    {"Mikhail Yuryevich Gerber", "GERBER, Mikhail Yuyevich", IX_PARTY_PERSON, true},
    {"Katerina Tikhonova", "TIKHONOV, Andrei Gennadyevich", IX_PARTY_PERSON, false},
    {"Tikhonov", "TIKHONOV, Andrei Gennadyevich", IX_PARTY_PERSON, false},
    {"Andrei Petrovich Tikhonov", "TIKHONOV, Andrei Gennadyevich", IX_PARTY_PERSON, false},
    {"Natalya Kaspersky", "KASPERSKY, Yevgeniy Valentinovich", IX_PARTY_PERSON, false},
    {"Li Wei", "LU, Wei", IX_PARTY_PERSON, false},
    {"Igor Tchekunov", "CHEKUNOV, Igor Gennadyevich", IX_PARTY_PERSON, true},
    {"Abdulrahman Muhammad", "ABDUL RAHMAN, Muhammad", IX_PARTY_PERSON, true},
    {"OOO Kaspersky Group", "Kaspersky Group LLC", IX_PARTY_ORGANIZATION, true},
    {"AO Kaspersky Lab", "Kaspersky Lab", IX_PARTY_ORGANIZATION, true},
    {"Alpha Invest Fund III", "Alpha Invest Fund IV", IX_PARTY_ORGANIZATION, false},
    {"Brigade 44", "Brigade 45", IX_PARTY_ORGANIZATION, false},
    {"Rosneft Trading GmbH", "Rosneft Trading GmbH", IX_PARTY_ORGANIZATION, true},
    {"Moscow Shipping Company", "Havana Shipping Company", IX_PARTY_ORGANIZATION, false},
};

static void pairs_come_out_right(void **state) {
    fixture *f = *state;
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        ix_comparison c;
        assert_int_equal(ix_match_compare(&c, f->knowledge, ix_str_from_cstr(pairs[i].a),
                                          ix_str_from_cstr(pairs[i].b), pairs[i].type, &f->arena,
                                          NULL),
                         IX_OK);
        if ((c.score >= IX_SCORE_ALERT) != pairs[i].alike) {
            fail_msg("%s | %s: %d", pairs[i].a, pairs[i].b, c.score);
        }
    }
}

static void comparing_is_symmetric(void **state) {
    fixture *f = *state;
    const int count = (int)(sizeof pairs / sizeof pairs[0]);
    for (int i = 0; i < 2 * count; i++) {
        for (int j = 0; j < 2 * count; j++) {
            ix_str a = ix_str_from_cstr(i < count ? pairs[i].a : pairs[i - count].b);
            ix_str b = ix_str_from_cstr(j < count ? pairs[j].a : pairs[j - count].b);
            for (int type = IX_PARTY_ANY; type <= IX_PARTY_ORGANIZATION; type++) {
                ix_arena_mark mark = ix_arena_position(&f->arena);
                ix_comparison *ab = IX_NEW(&f->arena, ix_comparison, 2), *ba = ab + 1;
                assert_int_equal(
                    ix_match_compare(ab, f->knowledge, a, b, (ix_party_type)type, &f->arena, NULL),
                    IX_OK);
                assert_int_equal(
                    ix_match_compare(ba, f->knowledge, b, a, (ix_party_type)type, &f->arena, NULL),
                    IX_OK);
                if (ab->millibits != ba->millibits) {
                    fail_msg("%.*s | %.*s: %d and %d", IX_ARG(a), IX_ARG(b), ab->millibits,
                             ba->millibits);
                }
                ix_arena_rewind(&f->arena, mark);
            }
        }
    }
}

static void a_name_equals_itself_over_the_bar(void **state) {
    fixture *f = *state;
    static const char *const names[] = {"Li",          "A",  "BNC", "44",  "Ivan Ivanov", "AO",
                                        "The Company", "鄭", "Al",  "Dr.", "S.A. DE C.V."};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        ix_comparison c;
        ix_str name = ix_str_from_cstr(names[i]);
        assert_int_equal(
            ix_match_compare(&c, f->knowledge, name, name, IX_PARTY_ANY, &f->arena, NULL), IX_OK);
        if (c.score < IX_SCORE_ALERT) {
            fail_msg("%s: %d", names[i], c.score);
        }
    }
}

static void evidence_names_the_parts_as_written(void **state) {
    fixture *f = *state;
    ix_comparison c;
    ix_str asked = IX_STR("Тихонов Андрей");
    assert_int_equal(ix_match_compare(&c, f->knowledge, asked, IX_STR("TIKHONOV, Andrei"),
                                      IX_PARTY_PERSON, &f->arena, NULL),
                     IX_OK);
    bool seen = false;
    for (int i = 0; i < c.evidence_count; i++) {
        const ix_evidence *e = &c.evidence[i];
        if (ix_str_equal(e->listed, IX_STR("TIKHONOV"))) {
            seen = true;
            assert_int_equal(e->relation, IX_RELATION_TRANSLITERATION);
            assert_true(ix_str_equal(e->query, IX_STR("Тихонов")));
            assert_int_equal(e->from, 0);
            assert_int_equal(e->to, 14);
        }
    }
    assert_true(seen);
}

/* How the names as wholes are related. */
static ix_relation_kind whole_relation(fixture *f, const char *a, const char *b) {
    ix_comparison c;
    assert_int_equal(ix_match_compare(&c, f->knowledge, ix_str_from_cstr(a), ix_str_from_cstr(b),
                                      IX_PARTY_PERSON, &f->arena, NULL),
                     IX_OK);
    for (int i = 0; i < c.evidence_count; i++) {
        if (c.evidence[i].kind == IX_EVIDENCE_NAME) {
            return c.evidence[i].relation;
        }
    }
    fail_msg("%s and %s: nothing is said of them as wholes", a, b);
    return IX_RELATION_MISSING;
}

/* What is left of a name in ASCII leads to it, but it is not the name. */
static void a_name_in_ascii_is_told_from_the_name(void **state) {
    fixture *f = *state;
    const char *name = "Mad\u017E\u00EDd Chans\u00E1r\u00ED", *left = "Madd Chansr";
    assert_int_equal(whole_relation(f, left, name), IX_RELATION_TRANSLITERATION);
    assert_int_equal(whole_relation(f, name, left), IX_RELATION_TRANSLITERATION);
    assert_int_equal(whole_relation(f, name, name), IX_RELATION_EQUAL);
    assert_int_equal(whole_relation(f, "PUTIN, Vladimir", "Vladimir Putin"), IX_RELATION_EQUAL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_come_out_right),
        cmocka_unit_test(comparing_is_symmetric),
        cmocka_unit_test(a_name_equals_itself_over_the_bar),
        cmocka_unit_test(evidence_names_the_parts_as_written),
        cmocka_unit_test(a_name_in_ascii_is_told_from_the_name),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
