/* The tables that tools/compile_text_tables.py writes from data/unicode/ and data/translit/.
 *
 * What a character is stands in a record shared by its like, found in two stages:
 *
 *     code -> text_char_index[code >> shift] -> a block -> text_char_blocks[...] -> text_chars[]
 *
 * What it folds to is found the same way in text_fold_*, looked at only where the record says so.
 * All values are checked by the program that writes them; nothing here is checked again. */
#ifndef TEXT_TABLES_H
#define TEXT_TABLES_H

#include <interdict/text.h>

/* What a character does to the tokens. The first eight separate words. */
enum text_kind {
    KIND_OTHER,
    KIND_SPACE,
    KIND_HYPHEN,
    KIND_PERIOD,
    KIND_COMMA,
    KIND_AMPERSAND,
    KIND_SLASH,
    KIND_BRACKET,
    KIND_APOSTROPHE,
    KIND_LETTER,
    KIND_DIGIT,
    KIND_MARK,      /* attaches to the letter before it */
    KIND_INVISIBLE, /* these four are removed; the first three are anomalies */
    KIND_BIDI,
    KIND_CONTROL,
    KIND_NOTHING
};

enum {
    CHAR_UPPER = 1 << 0,
    CHAR_CASED = 1 << 1, /* cased, and not upper case */
    CHAR_COMPATIBILITY = 1 << 2,
    CHAR_FOLDS = 1 << 3,    /* text_fold_find tells to what */
    CHAR_COMPOSES = 1 << 4, /* may be the second part of a composed letter */
    CHAR_STRIPS = 1 << 5,   /* a letter that loses the marks it does not compose with */
    CHAR_SILENT = 1 << 6,   /* a letter that may be romanized as nothing */
    CHAR_UNUSUAL = 1 << 7   /* a letter that no language of today writes names with */
};

typedef struct text_char {
    uint8_t kind;
    uint8_t script; /* ix_script */
    uint8_t flags;
    uint8_t order;   /* of a mark: its canonical combining class; of a digit: its value */
    uint16_t letter; /* number in the romanization, 0: none */
} text_char;

/* A canonical composition; sorted by first, second. */
typedef struct text_pair {
    uint32_t first, second, composed;
} text_pair;

/* One row of a romanization. Rules of a letter lie together; the first that applies is taken. */
typedef struct text_rule {
    uint16_t second; /* number of a second letter that must follow and is taken too; 0: none */
    uint16_t output; /* in text_rule_outputs */
    uint8_t length;
    uint8_t after, before; /* numbers of sets the neighbours must be in; 0: any neighbour */
    uint8_t language;      /* number of the language the word must be in; 0: any */
} text_rule;

/* What one or two letters of a script that leaves vowels out may be in a-z. Readings of a letter
 * lie together; behind those of the last letter lie letters of a-z that the script leaves out. */
typedef struct text_reading {
    uint16_t second; /* number of a second letter that must follow and is taken too; 0: none */
    uint16_t text;   /* in text_reading_texts */
    uint8_t length;
    uint8_t cost;   /* steps: how unusual it is */
    uint8_t places; /* TEXT_AT_... where in the word */
    uint8_t before; /* number of a set the next letter must be in; 0: any */
} text_reading;

enum { TEXT_AT_START = 1, TEXT_AT_MIDDLE = 2, TEXT_AT_END = 4 };

/* Letters that one name may be written with: `first`, with `second` unless 0, for `other`, or for
 * nothing where that is 0; both ways round, sorted. */
typedef struct text_near {
    uint16_t first, second, other;
    uint8_t places;
} text_near;

#define TEXT_CLUSTER_MAX 7

/* Letters of a-z that are one sound where a script is romanized: a letter as readings go. */
typedef struct text_cluster {
    uint16_t letter; /* its number */
    uint8_t length;
    char text[TEXT_CLUSTER_MAX + 1];
} text_cluster;

/* A look-alike letter, by folded code and case; sorted by both. */
typedef struct text_confusable {
    uint32_t code;
    uint8_t upper;
    uint32_t target[3]; /* the like letter of Latin, Cyrillic, Greek; 0: none */
} text_confusable;

extern const uint8_t text_char_shift;
extern const uint8_t text_char_index[];
extern const uint16_t text_char_blocks[];
extern const text_char text_chars[];

extern const uint8_t text_fold_shift;
extern const uint8_t text_fold_index[];
extern const uint16_t text_fold_blocks[];
extern const uint32_t text_folds[]; /* count in the high byte; below it the one code, or where in */
extern const uint32_t text_fold_pool[]; /* ... this the several stand */

#define TEXT_FOLD_MAX 18 /* codes that one becomes (FDFA) */

extern const text_pair text_pairs[];
extern const int text_pair_count;

extern const text_rule text_rules[];
extern const uint16_t text_rule_starts[]; /* by letter number, and one more */
extern const char text_rule_outputs[];
extern const int text_set_bytes;
extern const uint8_t text_sets[]; /* bit n of a set: letter n is in it; bit 0: the word's edge */
extern const uint16_t text_language_marks[]; /* by letter number: bits 2n: present, 2n+1: absent */

extern const text_reading text_readings[];
extern const uint16_t text_reading_starts[]; /* by letter number, then the extras, and one more */
extern const int text_letter_count;
extern const uint8_t text_extra_scripts[]; /* of each extra: ix_script */
extern const char text_reading_texts[];
extern const text_near text_nears[];
extern const int text_near_count;
extern const text_cluster text_clusters[];   /* of a script together, sorted */
extern const uint16_t text_cluster_starts[]; /* by ix_script, and one more */

extern const text_confusable text_confusables[];
extern const int text_confusable_count;

/* By byte: the kind in the low four bits, and what a plain word may be made of. */
enum {
    ASCII_KIND = 0x0F,
    ASCII_UPPER = 0x10,
    ASCII_LOWER = 0x20,
    ASCII_DIGIT = 0x40,
    ASCII_LETTER = ASCII_UPPER | ASCII_LOWER,
    ASCII_WORD = ASCII_LETTER | ASCII_DIGIT,
    ASCII_SLOW = 0x80 /* a control character, or not ASCII at all */
};
extern const uint8_t text_ascii[256];

static inline const text_char *text_char_find(uint32_t code) {
    uint32_t block = text_char_index[code >> text_char_shift];
    uint32_t offset = code & ((1u << text_char_shift) - 1);
    return &text_chars[text_char_blocks[(block << text_char_shift) + offset]];
}

/* What a character with CHAR_FOLDS becomes; returns how many codes. */
static inline int text_fold_find(uint32_t codes[TEXT_FOLD_MAX], uint32_t code) {
    uint32_t block = text_fold_index[code >> text_fold_shift];
    uint32_t offset = code & ((1u << text_fold_shift) - 1);
    uint32_t fold = text_folds[text_fold_blocks[(block << text_fold_shift) + offset]];
    int count = (int)(fold >> 24);
    uint32_t at = fold & 0xFFFFFF;
    codes[0] = at;
    for (int i = 0; count > 1 && i < count; i++) {
        codes[i] = text_fold_pool[at + (uint32_t)i];
    }
    return count;
}

#endif
