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

#include "run.h"
#include "word_hash.h"

#include <string.h>

/* The word cut at a place: the half [as_from, as_to) as it is, the half [from, to) with a slip. */
typedef struct cut {
    ptrdiff_t as_from, as_to, from, to;
    uint64_t key;            /* of the half that stands as it is */
    const ix_dict_row *half; /* its row */
} cut;

#define CUTS_MAX (2 * IX_TOKEN_BYTES_MAX)

/* A key under which the half with the slip may stand. */
typedef struct slip {
    uint64_t key;
    const cut *cut;
} slip;

#define SLIPS_AT_ONCE 64
#define ROWS_AT_ONCE  128

typedef struct split {
    const ix_index *index;
    ix_name_sink each;
    void *context;
    ix_word_hash hash; /* of the word */
    int slip_count;
    slip slips[SLIPS_AT_ONCE]; /* waiting to be looked up together */
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

static uint16_t tag_of(const ix_index *index, const ix_dict_row *row) {
    return ix_part_tag((uint32_t)(row - index->dict));
}

/* Is one of four tags this one, or are there more than are told? */
static bool may_hold(uint64_t tags, uint16_t tag) {
    const uint64_t ones = 0x0001000100010001u;
    uint64_t others = tags ^ tag * ones;
    return ((others - ones) & ~others & (ones << 15)) != 0 || tags == IX_TAGS_MANY;
}

/* The same of four postings at once: false, none of them holds it. */
typedef uint16_t eight_tags __attribute__((vector_size(16), aligned(8), may_alias));
typedef uint64_t two_words __attribute__((vector_size(16)));

static bool may_any_hold(const uint64_t tags[4], uint16_t tag) {
    const eight_tags *t = (const eight_tags *)(const void *)tags;
    const eight_tags sought = tag - (eight_tags){0}, many = ~(eight_tags){0};
    two_words found =
        (two_words)((t[0] == sought) | (t[0] == many) | (t[1] == sought) | (t[1] == many));
    return (found[0] | found[1]) != 0;
}

/* A row that may be the half with the slip. */
typedef struct other_half {
    const slip *slip;
    const ix_dict_row *row;
} other_half;

static const ix_dict_row *with_few(const other_half *other) {
    const ix_dict_row *half = other->slip->cut->half;
    return half->posting_count < other->row->posting_count ? half : other->row;
}

static bool is_slip(const split *s, const other_half *other) {
    ix_str text = ix_dict_text(s->index, other->row);
    const cut *at = other->slip->cut;
    return ix_run_half_slips(ix_str_slice(s->hash.word, at->from, at->to), text);
}

/* The names that have both halves. What a word of few names has beside it is told by tags, sooner
 * than the two words are compared. */
static void tell_common_names(const split *s, const other_half *other) {
    const ix_dict_row *few = with_few(other), *half = other->slip->cut->half;
    const ix_dict_row *many = few == half ? other->row : half;
    const uint64_t *tags = s->index->tags + few->posting_first;
    uint16_t tag = tag_of(s->index, many);
    bool twice = few == many; /* one row, which a name holds twice: tags tell of other rows */
    bool slips = false;
    for (uint32_t i = 0; i < few->posting_count; i++) {
        if (!twice && i % 4 == 0 && i + 4 <= few->posting_count && !may_any_hold(tags + i, tag)) {
            i += 3;
            continue;
        }
        if (!twice && !may_hold(tags[i], tag)) {
            continue;
        }
        slips = slips || is_slip(s, other);
        if (!slips) {
            return;
        }
        uint32_t name = name_of(s->index->postings[few->posting_first + i]);
        if (has_name(s->index, many, name)) {
            s->each(s->context, name);
        }
    }
}

static bool has_tag(uint32_t entry, uint64_t hash) {
    return entry >> (32 - IX_TAG_BITS) == hash >> (64 - IX_TAG_BITS);
}

#define ROW_OF_ENTRY(entry) ((entry) & (UINT32_MAX >> IX_TAG_BITS))

static const ix_dict_row *find_word(const ix_index *index, uint64_t key, ix_str text) {
    ix_bucket bucket = ix_bucket_find(index, IX_SEC_KEYS_STARTS, key);
    for (uint32_t i = 0; i < bucket.count; i++) {
        const ix_dict_row *row = &index->dict[ROW_OF_ENTRY(bucket.entries[i])];
        if (has_tag(bucket.entries[i], key) && ix_str_equal(ix_dict_text(index, row), text)) {
            return row;
        }
    }
    return NULL;
}

const ix_dict_row *ix_dict_find(const ix_index *index, ix_str text) {
    return find_word(index, ix_key_hash(IX_KEY_TEXT, text), text);
}

static void tell_rows(const split *s, const other_half *others, int count) {
    for (int i = 0; i < count; i++) {
        __builtin_prefetch(s->index->tags + with_few(&others[i])->posting_first);
    }
    for (int i = 0; i < count; i++) {
        tell_common_names(s, &others[i]);
    }
}

/* Look the waiting keys up, in sweeps, so that the waits for memory run side by side. */
static void flush_slips(split *s) {
    ix_bucket buckets[SLIPS_AT_ONCE];
    other_half others[ROWS_AT_ONCE];
    int count = 0;
    for (int k = 0; k < s->slip_count; k++) {
        buckets[k] = ix_bucket_find(s->index, IX_SEC_KEYS_STARTS, s->slips[k].key);
        __builtin_prefetch(buckets[k].entries);
    }
    for (int k = 0; k < s->slip_count; k++) {
        for (uint32_t i = 0; i < buckets[k].count; i++) {
            if (!has_tag(buckets[k].entries[i], s->slips[k].key)) {
                continue;
            }
            if (count == ROWS_AT_ONCE) {
                tell_rows(s, others, count);
                count = 0;
            }
            const ix_dict_row *row = &s->index->dict[ROW_OF_ENTRY(buckets[k].entries[i])];
            __builtin_prefetch(&row->posting_first);
            others[count++] = (other_half){&s->slips[k], row};
        }
    }
    tell_rows(s, others, count);
    s->slip_count = 0;
}

static void add_slip(split *s, const cut *at, uint64_t key) {
    if (s->slip_count == SLIPS_AT_ONCE) {
        flush_slips(s);
    }
    ix_bucket_prefetch(s->index, IX_SEC_KEYS_STARTS, key);
    s->slips[s->slip_count++] = (slip){key, at};
}

/* A sink of keys under which the half with the slip may stand. */
typedef struct cut_sink {
    split *s;
    const cut *at;
} cut_sink;

static void add_key_of_cut(void *context, uint64_t key) {
    const cut_sink *sink = context;
    add_slip(sink->s, sink->at, key);
}

/* Words of the fewest letters lose none in their keys (keys.c): those of as many letters are found
 * by the others, and where two are exchanged, as they are. */
static void add_words(split *s, const cut *at) {
    char other[IX_RUN_SLIP_HALF];
    const char *half = s->hash.word.ptr + at->from;
    cut_sink sink = {s, at};
    ix_but_one_keys((ix_str){half, IX_RUN_SLIP_HALF}, add_key_of_cut, &sink);
    for (int i = 0; i + 1 < IX_RUN_SLIP_HALF; i++) {
        memcpy(other, half, sizeof other);
        other[i] = half[i + 1];
        other[i + 1] = half[i];
        add_slip(s, at, ix_key_hash(IX_KEY_TEXT, (ix_str){other, IX_RUN_SLIP_HALF}));
    }
}

/* The half with the slip, as it is and with one letter deleted. */
static void add_slips(split *s, const cut *at) {
    const ix_word_hash *h = &s->hash;
    add_slip(s, at, ix_word_key(IX_KEY_DELETION, ix_word_slice(h, at->from, at->to)));
    for (ptrdiff_t i = at->from; i < at->to && at->to - at->from > IX_RUN_SLIP_HALF; i++) {
        if (ix_word_ends_run(h->word, i, at->to)) {
            uint64_t left = ix_word_slice_less(h, at->from, at->to, i);
            add_slip(s, at, ix_word_key(IX_KEY_DELETION, left));
        }
    }
    if (at->to - at->from == IX_RUN_SLIP_HALF) {
        add_words(s, at);
    }
}

static int add_cut(split *s, cut *cuts, int count, ptrdiff_t from, ptrdiff_t to) {
    ptrdiff_t len = s->hash.word.len;
    cut made = {from, to, from == 0 ? to : 0, from == 0 ? len : from, 0, NULL};
    if (ix_run_may_cut(ix_str_slice(s->hash.word, from, to),
                       ix_str_slice(s->hash.word, made.from, made.to))) {
        made.key = ix_word_key(IX_KEY_TEXT, ix_word_slice(&s->hash, from, to));
        ix_bucket_prefetch(s->index, IX_SEC_KEYS_STARTS, made.key);
        cuts[count++] = made;
    }
    return count;
}

/* All ways to cut the word into two halves, one of which is listed as it is, the other not. */
static void tell_cuts(split *s) {
    cut cuts[CUTS_MAX];
    int count = 0;
    for (ptrdiff_t at = IX_RUN_HALF_MIN; at + IX_RUN_HALF_MIN <= s->hash.word.len; at++) {
        count = add_cut(s, cuts, count, 0, at);
        count = add_cut(s, cuts, count, at, s->hash.word.len);
    }
    for (int i = 0; i < count; i++) {
        __builtin_prefetch(ix_bucket_find(s->index, IX_SEC_KEYS_STARTS, cuts[i].key).entries);
    }
    for (int i = 0; i < count; i++) {
        ix_str as_is = ix_str_slice(s->hash.word, cuts[i].as_from, cuts[i].as_to);
        cuts[i].half = find_word(s->index, cuts[i].key, as_is);
        if (cuts[i].half) {
            add_slips(s, &cuts[i]);
        }
    }
    flush_slips(s);
}

void ix_split_names(const ix_index *index, const ix_mpart *word, ix_name_sink each, void *context) {
    split s;
    s.index = index;
    s.each = each;
    s.context = context;
    s.slip_count = 0;
    ix_run_word_keys(word, true, tell_run, &s);
    if (ix_run_may_slip(word->text)) {
        ix_word_hash_make(&s.hash, word->text);
        tell_cuts(&s);
    }
}

void ix_split_like(const ix_index *index, const ix_mpart *word, ix_name_sink each, void *context) {
    split s;
    s.index = index;
    s.each = each;
    s.context = context;
    if (ix_run_may_be(word)) {
        ix_abjad_keys(word->text, true, tell_run, &s);
    }
}
