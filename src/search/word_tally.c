/* SPDX-License-Identifier: Apache-2.0 */
#include "search/word_tally.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/hash.h"
#include "base/memory.h"

/* More letters than all names of a country have. */
#define TEXT_LIMIT  ((size_t)4 << 30)
#define FIRST_SLOTS ((size_t)1 << 10)

void sl_word_tally_init(struct sl_word_tally *tally)
{
    *tally = (struct sl_word_tally){ .words = NULL };
    sl_arena_init(&tally->text, TEXT_LIMIT);
}

void sl_word_tally_finish(struct sl_word_tally *tally)
{
    if (tally == NULL) {
        return;
    }
    sl_arena_finish(&tally->text);
    sl_free(tally->words);
    sl_free(tally->slots);
    *tally = (struct sl_word_tally){ .words = NULL };
}

void sl_word_tally_clear(struct sl_word_tally *tally)
{
    sl_arena_reset(&tally->text);
    tally->word_count = 0;
    if (tally->slots != NULL) {
        memset(tally->slots, 0, tally->slot_count * sizeof *tally->slots);
    }
}

/* Where a word stands among the slots, or the empty one where it belongs. */
static size_t slot_of(const struct sl_word_tally *tally, struct sl_str word)
{
    size_t slot = sl_hash_str(word, 0) & (tally->slot_count - 1);
    while (tally->slots[slot] != 0 && !sl_str_equal(tally->words[tally->slots[slot] - 1].word, word)
    ) {
        slot = (slot + 1) & (tally->slot_count - 1);
    }
    return slot;
}

/* Make room for another word: slots are half full at most. */
static enum sl_status reserve(struct sl_word_tally *tally, struct sl_error *err)
{
    const size_t needed = tally->word_count + 1;

    SL_TRY(sl_array_reserve(
        (void *)&tally->words, &tally->word_room, needed, sizeof *tally->words, err
    ));
    if (2 * needed <= tally->slot_count) {
        return SL_OK;
    }
    const size_t slot_count = tally->slot_count == 0 ? FIRST_SLOTS : 2 * tally->slot_count;
    uint32_t *slots = sl_calloc(slot_count, sizeof *slots);
    if (slots == NULL) {
        return sl_fail_memory(err);
    }
    sl_free(tally->slots);
    tally->slots = slots;
    tally->slot_count = slot_count;
    for (size_t i = 0; i < tally->word_count; i++) {
        tally->slots[slot_of(tally, tally->words[i].word)] = (uint32_t)(i + 1);
    }
    return SL_OK;
}

enum sl_status sl_word_tally_add(
    struct sl_word_tally *tally,
    const struct sl_str *words,
    size_t count,
    int64_t change,
    struct sl_error *err
)
{
    for (size_t i = 0; i < count; i++) {
        SL_TRY(reserve(tally, err));
        const size_t slot = slot_of(tally, words[i]);
        if (tally->slots[slot] == 0) {
            const struct sl_str word = sl_arena_copy(&tally->text, words[i]);
            if (word.ptr == NULL) {
                return sl_fail_memory(err);
            }
            tally->words[tally->word_count++] = (struct sl_tally_word){ .word = word };
            tally->slots[slot] = (uint32_t)tally->word_count;
        }
        tally->words[tally->slots[slot] - 1].change += change;
    }
    return SL_OK;
}

static int compare_words(const void *left, const void *right)
{
    const struct sl_tally_word *left_word = left;
    const struct sl_tally_word *right_word = right;
    return sl_str_compare(left_word->word, right_word->word);
}

void sl_word_tally_sort(struct sl_word_tally *tally)
{
    if (tally->word_count > 1) {
        qsort(tally->words, tally->word_count, sizeof *tally->words, compare_words);
    }
}
