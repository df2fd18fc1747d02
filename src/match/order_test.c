/* Numbers come out ascending, whatever their number. */
#include "order.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define MOST 3000

static void numbers_ascend(void **state) {
    (void)state;
    static uint32_t ids[MOST], same[MOST], spare[MOST];
    uint32_t seed = 7;
    for (uint32_t count = 0; count <= MOST; count = count * 2 + 1) {
        uint64_t sum = 0;
        for (uint32_t i = 0; i < count; i++) {
            seed = seed * 1664525u + 1013904223u;
            ids[i] = seed >> (i % 3 * 10);
            sum += ids[i];
        }
        for (uint32_t i = 0; i < count; i++) {
            same[i] = ids[i];
        }
        ix_sort_ids(ids, count);
        ix_sort_many_ids(same, spare, count);
        for (uint32_t i = 0; i < count; i++) {
            assert_true(i == 0 || ids[i - 1] <= ids[i]);
            assert_int_equal(ids[i], same[i]);
            sum -= ids[i];
        }
        assert_int_equal(sum, 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_ascend),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
