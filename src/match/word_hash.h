/*
 * Private to match: hashes of a word and of what is left of it, without writing that down.
 *
 * A polynomial over the bytes, of which those before and behind each place are kept, so that the
 * hash of a slice, of the word without a letter or of two slices together is some multiplications.
 */
#ifndef INTERDICT_MATCH_WORD_HASH_H
#define INTERDICT_MATCH_WORD_HASH_H

#include "image.h"

#define IX_WORD_HASH_MAX    (2 * IX_TOKEN_BYTES_MAX)
#define IX_WORD_HASH_FACTOR 0x9e3779b97f4a7c15ull

typedef struct ix_word_hash {
    ix_str word;
    uint64_t before[IX_WORD_HASH_MAX + 1]; /* of the bytes before each place */
    uint64_t power[IX_WORD_HASH_MAX + 1];  /* of the factor */
} ix_word_hash;

/** Hash a word of at most IX_WORD_HASH_MAX bytes. */
static inline void ix_word_hash_make(ix_word_hash *h, ix_str word) {
    h->word = word;
    h->before[0] = 0;
    h->power[0] = 1;
    for (ptrdiff_t i = 0; i < word.len; i++) {
        h->before[i + 1] = h->before[i] * IX_WORD_HASH_FACTOR + (unsigned char)word.ptr[i];
        h->power[i + 1] = h->power[i] * IX_WORD_HASH_FACTOR;
    }
}

/** Of the bytes [from, to). */
static inline uint64_t ix_word_slice(const ix_word_hash *h, ptrdiff_t from, ptrdiff_t to) {
    return h->before[to] - h->before[from] * h->power[to - from];
}

/** Of the bytes [from, to) without that at `without`. */
static inline uint64_t ix_word_slice_less(const ix_word_hash *h, ptrdiff_t from, ptrdiff_t to,
                                          ptrdiff_t without) {
    return ix_word_slice(h, from, without) * h->power[to - without - 1] +
           ix_word_slice(h, without + 1, to);
}

/** The key of a kind (TEXT, DELETION): the polynomial's bits spread over all 64, by Stafford's
 *  variant 13 of the finalizer of MurmurHash3. */
static inline uint64_t ix_word_key(ix_key_kind kind, uint64_t hash) {
    hash += (uint64_t)kind * IX_WORD_HASH_FACTOR;
    hash = (hash ^ hash >> 30) * 0xbf58476d1ce4e5b9ull;
    hash = (hash ^ hash >> 27) * 0x94d049bb133111ebull;
    return hash ^ hash >> 31;
}

/** Deleting any letter of a run of like ones gives the same string: the last one stands for all.
 *  Is it that, in a word that ends at `to`? */
static inline bool ix_word_ends_run(ix_str word, ptrdiff_t i, ptrdiff_t to) {
    return i + 1 == to || word.ptr[i] != word.ptr[i + 1];
}

#endif
