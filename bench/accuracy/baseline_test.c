#include "accuracy.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static plain_name plain(ix_arena *arena, const char *text) {
    plain_name name;
    assert_int_equal(plain_name_read(&name, ix_str_from_cstr(text), arena, NULL), IX_OK);
    return name;
}

static int32_t by_jaro(const char *a, const char *b) {
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    plain_name x = plain(&arena, a), y = plain(&arena, b);
    int32_t score = baseline_jaro_winkler(&x, &y);
    assert_int_equal(score, baseline_jaro_winkler(&y, &x));
    ix_arena_free(&arena);
    return score;
}

static int32_t by_edits(const char *a, const char *b) {
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    plain_name x = plain(&arena, a), y = plain(&arena, b);
    int32_t score = baseline_levenshtein(&x, &y);
    assert_int_equal(score, baseline_levenshtein(&y, &x));
    ix_arena_free(&arena);
    return score;
}

/* The examples that Winkler's own report gives, and everybody since. */
static void jaro_winkler_is_the_published_one(void **state) {
    assert_int_equal(by_jaro("martha", "marhta"), 9611);
    assert_int_equal(by_jaro("dixon", "dicksonx"), 8133);
    assert_int_equal(by_jaro("dwayne", "duane"), 8400);
    assert_int_equal(by_jaro("abc", "xyz"), 0);
}

static void best_pairs_know_no_order(void **state) {
    assert_int_equal(by_jaro("Anna Maria Probe", "PROBE, Anna Maria"), IX_SCORE_ONE);
    assert_int_equal(by_jaro("", "Probe"), 0);
    assert_true(by_jaro("Anna Probe", "Anna Maria Probe") < IX_SCORE_ONE);
    assert_true(by_jaro("Anna Probe", "Anna Maria Probe") > by_jaro("Anna Probe", "Otto Muster"));
}

static void edits_are_counted_over_sorted_words(void **state) {
    assert_int_equal(by_edits("kitten", "sitting"), 5714);
    assert_int_equal(by_edits("Probe Anna", "Anna Probe"), IX_SCORE_ONE);
    assert_int_equal(by_edits("Anna Probe", "Anna Prope"), 9000);
    assert_int_equal(by_edits("", "Anna"), 0);
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    plain_name a = plain(&arena, "Anna Probe"), b = plain(&arena, "Anna");
    assert_int_equal(baseline_levenshtein_most(&a, &b), 4000);
    assert_int_equal(baseline_levenshtein_most(&a, &a), IX_SCORE_ONE);
    ix_arena_free(&arena);
}

/* Accents and case are folded, scripts are not: the baselines do not transliterate. */
static void only_latin_is_folded(void **state) {
    assert_int_equal(by_edits("Jos\xc3\xa9 PROBE", "jose probe"), IX_SCORE_ONE);
    assert_int_equal(by_jaro("\xd0\x9e\xd1\x82\xd1\x82\xd0\xbe", "otto"), 0);
    assert_int_equal(
        by_edits("\xd0\xbe\xd1\x82\xd1\x82\xd0\xbe", "\xd0\xbe\xd1\x82\xd1\x82\xd1\x8b"), 7500);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(jaro_winkler_is_the_published_one),
        cmocka_unit_test(best_pairs_know_no_order),
        cmocka_unit_test(edits_are_counted_over_sorted_words),
        cmocka_unit_test(only_latin_is_folded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
