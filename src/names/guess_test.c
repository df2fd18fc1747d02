/* Tests of what the words of a name suggest it names. */
#include "test_names.h"

static void names_tell_what_they_name(void **state) {
    (void)state;
    test_knowledge t = test_shipped();
    static const struct {
        const char *name;
        ix_party_type guess;
    } cases[] = {
        {"TIKHONOV, Andrei Gennadyevich", IX_PARTY_PERSON},
        {"John F. Kennedy", IX_PARTY_PERSON},
        {"Dr. Ayman al-Zawahiri", IX_PARTY_PERSON},
        {"Тихонов А.Г.", IX_PARTY_PERSON},
        {"Tikhonov A.G.", IX_PARTY_PERSON},
        {"WANG AO", IX_PARTY_PERSON},
        {"PAO, Yu Liang", IX_PARTY_PERSON},
        {"QWERTZ, Zxcvb", IX_PARTY_PERSON},
        {"USS, Artem Alexandrovich", IX_PARTY_PERSON},
        {"CECOEX, S.A.", IX_PARTY_ORGANIZATION},
        {"CECOEX, SA", IX_PARTY_ORGANIZATION},
        {"BANK OF X, S.A.", IX_PARTY_ORGANIZATION},
        {"CO., LTD", IX_PARTY_ORGANIZATION},
        {"AO Kaspersky Lab", IX_PARTY_ORGANIZATION},
        {"Kaspersky Labs Limited", IX_PARTY_ORGANIZATION},
        {"Ahmed Al-Rashid Trading Company", IX_PARTY_ORGANIZATION},
        {"Feeney, Aufderhar and Kirlin", IX_PARTY_ORGANIZATION},
        {"Johnson & Johnson", IX_PARTY_ORGANIZATION},
        {"Fund IV", IX_PARTY_ORGANIZATION},
        {"Brigade 44", IX_PARTY_ORGANIZATION},
        {"M/V GIANT", IX_PARTY_VESSEL},
        {"MV GIANT", IX_PARTY_VESSEL},
        {"MV Shipping Co", IX_PARTY_ORGANIZATION},
        {"YV-2726", IX_PARTY_AIRCRAFT},
        {"P4-MMM", IX_PARTY_AIRCRAFT},
        {"Rosneft", IX_PARTY_ANY},
        {"AL QA'IDA", IX_PARTY_ANY},
        {"", IX_PARTY_ANY},
        {"...", IX_PARTY_ANY},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ix_arena arena;
        ix_arena_init(&arena, TEST_MEMORY);
        ix_parsed_name name;
        assert_int_equal(ix_name_parse(&name, t.knowledge, ix_str_from_cstr(cases[i].name),
                                       IX_PARTY_ANY, &arena, NULL),
                         IX_OK);
        if (name.guess != cases[i].guess) {
            fail_msg("'%s' gave %s", cases[i].name, ix_party_type_name(name.guess));
        }
        ix_arena_free(&arena);
    }
    ix_arena_free(&t.arena);
}

static void the_guess_does_not_follow_the_type_asked(void **state) {
    (void)state;
    test_knowledge t = test_load(NULL, NULL);
    test_parse(t.knowledge, IX_PARTY_PERSON, "Bank of Moscow",
               "organization: bank/unknown of/stop moscow/unknown");
    test_parse(t.knowledge, IX_PARTY_ORGANIZATION, "Andrei Ivanov",
               "person: andrei/distinctive ivanov/distinctive");
    ix_arena_free(&t.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_tell_what_they_name),
        cmocka_unit_test(the_guess_does_not_follow_the_type_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
