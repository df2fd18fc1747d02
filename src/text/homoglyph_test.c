/* Tests of words that mix scripts. */
#include "word.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* A word of folded letters, each with its case as written. */
static void put(text_word *w, const char *text) {
    ix_str s = ix_str_from_cstr(text);
    word_clear(w);
    for (ptrdiff_t pos = 0; pos < s.len;) {
        uint32_t code = ix_utf8_decode(s, &pos, NULL);
        const text_char *c = text_char_find(code);
        uint32_t folded[TEXT_FOLD_MAX] = {code};
        if ((c->flags & CHAR_FOLDS) != 0) {
            text_fold_find(folded, code);
        }
        const text_char *f = text_char_find(folded[0]);
        w->letters[w->count++] = (word_letter){.code = folded[0],
                                               .letter = f->letter,
                                               .script = f->script,
                                               .kind = f->kind,
                                               .flags = c->flags & (CHAR_UPPER | CHAR_CASED)};
    }
}

static void unifies(void **state) {
    (void)state;
    static const struct {
        const char *word;
        word_mix mix;
        ix_script script;
        const char *expected; /* folded letters, NULL: as they were */
    } rows[] = {
        {"Kaspersky", MIX_NONE, IX_SCRIPT_LATIN, "kaspersky"},
        {"123", MIX_NONE, IX_SCRIPT_NONE, "123"},
        {"Касперский", MIX_NONE, IX_SCRIPT_CYRILLIC, "касперский"},
        {"Kаspersky", MIX_HOMOGLYPH, IX_SCRIPT_LATIN, "kaspersky"},    /* one Cyrillic a */
        {"Каsреrsку", MIX_HOMOGLYPH, IX_SCRIPT_CYRILLIC, "каѕрегѕку"}, /* three Latin letters */
        {"КАSРЕRSКУ", MIX_HOMOGLYPH, IX_SCRIPT_LATIN, "kaspersky"},    /* capital R has no like */
        {"КАSРЕSКУ", MIX_HOMOGLYPH, IX_SCRIPT_CYRILLIC, "каѕреѕку"},
        {"Nίκος", MIX_HOMOGLYPH, IX_SCRIPT_GREEK, NULL},
        {"Васiльевiч", MIX_HOMOGLYPH, IX_SCRIPT_CYRILLIC, "васільевіч"},
        {"7а7b", MIX_HOMOGLYPH, IX_SCRIPT_LATIN, "7a7b"}, /* a tie goes to Latin */
        {"В3B", MIX_HOMOGLYPH, IX_SCRIPT_LATIN, "b3b"},   /* by case: capital ve is B */
        {"вB", MIX_HOMOGLYPH, IX_SCRIPT_CYRILLIC, "вв"},  /* small ve is not, but B is ve */
        {"вz", MIX_SCRIPTS, IX_SCRIPT_LATIN, "вz"},
        {"aаα", MIX_HOMOGLYPH, IX_SCRIPT_LATIN, "aaa"},
        {"ИВАНОВRus", MIX_SCRIPTS, IX_SCRIPT_CYRILLIC, "ивановrus"},
        {"ivanمحمد", MIX_SCRIPTS, IX_SCRIPT_LATIN, "ivanمحمد"},
        {"aаم", MIX_SCRIPTS, IX_SCRIPT_LATIN, "aаم"},
        {"Tシャツ", MIX_NONE, IX_SCRIPT_KANA, "tシャツ"},
        {"東京東タワ김", MIX_NONE, IX_SCRIPT_HAN, "东京东タワ김"},
        {"ꙮa", MIX_SCRIPTS, IX_SCRIPT_LATIN, "ꙮa"},
        {"ꙮуa", MIX_SCRIPTS, IX_SCRIPT_CYRILLIC, "ꙮуa"}, /* beside a letter that stays */
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        text_word w;
        char found[200];
        int length = 0;
        put(&w, rows[i].word);
        word_mix mix = word_unify(&w);
        for (int k = 0; k < w.count; k++) {
            length += ix_utf8_encode(found + length, w.letters[k].code);
        }
        ix_str letters = {found, length};
        if (mix != rows[i].mix || w.script != rows[i].script ||
            (rows[i].expected != NULL &&
             !ix_str_equal(letters, ix_str_from_cstr(rows[i].expected)))) {
            fail_msg("%s: mix %d, script %d, %" IX_FMT, rows[i].word, (int)mix, w.script,
                     IX_ARG(letters));
        }
    }
}

static void mapped_letters_are_romanized(void **state) {
    (void)state;
    text_word w;
    put(&w, "Васiль");
    assert_int_equal(word_unify(&w), MIX_HOMOGLYPH);
    assert_int_equal(w.letters[3].letter, text_char_find(0x456)->letter);
    assert_int_equal(w.letters[3].script, IX_SCRIPT_CYRILLIC);
}

static void the_table_is_sound(void **state) {
    (void)state;
    for (int i = 0; i < text_confusable_count; i++) {
        const text_confusable *row = &text_confusables[i];
        const text_char *c = text_char_find(row->code);
        assert_int_equal(c->kind, KIND_LETTER);
        assert_in_range(c->script, IX_SCRIPT_LATIN, IX_SCRIPT_GREEK);
        for (int k = 0; k < 3; k++) {
            if (row->target[k] != 0) {
                assert_int_equal(text_char_find(row->target[k])->script, IX_SCRIPT_LATIN + k);
            }
        }
        if (i > 0) {
            assert_true(row->code > row[-1].code ||
                        (row->code == row[-1].code && row->upper > row[-1].upper));
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unifies),
        cmocka_unit_test(mapped_letters_are_romanized),
        cmocka_unit_test(the_table_is_sound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
