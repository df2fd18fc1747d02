/* Tests of the words of running texts. */
#include "test_spot.h"

static spot_word *word_of(support_fixture *f, ix_spotter *s, const char *written, bool full) {
    ix_text text;
    assert_int_equal(ix_text_analyze(&text, ix_str_from_cstr(written), &f->arena, NULL), IX_OK);
    spot_word *word = spot_word_of(s, &text, &text.tokens[0], full);
    assert_non_null(word);
    return word;
}

static int rows_like(support_fixture *f, const spot_word *word, const char *text) {
    int count = 0;
    for (int i = 0; i < word->row_count; i++) {
        ix_str own = ix_dict_text(f->index, &f->index->dict[word->rows[i].dict]);
        count += ix_str_equal(own, ix_str_from_cstr(text));
    }
    return count;
}

static void each_word_is_looked_up_once(void **state) {
    support_fixture *f = *state;
    ix_spotter s = {.words_max = 1 << 20};
    ix_arena_init(&s.words, (size_t)1 << 28);
    assert_int_equal(spot_open(&s, f->index, NULL), IX_OK);
    spot_word *full = word_of(f, &s, "Tikhanov", true);
    assert_ptr_equal(full, word_of(f, &s, "Tikhanov", true));
    assert_int_equal(rows_like(f, full, "tikhonov"), 1);
    assert_int_equal(rows_like(f, word_of(f, &s, "Tikhanov", false), "tikhonov"), 0);
    assert_int_equal(rows_like(f, word_of(f, &s, "tikhonov", false), "tikhonov"), 1);
    /* a plain word is no misspelling */
    assert_int_equal(rows_like(f, word_of(f, &s, "Giants", true), "giant"), 0);
    assert_int_equal(rows_like(f, word_of(f, &s, "Giant", true), "giant"), 1);
    spot_close(&s);
}

static void a_row_is_judged_by_the_scorer(void **state) {
    support_fixture *f = *state;
    ix_spotter s = {.words_max = 1 << 20};
    ix_arena_init(&s.words, (size_t)1 << 28);
    assert_int_equal(spot_open(&s, f->index, NULL), IX_OK);
    spot_word *word = word_of(f, &s, "Tikhanov", true);
    for (int i = 0; i < word->row_count; i++) {
        int32_t bound = word->rows[i].most[0];
        const spot_row *row = spot_judge(&s, word, &word->rows[i]);
        assert_true(row->judged && row->most[0] <= bound);
        /* Of a row that a key led to by chance nothing is said. */
        assert_true(row->most[0] <= 0 || !row->same[0]);
    }
    spot_close(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_word_is_looked_up_once),
        cmocka_unit_test(a_row_is_judged_by_the_scorer),
    };
    return cmocka_run_group_tests(tests, set_up, support_tear_down);
}
