/* SPDX-License-Identifier: Apache-2.0 */
#include "record/house_number.h"

#include <stdbool.h>

#include "record/address.h"
#include "record/words.h"

static bool is_number(struct sl_str word)
{
    for (size_t i = 0; i < word.len; i++) {
        if (word.ptr[i] < '0' || word.ptr[i] > '9') {
            return false;
        }
    }
    return true;
}

void sl_house_number_normal(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out)
{
    const size_t start = out->len;
    struct sl_words words;
    sl_address_normal(fold, raw, out);
    if (!sl_words_split(out, start, &words)) {
        return;
    }
    /* "12 a" is "12a", as the letter belongs to the number. */
    for (size_t i = 1; i < words.count; i++) {
        const struct sl_str word = words.items[i].text;
        const bool letter = word.len == 1 && word.ptr[0] >= 'a' && word.ptr[0] <= 'z';
        words.items[i].joined = letter && is_number(words.items[i - 1].text);
    }
    sl_words_write(&words, out, start);
}
