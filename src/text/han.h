/* The tables that tools/compile_han_tables.py writes from data/translit/: how Han characters and
 * Hangul syllables are spelled in Latin letters. All values are checked by the program that writes
 * them.
 *
 *     code -> han_codes[n] -> han_readings[han_firsts[n] ... han_firsts[n + 1]]
 *          -> system and syllable -> han_pool[han_syllables[s] ... han_syllables[s + 1]]
 *
 * Words of several characters (and characters with spellings of their own in names) stand in
 * han_word_*, sorted by their bytes. */
#ifndef TEXT_HAN_H
#define TEXT_HAN_H

#include <interdict/text.h>

/* Conventions of spelling. A name is spelled in one of them from its first character to its last.
 * In the order of SYSTEMS in tools/compile_han_tables.py. */
enum han_system {
    HAN_PINYIN,
    HAN_WADE_GILES,
    HAN_CANTONESE,
    HAN_KOREAN,  /* all Korean spellings, mixed as names do */
    HAN_REVISED, /* the Revised Romanization alone */
    HAN_JAPANESE,
    HAN_GWOYEU, /* Gwoyeu Romatzyh */
    HAN_SYSTEM_COUNT
};

#define HAN_SYLLABLE_BITS 13
#define HAN_SPELLING_MAX  24 /* letters of one reading */

extern const char han_pool[];
extern const uint16_t han_syllables[];

/* Syllables of Pinyin, sorted by their letters, and what Wade-Giles writes for each. */
extern const uint16_t han_pinyin[][2];
extern const int han_pinyin_count;

extern const uint32_t han_codes[];
extern const int han_code_count;
extern const uint32_t han_firsts[];
extern const uint16_t han_readings[];

/* By the number of the letter: its spellings, separated by spaces; "-" is nothing. */
extern const char *const hangul_onsets[]; /* thrice: before any vowel, before i and y, before u */
extern const char *const hangul_nuclei[]; /* twice: with a consonant behind it, without */
extern const char *const hangul_codas[];  /* the first: none */

/* How many spellings a Hangul syllable has; 0 when the code is none. */
int hangul_count(uint32_t code);
/* Spelling `number` of a syllable, below its count. */
ix_str hangul_spelling(char out[HAN_SPELLING_MAX], uint32_t code, int number);

extern const uint8_t han_word_text[];
extern const uint16_t han_word_texts[];
extern const uint16_t han_word_firsts[];
extern const uint16_t han_word_readings[];
extern const int han_word_count;

#endif
