/* Words of legal forms that stand apart from their form, and such words misspelt.
 *
 * "Joint Stoc Company" is no legal form that anybody knows, yet its words tell as little as those
 * of one. Words of forms of which nothing else is known are marked as put or left at will; a word
 * with one letter wrong is found by the strings that both give when a letter is left out (Bocek et
 * al. 2007), and then checked. Shorter ones (OJEC) may be a form's, which the other name tells. */
#include "knowledge.h"

#include <string.h>

/* Shorter words are too like others: to be left at will, to be a form's that the other has. */
#define FORM_WORD_LENGTH_MIN 5
#define FORM_LIKE_LENGTH_MIN 4
#define NEAR_FORMS_EXPECTED  16384u
#define AT_WILL              ((uint32_t)(IX_WORD_ORG_GENERIC | IX_WORD_ORG_KIND))

/* A word with letter `at` left out; with none when `at` is its length. */
static ix_str without(char out[IX_TOKEN_BYTES_MAX], ix_str word, ptrdiff_t at) {
    ptrdiff_t len = at < word.len ? word.len - 1 : word.len;
    memcpy(out, word.ptr, (size_t)(at < word.len ? at : len));
    if (at < word.len) {
        memcpy(out + at, word.ptr + at + 1, (size_t)(word.len - at - 1));
    }
    return (ix_str){out, len};
}

static bool is_plain(ix_str word) {
    for (ptrdiff_t i = 0; i < word.len; i++) {
        if (word.ptr[i] < 'a' || word.ptr[i] > 'z') {
            return false;
        }
    }
    return word.len > 0 && word.len <= IX_TOKEN_BYTES_MAX;
}

/* A word of which no more is known than that organizations have it. */
static bool is_at_will(const word_entry *entry) {
    return entry->length >= FORM_WORD_LENGTH_MIN && (entry->word.flags & ~AT_WILL) == 0;
}

ix_status names_near_forms_finish(names_loader *loader) {
    ix_knowledge *knowledge = loader->knowledge;
    ix_status status = names_table_init(&knowledge->near_forms, NEAR_FORMS_EXPECTED, loader->arena);
    for (uint32_t i = 0; status == IX_OK && i < knowledge->word_count; i++) {
        word_entry *entry = &knowledge->words[i];
        ix_str word = names_entry_text(entry);
        if ((entry->marks & MARK_FORM_WORD) == 0 || word.len < FORM_LIKE_LENGTH_MIN ||
            !is_plain(word)) {
            continue;
        }
        entry->word.flags |= entry->word.flags == 0 && is_at_will(entry) ? IX_WORD_ORG_KIND : 0;
        for (ptrdiff_t at = 0; status == IX_OK && at <= word.len; at++) {
            char rest[IX_TOKEN_BYTES_MAX];
            status = names_table_put(&knowledge->near_forms, names_hash(without(rest, word, at)), i,
                                     loader->arena);
        }
    }
    return status;
}

/* What an unknown word has of the form's words that it is with one letter wrong. */
static uint32_t find_near(const ix_knowledge *knowledge, ix_str folded) {
    const names_table *table = &knowledge->near_forms;
    uint32_t flags = 0;
    for (ptrdiff_t at = 0; at <= folded.len && (flags & IX_WORD_ORG_KIND) == 0; at++) {
        char rest[IX_TOKEN_BYTES_MAX];
        uint32_t hash = names_hash(without(rest, folded, at));
        uint32_t step = NAMES_TABLE_FIRST(table, hash);
        uint32_t index;
        while ((index = names_table_step(table, hash, &step)) != 0) {
            const word_entry *entry = &knowledge->words[index - 1];
            if (ix_text_distance(folded, names_entry_text(entry), 1) <= 1) {
                flags |= IX_WORD_FORM_LIKE | (is_at_will(entry) ? IX_WORD_ORG_KIND : 0);
            }
        }
    }
    return flags;
}

uint32_t ix_knowledge_form_flags(const ix_knowledge *knowledge, ix_str folded,
                                 const ix_word *word) {
    if (word != NULL && (((const word_entry *)word)->marks & MARK_FORM_WORD) != 0) {
        return IX_WORD_FORM_LIKE;
    }
    uint32_t known = word == NULL ? 0 : word->flags;
    if ((known & ~AT_WILL) != 0 || folded.len + 1 < FORM_LIKE_LENGTH_MIN || !is_plain(folded)) {
        return 0;
    }
    uint32_t flags = find_near(knowledge, folded);
    return known == 0 ? flags : flags & IX_WORD_FORM_LIKE;
}
