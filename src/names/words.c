/* The word table: everything that is known of one folded word, under that word. */
#include "knowledge.h"

#include <assert.h>
#include <string.h>

ix_str names_entry_text(const word_entry *entry) {
    return (ix_str){entry->text, entry->length};
}

static bool holds(const word_entry *entry, ix_str folded) {
    return entry->length == folded.len && memcmp(entry->text, folded.ptr, (size_t)folded.len) == 0;
}

static const word_entry *find(const ix_knowledge *knowledge, ix_str folded, uint32_t hash) {
    uint32_t at = NAMES_TABLE_FIRST(&knowledge->word_table, hash);
    uint32_t index;
    while ((index = names_table_step(&knowledge->word_table, hash, &at)) != 0) {
        const word_entry *entry = &knowledge->words[index - 1];
        if (holds(entry, folded)) {
            return entry;
        }
    }
    return NULL;
}

const word_entry *names_word_find(const ix_knowledge *knowledge, ix_str folded) {
    if (folded.len <= 0 || folded.len > IX_TOKEN_BYTES_MAX) {
        return NULL;
    }
    return find(knowledge, folded, names_hash(folded));
}

word_entry *names_word_add(names_loader *loader, ix_str folded, bool borrow) {
    assert(folded.len > 0 && folded.len <= IX_TOKEN_BYTES_MAX);
    ix_knowledge *knowledge = loader->knowledge;
    uint32_t hash = names_hash(folded);
    const word_entry *known = find(knowledge, folded, hash);
    if (known != NULL) {
        return &knowledge->words[known - knowledge->words];
    }
    ix_str text = borrow ? folded : ix_arena_copy(loader->arena, folded);
    if (text.ptr == NULL ||
        names_grow((void **)&knowledge->words, knowledge->word_count, &knowledge->word_capacity,
                   sizeof(word_entry), loader->arena) != IX_OK ||
        names_table_put(&knowledge->word_table, hash, knowledge->word_count, loader->arena) !=
            IX_OK) {
        return NULL;
    }
    word_entry *entry = &knowledge->words[knowledge->word_count++];
    entry->text = text.ptr;
    entry->length = (uint8_t)text.len;
    entry->word.person_millibits = -1;
    entry->word.org_millibits = -1;
    return entry;
}

ix_status names_fold(names_loader *loader, ix_str raw, ix_text *text) {
    ix_arena_reset(&loader->scratch);
    ix_status status = ix_text_analyze(text, raw, &loader->scratch, loader->error);
    if (status == IX_OK && text->count == 0) {
        status = names_rows_fault(&loader->rows, loader->error,
                                  "no letter or digit in '%" IX_FMT "'", IX_ARG(raw));
    }
    return status;
}

static bool is_folded_already(ix_str raw) {
    for (ptrdiff_t i = 0; i < raw.len; i++) {
        char c = raw.ptr[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) {
            return false;
        }
    }
    return raw.len > 0 && raw.len <= IX_TOKEN_BYTES_MAX;
}

/* The one word of a text, a run of Han characters being one; empty when there are more. */
static ix_str one_word(const ix_text *text) {
    ix_str word = text->tokens[0].folded;
    for (int i = 1; i < text->count; i++) {
        if (text->tokens[i].joint != IX_JOINT_NONE) {
            return (ix_str){0};
        }
        word.len += text->tokens[i].folded.len; /* the bytes of all tokens lie in one piece */
    }
    return word.len <= IX_TOKEN_BYTES_MAX ? word : (ix_str){0};
}

ix_status names_word_enter(names_loader *loader, ix_str raw, word_entry **entry) {
    ix_str folded = raw;
    if (!is_folded_already(raw)) {
        ix_text text;
        ix_status status = names_fold(loader, raw, &text);
        if (status != IX_OK) {
            return status;
        }
        folded = one_word(&text);
        if (folded.len == 0) {
            return names_rows_fault(&loader->rows, loader->error,
                                    "'%" IX_FMT "' is %d words where one is expected", IX_ARG(raw),
                                    text.count);
        }
    }
    *entry = names_word_add(loader, folded, false);
    return *entry == NULL ? IX_E_MEMORY : IX_OK;
}
