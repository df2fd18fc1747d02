/* What an ix_knowledge holds, private to this folder.
 *
 * Words are entries in one array, found through an open-addressed table of {hash, index + 1}.
 * Public ix_word pointers point at the first member of an entry, so an entry is found back from
 * them. Forms and countries have tables of their own, keyed by folded words joined with a space. */
#ifndef NAMES_KNOWLEDGE_H
#define NAMES_KNOWLEDGE_H

#include <interdict/names.h>

#include "rows.h"

/* Private marks of a word: the finer rules behind the public flags. */
enum {
    MARK_TITLE_UNSURE = 1 << 0,     /* also a name: a title only by its position */
    MARK_PARTICLE_UNSURE = 1 << 1,  /* also a name: a particle only inside a surname */
    MARK_PARTICLE_SON = 1 << 2,     /* bin, ibn, bint: what follows is the father's name */
    MARK_PARTICLE_AFTER = 1 << 3,   /* ogly, kyzy: what stands before is the father's name */
    MARK_GENERIC_UNSURE = 1 << 4,   /* also a surname: generic only in an organization's name */
    MARK_STOP_ORG = 1 << 5,         /* of, for, and: not in names of persons */
    MARK_STOP_LETTER = 1 << 6,      /* y, e, i: one letter that may be an initial instead */
    MARK_ROMAN = 1 << 7,            /* a Roman numeral */
    MARK_VESSEL_UNSURE = 1 << 8,    /* a vessel prefix only where a vessel is asked for */
    MARK_SUFFIX_UNSURE = 1 << 9,    /* also a name: a suffix only at the very end */
    MARK_NUMBER_SIGN = 1 << 10,     /* no, nr, nomer: a number follows */
    MARK_STOP_INNER = 1 << 11,      /* za, en, di: only between words of an organization's name */
    MARK_PARTICLE_HYPHEN = 1 << 12, /* ar-, an-: only with a hyphen to the next word */
    MARK_FORM_WORD = 1 << 13,       /* a word of a legal form's spelling */
    MARK_SHORT = 1 << 14            /* an abbreviation of several words */
};

typedef struct word_entry {
    ix_word word;           /* first, see above */
    uint8_t length;         /* bytes of text */
    uint8_t form_words_max; /* words of the longest legal form that begins with this one; 0: none */
    uint16_t marks;
    const char *text;
} word_entry;

typedef struct names_slot {
    uint32_t hash;
    uint32_t index; /* index + 1 of what it points at; 0: free */
} names_slot;

/* An open-addressed table from hashes to indexes; the owner compares the keys. */
typedef struct names_table {
    names_slot *slots;
    uint32_t mask; /* slots - 1, a power of two less one */
    uint32_t used;
} names_table;

/* Where a spelling of a legal form is one. */
enum {
    SPELLING_GUARDED = 1 << 0, /* a common word too: only at the end, or as marked below */
    SPELLING_START = 1 << 1,   /* guarded, but good at the start as well */
    SPELLING_WEAK = 1 << 2     /* guarded: alone it does not tell that the name is a firm's */
};

#define FORM_WORDS_MAX 12
#define FORM_KEY_MAX   160

typedef struct form_spelling {
    ix_str key; /* folded words joined by a space, runs of single letters joined */
    uint16_t form;
    uint8_t words;
    uint8_t marks;
} form_spelling;

typedef struct form_entry {
    ix_legal_form form;
    bool group; /* group, holding: never merged with a neighbouring form */
} form_entry;

typedef struct class_entry {
    uint32_t first; /* into members */
    uint16_t count;
    uint8_t kind; /* ix_class_kind */
} class_entry;

typedef struct country_entry {
    char code[3];
    ix_str name;
} country_entry;

typedef struct country_key {
    ix_str key;
    uint16_t country; /* index + 1; 0: a word for "no country" */
} country_key;

/* A generic word that others may abbreviate. */
typedef struct names_generic {
    ix_str text;
    ix_str bare; /* without vowels, the first letter apart */
    uint16_t concept;
} names_generic;

/* Several words that have an abbreviation; those that say nothing are left out when all is read. */
#define NAMES_BEGINS 1024

typedef struct names_phrase_word {
    ix_str text;
    uint16_t concept;
} names_phrase_word;

typedef struct names_phrase {
    ix_str text; /* as written */
    names_phrase_word *words;
    int count;
} names_phrase;

typedef struct names_phrase_row {
    int kind;
    uint32_t short_first, short_count; /* into shorts */
    uint32_t long_first, long_count;   /* into longs */
} names_phrase_row;

struct ix_knowledge {
    word_entry *words;
    uint32_t word_count, word_capacity;
    names_table word_table;

    class_entry *classes; /* [0] unused */
    uint32_t class_count, class_capacity;
    ix_str *members;
    uint32_t *member_words; /* word index of each member */
    uint32_t member_count, member_capacity;
    uint16_t *class_refs; /* class numbers, grouped by word */

    form_entry *forms; /* [0] unused */
    uint32_t form_count, form_capacity;
    form_spelling *spellings;
    uint32_t spelling_count, spelling_capacity;
    names_table spelling_table;

    country_entry *countries;
    uint32_t country_count, country_capacity;
    country_key *country_keys;
    uint32_t country_key_count, country_key_capacity;
    names_table country_table;
    uint16_t country_by_code[26 * 26]; /* index + 1 */

    names_phrase_row *phrases;
    uint32_t phrase_count, phrase_capacity;
    uint32_t *shorts; /* words: indexes */
    uint32_t short_count, short_capacity;
    names_phrase *longs;
    uint32_t long_count, long_capacity;
    uint64_t long_begins[NAMES_BEGINS / 64]; /* bits of what longs begin with, phrase.c */

    uint32_t concept_count;
    names_table near_forms;  /* words of legal forms, also with a letter left out -> words */
    names_generic *generics; /* Latin generic words, in the order of their text */
    uint32_t generic_count;
    uint32_t *generics_bare;     /* the same, in the order of their text without vowels */
    int32_t unseen_millibits[2]; /* person, organization: a long word the table does not hold */
    ix_digest digest;
};

/* A word as it is without its letters beyond ASCII. */
typedef struct names_stripped_word {
    ix_str text;
    uint32_t whole; /* the word: index */
} names_stripped_word;

/* State of a load. */
typedef struct names_loader {
    ix_knowledge *knowledge;
    ix_arena *arena;
    ix_arena scratch; /* for folding, dropped word by word */
    ix_error *error;
    names_rows rows;
    names_stripped_word *stripped;
    uint32_t stripped_count, stripped_capacity;
} names_loader;

/* ---- table.c */
ix_status names_table_init(names_table *table, uint32_t expected, ix_arena *arena);
#define NAMES_TABLE_FIRST(table, hash) ((hash) & (table)->mask)
/* Steps through the candidates for a hash: *at starts as NAMES_TABLE_FIRST(table, hash); returns
 * index + 1, or 0 when there are no more. */
static inline uint32_t names_table_step(const names_table *table, uint32_t hash, uint32_t *at) {
    for (;;) {
        names_slot slot = table->slots[*at];
        *at = (*at + 1) & table->mask;
        if (slot.index == 0 || slot.hash == hash) {
            return slot.index;
        }
    }
}
/* Puts index (which must not be there yet) under the hash, growing where needed. */
ix_status names_table_put(names_table *table, uint32_t hash, uint32_t index, ix_arena *arena);
uint32_t names_hash(ix_str key);
/* Room for one more of `size` bytes in *array, which holds count of *capacity. */
ix_status names_grow(void **array, uint32_t count, uint32_t *capacity, size_t size,
                     ix_arena *arena);

/* ---- words.c */
const word_entry *names_word_find(const ix_knowledge *knowledge, ix_str folded);
/* The entry of a word, added when it is new. `borrow`: its text outlives the knowledge already.
 * Valid until the next addition. NULL: memory is gone. */
word_entry *names_word_add(names_loader *loader, ix_str folded, bool borrow);
/* Folds raw text into words (at most `max`), text in loader->scratch. IX_E_INPUT with none. */
ix_status names_fold(names_loader *loader, ix_str raw, ix_text *text);
/* Folds what must be one word and adds it. */
ix_status names_word_enter(names_loader *loader, ix_str raw, word_entry **entry);
ix_str names_entry_text(const word_entry *entry);

/* ---- one loader a kind of file; each reads loader->rows to its end */
ix_status names_load_titles(names_loader *loader);
ix_status names_load_particles(names_loader *loader);
ix_status names_load_suffixes(names_loader *loader);
ix_status names_load_vessel_prefixes(names_loader *loader);
ix_status names_load_stop_words(names_loader *loader);
ix_status names_load_generic_words(names_loader *loader);
ix_status names_load_number_words(names_loader *loader);
ix_status names_load_places(names_loader *loader);
ix_status names_load_given_names(names_loader *loader);
ix_status names_load_nicknames(names_loader *loader);
ix_status names_load_family_names(names_loader *loader);
ix_status names_load_variants(names_loader *loader);
ix_status names_load_legal_forms(names_loader *loader);
ix_status names_load_rarity(names_loader *loader);
ix_status names_load_countries(names_loader *loader);
/* Groups class numbers by word once all classes are read. */
ix_status names_classes_finish(names_loader *loader);

/* ---- stripped.c */
/* What an ASCII-only system leaves of a text in Latin letters, lower case; empty when that is all
 * of it or next to nothing. */
ix_str names_strip(char out[FORM_KEY_MAX], ix_str raw);
/* Notes that a word's rest means what the word does; enters the rests once all files are read. */
ix_status names_stripped_note(names_loader *loader, ix_str raw, const word_entry *entry);
ix_status names_stripped_finish(names_loader *loader);

/* ---- near_form.c */
/* Marks the words of legal forms, and enters them with each letter left out. */
ix_status names_near_forms_finish(names_loader *loader);

/* ---- phrase.c */
ix_status names_load_phrases(names_loader *loader);
/* Finds the concepts of the words once all files are read. */
ix_status names_phrases_finish(names_loader *loader);

/* ---- abbreviation.c */
/* Orders the generic words once all files are read. */
ix_status names_abbreviations_finish(names_loader *loader);

/* ---- rarity.c */
#define NAMES_LOG2_STEPS 256
/* log2(1 + i / 256) in 1/2^20: logarithms of a load are interpolated between them. */
typedef struct names_log2 {
    uint32_t fraction[NAMES_LOG2_STEPS + 1];
} names_log2;
void names_log2_init(names_log2 *table);
/* 1000 * log2(value), value >= 1, in integers only; within one of the true value, never falling. */
int32_t names_log2_millibits(const names_log2 *table, uint64_t value);
/* What a word the table does not hold carries: the unseen value capped by length and kind. */
int32_t names_unseen_millibits(const ix_knowledge *knowledge, ix_str folded, bool organization);

#endif
