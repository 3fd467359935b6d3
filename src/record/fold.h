/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fold.h - any script to plain lower-case ASCII words.
 *
 * Source:  Unicode CLDR transforms "Any-Latin", "Latin-ASCII" and "Lower", as ICU applies them.
 * Differs: ASCII, accented Latin letters and combining marks are folded from a table of our own
 *          that agrees with CLDR; only words in other scripts go through ICU, word by word.
 *
 * The normal forms of this folder share one signature, sl_normal_fn: they append to `out` the
 * normal form of `raw`, or nothing when the value is missing. Nothing is an error: a value of
 * unknown shape becomes folded text. Invariant of each: normal(normal(x)) == normal(x), ASCII only.
 */
#ifndef SL_RECORD_FOLD_H
#define SL_RECORD_FOLD_H

#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"

/* A transliterator and its state. Not shared: open one for each thread. */
struct sl_fold;

/*
 * Append the normal form of one value; nothing appended means that there is no value.
 *
 *   fold  one per thread
 *   raw   UTF-8 as written, blanks around it allowed; invalid bytes count as blanks.
 *         Must not lie in *out.
 *   out   appended to; what stood there before is kept. Its sticky status tells of memory or limit
 *
 * Memory: allocates only by growing out.
 */
typedef void sl_normal_fn(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out);

/*
 * Open a folder of text; costs some milliseconds, so open once for each thread.
 * Errors: SL_UNSUPPORTED when ICU or its data cannot be loaded, SL_NO_MEMORY.
 * Memory: the caller closes it.
 */
SL_NODISCARD enum sl_status sl_fold_open(struct sl_fold **ret_fold, struct sl_error *err);

/* Close; NULL is fine. */
void sl_fold_close(struct sl_fold *fold);
/* For SL_CLEANUP on a struct sl_fold * variable. */
void sl_fold_close_ptr(struct sl_fold **fold);

/*
 * Append raw as words of [a-z0-9] with single blanks between: lower case, diacritics dropped, other
 * scripts transliterated, apostrophes dropped, all other punctuation a blank.
 * Parameters, memory: as sl_normal_fn says. A placeholder ("unknown") is kept here.
 */
void sl_fold_text(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out);

#endif
