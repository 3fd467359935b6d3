/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/closest.h"

#include <string.h>

/* Longer words are no near miss of anything that we know. */
#define WORD_LIMIT_BYTES 40u
#define DISTANCE_LIMIT   3u

static size_t least(size_t left, size_t right)
{
    return left < right ? left : right;
}

/* The distance of two words of at most WORD_LIMIT_BYTES, by three rows of the usual table. */
static size_t distance(const char *left, size_t left_len, const char *right, size_t right_len)
{
    size_t rows[3][WORD_LIMIT_BYTES + 1] = { { 0 } };

    for (size_t k = 0; k <= right_len; k++) {
        rows[0][k] = k;
    }
    for (size_t i = 1; i <= left_len; i++) {
        size_t *row = rows[i % 3];
        const size_t *above = rows[(i + 2) % 3];
        const size_t *twice_above = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t k = 1; k <= right_len; k++) {
            const size_t change = left[i - 1] == right[k - 1] ? 0 : 1;
            row[k] = least(least(above[k], row[k - 1]) + 1, above[k - 1] + change);
            if (i > 1 && k > 1 && left[i - 1] == right[k - 2] && left[i - 2] == right[k - 1]) {
                row[k] = least(row[k], twice_above[k - 2] + 1);
            }
        }
    }
    return rows[left_len % 3][right_len];
}

const char *sl_closest(const char *typed, const char *const *words, size_t count)
{
    const size_t typed_len = strlen(typed);
    const char *best = NULL;
    size_t best_distance = DISTANCE_LIMIT + 1;

    if (typed_len == 0 || typed_len > WORD_LIMIT_BYTES) {
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        const size_t len = words[i] == NULL ? 0 : strlen(words[i]);
        if (len == 0 || len > WORD_LIMIT_BYTES) {
            continue;
        }
        const size_t found = distance(typed, typed_len, words[i], len);
        if (found < best_distance && found * 2 < len) {
            best = words[i];
            best_distance = found;
        }
    }
    return best;
}
