/* Words that a question mark took a letter of. */
#include "test_support.h"

#include "lost_letter.h"

static const char *const listed[] = {"raka", "rake", "myong", "zhou"};

static bool is_listed(void *context, ix_str folded) {
    (void)context;
    for (size_t i = 0; i < sizeof listed / sizeof listed[0]; i++) {
        if (ix_str_equal(folded, ix_str_from_cstr(listed[i]))) {
            return true;
        }
    }
    return false;
}

/* How many writings, the first of which is this; none: NULL. */
static void assert_writings(const char *text, int expected, const char *first) {
    ix_arena arena;
    ix_arena_init(&arena, (size_t)1 << 20);
    ix_writing writings[IX_LOST_LETTERS_MAX];
    ix_words_at_hand words = {is_listed, NULL};
    int count;
    assert_int_equal(
        ix_lost_letters(writings, &count, ix_str_from_cstr(text), &words, &arena, NULL), IX_OK);
    assert_int_equal(count, expected);
    if (first) {
        assert_true(ix_str_equal(writings[0].text, ix_str_from_cstr(first)));
        ix_text_span span = ix_writing_origin(&writings[0], writings[0].text, (ix_text_span){1, 3});
        assert_true(span.from == 1 && span.to == 3);
    }
    ix_arena_free(&arena);
}

static void a_word_has_the_letters_of_words_at_hand(void **state) {
    (void)state;
    assert_writings("RAK?", 2, "RAKa");
    assert_writings("?HOU, William", 1, "zHOU, William");
    assert_writings("Kim Myo'?g", 1, "Kim Myo'ng");
    assert_writings("?hou rak?", 3, "zhou rak?");
}

static void other_question_marks_are_none(void **state) {
    (void)state;
    static const char *const texts[] = {"raka",   "?raka?", "ra??", "ra?",
                                        "raka ?", "?",      "",     "rakas?"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        assert_writings(texts[i], 0, NULL);
    }
    assert_writings("?xou ?yhou ?zhou", 0, NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_has_the_letters_of_words_at_hand),
        cmocka_unit_test(other_question_marks_are_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
