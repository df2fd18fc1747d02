/* Words in runs of Han characters, which are written without spaces.
 *
 * The text analyzer makes each character a token. In names of organizations the characters of known
 * words are put together again, the longest word first from left to right; what is between them is
 * left as single characters, the syllables of proper names. */
#include "units.h"

#include <assert.h>
#include <string.h>

#define WORD_UNITS_MAX    8
#define SURNAME_UNITS_MAX 4

bool names_is_character(const names_unit *unit) {
    return unit->script == IX_SCRIPT_HAN || unit->script == IX_SCRIPT_HANGUL;
}

/* Units [from, to) as one text; they lie in one piece only by chance. Empty when too long. */
static ix_str spell(char buffer[IX_TOKEN_BYTES_MAX], const names_unit *units, int from, int to) {
    ptrdiff_t length = 0;
    for (int i = from; i < to; i++) {
        if (length + units[i].text.len > IX_TOKEN_BYTES_MAX) {
            return (ix_str){0};
        }
        memcpy(buffer + length, units[i].text.ptr, (size_t)units[i].text.len);
        length += units[i].text.len;
    }
    return (ix_str){buffer, length};
}

/* Where the run of characters from `from` on ends, at most `most` of them. */
static int run_end(const names_unit *units, int from, int count, int most) {
    int end = from;
    while (end < count && end - from < most && names_is_character(&units[end]) &&
           (end == from || units[end].joint == IX_JOINT_NONE)) {
        end++;
    }
    return end;
}

/* The end of the longest known word that begins at `from` and reaches into no legal form. */
static int word_end(const names_unit *units, int from, int count, const form_match *forms,
                    const ix_knowledge *knowledge) {
    int end = run_end(units, from, count, WORD_UNITS_MAX);
    for (int i = from + 1; i < end; i++) {
        end = forms[i].form != 0 ? i : end;
    }
    for (; end - from > 1; end--) {
        char buffer[IX_TOKEN_BYTES_MAX];
        const word_entry *entry = names_word_find(knowledge, spell(buffer, units, from, end));
        if (entry != NULL && ((entry->word.flags & (IX_WORD_ORG_GENERIC | IX_WORD_PLACE)) != 0)) {
            return end;
        }
    }
    return from + 1;
}

int names_han_join(names_unit *units, int count, const form_match *forms,
                   const ix_knowledge *knowledge, ix_arena *arena) {
    int out = 0;
    for (int i = 0; i < count;) {
        if (forms[i].form != 0) {
            int end = i + forms[i].units;
            memmove(&units[out], &units[i], sizeof(names_unit) * (size_t)(end - i));
            out += end - i;
            i = end;
            continue;
        }
        int end = word_end(units, i, count, forms, knowledge);
        names_unit joined;
        if (!names_units_merge(&joined, units, i, end, arena)) {
            return -1;
        }
        assert(out <= i);
        units[out++] = joined;
        i = end;
    }
    return out;
}

int names_han_surname(const names_unit *units, int count, const ix_knowledge *knowledge) {
    for (int end = run_end(units, 0, count, SURNAME_UNITS_MAX); end > 0; end--) {
        char buffer[IX_TOKEN_BYTES_MAX];
        const word_entry *entry = names_word_find(knowledge, spell(buffer, units, 0, end));
        if (entry != NULL && (entry->word.flags & IX_WORD_FAMILY) != 0) {
            return end;
        }
    }
    return 0;
}
