/* A word of the question that is two listed parts with a slip in one of them: the index finds what
 * the exhaustive scan finds. */
#include "test_support.h"
#include "run.h"
#include "split.h"

static const support_row rows[] = {
    {"1", IX_PARTY_PERSON, "BUCHENBERG, Friedrich|FRIEDRICH BUCHENBERG", NULL, NULL, 0, 0, 0},
    {"2", IX_PARTY_PERSON, "USMANOV, Alisher Burkhanovich", NULL, NULL, 0, 0, 0},
    {"3", IX_PARTY_ORGANIZATION, "PROMSVYAZ TRADING BANK", NULL, NULL, 0, 0, 0},
    {"4", IX_PARTY_PERSON, "Charlesfarrell MALONE", NULL, NULL, 0, 0, 0},
    {"5", IX_PARTY_PERSON, "FRIEDRICH, Anton|BUCHENBERG, Karl", NULL, NULL, 0, 0, 0},
    {"6", IX_PARTY_PERSON, "ABD AL-SHAKUR, Karim", NULL, NULL, 0, 0, 0},
    {"7", IX_PARTY_PERSON, "VAN LEEFSTRA, Martin", NULL, NULL, 0, 0, 0},
    {"8", IX_PARTY_ORGANIZATION, "Duran Duran", NULL, NULL, 0, 0, 0},
};

static int set_up(void **state) {
    return support_set_up(state, rows, (int)(sizeof rows / sizeof rows[0]));
}

/* The key of the only match, or "". */
static ix_str ask(support_fixture *f, const char *name, ix_party_type type) {
    ix_matches by_index = support_both_ways(f, name, type, &f->arena);
    return by_index.count == 1 ? ix_index_entity_at(f->index, by_index.items[0].entity).key
                               : (ix_str){0};
}

static void a_slip_in_either_part_is_found(void **state) {
    static const struct {
        const char *name, *key;
        ix_party_type type;
    } cases[] = {
        {"fridrichbuchenberg", "1", IX_PARTY_PERSON},  /* a letter is missing in the first */
        {"FRIEDRICHBUCHENBURG", "1", IX_PARTY_PERSON}, /* another letter in the second */
        {"USMANOVALIHSER", "2", IX_PARTY_PERSON},      /* neighbours swapped */
        {"Martin WANLEEFSTRA", "7", IX_PARTY_PERSON},  /* another letter in one of three */
        {"Martin AVNLEEFSTRA", "7", IX_PARTY_PERSON},  /* its letters swapped */
        {"PROMSVYAZTRADDING BANK", "3", IX_PARTY_ORGANIZATION},
        {"Charels Farrell Malone", "4", IX_PARTY_PERSON}, /* listed in one word */
        {"Duranduram", "8", IX_PARTY_ORGANIZATION},       /* both parts are one word */
        {"Durbnduran", "8", IX_PARTY_ORGANIZATION},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ix_str key = ask(*state, cases[i].name, cases[i].type);
        if (!ix_str_equal(key, ix_str_from_cstr(cases[i].key))) {
            fail_msg("%s does not find %s", cases[i].name, cases[i].key);
        }
    }
}

static void two_slips_and_short_parts_are_not(void **state) {
    assert_int_equal(ask(*state, "FRIDRICHBUCHENBURG", IX_PARTY_PERSON).len, 0);
    assert_int_equal(ask(*state, "FRIEDRICHBERG", IX_PARTY_PERSON).len, 0);
}

static void note_name(void *context, uint32_t name) {
    *(uint64_t *)context |= (uint64_t)1 << name;
}

static void names_with_both_parts_are_told(void **state) {
    support_fixture *f = *state;
    char roman[64];
    ix_mpart word = {.text = IX_STR("fridrichbuchenberg")};
    word.roman = (ix_str){roman, ix_text_roman_key(roman, (int)sizeof roman, word.text)};
    uint64_t told = 0;
    ix_split_names(f->index, &word, note_name, &told);
    assert_true((told & 3) == 3);
}

/* By consonants a word in Arabic letters leads to a run in Latin ones, which no other key does. */
static void names_with_the_same_consonants_are_told(void **state) {
    support_fixture *f = *state;
    ix_mpart word = {.text = IX_STR("عبدالشكور"), .roman = IX_STR("عبدالشكور")};
    uint64_t told = 0, like = 0;
    ix_split_names(f->index, &word, note_name, &told);
    ix_split_like(f->index, &word, note_name, &like);
    assert_int_equal(told, 0);
    assert_int_not_equal(like, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_slip_in_either_part_is_found),
        cmocka_unit_test(two_slips_and_short_parts_are_not),
        cmocka_unit_test(names_with_both_parts_are_told),
        cmocka_unit_test(names_with_the_same_consonants_are_told),
    };
    return cmocka_run_group_tests(tests, set_up, support_tear_down);
}
