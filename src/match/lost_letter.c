/*
 * Letters lost: systems write a question mark where they do not know the letter ("Rak?", "?hou").
 * Such a word is read as the words at hand that have some letter there.
 */
#include "lost_letter.h"

#include <string.h>

/* Letters beside the lost one: fewer are too many words. */
#define LETTERS_MIN    3
#define LOST_WORDS_MAX 2

/* Letters of any script, digits, and the apostrophes of names. */
static bool is_of_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '\'' || (unsigned char)c >= 0x80;
}

/* The word around a question mark; empty when it has another one, or few letters. */
static ix_str word_around(ix_str raw, ptrdiff_t at) {
    ptrdiff_t from = at, to = at + 1;
    while (from > 0 && is_of_word(raw.ptr[from - 1])) {
        from--;
    }
    while (to < raw.len && is_of_word(raw.ptr[to])) {
        to++;
    }
    bool more = (from > 0 && raw.ptr[from - 1] == '?') || (to < raw.len && raw.ptr[to] == '?');
    return more || to - from <= LETTERS_MIN || to - from > IX_TOKEN_BYTES_MAX
               ? (ix_str){0}
               : ix_str_slice(raw, from, to);
}

/* The text with a letter in the place of the question mark; every byte stands for itself. */
static bool complete(ix_writing *out, ix_str raw, ptrdiff_t at, char letter, ix_arena *arena) {
    char *text = IX_NEW(arena, char, raw.len);
    int32_t *origin = IX_NEW(arena, int32_t, raw.len);
    if (!text || !origin) {
        return false;
    }
    memcpy(text, raw.ptr, (size_t)raw.len);
    text[at] = letter;
    for (int32_t i = 0; i < (int32_t)raw.len; i++) {
        origin[i] = i;
    }
    *out = (ix_writing){{text, raw.len}, origin, IX_DISGUISE_LOST};
    return true;
}

/* Writings by the letters with which the word is one at hand. */
static ix_status complete_word(ix_writing *out, int *count, ix_str raw, ptrdiff_t at,
                               const ix_words_at_hand *words, ix_arena *arena, ix_error *error) {
    char bytes[IX_TOKEN_BYTES_MAX];
    ix_str word = word_around(raw, at);
    ptrdiff_t hole = raw.ptr + at - word.ptr;
    for (char letter = 'a'; word.len > 0 && letter <= 'z'; letter++) {
        memcpy(bytes, word.ptr, (size_t)word.len);
        bytes[hole] = letter;
        ix_text text;
        ix_status status = ix_text_analyze(&text, (ix_str){bytes, word.len}, arena, error);
        if (status != IX_OK) {
            return status;
        }
        if (text.count == 1 && words->has(words->context, text.tokens[0].folded) &&
            !complete(&out[(*count)++], raw, at, letter, arena)) {
            return ix_error_set(error, IX_E_MEMORY, "no memory to read a name");
        }
    }
    return IX_OK;
}

ix_status ix_lost_letters(ix_writing out[IX_LOST_LETTERS_MAX], int *count, ix_str raw,
                          const ix_words_at_hand *words, ix_arena *arena, ix_error *error) {
    *count = 0;
    if (raw.len > IX_DISGUISED_BYTES_MAX) {
        return IX_OK;
    }
    ix_status status = IX_OK;
    int found = 0;
    for (ptrdiff_t at = ix_str_find(raw, IX_STR("?"), 0);
         status == IX_OK && at >= 0 && found < LOST_WORDS_MAX;
         at = ix_str_find(raw, IX_STR("?"), at + 1)) {
        found += word_around(raw, at).len > 0;
        status = complete_word(out, count, raw, at, words, arena, error);
    }
    return status;
}
