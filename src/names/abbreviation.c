/* Generic words cut short or written without vowels: COMM, ELECTR, SRVCES, TRDNG.
 *
 * Nobody can list all of them, and only generic words are shortened so. A word that is not known
 * itself stands for every concept one of whose words it may abbreviate; which one is meant, the
 * other name tells. */
#include "knowledge.h"

#include <string.h>

#define CUT_LENGTH_MIN  4 /* shorter beginnings are those of too many words */
#define CUT_LETTERS_MIN 2 /* fewer letters missing make a slip of the pen or a plural */
#define BARE_LENGTH_MIN 3 /* consonants; fewer are shared by words that have nothing in common */
#define WORD_LENGTH_MAX 32

static bool is_vowel(char c) {
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

static bool is_latin(ix_str text) {
    for (ptrdiff_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < 'a' || text.ptr[i] > 'z') {
            return false;
        }
    }
    return text.len > 0 && text.len <= WORD_LENGTH_MAX;
}

/* A text without its vowels, the first letter apart, and with one of each double letter. */
static ix_str bare_of(char out[WORD_LENGTH_MAX], ix_str text) {
    ptrdiff_t len = 0;
    for (ptrdiff_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (i == 0 || (!is_vowel(c) && c != out[len - 1])) {
            out[len++] = c;
        }
    }
    return (ix_str){out, len};
}

static int compare_text(ix_str a, ix_str b) {
    ptrdiff_t len = a.len < b.len ? a.len : b.len;
    int order = memcmp(a.ptr, b.ptr, (size_t)len);
    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

static bool is_abbreviable(const word_entry *entry) {
    return entry->word.concept != 0 && (entry->word.flags & IX_WORD_ORG_GENERIC) != 0 &&
           entry->length >= CUT_LENGTH_MIN && is_latin(names_entry_text(entry));
}

/* By Shell's method (Ciura 2001); words differ, so the order is total. */
static void sort_by_text(names_generic *a, uint32_t count) {
    static const uint32_t gaps[] = {1750, 701, 301, 132, 57, 23, 10, 4, 1};
    for (size_t g = 0; g < sizeof gaps / sizeof gaps[0]; g++) {
        for (uint32_t i = gaps[g]; i < count; i++) {
            names_generic item = a[i];
            uint32_t j = i;
            for (; j >= gaps[g] && compare_text(a[j - gaps[g]].text, item.text) > 0; j -= gaps[g]) {
                a[j] = a[j - gaps[g]];
            }
            a[j] = item;
        }
    }
}

/* Numbers of the generic words in the order of their bare text, then of their text. */
static void sort_by_bare(uint32_t *order, const names_generic *words, uint32_t count) {
    static const uint32_t gaps[] = {1750, 701, 301, 132, 57, 23, 10, 4, 1};
    for (size_t g = 0; g < sizeof gaps / sizeof gaps[0]; g++) {
        for (uint32_t i = gaps[g]; i < count; i++) {
            uint32_t item = order[i];
            uint32_t j = i;
            for (; j >= gaps[g]; j -= gaps[g]) {
                uint32_t before = order[j - gaps[g]];
                int by_bare = compare_text(words[before].bare, words[item].bare);
                if (by_bare < 0 || (by_bare == 0 && before < item)) {
                    break;
                }
                order[j] = before;
            }
            order[j] = item;
        }
    }
}

ix_status names_abbreviations_finish(names_loader *loader) {
    ix_knowledge *knowledge = loader->knowledge;
    uint32_t count = 0;
    for (uint32_t i = 0; i < knowledge->word_count; i++) {
        count += is_abbreviable(&knowledge->words[i]);
    }
    knowledge->generics = IX_NEW(loader->arena, names_generic, count + 1);
    knowledge->generics_bare = IX_NEW(loader->arena, uint32_t, count + 1);
    if (knowledge->generics == NULL || knowledge->generics_bare == NULL) {
        return IX_E_MEMORY;
    }
    for (uint32_t i = 0; i < knowledge->word_count; i++) {
        const word_entry *entry = &knowledge->words[i];
        if (!is_abbreviable(entry)) {
            continue;
        }
        char bare[WORD_LENGTH_MAX];
        names_generic *generic = &knowledge->generics[knowledge->generic_count];
        generic->text = names_entry_text(entry);
        generic->bare = ix_arena_copy(loader->arena, bare_of(bare, generic->text));
        generic->concept = entry->word.concept;
        if (generic->bare.ptr == NULL) {
            return IX_E_MEMORY;
        }
        knowledge->generics_bare[knowledge->generic_count] = knowledge->generic_count;
        knowledge->generic_count++;
    }
    sort_by_text(knowledge->generics, count);
    sort_by_bare(knowledge->generics_bare, knowledge->generics, count);
    return IX_OK;
}

/* ---------------------------------------------------------------- looking up */

/* The concepts found so far. */
typedef struct found {
    uint16_t *concepts;
    int count;
    bool full;
} found;

/* Keeps a concept once, in ascending order. */
static void keep(found *f, uint16_t concept) {
    int at = 0;
    while (at < f->count && f->concepts[at] < concept) {
        at++;
    }
    if (at < f->count && f->concepts[at] == concept) {
        return;
    }
    if (f->count == IX_ABBREVIATED_MAX) {
        f->full = true;
        return;
    }
    memmove(f->concepts + at + 1, f->concepts + at, sizeof *f->concepts * (size_t)(f->count - at));
    f->concepts[at] = concept;
    f->count++;
}

static void find_cut(found *f, const ix_knowledge *knowledge, ix_str folded) {
    uint32_t low = 0, high = knowledge->generic_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (compare_text(knowledge->generics[middle].text, folded) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    for (uint32_t i = low;
         i < knowledge->generic_count && ix_str_starts_with(knowledge->generics[i].text, folded);
         i++) {
        if (knowledge->generics[i].text.len >= folded.len + CUT_LETTERS_MIN) {
            keep(f, knowledge->generics[i].concept);
        }
    }
}

static void find_bare(found *f, const ix_knowledge *knowledge, ix_str bare) {
    const names_generic *words = knowledge->generics;
    uint32_t low = 0, high = knowledge->generic_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (compare_text(words[knowledge->generics_bare[middle]].bare, bare) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    for (; low < knowledge->generic_count &&
           ix_str_equal(words[knowledge->generics_bare[low]].bare, bare);
         low++) {
        keep(f, words[knowledge->generics_bare[low]].concept);
    }
}

/* Are most of its letters consonants, as where vowels were left out? */
static bool lacks_vowels(ix_str text) {
    ptrdiff_t vowels = 0;
    for (ptrdiff_t i = 1; i < text.len; i++) {
        vowels += is_vowel(text.ptr[i]);
    }
    return vowels * 4 <= text.len;
}

int ix_knowledge_abbreviated(uint16_t concepts[IX_ABBREVIATED_MAX], const ix_knowledge *knowledge,
                             ix_str folded) {
    found f = {.concepts = concepts};
    if (!is_latin(folded)) {
        return 0;
    }
    if (folded.len >= CUT_LENGTH_MIN) {
        find_cut(&f, knowledge, folded);
    }
    char bare_bytes[WORD_LENGTH_MAX];
    ix_str bare = bare_of(bare_bytes, folded);
    if (bare.len >= BARE_LENGTH_MIN && lacks_vowels(folded)) {
        find_bare(&f, knowledge, bare);
    }
    return f.full ? 0 : f.count;
}
