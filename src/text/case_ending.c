/* Names of running text without their case endings: by the table, and without
 * what stands behind an apostrophe (Tikhonov's, Tihonov'un). */
#include <interdict/text.h>

#include "case_endings.h"

#include <string.h>

#define STEM_BYTES_MIN   6 /* three letters of Cyrillic */
#define LATIN_BYTES_MIN  4 /* ... four of a-z, in which more words are like others */
#define OWNER_BYTES_MIN  3
#define SUFFIX_BYTES_MAX 6

static int apostrophe_length(ix_str word, ptrdiff_t at) {
    if (word.ptr[at] == '\'') {
        return 1;
    }
    ix_str typographic = {"\xE2\x80\x99", 3};
    return ix_str_starts_with(ix_str_slice(word, at, word.len), typographic) ? 3 : 0;
}

/* The word before its last apostrophe, if what is behind are a few small letters. */
static ix_str owner_of(ix_str word) {
    for (ptrdiff_t at = word.len - 1; at >= OWNER_BYTES_MIN; at--) {
        int length = apostrophe_length(word, at);
        if (length > 0) {
            return word.len - at - length <= SUFFIX_BYTES_MAX ? ix_str_slice(word, 0, at)
                                                              : (ix_str){0};
        }
        bool small = word.ptr[at] >= 'a' && word.ptr[at] <= 'z';
        if (!small && (unsigned char)word.ptr[at] < 0x80) {
            break;
        }
    }
    return (ix_str){0};
}

static void add(ix_str out[IX_CASE_ENDINGS_MAX], int *count, ix_str stem, const char *ending,
                ix_arena *arena) {
    ptrdiff_t more = (ptrdiff_t)strlen(ending);
    char *bytes = *count < IX_CASE_ENDINGS_MAX ? IX_NEW(arena, char, stem.len + more + 1) : NULL;
    if (bytes) {
        memcpy(bytes, stem.ptr, (size_t)stem.len);
        memcpy(bytes + stem.len, ending, (size_t)more);
        out[(*count)++] = (ix_str){bytes, stem.len + more};
    }
}

int ix_text_case_endings(ix_str out[IX_CASE_ENDINGS_MAX], ix_str word, ix_arena *arena) {
    int count = 0;
    ix_str owner = owner_of(word);
    if (owner.len > 0) {
        add(out, &count, owner, "", arena);
    }
    for (size_t i = 0; i < sizeof case_endings / sizeof case_endings[0]; i++) {
        ix_str ending = ix_str_from_cstr(case_endings[i].ending);
        bool latin = word.len > 0 && (unsigned char)word.ptr[0] < 0x80;
        if (word.len - ending.len >= (latin ? LATIN_BYTES_MIN : STEM_BYTES_MIN) &&
            ix_str_ends_with(word, ending)) {
            add(out, &count, ix_str_slice(word, 0, word.len - ending.len), case_endings[i].name,
                arena);
        }
    }
    return count;
}
