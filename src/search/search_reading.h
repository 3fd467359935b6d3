/* SPDX-License-Identifier: Apache-2.0 */
/*
 * search_reading.h - what a few words may be as a whole, but for names.
 */
#ifndef SL_SEARCH_SEARCH_READING_H
#define SL_SEARCH_SEARCH_READING_H

#include "search/search_query_impl.h"

/*
 * Add the readings that a span of words has as a whole; none is no error.
 * Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_search_read(
    struct sl_search_parser *parser,
    struct sl_search_span span,
    struct sl_search_part *part,
    struct sl_error *err
);

/* Has it the shape of the number of an identity: P and eight letters or digits, dashes or none? */
bool sl_search_identity_shape(struct sl_str raw);

/*
 * Platforms that are known by name before an online name: "insta jay_01". Static. An online name
 * without one is looked for on each of them; on another platform it is found together with that
 * platform's name only.
 */
const struct sl_str *sl_search_platforms(size_t *ret_count);

#endif
