/* Tests of marks on the letters of a word. */
#include "word.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void put_letter(text_word *w, uint32_t code) {
    const text_char *c = text_char_find(code);
    w->letters[w->count++] = (word_letter){.code = code,
                                           .from = w->count,
                                           .to = w->count + 1,
                                           .letter = c->letter,
                                           .script = c->script,
                                           .kind = c->kind,
                                           .flags = c->flags & CHAR_STRIPS};
}

static void put_marks(text_word *w, const uint32_t *marks, int count) {
    for (int i = 0; i < count; i++) {
        w->marks[w->mark_count++] = (word_mark){marks[i], text_char_find(marks[i])->order};
    }
}

/* One letter with up to four marks, and the codes it settles to. */
static void marks_settle(void **state) {
    (void)state;
    static const struct {
        uint32_t letter;
        uint32_t marks[5];
        uint32_t expected[6];
    } rows[] = {
        {'e', {0x301}, {'e'}},            /* Latin loses it */
        {0x438, {0x306}, {0x439}},        /* short i is a letter */
        {0x435, {0x308}, {0x451}},        /* io */
        {0x456, {0x308}, {0x457}},        /* yi */
        {0x443, {0x306}, {0x45E}},        /* short u */
        {0x438, {0x301}, {0x438}},        /* a stress mark */
        {0x438, {0x323, 0x306}, {0x439}}, /* the dot below is no obstacle */
        {0x438, {0x304, 0x306}, {0x438}}, /* the macron is */
        {0x438, {0x306, 0x304}, {0x439}},
        {0x3B9, {0x308, 0x301}, {0x3CA}}, /* Greek keeps the diaeresis */
        {0x5E9, {0x5C1, 0x5B8}, {0x5E9}}, /* Hebrew points */
        {0x627, {0x653}, {0x627}},        /* Arabic letters lose theirs */
        {0x627, {0x653, 0x655}, {0x627}},
        {0x712, {0x730, 0x731}, {0x712, 0x731, 0x730}}, /* Syriac ones below, above, in order */
        {0x712, {0x731, 0x730}, {0x712, 0x731, 0x730}},
        {0x304B, {0x3099}, {0x304C}},         /* ka, voiced: ga */
        {0x304B, {0x3099, 0x3099}, {0x304C}}, /* a mark without a row is dropped */
        {0x928, {0x93C}, {0x929}},            /* Devanagari nnna */
        {0x915, {0x93C}, {0x915, 0x93C}},     /* excluded from composition */
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        text_word w;
        int marks = 0;
        int expected = 0;
        word_clear(&w);
        put_letter(&w, rows[i].letter);
        while (rows[i].marks[marks] != 0) {
            marks++;
        }
        put_marks(&w, rows[i].marks, marks);
        word_settle_marks(&w);
        assert_int_equal(w.mark_count, 0);
        while (rows[i].expected[expected] != 0) {
            assert_true(expected < w.count);
            assert_int_equal(w.letters[expected].code, rows[i].expected[expected]);
            expected++;
        }
        assert_int_equal(w.count, expected);
    }
}

static void kept_marks_are_bounded(void **state) {
    (void)state;
    text_word w;
    word_clear(&w);
    put_letter(&w, 0x712);
    for (int i = 0; i < WORD_MARKS_MAX; i++) {
        put_marks(&w, (uint32_t[]){0x730}, 1);
    }
    word_settle_marks(&w);
    assert_int_equal(w.count, 1 + WORD_MARKS_KEPT);
    for (int i = 1; i < w.count; i++) {
        assert_int_equal(w.letters[i].kind, KIND_MARK);
        assert_int_equal(w.letters[i].from, w.letters[0].from);
    }
    /* A kept mark stands between the letter and what would compose with it. */
    assert_false(word_compose(&w, 0x655, 9));
}

static void composed_letters_are_romanized(void **state) {
    (void)state;
    text_word w;
    word_clear(&w);
    put_letter(&w, 0x438);
    uint16_t plain = w.letters[0].letter;
    put_marks(&w, (uint32_t[]){0x306}, 1);
    word_settle_marks(&w);
    assert_int_not_equal(w.letters[0].letter, plain);
    assert_int_equal(w.letters[0].letter, text_char_find(0x439)->letter);
}

static void hangul(void **state) {
    (void)state;
    /* Each syllable from its parts (Unicode 15, section 3.12). */
    for (uint32_t syllable = 0xAC00; syllable <= 0xD7A3; syllable++) {
        uint32_t index = syllable - 0xAC00;
        text_word w;
        word_clear(&w);
        put_letter(&w, 0x1100 + index / 588);
        assert_true(word_compose(&w, 0x1161 + index % 588 / 28, 2));
        if (index % 28 != 0) {
            assert_true(word_compose(&w, 0x11A7 + index % 28, 3));
        }
        assert_int_equal(w.count, 1);
        assert_int_equal(w.letters[0].code, syllable);
        /* A closed syllable takes no second final, an open one no second vowel. */
        assert_int_equal(word_compose(&w, 0x11A8, 4), index % 28 == 0);
        assert_false(word_compose(&w, 0x1161, 4));
    }
    text_word w;
    word_clear(&w);
    put_letter(&w, 0x1113); /* an old initial: no syllable */
    assert_false(word_compose(&w, 0x1161, 2));
    word_clear(&w);
    put_letter(&w, 0xAC00);
    assert_false(word_compose(&w, 0x11A7, 2));
    assert_false(word_compose(&w, 0x11C3, 2));
}

static void letters_compose_with_letters(void **state) {
    (void)state;
    text_word w;
    word_clear(&w);
    put_letter(&w, 0x9C7); /* Bengali e and aa: o */
    assert_true(word_compose(&w, 0x9BE, 9));
    assert_int_equal(w.letters[0].code, 0x9CB);
    assert_int_equal(w.letters[0].to, 9);
    assert_false(word_compose(&w, 0x9BE, 12));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_settle),
        cmocka_unit_test(kept_marks_are_bounded),
        cmocka_unit_test(composed_letters_are_romanized),
        cmocka_unit_test(hangul),
        cmocka_unit_test(letters_compose_with_letters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
