/* SPDX-License-Identifier: Apache-2.0 */
/*
 * reference.h - weights that stay as they are when other records come or go.
 *
 * How much an agreement says depends on how often values occur. Usually that is counted among the
 * records of the linkage, so that each record that is added moves the weights of all others by a
 * little. Identities must not drift: a reference keeps the counts of one linkage (how often each
 * value was seen, which names go together, which words say nothing, in which order dates are
 * written) and gives them to others. The weight of two records is then a function of their values,
 * the model and the reference alone.
 *
 * A reference holds values that stood in records. Of addresses, numbers, e-mail and other texts it
 * has only those that two mentions or more had; so it belongs where the records are.
 */
#ifndef SIGHTLINE_REFERENCE_H
#define SIGHTLINE_REFERENCE_H

#include "sightline/linkage.h"
#include "sightline/status.h"
#include "sightline/str.h"

/*
 * What this linkage counted, or the reference that it was given. After run or prepare.
 *
 *   ret_bytes  some ten bytes for each distinct value, not text; the linkage owns them until close
 *
 * Errors: SL_INVALID (options.two_sources), SL_LIMIT, SL_NO_MEMORY. Same linkage, same bytes.
 */
SL_API SL_NODISCARD enum sl_status
sl_linkage_reference(struct sl_linkage *linkage, struct sl_str *ret_bytes, struct sl_error *err);

/*
 * Take frequencies from a reference instead of counting them. Before run or prepare, and together
 * with sl_linkage_use_model: a model is held up against what was counted with it.
 *
 * With a reference pairs are looked for down to 1 bit below the lowest of threshold_bits, stay_bits
 * and (with find_possible) possible_bits, whether or not anything was together before; so stay_bits
 * must be set, to threshold_bits when nothing is to stay. Run refuses (SL_INVALID) a reference
 * without a model, stay_bits above the threshold, and two_sources.
 *
 *   bytes  what sl_linkage_reference gave, for the same kinds of column; borrowed for the call
 *
 * Errors: SL_INVALID (not a reference, damaged, or for other fields), SL_UNSUPPORTED (of a later
 * version), SL_NO_MEMORY; the linkage is then as before.
 */
SL_API SL_NODISCARD enum sl_status
sl_linkage_use_reference(struct sl_linkage *linkage, struct sl_str bytes, struct sl_error *err);

#endif
