/* Letters to a-z by the rules of data/translit/, digits to 0-9, all else to its own UTF-8. */
#include "word.h"

#include <string.h>

#define LANGUAGES_MAX 8

unsigned word_languages(text_word *w) {
    unsigned languages = 0;
    for (int i = 0; i < w->count; i++) {
        w->language_marks |= text_language_marks[w->letters[i].letter];
    }
    for (int n = 0; n < LANGUAGES_MAX; n++) {
        unsigned marks = (unsigned)w->language_marks >> (2 * n) & 3;
        languages |= marks == 1 ? 1u << n : 0;
    }
    return languages;
}

static bool set_holds(int set, uint16_t letter) {
    const uint8_t *bits = text_sets + set * text_set_bytes;
    return (bits[letter / 8] >> (letter % 8) & 1) != 0;
}

static uint16_t letter_at(const text_word *w, int at) {
    return at < 0 ? w->before : at < w->count ? w->letters[at].letter : 0;
}

static bool rule_applies(const text_rule *rule, const text_word *w, int at, unsigned languages) {
    int length = rule->second == 0 ? 1 : 2;
    return (rule->second == 0 || letter_at(w, at + 1) == rule->second) &&
           (rule->language == 0 || (languages >> (rule->language - 1) & 1) != 0) &&
           (rule->after == 0 || set_holds(rule->after, letter_at(w, at - 1))) &&
           (rule->before == 0 || set_holds(rule->before, letter_at(w, at + length)));
}

int word_spell(char out[SPELLING_MAX], int *used, const text_word *w, int at, unsigned languages) {
    const word_letter *letter = &w->letters[at];
    *used = 1;
    if (letter->kind == KIND_DIGIT) {
        out[0] = (char)('0' + letter->order);
        return 1;
    }
    if (letter->letter != 0) {
        const text_rule *rule = &text_rules[text_rule_starts[letter->letter]];
        while (!rule_applies(rule, w, at, languages)) {
            rule++; /* the last rule of a letter always applies */
        }
        memcpy(out, text_rule_outputs + rule->output, rule->length);
        *used = rule->second == 0 ? 1 : 2;
        return rule->length;
    }
    int length = ix_utf8_encode(out, letter->code);
    while (at + *used < w->count && w->letters[at + *used].kind == KIND_MARK) {
        length += ix_utf8_encode(out + length, w->letters[at + *used].code);
        ++*used;
    }
    return length;
}
