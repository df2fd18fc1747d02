#include <interdict/text.h>

/* The same with the loop in place of vectors. */
int scalar_distance(ix_str a, ix_str b, int max);
#define IX_SCALAR
#define ix_text_distance scalar_distance
#include "distance.c"
#undef ix_text_distance

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* The textbook recurrence over the full matrix: the oracle. */
static int full_distance(ix_str a, ix_str b) {
    int d[40][40];
    for (int i = 0; i <= (int)a.len; i++) {
        for (int j = 0; j <= (int)b.len; j++) {
            if (i == 0 || j == 0) {
                d[i][j] = i + j;
                continue;
            }
            int best = d[i - 1][j - 1] + (a.ptr[i - 1] != b.ptr[j - 1]);
            best = d[i - 1][j] + 1 < best ? d[i - 1][j] + 1 : best;
            best = d[i][j - 1] + 1 < best ? d[i][j - 1] + 1 : best;
            if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] && a.ptr[i - 2] == b.ptr[j - 1] &&
                d[i - 2][j - 2] + 1 < best) {
                best = d[i - 2][j - 2] + 1;
            }
            d[i][j] = best;
        }
    }
    return d[a.len][b.len];
}

static void known_distances(void **state) {
    assert_int_equal(ix_text_distance(IX_STR("aleskeeva"), IX_STR("alekseeva"), 2), 1);
    assert_int_equal(ix_text_distance(IX_STR("yuyevich"), IX_STR("yuryevich"), 2), 1);
    assert_int_equal(ix_text_distance(IX_STR("abc"), IX_STR("abc"), 0), 0);
    assert_int_equal(ix_text_distance(IX_STR(""), IX_STR("ab"), 3), 2);
    assert_int_equal(ix_text_distance(IX_STR(""), IX_STR("abcd"), 3), 4);
    assert_int_equal(ix_text_distance(IX_STR("kitten"), IX_STR("sitting"), 3), 3);
    assert_int_equal(ix_text_distance(IX_STR("kitten"), IX_STR("sitting"), 2), 3);
}

static void all_ways_agree_with_the_full_matrix(void **state) {
    uint32_t seed = 11;
    for (int round = 0; round < 200000; round++) {
        char a[24], b[24];
        int la = 0, lb = 0;
        seed = seed * 1664525u + 1013904223u;
        la = (int)(seed >> 8) % 22;
        for (int i = 0; i < la; i++) {
            seed = seed * 1664525u + 1013904223u;
            a[i] = (char)('a' + (seed >> 8) % 3);
        }
        seed = seed * 1664525u + 1013904223u;
        lb = (int)(seed >> 8) % 22;
        for (int i = 0; i < lb; i++) {
            seed = seed * 1664525u + 1013904223u;
            b[i] = (char)('a' + (seed >> 8) % 3);
        }
        if (round % 2 != 0) { /* few edits apart */
            memcpy(b, a, (size_t)la);
            lb = la;
            for (int edit = 0; edit < 3 && lb > 2; edit++) {
                seed = seed * 1664525u + 1013904223u;
                int at = (int)(seed >> 8) % (lb - 1);
                char letter = b[at];
                b[at] = b[at + 1]; /* a swap, or half of one */
                b[at + 1] = edit == 1 ? 'z' : letter;
                lb -= edit == 2;
            }
        }
        ix_str sa = {a, la}, sb = {b, lb};
        int full = full_distance(sa, sb);
        for (int max = 0; max <= 3; max++) {
            assert_int_equal(ix_text_distance(sa, sb, max), full <= max ? full : max + 1);
            assert_int_equal(scalar_distance(sa, sb, max), full <= max ? full : max + 1);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_distances),
        cmocka_unit_test(all_ways_agree_with_the_full_matrix),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
