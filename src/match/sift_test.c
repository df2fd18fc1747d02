/* The filter of postings: what it lets through, at every level that the processor has. */
#include "sift.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define CELLS_BITS 10
#define ROUNDS     400

static uint32_t cells[1 << CELLS_BITS], wanted[2 << IX_SIFT_TAKES], postings[IX_SIFT_BLOCK];
static uint64_t tags[IX_SIFT_BLOCK];
static uint64_t seed = 11;

static uint32_t roll(uint32_t sides) {
    seed = seed * 6364136223846793005ull + 1442695040888963407ull;
    return (uint32_t)(seed >> 33) % sides;
}

/* Every fourth cell adds something; names have up to four other parts, or more than are told. */
static void fill(void) {
    memset(cells, 0, sizeof cells);
    for (uint32_t i = 1; i < 1 << CELLS_BITS; i++) {
        cells[i] = roll(4) > 0 ? 0 : roll(17000) | roll(1 << IX_SIFT_TAKES) << 16;
    }
    for (uint32_t i = 0; i < 2 << IX_SIFT_TAKES; i++) {
        wanted[i] = roll(5) == 0 ? UINT32_MAX : roll(30000);
    }
    for (int i = 0; i < IX_SIFT_BLOCK; i++) {
        postings[i] = roll(1000) | roll(2) << 31;
        tags[i] = 0;
        for (uint32_t k = 0, count = roll(5); k < count; k++) {
            tags[i] |= (uint64_t)ix_part_tag(roll(100000)) << 16 * k;
        }
        tags[i] = roll(20) == 0 ? IX_TAGS_MANY : tags[i];
    }
}

/* As it is told: the sum of what parts add reaches what is wanted with what they take. */
static bool may_pass(const ix_sift *f, int i) {
    uint64_t gain = f->gain;
    uint32_t takes = f->takes;
    for (int k = 0; k < 4; k++) {
        uint16_t tag = (uint16_t)(tags[i] >> 16 * k);
        uint32_t cell = tag == 0 ? 0 : cells[tag >> f->shift];
        gain += cell & 0xffff;
        takes |= cell >> 16;
    }
    return tags[i] == IX_TAGS_MANY ||
           gain >= wanted[(postings[i] >> 31 ? 1 << IX_SIFT_TAKES : 0) + takes];
}

static void every_level_lets_the_same_through(void **state) {
    (void)state;
    ix_sift_level levels[IX_SIFT_LEVELS_MAX];
    int count = ix_sift_levels(levels);
    uint64_t any = 0, all = UINT64_MAX;
    for (int round = 0; round < ROUNDS; round++) {
        fill();
        const ix_sift f = {cells, 16 - CELLS_BITS, roll(9000), roll(1 << IX_SIFT_TAKES), wanted};
        int n = round % (IX_SIFT_BLOCK + 1);
        uint64_t expected = 0;
        for (int i = 0; i < n; i++) {
            expected |= (uint64_t)may_pass(&f, i) << i;
        }
        for (int l = 0; l < count; l++) {
            assert_true(levels[l].sift(&f, postings, tags, n) == expected);
        }
        any |= expected;
        all &= n == IX_SIFT_BLOCK ? expected : UINT64_MAX;
    }
    assert_true(any != 0 && all == 0);
}

static void the_plain_level_is_everywhere(void **state) {
    (void)state;
    ix_sift_level levels[IX_SIFT_LEVELS_MAX];
    assert_true(ix_sift_levels(levels) >= 1);
    assert_string_equal(levels[0].name, "plain");
}

static void no_part_has_the_tag_of_none(void **state) {
    (void)state;
    for (uint32_t dict = 0; dict < 1u << 20; dict++) {
        assert_true(ix_part_tag(dict) >> (16 - IX_SIFT_BITS_MIN) != 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_level_lets_the_same_through),
        cmocka_unit_test(the_plain_level_is_everywhere),
        cmocka_unit_test(no_part_has_the_tag_of_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
