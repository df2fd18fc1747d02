/*
 * Names in which a word of the question is written apart: "abdulrahman" and ABDUL RAHMAN.
 *
 * Runs as they stand are entered in PAIRS. Runs with a slip are not, which would take a key for
 * each letter of each run. They are found by halves: where a word is two parts run together and one
 * of them has a slip, the other stands in it letter for letter, and its row is in the dictionary.
 * For each place the word may be cut at, one half is looked up as it is and, only where it is a
 * listed part, the other one with a slip; the names that have both are told.
 */
#include "split.h"

#include "order.h"
#include "run.h"

#include <string.h>

typedef struct split {
    const ix_index *index;
    ix_name_sink each;
    void *context;
    const ix_dict_row *half; /* of the half that stands as it is */
    ix_str slip;             /* the other half, as the word has it */
} split;

void ix_pairs_find(const ix_index *index, uint64_t hash, ix_name_sink each, void *context) {
    ix_bucket bucket = ix_bucket_find(index, IX_SEC_PAIRS_STARTS, hash);
    uint32_t tag = (uint32_t)(hash >> 56) << 24;
    for (uint32_t i = 0; i < bucket.count; i++) {
        if ((bucket.entries[i] & 0xff000000u) == tag) {
            each(context, bucket.entries[i] & 0xffffffu);
        }
    }
}

static void tell_run(void *context, uint64_t hash) {
    const split *s = context;
    ix_pairs_find(s->index, hash, s->each, s->context);
}

static uint32_t name_of(uint32_t posting) {
    return posting & ~IX_POSTING_ORG;
}

/* Postings ascend by name. */
static bool has_name(const ix_index *index, const ix_dict_row *row, uint32_t name) {
    uint32_t low = row->posting_first, high = low + row->posting_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        uint32_t found = name_of(index->postings[middle]);
        if (found == name) {
            return true;
        }
        if (found < name) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return false;
}

static void tell_common_names(const split *s, const ix_dict_row *other) {
    const ix_dict_row *few = s->half->posting_count < other->posting_count ? s->half : other;
    const ix_dict_row *many = few == other ? s->half : other;
    for (uint32_t i = 0; i < few->posting_count; i++) {
        uint32_t name = name_of(s->index->postings[few->posting_first + i]);
        if (has_name(s->index, many, name)) {
            s->each(s->context, name);
        }
    }
}

static void tell_slip(const split *s, const ix_dict_row *row) {
    if (row && ix_run_half_slips(s->slip, ix_ref_str(s->index, row->text))) {
        tell_common_names(s, row);
    }
}

static void tell_slips(void *context, uint64_t hash) {
    const split *s = context;
    ix_bucket bucket = ix_bucket_find(s->index, IX_SEC_KEYS_STARTS, hash);
    uint32_t tag = (uint32_t)(hash >> 56) << 24;
    for (uint32_t i = 0; i < bucket.count; i++) {
        if ((bucket.entries[i] & 0xff000000u) != tag) {
            continue;
        }
        tell_slip(s, &s->index->dict[bucket.entries[i] & 0xffffffu]);
    }
}

const ix_dict_row *ix_dict_find(const ix_index *index, ix_str text) {
    uint64_t hash = ix_key_hash(IX_KEY_TEXT, text);
    ix_bucket bucket = ix_bucket_find(index, IX_SEC_KEYS_STARTS, hash);
    uint32_t tag = (uint32_t)(hash >> 56) << 24;
    for (uint32_t i = 0; i < bucket.count; i++) {
        const ix_dict_row *row = &index->dict[bucket.entries[i] & 0xffffffu];
        if ((bucket.entries[i] & 0xff000000u) == tag &&
            ix_str_equal(ix_ref_str(index, row->text), text)) {
            return row;
        }
    }
    return NULL;
}

/* Words of the fewest letters lose none in their keys (keys.c): those of as many letters that are
 * one edit away are tried one by one. */
static void tell_short_slips(split *s) {
    char other[IX_RUN_SLIP_HALF];
    ix_str text = {other, IX_RUN_SLIP_HALF};
    for (int i = 0; i < IX_RUN_SLIP_HALF; i++) {
        memcpy(other, s->slip.ptr, sizeof other);
        for (char letter = 'a'; letter <= 'z'; letter++) {
            other[i] = letter;
            tell_slip(s, ix_dict_find(s->index, text));
        }
    }
    for (int i = 0; i + 1 < IX_RUN_SLIP_HALF; i++) {
        memcpy(other, s->slip.ptr, sizeof other);
        other[i] = s->slip.ptr[i + 1];
        other[i + 1] = s->slip.ptr[i];
        tell_slip(s, ix_dict_find(s->index, text));
    }
}

static void tell_cut(split *s, ix_str as_is, ix_str slip) {
    s->half = ix_run_may_cut(as_is, slip) ? ix_dict_find(s->index, as_is) : NULL;
    s->slip = slip;
    if (s->half) {
        ix_one_edit_keys(slip, tell_slips, s);
    }
    if (s->half && slip.len == IX_RUN_SLIP_HALF) {
        tell_short_slips(s);
    }
}

void ix_split_names(const ix_index *index, const ix_mpart *word, ix_name_sink each, void *context) {
    split s = {.index = index, .each = each, .context = context};
    ix_run_word_keys(word, true, tell_run, &s);
    if (!ix_run_may_slip(word->text)) {
        return;
    }
    for (ptrdiff_t at = IX_RUN_HALF_MIN; at + IX_RUN_HALF_MIN <= word->text.len; at++) {
        ix_str left = ix_str_slice(word->text, 0, at);
        ix_str right = ix_str_slice(word->text, at, word->text.len);
        tell_cut(&s, left, right);
        tell_cut(&s, right, left);
    }
}

void ix_split_like(const ix_index *index, const ix_mpart *word, ix_name_sink each, void *context) {
    split s = {.index = index, .each = each, .context = context};
    if (ix_run_may_be(word)) {
        ix_abjad_keys(word->text, true, tell_run, &s);
    }
}
