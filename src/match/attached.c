/*
 * Names written at one with the small word before them: Elsayed is al-Sayed, Ennasr is an-Nasr,
 * Binladin is bin Laden.
 *
 * Arabic writes its article at one with the word, and romanizations differ in whether they part the
 * two; before a "sun letter" its l becomes that letter (ALA-LC Romanization Tables, Arabic, rule
 * 17). Official spelling in Egypt and the Maghreb joins article and words of descent to the name
 * (Elsayed, Benkhaldoun). What is left is compared by sound, since such spellings follow the ear.
 */
#include "compare.h"

#include <string.h>

/* Below these lengths too many names begin so by chance: Elias, Alan, Benson. */
#define REST_AFTER_ARTICLE 4
#define REST_AFTER_DOUBLED 5 /* Arroyo is no article before Royo */
#define REST_AFTER_DESCENT 5 /* Benjamin: nobody is called jamin */

static bool is_article_vowel(char c) {
    return c == 'a' || c == 'e' || c == 'u';
}

/* Letters that stand for a sun letter, d n r s t z, also as the first of dh, sh, th. */
static bool is_sun_letter(char c) {
    return c == 'd' || c == 'n' || c == 'r' || c == 's' || c == 't' || c == 'z';
}

/* Letters of the small word that `text` may begin with; 0 for none. */
static ptrdiff_t attached_length(ix_str text) {
    static const ix_str descent[] = {IX_STR("bin"), IX_STR("ben"), IX_STR("ibn")};
    if (text.len < 2 + REST_AFTER_ARTICLE) {
        return 0;
    }
    const char *t = text.ptr;
    if (is_article_vowel(t[0]) && t[1] == 'l') {
        return 2;
    }
    if (is_article_vowel(t[0]) && is_sun_letter(t[1]) && t[1] == t[2]) {
        return text.len - 2 >= REST_AFTER_DOUBLED ? 2 : 0;
    }
    for (size_t i = 0; (t[0] == 'b' || t[0] == 'i') && i < sizeof descent / sizeof descent[0];
         i++) {
        if (ix_str_starts_with(text, descent[i])) {
            return text.len - 3 >= REST_AFTER_DESCENT ? 3 : 0;
        }
    }
    return 0;
}

ix_str ix_attached_rest(ix_str text) {
    ptrdiff_t length = attached_length(text);
    return length == 0 ? (ix_str){0} : (ix_str){text.ptr + length, text.len - length};
}

int ix_attached_usual(char *out, int cap, ix_str text) {
    ptrdiff_t length = attached_length(text);
    ptrdiff_t usual = text.len - length + (length == 2 ? 2 : 3);
    if (length == 0 || usual > cap) {
        return 0;
    }
    memcpy(out, length == 2 ? "al" : "bin", length == 2 ? 2 : 3);
    memcpy(out + usual - (text.len - length), text.ptr + length, (size_t)(text.len - length));
    return (int)usual;
}

/* Is the rest of one word what `key` makes of the other, or of the other's rest? */
static bool meet(int (*key)(char *, int, ix_str), ix_str rest, ix_str whole, ix_str other_rest) {
    char a[2 * IX_TOKEN_BYTES_MAX], b[2 * IX_TOKEN_BYTES_MAX];
    ix_str ka = {a, key(a, (int)sizeof a, rest)};
    if (ka.len == 0 || ix_str_equal(ka, whole)) {
        return ka.len > 0;
    }
    ix_str kb = {b, other_rest.len > 0 ? key(b, (int)sizeof b, other_rest) : 0};
    return ix_str_equal(ka, kb);
}

ix_attachment ix_attached_compare(const ix_mpart *a, const ix_mpart *b) {
    ix_str ra = ix_attached_rest(a->text), rb = ix_attached_rest(b->text);
    if (ra.len == 0 && rb.len == 0) {
        return IX_ATTACHED_NONE;
    }
    if ((ra.len > 0 && meet(ix_text_roman_key, ra, b->roman, rb)) ||
        (rb.len > 0 && meet(ix_text_roman_key, rb, a->roman, ra))) {
        return IX_ATTACHED_SPELLING;
    }
    return (ra.len > 0 && meet(ix_text_skeleton, ra, b->skeleton, rb)) ||
                   (rb.len > 0 && meet(ix_text_skeleton, rb, a->skeleton, ra))
               ? IX_ATTACHED_SOUND
               : IX_ATTACHED_NONE;
}
