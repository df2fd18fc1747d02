/* Well-formedness of UTF-8 for the writers of base (JSON, error messages), which must never let
 * ill-formed bytes out. Decoding to code points is text's business. */
#ifndef INTERDICT_BASE_UTF8_STEP_H
#define INTERDICT_BASE_UTF8_STEP_H

#include <stdbool.h>
#include <stddef.h>

/* Length of the character at s, or of the maximal ill-formed subpart there (Unicode 15, section
 * 3.9, table 3-7), with *valid telling which. room > 0. */
static inline ptrdiff_t utf8_step(const char *s, ptrdiff_t room, bool *valid) {
    unsigned char lead = (unsigned char)s[0];
    unsigned char low = 0x80;
    unsigned char high = 0xBF;
    ptrdiff_t need;
    *valid = true;
    if (lead < 0x80) {
        return 1;
    } else if (lead >= 0xC2 && lead <= 0xDF) {
        need = 2;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
        need = 3;
        low = lead == 0xE0 ? 0xA0 : low;   /* no overlong forms */
        high = lead == 0xED ? 0x9F : high; /* no surrogates */
    } else if (lead >= 0xF0 && lead <= 0xF4) {
        need = 4;
        low = lead == 0xF0 ? 0x90 : low;
        high = lead == 0xF4 ? 0x8F : high; /* nothing above 10FFFF */
    } else {
        *valid = false;
        return 1;
    }
    for (ptrdiff_t i = 1; i < need; i++) {
        unsigned char next = i < room ? (unsigned char)s[i] : 0;
        if (next < low || next > high) {
            *valid = false;
            return i;
        }
        low = 0x80;
        high = 0xBF;
    }
    return need;
}

#endif
