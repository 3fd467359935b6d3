/* SPDX-License-Identifier: Apache-2.0 */
#include "app/search_words.h"

#include "search/search_key.h"
#include "store/search_word.h"

/* Put a word under its slips, or take it from there. */
static enum sl_status
change_slips(struct sl_store *store, struct sl_str word, bool is_used, struct sl_error *err)
{
    int64_t keys[SL_SEARCH_SLIP_LIMIT];
    const size_t count = sl_search_slip_keys(word, keys);

    for (size_t i = 0; i < count; i++) {
        SL_TRY(
            is_used ? sl_store_search_slip_put(store, keys[i], word, err)
                    : sl_store_search_slip_remove(store, keys[i], word, err)
        );
    }
    return SL_OK;
}

enum sl_status
sl_search_words_apply(struct sl_store *store, struct sl_word_tally *tally, struct sl_error *err)
{
    sl_word_tally_sort(tally);
    for (size_t i = 0; i < tally->word_count; i++) {
        const struct sl_tally_word *word = &tally->words[i];
        int64_t count = 0;
        if (word->change == 0) {
            continue;
        }
        SL_TRY(sl_store_search_word_change(store, word->word, word->change, &count, err));
        if (count == 0 || count == word->change) {
            SL_TRY(change_slips(store, word->word, count > 0, err));
        }
    }
    sl_word_tally_clear(tally);
    return SL_OK;
}
