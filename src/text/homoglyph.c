/* Words that mix scripts. Letters that look alike in Latin, Cyrillic and Greek hide a name from a
 * comparison but not from a reader (UTS 39); such a word is brought back to one script. */
#include "word.h"

#define BIT(script) (1u << (script))

static const unsigned alike = BIT(IX_SCRIPT_LATIN) | BIT(IX_SCRIPT_CYRILLIC) | BIT(IX_SCRIPT_GREEK);
/* Scripts that are written together in one word of Japanese, Chinese or Korean. */
static const unsigned together =
    BIT(IX_SCRIPT_LATIN) | BIT(IX_SCRIPT_HAN) | BIT(IX_SCRIPT_KANA) | BIT(IX_SCRIPT_HANGUL);

uint32_t word_find_alike(const word_letter *letter, int script) {
    int low = 0;
    int high = text_confusable_count;
    uint64_t key = (uint64_t)letter->code << 1 | ((letter->flags & CHAR_UPPER) != 0);
    while (low < high) {
        int middle = (low + high) / 2;
        const text_confusable *row = &text_confusables[middle];
        uint64_t row_key = (uint64_t)row->code << 1 | row->upper;
        if (row_key == key) {
            return row->target[script - IX_SCRIPT_LATIN];
        }
        if (row_key < key) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return 0;
}

static bool is_foreign(const word_letter *letter, int script) {
    return letter->script != IX_SCRIPT_NONE && letter->script != script;
}

/* A Cyrillic or Greek letter that is not romanized. Beside it nothing is mapped: it would stay
 * while the others become Latin, and the result would be mapped again when analyzed again. */
static bool stays(const word_letter *letter) {
    return letter->letter == 0 &&
           (letter->script == IX_SCRIPT_CYRILLIC || letter->script == IX_SCRIPT_GREEK);
}

/* Map all letters to one script, or none of them if one has no look-alike there. */
static bool map_to(text_word *w, int script) {
    for (int i = 0; i < w->count; i++) {
        const word_letter *letter = &w->letters[i];
        if (stays(letter) || (is_foreign(letter, script) && word_find_alike(letter, script) == 0)) {
            return false;
        }
    }
    for (int i = 0; i < w->count; i++) {
        word_letter *letter = &w->letters[i];
        if (is_foreign(letter, script)) {
            letter->code = word_find_alike(letter, script);
            letter->letter = text_char_find(letter->code)->letter;
            letter->script = (uint8_t)script;
        }
    }
    return true;
}

word_mix word_unify(text_word *w) {
    unsigned scripts = 0;
    for (int i = 0; i < w->count; i++) {
        scripts |= BIT(w->letters[i].script);
    }
    scripts &= ~BIT(IX_SCRIPT_NONE);
    if ((scripts & (scripts - 1)) == 0) {
        w->script = scripts == 0 ? IX_SCRIPT_NONE : (uint8_t)__builtin_ctz(scripts);
        return MIX_NONE;
    }
    int counts[IX_SCRIPT_COUNT] = {0};
    int most = IX_SCRIPT_LATIN;
    for (int i = 0; i < w->count; i++) {
        counts[w->letters[i].script]++;
    }
    for (int script = IX_SCRIPT_LATIN + 1; script < IX_SCRIPT_COUNT; script++) {
        most = counts[script] > counts[most] ? script : most;
    }
    w->script = (uint8_t)most;
    if ((scripts & ~alike) == 0) {
        /* The majority first; but a few letters that have no look-alike outweigh many that do. */
        for (int i = 0; i <= IX_SCRIPT_GREEK; i++) {
            int script = i == 0 ? most : i;
            if (counts[script] > 0 && map_to(w, script)) {
                w->script = (uint8_t)script;
                return MIX_HOMOGLYPH;
            }
        }
    }
    return (scripts & ~together) == 0 ? MIX_NONE : MIX_SCRIPTS;
}
