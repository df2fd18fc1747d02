/* How Han characters, and Hangul syllables as characters with Korean readings alone, are spelled in
 * Latin letters.
 *
 * A run of characters is spelled in one convention: "jin" and "ping" of Pinyin make Jinping, "chin"
 * and "ping" of Wade-Giles make Chinping, but no name is half the one and half the other. The runs
 * that names write as one word are short, and shorter in some conventions than in others; what is
 * enumerated (ix_han_spellings) is what is recognized (ix_han_spells). */
#include "han.h"

#include <string.h>

/* Letters of a syllable of Pinyin that stands beside another in a word. */
#define PINYIN_SHORT 2
#define PINYIN_LONG  6

/* The most characters that each convention writes as one word. */
static const int8_t run_max[HAN_SYSTEM_COUNT] = {4, 3, 2, 2, 3, 2, 1};

typedef struct character {
    const uint16_t *readings; /* NULL: of a Hangul syllable */
    uint32_t hangul;
    int count;
} character;

typedef struct run {
    character characters[IX_HAN_RUN_MAX];
    int count;
} run;

static ix_str syllable_of(uint16_t reading) {
    uint16_t number = reading & ((1u << HAN_SYLLABLE_BITS) - 1);
    uint16_t from = han_syllables[number];
    return (ix_str){han_pool + from, han_syllables[number + 1] - from};
}

static int system_of(uint16_t reading) {
    return reading >> HAN_SYLLABLE_BITS;
}

/* Reading `number` of a character in a convention; empty when it belongs to another. */
static ix_str reading_of(char buffer[HAN_SPELLING_MAX], const character *c, int number,
                         int system) {
    if (!c->readings) {
        return system == HAN_KOREAN ? hangul_spelling(buffer, c->hangul, number) : (ix_str){0};
    }
    uint16_t reading = c->readings[number];
    return system_of(reading) == system ? syllable_of(reading) : (ix_str){0};
}

static character find_character(uint32_t code) {
    int low = 0, high = han_code_count;
    while (low < high) {
        int middle = (low + high) / 2;
        if (han_codes[middle] == code) {
            uint32_t from = han_firsts[middle];
            return (character){han_readings + from, 0, (int)(han_firsts[middle + 1] - from)};
        }
        if (han_codes[middle] < code) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return (character){NULL, code, hangul_count(code)};
}

/* The characters of a run; false when it is too long, or one of them has no reading. */
static bool run_of(run *out, ix_str han) {
    out->count = 0;
    for (ptrdiff_t at = 0; at < han.len;) {
        uint32_t code = ix_utf8_decode(han, &at, NULL);
        if (out->count == IX_HAN_RUN_MAX) {
            return false;
        }
        out->characters[out->count] = find_character(code);
        if (out->characters[out->count++].count == 0) {
            return false;
        }
    }
    return out->count > 0;
}

/* The spellings of a word as a whole: *count syllables. */
static const uint16_t *find_word(int *count, ix_str han) {
    int low = 0, high = han_word_count;
    while (low < high) {
        int middle = (low + high) / 2;
        uint16_t from = han_word_texts[middle];
        ix_str text = {(const char *)han_word_text + from, han_word_texts[middle + 1] - from};
        int order = ix_str_compare(text, han);
        if (order == 0) {
            *count = han_word_firsts[middle + 1] - han_word_firsts[middle];
            return han_word_readings + han_word_firsts[middle];
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    *count = 0;
    return NULL;
}

bool ix_han_is(ix_str text) {
    /* Han characters take three bytes from E2 (the iteration mark) on, or four. */
    if (text.len < 3 || (unsigned char)text.ptr[0] < 0xE2) {
        return false;
    }
    ptrdiff_t at = 0;
    return find_character(ix_utf8_decode(text, &at, NULL)).count > 0;
}

/* Do the characters from `at` on spell the rest of the letters in this convention? */
static bool spells_from(const run *r, int at, int system, ix_str latin) {
    if (at >= r->count || at >= IX_HAN_RUN_MAX) {
        return latin.len == 0;
    }
    for (int i = 0; i < r->characters[at].count; i++) {
        char buffer[HAN_SPELLING_MAX];
        ix_str syllable = reading_of(buffer, &r->characters[at], i, system);
        if (syllable.len > 0 && ix_str_starts_with(latin, syllable) &&
            spells_from(r, at + 1, system, ix_str_slice(latin, syllable.len, latin.len))) {
            return true;
        }
    }
    return false;
}

bool ix_han_spells(ix_str han, ix_str latin) {
    int count;
    const uint16_t *word = find_word(&count, han);
    for (int i = 0; i < count; i++) {
        if (ix_str_equal(syllable_of(word[i]), latin)) {
            return true;
        }
    }
    run r;
    if (!run_of(&r, han)) {
        return false;
    }
    for (int system = 0; system < HAN_SYSTEM_COUNT; system++) {
        if (r.count <= run_max[system] && spells_from(&r, 0, system, latin)) {
            return true;
        }
    }
    return false;
}

bool ix_han_reads(ix_str han, ix_str hangul) {
    run character_, syllable;
    char buffer[HAN_SPELLING_MAX];
    if (!ix_hangul_is(hangul) || ix_hangul_is(han) || !run_of(&character_, han) ||
        !run_of(&syllable, hangul) || character_.count != 1 || syllable.count != 1) {
        return false;
    }
    /* The first spelling of a syllable is that of the Revised Romanization, one to one. */
    ix_str revised = hangul_spelling(buffer, syllable.characters[0].hangul, 0);
    const character *c = &character_.characters[0];
    for (int i = 0; i < c->count; i++) {
        if (system_of(c->readings[i]) == HAN_REVISED &&
            ix_str_equal(syllable_of(c->readings[i]), revised)) {
            return true;
        }
    }
    return false;
}

typedef struct spelling {
    const run *run;
    ix_han_sink each;
    void *context;
    char letters[IX_HAN_RUN_MAX * HAN_SPELLING_MAX];
} spelling;

static void spell_from(spelling *s, int at, int system, ptrdiff_t length) {
    if (at >= s->run->count || at >= IX_HAN_RUN_MAX) {
        s->each(s->context, (ix_str){s->letters, length});
        return;
    }
    for (int i = 0; i < s->run->characters[at].count; i++) {
        char buffer[HAN_SPELLING_MAX];
        ix_str syllable = reading_of(buffer, &s->run->characters[at], i, system);
        if (syllable.len > 0) {
            memcpy(s->letters + length, syllable.ptr, (size_t)syllable.len);
            spell_from(s, at + 1, system, length + syllable.len);
        }
    }
}

void ix_han_spellings(ix_str han, ix_han_sink each, void *context) {
    int count;
    const uint16_t *word = find_word(&count, han);
    for (int i = 0; i < count; i++) {
        each(context, syllable_of(word[i]));
    }
    run r;
    if (!run_of(&r, han)) {
        return;
    }
    spelling s = {.run = &r, .each = each, .context = context};
    for (int system = 0; system < HAN_SYSTEM_COUNT; system++) {
        if (r.count <= run_max[system]) {
            spell_from(&s, 0, system, 0);
        }
    }
}

/* ------------------------------------------------------------------ Latin words */

/* What Wade-Giles writes for a syllable of Pinyin; empty for other letters. */
static ix_str wade_giles_of(ix_str syllable) {
    int low = 0, high = han_pinyin_count;
    while (low < high) {
        int middle = (low + high) / 2;
        int order = ix_str_compare(syllable_of(han_pinyin[middle][0]), syllable);
        if (order == 0) {
            return syllable_of(han_pinyin[middle][1]);
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return (ix_str){0};
}

/* Syllables of Pinyin end so. */
static bool ends_syllable(char c) {
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'n' || c == 'g' ||
           c == 'r';
}

int ix_text_wade_giles(char out[IX_WADE_GILES_MAX], ix_str word) {
    if (word.len < 2 * PINYIN_SHORT || word.len > 2 * PINYIN_LONG ||
        !ends_syllable(word.ptr[word.len - 1])) {
        return 0;
    }
    ptrdiff_t most = word.len - PINYIN_SHORT < PINYIN_LONG ? word.len - PINYIN_SHORT : PINYIN_LONG;
    for (ptrdiff_t at = most; at >= PINYIN_SHORT; at--) {
        if (!ends_syllable(word.ptr[at - 1])) {
            continue;
        }
        ix_str second = wade_giles_of(ix_str_slice(word, at, word.len));
        ix_str first = second.len > 0 ? wade_giles_of(ix_str_slice(word, 0, at)) : second;
        if (first.len > 0) {
            memcpy(out, first.ptr, (size_t)first.len);
            memcpy(out + first.len, second.ptr, (size_t)second.len);
            int length = (int)(first.len + second.len);
            return ix_str_equal((ix_str){out, length}, word) ? 0 : length;
        }
    }
    return 0;
}
