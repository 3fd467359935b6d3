/* SPDX-License-Identifier: Apache-2.0 */
#include "record/words.h"

#include <string.h>

/*
 * Order a NUL-terminated word of a table against a slice. Most words differ in the first bytes,
 * where a loop is faster than a call of the library.
 */
static int compare(const char *row_word, struct sl_str word)
{
    for (size_t i = 0; i < word.len; i++) {
        const int order = (unsigned char)row_word[i] - (unsigned char)word.ptr[i];
        if (order != 0 || row_word[i] == '\0') {
            return order != 0 ? order : -1;
        }
    }
    return row_word[word.len] == '\0' ? 0 : 1;
}

const char *sl_word_find(const struct sl_word_table *table, struct sl_str word)
{
    if (word.len == 0) {
        return NULL;
    }
    size_t low = 0;
    size_t high = table->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = compare(table->rows[middle].word, word);
        if (order == 0) {
            return table->rows[middle].value;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

bool sl_words_split_str(struct sl_str text, struct sl_words *ret_words)
{
    ret_words->count = 0;
    size_t first = 0;
    for (size_t i = 0; i <= text.len; i++) {
        if (i < text.len && text.ptr[i] != ' ') {
            continue;
        }
        if (i > first) {
            if (ret_words->count == SL_WORDS_LIMIT) {
                ret_words->count = 0;
                return false;
            }
            ret_words->items[ret_words->count++] = (struct sl_word){
                .text = {.ptr = text.ptr + first, .len = i - first}
            };
        }
        first = i + 1;
    }
    return true;
}

bool sl_words_split(const struct sl_buf *buf, size_t start, struct sl_words *ret_words)
{
    const struct sl_str text = { .ptr = buf->ptr + start, .len = buf->len - start };
    return sl_words_split_str(text, ret_words);
}

void sl_words_drop(struct sl_words *words, size_t first, size_t count)
{
    memmove(
        &words->items[first],
        &words->items[first + count],
        (words->count - first - count) * sizeof words->items[0]
    );
    words->count -= count;
}

void sl_words_write(const struct sl_words *words, struct sl_buf *buf, size_t start)
{
    size_t end = start;
    for (size_t i = 0; i < words->count; i++) {
        const struct sl_word *word = &words->items[i];
        if (i > 0 && !word->joined) {
            buf->ptr[end++] = ' ';
        }
        memmove(buf->ptr + end, word->text.ptr, word->text.len);
        end += word->text.len;
    }
    sl_buf_cut(buf, end);
}
