/* SPDX-License-Identifier: Apache-2.0 */
/*
 * search_words.h - which words of names are in use, brought up to date in the store.
 */
#ifndef SL_APP_SEARCH_WORDS_H
#define SL_APP_SEARCH_WORDS_H

#include "base/error.h"
#include "search/word_tally.h"
#include "store/store.h"

/*
 * Write down what a tally says, with the slips of words that come into use or go out of it, and
 * clear the tally. In a transaction: the one of the mentions that the tally is of.
 *
 * Errors: SL_INVALID when a word would be used by fewer than none; those of the store.
 */
SL_NODISCARD enum sl_status
sl_search_words_apply(struct sl_store *store, struct sl_word_tally *tally, struct sl_error *err);

#endif
