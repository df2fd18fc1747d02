/* A run and a part that may be one word must share a key, whichever of them is listed. */
#include "test_support.h"
#include "match_tables.h"
#include "run.h"

static ix_mpart part_of(const char *text, char *roman) {
    ix_mpart part = {.text = ix_str_from_cstr(text)};
    part.roman = (ix_str){roman, ix_text_roman_key(roman, 256, part.text)};
    return part;
}

/* Are they one? Ends that do not tell so belong to no word. */
static bool is_run(ix_doubt *doubt, const ix_run *run, const ix_mpart *whole) {
    ix_run_ends ends = ix_run_ends_of(run);
    ix_run_word word = ix_run_word_of(whole);
    bool is = ix_run_is(doubt, run, whole);
    assert_true(!is || ix_run_ends_may(&ends, &word));
    return is;
}

static bool run_is(const char *first, const char *second, const char *third, const char *word) {
    char keys[4][256];
    const ix_mpart parts[3] = {part_of(first, keys[0]), part_of(second, keys[1]),
                               part_of(third, keys[2])};
    const ix_mpart whole = part_of(word, keys[3]);
    ix_run run;
    ix_doubt doubt;
    return ix_run_make(&run, parts, third[0] ? 3 : 2) && is_run(&doubt, &run, &whole);
}

static void neighbours_are_one_word(void **state) {
    assert_true(run_is("abdul", "rahman", "", "abdulrahman"));
    assert_true(run_is("abd", "al", "rahman", "abdalrahman"));
    assert_true(run_is("abd", "al", "rahman", "abdulrahman"));
    assert_true(run_is("abdel", "rahman", "", "abdurrahman"));
    assert_true(run_is("shams", "al", "din", "shamsuddin"));
    assert_true(run_is("promsvyaz", "bank", "", "promsvyazbank"));
    assert_true(run_is("عبد", "الرحمن", "", "عبدالرحمن"));
    assert_true(run_is("عبد", "الرحمن", "", "abdulrahman"));
    assert_true(run_is("abd", "al", "rahman", "عبدالرحمن"));
    assert_true(run_is("al", "assad", "", "الاسد"));
    assert_true(run_is("friedrich", "buchenberg", "", "fridrichbuchenberg"));
    assert_true(run_is("friedrich", "buchenberg", "", "friedrichbuchenbreg"));
    assert_true(run_is("al", "assad", "", "اسد"));
}

static void others_are_not(void **state) {
    assert_false(run_is("abdul", "rahman", "", "abdulrahim"));
    assert_false(run_is("ali", "ghanem", "", "غانم"));
    assert_false(run_is("simon", "al", "", "سيمون"));
    assert_false(run_is("abdul", "rahman", "sulaiman", "abdulrahmansulaiman"));
    assert_false(run_is("nikol", "as", "", "nas"));
    assert_false(run_is("friedrich", "buchenberg", "", "fridrichbuchenbreg"));
    assert_false(run_is("friedrich", "li", "", "friedrichlu"));
}

/* Nearly all runs end otherwise than a word. */
static void ends_tell_words_apart(void **state) {
    char keys[3][256];
    const ix_mpart parts[2] = {part_of("abdul", keys[0]), part_of("rahman", keys[1])};
    const ix_mpart other = part_of("promsvyazbank", keys[2]);
    ix_run run;
    assert_true(ix_run_make(&run, parts, 2));
    ix_run_ends ends = ix_run_ends_of(&run);
    ix_run_word word = ix_run_word_of(&other);
    assert_false(ix_run_ends_may(&ends, &word));
}

/* No key leads to a name by its legal form, so that beside one nothing may be misspelt. */
static void no_slip_beside_a_legal_form(void **state) {
    (void)state;
    char keys[4][256];
    ix_mpart parts[2] = {part_of("yitu", keys[0]), part_of("limited", keys[1])};
    const ix_mpart glued = part_of("yitulimited", keys[2]), slip = part_of("yitulimted", keys[3]);
    ix_run run;
    ix_doubt doubt;
    assert_true(ix_run_make(&run, parts, 2) && is_run(&doubt, &run, &slip));
    parts[1].role = IX_ROLE_LEGAL_FORM;
    assert_true(ix_run_make(&run, parts, 2) && is_run(&doubt, &run, &glued));
    assert_false(is_run(&doubt, &run, &slip));
}

typedef struct key_list {
    uint64_t hashes[32768];
    int count;
} key_list;

static void collect(void *context, uint64_t hash) {
    key_list *list = context;
    assert_true(list->count < 32768);
    list->hashes[list->count++] = hash;
}

static bool meet(const key_list *a, const key_list *b) {
    for (int i = 0; i < a->count; i++) {
        for (int j = 0; j < b->count; j++) {
            if (a->hashes[i] == b->hashes[j]) {
                return true;
            }
        }
    }
    return false;
}

static key_list of_run, of_word;

/* Listed run, asked word; then listed word, asked run. */
static void assert_meet(const ix_run *run, const ix_mpart *whole, bool slip) {
    of_run.count = of_word.count = 0;
    ix_run_keys(run, false, collect, &of_run);
    ix_run_word_keys(whole, true, collect, &of_word);
    ix_abjad_keys(whole->text, true, collect, &of_word);
    /* Listed runs with a slip have no keys: split_test.c. */
    bool listed_run = slip || meet(&of_run, &of_word);
    of_run.count = of_word.count = 0;
    ix_run_keys(run, true, collect, &of_run);
    ix_part_keys(whole, collect, &of_word);
    ix_abjad_keys(whole->text, false, collect, &of_word);
    ix_run_word_keys(whole, false, collect, &of_word);
    if (!listed_run || !meet(&of_run, &of_word)) {
        fail_msg("%.*s and %.*s may be one word and share no key", run->len, run->bytes,
                 (int)whole->text.len, whole->text.ptr);
    }
}

static uint32_t next_random(uint32_t *seed) {
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static void what_is_one_word_shares_a_key(void **state) {
    static const char *const bits[] = {"abd",    "al",     "ul",    "el",  "ur",  "ush",
                                       "rahman", "shakur", "din",   "ali", "nur", "عبد",
                                       "ال",     "رحمن",   "الدين", "شمس", "نور", "aziz",
                                       "allah",  "الله",   "عزيز",  "חי",  "ים"};
    const uint32_t bit_count = sizeof bits / sizeof bits[0];
    uint32_t seed = 17;
    int related = 0;
    for (int round = 0; round < 300000; round++) {
        char word[128] = "", keys[4][256];
        ix_mpart parts[3];
        int count = 2 + (int)(next_random(&seed) % 2),
            bits_in_word = 2 + (int)(next_random(&seed) % 2);
        for (int i = 0; i < count; i++) {
            parts[i] = part_of(bits[next_random(&seed) % bit_count], keys[i]);
        }
        for (int i = 0; i < bits_in_word; i++) {
            strcat(word, bits[next_random(&seed) % bit_count]);
        }
        ix_mpart whole = part_of(word, keys[3]);
        whole.skeleton = (ix_str){0};
        ix_run run;
        ix_doubt doubt;
        if (ix_run_make(&run, parts, count) && is_run(&doubt, &run, &whole)) {
            related++;
            int32_t more = doubt.loss - IX_W_LOSS_JOINED;
            assert_meet(&run, &whole, more == IX_W_LOSS_TYPO_LONG || more == IX_W_LOSS_TYPO_MEDIUM);
        }
    }
    assert_true(related > 200);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(neighbours_are_one_word),
        cmocka_unit_test(others_are_not),
        cmocka_unit_test(ends_tell_words_apart),
        cmocka_unit_test(no_slip_beside_a_legal_form),
        cmocka_unit_test(what_is_one_word_shares_a_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
