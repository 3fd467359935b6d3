/* SPDX-License-Identifier: Apache-2.0 */
/*
 * explain_page.h - the waterfall of one pair as a page that anybody can read.
 *
 * The page stands alone: no script, nothing fetched. It is made to meet WCAG 2.2 AA: language,
 * title and headings are set, the drawing has a text alternative and says nothing that the table
 * does not say, colour is never the only sign, text keeps its size and flows at 320 pixels, focus
 * is visible, and it prints.
 */
#ifndef SL_APP_EXPLAIN_PAGE_H
#define SL_APP_EXPLAIN_PAGE_H

#include "app/waterfall.h"
#include "base/buf.h"
#include "base/str.h"

/*
 * Append the page.
 *
 *   ids  of the two records, left and right
 *
 * Errors stick to the buffer.
 */
void sl_explain_page(
    const struct sl_waterfall *waterfall, const struct sl_str ids[2], struct sl_buf *page
);

#endif
