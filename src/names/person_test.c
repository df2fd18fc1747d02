/* Tests of the roles of persons' parts, on knowledge of a few rows; more in tests/corpus/names. */
#include "test_names.h"

static void parse(const char *raw, const char *expected) {
    test_knowledge t = test_load(NULL, NULL);
    test_parse(t.knowledge, IX_PARTY_PERSON, raw, expected);
    ix_arena_free(&t.arena);
}

static void a_comma_parts_family_and_given(void **state) {
    (void)state;
    parse("ZORG, Xyz Petrovich", "person comma: zorg/family xyz/given petrovich/patronymic");
    parse("AL-ZORG, Xyz bin Abc",
          "person comma: al/particle ~zorg/family xyz/given bin/particle abc/patronymic");
    parse("ZORG, Petrovich", "person comma: zorg/family petrovich/given");
    parse("ZORG Y ABC, Xyz", "person comma: zorg/family y/stop abc/family xyz/given");
    parse("O ZORG, Xyz", "person comma: o/particle zorg/family xyz/given");
}

static void without_a_comma_patronymics_decide(void **state) {
    (void)state;
    parse("Xyz Petrovich Zorg", "person: xyz/given petrovich/patronymic zorg/family");
    parse("Zorg Xyz Petrovich", "person: zorg/family xyz/given petrovich/patronymic");
    parse("Zorg Petrovich", "person: zorg/unknown petrovich/unknown");
    parse("Xyz Petrovna", "person: xyz/given petrovna/patronymic");
    parse("Abramovich Xyz Petrovich", "person: abramovich/family xyz/given petrovich/patronymic");
}

static void endings_of_surnames_elsewhere_must_stand_inside(void **state) {
    (void)state;
    parse("Xyz Petrovic Zorg", "any: xyz/given petrovic/patronymic zorg/family");
    parse("Xyz Zorg Petrovic", "any: xyz/unknown zorg/unknown petrovic/unknown");
    parse("Xyz Petrovic", "any: xyz/unknown petrovic/unknown");
}

static void known_given_names_decide(void **state) {
    (void)state;
    parse("Andrei Zorg", "person: andrei/given zorg/unknown");
    parse("Zorg Andrei", "person: zorg/unknown andrei/given");
    parse("Andrei Maria", "person: andrei/unknown maria/unknown");
    parse("Zorg bin Andrei Xyz", "person: zorg/unknown bin/particle andrei/unknown xyz/unknown");
}

static void initials_are_single_letters(void **state) {
    (void)state;
    parse("A. B. Zorg", "person: a/initial b/initial zorg/unknown");
    parse("Zorg A.B.", "any: zorg/unknown a/initial ~b/initial");
    parse("А. Ю. Зорг", "person: a/initial yu/initial zorg/unknown");
    parse("A. Yu. Zorg", "any: a/initial yu/initial zorg/unknown");
}

static void titles_and_suffixes_keep_a_name(void **state) {
    (void)state;
    parse("Dr. Andrei Zorg", "person: dr/title andrei/given zorg/unknown");
    parse("King Xyz Zorg", "any: king/title xyz/unknown zorg/unknown");
    parse("King Zorg", "any: king/unknown zorg/unknown");
    parse("Zorg, Dr.", "person: zorg/unknown dr/title");
    parse("Xyz Zorg, Jr.", "any: xyz/unknown zorg/unknown jr/suffix");
    parse("ZORG, Xyz, Jr.", "person comma: zorg/family xyz/given jr/suffix");
    parse("ZORG JR, Xyz", "person comma: zorg/family jr/suffix xyz/given");
    parse("Dr. Jr.", "person: dr/unknown jr/suffix");
    parse("Dr.", "person: dr/unknown");
}

static void particles_need_a_follower(void **state) {
    (void)state;
    parse("Xyz van Zorg", "any: xyz/unknown van/particle zorg/unknown");
    parse("Van Zorg", "any: van/unknown zorg/unknown");
    parse("ZORG, Bin", "person comma: zorg/family bin/given");
    parse("VAN ZORG, Xyz", "person comma: van/particle zorg/family xyz/given");
    parse("Al", "any: al/unknown");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_comma_parts_family_and_given),
        cmocka_unit_test(without_a_comma_patronymics_decide),
        cmocka_unit_test(endings_of_surnames_elsewhere_must_stand_inside),
        cmocka_unit_test(known_given_names_decide),
        cmocka_unit_test(initials_are_single_letters),
        cmocka_unit_test(titles_and_suffixes_keep_a_name),
        cmocka_unit_test(particles_need_a_follower),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
