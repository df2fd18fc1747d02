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

/* Each pass but the last shortens the word or turns a letter into a later stage of the same rule,
 * so as many passes as letters are enough. */
#define PASSES_MAX (2 * IX_TOKEN_BYTES_MAX)

/* A letter group and what stands for it. `where` restricts it to a place in the word. */
typedef struct rule {
    const char *from, *to;
    signed char from_len, to_len;
    enum { ANYWHERE, AT_END, AFTER_CONSONANT, AFTER_VOWEL } where;
} rule;

#define RULE(from, to, where)                                                                      \
    { from, to, sizeof(from) - 1, sizeof(to) - 1, where }
#define RULE_END                                                                                   \
    { NULL, NULL, 0, 0, ANYWHERE }

/* By first letter; within one, the first that fits is taken. */
static const rule rules_c[] = {
    RULE("cz", "ch", ANYWHERE), RULE("ck", "k", ANYWHERE),
    RULE("ch", "ch", ANYWHERE), RULE("ce", "se", ANYWHERE),
    RULE("ci", "si", ANYWHERE), RULE("cy", "si", ANYWHERE),
    RULE("c", "k", ANYWHERE),   RULE_END,
};
static const rule rules_d[] = {
    RULE("dzh", "j", ANYWHERE),
    RULE("dj", "j", ANYWHERE),
    RULE_END,
};
static const rule rules_e[] = {
    RULE("eff", "ev", AT_END),
    RULE("ey", "ei", ANYWHERE),
    RULE("ej", "ei", ANYWHERE),
    RULE_END,
};
static const rule rules_g[] = {
    RULE("gh", "g", ANYWHERE),
    RULE_END,
};
static const rule rules_i[] = {
    RULE("iye", "e", ANYWHERE),  RULE("ije", "e", ANYWHERE),  RULE("iya", "ia", ANYWHERE),
    RULE("ija", "ia", ANYWHERE), RULE("iia", "ia", ANYWHERE), RULE("iyu", "iu", ANYWHERE),
    RULE("iju", "iu", ANYWHERE), RULE("iyo", "io", ANYWHERE), RULE("ie", "e", ANYWHERE),
    RULE("iy", "i", ANYWHERE),   RULE("ij", "i", ANYWHERE),   RULE_END,
};
static const rule rules_j[] = {
    RULE("ju", "iu", ANYWHERE),       RULE("ja", "ia", AFTER_CONSONANT),
    RULE("je", "e", AFTER_CONSONANT), RULE("jo", "io", AFTER_CONSONANT),
    RULE("ja", "ia", AFTER_VOWEL),    RULE("je", "e", AFTER_VOWEL),
    RULE("j", "i", AT_END),           RULE_END,
};
static const rule rules_k[] = {
    RULE("kh", "h", ANYWHERE),
    RULE_END,
};
static const rule rules_o[] = {
    RULE("off", "ov", AT_END),
    RULE("ou", "u", ANYWHERE),
    RULE("oo", "u", ANYWHERE),
    RULE_END,
};
static const rule rules_p[] = {
    RULE("ph", "f", ANYWHERE),
    RULE_END,
};
static const rule rules_q[] = {
    RULE("q", "k", ANYWHERE),
    RULE_END,
};
static const rule rules_s[] = {
    RULE("shch", "sh", ANYWHERE),
    RULE("schtsch", "sh", ANYWHERE),
    RULE("sch", "sh", ANYWHERE),
    RULE("sh", "sh", ANYWHERE),
    RULE_END,
};
static const rule rules_t[] = {
    RULE("tsch", "ch", ANYWHERE),
    RULE("tch", "ch", ANYWHERE),
    RULE("tz", "ts", ANYWHERE),
    RULE("th", "t", ANYWHERE),
    RULE_END,
};
static const rule rules_w[] = {
    RULE("w", "v", ANYWHERE),
    RULE_END,
};
static const rule rules_x[] = {
    RULE("x", "ks", ANYWHERE),
    RULE_END,
};
static const rule rules_y[] = {
    RULE("yu", "iu", ANYWHERE), RULE("ya", "ia", ANYWHERE),
    RULE("ye", "e", ANYWHERE),  RULE("yo", "io", ANYWHERE),
    RULE("yi", "i", ANYWHERE),  RULE("yy", "i", ANYWHERE),
    RULE("y", "i", ANYWHERE),   RULE_END,
};
static const rule rules_z[] = {
    RULE("zh", "zh", ANYWHERE),
    RULE_END,
};

static const rule *const rules_of[26] = {
    ['c' - 'a'] = rules_c, ['d' - 'a'] = rules_d, ['e' - 'a'] = rules_e, ['g' - 'a'] = rules_g,
    ['i' - 'a'] = rules_i, ['j' - 'a'] = rules_j, ['k' - 'a'] = rules_k, ['o' - 'a'] = rules_o,
    ['p' - 'a'] = rules_p, ['q' - 'a'] = rules_q, ['s' - 'a'] = rules_s, ['t' - 'a'] = rules_t,
    ['w' - 'a'] = rules_w, ['x' - 'a'] = rules_x, ['y' - 'a'] = rules_y, ['z' - 'a'] = rules_z,
};

/* The letters that a rule may have behind its first: most places in a word are passed by them. A
 * rule of one letter may have any, or the end of the word. */
#define LETTER(c)   (UINT32_C(1) << ((c) - 'a'))
#define WORD_END    26
#define ANY_OR_NONE UINT32_MAX

static const uint32_t seconds_of[26] = {
    ['c' - 'a'] = ANY_OR_NONE,
    ['d' - 'a'] = LETTER('z') | LETTER('j'),
    ['e' - 'a'] = LETTER('f') | LETTER('y') | LETTER('j'),
    ['g' - 'a'] = LETTER('h'),
    ['i' - 'a'] = LETTER('y') | LETTER('j') | LETTER('i') | LETTER('e'),
    ['j' - 'a'] = ANY_OR_NONE,
    ['k' - 'a'] = LETTER('h'),
    ['o' - 'a'] = LETTER('f') | LETTER('u') | LETTER('o'),
    ['p' - 'a'] = LETTER('h'),
    ['q' - 'a'] = ANY_OR_NONE,
    ['s' - 'a'] = LETTER('h') | LETTER('c'),
    ['t' - 'a'] = LETTER('s') | LETTER('c') | LETTER('z') | LETTER('h'),
    ['w' - 'a'] = ANY_OR_NONE,
    ['x' - 'a'] = ANY_OR_NONE,
    ['y' - 'a'] = ANY_OR_NONE,
    ['z' - 'a'] = LETTER('h'),
};

static bool is_vowel(char c) {
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

static bool is_plain(ix_str s) {
    for (ptrdiff_t i = 0; i < s.len; i++) {
        if (s.ptr[i] < 'a' || s.ptr[i] > 'z') {
            return false;
        }
    }
    return s.len > 0;
}

static const rule *rule_at(ix_str word, ptrdiff_t at) {
    int first = word.ptr[at] - 'a';
    int second = at + 1 < word.len ? word.ptr[at + 1] - 'a' : WORD_END;
    if ((seconds_of[first] >> second & 1) == 0) {
        return NULL;
    }
    for (const rule *r = rules_of[first]; r->from; r++) {
        if (at + r->from_len > word.len ||
            (r->from_len > 1 && (r->from[1] != word.ptr[at + 1] ||
                                 memcmp(r->from, word.ptr + at, (size_t)r->from_len) != 0))) {
            continue;
        }
        bool fits = r->where == ANYWHERE ||
                    (at > 0 && r->where == AT_END && at + r->from_len == word.len) ||
                    (at > 0 && r->where == AFTER_CONSONANT && !is_vowel(word.ptr[at - 1])) ||
                    (at > 0 && r->where == AFTER_VOWEL && is_vowel(word.ptr[at - 1]));
        if (fits) {
            return r;
        }
    }
    return NULL;
}

/* One pass; doubled letters become one. Returns the length written, never above `cap`, or -1 when
 * the word stays as it is. */
static int rewrite(char *out, int cap, ix_str word) {
    int len = 0;
    bool same = true;
    for (ptrdiff_t at = 0; at < word.len;) {
        const rule *found = rule_at(word, at);
        const char *put = found ? found->to : &word.ptr[at];
        int put_len = found ? found->to_len : 1;
        for (int k = 0; k < put_len; k++) {
            if (len < cap && (len == 0 || out[len - 1] != put[k])) {
                same = same && len < word.len && word.ptr[len] == put[k];
                out[len++] = put[k];
            }
        }
        at += found ? found->from_len : 1;
    }
    return same && len == word.len ? -1 : len;
}

static int copy_to(char *out, int cap, ix_str s) {
    int len = s.len < cap ? (int)s.len : cap;
    memcpy(out, s.ptr, (size_t)len);
    return len;
}

int ix_text_roman_key(char *out, int cap, ix_str folded) {
    if (!is_plain(folded) || folded.len > IX_TOKEN_BYTES_MAX) {
        return folded.len > 0 ? copy_to(out, cap, folded) : 0;
    }
    char rooms[2][2 * IX_TOKEN_BYTES_MAX];
    ix_str word = folded;
    for (int pass = 0; pass < PASSES_MAX; pass++) {
        char *next = rooms[pass % 2];
        int len = rewrite(next, (int)sizeof rooms[0], word);
        if (len < 0) {
            break;
        }
        word = (ix_str){next, len};
    }
    return copy_to(out, cap, word);
}

/* The sound class of the consonant at `*at`, stepping over it; 0 for what carries no sound. */
static char sound_at(ix_str key, ptrdiff_t *at) {
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

int ix_text_skeleton(char *out, int cap, ix_str folded) {
    char key[2 * IX_TOKEN_BYTES_MAX];
    if (!is_plain(folded) || folded.len > IX_TOKEN_BYTES_MAX) {
        return 0;
    }
    ix_str word = {key, ix_text_roman_key(key, (int)sizeof key, folded)};
    return ix_text_roman_skeleton(out, cap, word);
}

int ix_text_roman_skeleton(char *out, int cap, ix_str word) {
    int len = 0;
    if (!is_plain(word)) {
        return 0;
    }
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
