/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fairness.h - numbers about small groups of children: how sure they are, and which are withheld.
 *
 * Source of the interval: E. B. Wilson, "Probable inference, the law of succession, and statistical
 *         inference", Journal of the American Statistical Association 22, 1927.
 * Source of withholding: the usual practice of statistics about children: counts from 1 to 4 are
 *         not shown, 0 is; and where one could be worked out from a total, another one is
 *         not shown, either (secondary suppression). Whoever publishes has a policy that comes
 *         before ours.
 */
#ifndef SL_NOTICE_FAIRNESS_H
#define SL_NOTICE_FAIRNESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Counts from 1 up to this one are withheld. */
#define SL_FAIRNESS_WITHHELD_LAST 4u

/* A share of children, between 0 and 1. */
struct sl_fairness_interval {
    double low, high;
};

/*
 * Between which shares the true one lies, with a confidence of 95 %, when `count` of `of` were
 * counted. Nothing is known when `of` is 0: 0 to 1. count <= of.
 */
struct sl_fairness_interval sl_fairness_interval(uint64_t count, uint64_t of);

/*
 * Say which cells of a table are withheld.
 *
 *   cells         row_count x column_count, row by row; the last row and the last column are the
 *                 totals of the others
 *   withheld  as many: what is to be withheld anyway; then also what has to be
 *
 * Each small cell is; and as long as a row or column has one cell that is, and so could be worked
 * out from the others, the smallest of its other cells is, too, one that is not 0 where there is.
 * Time: cells times lines at most.
 */
void sl_fairness_withhold(
    const uint64_t *cells, size_t row_count, size_t column_count, bool *withheld
);

#endif
