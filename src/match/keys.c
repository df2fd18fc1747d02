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
#include "image.h"

#include <string.h>

#define DELETE_ONE_LENGTH 4
#define DELETE_TWO_LENGTH 8

uint64_t ix_key_hash(ix_key_kind kind, ix_str bytes) {
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

static void deletions(ix_str word, int depth, ptrdiff_t from, ix_key_sink each, void *context) {
    char shorter[2 * IX_TOKEN_BYTES_MAX];
    for (ptrdiff_t i = from; i < word.len; i++) {
        /* Deleting any letter of a run gives the same string: take the last. */
        if (i + 1 < word.len && word.ptr[i] == word.ptr[i + 1]) {
            continue;
        }
        memcpy(shorter, word.ptr, (size_t)i);
        memcpy(shorter + i, word.ptr + i + 1, (size_t)(word.len - i - 1));
        ix_str rest = {shorter, word.len - 1};
        each(context, ix_key_hash(IX_KEY_DELETION, rest));
        if (depth > 1) {
            deletions(rest, depth - 1, i > 0 ? i - 1 : 0, each, context);
        }
    }
}

static void edit_keys(ix_str word, int edits, ix_key_sink each, void *context) {
    if (word.len < DELETE_ONE_LENGTH - 1) {
        return;
    }
    each(context, ix_key_hash(IX_KEY_DELETION, word));
    if (word.len < DELETE_ONE_LENGTH) {
        return; /* may be a word of four letters that lost one, but loses none itself */
    }
    deletions(word, word.len >= DELETE_TWO_LENGTH ? edits : 1, 0, each, context);
}

void ix_edit_keys(ix_str word, ix_key_sink each, void *context) {
    edit_keys(word, 2, each, context);
}

void ix_one_edit_keys(ix_str word, ix_key_sink each, void *context) {
    edit_keys(word, 1, each, context);
}

void ix_part_keys(const ix_mpart *part, ix_key_sink each, void *context) {
    each(context, ix_key_hash(IX_KEY_TEXT, part->text));
    each(context, ix_key_hash(IX_KEY_ROMAN, part->roman));
    if (part->skeleton.len > 0) {
        each(context, ix_key_hash(IX_KEY_SKELETON, part->skeleton));
    }
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
        key.len = ix_text_skeleton(stem, (int)sizeof stem, rest);
        if (key.len > 0) {
            each(context, ix_key_hash(IX_KEY_SKELETON, key));
        }
    }
    if (ix_is_edit_word(part->text)) {
        ix_edit_keys(part->text, each, context);
        if (!ix_str_equal(part->text, part->roman)) {
            ix_edit_keys(part->roman, each, context);
        }
    }
}
