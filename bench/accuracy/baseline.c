/* What a page of code does about names: the two baselines that the matcher is measured against. */
#include "accuracy.h"

#include <stdlib.h>
#include <string.h>

#define WORD_LETTERS_MAX 128  /* of a word that Jaro-Winkler looks at */
#define NAME_LETTERS_MAX 1024 /* of a name that Levenshtein looks at */
#define WORDS_MAX        32   /* of a name that are looked at */
#define FINER            1000 /* steps of a score in between */

ix_status plain_name_read(plain_name *out, ix_str raw, ix_arena *arena, ix_error *error) {
    ix_text text;
    ix_status status = ix_text_analyze(&text, raw, arena, error);
    *out = (plain_name){0};
    if (status != IX_OK) {
        return status;
    }
    int words = text.count < WORDS_MAX ? text.count : WORDS_MAX;
    uint32_t *letters = IX_NEW(arena, uint32_t, (size_t)(2 * raw.len + words * IX_TOKEN_BYTES_MAX));
    int32_t *ends = IX_NEW(arena, int32_t, (size_t)words + 1);
    if (letters == NULL || ends == NULL) {
        return ix_error_set(error, IX_E_MEMORY, "no memory for a plain name");
    }
    int32_t length = 0;
    for (int i = 0; i < words; i++) {
        const ix_token *token = &text.tokens[i];
        bool folds = token->script == IX_SCRIPT_LATIN || token->script == IX_SCRIPT_NONE;
        ix_str word = folds ? token->folded : ix_str_slice(raw, token->from, token->to);
        for (ptrdiff_t at = 0; at < word.len;) {
            letters[length++] = ix_utf8_decode(word, &at, NULL);
        }
        ends[i] = length;
    }
    *out = (plain_name){letters, ends, words};
    return IX_OK;
}

static const uint32_t *word_of(const plain_name *name, int word, int *len) {
    int32_t from = word == 0 ? 0 : name->ends[word - 1];
    *len = name->ends[word] - from;
    return name->letters + from;
}

/* ------------------------------------------------------------------ Jaro-Winkler */

/* Letters of a that have an equal one in b near by; `a_met` and `b_met` tell which. */
static int letters_met(bool *a_met, bool *b_met, const uint32_t *a, int a_len, const uint32_t *b,
                       int b_len) {
    int longer = a_len > b_len ? a_len : b_len;
    int window = longer / 2 - 1 > 0 ? longer / 2 - 1 : 0;
    int met = 0;
    memset(b_met, 0, (size_t)b_len);
    for (int i = 0; i < a_len; i++) {
        int from = i > window ? i - window : 0;
        int to = i + window + 1 < b_len ? i + window + 1 : b_len;
        a_met[i] = false;
        for (int j = from; j < to && !a_met[i]; j++) {
            if (!b_met[j] && a[i] == b[j]) {
                a_met[i] = b_met[j] = true;
                met++;
            }
        }
    }
    return met;
}

int32_t jaro_winkler(const uint32_t *a, int a_len, const uint32_t *b, int b_len) {
    bool a_met[WORD_LETTERS_MAX], b_met[WORD_LETTERS_MAX];
    a_len = a_len < WORD_LETTERS_MAX ? a_len : WORD_LETTERS_MAX;
    b_len = b_len < WORD_LETTERS_MAX ? b_len : WORD_LETTERS_MAX;
    int met = letters_met(a_met, b_met, a, a_len, b, b_len);
    if (met == 0) {
        return 0;
    }
    int moved = 0;
    for (int i = 0, j = 0; i < a_len; i++) {
        if (a_met[i]) {
            while (!b_met[j]) {
                j++;
            }
            moved += a[i] != b[j++];
        }
    }
    int64_t one = (int64_t)IX_SCORE_ONE * FINER;
    int64_t jaro =
        (met * one / a_len + met * one / b_len + (2 * met - moved) * one / (2 * met)) / 3;
    int prefix = 0;
    while (prefix < 4 && prefix < a_len && prefix < b_len && a[prefix] == b[prefix]) {
        prefix++;
    }
    return (int32_t)((jaro + prefix * (one - jaro) / 10 + FINER / 2) / FINER);
}

/* The best pair of words that are both free, or -1. */
static int best_pair(const int32_t *scores, int count) {
    int best = -1;
    for (int i = 0; i < count; i++) {
        if (scores[i] > (best < 0 ? 0 : scores[best])) {
            best = i;
        }
    }
    return best;
}

int32_t baseline_jaro_winkler(const plain_name *a, const plain_name *b) {
    int32_t scores[WORDS_MAX * WORDS_MAX];
    int a_len, b_len, best;
    int64_t sum = 0;
    if (a->count == 0 || b->count == 0) {
        return 0;
    }
    for (int i = 0; i < a->count; i++) {
        const uint32_t *word = word_of(a, i, &a_len);
        for (int j = 0; j < b->count; j++) {
            const uint32_t *other = word_of(b, j, &b_len);
            scores[i * b->count + j] = jaro_winkler(word, a_len, other, b_len);
        }
    }
    while ((best = best_pair(scores, a->count * b->count)) >= 0) {
        int i = best / b->count, j = best % b->count;
        (void)word_of(a, i, &a_len);
        (void)word_of(b, j, &b_len);
        sum += (int64_t)scores[best] * (a_len + b_len);
        for (int k = 0; k < b->count; k++) {
            scores[i * b->count + k] = 0;
        }
        for (int k = 0; k < a->count; k++) {
            scores[k * b->count + j] = 0;
        }
    }
    return (int32_t)(sum / (a->ends[a->count - 1] + b->ends[b->count - 1]));
}

/* ------------------------------------------------------------------ Levenshtein */

static int compare_words(const plain_name *name, int i, int j) {
    int i_len, j_len;
    const uint32_t *a = word_of(name, i, &i_len), *b = word_of(name, j, &j_len);
    for (int k = 0; k < i_len && k < j_len; k++) {
        if (a[k] != b[k]) {
            return a[k] < b[k] ? -1 : 1;
        }
    }
    return i_len - j_len;
}

/* The words in order with a space between; returns the letters written. */
static int sorted_text(uint32_t *out, const plain_name *name) {
    int order[WORDS_MAX], length = 0;
    for (int i = 0; i < name->count; i++) {
        int at = i;
        for (; at > 0 && compare_words(name, order[at - 1], i) > 0; at--) {
            order[at] = order[at - 1];
        }
        order[at] = i;
    }
    for (int i = 0; i < name->count; i++) {
        int len;
        const uint32_t *word = word_of(name, order[i], &len);
        if (length + len + 1 > NAME_LETTERS_MAX) {
            break;
        }
        if (length > 0) {
            out[length++] = ' ';
        }
        memcpy(out + length, word, (size_t)len * sizeof *word);
        length += len;
    }
    return length;
}

static int text_length(const plain_name *name) {
    return name->count == 0 ? 0 : name->ends[name->count - 1] + name->count - 1;
}

int32_t baseline_levenshtein_most(const plain_name *a, const plain_name *b) {
    int a_len = text_length(a), b_len = text_length(b);
    int longer = a_len > b_len ? a_len : b_len, shorter = a_len + b_len - longer;
    return longer == 0 ? 0 : (int32_t)((int64_t)shorter * IX_SCORE_ONE / longer);
}

int32_t baseline_levenshtein(const plain_name *a, const plain_name *b) {
    uint32_t a_text[NAME_LETTERS_MAX], b_text[NAME_LETTERS_MAX];
    int row[NAME_LETTERS_MAX + 1];
    int a_len = sorted_text(a_text, a), b_len = sorted_text(b_text, b);
    int longer = a_len > b_len ? a_len : b_len;
    if (a_len == 0 || b_len == 0) {
        return 0;
    }
    for (int j = 0; j <= b_len; j++) {
        row[j] = j;
    }
    for (int i = 1; i <= a_len; i++) {
        int corner = row[0];
        row[0] = i;
        for (int j = 1; j <= b_len; j++) {
            int replaced = corner + (a_text[i - 1] != b_text[j - 1]);
            int other = (row[j] < row[j - 1] ? row[j] : row[j - 1]) + 1;
            corner = row[j];
            row[j] = replaced < other ? replaced : other;
        }
    }
    return (int32_t)((int64_t)(longer - row[b_len]) * IX_SCORE_ONE / longer);
}
