/* Initials written together are initials; words that look like them are not. */
#include "test_names.h"

static void parse(const char *raw, const char *expected) {
    test_knowledge t = test_load(NULL, NULL);
    test_parse(t.knowledge, IX_PARTY_PERSON, raw, expected);
    ix_arena_free(&t.arena);
}

static void two_or_three_capitals_without_a_vowel_are_initials(void **state) {
    (void)state;
    parse("JC Zorg", "any: j/initial ~c/initial zorg/unknown");
    parse("Zorg JPR", "any: zorg/unknown j/initial ~p/initial ~r/initial");
    parse("ZORG, JC", "person comma: zorg/family j/initial ~c/initial");
}

static void words_stay_words(void **state) {
    (void)state;
    parse("Jc Zorg", "any: jc/unknown zorg/unknown");
    parse("JO Zorg", "any: jo/unknown zorg/unknown");
    parse("XYZ", "any: xyz/unknown");
    parse("JC PR", "any: jc/unknown pr/unknown");
    parse("DR Zorg", "person: dr/title zorg/unknown");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_or_three_capitals_without_a_vowel_are_initials),
        cmocka_unit_test(words_stay_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
