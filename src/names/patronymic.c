/* Endings that tell what a name part is in Slavic and Caucasian names. */
#include "parse.h"

#include <string.h>

typedef struct ending {
    const char *text;
    int length;
} ending;

#define E(text)                                                                                    \
    { (text), (int)sizeof(text) - 1 }

static bool ends_with_any(ix_str word, const ending *endings, size_t count, ptrdiff_t stem_min) {
    for (size_t i = 0; i < count; i++) {
        ptrdiff_t stem = word.len - endings[i].length;
        if (stem >= stem_min &&
            memcmp(word.ptr + stem, endings[i].text, (size_t)endings[i].length) == 0) {
            return true;
        }
    }
    return false;
}

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

patronymic_kind names_patronymic(ix_str folded) {
    static const ending female[] = {E("ovna"),  E("evna"), E("ivna"), E("inichna"),
                                    E("ichna"), E("auna"), E("ouna"), E("euna")};
    static const ending male[] = {E("ovich"),  E("evich"),  E("ovych"),   E("evych"),  E("avich"),
                                  E("ovitch"), E("evitch"), E("owitsch"), E("ewitsch")};
    static const ending swedish[] = {E("ovitj"), E("evitj"), E("ovytj"), E("evytj"), E("avitj")};
    static const ending czech[] = {E("ovic"), E("evic"), E("avic")};
    /* Whole words: their ending alone is too common. */
    static const ending whole[] = {E("ilyich"),   E("ilich"),    E("kuzmich"),
                                   E("nikitich"), E("fomich"),   E("lukich"),
                                   E("savvich"),  E("mironich"), E("ignatich")};
    if (folded.len < 5) {
        return PATRONYMIC_NONE;
    }
    switch (folded.ptr[folded.len - 1]) {
    case 'a':
        return ends_with_any(folded, female, COUNT(female), 2) ? PATRONYMIC_FEMALE
                                                               : PATRONYMIC_NONE;
    case 'h':
        return ends_with_any(folded, male, COUNT(male), 2) ||
                       ends_with_any(folded, whole, COUNT(whole), 0)
                   ? PATRONYMIC_MALE
                   : PATRONYMIC_NONE;
    case 'j':
        return ends_with_any(folded, swedish, COUNT(swedish), 2) ? PATRONYMIC_MALE
                                                                 : PATRONYMIC_NONE;
    case 'c':
        return ends_with_any(folded, czech, COUNT(czech), 3) ? PATRONYMIC_WEAK : PATRONYMIC_NONE;
    default:
        return PATRONYMIC_NONE;
    }
}

bool names_surname_ending(ix_str folded) {
    static const ending endings[] = {E("ov"),     E("ova"),  E("ev"),   E("eva"), E("sky"),
                                     E("skiy"),   E("skii"), E("skyi"), E("ski"), E("skaya"),
                                     E("skaia"),  E("enko"), E("chuk"), E("yan"), E("dze"),
                                     E("shvili"), E("off"),  E("ovic"), E("evic")};
    return ends_with_any(folded, endings, COUNT(endings), 3);
}
