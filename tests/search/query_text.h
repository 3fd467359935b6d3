/* SPDX-License-Identifier: Apache-2.0 */
/*
 * query_text.h - a query as a line of text, for tests.
 */
#ifndef SL_TESTS_SEARCH_QUERY_TEXT_H
#define SL_TESTS_SEARCH_QUERY_TEXT_H

#include "base/buf.h"
#include "search/search_query.h"

/* One letter a reading: Name, letter (initial), Birth, Postcode ... */
static inline void add_reading(struct sl_buf *buf, const struct sl_search_reading *reading)
{
    static const char letters[] = "NLBPTIVHEP#";
    static const char *const areas[] = { "district", "sector", "unit" };
    const char letter = reading->reads == SL_SEARCH_READS_IDENTITY ? '#' : letters[reading->reads];
    sl_buf_add_byte(buf, letter);
    sl_buf_add_byte(buf, ' ');
    if (reading->reads == SL_SEARCH_READS_BIRTH) {
        sl_buf_addf(buf, "%d", (int)reading->first);
        if (reading->last != reading->first) {
            sl_buf_addf(buf, "..%d", (int)reading->last);
        }
        return;
    }
    sl_buf_add(buf, reading->text);
    if (reading->reads == SL_SEARCH_READS_POSTCODE) {
        sl_buf_addf(buf, ":%s", areas[reading->last]);
    }
}

/* "N khan; B 20130214 or I 14022013; ?". A part without a reading is "?". */
static inline void print_query(const struct sl_search_query *query, struct sl_buf *buf)
{
    for (size_t i = 0; i < query->part_count; i++) {
        const struct sl_search_part *part = &query->parts[i];
        sl_buf_add(buf, i > 0 ? SL_STR("; ") : SL_STR(""));
        for (size_t k = 0; k < part->reading_count; k++) {
            sl_buf_add(buf, k > 0 ? SL_STR(" or ") : SL_STR(""));
            add_reading(buf, &part->readings[k]);
        }
        sl_buf_add(buf, part->reading_count == 0 ? SL_STR("?") : SL_STR(""));
        sl_buf_add(buf, part->may_go_on ? SL_STR("*") : SL_STR(""));
    }
}

#endif
