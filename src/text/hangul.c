/* How Hangul syllables are spelled in Latin letters: each way to write their consonants and vowel,
 * in all combinations (data/translit/hangul.tsv). */
#include "han.h"
#include "word.h"

#include <string.h>

enum { ONSET_ANY, ONSET_I, ONSET_U }; /* by the vowel behind it */

/* The lists of spellings of the two or three letters of a syllable. */
typedef struct syllable {
    const char *letters[3];
} syllable;

/* Before which vowels an onset has spellings of its own. Bit n: the vowel n. */
static const uint32_t before_i = 1u << 2 | 1u << 3 | 1u << 6 | 1u << 7 | 1u << 12 | 1u << 17 |
                                 1u << 20;            /* ya yae yeo ye yo yu i */
static const uint32_t before_u = 1u << 13 | 1u << 18; /* u eu */

static syllable syllable_of(uint32_t code) {
    uint32_t index = code - HANGUL_S, coda = index % HANGUL_T_COUNT;
    uint32_t vowel = index / HANGUL_T_COUNT % HANGUL_V_COUNT;
    uint32_t onset = index / HANGUL_T_COUNT / HANGUL_V_COUNT;
    int place = (before_i >> vowel & 1) ? ONSET_I : (before_u >> vowel & 1) ? ONSET_U : ONSET_ANY;
    return (syllable){{hangul_onsets[place * HANGUL_L_COUNT + (int)onset],
                       hangul_nuclei[(coda == 0 ? HANGUL_V_COUNT : 0) + (int)vowel],
                       hangul_codas[coda]}};
}

static int count_words(const char *list) {
    int count = 1;
    for (; *list != '\0'; list++) {
        count += *list == ' ';
    }
    return count;
}

/* Append word `number` of a list; "-" is nothing. */
static ptrdiff_t append_word(char *out, const char *list, int number) {
    for (; number > 0; list++) {
        number -= *list == ' ';
    }
    ptrdiff_t length = 0;
    for (; list[length] != '\0' && list[length] != ' '; length++) {
        out[length] = list[length];
    }
    return length == 1 && *list == '-' ? 0 : length;
}

int hangul_count(uint32_t code) {
    if (code - HANGUL_S >= HANGUL_SYLLABLES) {
        return 0;
    }
    syllable s = syllable_of(code);
    return count_words(s.letters[0]) * count_words(s.letters[1]) * count_words(s.letters[2]);
}

ix_str hangul_spelling(char out[HAN_SPELLING_MAX], uint32_t code, int number) {
    syllable s = syllable_of(code);
    ptrdiff_t length = 0;
    for (int i = 0; i < 3; i++) {
        int words = count_words(s.letters[i]);
        length += append_word(out + length, s.letters[i], number % words);
        number /= words;
    }
    return (ix_str){out, length};
}

bool ix_hangul_is(ix_str text) {
    if (text.len < 3 || (unsigned char)text.ptr[0] < 0xEA) {
        return false;
    }
    ptrdiff_t at = 0;
    return ix_utf8_decode(text, &at, NULL) - HANGUL_S < HANGUL_SYLLABLES;
}
