/* SPDX-License-Identifier: Apache-2.0 */
/*
 * search_query_impl.h - what the parser of questions and its readers share.
 *
 * Private to src/search.
 */
#ifndef SL_SEARCH_SEARCH_QUERY_IMPL_H
#define SL_SEARCH_SEARCH_QUERY_IMPL_H

#include "search/search_query.h"

/* More words than parts can be made of. */
#define SL_SEARCH_TOKEN_LIMIT 64
/* The most words that one part is made of. */
#define SL_SEARCH_SPAN_LIMIT 5

/* A word between blanks. */
struct sl_search_token {
    struct sl_str raw;    /* in the text */
    struct sl_str folded; /* words of [a-z0-9]; may be empty */
    bool has_digit, has_letter;
};

/* A text on its way to a query. */
struct sl_search_parser {
    struct sl_fold *fold;
    struct sl_arena *arena;
    struct sl_buf scratch;
    int32_t today;
    const char *end; /* of the text */
    size_t token_count;
    struct sl_search_token tokens[SL_SEARCH_TOKEN_LIMIT];
};

/* Words first .. first+count-1. `label` says what was announced, or SL_SEARCH_READING_COUNT. */
struct sl_search_span {
    size_t first, count;
    enum sl_search_reads label;
};

#endif
