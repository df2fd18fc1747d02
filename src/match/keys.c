/*
 * The keys by which a dictionary part is found. A listed part is entered under each of its keys and
 * a query part is looked up under each of its own, so two parts that share any key meet.
 *
 * Losslessness, relation by relation (compare ix_part_link):
 *   equal, romanization, sound, class, concept, stems of surnames and of places, Slavic surnames in
 * the romanizations of several languages   one key each, by equality
 *   words with a small word at one   the roman key and the skeleton of what is left without it
 *   Han characters and what they spell   the roman key of each spelling
 *   equal value   of a number depends on its place in the name, so it leads to names
 * (ix_number_hash) one edit, two edits   if d(a, b) <= k, deleting at most k letters from each
 * leads to one common string (Bocek et al. 2007, FastSS); a swap of neighbours is one deletion on
 * each side. Both the text and the roman key are entered, since the scorer takes the smaller of the
 * two distances.
 */
#include "word_hash.h"

#include <string.h>

#define DELETE_ONE_LENGTH 4
#define DELETE_TWO_LENGTH 8

uint64_t ix_key_hash(ix_key_kind kind, ix_str bytes) {
    if (kind == IX_KEY_TEXT) { /* asked for slices of words, see word_hash.h */
        uint64_t hash = 0;
        for (ptrdiff_t i = 0; i < bytes.len; i++) {
            hash = hash * IX_WORD_HASH_FACTOR + (unsigned char)bytes.ptr[i];
        }
        return ix_word_key(kind, hash);
    }
    return ix_hash64(bytes) ^ ((uint64_t)kind * 0x9e3779b97f4a7c15ull);
}

uint64_t ix_ident_hash(ix_str key) {
    return ix_hash64(key);
}

int ix_ident_types(ix_identifier_type out[IX_IDENT_TYPES_MAX], ix_identifier_type asked) {
    static const ix_identifier_type all[IX_IDENT_TYPES_MAX] = {
        IX_ID_OTHER, IX_ID_WALLET, IX_ID_PHONE, IX_ID_EMAIL, IX_ID_WEBSITE};
    if (asked != IX_ID_OTHER) {
        out[0] = asked;
        return 1;
    }
    memcpy(out, all, sizeof all);
    return IX_IDENT_TYPES_MAX;
}

uint64_t ix_number_hash(uint16_t number) {
    char bytes[2] = {(char)(number & 0xff), (char)(number >> 8)};
    return ix_key_hash(IX_KEY_NUMBER, (ix_str){bytes, 2});
}

static void number_key(ix_key_kind kind, uint16_t value, ix_key_sink each, void *context) {
    char bytes[2] = {(char)(value & 0xff), (char)(value >> 8)};
    each(context, ix_key_hash(kind, (ix_str){bytes, 2}));
}

static void one_deleted(const ix_word_hash *h, ix_key_sink each, void *context) {
    ptrdiff_t n = h->word.len;
    for (ptrdiff_t i = 0; i < n; i++) {
        if (ix_word_ends_run(h->word, i, n)) {
            each(context, ix_word_key(IX_KEY_DELETION, ix_word_slice_less(h, 0, n, i)));
        }
    }
}

/* Letters i and a later one; of a run of like letters also two. */
static void two_deleted(const ix_word_hash *h, ix_key_sink each, void *context) {
    ptrdiff_t n = h->word.len;
    for (ptrdiff_t i = 0; i < n; i++) {
        if (!ix_word_ends_run(h->word, i, n)) {
            continue;
        }
        if (i > 0 && !ix_word_ends_run(h->word, i - 1, n)) {
            uint64_t left = h->before[i - 1] * h->power[n - 1 - i] + ix_word_slice(h, i + 1, n);
            each(context, ix_word_key(IX_KEY_DELETION, left));
        }
        uint64_t less = h->before[i] - h->before[i + 1]; /* times a power: letter i taken out */
        for (ptrdiff_t j = i + 1; j < n; j++, less *= IX_WORD_HASH_FACTOR) {
            if (ix_word_ends_run(h->word, j, n)) {
                uint64_t left =
                    (h->before[j] + less) * h->power[n - 1 - j] + ix_word_slice(h, j + 1, n);
                each(context, ix_word_key(IX_KEY_DELETION, left));
            }
        }
    }
}

static void edit_keys(ix_str word, bool one, bool two, ix_key_sink each, void *context) {
    ix_word_hash h;
    if (word.len < DELETE_ONE_LENGTH - 1 || word.len > IX_WORD_HASH_MAX ||
        (!one && word.len < DELETE_TWO_LENGTH)) {
        return;
    }
    ix_word_hash_make(&h, word);
    if (one) {
        each(context, ix_word_key(IX_KEY_DELETION, h.before[word.len]));
    }
    /* Three letters may be a word of four that lost one, but lose none themselves. */
    if (one && word.len >= DELETE_ONE_LENGTH) {
        one_deleted(&h, each, context);
    }
    if (two && word.len >= DELETE_TWO_LENGTH) {
        two_deleted(&h, each, context);
    }
}

void ix_one_edit_keys(ix_str word, ix_key_sink each, void *context) {
    edit_keys(word, true, false, each, context);
}

void ix_two_edit_keys(ix_str word, ix_key_sink each, void *context) {
    edit_keys(word, false, true, each, context);
}

#define BUT_ONE_LENGTH (DELETE_ONE_LENGTH - 1)

void ix_but_one_keys(ix_str word, ix_key_sink each, void *context) {
    char but_one[BUT_ONE_LENGTH];
    if (word.len != BUT_ONE_LENGTH || !ix_is_edit_word(word)) {
        return;
    }
    for (int i = 0; i < BUT_ONE_LENGTH; i++) {
        memcpy(but_one, word.ptr, sizeof but_one);
        but_one[i] = '?';
        each(context, ix_key_hash(IX_KEY_BUT_ONE, (ix_str){but_one, BUT_ONE_LENGTH}));
    }
}

/* The words by whose edits a part is found: its own and, where it is another, its roman key. */
static int edit_words(ix_str words[2], const ix_mpart *part) {
    if (!ix_is_edit_word(part->text)) {
        return 0;
    }
    words[0] = part->text;
    words[1] = part->roman;
    return ix_str_equal(part->text, part->roman) ? 1 : 2;
}

void ix_part_one_edit_keys(const ix_mpart *part, ix_key_sink each, void *context) {
    ix_str words[2];
    for (int i = edit_words(words, part); i-- > 0;) {
        ix_one_edit_keys(words[i], each, context);
    }
}

void ix_part_two_edit_keys(const ix_mpart *part, ix_key_sink each, void *context) {
    ix_str words[2];
    for (int i = edit_words(words, part); i-- > 0;) {
        ix_two_edit_keys(words[i], each, context);
    }
}

void ix_part_keys(const ix_mpart *part, ix_key_sink each, void *context) {
    ix_part_name_keys(part, each, context);
    ix_part_sound_keys(part, each, context);
    ix_part_one_edit_keys(part, each, context);
    ix_part_two_edit_keys(part, each, context);
}

void ix_part_sound_keys(const ix_mpart *part, ix_key_sink each, void *context) {
    if (part->skeleton.len > 0) {
        each(context, ix_key_hash(IX_KEY_SKELETON, part->skeleton));
    }
    ix_str rest = ix_attached_rest(part->text);
    if (rest.len > 0) {
        char skeleton[2 * IX_TOKEN_BYTES_MAX];
        ix_str key = {skeleton, ix_text_skeleton(skeleton, (int)sizeof skeleton, rest)};
        if (key.len > 0) {
            each(context, ix_key_hash(IX_KEY_SKELETON, key));
        }
    }
}

void ix_part_name_keys(const ix_mpart *part, ix_key_sink each, void *context) {
    each(context, ix_key_hash(IX_KEY_TEXT, part->text));
    each(context, ix_key_hash(IX_KEY_ROMAN, part->roman));
    for (int i = 0; i < part->class_count; i++) {
        number_key(IX_KEY_CLASS, part->classes[i], each, context);
    }
    if (part->concept != 0) {
        number_key(IX_KEY_CONCEPT, part->concept, each, context);
    }
    for (int i = 0; i < part->abbreviated_count; i++) {
        number_key(IX_KEY_CONCEPT, part->abbreviated[i], each, context);
    }
    char stem[2 * IX_TOKEN_BYTES_MAX];
    int stem_len = ix_gender_stem(stem, (int)sizeof stem, part->roman);
    if (stem_len > 0) {
        each(context, ix_key_hash(IX_KEY_STEM, (ix_str){stem, stem_len}));
    }
    if (ix_han_is(part->text)) {
        ix_han_keys(part->text, each, context);
    }
    bool adjective;
    stem_len = ix_place_stem(stem, (int)sizeof stem, part->roman, &adjective);
    if (stem_len > 0) {
        each(context, ix_key_hash(IX_KEY_PLACE, (ix_str){stem, stem_len}));
    }
    /* Its hash, 0 without one, is known. */
    stem_len = part->slavic == 0 ? 0 : ix_text_slavic_key(stem, (int)sizeof stem, part->text);
    if (stem_len > 0) {
        each(context, ix_key_hash(IX_KEY_SLAVIC, (ix_str){stem, stem_len}));
    }
    ix_str rest = ix_attached_rest(part->text);
    if (rest.len > 0) {
        ix_str key = {stem, ix_text_roman_key(stem, (int)sizeof stem, rest)};
        each(context, ix_key_hash(IX_KEY_ROMAN, key));
    }
}
