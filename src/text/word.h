/* The letters of the word that the analyzer is in, and what is done to them before they are
 * spelled: marks are composed or dropped (compose.c), look-alikes are unified (homoglyph.c),
 * letters are romanized (romanize.c). */
#ifndef TEXT_WORD_H
#define TEXT_WORD_H

#include "tables.h"

#define WORD_LETTERS_MAX 128 /* held at once; a longer word is spelled in pieces */
#define WORD_MARKS_MAX   30  /* on one letter; more are dropped (UAX 15, Stream-Safe Text) */
#define WORD_MARKS_KEPT  8   /* on a letter of a script that keeps its marks; more are dropped */
#define SPELLING_MAX     64  /* bytes of a letter as spelled, its marks included */

/* Hangul syllables and the letters they are made of (Unicode 15, section 3.12). */
enum {
    HANGUL_L = 0x1100,
    HANGUL_V = 0x1161,
    HANGUL_T = 0x11A7, /* one before the first final: no final */
    HANGUL_S = 0xAC00,
    HANGUL_L_COUNT = 19,
    HANGUL_V_COUNT = 21,
    HANGUL_T_COUNT = 28,
    HANGUL_SYLLABLES = HANGUL_L_COUNT * HANGUL_V_COUNT * HANGUL_T_COUNT
};

typedef struct word_letter {
    uint32_t code;
    int32_t from, to; /* raw bytes */
    uint16_t letter;  /* number in the romanization, 0: none */
    uint8_t script;
    uint8_t kind;  /* KIND_LETTER, KIND_DIGIT, or KIND_MARK: one that its letter keeps */
    uint8_t flags; /* CHAR_UPPER and CHAR_CASED as written, CHAR_STRIPS */
    uint8_t order; /* as in text_char */
} word_letter;

typedef struct word_mark {
    uint32_t code;
    uint8_t order;
} word_mark;

typedef struct text_word {
    int count;
    int mark_count;  /* marks behind the last letter, not yet composed or dropped */
    uint8_t script;  /* of its letters, or of most; set by word_unify */
    uint16_t before; /* number of the letter before the first one held; 0: the word's edge */
    uint16_t language_marks; /* of letters spelled already */
    word_letter letters[WORD_LETTERS_MAX];
    word_mark marks[WORD_MARKS_MAX];
} text_word;

/* Begin with no letters. What lies in the arrays does not matter. */
static inline void word_clear(text_word *w) {
    w->count = 0;
    w->mark_count = 0;
    w->script = IX_SCRIPT_NONE;
    w->before = 0;
    w->language_marks = 0;
}

/* Put the pending marks in canonical order, compose what composes, drop or keep the rest. */
void word_settle_marks(text_word *w);
/* Compose the letter `code` with the last one; false when the two are no pair. */
bool word_compose(text_word *w, uint32_t code, int32_t to);

typedef enum word_mix { MIX_NONE, MIX_HOMOGLYPH, MIX_SCRIPTS } word_mix;

/* Tell the script of the letters held. A word of several is mapped to one where look-alikes allow.
 */
word_mix word_unify(text_word *w);

/* The letter of `script` (Latin, Cyrillic or Greek) that looks like this one, or 0. */
uint32_t word_find_alike(const word_letter *letter, int script);

/* The languages that the letters seen so far speak for: bit n - 1 for language n. */
unsigned word_languages(text_word *w);
/* Spell the letter at `at` into out; *used is how many letters that takes. Returns the length. */
int word_spell(char out[SPELLING_MAX], int *used, const text_word *w, int at, unsigned languages);

#endif
