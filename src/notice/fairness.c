/* SPDX-License-Identifier: Apache-2.0 */
#include "notice/fairness.h"

#include <math.h>

/* The normal deviate of a confidence of 95 %. */
#define DEVIATE 1.959963984540054

struct sl_fairness_interval sl_fairness_interval(uint64_t count, uint64_t of)
{
    const double n = (double)of;
    const double square = DEVIATE * DEVIATE;

    if (of == 0) {
        return (struct sl_fairness_interval){ 0, 1 };
    }
    const double share = (double)count / n;
    const double middle = share + square / (2 * n);
    const double spread = DEVIATE * sqrt(share * (1 - share) / n + square / (4 * n * n));
    const double low = (middle - spread) / (1 + square / n);
    const double high = (middle + spread) / (1 + square / n);
    return (struct sl_fairness_interval){ low > 0 ? low : 0, high < 1 ? high : 1 };
}

/* A row or a column of a table. */
struct line {
    size_t first, step, count;
};

/* The cell of a line that is withheld beside the only one: the smallest that is not 0, else a 0. */
static size_t choose(const uint64_t *cells, const bool *withheld, const struct line *line)
{
    size_t chosen = line->count;

    for (size_t i = 0; i < line->count; i++) {
        const size_t at = line->first + i * line->step;
        const uint64_t cell = cells[at];
        if (withheld[at]) {
            continue;
        }
        const uint64_t best = chosen == line->count ? 0 : cells[line->first + chosen * line->step];
        if (chosen == line->count || (best == 0 && cell > 0) || (cell > 0 && cell < best)) {
            chosen = i;
        }
    }
    return chosen;
}

/* Withhold a second cell of a line that has one. Returns whether anything was done. */
static bool mend_line(const uint64_t *cells, bool *withheld, const struct line *line)
{
    size_t count = 0;

    for (size_t i = 0; i < line->count; i++) {
        count += withheld[line->first + i * line->step] ? 1 : 0;
    }
    const size_t chosen = count == 1 ? choose(cells, withheld, line) : line->count;
    if (chosen == line->count) {
        return false;
    }
    withheld[line->first + chosen * line->step] = true;
    return true;
}

void sl_fairness_withhold(
    const uint64_t *cells, size_t row_count, size_t column_count, bool *withheld
)
{
    bool is_changed = true;

    for (size_t i = 0; i < row_count * column_count; i++) {
        withheld[i] = withheld[i] || (cells[i] > 0 && cells[i] <= SL_FAIRNESS_WITHHELD_LAST);
    }
    while (is_changed) {
        is_changed = false;
        for (size_t i = 0; i < row_count; i++) {
            const struct line row = { i * column_count, 1, column_count };
            is_changed = mend_line(cells, withheld, &row) || is_changed;
        }
        for (size_t i = 0; i < column_count; i++) {
            const struct line column = { i, column_count, row_count };
            is_changed = mend_line(cells, withheld, &column) || is_changed;
        }
    }
}
