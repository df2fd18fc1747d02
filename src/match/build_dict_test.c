/* Bucket tables hold every entry once, in the bucket of its hash. */
#include "build.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static void check_buckets(uint32_t count, int tag_bits) {
    ix_builder *b = calloc(1, sizeof *b);
    for (int i = 0; i < IX_SEC_COUNT; i++) {
        ix_buf_init(&b->sections[i], UINT32_MAX);
    }
    ix_buf pieces[3];
    for (int i = 0; i < 3; i++) {
        ix_buf_init(&pieces[i], UINT32_MAX);
    }
    for (uint32_t i = 0; i < count; i++) { /* in order: the last piece may be empty */
        ix_builder_entry(&pieces[i < count / 3 ? 0 : 1],
                         ix_hash64((ix_str){(const char *)&i, sizeof i}), i);
    }
    assert_int_equal(ix_builder_buckets(b, pieces, 3, IX_SEC_KEYS_STARTS, tag_bits), IX_OK);
    const uint32_t *starts = IX_ROWS(b, IX_SEC_KEYS_STARTS, const uint32_t);
    const uint32_t *entries = IX_ROWS(b, IX_SEC_KEYS, const uint32_t);
    uint32_t buckets = IX_ROW_COUNT(b, IX_SEC_KEYS_STARTS, uint32_t) - 1;
    assert_true(buckets > 0 && (buckets & (buckets - 1)) == 0);
    assert_int_equal(starts[buckets], count);
    for (uint32_t i = 0; i < count; i++) {
        uint64_t hash = ix_hash64((ix_str){(const char *)&i, sizeof i});
        uint32_t bucket = (uint32_t)hash & (buckets - 1);
        uint32_t expected =
            tag_bits > 0 ? (i | (uint32_t)(hash >> (64 - tag_bits)) << (32 - tag_bits)) : i;
        int seen = 0;
        for (uint32_t at = starts[bucket]; at < starts[bucket + 1]; at++) {
            seen += entries[at] == expected;
        }
        assert_int_equal(seen, 1);
    }
    for (int i = 0; i < IX_SEC_COUNT; i++) {
        ix_buf_free(&b->sections[i]);
    }
    free(b);
}

static void every_entry_is_in_its_bucket(void **state) {
    check_buckets(0, 0);
    check_buckets(1, 31);
    check_buckets(5, 8);
    check_buckets(1000, 22);
    check_buckets(4096, 0);
    check_buckets(4097, ix_ident_tag_bits(4097));
}

static void tags_leave_room_for_the_numbers(void **state) {
    static const uint32_t counts[] = {0, 1, 2, 3, 4096, 4097, 18758, 1u << 31, UINT32_MAX};
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        int bits = ix_ident_tag_bits(counts[i]);
        assert_in_range(bits, 0, 31);
        assert_true(counts[i] == 0 || counts[i] - 1 <= UINT32_MAX >> bits);
        assert_int_equal(ix_entry_tag(UINT64_MAX, bits) & UINT32_MAX >> bits, 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_entry_is_in_its_bucket),
        cmocka_unit_test(tags_leave_room_for_the_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
