#include "compare.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static int64_t best_from(int32_t profit[IX_PARTS_MAX][IX_PARTS_MAX], int rows, int columns, int row,
                         uint32_t used) {
    if (row == rows) {
        return 0;
    }
    int64_t best = best_from(profit, rows, columns, row + 1, used);
    for (int c = 0; c < columns; c++) {
        if (!(used & 1u << c) && profit[row][c] > 0) {
            int64_t sum =
                profit[row][c] + best_from(profit, rows, columns, row + 1, used | 1u << c);
            best = sum > best ? sum : best;
        }
    }
    return best;
}

static void assignment_is_the_best_there_is(void **state) {
    static int32_t profit[IX_PARTS_MAX][IX_PARTS_MAX];
    uint32_t seed = 3;
    for (int round = 0; round < 4000; round++) {
        seed = seed * 1664525u + 1013904223u;
        int rows = 1 + (int)(seed >> 10) % 6, columns = 1 + (int)(seed >> 16) % 6;
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                seed = seed * 1664525u + 1013904223u;
                profit[r][c] = (seed >> 9) % 3 == 0 ? (int32_t)(seed >> 12) % 20000 : 0;
            }
        }
        int column_of[IX_PARTS_MAX];
        ix_assign(column_of, profit, rows, columns);
        int64_t sum = 0;
        uint32_t used = 0;
        for (int r = 0; r < rows; r++) {
            if (column_of[r] >= 0) {
                assert_true(profit[r][column_of[r]] > 0);
                assert_false(used & 1u << column_of[r]);
                used |= 1u << column_of[r];
                sum += profit[r][column_of[r]];
            }
        }
        assert_int_equal(sum, best_from(profit, rows, columns, 0, 0));
    }
}

static void the_largest_square_is_solved(void **state) {
    static int32_t profit[IX_PARTS_MAX][IX_PARTS_MAX];
    for (int r = 0; r < IX_PARTS_MAX; r++) {
        for (int c = 0; c < IX_PARTS_MAX; c++) {
            profit[r][c] = r + c == IX_PARTS_MAX - 1 ? 17000 : 200;
        }
    }
    int column_of[IX_PARTS_MAX];
    ix_assign(column_of, profit, IX_PARTS_MAX, IX_PARTS_MAX);
    for (int r = 0; r < IX_PARTS_MAX; r++) {
        assert_int_equal(column_of[r], IX_PARTS_MAX - 1 - r);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(assignment_is_the_best_there_is),
        cmocka_unit_test(the_largest_square_is_solved),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
