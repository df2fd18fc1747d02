/* Endings that tell what a name part is in Slavic and Caucasian names. */
#include "parse.h"

static bool ends_with_any(ix_str word, const char *const *endings, ptrdiff_t stem_min) {
    for (; *endings != NULL; endings++) {
        ix_str ending = ix_str_from_cstr(*endings);
        if (word.len >= ending.len + stem_min && ix_str_ends_with(word, ending)) {
            return true;
        }
    }
    return false;
}

patronymic_kind names_patronymic(ix_str folded) {
    static const char *const female[] = {"ovna",  "evna",  "ivna",  "yivna", "inichna",
                                         "ichna", "yauna", "auna",  "ouna",  "euna", NULL};
    static const char *const male[] = {"ovich", "evich",  "ovych",  "evych",  "yovych", "avich",
                                       "iavich", "ovitch", "evitch", "owitsch", "ewitsch",
                                       "owicz", NULL};
    static const char *const whole[] = {"ilyich", "ilich",  "kuzmich",  "nikitich", "fomich",
                                        "lukich", "savvich", "mironich", "ignatich", NULL};
    if (ends_with_any(folded, whole, 0)) {
        return PATRONYMIC_MALE;
    }
    if (ends_with_any(folded, male, 2)) {
        return PATRONYMIC_MALE;
    }
    return ends_with_any(folded, female, 2) ? PATRONYMIC_FEMALE : PATRONYMIC_NONE;
}

bool names_surname_ending(ix_str folded) {
    static const char *const endings[] = {
        "ov",   "ova",  "ev",    "eva",   "yov",  "in",     "ina",    "yn",    "sky",  "skiy",
        "skii", "skyi", "ski",   "skaya", "skaia", "ska",   "tsky",   "enko",  "chuk", "chenko",
        "yan",  "ian",  "dze",   "shvili", "uk",   "off",   "oglu",   "zade",  "iya",  "ovic",
        "evic", NULL};
    return ends_with_any(folded, endings, 3);
}
