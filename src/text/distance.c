/*
 * Optimal string alignment distance with a small bound (Damerau 1964; restricted form as in
 * Boytsov 2011). What two words begin and end with alike is cut off, which leaves one edit at
 * sight; the rest is laid out a column at a time in the bits of a number where it is short
 * (by_columns), else in a band of 2 * max + 1 cells a row, left as soon as a row cannot come back.
 *
 * The bits of a letter's places come from SSE2, which every x86-64 has, or from a loop; IX_SCALAR
 * asks for the loop everywhere. Both are tested to agree.
 */
#include <interdict/text.h>

#include <string.h>

#if defined(__SSE2__) && !defined(IX_SCALAR)
#define SIMD 1
#include <emmintrin.h>
#else
#define SIMD 0
#endif

#define LANES        16
#define DISTANCE_MAX 3
#define BAND         (2 * DISTANCE_MAX + 3)

static int least(int a, int b) {
    return a < b ? a : b;
}

/* Fill one row of the band. Cell k of row i stands for column j = i - max + k. */
static int fill_row(int *row, const int *above, const int *above2, ix_str a, ix_str b, int i,
                    int max) {
    int best = max + 1;
    for (int k = 0; k <= 2 * max; k++) {
        int j = i - max + k;
        row[k] = max + 1;
        if (j < 0 || j > (int)b.len) {
            continue;
        }
        int cost = max + 1;
        if (j == 0) {
            cost = i;
        } else {
            bool same = a.ptr[i - 1] == b.ptr[j - 1];
            cost = above[k] + (same ? 0 : 1);
            cost = least(cost, k < 2 * max ? above[k + 1] + 1 : max + 1);
            cost = least(cost, k > 0 ? row[k - 1] + 1 : max + 1);
            if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] && a.ptr[i - 2] == b.ptr[j - 1]) {
                cost = least(cost, above2[k] + 1);
            }
        }
        row[k] = least(cost, max + 1);
        best = least(best, row[k]);
    }
    return best;
}

static int by_band(ix_str a, ix_str b, int max) {
    int rows[3][BAND];
    for (int k = 0; k <= 2 * max; k++) {
        int j = k - max;
        rows[0][k] = j >= 0 && j <= (int)b.len ? j : max + 1;
        rows[2][k] = max + 1;
    }
    for (int i = 1; i <= (int)a.len; i++) {
        int *above2 = rows[(i + 1) % 3];
        if (fill_row(rows[i % 3], rows[(i - 1) % 3], above2, a, b, i, max) > max) {
            return max + 1;
        }
    }
    int k = (int)(b.len - a.len) + max;
    return least(rows[a.len % 3][k], max + 1);
}

/* Is there one edit between two words that differ in their first and last letters? */
static bool one_edit(ix_str a, ix_str b) {
    return a.len == b.len &&
           (a.len == 1 || (a.len == 2 && a.ptr[0] == b.ptr[1] && a.ptr[1] == b.ptr[0]));
}

/* ---------------------------------------------------------------- a column at a time */

/* Which of the letters of a word of at most LANES are this one, a bit each. */
#if SIMD
typedef __m128i lanes;

static lanes lanes_of(ix_str word) {
    char bytes[LANES] = {0};
    memcpy(bytes, word.ptr, (size_t)word.len);
    return _mm_loadu_si128((const __m128i *)(const void *)bytes);
}

static uint32_t places_of(const lanes *word, char letter) {
    return (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(*word, _mm_set1_epi8(letter)));
}
#else
typedef struct lanes {
    char bytes[LANES];
} lanes;

static lanes lanes_of(ix_str word) {
    lanes out = {{0}};
    memcpy(out.bytes, word.ptr, (size_t)word.len);
    return out;
}

static uint32_t places_of(const lanes *word, char letter) {
    uint32_t bits = 0;
    for (int i = 0; i < LANES; i++) {
        bits |= (uint32_t)(word->bytes[i] == letter) << i;
    }
    return bits;
}
#endif

/* The distance of two words of 1 to LANES letters, a bit for each letter of the first (Myers 1999;
 * with swaps, Hyyro 2003). Letters behind the word's end are never looked at: bits move up only. */
static int by_columns(ix_str word, ix_str other) {
    lanes letters = lanes_of(word);
    uint32_t last = 1u << (word.len - 1), up = UINT32_MAX, down = 0, d0 = 0, before = 0;
    int distance = (int)word.len;
    for (ptrdiff_t i = 0; i < other.len; i++) {
        uint32_t here = places_of(&letters, other.ptr[i]);
        uint32_t swapped = ((~d0 & here) << 1) & before;
        d0 = (((here & up) + up) ^ up) | here | down | swapped;
        uint32_t more = down | ~(d0 | up), less = d0 & up;
        distance += (more & last) != 0;
        distance -= (less & last) != 0;
        more = more << 1 | 1;
        less <<= 1;
        up = less | ~(d0 | more);
        down = more & d0;
        before = here;
    }
    return distance;
}

int ix_text_distance(ix_str a, ix_str b, int max) {
    if (max > DISTANCE_MAX) {
        max = DISTANCE_MAX;
    }
    ptrdiff_t difference = a.len > b.len ? a.len - b.len : b.len - a.len;
    if (difference > max) {
        return max + 1;
    }
    while (a.len > 0 && b.len > 0 && a.ptr[a.len - 1] == b.ptr[b.len - 1]) {
        a.len--;
        b.len--;
    }
    while (a.len > 0 && b.len > 0 && a.ptr[0] == b.ptr[0]) {
        a.ptr++, a.len--;
        b.ptr++, b.len--;
    }
    if (a.len == 0 || b.len == 0) {
        return least((int)(a.len + b.len), max + 1);
    }
    if (max < 2) {
        return max == 0 ? 1 : one_edit(a, b) ? 1 : 2;
    }
    if (b.len <= LANES && a.len <= LANES) {
        return least(by_columns(b, a), max + 1);
    }
    return by_band(a, b, max);
}
