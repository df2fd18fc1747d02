/* Tests of abbreviations that stand for several words. */
#include "test_names.h"

static const char rows[] =
    "kind | npo rpa | Research and Production Association | Scientific Production Association\n"
    "body | pla | People's Liberation Army\n"
    "firm | uac | United Aircraft Corporation\n"
    "place | us | United States of America | United States\n";

static const char *const cases[][3] = {
    /* name, with its abbreviations written out, with its words abbreviated */
    {"NPO Energomash", "Research and Production Association Energomash", ""},
    {"JSC N.P.O. Energomash", "JSC Research and Production Association. Energomash", ""},
    {"RESEARCH AND PRODUCTION ASSOCIATION ENERGOMASH", "", "npo ENERGOMASH"},
    {"Scientific-Production Association Energomash", "", "npo Energomash"},
    {"PLA", "People's Liberation Army", ""},
    {"PLA Moscow", "People's Liberation Army Moscow", ""},
    {"People\xE2\x80\x99s Liberation Army", "", "pla"},
    {"PLA Trading", "", ""}, /* another firm of these letters */
    {"PLA LLC", "", ""},
    {"UAC LLC", "United Aircraft Corporation LLC", ""},
    {"UAC Trading LLC", "", ""},
    {"Bank of the United States of America", "", "Bank of the us"},
    {"Research and Production", "", ""}, /* not all of the words */
    {"Energomash", "", ""},
    {"", "", ""},
};

static void check_case(const test_knowledge *t, ix_arena *arena, const char *const wanted[3]) {
    ix_parsed_name name;
    ix_writing found[IX_REPHRASED_MAX];
    int count = 0, next = 0;
    assert_int_equal(ix_name_parse(&name, t->knowledge, ix_str_from_cstr(wanted[0]),
                                   IX_PARTY_ORGANIZATION, arena, NULL),
                     IX_OK);
    assert_int_equal(ix_name_rephrase(found, &count, t->knowledge, &name, arena, NULL), IX_OK);
    for (int way = 0; way < IX_REPHRASED_MAX; way++) {
        if (wanted[1 + way][0] != '\0') {
            assert_true(next < count);
            assert_int_equal(found[next].undone, IX_DISGUISE_ABBREVIATED);
            if (!ix_str_equal(found[next].text, ix_str_from_cstr(wanted[1 + way]))) {
                fail_msg("%s: %.*s", wanted[0], (int)found[next].text.len, found[next].text.ptr);
            }
            next++;
        }
    }
    assert_int_equal(count, next);
}

static void names_are_rephrased(void **state) {
    (void)state;
    test_knowledge t = test_load("names/phrases.txt", rows);
    assert_int_equal(t.status, IX_OK);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        check_case(&t, &t.arena, cases[i]);
    }
    ix_arena_free(&t.arena);
}

/* Every word written out stands for all of the abbreviation, and the other way. */
static void spans_are_those_of_the_text(void **state) {
    (void)state;
    test_knowledge t = test_load("names/phrases.txt", rows);
    ix_parsed_name name;
    ix_writing found[IX_REPHRASED_MAX];
    int count = 0;
    ix_str raw = IX_STR("JSC NPO Energomash");
    assert_int_equal(ix_name_parse(&name, t.knowledge, raw, IX_PARTY_ORGANIZATION, &t.arena, NULL),
                     IX_OK);
    assert_int_equal(ix_name_rephrase(found, &count, t.knowledge, &name, &t.arena, NULL), IX_OK);
    assert_int_equal(count, 1);
    ptrdiff_t at = ix_str_find(found[0].text, IX_STR("Production"), 0);
    ix_text_span span =
        ix_writing_origin(&found[0], raw, (ix_text_span){(int32_t)at, (int32_t)at + 10});
    assert_int_equal(span.from, 4);
    assert_int_equal(span.to, 7);
    at = ix_str_find(found[0].text, IX_STR("Energomash"), 0);
    span = ix_writing_origin(&found[0], raw, (ix_text_span){(int32_t)at, (int32_t)at + 10});
    assert_int_equal(span.from, 8);
    assert_int_equal(span.to, 18);
    ix_arena_free(&t.arena);
}

static void faults_name_their_line(void **state) {
    (void)state;
    static const char *const faulty[] = {
        "kind\n",
        "kind | npo\n",
        "thing | npo | research and production association\n",
        "kind | | research and production association\n",
        "kind | npo | association\n",
        "kind | npo | a b c d e f g h i j k l m n\n",
        "body | npo | research and production association\nbody | npo | some other words\n",
    };
    for (size_t i = 0; i < sizeof faulty / sizeof faulty[0]; i++) {
        test_load_fails("names/phrases.txt", faulty[i], strchr(faulty[i], '\n')[1] != '\0' ? 2 : 1);
    }
}

/* Abbreviations of one row mean the same: they meet without being written out. */
static void kinds_are_generic_words_of_one_concept(void **state) {
    (void)state;
    test_knowledge t = test_load("names/phrases.txt", rows);
    const ix_word *npo = ix_knowledge_word(t.knowledge, IX_STR("npo"));
    const ix_word *rpa = ix_knowledge_word(t.knowledge, IX_STR("rpa"));
    assert_non_null(npo);
    assert_non_null(rpa);
    assert_true((npo->flags & IX_WORD_ORG_GENERIC) != 0 && npo->concept != 0);
    assert_int_equal(npo->concept, rpa->concept);
    assert_int_equal(ix_knowledge_word(t.knowledge, IX_STR("pla"))->flags, 0);
    ix_arena_free(&t.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_rephrased),
        cmocka_unit_test(spans_are_those_of_the_text),
        cmocka_unit_test(faults_name_their_line),
        cmocka_unit_test(kinds_are_generic_words_of_one_concept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
