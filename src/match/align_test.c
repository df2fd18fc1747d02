/* What is aligned, left out and contradicted, part by part. */
#include "test_support.h"

#include "match_tables.h"

static ix_name_evidence compare(support_knowing *f, const char *a, const char *b,
                                ix_party_type type) {
    ix_name_evidence evidence;
    ix_names_compare(&evidence, f->knowledge, support_name(f, a, type), support_name(f, b, type),
                     type != IX_PARTY_PERSON, NULL);
    return evidence;
}

static int count_of(const ix_name_evidence *e, ix_relation_kind relation) {
    int count = 0;
    for (int i = 0; i < e->count; i++) {
        count += e->pieces[i].relation == relation && e->pieces[i].kind == IX_EVIDENCE_NAME_PART;
    }
    return count;
}

static void a_full_name_in_another_order_is_exact(void **state) {
    ix_name_evidence e = compare(*state, "Andrei Gennadyevich Tikhonov",
                                 "TIKHONOV, Andrei Gennadyevich", IX_PARTY_PERSON);
    assert_true(e.exact && e.complete && !e.contradicted);
    assert_int_equal(e.aligned, 3);
    assert_int_equal(count_of(&e, IX_RELATION_EQUAL), 3);
}

static void an_omission_costs_less_than_a_contradiction(void **state) {
    ix_name_evidence omitted =
        compare(*state, "Andrei Tikhonov", "TIKHONOV, Andrei Gennadyevich", IX_PARTY_PERSON);
    ix_name_evidence other = compare(*state, "Andrei Petrovich Tikhonov",
                                     "TIKHONOV, Andrei Gennadyevich", IX_PARTY_PERSON);
    assert_false(omitted.complete || omitted.contradicted);
    assert_int_equal(count_of(&omitted, IX_RELATION_MISSING), 1);
    assert_true(other.contradicted);
    assert_int_equal(count_of(&other, IX_RELATION_CONTRADICTS), 1);
    assert_true(other.millibits < omitted.millibits + IX_W_CONTRADICTS_PATRONYMIC / 2);
}

static void joined_and_split_parts_meet(void **state) {
    ix_name_evidence e =
        compare(*state, "Abdulrahman Muhammad", "ABDUL RAHMAN, Muhammad", IX_PARTY_PERSON);
    assert_int_equal(count_of(&e, IX_RELATION_JOINED), 1);
    assert_true(e.complete && !e.exact);
}

static void initials_count_only_beside_a_part(void **state) {
    ix_name_evidence beside =
        compare(*state, "A. G. Tikhonov", "TIKHONOV, Andrei Gennadyevich", IX_PARTY_PERSON);
    ix_name_evidence alone =
        compare(*state, "A. G.", "TIKHONOV, Andrei Gennadyevich", IX_PARTY_PERSON);
    assert_int_equal(count_of(&beside, IX_RELATION_INITIAL), 2);
    assert_int_equal(count_of(&alone, IX_RELATION_INITIAL), 0);
}

static void the_whole_name_as_listed_is_never_below_the_bar(void **state) {
    static const char *const names[] = {"Li", "AO", "The", "B", "Bank", "7"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        for (int type = IX_PARTY_ANY; type <= IX_PARTY_VESSEL; type++) {
            ix_name_evidence e = compare(*state, names[i], names[i], (ix_party_type)type);
            assert_true(e.millibits >= IX_W_EXACT_FLOOR);
        }
    }
}

static void a_listed_name_with_one_slip_reaches_the_bar(void **state) {
    ix_name_evidence common = compare(*state, "Jose Gercia", "GARCIA, Jose", IX_PARTY_PERSON);
    assert_true(common.millibits >= IX_W_SLIP_FLOOR);
    ix_name_evidence other = compare(*state, "Maria Lopez", "LOPEZ, Mario", IX_PARTY_PERSON);
    assert_true(other.millibits < IX_W_SLIP_FLOOR);
    ix_name_evidence two = compare(*state, "Jzse Gercia", "GARCIA, Jose", IX_PARTY_PERSON);
    assert_true(two.millibits < IX_W_ALERT_BAR);
    ix_name_evidence open = compare(*state, "Jose Gercia", "GARCIA, Jose Luis", IX_PARTY_PERSON);
    assert_true(open.millibits < IX_W_ALERT_BAR);
}

static void what_agrees_beside_a_part_at_odds_does_not_suffice(void **state) {
    ix_name_evidence brothers = compare(*state, "Yasir Sabawi Ibrahim Hasan al-Tikriti",
                                        "Omar Sabawi Ibrahim Hasan al-Tikriti", IX_PARTY_PERSON);
    assert_true(brothers.at_odds && brothers.contradicted);
    assert_int_equal(brothers.millibits, IX_W_AT_ODDS_MOST);
}

static void a_garbled_part_costs_less_than_another_name(void **state) {
    ix_name_evidence garbled =
        compare(*state, "Niels Oscar Dukhxalyb", "Niels Oscar Dukhvalov", IX_PARTY_PERSON);
    ix_name_evidence other =
        compare(*state, "Niels Oscar Chekunov", "Niels Oscar Dukhvalov", IX_PARTY_PERSON);
    ix_name_evidence long_names = compare(*state, "Natalya Ivanovna Kasperskaya",
                                          "BEZRUCHENKO, Natalya Ivanovna", IX_PARTY_PERSON);
    assert_false(garbled.at_odds);
    assert_true(other.at_odds && long_names.at_odds);
    assert_true(garbled.millibits > other.millibits);
}

static void initials_contradict_initials_and_given_names(void **state) {
    ix_name_evidence initials =
        compare(*state, "FROST, William G.", "FROST, William W.", IX_PARTY_PERSON);
    assert_true(initials.at_odds);
    ix_name_evidence given =
        compare(*state, "FROST, William G.", "FROST, William Walter", IX_PARTY_PERSON);
    assert_true(given.at_odds);
}

static void the_sum_is_the_sum_of_the_pieces(void **state) {
    static const char *const names[] = {"TIKHONOV, Andrei Gennadyevich", "Tikhonova Katerina",
                                        "AO Kaspersky Lab", "Abdul Rahman bin Said al-Ghamdi"};
    for (int i = 0; i < 16; i++) {
        ix_name_evidence e = compare(*state, names[i / 4], names[i % 4], IX_PARTY_ANY);
        int32_t sum = 0;
        for (int p = 0; p < e.count; p++) {
            sum += e.pieces[p].millibits;
        }
        assert_int_equal(sum, e.millibits);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_full_name_in_another_order_is_exact),
        cmocka_unit_test(an_omission_costs_less_than_a_contradiction),
        cmocka_unit_test(joined_and_split_parts_meet),
        cmocka_unit_test(initials_count_only_beside_a_part),
        cmocka_unit_test(the_whole_name_as_listed_is_never_below_the_bar),
        cmocka_unit_test(a_listed_name_with_one_slip_reaches_the_bar),
        cmocka_unit_test(what_agrees_beside_a_part_at_odds_does_not_suffice),
        cmocka_unit_test(a_garbled_part_costs_less_than_another_name),
        cmocka_unit_test(initials_contradict_initials_and_given_names),
        cmocka_unit_test(the_sum_is_the_sum_of_the_pieces),
    };
    return cmocka_run_group_tests(tests, support_know, support_forget);
}
