/* Marks: canonical order and composition (UAX 15, D108 to D117) on the letters of one word. Only
 * compositions that matter are in the table: those whose letter is not stripped of the mark again,
 * or is a letter of its own (Cyrillic short i). */
#include "word.h"

#include <string.h>

/* The syllable of two conjoining parts, or 0 (Unicode 15, section 3.12). */
static uint32_t compose_hangul(uint32_t first, uint32_t second) {
    if (first - HANGUL_L < HANGUL_L_COUNT && second - HANGUL_V < HANGUL_V_COUNT) {
        uint32_t index = (first - HANGUL_L) * HANGUL_V_COUNT + (second - HANGUL_V);
        return HANGUL_S + index * HANGUL_T_COUNT;
    }
    bool open = first - HANGUL_S < HANGUL_SYLLABLES && (first - HANGUL_S) % HANGUL_T_COUNT == 0;
    if (open && second > HANGUL_T && second - HANGUL_T < HANGUL_T_COUNT) {
        return first + (second - HANGUL_T);
    }
    return 0;
}

static uint32_t compose_pair(uint32_t first, uint32_t second) {
    int low = 0;
    int high = text_pair_count;
    while (low < high) {
        int middle = (low + high) / 2;
        const text_pair *pair = &text_pairs[middle];
        if (pair->first == first && pair->second == second) {
            return pair->composed;
        }
        if (pair->first < first || (pair->first == first && pair->second < second)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return compose_hangul(first, second);
}

static void replace_code(word_letter *letter, uint32_t code) {
    const text_char *c = text_char_find(code);
    letter->code = code;
    letter->letter = c->letter;
    letter->script = c->script;
}

bool word_compose(text_word *w, uint32_t code, int32_t to) {
    word_letter *last = &w->letters[w->count - 1];
    uint32_t composed = last->kind == KIND_LETTER ? compose_pair(last->code, code) : 0;
    if (composed == 0) {
        return false;
    }
    replace_code(last, composed);
    last->to = to;
    return true;
}

/* Stable, and short: there are WORD_MARKS_MAX at most, mostly one. */
static void sort_marks(word_mark *marks, int count) {
    for (int i = 1; i < count; i++) {
        word_mark mark = marks[i];
        int at = i;
        while (at > 0 && marks[at - 1].order > mark.order && mark.order != 0) {
            marks[at] = marks[at - 1];
            at--;
        }
        marks[at] = mark;
    }
}

void word_settle_marks(text_word *w) {
    if (w->mark_count == 0) {
        return;
    }
    word_letter *base = &w->letters[w->count - 1];
    int kept = 0;
    int blocked = -1; /* order of the last mark that stays between the letter and the next one */
    sort_marks(w->marks, w->mark_count);
    for (int i = 0; i < w->mark_count; i++) {
        word_mark mark = w->marks[i];
        uint32_t composed = 0;
        if (base->kind == KIND_LETTER && blocked < mark.order) {
            composed = compose_pair(base->code, mark.code);
        }
        if (composed != 0) {
            replace_code(base, composed);
        } else {
            blocked = mark.order;
            w->marks[kept++] = mark;
        }
    }
    w->mark_count = 0;
    if (base->kind != KIND_LETTER || (base->flags & CHAR_STRIPS) != 0) {
        return;
    }
    bool romanized = base->letter != 0; /* such a letter keeps the marks that have rules too */
    for (int i = 0; i < kept && i < WORD_MARKS_KEPT; i++) {
        uint16_t letter = text_char_find(w->marks[i].code)->letter;
        if (!romanized || letter != 0) {
            w->letters[w->count++] = (word_letter){.code = w->marks[i].code,
                                                   .letter = romanized ? letter : 0,
                                                   .script = romanized ? base->script : 0,
                                                   .kind = KIND_MARK,
                                                   .from = base->from,
                                                   .to = base->to};
        }
    }
}
