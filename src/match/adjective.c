/* Places and the adjectives of them: Samara and samarskiy, Arzamas and arzamasskogo. */
#include "compare.h"

#include <string.h>

/* Stems shorter than this are shared by places that have nothing to do with each other. */
#define STEM_LENGTH_MIN 4
#define ENDING_MAX      5 /* letters of an ending of an adjective */
#define STEM_PREFIX     2 /* letters of a stem that are always the word's */

/* What the Slavic suffix -sk- and the endings of its adjectives become in the roman key: of all
 * genders and cases that names stand in, Russian, Ukrainian, Belarusian, Bulgarian. */
static const ix_str endings[] = {
    IX_STR("ski"),   IX_STR("skaia"), IX_STR("skoe"),  IX_STR("skogo"), IX_STR("skoi"),
    IX_STR("skomu"), IX_STR("skom"),  IX_STR("skuiu"), IX_STR("skie"),  IX_STR("ske"),
    IX_STR("skih"),  IX_STR("skim"),  IX_STR("skimi"), IX_STR("ska"),   IX_STR("sko"),
    IX_STR("skoho"), IX_STR("skai"),  IX_STR("skae"),  IX_STR("skaha"), IX_STR("skoto"),
    IX_STR("skata"), IX_STR("skia"),  IX_STR("skiat"), IX_STR("skite"),
};

static bool is_vowel(char c) {
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/* May it be an adjective? All endings have "sk" in them, at most so many letters before the end. */
static bool may_be_adjective(ix_str roman) {
    for (ptrdiff_t i = 2; i <= ENDING_MAX && i <= roman.len; i++) {
        if (roman.ptr[roman.len - i] == 's' && roman.ptr[roman.len - i + 1] == 'k') {
            return true;
        }
    }
    return false;
}

int ix_place_stem(char *out, int cap, ix_str roman, bool *adjective) {
    *adjective = false;
    ptrdiff_t len = roman.len;
    bool maybe = may_be_adjective(roman);
    for (size_t i = 0; maybe && i < sizeof endings / sizeof endings[0] && !*adjective; i++) {
        if (ix_str_ends_with(roman, endings[i])) {
            len -= endings[i].len;
            *adjective = true;
        }
    }
    if (!*adjective && ix_str_ends_with(roman, IX_STR("sk"))) {
        len -= 2; /* Donetsk, donetskiy */
    }
    /* The roman key has made one s of two (Arzamas, arzamasskiy). */
    while (len > 0 && (is_vowel(roman.ptr[len - 1]) || roman.ptr[len - 1] == 's')) {
        len--;
    }
    if (len < STEM_LENGTH_MIN || len > cap) {
        return 0;
    }
    memcpy(out, roman.ptr, (size_t)len);
    if (out[len - 1] == 'h' && out[len - 2] == 'z') {
        out[len - 2] = 'g'; /* Kaluga, kaluzhskiy */
        len--;
    }
    return (int)len;
}

bool ix_same_place(ix_str roman_a, ix_str roman_b) {
    /* Stems begin as their words do. */
    if (roman_a.len < STEM_LENGTH_MIN || roman_b.len < STEM_LENGTH_MIN ||
        memcmp(roman_a.ptr, roman_b.ptr, STEM_PREFIX) != 0 ||
        (!may_be_adjective(roman_a) && !may_be_adjective(roman_b))) {
        return false;
    }
    char a[2 * IX_TOKEN_BYTES_MAX], b[2 * IX_TOKEN_BYTES_MAX];
    bool adjective_a, adjective_b;
    int len_a = ix_place_stem(a, (int)sizeof a, roman_a, &adjective_a);
    int len_b = ix_place_stem(b, (int)sizeof b, roman_b, &adjective_b);
    return len_a > 0 && len_a == len_b && (adjective_a || adjective_b) &&
           memcmp(a, b, (size_t)len_a) == 0;
}
