/*
 * Optimal string alignment distance with a small bound (Damerau 1964; restricted form as in
 * Boytsov 2011): a band of 2 * max + 1 cells a row, left as soon as a row cannot come back.
 */
#include <interdict/text.h>

#include <string.h>

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
    if (max == 0) {
        return 1;
    }
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
