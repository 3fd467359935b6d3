/* SPDX-License-Identifier: Apache-2.0 */
#include "notice/fairness.h"

#include "base/hash.h"
#include "support/support.h"

#define ROW_LIMIT    6u
#define COLUMN_LIMIT 5u

/* Figures of R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics
 * in Medicine 17, 1998, table I: the score method without continuity correction. */
static void intervals_are_those_published(void **state)
{
    static const struct {
        double low, high;
        uint64_t count, of;
    } rows[] = {
        {0.2553,  0.3662, 81, 263},
        { 0.0624, 0.1605, 15, 148},
        { 0.0000, 0.1611, 0,  20 },
        { 0.0061, 0.1718, 1,  29 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct sl_fairness_interval one = sl_fairness_interval(rows[i].count, rows[i].of);
        SL_CHECK_NEAR(one.low, rows[i].low, 0.00005);
        SL_CHECK_NEAR(one.high, rows[i].high, 0.00005);
    }
    SL_CHECK_NEAR(sl_fairness_interval(0, 0).high, 1, 0);
    SL_CHECK_NEAR(sl_fairness_interval(7, 7).high, 1, 0);
}

static void small_numbers_are_withheld(void **state)
{
    static const struct {
        uint64_t cells[6];
        bool withheld[6];
    } rows[] = {
        {{ 9, 0, 12, 21, 0, 42 },  { false, false, false, false, false, false }},
        { { 9, 4, 12, 21, 0, 46 }, { true, true, false, false, false, false }  },
        { { 9, 4, 3, 21, 0, 37 },  { false, true, true, false, false, false }  },
        { { 0, 4, 0, 0, 0, 4 },    { false, true, false, false, false, true }  },
        { { 0, 0, 0, 0, 0, 0 },    { false, false, false, false, false, false }},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        uint64_t table[12];
        bool withheld[12] = { false };
        /* A table of one column beside its totals: the same numbers twice. */
        for (size_t j = 0; j < 6; j++) {
            table[2 * j] = table[2 * j + 1] = rows[i].cells[j];
        }
        sl_fairness_withhold(table, 6, 2, withheld);
        for (size_t j = 0; j < 6; j++) {
            assert_true(withheld[2 * j] == rows[i].withheld[j]);
            assert_true(withheld[2 * j + 1] == rows[i].withheld[j]);
        }
    }
}

/* A random table with its totals. */
static void fill(struct sl_random *random, uint64_t *cells, size_t rows, size_t columns)
{
    for (size_t i = 0; i < rows * columns; i++) {
        cells[i] = 0;
    }
    for (size_t i = 0; i + 1 < rows; i++) {
        for (size_t j = 0; j + 1 < columns; j++) {
            const uint64_t cell =
                sl_random_below(random, 3) == 0 ? sl_random_below(random, 12) : 20;
            cells[i * columns + j] = cell;
            cells[i * columns + columns - 1] += cell;
            cells[(rows - 1) * columns + j] += cell;
            cells[rows * columns - 1] += cell;
        }
    }
}

/* No small number is shown, and none is the only one of its row or column that is not. */
static void nothing_can_be_worked_out(void **state)
{
    uint64_t cells[ROW_LIMIT * COLUMN_LIMIT] = { 0 };
    struct sl_random random;
    (void)state;

    sl_random_init(&random, sl_test_seed());
    for (unsigned round = 0; round < 2000; round++) {
        const size_t rows = 2 + (size_t)sl_random_below(&random, ROW_LIMIT - 1);
        const size_t columns = 2 + (size_t)sl_random_below(&random, COLUMN_LIMIT - 1);
        bool withheld[ROW_LIMIT * COLUMN_LIMIT] = { false };
        fill(&random, cells, rows, columns);
        withheld[sl_random_below(&random, rows * columns)] = round % 2 == 0;
        sl_fairness_withhold(cells, rows, columns, withheld);
        for (size_t i = 0; i < rows; i++) {
            size_t count = 0;
            for (size_t j = 0; j < columns; j++) {
                const size_t at = i * columns + j;
                count += withheld[at] ? 1 : 0;
                assert_true(withheld[at] || cells[at] == 0 || cells[at] > 4);
            }
            assert_true(count != 1);
        }
        for (size_t j = 0; j < columns; j++) {
            size_t count = 0;
            for (size_t i = 0; i < rows; i++) {
                count += withheld[i * columns + j] ? 1 : 0;
            }
            assert_true(count != 1);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(intervals_are_those_published),
        cmocka_unit_test(small_numbers_are_withheld),
        cmocka_unit_test(nothing_can_be_worked_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
