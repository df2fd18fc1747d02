/* The filter of postings at each level of the processor. The plain level is the reference;
 * compilers do not find the gathers by themselves, so the others are written out. On x86-64 eight
 * postings at once: a lane of 32 bits holds two tags of a name, two lanes all four. NEON gathers
 * nothing: cells are loaded one by one into the lanes of four postings, and added side by side. */
#include "sift.h"

#include <string.h>

#if defined __x86_64__
#include <immintrin.h>
#elif defined __aarch64__
#include <arm_neon.h>
#endif

#define EIGHT    8
#define GAIN     0xffff
#define TAG_BITS 16

static uint64_t sift_plain(const ix_sift *f, const uint32_t *postings, const uint64_t *tags,
                           int count) {
    uint64_t passed = 0;
    for (int i = 0; i < count; i++) {
        uint32_t gain = f->gain, takes = f->takes;
        for (int k = 0; k < 4; k++) {
            uint32_t cell = f->cells[(tags[i] >> TAG_BITS * k & UINT16_MAX) >> f->shift];
            gain += cell & GAIN;
            takes |= cell >> TAG_BITS;
        }
        uint32_t wanted = f->wanted[(postings[i] >> 31) << IX_SIFT_TAKES | takes];
        passed |= (uint64_t)(gain >= wanted || tags[i] == IX_TAGS_MANY) << i;
    }
    return passed;
}

#if defined __x86_64__

/* The cells of two tags a lane: their gains added, their takes put together above 16 bits. */
#define AVX2 __attribute__((target("avx2")))
AVX2 static inline void read_cells_avx2(const ix_sift *f, __m256i two, __m256i *gain,
                                        __m256i *takes) {
    const int *cells = (const int *)f->cells;
    const __m128i shift = _mm_cvtsi32_si128(f->shift);
    const __m256i low = _mm256_set1_epi32(GAIN);
    __m256i a = _mm256_srl_epi32(_mm256_and_si256(two, low), shift);
    __m256i b = _mm256_srl_epi32(_mm256_srli_epi32(two, TAG_BITS), shift);
    a = _mm256_i32gather_epi32(cells, a, 4);
    b = _mm256_i32gather_epi32(cells, b, 4);
    *gain = _mm256_add_epi32(_mm256_and_si256(a, low), _mm256_and_si256(b, low));
    *takes = _mm256_or_si256(a, b);
}

AVX2 static uint32_t sift_eight_avx2(const ix_sift *f, const uint32_t *postings,
                                     const uint64_t *tags) {
    const __m256i t0 = _mm256_loadu_si256((const __m256i *)(const void *)tags);
    const __m256i t1 = _mm256_loadu_si256((const __m256i *)(const void *)(tags + 4));
    __m256i g0, g1, k0, k1;
    read_cells_avx2(f, t0, &g0, &k0);
    read_cells_avx2(f, t1, &g1, &k1);
    /* Neighbouring lanes together; what is left lies 0 1 4 5 2 3 6 7. */
    __m256i gain = _mm256_permute4x64_epi64(_mm256_hadd_epi32(g0, g1), 0xd8);
    k0 = _mm256_or_si256(k0, _mm256_srli_epi64(k0, 32));
    k1 = _mm256_or_si256(k1, _mm256_srli_epi64(k1, 32));
    __m256i takes = _mm256_castps_si256(
        _mm256_shuffle_ps(_mm256_castsi256_ps(k0), _mm256_castsi256_ps(k1), 0x88));
    takes = _mm256_srli_epi32(_mm256_permute4x64_epi64(takes, 0xd8), TAG_BITS);
    gain = _mm256_add_epi32(gain, _mm256_set1_epi32((int)f->gain));
    takes = _mm256_or_si256(takes, _mm256_set1_epi32((int)f->takes));
    __m256i org = _mm256_loadu_si256((const __m256i *)(const void *)postings);
    org = _mm256_slli_epi32(_mm256_srli_epi32(org, 31), IX_SIFT_TAKES);
    __m256i wanted = _mm256_i32gather_epi32((const int *)f->wanted, _mm256_or_si256(takes, org), 4);
    __m256i enough = _mm256_cmpeq_epi32(_mm256_max_epu32(gain, wanted), gain);
    const __m256i many = _mm256_set1_epi32(-1);
    int m0 = _mm256_movemask_pd(_mm256_castsi256_pd(_mm256_cmpeq_epi64(t0, many)));
    int m1 = _mm256_movemask_pd(_mm256_castsi256_pd(_mm256_cmpeq_epi64(t1, many)));
    return (uint32_t)(_mm256_movemask_ps(_mm256_castsi256_ps(enough)) | m0 | m1 << 4);
}

#define AVX512 __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl")))
AVX512 static inline uint32_t sift_eight_avx512(const ix_sift *f, __m256i postings, __m512i tags) {
    const __m128i shift = _mm_cvtsi32_si128(f->shift);
    const __m512i low = _mm512_set1_epi32(GAIN);
    __m512i a = _mm512_srl_epi32(_mm512_and_si512(tags, low), shift);
    __m512i b = _mm512_srl_epi32(_mm512_srli_epi32(tags, TAG_BITS), shift);
    a = _mm512_i32gather_epi32(a, f->cells, 4);
    b = _mm512_i32gather_epi32(b, f->cells, 4);
    __m512i gains = _mm512_add_epi32(_mm512_and_si512(a, low), _mm512_and_si512(b, low));
    __m512i both = _mm512_or_si512(a, b);
    gains = _mm512_add_epi32(gains, _mm512_srli_epi64(gains, 32));
    both = _mm512_or_si512(both, _mm512_srli_epi64(both, 32));
    __m256i gain = _mm256_add_epi32(_mm512_cvtepi64_epi32(gains), _mm256_set1_epi32((int)f->gain));
    __m256i takes = _mm256_srli_epi32(_mm512_cvtepi64_epi32(both), TAG_BITS);
    takes = _mm256_or_si256(takes, _mm256_set1_epi32((int)f->takes));
    __m256i org = _mm256_slli_epi32(_mm256_srli_epi32(postings, 31), IX_SIFT_TAKES);
    __m256i wanted = _mm256_i32gather_epi32((const int *)f->wanted, _mm256_or_si256(takes, org), 4);
    return (uint32_t)_mm256_cmpge_epu32_mask(gain, wanted) |
           (uint32_t)_mm512_cmpeq_epi64_mask(tags, _mm512_set1_epi64(-1));
}

AVX2 static uint64_t sift_avx2(const ix_sift *f, const uint32_t *postings, const uint64_t *tags,
                               int count) {
    uint64_t passed = 0;
    int i = 0;
    for (; i + EIGHT <= count; i += EIGHT) {
        passed |= (uint64_t)sift_eight_avx2(f, postings + i, tags + i) << i;
    }
    if (i < count) {
        uint32_t own[EIGHT] = {0};
        uint64_t others[EIGHT] = {0};
        memcpy(own, postings + i, (size_t)(count - i) * sizeof own[0]);
        memcpy(others, tags + i, (size_t)(count - i) * sizeof others[0]);
        uint64_t last = sift_eight_avx2(f, own, others);
        passed |= (last & ((1u << (count - i)) - 1)) << i;
    }
    return passed;
}

AVX512 static uint64_t sift_avx512(const ix_sift *f, const uint32_t *postings, const uint64_t *tags,
                                   int count) {
    uint64_t passed = 0;
    for (int i = 0; i < count; i += EIGHT) {
        __mmask8 which = count - i < EIGHT ? (__mmask8)((1u << (count - i)) - 1) : UINT8_MAX;
        __m256i own = _mm256_maskz_loadu_epi32(which, postings + i);
        __m512i others = _mm512_maskz_loadu_epi64(which, tags + i);
        passed |= (uint64_t)(sift_eight_avx512(f, own, others) & which) << i;
    }
    return passed;
}

#elif defined __aarch64__

#define FOUR 4

/* One lane of four vectors: the cells of the four tags of a posting. */
#define LOAD_CELLS(lane)                                                                           \
    do {                                                                                           \
        uint64_t t = tags[lane];                                                                   \
        a = vld1q_lane_u32(f->cells + ((t & UINT16_MAX) >> f->shift), a, lane);                    \
        b = vld1q_lane_u32(f->cells + ((t >> 16 & UINT16_MAX) >> f->shift), b, lane);              \
        c = vld1q_lane_u32(f->cells + ((t >> 32 & UINT16_MAX) >> f->shift), c, lane);              \
        d = vld1q_lane_u32(f->cells + (t >> 48 >> f->shift), d, lane);                             \
    } while (0)

/* A bit each of four postings. */
static inline uint32_t sift_four_neon(const ix_sift *f, const uint32_t *postings,
                                      const uint64_t *tags) {
    static const uint32_t bits[FOUR] = {1, 2, 4, 8};
    const uint32x4_t low = vdupq_n_u32(GAIN);
    uint32x4_t a = low, b = low, c = low, d = low;
    LOAD_CELLS(0);
    LOAD_CELLS(1);
    LOAD_CELLS(2);
    LOAD_CELLS(3);
    uint32x4_t gain = vaddq_u32(vaddq_u32(vandq_u32(a, low), vandq_u32(b, low)),
                                vaddq_u32(vandq_u32(c, low), vandq_u32(d, low)));
    gain = vaddq_u32(gain, vdupq_n_u32(f->gain));
    uint32x4_t takes = vshrq_n_u32(vorrq_u32(vorrq_u32(a, b), vorrq_u32(c, d)), TAG_BITS);
    takes = vorrq_u32(takes, vdupq_n_u32(f->takes));
    uint32x4_t org = vshlq_n_u32(vshrq_n_u32(vld1q_u32(postings), 31), IX_SIFT_TAKES);
    uint32x4_t at = vorrq_u32(takes, org), wanted = low;
    wanted = vld1q_lane_u32(f->wanted + vgetq_lane_u32(at, 0), wanted, 0);
    wanted = vld1q_lane_u32(f->wanted + vgetq_lane_u32(at, 1), wanted, 1);
    wanted = vld1q_lane_u32(f->wanted + vgetq_lane_u32(at, 2), wanted, 2);
    wanted = vld1q_lane_u32(f->wanted + vgetq_lane_u32(at, 3), wanted, 3);
    const uint64x2_t many = vdupq_n_u64(IX_TAGS_MANY);
    uint32x4_t more = vcombine_u32(vmovn_u64(vceqq_u64(vld1q_u64(tags), many)),
                                   vmovn_u64(vceqq_u64(vld1q_u64(tags + 2), many)));
    uint32x4_t passed = vorrq_u32(vcgeq_u32(gain, wanted), more);
    return vaddvq_u32(vandq_u32(passed, vld1q_u32(bits)));
}

static uint64_t sift_neon(const ix_sift *f, const uint32_t *postings, const uint64_t *tags,
                          int count) {
    uint64_t passed = 0;
    int i = 0;
    for (; i + FOUR <= count; i += FOUR) {
        passed |= (uint64_t)sift_four_neon(f, postings + i, tags + i) << i;
    }
    return i < count ? passed | sift_plain(f, postings + i, tags + i, count - i) << i : passed;
}

#endif

int ix_sift_levels(ix_sift_level out[IX_SIFT_LEVELS_MAX]) {
    int count = 0;
    out[count++] = (ix_sift_level){"plain", sift_plain};
#if defined __x86_64__
    if (__builtin_cpu_supports("avx2")) {
        out[count++] = (ix_sift_level){"avx2", sift_avx2};
    }
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl")) {
        out[count++] = (ix_sift_level){"avx512", sift_avx512};
    }
#elif defined __aarch64__
    out[count++] = (ix_sift_level){"neon", sift_neon}; /* all of them have it */
#endif
    return count;
}
