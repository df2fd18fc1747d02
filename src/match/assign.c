/*
 * Maximum-weight assignment by shortest augmenting paths (Kuhn 1955; Jonker and Volgenant 1987).
 * Names have a handful of parts, so the cubic method is quicker than anything clever.
 */
#include "compare.h"

#define SIZE (IX_PARTS_MAX + 1)
#define FAR  INT64_MAX

/* Row potentials u, column potentials v, and the row each column is given to; index 0 is unused. */
typedef struct solver {
    int64_t u[SIZE], v[SIZE];
    int row_of[SIZE];
    int size;
} solver;

static int64_t cost_of(int32_t profit[IX_PARTS_MAX][IX_PARTS_MAX], int rows, int columns, int row,
                       int column) {
    bool real = row <= rows && column <= columns;
    return real ? -(int64_t)profit[row - 1][column - 1] : 0;
}

static void place_row(solver *s, int32_t profit[IX_PARTS_MAX][IX_PARTS_MAX], int rows, int columns,
                      int row) {
    int64_t least[SIZE];
    int back[SIZE];
    bool used[SIZE] = {false};
    for (int j = 0; j <= s->size; j++) {
        least[j] = FAR;
        back[j] = 0;
    }
    int column = 0;
    s->row_of[0] = row;
    do {
        used[column] = true;
        int64_t delta = FAR;
        int next = 0;
        for (int j = 1; j <= s->size; j++) {
            if (used[j]) {
                continue;
            }
            int r = s->row_of[column];
            int64_t slack = cost_of(profit, rows, columns, r, j) - s->u[r] - s->v[j];
            if (slack < least[j]) {
                least[j] = slack;
                back[j] = column;
            }
            if (least[j] < delta) {
                delta = least[j];
                next = j;
            }
        }
        for (int j = 0; j <= s->size; j++) {
            if (used[j]) {
                s->u[s->row_of[j]] += delta;
                s->v[j] -= delta;
            } else if (least[j] != FAR) {
                least[j] -= delta;
            }
        }
        column = next;
    } while (s->row_of[column] != 0);
    while (column != 0) {
        s->row_of[column] = s->row_of[back[column]];
        column = back[column];
    }
}

void ix_assign(int column_of[IX_PARTS_MAX], int32_t profit[IX_PARTS_MAX][IX_PARTS_MAX], int rows,
               int columns) {
    solver s = {.size = rows > columns ? rows : columns};
    for (int row = 1; row <= s.size; row++) {
        place_row(&s, profit, rows, columns, row);
    }
    for (int r = 0; r < rows; r++) {
        column_of[r] = -1;
    }
    for (int j = 1; j <= columns; j++) {
        int r = s.row_of[j];
        if (r >= 1 && r <= rows && profit[r - 1][j - 1] > 0) {
            column_of[r - 1] = j - 1;
        }
    }
}
