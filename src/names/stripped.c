/* Words as systems leave them that keep only ASCII: "akciov spolonos" of "akciová spoločnosť".
 *
 * Generic words and places, and the words of legal forms, are known without their other letters
 * too. What is a word of its own keeps its own meaning. */
#include "knowledge.h"

/* Shorter rests are too like other words. */
#define REST_LENGTH_MIN 4
#define STRIPPED_FLAGS                                                                             \
    ((uint32_t)(IX_WORD_ORG_GENERIC | IX_WORD_ORG_KIND | IX_WORD_PLACE | IX_WORD_COUNTRY |         \
                IX_WORD_CITY | IX_WORD_DIRECTION))

ix_str names_strip(char out[FORM_KEY_MAX], ix_str raw) {
    ptrdiff_t len = 0, letters = 0, lost = 0;
    for (ptrdiff_t i = 0; i < raw.len; i++) {
        unsigned char c = (unsigned char)raw.ptr[i];
        lost += (c & 0xC0) == 0xC0;
        if (c < 0x80) {
            if (len == FORM_KEY_MAX) {
                return (ix_str){0};
            }
            out[len] = (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
            letters += out[len] >= 'a' && out[len] <= 'z';
            len++;
        }
    }
    return lost > 0 && letters >= REST_LENGTH_MIN && letters > lost ? (ix_str){out, len}
                                                                    : (ix_str){0};
}

static bool is_word(ix_str text) {
    for (ptrdiff_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < 'a' || text.ptr[i] > 'z') {
            return false;
        }
    }
    return text.len > 0 && text.len <= IX_TOKEN_BYTES_MAX;
}

ix_status names_stripped_note(names_loader *loader, ix_str raw, const word_entry *entry) {
    char bytes[FORM_KEY_MAX];
    ix_str rest = names_strip(bytes, raw);
    if (!is_word(rest)) {
        return IX_OK;
    }
    ix_str text = ix_arena_copy(loader->arena, rest);
    if (text.ptr == NULL ||
        names_grow((void **)&loader->stripped, loader->stripped_count, &loader->stripped_capacity,
                   sizeof *loader->stripped, loader->arena) != IX_OK) {
        return IX_E_MEMORY;
    }
    loader->stripped[loader->stripped_count++] =
        (names_stripped_word){text, (uint32_t)(entry - loader->knowledge->words)};
    return IX_OK;
}

ix_status names_stripped_finish(names_loader *loader) {
    for (uint32_t i = 0; i < loader->stripped_count; i++) {
        const names_stripped_word *word = &loader->stripped[i];
        if (names_word_find(loader->knowledge, word->text) != NULL) {
            continue;
        }
        word_entry *entry = names_word_add(loader, word->text, true);
        if (entry == NULL) {
            return IX_E_MEMORY;
        }
        const word_entry *whole = &loader->knowledge->words[word->whole];
        entry->word.flags = whole->word.flags & STRIPPED_FLAGS;
        entry->word.concept = whole->word.concept;
        entry->marks = MARK_GENERIC_UNSURE;
    }
    return IX_OK;
}
