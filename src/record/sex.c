/* SPDX-License-Identifier: Apache-2.0 */
#include "record/sex.h"

#include "record/category.h"
#include "record/words.h"

/* "" stands for a value that says nothing. */
/* clang-format off */
static const struct sl_word_row rows[] = {
    { "0", "" },
    { "1", "m" },
    { "2", "f" },
    { "3", "x" },
    { "9", "" },
    { "boy", "m" },
    { "f", "f" },
    { "fem", "f" },
    { "female", "f" },
    { "feminine", "f" },
    { "femme", "f" },
    { "gender diverse", "x" },
    { "gender neutral", "x" },
    { "girl", "f" },
    { "i", "x" },
    { "indeterminate", "x" },
    { "intersex", "x" },
    { "m", "m" },
    { "male", "m" },
    { "man", "m" },
    { "masculine", "m" },
    { "nb", "x" },
    { "neither", "x" },
    { "non binary", "x" },
    { "nonbinary", "x" },
    { "o", "x" },
    { "other", "x" },
    { "u", "" },
    { "w", "f" },
    { "woman", "f" },
    { "x", "x" },
};
/* clang-format on */

static const struct sl_word_table table = SL_WORD_TABLE(rows);

void sl_sex_normal(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out)
{
    const size_t start = out->len;
    sl_category_normal(fold, raw, out);
    const struct sl_str text = { .ptr = out->ptr + start, .len = out->len - start };
    const char *value = sl_word_find(&table, text);
    if (value != NULL) {
        sl_buf_cut(out, start);
        sl_buf_add(out, sl_str_from(value));
    }
}
