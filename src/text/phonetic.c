/*
 * Romanization keys and sound skeletons of folded a-z words.
 *
 * The roman key gives one form to the usual romanizations of the same letters: BGN/PCGN, ISO 9,
 * GOST 7.79, the passport systems of Russia and Ukraine, and the French, German and English press
 * habits (Tchekunov, Tschekunow, Chekunov). Rules are applied left to right, longest first, and
 * again until nothing changes, so that the key of a key is itself.
 */
#include <interdict/text.h>

#include <string.h>

#define PASSES_MAX 8

/* A letter group and what stands for it. `where` restricts it to a place in the word. */
typedef struct rule {
    const char *from;
    const char *to;
    enum { ANYWHERE, AT_START, AT_END, AFTER_CONSONANT, AFTER_VOWEL } where;
} rule;

/* Longest first within a first letter. */
static const rule rules[] = {
    {"cz", "ch", ANYWHERE},   {"ck", "k", ANYWHERE},   {"ch", "ch", ANYWHERE},
    {"ce", "se", ANYWHERE},   {"ci", "si", ANYWHERE},  {"cy", "si", ANYWHERE},
    {"c", "k", ANYWHERE},     {"dzh", "j", ANYWHERE},  {"dj", "j", ANYWHERE},
    {"eff", "ev", AT_END},   {"ey", "ei", ANYWHERE},
    {"ej", "ei", ANYWHERE},   {"gh", "g", ANYWHERE},   {"iye", "e", ANYWHERE},
    {"ije", "e", ANYWHERE},   {"iya", "ia", ANYWHERE}, {"ija", "ia", ANYWHERE},
    {"iia", "ia", ANYWHERE},  {"iyu", "iu", ANYWHERE}, {"iju", "iu", ANYWHERE},
    {"iyo", "io", ANYWHERE},  {"ie", "e", ANYWHERE},   {"iy", "i", ANYWHERE},
    {"ij", "i", ANYWHERE},    {"ju", "iu", ANYWHERE},  {"ja", "ia", AFTER_CONSONANT},
    {"je", "e", AFTER_CONSONANT}, {"jo", "io", AFTER_CONSONANT}, {"ja", "ia", AFTER_VOWEL},
    {"je", "e", AFTER_VOWEL}, {"j", "i", AT_END},      {"kh", "h", ANYWHERE},
    {"off", "ov", AT_END},    {"ou", "u", ANYWHERE},   {"oo", "u", ANYWHERE},
    {"ph", "f", ANYWHERE},    {"q", "k", ANYWHERE},    {"shch", "sh", ANYWHERE},
    {"schtsch", "sh", ANYWHERE}, {"sch", "sh", ANYWHERE}, {"sh", "sh", ANYWHERE},
    {"tsch", "ch", ANYWHERE}, {"tch", "ch", ANYWHERE}, {"tz", "ts", ANYWHERE},
    {"th", "t", ANYWHERE},    {"w", "v", ANYWHERE},    {"x", "ks", ANYWHERE},
    {"yu", "iu", ANYWHERE},   {"ya", "ia", ANYWHERE},  {"ye", "e", ANYWHERE},
    {"yo", "io", ANYWHERE},   {"yi", "i", ANYWHERE},   {"yy", "i", ANYWHERE},
    {"y", "i", ANYWHERE},     {"zh", "zh", ANYWHERE},
};
#define RULE_COUNT ((int)(sizeof rules / sizeof rules[0]))

static bool is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

static bool is_plain(ix_str s)
{
    for (ptrdiff_t i = 0; i < s.len; i++) {
        if (s.ptr[i] < 'a' || s.ptr[i] > 'z') {
            return false;
        }
    }
    return s.len > 0;
}

static const rule *rule_at(ix_str word, ptrdiff_t at)
{
    for (int r = 0; r < RULE_COUNT; r++) {
        if (rules[r].from[0] != word.ptr[at]) {
            continue;
        }
        ptrdiff_t len = (ptrdiff_t)strlen(rules[r].from);
        if (at + len > word.len || memcmp(rules[r].from, word.ptr + at, (size_t)len) != 0) {
            continue;
        }
        bool fits = rules[r].where == ANYWHERE || (rules[r].where == AT_START && at == 0) ||
                    (rules[r].where == AT_END && at + len == word.len && at > 0) ||
                    (rules[r].where == AFTER_CONSONANT && at > 0 && !is_vowel(word.ptr[at - 1])) ||
                    (rules[r].where == AFTER_VOWEL && at > 0 && is_vowel(word.ptr[at - 1]));
        if (fits) {
            return &rules[r];
        }
    }
    return NULL;
}

/* One pass; doubled letters become one. Returns the length written, never above `cap`. */
static int rewrite(char *out, int cap, ix_str word)
{
    int len = 0;
    for (ptrdiff_t at = 0; at < word.len;) {
        const rule *found = rule_at(word, at);
        const char *put = found ? found->to : &word.ptr[at];
        ptrdiff_t put_len = found ? (ptrdiff_t)strlen(found->to) : 1;
        for (ptrdiff_t k = 0; k < put_len; k++) {
            if (len < cap && (len == 0 || out[len - 1] != put[k])) {
                out[len++] = put[k];
            }
        }
        at += found ? (ptrdiff_t)strlen(found->from) : 1;
    }
    return len;
}

static int copy_to(char *out, int cap, ix_str s)
{
    int len = s.len < cap ? (int)s.len : cap;
    memcpy(out, s.ptr, (size_t)len);
    return len;
}

int ix_text_roman_key(char *out, int cap, ix_str folded)
{
    if (!is_plain(folded) || folded.len > IX_TOKEN_BYTES_MAX) {
        return folded.len > 0 ? copy_to(out, cap, folded) : 0;
    }
    char a[2 * IX_TOKEN_BYTES_MAX], b[2 * IX_TOKEN_BYTES_MAX];
    memcpy(a, folded.ptr, (size_t)folded.len);
    int len = (int)folded.len;
    for (int pass = 0; pass < PASSES_MAX; pass++) {
        int next = rewrite(b, (int)sizeof b, (ix_str){a, len});
        bool same = next == len && memcmp(a, b, (size_t)len) == 0;
        memcpy(a, b, (size_t)next);
        len = next;
        if (same) {
            break;
        }
    }
    return copy_to(out, cap, (ix_str){a, len});
}

/* The sound class of the consonant at `*at`, stepping over it; 0 for what carries no sound. */
static char sound_at(ix_str key, ptrdiff_t *at)
{
    char c = key.ptr[(*at)++];
    char next = *at < key.len ? key.ptr[*at] : '\0';
    if (next == 'h' && (c == 's' || c == 'c' || c == 'z')) {
        (*at)++;
        return c == 's' ? 's' : c == 'c' ? 'c' : 'j';
    }
    switch (c) {
    case 'f':
        return 'v';
    case 'z':
        return 's';
    case 'h':
        return '\0';
    default:
        return is_vowel(c) ? '\0' : c;
    }
}

int ix_text_skeleton(char *out, int cap, ix_str folded)
{
    char key[2 * IX_TOKEN_BYTES_MAX];
    if (!is_plain(folded) || folded.len > IX_TOKEN_BYTES_MAX) {
        return 0;
    }
    ix_str word = {key, ix_text_roman_key(key, (int)sizeof key, folded)};
    int len = 0;
    ptrdiff_t at = 0;
    if (is_vowel(word.ptr[0]) || word.ptr[0] == 'h') {
        /* A leading vowel is heard but its quality is not: Usama, Osama. */
        out[len++] = word.ptr[0] == 'h' ? 'h' : 'a';
        at = 1;
    }
    while (at < word.len) {
        char sound = sound_at(word, &at);
        if (sound != '\0' && len < cap && (len == 0 || out[len - 1] != sound)) {
            out[len++] = sound;
        }
    }
    return len >= 3 ? len : 0;
}
