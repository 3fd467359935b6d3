/* SPDX-License-Identifier: Apache-2.0 */
#include "record/town.h"

#include "record/category.h"
#include "record/words.h"

/* clang-format off */
static const struct sl_word_row rows[] = {
    { "mount", "mt" },
    { "saint", "st" },
};
/* clang-format on */

static const struct sl_word_table table = SL_WORD_TABLE(rows);

void sl_town_normal(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out)
{
    const size_t start = out->len;
    struct sl_words words;
    sl_category_normal(fold, raw, out);
    if (!sl_words_split(out, start, &words)) {
        return;
    }
    for (size_t i = 0; i < words.count; i++) {
        const char *value = sl_word_find(&table, words.items[i].text);
        if (value != NULL) {
            words.items[i].text = sl_str_from(value);
        }
    }
    sl_words_write(&words, out, start);
}
