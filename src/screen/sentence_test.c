/* Tests of the sentences: none is missing, each is English, and what would settle is true. */
#include "sentence.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const ix_evidence_kind kinds[] = {
#define KIND_ROW(name, text) name,
    IX_EVIDENCE_KIND_LIST(KIND_ROW)
#undef KIND_ROW
};
static const ix_relation_kind relations[] = {
#define RELATION_ROW(name, text) name,
    IX_RELATION_LIST(RELATION_ROW)
#undef RELATION_ROW
};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const char *sentence(ix_evidence_kind kind, ix_relation_kind relation, const char *query,
                            const char *listed) {
    static char text[1000];
    ix_buf out;
    ix_buf_init(&out, 4096);
    sentence_append(&out, kind, relation, ix_str_from_cstr(query), ix_str_from_cstr(listed));
    snprintf(text, sizeof text, "%.*s", (int)out.len, out.ptr != NULL ? (const char *)out.ptr : "");
    ix_buf_free(&out);
    return text;
}

/* Whatever kind and relation, and whichever side is empty. */
static void every_reason_has_a_sentence(void **state) {
    (void)state;
    for (size_t k = 0; k < COUNT(kinds); k++) {
        for (size_t r = 0; r < COUNT(relations); r++) {
            for (int side = 0; side < 3; side++) {
                const char *text = sentence(kinds[k], relations[r], side == 1 ? "" : "asked",
                                            side == 2 ? "" : "listed");
                bool begins = (text[0] >= 'A' && text[0] <= 'Z') || text[0] == '"';
                if (!begins || strchr(text, '%') != NULL || strlen(text) < 10 ||
                    text[strlen(text) - 1] == '.') {
                    fail_msg("%s, %s: '%s'", ix_evidence_kind_name(kinds[k]),
                             ix_relation_kind_name(relations[r]), text);
                }
            }
            assert_in_range(sentence_group_of(kinds[k], relations[r]), 0, SENTENCE_GROUPS - 1);
        }
    }
}

static void sentences_say_what_is(void **state) {
    (void)state;
    static const struct {
        ix_evidence_kind kind;
        ix_relation_kind relation;
        const char *query, *listed, *expected;
    } rows[] = {
        {IX_EVIDENCE_NAME_PART, IX_RELATION_EQUAL, "Igor", "IGOR",
         "\"Igor\" is the listed \"IGOR\""},
        {IX_EVIDENCE_NAME_PART, IX_RELATION_INITIAL, "A", "Andrei",
         "\"A\" may be the initial of the listed \"Andrei\""},
        {IX_EVIDENCE_NAME_PART, IX_RELATION_INITIAL, "Andrei", "A",
         "\"Andrei\" may be what the listed initial \"A\" stands for"},
        {IX_EVIDENCE_NAME_PART, IX_RELATION_MISSING, "Petrovich", "",
         "The listed name has nothing like \"Petrovich\""},
        {IX_EVIDENCE_NAME_PART, IX_RELATION_MISSING, "", "Petrovich",
         "The listed \"Petrovich\" was not asked about"},
        {IX_EVIDENCE_DOB, IX_RELATION_EQUAL, "1966", "1966-11-09",
         "The date of birth asked, 1966, year only, agrees with the listed 9 November 1966 as far "
         "as both tell"},
        {IX_EVIDENCE_DOB, IX_RELATION_VARIANT, "1966-11", "~1965",
         "The date of birth asked, November 1966, no day, may be the listed about 1965"},
        {IX_EVIDENCE_DOB, IX_RELATION_TYPO, "1966-11-09", "1966-09-11",
         "The date of birth asked, 9 November 1966, is a slip away from the listed 11 September "
         "1966"},
        {IX_EVIDENCE_DOB, IX_RELATION_CONTRADICTS, "1966-11-09", "1970/1972",
         "The date of birth asked, 9 November 1966, contradicts the listed between 1970 and 1972"},
        {IX_EVIDENCE_COUNTRY, IX_RELATION_CONTRADICTS, "CU", "RU",
         "The country asked is CU, the listed one RU"},
        {IX_EVIDENCE_TYPE, IX_RELATION_CONTRADICTS, "person", "vessel",
         "The kind asked is person, the listed one vessel"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_string_equal(sentence(rows[i].kind, rows[i].relation, rows[i].query, rows[i].listed),
                            rows[i].expected);
    }
}

/* A date that is none stays as it was written, and hostile bytes do not reach the terminal. */
static void odd_values_stay_harmless(void **state) {
    (void)state;
    static const char *const dates[] = {"",  "soon", "1966-13-01",  "1966-1",
                                        "/", "~",    "1966-11-09/", "\033[2J"};
    for (size_t i = 0; i < COUNT(dates); i++) {
        ix_buf out;
        ix_buf_init(&out, 4096);
        sentence_append_date(&out, ix_str_from_cstr(dates[i]));
        assert_true(ix_str_find(ix_buf_view(&out), IX_STR("\033"), 0) < 0);
        ix_buf_free(&out);
    }
    assert_null(
        strchr(sentence(IX_EVIDENCE_NAME_PART, IX_RELATION_EQUAL, "\033[2J", "\007"), '\033'));
}

static void assert_settling(unsigned unasked, sentence_sum sum, const char *expected) {
    ix_buf out;
    ix_buf_init(&out, 4096);
    sentence_append_settling(&out, unasked, &sum);
    if (!ix_str_equal(ix_buf_view(&out), ix_str_from_cstr(expected))) {
        fail_msg("'%.*s', expected '%s'", (int)out.len, out.ptr, expected);
    }
    ix_buf_free(&out);
}

static void what_would_settle(void **state) {
    (void)state;
    static const unsigned dob = 1u << IX_EVIDENCE_DOB, id = 1u << IX_EVIDENCE_IDENTIFIER;
    sentence_sum open = {28000, false, 7000, 8500};
    sentence_sum contradicted = {28000, true, 7000, 8500};
    sentence_sum low = {2000, false, 7000, 8500};
    sentence_sum sure = {60000, false, 7000, 8500};
    assert_settling(0, open, "");
    assert_settling(dob, open,
                    "The listed party has a date of birth, not asked about. A date of birth that "
                    "agrees would establish it; one that differs would leave it below the alert "
                    "bar.");
    assert_settling(dob, contradicted,
                    "The listed party has a date of birth, not asked about. A date of birth that "
                    "agrees would have it above the alert bar; one that differs would leave it "
                    "below the alert bar.");
    assert_settling(dob, low,
                    "The listed party has a date of birth, not asked about. A date of birth that "
                    "agrees would not suffice; one that differs would leave it below the alert "
                    "bar.");
    assert_settling(dob | id, sure,
                    "The listed party has a date of birth and identifiers, not asked about. A date "
                    "of birth that agrees would establish it; one that differs would not be enough "
                    "to clear it. An identifier that agrees decides by itself.");
    assert_settling(
        1u << IX_EVIDENCE_GENDER | 1u << IX_EVIDENCE_COUNTRY | 1u << IX_EVIDENCE_ADDRESS, open,
        "The listed party has a country, a gender and an address, not asked about.");
}

static void strength_in_words(void **state) {
    (void)state;
    static const struct {
        int64_t millibits;
        const char *expected;
    } rows[] = {
        {17000, "very strong evidence for it"},   {9000, "strong evidence for it"},
        {3000, "fair evidence for it"},           {1500, "weak evidence for it"},
        {-250, "next to no evidence against it"}, {-16000, "very strong evidence against it"}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        ix_buf out;
        ix_buf_init(&out, 4096);
        sentence_append_strength(&out, rows[i].millibits);
        assert_true(ix_str_equal(ix_buf_view(&out), ix_str_from_cstr(rows[i].expected)));
        ix_buf_free(&out);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_reason_has_a_sentence), cmocka_unit_test(sentences_say_what_is),
        cmocka_unit_test(odd_values_stay_harmless),    cmocka_unit_test(what_would_settle),
        cmocka_unit_test(strength_in_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
